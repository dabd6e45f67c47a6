/*
 * tableau.c - a table (TSV) that goes with an export: read whole,
 * judged by its rules, and posed inside the transaction of the export.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

#define TABLEAU_MAX ((size_t)16 * 1024 * 1024) /* bytes, ours */

int
tableau_recoit(struct tableau *t, int fd, const char *nom, struct fault *f)
{
	struct descripteur s = { fd, nom == NULL ? "-" : nom };
	char buf[4096];
	long n;

	while ((n = descripteur_lit(&s, buf, sizeof(buf) - 1, f)) > 0 &&
	    t->texte.n < TABLEAU_MAX) {
		buf[n] = '\0';
		if (strlen(buf) != (size_t)n)
			break;
		texte_ajoute(&t->texte, "%s", buf);
	}
	if (n == -1)
		return -1;
	if (n > 0)
		return fault_set(f, "tsv-ligne", 0,
		    "%s%soctet nul, ou plus de 16 Mio", nom == NULL ? "" : nom,
		    nom == NULL ? "" : " : ");
	if (t->texte.n == 0 && !t->texte.rate)
		return fault_set(f, "entree-vide", 0, "%s",
		    nom == NULL ? "" : nom);
	return texte_fin(&t->texte, f) == NULL ? -1 : 0;
}

int
tableau_lit(struct tableau *t, const char *chemin, struct fault *f)
{
	int fd, rc;

	t->chemin = chemin;
	if (chemin == NULL)
		return 0;
	if ((fd = open(chemin, O_RDONLY)) == -1)
		return fault_errno(f, "entree-absente", chemin);
	rc = tableau_recoit(t, fd, chemin, f);
	close(fd);
	return rc;
}

long
tableau_source(void *tableau, char *buf, size_t n, struct fault *f)
{
	struct tableau *t = tableau;
	size_t left = t->texte.n - t->lu;

	(void)f;
	if (n > left)
		n = left;
	if (n > 0)
		memcpy(buf, t->texte.s + t->lu, n);
	t->lu += n;
	return (long)n;
}

int
tableau_cherche(struct tableau *t, const struct format *fmt, struct options *o,
    struct fault *f)
{
	struct fault bad = { 0 };
	struct lines *ln;
	struct row row;

	t->uai[0] = t->annee[0] = '\0';
	if (t->texte.s == NULL || o->base == NULL || !base_est_dossier(o->base))
		return 0;
	t->lu = 0;
	if ((ln = lines_open(fmt, tableau_source, t, f)) == NULL)
		return -1;
	if (lines_next(ln, &row, &bad) == 1 && (row.rec->flags & R_PARAM)) {
		if (row.val[0] != NULL)
			(void)snprintf(t->uai, sizeof(t->uai), "%s",
			    row.val[0]);
		if (row.val[1] != NULL)
			(void)snprintf(t->annee, sizeof(t->annee), "%s",
			    row.val[1]);
	}
	lines_close(ln);
	t->lu = 0;
	if (o->uai == NULL && t->uai[0] != '\0')
		o->uai = t->uai;
	if (o->annee == NULL && t->annee[0] != '\0')
		o->annee = t->annee;
	return 0;
}

/* The table names the school and the year of the base. */
static int
belongs(struct store *st, const struct row *row, struct fault *f)
{
	char *uai = NULL, *annee = NULL, dit[96];
	int rc;

	if (row->val[0] == NULL || row->val[1] == NULL)
		return fault_set(f, "tsv-enveloppe", row->line,
		    "elle nomme l'établissement et l'année de la base");
	rc = store_text(st, &uai, f, "SELECT uai FROM base", "");
	if (rc == 0)
		rc = store_text(st, &annee, f, "SELECT annee FROM base", "");
	forme_ou(forme_vaut(FO_UAI, row->val[0]), row->val[0], dit,
	    sizeof(dit));
	if (rc == 0 && strcmp(uai, row->val[0]) != 0)
		rc = fault_set(f, "autre-etablissement", row->line,
		    "tableau de %s, base de %s", dit, uai);
	if (rc == 0 && strcmp(annee, row->val[1]) != 0)
		rc = fault_set(f, "autre-annee", row->line,
		    "tableau de %.9s, base de %s", row->val[1], annee);
	free(uai);
	free(annee);
	return rc;
}

/* A line, by its number in the file that the table is in. */
static int
next_line(const struct tableau *t, struct lines *ln, struct row *row,
    struct fault *f)
{
	int rc = lines_next(ln, row, f);

	if (rc == 1)
		row->line += t->decale;
	else if (rc == -1 && f->line > 0)
		f->line += t->decale;
	return rc;
}

/* prend gets each line but the first, which must be of this base. */
static int
each_line(const struct tableau *t, struct store *st, struct lines *ln,
    int (*prend)(void *ctx, const struct row *row, struct fault *f), void *ctx,
    struct fault *f)
{
	struct row row;
	int rc, enveloppe = 0;

	while ((rc = next_line(t, ln, &row, f)) == 1) {
		if (row.rec->flags & R_PARAM) {
			enveloppe = 1;
			if (belongs(st, &row, f) == -1)
				return -1;
		} else if (!enveloppe) {
			return fault_set(f, "tsv-enveloppe", row.line,
			    "elle nomme l'établissement et l'année de la "
			    "base");
		} else if (prend(ctx, &row, f) == -1)
			return -1;
	}
	return rc;
}

static int
stage_line(void *ctx, const struct row *row, struct fault *f)
{
	return stage_row(ctx, row, f);
}

static int
bind_line(void *ctx, const struct row *row, struct fault *f)
{
	struct query *q = ctx;
	size_t i;

	if (query_bind(q, f, "i", (int64_t)row->line) == -1)
		return -1;
	for (i = 0; i < row->rec->nfields; i++)
		if (query_bind_text(q, i + 2, row->val[i], f) == -1)
			return -1;
	if (query_step(q, f) == -1)
		return -1;
	return query_reset(q, f);
}

int
tableau_range(struct tableau *t, const struct format *fmt, const char *sql,
    struct store *st, struct fault *f)
{
	struct lines *ln = NULL;
	struct query *q = NULL;
	int rc = -1;

	t->lu = 0;
	if ((q = query_open(st, sql, f)) != NULL &&
	    (ln = lines_open(fmt, tableau_source, t, f)) != NULL)
		rc = each_line(t, st, ln, bind_line, q, f);
	lines_close(ln);
	query_close(q);
	return rc;
}

int
tableau_pose(struct tableau *t, const struct format *fmt,
    const struct rules *const *rules, const char *pose, struct store *st,
    struct echange *e, const struct options *o, FILE *err, struct fault *f)
{
	struct stage *sg = NULL;
	struct lines *ln = NULL;
	int rc = -1;

	if (t->texte.s == NULL)
		return 0;
	t->lu = 0;
	if ((sg = stage_open(st, fmt, rules, f)) != NULL)
		/* The key is the same, wherever the table is. */
		sg->decale = t->decale;
	if (sg != NULL &&
	    (ln = lines_open(fmt, tableau_source, t, f)) != NULL &&
	    each_line(t, st, ln, stage_line, sg, f) == 0 &&
	    envoi_juge(sg, t->chemin, e, o, err, f) == 0) {
		t->partiel = sg->anomalies > sg->notes;
		rc = store_exec(st, pose, f);
	}
	lines_close(ln);
	stage_close(sg);
	return rc;
}

void
tableau_libere(struct tableau *t)
{
	texte_libere(&t->texte);
}
