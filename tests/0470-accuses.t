#!/bin/sh
# Accusés de réception: numbered sends, what ar-import makes of each answer,
# and what is still waited for.
. tests/lib.sh
. tests/corpus/structures/cas.sh

C=tests/corpus/accuses
E=examples/ecole

# answer FILE XPATH: of an ACCUSE.
answer() {
	xmllint --xpath "string($2)" "$1"
}
valid() {
	xmllint --noout --schema "$BUILD/xsd/accuse.xsd" "$1" 2>"$T/err"
	ok $? "$2" || diag <"$T/err"
}

# A base that has sent three files: two of EFFECTIFS, one nomenclature.
envois=$T/envois.db
repondu=$T/repondu.db
sconet-init 0990001N 2019 "$envois"
un "$envois" "WITH e (numero, genre, racine, lettre, num) AS (VALUES
    (5, 'effectifs', 'EFFECTIFS', 'a', 1),
    (6, 'effectifs', 'EFFECTIFS', 'b', 2),
    (7, 'nomenclature-etablissement', 'BEE_NOMENCLATURES', 'c', 1))
    INSERT INTO echange (numero, genre, sens, etat, date_echange,
    date_utilisee, racine, sha256, num_envoi, statut, change, programme,
    version, options, chaine) SELECT numero, genre, 'emis', 'emis',
    '2019-09-0' || (numero - 4) || ' 20:00:00', '2019-09-01', racine,
    replace(hex(zeroblob(32)), '0', lettre), num, 0, 0, 'x', '0', '', '-'
    FROM e"
copie "$envois" "$repondu"
runs 'an accusé is taken in' ar-import -b "$repondu" <$C/accepte.xml >"$T/cr.xml"
is "$(tail -n 1 "$T/err")" \
    'ar-import: lus 1, ajoutés 1, modifiés 0, inchangés 0, absents 0, rejetés 0' \
    'and summed up'

