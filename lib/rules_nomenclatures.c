/*
 * rules_nomenclatures.c - reception of the academic nomenclatures (event B).
 * Sources: SIECLE-SFD-Exportations-XML 4.17 (referential checks); the codes
 * are ours.
 */
#include "sconet.h"

#define DEMANDER \
	"demander à l'académie une nomenclature complète, puis relancer " \
	"nomen-profile --recevoir"

/* clang-format off */
static const struct rule regles[] = {
	ENSEMBLE("mef-forme", G_NOTE, "mef", "code_mef", NULL,
	    "WHERE length(s.code_mef) <> 11",
	    "le code MEF %s n'a pas 11 caractères", DEMANDER),
	ENSEMBLE("mef-dates", G_NOTE, "mef", "date_fermeture", NULL,
	    "WHERE s.date_fermeture < s.date_ouverture",
	    "le MEF ferme le %s, avant d'ouvrir", DEMANDER),
	ENSEMBLE("mef-expire", G_NOTE, "mef", "date_fermeture", NULL,
	    "WHERE s.date_fermeture < (SELECT date_debut FROM base)",
	    "le MEF est fermé depuis le %s, avant cette année scolaire",
	    "rien à faire, sauf s'il est au profil : l'en retirer, puis "
	    "nomen-profile --profiler"),
	ENSEMBLE("matiere-forme", G_NOTE, "matiere", "code_matiere", NULL,
	    "WHERE length(s.code_matiere) <> 6",
	    "le code matière %s n'a pas 6 caractères", DEMANDER),
	ENSEMBLE("matiere-gestion-double", G_NOTE, "matiere", "code_gestion",
	    NULL,
	    "WHERE s.code_gestion IN (SELECT code_gestion FROM s_matiere "
	    "WHERE code_gestion IS NOT NULL GROUP BY 1 HAVING count(*) > 1)",
	    "plusieurs matières ont le code de gestion %s", DEMANDER),
	ENSEMBLE("programme-matiere-inconnue", G_VALEUR, "programme",
	    "code_matiere", NULL,
	    "WHERE NOT EXISTS (SELECT 1 FROM s_matiere t "
	    "WHERE t.code_matiere = s.code_matiere)",
	    "le programme cite la matière %s, absente de la nomenclature",
	    DEMANDER),
	ENSEMBLE("programme-modalite-inconnue", G_NOTE, "programme",
	    "code_modalite_elect", NULL,
	    "WHERE EXISTS (SELECT 1 FROM s_nomenclature WHERE liste = "
	    "'MODALITE_ELECTION') AND s.code_modalite_elect NOT IN (SELECT "
	    "code FROM s_nomenclature WHERE liste = 'MODALITE_ELECTION')",
	    "le programme cite la modalité d'élection %s, absente de la "
	    "nomenclature", DEMANDER),
	ENSEMBLE("option-matiere-absente", G_VALEUR, "option_obligatoire",
	    "code_matiere", NULL,
	    "WHERE NOT EXISTS (SELECT 1 FROM s_matiere t "
	    "WHERE t.code_matiere = s.code_matiere)",
	    "l'option obligatoire cite la matière %s, absente de la "
	    "nomenclature", DEMANDER),
	ENSEMBLE("rattachement-inconnu", G_NOTE, "mef", "mef_rattachement",
	    NULL,
	    "WHERE s.mef_rattachement IS NOT NULL AND NOT EXISTS (SELECT 1 "
	    "FROM s_mef m WHERE m.code_mef = s.mef_rattachement)",
	    "le MEF de rattachement %s est absent de la nomenclature",
	    DEMANDER),
	ABSENT("mef-ferme-etp", "mef", "code_mef", "e.code_matiere",
	    "JOIN etp e ON e.code_mef = s.code_mef",
	    "le MEF n'est plus reçu ; l'ETP de la matière %s y est encore",
	    "retirer l'ETP du profil, puis nomen-profile --profiler"),
	ABSENT("matiere-fermee-etp", "matiere", "code_matiere", "e.code_mef",
	    "JOIN etp e ON e.code_matiere = s.code_matiere",
	    "la matière n'est plus reçue ; l'ETP du MEF %s la porte encore",
	    "retirer l'ETP du profil, puis nomen-profile --profiler"),
};

/* Those that look at structures, which are not in every base. */
static const struct rule regles_structures[] = {
	ABSENT("mef-ferme-divisions", "mef", "code_mef", "d.code_structure",
	    "JOIN division_mef d ON d.code_mef = s.code_mef JOIN division v "
	    "ON v.code_structure = d.code_structure WHERE v.ferme = 0",
	    "le MEF n'est plus reçu ; la division %s y est encore",
	    "lui donner un autre MEF dans STS-WEB, puis sts-import"),
	ABSENT("matiere-fermee-services", "matiere", "code_matiere",
	    "e.code_structure",
	    "JOIN service e ON e.code_matiere = s.code_matiere",
	    "la matière n'est plus reçue ; un service de %s la porte encore",
	    "corriger le service dans STS-WEB, puis sts-import"),
};

/* Those that look at pupils. */
static const struct rule regles_eleves[] = {
	ABSENT("mef-ferme-eleves", "mef", "code_mef", "e.eleve_id",
	    "JOIN eleve e ON e.code_mef = s.code_mef",
	    "le MEF n'est plus reçu ; l'élève %s y est encore",
	    "lui donner un autre MEF par saisie, ou dans SIECLE et renvoyer "
	    "les élèves"),
	ABSENT("matiere-fermee-eleves", "matiere", "code_matiere",
	    "e.eleve_id",
	    "JOIN eleve_option e ON e.code_matiere = s.code_matiere",
	    "la matière n'est plus reçue ; l'élève %s la suit encore",
	    "changer son option par saisie, ou dans SIECLE et renvoyer les "
	    "élèves"),
};
/* clang-format on */

const struct rules rules_nomenclatures_eleves = { "nomenclatures des élèves",
	regles_eleves, NELEM(regles_eleves), NULL, NULL };

const struct rules rules_nomenclatures_structures = {
	"nomenclatures des structures", regles_structures,
	NELEM(regles_structures), NULL, NULL
};

const struct rules rules_nomenclatures = { "nomenclatures", regles,
	NELEM(regles), NULL, NULL };
