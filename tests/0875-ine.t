#!/bin/sh
# Event G: national numbers are given at the académie, disputes settled, and
# the numbers taken in by the school, which answers.
. tests/lib.sh
. tests/corpus/structures/cas.sh

C=tests/corpus
E=examples/ecole
P=990500001-990599999

wal() {
	for b; do
		un "$b" 'PRAGMA wal_checkpoint' >"$T/out"
	done
}
valid() {
	xmllint --noout --schema "$BUILD/xsd/$1.xsd" "$2" 2>"$T/err"
	ok $? "$3" || diag <"$T/err"
}
etats() { # BASE: of its pupils without a number
	un "$1" "SELECT group_concat(eleve_id || ' ' || etat, ', ') FROM
	    (SELECT * FROM immatriculation ORDER BY eleve_id)"
}

# The académie: two schools have sent.
bea=$T/bea.db
sconet-init -q --role bea 099 2019 "$bea"
nomen-profile -q -b "$bea" <$E/Nomenclature.xml >"$T/out"
for f in voisine-1 ecole-1; do
	bea-recv -q --nouvelle-ecole -b "$bea" <$C/bea-eleves/$f.xml >"$T/out"
done
wal "$bea"
un "$bea" 'SELECT max(numero) FROM echange' >"$T/n"

