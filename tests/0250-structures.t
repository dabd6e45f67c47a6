#!/bin/sh
# Structures of STS-WEB (event D): what each file of the corpus makes of a
# base, both kinds of file, closing and opening, what is refused.
. tests/lib.sh
. tests/corpus/structures/cas.sh

C=tests/corpus/structures
E=examples/ecole
STS=$E/sts_emp_0990001N_2019.xml

# structures BASE: divisions and groupes, without what only STS-WEB has.
structures() {
	un "$1" "SELECT 'D', code_structure, libelle_long, ferme FROM division
	    UNION SELECT 'G', code_structure, libelle_long, ferme FROM groupe
	    UNION SELECT 'DM', code_structure, code_mef, '' FROM division_mef
	    UNION SELECT 'GM', code_structure, code_mef, '' FROM groupe_mef
	    UNION SELECT 'GD', code_structure, code_division, '' FROM
	    groupe_division ORDER BY 1, 2, 3"
}

nue=$T/nue.db
profilee=$T/profilee.db
partie=$T/partie.db
ecole=$T/ecole.db
encore=$T/encore.db
sconet-init 0990001N 2019 "$nue"
copie "$nue" "$profilee"
nomen-profile -q -b "$profilee" -p $E/profil.yaml <$E/Nomenclature.xml \
    >"$T/out"
ok $? 'a base is profiled'

# Where the 4e is no longer received, nor 005000, and the 2de has ended.
copie "$profilee" "$partie"
sed '/<MEF CODE_MEF="10210001110">/,/<\/MEF>/d
    /<MATIERE CODE_MATIERE="005000">/,/<\/MATIERE>/d
    /<MEF CODE_MEF="20010015110">/,/<\/MEF>/s,<DATE_FERMETURE>.*<,<DATE_FERMETURE>31/08/2015<,
    s,<HORODATAGE>.*<,<HORODATAGE>04/06/2019 06:00:00<,' $E/Nomenclature.xml |
    nomen-profile -q -b "$partie" >"$T/out"
is "$(un "$partie" "SELECT (SELECT ferme FROM mef WHERE code_mef =
    '10210001110'), (SELECT ferme FROM matiere WHERE code_matiere = '005000'),
    (SELECT date_fermeture FROM mef WHERE code_mef = '20010015110')")" \
    '1|1|2015-08-31' 'in another one some codes are closed'

copie "$profilee" "$ecole"
{
	sts-import -q -b "$ecole" <$STS &&
	    bee-import -q -b "$ecole" <$E/ElevesAvecAdresses.xml &&
	    repartition -q -b "$ecole" <$E/divisions.tsv
} >"$T/out"
ok $? 'the example school is there'

copie "$ecole" "$encore"
un "$encore" "UPDATE division SET ferme = 1 WHERE code_structure = '6B';
    UPDATE groupe SET ferme = 1 WHERE code_structure = '_6AP1';
    PRAGMA wal_checkpoint" >"$T/out"

for f in "$C"/*.xml; do
	case $f in
	*/encore-*) cas "$f" "$encore" sts-import ;;
	*/ferme-*) cas "$f" "$ecole" sts-import ;;
	*) cas "$f" "$partie" sts-import ;;
	esac
done
comptes_rendus
couverture $C structures

# Both kinds of file.

b=$T/b.db
copie "$profilee" "$b"
runs 'the file of STS-WEB is taken in' sts-import -b "$b" <$STS >"$T/cr.xml"
is "$(tail -n 1 "$T/err")" 'sts-import: lus 12, ajoutés 12, modifiés 0, inchangés 0, absents 0, rejetés 0' \
    'and summed up'
like "$(iconv -f ISO-8859-15 -t UTF-8 "$T/cr.xml")" \
    "<MESSAGE>aucune erreur pour l'import fait à 09 h 00 min</MESSAGE>" \
    'the compte rendu says what the screen says, with the time'
SOURCE_DATE_EPOCH=1567508640 runs 'the same file again' \
    sts-import -b "$b" <$STS >"$T/cr2.xml"
