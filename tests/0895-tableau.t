#!/bin/sh
# The board of a base's exchanges: text, JSON and a page; what is late.
. tests/lib.sh
. tests/corpus/structures/cas.sh

C=tests/corpus/tableau
E=examples/ecole
TAB=$(printf "\t")
unset NO_COLOR

# An académie, and a school that has done all of September.
mkdir "$T/b"
a=$T/b/ecole.db
s=$T/b/sts.db
bea=$T/b/bea.db
SCONET_BASE=$a
export SCONET_BASE
sconet-init -q --role bea 099 2019 "$bea"
nomen-profile -q -b "$bea" <$E/Nomenclature.xml >"$T/out"
bea-recv -q -b "$bea" <$E/Communs.xml >"$T/out"
sconet-init -q --communs $E/Communs.xml 0990001N 2019 "$a"
sconet-init -q --role sts --communs $E/Communs.xml 0990001N 2019 "$s"
cp "$a" "$T/neuve.db"
cp "$s" "$T/sts-neuve.db"
nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml |
    sts-recv -q -b "$s" | ar-import -q >"$T/out"
sts-structures -q -b "$s" <$E/structures.yaml >"$T/out"
sts-recv -q -b "$s" <$E/sts_emp_0990001N_2019.xml >"$T/out"
sts-export -q -b "$s" | sts-import -q >"$T/out"
bee-import -q <$E/ElevesAvecAdresses.xml >"$T/out"
copie "$a" "$T/avant.db"
repartition -q <$E/divisions.tsv >"$T/out"
effectifs-export -q | sts-recv -q -b "$s" | ar-import -q >"$T/out"
bea-send -q | bea-recv -q -b "$bea" | ar-import -q >"$T/out"
ine-send -q -b "$bea" --plage 990000100-990000999 0990001N 2>"$T/err" |
    ine-import -q | ar-import -q -b "$bea" >"$T/out"
bea-send -q | bea-recv -q -b "$bea" | ar-import -q >"$T/out"
eva-export -q --campagne $E/eva.yaml | bea-recv -q -b "$bea" |
    ar-import -q >"$T/out"
constat --declarer -q >"$T/c.xml"
bea-recv -q -b "$bea" <"$T/c.xml" | ar-import -q >"$T/out"
ministere-ar -q -b "$bea" --date 2019-10-07 0990001N | ar-import -q >"$T/out"
for b in "$a" "$s" "$bea"; do
	un "$b" 'PRAGMA wal_checkpoint(TRUNCATE)' >"$T/out"
done

# What it shows, and that nothing of it changes.
avant "$a"
cksum "$a" "$s" "$bea" >"$T/octets"
runs 'tableau' tableau >"$T/texte"
same 'shows the four blocks, the exchanges, what is to be done' \
    $C/ecole.txt "$T/texte"
is "$(cat "$T/err")" '' 'and nothing else'
runs 'of STS-WEB' tableau -b "$s" >"$T/texte.sts"
same 'as well' $C/sts.txt "$T/texte.sts"
runs 'of an académie' tableau -b "$bea" >"$T/texte.bea"
same 'its schools' $C/bea.txt "$T/texte.bea"
runs 'in JSON' tableau -j >"$T/json"
sed "s,$T,," "$T/json" >"$T/json.sans"
same 'one object' $C/ecole.json "$T/json.sans"
runs 'as a page' tableau --html >"$T/page.html"
xmllint --noout "$T/page.html" 2>"$T/err"
ok $? 'whose elements close' || diag <"$T/err"
runs 'into a file' tableau --html -o "$T/o.html" >"$T/out"
same 'the same' "$T/page.html" "$T/o.html"
is "$(cat "$T/out")$(stat -c %a "$T/o.html")" 600 'for its owner alone'
runs 'of a directory' tableau -b "$T/b" >"$T/dossier"
sed "s,$T/,,; s/^  Base  *Rôle/  Base Rôle/; s/\.db  */.db  /" "$T/dossier" \
    >"$T/dossier.sans"
