#!/bin/sh
# The whole loop between three schools and their académie, with all that goes
# wrong on the way: examples/event-f.sh, then event-g.sh.
. tests/lib.sh

ROOT=$PWD
q() { # BASE SQL
	sqlite3 -batch "$1" "$2"
}
# etape FILE FROM [TO]: its commands after the comment FROM, up to TO.
etape() {
	awk -v de="$2" -v a="${3:-^never}" '/^# / { on = on || $0 ~ de
	    if (on && $0 ~ a) exit } on && !/^#/' "$1" >"$T/etape.sh"
	[ -s "$T/etape.sh" ]
	ok $? "« $2 » is a step"
	sh -e "$T/etape.sh" 2>"$T/err"
	ok $? 'which runs' || diag <"$T/err"
}
F=$ROOT/examples/event-f.sh
G=$ROOT/examples/event-g.sh

mkdir "$T/boucle"
cp examples/ecole/*.* examples/academie/*.* "$T/boucle"
cd "$T/boucle" || exit 1
for e in b d e; do
	sh -e "$ROOT/examples/event-$e.sh" >"$T/out" 2>&1
done
etape "$F" 'Trois établissements' 'Première nuit'
is "$(q bea.db 'SELECT group_concat(uai) FROM bea_etab')" \
    0990001N,0990002P,0990004S 'three schools are declared'

etape "$F" 'Première nuit' 'Deuxième nuit'
is "$(q bea.db 'SELECT group_concat(n) FROM (SELECT count(*) AS n FROM bea_eleve
    GROUP BY uai ORDER BY uai)')" 60,4,2 'all records came, but one'
is "$(q ecole3.db "SELECT code || cle FROM accuse_anomalie")" \
    bea-deux-etablissements0990004S/770002 'of who is in two schools'
is "$(echanges -b ecole3.db | sed -n 3p | cut -f 4,14)" \
    'Export fiches élève vers la BEA	en_anomalie' 'as the school knows'

etape "$F" 'Deuxième nuit' 'Un accusé'
is "$(q bea.db "SELECT group_concat(uai || coalesce(date_sortie, ''), ' ') FROM
    (SELECT * FROM bea_eleve WHERE id_national = '998955058CE' ORDER BY uai)")" \
    '0990001N2019-09-02 0990004S' 'once he has left one, he is in the other'
is "$(q ecole3.db "SELECT lus FROM echange WHERE genre = 'export-bea' ORDER BY
    numero DESC")" '1
3' 'nobody else went again'

q bea.db 'SELECT count(*) FROM echange' >"$T/n"
etape "$F" 'Un accusé' 'Le premier envoi'
cmp accuse-perdu.xml accuse-redemande.xml
ok $? 'the accusé that is asked for again is the same'
is "$(q bea.db 'SELECT count(*) FROM echange')" $(($(cat "$T/n") + 1)) \
    'and that leaves no line'
is "$(q ecole2.db "SELECT s.etat FROM echange_etat s JOIN echange USING (numero)
    WHERE genre = 'export-bea' ORDER BY numero DESC LIMIT 1" | sed 1q)" \
    acquitte 'the send is closed'

dump bea.db >"$T/avant"
q bea.db 'SELECT * FROM echange' >"$T/lignes"
etape "$F" 'rejoué depuis' 'Une base est'
dump bea.db >"$T/apres"
same 'a send replayed from the archive changes nothing' "$T/avant" "$T/apres"
q bea.db 'SELECT * FROM echange' >"$T/lignes2"
same 'and leaves no line' "$T/lignes" "$T/lignes2"

etape "$F" 'Une base est' 'Trois nuits'
grep -q 'envoi-repris: ' "$T/err"
ok $? 'a base that was restored is noticed'
is "$(q ecole3.db "SELECT group_concat(num_envoi || ' ' || etat, ', ') FROM
    (SELECT x.num_envoi, s.etat FROM echange x JOIN echange_etat s USING
    (numero) WHERE genre = 'export-bea' ORDER BY numero)")" \
    '1 en_anomalie, 2 acquitte, 3 rejete, 4 acquitte' \
    'and the next send has all of it again'
is "$(q bea.db "SELECT nom_usage FROM bea_eleve WHERE eleve_id = 770003")" \
    TAMBOURIN-CLAIRECAISSE 'as the school has it now'

etape "$F" 'Trois nuits'
grep -q 'bea-envoi-manquant: .*le dernier reçu est le 2 (celui-ci est le 5)' \
    "$T/err"
ok $? 'nights that are missed are noticed' || diag <"$T/err"
is "$(q bea.db "SELECT group_concat(code_regime) FROM (SELECT * FROM bea_eleve
    WHERE eleve_id IN (880001, 880002) ORDER BY eleve_id)")" \
    "$(q ecole2.db 'SELECT group_concat(code_regime) FROM (SELECT * FROM eleve
    WHERE eleve_id IN (880001, 880002) ORDER BY eleve_id)')" \
    'and nothing of them is lost'
grep -q 'rien-a-envoyer' "$T/err"
ok $? 'nothing is left to send'

etape "$G" 'Un numéro neuf' 'Le gestionnaire'
etats() {
	q bea.db "SELECT group_concat(eleve_id || ' ' || etat, ', ') FROM
	    (SELECT * FROM immatriculation ORDER BY eleve_id)"
}
is "$(etats)" \
    '770001 RETROUVE, 880003 ATTRIBUE, 990022 LITIGE, 990050 ATTRIBUE' \
    'numbers are new, found, or in dispute'
is "$(q ecole3.db 'SELECT id_national FROM eleve WHERE eleve_id = 770001')" \
    "$(q ecole2.db 'SELECT id_national FROM eleve WHERE eleve_id = 880004')" \
    'the number that is found is the one of before'
is "$(q ecole1.db 'SELECT count(*) FROM eleve WHERE id_national IS NULL')" 1 \
    'who is in dispute has none'
etape "$G" 'Le gestionnaire' 'La nuit'
is "$(etats)" \
    '770001 RETROUVE, 880003 ATTRIBUE, 990022 RETROUVE, 990050 ATTRIBUE' \
    'until a person has settled it'
is "$(q bea.db "SELECT count(*) FROM transfert t WHERE element = 'ine_recu' AND
    NOT EXISTS (SELECT 1 FROM acquis a WHERE a.element = t.element AND a.cle =
    t.cle)")" 0 'the académie knows that all have arrived'
etape "$G" 'La nuit'
is "$(q bea.db 'SELECT count(*) FROM bea_eleve WHERE id_national IS NULL')" 0 \
    'everybody has a number'

# The académie's base, restored in its turn: what it has lost is asked for.
q bea.db 'PRAGMA wal_checkpoint' >"$T/out"
cp bea.db hier-bea.db
saisie -q -b ecole2.db <jour1.tsv >"$T/out"
bea-send -q -b ecole2.db | bea-recv -q -b bea.db | ar-import -q -b ecole2.db \
    >"$T/out"
cp hier-bea.db bea.db
saisie -q -b ecole2.db <jour2.tsv >"$T/out"
sed 's/25$/21/' jour2.tsv | saisie -q -b ecole2.db >"$T/out"
bea-send -q -b ecole2.db >suite.xml
fails 65 'a send that builds upon what was lost' 'envoi-inconnu: ' \
    bea-recv -b bea.db <suite.xml >accuse.xml
runs 'is closed as refused' ar-import -q -b ecole2.db <accuse.xml >"$T/out"
bea-send -q -b ecole2.db >tout.xml
runs 'all of it' bea-recv -b bea.db <tout.xml >accuse.xml
ar-import -q -b ecole2.db <accuse.xml >"$T/out"
is "$(q bea.db "SELECT group_concat(code_regime) FROM (SELECT * FROM bea_eleve
    WHERE uai = '0990002P' ORDER BY eleve_id)")" \
    "$(q ecole2.db 'SELECT group_concat(code_regime) FROM (SELECT * FROM eleve
    ORDER BY eleve_id)')" 'brings back what was lost'

# Nobody answers for another: who was given the wrong file, or a forger.
bea-send -q -b ecole2.db --date 2019-01-01 | bea-recv -q -b bea.db |
    ar-import -q -b ecole2.db >"$T/out"
cp bea.db donne-bea.db
q donne-bea.db "UPDATE bea_eleve SET id_national = NULL WHERE eleve_id = 880001;
    UPDATE bea_eleve SET nom_de_famille = 'SINGULIERE' WHERE eleve_id = 880001"
ine-send -q -b donne-bea.db 0990002P >numeros.xml
fails 65 'numbers in the wrong school' 'autre-etablissement: ' \
    ine-import -b ecole3.db <numeros.xml >accuse.xml
fails 1 'whose answer is refused' \
    "l'accusé de l'envoi $(xmllint --xpath 'string(//NUM_ENVOI)' numeros.xml) vient de 0990004S, à qui il n'a pas été fait" \
    ar-import -b donne-bea.db <accuse.xml >"$T/out"
is "$(echanges -b donne-bea.db --en-attente | grep -c INE)" 1 'closes nothing'
sed 's/EMETTEUR>0990004S/EMETTEUR>0990002P/' accuse.xml >juste.xml
runs 'but that of the school itself' ar-import -q -b donne-bea.db <juste.xml \
    >"$T/out"
is "$(echanges -b donne-bea.db --en-attente | grep -c INE)" 0 'does'

for b in ecole2 bea; do
	runs "$b.db is sound" sconet-check -b $b.db >"$T/out"
done
# of the restored one, files of lines that were lost went with the next writer
runs 'so is the one that was restored' sconet-check -b ecole3.db >"$T/out"
done_testing
