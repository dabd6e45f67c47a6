#!/bin/sh
# Saisie: what each table of the corpus makes of the pupils of the example
# school, what is held and released, and numbers that give way to SIECLE's.
. tests/lib.sh
. tests/corpus/structures/cas.sh

C=tests/corpus/saisie
E=examples/ecole

# saisit BASE [OPTION...]: the lines on standard input, the school above them.
saisit() {
	{
		echo '# 0990001N 2019'
		cat
	} >"$T/saisit.tsv"
	saisie -b "$@" <"$T/saisit.tsv" >"$T/cr.xml"
}

# The example school.  Pupil 990002 holds three values; 990012 was left in a
# closed division, with a régime that is none.
vierge=$T/vierge.db
ecole=$T/ecole.db
sconet-init 0990001N 2019 "$vierge"
nomen-profile -q -b "$vierge" -p $E/profil.yaml <$E/Nomenclature.xml >"$T/out"
for f in sts_emp_0990001N_2019 ElevesAvecAdresses ResponsablesAvecAdresses; do
	case $f in
	sts*) p=sts-import ;;
	*) p=bee-import ;;
	esac
	$p -q -b "$vierge" <$E/$f.xml >"$T/out"
	ok $? "the example school takes in $f"
done
un "$vierge" 'PRAGMA wal_checkpoint' >"$T/out"
cp "$vierge" "$ecole"
runs 'and holds some values' saisit "$ecole" --tenir <<'EOF'
eleve_id	champ	valeur
990002	CODE_REGIME	2
990002	DIVISION	6B
990002	RESPONSABLE/9900003/TEL_PORTABLE	+33996009903
EOF
un "$ecole" "INSERT INTO division (code_structure, ferme) VALUES ('VIEILLE', 1);
    UPDATE eleve_structure SET code_structure = 'VIEILLE' WHERE eleve_id =
    990012 AND type_structure = 'D';
    UPDATE eleve SET code_regime = '77' WHERE eleve_id = 990012;
    PRAGMA wal_checkpoint" >"$T/out"

for f in "$C"/*.tsv; do
	case $f in
	*/tenir*) cas "$f" "$ecole" saisie --tenir ;;
	*/relacher*) cas "$f" "$ecole" saisie --relacher ;;
	*) cas "$f" "$ecole" saisie ;;
	esac
	awk -F '\t' '$2 ~ /NOM|TEL|MEL|LIGNE|_POSTAL/ && length($3) > 3 {
	    print $3 }' "$f" >"$T/perso"
	! grep -Fwqf "$T/perso" "$T/err"
	ok $? 'no personal value is said' || diag <"$T/err"
done
comptes_rendus
couverture $C saisie

# In full.

b=$T/b.db
copie "$vierge" "$b"
avant "$b"
fails 1 'a wrong code rejects the record, with the line and the field' \
    'saisit.tsv:3: regime-inconnu: ELEVE_ID 990001, CODE_REGIME: le régime ZZ est absent de la nomenclature ; fiche rejetée ; corriger par saisie' \
    saisit "$b" <<'EOF'
eleve_id	champ	valeur
990001	CODE_REGIME	ZZ
990001	TEL_PORTABLE	+33996009901
EOF
rien "$b" 'which stays as it was'
is "$(tail -n 1 "$T/err")" 'saisie: lus 1, ajoutés 0, modifiés 0, inchangés 0, absents 0, rejetés 1' \
    'the summary counts it'
is "$(un "$b" 'SELECT genre, etat, statut FROM echange ORDER BY numero DESC
    LIMIT 1')" 'saisie|en_anomalie|1' 'the journal has it'
is "$(echanges -b "$b" | sed -n 2p | cut -f 4)" Saisie 'under its name'

