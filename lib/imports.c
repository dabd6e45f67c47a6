/*
 * imports.c - the files that come in: which format, which rules, what comes
 * first, and the SQL that is theirs alone.
 */
#include <stdio.h>
#include <string.h>

#include "sconet.h"

static const struct rules *const des_nomenclatures[] = { &rules_nomenclatures,
	NULL };
static const struct rules *const des_structures[] = { &rules_structures, NULL };
static const struct rules *const des_eleves[] = { &rules_eleves, &rules_options,
	&rules_places, NULL };
static const struct rules *const des_responsables[] = { &rules_responsables,
	NULL };
static const struct rules *const des_communs[] = { &rules_communs, NULL };
static const struct rules *const des_bascules[] = { &rules_bascule, NULL };
static const struct rules *const des_repartitions[] = { &rules_repartition,
	&rules_places, NULL };

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
#define ACCORD \
	"(plie(s.nom_de_famille) IN (plie(b.nom_de_famille), " \
	"coalesce(plie(b.nom_usage), '')) OR coalesce(plie(s.nom_usage), '') " \
	"= plie(b.nom_de_famille)) + (plie(s.prenom) = plie(b.prenom)) + " \
	"(s.date_naiss = b.date_naiss)"

/* Into an empty base nothing is looked for. */
#define PAIRE(jointure, accord) \
	"INSERT OR IGNORE INTO m_eleve SELECT s.eleve_id, min(b.eleve_id), " \
	"count(DISTINCT b.eleve_id) FROM (SELECT 1 FROM eleve LIMIT 1) CROSS " \
	"JOIN s_eleve s JOIN eleve b ON " jointure " WHERE " CONNUS " AND (" ACCORD ") >= " accord \
	" GROUP BY s.eleve_id"
/* One join a pair of columns, so that each can be looked up. */
#define PAR_INE(ici, la) PAIRE("b." la " = s." ici, "2")

static const char *const requis_eleves[] = { "eleve", NULL };
static const char *const prepare_eleves[] = {
	/*
	 * The number in force: ID_NATIONAL, else the RNIE's, else the BEA's;
	 * in capitals, however it was typed.
	 */
	"UPDATE s_eleve SET id_national = upper(coalesce(id_national, "
	"ine_rnie, ine_bea)) WHERE id_national IS NOT upper(coalesce("
	"id_national, ine_rnie, ine_bea))",
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
static const char *const avant_eleves[] = {
	"UPDATE s_eleve SET ine_ancien = b.id_national FROM eleve b WHERE "
	"b.eleve_id = s_eleve.eleve_id AND s_eleve.id_national <> "
	"b.id_national",
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
	"UPDATE eleve SET echange = ?1 WHERE adresse_id IN (SELECT adresse_id "
	"FROM d_adresse WHERE etat = 'M')",
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
static const char *const prepare_responsables[] = {
	"UPDATE s_personne SET adresse_id = b.adresse_id FROM personne b WHERE "
	"b.personne_id = s_personne.personne_id AND s_personne.adresse_id IS "
	"NULL AND NOT EXISTS (SELECT 1 FROM s_adresse)",
	NULL
};
/* What changes with a responsable changes the pupil's record. */
static const char *const apres_responsables[] = {
	"UPDATE eleve SET echange = ?1 WHERE eleve_id IN (SELECT eleve_id FROM "
	"d_responsable UNION SELECT r.eleve_id FROM responsable r JOIN "
	"d_personne d USING (personne_id) UNION SELECT r.eleve_id FROM "
	"responsable r JOIN personne p USING (personne_id) JOIN d_adresse a "
	"USING (adresse_id))",
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
static const char *const prepare_repartition[] = {
	"CREATE TEMP TABLE m_placement AS "
	"SELECT p.rang, e.eleve_id AS trouve, 0 AS zeros, 1 AS par FROM "
	"s_placement p JOIN eleve e ON e.eleve_id = p.eleve_id UNION "
	"SELECT p.rang, e.eleve_id, 0, 2 FROM s_placement p JOIN eleve e ON "
	"e.elenoet = p.elenoet UNION "
	"SELECT p.rang, e.eleve_id, 1, 2 FROM s_placement p JOIN eleve e ON "
	"ltrim(e.elenoet, '0') = p.elenoet WHERE NOT EXISTS (SELECT 1 FROM "
	"eleve x WHERE x.elenoet = p.elenoet) UNION "
	"SELECT p.rang, e.eleve_id, 0, 3 FROM s_placement p JOIN eleve e ON "
	"e.id_national = p.ine OR e.ine_rnie = p.ine OR e.ine_bea = p.ine",
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
	"mot.code FROM mot JOIN s_eleve e USING (rang) WHERE mot.code <> ''",
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
