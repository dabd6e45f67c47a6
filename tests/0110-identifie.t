#!/bin/sh
# identifie: every root that is known, what is counted, compressed files,
# and what cannot be read.
. tests/lib.sh

E=examples/ecole

# The example files.

runs 'a file of pupils' identifie <$E/ElevesAvecAdresses.xml >"$T/got"
cat >"$T/want" <<'FIN'
fichier	élèves de SIECLE
racine	BEE_ELEVES
version	3.0
uai	0990001N
annee	2019
horodatage	02/09/2019 08:02:17
encodage	ISO-8859-15
nombre scolarité de l'an dernier	59
nombre élève	60
nombre option	112
nombre affectation	76
nombre adresse	45
programme	bee-import
FIN
same 'is told: root, school, year, hour, encoding, records, program' \
    "$T/want" "$T/got"
is "$(cat "$T/err")" '' 'without a word more'
runs '-j' identifie -j <$E/ElevesAvecAdresses.xml >"$T/got"
is "$(cat "$T/got")" '{"format":"bee-eleves","libelle":"élèves de SIECLE","racine":"BEE_ELEVES","version":"3.0","uai":"0990001N","annee":"2019","horodatage":"02/09/2019 08:02:17","encodage":"ISO-8859-15","nombre scolarité de l'\''an dernier":"59","nombre élève":"60","nombre option":"112","nombre affectation":"76","nombre adresse":"45","programme":"bee-import"}' \
    'writes it as JSON'

# sait FILE PROGRAMME LINE...: who wants it, and other lines that are said.
sait() {
	_f=$1
	identifie <"$E/$_f" >"$T/got"
	shift
	is "$(grep -Fx -e "programme	$1" "$T/got")" "programme	$1" \
	    "$_f is for $1"
	shift
	for _l in "$@"; do
		is "$(grep -Fx -e "$_l" "$T/got")" "$_l" "$_l"
	done
}
sait ElevesSansAdresses.xml bee-import 'nombre élève	60'
sait ResponsablesAvecAdresses.xml bee-import 'nombre responsable	92' \
    'nombre lien de responsabilité	128' 'version	2.1'
sait Communs.xml bee-import 'racine	BEE_COMMUN' 'nombre période	3'
sait Nomenclature.xml nomen-profile 'nombre MEF	25' 'nombre matière	40' \
    'nombre programme	331' 'nombre option obligatoire	105' \
    'nombre régime	16' 'nombre motif de sortie	6'
sait Structures.xml sts-import 'racine	BEE_STRUCTURES' \
    'nombre division	8' 'nombre groupe	4'
sait sts_emp_0990001N_2019.xml sts-import 'racine	STS_EDT' 'uai	0990001N' \
    'annee	2019' 'nombre division	8' 'nombre service	91' \
    'nombre individu	21'
sait divisions.tsv repartition 'fichier	répartition des élèves (TSV)' \
    'uai	0990001N' 'annee	2019' 'nombre placement	9'
sait saisie.tsv saisie 'fichier	saisie des fiches élève (TSV)' \
    'uai	0990001N' 'annee	2019' 'nombre ligne de saisie	3'
identifie <$E/ElevesAvecAdresses.xml >"$T/got"
sed -n 's/.*<\(NOM_DE_FAMILLE\|PRENOM\)>\([^<]*\)<.*/\2/p' \
    $E/ElevesAvecAdresses.xml | iconv -f ISO-8859-15 -t UTF-8 | sort -u \
    >"$T/noms"
test "$(wc -l <"$T/noms")" -gt 60 && ! grep -Fwf "$T/noms" "$T/got"
ok $? 'nobody is named'
sconet-init 0990001N 2019 "$T/b.db"
nomen-profile -q -b "$T/b.db" -p $E/profil.yaml -r "$T/cr.xml" \
    <$E/Nomenclature.xml >"$T/out"
is "$(identifie <"$T/cr.xml" | sed -n '1p;$p')" "fichier	compte rendu d'un échange
programme	aucun programme de cette version" 'a compte rendu of ours'
{
	sts-import -q -b "$T/b.db" <$E/Structures.xml
	bee-import -q -b "$T/b.db" <$E/ElevesAvecAdresses.xml
} >"$T/out"
effectifs-export -q -b "$T/b.db" >"$T/e.xml"
is "$(identifie <"$T/e.xml" | sed -n '1p;$p')" 'fichier	effectifs par structure
programme	sts-recv' 'and effectifs'

