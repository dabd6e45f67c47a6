/*
 * imports.c - the files that come in: which format, which rules, what comes
 * first, and the SQL that is theirs alone.
 */
#include "sconet.h"

static const struct rules *const des_nomenclatures[] = { &rules_nomenclatures,
	&rules_nomenclatures_structures, &rules_nomenclatures_eleves, NULL };
static const struct rules *const des_structures[] = { &rules_structures,
	&rules_structures_eleves, NULL };
static const struct rules *const des_eleves[] = { &rules_eleves, &rules_perimes,
	&rules_an_dernier, &rules_options, &rules_places, NULL };
static const struct rules *const des_responsables[] = { &rules_responsables,
	&rules_sans_responsable, NULL };
static const struct rules *const des_communs[] = { &rules_communs, NULL };
static const struct rules *const des_liens[] = { &rules_liens, &rules_places,
	NULL };
static const struct rules *const de_ban[] = { &rules_nomenclatures, NULL };
static const struct rules *const de_sts[] = { &rules_nomenclatures,
	&rules_nomenclatures_structures, NULL };
static const struct rules *const des_saisies_sts[] = { &rules_structures,
	NULL };
static const struct rules *const des_reprises[] = { &rules_structures,
	&rules_reprise, NULL };
static const struct rules *const des_effectifs[] = { &rules_effectifs, NULL };
static const struct rules *const des_edt[] = { &rules_edt, NULL };
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
	.remedes = remedes_sts,
	.besoins = BESOIN_PROFILAGE,
	.requis = requis_structures,
};
const struct import import_structures = {
	.fmt = &format_bee_structures,
	.genre = "structures",
	.roles = ROLE_ETAB,
	.rules = des_structures,
	.remedes = remedes_sts,
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

/*
 * x has the number of s here; of one identity there is nobody else.  Those
 * made here, who are few, come first.
 */
#define DEUX(jointure, accord) \
	"INSERT OR IGNORE INTO m_deux SELECT b.eleve_id, s.eleve_id FROM " \
	"m_provisoire b CROSS JOIN s_eleve s ON " jointure " CROSS JOIN eleve x ON " \
	"x.eleve_id = s.eleve_id WHERE s.eleve_id > 0 AND (" ACCORD ") >= " \
	accord " AND (" ACCORD_DE("s", "x") ") >= 2 AND NOT EXISTS (SELECT 1 " \
	"FROM eleve o WHERE o.eleve_id > 0 AND o.eleve_id <> s.eleve_id AND " \
	"o.date_naiss = s.date_naiss AND (" ACCORD_DE("s", "o") ") = 3)"

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
	/*
	 * One made here is a pupil whom the base knows by SIECLE's number, too:
	 * the two become one, under SIECLE's (n = 0).
	 */
	"CREATE TEMP TABLE m_provisoire AS SELECT b.* FROM eleve b WHERE "
	"b.eleve_id < 0 AND b.eleve_id NOT IN (SELECT eleve_id FROM s_eleve)",
	"CREATE TEMP TABLE m_deux (de INTEGER, vers INTEGER, PRIMARY KEY (de, "
	"vers))",
	DEUX("b.date_naiss = s.date_naiss", "3 AND coalesce(b.id_national = "
	"coalesce(s.id_national, x.id_national), 1)"),
	DEUX("b.id_national = s.id_national", "2"),
	"INSERT INTO s_reuni SELECT 'eleve', min(de), vers FROM m_deux WHERE "
	"de NOT IN (SELECT de FROM m_deux GROUP BY de HAVING count(*) > 1) "
	"GROUP BY vers HAVING count(*) = 1",
	"INSERT OR IGNORE INTO m_eleve SELECT vers, de, 0 FROM s_reuni",
	/*
	 * The number that ine-import has replaced comes from a SIECLE that has
	 * not heard of it: the new one stands.
	 */
	"CREATE TEMP TABLE m_perime AS SELECT s.eleve_id, s.id_national AS "
	"ancien, b.id_national AS neuf FROM s_eleve s JOIN eleve b ON "
	"b.eleve_id = s.eleve_id WHERE s.id_national = b.ine_ancien AND "
	"s.id_national <> b.id_national AND (SELECT x.genre FROM changement c "
	"JOIN echange x ON x.numero = c.echange WHERE c.element = 'eleve' AND "
	"c.cle = b.eleve_id || '' AND c.champ = 'id_national' ORDER BY c.n "
	"DESC LIMIT 1) = 'ine'",
	"UPDATE s_eleve SET id_national = m.neuf, ine_rnie = nullif(ine_rnie, "
	"m.ancien), ine_bea = nullif(ine_bea, m.ancien) FROM m_perime m WHERE "
	"m.eleve_id = s_eleve.eleve_id",
	/*
	 * Last year as a bascule or a dossier told it: that SIECLE has not got
	 * it yet, where it tells that of others, is not its absence.
	 */
	"CREATE TEMP TABLE m_an_dernier AS SELECT b.eleve_id, b.code_rne FROM "
	"scolarite_an_dernier b JOIN s_eleve s ON s.eleve_id = b.eleve_id WHERE "
	"EXISTS (SELECT 1 FROM s_scolarite_an_dernier) AND b.eleve_id NOT IN "
	"(SELECT eleve_id FROM s_scolarite_an_dernier) AND b.eleve_id IN "
	"(SELECT eleve_id FROM dossier UNION ALL SELECT eleve_id FROM "
	"situation_an_dernier)",
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
static const char *const avant_eleves[] = {
	INE_ANCIEN,
	"INSERT OR IGNORE INTO s_garde SELECT 'scolarite_an_dernier', "
	"eleve_id, eleve_id, '*' FROM m_an_dernier",
	/* the number itself changes: no field of the file says it */
	"INSERT INTO s_autre SELECT 'eleve', eleve_id, 'eleve_id', trouve, "
	"eleve_id FROM m_eleve m WHERE n = 1 AND EXISTS (SELECT 1 FROM s_eleve "
	"s WHERE s.eleve_id = m.eleve_id AND s.rang NOT IN (SELECT rang FROM "
	"s_anomalie WHERE gravite = 2))",
	NULL
};
static const char *const apres_eleves[] = {
	/* a pupil rejected after all keeps the number he had */
	"UPDATE eleve SET eleve_id = m.trouve FROM m_eleve m WHERE m.eleve_id "
	"= eleve.eleve_id AND m.n = 1 AND ?1 > 0 AND m.eleve_id NOT IN "
	"(SELECT eleve_id FROM s_eleve)",
	"UPDATE eleve SET echange = ?1 WHERE eleve_id IN (SELECT vers FROM "
	"s_reuni)",
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
	/* or that is one whom the base knows by it, too */
	"CREATE TEMP TABLE m_deux AS SELECT DISTINCT b.personne_id AS de, "
	"s.personne_id AS vers FROM personne b CROSS JOIN responsable r ON "
	"r.personne_id = b.personne_id CROSS JOIN s_responsable n ON n.eleve_id "
	"= r.eleve_id CROSS JOIN s_personne s ON s.personne_id = n.personne_id "
	"WHERE b.personne_id < 0 AND s.personne_id > 0 AND s.personne_id IN "
	"(SELECT personne_id FROM personne) AND b.personne_id NOT IN (SELECT "
	"personne_id FROM s_personne) AND plie(s.nom_de_famille) = "
	"plie(b.nom_de_famille) AND plie(s.prenom) IS plie(b.prenom)",
	"INSERT INTO s_reuni SELECT 'personne', min(de), vers FROM m_deux "
	"WHERE de NOT IN (SELECT de FROM m_deux GROUP BY de HAVING count(*) > "
	"1) GROUP BY vers HAVING count(*) = 1",
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

/*
 * Groupe links.  m_lien has, for each pupil of the file, those of the base
 * that a number or the identity leads to: par says which way (1 ELEVE_ID,
 * 2 INE, 3 private number, 4 identity), the first that leads to someone
 * decides, and accord how many of name, first name and birth date agree.
 * Links are a whole set: pupils whom the file does not name lose theirs,
 * unless it says it is a part.
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
	"g.date_fin_groupe FROM s_lien_groupe g JOIN s_lien_eleve l USING "
	"(rang_eleve) JOIN s_eleve e ON e.rang = l.rang",
	"INSERT OR IGNORE INTO s_eleve (rang, ligne, eleve_id, code_mef) "
	"SELECT -1 - x.eleve_id, 0, x.eleve_id, x.code_mef FROM eleve x WHERE "
	"eleve_id IN (SELECT eleve_id FROM eleve_structure WHERE "
	"type_structure = 'G') AND eleve_id NOT IN (SELECT trouve FROM m_lien) "
	"AND NOT (SELECT partiel FROM s_enveloppe) "
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
	.remedes = remedes_montants,
	.besoins = BESOIN_ELEVES | BESOIN_STRUCTURES,
	.requis = requis_groupes,
	.prepare = prepare_groupes,
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

#define SAISIE(nom, son_genre, sa_colonne) \
	const struct import nom = { .fmt = &format_saisie, \
		.genre = (son_genre), .roles = ROLE_ETAB, .rules = des_saisies, \
		.besoins = BESOIN_PROFILAGE, .compose = saisie_compose, \
		.prepare = prepare_saisie, .avant = avant_saisie, \
		.apres = apres_saisie, .colonnes = (sa_colonne) }
SAISIE(import_saisie, "saisie", "valeur");
SAISIE(import_tenue, "saisie-tenue", "valeur");
SAISIE(import_relache, "saisie-relachee", NULL);
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
	.fait = "STS-WEB initialisé : ses structures se saisissent avec "
	    "sts-structures",
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
	/* a groupe of which the file names no division keeps those it has */
	"INSERT OR IGNORE INTO s_groupe_division (rang, ligne, code_structure, "
	"code_division, effectif_prevu) SELECT s.rang, s.ligne, "
	"g.code_structure, g.code_division, g.effectif_prevu FROM s_groupe s "
	"JOIN groupe_division g USING (code_structure) JOIN division d ON "
	"d.code_structure = g.code_division WHERE d.ferme = 0 AND "
	"s.code_structure NOT IN (SELECT code_structure FROM "
	"s_groupe_division)",
	NULL };

const struct import import_edt = {
	.fmt = &format_edt_sts,
	.genre = "sts-emploi-du-temps",
	.roles = ROLE_STS,
	.rules = des_edt,
	.remedes = remedes_edt,
	.besoins = BESOIN_SAISIE,
	.accuse = 1,
	.prepare = prepare_edt,
};

/*
 * A sts_emp of the real STS-WEB: its staff, structures and services; those
 * that have lessons are the timetable's, and stay.
 */
#define LES_LEURS(table, colonnes, memes) \
	"INSERT OR IGNORE INTO s_" table " (rang, ligne, type_structure, " \
	"code_structure, code_matiere, code_mod_cours" colonnes ") SELECT " \
	"p.rang, 0, b.type_structure, b.code_structure, b.code_matiere, " \
	"b.code_mod_cours" memes " FROM " table " b JOIN (SELECT rang, 'D' AS " \
	"type_structure, code_structure FROM s_division UNION ALL SELECT " \
	"rang, 'G', code_structure FROM s_groupe) p USING (type_structure, " \
	"code_structure) JOIN cours c USING (type_structure, code_structure, " \
	"code_matiere, code_mod_cours"
static const char *const avant_reprise[] = {
	LES_LEURS("service", ", heures_structure, co_ens",
	    ", b.heures_structure, b.co_ens") ")",
	LES_LEURS("service_enseignant", ", id, type, heures_agent, "
	    "taux_ponderation", ", b.id, b.type, b.heures_agent, "
	    "b.taux_ponderation") ", id, type)",
	NULL };

const struct import import_reprise = {
	.fmt = &format_sts_edt,
	.genre = "sts-reprise",
	.roles = ROLE_STS,
	.rules = des_reprises,
	.remedes = remedes_sts,
	.besoins = BESOIN_NOMENCLATURE,
	.accuse = 1,
	.requis = requis_structures,
	.avant = avant_reprise,
};

/* Event D1: divisions and groupes as a person writes them. */
const struct import import_saisie_structures = {
	.fmt = &format_structures,
	.genre = "sts-structures",
	.roles = ROLE_STS,
	.yaml = 1,
	.rules = des_saisies_sts,
	.remedes = remedes_saisie_structures,
	.besoins = BESOIN_NOMENCLATURE,
	.requis = requis_structures,
};

/*
 * An answer to a send: it closes it, whatever the year's état.
 */
static const char *const requis_accuses[] = { "accuse", NULL };
static const char *const avant_accuses[] = {
	/* what is rejected says why, and nothing of what it would have been */
	"DELETE FROM s_anomalie WHERE gravite = 0 AND element = 'accuse' AND "
	"rang IN (SELECT rang FROM s_anomalie WHERE gravite = 2 AND element = "
	"'accuse')",
	/* what answers an envelope without anything answers no send */
	"DELETE FROM s_accuse WHERE num_envoi IS NULL AND lus = 0 AND motif IS "
	"NULL",
	/* to try again later, after the answer: that one stands */
	"INSERT OR IGNORE INTO s_accuse_anomalie (rang, ligne, sha256, n, code, "
	"gravite, element, cle, champ, ligne_envoi, texte, remede) SELECT "
	"s.rang, s.ligne, b.* FROM accuse_anomalie b JOIN s_accuse s USING "
	"(sha256) JOIN accuse a USING (sha256) WHERE s.classe = 'reessayer' AND "
	"a.classe <> 'reessayer'",
	"UPDATE s_accuse SET (num_envoi, numero, date_reception, lus, gardes, "
	"rejetes, effectif, motif, classe) = (a.num_envoi, a.numero, "
	"a.date_reception, a.lus, a.gardes, a.rejetes, a.effectif, a.motif, "
	"a.classe) FROM accuse a WHERE "
	"a.sha256 = s_accuse.sha256 AND s_accuse.classe = 'reessayer' AND "
	"a.classe <> 'reessayer'",
	"UPDATE s_accuse SET envoi = (SELECT max(e.numero) FROM echange e "
	"WHERE e.sha256 = s_accuse.sha256 AND e.sens = 'emis' AND e.num_envoi = "
	"coalesce(s_accuse.num_envoi, e.num_envoi))",
	NULL
};

const struct import import_accuses = {
	.fmt = &format_accuse,
	.genre = "accuse",
	.precise = "SELECT CASE WHEN count(*) > 0 AND min(racine) = "
	    "max(racine) THEN CASE max(racine) WHEN 'BEA_ELEVES' THEN "
	    "'accuse-bea' WHEN 'EVA' THEN 'accuse-eva' WHEN 'CONSTAT' THEN "
	    "'accuse-constat' WHEN 'CONSTAT_NATIONAL' THEN "
	    "'accuse-ministere' END END FROM s_accuse",
	.roles = ROLES,
	.rules = des_accuses,
	.requis = requis_accuses,
	.seul = 1,
	.avant = avant_accuses,
};
/* clang-format on */
