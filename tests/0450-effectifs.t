#!/bin/sh
# Effectifs (event E2): who counts on which day, where, and that nothing
# counts as sent before its last byte has been taken.
. tests/lib.sh
. tests/corpus/structures/cas.sh

E=examples/ecole

# tableau FILE: a line for each structure: type, code, how many were planned
# and are counted; how many of each MEF; of each sexe.
tableau() {
	LC_ALL=C awk -F '[<>"]' '
	/<TOTAL / { printf "%s", $3 }
	/<(SCOLARISES|DIVISIONS|GROUPES)>/ { printf " %s", $3 }
	/<STRUCTURE / { printf "\n%s %s", $5, $3; ou = " " }
	/<EFFECTIF_PREVU>/ { printf " %s", $3 }
	/<MEFS_APPARTENANCE/ { printf "," }
	/<SEXES/ { printf "," }
	/<MEF_APPARTENANCE / { ou = " " $3 "=" }
	/<SEXE / { ou = " " $3 "=" }
	/<EFFECTIF_CALCULE>/ { printf "%s%s", ou, $3 }
	END { print "" }' "$1"
}
# effectifs OPTION...: that table, of the base $b.
effectifs() {
	effectifs-export -q -b "$b" -n "$@" >"$T/e.xml"
	tableau "$T/e.xml"
}

# valide FILE NAME: by the schema that is installed.
valide() {
	if [ -f "$BUILD/xsd/effectifs.xsd" ]; then
		xmllint --noout --schema "$BUILD/xsd/effectifs.xsd" "$1" \
		    2>"$T/err"
		ok $? "$2" || diag <"$T/err"
	else
		skip "$2" 'no schema'
	fi
}

profilee=$T/profilee.db
ecole=$T/ecole.db
sconet-init 0990001N 2019 "$profilee"
nomen-profile -q -b "$profilee" -p $E/profil.yaml <$E/Nomenclature.xml \
    >"$T/out"
copie "$profilee" "$ecole"
{
	sts-import -q -b "$ecole" <$E/sts_emp_0990001N_2019.xml &&
	    bee-import -q -b "$ecole" <$E/ElevesAvecAdresses.xml &&
	    repartition -q -b "$ecole" <$E/divisions.tsv
} >"$T/out"
ok $? 'the example school is there'

# The counts.

b=$T/b.db
copie "$ecole" "$b"
runs 'the counts are sent' effectifs-export -b "$b" >"$T/une.xml"
is "$(cat "$T/err")" 'effectifs-export: lus 12, ajoutés 0, modifiés 0, inchangés 12, absents 0, rejetés 0' \
    'and summed up'
tableau "$T/une.xml" >"$T/got"
cat >"$T/want" <<'FIN'
03/09/2019 59 8 4
D 3A 8 7, 10310019110=7, 1=4 2=3
D 4A 8 7, 10210001110=7, 1=3 2=4
D 5A 8 7, 10110001110=7, 1=3 2=4
D 5B 8 7, 10110001110=5 16510002110=2, 1=4 2=3
D 6 C 8 8, 10010012110=8, 1=3 2=5
D 6A 9 9, 10010012110=9, 1=4 2=5
D 6B 9 9, 10010012110=9, 1=5 2=4
D 6SEGPA 6 5, 16410002110=5, 1=3 2=2
G 43.ALL2 6 6, 10210001110=3 10310019110=3, 1=2 2=4
G 5 LAT.1 7 6, 10110001110=6, 1=3 2=3
G 6CHORALE 12 11, 10010012110=11, 1=4 2=7
G _6AP1 9 8, 10010012110=8, 1=3 2=5
FIN
same 'in all, of each MEF, of each sexe, for divisions and groupes' \
    "$T/want" "$T/got"
is "$(sed -n 3,10p "$T/une.xml")" '  <PARAMETRES>
    <UAJ>0990001N</UAJ>
    <ANNEE_SCOLAIRE>2019</ANNEE_SCOLAIRE>
    <DATE_EXPORT>03/09/2019</DATE_EXPORT>
    <HORODATAGE>03/09/2019 09:00:00</HORODATAGE>
    <NUM_ENVOI>1</NUM_ENVOI>
    <LOGICIEL>sconet</LOGICIEL>
  </PARAMETRES>' 'the envelope is the house'"'s"
valide "$T/une.xml" 'the file is valid'
un "$ecole" 'SELECT nom_de_famille FROM eleve UNION SELECT prenom FROM eleve
    UNION SELECT id_national FROM eleve WHERE id_national IS NOT NULL' \
    >"$T/noms"
