/*
 * format_bea.c - the files between a school and its académie (events F and
 * G), as tables: pupils' records that go up, national numbers that come down.
 *
 * No public document gives a layout for these exchanges: all of it is ours,
 * but for the names of SIECLE's elements.  Records stand inside their school,
 * and have it in their keys.
 */
#include "sconet.h"

/* clang-format off */

/* What the send says of itself and of the school. */
static const struct field envoi[] = {
	{ "uai", "@UAJ", FT_CODE, 8, F_KEY },
	/* the last send that was acknowledged: what this one builds upon */
	{ "acquitte", "ACQUITTE", FT_INT, 0, 0 },
	{ "depuis", "DEPUIS", FT_DATE_FR, 10, 0 },
	{ "scolarises", "SCOLARISES", FT_INT, 0, F_REQ },
	{ "bloquees", "BLOQUEES", FT_INT, 0, F_REQ },
	{ "numero", NULL, FT_INT, 0, F_KEEP },
};

#define ADRESSE \
	{ "ligne1_adresse", "ADRESSE/LIGNE1_ADRESSE", FT_TEXT, 38, F_PERSO }, \
	{ "ligne2_adresse", "ADRESSE/LIGNE2_ADRESSE", FT_TEXT, 38, F_PERSO }, \
	{ "ligne3_adresse", "ADRESSE/LIGNE3_ADRESSE", FT_TEXT, 38, F_PERSO }, \
	{ "ligne4_adresse", "ADRESSE/LIGNE4_ADRESSE", FT_TEXT, 38, F_PERSO }, \
	{ "code_postal", "ADRESSE/CODE_POSTAL", FT_CODE, 5, F_PERSO }, \
	{ "libelle_postal", "ADRESSE/LIBELLE_POSTAL", FT_TEXT, 32, F_PERSO }, \
	{ "commune_etrangere", "ADRESSE/COMMUNE_ETRANGERE", FT_TEXT, 32, \
	    F_PERSO }, \
	{ "code_commune_insee", "ADRESSE/CODE_COMMUNE_INSEE", FT_CODE, 5, \
	    F_PERSO }, \
	{ "pays_adresse", "ADRESSE/CODE_PAYS", FT_CODE, 3, 0 }

static const struct field eleve[] = {
	{ "uai", "../../@UAJ", FT_CODE, 8, F_KEY },
	{ "eleve_id", "@ELEVE_ID", FT_INT, 0, F_KEY },
	{ "elenoet", "ELENOET", FT_CODE, 5, 0 },
	/* a number that the BEA has given is not lost to a record without it */
	{ "id_national", "ID_NATIONAL", FT_CODE, 11, F_KEEP | F_PERSO },
	IDENTITE_MAISON,
	{ "code_pays_nat", "CODE_PAYS_NAT", FT_CODE, 3, 0 },
	{ "code_mef", "CODE_MEF", FT_CODE, 11, 0 },
	{ "code_regime", "CODE_REGIME", FT_CODE, 2, 0 },
	{ "code_statut", "CODE_STATUT", FT_CODE, 2, 0 },
	{ "code_provenance", "CODE_PROVENANCE", FT_CODE, 1, 0 },
	{ "doublement", "DOUBLEMENT", FT_BOOL, 5, 0 },
	{ "date_entree", "DATE_ENTREE", FT_DATE_FR, 10, 0 },
	{ "date_sortie", "DATE_SORTIE", FT_DATE_FR, 10, 0 },
	{ "code_motif_sortie", "CODE_MOTIF_SORTIE", FT_CODE, 2, 0 },
	{ "mef_an_dernier", "SCOLARITE_AN_DERNIER/CODE_MEF", FT_CODE, 11, 0 },
	{ "structure_an_dernier", "SCOLARITE_AN_DERNIER/CODE_STRUCTURE",
	    FT_CODE, 8, 0 },
	{ "rne_an_dernier", "SCOLARITE_AN_DERNIER/CODE_RNE", FT_CODE, 8, 0 },
	ADRESSE,
	/* to look for those who are like him: see ressemblance.c */
	{ "naissance", NULL, FT_INT, 0, 0 },
	{ "noms", NULL, FT_INT, 0, 0 },
};

#define DE_L_ELEVE \
	{ "uai", "../../../../@UAJ", FT_CODE, 8, F_KEY }, \
	{ "eleve_id", "../../@ELEVE_ID", FT_INT, 0, F_KEY }

static const struct field structure[] = {
	DE_L_ELEVE,
	{ "type_structure", "TYPE_STRUCTURE", FT_CODE, 1, F_KEY },
	{ "code_structure", "CODE_STRUCTURE", FT_CODE, 8, F_KEY },
};

static const struct field option[] = {
	DE_L_ELEVE,
	{ "num_option", "@NUM_OPTION", FT_INT, 0, F_KEY },
	{ "code_modalite_elect", "CODE_MODALITE_ELECT", FT_CODE, 1, 0 },
	{ "code_matiere", "CODE_MATIERE", FT_CODE, 6, F_REQ },
};

