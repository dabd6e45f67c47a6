#!/bin/sh
# Event F: a school's records go up to its académie, which answers.
. tests/lib.sh
. tests/corpus/structures/cas.sh

C=tests/corpus/bea-eleves
E=examples/ecole

# answer FILE XPATH: of an ACCUSE.
answer() {
	xmllint --xpath "string($2)" "$1"
}
valid() {
	xmllint --noout --schema "$BUILD/xsd/$1.xsd" "$2" 2>"$T/err"
	ok $? "$3" || diag <"$T/err"
}
wal() {
	for b; do
		un "$b" 'PRAGMA wal_checkpoint' >"$T/out"
	done
}

# The académie: two schools are declared, and have sent once.
bea=$T/bea.db
sconet-init -q --role bea 099 2019 "$bea"
nomen-profile -q -b "$bea" <$E/Nomenclature.xml >"$T/out"
runs 'a school is declared' bea-recv -b "$bea" <$E/Communs.xml >"$T/ar.xml"
valid accuse "$T/ar.xml" 'and is answered'
is "$(un "$bea" 'SELECT uai || denom_princ FROM bea_etab')" \
    '0990001NCOLLEGE' 'by its BEE_COMMUN'
runs 'or by its first send' bea-recv -q --nouvelle-ecole -b "$bea" \
    <$C/voisine-1.xml >"$T/ar.xml"
runs 'the other sends, too' bea-recv -q -b "$bea" <$C/ecole-1.xml >"$T/ar1.xml"
is "$(answer "$T/ar1.xml" //CLASSE) $(answer "$T/ar1.xml" //GARDES)" 'accepte 3' \
    'and is answered'
is "$(answer "$T/ar.xml" //LUS) $(answer "$T/ar.xml" //EFFECTIF) \
$(answer "$T/ar1.xml" //EFFECTIF)" '3 2 3' \
    'with the pupils that the académie then counts there: one has left'
