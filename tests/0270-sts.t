#!/bin/sh
# STS-WEB's side: what it receives, structures as a person writes them, and
# sts_emp; then the whole circle, and the next year.
. tests/lib.sh
. tests/corpus/structures/cas.sh

E=examples/ecole
C=tests/corpus

etab=$T/etab.db
vide=$T/vide.db
saisi=$T/saisi.db
sconet-init 0990001N 2019 "$etab"
sconet-init --role sts --communs $E/Communs.xml 0990001N 2019 "$vide" 2>"$T/err"
nomen-profile -q -b "$etab" -p $E/profil.yaml <$E/Nomenclature.xml >"$T/np.xml"
printf 'divisions:\n  - { code: 6A, mef: 10010012110 }\n' >"$T/une.yaml"
fails 78 'structures need the nomenclature' \
    "STS-WEB n'a reçu aucune nomenclature : la lui donner avec sts-recv" \
    sts-structures -b "$vide" <"$T/une.yaml" >"$T/out"
fails 78 'there is nothing to export' \
    "sans-division: aucune division à envoyer : la base de STS-WEB n'en a pas ; les saisir avec sts-structures, puis relancer" \
    sts-export -b "$vide" >"$T/out"
runs 'STS-WEB receives the profiled nomenclature' \
    sts-recv -b "$vide" <"$T/np.xml" >"$T/ar.xml"
is "$(grep -c '^sts-recv: -: sts-nomenclatures: STS-WEB initialisé : ' "$T/err")" 1 \
    'which is said'
is "$(un "$vide" 'SELECT group_concat(code_mef) FROM (SELECT code_mef FROM mef
    WHERE mef_selectionne = 1 ORDER BY 1)')" \
    "$(un "$etab" 'SELECT group_concat(code_mef) FROM (SELECT code_mef FROM mef
    WHERE mef_selectionne = 1 ORDER BY 1)')" 'with the MEF of the profile'
fails 78 'an emploi du temps needs divisions' 'les saisir avec sts-structures' \
    sts-recv -b "$vide" <$C/edt/correct.xml >"$T/ar.xml"
fails 65 'a file that is none of these' 'racine BEE_ELEVES' \
    sts-recv -b "$vide" <$E/ElevesAvecAdresses.xml >"$T/ar.xml"
copie "$vide" "$saisi"
cat >"$T/structures.yaml" <<'FIN'
divisions:
  - { code: 6A, libelle: SIXIEME A, mef: [10010012110], prevu: 26 }
  - { code: 6B, libelle: SIXIEME B, mef: [10010012110], prevu: 25 }
groupes:
  - { code: 6LAT, libelle: LATIN, divisions: [6A, 6B], mef: [10010012110], prevu: 13 }
FIN
runs 'structures are entered' sts-structures -b "$saisi" <"$T/structures.yaml" \
    >"$T/cr.xml"
is "$(echanges -b "$saisi" | sed -n 2p | cut -f 4,7,8)" \
    'Saisie des structures	3	3' 'with their line in the journal'
n=$(un "$saisi" 'SELECT max(numero) FROM echange')
echanges -b "$saisi" -c "$n" | cmp - "$T/structures.yaml"
ok $? 'the file is archived as it was'
is "$(un "$saisi" "SELECT archive FROM echange WHERE numero = $n")" \
    "00000$n-sts-structures-recu.yaml.zst" 'by its name'

