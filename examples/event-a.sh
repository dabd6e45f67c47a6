# event-a.sh - June: the bascule of the collège (event A), and the lycée's
# base of the next year, profiled with its vocational hours (event B) and
# given its structures (event D).  "sh examples/run" shows it, comments
# included.

# A : qui passerait, qui non, et pourquoi ; puis la bascule.
sconet-bascule -n -p passages.tsv college2019.db college2020.db | head -n 4
sconet-bascule -q -p passages.tsv college2019.db college2020.db > cr-bascule.xml
sconet-bases .

# Au lycée aussi ; l'académie lui envoie la nomenclature de l'année suivante.
sconet-init -q --role bea 099 2020 academie2020.db
nomen-profile -q -b academie2020.db < Nomenclature-2020.xml > cr-academie.xml
sconet-init -q 0990003R 2019 lycee2019.db
sconet-bascule -q lycee2019.db lycee2020.db > cr-bascule-lycee.xml
ban-send -q -b academie2020.db 0990003R | nomen-profile -b lycee2020.db -p profil-lycee.yaml > Nomenclature-lycee.xml

# Les structures du lycée, de STS-WEB à SCONET.
sconet-init -q --role sts 0990003R 2020 sts-lycee.db
sts-recv -q -b sts-lycee.db < Nomenclature-lycee.xml | ar-import -q -b lycee2020.db > cr-accuse.xml
sts-structures -q -b sts-lycee.db < structures-lycee.yaml > cr-structures.xml
sts-export -q -b sts-lycee.db | sts-import -b lycee2020.db > cr-structures.xml
