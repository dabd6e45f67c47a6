#!/bin/sh
# Dossiers between schools (event C): what is sent, what becomes of it, and
# the accusé that closes the send.
. tests/lib.sh
. tests/corpus/structures/cas.sh

C=tests/corpus/dossiers
E=examples/ecole
SOURCE_DATE_EPOCH=1593600000 # 1 July 2020

# autre FILE UAI ANNEE: a file of the example, as that school's and year's.
autre() {
	sed "s/0990001N/$2/; s,<ANNEE_SCOLAIRE>2019<,<ANNEE_SCOLAIRE>$3<," \
	    "$E/$1" >"$T/autre.xml"
}
# ecole BASE UAI: a school that prepares the next year, profiled.
ecole() {
	sconet-init --etat preparation "$2" 2020 "$1"
	autre Nomenclature.xml "$2" 2020
	nomen-profile -q -b "$1" -p $E/profil.yaml <"$T/autre.xml" >"$T/out"
}
# college BASE UAI: a school whose year ends.
college() {
	sconet-init "$2" 2019 "$1"
	for f in Nomenclature sts_emp_0990001N_2019 Communs \
	    ElevesAvecAdresses ResponsablesAvecAdresses; do
		sed "s/0990001N/$2/" $E/$f.xml >"$T/autre.xml"
		case $f in
		Nom*) nomen-profile -q -b "$1" -p $E/profil.yaml ;;
		sts*) sts-import -q -b "$1" ;;
		*) bee-import -q -b "$1" ;;
		esac <"$T/autre.xml"
	done >"$T/out"
}
answer() {
	xmllint --xpath "string($2)" "$1"
}
valid() {
	xmllint --noout --schema "$BUILD/xsd/$1.xsd" "$2" 2>"$T/err"
	ok $? "$3" || diag <"$T/err"
}
derniere() {
	un "$1" "SELECT $2 FROM echange ORDER BY numero DESC LIMIT 1"
}

a=$T/college.db
college "$a" 0990001N
ok $? 'the school that sends is there'
ecole "$T/vide.db" 0990002P
ok $? 'and the one that receives'
copie "$T/vide.db" "$T/lycee.db"
sqlite3 "$T/lycee.db" <$C/base.sql
ok $? 'another knows some pupils already'

# The corpus.
for f in "$C"/*.xml; do
	cas "$f" "$T/lycee.db" dossier-import
	valid accuse "$T/cr/${f##*/}" "${f#"$C/"} has its accusé"
	case $f in
	*/origine-absente.xml | */origine-mal.xml) continue ;;
	esac
	is "$(answer "$T/cr/${f##*/}" //UAJ) $(answer "$T/cr/${f##*/}" //EMETTEUR)" \
	    "$(answer "$f" //UAJ_ORIGINE) 0990002P" \
	    "which is for the school that sent it"
	# Once more, under another number, it changes nothing.
	[ $rc -lt 65 ] || continue
	sed 's/<NUM_ENVOI>1</<NUM_ENVOI>2</' "$f" >"$T/encore.xml"
	avant "$T/c.db"
	dossier-import -q -b "$T/c.db" <"$T/encore.xml" >"$T/out"
	rien "$T/c.db" "${f#"$C/"}: sent again it changes nothing"
done
for f in "$C"/liste-*.tsv; do
	copie "$a" "$T/c.db"
	avant "$T/c.db"
	dossier-send -q -b "$T/c.db" -l "$f" 0990002P >"$T/d.xml" 2>"$T/err"
	rc=$?
	{
		echo $rc
		[ $rc -gt 1 ] || un "$T/c.db" "SELECT DISTINCT code || ' ' ||
		    gravite FROM anomalie WHERE echange = (SELECT max(numero)
		    FROM echange) AND element = 'partant'"
	} >"$T/got"
	same "${f#"$C/"}" "${f%.tsv}.want" "$T/got" || diag <"$T/err"
	rien "$T/c.db" 'the base holds what it held'
	[ $rc -lt 65 ] || ni_ligne "$T/c.db" 'nor has its journal a line'
done
couverture $C dossiers
couverture $C partants

# What is sent.
copie "$a" "$T/c.db"
avant "$a"
n=$(derniere "$a" numero)
runs 'two pupils go' dossier-send -b "$a" -l $C/liste-bonne.tsv 0990002P \
    >"$T/d.xml"
like "$(cat "$T/err")" '^dossier-send: lus 7, ' 'which is summed up'
valid dossiers "$T/d.xml" 'the file is what its schema says'
rien "$a" 'the base is as it was'
is "$(derniere "$a" "numero - $n, genre, sens, uai, annee, num_envoi")" \
    '1|dossiers|emis|0990002P|2019|1' 'but for a line'
is "$(answer "$T/d.xml" //UAJ) $(answer "$T/d.xml" //ANNEE_SCOLAIRE) \
$(answer "$T/d.xml" //UAJ_ORIGINE) $(answer "$T/d.xml" //ANNEE_ORIGINE)" \
    '0990002P 2020 0990001N 2019' 'it names both schools and both years'
is "$(xmllint --xpath 'count(//ELENOET | //@ELENOET | //ELEVE/CODE_MEF |
    //ID_PRV_PER | //ID_ELEVE_ETAB | //ELEVE/CODE_REGIME)' "$T/d.xml")" 0 \
    'and nothing that is of this school or year alone'
runs 'the list' echanges -b "$a" "$((n + 1))" >"$T/out"
grep -q 'dossiers-recu.tsv.zst' "$T/out"
ok $? 'is archived with it' || diag <"$T/out"
copie "$a" "$T/c.db"
un "$T/c.db" "UPDATE eleve SET id_national = NULL WHERE eleve_id IN (SELECT
    eleve_id FROM eleve WHERE date_sortie IS NULL)"
