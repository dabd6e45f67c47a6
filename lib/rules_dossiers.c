/*
 * rules_dossiers.c - records of pupils between schools (event C): the list of
 * those who leave, and what another school's records say.
 *
 * Sources: how SIECLE finds a pupil (specification of the import of groupe
 * links, 16.5), the states of the national register of INE (a resembling
 * pupil is never decided automatically); the rules and their codes are ours.
 * What is already in the base is not judged here: only what would come in.
 */
#include <string.h>

#include "sconet.h"

#define LISTE_ELEVES "corriger la liste et relancer dossier-send"
#define ORIGINE \
	"le signaler à l'établissement d'origine, qui corrige et renvoie"
#define A_LA_MAIN \
	"voir avec l'établissement d'origine de qui il s'agit ; puis il " \
	"renvoie, ou saisir la fiche (saisie)"

static int
ine_bien_forme(const char *v)
{
	return ine_forme(v) != INE_FAUX;
}

static int
un_ou_deux(const char *v)
{
	return strcmp(v, "1") == 0 || strcmp(v, "2") == 0;
}

static int
un_a_trois(const char *v)
{
	return strlen(v) == 1 && strchr("123", v[0]) != NULL;
}

/* The import has found, before the rules, who cannot be placed. */
#define NON_PLACE(code, message, remede) \
	ENSEMBLE(code, G_REJET, "dossier_eleve", NULL, "m.autre", \
	    "JOIN m_rejet m ON m.rang = s.rang WHERE m.code = '" code "'", \
	    message, remede)
#define DIFFERE(code, rec, message, remede) \
	ENSEMBLE(code, G_NOTE, rec, NULL, \
	    "(SELECT group_concat(champ, ', ') FROM m_differe m WHERE " \
	    "m.element = '" rec "' AND m.rang = s.rang)", \
	    "WHERE s.rang IN (SELECT rang FROM m_differe WHERE element = " \
	    "'" rec "')", \
	    message, remede)

/* clang-format off */
static const struct rule partants[] = {
	ENSEMBLE("partant-inconnu", G_REJET, "partant", "eleve_id", "NULL",
	    "WHERE s.eleve_id NOT IN (SELECT eleve_id FROM eleve)",
	    "aucun élève n'a ce numéro", LISTE_ELEVES),
};

