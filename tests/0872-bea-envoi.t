#!/bin/sh
# Event F in a school: which records leave for the académie, and which stay.
. tests/lib.sh
. tests/corpus/structures/cas.sh

C=tests/corpus/bea-envoi
E=examples/ecole

wal() {
	for b; do
		un "$b" 'PRAGMA wal_checkpoint' >"$T/out"
	done
}
# partis FILE: the élèves in it, on one line.
partis() {
	xmllint --xpath '//ELEVE/@ELEVE_ID' "$1" 2>&1 |
	    sed -n 's/.*"\(.*\)".*/\1/p' | tr '\n' ' '
}
at() { # DAY: that evening
	SOURCE_DATE_EPOCH=$((1567536000 + 86400 * ($1 - 3)))
}

ecole=$T/ecole.db
bea=$T/bea.db
sconet-init 0990001N 2019 "$ecole"
nomen-profile -q -b "$ecole" -p $E/profil.yaml <$E/Nomenclature.xml >"$T/out"
sts-import -q -b "$ecole" <$E/sts_emp_0990001N_2019.xml >"$T/out"
bee-import -q -b "$ecole" <$E/ElevesAvecAdresses.xml >"$T/out"
bee-import -q -b "$ecole" <$E/ResponsablesAvecAdresses.xml >"$T/out"
repartition -q -b "$ecole" <$E/divisions.tsv >"$T/out"
sconet-init --role bea 099 2019 "$bea"
bea-recv -q -b "$bea" <$E/Communs.xml >"$T/out"
wal "$ecole" "$bea"
cp "$ecole" "$T/saine.db"
un "$ecole" 'SELECT max(numero) FROM echange' >"$T/n"

