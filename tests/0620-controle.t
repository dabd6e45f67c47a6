#!/bin/sh
# sconet-check: a sound base has no anomaly, whatever has happened to it;
# damage of every kind is found, and named; a copy is safe.
. tests/lib.sh

E=examples/ecole
C=tests/corpus
B=$T/ecole.db
K=$T/k.db
A=$T/k.d
SCONET_BASE=$B
export SCONET_BASE

clean() {
	runs "$1" sconet-check "$B" >"$T/out"
	is "$(cat "$T/out")" "sconet-check: $B: aucune anomalie" "$1: and says so"
}

# A sound base: after each event.
sconet-init 0990001N 2019 "$B"
clean 'a new base is sound'
nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml >"$T/o"
clean 'after the nomenclatures'
sts-import -q <$E/sts_emp_0990001N_2019.xml >"$T/o"
clean 'after the structures'
bee-import -q <$E/ElevesAvecAdresses.xml >"$T/o"
clean 'after the pupils'
bee-import -q <$E/ResponsablesAvecAdresses.xml >"$T/o"
clean 'after their responsables'
bee-import -q <$E/Communs.xml >"$T/o"
clean 'after the communs'
repartition -q <$E/divisions.tsv >"$T/o"
clean 'after the répartition'
effectifs-export -q >"$T/o"
clean 'after the counts'
fails 65 'a refusal' doctype bee-import -q <$C/porte/doctype.xml >"$T/o"
clean 'after a refusal'
sed 's/08:02:17/10:02:17/; s,<CODE_REGIME>.*<,<CODE_REGIME>Z<,' \
    $E/ElevesAvecAdresses.xml >"$T/regime.xml"
fails 1 'an import with anomalies' '' bee-import -q <"$T/regime.xml" >"$T/o"
clean 'after an import with anomalies'
sed 's/"6 C"/"6 Z"/' $E/sts_emp_0990001N_2019.xml |
    sts-import -q --force >"$T/o"
clean 'after a division was closed with pupils in it'
n=$(sqlite3 "$B" 'SELECT max(numero) FROM echange')

