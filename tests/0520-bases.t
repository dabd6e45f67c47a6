#!/bin/sh
# Which base, and whether it can be used: what is said when not, and that
# nothing changes then.
. tests/lib.sh

C=tests/corpus/porte
E=examples/ecole
B=$T/ecole.db

last() {
	sqlite3 "$B" "SELECT $1 FROM echange ORDER BY numero DESC LIMIT 1"
}
# state: all of the base, its archive, and what lies beside them.
state() {
	for f in "$B" "$T"/autre.db; do
		[ ! -f "$f" ] || sqlite3 "$f" .dump | sha256sum
	done
	find "$T" ! -name '.*' ! -name err ! -name '*-shm' ! -name '*-wal' \
	    ! -path "$T/tmp*" | sort
}
mark() {
	state >"$T/tmp.before"
}
untouched() {
	state >"$T/tmp.after"
	same "$1" "$T/tmp.before" "$T/tmp.after"
}
# json_lines NAME FILE: each line of it is JSON, and there is one.
json_lines() {
	sed "s/'/''/g; s/.*/SELECT json_valid('&');/" "$2" |
	    sqlite3 -batch :memory: | sort -u >"$T/tmp.json"
	is "$(cat "$T/tmp.json")" 1 "$1" || diag <"$2"
}

sconet-init 0990001N 2019 "$B"
nomen-profile -q -b "$B" -p $C/profil.yaml <$C/nomenclature.xml >"$T/tmp.cr"
sts-import -q -b "$B" <$C/structures.xml >"$T/tmp.cr"
bee-import -q -b "$B" <$C/eleves.xml >"$T/tmp.cr"
cp "$B" "$T/tmp.keep"
mark

# every STATUS CODE BASE WHY: what all programs say of that base.
every() {
	status=$1 code=$2 base=$3 why=$4
	fails "$status" "$why: bee-import" "bee-import: " \
	    bee-import -w 0 -b "$base" <$C/eleves.xml >"$T/tmp.out"
	like "$(cat "$T/err")" ": $code: " "$why: $code"
	fails "$status" "$why: sts-import" ": $code: " \
	    sts-import -w 0 -b "$base" <$C/structures.xml >"$T/tmp.out"
	# An académie takes nomenclatures in, too.
	[ "$code" = base-role ] ||
	    fails "$status" "$why: nomen-profile" ": $code: " nomen-profile \
	        -w 0 -b "$base" <$C/nomenclature.xml >"$T/tmp.out"
	fails "$status" "$why: nomen-profile --profiler" ": $code: " \
	    nomen-profile -w 0 -b "$base" --profiler >"$T/tmp.out"
	fails "$status" "$why: repartition" ": $code: " \
	    repartition -w 0 -b "$base" <$C/places.tsv >"$T/tmp.out"
	fails "$status" "$why: effectifs-export" ": $code: " \
	    effectifs-export -w 0 -b "$base" >"$T/tmp.out"
	is "$(cat "$T/tmp.out")" '' "$why: nothing on standard output"
}
readers() {
	fails "$1" "$4: echanges" ": $2: " echanges -w 0 -b "$3"
	fails "$1" "$4: nomen-profile -l" ": $2: " nomen-profile -l -w 0 -b "$3"
}

# No base.
for p in 'bee-import' 'sts-import' 'nomen-profile' 'repartition' litiges; do
	fails 78 "$p without a base" 'base-manque: aucune base' \
	    "$p" <$C/eleves.xml >"$T/tmp.out"
done
for p in 'effectifs-export' 'echanges' 'bea-send' 'constat --declarer' \
    constat 'dossier-send 0990002P' 'ine-send 0990001N' sts-export \
    'ministere-ar 0990001N' "eva-export --campagne $E/eva.yaml" voeux-export \
    'gep-export -n' tableau sconet-check 'fiche 1' 'rejouer 1' \
    'echanges --purger 2019-09-01'; do
	# shellcheck disable=SC2086 # several words
	fails 78 "$p without a base" ': -: base-manque: aucune base' \
	    $p <$C/eleves.xml >"$T/tmp.out"
done
fails 78 'in JSON, too' '"fichier":"-","ligne":0,"code":"base-manque"' \
    bea-send -j
SCONET_BASE='' fails 78 'an empty SCONET_BASE is none' base-manque echanges
every 78 base-absente "$T/rien.db" 'a base that is missing'
readers 78 base-absente "$T/rien.db" 'a base that is missing'
every 78 base-absente "$T/rien/ecole.db" 'a base in no directory'
[ ! -e "$T/rien.db" ]
ok $? 'it is not made'
untouched 'and nothing changed'

