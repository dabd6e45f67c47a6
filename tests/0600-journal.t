#!/bin/sh
# The journal and its archive: one line for each run, with all that is kept,
# none for what did not happen.
. tests/lib.sh

C=tests/corpus/porte
E=examples/ecole
B=$T/ecole.db
SCONET_BASE=$B
export SCONET_BASE

sql() {
	sqlite3 -batch "$B" "$1"
}
last() {
	sql "SELECT $1 FROM echange ORDER BY numero DESC LIMIT 1"
}

# The exchanges of a beginning of the year, some of them refused.
sconet-init --motif 'Rentrée 2019' 0990001N 2019 "$B"
nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml >"$T/3.xml"
sts-import -q <$C/autre-annee.xml >"$T/cr4.xml" 2>"$T/err"
sts-import -q <$E/sts_emp_0990001N_2019.xml >"$T/cr5.xml"
SUDO_USER=alphonsine bee-import -q --motif 'Export du matin' \
    <$E/ElevesAvecAdresses.xml >"$T/cr6.xml"
bee-import -q <$C/doctype.xml >"$T/cr7.xml" 2>"$T/err"
bee-import -q -r "$T/cr8.xml" <$E/ResponsablesAvecAdresses.xml
repartition -q --date 2019-09-02 <$E/divisions.tsv >"$T/cr9.xml"
SOURCE_DATE_EPOCH=1567507200 effectifs-export -q >"$T/10.xml"

# Numbers.
is "$(sql 'SELECT group_concat(numero) FROM
    (SELECT numero FROM echange ORDER BY numero)')" 1,2,3,4,5,6,7,8,9,10 \
    'numbers have no holes'
is "$(sql 'SELECT group_concat(genre) FROM
    (SELECT genre FROM echange ORDER BY numero)')" \
    'creation,nomenclature-academique,nomenclature-etablissement,'\
'structures,structures,eleves,eleves,responsables,repartition,effectifs' \
    'one for each run, and for each of two acts'
is "$(sql 'SELECT group_concat(etat) FROM
    (SELECT etat FROM echange ORDER BY numero)')" \
    'integre,integre,emis,rejete,integre,integre,rejete,integre,integre,emis' \
    'each with its état'
is "$(sql 'SELECT group_concat(sens) FROM
    (SELECT sens FROM echange ORDER BY numero)')" \
    recu,recu,emis,recu,recu,recu,recu,recu,recu,emis 'and its sens'
for n in 4 5 6 7 8 9; do
	xmllint --xpath 'string(//BILAN/@NUMERO)' "$T/cr$n.xml"
done >"$T/numeros"
is "$(tr '\n' ' ' <"$T/numeros")" '4 5 6 7 8 9 ' \
    'an import and its compte rendu share one'

# What a line keeps.
is "$(sql 'SELECT programme, version, options, motif, sudo_user,
    date_echange, date_utilisee, uai, annee, horodatage, racine, fichier,
    statut, change FROM echange WHERE numero = 6')" \
    "bee-import|$(cat VERSION)|-q --motif 'Export du matin'|Export du matin|\
alphonsine|2019-09-03 09:00:00|2019-09-03|0990001N|2019|2019-09-02 08:02:17|\
BEE_ELEVES|ElevesAvecAdresses.xml|0|1" 'program, version, options, reason'
is "$(sql 'SELECT DISTINCT utilisateur FROM echange')" "$(id -un)" 'the user'
is "$(sql "SELECT options FROM echange WHERE numero IN (1, 3)")" \
    "--motif 'Rentrée 2019' 0990001N 2019 $B
-q -p $E/profil.yaml" 'all of the command line, as a shell wants it'
is "$(sql 'SELECT date_echange, date_utilisee FROM echange
    WHERE numero IN (9, 10)')" \
    '2019-09-03 09:00:00|2019-09-02
2019-09-03 10:40:00|2019-09-03' 'when it was, and the day that was used'
is "$(sql 'SELECT lus, ajoutes, modifies, inchanges, absents, rejetes,
    anomalies FROM echange WHERE numero = 6')" '60|60|0|0|0|0|2' 'the counts'