same 'one line each' $C/dossier.txt "$T/dossier.sans"
runs 'in JSON' tableau -b "$T/b" -j >"$T/dossier.json"
is "$(cut -d , -f 2,3,10,11 "$T/dossier.json")" \
    '"role":"bea","uai":"099","en_retard":0,"sans_reponse":0
"role":"etab","uai":"0990001N","en_retard":0,"sans_reponse":0
"role":"sts","uai":"0990001N","en_retard":0,"sans_reponse":0' \
    'one object each'
same 'the same as of one base' "$T/json" \
    "$(sed -n 2p "$T/dossier.json" >"$T/2" && echo "$T/2")"
runs 'as a page' tableau -b "$T/b" --html >"$T/pages.html"
xmllint --noout "$T/pages.html" 2>"$T/err"
ok $? 'whose elements close' || diag <"$T/err"
is "$(grep -c '<section id=' "$T/pages.html") $(grep -c 'href="#b[123]">' \
    "$T/pages.html")" '3 3' 'with a part for each, and a line that leads there'
runs 'what is late' tableau -b "$T/b" --verifie >"$T/out"
is "$(cat "$T/out" "$T/err")" '' 'when nothing is'
runs 'in JSON' tableau -b "$T/b" --verifie -j >"$T/out"
is "$(cat "$T/out" "$T/err")" '' 'nothing either'
rien "$a" 'the base holds what it held'
ni_ligne "$a" 'its journal has no new line'
cksum "$a" "$s" "$bea" >"$T/octets2"
same 'to the byte' "$T/octets" "$T/octets2"

# The counts are those of constat.
for q in "$a" "$T/avant.db"; do
	constat -b "$q" | awk -F '\t' '$1 ~ /^(scolarises|bloquantes|non-scol)/ {
	    print $1, $3 }' | sort >"$T/constat"
	tableau -b "$q" -j | tr '{' '\n' | sed -n \
	    's/.*"nombre":\([0-9]*\),"cle":"\([a-z-]*\)".*/\2 \1/p' |
	    awk '!vu[$1]++' | grep -E '^(scolarises|bloquantes|non-scol)' |
	    grep -v -- - | sort >"$T/bord"
	grep -v -- - "$T/constat" >"$T/constat2"
	same "${q##*/}: counts are those of constat" "$T/constat2" "$T/bord"
	constat -b "$q" | awk -F '\t' '$4 == "oui" { print $3, $2 }' |
	    sort >"$T/constat"
	tableau -b "$q" | awk '/^[A-Z]/ { on = /empêche le constat/; next }
	    on && NF && !/Contrôle|Rien/' |
	    sed 's/^  \([^0-9]*[^0-9 ]\)  *\([0-9]*\)  .*/\2 \1/' |
	    sort >"$T/bord"
	same 'and so is what stands in the way' "$T/constat" "$T/bord"
done

# Nobody is in it.
un "$a" "SELECT nom_de_famille FROM eleve UNION SELECT id_national FROM eleve
    UNION SELECT ine_bea FROM eleve UNION SELECT date_naiss FROM eleve
    UNION SELECT strftime('%d/%m/%Y', date_naiss) FROM eleve
    UNION SELECT nom_de_famille FROM personne
    UNION SELECT nom_usage FROM individu" | sed '/^$/d' >"$T/gens"
[ "$(wc -l <"$T/gens")" -gt 150 ]
ok $? 'there are people'
is "$(cat "$T"/texte* "$T"/*.json "$T/json" "$T"/page*.html |
    LC_ALL=C grep -wFf "$T/gens")" '' 'and nobody is named'

# The page needs nothing: no script, no link that leads elsewhere.
is "$(grep -ciE '<(script|link|img|iframe|object|embed|form|base)|javascript:|@import|url\(|[ ]on[a-z]+=|src=' \
    "$T/page.html" "$T/pages.html" | tr '\n' ' ')" \
    "$T/page.html:0 $T/pages.html:0 " 'it asks for nothing'
