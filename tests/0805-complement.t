#!/bin/sh
# What has changed in the old base since the bascule, brought into the new
# one (sconet-bascule --complete): who came, who left, what is corrected; what
# the new base has changed itself is kept, and conflicts are listed.
# shellcheck disable=SC2016,SC2317 # for another shell; called by name
. tests/lib.sh

E=examples/ecole
C=tests/corpus/complement
SOURCE_DATE_EPOCH=1593600000 # 1 July 2020

un() {
	sqlite3 -batch -noheader -nullvalue NULL "$1" "$2"
}

# new NAME: the school after its bascule, $a and $n.
new() {
	a=$T/$1/as2019.db n=$T/$1/as2020.db
	rm -rf "${T:?}/$1"
	mkdir "$T/$1" && cp "$T/as2019.db" "$a" && cp "$T/as2020.db" "$n" &&
	    cp -R "$T/as2019.d" "$T/as2020.d" "$T/$1"
}

# saisit BASE YEAR: lines on standard input, corrections in that base.
saisit() {
	{
		printf '# 0990001N %s\neleve_id\tchamp\tvaleur\n' "$2"
		cat
	} >"$T/saisit.tsv"
	saisie -q -b "$1" <"$T/saisit.tsv" >"$T/cr.xml" || [ $? -eq 1 ]
}

# Each time an hour later, so that no file is the one before.
complete() {
	SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 3600))
	export SOURCE_DATE_EPOCH
	sconet-bascule --complete "$@" "$a" "$n"
}

# profile: the new base has its own nomenclature, so that pupils may change.
profile() {
	sed 's,ANNEE_SCOLAIRE>2019<,ANNEE_SCOLAIRE>2020<,' $E/Nomenclature.xml |
	    nomen-profile -q -b "$n" --recevoir --profiler >"$T/out"
}

# codes: what the last exchange of the new base found.
codes() {
	un "$n" "SELECT group_concat(code || ' ' || cle, ', ') FROM (SELECT code,
	    cle FROM anomalie WHERE echange = (SELECT max(numero) FROM echange)
	    ORDER BY code, cle)"
}

a=$T/as2019.db n=$T/as2020.db
sconet-init 0990001N 2019 "$a"
{
	nomen-profile -q -b "$a" -p $E/profil.yaml <$E/Nomenclature.xml &&
	    sts-import -q -b "$a" <$E/sts_emp_0990001N_2019.xml &&
	    bee-import -q -b "$a" <$E/ElevesAvecAdresses.xml &&
	    bee-import -q -b "$a" <$E/ResponsablesAvecAdresses.xml &&
	    repartition -q -b "$a" <$E/divisions.tsv
} >"$T/out"
ok $? 'the year that ends is there'
cp "$a" "$T/avant.db"
runs 'the bascule' sconet-bascule -q "$a" "$n" >"$T/out"
sqlite3 "$a" 'PRAGMA wal_checkpoint' >"$T/out"

# The corpus: files that the new base takes in; change-* when it has changed
# something itself.
new change
profile
printf '990003\tMEL\tnouvelle@example.org\n' | saisit "$n" 2020
sqlite3 "$n" 'PRAGMA wal_checkpoint' >"$T/out"
for f in "$C"/*.xml; do
	name=${f##*/}
	want=${f%.*}.want
	new cas
	case $name in change-*) cp "$T/change/as2020.db" "$n" ;; esac
	sconet-bascule -q -b "$n" <"$f" >"$T/out" 2>"$T/err"
	rc=$?
	{
		echo $rc
		un "$n" "SELECT DISTINCT code || ' ' || gravite FROM anomalie
		    WHERE echange = (SELECT max(numero) FROM echange)" | sort
		sed -n 's/^= \(.*\) ==> .*/\1/p' "$want" | while read -r q; do
			printf '= %s ==> %s\n' "$q" "$(un "$n" "$q")"
		done
	} >"$T/got"
	same "$name" "$want" "$T/got"
done

