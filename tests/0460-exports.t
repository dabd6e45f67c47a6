#!/bin/sh
# bee-export: what comes in goes out, as SIECLE writes it.  That all of the
# corpus does is also a part of the cases of pupils, responsables and communs.
. tests/lib.sh
. tests/corpus/eleves/cas.sh

prepare vide && prepare_etab etab
ok $? 'a school that knows nothing yet, another its structures'

# Every file of the corpus that comes in goes out again.

# rend BASE PROGRAM KIND FILE [OPTION...]: what is lost of it.
rend() {
	_p=$2
	_k=$3
	_f=$4
	copie "$1" c
	shift 4
	"$_p" -q -b "$T/c.db" "$@" <"$_f" >"$T/cr.xml" 2>"$T/err" 3>&-
	[ $? -le 1 ] || return 0
	rendus=$((rendus + 1))
	perte c "$_k" "$_f" >"$T/perdu" 2>&1
	[ ! -s "$T/perdu" ] || { echo "$_f"; cat "$T/perdu"; }
}
rendus=0
for f in tests/corpus/nomenclatures/*.xml $ECOLE/Nomenclature.xml; do
	rend vide nomen-profile nomenclature "$f" --recevoir
done >"$T/lost"
is "$(cat "$T/lost")" '' 'nomenclatures: nothing is lost but what is said'
for f in $(grep -la '<BEE_STRUCTURES' tests/corpus/structures/*.xml) \
    $ECOLE/Structures.xml; do
	rend etab sts-import structures "$f" --seuil absents=100
done >"$T/lost"
is "$(cat "$T/lost")" '' 'structures'
[ $rendus -gt 40 ]
ok $? 'of all files that come in'

# A school that has everything.

prepare plein etab && prend plein bee-import $ECOLE/ElevesAvecAdresses.xml &&
    prend plein bee-import $ECOLE/ResponsablesAvecAdresses.xml &&
    prend plein bee-import $ECOLE/Communs.xml &&
    prend plein repartition $ECOLE/divisions.tsv
ok $? 'a school that has everything'
ALL='eleves eleves-adresses responsables responsables-adresses nomenclature
    structures communs groupes'
plein() {
	bee-export -q -n -b "$T/plein.db" "$@"
}

# Import, export, import, export: the same bytes.
mkdir "$T/un" "$T/deux"
for k in $ALL; do
	plein "$k" >"$T/un/$k.xml"
	xmllint --noout "$T/un/$k.xml"
	ok $? "$k: well formed"
done
sconet-init 0990001N 2019 "$T/autre.db"
prend autre nomen-profile "$T/un/nomenclature.xml" --recevoir &&
    prend autre sts-import "$T/un/structures.xml" --force &&
    prend autre bee-import "$T/un/communs.xml" &&
    prend autre bee-import "$T/un/eleves-adresses.xml" --force &&
    prend autre bee-import "$T/un/responsables-adresses.xml" &&
    prend autre bee-import "$T/un/groupes.xml"
ok $? 'another takes all of it in'
for k in $ALL; do
	bee-export -q -n -b "$T/autre.db" "$k" >"$T/deux/$k.xml"
	cmp "$T/un/$k.xml" "$T/deux/$k.xml"
	ok $? "$k: and writes the same bytes"
done
for v in 2.1 1.8 1.7; do
	plein --schema $v eleves-adresses >"$T/v.xml"
	copie etab c
	fails 0 "élèves $v come in again" '' bee-import -q -b "$T/c.db" \
	    <"$T/v.xml" >"$T/cr.xml"
	bee-export -q -n -b "$T/c.db" --schema $v eleves-adresses >"$T/w.xml"
	same "and go out the same" "$T/v.xml" "$T/w.xml"
done
for v in 2.0 1.6; do
	plein --schema $v responsables-adresses >"$T/v.xml"
	copie etab c && prend c bee-import $ECOLE/ElevesAvecAdresses.xml
	fails 0 "responsables $v come in again" '' bee-import -q \
	    -b "$T/c.db" <"$T/v.xml" >"$T/cr.xml"
	bee-export -q -n -b "$T/c.db" --schema $v responsables-adresses \
	    >"$T/w.xml"
	same "and go out the same" "$T/v.xml" "$T/w.xml"
done

# As SIECLE writes them: which elements, in which order.

# elements FILE START END: the names from one line to the next other, in order.
elements() {
	LC_ALL=C awk -v a="$2" -v z="$3" 'index($0, a) { on = 1 }
	    on && match($0, /<[A-Z_0-9]+/) {
		printf "%s ", substr($0, RSTART + 1, RLENGTH - 1)
	    }
	    on && index($0, z) { exit }' "$1"
}
# valeurs FILE TEXT: names and values from there to the end of its record.
valeurs() {
	LC_ALL=C awk -v a="$2" 'index($0, a) { on = 1 } /<\/RESPONSABLE_/ { on = 0 }
	    on { gsub(/ *<\/.*| +</, ""); sub(/>/, "="); printf "%s ", $0 }' "$1"
}
E=$T/un/eleves-adresses.xml
is "$(head -n 1 "$E")" '<?xml version="1.0" encoding="ISO-8859-15"?>' \
    'ISO-8859-15 is declared'
is "$(iconv -f ISO-8859-15 -t UTF-8 "$E" | grep -c 'Cœlio')" 1 'and written'
is "$(plein --utf8 eleves | sed -n '1p;/Cœlio/p' | tr -d '\n ')" \
    '<?xmlversion="1.0"encoding="UTF-8"?><PRENOM>Cœlio</PRENOM>' \
    'UTF-8 with --utf8'
is "$(grep -c 'CODE_STATUT' "$T/un/eleves.xml")" 60 'CODE_STATUT is there'
is "$(LC_ALL=C sed -n 's/^    <\([A-Z_]*\)>.*/\1/p' "$E" | tr '\n' ' ')" \
    'UAJ ANNEE_SCOLAIRE DATE_EXPORT HORODATAGE ELEVES OPTIONS STRUCTURES ADRESSES ' \
    'élèves: the order of the blocks'