# Files that are none.
echo 'Ceci est une liste.' >"$T/tmp.texte.db"
: >"$T/tmp.vide.db"
sqlite3 "$T/tmp.autre.db" 'CREATE TABLE base (a); PRAGMA application_id = 7'
for f in texte vide autre; do
	cp "$T/tmp.$f.db" "$T/tmp.copie"
	every 78 base-etrangere "$T/tmp.$f.db" "not a base ($f)"
	readers 78 base-etrangere "$T/tmp.$f.db" "not a base ($f)"
	cmp "$T/tmp.$f.db" "$T/tmp.copie"
	ok $? "not a base ($f): it is as it was"
done
every 78 base-etrangere /dev/null 'a device'

# altered SQL: the base as no program makes it.
altered() {
	rm -f "$T/tmp.base.db"*
	cp "$T/tmp.keep" "$T/tmp.base.db"
	sqlite3 "$T/tmp.base.db" "$1"
	sqlite3 "$T/tmp.base.db" .dump >"$T/tmp.dump"
}
unaltered() {
	sqlite3 "$T/tmp.base.db" .dump | cmp - "$T/tmp.dump"
	ok $? "$1"
	[ ! -e "$T/tmp.base.d" ]
	ok $? "$1: no archive"
}
altered 'PRAGMA user_version = 99'
every 78 base-recente "$T/tmp.base.db" 'a newer version'
readers 78 base-recente "$T/tmp.base.db" 'a newer version'
like "$(cat "$T/err")" 'version 99, connue' 'both versions are named'
unaltered 'a newer version: untouched'
altered "UPDATE base SET role = 'bea'"
every 78 base-role "$T/tmp.base.db" 'another role'
like "$(cat "$T/err")" 'rôle bea, il faut etab' 'both roles are named'
unaltered 'another role: untouched'
altered "UPDATE base SET etat = 'terminee'"
every 78 base-etat "$T/tmp.base.db" 'a year that is over'
unaltered 'a year that is over: untouched'
runs 'its history can be read' echanges -b "$T/tmp.base.db" >"$T/tmp.out"
is "$(sed -n '2s/	.*//p' "$T/tmp.out")" 5 'all of it'
altered 'DELETE FROM base'
every 78 base-abimee "$T/tmp.base.db" 'a base without its identity'
altered ''
dd if=/dev/zero of="$T/tmp.base.db" bs=16384 seek=1 count=6 conv=notrunc \
    2>"$T/err"
every 78 base-abimee "$T/tmp.base.db" 'a base with a hole'

# Read-only, for root as well.
altered ''
chmod 444 "$T/tmp.base.db"
every 77 base-lecture-seule "$T/tmp.base.db" 'a read-only base'
unaltered 'a read-only base: untouched'
runs 'its history can be read' echanges -b "$T/tmp.base.db" >"$T/tmp.out"

# On a network file system.
case $BUILD in
*-asan) skip 'a network file system' 'no LD_PRELOAD under the sanitizers' ;;
*)
	altered ''
	runs 'builds a library' \
	    sh tests/aux/cc "$T/tmp.reseau.so" tests/aux/reseau.c
	LD_PRELOAD=$T/tmp.reseau.so
	export LD_PRELOAD
	every 78 base-reseau "$T/tmp.base.db" 'a network file system'
	readers 78 base-reseau "$T/tmp.base.db" 'a network file system'
	fails 78 'a network file system: sconet-init' ': base-reseau: ' \
	    sconet-init 0990001N 2019 "$T/neuve.db"
	unset LD_PRELOAD
	is "$(find "$T" -name '*neuve*')" '' \
	    'a network file system: no base is left there'
	unaltered 'a network file system: untouched'
	;;
esac
untouched 'no other base has changed'

# Busy: another process writes.
lock() {
	rm -f "$T/tmp.held"
	mkfifo "$T/tmp.fifo"
	sqlite3 -batch "$B" <"$T/tmp.fifo" 3>&- &
	exec 9>"$T/tmp.fifo"
	rm "$T/tmp.fifo"
	printf 'BEGIN IMMEDIATE;\n.shell touch %s\n' "$T/tmp.held" >&9
	while [ ! -e "$T/tmp.held" ]; do
		sleep 0.05
	done
}
lock
every 75 base-occupee "$B" 'a busy base'
from=$(date +%s%N)
fails 75 'a busy base: -w 1 gives up' base-occupee \
    bee-import -b "$B" -w 1 <$C/eleves.xml >"$T/tmp.out"
