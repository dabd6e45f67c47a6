/*
 * rules_voeux.c - event C: wishes, their results, and the académie's
 * decisions.
 *
 * Sources: what is known of the exchange (one pupil, ranked wishes, an answer
 * of three kinds); the rules and their codes are ours.  The wishes of a pupil
 * are one set: if one of them is rejected, all of them are (imports_voeux.c).
 */
#include <string.h>

#include "sconet.h"

#define REPRENDRE "corriger les vœux de l'élève et les redonner tous"
#define ACADEMIE  "demander à l'académie de corriger et de renvoyer"
#define DECISIONS "corriger le tableau des décisions et relancer affect-send"

/* Of one that is none, another rule speaks. */
static int
uai_cle_juste(const char *v)
{
	return !uai_forme(v) || uai_juste(v);
}

static int
decision_connue(const char *v)
{
	return strcmp(v, "AFFECTE") == 0 || strcmp(v, "LISTE") == 0 ||
	    strcmp(v, "REFUSE") == 0;
}

/* Whom the import has found, and something contradicts. */
#define CONTRAIRE(code, rec, quoi, message, remede) \
	ENSEMBLE(code, G_REJET, rec, "eleve_id", "m.autre", \
	    "JOIN m_contraire m ON m.rang = s.rang WHERE m.code = '" quoi "'", \
	    message, remede)
#define CHOIX "JOIN m_choix c ON c.rang = s.rang "
#define LUI   CHOIX "JOIN eleve e ON e.eleve_id = c.trouve "

/* clang-format off */

/* The wish itself, wherever it comes in. */
static const struct rule souhaits[] = {
	FORME("voeu-uai-forme", G_REJET, "souhait", "uai", uai_forme,
	    "« %s » n'est pas un UAI, de sept chiffres et une lettre",
	    REPRENDRE),
	FORME("voeu-uai-cle", G_NOTE, "souhait", "uai", uai_cle_juste,
	    "la clé de l'UAI demandé, %s, est fausse",
	    "vérifier le numéro de l'établissement"),
	LISTE("voeu-mef-inconnu", G_REJET, "souhait", "mef",
	    "EXISTS (SELECT 1 FROM mef WHERE code_mef = ?1 AND ferme = 0) OR "
	    "NOT EXISTS (SELECT 1 FROM mef)",
	    "le MEF demandé, %s, est absent de la nomenclature reçue",
	    "vérifier le code, ou recevoir la nomenclature à jour "
	    "(nomen-profile)"),
	ENSEMBLE("voeu-rang", G_REJET, "souhait", "rang_voeu", NULL,
	    "WHERE s.rang_voeu < 0 OR s.rang_voeu > 99 OR (s.rang_voeu = 0 "
	    "AND coalesce(s.uai, s.mef) IS NOT NULL)",
	    "le rang %s n'est pas de 1 à 99", REPRENDRE),
	ENSEMBLE("voeu-rang-double", G_REJET, "souhait", "rang_voeu", NULL,
	    CHOIX "WHERE EXISTS (SELECT 1 FROM m_choix o WHERE o.trouve = "
	    "c.trouve AND o.rang_voeu = c.rang_voeu AND o.rang < c.rang)",
	    "l'élève a déjà un vœu de rang %s", REPRENDRE),
	ENSEMBLE("voeu-rang-trou", G_REJET, "souhait", "rang_voeu", NULL,
	    CHOIX "WHERE c.rang_voeu > 1 AND NOT EXISTS (SELECT 1 FROM "
	    "m_choix o WHERE o.trouve = c.trouve AND o.rang_voeu = "
	    "c.rang_voeu - 1)",
	    "l'élève a un vœu de rang %s sans celui d'avant", REPRENDRE),
	ENTREE("voeu-option-inconnue", G_VALEUR, "voeu_option",
	    "code_matiere", NULL,
	    "WHERE s.code_matiere NOT IN (SELECT code_matiere FROM matiere) "
	    "AND EXISTS (SELECT 1 FROM matiere)",
	    "la matière %s, option du vœu, est absente de la nomenclature",
	    "vérifier le code, ou recevoir la nomenclature à jour "
	    "(nomen-profile)"),
};

