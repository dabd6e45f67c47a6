/*
 * rules_bea.c - pupils' records between a school and its académie (event F):
 * what keeps a record from leaving, and what the académie finds in those that
 * come.
 *
 * Sources: what the board of SIECLE counts as blocking (no such record is
 * sent), and the fields that its import wants of who has not left; the codes
 * and the rest are ours.
 */
#include "sconet.h"

#define SAISIR "le saisir (saisie), ou dans SIECLE, puis bee-import"
#define REVOIR \
	"vérifier les deux fiches ; corriger celle qui a un faux INE " \
	"(saisie) : la fiche repart à chaque envoi jusque-là"
#define SORT "s.date_sortie IS NOT NULL"

static int
ine_bien_forme(const char *v)
{
	return ine_forme(v) != INE_FAUX;
}

/* clang-format off */

/* A record that is not blocking.  Judged before it leaves, and on arrival. */
#define BLOQUE(code, champ, condition, message, remede) \
	ENSEMBLE(code, G_REJET, "bea_eleve", champ, "NULL", "WHERE " condition, \
	    message, remede)
static const struct rule fiches[] = {
	BLOQUE("bea-sexe-absent", "code_sexe", "s.code_sexe IS NULL",
	    "le sexe n'est pas renseigné", SAISIR),
	BLOQUE("bea-naissance-lieu", "code_pays",
	    "s.code_pays IS NULL OR (s.code_pays = '100' AND "
	    "s.code_commune_insee_naiss IS NULL) OR (s.code_pays <> '100' AND "
	    "s.ville_naiss IS NULL)",
	    "le lieu de naissance n'est pas complet : pays, et commune en "
	    "France, ville ailleurs", SAISIR),
	BLOQUE("bea-nationalite-absente", "code_pays_nat",
	    "s.code_pays_nat IS NULL",
	    "la nationalité n'est pas renseignée", SAISIR),
	BLOQUE("bea-mef-absent", "code_mef",
	    "s.code_mef IS NULL AND NOT " SORT,
	    "ni MEF ni sortie : l'élève n'est pas scolarisé",
	    "donner le MEF, ou la date et le motif de sortie (saisie)"),
	BLOQUE("bea-division-absente", "eleve_id",
	    "s.code_mef IS NOT NULL AND NOT " SORT " AND NOT EXISTS (SELECT 1 "
	    "FROM s_bea_structure d WHERE d.uai = s.uai AND d.eleve_id = "
	    "s.eleve_id AND d.type_structure = 'D')",
	    "l'élève n'a pas de division", "l'y placer par repartition"),
	ENTREE("bea-mef-inconnu", G_REJET, "bea_eleve", "code_mef", NULL,
	    "WHERE s.code_mef IS NOT NULL AND s.code_mef NOT IN (SELECT "
	    "code_mef FROM mef) AND EXISTS (SELECT 1 FROM mef)",
	    "le MEF %s est absent de la nomenclature",
	    "recevoir la nomenclature à jour (nomen-profile), ou corriger le "
	    "MEF (saisie)"),
	BLOQUE("bea-regime-absent", "code_regime",
	    "s.code_regime IS NULL AND NOT " SORT,
	    "le régime n'est pas renseigné", SAISIR),
	BLOQUE("bea-statut-absent", "code_statut",
	    "s.code_statut IS NULL AND NOT " SORT,
	    "le statut n'est pas renseigné", SAISIR),
	BLOQUE("bea-sortie-sans-motif", "code_motif_sortie",
	    SORT " AND s.code_motif_sortie IS NULL",
	    "l'élève sort sans motif de sortie",
	    "donner le motif de sortie (saisie)"),
};

/* In the school alone: what the académie cannot know. */
static const struct rule envois[] = {
	BLOQUE("bea-numero-provisoire", "eleve_id", "s.eleve_id < 0",
	    "l'élève n'a pas encore de numéro de SIECLE",
	    "importer un export de SIECLE (bee-import)"),
	ENSEMBLE("bea-division-mef", G_REJET, "bea_eleve", "eleve_id",
	    "d.code_structure || ' (' || s.code_mef || ')'",
	    "JOIN s_bea_structure d USING (uai, eleve_id) WHERE "
	    "d.type_structure = 'D' AND s.code_mef IS NOT NULL AND NOT " SORT
	    " AND EXISTS (SELECT 1 FROM "
	    "division_mef m WHERE m.code_structure = d.code_structure) AND NOT "
	    "EXISTS (SELECT 1 FROM division_mef m WHERE m.code_structure = "
	    "d.code_structure AND m.code_mef = s.code_mef)",
	    "la division n'a pas le MEF de l'élève : %s",
	    "déplacer l'élève (repartition), ou recevoir les structures à jour "
	    "(sts-import)"),
};