# What is wrong with a line: whose it is, and of what; never a name that has
# strayed into their columns.
fails 1 'wrong lines' '' saisit "$b" -n <<'EOF'
eleve_id	champ	valeur
990001	REGIME	2
990001	CODE_REGIM	2
990001	MARTINETTE	2
424242	CODE_REGIME	2
996630669AC	CODE_REGIME	2
990001	RESPONSABLE/42/TEL_PORTABLE	+33996009901
nouveau1	OPTION/1/CODE_MATIER	030201
990002	CODE_STATUT	SC
990002	CODE_STATUT	ST
EOF
sed -n 's/.*\(saisie-[a-z]*: LIGNE_TSV [0-9]*: [^;]*\) ;.*/\1/p' "$T/err" |
    sort >"$T/dit"
is "$(cat "$T/dit")" "saisie-champ: LIGNE_TSV 3: ce champ n'est pas de ceux qui se saisissent : élève 990001, REGIME
saisie-champ: LIGNE_TSV 4: ce champ n'est pas de ceux qui se saisissent : élève 990001, CODE_REGIM
saisie-champ: LIGNE_TSV 5: ce champ n'est pas de ceux qui se saisissent : élève 990001, (10 caractères, des lettres seulement)
saisie-champ: LIGNE_TSV 9: ce champ n'est pas de ceux qui se saisissent : élève nouveau1, OPTION/1/CODE_MATIER
saisie-double: LIGNE_TSV 11: une ligne plus haut dans le fichier dit autre chose : élève 990002, CODE_STATUT
saisie-inconnu: LIGNE_TSV 6: aucun élève de la base n'a ce numéro : élève 424242
saisie-inconnu: LIGNE_TSV 7: aucun élève de la base n'a ce numéro : élève (11 caractères, lettres en 10 à 11)
saisie-responsable: LIGNE_TSV 8: aucun responsable de l'élève n'a ce numéro : élève 990001, RESPONSABLE/42/TEL_PORTABLE" \
    'are named by their pupil and their field'
rien "$b" 'and change nothing'

# A groupe that is there is named, whatever its letters; what is none may be
# somebody.
copie "$vierge" "$T/lettres.db"
un "$T/lettres.db" "INSERT INTO groupe (code_structure) VALUES ('LATINIST');
    INSERT INTO groupe_mef (code_structure, code_mef) SELECT 'LATINIST',
    min(code_mef) FROM mef WHERE code_mef <> '10010012110'"
fails 1 'groupes of letters alone' 'le groupe LATINIST n' \
    saisit "$T/lettres.db" -n <<'EOF'
eleve_id	champ	valeur
990001	GROUPES	LATINIST
990003	GROUPES	VENTDOUX
EOF
like "$(cat "$T/err")" 'le groupe \(8 caractères, des lettres seulement\) est inconnu' \
    'of which one is unknown'

runs 'a line of a shared address, held' saisit "$T/lettres.db" --tenir <<'EOF'
eleve_id	champ	valeur
990001	ADRESSE/CODE_POSTAL	99200
EOF
like "$(cat "$T/err")" adresse-partagee 'changes for all'
runs 'and released' saisit "$T/lettres.db" --relacher <<'EOF'
eleve_id	champ	valeur
990001	ADRESSE/CODE_POSTAL	
EOF
is "$(grep -c adresse-partagee "$T/err")" 0 'for none'

runs 'a new pupil' saisie -b "$b" <$C/nouveau.tsv >"$T/cr.xml"
cp "$T/cr.xml" "$T/cr1.xml"
runs 'given again' saisie -b "$b" <$C/nouveau.tsv >"$T/cr.xml"
same 'gets the same answer' "$T/cr1.xml" "$T/cr.xml"
printf 'eleve_id\tchamp\tvaleur\n990001\tDOUBLEMENT\t1\n' | saisit "$b" -q
fails 1 'given again later' 'saisie-deja-connu: ELEVE_ID -3: la base connaît déjà cet élève, sous le numéro -1 ;' \
    saisie -b "$b" <$C/nouveau.tsv >"$T/cr.xml"
is "$(un "$b" 'SELECT count(*) FROM eleve WHERE eleve_id < 0')" 2 \
    'makes nobody a second time'
