#!/bin/sh
# rejouer and echanges --paquet when a file of the archive is gone.
. tests/lib.sh

E=examples/ecole
B=$T/ecole.db
SCONET_BASE=$B
export SCONET_BASE
sconet-init 0990001N 2019 "$B"
nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml >"$T/np.xml"
sts-import -q <$E/sts_emp_0990001N_2019.xml >"$T/cr"
bee-import -q <$E/ElevesAvecAdresses.xml >"$T/cr"
repartition -q <$E/divisions.tsv >"$T/cr"

mv "$T/ecole.d"/000005-eleves-recu* "$T"
fails 66 'a file that is lost' 'archive-manque' rejouer 5
like "$(cat "$T/err")" "échange 5 : .*000005-eleves-recu.*BASE.d" \
    'is named, and where it is taken from'
is "$(grep -c purg "$T/err")" 0 'is not called purged'
fails 66 'nor with --ici' '000005-eleves-recu' rejouer --ici 5
fails 66 'nor for a packet' '000005-eleves-recu' \
    echanges --paquet 5 -o "$T/p.zip"
[ ! -e "$T/p.zip" ]
ok $? 'which is not made'
fails 66 'nor is it given out' 'archive-manque' echanges -c 5
rejouer 6 >"$T/out" 2>"$T/err"
like "$(cat "$T/err")" 'archive-absente.*échange 5.*000005-eleves-recu' \
    'another exchange says which file it had stood on'
echanges --paquet 6 -o "$T/p.zip" 2>"$T/err"
like "$(cat "$T/err")" 'archive-absente.*échange 5.*000005-eleves-recu' \
    'and so does its packet'

mv "$T"/000005-eleves-recu* "$T/ecole.d"
runs 'it is back' rejouer 6 >"$T/out"
is "$(cat "$T/err")" '' 'and nothing is said'

# One that is another now: nothing is said to be the same of it.
f=$(echo "$T"/ecole.d/000005-eleves-recu*)
cp "$f" "$T/garde"
{
	zstd -dqc <"$T/garde"
	echo '<!-- x -->'
} | zstd -qf -o "$f"
for p in 'rejouer 5' 'rejouer --ici 5' "echanges --paquet 5 -o $T/c.zip" \
    'echanges -c 5'; do
	# shellcheck disable=SC2086 # words
	fails 65 "a file that was changed: $p" 'archive-changee' $p >"$T/out"
	is "$(cat "$T/out")" '' 'nothing comes out'
done
[ ! -e "$T/c.zip" ]
ok $? 'nor a packet'
rejouer 6 >"$T/out" 2>"$T/err"
like "$(cat "$T/err")" 'archive-changee.*échange 5.*000005-eleves-recu' \
    'what comes after it says so'
like "$(cat "$T/out")" "l'échange 5, avant lui, n'a pas pu être rejoué" \
    'and does not use it'
echanges --paquet 6 -o "$T/c.zip" 2>"$T/err"
like "$(cat "$T/err")" 'archive-changee.*échange 5.*000005-eleves-recu' \
    'so does its packet'
mv "$T/garde" "$f"
effectifs-export -q >"$T/eff.xml"
runs 'what went out' rejouer 7 >"$T/out"
f=$(echo "$T"/ecole.d/000007-*)
cp "$f" "$T/garde"
echo x | zstd -qf -o "$f"
fails 65 'which was changed' archive-changee rejouer 7
fails 65 'has no packet' archive-changee echanges --paquet 7 -o "$T/d.zip"
mv "$T/garde" "$f"
SOURCE_DATE_EPOCH=1577900000
echanges --purger 2019-09-04 >"$T/out" 2>"$T/err"
fails 66 'one that is purged' "purgé par l'échange" rejouer 5
fails 66 'with --ici' archive-purgee rejouer --ici 5
fails 66 'one that was sent' "purgé par l'échange" rejouer 7
fails 66 'nor has it a packet' "purgé par l'échange" \
    echanges --paquet 7 -o "$T/d.zip"
done_testing
