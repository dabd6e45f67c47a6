#!/bin/sh
# Options mean the same in every program: help, usage, where things are
# written, what is said, and what never is.
. tests/lib.sh

C=tests/corpus/porte
E=examples/ecole
B=$T/ecole.db
SCONET_BASE=$B
export SCONET_BASE
ALL='sconet-init sconet-bases identifie nomen-profile sts-import bee-import
    repartition saisie fiche effectifs-export gep-export echanges
    sconet-check'

last() {
	sqlite3 "$B" "SELECT $1 FROM echange ORDER BY numero DESC LIMIT 1"
}
# json_lines NAME FILE: each line of it is JSON in UTF-8, and there is one.
json_lines() {
	iconv -f UTF-8 -t UTF-8 "$2" |
	    sed "s/'/''/g; s/.*/SELECT json_valid('&');/" |
	    sqlite3 -batch :memory: | sort -u >"$T/json"
	is "$(cat "$T/json")" 1 "$1" || diag <"$2"
}

sconet-init 0990001N 2019 "$B"
nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml >"$T/nomenclature"
sts-import -q <$E/sts_emp_0990001N_2019.xml >"$T/cr"
bee-import -q <$E/ElevesAvecAdresses.xml >"$T/cr"
n=$(last numero)

# Help and version, usage.
for p in $ALL; do
	runs "$p -h" "$p" -h >"$T/aide"
	is "$(cat "$T/err")" '' "$p -h says nothing else"
	like "$(sed -n 1p "$T/aide")" "^$p - [a-zé]" "$p -h says what it is for"
	like "$(sed -n 3p "$T/aide")" "^usage : $p " "$p -h says how"
	like "$(tail -n 1 "$T/aide")" "^voir $p\(1\)" "$p -h names its manual"
	"$p" --aide >"$T/aide2"
	same "$p --aide is the same" "$T/aide" "$T/aide2"
	runs "$p -V" "$p" -V >"$T/version"
	is "$(cat "$T/version")" "$p (sconet) $(cat VERSION)" \
	    "$p -V says the version"
	runs "$p --version" "$p" --version >"$T/version"
	fails 64 "$p: an unknown letter" "$p: usage: option inconnue : -Z" \
	    "$p" -Z
	fails 64 "$p: an unknown name" 'option inconnue : --inconnue' \
	    "$p" --inconnue
	fails 64 "$p: a flag with a value" 'usage: ' "$p" --aide=oui
	like "$(cat "$T/err")" "$p -h pour l'aide" "$p: where to look"
	for o in -b --base -a -u -o -r -p -c -w --motif --date --seuil \
	    --rejets --communs --remplace --role; do
		grep -Eq -e "^  ( *|-., )${o#-}|^ +$o" "$T/aide" || continue
		fails 64 "$p: $o without its value" \
		    "il manque la valeur de l'option : $o" "$p" "$o"
	done
done
for p in nomen-profile sts-import bee-import repartition saisie \
    effectifs-export; do
	fails 64 "$p: an argument" 'argument en trop : extra' "$p" extra
	for o in '-w -1' '-w 1.5' '-w 100000' '-w x' '-a 19' '-a 20190' \
	    '-a abcd' '-u 0990001' '-u 0990001n' '--date 2019-02-29' \
	    '--date 03/09/2019' '--date 2019-9-3'; do
		fails 64 "$p $o" ": ${o#* }" "$p" "${o% *}" "${o#* }"
	done
done
for o in 101 -1 x absents= absents=x present=3 'absents=3;modifies=4'; do
	fails 64 "--seuil $o" 'le seuil est un pourcentage' \
	    bee-import --seuil "$o"
done
fails 64 'echanges: two numbers' 'argument en trop : 2' echanges 1 2
fails 64 'echanges: no number' echange-inconnu echanges x
fails 64 'echanges: number 0' echange-inconnu echanges 0
fails 64 'echanges: a number too high' "$((n + 1))" echanges $((n + 1))
fails 64 'echanges -c: a number too high' "$((n + 1))" echanges -c $((n + 1))
fails 64 'echanges -c: the making of the base has no file' \
    "echange-sans-fichier" echanges -c 1
