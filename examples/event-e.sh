#!/bin/sh
# event-e.sh - event E on the files of examples/ecole, after events B and D.
# "sh examples/run" shows it line by line, comments included.

# Les élèves de SIECLE, puis leurs responsables.
bee-import -b college.db --utf8 < ElevesAvecAdresses.xml > compte-rendu-eleves.xml
bee-import -b college.db --utf8 < ResponsablesAvecAdresses.xml > compte-rendu-responsables.xml

# Quelques élèves n'ont pas encore de division : le tableau de la répartition.
cat divisions.tsv
repartition -b college.db --utf8 < divisions.tsv > compte-rendu-repartition.xml

# Les effectifs par division et groupe, pour STS-WEB.
effectifs-export -b college.db > effectifs.xml

# GEP n'est plus, mais des logiciels lisent encore ses tables : les voici.
mkdir gep
gep-export -b college.db --dossier gep
