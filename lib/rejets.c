/*
 * rejets.c - records that are rejected: they leave the stage with all that
 * hangs on them, and make a file of their own.
 */
#include <stdio.h>

#include "sconet.h"

/* The children of rejected records go with them, level by level. */
static int
children_leave(struct stage *sg, size_t i, const char *from, struct fault *f)
{
	const struct record *r = &sg->fmt->records[i];
	const struct table *p, *t = sg->de[i];
	struct texte x = { 0 };

	if (t == NULL || r->parent == NULL || !t->present ||
	    (p = stage_table(sg, r->parent)) == NULL)
		return 0;
	texte_ajoute(&x,
	    "INSERT OR IGNORE INTO s_rejet SELECT s.rang FROM %s_%s s JOIN "
	    "s_%s "
	    "p ON ",
	    from, t->rec->name, p->rec->name);
	stage_accord(&x, p->rec, "p", "s");
	texte_ajoute(&x, " WHERE p.rang IN (SELECT rang FROM s_rejet)");
	stage_constantes(&x, r, "s");
	return store_texte(sg->st, &x, f);
}

/* Its rejected rows, in r_<name> so that what is said can name them. */
static int
rejected_kept(struct stage *sg, const struct record *r, struct fault *f)
{
	struct texte x = { 0 };
	size_t i;

	texte_ajoute(&x,
	    "CREATE TEMP TABLE r_%s AS SELECT * FROM s_%s WHERE rang IN "
	    "(SELECT rang FROM s_rejet)",
	    r->name, r->name);
	/* Looked up once for each anomaly: there may be as many as rows. */
	for (i = 0; i < r->nfields; i++)
		if (r->fields[i].flags & F_KEY) {
			texte_ajoute(&x,
			    "; CREATE INDEX temp.r_%s_cle ON r_%s"
			    " (%s)",
			    r->name, r->name, r->fields[i].name);
			break;
		}
	return store_texte(sg->st, &x, f);
}

int
stage_rejette(struct stage *sg, struct fault *f)
{
	struct texte x = { 0 };
	const char *sql;
	size_t i;
	int64_t n = 0;
	int rc;

	rc = store_run(sg->st, f,
	    "INSERT OR IGNORE INTO s_rejet SELECT rang FROM s_anomalie"
	    " WHERE gravite = ?",
	    "i", (int64_t)G_REJET);
	if (rc == 0)
		rc = store_int(sg->st, &n, f, "SELECT count(*) FROM s_rejet",
		    "");
	if (rc == -1 || n == 0)
		return rc;
	sg->a_rejete = 1;
	for (i = 0; i < sg->fmt->nrecords && rc == 0; i++)
		if ((rc = children_leave(sg, i, "s", f)) == 0 &&
		    sg->de[i] != NULL && sg->de[i]->jete)
			rc = children_leave(sg, i, "j", f);
	for (i = 0; i < sg->ntables && rc == 0; i++) {
		if ((rc = rejected_kept(sg, sg->tables[i].rec, f)) == -1)
			break;
		texte_vide(&x);
		texte_ajoute(&x,
		    "DELETE FROM s_%s WHERE rang IN (SELECT rang FROM s_rejet)",
		    sg->tables[i].rec->name);
		if ((sql = texte_fin(&x, f)) == NULL)
			rc = -1;
		else
			rc = store_exec(sg->st, sql, f);
		if (rc == 0)
			sg->tables[i].rejetes += store_changes(sg->st);
	}
	texte_libere(&x);
	return rc;
}

/*
 * The parents of child rows that were rejected alone; the row itself may not
 * have been stored, but its key begins with its parent's.
 */
static int
parents_come(struct stage *sg, size_t i, struct fault *f)
{
	const struct record *r = &sg->fmt->records[i];
	const struct table *p;
	struct texte x = { 0 };

	if (sg->de[i] == NULL || r->parent == NULL ||
	    (p = stage_table(sg, r->parent)) == NULL ||
	    record_cles(p->rec) != 1)
		return 0;
	texte_ajoute(&x,
	    "INSERT OR IGNORE INTO s_rejet SELECT p.rang FROM s_anomalie a JOIN"
	    " s_%s p ON p.%s = substr(a.cle, 1, instr(a.cle || '/', '/') - 1)"
	    " WHERE a.element = '%s' AND a.gravite = %d",
	    p->rec->name, record_cle(p->rec), r->name, (int)G_REJET);
	return store_texte(sg->st, &x, f);
}

