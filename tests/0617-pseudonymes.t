#!/bin/sh
# echanges --paquet: nothing that a person wrote in his own words goes along,
# nor what tells which school it is.
. tests/lib.sh

E=examples/ecole
B=$T/ecole.db
SCONET_BASE=$B
export SCONET_BASE
TAB=$(printf '\t')
command -v unzip >"$T/out" || skip_all 'no unzip'

sconet-init 0990001N 2019 "$B"
nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml >"$T/np.xml"
sed -e 's,<LIBELLE_LONG>SIXIEME A<,<LIBELLE_LONG>M. Tartempion<,' \
    $E/sts_emp_0990001N_2019.xml >"$T/sts.xml"
sts-import -q <"$T/sts.xml" >"$T/cr"
bee-import -q <$E/ElevesAvecAdresses.xml >"$T/cr"
bee-import -q <$E/ResponsablesAvecAdresses.xml >"$T/cr"

# last: the number of the last exchange.
last() {
	sqlite3 "$B" 'SELECT max(numero) FROM echange'
}
# packet N: its files in $T/pN, all of them in $T/pN.txt.
packet() {
	rm -rf "$T/p$1"
	runs "a packet of exchange $1" echanges --paquet "$1" -o "$T/p$1.zip"
	unzip -q "$T/p$1.zip" -d "$T/p$1"
	zstd -dq --rm "$T/p$1"/paquet.d/*.zst
	cat "$T/p$1"/paquet.d/* "$T/p$1/paquet.db" >"$T/p$1.txt"
}
# replayed N: it is done again as it was.
replayed() {
	runs 'is done again' env -u SCONET_BASE rejouer "$T/p$1.zip" >"$T/out"
	is "$(cut -f 1,3 "$T/out" | sed 1d)" "$1${TAB}identique" \
	    'and comes out as it did'
}
named() {
	grep -aic 'tartempion\|gontran\|0612345678' "$T/p$1.txt"
}

# Of XML: what stands in instructions, and in names that are nobody's.
sed -e 's,08:02:17,09:00:00,' -e "s,<DONNEES>,<?note c'est Tartempion?>&," \
    -e 's,<ELEVES>,&<?xml-stylesheet href="gontran.css"?>,' \
    -e 's,<ELEVE ,&tartempion = "0612345678" GONTRAN="a" ,' \
    -e 's,</ELEVE>,<Tartempion.Gontran/><AUTRE gontran="x">y</AUTRE>&,' \
    -e 's,<PARAMETRES>,<PARAMETRES xmlns:gontran="http://tartempion.fr/">,' \
    $E/ElevesAvecAdresses.xml >"$T/b.xml"
bee-import -q <"$T/b.xml" >"$T/cr"
n=$(last)
packet "$n"
is "$(named "$n")" 0 'names nobody by an instruction or a name of XML'
xmllint --noout "$T/p$n/paquet.d/"*"$n-eleves-recu.xml"
ok $? 'whose file is XML still'
replayed "$n"
is "$(head -n 1 "$T/p$n/paquet.d/"*"$n-eleves-recu.xml")" \
    "$(head -n 1 "$T/b.xml")" 'its declaration stays'

# Of tables: comments, labels of what is new.
printf '# 0990001N 2019\n# de Tartempion\neleve_id\tchamp\tvaleur\n' >"$T/s.tsv"
printf '%s\t%s\t%s\n' nouveau1 NOM_DE_FAMILLE Tartempion \
    nouveau1 PRENOM Gontran NOUVEAU1 DATE_NAISS 14/03/2008 \
    nouveau1 CODE_SEXE 1 nouveau2 NOM_DE_FAMILLE Tartempion \
    nouveau2 PRENOM Ulysse nouveau2 DATE_NAISS 14/03/2008 \
    nouveau1 RESPONSABLE/nouveauTartempion/NOM_DE_FAMILLE Tartempion \
    nouveau1 RESPONSABLE/nouveauTartempion/NIVEAU_RESPONSABILITE 1 \
    nouveau1 RESPONSABLE/nouveauTartempion/PRENOM Gontran \
    nouveau2 RESPONSABLE/NouveauTartempion/NIVEAU_RESPONSABILITE 1 \
    nouveau1 RESPONSABLE/nouveauTartempion/ADRESSE_ID nouveau \
    Gontran MEL a 990001 GONTRAN b 0612345678 MEL c >>"$T/s.tsv"
saisie -q <"$T/s.tsv" >"$T/cr" 2>"$T/err"
n=$(last)
is "$(sqlite3 "$B" "SELECT ajoutes FROM echange WHERE numero = $n")" 3 \
    'a table makes two élèves and a responsable'
packet "$n"
is "$(named "$n")" 0 'of whom its packet names none, nor in a comment'
replayed "$n"

# Of settings.
cat >"$T/eva.yaml" <<EOF
# pour Tartempion
campagnes:
  - nom: observation   # Gontran
    libelle: "celle de Tartempion Gontran"
    effectifs: observation
    debut: 2019-09-01
    fin: 2019-09-13
corrections: |
  # 0990001N 2019
  # Gontran a compté
  division	mef	declare	motif
  6B	10010012110	10	Tartempion Gontran attendu, 0612345678
EOF
eva-export -q --campagne "$T/eva.yaml" >"$T/eva.xml" 2>"$T/err"
is "$(grep -c 'Tartempion Gontran' "$T/eva.xml")" 2 'a send that says why'
n=$(last)
packet "$n"
is "$(named "$n")" 0 'does not in its packet'
replayed "$n"

# What tells the school, or the one of the year before.
sqlite3 "$B" "SELECT DISTINCT telephone FROM scolarite_an_dernier UNION SELECT
    denom_compl FROM scolarite_an_dernier UNION SELECT ll_commune_insee FROM
    scolarite_an_dernier UNION SELECT mel FROM scolarite_an_dernier UNION
    SELECT ligne1_adresse FROM scolarite_an_dernier" | grep .... >"$T/ecoles"
xmllint --xpath '//UAJ/ADRESSE | //UAJ/TELEPHONE | //UAJ/DENOM_COMPL |
    //UAJ/COMMUNE' $E/sts_emp_0990001N_2019.xml | sed 's/<[^>]*>/\n/g' |
    grep .... >>"$T/ecoles"
[ "$(wc -l <"$T/ecoles")" -gt 5 ]
ok $? 'schools have something to look for'
is "$(grep -aoiF -f "$T/ecoles" "$T/p$n.txt" | sort -u)" '' \
    'no school is named, nor where it is'

# Words of ours and dates that are nobody's stay; two persons who are to be
# compared are others, as they are elsewhere.
bea=$T/bea.db
sconet-init -q --role bea 099 2019 "$bea"
nomen-profile -q -b "$bea" <$E/Nomenclature.xml >"$T/out"
B=$bea
SCONET_BASE=$B
printf '%s\t' uai eleve_id autre_uai autre_id decision mesure nom usage \
    prenoms naissance sexe lieu autre_nom autre_usage autre_prenoms \
    autre_naissance autre_sexe autre_lieu >"$T/l.tsv"
# shellcheck disable=SC2129 # one line
printf 'autre_ine\n' >>"$T/l.tsv"
printf '%s\t' 0990001N 990022 0990002P 990122 meme 91 Tartempion Tartempion \
    Gontran 2008-02-17 2 Paris Tartempion Tartempion Gontran 2008-02-17 2 \
    Paris >>"$T/l.tsv"
printf '990000001HJ\n' >>"$T/l.tsv"
{ printf '# 099 2019\n' && cat "$T/l.tsv"; } |
    litiges -q >"$T/out" 2>"$T/err"
packet "$(last)"
cat "$T/p$(last)"/paquet.d/*-recu.tsv >"$T/tsv"
is "$(named "$(last)")" 0 'a litige names nobody'
like "$(cut -f 5,6,11,17 "$T/tsv")" "^meme${TAB}91${TAB}2${TAB}2\$" \
    'its decision, its measure and the sexes stay'
is "$(cut -f 10 "$T/tsv" | tail -n 1)" "$(cut -f 16 "$T/tsv" | tail -n 1)" \
    'one birth date is one still'
like "$(cut -f 10 "$T/tsv")" '^200[78]-[01][0-9]-[0-3][0-9]$' \
    'and a day that there is'
B=$T/sts.db
SCONET_BASE=$B
sconet-init -q --role sts 0990001N 2019 "$B"
sts-recv -q <"$T/np.xml" >"$T/out"
sts-recv -q <$E/emp_sts_0990001N_2019.xml >"$T/out" 2>"$T/err"
n=$(last)
packet "$n"
is "$(grep -ho 'SEMAINE>2019-[0-9-]*' "$T/p$n/paquet.d/"*"$n"-*-recu.xml | sort -u)" \
    "$(grep -ho 'SEMAINE>2019-[0-9-]*' $E/emp_sts_0990001N_2019.xml | sort -u)" \
    'weeks of a timetable stay'
replayed "$n"
done_testing
