/*
 * controle_donnees.c - sconet-check: the schema of a base, what its rows say
 * of one another, by the rules of its own imports, and the chain of its
 * journal.
 */
#include <string.h>

#include "sconet.h"

/* The schema against that of a new base of its role. */

/* clang-format off */
#define SANS_BLANCS(s) \
	"replace(replace(replace(" s ", ' ', ''), char(9), ''), char(10), '')"
static const char objets[] =
	"SELECT m.type, m.name, CASE m.type WHEN 'table' THEN (SELECT "
	"group_concat(x) FROM (SELECT name || ' ' || type || ' ' || "
	"\"notnull\" || pk AS x FROM pragma_table_info(m.name) ORDER BY 1)) "
	"|| (SELECT count(*) FROM pragma_foreign_key_list(m.name)) || (SELECT "
	"wr || strict FROM pragma_table_list(m.name) WHERE schema = 'main') "
	"ELSE " SANS_BLANCS("m.sql") " END FROM sqlite_schema m WHERE m.name "
	"NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
/* clang-format on */

static int
copy_objects(struct store *from, struct store *to, struct fault *f)
{
	struct query *q = query_open(from, objets, f), *put = NULL;
	int rc = -1;

	if (q != NULL)
		put = query_open(to, "INSERT INTO modele VALUES (?, ?, ?)", f);
	while (put != NULL && (rc = query_step(q, f)) == 1)
		if ((rc = query_run(put, f, "sss", query_text(q, 0),
			 query_text(q, 1), query_text(q, 2))) == -1)
			break;
	query_close(q);
	query_close(put);
	return rc;
}

static int
schema(struct controle *c, const void *arg, struct fault *f)
{
	const struct role *r = role_find(c->b.role);
	struct store *modele = NULL;
	struct texte x = { 0 };
	const char *sql;
	int64_t avant = c->anomalies;
	int rc = -1;

	(void)arg;
	if (r == NULL) {
		controle_dit(c, "base-identite", "rôle %s", c->b.role);
		return 0;
	}
	modele = role_modele(r, f);
	texte_ajoute(&x,
	    "WITH la (type, name, forme) AS (%s) SELECT m.type || ' ' ||"
	    " m.name || CASE WHEN la.name IS NULL THEN ' : absente' ELSE ' :"
	    " changée' END FROM modele m LEFT JOIN la USING (type, name) WHERE"
	    " la.forme IS NOT m.forme UNION ALL SELECT type || ' ' || name ||"
	    " ' : en trop' FROM la WHERE (type, name) NOT IN (SELECT type,"
	    " name FROM modele)",
	    objets);
	if (modele != NULL && (sql = texte_fin(&x, f)) != NULL &&
	    store_exec(c->b.st,
		"CREATE TEMP TABLE modele (type TEXT, name TEXT, forme TEXT)",
		f) == 0 &&
	    copy_objects(modele, c->b.st, f) == 0)
		rc = controle_chaque(c, "schema", sql, f);
	c->manque = c->anomalies > avant;
	texte_libere(&x);
	store_close(modele);
	return rc;
}

/* What one query can tell. */

