#!/bin/sh
# examples/saison.sh: a whole season, events A to I, for two schools, STS-WEB
# and their académie; what each step leaves.
. tests/lib.sh

ROOT=$PWD
q() { # BASE SQL
	sqlite3 -batch -separator ' ' "$1" "$2"
}
# jusqua WORDS: its lines up to the comment with WORDS run, from where the
# last ones ended; the day stays the one it was.
jusqua() {
	awk -v a="$1" -v de="$PAS" '
	    NR <= de { if (/^jour /) jour = $0; next }
	    jour != "" { print jour; jour = "" }
	    /^# / && index($0, a) { exit }
	    !/^#/
	    { n = NR }
	    END { print n >"/dev/stderr" }' "$ROOT/examples/saison.sh" \
	    >"$T/pas.sh" 2>"$T/n"
	PAS=$(cat "$T/n")
	# shellcheck source=/dev/null
	(. "$ROOT/examples/jour.sh" && . "$T/pas.sh") >"$T/out" 2>"$T/err"
	ok $? "up to « $1 »" || diag <"$T/err"
}
# The manual tells it with the same commands.
awk '/^\.Sh/ { on = /THE SEASON/ } !on { next } /^\.Ed/ { text = 0 }
    text { gsub(/\\e/, "\\"); sub(/^ */, "")
	if (sub(/\\$/, "")) printf "%s", $0; else print }
    /^\.Bd/ { text = 1 }' man/sconet.7 >"$T/manuel"
sed '1,/^$/d' examples/saison.sh | grep -v -e '^#' -e '^jour ' -e '^$' \
    >"$T/commandes"
same 'sconet(7) tells the season with each command' "$T/commandes" "$T/manuel"

# Without its files it stops, and has made nothing.
mkdir "$T/rien"
rc=0
(cd "$T/rien" && EXAMPLES=$ROOT/examples sh "$ROOT/examples/saison.sh") \
    >"$T/out" 2>"$T/err" || rc=$?
is "$rc $(wc -l <"$T/err") $(ls "$T/rien")" '66 1 ' \
    'without its files it stops at its first line'

# Its head ends with its first empty line.
PAS=$(awk '/^$/ { print NR; exit }' examples/saison.sh)
mkdir "$T/saison"
cp examples/ecole/*.* examples/annee/*.* examples/saison/*.* "$T/saison"
cd "$T/saison" || exit 1

jusqua 'A. Juin'
is "$(q academie2019.db 'SELECT count(*), count(DISTINCT eleve_id) FROM voeu')" \
    '8 5' 'C1, C2: eight wishes of five élèves are at the académie'
is "$(q college2019.db "SELECT s.etat FROM echange_etat s JOIN echange USING
    (numero) WHERE genre = 'export-voeux'")" acquitte 'which has said so'

jusqua 'B. L'
is "$(q college2020.db "SELECT etat, (SELECT count(*) FROM eleve),
    (SELECT count(*) FROM eleve WHERE code_mef IS NULL) FROM base")" \
    'preparation 58 8' 'A: 58 of 60 élèves cross, eight without a MEF'
is "$(q college2019.db 'SELECT etat FROM base')" courante \
    'the year that ends goes on'

jusqua 'C3. Juillet'
is "$(q lycee2020.db 'SELECT count(*) FROM mef WHERE mef_selectionne = 1')" 2 \
    'B: the lycée has profiled its two MEF'
is "$(q lycee2020.db 'SELECT code_mef, heures FROM etp')" '24122131210 12.00' \
    'and the vocational hours of one'
is "$(q sts-college.db 'SELECT count(*) FROM mef WHERE mef_selectionne = 1')" 6 \
    'STS-WEB has the six of the collège'

jusqua 'D. Les structures'
is "$(q college2019.db "SELECT group_concat(decision, ' ') FROM (SELECT decision
    FROM affectation ORDER BY eleve_id)")" 'AFFECTE AFFECTE AFFECTE LISTE REFUSE' \
    'C3: the collège has the results'
is "$(q college2019.db "SELECT count(*) FROM eleve WHERE date_sortie =
    '2020-07-03'")" 3 'and the exits of who leaves'
is "$(q lycee2020.db 'SELECT count(*), min(eleve_id), max(eleve_id) FROM eleve')" \
    '3 -3 -1' 'the lycée knows who comes, by numbers of ours'
is "$(q lycee2020.db 'SELECT count(*) FROM responsable')" 6 \
    'C4: with their responsables'
is "$(grep -c oui "$T/out")" 3 'three are traités'
is "$(fiche -b college2019.db 990055 | grep '^Historique' | cut -f 10 | sort |
    uniq -c | sed -n "/Vœux/s/^ *//p; /affect/s/^ *//p")" \
    "1 Import Vœux