# As elsewhere: -q, -j, -b, the argument, a directory; nothing is changed.
sha256sum "$B" "$T"/ecole.d/* >"$T/before"
runs 'the base of -b' sconet-check -b "$B" >"$T/out"
runs 'the base of SCONET_BASE' sconet-check >"$T/out2"
same 'is the same' "$T/out" "$T/out2"
mkdir "$T/vide"
fails 78 'a directory without a base' base-introuvable sconet-check "$T/vide"
fails 78 'a base that is not there' base-absente sconet-check "$T/zut.db"
fails 78 'no base at all' base-manque env SCONET_BASE= sconet-check
runs '-q' sconet-check -q >"$T/out"
is "$(cat "$T/out" "$T/err")" '' 'is silent when all is well'
runs '-j' sconet-check -j >"$T/out"
is "$(cat "$T/out")" '{"programme":"sconet-check","fichier":"'"$B"'","anomalies":0,"statut":0}' \
    'one object'
fails 73 'a full disk' sortie sh -c 'sconet-check >/dev/full'
sha256sum "$B" "$T"/ecole.d/* >"$T/after"
same 'nothing is changed' "$T/before" "$T/after"
is "$(sqlite3 "$B" 'SELECT max(numero) FROM echange')" "$n" \
    'there is no line of it'

# fresh: a sound base to damage.
sqlite3 "$B" 'PRAGMA wal_checkpoint(TRUNCATE)' >"$T/o"
fresh() {
	rm -rf "$T"/k.*
	cp "$B" "$K"
	cp -R "$T/ecole.d" "$A"
}
# found NAME LINE...: it is said with each of these, and counted.
found() {
	fails 1 "$1" '' sconet-check "$K" >"$T/out"
	cat "$T/out" >>"$T/tout"
	shift
	for _l in "$@"; do
		grep -Fq -e "$_l" "$T/out"
		ok $? "  $_l" || diag <"$T/out"
	done
}
# damaged NAME SQL LINE...
damaged() {
	fresh
	_n=$1
	printf 'PRAGMA foreign_keys = OFF; %s' "$2" |
	    sqlite3 -batch -bail "$K" >"$T/o"
	shift 2
	found "$_n" "$@"
}

# By SQL: the content.
damaged 'a pupil taken out' 'DELETE FROM eleve WHERE eleve_id = 990003' \
    'reference: des lignes renvoient à' 'eleve_option vers eleve : ' \
    'journal-comptes: le journal et' ', ajoutés 60, présents 59 ;'
damaged 'a row put in' "INSERT INTO eleve_option
    VALUES (7, 1, 'O', '030201')" 'reference: ' 'eleve_option vers eleve : 1 ;'
damaged 'a pupil nobody sent' "INSERT INTO eleve (eleve_id, nom_de_famille,
    prenom, date_naiss, cree, echange) VALUES (7, 'A', 'B', '2008-01-01', 8, 8)" \
    'échange 8, ajoutés 0, présents 1 ;'
damaged 'an exchange that never was' \
    "UPDATE eleve SET echange = 900 WHERE eleve_id IN (990004, 990005)" \
    'echange-cite: des fiches citent' ' : eleve : 2, dont 990004 ;'
damaged 'a profiling that never was' 'UPDATE base SET profilage = 800' \
    'echange-cite: ' 'base, profilage 800'
damaged 'another school' "UPDATE base SET uai = '0990002P'" \
    'journal-autre-base: ' 'échanges '
damaged 'dates the wrong way round' "UPDATE base SET date_fin = '2018-01-01'" \
    "base-identite: ce que la base dit d'elle-même" 'année du '
damaged 'a table of one row, empty' 'DELETE FROM compte' \
    'base-identite: ' 'la table compte'
# By SQL: what rules of the whole keep out.
ine=$(sqlite3 "$B" 'SELECT id_national FROM eleve WHERE eleve_id = 990001')
damaged 'an INE that is two pupils' "UPDATE eleve SET id_national = '$ine'
    WHERE eleve_id = 990002" \
    'k.db: ine-double: ELEVE_ID 990001, 990002, ID_NATIONAL: ' \
    "; rien n'est changé ; corriger "
damaged 'an exit in another year' "UPDATE eleve SET date_sortie = '2031-01-01',
    code_motif_sortie = '01' WHERE eleve_id = 990001" \
    'sortie-hors-annee: ELEVE_ID 990001'
damaged 'a pupil in two divisions' "INSERT INTO eleve_structure
    (eleve_id, type_structure, code_structure) SELECT eleve_id, 'D', '4A' FROM eleve_structure WHERE type_structure = 'D'
    AND code_structure <> '4A' LIMIT 1" 'deux-divisions: '
damaged 'a division that never was' "UPDATE eleve_structure SET
    code_structure = '9Z' WHERE eleve_id = 990001 AND type_structure = 'D'" \
    'division-inconnue: ELEVE_ID/TYPE_STRUCTURE/CODE_STRUCTURE 990001/D/9Z'
damaged 'a programme without its matière' "UPDATE programme SET
    code_matiere = '999999' WHERE code_matiere = (SELECT min(code_matiere)
    FROM programme)" 'programme-matiere-inconnue: '
# By SQL: the journal.
damaged 'a line changed' "UPDATE echange SET motif = 'x' WHERE numero = 4" \
    'journal-chaine: la ligne du journal' ' : échange 4 ;'
damaged 'a hash of an answer changed' "UPDATE echange SET reponse_sha256 =
    sha256sum FROM (SELECT annexe_sha256 AS sha256sum FROM echange WHERE
    numero = 3) WHERE numero = 4" 'journal-chaine: ' ' : échange 4 ;' \
    'archive-alteree: '
damaged 'a hash of an answer taken out' "UPDATE echange SET reponse_sha256 =
    NULL, reponse_taille = NULL WHERE numero = 4" ' : échange 4 ;'
damaged 'a line taken out' 'DELETE FROM echange WHERE numero = 3' \
    'journal-trou: ' 'après le 2 vient le 4' ' : échange 4 ;' \
    'archive-inconnue: ' '000003-nomenclature-etablissement-emis.xml.zst'
damaged 'the last line taken out' "DELETE FROM echange WHERE numero = $n" \
    'archive-en-trop: ' "0000$n-structures-recu.xml.zst"
damaged 'all lines taken out' 'DELETE FROM echange' 'le journal est vide'
damaged 'an anomaly taken out' \
    'DELETE FROM anomalie WHERE n = (SELECT min(n) FROM anomalie)' \
    'journal-comptes: ' ', anomalies '
damaged 'changes taken out' "DELETE FROM changement WHERE echange = 11" \
    'échange 11, modifiés 9, changements 0 ;'
damaged 'a change put in' "INSERT INTO changement VALUES (NULL, 10, 'eleve',
    '990001', 'M', 'code_mef', NULL, NULL)" 'échange 10, modifiés 0, '
damaged 'an anomaly changed' "UPDATE anomalie SET code = 'ine-cle' WHERE n =
    (SELECT min(n) FROM anomalie WHERE echange = 11)" \
    "journal-traces: ce qu'un échange a laissé" \
    'échange 11, table anomalie, lignes '
c=$(sqlite3 "$B" 'SELECT count(*) FROM changement WHERE echange = 11')
damaged 'a change changed' "UPDATE changement SET avant = '3' WHERE n =
    (SELECT min(n) FROM changement WHERE echange = 11)" \
    'journal-traces: ' "échange 11, table changement, lignes $c, au journal $c ;"
damaged 'a change that is given to another line' "UPDATE changement SET
    echange = 10 WHERE n = (SELECT min(n) FROM changement WHERE echange = 11)" \
    'échange 10, table changement, lignes 1, au journal 0 ;' \
    "échange 11, table changement, lignes $((c - 1)), au journal $c ;"
damaged 'what a line tells of its rows taken out' \
    "UPDATE echange SET traces = NULL WHERE numero = 11" ' : échange 11 ;'
damaged 'a purge that never was' "UPDATE echange SET genre = 'purge',
    date_utilisee = '2019-09-04' WHERE numero = 9" ' : échange 9 ;' \
    'purge-inachevee: un fichier purgé' " : 000008-repartition-recu.tsv.zst ;"
# By SQL: what SQLite would not let through.
damaged 'a value that is not allowed' "PRAGMA ignore_check_constraints = ON;
    UPDATE base SET etat = 'perdue'" 'base-identite: ' 'état perdue'
damaged 'a view dropped' 'DROP VIEW effectif_sexe' \
    "schema: la base n'a pas les tables" 'view effectif_sexe : absente'
damaged 'a view changed' 'DROP VIEW mef_profile; CREATE VIEW mef_profile AS
    SELECT * FROM mef' 'view mef_profile : changée'
damaged 'an index dropped' 'DROP INDEX changement_cle' \
    'index changement_cle : absente'
damaged 'a table dropped' 'DROP TABLE fermeture' 'table fermeture : absente'
damaged 'the view of the archive dropped' 'DROP VIEW corps' \
    'view corps : absente'
damaged 'a trigger added' 'CREATE TRIGGER t AFTER INSERT ON etp
    BEGIN DELETE FROM etp; END' 'trigger t : en trop'
damaged 'a name taken out' "PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(sql, 'nom_de_famille TEXT NOT NULL',
    'nom_de_famille TEXT') WHERE name = 'eleve';
    PRAGMA writable_schema = RESET;
    UPDATE eleve SET nom_de_famille = NULL WHERE eleve_id = 990001;
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(sql, 'nom_de_famille TEXT',
    'nom_de_famille TEXT NOT NULL') WHERE name = 'eleve'" \
    'integrite: ' 'NULL value in eleve.nom_de_famille'
damaged 'an index of something else' "PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(sql, '(echange)', '(ligne)')
    WHERE name = 'anomalie_echange'" 'integrite: ' 'index anomalie_echange'

# By bytes: the base.
fresh
page=$(sqlite3 "$K" "SELECT rootpage FROM sqlite_schema WHERE name = 'eleve'")
head -c 16384 /dev/zero | tr '\0' 'z' |
    dd of="$K" bs=16384 seek=$((page - 1)) conv=notrunc 2>"$T/o"
found 'a page overwritten' 'integrite: ' 'base-abimee: '
fresh
dd if="$B" of="$K" bs=16384 count=$((page + 1)) 2>"$T/o"
fails 78 'a base cut off' 'base-abimee: la base est abîmée' \
    sconet-check "$K" >"$T/out"
fresh
printf 'x' | dd of="$K" bs=1 seek=3 conv=notrunc 2>"$T/o"
fails 78 'a header overwritten' base-etrangere sconet-check "$K" >"$T/out"

# By bytes: the archive.
recu=000005-eleves-recu.xml.zst
emis=000005-eleves-emis.xml.zst
fresh
printf 'x' | dd of="$A/$recu" bs=1 seek=2000 conv=notrunc 2>"$T/o"
found 'a byte of a file changed' 'archive-illisible: ' "$recu : archive abîmée"
fresh
dd if="$T/ecole.d/$recu" of="$A/$recu" bs=1 count=3000 2>"$T/o"
found 'a file cut off' 'archive-illisible: ' "$recu : archive incomplète"
fresh
rm "$A/$recu"
mkfifo "$A/$recu"
found 'a FIFO, which keeps nobody waiting' 'archive-illisible: ' \
    "$recu : pas un fichier"
fresh
: >"$A/$recu"
found 'a file emptied' 'archive-alteree: ' "$recu : 0 octets, au journal "
fresh
mv "$T/ecole.d/$recu" "$T/keep"
cp "$A/000006-responsables-recu.xml.zst" "$A/$recu"
cp "$T/keep" "$A/000006-responsables-recu.xml.zst"
mv "$T/keep" "$T/ecole.d/$recu"
found 'two files swapped' "journal : $recu : " \
    'journal : 000006-responsables-recu.xml.zst : '
fresh
zstd -dc "$T/ecole.d/$emis" | sed 's/60/61/' |
    zstd -q -f -o "$A/$emis"
found 'an answer forged' 'archive-alteree: ' " : $emis : "
fresh
echo 'mef: []' | zstd -q -f \
    -o "$A/000002-nomenclature-academique-recu.xml.zst"
echo 'mef: []' | zstd -q -f \
    -o "$A/000003-nomenclature-etablissement-recu.yaml.zst"
found 'a profile forged' 'etablissement-recu.yaml.zst : 8 octets, au journal '
fresh
rm "$A/$recu" "$A/$emis"
found 'files gone' "archive-absente: un fichier archivé a disparu, sans purge \
: $recu ;" " : $emis ;"
is "$(wc -l <"$T/out")" 2 'a line each'
fresh
rm -r "$A"
found 'the whole archive gone' 'archive-absente: ' "tout le dossier $A, "
is "$(wc -l <"$T/out")" 1 'is one line'
fresh
echo secret >"$A/notes.txt"
echo secret >"$A/000005-eleves-recu.xml"
found 'files that are not ours' 'archive-inconnue: ' ' : notes.txt ;' \
    ' : 000005-eleves-recu.xml ;'
fresh
# shellcheck disable=SC2016 # the process of that shell, which is no more
sh -c 'echo $$' >"$T/pid"
: >"$A/.recu.$(cat "$T/pid").abcdef"
found 'what a killed run left' 'archive-temporaire: '
rm "$A"/.recu.*
: >"$A/.recu.$$.abcdef"
runs 'what a run that lives has' sconet-check -q "$K" >"$T/out"
is "$(cat "$T/out")" '' 'is none'

# Persons are not named, whatever it is about.
for s in "$ine" $(sqlite3 "$B" "SELECT DISTINCT nom_de_famille FROM eleve
    WHERE nom_de_famille NOT LIKE '% %' AND length(nom_de_famille) > 4"); do
	grep -Fw -e "$s" "$T/tout"
done >"$T/dits"
is "$(cat "$T/dits")" '' 'nobody is named'
fresh
sqlite3 "$K" "UPDATE eleve SET id_national = '$ine' WHERE eleve_id = 990002;
    UPDATE echange SET motif = 'x' WHERE numero = 4"
fails 1 '-j' '' sconet-check -j "$K" >"$T/out"
sed "s/'/''/g; s/.*/SELECT json_valid('&');/" "$T/out" |
    sqlite3 -batch :memory: | sort -u >"$T/json"
