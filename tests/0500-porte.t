#!/bin/sh
# The door: what is refused there, with which status and text, and that a
# refusal changes nothing but the journal.
. tests/lib.sh

C=tests/corpus/porte
B=$T/ecole.db
SCONET_BASE=$B
export SCONET_BASE

# last COLUMN: of the journal's last line.
last() {
	sqlite3 "$B" "SELECT $1 FROM echange ORDER BY numero DESC LIMIT 1"
}

# codes: what the last exchange found, as a .want has it.
codes() {
	sqlite3 -separator ' ' "$B" "SELECT DISTINCT code, gravite FROM anomalie
	    WHERE echange = (SELECT max(numero) FROM echange) ORDER BY 1"
}

# program FILE: the one that takes it.
program() {
	case $1 in
	*.tsv) echo repartition ;;
	*) case $(grep -ao -m 1 -e '<BEE_[A-Z]*' -e '<STS_EDT' "$1") in
		'<BEE_NOMENCLATURES') echo nomen-profile ;;
		'<BEE_STRUCTURES' | '<STS_EDT') echo sts-import ;;
		*) echo bee-import ;;
		esac ;;
	esac
}

mark() {
	before=$(last numero)
	dump "$B" >"$T/before"
	find "$T/ecole.d" | sort >"$T/archive"
}

# untouched NAME: nothing at all was written since mark.
untouched() {
	dump "$B" >"$T/after"
	same "$1: data unchanged" "$T/before" "$T/after"
	is "$(last numero)" "$before" "$1: no line in the journal"
	find "$T/ecole.d" | sort >"$T/archive.after"
	same "$1: nothing in the archive" "$T/archive" "$T/archive.after"
}

# refuses STATUS PATTERN FILE CMD...: with one line more in the journal, a
# refusal's, the file in the archive as it was, and the data as they were.
refuses() {
	status=$1 pattern=$2 file=$3
	shift 3
	name="$1 <${file##*/}"
	fails "$status" "$name: $pattern" "$pattern" "$@" <"$file" >"$T/cr"
	dump "$B" >"$T/after"
	same "$name: data unchanged" "$T/before" "$T/after"
	before=$((before + 1))
	{
		echo "$before rejete 0 $rc"
		sha256sum <"$file" | cut -c 1-64
		wc -c <"$file"
		xmllint --xpath 'string(//BILAN/REFUS)' "$T/cr"
	} >"$T/want"
	last "format('%d %s %d %d', numero, etat, change, statut) ||
	    format(char(10) || '%s' || char(10) || '%d' || char(10) || '%s',
	    sha256, taille, refus)" >"$T/got"
	same "$name: one line, a refusal's, and the compte rendu says why" \
	    "$T/want" "$T/got"
	echanges -c "$before" >"$T/kept"
	cmp "$T/kept" "$file"
	ok $? "$name: the archive has the file, byte for byte"
}

# A school, from files without a fault.
sconet-init 0990001N 2019 "$B"
nomen-profile -q -p $C/profil.yaml <$C/nomenclature.xml >"$T/nomenclature"
is "$(xmllint --xpath 'count(//MEF)' "$T/nomenclature")" 1 \
    'takes a nomenclature, and profiles it'
for f in structures.xml sts.xml communs.xml eleves.xml responsables.xml \
    places.tsv; do
	p=$(program "$C/$f")
	runs "takes $f" "$p" <"$C/$f" >"$T/cr"
	is "$(codes)" '' "$f: nothing to say about it"
done

# Odd files that are taken all the same: NAME.want has the status, and what
# is said; NAME.sql what the base must be like.
cp "$B" "$T/keep.db"
for w in "$C"/*.want; do
	f=$(ls "${w%.want}".[xt]*)
	cp "$T/keep.db" "$B"
	[ ! -f "${w%.want}.sql" ] || sqlite3 "$B" <"${w%.want}.sql"
	p=$(program "$f")
	"$p" --force -q <"$f" >"$T/cr"
	rc=$?
	sed '/^= /d' "$w" >"$T/want"
	{
		echo $rc
		codes
	} >"$T/got"
	same "${f##*/}: status and codes" "$T/want" "$T/got"