is "$(last numero)" "$n" 'usage leaves no line'

# -q: silent when all is well, and when it is not, but for refusals.
runs '-q' bee-import -q --force <$E/ElevesAvecAdresses.xml >"$T/cr"
is "$(cat "$T/err")" '' '-q is silent'
sed 's,14/03/2008,14/13/2008,' $E/ElevesAvecAdresses.xml >"$T/faux.xml"
fails 1 '-q with anomalies' '' bee-import -q -n <"$T/faux.xml" >"$T/cr"
is "$(cat "$T/err")" '' '-q is silent'
fails 65 '-q with a refusal' doctype bee-import -q <$C/doctype.xml >"$T/cr"
is "$(wc -l <"$T/err")" 1 '-q says why'
runs '-q of an export' effectifs-export -n -q >"$T/cr"
is "$(cat "$T/err")" '' '-q is silent'

# -v: a line for each anomaly; without it, one for those that are alike.
# At a terminal or not, the numbers are the same.
sed 's,<CODE_REGIME>.*<,<CODE_REGIME>Z<,' $E/ElevesAvecAdresses.xml \
    >"$T/regime.xml"
fails 1 'without -v' 'regime-inconnu' bee-import -n <"$T/regime.xml" >"$T/cr"
is "$(grep -c regime-inconnu "$T/err")" 1 'they are grouped'
like "$(grep regime-inconnu "$T/err")" \
    'ELEVE_ID 990001, .* et 50 autres, CODE_REGIME: le régime Z ' \
    'the total is exact'
fails 1 'with -v' 'regime-inconnu' bee-import -n -v <"$T/regime.xml" >"$T/cr"
is "$(grep -c regime-inconnu "$T/err")" 60 'each has its line'
like "$(grep 'ELEVE_ID 990002,.*regime-inc' "$T/err" | sed 1q)" '' \
    'with its own place'
is "$(grep -c 'regime.xml:[0-9]*: regime-inconnu: ELEVE_ID [0-9]*, CODE_REG' \
    "$T/err")" 60 'file, line, code, record and field'

# Only a person who asks for it, at a terminal, is shown what is personal.
if script -qec true /dev/null </dev/null >"$T/tty" 2>&1; then
	for o in '-v' '-v -j' ''; do
		script -qec "bee-import -n $o <'$T/faux.xml' >'$T/out'" \
		    /dev/null </dev/null >"$T/tty" 2>&1
		grep -c 14/13/2008 "$T/tty"
	done >"$T/dit"
	is "$(tr '\n' ' ' <"$T/dit")" '1 0 0 ' \
	    '-v at a terminal shows values, and nothing else does'
else
	skip '-v at a terminal' 'no script(1)'
fi
fails 1 '-v elsewhere' 'valeur-requise-invalide' \
    bee-import -n -v <"$T/faux.xml" >"$T/out"
is "$(grep -c 14/13/2008 "$T/err")" 0 'shows the form of a value only'

# -r: there, for the owner only, and standard output empty.
runs '-r' bee-import -r "$T/cr.xml" <$C/communs.xml >"$T/out"
is "$(cat "$T/out")" '' 'standard output is empty'
is "$(stat -c %a "$T/cr.xml")" 600 'the compte rendu is 0600'
is "$(xmllint --xpath 'string(//BILAN/@GENRE)' "$T/cr.xml")" communs \
    'it is whole'
fails 65 '-r of a refusal' doctype bee-import -r "$T/cr.xml" <$C/doctype.xml \
    >"$T/out"
like "$(xmllint --xpath 'string(//REFUS)' "$T/cr.xml")" '^doctype : ' \
    'it says why'
runs '-r of an export' effectifs-export -r "$T/cr.xml" >"$T/out"
is "$(xmllint --xpath 'name(/*)' "$T/out") \
$(xmllint --xpath 'name(/*)' "$T/cr.xml")" 'EFFECTIFS COMPTE_RENDU' \
    'the data on standard output, the compte rendu there'