is "$(elements "$E" 'ELEVE_ID="990004"' '</ELEVE>')" \
    'ELEVE ID_NATIONAL INE_RNIE ELENOET ID_ELEVE_ETAB NOM_DE_FAMILLE NOM_USAGE PRENOM DATE_NAISS DOUBLEMENT CODE_PAYS ACCEPTE_SMS DATE_MODIFICATION CODE_REGIME DATE_ENTREE ADRESSE_ID CODE_SEXE CODE_PAYS_NAT CODE_STATUT CODE_MEF CODE_DEPARTEMENT_NAISS CODE_COMMUNE_INSEE_NAISS ADHESION_TRANSPORT CODE_PROVENANCE SCOLARITE_AN_DERNIER CODE_MEF CODE_STRUCTURE CODE_RNE CODE_NATURE SIGLE DENOM_PRINC DENOM_COMPL LIGNE1_ADRESSE MEL TELEPHONE CODE_COMMUNE_INSEE LL_COMMUNE_INSEE ' \
    'and of the elements, those without a value left out'
plein --schema 1.8 eleves >"$T/v.xml"
is "$(sed -n 2p "$T/v.xml")" '<BEE_ELEVES VERSION="1.8">' '1.8 says so'
is "$(elements "$T/v.xml" 'ELEVE_ID="990004"' 'CODE_MEF')" \
    'ELEVE ID_NATIONAL ELENOET ID_ELEVE_ETAB NOM PRENOM DATE_NAISS DOUBLEMENT CODE_PAYS ACCEPTE_SMS DATE_MODIFICATION CODE_REGIME DATE_ENTREE CODE_SEXE CODE_PAYS_NAT CODE_MEF ' \
    '1.8: NOM, no INE_RNIE, no CODE_STATUT'
is "$(grep -c 'ADRESSE_ID\|<ADRESSES' "$T/un/eleves.xml")" 0 \
    'sans adresses: none, nor their numbers'
R=$T/un/responsables.xml
is "$(valeurs "$R" '<ELEVE_ID>990004' | cut -d ' ' -f 1-8)" \
    'ELEVE_ID=990004 PERSONNE_ID=9900007 NIVEAU_RESPONSABILITE=1 CODE_PARENTE=10 PAIE_FRAIS_SCOLAIRES=1 PERCOIT_LES_AIDES=false HEBERGE_ELEVE=true A_CONTACTER_EN_PRIORITE=true' \
    'responsables: both notations of yes and no'
