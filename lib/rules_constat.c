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
	ENTREE("constat-hors-annee", G_REJET, "constat", "date_constat", NULL,
	    "JOIN base b WHERE s.date_constat NOT BETWEEN b.date_debut AND "
	    "b.date_fin",
	    "la date du constat, %s, n'est pas de l'année scolaire",
	    "déclarer de nouveau (constat --declarer), à un jour de l'année"),
	ENTREE("constat-sexe-inconnu", G_REJET, "constat_ligne", "code_sexe",
	    NULL, "WHERE s.code_sexe NOT IN ('0', '1', '2')",
	    "le sexe %s n'est ni 1 ni 2, ni 0 quand il n'est pas connu",
	    "corriger les fiches (saisie), puis déclarer de nouveau"),
	ENTREE("constat-negatif", G_REJET, "constat_ligne", "effectif", NULL,
	    "WHERE s.effectif < 0", "%s n'est pas un effectif",
	    "corriger l'application d'origine, puis déclarer de nouveau"),
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
