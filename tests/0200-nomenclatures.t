#!/bin/sh
# Reception of the académie's nomenclatures (event B, step A1): what each
# file of the corpus makes of a base, what is refused, what -l shows.
. tests/lib.sh
. tests/corpus/structures/cas.sh

C=tests/corpus/nomenclatures
E=examples/ecole
# Small files, beside the 25 MEF of the example: absence is not the matter.
TOUT=--seuil=absents=100

nue=$T/nue.db
sconet-init 0990001N 2019 "$nue"
peuplee=$T/peuplee.db
copie "$nue" "$peuplee"
{
	nomen-profile -q -b "$peuplee" -p $E/profil.yaml <$E/Nomenclature.xml &&
	    sts-import -q -b "$peuplee" <$E/sts_emp_0990001N_2019.xml &&
	    bee-import -q -b "$peuplee" <$E/ElevesAvecAdresses.xml &&
	    repartition -q -b "$peuplee" <$E/divisions.tsv
} >"$T/out"
ok $? 'the example school is there'

for f in "$C"/*.xml; do
	case $f in
	*/ferme-*)
		cas "$f" "$peuplee" nomen-profile $TOUT
		;;
	*) cas "$f" "$nue" nomen-profile ;;
	esac
done
comptes_rendus
couverture $C nomenclatures

# Reception.

b=$T/b.db
copie "$nue" "$b"
runs 'a file on standard input is received' \
    nomen-profile -b "$b" <$E/Nomenclature.xml >"$T/cr.xml"
is "$(tail -n 1 "$T/err")" "nomen-profile: lus 65, ajoutés 65, modifiés 0, \
inchangés 0, absents 0, rejetés 0" 'which the summary counts'
xmllint --noout "$T/cr.xml"
ok $? 'its compte rendu is XML'
like "$(iconv -f ISO-8859-15 -t UTF-8 "$T/cr.xml")" \
    "<MESSAGE>aucune erreur pour l'import fait à 09 h 00 min</MESSAGE>" \
    'and says that there is no error, and when it was'
is "$(echanges -b "$b" | sed -n 2p | cut -f 3,4,14)" \
    'recu	Import Nomenclatures Académiques	integre' \
    'the journal has its words'
is "$(un "$b" "SELECT count(*), sum(mef_selectionne), sum(mef_selorig) FROM
    mef")" '25|0|0' 'all MEF are stored, none is selected'
is "$(un "$b" 'SELECT count(DISTINCT liste), count(*) FROM nomenclature')" \
    '12|91' 'all code lists are stored'
is "$(un "$b" 'SELECT (SELECT count(*) FROM matiere), (SELECT count(*) FROM
    programme), (SELECT count(*) FROM option_obligatoire)')" '40|331|105' \
    'and the matières, programmes and options obligatoires'
dump "$b" >"$T/une"
copie "$nue" "$T/b2.db"
runs 'so does --recevoir' \
    nomen-profile -b "$T/b2.db" --recevoir <$E/Nomenclature.xml >"$T/cr2.xml"
dump "$T/b2.db" >"$T/deux"
same 'which is the same' "$T/une" "$T/deux"

avant "$b"
runs 'the same file again' nomen-profile -b "$b" <$E/Nomenclature.xml \
    >"$T/cr2.xml"
same 'gets the same answer' "$T/cr.xml" "$T/cr2.xml"
like "$(cat "$T/err")" 'deja-integre: le fichier est déjà intégré, le 03/09/2019 \(échange 2\)' \
    'and is told that it was there'
rien "$b" 'and changes nothing'
ni_ligne "$b" 'nor does it leave a line'

# Dry run.

copie "$nue" "$T/n.db"
avant "$T/n.db"
runs 'a dry run' nomen-profile -b "$T/n.db" -n <$E/Nomenclature.xml >"$T/n.tsv"
is "$(sed -n 1p "$T/n.tsv")" 'genre	clé	champ	avant	après' \
    'shows what would change'
