# shellcheck shell=sh
# cas.sh - the corpus of bee-import, for the tests that source it after
# tests/lib.sh.  NAME.xml is taken into a copy of a prepared base, and NAME.want
# says what must come of it:
#
#	1 --seuil absents=100		exit status, and options it needs
#	mef-inconnu 1			what is found: code, gravité; once each
#	= SELECT code_mef IS NULL FROM eleve ==> 1
#
# The questions are single values; trouve is anomalie, of this import alone,
# by key.
# A new case is two files.  Every case is also checked for what holds always:
# -n shows just what changes, and changes nothing; nothing personal is said
# on stderr; accepted and rejected together are the input; what was accepted is
# what bee-export writes.

ECOLE=examples/ecole

# prepare NAME [FROM]: the base $T/NAME.db, or a copy of FROM, is there.
prepare() {
	if [ $# -eq 1 ]; then
		sconet-init 0990001N 2019 "$T/$1.db"
	else
		copie "$2" "$1"
	fi
}

# copie NAME COPY: $T/NAME.db as it is, its archive empty.
copie() {
	rm -rf "$T/$2.db" "$T/$2.d" && cp "$T/$1.db" "$T/$2.db"
}

# prend NAME PROGRAM FILE [OPTION...]: it is taken, maybe with anomalies.
prend() {
	_base=$T/$1.db _prog=$2 _file=$3
	shift 3
	"$_prog" -q -b "$_base" "$@" <"$_file" >"$T/out" || [ $? -eq 1 ] || {
		echo "$_prog $_file: $?" >&2
		return 1
	}
}

# prepare_etab NAME: a school that knows its nomenclature and structures.
prepare_etab() {
	prepare "$1" &&
	    prend "$1" nomen-profile $ECOLE/Nomenclature.xml \
	        -p $ECOLE/profil.yaml &&
	    prend "$1" sts-import $ECOLE/sts_emp_0990001N_2019.xml
}

# prends NAME STATUS WHAT FILE [OPTION...]: $T/NAME.db takes it with STATUS.
prends() {
	_b=$T/$1.db
	_s=$2
	_w=$3
	_f=$4
	shift 4
	fails "$_s" "$_w" '' bee-import -b "$_b" "$@" <"$_f" >"$T/cr.xml"
}

# refuse NAME STATUS WHAT TEXT FILE [OPTION...]: it refuses it with STATUS and
# that text, says so in the journal, and holds what it held.
refuse() {
	_n=$1
	_s=$2
	_w=$3
	_t=$4
	_f=$5
	shift 5
	dump "$T/$_n.db" >"$T/avant"
	fails "$_s" "$_w" "$_t" bee-import -b "$T/$_n.db" "$@" <"$_f" \
	    >"$T/cr.xml"
	dump "$T/$_n.db" >"$T/apres"
	same "$_w: the data are unchanged" "$T/avant" "$T/apres"
	is "$(un "$_n" "SELECT etat, statut, change FROM echange
	    ORDER BY numero DESC LIMIT 1")" "rejete|$_s|0" \
	    "$_w: the journal has it"
	discret "$_w: nothing personal on stderr" "$_f" "$T/err"
}

# egales NAME NAME WHAT [COLUMN...]: two bases hold the same, but for those
# columns.
egales() {
	_a=$1
	_b=$2
	_w=$3
	shift 3
	dump "$T/$_a.db" cree echange "$@" >"$T/avant"
	dump "$T/$_b.db" cree echange "$@" >"$T/apres"
	same "$_w" "$T/avant" "$T/apres"
}

# un NAME SQL
un() {
	sqlite3 -batch "$T/$1.db" "$2"
}

# change AVANT APRES: the differences of two bases, value by value, as the
# lines of -n but ABSENT, sorted.  Not those of the journal, nor which exchange
# made or changed a row, nor those of the tables named in $SAUF.  A pupil who
# has taken another ELEVE_ID, as the last exchange of APRES says, is one line
# and not all of his; so is a responsable with another PERSONNE_ID.
SAUF=
change() {
	# sqlite3 writes what compares each table, from the schema; once.
	[ -f "$T/change.sql" ] || sqlite3 -batch "$T/$1.db" "WITH col AS (
		SELECT m.name AS t, c.name AS c, c.pk AS pk
		FROM sqlite_master m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%'
		    ESCAPE '\\' AND c.name NOT IN ('cree', 'echange')
		    AND instr(' echange anomalie changement $SAUF ', ' ' ||
		    m.name || ' ') = 0 ORDER BY t, pk),
	    cle AS (SELECT t, group_concat(c, ' || ''/'' || ') AS k
		FROM col WHERE pk > 0 GROUP BY t),
	    cols AS (SELECT t, group_concat(c) AS cs,
		group_concat(format('%Q, %s', c, c)) AS js FROM col GROUP BY t),
	    sens (nom, de, moins) AS (VALUES ('a', 'main', 'n'),
		('b', 'n', 'main'))
		SELECT format('INSERT INTO %s SELECT %Q, q.k, j.key,
		    CAST(j.value AS TEXT) FROM (SELECT CAST(%s AS TEXT) AS k,
		    json_object(%s) AS o FROM (SELECT %s FROM %s.%s EXCEPT
		    SELECT %s FROM %s.%s)) q, json_each(q.o) j
		    WHERE j.value IS NOT NULL;', nom, t, k, js, cs, de, t, cs,
		    moins, t)
		FROM cols JOIN cle USING (t), sens" >"$T/change.sql"
	{
		cat <<-SQL
		ATTACH '$T/$2.db' AS n;
		PRAGMA foreign_keys = ON;
		CREATE TEMP TABLE a (tbl TEXT, cle TEXT, champ TEXT, val TEXT,
		    PRIMARY KEY (tbl, cle, champ)) WITHOUT ROWID;
		CREATE TEMP TABLE b (tbl TEXT, cle TEXT, champ TEXT, val TEXT,
		    PRIMARY KEY (tbl, cle, champ)) WITHOUT ROWID;
		CREATE TEMP TABLE r AS SELECT element, champ, avant, apres
		    FROM n.changement WHERE echange = (SELECT max(numero) FROM
		    n.echange) AND genre = 'M' AND (element, champ) IN (VALUES
		    ('eleve', 'eleve_id'), ('personne', 'personne_id'));
		BEGIN;
		UPDATE main.eleve SET eleve_id = r.apres FROM r
		    WHERE eleve_id = r.avant AND element = 'eleve';
		UPDATE main.personne SET personne_id = r.apres FROM r
		    WHERE personne_id = r.avant AND element = 'personne';
		SQL
		cat "$T/change.sql"
		cat <<-SQL
		SELECT genre, tbl || ':' || cle, champ, avant, apres FROM (
		    SELECT 'AJOUT' AS genre, tbl, cle, champ, '' AS avant,
			val AS apres FROM b WHERE (tbl, cle) NOT IN
			(SELECT tbl, cle FROM a)
		    UNION ALL SELECT 'RETRAIT', tbl, cle, champ, val, ''
			FROM a WHERE (tbl, cle) NOT IN (SELECT tbl, cle FROM b)
		    UNION ALL SELECT 'MODIF', b.tbl, b.cle, b.champ,
			coalesce(a.val, ''), b.val FROM b LEFT JOIN a
			USING (tbl, cle, champ) WHERE a.val IS NOT b.val
			AND (b.tbl, b.cle) IN (SELECT tbl, cle FROM a)
		    UNION ALL SELECT 'MODIF', tbl, cle, champ, val, ''
			FROM a WHERE (tbl, cle, champ) NOT IN
			(SELECT tbl, cle, champ FROM b)
			AND (tbl, cle) IN (SELECT tbl, cle FROM b)
		    UNION ALL SELECT 'MODIF', element, apres, champ, avant,
			apres FROM r);
		ROLLBACK;
		SQL
	} | sqlite3 -batch -bail -separator "$(printf '\t')" "$T/$1.db" |
	    LC_ALL=C sort
}