plein --schema 2.0 responsables >"$T/v.xml"
is "$(valeurs "$T/v.xml" '<ELEVE_ID>990001')" \
    'ELEVE_ID=990001 PERSONNE_ID=9900001 RESP_LEGAL=1 CODE_PARENTE=10 RESP_FINANCIER=1 PERS_PAIEMENT=0 PERS_CONTACT=0 ELEVE_ID=990001 PERSONNE_ID=9900002 RESP_LEGAL=2 CODE_PARENTE=20 RESP_FINANCIER=0 PERS_PAIEMENT=0 PERS_CONTACT=0 ELEVE_ID=990001 PERSONNE_ID=9900088 RESP_LEGAL=0 CODE_PARENTE=38 RESP_FINANCIER=0 PERS_PAIEMENT=0 PERS_CONTACT=1 ' \
    '2.0: ranks for levels'
# Everywhere the order of the specification, nothing that it does not name,
# and all that it names: in a school where every value is there.

# ordre KIND: of standard input, what is in another place than tests/corpus
# says, or in none, and what is missing.
ordre() {
	LC_ALL=C awk -v kind="$1" '
	NR == FNR {
		if ($1 == kind)
			for (i = 3; i <= NF; i++)
				rang[$2, $i] = known[$2] = i
		next
	}
	!match($0, /<[\/A-Z_0-9]+/) { next }
	{ e = substr($0, RSTART + 1, RLENGTH - 1) }
	e ~ /^\// { d--; next }
	{
		dans = tag[d]
		if (d > 0 && known[dans]) {
			if (rang[dans, e] == 0)
				print kind ": " e " in " dans
			else if (rang[dans, e] < last[d])
				print kind ": " e " comes late in " dans
			last[d] = rang[dans, e]
			seen[dans, e] = 1
		}
	}
	!/<\// && !/\/>/ { tag[++d] = e; last[d] = 0 }
	END {
		for (k in rang)
			if (!(k in seen) && rang[k] > 0) {
				sub(SUBSEP, "/", k)
				print kind ": no " k
			}
	}' tests/corpus/exports/ordre.txt - | sort | uniq
}
copie plein c
un c "SELECT 'UPDATE ' || t.name || ' SET ' || group_concat(c.name ||
	' = coalesce(' || c.name || ', ' || CASE WHEN c.name LIKE 'date%'
	THEN '''2019-09-02''' ELSE '1' END || ')', ', ') || ';'
    FROM sqlite_master AS t, pragma_table_info(t.name) AS c
    WHERE t.type = 'table' AND c.pk = 0 AND NOT c.\"notnull\" AND t.name IN
	('eleve', 'scolarite_an_dernier', 'personne', 'adresse', 'mef',
	'matiere', 'division', 'groupe', 'commun')
    GROUP BY t.name" >"$T/sql"
un c "PRAGMA foreign_keys = OFF; $(cat "$T/sql")"
for k in eleves responsables nomenclature structures communs; do
	case $k in
	eleves | responsables) set -- "$k" "$k-adresses" ;;
	*) set -- "$k" ;;
	esac
	for x; do
		bee-export -q -n -b "$T/c.db" "$x"
	done | ordre $k
done >"$T/got"
is "$(cat "$T/got")" '' 'all elements are there, where SIECLE has them'
is "$(for k in $ALL; do
	sed -n 's/^<[A-Z_]* VERSION="\(.*\)">/\1/p' "$T/un/$k.xml"
done | tr '\n' ' ')" '3.0 3.0 2.1 2.1 3.1 2.0 1.4 ' 'of the newest versions known'

G=$T/un/groupes.xml
is "$(sed -n 2p "$G")" '<IMPORT_ELEVES VERSION="1.4">' 'groupes: 1.4'
is "$(elements "$G" '<PARAMETRES>' '</ELEVE>')" \
    'PARAMETRES UAJ ANNEE_SCOLAIRE DATE_IMPORT NUM_ENVOI LOGICIEL DONNEES ELEVES ELEVE ELEVE_ID NOM_DE_FAMILLE PRENOM PRENOM2 DATE_NAISS GROUPES GROUPE CODE_GROUPE ' \
    'its elements'
