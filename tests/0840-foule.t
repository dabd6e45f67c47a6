#!/bin/sh
# Many programs on one base: none fails, nothing is lost or done twice, a
# busy base is waited for in the order of arrival, and says who keeps it.
# In the whole form (FOULE set, "make check-foule") in the numbers that are
# promised, else in small ones.
. tests/lib.sh

E=examples/ecole
B=$T/ecole.db
SCONET_BASE=$B
export SCONET_BASE
if [ -n "${FOULE:-}" ]; then
	writers=64 readers=16 copies=16 pipes=1000
else
	writers=12 readers=3 copies=4 pipes=5
fi

sql() {
	sqlite3 -batch "$B" "$1"
}
# base: as it is when the school has its pupils, and nothing else.
base() {
	rm -rf "$T"/ecole.*
	cp "$T/plein.db" "$B"
}
# pupil N: the file of all pupils, and one more.
pupil() {
	p=$(printf '%03d' "$1" | tr 0-9 A-J)
	awk -v id=$((991000 + $1)) -v p="$p" -v j="$(($1 % 28 + 1))" '
	    { print }
	    /<ELEVES>/ {
		printf "<ELEVE ELEVE_ID=\"%d\">", id
		printf "<NOM_DE_FAMILLE>%sFOULE</NOM_DE_FAMILLE>", p
		printf "<PRENOM>%sINE</PRENOM>", p
		printf "<DATE_NAISS>%02d/03/2008</DATE_NAISS>", j
		printf "<CODE_REGIME>2</CODE_REGIME><CODE_SEXE>1</CODE_SEXE>"
		printf "<CODE_MEF>10010012110</CODE_MEF></ELEVE>\n"
	    }' $E/ElevesAvecAdresses.xml
}

sconet-init -q 0990001N 2019 "$B"
nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml >"$T/out"
sts-import -q <$E/sts_emp_0990001N_2019.xml >"$T/out"
bee-import -q <$E/ElevesAvecAdresses.xml >"$T/out"
sql "VACUUM INTO '$T/plein.db'"
sqlite3 -batch "$T/plein.db" 'PRAGMA journal_mode' >"$T/out"
cp "$T/plein.db" "$B"
effectifs-export -q >"$T/1"
is "$(cat "$T/out") $(sql 'PRAGMA journal_mode')" 'delete wal' \
    'a copy that was made by VACUUM INTO is set right'

# Writers of four kinds, each with a pupil of its own, among readers.
writer() {
	case $(($1 % 4)) in
	0) bee-import -q --force <"$T/in.$1" ;;
	1) repartition -q <"$T/in.$1" ;;
	2) effectifs-export -q ;;
	3) nomen-profile -q --profiler ;;
	esac >"$T/w.$1.out" 2>"$T/w.$1.err" 3>&-
	echo "$?" >"$T/w.$1.rc"
}
reader() {
	while [ ! -e "$T/fini" ]; do
		echanges -j >"$T/r.$1" || echo "echanges $?"
		# numbers without holes, each with its état
		awk -F '[:,]' -v n=0 '{ if (n && $2 != n - 1) print "hole", $0
		    n = $2 } !/"etat":"(emis|integre|en_anomalie)"/' "$T/r.$1"
		nomen-profile -l >"$T/r.$1" || echo "nomen-profile $?"
		grep -c . "$T/r.$1" | cmp - "$T/liste"
		sleep 0.1
	done >"$T/r.$1.dit" 2>&1 3>&-
}
base
nomen-profile -l | grep -c . >"$T/liste"
i=0
while [ $i -lt $writers ]; do
	case $((i % 4)) in
	0) pupil $i ;;
	1) printf '# 0990001N 2019\neleve_id\tdivision\n%d\t6B\n' \
	    $((990001 + i / 4)) ;;
	esac >"$T/in.$i"
	i=$((i + 1))
done
n=$(sql 'SELECT max(numero) FROM echange')
pids=
i=0
while [ $i -lt $readers ]; do
	reader $i &
	i=$((i + 1))
done
i=0
while [ $i -lt $writers ]; do
	writer $i &
	pids="$pids $!"
	i=$((i + 1))
done
for p in $pids; do
	wait "$p"
done
: >"$T/fini"
wait
is "$(grep -vx -e 0 -e 1 "$T"/w.*.rc)" '' "$writers writers: none fails"
is "$(cat "$T"/w.*.err)" '' 'nor says anything'
is "$(cat "$T"/r.*.dit)" '' "$readers readers: none fails, nor sees a half"
is "$(sql "SELECT min(numero), max(numero), count(*) FROM echange
    WHERE numero > $n")" \
    "$((n + 1))|$((n + writers))|$writers" 'each has its number'
is "$(sql "SELECT genre, count(*) FROM echange WHERE numero > $n
    GROUP BY genre ORDER BY genre")" \
    "effectifs|$((writers / 4))
eleves|$((writers / 4))
nomenclature-etablissement|$((writers / 4))
repartition|$((writers / 4))" 'and its line, none is lost or doubled'
is "$(sql 'SELECT count(*), count(DISTINCT eleve_id), count(DISTINCT
    nom_de_famille), count(DISTINCT echange) FROM eleve
    WHERE eleve_id >= 991000')" \
    "$((writers / 4))|$((writers / 4))|$((writers / 4))|$((writers / 4))" \
    'so has each pupil'
