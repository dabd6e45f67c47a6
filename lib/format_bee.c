/*
 * format_bee.c - the files of SIECLE's Base élèves, as tables.
 *
 * Sources: SIECLE-SFD-Exportations-XML v17.4 (lengths, order, meaning),
 * public fixtures of 2019 (order, booleans), public readers and writers for
 * older versions.  Where a name is only seen in a reader, both places it
 * might stand in are read, the second as an alias.
 */
#include "sconet.h"

/* clang-format off */

/* PARAMETRES, the same in all BEE files; any part may be missing. */
static const struct field parametres[] = {
	{ "version", "../@VERSION", FT_TEXT, 10, 0 },
	{ "uaj", "UAJ", FT_CODE, 8, 0 },
	{ "annee_scolaire", "ANNEE_SCOLAIRE", FT_CODE, 9, 0 },
	{ "date_export", "DATE_EXPORT", FT_DATE_FR, 10, 0 },
	{ "horodatage", "HORODATAGE", FT_HORO, 19, 0 },
	/* ours: of the nomenclatures that go to STS-WEB, for its accusé */
	{ "num_envoi", "NUM_ENVOI", FT_INT, 0, 0 },
};
#define PARAMETRES \
	ENVELOPPE(FIELDS(parametres))

/* ADRESSE, the same for pupils and persons. */
static const struct field adresse[] = {
	{ "adresse_id", "@ADRESSE_ID", FT_INT, 0, F_KEY },
	{ "ligne1_adresse", "LIGNE1_ADRESSE", FT_TEXT, 38, F_PERSO },
	{ "ligne2_adresse", "LIGNE2_ADRESSE", FT_TEXT, 38, F_PERSO },
	{ "ligne3_adresse", "LIGNE3_ADRESSE", FT_TEXT, 38, F_PERSO },
	{ "ligne4_adresse", "LIGNE4_ADRESSE", FT_TEXT, 38, F_PERSO },
	{ "boite_postale", "BOITE_POSTALE", FT_TEXT, 7, F_PERSO },
	{ "commune_etrangere", "COMMUNE_ETRANGERE", FT_TEXT, 32, F_PERSO },
	{ "code_postal", "CODE_POSTAL", FT_CODE, 5, F_PERSO },
	{ "code_pays", "CODE_PAYS", FT_CODE, 3, 0 },
	{ "code_commune_insee", "CODE_COMMUNE_INSEE", FT_CODE, 5, F_PERSO },
	{ "ll_pays", "LL_PAYS", FT_TEXT, 40, 0 },
	{ "code_departement", "CODE_DEPARTEMENT", FT_CODE, 3, 0 },
	{ "libelle_postal", "LIBELLE_POSTAL", FT_TEXT, 32, F_PERSO },
};
#define ADRESSES \
	{ "adresse", "DONNEES/ADRESSES/ADRESSE", NULL, "adresse", R_TRACE, \
	    FIELDS(adresse) }

/* BEE_ELEVES, 1.7 to 3.0. */
static const struct field eleve[] = {
	{ "eleve_id", "@ELEVE_ID", FT_INT, 0, F_KEY },
	{ "elenoet", "@ELENOET", FT_CODE, 5, 0 },
	{ "id_national", "ID_NATIONAL", FT_CODE, 11, F_KEEP | F_PERSO },
	{ "ine_bea", "INE_BEA", FT_CODE, 11, F_KEEP | F_PERSO },
	{ "ine_rnie", "INE_RNIE", FT_CODE, 11, F_KEEP | F_PERSO },
	{ "elenoet", "ELENOET", FT_CODE, 5, F_ALIAS },
	{ "id_eleve_etab", "ID_ELEVE_ETAB", FT_CODE, 11, 0 },
	{ "id_prv_ele", "ID_PRV_ELE", FT_INT, 0, 0 },
	{ "nom_de_famille", "NOM_DE_FAMILLE", FT_TEXT, 100,
	    F_REQ | F_IDENT | F_PERSO },
	{ "nom_de_famille", "NOM", FT_TEXT, 100, F_ALIAS },
	{ "nom_usage", "NOM_USAGE", FT_TEXT, 100, F_PERSO },
	{ "prenom", "PRENOM", FT_TEXT, 100, F_REQ | F_IDENT | F_PERSO },
	{ "prenom2", "PRENOM2", FT_TEXT, 100, F_PERSO },
	{ "prenom3", "PRENOM3", FT_TEXT, 100, F_PERSO },
	{ "date_naiss", "DATE_NAISS", FT_DATE_FR, 10,
	    F_REQ | F_IDENT | F_PERSO },
	{ "doublement", "DOUBLEMENT", FT_BOOL, 5, 0 },
	{ "tel_professionnel", "TEL_PROFESSIONNEL", FT_TEXT, 20, F_PERSO },
	{ "code_pays", "CODE_PAYS", FT_CODE, 3, 0 },
	{ "accepte_sms", "ACCEPTE_SMS", FT_BOOL, 5, 0 },
	{ "date_modification", "DATE_MODIFICATION", FT_DATE_FR, 10, 0 },
	{ "date_sortie", "DATE_SORTIE", FT_DATE_FR, 10, 0 },
	{ "mel", "MEL", FT_TEXT, 254, F_PERSO },
	{ "code_regime", "CODE_REGIME", FT_CODE, 2, 0 },
	{ "date_entree", "DATE_ENTREE", FT_DATE_FR, 10, 0 },
	{ "ville_naiss", "VILLE_NAISS", FT_TEXT, 32, F_PERSO },
	{ "adresse_id", "ADRESSE_ID", FT_INT, 0, 0 },
	{ "code_motif_sortie", "CODE_MOTIF_SORTIE", FT_CODE, 2, 0 },
	{ "tel_personnel", "TEL_PERSONNEL", FT_TEXT, 20, F_PERSO },
	{ "code_sexe", "CODE_SEXE", FT_CODE, 1, 0 },
	{ "tel_portable", "TEL_PORTABLE", FT_TEXT, 20, F_PERSO },
	{ "code_pays_nat", "CODE_PAYS_NAT", FT_CODE, 3, 0 },
	{ "code_statut", "CODE_STATUT", FT_CODE, 2, 0 },
	{ "code_mef", "CODE_MEF", FT_CODE, 11, 0 },
	{ "code_departement_naiss", "CODE_DEPARTEMENT_NAISS", FT_CODE, 3,
	    F_PERSO },
	{ "code_commune_insee_naiss", "CODE_COMMUNE_INSEE_NAISS", FT_CODE, 5,
	    F_PERSO },
	{ "adhesion_transport", "ADHESION_TRANSPORT", FT_BOOL, 5, 0 },
	{ "code_provenance", "CODE_PROVENANCE", FT_CODE, 1, 0 },
	/* the number before, kept when a file brings another one */
	{ "ine_ancien", NULL, FT_CODE, 11, F_KEEP | F_PERSO },
};

