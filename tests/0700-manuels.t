#!/bin/sh
# The manuals: their examples run, and their options are those of the
# programs.
. tests/lib.sh

ROOT=$PWD
ALL='sconet-init sconet-bases identifie nomen-profile sts-import bee-import
    repartition saisie fiche effectifs-export bee-export gep-export echanges
    rejouer sconet-check ar-import sts-recv sts-structures sts-export
    ban-send voeux-import voeux-export voeux-recv affect-send affect-import
    dossier-send dossier-import bea-send bea-recv
    ine-send ine-import litiges eva-export
    constat ministere-ar tableau'

# examples PAGE: its commands, each after the status that the words before
# it promise for the last one of its block.
examples() {
	awk 'BEGIN { said = 0 }
	    /^\.Sh/ { on = $2 == "EXAMPLES" }
	    !on { next }
	    /^\.Pp/ { said = 0 }
	    /exit status is 1/ { said = 1 }
	    /^\$ / {
		if (held != "")
			print 0, held
		held = substr($0, 3)
		gsub(/\\e/, "\\", held)
	    }
	    /^\.Ed/ && held != "" { print said, held; held = ""; said = 0 }' \
	    "$1"
}

# prepare PROGRAM: a directory with the files of the school, and in it the
# base that the program needs.
prepare() {
	rm -rf "$T/ecole"
	mkdir "$T/ecole"
	cp examples/ecole/*.* "$T/ecole"
	cd "$T/ecole" || exit 1
	step=0
	for s in nomen-profile sts-import bee-import repartition \
	    effectifs-export; do
		step=$((step + 1))
		[ "$1" != $s ] || break
	done
	case $1 in
	sconet-init | identifie) step=0 ;;
	sconet-bases) step=1 ;;
	esac
	[ $step -lt 1 ] || sconet-init 0990001N 2019 college.db
	[ $step -lt 2 ] || nomen-profile -q -b college.db -p profil.yaml \
	    <Nomenclature.xml >np.xml
	[ $step -lt 3 ] || sts-import -q -b college.db \
	    <sts_emp_0990001N_2019.xml >cr.xml
	[ $step -lt 4 ] || bee-import -q -b college.db \
	    <ElevesAvecAdresses.xml >cr.xml
	case $1 in
	saisie | fiche) bee-import -q -b college.db \
	    <ResponsablesAvecAdresses.xml >cr.xml ;;
	esac
	[ $step -lt 5 ] || repartition -q -b college.db <divisions.tsv >cr.xml
	rm -f np.xml cr.xml
}

# The examples of each page, in their order.
for p in $ALL; do
	examples "$ROOT/man/$p.1" >"$T/exemples"
	grep -q "$p" "$T/exemples"
	ok $? "$p(1) has examples of it"
	grep -q '|' "$T/exemples" && pipe=1
	prepare "$p"
	while read -r status line; do
		echo "$line" >"$T/ligne.sh"
		fails "$status" "$p(1): $line" '' sh "$T/ligne.sh" >"$T/out" \
		    </dev/null
	done <"$T/exemples"
	cd "$ROOT" || exit 1
done
is "$pipe" 1 'some of them are pipelines'
examples man/bee-import.1 >"$T/exemples"
is "$(grep -c '^1 ' "$T/exemples")" 1 'one of them ends with 1, as it says'

# Pipelines of the pages on events, one after the other; and of the README.
pipeline() {
	awk '/^\.Sh THE PIPELINE/ { on = 1 } on && /^\.Ed/ { exit }
	    text { gsub(/\\e$/, "\\"); print } on && /^\.Bd/ { text = 1 }' "$1"
}
prepare sconet-init
for e in b d e c f g h i; do
	pipeline "$ROOT/man/sconet-event-$e.7" >"$T/pipe.sh"
	[ "$(wc -l <"$T/pipe.sh")" -gt 2 ]
	ok $? "sconet-event-$e(7) has a pipeline"
	runs 'which runs' sh -e "$T/pipe.sh" >"$T/out"
done
is "$(xmllint --xpath 'string(//SCOLARISES)' effectifs.xml)" 59 \
    'and ends with the counts'
cd "$ROOT" || exit 1
awk '/^## / { on = $0 == "## By hand" } on && /^    / { print substr($0, 5) }' \
    README.md | sed -e "s,/tmp/,$T/,g" -e '/^make$/d' -e '/^PATH=/d' \
    >"$T/readme.sh"
grep -q '^effectifs-export' "$T/readme.sh"
ok $? 'README.md has a pipeline'
runs 'which runs' sh -e "$T/readme.sh" >"$T/out"
is "$(xmllint --xpath 'string(//SCOLARISES)' "$T/effectifs.xml")" 59 \
    'and ends with the counts'

# The options of -h are those of the page, and the reverse.
for p in $ALL; do
	"$p" -h | sed -n 's/^ *\(-\(.\), \)*--\([a-z0-9-]*\).*/\2 \3/p' |
	    tr ' ' '\n' | sed '/^$/d' | sort >"$T/aide"
	awk '/^\.Sh/ { on = 0 } /^The options are as follows:/ { on = 1 }
	    on && /^\.It Fl/ {
		for (i = 2; i < NF; i++)
			if ($i == "Fl")
				print $(i + 1)
	    }' "man/$p.1" | sed 's/^-//' | sort -u >"$T/page"
	same "$p: the options of -h are those of its page" "$T/page" "$T/aide"
	awk '/^\.Sh/ { on = $2 == "SYNOPSIS" }
	    on && /^\.(Op )?Fl|^\.Op Fl/ {
		sub(/^\.(Op )?Fl /, "")
		if (sub(/^-/, "", $1))
			print $1
		else if ($0 == "h | V")
			print "h\nV"
		else
			for (i = 1; i <= length($1); i++)
				print substr($1, i, 1)
	    }' "man/$p.1" | sort -u >"$T/synopsis"
	"$p" -h | sed -n -e 's/^  -\(.\), .*/\1/p' \
	    -e 's/^      --\([a-z0-9-]*\).*/\1/p' | sort >"$T/aide"
	same "$p: and those of its synopsis" "$T/aide" "$T/synopsis"
	for s in 'EXIT STATUS' EXAMPLES 'SEE ALSO'; do
		grep -qx "\.Sh $s" "man/$p.1"
		ok $? "$p(1) has $s"
	done
done
# Options that programs share are explained once more in sconet(7).
for p in $ALL; do
	"$p" -h | sed -n 's/^ .*--\([a-z0-9-]*\).*/\1/p'
done | sort | uniq -c | awk '$1 > 3 { print $2 }' | while read -r o; do
	grep -q "^\.It Fl.*Fl -$o\|^\.It Fl -$o" man/sconet.7 || echo "$o"
done >"$T/missing"
is "$(cat "$T/missing")" '' 'sconet(7) has all options that programs share'

# Every page that is named is there.
cat man/*.[1-8] "$BUILD"/man/*.[1-8] |
    sed -n 's/^\.Xr \([^ ]*\) \([0-9]\).*/\1.\2/p' | sort -u |
    while read -r x; do
	case $x in
	sudo.8 | zstd.1 | sqlite3.1) continue ;;
	esac
	[ -f "man/$x" ] || [ -f "$BUILD/man/$x" ] || echo "$x"
