/*
 * imports_bascule.c - event A: what a bascule and its complements bring into
 * the base of the next year, and the SQL that is theirs alone.
 */
#include "sconet.h"

static const struct rules *const des_bascules[] = { &rules_bascule, NULL };
static const struct rules *const des_complements[] = { &rules_complement,
	NULL };

/* clang-format off */

/* Event A: what a bascule brings into the base of the next year. */
static const char *const apres_bascule[] = {
	"UPDATE matiere SET selectionnee = 1 WHERE ?1 > 0 AND code_matiere IN "
	"(SELECT code_matiere FROM s_selection)",
	NULL
};

const struct import import_bascule = {
	.fmt = &format_bascule,
	.genre = "bascule",
	.roles = ROLE_ETAB,
	.besoins = BESOIN_VIDE,
	.rules = des_bascules,
	.apres = apres_bascule,
};

/*
 * What has changed since the bascule.  Numbers are those of the bascule, but
 * for ours, negative, which each base gives by itself: m_ici has the pupil
 * of this base that such a number, or one that is unknown here, stands for,
 * by INE or by identity, else a new number.  Who left before he ever crossed
 * stays out; what belongs to a year is this base's.
 */
/* In two steps, for two of them may have changed places. */
#define LOIN "1000000000000"
#define ICI(table) \
	"UPDATE s_" table " SET eleve_id = (SELECT ici FROM m_ici WHERE la = " \
	"eleve_id) - " LOIN " WHERE eleve_id IN (SELECT la FROM m_ici)"
#define ICI_POUR_DE_BON(table) \
	"UPDATE s_" table " SET eleve_id = eleve_id + " LOIN " WHERE eleve_id " \
	"< -" LOIN " / 2"
#define LA_BAS(table, colonne, par) \
	"UPDATE s_" table " SET " colonne " = (SELECT ici FROM " par " WHERE " \
	"la = " colonne ") - " LOIN " WHERE " colonne " IN (SELECT la FROM " \
	par ")", \
	    "UPDATE s_" table " SET " colonne " = " colonne " + " LOIN \
	    " WHERE " colonne " < -" LOIN " / 2"
#define ADRESSE_DIT(a) \
	"coalesce(" a ".ligne1_adresse, ''), coalesce(" a \
	".ligne2_adresse, ''), coalesce(" a ".code_postal, ''), coalesce(" a \
	".code_commune_insee, ''), coalesce(" a ".libelle_postal, '')"
/*
 * A number of ours is the same on both sides when the bascule brought it; a
 * complement may have changed it, so that there must be more.
 */
#define VENU(cle, accord) \
	"JOIN echange e ON e.numero = b.cree WHERE s." cle " < 0 AND " \
	"(e.genre = 'bascule' OR (e.genre = 'bascule-complement' AND " accord \
	"))"
#define JAMAIS_PASSES \
	"(SELECT eleve_id FROM s_eleve WHERE date_sortie IS NOT NULL AND " \
	"eleve_id NOT IN (SELECT eleve_id FROM eleve))"
#define SEUL_ICI(accord) \
	"INSERT OR IGNORE INTO m_ici SELECT s.eleve_id, min(b.eleve_id) FROM " \
	"s_eleve s JOIN eleve b ON " accord " WHERE (s.eleve_id < 0 OR " \
	"s.eleve_id NOT IN (SELECT eleve_id FROM eleve)) AND (b.eleve_id < 0 " \
	"OR b.eleve_id NOT IN (SELECT eleve_id FROM s_eleve)) GROUP BY " \
	"s.eleve_id HAVING count(*) = 1"
/*
 * Who came in an earlier complement, whatever was corrected since; and under
 * the number he had there before SIECLE's came.
 */
#define DEJA_VENU(m, element, id) \
	"INSERT OR IGNORE INTO " m " SELECT n.id, v.ici FROM s_numero n JOIN " \
	"complement_" element " v ON v.la = n.id AND v.cree_la = n.cree WHERE " \
	"n.element = '" element "'", \
	"INSERT OR IGNORE INTO " m " SELECT n.id, v.ici FROM s_numero n JOIN " \
	"complement_" element " v ON v.la = n.ancien AND v.cree_la = n.cree " \
	"WHERE n.element = '" element "' AND n.id NOT IN (SELECT " id " FROM " \
	element ")", \
	"INSERT OR IGNORE INTO " m " SELECT n.id, b." id " FROM s_numero n " \
	"JOIN " element " b ON b." id " = n.ancien JOIN echange e ON e.numero " \
	"= b.cree AND e.genre = 'bascule' WHERE n.element = '" element "' AND " \
	"n.id NOT IN (SELECT " id " FROM " element ")"