is "$(grep -oE '(href="[^#]|https?://[^"]*)' "$T/pages.html" | sort -u)" \
    http://www.w3.org/2000/svg 'nor leads elsewhere'
x() {
	xmllint --xpath "$1" "$T/pages.html" 2>"$T/err"
}
is "$(x 'string(/html/@lang)') $(x 'count(//h1)')" 'fr 1' \
    'it is in French, with one title'
is "$(x 'count(//table[not(caption)])') $(x 'count(//th[not(@scope)])')" \
    '0 0' 'tables have captions, their headings a scope'
is "$(x 'count(//*[local-name() = "svg"]) > 0 and
    count(//*[local-name() = "svg"][not(@role = "img")
    or not(*[local-name() = "title"]) or not(*[local-name() = "desc"])])
    = 0')" true 'drawings say what they show'
is "$(grep -oE '<h[1-6]' "$T/pages.html" | tr -d '<h\n' |
    grep -E '^1|13' | grep -cE '13|24')" 0 'headings come in order'
is "$(x 'count(//@id)')" "$(x '//@id' | tr ' ' '\n' | grep -F '=' | sort -u |
    wc -l)" 'no name is there twice'
is "$(x '//@href' | tr ' ' '\n' | sed -n 's/href="#\(.*\)"/\1/p' | sort -u |
    while read -r l; do
	[ "$(x "count(//*[@id = '$l'])")" = 1 ] || echo "$l"
done)" '' 'and what is linked to is there'

# Whatever the base says, it is text.
copie "$a" "$T/mal.db"
un "$T/mal.db" "UPDATE commun SET denom_princ = '<b>\"O''&amp;' || char(27);
    UPDATE division SET libelle_long = 'É' || char(769) || '漢</td>' WHERE
    code_structure = '3A'; UPDATE division SET libelle_long = '<script>' WHERE
    code_structure = '4A'"
runs 'odd names' tableau -b "$T/mal.db" --html >"$T/mal.html"
xmllint --noout "$T/mal.html" 2>"$T/err"
ok $? 'are text' || diag <"$T/err"
is "$(grep -c '<script\|<b>' "$T/mal.html") $(grep -c '&lt;script&gt;' \
    "$T/mal.html")" '0 1' 'and no element'
is "$(tableau -b "$T/mal.db" | grep -E '^  (3A|4A) ' |
    sed "s/漢/xx/; s/$(printf '\314\201')//" | while IFS= read -r l; do
	printf %s "$l" | wc -m
done | uniq | wc -l)" 1 \
    'columns line up by what a terminal shows'
is "$(tableau -b "$T/mal.db" | tr -cd '\033')" '' \
    'no control character goes to a terminal'

# On a terminal.
if command -v script >/dev/null; then
	TERM=xterm
	export TERM
	ecran() {
		script -qec "$1" "$T/typescript" </dev/null | tr -d '\r'
	}
	ecran "tableau --date 2019-11-04" >"$T/ecran"
	is "$(sed "s/$(printf '\033')\[[0-9;]*m//g" "$T/ecran" | diff - "$T/ecran" |
	    grep -c '^<')" "$(grep -c "$(printf '\033')" "$T/ecran")" \
	    'titles are bold'
	sed "s/$(printf '\033')\[[0-9;]*m//g" "$T/ecran" >"$T/ecran.nu"
	tableau --date 2019-11-04 >"$T/tuyau"
	same 'and all else is as in a pipe' "$T/tuyau" "$T/ecran.nu"
	NO_COLOR=1 ecran "tableau --date 2019-11-04" >"$T/ecran"
	same 'NO_COLOR has nothing of it' "$T/tuyau" "$T/ecran"
	TERM=dumb ecran "tableau --date 2019-11-04" >"$T/ecran"
	same 'nor has a terminal that cannot' "$T/tuyau" "$T/ecran"