# Nothing has changed.
new rien
dump "$n" cree echange >"$T/avant"
runs 'nothing since' complete >"$T/cr.xml"
like "$(tail -n 1 "$T/err")" 'ajoutés 0, modifiés 0, .* absents 0, rejetés 0' \
    'is summed up'
dump "$n" cree echange >"$T/apres"
same 'and changes nothing' "$T/avant" "$T/apres"
is "$(un "$a" "SELECT genre, sens FROM echange ORDER BY numero DESC LIMIT 1") $(
    un "$n" "SELECT genre, sens FROM echange ORDER BY numero DESC LIMIT 1")" \
    'bascule-complement|emis bascule-complement|recu' 'each base has its line'

# Everything has.
new tout
saisit "$a" 2019 <<'EOF'
990002	PRENOM2	Nouvelle
990002	MEL	change@example.org
990003	DATE_SORTIE	29/06/2020
990003	CODE_MOTIF_SORTIE	11
990004	MEL	ancienne@example.org
990005	TEL_PORTABLE	+33699000555
990006	RESPONSABLE/nouveau1/NOM_DE_FAMILLE	TARDIVE
990006	RESPONSABLE/nouveau1/PRENOM	Ondée
990006	RESPONSABLE/nouveau1/NIVEAU_RESPONSABILITE	1
990007	DIVISION	6B
nouveau1	NOM_DE_FAMILLE	ARRIVANT
nouveau1	PRENOM	Aoûtien
nouveau1	DATE_NAISS	02/04/2008
nouveau1	CODE_SEXE	1
nouveau1	CODE_REGIME	2
nouveau1	CODE_MEF	10010012110
EOF
ok $? 'the old base goes on'
sconet-bascule --rentree -h >"$T/out" # no base is touched
# The new base must be profiled before pupils change there.
profile
saisit "$n" 2020 <<'EOF'
990004	MEL	nouvelle@example.org
990008	TEL_PORTABLE	+33699000888
990009	PRENOM	Autrement
EOF
ok $? 'and so does the new one'
dump "$n" cree echange >"$T/avant"
runs 'a dry run' sh -c 'sconet-bascule -q --complete -n "$1" "$2"
    [ $? -eq 1 ]' sh "$a" "$n" >"$T/n.tsv"
dump "$n" cree echange >"$T/apres"
same 'changes nothing' "$T/avant" "$T/apres"
like "$(cat "$T/n.tsv")" 'change@example.org' 'and shows what would'
is "$(un "$a" "SELECT count(*) FROM passage") $(un "$a" "SELECT count(*) FROM
    echange WHERE genre = 'bascule-complement'")" '0 0' \
    'nor is the old base touched'
fails 1 'what has changed is brought over' 'bascule-conflit' complete \
    >"$T/cr.xml"
is "$(codes)" \
    'bascule-conflit 990004, complement-arrivee -1, complement-sortie 990003' \
    'who came, who left and what differs are listed'
like "$(un "$n" "SELECT valeur FROM anomalie WHERE code = 'bascule-conflit'")" \
    '^ancienne@example.org, ici nouvelle@example.org$' 'with both values'
like "$(cat "$T/err")" \
    "^sconet-bascule: $a: complement-arrivee: ELEVE_ID -1: l'élève est arrivé depuis la bascule : il passe sans MEF ;" \
    'who came is told by number once, of the old base and no line'
is "$(grep -c '@example.org' "$T/err")" 0 'which stderr does not tell'
is "$(un "$n" "SELECT prenom2, mel FROM eleve WHERE eleve_id = 990002")" \
    'Nouvelle|change@example.org' 'a correction is taken'
is "$(un "$n" "SELECT date_sortie, code_motif_sortie FROM eleve WHERE eleve_id =
    990003")" '2020-06-29|11' 'an exit'
is "$(un "$n" 'SELECT mel FROM eleve WHERE eleve_id = 990004')" \
    nouvelle@example.org 'the new value stays in a conflict'
is "$(un "$n" 'SELECT tel_portable FROM eleve WHERE eleve_id = 990005')" \
    +33699000555 'a number'