sed 1d $C/champs.tsv >"$T/nu.tsv"
fails 64 'a table that does not name the school' 'préciser -u UAI et -a ANNEE' \
    saisie -b "$b" <"$T/nu.tsv" >"$T/cr.xml"
fails 64 'both --tenir and --relacher' 'pas les deux' saisie -b "$b" \
    --tenir --relacher <$C/champs.tsv >"$T/cr.xml"
fails 66 'nothing' entree-vide saisie -b "$b" </dev/null >"$T/cr.xml"
sconet-init 0990001N 2019 "$T/nu.db"
fails 78 'before a nomenclature' 'lancer nomen-profile' saisie -b "$T/nu.db" \
    <$C/champs.tsv >"$T/cr.xml"

# SIECLE's numbers take the place of those made here, with what is held.

copie "$vierge" "$b"
sed -e '/^nouveau2/d' $C/nouveau.tsv >"$T/un.tsv"
runs 'a new pupil, held' saisie -b "$b" --tenir <"$T/un.tsv" >"$T/cr.xml"
sed 's,<ELEVES>,&<ELEVE ELEVE_ID="990999"><NOM_DE_FAMILLE>BRUMAIRE</NOM_DE_FAMILLE><PRENOM>ELAN</PRENOM><DATE_NAISS>01/03/2008</DATE_NAISS><CODE_SEXE>1</CODE_SEXE><CODE_REGIME>24</CODE_REGIME><CODE_MEF>10010012110</CODE_MEF></ELEVE>,' \
    $E/ElevesAvecAdresses.xml >"$T/e.xml"
runs 'SIECLE has the pupil' bee-import -b "$b" <"$T/e.xml" >"$T/cr.xml"
like "$(cat "$T/err")" 'eleve-renumerote: ELEVE_ID 990999' 'under a number'
is "$(un "$b" "SELECT prenom || code_regime FROM eleve WHERE eleve_id =
    990999")" 'Élan2' 'which he takes; what was held stays'
like "$(cat "$T/err")" 'valeur-tenue: ELEVE_ID 990999, CODE_REGIME: le fichier dit autre chose que la valeur tenue ; celle de la base est gardée' \
    'and is said'
sed 's,<PERSONNES>,&<PERSONNE PERSONNE_ID="9900999"><NOM_DE_FAMILLE>Brumaire</NOM_DE_FAMILLE><PRENOM>ODILE</PRENOM><MEL>o@example.org</MEL></PERSONNE>,
    s,<RESPONSABLES>,&<RESPONSABLE_ELEVE><ELEVE_ID>990999</ELEVE_ID><PERSONNE_ID>9900999</PERSONNE_ID><NIVEAU_RESPONSABILITE>2</NIVEAU_RESPONSABILITE></RESPONSABLE_ELEVE>,' \
    $E/ResponsablesAvecAdresses.xml >"$T/r.xml"
runs 'and the responsable' bee-import -b "$b" <"$T/r.xml" >"$T/cr.xml"
is "$(un "$b" "SELECT group_concat(personne_id || niveau_responsabilite || mel)
    FROM responsable JOIN personne USING (personne_id) WHERE eleve_id =
    990999")" '99009991o@example.org' 'who is the one that was entered'
is "$(un "$b" "SELECT count(*) FROM eleve WHERE eleve_id < 0")|$(un "$b" \
    "SELECT count(*) FROM personne WHERE personne_id < 0")" '0|0' \
    'no number of ours is left'
is "$(un "$b" "SELECT count(*) FROM tenu WHERE (cle LIKE '-%' OR cle LIKE '%/-%')
    AND element <> 'adresse'")" 0 'nor where values are held'
is "$(fiche -b "$b" 990999 | grep -c '^Historique.*création')" 3 \
    'the record knows where it comes from, and its address, of which some is held'

# Hold, import, release.

