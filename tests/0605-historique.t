#!/bin/sh
# echanges: what it chooses of the history, what was wrong by pupil, what is
# new of it, and what went to the BEA.
. tests/lib.sh

E=examples/ecole
B=$T/ecole.db
SCONET_BASE=$B
export SCONET_BASE
TAB=$(printf '\t')

# at N: the clock of day N.
at() {
	SOURCE_DATE_EPOCH=$((1567501200 + ($1 - 1) * 86400))
}
# numbers OPTIONS: of the exchanges listed.
numbers() {
	echanges "$@" | sed 1d | cut -f 1 | tr '\n' ' '
}

sconet-init 0990001N 2019 "$B"
nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml >"$T/np.xml"
sts-import -q <tests/corpus/porte/autre-annee.xml >"$T/cr" 2>"$T/err"
sts-import -q <$E/sts_emp_0990001N_2019.xml >"$T/cr"
bee-import -q <$E/ElevesAvecAdresses.xml >"$T/cr"
bee-import -q <$E/ResponsablesAvecAdresses.xml >"$T/cr"
at 2
repartition -q <$E/divisions.tsv >"$T/cr"
effectifs-export -q >"$T/effectifs.xml"
dump "$B" >"$T/before"

# What is chosen.
is "$(numbers)" '9 8 7 6 5 4 3 2 1 ' 'all'
is "$(numbers --depuis 2019-09-04)" '9 8 ' '--depuis'
is "$(numbers --genre structures)" '5 4 ' '--genre, its short name'
is "$(numbers --genre 'nomenclature-*')" '3 2 ' 'a pattern of them'
is "$(numbers --genre 'Import Structures de STS-WEB')" '5 4 ' 'its label'
is "$(numbers --genre 'gep-*')" '' 'a genre of which there is none'
is "$(numbers --etat rejete)" '4 ' '--etat'
is "$(numbers --sens emis)" '9 3 ' '--sens'
is "$(numbers --sens recu --etat integre --genre 'e*' --depuis 2019-09-01)" \
    '6 ' 'all of them together'
is "$(numbers --en-attente --genre effectifs)" '9 ' \
    'also of what waits for an answer'
is "$(echanges -j --etat rejete | sed 's/.*"etat":"\([a-z]*\)"}/\1/')" rejete \
    'in JSON'
fails 64 'a genre that is none' "aucun genre d'échange n'est « zut »" \
    echanges --genre zut
fails 64 'an état that is none' "--etat : fini n'est pas un état" \
    echanges --etat fini
fails 64 'a sens that is none' 'le sens est recu ou emis' echanges --sens dehors
fails 64 'a day that is none' "la date s'écrit AAAA-MM-JJ" \
    echanges --depuis 31/12/2019
for o in '--erreurs --bea' '--en-attente --nouvelles' '--bea 3' '--erreurs -c 3'
do
	# shellcheck disable=SC2086 # words
	fails 64 "not together: $o" 'un numéro, ou une option' echanges $o
done
for o in 3 '-c 3' '--purger 2019-09-01'; do
	# shellcheck disable=SC2086 # words
	fails 64 "not with a choice: $o" 'sont pour les listes' \
	    echanges --sens recu $o
done

# A pupil: his record, his people, where he was placed.
is "$(numbers --eleve 990001)" '7 6 ' '--eleve'
is "$(numbers --eleve 990020)" '8 7 6 ' 'one who was placed'
is "$(numbers --eleve 990020 --genre repartition)" '8 ' 'and a genre'
fails 64 'nobody' 'eleve-inconnu' echanges --eleve 12
fails 64 'an INE' 'il faut un ELEVE_ID' echanges --eleve 990000001AA
is "$(grep -c 990000001AA "$T/err")" 0 'which is not said again'
sconet-init -q --role bea 099 2019 "$T/bea.db"
fails 78 'of an académie there is no such list' 'base-role' \
    echanges -b "$T/bea.db" --eleve 990001

# What was wrong on the last day.
runs '--erreurs' echanges --erreurs >"$T/jour"
is "$(cat "$T/jour")" "numero${TAB}date${TAB}genre${TAB}eleve_id${TAB}\
division${TAB}element${TAB}cle${TAB}champ${TAB}code${TAB}gravite${TAB}texte\
${TAB}remede
8${TAB}2019-09-04 09:00:00${TAB}Répartition des élèves par division${TAB}\
${TAB}${TAB}${TAB}${TAB}${TAB}${TAB}${TAB}aucune erreur pour l'échange fait à \
09 h 00 min${TAB}" 'the last day: nothing was wrong'
runs 'of an earlier day' echanges --erreurs --depuis 2019-09-03 >"$T/tout"
is "$(cut -f 1,4,5,9,10 "$T/tout" | sed 1d)" "8$TAB$TAB$TAB$TAB
7$TAB$TAB$TAB$TAB
6${TAB}990022${TAB}6B${TAB}ine-absent${TAB}note
6${TAB}990050${TAB}4A${TAB}ine-absent${TAB}note
5$TAB$TAB$TAB$TAB
4$TAB$TAB${TAB}autre-annee${TAB}refus
2$TAB$TAB$TAB$TAB" 'anomalies by pupil, what was sound, what was refused'
like "$(sed -n '/^4/p' "$T/tout")" 'autre année scolaire : fichier de 2018' \
    'and why'
