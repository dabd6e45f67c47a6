/*
 * rules_ine.c - national numbers (event G): who cannot be given one, what may
 * be said of a dispute, and what a school makes of the numbers that come.
 *
 * Sources: the states that the national register of the first degree gives a
 * pupil (litige, erreur), public importers that match a number only when the
 * identity agrees; the codes are ours.
 */
#include <string.h>

#include "sconet.h"

#define CORRIGER \
	"le faire corriger par l'établissement : la fiche corrigée revient " \
	"par bea-send"
#define DEMANDER "le demander aux gestionnaires de la base académique"

static int
etat_connu(const char *v)
{
	return strcmp(v, "ATTRIBUE") == 0 || strcmp(v, "RETROUVE") == 0 ||
	    strcmp(v, "LITIGE") == 0 || strcmp(v, "ERREUR") == 0;
}

static int
ine_bien_forme(const char *v)
{
	return ine_forme(v) != INE_FAUX;
}

/* clang-format off */

/* In the académie: the record contradicts itself, and waits (ERREUR). */
#define ERREUR(code, condition, message) \
	ATTENTE(code, "immatriculation", "eleve_id", "NULL", \
	    "CROSS JOIN bea_eleve e ON e.uai = s.uai AND e.eleve_id = " \
	    "s.eleve_id WHERE " condition, message, CORRIGER)
#define DOUTEUX(champ) \
	"e." champ " LIKE '%?%' OR e." champ " GLOB '*[0-9]*' OR " \
	"replace(plie(e." champ "), 'X', '') = '' OR plie(e." champ ") IN " \
	"('INCONNU', 'INCONNUE')"
static const struct rule immatriculations[] = {
	ERREUR("ine-nom-douteux", DOUTEUX("nom_de_famille"),
	    "le nom de famille n'en est pas un, aucun numéro n'est donné"),
	ERREUR("ine-prenom-douteux", DOUTEUX("prenom"),
	    "le prénom n'en est pas un, aucun numéro n'est donné"),
	ERREUR("ine-naissance-improbable",
	    "CAST(substr(e.date_naiss, 1, 4) AS INTEGER) NOT BETWEEN (SELECT "
	    "annee - 30 FROM base) AND (SELECT annee - 8 FROM base)",
	    "la date de naissance est improbable, aucun numéro n'est donné"),
	ERREUR("ine-sexe-inconnu", "e.code_sexe NOT IN ('1', '2')",
	    "le sexe n'est ni 1 ni 2, aucun numéro n'est donné"),
};

/*
 * Who is one with whom once the table is in: what was said before counts
 * where no sound line of it says something else.
 */
#define TRANCHEE \
	"p.uai IS NOT NULL AND p.rang NOT IN (SELECT rang FROM s_anomalie " \
	"WHERE gravite = 2)"
#define MEMES \
	"(SELECT p.uai, p.eleve_id, p.ine FROM m_paire p WHERE p.decision = " \
	"'meme' AND " TRANCHEE " UNION ALL SELECT l.uai, l.eleve_id, " \
	"b.id_national FROM litige l JOIN bea_eleve b ON b.uai = l.autre_uai " \
	"AND b.eleve_id = l.autre_id WHERE l.decision = 'meme' AND NOT EXISTS " \
	"(SELECT 1 FROM m_paire p WHERE (p.uai, p.eleve_id, p.autre_uai, " \
	"p.autre_id) = (l.uai, l.eleve_id, l.autre_uai, l.autre_id) AND " \
	TRANCHEE "))"
