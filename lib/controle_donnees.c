/*
 * controle_donnees.c - sconet-check: the schema of a base, what its rows say
 * of one another, and the chain of its journal.
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

static int
changed(void *ctx, int64_t numero, const char *table, int64_t la, int64_t dits,
    struct fault *f)
{
	(void)f;
	controle_dit(ctx, "journal-contenu",
	    "table %s, lignes %lld, après l'échange %lld %lld", table,
	    (long long)la, (long long)numero, (long long)dits);
	return 0;
}

/* What is there as a whole. */
static int
content(struct controle *c, const void *arg, struct fault *f)
{
	(void)arg;
	return contenu_change(c->b.st, changed, c, f);
}

int
controle_donnees(struct controle *c, struct fault *f)
{
	if (controle_partie(c, schema, NULL, f) == -1)
		return -1;
	if (controle_questions(c, f) == -1 || controle_imports(c, f) == -1)
		return -1;
	return controle_partie(c, chain, NULL, f) == -1 ||
		controle_partie(c, hanging, NULL, f) == -1
	    ? -1
	    : controle_partie(c, content, NULL, f);
}
