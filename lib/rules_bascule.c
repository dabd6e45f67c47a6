/*
 * rules_bascule.c - the end of the year: passages, and what crosses.
 *
 * Sources: what is known of the bascule (SIECLE-SFD-Exportations-XML 7.2,
 * 8.3 and 9.2); the rules and their codes are ours.
 */
#include <stddef.h>

#include "sconet.h"

/* What is wrong keeps nobody from crossing: afterwards it is done by hand. */
#define TABLEAU \
	"avant la bascule (-n), corriger le tableau des passages ; après, " \
	"donner le MEF ou la sortie par saisie"
/* clang-format off */
/* What the passages' rules found, which the compte rendu has as well. */
#define PASSAGE(code, g, rec, message, remede) \
	{ code, g, RG_ENSEMBLE, rec, NULL, message, remede, NULL, NULL, \
	    "s.code || coalesce(', ligne ' || s.no_ligne, '') || " \
	    "coalesce(', ' || s.champ, '') || coalesce(' : ' || " \
	    "regle_dit(s.code, s.valeur), '')", \
	    "WHERE 1", NULL, "s.eleve_id", REGLE_DITE }

static const struct rule passages[] = {
	ENSEMBLE("passage-inconnu", G_REJET, "passage", "eleve_id", "NULL",
	    "WHERE s.eleve_id NOT IN (SELECT eleve_id FROM eleve)",
	    "aucun élève n'a ce numéro", TABLEAU),
	LISTE("passage-mef-inconnu", G_VALEUR, "passage", "mef",
	    "EXISTS (SELECT 1 FROM mef WHERE code_mef = ?1 AND ferme = 0)",
	    "le MEF d'accueil %s est absent de la nomenclature", TABLEAU),
	LISTE("passage-mef-ferme", G_VALEUR, "passage", "mef",
	    "NOT EXISTS (SELECT 1 FROM mef WHERE code_mef = ?1 AND "
	    "date_fermeture < date((SELECT date_debut FROM base), '+1 year'))",
	    "le MEF d'accueil %s est fermé à la rentrée", TABLEAU),
	LISTE("passage-motif-inconnu", G_VALEUR, "passage",
	    "sortie", DANS_LISTE("MOTIF_SORTIE"),
	    "le motif de sortie %s est absent de la nomenclature", TABLEAU),
	/* who is told of twice, and not the same, is not told of */
	ENSEMBLE("passage-contraires", G_REJET, "passage", "eleve_id",
	    "(SELECT group_concat(ligne, ' et ') FROM m_passage o WHERE "
	    "o.eleve_id = s.eleve_id)",
	    "WHERE s.eleve_id IN (SELECT eleve_id FROM m_passage GROUP BY "
	    "eleve_id HAVING count(DISTINCT dit) > 1)",
	    "les lignes %s ne disent pas la même chose de l'élève : aucune "
	    "n'est prise",
	    TABLEAU),
	ENSEMBLE("passage-mef-et-sortie", G_VALEUR, "passage", "mef", NULL,
	    "WHERE s.mef IS NOT NULL AND s.sortie IS NOT NULL",
	    "la ligne donne un MEF d'accueil, %s, et une sortie : l'élève "
	    "sort",
	    TABLEAU),
	ENSEMBLE("passage-sorti", G_NOTE, "passage", "eleve_id", "NULL",
	    "JOIN eleve e ON e.eleve_id = s.eleve_id WHERE e.date_sortie IS "
	    "NOT NULL",
	    "l'élève est déjà sorti : il ne passe pas",
	    "rien à faire ; sinon effacer sa date de sortie (saisie)"),
};

static const struct rule bascule[] = {
	ENSEMBLE("bascule-reste", G_NOTE, "reste", "eleve_id", "s.raison",
	    "WHERE 1",
	    "l'élève ne passe pas dans la nouvelle base : %s",
	    "rien à faire ; sinon corriger sa fiche par saisie, et le créer "
	    "par saisie dans la nouvelle base"),
	PRESENT("bascule-sans-mef", G_NOTE, "eleve", "code_mef",
	    "l'élève passe sans MEF",
	    "rien à faire : le premier fichier de SIECLE de la nouvelle "
	    "année le donnera"),
	PASSAGE("passage-rejete", G_REJET, "passage_rejete",
	    "une ligne du tableau des passages est rejetée : %s", TABLEAU),
	PASSAGE("passage-ignore", G_VALEUR, "passage_ignore",
	    "une valeur du tableau des passages est ignorée : %s", TABLEAU),
	PASSAGE("passage-note", G_NOTE, "passage_note",
	    "remarque sur le tableau des passages : %s", "rien à faire"),
};
/* clang-format on */

const struct rules rules_passages = { "passages", passages, NELEM(passages),
	NULL, NULL };
const struct rules rules_bascule = { "bascule", bascule, NELEM(bascule), NULL,
	NULL };
