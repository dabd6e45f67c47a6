#!/bin/sh
# The pupils of a school, written in all the ways there are: other versions,
# other encodings, other XML for the same.  They end as the same base.
. tests/lib.sh
. tests/corpus/eleves/cas.sh

E=$ECOLE/ElevesAvecAdresses.xml

# pareil WHAT FILE [COLUMN...]: it comes in without an anomaly, and the base
# is what E makes of it, but for those columns.
pareil() {
	_w=$1
	_f=$2
	shift 2
	copie etab b
	fails 0 "$_w" '' bee-import -b "$T/b.db" <"$_f" >"$T/cr.xml"
	dump "$T/eleves.db" cree echange "$@" >"$T/avant"
	dump "$T/b.db" cree echange "$@" >"$T/apres"
	same "$_w: the same" "$T/avant" "$T/apres"
	is "$(notes b)" "$notes" "$_w: the same is found"
}

# notes NAME: what its last exchange has found.
notes() {
	sqlite3 "$T/$1.db" "SELECT code, cle FROM anomalie WHERE echange =
	    (SELECT max(numero) FROM echange) ORDER BY 1, 2" | tr '\n' ' '
}

# blocs FILE NAME...: the file with its blocks in that order.
blocs() {
	_f=$1
	shift
	sed '/<DONNEES>/q' "$_f"
	for _n; do
		sed -n "/^    <$_n>/,/^    <\/$_n>/p" "$_f"
	done
	sed -n '/<\/DONNEES>/,$p' "$_f"
}

prepare_etab etab
ok $? 'the school knows its nomenclature and its structures'
prepare eleves etab && prend eleves bee-import $E
ok $? 'and its pupils'
notes=$(notes eleves)
is "$notes" 'ine-absent|990022 ine-absent|990050 ' 'two of them without INE'
x=$T/x.xml
iconv -f ISO-8859-15 -t UTF-8 $E >"$T/utf8.xml"

# Versions.

version() {
	sed "s/VERSION=\"3.0\"/VERSION=\"$1\"/" $E
}
version 2.1 | sed '/<INE_\(BEA\|RNIE\)>/d' >"$x"
pareil 'version 2.1, without INE_BEA and INE_RNIE' "$x" ine_bea ine_rnie
for v in 1.7 1.8; do
	version $v | sed -e '/<INE_\(BEA\|RNIE\)>/d; /<CODE_STATUT>/d' \
	    -e '/<NOM_USAGE/d; s/NOM_DE_FAMILLE>/NOM>/g' >"$x"
	pareil "version $v, NOM for NOM_DE_FAMILLE, no CODE_STATUT" "$x" \
	    ine_bea ine_rnie code_statut nom_usage
	copie eleves b
	runs "version $v after 3.0" bee-import -b "$T/b.db" <"$x" >"$T/cr.xml"
	dump "$T/eleves.db" cree echange nom_usage >"$T/avant"
	dump "$T/b.db" cree echange nom_usage >"$T/apres"
	same 'takes nothing away that it does not know' "$T/avant" "$T/apres"
done
version 9.9 >"$x"
copie etab b
runs 'version 9.9' bee-import -b "$T/b.db" <"$x" >"$T/cr.xml"
dump "$T/eleves.db" >"$T/avant"
dump "$T/b.db" >"$T/apres"
same 'is read as well' "$T/avant" "$T/apres"
is "$(notes b)" "${notes}version-inconnue|(fichier) " 'and said to be unknown'
sed -e 's/<ELEVE ELEVE_ID=[^>]*>/&<NOUVEAU A="1"><CODE_MEF>10310019110<\/CODE_MEF><X><ELEVE_ID\/><\/X><\/NOUVEAU>/' \
    -e 's/<\(OPTION\|STRUCTURES_ELEVE\|ADRESSE\) [A-Z_]*ID=/<AUTRE>\n<NUM_OPTION>9<\/NUM_OPTION><\/AUTRE>&/' \
    -e 's/<\/ELEVES>/&<ELEVES_SORTIS><ELEVE ELEVE_ID="1"\/><\/ELEVES_SORTIS>/' \
    -e 's/<DATE_NAISS>/<DATE_NAISSANCE>01\/01\/1901<\/DATE_NAISSANCE>&/' \
    $E >"$x"
pareil 'elements nobody knows everywhere' "$x"
sed -e 's/ ELENOET="[0-9]*"//' $E >"$x"
pareil 'no attribute ELENOET' "$x"
sed -e '/<ELENOET>/d' $E >"$x"
pareil 'no element ELENOET' "$x"

# The same XML.

