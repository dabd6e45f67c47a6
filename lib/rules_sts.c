/*
 * rules_sts.c - what STS-WEB receives: counts (event E), and the timetable.
 * Sources: STS-WEB's training slides and help (divisions are made in STS-WEB
 * only, groupes may come from the timetable software), vendors' notes for
 * the rest; the codes are ours.
 */
#include <ctype.h>
#include <string.h>

#include "sconet.h"

#define EDT \
	"le corriger dans le logiciel d'emploi du temps, puis renvoyer le " \
	"fichier"

/* HHMM, any minute; a duration is one too. */
static int
heure_juste(const char *v)
{
	size_t i;

	if (strlen(v) != 4)
		return 0;
	for (i = 0; i < 4; i++)
		if (!isdigit((unsigned char)v[i]))
			return 0;
	return strcmp(v, "2400") <= 0 && v[2] <= '5';
}

static int
duree_juste(const char *v)
{
	return heure_juste(v) && strcmp(v, "0000") != 0;
}

static int
jour_juste(const char *v)
{
	return strlen(v) == 1 && *v >= '1' && *v <= '7';
}

#define INCONNUE(type) \
	"WHERE NOT EXISTS (SELECT 1 FROM structure b WHERE b.ferme = 0 AND " \
	"b.code_structure = s.code_structure AND b.type_structure = " type ")"

/* What came before under the number of this one, and is another file. */
#define REPRIS \
	"echange e WHERE e.sens = 'recu' AND e.genre = 'sts-effectifs' AND " \
	"e.change = 1 AND e.num_envoi = x.num_envoi AND e.sha256 <> x.sha256"

/* clang-format off */
static const struct rule regles_effectifs[] = {
	ENSEMBLE("effectif-numero-repris", G_NOTE, "effectif_total", NULL,
	    "x.num_envoi || ', reçu le ' || (SELECT max(e.date_echange) FROM "
	    REPRIS ")",
	    "JOIN s_enveloppe x WHERE EXISTS (SELECT 1 FROM " REPRIS ")",
	    "un autre fichier a porté ce numéro d'envoi : %s",
	    "vérifier qui envoie : une base copiée ou restaurée reprend ses "
	    "numéros ; l'accusé dit de quel fichier il parle"),
	ENTREE("effectif-structure-inconnue", G_REJET, "effectif_structure",
	    "code_structure", NULL, INCONNUE("s.type_structure"),
	    "la structure %s n'existe pas dans STS-WEB",
	    "renvoyer les structures à SCONET : sts-export, puis sts-import"),
	ENSEMBLE("effectif-mef-etranger", G_NOTE, "effectif_mef", "code_mef",
	    NULL,
	    "JOIN structure b ON b.code_structure = s.code_structure AND "
	    "b.type_structure = s.type_structure AND b.ferme = 0 WHERE NOT "
	    "EXISTS (SELECT 1 FROM structure_mef m WHERE m.code_structure = "
	    "s.code_structure AND m.type_structure = s.type_structure AND "
	    "m.code_mef = s.code_mef)",
	    "des élèves du MEF %s, qui n'est pas celui de la structure dans "
	    "STS-WEB",
	    "le lui ajouter (sts-structures), ou déplacer les élèves "
	    "(repartition)"),
};

