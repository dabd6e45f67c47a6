/*
 * apport.c - records of another base complete those of this one.
 *
 * The SQL is made from the records' fields, so that a field added to a format
 * is completed like the others.
 */
#include <string.h>

#include "sconet.h"

/* Columns that hold numbers, and the table that says which mean the same. */
static const struct numero {
	const char *colonne, *sens;
} numeros[] = { { "eleve_id", NULL }, { "personne_id", NULL },
	{ "adresse_id", "m_lieu" } };

static const struct numero *
numero_of(const struct field *fd)
{
	size_t i;

	for (i = 0; i < NELEM(numeros); i++)
		if (strcmp(numeros[i].colonne, fd->name) == 0)
			return &numeros[i];
	return NULL;
}

/* The value of a field of s, with the number it has here. */
static void
value(struct texte *x, const struct field *fd)
{
	if (numero_of(fd) == NULL)
		texte_ajoute(x, "s.%s", fd->name);
	else
		texte_ajoute(x,
		    "(SELECT n.nouveau FROM m_%s n WHERE n.ancien = s.%s)",
		    fd->name, fd->name);
}

/* " FROM s_<de> s <join> <vers> b ON …": the same record in the base. */
static void
from_both(struct texte *x, const struct apport *c, const struct record *r,
    const char *join)
{
	const char *sep = "";
	size_t i;

	texte_ajoute(x, " FROM s_%s s %s %s b ON ", c->de, join, c->vers);
	for (i = 0; i < r->nfields; i++)
		if (field_cle(&r->fields[i])) {
			texte_ajoute(x, "%sb.%s = ", sep, r->fields[i].name);
			value(x, &r->fields[i]);
			sep = " AND ";
		}
}

/* Both have a value, and they do not mean the same. */
static void
differs(struct texte *x, const struct field *fd)
{
	const struct numero *n = numero_of(fd);

	if (n != NULL && n->sens != NULL) {
		texte_ajoute(x,
		    "(SELECT l.cle FROM %s l WHERE l.%s = ", n->sens, fd->name);
		value(x, fd);
		texte_ajoute(x,
		    ") <> (SELECT l.cle FROM %s l WHERE l.%s = b.%s)", n->sens,
		    fd->name, fd->name);
	} else if (fd->type == FT_TEXT) {
		texte_ajoute(x, "plie(s.%s) <> plie(b.%s)", fd->name, fd->name);
	} else {
		value(x, fd);
		texte_ajoute(x, " <> b.%s", fd->name);
	}
}

int
apport_differe(struct stage *sg, const struct apport *c, struct fault *f)
{
	const struct record *r = format_record(sg->fmt, c->vers);
	struct texte x = { 0 };
	const char *sep = "INSERT INTO m_differe ";
	size_t i;

	for (i = 0; i < r->nfields; i++) {
		if (r->fields[i].flags & (F_KEY | F_ALIAS))
			continue;
		texte_ajoute(&x, "%sSELECT '%s', s.rang, upper('%s')", sep,
		    c->de, r->fields[i].name);
		from_both(&x, c, r, "JOIN");
		texte_ajoute(&x, " WHERE ");
		differs(&x, &r->fields[i]);
		sep = " UNION ALL ";
	}
	if (*sep == 'I') {
		texte_libere(&x);
		return 0;
	}
	return store_texte(sg->st, &x, f);
}

static void
columns(struct texte *x, const struct record *r, const char *prefix)
{
	size_t i;

	for (i = 0; i < r->nfields; i++)
		if (!(r->fields[i].flags & F_ALIAS))
			texte_ajoute(x, ", %s%s", prefix, r->fields[i].name);
}

/* A set is replaced whole: what the base has of it stays in it. */
static int
keep_set(struct stage *sg, const struct record *r, struct fault *f)
{
	const struct record *p = format_record(sg->fmt, r->parent);
	struct texte x = { 0 };

	texte_ajoute(&x, "INSERT OR IGNORE INTO s_%s (rang, ligne", r->name);
	columns(&x, r, "");
	texte_ajoute(&x, ") SELECT p.rang, 0");
	columns(&x, r, "b.");
	texte_ajoute(&x, " FROM %s b JOIN s_%s p ON ", r->name, p->name);
	stage_accord(&x, p, "p", "b");
	return store_texte(sg->st, &x, f);
}

int
apport_pose(struct stage *sg, const struct apport *c, struct fault *f)
{
	const struct record *r = format_record(sg->fmt, c->vers);
	struct texte x = { 0 };
	const struct field *fd;
	size_t i;

	texte_ajoute(&x, "INSERT OR IGNORE INTO s_%s (rang, ligne", c->vers);
	columns(&x, r, "");
	texte_ajoute(&x, ") SELECT s.rang, s.ligne");
	for (i = 0; i < r->nfields; i++) {
		fd = &r->fields[i];
		if (fd->flags & F_ALIAS)
			continue;
		if (fd->flags & F_KEY) {
			texte_ajoute(&x, ", ");
			value(&x, fd);
			continue;
		}
		texte_ajoute(&x, ", coalesce(");
		/* Letters that were lost on the way come back. */
		if (fd->type == FT_TEXT)
			texte_ajoute(&x,
			    "iif(lettres_perdues(b.%s, s.%s), s.%s, b.%s), ",
			    fd->name, fd->name, fd->name, fd->name);
		else
			texte_ajoute(&x, "b.%s, ", fd->name);
		value(&x, fd);
		texte_ajoute(&x, ")");
	}
	from_both(&x, c, r, "LEFT JOIN");
	texte_ajoute(&x, " WHERE 1");
	/* Those that are not taken have no number here. */
	for (i = 0; i < r->nfields; i++)
		if (field_cle(&r->fields[i]) &&
		    numero_of(&r->fields[i]) != NULL) {
			texte_ajoute(&x, " AND ");
			value(&x, &r->fields[i]);
			texte_ajoute(&x, " IS NOT NULL");
		}
	texte_ajoute(&x, " ORDER BY s.rang");
	if (store_texte(sg->st, &x, f) == -1)
		return -1;
	return r->parent == NULL ? 0 : keep_set(sg, r, f);
}
