#!/bin/sh
# Encodings: the same text comes in right from each of them, wherever a
# character lies, and goes out right.
# shellcheck disable=SC1112 # the quotes are meant
. tests/lib.sh

C=tests/corpus/porte
B=$T/ecole.db
SCONET_BASE=$B
export SCONET_BASE

sconet-init 0990001N 2019 "$B"
nomen-profile -q -p $C/profil.yaml <$C/nomenclature.xml >"$T/cr"
sts-import -q <$C/structures.xml >"$T/cr"

# A file of pupils in UTF-8 and without a declaration, to be filled in.
iconv -f ISO-8859-15 -t UTF-8 $C/eleves.xml | sed -e 1d -e 's/2 IMPASSE.*ŒUVRE/@RUE@/' \
    -e 's/ŒILDOR/@NOM@/; s/Žé/Ze/; s/œ/oe/' \
    >"$T/modele.xml"
is "$(LC_ALL=C grep -c '[^ -~]' "$T/modele.xml")" 0 'the model is in ASCII'

# made NAME STREET CHARSET DECLARATION: the file as $T/in.xml.
made() {
	{
		[ -z "$4" ] || printf '%s\n' "$4"
		sed "s/@NOM@/$1/; s/@RUE@/$2/" "$T/modele.xml"
	} | iconv -f UTF-8 -t "$3" >"$T/in.xml"
}

# read_as NAME STREET WHAT CODES: what $T/in.xml leaves in the base, and
# what is said about the file.
read_as() {
	runs "$3" bee-import --force <"$T/in.xml" >"$T/cr"
	is "$(sqlite3 "$B" "SELECT nom_de_famille || '|' || ligne1_adresse
	    FROM eleve JOIN adresse USING (adresse_id)
	    WHERE eleve_id = 998001")" "$1|$2" "$3: as it was written"
	is "$(sqlite3 "$B" "SELECT group_concat(code) FROM anomalie
	    WHERE echange = (SELECT max(numero) FROM echange)")" "$4" \
	    "$3: ${4:-nothing} to say about it"
}

xml() {
	printf '<?xml version="1.0" encoding="%s"?>' "$1"
}

# Each encoding, with the characters that tell it from the others.
N9='ŒSTRELIERE ŸÆÐÞß' R9='5 € RUE DU ŠUMAC, œ š ž Ž ÿ ÉÈÊÀÂÇÙÔÎÏ'
N1='ÆTHELIN ¤¦¨´¸¼½¾' R1='3 RUE ÉÈÊËÀÂÇÙÛÜÔÖÎÏ éèêëàâçùûüôöîïÿ'
NW='L’ŒILLETTE Ÿ€Š' RW='8 “RUE” DES ‘PLUMES’ – ŠŽšž…™'
NU='ŁUKASZEK ’€Œ' RU='9 RUE ﬁ Ω 中 𝔄 ’'
made "$N9" "$R9" ISO-8859-15 "$(xml ISO-8859-15)"
read_as "$N9" "$R9" 'ISO-8859-15' ''
is "$(identifie <"$T/in.xml" | sed -n 's/^encodage	//p')" ISO-8859-15 \
    'identifie names it'
made "$N1" "$R1" ISO-8859-1 "$(xml ISO-8859-1)"
read_as "$N1" "$R1" 'ISO-8859-1' ''
made "$NW" "$RW" WINDOWS-1252 "$(xml windows-1252)"
read_as "$NW" "$RW" 'windows-1252' ''
is "$(identifie <"$T/in.xml" | sed -n 's/^encodage	//p')" windows-1252 \
    'identifie names it'
made "$NU" "$RU" UTF-8 "$(xml UTF-8)"
read_as "$NU" "$RU" 'UTF-8' ''

# A declaration may be written in other ways, or be missing.
made "$N9" "$R9" ISO-8859-15 \
    "<?xml version='1.0' encoding = 'iso-8859-15' standalone='yes' ?>"