is "$(grep -c '^AJOUT	mef:[^	]*	code_mef	' "$T/n.tsv")" 25 'all of it'
rien "$T/n.db" 'changes nothing'
ni_ligne "$T/n.db" 'leaves no line'
is "$(ls "$T/n.d" 2>&1)" '' 'and nothing in the archive'

# Refusals.

avant "$b"
fails 65 'the structures are refused, naming who wants them' \
    'racine: ce n'\''est pas le fichier attendu : racine STS_EDT, structures de STS-WEB (sts_emp) ; le donner à sts-import' \
    nomen-profile -b "$b" <$E/sts_emp_0990001N_2019.xml >"$T/out"
rien "$b" 'which changes nothing'
is "$(un "$b" "SELECT etat || ' ' || statut FROM echange ORDER BY numero DESC
    LIMIT 1")" 'rejete 65' 'but its line is in the journal'
fails 66 'nothing on standard input is refused' 'entree-vide' \
    nomen-profile -b "$b" </dev/null >"$T/out"
rien "$b" 'which changes nothing'

sed 's,<HORODATAGE>.*<,<HORODATAGE>02/06/2019 23:59:59<,
    s/<FORMATION>3EME</<FORMATION>TROIS</' $E/Nomenclature.xml >"$T/vieux.xml"
fails 65 'a file older than the last one is refused, with both dates' \
    'perime: le fichier est plus ancien que le dernier intégré : fichier du 2019-06-02 23:59:59, dernier intégré du 2019-06-03 06:12:41' \
    nomen-profile -b "$b" <"$T/vieux.xml" >"$T/out"
rien "$b" 'which changes nothing'
runs 'but for --force' nomen-profile -b "$b" --force <"$T/vieux.xml" >"$T/out"
is "$(un "$b" "SELECT formation FROM mef WHERE code_mef = '10310019110'")" \
    TROIS 'it is taken in'

avant "$peuplee"
fails 65 'a file without most of the MEF is refused, with the figures' \
    'seuil-absents: trop de fiches connues sont absentes du fichier : MEF : 19 absents sur 25 connus, seuil 10 %' \
    nomen-profile -b "$peuplee" <$C/ferme-rien.xml >"$T/out"
rien "$peuplee" 'which changes nothing'
fails 65 'nor does a threshold below let it pass' 'seuil 75 %' \
    nomen-profile -b "$peuplee" --seuil absents=75 <$C/ferme-rien.xml >"$T/out"
copie "$peuplee" "$T/s.db"
runs 'one above does' nomen-profile -b "$T/s.db" --seuil absents=76 \
    <$C/ferme-rien.xml >"$T/out"

# Closing and opening.

copie "$peuplee" "$b"
runs 'a MEF that is no longer received' \
    nomen-profile -b "$b" $TOUT <$C/ferme-mef-eleves.xml >"$T/cr.xml"
grep -Fq 'mef-ferme-divisions: CODE_MEF 10310019110: le MEF n'\''est plus reçu ; la division 3A y est encore ; noté ; lui donner un autre MEF dans STS-WEB, puis sts-import' \
    "$T/err"
ok $? 'is said, with the division on it and what to do' || diag <"$T/err"
is "$(grep -c 'mef-ferme-eleves: CODE_MEF 10310019110: .* ; l.élève 9900[56][0-9] y est encore' \
    "$T/err")" 7 'and each pupil, by number'
is "$(xmllint --xpath 'count(//NOTE[@CODE="mef-ferme-eleves"])' \
    "$T/cr.xml")" 7 'the compte rendu has them'
is "$(un "$b" "SELECT ferme, mef_selectionne FROM mef WHERE code_mef =
    '10310019110'")" '1|1' 'it is closed, not deleted, and keeps its selection'
is "$(un "$b" "SELECT champ || ' ' || avant || ' ' || apres FROM changement
    WHERE element = 'mef' AND cle = '10310019110' AND genre = 'F'")" \
    'ferme 0 1' 'the change is in the journal'
sed 's,</MEFS>,<MEF CODE_MEF="10310099110"><LIBELLE_LONG>3EME LUNAIRE</LIBELLE_LONG></MEF></MEFS>,' \
    $C/ferme-mef-eleves.xml >"$T/plus.xml"