is "$(un "$n" "SELECT p.nom_de_famille FROM responsable r JOIN personne p USING
    (personne_id) WHERE eleve_id = 990006 AND p.nom_de_famille = 'TARDIVE'")" \
    TARDIVE 'a responsable'
is "$(un "$n" 'SELECT code_structure FROM scolarite_an_dernier WHERE eleve_id =
    990007')" 6B 'last year'"'"'s division'
is "$(un "$n" 'SELECT tel_portable FROM eleve WHERE eleve_id = 990008'
    un "$n" 'SELECT prenom FROM eleve WHERE eleve_id = 990009')" \
    '+33699000888
Autrement' 'what only the new base changed stays'
is "$(un "$n" "SELECT count(*), max(code_mef) FROM eleve WHERE nom_de_famille =
    'ARRIVANT'")" '1|NULL' 'one who came is there, without MEF'
is "$(un "$n" 'SELECT count(*) FROM scolarite_an_dernier s JOIN eleve e USING
    (eleve_id) WHERE e.eleve_id < 0')" 1 'with what he did last year'
runs 'the new base is sound' sconet-check -b "$n" >"$T/out"
runs 'the old one too' sconet-check -b "$a" >"$T/out"

# Once more: only the conflict is still there.
dump "$n" cree echange >"$T/avant"
fails 1 'again' 'bascule-conflit' complete >"$T/cr.xml"
dump "$n" cree echange >"$T/apres"
same 'changes nothing' "$T/avant" "$T/apres"
is "$(codes)" 'bascule-conflit 990004' 'and still says so'

# It is settled, and the exit was an error.
saisit "$a" 2019 <<'EOF'
990004	MEL	nouvelle@example.org
990003	DATE_SORTIE	-
990003	CODE_MOTIF_SORTIE	-
EOF
runs 'when both say the same' complete >"$T/cr.xml"
is "$(codes)" NULL 'there is no conflict'
is "$(un "$n" 'SELECT date_sortie FROM eleve WHERE eleve_id = 990003')" NULL \
    'and an exit that was taken back is'

