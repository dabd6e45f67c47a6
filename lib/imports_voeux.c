/*
 * imports_voeux.c - event C: wishes and results that come in, and the SQL
 * that is theirs alone.
 *
 * m_qui has, for each record of the file, the pupils of the base that a
 * number or the identity leads to; m_choix the wishes of those who are found,
 * by pupil.
 */
#include "sconet.h"

static const struct rules *const des_souhaits[] = { &rules_lignes_voeux,
	&rules_souhaits, &rules_voeux, NULL };
static const struct rules *const des_voeux[] = { &rules_fiches_voeux,
	&rules_souhaits, &rules_voeux, NULL };
static const struct rules *const des_recus[] = { &rules_voeux_recus,
	&rules_souhaits, NULL };
static const struct rules *const des_decisions[] = { &rules_decisions, NULL };
static const struct rules *const des_affectations[] = { &rules_affectations,
	NULL };

/* clang-format off */

#define CHOIX \
	"CREATE TEMP TABLE m_choix (rang INTEGER PRIMARY KEY, trouve, " \
	"rang_voeu INTEGER, uai TEXT, mef TEXT)"
#define CHOIX_INDEX "CREATE INDEX temp.m_choix_qui ON m_choix (trouve, rang_voeu)"
#define CAMPAGNE \
	"CREATE TEMP TABLE m_campagne AS SELECT code_mef FROM s_campagne_mef " \
	"UNION SELECT code_mef FROM campagne_mef WHERE NOT EXISTS (SELECT 1 " \
	"FROM s_campagne)"
#define VOEUX_DE_CHOIX \
	"INSERT OR IGNORE INTO s_voeu (rang, ligne, eleve_id, rang_voeu, " \
	"code_rne, code_mef, derogation) SELECT s.rang, s.ligne, e.eleve_id, " \
	"s.rang_voeu, s.uai, s.mef, s.derogation FROM s_souhait s JOIN " \
	"m_choix c USING (rang) JOIN s_eleve e ON e.eleve_id = c.trouve WHERE " \
	"s.rang_voeu > 0 AND s.uai IS NOT NULL AND s.mef IS NOT NULL ORDER BY " \
	"s.rang"

/* The set of a pupil is taken as a whole, or not at all. */
#define ENSEMBLE_ENTIER(parent) \
	"CREATE TEMP TABLE m_perdu AS SELECT DISTINCT c.trouve FROM m_choix c " \
	"WHERE c.rang IN (SELECT rang FROM s_anomalie WHERE gravite = 2)", \
	"INSERT OR IGNORE INTO s_rejet SELECT rang FROM m_choix WHERE trouve " \
	"IN (SELECT trouve FROM m_perdu)", \
	"INSERT OR IGNORE INTO s_rejet SELECT rang FROM " parent \
	" WHERE eleve_id IN (SELECT trouve FROM m_perdu)"

/* C1, from a table: a line is a wish, and names its pupil in three ways. */
#define PAR(colonne, jointure, par) \
	"INSERT OR IGNORE INTO m_qui SELECT s.rang, e.eleve_id, " par " FROM " \
	"s_souhait s JOIN eleve e ON " jointure