copie "$vierge" "$b"
cat >"$T/tient.tsv" <<'EOF'
# 0990001N 2019
eleve_id	champ	valeur
990001	NOM_DE_FAMILLE	BOISFLOTTE-NEUVE
990001	PRENOM2	-
990001	DIVISION	6B
990001	GROUPES	-
990001	OPTION/2	-
990001	ADRESSE/CODE_POSTAL	99200
990001	RESPONSABLE/9900001/TEL_PORTABLE	+33996009901
990001	RESPONSABLE/9900002	-
EOF
runs 'values are held' saisie -b "$b" --tenir <"$T/tient.tsv" >"$T/cr.xml"
dump "$b" cree echange >"$T/tenu"
for f in Eleves Responsables; do
	runs "an import of $f" bee-import -b "$b" <$E/${f}AvecAdresses.xml \
	    >"$T/cr.xml"
	grep 'valeur-tenue' "$T/err" | sed 's/^[^:]*:[^:]*:[0-9]*: //
	    s/ : .*//; s/: le fichier.*//' >"$T/dits.$f"
done
dump "$b" cree echange >"$T/apres"
same 'changes none of them' "$T/tenu" "$T/apres"
is "$(cat "$T/dits.Eleves")" 'valeur-tenue: ELEVE_ID 990001, NOM_DE_FAMILLE
valeur-tenue: ELEVE_ID 990001, PRENOM2
valeur-tenue: ELEVE_ID/NUM_OPTION 990001/2
valeur-tenue: ELEVE_ID/TYPE_STRUCTURE/CODE_STRUCTURE 990001/D, 990001/G
valeur-tenue: ADRESSE_ID 99500001, CODE_POSTAL' 'each is said, of the pupils'
is "$(cat "$T/dits.Responsables")" \
    'valeur-tenue: PERSONNE_ID 9900001, TEL_PORTABLE
valeur-tenue: ELEVE_ID/PERSONNE_ID 990001/9900002
valeur-tenue: ADRESSE_ID 99500001, CODE_POSTAL' 'and of the responsables'
! grep -qE 'BOISFLOTTE|NEUVE|Zéphyrine|33996' "$T/err"
ok $? 'without anybody'"'"'s name or number'
is "$(fiche -b "$b" 990001 | awk -F '\t' '$1 == "Valeurs tenues" {
    print $2, $4 }')" 'ADRESSE/CODE_POSTAL 99200
DIVISION 6B
GROUPES 
NOM_DE_FAMILLE BOISFLOTTE-NEUVE
OPTION/2 
PRENOM2 
RESPONSABLE/9900001/TEL_PORTABLE +33996009901
RESPONSABLE/9900002 ' 'the record shows them'
runs 'a place that is held' saisit "$b" --motif x <<'EOF'
eleve_id	champ	valeur
990021	DIVISION	6A
EOF
printf '# 0990001N 2019\neleve_id\tdivision\n990001\t6A\n' >"$T/place.tsv"
runs 'is kept from a répartition' repartition -b "$b" <"$T/place.tsv" \
    >"$T/cr.xml"
like "$(cat "$T/err")" 'place.tsv:3: valeur-tenue: .* 990001/D: ' 'which says so'
avant "$b"
runs 'what would be released' saisie -n -b "$b" --relacher <"$T/tient.tsv" \
    >"$T/n.tsv"
is "$(grep -c '^RETRAIT	tenu:990001/.*	champ	' "$T/n.tsv")" 8 'is shown'
rien "$b" 'and nothing changes'
runs 'it is released' saisie -b "$b" --relacher <"$T/tient.tsv" >"$T/cr.xml"
is "$(un "$b" 'SELECT count(*) FROM tenu')" 0 'all of it'
for f in Eleves Responsables; do
	runs "the import of $f" bee-import -b "$b" <$E/${f}AvecAdresses.xml \
	    >"$T/cr.xml"
done
dump "$b" cree echange >"$T/apres"
copie "$vierge" "$T/v.db"
printf 'eleve_id\tchamp\tvaleur\n990021\tDIVISION\t6A\n' | saisit "$T/v.db" -q
bee-import -q -b "$T/v.db" <$E/ElevesAvecAdresses.xml >"$T/out"
dump "$T/v.db" cree echange >"$T/avant"
same 'then brings SIECLE'"'"'s values back' "$T/avant" "$T/apres"

