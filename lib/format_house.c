/*
 * format_house.c - files whose layout is ours, as tables.
 *
 * No public document gives a layout for these exchanges: the envelope is
 * the house's, after the one of SIECLE's upward files.
 */
#include "sconet.h"

/* clang-format off */

const struct field champs_maison[7] = { ENVELOPPE_MAISON };

const struct field champs_table[2] = {
	{ "uaj", NULL, FT_CODE, 8, 0 },
	{ "annee_scolaire", NULL, FT_CODE, 4, 0 },
};

const struct field champs_saisie[2] = {
	{ "uaj", "uai", FT_CODE, 8, 0 },
	{ "annee_scolaire", "annee", FT_CODE, 4, 0 },
};

/* EFFECTIFS: what STS-WEB shows as « effectifs calculés ». */
static const struct field structure[] = {
	{ "code_structure", "@CODE_STRUCTURE", FT_CODE, 8, F_KEY },
	{ "type_structure", "@TYPE_STRUCTURE", FT_CODE, 1, F_KEY },
	{ "libelle_long", "LIBELLE_LONG", FT_TEXT, 60, 0 },
	{ "effectif_prevu", "EFFECTIF_PREVU", FT_NOMBRE, 0, 0 },
	{ "effectif_calcule", "EFFECTIF_CALCULE", FT_NOMBRE, 0, F_REQ },
};

static const struct field structure_mef[] = {
	{ "code_structure", "../../@CODE_STRUCTURE", FT_CODE, 8, F_KEY },
	{ "type_structure", "../../@TYPE_STRUCTURE", FT_CODE, 1, F_KEY },
	{ "code_mef", "@CODE_MEF", FT_CODE, 11, F_KEY },
	{ "effectif_calcule", "EFFECTIF_CALCULE", FT_NOMBRE, 0, F_REQ },
};

static const struct field structure_sexe[] = {
	{ "code_structure", "../../@CODE_STRUCTURE", FT_CODE, 8, F_KEY },
	{ "type_structure", "../../@TYPE_STRUCTURE", FT_CODE, 1, F_KEY },
	{ "code_sexe", "@CODE_SEXE", FT_CODE, 1, F_KEY },
	{ "effectif_calcule", "EFFECTIF_CALCULE", FT_NOMBRE, 0, F_REQ },
};

static const struct field total[] = {
	{ "date_effectif", "@DATE", FT_DATE_FR, 10, F_KEY },
	{ "scolarises", "SCOLARISES", FT_NOMBRE, 0, F_REQ },
	{ "divisions", "DIVISIONS", FT_NOMBRE, 0, F_REQ },
	{ "groupes", "GROUPES", FT_NOMBRE, 0, F_REQ },
};

static const struct record effectifs_records[] = {
	PARAMETRES_MAISON,
	{ "effectif_total", "DONNEES/TOTAL", NULL, "total", 0,
	    FIELDS(total) },
	{ "effectif_structure", "DONNEES/STRUCTURES/STRUCTURE", NULL,
	    "effectif d'une structure",
	    R_BLOC | R_COMPTE | R_ENSEMBLE | R_FERME | R_TRACE,
	    FIELDS(structure) },
	{ "effectif_mef",
	    "DONNEES/STRUCTURES/STRUCTURE/MEFS_APPARTENANCE/MEF_APPARTENANCE",
	    "effectif_structure", "effectif d'un MEF", R_BLOC,
	    FIELDS(structure_mef) },
	{ "effectif_sexe", "DONNEES/STRUCTURES/STRUCTURE/SEXES/SEXE",
	    "effectif_structure", "effectif d'un sexe", R_BLOC,
	    FIELDS(structure_sexe) },
};

const struct format format_effectifs = { "EFFECTIFS", "effectifs",
	"effectifs par structure", "1.0", "sts-recv", 1,
	FIELDS(effectifs_records) };

