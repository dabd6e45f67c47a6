#!/bin/sh
# Répartition (event E1): what each table of the corpus makes of the places
# of the example school's pupils, --remplace, and what is refused.
. tests/lib.sh
. tests/corpus/structures/cas.sh

C=tests/corpus/repartition
E=examples/ecole

# places BASE ELEVE_ID: where that pupil is.
places() {
	un "$1" "SELECT group_concat(code_structure) FROM (SELECT
	    code_structure FROM eleve_structure WHERE eleve_id = $2 ORDER BY
	    type_structure, code_structure)"
}

# The example school, where pupil 990023 has a number that begins with zero,
# 990024 has an INE of the old kind too, 990025 has no MEF, and STS-WEB once
# had the division VIEILLE and the groupe VIEUX.
ecole=$T/ecole.db
sconet-init 0990001N 2019 "$ecole"
nomen-profile -q -b "$ecole" -p $E/profil.yaml <$E/Nomenclature.xml >"$T/out"
un "$ecole" 'PRAGMA wal_checkpoint' >"$T/out"
cp "$ecole" "$T/profilee.db"
sed 's,ELENOET="1454",ELENOET="0454",; s,<ELENOET>1454<,<ELENOET>0454<,
    s,^\( *\)<INE_RNIE>999818452CH<,\1<INE_BEA>9900000024S</INE_BEA>&,
    /<ELEVE ELEVE_ID="990025"/,/<SCOLARITE_AN/s,<CODE_MEF>.*<,<CODE_MEF><,' \
    $E/ElevesAvecAdresses.xml >"$T/eleves.xml"
sed 's,</DIVISIONS>,<DIVISION CODE_STRUCTURE="6 ÉTÉ"><MEFS_APPARTENANCE><MEF_APPARTENANCE><CODE_MEF>10010012110</CODE_MEF></MEF_APPARTENANCE></MEFS_APPARTENANCE></DIVISION>&,
    s/ISO-8859-15/UTF-8/' $E/Structures.xml >"$T/structures.xml"
sed 's,</DIVISIONS>,<DIVISION CODE_STRUCTURE="VIEILLE"><MEFS_APPARTENANCE><MEF_APPARTENANCE><CODE_MEF>10010012110</CODE_MEF></MEF_APPARTENANCE></MEFS_APPARTENANCE></DIVISION>&,
    s,</GROUPES>,<GROUPE CODE_STRUCTURE="VIEUX"><DIVISIONS_APPARTENANCE><DIVISION_APPARTENANCE><CODE_STRUCTURE>6A</CODE_STRUCTURE></DIVISION_APPARTENANCE></DIVISIONS_APPARTENANCE><MEFS_APPARTENANCE><MEF_APPARTENANCE><CODE_MEF>10010012110</CODE_MEF></MEF_APPARTENANCE></MEFS_APPARTENANCE></GROUPE>&,' \
    "$T/structures.xml" >"$T/vieilles.xml"
{
	sts-import -q -b "$ecole" <"$T/vieilles.xml" &&
	    sts-import -q -b "$ecole" <"$T/structures.xml" &&
	    bee-import -q -b "$ecole" <"$T/eleves.xml"
} >"$T/out"
ok $? 'the example school is there'
is "$(un "$ecole" "SELECT group_concat(code_structure) FROM (SELECT
    code_structure FROM structure WHERE ferme = 1 ORDER BY 1)")" \
    VIEILLE,VIEUX 'with a closed division and a closed groupe'
is "$(un "$ecole" "SELECT group_concat(coalesce(elenoet, '-') ||
    coalesce(ine_bea, '-') || coalesce(code_mef, '-'), ' ') FROM eleve WHERE
    eleve_id BETWEEN 990023 AND 990025")" \
    '0454-10010012110 14569900000024S10010012110 1459--' 'and odd pupils'

# In another one the division of 990020 is held.
tenue=$T/tenue.db
cp "$ecole" "$tenue"
printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n990020\tDIVISION\t6A\n' \
    >"$T/tient.tsv"
saisie -q -b "$tenue" --tenir <"$T/tient.tsv" >"$T/out"
ok $? 'and one holds a place'
un "$tenue" 'PRAGMA wal_checkpoint' >"$T/out"

for f in "$C"/*.tsv; do
	case $f in
	*/tenue*) cas "$f" "$tenue" repartition ;;
	*) cas "$f" "$ecole" repartition ;;
	esac
done
comptes_rendus
# A table says neither type_structure nor twice a division.
couverture $C places type-structure deux-divisions \
    division-fermee-gardee groupe-ferme-garde
couverture $C repartition

# In full.

b=$T/b.db
copie "$ecole" "$b"
runs 'the table of the examples' repartition -b "$b" <$E/divisions.tsv \
    >"$T/cr.xml"
