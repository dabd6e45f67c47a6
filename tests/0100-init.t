#!/bin/sh
# sconet-init makes a base and refuses what would be a wrong one;
# sconet-bases lists those of a directory.
. tests/lib.sh

E=examples/ecole

# un BASE SQL: what it gives.
un() {
	sqlite3 -batch "$1" "$2"
}

# rien_la NAME: no trace of $T/x.db, nor of a file made aside.
rien_la() {
	is "$(find "$T" -name 'x.*')" '' "$1"
}

b=$T/as2019.db
runs 'a base is made' sconet-init 0990001N 2019 "$b" >"$T/out"
is "$(cat "$T/out" "$T/err")" '' 'silently'
is "$(un "$b" 'SELECT role, uai, annee, etat, date_debut, date_fin, profilage
    FROM base')" 'etab|0990001N|2019|courante|2019-09-01|2020-08-31|' \
    'for that school and that year, as the current one'
is "$(stat -c %a "$b")" 600 'readable by its owner only'
is "$(echanges -b "$b" | sed -n '2,$p' | cut -f 1-4,14)" \
    '1	2019-09-03 09:00:00	recu	Création de la base	integre' \
    'its journal begins with its making'
is "$(un "$b" 'SELECT programme, options FROM echange')" \
    "sconet-init|0990001N 2019 $b" 'and how it was made'
is "$(find "$T" -name 'as2019*')" "$b" 'nothing lies beside it'
runs '--motif' sconet-init --motif 'rentrée à préparer' 0990001N 2020 \
    "$T/as2020.db"
is "$(un "$T/as2020.db" 'SELECT motif FROM echange')" 'rentrée à préparer' \
    'is kept in the journal'
is "$(un "$T/as2020.db" 'SELECT annee, date_debut, date_fin FROM base')" \
    '2020|2020-09-01|2021-08-31' 'another year'
runs '--role etab' sconet-init --role etab 0990002P 2019 "$T/ecole2.db"

# Refusals.

fails 64 'a wrong key letter is refused, with the right one' \
    'est fausse : 0990001A : la clé de 0990001 est N ;' \
    sconet-init 0990001A 2019 "$T/x.db"
rien_la 'and nothing is made'
fails 64 'a digit mistyped too' 'la clé de 0990011 est Z' \
    sconet-init 0990011N 2019 "$T/x.db"
for uai in 099001N 09900011N 0990001n 099000AN N0990001 '' 0990001O \
    '0990001N '; do
	fails 64 "so is '$uai'" 'uai' \
	    sconet-init "$uai" 2019 "$T/x.db"
done
fails 64 'which --force does not let pass' 'uai-forme: ' \
    sconet-init --force 099001 2019 "$T/x.db"
for annee in 19 20199 20I9 2019-2020 1899 '' ' 2019' -2019; do
	fails 64 "the year '$annee' is refused" 'usage' \
	    sconet-init -- 0990001N "$annee" "$T/x.db"
done
fails 64 'so is a role there is not' 'rôle gep inconnu' \
    sconet-init --role gep 0990001N 2019 "$T/x.db"
for code in 99 0990 09A 000 '' 0990001N; do
	fails 64 "« $code » is no académie" 'code d'\''académie' \
	    sconet-init --role bea "$code" 2019 "$T/x.db"
done
fails 64 'an académie is no school' 'uai-forme' sconet-init 099 2019 "$T/x.db"
fails 64 'no name of a base' 'il manque un argument' sconet-init 0990001N 2019
fails 64 'a name too many' 'argument en trop' \
    sconet-init 0990001N 2019 "$T/x.db" "$T/x2.db"
fails 64 'an option it does not have' 'option inconnue' \
    sconet-init -n 0990001N 2019 "$T/x.db"
rien_la 'none of them makes anything'

runs '--force takes a wrong key letter' \
    sconet-init --force 0990001A 2019 "$T/force.db"
is "$(un "$T/force.db" 'SELECT uai FROM base')" 0990001A 'as it is'
sed 's/0990001N/0990001A/' $E/Nomenclature.xml >"$T/force.xml"
runs 'and from then on it is a note' nomen-profile -b "$T/force.db" \
    <"$T/force.xml" >"$T/out"
grep -Fq 'cle-uai: CODE_MEF (fichier): la clé de l'\''UAI 0990001A du fichier est fausse ; noté' \
    "$T/err"
ok $? 'that says so' || diag <"$T/err"

cp "$b" "$T/copie"
fails 78 'a base that exists is refused' \
    'base-existe: ce fichier existe déjà' sconet-init 0990001N 2019 "$b"
fails 78 'with --force too' 'rien n'\''a été écrasé' \
    sconet-init --force 0990001N 2019 "$b"
cmp -s "$b" "$T/copie"
ok $? 'and not touched'
echo 'mes notes' >"$T/notes.db"
fails 78 'so is any other file' 'base-existe' \
    sconet-init 0990001N 2019 "$T/notes.db"