static const struct field scolarite_an_dernier[] = {
	{ "eleve_id", "../@ELEVE_ID", FT_INT, 0, F_KEY },
	{ "code_mef", "CODE_MEF", FT_CODE, 11, 0 },
	{ "code_structure", "CODE_STRUCTURE", FT_CODE, 8, 0 },
	{ "code_rne", "CODE_RNE", FT_CODE, 8, 0 },
	{ "code_nature", "CODE_NATURE", FT_CODE, 3, 0 },
	{ "sigle", "SIGLE", FT_TEXT, 14, 0 },
	{ "denom_princ", "DENOM_PRINC", FT_TEXT, 30, 0 },
	{ "denom_compl", "DENOM_COMPL", FT_TEXT, 30, 0 },
	{ "ligne1_adresse", "LIGNE1_ADRESSE", FT_TEXT, 38, 0 },
	{ "ligne2_adresse", "LIGNE2_ADRESSE", FT_TEXT, 38, 0 },
	{ "ligne3_adresse", "LIGNE3_ADRESSE", FT_TEXT, 38, 0 },
	{ "ligne4_adresse", "LIGNE4_ADRESSE", FT_TEXT, 38, 0 },
	{ "boite_postale", "BOITE_POSTALE", FT_TEXT, 7, 0 },
	{ "commune_etrangere", "COMMUNE_ETRANGERE", FT_TEXT, 32, 0 },
	{ "mel", "MEL", FT_TEXT, 254, 0 },
	{ "telephone", "TELEPHONE", FT_TEXT, 20, 0 },
	{ "code_commune_insee", "CODE_COMMUNE_INSEE", FT_CODE, 5, 0 },
	{ "ll_commune_insee", "LL_COMMUNE_INSEE", FT_TEXT, 32, 0 },
};

static const struct field eleve_option[] = {
	{ "eleve_id", "../@ELEVE_ID", FT_INT, 0, F_KEY },
	{ "num_option", "NUM_OPTION", FT_INT, 0, F_KEY },
	{ "code_modalite_elect", "CODE_MODALITE_ELECT", FT_CODE, 1, 0 },
	{ "code_matiere", "CODE_MATIERE", FT_CODE, 6, F_REQ },
};

static const struct field eleve_structure[] = {
	{ "eleve_id", "../@ELEVE_ID", FT_INT, 0, F_KEY },
	{ "type_structure", "TYPE_STRUCTURE", FT_CODE, 1, F_KEY },
	{ "code_structure", "CODE_STRUCTURE", FT_CODE, 8, F_KEY | F_TOT },
};

static const struct record eleves_records[] = {
	PARAMETRES,
	{ "eleve", "DONNEES/ELEVES/ELEVE", NULL, "élève",
	    R_ENSEMBLE | R_COMPTE | R_TRACE, FIELDS(eleve) },
	{ "scolarite_an_dernier", "DONNEES/ELEVES/ELEVE/SCOLARITE_AN_DERNIER",
	    "eleve", "scolarité de l'an dernier", 0,
	    FIELDS(scolarite_an_dernier) },
	{ "eleve_option", "DONNEES/OPTIONS/OPTION/OPTIONS_ELEVE", "eleve",
	    "option", 0, FIELDS(eleve_option) },
	{ "eleve_structure", "DONNEES/STRUCTURES/STRUCTURES_ELEVE/STRUCTURE",
	    "eleve", "affectation", 0, FIELDS(eleve_structure) },
	ADRESSES,
};

const struct format format_bee_eleves = { "BEE_ELEVES", "bee-eleves",
	"élèves de SIECLE", "3.0 2.1 1.8 1.7", "bee-import", 0,
	FIELDS(eleves_records) };

/* BEE_RESPONSABLES: levels since 2018, ranks (RESP_LEGAL) before. */
static const struct field personne[] = {
	{ "personne_id", "@PERSONNE_ID", FT_INT, 0, F_KEY },
	{ "id_prv_per", "ID_PRV_PER", FT_INT, 0, 0 },
	{ "lc_civilite", "LC_CIVILITE", FT_TEXT, 5, 0 },
	{ "ll_civilite", "LL_CIVILITE", FT_TEXT, 20, 0 },
	{ "nom_de_famille", "NOM_DE_FAMILLE", FT_TEXT, 100,
	    F_REQ | F_IDENT | F_PERSO },
	{ "nom_de_famille", "NOM", FT_TEXT, 100, F_ALIAS },
	{ "nom_usage", "NOM_USAGE", FT_TEXT, 100, F_PERSO },
	{ "prenom", "PRENOM", FT_TEXT, 100, F_IDENT | F_PERSO },
	{ "tel_personnel", "TEL_PERSONNEL", FT_TEXT, 20, F_PERSO },
	{ "tel_portable", "TEL_PORTABLE", FT_TEXT, 20, F_PERSO },
	{ "accepte_sms", "ACCEPTE_SMS", FT_BOOL, 5, 0 },
	{ "tel_professionnel", "TEL_PROFESSIONNEL", FT_TEXT, 20, F_PERSO },
	{ "mel", "MEL", FT_TEXT, 254, F_PERSO },
	{ "communication_adresse", "COMMUNICATION_ADRESSE", FT_BOOL, 5, 0 },
	{ "adresse_id", "ADRESSE_ID", FT_INT, 0, 0 },
	{ "code_profession", "CODE_PROFESSION", FT_CODE, 2, 0 },
};

static const struct field responsable[] = {
	{ "eleve_id", "ELEVE_ID", FT_INT, 0, F_KEY },
	{ "personne_id", "PERSONNE_ID", FT_INT, 0, F_KEY },
	{ "niveau_responsabilite", "NIVEAU_RESPONSABILITE", FT_CODE, 1, 0 },
	{ "resp_legal", "RESP_LEGAL", FT_CODE, 1, 0 },
	{ "code_parente", "CODE_PARENTE", FT_CODE, 2, 0 },
	{ "paie_frais_scolaires", "PAIE_FRAIS_SCOLAIRES", FT_BOOL, 5, 0 },
	{ "paie_frais_scolaires", "RESP_FINANCIER", FT_BOOL, 5, F_ALIAS },
	{ "percoit_les_aides", "PERCOIT_LES_AIDES", FT_VRAI, 5, 0 },
	{ "percoit_les_aides", "PERS_PAIEMENT", FT_BOOL, 5, F_ALIAS },
	{ "percoit_les_aides", "PERS_PAIMENT", FT_BOOL, 5, F_ALIAS },
	{ "pers_contact", "PERS_CONTACT", FT_BOOL, 5, 0 },
	{ "heberge_eleve", "HEBERGE_ELEVE", FT_VRAI, 5, 0 },
	{ "a_contacter_en_priorite", "A_CONTACTER_EN_PRIORITE", FT_VRAI, 5,
	    0 },
};

static const struct record responsables_records[] = {
	PARAMETRES,
	{ "personne", "DONNEES/PERSONNES/PERSONNE", NULL, "responsable",
	    R_ENSEMBLE | R_COMPTE | R_TRACE, FIELDS(personne) },
	{ "responsable", "DONNEES/RESPONSABLES/RESPONSABLE_ELEVE", "personne",
	    "lien de responsabilité", R_ENSEMBLE, FIELDS(responsable) },
	ADRESSES,
};

const struct format format_bee_responsables = { "BEE_RESPONSABLES",
	"bee-responsables", "responsables de SIECLE", "2.1 2.0 1.6",
	"bee-import", 0, FIELDS(responsables_records) };