is "$(sql "SELECT count(DISTINCT numero) FROM changement c JOIN echange e
    ON c.echange = e.numero WHERE e.genre = 'repartition' AND numero > $n
    AND element = 'eleve_structure'")" "$(sqlite3 "$T/plein.db" "SELECT count(*)
    FROM eleve e WHERE eleve_id BETWEEN 990001 AND 990000 + $writers / 4 AND
    NOT EXISTS (SELECT 1 FROM eleve_structure s WHERE s.eleve_id = e.eleve_id
    AND type_structure = 'D' AND code_structure = '6B')")" \
    'each placing was done'
sql "SELECT archive, sha256 FROM echange WHERE numero > $n" |
    while IFS='|' read -r file hash; do
	[ "$(zstd -dc "$T/ecole.d/$file" | sha256sum | cut -c 1-64)" = \
	    "$hash" ] || echo "$file"
done >"$T/out"
is "$(cat "$T/out")" '' 'each file is in the archive'
is "$(sql 'PRAGMA integrity_check; PRAGMA foreign_key_check')" ok \
    'the base is sound'

# One file, several times at once.
base
pupil 1 >"$T/in"
i=0
while [ $i -lt $copies ]; do
	bee-import -q --force <"$T/in" >"$T/c.$i.xml" 2>"$T/c.$i.err" 3>&- &
	i=$((i + 1))
done
wait
is "$(sql "SELECT count(*) FROM echange WHERE numero > $n")" 1 \
    "$copies deliveries of one file at once: one line"
is "$(sql 'SELECT count(*) FROM eleve WHERE eleve_id = 991001')" 1 'one pupil'
is "$(sha256sum "$T"/c.*.xml | cut -c 1-64 | sort -u | wc -l)
$(xmllint --xpath 'string(//BILAN/@NUMERO)' "$T/c.0.xml")" "1
$((n + 1))" 'and one answer'
is "$(cat "$T"/c.*.err)" '' 'nothing else is said'
is "$(find "$T/ecole.d" -name '*-recu*' -o -name '.*' -type f | wc -l)" 1 \
    'and one file in the archive'

# Both ends of a pipe on one base.  The answers are larger than a pipe holds.
# bout NAME CMD: what both ends said and their exit statuses, N times.
bout() {
	i=0
	while [ $i -lt $pipes ]; do
		timeout 50 sh -c "$2" 2>&1 || echo "$?"
		i=$((i + 1))
	done >"$T/out"
	is "$(cat "$T/out")" '' "$1 ($pipes times)"
}
base
nomen-profile -q --profiler >"$T/out"
bee-import -q --force <$E/ElevesAvecAdresses.xml >"$T/out"
N=$(sql "SELECT max(numero) FROM echange WHERE genre = 'eleves'")
# The lists of a nomenclature as long as that of an académie.
sql "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
    WHERE i < 1500) INSERT INTO nomenclature (liste, code, libelle_long)
    SELECT 'REGIME', 900 + i, printf('%.60c', 'X') FROM n"
[ "$(nomen-profile -q -n --profiler | wc -c)" -gt 65536 ]
ok $? 'a file that a pipe cannot hold'
export N T
# shellcheck disable=SC2016 # expanded later
bout 'echanges -c N | bee-import' \
    'echanges -c "$N" | bee-import -q --force >"$T/1"'
# shellcheck disable=SC2016
bout 'nomen-profile | nomen-profile --recevoir' \
    'nomen-profile -q --profiler | nomen-profile -q --recevoir --force >"$T/1"'
# shellcheck disable=SC2016
bout 'bee-import -n | repartition' \
    'echanges -c "$N" | bee-import -q -n --force |
	{ cat >"$T/1"; repartition -q --remplace 6A=6A; } >"$T/2"'
# shellcheck disable=SC2016
bout 'effectifs-export | identifie, echanges' \
    'effectifs-export -q | tee "$T/1" | identifie >"$T/2" && echanges >"$T/3"'

# Who keeps it.
occupe() {
	rm -f "$T/tenu" "$T/fifo"
	mkfifo "$T/fifo"
	sqlite3 -batch "$B" <"$T/fifo" 3>&- &
	pid=$!
	exec 9>"$T/fifo"
	printf 'BEGIN IMMEDIATE;\n.shell touch %s\n' "$T/tenu" >&9
	while [ ! -e "$T/tenu" ]; do
		sleep 0.05
	done
}
occupe
qui=", par le processus $pid (sqlite3) ; "
[ -r "/proc/$$/comm" ] || qui=", par le processus $pid ; "
for p in 'bee-import' 'repartition --remplace 6A=6B' effectifs-export \
    'nomen-profile --profiler'; do
	# shellcheck disable=SC2086 # its options
	fails 75 "$p -w 0: who keeps the base" "$B$qui" \
	    $p -w 0 <$E/ElevesAvecAdresses.xml >"$T/out"
done
fails 75 'also in JSON' "par le processus $pid" \
    effectifs-export -j -w 0 >"$T/out"
# One who waits is first in line; after him comes the next.
effectifs-export -q -w 30 >"$T/premier" 3>&- 9>&- &
first=$!
until grep -q " $first .* 1073741824 1073741824\$" /proc/locks; do
	[ -r /proc/locks ] || break
	sleep 0.05
done
from=$(date +%s%N)
fails 75 'one who waits behind another gives up in time' \
    "par le processus $pid" effectifs-export -w 1 >"$T/out"
[ $((($(date +%s%N) - from) / 1000000)) -lt 5000 ]
ok $? 'and not later'
exec 9>&-
wait $first
is "$?" 0 'the first one has his turn'
wait
runs 'and the base is free' effectifs-export -q -w 0 >"$T/out"
done_testing
