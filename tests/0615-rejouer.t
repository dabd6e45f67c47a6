#!/bin/sh
# rejouer: exchanges once more, and what comes out otherwise.
. tests/lib.sh

E=examples/ecole
B=$T/ecole.db
SCONET_BASE=$B
export SCONET_BASE
TAB=$(printf '\t')

at() {
	SOURCE_DATE_EPOCH=$((1567501200 + ($1 - 1) * 86400))
}
# data BASE: all that it holds, its exchanges included.
data() {
	dump "$1"
	sqlite3 "$1" 'SELECT numero, genre, sens, etat, date_echange,
	    date_utilisee, sha256, reponse_sha256, annexe_sha256, num_envoi,
	    lus, ajoutes, modifies, inchanges, absents, rejetes, anomalies,
	    statut, change, refus FROM echange ORDER BY numero;
	    SELECT echange, code, gravite, element, ligne, cle, champ, valeur
	    FROM anomalie ORDER BY n;
	    SELECT echange, element, cle, genre, champ, avant, apres FROM
	    changement ORDER BY n'
}

# A year's beginning, with all kinds of exchanges.
sconet-init -q --motif "l'ouverture" --communs $E/Communs.xml 0990001N 2019 "$B"
nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml >"$T/np.xml"
sts-import -q <tests/corpus/porte/autre-annee.xml >"$T/cr" 2>"$T/err"
sts-import -q <$E/sts_emp_0990001N_2019.xml >"$T/cr"
bee-import -qv --motif 'un  mot, et "deux"' <$E/ElevesAvecAdresses.xml \
    >"$T/cr"
bee-import -qr "$T/cr" <$E/ResponsablesAvecAdresses.xml
at 2
repartition -q --date 2019-09-03 <$E/divisions.tsv >"$T/cr"
repartition -q --remplace "6 C=6A" >"$T/cr"
saisie -q --tenir <$E/saisie.tsv >"$T/cr"
effectifs-export -qo "$T/effectifs.xml"
mkdir "$T/gep"
gep-export -q --dossier "$T/gep" >"$T/out"
bee-export -q --zip --dossier "$T/gep" eleves >"$T/out"
at 3
sed -e 's,08:02:17,09:00:00,' -e 's,14/03/2008,14/13/2008,' \
    $E/ElevesAvecAdresses.xml >"$T/b.xml"
bee-import -q --rejets "$T/rejets.xml" <"$T/b.xml" >"$T/cr" 2>"$T/err"
voeux-import -q --campagne $E/campagne.yaml <$E/voeux.tsv >"$T/cr"
sqlite3 "$B" "VACUUM INTO '$T/voeux.db'"
cp -R "$T/ecole.d" "$T/voeux.d"
voeux-export -q >"$T/voeux.xml"
sconet-init -q --role bea 099 2019 "$T/bea.db"
nomen-profile -q -b "$T/bea.db" --recevoir <$E/Nomenclature.xml >"$T/cr"
voeux-recv -q -b "$T/bea.db" <"$T/voeux.xml" >"$T/accuse.xml"
ar-import -q <"$T/accuse.xml" >"$T/cr"
sconet-init -q --role sts 0990001N 2019 "$T/sts.db"
sts-recv -q -b "$T/sts.db" <"$T/np.xml" >"$T/accuse.xml"
ar-import -q <"$T/accuse.xml" >"$T/cr"
last=$(sqlite3 "$B" 'SELECT max(numero) FROM echange')
unset SOURCE_DATE_EPOCH

# The whole archive, in order, makes the same base.
data "$B" >"$T/vraie"
# shellcheck disable=SC2046 # numbers
runs 'all of it' rejouer --dossier "$T/neuf" $(seq 1 "$last") >"$T/out"
is "$(cut -f 1,3- "$T/out" | sed 1d)" \
    "$(seq 1 "$last" | sed "s/\$/${TAB}identique$TAB$TAB$TAB/")" \
    'each answer, and each file that was sent, is the same to the byte'
data "$T/neuf/essai.db" >"$T/neuve"
same 'and so is all that the base holds' "$T/vraie" "$T/neuve"
runs 'it is sound' sconet-check "$T/neuf/essai.db" >"$T/out"
data "$B" >"$T/apres"
same 'the base itself has not changed' "$T/vraie" "$T/apres"
is "$(find "$T/neuf" -mindepth 1 -maxdepth 1 ! -name '*-wal' \
    ! -name '*-shm' -exec basename {} \; | sort)" 'essai.d
essai.db' 'the base and its archive alone are left'
fails 78 'not over a base that is there' 'existe déjà' \
    rejouer --dossier "$T/neuf" 2
