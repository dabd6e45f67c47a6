/*
 * affectations.c - event C: the decisions that the académie sends.
 */
#include <unistd.h>

#include "sconet.h"

struct envoi {
	const struct options *o;
	struct tableau decisions;
	char nom[256];
	struct store *st; /* borrowed */
	int status;
	FILE *err;
};

/* The table is the académie's, or of one school, and of the year. */
static int
belongs(struct envoi *e, const struct row *row, struct fault *f)
{
	const char *annee = row == NULL ? e->o->annee : row->val[1];
	int64_t ok = 0;

	if (annee == NULL)
		return fault_set(f, "usage", 0,
		    "le tableau ne commence pas par « # CODE ANNEE » : "
		    "préciser -a ANNEE");
	if (store_int(e->st, &ok, f, "SELECT annee = ? FROM base", "s",
		annee) == -1)
		return -1;
	return ok ? 0
		  : fault_set(f, "autre-annee", row == NULL ? 0 : row->line,
			"décisions de %.9s", annee);
}

static int
stage_lines(struct envoi *e, struct stage *sg, struct fault *f)
{
	struct lines *ln;
	struct row row;
	int rc, dit = 0;

	if ((ln = lines_open(&format_decisions, tableau_source, &e->decisions,
		 f)) == NULL)
		return -1;
	while ((rc = lines_next(ln, &row, f)) == 1) {
		if (!dit &&
		    belongs(e, row.rec->flags & R_PARAM ? &row : NULL, f) ==
			-1) {
			rc = -1;
			break;
		}
		dit = 1;
		if (!(row.rec->flags & R_PARAM) &&
		    stage_row(sg, &row, f) == -1) {
			rc = -1;
			break;
		}
	}
	lines_close(ln);
	return rc;
}

static int
stage_decisions(struct envoi *e, struct stage *sg, struct echange *x,
    struct fault *f)
{
	if (stage_lines(e, sg, f) == -1 ||
	    store_liste(e->st, import_decisions.prepare, f) == -1)
		return -1;
	if (envoi_juge(sg, e->nom, x, e->o, e->err, f) == -1)
		return -1;
	if (sg->anomalies > sg->notes)
		e->status = ST_PARTIEL;
	if (store_liste(e->st, import_decisions.avant, f) == -1)
		return -1;
	return store_run(e->st, f, "INSERT INTO destinataire VALUES (1, ?)",
	    "s", e->o->argv[0]);
}

static int
entre(void *ctx, struct store *st, struct echange *x, struct fault *f)
{
	struct envoi *e = ctx;
	struct stage *sg;
	int rc = -1;

	e->st = st;
	e->decisions.lu = 0;
	if ((sg = stage_open(st, import_decisions.fmt, import_decisions.rules,
		 f)) != NULL)
		rc = stage_decisions(e, sg, x, f);
	stage_close(sg);
	return rc;
}

int
affectations_envoie(const struct options *o, int fd, int out, FILE *err)
{
	struct envoi e = { .o = o, .err = err };
	struct crochets c = { .ctx = &e,
		.entre = entre,
		.annexe_ext = "tsv",
		.annexe_nom = e.nom };
	struct options seul = *o;
	struct fault f = { 0 };
	int status;

	sys_nom(fd, e.nom, sizeof(e.nom));
	if ((isatty(fd) ? fault_set(&f, "entree-terminal", 0, NULL)
			: tableau_recoit(&e.decisions, fd, NULL, &f)) == -1 ||
	    tableau_cherche(&e.decisions, &format_decisions, &seul, &f) == -1) {
		report_fault(err, o, e.nom, &f);
		status = fault_status(&f);
	} else {
		c.annexe = e.decisions.texte.s;
		/* A table of one school is its académie's all the same. */
		if (seul.uai != NULL && uai_forme(seul.uai))
			seul.uai = NULL;
		status = export_avec(o->arrivees ? &export_arrivees
						 : &export_affectations,
		    &c, &seul, out, err);
		status = status > e.status ? status : e.status;
	}
	tableau_libere(&e.decisions);
	return status;
}
