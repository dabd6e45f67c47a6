#!/bin/sh
# The roles of a base; and a base of an older version: who brings it to this
# one's, what is kept of it, and that its schema is then a fresh one's.
. tests/lib.sh

E=examples/ecole

# schema BASE: its tables with their columns, its indexes and views, sorted.
schema() {
	sqlite3 -batch "$1" "SELECT m.name, c.name, c.type, c.[notnull],
	    c.dflt_value, c.pk FROM sqlite_schema m,
	    pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, 2;
	    SELECT type, name, sql FROM sqlite_schema WHERE type <> 'table'
	    ORDER BY 1, 2; PRAGMA user_version; PRAGMA integrity_check"
}
# v10 BASE: without what version 11 added: the académie's count in an accusé,
# and what a line of the journal tells of the rows that hang on it.
v10() {
	sqlite3 "$1" "SELECT format('DROP VIEW %s;', name) FROM sqlite_schema
	    WHERE type = 'view'" | sqlite3 -bail "$1"
	sqlite3 -bail "$1" 'ALTER TABLE accuse DROP COLUMN effectif;
	    ALTER TABLE echange DROP COLUMN traces;
	    ALTER TABLE echange DROP COLUMN contenu; PRAGMA user_version = 10'
}
# v1 BASE: made and filled as version 1 did.
v1() {
	sqlite3 -batch "$1" 'PRAGMA journal_mode = WAL;
	    PRAGMA application_id = 1396920142; PRAGMA user_version = 1;' \
	    >"$T/out"
	sqlite3 -batch "$1" <tests/corpus/migration/schema_v1.sql
	sqlite3 -batch "$1" <tests/corpus/migration/donnees_v1.sql
}

runs 'a base of a school is made' sconet-init 0990001N 2019 "$T/neuve.db"
runs 'one of STS-WEB' sconet-init --role sts 0990001N 2019 "$T/sts.db"
runs 'and one of an académie' sconet-init --role bea 099 2019 "$T/bea.db"
is "$(sqlite3 "$T/sts.db" 'SELECT role, uai, academie FROM base')" \
    'sts|0990001N|' 'STS-WEB has the UAI'
is "$(sqlite3 "$T/bea.db" 'SELECT role, uai, academie FROM base')" \
    'bea|099|099' 'an académie its code'
fails 64 'an académie has no BEE_COMMUN' '--communs est' \
    sconet-init --role bea --communs $E/Communs.xml 099 2019 "$T/x.db"
fails 78 'a program names the role it wants' 'rôle sts, il faut etab' \
    effectifs-export -b "$T/sts.db" >"$T/out"
fails 78 'so does one that reads a file' 'rôle bea, il faut etab' \
    sts-import -b "$T/bea.db" <$E/sts_emp_0990001N_2019.xml >"$T/out"
runs 'the history has no role' echanges -b "$T/bea.db" >"$T/out"

mkdir "$T/vieilles"
O=$T/vieilles/vieille.db
v1 "$O"
schema "$O" >"$T/schema.v1"
sqlite3 "$O" .dump >"$T/dump.v1"
dump "$O" >"$T/avant"
fails 78 'its history says what to run' \
    'base-ancienne: la base est d'\''une version de sconet plus ancienne' \
    echanges -b "$O"
grep -Fq 'la mettre à niveau : sconet-bases --migrer' "$T/err"
ok $? 'namely that'
runs 'it can be listed' sconet-bases "$T/vieilles" >"$T/out"
grep -q 'vieille.db	etab	0990001N	2019	courante' "$T/out"
ok $? 'as what it is'
sqlite3 "$O" .dump | cmp - "$T/dump.v1"
ok $? 'and none of these changed it'

runs 'the first that writes brings it to this version' \
    bee-import -b "$O" <$E/Communs.xml >"$T/out"
grep -Fq "base-migree: la base d'une version antérieure a été mise à niveau ; sa copie d'avant : $O.v1" \
    "$T/err"
ok $? 'and says so, and where the copy is'
schema "$T/neuve.db" >"$T/schema.neuve"
schema "$O" >"$T/schema.migree"
same 'its schema is a fresh one'\''s' "$T/schema.neuve" "$T/schema.migree"
sqlite3 "$O.v1" .dump >"$T/dump.copie"
same 'the copy is the base as it was' "$T/dump.v1" "$T/dump.copie"
is "$(stat -c %a "$O.v1")" 600 'readable by its owner only'
is "$(sqlite3 "$O" 'SELECT count(*), max(numero) FROM echange')" '6|6' \
    'the journal goes on'
runs 'it is then a base like any other' effectifs-export -b "$O" >"$T/out"
is "$(grep -c base-migree "$T/err")" 0 'and migrated once only'