# montre TSV: the same of what -n wrote.
montre() {
	sed -e 1d -e '/^ABSENT	/d' "$1" | LC_ALL=C sort
}

# pareils NAME BASE COPY TSV: what -n showed is what has changed; but that a
# pupil takes another ELEVE_ID it does not show.
pareils() {
	change "$2" "$3" >"$T/change"
	montre "$4" >"$T/montre"
	same "$1" "$T/change" "$T/montre"
}

# personnel FILE: what is personal in it, one value a line, in UTF-8, long
# enough not to be there by chance.
personnel() {
	_enc=$(LC_ALL=C sed -n '1s/.*encoding="\([^"]*\)".*/\1/p' "$1")
	iconv -c -f "${_enc:-UTF-8}" -t UTF-8 <"$1" | tr '<\n' '\n ' |
	    awk -F '>' '$1 ~ /^((NOM|PRENOM|INE|TEL)_?[A-Z]*[23]?|DATE_NAISS|ID_NATIONAL|MEL|LIGNE[1-4]_ADRESSE|VILLE_NAISS)$/ {
		gsub(/^ +| +$/, "", $2)
		if (length($2) > 3)
			print $2
		if ($1 == "DATE_NAISS" && split($2, d, "/") == 3)
			print d[3] "-" d[2] "-" d[1]
	    }'
}

