/*
 * format_sts.c - the two files of STS-WEB, as tables.
 *
 * Sources: the third-party DTD that was applied to production files in 2009,
 * checked against public fixtures of 2018 (order, attributes, formats).
 */
#include "sconet.h"

/* clang-format off */

/* STS_EDT: sts_emp_<UAI>_<ANNEE>.xml, from STS-WEB to everyone. */
static const struct field parametres[] = {
	{ "uaj", "UAJ/@CODE", FT_CODE, 8, 0 },
	{ "academie_code", "UAJ/ACADEMIE/CODE", FT_CODE, 3, 0 },
	{ "academie_libelle", "UAJ/ACADEMIE/LIBELLE", FT_TEXT, 60, 0 },
	{ "sigle", "UAJ/SIGLE", FT_TEXT, 14, 0 },
	{ "denom_princ", "UAJ/DENOM_PRINC", FT_TEXT, 60, 0 },
	{ "denom_compl", "UAJ/DENOM_COMPL", FT_TEXT, 60, 0 },
	{ "code_nature", "UAJ/CODE_NATURE", FT_CODE, 3, 0 },
	{ "code_categorie", "UAJ/CODE_CATEGORIE", FT_TEXT, 14, 0 },
	{ "mention_distribution", "UAJ/MENTION_DISTRIBUTION", FT_TEXT, 60,
	    F_VIDE },
	{ "adresse", "UAJ/ADRESSE", FT_TEXT, 100, 0 },
	{ "commune", "UAJ/COMMUNE", FT_TEXT, 60, 0 },
	{ "code_postal", "UAJ/CODE_POSTAL", FT_CODE, 5, 0 },
	{ "boite_postale", "UAJ/BOITE_POSTALE", FT_TEXT, 10, F_VIDE },
	{ "cedex", "UAJ/CEDEX", FT_TEXT, 30, 0 },
	{ "telephone", "UAJ/TELEPHONE", FT_TEXT, 20, 0 },
	{ "statut", "UAJ/STATUT", FT_TEXT, 20, 0 },
	{ "etablissement_sensible", "UAJ/ETABLISSEMENT_SENSIBLE", FT_VRAI, 5,
	    0 },
	{ "annee_scolaire", "ANNEE_SCOLAIRE/@ANNEE", FT_CODE, 9, 0 },
	{ "date_debut", "ANNEE_SCOLAIRE/DATE_DEBUT", FT_DATE_ISO, 10, 0 },
	{ "date_fin", "ANNEE_SCOLAIRE/DATE_FIN", FT_DATE_ISO, 10, 0 },
};

/* The lists STS-WEB repeats; SIECLE's own nomenclatures are the authority. */
static const struct field type_ahe[] = {
	{ "code", "@CODE", FT_CODE, 10, F_KEY },
	{ "libelle_court", "LIBELLE_COURT", FT_TEXT, 40, 0 },
	{ "libelle_long", "LIBELLE_LONG", FT_TEXT, 100, 0 },
};

static const struct field mefstat4[] = {
	{ "code", "@CODE", FT_CODE, 4, F_KEY },
	{ "libelle_court", "LIBELLE_COURT", FT_TEXT, 40, 0 },
	{ "libelle_long", "LIBELLE_LONG", FT_TEXT, 100, 0 },
	{ "indemnite_pp_autorisee", "INDEMNITE_PP_AUTORISEE", FT_VRAI, 5, 0 },
};

static const struct field taux_pond[] = {
	{ "taux", "@TAUX", FT_HEURES, 10, F_KEY },
	{ "cpge_bts", "CPGE_BTS", FT_TEXT, 10, 0 },
};

static const struct field mod_cours[] = {
	{ "code", "@CODE", FT_CODE, 2, F_KEY },
	{ "libelle_court", "LIBELLE_COURT", FT_TEXT, 40, 0 },
	{ "libelle_long", "LIBELLE_LONG", FT_TEXT, 100, 0 },
	{ "co_ens", "CO_ENS", FT_VRAI, 5, 0 },
};