/* Child rows told as doubled were not stored, and go with their parent. */
static int
doubled_come(struct stage *sg, size_t i, struct fault *f)
{
	const struct record *r = &sg->fmt->records[i];
	const struct table *p;
	struct texte x = { 0 };

	if (sg->de[i] == NULL || r->parent == NULL || !sg->a_rejete ||
	    (p = stage_table(sg, r->parent)) == NULL ||
	    record_cles(p->rec) != 1)
		return 0;
	texte_ajoute(&x,
	    "INSERT OR IGNORE INTO s_rejet SELECT a.rang FROM s_anomalie a"
	    " WHERE a.element = '%s' AND a.regle = %d AND substr(a.cle, 1,"
	    " instr(a.cle || '/', '/') - 1) IN (SELECT CAST(%s AS TEXT) FROM"
	    " r_%s)",
	    r->name, (int)RC_DOUBLON_FILS, record_cle(p->rec), p->rec->name);
	return store_texte(sg->st, &x, f);
}

static int
entiers(struct stage *sg, struct fault *f)
{
	size_t i;

	for (i = 0; i < sg->fmt->nrecords; i++)
		if (doubled_come(sg, i, f) == -1)
			return -1;

	for (i = 0; i < sg->fmt->nrecords; i++)
		if (parents_come(sg, i, f) == -1)
			return -1;
	for (i = 0; i < sg->fmt->nrecords; i++)
		if (children_leave(sg, i, "s", f) == -1)
			return -1;
	return 0;
}

/* The garde of --rejets: a record stays when it was rejected. */
struct tri {
	struct stage *sg;
	struct query *q, *why;
	char raison[600];
};

static int
is_rejected(void *ctx, long rang, const char **raison)
{
	struct tri *t = ctx;
	struct fault f = { 0 };
	const struct rule *rule;
	size_t n = 0;

	*raison = NULL;
	if (query_bind(t->q, &f, "i", (int64_t)rang) == -1 ||
	    query_step(t->q, &f) != 1)
		return 0;
	if (query_bind(t->why, &f, "i", (int64_t)rang) == -1)
		return 1;
	t->raison[0] = '\0';
	while (query_step(t->why, &f) == 1 && n + 2 < sizeof(t->raison)) {
		rule = t->sg->rules[query_int(t->why, 0)];
		n += (size_t)snprintf(t->raison + n, sizeof(t->raison) - n,
		    "%s%s", n == 0 ? "" : ", ", rule->code);
		*raison = t->raison;
	}
	return 1;
}

int
stage_rejets(struct stage *sg, const char *entree, const char *path,
    struct fault *f)
{
	struct tri t = { 0 };
	struct extrait *e = NULL;
	struct sink *s = NULL;
	char *tmp = NULL;
	int fd = -1, rc = -1;

	t.sg = sg;
	if (entiers(sg, f) == -1 ||
	    store_exec(sg->st,
		"CREATE INDEX IF NOT EXISTS temp.s_anomalie_rang ON s_anomalie"
		" (rang)",
		f) == -1)
		return -1;
	t.q = query_open(sg->st, "SELECT 1 FROM s_rejet WHERE rang = ?", f);
	t.why = query_open(sg->st,
	    "SELECT DISTINCT regle FROM s_anomalie WHERE rang = ? AND gravite"
	    " >= 2 ORDER BY regle",
	    f);
	if (t.q != NULL && t.why != NULL &&
	    (e = extrait_open(entree, f)) != NULL &&
	    (fd = fichier_cree(path, &tmp, f)) != -1 &&
	    (s = sink_open(fd, NULL, f)) != NULL)
		rc = filtre(sg->fmt, extrait_read, e, is_rejected, &t, s, f);
	query_close(t.q);
	query_close(t.why);
	extrait_close(e);
	sink_close(s);
	if (rc == 0)
		return fichier_pose(fd, tmp, path, f);
	fichier_abandonne(fd, tmp);
	return -1;
}