/* COMPTE_RENDU: what became of a file, grouped as SIECLE groups it. */
static const struct field bilan[] = {
	{ "numero", "@NUMERO", FT_INT, 0, F_KEY },
	{ "genre", "@GENRE", FT_CODE, 40, F_REQ },
	{ "libelle", "LIBELLE", FT_TEXT, 80, F_REQ },
	{ "date_echange", "DATE", FT_HORO, 19, F_REQ },
	{ "racine", "RACINE", FT_TEXT, 40, 0 },
	{ "etat", "ETAT", FT_CODE, 20, F_REQ },
	{ "refus", "REFUS", FT_TEXT, 1000, 0 },
	{ "lus", "LUS", FT_NOMBRE, 0, F_REQ },
	{ "ajoutes", "AJOUTES", FT_NOMBRE, 0, F_REQ },
	{ "modifies", "MODIFIES", FT_NOMBRE, 0, F_REQ },
	{ "inchanges", "INCHANGES", FT_NOMBRE, 0, F_REQ },
	{ "absents", "ABSENTS", FT_NOMBRE, 0, F_REQ },
	{ "rejetes", "REJETES", FT_NOMBRE, 0, F_REQ },
	{ "message", "MESSAGE", FT_TEXT, 400, F_REQ },
};

static const struct field signalement[] = {
	{ "code", "@CODE", FT_CODE, 40, F_KEY },
	{ "ligne", "@LIGNE", FT_INT, 0, 0 },
	{ "element", "ELEMENT", FT_TEXT, 60, F_REQ },
	{ "cle", "CLE", FT_TEXT, 100, 0 },
	{ "division", "DIVISION", FT_CODE, 8, 0 },
	{ "nom", "NOM", FT_TEXT, 100, 0 },
	{ "prenom", "PRENOM", FT_TEXT, 100, 0 },
	{ "champ", "CHAMP", FT_TEXT, 60, 0 },
	{ "valeur", "VALEUR", FT_TEXT, 0, 0 },
	{ "texte", "TEXTE", FT_TEXT, 400, F_REQ },
	{ "suite", "SUITE", FT_TEXT, 60, F_REQ },
	{ "remede", "REMEDE", FT_TEXT, 400, 0 },
};

static const struct field fiche[] = {
	{ "genre", "@GENRE", FT_CODE, 10, F_KEY },
	{ "element", "ELEMENT", FT_TEXT, 60, F_REQ },
	{ "cle", "CLE", FT_TEXT, 100, F_REQ },
	{ "division", "DIVISION", FT_CODE, 8, 0 },
	{ "nom", "NOM", FT_TEXT, 100, 0 },
	{ "prenom", "PRENOM", FT_TEXT, 100, 0 },
	{ "id_national", "ID_NATIONAL", FT_CODE, 11, 0 },
};

static const struct record compte_rendu_records[] = {
	PARAMETRES_MAISON,
	{ "cr_bilan", "DONNEES/BILAN", NULL, "bilan", 0, FIELDS(bilan) },
	{ "cr_rejete", "DONNEES/REJETES/REJETE", NULL, "fiche rejetée",
	    R_BLOC, FIELDS(signalement) },
	{ "cr_anomalie", "DONNEES/ANOMALIES/ANOMALIE", NULL,
	    "fiche importée avec anomalie", R_BLOC, FIELDS(signalement) },
	{ "cr_note", "DONNEES/NOTES/NOTE", NULL, "note d'attention", R_BLOC,
	    FIELDS(signalement) },
	{ "cr_absent", "DONNEES/ABSENTS/ABSENT", NULL,
	    "fiche absente du fichier", R_BLOC, FIELDS(fiche) },
	{ "cr_fiche", "DONNEES/FICHES/FICHE", NULL,
	    "fiche ajoutée ou modifiée", R_BLOC, FIELDS(fiche) },
};

const struct format format_compte_rendu = { "COMPTE_RENDU",
	"compte-rendu", "compte rendu d'un échange", "1.0", NULL, 1,
	FIELDS(compte_rendu_records) };

/*
 * ACCUSE: what the one who was sent a file says of it.  Keys, never names:
 * it crosses a border.
 */
static const struct field accuse[] = {
	{ "sha256", "@SHA256", FT_CODE, 64, F_KEY },
	{ "num_envoi", "@NUM_ENVOI", FT_INT, 0, 0 },
	{ "racine", "RACINE", FT_CODE, 40, 0 },
	{ "role", "ROLE", FT_CODE, 4, F_REQ },
	{ "emetteur", "EMETTEUR", FT_CODE, 8, F_REQ },
	{ "numero", "NUMERO", FT_INT, 0, 0 },
	{ "date_reception", "DATE_RECEPTION", FT_HORO, 19, F_REQ },
	{ "classe", "CLASSE", FT_CODE, 10, F_REQ },
	{ "lus", "LUS", FT_NOMBRE, 0, F_REQ },
	{ "gardes", "GARDES", FT_NOMBRE, 0, F_REQ },
	{ "rejetes", "REJETES", FT_NOMBRE, 0, F_REQ },
	{ "effectif", "EFFECTIF", FT_NOMBRE, 0, 0 },
	{ "motif", "MOTIF", FT_TEXT, 1000, 0 },
	/* the exchange of ours that it answers */
	{ "envoi", NULL, FT_INT, 0, 0 },
};