n=$(last numero)
fails 73 '-r where nothing can be written' "$T/rien/cr.xml" \
    bee-import -r "$T/rien/cr.xml" <$E/ResponsablesAvecAdresses.xml
is "$(last 'numero || etat')" "$((n + 1))integre" \
    'what came in is in: only its answer is not said'

# -o: whole or not at all.
n=$(last numero)
runs '-o' effectifs-export -q -o "$T/e.xml" >"$T/out"
is "$(cat "$T/out")$(stat -c %a "$T/e.xml")" 600 \
    'standard output is empty, the file 0600'
echanges -c $((n + 1)) | cmp - "$T/e.xml"
ok $? 'it is what was sent'
cp "$T/e.xml" "$T/avant.xml"
sconet-init 0990001N 2019 "$T/vide.db"
fails 65 '-o with nothing to count' rien-a-compter \
    effectifs-export -b "$T/vide.db" -o "$T/e.xml"
cmp "$T/e.xml" "$T/avant.xml"
ok $? 'what was there still is'
fails 73 '-o where nothing can be written' "$T/rien/e.xml" \
    effectifs-export -o "$T/rien/e.xml"
fails 73 '-o a directory' 'sortie: ' effectifs-export -o "$T"
is "$(last numero)" $((n + 1)) 'none of them counts as sent'
runs '-o of an import' bee-import -q -o "$T/e.xml" --force <$C/communs.xml \
    >"$T/out"
is "$(xmllint --xpath 'name(/*)' "$T/e.xml")$(cat "$T/out")" COMPTE_RENDU \
    'is its compte rendu'
runs '-o of a dry run' bee-import -n -o "$T/e.tsv" --force <$C/communs.xml \
    >"$T/out"
is "$(sed -n 1p "$T/e.tsv")$(cat "$T/out")" \
    'genre	clé	champ	avant	après' 'is its differences'
is "$(cd "$T" && find . -name 'e.*' -o -name '.e.*' -o -name '*e.xml.*' \
    ! -path './ecole.d/*' | sort | tr '\n' ' ')" './e.tsv ./e.xml ' \
   'nothing is left beside them'

# What is no plain file is written to, not replaced.
mkfifo "$T/tube"
cat "$T/tube" >"$T/out" 3>&- &
runs '-o a pipe with a name' effectifs-export -q -o "$T/tube"
wait
[ -p "$T/tube" ]
ok $? 'it is still there'
is "$(xmllint --xpath 'name(/*)' "$T/out")" EFFECTIFS 'and all went through it'
echo 'rien' >"$T/vrai.xml"
ln -s vrai.xml "$T/lien.xml"
runs '-o a symbolic link' effectifs-export -q -o "$T/lien.xml"
[ -L "$T/lien.xml" ] && [ ! -L "$T/vrai.xml" ]
ok $? 'it is still there'
is "$(xmllint --xpath 'name(/*)' "$T/vrai.xml")" EFFECTIFS \
    'what it points to is new'

# A full disk, and a reader that is not there.
n=$(last numero)
dump "$B" >"$T/before"
fails 73 'a full disk: an export' 'sortie: ' effectifs-export >/dev/full
fails 73 'a full disk: the profile' 'sortie: ' \
    nomen-profile --profiler >/dev/full
fails 73 'a closed output: an export' 'sortie: ' effectifs-export >&-
fails 73 'a full disk: a dry run' 'sortie: ' \
    bee-import -n --force <$C/communs.xml >/dev/full
dump "$B" >"$T/after"
same 'nothing has changed' "$T/before" "$T/after"
is "$(last numero)" "$n" 'nothing counts as sent'
is "$(find "$T/ecole.d" -name "*$((n + 1))-*" -o -name '.*' -type f)" '' \
    'no number is used'
fails 73 'a full disk: an import' 'sortie: ' \
    bee-import -q --force <$E/Communs.xml >/dev/full
