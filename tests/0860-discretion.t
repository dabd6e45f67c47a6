#!/bin/sh
# Nobody is named where others may look: on stderr, in JSON lines, among the
# arguments of processes, in names of files; and what names people is for its
# owner only.  Each file of the corpus, so that every rule and every refusal
# has its turn, with canaries in place of the people.  DISCRETION set ("make
# check-discretion"): also in JSON, and for good.
. tests/lib.sh

E=examples/ecole
B=$T/b/ecole.db
SCONET_BASE=$B
export SCONET_BASE
umask 000
mkdir -m 700 "$T/b" "$T/in"

# canaries FILE...: SERIN stands in each name, address, commune and mail.
canaries() {
	LC_ALL=C sed -i -E 's/<((NOM|PRENOM)[A-Z0-9_]*|LIGNE[1-4]_ADRESSE|MEL|VILLE_NAISS|LIBELLE_POSTAL|COMMUNE_ETRANGERE|LL_PAYS)>([^<]+)</<\1>SERIN\3</' "$@"
}
# numbers FILE...: INE, birth dates (also as ISO) and telephones, right or not.
numbers() {
	LC_ALL=C sed -nE 's/.*<(ID_NATIONAL|INE_[A-Z]*|DATE_NAISS[A-Z]*|TEL_[A-Z]*)>([^<]{8,})<.*/\2/p' "$@" |
	    LC_ALL=C sed -E '/^[?0-]*$/d; p; s,^(..)/(..)/(....)$,\3-\2-\1,'
}
# said NAME: neither is in what was said.
said() {
	[ -s "$T/dit" ]
	ok $? "$1: something is said"
	is "$(LC_ALL=C grep -aFn -e SERIN -f "$T/nombres" "$T/dit" |
	    head -n 5)" '' "$1: and names nobody"
}

dirs='eleves responsables'
[ -z "${DISCRETION:-}" ] || dirs="$dirs structures porte"
for d in $dirs; do
	for f in tests/corpus/"$d"/*.xml; do
		ln -s "$PWD/$f" "$T/in/$d.${f##*/}"
	done
done
for f in "$E"/*.xml; do
	ln -s "$PWD/$f" "$T/in/ecole.${f##*/}"
done
numbers "$T"/in/* >"$T/nombres.1"
canaries "$T"/in/*
cat tests/corpus/repartition/*.tsv tests/corpus/porte/*.tsv |
    LC_ALL=C grep -aoE '99[0-9]{7,8}[A-Z]{1,2}' >>"$T/nombres.1"
sort -u "$T/nombres.1" >"$T/nombres"
[ "$(LC_ALL=C grep -c '^99' "$T/nombres")" -gt 50 ] &&
    [ "$(cat "$T"/in/* | LC_ALL=C grep -ac SERIN)" -gt 1000 ]
ok $? 'there are canaries'

# A school full of them.
sconet-init -q 0990001N 2019 "$B"
for p in 'nomen-profile Nomenclature' 'sts-import sts_emp_0990001N_2019' \
    'bee-import ElevesAvecAdresses' 'bee-import ResponsablesAvecAdresses'; do
	o=
	[ "${p%% *}" != nomen-profile ] || o="-p $E/profil.yaml"
	# shellcheck disable=SC2086 # an option
	${p%% *} $o <"$T/in/ecole.${p#* }.xml" >"$T/b/out" 2>>"$T/dit"
done
is "$(sqlite3 "$B" "SELECT count(*) > 50 FROM eleve
    WHERE nom_de_famille LIKE 'SERIN%'")" 1 'they are in the base'
cp "$T/dit" "$T/dit.base"

# passe PROGRAM FILE: in full; in the whole form also in JSON, and for good.
passe() {
	"$1" -n -v --force <"$2" >"$T/out" 2>>"$T/dit"
	[ -n "${DISCRETION:-}" ] || return
	"$1" -n -j --seuil absents=100 <"$2" >"$T/out" 2>>"$T/dit"
	"$1" -v --force <"$2" >"$T/out" 2>>"$T/dit"
}

# Each file of the corpus through its program: rule after rule.
for f in "$T"/in/*.xml; do
	case ${f##*/} in
	ecole.*) continue ;;
	structures.*) p=sts-import ;;
	*) p=bee-import ;;
	esac
	passe "$p" "$f"
done
for f in tests/corpus/repartition/*.tsv tests/corpus/porte/*.tsv; do
	passe repartition "$f"
done
said 'the corpus'
"$BUILD/tools/describe" codes | cut -f 1 | sort >"$T/codes"
for d in $dirs repartition; do
	[ "$d" = porte ] ||
	    sed -s -e 1d -e '/^=/d' -e 's/ .*//' tests/corpus/"$d"/*.want
done | sort -u | comm -12 - "$T/codes" >"$T/attendus"
while read -r code; do
	grep -Fq -e "$code" "$T/dit" || echo "$code"
done <"$T/attendus" >"$T/manque"
[ "$(wc -l <"$T/manque")" -le 8 ]
ok $? 'nearly every rule about people has spoken' ||
    tr '\n' ' ' <"$T/manque" | diag