else
	skip 'on a terminal' 'no script'
fi

# What is late, rule by rule: codes BASE DAY [OPTION...].
codes() {
	_b=$1
	_j=$2
	shift 2
	tableau -b "$_b" --date "$_j" --verifie -j "$@" |
	    sed 's/"attentes":.*//' | grep -o '"code":"[^"]*"' |
	    cut -d '"' -f 4 | sort -u | tee -a "$T/vus" | tr '\n' ' '
}
is "$(codes "$T/neuve.db" 2019-07-02)" '' 'nothing two months before'
is "$(codes "$T/neuve.db" 2019-07-03)" 'nomenclature ' 'then the nomenclature'
is "$(codes "$T/neuve.db" 2019-09-05)" 'eleves nomenclature structures ' \
    'at the rentrée, all of it'
un "$T/neuve.db" "UPDATE base SET etat = 'preparation'"
is "$(codes "$T/neuve.db" 2019-09-05)" 'nomenclature rentree ' \
    'and a base that is being prepared'
un "$T/neuve.db" "UPDATE base SET etat = 'terminee'"
is "$(codes "$T/neuve.db" 2019-11-05)" '' 'nothing of a year that is over'
is "$(codes "$a" 2019-09-06)" '' 'three evenings may be missed'
is "$(codes "$a" 2019-09-07)" 'effectifs ' 'not a fourth'
is "$(codes "$T/avant.db" 2019-09-07)" 'effectifs fiches-bea ' \
    'of records neither'
is "$(codes "$T/avant.db" 2019-09-30)" 'effectifs fiches-bea ' \
    'the constat has until the end of September'
is "$(codes "$T/avant.db" 2019-10-01)" 'constat effectifs fiches-bea ' \
    'and no longer'
is "$(codes "$a" 2019-11-03) $(codes "$a" 2019-11-06) $(codes "$a" \
    2019-11-07)" '  effectifs ' 'nor is one while the school is closed'
is "$(codes "$a" 2020-06-30) $(codes "$a" 2020-07-01)" \
    'effectifs  bascule effectifs ' 'the bascule is made in June'
is "$(codes "$a" 2020-08-31) $(codes "$a" 2020-09-01)" \
    'bascule  annee-finie bascule ' 'the year ends'
copie "$a" "$T/r.db"
un "$T/r.db" 'UPDATE base SET profilage = 1'
is "$(codes "$T/r.db" 2019-09-10) $(codes "$T/r.db" 2019-09-11)" \
    'effectifs  effectifs profilage ' 'what is received is to be profiled'
un "$T/r.db" "UPDATE base SET profilage = 99; UPDATE eleve SET
    id_national = NULL WHERE eleve_id = 990001"
is "$(codes "$T/r.db" 2019-09-18) $(codes "$T/r.db" 2019-09-19)" \
    'effectifs  effectifs sans-ine ' 'numbers come'
un "$T/r.db" "DELETE FROM accuse WHERE racine = 'CONSTAT_NATIONAL'"
is "$(codes "$T/r.db" 2019-09-19)" 'constat-ministere effectifs sans-ine ' \
    'and the ministry answers'
un "$T/r.db" "UPDATE accuse SET classe = 'donnees', gardes = 0, motif = 'x'
    WHERE racine IN ('CONSTAT', 'EVA')"
is "$(codes "$T/r.db" 2019-09-19)" \
    'constat-refuse effectifs eva-refusee sans-ine ' \
    'but not to what the académie has refused'
copie "$a" "$T/r.db"
un "$T/r.db" "INSERT INTO accuse_anomalie SELECT sha256, 99, 'x', 'rejet',
    'bea_eleve', '0990001N/990001', NULL, NULL, NULL, NULL FROM accuse
    WHERE envoi = (SELECT max(envoi) FROM transfert WHERE element =
    'bea_eleve' AND cle = '0990001N/990001')"
