#!/bin/sh
# A disk that fails or is full, a call that is interrupted, an output that
# cannot be written: an exchange says so, and is as if it had never begun; or
# it is done whole.
#
#	make check-io		every call from the first open of the base on
#	make check		some of them
# shellcheck disable=SC2317,SC2030,SC2031 # run by partage
. tests/pannes.sh

prepare >"$T/out" 2>&1
ok $? 'the exchanges are there' || {
	diag <"$T/out"
	done_testing
}

# pannes CAS...: a line "CAS CALL ERROR WHEN" for each fault.  "N+": that call
# and every one after it.
pannes() {
	for c in "$@"; do
		trace "$c" "$T/cas/$c/trace" || echo "$c no-trace EIO 0"
		while read -r name first last; do
			case $name in
			write | pwrite64) kinds='ENOSPC EIO EINTR 0' ;;
			fsync | fdatasync | openat | rename | link | mkdir | \
			    ftruncate) kinds='ENOSPC EIO EINTR' ;;
			*) continue ;;
			esac
			for k in $kinds; do
				seq -f "$c $name $k %.0f" "$first" "$last"
			done
			for k in ENOSPC EIO; do
				seq -f "$c $name $k %.0f+" "$first" "$last"
			done
		done <"$T/cas/$c/trace"
	done
}

# fautive CAS COMMAND...: that command, disturbed, in $W; then what became of
# it.  The verdict ends with "ok" when all is as promised.
fautive() {
	c=$1
	shift
	(cd "$W" && lance "$c" "$@") >"$W.out" 2>"$W.err"
	rc=$?
	cp "$W.out" "$W.out0"
	cp "$W.err" "$W.err0"
	etat=$(juge "$c" "$W")
	if [ $rc -eq "$(cat "$T/cas/$c/1.rc")" ]; then
		printf '%s %s ' $rc "$etat"
		[ "$etat" = apres ] && cmp -s "$W.out0" "$T/cas/$c/1.out" &&
		    echo ok && return
		echo WRONG
		return
	fi
	code=$(sed -n '1s/^[^ ]* [^ ]* \([a-z-]*\):.*/\1/p' "$W.err0")
	printf '%s %s %s ' $rc "$etat" "${code:-mute}"
	case $rc in
	6[4-9] | 7[1-8]) ;;
	*) etat="STATUS $etat" ;;
	esac
	case $etat in
	avant) ;;
	# It is done; what could not be is something else.
	apres) grep -q -e 'est fait' -e 'est peut-être fait' "$W.err0" ||
	    printf 'UNTOLD ' ;;
	*) printf 'WRONG ' ;;
	esac
	# The file that failed is named, or the output.
	grep -q -e 'k\.d' -e '\.xml' -e '\.tsv' -e '\.yaml' -e /etc/passwd \
	    -e 'sortie standard' "$W.err0" && echo ok && return
	# When nothing can be written, nothing can be said.
	[ ! -s "$W.err0" ] && [ "$FAUTE" = write ] && echo ok && return
	echo "UNNAMED $(head -n 1 "$W.err0")"
}

panne() {
	pose "$W" "$1"
	FAUTE=$2
	case $3 in
	0) k=retval=0 ;;
	*) k=error=$3 ;;
	esac
	fautive "$1" strace -f --seccomp-bpf -qq -o /dev/null -e "trace=$2" \
	    -e signal=none -e "inject=$2:$k:when=$4"
}

# The output: a full one, none at all.
for c in $EXCHANGES; do
	case $(genre "$c") in
	muet | ferme) continue ;;
	esac
	for sortie in /dev/full -; do
		pose "$T/w" "$c"
		cp /dev/null "$T/w.out"
		if [ $sortie = - ]; then
			(cd "$T/w" && lance "$c" >&-) 2>"$T/w.err"
		else
			(cd "$T/w" && lance "$c" >$sortie) 2>"$T/w.err"
		fi
		rc=$?
		cp "$T/w.err" "$T/w.err0"
		etat=$(juge "$c" "$T/w")
		case $(genre "$c") in
		envoi | liste)
			want='73 avant'
			like "$(cat "$T/w.err0")" ' sortie: .*sortie standard' \
			    "$c, output $sortie: is told"
			;;
		*)
			want='73 apres'
			# The old base says what it wrote when all is told.
			[ "$(genre "$c")" != encore ] || want='73 avant'
			like "$(cat "$T/w.err0")" "l'import est fait" \
			    "$c, output $sortie: only the answer is lost"
			;;
		esac
		is "$rc $etat" "$want" "$c, output $sortie: $want"
	done
done

# Each write takes half.
case $BUILD in
*-asan) skip 'short writes' 'LD_PRELOAD' ;;
*)
	sh tests/aux/cc "$T/court.so" tests/aux/court.c
	for c in $EXCHANGES; do
		W=$T/w
		FAUTE=
		pose "$W" "$c"
		is "$(fautive "$c" env LD_PRELOAD="$T/court.so")" \
		    "$(cat "$T/cas/$c/1.rc") apres ok" "$c: short writes"
	done
	;;
esac

# SQLite's temporary directory is full.
# plein: the import of pupils, with a temporary directory of 64 KiB.
plein() {
	mkdir -p "$T/plein"
	# shellcheck disable=SC2016 # expanded in there
	unshare -m sh -c 'mount -t tmpfs -o size=64k none "$1" && shift &&
	    "$@"' - "$T/plein" "$@"
}
if plein true >"$T/out" 2>"$T/err"; then
	for c in eleves structures; do
		W=$T/w
		pose "$W" "$c"
		(cd "$W" && SQLITE_TMPDIR=$T/plein lance "$c" plein) \
		    >"$W.out" 2>"$W.err"
		rc=$?
		cp "$W.err" "$W.err0"
		cp "$W.out" "$W.out0"
		case "$rc $(juge "$c" "$W")" in
		'74 avant')
			grep -q -e ' disque-plein: ' "$W.err0"
			ok $? "$c: no room for SQLite's temporary files: is told"
			;;
		"$(cat "$T/cas/$c/1.rc") apres")
			cmp -s "$W.out0" "$T/cas/$c/1.out"
			ok $? "$c: it needed no room"
			;;
		*) ok 1 "$c: no room for SQLite's temporary files" ;;
		esac
	done
else
	skip 'no room for temporary files' 'no right to mount'
fi

if ! command -v strace >"$T/out"; then
	skip 'faults of system calls' 'no strace here'
elif ! strace -o "$T/out" true 2>"$T/err"; then
	skip 'faults of system calls' 'no ptrace here'
else
	# shellcheck disable=SC2086 # one word each
	pannes $EXCHANGES >"$T/tous"
	echantillon 20 "$T/tous" >"$T/pannes"
	partage panne "$T/pannes" "$T/resultat"
	cut -d ' ' -f 2,3,5-8 "$T/resultat" | sort | uniq -c | diag
	grep -v ' [a-z-]* ok$' "$T/resultat" | diag
	is "$(grep -c ' [a-z-]* ok$' "$T/resultat")" "$(wc -l <"$T/pannes")" \
	    "$(wc -l <"$T/pannes") faults of $(wc -l <"$T/tous")"
fi
done_testing
