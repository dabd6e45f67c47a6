#!/bin/sh
# The bascule de fin d'année (event A): what crosses, who not, what is
# refused, and the rentrée.
. tests/lib.sh

C=tests/corpus/bascule
E=examples/ecole
SOURCE_DATE_EPOCH=1590500000 # 26 May 2020

un() {
	sqlite3 -batch -noheader "$1" "$2"
}

# new NAME: a copy of the school at the end of the year, $a, and $n to be.
new() {
	a=$T/$1/as2019.db n=$T/$1/as2020.db
	rm -rf "${T:?}/$1"
	mkdir "$T/$1" && cp "$T/as.db" "$a"
}

sconet-init 0990001N 2019 "$T/as.db"
{
	nomen-profile -q -b "$T/as.db" -p $E/profil.yaml <$E/Nomenclature.xml &&
	    sts-import -q -b "$T/as.db" <$E/sts_emp_0990001N_2019.xml &&
	    bee-import -q -b "$T/as.db" <$E/Communs.xml &&
	    bee-import -q -b "$T/as.db" <$E/ElevesAvecAdresses.xml &&
	    bee-import -q -b "$T/as.db" <$E/ResponsablesAvecAdresses.xml &&
	    repartition -q -b "$T/as.db" <$E/divisions.tsv
} >"$T/out"
ok $? 'the year that ends is there'
rm -rf "$T/as.d"

# The corpus: passages, then files that a new base takes in.
for f in "$C"/*.tsv "$C"/*.xml; do
	name=${f##*/}
	want=${f%.*}.want
	new cas
	case $f in
	*.tsv)
		sconet-bascule -q -p "$f" "$a" "$n" >"$T/out" 2>"$T/err"
		rc=$?
		;;
	*)
		sconet-init --etat preparation 0990001N 2020 "$n"
		sconet-bascule -q -b "$n" <"$f" >"$T/out" 2>"$T/err"
		rc=$?
		;;
	esac
	{
		echo $rc
		for b in "$a" "$n"; do
			[ ! -f "$b" ] || un "$b" "SELECT DISTINCT code || ' ' ||
			    gravite FROM anomalie WHERE echange = (SELECT
			    max(numero) FROM echange WHERE genre = 'bascule')"
		done | sort
		sed -n 's/^= \(.*\) ==> .*/\1/p' "$want" | while read -r q; do
			printf '= %s ==> %s\n' "$q" \
			    "$(sqlite3 -batch -noheader -nullvalue NULL "$n" "$q")"
		done
	} >"$T/got"
	same "$name" "$want" "$T/got"
	[ $rc -lt 64 ] || {
		[ ! -e "$n" ] && [ "$(ls "$T/cas")" = as2019.db ]
		ok $? "$name: refused, nothing is made"
	}
done

# In full.
new un
sqlite3 "$a" .dump >"$T/before"
runs 'a dry run' sconet-bascule -n -p "$C/sortie.tsv" "$a" "$n" >"$T/liste"
is "$(head -n 1 "$T/liste" | tr '\t' ' ')" \
    'eleve_id division decision mef doublement raison' 'lists'
is "$(cut -f 3 "$T/liste" | sort | uniq -c | tr -s ' ' | tr '\n' ';')" \
    ' 1 decision; 57 passe; 3 reste;' 'who crosses and who not'
like "$(cat "$T/liste")" '^990001	6A	reste			sortie annoncée, motif 10' \
    'and why'
is "$(grep -c 'sans INE' "$T/liste") $(grep 'sans INE' "$T/liste" | cut -f 1 |
    tr '\n' ' ')" "2 $(un "$a" "SELECT eleve_id FROM eleve WHERE date_sortie IS
    NULL AND coalesce(id_national, ine_rnie, ine_bea) IS NULL ORDER BY 1" |
    tr '\n' ' ')" 'those without an INE are told'