same 'gets the same answer, hour included' "$T/cr.xml" "$T/cr2.xml"
is "$(echanges -b "$b" | sed -n 2p | cut -f 1,3,4,14)" \
    '4	recu	Import Structures de STS-WEB	integre' \
    'the journal has one line, in its words'
is "$(un "$b" 'SELECT (SELECT count(*) FROM division), (SELECT count(*) FROM
    groupe), (SELECT count(*) FROM service), (SELECT count(*) FROM
    service_enseignant), (SELECT count(*) FROM individu), (SELECT count(*)
    FROM discipline), (SELECT count(*) FROM prof_princ)')" \
    '8|4|91|91|21|18|8' 'all is stored'
is "$(un "$b" "SELECT effectif_prevu, effectif_calcule FROM division_mef WHERE
    code_structure = '5B' AND code_mef = '16510002110'")" '2|0' \
    'with the figures of a MEF'
is "$(un "$b" "SELECT nom_usage, fonction, grade, date_naissance FROM individu
    WHERE id = 99020")" 'ÉPROUVETTE-DORÉE|ENS|CERT. CL N|1977-10-10' \
    'and a person'
structures "$b" >"$T/sts"
un "$b" 'SELECT * FROM service' >"$T/services"

copie "$profilee" "$T/bee.db"
runs 'the file of SIECLE is taken in too' \
    sts-import -b "$T/bee.db" <$E/Structures.xml >"$T/cr.xml"
structures "$T/bee.db" >"$T/bee"
same 'and gives the same divisions and groupes' "$T/sts" "$T/bee"
is "$(un "$T/bee.db" 'SELECT count(*) FROM service')" 0 'without services'
runs 'after the one of STS-WEB' sts-import -b "$b" <$E/Structures.xml \
    >"$T/cr.xml"
is "$(tail -n 1 "$T/err")" 'sts-import: lus 12, ajoutés 0, modifiés 0, inchangés 12, absents 0, rejetés 0' \
    'it changes nothing'
un "$b" 'SELECT * FROM service' >"$T/services2"
same 'and the services stay' "$T/services" "$T/services2"
runs 'the file of STS-WEB again' sts-import -b "$b" <$STS >"$T/cr.xml"
is "$(tail -n 1 "$T/err" | cut -d , -f 3)" ' modifiés 0' 'nor does that'

# What is said of what is wrong.

copie "$profilee" "$b"
fails 1 'a MEF that is not profiled is named, with what to run' \
    'division-mef-non-profile: CODE_STRUCTURE/CODE_MEF 6A/10010012117: le MEF 10010012117 de la division n'\''est pas profilé ; valeur ignorée ; l'\''ajouter au profil, nomen-profile --profiler, puis renvoyer le fichier' \
    sts-import -b "$b" <$C/division-mef-non-profile.xml >"$T/cr.xml"
is "$(grep -c 'division-mef-non-profile.xml:15: division-mef-non-profile' \
    "$T/err")" 1 'with its file and line'
like "$(iconv -f ISO-8859-15 -t UTF-8 "$T/cr.xml")" \
    "<MESSAGE>1 signalement\(s\) pour l'import fait à 09 h 00 min</MESSAGE>" \
    'the message counts it'
is "$(xmllint --xpath 'concat(//ANOMALIE/@CODE, " ", //ANOMALIE/@LIGNE, " ",
    //ANOMALIE/CLE)' "$T/cr.xml")" 'division-mef-non-profile 15 6A/10010012117' \
    'the compte rendu has it among the anomalies'
sed 's/- "10010012117"/- "99*"/
    s/^mef:/&\n  - "10010012117"/' $E/profil.yaml >"$T/plus.yaml"
nomen-profile -q --profiler -b "$b" -p "$T/plus.yaml" >"$T/out"
runs 'once it is profiled' sts-import -b "$b" \
    <$C/division-mef-non-profile.xml >"$T/cr.xml"