/*
 * In the académie.  b is the same person: of the same number, where name,
 * first name and birth date do not contradict it, else of the same identity,
 * where numbers do not.
 *
 * Of the same number (MEME), one of the three may differ; but then not the
 * sex as well, nor first names that are not alike: twins.
 */
#define MEME \
	"(" ACCORD " = 3 OR (" ACCORD " = 2 AND coalesce(b.code_sexe = " \
	"s.code_sexe, 1) AND prenoms_proches(b.prenom, b.prenom2, b.prenom3, " \
	"s.prenom, s.prenom2, s.prenom3)))"
#define AILLEURS \
	"b.uai <> s.uai AND b.date_sortie IS NULL AND NOT " SORT
/* The académie has him there already, and not as one who has left. */
#define CONNU_ICI(condition) \
	"EXISTS (SELECT 1 FROM bea_eleve m WHERE m.uai = s.uai AND m.eleve_id " \
	"= s.eleve_id AND m.date_sortie IS NULL AND " condition ")"
/*
 * The send is judged as a set: b may get another number in it, and its old one
 * is then free.  Whose number stays where it is is rejected, and so is who
 * waits for that of somebody who is.
 */
#define UN_AUTRE \
	"(b.uai, b.eleve_id) <> (s.uai, s.eleve_id) AND NOT " MEME
#define PRIS \
	"WITH RECURSIVE r (rang) AS (SELECT s.rang FROM s_bea_eleve s CROSS " \
	"JOIN bea_eleve b ON b.id_national = s.id_national WHERE " UN_AUTRE \
	" AND NOT EXISTS (SELECT 1 FROM s_bea_eleve x WHERE x.uai = b.uai AND " \
	"x.eleve_id = b.eleve_id AND x.id_national <> b.id_national AND x.rang " \
	"NOT IN (SELECT rang FROM s_anomalie WHERE gravite = 2)) UNION SELECT " \
	"s.rang FROM r JOIN s_bea_eleve p USING (rang) JOIN bea_eleve b ON " \
	"b.uai = p.uai AND b.eleve_id = p.eleve_id JOIN s_bea_eleve s ON " \
	"s.id_national = b.id_national WHERE " UN_AUTRE ") SELECT rang FROM r"
