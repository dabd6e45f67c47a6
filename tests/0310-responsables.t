#!/bin/sh
# The responsables of SIECLE: what becomes of each file of the corpus, and
# what takes more than one file to see.
. tests/lib.sh
. tests/corpus/eleves/cas.sh

C=tests/corpus/responsables
R=$ECOLE/ResponsablesAvecAdresses.xml

prepare_etab etab && prepare eleves etab &&
    prend eleves bee-import $ECOLE/ElevesAvecAdresses.xml
ok $? 'the school has its pupils'
prepare suite eleves && prend suite bee-import $R
ok $? 'another has their responsables'
prepare saisi suite
printf '# 0990001N 2019\neleve_id\tchamp\tvaleur\n%s\n%s\n%s\n' \
    '990001	RESPONSABLE/nouveau1/NOM_DE_FAMILLE	BRUMAIRE' \
    '990001	RESPONSABLE/nouveau1/PRENOM	Odile' \
    '990001	RESPONSABLE/nouveau1/NIVEAU_RESPONSABILITE	1' >"$T/saisie.tsv"
prend saisi saisie "$T/saisie.tsv"
ok $? 'another has entered one more'

for f in "$C"/*.xml; do
	case $f in
	*/suite-*) cas "$f" suite ;;
	*/saisi-*) cas "$f" saisi ;;
	*) cas "$f" eleves ;;
	esac
done
bien_formes
couverture responsables $C

# The answer.

copie eleves b
prends b 0 'the responsables of the school come in' $R
is "$(tail -n 1 "$T/err")" "bee-import: lus 92, ajoutés 92, modifiés 0, \
inchangés 0, absents 0, rejetés 0" 'which the summary counts'
iconv -f ISO-8859-15 -t UTF-8 "$T/cr.xml" >"$T/cr.txt"
like "$(cat "$T/cr.txt")" '<NOM>PÉTALINE</NOM>' \
    'the compte rendu names the responsable'
cp "$T/cr.xml" "$T/cr2.xml"
prends b 0 'the same file again' $R
same 'gets the same answer' "$T/cr2.xml" "$T/cr.xml"
egales suite b 'and changes nothing'

# A pupil whose last link is gone, or leads nowhere, is told of.
links() {
	LC_ALL=C tr -d '\n' <$R |
	    LC_ALL=C sed 's|<RESPONSABLE_ELEVE>|\n&|g; s|</RESPONSABLES>|\n&|' |
	    LC_ALL=C sed -e 's/<HORODATAGE>../<HORODATAGE>09/' \
		-e "/<ELEVE_ID>990001</$1"
}
for k in d 's|<PERSONNE_ID>\([0-9]*\)<|<PERSONNE_ID>4\1<|'; do
	copie suite b
	links "$k" >"$T/x.xml"
	bee-import -b "$T/b.db" <"$T/x.xml" >"$T/cr.xml" 2>"$T/err"
	is "$(un b "SELECT count(*) FROM anomalie WHERE code =
	    'eleve-sans-responsable' AND cle LIKE '990001%'")" 1 \
	    "a pupil who loses the last responsable is told of ($k)"
done

# What is known of a link in both styles is the same.

sed -e 's/PERCOIT_LES_AIDES>/PERS_PAIEMENT>/g' \
    -e 's/PAIE_FRAIS_SCOLAIRES>/RESP_FINANCIER>/g' \
    -e 's/NOM_DE_FAMILLE>/NOM>/g; s/VERSION="2.1"/VERSION="1.6"/' $R >"$T/x.xml"
copie eleves b
prends b 0 'older names' "$T/x.xml"
egales suite b 'of the same'
sed 's/PERS_PAIEMENT>/PERS_PAIMENT>/g' "$T/x.xml" >"$T/y.xml"
copie eleves b
prends b 0 'PERS_PAIMENT' "$T/y.xml"
egales suite b 'is PERS_PAIEMENT'
sed 's/NIVEAU_RESPONSABILITE>/RESP_LEGAL>/g' "$T/x.xml" >"$T/y.xml"
prends b 1 'ranks instead of levels' "$T/y.xml"
is "$(un b 'SELECT count(*) FROM responsable WHERE niveau_responsabilite IS
    NULL AND resp_legal IS NOT NULL')" "$(un suite 'SELECT count(*) FROM
    responsable WHERE niveau_responsabilite < 3')" \
    'take their place, but for those that are none'