read_as "$N9" "$R9" 'in single quotes and small letters' ''
made "$NU" "$RU" UTF-8 '<?xml version="1.0"?>'
read_as "$NU" "$RU" 'UTF-8 without a name' ''
made "$NU" "$RU" UTF-8 ''
read_as "$NU" "$RU" 'UTF-8 without a declaration' ''
made "$N9" "$R9" ISO-8859-15 ''
read_as "$N9" "$R9" 'eight bits without a declaration' encodage-suppose

# A byte order mark.
made "$NU" "$RU" UTF-8 "$(xml UTF-8)"
mv "$T/in.xml" "$T/nu.xml"
{
	printf '\357\273\277'
	cat "$T/nu.xml"
} >"$T/in.xml"
read_as "$NU" "$RU" 'UTF-8 with a mark' ''
sed 's/UTF-8/ISO-8859-15/' "$T/in.xml" >"$T/nu.xml"
mv "$T/nu.xml" "$T/in.xml"
read_as "$NU" "$RU" 'a mark that contradicts the declaration' encodage-utf8

# Declared as one, written in another.
made "$NU" "$RU" UTF-8 "$(xml ISO-8859-15)"
read_as "$NU" "$RU" 'UTF-8 under ISO-8859-15' encodage-utf8
made "$NU" "$RU" UTF-8 "$(xml windows-1252)"
read_as "$NU" "$RU" 'UTF-8 under windows-1252' encodage-utf8
made 'D’OEILLETTE' '“RUE”' WINDOWS-1252 "$(xml ISO-8859-1)"
read_as 'D’OEILLETTE' '“RUE”' 'windows-1252 under ISO-8859-1' encodage-1252
made 'D’OEILLETTE' '“RUE”' WINDOWS-1252 "$(xml ISO-8859-15)"
read_as 'D’OEILLETTE' '“RUE”' 'windows-1252 under ISO-8859-15' encodage-1252

# References are characters too.
made 'A\&#338;\&#x178;B\&amp;C' '\&quot;\&#8364;\&apos;' UTF-8 "$(xml UTF-8)"
read_as 'AŒŸB&C' "\"€'" 'references' ''

# What is not UTF-8 is refused, with its line; nothing changes.
line=$(sed -n '/@RUE@/=' "$T/modele.xml")
dump "$B" >"$T/before"
for o in '\300\257' '\355\240\200' '\364\220\200\200' '\370\210' '\342\202' \
    '\377'; do
	{
		xml UTF-8
		printf '\n'
		sed "s/@NOM@/$(printf 'A\302\240B')/; s/@RUE@/$(printf 'C%b' \
		    "$o")D/" "$T/modele.xml"
	} >"$T/in.xml"
	fails 65 "bytes $o" "in.xml:$((line + 1)): encodage-contradictoire" \
	    bee-import --force <"$T/in.xml" >"$T/cr"
done
dump "$B" >"$T/after"
same 'no such file changed anything' "$T/before" "$T/after"

# A character across the pieces a file is read in: at byte N and around it.
# pad N: N bytes of comments, N over 8.
pad() {
	awk -v n="$1" 'BEGIN {
		for (i = 0; i < 84; i++)
			x = x "x"
		for (; n > 300; n -= 100)
			print "<!-- " x " ... -->"
		while (length(x) < n - 9)
			x = x x
		print "<!--" substr(x, 1, n - 8) "-->"
	}'
}
# across N OFFSET TEXT DECLARATION: byte OFFSET of TEXT is the N-th of the
# file.
across() {
	{
		xml "$4"
		printf '\n'
		sed '/<ELEVES>/,$d' "$T/modele.xml"
	} >"$T/tete"
	printf '    <ELEVES>\n      <ELEVE ELEVE_ID="998001" ELENOET="801">
        <NOM_DE_FAMILLE>' >"$T/milieu"
	{
		cat "$T/tete"
		pad $(($1 - $2 - $(wc -c <"$T/tete") - $(wc -c <"$T/milieu")))
		cat "$T/milieu"
		printf '%s</NOM_DE_FAMILLE>\n' "$3"
		sed -e '1,/@NOM@/d' -e 's/@RUE@/1 RUE DROITE/' "$T/modele.xml"
	} >"$T/in.xml"
	bee-import -q --force <"$T/in.xml" >"$T/cr"
	echo "$1 $2 $? $(sqlite3 "$B" "SELECT nom_de_famille FROM eleve
	    WHERE eleve_id = 998001")"
}
for k in 32768 65536 98304; do
	for d in -1 0 1 2 3 4; do
		across $k $d '𝔄’É' UTF-8
	done
