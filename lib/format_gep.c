/*
 * format_gep.c - the tables of GEP, each a record whose name is that of its
 * view, whose path is that of its file.
 *
 * Source of the names of files and columns: the readers of GEPI (init_dbf_sts,
 * initialisation, responsables, import_absences_gep) and of SambaEdu.  No
 * public source tells a width or a type: those here are ours, wide enough for
 * what SIECLE and STS-WEB allow where a reader's own column is no narrower.
 * A field without a path is in no file: it is the record's key, or what GEP
 * has no room for.
 */
#include "sconet.h"

/* clang-format off */
static const struct field gep_tmt[] = {
	{ "code_matiere", NULL, FT_CODE, 6, F_KEY },
	{ "matimn", "MATIMN", FT_CODE, 6, 0 },
	{ "matilc", "MATILC", FT_TEXT, 20, 0 },
};

static const struct field gep_noma[] = {
	{ "ligne_tsv", NULL, FT_INT, 0, F_KEY },
	{ "type", "TYPE", FT_CODE, 1, 0 },
	{ "code", "CODE", FT_CODE, 2, 0 },
	{ "choix", "CHOIX", FT_CODE, 1, 0 },
};

static const struct field gep_wind[] = {
	{ "id", NULL, FT_INT, 0, F_KEY },
	{ "type", NULL, FT_CODE, 10, F_KEY },
	{ "ainomu", "AINOMU", FT_TEXT, 50, F_MAJ | F_PERSO },
	{ "aipren", "AIPREN", FT_TEXT, 50, F_MAJ | F_PERSO },
	{ "aicivi", "AICIVI", FT_CODE, 2, 0 },
	{ "numind", "NUMIND", FT_CODE, 12, 0 },
	{ "foncco", "FONCCO", FT_CODE, 10, 0 },
	{ "indnni", "INDNNI", FT_CODE, 13, F_PERSO },
};

static const struct field gep_men[] = {
	{ "matimn", "MATIMN", FT_CODE, 6, 0 },
	{ "numind", "NUMIND", FT_CODE, 12, F_KEY },
	{ "elstco", "ELSTCO", FT_CODE, 8, F_KEY },
	{ "code_matiere", NULL, FT_CODE, 6, F_KEY },
};

static const struct field gep_gpd[] = {
	{ "grocod", "GROCOD", FT_CODE, 8, F_KEY },
	{ "divcod", "DIVCOD", FT_CODE, 8, F_KEY },
};

static const struct field gep_div[] = {
	{ "divcod", "DIVCOD", FT_CODE, 8, F_KEY },
	{ "numind", "NUMIND", FT_CODE, 12, F_KEY },
};

#define OPTION(n) { "eleopt" n, "ELEOPT" n, FT_CODE, 6, 0 }
static const struct field gep_ele[] = {
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "elenom", "ELENOM", FT_TEXT, 30, F_MAJ | F_PERSO },
	{ "elepre", "ELEPRE", FT_TEXT, 30, F_MAJ | F_PERSO },
	{ "elesexe", "ELESEXE", FT_CODE, 1, 0 },
	{ "eledatnais", "ELEDATNAIS", FT_DATE_ISO, 0, F_PERSO },
	{ "elenoet", "ELENOET", FT_CODE, 5, 0 },
	{ "ereno", "ERENO", FT_CODE, 10, 0 },
	{ "eledoubl", "ELEDOUBL", FT_CODE, 1, 0 },
	{ "elenonat", "ELENONAT", FT_CODE, 11, F_PERSO },
	{ "elereg", "ELEREG", FT_CODE, 1, 0 },
	{ "divcod", "DIVCOD", FT_CODE, 8, 0 },
	{ "etocod_ep", "ETOCOD_EP", FT_CODE, 8, 0 },
	OPTION("1"), OPTION("2"), OPTION("3"), OPTION("4"), OPTION("5"),
	OPTION("6"), OPTION("7"), OPTION("8"), OPTION("9"), OPTION("10"),
	OPTION("11"), OPTION("12"),
	{ "options_en_trop", NULL, FT_TEXT, 0, 0 },
	{ "options_sans_mnemonique", NULL, FT_TEXT, 0, 0 },
	{ "regime_autre", NULL, FT_CODE, 2, 0 },
	{ "responsables_en_trop", NULL, FT_INT, 0, 0 },
};

static const struct field gep_ere[] = {
	{ "ereno", "ERENO", FT_CODE, 10, F_KEY },
	{ "erenom", "ERENOM", FT_TEXT, 50, F_MAJ | F_PERSO },
	{ "erepre", "EREPRE", FT_TEXT, 50, F_MAJ | F_PERSO },
	{ "ereadr", "EREADR", FT_TEXT, 100, F_PERSO },
	{ "ereadrs", "EREADRS", FT_TEXT, 100, F_PERSO },
	{ "erecld", "ERECLD", FT_CODE, 6, F_PERSO },
	{ "erelcom", "ERELCOM", FT_TEXT, 50, F_PERSO },
	{ "ereanom", "EREANOM", FT_TEXT, 50, F_MAJ | F_PERSO },
	{ "ereapre", "EREAPRE", FT_TEXT, 50, F_MAJ | F_PERSO },
	{ "ereaadr", "EREAADR", FT_TEXT, 100, F_PERSO },
	{ "ereacld", "EREACLD", FT_CODE, 6, F_PERSO },
	{ "erealcom", "EREALCOM", FT_TEXT, 50, F_PERSO },
};

#define TABLE(nom, fichier, libelle, flags) \
	{ #nom, fichier ".DBF", NULL, libelle, flags, FIELDS(nom) }
static const struct record records[] = {
	TABLE(gep_tmt, "F_TMT", "matière", R_STAGE),
	TABLE(gep_noma, "F_NOMA", "séquence", R_STAGE),
	TABLE(gep_div, "F_DIV", "division", R_STAGE),
	TABLE(gep_gpd, "F_GPD", "groupe et division", R_STAGE),
	TABLE(gep_wind, "F_WIND", "individu", R_STAGE),
	TABLE(gep_men, "F_MEN", "enseignement", R_STAGE),
	TABLE(gep_ele, "F_ELE", "élève", R_STAGE),
	TABLE(gep_ere, "F_ERE", "responsables", R_STAGE),
};

const struct format format_gep = { NULL, "gep", "tables de GEP (dBASE)", NULL,
	NULL, 0, FIELDS(records) };

/* The TSV of gep-export: the hours of the school day, for F_NOMA. */
static const struct field sequence[] = {
	{ "code", "code", FT_CODE, 2, F_KEY },
	{ "choix", "choix", FT_CODE, 1, F_REQ },
};

static const struct record sequences_records[] = {
	PARAMETRES_TABLE,
	{ "sequence", "", NULL, "séquence", R_COMPTE | R_STAGE,
	    FIELDS(sequence) },
};

const struct format format_sequences = { NULL, "sequences",
	"séquences de la journée (TSV)", NULL, "gep-export", 1,
	FIELDS(sequences_records) };
/* clang-format on */
