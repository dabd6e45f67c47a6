#!/bin/sh
# Event I: where the school stands, and the declaration of its rentrée.
. tests/lib.sh
. tests/corpus/structures/cas.sh

C=tests/corpus
E=examples/ecole
TAB=$(printf '\t')

answer() {
	xmllint --xpath "string($2)" "$1"
}
valid() {
	xmllint --noout --schema "$BUILD/xsd/$1.xsd" "$2" 2>"$T/err"
	ok $? "$3" || diag <"$T/err"
}
# how CONTROLE: how many, and whether they stand in the way.
how() {
	constat | awk -F '\t' -v c="$1" '$1 == c { print $3, $4 }'
}

# The académie, with a school that has declared before; on 1 October.
septembre=$SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH=1569916800
bea=$T/bea.db
sconet-init -q --role bea 099 2019 "$bea"
nomen-profile -q -b "$bea" <$E/Nomenclature.xml >"$T/out"
bea-recv -q --nouvelle-ecole -b "$bea" <$C/bea-eleves/voisine-1.xml >"$T/out"
sed -e 's,>30/09/2019 08:30:00<,>20/09/2019 08:30:00<,; s/NUM_ENVOI>2</NUM_ENVOI>1</' \
    -e 's/DECLARATION="2"/DECLARATION="1"/; s/<EFFECTIF>2</<EFFECTIF>4</' \
    $C/constat/correct.xml >"$T/p.xml"
bea-recv -q -b "$bea" <"$T/p.xml" >"$T/out"
bea-recv -q -b "$bea" <$E/Communs.xml >"$T/out"
un "$bea" 'PRAGMA wal_checkpoint' >"$T/out"
is "$(un "$bea" 'SELECT uai || effectif FROM constat')" 0990002P4 \
    'a school has declared'
for f in "$C"/constat/*.xml; do
	cas "$f" "$bea" bea-recv
	valid constat "$f" "${f##*/} is what its schema says"
done
couverture $C/constat 'constat de rentree'

# Where the school stands.
SOURCE_DATE_EPOCH=$septembre
a=$T/ecole.db
SCONET_BASE=$a
export SCONET_BASE
sconet-init 0990001N 2019 "$a"
nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml >"$T/np.xml"
sts-import -q <$E/sts_emp_0990001N_2019.xml >"$T/out"
bee-import -q <$E/ElevesAvecAdresses.xml >"$T/out"
avant "$a"
runs 'constat' constat >"$T/point"
rien "$a" 'changes nothing'
ni_ligne "$a" 'and leaves no line'
is "$(cut -f 1,3,4 "$T/point")" "controle${TAB}nombre${TAB}bloque
scolarises${TAB}50${TAB}non
scolarises-bea${TAB}${TAB}non
bloquantes${TAB}9${TAB}oui
sortants-sans-motif${TAB}0${TAB}non
sans-ine${TAB}1${TAB}oui
litiges${TAB}0${TAB}non
non-scolarises${TAB}9${TAB}oui
hors-mef${TAB}0${TAB}non
sans-accuse${TAB}0${TAB}non
ecart-bea${TAB}60${TAB}oui" 'shows what there is, and what stands in the way'
is "$(constat -j | sed -n 5p)" '{"controle":"sans-ine","libelle":"scolarisés sans INE","nombre":1,"bloque":"oui","remede":"envoyer les fiches (bea-send) ; recevoir les numéros (ine-import)"}' \
    'in JSON, with the remedy'
is "$(constat -l sans-ine)" "eleve_id${TAB}division
990050${TAB}4A" '-l says who is meant'
is "$(constat -j | sed -n 2p)" '{"controle":"scolarises-bea","libelle":"scolarisés que la BEA compte, par ses accusés","nombre":null,"bloque":"non","remede":null}' \
    'what the BEA has not said is not known'
is "$(constat -l scolarises-bea | sed 1d)" '' 'and no accusé says it'
is "$(constat -l bloquantes | sed -n 2p | cut -f 1,3)" \
    "990020${TAB}bea-division-absente" 'and which rule blocks'