is "$(cat "$T/notes.db")" 'mes notes' 'which stays'
fails 78 'and a directory' 'base-existe' sconet-init 0990001N 2019 "$T"
sconet-init 0990001N 2019 "$T/nulle/x.db" 2>"$T/err"
test $? -ge 64
ok $? 'in a directory that is not there'
rien_la 'nothing is made'

# --communs.

runs '--communs' sconet-init --communs $E/Communs.xml 0990001N 2019 \
    "$T/com.db" >"$T/out"
is "$(cat "$T/out")" '' 'writes nothing to standard output'
is "$(tail -n 1 "$T/err")" 'sconet-init: lus 13, ajoutés 13, modifiés 0, inchangés 0, absents 0, rejetés 0' \
    'sums up'
is "$(un "$T/com.db" 'SELECT denom_princ, denom_compl, libelle_postal FROM
    commun')" 'COLLEGE|ADA LOVELACE|BRUMEVILLE SUR ONDE' \
    'takes in the identity of the school'
is "$(un "$T/com.db" 'SELECT date_debut_eleve, date_fin_eleve FROM
    calendrier')" '2019-09-02|2020-07-03' 'and its calendar'
is "$(un "$T/com.db" 'SELECT date_debut, date_fin FROM base')" \
    '2019-09-02|2020-07-03' 'the school year is that of the pupils'
is "$(un "$T/com.db" 'SELECT (SELECT count(*) FROM periode), (SELECT count(*)
    FROM fermeture)')" '3|9' 'with periods and closures'
is "$(echanges -b "$T/com.db" | cut -f 1,4)" 'numero	genre
2	Import Communs de SIECLE
1	Création de la base' 'which is an exchange of its own'
echanges -b "$T/com.db" -c 2 | cmp -s - $E/Communs.xml
ok $? 'and kept'
sconet-init 0990001N 2019 "$T/com2.db"
bee-import -q -b "$T/com2.db" <$E/Communs.xml >"$T/out"
dump "$T/com.db" >"$T/une"
dump "$T/com2.db" >"$T/deux"
same 'bee-import does the same later' "$T/deux" "$T/une"
sed 's,<DATE_FIN_ELEVE>.*<,<DATE_FIN_ELEVE>01/09/2018<,' $E/Communs.xml \
    >"$T/communs.xml"
fails 1 'a file with a wrong date' 'communs-dates' \
    sconet-init --communs "$T/communs.xml" 0990001N 2019 "$T/com3.db"
is "$(un "$T/com3.db" 'SELECT date_debut, date_fin FROM base')" \
    '2019-09-02|2020-08-31' 'is taken in without it'

sed 's/0990001N/0990002P/' $E/Communs.xml >"$T/communs.xml"
fails 65 'the file of another school is refused' \
    'autre-etablissement: le fichier est celui d'\''un autre établissement : fichier de 0990002P, base de 0990001N' \
    sconet-init --communs "$T/communs.xml" 0990001N 2019 "$T/x.db"
rien_la 'and there is no base'
fails 65 'of another year' 'autre-annee' \
    sconet-init --communs $E/Communs.xml 0990001N 2018 "$T/x.db"
fails 65 'another file' 'racine BEE_NOMENCLATURES, nomenclatures de SIECLE ; le donner à nomen-profile' \
    sconet-init --communs $E/Nomenclature.xml 0990001N 2019 "$T/x.db"
fails 65 'no XML' 'xml-invalide' \
    sconet-init --communs $E/README 0990001N 2019 "$T/x.db"
head -c 3000 $E/Communs.xml >"$T/communs.xml"
fails 65 'half of it' 'fichier-coupe' \
    sconet-init --communs "$T/communs.xml" 0990001N 2019 "$T/x.db"
fails 66 'an empty one' 'entree-vide' \
    sconet-init --communs /dev/null 0990001N 2019 "$T/x.db"
fails 66 'none' 'entree-absente: le fichier ne peut être lu' \
    sconet-init --communs "$T/nulle.xml" 0990001N 2019 "$T/x.db"
rien_la 'is, too, and there is no base, archive or file made aside'

# The making of it: one at a time, and nothing is lost.

true &
mort=$!
wait $mort
for f in '' -wal -shm; do
	: >"$T/y.db.nouveau.$mort$f"
done
mkdir "$T/y.d"
: >"$T/y.d/000002-communs-recu.xml.zst"
: >"$T/y.d/.recu.$mort.abcdef"
runs 'what a killed run has left' sconet-init --communs $E/Communs.xml \
    0990001N 2019 "$T/y.db"
is "$(cd "$T" && find . -name 'y.*' -o -path './y.d/*' | sort)" './y.d
./y.d/000002-communs-emis.xml.zst
./y.d/000002-communs-recu.xml.zst
./y.db' 'is in nobody'"'"'s way, and goes'
echanges -b "$T/y.db" -c 2 | cmp -s - $E/Communs.xml
ok $? 'and the archive is right'
: >"$T/x.db.nouveau.$$"
fails 75 'while another makes it' "le processus $$ la crée" \
    sconet-init 0990001N 2019 "$T/x.db"