/* clang-format off */
static const struct question {
	const char *code, *sql;
	const char *table; /* asked of bases that have it; NULL: of all */
} questions[] = {
	{ "integrite", "SELECT integrity_check FROM pragma_integrity_check "
	    "WHERE integrity_check <> 'ok'", NULL },
	{ "reference", "SELECT \"table\" || ' vers ' || parent || ' : ' || "
	    "count(*) FROM pragma_foreign_key_check GROUP BY \"table\", "
	    "parent", NULL },
	{ "base-identite", "SELECT 'année du ' || date_debut || ' au ' || "
	    "date_fin FROM base WHERE date_debut >= date_fin", NULL },
	/* a reader's SQLite does not look at CHECK */
	{ "base-identite", "SELECT 'état ' || etat FROM base WHERE etat NOT "
	    "IN ('preparation', 'courante', 'terminee')", NULL },
	{ "base-identite", "SELECT 'la ligne de la table compte manque' WHERE "
	    "NOT EXISTS (SELECT 1 FROM compte)", "compte" },
	{ "echange-cite", "SELECT 'base, profilage ' || profilage FROM base "
	    "WHERE profilage NOT IN (SELECT numero FROM echange)", NULL },
	{ "journal-trou", "SELECT 'le journal est vide' WHERE NOT EXISTS "
	    "(SELECT 1 FROM echange)", NULL },
	{ "journal-trou", "SELECT 'après le ' || avant || ' vient le ' || "
	    "numero FROM (SELECT numero, lag(numero, 1, 0) OVER (ORDER BY "
	    "numero) AS avant FROM echange) WHERE numero <> avant + 1", NULL },
	/* what nomen-profile remarks is counted, and said, but not kept */
	{ "journal-comptes", "SELECT 'échange ' || numero || ', anomalies ' "
	    "|| anomalies || ', conservées ' || n FROM (SELECT numero, sens, "
	    "anomalies, (SELECT count(*) FROM anomalie a WHERE a.echange = "
	    "numero) AS n FROM echange) WHERE n > anomalies OR (n < anomalies "
	    "AND sens = 'recu')", NULL },
	/* a record that was modified has a change or more */
	{ "journal-comptes", "SELECT 'échange ' || numero || ', modifiés ' || "
	    "modifies || ', changements ' || n FROM (SELECT numero, change, "
	    "modifies, (SELECT count(*) FROM changement c WHERE c.echange = "
	    "numero) AS n FROM echange) WHERE (change = 1 AND n < modifies) "
	    "OR (change = 0 AND n > 0)", NULL },
	{ "journal-autre-base", "SELECT 'échanges ' || count(*) || ', le "
	    "premier ' || min(numero) FROM echange e, base b WHERE e.change = "
	    "1 AND ((e.uai <> b.uai AND b.role <> 'bea') OR e.annee <> "
	    "b.annee) HAVING count(*) > 0", NULL },
};
/* clang-format on */

/* Roles have not all the same tables; one that is lost was said. */
static int
has(struct controle *c, const char *table, int64_t *la, struct fault *f)
{
	*la = 0;
	return store_int(c->b.st, la, f,
	    "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name ="
	    " ?",
	    "s", table);
}

static int
ask(struct controle *c, const void *arg, struct fault *f)
{
	const struct question *q = arg;
	int64_t la = 1;

	if (q->table != NULL && has(c, q->table, &la, f) == -1)
		return -1;
	return la ? controle_chaque(c, q->code, q->sql, f) : 0;
}

/* The numbers of exchanges that the rows of a table bear. */
static int
cited(struct controle *c, const struct record *r, struct fault *f)
{
	struct texte x = { 0 };
	const char *sql;
	int rc = -1;

	texte_ajoute(&x, "SELECT '%s : ' || count(*) || ', dont ' || min(",
	    r->name);
	stage_cle(&x, r, "t");
	texte_ajoute(&x,
	    ") FROM %s t WHERE cree > echange OR cree NOT IN (SELECT numero"
	    " FROM echange) OR echange NOT IN (SELECT numero FROM echange)"
	    " HAVING count(*) > 0",
	    r->name);
	if ((sql = texte_fin(&x, f)) != NULL)
		rc = controle_chaque(c, "echange-cite", sql, f);
	texte_libere(&x);
	return rc;
}

/* Nothing is deleted: what an import has added is there, and no more. */
static int
added(struct controle *c, const struct import *im, struct fault *f)
{
	const struct record *r;
	struct texte x = { 0 };
	const char *sql, *sep = "";
	size_t i;
	int rc = -1;

	texte_ajoute(&x, "WITH f (numero, n) AS (SELECT cree, count(*) FROM (");
	for (i = 0; i < im->fmt->nrecords; i++) {
		r = &im->fmt->records[i];
		if ((r->flags & (R_COMPTE | R_TRACE)) != (R_COMPTE | R_TRACE))
			continue;
		texte_ajoute(&x, "%sSELECT cree FROM %s", sep, r->name);
		sep = " UNION ALL ";
	}
	texte_ajoute(&x,
	    ") GROUP BY 1) SELECT 'échange ' || numero || ', ajoutés ' ||"
	    " ajoutes || ', présents ' || coalesce(n, 0) FROM echange LEFT"
	    " JOIN f USING (numero) WHERE CASE WHEN genre = '%s' AND change = 1"
	    " THEN ajoutes <> coalesce(n, 0) ELSE ajoutes < n AND genre <>"
	    " 'bascule' END", /* that counts people, and brings codes too */
	    im->genre);
	if (*sep == '\0')
		rc = 0;
	else if ((sql = texte_fin(&x, f)) != NULL)
		rc = controle_chaque(c, "journal-comptes", sql, f);
	texte_libere(&x);
	return rc;
}