static const char *const prepare_souhaits[] = {
	"CREATE TEMP TABLE m_qui (rang INTEGER, trouve INTEGER, par INTEGER, "
	"PRIMARY KEY (rang, trouve, par))",
	PAR("eleve_id", "e.eleve_id = s.eleve_id", "1"),
	PAR("elenoet", "e.elenoet = s.elenoet", "2"),
	PAR("ine", "e.id_national = upper(s.ine)", "3"),
	PAR("ine", "e.ine_rnie = upper(s.ine)", "3"),
	PAR("ine", "e.ine_bea = upper(s.ine)", "3"),
	CHOIX,
	"INSERT INTO m_choix SELECT s.rang, min(m.trouve), s.rang_voeu, s.uai, "
	"s.mef FROM s_souhait s JOIN m_qui m USING (rang) GROUP BY s.rang "
	"HAVING count(DISTINCT m.trouve) = 1",
	CHOIX_INDEX,
	CAMPAGNE,
	NOMMES,
	"INSERT OR IGNORE INTO m_nomme SELECT 'souhait', CAST(s.ligne_tsv AS "
	"TEXT), coalesce(c.trouve, s.eleve_id) AS dit FROM s_souhait s LEFT JOIN "
	"m_choix c USING (rang) WHERE dit IS NOT NULL",
	/* what is rejected of a pupil's lines is rejected by their own */
	"INSERT INTO s_eleve (rang, ligne, eleve_id, code_mef) SELECT -1 - "
	"min(c.rang), min(s.ligne), e.eleve_id, e.code_mef FROM m_choix c JOIN "
	"s_souhait s USING (rang) JOIN eleve e ON e.eleve_id = c.trouve GROUP "
	"BY e.eleve_id",
	VOEUX_DE_CHOIX,
	/* of a line with several options only the one that is wrong goes */
	"INSERT OR IGNORE INTO s_voeu_option (rang, ligne, eleve_id, "
	"rang_voeu, code_matiere) WITH RECURSIVE mot (rang, code, reste) AS "
	"(SELECT rang, NULL, options || '|' FROM s_souhait WHERE options IS "
	"NOT NULL UNION ALL SELECT rang, trim(substr(reste, 1, instr(reste, "
	"'|') - 1)), substr(reste, instr(reste, '|') + 1) FROM mot WHERE reste "
	"<> '') SELECT -1000000000 - row_number() OVER (), v.ligne, v.eleve_id, "
	"v.rang_voeu, mot.code FROM mot JOIN s_voeu v USING (rang) WHERE mot.code <> ''",
	NULL
};
static const char *const avant_souhaits[] = { ENSEMBLE_ENTIER("s_eleve"),
	NULL };

const struct import import_souhaits = {
	.fmt = &format_souhaits,
	.genre = "voeux",
	.roles = ROLE_ETAB,
	.rules = des_souhaits,
	.colonnes = "rang_voeu, uai, mef",
	.besoins = BESOIN_PROFILAGE | BESOIN_ELEVES,
	.parametre = campagne_lit,
	.prepare = prepare_souhaits,
	.avant = avant_souhaits,
};

/*
 * The same from a file: a pupil is the one of his number, else of his INE,
 * and the identity must agree; else of his identity.
 */
#define QUI(de, par, jointure) \
	"INSERT OR IGNORE INTO m_qui SELECT s.rang, b.eleve_id, " par ", " \
	ACCORD " FROM " de " s JOIN eleve b ON " jointure " WHERE s.rang NOT " \
	"IN (SELECT rang FROM m_qui WHERE par < " par ")"
#define QUI_TABLE \
	"CREATE TEMP TABLE m_qui (rang INTEGER, trouve INTEGER, par INTEGER, " \
	"accord INTEGER, PRIMARY KEY (rang, trouve))"
#define QUI_INE(de) \
	QUI(de, "2", "b.id_national = upper(s.id_national)"), \
	QUI(de, "2", "b.ine_rnie = upper(s.id_national)"), \
	QUI(de, "2", "b.ine_bea = upper(s.id_national)")
#define QUI_IDENTITE(de) \
	QUI(de, "3", "b.date_naiss = s.date_naiss AND " ACCORD " = 3")
#define QUI_INDEX "CREATE INDEX temp.m_qui_trouve ON m_qui (trouve)"
/*
 * Of those found, whom something contradicts: 'ine', the INE is that of
 * another, or of nobody, and his is a different one; 'identite', one of name,
 * first name and birth date differs, and they are those of another, or two
 * of one name seem to have changed first names.
 */
#define CONTRAIRE(quoi, autre, de, jointures) \
	"INSERT OR IGNORE INTO m_contraire SELECT s.rang, " quoi ", " autre \
	" FROM " de " s JOIN m_qui m USING (rang) JOIN " jointures
#define INE_D_UN_AUTRE(de, colonne) \
	CONTRAIRE("'ine'", "o.eleve_id", de, "eleve o ON o." colonne \
	    " = upper(s.id_national) WHERE o.eleve_id <> m.trouve")
