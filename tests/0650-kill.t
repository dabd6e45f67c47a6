#!/bin/sh
# Killed at any system call, each exchange is as if it had never begun, or
# done; run again, it ends as if nothing had happened.
#
#	make check-kill		at every call from the first open of the base on
#	make check		at some of them
# shellcheck disable=SC2317,SC2030,SC2031 # run by partage
. tests/pannes.sh

command -v strace >"$T/out" || skip_all 'no strace here'
strace -o "$T/out" true 2>"$T/err" || skip_all 'no ptrace here'
prepare >"$T/out" 2>&1
ok $? 'the exchanges are there' || {
	diag <"$T/out"
	done_testing
}

# coups CAS...: a line "CAS CALL N" for each kill.
coups() {
	for c in "$@"; do
		trace "$c" "$T/cas/$c/trace" || echo "$c no-trace 0"
		while read -r name first last; do
			seq -f "$c $name %.0f" "$first" "$last"
		done <"$T/cas/$c/trace"
	done
}

# tue CAS CALL N: killed as it begins that call; what is left of it.
tue() {
	pose "$W" "$1"
	(cd "$W" && lance "$1" strace -f -qq -o /dev/null \
	    ${SANS:+-E LD_PRELOAD="$SANS"} -e "trace=$2" -e signal=none \
	    -e "inject=$2:signal=KILL:when=$3") >"$W.out" 2>"$W.err"
	case $? in
	137) printf 'killed ' ;;
	*) printf 'ended ' ;;
	esac
	juge "$1" "$W"
}

# bilan RESULT: how many of each, and what is wrong, line by line.
bilan() {
	cut -d ' ' -f 4- "$1" | sort | uniq -c | diag
	awk '$5 !~ /^(avant|apres)$/ || NF > 5' "$1" | diag
}

# shellcheck disable=SC2086 # one word each
coups $EXCHANGES >"$T/tous"
echantillon 20 "$T/tous" >"$T/coups"
# In a sample the last calls of an exchange, when it is done, may be missing.
[ -n "$ENTIER" ] || grep '^repartition ' "$T/tous" | tail -n 2 >>"$T/coups"
if [ -n "$ENTIER" ]; then
	for c in $EXCHANGES; do
		awk -v c="$c" 'BEGIN { printf "%s:", c }
		    { printf " %s %d-%d", $1, $2, $3 } END { print "" }' \
		    "$T/cas/$c/trace"
	done | diag
fi
partage tue "$T/coups" "$T/resultat"
bilan "$T/resultat"
is "$(wc -l <"$T/resultat")" "$(wc -l <"$T/coups")" \
    "$(wc -l <"$T/coups") runs of $(wc -l <"$T/tous")"
n=$(grep -c ' killed ' "$T/resultat")
[ "$n" -gt $(($(wc -l <"$T/coups") * 9 / 10)) ]
ok $? "$n were killed"
is "$(grep -c CORRUPT "$T/resultat")" 0 'corrupt: 0'
is "$(grep -c PARTIAL "$T/resultat")" 0 'partial: 0'
is "$(grep -c -e ARCHIVE -e 'NOT SENT' "$T/resultat")" 0 \
    'the journal agrees with the archive, and with what was sent'
is "$(grep -c AGAIN "$T/resultat")" 0 \
    'run again, each ends as if nothing had happened'
for x in avant apres; do
	n=$(grep -c " $x\$" "$T/resultat")
	[ "$n" -gt 0 ]
	ok $? "$x: $n"
done

# The test has teeth: without the transaction it finds halves.
case $BUILD in
*-asan) skip 'without the transaction, halves are found' 'LD_PRELOAD' ;;
*)
	pas=${ENTIER:+4}
	pas=${pas:-12}
	SANS=$T/sans.so
	sh tests/aux/cc "$SANS" tests/aux/sans_transaction.c &&
	    seq -f 'eleves pwrite64 %.0f' 20 "$pas" 160 >"$T/coups" &&
	    partage tue "$T/coups" "$T/resultat"
	bilan "$T/resultat"
	n=$(grep -c PARTIAL "$T/resultat")
	[ "$n" -gt 0 ]
	ok $? "without the transaction, halves are found: $n"
	;;
esac
done_testing
