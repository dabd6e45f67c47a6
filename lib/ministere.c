/*
 * ministere.c - event I: what the ministry says of a school's constat, the
 * day and the number, as an ACCUSE beside the académie's own.
 */
#include <stdlib.h>

#include "sconet.h"

/* The ministry answers what has been declared: not before that day. */
static int
not_before(struct store *st, const struct options *o, const struct echange *e,
    struct fault *f)
{
	char *constat = NULL;
	int rc = 0;

	if (o->date == NULL)
		return 0;
	if (store_text(st, &constat, f,
		"SELECT date_constat FROM constat WHERE uai = ? AND "
		"date_constat"
		" > ?",
		"ss", e->uai, e->date_utilisee) == -1)
		return -1;
	if (constat != NULL)
		rc = fault_set(f, "usage", 0,
		    "--date %s est avant le constat de %s, du %s",
		    e->date_utilisee, e->uai, constat);
	free(constat);
	return rc;
}

/* The last constat of the school that is named. */
static int
entre(void *ctx, struct store *st, struct echange *e, struct fault *f)
{
	if (not_before(st, ctx, e, f) == -1)
		return -1;
	return store_run(st, f,
	    "CREATE TEMP TABLE envoi_ministere AS SELECT 'national-' ||"
	    " substr(e.sha256, 1, 55) AS sha256, e.num_envoi,"
	    " 'CONSTAT_NATIONAL' AS racine, 'min' AS role, 'MEN' AS emetteur,"
	    " NULL AS numero, ?2 || substr(?3, 11) AS date_reception,"
	    " 'accepte' AS classe, c.effectif AS lus, c.effectif AS gardes, 0"
	    " AS rejetes, c.effectif AS effectif, NULL AS motif, NULL AS envoi "
	    "FROM constat c JOIN"
	    " echange e ON e.numero = (SELECT max(numero) FROM echange WHERE"
	    " genre = 'bea-constat' AND change = 1 AND uai = ?1) WHERE c.uai ="
	    " ?1",
	    "sss", e->uai, e->date_utilisee, e->date);
}

int
ministere_envoie(const struct options *o, int out, FILE *err)
{
	struct crochets c = { .ctx = (void *)o, .entre = entre };

	return export_avec(&export_ministere, &c, o, out, err);
}
