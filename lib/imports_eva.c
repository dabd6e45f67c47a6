/*
 * imports_eva.c - event H at the académie: the counts that a school declares,
 * a campaign each.
 */
#include "sconet.h"

static const struct rules *const des_effectifs[] = { &rules_eva, NULL };
static const char *const requis[] = { "eva", "eva_ligne", NULL };

const struct import import_eva = {
	.fmt = &format_eva,
	.genre = "bea-eva",
	.roles = ROLE_BEA,
	.rules = des_effectifs,
	.accuse = 1,
	.par_etab = 1,
	.requis = requis,
	.parametre = bea_declaree,
};
