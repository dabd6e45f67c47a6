#!/bin/sh
# The pupils of SIECLE: what becomes of each file of the corpus, and what
# takes more than one file to see.
. tests/lib.sh
. tests/corpus/eleves/cas.sh

C=tests/corpus/eleves
E=$ECOLE/ElevesAvecAdresses.xml

# sans FILE ID...: the file without those pupils, nor what hangs on them.
sans() {
	_f=$1
	shift
	LC_ALL=C awk -v ids=" $* " '
	/<(ELEVE|OPTION|STRUCTURES_ELEVE) ELEVE_ID=/ {
		split($0, q, "\"")
		if (index(ids, " " q[2] " "))
			saute = $1
	}
	!saute
	saute && $1 == "</" substr(saute, 2) ">" { saute = "" }
	' "$_f"
}

# de FROM TO: the ELEVE_ID of the example from one to the other.
de() {
	awk -v i="$1" -v n="$2" 'BEGIN { for (; i <= n; i++) print 990000 + i }'
}

prepare_etab etab
ok $? 'the school knows its nomenclature and its structures'
prepare suite etab && prend suite bee-import $E
ok $? 'another has its pupils'
# A MEF of the profile, a division and a groupe are no longer there.
sed -e '/<MEF CODE_MEF="16510002110">/,/<\/MEF>/d' \
    -e '/<MEF CODE_MEF="10110001110">/,/<\/MEF>/s|31/12/9999|31/08/2019|' \
    $ECOLE/Nomenclature.xml >"$T/nomenclature.xml"
sed -e '/<DIVISION CODE="6 C">/,/<\/DIVISION>/d' \
    -e '/<GROUPE CODE="_6AP1">/,/<\/GROUPE>/d' \
    -e '/<DIVISION_APPARTENANCE CODE="6 C">/,/<\/DIVISION_APPARTENANCE>/d' \
    $ECOLE/sts_emp_0990001N_2019.xml >"$T/sts.xml"
prepare ferme etab && prend ferme nomen-profile "$T/nomenclature.xml" &&
    prend ferme sts-import "$T/sts.xml"
ok $? 'another has closed some of it'
prepare garde suite && prend garde sts-import "$T/sts.xml"
ok $? 'another too, when pupils were there'
# And one whose UAI has a wrong key.
sed 's/0990001N/0990001B/' $ECOLE/Nomenclature.xml >"$T/nomenclature.xml"
sed 's/0990001N/0990001B/' $ECOLE/sts_emp_0990001N_2019.xml >"$T/sts.xml"
sconet-init --force 0990001B 2019 "$T/fausse.db" &&
    prend fausse nomen-profile "$T/nomenclature.xml" -p $ECOLE/profil.yaml &&
    prend fausse sts-import "$T/sts.xml"
ok $? 'another has a wrong key'

# And one where things were made that SIECLE has not.
printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\nnouveau1\tNOM_DE_FAMILLE\tPROVISOIRE\nnouveau1\tPRENOM\tIcine\nnouveau1\tDATE_NAISS\t11/11/2008\nnouveau1\tCODE_SEXE\t2\n' \
    >"$T/ici.tsv"
prepare ici suite && prend ici saisie "$T/ici.tsv" &&
    un ici 'INSERT INTO situation_an_dernier (eleve_id) VALUES (990008)'
ok $? 'another has a pupil of its own, and last year of one from a dossier'

for f in "$C"/*.xml; do
	case $f in
	*/suite-*) cas "$f" suite ;;
	*/ici-*) cas "$f" ici ;;
	*/ferme-*) cas "$f" ferme ;;
	*/garde-*) cas "$f" garde ;;
	*/fausse-*) cas "$f" fausse ;;
	*) cas "$f" etab ;;
	esac
done
bien_formes
couverture communes $C tests/corpus/repartition tests/corpus/gep \
    tests/corpus/structures \
    -bascule-conflit
couverture eleves $C
couverture options $C
couverture 'an dernier' $C
couverture places $C

