/*
 * dossiers.c - the records of pupils who go to another school (event C).
 *
 * They are those that a table names, or else those that the base knows to go
 * there (view partant).  A copy goes: the base keeps what it holds.
 */
#include "sconet.h"

struct envoi {
	const struct options *o;
	struct tableau eleves;
	FILE *err;
};

/* To another school, from the year that ends. */
static int
may_send(struct store *st, const struct options *o, const char *vers,
    struct fault *f)
{
	int64_t ici = 0, prete = 0;

	if (store_int(st, &ici, f, "SELECT uai = ? FROM base", "s", vers) ==
		-1 ||
	    store_int(st, &prete, f, "SELECT etat = 'preparation' FROM base",
		"") == -1)
		return -1;
	if (ici)
		return fault_set(f, "usage", 0,
		    "%.12s est l'établissement de la base", vers);
	if (prete && !o->force)
		return fault_set(f, "base-etat", 0,
		    "base en préparation : les dossiers partent de celle de "
		    "l'année qui finit");
	return 0;
}

static int
entre(void *ctx, struct store *st, struct echange *e, struct fault *f)
{
	static const struct rules *const rules[] = { &rules_partants, NULL };
	struct envoi *v = ctx;

	if (may_send(st, v->o, e->uai, f) == -1)
		return -1;
	if (v->eleves.texte.s == NULL)
		return store_run(st, f,
		    "INSERT INTO depart SELECT eleve_id FROM partant WHERE"
		    " code_rne = ?",
		    "s", e->uai);
	return tableau_pose(&v->eleves, &format_partants, rules,
	    "INSERT INTO depart SELECT eleve_id FROM s_partant", st, e, v->o,
	    v->err, f);
}

int
dossiers_envoie(const struct options *o, int out, FILE *err)
{
	struct crochets c = { .entre = entre,
		.annexe_ext = "tsv",
		.annexe_nom = o->eleves };
	struct envoi v = { o, { 0 }, err };
	struct options seul = *o;
	struct fault f = { 0 };
	int status;

	if (tableau_lit(&v.eleves, o->eleves, &f) == -1 ||
	    tableau_cherche(&v.eleves, &format_partants, &seul, &f) == -1) {
		report_fault(err, o, o->eleves, &f);
		status = fault_status(&f);
	} else {
		c.ctx = &v;
		c.annexe = v.eleves.texte.s;
		status = export_avec(&export_dossiers, &c, &seul, out, err);
		if (status == ST_OK && v.eleves.partiel)
			status = ST_PARTIEL;
	}
	tableau_libere(&v.eleves);
	return status;
}