for c in scolarises bloquantes sortants-sans-motif sans-ine litiges \
    non-scolarises hors-mef sans-accuse ecart-bea; do
	is "$(constat -l $c | sed 1d | cut -f 1 | sort -u | wc -l)" \
	    "$(how $c | cut -d ' ' -f 1)" "-l $c lists as many as there are"
done
fails 64 'a control that is none' "zut n'est pas un contrôle" constat -l zut
fails 64 '-l and --declarer' 'pas les deux' constat -l sans-ine --declarer
for o in -n '-o x' '-r x' '--dossier .' '--motif x' --utf8; do
	# shellcheck disable=SC2086 # two words
	fails 64 "$o alone" 'vont avec --declarer' constat $o
done
fails 78 'in a base of the académie' base-role constat -b "$bea"
cp "$a" "$T/vieille.db"
un "$T/vieille.db" 'PRAGMA user_version = 8'
fails 78 'in one of an older version' base-ancienne constat -b "$T/vieille.db"
is "$(un "$T/vieille.db" 'PRAGMA user_version')" 8 'which stays as it is'
fails 73 'on a full disk' '' sh -c 'constat >/dev/full'

# Each control, one way and the other.
b=$T/c.db
copie "$a" "$b"
repartition -q <$E/divisions.tsv >"$T/out"
is "$(how non-scolarises) $(how bloquantes)" '0 non 0 non' \
    'once they are placed nobody is left'
un "$a" "UPDATE eleve SET date_sortie = '2019-09-02' WHERE eleve_id = 990001"
is "$(how sortants-sans-motif)" '1 oui' 'who left without a reason'
un "$a" "UPDATE eleve SET date_sortie = '2019-09-20' WHERE eleve_id = 990001"
is "$(how sortants-sans-motif)" '0 non' 'not who is still to leave'
is "$(constat --date 2019-09-20 -l sortants-sans-motif | sed 1d | cut -f 1)" \
    990001 'until that day'
un "$a" "UPDATE eleve SET date_sortie = NULL WHERE eleve_id = 990001;
    UPDATE eleve_structure SET code_structure = '5A' WHERE eleve_id = 990001
    AND type_structure = 'D'"
is "$(how hors-mef)" '1 oui' 'whose division has another MEF'
un "$a" "UPDATE eleve_structure SET code_structure = '6A' WHERE eleve_id = 990001
    AND type_structure = 'D'"

# Not before all is well.
avant "$a"
fails 65 'a declaration' \
    "constat: la rentrée n'est pas finie : sans-ine 2, ecart-bea 60" \
    constat --declarer >"$T/c.xml"
is "$(cat "$T/c.xml")" '' 'is refused'
rien "$a" 'the base holds what it held'
ni_ligne "$a" 'and its journal'
for m in '' '   ' "$TAB"; do
	fails 64 "a reason that is none: «$m»" 'motif vide' \
	    constat --declarer --motif "$m" >"$T/c.xml"
	is "$(cat "$T/c.xml")" '' 'declares nothing'
done
for j in 2018-01-01 2019-08-31; do
	fails 64 "a declaration of $j" \
	    "--date $j n'est pas de l'année scolaire de la base, du 2019-09-01 au 2020-08-31" \
	    constat --declarer --motif x --date $j >"$T/c.xml"
	is "$(cat "$T/c.xml")" '' 'is refused'
done
fails 78 'nor one of after it' base-annee \
    constat --declarer --motif x --date 2020-09-01 >"$T/c.xml"
ni_ligne "$a" 'nor is there a line'
sconet-init -q --role sts 0990001N 2019 "$T/sts.db"
is "$(how sans-accuse)" '0 non' 'STS-WEB of the ministry never answers'
sts-recv -q -b "$T/sts.db" <"$T/np.xml" | ar-import -q >"$T/out"
effectifs-export -q >"$T/eff.xml"
is "$(how sans-accuse)" '1 oui' 'where one has answered, another answer is due'
sts-recv -q --force -b "$T/sts.db" <"$T/eff.xml" | ar-import -q >"$T/out"
bea-send -q | bea-recv -q -b "$bea" | ar-import -q >"$T/out"
is "$(how sans-accuse) $(how ecart-bea)" '0 non 0 non' \
    'what is sent and answered is no more in the way'
