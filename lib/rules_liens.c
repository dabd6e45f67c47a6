/*
 * rules_liens.c - files on their way up (IMPORT_ELEVES): groupe links (1.3,
 * 1.4), before the rules on groupes (rules_places.c) see where they lead; and
 * the import du privé, before the rules on pupils and responsables.
 *
 * Sources: rules REJELEGROUPE and ELEGRP_A of the ministry's specification
 * of the import of links, 16.5; the keys of its schema 4.0; the codes are
 * ours.
 */
#include "sconet.h"

#define LOGICIEL \
	"corriger la fiche dans le logiciel qui a fait le fichier et " \
	"renvoyer, ou par saisie"

/* clang-format off */
static const struct rule regles[] = {
	ENSEMBLE("lien-eleve-absent", G_REJET, "lien_eleve", NULL,
	    "coalesce('ELEVE_ID ' || s.eleve_id, 'ID_PRV_ELE ' || "
	    "s.id_prv_ele, 'sans ELEVE_ID')",
	    "WHERE s.rang NOT IN (SELECT rang FROM m_lien)",
	    "aucun élève de la base n'est celui-là (%s)",
	    "importer d'abord les élèves (bee-import), ou corriger le numéro"),
	ENSEMBLE("lien-ambigu", G_REJET, "lien_eleve", NULL,
	    "(SELECT group_concat(trouve, ', ') FROM m_lien m WHERE m.rang = "
	    "s.rang)",
	    "WHERE s.rang IN (SELECT rang FROM m_lien GROUP BY rang HAVING "
	    "count(*) > 1)",
	    "plusieurs élèves de la base ont cette identité : %s",
	    "donner ELEVE_ID dans le fichier"),
	ENSEMBLE("lien-autre-personne", G_REJET, "lien_eleve", NULL,
	    "(SELECT max(trouve) FROM m_lien m WHERE m.rang = s.rang)",
	    "WHERE s.rang IN (SELECT rang FROM m_lien GROUP BY rang HAVING "
	    "count(*) = 1 AND max(accord) < 2)",
	    "sous ce numéro la base connaît une autre personne, l'élève %s",
	    LOGICIEL),
	ENSEMBLE("lien-eleve-double", G_REJET, "lien_eleve", NULL,
	    "(SELECT max(trouve) FROM m_lien m WHERE m.rang = s.rang)",
	    "WHERE EXISTS (SELECT 1 FROM m_lien m JOIN s_eleve e ON "
	    "e.eleve_id = m.trouve WHERE m.rang = s.rang AND m.accord >= 2 AND "
	    "e.rang <> s.rang AND e.rang > 0)",
	    "l'élève %s figure déjà plus haut dans le fichier", LOGICIEL),
	ENSEMBLE("lien-debut-hors-annee", G_VALEUR, "eleve_structure",
	    "date_debut", NULL,
	    "WHERE s.date_debut NOT BETWEEN (SELECT annee || '-08-01' FROM "
	    "base) AND (SELECT (annee + 1) || '-08-31' FROM base)",
	    "l'entrée dans le groupe, le %s, est hors de l'année scolaire",
	    LOGICIEL),
	ENSEMBLE("lien-dates", G_VALEUR, "eleve_structure", "date_fin", NULL,
	    "WHERE s.date_fin < s.date_debut OR s.date_fin > (SELECT (annee + "
	    "1) || '-08-31' FROM base)",
	    "la sortie du groupe, le %s, est avant l'entrée ou après la fin "
	    "de l'année scolaire", LOGICIEL),
};
/* clang-format on */

const struct rules rules_liens = { "liens", regles, NELEM(regles), NULL, NULL };

/* clang-format off */
static const struct rule prive[] = {
	ENSEMBLE("prive-identite-absente", G_REJET, "prive_eleve", NULL, NULL,
	    "WHERE (s.nom_de_famille IS NULL OR s.prenom IS NULL OR "
	    "s.date_naiss IS NULL) AND (s.date_sortie IS NULL OR s.rang NOT IN "
	    "(SELECT rang FROM m_prive))",
	    "il manque le nom, le prénom ou la date de naissance, et l'élève "
	    "n'est pas un sortant que la base connaît par son numéro",
	    LOGICIEL),
	ENSEMBLE("prive-personne-absente", G_VALEUR, "prive_lien",
	    "id_prv_per", NULL,
	    "WHERE s.id_prv_per NOT IN (SELECT id_prv_per FROM "
	    "s_prive_personne)",
	    "le lien nomme le responsable %s, que le fichier ne contient pas",
	    LOGICIEL),
};
/* clang-format on */

/* What the stage itself finds is that software's, too. */
const struct remede remedes_montants[] = { { NULL, LOGICIEL } };

const struct rules rules_prive = { "prive", prive, NELEM(prive), NULL, NULL };
