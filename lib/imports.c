/*
 * imports.c - the files that come in: which format, which rules, what comes
 * first, and the SQL that is theirs alone.
 */
#include <stdio.h>
#include <string.h>

#include "sconet.h"

static const struct rules *const des_nomenclatures[] = { &rules_nomenclatures,
	&rules_nomenclatures_structures, &rules_nomenclatures_eleves, NULL };
static const struct rules *const des_structures[] = { &rules_structures,
	&rules_structures_eleves, NULL };
static const struct rules *const des_eleves[] = { &rules_eleves, &rules_options,
	&rules_places, NULL };
static const struct rules *const des_responsables[] = { &rules_responsables,
	&rules_sans_responsable, NULL };
static const struct rules *const des_communs[] = { &rules_communs, NULL };
static const struct rules *const des_bascules[] = { &rules_bascule, NULL };
static const struct rules *const des_prives[] = { &rules_prive, &rules_eleves,
	&rules_options, &rules_places, &rules_responsables,
	&rules_sans_responsable, NULL };
static const struct rules *const des_complements[] = { &rules_complement,
	NULL };
static const struct rules *const des_liens[] = { &rules_liens, &rules_places,
	NULL };
static const struct rules *const de_ban[] = { &rules_nomenclatures, NULL };
static const struct rules *const de_sts[] = { &rules_nomenclatures,
	&rules_nomenclatures_structures, NULL };
static const struct rules *const des_saisies_sts[] = { &rules_structures,
	NULL };
static const struct rules *const des_effectifs[] = { &rules_effectifs, NULL };
static const struct rules *const des_edt[] = { &rules_edt, NULL };
static const struct rules *const des_dossiers[] = { &rules_dossiers, NULL };
static const struct rules *const des_accuses[] = { &rules_accuses, NULL };
static const struct rules *const des_repartitions[] = { &rules_repartition,
	&rules_places, NULL };

static const struct rules *const des_saisies[] = { &rules_saisie, &rules_eleves,
	&rules_options, &rules_places, &rules_responsables, &rules_fiche,
	NULL };

/* clang-format off */

/* Event B: the academic set. */
static const char *const requis_nomenclatures[] = { "mef", "matiere",
	"programme", NULL };

const struct import import_nomenclatures = {
	.fmt = &format_bee_nomenclatures,
	.genre = "nomenclature-academique",
	.roles = ROLE_ETAB,
	.rules = des_nomenclatures,
	.requis = requis_nomenclatures,
};
/* The same set in the académie's base, where no school uses it yet. */
const struct import import_nomenclatures_ban = {
	.fmt = &format_bee_nomenclatures,
	.genre = "nomenclature-academique",
	.roles = ROLE_BEA,
	.rules = de_ban,
	.requis = requis_nomenclatures,
};

/* Event D: structures, as STS-WEB or SIECLE writes them. */
static const char *const requis_structures[] = { "division", NULL };

const struct import import_sts = {
	.fmt = &format_sts_edt,
	.genre = "structures",
	.roles = ROLE_ETAB,
	.rules = des_structures,
	.besoins = BESOIN_PROFILAGE,
	.requis = requis_structures,
};
const struct import import_structures = {
	.fmt = &format_bee_structures,
	.genre = "structures",
	.roles = ROLE_ETAB,
	.rules = des_structures,
	.besoins = BESOIN_PROFILAGE,
	.requis = requis_structures,
};

/*
 * Pupils.  m_eleve pairs those whose ELEVE_ID is new with the pupil of the
 * base they are: same INE, else same name, first name and birth date; the
 * base then takes the new ELEVE_ID, so that the rest compares like with
 * like.
 */
#define CONNUS \
	"s.eleve_id NOT IN (SELECT eleve_id FROM eleve) AND " \
	"b.eleve_id NOT IN (SELECT eleve_id FROM s_eleve)"

/* Into an empty base nothing is looked for. */
#define PAIRE(jointure, accord) \
	"INSERT OR IGNORE INTO m_eleve SELECT s.eleve_id, min(b.eleve_id), " \
	"count(DISTINCT b.eleve_id) FROM (SELECT 1 FROM eleve LIMIT 1) CROSS " \
	"JOIN s_eleve s JOIN eleve b ON " jointure " WHERE " CONNUS " AND (" ACCORD ") >= " accord \
	" GROUP BY s.eleve_id"
/* One join a pair of columns, so that each can be looked up. */
#define PAR_INE(ici, la) PAIRE("b." la " = s." ici, "2")

/*
 * The number in force: ID_NATIONAL, else the RNIE's, else the BEA's; in
 * capitals, however it was typed.
 */
#define INE_EN_VIGUEUR \
	"UPDATE s_eleve SET id_national = upper(coalesce(id_national, " \
	"ine_rnie, ine_bea)) WHERE id_national IS NOT upper(coalesce(" \
	"id_national, ine_rnie, ine_bea))"
#define INE_ANCIEN \
	"UPDATE s_eleve SET ine_ancien = b.id_national FROM eleve b WHERE " \
	"b.eleve_id = s_eleve.eleve_id AND s_eleve.id_national <> " \
	"b.id_national"

static const char *const requis_eleves[] = { "eleve", NULL };
static const char *const prepare_eleves[] = {
	INE_EN_VIGUEUR,
	"CREATE TEMP TABLE m_eleve (eleve_id INTEGER PRIMARY KEY, trouve "
	"INTEGER, n INTEGER)",
	PAR_INE("id_national", "id_national"),
	PAR_INE("id_national", "ine_rnie"),
	PAR_INE("id_national", "ine_bea"),
	PAR_INE("ine_rnie", "id_national"),
	PAR_INE("ine_bea", "id_national"),
	PAIRE("b.date_naiss = s.date_naiss", "3"),
	/* one of the base cannot be two of the file */
	"UPDATE m_eleve SET n = 2 WHERE trouve IN (SELECT trouve FROM m_eleve "
	"GROUP BY trouve HAVING count(*) > 1)",
	"UPDATE eleve SET eleve_id = m.eleve_id FROM m_eleve m WHERE "
	"m.trouve = eleve.eleve_id AND m.n = 1",
	/* schemas before 2.1 have no CODE_STATUT: that is not its absence */
	"UPDATE s_eleve SET code_statut = b.code_statut FROM eleve b WHERE "
	"s_eleve.eleve_id = +b.eleve_id AND s_eleve.code_statut IS NULL AND "
	"(SELECT version FROM s_enveloppe) IN ('1.7', '1.8')",
	/* « sans adresses »: the address is left alone */
	"UPDATE s_eleve SET adresse_id = b.adresse_id FROM eleve b WHERE "
	"s_eleve.eleve_id = +b.eleve_id AND s_eleve.adresse_id IS NULL AND NOT "
	"EXISTS (SELECT 1 FROM s_adresse)",
	NULL
};
#define INE_ANCIEN \
	"UPDATE s_eleve SET ine_ancien = b.id_national FROM eleve b WHERE " \
	"b.eleve_id = s_eleve.eleve_id AND s_eleve.id_national <> " \
	"b.id_national"
#define ADRESSE_CHANGEE \
	"UPDATE eleve SET echange = ?1 WHERE adresse_id IN (SELECT adresse_id " \
	"FROM d_adresse WHERE etat = 'M')"
static const char *const avant_eleves[] = {
	INE_ANCIEN,
	/* the number itself changes: no field of the file says it */
	"INSERT INTO s_autre SELECT 'eleve', eleve_id, 'eleve_id', trouve, "
	"eleve_id FROM m_eleve m WHERE n = 1 AND EXISTS (SELECT 1 FROM s_eleve "
	"s WHERE s.eleve_id = m.eleve_id AND s.rang NOT IN (SELECT rang FROM "
	"s_anomalie WHERE gravite = 2))",
	NULL
};
/* What changes with an address or a responsable changes the pupil's record. */
#define ADRESSE_CHANGEE \
	"UPDATE eleve SET echange = ?1 WHERE adresse_id IN (SELECT adresse_id " \
	"FROM d_adresse WHERE etat = 'M')"