done
cp "$T/keep.db" "$B"
rm -rf "$T/ecole.d"
runs 'an archive that is gone is made again' \
    bee-import --force <$C/communs.xml >"$T/cr"
mark

# Files that are refused: NAME.fault has the status and the program, then
# what must be said.
for w in "$C"/*.fault; do
	f=$(ls "${w%.fault}".[xt]*)
	read -r status program <"$w"
	refuses "$status" "$(sed -n 2p "$w")" "$f" "$program"
	sed 1,2d "$w" | while read -r line; do
		grep -Fq -e "$line" "$T/err" || echo "$line"
	done >"$T/missing"
	is "$(cat "$T/missing")" '' "${f##*/}: all of it is said"
done

# What the command line asserts stands in for an envelope.
runs 'a file without UAJ passes with -u' \
    sts-import -u 0990001N <$C/sans-uaj.xml >"$T/cr"
runs 'one without ANNEE_SCOLAIRE with -a' \
    sts-import -a 2019 <$C/sans-annee.xml >"$T/cr"
runs 'one without PARAMETRES with both' \
    sts-import -u 0990001N -a 2019 <$C/sans-enveloppe.xml >"$T/cr"
mark
fails 65 '-u does not let in the file of another school' autre-etablissement \
    sts-import -u 0990002P <$C/autre-etablissement.xml >"$T/cr"
mark
refuses 65 autre-etablissement $C/autre-etablissement.xml sts-import --force
refuses 65 autre-annee $C/autre-annee.xml sts-import --force

# No input at all: 66, and no trace.
mark
for p in nomen-profile sts-import bee-import repartition; do
	fails 66 "$p: an empty input" entree-vide "$p" </dev/null >"$T/cr"
	is "$(cat "$T/cr")" '' "$p: no compte rendu for nothing"
	fails 66 "$p: an empty pipe" entree-vide \
	    sh -c ": | $p" </dev/null >"$T/cr"
done
fails 66 'identifie: an empty input' entree-vide identifie </dev/null
untouched 'an empty input'
if script -qec true /dev/null </dev/null >"$T/tty" 2>&1; then
	for p in nomen-profile sts-import bee-import repartition identifie; do
		script -qec "$p" /dev/null </dev/null >"$T/tty" 2>&1
		is "$? $(grep -c 'entree-terminal: .*< FICHIER' "$T/tty")" \
		    '66 1' "$p: a terminal"
	done
	untouched 'a terminal'
else
	skip 'a terminal' 'no script(1)'
fi
fails 74 'an input that cannot be read' 'es: ' bee-import <"$T" >"$T/cr"
untouched 'an input that cannot be read'

