#!/bin/sh
# gep-export: the tables of GEP, read by a reader that is not ours; what is
# noted; and that a set of files is all there or not at all.
. tests/lib.sh
. tests/corpus/structures/cas.sh

command -v dbf_dump >"$T/out" || skip_all 'no dbf_dump'
E=examples/ecole
C=tests/corpus/gep

# champs FILE FIELDS [GREP]: of each record, in UTF-8, with | between them.
champs() {
	dbf_dump --fs '|' --fields "$2" "$1" | iconv -f CP850 -t UTF-8 |
	    grep -e "${3-}"
}
# octets FILE FROM N: bytes of it, in hexadecimal.
octets() {
	od -An -v -tx1 -j "$2" -N "$3" "$1" | tr -d ' \n'
}
# ecrit BASE WORD...: the tables, in an empty $T/d; whatever the anomalies.
ecrit() {
	_b=$1
	shift
	rm -rf "$T/d" && mkdir "$T/d"
	gep-export -q -b "$_b" --dossier "$T/d" "$@" >"$T/chemins" \
	    2>"$T/err" || [ $? -eq 1 ] || cat "$T/err"
}
# liste: what is in $T/d, hidden files too, and how many they are.
liste() {
	(cd "$T/d" && find . ! -name .) | sed 's,^\./,,' | LC_ALL=C sort |
	    tr '\n' ' '
}
nombre() {
	liste | wc -w
}
# somme: the files of $T/d, what is in them and whose they are.
somme() {
	liste
	cat "$T"/d/*.DBF | sha256sum
}

profilee=$T/profilee.db
ecole=$T/ecole.db
sconet-init 0990001N 2019 "$ecole"
nomen-profile -q -b "$ecole" -p $E/profil.yaml <$E/Nomenclature.xml \
    >"$T/out"
copie "$ecole" "$profilee"
{
	sts-import -q -b "$ecole" <$E/sts_emp_0990001N_2019.xml &&
	    bee-import -q -b "$ecole" <$E/ElevesAvecAdresses.xml &&
	    bee-import -q -b "$ecole" <$E/ResponsablesAvecAdresses.xml &&
	    repartition -q -b "$ecole" <$E/divisions.tsv
} >"$T/out"
ok $? 'the example school is there'

# Everything.

b=$T/b.db
copie "$ecole" "$b"
cp -R "${ecole%.db}.d" "${b%.db}.d"
mkdir "$T/d"
runs 'all tables' gep-export -b "$b" --dossier "$T/d" >"$T/chemins"
is "$(tail -n 1 "$T/err")" 'gep-export: lus 251, ajoutés 0, modifiés 0, inchangés 251, absents 0, rejetés 0' \
    'are summed up once'
is "$(sed "s,$T/d/,," "$T/chemins" | tr '\n' ' ')" \
    'F_TMT.DBF F_DIV.DBF F_GPD.DBF F_WIND.DBF F_MEN.DBF F_ELE.DBF F_ERE.DBF ' \
    'and their paths told'
is "$(liste)" \
    'F_DIV.DBF F_ELE.DBF F_ERE.DBF F_GPD.DBF F_MEN.DBF F_TMT.DBF F_WIND.DBF ' \
    'there is nothing else there'
is "$(stat -c %a "$T"/d/*.DBF | sort -u)" 600 'readable by their owner only'
is "$(echanges -b "$b" | sed -n '2,4p' | cut -f 3,4,7,14 | tr '\t\n' '|;')" \
    'emis|Export Elèves vers GEP|101|emis;emis|Export Structures&Services vers GEP|129|emis;emis|Export Nomenclatures vers GEP|21|emis;' \
    'the journal has a line for each, in its words'
discret() {
	un "$ecole" 'SELECT nom_de_famille FROM eleve UNION SELECT prenom FROM
	    eleve UNION SELECT nom_usage FROM individu' >"$T/noms"
	grep -Fwf "$T/noms" "$T/err" "$T/chemins"
	is $? 1 "$1"
}
discret 'nobody is named on stderr'
runs 'and the base is sound' sconet-check -b "$b" >"$T/out"

# As dBASE wants them.

colonnes() {
	dbf_dump --info "$1" | sed -n 's/^[0-9]*\.	\([A-Z_0-9]*\) *\([A-Z]\) *\([0-9]*\) .*/\1,\2,\3/p' |
	    tr '\n' ' '
}
for t in F_TMT:MATIMN,C,6:MATILC,C,20 F_DIV:DIVCOD,C,8:NUMIND,C,12 \
    F_GPD:GROCOD,C,8:DIVCOD,C,8 \
    F_WIND:AINOMU,C,50:AIPREN,C,50:AICIVI,C,2:NUMIND,C,12:FONCCO,C,10:INDNNI,C,13 \
    F_MEN:MATIMN,C,6:NUMIND,C,12:ELSTCO,C,8 \
    F_ELE:ELENOM,C,30:ELEPRE,C,30:ELESEXE,C,1:ELEDATNAIS,D,8:ELENOET,C,5:ERENO,C,10:ELEDOUBL,C,1:ELENONAT,C,11:ELEREG,C,1:DIVCOD,C,8:ETOCOD_EP,C,8:ELEOPT1,C,6:ELEOPT2,C,6:ELEOPT3,C,6:ELEOPT4,C,6:ELEOPT5,C,6:ELEOPT6,C,6:ELEOPT7,C,6:ELEOPT8,C,6:ELEOPT9,C,6:ELEOPT10,C,6:ELEOPT11,C,6:ELEOPT12,C,6 \
    F_ERE:ERENO,C,10:ERENOM,C,50:EREPRE,C,50:EREADR,C,100:EREADRS,C,100:ERECLD,C,6:ERELCOM,C,50:EREANOM,C,50:EREAPRE,C,50:EREAADR,C,100:EREACLD,C,6:EREALCOM,C,50; do
	is "$(colonnes "$T/d/${t%%:*}.DBF")" \
	    "$(echo "${t#*:}" | tr : ' ') " "${t%%:*} has its columns"
done
f=$T/d/F_GPD.DBF
is "$(octets "$f" 0 12)" 037709030a00000061001100 \
    'a header says version, day, records, and its length and theirs'
is "$(octets "$f" 28 4)" 00020000 'and the code page'
is "$(octets "$f" 96 2) $(octets "$f" 267 1)" '0d20 1a' \
    'it ends, no record is deleted, the file ends'
for f in "$T"/d/*.DBF; do
	is "$(stat -c %s "$f")" \
	    "$(dbf_dump --info "$f" | awk -F '\t' '/^Num of rec/ { n = $2 }
	    /^Header/ { h = $2 } /^Record/ { r = $2 }
	    END { print h + n * r + 1 }')" "${f##*/}: its size is that of the records"
