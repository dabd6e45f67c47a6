/*
 * rules_eva.c - event H: what a school corrects of its counts, and what the
 * académie finds in those that are declared.  The codes are ours.
 */
#include "sconet.h"

#define LISTE_EVA "prendre les divisions et MEF de la liste : eva-export -l"

/* clang-format off */
static const struct rule corrections[] = {
	ENSEMBLE("eva-division-inconnue", G_REJET, "correction", "division",
	    NULL,
	    "WHERE s.division NOT IN (SELECT code_structure FROM eva_calcul)",
	    "la division %s n'est pas ouverte", LISTE_EVA),
	ENSEMBLE("eva-mef-hors-division", G_REJET, "correction", "mef",
	    NULL,
	    "WHERE s.division IN (SELECT code_structure FROM eva_calcul) AND "
	    "NOT EXISTS (SELECT 1 FROM eva_calcul c WHERE c.code_structure = "
	    "s.division AND c.code_mef = s.mef)",
	    "la division n'a pas le MEF %s", LISTE_EVA),
	ENSEMBLE("eva-effectif-impossible", G_REJET, "correction", "declare",
	    NULL, "WHERE s.declare NOT BETWEEN 0 AND 999",
	    "%s n'est pas un effectif, de 0 à 999",
	    "corriger la ligne du tableau des corrections"),
	ENSEMBLE("eva-correction-double", G_REJET, "correction", "mef",
	    NULL,
	    "WHERE EXISTS (SELECT 1 FROM s_correction p JOIN eva_calcul c ON "
	    "c.code_structure = p.division AND c.code_mef = p.mef WHERE p.rang "
	    "< s.rang AND p.division = s.division AND p.mef = s.mef AND "
	    "p.declare BETWEEN 0 AND 999 AND (p.motif IS NOT NULL OR p.declare "
	    "= c.effectif))",
	    "le MEF %s de cette division est corrigé deux fois",
	    "garder une seule ligne"),
	ENSEMBLE("eva-motif-absent", G_REJET, "correction", "motif",
	    "c.effectif || ' calculés, ' || s.declare || ' déclarés'",
	    "JOIN eva_calcul c ON c.code_structure = s.division AND c.code_mef "
	    "= s.mef WHERE s.declare <> c.effectif AND s.motif IS NULL",
	    "un effectif corrigé a un motif : %s", "le donner, colonne motif"),
};

static const struct rule eva[] = {
	ENSEMBLE("eva-genre-inconnu", G_REJET, "eva", "effectifs", NULL,
	    "WHERE s.effectifs NOT IN ('prevision', 'observation')",
	    "%s n'est ni une prévision ni une observation",
	    "corriger le calendrier et renvoyer"),
	ENTREE("eva-mef-inconnu", G_REJET, "eva_ligne", "code_mef", NULL,
	    "WHERE s.code_mef NOT IN (SELECT code_mef FROM mef) AND EXISTS "
	    "(SELECT 1 FROM mef)",
	    "le MEF %s est absent de la nomenclature",
	    "recevoir la nomenclature à jour (nomen-profile), et renvoyer"),
	ENTREE("eva-negatif", G_REJET, "eva_ligne", "declare", NULL,
	    "WHERE s.declare < 0", "%s n'est pas un effectif",
	    "corriger le tableau des corrections, et renvoyer"),
	ENSEMBLE("eva-total-faux", G_NOTE, "eva", "declare",
	    "s.declare || ', lignes ' || t.n",
	    "JOIN (SELECT uai, campagne, sum(declare) AS n FROM s_eva_ligne "
	    "GROUP BY 1, 2) t USING (uai, campagne) WHERE t.n <> s.declare",
	    "le total déclaré n'est pas celui des lignes : %s",
	    "vérifier le fichier ; les lignes comptent"),
	ENSEMBLE("eva-ecart-fiches", G_NOTE, "eva", "declare",
	    "s.declare || ' déclarés, ' || b.n || ' fiches scolarisées'",
	    "JOIN (SELECT b.uai, count(*) AS n FROM bea_eleve b JOIN s_eva v "
	    "USING (uai) WHERE " BEA_SCOLARISE("v.date_effectif") " GROUP BY "
	    "1) b USING (uai) WHERE s.effectifs = 'observation' AND b.n <> s.declare",
	    "l'effectif déclaré n'est pas celui des fiches reçues : %s",
	    "envoyer les fiches qui manquent (bea-send), ou corriger "
	    "l'effectif (eva-export, tableau des corrections)"),
};
/* clang-format on */

const struct rules rules_corrections = { "corrections des effectifs",
	corrections, NELEM(corrections), NULL, NULL };
const struct rules rules_eva = { "effectifs declares", eva, NELEM(eva), NULL,
	NULL };