grep -Fwf "$T/noms" "$T/une.xml"
is $? 1 'it names nobody'
is "$(echanges -b "$b" | sed -n 2p | cut -f 3,4,14)" \
    'emis	Export effectif par structure vers STS-WEB	emis' \
    'the journal has its words'
n=$(un "$b" 'SELECT max(numero) FROM echange')
echanges -b "$b" -c "$n" | cmp - "$T/une.xml"
ok $? 'and what was sent, byte for byte'
runs 'the next ones' effectifs-export -b "$b" >"$T/deux.xml"
same_send 'are the same' "$T/une.xml" "$T/deux.xml"
is "$(un "$b" 'SELECT max(numero) FROM echange')" $((n + 1)) \
    'and have the next number'

# Who counts.

copie "$ecole" "$b"
# Pupil 990038 of 5A left on 2 September, 990060 of 3A leaves on the 13th.
is "$(effectifs --date 2019-09-01 | sed -n '1p;4p')" '01/09/2019 60 8 4
D 5A 8 8, 10110001110=8, 1=4 2=4' 'the day before one has left'
is "$(effectifs --date 2019-09-02 | sed -n '1p;4p')" '02/09/2019 59 8 4
D 5A 8 7, 10110001110=7, 1=3 2=4' 'that day'
is "$(effectifs --date 2019-09-12 | sed -n '1,2p')" '12/09/2019 59 8 4
D 3A 8 7, 10310019110=7, 1=4 2=3' 'another who is still there'
is "$(effectifs --date 2019-09-13 | sed -n '1,2p;10p')" '13/09/2019 58 8 4
D 3A 8 6, 10310019110=6, 1=3 2=3
G 43.ALL2 6 5, 10210001110=3 10310019110=2, 1=1 2=4' \
    'and leaves the division and the groupe'
un "$b" 'UPDATE eleve SET code_mef = NULL WHERE eleve_id = 990001'
is "$(effectifs | sed -n '1p;7p;12p')" '03/09/2019 58 8 4
D 6A 9 8, 10010012110=8, 1=4 2=4
G 6CHORALE 12 10, 10010012110=10, 1=4 2=6' 'no MEF, no count'
un "$b" "DELETE FROM eleve_structure WHERE eleve_id = 990002 AND
    type_structure = 'D'"
is "$(effectifs | sed -n '1p;7p;13p')" '03/09/2019 57 8 4
D 6A 9 7, 10010012110=7, 1=3 2=4
G _6AP1 9 7, 10010012110=7, 1=2 2=5' \
    'no division, no count, in a groupe neither'
un "$b" "INSERT INTO division_mef VALUES ('6A', '10010012117', NULL, NULL)"
is "$(effectifs | sed -n '7p')" \
    'D 6A 9 7, 10010012110=7 10010012117=0, 1=3 2=4' \
    'a MEF of the division without pupils is there with 0'
un "$b" "UPDATE eleve SET code_sexe = NULL WHERE eleve_id = 990004"
is "$(effectifs | sed -n '7p')" \
    'D 6A 9 7, 10010012110=7 10010012117=0, 0=1 1=2 2=4' \
    'an unknown sexe is counted apart, under 0'
un "$b" "UPDATE groupe SET ferme = 1 WHERE code_structure = '43.ALL2'"
is "$(effectifs | sed -n '1p;10p')" '03/09/2019 57 8 3
G 5 LAT.1 7 6, 10110001110=6, 1=3 2=3' 'a closed groupe is not there'
un "$b" "INSERT INTO division (code_structure) VALUES ('6Œ€')"
is "$(effectifs | sed -n '1p;10p' | iconv -f ISO-8859-15 -t UTF-8)" \
    '03/09/2019 57 9 3
D 6Œ€ 0,,' 'an empty division is there with 0'
is "$(effectifs --utf8 | sed -n 10p)" 'D 6Œ€ 0,,' 'also in UTF-8'
valide "$T/e.xml" 'all this is valid'
un "$b" "UPDATE division SET code_structure = '6\"<&>''', libelle_long =
    'ŁÓDŹ’S' WHERE code_structure = '6Œ€'"
effectifs-export -b "$b" -n >"$T/e.xml" 2>"$T/err"
X='//STRUCTURE[EFFECTIF_CALCULE=0]'
is "$(xmllint --xpath "string($X/@CODE_STRUCTURE)" "$T/e.xml")" "6\"<&>'" \
    'what is special in XML is escaped'