is "$(codes "$T/r.db" 2019-09-10) $(codes "$T/r.db" 2019-09-11)" \
    'effectifs  effectifs fiches-rejetees ' 'what was rejected is corrected'
like "$(tableau -b "$T/r.db")" "^  Fiches qu'elle a rejetées +1$" \
    'and counted'

# Campaigns: the calendar of the last send, or another.
copie "$a" "$T/r.db"
cp -R "${a%.db}.d" "$T/r.d"
is "$(codes "$T/r.db" 2019-09-20)" 'effectifs ' 'a campaign that was sent'
un "$T/r.db" 'DELETE FROM eva_envoi'
is "$(codes "$T/r.db" 2019-09-13) $(codes "$T/r.db" 2019-09-14)" \
    'effectifs  effectifs eva ' 'or not, by the calendar that was archived'
is "$(tableau -b "$T/r.db" --date 2019-09-14 | grep -c 'juillet')" 0 \
    'but none of before the base was'
rm "$T"/r.d/*export-eva*
is "$(codes "$T/r.db" 2019-09-14)" 'effectifs ' 'without a calendar nothing'
is "$(codes "$T/r.db" 2019-09-14 --campagne $E/eva.yaml)" 'effectifs eva ' \
    'unless one is given'
printf 'campagnes:\n  - nom: x\n' >"$T/mauvais.yaml"
fails 65 'a calendar that is none' "$T/mauvais.yaml:2: yaml: " \
    tableau --campagne "$T/mauvais.yaml" >"$T/out"
is "$(cat "$T/out")" '' 'shows nothing'
fails 65 'nor of a directory' "$T/mauvais.yaml:2: yaml: " \
    tableau -b "$T/b" --campagne "$T/mauvais.yaml" >"$T/out"
fails 66 'one that is not there' entree-absente tableau --campagne "$T/non"

# Wishes, and the records of who leaves.
copie "$a" "$T/r.db"
voeux-import -q -b "$T/r.db" --campagne $E/campagne.yaml <$E/voeux.tsv \
    >"$T/out" 2>"$T/err"
is "$(codes "$T/r.db" 2019-09-10) $(codes "$T/r.db" 2019-09-11)" \
    'effectifs fiches-bea  effectifs fiches-bea voeux ' 'wishes go out'
voeux-export -q -b "$T/r.db" >"$T/out" 2>"$T/err"
is "$(codes "$T/r.db" 2019-09-11)" 'effectifs fiches-bea ' \
    'and then no more'
un "$T/r.db" "INSERT INTO affectation VALUES (990001, '0990001N', 'AFFECTE',
    NULL, 1, '0990003R', '20010015110'); UPDATE eleve SET date_sortie =
    '2019-09-02', code_motif_sortie = '10' WHERE eleve_id = 990001"
is "$(codes "$T/r.db" 2019-09-17) $(codes "$T/r.db" 2019-09-18)" \
    'effectifs fiches-bea  dossiers effectifs fiches-bea ' 'records follow'

# STS-WEB.
is "$(codes "$T/sts-neuve.db" 2019-08-02)" '' 'STS-WEB has until August'
is "$(codes "$T/sts-neuve.db" 2019-08-03) $(codes "$T/sts-neuve.db" \
    2019-09-05)" 'sts-nomenclature  sts-nomenclature sts-structures ' \
    'for its nomenclature, then its divisions'
copie "$s" "$T/s.db"
sts-structures -q -b "$T/s.db" <$E/structures.yaml >"$T/out" 2>"$T/err"
is "$(codes "$T/s.db" 2019-09-04) $(codes "$T/s.db" 2019-09-05)" \
    ' sts-emp ' 'which go out at once'
is "$(codes "$T/s.db" 2019-09-07)" 'sts-effectifs sts-emp ' 'counts come in'

# The académie.
copie "$bea" "$T/r.db"
is "$(codes "$T/r.db" 2019-12-01)" '' 'the académie has all of its school'
un "$T/r.db" "INSERT INTO bea_etab (uai, denom_princ, cree, echange) VALUES
    ('0990002P', 'VOISINE', 3, 3)"
is "$(codes "$T/r.db" 2019-09-10) $(codes "$T/r.db" 2019-09-11)" \
    ' bea-fiches ' 'a school that sends nothing'
is "$(codes "$T/r.db" 2019-09-30) $(codes "$T/r.db" 2019-10-01)" \
    'bea-fiches  bea-constat bea-fiches ' 'nor its constat'
is "$(codes "$T/r.db" 2019-09-14 --campagne $E/eva.yaml)" \
    'bea-eva bea-fiches ' 'nor its head-count'
like "$(tableau -b "$T/r.db" --date 2019-10-01 --verifie)" \
    'aucune fiche reçue de : 0990002P' 'is named'
copie "$bea" "$T/r.db"
un "$T/r.db" "DELETE FROM echange WHERE genre = 'ministere'"
is "$(codes "$T/r.db" 2019-09-18) $(codes "$T/r.db" 2019-09-19)" \
    ' bea-ministere ' 'the ministry is to answer'
copie "$bea" "$T/r.db"
un "$T/r.db" "UPDATE bea_eleve SET id_national = NULL WHERE eleve_id IN
    (990001, 990002); INSERT INTO immatriculation SELECT '0990001N', 990001,
    'LITIGE', NULL, NULL, 1, 1"
is "$(codes "$T/r.db" 2019-09-10) $(codes "$T/r.db" 2019-09-11)" \
    ' bea-ine ' 'who has no number gets one'
is "$(codes "$T/r.db" 2019-09-18) $(codes "$T/r.db" 2019-09-19)" \
    'bea-ine  bea-ine bea-litiges ' 'and disputes are settled'

# Each rule has had its turn, and is in the manual.
sed -n '/ retards\[\] = {/,/^};/s/^	{ "\([a-z-]*\)", .*/\1/p' \
    lib/bord_retards.c | sort >"$T/regles"