ine-send -q -b "$bea" --plage 990000100-990000999 0990001N 2>"$T/err" |
    ine-import -q >"$T/ar.xml" 2>"$T/err"
bea-send -q | bea-recv -q -b "$bea" | ar-import -q >"$T/out"
is "$(how sans-ine) $(how ecart-bea)" '0 non 0 non' 'numbers have come down'
is "$(how scolarises) $(how scolarises-bea)" '59 non 59 non' \
    'the BEA counts as many as there are here'
is "$(constat -l scolarises-bea)" "effectif${TAB}date${TAB}num_envoi${TAB}genre
59${TAB}2019-09-03${TAB}2${TAB}export-bea" 'by the accusé that says so'
runs 'now it is declared' constat --declarer >"$T/c.xml"
like "$(cat "$T/err")" '^constat: lus 38, ajoutés 0,' 'and says how much there is'
valid constat "$T/c.xml" 'its schema holds'
is "$(answer "$T/c.xml" //CONSTAT/@DECLARATION) \
$(answer "$T/c.xml" //CONSTAT/EFFECTIF) $(answer "$T/c.xml" \
    'sum(//LIGNE/EFFECTIF)') $(answer "$T/c.xml" 'count(//MOTIF)') \
$(answer "$T/c.xml" 'count(//EFFECTIF_PRECEDENT)')" '1 59 59 0 0' \
    'the first, with all pupils, of nothing before'
n=$(un "$a" 'SELECT max(numero) FROM echange')
runs 'the académie answers' bea-recv -b "$bea" <"$T/c.xml" >"$T/ar.xml"
is "$(answer "$T/ar.xml" //CLASSE) $(answer "$T/ar.xml" 'count(//ANOMALIE)') \
$(answer "$T/ar.xml" //EFFECTIF)" 'accepte 0 59' 'its count is the same'
valid accuse "$T/ar.xml" 'by an ACCUSE'
is "$(answer "$T/c.xml" 'count(//CONTROLE[@CODE="scolarises-bea"])')" 0 \
    'whose number is none that the school declares'
ar-import -q <"$T/ar.xml" >"$T/out"
is "$(echanges | sed -n '2,3p' | cut -f 4,14)" \
    "Import accusé réception constat de rentrée${TAB}integre
Constat de rentrée${TAB}acquitte" 'which the journal knows'
fails 64 'the ministry does not answer before it' \
    '--date 2019-09-02 est avant le constat de 0990001N, du 2019-09-03' \
    ministere-ar -b "$bea" --date 2019-09-02 0990001N >"$T/out"
is "$(cat "$T/out")" '' 'nothing is written'
runs 'and so does the ministry' ministere-ar -q -b "$bea" --date 2019-10-07 \
    0990001N >"$T/min.xml"
valid accuse "$T/min.xml" 'by an ACCUSE'
is "$(answer "$T/min.xml" //EFFECTIF) $(answer "$T/min.xml" //DATE_RECEPTION)" \
    '59 07/10/2019 09:00:00' 'with its day and number'
runs 'which stands beside' ar-import -q <"$T/min.xml" >"$T/out"
is "$(echanges | sed -n '2p;4p' | cut -f 4,14)" \
    "Import accusé réception ministère${TAB}integre
Constat de rentrée${TAB}acquitte" 'that of the académie'
is "$(echanges --bea | sed -n '2,3p' | cut -f 2,4,6,8)" \
    "Import accusé réception ministère${TAB}${TAB}Import accusé réception ministère${TAB}59
Constat de rentrée${TAB}${TAB}Import accusé réception constat de rentrée${TAB}59" \
    'both are in the history of the BEA, whose lines are no records'
