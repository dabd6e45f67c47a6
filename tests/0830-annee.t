#!/bin/sh
# What happens every year, from the bascule to the first weeks: who leaves in
# July and comes in August, twins, brothers whose first names were swapped,
# last year's files, the wrong year in a nightly job, and the first files of
# the new year.
. tests/lib.sh

E=examples/ecole
SOURCE_DATE_EPOCH=1591000000 # 1 June 2020

un() {
	sqlite3 -batch -noheader -nullvalue NULL "$1" "$2"
}

# an FILE: the same file of the next year.
an() {
	LC_ALL=C sed 's,<ANNEE_SCOLAIRE>2019</,<ANNEE_SCOLAIRE>2020</,
	    s,ANNEE_SCOLAIRE ANNEE="2019",ANNEE_SCOLAIRE ANNEE="2020",
	    s,\(<DATE_[DF][A-Z]*>\)2020-,\12021-,; s,\(<DATE_DEBUT>\)2019-,\12020-,
	    s,\(<HORODATAGE>../../\)2019,\12020,
	    s,\(<DATE_EXPORT>../../\)2019,\12020,' "$1"
}

# grandi FILE: pupils a year later: those of the 6e are in 5e, and so on.
grandi() {
	an "$1" | LC_ALL=C sed -E '
	    /<SCOLARITE_AN_DERNIER>/,/<\/SCOLARITE_AN_DERNIER>/b
	    s,(<CODE_MEF>)10010012110,\110110001110,; t
	    s,(<CODE_MEF>)10110001110,\110210001110,; t
	    s,(<CODE_MEF>)10210001110,\110310019110,; t
	    s,(<CODE_STRUCTURE>)6[AB]<,\15A<,; t
	    s,(<CODE_STRUCTURE>)6 C<,\15B<,; t
	    s,(<CODE_STRUCTURE>)5[AB]<,\14A<,; t
	    s,(<CODE_STRUCTURE>)4A<,\13A<,'
}

saisit() {
	{
		printf '# 0990001N %s\neleve_id\tchamp\tvaleur\n' "$2"
		cat
	} >"$T/saisit.tsv"
	saisie -q -b "$1" <"$T/saisit.tsv" >"$T/cr.xml" || [ $? -eq 1 ]
}

D=$T/bases
mkdir "$D"
a=$D/as2019.db n=$D/as2020.db
sconet-init 0990001N 2019 "$a"
{
	nomen-profile -q -b "$a" -p $E/profil.yaml <$E/Nomenclature.xml &&
	    sts-import -q -b "$a" <$E/sts_emp_0990001N_2019.xml &&
	    bee-import -q -b "$a" <$E/Communs.xml &&
	    bee-import -q -b "$a" <$E/ElevesAvecAdresses.xml &&
	    bee-import -q -b "$a" <$E/ResponsablesAvecAdresses.xml &&
	    repartition -q -b "$a" <$E/divisions.tsv
} >"$T/out"
ok $? 'the year that ends'
runs 'June: the bascule' sconet-bascule -q "$a" "$n" >"$T/out"
an $E/Nomenclature.xml >"$T/nomenclature.xml"
an $E/sts_emp_0990001N_2019.xml >"$T/sts.xml"
nomen-profile -q -b "$D" -p $E/profil.yaml <"$T/nomenclature.xml" >"$T/out"
ok $? 'the new nomenclature, profiled'
is "$(xmllint --xpath 'string(//ANNEE_SCOLAIRE)' "$T/out") $(un "$n" \
    "SELECT count(*) FROM echange WHERE genre LIKE 'nomenclature-%'")" '2020 2' \
    'both in the base of its year'
runs 'the new structures' sts-import -q -b "$n" <"$T/sts.xml" >"$T/out"

# July and August, in the old base.
saisit "$a" 2019 <<'EOF'
990001	DATE_SORTIE	06/07/2020
990001	CODE_MOTIF_SORTIE	11
nouveau1	NOM_DE_FAMILLE	TARDIF
nouveau1	PRENOM	Aoûtine
nouveau1	DATE_NAISS	11/05/2008
nouveau1	CODE_SEXE	2
nouveau1	CODE_REGIME	2
nouveau1	CODE_MEF	10110001110
EOF
ok $? 'one leaves in July, one comes in August'
SOURCE_DATE_EPOCH=1598500000 # 27 August 2020
runs 'which is brought over' sconet-bascule -q --complete "$a" "$n" >"$T/out"
is "$(un "$n" 'SELECT date_sortie FROM eleve WHERE eleve_id = 990001')|$(un \
    "$n" "SELECT count(*) FROM eleve WHERE nom_de_famille = 'TARDIF'")" \
    '2020-07-06|1' 'both are known to the new base'

# 1 September: a job that names the old base, and one that names the directory.
SOURCE_DATE_EPOCH=1598950000
fails 78 'the old base in a nightly job' 'base-annee' \
    effectifs-export -b "$a" >"$T/out"
