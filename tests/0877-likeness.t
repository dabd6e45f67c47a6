#!/bin/sh
# Who is like whom, on invented pairs: those that nothing was tuned on are
# told apart as promised.
. tests/lib.sh

runs 'precision 0.99, recall 0.95 or more' "$BUILD/likeness/paires" >"$T/out"
diag <"$T/out"
like "$(cat "$T/out")" '^held out: 1500 pairs, precision (1|0\.99)' \
    'of the half held out'
"$BUILD/likeness/paires" -l >"$T/liste"
is "$(wc -l <"$T/liste")" 3000 'all pairs are listed'
is "$(cut -f 5- "$T/liste" | sort | uniq -d | wc -l)" 0 'none stands twice' ||
    cut -f 5- "$T/liste" | sort | uniq -d | diag
is "$(cut -f 1,3 "$T/liste" | sort | uniq -c | awk '$1 != 60')" '' \
    'sixty of each kind in each half'
done_testing