#define RESPONSABLE_CHANGE \
	"UPDATE eleve SET echange = ?1 WHERE eleve_id IN (SELECT eleve_id FROM " \
	"d_responsable UNION SELECT r.eleve_id FROM responsable r JOIN " \
	"d_personne d USING (personne_id) UNION SELECT r.eleve_id FROM " \
	"responsable r JOIN personne p USING (personne_id) JOIN d_adresse a " \
	"USING (adresse_id))"
static const char *const apres_eleves[] = {
	/* a pupil rejected after all keeps the number he had */
	"UPDATE eleve SET eleve_id = m.trouve FROM m_eleve m WHERE m.eleve_id "
	"= eleve.eleve_id AND m.n = 1 AND ?1 > 0 AND m.eleve_id NOT IN "
	"(SELECT eleve_id FROM s_eleve)",
	ADRESSE_CHANGEE,
	NULL
};

const struct import import_eleves = {
	.fmt = &format_bee_eleves,
	.genre = "eleves",
	.roles = ROLE_ETAB,
	.rules = des_eleves,
	.besoins = BESOIN_PROFILAGE,
	.requis = requis_eleves,
	.prepare = prepare_eleves,
	.avant = avant_eleves,
	.apres = apres_eleves,
};

static const char *const requis_responsables[] = { "personne", "responsable",
	NULL };
/*
 * A responsable made here (saisie) whom the file has under SIECLE's number:
 * of the same pupil, and of the same name.
 */
static const char *const prepare_responsables[] = {
	"CREATE TEMP TABLE m_personne (personne_id INTEGER PRIMARY KEY, trouve "
	"INTEGER UNIQUE)",
	"INSERT OR IGNORE INTO m_personne SELECT s.personne_id, b.personne_id "
	"FROM personne b CROSS JOIN responsable r ON r.personne_id = "
	"b.personne_id CROSS JOIN s_responsable n ON n.eleve_id = r.eleve_id "
	"CROSS JOIN s_personne s ON s.personne_id = n.personne_id WHERE b.personne_id < 0 AND "
	"s.personne_id > 0 AND s.personne_id NOT IN (SELECT personne_id FROM "
	"personne) AND plie(s.nom_de_famille) = plie(b.nom_de_famille) AND "
	"plie(s.prenom) IS plie(b.prenom)",
	"UPDATE personne SET personne_id = m.personne_id FROM m_personne m "
	"WHERE m.trouve = personne.personne_id",
	"UPDATE s_personne SET adresse_id = b.adresse_id FROM personne b WHERE "
	"b.personne_id = s_personne.personne_id AND s_personne.adresse_id IS "
	"NULL AND NOT EXISTS (SELECT 1 FROM s_adresse)",
	NULL
};
static const char *const avant_responsables[] = {
	"INSERT INTO s_autre SELECT 'personne', personne_id, 'personne_id', "
	"trouve, personne_id FROM m_personne WHERE personne_id IN (SELECT "
	"personne_id FROM s_personne WHERE rang NOT IN (SELECT rang FROM "
	"s_anomalie WHERE gravite = 2))",
	NULL
};
static const char *const apres_responsables[] = {
	"UPDATE personne SET personne_id = m.trouve FROM m_personne m WHERE "
	"m.personne_id = personne.personne_id AND ?1 > 0 AND m.personne_id NOT "
	"IN (SELECT personne_id FROM s_personne)",
	RESPONSABLE_CHANGE,
	NULL
};

const struct import import_responsables = {
	.fmt = &format_bee_responsables,
	.genre = "responsables",
	.roles = ROLE_ETAB,
	.rules = des_responsables,
	.besoins = BESOIN_ELEVES,
	.requis = requis_responsables,
	.prepare = prepare_responsables,
	.avant = avant_responsables,
	.apres = apres_responsables,
};

static const char *const requis_communs[] = { "commun", NULL };
/* The base's own dates follow the calendar. */
#define DATE_BASE(nom) \
	"INSERT INTO s_autre SELECT 'base', 1, 'date_" nom "', b.date_" nom \
	", s.date_" nom "_eleve FROM base b, s_calendrier s WHERE s.date_" \
	nom "_eleve <> b.date_" nom
static const char *const avant_communs[] = { DATE_BASE("debut"),
	DATE_BASE("fin"), NULL };
static const char *const apres_communs[] = {
	"UPDATE base SET date_debut = coalesce((SELECT date_debut_eleve FROM "
	"calendrier), date_debut), date_fin = coalesce((SELECT date_fin_eleve "
	"FROM calendrier), date_fin) WHERE ?1 > 0",
	NULL
};

const struct import import_communs = {
	.fmt = &format_bee_commun,
	.genre = "communs",
	.roles = ROLE_ETAB | ROLE_STS,
	.rules = des_communs,
	.requis = requis_communs,
	.avant = avant_communs,
	.apres = apres_communs,
};

/*
 * Event E1.  A line names a pupil in one of three ways; what it changes is
 * judged as if a file of pupils had said it, and a line that leads to a
 * wrong place is rejected whole.  What the line leaves empty stays.
 */
#define PAR_INE_DE(colonne) \
	"SELECT p.rang, e.eleve_id, 0, 3 FROM s_placement p JOIN eleve e ON " \
	"e." colonne " = p.ine WHERE p.ine IS NOT NULL"
static const char *const prepare_repartition[] = {
	"CREATE TEMP TABLE m_placement AS "
	"SELECT p.rang, e.eleve_id AS trouve, 0 AS zeros, 1 AS par FROM "
	"s_placement p JOIN eleve e ON e.eleve_id = p.eleve_id UNION "
	"SELECT p.rang, e.eleve_id, 0, 2 FROM s_placement p JOIN eleve e ON "
	"e.elenoet = p.elenoet WHERE p.elenoet IS NOT NULL UNION "
	"SELECT p.rang, e.eleve_id, 1, 2 FROM s_placement p JOIN (SELECT "
	"eleve_id, ltrim(elenoet, '0') AS court FROM eleve WHERE elenoet LIKE "
	"'0%') e ON e.court = p.elenoet WHERE p.elenoet NOT IN (SELECT elenoet "
	"FROM eleve WHERE elenoet IS NOT NULL) UNION "
	PAR_INE_DE("id_national") " UNION " PAR_INE_DE("ine_rnie") " UNION "
	PAR_INE_DE("ine_bea"),
	"CREATE INDEX temp.m_placement_rang ON m_placement (rang)",
	"CREATE INDEX temp.m_placement_trouve ON m_placement (trouve)",
	"INSERT OR IGNORE INTO s_eleve SELECT m.rang, p.ligne, e.eleve_id, "
	"e.code_mef FROM m_placement m JOIN s_placement p USING (rang) JOIN "
	"eleve e ON e.eleve_id = m.trouve ORDER BY m.rang",
	"INSERT OR IGNORE INTO s_eleve_structure SELECT e.rang, e.ligne, "
	"e.eleve_id, 'D', p.division FROM s_eleve e JOIN s_placement p USING "
	"(rang) WHERE p.division IS NOT NULL",
	"INSERT OR IGNORE INTO s_eleve_structure WITH RECURSIVE mot (rang, "
	"code, reste) AS (SELECT rang, NULL, groupes || '|' FROM s_placement "
	"WHERE groupes IS NOT NULL UNION ALL SELECT rang, trim(substr(reste, "
	"1, instr(reste, '|') - 1)), substr(reste, instr(reste, '|') + 1) "
	"FROM mot WHERE reste <> '') SELECT e.rang, e.ligne, e.eleve_id, 'G', "
	"mot.code FROM mot JOIN s_eleve e USING (rang) WHERE mot.code <> '' "
	"AND length(mot.code) <= 8",
	NULL
};
static const char *const avant_repartition[] = {
	"UPDATE s_anomalie SET gravite = 2 WHERE gravite = 1",
	"INSERT OR IGNORE INTO s_eleve_structure SELECT e.rang, e.ligne, "
	"b.eleve_id, b.type_structure, b.code_structure FROM eleve_structure b "
	"JOIN s_eleve e USING (eleve_id) JOIN s_placement p USING (rang) WHERE "
	"CASE b.type_structure WHEN 'D' THEN p.division IS NULL ELSE "
	"p.groupes IS NULL END",
	NULL
};