for f in "$C"/*.xml; do
	case $f in
	*/repondu-*) cas "$f" "$repondu" ar-import ;;
	*) cas "$f" "$envois" ar-import ;;
	esac
	case $f in
	*/*-illisible*) ;;
	*) valid "$f" "${f#"$C/"} is what its schema says" || : ;;
	esac
done
comptes_rendus
couverture $C accuses

# Each says what it is.
say() {
	copie "$3" "$T/c.db"
	ar-import -b "$T/c.db" <"$C/$1.xml" >"$T/out" 2>"$T/err"
	grep -Fq -e "$2" "$T/err"
	ok $? "$1: « $2 »" || diag <"$T/err"
}
say inconnu "l'accusé répond à l'envoi 9, que cette base n'a pas fait" "$envois"
say autre-contenu "l'envoi 2 n'a pas l'empreinte de ce qui a été reçu" "$envois"
say autre-numero "l'accusé a l'empreinte d'un de nos envois, mais le numéro et la racine d'un autre (1, EFFECTIFS)" "$envois"
say autre-emetteur "SHA256 bbbbbbbbbbbb…, EMETTEUR: l'accusé de l'envoi 2 vient de 0990002P, à qui il n'a pas été fait" "$envois"
say autre-role "l'accusé de l'envoi 2 vient de 099, à qui" "$envois"
say classe-contredite "l'accusé de l'envoi 2 est de la classe accepte, que ses nombres ou ses anomalies contredisent ; fiche rejetée ; redemander l'accusé" "$envois"
say tardif "l'accusé de l'envoi 1 vient après qu'un autre l'a remplacé" "$envois"
say repondu-double "l'accusé de l'envoi 2 a déjà été reçu" "$repondu"
say repondu-contraire "l'accusé de l'envoi 2 est de la classe donnees : une autre réponse que celle déjà reçue" "$repondu"
say autre-etablissement 'fichier de 0990002P, base de 0990001N' "$envois"
say reessayer 'les données ne sont pas en cause' "$envois"
say effectif-illisible ":11: valeur-invalide: SHA256 bbbbbbbbbbbb…, EFFECTIF" "$envois"
say repris "l'envoi 2 est refusé, envoi-repris : il ne suit pas ceux que l'académie a déjà reçus" "$envois"
say vide-refuse "l'envoi sans numéro est refusé, envoi-inconnu : il en complète un que l'académie n'a pas" "$envois"
say vide-refuse-autre "l'accusé de l'envoi sans numéro vient de 099, à qui il n'a pas été fait" "$envois"
copie "$envois" "$T/c.db"
sed 's/ NUM_ENVOI="9"//' $C/inconnu.xml >"$T/ar.xml"
fails 1 'one of a send that has no number' \
    "l'accusé répond à l'envoi sans numéro, que cette base n'a pas fait" \
    ar-import -b "$T/c.db" <"$T/ar.xml" >"$T/out"
say perime-refus "l'envoi 2 est refusé, perime : le destinataire en a déjà intégré un plus récent ; noté ; rien à faire" "$envois"
say refus "le destinataire refuse tout l'envoi 2, autre-annee : 2018" "$envois"
echanges -b "$T/c.db" 6 >"$T/out"
grep -q "^autre-annee	refus	accuse	2			2018	corriger ce qu'il dit, et renvoyer" "$T/out"
ok $? 'which the exchange that was refused shows' || diag <"$T/out"
say donnees "le destinataire n'a pas tout pris de l'envoi 2" "$envois"

# Waiting, answered, told to try again, and then answered.
b=$T/b.db
copie "$envois" "$b"
runs 'what is waited for' echanges -b "$b" --en-attente >"$T/out"
printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
    numero num_envoi depuis age_jours genre accuse remplace \
    5 1 '2019-09-01 20:00:00' 2 'Export effectif par structure vers STS-WEB' '' 6 \
    6 2 '2019-09-02 20:00:00' 1 'Export effectif par structure vers STS-WEB' '' '' \
    7 1 '2019-09-03 20:00:00' 0 'Export Nomenclatures établissement vers STS-WEB' '' '' \
    >"$T/want"
same 'has all three, since when, and what replaced one' "$T/want" "$T/out"
ar-import -q -b "$b" <$C/reessayer.xml >"$T/out"
is "$(echanges -b "$b" --en-attente | sed -n 3p | cut -f 1,6)" '6	reessayer' \
    'one that must be sent again still waits'
runs 'its accusé, later' ar-import -b "$b" <$C/donnees.xml >"$T/out"
is "$(echanges -b "$b" --en-attente | sed 1d | cut -f 1)" '5
7' 'closes it'
is "$(echanges -b "$b" | awk -F '\t' '$1 == 6 { print $14 }')" en_anomalie \
    'as the history shows'
runs 'the exchange itself' echanges -b "$b" 6 >"$T/out"
grep -q 'effectif-structure-inconnue	rejet	effectif_structure	6Z/D	code_structure	12' "$T/out"
ok $? 'shows the anomaly of its record' || diag <"$T/out"

# The lines of accusés cover what they say, and what a later one replaced.
# traces: what sconet-check says of that.
traces() {
	sconet-check "$b" | sed -n 's/.*: journal-traces: .* : \(éch.*\) ;.*/\1/p'
}
is "$(traces)" '' 'what two accusés have said of a send is as they said it'
copie "$b" "$T/sain.db"
un "$b" "UPDATE accuse SET classe = 'accepte' WHERE envoi = 6"
is "$(traces)" 'échange 9, table accuse, lignes 1, au journal 1' \
    'one that is changed is found'
copie "$T/sain.db" "$b"
un "$b" "UPDATE accuse_anomalie SET cle = '6A/D'"
is "$(traces)" 'échange 9, table accuse_anomalie, lignes 1, au journal 1' \
    'so is what it says of a record'
copie "$T/sain.db" "$b"
like "$(echanges -b "$b" --en-attente -j | head -n 1)" \
    '^\{"numero":5,"num_envoi":1,"depuis":"2019-09-01 20:00:00"' 'also as JSON'

# The pupils that the addressee counts.
copie "$envois" "$b"
ar-import -q -b "$b" <$C/effectif.xml >"$T/out"
is "$(echanges -b "$b" 6 | sed -n 2p | cut -f 5,7)" 'accepte	59' \
    'a count is shown with its send'
sed -e 's/>accepte</>reessayer</; s/S>8</S>0</' $C/accepte.xml >"$T/ar.xml"
runs 'told to try again after that' ar-import -q -b "$b" <"$T/ar.xml" >"$T/out"
is "$(echanges -b "$b" 6 | sed -n 2p | cut -f 5,7)" 'accepte	59' \
    'the answer stands, with its count'