is "$(tail -n 1 "$T/err")" 'repartition: lus 9, ajoutés 0, modifiés 9, inchangés 0, absents 0, rejetés 0' \
    'is summed up'
is "$(xmllint --xpath 'concat(count(//FICHE[@GENRE="MODIF"]), " ",
    //FICHE[1]/CLE, " ", //FICHE[1]/DIVISION, " ", //FICHE[1]/NOM)' \
    "$T/cr.xml")" "9 990020 6A $(un "$b" 'SELECT nom_de_famille FROM eleve
    WHERE eleve_id = 990020')" 'its compte rendu names who was placed'
is "$(echanges -b "$b" | sed -n 2p | cut -f 3,4,5,14)" \
    'recu	Répartition des élèves par division	divisions.tsv	integre' \
    'the journal has its words'
n=$(un "$b" 'SELECT max(numero) FROM echange')
echanges -b "$b" -c "$n" | cmp -s - $E/divisions.tsv
ok $? 'and the table, byte for byte'
is "$(un "$b" "SELECT count(*), sum(cree < echange) FROM eleve WHERE echange =
    $n")" '9|9' 'the pupils know the exchange that changed them'
runs 'the same table again' repartition -b "$b" <$E/divisions.tsv >"$T/cr2.xml"
same 'gets the same answer' "$T/cr.xml" "$T/cr2.xml"

copie "$ecole" "$b"
fails 1 'a line to a division of another MEF is rejected' \
    'division-hors-mef.tsv:3: division-hors-mef: ELEVE_ID/TYPE_STRUCTURE/CODE_STRUCTURE 990020/D/5A: la division 5A n'\''est pas rattachée au MEF de l'\''élève' \
    repartition -b "$b" <$C/division-hors-mef.tsv >"$T/cr.xml"
is "$(places "$b" 990020)" '' 'whole, its groupe too'
is "$(places "$b" 990021)" 6B,_6AP1 'the others are done'
is "$(xmllint --xpath 'concat(count(//REJETE), " ", //REJETE/@LIGNE)' \
    "$T/cr.xml")" '1 3' 'the compte rendu has it among the rejected'
is "$(un "$b" 'SELECT etat, statut FROM echange ORDER BY numero DESC LIMIT 1')" \
    'en_anomalie|1' 'and so has the journal'

grep -v '^#' $C/eleve-id.tsv >"$T/nu.tsv"
copie "$ecole" "$b"
avant "$b"
fails 64 'a table that does not name the school is refused' \
    'usage: ligne de commande incorrecte : le fichier ne commence pas par « # UAI ANNEE » : préciser -u UAI et -a ANNEE' \
    repartition -b "$b" <"$T/nu.tsv" >"$T/out"
fails 64 'also with the year only' 'préciser -u UAI et -a ANNEE' \
    repartition -b "$b" -a 2019 <"$T/nu.tsv" >"$T/out"
rien "$b" 'which changes nothing'
ni_ligne "$b" 'nor leaves a line'
runs 'but for -u and -a' repartition -b "$b" -u 0990001N -a 2019 \
    <"$T/nu.tsv" >"$T/out"
is "$(places "$b" 990020)" 6A 'it is taken in'

copie "$ecole" "$b"
avant "$b"
fails 65 'a number that a spreadsheet has rewritten is refused, with its line' \
    'tableur-notation.tsv:4: tableur: valeur abîmée par un tableur : colonne elenoet : nombre récrit en notation scientifique ; reprendre le fichier d'\''origine, colonnes au format texte' \
    repartition -b "$b" <$C/tableur-notation.tsv >"$T/cr.xml"
rien "$b" 'and nothing of the table is done'
is "$(un "$b" 'SELECT etat || statut FROM echange ORDER BY numero DESC LIMIT
    1')" rejete65 'its line is in the journal'
fails 65 'an unknown column is refused, with those that are known' \
    'colonne-inconnue.tsv:2: tsv-entete: ' \
    repartition -b "$b" <$C/colonne-inconnue.tsv >"$T/cr.xml"
fails 65 'a short line, with its number' 'colonnes-manquent.tsv:3: tsv-ligne: ' \
    repartition -b "$b" <$C/colonnes-manquent.tsv >"$T/cr.xml"
fails 65 'a file that is cut off' 'coupe.tsv:4: fichier-coupe: ' \
    repartition -b "$b" <$C/coupe.tsv >"$T/cr.xml"
fails 66 'an empty one' 'entree-vide' repartition -b "$b" </dev/null \
    >"$T/cr.xml"
rien "$b" 'none of them changes anything'
fails 1 'a number that has lost its zeros is rejected' \
    'zeros-perdus: LIGNE_TSV 3, ELENOET: le numéro 454 a perdu ses zéros de tête dans un tableur ; fiche rejetée ; mettre la colonne au format texte avant d'\''ouvrir le fichier' \
    repartition -b "$b" <$C/zeros-perdus.tsv >"$T/cr.xml"
fails 1 'an unknown INE is not shown' 'placement-inconnu' \
    repartition -b "$b" <$C/placement-inconnu.tsv >"$T/cr.xml"
grep -q 990000000EC "$T/err"
is $? 1 '(it is nobody'"'s, but might be)"

# Moving a division.

copie "$ecole" "$b"
runs '--remplace' repartition -b "$b" --remplace '6 C=6 ÉTÉ' >"$T/cr.xml"
is "$(un "$b" "SELECT code_structure, count(*) FROM eleve_structure WHERE
    code_structure IN ('6 C', '6 ÉTÉ') GROUP BY 1")" '6 ÉTÉ|5' \
    'moves the pupils of a division'
is "$(places "$b" 990016)" '6 ÉTÉ,6CHORALE' 'who keep their groupes'
is "$(un "$b" "SELECT count(*) FROM changement WHERE echange = (SELECT
    max(numero) FROM echange) AND element = 'eleve_structure'")" 10 \
    'every change is in the journal'
n=$(un "$b" 'SELECT max(numero) FROM echange')
echanges -b "$b" -c "$n" >"$T/lu.tsv"
is "$(sed -n 1,3p "$T/lu.tsv")" '# 0990001N 2019
eleve_id	division
990015	6 ÉTÉ' 'and the table it stands for'
runs 'which leads back' repartition -b "$b" --remplace '6 ÉTÉ=6 C' >"$T/cr.xml"
dump "$b" echange >"$T/b"
dump "$ecole" echange >"$T/a"
same 'to where they were' "$T/a" "$T/b"
avant "$b"
runs 'a dry run of it' repartition -b "$b" -n --remplace 6A=6B >"$T/n.tsv"
is "$(grep -c '^AJOUT	eleve_structure:[0-9]*/D/6B	' "$T/n.tsv")" \
    "$(($(un "$b" "SELECT count(*) FROM eleve_structure WHERE code_structure =
	'6A'") * 3))" 'shows who would be moved, a line for each column'
fails 1 'to a division of another MEF' 'division-hors-mef' \
    repartition -b "$b" -n --remplace 6A=5A >"$T/n.tsv"
fails 1 'to a closed one' 'division-fermee' \
    repartition -b "$b" -n --remplace 6A=VIEILLE >"$T/n.tsv"
fails 1 'to an unknown one' 'division-inconnue' \
    repartition -b "$b" -n --remplace 6A=6ROUGE >"$T/n.tsv"
for x in 6A 6A= =6B ''; do
	fails 64 "--remplace '$x' is refused" 'remplace' \
	    repartition -b "$b" -n --remplace "$x" >"$T/n.tsv"
done
rien "$b" 'none of them changes anything'
ni_ligne "$b" 'or leaves a line'
fails 1 'the pupils of two MEF' 'division-hors-mef: ELEVE_ID/TYPE_STRUCTURE/CODE_STRUCTURE 990044/D/5A, 990045/D/5A' \
    repartition -b "$b" --remplace 5B=5A >"$T/cr.xml"
is "$(un "$b" "SELECT code_structure, count(*) FROM eleve_structure WHERE
    code_structure IN ('5A', '5B') GROUP BY 1")" '5A|12
5B|2' 'move where they may'

# Dry run.

copie "$ecole" "$b"
avant "$b"
runs 'a dry run' repartition -b "$b" -n <$C/groupes.tsv >"$T/n.tsv"
is "$(sed -n 1p "$T/n.tsv")" 'genre	clé	champ	avant	après' 'shows a table'
is "$(grep -c '^RETRAIT	eleve_structure:990001/G/6CHORALE	' "$T/n.tsv")" 3 \
    'with what would be taken away'
rien "$b" 'changes nothing'
ni_ligne "$b" 'and leaves neither line nor file'

# Order.

b=$T/tot.db
cp "$T/profilee.db" "$b"
avant "$b"
fails 78 'before the structures' 'aucune structure n'\''est reçue : lancer sts-import' \
    repartition -b "$b" <$E/divisions.tsv >"$T/cr.xml"
rien "$b" 'nothing is placed'
sts-import -q -b "$b" <$E/Structures.xml >"$T/out"
avant "$b"
fails 78 'nor before the pupils' 'aucun élève n'\''est importé : lancer bee-import avec les élèves' \
    repartition -b "$b" <$E/divisions.tsv >"$T/cr.xml"
rien "$b" 'is anything'
fails 1 '--force passes, to find nobody' 'placement-inconnu' \
    repartition --force -b "$b" <$E/divisions.tsv >"$T/cr.xml"
done_testing