/* BEE_NOMENCLATURES. */
static const struct field mef[] = {
	{ "code_mef", "@CODE_MEF", FT_CODE, 11, F_KEY },
	{ "code_mef", "CODE_MEF", FT_CODE, 11, F_ALIAS },
	{ "formation", "FORMATION", FT_TEXT, 20, 0 },
	{ "specialite", "SPECIALITE", FT_TEXT, 20, 0 },
	{ "libelle_long", "LIBELLE_LONG", FT_TEXT, 60, 0 },
	{ "libelle_edition", "LIBELLE_EDITION", FT_TEXT, 60, 0 },
	{ "statut_mef", "STATUT_MEF", FT_CODE, 1, 0 },
	{ "mef_rattachement", "MEF_RATTACHEMENT", FT_CODE, 11, 0 },
	{ "code_mefstat", "CODE_MEFSTAT", FT_CODE, 11, 0 },
	{ "nb_opt_oblig", "NB_OPT_OBLIG", FT_INT, 0, 0 },
	{ "nb_opt_mini", "NB_OPT_MINI", FT_INT, 0, 0 },
	{ "renforcement_langues", "RENFORCEMENT_LANGUES", FT_INT, 0, 0 },
	{ "inscription_etab", "INSCRIPTION_ETAB", FT_BOOL, 5, 0 },
	{ "mef_origine", "MEF_ORIGINE", FT_BOOL, 5, 0 },
	{ "mef_selectionne", "MEF_SELECTIONNE", FT_BOOL, 5, F_INIT },
	{ "mef_selorig", "MEF_SELORIG", FT_BOOL, 5, F_INIT },
	{ "date_ouverture", "DATE_OUVERTURE", FT_DATE_FR, 10, 0 },
	{ "date_fermeture", "DATE_FERMETURE", FT_DATE_FR, 10, 0 },
};

static const struct field matiere[] = {
	{ "code_matiere", "@CODE_MATIERE", FT_CODE, 6, F_KEY },
	{ "code_matiere", "CODE_MATIERE", FT_CODE, 6, F_ALIAS },
	{ "code_gestion", "CODE_GESTION", FT_CODE, 6, 0 },
	{ "libelle_court", "LIBELLE_COURT", FT_TEXT, 20, 0 },
	{ "libelle_long", "LIBELLE_LONG", FT_TEXT, 60, 0 },
	{ "libelle_edition", "LIBELLE_EDITION", FT_TEXT, 60, 0 },
	{ "matiere_etp", "MATIERE_ETP", FT_BOOL, 5, 0 },
	{ "code_matiere_nationale", "CODE_MATIERE_NATIONALE", FT_CODE, 6, 0 },
};

static const struct field programme[] = {
	{ "code_mef", "CODE_MEF", FT_CODE, 11, F_KEY },
	{ "code_matiere", "CODE_MATIERE", FT_CODE, 6, F_KEY },
	{ "code_modalite_elect", "CODE_MODALITE_ELECT", FT_CODE, 1, F_KEY },
	{ "horaire", "HORAIRE", FT_HEURES, 10, 0 },
};

static const struct field option_obligatoire[] = {
	{ "code_mef", "CODE_MEF", FT_CODE, 11, F_KEY },
	{ "code_matiere", "CODE_MATIERE", FT_CODE, 6, F_KEY },
	{ "rang_option", "RANG_OPTION", FT_INT, 0, F_KEY },
};

/*
 * The code lists share one table.  Container names are attested for
 * professions only, inner names for all; the others' containers are the
 * plural of the inner name, ours.
 */
#define LISTE_DE(nom, cle, court, lng) \
	static const struct field liste_##nom[] = { \
		{ "liste", "=" #nom, FT_CODE, 20, F_KEY }, \
		{ "code", "@" cle, FT_CODE, 4, F_KEY }, \
		{ "code", cle, FT_CODE, 4, F_ALIAS }, \
		{ "libelle_court", court, FT_TEXT, 40, 0 }, \
		{ "libelle_long", lng, FT_TEXT, 150, 0 }, \
		{ "bourse_nationale", "BOURSE_NATIONALE", FT_TEXT, 5, 0 }, \
		{ "co_enseignement", "CO_ENSEIGNEMENT", FT_TEXT, 5, 0 }, \
	}
#define COURT "LIBELLE_COURT"
#define LONG "LIBELLE_LONG"
LISTE_DE(MODALITE_ELECTION, "CODE_MODALITE_ELECT", COURT, LONG);
LISTE_DE(REGIME, "CODE_REGIME", COURT, LONG);
LISTE_DE(STATUT_ELEVE, "CODE_STATUT", COURT, LONG);
LISTE_DE(MOTIF_SORTIE, "CODE_MOTIF_SORTIE", COURT, LONG);
LISTE_DE(LIEN_PARENTE, "CODE_PARENTE", COURT, LONG);
LISTE_DE(BOURSE, "CODE_BOURSE", COURT, LONG);
LISTE_DE(PROVENANCE, "CODE_PROVENANCE", COURT, LONG);
LISTE_DE(CIVILITE, "CODE_CIVILITE", COURT, LONG);
LISTE_DE(CONTRAT, "CODE_CONTRAT", COURT, LONG);
LISTE_DE(TYPE_ETABLISSEMENT, "CODE_TYPE_ETAB", COURT, LONG);
LISTE_DE(MODALITE_COURS, "CODE_MODALITE_COURS", COURT, LONG);
LISTE_DE(PROFESSION, "CODE_PROFESSION", "LIBELLE_COURT_PCS",
    "LIBELLE_LONG_PCS");