# discret NAME FILE ERR...: nothing that is personal in FILE is in the ERRs.
discret() {
	_what=$1
	personnel "$2" | sort -u >"$T/personnel"
	shift 2
	! grep -Fwn -f "$T/personnel" "$@" >"$T/indiscret"
	ok $? "$_what" || diag <"$T/indiscret"
}

# constat NAME STATUS WANT: what the last exchange of $T/NAME.db has found,
# with the answers to the questions of WANT, in its form.  In $T/rejetes goes
# how many records it has rejected, and by how many its counts are wrong.
constat() {
	echo "$2$(sed -n '1s/^[0-9]*//p' "$3")"
	{
		cat <<-SQL
		CREATE TEMP TABLE trouve AS SELECT * FROM anomalie WHERE
		    echange = (SELECT max(numero) FROM echange)
		    ORDER BY CAST(cle AS INTEGER), cle, champ, valeur;
		SELECT DISTINCT code || ' ' || gravite FROM trouve ORDER BY 1;
		SQL
		awk '/^= / {
			sub(/^= /, ""); sub(/ ==> .*/, ""); q = $0
			gsub(/\047/, "\047\047")
			printf "SELECT \047= %s ==> \047", $0
			printf " || coalesce((%s), \047NULL\047);\n", q
		}' "$3"
		cat <<-SQL
		.output $T/rejetes
		SELECT rejetes, iif(refus IS NULL, lus - ajoutes - modifies -
		    inchanges - rejetes, 0) FROM echange
		    ORDER BY numero DESC LIMIT 1;
		SQL
	} | sqlite3 -batch "$T/$1.db" 2>&1
}

# excuses NAME: of the losses on stdin, as perdus lists them, those that the
# last exchange of $T/NAME.db has not said: a value dropped, a record rejected,
# with its children, or a row of a set.
excuses() {
	cat >"$T/pertes"
	[ -s "$T/pertes" ] || return 0
	sqlite3 -batch -bail "$T/$1.db" <<-SQL
	CREATE TEMP TABLE p (element TEXT, cle TEXT, champ TEXT);
	.mode tabs
	.import $T/pertes p
	CREATE TEMP TABLE a AS SELECT element, cle, champ, gravite FROM anomalie
	    WHERE gravite > 0 AND echange = (SELECT max(numero) FROM echange);
	SELECT p.* FROM p WHERE NOT EXISTS (SELECT 1 FROM a WHERE
	    (a.element = p.element AND a.cle = p.cle AND (a.champ IS NULL OR
	        a.champ = p.champ OR a.gravite = 2 OR instr(p.cle, '/'))) OR
	    (a.gravite = 2 AND (p.cle = a.cle OR p.cle LIKE a.cle || '/%' OR
	        p.cle LIKE '%/' || a.cle)));
	SQL
}

# perte NAME KIND FILE: what bee-export KIND no longer has of the file that
# $T/NAME.db has taken in, and nothing has said; in the version of the file.
perte() {
	[ -x "$T/perdus" ] || sh tests/aux/cc "$T/perdus" tests/aux/perdus.c ||
	    return 1
	_v=$(LC_ALL=C sed -n 's/^<BEE_[A-Z]* VERSION="\([0-9.]*\)".*/\1/p' "$3")
	case $2:$_v in
	eleves*:[12]* | responsables*:[12]*) _v="--schema $_v" ;;
	*) _v= ;;
	esac
	# shellcheck disable=SC2086 # two words or none
	bee-export -q -n --utf8 $_v -b "$T/$1.db" "$2" >"$T/sorti.xml" || {
		# Nothing came in, so nothing can go out.
		[ $? -eq 65 ] || echo "bee-export: $?"
		return
	}
	"$T/perdus" "$3" "$T/sorti.xml" | excuses "$1"
}

