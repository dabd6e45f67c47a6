#!/bin/sh
# sconet-check: bases of every role, as the examples make them, have no
# anomaly; damage to what each of them holds is found, and named.
. tests/lib.sh

X=$T/ex
mkdir "$X"
sh examples/run --dir "$X" --bin "$BUILD/bin" >"$T/out" 2>&1
ok $? 'the examples run' || diag <"$T/out"

# A base of a school, of STS-WEB, of an académie; of a lycée; by a bascule.
for b in college ecole2 ecole3 sts sts-lycee bea academie2019 academie2020 \
    lycee2019 lycee2020 college2020 saison/college2019 saison/college2020 \
    saison/lycee2020 saison/sts-college saison/academie2020; do
	runs "$b.db is sound" sconet-check "$X/$b.db" >"$T/out"
	is "$(cat "$T/out")" "sconet-check: $X/$b.db: aucune anomalie" \
	    '  and says so'
done

# copie BASE: as k.db, with its archive, for its owner only.
copie() {
	rm -rf "$T"/k.*
	sqlite3 -batch "$X/$1.db" ".backup '$K'"
	cp -R "$X/$1.d" "$T/k.d"
	chmod 700 "$T/k.d"
	chmod 600 "$K" "$T"/k.d/*
}

# damaged BASE NAME SQL LINE...: a copy of BASE after SQL; it is said, with
# each of these.
K=$T/k.db
: >"$T/tout"
damaged() {
	copie "$1"
	_n="$1: $2"
	printf 'PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
	    %s' "$3" | sqlite3 -batch -bail "$K" >"$T/o"
	ok $? "$_n: damage"
	shift 3
	fails 1 "$_n" '' sconet-check "$K" >"$T/out"
	cat "$T/out" "$T/err" >>"$T/tout"
	for _l in "$@"; do
		grep -Fq -e "$_l" "$T/out"
		ok $? "  $_l" || diag <"$T/out"
	done
	sconet-check -j "$K" >>"$T/json" 2>>"$T/json"
}

# Whatever the table: one row less is found, all of them, one more.
bases='college sts bea saison/college2020'
case $BUILD in
*-asan) bases=bea ;; # the same calls
esac
for b in $bases; do
	copie "$b"
	cp "$K" "$T/entiere.db"
	for t in $(sqlite3 "$K" "SELECT name FROM sqlite_schema WHERE type =
	    'table' AND name NOT IN ('base', 'echange', 'anomalie',
	    'changement') AND name NOT LIKE 'sqlite%'"); do
		n=$(sqlite3 "$K" "SELECT count(*) FROM $t")
		[ "$n" -gt 0 ] || continue
		echo "$t"
		for w in "(SELECT min(x) FROM (SELECT $(sqlite3 "$K" "SELECT
		    name FROM pragma_table_info('$t') LIMIT 1") AS x FROM $t))" \
		    NULL; do
			cp "$T/entiere.db" "$K"
			c=$(sqlite3 "$K" "SELECT name FROM
			    pragma_table_info('$t') LIMIT 1")
			sqlite3 "$K" "PRAGMA foreign_keys = OFF;
			    DELETE FROM $t WHERE $w IS NULL OR $c = $w"
			la=$(sqlite3 "$K" "SELECT count(*) FROM $t")
			sconet-check "$K" | grep -Fq "journal-contenu: une table n'a plus les lignes que le dernier échange a laissées : table $t, lignes $la, " ||
			    echo "$t: $n, then $la: not found" >>"$T/passe"
		done
	done >"$T/tables"
	[ "$(wc -l <"$T/tables")" -gt 8 ]
	ok $? "$b: $(wc -l <"$T/tables") tables have rows"
done
touch "$T/passe"
is "$(cat "$T/passe")" '' 'rows that somebody took away are missed, in each'

# An académie: its numbers.
damaged bea 'one number, two pupils' "UPDATE bea_eleve SET id_national =
    (SELECT id_national FROM attribution WHERE uai = '0990001N') WHERE uai =
    '0990001N' AND eleve_id = 990007" \
    'numero-national: ' \
    'un même numéro pour deux personnes, fiches 0990001N/990007 et 0990001N/990050 ;'
damaged bea 'a number outside of its range' "UPDATE attribution SET numero =
    990300001, id_national = '990300001' || substr(id_national, 10) WHERE
    eleve_id = 990050" 'hors de la plage de son échange, fiche 0990001N/990050 ;'
damaged bea 'another range' 'UPDATE plage SET fin = fin + 1' \
    "la plage n'est pas celle du dernier échange qui en donne une ;"
damaged bea 'a number of a wrong key' "UPDATE attribution SET id_national =
    substr(id_national, 1, 9) || 'AA' WHERE eleve_id = 990050" \
    'mal formé, ou de clé fausse, fiche 0990001N/990050 ;' \
    "immatriculation: " "numéro qui n'a pas été donné, fiche 0990001N/990050 ;" \
    'journal-traces: ' 'table attribution, lignes 1, au journal 1 ;'
damaged bea 'a number of nobody' "UPDATE attribution SET eleve_id = 123 WHERE
    eleve_id = 990050" \
    "donné à une fiche que la base n'a pas, 0990001N/123 ;"
damaged bea 'a number that no exchange gave' "UPDATE attribution SET echange =
    2 WHERE eleve_id = 990050" "donné par un échange qui n'en donne pas, "
damaged bea 'two numbers for one' "UPDATE attribution SET (uai, eleve_id) =
    ('0990001N', 990050)" 'plusieurs donnés à la même fiche, 0990001N/990050 ;'
damaged bea 'a number that somebody took away' "UPDATE bea_eleve SET
    id_national = NULL WHERE uai = '0990001N' AND eleve_id = 990050" \
    "journal-valeurs: une valeur n'est plus celle" \
    'bea_eleve, valeurs 1, dont 0990001N/990050, champ id_national ;'
damaged bea 'a state that is none' "UPDATE immatriculation SET etat = 'OUI'" \
    'état OUI, fiche 0990001N/'
damaged bea 'a number announced, and missing' "UPDATE immatriculation SET
    id_national = NULL WHERE eleve_id = 990050" \
    'état ATTRIBUE, fiche 0990001N/990050 ;'
damaged bea 'a dispute with nobody' 'UPDATE litige SET autre_id = 5' \
    "litige avec une fiche que la base n'a pas, "
damaged bea 'a dispute settled by nobody knows what' "UPDATE litige SET
    decision = 'peut-etre'" 'litige, décision inconnue, '
damaged bea 'a pupil whom nobody finds' "UPDATE bea_eleve SET noms = 1 WHERE
    eleve_id = 990002" 'bea-cles: ' 'fiches 1, dont 0990001N/990002 ;'

# Its schools, and what it counts.
damaged bea 'a send taken out' "DELETE FROM bea_envoi WHERE uai = '0990002P'" \
    'ecole-sans-envoi: ' 'établissement 0990002P, fiches '
damaged bea 'a send that never was' 'UPDATE bea_envoi SET numero = 77 WHERE
    uai = '"'0990002P'" 'établissement 0990002P, envoi 77 ;'
damaged bea 'a school taken out' "DELETE FROM bea_etab WHERE uai = '0990002P'" \
    'ecole-inconnue-ici: ' 'établissement 0990002P ;'
damaged bea 'the pupil of another school' "UPDATE bea_eleve SET cree = (SELECT
    min(cree) FROM bea_eleve WHERE uai = '0990002P') WHERE uai = '0990001N'
    AND eleve_id = 990002" 'ecole-autre: ' 'bea_eleve de 0990001N, échange '
damaged bea 'a pupil taken out' "DELETE FROM bea_eleve WHERE eleve_id = 990002" \
    'reference: ' 'journal-comptes: ' ', présents '
damaged bea 'a constat that does not add up' \
    'UPDATE constat SET effectif = effectif + 1' \
    'total-faux: ' 'constat de 0990001N, effectif 59, lignes 58 ;'
damaged bea 'counts of EVA that do not' 'DELETE FROM eva_ligne WHERE
    code_structure = (SELECT min(code_structure) FROM eva_ligne)' \
    'effectifs EVA de 0990001N, campagne observation, déclaré 59, lignes '
damaged bea 'a pupil without a sex' 'UPDATE bea_eleve SET code_sexe = NULL
    WHERE eleve_id = 990002' 'bea-sexe-absent: UAI/ELEVE_ID 0990001N/990002'
damaged bea 'counts that are none' "UPDATE eva SET effectifs = 'vague'" \
    'eva-genre-inconnu: '

# STS-WEB.
damaged sts 'a lesson on no day' "UPDATE cours SET jour = '8' WHERE jour =
    (SELECT min(jour) FROM cours)" 'edt-jour: '
damaged sts 'a lesson at no hour' "UPDATE cours SET heure_debut = '9999' WHERE
    heure_debut = (SELECT min(heure_debut) FROM cours)" 'edt-heure: '
damaged sts 'a lesson of no service' "DELETE FROM service WHERE code_structure
    = (SELECT code_structure FROM cours LIMIT 1)" 'reference: '
damaged sts 'a groupe of no division' "UPDATE groupe_division SET
    code_division = '9Z' WHERE code_structure = (SELECT
    min(code_structure) FROM groupe_division) AND code_division = (SELECT
    min(code_division) FROM groupe_division WHERE code_structure = (SELECT
    min(code_structure) FROM groupe_division))" 'groupe-division-inconnue: '
damaged sts 'a count below zero' 'UPDATE effectif_structure SET
    effectif_calcule = -1' 'valeur-requise-invalide: ' ', EFFECTIF_CALCULE: '
damaged sts 'a division taken out' "DELETE FROM division WHERE code_structure
    = '6A'" 'reference: ' 'journal-comptes: '
damaged sts 'a count of a day that is none' "UPDATE effectif_total SET
    date_effectif = '2019-13-01' WHERE date_effectif = (SELECT
    max(date_effectif) FROM effectif_total)" 'DATE_EFFECTIF'

# The base that a bascule made.
damaged college2020 'a pupil who crossed taken out' 'DELETE FROM eleve WHERE
    eleve_id = (SELECT min(eleve_id) FROM eleve WHERE cree = (SELECT numero
    FROM echange WHERE genre = '"'bascule'))" 'journal-comptes: ' ', présents '
damaged college2020 'one who never crossed' "INSERT INTO eleve (eleve_id,
    nom_de_famille, prenom, date_naiss, cree, echange) SELECT 7, 'A', 'B',
    '2008-01-01', numero, numero FROM echange WHERE genre = 'bascule'" \
    'journal-comptes: '
damaged college2020 'last year in another form' "UPDATE situation_an_dernier
    SET date_entree = '01/09/2019' WHERE eleve_id = (SELECT min(eleve_id) FROM
    situation_an_dernier)" 'valeur-invalide: ELEVE_ID '
damaged lycee2020 'a division of a lycée taken out' 'DELETE FROM division
    WHERE code_structure = (SELECT min(code_structure) FROM division)' \
    'reference: ' 'journal-comptes: '

# Values, whatever the table: as the formats have them.
damaged college 'an empty name' "UPDATE eleve SET nom_de_famille = '' WHERE
    eleve_id = 990001" \
    'valeur-invalide: ELEVE_ID 990001, NOM_DE_FAMILLE: ' \
    "rien n'est changé"
damaged college 'bytes that are no text' "UPDATE eleve SET prenom =
    CAST(x'4ce96f' AS TEXT) WHERE eleve_id = 990002" \
    'valeur-invalide: ELEVE_ID 990002, PRENOM: '
damaged college 'a date of another form' "UPDATE eleve SET date_naiss =
    '13/01/2005' WHERE eleve_id = 990003" \
    'valeur-invalide: ELEVE_ID 990003, DATE_NAISS: '
damaged college 'a day that is none' "UPDATE eleve SET date_entree =
    '2019-02-30' WHERE eleve_id = 990003" \
    'valeur-invalide: ELEVE_ID 990003, DATE_ENTREE: '
damaged college 'a code with blanks' "UPDATE eleve SET code_regime = ' 1'
    WHERE eleve_id = 990004" 'valeur-invalide: ELEVE_ID 990004, CODE_REGIME'
damaged college 'a code that is too long' "UPDATE eleve SET code_sexe = 'FEM'
    WHERE eleve_id = 990004" 'valeur-longue: ELEVE_ID 990004, CODE_SEXE'
damaged college 'a flag that is none' "UPDATE eleve SET doublement = 3 WHERE
    eleve_id = 990004" 'valeur-invalide: ELEVE_ID 990004, DOUBLEMENT'
damaged college 'an INE that is none' "UPDATE eleve SET id_national =
    'ABC' WHERE eleve_id = 990004" 'ELEVE_ID 990004, ID_NATIONAL: '
damaged college 'an address that is not there' 'UPDATE eleve SET adresse_id =
    5 WHERE eleve_id = 990004' 'adresse-perdue: ' 'élèves 1, dont 990004 ;'
damaged college "a responsable's, too" 'UPDATE personne SET adresse_id = 5' \
    'adresse-perdue: ' 'responsables '
damaged college 'a label of no text' "UPDATE matiere SET libelle_long =
    CAST(x'ff' AS TEXT) WHERE code_matiere = (SELECT min(code_matiere) FROM
    matiere)" 'valeur-invalide: CODE_MATIERE'
damaged college 'an address of no text' "UPDATE adresse SET ligne1_adresse =
    CAST(x'ff' AS TEXT) WHERE adresse_id = (SELECT min(adresse_id) FROM
    adresse)" 'valeur-invalide: ADRESSE_ID'
damaged academie2019 'a wish of no school' "UPDATE voeu SET code_rne = ''" \
    'CODE_RNE: '
damaged college 'a year that is none' "UPDATE base SET annee = '19'" \
    'base-identite: ' 'année ou dates mal formées ;'
damaged ecole2 'a value that no exchange left' "UPDATE eleve SET code_regime =
    '7' WHERE eleve_id = (SELECT CAST(cle AS INTEGER) FROM changement WHERE
    element = 'eleve' AND champ = 'code_regime' AND genre = 'M' LIMIT 1)" \
    'journal-valeurs: '

# Rights, and links.
found() {
	fails 1 "$1" '' sconet-check "$K" >"$T/out"
	shift
	for _l in "$@"; do
		grep -Fq -e "$_l" "$T/out"
		ok $? "  $_l" || diag <"$T/out"
	done
}
copie college
chmod 640 "$K" "$T"/k.d/*
chmod 750 "$T/k.d"
runs 'a group that may read' sconet-check -q "$K"
chmod 644 "$K"
found 'a base that all may read' \
    "droits-ouverts: d'autres que le propriétaire et son groupe y ont accès : $K (0644) ; leur ôter ces droits : chmod -R o-rwx"
is "$(wc -l <"$T/out")" 1 'is one line'
copie college
chmod 644 "$T"/k.d/*
runs 'files in a directory that nobody enters' sconet-check -q "$K"
chmod 755 "$T/k.d"
found 'an archive that all may read' "droits-ouverts: " "$T/k.d (0755) ;" \
    "$T/k.d, fichiers " ', dont 00000'
is "$(wc -l <"$T/out")" 2 'is two lines'
copie college
f=$(find "$T/k.d" -name '*-recu.xml.zst' | sort | head -n 1)
mv "$f" "$T/ailleurs"
ln -s "$T/ailleurs" "$f"
found 'a link in the archive' \
    "archive-lien: un fichier archivé est un lien symbolique : ${f##*/} ;"

# Nobody is named, whatever it is about.
for s in $(sqlite3 "$X/bea.db" "SELECT DISTINCT v FROM (SELECT nom_de_famille
    AS v FROM bea_eleve UNION SELECT id_national FROM bea_eleve UNION SELECT
    id_national FROM attribution) WHERE v NOT LIKE '% %' AND length(v) > 4") \
    $(sqlite3 "$X/college.db" "SELECT DISTINCT v FROM (SELECT nom_de_famille AS
    v FROM eleve UNION SELECT id_national FROM eleve) WHERE v NOT LIKE '% %'
    AND length(v) > 4") 13/01/2005; do
	grep -Fw -e "$s" "$T/tout" "$T/json"
done >"$T/dits"
is "$(cat "$T/dits")" '' 'nobody is named'
copie college
echo x >"$T/k.d/Dossier Ileverte.pdf"
fails 1 '-j' '' sconet-check -j "$K" >"$T/out"
grep -q Ileverte "$T/out"
is $? 1 'nor by the name of a file, in JSON'
found 'otherwise it is told' ' : Dossier Ileverte.pdf ;'
done_testing
