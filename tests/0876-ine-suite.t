#!/bin/sh
# Event G as it goes on: those born elsewhere, numbers that another has
# overtaken, twins whose numbers change places, a base that comes back from a
# copy, sends to several schools at once.
. tests/lib.sh
. tests/corpus/structures/cas.sh

E=examples/ecole
C=tests/corpus
P=990600001-990600099
SORTI=02/09/2019
wal() {
	for b; do
		un "$b" 'PRAGMA wal_checkpoint' >"$T/out"
	done
}

# le DAY [HOUR]: of September 2019; JOUR and HEURE for what is made then.
le() {
	SOURCE_DATE_EPOCH=$((1567296000 + ($1 - 1) * 86400 + ${2:-18} * 3600))
	JOUR=$(printf '%02d/09/2019' "$1")
	HEURE=$(printf '%02d:00:00' "${2:-18}")
}

# siecle UAI <LINES: an export of SIECLE; a line is
# ELEVE_ID|ELENOET|INE|NOM|PRENOM|NAISSANCE|SEXE|PAYS|COMMUNE or town|SORTIE
siecle() {
	awk -F '|' -v uai="$1" -v jour="$JOUR" -v heure="$HEURE" '
	function el(name, v) {
		if (v != "")
			printf "<%s>%s</%s>", name, v, name
	}
	BEGIN {
		print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
		print "<BEE_ELEVES VERSION=\"3.0\"><PARAMETRES><UAJ>" uai "</UAJ>"
		print "<ANNEE_SCOLAIRE>2019</ANNEE_SCOLAIRE><DATE_EXPORT>" jour
		print "</DATE_EXPORT><HORODATAGE>" jour " " heure
		print "</HORODATAGE></PARAMETRES><DONNEES><ELEVES>"
	}
	{
		qui = "ELEVE_ID=\"" $1 "\" ELENOET=\"" $2 "\""
		print "<ELEVE " qui ">"
		el("ID_NATIONAL", $3)
		el("NOM_DE_FAMILLE", $4)
		el("PRENOM", $5)
		el("DATE_NAISS", $6)
		el("DOUBLEMENT", 0)
		el("CODE_PAYS", $8)
		el("CODE_REGIME", 0)
		el("DATE_SORTIE", $10)
		el("DATE_ENTREE", "02/09/2019")
		el("CODE_MOTIF_SORTIE", $10 == "" ? "" : "11")
		el("CODE_SEXE", $7)
		el("CODE_PAYS_NAT", 100)
		el("CODE_STATUT", "ST")
		el("CODE_MEF", "10010012110")
		el($8 == 100 ? "CODE_COMMUNE_INSEE_NAISS" : "VILLE_NAISS", $9)
		el("CODE_PROVENANCE", 1)
		print "</ELEVE>"
		d = d "<STRUCTURES_ELEVE " qui "><STRUCTURE><CODE_STRUCTURE>6A" \
		    "</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE>" \
		    "</STRUCTURE></STRUCTURES_ELEVE>"
	}
	END {
		print "</ELEVES><OPTIONS/><STRUCTURES>" d "</STRUCTURES>"
		print "</DONNEES></BEE_ELEVES>"
	}'
}
# importe UAI <LINES, in the base of that school; $T/cr.xml has the compte rendu
importe() {
	siecle "$1" >"$T/siecle.xml"
	bee-import -q --force -b "$T/$1.db" <"$T/siecle.xml" >"$T/cr.xml"
	rc=$?
	[ $rc -le 1 ] || echo "bee-import: $rc"
}
# monte UAI [OPTION...]: what a school sends is received and acknowledged.
monte() {
	_e=$1
	shift
	bea-send -q -b "$T/$_e.db" "$@" >"$T/monte.xml"
	bea-recv -q -b "$bea" <"$T/monte.xml" >"$T/monte-ar.xml"
	ar-import -q -b "$T/$_e.db" <"$T/monte-ar.xml" >"$T/out"
}
# descend UAI: what the académie has to say, and its accusé.
descend() {
	ine-send -q -b "$bea" --plage $P "$1" >"$T/descend.xml"
	ine-import -q -b "$T/$1.db" <"$T/descend.xml" >"$T/descend-ar.xml"
	ar-import -q -b "$bea" <"$T/descend-ar.xml" >"$T/out"
}
# etats [FILE]: of the lines of a BEA_INE
etats() {
	sed -n 's/.*<IMMATRICULATION ELEVE_ID="\([^"]*\)".*/\1/p
	    s/.*<\(ETAT\|ID_NATIONAL\)>\([^<]*\)<.*/\2/p' "$1" | tr '\n' ' '
}
ines() { # BASE
	un "$1" "SELECT group_concat(eleve_id || ' ' || coalesce(id_national, '-'),
	    ', ') FROM (SELECT * FROM eleve ORDER BY eleve_id)"
}

