/*
 * doublons.c - two records of a file under one number: of one person, or of
 * two?
 */
#include "sconet.h"

static int
is_identity(const struct field *fd)
{
	return (fd->flags & F_IDENT) && !(fd->flags & F_ALIAS);
}

/* SELECT rang, ligne, then what says who it is, of the row of that key. */
static struct query *
first_open(struct stage *sg, const struct record *r, struct fault *f)
{
	struct texte x = { 0 };
	struct query *q = NULL;
	const char *sql, *sep = " WHERE ";
	size_t i;

	texte_ajoute(&x, "SELECT rang, ligne");
	for (i = 0; i < r->nfields; i++)
		if (is_identity(&r->fields[i]))
			texte_ajoute(&x, ", %s", r->fields[i].name);
	texte_ajoute(&x, " FROM s_%s", r->name);
	for (i = 0; i < r->nfields; i++)
		if (field_cle(&r->fields[i])) {
			texte_ajoute(&x, "%s%s = ?", sep, r->fields[i].name);
			sep = " AND ";
		}
	if ((sql = texte_fin(&x, f)) != NULL)
		q = query_open(sg->st, sql, f);
	texte_libere(&x);
	return q;
}

static int
keys_bind(struct query *q, const struct record *r, const char *const *val,
    struct fault *f)
{
	size_t i, n = 0;

	for (i = 0; i < r->nfields; i++)
		if (field_cle(&r->fields[i]) &&
		    query_bind_text(q, ++n, val[i], f) == -1)
			return -1;
	return 0;
}

int
doublon_autre(struct stage *sg, const struct record *r, const char *const *val,
    long *rang, long *ligne, struct fault *f)
{
	struct query *q;
	const char *v;
	size_t i, k = 2;
	int64_t a, b;
	int rc, autre = 0;

	for (i = 0; i < r->nfields && !is_identity(&r->fields[i]); i++)
		;
	if (i == r->nfields)
		return 0;
	if ((q = first_open(sg, r, f)) == NULL)
		return -1;
	if ((rc = keys_bind(q, r, val, f)) == 0 &&
	    (rc = query_step(q, f)) == 1) {
		*rang = (long)query_int(q, 0);
		*ligne = (long)query_int(q, 1);
		for (i = 0; i < r->nfields; i++) {
			if (!is_identity(&r->fields[i]))
				continue;
			v = query_text(q, k++);
			if (identite(&v, 1, &a) && identite(&val[i], 1, &b) &&
			    a != b)
				autre = 1;
		}
	}
	query_close(q);
	return rc == -1 ? -1 : autre;
}
