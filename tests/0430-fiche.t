#!/bin/sh
# Fiche: what is shown of a pupil, in a pipe, on a terminal and as JSON; what
# is wrong with the record; what became of it; and whom it does not find.
. tests/lib.sh
. tests/corpus/structures/cas.sh

E=examples/ecole
b=$T/ecole.db
SCONET_BASE=$b
export SCONET_BASE

# vaut CHAMP [COLUMN...]: those columns of that field's line (4 is the value).
vaut() {
	_c=$1
	shift
	awk -F '\t' -v c="$_c" -v n="${*:-4}" '$2 == c && $1 !~ /^Hist/ {
		k = split(n, col, " ")
		for (i = 1; i <= k; i++)
			printf "%s%s", $(col[i]), i < k ? "|" : "\n"
		exit }' "$T/fiche"
}
# histoire: its lines, without the date.
histoire() {
	awk -F '\t' '$1 == "Historique" {
		print $8 "|" $10 "|" $3 "|" $7 "|" $4 }' "$T/fiche"
}

sconet-init 0990001N 2019 "$b"
nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml >"$T/out"
sts-import -q <$E/sts_emp_0990001N_2019.xml >"$T/out"
bee-import -q <$E/ElevesAvecAdresses.xml >"$T/out"
bee-import -q <$E/ResponsablesAvecAdresses.xml >"$T/out"
avant "$b"

runs 'a pupil' fiche 990001 >"$T/fiche"
is "$(cat "$T/err")" '' 'is all that is said'
is "$(sed -n 1p "$T/fiche")" \
    'rubrique	champ	intitule	valeur	libelle	tenu	avant	echange	date	genre	remede' \
    'below the names of the columns'
is "$(awk -F '\t' '{ print NF }' "$T/fiche" | sort -u)" 11 'which each line has'
is "$(vaut NOM_DE_FAMILLE)" BOISFLOTTE 'the name is there'
is "$(vaut DATE_NAISS 3 4)" 'Date de naissance|14/03/2008' 'the birth, in French'
is "$(vaut CODE_MEF 4 5)" '10010012110|6EME' 'the MEF with its label'
is "$(vaut CODE_REGIME 4 5)" '24|DEMI-PENSIONNAIRE 4 JOURS' 'the régime'
is "$(vaut CODE_SEXE 4 5)" '2|féminin' 'the sex'
is "$(vaut DIVISION 4 5)" '6A|SIXIEME A' 'the division'
is "$(vaut GROUPES 4 5)" '6CHORALE|CHORALE SIXIEME' 'the groupes'
is "$(vaut OPTION/1/CODE_MATIERE 4 5)" \
    '030201|ANGLAIS LV1 (OPTION OBLIGATOIRE)' 'the options'
is "$(vaut SCOLARITE_AN_DERNIER/CODE_MEF 4 5)" '00310002220|CM2' 'last year'
is "$(vaut ADRESSE/LIGNE1_ADRESSE)" '3 RUE DES CARTES PERFORÉES' 'the address'
is "$(vaut RESPONSABLE/9900001/NOM_DE_FAMILLE)" PÉTALINE 'a responsable'
is "$(vaut RESPONSABLE/9900001/CODE_PARENTE 4 5)" '10|MERE' 'the link'
is "$(vaut RESPONSABLE/9900001/ADRESSE/LIGNE1_ADRESSE)" \
    '3 RUE DES CARTES PERFORÉES' 'their address'
is "$(grep -c '^Responsable 3 (9900088)' "$T/fiche")" 24 'and the others'
is "$(grep '^Ce qui' "$T/fiche" | cut -f 3)" 'rien à signaler' 'nothing is wrong'
is "$(histoire | sed -n '$p')" \
    '5|Import Élèves de SIECLE|adresse 99500001 : création||' 'it knows its origin'
rien "$b" 'it changes nothing'
ni_ligne "$b" 'and leaves no line'