# Two of one identity, made here, to whom SIECLE gives two numbers.
printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\nnouveau1\tNOM_DE_FAMILLE\tMEMENOM\nnouveau1\tPRENOM\tAnnette\nnouveau1\tDATE_NAISS\t11/11/2008\nnouveau2\tNOM_DE_FAMILLE\tMEMENOM\nnouveau2\tPRENOM\tAnnette\nnouveau2\tDATE_NAISS\t11/11/2008\n' \
    >"$T/deux.tsv"
copie suite b && prend b saisie "$T/deux.tsv"
awk 'BEGIN {
	print "<BEE_ELEVES VERSION=\"3.0\"><PARAMETRES><UAJ>0990001N</UAJ>"
	print "<ANNEE_SCOLAIRE>2019</ANNEE_SCOLAIRE></PARAMETRES>"
	print "<DONNEES><ELEVES>"
	for (i = 1; i <= 2; i++) {
		print "<ELEVE ELEVE_ID=\"88070" i "\"><ID_NATIONAL>"
		print i == 1 ? "990000101DJ" : "990000102DH"
		print "</ID_NATIONAL><NOM_DE_FAMILLE>MEMENOM</NOM_DE_FAMILLE>"
		print "<PRENOM>Annette</PRENOM>"
		print "<DATE_NAISS>11/11/2008</DATE_NAISS></ELEVE>"
	}
	print "</ELEVES></DONNEES></BEE_ELEVES>"
    }' >"$T/memes.xml"
fails 1 'two of one identity cannot be told apart' 'eleve-ambigu' \
    bee-import -b "$T/b.db" --seuil absents=100 <"$T/memes.xml" >"$T/cr.xml"
like "$(cat "$T/err")" 'eleve-ambigu: .*par saisie, l.INE que dit SIECLE' \
    'and the way out is told'
printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n-1\tID_NATIONAL\t990000101DJ\n-2\tID_NATIONAL\t990000102DH\n' \
    >"$T/deux.tsv"
prend b saisie "$T/deux.tsv"
prends b 0 'which is one' "$T/memes.xml" --seuil absents=100
is "$(un b "SELECT group_concat(eleve_id) FROM (SELECT eleve_id FROM eleve WHERE
    nom_de_famille = 'MEMENOM' ORDER BY 1)")" '880701,880702' \
    'each has his number'

# The answer.

copie etab b
runs 'the pupils of the school come in' \
    bee-import -b "$T/b.db" <$E >"$T/cr.xml"
is "$(tail -n 1 "$T/err")" "bee-import: lus 60, ajoutés 60, modifiés 0, \
inchangés 0, absents 0, rejetés 0" 'which the summary counts'
like "$(cat "$T/err")" "^bee-import: ElevesAvecAdresses.xml:857: ine-absent: \
ELEVE_ID 990022, 990050, ID_NATIONAL: .* ; noté ; " \
    'a line has the file, its line, the code, the records, the field'
iconv -f ISO-8859-15 -t UTF-8 "$T/cr.xml" >"$T/cr.txt"
like "$(cat "$T/cr.txt")" '<NOM>HAUTEMOUSSE</NOM>' \
    'the compte rendu names the pupil'
is "$(grep -c '<FICHE GENRE="AJOUT">' "$T/cr.txt")" 60 'and lists who is new'

runs 'the same file again' bee-import -b "$T/b.db" <$E >"$T/cr2.xml"
same 'gets the same answer' "$T/cr.xml" "$T/cr2.xml"
is "$(un b 'SELECT count(*) FROM echange')" \
    "$(($(un etab 'SELECT count(*) FROM echange') + 1))" \
    'and leaves no line'
is "$(bee-import -b "$T/b.db" -n <$E 2>&1 3>&- |
    sed -e '/ine-absent/d')" "$(printf \
    'genre\tclé\tchamp\tavant\taprès\nbee-import: lus 60, ajoutés 0, %s' \
    'modifiés 0, inchangés 60, absents 0, rejetés 0')" \
    'nothing would change'

sed 's/<CODE_REGIME>[0-9]*/<CODE_REGIME>77/' $E >"$T/regime.xml"
copie etab b
prends b 1 'one wrong code sixty times' "$T/regime.xml" -r "$T/r.xml"
is "$(grep -c ': regime-inconnu: ' "$T/err")" 1 'is one line'
like "$(cat "$T/err")" 'regime-inconnu: ELEVE_ID (990[0-9]*, ){9}990[0-9]* et 50 autres, CODE_REGIME: ' \
    'that counts them all'