#define CONTRAIRES(de) \
	"CREATE TEMP TABLE m_contraire (rang INTEGER PRIMARY KEY, code TEXT, " \
	"autre INTEGER)", \
	INE_D_UN_AUTRE(de, "id_national"), INE_D_UN_AUTRE(de, "ine_rnie"), \
	INE_D_UN_AUTRE(de, "ine_bea"), \
	CONTRAIRE("'ine'", "m.trouve", de, "eleve b ON b.eleve_id = m.trouve " \
	    "WHERE b.id_national IS NOT NULL AND upper(s.id_national) NOT IN " \
	    "(b.id_national, coalesce(b.ine_rnie, ''), coalesce(b.ine_bea, " \
	    "''), coalesce(b.ine_ancien, ''))"), \
	"CREATE TEMP TABLE m_plie AS SELECT eleve_id, plie(nom_de_famille) AS " \
	"nom, plie(prenom) AS prenom, date_naiss FROM eleve WHERE EXISTS " \
	"(SELECT 1 FROM m_qui WHERE accord = 2)", \
	CONTRAIRE("'identite'", "o.eleve_id", de, "eleve b ON b.eleve_id = " \
	    "m.trouve JOIN m_plie o ON o.nom = plie(s.nom_de_famille) AND " \
	    "o.prenom = plie(s.prenom) WHERE m.accord = 2 AND o.eleve_id <> " \
	    "b.eleve_id AND (o.date_naiss = s.date_naiss OR o.prenom <> " \
	    "plie(b.prenom))")
/* Those found, once and for good. */
#define SURS \
	"CREATE TEMP TABLE m_sur (rang INTEGER PRIMARY KEY, trouve INTEGER)", \
	"INSERT INTO m_sur SELECT m.rang, m.trouve FROM m_qui m WHERE m.accord " \
	">= 2 AND m.rang IN (SELECT rang FROM m_qui GROUP BY rang HAVING " \
	"count(*) = 1) AND m.rang = (SELECT min(o.rang) FROM m_qui o WHERE " \
	"o.trouve = m.trouve) AND m.rang NOT IN (SELECT rang FROM m_contraire)"

static const char *const prepare_voeux[] = {
	QUI_TABLE,
	QUI("s_voeux_fiche", "1", "b.eleve_id = s.eleve_id"),
	QUI_INE("s_voeux_fiche"),
	QUI_IDENTITE("s_voeux_fiche"),
	QUI_INDEX,
	CONTRAIRES("s_voeux_fiche"),
	SURS,
	CHOIX,
	"INSERT INTO m_choix SELECT s.rang, q.trouve, s.rang_voeu, s.uai, "
	"s.mef FROM s_souhait s JOIN s_voeux_fiche f USING (eleve_id) JOIN "
	"m_sur q ON q.rang = f.rang",
	CHOIX_INDEX,
	CAMPAGNE,
	"INSERT INTO s_eleve (rang, ligne, eleve_id, code_mef) SELECT f.rang, "
	"f.ligne, e.eleve_id, e.code_mef FROM s_voeux_fiche f JOIN "
	"m_sur q ON q.rang = f.rang JOIN eleve e ON e.eleve_id "
	"= q.trouve ORDER BY f.rang",
	VOEUX_DE_CHOIX,
	"INSERT OR IGNORE INTO s_voeu_option (rang, ligne, eleve_id, "
	"rang_voeu, code_matiere) SELECT o.rang, o.ligne, v.eleve_id, "
	"v.rang_voeu, o.code_matiere FROM s_souhait_option o JOIN s_souhait s "
	"ON s.eleve_id = o.eleve_id AND s.numero = o.numero JOIN m_choix c ON "
	"c.rang = s.rang JOIN s_voeu v ON v.eleve_id = c.trouve AND "
	"v.rang_voeu = c.rang_voeu AND v.rang = s.rang",
	NULL
};
static const char *const avant_voeux[] = { ENSEMBLE_ENTIER("s_eleve"), NULL };

const struct import import_voeux = {
	.fmt = &format_voeux,
	.genre = "voeux",
	.roles = ROLE_ETAB,
	.rules = des_voeux,
	.besoins = BESOIN_PROFILAGE | BESOIN_ELEVES,
	.parametre = campagne_lit,
	.prepare = prepare_voeux,
	.avant = avant_voeux,
};

/*
 * C2, in the base of the académie: the whole of a school.  Pupils whom the
 * file no longer has stay, and are counted as absents.
 */