/* A line of the table of voeux-import. */
static const struct rule lignes[] = {
	ENSEMBLE("voeu-sans-eleve", G_REJET, "souhait", NULL, NULL,
	    "WHERE s.eleve_id IS NULL AND s.elenoet IS NULL AND s.ine IS NULL",
	    "la ligne ne désigne aucun élève",
	    "corriger la ligne et relancer voeux-import"),
	ENSEMBLE("voeu-eleve-inconnu", G_REJET, "souhait", NULL,
	    "coalesce(s.eleve_id, s.elenoet)",
	    "WHERE coalesce(s.eleve_id, s.elenoet, s.ine) IS NOT NULL AND "
	    "s.rang NOT IN (SELECT rang FROM m_qui)",
	    "aucun élève de la base n'a ce numéro",
	    "vérifier le numéro, ou importer d'abord les élèves (bee-import)"),
	ENSEMBLE("voeu-eleve-ambigu", G_REJET, "souhait", NULL,
	    "coalesce(s.eleve_id, s.elenoet)",
	    /* row by row: a group over all rows would be made for each */
	    "WHERE (SELECT count(DISTINCT trouve) FROM m_qui m WHERE m.rang "
	    "= s.rang) > 1 OR (SELECT count(DISTINCT par) FROM m_qui m WHERE "
	    "m.rang = s.rang) BETWEEN 1 AND (s.eleve_id IS NOT NULL) + "
	    "(s.elenoet IS NOT NULL) + (s.ine IS NOT NULL) - 1",
	    "les numéros de la ligne ne désignent pas tous le même élève",
	    "ne donner que eleve_id"),
	ENSEMBLE("voeu-incomplet", G_REJET, "souhait", NULL, "s.rang_voeu",
	    "WHERE s.rang_voeu > 0 AND (s.uai IS NULL OR s.mef IS NULL)",
	    "le vœu de rang %s n'a pas d'UAI, ou pas de MEF", REPRENDRE),
	ENSEMBLE("voeu-aucun", G_REJET, "souhait", "rang_voeu", NULL,
	    "WHERE s.rang_voeu = 0 AND EXISTS (SELECT 1 FROM m_choix c JOIN "
	    "m_choix o ON o.trouve = c.trouve AND o.rang <> c.rang WHERE "
	    "c.rang = s.rang)",
	    "le rang %s dit qu'il n'y a pas de vœu, et d'autres lignes en "
	    "donnent", REPRENDRE),
};

/* A record of the file VOEUX, and the pupil of the base it means. */
static const struct rule fiches[] = {
	ENSEMBLE("voeux-inconnu", G_REJET, "voeux_fiche", "eleve_id", "NULL",
	    "WHERE s.rang NOT IN (SELECT rang FROM m_qui)",
	    "aucun élève de la base n'a ce numéro, ni cet INE ou cette "
	    "identité",
	    "importer d'abord les élèves (bee-import)"),
	ENSEMBLE("voeux-autre-personne", G_REJET, "voeux_fiche", "eleve_id",
	    "NULL",
	    "WHERE s.rang IN (SELECT rang FROM m_qui WHERE accord < 2)",
	    "sous ce numéro ou cet INE la base connaît une autre personne",
	    "vérifier la fiche de l'élève avant de renvoyer"),
	CONTRAIRE("voeux-ine-contraire", "voeux_fiche", "ine",
	    "l'INE de la fiche et son identité ne sont pas d'un même élève "
	    "(élève %s)",
	    "vérifier l'INE de l'élève, le corriger (saisie) et renvoyer"),
	CONTRAIRE("voeux-identites-echangees", "voeux_fiche", "identite",
	    "ce nom et ce prénom sont ceux d'un autre élève, %s",
	    "vérifier les deux fiches et renvoyer"),
	ENSEMBLE("voeux-ambigu", G_REJET, "voeux_fiche", "eleve_id", "NULL",
	    "WHERE s.rang IN (SELECT rang FROM m_qui GROUP BY rang HAVING "
	    "count(DISTINCT trouve) > 1)",
	    "plusieurs élèves de la base ont cette identité",
	    "vérifier les fiches dans SIECLE et renvoyer"),
	ENSEMBLE("voeux-double", G_REJET, "voeux_fiche", "eleve_id",
	    "(SELECT max(trouve) FROM m_qui m WHERE m.rang = s.rang)",
	    "WHERE EXISTS (SELECT 1 FROM m_qui m JOIN m_qui o ON o.trouve = "
	    "m.trouve AND o.rang < m.rang WHERE m.rang = s.rang)",
	    "l'élève %s figure déjà plus haut dans le fichier", REPRENDRE),
};