static const struct field responsable[] = {
	DE_L_ELEVE,
	{ "personne_id", "@PERSONNE_ID", FT_INT, 0, F_KEY },
	{ "niveau_responsabilite", "NIVEAU_RESPONSABILITE", FT_CODE, 1, 0 },
	{ "code_parente", "CODE_PARENTE", FT_CODE, 2, 0 },
	{ "lc_civilite", "LC_CIVILITE", FT_TEXT, 5, 0 },
	{ "nom_de_famille", "NOM_DE_FAMILLE", FT_TEXT, 100, F_PERSO },
	{ "nom_usage", "NOM_USAGE", FT_TEXT, 100, F_PERSO },
	{ "prenom", "PRENOM", FT_TEXT, 100, F_PERSO },
	{ "code_profession", "CODE_PROFESSION", FT_CODE, 2, 0 },
	ADRESSE,
};

#define FICHES(drapeaux) \
	{ "bea_eleve", "DONNEES/ETABLISSEMENT/ELEVES/ELEVE", NULL, "élève", \
	    R_BLOC | R_COMPTE | (drapeaux), FIELDS(eleve) }, \
	{ "bea_structure", "DONNEES/ETABLISSEMENT/ELEVES/ELEVE/STRUCTURES/STRUCTURE", \
	    "bea_eleve", "structure d'un élève", \
	    R_BLOC | ((drapeaux) & R_STAGE), FIELDS(structure) }, \
	{ "bea_option", "DONNEES/ETABLISSEMENT/ELEVES/ELEVE/OPTIONS/OPTION", "bea_eleve", \
	    "option d'un élève", R_BLOC | ((drapeaux) & R_STAGE), \
	    FIELDS(option) }, \
	{ "bea_responsable", \
	    "DONNEES/ETABLISSEMENT/ELEVES/ELEVE/RESPONSABLES/RESPONSABLE", "bea_eleve", \
	    "responsable d'un élève", R_BLOC | ((drapeaux) & R_STAGE), \
	    FIELDS(responsable) }

/* The schools of the académie. */
static const struct field etablissement[] = {
	{ "uai", NULL, FT_CODE, 8, F_KEY },
};

static const struct record eleves_records[] = {
	PARAMETRES_MAISON,
	{ "bea_envoi", "DONNEES/ETABLISSEMENT", NULL, "envoi", R_TRACE,
	    FIELDS(envoi) },
	FICHES(R_TRACE),
	/* --nouvelle-ecole */
	{ "bea_etab", "", NULL, "établissement", R_TRACE | R_SQL,
	    FIELDS(etablissement) },
};

const struct format format_bea_eleves = { "BEA_ELEVES", "bea-eleves",
	"fiches élève pour la BEA", "1.0", "bea-recv", 1,
	FIELDS(eleves_records) };

/* The same records in a school, judged before they leave. */
static const struct record fiches_records[] = {
	PARAMETRES_MAISON, FICHES(R_STAGE)
};

const struct format format_bea_fiches = { "BEA_ELEVES", "bea-fiches",
	"fiches élève pour la BEA", "1.0", "bea-recv", 1,
	FIELDS(fiches_records) };

/* BEA_INE: national numbers, and those for whom there is none yet. */
static const struct field ine_envoi[] = {
	{ "uai", "@UAJ", FT_CODE, 8, F_KEY },
	{ "litiges", "LITIGES", FT_INT, 0, F_REQ },
	{ "erreurs", "ERREURS", FT_INT, 0, F_REQ },
};

static const struct field ine_recu[] = {
	{ "uai", "../../@UAJ", FT_CODE, 8, F_KEY },
	{ "eleve_id", "@ELEVE_ID", FT_INT, 0, F_KEY },
	{ "elenoet", "ELENOET", FT_CODE, 5, 0 },
	IDENTITE_MAISON,
	{ "etat", "ETAT", FT_CODE, 8, F_REQ },
	{ "id_national", "ID_NATIONAL", FT_CODE, 11, F_PERSO },
	{ "motif", "MOTIF", FT_CODE, 40, 0 },
};

/* What becomes of it in the base of the school. */
static const struct field eleve_immatricule[] = {
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "nom_de_famille", NULL, FT_TEXT, 100, F_INIT | F_PERSO },
	{ "prenom", NULL, FT_TEXT, 100, F_INIT | F_PERSO },
	{ "date_naiss", NULL, FT_DATE_ISO, 10, F_INIT | F_PERSO },
	{ "id_national", NULL, FT_CODE, 11, F_KEEP | F_PERSO },
	{ "ine_bea", NULL, FT_CODE, 11, F_KEEP | F_PERSO },
	{ "ine_rnie", NULL, FT_CODE, 11, F_KEEP | F_PERSO },
	{ "ine_ancien", NULL, FT_CODE, 11, F_KEEP | F_PERSO },
};

