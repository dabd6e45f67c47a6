#!/bin/sh
# echanges --purger: files of old exchanges leave the archive, their lines
# stay, and nobody takes a purged file for a lost one.
. tests/lib.sh

E=examples/ecole
B=$T/ecole.db
A=$T/ecole.d
SCONET_BASE=$B
export SCONET_BASE

# at DAY CMD: that morning of September 2019.
at() {
	_day=$1
	shift
	SOURCE_DATE_EPOCH=$((1567494000 + (_day - 3) * 86400)) "$@"
}
lines() {
	sqlite3 "$B" "SELECT * FROM echange WHERE numero <= $1 ORDER BY numero"
}

at 3 sconet-init 0990001N 2019 "$B"
at 3 nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml >"$T/o"
at 4 sts-import -q <$E/sts_emp_0990001N_2019.xml >"$T/o"
at 5 bee-import -q <$E/ElevesAvecAdresses.xml >"$T/cr"
at 6 effectifs-export -q >"$T/o"
lines 9 >"$T/lignes"
ls "$A" >"$T/tout"
dump "$B" date_effectif >"$T/before"
sha256sum "$B" "$A"/* >"$T/sommes"

# -n shows, and changes nothing; refusals change nothing.
runs '-n' at 7 echanges -n --purger 2019-09-05 >"$T/out"
is "$(cut -f 1,3 "$T/out" | tr '\t' ' ')" 'numero fichier
2 000002-nomenclature-academique-emis.xml.zst
2 000002-nomenclature-academique-recu.xml.zst
3 000003-nomenclature-etablissement-emis.xml.zst
3 000003-nomenclature-etablissement-recu.yaml.zst
4 000004-structures-emis.xml.zst
4 000004-structures-recu.xml.zst' 'what would go: before that day only'
is "$(awk -F '\t' 'NR > 1 { n += $4 } END { print n }' "$T/out")" \
    "$(cat "$A"/00000[234]* | wc -c)" 'and how large it is'
like "$(cat "$T/err")" \
    '^echanges: à purger avant le 2019-09-05 : fichiers 6, octets [0-9]+, ' \
    'in all'
at 7 echanges -n -j --purger 2019-09-05 2>"$T/err" >"$T/out"
is "$(sed -n 1p "$T/out" | cut -c 1-25)" '{"numero":2,"date":"2019-' 'in JSON'
fails 64 'a day to come' 'ce jour est à venir' \
    at 7 echanges --purger 2019-09-08
fails 64 'no day' "la date s'écrit AAAA-MM-JJ" echanges --purger 5/9/2019
fails 78 'no base' base-manque env SCONET_BASE= \
    echanges --purger 2019-09-02
runs 'nothing that old' at 7 echanges --purger 2019-09-03
is "$(cat "$T/err")" 'echanges: rien à purger avant le 2019-09-03' 'is said'
sha256sum "$B" "$A"/* >"$T/after"
same 'none of these changes anything' "$T/sommes" "$T/after"

# The purge itself.
runs 'a purge' at 7 echanges --purger 2019-09-05 --motif 'un mois passé' \
    >"$T/out"
like "$(cat "$T/err")" \
    '^echanges: purgés avant le 2019-09-05 : fichiers 6, octets [0-9]+, d' \
    'says what it did'
is "$(ls "$A")" '000005-eleves-emis.xml.zst
000005-eleves-recu.xml.zst
000006-effectifs-emis.xml.zst' 'the files are gone'
lines 6 >"$T/after"
same 'the lines stay' "$T/lignes" "$T/after"
dump "$B" date_effectif >"$T/after"
same 'and the data' "$T/before" "$T/after"
is "$(sqlite3 "$B" 'SELECT genre, sens, etat, date_utilisee, lus, absents,
    taille > 0, statut, change, motif, utilisateur, options FROM echange
    WHERE numero = 7')" "purge|recu|integre|2019-09-05|6|0|1|0|0|\
un mois passé|$(id -un)|--purger 2019-09-05 --motif 'un mois passé'" \
    'it is an exchange itself'
like "$(echanges | sed -n 2p)" '^7	2019-09-07 .*	Purge des fichiers archivés	' \
    'in the words of the screens'
runs 'the base is sound' sconet-check
fails 66 'a file that was purged' \
    'archive-purgee: le fichier de cet échange a été purgé : échange 4, purgé par l' \
    echanges -c 4 >"$T/out"
is "$(cat "$T/out")" '' 'is not there'
echanges -c 5 | cmp - $E/ElevesAvecAdresses.xml
ok $? 'a later one is'
echanges 4 | sed -n '1,2p' | awk -F '\t' '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == "purge") n = i }
    NR == 2 { print $n }' >"$T/out"
is "$(cat "$T/out")" 7 'echanges N says which exchange purged it'
runs 'once more' at 7 echanges --purger 2019-09-05
is "$(cat "$T/err") $(sqlite3 "$B" 'SELECT max(numero) FROM echange')" \
    'echanges: rien à purger avant le 2019-09-05 7' 'leaves no line'

# A lost file is not a purged one, before and after.
cp "$A/000005-eleves-recu.xml.zst" "$T/keep"
rm "$A/000005-eleves-recu.xml.zst"
fails 1 'a file that is lost' '' sconet-check >"$T/out"
like "$(cat "$T/out")" 'archive-absente: .*000005-eleves-recu' 'is named'
fails 66 'and cannot be given' 000005-eleves-recu echanges -c 5
fails 1 'a purge that would hide it' \
    'archive-absente: un fichier archivé a disparu, sans purge : 000005-el' \
    at 8 echanges --purger 2019-09-06
is "$(sqlite3 "$B" 'SELECT lus, absents, statut FROM echange
    WHERE numero = 8')" '2|1|1' 'says so, in its line too'
runs 'then it is purged' sconet-check -q

# Interrupted once its line is there: known, and finished.
cp "$T/keep" "$A/000005-eleves-recu.xml.zst"
fails 1 'what an interrupted purge has left' '' sconet-check >"$T/out"
is "$(cut -d : -f 3 "$T/out")" ' purge-inachevee' 'is named'
fails 66 'and not given' archive-purgee echanges -c 5
at 8 echanges --purger 2019-09-06 2>"$T/err"
is "$(cat "$T/err") $(ls "$A")" \
    'echanges: rien à purger avant le 2019-09-06 000006-effectifs-emis.xml.zst' \
    'the next purge removes it'
cp "$T/keep" "$A/000005-eleves-recu.xml.zst"
at 8 effectifs-export -q >"$T/o"
[ ! -e "$A/000005-eleves-recu.xml.zst" ]
ok $? 'so does the next writer'
runs 'and all is sound' sconet-check -q

mkdir "$A/000005-eleves-recu.xml.zst"
runs 'what cannot be removed hinders no writer' at 8 effectifs-export -q \
    >"$T/o"
fails 1 'but it is named' '' sconet-check >"$T/out"
is "$(cut -d : -f 3 "$T/out")" ' purge-inachevee' 'as unfinished'
rmdir "$A/000005-eleves-recu.xml.zst"

# A writer that holds the base is waited for, or not.
mkfifo "$T/tient"
sqlite3 -batch -bail "$B" <"$T/tient" >"$T/pris" 3>&- &
holder=$!
exec 9>"$T/tient"
echo "BEGIN IMMEDIATE; SELECT 'pris';" >&9
while [ ! -s "$T/pris" ]; do
	sleep 0.02
done
fails 75 'a base that is busy' base-occupee \
    at 9 echanges -w 0 --purger 2019-09-09
runs 'does not keep from looking' at 9 echanges -w 0 -n --purger 2019-09-09 \
    >"$T/out"
exec 9>&-
wait $holder

# Killed at each call that removes a file, and at the commit before.
if command -v strace >"$T/o" && strace -o "$T/trace" true 2>"$T/o"; then
	sqlite3 "$B" 'PRAGMA wal_checkpoint(TRUNCATE)' >"$T/o"
	for i in 1 2 3; do
		rm -rf "$T"/k.*
		cp "$B" "$T/k.db"
		cp -R "$A" "$T/k.d"
		at 9 strace -f -o "$T/trace" -e trace=unlink,unlinkat \
		    -e inject=unlink,unlinkat:signal=KILL:when=$i \
		    echanges -b "$T/k.db" --purger 2019-09-09 2>"$T/err"
		sconet-check -q "$T/k.db" | cut -d : -f 3 | sort -u >"$T/out"
		at 9 echanges -b "$T/k.db" --purger 2019-09-09 2>"$T/err"
		sconet-check "$T/k.db"
		ls "$T/k.d"
	done >"$T/fin"
	is "$(sort -u "$T/fin")" "sconet-check: $T/k.db: aucune anomalie" \
	    'killed at any file, the next run ends it'
else
	skip 'killed at any file' 'no strace'
fi

# The last file applied, whose answer is gone, is judged again.
at 9 echanges --purger 2019-09-09 2>"$T/err"
is "$(ls "$A")" '' 'all can go'
runs 'the last file again' bee-import -q <$E/ElevesAvecAdresses.xml >"$T/cr2"
is "$(xmllint --xpath 'string(//BILAN/@NUMERO)' "$T/cr2")" \
    "$(sqlite3 "$B" 'SELECT max(numero) FROM echange')" 'is a new exchange'
dump "$B" date_effectif >"$T/after"
same 'that changes nothing' "$T/before" "$T/after"

# Later exchanges stay, though the clock was set back.
at 10 echanges --purger 2019-09-10 2>"$T/err"
at 4 effectifs-export -q >"$T/o"
is "$(find "$A" -type f | wc -l)" 1 'an exchange after the purge has its file'
runs 'whatever its date' sconet-check -q

# An archive of another year, and a purge that never was.
sqlite3 "$B" "UPDATE base SET etat = 'terminee'"
runs 'a base that is terminee' at 11 echanges --purger 2019-09-11
is "$(ls "$A")" '' 'is emptied as well'
sqlite3 "$B" "UPDATE echange SET date_utilisee = '2019-09-04'
    WHERE genre = 'purge'"
fails 1 'a purge that is changed' '' sconet-check >"$T/out"
is "$(cut -d : -f 3 "$T/out" | sort -u | tr -d '\n')" \
    ' archive-absente journal-chaine' 'is found out'
done_testing