# Last year's schooling, of which a file has nothing for that pupil.

copie "$vierge" "$b"
printf '%s\n' '# 0990001N 2019' 'eleve_id	champ	valeur' \
    '990001	SCOLARITE_AN_DERNIER/SIGLE	TENU' >"$T/tient.tsv"
{
	cat "$T/tient.tsv" && sed 1,2d "$T/un.tsv" | grep -v ADRESSE
	echo 'nouveau1	SCOLARITE_AN_DERNIER/CODE_RNE	0990002P'
} >"$T/tiens.tsv"
saisie -q -b "$b" --tenir <"$T/tiens.tsv" >"$T/cr.xml"
LC_ALL=C tr -d '\n' <$E/ElevesAvecAdresses.xml |
    LC_ALL=C sed 's/<ELEVE /\n&/g' | LC_ALL=C sed '
    /^<ELEVE ELEVE_ID="990001"/s|<SCOLARITE_AN_DERNIER>.*</SCOLARITE_AN_DERNIER>||
    s,<ELEVES>,&<ELEVE ELEVE_ID="990999"><NOM_DE_FAMILLE>BRUMAIRE</NOM_DE_FAMILLE><PRENOM>ELAN</PRENOM><DATE_NAISS>01/03/2008</DATE_NAISS><CODE_SEXE>1</CODE_SEXE><CODE_REGIME>24</CODE_REGIME><CODE_MEF>10010012110</CODE_MEF></ELEVE>,' \
    >"$T/e.xml"
runs 'a file without the schooling of last year of two' \
    bee-import -b "$b" <"$T/e.xml" >"$T/cr.xml"
like "$(cat "$T/err")" 'valeur-tenue: ELEVE_ID 990001, SIGLE: ' 'says so'
like "$(cat "$T/err")" 'valeur-tenue: ELEVE_ID 990999, CODE_RNE: ' \
    'of the new one, too'
is "$(un "$b" "SELECT group_concat(eleve_id || ' ' || coalesce(sigle, code_rne),
    ', ') FROM scolarite_an_dernier WHERE eleve_id IN (990001, 990999)")" \
    '990001 TENU, 990999 0990002P' 'and keeps what is held'
is "$(un "$b" 'SELECT code_mef FROM scolarite_an_dernier WHERE eleve_id =
    990001')" '' 'but nothing else of it'
echo '<!-- again -->' >>"$T/e.xml"
runs 'the same again' bee-import -b "$b" <"$T/e.xml" >"$T/cr.xml"
is "$(un "$b" 'SELECT count(*) FROM changement WHERE echange = (SELECT
    max(numero) FROM echange)')" 0 'changes nothing more'

# Who lives at an address of which something is held stays there.

copie "$vierge" "$b"
cat >"$T/tient.tsv" <<'EOF'
# 0990001N 2019
eleve_id	champ	valeur
990005	ADRESSE/LIGNE1_ADRESSE	99 RUE TENUE
EOF
saisie -q -b "$b" --tenir <"$T/tient.tsv" >"$T/cr.xml"
LC_ALL=C sed 's/>99500006</>99500999</; s/"99500006"/"99500999"/
    s,02/09/2019 08:02:17,03/09/2019 08:02:17,' $E/ElevesAvecAdresses.xml \
    >"$T/e.xml"
runs 'an import with another ADRESSE_ID' bee-import -b "$b" <"$T/e.xml" \
    >"$T/cr.xml"