# cas FILE BASE: one case of the corpus, on a copy of $T/BASE.db.
cas() {
	_xml=$1
	_want=${1%.xml}.want
	_nom=${_xml##*/}
	_nom=${_nom%.xml}
	_de=$2
	# shellcheck disable=SC2046 # one word each
	set -- $(sed -n '1s/^[0-9]*//p' "$_want")
	copie "$_de" c
	mkdir -p "$T/cr"

	bee-import -n -j -b "$T/c.db" "$@" <"$_xml" >"$T/c.tsv" 2>"$T/essai" \
	    3>&-
	_essai=$?
	cmp -s "$T/$_de.db" "$T/c.db" && [ -z "$(ls "$T/c.d" 2>&-)" ]
	ok $? "$_nom: -n changes nothing"

	rm -f "$T/rejets.xml"
	bee-import -b "$T/c.db" --rejets "$T/rejets.xml" "$@" <"$_xml" \
	    >"$T/cr/$_nom.xml" 2>"$T/err" 3>&-
	rc=$?
	constat c "$rc" "$_want" >"$T/got"
	same "$_nom" "$_want" "$T/got" || diag <"$T/err"
	is "$_essai" "$rc" "$_nom: -n ends with the same status"
	pareils "$_nom: -n shows what changes" "$_de" c "$T/c.tsv"
	# Others come with a child row of theirs: they have no reason.
	[ ! -f "$T/rejets.xml" ] || is "$(cat "$T/rejetes")" "$(awk '
	    /<(ELEVE|PERSONNE|UAJ|PERIODE|FERMETURE)( [A-Z_]+=.*)?\/?>$/ &&
	    raison { n++ } { raison = /^ *<!-- [a-z, -]* -->$/ }
	    END { print n + 0 }' "$T/rejets.xml")|0" "$_nom: accepted and rejected are the input"
	discret "$_nom: nothing personal on stderr" "$_xml" "$T/essai" "$T/err"
	_kind=
	case $rc:$_xml in
	[01]:*/eleves/*) _kind=eleves-adresses ;;
	[01]:*/responsables/*) _kind=responsables-adresses ;;
	[01]:*/communs/*) _kind=communs ;;
	esac
	[ -z "$_kind" ] || is "$(perte c "$_kind" "$_xml" 2>&1)" '' \
	    "$_nom: bee-export gives it back"
	[ ! -f "$T/rejets.xml" ] ||
	    cp "$T/rejets.xml" "$T/cr/$_nom.rejets"
}

# bien_formes: all the comptes rendus and rejects of the cases are.
bien_formes() {
	xmllint --noout --schema "$BUILD/xsd/compte-rendu.xsd" "$T"/cr/*.xml \
	    >"$T/xmllint" 2>&1
	ok $? 'the comptes rendus are what their XSD says' ||
	    grep -v ' validates$' "$T/xmllint" | diag
	xmllint --noout "$T"/cr/*.rejets >"$T/xmllint" 2>&1
	ok $? 'the rejects are well formed' || diag <"$T/xmllint"
}

# regles TABLE: the codes of a rule table, as its manual has them.
regles() {
	sed -n "/^\.Ss \"$1\"/,/^\.S[sh] /s/^\.It Cm \"\(.*\)\"/\1/p" \
	    "$BUILD/man/sconet-regles.7"
}

# couverture TABLE DIR... [-CODE...]: every rule of TABLE, but those CODEs,
# fires in a case of the DIRs, and there is one in which it does not.
couverture() {
	_table=$1
	shift
	_dirs=
	_sauf=
	for _a; do
		case $_a in
		-*) _sauf="$_sauf ${_a#-} " ;;
		*) _dirs="$_dirs $_a" ;;
		esac
	done
	regles "$_table" >"$T/codes"
	while read -r _code; do
		case $_sauf in *" $_code "*) continue ;; esac
		# shellcheck disable=SC2086 # one word each
		for _d in $_dirs; do
			grep -c "^$_code " "$_d"/*.want
		done >"$T/fois"
		grep -q ':1$' "$T/fois" || echo "$_code fires nowhere"
		grep -q ':0$' "$T/fois" || echo "$_code fires everywhere"
	done <"$T/codes" >"$T/sans"
	[ -s "$T/codes" ] || echo "no rule of $_table" >"$T/sans"
	is "$(cat "$T/sans")" '' "every rule of $_table has its cases"
}
