/*
 * liste.c - the rows of a view as a list that a spreadsheet opens.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

struct liste {
	struct sink *out;
	int utf8;
	unsigned perdus;
};

static int
cell(struct liste *l, const char *v, struct fault *f)
{
	struct texte x = { 0 };
	const char *p, *cellule;
	char *latin = NULL;
	unsigned perdus = 0;
	size_t n;
	int rc = -1, quoted;

	if (v == NULL)
		return 0;
	quoted = v[strcspn(v, ";\"\r\n")] != '\0';
	texte_ajoute(&x, "%s", quoted ? "\"" : "");
	for (p = v; *p != '\0'; p++)
		texte_ajoute(&x, "%s%c", *p == '"' ? "\"" : "", *p);
	texte_ajoute(&x, "%s", quoted ? "\"" : "");
	if ((cellule = texte_fin(&x, f)) == NULL)
		goto out;
	n = x.n;
	if (!l->utf8) {
		if ((latin = malloc(3 * n + 1)) == NULL) {
			fault_memory(f);
			goto out;
		}
		n = charset_latin9(cellule, n, latin, &perdus);
		l->perdus += perdus;
		cellule = latin;
	}
	rc = sink_write(l->out, cellule, n, f);
out:
	free(latin);
	texte_libere(&x);
	return rc;
}

static int
line(struct liste *l, struct query *q, int names, struct fault *f)
{
	size_t i, n = query_columns(q);

	for (i = 0; i < n; i++)
		if ((i > 0 && sink_puts(l->out, ";", f) == -1) ||
		    cell(l, names ? query_name(q, i) : query_text(q, i), f) ==
			-1)
			return -1;
	return sink_puts(l->out, "\r\n", f);
}

int
liste_ecrit(struct store *st, const char *vue, int utf8, struct sink *out,
    int64_t *lignes, unsigned *perdus, struct fault *f)
{
	struct liste l = { out, utf8, 0 };
	struct texte x = { 0 };
	struct query *q = NULL;
	const char *sql;
	int rc = -1;

	texte_ajoute(&x, "SELECT * FROM %s", vue);
	if ((sql = texte_fin(&x, f)) != NULL &&
	    (q = query_open(st, sql, f)) != NULL)
		rc = line(&l, q, 1, f);
	while (rc == 0 && (rc = query_step(q, f)) == 1) {
		++*lignes;
		rc = line(&l, q, 0, f);
	}
	query_close(q);
	texte_libere(&x);
	*perdus += l.perdus;
	return rc == -1 ? -1 : sink_flush(out, f);
}
