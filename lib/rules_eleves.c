/*
 * rules_eleves.c - pupils (BEE_ELEVES): who they are, their schooling.
 *
 * Sources: the families of rules of SIECLE's import du privé and its
 * published comptes rendus (what is dropped, what is rejected), the checks
 * of public importers; the codes are ours.  The principle: an unknown
 * optional code is dropped and the pupil kept; what would corrupt later
 * rejects the pupil.
 */
#include <string.h>

#include "sconet.h"

#define SIECLE \
	"corriger par saisie, ou dans SIECLE, exporter et relancer bee-import"
#define PROFILER \
	"l'ajouter au profil, nomen-profile --profiler, puis relancer " \
	"bee-import ; ou donner un autre MEF par saisie"
#define INE_ATTENDU "attendre l'immatriculation par l'académie, ou la demander"

static int
ine_bien_forme(const char *v)
{
	return ine_forme(v) != INE_FAUX;
}

static int
sexe(const char *v)
{
	return strcmp(v, "1") == 0 || strcmp(v, "2") == 0;
}

static int
mel(const char *v)
{
	const char *at = strchr(v, '@');

	return at != NULL && at != v && strchr(at, '.') != NULL &&
	    strchr(v, ' ') == NULL;
}

/* Where the names agree, as people write them. */
#define MEME_NOM(a, b) \
	"(plie(" a ".nom_de_famille) IN (plie(" b ".nom_de_famille), " \
	"coalesce(plie(" b ".nom_usage), '')) OR coalesce(plie(" a \
	".nom_usage), '') = plie(" b ".nom_de_famille))"
#define MEME_PRENOM(a, b) "plie(" a ".prenom) = plie(" b ".prenom)"
#define MEME_DATE(a, b)   a ".date_naiss = " b ".date_naiss"
#define MEME_LETTRE(a, b) \
	"(" a ".nom_de_famille = " b ".nom_de_famille AND " a ".prenom = " b \
	".prenom AND " a ".date_naiss = " b ".date_naiss)"
/*
 * At least two of name, first name and birth date differ; most are equal to
 * the letter, which is asked first.
 */
#define AUTRE(a, b) \
	"(NOT " MEME_LETTRE(a, b) " AND (coalesce(" MEME_NOM(a, \
	    b) ", 1) = 0) + (coalesce(" MEME_PRENOM(a, \
	    b) ", 1) = 0) + (coalesce(" MEME_DATE(a, b) ", 1) = 0) >= 2)"
#define ANNEE_DEBUT "(SELECT annee || '-08-01' FROM base)"
/* From June on, the base in preparation has pupils who may still leave. */
#define BASE_OUVERTE "(SELECT annee || '-06-01' FROM base)"
#define ANNEE_FIN    "(SELECT (annee + 1) || '-08-31' FROM base)"