# What saisie calls a field is what fiche calls it: all of it goes in again.
{
	echo '# 0990001N 2019'
	printf 'eleve_id\tchamp\tvaleur\n'
	awk -F '\t' 'NR > 2 && $2 != "GROUPES" && $1 !~ /^(Ce qui|Hist)/ {
	    print 990001 "\t" $2 "\t" $4 }' "$T/fiche"
} >"$T/retour.tsv"
runs 'all its fields can be entered' saisie -n <"$T/retour.tsv" >"$T/n.tsv"
is "$(cat "$T/n.tsv")" 'genre	clé	champ	avant	après' 'and change nothing'

# By other numbers, never on the command line.

fiche 990001 >"$T/fiche"
for n in 996630669AC 996630669ac 1411 ' 1411 '; do
	echo "$n" | fiche - >"$T/f2"
	same "by a number on stdin" "$T/fiche" "$T/f2"
done
fails 64 'an INE as an argument' "l'argument est un ELEVE_ID" \
    fiche 996630669AC >"$T/out"
! grep -q 996630669AC "$T/err"
ok $? 'is not said again'
fails 64 'an unknown number' 'eleve-inconnu: aucun élève de ce numéro : 42' \
    fiche 42 >"$T/out"
is "$(cat "$T/out")" '' 'shows nothing'
echo 996630669AD >"$T/ine"
fails 64 'an unknown INE' 'eleve-inconnu: ' fiche - <"$T/ine" >"$T/out"
! grep -q 996630669AD "$T/err"
ok $? 'is not said'
fails 66 'no number' entree-vide fiche - </dev/null >"$T/out"
cp "$b" "$T/deux.db"
un "$T/deux.db" "UPDATE eleve SET elenoet = '1411' WHERE eleve_id = 990007"
echo 1411 >"$T/noet"
fails 64 'two pupils of one ELENOET' \
    'eleve-plusieurs: plusieurs élèves ont ce numéro : 990001, 990007 ; ' \
    fiche -b "$T/deux.db" - <"$T/noet" >"$T/out"
is "$(cat "$T/out")" '' 'are not shown'
is "$(fiche -b "$T/deux.db" 990007 | grep fiche-elenoet-double | cut -f 4)" \
    "l'élève 990001 a le même numéro interne (ELENOET)" \
    'and each is told of the other'
fails 64 'no number at all' 'il manque un argument' fiche
fails 78 'no base' base-absente fiche -b "$T/non.db" 990001

# What is missing or blocks; what became of it.

printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n%s\n%s\n%s\n%s\n' \
    '990001	CODE_REGIME	2' '990001	DIVISION	6B' \
    '990001	RESPONSABLE/9900001/TEL_PORTABLE	-' \
    '990001	ID_NATIONAL	996630669AD' >"$T/s.tsv"
saisie -q --tenir <"$T/s.tsv" >"$T/out"
bee-import -q <$E/ElevesAvecAdresses.xml >"$T/out"
un "$b" "UPDATE division SET ferme = 1 WHERE code_structure = '6B'"
fiche 990001 >"$T/fiche"
is "$(grep '^Ce qui' "$T/fiche" | cut -f 2,3 | tr '\t' '|')" \
    'ine-cle|à voir
division-fermee-gardee|à voir' 'what is wrong comes first'
like "$(grep '^Ce qui' "$T/fiche")" \
    'la division 6B est fermée.*	déplacer la division' \
    'with its remedy'
is "$(vaut CODE_REGIME 4 6)|$(vaut DIVISION 4 6)" '2|tenu|6B|tenu' \
    'what is held is marked'
is "$(grep -c '^Valeurs tenues' "$T/fiche")" 4 'and listed'
histoire >"$T/histoire"
is "$(sed -n 1,3p "$T/histoire")" \
    '8|Import Élèves de SIECLE|INE : signalé||valeur-tenue
8|Import Élèves de SIECLE|Régime : signalé||valeur-tenue
8|Import Élèves de SIECLE|affectation 990001/D : signalé||valeur-tenue' \
    'the last exchange comes first'
grep -qx '7|Saisie, valeurs tenues|Régime|24|2' "$T/histoire" &&
    grep -qx '7|Saisie, valeurs tenues|INE|996630669AC|996630669AD' \
        "$T/histoire" &&
    grep -qx '7|Saisie, valeurs tenues|affectation 990001/D/6A : retrait||' \
        "$T/histoire" &&
    grep -q '^7|.*|Téléphone portable (responsable 9900001)|+33996000000|' \
        "$T/histoire"
