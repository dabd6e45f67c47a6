/*
 * rules_responsables.c - responsables and their links to pupils
 * (BEE_RESPONSABLES).
 * Sources: families PAREN, PEPCS, TELEP of SIECLE's rules, public importers;
 * the codes are ours.
 */
#include <string.h>

#include "sconet.h"

#define SIECLE \
	"corriger par saisie, ou dans SIECLE, exporter et relancer bee-import"

static int
niveau(const char *v)
{
	return strlen(v) == 1 && strchr("123", v[0]) != NULL;
}

static int
rang_legal(const char *v)
{
	return strlen(v) == 1 && strchr("012", v[0]) != NULL;
}

/* The XSD lets one character through; SIECLE means two. */
static int
deux_caracteres(const char *v)
{
	return strlen(v) == 2;
}

static int
telephone(const char *v)
{
	size_t chiffres = 0;

	for (; *v != '\0'; v++) {
		if (*v >= '0' && *v <= '9')
			chiffres++;
		else if (strchr("+ .-()/", *v) == NULL)
			return 0;
	}
	return chiffres >= 6;
}

/* Who has not left on the day of the exchange. */
#define PRESENT_AU_JOUR(e) \
	"(" e ".date_sortie IS NULL OR " e ".date_sortie > (SELECT " \
	"date_utilisee FROM s_enveloppe))"

/* clang-format off */
static const struct rule regles[] = {
	ENTREE("personne-numero", G_REJET, "personne", "personne_id", NULL,
	    "WHERE s.personne_id <= 0 AND s.personne_id NOT IN (SELECT "
	    "personne_id FROM personne) AND s.personne_id NOT IN (SELECT id "
	    "FROM s_neuf WHERE element = 'personne')",
	    "le numéro %s n'est pas un numéro de SIECLE", SIECLE),
	FORME("responsable-nom-perdu", G_NOTE, "personne", "nom_de_famille",
	    sans_interrogation,
	    "un « ? » dans le nom : un caractère a été perdu", SIECLE),
	ENSEMBLE("responsable-renumerote", G_NOTE, "personne", "personne_id",
	    "m.trouve",
	    "JOIN m_personne m ON m.personne_id = s.personne_id",
	    "le responsable avait le numéro %s dans la base ; il prend celui "
	    "du fichier", "rien à faire"),
	ENTREE("autre-responsable", G_REJET, "personne", "personne_id",
	    NULL,
	    "JOIN personne b ON b.personne_id = s.personne_id WHERE "
	    "plie(s.nom_de_famille) NOT IN (plie(b.nom_de_famille), "
	    "coalesce(plie(b.nom_usage), '')) AND coalesce(plie(s.nom_usage) "
	    "<> plie(b.nom_de_famille), 1) AND plie(s.prenom) <> "
	    "plie(b.prenom)",
	    "sous ce numéro la base connaît une autre personne",
	    "vérifier la fiche dans SIECLE ; si c'est une correction, la "
	    "faire en deux fois, ou d'abord par saisie --tenir"),
	ENSEMBLE("responsable-ressemblant", G_NOTE, "personne", "personne_id",
	    "g.a",
	    "JOIN (SELECT plie(nom_de_famille) AS n, plie(prenom) AS p, "
	    "coalesce(tel_portable, tel_personnel, mel, adresse_id) AS t, "
	    "min(personne_id) AS a FROM s_personne WHERE prenom IS NOT NULL "
	    "AND coalesce(tel_portable, tel_personnel, mel, adresse_id) IS NOT "
	    "NULL GROUP BY 1, 2, 3 HAVING count(*) > 1) g ON "
	    "plie(s.nom_de_famille) = g.n AND plie(s.prenom) = g.p AND "
	    "coalesce(s.tel_portable, s.tel_personnel, s.mel, s.adresse_id) = "
	    "g.t WHERE s.personne_id <> g.a",
	    "même nom, même prénom et même contact que le responsable %s",
	    "si c'est la même personne, fusionner les deux fiches dans "
	    "SIECLE"),
	LISTE("pcs-inconnue", G_VALEUR, "personne", "code_profession",
	    DANS_LISTE("PROFESSION"),
	    "la profession %s est absente de la nomenclature", SIECLE),
	FORME("telephone-portable", G_NOTE, "personne", "tel_portable",
	    telephone, "le téléphone portable n'a pas la forme d'un numéro",
	    SIECLE),
	FORME("telephone-personnel", G_NOTE, "personne", "tel_personnel",
	    telephone, "le téléphone n'a pas la forme d'un numéro", SIECLE),
	ENSEMBLE("responsable-adresse", G_NOTE, "personne", "adresse_id",
	    NULL,
	    "WHERE s.adresse_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
	    "s_adresse a WHERE a.adresse_id = s.adresse_id) AND NOT EXISTS "
	    "(SELECT 1 FROM adresse a WHERE a.adresse_id = s.adresse_id)",
	    "l'adresse %s n'est ni dans le fichier ni dans la base",
	    "exporter les responsables « avec adresses » et relancer "
	    "bee-import, ou donner l'adresse par saisie"),

	ENSEMBLE("lien-eleve-inconnu", G_VALEUR, "responsable", "eleve_id",
	    NULL,
	    "WHERE NOT EXISTS (SELECT 1 FROM eleve e WHERE e.eleve_id = "
	    "s.eleve_id) AND s.eleve_id NOT IN (SELECT id FROM s_neuf WHERE "
	    "element = 'eleve')",
	    "le responsable est lié à l'élève %s, inconnu de la base",
	    "importer d'abord les élèves ; rien à faire si l'élève est parti"),
	FORME("niveau-inconnu", G_VALEUR, "responsable",
	    "niveau_responsabilite", niveau,
	    "le niveau de responsabilité %s n'est ni 1, ni 2, ni 3", SIECLE),
	FORME("rang-legal-inconnu", G_VALEUR, "responsable", "resp_legal",
	    rang_legal, "le rang légal %s n'est ni 0, ni 1, ni 2", SIECLE),
	ENSEMBLE("lien-sans-niveau", G_NOTE, "responsable",
	    "niveau_responsabilite", "NULL",
	    "WHERE s.niveau_responsabilite IS NULL AND s.resp_legal IS NULL",
	    "le lien ne dit pas s'il s'agit d'un représentant légal", SIECLE),
	FORME("parente-longueur", G_NOTE, "responsable", "code_parente",
	    deux_caracteres, "le lien de parenté %s n'a pas deux caractères",
	    SIECLE),
	LISTE("parente-inconnue", G_VALEUR, "responsable", "code_parente",
	    DANS_LISTE("LIEN_PARENTE"),
	    "le lien de parenté %s est absent de la nomenclature", SIECLE),
	ENSEMBLE("meme-rang-legal", G_NOTE, "responsable", "resp_legal",
	    NULL,
	    "WHERE s.resp_legal IN ('1', '2') AND EXISTS (SELECT 1 FROM "
	    "s_responsable o WHERE o.eleve_id = s.eleve_id AND o.resp_legal = "
	    "s.resp_legal AND o.personne_id < s.personne_id)",
	    "deux représentants légaux de rang %s pour le même élève",
	    SIECLE),
	ENSEMBLE("responsable-sans-eleve", G_NOTE, "personne", NULL, NULL,
	    "WHERE s.personne_id NOT IN (SELECT personne_id FROM "
	    "s_responsable)",
	    "le responsable n'est lié à aucun élève",
	    "rien à faire, ou le lier à un élève par saisie ou dans SIECLE"),
	ENSEMBLE("eleve-sans-legal", G_NOTE, "responsable", "eleve_id", NULL,
	    "WHERE s.rang IN (SELECT min(rang) FROM s_responsable GROUP BY "
	    "eleve_id HAVING max(niveau_responsabilite = '1' OR resp_legal IN "
	    "('1', '2')) IS NOT 1)",
	    "l'élève %s n'a aucun représentant légal", SIECLE),
};