static const struct rule regles_edt[] = {
	ENTREE("edt-division-inconnue", G_REJET, "division",
	    "code_structure", NULL, INCONNUE("'D'"),
	    "la division %s n'existe pas dans STS-WEB",
	    "la créer (sts-structures), ou la corriger dans le logiciel "
	    "d'emploi du temps, puis renvoyer le fichier"),
	ENSEMBLE("edt-groupe-code-division", G_REJET, "groupe",
	    "code_structure", NULL,
	    "WHERE EXISTS (SELECT 1 FROM division b WHERE b.code_structure = "
	    "s.code_structure)",
	    "le groupe %s a le code d'une division", EDT),
	ENTREE("edt-groupe-division-inconnue", G_VALEUR, "groupe_division",
	    "code_division", NULL,
	    "WHERE NOT EXISTS (SELECT 1 FROM division b WHERE b.ferme = 0 AND "
	    "b.code_structure = s.code_division)",
	    "le groupe se rattache à la division %s, qui n'existe pas dans "
	    "STS-WEB", EDT),
	ENSEMBLE("edt-groupe-sans-division", G_NOTE, "groupe",
	    "code_structure", NULL,
	    "WHERE NOT EXISTS (SELECT 1 FROM s_groupe_division g WHERE "
	    "g.code_structure = s.code_structure)",
	    "le groupe %s n'est rattaché à aucune division", EDT),
	LISTE("edt-matiere-inconnue", G_VALEUR, "service", "code_matiere",
	    "EXISTS (SELECT 1 FROM matiere WHERE code_matiere = ?1 AND ferme "
	    "= 0)",
	    "la matière %s du service n'est pas dans la nomenclature "
	    "reçue",
	    "l'ajouter au profil et renvoyer la nomenclature (nomen-profile), "
	    "puis renvoyer l'emploi du temps"),
	LISTE("edt-modalite-inconnue", G_NOTE, "service", "code_mod_cours",
	    DANS_LISTE("MODALITE_COURS"),
	    "la modalité de cours %s du service est inconnue", EDT),
	ENSEMBLE("edt-co-enseignement", G_NOTE, "service", "co_ens", "'1'",
	    "WHERE s.co_ens = 1 AND (SELECT count(*) FROM "
	    "s_service_enseignant e WHERE e.type_structure = s.type_structure "
	    "AND e.code_structure = s.code_structure AND e.code_matiere = "
	    "s.code_matiere AND e.code_mod_cours = s.code_mod_cours) = 1",
	    "le service est en co-enseignement avec un seul enseignant", EDT),
	ENSEMBLE("edt-individu-inconnu", G_NOTE, "service_enseignant", "id",
	    NULL,
	    "WHERE NOT EXISTS (SELECT 1 FROM individu i WHERE i.id = s.id AND "
	    "i.type = s.type AND i.nom_usage IS NOT NULL)",
	    "l'enseignant %s n'est pas connu de STS-WEB : sts_emp ne le "
	    "montrera pas",
	    "recevoir les individus de STS-WEB (sts-recv avec un fichier "
	    "sts_emp)"),
	FORME("edt-jour", G_VALEUR, "cours", "jour", jour_juste,
	    "le jour %s n'est pas un chiffre de 1 (lundi) à 7", EDT),
	FORME("edt-heure", G_VALEUR, "cours", "heure_debut", heure_juste,
	    "l'heure %s n'est pas de la forme HHMM", EDT),
	FORME("edt-duree", G_VALEUR, "cours", "duree", duree_juste,
	    "la durée %s n'est pas de la forme HHMM, ou est nulle", EDT),
	ENSEMBLE("edt-alternance-inconnue", G_VALEUR, "cours",
	    "code_alternance", NULL,
	    "WHERE NOT EXISTS (SELECT 1 FROM s_alternance a WHERE "
	    "a.code_alternance = s.code_alternance)",
	    "le cours cite l'alternance %s, que le fichier ne déclare pas",
	    EDT),
	ENSEMBLE("edt-salle-inconnue", G_NOTE, "cours", "code_salle", NULL,
	    "WHERE s.code_salle IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
	    "s_salle a WHERE a.code_salle = s.code_salle)",
	    "le cours se tient dans la salle %s, que le fichier ne déclare "
	    "pas", EDT),
	ENSEMBLE("edt-alternance-vide", G_NOTE, "alternance",
	    "code_alternance", NULL,
	    "WHERE NOT EXISTS (SELECT 1 FROM s_alternance_semaine a WHERE "
	    "a.code_alternance = s.code_alternance)",
	    "l'alternance %s n'a aucune semaine", EDT),
};

/*
 * sts_emp says nothing of lessons, and the first one of a year has no
 * services: those that the timetable has given lessons stay.
 */
#define COURS_GARDES(rec, type, la) \
	ENSEMBLE("reprise-cours-" rec, G_NOTE, rec, "code_structure", NULL, \
	    "WHERE EXISTS (SELECT 1 FROM cours c WHERE c.type_structure = '" \
	    type "' AND c.code_structure = s.code_structure AND NOT EXISTS " \
	    "(SELECT 1 FROM s_service_enseignant e WHERE e.type_structure = " \
	    "c.type_structure AND e.code_structure = c.code_structure AND " \
	    "e.code_matiere = c.code_matiere AND e.code_mod_cours = " \
	    "c.code_mod_cours AND e.id = c.id AND e.type = c.type))", \
	    "l'emploi du temps a des cours " la " %s dans des services que " \
	    "le fichier n'a pas : ils y restent", \
	    "rien à faire, ou renvoyer l'emploi du temps sans ces cours " \
	    "(sts-recv)")
static const struct rule regles_reprise[] = {
	COURS_GARDES("division", "D", "de la division"),
	COURS_GARDES("groupe", "G", "du groupe"),
};
/* clang-format on */

const struct remede remedes_edt[] = { { NULL, EDT } };

const struct rules rules_effectifs = { "effectifs", regles_effectifs,
	NELEM(regles_effectifs), NULL, NULL };
const struct rules rules_edt = { "emplois du temps", regles_edt,
	NELEM(regles_edt), NULL, NULL };
const struct rules rules_reprise = { "reprise", regles_reprise,
	NELEM(regles_reprise), NULL, NULL };
