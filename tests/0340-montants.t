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
couverture liens $G
couverture prive $P
done_testing