# Every root.

while read -r racine programme; do
	[ "$programme" != - ] || programme='aucun programme de cette version'
	case $racine in
	STS_EDT) uaj='<UAJ CODE="0990001N"/><ANNEE_SCOLAIRE ANNEE="2019"/>' ;;
	*) uaj='<UAJ>0990001N</UAJ><ANNEE_SCOLAIRE>2019</ANNEE_SCOLAIRE>' ;;
	esac
	printf '<%s><PARAMETRES>%s</PARAMETRES><DONNEES/></%s>\n' \
	    "$racine" "$uaj" "$racine" >"$T/r.xml"
	is "$(identifie <"$T/r.xml" | sed '/^encodage/d; /^fichier	inconnu/p
	    /^fichier/d')" "racine	$racine
uai	0990001N
annee	2019
programme	$programme" "$racine"
	echo "$racine" >>"$T/racines"
done <<'FIN'
BEE_ELEVES bee-import
BEE_RESPONSABLES bee-import
BEE_COMMUN bee-import
BEE_NOMENCLATURES nomen-profile
BEE_STRUCTURES sts-import
STS_EDT sts-import
EFFECTIFS sts-recv
COMPTE_RENDU -
EDT_STS sts-recv
BEE_GEOGRAPHIQUE -
BEE_ETABLISSEMENTS -
BEE_ETABLISSEMENT -
BEE_EPHC_ELEVES -
BEE_EPHC_RESPONSABLES -
IMPORT_ELEVES bee-import
ACCUSE ar-import
VOEUX voeux-recv
AFFECTATIONS affect-import
DOSSIERS dossier-import
BEA_ELEVES bea-recv
BEA_INE ine-import
EVA bea-recv
BASCULE sconet-bascule
COMPLEMENT_BASCULE sconet-bascule
CONSTAT bea-recv
FIN
# The list of formats has nine TSV too, GEP's tables, and two files of one root.
is "$(wc -l <"$T/racines")" "$(($("$BUILD/tools/describe" formats | wc -l) - 11))" \
    'these are all'
is "$(identifie <"$T/r.xml" | head -n 1)" 'fichier	constat de rentrée' \
    'each has its name'

# Two files have one root: what they hold tells which it is.
for f in bon version-3.0 version-4.0 suite-sortie; do
	is "$(identifie <"tests/corpus/prive/$f.xml" | sed -n '1p;$p')" \
	    'fichier	élèves et responsables, vers SIECLE
programme	bee-import' "prive/$f is told from groupe links"
done
for f in bon version-1.3 une-ligne; do
	is "$(identifie <"tests/corpus/groupes/$f.xml" | sed -n '1p;$p')" \
	    'fichier	liens élève-groupe, vers SIECLE
programme	bee-import' "groupes/$f from pupils"
done
fails 65 'a program that wants neither names both' \
    'racine IMPORT_ELEVES, liens élève-groupe, vers SIECLE, ou élèves et responsables, vers SIECLE ; le donner à bee-import' \
    sts-import -b "$T/b.db" <tests/corpus/prive/bon.xml >"$T/out"

# Files that a person writes.
quoi() {
	is "$(identifie <"$1" | grep -v -e '^uai' -e '^annee')" "fichier	$2
${4:+$4
}programme	$3" "$1"
}
quoi $E/profil.yaml 'profil des nomenclatures (YAML)' nomen-profile
quoi $E/campagne.yaml "réglages d'une campagne d'affectation (YAML)" voeux-import
quoi $E/structures.yaml 'structures saisies (YAML)' sts-structures \
    'nombre division	8
nombre groupe	4'
is "$(identifie <$E/structures.yaml | grep -e '^uai' -e '^annee')" \
    'uai	0990001N
annee	2019' 'its school and year'
quoi $E/voeux.tsv "vœux d'affectation (TSV)" voeux-import 'nombre vœu	7'
quoi $E/decisions.tsv "décisions d'affectation (TSV)" affect-send \
    'nombre décision	4'
quoi examples/annee/passages.tsv 'passages des élèves (TSV)' sconet-bascule \
    "$(identifie <examples/annee/passages.tsv | grep '^nombre')"
quoi tests/corpus/dossiers/liste-bonne.tsv 'élèves dont le dossier part (TSV)' \
    dossier-send "$(identifie <tests/corpus/dossiers/liste-bonne.tsv |
    grep '^nombre')"
