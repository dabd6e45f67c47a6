/*
 * imports_ine.c - event G: disputes that a person settles, and numbers that
 * come to a school; and the SQL that is theirs alone.
 */
#include "sconet.h"

static const struct rules *const des_litiges[] = { &rules_litiges, NULL };
static const struct rules *const des_ine[] = { &rules_ine_recus, NULL };

/* clang-format off */

/*
 * m_paire has the lines that are of a dispute.  The disputes of a pupil are a
 * set: all of them are staged, the decision of some being new.
 */
static const char *const prepare_litiges[] = {
	"CREATE TEMP TABLE m_paire AS SELECT s.rang, s.ligne, l.uai, "
	"l.eleve_id, l.autre_uai, l.autre_id, iif(plie(s.decision) = 'MEME', "
	"'meme', 'distinct') AS decision, b.id_national AS ine FROM s_tranche "
	"s JOIN litige l USING (uai, eleve_id, autre_uai, autre_id) JOIN "
	"bea_eleve b ON b.uai = l.autre_uai AND b.eleve_id = l.autre_id WHERE "
	"s.decision IS NOT NULL",
	/* one decision is for both */
	"INSERT INTO m_paire SELECT p.rang, p.ligne, l.uai, l.eleve_id, "
	"l.autre_uai, l.autre_id, p.decision, b.id_national FROM m_paire p JOIN "
	"litige l ON (l.uai, l.eleve_id, l.autre_uai, l.autre_id) = "
	"(p.autre_uai, p.autre_id, p.uai, p.eleve_id) JOIN bea_eleve b ON b.uai "
	"= l.autre_uai AND b.eleve_id = l.autre_id",
	"INSERT INTO m_paire (rang) SELECT rang FROM s_tranche WHERE decision "
	"IS NULL",
	NULL
};
static const char *const avant_litiges[] = {
	"DELETE FROM m_paire WHERE uai IS NULL OR rang IN (SELECT rang FROM "
	"s_anomalie WHERE gravite = 2)",
	"INSERT OR IGNORE INTO s_immatriculation (rang, ligne, uai, eleve_id, "
	"etat, id_national, motif) SELECT p.rang, p.ligne, i.uai, i.eleve_id, "
	"i.etat, i.id_national, i.motif FROM m_paire p JOIN immatriculation i "
	"USING (uai, eleve_id)",
	"INSERT INTO s_litige (rang, ligne, uai, eleve_id, autre_uai, "
	"autre_id, mesure, decision) SELECT i.rang, i.ligne, l.uai, "
	"l.eleve_id, l.autre_uai, l.autre_id, l.mesure, (SELECT max(p.decision)"
	" FROM m_paire p WHERE p.uai = l.uai AND p.eleve_id = l.eleve_id AND "
	"p.autre_uai = l.autre_uai AND p.autre_id = l.autre_id) FROM "
	"s_immatriculation i JOIN litige l USING (uai, eleve_id)",
	NULL
};

const struct import import_litiges = {
	.fmt = &format_litiges,
	.genre = "litiges",
	.roles = ROLE_BEA,
	.rules = des_litiges,
	.prepare = prepare_litiges,
	.avant = avant_litiges,
};

/*
 * In a school.  m_qui has whom ELEVE_ID leads to, else ELENOET, how many of
 * name, first name and birth date agree, and whose record fits all the same.
 */
#define QUI(jointure) \
	"INSERT INTO m_qui SELECT s.rang, b.eleve_id, " ACCORD ", (SELECT " \
	"min(o.eleve_id) FROM eleve o WHERE o.date_naiss = s.date_naiss AND " \
	ACCORD_DE("s", "o") " = 3 AND (" ACCORD ") < 3) FROM " \
	"s_ine_recu s JOIN eleve b ON " jointure " WHERE s.rang NOT IN (SELECT " \
	"rang FROM m_qui)"
#define NUMEROTE \
	"s.etat IN ('ATTRIBUE', 'RETROUVE') AND s.rang NOT IN (SELECT rang " \
	"FROM s_anomalie WHERE gravite = 2)"
static const char *const prepare_ine[] = {
	"UPDATE s_ine_recu SET id_national = upper(id_national) WHERE "
	"id_national <> upper(id_national)",
	"CREATE TEMP TABLE m_qui (rang INTEGER, trouve INTEGER, accord "
	"INTEGER, exact INTEGER)",
	QUI("b.eleve_id = s.eleve_id"),
	QUI("b.elenoet = s.elenoet"),
	NULL
};
/*
 * The number in force, and the one before beside it, unless it is somebody
 * else's now: nothing is blanked.
 */
static const char *const avant_ine[] = {
	"INSERT OR IGNORE INTO s_eleve (rang, ligne, eleve_id, nom_de_famille, "
	"prenom, date_naiss, id_national, ine_bea, ine_rnie, ine_ancien) "
	"SELECT s.rang, s.ligne, b.eleve_id, b.nom_de_famille, b.prenom, "
	"b.date_naiss, s.id_national, iif(s.id_national GLOB '*[0-9][A-Z]', "
	"s.id_national, iif(b.ine_bea IS NULL AND b.id_national <> "
	"s.id_national AND b.id_national GLOB '*[0-9][A-Z]', b.id_national, "
	"NULL)), iif(s.id_national GLOB '*[A-Z][A-Z]', s.id_national, NULL), "
	"iif(EXISTS (SELECT 1 FROM s_ine_recu t WHERE t.id_national = "
	"b.id_national AND t.rang <> s.rang AND t.rang NOT IN (SELECT rang FROM s_anomalie WHERE gravite = 2)), NULL, nullif(b.id_national, "
	"s.id_national)) FROM s_ine_recu s JOIN m_qui m "
	"USING (rang) JOIN eleve b ON b.eleve_id = m.trouve WHERE " NUMEROTE
	" ORDER BY s.rang",
	NULL
};

const struct import import_ine = {
	.fmt = &format_bea_ine,
	.genre = "ine",
	.roles = ROLE_ETAB,
	.rules = des_ine,
	.numerote = 1,
	.accuse = 1,
	.prepare = prepare_ine,
	.avant = avant_ine,
};
/* clang-format on */