is "$(un "$b" 'SELECT count(*) FROM division_mef')" 2 'the same file brings it'

copie "$profilee" "$b"
fails 1 'a groupe of an unknown division is named' \
    'groupe-division-inconnue: CODE_STRUCTURE/CODE_DIVISION 6G1/6Z: le groupe se rattache à la division 6Z, absente du fichier ; valeur ignorée' \
    sts-import -b "$b" <$C/groupe-division-inconnue.xml >"$T/cr.xml"
fails 1 'a groupe with the code of a division is rejected' \
    'groupe-code-division: CODE_STRUCTURE 6B: le groupe 6B a le code d'\''une division ; fiche rejetée' \
    sts-import -b "$b" <$C/groupe-code-division.xml >"$T/cr.xml"
is "$(xmllint --xpath 'concat(count(//REJETE), " ", //REJETE/@CODE)' \
    "$T/cr.xml")" '1 groupe-code-division' 'and stands among the rejected'
fails 1 'an unknown matière is named' 'la matière 099999 du service est absente de la nomenclature' \
    sts-import -b "$b" <$C/service-matiere-inconnue.xml >"$T/cr.xml"
fails 1 'an unknown enseignant is named by number' \
    'l'\''enseignant 99099 du service n'\''est pas parmi les individus du fichier' \
    sts-import -b "$b" <$C/service-enseignant-inconnu.xml >"$T/cr.xml"
grep -q 'ASTROLABIN\|PLUMENCRE\|Lunette' "$T/err"
is $? 1 'and no person by name'

# Refusals.

avant "$b"
fails 65 'the other of the two files is refused' \
    'racine EDT_STS : c'\''est l'\''autre des deux fichiers, emp_sts (emploi du temps remonté) ; il faut sts_emp, racine STS_EDT, de STS-WEB : Exports / Emploi du temps' \
    sts-import -b "$b" <$C/edt-sts.xml >"$T/cr.xml"
rien "$b" 'which changes nothing'
is "$(xmllint --xpath 'string(//ETAT)' "$T/cr.xml")" rejete \
    'the compte rendu says so'
fails 65 'so are the pupils' 'racine BEE_ELEVES, élèves de SIECLE ; le donner à bee-import' \
    sts-import -b "$b" <$E/ElevesAvecAdresses.xml >"$T/cr.xml"
fails 65 'a file of another year' 'fichier de 2018, base de 2019' \
    sts-import -b "$b" <$C/autre-annee.xml >"$T/cr.xml"
fails 65 'and of another school' 'fichier de 0990002P, base de 0990001N' \
    sts-import -b "$b" <$C/autre-etablissement.xml >"$T/cr.xml"
rien "$b" 'none of them changes anything'
is "$(un "$b" "SELECT count(*) FROM echange WHERE etat = 'rejete' AND statut =
    65 AND archive IS NOT NULL")" 4 'each has its line, and its file is kept'

copie "$nue" "$b"
avant "$b"
fails 78 'before a nomenclature is profiled' \
    'ordre: une étape manque avant celle-ci : aucune nomenclature n'\''est profilée : lancer nomen-profile ; la faire d'\''abord ; --force passe outre' \
    sts-import -b "$b" <$STS >"$T/cr.xml"
rien "$b" 'nothing is taken in'
nomen-profile -q -b "$b" <$E/Nomenclature.xml >"$T/out"
fails 78 'a reception without profile is not enough' 'lancer nomen-profile' \
    sts-import -b "$b" <$STS >"$T/cr.xml"
fails 1 '--force passes' 'division-mef-non-profile' \
    sts-import --force -b "$b" <$STS >"$T/cr.xml"
is "$(un "$b" 'SELECT (SELECT count(*) FROM division), (SELECT count(*) FROM
    division_mef)')" '8|0' 'the divisions are there, without their MEF'

# Closing and opening.

copie "$ecole" "$b"
runs 'a division that is no longer sent' sts-import -b "$b" \
    <$C/ferme-renommee.xml >"$T/cr.xml"
