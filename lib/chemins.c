/*
 * chemins.c - the paths of a format as a tree of elements: which record starts
 * where, and which fields a value goes to.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

static size_t
child_of(struct chemins *c, size_t parent, const void *nom, size_t *last)
{
	size_t i;

	*last = AUCUN;
	for (i = c->noeuds[parent].enfant; i != AUCUN;
	     i = c->noeuds[i].suivant) {
		if (c->noeuds[i].nom == nom)
			return i;
		*last = i;
	}
	return AUCUN;
}

size_t
chemins_trouve(const struct chemins *c, size_t parent, const void *nom)
{
	size_t i;

	for (i = c->noeuds[parent].enfant;
	     i != AUCUN && c->noeuds[i].nom != nom; i = c->noeuds[i].suivant)
		;
	return i;
}

size_t
chemins_enfant(struct chemins *c, size_t parent, const void *nom)
{
	size_t last, i = child_of(c, parent, nom, &last);

	if (i != AUCUN)
		return i;
	i = c->nnoeuds++;
	c->noeuds[i] =
	    (struct noeud_chemin){ nom, AUCUN, AUCUN, AUCUN, AUCUN, AUCUN, 0 };
	if (last == AUCUN)
		c->noeuds[parent].enfant = i;
	else
		c->noeuds[last].suivant = i;
	return i;
}

static const void *
mot(struct chemins *c, const char *s, size_t n)
{
	const void *m = c->mot(c->ctx, s, n);

	c->sans_mot |= m == NULL;
	return m;
}

/* The node of n bytes of a path below from; stops before an "@attribute". */
static size_t
node_path(struct chemins *c, size_t from, const char *path, size_t n)
{
	const char *end = path + n;
	size_t len;

	while (path < end && *path != '@') {
		len = strcspn(path, "/");
		from = chemins_enfant(c, from, mot(c, path, len));
		path += len + (path + len < end);
	}
	return from;
}

/* The node that is up levels above the end of the record's path. */
static size_t
node_up(struct chemins *c, const char *path, size_t up)
{
	size_t len = strlen(path);

	while (up-- > 0 && len > 0)
		for (len--; len > 0 && path[len] != '/'; len--)
			;
	return node_path(c, 0, path, len);
}

/* "#", "../../#": the rank of the record itself, or of one around it. */
static int
add_rank(struct chemins *c, size_t rec, size_t field, size_t up,
    struct fault *f)
{
	size_t node = node_up(c, c->fmt->records[rec].path, up);

	if (c->noeuds[node].rec == AUCUN)
		return fault_set(f, "bogue", 0, "rang de rien");
	c->rangs[rec].champ = field;
	c->rangs[rec].de = c->noeuds[node].rec;
	return 0;
}

static int
add_field(struct chemins *c, size_t rec, size_t field, struct fault *f)
{
	const struct record *r = &c->fmt->records[rec];
	const struct field *fd = &r->fields[field];
	const char *path = fd->path, *at;
	struct but *t = &c->buts[c->nbuts], *v;
	size_t base, node, up = 0;

	if (path == NULL || path[0] == '=')
		return 0;
	for (; strncmp(path, "../", 3) == 0; path += 3)
		up++;
	if (path[0] == '#')
		return add_rank(c, rec, field, up, f);
	base = node_up(c, r->path, up);
	node = node_path(c, base, path, strlen(path));
	at = strchr(path, '@');
	t->attribut = at == NULL ? NULL : mot(c, at + 1, strlen(at + 1));
	t->rec = rec;
	t->champ = fd->flags & F_ALIAS ? record_field(r, fd->name) : field;
	t->alias = (fd->flags & F_ALIAS) != 0;
	t->suivant = c->noeuds[node].but;
	c->noeuds[node].but = c->nbuts++;
	if (up > 0) {
		v = &c->vides[c->nvides];
		*v = *t;
		v->suivant = c->noeuds[base].vide;
		c->noeuds[base].vide = c->nvides++;
	}
	return 0;
}

/* Room for all nodes, targets and records of the format. */
static int
room(struct chemins *c, struct fault *f)
{
	const struct format *fmt = c->fmt;
	size_t i, j, nfields = 0, nnodes = 1;
	const char *p;

	for (i = 0; i < fmt->nrecords; i++) {
		nfields += fmt->records[i].nfields;
		for (p = fmt->records[i].path; *p != '\0'; p++)
			nnodes += *p == '/';
		nnodes++;
		for (j = 0; j < fmt->records[i].nfields; j++) {
			nnodes++;
			p = fmt->records[i].fields[j].path;
			for (; p != NULL && *p != '\0'; p++)
				nnodes += *p == '/';
		}
	}
	c->noeuds = calloc(nnodes, sizeof(*c->noeuds));
	c->buts = calloc(nfields + 1, sizeof(*c->buts));
	c->vides = calloc(nfields + 1, sizeof(*c->vides));
	c->rangs = calloc(fmt->nrecords + 1, sizeof(*c->rangs));
	if (c->noeuds == NULL || c->buts == NULL || c->vides == NULL ||
	    c->rangs == NULL)
		return fault_memory(f);
	c->nnoeuds = 1;
	c->noeuds[0] =
	    (struct noeud_chemin){ NULL, AUCUN, AUCUN, AUCUN, AUCUN, AUCUN, 0 };
	return 0;
}

int
chemins_ouvre(struct chemins *c, const struct format *fmt, mot_fn fn, void *ctx,
    struct fault *f)
{
	size_t i, j;

	memset(c, 0, sizeof(*c));
	c->fmt = fmt;
	c->mot = fn;
	c->ctx = ctx;
	if (room(c, f) == -1)
		return -1;
	for (i = 0; i < fmt->nrecords; i++) {
		c->rangs[i].champ = AUCUN;
		if (fmt->records[i].flags & R_SQL)
			continue;
		c->noeuds[node_up(c, fmt->records[i].path, 0)].rec = i;
		for (j = 0; j < fmt->records[i].nfields; j++)
			if (add_field(c, i, j, f) == -1)
				return -1;
	}
	/* A name without a place would be no name of the file. */
	return c->sans_mot ? fault_memory(f) : 0;
}

void
chemins_libere(struct chemins *c)
{
	free(c->noeuds);
	free(c->buts);
	free(c->vides);
	free(c->rangs);
	memset(c, 0, sizeof(*c));
}