is "$(sql 'SELECT refus FROM echange WHERE numero IN (4, 7)')" \
    "autre-annee : le fichier est d'une autre année scolaire : fichier de \
2018, base de 2019
doctype : DOCTYPE interdit dans un fichier d'échange" 'why it was refused'
while read -r n file; do
	is "$(sql "SELECT sha256 || ' ' || taille FROM echange
	    WHERE numero = $n")" \
	    "$(sha256sum <"$file" | cut -c 1-64) $(wc -c <"$file")" \
	    "$n: hash and size are the file's"
	echanges -c "$n" | cmp - "$file"
	ok $? "$n: echanges -c gives it back"
done <<END
2 $E/Nomenclature.xml
3 $T/3.xml
4 $C/autre-annee.xml
5 $E/sts_emp_0990001N_2019.xml
6 $E/ElevesAvecAdresses.xml
7 $C/doctype.xml
8 $E/ResponsablesAvecAdresses.xml
9 $E/divisions.tsv
10 $T/10.xml
END

# The archive.
is "$(ls "$T/ecole.d")" '000002-nomenclature-academique-emis.xml.zst
000002-nomenclature-academique-recu.xml.zst
000003-nomenclature-etablissement-emis.xml.zst
000003-nomenclature-etablissement-recu.yaml.zst
000004-structures-emis.xml.zst
000004-structures-recu.xml.zst
000005-structures-emis.xml.zst
000005-structures-recu.xml.zst
000006-eleves-emis.xml.zst
000006-eleves-recu.xml.zst
000007-eleves-emis.xml.zst
000007-eleves-recu.xml.zst
000008-responsables-emis.xml.zst
000008-responsables-recu.xml.zst
000009-repartition-emis.xml.zst
000009-repartition-recu.tsv.zst
000010-effectifs-emis.xml.zst' 'number, genre, and which way'
is "$(stat -c %a "$T/ecole.d") $(stat -c %a "$T"/ecole.d/* | sort -u)" \
    '700 600' 'for its owner only'
is "$(stat -c %a "$B")" 600 'and so is the base'
is "$(find "$T/ecole.d" -name '.*' -type f)" '' 'nothing else is there'
for n in 000004-structures-emis 000006-eleves-emis 000009-repartition-emis; do
	x=${n%%-*}
	zstd -dc "$T/ecole.d/$n.xml.zst" | cmp - "$T/cr${x#00000}.xml"
	ok $? "$n is the compte rendu"
done
zstd -dc "$T/ecole.d/000003-nomenclature-etablissement-recu.yaml.zst" |
    cmp - $E/profil.yaml
ok $? 'the profile is kept as it was'

# echanges.
runs 'echanges' echanges >"$T/liste"
is "$(sed -n 1p "$T/liste")" 'numero	date	sens	genre	fichier	qui	lus	ajoutes	modifies	inchanges	absents	rejetes	anomalies	etat' \
    'has a header'
is "$(cut -f 1 "$T/liste" | sed 1d | tr '\n' ' ')" '10 9 8 7 6 5 4 3 2 1 ' \
    'the newest first'
is "$(cut -f 4 "$T/liste" | sed 1d)" \
    'Export effectif par structure vers STS-WEB
Répartition des élèves par division
Import Responsables de SIECLE
Import Élèves de SIECLE
Import Élèves de SIECLE
Import Structures de STS-WEB
Import Structures de STS-WEB
Export Nomenclatures établissement vers STS-WEB
Import Nomenclatures Académiques
Création de la base' 'in the words of the screens'
is "$(sed -n 6p "$T/liste")" '6	2019-09-03 09:00:00	recu	Import Élèves de SIECLE	ElevesAvecAdresses.xml	'"$(id -un)"'	60	60	0	0	0	0	2	integre' \
    'a line of it'
runs 'echanges N' echanges 6 >"$T/un"
awk -v RS= -v d="$T" '{ print >(d "/un." NR) }' "$T/un"
is "$(ls "$T"/un.*)" "$T/un.1
$T/un.2
$T/un.3" 'three tables'
like "$(sed -n 2p "$T/un.1")" '^6	Import Élèves.*	alphonsine	Export du matin$' \
    'the line'