runs 'pupils without INE' dossier-send -n -b "$T/c.db" \
    -l $C/liste-bonne.tsv 0990002P >"$T/n.xml"
like "$(cat "$T/err")" \
    "dossier-sans-ine: [0-9]+ élève\\(s\\) sans INE, que l'autre établissement reconnaîtra à leur identité seule \\(99[0-9]{4}(, 99[0-9]{4})*\\)" \
    'are named by number'
runs 'a dry run' dossier-send -n -b "$a" -l $C/liste-bonne.tsv 0990002P \
    >"$T/d2.xml"
same_send 'writes the same' "$T/d.xml" "$T/d2.xml"
is "$(derniere "$a" "numero - $n")" 1 'and leaves no line'
runs 'into a directory' dossier-send -n -q -b "$a" -l $C/liste-bonne.tsv \
    --dossier "$T" 0990002P >"$T/out"
is "$(basename "$(cat "$T/out")")" Dossiers_0990001N_0990002P_2019.xml \
    'under the names of both schools'
fails 65 'nobody known to go' 'en donner la liste avec -l' \
    dossier-send -b "$a" 0990002P >"$T/out"
fails 64 'nobody goes to the school itself' "l'établissement de la base" \
    dossier-send -b "$a" -l $C/liste-bonne.tsv 0990001N >"$T/out"
fails 64 'a school that is none' "n'est pas un UAI" \
    dossier-send -b "$a" -l $C/liste-bonne.tsv 099 >"$T/out"
fails 66 'a list that is not there' 'entree-absente' \
    dossier-send -b "$a" -l "$T/absente.tsv" 0990002P >"$T/out"
fails 78 'a base in preparation' 'celle de l'\''année qui finit' \
    dossier-send -b "$T/vide.db" -l $C/liste-bonne.tsv 0990001N >"$T/out"
fails 73 'a full disk' '' \
    dossier-send -b "$a" -l $C/liste-bonne.tsv 0990002P >/dev/full
is "$(derniere "$a" "numero - $n")" 1 'none of these has a line'

# In a directory, the base of the list's school and year.
mkdir "$T/plusieurs"
copie "$a" "$T/plusieurs/a.db"
copie "$T/vide.db" "$T/plusieurs/lycee.db"
sconet-init 0990001N 2020 "$T/plusieurs/suivante.db"
sconet-init 0990003R 2019 "$T/plusieurs/ailleurs.db"
runs 'in a directory, the base of the list is found' \
    dossier-send -n -q -b "$T/plusieurs" -l $C/liste-bonne.tsv 0990002P \
    >"$T/d2.xml"
is "$(grep -c '<ELEVE ' "$T/d2.xml")" 2 'with its pupils'

# Without a list, who is affecté there.
copie "$a" "$T/c.db"
un "$T/c.db" "INSERT INTO affectation (eleve_id, rne_origine, decision,
    code_rne) VALUES (990001, '0990001N', 'AFFECTE', '0990002P'),
    (990002, '0990001N', 'AFFECTE', '0990003R'),
    (990003, '0990001N', 'LISTE', '0990002P'),
    (990004, '0990004S', 'AFFECTE', '0990002P')"
runs 'results of the affectation' dossier-send -q -b "$T/c.db" 0990002P \
    >"$T/d4.xml"
is "$(xmllint --xpath 'concat(count(//ELEVE), " ", //ELEVE/@ELEVE_ID)' \
    "$T/d4.xml")" '1 990001' 'say who goes'