sort -u "$T/vus" >"$T/vus2"
[ "$(wc -l <"$T/regles")" -gt 20 ]
ok $? 'there are rules'
same 'each is seen above' "$T/regles" "$T/vus2"
sed -n '/WHAT IS LATE/,/EXIT STATUS/s/^\.It Cm //p' man/tableau.1 |
    sed 's/ , /\n/g' | sort -u >"$T/dits"
same 'and told in the manual' "$T/regles" "$T/dits"

# Answers.
copie "$a" "$T/r.db"
bea-send -q -b "$T/r.db" --date 2019-01-01 >"$T/out" 2>"$T/err"
attend() {
	tableau -b "$T/r.db" --verifie "$@" | 
	    sed -n 's/^[^;]* : \([^;]*\) ; .*/\1/p'
}
runs 'an answer is waited for' tableau -b "$T/r.db" --verifie \
    --date 2019-09-06 >"$T/out"
like "$(tableau -b "$T/r.db" --date 2019-09-06)" \
    '^  Export fiches élève vers la BEA +[0-9]+  03/09/2019 +3 j  attendu' \
    'and shown'
like "$(attend --date 2019-09-07)" '1 sans réponse' 'on the fourth day it is late'
is "$(attend --date 2019-09-06 --delai 2)" \
    '1 sans réponse' 'or sooner, as one likes'
fails 1 'which is said with the remedy' '' tableau -b "$T/r.db" --verifie \
    --date 2019-09-06 --delai 2 >"$T/out"
like "$(cat "$T/out")" \
    "^$T/r.db: 0990001N 2019 : 1 sans réponse ; Export fiches élève vers la BEA, depuis le 03/09/2019 \\(recevoir l'accusé \\(ar-import\\), ou renvoyer : echanges -c [0-9]+\\)\$" \
    'in one line'
