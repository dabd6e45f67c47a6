/*
 * rules_communs.c - the school's identity and calendar (BEE_COMMUN).
 */
#include "sconet.h"

#define CORRIGER "corriger dans SIECLE Communs et exporter de nouveau"

/* clang-format off */
static const struct rule regles[] = {
	PRESENT("communs-debut-absent", G_NOTE, "calendrier",
	    "date_debut_eleve", "la date de rentrée des élèves manque",
	    CORRIGER),
	ENSEMBLE("communs-dates", G_VALEUR, "calendrier", "date_fin_eleve",
	    NULL, "WHERE s.date_fin_eleve <= s.date_debut_eleve",
	    "l'année finit le %s, avant d'avoir commencé", CORRIGER),
	ENSEMBLE("communs-autre-annee", G_VALEUR, "calendrier",
	    "date_debut_eleve", NULL,
	    "WHERE substr(s.date_debut_eleve, 1, 4) <> (SELECT annee FROM "
	    "base)",
	    "la rentrée des élèves, le %s, n'est pas dans l'année de la base",
	    CORRIGER),
	ENSEMBLE("periode-dates", G_NOTE, "periode", "date_fin", NULL,
	    "WHERE s.date_fin < s.date_debut",
	    "la période finit le %s, avant d'avoir commencé", CORRIGER),
	ENSEMBLE("fermeture-dates", G_NOTE, "fermeture", "date_fin", NULL,
	    "WHERE s.date_fin < s.date_debut",
	    "la fermeture finit le %s, avant d'avoir commencé", CORRIGER),
};
/* clang-format on */

const struct rules rules_communs = { "communs", regles, NELEM(regles), NULL,
	NULL };
