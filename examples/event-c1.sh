# event-c1.sh - May: the wishes of the élèves of troisième (event C, C1 and
# C2), and the académie that receives them.  The collège is a copy of the base
# of events B, D and E.  "sh examples/run" shows it, comments included.

# Une copie sûre de la base du collège, pour la suite de l'année.
sconet-check -b college.db --copie college2019.db

# C1 : les vœux sont saisis, à blanc puis pour de bon.
voeux-import -b college2019.db --campagne campagne.yaml -n < voeux-2020.tsv | head -n 4
voeux-import -b college2019.db --campagne campagne.yaml < voeux-2020.tsv > cr-voeux.xml

# C2 : ils partent à l'académie ; son accusé ferme l'envoi.
sconet-init -q --role bea 099 2019 academie2019.db
voeux-export -b college2019.db > voeux.xml
voeux-recv -b academie2019.db < voeux.xml | ar-import -b college2019.db > cr-accuse.xml