copie "$T/vide.db" "$T/c.db"
un "$T/c.db" "ATTACH '$a' AS o; INSERT INTO eleve (eleve_id, id_national,
    nom_de_famille, prenom, date_naiss, code_mef) SELECT -1, id_national,
    nom_de_famille, prenom, date_naiss, '10010012110' FROM o.eleve WHERE
    eleve_id = 990001; INSERT INTO affectation (eleve_id, rne_origine,
    decision, code_rne) VALUES (-1, '0990001N', 'AFFECTE', '0990002P')"
runs 'who was created for a result' dossier-import -q -b "$T/c.db" \
    <"$T/d4.xml" >"$T/out"
is "$(un "$T/c.db" 'SELECT count(*), min(eleve_id), min(e.code_mef),
    min(s.code_rne), (SELECT count(*) > 0 FROM responsable) FROM eleve e JOIN
    scolarite_an_dernier s USING (eleve_id)')" '1|-1|10010012110|0990001N|1' \
    'is completed'

# The other way round: who came by his dossier gets the MEF of his result.
copie "$T/vide.db" "$T/c.db"
dossier-import -q -b "$T/c.db" <"$T/d4.xml" >"$T/out"
is "$(un "$T/c.db" 'SELECT count(*), max(code_mef) FROM eleve')" '1|' \
    'a dossier gives no MEF'
un "$a" "SELECT '<AFFECTATIONS VERSION=\"1.0\"><PARAMETRES><UAJ>0990002P</UAJ>'
    || '<ANNEE_SCOLAIRE>2020</ANNEE_SCOLAIRE><DATE_EXPORT>01/07/2020' ||
    '</DATE_EXPORT><HORODATAGE>01/07/2020 09:00:00</HORODATAGE><LOGICIEL>' ||
    'sconet</LOGICIEL></PARAMETRES><DONNEES><ELEVES><ELEVE ELEVE_ID=\"990001\">'
    || '<RNE_ORIGINE>0990001N</RNE_ORIGINE><ID_NATIONAL>' || id_national ||
    '</ID_NATIONAL><NOM_DE_FAMILLE>' || nom_de_famille || '</NOM_DE_FAMILLE>'
    || '<PRENOM>' || prenom || '</PRENOM><DATE_NAISS>' ||
    strftime('%d/%m/%Y', date_naiss) || '</DATE_NAISS><DECISION>AFFECTE' ||
    '</DECISION><CODE_RNE>0990002P</CODE_RNE><CODE_MEF>10010012110</CODE_MEF>'
    || '</ELEVE></ELEVES></DONNEES></AFFECTATIONS>' FROM eleve WHERE eleve_id =
    990001" >"$T/arrivee.xml"
runs 'his result comes later' affect-import -q -b "$T/c.db" \
    <"$T/arrivee.xml" >"$T/out"
is "$(un "$T/c.db" 'SELECT count(*), max(code_mef), (SELECT count(*) FROM
    affectation) FROM eleve')" '1|10010012110|1' 'and does'
un "$T/c.db" "UPDATE eleve SET code_mef = '10110001110'"
sed 's/ 09:00:00</ 10:00:00</' "$T/arrivee.xml" |
    affect-import -q -b "$T/c.db" >"$T/out"
is "$(un "$T/c.db" 'SELECT code_mef FROM eleve')" 10110001110 \
    'a MEF that is there stays'

# Received, answered, closed; by the school and year that the file names.
l=$T/bases/lycee.db
mkdir "$T/bases"
copie "$T/vide.db" "$l" && cp -R "$T/vide.d" "${l%.db}.d"
sconet-init 0990002P 2019 "$T/bases/lycee2019.db"
runs 'the dossiers come in' dossier-import -b "$T/bases" -r "$T/cr.xml" \
    <"$T/d.xml" >"$T/ac.xml"
like "$(cat "$T/err")" '^dossier-import: lus 7, ajoutés 7, ' 'and are counted'
valid accuse "$T/ac.xml" 'the accusé is what its schema says'
valid compte-rendu "$T/cr.xml" 'and so is the compte rendu'
is "$(derniere "$l" 'genre, sens, etat')" 'dossiers-recus|recu|integre' \
    'the line has its genre'
is "$(echanges -b "$l" -j | grep -c 'Dossiers élèves depuis un autre EPLE')" 1 \
    'and its name'
is "$(echanges -b "$a" --en-attente | grep -c 'Dossiers vers autre EPLE')" 1 \
    'the send is waited for'
runs 'the accusé' ar-import -b "$a" <"$T/ac.xml" >"$T/out"
is "$(echanges -b "$a" --en-attente | grep -c 'Dossiers vers autre EPLE')" 0 \
    'closes it'