# Who gets which number.
for f in "$C"/immatriculations/*.xml; do
	nom=${f#tests/corpus/}
	copie "$bea" "$T/c.db"
	bea-recv -q -b "$T/c.db" <"$f" >"$T/out"
	wal "$T/c.db"
	cp "$T/c.db" "$T/d.db"
	ine-send -b "$T/c.db" --plage $P -n 0990001N >"$T/n.xml" 2>"$T/err"
	essai=$?
	cmp -s "$T/c.db" "$T/d.db"
	ok $? "$nom: -n changes nothing"
	ine-send -b "$T/c.db" --plage $P 0990001N >"$T/x.xml" 2>"$T/err"
	{
		echo $?
		un "$T/c.db" "SELECT DISTINCT code || ' ' || gravite FROM
		    anomalie WHERE echange > $(cat "$T/n") ORDER BY 1"
		reponses "$T/c.db" "${f%.xml}.want"
	} >"$T/got"
	same "$nom" "${f%.xml}.want" "$T/got" || diag <"$T/err"
	is "$essai" "$(head -n 1 "$T/got")" "$nom: -n ends with the same status"
	same_send "$nom: and writes the same" "$T/n.xml" "$T/x.xml"
	valid bea-ine "$T/x.xml" "$nom: what is sent is what its schema says"
done
couverture $C/immatriculations immatriculations
# Numbers: none without a range, none twice, none of others.
a=$T/a.db
copie "$bea" "$a"
avant "$a"
fails 78 'without a range' 'plage-absente: ' ine-send -b "$a" 0990001N >"$T/out"
fails 64 'a range that is none' 'deux nombres de neuf chiffres' \
    ine-send -b "$a" --plage 1-9 0990001N >"$T/out"
fails 64 'or backwards' 'le second nombre après le premier' \
    ine-send -b "$a" --plage 990000002-990000001 0990001N >"$T/out"
fails 64 'no school' 'il manque un argument' ine-send -b "$a" --plage $P >"$T/out"
fails 64 'no UAI' "n'est pas un UAI" ine-send -b "$a" --plage $P 099 >"$T/out"
fails 78 'a school that is not declared' 'ecole-inconnue: ' \
    ine-send -b "$a" --plage $P 0990003R >"$T/out"
fails 73 'a full disk' '' ine-send -q -b "$a" --plage $P 0990001N >/dev/full
rien "$a" 'none of them gives a number'
ni_ligne "$a" 'or leaves a line'
bea-recv -q -b "$a" <$C/immatriculations/jumeaux.xml >"$T/out"
un "$a" "UPDATE bea_eleve SET prenom = 'Zinzolin', naissance = 1 WHERE eleve_id
    = 990011"
# the number that the first would get is somebody's
un "$a" "UPDATE bea_eleve SET id_national = '990500001HG' WHERE eleve_id =
    880002"
fails 78 'a range that is too small' \
    'plage-epuisee: tous les numéros nationaux à donner le sont : de 990500001 à 990500003 ;' \
    ine-send -b "$a" --plage 990500001-990500003 0990001N >"$T/out"
is "$(un "$a" 'SELECT count(*) FROM attribution')" 0 'gives none at all'
runs 'a larger one' ine-send -b "$a" --plage 990500001-990500004 0990001N \
    >"$T/x.xml"
is "$(un "$a" 'SELECT group_concat(numero) FROM attribution')" \
    990500002,990500003,990500004 'passes over the number that is taken'
is "$(un "$a" "SELECT count(*) FROM bea_eleve WHERE id_national IS NOT NULL
    GROUP BY id_national HAVING count(*) > 1")" '' 'nobody has that of another'

# Nor one that somebody had before.
copie "$bea" "$a"
bea-recv -q -b "$a" <$C/bea-eleves/ine-change.xml >"$T/out"
is "$(un "$a" "SELECT count(*) FROM bea_eleve WHERE id_national =
    '990000101DJ'")" 0 'a number that is nobody'\''s now'
ine-send -q -b "$a" --plage 990000101-990000110 0990001N >"$T/x.xml"
is "$(un "$a" 'SELECT min(numero) FROM attribution')" 990000102 \
    'is not given to another'

# Who has left gets none, which is said; who is to leave is there.
copie "$bea" "$a"
bea-recv -q -b "$a" <$C/immatriculations/jumeaux.xml >"$T/out"
un "$a" "UPDATE bea_eleve SET date_sortie = '2019-09-02' WHERE eleve_id =
    990010; UPDATE bea_eleve SET date_sortie = '2020-01-31' WHERE eleve_id =
    990011"
runs 'those who leave' ine-send -b "$a" --plage $P 0990001N >"$T/x.xml"
grep -Fq "eleves-sortis-sans-ine: 1 élève(s) sortis sans INE : aucun numéro ne leur est donné (990010)" \
    "$T/err"
ok $? 'have no number, which is said' || diag <"$T/err"
is "$(etats "$a")" '990002 ATTRIBUE, 990011 LITIGE' 'but who is to leave'
copie "$bea" "$a"
bea-recv -q -b "$a" <$C/immatriculations/erreurs.xml >"$T/out"
ine-send -b "$a" --plage $P 0990001N >"$T/out" 2>"$T/err"
grep -Fq "ine-send: $a: ine-nom-douteux: " "$T/err" &&
    grep -q "aucun numéro n'est donné ; fiche en attente ; " "$T/err"
ok $? 'a base has no lines' || diag <"$T/err"

# Two at once: two schools, one range.
copie "$bea" "$a"
un "$a" "UPDATE bea_eleve SET id_national = NULL WHERE id_national IS NOT NULL"
wal "$a"
ine-send -q -b "$a" --plage $P 0990001N >"$T/1.xml" 2>"$T/1.err" &
un=$!
ine-send -q -b "$a" --plage $P 0990002P >"$T/2.xml" 2>"$T/2.err"
is $? 0 'two runs at once'
wait $un
is $? 0 'both go through'
is "$(un "$a" 'SELECT count(*) || count(DISTINCT id_national) FROM attribution')" \
    55 'and no number is given twice'

ine-send -q -b "$a" 0990001N >"$T/1.xml" 2>"$T/1.err" &
un=$!
ine-send -q -b "$a" 0990001N >"$T/2.xml" 2>"$T/2.err"
wait $un
is "$(un "$a" 'SELECT count(*) FROM attribution')" 5 \
    'two of one school give nobody a second number'
same_send 'and say the same' "$T/1.xml" "$T/2.xml"

# Once more, until it is acknowledged.
copie "$bea" "$a"
bea-recv -q -b "$a" <$C/immatriculations/jumeaux.xml >"$T/out"
runs 'numbers and disputes' ine-send -b "$a" --plage $P 0990001N >"$T/1.xml"
grep -Fq 'immatriculations: attribués 1, retrouvés 0, en litige 2, en erreur 0, renvoyés 0' \
    "$T/err"
ok $? 'are summed up' || diag <"$T/err"
runs 'without an accusé' ine-send -b "$a" 0990001N >"$T/2.xml"
same_send 'the same goes again' "$T/1.xml" "$T/2.xml"
grep -Fq 'immatriculations: attribués 0, retrouvés 0, en litige 2, en erreur 0, renvoyés 1' \
    "$T/err"
ok $? 'which is said' || diag <"$T/err"

# The disputes are listed, and settled.
l=$T/l.db
copie "$bea" "$l"
bea-recv -q --nouvelle-ecole -b "$l" <$C/litiges/troisieme.bea >"$T/out"
bea-recv -q -b "$l" <$C/litiges/ecole.bea >"$T/out"
ine-send -q -b "$l" --plage $P 0990001N >"$T/out"
wal "$l"
rm -f "$T/valeurs.sql"
for f in "$C"/litiges/*.tsv; do
	cas "$f" "$l" litiges
done
comptes_rendus
rm -rf "$T/cr"
couverture $C/litiges litiges litige-numerote
runs 'the list' litiges -l -b "$l" >"$T/liste.tsv"
is "$(sed -n 1p "$T/liste.tsv") $(sed 1,2d "$T/liste.tsv" | cut -f 1-4,6 |
    tr '\t\n' ' ;')" \
    '# 099 2019 0990001N 990010 0990002P 880001 5;0990001N 990010 0990003R 770001 4;0990001N 990011 0990002P 880003 5;' \
    'has each of them'
copie "$l" "$T/c.db"
runs 'and is taken in as it is' litiges -q -b "$T/c.db" <"$T/liste.tsv" >"$T/out"
runs 'in JSON' litiges -j -l -b "$l" >"$T/out"
grep -q '"eleve_id":990011' "$T/out"
ok $? 'too' || diag <"$T/out"
sed "s/\(880001	\)	/\1meme	/; s/\(880003	\)	/\1distinct	/" "$T/liste.tsv" \
    >"$T/tranche.tsv"
runs 'decisions' litiges -q -b "$T/c.db" <"$T/tranche.tsv" >"$T/out"
is "$(etats "$T/c.db")" '990002 ATTRIBUE, 990010 LITIGE, 990011 LITIGE' \
    'wait for the next send'
runs 'which' ine-send -q -b "$T/c.db" 0990001N >"$T/x.xml"
is "$(etats "$T/c.db")" '990002 ATTRIBUE, 990010 RETROUVE, 990011 ATTRIBUE' \
    'gives the numbers'
is "$(un "$T/c.db" 'SELECT count(DISTINCT id_national) FROM bea_eleve WHERE
    eleve_id IN (990010, 880001)')" 1 'one for two who are one'
is "$(litiges -l -b "$T/c.db" | sed 1,2d | wc -l)" 0 'nothing is left to settle'
wal "$T/c.db"
cp "$T/c.db" "$T/tranchee.db"
rm -f "$T/valeurs.sql"
for f in "$C"/litiges-regles/*.tsv; do
	cas "$f" "$T/tranchee.db" litiges
done
comptes_rendus
rm -rf "$T/cr"
avant "$l"
sed 's/^# 099/# 098/' $C/litiges/meme.tsv >"$T/autre.tsv"
fails 65 'the table of another académie' \
    'autre-etablissement: le fichier est celui d'\''un autre établissement : fichier de 098, base de 099' \
    litiges -b "$l" <"$T/autre.tsv" >"$T/out"
sed 's/^# 099/# 0990001N/' $C/litiges/meme.tsv >"$T/autre.tsv"
fails 65 'or of a school' autre-etablissement litiges -b "$l" <"$T/autre.tsv" \
    >"$T/out"
rien "$l" 'changes nothing'
runs 'the académie that is expected' litiges -l -u 099 -b "$l" >"$T/out"
fails 65 'is another' 'base-autre: ' litiges -l -u 098 -b "$l" >"$T/out"
fails 64 'is none' "un code d'académie trois chiffres" litiges -l -u 99 -b "$l" \
    >"$T/out"
runs 'twins' litiges -q -b "$a" <<FIN >"$T/out"
# 099 2019
uai	eleve_id	autre_uai	autre_id	decision
0990001N	990010	0990001N	990011	distinct
FIN
ine-send -q -b "$a" 0990001N >"$T/x.xml"
is "$(etats "$a")" '990002 ATTRIBUE, 990010 ATTRIBUE, 990011 ATTRIBUE' \
    'one decision is for both'
# Two records of one school that are one person, neither with a number.
copie "$bea" "$T/c.db"
bea-recv -q -b "$T/c.db" <$C/immatriculations/jumeaux.xml >"$T/out"
ine-send -q -b "$T/c.db" --plage $P 0990001N >"$T/out"
runs 'one person twice in a school' litiges -q -b "$T/c.db" <<FIN >"$T/out"
# 099 2019
uai	eleve_id	autre_uai	autre_id	decision
0990001N	990011	0990001N	990010	meme
FIN
runs 'gets' ine-send -q -b "$T/c.db" 0990001N >"$T/x.xml"
is "$(etats "$T/c.db")" '990002 ATTRIBUE, 990010 ATTRIBUE, 990011 RETROUVE' \
    'what is told'
is "$(un "$T/c.db" "SELECT count(DISTINCT id_national) || count(*) FROM
    bea_eleve WHERE eleve_id IN (990010, 990011) AND id_national IS NOT NULL")" \
    12 'one number'
is "$(un "$T/c.db" 'SELECT count(*) FROM attribution')" 2 'given once'
runs 'its record with the number' bea-recv -q --force -b "$T/c.db" \
    <$C/immatriculations/jumeaux.xml >"$T/out"

avant "$l"
fails 66 'nothing' entree-vide litiges -b "$l" </dev/null >"$T/out"
rien "$l" 'nothing changes'

# In the school.
ecole=$T/ecole.db
sconet-init 0990001N 2019 "$ecole"
nomen-profile -q -b "$ecole" -p $E/profil.yaml <$E/Nomenclature.xml >"$T/out"
sts-import -q -b "$ecole" <$E/sts_emp_0990001N_2019.xml >"$T/out"
bee-import -q -b "$ecole" <$E/ElevesAvecAdresses.xml >"$T/out"
wal "$ecole"
rm -f "$T/valeurs.sql"
for f in "$C"/ine/*.xml; do
	cas "$f" "$ecole" ine-import
	valid bea-ine "$f" "${f#"$C/"} is what its schema says"
done
find "$T/cr" -type f -size 0 -exec rm {} +
xmllint --noout --schema "$BUILD/xsd/accuse.xsd" "$T"/cr/* 2>"$T/err"
ok $? 'the accusés are what their schema says' ||
    sed '/ validates$/d' "$T/err" | diag
couverture $C/ine 'INE recus' ine-recu-ancien ine-recu-autre-fiche
copie "$ecole" "$T/c.db"
fails 1 'a number that is taken' \
    "ine-recu-pris: UAI/ELEVE_ID 0990001N/990022: un autre élève de la base a déjà ce numéro : 990001 ; fiche rejetée" \
    ine-import -b "$T/c.db" <$C/ine/pris.xml >"$T/ar.xml"
is "$(echanges -b "$T/c.db" | sed -n 2p | cut -f 3,4)" \
    'recu	Import INE élèves' 'in the words of the journal'
is "$(grep -c 996630669AC "$T/err" "$T/ar.xml" | cut -d : -f 2 | tr -d '\n')" 00 \
    'which nobody is told'
# what it says
dit() { # NAME TEXT
	copie "$ecole" "$T/c.db"
	ine-import -b "$T/c.db" -r "$T/cr.xml" <"$C/ine/$1.xml" >"$T/out" \
	    2>"$T/err"
	grep -Fq -e "$2" "$T/err"
	ok $? "$1: « $2 »" || diag <"$T/err"
}
dit litige "la fiche se contredit : le nom de famille n'en est pas un, aucun numéro n'est donné (ine-nom-douteux)"
grep -Fq '(ine-nom-douteux)</TEXTE>' "$T/cr.xml"
ok $? 'the compte rendu, too' || diag <"$T/cr.xml"
echanges -b "$T/c.db" --erreurs >"$T/out"
grep -Fq "aucun numéro n'est donné (ine-nom-douteux)" "$T/out"
ok $? 'and the list of errors' || diag <"$T/out"
dit motif-inconnu 'la fiche se contredit ((12 caractères'
dit etat "n'est ni ATTRIBUE, ni RETROUVE, ni LITIGE, ni ERREUR"
dit change "l'ancien numéro est gardé à côté ; pris en compte ; refaire un export"
dit identite "nom, prénom ou naissance ne sont pas tout à fait ceux de l'élève 990022 ; le numéro est pris pour le sien ; pris en compte"
dit deux-fiches "c'est la même personne que l'élève 990022, qui a le numéro ; fiche rejetée ; fusionner les deux fiches dans SIECLE"

# By ELENOET the pupil is named as the school knows him.
copie "$ecole" "$T/c.db"
sed 's/ELEVE_ID="990001">/ELEVE_ID="5"><ELENOET>'"$(un "$ecole" \
    'SELECT elenoet FROM eleve WHERE eleve_id = 990001')"'<\/ELENOET>/' \
    $C/ine/change.xml >"$T/n.xml"
runs 'by ELENOET' ine-import -b "$T/c.db" <"$T/n.xml" >"$T/out"
grep -q "c'est l'élève 990001 de la base ; pris en compte" "$T/err"
ok $? "the school's number is said" || diag <"$T/err"

# A number that was another's.
copie "$ecole" "$T/immatriculee.db"
ine-import -q -b "$T/immatriculee.db" <$C/ine/change.xml >"$T/out"
wal "$T/immatriculee.db"
rm -f "$T/valeurs.sql"
for f in tests/corpus/ine-anciens/*.xml; do
	cas "$f" "$T/immatriculee.db" ine-import
done
rm -rf "$T/cr"
copie "$T/immatriculee.db" "$T/c.db"
ine-import -b "$T/c.db" <tests/corpus/ine-anciens/ancien.xml >"$T/out" \
    2>"$T/err"
grep -Fq "UAI/ELEVE_ID 0990001N/990022: ce numéro a été celui d'un autre élève de la base : 990001 ; fiche rejetée" \
    "$T/err"
ok $? 'whose it was is told' || diag <"$T/err"

# Who still has the BEA's old number in the place of today's.
copie "$ecole" "$T/c.db"
un "$T/c.db" "UPDATE eleve SET id_national = '9900000012D', ine_rnie = NULL,
    ine_bea = NULL WHERE eleve_id = 990001"
runs 'a number for one of before' ine-import -q -b "$T/c.db" \
    <$C/ine/change.xml >"$T/out"
is "$(un "$T/c.db" "SELECT id_national || ' ' || ine_rnie || ' ' || ine_bea ||
    ' ' || ine_ancien FROM eleve WHERE eleve_id = 990001")" \
    '990600001JD 990600001JD 9900000012D 9900000012D' 'which is kept beside it'

copie "$ecole" "$T/c.db"
runs 'numbers' ine-import -b "$T/c.db" <$C/ine/attribue.xml >"$T/1.xml"
runs 'the same again' ine-import -b "$T/c.db" <$C/ine/attribue.xml >"$T/2.xml"
same 'have the same accusé' "$T/1.xml" "$T/2.xml"
fails 78 'an académie takes none in' 'il faut etab' ine-import -b "$bea" \
    <$C/ine/attribue.xml >"$T/out"
# Nobody is named where others may look.
cat $C/bea-eleves/*.xml $C/immatriculations/*.xml $C/ine/*.xml $C/litiges/*.bea |
    sed -n 's/.*<\(NOM[A-Z_]*\|PRENOM2*\|ID_NATIONAL\|DATE_NAISS\)>\([^<]\{4,\}\)<.*/\2/p' |
    sort -u >"$T/noms"