sed 's|<\([A-Z0-9_]*\)></\1>|<\1/>|' $E >"$x"
pareil 'empty elements as one tag' "$x"
sed 's|<\([A-Z0-9_]*\)/>|<\1></\1>|' $E >"$x"
pareil 'empty elements as two' "$x"
sed 's|<\([A-Z0-9_]*\)\(/>\|></\1>\)|<\1  >   </\1 >|' $E >"$x"
pareil 'empty elements with blanks' "$x"
sed '/<[A-Z0-9_]*\/>/d; s|<\([A-Z0-9_]*\)></\1>||' $E >"$x"
pareil 'no empty elements' "$x"
sed 's|>\([^<>][^<>]*\)</| \t>  \1 	</|' $E >"$x"
pareil 'blanks around all values' "$x"
sed 's|>\([^<>][^<>]*\)</|>\n\n\1\n</|' $E >"$x"
pareil 'every value on a line of its own' "$x"
tr -d '\n' <$E | sed 's/>  *</></g' >"$x"
pareil 'all on one line' "$x"
sed 's/$/\r/' $E >"$x"
pareil 'lines that end with CR LF' "$x"
sed "s/=\"\([^\"]*\)\"/ =  '\1'/g" $E >"$x"
pareil 'attributes in single quotes' "$x"
sed -e 's|<\(PRENOM\|CODE_[A-Z]*\|LIGNE1_ADRESSE\)>\([^<&]*\)<|<\1><![CDATA[\2]]><|' \
    -e 's|<NOM_DE_FAMILLE>\(..\)|&<!-- coupe --><![CDATA[]]><?coupe?>|' $E >"$x"
pareil 'CDATA, comments and instructions inside values' "$x"
xmllint --encode US-ASCII $E >"$x"
pareil 'ASCII, all else by reference' "$x"
blocs $E ADRESSES STRUCTURES OPTIONS ELEVES >"$x"
pareil 'the blocks from last to first' "$x"
blocs $E STRUCTURES ELEVES ADRESSES OPTIONS >"$x"
pareil 'the blocks in another order' "$x"

# Encodings.

sed '1s/ISO-8859-15/UTF-8/' "$T/utf8.xml" >"$x"
pareil 'UTF-8' "$x"
printf '\357\273\277' | cat - "$x" >"$T/y.xml"
pareil 'UTF-8 with its mark' "$T/y.xml"
sed 1d "$x" >"$T/y.xml"
pareil 'UTF-8 that nothing declares' "$T/y.xml"
sed '1s/ISO-8859-15/windows-1252/' "$T/utf8.xml" |
    iconv -f UTF-8 -t WINDOWS-1252 >"$x"
pareil 'windows-1252' "$x"
LC_ALL=C grep -q "$(printf '[\234\214]')" "$x"
ok $? 'with letters of its own'

# remarque WHAT FILE CODE: the same, and a note that says so.
remarque() {
	copie etab b
	runs "$1" bee-import -b "$T/b.db" <"$2" >"$T/cr.xml"
	dump "$T/eleves.db" >"$T/avant"
	dump "$T/b.db" >"$T/apres"
	same "$1: the same" "$T/avant" "$T/apres"
	is "$(notes b)" "$(printf '%s\n' "$3|(fichier)" "${notes% }" |
	    tr ' ' '\n' | sort | tr '\n' ' ')" "$1: said"
}
remarque 'UTF-8 under ISO-8859-15' "$T/utf8.xml" encodage-utf8
sed 1d $E >"$x"
remarque 'ISO-8859-15 that nothing declares' "$x" encodage-suppose

# ISO-8859-1 has no OE: the same without them.
sed -e 's/Œ/OE/g; s/œ/oe/g; s/Ÿ/Y/g' "$T/utf8.xml" >"$T/sans.xml"
iconv -f UTF-8 -t ISO-8859-15 "$T/sans.xml" >"$x"
copie etab eleves && prend eleves bee-import "$x"
ok $? 'the pupils without letters that ISO-8859-1 has not'
sed '1s/ISO-8859-15/ISO-8859-1/' "$T/sans.xml" |
    iconv -f UTF-8 -t ISO-8859-1 >"$x"
pareil 'ISO-8859-1' "$x"
sed -e "s/L'H/L’H/" "$T/sans.xml" | iconv -f UTF-8 -t WINDOWS-1252 >"$x"
copie etab b
runs 'an apostrophe of windows-1252' bee-import -b "$T/b.db" <"$x" >"$T/cr.xml"
is "$(sqlite3 "$T/b.db" 'SELECT nom_de_famille FROM eleve WHERE eleve_id =
    990007')" "L’HAY-DES-SONGES" 'is read right'
like "$(notes b)" 'encodage-1252' 'and said to be one'

done_testing