is "$(grep -c '<ANOMALIE CODE="regime-inconnu"' "$T/r.xml")" 60 \
    'the compte rendu has each'
[ ! -s "$T/cr.xml" ]
ok $? 'with -r it goes there alone'
is "$(find "$T/r.xml" -perm 600)" "$T/r.xml" 'for no one else to read'
copie etab b
prends b 1 'with -v' "$T/regime.xml" -v
is "$(grep -c ': regime-inconnu: ' "$T/err")" 60 'each has its line'
copie etab b
prends b 1 'with -q' "$T/regime.xml" -q
is "$(cat "$T/err")" '' 'none has'
copie etab b
prends b 1 'with -j' "$T/regime.xml" -j
{
	echo '['
	sed '$!s/$/,/' "$T/err"
	echo ']'
} >"$T/json"
is "$(sqlite3 :memory: "SELECT count(*) || ' ' || max(value ->> 'rejetes')
    || ' ' || max(value ->> 'nombre') FROM
    json_each(CAST(readfile('$T/json') AS TEXT))")" \
    "$(grep -c . "$T/err") 0 60" 'each line is an object of JSON'

# More distinct codes than are kept apart.
awk 'BEGIN {
	print "<BEE_ELEVES VERSION=\"3.0\"><PARAMETRES><UAJ>0990001N</UAJ>"
	print "<ANNEE_SCOLAIRE>2019</ANNEE_SCOLAIRE></PARAMETRES>"
	print "<DONNEES><ELEVES>"
	for (i = 1; i <= 2100; i++) {
		print "<ELEVE ELEVE_ID=\"" i "\"><NOM_DE_FAMILLE>N" i
		print "</NOM_DE_FAMILLE><PRENOM>P</PRENOM>"
		print "<DATE_NAISS>01/01/2008</DATE_NAISS>"
		print "<CODE_MEF>" (i % 7 ? "9900000" 1000 + i : "10010012110")
		print "</CODE_MEF></ELEVE>"
	}
	print "</ELEVES></DONNEES></BEE_ELEVES>"
    }' >"$T/x.xml"
copie etab b
prends b 1 'many codes' "$T/x.xml"
is "$(un b "SELECT count(*) || ' ' || count(DISTINCT valeur) FROM anomalie
    WHERE code = 'mef-inconnu'") $(un b 'SELECT count(code_mef) FROM eleve')" \
    '1800 1800 300' 'are all judged'
is "$(grep -c ': mef-inconnu: ELEVE_ID' "$T/err") $(grep \
    ': mef-inconnu: et ' "$T/err")" "20 bee-import: x.xml: mef-inconnu: et \
1780 autres ; le compte rendu les a toutes" 'though not all said'

# In clear only on a terminal.
sed -e 's|<DATE_NAISS>14/|<DATE_NAISS>44/|' -e 's|99\(.......\)[A-Z]</ID|99\1</ID|' \
    -e 's|<PRENOM>\(.*e\)<|<PRENOM>\1?<|' $E >"$T/personnel.xml"
for v in -v -j '-v -j' '-n -v'; do
	copie etab b
	# shellcheck disable=SC2086 # one word each
	prends b 1 "many wrong values, $v" "$T/personnel.xml" $v
	discret 'are shown by their form' "$T/personnel.xml" "$T/err"
done
like "$(cat "$T/err")" 'valeur-requise-invalide.* \(10 caractères, autres caractères en 3, 6\)' \
    'which helps'
sed 's|>BOISFLOTTE</NOM_DE_FAMILLE>|>BOISFLOTTE</PRENOM>|' $E >"$T/casse.xml"
copie etab b
refuse b 65 'a tag closed by another' xml-invalide "$T/casse.xml"

# A, then B, then A.