/* Each table of the base comes in by one of these. */
static const struct import *const imports[] = { &import_communs,
	&import_nomenclatures, &import_sts, &import_eleves,
	&import_responsables };

/* Does the table come in by an import before this one as well? */
static int
seen(const struct import *im, const char *name)
{
	size_t i;

	for (i = 0; imports[i] != im; i++)
		if (format_record(imports[i]->fmt, name) != NULL)
			return 1;
	return 0;
}

/* 1: the base has all the tables of the import. */
static int
takes(struct controle *c, const struct import *im, struct fault *f)
{
	const struct record *r;
	int64_t la = 1;
	size_t i;

	for (i = 0; i < im->fmt->nrecords && la; i++) {
		r = &im->fmt->records[i];
		if (!(r->flags & (R_PARAM | R_LU | R_STAGE)) &&
		    has(c, r->name, &la, f) == -1)
			return -1;
	}
	return la != 0;
}

/* What an import has brought, by its numbers of exchanges. */
static int
traces(struct controle *c, const void *arg, struct fault *f)
{
	const struct import *im = arg;
	const struct record *r;
	size_t i, k;
	int rc;

	if ((rc = takes(c, im, f)) != 1)
		return rc;
	for (i = 0; i < im->fmt->nrecords; i++) {
		r = &im->fmt->records[i];
		/* one table may be several records' */
		for (k = 0; strcmp(im->fmt->records[k].name, r->name) != 0; k++)
			;
		if (k == i && (r->flags & R_TRACE) && !seen(im, r->name) &&
		    cited(c, r, f) == -1)
			return -1;
	}
	return added(c, im, f);
}

/* And by its rules. */
static int
rules(struct controle *c, const void *arg, struct fault *f)
{
	const struct import *im = arg;
	struct stage *sg;
	int rc;

	if ((rc = takes(c, im, f)) != 1)
		return rc;
	rc = -1;
	sg = stage_open(c->b.st, im->fmt, im->rules, f);
	if (sg != NULL && stage_etabli(sg, f) == 0 && stage_judge(sg, f) == 0)
		rc = report_anomalies(c->out, c->o, c->fichier, sg, f);
	if (sg != NULL)
		c->anomalies += sg->anomalies;
	stage_close(sg);
	return rc;
}

/* The journal itself. */

static int
broken(void *ctx, int64_t numero, struct fault *f)
{
	(void)f;
	controle_dit(ctx, "journal-chaine", "échange %lld", (long long)numero);
	return 0;
}

static int
chain(struct controle *c, const void *arg, struct fault *f)
{
	(void)arg;
	return journal_rompu(c->b.st, broken, c, f);
}

static int
altered(void *ctx, int64_t numero, const char *table, int64_t la, int64_t dits,
    struct fault *f)
{
	(void)f;
	controle_dit(ctx, "journal-traces",
	    "échange %lld, table %s, lignes %lld, au journal %lld",
	    (long long)numero, table, (long long)la, (long long)dits);
	return 0;
}

/* What hangs on its lines. */
static int
hanging(struct controle *c, const void *arg, struct fault *f)
{
	(void)arg;
	return traces_rompues(c->b.st, altered, c, f);
}

int
controle_donnees(struct controle *c, struct fault *f)
{
	size_t i;

	if (controle_partie(c, schema, NULL, f) == -1)
		return -1;
	for (i = 0; i < NELEM(questions); i++)
		if (controle_partie(c, ask, &questions[i], f) == -1)
			return -1;
	for (i = 0; i < NELEM(imports); i++)
		if (controle_partie(c, traces, imports[i], f) == -1 ||
		    controle_partie(c, rules, imports[i], f) == -1)
			return -1;
	return controle_partie(c, chain, NULL, f) == -1
	    ? -1
	    : controle_partie(c, hanging, NULL, f);
}
