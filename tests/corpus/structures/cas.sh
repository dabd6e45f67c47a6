# shellcheck shell=sh
# cas.sh - the corpus of nomenclatures, structures and répartitions, for the
# tests that source it after tests/lib.sh.  A case is NAME.xml (or .tsv), given
# to a program on a copy of a prepared base, and NAME.want, what must come of
# it:
#
#	1                               exit status
#	division-mef-inconnu 1          what is found: code, gravité; once each
#	= SELECT count(*) FROM division ==> 1
#
# The questions are single values, or NULL, asked of the base.  A new case is
# two files.  Every case is also checked for what holds always: -n ends with
# the same status, shows just what changes, and changes nothing.
#
# Names that begin with an underscore are of this file.

# un BASE SQL: what it gives.
un() {
	sqlite3 -batch "$1" "$2"
}

# copie BASE COPY: a base as it is, with an empty archive.
copie() {
	rm -rf "${2%.db}.d"
	cp "$1" "$2"
}

# journal BASE: its lines, and the names of what is archived.
journal() {
	un "$1" 'SELECT * FROM echange'
	[ ! -d "${1%.db}.d" ] || ls "${1%.db}.d"
}

# avant BASE, later rien BASE NAME: it holds what it held, and ni_ligne BASE
# NAME: its journal has no new line, its archive no new file.
avant() {
	dump "$1" >"$T/avant"
	journal "$1" >"$T/lignes"
}
rien() {
	dump "$1" >"$T/apres"
	same "$2" "$T/avant" "$T/apres"
}
ni_ligne() {
	journal "$1" >"$T/lignes2"
	same "$2" "$T/lignes" "$T/lignes2"
}

# _valeurs BASE FILE: all that BASE holds, as a base with the one table vals
# (tbl, cle, champ, val); not the journal, nor the exchange a row came with.
_valeurs() {
	[ -f "$T/valeurs.sql" ] || un "$1" "WITH col AS (
		SELECT m.name AS t, c.name AS c, c.pk AS pk
		FROM sqlite_master m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%'
		    ESCAPE '\\' AND m.name NOT IN ('echange', 'anomalie',
		    'changement')), cle AS (SELECT t, group_concat(c,
		' || ''/'' || ') AS k FROM (SELECT * FROM col WHERE pk > 0
		ORDER BY t, pk) GROUP BY t)
		SELECT format('INSERT INTO vals SELECT %Q, %s, %Q, CAST(%s AS'
		    || ' TEXT) FROM %s WHERE %s IS NOT NULL;', t, k, c, c, t, c)
		FROM col JOIN cle USING (t) WHERE c NOT IN ('cree', 'echange')
		" >"$T/valeurs.sql"
	rm -f "$2"
	{
		echo "ATTACH '$2' AS v;"
		echo 'PRAGMA v.synchronous = OFF;'
		echo 'BEGIN;'
		echo 'CREATE TABLE v.vals (tbl TEXT, cle TEXT, champ TEXT, val TEXT,'
		echo 'PRIMARY KEY (tbl, cle, champ)) WITHOUT ROWID;'
		cat "$T/valeurs.sql"
		echo 'COMMIT;'
	} | sqlite3 -batch -bail "$1"
}

# _change BASE COPY: how they differ, as the lines of -n, sorted.
_change() {
	[ -f "$1.vals" ] || _valeurs "$1" "$1.vals"
	_valeurs "$2" "$2.vals"
	sqlite3 -batch -bail -separator "$(printf '\t')" "$1.vals" "
	ATTACH '$2.vals' AS n;
	CREATE TEMP VIEW a AS SELECT * FROM main.vals;
	CREATE TEMP VIEW b AS SELECT * FROM n.vals;
	SELECT genre, tbl || ':' || cle, champ, avant, apres FROM (
	    SELECT 'AJOUT' AS genre, tbl, cle, champ, '' AS avant,
	        val AS apres FROM b WHERE (tbl, cle) NOT IN
	        (SELECT tbl, cle FROM a) AND champ NOT IN
	        ('ferme', 'selectionnee')
	    UNION ALL SELECT 'RETRAIT', tbl, cle, champ, val, '' FROM a
	        WHERE (tbl, cle) NOT IN (SELECT tbl, cle FROM b)
	    UNION ALL SELECT iif(b.champ = 'ferme' AND b.val = '1',
	        'FERMETURE', 'MODIF'), b.tbl, b.cle, b.champ,
	        coalesce(a.val, ''), b.val FROM b LEFT JOIN a
	        USING (tbl, cle, champ) WHERE a.val IS NOT b.val
	        AND (b.tbl, b.cle) IN (SELECT tbl, cle FROM a)
	    UNION ALL SELECT 'MODIF', tbl, cle, champ, val, '' FROM a
	        WHERE (tbl, cle, champ) NOT IN (SELECT tbl, cle, champ FROM b)
	        AND (tbl, cle) IN (SELECT tbl, cle FROM b))" | LC_ALL=C sort
}

