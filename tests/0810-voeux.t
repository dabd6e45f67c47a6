#!/bin/sh
# Event C: wishes (C1), their way to the académie (C2), what it decides, and
# the results in the school they left and in the one they reach (C3).
. tests/lib.sh
. tests/corpus/structures/cas.sh

C=tests/corpus
E=examples/ecole

# The example school; 990058 has a double, and 990056 has a wish already.
ecole=$T/ecole.db
sconet-init 0990001N 2019 "$ecole"
nomen-profile -q -b "$ecole" -p $E/profil.yaml <$E/Nomenclature.xml >"$T/out"
un "$ecole" 'PRAGMA wal_checkpoint' >"$T/out"
cp "$ecole" "$T/profilee.db"
sts-import -q -b "$ecole" <$E/sts_emp_0990001N_2019.xml >"$T/out"
bee-import -q -b "$ecole" <$E/ElevesAvecAdresses.xml >"$T/out"
un "$ecole" 'PRAGMA wal_checkpoint' >"$T/out"
vide=$T/vide.db
copie "$ecole" "$vide"
cp "$ecole" "$T/saine.db"
cp -R "${ecole%.db}.d" "$T/saine.d"
cat >"$T/campagne.yaml" <<'FIN'
campagne: Affectation en lycée 2020
voeux: 3
mef: [10310019110]
FIN
printf '# 0990001N 2019\neleve_id\trang_voeu\tuai\tmef\n990056\t1\t0990003R\t20010015110\n' \
    >"$T/un.tsv"
runs 'a wish, and the campaign' voeux-import -b "$ecole" \
    --campagne "$T/campagne.yaml" <"$T/un.tsv" >"$T/cr.xml"
is "$(tail -n 1 "$T/err")" \
    'voeux-import: lus 1, ajoutés 0, modifiés 1, inchangés 0, absents 0, rejetés 0' \
    'is summed up'
is "$(un "$ecole" "SELECT libelle || ' ' || voeux_max FROM campagne")" \
    'Affectation en lycée 2020 3' 'its settings are kept'
is "$(echanges -b "$ecole" | sed -n 2p | cut -f 3,4,5)" \
    'recu	Import Vœux	un.tsv' 'the journal has its words'
n=$(un "$ecole" 'SELECT max(numero) FROM echange')
is "$(un "$ecole" "SELECT annexe FROM echange WHERE numero = $n")" \
    "00000$n-voeux-reglages.yaml.zst" 'and the settings among its files'
zstdcat "${ecole%.db}.d/00000$n-voeux-reglages.yaml.zst" |
    cmp - "$T/campagne.yaml"
ok $? 'byte for byte'
runs 'the base is sound' sconet-check -b "$ecole" >"$T/out"
un "$ecole" "INSERT INTO eleve (eleve_id, nom_de_famille, prenom, date_naiss)
    SELECT 990901, nom_de_famille, prenom, date_naiss FROM eleve
    WHERE eleve_id = 990058;
    UPDATE eleve SET date_sortie = '2019-09-13', code_motif_sortie = '11'
    WHERE eleve_id = 990060"
un "$ecole" 'PRAGMA wal_checkpoint' >"$T/out"

# There 990056 has two wishes, and so has 990060, who leaves.
copie "$ecole" "$T/trop.db"
un "$T/trop.db" "INSERT INTO voeu VALUES (990056, 2, '0990004S',
    '20010015110', NULL), (990060, 1, '0990004S', '20010015110', NULL),
    (990060, 2, '0990003R', '20010015110', NULL)"
un "$T/trop.db" 'PRAGMA wal_checkpoint' >"$T/out"
for f in "$C"/voeux/*.tsv "$C"/voeux/*.xml; do
	case $f in
	*/campagne-depassee.tsv) cas "$f" "$T/trop.db" voeux-import \
	    --campagne "${f%.tsv}.yaml" ;;
	*/campagne-*) cas "$f" "$ecole" voeux-import \
	    --campagne "${f%.tsv}.yaml" ;;
	*) cas "$f" "$ecole" voeux-import ;;
	esac
done
comptes_rendus
rm -rf "$T/cr"
couverture $C/voeux voeux
couverture $C/voeux 'lignes de voeux'
couverture $C/voeux 'fiches de voeux'
couverture $C/voeux 'campagne de voeux'

# What is said, and what a refusal leaves.
b=$T/b.db
copie "$ecole" "$b"
avant "$b"
fails 1 'a hole in the ranks rejects the wishes of the pupil' \
    "voeu-rang-trou.tsv:4: voeu-rang-trou: ELEVE_ID 990055, RANG_VOEU: l'élève a un vœu de rang 3 sans celui d'avant ; fiche rejetée ; corriger les vœux de l'élève et les redonner tous" \
    voeux-import -b "$b" <$C/voeux/voeu-rang-trou.tsv >"$T/cr.xml"
