/*
 * format_voeux.c - the files of event C, as tables: wishes and what became
 * of them.
 *
 * No public document gives a layout for these exchanges: all of it is ours,
 * but for the names of SIECLE's elements.
 */
#include "sconet.h"

/* clang-format off */

/* Who it is: what another school must know of someone who arrives. */
#define IDENTITE \
	{ "id_national", "ID_NATIONAL", FT_CODE, 11, F_PERSO }, \
	IDENTITE_MAISON, \
	{ "code_pays_nat", "CODE_PAYS_NAT", FT_CODE, 3, 0 }

/* VOEUX. */
static const struct field fiche[] = {
	{ "eleve_id", "@ELEVE_ID", FT_INT, 0, F_KEY },
	IDENTITE,
	{ "code_mef", "CODE_MEF", FT_CODE, 11, 0 },
	{ "code_structure", "CODE_STRUCTURE", FT_CODE, 8, 0 },
};

/* Two of one rank are both read: a rule speaks of them. */
static const struct field souhait[] = {
	{ "eleve_id", "../../@ELEVE_ID", FT_INT, 0, F_KEY },
	{ "numero", "#", FT_INT, 0, F_KEY },
	{ "rang_voeu", "RANG", FT_INT, 0, F_REQ },
	{ "uai", "CODE_RNE", FT_CODE, 8, F_REQ },
	{ "mef", "CODE_MEF", FT_CODE, 11, F_REQ },
	{ "derogation", "DEROGATION", FT_BOOL, 5, 0 },
};

static const struct field souhait_option[] = {
	{ "eleve_id", "../../../../@ELEVE_ID", FT_INT, 0, F_KEY },
	{ "numero", "../../#", FT_INT, 0, F_KEY },
	{ "code_matiere", "CODE_MATIERE", FT_CODE, 6, F_KEY },
};

/* What they become in the base of a school. */
static const struct field eleve[] = {
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "code_mef", NULL, FT_CODE, 11, F_INIT },
};

static const struct field voeu[] = {
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "rang_voeu", NULL, FT_INT, 0, F_KEY },
	{ "code_rne", NULL, FT_CODE, 8, F_REQ },
	{ "code_mef", NULL, FT_CODE, 11, F_REQ },
	{ "derogation", NULL, FT_BOOL, 5, 0 },
};

static const struct field voeu_option[] = {
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "rang_voeu", NULL, FT_INT, 0, F_KEY },
	{ "code_matiere", NULL, FT_CODE, 6, F_KEY },
};

/* The settings that --campagne names. */
static const struct field campagne[] = {
	{ "id", NULL, FT_INT, 0, F_KEY },
	{ "libelle", NULL, FT_TEXT, 80, 0 },
	{ "voeux_max", NULL, FT_INT, 0, 0 },
};

static const struct field campagne_mef[] = {
	{ "id", NULL, FT_INT, 0, F_KEY },
	{ "code_mef", NULL, FT_CODE, 11, F_KEY },
};

#define FICHES \
	{ "voeux_fiche", "DONNEES/ELEVES/ELEVE", NULL, "élève", \
	    R_COMPTE | R_STAGE | R_BLOC, FIELDS(fiche) }, \
	{ "souhait", "DONNEES/ELEVES/ELEVE/VOEUX/VOEU", "voeux_fiche", \
	    "vœu", R_STAGE, FIELDS(souhait) }, \
	{ "souhait_option", \
	    "DONNEES/ELEVES/ELEVE/VOEUX/VOEU/OPTIONS/OPTION", "souhait", \
	    "option d'un vœu", R_STAGE, FIELDS(souhait_option) }
#define EN_BASE \
	{ "eleve", "", NULL, "élève", R_COMPTE | R_TRACE | R_SQL, \
	    FIELDS(eleve) }, \
	{ "voeu", "", "eleve", "vœu", R_SQL, FIELDS(voeu) }, \
	{ "voeu_option", "", "voeu", "option d'un vœu", R_SQL, \
	    FIELDS(voeu_option) }, \
	{ "campagne", "", NULL, "campagne", R_SQL, FIELDS(campagne) }, \
	{ "campagne_mef", "", "campagne", "MEF de la campagne", R_SQL, \
	    FIELDS(campagne_mef) }

