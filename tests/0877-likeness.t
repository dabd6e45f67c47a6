#!/bin/sh
# Who is like whom, on invented pairs: those that nothing was tuned on are
# told apart as promised, and all that are alike are found.
. tests/lib.sh

runs 'precision 0.99, recall 0.95 or more' "$BUILD/likeness/paires" >"$T/out"
diag <"$T/out"
like "$(cat "$T/out")" '^held out: 2660 pairs, precision (1|0\.99)' \
    'of the half held out'
"$BUILD/likeness/paires" -l >"$T/liste"
is "$(wc -l <"$T/liste")" 5320 'all pairs are listed'
is "$(cut -f 5- "$T/liste" | sort | uniq -d | wc -l)" 0 'none stands twice' ||
    cut -f 5- "$T/liste" | sort | uniq -d | diag
is "$(cut -f 1-3 "$T/liste" | sort | uniq -c |
    awk '$1 != ($0 ~ /\t1\t/ ? 60 : 100)')" '' \
    'sixty of each kind that is alike in each half, a hundred of others'
runs 'they are UTF-8' iconv -f UTF-8 -t UTF-8 "$T/liste" >"$T/out"
# what the halves are made of: family names, first names
noms() {
	grep "	$1	" "$T/liste" | cut -f "$2" | tr -d "' -" | sort -u
}
noms tuned 5,7 | tr '\t' '\n' | sort -u >"$T/regles"
noms 'held out' 5,7 | tr '\t' '\n' | sort -u >"$T/gardes"
is "$(comm -12 "$T/regles" "$T/gardes")" '' 'no name is in both halves'

# And they are found: what is not looked up by one of the keys is not measured
# at all.  Who is alike, one in each of two schools.

# envoi UAI FIRST_COLUMN: the pairs' pupils of that side, numbered by pair.
envoi() {
	awk -F '\t' -v uai="$1" -v c="$2" '
	function el(name, v) {
		if (v != "")
			printf "<%s>%s</%s>", name, v, name
	}
	BEGIN {
		print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
		print "<BEA_ELEVES VERSION=\"1.0\"><PARAMETRES><UAJ>" uai "</UAJ>"
		print "<ANNEE_SCOLAIRE>2019</ANNEE_SCOLAIRE>"
		print "<DATE_EXPORT>03/09/2019</DATE_EXPORT>"
		print "<HORODATAGE>03/09/2019 08:00:00</HORODATAGE>"
		print "<NUM_ENVOI>1</NUM_ENVOI></PARAMETRES><DONNEES>"
		print "<ETABLISSEMENT UAJ=\"" uai "\"><ACQUITTE>0</ACQUITTE>"
		print "<SCOLARISES>0</SCOLARISES><BLOQUEES>0</BLOQUEES>"
		print "<ELEVES>"
	}
	{
		printf "<ELEVE ELEVE_ID=\"%d\">", NR
		el("NOM_DE_FAMILLE", $c)
		el("NOM_USAGE", $(c + 1))
		el("PRENOM", $(c + 2))
		el("PRENOM2", $(c + 3))
		split($(c + 4), d, "-")
		el("DATE_NAISS", d[3] "/" d[2] "/" d[1])
		el("CODE_SEXE", 1)
		el("CODE_PAYS", 100)
		# Nobody comes in without one.
		el("CODE_COMMUNE_INSEE_NAISS", $(c + 5) == "" ? $10 : $(c + 5))
		el("CODE_PAYS_NAT", 100)
		el("CODE_MEF", "10010012110")
		el("CODE_REGIME", 0)
		el("CODE_STATUT", "ST")
		el("DATE_ENTREE", "02/09/2019")
		print "<STRUCTURES><STRUCTURE>"
		el("TYPE_STRUCTURE", "D")
		el("CODE_STRUCTURE", "6A")
		print "</STRUCTURE></STRUCTURES></ELEVE>"
	}
	END { print "</ELEVES></ETABLISSEMENT></DONNEES></BEA_ELEVES>" }'
}
awk -F '\t' '$2 == 1 && $4 > 0' "$T/liste" >"$T/semblables"
n=$(wc -l <"$T/semblables")
[ "$n" -gt 2000 ]
ok $? "$n pairs that the measure finds alike"
sconet-init -q --role bea 099 2019 "$T/bea.db"
for e in 0990001N/5 0990002P/11; do
	envoi ${e%/*} ${e#*/} <"$T/semblables" >"$T/envoi.xml"
	bea-recv -q --nouvelle-ecole -b "$T/bea.db" <"$T/envoi.xml" >"$T/out"
	echo $?
done >"$T/got"
is "$(tr '\n' ' ' <"$T/got")" '0 1 ' 'are sent by two schools'
un() {
	sqlite3 -batch -noheader "$T/bea.db" "$1"
}
pareils=$(un "SELECT count(*) FROM anomalie WHERE gravite = 2 AND code =
    'bea-deux-identites-egales'")
is "$(un "SELECT count(*) || ' ' || sum(uai = '0990001N') FROM bea_eleve")" \
    "$((2 * n - pareils)) $n" "$pareils the same in all are told at the door"
ine-send -q -b "$T/bea.db" --plage 990500001-990599999 0990002P >"$T/ine.xml"
is "$(un "SELECT count(*) FROM bea_eleve e WHERE uai = '0990002P' AND NOT
    EXISTS (SELECT 1 FROM litige l WHERE (l.uai, l.eleve_id) = (e.uai,
    e.eleve_id) AND (l.autre_uai, l.autre_id) = ('0990001N', e.eleve_id))")" \
    0 'all others are in litige with the one they are like'
done_testing
