/*
 * rules_places.c - where pupils are placed: divisions and groupes, from a
 * file of pupils or from a répartition.
 *
 * Sources: rules ACDIV, GROUPE_A and GROUPE_B of SIECLE's published comptes
 * rendus; the codes are ours.
 */
#include <string.h>

#include "sconet.h"

#define SIECLE "corriger dans SIECLE et relancer bee-import, ou repartition"
#define STRUCTURES \
	"renvoyer les structures (sts-import), puis relancer cet import"

static int
type_structure(const char *v)
{
	return strcmp(v, "D") == 0 || strcmp(v, "G") == 0;
}

/* clang-format off */
static const struct rule regles[] = {
	FORME("type-structure", G_VALEUR, "eleve_structure", "type_structure",
	    type_structure, "le type de structure %s n'est ni D ni G",
	    SIECLE),
	ENSEMBLE("division-inconnue", G_VALEUR, "eleve_structure",
	    "code_structure", NULL,
	    "WHERE s.type_structure = 'D' AND s.code_structure NOT IN (SELECT "
	    "code_structure FROM division)",
	    "la division %s est inconnue", STRUCTURES),
	ENSEMBLE("division-fermee", G_VALEUR, "eleve_structure",
	    "code_structure", NULL,
	    "WHERE s.type_structure = 'D' AND s.code_structure IN (SELECT "
	    "code_structure FROM division WHERE ferme = 1)",
	    "la division %s est fermée",
	    "placer l'élève ailleurs dans SIECLE, ou repartition --remplace"),
	ENSEMBLE("division-hors-mef", G_VALEUR, "eleve_structure",
	    "code_structure", NULL,
	    "JOIN s_eleve e ON e.eleve_id = s.eleve_id WHERE s.type_structure "
	    "= 'D' AND e.code_mef IS NOT NULL AND EXISTS (SELECT 1 FROM "
	    "division_mef m WHERE m.code_structure = s.code_structure) AND "
	    "NOT EXISTS (SELECT 1 FROM division_mef m WHERE m.code_structure = "
	    "s.code_structure AND m.code_mef = e.code_mef)",
	    "la division %s n'est pas rattachée au MEF de l'élève",
	    "corriger le MEF ou la division dans SIECLE, ou les MEF de la "
	    "division dans STS-WEB"),
	ENSEMBLE("deux-divisions", G_VALEUR, "eleve_structure",
	    "code_structure", NULL,
	    "WHERE s.type_structure = 'D' AND EXISTS (SELECT 1 FROM "
	    "s_eleve_structure o WHERE o.eleve_id = s.eleve_id AND "
	    "o.type_structure = 'D' AND o.code_structure < s.code_structure)",
	    "l'élève est déjà dans une autre division que %s", SIECLE),
	ENSEMBLE("groupe-inconnu", G_VALEUR, "eleve_structure",
	    "code_structure", NULL,
	    "WHERE s.type_structure = 'G' AND s.code_structure NOT IN (SELECT "
	    "code_structure FROM groupe)",
	    "le groupe %s est inconnu", STRUCTURES),
	ENSEMBLE("groupe-ferme", G_VALEUR, "eleve_structure",
	    "code_structure", NULL,
	    "WHERE s.type_structure = 'G' AND s.code_structure IN (SELECT "
	    "code_structure FROM groupe WHERE ferme = 1)",
	    "le groupe %s est fermé",
	    "placer l'élève ailleurs dans SIECLE et relancer bee-import"),
	ENSEMBLE("groupe-sans-mef-eleve", G_VALEUR, "eleve_structure",
	    "code_structure", NULL,
	    "JOIN s_eleve e ON e.eleve_id = s.eleve_id WHERE s.type_structure "
	    "= 'G' AND e.code_mef IS NULL",
	    "un élève sans MEF ne peut être dans le groupe %s", SIECLE),
	ENSEMBLE("groupe-hors-mef", G_VALEUR, "eleve_structure",
	    "code_structure", NULL,
	    "JOIN s_eleve e ON e.eleve_id = s.eleve_id WHERE s.type_structure "
	    "= 'G' AND e.code_mef IS NOT NULL AND EXISTS (SELECT 1 FROM "
	    "groupe_mef m WHERE m.code_structure = s.code_structure) AND NOT "
	    "EXISTS (SELECT 1 FROM groupe_mef m WHERE m.code_structure = "
	    "s.code_structure AND m.code_mef = e.code_mef)",
	    "le groupe %s n'est pas rattaché au MEF de l'élève",
	    "corriger le groupe dans SIECLE, ou ses MEF dans STS-WEB"),
};
/* clang-format on */

const struct rules rules_places = { "places", regles, NELEM(regles) };
