#!/bin/sh
# Files that end too soon, and pipelines that lose a stage: the last program
# refuses, with and without pipefail, and nothing is half done.  Each kind of
# file is cut at some places; with COUPE=entier after each byte ("make
# check-coupe").  tests/0500-porte.t has the reader alone, at all of them.
. tests/lib.sh

C=tests/corpus/porte
B=$T/ecole.db
SCONET_BASE=$B
export SCONET_BASE
case ${COUPE-}$BUILD in
entier*) step=1 places=200 ;;
*-asan) step=1499 places=2 ;;
*) step=499 places=8 ;;
esac

# pupils N: a file of N pupils and their addresses.
pupils() {
	sed '/<ELEVE ELEVE_ID="998001"/,$d' $C/eleves.xml
	awk -v n="$1" 'BEGIN {
		for (i = 1; i <= n; i++)
			print "<ELEVE ELEVE_ID=\"" 700000 + i "\"><NOM_DE_FAMILLE>" \
			    "AILDOR</NOM_DE_FAMILLE><PRENOM>Zephyrin</PRENOM>" \
			    "<DATE_NAISS>14/03/2008</DATE_NAISS></ELEVE>"
		print "</ELEVES></DONNEES></BEE_ELEVES>"
	}'
}

# mefs N: a nomenclature of N MEF, larger than a pipe holds.
mefs() {
	awk -v n="$1" '/<MEF / { m = 1 }
	    m { mef = mef $0 "\n" } !m { print }
	    /<\/MEF>/ {
		for (i = 0; i < n; i++) {
			t = mef
			sub(/CODE_MEF="[0-9]*"/, \
			    sprintf("CODE_MEF=\"1001%07d\"", 12110 + i), t)
			printf "%s", t
		}
		m = 0
		mef = ""
	    }' $C/nomenclature.xml
}

mark() {
	numero=$(sqlite3 "$B" 'SELECT max(numero) FROM echange')
	dump "$B" >"$T/before"
}

# untouched NAME: no datum changed since mark, and what the journal has since
# then are refusals.
untouched() {
	dump "$B" >"$T/after"
	same "$1: data unchanged" "$T/before" "$T/after"
	is "$(sqlite3 "$B" "SELECT count(*) FROM echange WHERE
	    numero > $numero AND (etat <> 'rejete' OR change)")" 0 \
	    "$1: only refusals in the journal"
	is "$(sqlite3 "$B" 'PRAGMA integrity_check')" ok "$1: the base is sound"
}

sconet-init 0990001N 2019 "$B"
nomen-profile -q -p $C/profil.yaml <$C/nomenclature.xml >"$T/out"
for f in structures sts; do
	sts-import -q <$C/$f.xml >"$T/out"
done
for f in communs eleves responsables; do
	bee-import -q <$C/$f.xml >"$T/out"
done
repartition -q <$C/places.tsv >"$T/out"

# cut FILE PROGRAM FROM STEP: what is left after FROM, FROM + STEP... bytes.
cut_off() {
	size=$(wc -c <"$1")
	n=$3
	# The end of line behind the root may be missing.
	while [ "$n" -lt $((size - 1)) ]; do
		head -c "$n" "$1" >"$T/part"
		"$2" -q <"$T/part" >"$T/out" 2>"$T/err"
		rc=$?
		case $rc$(tail -c 1 "$T/part" | tr '\n' .) in
		65*) ;;
		[01].) [ "$2" = repartition ] || echo "$n bytes: $rc" ;;
		*) echo "$n bytes: $rc" ;;
		esac
		n=$((n + $4))
	done >"$T/odd"
	is "$(cat "$T/odd")" '' "$2 refuses all parts of ${1##*/}"
}

# Small files.
while read -r f p; do
	mark
	cut_off "$C/$f" "$p" 1 $step
	[ $step -gt 1 ] || untouched "$f"
done <<END
nomenclature.xml nomen-profile
structures.xml sts-import
sts.xml sts-import
communs.xml bee-import
eleves.xml bee-import
responsables.xml bee-import
END
untouched 'parts of files'
# Between two lines a table is whole: the same places, so nothing changes.
cut_off $C/places.tsv repartition 1 7
dump "$B" >"$T/after"
same 'parts of places.tsv: data unchanged' "$T/before" "$T/after"