fails 64 'a delay that is none' 'nombre de jours' tableau --delai demain
un "$T/avant.db" 'DELETE FROM accuse_anomalie; DELETE FROM accuse'
effectifs-export -q -b "$T/avant.db" >"$T/out" 2>"$T/err"
is "$(tableau -b "$T/avant.db" --date 2020-01-10 -j | grep -o '"sans_reponse":.')" \
    '"sans_reponse":0' 'STS-WEB of the ministry never answers'
effectifs-export -q -b "$T/r.db" >"$T/out" 2>"$T/err"
is "$(tableau -b "$T/r.db" --date 2020-01-10 -j | grep -o '"sans_reponse":.')" \
    '"sans_reponse":2' 'that of these programs does'

# What the BEA says of the constat.
copie "$a" "$T/r.db"
un "$T/r.db" "INSERT INTO accuse_anomalie SELECT sha256, 99, 'constat-ecart',
    'note', 'constat', '0990001N', 'effectif', NULL, '59 déclarés, 57 dans la
    BEA', NULL FROM accuse WHERE racine = 'CONSTAT';
    UPDATE accuse SET effectif = NULL"
like "$(tableau -b "$T/r.db")" '^  AR BEA +03/09/2019   —  59 déclarés, 57' \
    'where it counts otherwise, by an accusé that has no number'
like "$(tableau -b "$T/r.db")" "^  Scolarisés qu'elle compte +—" \
    'how many it counts is then not known'
un "$T/r.db" "UPDATE accuse SET effectif = 57 WHERE racine = 'CONSTAT'"
like "$(tableau -b "$T/r.db")" '^  AR BEA +03/09/2019  57  59 déclarés, 57' \
    'by one that has it, as that number'
like "$(tableau -b "$T/r.db")" \
    "^  Scolarisés qu'elle compte \\(accusé du 03/09/2019\\) +57" \
    'which is then the last that is known'

# What the ministry says of an earlier declaration is not of the last one.
copie "$a" "$T/r.db"
cp -R "${a%.db}.d/." "$T/r.d"
constat --declarer -q -b "$T/r.db" --motif essai >"$T/out"
is "$(tableau -b "$T/r.db" | sed -n '/^Constat de/,/Ministère/p' | tr -s ' ')" \
    "Constat de rentrée
 Envoi par l'établissement 03/09/2019 59 déclaration n° 2
 AR BEA — —

Constat national
 AR Ministère 07/10/2019 59 déclaration n° 1 ; en attente de la n° 2" \
    'the accusé of the first, once there is a second'
copie "$bea" "$T/q.db"
cp -R "${bea%.db}.d/." "$T/q.d"
bea-recv -q -b "$T/q.db" <"$T/out" 2>"$T/err" |
    ar-import -q -b "$T/r.db" >"$T/out2" 2>"$T/err"
is "$(codes "$T/r.db" 2019-09-18) $(codes "$T/r.db" 2019-09-19)" \
    'effectifs  constat-ministere effectifs ' \
    'that of the second is waited for'
is "$(codes "$T/q.db" 2019-09-18) $(codes "$T/q.db" 2019-09-19)" \
    ' bea-ministere ' 'by the académie too'

# An empty base: nobody to count stands in the way, and not all is well.
is "$(tableau -b "$T/neuve.db" | sed -n '/empêche/{n;n;p;}' | tr -s ' ')" \
    ' élèves scolarisés 0 recevoir les élèves (bee-import), et les placer (repartition)' \
    'nobody to count stands in the way'
is "$(constat -b "$T/neuve.db" | sed -n 2p | cut -f 1,3,4)" \
    "scolarises${TAB}0${TAB}oui" 'for constat too'
is "$(tableau -b "$T/neuve.db" --html --date 2019-08-01 |
    grep -c 'Tout va bien')" 0 'the page does not say that all is well'