grep -Fq 'division-fermee-occupee: CODE_STRUCTURE 6B: la division n'\''est plus dans STS-WEB ; élèves qui y restent : 9 ; noté ; les déplacer : repartition --remplace ANCIENNE=NOUVELLE' \
    "$T/err"
ok $? 'is said, with the number of its pupils' || diag <"$T/err"
grep -Fq 'division-fermee-occupee: CODE_STRUCTURE 5A: la division n'\''est plus dans STS-WEB ; élèves qui y restent : 7' \
    "$T/err"
ok $? 'who have not left' || diag <"$T/err"
grep -Fq 'division-renommee: CODE_STRUCTURE 6B: nouvelle division de même MEF et sans élève : 6ROUGE, peut-être son nouveau nom' \
    "$T/err"
ok $? 'and its likely new name' || diag <"$T/err"
is "$(un "$b" "SELECT ferme FROM division WHERE code_structure = '6B'")" 1 \
    'it is closed, not deleted'
is "$(un "$b" "SELECT genre, champ, avant, apres FROM changement WHERE
    element = 'division' AND cle = '6B'")" 'F|ferme|0|1' \
    'the change is in the journal'
is "$(xmllint --xpath 'concat(count(//ABSENT[ELEMENT="division"]), " ",
    //ABSENTS/ABSENT[1]/CLE, " ", //ABSENTS/ABSENT[1]/@GENRE)' "$T/cr.xml")" \
    '2 5A ABS' 'the compte rendu lists it as absent'
is "$(un "$b" "SELECT count(*) FROM eleve_structure WHERE code_structure =
    '6B'")" 9 'its pupils are still in it'
runs 'what the note says' repartition -b "$b" --remplace 6B=6ROUGE >"$T/cr.xml"
is "$(un "$b" "SELECT count(*) FROM eleve_structure WHERE code_structure =
    '6ROUGE'")" 9 'moves them'
runs 'the next file' sts-import -b "$b" <$C/ferme-division.xml >"$T/cr.xml"
is "$(grep -c 'CODE_STRUCTURE 6B' "$T/err")" 0 \
    'says nothing more of what was closed before'
runs 'sent again' sts-import -b "$b" <$C/ferme-rien.xml >"$T/cr.xml"
is "$(un "$b" "SELECT ferme FROM division WHERE code_structure IN ('5A', '6B')
    GROUP BY 1")" 0 'it opens'
is "$(un "$b" "SELECT genre, champ, avant, apres FROM changement WHERE
    element = 'division' AND cle = '6B' ORDER BY n DESC LIMIT 1")" \
    'M|ferme|1|0' 'which the journal has too'
is "$(un "$b" "SELECT count(*) FROM eleve_structure WHERE code_structure =
    '5A'")" 8 'with the pupils who stayed in it'
is "$(un "$b" "SELECT group_concat(DISTINCT code_mef) FROM division_mef WHERE
    code_structure = '5A'")" 10110001110 'and its MEF'

# One file, another, the first again.

copie "$profilee" "$b"
sts-import -q -b "$b" <$STS >"$T/out" && dump "$b" cree echange >"$T/une" &&
    sts-import -q -b "$b" <$C/ferme-groupe.xml >"$T/out" &&
    dump "$b" cree echange >"$T/autre" && sts-import -q -b "$b" <$STS >"$T/out"
ok $? 'the structures, others, then the first again'
dump "$b" cree echange | grep -v "^groupe[a-z_]*|'_6AP2'" >"$T/encore"
same 'end as the first, but for what came between' "$T/une" "$T/encore"
is "$(un "$b" "SELECT ferme FROM groupe WHERE code_structure = '_6AP2'")" 1 \
    'which is closed'
cmp -s "$T/une" "$T/autre"
is $? 1 '(the others being different)'

# Dry run.