/* clang-format off */
static const struct rule regles[] = {
	/* who it is */
	ENTREE("eleve-numero", G_REJET, "eleve", "eleve_id", NULL,
	    "WHERE s.eleve_id <= 0 AND s.eleve_id NOT IN (SELECT eleve_id FROM "
	    "eleve) AND s.eleve_id NOT IN (SELECT id FROM s_neuf WHERE element "
	    "= 'eleve')",
	    "le numéro %s n'est pas un numéro de SIECLE", SIECLE),
	ENTREE("identites-echangees", G_REJET, "eleve", "eleve_id",
	    "o.eleve_id",
	    "JOIN eleve b ON b.eleve_id = s.eleve_id JOIN eleve o ON "
	    "plie(o.nom_de_famille) = plie(s.nom_de_famille) AND "
	    MEME_PRENOM("o", "s") " AND " MEME_DATE("o", "s")
	    " AND o.eleve_id <> s.eleve_id WHERE " AUTRE("s", "b")
	    " AND EXISTS (SELECT 1 FROM s_eleve x WHERE x.eleve_id = "
	    "o.eleve_id AND " AUTRE("x", "o") ")",
	    "cette fiche et la fiche %s ont échangé leurs identités",
	    "vérifier les deux fiches dans SIECLE avant de renvoyer"),
	SONDE_ENTREE("prenoms-echanges", G_REJET, "eleve", "prenom",
	    "(SELECT 1 FROM eleve LIMIT 1) CROSS JOIN s_eleve s JOIN eleve b "
	    "ON b.eleve_id = s.eleve_id WHERE s.prenom <> b.prenom",
	    "JOIN eleve b ON b.eleve_id = s.eleve_id JOIN eleve o ON "
	    "plie(o.nom_de_famille) = plie(b.nom_de_famille) AND "
	    MEME_PRENOM("o", "s") " AND o.eleve_id <> s.eleve_id JOIN s_eleve "
	    "x ON x.eleve_id = o.eleve_id WHERE s.prenom <> b.prenom AND NOT "
	    MEME_PRENOM("s", "b") " AND " MEME_PRENOM("x", "b")
	    " AND s.rang NOT IN (SELECT rang FROM s_anomalie WHERE champ = "
	    "'eleve_id' AND element = 'eleve')",
	    "deux fiches d'un même nom ont échangé leurs prénoms",
	    "vérifier les deux fiches dans SIECLE ; si c'est une correction, "
	    "la faire ici par saisie, une fiche après l'autre, puis renvoyer"),
	ENTREE("autre-personne", G_REJET, "eleve", "eleve_id", "NULL",
	    "JOIN eleve b ON b.eleve_id = s.eleve_id WHERE " AUTRE("s", "b")
	    " AND s.rang NOT IN (SELECT rang FROM s_anomalie WHERE champ = "
	    "'eleve_id' AND element = 'eleve')",
	    "sous ce numéro la base connaît une autre personne",
	    "vérifier la fiche dans SIECLE ; si c'est une correction, la "
	    "faire en deux fois, ou d'abord par saisie --tenir"),
	SONDE_ENTREE("autre-personne-ine", G_REJET, "eleve", "id_national",
	    "s_eleve s WHERE s.id_national IS NOT NULL AND s.eleve_id NOT IN "
	    "(SELECT eleve_id FROM eleve) AND EXISTS (SELECT 1 FROM eleve)",
	    "JOIN eleve b ON b.id_national = s.id_national WHERE s.eleve_id "
	    "NOT IN (SELECT eleve_id FROM eleve) AND " AUTRE("s", "b"),
	    "sous cet INE la base connaît une autre personne",
	    "corriger l'INE qui est faux : celui de la base par saisie, celui "
	    "du fichier dans SIECLE, et renvoyer"),
	SONDE_ENTREE("eleve-deja-connu", G_REJET, "eleve", "eleve_id",
	    "s_eleve s WHERE s.eleve_id NOT IN (SELECT eleve_id FROM eleve) "
	    "AND EXISTS (SELECT 1 FROM s_anomalie WHERE gravite = 2)",
	    "JOIN eleve b ON b.date_naiss = s.date_naiss AND "
	    MEME_PRENOM("b", "s") " AND plie(b.nom_de_famille) = "
	    "plie(s.nom_de_famille) JOIN s_eleve x ON x.eleve_id = b.eleve_id "
	    "WHERE s.eleve_id NOT IN (SELECT eleve_id FROM eleve) AND x.rang "
	    "IN (SELECT rang FROM s_anomalie WHERE gravite = 2) AND "
	    AUTRE("x", "b"),
	    "la base connaît cet élève sous un autre numéro, que le fichier "
	    "donne à une autre personne",
	    "vérifier les numéros des fiches dans SIECLE avant de renvoyer"),
	ENTREE("eleve-ambigu", G_REJET, "eleve", "eleve_id", "NULL",
	    "WHERE s.eleve_id IN (SELECT eleve_id FROM m_eleve WHERE n > 1)",
	    "plusieurs élèves de la base ont cette identité",
	    "donner à chacune de leurs fiches, par saisie, l'INE que dit SIECLE, "
	    "et relancer bee-import ; si c'est le même élève deux fois, "
	    "fusionner les deux dans SIECLE"),
	DOUBLON("eleve-ressemblant", G_NOTE, "eleve", "eleve_id",
	    "o.eleve_id", "identite(nom_de_famille, prenom, date_naiss)",
	    "JOIN (SELECT identite(nom_de_famille, prenom, date_naiss) AS i, "
	    "min(eleve_id) AS a FROM s_eleve GROUP BY 1 HAVING count(*) > 1) g "
	    "ON identite(s.nom_de_famille, s.prenom, s.date_naiss) = g.i JOIN "
	    "s_eleve o ON o.eleve_id = g.a WHERE s.eleve_id <> g.a AND "
	    MEME_DATE("s", "o") " AND " MEME_PRENOM("s", "o")
	    " AND plie(s.nom_de_famille) = plie(o.nom_de_famille)",
	    "même nom, même prénom et même naissance que la fiche %s",
	    "si c'est le même élève, fusionner les deux fiches dans SIECLE"),
	ENSEMBLE("eleve-renumerote", G_NOTE, "eleve", "eleve_id", "m.trouve",
	    "JOIN m_eleve m ON m.eleve_id = s.eleve_id WHERE m.n <= 1",
	    "l'élève avait le numéro %s dans la base ; il prend celui du "
	    "fichier", "rien à faire"),
	ENTREE("eleve-double-ici", G_NOTE, "eleve", "eleve_id", "b.eleve_id",
	    "JOIN eleve b ON b.eleve_id < 0 AND b.eleve_id NOT IN (SELECT "
	    "eleve_id FROM s_eleve) WHERE s.eleve_id NOT IN (SELECT eleve_id "
	    "FROM eleve) AND s.eleve_id > 0 AND (" ACCORD ") = 2",
	    "l'élève est nouveau, et ressemble à l'élève %s, que SIECLE n'a "
	    "pas : deux des trois, nom, prénom et naissance, sont les siens",
	    "si c'est le même, donner par saisie à la fiche faite ici le nom, "
	    "le prénom et la naissance que dit SIECLE, puis relancer "
	    "bee-import : il les réunit ; sinon rien à faire"),
	FORME("nom-caractere-perdu", G_NOTE, "eleve", "nom_de_famille",
	    sans_interrogation,
	    "un « ? » dans le nom de famille : un caractère a été perdu",
	    SIECLE),
	FORME("prenom-caractere-perdu", G_NOTE, "eleve", "prenom",
	    sans_interrogation,
	    "un « ? » dans le prénom : un caractère a été perdu", SIECLE),

	/* INE */
	FORME("ine-malforme", G_VALEUR, "eleve", "id_national",
	    ine_bien_forme, "l'INE n'a pas la forme d'un INE", SIECLE),
	FORME("ine-bea-malforme", G_VALEUR, "eleve", "ine_bea",
	    ine_bien_forme, "l'INE BEA n'a pas la forme d'un INE", SIECLE),
	FORME("ine-rnie-malforme", G_VALEUR, "eleve", "ine_rnie",
	    ine_bien_forme, "l'INE RNIE n'a pas la forme d'un INE", SIECLE),
	ENSEMBLE("ine-absent", G_NOTE, "eleve", "id_national", NULL,
	    "WHERE s.id_national IS NULL AND s.rang NOT IN (SELECT rang FROM "
	    "s_anomalie WHERE champ = 'id_national')",
	    "l'élève n'a pas d'INE", INE_ATTENDU),
	FORME("ine-cle", G_NOTE, "eleve", "id_national", ine_juste,
	    "la clé de l'INE ne correspond pas au numéro", SIECLE),
	ENSEMBLE("ine-efface", G_NOTE, "eleve", "id_national", "NULL",
	    "JOIN eleve b ON b.eleve_id = s.eleve_id WHERE s.id_national IS "
	    "NULL AND b.id_national IS NOT NULL",
	    "le fichier n'a plus l'INE de l'élève ; celui de la base est "
	    "gardé", SIECLE),
	DOUBLON("elenoet-double", G_NOTE, "eleve", "elenoet", NULL,
	    "compact(elenoet)",
	    "WHERE s.elenoet IN (SELECT elenoet FROM s_eleve WHERE elenoet IS "
	    "NOT NULL GROUP BY 1 HAVING count(*) > 1)",
	    "plusieurs élèves ont le numéro interne %s", SIECLE),

	/* birth, sex */
	ENSEMBLE("naissance-improbable", G_NOTE, "eleve", "date_naiss", NULL,
	    "WHERE CAST(substr(s.date_naiss, 1, 4) AS INTEGER) NOT BETWEEN "
	    "(SELECT annee - 30 FROM base) AND (SELECT annee - 8 FROM base)",
	    "la date de naissance est improbable pour un élève", SIECLE),
	PRESENT("sexe-absent", G_NOTE, "eleve", "code_sexe",
	    "le sexe n'est pas renseigné", SIECLE),
	FORME("sexe-inconnu", G_VALEUR, "eleve", "code_sexe", sexe,
	    "le code sexe %s n'est ni 1 ni 2", SIECLE),
	ENSEMBLE("commune-naissance-absente", G_NOTE, "eleve",
	    "code_commune_insee_naiss", "NULL",
	    "WHERE s.code_pays = '100' AND s.code_commune_insee_naiss IS NULL",
	    "né en France, sans commune de naissance", SIECLE),

	/* schooling */
	PRESENT("mef-absent", G_NOTE, "eleve", "code_mef",
	    "l'élève n'a pas de MEF : il ne sera pas compté", SIECLE),
	LISTE("mef-inconnu", G_VALEUR, "eleve", "code_mef",
	    "EXISTS (SELECT 1 FROM mef WHERE code_mef = ?1)",
	    "le MEF %s est absent de la nomenclature",
	    "recevoir la nomenclature à jour (nomen-profile), puis relancer "
	    "bee-import ; ou donner un autre MEF par saisie"),
	LISTE("mef-ferme", G_VALEUR, "eleve", "code_mef",
	    "NOT EXISTS (SELECT 1 FROM mef WHERE code_mef = ?1 AND (ferme = 1 "
	    "OR date_fermeture < (SELECT date_debut FROM base)))",
	    "le MEF %s est fermé", SIECLE),
	LISTE("mef-non-profile", G_VALEUR, "eleve", "code_mef",
	    "NOT EXISTS (SELECT 1 FROM mef WHERE code_mef = ?1 AND "
	    "mef_selectionne IS NOT 1)",
	    "le MEF %s n'est pas profilé", PROFILER),
	PRESENT("regime-absent", G_NOTE, "eleve", "code_regime",
	    "le régime n'est pas renseigné", SIECLE),
	LISTE("regime-inconnu", G_VALEUR, "eleve", "code_regime",
	    DANS_LISTE("REGIME"),
	    "le régime %s est absent de la nomenclature", SIECLE),
	LISTE("statut-inconnu", G_VALEUR, "eleve", "code_statut",
	    DANS_LISTE("STATUT_ELEVE"),
	    "le statut %s est absent de la nomenclature", SIECLE),
	LISTE("provenance-inconnue", G_VALEUR, "eleve", "code_provenance",
	    DANS_LISTE("PROVENANCE"),
	    "la provenance %s est absente de la nomenclature", SIECLE),
	FORME("mel-eleve", G_NOTE, "eleve", "mel", mel,
	    "l'adresse électronique n'a pas la forme d'une adresse", SIECLE),
	ENSEMBLE("adresse-inconnue", G_NOTE, "eleve", "adresse_id", NULL,
	    "WHERE s.adresse_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
	    "s_adresse a WHERE a.adresse_id = s.adresse_id) AND NOT EXISTS "
	    "(SELECT 1 FROM adresse a WHERE a.adresse_id = s.adresse_id)",
	    "l'adresse %s n'est ni dans le fichier ni dans la base",
	    "exporter les élèves « avec adresses » et relancer bee-import, ou "
	    "donner l'adresse par saisie"),

	/* leaving */
	LISTE("motif-sortie-inconnu", G_REJET, "eleve", "code_motif_sortie",
	    DANS_LISTE("MOTIF_SORTIE"),
	    "le motif de sortie %s est absent de la nomenclature", SIECLE),
	ENSEMBLE("sortie-sans-motif", G_NOTE, "eleve", "code_motif_sortie",
	    "NULL",
	    "WHERE s.date_sortie IS NOT NULL AND s.code_motif_sortie IS NULL",
	    "l'élève sort sans motif de sortie", SIECLE),
	ENSEMBLE("sortie-hors-annee", G_VALEUR, "eleve", "date_sortie", NULL,
	    "WHERE s.date_sortie > " ANNEE_FIN,
	    "la date de sortie %s est après l'année scolaire", SIECLE),
	ENSEMBLE("sortie-ancienne", G_NOTE, "eleve", "date_sortie", NULL,
	    "WHERE s.date_sortie < " BASE_OUVERTE,
	    "la date de sortie %s est d'avant l'année scolaire ; l'élève "
	    "n'est pas compté", SIECLE),
	ENSEMBLE("entree-hors-annee", G_VALEUR, "eleve", "date_entree", NULL,
	    "WHERE s.date_entree > " ANNEE_FIN,
	    "la date d'entrée %s est après la fin de l'année scolaire",
	    SIECLE),
	ENSEMBLE("entree-ancienne", G_NOTE, "eleve", "date_entree", NULL,
	    "WHERE s.date_entree < " ANNEE_DEBUT,
	    "la date d'entrée %s est d'une année antérieure", SIECLE),
	ENSEMBLE("motif-sans-sortie", G_VALEUR, "eleve", "code_motif_sortie",
	    NULL,
	    "WHERE s.date_sortie IS NULL AND s.code_motif_sortie IS NOT NULL",
	    "motif de sortie %s sans date de sortie", SIECLE),
	ENSEMBLE("sortie-avant-entree", G_NOTE, "eleve", "date_sortie", NULL,
	    "WHERE s.date_sortie < s.date_entree",
	    "la sortie, le %s, est avant l'entrée", SIECLE),

	/* last year */
	LISTE("mef-origine", G_VALEUR, "scolarite_an_dernier", "code_mef",
	    "EXISTS (SELECT 1 FROM mef WHERE code_mef = ?1 AND "
	    "(mef_selorig = 1 OR mef_selectionne = 1))",
	    "le MEF de l'an dernier, %s, n'est pas parmi les MEF d'origine",
	    "l'ajouter à mef_origine dans le profil, nomen-profile "
	    "--profiler, puis relancer bee-import ; ou en donner un autre "
	    "par saisie"),
	FORME("rne-origine", G_NOTE, "scolarite_an_dernier", "code_rne",
	    uai_juste, "la clé de l'UAI %s d'origine est fausse", SIECLE),

	/* numbers again, once it is known who is rejected */
	DOUBLON("ine-double", G_VALEUR, "eleve", "id_national", NULL,
	    "compact(id_national)",
	    "WHERE s.id_national IN (SELECT id_national FROM s_eleve WHERE "
	    "id_national IS NOT NULL GROUP BY 1 HAVING count(*) > 1) AND NOT "
	    "EXISTS (SELECT 1 FROM eleve b WHERE b.eleve_id = s.eleve_id AND "
	    "b.id_national = s.id_national)",
	    "plusieurs élèves du fichier ont le même INE", SIECLE),
	SONDE_ENCORE("ine-deja-pris", G_VALEUR, "eleve", "id_national",
	    "(SELECT 1 FROM eleve LIMIT 1) CROSS JOIN s_eleve s LEFT JOIN "
	    "eleve b ON b.eleve_id = s.eleve_id WHERE s.id_national IS NOT "
	    "b.id_national AND s.id_national IS NOT NULL",
	    "JOIN eleve o ON o.id_national = s.id_national AND o.eleve_id <> "
	    "s.eleve_id LEFT JOIN s_eleve so ON so.eleve_id = o.eleve_id "
	    "AND so.rang NOT IN (SELECT rang FROM s_anomalie WHERE gravite = 2) "
	    "WHERE NOT EXISTS (SELECT 1 FROM eleve b WHERE b.eleve_id = "
	    "s.eleve_id AND b.id_national = s.id_national) AND "
	    "(so.id_national IS NULL OR so.id_national = s.id_national)",
	    "un autre élève de la base a déjà cet INE", SIECLE),
	ENSEMBLE("ine-change", G_NOTE, "eleve", "id_national",
	    "b.id_national",
	    "JOIN eleve b ON b.eleve_id = s.eleve_id WHERE s.id_national <> "
	    "b.id_national AND s.rang NOT IN (SELECT rang FROM s_anomalie "
	    "WHERE gravite = 2)",
	    "l'INE change ; l'ancien numéro est gardé à côté",
	    "rien à faire s'il s'agit d'une nouvelle immatriculation"),
};