# What was found wrong with a pupil is on his record.
copie "$envois" "$b"
un "$b" "INSERT INTO eleve (eleve_id, nom_de_famille, prenom, date_naiss)
    VALUES (990055, 'ÎLEVERTE', 'Corallinette', '2005-01-13'), (99005, 'BREF',
    'Nul', '2005-01-13'); UPDATE echange SET racine = 'VOEUX', genre =
    'export-voeux' WHERE numero = 6"
sed 's,>EFFECTIFS<,>VOEUX<,; s,<ROLE>sts,<ROLE>bea,
    s,<EMETTEUR>0990001N,<EMETTEUR>099,; s,effectif_structure,souhait,
    s,6Z/D,990055/3,; s,<TEXTE>.*<,<TEXTE>le MEF est fermé<,' \
    $C/donnees.xml | iconv -f UTF-8 -t ISO-8859-15 >"$T/ar.xml"
runs 'an accusé on a wish' ar-import -q -b "$b" <"$T/ar.xml" >"$T/out"
fiche -b "$b" 990055 >"$T/fiche"
is "$(grep '^Signalé par' "$T/fiche" | cut -f 2-4,8,10,11)" \
    'effectif-structure-inconnue	vœu 990055/3	le MEF est fermé	6	Export Vœux	renvoyer les structures' \
    'is shown on the record it is about'
fiche -b "$b" 99005 >"$T/fiche"
is "$(grep -c '^Signalé par' "$T/fiche")" 0 'and on no other'

# Each answers its own send, in whatever order they come.
copie "$repondu" "$b"
sed 's,<HORODATAGE>03/09,<HORODATAGE>01/09,' $C/tardif.xml >"$T/ar.xml"
runs 'the accusé of an older send comes after' \
    ar-import -b "$b" <"$T/ar.xml" >"$T/out"
like "$(cat "$T/err")" accuse-tardif 'with a note'
is "$(echanges -b "$b" --en-attente | sed 1d | cut -f 1)" 7 'and closes it'

# A year that is over.
copie "$envois" "$b"
un "$b" "UPDATE base SET etat = 'terminee'"
runs 'an accusé is taken in when the year is over' \
    ar-import -b "$b" <$C/accepte.xml >"$T/out"
fails 78 'but nothing is sent' base-etat effectifs-export -b "$b" >"$T/out"

# With the programs themselves: numbers, and the first answer for good.
etab=$T/etab.db
sts=$T/sts.db
sconet-init 0990001N 2019 "$etab"
sconet-init --role sts 0990001N 2019 "$sts"
nomen-profile -q -b "$etab" -p $E/profil.yaml <$E/Nomenclature.xml >"$T/np1.xml"
nomen-profile -q -b "$etab" --profiler >"$T/np2.xml"
is "$(answer "$T/np1.xml" //NUM_ENVOI) $(answer "$T/np2.xml" //NUM_ENVOI)" \
    '1 2' 'sends are numbered'
is "$(un "$etab" "SELECT group_concat(num_envoi) FROM echange")" '1,2' \
    'in the journal too'
runs 'the first is received' sts-recv -b "$sts" <"$T/np1.xml" >"$T/ar1.xml"
valid "$T/ar1.xml" 'its accusé is what its schema says'
is "$(answer "$T/ar1.xml" //CLASSE) $(answer "$T/ar1.xml" //ENVOI/@NUM_ENVOI)" \
    'accepte 1' 'which accepts number 1'
is "$(answer "$T/ar1.xml" //ENVOI/@SHA256)" \
    "$(sha256sum <"$T/np1.xml" | cut -d ' ' -f 1)" 'by its hash'
sts-recv -q -b "$sts" <"$T/np2.xml" >"$T/ar2.xml"
avant "$sts"
SOURCE_DATE_EPOCH=1567580400 runs 'the first once more' \
    sts-recv -b "$sts" <"$T/np1.xml" >"$T/encore.xml"
same 'gets its first accusé' "$T/ar1.xml" "$T/encore.xml"
rien "$sts" 'and changes nothing'
ni_ligne "$sts" 'not even the journal'
runs 'the accusé comes home' ar-import -b "$etab" <"$T/ar2.xml" >"$T/out"
is "$(echanges -b "$etab" --en-attente | sed 1d | cut -f 2)" 1 \
    'one of the two is left'