runs 'the next file without it' nomen-profile -b "$b" $TOUT <"$T/plus.xml" \
    >"$T/out"
grep -q 'mef-ferme' "$T/err"
is $? 1 'does not say so again'
runs 'received again' nomen-profile -b "$b" $TOUT <$C/ferme-rien.xml >"$T/out"
is "$(un "$b" "SELECT ferme, mef_selectionne FROM mef WHERE code_mef =
    '10310019110'")" '0|1' 'it is open, and still selected'
is "$(un "$b" "SELECT count(*) FROM eleve WHERE code_mef = '10310019110'")" 7 \
    'with its pupils'

copie "$nue" "$b"
nomen-profile -q -b "$b" <$C/rattachement-connu.xml >"$T/out" &&
    dump "$b" cree echange >"$T/a1" &&
    nomen-profile -q -b "$b" <$C/mef-expire.xml >"$T/out" &&
    dump "$b" cree echange >"$T/b1" &&
    nomen-profile -q -b "$b" <$C/rattachement-connu.xml >"$T/out"
ok $? 'one nomenclature, another, then the first again'
grep -v 10210021110 "$T/a1" >"$T/a2"
dump "$b" cree echange | grep -v 10210021110 >"$T/a3"
same 'end as the first' "$T/a2" "$T/a3"
cmp -s "$T/a1" "$T/b1"
is $? 1 '(the other one being different)'
is "$(un "$b" "SELECT ferme FROM mef WHERE code_mef = '10210021110'")" 1 \
    'but for what came between, which is closed'

# The list.

liste() {
	nomen-profile -b "$b" -l | awk -F '\t' -v c="$1" '$3 == c'
}
copie "$peuplee" "$b"
is "$(nomen-profile -b "$b" -l | sed -n 1p)" \
    'recu	liste	code	libelle	type	selectionne	origine	nouveau	ferme' \
    '-l has its columns'
is "$(nomen-profile -b "$b" -l | wc -l)" "$((1 + 25 + 40 + 91))" \
    'and a line for each code'
is "$(liste 10310019110)" \
    '2019-09-03	MEF	10310019110	3EME	profilable	1	1	1	0' 'a MEF selected'
is "$(liste 00310002210)" \
    '2019-09-03	MEF	00310002210	CM1	profilable	0	1	1	0' 'a MEF of origin'
is "$(liste 020200)" \
    '2019-09-03	MATIERE	020200	GREC ANCIEN	profilable	0	0	1	0' \
    'a matière that is not selected'
is "$(liste ST)" \
    '2019-09-03	STATUT_ELEVE	ST	SCOLAIRE	standard	1	0	1	0' 'a standard code'
SOURCE_DATE_EPOCH=1567587600 nomen-profile -q -b "$b" $TOUT <"$T/plus.xml" \
    >"$T/out"
is "$(liste 10310099110)" \
    '2019-09-04	MEF	10310099110	3EME LUNAIRE	profilable	0	0	1	0' \
    'after the next reception a new code is new, since that day'
is "$(liste 10010012110 | cut -f 1,3,8)" '2019-09-03	10010012110	0' \
    'the others are not'
is "$(liste 10310019110 | cut -f 3,9)" '10310019110	1' \
    'and one that is gone is closed'
is "$(nomen-profile -b "$b" -l -j | grep '"code":"020200"')" \
    '{"recu":"2019-09-03","liste":"MATIERE","code":"020200","libelle":"GREC ANCIEN","type":"profilable","selectionne":0,"origine":0,"nouveau":0,"ferme":1}' \
    '-j says it in JSON'
avant "$b"
runs '-l reads nothing' nomen-profile -b "$b" -l <$E/Nomenclature.xml >"$T/out"
rien "$b" 'and changes nothing'
ni_ligne "$b" 'nor leaves a line'
is "$(nomen-profile -b "$nue" -l | wc -l)" 1 \
    'nothing received: a header and no line'
done_testing
