/*
 * imports_prive.c - the import du privé, and the SQL that is its alone.
 */
#include "sconet.h"

static const struct rules *const des_prives[] = { &rules_prive, &rules_eleves,
	&rules_options, &rules_places, &rules_responsables, &rules_fiche,
	NULL };

/* clang-format off */

/*
 * Import du privé.  A pupil is the one of the base with his ELEVE_ID, else
 * with his INE, else with his private number and an identity that agrees,
 * else of the same name, first name and birth date; else he is new, and gets
 * a number of ours, negative, until SIECLE's comes.  Likewise a responsable:
 * by number, by private number and name, or by name and a pupil of his.  What
 * the file has no element for stays as the base has it.
 */
#define PRIVE(par, jointure) \
	"INSERT INTO m_prive SELECT s.rang, b.eleve_id, " par " FROM " \
	"s_prive_eleve s JOIN eleve b ON " jointure " WHERE s.rang NOT IN " \
	"(SELECT rang FROM m_prive)"
/* The base's number, else SIECLE's when the file has it, else one of ours. */
#define NUMEROS(num, cle, id, siecle, de, paires, table) \
	"CREATE TEMP TABLE " num " AS SELECT s.rang, s." cle ", coalesce(" \
	"u.trouve, CASE WHEN s." siecle " > 0 AND s." siecle " NOT IN " \
	"(SELECT " id " FROM " table ") AND s." siecle " NOT IN (SELECT " \
	siecle " FROM " de " WHERE " siecle " IS NOT NULL GROUP BY 1 HAVING " \
	"count(*) > 1) THEN s." siecle " END, " PROVISOIRE(id, table) \
	" - row_number() OVER (PARTITION BY u.trouve IS NULL ORDER BY " \
	"s.rang)) AS " id " FROM " de " s LEFT JOIN " SEUL(paires) " u ON " \
	"u.rang = s.rang"
/* One who leaves says little: what he does say is of that pupil. */
#define SORTANT_CONNU \
	"(s.date_sortie IS NOT NULL AND coalesce(plie(s.nom_de_famille) IN " \
	"(plie(b.nom_de_famille), coalesce(plie(b.nom_usage), '')), 1) + " \
	"coalesce(plie(s.prenom) = plie(b.prenom), 1) + coalesce(s.date_naiss " \
	"= b.date_naiss, 1) >= 2)"
#define GARDE(c) c " = coalesce(s_eleve." c ", b." c ")"
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
	PRIVE("3", "b.id_prv_ele = s.id_prv_ele AND (" ACCORD " >= 2 OR "
	    SORTANT_CONNU ")"),
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
	PROVISOIRE("adresse_id", "adresse") " - "
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
	"UPDATE s_eleve SET " GARDE("nom_de_famille") ", "
	GARDE("nom_usage") ", " GARDE("prenom") ", " GARDE("prenom2") ", "
	GARDE("prenom3") ", " GARDE("date_naiss") ", "
	GARDE("doublement") ", " GARDE("tel_professionnel") ", "
	GARDE("code_pays") ", " GARDE("accepte_sms") ", " GARDE("mel") ", "
	GARDE("code_regime") ", " GARDE("ville_naiss") ", "
	GARDE("tel_personnel") ", " GARDE("tel_portable") ", "
	GARDE("code_commune_insee_naiss") ", " GARDE("adhesion_transport")
	" FROM eleve b WHERE b.eleve_id = s_eleve.eleve_id AND "
	"s_eleve.date_sortie IS NOT NULL",
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
	.remedes = remedes_montants,
	.besoins = BESOIN_PROFILAGE,
	.requis = requis_prive,
	/* those who leave, and nobody else */
	.partiel = "SELECT NOT EXISTS (SELECT 1 FROM s_prive_eleve WHERE "
	    "date_sortie IS NULL)",
	.prepare = prepare_prive,
	.avant = avant_prive,
	.apres = apres_prive,
};
/* clang-format on */