#define SE_SOUVENIR(m, element) \
	"INSERT INTO m_vu SELECT n.element, n.id, n.cree, coalesce(i.ici, " \
	"n.id) FROM s_numero n LEFT JOIN " m " i ON i.la = n.id WHERE " \
	"n.element = '" element "'"
#define SOUVENU(element, id) \
	"INSERT OR REPLACE INTO complement_" element " SELECT la, cree, ici " \
	"FROM m_vu WHERE element = '" element "' AND ?1 > 0 AND ici IN (SELECT " \
	id " FROM " element ")"
#define DE_L_ANNEE \
	"code_regime, code_statut, date_entree, date_modification, " \
	"adhesion_transport, code_provenance, code_mef, doublement"
static const char *const prepare_complement[] = {
	"CREATE TEMP TABLE m_ici (la INTEGER PRIMARY KEY, ici INTEGER)",
	"CREATE TEMP TABLE m_vu (element TEXT, la INTEGER, cree INTEGER, ici "
	"INTEGER)",
	DEJA_VENU("m_ici", "eleve", "eleve_id"),
	"INSERT OR IGNORE INTO m_ici SELECT s.eleve_id, s.eleve_id FROM s_eleve s JOIN "
	"eleve b ON b.eleve_id = s.eleve_id " VENU("eleve_id", ACCORD " >= 2"),
	SEUL_ICI("b.id_national = s.id_national"),
	SEUL_ICI("b.date_naiss = s.date_naiss AND " ACCORD " = 3"),
	"DELETE FROM m_ici WHERE ici IN (SELECT ici FROM m_ici GROUP BY ici "
	"HAVING count(*) > 1)",
	"INSERT OR IGNORE INTO m_ici SELECT eleve_id, " PROVISOIRE("eleve_id", "eleve")
	" - row_number() OVER (ORDER BY eleve_id "
	"DESC) FROM s_eleve WHERE eleve_id < 0 AND eleve_id NOT IN (SELECT la "
	"FROM m_ici)",
	SE_SOUVENIR("m_ici", "eleve"),
	/* a responsable is the one of that name whom the same pupil has */
	"CREATE TEMP TABLE m_per (la INTEGER PRIMARY KEY, ici INTEGER)",
	DEJA_VENU("m_per", "personne", "personne_id"),
	"INSERT OR IGNORE INTO m_per SELECT s.personne_id, s.personne_id FROM s_personne "
	"s JOIN personne b ON b.personne_id = s.personne_id "
	VENU("personne_id", "(plie(b.nom_de_famille) = plie(s.nom_de_famille) OR "
	"plie(b.prenom) = plie(s.prenom))"),
	"INSERT OR IGNORE INTO m_per SELECT s.personne_id, min(b.personne_id) "
	"FROM s_personne s JOIN s_responsable l ON l.personne_id = "
	"s.personne_id LEFT JOIN m_ici i ON i.la = l.eleve_id JOIN "
	"responsable r ON r.eleve_id = coalesce(i.ici, l.eleve_id) JOIN "
	"personne b ON b.personne_id = r.personne_id AND "
	"plie(b.nom_de_famille) = plie(s.nom_de_famille) AND plie(b.prenom) = "
	"plie(s.prenom) WHERE s.personne_id < 0 GROUP BY s.personne_id",
	/* with no link left, the one of that name whom a complement brought */
	"INSERT OR IGNORE INTO m_per SELECT s.personne_id, min(b.personne_id) "
	"FROM s_personne s JOIN personne b ON plie(b.nom_de_famille) = "
	"plie(s.nom_de_famille) AND plie(b.prenom) = plie(s.prenom) JOIN "
	"echange e ON e.numero = b.cree AND e.genre = 'bascule-complement' "
	"WHERE s.personne_id < 0 AND s.personne_id NOT IN (SELECT personne_id "
	"FROM s_responsable) GROUP BY s.personne_id HAVING count(*) = 1",
	"DELETE FROM m_per WHERE ici IN (SELECT ici FROM m_per GROUP BY ici "
	"HAVING count(*) > 1)",
	"INSERT OR IGNORE INTO m_per SELECT personne_id, " PROVISOIRE("personne_id", "personne")
	" - row_number() OVER (ORDER BY "
	"personne_id DESC) FROM s_personne WHERE personne_id < 0 AND "
	"personne_id NOT IN (SELECT la FROM m_per)",
	SE_SOUVENIR("m_per", "personne"),
	"DELETE FROM m_per WHERE ici = la",
	LA_BAS("personne", "personne_id", "m_per"),
	LA_BAS("responsable", "personne_id", "m_per"),
	/* an address, the one that says the same */
	"CREATE TEMP TABLE m_adr (la INTEGER PRIMARY KEY, ici INTEGER)",
	"INSERT INTO m_adr SELECT s.adresse_id, s.adresse_id FROM s_adresse s "
	"JOIN adresse b ON b.adresse_id = s.adresse_id " VENU("adresse_id", "0"),
	"INSERT OR IGNORE INTO m_adr SELECT s.adresse_id, min(b.adresse_id) "
	"FROM s_adresse s JOIN adresse b ON (" ADRESSE_DIT("s") ") = ("
	ADRESSE_DIT("b") ") WHERE s.adresse_id < 0 GROUP BY s.adresse_id",
	"DELETE FROM m_adr WHERE ici IN (SELECT ici FROM m_adr GROUP BY ici "
	"HAVING count(*) > 1)",
	"INSERT OR IGNORE INTO m_adr SELECT adresse_id, " PROVISOIRE("adresse_id", "adresse")
	" - row_number() OVER (ORDER BY "
	"adresse_id DESC) FROM s_adresse WHERE adresse_id < 0 AND adresse_id "
	"NOT IN (SELECT la FROM m_adr)",
	"DELETE FROM m_adr WHERE ici = la",
	LA_BAS("adresse", "adresse_id", "m_adr"),
	LA_BAS("eleve", "adresse_id", "m_adr"),
	LA_BAS("personne", "adresse_id", "m_adr"),
	"DELETE FROM m_ici WHERE ici = la",
	ICI("eleve"), ICI_POUR_DE_BON("eleve"),
	ICI("scolarite_an_dernier"), ICI_POUR_DE_BON("scolarite_an_dernier"),
	ICI("situation_an_dernier"), ICI_POUR_DE_BON("situation_an_dernier"),
	ICI("option_an_dernier"), ICI_POUR_DE_BON("option_an_dernier"),
	ICI("responsable"), ICI_POUR_DE_BON("responsable"),
	"DELETE FROM s_scolarite_an_dernier WHERE eleve_id IN " JAMAIS_PASSES,
	"DELETE FROM s_situation_an_dernier WHERE eleve_id IN " JAMAIS_PASSES,
	"DELETE FROM s_option_an_dernier WHERE eleve_id IN " JAMAIS_PASSES,
	"DELETE FROM s_responsable WHERE eleve_id IN " JAMAIS_PASSES,
	"DELETE FROM s_eleve WHERE eleve_id IN " JAMAIS_PASSES,
	"DELETE FROM s_personne WHERE personne_id NOT IN (SELECT personne_id "
	"FROM personne) AND personne_id NOT IN (SELECT personne_id FROM "
	"s_responsable)",
	"DELETE FROM s_adresse WHERE adresse_id NOT IN (SELECT adresse_id FROM "
	"adresse) AND adresse_id NOT IN (SELECT adresse_id FROM s_eleve WHERE "
	"adresse_id IS NOT NULL) AND adresse_id NOT IN (SELECT adresse_id "
	"FROM s_personne WHERE adresse_id IS NOT NULL)",
	"UPDATE s_eleve SET (" DE_L_ANNEE ") = (SELECT " DE_L_ANNEE " FROM "
	"eleve b WHERE b.eleve_id = s_eleve.eleve_id)",
	NULL
};

static const char *const apres_complement[] = {
	SOUVENU("eleve", "eleve_id"), SOUVENU("personne", "personne_id"),
	NULL
};

const struct import import_complement = {
	.fmt = &format_complement,
	.genre = "bascule-complement",
	.roles = ROLE_ETAB,
	.rules = des_complements,
	.complete = 1,
	.prepare = prepare_complement,
	.apres = apres_complement,
};
/* clang-format on */
