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
fails 74 'a file that is lost' '000005-eleves-recu' rejouer 5
is "$(grep -c purg "$T/err")" 0 'is not called purged'
fails 74 'nor with --ici' '000005-eleves-recu' rejouer --ici 5
fails 74 'nor for a packet' '000005-eleves-recu' \
    echanges --paquet 5 -o "$T/p.zip"
[ ! -e "$T/p.zip" ]
ok $? 'which is not made'
rejouer 6 >"$T/out" 2>"$T/err"
like "$(cat "$T/err")" 'archive-absente.*échange 5.*000005-eleves-recu' \
    'another exchange says which file it had stood on'
echanges --paquet 6 -o "$T/p.zip" 2>"$T/err"
like "$(cat "$T/err")" 'archive-absente.*échange 5.*000005-eleves-recu' \
    'and so does its packet'

mv "$T"/000005-eleves-recu* "$T/ecole.d"
runs 'it is back' rejouer 6 >"$T/out"
is "$(cat "$T/err")" '' 'and nothing is said'
SOURCE_DATE_EPOCH=1577900000
echanges --purger 2019-09-04 >"$T/out" 2>"$T/err"
fails 66 'one that is purged' "purgé par l'échange" rejouer 5
fails 66 'with --ici' archive-purgee rejouer --ici 5
done_testing