static const struct field accuse_anomalie[] = {
	{ "sha256", "../../@SHA256", FT_CODE, 64, F_KEY },
	{ "n", "@N", FT_INT, 0, F_KEY },
	{ "code", "CODE", FT_CODE, 60, F_REQ },
	{ "gravite", "GRAVITE", FT_CODE, 6, F_REQ },
	{ "element", "ELEMENT", FT_CODE, 40, F_REQ },
	{ "cle", "CLE", FT_TEXT, 100, 0 },
	{ "champ", "CHAMP", FT_CODE, 60, 0 },
	{ "ligne_envoi", "LIGNE", FT_INT, 0, 0 },
	{ "texte", "TEXTE", FT_TEXT, 600, F_REQ },
	{ "remede", "REMEDE", FT_TEXT, 400, 0 },
};

static const struct record accuse_records[] = {
	PARAMETRES_MAISON,
	{ "accuse", "DONNEES/ENVOI", NULL, "accusé", R_COMPTE | R_TRACE,
	    FIELDS(accuse) },
	{ "accuse_anomalie", "DONNEES/ENVOI/ANOMALIES/ANOMALIE", "accuse",
	    "anomalie", R_BLOC, FIELDS(accuse_anomalie) },
};

const struct format format_accuse = { "ACCUSE", "accuse",
	"accusé de réception", "1.0", "ar-import", 1,
	FIELDS(accuse_records) };

/* The TSV of repartition: columns are the names of the fields. */

static const struct field placement[] = {
	{ "ligne_tsv", NULL, FT_INT, 0, F_KEY },
	{ "eleve_id", "eleve_id", FT_INT, 0, 0 },
	{ "elenoet", "elenoet", FT_CODE, 5, 0 },
	{ "ine", "ine", FT_CODE, 11, F_PERSO },
	{ "division", "division", FT_CODE, 8, 0 },
	{ "groupes", "groupes", FT_TEXT, 0, 0 },
};

static const struct field place_eleve[] = {
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "code_mef", NULL, FT_CODE, 11, F_INIT },
};

static const struct field place_structure[] = {
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "type_structure", NULL, FT_CODE, 1, F_KEY },
	{ "code_structure", NULL, FT_CODE, 8, F_KEY },
};

static const struct record repartition_records[] = {
	PARAMETRES_TABLE,
	{ "placement", "", NULL, "placement", R_COMPTE | R_STAGE,
	    FIELDS(placement) },
	/* what the lines become: the pupils they name, and their places */
	{ "eleve", "", NULL, "élève", R_COMPTE | R_TRACE,
	    FIELDS(place_eleve) },
	{ "eleve_structure", "", "eleve", "affectation", 0,
	    FIELDS(place_structure) },
};

const struct format format_repartition = { NULL, "repartition",
	"répartition des élèves (TSV)", NULL, "repartition", 1,
	FIELDS(repartition_records) };

/* The TSV of sconet-bascule: what becomes of a pupil next year. */
static const struct field passage[] = {
	{ "eleve_id", "eleve_id", FT_INT, 0, F_KEY },
	{ "mef", "mef", FT_CODE, 11, 0 },
	{ "doublement", "doublement", FT_BOOL, 5, 0 },
	{ "sortie", "sortie", FT_CODE, 2, 0 },
};

static const struct record passages_records[] = {
	PARAMETRES_TABLE,
	{ "passage", "", NULL, "passage", R_COMPTE | R_STAGE,
	    FIELDS(passage) },
};

const struct format format_passages = { NULL, "passages",
	"passages des élèves (TSV)", NULL, "sconet-bascule", 1,
	FIELDS(passages_records) };

/* The TSV of dossier-send: who goes. */
static const struct field partant[] = {
	{ "eleve_id", "eleve_id", FT_INT, 0, F_KEY },
};

static const struct record partants_records[] = {
	PARAMETRES_TABLE,
	{ "partant", "", NULL, "élève qui part", R_COMPTE | R_STAGE,
	    FIELDS(partant) },
};

const struct format format_partants = { NULL, "partants",
	"élèves dont le dossier part (TSV)", NULL, "dossier-send", 1,
	FIELDS(partants_records) };
/* clang-format on */
