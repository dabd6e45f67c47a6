/*
 * rules_constat.c - event I at the académie: what a school declares, against
 * the records that it has sent.  The codes are ours.
 */
#include "sconet.h"

/* clang-format off */
#define FICHES_BEA BEA_EFFECTIF("s.uai", "s.date_constat")
static const struct rule constat[] = {
	ENSEMBLE("constat-ecart", G_NOTE, "constat", "effectif",
	    "s.effectif || ' déclarés, ' || " FICHES_BEA " || ' dans la BEA'",
	    "WHERE s.effectif <> " FICHES_BEA,
	    "l'effectif déclaré n'est pas celui de l'académie : %s",
	    "envoyer les fiches qui manquent (bea-send), puis déclarer de "
	    "nouveau"),
	ENSEMBLE("constat-total-faux", G_NOTE, "constat", "effectif",
	    "s.effectif || ', lignes ' || t.n",
	    "JOIN (SELECT uai, sum(effectif) AS n FROM s_constat_ligne GROUP "
	    "BY uai) t USING (uai) WHERE t.n <> s.effectif",
	    "l'effectif n'est pas le total des lignes : %s",
	    "vérifier le fichier ; les lignes comptent"),
	ENSEMBLE("constat-force", G_NOTE, "constat", "motif", "NULL",
	    "WHERE s.motif IS NOT NULL",
	    "le constat est déclaré malgré des contrôles qui ne passent pas",
	    "lire le motif et les contrôles du fichier"),
	ENSEMBLE("constat-mef-inconnu", G_NOTE, "constat_ligne", "code_mef",
	    NULL,
	    "WHERE s.code_mef NOT IN (SELECT code_mef FROM mef) AND EXISTS "
	    "(SELECT 1 FROM mef)",
	    "le MEF %s est absent de la nomenclature",
	    "recevoir la nomenclature à jour (nomen-profile)"),
};
/* clang-format on */

const struct rules rules_constat = { "constat de rentree", constat,
	NELEM(constat), NULL, NULL };