static const struct field matiere[] = {
	{ "code_matiere", "@CODE", FT_CODE, 6, F_KEY },
	{ "code_gestion", "CODE_GESTION", FT_CODE, 6, 0 },
	{ "libelle_court", "LIBELLE_COURT", FT_TEXT, 20, 0 },
	{ "libelle_long", "LIBELLE_LONG", FT_TEXT, 60, 0 },
	{ "libelle_edition", "LIBELLE_EDITION", FT_TEXT, 60, 0 },
};

static const struct field mef[] = {
	{ "code_mef", "@CODE", FT_CODE, 11, F_KEY },
	{ "formation", "FORMATION", FT_TEXT, 20, 0 },
	{ "specialite", "SPECIALITE", FT_TEXT, 20, 0 },
	{ "libelle_long", "LIBELLE_LONG", FT_TEXT, 60, 0 },
	{ "libelle_edition", "LIBELLE_EDITION", FT_TEXT, 60, 0 },
	{ "code_mefstat", "MEFSTAT11", FT_CODE, 11, 0 },
	{ "mefstat4", "MEFSTAT4", FT_CODE, 4, 0 },
};

static const struct field programme[] = {
	{ "code_mef", "CODE_MEF", FT_CODE, 11, F_KEY },
	{ "code_matiere", "CODE_MATIERE", FT_CODE, 6, F_KEY },
	{ "horaire", "HORAIRE", FT_HEURES, 10, 0 },
};

static const struct field contrat[] = {
	{ "code", "CODE", FT_CODE, 4, F_KEY },
	{ "code_gestion", "CODE_GESTION", FT_CODE, 10, 0 },
	{ "libelle_court", "LIBELLE_COURT", FT_TEXT, 40, 0 },
	{ "libelle_long", "LIBELLE_LONG", FT_TEXT, 100, 0 },
};

/* The pair (TYPE, ID) is the key: one ID may be both epp and local. */
static const struct field individu[] = {
	{ "id", "@ID", FT_INT, 0, F_KEY },
	{ "type", "@TYPE", FT_CODE, 10, F_KEY },
	{ "sexe", "SEXE", FT_CODE, 1, F_VIDE },
	{ "civilite", "CIVILITE", FT_CODE, 4, 0 },
	{ "nom_usage", "NOM_USAGE", FT_TEXT, 100, F_REQ | F_PERSO },
	{ "nom_patronymique", "NOM_PATRONYMIQUE", FT_TEXT, 100,
	    F_PERSO | F_VIDE },
	{ "prenom", "PRENOM", FT_TEXT, 100, F_PERSO | F_VIDE },
	{ "date_naissance", "DATE_NAISSANCE", FT_DATE_ISO, 10, F_PERSO },
	{ "grade", "GRADE", FT_TEXT, 20, 0 },
	{ "fonction", "FONCTION", FT_CODE, 10, 0 },
};

static const struct field prof_princ[] = {
	{ "id", "../../@ID", FT_INT, 0, F_KEY },
	{ "type", "../../@TYPE", FT_CODE, 10, F_KEY },
	{ "code_structure", "CODE_STRUCTURE", FT_CODE, 8, F_KEY },
	{ "date_debut", "DATE_DEBUT", FT_DATE_ISO, 10, 0 },
	{ "date_fin", "DATE_FIN", FT_DATE_ISO, 10, 0 },
};

static const struct field discipline[] = {
	{ "id", "../../@ID", FT_INT, 0, F_KEY },
	{ "type", "../../@TYPE", FT_CODE, 10, F_KEY },
	{ "code", "@CODE", FT_CODE, 10, F_KEY },
	{ "libelle_court", "LIBELLE_COURT", FT_TEXT, 60, 0 },
	{ "nb_heures", "NB_HEURES", FT_HEURES, 10, 0 },
};

static const struct field division[] = {
	{ "code_structure", "@CODE", FT_CODE, 8, F_KEY },
	{ "libelle_long", "LIBELLE_LONG", FT_TEXT, 60, F_VIDE },
	{ "effectif_prevu", "EFFECTIF_PREVU", FT_NOMBRE, 0, 0 },
	{ "effectif_calcule", "EFFECTIF_CALCULE", FT_NOMBRE, 0, 0 },
};

