#!/bin/sh
# Codes and texts that hold what XML, CSV, YAML and TSV give a meaning to: in
# every file that goes out they are written so that they come in the same.
. tests/lib.sh
. tests/corpus/structures/cas.sh

E=examples/ecole

# The example school, where a division, a groupe, a subject, a MEF, a régime,
# a pupil, a responsable and all addresses have them.
base=$T/ecole.db
sconet-init 0990001N 2019 "$base"
{
	nomen-profile -q -b "$base" -p $E/profil.yaml <$E/Nomenclature.xml &&
	    sts-import -q -b "$base" <$E/sts_emp_0990001N_2019.xml &&
	    bee-import -q -b "$base" <$E/Communs.xml &&
	    bee-import -q -b "$base" <$E/ElevesAvecAdresses.xml &&
	    bee-import -q -b "$base" <$E/ResponsablesAvecAdresses.xml
} >"$T/out"
ok $? 'the example school is there'
cat >"$T/codes.sql" <<'FIN_SQL'
PRAGMA foreign_keys = OFF;
CREATE TEMP TABLE c (d, g);
INSERT INTO c VALUES ('A&<B>''"', 'G&<>''"');
UPDATE division SET code_structure = d, libelle_long = d || ']]>&amp;' FROM c
    WHERE code_structure = '6A';
UPDATE division_mef SET code_structure = d FROM c WHERE code_structure = '6A';
UPDATE service SET code_structure = d FROM c WHERE code_structure = '6A';
UPDATE service_enseignant SET code_structure = d FROM c
    WHERE code_structure = '6A';
UPDATE prof_princ SET code_structure = d FROM c WHERE code_structure = '6A';
UPDATE groupe_division SET code_division = d FROM c WHERE code_division = '6A';
UPDATE eleve_structure SET code_structure = d FROM c
    WHERE code_structure = '6A';
UPDATE groupe SET code_structure = g, libelle_long = g FROM c
    WHERE code_structure = '6CHORALE';
UPDATE groupe_mef SET code_structure = g FROM c
    WHERE code_structure = '6CHORALE';
UPDATE groupe_division SET code_structure = g FROM c
    WHERE code_structure = '6CHORALE';
UPDATE service SET code_structure = g FROM c WHERE code_structure = '6CHORALE';
UPDATE service_enseignant SET code_structure = g FROM c
    WHERE code_structure = '6CHORALE';
UPDATE eleve_structure SET code_structure = g FROM c
    WHERE code_structure = '6CHORALE';
UPDATE matiere SET code_gestion = 'M&<>"', libelle_long = 'a "b" <c> &amp; ''d'''
    WHERE code_matiere = '030201';
UPDATE mef SET formation = 'F&<''"', libelle_long = '&lt;&#38;]]>'
    WHERE code_mef = '10010012110';
UPDATE nomenclature SET libelle_long = '<a> & "b"; ''c''' WHERE
    liste = 'REGIME' AND code = '4';
UPDATE eleve SET nom_de_famille = 'O''B<&>"', mel = 'a&b@example.org'
    WHERE eleve_id = 990001;
UPDATE personne SET nom_de_famille = 'O''B<&>"' WHERE personne_id = 9900001;
UPDATE adresse SET ligne1_adresse = '1 & <2> "3"; ''4'', 5';
UPDATE individu SET nom_usage = 'D''<&>"' WHERE id = 99014;
UPDATE commun SET denom_compl = '<&>"''';
PRAGMA wal_checkpoint;
FIN_SQL
runs 'which has risky codes' \
    sqlite3 -batch -bail "$base" ".read $T/codes.sql" >"$T/out"

# clean FILE NAME: XML that another parser takes.
clean() {
	xmllint --noout "$1" 2>"$T/err"
	ok $? "$2 is XML" || diag <"$T/err"
}

# SIECLE's exports: in, and out the same.
b=$T/b.db
sconet-init 0990001N 2019 "$b"
for k in nomenclature structures communs eleves-adresses \
    responsables-adresses groupes; do
	bee-export -q -n -b "$base" $k >"$T/$k.xml" 2>"$T/err"
	clean "$T/$k.xml" "$k"