done

# What is in them.

is "$(champs "$T/d/F_ELE.DBF" ELENOM,ELEPRE,ELESEXE,ELEDATNAIS,ELENOET,ERENO,ELEDOUBL,ELENONAT,ELEREG,DIVCOD,ETOCOD_EP,ELEOPT1,ELEOPT2,ELEOPT3 | sed -n '2p;4p')" \
    "D'ETOILE-MARINE|COELIO GASPARDIN ELOIN|M|20080229|1412|990002|N|993856008HF|0|6A|0990002P|AGL1||
BRUMELUNE|THEOPHRASTE|M|20070621|1417|990004|O|998955058CE|2|6A|0990001N|AGL1||" \
    'F_ELE: names are capitals without accents'
is "$(champs "$T/d/F_ELE.DBF" ELEREG | sort | uniq -c | tr -s ' \n' ' ')" \
    ' 17 0 42 2 ' 'a régime is its family'
is "$(champs "$T/d/F_ELE.DBF" ELENOET | wc -l)" 59 \
    'who has left on the day is not there'
ecrit "$ecole" eleves --date 2019-09-01
is "$(champs "$T/d/F_ELE.DBF" ELENOET | wc -l)" 60 'and was, on an earlier day'
ecrit "$ecole"
is "$(champs "$T/d/F_ERE.DBF" ERENO,ERENOM,EREPRE,EREADR,ERECLD,ERELCOM,EREANOM,EREAPRE,EREAADR ^990004)" \
    '990004|CHANTEPLUME|SERAPHINELLE|24 IMPASSE DU ZÉRO|99100|BRUMEVILLE SUR ONDE|BRUMELUNE|HIBOUTIN|8 RUE DU TAMBOUR' \
    'F_ERE: other columns keep their accents, in CP850'
