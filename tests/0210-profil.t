#!/bin/sh
# Profiling (event B, steps A2 to A6): what each profile of the corpus makes
# of a base, what comes out for STS-WEB, and that reception is another act.
. tests/lib.sh
. tests/corpus/structures/cas.sh

C=tests/corpus/profils
E=examples/ecole
TOUT=--seuil=absents=100

# dits PROG FILE: codes that PROG has said on stderr, and lines of FILE.
dits() {
	sed -n "s/^$1: [^ :]*:\{0,1\}\([0-9]*\): \([a-z-]*\): .*/\2 \1/p" \
	    "$T/err" | sed 's/ $/ -/' | LC_ALL=C sort -u
}

# profil FILE BASE: FILE applied to a copy of BASE, $T/c.db, against its .want:
# status, codes with the profile's lines, answers to questions.
profil() {
	copie "$2" "$T/c.db"
	nomen-profile --profiler -p "$1" -b "$T/c.db" >"$T/out" 2>"$T/err" 3>&-
	{
		echo $?
		dits nomen-profile
		reponses "$T/c.db" "${1%.yaml}.want"
	} >"$T/got"
	same "${1#tests/corpus/}" "${1%.yaml}.want" "$T/got" ||
	    diag <"$T/err"
}

nue=$T/nue.db
recue=$T/recue.db
fermee=$T/fermee.db
sconet-init 0990001N 2019 "$nue"
cp "$nue" "$recue"
nomen-profile -q -b "$recue" <$E/Nomenclature.xml >"$T/out"
ok $? 'the example nomenclature is received'
cp "$recue" "$fermee"
nomen-profile -q -b "$fermee" $TOUT \
    <tests/corpus/nomenclatures/rattachement-connu.xml >"$T/out"
ok $? 'and in another base most of it is closed'

for f in "$C"/*.yaml; do
	case $f in
	*/ferme-*) profil "$f" "$fermee" ;;
	*) profil "$f" "$recue" ;;
	esac
done

# What is said of a wrong profile.

cp "$recue" "$T/b.db"
avant "$T/b.db"
printf 'mef: [\n' >"$T/coupe.yaml"
fails 78 'a dry run reads the profile, too' 'coupe.yaml:' \
    nomen-profile -n -p "$T/coupe.yaml" -b "$T/b.db" \
    <examples/ecole/Nomenclature.xml >"$T/out"
fails 78 'an unknown code is named with its line and the nearest one' \
    "nomen-profile: $C/mef-inconnu.yaml:4: profil-code-inconnu: le code mef « 10010012111 » n'a jamais été reçu ; le plus proche : 10010012110 ;" \
    nomen-profile --profiler -p $C/mef-inconnu.yaml -b "$T/b.db" >"$T/out"
test ! -s "$T/out"
ok $? 'and nothing is written'
rien "$T/b.db" 'which changes nothing'
ni_ligne "$T/b.db" 'and leaves no line'
fails 78 'a lost zero too' 'codes-inconnus.yaml:6: profil-code-inconnu: le code matiere « 20300 » n'\''a jamais été reçu ; le plus proche : 020300 ;' \
    nomen-profile --profiler -p $C/codes-inconnus.yaml -b "$T/b.db" >"$T/out"
fails 78 'all errors are told in one run' 'profil: profil inutilisable : 6 erreur(s)' \
    nomen-profile --profiler -p $C/codes-inconnus.yaml -b "$T/b.db" >"$T/out"
fails 78 'hours that are none are shown' \
    ':14: profil-heures: « 8 caractères, des lettres seulement » n'\''est pas un nombre d'\''heures' \
    nomen-profile --profiler -p $C/codes-inconnus.yaml -b "$T/b.db" >"$T/out"
fails 78 'an unknown key is named with its line' \
    'cle-inconnue.yaml:4: profil: profil inutilisable : clé « matière » inconnue ; corriger le fichier YAML et relancer avec --profiler' \
    nomen-profile --profiler -p $C/cle-inconnue.yaml -b "$T/b.db" >"$T/out"