sqlite3 "$a" .dump | cmp -s - "$T/before" && [ ! -e "$n" ]
ok $? 'and changes nothing'
# What is still open: dossiers, wishes, sends that nobody answered.
envois() {
	sconet-bascule -n -p "$C/bon.tsv" "$a" "$n" 2>"$T/err" >"$T/liste"
	grep -o '99[0-9]*.*à envoyer.*' "$T/liste" | cut -f 1,6
}
like "$(cat "$T/err")" "envoi-sans-accuse: envoi 3 \(Export Nomenclatures" \
    'a send without accusé is told, though none ever came'
is "$(envois)" '' 'there is no record to send'
voeux-import -q -b "$a" <$E/voeux.tsv >"$T/out"
un "$a" "INSERT INTO affectation (eleve_id, rne_origine, decision, code_rne)
    VALUES (990001, '0990001N', 'AFFECTE', '0990002P'),
    (990002, '0990001N', 'AFFECTE', '0990003R'),
    (990003, '0990001N', 'LISTE', '0990002P'),
    (990004, '0990001N', 'AFFECTE', '0990001N')"
is "$(envois | tr '\t\n' ' /')" '990001 dossier à envoyer à 0990002P/990002 dossier à envoyer à 0990003R/990054 sans passage, vœux à envoyer/990055 sans passage, vœux à envoyer/990056 sans passage, vœux à envoyer/990057 sans passage, vœux à envoyer/' \
    'dossiers and wishes that were not sent are told'
dossier-send -q -b "$a" 0990002P >"$T/out"
printf '# 0990001N 2019\neleve_id\n990003\n' >"$T/un.tsv"
dossier-send -q -b "$a" -l "$T/un.tsv" 0990003R >"$T/out"
voeux-export -q -b "$a" >"$T/out"
is "$(envois)" '990002	dossier à envoyer à 0990003R' \
    'what was sent is not, another send does not stand for it'
is "$(grep -c 'envoi-sans-accuse' "$T/err")" 4 'each send waits for its accusé'
head -n 5 $E/voeux.tsv | sed 's/0990003R/0990005T/' |
    voeux-import -q -b "$a" >"$T/out"
is "$(envois | grep -c vœux)" 2 'wishes that changed since are to be sent'
is "$(grep -c fiches-jamais-envoyees "$T/err")" 1 \
    'that no record ever went to the BEA is said once'
sconet-init -q --role bea 099 2019 "$T/bea.db"
bea-recv -q -b "$T/bea.db" <$E/Communs.xml >"$T/out"
bea-send -q -b "$a" >"$T/fiches.xml"
bea-recv -q -b "$T/bea.db" <"$T/fiches.xml" >"$T/accuse.xml"
ar-import -q -b "$a" <"$T/accuse.xml" >"$T/out"
printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n990010\tPRENOM2\tBis\n' |
    saisie -q -b "$a" >"$T/out"
envois >"$T/restent"
like "$(cat "$T/restent")" '^990010	.*fiche à envoyer$' \
    'a record that has changed since it went is to be sent'
is "$(grep -c fiche "$T/restent") $(grep -c fiches-jamais "$T/err")" \
    "$(un "$a" 'SELECT count(*) FROM bea_a_envoyer') 0" \
    'with those that were blocking, and no other'
cp "$T/as.db" "$a"
sqlite3 "$a" .dump >"$T/before"
runs 'the bascule' sconet-bascule -p "$C/bon.tsv" "$a" "$n" >"$T/cr.xml"
is "$(tail -n 1 "$T/err")" \
    'sconet-bascule: lus 148, ajoutés 148, modifiés 0, inchangés 0, absents 0, rejetés 0' \
    'is summed up'
