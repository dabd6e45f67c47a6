/*
 * rules_places.c - where pupils are placed: divisions and groupes, from a
 * file of pupils or from a répartition.
 *
 * Sources: rules ACDIV, GROUPE_A and GROUPE_B of SIECLE's published comptes
 * rendus; the codes are ours.
 */
#include <string.h>

#include "sconet.h"

#define SIECLE \
	"corriger par saisie ou repartition, ou dans SIECLE puis bee-import"
#define STRUCTURES \
	"renvoyer les structures (sts-import), puis relancer cet import ; ou " \
	"placer l'élève ailleurs par saisie"

static int
type_structure(const char *v)
{
	return strcmp(v, "D") == 0 || strcmp(v, "G") == 0;
}

/*
 * Conditions on a place, asked of the distinct tuples (type, code, MEF)
 * first, then of the rows.
 */
#define ELEVE "JOIN s_eleve e ON e.eleve_id = s.eleve_id"
#define INCONNUE(type, table, de) \
	de "WHERE s.type_structure = '" type "' AND s.code_structure NOT IN " \
	   "(SELECT code_structure FROM " table ")"
#define FERMEE(type, table, de) \
	de "WHERE s.type_structure = '" type "' AND s.code_structure IN " \
	   "(SELECT code_structure FROM " table " WHERE ferme = 1)"
/* Who is there already may stay, until he is moved. */
#define Y_EST \
	"EXISTS (SELECT 1 FROM eleve_structure b WHERE b.eleve_id = " \
	"s.eleve_id AND b.type_structure = s.type_structure AND " \
	"b.code_structure = s.code_structure)"
#define HORS_MEF(type, table, de, mef) \
	de " WHERE s.type_structure = '" type "' AND " mef ".code_mef IS NOT " \
	   "NULL AND EXISTS (SELECT 1 FROM " table " m WHERE " \
	   "m.code_structure = s.code_structure) AND NOT EXISTS (SELECT 1 " \
	   "FROM " table " m WHERE m.code_structure = s.code_structure AND " \
	   "m.code_mef = " mef ".code_mef)"

/* clang-format off */
static const struct rule regles[] = {
	FORME("type-structure", G_VALEUR, "eleve_structure", "type_structure",
	    type_structure, "le type de structure %s n'est ni D ni G",
	    SIECLE),
	SONDE("division-inconnue", G_VALEUR, "eleve_structure",
	    "code_structure", INCONNUE("D", "division", "p_eleve_structure s "),
	    INCONNUE("D", "division", ""),
	    "la division %s est inconnue", STRUCTURES),
	SONDE_ENTREE("division-fermee", G_VALEUR, "eleve_structure",
	    "code_structure", FERMEE("D", "division", "p_eleve_structure s "),
	    FERMEE("D", "division", "") " AND NOT " Y_EST,
	    "la division %s est fermée",
	    "placer l'élève ailleurs dans SIECLE, ou par saisie ou "
	    "repartition"),
	SONDE_NOTE("division-fermee-gardee", "eleve_structure",
	    "code_structure", FERMEE("D", "division", "p_eleve_structure s "),
	    FERMEE("D", "division", "") " AND " Y_EST,
	    "la division %s est fermée ; l'élève y était, il y reste sans "
	    "être compté",
	    "déplacer la division : repartition --remplace ANCIENNE=NOUVELLE, "
	    "ou l'élève par saisie"),
	SONDE_ENTREE("division-hors-mef", G_VALEUR, "eleve_structure",
	    "code_structure", HORS_MEF("D", "division_mef",
	    "p_eleve_structure s", "s"),
	    HORS_MEF("D", "division_mef", ELEVE, "e"),
	    "la division %s n'est pas rattachée au MEF de l'élève",
	    "corriger le MEF ou la division (saisie, ou SIECLE), ou les MEF de "
	    "la division dans STS-WEB"),
	SONDE("deux-divisions", G_VALEUR, "eleve_structure",
	    "code_structure",
	    "s_eleve_structure WHERE type_structure = 'D' GROUP BY eleve_id "
	    "HAVING count(*) > 1",
	    "WHERE s.type_structure = 'D' AND EXISTS (SELECT 1 FROM "
	    "s_eleve_structure o WHERE o.eleve_id = s.eleve_id AND "
	    "o.type_structure = 'D' AND o.code_structure < s.code_structure)",
	    "l'élève est déjà dans une autre division que %s", SIECLE),
	SONDE("groupe-inconnu", G_VALEUR, "eleve_structure",
	    "code_structure", INCONNUE("G", "groupe", "p_eleve_structure s "),
	    INCONNUE("G", "groupe", ""),
	    "le groupe %s est inconnu", STRUCTURES),
	SONDE_ENTREE("groupe-ferme", G_VALEUR, "eleve_structure",
	    "code_structure", FERMEE("G", "groupe", "p_eleve_structure s "),
	    FERMEE("G", "groupe", "") " AND NOT " Y_EST,
	    "le groupe %s est fermé",
	    "placer l'élève ailleurs par saisie, ou dans SIECLE puis bee-import"),
	SONDE_NOTE("groupe-ferme-garde", "eleve_structure",
	    "code_structure", FERMEE("G", "groupe", "p_eleve_structure s "),
	    FERMEE("G", "groupe", "") " AND " Y_EST,
	    "le groupe %s est fermé ; l'élève y était, il y reste",
	    "le placer ailleurs par saisie ou repartition, colonne groupes"),
	SONDE_ENTREE("groupe-sans-mef-eleve", G_VALEUR, "eleve_structure",
	    "code_structure",
	    "p_eleve_structure s WHERE s.type_structure = 'G' AND s.code_mef "
	    "IS NULL",
	    ELEVE " WHERE s.type_structure = 'G' AND e.code_mef IS NULL",
	    "un élève sans MEF ne peut être dans le groupe %s", SIECLE),
	SONDE_ENTREE("groupe-hors-mef", G_VALEUR, "eleve_structure",
	    "code_structure", HORS_MEF("G", "groupe_mef",
	    "p_eleve_structure s", "s"),
	    HORS_MEF("G", "groupe_mef", ELEVE, "e"),
	    "le groupe %s n'est pas rattaché au MEF de l'élève",
	    "corriger le groupe par saisie ou dans SIECLE, ou ses MEF dans "
	    "STS-WEB"),
};
/* clang-format on */

const struct rules rules_places = { "places", regles, NELEM(regles),
	"eleve_structure",
	"CREATE TEMP TABLE p_eleve_structure AS SELECT DISTINCT"
	" s.type_structure, s.code_structure, e.code_mef, e.eleve_id IS NULL"
	" AS orphelin FROM s_eleve_structure s LEFT JOIN s_eleve e ON"
	" e.eleve_id = s.eleve_id" };