like "$(cat "$T/err")" 'valeur-tenue: ELEVE_ID 990005, ADRESSE_ID: ' 'says so'
ligne() {
	un "$b" "SELECT ligne1_adresse FROM eleve JOIN adresse USING
	    (adresse_id) WHERE eleve_id = $1"
}
is "$(ligne 990005)" '99 RUE TENUE' 'and keeps what is held'
saisie -q -b "$b" --relacher <"$T/tient.tsv" >"$T/cr.xml"
is "$(un "$b" 'SELECT count(*) FROM tenu')" 0 'the same table releases it'
bee-import -q -b "$b" <"$T/e.xml" >"$T/cr.xml"
is "$(un "$b" 'SELECT adresse_id FROM eleve WHERE eleve_id = 990005')" \
    99500999 'and the file has its way again'
copie "$vierge" "$b"
{
	cat "$T/un.tsv"
	printf 'nouveau1\tADRESSE/LIGNE1_ADRESSE\t99 RUE TENUE\n'
} | grep -v 'LIGNE1_ADRESSE	[^9]' >"$T/tient.tsv"
saisie -q -b "$b" --tenir <"$T/tient.tsv" >"$T/cr.xml"
sed 's,<ELEVES>,&<ELEVE ELEVE_ID="990999"><NOM_DE_FAMILLE>BRUMAIRE</NOM_DE_FAMILLE><PRENOM>ELAN</PRENOM><DATE_NAISS>01/03/2008</DATE_NAISS><ADRESSE_ID>99500006</ADRESSE_ID><CODE_SEXE>1</CODE_SEXE><CODE_REGIME>24</CODE_REGIME><CODE_MEF>10010012110</CODE_MEF></ELEVE>,' \
    $E/ElevesAvecAdresses.xml >"$T/e.xml"
runs 'a new pupil gets the number of SIECLE' bee-import -b "$b" <"$T/e.xml" \
    >"$T/cr.xml"
is "$(ligne 990999)" '99 RUE TENUE' 'and keeps the address that is held'

# The level of a link and its rank follow each other.

copie "$vierge" "$b"
rangs() {
	un "$b" "SELECT group_concat(niveau_responsabilite || resp_legal ||
	    pers_contact) FROM (SELECT * FROM bee_responsable WHERE eleve_id =
	    990001 ORDER BY personne_id)"
}
is "$(rangs)" 110,120,301 'two legal guardians and a contact'
runs 'a rank is entered' saisit "$b" <<'EOF'
eleve_id	champ	valeur
990001	RESPONSABLE/9900001/RESP_LEGAL	0
990001	RESPONSABLE/9900001/PERS_CONTACT	1
EOF
is "$(rangs)" 301,110,301 'its level follows'
runs 'a level is entered' saisit "$b" <<'EOF'
eleve_id	champ	valeur
990001	RESPONSABLE/9900001/NIVEAU_RESPONSABILITE	1
990001	RESPONSABLE/9900002/NIVEAU_RESPONSABILITE	2
EOF
is "$(rangs)" 110,200,301 'its rank follows'
un "$b" "UPDATE responsable SET niveau_responsabilite = NULL, resp_legal =
    CASE personne_id WHEN 9900001 THEN '2' WHEN 9900002 THEN '1' ELSE '0' END,
    pers_contact = personne_id = 9900088 WHERE eleve_id = 990001"
is "$(rangs)" 120,110,301 'links of before 2018'
runs 'and levels' saisit "$b" <<'EOF'
eleve_id	champ	valeur
990001	RESPONSABLE/9900002/NIVEAU_RESPONSABILITE	3
990001	RESPONSABLE/9900088/NIVEAU_RESPONSABILITE	1
EOF
is "$(rangs)" 120,301,110 'take the rank that nobody has'

# An address by its number is one that is there.

avant "$b"
fails 1 'an ADRESSE_ID that is not there' \
    'saisie-adresse: ' saisit "$b" <<'EOF'
eleve_id	champ	valeur
990007	ADRESSE_ID	12345
EOF
rien "$b" 'changes nothing'
fails 65 'a table without the column valeur' '« valeur »' saisit "$b" <<'EOF'
eleve_id	champ
990007	CODE_REGIME
EOF
runs 'which --relacher does not need' saisit "$b" --relacher <<'EOF'
eleve_id	champ
990007	CODE_REGIME
EOF
done_testing