static const struct field groupe[] = {
	{ "code_structure", "@CODE", FT_CODE, 8, F_KEY },
	{ "libelle_long", "LIBELLE_LONG", FT_TEXT, 60, F_VIDE },
	{ "effectif_prevu", "EFFECTIF_PREVU", FT_NOMBRE, 0, 0 },
	{ "effectif_calcule", "EFFECTIF_CALCULE", FT_NOMBRE, 0, 0 },
	{ "effectif_max_edt", "EFFECTIF_MAX_EDT", FT_NOMBRE, 0, 0 },
};

static const struct field structure_mef[] = {
	{ "code_structure", "../../@CODE", FT_CODE, 8, F_KEY },
	{ "code_mef", "@CODE", FT_CODE, 11, F_KEY },
	{ "effectif_prevu", "EFFECTIF_PREVU", FT_NOMBRE, 0, 0 },
	{ "effectif_calcule", "EFFECTIF_CALCULE", FT_NOMBRE, 0, 0 },
};

static const struct field groupe_division[] = {
	{ "code_structure", "../../@CODE", FT_CODE, 8, F_KEY },
	{ "code_division", "@CODE", FT_CODE, 8, F_KEY },
	{ "effectif_prevu", "EFFECTIF_PREVU", FT_NOMBRE, 0, 0 },
	{ "effectif_calcule", "EFFECTIF_CALCULE", FT_NOMBRE, 0, 0 },
};

#define SERVICE(genre) \
	static const struct field service_##genre[] = { \
		{ "type_structure", "=" #genre, FT_CODE, 1, F_KEY }, \
		{ "code_structure", "../../@CODE", FT_CODE, 8, F_KEY }, \
		{ "code_matiere", "@CODE_MATIERE", FT_CODE, 6, F_KEY }, \
		{ "code_mod_cours", "@CODE_MOD_COURS", FT_CODE, 2, F_KEY }, \
		{ "heures_structure", "HEURES_STRUCTURE", FT_HEURES, 10, 0 }, \
		{ "co_ens", "CO_ENS", FT_VRAI, 5, 0 }, \
	}; \
	static const struct field service_enseignant_##genre[] = { \
		{ "type_structure", "=" #genre, FT_CODE, 1, F_KEY }, \
		{ "code_structure", "../../../../@CODE", FT_CODE, 8, F_KEY }, \
		{ "code_matiere", "../../@CODE_MATIERE", FT_CODE, 6, F_KEY }, \
		{ "code_mod_cours", "../../@CODE_MOD_COURS", FT_CODE, 2, \
		    F_KEY }, \
		{ "id", "@ID", FT_INT, 0, F_KEY }, \
		{ "type", "@TYPE", FT_CODE, 10, F_KEY }, \
		{ "heures_agent", "HEURES_AGENT", FT_HEURES, 10, 0 }, \
		{ "taux_ponderation", "TAUX_PONDERATION", FT_HEURES, 10, 0 }, \
	}
SERVICE(D);
SERVICE(G);

#define NOM(conteneur, nom, champs) \
	{ "sts_" #champs, "NOMENCLATURES/" conteneur "/" nom, NULL, \
	    "nomenclature de STS-WEB", R_LU, FIELDS(champs) }
#define DIV "DONNEES/STRUCTURE/DIVISIONS/DIVISION"
#define GRO "DONNEES/STRUCTURE/GROUPES/GROUPE"