is "$(echanges --erreurs --genre structures | sed 1d | cut -f 1)" '5
4' 'of one genre: its own last day'
is "$(echanges --erreurs --genre eleves | sed 1d | cut -f 11,12 | sort -u)" \
    "l'élève n'a pas d'INE${TAB}attendre l'immatriculation par l'académie, ou \
la demander" 'in the words of the rule, with its remedy'
is "$(echanges -j --erreurs --genre eleves | sed -n 1p)" \
    '{"numero":6,"date":"2019-09-03 09:00:00","genre":"Import Élèves de SIECLE","eleve_id":"990022","division":"6B","element":"eleve","cle":"990022","champ":"id_national","code":"ine-absent","gravite":"note","texte":"l'"'"'élève n'"'"'a pas d'"'"'INE","remede":"attendre l'"'"'immatriculation par l'"'"'académie, ou la demander"}' \
    'in JSON'

# What is new.
at 3
sed -e 's,08:02:17,09:00:00,' -e 's,14/03/2008,14/13/2008,' \
    $E/ElevesAvecAdresses.xml >"$T/b.xml"
fails 1 'pupils with one more anomaly' '' bee-import -q <"$T/b.xml" >"$T/cr"
is "$(echanges --erreurs | sed 1d | cut -f 4,9)" \
    "990001${TAB}valeur-requise-invalide
990022${TAB}ine-absent
990050${TAB}ine-absent" 'all of them'
is "$(echanges --nouvelles | sed 1d | cut -f 4,9)" \
    "990001${TAB}valeur-requise-invalide" 'the one that is new'
is "$(echanges --erreurs --nouvelles)" "$(echanges --nouvelles)" \
    '--nouvelles is of --erreurs'
is "$(echanges --nouvelles --depuis 2019-09-03 --genre eleves | sed 1d |
    cut -f 1,4)" "10${TAB}990001
6${TAB}990022
6${TAB}990050" 'of the first one all is new'
echanges -j --erreurs >"$T/out"
echanges --erreurs >>"$T/out"
is "$(grep -c 14/13/2008 "$T/out")" 0 'a value that is personal is not shown'
at 4
sed 's,09:00:00,10:00:00,' "$T/b.xml" >"$T/c.xml"
bee-import -q <tests/corpus/porte/doctype.xml >"$T/cr" 2>"$T/err"
fails 1 'the same anomalies again' '' bee-import -q <"$T/c.xml" >"$T/cr"
is "$(echanges --nouvelles --genre eleves | sed 1d | cut -f 1,9,11)" \
    "12$TAB${TAB}aucune nouvelle erreur pour l'échange fait à 09 h 00 min
11${TAB}doctype${TAB}DOCTYPE interdit dans un fichier d'échange" \
    'nothing is new, a refusal in between is no matter'
sed -e '/<PERSONNE PERSONNE_ID="9900001">/,/<.PERSONNE>/s,>42<,>ZZ<,' \
    $E/ResponsablesAvecAdresses.xml >"$T/r.xml"
fails 1 'a responsable' '' bee-import -q <"$T/r.xml" >"$T/cr"
is "$(echanges --erreurs | awk -F '\t' '$6 == "personne" { print $4, $7 }')" \
    "$(sqlite3 "$B" "SELECT group_concat(eleve_id, '|') || ' ' || personne_id
    FROM responsable WHERE personne_id = 9900001")" 'stands with his pupils'

# What the accusé of a send says is said of that send; and the screen of the
# BEA: wishes go there.
voeux-import -q --campagne $E/campagne.yaml <$E/voeux.tsv >"$T/cr"
at 5
voeux-export -q >"$T/voeux.xml"
n=$(sqlite3 "$B" 'SELECT max(numero) FROM echange')
is "$(echanges --bea | cut -f 1,3-7)" "envoi${TAB}date_export${TAB}\
fiches_transferees${TAB}anomalies${TAB}compte_rendu${TAB}date_integration
1${TAB}2019-09-07${TAB}$(xmllint --xpath 'count(//ELEVE)' "$T/voeux.xml")\
$TAB$TAB$TAB" '--bea: sent, not answered'
nomen-profile -q -b "$T/bea.db" --recevoir <$E/Nomenclature.xml >"$T/cr"
sqlite3 "$T/bea.db" 'UPDATE mef SET ferme = 1'
voeux-recv -q -b "$T/bea.db" <"$T/voeux.xml" >"$T/accuse.xml" 2>"$T/err"
ar-import -q <"$T/accuse.xml" >"$T/cr"
is "$(echanges --bea | sed 1d | cut -f 1,5-7)" "1$TAB\
$(xmllint --xpath 'count(//ANOMALIE)' "$T/accuse.xml")${TAB}\
Import accusé réception${TAB}2019-09-07" \
    '--bea: and answered'
is "$(echanges --erreurs --genre export-voeux | sed '1d; /eleve-sans-voeu/d' |
    cut -f 1 | uniq -c | sed 's/^ *//')" \
    "$(xmllint --xpath 'count(//ANOMALIE)' "$T/accuse.xml") $n" \
    'what it says is said of the send'
e=$(echanges --erreurs --genre export-voeux | awk -F '\t' '$6 == "souhait" {
    print $4; exit }')
like "$(echanges --eleve "$e" | cut -f 1)" "^$n\$" 'and touches that pupil'
is "$(echanges --bea --depuis 2019-09-08 | sed 1d)" '' '--bea, later: nothing'

# Looking changes nothing.
dump "$B" >"$T/b1"
m=$(numbers)
echanges --erreurs >"$T/out"
echanges --nouvelles --eleve 990001 >"$T/out"
dump "$B" >"$T/b2"
same 'looking changes nothing' "$T/b1" "$T/b2"
is "$(numbers)" "$m" 'nor leaves a line'
is "$n" "$(sqlite3 "$B" "SELECT numero FROM echange WHERE genre =
    'export-voeux'")" 'the send is that one'
done_testing
