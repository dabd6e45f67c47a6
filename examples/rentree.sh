# rentree.sh - 1 September: what has changed in the collège's old base is
# brought over, the year turns, and the lycée's first file of SIECLE comes.
# "sh examples/run" shows it, comments included.

# Ce qui a changé depuis la bascule : les sorties de juillet.
sconet-bascule --complete college2019.db college2020.db > cr-complement.xml

# La rentrée : l'ancienne base se ferme, la nouvelle devient courante.
sconet-bascule --rentree college2019.db college2020.db

# Au lycée, SIECLE donne numéros et divisions ; les provisoires s'effacent.
sconet-bascule --rentree lycee2019.db lycee2020.db
bee-import -b lycee2020.db < Eleves-lycee-2020.xml > cr-lycee.xml
fiche -b lycee2020.db 997001 | grep -e CODE_MEF -e CODE_STRUCTURE -e CODE_RNE
effectifs-export -q -b lycee2020.db | grep -e '<STRUCTURE ' -e '<EFFECTIF_CALCULE>' | head -n 6