done >"$T/missing"
is "$(cat "$T/missing")" '' 'every page that is named is there'
if command -v mandoc >"$T/out"; then
	for m in man/*.[1-8] "$BUILD"/man/*.[1-8]; do
		[ "$m" = "$BUILD/man/${m##*/}" ] &&
		    [ -f "man/${m##*/}" ] && continue
		mandoc -Tlint -Wwarning "$m" >"$T/lint"
		ok $? "mandoc has nothing to say about ${m##*/}" ||
		    diag <"$T/lint"
	done
else
	skip 'mandoc' 'no mandoc'
fi

# The schemas that are published hold for what programs write.
for x in effectifs compte-rendu accuse; do
	xmllint --noout "$BUILD/xsd/$x.xsd"
	ok $? "$x.xsd is XML"
done
xmllint --noout --schema "$BUILD/xsd/effectifs.xsd" "$T/effectifs.xml" \
    2>"$T/err"
ok $? 'effectifs.xsd holds for a file' || diag <"$T/err"
for f in structures eleves responsables repartition; do
	xmllint --noout --schema "$BUILD/xsd/compte-rendu.xsd" \
	    "$T/compte-rendu-$f.xml" 2>"$T/err"
	ok $? "compte-rendu.xsd holds for that of $f" || diag <"$T/err"
done
SCONET_BASE=$T/college.db
export SCONET_BASE
fails 65 'a refusal' doctype sts-import <tests/corpus/porte/doctype.xml \
    >"$T/cr.xml"
xmllint --noout --schema "$BUILD/xsd/compte-rendu.xsd" "$T/cr.xml" 2>"$T/err"
ok $? 'compte-rendu.xsd holds for a refusal' || diag <"$T/err"
fails 1 'anomalies' '' bee-import -q --force \
    <tests/corpus/porte/communes.xml >"$T/cr.xml"
xmllint --noout --schema "$BUILD/xsd/compte-rendu.xsd" "$T/cr.xml" 2>"$T/err"
ok $? 'compte-rendu.xsd holds for anomalies of all kinds' || diag <"$T/err"
for o in '' --utf8; do
	effectifs-export -q $o --date 2019-10-01 >"$T/e.xml"
	xmllint --noout --schema "$BUILD/xsd/effectifs.xsd" "$T/e.xml" \
	    2>"$T/err"
	ok $? "effectifs.xsd holds for effectifs-export $o" || diag <"$T/err"
done
# The history's words, as the journal has them.
sed -n '/} genres\[\] = {/,/^};/s/.*"\(.*\)" },$/\1/p' "$ROOT/lib/journal.c" |
    while IFS= read -r g; do
	grep -Fxq -e "$g" "$ROOT/man/echanges.1" || echo "$g"
done >"$T/sans"
is "$(cat "$T/sans")" '' 'echanges(1) has all the genres'
done_testing