is "$(cat "$T/json")" 1 'each line is JSON'
is "$(tail -n 1 "$T/out" | sed 's/.*"anomalies"/"anomalies"/')" \
    '"anomalies":3,"statut":1}' 'the last one counts'
fails 1 '-q with anomalies' '' sconet-check -q "$K" >"$T/out2"
is "$(wc -l <"$T/out2")" 2 'says them'
grep -q -e "$ine" "$T/out" "$T/out2"
is $? 1 'and nothing that is personal'
sqlite3 "$K" "UPDATE base SET etat = 'terminee'"
fails 1 'a base that is terminee' '' sconet-check "$K" >"$T/out"

# A writer at work: no lock is waited for, and what it does is no anomaly.
# hold: a transaction in k.db, until release.
hold() {
	mkfifo "$T/tient"
	sqlite3 -batch -bail "$K" <"$T/tient" >"$T/pris" 3>&- &
	holder=$!
	exec 9>"$T/tient"
	echo "BEGIN IMMEDIATE; DELETE FROM eleve_option; SELECT 'pris';" >&9
	while [ ! -s "$T/pris" ]; do
		sleep 0.02
	done
}
release() {
	exec 9>&-
	wait $holder
	rm "$T/tient"
}
fresh
hold
cp "$A/$recu" "$A/000900-eleves-recu.xml.zst"
runs 'beside a writer' sconet-check -w 0 "$K" >"$T/out"
is "$(cat "$T/out")" "sconet-check: $K: aucune anomalie" \
    'what it has named is its own'