is "$(cut -f 1-6 "$T/un.2")" 'code	gravite	element	cle	champ	ligne
ine-absent	note	eleve	990022	id_national	'"$(grep -n \
    'ELEVE_ID="990022"' $E/ElevesAvecAdresses.xml | sed '1!d; s/:.*//')"'
ine-absent	note	eleve	990050	id_national	'"$(grep -n \
    'ELEVE_ID="990050"' $E/ElevesAvecAdresses.xml | sed '1!d; s/:.*//')" \
    'the anomalies'
is "$(sed -n 2p "$T/un.2" | cut -f 7,8)" "l'élève n'a pas d'INE	attendre l'immatriculation par l'académie, ou la demander" \
    'in words, with the remedy'
sed 's,14/03/2008,13/03/2008,; s,08:02:17,09:02:17,' \
    $E/ElevesAvecAdresses.xml >"$T/corrige.xml"
bee-import -q <"$T/corrige.xml" >"$T/cr"
is "$(echanges 11 | grep '	date_naiss	')" \
    'M	eleve	990001	date_naiss	2008-03-14	2008-03-13' \
    'the changes, field by field'
is "$(sql "SELECT e.echange FROM eleve e WHERE eleve_id = 990001")" 11 \
    "a pupil's row knows it"
is "$(sql "SELECT echange FROM eleve WHERE eleve_id = 990002")" 8 \
    'one who has not changed keeps that of his responsables'
is "$(echanges -j | sed -n 6p)" \
    '{"numero":6,"date":"2019-09-03 09:00:00","sens":"recu","genre":"Import Élèves de SIECLE","fichier":"ElevesAvecAdresses.xml","qui":"'"$(id -un)"'","lus":60,"ajoutes":60,"modifies":0,"inchanges":0,"absents":0,"rejetes":0,"anomalies":2,"etat":"integre"}' \
    'the same in JSON'
is "$(echanges 6 | grep -c "^A	eleve	")" "$(sqlite3 "$SCONET_BASE" \
    'SELECT count(*) FROM eleve WHERE cree = 6')" 'what it added is listed'
echanges 6 >"$T/a"
SOURCE_DATE_EPOCH=1600000000 echanges 6 >"$T/b"
same 'looking changes nothing' "$T/a" "$T/b"
is "$(last numero)" 11 'nor leaves a line'

# The chain of hashes: each line's own values and the hash before.
# broken BASE: the numbers of the lines whose hash is not theirs.
broken() {
	rm -rf "$T/chaine"
	mkdir "$T/chaine"
	# shellcheck disable=SC2016 # no expansions
	sqlite3 -batch "$1" "SELECT writefile('$T/chaine/' || numero,
	    coalesce(lag(chaine) OVER (ORDER BY numero), '') || x'0a'
	    || numero || x'0a' || genre || x'0a' || sens || x'0a' || etat
	    || x'0a' || date_echange || x'0a' || date_utilisee || x'0a'
	    || coalesce(uai, '') || x'0a' || coalesce(annee, '') || x'0a'
	    || coalesce(horodatage, '') || x'0a' || coalesce(racine, '')
	    || x'0a' || coalesce(fichier, '') || x'0a'
	    || coalesce(archive, '') || x'0a' || coalesce(reponse, '')
	    || x'0a' || coalesce(annexe, '') || x'0a'
	    || coalesce(sha256, '') || x'0a' || taille || x'0a'
	    || coalesce(num_envoi, 0) || x'0a' || lus || x'0a' || ajoutes
	    || x'0a' || modifies || x'0a' || inchanges || x'0a' || absents
	    || x'0a' || rejetes || x'0a' || anomalies || x'0a' || statut
	    || x'0a' || change || x'0a' || coalesce(refus, '') || x'0a'
	    || programme || x'0a' || version || x'0a' || options || x'0a'
	    || coalesce(utilisateur, '') || x'0a'
	    || coalesce(sudo_user, '') || x'0a' || coalesce(motif, '')
	    || x'0a'
	    || coalesce('reponse_sha256=' || reponse_sha256 || x'0a'
	    || 'reponse_taille=' || reponse_taille || x'0a', '')
	    || coalesce('annexe_sha256=' || annexe_sha256 || x'0a'
	    || 'annexe_taille=' || annexe_taille || x'0a', '')
	    || coalesce('traces=' || traces || x'0a', '')
	    || coalesce('contenu=' || contenu || x'0a', ''))
	    FROM echange" >"$T/written"
	sqlite3 -batch -separator ' ' "$1" \
	    'SELECT numero, chaine FROM echange ORDER BY numero' |
	    while read -r n hash; do
		[ "$(sha256sum <"$T/chaine/$n" | cut -c 1-64)" = "$hash" ] ||
		    printf '%s ' "$n"
	done
}
is "$(broken "$B")" '' 'the chain holds'
cp "$B" "$T/faux.db"
sqlite3 "$T/faux.db" "UPDATE echange SET motif = 'Export du soir'
    WHERE numero = 6"