#define ICI "(SELECT uai FROM s_enveloppe)"
static const char *const prepare_recus[] = {
	CHOIX,
	"INSERT INTO m_choix SELECT rang, eleve_id, rang_voeu, uai, mef FROM "
	"s_souhait",
	CHOIX_INDEX,
	"INSERT INTO s_voeux_eleve (rang, ligne, uai, eleve_id, id_national, "
	"nom_de_famille, nom_usage, prenom, prenom2, prenom3, date_naiss, "
	"code_sexe, code_pays, code_commune_insee_naiss, ville_naiss, "
	"code_pays_nat, code_mef, code_structure) SELECT rang, ligne, " ICI
	", eleve_id, upper(id_national), nom_de_famille, nom_usage, prenom, "
	"prenom2, prenom3, date_naiss, code_sexe, code_pays, "
	"code_commune_insee_naiss, ville_naiss, code_pays_nat, code_mef, "
	"code_structure FROM s_voeux_fiche",
	"INSERT OR IGNORE INTO s_voeu (rang, ligne, uai, eleve_id, rang_voeu, "
	"code_rne, code_mef, derogation) SELECT rang, ligne, " ICI ", eleve_id, "
	"rang_voeu, uai, mef, derogation FROM s_souhait WHERE uai IS NOT NULL "
	"AND mef IS NOT NULL AND rang_voeu IS NOT NULL ORDER BY rang",
	"INSERT OR IGNORE INTO s_voeu_option (rang, ligne, uai, eleve_id, "
	"rang_voeu, code_matiere) SELECT o.rang, o.ligne, v.uai, v.eleve_id, "
	"v.rang_voeu, o.code_matiere FROM s_souhait_option o JOIN s_souhait s "
	"ON s.eleve_id = o.eleve_id AND s.numero = o.numero JOIN s_voeu v ON "
	"v.uai = " ICI " AND v.eleve_id = s.eleve_id AND v.rang_voeu = "
	"s.rang_voeu AND v.rang = s.rang",
	"CREATE TEMP TABLE m_absent AS SELECT eleve_id FROM voeux_eleve WHERE "
	"uai = " ICI " AND eleve_id NOT IN (SELECT eleve_id FROM "
	"s_voeux_fiche)",
	"INSERT INTO s_voeux_eleve (rang, ligne, uai, eleve_id, id_national, "
	"nom_de_famille, nom_usage, prenom, prenom2, prenom3, date_naiss, "
	"code_sexe, code_pays, code_commune_insee_naiss, ville_naiss, "
	"code_pays_nat, code_mef, code_structure) SELECT -1, 0, uai, eleve_id, "
	"id_national, nom_de_famille, nom_usage, prenom, prenom2, prenom3, "
	"date_naiss, code_sexe, code_pays, code_commune_insee_naiss, "
	"ville_naiss, code_pays_nat, code_mef, code_structure FROM voeux_eleve "
	"WHERE uai = " ICI " AND eleve_id IN (SELECT eleve_id FROM m_absent)",
	"INSERT INTO s_voeu (rang, ligne, uai, eleve_id, rang_voeu, code_rne, "
	"code_mef, derogation) SELECT -1, 0, uai, eleve_id, rang_voeu, "
	"code_rne, code_mef, derogation FROM voeu WHERE uai = " ICI " AND "
	"eleve_id IN (SELECT eleve_id FROM m_absent)",
	"INSERT INTO s_voeu_option (rang, ligne, uai, eleve_id, rang_voeu, "
	"code_matiere) SELECT -1, 0, uai, eleve_id, rang_voeu, code_matiere "
	"FROM voeu_option WHERE uai = " ICI " AND eleve_id IN (SELECT eleve_id "
	"FROM m_absent)",
	NULL
};
static const char *const avant_recus[] = { ENSEMBLE_ENTIER("s_voeux_fiche"),
	NULL };
static const char *const requis_recus[] = { "voeux_fiche", NULL };

const struct import import_voeux_recus = {
	.fmt = &format_voeux_recus,
	.genre = "voeux-recus",
	.roles = ROLE_BEA,
	.rules = des_recus,
	.accuse = 1,
	.par_etab = 1,
	.parametre = voeux_entiers,
	.numerote = 1,
	.requis = requis_recus,
	.prepare = prepare_recus,
	.avant = avant_recus,
};

/*
 * C3.  A result of ours is its pupil's.  Someone who comes from elsewhere and
 * is not known yet is new: he gets a number of ours, negative, until SIECLE's
 * comes, and his last year stands in the file.
 */
