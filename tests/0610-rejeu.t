#!/bin/sh
# Replay: the last file again gets its first answer; any other walks through
# the six rooms once more; the archive makes the same base again.
. tests/lib.sh

E=examples/ecole
B=$T/ecole.db
SCONET_BASE=$B
export SCONET_BASE

last() {
	sqlite3 "$B" "SELECT $1 FROM echange ORDER BY numero DESC LIMIT 1"
}
# data BASE: what it holds, whenever that came.
data() {
	dump "$1" cree echange profilage
}

# again STATUS NAME FILE CMD...: the first answer, its status, and no line.
again() {
	status=$1 name=$2 file=$3
	shift 3
	n=$(last numero)
	dump "$B" >"$T/before"
	fails "$status" "$name again" '' "$@" <"$file" >"$T/cr2"
	cmp "$T/cr2" "$T/cr"
	ok $? "$name again: the same answer, byte for byte"
	is "$(last numero)" "$n" "$name again: no line"
	dump "$B" >"$T/after"
	same "$name again: nothing changes" "$T/before" "$T/after"
}

sconet-init 0990001N 2019 "$B"
nomen-profile -q --recevoir <$E/Nomenclature.xml >"$T/cr"
again 0 'nomenclature' $E/Nomenclature.xml nomen-profile
nomen-profile -q --profiler -p $E/profil.yaml >"$T/np.xml"
n=$(last numero)
runs 'after it was profiled, it walks again' \
    nomen-profile <$E/Nomenclature.xml >"$T/cr"
is "$(last "numero || '+' || ajoutes || modifies")" $((n + 1))+00 \
    'with a line, and nothing to change'
sts-import -q <$E/sts_emp_0990001N_2019.xml >"$T/cr"
again 0 'structures' $E/sts_emp_0990001N_2019.xml sts-import
bee-import -q <$E/ElevesAvecAdresses.xml >"$T/cr"
again 0 'pupils' $E/ElevesAvecAdresses.xml bee-import
data "$B" >"$T/base.a"
bee-import -q <$E/ResponsablesAvecAdresses.xml >"$T/cr"
again 0 'responsables' $E/ResponsablesAvecAdresses.xml bee-import
bee-import -q <$E/Communs.xml >"$T/cr"
again 0 'the calendar' $E/Communs.xml bee-import
repartition -q <$E/divisions.tsv >"$T/cr"
again 0 'places' $E/divisions.tsv repartition

# With its anomalies, and the status 1.
sed -e 's,14/03/2008,14/13/2008,; s,<CODE_REGIME>24,<CODE_REGIME>Z4,' \
    -e 's,08:02:17,09:00:00,' $E/ElevesAvecAdresses.xml >"$T/anomalies.xml"
fails 1 'anomalies' '' bee-import <"$T/anomalies.xml" >"$T/cr"
again 1 'anomalies' "$T/anomalies.xml" bee-import
again 1 'anomalies' "$T/anomalies.xml" bee-import --utf8 -v --motif encore
fails 1 'into a file' '' bee-import -r "$T/cr2" <"$T/anomalies.xml" >"$T/out"
cmp "$T/cr2" "$T/cr"
ok $? 'the same answer'
is "$(cat "$T/out")" '' 'and only there'

# What has not been applied in between does not count.
first=$(last numero)
fails 65 'a refusal in between' doctype \
    bee-import <tests/corpus/porte/doctype.xml >"$T/out"
runs 'an export' effectifs-export >"$T/out"
fails 1 'a dry run' '' bee-import -n <"$T/anomalies.xml" >"$T/out"
is "$(wc -l <"$T/out")" 1 'which has no difference to show'
again 1 'anomalies, after those' "$T/anomalies.xml" bee-import
is "$(last numero)" $((first + 2)) 'only the refusal and the export have lines'

# Rejected records are asked for: it walks again.
n=$(last numero)
fails 1 '--rejets walks again' '' \
    bee-import --rejets "$T/rejets.xml" <"$T/anomalies.xml" >"$T/out"
is "$(xmllint --xpath 'count(//ELEVE)' "$T/rejets.xml") $(last numero)" \
    "1 $((n + 1))" 'and has them'

# A, B, A.
B1=$T/aba.db
cp "$B" "$B1"
A=$E/ElevesAvecAdresses.xml
sed -e 's,<PRENOM2>.*</PRENOM2>,<PRENOM2>Bis</PRENOM2>,' \
    -e 's,<CODE_REGIME>24,<CODE_REGIME>0,; s,>6CHORALE<,>_6AP1<,' \
    -e 's,<MEL>.*<,<MEL><,; s,DES CARTES,DES AUTRES CARTES,' \
    -e '/<ELEVE ELEVE_ID="990060"/,/<.ELEVE>/d' $A >"$T/b.xml"