/* In the base of the school. */
static const struct rule voeux[] = {
	ENSEMBLE("voeu-max", G_REJET, "souhait", "rang_voeu", NULL,
	    CHOIX "WHERE c.rang_voeu > coalesce((SELECT voeux_max FROM "
	    "s_campagne), (SELECT voeux_max FROM campagne))",
	    "le rang %s dépasse le nombre de vœux de la campagne",
	    "retirer des vœux, ou corriger la campagne (voeux-import "
	    "--campagne)"),
	ENSEMBLE("voeu-sorti", G_REJET, "souhait", "rang_voeu",
	    "e.date_sortie", LUI "WHERE e.date_sortie IS NOT NULL",
	    "l'élève sort le %s : il n'a plus de vœu à faire",
	    "rien à faire ; sinon effacer sa date de sortie (saisie)"),
	ENSEMBLE("voeu-repete", G_NOTE, "souhait", "rang_voeu", NULL,
	    CHOIX "WHERE EXISTS (SELECT 1 FROM m_choix o WHERE o.trouve = "
	    "c.trouve AND o.rang_voeu BETWEEN 1 AND c.rang_voeu - 1 AND "
	    "o.uai = c.uai AND o.mef = c.mef)",
	    "le vœu de rang %s répète un vœu d'avant", REPRENDRE),
	ENSEMBLE("voeu-hors-campagne", G_NOTE, "souhait", "rang_voeu",
	    "e.code_mef",
	    LUI "WHERE e.code_mef NOT IN (SELECT code_mef FROM m_campagne) "
	    "AND EXISTS (SELECT 1 FROM m_campagne)",
	    "le MEF de l'élève, %s, n'est pas de ceux de la campagne",
	    "vérifier l'élève, ou la liste mef de la campagne"),
	ENSEMBLE("voeu-avec-un-autre", G_REJET, "souhait", NULL, NULL,
	    CHOIX "WHERE s.rang NOT IN (SELECT rang FROM s_anomalie WHERE "
	    "gravite = 2 AND element = 'souhait') AND c.trouve IN (SELECT "
	    "o.trouve FROM m_choix o JOIN s_anomalie a ON a.rang = o.rang AND "
	    "a.gravite = 2 AND a.element = 'souhait')",
	    "un autre vœu de l'élève est rejeté, et celui-ci avec lui",
	    REPRENDRE),
	ENSEMBLE("campagne-depassee", G_NOTE, "campagne", "voeux_max",
	    "v.eleve_id",
	    "JOIN (SELECT eleve_id, max(rang_voeu) AS n FROM voeu GROUP BY 1) "
	    "v JOIN eleve e USING (eleve_id) WHERE v.n > s.voeux_max AND "
	    "e.date_sortie IS NULL AND v.eleve_id NOT IN (SELECT trouve FROM "
	    "m_choix)",
	    "l'élève %s avait déjà plus de vœux que la campagne n'en a "
	    "maintenant ; ils sont gardés, et seront envoyés", REPRENDRE),
	ENSEMBLE("campagne-mef-inconnu", G_VALEUR, "campagne_mef", "code_mef",
	    NULL, "WHERE s.code_mef NOT IN (SELECT code_mef FROM mef)",
	    "le MEF %s de la campagne est absent de la nomenclature",
	    "corriger la liste mef du fichier de campagne et relancer"),
};

