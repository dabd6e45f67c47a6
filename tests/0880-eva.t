#!/bin/sh
# Event H: the early head-count, campaign by campaign.
. tests/lib.sh
. tests/corpus/structures/cas.sh

C=tests/corpus
E=examples/ecole
TAB=$(printf '\t')

answer() {
	xmllint --xpath "string($2)" "$1"
}
valid() {
	xmllint --noout --schema "$BUILD/xsd/$1.xsd" "$2" 2>"$T/err"
	ok $? "$3" || diag <"$T/err"
}
total() {
	xmllint --xpath 'string(//CAMPAGNE/DECLARE)' "$1"
}

# A school, and its académie.
a=$T/ecole.db
sconet-init 0990001N 2019 "$a"
nomen-profile -q -b "$a" -p $E/profil.yaml <$E/Nomenclature.xml >"$T/out"
sts-import -q -b "$a" <$E/sts_emp_0990001N_2019.xml >"$T/out"
bee-import -q -b "$a" <$E/ElevesAvecAdresses.xml >"$T/out"
repartition -q -b "$a" <$E/divisions.tsv >"$T/out"
un "$a" 'PRAGMA wal_checkpoint' >"$T/out"
bea=$T/bea.db
sconet-init -q --role bea 099 2019 "$bea"
nomen-profile -q -b "$bea" <$E/Nomenclature.xml >"$T/out"
bea-recv -q -b "$bea" <$E/Communs.xml >"$T/out"
sed -e 's/0990001N/0990002P/; s/:30:00/:00:00/; s/>2</>1</' \
    -e 's/UAJ="0990001N"/UAJ="0990002P"/' $C/eva/correct.xml >"$T/p.xml"
runs 'a school is declared by its first count' \
    bea-recv -q --nouvelle-ecole -b "$bea" <"$T/p.xml" >"$T/out"
bea-recv -q -b "$bea" <$C/bea-eleves/voisine-1.xml >"$T/out"
un "$bea" 'PRAGMA wal_checkpoint' >"$T/out"

# The corpus: what comes in; what is corrected.
for f in "$C"/eva/*.xml; do
	cas "$f" "$bea" bea-recv
	valid eva "$f" "${f##*/} is what its schema says"
done
couverture $C/eva 'effectifs declares'
for f in "$C"/corrections/*.tsv; do
	copie "$a" "$T/c.db"
	avant "$T/c.db"
	eva-export -q -b "$T/c.db" --campagne $E/eva.yaml --corrections "$f" \
	    >"$T/e.xml" 2>"$T/err"
	rc=$?
	{
		echo $rc
		[ $rc -gt 1 ] || un "$T/c.db" "SELECT DISTINCT code || ' ' ||
		    gravite FROM anomalie WHERE echange = (SELECT max(numero)
		    FROM echange) AND element = 'correction'"
		[ $rc -gt 1 ] || echo "= $(total "$T/e.xml")"
	} >"$T/got"
	same "corrections/${f##*/}" "${f%.tsv}.want" "$T/got" || diag <"$T/err"
	[ $rc -lt 65 ] || rien "$T/c.db" 'the base holds what it held'
	[ $rc -lt 65 ] || ni_ligne "$T/c.db" 'nor has its journal a line'
done
couverture $C/corrections 'corrections des effectifs'

# The screen: what is computed, what is declared, the gap.
b=$T/c.db
copie "$a" "$b"
cp -R "${a%.db}.d" "${b%.db}.d"
SCONET_BASE=$b
export SCONET_BASE
avant "$b"
runs '-l' eva-export -l --utf8 --campagne $E/eva.yaml \
    --corrections $E/corrections.tsv >"$T/liste"
is "$(tr -d '\r' <"$T/liste" | sed -n '1p;/^6[AB]/p;$p')" \
    "Division;MEF;Libellé;Effectif calculé;Effectif déclaré;Écart;Statut non traditionnel;Motif