#define UNE_LISTE(conteneur, nom, libelle) \
	{ "nomenclature", "DONNEES/" conteneur "/" #nom, NULL, libelle, \
	    R_FERME | R_TRACE, FIELDS(liste_##nom) }

#define LES_LISTES \
	UNE_LISTE("MODALITES_ELECTION", MODALITE_ELECTION, \
	    "modalité d'élection"), \
	UNE_LISTE("REGIMES", REGIME, "régime"), \
	UNE_LISTE("STATUTS_ELEVE", STATUT_ELEVE, "statut"), \
	UNE_LISTE("MOTIFS_SORTIE", MOTIF_SORTIE, "motif de sortie"), \
	UNE_LISTE("LIENS_PARENTE", LIEN_PARENTE, "lien de parenté"), \
	UNE_LISTE("BOURSES", BOURSE, "bourse"), \
	UNE_LISTE("PROVENANCES", PROVENANCE, "provenance"), \
	UNE_LISTE("CIVILITES", CIVILITE, "civilité"), \
	UNE_LISTE("CONTRATS", CONTRAT, "contrat"), \
	UNE_LISTE("TYPES_ETABLISSEMENT", TYPE_ETABLISSEMENT, \
	    "type d'établissement"), \
	UNE_LISTE("MODALITES_COURS", MODALITE_COURS, "modalité de cours"), \
	UNE_LISTE("PROFESSIONS", PROFESSION, "profession")

static const struct record nomenclatures_records[] = {
	PARAMETRES,
	{ "mef", "DONNEES/MEFS/MEF", NULL, "MEF",
	    R_ENSEMBLE | R_FERME | R_COMPTE | R_TRACE, FIELDS(mef) },
	{ "matiere", "DONNEES/MATIERES/MATIERE", NULL, "matière",
	    R_ENSEMBLE | R_FERME | R_COMPTE | R_TRACE, FIELDS(matiere) },
	{ "programme", "DONNEES/PROGRAMMES/PROGRAMME", "mef", "programme", 0,
	    FIELDS(programme) },
	{ "option_obligatoire",
	    "DONNEES/OPTIONS_OBLIGATOIRES/OPTION_OBLIGATOIRE", "mef",
	    "option obligatoire", 0, FIELDS(option_obligatoire) },
	LES_LISTES,
};

const struct format format_bee_nomenclatures = { "BEE_NOMENCLATURES",
	"bee-nomenclatures", "nomenclatures de SIECLE", "3.1", "nomen-profile",
	0, FIELDS(nomenclatures_records) };

/* BEE_STRUCTURES 2.0. */
static const struct field division[] = {
	{ "code_structure", "@CODE_STRUCTURE", FT_CODE, 8, F_KEY },
	{ "code_structure", "CODE_STRUCTURE", FT_CODE, 8, F_ALIAS },
	{ "libelle_long", "LIBELLE_LONG", FT_TEXT, 60, 0 },
	{ "code_contrat", "CODE_CONTRAT", FT_CODE, 1, 0 },
	{ "code_rne", "CODE_RNE", FT_CODE, 8, 0 },
};

static const struct field structure_mef[] = {
	{ "code_structure", "../../@CODE_STRUCTURE", FT_CODE, 8, F_KEY },
	{ "code_structure", "../../CODE_STRUCTURE", FT_CODE, 8, F_ALIAS },
	{ "code_mef", "CODE_MEF", FT_CODE, 11, F_KEY },
	{ "code_mef", "@CODE_MEF", FT_CODE, 11, F_ALIAS },
};

static const struct field groupe_division[] = {
	{ "code_structure", "../../@CODE_STRUCTURE", FT_CODE, 8, F_KEY },
	{ "code_structure", "../../CODE_STRUCTURE", FT_CODE, 8, F_ALIAS },
	{ "code_division", "CODE_STRUCTURE", FT_CODE, 8, F_KEY },
	{ "code_division", "CODE_DIVISION", FT_CODE, 8, F_ALIAS },
	{ "code_division", "@CODE_STRUCTURE", FT_CODE, 8, F_ALIAS },
};

static const struct record structures_records[] = {
	PARAMETRES,
	{ "division", "DONNEES/DIVISIONS/DIVISION", NULL, "division",
	    R_ENSEMBLE | R_FERME | R_COMPTE | R_TRACE, FIELDS(division) },
	{ "division_mef",
	    "DONNEES/DIVISIONS/DIVISION/MEFS_APPARTENANCE/MEF_APPARTENANCE",
	    "division", "MEF de la division", R_BLOC, FIELDS(structure_mef) },
	{ "groupe", "DONNEES/GROUPES/GROUPE", NULL, "groupe",
	    R_ENSEMBLE | R_FERME | R_COMPTE | R_TRACE | R_BLOC,
	    FIELDS(division) },
	{ "groupe_mef",
	    "DONNEES/GROUPES/GROUPE/MEFS_APPARTENANCE/MEF_APPARTENANCE",
	    "groupe", "MEF du groupe", R_BLOC, FIELDS(structure_mef) },
	{ "groupe_division",
	    "DONNEES/GROUPES/GROUPE/DIVISIONS_APPARTENANCE/"
	    "DIVISION_APPARTENANCE",
	    "groupe", "division du groupe", R_BLOC, FIELDS(groupe_division) },
};

const struct format format_bee_structures = { "BEE_STRUCTURES",
	"bee-structures", "structures de SIECLE", "2.0", "sts-import", 0,
	FIELDS(structures_records) };

/*
 * BEE_COMMUN.  No sample is public: names from a public reader and the
 * specification, containers of periods and closures ours.
 */
static const struct field commun[] = {
	{ "id", "=1", FT_INT, 0, F_KEY },
	{ "etab_uaj_id", "ETAB_UAJ_ID", FT_INT, 0, 0 },
	{ "num_siren", "NUM_SIREN", FT_CODE, 9, 0 },
	{ "denom_princ", "DENOM_PRINC", FT_TEXT, 30, 0 },
	{ "denom_compl", "DENOM_COMPL", FT_TEXT, 30, 0 },
	{ "nom_resp", "NOM_RESP", FT_TEXT, 25, F_PERSO },
	{ "qual_resp", "QUAL_RESP", FT_TEXT, 15, 0 },
	{ "ligne1_adresse", "LIGNE1_ADRESSE", FT_TEXT, 38, 0 },
	{ "ligne2_adresse", "LIGNE2_ADRESSE", FT_TEXT, 38, 0 },
	{ "ligne3_adresse", "LIGNE3_ADRESSE", FT_TEXT, 38, 0 },
	{ "ligne4_adresse", "LIGNE4_ADRESSE", FT_TEXT, 38, 0 },
	{ "boite_post", "BOITE_POST", FT_TEXT, 7, 0 },
	{ "boite_post", "BOITE_POSTALE", FT_TEXT, 7, F_ALIAS },
	{ "commune_etrangere", "COMMUNE_ETRANGERE", FT_TEXT, 32, 0 },
	{ "telephone", "TELEPHONE", FT_TEXT, 15, 0 },
	{ "telecopie", "TELECOPIE", FT_TEXT, 15, 0 },
	{ "mel_1", "MEL_1", FT_TEXT, 60, 0 },
	{ "mel_2", "MEL_2", FT_TEXT, 60, 0 },
	{ "code_type_etab", "CODE_TYPE_ETAB", FT_CODE, 4, 0 },
	{ "secteur_code", "SECTEUR_CODE", FT_CODE, 2, 0 },
	{ "secteur_code", "CODE_SECTEUR", FT_CODE, 2, F_ALIAS },
	{ "code_postal", "CODE_POSTAL", FT_CODE, 5, 0 },
	{ "code_commune_insee", "CODE_COMMUNE_INSEE", FT_CODE, 5, 0 },
	{ "code_pays", "CODE_PAYS", FT_CODE, 3, 0 },
	{ "libelle_postal", "LIBELLE_POSTAL", FT_TEXT, 32, 0 },
};

static const struct field calendrier[] = {
	{ "id", "=1", FT_INT, 0, F_KEY },
	{ "date_debut_eleve", "DATE_DEBUT_ELEVE", FT_DATE_FR, 10, 0 },
	{ "date_debut_eleve", "DATE_DEB_ELEVE", FT_DATE_FR, 10, F_ALIAS },
	{ "date_fin_eleve", "DATE_FIN_ELEVE", FT_DATE_FR, 10, 0 },
	{ "date_debut_prof", "DATE_DEBUT_PROF", FT_DATE_FR, 10, 0 },
	{ "date_debut_prof", "DATE_DEB_PROF", FT_DATE_FR, 10, F_ALIAS },
	{ "date_fin_prof", "DATE_FIN_PROF", FT_DATE_FR, 10, 0 },
};

static const struct field periode[] = {
	{ "code_periode", "CODE_PERIODE", FT_CODE, 3, F_KEY },
	{ "code_periode", "@CODE_PERIODE", FT_CODE, 3, F_ALIAS },
	{ "date_debut", "DATE_DEBUT", FT_DATE_FR, 10, 0 },
	{ "date_fin", "DATE_FIN", FT_DATE_FR, 10, 0 },
	{ "ll_periode", "LL_PERIODE", FT_TEXT, 20, 0 },
	{ "ll_orientation", "LL_ORIENTATION", FT_TEXT, 40, 0 },
	{ "indice", "INDICE", FT_INT, 0, 0 },
	{ "code_type_periode", "CODE_TYPE_PERIODE", FT_CODE, 1, 0 },
};

static const struct field fermeture[] = {
	{ "lc_motif", "LC_MOTIF", FT_TEXT, 10, 0 },
	{ "ll_motif", "LL_MOTIF", FT_TEXT, 40, 0 },
	{ "date_debut", "DATE_DEBUT", FT_DATE_FR, 10, F_KEY },
	{ "date_fin", "DATE_FIN", FT_DATE_FR, 10, 0 },
	{ "ll_fermeture", "LL_FERMETURE", FT_TEXT, 40, 0 },
};

static const struct record commun_records[] = {
	PARAMETRES,
	{ "commun", "DONNEES/UAJ", NULL, "établissement", R_COMPTE,
	    FIELDS(commun) },
	{ "calendrier", "DONNEES/ANNEE_SCOLAIRE", NULL, "année scolaire", 0,
	    FIELDS(calendrier) },
	{ "periode", "DONNEES/PERIODES/PERIODE", NULL, "période", R_COMPTE,
	    FIELDS(periode) },
	{ "fermeture", "DONNEES/FERMETURES/FERMETURE", NULL,
	    "période de fermeture", R_COMPTE, FIELDS(fermeture) },
};

const struct format format_bee_commun = { "BEE_COMMUN", "bee-commun",
	"données communes de SIECLE", NULL, "bee-import", 0,
	FIELDS(commun_records) };

/*
 * BASCULE: what crosses into the base of the next year.  Ours, of SIECLE's
 * records; it is a whole file for a base that is empty, so that no record
 * can be absent from it.
 */

/* What BEE_ELEVES does not say of last year. */
static const struct field situation[] = {
	{ "eleve_id", "../@ELEVE_ID", FT_INT, 0, F_KEY },
	{ "code_regime", "CODE_REGIME", FT_CODE, 2, 0 },
	{ "code_statut", "CODE_STATUT", FT_CODE, 2, 0 },
	{ "date_entree", "DATE_ENTREE", FT_DATE_FR, 10, 0 },
	{ "doublement", "DOUBLEMENT", FT_BOOL, 5, 0 },
};

static const struct field selection[] = {
	{ "code_matiere", "CODE_MATIERE", FT_CODE, 6, F_KEY },
};

static const struct field etp[] = {
	{ "code_mef", "CODE_MEF", FT_CODE, 11, F_KEY },
	{ "code_matiere", "CODE_MATIERE", FT_CODE, 6, F_KEY },
	{ "code_modalite_elect", "CODE_MODALITE_ELECT", FT_CODE, 1, F_KEY },
	{ "heures", "HEURES", FT_HEURES, 10, F_REQ },
};

static const struct field reste[] = {
	{ "eleve_id", "@ELEVE_ID", FT_INT, 0, F_KEY },
	{ "raison", "RAISON", FT_TEXT, 60, F_REQ },
};

/* What was wrong with the lines of the passages, as their rules said it. */
static const struct field ecart[] = {
	{ "n", "@N", FT_INT, 0, F_KEY },
	{ "code", "CODE", FT_CODE, 64, F_REQ },
	{ "no_ligne", "LIGNE", FT_INT, 0, 0 },
	{ "eleve_id", "ELEVE_ID", FT_TEXT, 200, F_REQ },
	{ "champ", "CHAMP", FT_CODE, 32, 0 },
	{ "valeur", "VALEUR", FT_TEXT, 200, 0 },
};

#define CEUX_QUI_PASSENT \
	{ "eleve", "DONNEES/ELEVES/ELEVE", NULL, "élève", \
	    R_COMPTE | R_TRACE, FIELDS(eleve) }, \
	{ "scolarite_an_dernier", \
	    "DONNEES/ELEVES/ELEVE/SCOLARITE_AN_DERNIER", "eleve", \
	    "scolarité de l'an dernier", 0, FIELDS(scolarite_an_dernier) }, \
	{ "situation_an_dernier", \
	    "DONNEES/ELEVES/ELEVE/SITUATION_AN_DERNIER", "eleve", \
	    "situation de l'an dernier", 0, FIELDS(situation) }, \
	{ "option_an_dernier", \
	    "DONNEES/OPTIONS_AN_DERNIER/OPTION/OPTIONS_ELEVE", "eleve", \
	    "option de l'an dernier", 0, FIELDS(eleve_option) }, \
	ADRESSES, \
	{ "personne", "DONNEES/PERSONNES/PERSONNE", NULL, "responsable", \
	    R_COMPTE | R_TRACE, FIELDS(personne) }, \
	{ "responsable", "DONNEES/RESPONSABLES/RESPONSABLE_ELEVE", \
	    "personne", "lien de responsabilité", 0, FIELDS(responsable) }

static const struct record bascule_records[] = {
	PARAMETRES_MAISON,
	{ "mef", "DONNEES/MEFS/MEF", NULL, "MEF", R_TRACE,
	    FIELDS(mef) },
	{ "matiere", "DONNEES/MATIERES/MATIERE", NULL, "matière",
	    R_TRACE, FIELDS(matiere) },
	{ "programme", "DONNEES/PROGRAMMES/PROGRAMME", "mef", "programme", 0,
	    FIELDS(programme) },
	{ "option_obligatoire",
	    "DONNEES/OPTIONS_OBLIGATOIRES/OPTION_OBLIGATOIRE", "mef",
	    "option obligatoire", 0, FIELDS(option_obligatoire) },
	LES_LISTES,
	{ "selection", "DONNEES/SELECTION/MATIERE", NULL,
	    "matière sélectionnée", R_STAGE, FIELDS(selection) },
	{ "etp", "DONNEES/ETP/SERVICE", NULL, "heures d'ETP", 0,
	    FIELDS(etp) },
	{ "commun", "DONNEES/UAJ", NULL, "établissement", 0,
	    FIELDS(commun) },
	CEUX_QUI_PASSENT,
	{ "reste", "DONNEES/RESTES/RESTE", NULL, "élève qui ne passe pas",
	    R_STAGE, FIELDS(reste) },
	{ "passage_rejete", "DONNEES/PASSAGES_REJETES/PASSAGE", NULL,
	    "passage rejeté", R_COMPTE | R_STAGE, FIELDS(ecart) },
	{ "passage_ignore", "DONNEES/PASSAGES_IGNORES/PASSAGE", NULL,
	    "valeur ignorée d'un passage", R_STAGE, FIELDS(ecart) },
	{ "passage_note", "DONNEES/PASSAGES_NOTES/PASSAGE", NULL,
	    "note sur un passage", R_STAGE, FIELDS(ecart) },
};

const struct format format_bascule = { "BASCULE", "bascule",
	"ce qui passe dans la base de l'année suivante", "1.0",
	"sconet-bascule", 1, FIELDS(bascule_records) };

/*
 * DOSSIERS: pupils' records from one school to another.  Ours, of the same
 * records as BASCULE.  Numbers in it are the sender's and name nobody here;
 * what its records become under the base's own numbers is not in the file.
 */
static const struct field parametres_dossiers[] = {
	ENVELOPPE_MAISON,
	/* UAJ and ANNEE_SCOLAIRE are whom it is for */
	{ "uaj_origine", "UAJ_ORIGINE", FT_CODE, 8, F_REQ },
	{ "annee_origine", "ANNEE_ORIGINE", FT_CODE, 4, F_REQ },
};

static const struct field dossier[] = {
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "code_rne", NULL, FT_CODE, 8, F_KEY },
	{ "annee", NULL, FT_CODE, 4, 0 },
	{ "origine_id", NULL, FT_INT, 0, 0 },
};

static const struct record dossiers_records[] = {
	ENVELOPPE(FIELDS(parametres_dossiers)),
	{ "dossier_eleve", "DONNEES/ELEVES/ELEVE", NULL, "dossier d'élève",
	    R_COMPTE | R_STAGE | R_AILLEURS, FIELDS(eleve) },
	{ "dossier_scolarite", "DONNEES/ELEVES/ELEVE/SCOLARITE_AN_DERNIER",
	    "dossier_eleve", "scolarité de l'an dernier",
	    R_STAGE | R_AILLEURS, FIELDS(scolarite_an_dernier) },
	{ "dossier_situation", "DONNEES/ELEVES/ELEVE/SITUATION_AN_DERNIER",
	    "dossier_eleve", "situation de l'an dernier",
	    R_STAGE | R_AILLEURS, FIELDS(situation) },
	{ "dossier_option", "DONNEES/OPTIONS_AN_DERNIER/OPTION/OPTIONS_ELEVE",
	    "dossier_eleve", "option de l'an dernier", R_STAGE | R_AILLEURS,
	    FIELDS(eleve_option) },
	{ "dossier_adresse", "DONNEES/ADRESSES/ADRESSE", NULL, "adresse",
	    R_STAGE | R_AILLEURS, FIELDS(adresse) },
	{ "dossier_personne", "DONNEES/PERSONNES/PERSONNE", NULL,
	    "responsable", R_COMPTE | R_STAGE | R_AILLEURS,
	    FIELDS(personne) },
	{ "dossier_responsable", "DONNEES/RESPONSABLES/RESPONSABLE_ELEVE",
	    "dossier_personne", "lien de responsabilité",
	    R_STAGE | R_AILLEURS, FIELDS(responsable) },
	{ "eleve", "", NULL, "élève", R_COMPTE | R_TRACE | R_SQL,
	    FIELDS(eleve) },
	{ "scolarite_an_dernier", "", "eleve", "scolarité de l'an dernier",
	    R_SQL, FIELDS(scolarite_an_dernier) },
	{ "situation_an_dernier", "", "eleve", "situation de l'an dernier",
	    R_SQL, FIELDS(situation) },
	{ "option_an_dernier", "", "eleve", "option de l'an dernier", R_SQL,
	    FIELDS(eleve_option) },
	{ "adresse", "", NULL, "adresse", R_TRACE | R_SQL, FIELDS(adresse) },
	{ "personne", "", NULL, "responsable", R_COMPTE | R_TRACE | R_SQL,
	    FIELDS(personne) },
	{ "responsable", "", "eleve", "lien de responsabilité", R_SQL,
	    FIELDS(responsable) },
	{ "dossier", "", "eleve", "dossier reçu", R_SQL, FIELDS(dossier) },
};

const struct format format_dossiers = { "DOSSIERS", "dossiers",
	"dossiers d'élèves d'un autre EPLE", "1.0", "dossier-import", 1,
	FIELDS(dossiers_records) };

/*
 * IMPORT_ELEVES, the way up.  The schema of the pupils' file and that of the
 * groupe links have one root; only the first has PERSONNES.  Dates are ISO
 * but for DATE_IMPORT.
 */
static const struct field parametres_montants[] = {
	{ "version", "../@VERSION", FT_TEXT, 10, 0 },
	{ "uaj", "UAJ", FT_CODE, 8, 0 },
	{ "annee_scolaire", "ANNEE_SCOLAIRE", FT_CODE, 9, 0 },
	{ "date_import", "DATE_IMPORT", FT_DATE_FR, 10, 0 },
	{ "num_envoi", "NUM_ENVOI", FT_INT, 0, 0 },
	{ "logiciel", "LOGICIEL", FT_TEXT, 10, 0 },
};
#define MONTANT \
	ENVELOPPE(FIELDS(parametres_montants))

/* A pupil is named by one of three numbers, and by name and birth date. */
static const struct field lien_eleve[] = {
	{ "rang_eleve", "#", FT_INT, 0, F_KEY },
	{ "eleve_id", "ELEVE_ID", FT_INT, 0, 0 },
	{ "id_national", "ID_NATIONAL", FT_CODE, 11, F_PERSO },
	{ "id_prv_ele", "ID_PRV_ELE", FT_INT, 0, 0 },
	{ "nom_de_famille", "NOM_DE_FAMILLE", FT_TEXT, 100,
	    F_REQ | F_PERSO },
	{ "nom_de_famille", "NOM", FT_TEXT, 100, F_ALIAS },
	{ "nom_usage", "NOM_USAGE", FT_TEXT, 100, F_PERSO },
	{ "prenom", "PRENOM", FT_TEXT, 100, F_REQ | F_PERSO },
	{ "prenom2", "PRENOM2", FT_TEXT, 100, F_PERSO },
	{ "prenom3", "PRENOM3", FT_TEXT, 100, F_PERSO },
	{ "date_naiss", "DATE_NAISS", FT_DATE_ISO, 10, F_REQ | F_PERSO },
};

static const struct field lien_groupe[] = {
	{ "rang_eleve", "../../#", FT_INT, 0, F_KEY },
	{ "code_groupe", "CODE_GROUPE", FT_CODE, 8, F_KEY },
	{ "date_debut_groupe", "DATE_DEBUT_GROUPE", FT_DATE_ISO, 10, 0 },
	{ "date_fin_groupe", "DATE_FIN_GROUPE", FT_DATE_ISO, 10, 0 },
};

/* What they become: the pupils they name, and their groupes. */
static const struct field membre[] = {
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "code_mef", NULL, FT_CODE, 11, F_INIT },
};