static const struct record ine_records[] = {
	PARAMETRES_MAISON,
	{ "ine_envoi", "DONNEES/ETABLISSEMENT", NULL, "envoi", R_STAGE,
	    FIELDS(ine_envoi) },
	{ "ine_recu",
	    "DONNEES/ETABLISSEMENT/IMMATRICULATIONS/IMMATRICULATION", NULL,
	    "immatriculation", R_BLOC | R_COMPTE | R_STAGE,
	    FIELDS(ine_recu) },
	{ "eleve", "", NULL, "élève", R_COMPTE | R_TRACE | R_SQL,
	    FIELDS(eleve_immatricule) },
};

const struct format format_bea_ine = { "BEA_INE", "bea-ine",
	"immatriculations de la BEA", "1.0", "ine-import", 1,
	FIELDS(ine_records) };

/*
 * The disputes, as a table: a line is a pupil without a number and one whom
 * he is like; but for decision, what it says of the two is for who reads it.
 * ine-send makes the records below; litiges changes the decisions.
 */
#define LU(nom) { nom, nom, FT_TEXT, 0, F_PERSO }
static const struct field tranche[] = {
	{ "ligne_tsv", NULL, FT_INT, 0, F_KEY },
	{ "uai", "uai", FT_CODE, 8, F_REQ },
	{ "eleve_id", "eleve_id", FT_INT, 0, F_REQ },
	{ "autre_uai", "autre_uai", FT_CODE, 8, F_REQ },
	{ "autre_id", "autre_id", FT_INT, 0, F_REQ },
	{ "decision", "decision", FT_CODE, 20, 0 },
	LU("mesure"), LU("nom"), LU("usage"), LU("prenoms"), LU("naissance"),
	LU("sexe"), LU("lieu"), LU("autre_nom"), LU("autre_usage"),
	LU("autre_prenoms"), LU("autre_naissance"), LU("autre_sexe"),
	LU("autre_lieu"), LU("autre_ine"),
};

static const struct field immatriculation[] = {
	{ "uai", NULL, FT_CODE, 8, F_KEY },
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "etat", NULL, FT_CODE, 8, F_REQ },
	{ "id_national", NULL, FT_CODE, 11, F_PERSO },
	{ "motif", NULL, FT_CODE, 40, 0 },
};

static const struct field litige[] = {
	{ "uai", NULL, FT_CODE, 8, F_KEY },
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "autre_uai", NULL, FT_CODE, 8, F_KEY },
	{ "autre_id", NULL, FT_INT, 0, F_KEY },
	{ "mesure", NULL, FT_INT, 0, 0 },
	{ "decision", NULL, FT_CODE, 8, F_KEEP },
};

static const struct record litiges_records[] = {
	PARAMETRES_TABLE,
	{ "tranche", "", NULL, "litige", R_COMPTE | R_STAGE, FIELDS(tranche) },
	{ "immatriculation", "", NULL, "immatriculation",
	    R_COMPTE | R_TRACE | R_SQL,
	    FIELDS(immatriculation) },
	{ "litige", "", "immatriculation", "litige", R_TRACE | R_SQL,
	    FIELDS(litige) },
};

const struct format format_litiges = { NULL, "litiges",
	"litiges d'immatriculation (TSV)", NULL, "litiges", 1,
	FIELDS(litiges_records) };

/* BEE_COMMUN at the académie: of all it says, what tells schools apart. */
static const struct field commun_parametres[] = {
	{ "version", "../@VERSION", FT_TEXT, 10, 0 },
	{ "uaj", "UAJ", FT_CODE, 8, 0 },
	{ "annee_scolaire", "ANNEE_SCOLAIRE", FT_CODE, 9, 0 },
	{ "date_export", "DATE_EXPORT", FT_DATE_FR, 10, 0 },
	{ "horodatage", "HORODATAGE", FT_HORO, 19, 0 },
};

#define DENOMINATION(p1, p2, p3, p4, p5) \
	{ "denom_princ", p1, FT_TEXT, 30, 0 }, \
	{ "denom_compl", p2, FT_TEXT, 30, 0 }, \
	{ "code_type_etab", p3, FT_CODE, 4, 0 }, \
	{ "code_postal", p4, FT_CODE, 5, 0 }, \
	{ "libelle_postal", p5, FT_TEXT, 32, 0 }
static const struct field commun[] = {
	{ "id", "=1", FT_INT, 0, F_KEY },
	DENOMINATION("DENOM_PRINC", "DENOM_COMPL", "CODE_TYPE_ETAB",
	    "CODE_POSTAL", "LIBELLE_POSTAL"),
};

static const struct field etab_commun[] = {
	{ "uai", NULL, FT_CODE, 8, F_KEY },
	DENOMINATION(NULL, NULL, NULL, NULL, NULL),
};

static const struct record commun_records[] = {
	ENVELOPPE(FIELDS(commun_parametres)),
	{ "commun", "DONNEES/UAJ", NULL, "établissement",
	    R_COMPTE | R_STAGE,
	    FIELDS(commun) },
	{ "bea_etab", "", NULL, "établissement", R_COMPTE | R_TRACE | R_SQL,
	    FIELDS(etab_commun) },
};

const struct format format_bea_etab = { "BEE_COMMUN", "bea-etab",
	"établissement déclaré à l'académie", NULL, "bea-recv", 0,
	FIELDS(commun_records) };
/* clang-format on */