is "$(un "$b" 'SELECT lus || modifies || rejetes FROM echange ORDER BY numero
    DESC LIMIT 1')" 312 'all of them, and nobody else'
fails 1 'a wish that goes with another of the élève' \
    "voeu-avec-un-autre: ELEVE_ID 990055: un autre vœu de l'élève est rejeté, et celui-ci avec lui ; fiche rejetée ; corriger les vœux de l'élève et les redonner tous" \
    voeux-import -b "$b" <$C/voeux/voeu-uai-forme.tsv >"$T/out"
fails 1 'a MEF of the campaign that nobody knows' \
    "campagne-mef-inconnu.yaml:5: campagne-mef-inconnu: " \
    voeux-import -b "$b" --campagne $C/voeux/campagne-mef-inconnu.yaml \
    <$C/voeux/campagne-mef-inconnu.tsv >"$T/out"
copie "$ecole" "$b"
wrong() {
	printf '%b' "$1" >"$T/x.yaml"
	fails 65 "« $2 »" "x.yaml:$3 yaml: fichier YAML incorrect : $2" \
	    voeux-import -b "$b" --campagne "$T/x.yaml" <"$T/un.tsv" >"$T/out"
	rien "$b" "« $2 »: nothing changes"
}
wrong 'voeu: 3\n' 'clé « voeu » inconnue' '1:'
wrong 'campagne: x\n' 'il manque « voeux », leur nombre' '1:'
wrong 'voeux: beaucoup\n' "« 8 caractères, des lettres seulement » n'est pas un nombre de vœux, de 1 à 99" '1:'
wrong 'voeux: 3\nmef: [3e]\n' "« 3e » n'est pas un MEF, de 11 caractères" '2:'
wrong 'voeux: 3\nmef: { a: b }\n' 'il faut une liste ici' '2:'
wrong 'voeux: [3]\n' 'il faut une valeur ici' '1:'
wrong 'voeux: [\n' 'YAML mal formé' '2:'
fails 66 'settings that are not there' 'entree-absente' \
    voeux-import -b "$b" --campagne "$T/nulle-part.yaml" <"$T/un.tsv" >"$T/out"
fails 65 'neither a table nor wishes' 'racine BEE_ELEVES' \
    voeux-import -b "$b" <$E/ElevesAvecAdresses.xml >"$T/out"
fails 66 'nothing' entree-vide voeux-import -b "$b" </dev/null >"$T/out"
fails 65 'a file that is cut' fichier-coupe voeux-import -b "$b" <<FIN >"$T/out"
$(head -n 15 $C/voeux/fichier.xml)
FIN
tr '\t' ';' <"$T/un.tsv" >"$T/x.csv"
printf 'eleve_id\trang_voeu\tuai\tmef\n990055\t1\t0990003R\t20010015110\n' \
    >"$T/nu.tsv"
fails 65 'a table without a column that it needs' \
    "sans-mef.tsv: tsv-entete: ligne d'en-tête incorrecte : la colonne « mef » manque" \
    voeux-import -b "$b" <$C/voeux/sans-mef.tsv >"$T/out"
fails 65 'a table with semicolons' \
    "x.csv:2: tsv-entete: ligne d'en-tête incorrecte : les colonnes sont séparées par « ; » : il faut des tabulations ; colonnes connues : eleve_id" \
    voeux-import -b "$b" <"$T/x.csv" >"$T/out"
fails 64 'a table that does not name the school' 'préciser -u UAI et -a ANNEE' \
    voeux-import -b "$b" <"$T/nu.tsv" >"$T/out"
rien "$b" 'none of them changes anything'
runs 'but for -u and -a' voeux-import -b "$b" -u 0990001N -a 2019 \
    <"$T/nu.tsv" >"$T/out"
fails 78 'there must be pupils' "aucun élève n'est importé" \
    voeux-import -b "$T/profilee.db" <"$T/un.tsv" >"$T/out"
copie "$T/trop.db" "$b"
printf 'campagne: autre\nvoeux: 1\n' >"$T/autre.yaml"
voeux-import -q -b "$b" --campagne "$T/autre.yaml" \
    <$C/voeux/campagne-depassee.tsv >"$T/cr.xml"
runs 'a campaign with fewer wishes than were made' voeux-export -b "$b" \
    >"$T/voeux.xml"
is "$(grep -c 'campagne-depassee: élève 990056 (3A) : 2 vœux, la campagne en a 1' "$T/err") $(grep -c '<VOEU>' "$T/voeux.xml")" \
    '1 3' 'tells whose, and sends them all'
