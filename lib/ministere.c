/*
 * ministere.c - event I: what the ministry says of a school's constat, the
 * day and the number, as an ACCUSE beside the académie's own.
 */
#include "sconet.h"

/* The last constat of the school that is named. */
static int
entre(void *ctx, struct store *st, struct echange *e, struct fault *f)
{
	(void)ctx;
	return store_run(st, f,
	    "CREATE TEMP TABLE envoi_ministere AS SELECT 'national-' ||"
	    " substr(e.sha256, 1, 55) AS sha256, e.num_envoi,"
	    " 'CONSTAT_NATIONAL' AS racine, 'min' AS role, 'MEN' AS emetteur,"
	    " NULL AS numero, ?2 || substr(?3, 11) AS date_reception,"
	    " 'accepte' AS classe, c.effectif AS lus, c.effectif AS gardes, 0"
	    " AS rejetes, NULL AS motif, NULL AS envoi FROM constat c JOIN"
	    " echange e ON e.numero = (SELECT max(numero) FROM echange WHERE"
	    " genre = 'bea-constat' AND change = 1 AND uai = ?1) WHERE c.uai ="
	    " ?1",
	    "sss", e->uai, e->date_utilisee, e->date);
}

int
ministere_envoie(const struct options *o, int out, FILE *err)
{
	struct crochets c = { .entre = entre };

	return export_avec(&export_ministere, &c, o, out, err);
}