[ $((($(date +%s%N) - from) / 1000000)) -ge 1000 ]
ok $? 'a busy base: after one second'
runs 'a busy base: its history can be read' echanges -b "$B" >"$T/tmp.out"
{
	sleep 1
	echo 'ROLLBACK;'
} >&9 9>&9 &
exec 9>&-
runs 'a busy base: -w waits until it is free' \
    bee-import -q -b "$B" -w 30 <$C/communs.xml >"$T/tmp.cr"
wait
is "$(last numero)" 6 'and only then there is a line'
[ -z "$(find "$T/ecole.d" -name '.*' -type f)" ]
ok $? 'those who gave up left no file'
cp "$B" "$T/tmp.keep"

# A directory.
mkdir "$T/bases"
D=$T/bases
cp "$B" "$D/college-2019.db"
sconet-init 0990001N 2020 "$D/college-2020.db"
sconet-init 0990002P 2019 "$D/autre-2019.db"
echo 'Ceci est une liste.' >"$D/liste.db"
echo rien >"$D/notes.txt"
lines() {
	sqlite3 "$D/$1" 'SELECT count(*) FROM echange'
}
fails 78 'a directory: several are courante' '3 bases pour UAI quelconque' \
    effectifs-export -b "$D" >"$T/tmp.out"
fails 78 'a directory: none of that school' '0 bases pour UAI 0990003R' \
    effectifs-export -b "$D" -u 0990003R -a 2019 >"$T/tmp.out"
fails 78 'a directory: several of that year' 'base-introuvable' \
    effectifs-export -b "$D" -a 2019 >"$T/tmp.out"
runs 'a directory: the one of -u and -a' \
    effectifs-export -b "$D" -u 0990001N -a 2019 >"$T/tmp.out"
is "$(lines college-2019.db)" 7 'it has the line'
runs 'a directory: the one of the file' \
    bee-import -b "$D" --force <$C/eleves.xml >"$T/tmp.cr"
is "$(lines college-2019.db)" 8 'it has the line'
echanges -b "$D" -u 0990001N -a 2019 -c 8 | cmp - $C/eleves.xml
ok $? 'and the archive has the file, from its first byte'
sed 's/>2019</>2020</' $C/communs.xml >"$T/tmp.2020.xml"
fails 1 'a directory: another year' '' \
    bee-import -b "$D" <"$T/tmp.2020.xml" >"$T/tmp.cr"
is "$(lines college-2020.db)" 2 'the other base has the line'
sed '/<UAJ>0/d; /<ANNEE_SCOLAIRE>2/d' $C/communs.xml >"$T/tmp.sans.xml"
fails 65 'a directory: a file that does not say whose it is' enveloppe \
    bee-import -b "$D" <"$T/tmp.sans.xml" >"$T/tmp.cr"
runs 'a directory: unless the command line does' bee-import -b "$D" \
    -u 0990001N -a 2019 --force <"$T/tmp.sans.xml" >"$T/tmp.cr"
is "$(lines college-2019.db)" 9 'it has the line'
runs 'a directory: by the first line of a table' \
    repartition -b "$D" <$C/places.tsv >"$T/tmp.cr"
sed 's/0990001N/0990003R/' $C/eleves.xml >"$T/tmp.ailleurs.xml"
fails 78 'a directory: a school that has no base there' base-introuvable \
    bee-import -b "$D" <"$T/tmp.ailleurs.xml" >"$T/tmp.cr"
runs 'SCONET_BASE may be a directory' env SCONET_BASE="$D" \
    echanges -u 0990001N -a 2020
runs '-b goes before SCONET_BASE' env SCONET_BASE="$T/rien.db" \
    echanges -b "$B"
runs 'SCONET_BASE names a base' env SCONET_BASE="$B" echanges
sqlite3 "$D/college-2020.db" "UPDATE base SET etat = 'preparation'"
sqlite3 "$D/autre-2019.db" "UPDATE base SET etat = 'terminee'"
runs 'a directory: the one that is courante' effectifs-export -b "$D" \
    >"$T/tmp.out"
is "$(lines college-2019.db)" 11 'it has the line'
cp "$D/college-2019.db" "$D/double.db"
fails 78 'a directory: two of one school and year' '2 bases pour' \
    bee-import -b "$D" <$C/eleves.xml >"$T/tmp.cr"