# What a person gets wrong, with the line.
wrong() {
	printf '%b' "$1" >"$T/x.yaml"
	avant "$saisi"
	fails 65 "« $2 »" ": $3 yaml: fichier YAML incorrect : $2" \
	    sts-structures -b "$saisi" <"$T/x.yaml" >"$T/out"
	rien "$saisi" "« $2 »: nothing changes"
}
wrong 'divisions:\n  - code: 6' 'la dernière ligne n'\''a pas de fin' 'x.yaml:2:'
wrong 'division:\n  - a\n' 'clé « division » inconnue' 'x.yaml:1:'
wrong 'divisions:\n  - code: 6A\n    effectif: 3\n' 'clé « effectif » inconnue' 'x.yaml:3:'
wrong 'divisions:\n  - libelle: A\n' 'il manque « code »' 'x.yaml:2:'
wrong 'divisions:\n  - { code: 6A, divisions: [6B] }\n' 'clé « divisions » inconnue' 'x.yaml:2:'
wrong 'divisions:\n  - code: 6A\n    code: 6B\n' 'clé « code » deux fois' 'x.yaml:3:'
wrong 'divisions: 6A\n' 'il faut une liste ici' 'x.yaml:1:'
wrong 'divisions:\n  - { code: 6A, mef: [1], prevu: { 2: 3 } }\n' 'le MEF « 2 » n'\''est pas dans « mef »' 'x.yaml:2:'
wrong 'divisions:\n  - { code: 6A, mef: [1], prevu: { 1: x } }\n' '« x » n'\''est pas un effectif : écrire sous « prevu » un nombre de 0 à 9999, ou un pour chaque MEF' 'x.yaml:2:'
wrong 'divisions:\n  - code: 6A\n    mef: [1]\n    prevu: { 1: -4 }\n' '« -4 » n'\''est pas un effectif' 'x.yaml:4:'
wrong 'divisions:\n  - code: 6A\n    mef: [1, 2]\n    prevu:\n      1: 12\n      2: -4\n' '« -4 » n'\''est pas un effectif' 'x.yaml:6:'
wrong 'divisions:\n  - code: 6A\n    prevu: -26\n' '« -26 » n'\''est pas un effectif' 'x.yaml:3:'
wrong 'divisions:\n  - code: 6B\ngroupes:\n  - code: 6A\n    prevu: 2O\n' '« 2O » n'\''est pas un effectif' 'x.yaml:5:'
wrong 'annee: 2019\ngroupes:\n  - code: 6A\n' 'aucune division : écrire sous « divisions » au moins une, avec son « code »' 'x.yaml:1:'
wrong 'annee: 2019\ndivisions:\n' 'aucune division' 'x.yaml:2:'
wrong 'divisions: []\n' 'aucune division' 'x.yaml:1:'
wrong 'divisions:\n  - code: 6A\n    prevu: [1]\n' 'il faut un nombre, ou un nombre par MEF ici' 'x.yaml:3:'
wrong 'divisions:\n  - code:\n    libelle: A\n' 'il manque « code »' 'x.yaml:2:'
wrong 'divisions: [\n' 'YAML mal formé' 'x.yaml:2:'
wrong 'divisions:\n  - &a { code: 6A }\n  - *a\n' 'il faut une valeur ici' 'x.yaml:3:'
fails 65 'XML is not YAML' 'il faut un fichier YAML' \
    sts-structures -b "$saisi" <"$T/np.xml" >"$T/out"
fails 66 'nothing' entree-vide sts-structures -b "$saisi" </dev/null >"$T/out"

for f in "$C"/sts-structures/*.yaml; do
	cas "$f" "$vide" sts-structures
done
comptes_rendus
rm -rf "$T/cr"

copie "$saisi" "$T/c.db"
un "$T/c.db" "INSERT OR IGNORE INTO groupe (code_structure) VALUES ('G1')"
printf 'divisions:\n  - { code: 6A, mef: [10010012110] }\n' >"$T/x.yaml"
sts-structures -b "$T/c.db" -n --force <"$T/x.yaml" >"$T/out" 2>"$T/err"
like "$(cat "$T/err")" 'bloc-absent: .*écrire « groupes: \[\] »' \
    'no word of groupes: what to write'
printf 'groupes: []\n' >>"$T/x.yaml"
sts-structures -b "$T/c.db" -n --force <"$T/x.yaml" >"$T/out" 2>"$T/err"
is "$(grep -c bloc-absent "$T/err")" 0 'which is one'

# dit YAML CODE REMEDY: what is said to the one who writes the file.
copie "$vide" "$T/c.db"
dit() {
	printf '%b' "$1" >"$T/x.yaml"
	sts-structures -b "$T/c.db" -n <"$T/x.yaml" >"$T/out" 2>"$T/err"
	grep -q ": $2: .* ; .* ; $3\$" "$T/err"
	ok $? "$2: what to write, and where" || diag <"$T/err"
}
D='divisions:\n  - { code: 6A, mef: [10010012110] }\n'
dit "$D  - { code: SIXIEME-A, mef: [10010012110] }\n" cle-longue \
    "l'abréger dans le fichier : 8 caractères au plus pour « code » et « divisions », 11 pour « mef »"
dit "$D$(printf '  - { code: 6B, libelle: %070d }' 0)\n" valeur-longue \
    'abréger « libelle » dans le fichier : 60 caractères au plus'
dit "$D  - { code: 6B }\n" division-sans-mef \
    'écrire « mef: \[CODE\] », de 11 caractères, sous la structure'
dit "$D  - { code: 6B, mef: [10010012119] }\n" division-mef-inconnu \
    "corriger « mef » dans le fichier, ou faire recevoir à STS-WEB une nomenclature qui l'a (nomen-profile, puis sts-recv)"
dit "${D}groupes:\n  - { code: 6A, divisions: [6A], mef: 10010012110 }\n" \
    groupe-code-division 'écrire pour le groupe un autre « code »'
dit "${D}groupes:\n  - { code: G, divisions: [6Z], mef: 10010012110 }\n" \
    groupe-division-inconnue \
    'corriger « divisions » du groupe, ou ajouter la division sous « divisions: » du fichier'
dit "${D}groupes:\n  - { code: G, mef: 10010012110 }\n" groupe-sans-division \
    'écrire « divisions: \[CODE\] » sous le groupe'

# Teachers whom STS-WEB knows, for the timetables.
un "$saisi" "INSERT INTO individu (id, type, nom_usage, prenom, civilite) VALUES
    (99001, 'epp', 'MARTIN-INVENTE', 'Odile', '2'),
    (99002, 'local', 'DURAND-INVENTE', 'Paul', '1')"
recu=$T/recu.db
copie "$saisi" "$recu"
runs 'counts are received' sts-recv -q -b "$recu" <$C/effectifs/correct.xml \
    >"$T/out"
un "$recu" 'PRAGMA wal_checkpoint' >"$T/out"
for f in "$C"/edt/*.xml "$C"/effectifs/*.xml; do
	case $f in
	*/recu-*) cas "$f" "$recu" sts-recv ;;
	*) cas "$f" "$saisi" sts-recv ;;
	esac