is "$(last numero)" $((n + 1)) 'is in, but for its answer'
for p in 'echanges' 'echanges 2' 'echanges -c 2' 'echanges -j' \
    'nomen-profile -l' "sconet-bases $T"; do
	# shellcheck disable=SC2086 # its words
	fails 73 "a full disk: $p" "la sortie n'a pas pu" $p >/dev/full
done
fails 73 'a full disk: identifie' 'sortie: ' identifie <$C/sts.xml >/dev/full
n=$(last numero)
bee-import --force <$C/communs.xml 2>&- >"$T/cr"
is "$? $(last numero)" "0 $((n + 1))" 'a closed standard error'
echanges -c $((n + 1)) | cmp - $C/communs.xml
ok $? 'nothing of it went into the archive'

# --motif.
runs '--motif' effectifs-export --motif "Remontée de l'après-midi" >"$T/out"
is "$(last motif)" "Remontée de l'après-midi" 'is in the journal'
like "$(last options)" "^--motif 'Remontée" 'and so are all options'
like "$(echanges "$(last numero)")" "Remontée de l'après-midi" \
    'echanges shows it'

# -n: no line, no file, no change; the same status.
find "$T/ecole.d" | sort >"$T/archive"
n=$(last numero)
dump "$B" >"$T/before"
runs '-n of an import' bee-import -n <$E/ElevesSansAdresses.xml >"$T/out"
like "$(sed -n 2p "$T/out")" '^MODIF	eleve:99' 'shows what would change'
fails 1 '-n with anomalies' '' bee-import -n --rejets "$T/rejets.xml" \
    <"$T/faux.xml" >"$T/out"
is "$(xmllint --xpath 'count(//ELEVE)' "$T/rejets.xml")" 1 \
    '--rejets is written all the same'
runs '-n of a nomenclature' nomen-profile -n -p $E/profil.yaml \
    <$E/Nomenclature.xml >"$T/out"
runs '-n of a profile' nomen-profile --profiler -n -p $E/profil.yaml >"$T/out"
sed "/<NUM_ENVOI>/d" "$T/nomenclature" | tail -n +8 >"$T/a"
tail -n +8 "$T/out" >"$T/b"
same 'shows the file' "$T/a" "$T/b"
runs '-n of structures' sts-import -n <$E/Structures.xml >"$T/out"
runs '-n of places' repartition -n <$E/divisions.tsv >"$T/out"
runs '-n of an export' effectifs-export -n >"$T/out"
fails 65 '-n of a refusal' autre-annee sts-import -n <$C/autre-annee.xml \
    >"$T/out"
dump "$B" >"$T/after"
same 'no dry run has changed anything' "$T/before" "$T/after"
is "$(last numero)" "$n" 'nor left a line'
find "$T/ecole.d" | sort >"$T/after"
same 'nor a file' "$T/archive" "$T/after"

# --date, for today.
runs '--date' effectifs-export --date 2019-11-02 >"$T/out"
is "$(xmllint --xpath 'string(//DATE_EXPORT)' "$T/out") \
$(last date_utilisee) $(last date_echange)" \
    '02/11/2019 2019-11-02 2019-09-03 09:00:00' \
    'is the day, in the file and in the journal'
fails 78 '--date after the end of the year' 'base-annee: ' \
    effectifs-export --date 2020-09-01
runs '--force passes' effectifs-export --date 2020-09-01 --force >"$T/out"

# What is personal is never said on standard error, nor in JSON.  Every
# value of the school's files, damaged in every way, and looked for.
for f in ElevesAvecAdresses ResponsablesAvecAdresses sts_emp_0990001N_2019; do
	iconv -f ISO-8859-15 -t UTF-8 "$E/$f.xml" | awk -F '[<>]' '
	    $2 ~ /^(NOM|NOM_.*|PRENOM.*|ID_NATIONAL|INE_.*|DATE_NAIS.*)$/ ||
	    $2 ~ /^(TEL_.*|MEL|VILLE_NAISS)$/ { if (length($3) > 3) print $3 }
	    /<SCOLARITE/, /<.SCOLARITE/ { next }
	    $2 ~ /^LIGNE._ADRESSE$/ { if ($3 != "") print $3 }' | sort -u