quoi tests/corpus/gep/sequences.tsv 'séquences de la journée (TSV)' gep-export \
    'nombre séquence	8'
printf 'eleve_id\tmef\n990001\t10110001110\n' >"$T/p.tsv"
quoi "$T/p.tsv" 'passages des élèves (TSV)' sconet-bascule 'nombre passage	1'
printf 'ine\tgroupes\n990000001FJ\tA\n' >"$T/p.tsv"
quoi "$T/p.tsv" 'répartition des élèves (TSV)' repartition 'nombre placement	1'
printf 'couleur: bleu\n' >"$T/p.yaml"
quoi "$T/p.yaml" 'inconnu de sconet' 'aucun programme de cette version'
printf 'divisions: [\n' >"$T/p.yaml"
fails 65 'YAML that is none' 'p.yaml:2: yaml' identifie <"$T/p.yaml" >"$T/out"

printf '<PIQUE_NIQUE><NAPPE/><PANIER><POMME/><POMME/></PANIER></PIQUE_NIQUE>\n' \
    >"$T/x.xml"
runs 'another XML file' identifie <"$T/x.xml" >"$T/got"
is "$(cat "$T/got")" 'fichier	inconnu de sconet
racine	(11 caractères, lettres en 1 à 5, 7 à 11 ; autre caractère en 6)
encodage	UTF-8
programme	aucun programme de cette version' 'is said to be unknown'
is "$(identifie -j <"$T/x.xml")" '{"format":"inconnu","racine":"(11 caractères, lettres en 1 à 5, 7 à 11 ; autre caractère en 6)","encodage":"UTF-8","programme":"aucun programme de cette version"}' \
    'also in JSON'
printf '<?xml version="1.0"?><BEE_ELEVES VERSION="7.5"><DONNEES><ELEVES><ELEVE ELEVE_ID="1"><COULEUR/></ELEVE></ELEVES></DONNEES></BEE_ELEVES>' \
    >"$T/x.xml"
is "$(identifie <"$T/x.xml" | grep -v ^encodage)" 'fichier	élèves de SIECLE
racine	BEE_ELEVES
version	7.5
nombre élève	1
programme	bee-import' 'a later version, without envelope'
printf '<EDT_STS><PARAMETRES><UAJ>0990001N</UAJ></PARAMETRES><DONNEES><HORAIRES><HORAIRE JOUR="1"/><HORAIRE JOUR="2"/></HORAIRES></DONNEES></EDT_STS>' \
    >"$T/x.xml"
like "$(identifie <"$T/x.xml")" '^nombre horaire	2$' \
    'what a known file holds is counted by its elements'

# Encodings.

# lu ENCODING FILE NAME
lu() {
	is "$(identifie <"$2" | sed -n 's/^encodage	//p')" "$1" "$3"
}
X='<BEE_ELEVES><PARAMETRES><UAJ>0990001N</UAJ></PARAMETRES><DONNEES/><!-- été --></BEE_ELEVES>'
printf '<?xml version="1.0" encoding="UTF-8"?>\n%s\n' "$X" >"$T/x.xml"
lu UTF-8 "$T/x.xml" 'UTF-8'
{ printf '\357\273\277'; printf '%s\n' "$X"; } >"$T/x.xml"
lu UTF-8 "$T/x.xml" 'UTF-8 with a mark'
printf '<?xml version="1.0" encoding="windows-1252"?>\n%s\n' "$X" |
    iconv -f UTF-8 -t WINDOWS-1252 >"$T/x.xml"
lu windows-1252 "$T/x.xml" 'windows-1252'
printf '<?xml version="1.0" encoding="ISO-8859-1"?>\n%s\n' "$X" |
    iconv -f UTF-8 -t ISO-8859-1 >"$T/x.xml"
lu ISO-8859-1 "$T/x.xml" 'ISO-8859-1'
printf '%s\n' "$X" | iconv -f UTF-8 -t UTF-16 >"$T/x.xml"
fails 65 'UTF-16 is not supported' 'encodage: encodage non pris en charge' \
    identifie <"$T/x.xml" >"$T/out"

# TSV.

