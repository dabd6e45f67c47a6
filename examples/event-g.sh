# event-g.sh - the académie gives the numbers that its élèves lack (event G);
# one of them looks like another.  After event-f.sh.
# "sh examples/run" shows it, comments included.

# Un numéro neuf, un numéro retrouvé, un litige : personne ne le tranche seul.
ine-send -b bea.db --plage 990100001-990199999 0990001N | ine-import -b ecole1.db | ar-import -q -b bea.db > cr-ine1.xml
ine-send -b bea.db 0990002P | ine-import -q -b ecole2.db | ar-import -q -b bea.db > cr-ine2.xml
ine-send -b bea.db 0990004S | ine-import -q -b ecole3.db | ar-import -q -b bea.db > cr-ine3.xml

# Le gestionnaire voit le litige, se renseigne, et répond : c'est la même élève.
litiges -b bea.db -l > litiges.tsv
cut -f 1-4,6-7,9-10,13,15 litiges.tsv
awk -F '\t' -v OFS='\t' 'NR > 2 { $5 = "meme" } 1' litiges.tsv | litiges -b bea.db > cr-litiges.xml
ine-send -b bea.db 0990001N | ine-import -q -b ecole1.db | ar-import -q -b bea.db > cr-ine1.xml

# La nuit suivante les fiches remontent avec leur numéro ; celle qui compte dans deux établissements est signalée.
bea-send -q -b ecole1.db | bea-recv -b bea.db | ar-import -q -b ecole1.db > cr-accuse1.xml
echanges -b ecole1.db --bea