# Bases of three schools and their académie, as they begin.
le 2 12
V=$T/vierges
mkdir "$V"
for e in 0990001N 0990002P 0990004S; do
	sconet-init -q $e 2019 "$V/$e.db"
	sed "s/0990001N/$e/g" $E/Nomenclature.xml >"$T/n.xml"
	nomen-profile -q -b "$V/$e.db" -p $E/profil.yaml <"$T/n.xml" >"$T/out"
	sed "s/0990001N/$e/g" $E/sts_emp_0990001N_2019.xml >"$T/s.xml"
	sts-import -q -b "$V/$e.db" <"$T/s.xml" >"$T/out"
	wal "$V/$e.db"
done
sconet-init -q --role bea 099 2019 "$V/bea.db"
for e in 0990001N 0990002P 0990004S; do
	sed "s/0990001N/$e/g" $E/Communs.xml >"$T/c.xml"
	bea-recv -q -b "$V/bea.db" <"$T/c.xml" >"$T/out"
done
wal "$V/bea.db"
bea=$T/bea.db
neuf() {
	for b in 0990001N 0990002P 0990004S bea; do
		copie "$V/$b.db" "$T/$b.db"
		[ ! -d "$V/$b.d" ] || cp -R "$V/$b.d" "$T/$b.d"
	done
	le 3
}

# Where somebody was born: the country, then the commune or the town.
neuf
importe 0990002P <<FIN
101|1|990200001FF|MARTINELLE|Zoé|01/02/2008|2|100|99001|$SORTI
102|2|990200002FE|LAFITTELLE|Hugo|02/02/2008|1|130|OSLO|$SORTI
103|3|990200003FD|BARDANELLE|Paul|03/02/2008|1|130|OSLO|$SORTI
104|4|990200004FC|OLIVETTELLE|Anna|04/02/2008|2|100|99001|$SORTI
106|6|990300002GB|GRANVALLE|Rose|06/02/2008|2|130|SAINT ETIENNE|$SORTI
FIN
monte 0990002P
importe 0990001N <<FIN
1|1||MARTINELLE|Zoé|01/02/2008|2|130|LIMA|
2|2||LAFITTELLE|Hugo|02/02/2008|1|208|OSLO|
3|3||BARDANELLE|Paul|03/02/2008|1|130|LIMA|
4|4||OLIVETTELLE|Inès|04/02/2008|2|130|LIMA|
6|6||GRANVALLE|Rose|06/02/2008|2|130|SAINT-ÉTIENNE|
FIN
monte 0990001N
ine-send -q -b "$bea" --plage $P 0990001N >"$T/n.xml"
is "$(etats "$T/n.xml")" \
    '1 LITIGE 2 LITIGE 3 LITIGE 4 ATTRIBUE 990600001JD 6 RETROUVE 990300002GB ' \
    'who was born in another country is not found to be the same'
