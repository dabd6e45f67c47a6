#!/bin/sh
# echanges --paquet of a send that stands on others, and on their answers.
. tests/lib.sh

E=examples/ecole
B=$T/ecole.db
SCONET_BASE=$B
export SCONET_BASE
TAB=$(printf '\t')
bea=$T/bea.db

sconet-init -q --role bea 099 2019 "$bea"
nomen-profile -q -b "$bea" <$E/Nomenclature.xml >"$T/out"
bea-recv -q -b "$bea" <$E/Communs.xml >"$T/out"
sconet-init 0990001N 2019 "$B"
nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml >"$T/np.xml"
sconet-init -q --role sts 0990001N 2019 "$T/sts.db"
sts-recv -q -b "$T/sts.db" <"$T/np.xml" | ar-import -q >"$T/out"
sts-import -q <$E/sts_emp_0990001N_2019.xml >"$T/out"
bee-import -q <$E/ElevesAvecAdresses.xml >"$T/out"
repartition -q <$E/divisions.tsv >"$T/out"

# last BASE: the number of its last exchange.
last() {
	sqlite3 "$1" 'SELECT max(numero) FROM echange'
}
# replayed BASE WHAT: its last exchange is, from a packet alone.
replayed() {
	n=$(last "$1")
	runs "a packet of $2" echanges -b "$1" --paquet "$n" -o "$T/p.zip"
	is "$(cat "$T/err")" '' 'which comes out as it did'
	runs 'is done again' env -u SCONET_BASE rejouer "$T/p.zip" >"$T/out"
	is "$(cut -f 1,3 "$T/out" | sed 1d)" "$n${TAB}identique" \
	    'and comes out as it did'
}

# By force, for a reason.
constat --declarer -q --motif "Tartempion n'est pas là" >"$T/c.xml" 2>"$T/err"
replayed "$B" 'a constat that was declared for a reason'
is "$(unzip -p "$T/p.zip" 'paquet.d/*constat*' | zstd -dq |
    grep -c Tartempion)" 0 'the reason names nobody'
echanges --nominatif --paquet "$(last "$B")" -o "$T/p.zip"
is "$(unzip -p "$T/p.zip" 'paquet.d/*constat*' | zstd -dq |
    grep -c Tartempion)" 1 'but with --nominatif'

# When all is well.
bea-send -q >"$T/envoi.xml"
replayed "$B" 'a send'
bea-recv -q --nouvelle-ecole -b "$bea" <"$T/envoi.xml" >"$T/ar.xml"
replayed "$bea" 'what was sent, where it came'
ar-import -q <"$T/ar.xml" >"$T/out"
replayed "$B" 'its answer'
ine-send -q -b "$bea" --plage 990000100-990000999 0990001N 2>"$T/err" \
    >"$T/ine.xml"
ine-import -q <"$T/ine.xml" >"$T/out" 2>"$T/err"
bea-send -q | bea-recv -q -b "$bea" | ar-import -q >"$T/out"
runs 'the rentrée is over' constat --declarer -q >"$T/c.xml"
replayed "$B" 'a constat'
bea-recv -q -b "$bea" <"$T/c.xml" >"$T/ar.xml"
ar-import -q <"$T/ar.xml" >"$T/out"
replayed "$B" 'its answer'
ministere-ar -q -b "$bea" 0990001N >"$T/national.xml"
ar-import -q <"$T/national.xml" >"$T/out"
replayed "$B" 'what the ministry says of it'
done_testing