rm "$D"/*.db
fails 78 'a directory without bases' '0 bases pour' \
    bee-import -b "$D" <$C/eleves.xml >"$T/tmp.cr"

# sconet-bases.
runs 'a directory without bases is no fault' sconet-bases "$D" >"$T/tmp.out"
is "$(cat "$T/tmp.out")" \
    'base	role	uai	annee	etat	dernier_echange	age_jours' \
    'only the header'
sconet-init 0990001N 2019 "$D/a.db"
SOURCE_DATE_EPOCH=1566896400 sconet-init 0990002P 2019 "$D/b.db"
sqlite3 "$D/b.db" "UPDATE base SET etat = 'preparation'"
runs 'two bases' sconet-bases "$D" >"$T/tmp.out"
is "$(sed 1d "$T/tmp.out")" \
    "$D/a.db	etab	0990001N	2019	courante	2019-09-03 09:00:00	0
$D/b.db	etab	0990002P	2019	preparation	2019-08-27 09:00:00	7" \
    'a line for each, with its age'
echo 'Ceci est une liste.' >"$D/c.db"
fails 1 'one that is none is said' "$D/c.db: base-etrangere" \
    sconet-bases "$D" >"$T/tmp.out"
is "$(wc -l <"$T/tmp.out")" 3 'and passed over'
fails 1 'in JSON as well' '' sconet-bases -j "$D" >"$T/tmp.out"
json_lines 'its lines are JSON' "$T/tmp.out"
json_lines 'and what is said' "$T/err"
is "$(sed -n 2p "$T/tmp.out" | cut -d , -f 3)" '"uai":"0990002P"' \
    'with the same names'
fails 74 'no directory' "$T/rien" sconet-bases "$T/rien"
fails 64 'no argument' 'il manque un argument' sconet-bases

# sconet-init.
echo 'mes notes' >"$T/tmp.notes"
fails 78 'sconet-init does not touch a file' base-existe \
    sconet-init 0990001N 2019 "$T/tmp.notes"
is "$(cat "$T/tmp.notes")" 'mes notes' 'it is as it was'
mark
fails 78 'nor a base' base-existe sconet-init --force 0990001N 2019 "$B"
fails 64 'a wrong key is refused' 'la clé de 0990001 est N' \
    sconet-init 0990001A 2019 "$T/neuve.db"
for u in 990001N 0990001 0990001n 0990001NN 099000NN ''; do
	fails 64 "« $u » is no UAI" 'uai-forme: ' \
	    sconet-init --force "$u" 2019 "$T/neuve.db"
done
for a in 19 20190 2019-2020 abcd ''; do
	fails 64 "« $a » is no year" "l'année $a" \
	    sconet-init 0990001N "$a" "$T/neuve.db"
done
fails 64 'a role there is not' 'rôle gep inconnu' \
    sconet-init --role gep 0990001N 2019 "$T/neuve.db"
fails 64 'all three are needed' 'il manque un argument' \
    sconet-init 0990001N 2019
fails 66 'a BEE_COMMUN that is not there' entree-absente \
    sconet-init --communs "$T/rien.xml" 0990001N 2019 "$T/neuve.db"
fails 66 'an empty one' entree-vide \
    sconet-init --communs /dev/null 0990001N 2019 "$T/neuve.db"
fails 65 'one of another school' autre-etablissement \
    sconet-init --communs $C/communs.xml 0990002P 2019 "$T/neuve.db"
untouched 'none of them left anything'
runs '--force takes a wrong key' \
    sconet-init --force 0990001A 2019 "$T/tmp.cle.db"
runs 'the role may be named' sconet-init --role etab --motif 'Pour voir' \
    --communs $C/communs.xml 0990001N 2019 "$T/tmp.neuve.db"
is "$(sqlite3 "$T/tmp.neuve.db" 'SELECT numero, genre, motif FROM echange')" \
    '1|creation|Pour voir
2|communs|Pour voir' 'both lines are in the journal'
is "$(sqlite3 "$T/tmp.neuve.db" \
    'SELECT role, uai, annee, etat, date_debut, date_fin FROM base')" \
    'etab|0990001N|2019|courante|2019-09-02|2020-07-03' \
    'the base says what it is'
is "$(stat -c %a "$T/tmp.neuve.db") $(stat -c %a "$T/tmp.neuve.d")" \
    '600 700' 'for its owner only'
done_testing