static const struct rule recus[] = {
	ENSEMBLE("bea-envoi-manquant", G_NOTE, "bea_envoi", "numero",
	    "iif(d.n IS NULL, 'aucun reçu avant', 'le dernier reçu est le ' "
	    "|| d.n) || ' (celui-ci est le ' || x.num_envoi || ')'",
	    "JOIN s_enveloppe x JOIN (SELECT max(e.num_envoi) AS n FROM "
	    "s_enveloppe i JOIN echange e ON e.uai = i.uai AND e.genre = "
	    "'bea-eleves' WHERE e.change = 1) d WHERE x.num_envoi > "
	    "coalesce(d.n, 0) + 1",
	    "il manque des envois : %s",
	    "rien à faire : ce qu'ils portaient est dans celui-ci"),
	ENSEMBLE("bea-sans-nomenclature", G_NOTE, "bea_envoi", NULL, NULL,
	    "WHERE NOT EXISTS (SELECT 1 FROM mef) AND EXISTS (SELECT 1 FROM "
	    "s_bea_eleve)",
	    "l'académie n'a pas de nomenclature : aucun MEF n'est vérifié",
	    "à l'académie, la recevoir : nomen-profile"),
	FORME("bea-ine-malforme", G_VALEUR, "bea_eleve", "id_national",
	    ine_bien_forme, "l'INE n'a pas la forme d'un INE : l'élève est "
	    "sans numéro, ou garde celui que l'académie connaît",
	    "le corriger (saisie)"),
	FORME("bea-ine-cle", G_NOTE, "bea_eleve", "id_national", ine_juste,
	    "la clé de l'INE ne correspond pas au numéro",
	    "vérifier l'INE ; s'il est faux, le corriger (saisie)"),
	ENTREE("bea-autre-personne", G_REJET, "bea_eleve", "eleve_id", "NULL",
	    "CROSS JOIN bea_eleve b ON b.uai = s.uai AND b.eleve_id = "
	    "s.eleve_id WHERE coalesce(" ACCORD ", 0) < 2",
	    "sous ce numéro l'académie connaît une autre personne",
	    "vérifier la fiche ; si c'est une correction, la faire en deux "
	    "fois"),
	/* in the whole académie a pupil may be in two schools */
	DOUBLON_ENTREE("bea-ine-double", G_REJET, "bea_eleve", "id_national",
	    "NULL", "compact(id_national)",
	    "WHERE s.id_national IN (SELECT id_national FROM s_bea_eleve WHERE "
	    "id_national IS NOT NULL GROUP BY 1 HAVING count(*) > 1)",
	    "plusieurs fiches de l'envoi ont le même INE",
	    "corriger l'INE de l'une (saisie), ou fusionner les deux fiches "
	    "dans SIECLE"),
	ENTREE("bea-ine-deux-fiches", G_REJET, "bea_eleve", "eleve_id",
	    "b.eleve_id",
	    "CROSS JOIN bea_eleve b ON b.id_national = s.id_national WHERE "
	    "b.uai = s.uai AND b.eleve_id <> s.eleve_id AND b.date_sortie IS "
	    "NULL AND NOT " SORT " AND NOT EXISTS (SELECT 1 FROM s_bea_eleve x "
	    "WHERE x.uai = b.uai AND x.eleve_id = b.eleve_id AND "
	    "(x.date_sortie IS NOT NULL OR x.id_national <> b.id_national)) AND "
	    "NOT " CONNU_ICI("m.id_national IS s.id_national"),
	    "l'établissement a déjà cet INE sur une autre fiche, %s",
	    "fusionner les deux fiches dans SIECLE"),
	ENTREE("bea-deux-etablissements", G_REJET, "bea_eleve", "eleve_id",
	    "b.uai || ', élève ' || b.eleve_id",
	    "CROSS JOIN bea_eleve b ON b.id_national = s.id_national WHERE "
	    AILLEURS " AND " MEME " AND NOT "
	    CONNU_ICI("m.id_national IS s.id_national"),
	    "l'élève est déjà scolarisé dans un autre établissement : %s",
	    "la sortie s'écrit dans celui qu'il quitte ; la fiche repart à "
	    "chaque envoi jusque-là"),
	ENTREE("bea-deux-identites-egales", G_REJET, "bea_eleve", "eleve_id",
	    "b.uai || ', élève ' || b.eleve_id",
	    "CROSS JOIN bea_eleve b ON b.noms = s.noms WHERE " AILLEURS
	    " AND b.date_naiss = s.date_naiss AND " ACCORD " = 3 AND "
	    "(b.id_national IS NULL OR s.id_national IS NULL) AND "
	    "coalesce(plie(b.prenom2) = plie(s.prenom2), 1) AND "
	    "b.code_sexe = s.code_sexe AND b.code_pays IS s.code_pays AND "
	    "b.code_commune_insee_naiss IS s.code_commune_insee_naiss AND "
	    "(b.code_commune_insee_naiss IS NOT NULL OR plie(b.ville_naiss) IS "
	    "plie(s.ville_naiss)) AND NOT " CONNU_ICI("1"),
	    "un élève de même identité est scolarisé dans un autre "
	    "établissement : %s",
	    "si c'est lui, la sortie s'écrit dans celui qu'il quitte ; sinon "
	    "demander à l'académie son INE ; la fiche repart à chaque envoi "
	    "jusque-là"),
	ENTREE("bea-ine-deux-identites", G_REJET, "bea_eleve", "eleve_id",
	    "b.uai || ', élève ' || b.eleve_id",
	    "CROSS JOIN bea_eleve b ON b.id_national = s.id_national WHERE "
	    UN_AUTRE " AND s.rang IN (" PRIS ")",
	    "l'INE est celui d'une autre personne : %s", REVOIR),
	ENTREE("bea-double", G_NOTE, "bea_eleve", "eleve_id",
	    "b.uai || ', élève ' || b.eleve_id",
	    "CROSS JOIN bea_eleve b ON b.id_national = s.id_national WHERE "
	    AILLEURS " AND " MEME " AND "
	    CONNU_ICI("m.id_national IS s.id_national"),
	    "l'élève compte dans deux établissements, l'autre étant %s",
	    "la sortie s'écrit dans celui qu'il a quitté"),
	FAIT("bea-ine-change", "bea_eleve", "id_national", "NULL",
	    "CROSS JOIN bea_eleve b ON b.uai = s.uai AND b.eleve_id = "
	    "s.eleve_id WHERE b.id_national <> s.id_national AND s.rang NOT "
	    "IN (SELECT rang FROM s_anomalie WHERE gravite = 2)",
	    "l'INE n'est plus celui que l'académie connaissait",
	    "rien à faire s'il s'agit d'une nouvelle immatriculation ou d'une "
	    "correction"),
};
/* clang-format on */

const struct rules rules_bea_fiches = { "fiches de la BEA", fiches,
	NELEM(fiches), NULL, NULL };
const struct rules rules_bea_envois = { "envois a la BEA", envois,
	NELEM(envois), NULL, NULL };
const struct rules rules_bea_recus = { "fiches recues par la BEA", recus,
	NELEM(recus), NULL, NULL };
