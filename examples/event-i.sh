# event-i.sh - the constat de rentrée (event I), after event H.
# "sh examples/run" shows it, comments included.

# Où en est l'établissement, ce qui bloque, et qui est concerné.
constat -b ecole1.db | cut -f 1,3,4
constat -b ecole1.db -l sans-ine

# La rentrée est déclarée, avec un motif s'il le faut ; l'académie répond.
constat -b ecole1.db --declarer --motif 'premier constat' > constat.xml
bea-recv -b bea.db --utf8 < constat.xml > accuse-constat.xml
ar-import -b ecole1.db < accuse-constat.xml > cr-constat.xml

# L'accusé du ministère, à côté de celui de l'académie.
ministere-ar -b bea.db 0990001N | ar-import -b ecole1.db > cr-ministere.xml

# L'historique des échanges avec la BEA.
echanges -b ecole1.db --bea
