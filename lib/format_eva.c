/*
 * format_eva.c - event H: the early head-count, as a school declares it, and
 * the table of what it corrects.  No public document gives a layout: it is
 * ours.
 */
#include "sconet.h"

/* clang-format off */
static const struct field campagne[] = {
	{ "uai", "@UAJ", FT_CODE, 8, F_KEY },
	{ "campagne", "@NOM", FT_CODE, 20, F_KEY },
	{ "libelle", "LIBELLE", FT_TEXT, 80, 0 },
	{ "effectifs", "EFFECTIFS", FT_CODE, 11, F_REQ },
	{ "envoi", "ENVOI", FT_INT, 0, F_REQ },
	{ "date_effectif", "DATE_EFFECTIF", FT_DATE_FR, 10, F_REQ },
	{ "calcule", "CALCULE", FT_INT, 0, F_REQ },
	{ "declare", "DECLARE", FT_INT, 0, F_REQ },
	{ "non_traditionnel", "NON_TRADITIONNEL", FT_INT, 0, F_REQ },
};

static const struct field ligne[] = {
	{ "uai", "../../@UAJ", FT_CODE, 8, F_KEY },
	{ "campagne", "../../@NOM", FT_CODE, 20, F_KEY },
	{ "code_structure", "@CODE_STRUCTURE", FT_CODE, 8, F_KEY },
	{ "code_mef", "@CODE_MEF", FT_CODE, 11, F_KEY },
	{ "calcule", "CALCULE", FT_INT, 0, F_REQ },
	{ "declare", "DECLARE", FT_INT, 0, F_REQ },
	{ "non_traditionnel", "NON_TRADITIONNEL", FT_INT, 0, F_REQ },
	{ "motif", "MOTIF", FT_TEXT, 200, 0 },
};

static const struct field etablissement[] = {
	{ "uai", NULL, FT_CODE, 8, F_KEY },
};

static const struct record eva_records[] = {
	PARAMETRES_MAISON,
	{ "eva", "DONNEES/CAMPAGNE", NULL, "campagne", R_TRACE,
	    FIELDS(campagne) },
	{ "eva_ligne", "DONNEES/CAMPAGNE/LIGNES/LIGNE", "eva", "effectif déclaré",
	    R_COMPTE | R_BLOC, FIELDS(ligne) },
	/* --nouvelle-ecole */
	{ "bea_etab", "", NULL, "établissement", R_TRACE | R_SQL,
	    FIELDS(etablissement) },
};

const struct format format_eva = { "EVA", "eva",
	"effectifs déclarés à la rentrée", "1.0", "bea-recv", 1,
	FIELDS(eva_records) };

/* The TSV of --corrections. */
static const struct field correction[] = {
	{ "ligne_tsv", NULL, FT_INT, 0, F_KEY },
	{ "division", "division", FT_CODE, 8, F_REQ },
	{ "mef", "mef", FT_CODE, 11, F_REQ },
	{ "declare", "declare", FT_INT, 0, F_REQ },
	{ "motif", "motif", FT_TEXT, 200, 0 },
};
static const struct record corrections_records[] = {
	PARAMETRES_SAISIE,
	{ "correction", "", NULL, "correction", R_COMPTE | R_STAGE,
	    FIELDS(correction) },
};

const struct format format_corrections = { NULL, "corrections",
	"effectifs corrigés (TSV)", NULL, "eva-export", 1,
	FIELDS(corrections_records) };
/* clang-format on */
