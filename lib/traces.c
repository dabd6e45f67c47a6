/*
 * traces.c - what rows of other tables hang on a line of the journal: how
 * many, and their SHA-256, which the line keeps in its column traces, and by
 * that covers with its chaine.
 *
 * "anomalie:3:SHA-256 changement:12:SHA-256", "-" for none; NULL in lines of
 * versions that did not yet say.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

/*
 * Rows are of the line numero of their first column, and stay as they were
 * written; but for an accusé, which a later one may take the place of.
 * genre: only lines of a kind that begins with that have some; NULL: any.
 */
/* clang-format off */
static const struct {
	const char *table, *genre, *sql, *numero, *ordre;
	int change; /* may be taken the place of */
} suivies[] = {
	{ "anomalie", NULL,
	    "SELECT echange, code, gravite, element, ligne, cle, champ, "
	    "valeur FROM anomalie", "echange", "n", 0 },
	{ "changement", NULL,
	    "SELECT echange, element, cle, genre, champ, avant, apres FROM "
	    "changement", "echange", "n", 0 },
	{ "transfert", "e", /* export-bea, envoi-ine */
	    "SELECT envoi, element, cle FROM transfert", "envoi",
	    "element, cle", 0 },
	{ "attribution", "envoi-ine",
	    "SELECT echange, numero, id_national, uai, eleve_id FROM "
	    "attribution", "echange", "numero", 0 },
	{ "eva_envoi", "export-eva",
	    "SELECT echange, campagne, envoi FROM eva_envoi", "echange",
	    "campagne", 0 },
	{ "constat_envoi", "constat",
	    "SELECT echange, declaration, effectif FROM constat_envoi",
	    "echange", "declaration", 0 },
	{ "accuse", "accuse",
	    "SELECT echange, sha256, num_envoi, racine, role, emetteur, "
	    "numero, date_reception, classe, lus, gardes, rejetes, motif, "
	    "effectif, envoi, cree FROM accuse", "echange", "sha256", 1 },
	{ "accuse_anomalie", "accuse",
	    "SELECT a.echange, x.sha256, x.n, x.code, x.gravite, x.element, "
	    "x.cle, x.champ, x.ligne_envoi, x.texte, x.remede FROM accuse a "
	    "JOIN accuse_anomalie x USING (sha256)", "a.echange", "sha256, n",
	    1 },
};
/* clang-format on */

/* Roles have not all the same tables. */
static int
has(struct store *st, const char *table, int64_t *la, struct fault *f)
{
	*la = 0;
	return store_int(st, la, f,
	    "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name ="
	    " ?",
	    "s", table);
}

static int
row(struct condense *c, const struct query *q, struct fault *f)
{
	size_t i;

	for (i = 1; i < query_columns(q); i++)
		if (condense_valeur(c, query_text(q, i), f) == -1)
			return -1;
	return 0;
}

/* What the line numero has in that table, added to x. */
static int
of_line(struct store *st, size_t i, int64_t numero, struct texte *x,
    struct fault *f)
{
	struct texte t = { 0 };
	struct condense *c = NULL;
	struct query *q = NULL;
	const char *sql;
	char hex[EMPREINTE];
	int64_t n = 0;
	int rc = -1;

	texte_ajoute(&t, "%s WHERE %s = ? ORDER BY %s", suivies[i].sql,
	    suivies[i].numero, suivies[i].ordre);
	if ((sql = texte_fin(&t, f)) != NULL &&
	    (q = query_open(st, sql, f)) != NULL &&
	    (c = condense_open(f)) != NULL &&
	    query_bind(q, f, "i", numero) == 0)
		for (; (rc = query_step(q, f)) == 1; n++)
			if (row(c, q, f) == -1) {
				rc = -1;
				break;
			}
	if (rc == 0 && n > 0 && (rc = condense_fin(c, hex, f)) == 0)
		texte_ajoute(x, "%s%s:%lld:%s", x->n > 0 ? " " : "",
		    suivies[i].table, (long long)n, hex);
	query_close(q);
	condense_close(c);
	texte_libere(&t);
	return rc;
}

int
traces_pose(struct store *st, const struct echange *e, struct fault *f)
{
	struct texte x = { 0 };
	const char *text;
	int64_t la;
	size_t i;
	int rc = 0;

	for (i = 0; i < NELEM(suivies) && rc == 0; i++) {
		if (suivies[i].genre != NULL &&
		    strncmp(e->genre, suivies[i].genre,
			strlen(suivies[i].genre)) != 0)
			continue;
		rc = has(st, suivies[i].table, &la, f);
		if (rc == 0 && la)
			rc = of_line(st, i, e->numero, &x, f);
	}
	if (rc == 0)
		rc = (text = texte_fin(&x, f)) == NULL
		    ? -1
		    : store_run(st, f,
			  "UPDATE echange SET traces = ? WHERE numero = ?",
			  "si", *text == '\0' ? "-" : text, e->numero);
	texte_libere(&x);
	return rc;
}

/* And what they are now: m_traces has the same words, line by line. */

