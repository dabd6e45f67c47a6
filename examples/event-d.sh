#!/bin/sh
# event-d.sh - event D on the files of examples/ecole, after event B.
# "sh examples/run" shows it line by line, comments included.

# STS-WEB, menu Exports / Emploi du temps : le fichier sts_emp.
identifie < sts_emp_0990001N_2019.xml | grep -e fichier -e division -e groupe -e programme

# Les structures et les services entrent dans la base.
sts-import -b college.db --utf8 < sts_emp_0990001N_2019.xml > compte-rendu-structures.xml

# Ce que montre l'écran « Erreurs Import Structures STS-WEB ».
sed -n 's,.*<MESSAGE>\(.*\)</MESSAGE>.*,\1,p' compte-rendu-structures.xml