fails 65 'but not in another base' autre-etablissement \
    ar-import -b "$T/bases/lycee2019.db" <"$T/ac.xml" >"$T/out"
avant "$l"
runs 'the same file again' dossier-import -b "$l" <"$T/d.xml" >"$T/ac2.xml"
same 'gets its first accusé' "$T/ac.xml" "$T/ac2.xml"
rien "$l" 'and changes nothing'
ni_ligne "$l" 'not even the journal'
sed 's/<NUM_ENVOI>1</<NUM_ENVOI>7</; s,/2020 \(..:..:..</HOR\),/2019 \1,' \
    "$T/d.xml" >"$T/vieux.xml"
runs 'an older one is no harm' dossier-import -q -b "$l" <"$T/vieux.xml" \
    >"$T/out"
runs 'the base is sound' sconet-check -b "$l" >"$T/out" || diag <"$T/out"
runs 'and so is the other' sconet-check -b "$a" >"$T/out"

# Letters that ISO-8859-15 has not are lost, until it is sent in UTF-8.
copie "$a" "$T/lettres.db"
un "$T/lettres.db" "UPDATE eleve SET nom_usage = 'ŁĄCKI-ŻÓŁW' WHERE eleve_id =
    990001"
copie "$T/vide.db" "$T/la.db"
printf '# 0990001N 2019\neleve_id\n990001\n999\n' >"$T/l.tsv"
lettres() { # OPTION
	dossier-send "$@" -b "$T/lettres.db" -l "$T/l.tsv" 0990002P \
	    >"$T/d4.xml" 2>"$T/dit"
	dossier-import -q --force -b "$T/la.db" <"$T/d4.xml" >"$T/out"
	un "$T/la.db" 'SELECT nom_usage FROM eleve WHERE nom_usage IS NOT NULL'
}
is "$(lettres)" LACKI-ZÓLW 'a name loses letters'
like "$(tail -n 1 "$T/dit")" 'rejetés 1$' 'a bad line is counted'
is "$(lettres --utf8)" ŁĄCKI-ŻÓŁW 'which are back in UTF-8'

# Nobody waits for another send to stand for one.
dossier-send -q -b "$a" -l $C/liste-bonne.tsv 0990003R >"$T/r.xml"
dossier-send -q -b "$a" -l $C/liste-bonne.tsv 0990002P >"$T/d2.xml"
is "$(echanges -b "$a" --en-attente | awk -F '\t' '$2 == 2 { print $7 }')" '' \
    'a send to one school does not stand for one to another'

# The same pupil from a second school.
college "$T/second.db" 0990003R
dossier-send -q -b "$T/second.db" -l /dev/stdin 0990002P >"$T/d3.xml" <<'FIN'
# 0990003R 2019
eleve_id
990001
990003
FIN
dump "$l" cree echange >"$T/avant"
fails 1 'a pupil who comes from two schools' \
    'est venu de deux établissements, 0990001N et 0990003R' \
    dossier-import -b "$l" -r "$T/cr.xml" <"$T/d3.xml" >"$T/ac.xml"
like "$(iconv -f ISO-8859-15 -t UTF-8 "$T/cr.xml")" \
    '<NOM>BOISFLOTTE</NOM>' 'is named in the compte rendu'
is "$(grep -c BOISFLOTTE "$T/err" "$T/ac.xml" | tr '\n' ' ')" \
    "$T/err:0 $T/ac.xml:0 " 'and nowhere else'
is "$(un "$l" "SELECT group_concat(DISTINCT code_rne) FROM scolarite_an_dernier
    JOIN eleve USING (eleve_id) WHERE nom_de_famille = 'BOISFLOTTE'")" 0990001N \
    'the first stays'
is "$(un "$l" "SELECT count(*) FROM dossier WHERE code_rne = '0990003R'")" 1 \
    'the other pupil is taken'
is "$(answer "$T/ac.xml" //UAJ) $(answer "$T/ac.xml" //CLASSE)" \
    '0990003R donnees' 'the second school is told'
runs 'which takes it in' ar-import -b "$T/second.db" <"$T/ac.xml" >"$T/out"

# What is held stays as it is, an empty value too.
copie "$T/lycee.db" "$T/c.db"
printf '# 0990002P 2020\neleve_id\tchamp\tvaleur\n880010\tTEL_PERSONNEL\t-\n' |
    saisie --tenir -q -b "$T/c.db" >"$T/out"
runs 'a value that is held' dossier-import -b "$T/c.db" <$C/complete.xml \
    >"$T/out"
