# shellcheck shell=sh
# jour.sh - jour AAAA-MM-JJ: it is 9 o'clock of that day for the programs that
# follow.  Sourced by examples/saison.sh and examples/run.
jour() {
	SOURCE_DATE_EPOCH=$(date -u -d "$1 09:00" +%s) # written as UTC
	export SOURCE_DATE_EPOCH
}