done
# sts_emp from the real STS-WEB, after a timetable.
edt=$T/edt.db
copie "$saisi" "$edt"
sts-recv -q -b "$edt" <$C/edt/correct.xml >"$T/out" &&
    sts-recv -q -b "$edt" <$C/edt/groupe-nouveau.xml >"$T/out"
for f in "$C"/reprise/*.xml; do
	cas "$f" "$edt" sts-recv
done
for f in "$T"/cr/*; do
	[ -s "$f" ] || rm "$f"
done
xmllint --noout --schema "$BUILD/xsd/accuse.xsd" "$T"/cr/* 2>"$T/err"
ok $? 'the accusés are what their schema says' ||
    sed '/ validates$/d' "$T/err" | diag
couverture $C/edt 'emplois du temps'
copie "$saisi" "$T/salle.db"
sed 's,NULLE PART,Gymnase,' $C/edt/salle-inconnue.xml >"$T/salle.xml"
fails 0 'a room is nobody, and is named' \
    'le cours se tient dans la salle Gymnase, que' \
    sts-recv -b "$T/salle.db" <"$T/salle.xml" >"$T/out"
couverture $C/effectifs effectifs
couverture $C/reprise reprise

# sts_emp.
b=$T/b.db
copie "$saisi" "$b"
{
	sts-recv -q -b "$b" <$C/edt/individu-inconnu.xml &&
	    sts-recv -q -b "$b" <$C/edt/groupe-nouveau.xml
} >"$T/out"
avant "$b"
runs 'a dry run of sts_emp' sts-export -b "$b" -n >"$T/n.xml"
ni_ligne "$b" 'leaves no line'
runs 'it is written under its name' sts-export -b "$b" --dossier "$T" >"$T/out"
is "$(cat "$T/out")" "$T/sts_emp_0990001N_2019.xml" 'which is said'
S=$T/sts_emp_0990001N_2019.xml
cmp "$T/n.xml" "$S"
ok $? 'and the same as the dry run'
grep -q "individu-sans-nom: 1 enseignant(s) de l'emploi du temps, inconnus de STS-WEB" "$T/err"
ok $? 'a teacher nobody knows is told of'
grep -q 99077 "$S"
is $? 1 'and is not in it'
is "$(sed -n 1,4p "$S")" '<?xml version="1.0" encoding="ISO-8859-15"?>
<STS_EDT>
  <PARAMETRES>
    <UAJ CODE="0990001N">' 'no attribute on the root'
is "$(grep -c '<SERVICES/>' "$S")" 2 'SERVICES are there when empty'
is "$(grep -Ec '<[A-Z_]+[^>/]*>[^<]+$' "$S")" 0 'a leaf is on one line'
like "$(xmllint --xpath '//GROUPE[@CODE="6ALL"]' "$S" | tr -d '\n ')" \
    '^<GROUPECODE="6ALL"><LIBELLE_LONG>LATIN</LIBELLE_LONG><EFFECTIF_PREVU>14</EFFECTIF_PREVU><EFFECTIF_CALCULE>0</EFFECTIF_CALCULE><EFFECTIF_MAX_EDT>0</EFFECTIF_MAX_EDT><DIVISIONS_APPARTENANCE><DIVISION_APPARTENANCECODE="6A"><EFFECTIF_PREVU>7</EFFECTIF_PREVU></DIVISION_APPARTENANCE>.*</DIVISIONS_APPARTENANCE><SERVICES><SERVICECODE_MATIERE="020700"CODE_MOD_COURS="CG"><HEURES_STRUCTURE>4.00</HEURES_STRUCTURE><CO_ENS>false</CO_ENS><ENSEIGNANTS><ENSEIGNANTID="99001"TYPE="epp"><HEURES_AGENT>4.00</HEURES_AGENT></ENSEIGNANT></ENSEIGNANTS></SERVICE></SERVICES></GROUPE>$' \
    'a groupe has its elements in order'
copie "$b" "$T/court.db"
printf '%s' '<EDT_STS><PARAMETRES><UAJ>0990001N</UAJ><ANNEE_SCOLAIRE>2019</ANNEE_SCOLAIRE></PARAMETRES><DONNEES><STRUCTURE><DIVISIONS/><GROUPES><GROUPE CODE="6ALL"><SERVICES/></GROUPE></GROUPES></STRUCTURE></DONNEES></EDT_STS>' \
    >"$T/court.xml"
runs 'a groupe without its divisions' \
    sts-recv -b "$T/court.db" <"$T/court.xml" >"$T/out"
is "$(grep -c sans-division "$T/err")|$(un "$T/court.db" "SELECT
    group_concat(code_division || effectif_prevu) FROM groupe_division WHERE
    code_structure = '6ALL'")" "0|$(un "$b" "SELECT group_concat(code_division
    || effectif_prevu) FROM groupe_division WHERE code_structure = '6ALL'")" \
    'keeps those it has'
un "$T/court.db" 'DELETE FROM groupe_division'
runs 'a groupe of no division' sts-export -n -b "$T/court.db" >"$T/n.xml"
like "$(xmllint --xpath '//GROUPE[@CODE="6ALL"]' "$T/n.xml")" \
    '<DIVISIONS_APPARTENANCE/>' 'says so'
runs 'SCONET takes it' sts-import -b "$etab" <"$S" >"$T/cr.xml"
un "$b" 'DELETE FROM groupe_mef; DELETE FROM groupe_division; DELETE FROM service_enseignant WHERE 0;
    DELETE FROM cours; DELETE FROM service_enseignant; DELETE FROM service;
    DELETE FROM groupe'
sts-export -q -b "$b" >"$T/sans.xml"
is "$(grep -c '<GROUPES/>' "$T/sans.xml")" 1 'GROUPES are there when empty'
for f in "$S" "$T/sans.xml" $E/sts_emp_0990001N_2019.xml; do
	xmllint --noout --dtdvalid tests/aux/sts_edt.dtd "$f" 2>"$T/err"
	ok $? "${f##*/} has all its elements in their order" || diag <"$T/err"
