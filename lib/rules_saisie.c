/*
 * rules_saisie.c - lines of a saisie; what they make of the records is judged
 * by the rules of those.  saisie.c has named the rule of each line that is
 * wrong, and says whose it is and of which field (m_ligne).
 */
#include "sconet.h"

#define REPRENDRE "corriger la ligne et relancer saisie"

/* clang-format off */
#define LIGNE(code, g, message, remede) \
	ENSEMBLE(code, g, "saisie", NULL, "m.dit", \
	    "JOIN m_ligne m ON m.rang = s.rang WHERE m.regle = '" code "'", \
	    message, remede)

static const struct rule regles[] = {
	LIGNE("saisie-sans-eleve", G_REJET,
	    "la ligne ne désigne aucun élève", REPRENDRE),
	LIGNE("saisie-inconnu", G_REJET,
	    "aucun élève de la base n'a ce numéro : %s",
	    "vérifier l'ELEVE_ID (fiche), ou écrire nouveau1 pour un nouvel "
	    "élève"),
	LIGNE("saisie-champ", G_REJET,
	    "ce champ n'est pas de ceux qui se saisissent : %s",
	    "voir les noms de champs dans saisie(1)"),
	LIGNE("saisie-double", G_REJET,
	    "une ligne plus haut dans le fichier dit autre chose : %s",
	    "n'en garder qu'une et relancer saisie"),
	LIGNE("saisie-gardee", G_REJET,
	    "ce champ ne se vide pas : %s", REPRENDRE),
	LIGNE("saisie-code-long", G_REJET,
	    "un code de structure est plus long que permis : %s", REPRENDRE),
	LIGNE("saisie-responsable", G_REJET,
	    "aucun responsable de l'élève n'a ce numéro : %s",
	    "vérifier le PERSONNE_ID (fiche), ou écrire RESPONSABLE/nouveau1 "
	    "pour un nouveau responsable"),
	LIGNE("saisie-adresse", G_REJET,
	    "aucune adresse de la base n'a ce numéro : %s",
	    "écrire ADRESSE_ID nouveau, puis ses lignes (ADRESSE/…), et "
	    "relancer saisie"),
	LIGNE("saisie-non-tenue", G_NOTE,
	    "cette valeur n'est pas tenue : %s", "rien à faire"),
	LIGNE("saisie-tenue-ailleurs", G_REJET,
	    "cette valeur est tenue par la fiche d'un autre élève : %s",
	    "voir la fiche des frères et sœurs, et la relâcher là"),

	ENSEMBLE("saisie-deja-connu", G_REJET, "eleve", NULL, "b.eleve_id",
	    "JOIN eleve b ON b.date_naiss = s.date_naiss AND "
	    "plie(b.nom_de_famille) = plie(s.nom_de_famille) AND "
	    "plie(b.prenom) = plie(s.prenom) WHERE s.eleve_id < 0 AND "
	    "s.eleve_id NOT IN (SELECT eleve_id FROM eleve)",
	    "la base connaît déjà cet élève, sous le numéro %s",
	    "saisir sous ce numéro"),
	ENSEMBLE("saisie-responsable-connu", G_REJET, "personne", NULL,
	    "p.personne_id",
	    "JOIN s_responsable n ON n.personne_id = s.personne_id JOIN "
	    "responsable r ON r.eleve_id = n.eleve_id JOIN personne p ON "
	    "p.personne_id = r.personne_id WHERE s.personne_id < 0 AND "
	    "s.personne_id NOT IN (SELECT personne_id FROM personne) AND "
	    "plie(p.nom_de_famille) = plie(s.nom_de_famille) AND "
	    "plie(p.prenom) IS plie(s.prenom)",
	    "l'élève a déjà ce responsable, sous le numéro %s",
	    "saisir sous ce numéro"),
	ENSEMBLE("adresse-partagee", G_NOTE, "adresse", NULL,
	    "(SELECT count(*) FROM eleve e WHERE e.adresse_id = s.adresse_id) "
	    "+ (SELECT count(*) FROM personne p WHERE p.adresse_id = "
	    "s.adresse_id)",
	    "WHERE EXISTS (SELECT 1 FROM m_valeur v WHERE v.element = "
	    "'adresse' AND v.cle = CAST(s.adresse_id AS TEXT) AND v.champ <> "
	    "'adresse_id') AND (SELECT count(*) FROM eleve e WHERE e.adresse_id = "
	    "s.adresse_id) + (SELECT count(*) FROM personne p WHERE "
	    "p.adresse_id = s.adresse_id) > 1",
	    "l'adresse est celle de %s fiches : elle change pour toutes",
	    "pour une adresse à part, saisir ADRESSE_ID nouveau"),
};
/* clang-format on */

const struct rules rules_saisie = { "saisie", regles, NELEM(regles), NULL,
	NULL };