: >"$T/un.fichier"
fails 73 'a file is no directory' 'un.fichier : pas un dossier' \
    rejouer --dossier "$T/un.fichier" 2
fails 64 'nor is an archive' "dans l'archive d'une base" \
    rejouer --dossier "$T/ecole.d" 2
fails 64 'in the base itself, or elsewhere' 'pas les deux' \
    rejouer --ici --dossier "$T/X" 6
[ ! -e "$T/X" ]
ok $? 'nothing is made'
for b in bea sts; do
	n=$(sqlite3 "$T/$b.db" 'SELECT max(numero) FROM echange')
	data "$T/$b.db" >"$T/vraie.$b"
	# shellcheck disable=SC2046 # numbers
	runs "of role $b" rejouer -b "$T/$b.db" --dossier "$T/neuf.$b" \
	    $(seq 1 "$n") >"$T/out"
	data "$T/neuf.$b/essai.db" >"$T/neuve.$b"
	same 'the same' "$T/vraie.$b" "$T/neuve.$b"
done

# And over the summer.
export SOURCE_DATE_EPOCH=1591000000
sed -e 's,>2019<,>2020<,' -e 's,/2020<,/2021<,' -e 's,/2019<,/2020<,' \
    $E/Communs.xml >"$T/communs.xml"
sconet-bascule -q --communs "$T/communs.xml" "$B" "$T/suite.db" >"$T/cr"
sconet-bascule -q --complete "$B" "$T/suite.db" >"$T/cr"
sconet-bascule --rentree -q "$B" "$T/suite.db"
unset SOURCE_DATE_EPOCH
for b in ecole suite; do
	n=$(sqlite3 "$T/$b.db" 'SELECT max(numero) FROM echange')
	data "$T/$b.db" >"$T/vraie.$b"
	runs "through the bascule: $b" rejouer -b "$T/$b.db" \
	    --dossier "$T/ete.$b" "$n" >"$T/out"
	data "$T/ete.$b/essai.db" >"$T/neuve.$b"
	same 'the same' "$T/vraie.$b" "$T/neuve.$b"
done

