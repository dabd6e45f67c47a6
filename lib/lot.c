/*
 * lot.c - rows of one stage table, stored several at a time.
 *
 * A statement costs as much to begin and end as a short row does to store:
 * eight rows to a statement take half the time, and more gain nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define LOT    8
#define OCTETS 4096 /* of the values of one lot */

struct rangee {
	struct row row; /* its val is v */
	const char *v[CHAMPS_MAX];
};

struct lot {
	const struct table *t; /* borrowed */
	struct store *st;      /* borrowed */
	struct query *put;     /* stores a lot */
	struct query *la; /* is the row of this key the one of this rang? */
	struct rangee r[LOT];
	size_t n;
	char octets[OCTETS];
	size_t pris;
};

struct lot *
lot_open(struct store *st, const struct table *t, struct fault *f)
{
	struct lot *l;

	if ((l = calloc(1, sizeof(*l))) == NULL) {
		fault_memory(f);
		return NULL;
	}
	l->st = st;
	l->t = t;
	if ((l->put = lot_requete(st, t, LOT, f)) == NULL) {
		lot_close(l);
		return NULL;
	}
	return l;
}

void
lot_close(struct lot *l)
{
	if (l == NULL)
		return;
	query_close(l->put);
	query_close(l->la);
	free(l);
}

struct query *
lot_requete(struct store *st, const struct table *t, size_t n, struct fault *f)
{
	struct texte x = { 0 };
	struct query *q = NULL;
	const char *sql;
	size_t i, k;

	texte_ajoute(&x, "INSERT OR IGNORE INTO s_%s VALUES ", t->rec->name);
	for (k = 0; k < n; k++) {
		texte_ajoute(&x, "%s(?, ?", k == 0 ? "" : ", ");
		for (i = 0; i < t->nordre; i++)
			texte_ajoute(&x, ", ?");
		texte_ajoute(&x, ")");
	}
	if ((sql = texte_fin(&x, f)) != NULL)
		q = query_open(st, sql, f);
	texte_libere(&x);
	return q;
}

/* Bind a row to it, from the parameter after de on. */
static int
lie(struct query *q, size_t de, const struct table *t, const struct row *row,
    const char *const *val, struct fault *f)
{
	const struct field *fd = row->rec->fields;
	const char *v;
	size_t i;
	int64_t n;
	int rc;

	if (query_bind_int(q, ++de, row->rang, f) == -1 ||
	    query_bind_int(q, ++de, row->line, f) == -1)
		return -1;
	for (i = 0; i < t->nordre; i++) {
		v = val[t->ordre[i]];
		if (v != NULL &&
		    (fd[t->ordre[i]].type == FT_INT ||
			fd[t->ordre[i]].type == FT_NOMBRE) &&
		    entier(v, -INT64_MAX, INT64_MAX, &n) == 0)
			rc = query_bind_int(q, ++de, n, f);
		else
			rc = query_bind_text(q, ++de, v, f);
		if (rc == -1)
			return -1;
	}
	return 0;
}

/* Copies of the values, which live until the lot is stored; 0: no room. */
static int
copie(struct lot *l, struct rangee *r, const char *const *val)
{
	size_t i, n, pris = l->pris;

	for (i = 0; i < r->row.rec->nfields; i++) {
		r->v[i] = NULL;
		if (val[i] == NULL)
			continue;
		if ((n = strlen(val[i]) + 1) > OCTETS - pris)
			return 0;
		r->v[i] = memcpy(l->octets + pris, val[i], n);
		pris += n;
	}
	l->pris = pris;
	return 1;
}

int
lot_ajoute(struct lot *l, const struct row *row, const char *const *val,
    struct fault *f)
{
	struct rangee *r = &l->r[l->n];

	if (l->n == LOT || row->rec->nfields > CHAMPS_MAX)
		return 0;
	r->row = *row;
	r->row.val = r->v;
	if (!copie(l, r, val))
		return 0;
	if (lie(l->put, l->n * (l->t->nordre + 2), l->t, row, r->v, f) == -1)
		return -1;
	l->n++;
	return 1;
}

/* The statement that tells whether a row is there, by key and rang. */
static struct query *
la_open(const struct lot *l, struct fault *f)
{
	const struct record *rec = l->t->rec;
	struct texte x = { 0 };
	struct query *q = NULL;
	const char *sql;
	size_t i;

	texte_ajoute(&x, "SELECT 1 FROM s_%s WHERE rang = ?", rec->name);
	for (i = 0; i < rec->nfields; i++)
		if (field_cle(&rec->fields[i]))
			texte_ajoute(&x, " AND %s = ?", rec->fields[i].name);
	if ((sql = texte_fin(&x, f)) != NULL)
		q = query_open(l->st, sql, f);
	texte_libere(&x);
	return q;
}

static int
est_la(struct lot *l, const struct rangee *r, struct fault *f)
{
	const struct record *rec = r->row.rec;
	size_t i, k = 1;
	int rc;

	if (l->la == NULL && (l->la = la_open(l, f)) == NULL)
		return -1;
	if (query_bind(l->la, f, "i", (int64_t)r->row.rang) == -1)
		return -1;
	for (i = 0; i < rec->nfields; i++)
		if (field_cle(&rec->fields[i]) &&
		    query_bind_text(l->la, ++k, r->v[i], f) == -1)
			return -1;
	if ((rc = query_step(l->la, f)) == -1 || query_reset(l->la, f) == -1)
		return -1;
	return rc;
}

/* All of a full lot; then those whose key was taken are looked for. */
static int
ensemble(struct lot *l,
    int (*doublon)(void *, const struct row *, struct fault *), void *ctx,
    struct fault *f)
{
	size_t i;
	int rc = 0;

	if (query_step(l->put, f) == -1 || query_reset(l->put, f) == -1)
		return -1;
	if (store_changes(l->st) == LOT)
		return 0;
	for (i = 0; i < LOT && rc != -1; i++)
		if ((rc = est_la(l, &l->r[i], f)) == 0)
			rc = doublon(ctx, &l->r[i].row, f);
	return rc == -1 ? -1 : 0;
}

int
lot_pose(struct lot *l,
    int (*doublon)(void *, const struct row *, struct fault *), void *ctx,
    struct fault *f)
{
	size_t i, n = l->n;
	int rc = 0;

	l->n = l->pris = 0;
	if (n == LOT)
		return ensemble(l, doublon, ctx, f);
	for (i = 0; i < n && rc != -1; i++)
		if ((rc = lot_seul(l->st, l->t, &l->r[i].row, f)) == 0)
			rc = doublon(ctx, &l->r[i].row, f);
	return rc == -1 ? -1 : 0;
}

int
lot_seul(struct store *st, const struct table *t, const struct row *row,
    struct fault *f)
{
	struct query *q = t->put;

	if (lie(q, 0, t, row, row->val, f) == -1 || query_step(q, f) == -1 ||
	    query_reset(q, f) == -1)
		return -1;
	return store_changes(st) > 0;
}