is "$(grep -c '<DATE_IMPORT>03/09/2019<\|<DATE_NAISS>2008-03-14<' "$G")" 2 \
    'its two ways of writing dates'

# Which groupes: of the day, and with their dates.

copie plein c
prend c bee-import tests/corpus/groupes/bon.xml --seuil absents=100
groupes_de() {
	bee-export -q -n -b "$T/c.db" "$@" | LC_ALL=C tr -d '\n ' |
	    grep -o '<STRUCTURES_ELEVEELEVE_ID="990001">.*' |
	    sed 's/<\/STRUCTURES_ELEVE>.*//' | grep -c 6CHORALE
}
is "$(groupes_de eleves --date 2020-03-31)" 1 'a groupe on its last day'
is "$(groupes_de eleves --date 2020-04-01)" 0 'and no more on the next'
is "$(bee-export -q -n -b "$T/c.db" groupes | grep -A 2 'CODE_GROUPE' |
    sed -n 's/ *<\(.*\)<.*/\1/p' | head -n 3 | tr '\n' ' ')" \
    'CODE_GROUPE>6CHORALE DATE_DEBUT_GROUPE>2019-09-09 DATE_FIN_GROUPE>2020-03-31 ' \
    'groupes writes them all, with their dates'

# What is rejected of a whole set of links comes again as a part of it.
copie plein c
bee-export -q -b "$T/c.db" groupes >"$T/out"
sed 's/<DATE_NAISS>2008-03-14/<DATE_NAISS>2008-13-14/' "$T/out" >"$T/abime.xml"
fails 1 'links of which one is rejected' valeur-requise-invalide \
    bee-import -b "$T/c.db" --rejets "$T/rejets.xml" <"$T/abime.xml" >"$T/cr.xml"
sed 's/2008-13-14/2008-03-14/' "$T/rejets.xml" >"$T/repare.xml"
runs 'mended, it comes in' bee-import -b "$T/c.db" --seuil absents=100 \
    <"$T/repare.xml" >"$T/cr.xml"
bee-export -q -b "$T/c.db" groupes >"$T/rendu.xml"
same_send 'and all have their groupes' "$T/out" "$T/rendu.xml"

# Standard names, and archives.

mkdir "$T/depot"
for k in $ALL; do
	bee-export -q -b "$T/plein.db" --dossier "$T/depot" "$k" || echo $?
	bee-export -q -b "$T/plein.db" --dossier "$T/depot" --zip "$k" ||
	    echo $?
done >"$T/chemins"
(cd "$T/depot" && find "$PWD" -type f | LC_ALL=C sort) >"$T/want"
LC_ALL=C sort "$T/chemins" >"$T/got"
same 'their paths are told' "$T/want" "$T/got"
is "$(sed 's,.*/,,' "$T/want" | tr '\n' ' ')" '0990001NELEGROUPE2019190903090000.xml 0990001NELEGROUPE2019190903090000.zip Communs.xml ElevesAvecAdresses.xml ElevesSansAdresses.xml ExportXML_Communs.zip ExportXML_ElevesAvecAdresses.zip ExportXML_ElevesSansAdresses.zip ExportXML_Nomenclature.zip ExportXML_ResponsablesAvecAdresses.zip ExportXML_ResponsablesSansAdresses.zip ExportXML_Structures.zip Nomenclature.xml ResponsablesAvecAdresses.xml ResponsablesSansAdresses.xml Structures.xml ' \
    'the names are those of SIECLE'
for z in "$T"/depot/ExportXML_*.zip; do
	n=${z##*/ExportXML_}
	unzip -tq "$z" >"$T/out" && unzip -p "$z" |
	    cmp - "$T/depot/${n%.zip}.xml"
	ok $? "${z##*/} has its file"
done
is "$(unzip -Z1 "$T"/depot/*GROUPE*.zip)" 0990001NELEGROUPE2019190903090000.xml \
    'the groupe links are in an archive of their own name'
cmp "$T/depot/ElevesSansAdresses.xml" "$T/un/eleves.xml"
ok $? 'a file is the same wherever it goes'
bee-export -q -n -b "$T/plein.db" --zip eleves | cmp - \
    "$T/depot/ExportXML_ElevesSansAdresses.zip"
ok $? 'and so is its archive'

# The journal: a line for each, once the last byte is taken.

is "$(echanges -b "$T/plein.db" | cut -f 4 | grep '^Export' |
    sed '/STS-WEB/d' | sort | uniq -c |
    sed 's/^ *//' | tr '\n' ';')" \
    '2 Export Communs;2 Export Nomenclature;2 Export Responsables avec adresses;2 Export Responsables sans adresses;2 Export Structures;2 Export des liens élèves-groupes;2 Export Élèves avec adresses;2 Export Élèves sans adresses;' \
    'each has its line'