# The archive of the new base replays without the old one.
num=$(un "$n" "SELECT min(numero) FROM echange WHERE genre =
    'bascule-complement'")
echanges -b "$n" -c "$num" >"$T/x.xml"
xmllint --noout --schema "$BUILD/xsd/complement.xsd" "$T/x.xml" 2>"$T/err"
ok $? 'the file is valid against its schema'
cp "$T/as2020.db" "$T/rejeu.db"
rm -rf "$T/rejeu.d"
runs 'it is taken in from the archive' sconet-bascule -q -b "$T/rejeu.db" \
    <"$T/x.xml" >"$T/out"
is "$(un "$T/rejeu.db" 'SELECT mel FROM eleve WHERE eleve_id = 990002')" \
    change@example.org 'with the same result'

# Numbers of ours are each base's own.
new negatif
saisit "$a" 2019 <<'EOF'
nouveau1	NOM_DE_FAMILLE	LABAS
nouveau1	PRENOM	Aubaine
nouveau1	DATE_NAISS	02/04/2008
nouveau1	CODE_SEXE	2
nouveau1	CODE_REGIME	2
nouveau1	CODE_MEF	10010012110
nouveau2	NOM_DE_FAMILLE	DEUXFOIS
nouveau2	PRENOM	Ondine
nouveau2	DATE_NAISS	03/04/2008
nouveau2	CODE_SEXE	2
nouveau2	CODE_REGIME	2
nouveau2	CODE_MEF	10010012110
EOF
profile
saisit "$n" 2020 <<'EOF'
nouveau1	NOM_DE_FAMILLE	DEUXFOIS
nouveau1	PRENOM	Ondine
nouveau1	DATE_NAISS	03/04/2008
nouveau1	CODE_SEXE	2
nouveau1	CODE_REGIME	3
nouveau1	CODE_MEF	10010012110
EOF
runs 'one who came to both' complete >"$T/cr.xml"
is "$(un "$n" "SELECT group_concat(eleve_id || ' ' || nom_de_famille, ', ') FROM
    (SELECT * FROM eleve WHERE eleve_id < 0 ORDER BY eleve_id DESC)")" \
    '-1 DEUXFOIS, -2 LABAS' 'is one, and another gets a number'
is "$(un "$n" 'SELECT code_regime, code_mef FROM eleve WHERE eleve_id = -1')" \
    '3|10010012110' 'what belongs to the year stays'

# Responsables and addresses with numbers of ours, new on both sides.
new tuteurs
saisit "$a" 2019 <<'EOF'
990010	RESPONSABLE/nouveau1/NOM_DE_FAMILLE	DUVIEUX
990010	RESPONSABLE/nouveau1/PRENOM	Olga
990010	RESPONSABLE/nouveau1/NIVEAU_RESPONSABILITE	2
990012	ADRESSE_ID	nouveau
990012	ADRESSE/LIGNE1_ADRESSE	7 rue du Vieux
990012	ADRESSE/CODE_POSTAL	99100
EOF
profile
saisit "$n" 2020 <<'EOF'
990011	RESPONSABLE/nouveau1/NOM_DE_FAMILLE	DUNEUF
990011	RESPONSABLE/nouveau1/PRENOM	Igor
990011	RESPONSABLE/nouveau1/NIVEAU_RESPONSABILITE	2
990013	ADRESSE_ID	nouveau
990013	ADRESSE/LIGNE1_ADRESSE	8 rue du Neuf
990013	ADRESSE/CODE_POSTAL	99100
EOF
runs 'one of each on both sides' complete >"$T/cr.xml"
noms() {
	un "$n" "SELECT group_concat(nom_de_famille) FROM (SELECT nom_de_famille
	    FROM responsable JOIN personne USING (personne_id) WHERE eleve_id =
	    $1 AND personne_id < 0)"
}
is "$(noms 990010) $(noms 990011)" 'DUVIEUX DUNEUF' 'each child has its own'
is "$(un "$n" "SELECT group_concat(ligne1_adresse, '; ') FROM (SELECT
    ligne1_adresse FROM eleve JOIN adresse USING (adresse_id) WHERE eleve_id IN
    (990012, 990013) ORDER BY eleve_id)")" '7 rue du Vieux; 8 rue du Neuf' \
    'and lives where it does'
dump "$n" cree echange >"$T/avant"
runs 'again' complete >"$T/cr.xml"
dump "$n" cree echange >"$T/apres"
same 'changes nothing' "$T/avant" "$T/apres"
saisit "$a" 2019 <<'EOF'
990010	RESPONSABLE/-1	-
990010	PRENOM2	Encore
EOF
runs 'one who is responsable no more' complete >"$T/cr.xml"
is "$(noms 990010)|$(noms 990011)" 'NULL|DUNEUF' 'is none there either'

# One who came is corrected again and again, under numbers of ours that are
# another's here, and then under SIECLE's.
new corrige
profile
saisit "$n" 2020 <<'EOF'
nouveau1	NOM_DE_FAMILLE	DELANEUVE
nouveau1	PRENOM	Nova
nouveau1	DATE_NAISS	07/07/2008
nouveau1	CODE_SEXE	2
990011	RESPONSABLE/nouveau1/NOM_DE_FAMILLE	DUNEUF
990011	RESPONSABLE/nouveau1/PRENOM	Igor
990011	RESPONSABLE/nouveau1/NIVEAU_RESPONSABILITE	2
EOF
saisit "$a" 2019 <<'EOF'
nouveau1	NOM_DE_FAMILLE	TARDIF
nouveau1	PRENOM	Jean
nouveau1	DATE_NAISS	02/04/2008
nouveau1	CODE_SEXE	1
nouveau1	RESPONSABLE/nouveau1/NOM_DE_FAMILLE	TARDIF
nouveau1	RESPONSABLE/nouveau1/PRENOM	Mere
nouveau1	RESPONSABLE/nouveau1/NIVEAU_RESPONSABILITE	1
EOF
arrives() {
	un "$n" "SELECT group_concat(eleve_id || ' ' || prenom || ' ' ||
	    date_naiss, ', ') FROM (SELECT * FROM eleve WHERE eleve_id < 0 OR
	    eleve_id > 995000 ORDER BY eleve_id DESC)"
}
runs 'one comes' complete >"$T/cr.xml"
is "$(arrives)" '-1 Nova 2008-07-07, -2 Jean 2008-04-02' 'under another number'
printf '%s\n' '-1	PRENOM	Jehan' '-1	RESPONSABLE/-1/NOM_DE_FAMILLE	TARDIFF' |
    saisit "$a" 2019
