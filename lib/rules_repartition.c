/*
 * rules_repartition.c - lines of a répartition, before the rules on
 * divisions and groupes (rules_eleves.c) see where they lead.
 */
#include "sconet.h"

#define REPRENDRE "corriger la ligne et relancer repartition"

/* clang-format off */
static const struct rule regles[] = {
	ENSEMBLE("placement-sans-eleve", G_REJET, "placement", NULL, NULL,
	    "WHERE s.eleve_id IS NULL AND s.elenoet IS NULL AND s.ine IS NULL",
	    "la ligne ne désigne aucun élève", REPRENDRE),
	ENSEMBLE("placement-inconnu", G_REJET, "placement", NULL,
	    "coalesce(s.eleve_id, s.elenoet)",
	    "WHERE coalesce(s.eleve_id, s.elenoet, s.ine) IS NOT NULL AND "
	    "s.rang NOT IN (SELECT rang FROM m_placement)",
	    "aucun élève de la base n'a ce numéro",
	    "vérifier le numéro, ou importer d'abord les élèves (bee-import)"),
	ENSEMBLE("placement-ambigu", G_REJET, "placement", NULL,
	    "coalesce(s.eleve_id, s.elenoet)",
	    "WHERE (SELECT count(DISTINCT trouve) > 1 OR (count(*) > 0 AND "
	    "count(DISTINCT par) < (s.eleve_id IS NOT NULL) + (s.elenoet IS "
	    "NOT NULL) + (s.ine IS NOT NULL)) FROM m_placement m WHERE m.rang "
	    "= s.rang)",
	    "les numéros de la ligne ne désignent pas tous le même élève",
	    "ne donner que eleve_id"),
	ENSEMBLE("placement-double", G_REJET, "placement", NULL,
	    "(SELECT max(trouve) FROM m_placement m WHERE m.rang = s.rang)",
	    "WHERE EXISTS (SELECT 1 FROM m_placement m JOIN m_placement o ON "
	    "o.trouve = m.trouve AND o.rang < m.rang WHERE m.rang = s.rang)",
	    "une ligne plus haut dans le fichier est déjà celle de l'élève %s", REPRENDRE),
	ENSEMBLE("zeros-perdus", G_REJET, "placement", "elenoet", NULL,
	    "WHERE s.elenoet IS NOT NULL AND s.rang IN (SELECT rang FROM "
	    "m_placement WHERE zeros = 1)",
	    "le numéro %s a perdu ses zéros de tête dans un tableur",
	    "mettre la colonne au format texte avant d'ouvrir le fichier"),
	/* longer than any code: it may be anything, and is not shown */
	ENSEMBLE("placement-groupe-long", G_VALEUR, "placement", "groupes",
	    "NULL",
	    "WHERE EXISTS (WITH RECURSIVE mot (code, reste) AS (SELECT NULL, "
	    "s.groupes || '|' UNION ALL SELECT trim(substr(reste, 1, "
	    "instr(reste, '|') - 1)), substr(reste, instr(reste, '|') + 1) "
	    "FROM mot WHERE reste <> '') SELECT 1 FROM mot WHERE length(code) "
	    "> 8)",
	    "un code de groupe de plus de 8 caractères est ignoré", REPRENDRE),
};
/* clang-format on */

const struct rules rules_repartition = { "repartition", regles, NELEM(regles),
	NULL, NULL };
