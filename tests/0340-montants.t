#!/bin/sh
# Files on their way up to SIECLE: groupe links, and the import du privé.
# What becomes of each file of the corpus, and what takes more than one file
# to see.
. tests/lib.sh
. tests/corpus/eleves/cas.sh

G=tests/corpus/groupes
P=tests/corpus/prive

prepare_etab etab
ok $? 'the school knows its nomenclature and its structures'
prepare eleves etab && prend eleves bee-import $ECOLE/ElevesAvecAdresses.xml
ok $? 'and its pupils'
prepare suite eleves &&
    prend suite bee-import $ECOLE/ResponsablesAvecAdresses.xml &&
    un suite 'UPDATE eleve SET id_prv_ele = 71 WHERE eleve_id = 990004'
ok $? 'another their responsables, too, and a private number'
copie eleves double && un double "UPDATE eleve SET (nom_de_famille, prenom,
    date_naiss) = (SELECT nom_de_famille, prenom, date_naiss FROM eleve WHERE
    eleve_id = 990001) WHERE eleve_id = 990002"
ok $? 'another has two pupils of one identity'

for f in "$G"/*.xml; do
	case $f in
	*/double-*) cas "$f" double ;;
	*) cas "$f" eleves ;;
	esac
done
for f in "$P"/*.xml; do
	case $f in
	*/suite-*) cas "$f" suite ;;
	*) cas "$f" etab ;;
	esac
done
bien_formes

# A whole set: one that would take most links away is asked about first.
copie eleves seuil
un seuil .dump >"$T/before"
fails 65 'most links are absent' 'lien élève-groupe : 24 absents sur 25' \
    bee-import -b "$T/seuil.db" <$G/bon.xml >"$T/out"
un seuil .dump | grep -v '^INSERT INTO \(echange\|anomalie\)' >"$T/after"
grep -v '^INSERT INTO \(echange\|anomalie\)' "$T/before" >"$T/want"
same 'and all are still there' "$T/want" "$T/after"

# Whose a record is that is none: the second pupil, however many lines before.
copie eleves qui
sed '/<ID_PRV_ELE>77/s,.*,<ELEVE_ID>424242</ELEVE_ID>,' \
    $G/eleve-absent.xml >"$T/qui.xml"
fails 1 'a pupil whom nobody knows' "lien-eleve-absent: RANG_ELEVE 2: aucun élève de la base n'est celui-là (ELEVE_ID 424242) ; fiche rejetée ; " \
    bee-import -b "$T/qui.db" -n --seuil absents=100 <"$T/qui.xml" >"$T/out"
fails 1 'or without a number of his' "lien-eleve-absent: RANG_ELEVE 2: aucun élève de la base n'est celui-là (ID_PRV_ELE 77)" \
    bee-import -b "$T/qui.db" -n --seuil absents=100 <$G/eleve-absent.xml \
    >"$T/out"
sed 's,<GROUPE>,<GROUPE><CODE_GROUPE>6CHORALE</CODE_GROUPE></GROUPE>&,
    /<ID_PRV_ELE>77/s,.*,<ELEVE_ID>990003</ELEVE_ID>,; s,VENTDOUX,BRISELAMES,
    s,Mirabelle,Silvine,' $G/eleve-absent.xml >"$T/double.xml"
fails 1 'a groupe that stands twice' 'ligne-double: RANG_ELEVE/CODE_GROUPE 1/6CHORALE' \
    bee-import -b "$T/qui.db" -n --seuil absents=100 <"$T/double.xml" >"$T/out"

# SIECLE gives numbers to those who came with none: theirs, which are
# negative, give way, and the school's software may send again.
negatifs() {
	un siecle "SELECT (SELECT count(*) FROM eleve WHERE eleve_id < 0) || ' '
	    || (SELECT count(*) FROM personne WHERE personne_id < 0) || ' ' ||
	    (SELECT count(*) FROM responsable WHERE eleve_id < 0 OR personne_id
	    < 0) || ' ' || (SELECT count(*) FROM eleve) || ' ' ||
	    (SELECT count(*) FROM personne) || ' ' || (SELECT count(*) FROM
	    responsable)"
}
copie etab siecle
prend siecle bee-import $P/bon.xml
is "$(negatifs)" '2 3 5 2 3 5' 'pupils and responsables without a number'
for k in eleves-adresses responsables-adresses; do
	bee-export -q -b "$T/siecle.db" $k | sed -E '
	    s/(ELEVE_ID=")-/\188050/; s/(PERSONNE_ID>)-/\188060/
	    s/(PERSONNE_ID=")-/\188060/; s/(ELEVE_ID>)-/\188050/' >"$T/$k.xml"
done
for k in eleves-adresses responsables-adresses; do
	prend siecle bee-import "$T/$k.xml"
	ok $? "SIECLE gives the numbers of its $k"
done
is "$(negatifs)" '0 0 0 2 3 5' 'which they take'
prend siecle bee-import $P/bon.xml
is "$(negatifs)" '0 0 0 2 3 5' 'and keep when the software sends again'

# A file that is not of all pupils: those it does not speak of keep theirs.
awk '/<ELEVE>/ { n++ } n < 2 || /<.ELEVES>/ { n = n < 2 ? n : 0; print }' \
    $P/bon.xml | sed 's/2008-05-17/17\/05\/2008/' >"$T/x.xml"
copie etab prive
prend prive bee-import $P/bon.xml
fails 1 'one pupil whose date is not one' 'prive-identite-absente' \
    bee-import -b "$T/prive.db" --seuil absents=100 <"$T/x.xml" >"$T/out"
is "$(grep -c 'sans-responsable' "$T/err")" 0 \
    'none of those who have responsables is said to have none'

couverture liens $G
couverture prive $P
done_testing