copie "$ecole" "$b"
avant "$b"
runs 'a dry run' sts-import -b "$b" -n <$C/ferme-renommee.xml >"$T/n.tsv"
is "$(grep -c '^FERMETURE	division:\(6B\|5A\)	ferme	0	1$' "$T/n.tsv")" 2 \
    'shows what would be closed'
is "$(grep '^AJOUT	division:6ROUGE' "$T/n.tsv" | head -n 1)" \
    'AJOUT	division:6ROUGE	code_structure		6ROUGE' 'and added'
grep -q 'division-renommee' "$T/err"
ok $? 'says what would be said'
rien "$b" 'changes nothing'
ni_ligne "$b" 'and leaves neither line nor file'

# Thresholds: 20 divisions known, two or three of them gone.

# divisions N: a file with the divisions D01 to N.
divisions() {
	cat <<XML
<?xml version="1.0" encoding="ISO-8859-15"?>
<BEE_STRUCTURES VERSION="2.0">
<PARAMETRES><UAJ>0990001N</UAJ><ANNEE_SCOLAIRE>2019</ANNEE_SCOLAIRE></PARAMETRES>
<DONNEES><DIVISIONS>
XML
	i=1
	while [ $i -le "$1" ]; do
		printf '<DIVISION CODE_STRUCTURE="D%02d"><MEFS_APPARTENANCE><MEF_APPARTENANCE><CODE_MEF>10010012110</CODE_MEF></MEF_APPARTENANCE></MEFS_APPARTENANCE></DIVISION>\n' $i
		i=$((i + 1))
	done
	echo '</DIVISIONS></DONNEES></BEE_STRUCTURES>'
}
copie "$profilee" "$b"
divisions 20 >"$T/20.xml"
divisions 18 >"$T/18.xml"
divisions 17 >"$T/17.xml"
divisions 10 >"$T/10.xml"
divisions 1 >"$T/1.xml"
sts-import -q -b "$b" <"$T/20.xml" >"$T/out"
ok $? 'of 20 divisions'
avant "$b"
fails 65 'three may not go' 'seuil-absents: trop de fiches connues sont absentes du fichier : division : 3 absents sur 20 connus, seuil 10 % ; vérifier que c'\''est le bon fichier ; sinon --seuil absents=N ou --force' \
    sts-import -b "$b" <"$T/17.xml" >"$T/cr.xml"
rien "$b" 'which changes nothing'
copie "$b" "$T/b2.db"
runs 'two may' sts-import -b "$b" <"$T/18.xml" >"$T/cr.xml"
is "$(un "$b" 'SELECT count(*) FROM division WHERE ferme = 1')" 2 'and are closed'
runs '--seuil lets three go' sts-import -b "$T/b2.db" --seuil absents=15 \
    <"$T/17.xml" >"$T/cr.xml"
runs '--force any number' sts-import -b "$T/b2.db" --force <"$T/1.xml" \
    >"$T/cr.xml"
is "$(un "$T/b2.db" 'SELECT count(*) FROM division WHERE ferme = 0')" 1 \
    'only those that are open being known'
copie "$profilee" "$b"
sts-import -q -b "$b" <"$T/10.xml" >"$T/out" &&
    sts-import -q -b "$b" <"$T/1.xml" >"$T/out"
ok $? 'and up to 10 known nothing is counted'

# Older than the last.

copie "$profilee" "$b"
sts-import -q -b "$b" <$E/Structures.xml >"$T/out"
sed 's,<HORODATAGE>.*<,<HORODATAGE>28/08/2019 19:04:09<,
    s/TROISIEME/3EME/' $E/Structures.xml >"$T/vieux.xml"
avant "$b"
fails 65 'a file one second older than the last is refused' 'perime: ' \
    sts-import -b "$b" <"$T/vieux.xml" >"$T/cr.xml"
rien "$b" 'which changes nothing'
runs 'but for --force' sts-import -b "$b" --force <"$T/vieux.xml" >"$T/cr.xml"
is "$(un "$b" "SELECT libelle_long FROM division WHERE code_structure = '3A'")" \
    '3EME A' 'it is taken in'
done_testing