done >"$T/perso"
n=$(wc -l <"$T/perso")
[ "$n" -gt 400 ]
ok $? 'the files have personal values'
sed -n 's,^\(..\)/\(..\)/\(....\)$,\3-\2-\1,p' "$T/perso" >"$T/iso"
cat "$T/iso" >>"$T/perso"
# quiet FILE CMD...: with it, none of those values is said.
quiet() {
	in=$1
	shift
	for o in '' -v -j '-v -j'; do
		# shellcheck disable=SC2086 # options are words
		"$@" $o <"$in" 2>"$T/err" >"$T/out"
		rc=$?
		[ -s "$T/err" ]
		ok $? "$* $o <${in##*/}: $(wc -l <"$T/err") lines, status $rc"
		grep -F -f "$T/perso" "$T/err" | head -n 5 >"$T/dit"
		is "$(cat "$T/dit")" '' 'none has a personal value'
	done
	json_lines 'all are JSON' "$T/err"
}
F=$T/abime.xml
sed -e 's,</ID_NATIONAL>,?&,; s,</INE_RNIE>,é&,; s,</NOM_USAGE>, ?&,' \
    -e 's,</NOM_DE_FAMILLE>,?&,; s,</PRENOM>,?&,; s,</MEL>, a&,' \
    -e 's,</TEL_[A-Z]*>, poste B&,; s,</CODE_SEXE>,3&,' \
    $E/ElevesAvecAdresses.xml | iconv -f ISO-8859-15 -t UTF-8 |
    sed 1s/ISO-8859-15/UTF-8/ >"$F"
quiet "$F" bee-import -n --force
sed -e 's,/2008</DATE_NAISS>,/1908&,; s,/\(200.\)</DATE_N,/\1 BIS</DATE_N,' \
    -e 's,</VILLE_NAISS>,QUI EST UNE TRES LONGUE VILLE LOIN DE TOUT&,' \
    -e 's,\(<ELEVE ELEVE_ID="\)[0-9]*,\1990001,' \
    $E/ElevesAvecAdresses.xml >"$F"
quiet "$F" bee-import -n --force
sed -e 's,<NOM_DE_FAMILLE>.*<,<NOM_DE_FAMILLE><,' $E/ElevesAvecAdresses.xml \
    >"$F"
quiet "$F" bee-import -n --force
awk '/<ELEVE /  { n++ }
    /<ID_NATIONAL>/ && n % 2 { print held; next }
    /<ID_NATIONAL>/ { held = $0 }
    { print }' $E/ElevesAvecAdresses.xml >"$F"
quiet "$F" bee-import -n --force
quiet "$F" bee-import -n
sed -e 's,</NOM_DE_FAMILLE>,?&,; s,</TEL_[A-Z]*>, poste B&,' \
    -e 's,</LIGNE._ADRESSE>, QUI EST UNE TRES LONGUE RUE DE LA VILLE&,' \
    -e 's,</MEL>, a&,; s,</CODE_PARENTE>,9&,' \
    $E/ResponsablesAvecAdresses.xml >"$F"
quiet "$F" bee-import -n --force
sed -e 's,</NOM_USAGE>,?&,; s,</DATE_NAISSANCE>, BIS&,; s,TYPE="epp",TYPE="x",' \
    -e 's,<NOM_USAGE>GOMM.*<,<NOM_USAGE><,' $E/sts_emp_0990001N_2019.xml >"$F"
quiet "$F" sts-import -n --force
iconv -f ISO-8859-15 -t UTF-8 $E/ElevesAvecAdresses.xml | awk -F '[<>"]' '
    BEGIN { print "# 0990001N 2019\nine\tdivision" }
    /<ID_NATIONAL>/ { print $3 (n++ % 2 ? "X" : "") "\t6A" }' >"$F"
