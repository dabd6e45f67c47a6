/*
 * controle.c - sconet-check: is a base what it should be, and its archive.
 *
 * What is wrong is said, a line each, with a kind of the table of faults,
 * and the rest is looked at all the same; only what keeps from looking is a
 * fault.  Nothing is locked but against the removal of what is being read,
 * and nothing is written but to temporary tables.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

void
controle_dit(struct controle *c, const char *code, const char *fmt, ...)
{
	struct fault f = { 0 };
	char detail[400];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(detail, sizeof(detail), fmt, ap);
	va_end(ap);
	fault_set(&f, code, 0, "%s", detail);
	report_fault(c->out, c->o, c->fichier, &f);
	c->anomalies++;
}

/* Each row of the query is an anomaly: its first column is the detail. */
int
controle_chaque(struct controle *c, const char *code, const char *sql,
    struct fault *f)
{
	struct query *q = query_open(c->b.st, sql, f);
	int rc = -1;

	while (q != NULL && (rc = query_step(q, f)) == 1)
		controle_dit(c, code, "%s",
		    query_text(q, 0) == NULL ? "?" : query_text(q, 0));
	query_close(q);
	return rc;
}

/* A part has been looked at; a damaged base does not stop the next. */
int
controle_fini(struct controle *c, int rc, struct fault *f)
{
	store_rollback(c->b.st);
	if (rc == 0)
		return 0;
	if (fault_status(f) != ST_BASE &&
	    !(fault_status(f) == ST_BOGUE && c->manque))
		return -1;
	if (fault_status(f) == ST_BASE && !c->abimee) {
		report_fault(c->out, c->o, c->fichier, f);
		c->anomalies++;
		c->abimee = 1;
	}
	memset(f, 0, sizeof(*f));
	return 0;
}

/* One part, at one moment of the base; what it makes is temporary. */
int
controle_partie(struct controle *c,
    int (*fn)(struct controle *, const void *, struct fault *), const void *arg,
    struct fault *f)
{
	int rc = store_begin_temp(c->b.st, f) == -1 ? -1 : fn(c, arg, f);

	return controle_fini(c, rc, f);
}

static void
result(const struct controle *c)
{
	if (c->o->json) {
		json_champ(c->out, "{", "programme", c->o->prog);
		json_champ(c->out, ",", "fichier", c->fichier);
		fprintf(c->out, ",\"anomalies\":%lld,\"statut\":%d}\n",
		    (long long)c->anomalies,
		    c->anomalies > 0 ? ST_PARTIEL : ST_OK);
	} else if (c->anomalies == 0 && !c->o->muet)
		fprintf(c->out, "%s: %s: aucune anomalie\n", c->o->prog,
		    c->fichier);
}

static int
examine(struct controle *c, const char *path, const char *archives,
    struct fault *f)
{
	char *propres;
	int rc;

	if (base_open(&c->b, path, STORE_LECTURE, c->o->attente, f) == -1)
		return -1;
	if (base_a_jour(&c->b, f) == -1) {
		base_close(&c->b);
		return -1;
	}
	if (archives != NULL) {
		if ((propres = strdup(archives)) == NULL) {
			base_close(&c->b);
			return fault_memory(f);
		}
		free(c->b.archives);
		c->b.archives = propres;
		c->copie = 1;
	}
	rc = controle_donnees(c, f) == -1 || controle_archive(c, f) == -1 ? -1
									  : 0;
	base_close(&c->b);
	if (rc == 0)
		result(c);
	if (fflush(c->out) == EOF || ferror(c->out))
		rc = fault_errno(f, "sortie", "écriture");
	return rc;
}

/* The copy is judged before it has its name. */
static int
judge_copy(void *ctx, const char *copie, const char *archives, struct fault *f)
{
	return examine(ctx, copie, archives, f);
}

int
controle_run(const struct options *o, const char *base, FILE *out, FILE *err)
{
	struct fault f = { 0 };
	struct controle c;
	char *path = NULL;
	int rc;

	memset(&c, 0, sizeof(c));
	c.o = o;
	c.out = out;
	if (base == NULL)
		rc = fault_set(&f, "base-manque", 0, NULL);
	else
		rc = base_trouve(base, ROLES, o->uai, o->annee, &path, &f);
	c.fichier = o->copie != NULL ? o->copie : path;
	if (rc == 0)
		rc = o->copie != NULL
		    ? base_copie(path, o->copie, o->attente, judge_copy, &c, &f)
		    : examine(&c, path, NULL, &f);
	if (rc == -1)
		report_fault(err, o, base, &f);
	free(path);
	if (rc == -1)
		return fault_status(&f);
	return c.anomalies > 0 ? ST_PARTIEL : ST_OK;
}
