#!/bin/sh
# echanges --paquet: one exchange to be done again elsewhere, without the
# people in it.
. tests/lib.sh

E=examples/ecole
B=$T/ecole.db
SCONET_BASE=$B
export SCONET_BASE
TAB=$(printf '\t')
for p in unzip zip; do
	command -v $p >"$T/out" || skip_all "no $p"
done

# A school whose files have many things wrong with them.
sconet-init 0990001N 2019 "$B"
nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml >"$T/np.xml"
sts-import -q <$E/sts_emp_0990001N_2019.xml >"$T/cr"
bee-import -q <$E/ElevesAvecAdresses.xml >"$T/cr"
bee-import -q <$E/ResponsablesAvecAdresses.xml >"$T/cr"
SOURCE_DATE_EPOCH=1567587600
sed -e 's,08:02:17,09:00:00,' -e 's,14/03/2008,14/13/2008,' \
    -e 's,<CODE_REGIME>24,<CODE_REGIME>Z4,' \
    -e '0,/<ID_NATIONAL>\(.*\)AC</s//<ID_NATIONAL>\1AD</' \
    -e 's,<ELEVES>,&<!-- confie par Amarantine --><OBSERVATION>Amarantine</OBSERVATION>,' \
    $E/ElevesAvecAdresses.xml >"$T/b.xml"
fails 1 'pupils with anomalies' '' bee-import -q --motif 'Amarantine a appelé' \
    <"$T/b.xml" >"$T/cr"
n=$(sqlite3 "$B" 'SELECT max(numero) FROM echange')
saisie -q <$E/saisie.tsv >"$T/cr"
repartition -q <$E/divisions.tsv >"$T/cr"
bee-import -q <tests/corpus/porte/doctype.xml >"$T/cr" 2>"$T/err"
effectifs-export -q >"$T/eff.xml"
fin=$(sqlite3 "$B" 'SELECT max(numero) FROM echange')
dump "$B" >"$T/avant"

