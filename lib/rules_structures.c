/*
 * rules_structures.c - divisions, groupes, services and staff that come from
 * STS-WEB (event D).
 * Sources: LSU's XSD (code of 1 to 8 characters), STS-WEB's help (a groupe
 * needs a division), vendors' notes for the rest; the codes are ours.
 */
#include <string.h>

#include "sconet.h"

#define STS "corriger dans STS-WEB, puis Exports et renvoyer le fichier"
#define PROFILER \
	"l'ajouter au profil, nomen-profile --profiler, puis renvoyer le " \
	"fichier"

/* Characters that break the programs these codes are passed on to. */
static int
code_propre(const char *v)
{
	return strpbrk(v, "\"'<&\t") == NULL;
}

static int
type_individu(const char *v)
{
	return strcmp(v, "epp") == 0 || strcmp(v, "local") == 0;
}

/* Divisions and groupes obey the same rules. */
#define STRUCTURE(t, nom, du) \
	FORME(t "-caracteres", G_NOTE, t, "code_structure", code_propre, \
	    "le code " du " contient un caractère risqué", STS), \
	    ENSEMBLE(t "-sans-mef", G_NOTE, t, "code_structure", NULL, \
		"WHERE NOT EXISTS (SELECT 1 FROM s_" t "_mef m " \
		"WHERE m.code_structure = s.code_structure)", \
		nom " n'a aucun MEF", STS)
#define STRUCTURE_MEF(t, du) \
	LISTE(t "-mef-inconnu", G_VALEUR, t "_mef", "code_mef", \
	    "EXISTS (SELECT 1 FROM mef WHERE code_mef = ?1)", \
	    "le MEF %s " du " est absent de la nomenclature", \
	    "demander à l'académie une nomenclature complète, " \
	    "nomen-profile --recevoir, puis renvoyer le fichier"), \
	    LISTE(t "-mef-ferme", G_VALEUR, t "_mef", "code_mef", \
		"NOT EXISTS (SELECT 1 FROM mef WHERE code_mef = ?1 AND " \
		"(ferme = 1 OR date_fermeture < (SELECT date_debut FROM " \
		"base)))", \
		"le MEF %s " du " est fermé", STS), \
	    LISTE(t "-mef-non-profile", G_VALEUR, t "_mef", "code_mef", \
		"NOT EXISTS (SELECT 1 FROM mef WHERE code_mef = ?1 AND " \
		"mef_selectionne IS NOT 1)", \
		"le MEF %s " du " n'est pas profilé", PROFILER)

#define PRESENT_CE_JOUR \
	"(date_sortie IS NULL OR date_sortie > (SELECT date_utilisee FROM " \
	"s_enveloppe))"