done >"$T/utf8"
is "$(grep -c ' 0 𝔄’É$' "$T/utf8")" 18 'UTF-8 across two pieces' ||
    diag <"$T/utf8"
for k in 32768 65536; do
	for d in 0 1 2 3; do
		across $k $d '’ÉŒ' ISO-8859-15
	done
done >"$T/utf8"
is "$(grep -c ' 0 ’ÉŒ$' "$T/utf8")" 8 \
    'UTF-8 that shows only across two pieces' || diag <"$T/utf8"
for k in 32768 65536; do
	for d in 0 1 2; do
		across $k $d "$(printf '\351\274')" ISO-8859-15
		across $k $d "$(printf '\222\234')" windows-1252
	done
done >"$T/huit"
is "$(grep -c ' 0 éŒ$' "$T/huit") $(grep -c ' 0 ’œ$' "$T/huit")" '6 6' \
    'eight bits across two pieces' || diag <"$T/huit"
for k in 32768 65536; do
	for d in 1 2 3 4 5; do
		across $k $d 'A&amp;B' UTF-8
		across $k $d '<!--C-->D' UTF-8
	done
done >"$T/signes"
is "$(grep -c ' 0 A&B$' "$T/signes") $(grep -c ' 0 D$' "$T/signes")" '10 10' \
    'a reference, and a comment, across two pieces' || diag <"$T/signes"
# The bytes that the archive keeps are those that came.
echanges -c "$(sqlite3 "$B" 'SELECT max(numero) FROM echange')" >"$T/kept"
cmp "$T/kept" "$T/in.xml"
ok $? 'the archive has the bytes, not the characters'

# One byte at a time.
case $BUILD in
*-asan) skip 'one byte at a time' 'no LD_PRELOAD under the sanitizers' ;;
*)
	sh tests/aux/cc "$T/lecture.so" tests/aux/lecture.c
	for e in UTF-8 ISO-8859-15; do
		made 'AŒŸ€' 'ÉŠ' "$e" "$(xml "$e")"
		LECTURE=1 LD_PRELOAD=$T/lecture.so \
		    bee-import -q --force <"$T/in.xml" >"$T/cr"
		is "$(sqlite3 "$B" "SELECT nom_de_famille FROM eleve
		    WHERE eleve_id = 998001")" 'AŒŸ€' "$e, a byte at a time"
	done
	;;
esac

# Tables: a division with an accent, in each way a spreadsheet saves it.
iconv -f ISO-8859-15 -t UTF-8 $C/structures.xml |
    sed -e '1s/ISO-8859-15/UTF-8/' -e 's/07:00:00/07:00:01/' \
        -e 's/"6B"/"6É"/; s/>6B</>6É</' >"$T/s.xml"
