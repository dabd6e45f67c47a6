#!/bin/sh
# saison.sh - a whole season, events A to I: the Collège Ada Lovelace, the
# Lycée Grace Hopper, STS-WEB and their académie, from the wishes of spring
# 2020 to the constat de rentrée of October, each step one pipeline.  It works
# in a directory with the files of examples/ecole, annee and saison:
# "sh examples/run" makes it, and shows each line, comments included.
set -e
# shellcheck source=examples/jour.sh
. "${EXAMPLES:=$(dirname "$0")}/jour.sh"

# L'année 2019-2020 du collège, telle qu'elle s'achève ; le lycée, l'académie.
jour 2020-05-11
sconet-init -q --communs Communs.xml 0990001N 2019 college2019.db
nomen-profile -q -b college2019.db -p profil.yaml < Nomenclature.xml > profilee-2019.xml
sts-import -q -b college2019.db < sts_emp_0990001N_2019.xml > cr-structures-2019.xml
bee-import -q -b college2019.db < ElevesAvecAdresses.xml > cr-eleves-2019.xml
bee-import -q -b college2019.db < ResponsablesAvecAdresses.xml > cr-responsables-2019.xml
repartition -q -b college2019.db < divisions.tsv > cr-repartition-2019.xml
sconet-init -q 0990003R 2019 lycee2019.db
sconet-init -q --role bea 099 2019 academie2019.db

# C1, C2. Les vœux des élèves de 3e sont saisis et partent à l'académie, dont l'accusé rentre.
voeux-import -b college2019.db --campagne campagne.yaml < voeux-2020.tsv > cr-voeux.xml
voeux-export -b college2019.db | voeux-recv -q -b academie2019.db | ar-import -b college2019.db > cr-accuse-voeux.xml

# A. Juin : la bascule prépare l'année 2020-2021, dans une autre base ; d'abord à blanc.
jour 2020-06-08
sconet-bascule -n -p passages.tsv --communs Communs-college.xml college2019.db college2020.db | head -n 3
sconet-bascule -p passages.tsv --communs Communs-college.xml college2019.db college2020.db > cr-bascule-college.xml
sconet-bascule -q --communs Communs-lycee.xml lycee2019.db lycee2020.db > cr-bascule-lycee.xml
sconet-bases .

# B. L'académie envoie la nomenclature de 2020 ; chaque établissement la profile, STS-WEB la reçoit.
jour 2020-06-15
sconet-init -q --role bea 099 2020 academie2020.db
nomen-profile -q -b academie2020.db < Nomenclature-2020.xml > cr-nomenclature-academie.xml
sconet-init -q --role sts 0990001N 2020 sts-college.db
sconet-init -q --role sts 0990003R 2020 sts-lycee.db
ban-send -q -b academie2020.db 0990001N | nomen-profile -b college2020.db -p profil.yaml > profilee-college.xml
ban-send -q -b academie2020.db 0990003R | nomen-profile -b lycee2020.db -p profil-lycee.yaml > profilee-lycee.xml
sts-recv -q -b sts-college.db < profilee-college.xml | ar-import -b college2020.db > cr-accuse-nomenclature.xml
sts-recv -q -b sts-lycee.db < profilee-lycee.xml | ar-import -q -b lycee2020.db > cr-accuse-nomenclature-lycee.xml

# C3. Juillet : les résultats. Le collège sait qui part, le lycée qui arrive.
jour 2020-07-01
affect-send -q -b academie2019.db 0990001N < decisions-2020.tsv | affect-import -b college2019.db --sorties 10 > cr-affectations.xml
affect-send -q -b academie2019.db --arrivees 0990003R < decisions-2020.tsv | affect-import -b lycee2020.db > cr-arrivees.xml

# C4. Les dossiers suivent les élèves ; l'accusé du lycée ferme l'envoi du collège.
jour 2020-07-03
dossier-send -b college2019.db 0990003R | dossier-import -b lycee2020.db -r cr-dossiers.xml | ar-import -b college2019.db > cr-accuse-dossiers.xml
affect-import -b college2019.db -l

# D. Les structures de l'année sont saisies dans STS-WEB, à partir de celles d'avant.
jour 2020-07-06
sts-structures --modele college2019.db | grep -c 'code:'
sts-structures -b sts-college.db < structures-college.yaml > cr-saisie-structures.xml
sts-structures -q -b sts-lycee.db < structures-lycee.yaml > cr-saisie-structures-lycee.xml
sts-export -q -b sts-college.db | sts-import -b college2020.db > cr-structures.xml
sts-export -q -b sts-lycee.db | sts-import -q -b lycee2020.db > cr-structures-lycee.xml