n=$(un plein "SELECT numero FROM echange WHERE genre = 'export-eleves' AND
    archive LIKE '%.zip.zst'")
echanges -b "$T/plein.db" -c "$n" | cmp - \
    "$T/depot/ExportXML_ElevesSansAdresses.zip"
ok $? 'what is archived is what went out'
is "$(un plein "SELECT group_concat(num_envoi) FROM echange WHERE genre =
    'export-groupes'")" 1,2 'groupe links are numbered'
lignes=$(un plein 'SELECT count(*) FROM echange')
cp "$T/depot/Structures.xml" "$T/avant.xml"
for o in '' --zip; do
	fails 73 "a full disk $o" 'sortie: ' \
	    bee-export -b "$T/plein.db" $o eleves-adresses >/dev/full
	fails 73 "a directory that is not there $o" 'sortie: ' bee-export \
	    -b "$T/plein.db" $o --dossier "$T/nulle-part" structures
done
bee-export -q -b "$T/plein.db" eleves-adresses | head -c 1 >"$T/out"
is "$(un plein 'SELECT count(*) FROM echange')" "$lignes" 'leave no line'
is "$(find "$T/plein.d" -name '*.tmp*' -o -name '.*' -type f | wc -l)" 0 \
    'nor anything in the archive'

# Refusals.

fails 65 'no pupil' 'rien-a-exporter: ' bee-export -b "$T/etab.db" eleves \
    >"$T/out"
fails 65 'no responsable' 'au moins un responsable et un lien' \
    bee-export -b "$T/etab.db" responsables >"$T/out"
fails 65 'no division' 'rien-a-exporter: ' bee-export -b "$T/vide.db" \
    structures --dossier "$T/depot"
same 'and the file there is left alone' "$T/avant.xml" \
    "$T/depot/Structures.xml"
fails 65 'no programme' 'un MEF, une matière et un programme' \
    bee-export -b "$T/vide.db" nomenclature >"$T/out"
fails 65 'no communs' 'rien-a-exporter: ' bee-export -b "$T/vide.db" communs \
    >"$T/out"
fails 65 'nobody in a groupe' 'aucun élève n' bee-export -b "$T/etab.db" \
    groupes >"$T/out"
is "$(cat "$T/out")" '' 'nothing is written'
is "$(un vide 'SELECT count(*) FROM echange')" 1 'nor journalled'
fails 64 'a version that is not known' 'versions connues 3.0 2.1 1.8 1.7' \
    bee-export -b "$T/plein.db" --schema 4.0 eleves
fails 64 'one of a file without versions' 'BEE_COMMUN' \
    bee-export -b "$T/plein.db" --schema 1.0 communs
fails 64 'another kind' "n'est pas un export" bee-export -b "$T/plein.db" notes
fails 64 'no kind' 'il manque un argument' bee-export -b "$T/plein.db"
fails 64 'two places' '-o ou --dossier' bee-export -b "$T/plein.db" \
    -o "$T/x.xml" --dossier "$T" eleves
copie plein c
un c "UPDATE base SET etat = 'terminee'"
runs 'a base that is over' bee-export -q -b "$T/c.db" eleves >"$T/out"
same 'gives the same' "$T/un/eleves.xml" "$T/out"
copie plein c
fails 78 'a year that is over' base-annee bee-export -b "$T/c.db" \
    --date 2020-09-02 eleves >"$T/out"

# What is entered by hand goes out.
copie plein c
printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n990002\tPRENOM2\tOréade\n' |
    saisie -q -b "$T/c.db" >"$T/out"
runs 'after a saisie' bee-export -q -b "$T/c.db" --utf8 eleves >"$T/out"
is "$(sed -n '/ELEVE_ID="990002"/,/<\/ELEVE>/s/ *<PRENOM2>//p' "$T/out")" \
    'Oréade</PRENOM2>' 'the value that was entered is in the export'

# Names that a version has no room for: 25 characters in 1.8.
copie plein c
un c "UPDATE eleve SET nom_de_famille = 'ABCDEFGHIJKLMNOPQRSTUVWXY' WHERE
    eleve_id = 990001;
    UPDATE eleve SET nom_de_famille = 'ÉÈÊËÀÂÄÎÏÔÖÙÛÜÇéèêëàâäîïôöùûü' WHERE
    eleve_id = 990002;
    UPDATE eleve SET nom_de_famille = 'DE-LA-TOUR-QUI-PENCHE-A- DROITE'
    WHERE eleve_id = 990004"
noms() {
	bee-export -b "$T/c.db" --utf8 "$@" 2>"$T/err" |
	    sed -n 's/^ *<NOM\(_DE_FAMILLE\)\{0,1\}>\(.*\)<.*/\2/p' | sed -n '1,2p;4p'
}
is "$(noms --schema 1.8 eleves)" 'ABCDEFGHIJKLMNOPQRSTUVWXY
ÉÈÊËÀÂÄÎÏÔÖÙÛÜÇéèêëàâäîïô
DE-LA-TOUR-QUI-PENCHE-A-' \
    '1.8: a name has 25 characters, no more, and no blank at its end'
like "$(cat "$T/err")" \
    "valeur-coupee: élève : NOM de plus de 25 caractères, que la version 1.8 n'admet pas : 2 ; la fin n'est pas écrite ; sans --schema tout l'est \(990002, 990004\)" \
    'which is told, by number'
is "$(un c "SELECT code FROM anomalie WHERE echange = (SELECT max(numero) FROM
    echange)")" valeur-coupee 'in the journal too'
discret 'nobody is named' "$E" "$T/err"
bee-export -q -b "$T/c.db" --schema 1.8 -r "$T/cr.xml" eleves >"$T/out"
is "$(xmllint --xpath 'concat(count(//NOTE), " ", //NOTE/@CODE, " ",
    //NOTE/ELEMENT, " ", substring(//NOTE/TEXTE, 1, 13), " ",
    substring(//MESSAGE, 1, 15))' "$T/cr.xml")" \
    '1 valeur-coupee export élève : NOM d 1 signalement(s' \
    'and the compte rendu has what it counts'
is "$(noms --schema 2.1 eleves)" 'ABCDEFGHIJKLMNOPQRSTUVWXY
ÉÈÊËÀÂÄÎÏÔÖÙÛÜÇéèêëàâäîïôöùûü
DE-LA-TOUR-QUI-PENCHE-A- DROITE' '2.1 has them whole'
is "$(grep -c coupee "$T/err")" 0 'and nothing to tell'

# Those who have no number of SIECLE yet.

copie etab c
prend c bee-import tests/corpus/prive/bon.xml
runs 'provisional numbers' bee-export -b "$T/c.db" eleves >"$T/out"
like "$(cat "$T/err")" 'numero-provisoire: 2 élève' \
    'are told'
is "$(grep -c '<ELEVE ELEVE_ID="-' "$T/out")" 2 'and written'
discret 'nobody is named on stderr' "$T/out" "$T/err"
un c "INSERT INTO groupe (code_structure) VALUES ('ZZ');
    INSERT INTO eleve_structure SELECT eleve_id, 'G', 'ZZ', NULL, NULL FROM
    eleve; UPDATE eleve SET id_prv_ele = NULL WHERE eleve_id = -2"
runs 'groupe links of those' bee-export -b "$T/c.db" groupes >"$T/out"
like "$(cat "$T/err")" 'lien-sans-numero: 1 élève' \
    'without any number are left out, and told'
is "$(LC_ALL=C grep -c '<ELEVE>' "$T/out")" 1 'the others are there'
is "$(grep -c '<ID_NATIONAL>990001234GK<\|<ELEVE_ID>\|<ID_PRV' "$T/out")" 1 \
    'by INE'
done_testing