/*
 * Of a whole file of responsables: links of the base stay where their person
 * is not in it, or is rejected.
 */
static const struct rule manques[] = {
	SONDE_NOTE("responsable-deja-lie", "personne", NULL,
	    "s_personne s WHERE s.personne_id NOT IN (SELECT personne_id FROM "
	    "personne) AND EXISTS (SELECT 1 FROM personne)",
	    "WHERE s.personne_id IN (SELECT n.personne_id FROM s_responsable "
	    "l JOIN s_personne n ON n.personne_id = l.personne_id JOIN "
	    "responsable r ON r.eleve_id = l.eleve_id JOIN personne b ON "
	    "b.personne_id = r.personne_id WHERE n.personne_id NOT IN (SELECT "
	    "personne_id FROM personne) AND b.personne_id NOT IN (SELECT "
	    "personne_id FROM s_personne) AND plie(b.nom_de_famille) = "
	    "plie(n.nom_de_famille) AND plie(b.prenom) IS plie(n.prenom))",
	    "l'élève a déjà dans la base un responsable de ce nom, sous un "
	    "autre numéro, que le fichier n'a plus",
	    "si c'est la même personne, retirer l'ancien lien par saisie "
	    "(RESPONSABLE/NUMERO, « - »)"),
	MANQUE("eleve-sans-responsable", "responsable", "e.eleve_id",
	    "JOIN eleve e WHERE s.rang = (SELECT min(rang) FROM s_responsable) "
	    "AND " PRESENT_AU_JOUR("e") " AND e.eleve_id NOT IN (SELECT "
	    "eleve_id FROM s_responsable WHERE personne_id IN (SELECT "
	    "personne_id FROM s_personne) OR personne_id IN (SELECT "
	    "personne_id FROM personne)) AND e.eleve_id NOT IN (SELECT "
	    "eleve_id FROM responsable WHERE personne_id NOT IN (SELECT "
	    "personne_id FROM s_personne WHERE rang NOT IN (SELECT rang FROM "
	    "s_anomalie WHERE gravite = 2)))",
	    "l'élève n'a aucun responsable", SIECLE),
};

/*
 * Of the pupils whose records, with all that hangs on them, are there; not of
 * those who are rejected for whom they are, on the line that makes them.
 */
static const struct rule fiches[] = {
	ENSEMBLE("fiche-sans-responsable", G_NOTE, "eleve", NULL, NULL,
	    "WHERE " PRESENT_AU_JOUR("s") " AND s.eleve_id NOT IN (SELECT "
	    "eleve_id FROM s_responsable) AND s.rang NOT IN (SELECT rang FROM "
	    "s_anomalie WHERE gravite = 2 AND element <> 'eleve')",
	    "l'élève n'a aucun responsable", SIECLE),
	ENSEMBLE("fiche-elenoet-double", G_NOTE, "eleve", "elenoet",
	    "b.eleve_id",
	    "JOIN eleve b ON b.elenoet = s.elenoet AND b.eleve_id <> "
	    "s.eleve_id WHERE b.eleve_id NOT IN (SELECT eleve_id FROM "
	    "s_eleve)",
	    "l'élève %s a le même numéro interne (ELENOET)", SIECLE),
};
/* clang-format on */

const struct rules rules_responsables = { "responsables", regles, NELEM(regles),
	NULL, NULL };
const struct rules rules_sans_responsable = { "sans responsable", manques,
	NELEM(manques), NULL, NULL };
const struct rules rules_fiche = { "fiche", fiches, NELEM(fiches), NULL, NULL };
