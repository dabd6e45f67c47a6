#!/bin/sh
# event-b.sh - event B on the files of examples/ecole, in a directory that
# has them.  "sh examples/run" shows it line by line, comments included.

# Une base par établissement et par année scolaire.
sconet-init 0990001N 2019 college.db

# Que contient le fichier de l'académie, et quel programme le prend ?
identifie < Nomenclature.xml

# À blanc (-n) : les premières lignes de ce qui changerait, sans rien changer.
nomen-profile -b college.db -n -q < Nomenclature.xml | head -n 4

# Réception et profilage ; la nomenclature profilée part vers STS-WEB.
nomen-profile -b college.db -p profil.yaml < Nomenclature.xml > Nomenclature-profilee.xml

# Les MEF retenus (colonne selectionne).
nomen-profile -b college.db -l | awk -F '\t' '$2 == "MEF" && $6 == 1' | cut -f 3-4