/* In the base of the académie. */
static const struct rule recus[] = {
	ENSEMBLE("voeux-sans-ine", G_NOTE, "voeux_fiche", "id_national",
	    "NULL", "WHERE s.id_national IS NULL",
	    "l'élève fait des vœux et n'a pas d'INE",
	    "demander l'immatriculation ; ses décisions le nomment par "
	    "ELEVE_ID"),
};

/* Results. */
#define DICI   "s.rne_origine = (SELECT uai FROM base)"
#define VERSICI "s.code_rne = (SELECT uai FROM base)"
#define AILLEURS \
	"coalesce(s.decision = 'AFFECTE' AND s.code_rne <> (SELECT uai FROM " \
	"base), 0)"
/*
 * The file of arrivals comes from one académie: from where those come whom it
 * has, or from where those come who came with them.
 */
#define D_OU "(SELECT substr(rne_origine, 1, 3) FROM m_arrive)"
#define VOEU \
	"(SELECT 1 FROM voeu v JOIN m_qui m ON m.trouve = v.eleve_id WHERE " \
	"m.rang = s.rang AND "
static const struct rule affectations[] = {
	FORME("affectation-decision", G_REJET, "resultat", "decision",
	    decision_connue,
	    "la décision %s n'est ni AFFECTE, ni LISTE, ni REFUSE", ACADEMIE),
	FORME("affectation-uai-forme", G_REJET, "resultat", "code_rne",
	    uai_forme,
	    "« %s » n'est pas un UAI, de sept chiffres et une lettre",
	    ACADEMIE),
	FORME("affectation-uai-cle", G_NOTE, "resultat", "code_rne",
	    uai_cle_juste,
	    "la clé de l'UAI d'affectation, %s, est fausse",
	    "vérifier le numéro de l'établissement"),
	ENSEMBLE("affectation-sans-place", G_REJET, "resultat", "decision",
	    NULL,
	    "WHERE s.decision = 'AFFECTE' AND (s.code_rne IS NULL OR "
	    "s.code_mef IS NULL)",
	    "l'élève est affecté, sans UAI ou sans MEF", ACADEMIE),
	ENSEMBLE("affectation-sans-rang", G_NOTE, "resultat", "rang_liste",
	    "NULL", "WHERE s.decision = 'LISTE' AND s.rang_liste IS NULL",
	    "l'élève est sur liste supplémentaire, sans son rang", ACADEMIE),
	ENSEMBLE("affectation-etrangere", G_REJET, "resultat", "rne_origine",
	    NULL, "WHERE NOT " DICI " AND (NOT " VERSICI " OR s.code_rne IS "
	    "NULL OR s.decision <> 'AFFECTE')",
	    "ce résultat d'un élève de %s n'est pas pour cet établissement",
	    ACADEMIE),
	ENSEMBLE("affectation-pas-encore", G_REJET, "resultat",
	    "rne_origine", NULL,
	    "WHERE NOT " DICI " AND " VERSICI " AND s.decision = 'AFFECTE' "
	    "AND (SELECT etat FROM base) <> 'preparation'",
	    "un élève arrive de %s : cette base n'est pas en préparation",
	    "la rentrée faite, créer l'élève par saisie, ou attendre le "
	    "fichier de SIECLE qui l'a ; avant, donner le fichier des arrivées "
	    "à la base en préparation (sconet-bascule)"),
	ENSEMBLE("affectation-inconnu", G_REJET, "resultat", "eleve_id",
	    "NULL", "WHERE " DICI " AND s.rang NOT IN (SELECT rang FROM m_qui)",
	    "aucun élève de la base n'a ce numéro, ni cet INE ou cette "
	    "identité",
	    "importer d'abord les élèves (bee-import)"),
	ENSEMBLE("affectation-autre-personne", G_REJET, "resultat",
	    "eleve_id", "NULL",
	    "WHERE s.rang IN (SELECT rang FROM m_qui WHERE accord < 2)",
	    "sous ce numéro ou cet INE la base connaît une autre personne",
	    "vérifier la fiche de l'élève, puis avec l'académie"),
	CONTRAIRE("affectation-ine-contraire", "resultat", "ine",
	    "l'INE du résultat et son identité ne sont pas d'un même élève "
	    "(élève %s)",
	    "vérifier l'INE de la fiche ; s'il a changé, l'importer "
	    "(bee-import) et relancer ; sinon voir avec l'académie"),
	CONTRAIRE("affectation-identites-echangees", "resultat", "identite",
	    "ce nom et ce prénom sont ceux d'un autre élève, %s",
	    "vérifier les deux fiches, puis avec l'académie"),
	ENSEMBLE("affectation-ine-double", G_REJET, "resultat", "id_national",
	    "NULL", "WHERE s.rang IN (SELECT rang FROM m_ine)",
	    "deux élèves du fichier ont cet INE", ACADEMIE),
	ENSEMBLE("affectation-identite-differe", G_NOTE, "resultat",
	    "eleve_id", "m.trouve",
	    "JOIN m_qui m ON m.rang = s.rang WHERE m.accord = 2 AND s.rang "
	    "NOT IN (SELECT rang FROM m_contraire)",
	    "nom, prénom ou naissance ne sont pas tout à fait ceux de "
	    "l'élève %s ; le résultat est pris pour le sien",
	    "vérifier la fiche, puis avec l'académie"),
	ENSEMBLE("affectation-ambigu", G_REJET, "resultat", "eleve_id", "NULL",
	    "WHERE s.rang IN (SELECT rang FROM m_qui GROUP BY rang HAVING "
	    "count(DISTINCT trouve) > 1)",
	    "plusieurs élèves de la base ont cette identité",
	    "vérifier les fiches dans SIECLE et relancer"),
	ENSEMBLE("affectation-double", G_REJET, "resultat", "eleve_id",
	    "NULL",
	    "WHERE EXISTS (SELECT 1 FROM m_qui m JOIN m_qui o ON o.trouve = "
	    "m.trouve AND o.rang < m.rang WHERE m.rang = s.rang) OR "
	    "(s.eleve_id IS NOT NULL AND s.rang NOT IN (SELECT min(rang) FROM "
	    "s_resultat GROUP BY rne_origine, eleve_id)) OR s.rang IN (SELECT "
	    "rang FROM m_double)",
	    "cet élève a déjà un résultat plus haut dans le fichier",
	    ACADEMIE),
	ENSEMBLE("affectation-sans-voeu", G_NOTE, "resultat", "eleve_id",
	    "NULL",
	    "WHERE " DICI " AND s.rang IN (SELECT rang FROM m_qui) AND NOT "
	    "EXISTS " VOEU "(s.code_rne IS NULL OR v.code_rne = s.code_rne) "
	    "AND (s.code_mef IS NULL OR v.code_mef = s.code_mef))",
	    "ce résultat ne répond à aucun vœu de l'élève ; il est gardé",
	    "vérifier avec l'académie, ou saisir le vœu (voeux-import)"),
	ENSEMBLE("affectation-change", G_NOTE, "resultat", "decision",
	    "b.decision",
	    "JOIN m_qui m ON m.rang = s.rang JOIN affectation b ON "
	    "b.eleve_id = m.trouve WHERE (b.decision, b.code_rne, b.code_mef) "
	    "IS NOT (s.decision, s.code_rne, s.code_mef)",
	    "le résultat de l'élève change ; il était %s",
	    "rien à faire ; si une sortie a été écrite, la vérifier"),
	ENSEMBLE("affectation-sortie-reste", G_NOTE, "resultat", "decision",
	    "e.date_sortie",
	    "JOIN m_qui m ON m.rang = s.rang JOIN eleve e ON e.eleve_id = "
	    "m.trouve WHERE NOT " AILLEURS " AND e.eleve_id IN (SELECT "
	    "eleve_id FROM sortie_affectation)",
	    "l'élève n'est plus affecté ailleurs, et la sortie qu'un résultat "
	    "d'avant avait fait écrire, le %s, est encore là",
	    "effacer DATE_SORTIE et CODE_MOTIF_SORTIE par saisie, dans cette "
	    "base et, si l'année suivante est préparée, dans la sienne aussi"),
	ENSEMBLE("affectation-sorti", G_NOTE, "resultat", "decision",
	    "e.date_sortie",
	    "JOIN m_qui m ON m.rang = s.rang JOIN eleve e ON e.eleve_id = "
	    "m.trouve WHERE e.date_sortie IS NOT NULL AND (" AILLEURS " OR "
	    "e.eleve_id NOT IN (SELECT eleve_id FROM sortie_affectation))",
	    "l'élève a déjà une date de sortie, le %s ; elle est gardée",
	    "rien à faire, ou la corriger (saisie)"),
	MANQUE("affectation-perdue", "affectation", "a.eleve_id",
	    "JOIN affectation a WHERE s.rang = (SELECT min(rang) FROM "
	    "s_affectation) AND a.decision = 'AFFECTE' AND a.code_rne = "
	    "(SELECT uai FROM base) AND a.rne_origine <> a.code_rne AND "
	    "a.eleve_id NOT IN (SELECT trouve FROM m_qui) AND "
	    "(substr(a.rne_origine, 1, 3) IN " D_OU " OR (EXISTS (SELECT 1 "
	    "FROM m_arrive) AND EXISTS (SELECT 1 FROM changement p JOIN "
	    "changement q ON q.echange = p.echange AND q.element = "
	    "'affectation' JOIN affectation o ON o.eleve_id = CAST(q.cle AS "
	    "INTEGER) WHERE p.element = 'affectation' AND p.cle = "
	    "CAST(a.eleve_id AS TEXT) AND substr(o.rne_origine, 1, 3) IN " D_OU
	    ")))",
	    "l'élève était affecté ici ; ce fichier d'arrivées ne le dit plus",
	    "vérifier avec l'académie ; s'il ne vient pas, écrire sa sortie "
	    "(saisie)"),
	ENSEMBLE("affectation-sortie-avant-entree", G_VALEUR, "eleve",
	    "date_sortie", NULL,
	    "JOIN eleve b ON b.eleve_id = s.eleve_id WHERE s.date_sortie < "
	    "b.date_entree",
	    "la sortie, le %s, est avant l'entrée de l'élève : elle n'est pas "
	    "écrite",
	    "relancer avec un jour de sortie plus tardif (--date)"),
	ENTREE("affectation-mef-inconnu", G_VALEUR, "eleve", "code_mef",
	    NULL,
	    "WHERE s.code_mef NOT IN (SELECT code_mef FROM mef WHERE ferme = 0 AND "
	    "mef_selectionne = 1 AND coalesce(date_fermeture, '9999') >= "
	    "(SELECT date_debut FROM base))",
	    "le MEF d'affectation %s est fermé, ou n'est pas profilé",
	    "l'ajouter au profil (nomen-profile), puis donner son MEF à "
	    "l'élève (saisie)"),
};