static const struct record voeux_records[] = {
	PARAMETRES_MAISON, FICHES, EN_BASE
};

const struct format format_voeux = { "VOEUX", "voeux", "vœux d'affectation",
	"1.0", "voeux-recv", 1,
	FIELDS(voeux_records) };

/* The same file in the base of the académie: all keys include the school. */
static const struct field eleve_recu[] = {
	{ "uai", NULL, FT_CODE, 8, F_KEY },
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	IDENTITE,
	{ "code_mef", NULL, FT_CODE, 11, 0 },
	{ "code_structure", NULL, FT_CODE, 8, 0 },
};

static const struct field voeu_recu[] = {
	{ "uai", NULL, FT_CODE, 8, F_KEY },
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "rang_voeu", NULL, FT_INT, 0, F_KEY },
	{ "code_rne", NULL, FT_CODE, 8, F_REQ },
	{ "code_mef", NULL, FT_CODE, 11, F_REQ },
	{ "derogation", NULL, FT_BOOL, 5, 0 },
};

static const struct field option_recue[] = {
	{ "uai", NULL, FT_CODE, 8, F_KEY },
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "rang_voeu", NULL, FT_INT, 0, F_KEY },
	{ "code_matiere", NULL, FT_CODE, 6, F_KEY },
};

static const struct record recus_records[] = {
	PARAMETRES_MAISON,
	FICHES,
	{ "voeux_eleve", "", NULL, "élève", R_COMPTE | R_TRACE | R_SQL,
	    FIELDS(eleve_recu) },
	{ "voeu", "", "voeux_eleve", "vœu", R_SQL, FIELDS(voeu_recu) },
	{ "voeu_option", "", "voeu", "option d'un vœu", R_SQL,
	    FIELDS(option_recue) },
};

const struct format format_voeux_recus = { "VOEUX", "voeux-recus",
	"vœux d'affectation", "1.0", "voeux-recv", 1,
	FIELDS(recus_records) };

/* The TSV of voeux-import: a line is a wish, as a person writes it. */
static const struct field souhait_tsv[] = {
	{ "ligne_tsv", NULL, FT_INT, 0, F_KEY },
	{ "eleve_id", "eleve_id", FT_INT, 0, 0 },
	{ "elenoet", "elenoet", FT_CODE, 5, 0 },
	{ "ine", "ine", FT_CODE, 11, F_PERSO },
	{ "rang_voeu", "rang_voeu", FT_INT, 0, F_REQ },
	{ "uai", "uai", FT_CODE, 8, 0 },
	{ "mef", "mef", FT_CODE, 11, 0 },
	{ "options", "options", FT_TEXT, 0, 0 },
	{ "derogation", "derogation", FT_BOOL, 5, 0 },
};

static const struct record souhaits_records[] = {
	PARAMETRES_TABLE,
	{ "souhait", "", NULL, "vœu", R_COMPTE | R_STAGE,
	    FIELDS(souhait_tsv) },
	EN_BASE,
};

const struct format format_souhaits = { NULL, "souhaits",
	"vœux d'affectation (TSV)", NULL, "voeux-import", 1,
	FIELDS(souhaits_records) };

/* AFFECTATIONS: one result a pupil. */
static const struct field resultat[] = {
	{ "rang_eleve", "#", FT_INT, 0, F_KEY },
	{ "eleve_id", "@ELEVE_ID", FT_INT, 0, 0 },
	{ "rne_origine", "RNE_ORIGINE", FT_CODE, 8, F_REQ },
	IDENTITE,
	{ "mef_origine", "MEF_ORIGINE", FT_CODE, 11, 0 },
	{ "structure_origine", "STRUCTURE_ORIGINE", FT_CODE, 8, 0 },
	{ "decision", "DECISION", FT_CODE, 7, F_REQ },
	{ "rang_liste", "RANG_LISTE", FT_INT, 0, 0 },
	{ "rang_voeu", "RANG_VOEU", FT_INT, 0, 0 },
	{ "code_rne", "CODE_RNE", FT_CODE, 8, 0 },
	{ "code_mef", "CODE_MEF", FT_CODE, 11, 0 },
};