# A packet of what one command did with others, or stands on another send.
for n in $(sqlite3 "$B" "SELECT numero FROM echange WHERE genre LIKE 'gep-%'
    OR genre LIKE 'bascule%' ORDER BY numero"); do
	runs "exchange $n" echanges --nominatif --paquet "$n" -o "$T/p.zip"
	runs 'has a packet' env -u SCONET_BASE rejouer "$T/p.zip" >"$T/out"
	is "$(cut -f 1,3 "$T/out" | sed 1d)" "$n${TAB}identique" 'of its own'
done
n=$(sqlite3 "$B" "SELECT numero FROM echange WHERE genre = 'bascule-complement'")
runs 'the complément' echanges --paquet "$n" -o "$T/p.zip"
runs 'and with other names' env -u SCONET_BASE rejouer "$T/p.zip" >"$T/out"
is "$(cut -f 1,3 "$T/out" | sed 1d)" "$n${TAB}identique" 'is the same too'

# One or two of them; in JSON; into a directory that is thrown away.
mkdir "$T/tmp"
runs 'two' env TMPDIR="$T/tmp" rejouer 6 3 >"$T/out"
is "$(cut -f 1,3 "$T/out" | tail -n +2)" "3${TAB}identique
6${TAB}identique" 'in their order'
is "$(ls -A "$T/tmp")" '' 'nothing is left'

# Killed, what it made has people in it.
# cut SIGNAL STATUS CMD...: it gets that once it has begun.
cut_by() {
	_sig=$1 _st=$2
	shift 2
	TMPDIR=$T/tmp "$@" >"$T/out" 2>"$T/err" &
	_pid=$!
	_n=0
	while [ $_n -lt 200 ] &&
	    [ -z "$(find "$T/tmp" -name 'essai.db*' 2>"$T/err2")" ]; do
		sleep 0.02
		_n=$((_n + 1))
	done
	kill -"$_sig" $_pid
	wait $_pid
	is "$?" "$_st" "$1 gets $_sig"
}
set -- 'TERM 143' 'HUP 129'
# Whoever runs the tests may have it ignored (nohup): then nobody is hung up.
[ -z "$(sh -c 'kill -HUP $$; echo here' 2>"$T/err2")" ] || set -- 'TERM 143'
for s; do
	# shellcheck disable=SC2086 # two words
	cut_by $s rejouer "$last"
	is "$(ls -A "$T/tmp")" '' 'nothing is left'
	# shellcheck disable=SC2086 # two words
	cut_by $s echanges --paquet "$last" -o "$T/coupe.zip"
	is "$(ls -A "$T/tmp")$(find "$T" -name '*coupe.zip*')" '' \
	    'nothing is left'
done
cut_by KILL 137 rejouer "$last"
is "$(find "$T/tmp" -mindepth 1 -maxdepth 1 | wc -l)" 1 \
    'what cannot be caught leaves it'
mkdir "$T/tmp/sconet-rejeu-$$-abcdef" "$T/tmp/sconet-rejeu-neuf"
sleep 0.3
runs 'until the next run' env TMPDIR="$T/tmp" rejouer 2 >"$T/out"
is "$(find "$T/tmp" -mindepth 1 -maxdepth 1 | sed 's,.*-rejeu-,,' | sort)" \
    "$$-abcdef
neuf" 'which leaves those of others that run, and what is not its own'
rm -r "$T/tmp/sconet-rejeu-"*
is "$(rejouer -j 5)" '{"echange":"5","genre":"Import Structures de STS-WEB","quoi":"identique","avant":null,"apres":null,"cause":null}' \
    'in JSON'
cd "$T" || exit 1
runs 'called by a path, without PATH' env PATH=/usr/bin:/bin \
    "$BUILD/bin/rejouer" 3 >"$T/out"
cd - >"$T/out" || exit 1
fails 64 'a number that is none' 'aucun échange de ce numéro : x' rejouer x
fails 64 'one that is not there' 'aucun échange de ce numéro : 99' rejouer 99
fails 64 'no number' 'il manque un argument' rejouer

# Otherwise, and why.
# other SQL: a copy of the base in which the journal says something else.
other() {
	rm -rf "$T"/o.*
	sqlite3 "$B" "VACUUM INTO '$T/o.db'"
	cp -R "$T/ecole.d" "$T/o.d"
	sqlite3 "$T/o.db" "$1"
}
other "UPDATE echange SET version = '0.0.9' WHERE numero = 7;
    DELETE FROM anomalie WHERE n = (SELECT min(n) FROM anomalie WHERE echange = 7);
    UPDATE echange SET anomalies = 1 WHERE numero = 7"
fails 1 'another version' '' rejouer -b "$T/o.db" 7 >"$T/out"
is "$(cut -f 3- "$T/out" | sed 1d)" \
    "anomalies${TAB}1${TAB}2${TAB}autre version de sconet : 0.0.9 a répondu, \
$(cat VERSION) rejoue
anomalie${TAB}${TAB}ine-absent note eleve 990022 id_national${TAB}autre \
version de sconet : 0.0.9 a répondu, $(cat VERSION) rejoue" \
    'what differs, and why'
other "INSERT INTO anomalie VALUES (NULL, 7, 'regle-de-jadis', 1, 'eleve', 12,
    '990001', 'code_sexe', '3')"
fails 1 'a rule that is no more' '' rejouer -b "$T/o.db" 7 >"$T/out"
is "$(cut -f 3- "$T/out" | sed 1d)" \
    "anomalie${TAB}regle-de-jadis valeur eleve 990001 code_sexe$TAB${TAB}la \
règle regle-de-jadis n'existe plus" 'is named'
other "INSERT INTO anomalie VALUES (NULL, 7, 'note-de-jadis', 0, 'export',
    NULL, NULL, NULL, 'x')"
fails 1 'what no rule had found' '' rejouer -b "$T/o.db" 7 >"$T/out"
is "$(cut -f 6 "$T/out" | sed 1d)" \
    "rien de ce que le journal garde ne l'explique" 'is not said to be one'
n=$(sqlite3 "$B" "SELECT max(echange) FROM anomalie WHERE element = 'export'")
other "DELETE FROM anomalie WHERE echange = $n AND element = 'export'"
fails 1 'what the replay adds' '' rejouer -b "$T/o.db" "$n" >"$T/out"
is "$(grep -c "n'existe plus" "$T/out")" 0 'is of a rule that is there'
other "UPDATE anomalie SET gravite = 1 WHERE echange = 7 AND cle = '990022'"
fails 1 'what the same version cannot have changed' '' \
    rejouer -b "$T/o.db" 7 >"$T/out"
is "$(cut -f 3- "$T/out" | sed 1d)" \
    "anomalie${TAB}${TAB}ine-absent note eleve 990022 id_national${TAB}rien \
de ce que le journal garde ne l'explique
anomalie${TAB}ine-absent valeur eleve 990022 id_national$TAB${TAB}rien \
de ce que le journal garde ne l'explique" 'is not said to be its rule'
runs 'in a packet that keeps names' \
    echanges -b "$T/o.db" --nominatif --paquet 7 -o "$T/p.zip"