is "$(broken "$T/faux.db")" '6 ' 'a line that was changed shows'
sqlite3 "$T/faux.db" "UPDATE echange SET chaine = '$(sha256sum \
    <"$T/chaine/6" | cut -c 1-64)' WHERE numero = 6"
is "$(broken "$T/faux.db")" '7 ' 'also when its hash was made anew'
cp "$B" "$T/faux.db"
sqlite3 "$T/faux.db" 'DELETE FROM anomalie WHERE echange = 5;
    DELETE FROM changement WHERE echange = 5;
    PRAGMA foreign_keys = OFF; DELETE FROM echange WHERE numero = 5'
is "$(broken "$T/faux.db")" '6 ' 'and one that was taken out'

# What did not happen leaves nothing: a reader that goes away.
# More than a pipe holds, so that it is noticed.
cp "$B" "$T/keep.db"
sql "UPDATE nomenclature SET libelle_long = printf('%.3000c', 'X')"
n=$(last numero)
find "$T/ecole.d" | sort >"$T/archive"
dump "$B" >"$T/before"
{
	nomen-profile --profiler 2>"$T/err"
	echo $? >"$T/rc"
} | head -c 10 >"$T/dix"
is "$(cat "$T/rc") $(cat "$T/err")" '73 ' 'a reader that goes away'
{
	sleep 0.1
	effectifs-export 2>"$T/err"
	echo $? >"$T/rc"
} | :
is "$(cat "$T/rc") $(cat "$T/err")" '73 ' 'one that was gone before'
is "$(last numero)" "$n" 'neither counts as sent'
find "$T/ecole.d" | sort >"$T/after"
same 'nor is in the archive' "$T/archive" "$T/after"
dump "$B" >"$T/after"
same 'nor changed anything' "$T/before" "$T/after"
cp "$T/keep.db" "$B"
{
	bee-import -q <$C/doctype.xml 2>"$T/err"
	echo $? >"$T/rc"
} | :
is "$(cat "$T/rc") $(last numero)" "65 $((n + 1))" \
    'a refusal is one, whoever reads it'
{
	sleep 0.1
	bee-import -q <$E/Communs.xml 2>"$T/err"
	echo $? >"$T/rc"
} | :
is "$(cat "$T/rc") $(last 'numero || etat')" "73 $((n + 2))integre" \
    'an import is done, though its answer could not be given'
runs 'given again, it answers' bee-import -q <$E/Communs.xml >"$T/cr"
is "$(xmllint --xpath 'string(//BILAN/@NUMERO)' "$T/cr")" $((n + 2)) \
    'with the number it had'

# A run that is killed: before, and what it left is removed in time.
n=$(last numero)
dump "$B" >"$T/before"
mkfifo "$T/fifo"
bee-import -q <"$T/fifo" >"$T/cr" 3>&- &
pid=$!
exec 9>"$T/fifo"
head -c 100000 $E/ElevesAvecAdresses.xml >&9
while [ -z "$(find "$T/ecole.d" -name '.*' -type f)" ]; do
	sleep 0.05