copie etab b
prends b 0 'A' $E
prend b bee-import $ECOLE/ResponsablesAvecAdresses.xml
copie b a
sed -e 's/<CODE_REGIME>24</<CODE_REGIME>25</' \
    -e 's/<PRENOM>Barnabulle</<PRENOM>Barnabullin</' \
    -e 's/<CODE_MODALITE_ELECT>O</<CODE_MODALITE_ELECT>F</' \
    -e 's/>QUAI />PASSAGE /; s/993199696JF/990000005JC/' \
    -e 's/ELEVE_ID="990012"/ELEVE_ID="880012"/' \
    -e '/<STRUCTURES_ELEVE ELEVE_ID="990009"/,/<\/STRUCTURES_ELEVE>/d' \
    -e '/<OPTION ELEVE_ID="990010"/,/<\/OPTION>/d' \
    -e '/<STRUCTURES_ELEVE ELEVE_ID="990011"/,/<\/STRUCTURES_ELEVE>/s/>6B</>6 C</' \
    -e '/<ELEVE ELEVE_ID="990014"/,/<\/ELEVE>/{
	/<SCOLARITE_AN/,/<\/SCOLARITE_AN/d
    }' $E >"$T/b.xml"
bee-import -n -b "$T/b.db" <"$T/b.xml" 2>"$T/err" 3>&- >"$T/b.tsv"
prends b 0 'B' "$T/b.xml"
is "$(un b "SELECT code_regime FROM eleve WHERE eleve_id = 990001
    UNION ALL SELECT prenom FROM eleve WHERE eleve_id = 990006
    UNION ALL SELECT group_concat(code_structure) FROM eleve_structure
        WHERE eleve_id IN (990009, 990011)
    UNION ALL SELECT count(*) FROM eleve_option WHERE eleve_id = 990010
    UNION ALL SELECT count(*) FROM scolarite_an_dernier
        WHERE eleve_id IN (990014, 880012)
    UNION ALL SELECT count(*) FROM responsable WHERE eleve_id = 880012
    UNION ALL SELECT id_national || ine_ancien FROM eleve
        WHERE eleve_id = 990013" | tr '\n' ' ')" \
    '25 Barnabullin 6 C,6CHORALE 0 1 2 990000005JC993199696JF ' 'changes it'
pareils 'as -n had shown' a b "$T/b.tsv"
bee-import -n -b "$T/b.db" <$E 2>"$T/err" 3>&- >"$T/b.tsv"
copie b b2
prends b 0 'and A again' $E
egales a b 'ends as A' ine_ancien
pareils 'also as -n had shown' b2 b "$T/b.tsv"
is "$(un b 'SELECT group_concat(ine_ancien) FROM eleve')" 990000005JC \
    'but for the INE that was'

# Two of name, first name and birth date are corrected one after the other.

sed 's/>BOISFLOTTE</>BOISFLOTTANT</; s/>14.03.2008</>15\/03\/2008</' $E >"$T/x.xml"
copie suite b
prends b 1 'two at once' "$T/x.xml"
is "$(un b 'SELECT nom_de_famille, date_naiss FROM eleve WHERE eleve_id =
    990001')" 'BOISFLOTTE|2008-03-14' 'are not believed'
sed 's/>BOISFLOTTE</>BOISFLOTTANT</' $E >"$T/y.xml"
prends b 0 'one' "$T/y.xml"
prends b 0 'then the other' "$T/x.xml"
is "$(un b 'SELECT nom_de_famille, date_naiss FROM eleve WHERE eleve_id =
    990001')" 'BOISFLOTTANT|2008-03-15' 'are'

# Sent before the nomenclature was mended, and again after.

sed -e '/<REGIME CODE_REGIME="24">/,/<\/REGIME>/d' \
    -e '/<MOTIF_SORTIE CODE_MOTIF_SORTIE="10">/,/<\/MOTIF_SORTIE>/d' \
    $ECOLE/Nomenclature.xml >"$T/nomenclature.xml"
sed -e '/"0031\*"/d; /"16510002110"   # 5e/d' $ECOLE/profil.yaml \
    >"$T/profil.yaml"
prepare tot && prend tot nomen-profile "$T/nomenclature.xml" \
    -p "$T/profil.yaml" &&
    prend tot sts-import $ECOLE/sts_emp_0990001N_2019.xml