static const struct rule perimes[] = {
	ENTREE("ine-perime", G_NOTE, "eleve", "id_national", "NULL",
	    "JOIN m_perime m ON m.eleve_id = s.eleve_id WHERE 1",
	    "le fichier a encore l'INE que l'académie a remplacé ; le nouveau "
	    "est gardé",
	    "porter le nouveau numéro (fiche) dans SIECLE ; si c'est l'ancien "
	    "qui vaut, le rendre par saisie"),
};

static const struct rule an_dernier[] = {
	ENTREE("an-dernier-efface", G_NOTE, "eleve", NULL, "m.code_rne",
	    "JOIN m_an_dernier m ON m.eleve_id = s.eleve_id WHERE 1",
	    "le fichier n'a pas la scolarité de l'an dernier de l'élève ; celle "
	    "de la base, dans l'établissement %s, est gardée",
	    "rien à faire, ou la corriger par saisie"),
};

/* Of those whom a bascule brought: both bases give them one number. */
#define REVOIR \
	"vérifier les deux fiches dans les deux bases, corriger par saisie, " \
	"puis relancer sconet-bascule --complete"
static const struct rule complement[] = {
	ENTREE("complement-autre-personne", G_REJET, "eleve", "eleve_id", "NULL",
	    "JOIN eleve b ON b.eleve_id = s.eleve_id WHERE " AUTRE("s", "b"),
	    "sous ce numéro cette base connaît une autre personne", REVOIR),
	ENTREE("complement-autre-responsable", G_REJET, "personne",
	    "personne_id", NULL,
	    "JOIN personne b ON b.personne_id = s.personne_id WHERE coalesce("
	    MEME_NOM("s", "b") ", 1) = 0 AND coalesce(" MEME_PRENOM("s", "b")
	    ", 1) = 0",
	    "sous ce numéro cette base connaît un autre responsable", REVOIR),
	ENTREE("complement-ine-pris", G_VALEUR, "eleve", "id_national", NULL,
	    "JOIN eleve o ON o.id_national = s.id_national AND o.eleve_id <> "
	    "s.eleve_id",
	    "un autre élève de cette base a déjà cet INE", REVOIR),
	ENTREE("complement-arrivee", G_NOTE, "eleve", "eleve_id", "NULL",
	    "WHERE s.eleve_id NOT IN (SELECT eleve_id FROM eleve)",
	    "l'élève est arrivé depuis la bascule : il passe sans MEF",
	    "rien à faire : le premier fichier de SIECLE de la nouvelle "
	    "année le donnera"),
	ENTREE("complement-sortie", G_NOTE, "eleve", "date_sortie", NULL,
	    "JOIN eleve b ON b.eleve_id = s.eleve_id WHERE s.date_sortie IS "
	    "NOT NULL AND b.date_sortie IS NULL",
	    "l'élève est sorti le %s, après la bascule",
	    "rien à faire ; le retirer de sa division s'il en a une"),
};

