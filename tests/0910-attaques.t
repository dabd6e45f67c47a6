#!/bin/sh
# Files made to harm: refused, or survived, in little memory, with the right
# message, and the data as they were.  Small sizes; with ATTAQUES=entier the
# full ones, and what each took ("make check-attaques").
. tests/lib.sh

C=tests/corpus/porte
B=$T/ecole.db
SCONET_BASE=$B
CIBLE=$T/tube # nobody writes there: a parser that opens it waits for ever
export SCONET_BASE CIBLE
MEMOIRE=65536 # KiB

mkfifo "$CIBLE"
sconet-init 0990001N 2019 "$B"
nomen-profile -q -p $C/profil.yaml <$C/nomenclature.xml >"$T/out"
sts-import -q <$C/structures.xml >"$T/out"
bee-import -q <$C/eleves.xml >"$T/out"
cp "$B" "$T/keep.db"
dump "$B" >"$T/before"
runs 'builds a helper' sh tests/aux/cc "$T/mesure" tests/aux/mesure.c

# taken PROGRAM: what an attack of this program is given to.
# shellcheck disable=SC2317 # reached through "fails"
taken() {
	case $1 in
	nomen-profile) set -- nomen-profile --profiler -p "$T/in" ;;
	esac
	"$T/mesure" "$T/took" timeout 600 "$@" <"$T/in" >"$T/out"
}

sh tests/aux/attaque >"$T/list"
while read -r name program status short code; do
	case $short${ATTAQUES-} in
	-* | *entier) short= ;;
	esac
	sh tests/aux/attaque "$name" ${short:+"$short"} >"$T/in"
	rm -f "$B" "$B"-*
	cp "$T/keep.db" "$B"
	fails "$status" "$name" ": $code: " taken "$program"
	read -r seconds memory <"$T/took"
	case $BUILD in
	*-asan) ;;
	*)
		[ "$memory" -lt $MEMOIRE ]
		ok $? "$name: $memory KiB of memory"
		;;
	esac
	dump "$B" >"$T/after"
	case $status in
	1) ;; # what is well in the file is taken
	*) same "$name: data unchanged" "$T/before" "$T/after" ;;
	esac
	[ -z "${ATTAQUES-}" ] || printf '%-20s %9d bytes %7s s %6d KiB\n' \
	    "$name" "$(wc -c <"$T/in")" "$seconds" "$memory" | diag
done <"$T/list"
done_testing