fails 1 'of it' '' rejouer "$T/p.zip" >"$T/out"
is "$(cut -f 6 "$T/out" | sed 1d | sort -u)" \
    "rien de ce que le paquet garde ne l'explique" 'nothing is'
runs 'nor in a packet' echanges -b "$T/o.db" --paquet 7 -o "$T/p.zip"
fails 1 'of it' '' rejouer "$T/p.zip" >"$T/out"
is "$(cut -f 6 "$T/out" | sed 1d | sort -u)" \
    "rien de ce que le paquet garde ne l'explique ; pseudonymisé, il a d'autres données de départ" \
    'whose names are others'
other "DELETE FROM anomalie WHERE echange = 7 AND cle = '990022';
    UPDATE echange SET anomalies = 1, reponse_sha256 = 'abc' WHERE numero = 7"
fails 1 'counts and answer' '' rejouer -b "$T/o.db" 7 >"$T/out"
is "$(cut -f 3,6 "$T/out" | sed 1d)" "anomalies${TAB}la ligne 7 du journal n'est plus celle d'alors
anomalie${TAB}la ligne 7 du journal n'est plus celle d'alors
reponse${TAB}la ligne 7 du journal n'est plus celle d'alors" \
    'of a line that is not what was written say that'
other "UPDATE nomenclature SET ferme = 1"
runs 'what is in the base itself' rejouer -b "$T/o.db" 7 >"$T/out"
is "$(cut -f 3 "$T/out" | sed 1d)" identique 'is of no account'
other "SELECT 1"
a=$(sqlite3 "$T/o.db" 'SELECT archive FROM echange WHERE numero = 7')
zstd -dqc "$T/o.d/$a" | sed 's/ELEVE_ID="990060"/ELEVE_ID="999060"/' \
    >"$T/autre.xml"
zstd -qf "$T/autre.xml" -o "$T/o.d/$a"
fails 65 'a file that is another in the archive' archive-changee \
    rejouer -b "$T/o.db" 7 >"$T/out"
other "UPDATE echange SET reponse_sha256 = 'abc' WHERE numero = 3;
    UPDATE echange SET ajoutes = 59 WHERE numero = 7"
fails 1 'another nomenclature' '' rejouer -b "$T/o.db" 7 >"$T/out"
is "$(cut -f 3- "$T/out" | sed 1d)" \
    "ajoutes${TAB}59${TAB}60${TAB}autre nomenclature : l'échange 3, avant lui, \
est déjà sorti autrement" 'is the cause'
other "UPDATE echange SET reponse_sha256 = 'abc' WHERE numero = 7"
fails 1 'no other reason' '' rejouer -b "$T/o.db" 7 >"$T/out"
is "$(cut -f 3,4,6 "$T/out" | sed 1d)" \
    "reponse${TAB}abc${TAB}la ligne 7 du journal n'est plus celle d'alors" \
    'than the line itself'

# What cannot be done again.
other "SELECT 1"
echanges -b "$T/o.db" --purger 2019-09-04 >"$T/out"
fails 66 'one that was purged' 'archive-purgee' rejouer -b "$T/o.db" 7 >"$T/out"
fails 1 'after those that were purged' '' rejouer -b "$T/o.db" 9 >"$T/out"
like "$(cat "$T/out")" "l'échange 2, avant lui, n'a pas pu être rejoué|autre \
nomenclature : " 'which is why'
other "UPDATE echange SET options = '-q --motif un  mot, et \"deux\" --date=2019-09-03'
    WHERE numero = 7"
runs 'options as older versions kept them' rejouer -b "$T/o.db" 7 >"$T/out"
other "UPDATE echange SET programme = '../../bin/sh' WHERE numero = 5"
fails 78 'a program that is none of ours' "n'est pas un programme à rejouer" \
    rejouer -b "$T/o.db" 5
: >"$T/victime"
other "UPDATE echange SET options = '-q --rejets $T/victime -o $T/victime -b \
$B -r$T/victime' WHERE numero = 7"
runs 'a journal that names files' rejouer -b "$T/o.db" 7 >"$T/out"
is "$(cat "$T/victime")" '' 'writes none of them'
data "$B" >"$T/apres"
same 'nor into another base' "$T/vraie.ecole" "$T/apres"
other "DELETE FROM changement; DELETE FROM anomalie; PRAGMA foreign_keys = 0;
    UPDATE echange SET genre = 'eleves' WHERE numero = 1"