static const struct record sts_edt_records[] = {
	ENVELOPPE(FIELDS(parametres)),
	NOM("TYPES_AHE", "TYPE_AHE", type_ahe),
	{ "sts_civilite", "NOMENCLATURES/CIVILITES/CIVILITE", NULL,
	    "civilité de STS-WEB", R_LU, FIELDS(type_ahe) },
	NOM("MEFSTATS4", "MEFSTAT4", mefstat4),
	NOM("TAUX_PONDS", "TAUX_POND", taux_pond),
	NOM("MODS_COURS", "MOD_COURS", mod_cours),
	NOM("MATIERES", "MATIERE", matiere),
	NOM("MEFS", "MEF", mef),
	NOM("PROGRAMMES", "PROGRAMME", programme),
	NOM("CONTRATS", "CONTRAT", contrat),
	{ "individu", "DONNEES/INDIVIDUS/INDIVIDU", NULL, "individu",
	    R_TRACE | R_BLOC, FIELDS(individu) },
	{ "prof_princ", "DONNEES/INDIVIDUS/INDIVIDU/PROFS_PRINC/PROF_PRINC",
	    "individu", "professeur principal", 0, FIELDS(prof_princ) },
	{ "discipline", "DONNEES/INDIVIDUS/INDIVIDU/DISCIPLINES/DISCIPLINE",
	    "individu", "discipline", 0, FIELDS(discipline) },
	{ "division", DIV, NULL, "division",
	    R_ENSEMBLE | R_FERME | R_COMPTE | R_TRACE | R_BLOC,
	    FIELDS(division) },
	{ "division_mef", DIV "/MEFS_APPARTENANCE/MEF_APPARTENANCE",
	    "division", "MEF de la division", 0, FIELDS(structure_mef) },
	{ "service", DIV "/SERVICES/SERVICE", "division", "service", R_BLOC,
	    FIELDS(service_D) },
	{ "service_enseignant",
	    DIV "/SERVICES/SERVICE/ENSEIGNANTS/ENSEIGNANT", "service",
	    "enseignant du service", R_BLOC, FIELDS(service_enseignant_D) },
	{ "groupe", GRO, NULL, "groupe",
	    R_ENSEMBLE | R_FERME | R_COMPTE | R_TRACE | R_BLOC,
	    FIELDS(groupe) },
	{ "groupe_division", GRO "/DIVISIONS_APPARTENANCE/"
	    "DIVISION_APPARTENANCE", "groupe", "division du groupe", R_BLOC,
	    FIELDS(groupe_division) },
	{ "groupe_mef", GRO "/MEFS_APPARTENANCE/MEF_APPARTENANCE", "groupe",
	    "MEF du groupe", 0, FIELDS(structure_mef) },
	{ "service", GRO "/SERVICES/SERVICE", "groupe", "service", R_BLOC,
	    FIELDS(service_G) },
	{ "service_enseignant",
	    GRO "/SERVICES/SERVICE/ENSEIGNANTS/ENSEIGNANT", "service",
	    "enseignant du service", R_BLOC, FIELDS(service_enseignant_G) },
};

const struct format format_sts_edt = { "STS_EDT", "sts-edt",
	"structures de STS-WEB (sts_emp)", NULL, "sts-import", 0,
	FIELDS(sts_edt_records) };

/* clang-format off */

/*
 * EDT_STS: emp_sts_<UAI>_<ANNEE>.xml, from the timetable software to STS-WEB.
 * It names no one: an ENSEIGNANT is an ID, with or without its TYPE; those
 * without are of the national base.  A group may be new, a division not.
 */
static const struct field edt_parametres[] = {
	{ "uaj", "UAJ", FT_CODE, 8, 0 },
	{ "annee_scolaire", "ANNEE_SCOLAIRE", FT_CODE, 9, 0 },
	{ "application_source", "APPLICATION_SOURCE", FT_TEXT, 60, 0 },
};

static const struct field horaire[] = {
	{ "jour", "@JOUR", FT_CODE, 1, F_KEY },
	{ "debut_cours", "DEBUT_COURS", FT_CODE, 4, 0 },
	{ "fin_cours", "FIN_COURS", FT_CODE, 4, 0 },
};

static const struct field alternance[] = {
	{ "code_alternance", "@CODE", FT_CODE, 20, F_KEY },
	{ "libelle_court", "LIBELLE_COURT", FT_TEXT, 40, 0 },
	{ "libelle_long", "LIBELLE_LONG", FT_TEXT, 100, 0 },
};

static const struct field semaine[] = {
	{ "code_alternance", "../../@CODE", FT_CODE, 20, F_KEY },
	{ "date_debut_semaine", "", FT_DATE_ISO, 10, F_KEY },
};

static const struct field salle[] = {
	{ "code_salle", "@CODE", FT_CODE, 40, F_KEY },
	{ "groupe_salle", "GROUPE_SALLE", FT_TEXT, 40, 0 },
	{ "localisation", "LOCALISATION", FT_TEXT, 100, 0 },
};

static const struct field edt_individu[] = {
	{ "id", NULL, FT_INT, 0, F_KEY },
	{ "type", NULL, FT_CODE, 10, F_KEY },
};

