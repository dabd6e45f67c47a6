#!/bin/sh
# The school's identity and calendar: what becomes of each file of the corpus.
. tests/lib.sh
. tests/corpus/eleves/cas.sh

C=tests/corpus/communs
K=$ECOLE/Communs.xml
# What the calendar says is also taken into base, which -n does not show.

prepare etab
ok $? 'a school that knows nothing yet'
prepare suite etab && prend suite bee-import $K
ok $? 'another knows its calendar'

for f in "$C"/*.xml; do
	case $f in
	*/suite-*) cas "$f" suite ;;
	*) cas "$f" etab ;;
	esac
done
bien_formes
couverture communs $C

runs 'a base may be made with it' \
    sconet-init --communs $K 0990001N 2019 "$T/k.db"
dump "$T/suite.db" >"$T/avant"
dump "$T/k.db" >"$T/apres"
same 'which is the same' "$T/avant" "$T/apres"
runs 'the same file again' bee-import -b "$T/suite.db" <$K >"$T/cr.xml"
dump "$T/suite.db" >"$T/apres"
same 'changes nothing' "$T/avant" "$T/apres"
copie suite b

sed 's/<HORODATAGE>02/<HORODATAGE>01/' $K >"$T/x.xml"
refuse b 65 'an older file' \
    'perime: le fichier est plus ancien que le dernier intégré : fichier du 2019-09-01 07:55:12, dernier intégré du 2019-09-02 07:55:12' \
    "$T/x.xml"
sed '/<DONNEES>/,/<\/UAJ>/{
	/<UAJ>/,/<\/UAJ>/d
}' $K >"$T/x.xml"
refuse b 65 'a file without the school' \
    'bloc-vide: un bloc obligatoire est vide ou absent : établissement' \
    "$T/x.xml"
sed 's/<UAJ>0990001N/<UAJ>0990002P/' $K >"$T/x.xml"
refuse b 65 'another school' 'autre-etablissement: ' "$T/x.xml"
sed '1,8s/<ANNEE_SCOLAIRE>2019/<ANNEE_SCOLAIRE>2020/' $K >"$T/x.xml"
refuse b 65 'another year' 'autre-annee: ' "$T/x.xml"

done_testing