done
{
	nomen-profile -q -b "$b" -p $E/profil.yaml <"$T/nomenclature.xml" &&
	    sts-import -q -b "$b" <"$T/structures.xml" &&
	    bee-import -q -b "$b" <"$T/communs.xml" &&
	    bee-import -q -b "$b" <"$T/eleves-adresses.xml" &&
	    bee-import -q -b "$b" <"$T/responsables-adresses.xml" &&
	    bee-import -q -b "$b" <"$T/groupes.xml"
} >"$T/out"
ok $? 'another base takes all of it in'
for k in nomenclature structures communs eleves-adresses \
    responsables-adresses groupes; do
	bee-export -q -n -b "$b" $k | cmp - "$T/$k.xml"
	ok $? "$k: and writes the same"
	bee-export -q -n --utf8 -b "$b" $k | xmllint --noout - 2>"$T/err"
	ok $? "$k: also in UTF-8"
done
is "$(un "$b" "SELECT (SELECT group_concat(code_structure, ' ') FROM division
    WHERE code_structure LIKE '%&%') || ' ' || (SELECT code_structure FROM
    groupe WHERE code_structure LIKE '%&%') || ' ' || (SELECT libelle_long FROM
    mef WHERE code_mef = '10010012110') || ' ' || (SELECT libelle_long FROM
    matiere WHERE code_matiere = '030201')")" \
    "A&<B>'\" G&<>'\" &lt;&#38;]]> a \"b\" <c> &amp; 'd'" 'which are as they were'

# The académie's set, the profile, and STS-WEB's side.
a=$T/a.db
w=$T/w.db
sconet-init -q --role bea 099 2019 "$a"
sconet-init --role sts 0990001N 2019 "$w"
nomen-profile -q -b "$a" <"$T/nomenclature.xml" >"$T/out"
ban-send -q -b "$a" 0990001N >"$T/ban.xml"
clean "$T/ban.xml" 'what the académie sends'
nomen-profile -q -b "$b" --profiler >"$T/np.xml"
clean "$T/np.xml" 'the profiled nomenclature'
sts-recv -q -b "$w" <"$T/np.xml" >"$T/ar.xml"
q="SELECT libelle_long || formation FROM mef WHERE code_mef = '10010012110'
    UNION SELECT libelle_long || code_gestion FROM matiere WHERE
    code_matiere = '030201'"
for x in "$a" "$w"; do
	is "$(un "$x" "$q")" "$(un "$base" "$q")" "${x##*/} has its texts"
done
sts-structures --modele "$base" -a 2019 >"$T/s.yaml"
runs 'structures in YAML' sts-structures -q -b "$w" <"$T/s.yaml" >"$T/out"
q="SELECT code_structure, libelle_long FROM division UNION SELECT
    code_structure, code_mef FROM division_mef UNION SELECT code_structure,
    libelle_long FROM groupe UNION SELECT code_structure, code_division FROM
    groupe_division"
is "$(un "$w" "$q")" "$(un "$base" "$q")" 'are what they were'
sts-export -q -b "$w" >"$T/emp.xml"
clean "$T/emp.xml" 'sts_emp'
copie "$b" "$T/c.db"
sts-import -q -b "$T/c.db" <"$T/emp.xml" >"$T/out"
is "$(un "$T/c.db" "$q")" "$(un "$base" "$q")" 'and SCONET has them'
effectifs-export -q -b "$b" >"$T/eff.xml"
clean "$T/eff.xml" 'effectifs'
runs 'which STS-WEB knows' sts-recv -q -b "$w" <"$T/eff.xml" >"$T/ar.xml"
printf '<%s><PARAMETRES><UAJ>0990001N</UAJ><ANNEE_SCOLAIRE>2019</ANNEE_SCOLAIRE></PARAMETRES><DONNEES><HORAIRES/><ALTERNANCES/><INDIVIDUS/><STRUCTURE><DIVISIONS><DIVISION CODE="Z&amp;&lt;&gt;&quot;"><SERVICES/></DIVISION></DIVISIONS><GROUPES/></STRUCTURE></DONNEES></%s>' \
    EDT_STS EDT_STS >"$T/edt.xml"
fails 1 'one that it does not' edt-division-inconnue \
    sts-recv -b "$w" <"$T/edt.xml" >"$T/ar.xml"