static const struct field membre_groupe[] = {
	{ "eleve_id", NULL, FT_INT, 0, F_KEY },
	{ "type_structure", "=G", FT_CODE, 1, F_KEY },
	{ "code_structure", NULL, FT_CODE, 8, F_KEY },
	{ "date_debut", NULL, FT_DATE_ISO, 10, 0 },
	{ "date_fin", NULL, FT_DATE_ISO, 10, 0 },
};

static const struct record import_groupes_records[] = {
	MONTANT,
	{ "lien_eleve", "DONNEES/ELEVES/ELEVE", NULL, "élève",
	    R_COMPTE | R_STAGE, FIELDS(lien_eleve) },
	{ "lien_groupe", "DONNEES/ELEVES/ELEVE/GROUPES/GROUPE", "lien_eleve",
	    "lien élève-groupe", R_STAGE, FIELDS(lien_groupe) },
	{ "eleve", "", NULL, "élève", R_COMPTE | R_TRACE | R_SQL,
	    FIELDS(membre) },
	{ "eleve_structure", "", "eleve", "lien élève-groupe",
	    R_ENSEMBLE | R_SQL, FIELDS(membre_groupe) },
};

const struct format format_import_groupes = { "IMPORT_ELEVES",
	"import-groupes", "liens élève-groupe, vers SIECLE", "1.4 1.3",
	"bee-import", 0, FIELDS(import_groupes_records) };