6A;10010012110;6EME;9;9;0;0;
6B;10010012110;6EME;9;10;1;0;un élève attendu de l'étranger
Total;;;59;60;1;0;" 'shows the table'
like "$(cat "$T/err")" 'eva-ecarts: 1 effectif.*écart total \+1' 'and the gap'
rien "$b" 'and changes nothing'
ni_ligne "$b" 'not even the journal'

fails 64 '-l -j' 'sans -j' eva-export -l -j --campagne $E/eva.yaml

# Sent, answered, closed.
runs 'the first observation' eva-export -q --campagne $E/eva.yaml \
    --corrections $E/corrections.tsv >"$T/eva.xml"
valid eva "$T/eva.xml" 'its schema holds'
is "$(answer "$T/eva.xml" //CAMPAGNE/@NOM) $(answer "$T/eva.xml" //ENVOI) \
$(answer "$T/eva.xml" //NUM_ENVOI) $(total "$T/eva.xml")" 'observation 1 1 60' \
    'is that of the day, the first, as corrected'
is "$(answer "$T/eva.xml" '//LIGNE[@CODE_STRUCTURE="6B"]/CALCULE') \
$(answer "$T/eva.xml" '//LIGNE[@CODE_STRUCTURE="6B"]/DECLARE')" '9 10' \
    'declared beside computed'
n=$(un "$b" 'SELECT max(numero) FROM echange')
runs 'the académie takes it in' bea-recv -b "$bea" <"$T/eva.xml" >"$T/ar.xml"
is "$(answer "$T/ar.xml" //CLASSE) $(answer "$T/ar.xml" //LUS)" 'accepte 9' \
    'and answers'
is "$(answer "$T/ar.xml" //EFFECTIF)" 0 \
    'with the pupils that it counts itself: it has no records yet'
valid accuse "$T/ar.xml" 'as its schema says'
runs 'which closes the send' ar-import -q <"$T/ar.xml" >"$T/out"
is "$(echanges | sed -n '2p;3p' | cut -f 4,14)" \
    "Import accusé réception EVA${TAB}integre
Export effectifs EVA${TAB}acquitte" 'in the words of the screen'
is "$(echanges --bea | sed -n 2p | cut -f 1,2,4,6,8)" \
    "1${TAB}Export effectifs EVA${TAB}${TAB}Import accusé réception EVA${TAB}0" \
    'also on that of the BEA; its lines are no records'
runs 'the same send again' bea-recv -b "$bea" <"$T/eva.xml" >"$T/ar2.xml"
same 'has the same accusé' "$T/ar.xml" "$T/ar2.xml"
runs 'it can be done again' rejouer "$n" >"$T/out"
is "$(sed -n 2p "$T/out" | cut -f 3)" identique 'with its corrections'

# Once; again when that is meant.
avant "$b"
fails 78 'a campaign is sent once' "observation est déjà envoyée, 1 fois" \
    eva-export --campagne $E/eva.yaml
rien "$b" 'the base holds what it held'
ni_ligne "$b" 'and its journal'
runs '--renvoi' eva-export --renvoi --campagne $E/eva.yaml >"$T/eva2.xml"
like "$(cat "$T/err")" '^eva-export: lus 9, ajoutés 0,' 'says how much there is'
is "$(answer "$T/eva2.xml" //ENVOI) $(answer "$T/eva2.xml" //NUM_ENVOI) \
$(total "$T/eva2.xml")" '2 2 59' 'has the next number, and no corrections of then'
bea-recv -q -b "$bea" <"$T/eva2.xml" >"$T/ar.xml"
is "$(un "$bea" "SELECT envoi || ' ' || declare FROM eva WHERE uai =
    '0990001N'")" '2 59' 'and takes the place of the first'
fails 65 'the first cannot come after it' perime bea-recv -b "$bea" \
    <"$C/eva/correct.xml" >"$T/out"