# What blocks.
for f in "$C"/*.sql; do
	nom=${f#tests/corpus/}
	copie "$ecole" "$T/c.db"
	sqlite3 -batch -bail "$T/c.db" <"$f"
	wal "$T/c.db"
	cp "$T/c.db" "$T/d.db"
	bea-send -b "$T/c.db" -n >"$T/n.xml" 2>"$T/err"
	essai=$?
	cmp -s "$T/d.db" "$T/c.db"
	ok $? "$nom: -n changes nothing"
	bea-send -b "$T/c.db" >"$T/x.xml" 2>"$T/err"
	{
		echo $?
		un "$T/c.db" "SELECT DISTINCT code || ' ' || gravite FROM
		    anomalie WHERE echange > $(cat "$T/n") ORDER BY 1"
		reponses "$T/c.db" "${f%.sql}.want"
	} >"$T/got"
	same "$nom" "${f%.sql}.want" "$T/got" || diag <"$T/err"
	is "$essai" "$(head -n 1 "$T/got")" "$nom: -n ends with the same status"
	same_send "$nom: and writes the same" "$T/n.xml" "$T/x.xml"
	is "$(grep -c NUM_ENVOI "$T/n.xml")" 0 "$nom: without a number"
	xmllint --noout --schema "$BUILD/xsd/bea-eleves.xsd" "$T/x.xml" \
	    2>"$T/err"
	ok $? "$nom: what is sent is what its schema says" || diag <"$T/err"
done
couverture $C 'envois a la BEA'
copie "$ecole" "$T/c.db"
sqlite3 "$T/c.db" <$C/bloquees.sql
bea-send -b "$T/c.db" >"$T/x.xml" 2>"$T/err"
grep -Fq "bea-sortie-sans-motif: UAI/ELEVE_ID 0990001N/990003, CODE_MOTIF_SORTIE: l'élève sort sans motif de sortie ; fiche non envoyée ; donner le motif de sortie (saisie)" \
    "$T/err"
ok $? 'a record that stays is told, with the rule and the remedy' || diag <"$T/err"
is "$(xmllint --xpath 'concat(//BLOQUEES, " ", count(//ELEVE))' "$T/x.xml")" \
    '5 55' 'the send says how many stay'
fails 1 'and again the next time' bea-nationalite-absente \
    bea-send -b "$T/c.db" -r "$T/cr.xml" >"$T/x.xml"
is "$(xmllint --xpath 'concat(count(//REJETE), " ",
    //REJETE[@CODE="bea-nationalite-absente"]/CLE, " ",
    count(//REJETE[NOM and REMEDE]))' "$T/cr.xml")" '6 0990001N/990002 6' \
    'the compte rendu has them, by name'
xmllint --noout --schema "$BUILD/xsd/compte-rendu.xsd" "$T/cr.xml" 2>"$T/err"
ok $? 'and is what its schema says' || diag <"$T/err"
fails 1 'as JSON' '"statut":1}' bea-send -j -b "$T/c.db" >"$T/x.xml"
is "$(un "$T/c.db" 'SELECT statut FROM echange ORDER BY numero DESC LIMIT 1')" \
    1 'the journal knows'
avant "$T/c.db"
fails 64 'two places' '-o ou --dossier, pas les deux' bea-send -b "$T/c.db" \
    -o "$T/deux.xml" --dossier "$T" >"$T/out"
ni_ligne "$T/c.db" 'and nothing is sent'

# A send is numbered, and closed by its accusé; then nothing is left.
at 3
runs 'the first send' bea-send -b "$ecole" >"$T/1.xml"
is "$(tail -n 1 "$T/err")" \
    'bea-send: lus 60, ajoutés 0, modifiés 0, inchangés 60, absents 0, rejetés 0' \
    'is summed up'
is "$(xmllint --xpath 'concat(//NUM_ENVOI, " ", count(//ACQUITTE), " ",
    //SCOLARISES)' "$T/1.xml")" '1 0 59' 'has number 1, and builds on nothing'
is "$(echanges -b "$ecole" | sed -n 2p | cut -f 3,4)" \
    'emis	Export fiches élève vers la BEA' 'is in the journal'
runs 'without an accusé' bea-send -q -b "$ecole" >"$T/2.xml"
is "$(xmllint --xpath 'concat(//NUM_ENVOI, " ", count(//ELEVE))' "$T/2.xml")" \
    '2 60' 'all goes again, under the next number'
runs 'the académie takes it' bea-recv -q -b "$bea" <"$T/2.xml" >"$T/ar2.xml"
runs 'and answers' ar-import -q -b "$ecole" <"$T/ar2.xml" >"$T/out"
is "$(echanges -b "$ecole" | sed -n 2p | cut -f 3,4)" \
    'recu	Import accusé réception BEA' 'in the words of the journal'
is "$(un "$ecole" "SELECT num_envoi || '/' || remplace FROM envoi_en_attente
    WHERE genre = 'export-bea'")" 1/9 'the first has been replaced'
avant "$ecole"
runs 'nothing is left' bea-send -b "$ecole" >"$T/vide.xml"
grep -Fq "rien-a-envoyer: l'académie a déjà toutes les fiches" "$T/err"
ok $? 'which is said'
is "$(xmllint --xpath 'concat(count(//NUM_ENVOI), count(//ELEVE))' \
    "$T/vide.xml")" 00 'in an envelope without a number'
xmllint --noout --schema "$BUILD/xsd/bea-eleves.xsd" "$T/vide.xml" 2>"$T/err"
ok $? 'which is what its schema says' || diag <"$T/err"
runs 'with -o' bea-send -q -b "$ecole" -o "$T/rien.xml"
[ ! -e "$T/rien.xml" ]
ok $? 'no file is made'
rien "$ecole" 'nothing changes'
ni_ligne "$ecole" 'and no line is left'
runs 'the académie takes that' bea-recv -q -b "$bea" <"$T/vide.xml" >"$T/ar.xml"
runs 'and the school its answer' ar-import -q -b "$ecole" <"$T/ar.xml" >"$T/out"
runs 'again, in a pipe' sh -c "bea-send -q -b '$ecole' |
    bea-recv -q -b '$bea' | ar-import -q -b '$ecole'" >"$T/out"

# What hangs on a record changes it.
jour=3
change() { # NAME WHO COMMAND...: WHO alone goes the next evening
	_nom=$1
	_qui=$2
	shift 2
	jour=$((jour + 1))
	at $jour
	"$@" >"$T/out" 2>"$T/err" || diag <"$T/err"
	bea-send -q -b "$ecole" >"$T/x.xml" || diag <"$T/err"
	is "$(partis "$T/x.xml")" "$_qui" "$_nom"
	bea-recv -q -b "$bea" <"$T/x.xml" | ar-import -q -b "$ecole" >"$T/out"
}
# shellcheck disable=SC2317 # change calls it
avec() { # FILE SED: it, later
	sed -e "s,<HORODATAGE>.*<,<HORODATAGE>0$jour/09/2019 19:00:00<," \
	    -e "$2" "$1" | bee-import -q -b "$ecole"
}
bee-export -q -b "$ecole" eleves-adresses >"$T/eleves.xml"
change 'the record itself' '990005 ' avec "$T/eleves.xml" \
    '/ELEVE_ID="990005"/,/<.ELEVE>/s,<CODE_REGIME>.*<,<CODE_REGIME>21<,'
change 'an option' '990002 ' avec "$T/eleves.xml" \
    '/ELEVE_ID="990005"/,/<.ELEVE>/s,<CODE_REGIME>.*<,<CODE_REGIME>21<,
     /<OPTION ELEVE_ID="990002"/,/<.OPTION>/s,_ELECT>O<,_ELECT>F<,'
change 'its address' '990001 990032 ' avec "$T/eleves.xml" \
    '/ELEVE_ID="990005"/,/<.ELEVE>/s,<CODE_REGIME>.*<,<CODE_REGIME>21<,
     /<OPTION ELEVE_ID="990002"/,/<.OPTION>/s,_ELECT>O<,_ELECT>F<,
     /ADRESSE_ID="99500001"/,/<.ADRESSE>/s,3 RUE,5 RUE,'
change 'a responsable' '990001 990032 ' avec $E/ResponsablesAvecAdresses.xml \
    '/PERSONNE_ID="9900001"/,/<.PERSONNE>/s,<CODE_PROFESSION>.*<,<CODE_PROFESSION>43<,'
printf '# 0990001N 2019\neleve_id\tdivision\n990003\t6B\n' >"$T/r.tsv"
change 'a division' '990003 ' repartition -q -b "$ecole" <"$T/r.tsv"
printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n990004\tRESPONSABLE/%s/MEL\ta@example.org\n' \
    "$(un "$ecole" 'SELECT min(personne_id) FROM responsable WHERE eleve_id = 990004')" \
    >"$T/s.tsv"
un "$ecole" "SELECT DISTINCT eleve_id FROM responsable WHERE personne_id =
    (SELECT min(personne_id) FROM responsable WHERE eleve_id = 990004)
    ORDER BY 1" | tr '\n' ' ' >"$T/qui"
change 'the mail of a responsable' "$(cat "$T/qui")" \
    saisie -q -b "$ecole" <"$T/s.tsv"
printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n990006\tDATE_SORTIE\t02/09/2019\n990006\tCODE_MOTIF_SORTIE\t11\n' \
    >"$T/s.tsv"
change 'who leaves' '990006 ' saisie -q -b "$ecole" <"$T/s.tsv"
is "$(xmllint --xpath 'concat(//DATE_SORTIE, //CODE_MOTIF_SORTIE)' "$T/x.xml")" \
    02/09/201911 'goes with date and reason'
is "$(un "$bea" 'SELECT date_sortie FROM bea_eleve WHERE eleve_id = 990006')" \
    2019-09-02 'which the académie knows'
is "$(xmllint --xpath 'string(//ACQUITTE)' "$T/x.xml")" 8 \
    'each says what it builds upon'
runs 'since a date' bea-send -q -b "$ecole" --date 2019-09-09 >"$T/x.xml"
is "$(partis "$T/x.xml") $(xmllint --xpath 'string(//DEPUIS)' "$T/x.xml")" \
    "$(cat "$T/qui")990006  09/09/2019" 'what has changed since goes again'
runs 'since 1 January' bea-send -q -b "$ecole" --date 2019-01-01 >"$T/x.xml"
is "$(partis "$T/x.xml" | wc -w) $(xmllint --xpath 'count(//ACQUITTE)' \
    "$T/x.xml")" '60 0' 'all goes, and builds on nothing'
fails 64 'no date' "la date s'écrit AAAA-MM-JJ" bea-send -b "$ecole" \
    --date 1/1 >"$T/out"

# What is rejected goes again until it is taken.
copie "$ecole" "$T/c.db"
a=$T/a.db
sconet-init --role bea 099 2019 "$a"
bea-recv -q -b "$a" <$E/Communs.xml >"$T/out"
bea-recv -q --nouvelle-ecole -b "$a" <tests/corpus/bea-eleves/voisine-1.xml \
    >"$T/out"
un "$a" "UPDATE bea_eleve SET (id_national, nom_de_famille, prenom, date_naiss) =
    ('$(un "$T/c.db" 'SELECT id_national FROM eleve WHERE eleve_id = 990007')',
    'TOUTAUTRE', 'Quelquun', '2008-01-01') WHERE eleve_id = 880001"
bea-send -q -b "$T/c.db" --date 2019-01-01 >"$T/x.xml"
fails 1 'one is rejected' bea-ine-deux-identites bea-recv -b "$a" \
    <"$T/x.xml" >"$T/ar.xml"
runs 'the school is told' ar-import -b "$T/c.db" <"$T/ar.xml" >"$T/out"
bea-send -q -b "$T/c.db" >"$T/x.xml"
is "$(partis "$T/x.xml")" '990007 ' 'it goes again'
un "$a" "DELETE FROM bea_eleve WHERE eleve_id = 880001"
runs 'until it is taken' bea-recv -q -b "$a" <"$T/x.xml" >"$T/ar.xml"
ar-import -q -b "$T/c.db" <"$T/ar.xml" >"$T/out"
bea-send -q -b "$T/c.db" >"$T/x.xml"
is "$(partis "$T/x.xml")" '' 'and then no more'

# A base that went back to yesterday's copy: after the refusal all goes again.
b=$T/hier.db
a=$T/restaurer.db
at 3
sconet-init --role bea 099 2019 "$a"
bea-recv -q -b "$a" <$E/Communs.xml >"$T/out"
copie "$T/saine.db" "$b"
tout() { # EVENING: up, and the answer home
	at "$1"
	bea-send -q -b "$b" >"$T/x.xml"
	bea-recv -q -b "$a" <"$T/x.xml" >"$T/ar.xml"
	ar-import -b "$b" -r "$T/cr.xml" <"$T/ar.xml" >"$T/out" 2>"$T/err"
}
regime() { # WHO CODE: SIECLE is not in it
	printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n%s\tCODE_REGIME\t%s\n' \
	    "$1" "$2" | saisie -q -b "$b" >"$T/out"
}
regimes() {
	un "$1" "SELECT group_concat(eleve_id || ' ' || code_regime) FROM
	    (SELECT * FROM $2 WHERE eleve_id IN (990005, 990007) ORDER BY
	    eleve_id)"
}
tout 3
wal "$b"
cp "$b" "$T/copie.db"
regime 990005 21
tout 4
wal "$b"
cp "$T/copie.db" "$b"
regime 990007 21
tout 5
grep -q "accuse-repris: SHA256 [0-9a-f]\{12\}…, NUM_ENVOI: l'envoi 2 est refusé" \
    "$T/err"
ok $? 'a base restored from a copy is told so' || diag <"$T/err"
grep -Fq 'le prochain bea-send envoie toutes les fiches' "$T/err"
ok $? 'and what comes next' || diag <"$T/err"
un "$b" "SELECT max(numero) FROM echange WHERE genre = 'export-bea'" >"$T/n"
echanges -b "$b" "$(cat "$T/n")" >"$T/out"
grep -q "^envoi-repris	refus	accuse	2	.*rien d'autre à faire, le prochain bea-send envoie toutes les fiches" \
    "$T/out"
ok $? 'the exchange shows why' || diag <"$T/out"
at 6
runs 'the next send' bea-send -b "$b" -n >"$T/out"
grep -Fq "envoi-entier: l'académie a refusé l'envoi 2 (envoi-repris) : toutes les fiches repartent" \
    "$T/err"
ok $? 'is whole, and says so' || diag <"$T/err"
tout 6
is "$(partis "$T/x.xml" | wc -w) $(xmllint --xpath 'count(//ACQUITTE)' \
    "$T/x.xml")" '60 0' 'and builds on nothing'
is "$(regimes "$a" bea_eleve)" "$(regimes "$b" eleve)" \
    'the académie has what the school has'
at 7
bea-send -b "$b" >"$T/x.xml" 2>"$T/err"
is "$(partis "$T/x.xml")$(grep -c envoi-entier "$T/err")" 0 \
    'then nothing is left'

# neuves NAME: another base of the school, and of the académie, on the 3rd.
neuves() {
	b=$T/$1.db
	a=$T/$1-bea.db
	copie "$T/saine.db" "$b"
	at 3
	sconet-init --role bea 099 2019 "$a"
	bea-recv -q -b "$a" <$E/Communs.xml >"$T/out"
	tout 3
	wal "$a" "$b"
	cp "$b" "$T/copie.db"
	cp "$a" "$T/copie-bea.db"
}
perdu() { # EVENING: a send that never arrives
	at "$1"
	bea-send -q -b "$b" >"$T/perdu.xml"
}
repris() { # EVENING NAME WHY: refused, for that base was restored
	at "$1"
	bea-send -q -b "$b" >"$T/x.xml"
	fails 65 "$2" "envoi-repris: l'envoi ne suit pas ceux que cette base a déjà reçus : $3" \
	    bea-recv -b "$a" <"$T/x.xml" >"$T/ar.xml"
	ar-import -q -b "$b" <"$T/ar.xml" >"$T/out"
}
entier() { # EVENING: a whole send, and nothing is left
	tout "$1"
	is "$(partis "$T/x.xml" | wc -w) $(xmllint --xpath 'count(//ACQUITTE)' \
	    "$T/x.xml") $(xmllint --xpath 'string(//CLASSE)' "$T/ar.xml")" \
	    '60 0 accepte' 'all of it is sent, and taken'
	is "$(regimes "$a" bea_eleve)" "$(regimes "$b" eleve)" \
	    'the académie has what the school has'
	at $(($1 + 1))
	bea-send -q -b "$b" >"$T/x.xml"
	is "$(partis "$T/x.xml")" '' 'then nothing is left'
	runs 'and the académie agrees' bea-recv -q -b "$a" <"$T/x.xml" \
	    >"$T/ar.xml"
}

# A base that was restored is noticed, whichever of its sends have arrived.
neuves jamais
regime 990005 21
perdu 4
tout 5
wal "$b"
cp "$T/copie.db" "$b"
regime 990007 21
repris 6 'a number that never came, and is not the next' \
    'envoi 2, jamais reçu ; le dernier reçu est le 3'
repris 7 'the number of another' 'envoi 3, reçu le 2019-09-05'
entier 8

neuves manque
regime 990005 21
tout 4
wal "$b"
cp "$T/copie.db" "$b"
regime 990007 21
perdu 5
repris 6 'one that lacks what came since' \
    "il complète l'envoi 1, et n'a pas 1 fiche(s) venues depuis"
entier 7

neuves recule
regime 990005 21
tout 4
regime 990007 21
tout 5
wal "$b"
cp "$T/copie.db" "$b"
at 6
bea-send -q -b "$b" >"$T/x.xml"
is "$(partis "$T/x.xml")$(grep -c ACQUITTE "$T/x.xml")" 1 \
    'a base that was restored, with nothing to send'
fails 65 'builds upon less than before' \
    "il complète l'envoi 1, et celui d'avant complétait l'envoi 2" \
    bea-recv -b "$a" <"$T/x.xml" >"$T/ar.xml"
runs 'it takes the answer' ar-import -b "$b" <"$T/ar.xml" >"$T/out"
grep -Fq "accuse-repris: " "$T/err" &&
    grep -Fq "l'envoi sans numéro est refusé, envoi-repris" "$T/err"
ok $? 'which says so' || diag <"$T/err"
repris 7 'a number of before' 'envoi 2, reçu le'
repris 8 'the next one' 'envoi 3, reçu le'
entier 9

# The académie's base was restored, and the school has nothing to send.
neuves academie
regime 990005 21
tout 4
wal "$a" "$b"
cp "$T/copie-bea.db" "$a"
at 5
bea-send -q -b "$b" >"$T/x.xml"
fails 65 'an empty send that builds upon what was lost' \
    "envoi-inconnu: l'envoi complète un envoi que cette base n'a pas : l'envoi 2" \
    bea-recv -b "$a" <"$T/x.xml" >"$T/ar.xml"
runs 'the school takes the answer' ar-import -q -b "$b" <"$T/ar.xml" >"$T/out"
runs 'the next send' bea-send -b "$b" -n >"$T/out"
grep -Fq "envoi-entier: l'académie a refusé l'envoi sans numéro (envoi-inconnu) : toutes les fiches repartent" \
    "$T/err"
ok $? 'is whole, and says so' || diag <"$T/err"
entier 6
# of its archive this copy has no older file
is "$(sconet-check -b "$b" 2>&1 | grep -vc 'archive-absente: ')" 0 \
    'a base with such an answer is sound'

# Nights that are missed are not that, in whatever order the answers come.
neuves nuits
for n in 4 5 6; do
	regime 990005 2$((n - 3))
	at $n
	bea-send -q -b "$b" >"$T/x$n.xml"
	runs "send $n is taken" bea-recv -q -b "$a" <"$T/x$n.xml" >"$T/ar$n.xml"
done
un "$b" 'UPDATE eleve SET code_statut = NULL WHERE eleve_id = 990005'
at 7
regime 990007 21
fails 1 'one is blocking now' '' bea-send -q -b "$b" >"$T/x.xml"
runs 'which is no lack' bea-recv -q -b "$a" <"$T/x.xml" >"$T/ar.xml"
for n in 6 4 5; do
	runs "the answer to $n" ar-import -q -b "$b" <"$T/ar$n.xml" >"$T/out"
done
regime 990009 21
at 8
runs 'then another' bea-send -q -b "$b" >"$T/x.xml"
runs 'is taken' bea-recv -q -b "$a" <"$T/x.xml" >"$T/ar.xml"

# Who answers is who it was sent to; and a trial is none.
neuves emetteur
regime 990005 21
at 4
bea-send -q -b "$b" -n >"$T/n.xml"
fails 65 'what a trial wrote' "envoi-essai: fichier d'essai, sans numéro d'envoi" \
    bea-recv -b "$a" <"$T/n.xml" >"$T/ar.xml"
bea-send -q -b "$b" >"$T/x.xml"
runs 'the send itself' bea-recv -q -b "$a" <"$T/x.xml" >"$T/ar.xml"
sed 's/EMETTEUR>099/EMETTEUR>098/' "$T/ar.xml" >"$T/faux.xml"
fails 1 'an accusé of another académie' \
    "EMETTEUR: l'accusé de l'envoi 2 vient de 098, à qui il n'a pas été fait" \
    ar-import -b "$b" <"$T/faux.xml" >"$T/out"
is "$(echanges -b "$b" --en-attente | grep -c BEA)" 1 'closes nothing'
runs 'the right one' ar-import -q -b "$b" <"$T/ar.xml" >"$T/out"
is "$(echanges -b "$b" --en-attente | grep -c BEA)" 0 'does'

# What cannot be written is not sent.
copie "$ecole" "$T/c.db"
avant "$T/c.db"
fails 73 'a full disk' '' bea-send -q -b "$T/c.db" --date 2019-01-01 >/dev/full
rien "$T/c.db" 'nothing changes'
ni_ligne "$T/c.db" 'and no number is used'
fails 78 'an académie sends no records' 'il faut etab' bea-send -b "$bea" \
    >"$T/out"
runs 'the base is sound' sconet-check -b "$ecole" >"$T/out"
runs 'and so is that of the académie' sconet-check -b "$bea" >"$T/out"
done_testing