clean "$T/ar.xml" 'its accusé'
is "$(xmllint --xpath 'string(//ANOMALIE/CLE)' "$T/ar.xml")" 'Z&<>"' \
    'and has the code'
bee-import -q -b "$b" -r "$T/cr.xml" --force <"$T/eleves-adresses.xml"
clean "$T/cr.xml" 'a compte rendu'
bee-import -j -n --force -b "$T/c.db" <"$T/eleves-adresses.xml" 2>&1 >"$T/out" |
    sed "s/'/''/g; s/.*/SELECT json_valid('&');/" |
    sqlite3 -batch :memory: | sort -u >"$T/json"
is "$(cat "$T/json")" 1 'and what is said in JSON is JSON'

# Wishes as XML and as a list, and dossiers.
printf '# 0990001N 2019\neleve_id\trang_voeu\tuai\tmef\n990001\t1\t0990003R\t20010015110\n' |
    voeux-import -q -b "$b" >"$T/out"
voeux-export -q -b "$b" >"$T/v.xml"
clean "$T/v.xml" 'wishes'
voeux-export -q -b "$b" --csv --utf8 >"$T/v.csv"
sqlite3 -batch :memory: -cmd '.mode csv' -cmd '.separator ;' \
    -cmd ".import $T/v.csv v" 'SELECT "Nom" FROM v' >"$T/out"
is "$(grep -c "O'B<&>" "$T/out")" 1 'a list is read as it was'
printf '# 0990001N 2019\neleve_id\n990001\n' >"$T/l.tsv"
dossier-send -q -b "$b" -l "$T/l.tsv" 0990002P >"$T/d.xml"
clean "$T/d.xml" 'a dossier'
is "$(xmllint --xpath 'string(//ELEVE/NOM_DE_FAMILLE)' "$T/d.xml")" "O'B<&>\"" \
    'and has the name'

# The tables of GEP know no such thing: bytes as they are.
command -v dbf_dump >"$T/out" && {
	mkdir "$T/gep"
	gep-export -q -b "$base" --dossier "$T/gep" >"$T/out" 2>"$T/err"
	is "$(dbf_dump --fs '|' --fields DIVCOD "$T/gep/F_DIV.DBF" | grep '&')" \
	    "A&<B>'\"" 'F_DIV has the code'
	is "$(dbf_dump --fs '|' --fields GROCOD,DIVCOD "$T/gep/F_GPD.DBF" |
	    grep '^G&.*|A')" "G&<>'\"|A&<B>'\"" 'F_GPD both'
	is "$(dbf_dump --fs '|' --fields MATIMN "$T/gep/F_TMT.DBF" | grep '&')" \
	    'M&<>"' 'F_TMT the mnemonic'
}

# A carriage return that came as a reference goes out as one.
copie "$base" "$T/cr.db"
bee-export -q -n -b "$T/cr.db" eleves-adresses |
    LC_ALL=C sed 's/\(<LIGNE1_ADRESSE>[0-9]*\) /\1\&#13;/' >"$T/e.xml"
bee-import -q -b "$T/cr.db" <"$T/e.xml" >"$T/out"
bee-export -q -n -b "$T/cr.db" eleves-adresses >"$T/e2.xml"
[ "$(grep -c '&#13;' "$T/e.xml")" -gt 10 ]
ok $? 'addresses with a carriage return'
is "$(grep -c '&#13;' "$T/e2.xml")" "$(grep -c '&#13;' "$T/e.xml")" \
    'go through as they are'

# The history of one pupil, in a pipe and as JSON.
fiche -b "$b" 990001 >"$T/fiche"
is "$(awk -F '\t' '$2 == "NOM_DE_FAMILLE" { print $4 }' "$T/fiche")" \
    "O'B<&>\"" 'fiche shows the name'
is "$(awk -F '\t' 'NF != 11' "$T/fiche" | wc -l)" 0 'in its column'
fiche -j -b "$b" 990001 | sed "s/'/''/g; s/.*/SELECT json_valid('&');/" |
    sqlite3 -batch :memory: | sort -u >"$T/json"
is "$(cat "$T/json")" 1 'and as JSON'
done_testing