sed 's/NUM_ENVOI>2</NUM_ENVOI>1</; s/08:30:00/23:30:00/' "$C/eva/correct.xml" \
    >"$T/autre.xml"
fails 65 'nor another content under its number' envoi-repris \
    bea-recv -b "$bea" <"$T/autre.xml" >"$T/out"

like "$(cat "$T/err")" 'eva-export --renvoi' 'whose remedy is that of EVA'

# Corrections that are not there, or are not of here.
avant "$b"
fails 66 'no such table' "eva-export: $T/pasla.tsv: entree-absente" \
    eva-export --renvoi --campagne $E/eva.yaml --corrections "$T/pasla.tsv"
: >"$T/vide.tsv"
fails 66 'an empty one' "eva-export: $T/vide.tsv: entree-vide" \
    eva-export --renvoi --campagne $E/eva.yaml --corrections "$T/vide.tsv"
sed 1d $E/corrections.tsv >"$T/sans.tsv"
fails 65 'one of nobody' "eva-export: $T/sans.tsv:2: tsv-enveloppe: la première ligne du tableau n'y est pas : elle nomme l'établissement et l'année de la base ; l'écrire en tête du tableau : # 0990001N 2019" \
    eva-export --renvoi --campagne $E/eva.yaml --corrections "$T/sans.tsv"
{
	cat $E/eva.yaml
	echo 'corrections: |'
	sed 's/^/  /' "$T/sans.tsv"
} >"$T/avec.yaml"
n=$(wc -l <$E/eva.yaml)
fails 65 'nor in the calendar' \
    "eva-export: $T/avec.yaml:$((n + 3)): tsv-enveloppe" \
    eva-export --renvoi --campagne "$T/avec.yaml"
# within LINE EDIT: the calendar with the table, of which a line is edited.
within() {
	cat $E/eva.yaml
	echo 'corrections: |'
	sed -e "$1$2" -e 's/^/  /' $E/corrections.tsv
}
within 1 's/ 2019//' >"$T/avec.yaml"
fails 65 'nor one that names no year' \
    "eva-export: $T/avec.yaml:$((n + 2)): tsv-entete" \
    eva-export --renvoi --campagne "$T/avec.yaml"
within 1 's/2019/2018/' >"$T/avec.yaml"
fails 65 'nor one of another year' \
    "eva-export: $T/avec.yaml:$((n + 2)): autre-annee" \
    eva-export --renvoi --campagne "$T/avec.yaml"
within 3 's/6B/6ZZ/' >"$T/avec.yaml"
fails 1 'and what is wrong in it is told by the line of the calendar' \
    "eva-export: $T/avec.yaml:$((n + 4)): eva-division-inconnue" \
    eva-export -n --renvoi --campagne "$T/avec.yaml" >"$T/out"
rien "$b" 'the base holds what it held'
ni_ligne "$b" 'and its journal'
fails 1 'a line that lacks a field' \
    'corriger la ligne du tableau et le donner de nouveau' \
    eva-export -n --renvoi --campagne $E/eva.yaml \
    --corrections $C/corrections/champ-requis.tsv >"$T/out"


# One that is rejected has the same key in a file of its own, and where the
# archive keeps it, in the calendar.
sed 's/^6B/6ZZ/' $E/corrections.tsv >"$T/rejet.tsv"
fails 1 'one is rejected' eva-division-inconnue eva-export --renvoi \
    --campagne $E/eva.yaml --corrections "$T/rejet.tsv" >"$T/out"
n=$(un "$b" 'SELECT max(numero) FROM echange')
runs 'and is done again' rejouer "$n" >"$T/out"
is "$(sed -n 2p "$T/out" | cut -f 3)" identique 'the same'

# The calendar.
fails 78 'out of its days' 'prevision est du 2019-07-01 au 2019-07-12' \
    eva-export --campagne $E/eva.yaml prevision