/*
 * Pupils and guardians (« import du privé »), 3.0 to 4.0.  An address stands
 * inside the record that has it; last year and this one inside the pupil.
 */
#define ADRESSE_MONTANTE \
	{ "ligne1_adresse", "ADRESSE/LIGNE1_ADRESSE", FT_TEXT, 38, F_PERSO }, \
	{ "ligne2_adresse", "ADRESSE/LIGNE2_ADRESSE", FT_TEXT, 38, F_PERSO }, \
	{ "ligne3_adresse", "ADRESSE/LIGNE3_ADRESSE", FT_TEXT, 38, F_PERSO }, \
	{ "ligne4_adresse", "ADRESSE/LIGNE4_ADRESSE", FT_TEXT, 38, F_PERSO }, \
	{ "code_postal", "ADRESSE/CODE_POSTAL", FT_CODE, 5, F_PERSO }, \
	{ "libelle_postal", "ADRESSE/LL_POSTAL", FT_TEXT, 32, F_PERSO }, \
	{ "commune_etrangere", "ADRESSE/COMMUNE_ETRANGERE", FT_TEXT, 32, \
	    F_PERSO }, \
	{ "pays_adresse", "ADRESSE/CODE_PAYS", FT_CODE, 3, 0 }

static const struct field prive_personne[] = {
	{ "id_prv_per", "ID_PRV_PER", FT_INT, 0, F_KEY },
	{ "id_siecle_per", "ID_SIECLE_PER", FT_INT, 0, 0 },
	{ "code_civilite", "CODE_CIVILITE", FT_CODE, 1, 0 },
	{ "nom_de_famille", "NOM_DE_FAMILLE", FT_TEXT, 100, F_REQ | F_PERSO },
	{ "nom_usage", "NOM_USAGE", FT_TEXT, 100, F_PERSO },
	{ "prenom", "PRENOM", FT_TEXT, 100, F_PERSO },
	ADRESSE_MONTANTE,
	{ "communication_adresse", "COMMUNICATION_ADRESSE", FT_VRAI, 5, 0 },
	{ "code_profession", "CODE_PROFESSION", FT_CODE, 2, 0 },
	{ "tel_personnel", "TEL_PERSONNEL", FT_TEXT, 20, F_PERSO },
	{ "tel_professionnel", "TEL_PROFESSIONNEL", FT_TEXT, 20, F_PERSO },
	{ "tel_portable", "TEL_PORTABLE", FT_TEXT, 20, F_PERSO },
	{ "accepte_sms", "ACCEPTE_SMS", FT_VRAI, 5, 0 },
	{ "mel", "EMAIL", FT_TEXT, 254, F_PERSO },
};