is "$(un "$T/c.db" 'SELECT tel_personnel IS NULL, id_national IS NOT NULL FROM
    eleve WHERE eleve_id = 880010')" '1|1' 'stays, the rest comes in'
like "$(cat "$T/err")" 'valeur-tenue' 'and is noted'

# SIECLE's file comes later: its numbers take the place of ours.
s=$T/siecle.db
copie "$T/vide.db" "$s" && cp -R "$T/vide.d" "${s%.db}.d"
autre sts_emp_0990001N_2019.xml 0990002P 2020
sed 's/ANNEE="2019"/ANNEE="2020"/' "$T/autre.xml" >"$T/sts.xml"
sts-import -q -b "$s" <"$T/sts.xml" >"$T/out"
{
	echo '# 0990001N 2019'
	echo eleve_id
	un "$a" 'SELECT eleve_id FROM eleve ORDER BY 1'
} >"$T/tous.tsv"
runs 'everybody goes' dossier-send -q -b "$a" -l "$T/tous.tsv" 0990002P \
    >"$T/d.xml"
dossier-import -q -b "$s" <"$T/d.xml" >"$T/out"
combien() {
	un "$s" "SELECT (SELECT count(*) FROM $1), (SELECT count(*) FROM $1
	    WHERE $2 < 0)"
}
is "$(combien eleve eleve_id) $(combien responsable eleve_id) \
$(combien dossier eleve_id)" '60|60 128|128 60|60' 'all under numbers of ours'
is "$(un "$s" 'SELECT count(*) FROM eleve WHERE code_mef IS NOT NULL')" 0 \
    'without a MEF'
options=$(combien option_an_dernier eleve_id)
# SIECLE has other numbers for them here.
for f in ElevesAvecAdresses ResponsablesAvecAdresses; do
	autre $f.xml 0990002P 2020
	sed -E 's/(ELEVE_ID="|<ELEVE_ID>)99/\177/
	    s,/2019(</DATE_SORTIE>| [0-9:]*</HORODATAGE>),/2020\1,' \
	    "$T/autre.xml" >"$T/$f.xml"
	runs "SIECLE's $f" bee-import -b "$s" <"$T/$f.xml" >"$T/out"
done
is "$(combien eleve eleve_id) $(combien responsable eleve_id) \
$(combien dossier eleve_id) $(combien personne personne_id)" \
    '60|0 128|0 60|0 92|0' 'they take its numbers, with all that hangs on them'
is "$(combien option_an_dernier eleve_id)" "${options%|*}|0" \
    'last year too'
is "$(un "$s" 'SELECT count(*) FROM eleve WHERE code_mef IS NULL')" \
    "$(un "$a" 'SELECT count(*) FROM eleve WHERE code_mef IS NULL')" \
    'and have a MEF now'
sed 's/<NUM_ENVOI>[0-9]*</<NUM_ENVOI>99</' "$T/d.xml" >"$T/d2.xml"
runs 'a dossier that comes once more' dossier-import -q -b "$s" <"$T/d2.xml" \
    >"$T/out"
is "$(combien eleve eleve_id) $(combien personne personne_id)" '60|0 92|0' \
    'finds each of them'
runs 'the base is sound' sconet-check -b "$s" >"$T/out"

# All that can hang on a pupil follows, found by INE or by identity.
c=$T/enfants.db
copie "$T/vide.db" "$c" && cp -R "$T/vide.d" "${c%.db}.d"
sts-import -q -b "$c" <"$T/sts.xml" >"$T/out"
saisie -q -b "$c" >"$T/out" <<'FIN'
# 0990002P 2020
eleve_id	champ	valeur
nouveau1	NOM_DE_FAMILLE	PARINE
nouveau1	PRENOM	Une
nouveau1	DATE_NAISS	01/02/2005
nouveau1	CODE_SEXE	2
nouveau1	CODE_REGIME	2
nouveau1	CODE_MEF	10010012110
nouveau1	DIVISION	6A
nouveau1	RESPONSABLE/nouveau1/NOM_DE_FAMILLE	PARINE
nouveau1	RESPONSABLE/nouveau1/PRENOM	Mère
nouveau1	RESPONSABLE/nouveau1/NIVEAU_RESPONSABILITE	1
nouveau2	NOM_DE_FAMILLE	PARIDENTITE
nouveau2	PRENOM	Deux
nouveau2	DATE_NAISS	03/04/2005
nouveau2	CODE_SEXE	1
nouveau2	CODE_REGIME	2
nouveau2	CODE_MEF	10010012110
nouveau2	DIVISION	6A
nouveau2	RESPONSABLE/nouveau2/NOM_DE_FAMILLE	PARIDENTITE
nouveau2	RESPONSABLE/nouveau2/PRENOM	Père
nouveau2	RESPONSABLE/nouveau2/NIVEAU_RESPONSABILITE	1
FIN
printf '# 0990002P 2020\neleve_id\tchamp\tvaleur\n-1\tMEL\tune@example.org\n-2\tMEL\tdeux@example.org\n' |
    saisie --tenir -q -b "$c" >"$T/out"