runs 'he is corrected' complete >"$T/cr.xml"
is "$(arrives)" '-1 Nova 2008-07-07, -2 Jehan 2008-04-02' 'and is the same'
printf '%s\n' '-1	DATE_NAISS	03/04/2008' '-1	RESPONSABLE/-1/PRENOM	Mère' |
    saisit "$a" 2019
runs 'and again' complete >"$T/cr.xml"
is "$(arrives)" '-1 Nova 2008-07-07, -2 Jehan 2008-04-03' 'still the same'
is "$(un "$n" "SELECT group_concat(personne_id || ' ' || nom_de_famille || ' '
    || prenom) FROM (SELECT * FROM personne WHERE personne_id < 0 ORDER BY
    personne_id DESC)")" '-1 DUNEUF Igor,-2 TARDIFF Mère' \
    'and so is the responsable'
printf '%s\n' '-1	PRENOM	Jehan-Paul' | saisit "$a" 2019
LC_ALL=C awk '{ print } /<ELEVES>/ {
	print "      <ELEVE ELEVE_ID=\"995001\" ELENOET=\"1999\">"
	print "        <NOM_DE_FAMILLE>TARDIF</NOM_DE_FAMILLE>"
	print "        <PRENOM>Jehan-Paul</PRENOM>"
	print "        <DATE_NAISS>03/04/2008</DATE_NAISS>"
	print "        <CODE_REGIME>2</CODE_REGIME><CODE_SEXE>1</CODE_SEXE>"
	print "      </ELEVE>"
    }' $E/ElevesAvecAdresses.xml | LC_ALL=C sed \
    's,<HORODATAGE>[^<]*<,<HORODATAGE>29/06/2020 08:00:00<,' >"$T/eleves.xml"
bee-import -q -b "$a" <"$T/eleves.xml" >"$T/cr.xml"
is "$(un "$a" 'SELECT group_concat(eleve_id) FROM eleve WHERE eleve_id < 0 OR
    eleve_id > 995000')" 995001 'SIECLE gives him a number there'
saisit "$a" 2019 <<'EOF'
nouveau1	NOM_DE_FAMILLE	AUTRE
nouveau1	PRENOM	Ancien
nouveau1	DATE_NAISS	09/09/2008
nouveau1	CODE_SEXE	1
EOF
is "$(un "$a" 'SELECT eleve_id FROM eleve WHERE eleve_id < 0')" -1 \
    'ours is given again, to another'
runs 'all of it comes over' complete >"$T/cr.xml"
is "$(arrives)" \
    '-1 Nova 2008-07-07, -2 Jehan-Paul 2008-04-03, -3 Ancien 2008-09-09' \
    'each is who he is'
dump "$n" cree echange >"$T/avant"
runs 'once more' complete >"$T/cr.xml"
dump "$n" cree echange >"$T/apres"
same 'nothing changes' "$T/avant" "$T/apres"
sconet-check -b "$n" >"$T/out"
ok $? 'the base is sound'

# Who was said to leave does not come back, be he given a date or not.
new sorties
rm -f "$n"
rm -rf "${n%.db}.d"
un "$a" "UPDATE eleve SET nom_usage = 'ŁĄCKI' WHERE eleve_id = 990005"
un "$a" 'PRAGMA wal_checkpoint' >"$T/out"
printf '# 0990001N 2019\neleve_id\tsortie\n%s\t10\n%s\t10\n' 990002 990003 \
    >"$T/sortie.tsv"
runs 'two leave' sconet-bascule -q --force -p "$T/sortie.tsv" "$a" "$n" \
    >"$T/cr.xml"