# None before 5 knew whose dossier went where, nor who came in a complement;
# otherwise version 3 is this one.
v3() {
	v10 "$1"
	sqlite3 -batch "$1" "SELECT 'DROP TABLE transfert; DROP TABLE envoi_bea; DROP TABLE eva_envoi;
	    DROP TABLE eva_en_cours; DROP TABLE eva_correction;
	    DROP TABLE constat_envoi; DROP TABLE constat_precedent;
	    DROP TABLE constat_en_cours; DROP TABLE constat_controle;
	    DROP TABLE dossier_envoye;
	    DROP TABLE complement_eleve; DROP TABLE complement_personne;
	    PRAGMA user_version = 3;'" | sqlite3 -batch "$1"
}
D=$T/vieilles/trois.db
sconet-init 0990001N 2019 "$D"
{
	nomen-profile -q -b "$D" -p $E/profil.yaml <$E/Nomenclature.xml &&
	    sts-import -q -b "$D" <$E/sts_emp_0990001N_2019.xml &&
	    bee-import -q -b "$D" <$E/ElevesAvecAdresses.xml
} >"$T/out"
v3 "$D"
sqlite3 "$D" .dump >"$T/dump.v3"
dump "$D" >"$T/avant.v3"
runs 'a base of version 3 is brought to this one by gep-export' \
    gep-export -b "$D" -n >"$T/out"
grep -Fq "sa copie d'avant : $D.v3" "$T/err"
ok $? 'which says so'
is "$(sed -n '2,$p' "$T/out" | cut -f 1 | tr '\n' ' ')" \
    'F_TMT.DBF F_DIV.DBF F_GPD.DBF F_WIND.DBF F_MEN.DBF F_ELE.DBF ' \
    'and finds all there is to write'
schema "$D" >"$T/schema.migree"
same 'its schema is a fresh one'\''s' "$T/schema.neuve" "$T/schema.migree"
dump "$D" >"$T/apres.v3"
same 'it holds what it held' "$T/avant.v3" "$T/apres.v3"
sqlite3 "$D.v3" .dump >"$T/dump.copie"
same 'the copy is the base as it was' "$T/dump.v3" "$T/dump.copie"
# the chain of lines that told of their rows goes on without
sconet-check -b "$D" >"$T/out"
is "$(grep -v ': journal-chaine: ' "$T/out")" '' 'nothing is wrong with it'
sconet-check -b "$O" >"$T/out"
is "$(grep -e ': journal-chaine: ' -e ': journal-traces: ' "$T/out")" '' \
    'nor with the chain of version 1, whose lines do not tell of theirs'
runs 'the base of version 1 has the views as well' \
    gep-export -b "$O" -n nomenclatures >"$T/out"

# Version 9 wrote that a groupe is of a division that is closed.
V=$T/vieilles/neuf.db
cp "$D" "$V"
v10 "$V"
sqlite3 "$V" 'CREATE VIEW bee_groupe_division AS
    SELECT d.* FROM groupe_division d JOIN groupe g USING (code_structure)
    WHERE g.ferme = 0 ORDER BY d.code_structure, d.code_division;
    PRAGMA user_version = 9'
runs 'a base of version 9 is brought to this one' \
    bee-export -b "$V" -n structures >"$T/out"
schema "$V" >"$T/schema.migree"
same 'and has the views of this one' "$T/schema.neuve" "$T/schema.migree"

# An académie of version 5 had nothing of its schools but their wishes.
B=$T/bea5.db
sconet-init --role bea 099 2019 "$B"
schema "$B" >"$T/schema.bea"
v10 "$B"
sqlite3 "$B" "SELECT format('DROP %s %s;', type, name) FROM sqlite_schema WHERE
    type IN ('view', 'index') AND sql IS NOT NULL AND (type = 'view' OR name IN
    ('echange_etab', 'changement_ine')) ORDER BY type DESC;
    SELECT format('DROP TABLE %s;', name) FROM sqlite_schema WHERE type =
    'table' AND name NOT IN ('base', 'echange', 'anomalie', 'changement',
    'accuse', 'accuse_anomalie', 'mef', 'matiere', 'programme',
    'option_obligatoire', 'nomenclature', 'etp', 'voeux_eleve', 'voeu',
    'voeu_option', 'decision', 'destinataire') ORDER BY rowid DESC;
    SELECT 'PRAGMA user_version = 5;'" | sqlite3 -bail "$B"
runs 'is brought to this one by bea-recv' bea-recv -b "$B" \
    <$E/Communs.xml >"$T/out"
