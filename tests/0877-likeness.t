#!/bin/sh
# Who is like whom, on invented pairs: those that nothing was tuned on are
# told apart as promised.
. tests/lib.sh

runs 'precision 0.99, recall 0.95 or more' "$BUILD/likeness/paires" >"$T/out"
diag <"$T/out"
like "$(cat "$T/out")" '^held out: 2660 pairs, precision (1|0\.99)' \
    'of the half held out'
"$BUILD/likeness/paires" -l >"$T/liste"
is "$(wc -l <"$T/liste")" 5320 'all pairs are listed'
is "$(cut -f 5- "$T/liste" | sort | uniq -d | wc -l)" 0 'none stands twice' ||
    cut -f 5- "$T/liste" | sort | uniq -d | diag
is "$(cut -f 1-3 "$T/liste" | sort | uniq -c |
    awk '$1 != ($0 ~ /\t1\t/ ? 60 : 100)')" '' \
    'sixty of each kind that is alike in each half, a hundred of others'
runs 'they are UTF-8' iconv -f UTF-8 -t UTF-8 "$T/liste" >"$T/out"
# what the halves are made of: family names, first names
noms() {
	grep "	$1	" "$T/liste" | cut -f "$2" | tr -d "' -" | sort -u
}
noms tuned 5,7 | tr '\t' '\n' | sort -u >"$T/regles"
noms 'held out' 5,7 | tr '\t' '\n' | sort -u >"$T/gardes"
is "$(comm -12 "$T/regles" "$T/gardes")" '' 'no name is in both halves'
done_testing
