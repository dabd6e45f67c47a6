#!/bin/sh
# What has strayed: a name, an INE, a birth date, a phone where the envelope, a
# header, a code or a number should be.  It is shown nowhere, and stays in no
# packet; what has the form of a code is shown, for whoever is to correct it.
# The fields are those of the tables: describe lists them.  DISCRETION set
# ("make check-discretion"): all of them, with more that strays, and both ways.
. tests/lib.sh

E=examples/ecole
C=tests/corpus
umask 077
command -v unzip >"$T/out" || skip_all 'no unzip'
TAB=$(printf '\t')

egares='WYKOW 0699887766 12/03/1951 999999999BB 12/03/51 WKY 06998877'
# Under the sanitizers each takes five times as long, and tells the same.
case $BUILD in
*-asan) egares='WYKOW 12/03/1951' ;;
esac
noms='WYKOW 999999999BB'
if [ -n "${DISCRETION:-}" ]; then
	egares="$egares Wykow1 wykow +33699887766 33699887766 1951-03-12
	    12031951 9999999999B DE_WYKOW 06.99.88.77"
fi
printf '%s\n' WYKOW WKY 699887766 06998877 06.99.88.77 12/03/1951 1951-03-12 \
    12/03/51 12031951 999999999BB 9999999999B >"$T/canaris"

# named FILE...: the lines that show one.
named() {
	LC_ALL=C grep -aFihn -f "$T/canaris" "$@" | head -n 5
}
# kept FILE...: the same of a packet, where three letters may come by chance.
kept() {
	grep -v WKY "$T/canaris" >"$T/longs"
	LC_ALL=C grep -aFihn -f "$T/longs" "$@" | head -n 5
}

# Bases: a school, its académie, its STS-WEB.
B=$T/b/ecole.db
mkdir "$T/b"
sconet-init -q 0990001N 2019 "$B"
sconet-init -q --role sts 0990001N 2019 "$T/b/sts.db"
sconet-init -q --role bea 099 2019 "$T/b/bea.db"
nomen-profile -q -b "$B" -p $E/profil.yaml <$E/Nomenclature.xml >"$T/np.xml"
nomen-profile -q -b "$T/b/bea.db" <$E/Nomenclature.xml >"$T/out"
sts-recv -q -b "$T/b/sts.db" <"$T/np.xml" >"$T/out"
sts-import -q -b "$B" <$E/sts_emp_0990001N_2019.xml >"$T/out"
bee-import -q -b "$B" <$E/ElevesAvecAdresses.xml >"$T/out"
bee-import -q -b "$B" <$E/ResponsablesAvecAdresses.xml >"$T/out"
for f in ecole-1 voisine-1; do
	bea-recv -q --nouvelle-ecole -b "$T/b/bea.db" <$C/bea-eleves/$f.xml \
	    >"$T/out"
done
voeux-import -q -b "$B" --campagne $E/campagne.yaml <$E/voeux.tsv >"$T/out" \
    2>"$T/err"

# Format, base, a file of that format.
cat >"$T/fichiers" <<FIN
bee-nomenclatures ecole $E/Nomenclature.xml
sts-edt ecole $E/sts_emp_0990001N_2019.xml
bee-structures ecole $E/Structures.xml
bee-eleves ecole $E/ElevesAvecAdresses.xml
bee-responsables ecole $E/ResponsablesAvecAdresses.xml
bee-commun ecole $E/Communs.xml
import-eleves ecole $C/prive/bon.xml
accuse ecole $C/accuses/plusieurs.xml
affectations ecole $C/affectations/correct.xml
bea-ine ecole $C/ine/attribue.xml
edt-sts sts $E/emp_sts_0990001N_2019.xml
effectifs sts $C/effectifs/effectif-negatif.xml
bea-eleves bea $C/bea-eleves/ecole-1.xml
constat bea $C/constat/correct.xml
eva bea $C/eva/correct.xml
voeux bea $C/voeux-recus/voeu-rang-double.xml
FIN
"$BUILD/tools/describe" champs >"$T/champs"

# strays LEAF FROM WORDS <FILE: one after the other in that element or, as
# @LEAF, in that attribute; LEAF "": in whatever $T/feuilles says.
strays() {
	LC_ALL=C awk -v feuille="$1" -v k="$2" -v mots="$3" '
	BEGIN {
		n = split(mots, mot, " ")
		if (feuille != "")
			pris[feuille] = 1
		else
			while ((getline feuille <ARGV[1]) > 0)
				pris[feuille] = 1
		ARGV[1] = ""
	}
	{
		reste = $0
		while (match(reste, / [A-Z0-9_]+="[^"]*"|<[A-Z0-9_]+>[^<]*</)) {
			un = substr(reste, RSTART, RLENGTH)
			printf "%s", substr(reste, 1, RSTART - 1)
			reste = substr(reste, RSTART + RLENGTH)
			nom = un
			sub(/^[ <]/, "", nom)
			sub(/[=>].*/, "", nom)
			if (un ~ /^ / && ("@" nom) in pris)
				un = " " nom "=\"" mot[k++ % n + 1] "\""
			else if (un ~ /^<[^<]*>[^ \t\n<]/ && nom in pris)
				un = "<" nom ">" mot[k++ % n + 1] "<"
			printf "%s", un
		}
		print reste
	}' "$T/feuilles"
}