champs "$T/d/F_ELE.DBF" ERENO | sort -u >"$T/got"
champs "$T/d/F_ERE.DBF" ERENO | sort >"$T/want"
same 'the records of F_ERE are those that F_ELE refers to, once each' \
    "$T/want" "$T/got"
champs "$T/d/F_ELE.DBF" ERENO | sort | uniq -d >"$T/got"
[ -s "$T/got" ]
ok $? 'brothers and sisters share one'
is "$(champs "$T/d/F_WIND.DBF" AINOMU,AIPREN,AICIVI,NUMIND,FONCCO,INDNNI 'COUP\|ATLAS')" \
    'ATLAS-LAFRISE|HERODOTIN|M.|P99017|ENS|
COUPDEMAIN|BENEVOLETTE|ML|P91||' 'F_WIND: no NUMEN, and NUMIND is the ID'
champs "$T/d/F_WIND.DBF" NUMIND | sort >"$T/want"
for t in F_MEN F_DIV; do
	champs "$T/d/$t.DBF" NUMIND | grep -v '^$' | sort -u |
	    comm -13 "$T/want" - >"$T/got"
	is "$(cat "$T/got")" '' "$t: its NUMIND are in F_WIND"
done
champs "$T/d/F_TMT.DBF" MATIMN | sort >"$T/want"
is "$(uniq -d "$T/want")" '' 'F_TMT: a mnemonic is there once'
{
	champs "$T/d/F_MEN.DBF" MATIMN
	champs "$T/d/F_ELE.DBF" ELEOPT1
	champs "$T/d/F_ELE.DBF" ELEOPT2
} | grep -v '^$' | sort -u | comm -13 "$T/want" - >"$T/got"
is "$(cat "$T/got")" '' 'those of services and options are there'
is "$(champs "$T/d/F_MEN.DBF" MATIMN,NUMIND,ELSTCO '3A$' | head -n 2)" \
    'A-PLA|P99024|3A
AGL1|P99016|3A' 'F_MEN: who teaches what in a division'
is "$(champs "$T/d/F_MEN.DBF" ELSTCO | sort -u | tr '\n' ' ')" \
    '3A 43.ALL2 4A 5 LAT.1 5A 5B 6 C 6A 6B 6CHORALE 6SEGPA _6AP1 ' \
    'and in a groupe, by its own code'
is "$(champs "$T/d/F_GPD.DBF" GROCOD,DIVCOD 43)" '43.ALL2|3A
43.ALL2|4A' 'F_GPD: the divisions of a groupe'
is "$(champs "$T/d/F_DIV.DBF" DIVCOD,NUMIND | head -n 2)" '3A|P99014
4A|P99019' 'F_DIV: a division and its professeur principal'

# Odd things.

copie "$ecole" "$b"
un "$b" "UPDATE division SET ferme = 1 WHERE code_structure = '6B';
    UPDATE prof_princ SET date_fin = '2019-09-02' WHERE code_structure = '3A';
    INSERT INTO individu (id, type, nom_usage, prenom, sexe, fonction) VALUES
    (99014, 'local', 'Œuvrard' || char(10) || 'X', 'Nil', '1', 'ENS');
    DELETE FROM service_enseignant WHERE code_structure = '4A'
    AND code_matiere = '030201';
    UPDATE eleve SET code_sexe = NULL, doublement = NULL, elenoet = NULL,
    id_national = NULL, code_regime = '31' WHERE eleve_id = 990001;
    UPDATE matiere SET libelle_court = 'Élèves & 3 €' WHERE code_matiere =
    '030201'"