ok $? 'with what was before and after' || diag <"$T/histoire"

# Of groupes the dates; last year's division was another school's.
copie "$b" "$T/dates.db"
un "$T/dates.db" "UPDATE eleve_structure SET date_debut = '2019-09-16', date_fin
    = '2020-01-31' WHERE eleve_id = 990001 AND type_structure = 'G';
    UPDATE scolarite_an_dernier SET code_structure = '6A', code_rne =
    '0990002P' WHERE eleve_id = 990001"
fiche -b "$T/dates.db" 990001 >"$T/f2"
is "$(grep '	GROUPES	' "$T/f2" | head -n 1 | cut -f 4,5)" \
    "6CHORALE	CHORALE SIXIEME (depuis le 16/09/2019) (jusqu'au 31/01/2020)" \
    'when he came to his groupe, and leaves it'
is "$(grep 'AN_DERNIER/CODE_STRUCTURE	' "$T/f2" | cut -f 4,5)" '6A	' \
    'a division of elsewhere is not ours'

# Dates and yes or no stand there as everywhere.
copie "$b" "$T/dates.db"
printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n%s\n%s\n' \
    '990001	DATE_NAISS	15/03/2008' '990001	DOUBLEMENT	1' |
    saisie -q --tenir -b "$T/dates.db" >"$T/out"
fiche -b "$T/dates.db" 990001 >"$T/f2"
is "$(grep '^Historique.*Date de naissance' "$T/f2" | head -n 1 | cut -f 4,7)" \
    '15/03/2008	14/03/2008' 'a date that changed is one'
like "$(cat "$T/f2")" '^Historique		Tenu, Date de naissance[^	]*	15/03/2008' \
    'a date that is held, too'

# JSON shows the form of what is personal.

runs 'JSON' fiche -j 990001 >"$T/json"
sed "s/'/''/g; s/.*/SELECT json_valid('&');/" "$T/json" |
    sqlite3 -batch :memory: | sort -u >"$T/out"
is "$(cat "$T/out")" 1 'is a line of JSON each'
! grep -nE 'BOISFLOTTE|Zéph|2008|99663|PERFOR|[+]339' "$T/json" \
    >"$T/out"
ok $? 'names nobody' || diag <"$T/out"
is "$(grep -c '"champ":"NOM_DE_FAMILLE","intitule":"Nom de famille","valeur":"10 caractères' \
    "$T/json")" 1 'but says what there is'

# On a terminal it is aligned.

if command -v script >"$T/out"; then
	script -qc 'fiche 990001' "$T/ecran" </dev/null >"$T/out"
	tr -d '\r' <"$T/ecran" >"$T/lignes"
	grep -qx '  Régime                          2  DEMI-PENSIONNAIRE DANS L.ETABLISSEMENT  \[tenu\]' \
	    "$T/lignes" &&
	    grep -qx '  Doublement                      non' "$T/lignes" &&
	    grep -qx 'Ce qui manque ou bloque' "$T/lignes" &&
	    [ "$(grep -c '^Échange [5-8] du ' "$T/lignes")" -eq 4 ]
	ok $? 'a terminal gets columns' || diag <"$T/lignes"
else
	skip 'a terminal gets columns' 'no script(1)'
fi
# One without a responsable, and no other, is told so.
printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n%s\n%s\n%s\n%s\n%s\n' \
    'nouveau1	NOM_DE_FAMILLE	SEULETTE' 'nouveau1	PRENOM	Lou' \
    'nouveau1	DATE_NAISS	06/05/2008' 'nouveau1	CODE_MEF	10010012110' \
    'nouveau1	CODE_REGIME	0' >"$T/s.tsv"
saisie -q <"$T/s.tsv" >"$T/out"
fiche -- -1 >"$T/fiche"
is "$(grep -c '^Ce qui.*fiche-sans-responsable' "$T/fiche")" 1 \
    'one without a responsable is told'
fiche 990002 >"$T/fiche"
is "$(grep -c 'sans-responsable' "$T/fiche")" 0 'and nobody else'
cp "$b" "$T/seul.db"
un "$T/seul.db" "DELETE FROM responsable WHERE eleve_id = 990002;
    UPDATE eleve SET date_sortie = '2019-09-20', code_motif_sortie = '10'
    WHERE eleve_id = 990002"
