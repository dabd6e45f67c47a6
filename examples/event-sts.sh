#!/bin/sh
# event-sts.sh - the whole circle between SCONET and STS-WEB, events B, D and
# E, on the files of examples/ecole and bases of its own.  "sh examples/run"
# shows it line by line, comments included.

# Deux bases : l'établissement dans SCONET, et le même dans STS-WEB.
sconet-init 0990001N 2019 cercle.db
sconet-init -q --role sts --communs Communs.xml 0990001N 2019 sts.db

# B : la nomenclature profilée va à STS-WEB, son accusé revient.
nomen-profile -q -b cercle.db -p profil.yaml < Nomenclature.xml > sts-nomenclature.xml
sts-recv -b sts.db < sts-nomenclature.xml > accuse-nomenclature.xml
ar-import -b cercle.db < accuse-nomenclature.xml > sts-compte-rendu.xml

# D1 : les structures de l'année, saisies dans STS-WEB ; à blanc, puis pour de bon.
sts-structures -b sts.db -n < structures.yaml | head -n 4
sts-structures -b sts.db < structures.yaml > sts-compte-rendu.xml

# Qui sont les enseignants : seul un fichier du vrai STS-WEB le dit.
sts-recv -q -b sts.db < sts_emp_0990001N_2019.xml > accuse-individus.xml

# Les services et les cours remontent du logiciel d'emploi du temps.
sts-recv -b sts.db < emp_sts_0990001N_2019.xml > accuse-emploi-du-temps.xml

# D2 : le fichier sts_emp part, et SCONET le prend.
sts-export -b sts.db > sts_emp-rentree.xml
sts-import -b cercle.db < sts_emp-rentree.xml > sts-compte-rendu.xml

# Les élèves sont importés et répartis ; E : leurs effectifs partent.
bee-import -q -b cercle.db < ElevesAvecAdresses.xml > sts-compte-rendu.xml
repartition -q -b cercle.db < divisions.tsv > sts-compte-rendu.xml
effectifs-export -b cercle.db > sts-effectifs.xml

# Sans réponse encore ; STS-WEB les reçoit, et son accusé ferme l'envoi.
echanges -b cercle.db --en-attente
sts-recv -b sts.db < sts-effectifs.xml | ar-import -b cercle.db > sts-compte-rendu.xml
echanges -b cercle.db --en-attente

# Le sts_emp suivant montre les effectifs calculés.
sts-export -q -b sts.db | sed -n '/DIVISION CODE="6A"/,/EFFECTIF_CALCULE/p'