static const struct field edt_division[] = {
	{ "code_structure", "@CODE", FT_CODE, 8, F_KEY },
};

static const struct field edt_groupe[] = {
	{ "code_structure", "@CODE", FT_CODE, 8, F_KEY },
	{ "libelle_long", "LIBELLE_LONG", FT_TEXT, 60, F_KEEP },
	{ "effectif_prevu", "EFFECTIF_PREVU", FT_NOMBRE, 0, F_KEEP },
	{ "effectif_max_edt", "EFFECTIF_MAX_EDT", FT_NOMBRE, 0, F_KEEP },
};

static const struct field edt_groupe_division[] = {
	{ "code_structure", "../../@CODE", FT_CODE, 8, F_KEY },
	{ "code_division", "@CODE", FT_CODE, 8, F_KEY },
	{ "effectif_prevu", "EFFECTIF_PREVU", FT_NOMBRE, 0, 0 },
};

#define EDT_SERVICE(genre) \
	static const struct field edt_service_##genre[] = { \
		{ "type_structure", "=" #genre, FT_CODE, 1, F_KEY }, \
		{ "code_structure", "../../@CODE", FT_CODE, 8, F_KEY }, \
		{ "code_matiere", "@CODE_MATIERE", FT_CODE, 6, F_KEY }, \
		{ "code_mod_cours", "@CODE_MOD_COURS", FT_CODE, 2, F_KEY }, \
		{ "code_mod_cours", "=CG", FT_CODE, 2, F_ALIAS }, \
		{ "heures_structure", "HEURES_STRUCTURE", FT_HEURES, 10, 0 }, \
		{ "co_ens", "CO_ENS", FT_VRAI, 5, 0 }, \
	}; \
	static const struct field edt_enseignant_##genre[] = { \
		{ "type_structure", "=" #genre, FT_CODE, 1, F_KEY }, \
		{ "code_structure", "../../../../@CODE", FT_CODE, 8, F_KEY }, \
		{ "code_matiere", "../../@CODE_MATIERE", FT_CODE, 6, F_KEY }, \
		{ "code_mod_cours", "../../@CODE_MOD_COURS", FT_CODE, 2, \
		    F_KEY }, \
		{ "code_mod_cours", "=CG", FT_CODE, 2, F_ALIAS }, \
		{ "id", "@ID", FT_INT, 0, F_KEY }, \
		{ "type", "@TYPE", FT_CODE, 10, F_KEY }, \
		{ "type", "=epp", FT_CODE, 10, F_ALIAS }, \
		{ "heures_agent", "HEURES_AGENT", FT_HEURES, 10, 0 }, \
		{ "taux_ponderation", "TAUX_PONDERATION", FT_HEURES, 10, 0 }, \
	}; \
	static const struct field cours_##genre[] = { \
		{ "type_structure", "=" #genre, FT_CODE, 1, F_KEY }, \
		{ "code_structure", "../../../../../../@CODE", FT_CODE, 8, \
		    F_KEY }, \
		{ "code_matiere", "../../../../@CODE_MATIERE", FT_CODE, 6, \
		    F_KEY }, \
		{ "code_mod_cours", "../../../../@CODE_MOD_COURS", FT_CODE, \
		    2, F_KEY }, \
		{ "code_mod_cours", "=CG", FT_CODE, 2, F_ALIAS }, \
		{ "id", "../../@ID", FT_INT, 0, F_KEY }, \
		{ "type", "../../@TYPE", FT_CODE, 10, F_KEY }, \
		{ "type", "=epp", FT_CODE, 10, F_ALIAS }, \
		{ "code_alternance", "CODE_ALTERNANCE", FT_CODE, 20, F_KEY }, \
		{ "jour", "JOUR", FT_CODE, 1, F_KEY }, \
		{ "heure_debut", "HEURE_DEBUT", FT_CODE, 4, F_KEY }, \
		{ "duree", "DUREE", FT_CODE, 4, F_REQ }, \
		{ "code_salle", "CODE_SALLE", FT_CODE, 40, 0 }, \
	}
EDT_SERVICE(D);
EDT_SERVICE(G);