copie "$ecole" "$b"
avant "$b"
runs 'the same table again, by the same settings' voeux-import -b "$b" \
    --campagne "$T/campagne.yaml" <"$T/un.tsv" >"$T/out"
like "$(cat "$T/err")" 'modifiés 0, inchangés 1' 'changes nothing'
printf 'campagne: autre\nvoeux: 2\n' >"$T/autre.yaml"
runs 'by others' voeux-import -b "$b" --campagne "$T/autre.yaml" \
    <"$T/un.tsv" >"$T/out"
is "$(un "$b" "SELECT libelle || voeux_max || (SELECT count(*) FROM
    campagne_mef) FROM campagne")" autre20 'is taken in all the same'

# C2: the wishes go out.
fails 65 'no wish: nothing goes out' "aucun élève présent n'a de vœu" \
    voeux-export -b "$vide" >"$T/out"
is "$(wc -c <"$T/out") $(un "$vide" "SELECT count(*) FROM echange WHERE sens =
    'emis' AND genre LIKE '%voeux'")" '0 0' 'and no line is left'
copie "$ecole" "$b"
voeux-import -q -b "$b" <$C/voeux/options.tsv >"$T/out"
avant "$b"
runs 'a dry run of them' voeux-export -q -n -b "$b" >"$T/n.xml"
rien "$b" 'changes nothing'
ni_ligne "$b" 'and leaves no line'
runs 'the wishes' voeux-export -b "$b" >"$T/voeux.xml"
is "$(grep -c 'eleve-sans-voeu: élève 99005[47-9] (3A) : aucun vœu' "$T/err")" 4 \
    'pupils of the campaign without one are told of'