fails 78 'so is one that is missing' 'etp-cle-manque.yaml:8: profil: profil inutilisable : etp sans « modalite »' \
    nomen-profile --profiler -p $C/etp-cle-manque.yaml -b "$T/b.db" >"$T/out"
fails 78 'and a profile that is not there' 'n'\''existe pas' \
    nomen-profile --profiler -p "$T/personne.yaml" -b "$T/b.db" >"$T/out"
fails 78 'no MEF at all: a profile is asked for' \
    'selection-vide: aucun MEF n'\''est sélectionné' \
    nomen-profile --profiler -b "$T/b.db" >"$T/out"
fails 78 '-j says the same in JSON' '"ligne":4,"code":"profil-code-inconnu"' \
    nomen-profile --profiler -j -p $C/mef-inconnu.yaml -b "$T/b.db" >"$T/out"
echo hier >"$T/o.xml"
fails 78 'with -o' 'profil-code-inconnu' nomen-profile --profiler -b "$T/b.db" \
    -p $C/mef-inconnu.yaml -o "$T/o.xml"
is "$(cat "$T/o.xml")" hier 'the file stays what it was'
is "$(echo "$T"/o.xml*)" "$T/o.xml" 'and nothing lies beside it'
rien "$T/b.db" 'none of them changes anything'
ni_ligne "$T/b.db" 'or leaves a line'

# A note tells what is no longer received, and goes on.

cp "$fermee" "$T/b.db"
runs 'codes that are no longer received are notes' \
    nomen-profile --profiler -p $C/ferme-codes.yaml -b "$T/b.db" >"$T/out"
grep -Fq 'ferme-codes.yaml:4: profil-code-ferme: le code mef « 10310019110 » n'\''est plus reçu ; le retirer du profil' \
    "$T/err"
ok $? 'which name the line' || diag <"$T/err"

# Two acts.

cp "$nue" "$T/b.db"
fails 78 'a file and a wrong profile in one run' \
    'mef-inconnu.yaml:4: profil-code-inconnu' nomen-profile -b "$T/b.db" \
    -p $C/mef-inconnu.yaml <$E/Nomenclature.xml >"$T/out"
test ! -s "$T/out"
ok $? 'nothing is written'
is "$(un "$T/b.db" 'SELECT count(*), sum(mef_selectionne) FROM mef')" '25|0' \
    'the file is received'
is "$(un "$T/b.db" 'SELECT genre, etat FROM echange WHERE numero > 1')" \
    'nomenclature-academique|integre' 'the journal has the reception only'
fails 78 'and the pupils cannot come yet' 'lancer nomen-profile' \
    bee-import -b "$T/b.db" <$E/ElevesAvecAdresses.xml >"$T/out"
avant "$T/b.db"
fails 66 'without a file there is no profilage either' 'entree-vide' \
    nomen-profile -b "$T/b.db" -p $E/profil.yaml </dev/null >"$T/out"
fails 65 'nor with a file that is refused' 'autre-annee' \
    nomen-profile -b "$T/b.db" -p $E/profil.yaml \
    <tests/corpus/nomenclatures/autre-annee.xml >"$T/out"
rien "$T/b.db" 'which changes nothing'
runs 'the profile mended' nomen-profile --profiler -b "$T/b.db" \
    -p $E/profil.yaml >"$T/deux.xml"

cp "$nue" "$T/b.db"
runs 'both acts in one run' nomen-profile -b "$T/b.db" -p $E/profil.yaml \
    -r "$T/cr.xml" <$E/Nomenclature.xml >"$T/une.xml"
same 'give the same file for STS-WEB' "$T/deux.xml" "$T/une.xml"
is "$(xmllint --xpath 'string(//BILAN/@GENRE)' "$T/cr.xml")" \
    nomenclature-academique '-r has the compte rendu of the reception'