# Damage right at a name, and each file at each wrong door.
: >"$T/dit"
X=$T/in/ecole.ElevesAvecAdresses.xml
# damage SED: the file of pupils, so damaged, to whoever reads files.
damage() {
	LC_ALL=C sed -E "0,/SERIN/s/$1" "$X" >"$T/in/abime"
	! cmp -s "$X" "$T/in/abime" || echo "$1: SERIN"
	bee-import -n -j -v <"$T/in/abime" >"$T/out" 2>>"$T/dit"
	identifie <"$T/in/abime" >>"$T/dit" 2>&1
}
damage 'SERIN/\&SERIN;/'
damage 'SERIN/SERIN\&/'
damage 'SERIN/<SERIN>/'
damage 'SERIN([A-Z]*)/<SERIN\1 SERIN="SERIN" SERIN="SERIN"\/>/'
damage 'SERIN/SERIN\x00/'
damage 'SERIN/SERIN\x01/'
damage 'SERIN/\&#1;SERIN/'
damage 'SERIN/SERIN<!DOCTYPE SERIN>/'
damage 'SERIN/]]>SERIN/'
for n in 1200 1234 1250 9000; do
	head -c $n "$X" | bee-import -j >"$T/out" 2>>"$T/dit"
done
printf '# 0990001N 2019\nSERIN\tSERINE\n990001\tSERIN\n' >"$T/in/noms.tsv"
printf '# 0990001N 2019\nine\tdivision\nSERIN\t6A\n1,2E+10\t6A\n' \
    >"$T/in/ine.tsv"
for f in "$X" "$T/in/ecole.ResponsablesAvecAdresses.xml" \
    "$T/in/ecole.sts_emp_0990001N_2019.xml" "$T/in/noms.tsv" \
    "$T/in/ine.tsv"; do
	{
		for p in nomen-profile sts-import bee-import repartition; do
			$p -n -j <"$f"
		done
		nomen-profile -n --profiler -p "$f"
		effectifs-export -b "$f"
		echanges -b "$f"
	} >"$T/out" 2>>"$T/dit"
	{
		sconet-init --communs "$f" 0990001N 2019 "$T/b/x.db"
		identifie <"$f"
	} >>"$T/dit" 2>&1
	rm -rf "$T"/b/x.*
done
# Names where codes should be, in a table and in settings.
printf '# 0990001N 2019\neleve_id\trang_voeu\tuai\tmef\toptions\n990056\t1\t0990003R\t20010015110\tSERINET|Serin\n990055\t1\t+SERIN\tSerin\t\n990054\t1\t+3399600\t20010015110\t\n' \
    >"$T/in/voeux.tsv"
printf 'SERINET: x\nvoeux: 3\n' >"$T/in/cle.yaml"
printf 'voeux: 3\nmef: [Serin]\n' >"$T/in/mef.yaml"
for y in cle mef; do
	voeux-import -j --campagne "$T/in/$y.yaml" <"$T/in/voeux.tsv" \
	    >"$T/out" 2>>"$T/dit"
done
voeux-import -n -j <"$T/in/voeux.tsv" >"$T/out" 2>>"$T/dit"
voeux-import -n -v <"$T/in/voeux.tsv" >"$T/out" 2>>"$T/dit"
is "$(LC_ALL=C grep -ain -e serin -e 3399600 "$T/dit" | head -n 5)" '' \
    'a name or a number in place of a code is not shown'
# What screens show of the base: no names there either.
{
	echanges
	echanges -j
	nomen-profile -l
	sconet-bases "$T/b"
	tableau
	tableau -j
	tableau --html
	tableau --verifie --date 2019-11-04
	tableau -b "$T/b"
} >>"$T/dit" 2>&1
said 'damage, wrong doors and screens'

# Arguments, and names of files while a program works.
mkfifo "$T/fifo"
(
	# shellcheck disable=SC3045 # dash and bash have -c
	ulimit -c "$(ulimit -H -c)"
	exec bee-import -q --force --rejets "$T/b/rejets" -r "$T/b/cr" \
	    <"$T/fifo" 3>&-
) &
pid=$!
exec 9>"$T/fifo"
head -c 100000 "$X" >&9
while [ -z "$(find "$T/b" -name '.recu.*')" ]; do
	sleep 0.05
done
if [ -r "/proc/$pid/cmdline" ]; then
	is "$(tr '\0' '\n' <"/proc/$pid/cmdline" | grep -c SERIN)" 0 \
	    'no argument names anybody'
	is "$(sed -n 's/^Max core file size *\([0-9]*\) .*/\1/p' \
	    "/proc/$pid/limits")" 0 'no core would be left of a crash'
else
	skip 'no argument names anybody' 'no /proc'
	skip 'no core would be left of a crash' 'no /proc'
fi
find "$T/b" >"$T/noms"
tail -c +100001 "$X" >&9
exec 9>&-
wait $pid
find "$T/b" >>"$T/noms"
is "$(grep -e SERIN -f "$T/nombres" "$T/noms")" '' 'nor does a name of a file'
like "$(cat "$T/b/cr")" '<NOM>SERIN|NOM_DE_FAMILLE>SERIN|SERIN' \
    'the compte rendu names them'
effectifs-export -q -o "$T/b/effectifs" -r "$T/b/cr2"
rm "$T/b/out"
is "$(find "$T/b" -type f ! -perm 600 -o -type d ! -perm 700)" '' \
    'files are 0600, directories 0700, whatever the umask'
done_testing