is "$(xmllint --xpath 'concat(count(//NOTE[@CODE="bascule-reste"]), " ",
    count(//NOTE[@CODE="bascule-sans-mef"]), " ", //GENRE)' "$T/cr.xml")" \
    '2 56 ' 'its compte rendu lists who does not cross, and who has no MEF'
sqlite3 "$a" .dump | grep -v -e '^INSERT INTO echange' -e \
    '^INSERT INTO passage' >"$T/d1"
grep -v '^INSERT INTO echange' "$T/before" | cmp -s - "$T/d1"
ok $? 'the old base is as it was but for its journal'
is "$(un "$a" 'SELECT count(*) FROM passage WHERE code_motif_sortie IS NULL')" 0 \
    'and for who was said to leave'
runs 'passages of a short option replay' rejouer -b "$n" 2 >"$T/out"
like "$(cat "$T/out")" "^2	Bascule de fin d'année	identique" 'the same'
is "$(un "$a" "SELECT genre, sens, etat FROM echange ORDER BY numero DESC
    LIMIT 1")" 'bascule|emis|emis' 'which has a line'
is "$(un "$n" 'SELECT annee, etat, profilage FROM base')" '2020|preparation|' \
    'the new base is in preparation, to be profiled'
is "$(un "$n" 'SELECT (SELECT count(*) FROM division), (SELECT count(*) FROM
    eleve_structure), (SELECT count(*) FROM eleve_option), (SELECT count(*)
    FROM calendrier), (SELECT count(*) FROM eleve WHERE code_regime IS NOT
    NULL)')" '0|0|0|0|0' \
    'no division, option, calendar or régime has crossed'
is "$(un "$n" "ATTACH '$a' AS old; SELECT count(*) FROM eleve e JOIN old.eleve o
    USING (eleve_id) WHERE (e.id_national, e.ine_rnie, e.ine_bea, e.elenoet,
    e.nom_de_famille, e.prenom, e.date_naiss, e.adresse_id) IS NOT
    (o.id_national, o.ine_rnie, o.ine_bea, o.elenoet, o.nom_de_famille,
    o.prenom, o.date_naiss, o.adresse_id)")" 0 \
    'identity, numbers and adresses have'
is "$(un "$n" "ATTACH '$a' AS old; SELECT count(*) FROM scolarite_an_dernier s
    JOIN situation_an_dernier i USING (eleve_id)
    JOIN old.eleve o USING (eleve_id) LEFT JOIN old.eleve_structure d ON
    d.eleve_id = o.eleve_id AND d.type_structure = 'D' WHERE s.code_rne =
    '0990001N' AND (s.code_mef, i.code_regime, i.date_entree,
    s.code_structure) IS (o.code_mef, o.code_regime, o.date_entree,
    d.code_structure)")" \
    "$(un "$n" 'SELECT count(*) FROM eleve')" \
    'the year that ends is last year, in this school'
is "$(un "$n" "ATTACH '$a' AS old; SELECT (SELECT count(*) FROM
    option_an_dernier) = (SELECT count(*) FROM old.eleve_option JOIN old.eleve
    USING (eleve_id) WHERE date_sortie IS NULL), (SELECT count(*) FROM
    responsable) = (SELECT count(*) FROM old.responsable JOIN old.eleve USING
    (eleve_id) WHERE date_sortie IS NULL), (SELECT group_concat(code_mef) FROM
    mef WHERE mef_selectionne = 1) = (SELECT group_concat(code_mef) FROM
    old.mef WHERE mef_selectionne = 1), (SELECT sum(selectionnee) FROM
    matiere) = (SELECT sum(selectionnee) FROM old.matiere)")" '1|1|1|1' \
    'options of last year, responsables and the selection have crossed'
sed 's,<ANNEE_SCOLAIRE>2019</,<ANNEE_SCOLAIRE>2020</,' \
    $E/ElevesAvecAdresses.xml >"$T/eleves.xml"
fails 78 'the new base is to be profiled before pupils come' 'nomen-profile' \
    bee-import -b "$n" <"$T/eleves.xml" >"$T/out"
runs 'profiling what crossed' nomen-profile --profiler -b "$n" >"$T/out"
like "$(cat "$T/err")" 'nomenclature-attendue: la base reste à profiler' \
    'is not enough, and says so'
fails 78 'the base is to be profiled still' 'nomen-profile' \
    bee-import -b "$n" <"$T/eleves.xml" >"$T/out"