prends b 0 'and levels again' $R
egales suite b 'theirs'

# A, then B, then A.

# shellcheck disable=SC2016 # of sed
sed -e 's/<CODE_PROFESSION>42/<CODE_PROFESSION>54/' \
    -e 's/>Amarantine</>Amarante</; s/ADRESSE_ID="99500001"/& INCONNU="1"/' \
    -e 's/>+33996000001</></; s/<LIGNE1_ADRESSE>/&7 bis /' \
    -e '1,/<RESPONSABLES>/b' \
    -e '/<RESPONSABLE_ELEVE>/{
	:a
	/<\/RESPONSABLE_ELEVE>/!{
		N
		ba
	}
	/<PERSONNE_ID>9900002</d
	s/\(<PERSONNE_ID>9900003<.*BILITE>\)1/\13/
    }' $R >"$T/b.xml"
copie suite b
bee-import -n -b "$T/b.db" <"$T/b.xml" 2>"$T/err" 3>&- >"$T/b.tsv"
prends b 0 'B' "$T/b.xml"
is "$(un b "SELECT prenom || code_profession FROM personne WHERE personne_id =
        9900001
    UNION ALL SELECT tel_portable IS NULL FROM personne WHERE personne_id =
        9900002
    UNION ALL SELECT count(*) FROM responsable WHERE personne_id = 9900002
    UNION ALL SELECT niveau_responsabilite FROM responsable WHERE eleve_id =
        990002 AND personne_id = 9900003" | tr '\n' ' ')" \
    'Amarante54 1 0 3 ' 'changes it'
pareils 'as -n had shown' suite b "$T/b.tsv"
prends b 0 'and A again' $R
egales suite b 'ends as A'

# The pupil knows it.

copie suite b
sed -e '/<PERSONNE PERSONNE_ID="9900005"/,/<\/PERSONNE>/s/<PRENOM>/&Marie-/' \
    $R >"$T/x.xml"
prends b 0 'a change of a responsable' "$T/x.xml"
is "$(un b 'SELECT group_concat(eleve_id) FROM eleve WHERE echange = (SELECT
    max(numero) FROM echange)')" "$(un b 'SELECT group_concat(eleve_id) FROM
    responsable WHERE personne_id = 9900005')" 'is one of the pupil'

# A block that is not in the file is not absence.

sed -e '/<ADRESSES>/,/<\/ADRESSES>/d' -e '/<ADRESSE_ID>/d' $R >"$T/x.xml"
copie suite b
prends b 0 'without addresses' "$T/x.xml"
egales suite b 'nothing changes'

# A pupil who takes another number keeps his responsables.

sed 's/ELEVE_ID="990032"/ELEVE_ID="880032"/' $ECOLE/ElevesAvecAdresses.xml \
    >"$T/x.xml"
copie suite b
prends b 0 'a pupil takes another number' "$T/x.xml"
is "$(un b 'SELECT count(*) FROM responsable WHERE eleve_id = 880032')" \
    "$(un suite 'SELECT count(*) FROM responsable WHERE eleve_id = 990032')" \
    'his responsables follow'
sed 's/<ELEVE_ID>990032</<ELEVE_ID>880032</' $R >"$T/x.xml"
prends b 0 'in their file too' "$T/x.xml"
is "$(un b "SELECT modifies FROM echange ORDER BY numero DESC LIMIT 1")" 0 \
    'nothing is new in it'

# Too many absent, too many who are not the same.

# personnes N: the file without its last N responsables.
personnes() {
	LC_ALL=C awk -v n="$1" '
	/<PERSONNE PERSONNE_ID=/ { saute = ++lu > 92 - n }
	/<\/PERSONNES>/ { saute = 0 }
	!saute
	' $R
}
personnes 9 >"$T/9.xml"
personnes 10 >"$T/10.xml"
copie suite b
refuse b 65 'more than a tenth of the responsables' \
    'seuil-absents: trop de fiches connues sont absentes du fichier : responsable : 10 absents sur 92 connus, seuil 10 %' \
    "$T/10.xml"