[ "$(wc -l <"$T/noms")" -gt 40 ]
ok $? 'there are people'
for o in '' -j; do
	for f in "$C"/bea-eleves/*.xml "$C"/immatriculations/*.xml; do
		copie "$bea" "$T/c.db"
		bea-recv $o -b "$T/c.db" <"$f" >"$T/out"
		ine-send $o -b "$T/c.db" --plage $P 0990001N >"$T/out"
	done
	for f in "$C"/ine/*.xml; do
		copie "$ecole" "$T/c.db"
		ine-import $o -b "$T/c.db" <"$f" >"$T/out"
	done
	for f in "$C"/litiges/*.tsv; do
		copie "$l" "$T/c.db"
		litiges $o -b "$T/c.db" <"$f" >"$T/out"
	done
done 2>"$T/dit"
[ "$(wc -l <"$T/dit")" -gt 200 ]
ok $? 'much is said'
is "$(grep -Fn -f "$T/noms" "$T/dit" | head -n 3)" '' 'and nobody is named'
fails 78 'a school has no disputes' 'il faut bea' litiges -l -b "$ecole" \
    >"$T/out"
ine-import -q -b "$ecole" <$C/ine/attribue.xml >"$T/out"
runs 'the base is sound' sconet-check -b "$ecole" >"$T/out"
bea-recv -q -b "$bea" <$C/immatriculations/jumeaux.xml >"$T/out"
ine-send -q -b "$bea" --plage $P 0990001N >"$T/out"
runs 'and so is that of the académie' sconet-check -b "$bea" >"$T/out"
done_testing