xmllint --noout --schema "$BUILD/xsd/voeux.xsd" "$T/voeux.xml" 2>"$T/err"
ok $? 'are what their schema says' || diag <"$T/err"
same_send 'and what the dry run said' "$T/n.xml" "$T/voeux.xml"
is "$(grep -c NUM_ENVOI "$T/n.xml")" 0 'which has no number'
is "$(xmllint --xpath 'concat(//NUM_ENVOI, " ", count(//ELEVE), " ",
    count(//VOEU), " ", //ELEVE[@ELEVE_ID=990055]//VOEU[1]/CODE_RNE, " ",
    //ELEVE[@ELEVE_ID=990055]//VOEU[1]//OPTION[2]/CODE_MATIERE, " ",
    //ELEVE[@ELEVE_ID=990055]//VOEU[2]/DEROGATION)' "$T/voeux.xml")" \
    '1 6 3 0990003R 030602 1' 'numbered, with all there is'
is "$(grep -c 'ELEVE_ID="990060"' "$T/voeux.xml")" 0 'who leaves is not there'
is "$(echanges -b "$b" | sed -n 2p | cut -f 3,4)" 'emis	Export Vœux' \
    'the journal has the line'
runs 'as a list' voeux-export -q -b "$b" --csv --utf8 >"$T/voeux.csv"
is "$(head -n 1 "$T/voeux.csv" | cut -d ';' -f 1-14)" \
    'Académie possédant le dossier élève;INE;Nom;Prénom 1;Prénom 2;Prénom 3;Adresse ligne 1;Adresse ligne 2;Adresse ligne 3;Adresse ligne 4;Code postal;Ville;Pays;Téléphone' \
    'with the columns that are known'
is "$(tr -d '\r' <"$T/voeux.csv" | sed -n 2p | cut -d ';' -f 2,3,15-)" \
    '996415428KH;SOUFFLECENDRE;10/05/2005;0990001N;10310019110;3A;1;0990003R;20010015110;020300|030602;N' \
    'and a line for each wish'
is "$(wc -l <"$T/voeux.csv")" 4 'of all of them'
is "$(un "$b" "SELECT archive || coalesce(num_envoi, '-') || coalesce(racine,
    '-') FROM echange ORDER BY numero DESC LIMIT 1" | cut -c 7-)" \
    '-liste-voeux-emis.csv.zst--' 'nobody answers it'
copie "$b" "$T/guillemets.db"
un "$T/guillemets.db" "UPDATE adresse SET ligne1_adresse = '1; rue \"A\"' WHERE
    adresse_id = (SELECT adresse_id FROM eleve WHERE eleve_id = 990055)"
voeux-export -q -b "$T/guillemets.db" --csv >"$T/q.csv"
is "$(grep -c ';"1; rue ""A""";' "$T/q.csv")" 2 'what must be is quoted'
runs 'under its usual name' voeux-export -q -b "$b" --csv --dossier "$T" \
    >"$T/out"
is "$(cat "$T/out")" "$T/Voeux_0990001N_2019.csv" 'that is said'
fails 73 'a full disk' '' voeux-export -q -b "$b" >/dev/full
fails 73 'for the list as well' '' voeux-export -q -b "$b" --csv >/dev/full

# The académie takes them in; 0990002P has sent its own before.
bea=$T/bea.db
sconet-init -q --role bea 099 2019 "$bea"
nomen-profile -q -b "$bea" <$E/Nomenclature.xml >"$T/out"
un "$bea" "INSERT INTO voeux_eleve (uai, eleve_id, id_national, nom_de_famille,
    prenom, date_naiss) VALUES ('0990002P', 990055, '999152025GE', 'ÎLEVERTE',
    'Corallinette', '2005-01-13'), ('0990002P', 990099, NULL, 'PERSONNE-CONNU',
    'Nul', '2005-01-01');
    INSERT INTO voeu VALUES ('0990002P', 990055, 1, '0990003R', '20010015110',
    NULL), ('0990002P', 990099, 1, '0990003R', '20010015110', NULL);
    INSERT INTO echange (numero, genre, sens, etat, date_echange,
    date_utilisee, uai, annee, horodatage, racine, sha256, num_envoi, statut,
    change, programme, version, options, chaine) VALUES (3, 'voeux-recus',
    'recu', 'integre', '2019-09-03 08:00:00', '2019-09-03', '0990002P', '2019',
    '2019-09-03 08:00:00', 'VOEUX', 'x', 1, 0, 1, 'x', '0', '', '-')"
un "$bea" 'PRAGMA wal_checkpoint' >"$T/out"
rm -f "$T/valeurs.sql"
for f in "$C"/voeux-recus/*.xml; do
	cas "$f" "$bea" voeux-recv
done
find "$T/cr" -type f -size 0 -exec rm {} +
xmllint --noout --schema "$BUILD/xsd/accuse.xsd" "$T"/cr/* 2>"$T/err"
ok $? 'the accusés are what their schema says' ||
    sed '/ validates$/d' "$T/err" | diag
rm -rf "$T/cr"
couverture $C/voeux-recus 'voeux recus'
couverture $C/voeux-recus voeux
a=$T/a.db
copie "$bea" "$a"
runs 'the wishes of the school' voeux-recv -b "$a" <"$T/voeux.xml" >"$T/ar.xml"
mkdir "$T/tous"
copie "$b" "$T/tous/college.db"
copie "$a" "$T/tous/academie.db"
sconet-init -q --role sts 0990001N 2019 "$T/tous/sts.db"
runs 'in a directory with the académie and STS-WEB, the school is answered' \
    ar-import -q -b "$T/tous" <"$T/ar.xml" >"$T/out"
is "$(echanges -b "$T/tous/college.db" --en-attente | grep -c 'Export Vœux')" \
    0 'which closes the send there'
runs 'are answered' ar-import -q -b "$b" <"$T/ar.xml" >"$T/out"
is "$(echanges -b "$b" --en-attente | grep -c 'Export Vœux')" 0 \
    'which closes the send'
runs 'the same again' voeux-recv -b "$a" <"$T/voeux.xml" >"$T/ar2.xml"
same 'has the same answer' "$T/ar.xml" "$T/ar2.xml"
fails 78 'a school receives none' 'il faut bea' \
    voeux-recv -b "$b" <"$T/voeux.xml" >"$T/out"

# Decisions.
dec=$T/dec.db
sconet-init -q --role bea 099 2019 "$dec"
un "$dec" "INSERT INTO voeux_eleve (uai, eleve_id, id_national, nom_de_famille,
    prenom, date_naiss, code_mef, code_structure) VALUES
    ('0990001N', 990056, '994458677GH', 'NŒUDPAPILLON', 'Hippolin',
    '2005-07-07', '10310019110', '3A'),
    ('0990001N', 990057, '999152025GE', 'ÎLEVERTE', 'Corallinette',
    '2005-01-13', '10310019110', '3A'),
    ('0990001N', 990058, '995919069BA', 'OISELLERIE', 'Rossinin', '2005-11-25',
    '10310019110', '3A'),
    ('0990002P', 990058, NULL, 'PERSONNE-CONNU', 'Nul', '2005-01-01',
    '10310019110', '3B');
    INSERT INTO voeu SELECT uai, eleve_id, 1, iif(eleve_id = 990057,
    '0990004S', '0990003R'), '20010015110', NULL FROM voeux_eleve"
un "$dec" 'PRAGMA wal_checkpoint' >"$T/out"
for f in "$C"/decisions/*.tsv; do
	nom=${f#tests/corpus/}
	copie "$dec" "$T/c.db"
	affect-send -b "$T/c.db" -n 0990001N <"$f" >"$T/n.xml" 2>"$T/err"
	essai=$?
	cmp -s "$dec" "$T/c.db"
	ok $? "$nom: -n changes nothing"
	affect-send -b "$T/c.db" 0990001N <"$f" >"$T/x.xml" 2>"$T/err"
	{
		echo $?
		un "$T/c.db" "SELECT DISTINCT code || ' ' || gravite FROM
		    anomalie WHERE code LIKE 'decision-%' ORDER BY 1"
		[ ! -s "$T/x.xml" ] || xmllint --xpath '//ELEVE' "$T/x.xml" |
		    tr -d '\n' | sed 's,</ELEVE>,\
,g' | sed -n 's/.*ELEVE_ID="\([0-9]*\)".*<DECISION>\(.*\)<.DECISION>/\1 \2 /
		    s/<RANG_LISTE>.*<.RANG_LISTE>//
		    s/<[A-Z_]*>/ /g
		    s,</[A-Z_]*>,,g
		    s/^\([0-9]* REFUSE\)[ ]*$/\1 - -/
		    s/  */ /g
		    s/^\([0-9]* [A-Z]*\) \(099[0-9]*[A-Z]\)/\1 - \2/
		    s/^\([0-9]* [A-Z]* [^ ]* [^ ]*\).*/> \1/p'
	} >"$T/got"
	same "$nom" "${f%.tsv}.want" "$T/got" || diag <"$T/err"
	sed 1q "${f%.tsv}.want" >"$T/w"
	is "$essai" "$(cat "$T/w")" "$nom: -n ends with the same status"
	[ ! -s "$T/x.xml" ] || {
		xmllint --noout --schema "$BUILD/xsd/affectations.xsd" \
		    "$T/x.xml" 2>"$T/err"
		ok $? "$nom: what is sent is what its schema says" ||
		    diag <"$T/err"
	}
	is "$(un "$T/c.db" 'SELECT (SELECT count(*) FROM decision) || (SELECT
	    count(*) FROM destinataire)')" 00 "$nom: nothing stays behind"
done
couverture $C/decisions decisions
copie "$dec" "$a"
D=$C/decisions/correct.tsv
runs 'decisions for a school' affect-send -b "$a" 0990001N <$D >"$T/aff.xml"
is "$(tail -n 1 "$T/err")" \
    'affect-send: lus 2, ajoutés 0, modifiés 0, inchangés 2, absents 0, rejetés 0' \
    'are summed up'
grep -q 'eleve-sans-decision: élève 990058 : des vœux, et aucune décision' \
    "$T/err"
ok $? 'who has none is told of'
is "$(echanges -b "$a" | sed -n 2p | cut -f 3,4,5)" \
    "emis	Export résultats d'affectation	0990001N" 'the journal says for whom'
n=$(un "$a" 'SELECT max(numero) FROM echange')
zstdcat "${a%.db}.d/00000$n-envoi-affectations-recu.tsv.zst" | cmp - $D
ok $? 'the decisions are archived with them'
runs 'and for the school they lead to' affect-send -q --arrivees -b "$a" \
    0990003R <$D >"$T/arr.xml"
is "$(xmllint --xpath 'concat(//UAJ, //ANNEE_SCOLAIRE, count(//ELEVE),
    //RNE_ORIGINE)' "$T/arr.xml")" 0990003R202010990001N \
    'in the year that begins'
avant "$a"
fails 65 'a school that nobody is of' "aucune décision n'est d'un élève" \
    affect-send -b "$a" 0990005T <$D >"$T/out"
fails 65 'or nobody goes to' "aucune décision n'affecte un élève" \
    affect-send --arrivees -b "$a" 0990005T <$D >"$T/out"
fails 66 'no decisions' entree-vide affect-send -b "$a" 0990001N </dev/null \
    >"$T/out"
fails 64 'no school' 'argument' affect-send -b "$a" <$D >"$T/out"
fails 64 'no UAI' "n'est pas un UAI" affect-send -b "$a" 099 <$D >"$T/out"
fails 73 'a full disk' '' affect-send -q -b "$a" 0990001N <$D >/dev/full
sed 1d $D >"$T/nu.tsv"
fails 64 'a table that does not say its year' 'préciser -a ANNEE' \
    affect-send -b "$a" 0990001N <"$T/nu.tsv" >"$T/out"
rien "$a" 'none of them changes anything'
ni_ligne "$a" 'or leaves a line'
runs 'but with -a' affect-send -q -a 2019 -b "$a" 0990001N <"$T/nu.tsv" >"$T/out"

# A directory of bases: the académie's of that year, whatever its état.
mkdir "$T/plusieurs"
copie "$dec" "$T/plusieurs/bea2019.db"
sconet-init -q --role bea 099 2020 "$T/plusieurs/bea2020.db"
sconet-init -q --role bea 098 2019 "$T/plusieurs/voisine.db"
sconet-init -q 0990001N 2019 "$T/plusieurs/college.db"
runs 'in a directory, the base of the table is found' \
    affect-send -q -b "$T/plusieurs" 0990001N <$D >"$T/dir.xml"
is "$(grep -c '<ELEVE ' "$T/dir.xml")" 2 'by académie and year'
un "$T/plusieurs/bea2019.db" "UPDATE base SET etat = 'preparation'"
runs 'also through SCONET_BASE' env SCONET_BASE="$T/plusieurs" \
    affect-send -q -n 0990001N <$D >"$T/dir.xml"
rm "$T/plusieurs/voisine.db"
runs 'a table without a first line goes by -a' \
    affect-send -q -n -a 2019 -b "$T/plusieurs" 0990001N <"$T/nu.tsv" \
    >"$T/out"
fails 78 'a year that no base has' base-introuvable \
    affect-send -q -n -a 2018 -b "$T/plusieurs" 0990001N <"$T/nu.tsv" \
    >"$T/out"

# C3: in the school of origin, and in the one that prepares its year.
origine=$T/origine.db
copie "$ecole" "$origine"
printf '# 0990001N 2019\neleve_id\trang_voeu\tuai\tmef\n' >"$T/v.tsv"
for i in 990055 990057; do
	printf '%s\t1\t0990003R\t20010015110\n%s\t2\t0990004S\t20010015110\n' \
	    $i $i >>"$T/v.tsv"
done
voeux-import -q -b "$origine" <"$T/v.tsv" >"$T/out"
un "$origine" "INSERT INTO affectation VALUES (990056, '0990001N', 'REFUSE',
    NULL, NULL, NULL, NULL);
    INSERT INTO eleve (eleve_id, nom_de_famille, prenom, date_naiss,
    id_national, ine_ancien) VALUES
    (990911, 'GEMINY', 'Castor', '2005-06-01', '990000101DJ', NULL),
    (990912, 'GEMINY', 'Pollux', '2005-06-01', '990000102DH', NULL),
    (990913, 'RENUMEROTIN', 'Novus', '2005-06-03', '990000104DF',
    '990000103DG')"
un "$origine" 'PRAGMA wal_checkpoint' >"$T/out"
prep=$T/prep.db
sconet-init -q --etat preparation 0990003R 2020 "$prep"
sed 's/0990001N/0990003R/; s/<ANNEE_SCOLAIRE>2019/<ANNEE_SCOLAIRE>2020/
    /<MEF CODE_MEF="20010015110">/,/<.MEF>/s/<DATE_FERMETURE>.*</<DATE_FERMETURE>31\/12\/9999</' \
    $E/Nomenclature.xml >"$T/nomenclature.xml"
printf 'mef: ["20010015110", "10010012110"]\nmatieres: ["020700"]\n' >"$T/profil.yaml"
nomen-profile -q -b "$prep" -p "$T/profil.yaml" <"$T/nomenclature.xml" \
    >"$T/out"
un "$prep" 'PRAGMA wal_checkpoint' >"$T/out"
cp "$prep" "$T/prep0.db"
cp -R "${prep%.db}.d" "$T/prep0.d"
affect-import -q -b "$T/prep0.db" <$C/affectations/arrivee-correct.xml \
    >"$T/out"
runs 'the base they come to is sound' sconet-check -b "$T/prep0.db" >"$T/out"
un "$prep" "INSERT INTO eleve (eleve_id, nom_de_famille, prenom, date_naiss,
    id_national) VALUES (5, 'NŒUDPAPILLON', 'Hippolin', '2005-07-07',
    '994458677GH');
    INSERT INTO scolarite_an_dernier (eleve_id, code_rne) VALUES
    (5, '0990009X')"
un "$prep" 'PRAGMA wal_checkpoint' >"$T/out"
rm -f "$T/valeurs.sql"
copie "$origine" "$T/sorti.db"
affect-import -q -b "$T/sorti.db" --sorties 10 <$C/affectations/correct.xml \
    >"$T/out"
un "$T/sorti.db" 'PRAGMA wal_checkpoint' >"$T/out"
for f in "$C"/affectations/*.xml; do
	case $f in
	*/arrivee-perdue.xml) cas "$f" "$T/prep0.db" affect-import ;;
	*/sortie-reste.xml) cas "$f" "$T/sorti.db" affect-import ;;
	*/arrivee-*) cas "$f" "$prep" affect-import ;;
	*/sorties-avant-*) cas "$f" "$origine" affect-import --sorties 10 \
	    --date 2019-06-03 ;;
	*/sorties*) cas "$f" "$origine" affect-import --sorties 10 \
	    --date 2020-07-03 ;;
	*) cas "$f" "$origine" affect-import ;;
	esac
done
comptes_rendus
couverture $C/affectations affectations

copie "$origine" "$b"
affect-import -q -b "$b" <$C/affectations/correct.xml >"$T/out"
runs 'what became of whom' affect-import -b "$b" -l >"$T/liste"
is "$(cat "$T/liste")" 'eleve_id	division	decision	rang_liste	rang_voeu	uai	mef	traite	reste
990055	3A	affecté		1	0990003R	20010015110	non	écrire la sortie
990056	3A	refusé					non	attendre, ou faire un autre vœu
990057	3A	liste supplémentaire	4	1	0990004S	20010015110	non	attendre, ou faire un autre vœu' \
    'is listed'
runs 'their exits' affect-import -b "$b" --sorties 10 \
    <$C/affectations/correct.xml >"$T/out"
is "$(un "$b" 'SELECT date_sortie || code_motif_sortie FROM eleve WHERE eleve_id
    = 990055')" 2020-08-3110 'are at the end of the year'
is "$(affect-import -b "$b" -l | sed -n 2p | cut -f 8,9)" \
    'oui	envoyer le dossier' 'and then they are traités, but for the dossier'
copie "$b" "$T/parti.db"
copie "$origine" "$b"
avant "$b"
for d in 2019-05-31 2020-09-01; do
	fails 64 "an exit on $d" "le jour de sortie $d n'est pas de l'année" \
	    affect-import -b "$b" --sorties 10 --date $d \
	    <$C/affectations/correct.xml >"$T/out"
done
rien "$b" 'neither is written'
printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n990055\tDATE_SORTIE\t-\n' |
    saisie -q -b "$b" --tenir >"$T/out"
runs 'an exit whose day is held' affect-import -q -b "$b" --sorties 10 \
    <$C/affectations/correct.xml >"$T/out"
is "$(un "$b" 'SELECT date_sortie IS NULL, code_motif_sortie IS NULL FROM eleve
    WHERE eleve_id = 990055')" '1|1' 'brings no motif either'
mkdir "$T/bases"
copie "$b" "$T/bases/k.db"
sconet-init -q --role sts 0990001N 2019 "$T/bases/sts.db"
runs 'the list of the one base of a directory' env SCONET_BASE="$T/bases" \
    affect-import -l >"$T/liste"
copie "$T/parti.db" "$b"
dossier-send -q -b "$T/parti.db" 0990003R >"$T/out"
is "$(affect-import -b "$T/parti.db" -l | sed -n 2p | cut -f 8,9)" 'oui	' \
    'which then is sent'
un "$b" "DELETE FROM affectation WHERE eleve_id = 990057;
    UPDATE eleve SET date_sortie = '2020-05-04' WHERE eleve_id = 990057"
is "$(affect-import -b "$b" -l | sed -n 4p | cut -f 1,3,8,9)" \
    '990057	sans résultat	oui	' 'who left without a result waits for none'
copie "$origine" "$b"
affect-import -q -b "$b" --sorties 10 <$C/affectations/correct.xml >"$T/out"
avant "$b"
fails 64 'a reason nobody knows' \
    "--sorties : le motif de sortie 77 est absent de la nomenclature" \
    affect-import -b "$b" --sorties 77 <$C/affectations/correct.xml >"$T/out"
rien "$b" 'writes none'
printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n990057\tDATE_SORTIE\t30/06/2020\n990057\tCODE_MOTIF_SORTIE\t12\n' \
    >"$T/tient.tsv"
copie "$origine" "$b"
saisie -q -b "$b" --tenir <"$T/tient.tsv" >"$T/out"
sed 's/LISTE</AFFECTE</' $C/affectations/correct.xml >"$T/deux.xml"
runs 'an exit that is held' affect-import -q -b "$b" --sorties 10 \
    <"$T/deux.xml" >"$T/out"
is "$(un "$b" 'SELECT date_sortie || code_motif_sortie FROM eleve WHERE eleve_id
    = 990057')" 2020-06-3012 'stays'
s=$T/saine.db
voeux-import -q -b "$s" --campagne "$T/campagne.yaml" <"$T/v.tsv" >"$T/out"
voeux-export -q -b "$s" >"$T/out"
affect-import -q -b "$s" --sorties 10 <$C/affectations/correct.xml >"$T/out"
runs 'a base with all of this is sound' sconet-check -b "$s" >"$T/out"

# What a line is about has its number once, so that many are one line.
copie "$origine" "$b"
runs 'results that answer no wish' affect-import -b "$b" \
    <$C/affectations/sans-voeux.xml >"$T/out"
like "$(cat "$T/err")" \
    "affectation-sans-voeu: ELEVE_ID 990058, 990059: ce résultat ne répond à aucun vœu de l'élève ;" \
    'are one line, that names both'
copie "$T/sorti.db" "$b"
affect-import -b "$b" <$C/affectations/sortie-reste.xml >"$T/out" 2>"$T/err"
like "$(cat "$T/err")" \
    "affectation-change: ELEVE_ID 990055, DECISION: le résultat de l'élève change ; il était AFFECTE ;" \
    'what it was is a word of ours'

# What was decided is taken back: the exit must go by hand, here and there.
copie "$T/sorti.db" "$b"
fails 0 'an exit that stands though nobody has him any more' \
    "effacer DATE_SORTIE et CODE_MOTIF_SORTIE par saisie, dans cette base et, si l'année suivante est préparée, dans la sienne aussi" \
    affect-import -b "$b" <$C/affectations/sortie-reste.xml >"$T/out"
is "$(grep -c 'affectation-sorti:' "$T/err")" 0 'is not said to be right'
printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n990055\tDATE_SORTIE\t-\n990055\tCODE_MOTIF_SORTIE\t-\n' |
    saisie -q -b "$b" >"$T/out"
is "$(affect-import -b "$b" -l | sed -n 2p | cut -f 3,8,9)" \
    'refusé	non	attendre, ou faire un autre vœu' 'until it is erased'
copie "$T/sorti.db" "$b"
sed 's/<CODE_RNE>0990003R/<CODE_RNE>0990004S/' $C/affectations/correct.xml |
    sed 's/03.09.2019/04\/09\/2019/' >"$T/ailleurs.xml"
runs 'affecté to a third school, he leaves all the same' \
    affect-import -b "$b" <"$T/ailleurs.xml" >"$T/out"
is "$(grep -c 'sortie-reste' "$T/err") $(affect-import -b "$b" -l |
    sed -n 2p | cut -f 8)" '0 oui' 'and nothing is to be erased'
copie "$T/prep0.db" "$b"
runs 'arrivals of which one is gone' affect-import -b "$b" \
    <$C/affectations/arrivee-perdue.xml >"$T/out"
like "$(cat "$T/err")" \
    "affectation-perdue: ELEVE_ID -2: l'élève était affecté ici ; ce fichier d'arrivées ne le dit plus ; noté" \
    'tell who'
un "$b" "UPDATE affectation SET rne_origine = '0980001A' WHERE eleve_id = -2;
    DELETE FROM changement WHERE element = 'affectation'"
affect-import --force -b "$b" <$C/affectations/arrivee-perdue.xml \
    >"$T/out" 2>"$T/err"
is "$(grep -c perdue "$T/err")" 0 'but not of who comes from another académie'

copie "$prep" "$b"
runs 'arrivals' affect-import -b "$b" <$C/affectations/arrivee-correct.xml \
    >"$T/out"
is "$(affect-import -b "$b" -l | sed 1d | cut -f 1,8,9)" \
    '-2	non	donner un MEF et une division
-1	non	donner un MEF et une division' 'are not scolarisés yet'
avant "$b"
runs 'again' affect-import --force -b "$b" \
    <$C/affectations/arrivee-correct.xml >"$T/out"
rien "$b" 'nobody is there twice'
cat >"$T/siecle.xml" <<'FIN'
<?xml version="1.0" encoding="UTF-8"?>
<BEE_ELEVES VERSION="3.0"><PARAMETRES><UAJ>0990003R</UAJ><ANNEE_SCOLAIRE>2020</ANNEE_SCOLAIRE></PARAMETRES><DONNEES><ELEVES><ELEVE ELEVE_ID="880001"><ID_NATIONAL>996415428KH</ID_NATIONAL><NOM_DE_FAMILLE>SOUFFLECENDRE</NOM_DE_FAMILLE><PRENOM>Flammine</PRENOM><DATE_NAISS>10/05/2005</DATE_NAISS><CODE_MEF>20010015110</CODE_MEF></ELEVE></ELEVES></DONNEES></BEE_ELEVES>
FIN
runs "SIECLE's number, when it comes" bee-import -b "$b" <"$T/siecle.xml" \
    >"$T/out"
is "$(un "$b" "SELECT group_concat(eleve_id) FROM (SELECT eleve_id FROM eleve
    ORDER BY 1)")" -2,5,880001 'takes the place of ours'
is "$(un "$b" 'SELECT count(*) FROM affectation WHERE eleve_id = 880001')" 1 \
    'for the result too'
done_testing