static const struct rule options[] = {
	LISTE("option-inconnue", G_VALEUR, "eleve_option", "code_matiere",
	    "EXISTS (SELECT 1 FROM matiere WHERE code_matiere = ?1)",
	    "la matière %s de l'option est absente de la nomenclature",
	    "recevoir la nomenclature à jour (nomen-profile), puis relancer "
	    "bee-import ; ou donner une autre matière par saisie"),
	SONDE_ENTREE("option-hors-programme", G_VALEUR, "eleve_option",
	    "code_matiere",
	    "p_eleve_option s WHERE s.code_mef IS NOT NULL AND NOT EXISTS "
	    "(SELECT 1 FROM programme p WHERE p.code_mef = s.code_mef AND "
	    "p.code_matiere = s.code_matiere)",
	    "JOIN s_eleve e ON e.eleve_id = s.eleve_id WHERE e.code_mef IS "
	    "NOT NULL AND NOT EXISTS (SELECT 1 FROM programme p WHERE "
	    "p.code_mef = e.code_mef AND p.code_matiere = s.code_matiere)",
	    "l'option %s n'est pas au programme du MEF de l'élève", SIECLE),
};
/* clang-format on */

const struct rules rules_eleves = { "eleves", regles, NELEM(regles), NULL,
	NULL };

const struct rules rules_perimes = { "INE perimes", perimes, NELEM(perimes),
	NULL, NULL };

const struct rules rules_an_dernier = { "an dernier", an_dernier,
	NELEM(an_dernier), NULL, NULL };

const struct rules rules_complement = { "complement", complement,
	NELEM(complement), NULL, NULL };

const struct rules rules_options = { "options", options, NELEM(options),
	"eleve_option",
	"CREATE TEMP TABLE p_eleve_option AS SELECT DISTINCT e.code_mef,"
	" s.code_matiere, e.eleve_id IS NULL AS orphelin FROM s_eleve_option s"
	" LEFT JOIN s_eleve e ON e.eleve_id = s.eleve_id" };