static int
group(struct query *put, struct condense *c, size_t i, int64_t numero,
    int64_t n, struct fault *f)
{
	char hex[EMPREINTE], dit[32 + 24 + EMPREINTE];

	if (n == 0)
		return 0;
	if (condense_fin(c, hex, f) == -1)
		return -1;
	(void)snprintf(dit, sizeof(dit), "%s:%lld:%s", suivies[i].table,
	    (long long)n, hex);
	return query_run(put, f, "iss", numero, suivies[i].table, dit);
}

static int
gather(struct store *st, size_t i, struct query *put, struct fault *f)
{
	struct texte t = { 0 };
	struct condense *c = condense_open(f);
	struct query *q = NULL;
	const char *sql;
	int64_t numero = 0, n = 0;
	int rc = -1;

	texte_ajoute(&t, "%s ORDER BY %s, %s", suivies[i].sql,
	    suivies[i].numero, suivies[i].ordre);
	if (c != NULL && (sql = texte_fin(&t, f)) != NULL)
		q = query_open(st, sql, f);
	while (q != NULL && (rc = query_step(q, f)) == 1) {
		if (query_int(q, 0) != numero) {
			if (group(put, c, i, numero, n, f) == -1)
				break;
			numero = query_int(q, 0);
			n = 0;
		}
		n++;
		if (row(c, q, f) == -1)
			break;
	}
	if (rc == 0)
		rc = group(put, c, i, numero, n, f);
	else
		rc = -1;
	query_close(q);
	condense_close(c);
	texte_libere(&t);
	return rc;
}

/* The words of that table in traces, or ""; len is how long they are. */
static const char *
words(const char *traces, const char *table, size_t *len)
{
	size_t n = strlen(table);

	for (;;) {
		*len = strcspn(traces, " ");
		if (*len > n && strncmp(traces, table, n) == 0 &&
		    traces[n] == ':')
			return traces;
		if (traces[*len] == '\0')
			break;
		traces += *len + 1;
	}
	*len = 0;
	return "";
}

/* "table:12:..." */
static int64_t
how_many(const char *dit)
{
	const char *p = strchr(dit, ':');

	return p == NULL ? 0 : (int64_t)strtoll(p + 1, NULL, 10);
}

struct lecture_traces {
	struct query *la, *relaye;
	traces_fn fn;
	void *ctx;
};

/* A row that a later line has taken over is that one's. */
static int
one(struct lecture_traces *l, int64_t numero, const char *traces, size_t i,
    struct fault *f)
{
	const char *la, *dit;
	size_t n;
	int rc;

	if (query_bind(l->la, f, "is", numero, suivies[i].table) == -1 ||
	    (rc = query_step(l->la, f)) == -1)
		return -1;
	la = rc == 1 ? query_text(l->la, 0) : "";
	dit = words(traces, suivies[i].table, &n);
	if (strlen(la) == n && strncmp(la, dit, n) == 0)
		return 0;
	if (suivies[i].change) {
		if (query_bind(l->relaye, f, "i", numero) == -1 ||
		    (rc = query_step(l->relaye, f)) == -1)
			return -1;
		if (rc == 1)
			return 0;
	}
	return l->fn(l->ctx, numero, suivies[i].table, how_many(la),
	    how_many(dit), f);
}

static int
compare(struct store *st, struct lecture_traces *l, struct fault *f)
{
	struct query *q = query_open(st,
	    "SELECT numero, traces FROM echange WHERE traces IS NOT NULL"
	    " ORDER BY numero",
	    f);
	size_t i;
	int rc = -1;

	while (q != NULL && (rc = query_step(q, f)) == 1)
		for (i = 0; i < NELEM(suivies) && rc != -1; i++)
			rc = one(l, query_int(q, 0), query_text(q, 1), i, f);
	query_close(q);
	return rc;
}

int
traces_rompues(struct store *st, traces_fn fn, void *ctx, struct fault *f)
{
	struct lecture_traces l = { .fn = fn, .ctx = ctx };
	struct query *put = NULL;
	int64_t la;
	size_t i;
	int rc = -1;

	if (store_exec(st,
		"CREATE TEMP TABLE m_traces (numero INTEGER, nom TEXT, dit"
		" TEXT, PRIMARY KEY (numero, nom)) WITHOUT ROWID",
		f) == 0 &&
	    (put = query_open(st, "INSERT INTO m_traces VALUES (?, ?, ?)",
		 f)) != NULL)
		rc = 0;
	for (i = 0; i < NELEM(suivies) && rc == 0; i++) {
		rc = has(st, suivies[i].table, &la, f);
		if (rc == 0 && la)
			rc = gather(st, i, put, f);
	}
	if (rc == 0) {
		l.la = query_open(st,
		    "SELECT dit FROM m_traces WHERE numero = ? AND nom = ?", f);
		l.relaye = query_open(st,
		    "SELECT 1 FROM changement c JOIN accuse a ON a.sha256 ="
		    " c.cle WHERE c.element = 'accuse' AND c.echange > ?1 AND"
		    " a.cree <= ?1 LIMIT 1",
		    f);
		rc = l.la == NULL || l.relaye == NULL ? -1 : compare(st, &l, f);
	}
	query_close(put);
	query_close(l.la);
	query_close(l.relaye);
	return rc;
}
