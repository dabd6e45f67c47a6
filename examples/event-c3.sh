# event-c3.sh - July: the results of the affectation in the collège and in
# the lycée (C3), and the dossiers that follow the élèves (C4).
# "sh examples/run" shows it, comments included.

# C3 : l'académie a décidé ; le collège sait qui part, et ce qui reste à traiter.
affect-send -q -b academie2019.db 0990001N < decisions-2020.tsv > affectations.xml
affect-import -b college2019.db --sorties 10 < affectations.xml > cr-affectations.xml
affect-import -b college2019.db -l

# Le lycée connaît ceux qui arrivent, sous un numéro provisoire.
affect-send -q -b academie2019.db --arrivees 0990003R < decisions-2020.tsv > arrivees.xml
affect-import -b lycee2020.db < arrivees.xml > cr-arrivees.xml

# C4 : leurs dossiers suivent ; l'accusé du lycée ferme l'envoi du collège.
dossier-send -b college2019.db 0990003R > dossiers.xml
dossier-import -b lycee2020.db -r cr-dossiers.xml < dossiers.xml | ar-import -b college2019.db > cr-accuse.xml
