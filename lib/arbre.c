/*
 * arbre.c - rows of views to XML: records, and inside them those that hang on
 * them, merged from cursors that are sorted alike.
 */
#include <string.h>

#include "sconet.h"

static int
advance(struct arbre *a, size_t i, struct fault *f)
{
	a->pending[i] = query_step(a->q[i], f);
	return a->pending[i] == -1 ? -1 : 0;
}

/* The beginning of v, as wide as the field, to a word's end; *buf is used up to
 * *n bytes. */
static const char *
shorten(const struct field *fd, const char *v, char **buf, size_t *n)
{
	const char *p = v;
	char *out = *buf;
	size_t i, len;

	for (i = 0; i < fd->max && *p != '\0'; i++)
		p += utf8_suite(p) > 0 ? utf8_suite(p) : 1;
	len = (size_t)(p - v);
	if (*p == '\0' || len + 1 > *n)
		return v;
	while (len > 0 && v[len - 1] == ' ')
		len--;
	memcpy(out, v, len);
	out[len] = '\0';
	*buf += len + 1;
	*n -= len + 1;
	return out;
}

static int
write_current(struct arbre *a, size_t i, struct fault *f)
{
	const struct record *r = &a->fmt->records[i];
	const char *val[CHAMPS_MAX], *v;
	char coupes[1024], *reste = coupes;
	size_t k, libre = sizeof(coupes);

	for (k = 0; k < r->nfields; k++) {
		v = query_text(a->q[i], k);
		if (v != NULL && (r->fields[k].flags & F_COUPE))
			v = shorten(&r->fields[k], v, &reste, &libre);
		val[k] =
		    v != NULL && *v == '\0' && (r->fields[k].flags & F_KEY) == 0
		    ? NULL
		    : v;
	}
	if (r->flags & R_COMPTE)
		a->lus++;
	return writer_row(a->w, r, val, f);
}

static int
same_value(const struct arbre *a, const struct field *fd, size_t p, size_t k,
    size_t c, size_t m)
{
	const char *v, *w;

	if (fd->type == FT_INT)
		return query_int(a->q[p], k) == query_int(a->q[c], m);
	v = query_text(a->q[p], k);
	w = query_text(a->q[c], m);
	return v != NULL && w != NULL && strcmp(v, w) == 0;
}

/* Does the child's pending row hang on the parent's current one? */
static int
is_child(const struct arbre *a, size_t parent, size_t child)
{
	const struct record *p = &a->fmt->records[parent];
	const struct record *c = &a->fmt->records[child];
	size_t k, m;

	for (k = 0; k < p->nfields; k++) {
		if ((p->fields[k].flags & F_KEY) == 0)
			continue;
		m = record_field(c, p->fields[k].name);
		if (m == (size_t)-1 ||
		    !same_value(a, &p->fields[k], parent, k, child, m))
			return 0;
	}
	return 1;
}

/* Does record k stand inside record i, and not merely refer to it? */
static int
is_nested(const struct format *fmt, size_t i, size_t k)
{
	const struct record *p = &fmt->records[i], *c = &fmt->records[k];
	size_t n = strlen(p->path);

	return c->parent != NULL && strcmp(c->parent, p->name) == 0 &&
	    strncmp(c->path, p->path, n) == 0 && c->path[n] == '/';
}

static int
is_top(const struct format *fmt, size_t k)
{
	size_t i;

	for (i = 0; i < fmt->nrecords; i++)
		if (is_nested(fmt, i, k))
			return 0;
	return 1;
}

/* The current row of record i, then what hangs on it, level by level. */
static int
write_tree(struct arbre *a, size_t i, struct fault *f)
{
	const struct format *fmt = a->fmt;
	size_t level[8], depth = 0, at[8], k;

	if (write_current(a, i, f) == -1)
		return -1;
	level[0] = i;
	at[0] = i + 1;
	for (;;) {
		for (k = at[depth]; k < fmt->nrecords; k++)
			if (a->q[k] != NULL && a->pending[k] == 1 &&
			    is_nested(fmt, level[depth], k) &&
			    is_child(a, level[depth], k))
				break;
		at[depth] = k;
		if (k < fmt->nrecords) {
			if (depth + 1 == NELEM(level))
				return fault_set(f, "bogue", 0, "profondeur");
			if (write_current(a, k, f) == -1)
				return -1;
			level[++depth] = k;
			at[depth] = k + 1;
			continue;
		}
		if (depth == 0)
			return 0;
		if (advance(a, level[depth--], f) == -1)
			return -1;
	}
}

int
arbre_ouvre(struct arbre *a, struct fault *f)
{
	struct texte x = { 0 };
	const struct record *r;
	const char *sql, *sep;
	size_t i, k;

	for (i = 1; i < a->fmt->nrecords; i++) {
		if (a->vues[i] == NULL)
			continue;
		r = &a->fmt->records[i];
		texte_vide(&x);
		texte_ajoute(&x, "SELECT ");
		for (k = 0, sep = ""; k < r->nfields; k++) {
			texte_ajoute(&x, "%s%s", sep, r->fields[k].name);
			sep = ", ";
		}
		texte_ajoute(&x, " FROM %s v WHERE 1", a->vues[i]);
		stage_constantes(&x, r, "v");
		if ((sql = texte_fin(&x, f)) == NULL ||
		    (a->q[i] = query_open(a->st, sql, f)) == NULL ||
		    advance(a, i, f) == -1) {
			texte_libere(&x);
			return -1;
		}
	}
	texte_libere(&x);
	return 0;
}

int
arbre_ecrit(struct arbre *a, struct fault *f)
{
	size_t i;

	for (i = 0; i < a->fmt->nrecords; i++) {
		if (a->q[i] == NULL || !is_top(a->fmt, i))
			continue;
		while (a->pending[i] == 1)
			if (write_tree(a, i, f) == -1 || advance(a, i, f) == -1)
				return -1;
	}
	return 0;
}

void
arbre_ferme(struct arbre *a)
{
	size_t i;

	for (i = 0; i < NELEM(a->q); i++) {
		query_close(a->q[i]);
		a->q[i] = NULL;
	}
}
