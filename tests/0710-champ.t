#!/bin/sh
# A field that is added to a format table is read, written, in the schema and
# in the manual, with no other edit.
. tests/lib.sh

B=$T/build
E=examples/ecole
unset MAKEFLAGS MFLAGS MAKELEVEL

# The sources, with one line more in each of two tables.
cp -Rp Makefile VERSION lib man tools "$T"
mkdir -p "$B/obj"
for d in lib gen tools flags obj/lib obj/gen obj/tools; do
	cp -Rp "$BUILD/$d" "$B/$d"
done
# field FILE TABLE LINE: it ends the table.
field() {
	sed "/^static const struct field $2\[\]/,/^};/s|^};|	$3,\n};|" \
	    "lib/$1" >"$T/lib/$1"
	is "$(diff "lib/$1" "$T/lib/$1" | grep -c '^[<>]')" 1 \
	    "one line more in $1"
}
field format_house.c structure '{ "couleur", "COULEUR", FT_TEXT, 20, 0 }'
field format_bee.c eleve '{ "date_badge", "BADGE/DATE", FT_DATE_FR, 10, 0 }'

# Only what these tables are part of is made again.
san=$(grep -o -e '-fsanitize=[a-z,]*' "$BUILD/flags" | sort -u | tr '\n' ' ')
runs 'builds the library, schemas and manuals' make -s -C "$T" -o "$B/flags" \
    BUILD="$B" CFLAGS="-O0 $san" LDFLAGS="$san" "$B/lib/libsconet.a" \
    "$B/docs" >"$T/out"
runs 'a program that copies a file' sh tests/aux/cc "$T/avant" tests/aux/relit.c
runs 'and again' env LIBSCONET="$B/lib/libsconet.a" \
    sh tests/aux/cc "$T/apres" tests/aux/relit.c

# Ours: the counts.
sconet-init 0990001N 2019 "$T/e.db"
nomen-profile -q -b "$T/e.db" -p $E/profil.yaml <$E/Nomenclature.xml >"$T/out"
sts-import -q -b "$T/e.db" <$E/sts_emp_0990001N_2019.xml >"$T/out"
bee-import -q -b "$T/e.db" <$E/ElevesAvecAdresses.xml >"$T/out"
effectifs-export -q --utf8 -b "$T/e.db" >"$T/effectifs.xml"
sed '/STRUCTURE CODE_STRUCTURE="6A"/,/<.STRUCTURE>/s|^\( *\)<EFFECTIF_CALCULE>.*|&\
\1<COULEUR>œillet \&amp; é</COULEUR>|;t' "$T/effectifs.xml" |
    awk '/<COULEUR>/ && n++ { next } { print }' >"$T/couleur.xml"
is "$(grep -c COULEUR "$T/couleur.xml")" 1 'a file with such a field'
"$T/avant" <"$T/effectifs.xml" >"$T/a.xml"
xmllint --c14n "$T/effectifs.xml" >"$T/c14n.1"
xmllint --c14n "$T/a.xml" >"$T/c14n.2"
same 'a file is copied as it is' "$T/c14n.1" "$T/c14n.2"
"$T/avant" <"$T/couleur.xml" >"$T/a.xml"
is "$(grep -c COULEUR "$T/a.xml")" 0 'before, the field is not known'
"$T/apres" <"$T/couleur.xml" >"$T/b.xml"
is "$(xmllint --xpath \
    'string(//STRUCTURE[@CODE_STRUCTURE="6A"]/COULEUR)' "$T/b.xml")" \
    'œillet & é' 'then it passes from file to file'
is "$(grep -c COULEUR "$T/b.xml")" 1 'where it was, and nowhere else'
"$T/apres" <"$T/b.xml" >"$T/c.xml"
same 'and again' "$T/b.xml" "$T/c.xml"
cmp "$BUILD/xsd/effectifs.xsd" "$B/xsd/effectifs.xsd" >"$T/out" 2>&1
is $? 1 'the schema is another one'
xmllint --noout --schema "$B/xsd/effectifs.xsd" "$T/b.xml" 2>"$T/err"
ok $? 'it admits the field' || diag <"$T/err"
xmllint --noout --schema "$B/xsd/effectifs.xsd" "$T/effectifs.xml" 2>"$T/err"
ok $? 'and files without it' || diag <"$T/err"
xmllint --noout --schema "$BUILD/xsd/effectifs.xsd" "$T/b.xml" 2>"$T/err"
is $? 3 'which the schema before did not'
grep -q COULEUR "$B/man/sconet-effectifs.5"
ok $? 'the manual has the field'
grep -q COULEUR "$BUILD/man/sconet-effectifs.5"
is $? 1 'which the manual before had not'

# SIECLE's: the pupils.
LC_ALL=C sed 's|^\( *\)<NOM_DE_FAMILLE>.*|&\
\1<BADGE><DATE>29/02/2020</DATE><COULEUR>bleue</COULEUR></BADGE>|' \
    $E/ElevesAvecAdresses.xml >"$T/badge.xml"
"$T/avant" <"$T/badge.xml" >"$T/a.xml"
is "$(grep -c BADGE "$T/a.xml")" 0 'before, a file of pupils loses it'
"$T/apres" <"$T/badge.xml" >"$T/b.xml"
is "$(xmllint --xpath 'count(//ELEVE/BADGE/DATE[. = "29/02/2020"])' \
    "$T/b.xml") $(grep -c COULEUR "$T/b.xml")" '60 0' \
    'then it passes, alone of what is in its element'
grep -q 'BADGE/DATE' "$B/man/sconet-bee-eleves.5"
ok $? 'the manual has the field'
done_testing