un "$c" "UPDATE eleve SET id_national = '990000101DJ' WHERE eleve_id = -1;
    INSERT INTO scolarite_an_dernier (eleve_id, code_mef, code_rne) SELECT
    eleve_id, '10310019110', '0990001N' FROM eleve;
    INSERT INTO situation_an_dernier SELECT eleve_id, '2', 'ST', '2019-09-02',
    0 FROM eleve;
    INSERT INTO option_an_dernier SELECT eleve_id, 1, 'O', '030201' FROM eleve;
    INSERT OR IGNORE INTO eleve_option SELECT eleve_id, 1, 'O', '030201' FROM
    eleve;
    INSERT INTO eleve_structure SELECT eleve_id, 'G', min(code_groupe), NULL,
    NULL FROM eleve, (SELECT min(code_structure) AS code_groupe FROM groupe)
    GROUP BY 1;
    INSERT INTO voeu SELECT eleve_id, 1, '0990003R', '20010015110', 1 FROM
    eleve;
    INSERT INTO voeu_option SELECT eleve_id, 1, '020300' FROM eleve;
    INSERT INTO affectation SELECT eleve_id, '0990001N', 'AFFECTE', NULL, 1,
    '0990002P', '10010012110' FROM eleve;
    INSERT INTO dossier SELECT eleve_id, '0990001N', '2019', 990001 FROM eleve;
    INSERT INTO dossier_envoye SELECT eleve_id, '0990003R', 1 FROM eleve;
    INSERT INTO complement_eleve SELECT -10 + eleve_id, 5, eleve_id FROM eleve"
# enfants: of each table with pupils, what hangs on whom.
enfants() {
	un "$c" "SELECT format('SELECT %Q, count(*), sum(%s = -1 OR %s =
	    880001), sum(%s = -2 OR %s = 880002) FROM %s;', name, col, col,
	    col, col, name) FROM (SELECT m.name, iif(m.name LIKE 'complement%',
	    'ici', 'eleve_id') AS col FROM sqlite_schema m WHERE m.type =
	    'table' AND (m.name = 'complement_eleve' OR EXISTS (SELECT 1 FROM
	    pragma_table_info(m.name) i WHERE i.name = 'eleve_id')) ORDER BY
	    1)" | sqlite3 -batch "$c"
}
cp "$c" "$T/deja.db" && cp -R "${c%.db}.d" "$T/deja.d"
enfants >"$T/enfants"
is "$(grep -c '|[1-9][0-9]*|[1-9][0-9]*$' "$T/enfants") $(grep -v \
    '|[1-9][0-9]*|[1-9][0-9]*$' "$T/enfants" | cut -d '|' -f 1 | tr '\n' ' ')" \
    '14 depart passage ' 'each table with pupils has both of them'
cat >"$T/deux.xml" <<'FIN'
<?xml version="1.0" encoding="UTF-8"?>
<BEE_ELEVES VERSION="3.0"><PARAMETRES><UAJ>0990002P</UAJ><ANNEE_SCOLAIRE>2020</ANNEE_SCOLAIRE></PARAMETRES><DONNEES><ELEVES>
<ELEVE ELEVE_ID="880001"><ID_NATIONAL>990000101DJ</ID_NATIONAL><NOM_DE_FAMILLE>PARINÉ</NOM_DE_FAMILLE><PRENOM>Une</PRENOM><DATE_NAISS>02/02/2005</DATE_NAISS><CODE_REGIME>2</CODE_REGIME><CODE_SEXE>2</CODE_SEXE><CODE_MEF>10010012110</CODE_MEF></ELEVE>
<ELEVE ELEVE_ID="880002"><ID_NATIONAL>990000102DH</ID_NATIONAL><NOM_DE_FAMILLE>Paridentité</NOM_DE_FAMILLE><PRENOM>DEUX</PRENOM><DATE_NAISS>03/04/2005</DATE_NAISS><CODE_REGIME>2</CODE_REGIME><CODE_SEXE>1</CODE_SEXE><CODE_MEF>10010012110</CODE_MEF></ELEVE>
</ELEVES></DONNEES></BEE_ELEVES>
FIN
bee-import -b "$c" <"$T/deux.xml" >"$T/cr.xml" 2>"$T/err"
is "$(un "$c" 'SELECT group_concat(eleve_id) FROM (SELECT eleve_id FROM eleve
    ORDER BY 1)')" '880001,880002' 'both take the number of SIECLE'