/* clang-format off */
static const struct rule regles[] = {
	ENTREE("groupe-code-division", G_REJET, "groupe", "code_structure",
	    NULL,
	    "WHERE EXISTS (SELECT 1 FROM s_division d WHERE "
	    "d.code_structure = s.code_structure)",
	    "le groupe %s a le code d'une division", STS),
	STRUCTURE_MEF("division", "de la division"),
	STRUCTURE_MEF("groupe", "du groupe"),
	STRUCTURE("division", "la division", "de la division"),
	STRUCTURE("groupe", "le groupe", "du groupe"),
	ENSEMBLE("groupe-division-inconnue", G_VALEUR, "groupe_division",
	    "code_division", NULL,
	    "WHERE NOT EXISTS (SELECT 1 FROM s_division d WHERE "
	    "d.code_structure = s.code_division)",
	    "le groupe se rattache à la division %s, absente du fichier",
	    STS),
	ENSEMBLE("groupe-sans-division", G_NOTE, "groupe", "code_structure",
	    NULL,
	    "WHERE NOT EXISTS (SELECT 1 FROM s_groupe_division g WHERE "
	    "g.code_structure = s.code_structure)",
	    "le groupe %s n'est rattaché à aucune division", STS),
	ABSENT("division-fermee-groupes", "division", "code_structure",
	    "group_concat(g.code_structure, ', ')",
	    "JOIN groupe_division g ON g.code_division = s.code_structure JOIN "
	    "groupe o ON o.code_structure = g.code_structure WHERE o.ferme = 0 "
	    "AND g.code_structure NOT IN (SELECT code_structure FROM s_groupe) "
	    "AND g.code_structure NOT IN (SELECT code_structure FROM x_groupe) "
	    "GROUP BY s.code_structure",
	    "la division ferme, et des groupes y sont rattachés : %s ; les "
	    "exports ne le diront plus",
	    "donner à ces groupes d'autres divisions dans STS-WEB, puis "
	    "renvoyer le fichier"),
	FORME("individu-type", G_NOTE, "individu", "type", type_individu,
	    "le type d'individu %s n'est ni epp ni local",
	    "le signaler à l'assistance de STS-WEB"),
	ENTREE("individu-id", G_REJET, "individu", "id", NULL,
	    "WHERE s.id <= 0", "l'identifiant d'individu %s n'est pas positif",
	    "le signaler à l'assistance de STS-WEB"),
	LISTE("service-matiere-inconnue", G_VALEUR, "service", "code_matiere",
	    "EXISTS (SELECT 1 FROM matiere WHERE code_matiere = ?1)",
	    "la matière %s du service est absente de la nomenclature",
	    "demander à l'académie une nomenclature complète, nomen-profile "
	    "--recevoir, puis renvoyer le fichier"),
	LISTE("service-modalite-inconnue", G_NOTE, "service",
	    "code_mod_cours", DANS_LISTE("MODALITE_COURS"),
	    "la modalité de cours %s du service est inconnue", STS),
	ENSEMBLE("service-enseignant-inconnu", G_VALEUR, "service_enseignant",
	    "id", NULL,
	    "WHERE NOT EXISTS (SELECT 1 FROM s_individu i WHERE i.id = s.id "
	    "AND i.type = s.type)",
	    "l'enseignant %s du service n'est pas parmi les individus du "
	    "fichier", STS),
	ENSEMBLE("service-co-enseignement", G_NOTE, "service",
	    "co_ens", "'1'",
	    "WHERE s.co_ens = 1 AND (SELECT count(*) FROM "
	    "s_service_enseignant e WHERE e.type_structure = s.type_structure "
	    "AND e.code_structure = s.code_structure AND e.code_matiere = "
	    "s.code_matiere AND e.code_mod_cours = s.code_mod_cours) = 1",
	    "le service est en co-enseignement avec un seul enseignant", STS),
	ENSEMBLE("professeur-principal-division", G_NOTE, "prof_princ",
	    "code_structure", NULL,
	    "WHERE NOT EXISTS (SELECT 1 FROM s_division d WHERE "
	    "d.code_structure = s.code_structure)",
	    "professeur principal de la division %s, absente du fichier",
	    STS),
};

/* Those that look at pupils, who are not in every base. */
static const struct rule regles_eleves[] = {
	ABSENT("division-fermee-occupee", "division", "code_structure",
	    "count(*)",
	    "JOIN eleve_structure e ON e.code_structure = s.code_structure "
	    "AND e.type_structure = 'D' JOIN eleve USING (eleve_id) WHERE "
	    PRESENT_CE_JOUR " GROUP BY s.code_structure",
	    "la division n'est plus dans STS-WEB ; élèves qui y restent : %s",
	    "les déplacer : repartition --remplace ANCIENNE=NOUVELLE"),
	ABSENT("division-renommee", "division", "code_structure",
	    "n.code_structure",
	    "JOIN division_mef m ON m.code_structure = s.code_structure "
	    "JOIN s_division_mef n ON n.code_mef = m.code_mef WHERE NOT EXISTS "
	    "(SELECT 1 FROM division o WHERE o.code_structure = "
	    "n.code_structure AND o.ferme = 0) AND NOT EXISTS (SELECT 1 FROM "
	    "eleve_structure e WHERE e.code_structure = n.code_structure) AND "
	    "EXISTS (SELECT 1 FROM eleve_structure e WHERE e.code_structure = "
	    "s.code_structure) GROUP BY s.code_structure, n.code_structure",
	    "nouvelle division de même MEF et sans élève : %s, peut-être son "
	    "nouveau nom",
	    "si c'est elle : repartition --remplace ANCIENNE=NOUVELLE"),
	ABSENT("groupe-ferme-occupe", "groupe", "code_structure", "count(*)",
	    "JOIN eleve_structure e ON e.code_structure = s.code_structure "
	    "AND e.type_structure = 'G' JOIN eleve USING (eleve_id) WHERE "
	    PRESENT_CE_JOUR " GROUP BY s.code_structure",
	    "le groupe n'est plus dans STS-WEB ; élèves qui y restent : %s",
	    "les déplacer avec repartition, colonne groupes"),
	RESTE("division-fermee-encore", "division", "d.code_structure",
	    "count(*)",
	    "JOIN division d JOIN eleve_structure e ON e.code_structure = "
	    "d.code_structure AND e.type_structure = 'D' JOIN eleve USING "
	    "(eleve_id) WHERE s.rang = (SELECT min(rang) FROM s_division) AND "
	    "d.ferme = 1 AND d.code_structure NOT IN (SELECT code_structure "
	    "FROM s_division) AND " PRESENT_CE_JOUR
	    " GROUP BY d.code_structure",
	    "la division est fermée depuis un envoi précédent ; élèves qui y "
	    "restent : %s",
	    "les déplacer : repartition --remplace ANCIENNE=NOUVELLE"),
	RESTE("groupe-ferme-encore", "division", "d.code_structure",
	    "count(*)",
	    "JOIN groupe d JOIN eleve_structure e ON e.code_structure = "
	    "d.code_structure AND e.type_structure = 'G' JOIN eleve USING "
	    "(eleve_id) WHERE s.rang = (SELECT min(rang) FROM s_division) AND "
	    "d.ferme = 1 AND d.code_structure NOT IN (SELECT code_structure "
	    "FROM s_groupe) AND " PRESENT_CE_JOUR " GROUP BY d.code_structure",
	    "le groupe est fermé depuis un envoi précédent ; élèves qui y "
	    "restent : %s",
	    "les déplacer avec repartition, colonne groupes"),
};
/* clang-format on */