# reponses BASE WANT: the questions of WANT, with their answers.
reponses() {
	awk '/^= / {
		sub(/^= /, "")
		sub(/ ==> .*/, "")
		q = $0
		gsub(/\047/, "\047\047", q)
		printf "SELECT \047= %s ==> \047 || ", q
		printf "coalesce((%s), \047NULL\047);\n", $0
	}' "$2" | sqlite3 -batch "$1"
}

# cas FILE BASE CMD...: one case, on the copy $T/c.db of BASE.
cas() {
	_fichier=$1
	_want=${1%.*}.want
	_nom=${1#tests/corpus/}
	_de=$2
	[ -f "$_de.n" ] ||
	    un "$_de" 'SELECT max(numero) FROM echange' >"$_de.n"
	shift 2
	copie "$_de" "$T/c.db"

	"$@" -b "$T/c.db" -n <"$_fichier" >"$T/c.tsv" 2>"$T/err" 3>&-
	_essai=$?
	cmp -s "$_de" "$T/c.db" && {
		[ ! -d "$T/c.d" ] || [ -z "$(ls "$T/c.d")" ]
	}
	ok $? "$_nom: -n changes nothing"

	mkdir -p "$T/cr"
	"$@" -b "$T/c.db" <"$_fichier" >"$T/cr/${_nom##*/}" 2>"$T/err" 3>&-
	rc=$?
	{
		echo $rc
		un "$T/c.db" "SELECT DISTINCT code || ' ' || gravite FROM
		    anomalie WHERE echange > $(cat "$_de.n") ORDER BY 1"
		reponses "$T/c.db" "$_want"
	} >"$T/got"
	same "$_nom" "$_want" "$T/got" || diag <"$T/err"
	is "$_essai" "$rc" "$_nom: -n ends with the same status"
	_change "$_de" "$T/c.db" >"$T/change"
	sed -e 1d -e '/^ABSENT	/d' "$T/c.tsv" | LC_ALL=C sort >"$T/montre"
	same "$_nom: -n shows what changes" "$T/change" "$T/montre"
}

# comptes_rendus: those of all cases so far are what their schema says.
comptes_rendus() {
	# None is written for a wrong command line.
	find "$T/cr" -type f -size 0 -exec rm {} +
	xmllint --noout --schema "$BUILD/xsd/compte-rendu.xsd" "$T"/cr/* \
	    2>"$T/err"
	ok $? 'the comptes rendus are what their schema says' ||
	    sed '/ validates$/d' "$T/err" | diag
}

# couverture DIR TABLE [CODE...]: each rule of TABLE, but those CODEs, fires
# in a case of DIR, and does not in another.
couverture() {
	_dir=$1
	_table=$2
	shift 2
	sed -n "/^\.Ss \"$_table\"/,/^\.S[sh] /s/^\.It Cm \"\(.*\)\"/\1/p" \
	    "$BUILD/man/sconet-regles.7" >"$T/codes"
	{
		[ -s "$T/codes" ] || echo "no rule of $_table"
		while read -r _code; do
			case " $* " in *" $_code "*) continue ;; esac
			grep -q "^$_code " "$_dir"/*.want ||
			    echo "$_code fires nowhere"
			grep -L "^$_code " "$_dir"/*.want | grep -q . ||
			    echo "$_code fires everywhere"
		done <"$T/codes"
	} >"$T/sans-cas"
	is "$(cat "$T/sans-cas")" '' "every rule of $_table has its cases"
}