is "$(un "$a" "SELECT count(*), sum(iif(racine = 'CONSTAT', 0, lus))
    FROM accuse WHERE racine LIKE 'CONSTAT%'")" '2|59' 'both are kept'
sed 's/NUM_ENVOI="1"/NUM_ENVOI="9"/; s/national-/national-0/
    s/\(SHA256="[^"]\{64\}\)[^"]*/\1/' "$T/min.xml" >"$T/autre.xml"
fails 1 'one of a constat that is not ours' accuse-inconnu \
    ar-import <"$T/autre.xml" >"$T/out"
fails 65 'of a school that has not declared' "n'a pas déclaré son constat" \
    ministere-ar -b "$bea" 0990003R
runs 'it can be done again' rejouer "$n" >"$T/out"

# Corrections still flow; the second says what has changed.
un "$a" "UPDATE eleve SET date_sortie = '2019-09-02', code_motif_sortie = '10'
    WHERE eleve_id = 990001"
runs 'a second declaration, with a reason' constat --declarer \
    --motif 'un départ' >"$T/c2.xml"
is "$(answer "$T/c2.xml" //CONSTAT/@DECLARATION) \
$(answer "$T/c2.xml" //CONSTAT/EFFECTIF) \
$(answer "$T/c2.xml" //CONSTAT/EFFECTIF_PRECEDENT) \
$(answer "$T/c2.xml" 'count(//LIGNE[EFFECTIF != EFFECTIF_PRECEDENT])')" \
    '2 58 59 1' 'says what has changed since'
is "$(answer "$T/c2.xml" 'count(//MOTIF)')" 0 \
    'nothing stands in the way: no reason is written'
un "$a" "UPDATE eleve SET id_national = NULL WHERE eleve_id = 990002"
runs 'a third, in spite of a control' constat --declarer \
    --motif 'un INE manque' --date 2019-09-20 >"$T/c3.xml"
is "$(answer "$T/c3.xml" //MOTIF) $(answer "$T/c3.xml" //DATE_CONSTAT)" \
    'un INE manque 20/09/2019' 'has the reason in the file'
bea-recv -q -b "$bea" <"$T/c3.xml" >"$T/ar.xml"
is "$(answer "$T/ar.xml" '//ANOMALIE[CODE="constat-ecart"]/TEXTE')" \
    "l'effectif déclaré n'est pas celui de l'académie : 57 déclarés, 58 dans la BEA" \
    'the académie says what it counts'
is "$(answer "$T/ar.xml" //EFFECTIF)" 58 'as a number, too, of the day declared'
runs 'the school takes that in' ar-import -q <"$T/ar.xml" >"$T/out"
is "$(constat | awk -F '\t' '$1 ~ /^scolarises/ { print $1, $3, $4, $5 }')" \
    "scolarises 58 non 
scolarises-bea 58 non " 'both counts stand side by side'
is "$(constat --date 2019-09-20 | awk -F '\t' '$1 ~ /^scolarises/ { print $3, $4, $5 }')" \
    "57 non 
58 non envoyer les fiches qu'elle n'a pas (bea-send), et recevoir l'accusé (ar-import)" \
    'where they differ, with what is to be done, and nothing held up'
is "$(tableau | grep '^  AR BEA' | tr -s ' ')" \
    " AR BEA 03/09/2019 58 l'effectif déclaré n'est pas celui de l'académie : 57 déclarés, 58 dans la BEA" \
    'tableau has the number, and what the académie says of it'
like "$(tableau -j)" '"libelle":"AR BEA","date":"2019-09-03","effectif":58,' \
    'in JSON'
like "$(tableau --html | tr -d '\n')" 'AR BEA</th?d?>.{0,200}58' 'in the page'
un "$a" "UPDATE base SET etat = 'preparation'"
fails 78 'not of a year that is being prepared' base-etat constat --declarer
un "$a" "UPDATE base SET etat = 'terminee'"
runs 'but a year that is over can be looked at' constat >"$T/out"
un "$a" "UPDATE base SET etat = 'courante'"
runs 'a base with all of this is sound' sconet-check >"$T/out"

# A declaration and a campaign that the académie refuses as a whole: the school
# is told so, everywhere, in the académie's own words.
R=$T/refus
mkdir "$R"
autre=$R/bea.db
sconet-init -q --role bea 099 2019 "$autre"
sconet-init -q 0990001N 2019 "$R/ecole.db"
SCONET_BASE=$R/ecole.db
SOURCE_DATE_EPOCH=1567587600
nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml >"$T/np.xml"
sts-import -q <$E/sts_emp_0990001N_2019.xml >"$T/out"
bee-import -q <$E/ElevesAvecAdresses.xml >"$T/out"
constat -q --declarer --motif essai >"$R/c.xml"
eva-export -q --force --campagne $E/eva.yaml observation >"$R/e.xml"
SOURCE_DATE_EPOCH=1567674000
for x in c e; do
	bea-recv -q -b "$autre" <"$R/$x.xml" >"$R/$x.ar" 2>"$T/out"
	sed -i 's/<CLASSE>reessayer</<CLASSE>donnees</' "$R/$x.ar"
	ar-import <"$R/$x.ar" >"$T/out" 2>>"$R/dit"
done
like "$(cat "$R/dit")" \
    "refuse tout l'envoi [0-9], ecole-inconnue : l'établissement n'est pas" \
    'why is said in whole sentences'
constat >"$T/out" 2>"$R/note"
is "$(grep -c "refusée par l'académie (ecole-inconnue).*--declarer" "$R/note")" 1 \
    'constat says that it was refused'
tableau --verifie --date 2019-12-20 >"$R/v" 2>&1
is "$(grep -c "a refusé la déclaration du constat n° 1" "$R/v") $(grep -c \
    "a refusé les effectifs EVA de la campagne observation" "$R/v") $(grep -c \
    'ministère' "$R/v")" '1 1 0' 'tableau asks for another, not for the ministry'
fails 78 'eva-export says it' 'la dernière est refusée' \
    eva-export --force --campagne $E/eva.yaml observation
is "$(echanges --bea | sed 1d | cut -f 5,7,9 | sort -u)" "1${TAB}${TAB}rejete" \
    'echanges --bea shows it as refused'
is "$(echanges --erreurs | cut -f 9 | grep -c ecole-inconnue)" 2 \
    'echanges --erreurs shows it on the day when the accusé comes'
like "$(echanges --erreurs -j)" \
    '"code":"ecole-inconnue","gravite":"refus","texte":"l.établissement n.est pas' \
    'with its sentence in JSON'
LC_ALL=C sed 's,<MOTIF>.*</MOTIF>,<MOTIF>Mme Tartempion refuse Gontran</MOTIF>,' \
    "$R/c.ar" >"$R/c2.ar"
cp "$R/ecole.db" "$R/e2.db"
un "$R/e2.db" 'DELETE FROM accuse'
ar-import -b "$R/e2.db" <"$R/c2.ar" >"$T/out" 2>"$T/err"
like "$(cat "$T/err")" 'texte de 29 caractères, voir le compte rendu' \
    "another program's sentence is masked as one"
is "$(grep -c Tartempion "$T/err")" 0 'and names nobody'

# Lines that are rejected by their type are counted.
sed 's/SEXE="1" CODE_REGIME="-"/SEXE="1" CODE_REGIME="trop long"/; s/NUM_ENVOI>2</NUM_ENVOI>7</' \
    $C/constat/correct.xml >"$R/l.xml"
bea-recv -q --nouvelle-ecole -b "$autre" <"$R/l.xml" >"$R/l.ar" 2>"$T/err"
is "$(answer "$R/l.ar" //LUS) $(answer "$R/l.ar" //GARDES) \
$(answer "$R/l.ar" //REJETES)" '1 0 1' 'in the accusé'
is "$(un "$autre" 'SELECT count(*) FROM constat_ligne')" 0 'as in the base'
done_testing