done

# The whole circle.
A=$T/a.db
W=$T/w.db
sconet-init 0990001N 2019 "$A"
sconet-init --role sts 0990001N 2019 "$W"
accuse() {
	is "$(xmllint --xpath 'string(//CLASSE)' "$1")" accepte "$2: accepted"
	runs "$2: the accusé" ar-import -q -b "$A" <"$1" >"$T/out"
}
nomen-profile -q -b "$A" -p $E/profil.yaml <$E/Nomenclature.xml >"$T/np.xml"
sts-recv -q -b "$W" <"$T/np.xml" >"$T/ar.xml"
accuse "$T/ar.xml" nomenclatures
runs 'the structures of the year' sts-structures -q -b "$W" \
    <$E/structures.yaml >"$T/cr.xml"
sts-export -q -b "$W" >"$T/emp1.xml"
runs 'go to SCONET' sts-import -q -b "$A" <"$T/emp1.xml" >"$T/cr.xml"
{
	bee-import -q -b "$A" <$E/ElevesAvecAdresses.xml &&
	    repartition -q -b "$A" <$E/divisions.tsv
} >"$T/out"
ok $? 'pupils are placed'
effectifs-export -q -b "$A" >"$T/eff.xml"
sts-recv -q -b "$W" <"$T/eff.xml" >"$T/ar.xml"
accuse "$T/ar.xml" effectifs
is "$(echanges -b "$A" --en-attente | wc -l)" 1 'nothing is waited for'
sts-export -q -b "$W" >"$T/emp2.xml"
is "$(xmllint --xpath 'sum(//DIVISION/EFFECTIF_CALCULE)' "$T/emp1.xml")" 0 \
    'the first sts_emp has no count'