#define LES_SERVICES(dans, genre, parent_) \
	{ "service", dans "/SERVICES/SERVICE", parent_, "service", 0, \
	    FIELDS(edt_service_##genre) }, \
	{ "service_enseignant", \
	    dans "/SERVICES/SERVICE/ENSEIGNANTS/ENSEIGNANT", "service", \
	    "enseignant du service", 0, FIELDS(edt_enseignant_##genre) }, \
	{ "cours", dans "/SERVICES/SERVICE/ENSEIGNANTS/ENSEIGNANT/" \
	    "COURS_RATTACHES/COURS", "service_enseignant", "cours", 0, \
	    FIELDS(cours_##genre) }

static const struct record edt_sts_records[] = {
	ENVELOPPE(FIELDS(edt_parametres)),
	{ "horaire", "DONNEES/HORAIRES/HORAIRE", NULL, "horaire", 0,
	    FIELDS(horaire) },
	{ "alternance", "DONNEES/ALTERNANCES/ALTERNANCE", NULL, "alternance",
	    R_ENSEMBLE | R_FERME | R_TRACE, FIELDS(alternance) },
	{ "alternance_semaine",
	    "DONNEES/ALTERNANCES/ALTERNANCE/SEMAINES/DATE_DEBUT_SEMAINE",
	    "alternance", "semaine de l'alternance", 0, FIELDS(semaine) },
	{ "salle", "DONNEES/SALLES_COURS/SALLE_COURS", NULL, "salle",
	    R_ENSEMBLE | R_FERME | R_TRACE, FIELDS(salle) },
	{ "individu", "", NULL, "individu", R_TRACE | R_SQL,
	    FIELDS(edt_individu) },
	{ "division", DIV, NULL, "division", R_COMPTE | R_TRACE,
	    FIELDS(edt_division) },
	LES_SERVICES(DIV, D, "division"),
	{ "groupe", GRO, NULL, "groupe", R_COMPTE | R_TRACE,
	    FIELDS(edt_groupe) },
	{ "groupe_division", GRO "/DIVISIONS_APPARTENANCE/"
	    "DIVISION_APPARTENANCE", "groupe", "division du groupe", 0,
	    FIELDS(edt_groupe_division) },
	LES_SERVICES(GRO, G, "groupe"),
};

const struct format format_edt_sts = { "EDT_STS", "edt-sts",
	"emploi du temps remonté vers STS-WEB (emp_sts)", NULL, "sts-recv", 0,
	FIELDS(edt_sts_records) };

/*
 * Structures as a person writes them, in YAML (structures.c): ours.  The
 * paths are the keys.
 */

static const struct field saisie_structure[] = {
	{ "code_structure", "code", FT_CODE, 8, F_KEY },
	{ "libelle_long", "libelle", FT_TEXT, 60, 0 },
	{ "effectif_prevu", "prevu", FT_NOMBRE, 0, 0 },
};

static const struct field saisie_mef[] = {
	{ "code_structure", "code", FT_CODE, 8, F_KEY },
	{ "code_mef", "mef", FT_CODE, 11, F_KEY },
	{ "effectif_prevu", "prevu", FT_NOMBRE, 0, 0 },
};

static const struct field saisie_division[] = {
	{ "code_structure", "code", FT_CODE, 8, F_KEY },
	{ "code_division", "divisions", FT_CODE, 8, F_KEY },
};

static const struct record structures_records[] = {
	PARAMETRES_SAISIE,
	{ "division", "divisions", NULL, "division",
	    R_ENSEMBLE | R_FERME | R_COMPTE | R_TRACE,
	    FIELDS(saisie_structure) },
	{ "division_mef", "divisions", "division", "MEF de la division", 0,
	    FIELDS(saisie_mef) },
	{ "groupe", "groupes", NULL, "groupe",
	    R_ENSEMBLE | R_FERME | R_COMPTE | R_TRACE,
	    FIELDS(saisie_structure) },
	{ "groupe_division", "groupes", "groupe", "division du groupe", 0,
	    FIELDS(saisie_division) },
	{ "groupe_mef", "groupes", "groupe", "MEF du groupe", 0,
	    FIELDS(saisie_mef) },
};

const struct format format_structures = { NULL, "structures",
	"structures saisies (YAML)", NULL, "sts-structures", 1,
	FIELDS(structures_records) };
/* clang-format on */