# Compressed files are recognised by every program, which says what to do.
printf 'PK\003\004\024\000\000\000\010\000' >"$T/zip"
gzip -c $C/eleves.xml >"$T/gz"
printf '\050\265\057\375\044\000\001\000\000' >"$T/zst"
printf '\375\067\172\130\132\000\000\004' >"$T/xz"
mark
for a in 'zip unzip -p' 'gz zcat' 'zst zstdcat' 'xz xzcat'; do
	f=${a%% *} tool=${a#* }
	refuses 65 "$tool $f | bee-import" "$T/$f" bee-import
	for p in nomen-profile sts-import repartition identifie; do
		fails 65 "$p <$f" "$tool $f | $p" "$p" <"$T/$f" >"$T/cr"
	done
	fails 65 "sconet-init --communs $f" archive \
	    sconet-init --communs "$T/$f" 0990001N 2019 "$T/non.db"
	[ ! -e "$T/non.db" ] && [ ! -e "$T/non.d" ]
	ok $? "sconet-init --communs $f: there is no base"
	before=$(last numero)
done
fails 65 'from a pipe it has no name' 'zcat FICHIER | bee-import' \
    sh -c "gzip -c $C/eleves.xml | bee-import" >"$T/cr"

# The wrong root: what it is, and the program that wants it.
while read -r root wants others; do
	cat >"$T/$root.xml" <<-END
		<?xml version="1.0" encoding="UTF-8"?>
		<$root VERSION="1.0">
		  <PARAMETRES><UAJ>0990001N</UAJ></PARAMETRES>
		  <DONNEES/>
		</$root>
	END
	case $wants in
	-) said='; aucun programme de cette version ne le prend' ;;
	sts_emp) said=" : c'est l'autre des deux fichiers" ;;
	*) said="; le donner à $wants" ;;
	esac
	for p in $others; do
		fails 65 "$p <$root$said" "$said" "$p" <"$T/$root.xml" >"$T/cr"
		like "$(cat "$T/err")" \
		    "^$p: $root.xml:2: racine: .*racine $root( :|, [a-zé])" \
		    "$p says what $root is"
	done
	identifie <"$T/$root.xml" >"$T/dit"
	like "$(cat "$T/dit")" "^racine	$root\$" "identifie knows $root"
	is "$(grep -c 'inconnu' "$T/dit")" 0 "identifie says what $root is"
done <<END
BEE_NOMENCLATURES nomen-profile sts-import bee-import
BEE_STRUCTURES sts-import nomen-profile bee-import
STS_EDT sts-import nomen-profile bee-import
BEE_ELEVES bee-import nomen-profile sts-import
BEE_RESPONSABLES bee-import nomen-profile sts-import
BEE_COMMUN bee-import nomen-profile sts-import
EDT_STS sts_emp sts-import
EDT_STS sts-recv bee-import
BEE_GEOGRAPHIQUE - nomen-profile
BEE_ETABLISSEMENTS - sts-import
BEE_ETABLISSEMENT - bee-import
BEE_EPHC_ELEVES - nomen-profile
BEE_EPHC_RESPONSABLES - sts-import
IMPORT_ELEVES bee-import nomen-profile sts-import
EFFECTIFS sts-recv nomen-profile
COMPTE_RENDU - sts-import
ACCUSE ar-import bee-import
VOEUX voeux-recv nomen-profile
AFFECTATIONS affect-import sts-import
DOSSIERS dossier-import bee-import
BEA_ELEVES bea-recv nomen-profile
BEA_INE ine-import sts-import
EVA bea-recv bee-import
CONSTAT bea-recv nomen-profile
END
mark
refuses 65 'le donner à bee-import' $C/eleves.xml sts-import
is "$(last racine)" BEE_ELEVES 'the journal keeps the root'
refuses 65 'le donner à sts-import' $C/sts.xml bee-import

# Our own limits: the length of a tag, depth.
# tag N: structures.xml with a tag of N bytes between < and >.
tag() {
	sed '/<GROUPES>/,$d' $C/structures.xml
	printf '<GROUPES A="'
	head -c $(($1 - 13)) /dev/zero | tr '\0' a
	printf '"/>\n</DONNEES>\n</BEE_STRUCTURES>\n'
}
# deep N: a file whose elements are nested N deep.
deep() {
	sed '/<GROUPES>/,$d' $C/structures.xml
	awk -v n=$(($1 - 2)) 'BEGIN {
		for (i = 0; i < n; i++)
			print "<NIVEAU>"
		for (i = 0; i < n; i++)
			print "</NIVEAU>"
	}'
	printf '</DONNEES>\n</BEE_STRUCTURES>\n'
}
tag 65536 >"$T/balise-juste.xml"
tag 131072 >"$T/balise-longue.xml"
deep 64 >"$T/juste.xml"
deep 65 >"$T/profond.xml"
deep 40000 >"$T/abime.xml"
runs 'a tag of 64 KiB' sts-import --force <"$T/balise-juste.xml" >"$T/cr"
runs '64 levels' sts-import --force <"$T/juste.xml" >"$T/cr"
mark
refuses 65 'balise-longue.xml:28: balise-longue' "$T/balise-longue.xml" \
    sts-import
