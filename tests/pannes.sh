# shellcheck shell=sh disable=SC2034
# pannes.sh - what the tests of faults share: each exchange on a small school,
# disturbed, and whether the base is as before or as after.  Sourced in place
# of tests/lib.sh, which it sources.
#
# An exchange lies in $T/cas/NAME:
#
#	args	the command line, one word each, run in the working directory
#	entree	its standard input
#	avant/	the working directory before it: k.db and k.d
#	0.*	the state before; 1.* after an undisturbed run, 2.* after another
#
# and a state is .dump (soundness, then all of the base as SQL), .suivante
# (the same of the base that a bascule makes), .fichiers (what lies beside
# them, with hashes), .rc and .out of the run.  Nothing
# that differs from run to run is left out of it: clock and paths are fixed.
#
# $ENTIER set: the whole test; else a sample that takes a few seconds.  $CAS:
# these exchanges only.

. tests/lib.sh

E=$PWD/examples/ecole
A=$PWD/examples/annee
ENTIER=${ENTIER-}
# Nothing of the sanitizers may depend on ptrace, nor on the allocator.
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
SQLITE_TMPDIR=$T # where its files of a killed run go with the rest
export ASAN_OPTIONS SQLITE_TMPDIR

# exchanges, in an order that works: name, kind, side, input, command line.
# Each side (the school, STS-WEB, the académie, another school) has a working
# directory of its own; an input may be what an earlier exchange wrote.  Kinds:
#
#	envoi	what counts as sent has been taken to its last byte
#	liste	its output is all it makes, but for a line of the journal
#	import	its output tells of what is done already
#	muet	nothing goes to its output
#	encore	what is told of two bases is told again until nothing is left
#	ferme	nothing goes out either; it closes k.db before it opens the base of
#		the next year
_exchanges() {
	_r=$T/cas
	cat <<END
init muet ecole /dev/null sconet-init --communs $E/Communs.xml 0990001N 2019 k.db
recevoir import ecole $E/Nomenclature.xml nomen-profile -q -b k.db
profiler envoi ecole /dev/null nomen-profile -q -b k.db -p $E/profil.yaml --profiler
structures import ecole $E/sts_emp_0990001N_2019.xml sts-import -q -b k.db
eleves import ecole $E/ElevesAvecAdresses.xml bee-import -q -b k.db
responsables import ecole $E/ResponsablesAvecAdresses.xml bee-import -q -b k.db
communs import ecole $T/Communs.xml bee-import -q -b k.db
repartition import ecole $E/divisions.tsv repartition -q -b k.db
effectifs envoi ecole /dev/null effectifs-export -q -b k.db
voeux import ecole $E/voeux.tsv voeux-import -q -b k.db --campagne $E/campagne.yaml
voeuxexport liste ecole /dev/null voeux-export -q -b k.db
voeuxliste liste ecole /dev/null voeux-export -q -b k.db --csv
beasend liste ecole /dev/null bea-send -q -b k.db
ineimport import ecole $PWD/tests/corpus/ine/attribue.xml ine-import -q -b k.db
saisie import ecole $E/saisie.tsv saisie -q -b k.db
beeexport liste ecole /dev/null bee-export -q -b k.db eleves-adresses
eva liste ecole /dev/null eva-export -q -b k.db --campagne $E/eva.yaml
constat liste ecole /dev/null constat -q -b k.db --declarer --motif premier
gep muet ecole /dev/null gep-export -q -b k.db --dossier .
stsinit muet sts /dev/null sconet-init --role sts --communs $E/Communs.xml 0990001N 2019 k.db
stsrecv import sts $_r/profiler/1.out sts-recv -q -b k.db
stsstructures import sts $E/structures.yaml sts-structures -q -b k.db
stsexport liste sts /dev/null sts-export -q -b k.db
beainit muet bea /dev/null sconet-init --role bea 099 2019 k.db
beanomen import bea $E/Nomenclature.xml nomen-profile -q -b k.db
beaecole import bea $E/Communs.xml bea-recv -q -b k.db
bearecv import bea $_r/beasend/1.out bea-recv -q -b k.db
inesend liste bea /dev/null ine-send -q -b k.db --plage 990100001-990199999 0990001N
banenvoi liste bea /dev/null ban-send -q -b k.db 0990001N
voeuxrecv import bea $_r/voeuxexport/1.out voeux-recv -q -b k.db
affectsend liste bea $E/decisions.tsv affect-send -q -b k.db 0990001N
constatrecv import bea $_r/constat/1.out bea-recv -q -b k.db
ministere liste bea /dev/null ministere-ar -q -b k.db 0990001N
arimport import ecole $_r/bearecv/1.out ar-import -q -b k.db
armin import ecole $_r/ministere/1.out ar-import -q -b k.db
affect import ecole $_r/affectsend/1.out affect-import -q -b k.db
dossiersend liste ecole /dev/null dossier-send -q -b k.db 0990003R
bascule liste ecole /dev/null sconet-bascule -q k.db k20.db
retard import ecole $T/retard.tsv saisie -q -b k.db
complement encore ecole /dev/null sconet-bascule -q --complete k.db k20.db
rentree ferme ecole /dev/null sconet-bascule --rentree -q --date 2020-09-01 k.db k20.db
lycinit muet lycee /dev/null sconet-init 0990003R 2020 k.db
lycrecevoir import lycee $T/Nomenclature.xml nomen-profile -q -b k.db
lycprofil envoi lycee /dev/null nomen-profile -q -b k.db -p $A/profil-lycee.yaml --profiler
dossier import lycee $_r/dossiersend/1.out dossier-import -q -b k.db
END
}
EXCHANGES=${CAS:-$(_exchanges | cut -d ' ' -f 1)}