enfants >"$T/enfants2"
same 'with all that hangs on them' "$T/enfants" "$T/enfants2"
is "$(un "$c" "SELECT group_concat(cle) FROM (SELECT cle FROM tenu ORDER BY
    1)")" '880001,880002' 'what is held too'
is "$(un "$c" 'SELECT group_concat(mel) FROM (SELECT mel FROM eleve ORDER BY
    eleve_id)')" 'une@example.org,deux@example.org' 'and still is'
is "$(un "$c" "SELECT group_concat(cle || ' ' || avant || ' ' || apres) FROM
    (SELECT * FROM changement WHERE champ = 'eleve_id' ORDER BY cle)")" \
    '880001 -1 880001,880002 -2 880002' 'the journal says who was who'
runs 'the record is shown' fiche -b "$c" 880001 >"$T/fiche"
grep -q '^Historique.*Saisie' "$T/fiche"
ok $? 'with what became of it under the number before' || diag <"$T/fiche"
runs 'the base is sound' sconet-check -b "$c" >"$T/out" || diag <"$T/out"

# He is there twice, for SIECLE says something else of him: told when it comes,
# and mended by correcting the one of ours.
c=$T/deja.db
siecle() { # HOUR, BIRTH OF THE SECOND, WHAT FOLLOWS
	cat <<-FIN
	<?xml version="1.0" encoding="UTF-8"?>
	<BEE_ELEVES VERSION="3.0"><PARAMETRES><UAJ>0990002P</UAJ><ANNEE_SCOLAIRE>2020</ANNEE_SCOLAIRE><HORODATAGE>02/09/2020 $1:00:00</HORODATAGE></PARAMETRES><DONNEES><ELEVES>
	<ELEVE ELEVE_ID="880001"><ID_NATIONAL>990000101DJ</ID_NATIONAL><NOM_DE_FAMILLE>PARINE</NOM_DE_FAMILLE><PRENOM>Une</PRENOM><DATE_NAISS>02/02/2005</DATE_NAISS><CODE_REGIME>2</CODE_REGIME><CODE_SEXE>2</CODE_SEXE><CODE_MEF>10010012110</CODE_MEF></ELEVE>
	<ELEVE ELEVE_ID="880002"><NOM_DE_FAMILLE>Paridentité</NOM_DE_FAMILLE><PRENOM>DEUX</PRENOM><DATE_NAISS>$2</DATE_NAISS><CODE_REGIME>2</CODE_REGIME><CODE_SEXE>1</CODE_SEXE><CODE_MEF>10010012110</CODE_MEF></ELEVE>
	</ELEVES>$3</DONNEES></BEE_ELEVES>
	FIN
}
un "$c" 'UPDATE eleve SET id_national = NULL WHERE eleve_id = -1'
siecle 08 04/04/2005 '<STRUCTURES><STRUCTURES_ELEVE ELEVE_ID="880001"><STRUCTURE><CODE_STRUCTURE>6B</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE></STRUCTURES>' \
    >"$T/siecle.xml"
runs 'whom SIECLE has a day off comes as new' \
    bee-import -b "$c" <"$T/siecle.xml" >"$T/cr.xml"
is "$(un "$c" "SELECT group_concat(cle || ' ' || valeur) FROM (SELECT * FROM
    anomalie WHERE code = 'eleve-double-ici' ORDER BY cle)")" \
    '880001 -1,880002 -2' 'and is noted, with the one he resembles'
like "$(cat "$T/err")" 'eleve-double-ici: ELEVE_ID 880001: .*saisie' \
    'and what to do'
cat >"$T/parents.xml" <<'FIN'
<?xml version="1.0" encoding="UTF-8"?>
<BEE_RESPONSABLES VERSION="2.1"><PARAMETRES><UAJ>0990002P</UAJ><ANNEE_SCOLAIRE>2020</ANNEE_SCOLAIRE></PARAMETRES><DONNEES><PERSONNES>
<PERSONNE PERSONNE_ID="770001"><NOM_DE_FAMILLE>PARINE</NOM_DE_FAMILLE><PRENOM>Mère</PRENOM></PERSONNE></PERSONNES><RESPONSABLES>
<RESPONSABLE_ELEVE><ELEVE_ID>880001</ELEVE_ID><PERSONNE_ID>770001</PERSONNE_ID><NIVEAU_RESPONSABILITE>1</NIVEAU_RESPONSABILITE></RESPONSABLE_ELEVE>
</RESPONSABLES></DONNEES></BEE_RESPONSABLES>
FIN
bee-import -q -b "$c" <"$T/parents.xml" >"$T/cr.xml"
is "$(un "$c" 'SELECT count(*) FROM eleve') $(un "$c" \
    'SELECT count(*) FROM personne')" '4 3' 'both are there, and a parent twice'