ecrit "$b"
is "$(champs "$T/d/F_DIV.DBF" DIVCOD,NUMIND '3A\|6B')" '3A|' \
    'a division that is closed is not there, a head teacher who was not either'
is "$(champs "$T/d/F_GPD.DBF" DIVCOD 6B; champs "$T/d/F_MEN.DBF" ELSTCO 6B)" \
    '' 'nor is it elsewhere'
is "$(champs "$T/d/F_WIND.DBF" AINOMU,AICIVI,NUMIND 99014)" \
    'COMPAS DE LUNE|M.|P99014
OEUVRARD X|M.|L99014' 'one number of two persons is two NUMIND'
is "$(champs "$T/d/F_MEN.DBF" MATIMN,NUMIND,ELSTCO 'AGL1.*4A')" 'AGL1||4A' \
    'a service without enseignant'
is "$(champs "$T/d/F_ELE.DBF" ELEPRE,ELESEXE,ELENOET,ELEDOUBL,ELENONAT,ELEREG |
    sed -n 1p)" 'ZEPHYRINE LOELIA|||||3' 'what is not known is blank'
is "$(champs "$T/d/F_TMT.DBF" MATILC,MATIMN AGL1)" 'Élèves & 3 EUR|AGL1' \
    'what CP850 has is kept, what it has not is transcribed'

# The corpus: what is said, of a school to which something was done.

for f in "$C"/*.sql; do
	n=${f##*/}
	n=${n%.sql}
	read -r status mot <"$C/$n.want"
	copie "$ecole" "$b"
	un "$b" ".read $f"
	avant "$b"
	rm -rf "$T/d" && mkdir "$T/d"
	[ ! -f "$C/$n.tsv" ] || mot="--sequences $C/$n.tsv $mot"
	# shellcheck disable=SC2086 # options, then a word
	fails "$status" "$n: -n" '' gep-export -b "$b" -n $mot >"$T/essai"
	cp "$T/err" "$T/err.n"
	rien "$b" "$n: changes nothing"
	ni_ligne "$b" "$n: and leaves no line"
	# shellcheck disable=SC2086 # the same
	fails "$status" "$n" '' gep-export -b "$b" --dossier "$T/d" $mot \
	    >"$T/chemins"
	same "$n: says the same" "$T/err.n" "$T/err"
	un "$b" "SELECT DISTINCT code || ' ' || gravite FROM anomalie WHERE
	    echange = (SELECT max(numero) FROM echange) ORDER BY 1" >"$T/got"
	sed 1d "$C/$n.want" | sort >"$T/want"
	same "$n: what is found" "$T/want" "$T/got"
	is "$(un "$b" 'SELECT statut FROM echange ORDER BY numero DESC LIMIT 1')" \
	    "$status" "$n: the journal has the status"
	(cd "$T/d" && for p in *; do
		printf '%s\t%s\t%s\n' "$p" \
		    "$(dbf_dump "$p" | wc -l)" "$(stat -c %s "$p")"
	done) >"$T/got"
	sed 1d "$T/essai" | sort >"$T/want"
	same "$n: -n has shown the tables that are there" "$T/want" "$T/got"
	discret "$n: nobody is named"