# lance CAS [PREFIX...]: its command, in the working directory.
lance() {
	read -r _args <"$T/cas/$1/args"
	read -r _entree <"$T/cas/$1/entree"
	shift
	# shellcheck disable=SC2086 # one word each
	"$@" $_args <"$_entree"
}

# The line of a rentrée tells where the next base is, and its hash covers it.
_LIEU="/^INSERT INTO echange.*'rentree'/s/'[^']*\/k20\.db'\|'[0-9a-f]\{64\}'/?/g"

# etat DIR STATE: the state of that working directory.
etat() {
	_dump "$1/k.db" >"$2.dump" 2>&1
	_dump "$1/k20.db" >"$2.suivante" 2>&1
	(cd "$1" && find . -type f ! -name 'k*.db' ! -name 'k*.db-*' \
	    -exec sha256sum {} +) | sort -k 2 >"$2.fichiers"
}

_dump() {
	if [ -f "$1" ]; then
		sqlite3 -batch "$1" 'PRAGMA integrity_check;
		    PRAGMA foreign_key_check' .dump | sed "$_LIEU"
	else
		echo 'no base'
	fi
}

# pose DIR CAS: that working directory, as it is before the exchange.
pose() {
	rm -rf "$1"
	cp -R "$T/cas/$2/avant" "$1"
}

# genre CAS: its kind.
genre() {
	cat "$T/cas/$1/genre"
}

# prepare: every exchange, with its states.  0 when all went well.
prepare() {
	mkdir "$T/cas" "$T/w" "$T/vu"
	# The same data, of an hour later.
	sed 's/\(HORODATAGE>[^ ]* \)../\123/' "$E/Communs.xml" >"$T/Communs.xml"
	# What a year that ends still gets, after its bascule.
	printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n%s\t%s\t%s\n' \
	    990002 TEL_PORTABLE +33996009902 >"$T/retard.tsv"
	sed s/0990001N/0990003R/ "$A/Nomenclature-2020.xml" \
	    >"$T/Nomenclature.xml"
	_exchanges | while read -r _nom _genre _cote _entree _args; do
		_c=$T/cas/$_nom
		_w=$T/$_cote/w
		mkdir -p "$_c" "$_w"
		cp -R "$_w" "$_c/avant"
		etat "$_w" "$_c/0"
		echo "$_genre" >"$_c/genre"
		echo "$_entree" >"$_c/entree"
		echo "$_args" >"$_c/args"
		for _n in 1 2; do
			(cd "$_w" && lance "$_nom") >"$_c/$_n.out" \
			    2>"$_c/$_n.err"
			echo $? >"$_c/$_n.rc"
			etat "$_w" "$_c/$_n"
		done
		case $(cat "$_c/1.rc") in
		[01]) ;;
		*)
			echo "$_nom: status $(cat "$_c/1.rc")"
			cat "$_c/1.err"
			exit 1
			;;
		esac
		# Each begins where one undisturbed run of the last one ended.
		pose "$_w" "$_nom"
		(cd "$_w" && lance "$_nom") >"$T/out" 2>&1
	done
}