refuses 65 'profond.xml:90: profondeur' "$T/profond.xml" sts-import
refuses 65 'abime.xml:90: profondeur' "$T/abime.xml" sts-import
# As many names as there are elements: a parser keeps them all.
{
	sed '/<GROUPES>/,$d' $C/structures.xml
	awk 'BEGIN { for (i = 0; i < 12000; i++) print "<N" i "/>" }'
	printf '</DONNEES>\n</BEE_STRUCTURES>\n'
} >"$T/noms.xml"
refuses 65 ': noms: plus de 10 000 noms' "$T/noms.xml" sts-import

# Older than the last one applied.
sed 's/08:00:00/07:59:59/' $C/eleves.xml >"$T/ancien.xml"
refuses 65 'fichier du 2019-09-02 07:59:59, dernier intégré du 2019-09-02 08' \
    "$T/ancien.xml" bee-import
is "$(last horodatage)" '2019-09-02 07:59:59' 'the journal keeps its time'
sed 's/MIRANDELLE/MIRANDELLA/' "$T/ancien.xml" >"$T/force.xml"
runs '--force takes it' bee-import --force <"$T/force.xml" >"$T/cr"
is "$(sqlite3 "$B" "SELECT nom_de_famille FROM eleve WHERE
    eleve_id = 998002")" MIRANDELLA 'and what is in it'
runs 'the same time as the last one is not older' \
    bee-import <$C/eleves.xml >"$T/cr"
sed '/<HORODATAGE>/d' $C/eleves.xml >"$T/sans-date.xml"
runs 'nor is a file without HORODATAGE' bee-import <"$T/sans-date.xml" >"$T/cr"
mark

# With -n a refusal leaves no trace.
fails 65 '-n refuses as well' doctype sts-import -n <$C/doctype.xml >"$T/cr"
is "$(cat "$T/cr")" '' '-n has no compte rendu'
untouched '-n of a file that is refused'

# Of a large file that is refused the hash and size are kept, no more.
{
	cat "$T/EVA.xml"
	head -c 68157440 /dev/zero | tr '\0' '\n'
} >"$T/grand.xml"
fails 65 'a large file' 'racine EVA' bee-import <"$T/grand.xml" >"$T/cr"
is "$(last "sha256 || ' ' || taille")" \
    "$(sha256sum <"$T/grand.xml" | cut -c 1-64) $(wc -c <"$T/grand.xml")" \
    'its hash and size are in the line'
is "$(last 'archive IS NULL')" 1 'its bytes are not in the archive'
fails 64 'and it cannot be shown' "n'a pas de fichier archivé" \
    echanges -c "$(last numero)"
rm "$T/grand.xml"
mark

# Cut off after each byte: by the reader itself, in pieces and at once, then
# through the programs.
files='nomenclature.xml structures.xml sts.xml eleves.xml responsables.xml
    communs.xml utf8-non-dit.xml places.tsv'
step=211 pieces='1 65536'
case $BUILD in
*-asan) step=1009 pieces=7 files='sts.xml utf8-non-dit.xml places.tsv' ;;
esac
runs 'builds a helper' sh tests/aux/cc "$T/coupe" tests/aux/coupe.c
for f in $files; do
	for piece in $pieces; do
		"$T/coupe" "$C/$f" "$piece" >"$T/coupe.out"
		ok $? "$f is refused when cut after any byte ($piece at once)" ||
		    diag <"$T/coupe.out"
	done
	size=$(wc -c <"$C/$f")
	p=$(program "$C/$f")
	n=1
	while [ $n -lt $((size - 1)) ]; do
		head -c $n "$C/$f" >"$T/part"
		"$p" -q <"$T/part" >"$T/cr" 2>"$T/err"
		rc=$?
		case $rc$f$n in
		65*) ;;
		0places.tsv49) ;; # between two lines
		*) echo "$n bytes: $rc" ;;
		esac
		n=$((n < size - 4 - step ? n + step : n < size - 4 ?
		    size - 4 : n + 1))
	done >"$T/odd"
	is "$(cat "$T/odd")" '' "$p refuses parts of $f"
