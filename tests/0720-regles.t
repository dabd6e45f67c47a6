#!/bin/sh
# Every rule has a file of the corpus in which it fires, and one beside it in
# which it does not; every refusal has its test.
. tests/lib.sh

"$BUILD/tools/describe" codes >"$T/codes"
[ -s "$T/codes" ]
ok $? 'the rule tables have rules'
is "$(cut -f 1 "$T/codes" | sort | uniq -d)" '' 'no code is used twice'
is "$(cut -f 1 "$T/codes" | grep -Ev '^[a-z0-9]+(-[a-z0-9]+)*$')" '' \
    'codes are small letters, digits and hyphens'
is "$(cut -f 2 "$T/codes" | grep -vx -e note -e valeur -e rejet -e refus)" '' \
    'each has its gravity'
man=$BUILD/man/sconet-regles.7
cut -f 1 "$T/codes" | while read -r code; do
	grep -Fq -e "$code" "$man" || echo "$code"
done >"$T/missing"
is "$(cat "$T/missing")" '' 'sconet-regles(7) has them all'

# What is to be corrected in a pupil's record can be with saisie: its remedy
# says so.  What follows is corrected elsewhere.
grep 'corriger' "$man" | grep -v -e saisie -e STS-WEB -e 'emploi du temps' \
    -e académie -e tableau -e SIECLE -e YAML -e calendrier -e campagne \
    -e liste -e ligne -e corrections -e "par l'établissement" -e vœux -e 'signalé' |
    grep -e fiche -e INE -e MEF -e 'la corriger' >"$T/missing"
is "$(cat "$T/missing")" '' 'a remedy on a record names saisie'

# covered DIRECTORY: of the corpus DIRECTORY/*/*.want, the codes that fire in
# one file and not in another of the same directory.
covered() {
	for d in "$1"/*/; do
		for w in "$d"*.want; do
			[ ! -f "$w" ] || sed -e 1d -e '/^=/d' -e 's/ .*//' "$w" |
			    sort -u
		done >"$T/fired"
		set -- "$d"*.want
		sort "$T/fired" | uniq -c | awk -v n=$# '$1 < n { print $2 }'
	done | sort -u
}

# The gate itself, on a corpus made up for it.
mkdir -p "$T/corpus/un" "$T/corpus/deux" "$T/corpus/vide"
printf '1\nine-absent 0\nine-absent 0\nsexe-absent 0\n= SELECT doublon ==> 1\n' \
    >"$T/corpus/un/a.want"
printf '0\nsexe-absent 0\n' >"$T/corpus/un/b.want"
printf '0\nmef-absent 0\n' >"$T/corpus/deux/a.want"
is "$(covered "$T/corpus")" ine-absent \
    'a rule that always fires, or fires alone, is not covered'

covered tests/corpus >"$T/couverts"
cut -f 1 "$T/codes" | sort >"$T/tous"
comm -23 "$T/tous" "$T/couverts" >"$T/missing"
is "$(tr '\n' ' ' <"$T/missing")" '' \
    'every rule fires in one file, and does not in another'
sed -s -e 1d -e '/^=/d' -e 's/ .*//' tests/corpus/*/*.want | sort -u |
    comm -13 "$T/tous" - | while read -r code; do
	# Not a rule: a fault or a note of its program, then.
	grep -Fq -e "\"$code\"" -e "'$code'" lib/*.c || echo "$code"
done >"$T/unknown"
is "$(cat "$T/unknown")" '' 'no file expects what is never said'

# What stops a program is named in some test.
sed -n 's/^	{ "\([a-z-]*\)", ST_.*/\1/p' lib/fault.c >"$T/faults"
[ "$(wc -l <"$T/faults")" -gt 40 ]
ok $? 'the table of faults is read'
cat tests/*.t tests/unit/*.c tests/corpus/*/*.fault tests/corpus/*/*.want \
    >"$T/tests"
while read -r code; do
	grep -Eq -e "(^|[^a-z-])$code([^a-z-]|\$)" "$T/tests" || echo "$code"
done <"$T/faults" >"$T/missing"
is "$(tr '\n' ' ' <"$T/missing")" '' 'every refusal is named in a test'
done_testing
