#!/bin/sh
# examples/run: what README.md's first command does.
# shellcheck disable=SC2016 # what is written is for other programs
. tests/lib.sh

unset MAKEFLAGS MFLAGS MAKELEVEL SOURCE_DATE_EPOCH TZ
ROOT=$PWD
mkdir "$T/ailleurs"
cd "$T/ailleurs" || exit 1
runs 'runs from any directory' \
    sh "$ROOT/examples/run" --bin "$BUILD/bin" --dir ../ecole >"$T/out"
is "$(cat "$T/err")" '' 'without a complaint'
is "$(ls -A .)" '' 'it leaves nothing there'
cd "$ROOT" || exit 1
D=$T/ecole

# What it shows: each command as typed, and what came of it.
for e in event-b event-d event-e event-sts event-f event-g event-h event-i \
    event-c1 event-a event-c3 rentree saison; do
	sed '1,/^$/d' examples/$e.sh | grep -v -e '^#' -e '^jour ' |
	    sed '/^$/d; s/^/$ /'
done >"$T/typed"
grep '^\$ ' "$T/out" >"$T/shown"
same 'each command is shown as it is typed' "$T/typed" "$T/shown"
for e in event-b event-d event-e event-sts event-f event-g event-h event-i \
    event-c1 event-a event-c3 rentree saison; do
	sed '1,/^$/d' examples/$e.sh | grep '^# '
done >"$T/typed"
grep '^# [A-ZÀÉ]' "$T/out" >"$T/shown"
same 'with its words' "$T/typed" "$T/shown"
for s in "programme	nomen-profile" "sts-import: lus 12, ajoutés 12" \
    "aucune erreur pour l'import fait à 09 h 00 min" \
    'bee-import: lus 60, ajoutés 60' 'repartition: lus 9, ajoutés 0, mod' \
    '│ 6 C      │ SIXIEME C     │ 8     │ 8       │ 5      │ 3       │' \
    '│ Total    │               │ 64    │ 59      │ 30     │ 29      │' \
    '│ 6CHORALE │ CHORALE SIXIEME │ 11      │ 7      │ 4       │' \
    "│ 4A       │ DA NUVEM-CLARA │ Ézéchin  │ l'élève n'a pas d'INE │" \
    '│ 8  │ Export effectif par structure vers STS-WEB      │ 12  │' \
    'voeux-import: lus 8, ajoutés 0, modifiés 5' \
    'eleve-sans-voeu: élève 990059 (3A)' \
    'ine-send: lus 1, ajoutés 0' 'envoi-repris: ' \
    'eva-ecarts: 1 effectif(s) corrigé(s) ; écart total +1' \
    'Import accusé réception EVA' 'Import accusé réception constat' \
    'affect-import: lus 3, ajoutés 3' 'dossier-import: lus 9, ajoutés 6' \
    'sconet-bascule: lus 148, ajoutés 0, modifiés 3' \
    "l'ancienne base est terminée, la nouvelle est courante" \
    '    echanges -b college.db'; do
	grep -Fq -e "$s" "$T/out"
	ok $? "shows « $s »"
done
grep -Fqx "$D" "$T/out"
ok $? 'and where it all is'

is "$(tail -n 1 "$T/out")" "$D/tableau.html" 'it ends with the page to open'
xmllint --noout "$D/tableau.html" 2>"$T/err"
ok $? 'which is there' || diag <"$T/err"
is "$(sed -n '/^==== Le tableau de bord/,/^==== Toutes/p' "$T/out" |
    grep -cE '^  (Élèves scolarisés|Scolarisés dont la BEA|Envoi par|AR ).* 58$')" 5 \
    'after the four blocks of the collège'

# What is there.
is "$(cd "$D" && ls -d college.d college.db [Ne]*profilee.xml effectifs.xml \
    compte-rendu-*.xml)" 'Nomenclature-profilee.xml
college.d
college.db
compte-rendu-eleves.xml
compte-rendu-repartition.xml
compte-rendu-responsables.xml
compte-rendu-structures.xml
effectifs.xml' 'the files are there'
is "$(cd "$D/gep" && echo *)" \
    'F_DIV.DBF F_ELE.DBF F_ERE.DBF F_GPD.DBF F_MEN.DBF F_TMT.DBF F_WIND.DBF' \
    'and the tables of GEP'