done
# Wherever it is cut, in a tag, a comment or a CDATA: that is what is told.
sed -e 's|<ELEVES>|&<!-- a > b <c> --><?pi d > e?>|' \
    -e 's|<PRENOM>\([^<]*\)<|<PRENOM><![CDATA[\1]]><|' $C/eleves.xml >"$T/x.xml"
for f in $C/sts.xml "$T/x.xml"; do
	"$T/coupe" "$f" 65536 >"$T/coupe.out"
	is "$(cut -d ' ' -f 1 "$T/coupe.out")" fichier-coupe \
	    "${f##*/}: each part is told to be one"
done
mark
head -c 1500 $C/eleves.xml >"$T/coupe.xml"
refuses 65 'coupe.xml:40: fichier-coupe' "$T/coupe.xml" bee-import

# An UAI in small letters and a year of two are the same school and year.
sed -e 's|0990001N|0990001n|; s|<ANNEE_SCOLAIRE>2019|&-2020|' $C/eleves.xml \
    >"$T/x.xml"
runs 'what the envelope means is taken' bee-import -q -n <"$T/x.xml"
sed -e 's|<ANNEE_SCOLAIRE>2019|&-2021|' $C/eleves.xml >"$T/x.xml"
refuses 65 'x.xml: autre-annee' "$T/x.xml" bee-import
sed -e 's|<ANNEE_SCOLAIRE>2019|<ANNEE_SCOLAIRE>2018-2019|' $C/eleves.xml \
    >"$T/x.xml"
refuses 65 'x.xml: autre-annee' "$T/x.xml" bee-import

# Short reads make no difference.
case $BUILD in
*-asan) skip 'short reads' 'no LD_PRELOAD under the sanitizers' ;;
*)
	runs 'builds a library' \
	    sh tests/aux/cc "$T/lecture.so" tests/aux/lecture.c
	for n in 1 3 7; do
		LECTURE=$n LD_PRELOAD=$T/lecture.so \
		    bee-import -q --force <$C/responsables.xml >"$T/cr"
		ok $? "reads $n bytes at a time"
		echanges -c "$(last numero)" >"$T/kept"
		cmp "$T/kept" $C/responsables.xml
		ok $? 'and archives them all'
	done
	;;
esac

# Line numbers past 65 535.
{
	sed '/<ELEVE ELEVE_ID="998002"/,$d' $C/eleves.xml
	awk 'BEGIN { for (i = 25; i < 70000; i++) print "" }'
	sed -n '/<ELEVE ELEVE_ID="998002"/,$p' $C/eleves.xml |
	    sed 's,02/11/2008,02/13/2008,'
} >"$T/long.xml"
fails 1 'a record on line 70 000' \
    'bee-import: long.xml:70000: valeur-requise-invalide: ELEVE_ID 998002' \
    bee-import --force <"$T/long.xml" >"$T/cr"
is "$(sqlite3 "$B" "SELECT ligne FROM anomalie ORDER BY n DESC LIMIT 1")" \
    70000 'the journal has the line'
is "$(xmllint --xpath 'string(//REJETE/@LIGNE)' "$T/cr")" 70000 \
    'and so has the compte rendu'
sed '70004s,<,<<,' "$T/long.xml" >"$T/faux.xml"
mark
refuses 65 'faux.xml:70004: xml-invalide' "$T/faux.xml" bee-import
awk 'NR == 70004 { printf "\001" } { print }' "$T/long.xml" >"$T/faux.xml"
refuses 65 'faux.xml:70004: caractere-interdit' "$T/faux.xml" bee-import
done_testing
