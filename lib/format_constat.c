/*
 * format_constat.c - event I: the head's declaration.  No public document
 * gives a layout: it is ours.
 */
#include "sconet.h"

/* clang-format off */

static const struct field constat[] = {
	{ "uai", "@UAJ", FT_CODE, 8, F_KEY },
	{ "declaration", "@DECLARATION", FT_INT, 0, F_REQ },
	{ "date_constat", "DATE_CONSTAT", FT_DATE_FR, 10, F_REQ },
	{ "effectif", "EFFECTIF", FT_INT, 0, F_REQ },
	{ "effectif_precedent", "EFFECTIF_PRECEDENT", FT_INT, 0, 0 },
	/* why it is declared although something stands in the way */
	{ "motif", "MOTIF", FT_TEXT, 400, 0 },
};

static const struct field controle[] = {
	{ "uai", "../../@UAJ", FT_CODE, 8, F_KEY },
	{ "controle", "@NOM", FT_CODE, 30, F_KEY },
	{ "nombre", "NOMBRE", FT_INT, 0, F_REQ },
};

static const struct field ligne[] = {
	{ "uai", "../../@UAJ", FT_CODE, 8, F_KEY },
	{ "code_mef", "@CODE_MEF", FT_CODE, 11, F_KEY },
	{ "code_sexe", "@CODE_SEXE", FT_CODE, 1, F_KEY },
	{ "code_regime", "@CODE_REGIME", FT_CODE, 2, F_KEY },
	{ "code_statut", "@CODE_STATUT", FT_CODE, 2, F_KEY },
	{ "effectif", "EFFECTIF", FT_INT, 0, F_REQ },
	{ "effectif_precedent", "EFFECTIF_PRECEDENT", FT_INT, 0, 0 },
};

static const struct field etablissement[] = {
	{ "uai", NULL, FT_CODE, 8, F_KEY },
};

static const struct record constat_records[] = {
	PARAMETRES_MAISON,
	{ "constat", "DONNEES/CONSTAT", NULL, "constat", R_TRACE,
	    FIELDS(constat) },
	{ "constat_controle", "DONNEES/CONSTAT/CONTROLES/CONTROLE", "constat",
	    "contrôle", R_BLOC, FIELDS(controle) },
	{ "constat_ligne", "DONNEES/CONSTAT/LIGNES/LIGNE", "constat", "effectif",
	    R_COMPTE | R_BLOC, FIELDS(ligne) },
	/* --nouvelle-ecole */
	{ "bea_etab", "", NULL, "établissement", R_TRACE | R_SQL,
	    FIELDS(etablissement) },
};

const struct format format_constat = { "CONSTAT", "constat",
	"constat de rentrée", "1.0", "bea-recv", 1, FIELDS(constat_records) };
/* clang-format on */