grep -Fq "sa copie d'avant : $B.v5" "$T/err"
ok $? 'which says so'
schema "$B" >"$T/schema.migree"
same 'its schema is a fresh one'\''s' "$T/schema.bea" "$T/schema.migree"

# One of version 9 found names by other keys.
B=$T/bea9.db
sconet-init --role bea 099 2019 "$B"
bea-recv -q --nouvelle-ecole -b "$B" <tests/corpus/bea-eleves/voisine-1.xml \
    >"$T/out"
dump "$B" >"$T/avant.v9"
v10 "$B"
sqlite3 "$B" 'UPDATE bea_eleve SET noms = 1; DROP INDEX
    changement_ine; PRAGMA user_version = 9'
runs 'one of version 9, too' sconet-bases --migrer "$B" >"$T/out"
dump "$B" >"$T/apres.v9"
same 'its names are found as those of a fresh one' "$T/avant.v9" "$T/apres.v9"
schema "$B" >"$T/schema.migree"
same 'its schema is one'\''s' "$T/schema.bea" "$T/schema.migree"

# Version 10 had no count of the académie's in its accusés.
B=$T/sts10.db
sconet-init --role sts 0990001N 2019 "$B"
schema "$B" >"$T/schema.sts"
v10 "$B"
runs 'STS-WEB of version 10' sconet-bases --migrer "$B" >"$T/out"
schema "$B" >"$T/schema.migree"
same 'has the schema of one' "$T/schema.sts" "$T/schema.migree"
B=$T/etab10.db
sconet-init 0990001N 2019 "$B"
sqlite3 "$B" "INSERT INTO accuse (sha256, num_envoi, racine, role, emetteur,
    date_reception, classe, lus, gardes, rejetes) VALUES ('a', 1, 'CONSTAT',
    'bea', '099', '2019-10-01 08:00:00', 'accepte', 3, 3, 0)"
dump "$B" >"$T/avant.v10"
v10 "$B"
sqlite3 "$B" .dump >"$T/dump.v10"
fails 78 'a school of version 10 is not read' base-ancienne constat -b "$B"
sqlite3 "$B" .dump | cmp - "$T/dump.v10"
ok $? 'nor changed'
runs 'until it is brought to this one' sconet-bases --migrer "$B" >"$T/out"
schema "$B" >"$T/schema.migree"
same 'whose schema it has' "$T/schema.neuve" "$T/schema.migree"
dump "$B" >"$T/apres.v10"
same 'its accusés say no count' "$T/avant.v10" "$T/apres.v10"
is "$(constat -b "$B" | grep -c "^scolarises-bea	[^	]*		non	$")" 1 \
    'which is then not known'
sqlite3 "$B.v10" .dump >"$T/dump.copie"
same 'the copy is the base as it was' "$T/dump.v10" "$T/dump.copie"

# Older ones, with a copy already there, several at once, and failures.
rm -rf "$T/vieilles"
mkdir "$T/vieilles"
v1 "$O"
echo garder >"$O.v1"
v1 "$T/vieilles/autre.db"
runs 'a directory of them is done at once' \
    sconet-bases --migrer "$T/vieilles" >"$T/out"
is "$(grep -c base-migree "$T/err")" 2 'each says so'
is "$(cat "$O.v1")" garder 'a file that has the name of the copy stays'
sqlite3 "$O.v1.2" .dump >"$T/dump.copie"
same 'the copy takes the next' "$T/dump.v1" "$T/dump.copie"
dump "$O" >"$T/apres"
# what later versions add is empty
grep -v '^.accuse' "$T/apres" |
    sed 's/^\(eleve_structure|.*\)|NULL|NULL$/\1/' >"$T/apres.v1"
same 'what it held it holds' "$T/avant" "$T/apres.v1"
runs 'again: there is nothing to do' \
    sconet-bases --migrer "$T/vieilles" >"$T/out"
is "$(cat "$T/err")" '' 'and nothing is said'

rm -rf "$T/vieilles"
mkdir "$T/vieilles"
v1 "$O"
# a view that fails is a migration that fails: the view's name is taken
sqlite3 "$O" 'CREATE TABLE mef_profiles (a); CREATE VIEW x AS SELECT 1;
    DROP VIEW mef_profile; ALTER TABLE mef_profiles RENAME TO mef_profile'
sqlite3 "$O" .dump >"$T/dump.v1"
fails 70 'a migration that fails' 'mef_profile' \
    bee-import -b "$O" <$E/Communs.xml >"$T/out"
sqlite3 "$O" .dump | cmp - "$T/dump.v1"
ok $? 'changes nothing'
is "$(find "$T/vieilles" -name '*.v1*' -o -name '*copie*')" '' \
    'and leaves no copy'
done_testing