/* Decisions; m_qui has the pupils whose wishes were received. */
static const struct rule decisions[] = {
	ENSEMBLE("decision-mot", G_REJET, "arret", "decision", NULL,
	    "WHERE s.rang NOT IN (SELECT rang FROM m_mot)",
	    "la décision %s n'est ni affecté, ni liste supplémentaire, ni "
	    "refusé", DECISIONS),
	ENSEMBLE("decision-sans-eleve", G_REJET, "arret", NULL, NULL,
	    "WHERE s.eleve_id IS NULL AND s.ine IS NULL",
	    "la ligne ne désigne aucun élève", DECISIONS),
	ENSEMBLE("decision-inconnu", G_REJET, "arret", "eleve_id", "NULL",
	    "WHERE coalesce(s.eleve_id, s.ine) IS NOT NULL AND s.rang NOT IN "
	    "(SELECT rang FROM m_qui)",
	    "aucun établissement n'a envoyé les vœux de cet élève",
	    "vérifier le numéro, ou recevoir d'abord ses vœux (voeux-recv)"),
	ENSEMBLE("decision-ambigu", G_REJET, "arret", "eleve_id", "NULL",
	    "WHERE s.rang IN (SELECT rang FROM m_qui GROUP BY rang HAVING "
	    "count(*) > 1)",
	    "plusieurs élèves ont ce numéro",
	    "donner aussi l'INE, ou l'établissement d'origine (colonne "
	    "origine)"),
	ENSEMBLE("decision-double", G_REJET, "arret", "eleve_id", "NULL",
	    "JOIN m_qui m ON m.rang = s.rang WHERE EXISTS (SELECT 1 FROM "
	    "m_qui o WHERE o.rang < m.rang AND o.uai = m.uai AND o.eleve_id "
	    "= m.eleve_id)",
	    "l'élève a déjà une décision plus haut dans le tableau",
	    DECISIONS),
	FORME("decision-uai-forme", G_REJET, "arret", "uai", uai_forme,
	    "« %s » n'est pas un UAI, de sept chiffres et une lettre",
	    DECISIONS),
	FORME("decision-uai-cle", G_NOTE, "arret", "uai", uai_cle_juste,
	    "la clé de l'UAI d'affectation, %s, est fausse",
	    "vérifier le numéro de l'établissement"),
	ENSEMBLE("decision-sans-place", G_REJET, "arret", "decision", NULL,
	    "JOIN m_mot w ON w.rang = s.rang WHERE w.decision = 'AFFECTE' "
	    "AND (s.uai IS NULL OR s.mef IS NULL)",
	    "l'élève est affecté, sans UAI ou sans MEF", DECISIONS),
	ENSEMBLE("decision-sans-rang", G_NOTE, "arret", "rang_liste", "NULL",
	    "JOIN m_mot w ON w.rang = s.rang WHERE w.decision = 'LISTE' AND "
	    "s.rang_liste IS NULL",
	    "l'élève est sur liste supplémentaire, sans son rang", DECISIONS),
	ENSEMBLE("decision-sans-voeu", G_NOTE, "arret", "eleve_id",
	    "NULL",
	    "WHERE s.rang IN (SELECT rang FROM m_qui) AND NOT EXISTS (SELECT "
	    "1 FROM voeu v JOIN m_qui m ON m.uai = v.uai AND m.eleve_id = "
	    "v.eleve_id WHERE m.rang = s.rang AND (s.uai IS NULL OR "
	    "v.code_rne = s.uai) AND (s.mef IS NULL OR v.code_mef = s.mef))",
	    "cette décision ne répond à aucun vœu de l'élève",
	    "vérifier la décision ; elle est envoyée telle quelle"),
};
/* clang-format on */

const struct rules rules_souhaits = { "voeux", souhaits, NELEM(souhaits), NULL,
	NULL };
const struct rules rules_lignes_voeux = { "lignes de voeux", lignes,
	NELEM(lignes), NULL, NULL };
const struct rules rules_fiches_voeux = { "fiches de voeux", fiches,
	NELEM(fiches), NULL, NULL };
const struct rules rules_voeux = { "campagne de voeux", voeux, NELEM(voeux),
	NULL, NULL };
const struct rules rules_voeux_recus = { "voeux recus", recus, NELEM(recus),
	NULL, NULL };
const struct rules rules_affectations = { "affectations", affectations,
	NELEM(affectations), NULL, NULL };
const struct rules rules_decisions = { "decisions", decisions, NELEM(decisions),
	NULL, NULL };