fails 78 'between two' "aucune n'est ouverte le 2019-08-01" \
    eva-export --campagne $E/eva.yaml --date 2019-08-01
runs '--force' eva-export -q --force --campagne $E/eva.yaml prevision \
    >"$T/prev.xml"
is "$(answer "$T/prev.xml" //EFFECTIFS)" prevision 'sends it all the same'
fails 64 'one that is not there' 'pas de campagne noel' \
    eva-export --campagne $E/eva.yaml noel
fails 64 'no calendar' 'il faut le calendrier' eva-export
fails 66 'one that is gone' entree-absente eva-export --campagne "$T/non"
for y in 'campagne: x' 'campagnes: x' '- x' 'campagnes: [x]' \
    'campagnes: [{nom: A, effectifs: prevision, debut: 2019-07-01, fin: 2019-07-02}]' \
    'campagnes: [{nom: a, effectifs: pari, debut: 2019-07-01, fin: 2019-07-02}]' \
    'campagnes: [{nom: a, effectifs: prevision, debut: 2019-07-03, fin: 2019-07-02}]' \
    'campagnes: [{nom: a, effectifs: prevision, debut: 2019-07-03}]' \
    'campagnes: [{nom: , effectifs: prevision, debut: 2019-07-03, fin: 2019-07-02}]'
do
	echo "$y" >"$T/faux.yaml"
	fails 65 "a calendar that says $y" 'faux.yaml:1: yaml' \
	    eva-export --campagne "$T/faux.yaml"
done

cat >"$T/deux.yaml" <<'END'
campagnes:
  - nom: une
    effectifs: observation
    debut: 2019-09-02
    fin: 2019-09-13
  - nom: deux
    effectifs: observation
    debut: 2019-09-03
    fin: 2019-09-13
END
fails 64 'two that are open, and none named' \
    'il manque le nom de la campagne : celles des lignes 2 et 6 du calendrier sont ouvertes le 2019-09-03' \
    eva-export --campagne "$T/deux.yaml"
runs 'one of them is named' eva-export -l --campagne "$T/deux.yaml" deux \
    >"$T/out"
runs 'on a day that only one is open' eva-export -l \
    --campagne "$T/deux.yaml" --date 2019-09-02 >"$T/out"
sed 's/nom: deux/nom: une/' "$T/deux.yaml" >"$T/faux.yaml"
fails 65 'two of one name' 'faux.yaml:6: yaml: fichier YAML incorrect : deux campagnes ont ce nom ; la première est ligne 2' \
    eva-export --campagne "$T/faux.yaml" une
fails 65 'also for tableau' 'faux.yaml:6: yaml' \
    tableau --campagne "$T/faux.yaml"

# July: from the base that is being prepared, and only a forecast.
sconet-init -q --etat preparation 0990001N 2019 "$T/prep.db"
nomen-profile -q -b "$T/prep.db" -p $E/profil.yaml <$E/Nomenclature.xml \
    >"$T/out"
fails 65 'without structures there is nothing' rien-a-exporter \
    eva-export -b "$T/prep.db" --campagne $E/eva.yaml --date 2019-07-02
sts-import -q -b "$T/prep.db" <$E/sts_emp_0990001N_2019.xml >"$T/out"
runs 'a forecast' eva-export -q -b "$T/prep.db" --campagne $E/eva.yaml \
    --date 2019-07-02 >"$T/prev.xml"
is "$(answer "$T/prev.xml" //CAMPAGNE/@NOM) $(total "$T/prev.xml")" \
    'prevision 0' 'of each division and MEF, none in it yet'
fails 78 'an observation' 'base en préparation' eva-export -b "$T/prep.db" \
    --campagne $E/eva.yaml
runs 'a base with all of this is sound' sconet-check -b "$b" >"$T/out"
runs 'and that of the académie' sconet-check -b "$bea" >"$T/out"
done_testing