ok $? 'a school whose nomenclature is not complete'
prends tot 1 'loses some of its pupils and of what they have' $E
is "$(un tot "SELECT DISTINCT code FROM anomalie WHERE echange = (SELECT
    max(numero) FROM echange) AND gravite > 0 ORDER BY 1" | tr '\n' ' ')" \
    'mef-non-profile mef-origine motif-sortie-inconnu regime-inconnu ' \
    'and says why'
prend tot nomen-profile $ECOLE/Nomenclature.xml -p $ECOLE/profil.yaml &&
    prend tot sts-import $ECOLE/sts_emp_0990001N_2019.xml
ok $? 'the nomenclature mended, the structures sent again'
prends tot 0 'the same pupils again' $E
egales suite tot 'end as if they had been sent only then' profilage

# A pupil knows the last exchange that changed him or what hangs on him.

sed -e '/<OPTION ELEVE_ID="990001"/,/<\/OPTION>/s/<NUM_OPTION>1/<NUM_OPTION>3/' \
    -e 's/<STRUCTURES_ELEVE ELEVE_ID="990002"/<STRUCTURES_ELEVE ELEVE_ID="990020"/' \
    -e '/<ELEVE ELEVE_ID="990003"/,/<\/ELEVE>/s/<CODE_STRUCTURE>[^<]*/<CODE_STRUCTURE>CM1/' \
    -e '/<ELEVE ELEVE_ID="990004"/,/<\/ELEVE>/s/<CODE_REGIME>[0-9]*/<CODE_REGIME>0/' \
    -e '/<ADRESSE ADRESSE_ID="99500006"/,/<\/ADRESSE>/s/<LIGNE1_ADRESSE>/&12 bis /' \
    $E >"$T/x.xml"
copie suite b
prends b 0 'a change in each kind of thing' "$T/x.xml"
is "$(un b 'SELECT group_concat(eleve_id) FROM eleve WHERE echange = (SELECT
    max(numero) FROM echange)')" \
    990001,990002,990003,990004,990005,990020,990054 'is one of these pupils'
is "$(un b 'SELECT count(*) FROM eleve WHERE cree = (SELECT max(numero) - 1
    FROM echange)')" 60 'all came with the exchange before'

# Too many absent, too many who are not the same.

# shellcheck disable=SC2046 # one word each
{
	sans $E $(de 1 6) >"$T/54.xml"
	sans $E $(de 1 7) >"$T/53.xml"
	sans $E $(de 11 60) >"$T/10.xml"
	sans $E $(de 12 60) >"$T/11.xml"
	sans $E $(de 10 60) >"$T/9.xml"
	sans $E $(de 2 60) >"$T/1.xml"
}
seuil='seuil-absents: trop de fiches connues sont absentes du fichier :'
copie suite b
prends b 0 'a tenth of the pupils may be absent' "$T/54.xml"
is "$(un b 'SELECT count(*) FROM eleve')" 60 'they stay'
is "$(grep -c '<ABSENT GENRE="ABS">' "$T/cr.xml")" 6 'and are listed'
copie suite b
refuse b 65 'more than that is refused' \
    "$seuil élève : 7 absents sur 60 connus, seuil 10 %" "$T/53.xml"
refuse b 65 'another threshold is taken' 'seuil 11 %' "$T/53.xml" \
    --seuil absents=11
refuse b 65 'for both' 'seuil 11 %' "$T/53.xml" --seuil 11
copie suite b
prends b 0 'and passes what is under it' "$T/53.xml" --seuil absents=12,modifies=0
copie suite b
prends b 0 '--force passes' "$T/53.xml" --force
copie suite b
cp "$T/b.db" "$T/b.avant"
fails 65 'a dry run is refused too' "$seuil" bee-import -n -b "$T/b.db" \
    <"$T/53.xml" >"$T/cr.xml"
cmp -s "$T/b.db" "$T/b.avant"
ok $? 'and leaves nothing'
copie etab b
prends b 0 'a school of ten' "$T/10.xml"
prends b 0 'is not counted' "$T/1.xml"
copie etab b
prends b 0 'one of eleven' "$T/11.xml"
refuse b 65 'is' "$seuil élève : 2 absents sur 11 connus, seuil 10 %" \
    "$T/9.xml"