is "$(xmllint --xpath "string($X/LIBELLE_LONG)" "$T/e.xml")" "LÓDZ'S" \
    'what ISO-8859-15 does not have is replaced'
grep -Fq "caractere-translittere: 3 caractères n'existent pas en ISO-8859-15 et ont été remplacés ; --utf8 les garde" \
    "$T/err"
ok $? 'and said' || diag <"$T/err"
effectifs-export -b "$b" -n --utf8 >"$T/e.xml" 2>"$T/err"
is "$(xmllint --xpath "string($X/LIBELLE_LONG)" "$T/e.xml")" "ŁÓDŹ’S" \
    'but with --utf8'

# Pupils left in a division that STS-WEB has closed.

copie "$ecole" "$b"
sts-import -q -b "$b" <tests/corpus/structures/ferme-division.xml >"$T/out"
runs 'with a closed division' effectifs-export -b "$b" >"$T/e.xml"
grep -Fq 'effectifs-export: -: eleves-division-fermee: division 6B fermée : 9 élève(s) y restent et ne sont pas comptés ; les déplacer : repartition --remplace 6B=NOUVELLE' \
    "$T/err"
ok $? 'a note has the number of those who do not count' || diag <"$T/err"
is "$(tableau "$T/e.xml" | sed -n '1p;7,8p;11p')" '03/09/2019 50 7 4
D 6A 9 9, 10010012110=9, 1=4 2=5
D 6SEGPA 9 5, 16410002110=5, 1=3 2=2
G 6CHORALE 7, 10010012110=7, 1=2 2=5' 'there, and in their groupes'
is "$(un "$b" 'SELECT anomalies, statut FROM echange ORDER BY numero DESC LIMIT
    1')" '1|0' 'the journal has the note'
effectifs-export -q -b "$b" -n >"$T/e.xml" 2>"$T/err"
is "$(cat "$T/err")" '' '-q keeps silent'
repartition -q -b "$b" --remplace 6B=6A >"$T/out"
is "$(effectifs | sed -n '1p;7p')" '03/09/2019 59 7 4
D 6A 9 18, 10010012110=18, 1=9 2=9' 'once they are moved, they count'

# Nothing to count.

copie "$profilee" "$b"
avant "$b"
fails 65 'a school without pupils sends nothing' \
    'effectifs-export: -: rien-a-compter: aucun élève à compter : un élève compte s'\''il a un MEF, une division ouverte et pas de date de sortie à ce jour ; importer les élèves (bee-import) puis les répartir (repartition)' \
    effectifs-export -b "$b" >"$T/out"
test ! -s "$T/out"
ok $? 'not even an empty file'
fails 65 'nor with -o' 'rien-a-compter' effectifs-export -b "$b" -o "$T/o.xml"
is "$(echo "$T"/o.xml*)" "$T/o.xml*" 'where there is no file'
rien "$b" 'nothing changes'
ni_ligne "$b" 'and there is no line'
sts-import -q -b "$b" <$E/Structures.xml >"$T/out"
sed '/<STRUCTURES>/,/<\/STRUCTURES>/d' $E/ElevesAvecAdresses.xml |
    bee-import -q -b "$b" >"$T/out"
fails 65 'nor does one whose pupils have no division' 'rien-a-compter' \
    effectifs-export -b "$b" >"$T/out"
copie "$ecole" "$b"
un "$b" 'UPDATE eleve SET date_sortie = '\''2019-09-03'\'
avant "$b"
fails 65 'nor one they have all left' 'rien-a-compter' \
    effectifs-export -b "$b" >"$T/out"
rien "$b" 'which changes nothing'
ni_ligne "$b" 'nor leaves a line'

# Dry run.

copie "$ecole" "$b"
avant "$b"
runs 'a dry run' effectifs-export -b "$b" -n >"$T/n.xml"
same_send 'writes the file, without a number' "$T/une.xml" "$T/n.xml"
runs 'also with -o' effectifs-export -b "$b" -n -o "$T/n2.xml"
same_send 'the same' "$T/une.xml" "$T/n2.xml"
rien "$b" 'and changes nothing'
ni_ligne "$b" 'and leaves neither line nor archive'

# Written whole, or not sent.