#define AN_DERNIER "ETABLISSEMENT_AN_DERNIER/"
static const struct field prive_eleve[] = {
	{ "code_motif_sortie", "CODE_MOTIF_SORTIE", FT_CODE, 2, 0 },
	{ "date_sortie", "DATE_SORTIE", FT_DATE_ISO, 10, 0 },
	{ "id_prv_ele", "ID_PRV_ELE", FT_INT, 0, F_KEY },
	{ "id_siecle_ele", "ID_SIECLE_ELE", FT_INT, 0, 0 },
	{ "id_national", "ID_NATIONAL", FT_CODE, 11, F_PERSO },
	{ "ine_bea", "INE_BEA", FT_CODE, 11, F_PERSO },
	{ "ine_rnie", "INE_RNIE", FT_CODE, 11, F_PERSO },
	/* who leaves may have his numbers alone: see rules_liens.c */
	{ "nom_de_famille", "NOM_DE_FAMILLE", FT_TEXT, 100, F_PERSO },
	{ "nom_usage", "NOM_USAGE", FT_TEXT, 100, F_PERSO },
	{ "prenom", "PRENOM", FT_TEXT, 100, F_PERSO },
	{ "prenom2", "PRENOM2", FT_TEXT, 100, F_PERSO },
	{ "prenom3", "PRENOM3", FT_TEXT, 100, F_PERSO },
	{ "code_pays_nat", "CODE_PAYS_NAT", FT_CODE, 3, 0 },
	{ "date_naiss", "DATE_NAISS", FT_DATE_ISO, 10, F_PERSO },
	{ "code_sexe", "CODE_SEXE", FT_CODE, 1, 0 },
	{ "code_pays", "CODE_PAYS", FT_CODE, 3, 0 },
	{ "code_commune_insee_naiss", "CODE_COMMUNE_INSEE_NAISS", FT_CODE, 5,
	    F_PERSO },
	{ "ville_naiss", "VILLE_NAISS", FT_TEXT, 32, F_PERSO },
	{ "date_entree", "DATE_ENTREE", FT_DATE_ISO, 10, 0 },
	ADRESSE_MONTANTE,
	{ "tel_personnel", "TEL_PERSONNEL", FT_TEXT, 20, F_PERSO },
	{ "tel_professionnel", "TEL_PROFESSIONNEL", FT_TEXT, 20, F_PERSO },
	{ "tel_portable", "TEL_PORTABLE", FT_TEXT, 20, F_PERSO },
	{ "accepte_sms", "ACCEPTE_SMS", FT_VRAI, 5, 0 },
	{ "mel", "EMAIL", FT_TEXT, 254, F_PERSO },
	{ "adhesion_transport", "ADHESION_TRANSPORT", FT_VRAI, 5, 0 },
	{ "code_regime", "CODE_REGIME", FT_CODE, 2, 0 },
	{ "doublement", "DOUBLEMENT", FT_VRAI, 5, 0 },
	{ "code_mef", "SCOLARITE_ACTIVE/CODE_MEF", FT_CODE, 11, 0 },
	{ "division", "SCOLARITE_ACTIVE/CODE_DIVISION", FT_CODE, 8, 0 },
	{ "code_statut", "SCOLARITE_ACTIVE/CODE_STATUT", FT_CODE, 2, 0 },
	{ "rne_an_dernier", AN_DERNIER "CODE_RNE", FT_CODE, 8, 0 },
	{ "code_provenance", AN_DERNIER "CODE_PROVENANCE", FT_CODE, 1, 0 },
	{ "mef_an_dernier", AN_DERNIER "CODE_MEF", FT_CODE, 11, 0 },
	{ "division_an_dernier", AN_DERNIER "CODE_DIVISION", FT_CODE, 8, 0 },
};