is "$(tableau --html | grep -c 'Tout va bien')" 1 'where it is, it says so'
is "$(tableau --date 2019-09-01 -j | grep -c '"age_jours":-')" 0 \
    'what came after the day has no age'
like "$(tableau --date 2019-09-01 -j)" '"age_jours":null' 'none at all'

# A directory in which something cannot be read.
mkdir "$T/d" "$T/d/dossier.db"
copie "$a" "$T/d/a.db"
echo non >"$T/d/b.db"
copie "$bea" "$T/d/c.db"
un "$T/d/c.db" 'PRAGMA user_version = 8'
copie "$s" "$T/d/d.db"
for o in --json --html --verifie; do
	fails 1 "in a directory: tableau $o" base-etrangere \
	    tableau -b "$T/d" $o >"$T/out"
done
is "$(tableau -b "$T/d" 2>"$T/err" | awk '{ print $1, $2 }' | sed "s,.*/d/,,")" \
    'Base Rôle
a.db établissement
b.db illisible
c.db illisible
d.db STS-WEB' 'the others are shown'
is "$(wc -l <"$T/err") $(un "$T/d/c.db" 'PRAGMA user_version')" '2 8' \
    'both are told, and stay as they are'
is "$(tableau -b "$T/d" -j 2>"$T/err" | grep -o '^{"base":"[^"]*","[rc]o[ld]e":"[^"]*"' |
    sed "s,$T,,")" '{"base":"/d/a.db","role":"etab"
{"base":"/d/b.db","code":"base-etrangere"
{"base":"/d/c.db","code":"base-ancienne"
{"base":"/d/d.db","role":"sts"' 'in JSON too'
is "$(tableau -b "$T/d" --verifie 2>"$T/err" | sed "s,$T,,")" \
    "/d/b.db: illisible : ce n'est pas une base sconet
/d/c.db: illisible : la base est d'une version de sconet plus ancienne" \
    '--verifie says so'
is "$(tableau -b "$T/b" -u 0990001N -j | cut -d , -f 2 | tr '\n' ' ')" \
    '"role":"etab" "role":"sts" ' '-u chooses'
fails 78 'no base of that year' base-introuvable tableau -b "$T/b" -a 2018
mkdir "$T/vide"
fails 78 'a directory without any' base-introuvable tableau -b "$T/vide"

# Refusals.
fails 78 'no base' base-manque env -u SCONET_BASE tableau
fails 78 'a base that is not there' base-absente tableau -b "$T/non.db"
fails 78 'a file that is none' base-etrangere tableau -b "$T/d/b.db" >"$T/out"
is "$(cat "$T/out")" '' 'shows nothing'
fails 78 'one of an older version' base-ancienne tableau -b "$T/d/c.db"
fails 65 'of another year' base-autre tableau -a 2018
fails 65 'of another school' base-autre tableau -u 0990002P
fails 64 '--html and -j' 'sans -j' tableau --html -j
fails 64 '--html and --verifie' 'sans -j et sans' tableau --html --verifie
fails 64 'an argument' 'argument en trop' tableau "$a"
cksum "$a" >"$T/octets"
fails 64 'over the base' sortie-prise tableau --html -o "$a"
cp "$s" "$T/autre.db"
fails 64 'over another' sortie-prise tableau --html -o "$T/autre.db"
f=$(find "${a%.db}.d" -type f | head -n 1)
fails 64 'over what is archived' sortie-prise tableau --html -o "$f"
fails 64 'or of a directory' sortie-prise tableau -b "$T/b" --html -o "$f"
cksum "$a" >"$T/octets2"
same 'which stays' "$T/octets" "$T/octets2"
cmp "$s" "$T/autre.db"
ok $? 'as does the other'
fails 73 'into no directory' sortie tableau --html -o "$T/non/page.html"
fails 73 'on a full disk' sortie sh -c 'tableau >/dev/full'
is "$(find "$T" -name 'page.html.*' -o -name 'o.html.*')" '' 'nothing is left'
done_testing