is "$(cat "$T/out")" '' 'sends nothing'
runs 'the rentrée' sconet-bascule -q --rentree "$a" "$n"
fails 78 'and then even less' 'base-' effectifs-export -b "$a" >"$T/out"
fails 65 'the directory: the new base, where nobody is placed yet' \
    'rien-a-compter' effectifs-export -b "$D" >"$T/out"

# Last year's files.
dump "$n" >"$T/avant"
for f in ElevesAvecAdresses.xml ResponsablesAvecAdresses.xml; do
	fails 65 "last year's $f" 'autre-annee' bee-import -b "$n" <$E/$f \
	    >"$T/out"
done
fails 65 "last year's divisions" 'autre-annee' repartition -b "$n" \
    <$E/divisions.tsv >"$T/out"
fails 65 "last year's structures" 'autre-annee' sts-import -b "$n" \
    <$E/sts_emp_0990001N_2019.xml >"$T/out"
fails 78 'in the directory they find the base that is over' 'base-etat' \
    bee-import -b "$D" <$E/ElevesAvecAdresses.xml >"$T/out"
dump "$n" >"$T/apres"
same 'the new base is as it was' "$T/avant" "$T/apres"

# The first file of SIECLE: everyone gets a MEF and a division.
grandi $E/ElevesAvecAdresses.xml >"$T/eleves.xml"
is "$(un "$n" 'SELECT count(*) FROM eleve WHERE code_mef IS NOT NULL')" 0 \
    'nobody has a MEF'
cp "$n" "$T/avant.db"
fails 1 'the first file of the new year trips no threshold' '' \
    bee-import -b "$D" <"$T/eleves.xml" >"$T/cr.xml"
is "$(grep -c seuil "$T/err")" 0 'it was the data that was wrong'
# Those who left before the year began are missed by nobody, nor are theirs.
partis() {
	cp "$T/avant.db" "$T/partis.db"
	un "$T/partis.db" "INSERT INTO eleve (eleve_id, nom_de_famille, prenom,
	    date_naiss, date_sortie, code_motif_sortie) SELECT eleve_id + 5000,
	    'PARTI', 'N' || eleve_id, '2004-01-01', '$1', '11' FROM eleve WHERE
	    eleve_id BETWEEN 990001 AND 990030;
	    INSERT INTO personne (personne_id, nom_de_famille, prenom) SELECT
	    eleve_id, 'PARTI', eleve_id FROM eleve WHERE nom_de_famille =
	    'PARTI';
	    INSERT INTO responsable (eleve_id, personne_id) SELECT eleve_id,
	    eleve_id FROM eleve WHERE nom_de_famille = 'PARTI'"
}
grandi $E/ResponsablesAvecAdresses.xml >"$T/resp.xml"
partis 2020-07-03
fails 1 'nor when half of them have left in July' '' \
    bee-import -b "$T/partis.db" <"$T/eleves.xml" >"$T/cr.xml"
partis 2020-07-03
bee-import -q -b "$T/partis.db" <"$T/resp.xml" >"$T/cr.xml"
[ $? -le 1 ]
ok $? 'nor does that of the responsables'
partis 2020-09-10
fails 65 'but who left in September should be there' 'seuil-absents' \
    bee-import -b "$T/partis.db" <"$T/eleves.xml" >"$T/cr.xml"
fails 65 'and theirs' 'seuil-absents' \
    bee-import -b "$T/partis.db" <"$T/resp.xml" >"$T/cr.xml"
# Those of the 3e had neither passage nor exit: they crossed, and SIECLE has them
# no more, nor their responsables.
sans() { # FIRST LAST FILE: without those pupils
	LC_ALL=C awk -v a="$1" -v b="$2" '
	/<(ELEVE|OPTION|STRUCTURES_ELEVE) ELEVE_ID=/ {
		split($0, q, "\"")
		if (q[2] >= a && q[2] <= b)
			saute = $1
	}
	!saute
	saute && $1 == "</" substr(saute, 2) ">" { saute = "" }' "$3"
}
sans 990040 990060 "$T/eleves.xml" >"$T/sans.xml"
cp "$T/avant.db" "$T/troisieme.db"
bee-import -b "$T/troisieme.db" <"$T/sans.xml" >"$T/cr.xml" 2>"$T/err"
rc=$?
[ $rc -le 1 ]
ok $? 'nor when those who only crossed are there no more' || diag <"$T/err"
is "$(grep -c '<ABSENT[> ]' "$T/cr.xml")" \
    "$(un "$T/avant.db" 'SELECT count(*) FROM eleve WHERE eleve_id BETWEEN
    990040 AND 990060 OR eleve_id < 0')" 'who are listed'
LC_ALL=C awk '/<RESPONSABLE_ELEVE>/ { r = "" ; dans = 1 }
    dans { r = r $0 "\n" }
    /<ELEVE_ID>/ { v = $0; gsub(/[^0-9]/, "", v); bon = v < 990040 || v > 990060 }
    !dans
    /<\/RESPONSABLE_ELEVE>/ { if (bon) printf "%s", r; dans = 0 }' \
    "$T/resp.xml" >"$T/resp-sans.xml"