siecle 09 04/04/2005 >"$T/siecle.xml"
bee-import -q -b "$c" <"$T/siecle.xml" >"$T/cr.xml"
is "$(un "$c" 'SELECT count(*) FROM eleve')|$(grep -c eleve-double-ici \
    "$T/cr.xml")" '4|0' 'the next file changes nothing, nor says it again'
printf '# 0990002P 2020\neleve_id\tchamp\tvaleur\n-1\tDATE_NAISS\t02/02/2005\n-2\tDATE_NAISS\t04/04/2005\n' |
    saisie -q -b "$c" >"$T/out"
avant "$c"
bee-import -n -b "$c" <"$T/siecle.xml" >"$T/n.tsv" 2>"$T/err"
rien "$c" 'a dry run after the correction changes nothing'
like "$(cat "$T/n.tsv")" '^MODIF	eleve:880002	eleve_id	-2	880002$' 'and tells'
runs 'the next file after it' bee-import -b "$c" <"$T/siecle.xml" >"$T/cr.xml"
like "$(tail -n 1 "$T/err")" 'ajoutés 0, .*absents 0, ' 'misses nobody'
is "$(un "$c" 'SELECT group_concat(eleve_id) FROM (SELECT eleve_id FROM eleve
    ORDER BY 1)')" '880001,880002' 'they are one under the number of SIECLE'
enfants >"$T/enfants2"
sed 's/^eleve_structure|4|2|2/eleve_structure|3|1|2/
    s/^responsable|2|1|1/responsable|3|2|1/' "$T/enfants" >"$T/enfants3"
same 'with all that hung on either' "$T/enfants3" "$T/enfants2"
is "$(un "$c" "SELECT group_concat(code_structure) FROM eleve_structure WHERE
    eleve_id = 880001")" 6B "a set of SIECLE's is not mixed with ours"
is "$(un "$c" "SELECT group_concat(cle || ' ' || mel) FROM tenu JOIN eleve
    USING (eleve_id)")" \
    '880001 une@example.org,880002 deux@example.org' 'what is held still is'
is "$(un "$c" "SELECT group_concat(cle || ' ' || avant || ' ' || apres) FROM
    (SELECT * FROM changement WHERE champ = 'eleve_id' ORDER BY cle)")" \
    '880001 -1 880001,880002 -2 880002' 'the journal says who was who'
sed 's,</PARAMETRES>,<HORODATAGE>03/09/2020 08:00:00</HORODATAGE>&,' \
    "$T/parents.xml" >"$T/parents2.xml"
runs 'the next file of the responsables' bee-import -b "$c" \
    <"$T/parents2.xml" >"$T/cr.xml"
is "$(un "$c" "SELECT group_concat(personne_id) FROM responsable WHERE eleve_id
    = 880001")" 770001 'has the parent once'
runs 'the base is sound' sconet-check -b "$c" >"$T/out" || diag <"$T/out"

# Who came by a dossier, and is not in SIECLE's file yet, does not make it a
# file in which too many are missing.
un "$s" "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n
    WHERE i < 30) INSERT INTO eleve (eleve_id, nom_de_famille, prenom,
    date_naiss) SELECT -i, 'NOUVELARRIVE', 'Numéro ' || i, '2005-01-01' FROM n"
sed 's,/2020 \([0-9:]*</HORODATAGE>\),/2021 \1,' "$T/ElevesAvecAdresses.xml" \
    >"$T/plus-tard.xml"
runs "SIECLE's next file" bee-import -b "$s" <"$T/plus-tard.xml" >"$T/out"
like "$(cat "$T/err")" 'lus 60, .*absents 30, ' 'lists them, and is taken'

# Too early.
sconet-init --etat preparation 0990002P 2020 "$T/neuve.db"
fails 78 'before a nomenclature is profiled' 'lancer nomen-profile' \
    dossier-import -b "$T/neuve.db" <"$T/d.xml" >"$T/ac.xml"
is "$(answer "$T/ac.xml" //CLASSE)" reessayer 'it is to be sent again'
sconet-init --role bea 099 2020 "$T/bea.db"
fails 78 'a base of the académie' 'il faut etab' \
    dossier-import -b "$T/bea.db" <"$T/d.xml" >"$T/out"
done_testing
