# event-f.sh - September: three schools send their records to the académie
# (event F), and what goes wrong on the way.  The first is a copy of the base
# of events B, D and E.  "sh examples/run" shows it, comments included.

# Trois établissements : le collège (une copie sûre), et deux plus petits.
sconet-check -b college.db --copie ecole1.db
sconet-init -q 0990002P 2019 ecole2.db
sed s/0990001N/0990002P/ Nomenclature.xml | nomen-profile -q -b ecole2.db -p profil.yaml > nomenclature2.xml
sed s/0990001N/0990002P/ Structures.xml | sts-import -q -b ecole2.db > cr-structures2.xml
bee-import -b ecole2.db < eleves-0990002P.xml > cr-eleves2.xml
sconet-init -q 0990004S 2019 ecole3.db
sed s/0990001N/0990004S/ Nomenclature.xml | nomen-profile -q -b ecole3.db -p profil.yaml > nomenclature3.xml
sed s/0990001N/0990004S/ Structures.xml | sts-import -q -b ecole3.db > cr-structures3.xml
bee-import -b ecole3.db < eleves-0990004S.xml > cr-eleves3.xml

# L'académie : sa base, la nomenclature, ses établissements.
sconet-init -q --role bea 099 2019 bea.db
nomen-profile -q -b bea.db < Nomenclature.xml > cr-nomenclature.xml
bea-recv -b bea.db < Communs.xml > accuse-ecole1.xml
sed s/0990001N/0990002P/ Communs.xml | bea-recv -b bea.db > accuse-ecole2.xml
sed s/0990001N/0990004S/ Communs.xml | bea-recv -b bea.db > accuse-ecole3.xml

# Première nuit : tout part.  Un élève est déjà scolarisé ailleurs : sa fiche est rejetée, et repartira.
bea-send -b ecole1.db | bea-recv -q -b bea.db | ar-import -q -b ecole1.db > cr-accuse1.xml
bea-send -b ecole2.db | bea-recv -q -b bea.db | ar-import -q -b ecole2.db > cr-accuse2.xml
bea-send -q -b ecole3.db | bea-recv -b bea.db | ar-import -b ecole3.db > cr-accuse3.xml

# Deuxième nuit : le collège écrit la sortie ; la fiche de l'autre établissement passe.
saisie -q -b ecole1.db < sortie.tsv > cr-sortie.xml
bea-send -q -b ecole1.db | bea-recv -b bea.db | ar-import -q -b ecole1.db > cr-accuse1.xml
bea-send -q -b ecole3.db | bea-recv -b bea.db | ar-import -q -b ecole3.db > cr-accuse3.xml

# Un accusé se perd : le même envoi, redonné, a le même accusé.
saisie -q -b ecole2.db < regime.tsv > cr-regime.xml
bea-send -q -b ecole2.db > bea2.xml
bea-recv -q -b bea.db < bea2.xml > accuse-perdu.xml
bea-recv -q -b bea.db < bea2.xml > accuse-redemande.xml
cmp accuse-perdu.xml accuse-redemande.xml && ar-import -b ecole2.db < accuse-redemande.xml > cr-accuse2.xml

# Le premier envoi du collège, rejoué depuis son archive : même accusé, rien ne change.
echanges -b ecole1.db -c 12 | bea-recv -b bea.db | ar-import -b ecole1.db > cr-rejeu.xml

# Une base est rétablie de la copie d'hier : son numéro d'envoi a déjà servi, l'académie refuse ; tout repart sous le suivant.
sconet-check -b ecole3.db --copie hier.db
saisie -q -b ecole3.db < usage.tsv > cr-usage.xml
bea-send -q -b ecole3.db | bea-recv -q -b bea.db | ar-import -q -b ecole3.db > cr-accuse3.xml
cp hier.db ecole3.db
saisie -q -b ecole3.db < usage-encore.tsv > cr-usage.xml
bea-send -q -b ecole3.db | bea-recv -b bea.db | ar-import -b ecole3.db > cr-refus.xml
bea-send -b ecole3.db | bea-recv -b bea.db | ar-import -q -b ecole3.db > cr-accuse3.xml

# Trois nuits manquées : le dernier envoi porte tout, et l'académie le remarque.
saisie -q -b ecole2.db < jour1.tsv > cr-jour.xml
bea-send -q -b ecole2.db > nuit1.xml
saisie -q -b ecole2.db < jour2.tsv > cr-jour.xml
bea-send -q -b ecole2.db > nuit2.xml
saisie -q -b ecole2.db < jour3.tsv > cr-jour.xml
bea-send -q -b ecole2.db > nuit3.xml
bea-recv -b bea.db < nuit3.xml | ar-import -q -b ecole2.db > cr-accuse2.xml
bea-send -b ecole2.db | bea-recv -q -b bea.db | ar-import -q -b ecole2.db > cr-accuse2.xml