is "$(fiche -b "$T/seul.db" 990002 | grep -c fiche-sans-responsable)" 1 \
    'one who is to leave is still there'
is "$(fiche -b "$T/seul.db" --date 2019-09-21 990002 |
    grep -c fiche-sans-responsable)" 0 'until that day'

# What keeps the record from leaving for the académie, by its rules.
cp "$b" "$T/bloque.db"
un "$T/bloque.db" "DELETE FROM eleve_structure WHERE eleve_id = 990002;
    UPDATE eleve SET code_pays_nat = NULL, code_statut = NULL, code_regime =
    NULL WHERE eleve_id = 990002"
bea-send -b "$T/bloque.db" -n 2>"$T/err" >"$T/out"
grep 990002 "$T/err" | grep -o 'bea-[a-z-]*: UAI' | sed 's/:.*//' |
    sort >"$T/bea"
is "$(wc -l <"$T/bea")" 4 'four things keep one from the académie'
fiche -b "$T/bloque.db" 990002 >"$T/fiche"
grep '^Ce qui' "$T/fiche" >"$T/manque"
cut -f 2 "$T/manque" | sort >"$T/out"
same 'which the screen tells, each once' "$T/bea" "$T/out"
is "$(cut -f 3 "$T/manque" | sort -u)" "bloque l'envoi à la BEA" \
    'with what they block'
is "$(grep bea-division-absente "$T/manque" | cut -f 4,11)" \
    "l'élève n'a pas de division	l'y placer par repartition" \
    'and the remedy'

# What a send found itself, and what the académie answered, on his record.
copie "$T/bloque.db" "$T/c.db"
bea-send -q -b "$T/c.db" >"$T/e.xml" 2>"$T/err"
fiche -b "$T/c.db" 990002 >"$T/fiche"
is "$(grep '^Historique.*Export fiches élève vers la BEA' "$T/fiche" |
    cut -f 3,4 | tr '\t' '|' | grep -v statut)" \
    "Nationalité (code) : signalé|bea-nationalite-absente
Numéro de l'élève : signalé|bea-division-absente
Régime : signalé|bea-regime-absent" 'what kept him at home stays there'
sconet-init --role bea 099 2019 "$T/bea.db"
nomen-profile -q -b "$T/bea.db" <$E/Nomenclature.xml >"$T/out"
bea-recv -q -b "$T/bea.db" --nouvelle-ecole <"$T/e.xml" >"$T/ar.xml"
sed '/<ANOMALIES>/,/<.ANOMALIES>/d; s,</ENVOI>,<ANOMALIES><ANOMALIE N="1">\
<CODE>bea-autre-personne</CODE><GRAVITE>rejet</GRAVITE>\
<ELEMENT>bea_eleve</ELEMENT><CLE>0990001N/990003</CLE>\
<TEXTE>MARTINETTE est une autre</TEXTE></ANOMALIE></ANOMALIES>&,' "$T/ar.xml" |
    sed 's,<CLASSE>accepte,<CLASSE>donnees,' >"$T/ar2.xml"
runs 'the académie answers' ar-import -q -b "$T/c.db" <"$T/ar2.xml" >"$T/out"
is "$(fiche -b "$T/c.db" 990003 | grep '^Signalé par' | cut -f 2,3,4)" \
    'bea-autre-personne	élève 990003	MARTINETTE est une autre' \
    'which is shown on the record it is about'
fiche -j -b "$T/c.db" 990003 | grep '^{"rubrique":"Signalé' >"$T/json"
is "$(grep -c 'sous ce numéro l.académie connaît une autre personne' \
    "$T/json")|$(grep -c MARTINETTE "$T/json")" '1|0' 'as JSON in our words'
echanges -j --erreurs -b "$T/c.db" >"$T/json"
is "$(grep -c 'bea-autre-personne' "$T/json")|$(grep -c MARTINETTE \
    "$T/json")" '1|0' 'there, too'
is "$(fiche -b "$T/c.db" 990004 | grep -c '^Signalé par')" 0 'and on no other'
done_testing