runs '-o' effectifs-export -b "$b" -o "$T/o.xml"
same 'writes the file' "$T/une.xml" "$T/o.xml"
is "$(stat -c %a "$T/o.xml")" 600 'readable by its owner only'
is "$(find "$T" -maxdepth 1 -name "*o.xml*")" "$T/o.xml" 'and leaves nothing beside it'
echo hier >"$T/o.xml"
mort=$(sh -c 'echo $$')
touch "$T/.o.xml.$mort.abcdef" "$T/.o.xml.$$.abcdef" "$T/.p.xml.$mort.abcdef"
runs 'over a file that is there' effectifs-export -b "$b" -o "$T/o.xml"
is "$(cd "$T" && echo .?.xml.*)" ".o.xml.$$.abcdef .p.xml.$mort.abcdef" \
    'what a run that was killed has left of it goes, nothing else'
rm -f "$T"/.?.xml.*
same_send 'too' "$T/une.xml" "$T/o.xml"
avant "$b"
fails 73 'a directory that is not there' 'sortie: la sortie n'\''a pas pu être écrite' \
    effectifs-export -b "$b" -o "$T/nulle/part.xml"
like "$(cat "$T/err")" ' : aucun fichier ni dossier de ce nom ; ' \
    'which is said in French'
ni_ligne "$b" 'leaves no line and no archive'
fails 73 'a full disk' 'sortie: la sortie n'\''a pas pu être écrite' \
    effectifs-export -b "$b" >/dev/full
like "$(cat "$T/err")" ' : le disque est plein' 'is said so'
ni_ligne "$b" 'neither'
mkfifo "$T/tube"
exec 5<>"$T/tube"
exec 6>"$T/tube"
exec 5<&-
fails 73 'a reader that has gone away' '' effectifs-export -b "$b" >&6
exec 6>&-
is "$(cat "$T/err")" '' 'is not talked to'
ni_ligne "$b" 'and leaves no line and no archive'
rien "$b" 'nothing has changed'
n=$(un "$b" 'SELECT max(numero) FROM echange')
runs 'then it is sent' effectifs-export -b "$b" >"$T/e.xml"
is "$(un "$b" 'SELECT max(numero) FROM echange')" $((n + 1)) \
    'under the next number: none was used'

# -r, -j, another day.

runs '-r' effectifs-export -b "$b" -r "$T/cr.xml" >"$T/e.xml"
is "$(xmllint --xpath 'concat(//BILAN/@GENRE, " ", //LUS)' "$T/cr.xml")" \
    'effectifs 12' 'has a compte rendu'
same_send 'and the data stay on standard output' "$T/une.xml" "$T/e.xml"
runs '-j' effectifs-export -b "$b" -j >"$T/e.xml"
is "$(cat "$T/err")" '{"programme":"effectifs-export","lus":12,"ajoutes":0,"modifies":0,"inchanges":12,"absents":0,"rejetes":0,"anomalies":0,"statut":0}' \
    'sums up in JSON'
runs 'another day' effectifs-export -b "$b" --date 2019-09-16 >"$T/e.xml"
is "$(sed -n 6,7p "$T/e.xml")" '    <DATE_EXPORT>16/09/2019</DATE_EXPORT>
    <HORODATAGE>03/09/2019 09:00:00</HORODATAGE>' \
    'is in the file, beside the hour of its making'
is "$(un "$b" 'SELECT date_utilisee, date_echange FROM echange ORDER BY numero
    DESC LIMIT 1')" '2019-09-16|2019-09-03 09:00:00' 'and in the journal'
avant "$b"
fails 64 'a day that does not exist' 'la date s'\''écrit AAAA-MM-JJ' \
    effectifs-export -b "$b" --date 2019-09-31 >"$T/out"
fails 78 'a day after the school year' \
    'base-annee: l'\''année scolaire de la base est finie : '"$b est de 2019, nous sommes le 2020-09-01 ; prendre la base de la nouvelle année, courante dès sconet-bascule --rentree ; --force passe outre" \
    effectifs-export -b "$b" --date 2020-09-01 >"$T/out"
SOURCE_DATE_EPOCH=1598947200 fails 78 'be it today' 'base-annee' \
    effectifs-export -b "$b" >"$T/out"
rien "$b" 'is refused and changes nothing'
ni_ligne "$b" 'nor leaves a line'
runs 'but for --force' effectifs-export -b "$b" --date 2020-09-01 --force \
    >"$T/out"
runs 'the last day of the school year' effectifs-export -b "$b" \
    --date 2020-08-31 >"$T/out"
done_testing