static const struct rule litiges[] = {
	ENSEMBLE("litige-inconnu", G_REJET, "tranche", "eleve_id", NULL,
	    "WHERE s.rang NOT IN (SELECT rang FROM m_paire)",
	    "l'académie n'a pas ce litige, élève %s",
	    "prendre une liste à jour : litiges -l"),
	ENSEMBLE("litige-decision", G_REJET, "tranche", "decision", NULL,
	    "WHERE s.decision IS NOT NULL AND plie(s.decision) NOT IN "
	    "('MEME', 'DISTINCT')",
	    "la décision « %s » n'est ni meme ni distinct",
	    "corriger la ligne et redonner la liste des litiges"),
	ENSEMBLE("litige-contredit", G_REJET, "tranche", "decision", NULL,
	    "WHERE EXISTS (SELECT 1 FROM s_tranche t WHERE ((t.uai, "
	    "t.eleve_id, t.autre_uai, t.autre_id) = (s.uai, s.eleve_id, "
	    "s.autre_uai, s.autre_id) OR (t.uai, t.eleve_id, t.autre_uai, "
	    "t.autre_id) = (s.autre_uai, s.autre_id, s.uai, s.eleve_id)) AND "
	    "plie(t.decision) <> plie(s.decision))",
	    "une autre ligne du tableau dit le contraire, ici %s",
	    "n'en garder qu'une"),
	ENSEMBLE("litige-numerote", G_REJET, "tranche", "decision", NULL,
	    "JOIN litige l USING (uai, eleve_id, autre_uai, autre_id) JOIN "
	    "bea_eleve e USING (uai, eleve_id) WHERE e.id_national IS NOT "
	    "NULL AND plie(s.decision) <> coalesce(plie(l.decision), '') AND "
	    "NOT EXISTS (SELECT 1 FROM litige r JOIN bea_eleve o USING (uai, "
	    "eleve_id) WHERE (r.uai, r.eleve_id, r.autre_uai, r.autre_id) = "
	    "(s.autre_uai, s.autre_id, s.uai, s.eleve_id) AND o.id_national "
	    "IS NULL)",
	    "l'élève a déjà son numéro : la décision %s ne changerait rien",
	    "prendre une liste à jour (litiges -l) ; un numéro se corrige sur "
	    "la fiche, dans l'établissement"),
	ENSEMBLE("litige-contraire", G_REJET, "tranche", "decision", NULL,
	    "WHERE plie(s.decision) = 'MEME' AND s.rang IN (SELECT p.rang FROM "
	    "m_paire p WHERE (p.uai, p.eleve_id) IN (SELECT uai, eleve_id FROM "
	    MEMES " GROUP BY 1, 2 HAVING count(DISTINCT ine) > 1))",
	    "l'élève serait le même que deux personnes qui ont chacune leur "
	    "numéro",
	    "n'en garder qu'une, ou régler d'abord l'affaire des deux autres"),
};

/*
 * In the school.  A number that another pupil has is not free, unless he gets
 * in the same file one that was somebody's there: numbers that had changed
 * places.  Who waits for a number that stays where it is does not get it.
 */
#define PRIS \
	"WITH RECURSIVE r (rang) AS (SELECT m.rang FROM m_qui m JOIN " \
	"s_ine_recu t USING (rang) JOIN eleve h ON t.id_national IN " \
	"(h.id_national, h.ine_rnie, h.ine_bea) AND h.eleve_id <> m.trouve " \
	"WHERE h.id_national IS NOT t.id_national OR NOT EXISTS (SELECT 1 " \
	"FROM m_qui q JOIN s_ine_recu x USING (rang) WHERE q.trouve = " \
	"h.eleve_id AND x.id_national <> t.id_national AND x.rang NOT IN " \
	"(SELECT rang FROM s_anomalie WHERE gravite = 2) AND EXISTS (SELECT 1 " \
	"FROM m_qui u JOIN eleve k ON k.eleve_id = u.trouve WHERE " \
	"k.id_national = x.id_national)) UNION SELECT m.rang FROM r JOIN m_qui " \
	"p USING (rang) JOIN eleve h ON h.eleve_id = p.trouve JOIN s_ine_recu " \
	"t ON t.id_national = h.id_national JOIN m_qui m ON m.rang = t.rang " \
	"AND m.trouve <> h.eleve_id) SELECT rang FROM r"
