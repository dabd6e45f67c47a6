/*
 * rangs.c - rows, typed, into the tables of the stage; rules that need one row
 * only are applied on the way.
 *
 * Values of a field that has a code list are only noted here (struct dico): a
 * school has few distinct ones, and judge.c looks each up once.
 */
#include <stdio.h>
#include <string.h>

#include "sconet.h"

int
stage_anomalie(struct stage *sg, size_t r, const char *element, int64_t rang,
    int64_t ligne, const char *cle, const char *champ, const char *valeur,
    struct fault *f)
{
	sg->anomalies++;
	sg->notes += sg->rules[r]->gravite == G_NOTE;
	sg->refus += sg->rules[r]->gravite == G_REFUS;
	if (query_bind(sg->anomalie, f, "iisiisss", (int64_t)r,
		(int64_t)sg->rules[r]->gravite, element, rang, ligne, cle,
		champ, valeur) == -1)
		return -1;
	return query_step(sg->anomalie, f) == -1 ? -1
						 : query_reset(sg->anomalie, f);
}

/* Key values joined by "/", as stage_cle does in SQL; cut, never overrun. */
static void
row_key(const struct record *rec, const char *const *val, char *buf,
    size_t size)
{
	size_t i, n = 0, len;
	const char *v;

	for (i = 0; i < rec->nfields; i++) {
		if (!field_cle(&rec->fields[i]))
			continue;
		v = val[i] == NULL ? "?" : val[i];
		len = strlen(v);
		if (n + len + 2 > size)
			break;
		if (n > 0)
			buf[n++] = '/';
		memcpy(buf + n, v, len);
		n += len;
	}
	buf[n] = '\0';
}

struct rowctx {
	struct stage *sg;
	const struct row *row;
	struct table *t;
	const char **val; /* values as they will be stored */
	char cle[256];
	int rejete;
};

/* Not cleared as a whole: it is done for each row. */
static void
rowctx(struct rowctx *c, struct stage *sg, const struct row *row)
{
	c->sg = sg;
	c->row = row;
	c->t = sg->de[row->rec - sg->fmt->records];
	c->val = row->val;
	c->cle[0] = '\0';
	c->rejete = 0;
}

static int
signale(struct rowctx *c, size_t rule, const struct field *fd, const char *v,
    struct fault *f)
{
	if (c->cle[0] == '\0')
		row_key(c->row->rec, c->val, c->cle, sizeof(c->cle));
	if (c->sg->rules[rule]->gravite == G_REJET)
		c->rejete = 1;
	return stage_anomalie(c->sg, rule, c->t->rec->name, c->row->rang,
	    c->row->line, c->cle, fd == NULL ? NULL : fd->name, v, f);
}

/* Type, length, presence: the value as stored, or NULL. */
static int
field_judge(struct rowctx *c, size_t i, char *lit, struct fault *f)
{
	const struct field *fd = &c->row->rec->fields[i];
	const char *v = c->val[i], *lu;
	int requis = (fd->flags & (F_REQ | F_KEY)) != 0;
	size_t rule = RC__MAX;

	if (v == NULL)
		return (fd->flags & F_REQ) ? signale(c, RC_REQUIS, fd, NULL, f)
					   : 0;
	lu = field_lit(fd, v, lit);
	if (lu == NULL)
		rule = requis ? RC_TYPE_REQUIS : RC_TYPE;
	else if (strlen(v) >= TEXTE_MAX - 4 ||
	    (fd->max > 0 && strlen(v) > fd->max &&
		charset_longueur(v) > fd->max))
		rule = requis ? RC_LONG_REQUIS : RC_LONG;
	if (rule == RC__MAX) {
		c->val[i] = lu;
		return 0;
	}
	if (fd->flags & F_KEY)
		rule = rule == RC_LONG_REQUIS ? RC_CLE_LONGUE : RC_CLE;
	if (rule != RC_CLE_LONGUE)
		c->val[i] = NULL;
	if (signale(c, rule, fd, v, f) == -1)
		return -1;
	c->val[i] = NULL;
	return 0;
}

static int
rule_applies(struct rowctx *c, size_t r, size_t k, struct fault *f)
{
	const struct rule *rule = c->sg->rules[r];
	const char *v = c->val[k];

	if (rule->genre == RG_PRESENT ? v != NULL : v == NULL || rule->bon(v))
		return 0;
	if (signale(c, r, &c->row->rec->fields[k], v, f) == -1)
		return -1;
	if (rule->gravite == G_VALEUR)
		c->val[k] = NULL;
	return 0;
}

static int
row_judge(struct rowctx *c, char (*lit)[LIT_MAX], struct fault *f)
{
	const struct record *rec = c->row->rec;
	unsigned flags;
	size_t i;

	for (i = 0; i < rec->nfields; i++) {
		flags = rec->fields[i].flags;
		if ((flags & F_ALIAS) ||
		    (c->val[i] == NULL && !(flags & (F_KEY | F_REQ))))
			continue;
		/* A key that no file holds is the line it stands on. */
		if ((flags & F_KEY) && rec->fields[i].path == NULL) {
			(void)snprintf(lit[i], LIT_MAX, "%ld",
			    c->row->line - c->sg->decale);
			c->val[i] = lit[i];
		} else if (field_judge(c, i, lit[i], f) == -1)
			return -1;
	}
	for (i = 0; i < rec->nfields; i++)
		if (c->val[i] == NULL && !c->rejete &&
		    field_cle(&rec->fields[i]))
			return signale(c, RC_CLE, &rec->fields[i], NULL, f);
	for (i = 0; i < c->t->nregles; i++)
		if (rule_applies(c, c->t->regles[i], c->t->champs[i], f) == -1)
			return -1;
	return 0;
}