static const char *const prepare_affectations[] = {
	NOMMES,
	"INSERT OR IGNORE INTO m_nomme SELECT 'resultat', CAST(rang_eleve AS "
	"TEXT), eleve_id FROM s_resultat WHERE eleve_id IS NOT NULL",
	QUI_TABLE,
	/* a number is SIECLE's of the school of origin */
	QUI("s_resultat", "1", "b.eleve_id = s.eleve_id AND s.rne_origine = "
	    "(SELECT uai FROM base)"),
	QUI_INE("s_resultat"),
	QUI_IDENTITE("s_resultat"),
	QUI_INDEX,
	CONTRAIRES("s_resultat"),
	SURS,
	/* two who are one, and one INE for two */
	"CREATE TEMP TABLE m_meme AS SELECT rang, upper(id_national) AS ine, "
	"identite(nom_de_famille, prenom, date_naiss) AS identite FROM "
	"s_resultat",
	"CREATE INDEX temp.m_meme_identite ON m_meme (identite)",
	"CREATE INDEX temp.m_meme_ine ON m_meme (ine)",
	"CREATE TEMP TABLE m_double AS SELECT DISTINCT s.rang FROM m_meme s "
	"JOIN m_meme o USING (identite) WHERE o.rang < s.rang AND "
	"coalesce(o.ine = s.ine, 1) AND s.rang NOT IN (SELECT rang FROM m_qui)",
	"CREATE TEMP TABLE m_ine AS SELECT rang FROM m_meme WHERE ine IN "
	"(SELECT ine FROM m_meme WHERE ine IS NOT NULL GROUP BY ine HAVING "
	"count(DISTINCT identite) > 1) AND rang NOT IN (SELECT rang FROM m_qui)",
	"CREATE TEMP TABLE m_numero AS SELECT s.rang, (SELECT min(0, "
	"coalesce(min(eleve_id), 0)) FROM eleve) - row_number() OVER (ORDER BY "
	"s.rang) AS eleve_id FROM s_resultat s WHERE s.rang NOT IN (SELECT "
	"rang FROM m_qui UNION SELECT rang FROM m_double UNION SELECT rang FROM "
	"m_ine) AND s.rne_origine <> (SELECT uai FROM base) AND "
	"s.code_rne = (SELECT uai FROM base) AND s.decision = 'AFFECTE' AND "
	"(SELECT etat FROM base) = 'preparation'",
	"INSERT INTO s_neuf SELECT 'eleve', eleve_id FROM m_numero",
	"CREATE TEMP TABLE m_eleve AS SELECT rang, trouve AS eleve_id FROM "
	"m_sur UNION ALL SELECT rang, eleve_id FROM m_numero",
	"INSERT OR IGNORE INTO s_eleve (rang, ligne, eleve_id, id_national, "
	"nom_de_famille, nom_usage, prenom, prenom2, prenom3, date_naiss, "
	"code_sexe, code_pays, code_commune_insee_naiss, ville_naiss, "
	"code_pays_nat, code_mef) SELECT s.rang, s.ligne, m.eleve_id, "
	"upper(s.id_national), s.nom_de_famille, s.nom_usage, s.prenom, "
	"s.prenom2, s.prenom3, s.date_naiss, s.code_sexe, s.code_pays, "
	"s.code_commune_insee_naiss, s.ville_naiss, s.code_pays_nat, "
	"s.code_mef FROM s_resultat s JOIN m_eleve m USING (rang) ORDER BY "
	"s.rang",
	"INSERT OR IGNORE INTO s_scolarite_an_dernier (rang, ligne, eleve_id, "
	"code_mef, code_structure, code_rne) SELECT s.rang, s.ligne, "
	"m.eleve_id, s.mef_origine, s.structure_origine, s.rne_origine FROM "
	"s_resultat s JOIN m_numero m USING (rang)",
	"INSERT OR IGNORE INTO s_scolarite_an_dernier (rang, ligne, eleve_id, "
	"code_mef, code_structure, code_rne) SELECT e.rang, e.ligne, "
	"b.eleve_id, b.code_mef, b.code_structure, b.code_rne FROM "
	"scolarite_an_dernier b JOIN s_eleve e USING (eleve_id)",
	"INSERT OR IGNORE INTO s_affectation (rang, ligne, eleve_id, "
	"rne_origine, decision, rang_liste, rang_voeu, code_rne, code_mef) "
	"SELECT s.rang, s.ligne, m.eleve_id, s.rne_origine, s.decision, "
	"s.rang_liste, s.rang_voeu, s.code_rne, s.code_mef FROM s_resultat s "
	"JOIN m_eleve m USING (rang) ORDER BY s.rang",
	"CREATE TEMP TABLE m_arrive AS SELECT rne_origine FROM s_resultat "
	"WHERE decision = 'AFFECTE' AND code_rne = (SELECT uai FROM base) AND "
	"rne_origine <> code_rne",
	/* the MEF is that of who arrives, and has none yet */
	"UPDATE s_eleve SET code_mef = NULL WHERE EXISTS (SELECT 1 FROM eleve "
	"b WHERE b.eleve_id = s_eleve.eleve_id) AND NOT EXISTS (SELECT 1 FROM "
	"s_resultat s, eleve b WHERE s.rang = s_eleve.rang AND b.eleve_id = "
	"s_eleve.eleve_id AND b.code_mef IS NULL AND s.decision = 'AFFECTE' "
	"AND s.rne_origine <> (SELECT uai FROM base) AND s.code_rne = (SELECT "
	"uai FROM base) AND (SELECT etat FROM base) = 'preparation')",
	/* --sorties: those who have no exit yet and go elsewhere */
	"UPDATE s_eleve SET date_sortie = p.date_sortie, code_motif_sortie = "
	"p.code_motif_sortie FROM s_resultat s, m_sortie p WHERE s.rang = "
	"s_eleve.rang AND s.decision = 'AFFECTE' AND s.rne_origine = (SELECT "
	"uai FROM base) AND s.code_rne <> s.rne_origine AND EXISTS (SELECT 1 "
	"FROM eleve b WHERE b.eleve_id = s_eleve.eleve_id AND b.date_sortie IS "
	"NULL)",
	NULL
};
/* Without its day, which is held or was dropped, no motif either. */
static const char *const avant_affectations[] = {
	"UPDATE s_eleve SET code_motif_sortie = NULL WHERE date_sortie IS NULL",
	NULL
};
static const char *const requis_affectations[] = { "resultat", NULL };