runs 'a division with an accent' sts-import <"$T/s.xml" >"$T/cr"
T1='# 0990001N 2019\neleve_id\tdivision\n998001\t6É\n998002\t6A\n'
T2='# 0990001N 2019\neleve_id\tdivision\n998001\t6A\n998002\t6É\n'
placed() {
	runs "$1" repartition <"$T/in.tsv" >"$T/cr"
	is "$(sqlite3 "$B" "SELECT group_concat(code_structure) FROM
	    (SELECT code_structure FROM eleve_structure
	    WHERE type_structure = 'D' ORDER BY eleve_id)")" "$2" \
	    "$1: both are in their place"
}
printf '%b' "$T1" >"$T/in.tsv"
placed 'a table in UTF-8' '6É,6A'
printf '%b' "\\0357\\0273\\0277$T2" >"$T/in.tsv"
placed 'with a mark' '6A,6É'
printf '%b' "$T1" | iconv -f UTF-8 -t WINDOWS-1252 >"$T/in.tsv"
placed 'in windows-1252' '6É,6A'
printf '%b' "$T2" | sed "s/\$/$(printf '\r')/" >"$T/in.tsv"
placed 'with the line ends of Windows' '6A,6É'
{
	printf '# 0990001N 2019\n'
	awk 'BEGIN { for (i = 0; i < 2047; i++)
		print "# 3456789012345678901234567890" }'
	printf 'eleve_id\tdivision\n998002\t6A\n998001\t6É\n'
} >"$T/tout.tsv"
for n in 0 1 2; do
	# Its accent comes n bytes before the end of the second piece.
	at=$(LC_ALL=C awk -v n=$n '{ if (i = index($0, "\303")) print s + i - 1
	    s += length($0) + 1 }' "$T/tout.tsv")
	{
		sed 1q "$T/tout.tsv"
		awk -v n=$((65536 - n - at + 2)) 'BEGIN { printf "#"
		    while (n-- > 2) printf " "; print "" }' </dev/null
		sed 1d "$T/tout.tsv"
	} >"$T/in.tsv"
	placed "across two pieces, $n bytes before" '6É,6A'
done

# Out again: the same text in both encodings, what does not fit is said.
sed -e 's/07:00:01/07:00:02/' -e 's/Sixième A/ŒÉ€Š/' \
    -e 's/Sixième B/’Ł…/' "$T/s.xml" >"$T/s2.xml"
runs 'labels of all kinds' sts-import <"$T/s2.xml" >"$T/cr"
runs 'out in ISO-8859-15' effectifs-export >"$T/9.xml"
like "$(cat "$T/err")" '^effectifs-export: -: caractere-translittere: 3 ' \
    'what does not fit is said'
runs 'and in UTF-8' effectifs-export --utf8 >"$T/8.xml"
is "$(grep -c caractere-translittere "$T/err")" 0 'where all fits'
label() {
	xmllint --xpath "string(//STRUCTURE[@CODE_STRUCTURE='$2']/LIBELLE_LONG)" \
	    "$1"
}
is "$(sed 1q "$T/9.xml")" '<?xml version="1.0" encoding="ISO-8859-15"?>' \
    'it declares ISO-8859-15'
is "$(sed 1q "$T/8.xml")" '<?xml version="1.0" encoding="UTF-8"?>' \
    'it declares UTF-8'
is "$(label "$T/9.xml" 6A) $(label "$T/9.xml" 6É)" "ŒÉ€Š 'L..." \
    'what ISO-8859-15 has, and the nearest of what it has not'
is "$(label "$T/8.xml" 6A) $(label "$T/8.xml" 6É)" 'ŒÉ€Š ’Ł…' 'all of it'
sed -e '1d' -e "s/’Ł…/'L.../" "$T/8.xml" >"$T/8"
iconv -f ISO-8859-15 -t UTF-8 "$T/9.xml" | sed 1d >"$T/9"
same_send 'and no other difference' "$T/8" "$T/9"

# The compte rendu as well.
made 'ŒILDOR' 'RUE' UTF-8 "$(xml UTF-8)"
sed 's,14/03/2008,14/13/2008,' "$T/in.xml" >"$T/faux.xml"
for o in '' --utf8; do
	fails 1 "compte rendu $o" '' bee-import -q --force $o \
	    <"$T/faux.xml" >"$T/cr"
	is "$(xmllint --xpath 'string(//REJETE/NOM)' "$T/cr")" ŒILDOR \
	    "compte rendu $o: the name is right"
done
done_testing