awk_prenom='/<ELEVE ELEVE_ID=/ { n++ }
/<PRENOM>/ && n <= max { sub(/>/, ">Autre") } { print }'
for n in 45 46; do
	LC_ALL=C awk -v max=$n "$awk_prenom" $E >"$T/$n.xml"
done
seuil='seuil-modifies: trop de fiches connues changent d'"'"'identité :'
copie suite b
refuse b 65 'more than three quarters of the identities' \
    "$seuil élève : 46 identités modifiées sur 60 connues, seuil 75 %" \
    "$T/46.xml"
refuse b 65 'another threshold' 'seuil 76 %' "$T/46.xml" --seuil modifies=76
prends b 0 'that they do not reach' "$T/46.xml" --seuil modifies=77
copie suite b
prends b 0 '--force' "$T/46.xml" --force
copie suite b
prends b 0 'three quarters' "$T/45.xml"

# A block that is not in the file is not absence.

sed -e '/<OPTIONS>/,/<\/OPTIONS>/d' -e '/<STRUCTURES>/,/<\/STRUCTURES>/d' \
    -e '/<ADRESSES>/,/<\/ADRESSES>/d' \
    -e '/<SCOLARITE_AN_DERNIER>/,/<\/SCOLARITE_AN_DERNIER>/d' $E >"$T/blocs.xml"
copie suite b
prends b 0 'only ELEVES' "$T/blocs.xml"
egales suite b 'changes nothing'
is "$(un b 'SELECT modifies || inchanges FROM echange ORDER BY numero DESC
    LIMIT 1')" 060 'nor is anyone said to have changed'
copie suite b
prends b 0 'without addresses' $ECOLE/ElevesSansAdresses.xml
change suite b | cut -f 1,3 | sort | uniq -c | tr -s ' ' >"$T/change"
printf ' 1 MODIF\tcode_regime\n 2 MODIF\tdate_modification\n 1 MODIF\tdate_naiss\n' \
    >"$T/want"
same 'two corrections are all there is' "$T/want" "$T/change"

# A value that is dropped leaves the one that the base has.
LC_ALL=C sed -e '0,/<CODE_MEF>10010012110</s//<CODE_MEF>10010012999</' \
    -e 's/<HORODATAGE>02/<HORODATAGE>04/' $E >"$T/x.xml"
copie suite b
prends b 1 'an unknown MEF' "$T/x.xml"
egales suite b 'leaves the MEF that was known'

# What is nobody's code is not shown: an INE, a name.
for k in 990000110CK GRIMOIRE; do
	LC_ALL=C sed -e "0,/<CODE_MEF>10010012110</s//<CODE_MEF>$k</" \
	    -e "0,/<CODE_STATUT>ST</s//<CODE_STATUT>$k</" \
	    -e 's/<HORODATAGE>02/<HORODATAGE>04/' $E >"$T/x.xml"
	copie suite b
	prends b 1 'something else in the place of a code' "$T/x.xml"
	is "$(grep -c "$k" "$T/err")" 0 'is not said'
done

# Rejected records, mended and sent again.

sed -e 's|>14/03/2008<|>14/13/2008<|' \
    -e 's|<CODE_MOTIF_SORTIE>10<|<CODE_MOTIF_SORTIE>77<|' \
    -e 's|>HAUTEMOUSSE<|> <|' $E >"$T/abime.xml"
copie etab b
prends b 1 'a file some records of which are rejected' "$T/abime.xml" \
    --rejets "$T/rejets.xml"
ids() {
	LC_ALL=C sed -n 's/.*<ELEVE ELEVE_ID="\([0-9]*\)".*/\1/p' "$1"
}
{
	ids "$T/rejets.xml"
	un b 'SELECT eleve_id FROM eleve'
} | sort >"$T/tous"
ids $E | sort | cmp -s - "$T/tous"
ok $? 'accepted and rejected are the input'
is "$(ids "$T/rejets.xml" | tr '\n' ' ')" \
    "$(un b "SELECT DISTINCT cle FROM anomalie WHERE gravite = 2
    ORDER BY 1" | tr '\n' ' ')" 'those rejected are in the file'