quiet "$F" repartition -n
sed '4s/	6A/	1,00E+10/' "$F" >"$T/abime.tsv"
quiet "$T/abime.tsv" repartition -n
sed '2s/.*/BOISFLOTTE	6A/' "$F" >"$T/abime.tsv"
quiet "$T/abime.tsv" repartition -n
sed '5s/.*/&	Zéphyrine/' "$F" >"$T/abime.tsv"
quiet "$T/abime.tsv" repartition -n
bee-import -q --force <"$T/faux.xml" >"$T/cr"
for o in "-j" "-j $(last numero)" "-j 5" '' ; do
	# shellcheck disable=SC2086 # options are words
	echanges $o >"$T/out"
	is "$(grep -F -f "$T/perso" "$T/out")" '' "nor has echanges $o"
done
for f in ElevesAvecAdresses ResponsablesAvecAdresses Communs; do
	identifie -j <$E/$f.xml >"$T/out"
	is "$(grep -F -f "$T/perso" "$T/out")" '' "nor has identifie -j <$f"
done

# JSON of whatever a name may hold.
for f in 'a"b' 'c\d' "l'élève" 'é	tab' "$(printf 'x\ny')" '<&>'; do
	cp $C/doctype.xml "$T/$f"
	fails 65 'a file with an odd name' '' bee-import -j <"$T/$f" >"$T/cr"
	json_lines 'is named in JSON' "$T/err"
	xmllint --noout "$T/cr"
	ok $? 'its compte rendu is well-formed'
done
runs '-j of a good run' sts-import -j <$E/Structures.xml >"$T/cr"
json_lines 'its summary is JSON' "$T/err"
is "$(sqlite3 :memory: "SELECT json_extract('$(tail -n 1 "$T/err")', '\$.lus')")" \
    "$(last lus)" 'with the numbers'
runs 'echanges -j' echanges -j >"$T/out"
json_lines 'is JSON' "$T/out"
runs 'echanges -j N' echanges -j 4 >"$T/out"
json_lines 'is JSON' "$T/out"
runs 'identifie -j' identifie -j <$C/sts.xml >"$T/out"
json_lines 'is JSON' "$T/out"
runs 'nomen-profile -l -j' nomen-profile -l -j >"$T/out"
json_lines 'is JSON' "$T/out"
fails 78 '-j of a base that is missing' '' effectifs-export -j -b "$T/rien.db"
json_lines 'is JSON' "$T/err"
# An output takes the place of nothing that is needed.
B=$T/prise.db
E=examples/ecole
sconet-init -q 0990001N 2019 "$B"
nomen-profile -q -b "$B" -p $E/profil.yaml <$E/Nomenclature.xml >"$T/out"
cp $E/Communs.xml "$T/communs.xml"
cp $E/profil.yaml "$T/p.yaml"
sqlite3 "$B" .dump >"$T/avant"
prise() { # WHAT PATTERN PROGRAM OPTION...
	_w=$1 _p=$2
	shift 2
	fails 64 "$_w" "$_p" "$@" -b "$B" <"$T/communs.xml" >"$T/out"
}
prise 'not the base' 'sortie-prise: la sortie' bee-import -o "$B"
prise 'nor another' ': une base' bee-import -r "$B"
prise 'nor with --rejets' ': une base' bee-import --rejets "$B"
prise 'nor by an export' ': une base' nomen-profile --profiler -o "$B"
ln "$B" "$T/lien.db"
prise 'nor through a link' ': une base' bee-import -o "$T/lien.db"
for f in "$T"/prise.d/*; do
	prise 'nor a file of the archive' "l'archive" bee-import -o "$f"
	break
done
prise 'nor the input' 'le fichier qui est lu' bee-import -o "$T/communs.xml"
prise 'nor the profile' 'un fichier qui est lu' \
    nomen-profile --profiler -p "$T/p.yaml" -r "$T/p.yaml"
prise 'nor two at one place' '-o et --rejets' \
    bee-import -o "$T/x.xml" --rejets "$T/x.xml"
rm "$T/lien.db"
sqlite3 "$B" .dump >"$T/apres"
same 'the base is as it was' "$T/avant" "$T/apres"
runs 'a device may be named twice' \
    bee-import -q -b "$B" -o /dev/null --rejets /dev/null <"$T/communs.xml"
done_testing
