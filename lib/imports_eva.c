/*
 * imports_eva.c - events H and I at the académie: the counts that a school
 * declares, a campaign each; its constat.
 */
#include "sconet.h"

static const struct rules *const des_effectifs[] = { &rules_eva, NULL };
/* clang-format off */
/* Of the day the school counted for, if it was its own count that was taken. */
#define LE_SIEN(table, jour) \
	"SELECT " BEA_EFFECTIF("s.uai", jour) " FROM " table " s JOIN " \
	"s_enveloppe USING (uai)"
/* clang-format on */

static const char *const requis[] = { "eva", "eva_ligne", NULL };

const struct import import_eva = {
	.fmt = &format_eva,
	.genre = "bea-eva",
	.roles = ROLE_BEA,
	.rules = des_effectifs,
	.accuse = 1,
	.par_etab = 1,
	.numerote = 1,
	.requis = requis,
	.parametre = bea_entree,
	.effectif = LE_SIEN("s_eva", "s.date_effectif"),
};

static const struct rules *const des_constats[] = { &rules_constat, NULL };
static const char *const requis_constat[] = { "constat", NULL };

const struct import import_constat = {
	.fmt = &format_constat,
	.genre = "bea-constat",
	.roles = ROLE_BEA,
	.rules = des_constats,
	.accuse = 1,
	.par_etab = 1,
	.numerote = 1,
	.requis = requis_constat,
	.parametre = bea_entree,
	.effectif = LE_SIEN("s_constat", "s.date_constat"),
};