is "$(sed -n '/^<!-- /{
	N
	s/<!-- \(.*\) -->\n<ELEVE ELEVE_ID="\([0-9]*\)".*/\2 \1/p
    }' "$T/rejets.xml")" '990001 valeur-requise-invalide
990022 champ-requis
990038 motif-sortie-inconnu' 'each with the reason'
for p in /@VERSION /PARAMETRES; do
	is "$(xmllint --xpath "string(/BEE_ELEVES$p)" "$T/rejets.xml" |
	    tr -d ' \n')" "$(xmllint --xpath "string(/BEE_ELEVES$p)" $E |
	    tr -d ' \n')" "in the same envelope, $p"
done
is "$(xmllint --xpath 'count(//STRUCTURES_ELEVE)' "$T/rejets.xml") \
$(xmllint --xpath 'count(//OPTION)' "$T/rejets.xml")" "$(un suite "SELECT
    count(DISTINCT s.eleve_id) || ' ' || count(DISTINCT o.eleve_id) FROM eleve
    LEFT JOIN eleve_structure s USING (eleve_id) LEFT JOIN eleve_option o
    USING (eleve_id) WHERE eleve_id IN (990001, 990022, 990038)")" \
    'with their options and places'
sed -e 's|>14/13/2008<|>14/03/2008<|' \
    -e 's|<CODE_MOTIF_SORTIE>77<|<CODE_MOTIF_SORTIE>10<|' \
    -e 's|<NOM_DE_FAMILLE> <|<NOM_DE_FAMILLE>HAUTEMOUSSE<|' "$T/rejets.xml" \
    >"$T/repare.xml"
is "$(sed -n 2p "$T/rejets.xml")" '<?sconet partiel?>' 'it says it is a part'
copie b c
prends c 0 'mended, they come in with --seuil' "$T/repare.xml" \
    --seuil absents=100
egales suite c 'and nothing is missing'
prends b 0 'and without' "$T/repare.xml"
egales suite b 'and nothing is missing'
is "$(xmllint --xpath 'string(//INTEGRATION/@ABSENTS)' "$T/cr.xml")" '' \
    'nobody else is absent'
copie etab b
# A child row alone brings its pupil, whole, so that it may come again.
copie etab b
LC_ALL=C sed '0,/<NUM_OPTION>1</s//<NUM_OPTION></' $E >"$T/option.xml"
prends b 1 'an option without its number' "$T/option.xml" \
    --rejets "$T/rejets.xml"
is "$(un b 'SELECT count(*) FROM eleve_option WHERE eleve_id = 990001')" 1 \
    'is left out'
sed -i 's/<NUM_OPTION></<NUM_OPTION>1</' "$T/rejets.xml"
prends b 0 'mended, it comes again' "$T/rejets.xml"
is "$(un b 'SELECT count(*) FROM eleve_option WHERE eleve_id = 990001')|$(un b \
    'SELECT count(*) FROM eleve_structure WHERE eleve_id = 990001')" '2|2' \
    'with the rest of the pupil'
# An address alone, which no pupil is rejected for.
copie etab b
LC_ALL=C sed 's/<ADRESSE ADRESSE_ID="[0-9]*"/&\
/' $E | LC_ALL=C awk '/<ADRESSE ADRESSE_ID/ && ++n == 2 { $0 = premiere }
    /<ADRESSE ADRESSE_ID/ && n == 1 { premiere = $0 } { print }' \
    >"$T/adresses.xml"
prends b 1 'an address given twice' "$T/adresses.xml" --rejets "$T/rejets.xml"
is "$(xmllint --xpath 'count(//ELEVE)' "$T/rejets.xml") \
$(xmllint --xpath 'count(//ADRESSE)' "$T/rejets.xml")" '0 1' 'is all there is'
sed 2d "$T/rejets.xml" >"$T/entier.xml"
refuse b 65 'as a whole set' 'bloc-vide' "$T/entier.xml"
LC_ALL=C sed 's/ADRESSE_ID="[0-9]*"/ADRESSE_ID="4242"/' "$T/rejets.xml" \
    >"$T/repare.xml"