const struct remede remedes_sts[] = { { NULL, STS } };

/*
 * In the file of sts-structures(1), which a person writes: the key, and what
 * to write there.
 */
/* clang-format off */
#define MEF_RECU(t) \
	{ t "-mef-inconnu", \
	    "corriger « mef » dans le fichier, ou faire recevoir à STS-WEB " \
	    "une nomenclature qui l'a (nomen-profile, puis sts-recv)" }, \
	{ t "-mef-ferme", "écrire sous « mef » un MEF qui n'est pas fermé" }, \
	{ t "-mef-non-profile", \
	    "corriger « mef » dans le fichier, ou ajouter ce MEF au profil et " \
	    "le renvoyer à STS-WEB (nomen-profile --profiler, puis " \
	    "sts-recv), puis relancer" }, \
	{ t "-caracteres", \
	    "écrire un « code » sans guillemet, apostrophe, < ni &" }, \
	{ t "-sans-mef", "écrire « mef: [CODE] », de 11 caractères, sous la " \
	    "structure" }

const struct remede remedes_saisie_structures[] = {
	{ "bloc-absent", "si tous les groupes doivent fermer, écrire "
	    "« groupes: [] » ; sinon rien à faire" },
	{ "cle-absente", "écrire sous « code », « mef » et « divisions » des "
	    "codes, et non des valeurs vides" },
	{ "cle-longue", "l'abréger dans le fichier : 8 caractères au plus "
	    "pour « code » et « divisions », 11 pour « mef »" },
	{ "valeur-longue", "abréger « libelle » dans le fichier : 60 "
	    "caractères au plus" },
	{ "doublon", "supprimer l'une des deux dans le fichier, ou lui donner "
	    "un autre « code »" },
	{ "ligne-double", "supprimer l'un des deux codes de la liste" },
	{ "groupe-code-division", "écrire pour le groupe un autre « code »" },
	MEF_RECU("division"),
	MEF_RECU("groupe"),
	{ "groupe-division-inconnue", "corriger « divisions » du groupe, ou "
	    "ajouter la division sous « divisions: » du fichier" },
	{ "division-fermee-groupes", "écrire ces groupes sous "
	    "« groupes: », avec d'autres « divisions »" },
	{ "groupe-sans-division", "écrire « divisions: [CODE] » sous le "
	    "groupe" },
	{ NULL, "corriger le fichier, à cette ligne, et relancer" }
};
/* clang-format on */

const struct rules rules_structures_eleves = { "structures des élèves",
	regles_eleves, NELEM(regles_eleves), NULL, NULL };

const struct rules rules_structures = { "structures", regles, NELEM(regles),
	NULL, NULL };