static const struct rule dossiers[] = {
	/* who it is */
	NON_PLACE("dossier-autre-personne",
	    "sous l'INE du dossier la base connaît une autre personne, "
	    "l'élève %s", A_LA_MAIN),
	NON_PLACE("dossier-ine-contraire",
	    "l'INE du dossier est celui d'un élève, son identité celle d'un "
	    "autre, l'élève %s", A_LA_MAIN),
	NON_PLACE("dossier-ambigu",
	    "plusieurs élèves de la base ont cette identité, dont l'élève %s",
	    "si c'est le même, fusionner leurs fiches dans SIECLE ; puis "
	    "redemander le dossier"),
	NON_PLACE("dossier-identites-echangees",
	    "l'élève %s a ce prénom, et un autre de ce nom cette date de "
	    "naissance", A_LA_MAIN),
	NON_PLACE("dossier-double",
	    "un autre dossier du fichier est celui du même élève", ORIGINE),
	NON_PLACE("dossier-deux-etablissements",
	    "le dossier de cet élève est venu de deux établissements, %s ; "
	    "celui du premier est gardé",
	    "leur demander lequel l'a eu en dernier ; si c'est l'autre, "
	    "saisir sa scolarité de l'an dernier (saisie)"),
	ENSEMBLE("dossier-ressemblant", G_NOTE, "dossier_eleve", NULL,
	    "m.eleve_id", "JOIN m_semblable m ON m.rang = s.rang WHERE 1",
	    "l'élève est nouveau, et ressemble à l'élève %s : deux des trois, "
	    "nom, prénom et naissance, sont les siens",
	    "rien à faire pour des frères et sœurs ; sinon corriger la fiche "
	    "qui a tort (saisie), et fusionner les deux dans SIECLE"),
	DIFFERE("dossier-differe", "dossier_eleve",
	    "le dossier dit autre chose que la base de %s ; la base garde ce "
	    "qu'elle a",
	    "vérifier avec la famille ; si le dossier a raison, corriger par "
	    "saisie"),

	/* INE, sex */
	FORME("dossier-ine-malforme", G_VALEUR, "dossier_eleve",
	    "id_national", ine_bien_forme,
	    "l'INE n'a pas la forme d'un INE", ORIGINE),
	FORME("dossier-ine-bea-malforme", G_VALEUR, "dossier_eleve",
	    "ine_bea", ine_bien_forme,
	    "l'INE BEA n'a pas la forme d'un INE", ORIGINE),
	FORME("dossier-ine-rnie-malforme", G_VALEUR, "dossier_eleve",
	    "ine_rnie", ine_bien_forme,
	    "l'INE RNIE n'a pas la forme d'un INE", ORIGINE),
	FORME("dossier-ine-cle", G_NOTE, "dossier_eleve", "id_national",
	    ine_juste, "la clé de l'INE ne correspond pas au numéro", ORIGINE),
	ENSEMBLE("dossier-ine-double", G_VALEUR, "dossier_eleve",
	    "id_national", "NULL",
	    "WHERE s.rang IN (SELECT rang FROM m_ine)",
	    "deux élèves du fichier ont cet INE : aucun ne le prend", ORIGINE),
	ENSEMBLE("dossier-sans-ine", G_NOTE, "dossier_eleve", "id_national",
	    "NULL",
	    "LEFT JOIN m_trouve t ON t.rang = s.rang LEFT JOIN eleve b ON "
	    "b.eleve_id = t.trouve WHERE s.id_national IS NULL AND "
	    "b.id_national IS NULL AND s.rang NOT IN (SELECT rang FROM "
	    "s_anomalie WHERE champ = 'id_national')",
	    "l'élève n'a pas d'INE",
	    "attendre l'immatriculation par l'académie, ou la demander"),
	FORME("dossier-sexe", G_VALEUR, "dossier_eleve", "code_sexe",
	    un_ou_deux, "le code sexe %s n'est ni 1 ni 2", ORIGINE),

	/* last year */
	ENSEMBLE("dossier-scolarite-autre", G_NOTE, "dossier_eleve", NULL,
	    "m.code_rne", "JOIN m_ailleurs m ON m.rang = s.rang WHERE 1",
	    "la base a une scolarité de l'an dernier dans l'établissement %s ; "
	    "elle la garde",
	    "voir avec les deux établissements ; sinon la saisir (saisie)"),
	ENSEMBLE("dossier-rne", G_NOTE, "dossier_scolarite", "code_rne",
	    "m.code_rne", "JOIN m_rne m ON m.rang = s.rang WHERE 1",
	    "le dossier dit que l'élève était dans l'établissement %s ; celui "
	    "qui l'envoie est pris", ORIGINE),
	LISTE("dossier-mef-origine", G_VALEUR, "dossier_scolarite",
	    "code_mef",
	    "EXISTS (SELECT 1 FROM mef WHERE code_mef = ?1 AND "
	    "(mef_selorig = 1 OR mef_selectionne = 1))",
	    "le MEF de l'an dernier, %s, n'est pas parmi les MEF d'origine",
	    "l'ajouter à mef_origine dans le profil, nomen-profile "
	    "--profiler, puis faire renvoyer le dossier"),
	LISTE("dossier-option-inconnue", G_VALEUR, "dossier_option",
	    "code_matiere",
	    "EXISTS (SELECT 1 FROM matiere WHERE code_matiere = ?1)",
	    "la matière %s d'une option de l'an dernier est absente de la "
	    "nomenclature",
	    "recevoir la nomenclature à jour (nomen-profile), puis faire "
	    "renvoyer le dossier"),

	/* responsables and addresses */
	ENSEMBLE("dossier-responsable-seul", G_REJET, "dossier_personne",
	    NULL, NULL,
	    "WHERE s.personne_id NOT IN (SELECT ancien FROM m_lien)",
	    "le responsable n'est celui d'aucun élève que la base prend",
	    "voir ce qui est dit de ses élèves ; s'il n'en a pas, "
	    "rien à faire"),
	ENSEMBLE("dossier-responsable-ambigu", G_REJET, "dossier_personne",
	    NULL, NULL,
	    "WHERE s.personne_id IN (SELECT ancien FROM m_lien) AND "
	    "s.personne_id NOT IN (SELECT ancien FROM m_personne_id) AND "
	    "s.rang IN (SELECT rang FROM m_paire)",
	    "plusieurs responsables, du dossier ou de la base, peuvent être "
	    "celui-là",
	    "vérifier les responsables de l'élève (fiche), et les compléter "
	    "par saisie"),
	DIFFERE("dossier-responsable-differe", "dossier_personne",
	    "le dossier dit autre chose que la base d'un responsable, de %s ; "
	    "la base garde ce qu'elle a",
	    "vérifier avec la famille ; si le dossier a raison, corriger par "
	    "saisie"),
	ENSEMBLE("dossier-responsable-ajoute", G_NOTE, "dossier_personne",
	    NULL, "e.eleve_id",
	    "JOIN m_personne_id n ON n.ancien = s.personne_id JOIN (SELECT "
	    "ancien, min(eleve_id) AS eleve_id FROM m_lien WHERE eleve_id IN "
	    "(SELECT eleve_id FROM responsable) GROUP BY ancien) e ON "
	    "e.ancien = s.personne_id WHERE n.nouveau NOT IN (SELECT "
	    "personne_id FROM personne)",
	    "l'élève %s avait des responsables ; le dossier en ajoute un",
	    "vérifier qu'il n'est pas le même sous un autre nom"),
	ENSEMBLE("dossier-lien-inconnu", G_VALEUR, "dossier_responsable",
	    "eleve_id", NULL,
	    "WHERE s.eleve_id NOT IN (SELECT eleve_id FROM s_dossier_eleve)",
	    "le responsable est lié à l'élève %s, que le fichier ne contient "
	    "pas", ORIGINE),
	FORME("dossier-niveau-inconnu", G_VALEUR, "dossier_responsable",
	    "niveau_responsabilite", un_a_trois,
	    "le niveau de responsabilité %s n'est ni 1, ni 2, ni 3", ORIGINE),
	LISTE("dossier-parente-inconnue", G_VALEUR, "dossier_responsable",
	    "code_parente", DANS_LISTE("LIEN_PARENTE"),
	    "le lien de parenté %s est absent de la nomenclature", ORIGINE),
	LISTE("dossier-pcs-inconnue", G_VALEUR, "dossier_personne",
	    "code_profession", DANS_LISTE("PROFESSION"),
	    "la profession %s est absente de la nomenclature", ORIGINE),
	ENSEMBLE("dossier-adresse-inconnue", G_NOTE, "dossier_eleve",
	    "adresse_id", NULL,
	    "WHERE s.adresse_id IS NOT NULL AND s.adresse_id NOT IN (SELECT "
	    "adresse_id FROM s_dossier_adresse)",
	    "l'adresse %s n'est pas dans le fichier", ORIGINE),
};
/* clang-format on */

const struct rules rules_partants = { "partants", partants, NELEM(partants),
	NULL, NULL };
const struct rules rules_dossiers = { "dossiers", dossiers, NELEM(dossiers),
	NULL, NULL };