#define REJETES "SELECT rang FROM s_anomalie WHERE gravite = 2"
static const struct rule recus[] = {
	FORME("ine-recu-etat", G_REJET, "ine_recu", "etat", etat_connu,
	    "l'état de l'immatriculation n'est ni ATTRIBUE, ni RETROUVE, ni "
	    "LITIGE, ni ERREUR",
	    "mettre sconet à jour"),
	FORME("ine-recu-malforme", G_REJET, "ine_recu", "id_national",
	    ine_bien_forme, "le numéro n'a pas la forme d'un INE", DEMANDER),
	ENSEMBLE("ine-recu-autre-ecole", G_REJET, "ine_recu", "uai", NULL,
	    "WHERE s.uai <> (SELECT uai FROM base)",
	    "l'immatriculation est d'un autre établissement, %s", DEMANDER),
	ENSEMBLE("ine-recu-vide", G_REJET, "ine_recu", "id_national", "NULL",
	    "WHERE s.etat IN ('ATTRIBUE', 'RETROUVE') AND s.id_national IS "
	    "NULL AND s.rang NOT IN (SELECT rang FROM s_anomalie WHERE champ "
	    "= 'id_national')",
	    "un numéro est annoncé et manque ; celui de la base est gardé",
	    DEMANDER),
	ENSEMBLE("ine-recu-inconnu", G_REJET, "ine_recu", "eleve_id", NULL,
	    "WHERE s.rang NOT IN (SELECT rang FROM m_qui)",
	    "aucun élève de la base n'a le numéro %s", DEMANDER),
	ENSEMBLE("ine-recu-autre-personne", G_REJET, "ine_recu", "eleve_id",
	    NULL,
	    "WHERE s.rang IN (SELECT rang FROM m_qui WHERE accord < 2) OR "
	    "s.rang IN (SELECT rang FROM m_qui GROUP BY rang HAVING count(*) > "
	    "1)",
	    "le numéro %s n'est pas celui de cette personne, ou pas d'elle "
	    "seule",
	    "vérifier la fiche ; la corriger (saisie) : l'académie répondra de "
	    "nouveau"),
	ENSEMBLE("ine-recu-autre-fiche", G_REJET, "ine_recu", "eleve_id",
	    "m.exact",
	    "JOIN m_qui m USING (rang) WHERE m.exact IS NOT NULL AND m.accord "
	    ">= 2",
	    "l'identité est, mot pour mot, celle d'un autre élève de la base : "
	    "%s",
	    DEMANDER ", qui a pris une fiche pour l'autre"),
	ENSEMBLE("ine-recu-sexe", G_REJET, "ine_recu", "code_sexe", "m.trouve",
	    "JOIN m_qui m USING (rang) JOIN eleve b ON b.eleve_id = m.trouve "
	    "WHERE b.code_sexe <> s.code_sexe AND m.accord >= 2 AND m.exact IS "
	    "NULL",
	    "le sexe n'est pas celui de l'élève %s",
	    "vérifier la fiche ; la corriger (saisie) : l'académie répondra de "
	    "nouveau"),
	/* of two, the one that says exactly who it is stands */
	ENSEMBLE("ine-recu-deux-lignes", G_REJET, "ine_recu", "eleve_id",
	    "m.trouve",
	    "JOIN m_qui m USING (rang) WHERE s.id_national IS NOT NULL AND "
	    "s.rang NOT IN (" REJETES ") AND EXISTS (SELECT 1 FROM m_qui n "
	    "JOIN s_ine_recu t ON t.rang = n.rang WHERE n.trouve = m.trouve "
	    "AND n.rang <> m.rang AND t.id_national IS NOT NULL AND n.rang NOT "
	    "IN (" REJETES ") AND (n.accord = 3 OR m.accord < 3))",
	    "une autre ligne du fichier mène au même élève, %s", DEMANDER),
	DOUBLON("ine-recu-double", G_REJET, "ine_recu", "id_national", "NULL",
	    "compact(id_national)",
	    "WHERE s.id_national IN (SELECT id_national FROM s_ine_recu WHERE "
	    "id_national IS NOT NULL GROUP BY 1 HAVING count(*) > 1 AND "
	    "total(etat = 'ATTRIBUE') <> 1)",
	    "le fichier donne un même numéro à plusieurs élèves", DEMANDER),
	/* the one that it was given to has it */
	DOUBLON("ine-recu-deux-fiches", G_REJET, "ine_recu", "eleve_id",
	    "a.eleve_id", "compact(id_national)",
	    "JOIN s_ine_recu a ON a.id_national = s.id_national AND a.etat = "
	    "'ATTRIBUE' WHERE s.etat <> 'ATTRIBUE' AND (SELECT count(*) FROM "
	    "s_ine_recu x WHERE x.id_national = s.id_national AND x.etat = "
	    "'ATTRIBUE') = 1",
	    "c'est la même personne que l'élève %s, qui a le numéro",
	    "fusionner les deux fiches dans SIECLE"),
	ENSEMBLE("ine-recu-pris", G_REJET, "ine_recu", "eleve_id",
	    "o.eleve_id",
	    "JOIN m_qui m USING (rang) JOIN eleve o ON s.id_national IN "
	    "(o.id_national, o.ine_rnie, o.ine_bea) AND o.eleve_id <> m.trouve "
	    "WHERE s.rang IN (" PRIS ")",
	    "un autre élève de la base a déjà ce numéro : %s",
	    "fusionner les deux fiches dans SIECLE, ou " DEMANDER),
	ENSEMBLE("ine-recu-ancien", G_REJET, "ine_recu", "eleve_id",
	    "o.eleve_id",
	    "JOIN m_qui m USING (rang) JOIN eleve b ON b.eleve_id = m.trouve "
	    "JOIN eleve o ON o.ine_ancien = s.id_national AND o.eleve_id <> "
	    "m.trouve WHERE b.id_national IS NOT s.id_national",
	    "ce numéro a été celui d'un autre élève de la base : %s", DEMANDER),
	FAIT("ine-recu-identite", "ine_recu", "eleve_id", "m.trouve",
	    "JOIN m_qui m USING (rang) WHERE m.accord = 2 AND s.rang NOT IN "
	    "(SELECT rang FROM s_anomalie WHERE gravite = 2)",
	    "nom, prénom ou naissance ne sont pas tout à fait ceux de "
	    "l'élève %s ; le numéro est pris pour le sien",
	    "vérifier la fiche, puis avec l'académie"),
	FAIT("ine-recu-elenoet", "ine_recu", "eleve_id", "m.trouve",
	    "JOIN m_qui m USING (rang) WHERE m.trouve <> s.eleve_id AND "
	    "s.rang NOT IN (" REJETES ")",
	    "l'élève est trouvé par son numéro interne : c'est l'élève %s de la "
	    "base",
	    "rien à faire"),
	FAIT("ine-recu-change", "ine_recu", "id_national", "NULL",
	    "JOIN m_qui m USING (rang) JOIN eleve b ON b.eleve_id = m.trouve "
	    "WHERE b.id_national <> s.id_national AND s.rang NOT IN (SELECT "
	    "rang FROM s_anomalie WHERE gravite = 2)",
	    "nouvelle immatriculation : l'ancien numéro est gardé à côté",
	    "refaire un export pour les logiciels de l'établissement "
	    "(bee-export)"),
	ENSEMBLE("ine-recu-cle", G_NOTE, "ine_recu", "id_national", "NULL",
	    "WHERE NOT ine_juste(s.id_national) AND s.rang NOT IN (SELECT rang "
	    "FROM s_anomalie WHERE gravite = 2)",
	    "la clé de l'INE ne correspond pas au numéro", DEMANDER),
	ENSEMBLE("ine-recu-litige", G_NOTE, "ine_recu", "etat", "NULL",
	    "WHERE s.etat = 'LITIGE'",
	    "l'élève ressemble à un autre : l'académie tranchera",
	    "attendre, ou dire aux gestionnaires de la base académique ce "
	    "qu'on en sait"),
	/* the code of a rule of ours is no value of the file */
	ENSEMBLE("ine-recu-erreur", G_NOTE, "ine_recu", NULL,
	    "regle_dit(s.motif, NULL) || ' (' || s.motif || ')'",
	    "WHERE s.etat = 'ERREUR' AND regle_dit(s.motif, NULL) IS NOT NULL",
	    "la fiche se contredit : %s",
	    "la corriger (saisie) ; elle repart ce soir"),
	ENSEMBLE("ine-recu-erreur-autre", G_NOTE, "ine_recu", "motif", NULL,
	    "WHERE s.etat = 'ERREUR' AND regle_dit(s.motif, NULL) IS NULL",
	    "la fiche se contredit (%s), aucun numéro n'est donné",
	    DEMANDER ", ou mettre sconet à jour"),
};
/* clang-format on */

const struct rules rules_immatriculations = { "immatriculations",
	immatriculations, NELEM(immatriculations), NULL, NULL };
const struct rules rules_litiges = { "litiges", litiges, NELEM(litiges), NULL,
	NULL };
const struct rules rules_ine_recus = { "INE recus", recus, NELEM(recus), NULL,
	NULL };