done
dit() {
	copie "$ecole" "$b"
	un "$b" ".read $C/$1.sql"
	gep-export -b "$b" -n >"$T/out" 2>"$T/err"
	grep -Fq -e "$2" "$T/err"
	ok $? "$1: « $2 »" || diag <"$T/err"
}
dit mnemonique-double 'gep-export: nomenclatures: gep-mnemonique-double: CODE_MATIERE 030202, MATIMN: le mnémonique agl1 est aussi celui d'\''une autre matière, seule écrite ; ligne non écrite ; demander'
dit services 'gep-service-double: NUMIND/ELSTCO/CODE_MATIERE P99012/3A/020710, MATIMN: deux services'
dit options 'gep-option-sans-mnemonique: ELEVE_ID 990005, OPTIONS_SANS_MNEMONIQUE: option sans CODE_GESTION, ou inconnue : 999999 ; valeur non écrite'
dit options 'ELEVE_ID 990004, OPTIONS_EN_TROP: GEP n'\''a place que pour douze'
dit eleve 'gep-valeur-coupee: ELEVE_ID 990005, ELENOM: la valeur est plus longue que sa colonne'
dit groupes 'gep-table-vide: F_GPD.DBF: la table n'\''aurait aucune ligne'
dit responsables 'laissés : 1 ; pour information'
copie "$ecole" "$b"
un "$b" ".read $C/eleve.sql"
ecrit "$b" eleves
is "$(champs "$T/d/F_ELE.DBF" ELENOM,DIVCOD,ERENO,ELEREG TRES-LONGUE)" \
    'DE LA TRES-LONGUE-ALLEE DES CH|||' 'a value is cut where its column ends'
copie "$ecole" "$b"
un "$b" ".read $C/mnemonique-double.sql"
ecrit "$b" nomenclatures
is "$(champs "$T/d/F_TMT.DBF" MATIMN,MATILC '[Aa][Gg][Ll]1')" \
    'AGL1|ANGLAIS LV1' 'of two matières with one mnemonic one is written'
copie "$ecole" "$b"
un "$b" ".read $C/options.sql"
ecrit "$b" eleves
is "$(champs "$T/d/F_ELE.DBF" ELENOET,ELEOPT11,ELEOPT12 ^1417)" \
    "1417|$(un "$b" "SELECT group_concat(code_gestion, '|') FROM (SELECT
    code_gestion FROM gep_option WHERE eleve_id = 990004 AND rang IN (11, 12)
    ORDER BY rang)")" 'twelve options have their place'

# F_NOMA has what no base knows, and is told: the hours of the school day.

S=$C/sequences.tsv
copie "$ecole" "$b"
cp -R "${ecole%.db}.d" "${b%.db}.d"
sed '/^m1/,$d' $S >"$T/s.tsv"
rm -rf "$T/d" && mkdir "$T/d"
runs 'all tables, with the hours of the day' gep-export -b "$b" \
    --dossier "$T/d" --sequences "$T/s.tsv" >"$T/chemins"
is "$(liste)" 'F_DIV.DBF F_ELE.DBF F_ERE.DBF F_GPD.DBF F_MEN.DBF F_NOMA.DBF F_TMT.DBF F_WIND.DBF ' \
    'are all there'
is "$(colonnes "$T/d/F_NOMA.DBF")" 'TYPE,C,1 CODE,C,2 CHOIX,C,1 ' \
    'F_NOMA has its columns'