# open ZIP DIR: its files, as they were.
open() {
	rm -rf "$2"
	unzip -q "$1" -d "$2"
	for f in "$2"/paquet.d/*.zst; do
		zstd -dq --rm "$f"
	done
}

# Each exchange that has a file, one packet; each is done again from it alone.
i=2
while [ $i -le "$fin" ]; do
	runs "exchange $i" echanges --paquet $i -o "$T/p$i.zip"
	runs 'is done again' env -u SCONET_BASE SOURCE_DATE_EPOCH=1 \
	    rejouer "$T/p$i.zip" >"$T/out"
	is "$(cut -f 1,3 "$T/out" | sed 1d)" "$i${TAB}identique" \
	    'and comes out as it did'
	i=$((i + 1))
done
dump "$B" >"$T/apres"
same 'the base is as it was' "$T/avant" "$T/apres"
echanges --paquet "$n" >"$T/p.zip"
cmp "$T/p.zip" "$T/p$n.zip"
ok $? 'on standard output, and twice the same'

# What is in it.
open "$T/p$n.zip" "$T/ouvert"
is "$(cd "$T/ouvert" && find . -type f | sort)" "./paquet.d/000002-nomenclature-academique-recu.xml
./paquet.d/000003-nomenclature-etablissement-recu.yaml
./paquet.d/000004-structures-recu.xml
./paquet.d/000005-eleves-recu.xml
./paquet.d/000006-responsables-recu.xml
./paquet.d/00000$n-eleves-emis.xml
./paquet.d/00000$n-eleves-recu.xml
./paquet.db" 'the file, its answer, nomenclatures, structures and what it met'

# No person is: names, INE, numbers of phones, streets, addresses.
sqlite3 "$B" "SELECT nom_de_famille FROM eleve UNION SELECT prenom FROM eleve
    UNION SELECT nom_de_famille FROM personne UNION SELECT prenom FROM personne
    UNION SELECT nom_usage FROM personne UNION SELECT id_national FROM eleve
    UNION SELECT tel_portable FROM personne UNION SELECT tel_personnel FROM
    personne UNION SELECT mel FROM personne UNION SELECT ligne1_adresse FROM
    adresse UNION SELECT nom_usage FROM individu UNION SELECT prenom FROM
    individu" | grep -E '.{5}' >"$T/perso"
[ "$(wc -l <"$T/perso")" -gt 200 ]
ok $? 'there is something to look for'
nobody() {
	for f in "$1"/paquet.d/*.xml; do
		iconv -f ISO-8859-15 -t UTF-8 "$f"
	done >"$T/tout"
	cat "$1"/paquet.d/* "$1/paquet.db" >>"$T/tout"
	grep -aoF -f "$T/perso" "$T/tout" | sort -u
}
is "$(nobody "$T/ouvert")" '' 'nobody is named in it, nor in its journal'
is "$(grep -ac 'Amarantine\|a appel' "$T/tout")" 0 \
    'nor in comments, unknown elements and reasons'
echanges --nominatif --paquet "$n" -o "$T/nominatif.zip"
open "$T/nominatif.zip" "$T/nom"
[ -n "$(nobody "$T/nom")" ]
ok $? '--nominatif keeps them'
same 'with the file as it came' "$T/b.xml" \
    "$T/nom/paquet.d/00000$n-eleves-recu.xml"
runs 'which is done again too' rejouer "$T/nominatif.zip" >"$T/out"
open "$T/p$((n + 1)).zip" "$T/saisie"
is "$(nobody "$T/saisie")" '' 'nor in a table'
is "$(cut -f 1,2 "$T/saisie/paquet.d/"*saisie-recu.tsv)" \
    "$(cut -f 1,2 $E/saisie.tsv)" 'whose columns of codes stay'

# The same person is the same everywhere.
# of FILE XPATH
of() {
	xmllint --xpath "string($2)" "$1"
}
P=$T/ouvert/paquet.d
for f in 000005-eleves-recu "00000$n-eleves-recu"; do
	of "$P/$f.xml" '//ELEVE[@ELEVE_ID="990002"]/NOM_DE_FAMILLE'
	of "$P/$f.xml" '//ELEVE[@ELEVE_ID="990002"]/ID_NATIONAL'
	of "$P/$f.xml" '//ELEVE[@ELEVE_ID="990002"]/DATE_NAISS'
done >"$T/un"
is "$(sed -n 1,3p "$T/un")" "$(sed -n 4,6p "$T/un")" 'in both files of pupils'
is "$(of "$P/000005-eleves-recu.xml" \
    '//ELEVE[@ELEVE_ID="990001"]/NOM_DE_FAMILLE')" \
    "$(of "$P/000006-responsables-recu.xml" \
    '//PERSONNE[@PERSONNE_ID="9900001"]/NOM_USAGE')" \
    'a child and its mother have the same name still'
# The shift of birth dates, in days.
shift_of() {
	sqlite3 :memory: "SELECT julianday('$(of "$2" \
	    "//ELEVE[@ELEVE_ID='$1']/DATE_NAISS" | iso)') - julianday('$(of \
	    $E/ElevesAvecAdresses.xml "//ELEVE[@ELEVE_ID='$1']/DATE_NAISS" |
	    iso)')"
}
iso() {
	sed 's,\(..\)/\(..\)/\(....\),\3-\2-\1,'
}
for e in 990002 990003 990030 990060; do
	shift_of $e "$P/000005-eleves-recu.xml"
done | sort -u >"$T/jours"
is "$(wc -l <"$T/jours")" 1 'all birth dates move by as many days'
is "$(grep -c '^0' "$T/jours")" 0 'and do move'

# INE: of the same kind, right or wrong as they were, none twice.
sconet-init -q 0990001N 2019 "$T/essai.db"
bee-import -q --force -b "$T/essai.db" <"$P/000005-eleves-recu.xml" >"$T/cr"
is "$(xmllint --xpath "count(//*[@CODE='ine-cle'])" "$T/cr" 2>"$T/err" ||
    echo 0)" 0 'all keys are right'
is "$(sqlite3 "$T/essai.db" 'SELECT count(id_national) - count(DISTINCT
    id_national) FROM eleve')" 0 'no INE is there twice'
is "$(sqlite3 "$T/essai.db" "SELECT count(*), sum(id_national GLOB
    '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][A-Z][A-Z]') FROM eleve
    WHERE id_national IS NOT NULL")" "$(sqlite3 "$B" "SELECT count(*),
    sum(id_national GLOB
    '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][A-Z][A-Z]') FROM eleve
    WHERE id_national IS NOT NULL")" 'each has the form that it had'
is "$(zstd -dc "$T"/ecole.d/00000"$n"-eleves-emis.xml.zst |
    xmllint --xpath '//ANOMALIE/@CODE' - | sort | uniq -c)" \
    "$(xmllint --xpath '//ANOMALIE/@CODE' "$P/00000$n-eleves-emis.xml" |
    sort | uniq -c)" 'the anomalies are those of the real file'

# Another packet has other people.
open "$T/p6.zip" "$T/autre"
[ "$(of "$T/autre/paquet.d/000005-eleves-recu.xml" \
    '//ELEVE[@ELEVE_ID="990002"]/NOM_DE_FAMILLE')" != "$(sed -n 1p "$T/un")" ]
ok $? 'in another packet he is another'

# A packet says what came out otherwise.
sqlite3 "$B" "DELETE FROM anomalie WHERE n = (SELECT min(n) FROM anomalie WHERE
    echange = $n AND code = 'regime-inconnu')"
runs 'a rule that was not there' echanges --paquet "$n" -o "$T/q.zip"
like "$(cat "$T/err")" 'paquet-ecarts' 'is told when the packet is made'
fails 1 'and when it is done again' '' rejouer "$T/q.zip" >"$T/out"
like "$(cat "$T/out")" "^$n${TAB}.*anomalie${TAB}${TAB}regime-inconnu valeur" \
    'by name'

# Refusals.
fails 64 'no such exchange' echange-inconnu echanges --paquet 99 -o "$T/z.zip"
fails 64 'the making of a base' echange-sans-fichier \
    echanges --paquet 1 -o "$T/z.zip"
fails 64 '--nominatif alone' 'vont avec --paquet' echanges --nominatif
fails 64 '-o alone' 'vont avec --paquet' echanges -o "$T/z.zip"
fails 73 'a directory that is not there' '' \
    echanges --paquet 5 -o "$T/non/z.zip"
echanges --purger 2019-09-04 >"$T/out" 2>"$T/err"
fails 66 'one that was purged' archive-purgee \
    echanges --paquet 5 -o "$T/z.zip"
[ ! -e "$T/z.zip" ]
ok $? 'none of them leaves a file'
fails 64 'not into a base' 'sans --ici' rejouer --ici "$T/p.zip"
fails 64 'nor with others' 'un paquet se rejoue seul' rejouer "$T/p.zip" 3

# Packets that are none.
mkdir "$T/faux"
cp "$T/ouvert/paquet.db" "$T/faux"
echo x >"$T/dehors"
(cd "$T/faux" && zip -q ../f1.zip paquet.db ../dehors)
fails 65 'one that writes elsewhere' "n'en est pas" rejouer "$T/f1.zip"
mkdir "$T/faux/paquet.d"
ln -s "$T/dehors" "$T/faux/paquet.d/000002-x-recu.xml.zst"
(cd "$T/faux" && zip -qy ../f2.zip paquet.db paquet.d/*)
fails 65 'one with a link' "n'est pas un fichier" rejouer "$T/f2.zip"
(cd "$T/ouvert" && zip -q ../f3.zip paquet.d/000004-structures-recu.xml)
fails 65 'one without a journal' "n'a pas de journal" rejouer "$T/f3.zip"
head -c 5000 "$T/p.zip" >"$T/f4.zip"
fails 65 'one that is cut' paquet rejouer "$T/f4.zip"
like "$(cat "$T/err")" "^rejouer: $T/f4.zip: paquet:.*coupée ou abîmée" \
    'in French, by its name'
fails 65 'a file that is no zip' 'profil.yaml: paquet:' \
    rejouer $E/profil.yaml
fails 66 'one that is not there' "$T/non.zip: entree-absente" \
    env -u SCONET_BASE rejouer "$T/non.zip"
is "$(cat "$T/dehors")" x 'nothing was written'
(cd "$T/faux" && rm -r paquet.d && mkdir paquet.d && head -c 270000000 /dev/zero \
    >paquet.d/000002-x-recu.xml.zst && zip -q ../f5.zip paquet.db paquet.d/*)
fails 65 'one that would fill the disk' 'plus de' env TMPDIR="$T" \
    rejouer "$T/f5.zip"
is "$(find "$T" -name 'sconet-rejeu-*')" '' 'nothing is left of any'
done_testing