3 Import résultats d'affectation" 'the fiche tells of wish and result'

jusqua 'H. La prévision'
is "$(q college2020.db 'SELECT count(*) FROM structure WHERE ferme = 0')" 6 \
    'D: the structures came from STS-WEB'
is "$(q college2020.db "SELECT count(*) FROM eleve_structure WHERE
    type_structure = 'D'")" 56 'élèves have their divisions'

jusqua 'La rentrée'
is "$(q academie2020.db "SELECT group_concat(uai || ' ' || total, ', ') FROM
    (SELECT e.uai, e.declare AS total FROM eva e
    WHERE campagne = 'prevision' ORDER BY uai)")" \
    '0990001N 56, 0990003R 0' 'H: the académie has the forecasts'

jusqua 'E. Les effectifs'
is "$(q college2019.db 'SELECT etat FROM base') $(q college2020.db \
    'SELECT etat FROM base')" 'terminee courante' 'the year has turned'
is "$(q college2020.db 'SELECT min(eleve_id) > 0 FROM eleve') $(q lycee2020.db \
    'SELECT min(eleve_id) > 0 FROM eleve')" '1 1' \
    'all have their numbers of SIECLE'
is "$(fiche -b lycee2020.db 997001 | grep "^Scolarité de l'an" | cut -f 3,4 |
    sed -n '/Régime/p; /Option 2/p; /Dossier/p' | tr '\t\n' ' ;')" \
    'Régime 1;Option 2 030602;Dossier reçu de 0990001N;' \
    'whose fiche has the year before'
is "$(q college2020.db 'SELECT count(*) FROM responsable WHERE eleve_id > 991000')" \
    6 'what was entered before is theirs'

jusqua 'F. La nuit'
is "$(q sts-college.db "SELECT group_concat(code_structure || ' ' ||
    effectif_calcule, ', ') FROM (SELECT * FROM sts_effectif WHERE
    type_structure = 'D' ORDER BY code_structure)")" \
    '3A 8, 4A 12, 5A 13, 5B 19, 6A 6' 'E: STS-WEB has the counts'

jusqua 'G. Les élèves'
is "$(q academie2020.db "SELECT group_concat(n, ' ') FROM (SELECT count(*) AS n
    FROM bea_eleve GROUP BY uai ORDER BY uai)")" '64 3' \
    'F: every record is at the académie'

jusqua 'I. Octobre'
is "$(q academie2020.db 'SELECT count(*) FROM bea_eleve WHERE id_national IS NULL')" \
    0 'G: and has a national number'
is "$(q college2020.db 'SELECT count(*) FROM eleve WHERE id_national IS NULL AND
    date_sortie IS NULL')" 0 'here too'

jusqua 'jamais'
for b in college2020.db lycee2020.db; do
	is "$(echanges -b $b | grep -c 'accusé réception constat de rentrée')" 1 \
	    "I: $b: the constat has its accusé"
	is "$(echanges -b $b --en-attente | sed 1d | wc -l)" 0 \
	    'and nothing waits for one'
done
for b in *.db; do
	runs "$b is sound" sconet-check -b "$b" >"$T/out"
done
done_testing