printf 'elenoet\tdivision\r\n0454\t6A\r\n' >"$T/x.tsv"
runs 'a table that does not name its school' identifie <"$T/x.tsv" >"$T/got"
is "$(cat "$T/got")" 'fichier	répartition des élèves (TSV)
nombre placement	1
programme	repartition' 'is known by its columns'
{ printf '\357\273\277# 0990001N 2019\r\n'; cat "$T/x.tsv"; } >"$T/y.tsv"
is "$(identifie -j <"$T/y.tsv")" '{"format":"repartition","libelle":"répartition des élèves (TSV)","uai":"0990001N","annee":"2019","nombre placement":"1","programme":"repartition"}' \
    'with a mark, in JSON'
printf 'elenoet\tdivision\n1,00E+10\t6A\n' >"$T/x.tsv"
fails 65 'a spoiled one is refused, with its line' 'x.tsv:2: tableur' \
    identifie <"$T/x.tsv" >"$T/out"
fails 65 'so is any other text' 'README:1: tsv-entete' \
    identifie <$E/README >"$T/out"

# Compressed files: each program says how to open them.

cp "$T/b.db" "$T/c.db"
dump "$T/c.db" >"$T/avant"
while read -r nom octets outil; do
	# shellcheck disable=SC2059 # these are bytes
	printf "$octets"'reste' >"$T/f.$nom"
	fails 65 "$nom" "f.$nom: archive: le fichier est une archive compressée : $outil f.$nom | identifie ; l'ouvrir en amont" \
	    identifie <"$T/f.$nom" >"$T/out"
	test ! -s "$T/out"
	ok $? 'nothing else is said'
	for p in nomen-profile sts-import bee-import repartition; do
		fails 65 "$p says so" ": $outil f.$nom | $p ;" \
		    $p -b "$T/c.db" <"$T/f.$nom" >"$T/out"
	done
done <<'FIN'
zip PK\003\004 unzip -p
gz \037\213\010 zcat
zst \050\265\057\375 zstdcat
FIN
printf 'PK\003\004reste' | identifie 2>"$T/err"
is $? 65 'from a pipe'
like "$(cat "$T/err")" ' : unzip -p FICHIER \| identifie ;' \
    'the file has no name'
dump "$T/c.db" >"$T/apres"
same 'no base has changed' "$T/avant" "$T/apres"
zstd -q <$E/Structures.xml >"$T/s.zst"
fails 65 'a real one' 'zstdcat s.zst | sts-import' \
    sts-import -b "$T/c.db" <"$T/s.zst" >"$T/out"
zstdcat "$T/s.zst" >"$T/s.xml"
cmp -s "$T/s.xml" $E/Structures.xml
ok $? 'is what that line opens'
gzip -c $E/Structures.xml >"$T/s.gz"
fails 65 'and one of gzip' 'zcat s.gz | identifie' identifie <"$T/s.gz" \
    >"$T/out"
runs 'that line does it too' sh -c "zcat '$T/s.gz' | identifie" >"$T/got"
like "$(cat "$T/got")" '^programme	sts-import$' 'and the file is known'

# What cannot be read.

fails 66 'an empty file' 'entree-vide' identifie </dev/null
for n in 1 40 60 1000 70020; do
	head -c $n $E/ElevesAvecAdresses.xml >"$T/x.xml"
	fails 65 "cut off at byte $n" 'fichier-coupe: le fichier est incomplet' \
	    identifie <"$T/x.xml" >"$T/out"
	test ! -s "$T/out"
	ok $? 'nothing is said of it'
done
n=$(($(wc -l <"$T/x.xml") + 1))
fails 65 'the line is that of the cut' "x.xml:$n: fichier-coupe" \
    identifie <"$T/x.xml" >"$T/out"
printf '<BEE_ELEVES>\n<DONNEES>\n</BEE_ELEVES>\n' >"$T/x.xml"
fails 65 'tags that do not match' 'x.xml:3: xml-invalide' \
    identifie <"$T/x.xml" >"$T/out"
printf '<!DOCTYPE BEE_ELEVES [<!ENTITY a "a">]>\n<BEE_ELEVES>&a;</BEE_ELEVES>\n' \
    >"$T/x.xml"
fails 65 'a DOCTYPE' 'x.xml:1: doctype' identifie <"$T/x.xml" >"$T/out"
fails 65 '-j says it in JSON' '{"programme":"identifie","fichier":"x.xml","ligne":1,"code":"doctype","statut":65,' \
    identifie -j <"$T/x.xml" >"$T/out"
fails 73 'a full disk' 'sortie' identifie <$E/Communs.xml >/dev/full
fails 64 'an argument' 'argument en trop' identifie $E/Communs.xml
done_testing