done
kill -9 $pid
exec 9>&-
wait $pid
dump "$B" >"$T/after"
same 'a run that is killed changes nothing' "$T/before" "$T/after"
is "$(last numero)" "$n" 'and leaves no line'
stale=$(find "$T/ecole.d" -name '.*' -type f)
: >"$T/ecole.d/.recu.$$.abcdef"
effectifs-export -q >"$T/out"
[ -n "$stale" ] && [ ! -e "$stale" ]
ok $? 'its file goes with the next run'
[ -e "$T/ecole.d/.recu.$$.abcdef" ]
ok $? 'that of a process that lives is not touched'
rm "$T/ecole.d/.recu.$$.abcdef"
: >"$T/ecole.d/000999-eleves-recu.xml.zst"
: >"$T/ecole.d/000$((n + 1))-eleves-recu.xml.zst"
: >"$T/ecole.d/notes.txt"
: >"$T/ecole.d/000001-notes.txt"
effectifs-export -n -q >"$T/out"
effectifs-export -q >"$T/out"
is "$(find "$T/ecole.d" -name '.*' -type f -o -name '*999*')" '' \
    'numbers that never were go'
[ -e "$T/ecole.d/notes.txt" ] && [ -e "$T/ecole.d/000001-notes.txt" ]
ok $? 'nothing else does'

# Killed at any moment: as before, or as after.
sed 's/08:02:17/10:00:00/; s,<CODE_REGIME>.*<,<CODE_REGIME>0<,' \
    $E/ElevesAvecAdresses.xml >"$T/b.xml"
sqlite3 "$B" "VACUUM INTO '$T/k0.db'"
cp "$T/k0.db" "$T/k.db"
bee-import -q -b "$T/k.db" <"$T/b.xml" >"$T/cr"
dump "$T/k0.db" >"$T/before"
dump "$T/k.db" >"$T/apres"
n=$(sqlite3 "$T/k0.db" 'SELECT max(numero) FROM echange')
for i in 01 02 03 04 06 08 10 15; do
	rm -rf "$T"/k.*
	cp "$T/k0.db" "$T/k.db"
	bee-import -q -b "$T/k.db" <"$T/b.xml" >"$T/cr" 3>&- &
	pid=$!
	sleep 0.$i
	kill -9 $pid
	wait $pid
	dump "$T/k.db" >"$T/after"
	m=$(sqlite3 "$T/k.db" 'SELECT max(numero) FROM echange')
	case $((m - n)) in
	0) cmp "$T/after" "$T/before" ;;
	1) cmp "$T/after" "$T/apres" &&
	    echanges -b "$T/k.db" -c "$m" | cmp - "$T/b.xml" ;;
	*) echo "$m lines" ;;
	esac
	bee-import -q -b "$T/k.db" <"$T/b.xml" >"$T/cr" || echo "run $i: $?"
	dump "$T/k.db" >"$T/after"
	cmp "$T/after" "$T/apres"
done >"$T/out" 2>"$T/err"
grep -v -i -e killed -e 'no such process' "$T/err" >>"$T/out"
is "$(cat "$T/out")" '' 'killed at any moment: before or after, then after'

# A full disk: before, and the reason.
# full SIZE CMD: CMD with a base on a disk of that size.
full() {
	# shellcheck disable=SC2016 # expanded in there
	unshare -m sh -c 'mount -t tmpfs -o size="$2" none "$1/disque" &&
	    cp "$1/k0.db" "$1/disque/k.db" && sh -c "$3" &&
	    cp "$1/disque/k.db" "$1/k.db"' - "$T" "$1" "$2" 2>"$T/err"
}
mkdir "$T/disque"
size=$(wc -c <"$T/k0.db")
rm -rf "$T"/k.*
if full $((size + 2000000)) true; then
	for more in 40000 60000; do
		full $((size + more)) "bee-import -q -b '$T/disque/k.db' \
		    <'$T/b.xml' >'$T/cr'; echo \$? >'$T/rc'"
		is "$(cat "$T/rc")" 74 "a disk with $more bytes left"
		like "$(cat "$T/err")" ': (disque-plein|es): ' 'is the reason'
		dump "$T/k.db" >"$T/after"
		same 'and nothing has changed' "$T/before" "$T/after"
	done