is "$(echanges -b "$T/b.db" | sed -n '2,3p' | cut -f 3,4,14)" \
    'emis	Export Nomenclatures établissement vers STS-WEB	emis
recu	Import Nomenclatures Académiques	integre' \
    'the journal has a line for each, in its words'
is "$(un "$T/b.db" 'SELECT annexe FROM echange ORDER BY numero DESC LIMIT 1')" \
    000003-nomenclature-etablissement-recu.yaml.zst 'the profile is archived'
zstd -dcq "$T/b.d/000003-nomenclature-etablissement-recu.yaml.zst" |
    cmp -s - $E/profil.yaml
ok $? 'byte for byte'
echanges -b "$T/b.db" -c 3 | cmp -s - "$T/une.xml"
ok $? 'so is what was sent'

copie "$nue" "$T/o.db"
runs 'with -o' nomen-profile -b "$T/o.db" -p $E/profil.yaml -o "$T/o.xml" \
    <$E/Nomenclature.xml >"$T/out"
cmp -s "$T/o.xml" "$T/une.xml" && test ! -s "$T/out"
ok $? 'the file is there, and standard output is empty'
copie "$nue" "$T/o.db"
avant "$T/o.db"
runs 'a dry run of both' nomen-profile -b "$T/o.db" -n -p $E/profil.yaml \
    <$E/Nomenclature.xml >"$T/n.tsv"
is "$(sed -n 1p "$T/n.tsv")" 'genre	clé	champ	avant	après' \
    'shows what would be received'
rien "$T/o.db" 'and changes nothing'
ni_ligne "$T/o.db" 'nor leaves a line'

# What is sent.

xmllint --noout "$T/une.xml"
ok $? 'the file for STS-WEB is XML'
sed -n 1,2p "$T/une.xml" >"$T/tete"
is "$(cat "$T/tete")" '<?xml version="1.0" encoding="ISO-8859-15"?>
<BEE_NOMENCLATURES VERSION="3.1">' 'with the root and encoding of the académie'"'s"
# vaut XPATH EXPECTED NAME: of the file for STS-WEB.
vaut() {
	is "$(xmllint --xpath "$1" "$T/une.xml")" "$2" "$3"
}
vaut 'concat(//UAJ, " ", //ANNEE_SCOLAIRE, " ", //HORODATAGE)' \
    '0990001N 2019 03/09/2019 09:00:00' 'the envelope is the school'"'s, of now"
vaut 'count(//MEF[MEF_SELECTIONNE=1])' 6 'it has the selected MEF'
vaut 'count(//MEF[MEF_SELECTIONNE=1 and MEF_SELORIG=1])' 6 \
    'which are origin MEF without being listed'
vaut 'count(//MEF[MEF_SELECTIONNE=0 and MEF_SELORIG=1])' 4 \
    'and the origin MEF of the profile'
vaut 'count(//MEF)' 10 'and no other'
vaut 'count(//MEF[not(LIBELLE_LONG) or not(DATE_OUVERTURE)])' 0 \
    'each with its labels and dates'
vaut 'count(//MATIERE)' 21 'the matières listed'
vaut 'count(//PROGRAMME[not(CODE_MEF=//MEF[MEF_SELECTIONNE=1]/@CODE_MEF)])' 0 \
    'programmes of selected MEF only'
vaut 'count(//PROGRAMME[not(CODE_MATIERE=//MATIERE/@CODE_MATIERE)])' 0 \
    'whose matières are all there'
