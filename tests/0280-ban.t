#!/bin/sh
# The académie's side of event B: its base, and what it sends to a school.
. tests/lib.sh

E=examples/ecole
b=$T/academie.db
e=$T/ecole.db
sans_heure() { # FILE: without the hour of writing
	sed '/<HORODATAGE>/d; /<DATE_EXPORT>/d' "$1"
}

sconet-init -q --role bea 099 2019 "$b"
fails 65 'an académie without a nomenclature sends none' \
    'la recevoir avec nomen-profile' \
    ban-send -b "$b" 0990001N >"$T/out"
is "$(wc -c <"$T/out") $(echanges -b "$b" | wc -l)" '0 2' \
    'and has no line of it'

runs 'it takes in the set, from the file of a school' \
    nomen-profile -q -b "$b" <$E/Nomenclature.xml >"$T/cr.xml"
runs 'xsd' xmllint --noout --schema "$BUILD/xsd/compte-rendu.xsd" \
    "$T/cr.xml"
dump "$b" >"$T/avant"
sed 's/<ANNEE_SCOLAIRE>2019/<ANNEE_SCOLAIRE>2018/' $E/Nomenclature.xml \
    >"$T/vieux.xml"
fails 65 'not of another year' 'autre-annee' \
    nomen-profile -b "$b" <"$T/vieux.xml" >"$T/out"
fails 65 'nor a file that is cut' 'fichier-coupe' \
    nomen-profile -b "$b" <<END >"$T/out"
$(head -n 30 $E/Nomenclature.xml)
END
fails 78 'it does not profile' 'il faut etab' \
    nomen-profile -b "$b" --profiler >"$T/out"
fails 78 'nor take pupils' 'rôle bea' \
    bee-import -b "$b" <$E/ElevesAvecAdresses.xml >"$T/out"
dump "$b" >"$T/apres"
same 'which changes nothing' "$T/avant" "$T/apres"

runs 'the nomenclature of one school' ban-send -b "$b" 0990001N >"$T/1.xml"
runs 'of another' ban-send -b "$b" 0990002P >"$T/2.xml"
sed 's/0990001N/0990002P/' "$T/1.xml" >"$T/attendu"
sans_heure "$T/attendu" >"$T/a"
sans_heure "$T/2.xml" >"$T/b"
same 'is the same but for its UAI' "$T/a" "$T/b"
is "$(grep -c '<MEF_SELECTIONNE>1' "$T/1.xml")" 0 'nothing is selected'
is "$(identifie <"$T/2.xml" | grep -c 0990002P)" 1 'identifie knows it'
is "$(echanges -b "$b" -j | grep -c '"genre":"Export Nomenclatures Acad')" 2 \
    'the history has both'
is "$(echanges -b "$b" | cut -f 5 | sed -n 2p)" 0990002P 'and for whom'
n=$(echanges -b "$b" | sed -n 2p | cut -f 1)
runs 'the archive gives it again' echanges -b "$b" -c "$n" >"$T/3.xml"
same 'to the byte' "$T/2.xml" "$T/3.xml"
runs 'the base is sound' sconet-check -b "$b" >"$T/out"

sconet-init -q 0990001N 2019 "$e"
fails 65 'the other school'\''s is refused' 'autre-etablissement' \
    nomen-profile -b "$e" <"$T/2.xml" >"$T/out"
runs 'its own is taken' nomen-profile -q -b "$e" <"$T/1.xml" >"$T/cr.xml"
dump "$e" mef_selectionne mef_selorig inscription_etab cree echange >"$T/recu"
cp "$T/ecole.db" "$T/autre.db"
rm -rf "$T/direct.db"
sconet-init -q 0990001N 2019 "$T/direct.db"
nomen-profile -q -b "$T/direct.db" <$E/Nomenclature.xml >"$T/out"
dump "$T/direct.db" mef_selectionne mef_selorig inscription_etab \
    cree echange >"$T/droit"
same 'and is what the académie had' "$T/droit" "$T/recu"

# What is no longer received is not sent on.
sed '/<MEF CODE_MEF="00210002220">/,/<\/MEF>/d
    /<PROGRAMME>/{
	:a
	/<\/PROGRAMME>/!{
		N
		ba
	}
	/00210002220/d
    }
    s/\(HORODATAGE>[^ ]* \)../\123/' $E/Nomenclature.xml >"$T/moins.xml"
runs 'a set without a MEF' nomen-profile -q -b "$b" <"$T/moins.xml" >"$T/cr.xml"
runs 'is sent' ban-send -q -b "$b" 0990001N >"$T/4.xml"
is "$(grep -c 00210002220 "$T/1.xml") $(grep -c 00210002220 "$T/4.xml")" '2 0' \
    'without it'
dump "$b" >"$T/avant"
n=$(echanges -b "$b" | wc -l)
runs 'a dry run' ban-send -n -b "$b" 0990001N >"$T/5.xml"
dump "$b" >"$T/apres"
same 'changes nothing' "$T/avant" "$T/apres"
is "$(echanges -b "$b" | wc -l)" "$n" 'and has no line'

runs 'into a directory' ban-send -q -b "$b" --dossier "$T" 0990001N >"$T/out"
is "$(basename "$(cat "$T/out")")" Nomenclature_0990001N_2019.xml \
    'under a name of the school'
runs 'a wrong key is a note' ban-send -b "$b" -n 0990001X >"$T/out"
is "$(grep -c 'la clé de l.UAI est fausse' "$T/err")" 1 'that is said'
fails 64 'no UAI' "n'est pas un UAI" ban-send -b "$b" -n 099 >"$T/out"
fails 64 'none at all' 'argument' ban-send -b "$b" -n >"$T/out"
fails 78 'a school sends none' 'il faut bea' ban-send -b "$e" 0990001N >"$T/out"
fails 73 'a full disk' '' ban-send -b "$b" 0990001N >/dev/full
is "$(echanges -b "$b" | wc -l)" "$((n + 1))" 'leaves no line'
done_testing