fails 78 'a journal without a beginning' 'création de la base' \
    rejouer -b "$T/o.db" 3

# In the base itself.
other "UPDATE base SET etat = 'courante'; UPDATE nomenclature SET ferme = 1
    WHERE liste = 'REGIME'"
SOURCE_DATE_EPOCH=1567501200
export SOURCE_DATE_EPOCH
m=$(sqlite3 "$T/o.db" 'SELECT max(numero) FROM echange')
fails 1 '--ici' '' rejouer --ici -b "$T/o.db" 7 >"$T/out"
is "$(sqlite3 "$T/o.db" 'SELECT max(numero) FROM echange')" $((m + 1)) \
    'has a line of its own'
is "$(sqlite3 "$T/o.db" 'SELECT date_echange FROM echange ORDER BY numero DESC
    LIMIT 1')" '2019-09-03 09:00:00' 'of today'
like "$(cat "$T/err")" 'rejeu-ici.*change la base' 'and says that it is one'
like "$(cat "$T/out")" 'perime|la base a changé depuis : ' 'and is compared'
fails 1 '--ici --force' '' rejouer --ici --force -b "$T/o.db" 7 >"$T/out"
like "$(cat "$T/out")" "regime-inconnu.*la base a changé depuis" \
    'with what is known now'
is "$(sqlite3 "$T/o.db" 'SELECT etat FROM echange ORDER BY numero DESC LIMIT 1')" \
    en_anomalie 'it came in'
nomen-profile -q -b "$T/o.db" --force <$E/Nomenclature.xml >"$T/cr"
fails 1 'after a nomenclature' '' rejouer --ici --force -b "$T/o.db" 7 >"$T/out"
like "$(cat "$T/out")" 'autre nomenclature : échange [0-9]+ du 2019-09-03' \
    'that is the cause'
# The second time the file has its answer already: that of the first time.
n=$(sqlite3 "$T/o.db" 'SELECT max(numero) FROM echange')
cut -f 3- "$T/out" >"$T/avant"
fails 1 'once more' '' rejouer --ici --force -b "$T/o.db" 7 >"$T/out"
is "$(sqlite3 "$T/o.db" 'SELECT max(numero) FROM echange')" "$n" 'has no line'
like "$(cat "$T/err")" "rejeu-deja: l'échange 7 n'est pas refait : le même fichier a déjà sa réponse, celle de l'échange $n" \
    'for whose answer it is given, as is said'
cut -f 3- "$T/out" >"$T/apres"
same 'and that one is compared' "$T/avant" "$T/apres"
runs 'the last one again' rejouer --ici --force -b "$T/o.db" \
    "$(sqlite3 "$T/o.db" 'SELECT max(numero) FROM echange')" >"$T/out"
like "$(cat "$T/out")" "rien n'a changé depuis : la même réponse" \
    'gets its first answer'
n=$(sqlite3 "$T/voeux.db" 'SELECT max(numero) FROM echange')
fails 1 'one that the base has, and nothing since' '' \
    rejouer --ici -b "$T/voeux.db" "$n" >"$T/out"
is "$(cut -f 6 "$T/out" | sed 1d | sort -u)" \
    "les données de départ diffèrent : la base a déjà l'échange $n" \
    'starts from other data'
fails 78 'not what went out' 'rejoue ce qui est reçu' \
    rejouer --ici -b "$T/o.db" 4

# A packet leaves out whole sets that later ones took the place of.
q=$T/q.db
sconet-init -q 0990001N 2019 "$q"
nomen-profile -q -b "$q" -p $E/profil.yaml <$E/Nomenclature.xml >"$T/cr"
sts-import -q -b "$q" <$E/sts_emp_0990001N_2019.xml >"$T/cr"
for h in 09 10 11 12; do
	sed "s,08:02:17,$h:02:17," $E/ElevesAvecAdresses.xml |
	    bee-import -q -b "$q" >"$T/cr"
done
n=$(sqlite3 "$q" 'SELECT max(numero) FROM echange')
sqlite3 "$q" "UPDATE anomalie SET gravite = 1 WHERE echange = $n"
runs 'a packet' echanges -b "$q" --paquet "$n" -o "$T/p.zip"
like "$(cat "$T/err")" paquet-ecarts 'whose exchange comes out otherwise'
fails 1 'done again' '' env -u SCONET_BASE rejouer "$T/p.zip" >"$T/out"
is "$(cut -f 6 "$T/out" | sed 1d | sort -u)" \
    "les données de départ peuvent différer : le paquet n'a pas 1 échange(s) d'avant lui" \
    'has not all that came before it'
done_testing