prends b 0 'with its own number it comes in' "$T/repare.xml"
is "$(un b 'SELECT count(*) FROM adresse WHERE adresse_id = 4242')" 1 'and stays'
# Two persons under one number: both, and every row that has it.
copie etab b
prends b 1 'a number of two pupils' tests/corpus/eleves/numero-partage.xml \
    --rejets "$T/rejets.xml" --force
is "$(ids "$T/rejets.xml" | tr '\n' ' ') $(xmllint --xpath \
    'count(//STRUCTURE)' "$T/rejets.xml")" '880001 880001  1' \
    'neither is taken, both can be sent again'
copie etab b
prends b 0 'when none is rejected' $E --rejets "$T/rejets.xml"
is "$(xmllint --xpath 'count(//ELEVE)' "$T/rejets.xml")" 0 \
    'the file has none'
fails 73 '--rejets in a directory that is not there' '' \
    bee-import -b "$T/etab.db" --rejets "$T/nulle/part.xml" \
    <"$T/abime.xml" >"$T/cr.xml"
is "$(un etab 'SELECT count(*) FROM eleve')" 0 'nothing came in'

# What must come first, and whose file it is.

prepare nue
refuse nue 78 'before the nomenclature is profiled' \
    "aucune nomenclature n'est profilée : lancer nomen-profile" $E
prend nue nomen-profile $ECOLE/Nomenclature.xml
refuse nue 78 'when it is only received' \
    "aucune nomenclature n'est profilée : lancer nomen-profile" $E
prends nue 1 '--force' $E --force
is "$(un nue 'SELECT count(*) FROM eleve')" 60 'takes them all the same'
copie suite b
sed 's/<UAJ>0990001N/<UAJ>0990002P/' $E >"$T/x.xml"
refuse b 65 'another school' \
    'autre-etablissement: le fichier est celui d'"'"'un autre établissement : fichier de 0990002P, base de 0990001N' \
    "$T/x.xml"
sed 's/<ANNEE_SCOLAIRE>2019/<ANNEE_SCOLAIRE>2018/' $E >"$T/x.xml"
refuse b 65 'another year' \
    'autre-annee: le fichier est d'"'"'une autre année scolaire : fichier de 2018, base de 2019' \
    "$T/x.xml"
refuse b 65 'another year, with --force' 'autre-annee' "$T/x.xml" --force
sed 's/<HORODATAGE>02/<HORODATAGE>01/' $E >"$T/x.xml"
refuse b 65 'an older file' \
    'perime: le fichier est plus ancien que le dernier intégré : fichier du 2019-09-01 08:02:17, dernier intégré du 2019-09-02 08:02:17' \
    "$T/x.xml"
prends b 0 'an older file, with --force' "$T/x.xml" --force
prends b 0 'then one between the two' $E
sed 's/<HORODATAGE>02\/09\/2019/<HORODATAGE>02\/09\/2199/' $E >"$T/futur.xml"
prends b 0 'a file of the future' "$T/futur.xml"
grep -q 'horodatage-futur' "$T/err"
ok $? 'is told'
sed 's/<HORODATAGE>02/<HORODATAGE>03/' $E >"$T/x.xml"
prends b 0 'and does not put off the next' "$T/x.xml"
refuse b 65 'which is what later ones are compared with' 'perime: ' $E
# shellcheck disable=SC2046 # one word each
sans $E $(de 1 60) >"$T/x.xml"
copie suite b
refuse b 65 'a file without pupils' \
    'bloc-vide: un bloc obligatoire est vide ou absent : élève' "$T/x.xml"
refuse b 65 'a nomenclature' 'racine BEE_NOMENCLATURES, nomenclatures de SIECLE ; le donner à nomen-profile' \
    $ECOLE/Nomenclature.xml
refuse b 65 'structures' 'le donner à sts-import' $ECOLE/Structures.xml
head -c 90000 $E >"$T/x.xml"
refuse b 65 'half a file' 'fichier-coupe: le fichier est incomplet' "$T/x.xml"
fails 66 'no file' 'entree-vide' bee-import -b "$T/b.db" </dev/null >"$T/cr.xml"
un b "UPDATE base SET etat = 'terminee'"
fails 78 'a year that is over' 'base-etat' bee-import -b "$T/b.db" <$E \
    >"$T/cr.xml"

done_testing