fails 78 'a second bascule is refused' 'bascule-faite' \
    sconet-bascule "$a" "$T/un/autre.db"
fails 78 'and a target that exists' 'base-existe' \
    sconet-bascule --force "$a" "$n"
is "$(find "$T/un" -name '*nouveau*')" '' 'nothing is left beside them'
is "$(stat -c %a "$n" "${n%.db}.d" | tr '\n' ' ')" '600 700 ' 'modes are right'

# What is wrong in the passages is in the compte rendu, in both journals, in
# the counts and in the status.
new faux
printf '# 0990001N 2019\neleve_id\tmef\tdoublement\tsortie\n990002\t10110001110\t0\t\n990002\t\t\t10\n999999\t10110001110\t\t\n990003\t99999999999\t\t\n990038\t10110001110\t\t\n' \
    >"$T/faux.tsv"
fails 1 'wrong passages' 'faux.tsv:5: passage-inconnu: ' \
    sconet-bascule -p "$T/faux.tsv" "$a" "$n" >"$T/cr.xml"
is "$(grep -c passage-inconnu "$T/err")" 1 'are said once'
is "$(xmllint --xpath 'concat(//ETAT, " ", //REJETES, " ",
    count(//*[@CODE = "passage-rejete"]), " ",
    count(//*[@CODE = "passage-ignore"]), " ",
    count(//*[@CODE = "passage-note"]))' "$T/cr.xml")" \
    'en_anomalie 3 3 1 1' 'the compte rendu has them all'
iconv -f ISO-8859-15 -t UTF-8 "$T/cr.xml" >"$T/cr.txt"
like "$(cat "$T/cr.txt")" 'passage-inconnu, ligne 5.* : aucun élève n' \
    'with the line and what its rule says'
is "$(tail -n 1 "$T/err")" \
    'sconet-bascule: lus 151, ajoutés 148, modifiés 0, inchangés 0, absents 0, rejetés 3' \
    'the summary counts them'
for b in "$a" "$n"; do
	un "$b" "SELECT statut, rejetes FROM echange WHERE genre = 'bascule'"
done >"$T/deux"
is "$(tr '\n' ' ' <"$T/deux")" '1|3 1|3 ' 'so do both journals'
new contraire
fails 1 'lines that contradict each other' \
    "contraires.tsv:3: passage-contraires: ELEVE_ID 990001: les lignes 3 et 5 ne disent pas la même chose de l'élève : aucune n'est prise ; fiche rejetée ; avant la bascule (-n), corriger" \
    sconet-bascule -p "$C/contraires.tsv" "$a" "$n" >"$T/cr.xml"
like "$(cat "$T/err")" \
    'contraires.tsv:5: doublon: ELEVE_ID 99000[12].* ; corriger la ligne du tableau et le donner de nouveau' \
    'and the remedy is to mend the table'
new faux
sconet-bascule -j -p "$T/faux.tsv" "$a" "$n" 2>"$T/err" >"$T/cr.xml"
like "$(tail -n 1 "$T/err")" '"rejetes":3,.*"statut":1' 'and -j'
num=$(un "$n" "SELECT numero FROM echange WHERE genre = 'bascule'")
echanges -b "$n" -c "$num" >"$T/bascule.xml"
xmllint --noout --schema "$BUILD/xsd/bascule.xsd" "$T/bascule.xml" 2>"$T/err"
ok $? 'the file that crosses is valid'
runs 'replayed' rejouer -b "$n" "$num" >"$T/out"
like "$(cat "$T/out")" "^$num	Bascule de fin d'année	identique" 'it is the same'
new un
sconet-bascule -q -p "$C/bon.tsv" "$a" "$n" >"$T/out"

# From its archive alone.
num=$(un "$n" "SELECT numero FROM echange WHERE genre = 'bascule'")
sconet-init --etat preparation 0990001N 2020 "$T/rejeu.db"
echanges -b "$n" -c "$num" >"$T/bascule.xml"
runs 'the archived file makes the base again' \
    sconet-bascule -q -b "$T/rejeu.db" <"$T/bascule.xml" >"$T/out"
sqlite3 "$n" .dump | grep -v 'INSERT INTO echange' >"$T/one"
sqlite3 "$T/rejeu.db" .dump | grep -v 'INSERT INTO echange' >"$T/two"
same 'with the same content' "$T/one" "$T/two"
sconet-init 0990001N 2020 "$T/courante.db"
fails 78 'it makes no base that is courante' 'base-etat' \
    sconet-bascule -q -b "$T/courante.db" <"$T/bascule.xml" >"$T/out"
is "$(un "$T/courante.db" 'SELECT count(*) FROM eleve')" 0 'nor puts anybody in it'
runs 'given at once again, it is answered as before' \
    sconet-bascule -q -b "$T/rejeu.db" <"$T/bascule.xml" >"$T/out"
cp "$n" "$T/vivante.db"
sed 's,ANNEE_SCOLAIRE>2019<,ANNEE_SCOLAIRE>2020<,' $E/Nomenclature.xml |
    nomen-profile -q -b "$T/vivante.db" --recevoir --profiler >"$T/out"
printf '# 0990001N 2020\neleve_id\tchamp\tvaleur\n990002\tMEL\tneuf@example.org\n' |
    saisie -q -b "$T/vivante.db" >"$T/out"
dump "$T/vivante.db" >"$T/avant"
fails 78 'but a base that has its own life is not made again' 'base-remplie' \
    sconet-bascule -b "$T/vivante.db" <"$T/bascule.xml" >"$T/out"
dump "$T/vivante.db" >"$T/apres"
same 'and keeps what it has' "$T/avant" "$T/apres"
xmllint --noout --schema "$BUILD/xsd/bascule.xsd" "$T/bascule.xml" 2>"$T/err"
ok $? 'it is valid against its schema'

# A school of few: more codes cross than people.
new petite
un "$a" "UPDATE eleve SET date_sortie = '2020-01-31', code_motif_sortie = '11'
    WHERE eleve_id > 990002"
runs 'a school that hardly anybody is left in' sconet-bascule -q "$a" "$n" \
    >"$T/out"
runs 'its new base is sound' sconet-check -b "$n" >"$T/out"

# Its calendar.
new communs
sed 's,<ANNEE_SCOLAIRE>2019</,<ANNEE_SCOLAIRE>2020</,; s,/2020,/2021,g
    s,/2019,/2020,g; s,29/02/2021,28/02/2021,' $E/Communs.xml >"$T/communs.xml"
runs 'with the calendar of the new year' \
    sconet-bascule -q --communs "$T/communs.xml" "$a" "$n" >"$T/out"
is "$(un "$n" 'SELECT count(*) FROM calendrier')" 1 'which is there'
new communs
fails 65 'the calendar of another year' 'bascule-refusee' \
    sconet-bascule --communs $E/Communs.xml "$a" "$n"
[ ! -e "$n" ] && [ ! -e "${n%.db}.d" ]
ok $? 'makes no base'
is "$(un "$a" "SELECT count(*) FROM echange WHERE genre = 'bascule'")" 0 \
    'and leaves no line'

# Killed at the very end: the new base is there, the old one does not know.
new tue
ligne() {
	un "$a" "SELECT sha256, lus, ajoutes, inchanges, taille, annexe IS NULL
	    FROM echange WHERE genre = 'bascule'"
}
runs 'a bascule' sconet-bascule -q -p "$C/sortie.tsv" "$a" "$n" >"$T/cr.xml"
ligne >"$T/avant"
un "$n" 'PRAGMA wal_checkpoint' >"$T/out"
cp "$T/as.db" "$a"
fails 78 'the rentrée does not go over that' 'relancer la même commande' \
    sconet-bascule --rentree --date 2020-09-01 "$a" "$n"
SOURCE_DATE_EPOCH=1590503600
runs 'run again, it writes the line that is missing' sconet-bascule \
    -p "$C/sortie.tsv" "$a" "$n" >"$T/cr2.xml"
SOURCE_DATE_EPOCH=1590500000
like "$(cat "$T/err")" 'bascule-reprise' 'and says so'
is "$(un "$a" "SELECT count(*) FROM echange WHERE genre = 'bascule'")" 1 \
    'there is one line'
ligne >"$T/apres"
same 'with the counts and the file of then' "$T/avant" "$T/apres"
same 'and its compte rendu' "$T/cr.xml" "$T/cr2.xml"
echanges -b "$n" -c 2 >"$T/la.xml"
echanges -b "$a" -c "$(un "$a" 'SELECT max(numero) FROM echange')" >"$T/ici.xml"
same 'the file is in both archives' "$T/la.xml" "$T/ici.xml"
sconet-check -b "$a" >"$T/out"
like "$(grep -c archive-en-trop "$T/out")" '^0$' 'with nothing beside it'
is "$(un "$a" 'SELECT count(*) FROM passage')" 1 'and who leaves still does'
fails 78 'then it was made' 'base-existe' sconet-bascule "$a" "$n"
new tue
: >"$n.nouveau.999999"
runs 'what a killed run has left' sconet-bascule -q "$a" "$n" >"$T/out"
is "$(find "$T/tue" -name '*nouveau*')" '' 'is removed by the next'

new encore
runs 'a bascule' sconet-bascule -q -p "$C/sortie.tsv" "$a" "$n" >"$T/cr.xml"
dump "$n" >"$T/avant"
runs 'the same command again, killed or not' sconet-bascule \
    -p "$C/sortie.tsv" "$a" "$n" >"$T/cr2.xml"
same 'gives its compte rendu again' "$T/cr.xml" "$T/cr2.xml"
dump "$n" >"$T/apres"
same 'and changes nothing' "$T/avant" "$T/apres"
fails 78 'but not with other passages' base-existe \
    sconet-bascule -p "$C/bon.tsv" "$a" "$n" >"$T/out"

# What a dry run says is what would be.
meme() { # STATUS NAME PATTERN ARGUMENT...: with -n and without
	s=$1 w=$2 p=$3
	shift 3
	find "$T/essai" -name '*20*' ! -name '*-???' | sort >"$T/la"
	fails "$s" "$w, for show" "$p" sconet-bascule -n "$@" >"$T/out"
	find "$T/essai" -name '*20*' ! -name '*-???' | sort >"$T/la2"
	same "$w: nothing is left" "$T/la" "$T/la2"
	fails "$s" "$w" "$p" sconet-bascule "$@" >"$T/out"
}
new essai
cp "$T/as.db" "$T/essai/l.db"
meme 78 'a target that is another base' base-existe "$a" "$T/essai/l.db"
meme 73 'a directory that is not there' '' "$a" "$T/essai/nulle/part.db"
sed 's,<ANNEE_SCOLAIRE>2019</,<ANNEE_SCOLAIRE>2020</,; s,0990001N,0990002P,
    s,/2020,/2021,g; s,/2019,/2020,g; s,29/02/2021,28/02/2021,' \
    $E/Communs.xml >"$T/communs.xml"
meme 65 "another school's calendar" autre-etablissement \
    --communs "$T/communs.xml" "$a" "$n"
is "$(cat "$T/out")" '' 'has no compte rendu'
is "$(grep -c 'ajoutés' "$T/err")" 0 'and says of nobody that he was added'
meme 66 'a calendar that is not there' entree-absente \
    --communs "$T/nulle-part.xml" "$a" "$n"
meme 1 'passages of which a line is wrong' passage-inconnu \
    -p "$C/eleve-inconnu.tsv" "$a" "$n"
echanges -b "$n" -c 2 >"$T/bascule.xml"
sconet-bascule -n -q -b "$n" <"$T/bascule.xml" >"$T/out"
is $? 1 'BASCULE again, for show: as it would be'
new plein
fails 73 'a compte rendu that cannot be written' 'sortie: ' \
    sh -c "exec sconet-bascule '$a' '$n' >/dev/full"
is "$(find "$T/plein" -name '*2020*') $(grep -c "l'import est fait" \
    "$T/err")" ' 0' 'no base is made, nor is one said to be'

# The rentrée.
new tue
sconet-bascule -q "$a" "$n" >"$T/out"
fails 78 'the rentrée of bases in the wrong order' 'bases-etrangeres' \
    sconet-bascule --rentree "$n" "$a"
fails 78 'the rentrée in May' \
    'nous sommes le 2020-05-26, elle se fait à partir du 2020-08-01' \
    sconet-bascule --rentree "$a" "$n"
like "$(cat "$T/err")" rentree-tot 'says so'
is "$(un "$a" 'SELECT etat FROM base') $(un "$n" 'SELECT etat FROM base')" \
    'courante preparation' 'and changes nothing'
sconet-bascule -q --force "$a" "$T/tue/autre.db" >"$T/out"
cp "$a" "$T/tue/forcee.db"
cp "$n" "$T/tue/forcee2.db"
runs 'but when it is forced' \
    sconet-bascule --rentree --force "$T/tue/forcee.db" "$T/tue/forcee2.db"
SOURCE_DATE_EPOCH=1598950000 # 1 September
# Nor towards a base that this bascule has not made, forced or not.
sconet-init -q --etat preparation 0990001N 2020 "$T/tue/vide.db"
etats() {
	for b in "$a" "$T/tue/jamais.db" "$n" "$T/tue/vide.db"; do
		un "$b" 'SELECT etat FROM base'
	done | tr '\n' ' '
}
cp "$T/as.db" "$T/tue/jamais.db"
fails 78 'the rentrée towards a base of the same school and year' \
    "bascule-autre: la base n'est pas celle que cette bascule a faite : $T/tue/vide.db n'a pas reçu l'échange" \
    sconet-bascule --rentree "$a" "$T/tue/vide.db"
fails 78 'forced' 'bascule-autre' \
    sconet-bascule --rentree --force "$a" "$T/tue/vide.db"
fails 78 'from a base that was never basculée' 'bascule-a-faire' \
    sconet-bascule --rentree "$T/tue/jamais.db" "$T/tue/vide.db"
is "$(etats)" 'courante courante preparation preparation ' 'changes nothing'
fails 78 'a complement into it' 'bascule-autre' \
    sconet-bascule --complete "$a" "$T/tue/vide.db"
is "$(un "$T/tue/vide.db" 'SELECT count(*) FROM eleve')" 0 'puts nobody there'
cp "$n" "$n.avant"
runs 'the rentrée' sconet-bascule --rentree "$a" "$n"
fails 78 'towards another base after that' \
    "s'est faite vers $(realpath "$n"), non vers" \
    sconet-bascule --rentree "$a" "$T/tue/autre.db"
mkdir "$T/tue/copie" && cp "$n.avant" "$T/tue/copie/as2020.db"
fails 78 'be it a copy of the same name' 'base-etat' \
    sconet-bascule --rentree "$a" "$T/tue/copie/as2020.db"
is "$(un "$a" 'SELECT etat FROM base') $(un "$n" 'SELECT etat FROM base')" \
    'terminee courante' 'closes one base and opens the other'
runs 'once more' sconet-bascule --rentree "$a" "$n"
like "$(cat "$T/err")" "c'était fait" 'says that it was done'
un "$n" "UPDATE base SET etat = 'preparation'"
runs 'interrupted between the two, it is finished' \
    sconet-bascule --rentree "$a" "$n"
is "$(un "$n" 'SELECT etat FROM base')" courante 'when it is run again'
fails 78 'a base that is not courante' 'base-etat' \
    sconet-bascule "$a" "$T/tue/encore.db"
is "$(un "$a" "SELECT count(*) FROM echange WHERE genre = 'rentree'")" 1 \
    'each base has one line for it'
fails 78 'a file for the base that is over' 'base-etat' \
    repartition -b "$a" <$E/divisions.tsv >"$T/out"
fails 64 'one base alone' 'il faut les deux bases' sconet-bascule "$a"
done_testing