# SAINT is also written ST: who is like whom by that alone is to be settled.
neuf
importe 0990002P <<FIN
101|1|990200001FF|SAINT-BRISELLE|Zoé|01/02/2008|2|100|99001|$SORTI
102|2|990200002FE|STE ORGELLE|Hugo|02/02/2008|1|100|99001|$SORTI
103|3|990200003FD|STELLIAC|Nina|03/02/2008|2|100|99001|$SORTI
FIN
monte 0990002P
importe 0990001N <<FIN
1|1||ST BRISELLE|Zoé|01/02/2008|2|100|99001|
2|2||SAINTE-ORGELLE|Hugo|20/02/2008|1|100|99001|
3|3||SAINTELLIAC|Nina|30/03/2008|2|100|99001|
4|4||ST-BRISELLE|Zoe|02/01/2008|2|100|99001|
FIN
monte 0990001N
ine-send -q -b "$bea" --plage $P 0990001N >"$T/n.xml"
is "$(etats "$T/n.xml" | sed 's/ 99[0-9]*[A-Z][A-Z]//g')" \
    '1 LITIGE 2 ATTRIBUE 3 ATTRIBUE 4 LITIGE ' 'SAINT and ST are one word'
is "$(un "$bea" "SELECT group_concat(mesure) FROM (SELECT mesure FROM litige
    WHERE uai = '0990001N' AND autre_uai = '0990002P' ORDER BY eleve_id)")" \
    6,5 'the name counts as the same'

# The door agrees: two who were born in two towns are not the same person.
neuf
importe 0990002P <<FIN
102|2||LAFITTELLE|Hugo|02/02/2008|1|130|OSLO|
103|3||BARDANELLE|Paul|03/02/2008|1|130|OSLO|
FIN
monte 0990002P
importe 0990001N <<FIN
2|2||LAFITTELLE|Hugo|02/02/2008|1|130|LIMA|
3|3||BARDANELLE|Paul|03/02/2008|1|130|Oslo|
FIN
monte 0990001N
is "$(un "$bea" "SELECT group_concat(eleve_id) FROM bea_eleve WHERE uai =
    '0990001N'")" 2 'bea-recv looks at the town, too'

# A number that the school has overtaken: it got another meanwhile.
neuf
echo '1|1||MARTINELLE|Zoé|01/02/2008|2|100|99001|' | importe 0990001N
monte 0990001N
ine-send -q -b "$bea" --plage $P 0990001N >"$T/n.xml"
is "$(etats "$T/n.xml")" '1 ATTRIBUE 990600001JD ' 'a number is given'
le 4
echo '1|1|990700013HJ|MARTINELLE|Zoé|01/02/2008|2|100|99001|' |
    importe 0990001N
monte 0990001N
ine-send -b "$bea" 0990001N >"$T/n.xml" 2>"$T/err"
is "$(etats "$T/n.xml")" '' 'which does not go to who has another since'
grep -q rien-a-envoyer "$T/err"
ok $? 'nothing is left to send' || diag <"$T/err"
echo '2|2||BARDANELLE|Paul|05/05/2008|1|100|99001|' | importe 0990002P
monte 0990002P
ine-send -q -b "$bea" 0990002P >"$T/n.xml"
is "$(etats "$T/n.xml")" '2 ATTRIBUE 990600002JC ' 'and nobody else gets it'
runs 'the base is sound' sconet-check -b "$bea" >"$T/out"

# An export of SIECLE that does not know yet what the académie gave.
neuf
echo '1|1|990700013HJ|MARTINELLE|Zoé|01/02/2008|2|100|99001|' |
    importe 0990001N
sed 's/ELEVE_ID="990001"/ELEVE_ID="1"/; s/BOISFLOTTE/MARTINELLE/
    s/Zéphyrine/Zoé/; s/14\/03\/2008/01\/02\/2008/' $C/ine/change.xml >"$T/n.xml"
le 4
runs 'a new immatriculation' ine-import -q -b "$T/0990001N.db" <"$T/n.xml" \
    >"$T/out"
