# event-h.sh - the early head-count (event H), of the school and in the
# académie of events F and G.  "sh examples/run" shows it, comments included.

# Ce que la base compte, ce qui sera déclaré, l'écart ; rien ne change.
eva-export -b ecole1.db --campagne eva.yaml --corrections corrections.tsv -l --utf8

# Les effectifs de la campagne ouverte partent, l'académie répond, l'accusé rentre.
eva-export -b ecole1.db --campagne eva.yaml --corrections corrections.tsv | bea-recv -b bea.db | ar-import -b ecole1.db --utf8 > cr-eva.xml