# A large one.
pupils 10000 >"$T/grand.xml"
size=$(wc -c <"$T/grand.xml")
mark
cut_off "$T/grand.xml" bee-import 1000 $((size / places))
untouched 'parts of a large file'

# A stage is killed before it writes, or after half of it; the one behind it
# cannot know, and refuses.  (Between two lines, a table that is cut is whole.)
pipes='sh'
if command -v bash >"$T/out"; then
	pipes='sh bash'
fi
for sh in $pipes; do
	pipefail=
	[ "$sh" = sh ] || pipefail='set -o pipefail; '
	while read -r f p; do
		half=$(($(wc -c <"$C/$f") * 2 / 3 + 3))
		for n in 0 $half; do
			want=65
			[ "$n" -gt 0 ] || want=66
			fails $want "$p behind a stage killed after $n bytes, $sh" \
			    '' "$sh" -c "$pipefail
			    { head -c $n $C/$f; sh -c 'kill -KILL \$\$'; exit 137; } |
			    $p -q >'$T/out'"
		done
	done <<-END
	nomenclature.xml nomen-profile
	sts.xml sts-import
	eleves.xml bee-import
	places.tsv repartition
	END
done
untouched 'stages that are killed'

mkfifo "$T/tube"
# killed PRODUCER CONSUMER: the first is killed while it writes to the other.
# shellcheck disable=SC2317 # reached through "fails"
killed() {
	sh -c "exec $1" >"$T/tube" 2>"$T/first" &
	first=$!
	{
		head -c 4096
		kill -KILL "$first"
		cat
	} <"$T/tube" | sh -c "$2"
}
zstd -q "$T/grand.xml" -o "$T/grand.zst"
head -c $(($(wc -c <"$T/grand.zst") / 2)) "$T/grand.zst" >"$T/demi.zst"
fails 65 'zstdcat, killed: bee-import refuses' 'fichier-coupe: ' \
    killed "zstdcat $T/grand.zst" "bee-import -q >$T/out"
fails 65 'half of a .zst: bee-import refuses' 'fichier-coupe: ' \
    sh -c "zstdcat $T/demi.zst | bee-import -q >$T/out"
untouched 'a zstdcat that is killed'

# What the programs write themselves, through to another base.
mefs 2000 >"$T/mefs.xml"
printf 'mef: ["*"]\nmatieres: ["*"]\n' >"$T/tout.yaml"
nomen-profile -q -p "$T/tout.yaml" <"$T/mefs.xml" >"$T/profile.xml"
[ "$(wc -c <"$T/profile.xml")" -gt 200000 ]
ok $? 'a profiled nomenclature larger than a pipe holds'
sconet-init 0990001N 2019 "$T/autre.db"
mark
B=$T/autre.db
dump "$B" >"$T/autre"
fails 65 'nomen-profile, killed: the next one refuses' 'fichier-coupe: ' \
    killed 'nomen-profile --profiler -q' "nomen-profile -q -b $B >$T/out"
dump "$B" >"$T/after"
same 'nomen-profile, killed: nothing in the other base' "$T/autre" "$T/after"
B=$T/ecole.db
untouched 'nomen-profile, killed'

# A reader that goes away: silent, nothing half.  What is small is in the pipe
# before head ends, and then counts as taken.
mark
runs 'nomen-profile | head -1' \
    sh -c "nomen-profile -q --profiler | head -1 >$T/out"
is "$(cat "$T/err")" '' 'is silent'
untouched 'nomen-profile | head -1'
is "$(sqlite3 "$B" 'SELECT max(numero) FROM echange')" "$numero" \
    'what was not taken has no number'
runs 'bee-import | head -1' \
    sh -c "bee-import -q <$C/eleves.xml | head -1 >$T/out"
is "$(cat "$T/err")" '' 'is silent'
is "$(sqlite3 "$B" "SELECT etat FROM echange ORDER BY numero DESC LIMIT 1")" \
    integre 'what came in is integrated all the same'
runs 'effectifs-export | head -1' \
    sh -c "effectifs-export -q | head -1 >$T/out"
is "$(cat "$T/err")" '' 'is silent'
is "$(sqlite3 "$B" 'PRAGMA integrity_check')" ok 'and the base is sound'
done_testing
