# shellcheck shell=sh
# lib.sh - TAP for tests in sh.  A test begins with ". tests/lib.sh" and ends
# with "done_testing"; it runs at the top of the tree, built in $BUILD.
#
# $T is a directory of its own.  TAP goes to descriptor 3, so that
# "runs NAME CMD <in >out" redirects the command alone; what a command writes
# and nobody redirects is shown on stderr.  After runs and fails, $T/err has
# what the command said on stderr, and $rc its exit status.  Other names of
# this file begin with an underscore.

cd "$(dirname "$0")/.." || exit 1
BUILD=${BUILD:-build}
case $BUILD in
/*) ;;
*) BUILD=$PWD/$BUILD ;;
esac
PATH=$BUILD/bin:$PATH
LC_ALL=C.UTF-8
TZ=Europe/Paris
SOURCE_DATE_EPOCH=1567501200 # 2019-09-03 09:00
# In memory where there is room: programs that wait for the disk, thousands
# of times, make most of the time that the tests take on a slow one.
if [ -z "${TMPDIR-}" ] && [ -w /dev/shm ] &&
    [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -ge 1000000 ]; then
	TMPDIR=/dev/shm
	export TMPDIR
fi
T=$(mktemp -d) || exit 1
HOME=$T
export BUILD PATH LC_ALL TZ SOURCE_DATE_EPOCH T HOME
unset SCONET_BASE CDPATH
exec 3>&1 1>&2
trap 'chmod -R u+rwx "$T"; rm -rf "$T"' EXIT
trap 'exit 1' HUP INT TERM
_run=0
_bad=0
rc=0

# ok STATUS NAME: 0 is good.
ok() {
	_run=$((_run + 1))
	if [ "$1" -eq 0 ]; then
		printf 'ok %s - %s\n' $_run "$2" >&3
		return 0
	fi
	_bad=$((_bad + 1))
	printf 'not ok %s - %s\n' $_run "$2" >&3
	return 1
}

# diag: its input, as TAP comments on stderr.
diag() {
	sed 's/^/#   /' >&2
}

# skip NAME WHY: one test that cannot run here.
skip() {
	_run=$((_run + 1))
	printf 'ok %s - %s # SKIP %s\n' $_run "$1" "$2" >&3
}

# skip_all WHY: the whole file.
skip_all() {
	echo "1..0 # SKIP $1" >&3
	exit 0
}

done_testing() {
	echo "1..$_run" >&3
	[ "$_bad" -eq 0 ]
	exit
}

# is ACTUAL EXPECTED NAME
is() {
	[ "$1" = "$2" ]
	ok $? "$3" || printf 'got:      %s\nexpected: %s\n' "$1" "$2" | diag
}

# like ACTUAL ERE NAME: some line of it matches.
like() {
	printf '%s\n' "$1" | grep -Eq -e "$2"
	ok $? "$3" || printf 'got:  %s\nlike: %s\n' "$1" "$2" | diag
}

# same NAME EXPECTED_FILE FILE
same() {
	diff -u "$2" "$3" >"$T/.diff" 2>&1
	ok $? "$1" || diag <"$T/.diff"
}

# same_send NAME EXPECTED_FILE FILE: the same, but for the number that each
# send has.
same_send() {
	sed '/<NUM_ENVOI>/d' "$2" >"$T/.attendu"
	sed '/<NUM_ENVOI>/d' "$3" >"$T/.envoi"
	same "$1" "$T/.attendu" "$T/.envoi"
}

# runs NAME CMD...: exits 0.
runs() {
	_what=$1
	shift
	_status=0
	_pattern=
	_expect "$@"
}

# fails STATUS NAME PATTERN CMD...: exits with STATUS, and stderr holds the
# fixed string PATTERN (empty: whatever).
fails() {
	_status=$1
	_what=$2
	_pattern=$3
	shift 3
	_expect "$@"
}

_expect() {
	"$@" 2>"$T/err" 3>&-
	rc=$?
	[ $rc -eq "$_status" ] &&
	    { [ -z "$_pattern" ] || grep -Fq -e "$_pattern" "$T/err"; }
	ok $? "$_what" || {
		printf 'command:  %s\nstatus:   %s, expected %s\n' \
		    "$*" $rc "$_status"
		[ -z "$_pattern" ] || printf 'expected: %s\n' "$_pattern"
		echo 'stderr:'
		cat "$T/err"
	} | diag
}

# dump BASE [COLUMN...]: what a base holds, a line for each row, in order;
# without the journal (echange, anomalie, changement, and dossier_envoye, whose
# record went where) and those columns.
dump() {
	[ -f "$1" ] || {
		echo "dump: $1: no such base" >&2
		return 1
	}
	_base=$1
	shift
	# sqlite3 writes the SELECTs, then runs them.
	_sql=$(sqlite3 -batch "$_base" "WITH col AS (
	    SELECT m.name AS t, c.name AS c, row_number()
	        OVER (PARTITION BY m.name ORDER BY c.cid) + 1 AS n
	    FROM sqlite_master m, pragma_table_info(m.name) c
	    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
	        AND m.name NOT IN ('echange', 'anomalie', 'changement',
	        'dossier_envoye')
	        AND instr(' $* ', ' ' || c.name || ' ') = 0
	    ORDER BY 1, 3)
	    SELECT format('SELECT %Q, %s FROM \"%w\" ORDER BY %s;', t,
	        group_concat(format('quote(\"%w\")', c)), t, group_concat(n))
	    FROM col GROUP BY t ORDER BY t") || return 1
	printf '%s\n' "$_sql" | sqlite3 -batch -bail "$_base"
}
