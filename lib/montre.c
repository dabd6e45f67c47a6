/*
 * montre.c - the differences of a stage as TSV, before they are applied:
 * what -n shows.
 */
#include <string.h>

#include "sconet.h"

/* One cell: a tab or a newline inside would make two of it. */
static int
cell(struct sink *out, const char *v, const char *end, struct fault *f)
{
	size_t n;

	for (; v != NULL && *v != '\0'; v += n) {
		n = strcspn(v, "\t\n\r");
		if (n == 0) {
			n = 1;
			if (sink_write(out, " ", 1, f) == -1)
				return -1;
		} else if (sink_write(out, v, n, f) == -1)
			return -1;
	}
	return sink_puts(out, end, f);
}

static int
line(struct sink *out, const char *genre, const char *element, const char *cle,
    const char *champ, const char *avant, const char *apres, struct fault *f)
{
	if (cell(out, genre, "\t", f) == -1 ||
	    cell(out, element, ":", f) == -1 || cell(out, cle, "\t", f) == -1 ||
	    cell(out, champ, "\t", f) == -1 || cell(out, avant, "\t", f) == -1)
		return -1;
	return cell(out, apres, "\n", f);
}

static void
columns(struct texte *x, const struct record *r, const char *alias, int keep)
{
	const struct field *fd;
	size_t i;

	for (i = 0; i < r->nfields; i++) {
		fd = &r->fields[i];
		if (fd->flags & F_ALIAS)
			continue;
		if (keep && (fd->flags & F_KEEP))
			texte_ajoute(x, ", coalesce(s.%s, b.%s)", fd->name,
			    fd->name);
		else if (keep && (fd->flags & F_INIT))
			texte_ajoute(x, ", b.%s", fd->name);
		else
			texte_ajoute(x, ", %s.%s", alias, fd->name);
	}
}

static void
join(struct texte *x, const struct record *r, const char *table,
    const char *alias)
{
	const char *sep = "";
	size_t i;

	texte_ajoute(x, " JOIN %s%s %s ON ", table, r->name, alias);
	for (i = 0; i < r->nfields; i++)
		if (field_cle(&r->fields[i])) {
			texte_ajoute(x, "%s%s.%s = d.%s", sep, alias,
			    r->fields[i].name, r->fields[i].name);
			sep = " AND ";
		}
}

/* The lines of one record: a value for each column that differs. */
static int
fields(struct sink *out, const char *genre, const struct record *r,
    struct query *q, size_t avant, size_t apres, struct fault *f)
{
	const char *a, *b;
	size_t i, k = 0;
	int any = 0;

	for (i = 0; i < r->nfields; i++) {
		if (r->fields[i].flags & F_ALIAS)
			continue;
		a = avant == 0 ? NULL : query_text(q, avant + k);
		b = apres == 0 ? NULL : query_text(q, apres + k);
		k++;
		if (a == NULL ? b == NULL : b != NULL && strcmp(a, b) == 0)
			continue;
		any = 1;
		if (line(out, genre, r->name, query_text(q, 0),
			r->fields[i].name, a, b, f) == -1)
			return -1;
	}
	/* Closed, or open again: the last column says what it was. */
	if ((r->flags & R_FERME) && avant != 0 &&
	    query_int(q, query_columns(q) - 1) != 0)
		return line(out, genre, r->name, query_text(q, 0), "ferme", "1",
		    "0", f);
	if (!any && strcmp(genre, "FERMETURE") == 0)
		return line(out, genre, r->name, query_text(q, 0), "ferme", "0",
		    "1", f);
	return 0;
}

static int
show(struct stage *sg, const struct record *r, char etat, const char *genre,
    struct sink *out, struct fault *f)
{
	struct texte x = { 0 };
	struct query *q = NULL;
	const char *sql;
	size_t i, n = 0, avant = 0, apres = 0;
	int rc = -1;

	for (i = 0; i < r->nfields; i++)
		n += !(r->fields[i].flags & F_ALIAS);
	texte_ajoute(&x, "SELECT ");
	stage_cle(&x, r, "d");
	if (etat == 'M' || etat == 'R') {
		avant = 1;
		columns(&x, r, "b", 0);
	}
	if (etat == 'A' || etat == 'M') {
		apres = avant == 0 ? 1 : 1 + n;
		columns(&x, r, "s", etat == 'M');
	}
	if ((r->flags & R_FERME) && avant != 0)
		texte_ajoute(&x, ", b.ferme");
	texte_ajoute(&x, " FROM d_%s d", r->name);
	if (avant != 0)
		join(&x, r, "", "b");
	if (apres != 0)
		join(&x, r, "s_", "s");
	texte_ajoute(&x, " WHERE d.etat = '%c' ORDER BY 1", etat);
	if ((sql = texte_fin(&x, f)) != NULL &&
	    (q = query_open(sg->st, sql, f)) != NULL)
		while ((rc = query_step(q, f)) == 1)
			if (fields(out, genre, r, q, avant, apres, f) == -1) {
				rc = -1;
				break;
			}
	query_close(q);
	texte_libere(&x);
	return rc;
}

static int
show_absents(struct stage *sg, const struct record *r, struct sink *out,
    struct fault *f)
{
	struct texte x = { 0 };
	struct query *q = NULL;
	const char *sql;
	int rc = -1;

	texte_ajoute(&x, "SELECT ");
	stage_cle(&x, r, "d");
	texte_ajoute(&x, " FROM x_%s d ORDER BY 1", r->name);
	if ((sql = texte_fin(&x, f)) != NULL &&
	    (q = query_open(sg->st, sql, f)) != NULL)
		while ((rc = query_step(q, f)) == 1)
			if (line(out, "ABSENT", r->name, query_text(q, 0), NULL,
				NULL, NULL, f) == -1) {
				rc = -1;
				break;
			}
	query_close(q);
	texte_libere(&x);
	return rc;
}

/* Changes that no field of the file says. */
static int
show_others(struct stage *sg, struct sink *out, struct fault *f)
{
	struct query *q;
	int rc;

	q = query_open(sg->st,
	    "SELECT element, cle, champ, avant, apres FROM s_autre", f);
	if (q == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1)
		if (line(out, "MODIF", query_text(q, 0), query_text(q, 1),
			query_text(q, 2), query_text(q, 3), query_text(q, 4),
			f) == -1) {
			rc = -1;
			break;
		}
	query_close(q);
	return rc;
}

int
stage_montre(struct stage *sg, struct sink *out, struct fault *f)
{
	static const struct {
		char etat;
		const char *genre;
	} genres[] = { { 'A', "AJOUT" }, { 'M', "MODIF" }, { 'R', "RETRAIT" },
		{ 'F', "FERMETURE" } };
	const struct record *r;
	size_t i, k;

	if (sink_puts(out, "genre\tclé\tchamp\tavant\taprès\n", f) == -1)
		return -1;
	if (show_others(sg, out, f) == -1)
		return -1;
	for (i = 0; i < sg->ntables; i++) {
		r = sg->tables[i].rec;
		if (r->flags & R_STAGE)
			continue;
		for (k = 0; k < NELEM(genres); k++)
			if (show(sg, r, genres[k].etat, genres[k].genre, out,
				f) == -1)
				return -1;
		if ((r->flags & (R_ENSEMBLE | R_FERME)) && r->parent == NULL &&
		    show_absents(sg, r, out, f) == -1)
			return -1;
	}
	return 0;
}