# Ceux qui s'inscrivent en 6e sont saisis ; ceux qui montent reçoivent une division.
saisie -b college2020.db < nouveaux.tsv > cr-nouveaux.xml
repartition -q -b college2020.db < repartition.tsv > cr-repartition.xml

# H. La prévision de juillet part à l'académie, qui déclare d'abord ses établissements.
jour 2020-07-08
bea-recv -q -b academie2020.db < Communs-college.xml > accuse-college.xml
bea-recv -q -b academie2020.db < Communs-lycee.xml > accuse-lycee.xml
eva-export -b college2020.db --campagne eva-2020.yaml | bea-recv -q -b academie2020.db | ar-import -b college2020.db > cr-prevision.xml
eva-export -q -b lycee2020.db --campagne eva-2020.yaml | bea-recv -q -b academie2020.db | ar-import -q -b lycee2020.db > cr-prevision-lycee.xml

# La rentrée : ce qui a changé depuis juin passe, l'ancienne base se ferme, la nouvelle devient courante.
jour 2020-09-01
sconet-bascule --complete college2019.db college2020.db > cr-complement.xml
sconet-bascule --rentree college2019.db college2020.db
sconet-bascule --rentree lycee2019.db lycee2020.db

# SIECLE donne à tous leur situation de l'année, et leur numéro à ceux qui n'en avaient qu'un de sconet.
bee-import -b college2020.db < Eleves-college-2020.xml > cr-eleves-college.xml
bee-import -b lycee2020.db < Eleves-lycee-2020.xml > cr-eleves-lycee.xml

# E. Les effectifs par division partent à STS-WEB, dont le fichier suivant les montre.
jour 2020-09-02
effectifs-export -b college2020.db | sts-recv -q -b sts-college.db | ar-import -b college2020.db > cr-effectifs.xml
effectifs-export -q -b lycee2020.db | sts-recv -q -b sts-lycee.db | ar-import -q -b lycee2020.db > cr-effectifs-lycee.xml
sts-export -q -b sts-college.db | sed -n '/DIVISION CODE="5B"/,/EFFECTIF_CALCULE/p'

# H. Première observation, élèves présents.
eva-export -b college2020.db --campagne eva-2020.yaml | bea-recv -q -b academie2020.db | ar-import -q -b college2020.db > cr-observation.xml
eva-export -q -b lycee2020.db --campagne eva-2020.yaml | bea-recv -q -b academie2020.db | ar-import -q -b lycee2020.db > cr-observation-lycee.xml

# F. La nuit, les fiches montent à l'académie ; celles qui bloquent restent, et sont corrigées le lendemain.
jour 2020-09-03
bea-send -b college2020.db | bea-recv -q -b academie2020.db | ar-import -q -b college2020.db > cr-bea.xml
bea-send -q -b lycee2020.db | bea-recv -q -b academie2020.db | ar-import -q -b lycee2020.db > cr-bea-lycee.xml
jour 2020-09-04
saisie -b college2020.db < corrections-2020.tsv > cr-corrections.xml
bea-send -b college2020.db | bea-recv -q -b academie2020.db | ar-import -q -b college2020.db > cr-bea.xml

# G. Les élèves qui n'ont pas de numéro national en reçoivent un ; leurs fiches remontent avec lui.
jour 2020-09-07
ine-send -b academie2020.db --plage 990200001-990299999 0990001N | ine-import -b college2020.db | ar-import -q -b academie2020.db > cr-ine.xml
litiges -b academie2020.db -l
bea-send -b college2020.db | bea-recv -q -b academie2020.db | ar-import -q -b college2020.db > cr-bea.xml

# I. Octobre : où en est chaque établissement ; la fin du constat est déclarée, l'académie et le ministère répondent.
jour 2020-10-01
constat -b college2020.db | cut -f 1,3,4
constat -b college2020.db --declarer | bea-recv -q -b academie2020.db | ar-import -b college2020.db > cr-constat.xml
constat -q -b lycee2020.db --declarer | bea-recv -q -b academie2020.db | ar-import -q -b lycee2020.db > cr-constat-lycee.xml
jour 2020-10-07
ministere-ar -q -b academie2020.db 0990001N | ar-import -b college2020.db > cr-ministere.xml
ministere-ar -q -b academie2020.db 0990003R | ar-import -q -b lycee2020.db > cr-ministere-lycee.xml