/*
 * Someone who is known stays as he is, but for the exit, and for the MEF of
 * one who arrives and has none yet.
 */
static const struct field eleve_affecte[] = {
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "id_national", NULL, FT_CODE, 11, F_INIT | F_PERSO },
	{ "nom_de_famille", NULL, FT_TEXT, 100, F_INIT | F_PERSO },
	{ "nom_usage", NULL, FT_TEXT, 100, F_INIT | F_PERSO },
	{ "prenom", NULL, FT_TEXT, 100, F_INIT | F_PERSO },
	{ "prenom2", NULL, FT_TEXT, 100, F_INIT | F_PERSO },
	{ "prenom3", NULL, FT_TEXT, 100, F_INIT | F_PERSO },
	{ "date_naiss", NULL, FT_DATE_ISO, 10, F_INIT | F_PERSO },
	{ "code_sexe", NULL, FT_CODE, 1, F_INIT },
	{ "code_pays", NULL, FT_CODE, 3, F_INIT },
	{ "code_commune_insee_naiss", NULL, FT_CODE, 5, F_INIT | F_PERSO },
	{ "ville_naiss", NULL, FT_TEXT, 32, F_INIT | F_PERSO },
	{ "code_pays_nat", NULL, FT_CODE, 3, F_INIT },
	{ "code_mef", NULL, FT_CODE, 11, F_KEEP },
	{ "date_sortie", NULL, FT_DATE_ISO, 10, F_KEEP },
	{ "code_motif_sortie", NULL, FT_CODE, 2, F_KEEP },
};

static const struct field an_dernier[] = {
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "code_mef", NULL, FT_CODE, 11, F_INIT },
	{ "code_structure", NULL, FT_CODE, 8, F_INIT },
	{ "code_rne", NULL, FT_CODE, 8, F_INIT },
};

static const struct field affectation[] = {
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "rne_origine", NULL, FT_CODE, 8, F_REQ },
	{ "decision", NULL, FT_CODE, 7, F_REQ },
	{ "rang_liste", NULL, FT_INT, 0, 0 },
	{ "rang_voeu", NULL, FT_INT, 0, 0 },
	{ "code_rne", NULL, FT_CODE, 8, 0 },
	{ "code_mef", NULL, FT_CODE, 11, 0 },
};

static const struct record affectations_records[] = {
	PARAMETRES_MAISON,
	{ "resultat", "DONNEES/ELEVES/ELEVE", NULL, "résultat",
	    R_COMPTE | R_STAGE | R_BLOC, FIELDS(resultat) },
	{ "eleve", "", NULL, "élève", R_COMPTE | R_TRACE | R_SQL,
	    FIELDS(eleve_affecte) },
	{ "scolarite_an_dernier", "", "eleve", "scolarité de l'an dernier",
	    R_SQL, FIELDS(an_dernier) },
	{ "affectation", "", "eleve", "résultat d'affectation", R_SQL,
	    FIELDS(affectation) },
};

const struct format format_affectations = { "AFFECTATIONS", "affectations",
	"résultats d'affectation", "1.0", "affect-import", 1,
	FIELDS(affectations_records) };

/* The TSV of affect-send: what the académie has decided. */
static const struct field decision[] = {
	{ "ligne_tsv", NULL, FT_INT, 0, F_KEY },
	{ "origine", "origine", FT_CODE, 8, 0 },
	{ "eleve_id", "eleve_id", FT_INT, 0, 0 },
	{ "ine", "ine", FT_CODE, 11, F_PERSO },
	{ "decision", "decision", FT_CODE, 30, F_REQ },
	{ "rang_liste", "rang_liste", FT_INT, 0, 0 },
	{ "uai", "uai", FT_CODE, 8, 0 },
	{ "mef", "mef", FT_CODE, 11, 0 },
};

static const struct record decisions_records[] = {
	PARAMETRES_TABLE,
	{ "arret", "", NULL, "décision", R_COMPTE | R_STAGE,
	    FIELDS(decision) },
};

const struct format format_decisions = { NULL, "decisions",
	"décisions d'affectation (TSV)", NULL, "affect-send", 1,
	FIELDS(decisions_records) };
/* clang-format on */