bee-import -q -b "$B1" --force <$A >"$T/cr"
data "$B1" >"$T/a1"
bee-import -q -b "$B1" --force <"$T/b.xml" >"$T/cr"
data "$B1" >"$T/b"
cmp -s "$T/a1" "$T/b"
is $? 1 'B is not A'
n=$(sqlite3 "$B1" 'SELECT max(numero) FROM echange')
bee-import -q -b "$B1" --force <$A >"$T/cr2"
data "$B1" >"$T/a2"
same 'A, B, A ends as A' "$T/a1" "$T/a2"
is "$(sqlite3 "$B1" 'SELECT max(numero) FROM echange')" $((n + 1)) \
    'the second A has its own line'
cmp -s "$T/cr" "$T/cr2"
is $? 1 'and its own answer'
sts-import -q -b "$B1" <$E/sts_emp_0990001N_2019.xml >"$T/cr"
data "$B1" >"$T/a1"
sed '/<DIVISION CODE="6B">/,/<.DIVISION>/d' $E/sts_emp_0990001N_2019.xml \
    >"$T/s.xml"
sts-import -q -b "$B1" --force <"$T/s.xml" >"$T/cr"
is "$(sqlite3 "$B1" "SELECT ferme FROM division WHERE code_structure = '6B'")" \
    1 'structures: B closes a division'
sts-import -q -b "$B1" <$E/sts_emp_0990001N_2019.xml >"$T/cr"
data "$B1" >"$T/a2"
same 'structures: A, B, A ends as A' "$T/a1" "$T/a2"

# Pupils before the nomenclature and again after it, or only after it.
B2=$T/tot.db
B3=$T/tard.db
for b in "$B2" "$B3"; do
	sconet-init 0990001N 2019 "$b"
done
bee-import -q -b "$B2" --force <$A >"$T/cr" 2>"$T/err"
sts-import -q -b "$B2" --force <$E/sts_emp_0990001N_2019.xml >"$T/cr"
is "$(sqlite3 "$B2" 'SELECT count(code_mef) FROM eleve')" 0 \
    'without nomenclature no pupil has a MEF'
for b in "$B2" "$B3"; do
	nomen-profile -q -b "$b" -p $E/profil.yaml <$E/Nomenclature.xml \
	    >"$T/np.xml"
	sts-import -q -b "$b" <$E/sts_emp_0990001N_2019.xml >"$T/cr"
	bee-import -q -b "$b" <$A >"$T/cr"
done
data "$B2" >"$T/tot"
data "$B3" >"$T/tard"
same 'pupils sent too early, and again, end the same' "$T/tard" "$T/tot"
n=$(sqlite3 "$B2" 'SELECT max(numero) FROM echange')
nomen-profile -q -b "$B2" --profiler -p $E/profil.yaml >"$T/np.xml"
bee-import -q -b "$B2" <$A >"$T/cr"
is "$(sqlite3 "$B2" 'SELECT max(numero) FROM echange')" $((n + 2)) \
    'after another change the same file walks again'

# From the archive into a base to try things on.
N=$T/neuve.db
sconet-init 0990001N 2019 "$N"
for n in $(seq 2 "$(last numero)"); do
	echanges -c "$n" >"$T/recu"
	case $(sqlite3 "$B" "SELECT genre || ' ' || etat FROM echange
	    WHERE numero = $n") in
	*' rejete') ;;
	nomenclature-academique*) nomen-profile -q --recevoir -b "$N" ;;
	nomenclature-etablissement*)
		zstd -dcq "$T/ecole.d/$(sqlite3 "$B" "SELECT annexe FROM
		    echange WHERE numero = $n")" >"$T/profil.yaml"
		nomen-profile -q --profiler -b "$N" -p "$T/profil.yaml" ;;
	structures*) sts-import -q -b "$N" ;;
	repartition*) repartition -q -b "$N" ;;
	effectifs*) effectifs-export -q -b "$N" ;;
	*) bee-import -q -b "$N" ;;
	esac <"$T/recu" >"$T/out"
done
data "$B" >"$T/vraie"
data "$N" >"$T/neuve"
same 'the archive makes the same base again' "$T/vraie" "$T/neuve"
effectifs-export -n -q -b "$B" >"$T/a"
effectifs-export -n -q -b "$N" >"$T/b"
same 'which sends the same counts' "$T/a" "$T/b"
done_testing