valid accuse "$T/ar1.xml" 'as its schema says'
wal "$bea"
cp "$bea" "$T/neuve.db"
for f in "$C"/*.xml; do
	cas "$f" "$bea" bea-recv
	valid bea-eleves "$f" "${f#"$C/"} is what its schema says"
done
find "$T/cr" -type f -size 0 -exec rm {} +
xmllint --noout --schema "$BUILD/xsd/accuse.xsd" "$T"/cr/* 2>"$T/err"
ok $? 'the accusés are what their schema says' ||
    sed '/ validates$/d' "$T/err" | diag
rm -rf "$T/cr"
couverture $C 'fiches de la BEA'
couverture $C 'fiches recues par la BEA' bea-double bea-sans-nomenclature

# An académie without a nomenclature does not look at the MEF, and says so.
nue=$T/nue.db
sconet-init -q --role bea 099 2019 "$nue"
bea-recv -q -b "$nue" <$E/Communs.xml >"$T/out"
wal "$nue"
rm -f "$T/valeurs.sql"
for f in tests/corpus/bea-nues/*.xml; do
	cas "$f" "$nue" bea-recv --nouvelle-ecole
done
rm -rf "$T/cr" "$T/valeurs.sql"
sed 's/0990002P/0990002A/' $C/voisine-1.xml >"$T/cle.xml"
avant "$nue"
fails 78 'a school of a wrong UAI' \
    "ecole-inconnue: l'établissement n'est pas déclaré à l'académie : la clé de son UAI est fausse ; --force le déclare quand même" \
    bea-recv --nouvelle-ecole -b "$nue" <"$T/cle.xml" >"$T/ar.xml"
rien "$nue" 'is not declared'
runs 'but with --force' bea-recv --nouvelle-ecole --force -b "$nue" \
    <"$T/cle.xml" >"$T/ar.xml"

# Who counts in two schools already is told of each time, and not kept out.
un "$bea" "SELECT group_concat(name) FROM pragma_table_info('bea_eleve') WHERE
    name NOT IN ('uai', 'eleve_id')" >"$T/colonnes"
un "$bea" "INSERT INTO bea_eleve (uai, eleve_id, $(cat "$T/colonnes")) SELECT
    '0990002P', 880009, $(cat "$T/colonnes") FROM bea_eleve WHERE eleve_id =
    990003"
wal "$bea"
rm -f "$T/valeurs.sql" "$bea.vals"
for f in tests/corpus/bea-doubles/*.xml; do
	cas "$f" "$bea" bea-recv
done
rm -rf "$T/cr"
un "$bea" 'DELETE FROM bea_eleve WHERE eleve_id = 880009'
wal "$bea"

# What is said of it.
b=$T/b.db
say() {
	copie "$bea" "$b"
	fails "$1" "$2" "$3" bea-recv -b "$b" <"$C/$2.xml" >"$T/ar.xml"
}
say 65 envoi-repris "envoi-repris: l'envoi ne suit pas ceux que cette base a déjà reçus : envoi 1, reçu le 2019-09-03 09:00:00 avec un autre contenu ; le dernier reçu est le 1 ; la base de l'établissement"
is "$(answer "$T/ar.xml" //CLASSE) $(answer "$T/ar.xml" //GARDES)" 'donnees 0' \
    'the accusé says that nothing was taken'
like "$(answer "$T/ar.xml" //MOTIF)" '^envoi-repris : ' 'and why'
is "$(answer "$T/ar.xml" 'count(//EFFECTIF)')" 0 \
    'of a send that is refused nobody is counted'
say 65 envoi-inconnu "envoi-inconnu: l'envoi complète un envoi que cette base n'a pas : l'envoi 7"
say 65 perime 'perime: '
say 78 ecole-inconnue "ecole-inconnue: l'établissement n'est pas déclaré"
is "$(answer "$T/ar.xml" //CLASSE)" reessayer 'it is to be sent again'
say 1 deux-etablissements "l'élève est déjà scolarisé dans un autre établissement : 0990002P, élève 880001 ; fiche rejetée"
is "$(answer "$T/ar.xml" //ANOMALIE/CLE) $(answer "$T/ar.xml" //ANOMALIE/GRAVITE)" \
    '0990001N/990010 rejet' 'the accusé says which'
say 0 envoi-manquant 'il manque des envois : le dernier reçu est le 1 (celui-ci est le 4)'
say 65 essai "envoi-essai: fichier d'essai, sans numéro d'envoi ; rien n'est à en faire ; l'envoyer pour de bon : la même commande sans -n"
is "$(answer "$T/ar.xml" //CLASSE) $(answer "$T/ar.xml" //GARDES)" 'donnees 0' \
    'what a trial wrote is not taken'
say 65 vide-inconnu "envoi-inconnu: l'envoi complète un envoi que cette base n'a pas : l'envoi 7"
like "$(answer "$T/ar.xml" //MOTIF)" '^envoi-inconnu : ' \
    'a school without anything to send is told, too'
say 65 autre-ecole "autre-etablissement: le fichier est celui d'un autre établissement : UAJ de PARAMETRES n'est pas celui des données, 0990002P"
say 1 ine-malforme "l'INE n'a pas la forme d'un INE : l'élève est sans numéro, ou garde celui que l'académie connaît"
say 0 ine-cle "la clé de l'INE ne correspond pas au numéro"
say 1 ine-deux-identites 'vérifier les deux fiches ; corriger celle qui a un faux INE (saisie)'
say 1 autre-personne 'sous ce numéro l'"'"'académie connaît une autre personne ; fiche rejetée'
copie "$bea" "$b"
un "$b" "DELETE FROM echange WHERE genre = 'bea-eleves' AND uai = '0990001N'"
sed '/ACQUITTE/d' $C/envoi-manquant.xml >"$T/x.xml"
runs 'a first send that is not the first' bea-recv -b "$b" <"$T/x.xml" \
    >"$T/ar.xml"
like "$(cat "$T/err")" \
    "il manque des envois : aucun reçu avant \\(celui-ci est le 4\\)" \
    'says what is missing'

# A number is one.
for n in -5 abc 999999999 100000 1x; do
	copie "$bea" "$b"
	avant "$b"
	sed "s/NUM_ENVOI>2/NUM_ENVOI>$n/" $C/bon.xml >"$T/x.xml"
	fails 65 "number $n" 'numero-envoi: le numéro d'"'"'envoi n'"'"'en est pas un : NUM_ENVOI se donne de 1 à 99999' \
	    bea-recv -b "$b" <"$T/x.xml" >"$T/ar.xml"
	rien "$b" 'is refused'
done
runs 'and uses none up' bea-recv -q -b "$b" <$C/bon.xml >"$T/ar.xml"
copie "$bea" "$b"
bea-recv -q -b "$b" <$C/autre-ecole.xml >"$T/ar.xml" 2>"$T/err"
runs 'nor does a file of two schools' bea-recv -q -b "$b" <$C/bon.xml \
    >"$T/ar.xml"

# A second first name that contradicts makes two persons of one identity.
copie "$bea" "$b"
un "$b" "UPDATE bea_eleve SET prenom2 = 'Achille' WHERE eleve_id = 880002"
sed 's,<PRENOM>Thibaudin</PRENOM>,&<PRENOM2>ACHILLE</PRENOM2>,' \
    $C/deux-identites-egales.xml >"$T/x.xml"
fails 1 'the same second first name' bea-deux-identites-egales \
    bea-recv -n -b "$b" <"$T/x.xml" >"$T/out"
sed 's,<PRENOM>Thibaudin</PRENOM>,&<PRENOM2>Octave</PRENOM2>,' \
    $C/deux-identites-egales.xml >"$T/x.xml"
runs 'another' bea-recv -q -b "$b" <"$T/x.xml" >"$T/ar.xml"

copie "$bea" "$b"
runs 'what is refused is taken with --force' bea-recv -q --force -b "$b" \
    <$C/envoi-repris.xml >"$T/ar.xml"

# The same send has the same answer, however old it is.
cp -R "${bea%.db}.d" "$T/neuve.d"
n=$T/neuve.db
avant "$n"
runs 'the same send' bea-recv -b "$n" <$C/ecole-1.xml >"$T/ar2.xml"
same 'has the same accusé' "$T/ar1.xml" "$T/ar2.xml"
rien "$n" 'and changes nothing'
ni_ligne "$n" 'not even the journal'
bea-recv -q -b "$n" <$C/bon.xml >"$T/out"
avant "$n"
runs 'after another one, too' bea-recv -q -b "$n" <$C/ecole-1.xml >"$T/ar2.xml"
same 'the same' "$T/ar1.xml" "$T/ar2.xml"
rien "$n" 'and nothing changes'
ni_ligne "$n" 'at all'
runs 'a base with all of this is sound' sconet-check -b "$n" >"$T/out"
done_testing