# leaves FORMAT TYPES: names of its fields that say nothing of people.
leaves() {
	awk -F '\t' -v fmt="$1" -v types="$2" '$1 == fmt && $7 == "-" &&
	    index(types, $5) { sub(/.*\//, "", $4); print $4 }' "$T/champs" |
	    sort -u
}

# tells PROGRAM BASE FILE: all that it says.
tells() {
	"$1" -n -j --force -b "$2" <"$3" >"$T/out" 2>>"$T/dit"
	[ $? -lt 64 ] && pris=$((pris + 1))
	[ -n "${DISCRETION:-}" ] || return
	"$1" -n -v --force -b "$2" <"$3" >"$T/out" 2>>"$T/dit"
}

# sweep PROGRAM BASE FILE TYPES WORDS: each leaf of those types in its turn,
# until each word has stood in it.
sweep() {
	leaves "$format" "$4" >"$T/feuilles"
	n=$(echo "$5" | wc -w)
	while read -r f; do
		vus=$(LC_ALL=C grep -aoE "<$f>[^ <]|[ ]${f#@}=\"" "$3" | wc -l)
		[ "$vus" -gt 0 ] || continue
		i=0
		while [ "$i" -lt "$n" ]; do
			strays "$f" "$i" "$5" <"$3" >"$T/x.xml"
			tells "$1" "$2" "$T/x.xml"
			essais=$((essais + 1))
			i=$((i + vus))
		done
	done <"$T/feuilles"
}

essais=0
while read -r format base fichier; do
	p=$(awk -F '\t' -v f="$format" '$1 == f { print $2; exit }' "$T/champs")
	: >"$T/dit"
	pris=0
	[ "$p" = accuse ] && p=ar-import
	sweep "$p" "$T/b/$base.db" "$fichier" code "$egares"
	sweep "$p" "$T/b/$base.db" "$fichier" 'nombre booleen heures' "$egares"
	sweep "$p" "$T/b/$base.db" "$fichier" 'entier date horodatage' "$noms"
	# The envelope.
	for m in WYKOW 0699887766 12/03/1951; do
		LC_ALL=C sed "s,HORODATAGE>[^<]*<,HORODATAGE>$m<,
		    s,<NUM_ENVOI>[^<]*<,<NUM_ENVOI>$m<,
		    s, VERSION=\"[^\"]*\", VERSION=\"$m\"," "$fichier" >"$T/x.xml"
		tells "$p" "$T/b/$base.db" "$T/x.xml"
	done
	sed '1s/encoding="[^"]*"/encoding="WYKOW"/' "$fichier" >"$T/x.xml"
	tells "$p" "$T/b/$base.db" "$T/x.xml"
	LC_ALL=C sed -E '2,3s/^<[A-Z_]+/<WYKOW/; $s,</[A-Z_]+>$,</WYKOW>,' \
	    "$fichier" >"$T/x.xml"
	tells "$p" "$T/b/$base.db" "$T/x.xml"
	identifie -j <"$T/x.xml" >>"$T/dit" 2>&1
	is "$(named "$T/dit")" '' "$format: $p shows none"
	[ -s "$T/dit" ] && [ "$pris" -gt 3 ]
	ok $? "$format: and has something to say of files that it takes"

	# A packet of what has all of it.
	leaves "$format" 'code nombre booleen heures' |
	    grep -vxE 'UAJ|ANNEE_SCOLAIRE|@UAJ|@ANNEE' >"$T/feuilles"
	strays '' 1 "$egares" <"$fichier" >"$T/x.xml"
	rm -rf "$T/c" "$T/p"
	cp -r "$T/b" "$T/c"
	"$p" -q --force -b "$T/c/$base.db" <"$T/x.xml" >"$T/out" 2>"$T/err"
	n=$(sqlite3 "$T/c/$base.db" 'SELECT max(numero) FROM echange')
	runs "$format: a packet" echanges -b "$T/c/$base.db" --paquet "$n" \
	    -o "$T/p.zip"
	if [ "$rc" -eq 0 ]; then
		unzip -q "$T/p.zip" -d "$T/p"
		zstd -dq --rm "$T/p"/paquet.d/*.zst
		is "$(kept "$T/p"/paquet.d/* "$T/p/paquet.db")" '' \
		    "$format: names nobody"
	fi
done <"$T/fichiers"
# Tables: a header that is somebody's line, or has a column too many.
: >"$T/dit"
printf 'WYKOW\tWykowska\t12/03/1951\n990001\t6A\t0699887766\n' >"$T/sans.tsv"
# table PROGRAM BASE COLUMNS [OPTION...]
table() {
	prog=$1
	base=$T/b/$2.db
	colonnes=$3
	shift 3
	cp "$T/sans.tsv" "$T/x1.tsv"
	printf '# 0990001N 2019\n' | cat - "$T/sans.tsv" >"$T/x2.tsv"
	printf '# 0990001N 2019\n%s\tWykow\n' "$colonnes" >"$T/x3.tsv"
	printf '# WYKOWSKA 1951\n%s\n' "$colonnes" >"$T/x4.tsv"
	printf '# 0990001N 2019\n%s\n' "$colonnes" >"$T/x5.tsv"
	n=$(printf '%s\n' "$colonnes" | tr '\t' '\n' | wc -l)
	for m in $egares; do
		i=1
		while [ "$i" -le "$n" ]; do
			echo "$m" | awk -v i="$i" -v n="$n" '{ for (k = 1; k <= n; k++)
			    printf "%s%s", k == i ? $1 : k == 1 ? 990001 : 1,
			    k < n ? "\t" : "\n" }'
			i=$((i + 1))
		done
	done >>"$T/x5.tsv"
	for x in "$T"/x[1-5].tsv; do
		"$prog" -n -j -b "$base" "$@" <"$x" >"$T/out" 2>>"$T/dit"
		"$prog" -n -v -b "$base" "$@" <"$x" >"$T/out" 2>>"$T/dit"
	done
}
table repartition ecole "eleve_id${TAB}division${TAB}groupes"
table voeux-import ecole "eleve_id${TAB}rang_voeu${TAB}uai${TAB}mef" \
    --campagne $E/campagne.yaml
table saisie ecole "eleve_id${TAB}champ${TAB}valeur"
table litiges bea "uai${TAB}eleve_id${TAB}autre_uai${TAB}autre_id"
table affect-send bea "eleve_id${TAB}rang_voeu${TAB}decision"
is "$(named "$T/dit")" '' 'no table shows any'
[ "$(grep -c tsv-entete "$T/dit")" -ge 20 ]
ok $? 'though their headers are refused'
printf '# 0990001N 2019\neleve_id\tdivison\n' >"$T/x.tsv"
fails 65 'a column but for a slip is named' 'colonne inconnue « divison »' \
    repartition -b "$B" <"$T/x.tsv" >"$T/out"
printf '# 0990001N 2019\neleve_id\tWykow\n' >"$T/x.tsv"
fails 65 'another by its place' \
    'colonne 2 inconnue (5 caractères, des lettres seulement)' \
    repartition -b "$B" <"$T/x.tsv" >"$T/out"

# What is a code is shown.
sed '0,/CODE_MEF>[0-9]*/s//CODE_MEF>10010012199/' \
    $E/ElevesAvecAdresses.xml >"$T/x.xml"
fails 1 'an unknown MEF is shown' 'le MEF 10010012199 ' \
    bee-import -n -b "$B" <"$T/x.xml" >"$T/out"
printf '# 0990001N 2019\neleve_id\tdivision\n990001\t6E9\n990002\tZaza\n' \
    >"$T/x.tsv"
fails 1 'and so is a division' ' 6E9 ' repartition -n -b "$B" <"$T/x.tsv" \
    >"$T/out"
is "$(grep -c Zaza "$T/err")" 0 'but no name in its place'

# Under the name of a record: what strayed in a part of its key.
S=$T/cles
mkdir "$S"
cp "$B" "$S/ecole.db"
cp "$T/b/bea.db" "$S/bea.db"
{
	printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n990001\tDIVISION\tWYKOW J\n990006\tGROUPES\tWYKOW|6CHORALE\n' |
	    saisie -q -b "$S/ecole.db" >"$T/out"
	printf '# 0990001N 2019\neleve_id\tdivision\n990002\tWYKOW J\n' |
	    repartition -q -b "$S/ecole.db" >"$T/out"
	sed -e 's/CODE_STRUCTURE="6A"/CODE_STRUCTURE="WYKOW J"/' \
	    -e 's/CODE_MEF="10010012110"/CODE_MEF="WYKOW J"/' $C/eva/correct.xml |
	    bea-recv -q -b "$S/bea.db" >"$T/out"
	sed -e 's/CODE_REGIME="-"/CODE_REGIME="WYKOW J"/' \
	    -e 's/CODE_STATUT="ST"/CODE_STATUT="WYKOW"/' $C/constat/correct.xml |
	    bea-recv -q -b "$S/bea.db" >"$T/out"
} 2>"$T/err"
for b in ecole bea; do
	echanges -j -b "$S/$b.db" --erreurs
	for n in $(sqlite3 "$S/$b.db" 'SELECT DISTINCT echange FROM anomalie'); do
		echanges -j -b "$S/$b.db" "$n"
	done
done >"$T/dit"
for n in 990001 990002 990006; do
	fiche -j -b "$S/ecole.db" $n
done >>"$T/dit"
like "$(cat "$T/dit")" '"cle":"990001/D/.*caractères' 'keys are shown'
is "$(named "$T/dit" "$T/err")" '' 'and nobody who has strayed into one'

[ "$essais" -gt 200 ]
ok $? "$essais files with something strayed"
done_testing