static const struct field prive_option[] = {
	{ "id_prv_ele", "../../../ID_PRV_ELE", FT_INT, 0, F_KEY },
	{ "rang_option", "#", FT_INT, 0, F_KEY },
	{ "code_matiere", "CODE_MATIERE", FT_CODE, 6, F_REQ },
	{ "code_modalite_elect", "CODE_MODALITE_ELECT", FT_CODE, 1, 0 },
};

/* The element says the level: legal, in charge, contact. */
#define LIEN_PRIVE(nom, niveau) \
	static const struct field prive_##nom[] = { \
		{ "id_prv_ele", "../../ID_PRV_ELE", FT_INT, 0, F_KEY }, \
		{ "id_prv_per", "ID_PRV_PER", FT_INT, 0, F_KEY }, \
		{ "niveau_responsabilite", "=" niveau, FT_CODE, 1, 0 }, \
		{ "code_parente", "CODE_PARENTE", FT_CODE, 2, 0 }, \
		{ "paie_frais_scolaires", "PAIE_FRAIS_SCOLAIRES", FT_VRAI, 5, \
		    0 }, \
		{ "paie_frais_scolaires", "FINANCIER", FT_VRAI, 5, F_ALIAS }, \
		{ "heberge_eleve", "HEBERGE_ELEVE", FT_VRAI, 5, 0 }, \
		{ "percoit_les_aides", "PERCOIT_LES_AIDES", FT_VRAI, 5, 0 }, \
		{ "a_contacter_en_priorite", "A_CONTACTER_EN_PRIORITE", \
		    FT_VRAI, 5, 0 }, \
	}
LIEN_PRIVE(legal, "1");
LIEN_PRIVE(en_charge, "2");
LIEN_PRIVE(contact, "3");
#define UN_LIEN(element, champs) \
	{ "prive_lien", "DONNEES/ELEVES/ELEVE/RESPONSABLES_ELEVE/" element, \
	    "prive_eleve", "lien de responsabilité", R_STAGE, FIELDS(champs) }

static const struct record import_eleves_records[] = {
	MONTANT,
	{ "prive_personne", "DONNEES/PERSONNES/PERSONNE", NULL, "responsable",
	    R_COMPTE | R_STAGE, FIELDS(prive_personne) },
	{ "prive_eleve", "DONNEES/ELEVES/ELEVE", NULL, "élève",
	    R_COMPTE | R_STAGE, FIELDS(prive_eleve) },
	UN_LIEN("LEGAL", prive_legal),
	UN_LIEN("PERSONNE_EN_CHARGE", prive_en_charge),
	UN_LIEN("CONTACT", prive_contact),
	{ "prive_option",
	    "DONNEES/ELEVES/ELEVE/SCOLARITE_ACTIVE/OPTIONS/OPTION",
	    "prive_eleve", "option", R_STAGE, FIELDS(prive_option) },
	/* what they become, under the numbers of the base */
	{ "eleve", "", NULL, "élève",
	    R_ENSEMBLE | R_COMPTE | R_TRACE | R_SQL, FIELDS(eleve) },
	{ "scolarite_an_dernier", "", "eleve", "scolarité de l'an dernier",
	    R_SQL, FIELDS(scolarite_an_dernier) },
	{ "eleve_option", "", "eleve", "option", R_SQL,
	    FIELDS(eleve_option) },
	{ "eleve_structure", "", "eleve", "affectation", R_SQL,
	    FIELDS(eleve_structure) },
	{ "adresse", "", NULL, "adresse", R_TRACE | R_SQL, FIELDS(adresse) },
	{ "personne", "", NULL, "responsable", R_COMPTE | R_TRACE | R_SQL,
	    FIELDS(personne) },
	{ "responsable", "", "eleve", "lien de responsabilité", R_SQL,
	    FIELDS(responsable) },
};

const struct format format_import_eleves = { "IMPORT_ELEVES",
	"import-eleves", "élèves et responsables, vers SIECLE", "4.0 3.1 3.0",
	"bee-import", 0, FIELDS(import_eleves_records) };

/*
 * saisie: a TSV whose lines become rows of the tables above, so that what a
 * person types is judged, shown and applied like a file of SIECLE's.  Here
 * the links of responsables are the pupil's, whose whole set is staged.
 */
static const struct field saisie[] = {
	{ "ligne_tsv", NULL, FT_INT, 0, F_KEY },
	{ "eleve_id", "eleve_id", FT_CODE, 40, F_PERSO },
	{ "champ", "champ", FT_CODE, 80, F_PERSO },
	{ "valeur", "valeur", FT_TEXT, 0, F_PERSO },
};

/* What an import may not overwrite; champ "*": the rows of that key. */
static const struct field tenu[] = {
	{ "eleve_id", "ELEVE_ID", FT_INT, 0, F_KEY },
	{ "element", "ELEMENT", FT_CODE, 40, F_KEY },
	{ "cle", "CLE", FT_CODE, 60, F_KEY },
	{ "champ", "CHAMP", FT_CODE, 40, F_KEY },
	{ "valeur", "VALEUR", FT_TEXT, 0, F_PERSO },
};

static const struct record saisie_records[] = {
	PARAMETRES_TABLE,
	{ "saisie", "", NULL, "ligne de saisie", R_COMPTE | R_STAGE,
	    FIELDS(saisie) },
	{ "eleve", "", NULL, "élève", R_COMPTE | R_TRACE, FIELDS(eleve) },
	{ "scolarite_an_dernier", "", "eleve", "scolarité de l'an dernier", 0,
	    FIELDS(scolarite_an_dernier) },
	{ "eleve_option", "", "eleve", "option", 0, FIELDS(eleve_option) },
	{ "eleve_structure", "", "eleve", "affectation", 0,
	    FIELDS(eleve_structure) },
	{ "responsable", "", "eleve", "lien de responsabilité", 0,
	    FIELDS(responsable) },
	{ "personne", "", NULL, "responsable", R_COMPTE | R_TRACE,
	    FIELDS(personne) },
	{ "adresse", "", NULL, "adresse", R_COMPTE | R_TRACE,
	    FIELDS(adresse) },
	{ "tenu", "", "eleve", "valeur tenue", R_TRACE, FIELDS(tenu) },
};

const struct format format_saisie = { NULL, "saisie",
	"saisie des fiches élève (TSV)", NULL, "saisie", 1,
	FIELDS(saisie_records) };

/*
 * Of those whose number may be, or was, one of ours: the exchange that made
 * them, and the number they had before.
 */
static const struct field numero[] = {
	{ "element", "@ELEMENT", FT_CODE, 10, F_KEY },
	{ "id", "@ID", FT_INT, 0, F_KEY },
	{ "cree", "CREE", FT_INT, 0, F_REQ },
	{ "ancien", "ANCIEN", FT_INT, 0, 0 },
};

/* What has become of them since, for a base that has its own life already. */
static const struct record complement_records[] = {
	PARAMETRES_MAISON,
	CEUX_QUI_PASSENT,
	{ "numero", "DONNEES/NUMEROS/NUMERO", NULL, "numéro", R_STAGE,
	    FIELDS(numero) },
};

const struct format format_complement = { "COMPLEMENT_BASCULE", "complement",
	"ce qui a changé depuis la bascule", "1.0", "sconet-bascule", 1,
	FIELDS(complement_records) };