wal "$T/0990001N.db"
cp "$T/0990001N.db" "$T/nouvelle.db"
le 5
rm -f "$T/valeurs.sql"
for f in "$C"/eleves-immatricules/*.xml; do
	cas "$f" "$T/nouvelle.db" bee-import --force
done
echo '1|1|990700013HJ|MARTINELLE|Zoé|01/02/2008|2|100|99001|' |
    importe 0990001N
is "$(un "$T/0990001N.db" "SELECT id_national || ' ' || ine_rnie || ' ' ||
    ine_ancien FROM eleve")" '990600001JD 990600001JD 990700013HJ' \
    'is not undone by a file with the number before'
grep -q 'CODE="ine-perime"' "$T/cr.xml"
ok $? 'which is told' || diag <"$T/cr.xml"
grep -qE 'CODE="(ine-change|ine-efface|ine-absent)"' "$T/cr.xml"
is $? 1 'and nothing else'
le 6
echo '1|1|990600001JD|MARTINELLE|Zoé|01/02/2008|2|100|99001|' |
    importe 0990001N
grep -q 'CODE="ine-' "$T/cr.xml"
is $? 1 'once SIECLE has it nothing is'
le 7
echo '1|1|990800001KB|MARTINELLE|Zoé|01/02/2008|2|100|99001|' |
    importe 0990001N
grep -q 'CODE="ine-change"' "$T/cr.xml"
ok $? 'a number that is new to all is taken in' || diag <"$T/cr.xml"
le 8
echo '1|1|990600001JD|MARTINELLE|Zoé|01/02/2008|2|100|99001|' |
    importe 0990001N
is "$(ines "$T/0990001N.db")" '1 990600001JD' 'and SIECLE can undo its own'

# A school's base that comes back from yesterday's copy.
neuf
importe 0990001N <<FIN
1|1||MARTINELLE|Zoé|01/02/2008|2|100|99001|
2|2||BARDANELLE|Paul|05/05/2008|1|100|99001|
FIN
monte 0990001N
wal "$T/0990001N.db"
cp "$T/0990001N.db" "$T/hier.db"
le 4
descend 0990001N
is "$(ines "$T/0990001N.db")" '1 990600001JD, 2 990600002JC' 'numbers came'
ine-send -q -b "$bea" 0990001N >"$T/n.xml"
is "$(etats "$T/n.xml")" '' 'and were acknowledged'
copie "$T/hier.db" "$T/0990001N.db"
le 5
monte 0990001N --date 2019-01-01
descend 0990001N
is "$(ines "$T/0990001N.db")" '1 990600001JD, 2 990600002JC' \
    'they come again to a base that has lost them'
le 6
monte 0990001N --date 2019-01-01
ine-send -q -b "$bea" 0990001N >"$T/n.xml"
is "$(etats "$T/n.xml")" '' 'once'

# Twins: two of name, first name and birth date are those of both.
# lignes <LINES: a BEA_INE; ELEVE_ID|ELENOET|NOM|PRENOM|NAISSANCE|SEXE|INE
lignes() {
	awk -F '|' -v jour="$JOUR" -v heure="$HEURE" '
	function el(name, v) {
		if (v != "")
			printf "<%s>%s</%s>", name, v, name
	}
	BEGIN {
		print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
		print "<BEA_INE VERSION=\"1.0\"><PARAMETRES><UAJ>0990001N</UAJ>"
		print "<ANNEE_SCOLAIRE>2019</ANNEE_SCOLAIRE><DATE_EXPORT>" jour
		print "</DATE_EXPORT><HORODATAGE>" jour " " heure
		print "</HORODATAGE><NUM_ENVOI>1</NUM_ENVOI></PARAMETRES>"
		print "<DONNEES><ETABLISSEMENT UAJ=\"0990001N\"><LITIGES>0</LITIGES>"
		print "<ERREURS>0</ERREURS><IMMATRICULATIONS>"
	}
	{
		print "<IMMATRICULATION ELEVE_ID=\"" $1 "\">"
		el("ELENOET", $2)
		el("NOM_DE_FAMILLE", $3)
		el("PRENOM", $4)
		el("DATE_NAISS", $5)
		el("CODE_SEXE", $6)
		el("ETAT", "ATTRIBUE")
		el("ID_NATIONAL", $7)
		print "</IMMATRICULATION>"
	}
	END { print "</IMMATRICULATIONS></ETABLISSEMENT></DONNEES></BEA_INE>" }'
}
neuf
importe 0990001N <<FIN
1|11||CARABINELLE|Pauline|05/06/2008|2|100|99001|
2|12||CARABINELLE|Paul|05/06/2008|1|100|99001|
3|13||BARDANELLE|Dominique|07/07/2008|2|100|99001|
FIN
wal "$T/0990001N.db"
jumeaux=$T/jumeaux.db
cp "$T/0990001N.db" "$jumeaux"
le 4
rm -f "$T/valeurs.sql"
for f in "$C"/ine-jumeaux/*.xml; do
	cas "$f" "$jumeaux" ine-import
done
# recoit STATUS NAME CODES INES <LINES
recoit() {
	copie "$jumeaux" "$T/0990001N.db"
	lignes >"$T/n.xml"
	fails "$1" "$2" '' ine-import -b "$T/0990001N.db" <"$T/n.xml" >"$T/ar.xml"
	is "$(un "$T/0990001N.db" "SELECT group_concat(DISTINCT code) FROM (SELECT
	    code FROM anomalie WHERE code LIKE 'ine-recu-%' ORDER BY code)")" \
	    "$3" "$2: says so" || diag <"$T/err"
	is "$(ines "$T/0990001N.db")" "$4" "$2: who has which number"
}
recoit 1 'by ELENOET to the other' ine-recu-autre-fiche '1 -, 2 -, 3 -' <<FIN
99|11|CARABINELLE|Paul|05/06/2008|1|990600001JD
FIN
grep -q "UAI/ELEVE_ID 0990001N/99: .* d'un autre élève de la base : 2 ;" "$T/err"
ok $? 'whose it is is said' || diag <"$T/err"
recoit 1 'exchanged' ine-recu-autre-fiche '1 -, 2 -, 3 -' <<FIN
1|11|CARABINELLE|Paul|05/06/2008|1|990600001JD
2|12|CARABINELLE|Pauline|05/06/2008|2|990600002JC
FIN
recoit 1 'exchanged, sex not said' ine-recu-autre-fiche '1 -, 2 -, 3 -' <<FIN
1|11|CARABINELLE|Paul|05/06/2008||990600001JD
2|12|CARABINELLE|Pauline|05/06/2008||990600002JC
FIN
recoit 1 'the other sex' ine-recu-sexe '1 -, 2 -, 3 -' <<FIN
3|13|BARDANELLE|Dominique|07/07/2008|1|990600003JB
FIN
recoit 0 'a sex that is not said' '' '1 -, 2 -, 3 990600003JB' <<FIN
3|13|BARDANELLE|Dominique|07/07/2008||990600003JB
FIN
recoit 1 'two lines for one' ine-recu-deux-lignes '1 990600002JC, 2 -, 3 -' <<FIN
98|11|CARABINELLE|Paulina|05/06/2008|2|990600001JD
1|11|CARABINELLE|Pauline|05/06/2008|2|990600002JC
FIN
grep -q "mène au même élève, 1 ;" "$T/err"
ok $? 'to whom both lead is said' || diag <"$T/err"
recoit 1 'neither of them exact' ine-recu-deux-lignes '1 -, 2 -, 3 -' <<FIN
98|11|CARABINELLE|Paulina|05/06/2008|2|990600001JD
1|11|CARABINELLE|Paulette|05/06/2008|2|990600002JC
FIN
recoit 1 'both of them exact' ine-recu-deux-lignes '1 -, 2 -, 3 -' <<FIN
98|11|CARABINELLE|Pauline|05/06/2008|2|990600001JD
1|11|CARABINELLE|Pauline|05/06/2008|2|990600002JC
FIN
recoit 0 'one who is not quite the same' ine-recu-identite \
    '1 990600002JC, 2 -, 3 -' <<FIN
1|11|CARABINELLE|Paulette|05/06/2008|2|990600002JC
FIN

# Sends to three schools: none stands for another.
neuf
echo '1|1||MARTINELLE|Zoé|01/02/2008|2|100|99001|' | importe 0990001N
echo '2|2||BARDANELLE|Paul|05/05/2008|1|100|99001|' | importe 0990002P
echo '3|3||CARABINELLE|Paul|05/06/2008|1|100|99001|' | importe 0990004S
for e in 0990001N 0990002P 0990004S; do
	monte $e
	ine-send -q -b "$bea" --plage $P $e >"$T/$e.xml"
done
is "$(echanges -b "$bea" --en-attente | sed 1d | cut -f 2,7 | tr '\t\n' ' ;')" \
    '1 ;2 ;3 ;' 'each awaits its own answer'
tableau -b "$bea" >"$T/out"
is "$(grep -c "attendu .*recevoir l'accusé" "$T/out")" 3 'on the board, too' ||
    diag <"$T/out"
le 4
ine-send -q -b "$bea" 0990001N >"$T/bis.xml"
is "$(echanges -b "$bea" --en-attente | sed 1d | cut -f 2,7 | tr '\t\n' ' ;')" \
    "1 $(un "$bea" 'SELECT max(numero) FROM echange');2 ;3 ;4 ;" \
    'the next one to a school stands for the one before'
for e in 0990002P 0990004S; do
	ine-import -q -b "$T/$e.db" <"$T/$e.xml" >"$T/ar.xml"
	runs "the answer of $e" ar-import -b "$bea" <"$T/ar.xml" >"$T/out"
	grep -q accuse-tardif "$T/err"
	is $? 1 'is not late'
done
ine-import -q -b "$T/0990001N.db" <"$T/0990001N.xml" >"$T/ar.xml"
ar-import -b "$bea" <"$T/ar.xml" >"$T/out" 2>"$T/err"
grep -q accuse-tardif "$T/err"
ok $? 'that to what was sent again is' || diag <"$T/err"

# Two decisions that make one of two who have their numbers, one by one.
neuf
importe 0990002P <<FIN
105|5|990200001FF|CARABINELLE|Lia|05/02/2008|2|100|99001|$SORTI
106|6|990200002FE|CARABINELLE|Léa|05/02/2008|2|100|99001|$SORTI
FIN
monte 0990002P
echo '5|5||CARABINELLE|Lila|05/02/2008|2|100|99001|' | importe 0990001N
monte 0990001N
ine-send -q -b "$bea" --plage $P 0990001N >"$T/n.xml"
tranche() { # AUTRE_ID DECISION
	printf '# 099 2019\nuai\televe_id\tautre_uai\tautre_id\tdecision\n'
	printf '0990001N\t5\t0990002P\t%s\t%s\n' "$@"
}
tranche 105 meme >"$T/1.tsv"
tranche 106 meme >"$T/2.tsv"
runs 'a decision' litiges -q -b "$bea" <"$T/1.tsv" >"$T/out"
wal "$bea"
avant "$bea"
fails 1 'another that contradicts it' \
    "litige-contraire: LIGNE_TSV 3, DECISION: l'élève serait le même que deux personnes" \
    litiges -b "$bea" <"$T/2.tsv" >"$T/out"
rien "$bea" 'is not taken in'
{
	cat "$T/2.tsv"
	printf '0990001N\t5\t0990002P\t105\tdistinct\n'
} >"$T/3.tsv"
runs 'but with the first withdrawn' litiges -b "$bea" <"$T/3.tsv" >"$T/out"
ine-send -q -b "$bea" 0990001N >"$T/n.xml"
is "$(etats "$T/n.xml")" '5 RETROUVE 990200002FE ' 'it counts'
done_testing