# trace CAS FILE: what an undisturbed run calls, from its first open of the
# base on: a line "NAME FIRST LAST" for each system call, counted as strace
# counts for when=, by name and in each thread.
trace() {
	pose "$T/w" "$1"
	(cd "$T/w" && lance "$1" strace -f -o "$2.strace") >"$T/out" \
	    2>"$T/err" || [ "$(cat "$T/cas/$1/1.rc")" -eq $? ] || return 1
	awk '
	NR == 1 { main = $1 }
	$2 !~ /^[a-z0-9_]+\(/ { next }
	{
		name = substr($2, 1, index($2, "(") - 1)
		if ($1 == main && name ~ /^open/ && /\/?k\.db/)
			opened = 1
		k = ++n[$1, name]
		if (!opened)
			before[name] = k
		if (k > last[name])
			last[name] = k
	}
	END {
		for (name in last)
			if (last[name] > before[name])
				print name, before[name] + 1, last[name]
	}' "$2.strace" | sort >"$2"
	[ -s "$2" ]
}

# _compare CAS N STATE WHAT...: is STATE that of the exchange?
_compare() {
	_c=$T/cas/$1/$2
	_s=$3
	shift 3
	for _x in "$@"; do
		cmp -s "$_c.$_x" "$_s.$_x" || return 1
	done
}

# _empreinte DIR FILE: a hash of all that a run left there and wrote, the same
# for what differs only by a process, a time or the name of a temporary file.
_empreinte() {
	tar -cf - --exclude='*-shm' --mtime=@0 --sort=name \
	    --transform='s/\(recu\|nouveau\)\.[0-9].*/\1/' -C "${1%/*}" \
	    "${1##*/}" "${1##*/}.out" | md5sum >"$2"
}

# juge CAS DIR: what became of a disturbed run, in DIR; $DIR.out is what it
# wrote.  Prints "avant" or "apres", or what is wrong.  Works on DIR.  What
# has been met before is not tried again.
juge() {
	_empreinte "$2" "$2.md5"
	read -r _vu _ <"$2.md5"
	_vu=$T/vu/$1.$_vu
	if [ ! -s "$_vu" ]; then
		_juge "$1" "$2" >"$2.verdict"
		mv "$2.verdict" "$_vu"
	fi
	read -r _verdict <"$_vu"
	echo "$_verdict"
}

_juge() {
	# A copy is looked at, so that the run below meets what was left.
	rm -rf "$2.vu"
	cp -R "$2" "$2.vu"
	etat "$2.vu" "$2"
	if _compare "$1" 0 "$2" dump; then
		_etat=avant _n=0 _suite=1
	elif _compare "$1" 1 "$2" dump; then
		_etat=apres _n=1 _suite=2
	elif ! grep -q -x -e ok -e 'no base' "$2.dump"; then
		echo CORRUPT
		return
	else
		echo PARTIAL
		return
	fi
	# Two files cannot commit together: a bascule names the new base, whole,
	# before the old one says so, and the rentrée closes the old one first.
	case $(genre "$1") in
	ferme) _melange=1 ;;
	*) _melange=0 ;;
	esac
	_melee=
	if ! _compare "$1" $_n "$2" suivante && _melee=1 && ! { [ $_n -eq $_melange ] &&
	    _compare "$1" $((1 - _melange)) "$2" suivante; }; then
		echo "PARTIAL"
		return
	fi
	# The archive has at least what the journal speaks of.
	if [ -s "$T/cas/$1/$_n.fichiers" ] && ! (cd "$2.vu" &&
	    sha256sum -c --quiet "$T/cas/$1/$_n.fichiers") >"$2.sha" 2>&1; then
		echo "$_etat: ARCHIVE"
		return
	fi
	# What counts as sent has been taken to its last byte.
	case $(genre "$1").$_etat in
	envoi.apres)
		if ! cmp -s "$2.out" "$T/cas/$1/1.out"; then
			echo "$_etat: NOT SENT"
			return
		fi
		;;
	esac
	(cd "$2" && lance "$1") >"$2.out" 2>"$2.err"
	echo $? >"$2.rc"
	etat "$2" "$2"
	for _x in rc out dump suivante fichiers; do
		case $(genre "$1").$_melee.$_x in
		encore.1.fichiers) continue ;;
		encore.1.dump) _suite=1 ;;
		encore.1.*) _suite=2 ;;
		esac
		_compare "$1" $_suite "$2" $_x || {
			echo "$_etat: AGAIN ($_x)"
			return
		}
	done
	echo $_etat
}

# partage FUNCTION LIST RESULT: FUNCTION with each line of LIST, two at once,
# gently; what it prints goes to RESULT, behind the line.
partage() {
	for _k in 0 1; do
		mkdir -p "$T/essai$_k"
		awk -v k=$_k 'NR % 2 == k' "$2" | while read -r _ligne; do
			W=$T/essai$_k/w
			printf '%s ' "$_ligne"
			# shellcheck disable=SC2086 # words
			$1 $_ligne
		done >"$3.$_k" 3>&- &
	done
	wait
	cat "$3.0" "$3.1" >"$3"
	rm -f "$3.0" "$3.1"
}

# echantillon N FILE: about N of its lines, evenly spread; all when $ENTIER.
echantillon() {
	if [ -n "$ENTIER" ]; then
		cat "$2"
	else
		awk -v n="$1" -v all="$(wc -l <"$2")" '
		int(NR * n / all) != int((NR - 1) * n / all)' "$2"
	fi
}