runs 'a copy beside a writer' sconet-check -w 0 --copie "$T/copie.db" "$K" \
    >"$T/out"
is "$(cat "$T/out")" "sconet-check: $T/copie.db: aucune anomalie" \
    'the copy is checked'
release
found 'when there is no writer' 'archive-en-trop: ' 000900-eleves-recu
dump "$B" >"$T/before"
dump "$T/copie.db" >"$T/after"
same 'it is the base before that writer' "$T/before" "$T/after"
is "$(sqlite3 "$B" 'SELECT * FROM echange' | sha256sum)" \
    "$(sqlite3 "$T/copie.db" 'SELECT * FROM echange' | sha256sum)" \
    'with its journal'
is "$(stat -c %a "$T/copie.db")" 600 'for its owner only'
is "$(find "$T" -name 'copie.db?*' ! -name '*-wal' ! -name '*-shm')" '' \
    'nothing is left beside it'
cp -R "$T/ecole.d" "$T/copie.d"
runs 'a copy is a base' sconet-check -q "$T/copie.db"
runs 'that goes on' effectifs-export -q -b "$T/copie.db" >"$T/o"

# --copie: what it does not do.
cp "$T/copie.db" "$T/keep.db"
fails 78 '--copie to a file that exists' base-existe \
    sconet-check --copie "$T/copie.db" "$B" >"$T/out"
