/*
 * contenu.c - how many rows the tables of a base have when an exchange ends,
 * which its line keeps in its column contenu, and by that covers with its
 * chaine: what was taken out since by other hands is missing then.
 *
 * "eleve:60 responsable:120", without tables that are empty; "-": all are.
 * NULL in lines of versions that did not yet say.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

/* The journal is covered by itself; indexes and the like are SQLite's. */
static const char tables[] =
    "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT IN"
    " ('base', 'echange', 'anomalie', 'changement') AND name NOT LIKE"
    " 'sqlite%' ORDER BY name";

static int
rows_of(struct store *st, const char *table, int64_t *n, struct fault *f)
{
	struct texte x = { 0 };
	const char *sql;
	int rc = -1;

	texte_ajoute(&x, "SELECT count(*) FROM main.\"%s\"", table);
	if ((sql = texte_fin(&x, f)) != NULL)
		rc = store_int(st, n, f, sql, "");
	texte_libere(&x);
	return rc;
}

int
contenu_pose(struct store *st, int64_t numero, struct fault *f)
{
	struct texte x = { 0 };
	struct query *q = query_open(st, tables, f);
	const char *text;
	int64_t n;
	int rc = -1;

	while (q != NULL && (rc = query_step(q, f)) == 1) {
		if ((rc = rows_of(st, query_text(q, 0), &n, f)) == -1)
			break;
		if (n > 0)
			texte_ajoute(&x, "%s%s:%lld", x.n > 0 ? " " : "",
			    query_text(q, 0), (long long)n);
	}
	query_close(q);
	if (rc == 0)
		rc = (text = texte_fin(&x, f)) == NULL
		    ? -1
		    : store_run(st, f,
			  "UPDATE echange SET contenu = ? WHERE numero = ?",
			  "si", *text == '\0' ? "-" : text, numero);
	texte_libere(&x);
	return rc;
}

/* What contenu says of that table; 0 where it does not name it. */
static int64_t
said(const char *contenu, const char *table)
{
	size_t len, n = strlen(table);

	for (;; contenu += len + 1) {
		len = strcspn(contenu, " ");
		if (len > n && strncmp(contenu, table, n) == 0 &&
		    contenu[n] == ':')
			return (int64_t)strtoll(contenu + n + 1, NULL, 10);
		if (contenu[len] == '\0')
			return 0;
	}
}

int
contenu_change(struct store *st, contenu_fn fn, void *ctx, struct fault *f)
{
	char *contenu = NULL;
	struct query *q = NULL;
	int64_t numero = 0, n, dits;
	int rc = -1;

	if (store_text(st, &contenu, f,
		"SELECT contenu FROM echange ORDER BY numero DESC LIMIT 1",
		"") == 0 &&
	    store_int(st, &numero, f, "SELECT max(numero) FROM echange", "") ==
		0)
		rc = 0;
	if (rc == 0 && contenu != NULL &&
	    (q = query_open(st, tables, f)) == NULL)
		rc = -1;
	while (q != NULL && rc == 0 && (rc = query_step(q, f)) == 1) {
		dits = said(contenu, query_text(q, 0));
		rc = rows_of(st, query_text(q, 0), &n, f);
		if (rc == 0 && n != dits)
			rc = fn(ctx, numero, query_text(q, 0), n, dits, f);
	}
	query_close(q);
	free(contenu);
	return rc;
}