const struct import import_repartition = {
	.fmt = &format_repartition,
	.genre = "repartition",
	.roles = ROLE_ETAB,
	.rules = des_repartitions,
	.besoins = BESOIN_ELEVES | BESOIN_STRUCTURES,
	.prepare = prepare_repartition,
	.avant = avant_repartition,
};

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
#define DE_L_ANNEE \
	"code_regime, code_statut, date_entree, date_modification, " \
	"adhesion_transport, code_provenance, code_mef, doublement"
static const char *const prepare_complement[] = {
	"CREATE TEMP TABLE m_ici (la INTEGER PRIMARY KEY, ici INTEGER)",
	"INSERT INTO m_ici SELECT s.eleve_id, s.eleve_id FROM s_eleve s JOIN "
	"eleve b ON b.eleve_id = s.eleve_id " VENU("eleve_id", ACCORD " >= 2"),
	SEUL_ICI("b.id_national = s.id_national"),
	SEUL_ICI("b.date_naiss = s.date_naiss AND " ACCORD " = 3"),
	"DELETE FROM m_ici WHERE ici IN (SELECT ici FROM m_ici GROUP BY ici "
	"HAVING count(*) > 1)",
	"INSERT OR IGNORE INTO m_ici SELECT eleve_id, (SELECT min(0, "
	"coalesce(min(eleve_id), 0)) FROM eleve) - row_number() OVER (ORDER BY eleve_id "
	"DESC) FROM s_eleve WHERE eleve_id < 0 AND eleve_id NOT IN (SELECT la "
	"FROM m_ici)",
	/* a responsable is the one of that name whom the same pupil has */
	"CREATE TEMP TABLE m_per (la INTEGER PRIMARY KEY, ici INTEGER)",
	"INSERT INTO m_per SELECT s.personne_id, s.personne_id FROM s_personne "
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
	"INSERT OR IGNORE INTO m_per SELECT personne_id, (SELECT min(0, "
	"coalesce(min(personne_id), 0)) FROM personne) - row_number() OVER (ORDER BY "
	"personne_id DESC) FROM s_personne WHERE personne_id < 0 AND "
	"personne_id NOT IN (SELECT la FROM m_per)",
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
	"INSERT OR IGNORE INTO m_adr SELECT adresse_id, (SELECT min(0, "
	"coalesce(min(adresse_id), 0)) FROM adresse) - row_number() OVER (ORDER BY "
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

const struct import import_complement = {
	.fmt = &format_complement,
	.genre = "bascule-complement",
	.roles = ROLE_ETAB,
	.rules = des_complements,
	.complete = 1,
	.prepare = prepare_complement,
};

/*
 * Groupe links.  m_lien has, for each pupil of the file, those of the base
 * that a number or the identity leads to: par says which way (1 ELEVE_ID,
 * 2 INE, 3 private number, 4 identity), the first that leads to someone
 * decides, and accord how many of name, first name and birth date agree.
 * Links are a whole set: pupils whom the file does not name lose theirs.
 */
#define LIEN(par, jointure) \
	"INSERT INTO m_lien SELECT s.rang, b.eleve_id, " par ", " ACCORD \
	" FROM s_lien_eleve s JOIN eleve b ON " jointure \
	" WHERE s.rang NOT IN (SELECT rang FROM m_lien)"
static const char *const prepare_groupes[] = {
	"UPDATE s_lien_eleve SET id_national = upper(id_national) WHERE "
	"id_national <> upper(id_national)",
	"CREATE TEMP TABLE m_lien (rang INTEGER, trouve INTEGER, par INTEGER, "
	"accord INTEGER)",
	LIEN("1", "b.eleve_id = s.eleve_id"),
	LIEN("2", "b.id_national = s.id_national"),
	LIEN("2", "b.ine_rnie = s.id_national"),
	LIEN("2", "b.ine_bea = s.id_national"),
	LIEN("3", "b.id_prv_ele = s.id_prv_ele"),
	LIEN("4", "b.date_naiss = s.date_naiss AND " ACCORD " = 3"),
	"INSERT OR IGNORE INTO s_eleve (rang, ligne, eleve_id, code_mef) "
	"SELECT s.rang, s.ligne, b.eleve_id, b.code_mef FROM s_lien_eleve s "
	"JOIN m_lien m USING (rang) JOIN eleve b ON b.eleve_id = m.trouve "
	"WHERE m.accord >= 2 AND s.rang IN (SELECT rang FROM m_lien GROUP BY "
	"rang HAVING count(*) = 1) ORDER BY s.rang",
	"INSERT OR IGNORE INTO s_eleve_structure (rang, ligne, eleve_id, "
	"type_structure, code_structure, date_debut, date_fin) SELECT g.rang, "
	"g.ligne, e.eleve_id, 'G', g.code_groupe, g.date_debut_groupe, "
	"g.date_fin_groupe FROM s_lien_groupe g JOIN s_eleve e ON e.rang = "
	"g.rang_eleve",
	"INSERT OR IGNORE INTO s_eleve (rang, ligne, eleve_id, code_mef) "
	"SELECT -1 - x.eleve_id, 0, x.eleve_id, x.code_mef FROM eleve x WHERE "
	"eleve_id IN (SELECT eleve_id FROM eleve_structure WHERE "
	"type_structure = 'G') AND eleve_id NOT IN (SELECT trouve FROM m_lien) "
	/* nor those whom a record that is rejected may have meant */
	"AND eleve_id NOT IN (SELECT b.eleve_id FROM s_lien_eleve s JOIN m_lien "
	"m USING (rang) JOIN eleve b ON b.date_naiss = s.date_naiss WHERE "
	"m.accord < 2 AND " ACCORD " = 3)",
	NULL
};
static const char *const requis_groupes[] = { "lien_eleve", "lien_groupe",
	NULL };

const struct import import_groupes = {
	.fmt = &format_import_groupes,
	.genre = "import-groupes",
	.roles = ROLE_ETAB,
	.rules = des_liens,
	.besoins = BESOIN_ELEVES | BESOIN_STRUCTURES,
	.requis = requis_groupes,
	.prepare = prepare_groupes,
};

/*
 * Import du privé.  A pupil is the one of the base with his ELEVE_ID, else
 * with his INE, else with his private number and an identity that agrees,
 * else of the same name, first name and birth date; else he is new, and gets
 * a number of ours, negative, until SIECLE's comes.  Likewise a responsable:
 * by number, by private number and name, or by name and a pupil of his.  What
 * the file has no element for stays as the base has it.
 */
#define MEME_PERSONNE \
	"plie(s.nom_de_famille) IN (plie(b.nom_de_famille), " \
	"coalesce(plie(b.nom_usage), '')) AND plie(s.prenom) = plie(b.prenom)"
#define PRIVE(par, jointure) \
	"INSERT INTO m_prive SELECT s.rang, b.eleve_id, " par " FROM " \
	"s_prive_eleve s JOIN eleve b ON " jointure " WHERE s.rang NOT IN " \
	"(SELECT rang FROM m_prive)"
#define SEUL(table) \
	"(SELECT rang, min(trouve) AS trouve FROM " table " GROUP BY rang " \
	"HAVING count(DISTINCT trouve) = 1 AND min(trouve) NOT IN (SELECT " \
	"trouve FROM " table " GROUP BY trouve HAVING count(DISTINCT rang) > " \
	"1))"
/* The base's number, else SIECLE's when the file has it, else one of ours. */
#define NUMEROS(num, cle, id, siecle, de, paires, table) \
	"CREATE TEMP TABLE " num " AS SELECT s.rang, s." cle ", coalesce(" \
	"u.trouve, CASE WHEN s." siecle " > 0 AND s." siecle " NOT IN " \
	"(SELECT " id " FROM " table ") AND s." siecle " NOT IN (SELECT " \
	siecle " FROM " de " WHERE " siecle " IS NOT NULL GROUP BY 1 HAVING " \
	"count(*) > 1) THEN s." siecle " END, (SELECT min(0, coalesce(min(" id "), 0)) FROM " table \
	") - row_number() OVER (PARTITION BY u.trouve IS NULL ORDER BY " \
	"s.rang)) AS " id " FROM " de " s LEFT JOIN " SEUL(paires) " u ON " \
	"u.rang = s.rang"
#define VIDE(v) "coalesce(" v ", '') || char(31) || "
#define CLE_ADRESSE(pays) \
	VIDE("ligne1_adresse") VIDE("ligne2_adresse") VIDE("ligne3_adresse") \
	VIDE("ligne4_adresse") VIDE("code_postal") VIDE("libelle_postal") \
	VIDE("commune_etrangere") "coalesce(" pays ", '')"
#define ADRESSES_DE(table) \
	"SELECT rang, ligne, " CLE_ADRESSE("pays_adresse") " AS cle, " \
	"ligne1_adresse, ligne2_adresse, ligne3_adresse, ligne4_adresse, " \
	"code_postal, libelle_postal, commune_etrangere, pays_adresse FROM " \
	table " WHERE coalesce(code_postal, commune_etrangere) IS NOT NULL"
#define SON_ADRESSE \
	"coalesce((SELECT a.adresse_id FROM m_ici i JOIN m_adresse a USING " \
	"(cle) WHERE i.rang = s.rang), b.adresse_id)"
#define CIVILITE(de, un, deux) \
	"coalesce((SELECT " de " FROM nomenclature WHERE liste = 'CIVILITE' " \
	"AND code = s.code_civilite), CASE s.code_civilite WHEN '1' THEN '" un \
	"' WHEN '2' THEN '" deux "' END)"
#define SI_MEME(c) "CASE WHEN b.code_rne = s.rne_an_dernier THEN b." c " END"

static const char *const prepare_prive[] = {
	"UPDATE s_prive_eleve SET id_national = upper(coalesce(id_national, "
	"ine_rnie, ine_bea))",
	/* who is who */
	"CREATE TEMP TABLE m_eleve (eleve_id INTEGER PRIMARY KEY, trouve "
	"INTEGER, n INTEGER)",
	"CREATE TEMP TABLE m_personne (personne_id INTEGER PRIMARY KEY, trouve "
	"INTEGER)",
	"CREATE TEMP TABLE m_prive (rang INTEGER, trouve INTEGER, par INTEGER)",
	PRIVE("1", "b.eleve_id = s.id_siecle_ele"),
	PRIVE("2", "b.id_national = s.id_national"),
	PRIVE("2", "b.ine_rnie = s.id_national"),
	PRIVE("2", "b.ine_bea = s.id_national"),
	PRIVE("3", "b.id_prv_ele = s.id_prv_ele AND " ACCORD " >= 2"),
	PRIVE("4", "b.date_naiss = s.date_naiss AND " ACCORD " = 3"),
	NUMEROS("m_numero", "id_prv_ele", "eleve_id", "id_siecle_ele",
	    "s_prive_eleve", "m_prive", "eleve"),
	"CREATE INDEX temp.m_numero_cle ON m_numero (id_prv_ele)",
	"INSERT INTO m_eleve SELECT n.eleve_id, min(m.trouve), 2 FROM m_numero "
	"n JOIN m_prive m USING (rang) WHERE n.eleve_id < 0 AND n.eleve_id "
	"NOT IN (SELECT eleve_id FROM eleve) GROUP BY n.eleve_id",
	"INSERT OR IGNORE INTO s_neuf SELECT 'eleve', eleve_id FROM m_numero "
	"WHERE eleve_id NOT IN (SELECT eleve_id FROM eleve)",
	/* addresses: the base's own, when it says the same */
	"CREATE TEMP TABLE m_ici AS " ADRESSES_DE("s_prive_eleve") " UNION ALL "
	ADRESSES_DE("s_prive_personne"),
	"CREATE INDEX temp.m_ici_rang ON m_ici (rang)",
	"CREATE TEMP TABLE m_adresse (cle TEXT PRIMARY KEY, adresse_id INTEGER)",
	"INSERT INTO m_adresse SELECT " CLE_ADRESSE("code_pays") " AS cle, "
	"min(adresse_id) FROM adresse GROUP BY 1",
	"INSERT INTO s_adresse (rang, ligne, adresse_id, ligne1_adresse, "
	"ligne2_adresse, ligne3_adresse, ligne4_adresse, code_postal, "
	"libelle_postal, commune_etrangere, code_pays) SELECT min(rang), ligne, "
	"(SELECT min(0, coalesce(min(adresse_id), 0)) FROM adresse) - "
	"row_number() OVER (ORDER BY min(rang)), ligne1_adresse, "
	"ligne2_adresse, ligne3_adresse, ligne4_adresse, code_postal, "
	"libelle_postal, commune_etrangere, pays_adresse FROM m_ici WHERE cle "
	"NOT IN (SELECT cle FROM m_adresse) GROUP BY cle",
	"INSERT INTO m_adresse SELECT " CLE_ADRESSE("code_pays") " AS cle, "
	"adresse_id FROM s_adresse",
	/* pupils */
	"INSERT INTO s_eleve (rang, ligne, eleve_id, elenoet, id_national, "
	"ine_bea, ine_rnie, id_eleve_etab, id_prv_ele, nom_de_famille, "
	"nom_usage, prenom, prenom2, prenom3, date_naiss, doublement, "
	"tel_professionnel, code_pays, accepte_sms, date_modification, "
	"date_sortie, mel, code_regime, date_entree, ville_naiss, adresse_id, "
	"code_motif_sortie, tel_personnel, code_sexe, tel_portable, "
	"code_pays_nat, code_statut, code_mef, code_departement_naiss, "
	"code_commune_insee_naiss, adhesion_transport, code_provenance) SELECT "
	"s.rang, s.ligne, n.eleve_id, b.elenoet, coalesce(s.id_national, "
	"b.id_national), coalesce(s.ine_bea, b.ine_bea), coalesce(s.ine_rnie, "
	"b.ine_rnie), b.id_eleve_etab, s.id_prv_ele, s.nom_de_famille, "
	"s.nom_usage, s.prenom, s.prenom2, s.prenom3, s.date_naiss, "
	"s.doublement, s.tel_professionnel, s.code_pays, s.accepte_sms, "
	"b.date_modification, s.date_sortie, s.mel, s.code_regime, "
	"coalesce(s.date_entree, b.date_entree), s.ville_naiss, " SON_ADRESSE
	", s.code_motif_sortie, s.tel_personnel, coalesce(s.code_sexe, "
	"b.code_sexe), s.tel_portable, coalesce(s.code_pays_nat, "
	"b.code_pays_nat), coalesce(s.code_statut, b.code_statut), "
	"coalesce(s.code_mef, b.code_mef), b.code_departement_naiss, "
	"s.code_commune_insee_naiss, s.adhesion_transport, "
	"coalesce(s.code_provenance, b.code_provenance) FROM s_prive_eleve s "
	"JOIN m_numero n USING (rang) LEFT JOIN eleve b ON b.eleve_id = "
	"n.eleve_id",
	"INSERT INTO s_eleve_option (rang, ligne, eleve_id, num_option, "
	"code_modalite_elect, code_matiere) SELECT s.rang, s.ligne, n.eleve_id, "
	"row_number() OVER (PARTITION BY n.eleve_id ORDER BY s.rang_option), "
	"s.code_modalite_elect, s.code_matiere FROM s_prive_option s JOIN "
	"m_numero n USING (id_prv_ele)",
	"INSERT INTO s_eleve_option (rang, ligne, eleve_id, num_option, "
	"code_modalite_elect, code_matiere) SELECT s.rang, s.ligne, b.eleve_id, "
	"b.num_option, b.code_modalite_elect, b.code_matiere FROM "
	"s_prive_eleve s JOIN m_numero n USING (rang) JOIN eleve_option b "
	"USING (eleve_id) WHERE s.code_mef IS NULL",
	"INSERT INTO s_eleve_structure (rang, ligne, eleve_id, type_structure, "
	"code_structure) SELECT s.rang, s.ligne, n.eleve_id, 'D', s.division "
	"FROM s_prive_eleve s JOIN m_numero n USING (rang) WHERE s.division IS "
	"NOT NULL",
	"INSERT INTO s_scolarite_an_dernier (rang, ligne, eleve_id, code_mef, "
	"code_structure, code_rne, code_nature, sigle, denom_princ, "
	"denom_compl, ligne1_adresse, ligne2_adresse, ligne3_adresse, "
	"ligne4_adresse, boite_postale, commune_etrangere, mel, telephone, "
	"code_commune_insee, ll_commune_insee) SELECT s.rang, s.ligne, "
	"n.eleve_id, s.mef_an_dernier, s.division_an_dernier, s.rne_an_dernier, "
	SI_MEME("code_nature") ", " SI_MEME("sigle") ", " SI_MEME("denom_princ")
	", " SI_MEME("denom_compl") ", " SI_MEME("ligne1_adresse") ", "
	SI_MEME("ligne2_adresse") ", " SI_MEME("ligne3_adresse") ", "
	SI_MEME("ligne4_adresse") ", " SI_MEME("boite_postale") ", "
	SI_MEME("commune_etrangere") ", " SI_MEME("mel") ", "
	SI_MEME("telephone") ", " SI_MEME("code_commune_insee") ", "
	SI_MEME("ll_commune_insee") " FROM s_prive_eleve s JOIN m_numero n "
	"USING (rang) LEFT JOIN scolarite_an_dernier b ON b.eleve_id = "
	"n.eleve_id WHERE coalesce(s.mef_an_dernier, s.division_an_dernier, "
	"s.rne_an_dernier) IS NOT NULL",
	"INSERT OR IGNORE INTO s_scolarite_an_dernier (rang, ligne, eleve_id, "
	"code_mef, code_structure, code_rne, code_nature, sigle, denom_princ, "
	"denom_compl, ligne1_adresse, ligne2_adresse, ligne3_adresse, "
	"ligne4_adresse, boite_postale, commune_etrangere, mel, telephone, "
	"code_commune_insee, ll_commune_insee) SELECT n.rang, 0, b.* FROM "
	"scolarite_an_dernier b JOIN m_numero n USING (eleve_id)",
	/* responsables and links */
	"CREATE TEMP TABLE m_privee (rang INTEGER, trouve INTEGER)",
	"INSERT INTO m_privee SELECT s.rang, b.personne_id FROM "
	"s_prive_personne s JOIN personne b ON b.personne_id = s.id_siecle_per",
	"INSERT INTO m_privee SELECT s.rang, b.personne_id FROM "
	"s_prive_personne s JOIN personne b ON b.id_prv_per = s.id_prv_per "
	"WHERE s.rang NOT IN (SELECT rang FROM m_privee) AND " MEME_PERSONNE,
	"INSERT INTO m_privee SELECT DISTINCT s.rang, b.personne_id FROM "
	"s_prive_lien l JOIN m_numero n USING (id_prv_ele) JOIN responsable r "
	"ON r.eleve_id = n.eleve_id JOIN personne b ON b.personne_id = "
	"r.personne_id JOIN s_prive_personne s ON s.id_prv_per = l.id_prv_per "
	"WHERE s.rang NOT IN (SELECT rang FROM m_privee) AND " MEME_PERSONNE,
	NUMEROS("m_numero_per", "id_prv_per", "personne_id", "id_siecle_per",
	    "s_prive_personne", "m_privee", "personne"),
	"CREATE INDEX temp.m_numero_per_cle ON m_numero_per (id_prv_per)",
	"INSERT OR IGNORE INTO s_neuf SELECT 'personne', personne_id FROM "
	"m_numero_per WHERE personne_id NOT IN (SELECT personne_id FROM "
	"personne)",
	"INSERT INTO s_personne (rang, ligne, personne_id, id_prv_per, "
	"lc_civilite, ll_civilite, nom_de_famille, nom_usage, prenom, "
	"tel_personnel, tel_portable, accepte_sms, tel_professionnel, mel, "
	"communication_adresse, adresse_id, code_profession) SELECT s.rang, "
	"s.ligne, n.personne_id, s.id_prv_per, "
	CIVILITE("libelle_court", "M.", "MME") ", "
	CIVILITE("libelle_long", "MONSIEUR", "MADAME") ", s.nom_de_famille, "
	"s.nom_usage, s.prenom, s.tel_personnel, s.tel_portable, "
	"s.accepte_sms, s.tel_professionnel, s.mel, s.communication_adresse, "
	SON_ADRESSE ", s.code_profession FROM s_prive_personne s JOIN "
	"m_numero_per n USING (rang) LEFT JOIN personne b ON b.personne_id = "
	"n.personne_id",
	"INSERT OR IGNORE INTO s_responsable (rang, ligne, eleve_id, "
	"personne_id, niveau_responsabilite, code_parente, "
	"paie_frais_scolaires, percoit_les_aides, heberge_eleve, "
	"a_contacter_en_priorite) SELECT s.rang, s.ligne, n.eleve_id, "
	"p.personne_id, s.niveau_responsabilite, s.code_parente, "
	"s.paie_frais_scolaires, s.percoit_les_aides, s.heberge_eleve, "
	"s.a_contacter_en_priorite FROM s_prive_lien s JOIN m_numero n USING "
	"(id_prv_ele) JOIN m_numero_per p USING (id_prv_per) ORDER BY s.rang",
	"INSERT OR IGNORE INTO s_responsable (rang, ligne, eleve_id, "
	"personne_id, niveau_responsabilite, resp_legal, code_parente, "
	"paie_frais_scolaires, percoit_les_aides, pers_contact, heberge_eleve, "
	"a_contacter_en_priorite) SELECT n.rang, 0, b.* FROM responsable b "
	"JOIN m_numero n USING (eleve_id) WHERE n.id_prv_ele NOT IN (SELECT "
	"id_prv_ele FROM s_prive_lien)",
	NULL
};
static const char *const avant_prive[] = {
	INE_ANCIEN,
	/* the file knows no groupes, and perhaps no division yet */
	"INSERT OR IGNORE INTO s_eleve_structure (rang, ligne, eleve_id, "
	"type_structure, code_structure) SELECT e.rang, e.ligne, b.eleve_id, "
	"b.type_structure, b.code_structure FROM eleve_structure b JOIN "
	"s_eleve e USING (eleve_id) WHERE b.type_structure = 'G' OR "
	"(SELECT division FROM s_prive_eleve p WHERE p.rang = e.rang) IS NULL",
	NULL
};
static const char *const apres_prive[] = { ADRESSE_CHANGEE, NULL };
static const char *const requis_prive[] = { "prive_eleve", "prive_personne",
	NULL };

const struct import import_prive = {
	.fmt = &format_import_eleves,
	.genre = "import-prive",
	.roles = ROLE_ETAB,
	.rules = des_prives,
	.besoins = BESOIN_PROFILAGE,
	.requis = requis_prive,
	.prepare = prepare_prive,
	.avant = avant_prive,
	.apres = apres_prive,
};

/*
 * Event C: records of another school.  Its numbers say nothing here: a pupil
 * is the one of the base with his INE, else of the same name, first name and
 * birth date; a responsable is of the same name and first name, and of a
 * pupil that the record leads to, or with the same phone or mail.  Whoever is
 * in none of these cases is new, with a number of ours until SIECLE's comes.
 *
 * m_dossier has all whom a record leads to, par 1 by INE, 2 by identity;
 * m_rejet those that cannot be placed, and why; m_trouve who the others are.
 */
#define GARDE(champ) champ " NOT IN (SELECT rang FROM s_anomalie WHERE gravite = 2)"
#define PLACE(champ) GARDE(champ) " AND " champ " NOT IN (SELECT rang FROM m_rejet)"
#define DOSSIER(par, jointure) \
	"INSERT INTO m_dossier SELECT s.rang, b.eleve_id, " par ", " ACCORD \
	" FROM s_dossier_eleve s JOIN eleve b ON " jointure " WHERE " \
	GARDE("s.rang")
#define NON_PLACE "INSERT OR IGNORE INTO m_rejet SELECT "
#define LA_MEILLEURE \
	"par = (SELECT min(par) FROM m_dossier p WHERE p.rang = m.rang)"
#define IDENTITE "identite(s.nom_de_famille, s.prenom, s.date_naiss)"
#define MOINS(id, table) "(SELECT min(0, coalesce(min(" id "), 0)) FROM " table ")"
#define DEUX(un, autre) "b." un " = s." un " AND b." autre " = s." autre
#define TEMPORAIRE(id) \
	"CREATE TEMP TABLE m_" id " (ancien INTEGER PRIMARY KEY, nouveau " \
	"INTEGER, rang INTEGER)"

static const char *const prepare_dossiers[] = {
	/* what is the other school's own, or of a year */
	"UPDATE s_dossier_eleve SET id_national = upper(coalesce(id_national, "
	"ine_rnie, ine_bea)), ine_rnie = upper(ine_rnie), ine_bea = "
	"upper(ine_bea), elenoet = NULL, id_eleve_etab = NULL, id_prv_ele = "
	"NULL, doublement = NULL, date_modification = NULL, date_sortie = NULL, "
	"code_motif_sortie = NULL, date_entree = NULL, code_regime = NULL, "
	"code_statut = NULL, code_mef = NULL, adhesion_transport = NULL, "
	"code_provenance = NULL, ine_ancien = NULL",
	"UPDATE s_dossier_personne SET id_prv_per = NULL",
	/* one INE for two: nobody's */
	"CREATE TEMP TABLE m_ine AS SELECT rang FROM s_dossier_eleve WHERE "
	"id_national IN (SELECT s.id_national FROM s_dossier_eleve s WHERE "
	"s.id_national IS NOT NULL GROUP BY 1 HAVING count(DISTINCT " IDENTITE
	") > 1)",
	"UPDATE s_dossier_eleve SET id_national = NULL, ine_bea = NULL, "
	"ine_rnie = NULL WHERE rang IN (SELECT rang FROM m_ine)",
	/* who is who */
	"CREATE TEMP TABLE m_dossier (rang INTEGER, trouve INTEGER, par "
	"INTEGER, accord INTEGER)",
	DOSSIER("1", "b.id_national = s.id_national"),
	DOSSIER("1", "b.ine_rnie = s.id_national"),
	DOSSIER("1", "b.ine_bea = s.id_national"),
	DOSSIER("1", "b.id_national = s.ine_rnie"),
	DOSSIER("1", "b.id_national = s.ine_bea"),
	DOSSIER("2", "b.date_naiss = s.date_naiss AND " ACCORD " = 3"),
	"CREATE INDEX temp.m_dossier_rang ON m_dossier (rang)",
	/* who cannot be placed */
	"CREATE TEMP TABLE m_rejet (rang INTEGER PRIMARY KEY, code TEXT, autre "
	"TEXT)",
	NON_PLACE "rang, 'dossier-autre-personne', min(trouve) FROM m_dossier "
	"WHERE par = 1 AND accord < 2 GROUP BY rang",
	NON_PLACE "i.rang, 'dossier-ine-contraire', min(d.trouve) FROM "
	"m_dossier i JOIN m_dossier d USING (rang) WHERE i.par = 1 AND "
	"i.accord < 3 AND d.par = 2 AND d.trouve <> i.trouve GROUP BY i.rang",
	NON_PLACE "rang, 'dossier-ambigu', min(trouve) FROM m_dossier m WHERE "
	LA_MEILLEURE " GROUP BY rang HAVING count(DISTINCT trouve) > 1",
	/* two of the three: rarely asked, of many */
	"CREATE TEMP TABLE m_plie AS SELECT eleve_id, plie(nom_de_famille) AS "
	"nom, plie(prenom) AS prenom, date_naiss FROM eleve UNION SELECT "
	"eleve_id, plie(nom_usage), plie(prenom), date_naiss FROM eleve WHERE "
	"nom_usage IS NOT NULL",
	"CREATE TEMP TABLE m_inconnu AS SELECT rang, plie(nom_de_famille) AS "
	"nom, plie(prenom) AS prenom, date_naiss FROM s_dossier_eleve WHERE "
	"rang NOT IN (SELECT rang FROM m_dossier) AND " GARDE("rang"),
	"CREATE TEMP TABLE m_semblable AS SELECT DISTINCT s.rang, b.eleve_id, "
	"1 AS prenom, 1 AS nom FROM m_inconnu s "
	"JOIN m_plie b ON " DEUX("nom", "prenom") " UNION SELECT s.rang, "
	"b.eleve_id, 0, 1 FROM m_inconnu s JOIN m_plie b ON "
	DEUX("nom", "date_naiss") " UNION SELECT s.rang, b.eleve_id, 1, 0 FROM "
	"m_inconnu s JOIN m_plie b ON " DEUX("prenom", "date_naiss"),
	NON_PLACE "p.rang, 'dossier-identites-echangees', min(p.eleve_id) FROM "
	"m_semblable p JOIN m_semblable d USING (rang) WHERE p.nom AND "
	"p.prenom AND d.nom AND NOT d.prenom AND d.eleve_id <> p.eleve_id "
	"GROUP BY p.rang",
	NON_PLACE "m.rang, 'dossier-identites-echangees', min(o.eleve_id) FROM "
	"m_dossier m JOIN s_dossier_eleve s USING (rang) JOIN eleve b ON "
	"b.eleve_id = m.trouve JOIN m_plie o ON o.nom = "
	"plie(s.nom_de_famille) AND o.prenom = plie(s.prenom) WHERE m.accord "
	"= 2 AND o.eleve_id <> b.eleve_id AND o.prenom <> plie(b.prenom) GROUP "
	"BY m.rang",
	"CREATE TEMP TABLE m_trouve (rang INTEGER PRIMARY KEY, trouve INTEGER)",
	"INSERT INTO m_trouve SELECT rang, min(trouve) FROM m_dossier m WHERE "
	LA_MEILLEURE " AND " PLACE("rang") " GROUP BY rang",
	/* of one person the first stays; of two nobody */
	NON_PLACE "rang, 'dossier-double', trouve FROM m_trouve WHERE rang NOT "
	"IN (SELECT min(s.rang) FROM m_trouve JOIN s_dossier_eleve s USING "
	"(rang) GROUP BY trouve HAVING count(DISTINCT " IDENTITE ") = 1)",
	NON_PLACE "s.rang, 'dossier-double', NULL FROM s_dossier_eleve s JOIN "
	"s_dossier_eleve o ON o.date_naiss = s.date_naiss AND o.rang < s.rang "
	"AND identite(o.nom_de_famille, o.prenom, o.date_naiss) = " IDENTITE
	" WHERE coalesce(o.id_national = s.id_national, 1) AND "
	PLACE("o.rang") " AND " GARDE("s.rang"),
	NON_PLACE "m.rang, 'dossier-deux-etablissements', d.code_rne || ' et ' "
	"|| x.origine || ' (élève ' || d.eleve_id || ')' FROM m_trouve m JOIN "
	"dossier d ON d.eleve_id = m.trouve JOIN s_enveloppe x WHERE "
	"d.code_rne <> x.origine",
	"DELETE FROM m_trouve WHERE rang IN (SELECT rang FROM m_rejet)",
	"DELETE FROM m_semblable WHERE rang IN (SELECT rang FROM m_rejet) OR "
	"rowid NOT IN (SELECT min(rowid) FROM m_semblable GROUP BY rang)",
	/* numbers */
	TEMPORAIRE("eleve_id"),
	"INSERT INTO m_eleve_id SELECT s.eleve_id, coalesce(t.trouve, "
	MOINS("eleve_id", "eleve") " - row_number() OVER (PARTITION BY "
	"t.trouve IS NULL ORDER BY s.rang)), s.rang FROM s_dossier_eleve s "
	"LEFT JOIN m_trouve t USING (rang) WHERE " PLACE("s.rang"),
	"CREATE TEMP TABLE m_lien AS SELECT l.personne_id AS ancien, n.nouveau "
	"AS eleve_id FROM s_dossier_responsable l JOIN m_eleve_id n ON "
	"n.ancien = l.eleve_id",
	"CREATE TEMP TABLE m_paire (rang INTEGER, trouve INTEGER)",
	"INSERT INTO m_paire SELECT DISTINCT s.rang, b.personne_id FROM m_lien "
	"l JOIN s_dossier_personne s ON s.personne_id = l.ancien JOIN "
	"responsable r ON r.eleve_id = l.eleve_id JOIN personne b ON "
	"b.personne_id = r.personne_id WHERE " MEME_PERSONNE,
	"INSERT INTO m_paire SELECT s.rang, b.personne_id FROM "
	"s_dossier_personne s JOIN personne b ON b.tel_portable = "
	"s.tel_portable WHERE s.rang NOT IN (SELECT rang FROM m_paire) AND "
	MEME_PERSONNE,
	"INSERT INTO m_paire SELECT s.rang, b.personne_id FROM "
	"s_dossier_personne s JOIN personne b ON b.mel = s.mel WHERE s.rang "
	"NOT IN (SELECT rang FROM m_paire) AND " MEME_PERSONNE,
	TEMPORAIRE("personne_id"),
	"INSERT INTO m_personne_id SELECT s.personne_id, coalesce(u.trouve, "
	MOINS("personne_id", "personne") " - row_number() OVER (PARTITION BY "
	"u.trouve IS NULL ORDER BY s.rang)), s.rang FROM s_dossier_personne s "
	"LEFT JOIN " SEUL("m_paire") " u ON u.rang = s.rang WHERE "
	"s.personne_id IN (SELECT ancien FROM m_lien) AND (u.trouve IS NOT "
	"NULL OR s.rang NOT IN (SELECT rang FROM m_paire)) AND "
	GARDE("s.rang"),
	"CREATE TEMP TABLE m_lieu (adresse_id INTEGER PRIMARY KEY, cle TEXT)",
	"INSERT INTO m_lieu SELECT adresse_id, " CLE_ADRESSE("code_pays")
	" FROM adresse",
	"CREATE INDEX temp.m_lieu_cle ON m_lieu (cle)",
	TEMPORAIRE("adresse_id"),
	"INSERT INTO m_adresse_id SELECT a.adresse_id, coalesce((SELECT "
	"min(l.adresse_id) FROM m_lieu l WHERE l.cle = a.cle), "
	MOINS("adresse_id", "adresse") " - dense_rank() OVER (ORDER BY "
	"a.cle)), a.rang FROM (SELECT rang, adresse_id, "
	CLE_ADRESSE("code_pays") " AS cle FROM s_dossier_adresse) a",
	"INSERT OR IGNORE INTO m_lieu SELECT n.nouveau, "
	CLE_ADRESSE("code_pays") " FROM s_dossier_adresse JOIN m_adresse_id n "
	"ON n.ancien = adresse_id",
	/* last year, which is one school's */
	"CREATE TEMP TABLE m_rne AS SELECT rang, code_rne FROM "
	"s_dossier_scolarite WHERE code_rne <> (SELECT origine FROM "
	"s_enveloppe)",
	"UPDATE s_dossier_scolarite SET code_rne = (SELECT origine FROM "
	"s_enveloppe)",
	"INSERT OR IGNORE INTO s_dossier_scolarite (rang, ligne, eleve_id, "
	"code_rne) SELECT rang, ligne, eleve_id, origine FROM "
	"s_dossier_eleve, s_enveloppe",
	"CREATE TEMP TABLE m_ailleurs AS SELECT n.ancien, n.rang, b.code_rne "
	"FROM m_eleve_id n JOIN scolarite_an_dernier b ON b.eleve_id = "
	"n.nouveau WHERE b.code_rne <> (SELECT origine FROM s_enveloppe)",
	"DELETE FROM s_dossier_scolarite WHERE eleve_id IN (SELECT ancien FROM "
	"m_ailleurs)",
	"DELETE FROM s_dossier_situation WHERE eleve_id IN (SELECT ancien FROM "
	"m_ailleurs)",
	"DELETE FROM s_dossier_option WHERE eleve_id IN (SELECT ancien FROM "
	"m_ailleurs UNION SELECT n.ancien FROM m_eleve_id n JOIN "
	"option_an_dernier b ON b.eleve_id = n.nouveau)",
	"CREATE TEMP TABLE m_differe (element TEXT, rang INTEGER, champ TEXT)",
	NULL
};
static const char *const avant_dossiers[] = {
	"DELETE FROM s_adresse WHERE adresse_id NOT IN (SELECT adresse_id FROM "
	"s_eleve WHERE adresse_id IS NOT NULL UNION SELECT adresse_id FROM "
	"s_personne WHERE adresse_id IS NOT NULL)",
	"INSERT INTO s_dossier (rang, ligne, eleve_id, code_rne, annee, "
	"origine_id) SELECT e.rang, e.ligne, n.nouveau, x.origine, "
	"x.annee_origine, n.ancien FROM m_eleve_id n JOIN s_eleve e ON "
	"e.eleve_id = n.nouveau JOIN s_enveloppe x",
	NULL
};
static const char *const apres_dossiers[] = { ADRESSE_CHANGEE,
	RESPONSABLE_CHANGE, NULL };
static const char *const requis_dossiers[] = { "dossier_eleve", NULL };
static const struct apport apports_dossiers[] = {
	{ "dossier_eleve", "eleve" },
	{ "dossier_scolarite", "scolarite_an_dernier" },
	{ "dossier_situation", "situation_an_dernier" },
	{ "dossier_option", "option_an_dernier" },
	{ "dossier_personne", "personne" },
	{ "dossier_responsable", "responsable" },
	{ "dossier_adresse", "adresse" },
	{ NULL, NULL }
};

const struct import import_dossiers = {
	.fmt = &format_dossiers,
	.genre = "dossiers-recus",
	.roles = ROLE_ETAB,
	.rules = des_dossiers,
	.besoins = BESOIN_PROFILAGE,
	.accuse = 1,
	.requis = requis_dossiers,
	.prepare = prepare_dossiers,
	.apports = apports_dossiers,
	.avant = avant_dossiers,
	.apres = apres_dossiers,
};

/*
 * Saisie: what a person enters, on records as the base has them (saisie.c).
 * What was wrong before and was not entered now stays, with a note; anything
 * else that a rule would drop rejects the pupil's record whole, and those
 * that share a responsable or an address of it in this file.
 */
#define SAISI \
	"EXISTS (SELECT 1 FROM m_valeur v WHERE v.element = a.element AND " \
	"v.cle = a.cle AND v.champ = a.champ)"
static const char *const prepare_saisie[] = { INE_EN_VIGUEUR, NULL };
static const char *const avant_saisie[] = {
	INE_ANCIEN,
	"INSERT OR IGNORE INTO s_garde SELECT a.element, substr(a.cle, 1, "
	"instr(a.cle || '/', '/') - 1), a.cle, a.champ FROM s_anomalie a JOIN "
	"m_deja d USING (regle, element, cle, champ) WHERE a.gravite > 0 AND "
	"NOT " SAISI,
	/* a row that a rule drops for its code is kept whole */
	"INSERT OR IGNORE INTO s_garde SELECT element, tete, cle, '*' FROM "
	"s_garde WHERE element IN ('eleve_option', 'eleve_structure', "
	"'responsable')",
	"UPDATE s_anomalie SET gravite = 0 WHERE gravite > 0 AND n IN (SELECT "
	"a.n FROM s_anomalie a JOIN m_deja d USING (regle, element, cle, champ) "
	"WHERE NOT " SAISI ")",
	"UPDATE s_anomalie SET gravite = 2 WHERE gravite = 1",
	"UPDATE s_anomalie SET ligne = v.ligne FROM m_valeur v WHERE v.element "
	"= s_anomalie.element AND v.cle = s_anomalie.cle AND v.champ = "
	"s_anomalie.champ AND s_anomalie.champ NOT IN ('eleve_id', "
	"'personne_id')",
	"INSERT OR IGNORE INTO s_rejet WITH RECURSIVE refuse (eleve) AS "
	"(SELECT g.eleve FROM m_groupe g JOIN s_anomalie a USING (rang) WHERE "
	"a.gravite = 2 UNION SELECT o.eleve FROM refuse JOIN m_groupe g USING "
	"(eleve) JOIN m_groupe o USING (rang)) SELECT g.rang FROM refuse JOIN "
	"m_groupe g USING (eleve)",
	NULL
};
static const char *const apres_saisie[] = { ADRESSE_CHANGEE,
	RESPONSABLE_CHANGE, NULL };

#define SAISIE(nom, son_genre) \
	const struct import nom = { .fmt = &format_saisie, \
		.genre = (son_genre), .roles = ROLE_ETAB, .rules = des_saisies, \
		.besoins = BESOIN_PROFILAGE, .compose = saisie_compose, \
		.prepare = prepare_saisie, .avant = avant_saisie, \
		.apres = apres_saisie }
SAISIE(import_saisie, "saisie");
SAISIE(import_tenue, "saisie-tenue");
SAISIE(import_relache, "saisie-relachee");
/*
 * In a base of STS-WEB.  Event B: the profiled nomenclatures; the selection
 * is the file's, each time.
 */
#define SELECTION(champ) \
	"INSERT INTO s_autre SELECT 'mef', b.code_mef, '" champ "', b." champ \
	", s." champ " FROM mef b JOIN s_mef s USING (code_mef) WHERE b." \
	champ " IS NOT s." champ
static const char *const avant_nomenclatures_sts[] = {
	SELECTION("mef_selectionne"), SELECTION("mef_selorig"), NULL };
static const char *const apres_nomenclatures_sts[] = {
	"UPDATE mef SET mef_selectionne = s.mef_selectionne, mef_selorig = "
	"s.mef_selorig FROM s_mef s WHERE s.code_mef = mef.code_mef AND ?1 > 0",
	"UPDATE base SET profilage = ?1",
	NULL
};

const struct import import_nomenclatures_sts = {
	.fmt = &format_bee_nomenclatures,
	.genre = "sts-nomenclatures",
	.roles = ROLE_STS,
	.rules = de_sts,
	.accuse = 1,
	.requis = requis_nomenclatures,
	.avant = avant_nomenclatures_sts,
	.apres = apres_nomenclatures_sts,
};

/* Event E: the effectifs calculés. */
static const char *const requis_effectifs[] = { "effectif_structure", NULL };

const struct import import_effectifs = {
	.fmt = &format_effectifs,
	.genre = "sts-effectifs",
	.roles = ROLE_STS,
	.rules = des_effectifs,
	.besoins = BESOIN_SAISIE,
	.accuse = 1,
	.requis = requis_effectifs,
};

/*
 * The timetable.  An ENSEIGNANT without TYPE is the one of that ID STS-WEB
 * knows, and whoever it does not know is noted by ID, for his lessons.
 */
#define TYPE_CONNU(table) \
	"UPDATE OR IGNORE " table " SET type = (SELECT min(i.type) FROM " \
	"individu i WHERE i.id = " table ".id) WHERE type = 'epp' AND id IN " \
	"(SELECT id FROM individu) AND id NOT IN (SELECT id FROM individu " \
	"WHERE type = 'epp')"
static const char *const prepare_edt[] = { TYPE_CONNU("s_service_enseignant"),
	TYPE_CONNU("s_cours"),
	"INSERT OR IGNORE INTO s_individu (rang, ligne, id, type) SELECT rang, "
	"ligne, id, type FROM s_service_enseignant WHERE (id, type) NOT IN "
	"(SELECT id, type FROM individu) ORDER BY rang",
	NULL };

const struct import import_edt = {
	.fmt = &format_edt_sts,
	.genre = "sts-emploi-du-temps",
	.roles = ROLE_STS,
	.rules = des_edt,
	.besoins = BESOIN_SAISIE,
	.accuse = 1,
	.prepare = prepare_edt,
};

/* A sts_emp of the real STS-WEB: its staff, structures and services. */
const struct import import_reprise = {
	.fmt = &format_sts_edt,
	.genre = "sts-reprise",
	.roles = ROLE_STS,
	.rules = des_saisies_sts,
	.besoins = BESOIN_NOMENCLATURE,
	.accuse = 1,
	.requis = requis_structures,
};

/* Event D1: divisions and groupes as a person writes them. */
const struct import import_saisie_structures = {
	.fmt = &format_structures,
	.genre = "sts-structures",
	.roles = ROLE_STS,
	.yaml = 1,
	.rules = des_saisies_sts,
	.besoins = BESOIN_NOMENCLATURE,
	.requis = requis_structures,
};

/*
 * An answer to a send: it closes it, whatever the year's état.
 */
static const char *const requis_accuses[] = { "accuse", NULL };
static const char *const avant_accuses[] = {
	"UPDATE s_accuse SET envoi = (SELECT max(e.numero) FROM echange e "
	"WHERE e.sha256 = s_accuse.sha256 AND e.sens = 'emis')",
	NULL
};

const struct import import_accuses = {
	.fmt = &format_accuse,
	.genre = "accuse",
	.roles = ROLES,
	.rules = des_accuses,
	.requis = requis_accuses,
	.avant = avant_accuses,
};
/* clang-format on */

/*
 * --remplace A=B as the lines it stands for, so that it is judged, shown and
 * archived like any répartition.
 */
static char *
lines_of(struct base *b, const char *ancienne, const char *nouvelle,
    const char *jour, struct fault *f)
{
	struct texte x = { 0 };
	struct query *q;
	int64_t connue = 0;
	int rc = -1;

	if (store_int(b->st, &connue, f,
		"SELECT 1 FROM division WHERE code_structure = ?", "s",
		ancienne) == -1)
		return NULL;
	if (!connue) {
		fault_set(f, "usage", 0,
		    "--remplace : la division %s est inconnue", ancienne);
		return NULL;
	}
	texte_ajoute(&x, "# %s %s\neleve_id\tdivision\n", b->uai, b->annee);
	q = query_open(b->st,
	    "SELECT eleve_id FROM eleve_structure JOIN eleve USING (eleve_id)"
	    " WHERE type_structure = 'D' AND code_structure = ? AND"
	    " (date_sortie IS NULL OR date_sortie > ?) ORDER BY 1",
	    f);
	if (q != NULL && query_bind(q, f, "ss", ancienne, jour) == 0)
		while ((rc = query_step(q, f)) == 1)
			texte_ajoute(&x, "%s\t%s\n", query_text(q, 0),
			    nouvelle);
	query_close(q);
	if (rc == -1 || texte_fin(&x, f) == NULL) {
		texte_libere(&x);
		return NULL;
	}
	return x.s;
}

char *
repartition_remplace(const struct options *o, struct fault *f)
{
	const char *egal = strchr(o->remplace, '=');
	char ancienne[16], jour[20], *texte = NULL;
	struct base b;
	int n;

	n = egal == NULL ? -1
			 : snprintf(ancienne, sizeof(ancienne), "%.*s",
			       (int)(egal - o->remplace), o->remplace);
	if (n <= 0 || (size_t)n >= sizeof(ancienne) || egal[1] == '\0') {
		fault_set(f, "usage", 0, "--remplace ANCIENNE=NOUVELLE");
		return NULL;
	}
	if (options_date(o, jour, f) == -1 ||
	    door_base(&b, o, ROLE_ETAB, o->uai, o->annee, f) == -1)
		return NULL;
	texte = lines_of(&b, ancienne, egal + 1, jour, f);
	base_close(&b);
	return texte;
}
