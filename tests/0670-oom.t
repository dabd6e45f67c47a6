#!/bin/sh
# Out of memory at any allocation: an exchange says so, gives back what it
# holds, and is as if it had never begun; or it did without, and is done.
#
#	make check-oom		each allocation of the program, and each way that
#				leads SQLite to one; some of the other libraries
#	make check		some of each
# shellcheck disable=SC2317,SC2030,SC2031 # run by partage
. tests/pannes.sh

case $BUILD in
*-asan) skip_all 'the sanitizers replace the allocator' ;;
esac
M=$T/memoire.so
sh tests/aux/cc "$M" tests/aux/memoire.c 2>"$T/err" ||
    skip_all 'no allocator of glibc to replace'
prepare >"$T/out" 2>&1
ok $? 'the exchanges are there' || {
	diag <"$T/out"
	done_testing
}

# allocations CAS: a line "CAS N OWNER" for each that is to fail.
allocations() {
	c=$1
	pose "$T/w" "$c"
	(cd "$T/w" && MEMOIRE_JOURNAL=$T/journal MEMOIRE_BILAN=$T/cas/$c/bilan \
	    lance "$c" env LD_PRELOAD="$M") >"$T/out" 2>"$T/err"
	awk -v c="$c" -v program="$(cut -d ' ' -f 1 "$T/cas/$c/args")" '
	$2 == program { print c, $1, $2; next }
	$2 ~ /^libcrypto/ && c != "effectifs" { next }
	!(($2, $3) in seen) { seen[$2, $3]; print c, $1, $2 }' "$T/journal"
}

# manque CAS N OWNER: that allocation fails.
manque() {
	if [ "$POSE" != "$1" ]; then
		pose "$W" "$1"
		POSE=$1
	fi
	(cd "$W" && MEMOIRE=$2 MEMOIRE_BILAN=$W.bilan \
	    lance "$1" env LD_PRELOAD="$M") >"$W.out" 2>"$W.err"
	rc=$?
	read -r rc1 <"$T/cas/$1/1.rc"
	if [ "$rc" -ge 64 ] && diff -r "$T/cas/$1/avant" "$W" >"$W.diff"; then
		etat=avant
		err=$W.err
	else
		POSE=
		err=$W.err0
		cp "$W.out" "$W.out0"
		cp "$W.err" "$err"
		etat=$(juge "$1" "$W")
	fi
	code=$(awk '$3 == "memoire:" || NR == 1 && $3 ~ /^[a-z-]+:$/ { c = $3 }
	    END { sub(/:/, "", c); print c }' "$err")
	printf '%s %s %s ' "$rc" "$etat" "${code:-mute}"
	read -r _ _ ours sqlite libc _ <"$W.bilan"
	read -r _ _ _ _ held _ <"$T/cas/$1/bilan"
	read -r program _ <"$T/cas/$1/args"
	if [ "$rc" -gt 128 ]; then
		echo CRASH
	elif [ $((ours + sqlite)) -gt 0 ] || [ "$libc" -gt "$held" ]; then
		echo "LEAK $ours $sqlite $libc"
	elif [ "$rc" -eq "$rc1" ]; then
		[ "$etat" = apres ] && cmp -s "$W.out0" "$T/cas/$1/1.out" &&
		    echo ok && return
		echo WRONG
	elif [ "$rc" -ge 64 ] && [ "$rc$code" != 74memoire ] && [ -s "$err" ] &&
	    { [ "$etat" = avant ] || grep -q "c'est fait" "$err"; }; then
		# In other words, SQLite's or the system's: nothing is lost.
		echo 'autrement ok'
	elif [ "$rc$code" != 74memoire ] || grep -q -v "^$program: " "$err"; then
		echo "SAID $(head -n 1 "$err")"
	elif [ "$etat" = avant ] ||
	    { [ "$etat" = apres ] && grep -q 'est fait' "$err"; }; then
		echo ok
	else
		echo WRONG
	fi
}

echo "$EXCHANGES" | tr ' ' '\n' >"$T/echanges"
echantillon 8 "$T/echanges" | while read -r c; do
	allocations "$c"
done >"$T/tous"
grep -e ' lib' -e ' ld-' "$T/tous" | grep -v libsqlite3 >"$T/autres"
grep -v -x -F -f "$T/autres" "$T/tous" >"$T/notres"
POSE=
for x in notres autres; do
	case $x in
	notres) n=24 what='the program and SQLite' ;;
	autres) n=4 what='the other libraries' ;;
	esac
	echantillon "$n" "$T/$x" >"$T/manques"
	partage manque "$T/manques" "$T/resultat.$x"
	cut -d ' ' -f 3- "$T/resultat.$x" | cut -d ' ' -f 1-5 | sort |
	    uniq -c | diag
	grep -v ' ok$' "$T/resultat.$x" | diag
	[ $x = notres ] || continue
	is "$(grep -c ' ok$' "$T/resultat.$x")" "$(wc -l <"$T/manques")" \
	    "$what: $(wc -l <"$T/manques") allocations of $(wc -l <"$T/$x")"
done
# What others do without memory is theirs, a crash even; it is listed.  But no
# file is half taken in.
is "$(grep -c -e WRONG -e PARTIAL -e CORRUPT "$T/resultat.autres")" \
    0 "$what: $(wc -l <"$T/manques") of $(wc -l <"$T/autres")"
done_testing