is "$(champs "$T/d/F_NOMA.DBF" TYPE,CODE,CHOIX)" 'S|M1|M
S|M2|M
S|S1|S' 'and its lines, in their order'
zstdcat "${b%.db}.d"/*-gep-nomenclatures-recu.tsv.zst | cmp - "$T/s.tsv"
ok $? 'the file is archived'
runs 'and the base is sound' sconet-check -b "$b" >"$T/out"
copie "$ecole" "$b"
runs 'without them' gep-export -q -b "$b" --dossier "$T/d" >"$T/chemins"
is "$(champs "$T/d/F_NOMA.DBF" CODE M1)" M1 'those that were there stay'
printf '# 0990001N 2019\ncode\tchoix\n' >"$T/s.tsv"
copie "$ecole" "$b"
runs 'with none' gep-export -q -b "$b" --dossier "$T/d" --sequences "$T/s.tsv" \
    nomenclatures >"$T/chemins"
is "$(liste)" 'F_DIV.DBF F_ELE.DBF F_ERE.DBF F_GPD.DBF F_MEN.DBF F_TMT.DBF F_WIND.DBF ' \
    'the table goes: there is none without lines'
somme >"$T/somme"
avant "$b"
printf '# 0990002P 2019\ncode\tchoix\nM1\tM\n' >"$T/s.tsv"
fails 65 'those of another school' 's.tsv:1: autre-etablissement' \
    gep-export -b "$b" --dossier "$T/d" --sequences "$T/s.tsv" >"$T/out"
printf 'code\tchoix\nM1\tM\n' >"$T/s.tsv"
fails 65 'those of nobody' 's.tsv:2: tsv-enveloppe' \
    gep-export -b "$b" --dossier "$T/d" --sequences "$T/s.tsv" >"$T/out"
fails 64 'for another word' 'va avec nomenclatures' gep-export -b "$b" -n \
    --sequences $S eleves
fails 66 'a file that is not there' 'entree-absente' gep-export -b "$b" -n \
    --sequences "$T/absent.tsv"
somme >"$T/somme2"
same 'leave the tables as they were' "$T/somme" "$T/somme2"
rien "$b" 'and the base'
ni_ligne "$b" 'and the journal'

# One word: those tables alone; the archive has them as one zip.

copie "$ecole" "$b"
ecrit "$b" structures
is "$(liste)" 'F_DIV.DBF F_GPD.DBF F_MEN.DBF F_WIND.DBF ' \
    'structures writes its tables'
n=$(un "$b" 'SELECT max(numero) FROM echange')
is "$(un "$b" "SELECT archive FROM echange WHERE numero = $n")" \
    "$(printf '%06d-gep-structures-emis.zip.zst' "$n")" 'under its number'
echanges -b "$b" -c "$n" >"$T/x.zip"
mkdir "$T/x" && (cd "$T/x" && unzip -q "$T/x.zip")
diff -r "$T/d" "$T/x"
ok $? 'the archive has what was written, byte for byte'
ecrit "$b" eleves
is "$(liste)" 'F_ELE.DBF F_ERE.DBF ' 'so does eleves'
ecrit "$b" nomenclatures
is "$(liste)" 'F_TMT.DBF ' 'and nomenclatures'

# A set: replaced whole, or left whole.

rm -rf "$T/d" && mkdir "$T/d"
echo hier >"$T/d/F_ELE.DBF"
echo hier >"$T/d/autre"
echo hier >"$T/d/F_NOMA.DBF"
runs 'over files that are there, with --mode' \
    gep-export -q -b "$b" --dossier "$T/d" --mode 0640 >"$T/chemins"
is "$(stat -c %a "$T/d/F_ELE.DBF" "$T/d/F_TMT.DBF" | tr '\n' ' ')" '640 640 ' \
    'the group may read them'
is "$(cat "$T/d/autre" "$T/d/F_NOMA.DBF")" 'hier
hier' 'other files are left alone'
is "$(nombre)" 9 'and nothing is left beside them'
somme >"$T/somme"
runs 'again' gep-export -q -b "$b" --dossier "$T/d" --mode 640 >"$T/chemins"
somme >"$T/somme2"
same 'gives the same bytes' "$T/somme" "$T/somme2"
un "$b" "UPDATE eleve SET prenom = 'Autre'; UPDATE groupe SET ferme = 1"
avant "$b"
fails 73 'no room for the paths' 'sortie: ' \
    gep-export -b "$b" --dossier "$T/d" >/dev/full
somme >"$T/somme2"
same 'leaves the files of the last set' "$T/somme" "$T/somme2"
ni_ligne "$b" 'and no line'
rien "$b" 'and changes nothing'
fails 73 'a directory that is not there' 'sortie: ' \
    gep-export -b "$b" --dossier "$T/nulle" >"$T/out"
mv "$T/d/F_ERE.DBF" "$T/ere"
mkdir "$T/d/F_ERE.DBF"
somme >"$T/somme3" 2>"$T/out"
fails 73 'a name that cannot be taken' 'F_ERE.DBF' \
    gep-export -b "$b" --dossier "$T/d" >"$T/out"
somme >"$T/somme2" 2>"$T/out"
same 'leaves them too' "$T/somme3" "$T/somme2"
ni_ligne "$b" 'without a line'
rmdir "$T/d/F_ERE.DBF" && mv "$T/ere" "$T/d/F_ERE.DBF"
mkfifo "$T/tube"
exec 5<>"$T/tube"
exec 6>"$T/tube"
exec 5<&-
fails 73 'a reader that has gone away' '' \
    gep-export -q -b "$b" --dossier "$T/d" >&6
exec 6>&-
somme >"$T/somme2"
same 'also' "$T/somme" "$T/somme2"
runs 'then it is written' gep-export -b "$b" --dossier "$T/d" >"$T/chemins"
is "$(champs "$T/d/F_ELE.DBF" ELEPRE | sed -n 4p)" AUTRE 'anew'
[ ! -e "$T/d/F_GPD.DBF" ]
ok $? 'a table that has no line any more goes'
is "$(nombre)" 8 'nothing else is left'
is "$(stat -c %a "$T/d/F_ELE.DBF")" 600 'without --mode, its owner only again'

# At each renaming, linking, syncing of a file of the set: it fails, or the
# program is killed there.

ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0 # it cannot ptrace
export ASAN_OPTIONS
# panne CALLS WHAT: run with that injected into these calls.
panne() {
	_c=$1
	_i=$2
	strace -f -qq -o "$T/trace" -e "trace=$_c" -e "inject=$_c:$_i" \
	    gep-export -q -b "$b" --dossier "$T/d" >"$T/chemins" 2>"$T/err"
}
RENAME=rename,renameat,renameat2
LINK=link,linkat
if strace -o "$T/trace" true; then
	for c in $RENAME fsync; do
		somme >"$T/somme"
		un "$b" "UPDATE eleve SET prenom = '$c'"
		copie "$b" "$T/avant.db"
		k=1
		while :; do
			copie "$T/avant.db" "$b"
			panne "$c" "error=EIO:when=$k"
			rc=$?
			[ $rc -ne 0 ] || break
			somme >"$T/somme2"
			case $rc$(un "$b" 'SELECT count(*) FROM echange') in
			7[34]"$(un "$T/avant.db" 'SELECT count(*) FROM echange')") ;;
			*) echo "$c $k: $rc" ;;
			esac
			cmp "$T/somme" "$T/somme2"
			k=$((k + 1))
		done
		[ $k -gt 7 ] || echo "$c: $k"
	done >"$T/got" 2>&1
	is "$(cat "$T/got")" '' 'a failure at any call leaves the last set, and no line'
	un "$b" "UPDATE eleve SET prenom = 'Ailleurs'"
	panne "$LINK" error=EPERM
	is "$? $(grep -c EPERM "$T/trace") $(champs "$T/d/F_ELE.DBF" ELEPRE | sed -n 4p) $(nombre)" \
	    '0 6 AILLEURS 8' 'where there are no links it is written too'
	un "$b" "UPDATE eleve SET prenom = 'Tué'"
	k=1
	while panne "$RENAME" "signal=KILL:when=$k"; [ $? -ge 128 ]; do
		sconet-check -b "$b" | grep -v archive-absente
		k=$((k + 1))
	done >"$T/got"
	[ $k -gt 7 ]
	ok $? 'killed at any renaming'
	is "$(sed '/archive-temporaire/d; /archive-en-trop/d' "$T/got")" '' \
	    'the base is sound'
	is "$(champs "$T/d/F_ELE.DBF" ELEPRE | cut -d ' ' -f 1 | sort -u) $(liste |
	    tr ' ' '\n' | grep -c avant)" 'TUE 0' \
	    'and the next run writes it whole'
	is "$(nombre)" 8 'nothing is left of those that were killed'
else
	skip 'faults' 'no strace'
fi
ln -s "$T/d" "$T/lien"
runs 'a directory by another name' \
    gep-export -q -b "$b" --dossier "$T/lien" eleves >"$T/chemins"
is "$(sed -n 1p "$T/chemins")" "$T/lien/F_ELE.DBF" 'is told as it was given'

# -n, -j.

copie "$ecole" "$b"
runs '-n' gep-export -q -b "$b" -n >"$T/out"
is "$(head -n 2 "$T/out" | tr '\t\n' '|;')" 'fichier|fiches|octets;F_TMT.DBF|21|665;' \
    'has a table of what would be written'
runs '-n with a directory' gep-export -q -b "$b" -n --dossier "$T/nulle" \
    >"$T/out2"
same 'looks at it no more than it writes there' "$T/out" "$T/out2"
runs '-n -j' gep-export -b "$b" -n -j nomenclatures >"$T/out"
is "$(cat "$T/out")" '{"fichier":"F_TMT.DBF","fiches":21,"octets":665}' \
    'in JSON'
is "$(tail -n 1 "$T/err")" '{"programme":"gep-export","lus":21,"ajoutes":0,"modifies":0,"inchanges":21,"absents":0,"rejetes":0,"anomalies":1,"statut":0}' \
    'the summary too'

# Refusals.

rm -rf "$T/d" && mkdir "$T/d"
fails 64 'no directory' 'il faut --dossier' gep-export -b "$b"
fails 64 'another word' 'nomenclatures, structures ou eleves' \
    gep-export -b "$b" --dossier "$T/d" notes
for m in 0644 0755 640x 0 7640 ''; do
	fails 64 "--mode '$m'" 'le mode est 0600, 0640 ou 0660' \
	    gep-export -b "$b" --dossier "$T/d" --mode "$m"
done
copie "$profilee" "$b"
avant "$b"
fails 65 'no élève' 'rien-a-exporter: la base n'\''a pas de quoi faire ce fichier : eleves : aucun élève présent à ce jour : bee-import reçoit les élèves' \
    gep-export -b "$b" --dossier "$T/d" eleves >"$T/out"
fails 65 'no division' 'structures : aucune division ouverte : sts-import' \
    gep-export -b "$b" --dossier "$T/d" structures
fails 65 'one of the three lacks' 'structures : aucune division' \
    gep-export -b "$b" --dossier "$T/d"
fails 65 'also on trial' 'structures : aucune division' gep-export -b "$b" -n
is "$(liste)" '' 'nothing is written'
rien "$b" 'nothing changes'
ni_ligne "$b" 'and there is no line'
runs 'what there is goes' gep-export -q -b "$b" --dossier "$T/d" nomenclatures \
    >"$T/out"
sconet-init 0990001N 2019 "$T/vide.db"
fails 65 'no nomenclature' 'nomenclatures : aucune nomenclature profilée : nomen-profile' \
    gep-export -b "$T/vide.db" --dossier "$T/d" nomenclatures
nomen-profile -q -b "$T/vide.db" --recevoir <$E/Nomenclature.xml >"$T/out"
fails 65 'or none that is profiled' 'aucune nomenclature profilée' \
    gep-export -b "$T/vide.db" --dossier "$T/d" nomenclatures
copie "$ecole" "$b"
fails 78 'a year that is over' base-annee gep-export -b "$b" \
    --dossier "$T/d" --date 2020-09-02
runs 'but for --force' gep-export -q -b "$b" --dossier "$T/d" \
    --date 2020-09-02 --force >"$T/out"
sconet-init --role sts 0990001N 2019 "$T/sts.db"
fails 78 'a base of STS-WEB' 'rôle sts, il faut etab' \
    gep-export -b "$T/sts.db" --dossier "$T/d"
done_testing