prends b 1 'a tenth of them, their links still there' "$T/9.xml"
is "$(un b 'SELECT count(*) FROM personne')" 92 'they stay'
is "$(un b 'SELECT count(*) FROM responsable')" 128 'with their links'
# liens N: the file without its first N links.
liens() {
	LC_ALL=C awk -v n="$1" '
	/<RESPONSABLE_ELEVE>/ { saute = ++lu <= n }
	/<\/RESPONSABLES>/ { saute = 0 }
	!saute
	' $R
}
liens 12 >"$T/12.xml"
liens 13 >"$T/13.xml"
copie suite b
refuse b 65 'more than a tenth of the links' \
    'lien de responsabilité : 13 absents sur 128 connus, seuil 10 %' \
    "$T/13.xml"
prends b 0 '--seuil' "$T/13.xml" --seuil absents=11
is "$(un b 'SELECT count(*) FROM responsable')" 115 'they are gone'
copie suite b
prends b 0 'a tenth of them' "$T/12.xml"
for n in 69 70; do
	LC_ALL=C awk -v max=$n '/<PERSONNE PERSONNE_ID=/ { n++ }
	/<PRENOM>/ && n <= max { sub(/>/, ">Autre") } { print }' $R >"$T/$n.xml"
done
copie suite b
refuse b 65 'more than three quarters of the identities' \
    'seuil-modifies: trop de fiches connues changent d'"'"'identité : responsable : 70 identités modifiées sur 92 connues, seuil 75 %' \
    "$T/70.xml"
prends b 0 '--force' "$T/70.xml" --force
copie suite b
prends b 0 'three quarters' "$T/69.xml"

# Rejected records, mended and sent again.

LC_ALL=C sed -e 's|>BOISFLOTTE</NOM_DE|></NOM_DE|' $R >"$T/x.xml"
copie eleves b
prends b 1 'responsables that are rejected' "$T/x.xml" \
    --rejets "$T/rejets.xml"
n=$(grep -c '<PERSONNE ' "$T/rejets.xml")
is "$(un b "SELECT count(*) + $n FROM personne") $(un b "SELECT count(*) + \
$(grep -c '<RESPONSABLE_ELEVE>' "$T/rejets.xml") FROM responsable")" \
    '92 128' 'are in the file, with their links'
sed 's|<NOM_DE_FAMILLE></NOM|<NOM_DE_FAMILLE>BOISFLOTTE</NOM|' \
    "$T/rejets.xml" >"$T/repare.xml"
prends b 0 'mended, they come in' "$T/repare.xml"
egales suite b 'and nothing is missing'

# What must come first.

copie etab b
refuse b 78 'before the pupils' \
    "aucun élève n'est importé : lancer bee-import avec les élèves" $R
prends b 1 '--force takes the persons' $R --force
is "$(un b 'SELECT count(*) FROM personne') $(un b 'SELECT count(*) FROM
    responsable')" '92 0' 'without a link'
copie suite b
sed 's/<HORODATAGE>02/<HORODATAGE>01/' $R >"$T/x.xml"
refuse b 65 'an older file' 'perime: ' "$T/x.xml"
sed '/<RESPONSABLES>/,/<\/RESPONSABLES>/d' $R >"$T/x.xml"
refuse b 65 'a file without links' \
    'bloc-vide: un bloc obligatoire est vide ou absent : lien de responsabilité' \
    "$T/x.xml"
sed '/<PERSONNES>/,/<\/PERSONNES>/d' $R >"$T/x.xml"
refuse b 65 'a file without persons' \
    'bloc-vide: un bloc obligatoire est vide ou absent : responsable' \
    "$T/x.xml"
head -c 90000 $R >"$T/x.xml"
refuse b 65 'half a file' 'fichier-coupe: ' "$T/x.xml"
sed 's/<UAJ>0990001N/<UAJ>0990002P/' $R >"$T/x.xml"
refuse b 65 'another school' 'autre-etablissement: ' "$T/x.xml"
sed 's/<ANNEE_SCOLAIRE>2019/<ANNEE_SCOLAIRE>2018/' $R >"$T/x.xml"
refuse b 65 'another year' 'autre-annee: ' "$T/x.xml"

done_testing
