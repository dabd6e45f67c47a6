/*
 * controle.c - sconet-check: is a base what it should be, and its archive.
 *
 * What is wrong is said, a line each, with a kind of the table of faults,
 * and the rest is looked at all the same; only what keeps from looking is a
 * fault.  Nothing is locked but against the removal of what is being read,
 * and nothing is written but to temporary tables.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

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
	if (base_a_jour(&c->b, f) == -1 ||
	    base_voulue(&c->b, c->o->uai, c->o->annee, f) == -1) {
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