is "$(xmllint --xpath 'sum(//DIVISION/EFFECTIF_CALCULE)' "$T/emp2.xml")" \
    "$(un "$A" 'SELECT scolarises FROM effectif_total')" \
    'the next one has them all'
is "$(xmllint --xpath 'string(//DIVISION[@CODE="6A"]/EFFECTIF_CALCULE)' "$T/emp2.xml")" \
    "$(un "$A" "SELECT effectif_calcule FROM effectif_structure WHERE
    code_structure = '6A'")" 'division by division'
sed 's/<EFFECTIF_CALCULE>[0-9]*</<EFFECTIF_CALCULE>0</' "$T/emp2.xml" |
    cmp - "$T/emp1.xml"
ok $? 'and differs in nothing else'
runs 'SCONET takes it too' sts-import -b "$A" <"$T/emp2.xml" >"$T/cr.xml"

# The next year: structures after the model of this one.
N=$T/n.db
sconet-init --role sts 0990001N 2020 "$N"
runs 'last year is a model' sts-structures --modele "$W" >"$T/n.yaml"
is "$(sed -n 2,3p "$T/n.yaml")" 'uai: 0990001N
annee: 2020' 'for the next year'
sed 's/<ANNEE_SCOLAIRE>2019/<ANNEE_SCOLAIRE>2020/' "$T/np.xml" >"$T/np20.xml"
sts-recv -q -b "$N" <"$T/np20.xml" >"$T/ar.xml"
runs 'that next year takes' sts-structures -b "$N" <"$T/n.yaml" >"$T/cr.xml"
q='SELECT code_structure, libelle_long, effectif_prevu FROM division UNION
    SELECT code_structure, libelle_long, effectif_prevu FROM groupe UNION
    SELECT code_structure, code_mef, effectif_prevu FROM division_mef UNION
    SELECT code_structure, code_division, NULL FROM groupe_division'
is "$(un "$N" "$q")" "$(un "$W" "$q")" 'as they were'
sts-structures --modele "$N" -a 2020 | sts-structures -q -b "$N" -n >"$T/out"
is "$(cat "$T/out")" 'genre	clé	champ	avant	après' \
    'what is written is what is read'
# What is planned of a groupe may not be known MEF by MEF.
copie "$W" "$T/m.db"
un "$T/m.db" "INSERT OR REPLACE INTO groupe (code_structure, effectif_prevu)
    VALUES ('GTOTAL', 7), ('GMEF', 9);
    INSERT INTO groupe_mef (code_structure, code_mef, effectif_prevu) VALUES
    ('GTOTAL', '10010012110', 0), ('GTOTAL', '10110001110', 0),
    ('GMEF', '10010012110', 4), ('GMEF', '10110001110', 5);
    INSERT INTO groupe_division (code_structure, code_division) VALUES
    ('GTOTAL', '6A'), ('GTOTAL', '6B'), ('GMEF', '6B');
    UPDATE division SET ferme = 1 WHERE code_structure = '6B';
    INSERT INTO individu (id, type, nom_usage) VALUES
    (99003, 'epp', 'SABLEFIN-INVENTE');
    INSERT INTO prof_princ (id, type, code_structure) VALUES
    (99003, 'epp', '6B')"
sts-structures --modele "$T/m.db" | sed -n '/code: GTOTAL/,/prevu/p' >"$T/out"
like "$(cat "$T/out")" '^    prevu: 7$' 'then the total is'
like "$(cat "$T/out")" '^    divisions: \[.?6A.?\]$' \
    'with the divisions that are open'
like "$(sts-structures --modele "$T/m.db" | sed -n '/code: GMEF/,/prevu/p')" \
    'prevu: [{] 10010012110: 4, 10110001110: 5 [}]' 'or it is, MEF by MEF'

# Nor does sts_emp name a division that it has not.
sts-export -q -n -b "$T/m.db" >"$T/n.xml"
is "$(grep -c '6B' "$T/n.xml")" 0 'a closed division is not in sts_emp'
xmllint --xpath '//GROUPE[@CODE="GTOTAL"]' "$T/n.xml" >"$T/out"
like "$(cat "$T/out")" 'DIVISION_APPARTENANCE CODE="6A"' \
    'the groupe keeps the others'
fails 65 'this year refuses it' autre-annee \
    sts-structures -b "$W" <"$T/n.yaml" >"$T/out"
fails 78 'an académie is no model' 'il faut sts ou etab' sh -c \
    "sconet-init --role bea 099 2019 '$T/bea.db' && sts-structures --modele '$T/bea.db'"
done_testing