/*
 * Without its key a record cannot be stored, nor a child row without what
 * it requires.  A rejected record stays until judge.c has seen all of it.
 */
static int
storable(const struct rowctx *c)
{
	const struct record *rec = c->row->rec;
	unsigned need = rec->parent == NULL ? F_KEY : F_KEY | F_REQ;
	size_t i;

	for (i = 0; i < rec->nfields; i++)
		if (c->val[i] == NULL && (rec->fields[i].flags & need) &&
		    !(rec->fields[i].flags & F_ALIAS))
			return 0;
	return 1;
}

/*
 * What stands inside a record that repeats another was read just before it,
 * and after the start of the record: it must not join the first one's.
 */
static int
nested_leave(struct rowctx *c, struct fault *f)
{
	const struct format *fmt = c->sg->fmt;
	const struct record *r;
	struct texte x = { 0 };
	const char *sql;
	size_t i, n = strlen(c->row->rec->path);
	int rc = stage_pose(c->sg, f);

	for (i = 0; i < fmt->nrecords && rc == 0; i++) {
		r = &fmt->records[i];
		if (n == 0 || c->sg->de[i] == NULL ||
		    strncmp(r->path, c->row->rec->path, n) != 0 ||
		    r->path[n] != '/')
			continue;
		texte_vide(&x);
		texte_ajoute(&x, "DELETE FROM s_%s WHERE rang > %ld", r->name,
		    c->row->rang);
		rc = (sql = texte_fin(&x, f)) == NULL
		    ? -1
		    : store_exec(c->sg->st, sql, f);
	}
	texte_libere(&x);
	return rc;
}

/* A row that was not stored: its key is another's. */
static int
doublon(struct rowctx *c, struct fault *f)
{
	int autre, fils = c->row->rec->parent != NULL;
	long rang, ligne;

	if (fils)
		return signale(c, RC_DOUBLON_FILS, NULL, NULL, f);
	autre = doublon_autre(c->sg, c->row->rec, c->val, &rang, &ligne, f);
	if (autre == -1 ||
	    signale(c, autre ? RC_PARTAGE : RC_DOUBLON, NULL, NULL, f) == -1)
		return -1;
	/* Whose are the rows that hang on that number?  Neither is taken. */
	if (autre &&
	    stage_anomalie(c->sg, RC_PARTAGE, c->t->rec->name, rang, ligne,
		c->cle, NULL, NULL, f) == -1)
		return -1;
	c->t->rejetes++;
	return nested_leave(c, f);
}

static int
lot_doublon(void *ctx, const struct row *row, struct fault *f)
{
	struct stage *sg = ctx;
	struct rowctx c;

	rowctx(&c, sg, row);
	return doublon(&c, f);
}

int
stage_pose(struct stage *sg, struct fault *f)
{
	size_t i;

	for (i = 0; i < sg->ntables; i++)
		if (sg->tables[i].lot != NULL &&
		    lot_pose(sg->tables[i].lot, lot_doublon, sg, f) == -1)
			return -1;
	return 0;
}

static int
row_put(struct rowctx *c, struct fault *f)
{
	struct table *t = c->t;
	struct row row = *c->row;
	size_t i;
	int rc;

	row.val = c->val;
	for (i = 0; i < t->rec->nfields; i++)
		if (t->dico[i] != NULL && c->val[i] != NULL &&
		    dico_note(t->dico[i], c->val[i], f) == -1)
			return -1;
	if (t->lot != NULL && c->sg->lots) {
		if ((rc = lot_ajoute(t->lot, c->row, c->val, f)) != 0)
			return rc == -1 ? -1 : 0;
		if (lot_pose(t->lot, lot_doublon, c->sg, f) == -1)
			return -1;
		if ((rc = lot_ajoute(t->lot, c->row, c->val, f)) != 0)
			return rc == -1 ? -1 : 0;
	}
	if ((rc = lot_seul(c->sg->st, t, &row, f)) != 0)
		return rc == -1 ? -1 : 0;
	return doublon(c, f);
}

int
stage_row(struct stage *sg, const struct row *row, struct fault *f)
{
	struct rowctx c;
	char lit[CHAMPS_MAX][LIT_MAX];

	rowctx(&c, sg, row);
	if (c.t == NULL)
		return 0;
	if (row->rec->nfields > NELEM(lit))
		return fault_set(f, "bogue", row->line, "trop de champs");
	c.t->lus++;
	c.t->present = 1;
	if (row_judge(&c, lit, f) == -1)
		return -1;
	if (!storable(&c)) {
		if (row->rec->parent == NULL || (row->rec->flags & R_COMPTE))
			c.t->rejetes++;
		return 0;
	}
	return row_put(&c, f);
}
