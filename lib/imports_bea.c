/*
 * imports_bea.c - events F and G: what comes in at the académie, and the SQL
 * that is its alone.
 */
#include "sconet.h"

static const struct rules *const des_etabs[] = { NULL };
static const struct rules *const des_fiches[] = { &rules_bea_fiches,
	&rules_bea_recus, NULL };

/* clang-format off */

#define ICI "(SELECT uai FROM s_enveloppe)"

/* A school is declared by its BEE_COMMUN. */
static const char *const prepare_etab[] = {
	"INSERT INTO s_bea_etab (rang, ligne, uai, denom_princ, denom_compl, "
	"code_type_etab, code_postal, libelle_postal) SELECT rang, ligne, " ICI
	", denom_princ, denom_compl, code_type_etab, code_postal, "
	"libelle_postal FROM s_commun",
	NULL
};
static const char *const requis_etab[] = { "commun", NULL };

const struct import import_bea_etab = {
	.fmt = &format_bea_etab,
	.genre = "bea-etablissement",
	.roles = ROLE_BEA,
	.rules = des_etabs,
	.accuse = 1,
	.par_etab = 1,
	.requis = requis_etab,
	.prepare = prepare_etab,
};

/*
 * Event F: records that a school has changed.  Those that it does not send
 * stay as they are.
 */
static const char *const prepare_fiches[] = {
	"UPDATE s_bea_envoi SET numero = (SELECT num_envoi FROM s_enveloppe)",
	"UPDATE s_bea_eleve SET id_national = upper(id_national) WHERE "
	"id_national <> upper(id_national)",
	"UPDATE s_bea_eleve SET naissance = naissance(date_naiss), noms = "
	"noms(nom_de_famille, prenom)",
	NULL
};

/*
 * Who comes without the number that he was given has not got it, or no longer
 * has, the school's base being that of a copy: he is told it again.
 */
static const char *const apres_fiches[] = {
	"UPDATE immatriculation SET echange = ?1 WHERE etat IN ('ATTRIBUE', "
	"'RETROUVE') AND (uai, eleve_id) IN (SELECT uai, eleve_id FROM "
	"s_bea_eleve WHERE id_national IS NULL AND rang NOT IN (SELECT rang "
	"FROM s_anomalie WHERE gravite = 2))",
	NULL
};

const struct import import_bea_eleves = {
	.fmt = &format_bea_eleves,
	.genre = "bea-eleves",
	.roles = ROLE_BEA,
	.rules = des_fiches,
	.accuse = 1,
	.par_etab = 1,
	.numerote = 1,
	.parametre = bea_entree,
	.prepare = prepare_fiches,
	.apres = apres_fiches,
	.effectif = "SELECT " BEA_EFFECTIF("x.uai", "x.date_utilisee")
	    " FROM s_enveloppe x",
};
/* clang-format on */