vaut 'count(//OPTION_OBLIGATOIRE[not(CODE_MEF=//MEF[MEF_SELECTIONNE=1]/@CODE_MEF)
    or not(CODE_MATIERE=//MATIERE/@CODE_MATIERE)])' 0 'so are those of options'
vaut 'count(//OPTION_OBLIGATOIRE)' \
    "$(un "$T/b.db" 'SELECT count(*) FROM option_obligatoire o JOIN mef USING
	(code_mef) JOIN matiere USING (code_matiere) WHERE mef_selectionne = 1
	AND selectionnee = 1')" 'all options that are needed'
vaut 'count(//REGIME)' 16 'all code lists are there: the régimes'
vaut 'count(//STATUT_ELEVE)' 3 'the statuts'
vaut 'count(//MOTIF_SORTIE)' 6 'the motifs de sortie'
vaut 'count(//LIEN_PARENTE)' 11 'the liens de parenté'
vaut 'count(//MODALITE_ELECTION)' 7 "the modalités d'élection"
vaut 'count(//PROVENANCE)' 4 'the provenances'
vaut 'count(//BOURSE)' 3 'the bourses'
vaut 'count(//PROFESSION)' 28 'the PCS'
vaut 'count(//CIVILITE)' 2 'the civilités'
vaut 'count(//CONTRAT)' 3 'the contrats'
vaut 'count(//TYPE_ETABLISSEMENT)' 4 "the types d'établissement"
vaut 'count(//MODALITE_COURS)' 4 'the modalités de cours'
vaut 'string(//MATIERE[@CODE_MATIERE="040600"]/LIBELLE_EDITION)' \
    'Histoire et géographie' 'accents are right'
like "$(identifie <"$T/une.xml")" '^programme	nomen-profile$' \
    'identifie knows it'

sconet-init 0990001N 2019 "$T/autre.db"
runs 'another base receives it' nomen-profile -b "$T/autre.db" \
    <"$T/une.xml" >"$T/cr.xml"
is "$(un "$T/autre.db" 'SELECT count(*) FROM anomalie')" 0 'without an anomaly'
runs 'and with the same profile' nomen-profile --profiler -b "$T/autre.db" \
    -p $E/profil.yaml >"$T/encore.xml"
same_send 'sends the same file' "$T/une.xml" "$T/encore.xml"

runs '--utf8' nomen-profile --profiler -b "$T/b.db" -n --utf8 >"$T/utf8.xml"
sed 's/UTF-8/ISO-8859-15/' "$T/utf8.xml" |
    iconv -f UTF-8 -t ISO-8859-15 >"$T/latin9.xml"
same_send 'writes it in UTF-8' "$T/une.xml" "$T/latin9.xml"

# Dry run.

avant "$T/b.db"
runs 'a dry run of a profile' nomen-profile --profiler -n -b "$T/b.db" \
    -p $C/codes.yaml >"$T/n.xml"
is "$(xmllint --xpath 'count(//MEF)' "$T/n.xml")" 3 'writes what would be sent'
rien "$T/b.db" 'changes nothing'
ni_ligne "$T/b.db" 'and leaves neither line nor archive'

# Another profile.

runs 'the selection is carried on without -p' \
    nomen-profile --profiler -b "$T/b.db" >"$T/suite.xml"
same_send 'with the same file' "$T/une.xml" "$T/suite.xml"
runs 'another profile' nomen-profile --profiler -b "$T/b.db" -p $C/codes.yaml \
    >"$T/autre.xml"
is "$(un "$T/b.db" 'SELECT count(*), sum(mef_selorig) FROM mef WHERE
    mef_selectionne = 1 OR mef_selorig = 1')" '3|3' 'replaces the selection'
is "$(un "$T/b.db" 'SELECT count(*) FROM etp')" 3 'a key it lacks stays'
is "$(un "$T/b.db" "SELECT count(*) FROM changement WHERE echange = (SELECT
    max(numero) FROM echange) AND champ = 'mef_selectionne' AND avant = 1 AND
    apres = 0")" 4 'the journal knows what changed'
runs 'the first one again' nomen-profile --profiler -b "$T/b.db" \
    -p $E/profil.yaml >"$T/suite.xml"
same_send 'gives the first file again' "$T/une.xml" "$T/suite.xml"

# What is new since the last reception.

sed 's,</MEFS>,<MEF CODE_MEF="10310099110"><LIBELLE_LONG>3EME LUNAIRE</LIBELLE_LONG></MEF></MEFS>,
    s,</MATIERES>,<MATIERE CODE_MATIERE="099900"><LIBELLE_LONG>LUNE</LIBELLE_LONG></MATIERE></MATIERES>,
    s,<HORODATAGE>.*<,<HORODATAGE>04/06/2019 06:00:00<,' \
    $E/Nomenclature.xml >"$T/plus.xml"
runs 'a new nomenclature, profiled without -p' nomen-profile --recevoir \
    --profiler -b "$T/b.db" <"$T/plus.xml" >"$T/suite.xml"
grep -Fq 'nomenclature-nouveau: MEF 10310099110 (3EME LUNAIRE) est nouveau ; l'\''ajouter au profil s'\''il sert' \
    "$T/err"
ok $? 'names the MEF that is new' || diag <"$T/err"
grep -Fq 'nomenclature-nouveau: matière 099900 (LUNE) est nouvelle ; l'\''ajouter au profil si elle sert' \
    "$T/err"
ok $? 'and the matière' || diag <"$T/err"
is "$(grep -c 'nomenclature-nouveau' "$T/err")" 2 'and nothing else'
un "$T/b.db" "PRAGMA wal_checkpoint" >"$T/out"
cp "$T/b.db" "$T/cr.db"
nomen-profile -q --profiler -b "$T/cr.db" -r "$T/cr.xml" >"$T/out"
is "$(xmllint --xpath 'concat(count(//NOTE[@CODE="nomenclature-nouveau"]), " ",
    substring(//MESSAGE, 1, 14))' "$T/cr.xml")" '2 2 signalement(' \
    'which the compte rendu has, too'
same_send 'the selection is as before' "$T/une.xml" "$T/suite.xml"
sed 's,<HORODATAGE>.*<,<HORODATAGE>05/06/2019 06:00:00<,' "$T/plus.xml" \
    >"$T/apres.xml"
runs 'after the next one' nomen-profile --recevoir --profiler -b "$T/b.db" \
    <"$T/apres.xml" >"$T/suite.xml"
grep -q nomenclature-nouveau "$T/err"
is $? 1 'they are no longer new'

# Closed, and open again.

sed '/<MEF CODE_MEF="10310019110">/,/<\/MEF>/d
    /<PROGRAMME>/,/<\/PROGRAMME>/{/CODE_MEF>10310019110/s/10310019110/10310019117/;}
    s,<HORODATAGE>.*<,<HORODATAGE>06/06/2019 06:00:00<,' "$T/plus.xml" \
    >"$T/moins.xml"
nomen-profile -q -b "$T/b.db" --recevoir --profiler <"$T/moins.xml" \
    >"$T/sans.xml"
is "$(xmllint --xpath 'count(//MEF[MEF_SELECTIONNE=1])' "$T/sans.xml")" 5 \
    'a MEF that is closed is not sent'
is "$(xmllint --xpath 'count(//PROGRAMME[CODE_MEF="10310019110"])' \
    "$T/sans.xml")" 0 'nor its programmes'
sed 's,<HORODATAGE>.*<,<HORODATAGE>07/06/2019 06:00:00<,' "$T/plus.xml" \
    >"$T/retour.xml"
nomen-profile -q -b "$T/b.db" --recevoir --profiler <"$T/retour.xml" \
    >"$T/suite.xml"
same_send 'and is, once it is received again' "$T/une.xml" "$T/suite.xml"

# Writing.

avant "$T/b.db"
fails 73 'a full disk is said' 'sortie: la sortie n'\''a pas pu être écrite' \
    nomen-profile --profiler -b "$T/b.db" -p $C/codes.yaml >/dev/full
rien "$T/b.db" 'and then nothing is profiled'
ni_ligne "$T/b.db" 'nor sent'
runs '-o writes the file' nomen-profile --profiler -b "$T/b.db" -o "$T/o.xml"
same_send 'the same as to standard output' "$T/une.xml" "$T/o.xml"
is "$(stat -c %a "$T/o.xml")" 600 'readable by its owner only'
done_testing
