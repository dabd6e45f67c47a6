/*
 * roles.c - what a base is for, which parts its schema is made of, and how
 * one made by an older version is brought to this one's.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

/* Made by tools/embed.sh. */
extern const char schema_base[], schema_communs[], schema_nomenclatures[],
    schema_structures[], schema_eleves[], schema_bascule[], schema_passage[],
    schema_dossiers[], schema_suivi[], schema_sts[], vues_base[], vues_sts[],
    vues_structures[], vues_effectifs[], vues_nomenclatures[], vues_bascule[],
    vues_dossiers[], vues_exports[], vues_gep[], migre_etab_2[];
/* Event C. */
extern const char schema_voeux[], schema_voeux_bea[], vues_voeux[],
    vues_voeux_bea[];
/* Events F and G. */
extern const char schema_transferts[], schema_envoi_bea[], schema_bea[],
    schema_ine[], vues_transferts[], vues_envoi_bea[], vues_ine[];
/* Event H. */
extern const char schema_eva[], schema_eva_bea[], vues_eva[];
/* Event I. */
extern const char schema_constat[], schema_constat_bea[], vues_constat[];

/* Tables in the order they are made; views come after all of them. */
static const char *const tables_etab[] = { schema_base, schema_communs,
	schema_nomenclatures, schema_structures, schema_eleves, schema_bascule,
	schema_passage, schema_voeux, schema_dossiers, schema_suivi,
	schema_transferts, schema_envoi_bea, schema_eva, schema_constat, NULL };
static const char *const vues_etab[] = { vues_base, vues_structures,
	vues_effectifs, vues_nomenclatures, vues_bascule, vues_dossiers,
	vues_exports, vues_gep, vues_voeux, vues_transferts, vues_envoi_bea,
	vues_eva, vues_constat, NULL };
static const char *const tables_sts[] = { schema_base, schema_communs,
	schema_nomenclatures, schema_structures, schema_sts, NULL };
static const char *const vues_de_sts[] = { vues_base, vues_structures, vues_sts,
	NULL };
static const char *const tables_bea[] = { schema_base, schema_nomenclatures,
	schema_voeux_bea, schema_transferts, schema_bea, schema_eva_bea,
	schema_constat_bea, schema_ine, NULL };
static const char *const vues_bea[] = { vues_base, vues_nomenclatures,
	vues_voeux_bea, vues_transferts, vues_ine, NULL };

static const struct role roles[] = {
	{ "etab", ROLE_ETAB, tables_etab, vues_etab },
	{ "sts", ROLE_STS, tables_sts, vues_de_sts },
	{ "bea", ROLE_BEA, tables_bea, vues_bea },
};

#define NOMS_REFAITS "UPDATE bea_eleve SET noms = noms(nom_de_famille, prenom)"
/*
 * One line a step: what brings a base of that role to that version.  None for
 * 4 and 7, which only have other views.  Keys of names (10) are those of
 * ressemblance.c.
 */
static const struct {
	int version;
	unsigned role;
	const char *sql;
} pas[] = {
	{ 2, ROLE_ETAB, migre_etab_2 },
	{ 2, ROLE_ETAB, schema_bascule },
	{ 3, ROLE_ETAB, "DROP TABLE IF EXISTS passage" },
	{ 3, ROLE_ETAB, schema_passage },
	{ 3, ROLE_ETAB, schema_voeux },
	{ 3, ROLE_BEA, schema_voeux_bea },
	{ 3, ROLE_ETAB, schema_dossiers },
	{ 5, ROLE_ETAB, schema_suivi },
	{ 6, ROLE_ETAB | ROLE_BEA, schema_transferts },
	{ 6, ROLE_ETAB, schema_envoi_bea },
	{ 6, ROLE_BEA, schema_bea },
	{ 8, ROLE_ETAB, schema_eva },
	{ 8, ROLE_BEA, schema_eva_bea },
	{ 9, ROLE_ETAB, schema_constat },
	{ 9, ROLE_BEA, schema_constat_bea },
	{ 10, ROLE_BEA, schema_ine },
	{ 10, ROLE_BEA, NOMS_REFAITS },
	{ 11, ROLES, "ALTER TABLE accuse ADD COLUMN effectif INTEGER" },
	{ 11, ROLES, "ALTER TABLE echange ADD COLUMN traces TEXT" },
	{ 11, ROLES, "ALTER TABLE echange ADD COLUMN contenu TEXT" },
};

const struct role *
role_find(const char *nom)
{
	size_t i;

	for (i = 0; i < NELEM(roles); i++)
		if (strcmp(roles[i].nom, nom) == 0)
			return &roles[i];
	return NULL;
}

void
roles_noms(unsigned bits, char *buf, size_t n)
{
	size_t i, len = 0;

	buf[0] = '\0';
	for (i = 0; i < NELEM(roles); i++)
		if ((bits & roles[i].bit) && len < n)
			len += (size_t)snprintf(buf + len, n - len, "%s%s",
			    len == 0 ? "" : " ou ", roles[i].nom);
}

int
role_schema(struct store *st, const struct role *r, struct fault *f)
{
	if (store_liste(st, r->tables, f) == -1)
		return -1;
	return store_liste(st, r->vues, f);
}

struct store *
role_modele(const struct role *r, struct fault *f)
{
	struct store *st;

	/* SQLite keeps a base without a name to itself. */
	if ((st = store_open("", STORE_CREE, 0, f)) != NULL &&
	    role_schema(st, r, f) == -1) {
		store_close(st);
		st = NULL;
	}
	return st;
}

/* Views hold nothing: they go before a step, and are made anew after it. */
static int
drop_views(struct store *st, struct fault *f)
{
	char *sql;
	int rc = 0;

	if (store_text(st, &sql, f,
		"SELECT group_concat(format('DROP VIEW \"%w\";', name), '')"
		" FROM sqlite_schema WHERE type = 'view'",
		"") == -1)
		return -1;
	if (sql != NULL)
		rc = store_exec(st, sql, f);
	free(sql);
	return rc;
}

int
role_migre(struct store *st, const struct role *r, int64_t version,
    struct fault *f)
{
	char sql[64];
	size_t i;

	if (drop_views(st, f) == -1)
		return -1;
	for (i = 0; i < NELEM(pas); i++)
		if (pas[i].version > version && (pas[i].role & r->bit) &&
		    store_exec(st, pas[i].sql, f) == -1)
			return -1;
	if (store_liste(st, r->vues, f) == -1)
		return -1;
	(void)snprintf(sql, sizeof(sql), "PRAGMA user_version=%d",
	    USER_VERSION);
	return store_exec(st, sql, f);
}