else
	skip 'a full disk' 'no right to mount one'
fi

# Too little memory: before, and the reason.
case $BUILD in
*-asan) skip 'too little memory' 'the sanitizers take all there is' ;;
*)
	cp "$T/k0.db" "$T/k.db"
	for v in 46000 48000 50000 52000 54000; do
		(
			# shellcheck disable=SC3045 # dash and bash have -v
			ulimit -v $v
			bee-import -q -b "$T/k.db" <"$T/b.xml" >"$T/cr"
		) 2>>"$T/memoire"
		case $? in
		0) break ;;
		74) ;;
		127) continue ;; # not even a start
		*) echo "$v: $?" ;;
		esac
		dump "$T/k.db" | cmp - "$T/before"
	done >"$T/out"
	is "$(cat "$T/out")" '' 'too little memory: nothing has changed'
	if grep -q 'mémoire insuffisante' "$T/memoire"; then
		ok 0 'which is said (memoire)'
	else
		skip 'which is said (memoire)' 'it never was too little'
	fi
	;;
esac

# An archive that is damaged.
mv "$T/ecole.d/000005-structures-recu.xml.zst" "$T/keep.zst"
fails 66 'a file that is gone from the archive' 000005-structures-recu \
    echanges -c 5
head -c 1000 "$T/keep.zst" >"$T/ecole.d/000005-structures-recu.xml.zst"
fails 74 'one that is cut off' 'archive incomplète' echanges -c 5 >"$T/out"
sed '1s/^/x/' "$T/keep.zst" >"$T/ecole.d/000005-structures-recu.xml.zst"
fails 74 'one that is damaged' 'archive abîmée' echanges -c 5 >"$T/out"
mv "$T/keep.zst" "$T/ecole.d/000005-structures-recu.xml.zst"

# Several at once: each has its number, none is lost.
n=$(last numero)
pids=
for i in 1 2 3 4 5 6 7 8; do
	if [ $((i % 2)) -eq 0 ]; then
		effectifs-export -q >"$T/p$i.xml" &
	else
		sed "s/:17</:2$i</" $E/ElevesAvecAdresses.xml |
		    bee-import -q --force >"$T/p$i.xml" &
	fi
	pids="$pids $!"
done
bad=0
for p in $pids; do
	wait "$p" || bad=1
done
ok $bad 'eight at once'
is "$(sql "SELECT group_concat(numero) FROM (SELECT numero FROM echange
    WHERE numero > $n ORDER BY 1)")" \
    "$(seq -s , $((n + 1)) $((n + 8)))" 'have eight numbers'
is "$(broken "$B")" '' 'in one chain'
is "$(sql 'PRAGMA integrity_check')" ok 'and the base is sound'
# What the journal did not record is not given out.
A=$T/autre.db
sconet-init -q 0990001N 2019 "$A"
bee-import -q -b "$A" <examples/ecole/Communs.xml >"$T/out"
runs 'a file is given out' echanges -b "$A" -c 2 >"$T/un.xml"
same 'as it came' examples/ecole/Communs.xml "$T/un.xml"
for f in "$T"/autre.d/000002-*-recu.*; do
	echo '<BEE_COMMUN/>' | zstd -qfo "$f"
done
fails 65 'one that was changed' 'archive-changee' echanges -b "$A" -c 2 \
    >"$T/out"
is "$(cat "$T/out")" '' 'is not'
fails 64 'a number and an option' 'un numéro, ou une option' \
    echanges -b "$A" -c 2 1
mkdir "$T/latin"
f=$(printf 'latin/\351l.xml')
cp examples/ecole/Communs.xml "$T/$f"
bee-import -j -b "$A" --motif "$(printf 'a\tb')" <"$T/$f" 2>"$T/j" >"$T/out"
echanges -j -b "$A" >>"$T/j"
iconv -f UTF-8 -t UTF-8 "$T/j" >"$T/out"
ok $? 'a name that is no UTF-8 makes no JSON that is none'
is "$(echanges -b "$A" | awk -F '\t' '{ print NF }' | sort -u)" 14 \
    'nor does a tab make a column'
done_testing