is "$(find "$T" -name 'x.*')" "$T/x.db.nouveau.$$" 'one is told to wait'
rm "$T/x.db.nouveau.$$"
cp -R "$T/com.d" "$T/x.d"
mv "$T/x.d/000002-communs-recu.xml.zst" "$T/x.d/000003-communs-recu.xml.zst"
find "$T/x.d" | sort >"$T/une"
fails 78 'where the archive of another base lies' "archives-presentes: les \
archives d'une autre base sont à cet endroit : $T/x.d" \
    sconet-init --communs $E/Communs.xml 0990001N 2019 "$T/x.db"
find "$T" -name 'x.*' -o -path '*/x.d/*' | sort >"$T/deux"
same 'no base is made, and it stays' "$T/une" "$T/deux"
rm -r "$T/x.d"
mkdir "$T/x.d"
echo 'mes notes' >"$T/x.d/notes.txt"
fails 66 'when the file is refused' 'entree-vide' \
    sconet-init --communs /dev/null 0990001N 2019 "$T/x.db"
is "$(cat "$T/x.d/notes.txt")" 'mes notes' 'what is not ours stays too'
rm -r "$T/x.d"
for i in 1 2 3 4 5 6; do
	sconet-init -q --communs $E/Communs.xml 0990001N 2019 "$T/x.db" \
	    2>"$T/err.$i" &
done
wait
grep -v -e ': base-existe: ' -e ': base-occupee: ' "$T"/err.? | diag
if [ -f "$T/x.db" ]; then
	is "$(cd "$T" && find . -name 'x.*' -o -path './x.d/*' | sort)" './x.d
./x.d/000002-communs-emis.xml.zst
./x.d/000002-communs-recu.xml.zst
./x.db' 'of six at once, one makes it'
	echanges -b "$T/x.db" -c 2 | cmp -s - $E/Communs.xml
	ok $? 'whole'
	rm -r "$T"/x.*
else
	rien_la 'of six at once, each made way for another'
fi

# The list.

mkdir "$T/bases" "$T/vide"
d=$T/bases
for f in as2019 as2020 ecole2; do
	cp "$T/$f.db" "$d/$f.db"
done
un "$d/as2020.db" "UPDATE base SET etat = 'preparation'"
un "$d/ecole2.db" "UPDATE base SET etat = 'terminee'"
echo 'mes notes' >"$d/notes.txt"
nomen-profile -q -b "$d/as2019.db" <$E/Nomenclature.xml >"$T/out"
SOURCE_DATE_EPOCH=1567760400 runs 'the bases of a directory' \
    sconet-bases "$d" >"$T/liste"
cat >"$T/want" <<FIN
base	role	uai	annee	etat	dernier_echange	age_jours
$d/as2019.db	etab	0990001N	2019	courante	2019-09-03 09:00:00	3
$d/as2020.db	etab	0990001N	2020	preparation	2019-09-03 09:00:00	3
$d/ecole2.db	etab	0990002P	2019	terminee	2019-09-03 09:00:00	3
FIN
same 'are listed by name, with état, last exchange and its age' \
    "$T/want" "$T/liste"
runs '-j' sconet-bases -j "$d" >"$T/liste"
is "$(sed -n 2p "$T/liste")" "{\"base\":\"$d/as2020.db\",\"role\":\"etab\",\"uai\":\"0990001N\",\"annee\":\"2020\",\"etat\":\"preparation\",\"dernier_echange\":\"2019-09-03 09:00:00\",\"age_jours\":\"0\"}" \
    'writes JSON, a base a line'
is "$(wc -l <"$T/liste")" 3 'and no header'
echo rien >"$d/faux.db"
fails 1 'a file that is no base is named' "$d/faux.db: base-etrangere" \
    sconet-bases "$d" >"$T/liste"
cut -f 1-5 "$T/want" >"$T/want2"
cut -f 1-5 "$T/liste" >"$T/liste2"
same 'and the others listed' "$T/want2" "$T/liste2"
TAB=$(printf '\t')
mkdir "$T/a${TAB}b"
cp "$d/as2019.db" "$T/a${TAB}b/as2019.db"
runs 'a directory with a tab in its name' sconet-bases "$T/a${TAB}b" \
    >"$T/liste"
is "$(sed -n 2p "$T/liste" | cut -f 1,2)" "$T/a b/as2019.db${TAB}etab" \
    'does not make two columns of it'
runs 'an empty directory' sconet-bases "$T/vide" >"$T/liste"
is "$(wc -l <"$T/liste")" 1 'has a header and no line'
fails 64 'a directory must be given' 'il manque un argument' sconet-bases
sconet-bases "$T/nulle" >"$T/out" 2>"$T/err"
test $? -ge 64
ok $? 'and be there'
fails 73 'a full disk is said' 'sortie' sconet-bases "$T/vide" >/dev/full
done_testing