is "$(un "$n" 'SELECT nom_usage FROM eleve WHERE eleve_id = 990005')" ŁĄCKI \
    'of the others no letter is lost'
saisit "$a" 2019 <<'EOF'
990003	DATE_SORTIE	29/06/2020
990003	CODE_MOTIF_SORTIE	11
EOF
un "$n" "UPDATE eleve SET nom_usage = 'LACKI' WHERE eleve_id = 990005"
for fois in once twice; do
	runs "completed $fois" complete >"$T/cr.xml"
	is "$(un "$n" 'SELECT count(*) FROM eleve WHERE eleve_id IN (990002,
	    990003)')" 0 'neither of them is there'
done
is "$(un "$n" 'SELECT nom_usage FROM eleve WHERE eleve_id = 990005')" ŁĄCKI \
    'and letters that were lost are back'

# Both values, each for itself; what names nobody is told.
new conflits
profile
saisit "$a" 2019 <<'EOF'
990020	DATE_SORTIE	30/06/2020
990020	CODE_MOTIF_SORTIE	11
990021	PRENOM	Autrementdit
EOF
saisit "$n" 2020 <<'EOF'
990020	DATE_SORTIE	02/07/2020
990020	CODE_MOTIF_SORTIE	12
990021	PRENOM	Dernier
EOF
fails 1 'two exits' \
    "sconet-bascule: $a: bascule-conflit: ELEVE_ID 990020, DATE_SORTIE: l'ancienne base et celle-ci ont toutes deux changé depuis la bascule : 2020-06-30, ici 2020-07-02 ; la valeur d'ici est gardée" \
    complete >"$T/cr.xml"
like "$(cat "$T/err")" 'CODE_MOTIF_SORTIE: .* : 11, ici 12 ;' 'and their motifs'
like "$(cat "$T/err")" \
    'PRENOM: .* : \(12 caractères, [^)]*\), ici \(7 caractères, [^)]*\) ;' \
    'are in clear, a name is not'
is "$(grep -c -e 'Autrementdit' -e 'Dernier' -e ': -:' "$T/err")" 0 \
    'and no line is named of a file that nobody gave'

# What is refused.
new refus
dump "$n" >"$T/avant"
fails 78 'bases in the wrong order' 'bases-etrangeres' \
    sconet-bascule --complete "$n" "$a"
cp "$T/avant.db" "$T/sans.db"
fails 78 'a base without bascule' 'bascule-a-faire' \
    sconet-bascule --complete "$T/sans.db" "$n"
fails 64 'with passages' 'ni passages' complete -p "$E/divisions.tsv"
fails 64 'with the rentrée' "l'un après l'autre" complete --rentree
fails 64 'a rentrée for the show' 'à blanc' \
    sconet-bascule -n --rentree "$a" "$n"
fails 64 'one base' 'il faut les deux bases' sconet-bascule --complete "$a"
sconet-init -q 0990002P 2020 "$T/autre.db"
fails 78 'the base of another school' 'bases-etrangeres' \
    sconet-bascule --complete "$a" "$T/autre.db"
un "$n" "UPDATE eleve SET nom_de_famille = 'AUTRE', prenom = 'Tout',
    date_naiss = '2009-01-01' WHERE eleve_id = 990010"
fails 1 'another person under a number' 'complement-autre-personne' complete \
    >"$T/cr.xml"
is "$(un "$n" 'SELECT nom_de_famille FROM eleve WHERE eleve_id = 990010')" \
    AUTRE 'is left as it is'
fails 65 'a complement that is older than the last' 'complement-refuse' \
    env SOURCE_DATE_EPOCH=1590600000 sconet-bascule --complete "$a" "$n" \
    >"$T/cr.xml"
chmod 400 "$n"
fails 77 'a base that may not be written' '' complete >"$T/cr.xml"
chmod 600 "$n"
is "$(un "$a" "SELECT count(*) FROM echange WHERE genre = 'bascule-complement'")" \
    1 'leaves no line in the old one'
runs 'after the rentrée' sconet-bascule --rentree --date 2020-09-01 "$a" "$n"
fails 78 'there is nothing to complete' 'base-etat' complete
done_testing