bee-import -q -b "$T/troisieme.db" <"$T/resp-sans.xml" >"$T/cr.xml"
[ $? -le 1 ]
ok $? 'nor does the file of the responsables, without theirs'
sans 990001 990020 "$T/sans.xml" | LC_ALL=C sed \
    's,\(<HORODATAGE>\)../,\115/,' >"$T/tronque.xml"
fails 65 'whom a file of this year has named should be there' 'seuil-absents' \
    bee-import -b "$T/troisieme.db" <"$T/tronque.xml" >"$T/cr.xml"
is "$(un "$n" 'SELECT count(*) FROM eleve WHERE date_sortie IS NULL AND
    code_mef IS NULL AND eleve_id > 0')" 0 'everyone has his MEF'
un "$n" "SELECT e.code_mef, s.code_structure, count(*) FROM eleve e JOIN
    eleve_structure s USING (eleve_id) WHERE type_structure = 'D' AND
    e.code_mef = '10110001110' GROUP BY 1, 2" >"$T/places"
like "$(cat "$T/places")" '^10110001110.5A.' 'those of the 6e are in 5A'
runs 'and they are counted' effectifs-export -q -b "$D" >"$T/effectifs.xml"
is "$(un "$n" "SELECT effectif_calcule > 0 FROM effectif_structure WHERE
    code_structure = '5A'")" 1 'in their new division'
is "$(un "$n" 'SELECT count(*) FROM scolarite_an_dernier WHERE eleve_id =
    990002')" 1 'with their last year'

# SIECLE has given a number to the one who came in August.
LC_ALL=C awk '{ print } /<ELEVES>/ {
	print "      <ELEVE ELEVE_ID=\"995001\" ELENOET=\"1999\">"
	print "        <NOM_DE_FAMILLE>TARDIF</NOM_DE_FAMILLE>"
	print "        <PRENOM>Ao\373tine</PRENOM>"
	print "        <DATE_NAISS>11/05/2008</DATE_NAISS>"
	print "        <CODE_REGIME>2</CODE_REGIME><CODE_SEXE>2</CODE_SEXE>"
	print "        <CODE_MEF>10110001110</CODE_MEF>"
	print "      </ELEVE>"
    }' "$T/eleves.xml" | LC_ALL=C sed \
    's,\(<HORODATAGE>\)../,\110/,' >"$T/suite.xml"
bee-import -q -b "$n" <"$T/suite.xml" >"$T/cr.xml"
is "$(un "$n" "SELECT group_concat(eleve_id) FROM eleve WHERE nom_de_famille =
    'TARDIF'")" 995001 'and he is no other'
is "$(un "$n" 'SELECT code_regime FROM situation_an_dernier WHERE eleve_id =
    995001')" 2 'with what the bascule brought of him'

# Twins: one name, one birth date, two people.
jumeau() { # ELEVE_ID FIRST NAME
	printf '      <ELEVE ELEVE_ID="%s">\n' "$1"
	printf '        <NOM_DE_FAMILLE>GEMINY</NOM_DE_FAMILLE>\n'
	printf '        <PRENOM>%s</PRENOM>\n' "$2"
	printf '        <DATE_NAISS>02/02/2008</DATE_NAISS>\n'
	printf '        <CODE_REGIME>2</CODE_REGIME><CODE_SEXE>1</CODE_SEXE>\n'
	printf '        <CODE_MEF>10110001110</CODE_MEF>\n      </ELEVE>\n'
}
avec() { # DAY FILE: the file with what is on standard input among the pupils
	cat >"$T/plus"
	LC_ALL=C sed -e "/<ELEVES>/r $T/plus" \
	    -e "s,\\(<HORODATAGE>\\)../,\\1$1/," "$2"
}
{
	jumeau 995011 Castor
	jumeau 995012 Pollux
} | avec 12 "$T/suite.xml" >"$T/jumeaux.xml"
bee-import -q -b "$n" <"$T/jumeaux.xml" >"$T/cr.xml"
is "$(un "$n" "SELECT group_concat(eleve_id || prenom) FROM (SELECT * FROM eleve
    WHERE nom_de_famille = 'GEMINY' ORDER BY eleve_id)")" \
    '995011Castor,995012Pollux' 'twins are two'
is "$(grep -c 'eleve-ressemblant' "$T/cr.xml")" 0 'and do not look alike'
{
	jumeau 995011 Pollux
	jumeau 995012 Castor
} | avec 13 "$T/suite.xml" >"$T/echanges.xml"
bee-import -b "$n" <"$T/echanges.xml" >"$T/cr.xml" 2>"$T/err"
is "$(un "$n" "SELECT group_concat(eleve_id || prenom) FROM (SELECT * FROM eleve
    WHERE nom_de_famille = 'GEMINY' ORDER BY eleve_id)")" \
    '995011Castor,995012Pollux' 'brothers whose first names are swapped'
like "$(cat "$T/err")" 'prenoms-echanges' 'are told, and left as they were'
done_testing
