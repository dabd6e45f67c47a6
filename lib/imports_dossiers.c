/*
 * imports_dossiers.c - event C: records of another school that come in, and the
 * SQL that is theirs alone.
 */
#include "sconet.h"

static const struct rules *const des_dossiers[] = { &rules_dossiers, NULL };

/* clang-format off */

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
	PROVISOIRE("eleve_id", "eleve") " - row_number() OVER (PARTITION BY "
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
	PROVISOIRE("personne_id", "personne") " - row_number() OVER (PARTITION BY "
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
	PROVISOIRE("adresse_id", "adresse") " - dense_rank() OVER (ORDER BY "
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
	.numerote = 1,
	.requis = requis_dossiers,
	.prepare = prepare_dossiers,
	.apports = apports_dossiers,
	.avant = avant_dossiers,
	.apres = apres_dossiers,
};
/* clang-format on */