# -n of what was answered says what is answered.
sconet-init -q --role sts 0990001N 2019 "$T/dite.db"
nomen-profile -q -b "$etab" --profiler |
    sts-recv -q -b "$T/dite.db" >"$T/ar.xml"
un "$T/dite.db" "INSERT INTO division (code_structure) VALUES ('6A')"
printf '%s' '<EFFECTIFS><PARAMETRES><UAJ>0990001N</UAJ><ANNEE_SCOLAIRE>2019</ANNEE_SCOLAIRE><NUM_ENVOI>7</NUM_ENVOI></PARAMETRES><DONNEES><STRUCTURES><STRUCTURE CODE_STRUCTURE="6Z" TYPE_STRUCTURE="D"><EFFECTIF_CALCULE>3</EFFECTIF_CALCULE></STRUCTURE></STRUCTURES></DONNEES></EFFECTIFS>' \
    >"$T/eff.xml"
fails 1 'a division that STS-WEB does not have' '' \
    sts-recv -b "$T/dite.db" <"$T/eff.xml" >"$T/ar.xml"
un "$T/dite.db" "INSERT INTO division (code_structure) VALUES ('6Z')"
fails 1 'has its answer: -n' '' \
    sts-recv -n -b "$T/dite.db" <"$T/eff.xml" >"$T/out"
fails 1 'as without' '' sts-recv -b "$T/dite.db" <"$T/eff.xml" >"$T/ar2.xml"
same 'which gives it again' "$T/ar.xml" "$T/ar2.xml"

# Try again later: something comes first, or the base is busy.
sconet-init --role sts 0990001N 2019 "$T/neuve.db"
printf '%s' '<EFFECTIFS><PARAMETRES><UAJ>0990001N</UAJ><ANNEE_SCOLAIRE>2019</ANNEE_SCOLAIRE><NUM_ENVOI>3</NUM_ENVOI></PARAMETRES><DONNEES/></EFFECTIFS>' \
    >"$T/eff.xml"
fails 78 'too early' "STS-WEB n'a aucune division" \
    sts-recv -b "$T/neuve.db" <"$T/eff.xml" >"$T/ar.xml"
is "$(answer "$T/ar.xml" //CLASSE) $(answer "$T/ar.xml" //ENVOI/@NUM_ENVOI)" \
    'reessayer 3' 'is to be sent again'
valid "$T/ar.xml" 'in an accusé like any other'
mkfifo "$T/verrou"
sqlite3 "$sts" <"$T/verrou" >"$T/out" 2>&1 &
exec 7>"$T/verrou"
echo 'BEGIN IMMEDIATE; SELECT 1;' >&7
while [ ! -s "$T/out" ]; do sleep 0.1; done
sed 's/<NUM_ENVOI>1</<NUM_ENVOI>8</' "$T/np1.xml" >"$T/np8.xml"
fails 75 'a base that is busy' 'base-occupee' \
    sts-recv -w 0 -b "$sts" <"$T/np8.xml" >"$T/ar.xml"
exec 7>&-
wait
is "$(answer "$T/ar.xml" //CLASSE) $(answer "$T/ar.xml" //ENVOI/@NUM_ENVOI)" \
    'reessayer 8' 'too'
is "$(answer "$T/ar.xml" //ENVOI/@SHA256)" \
    "$(sha256sum <"$T/np8.xml" | cut -d ' ' -f 1)" 'with the hash of all of it'
valid "$T/ar.xml" 'in an accusé as well'
fails 65 'a file of another year is the sender'\''s' autre-annee \
    sts-recv -b "$sts" -r "$T/cr.xml" <$C/../edt/autre-annee.xml >"$T/ar.xml"
is "$(answer "$T/ar.xml" //CLASSE) $(answer "$T/ar.xml" //GARDES)" 'donnees 0' \
    'whose data is wrong'
like "$(answer "$T/ar.xml" //MOTIF)" '^autre-annee : ' 'and why'
valid "$T/ar.xml" 'it is what its schema says'
like "$(answer "$T/cr.xml" //REFUS)" '^autre-annee : ' \
    '-r has the compte rendu beside it'
done_testing