cmp "$T/copie.db" "$T/keep.db"
ok $? 'leaves it alone'
fails 73 '--copie to nowhere' "$T/rien/copie.db" \
    sconet-check --copie "$T/rien/copie.db" "$B" >"$T/out"
fails 78 '--copie of no base' base-etrangere \
    sconet-check --copie "$T/non.db" "$T/regime.xml" >"$T/out"
[ ! -e "$T/non.db" ]
ok $? 'makes nothing'
mkdir "$T/disque"
# shellcheck disable=SC2016 # expanded in there
if unshare -m sh -c 'mount -t tmpfs -o size=200k none "$1/disque" || exit 99
    sconet-check --copie "$1/disque/c.db" "$1/ecole.db" >"$1/out" 2>"$1/err"
    echo "$? $(ls "$1/disque")" >"$1/rc"' - "$T" 2>"$T/o"; then
	is "$(cat "$T/rc")" '74 ' '--copie to a full disk leaves nothing'
	grep -q ': disque-plein: .*/disque/c.db' "$T/err"
	ok $? 'and says which'
else
	skip '--copie to a full disk' 'no right to mount one'
fi
fresh
rm "$A/$recu"
sqlite3 "$K" "UPDATE echange SET motif = 'x' WHERE numero = 4"
fails 1 '--copie of a damaged base' '' \
    sconet-check --copie "$T/abimee.db" "$K" >"$T/out"
is "$(sed 's/^[^:]*: [^:]*: \([^:]*\):.*/\1/' "$T/out" | tr '\n' ' ')" \
    'journal-chaine archive-absente ' 'says so'
[ -e "$T/abimee.db" ]
ok $? 'and keeps it'

# What a killed --copie left goes with the next.
if command -v strace >"$T/o" && strace -o "$T/o" true 2>"$T/err"; then
	for w in 1 2; do
		strace -f -o "$T/o" -e trace=link,unlink \
		    -e "inject=link,unlink:signal=KILL:when=$w" \
		    sconet-check --copie "$T/tuee.db" "$B" >"$T/out" 2>"$T/err"
	done
	ls "$T"/tuee.db.nouveau.* >"$T/o"
	[ -s "$T/o" ]
	ok $? '--copie, killed, leaves files aside'
	rm -f "$T/tuee.db"
	runs 'made again' sconet-check --copie "$T/tuee.db" "$B" >"$T/out"
	is "$(find "$T" -name 'tuee.db.nouveau*' | wc -l)" 0 'it clears them'
else
	skip '--copie, killed' 'no strace here'
fi

# Another base than the one that was meant.
for o in '-u 0990003R' '-a 2024'; do
	# shellcheck disable=SC2086 # two words
	fails 65 "a base that is not of $o" 'base-autre: ' sconet-check $o "$B"
done
done_testing