is "$(echanges -b "$D/college.db" | sed 1d | cut -f 1,14 | tr '\t\n' '= ')" \
    '11=emis 10=emis 9=emis 8=emis 7=integre 6=integre 5=integre 4=integre 3=emis 2=integre 1=integre ' \
    'the journal has eleven lines, all is well'
is "$(sqlite3 "$D/college.db" 'SELECT DISTINCT date_echange FROM echange')" \
    '2019-09-03 09:00:00' 'of one morning'
is "$(xmllint --xpath 'string(//SCOLARISES)' "$D/effectifs.xml")" 59 \
    'the counts are there'
for f in "$D"/compte-rendu-*.xml; do
	xmllint --noout --schema "$BUILD/xsd/compte-rendu.xsd" "$f" 2>"$T/err"
	ok $? "${f##*/} is valid" || diag <"$T/err"
done
# Each event is a script of its own, too.
mkdir "$T/seul"
cp examples/ecole/*.* examples/academie/*.* "$T/seul"
for e in b d e sts f g; do
	(cd "$T/seul" && SOURCE_DATE_EPOCH=1567501200 TZ=Europe/Paris \
	    sh -e "$ROOT/examples/event-$e.sh") >"$T/out" 2>"$T/err"
	ok $? "event-$e.sh runs by itself" || diag <"$T/err"
done
cmp "$T/seul/effectifs.xml" "$D/effectifs.xml"
ok $? 'to the same end'

# A second time into the same directory; wrong options.
find "$D" | sort >"$T/before"
fails 73 'a directory that is not empty' "n'est pas vide" \
    sh examples/run --bin "$BUILD/bin" --dir "$D" >"$T/out"
find "$D" | sort >"$T/after"
same 'is left alone' "$T/before" "$T/after"
fails 64 'a wrong option' 'usage : sh examples/run' sh examples/run --zut x
fails 64 'a value that is missing' 'usage : ' sh examples/run --dir

# A program that fails stops it, with its status and where to look.
cp -R "$BUILD/bin" "$T/bin"
printf '#!/bin/sh\necho "sts-import: refus" >&2\nexit 65\n' >"$T/bin/sts-import"
fails 65 'a program that fails' "arrêt, statut 65 ; voir $T/arret" \
    sh examples/run --bin "$T/bin" --dir "$T/arret" >"$T/out"
is "$(tail -n 1 "$T/out")" 'sts-import: refus' 'is the last thing shown'
is "$(echanges -b "$T/arret/college.db" | sed 1d | wc -l)" 3 \
    'what was done is kept'

# Without --bin it looks for packages and builds.
mkdir "$T/arbre" "$T/arbre/tools"
cp -R examples "$T/arbre"
echo 'echo "$1" >>setup.log' >"$T/arbre/tools/setup"
printf 'all:\n\t@mkdir -p $(BUILD) && cp -R %s/bin $(BUILD)\n' "$BUILD" \
    >"$T/arbre/Makefile"
runs 'builds first' env BUILD=fait TMPDIR="$T" sh "$T/arbre/examples/run" \
    >"$T/out"
is "$(cat "$T/arbre/setup.log")" examples 'after the set-up for examples'
[ -x "$T/arbre/fait/bin/echanges" ]
ok $? 'into $BUILD'
d=$(sed -n '/^==== Où/{n;p;}' "$T/out")
case $d in
"$T"/sconet-*) [ -f "$d/effectifs.xml" ] ;;
*) false ;;
esac
ok $? 'and keeps the directory it made, whose path it shows'
printf 'all:\n\t@echo "boum: no such thing"; exit 1\n' >"$T/arbre/Makefile"
fails 70 'a build that fails' 'boum: no such thing' \
    sh "$T/arbre/examples/run" >"$T/out"
echo 'echo "setup: packages are missing" >&2; exit 77' >"$T/arbre/tools/setup"
fails 77 'packages that are missing' 'packages are missing' \
    sh "$T/arbre/examples/run" >"$T/out"
done_testing