const struct import import_affectations = {
	.fmt = &format_affectations,
	.genre = "affectations",
	.roles = ROLE_ETAB,
	.rules = des_affectations,
	.parametre = sortie_lit,
	.requis = requis_affectations,
	.prepare = prepare_affectations,
	.avant = avant_affectations,
};

/*
 * C3, the académie's decisions: words as people write them; m_qui has whom
 * the numbers of a line mean.  They come in with a send (voeux.c).
 */
static const char *const prepare_decisions[] = {
	NOMMES,
	"INSERT OR IGNORE INTO m_nomme SELECT 'arret', CAST(ligne_tsv AS TEXT), "
	"eleve_id FROM s_arret WHERE eleve_id IS NOT NULL",
	"CREATE TEMP TABLE m_mot AS SELECT s.rang, CASE plie(s.decision) WHEN "
	"'AFFECTE' THEN 'AFFECTE' WHEN 'AFFECTEE' THEN 'AFFECTE' WHEN 'REFUSE' "
	"THEN 'REFUSE' WHEN 'REFUSEE' THEN 'REFUSE' ELSE 'LISTE' END AS "
	"decision FROM s_arret s WHERE plie(s.decision) IN ('AFFECTE', "
	"'AFFECTEE', 'REFUSE', 'REFUSEE', 'LISTE', 'LISTESUPPLEMENTAIRE')",
	"CREATE TEMP TABLE m_qui AS SELECT s.rang, e.uai, e.eleve_id FROM "
	"s_arret s JOIN voeux_eleve e ON e.eleve_id = s.eleve_id WHERE (s.ine "
	"IS NULL OR e.id_national = upper(s.ine)) AND e.uai = "
	"coalesce(s.origine, e.uai)",
	"INSERT INTO m_qui SELECT s.rang, e.uai, e.eleve_id FROM s_arret s "
	"JOIN voeux_eleve e ON e.id_national = upper(s.ine) WHERE s.eleve_id "
	"IS NULL AND e.uai = coalesce(s.origine, e.uai)",
	"CREATE INDEX temp.m_qui_qui ON m_qui (eleve_id, uai)",
	"CREATE INDEX temp.m_qui_rang ON m_qui (rang)",
	NULL
};
static const char *const avant_decisions[] = {
	"INSERT INTO decision SELECT m.uai, m.eleve_id, w.decision, iif("
	"w.decision = 'LISTE', s.rang_liste, NULL), (SELECT min(v.rang_voeu) "
	"FROM voeu v WHERE v.uai = m.uai AND v.eleve_id = m.eleve_id AND "
	"v.code_rne = s.uai AND v.code_mef = s.mef), s.uai, s.mef FROM s_arret "
	"s JOIN m_qui m USING (rang) JOIN m_mot w USING (rang)",
	NULL
};

const struct import import_decisions = {
	.fmt = &format_decisions,
	.genre = "envoi-affectations",
	.roles = ROLE_BEA,
	.rules = des_decisions,
	.prepare = prepare_decisions,
	.avant = avant_decisions,
};
/* clang-format on */
