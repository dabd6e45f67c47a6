/*
 * formats.c - all formats, those included that are only known by their root.
 */
#include "sconet.h"

/* clang-format off */
/*
 * Files that are recognised, and not stored by this version: the envelope
 * and what is counted.
 */
static const struct field enveloppe[] = {
	{ "version", "../@VERSION", FT_TEXT, 10, 0 },
	{ "uaj", "UAJ", FT_CODE, 8, 0 },
	{ "uaj", "UAJ/@CODE", FT_CODE, 8, F_ALIAS },
	{ "annee_scolaire", "ANNEE_SCOLAIRE", FT_CODE, 9, 0 },
	{ "annee_scolaire", "ANNEE_SCOLAIRE/@ANNEE", FT_CODE, 9, F_ALIAS },
	{ "horodatage", "HORODATAGE", FT_HORO, 19, 0 },
	{ "date_import", "DATE_IMPORT", FT_DATE_FR, 10, 0 },
};

static const struct record connu_records[] = {
	ENVELOPPE(FIELDS(enveloppe)),
};

#define CONNU(var, racine, nom, libelle) \
	static const struct format format_##var = { racine, nom, \
		libelle, NULL, NULL, 0, FIELDS(connu_records) }
CONNU(geographique, "BEE_GEOGRAPHIQUE", "bee-geographique",
    "nomenclatures géographiques de SIECLE");
CONNU(etablissements, "BEE_ETABLISSEMENTS", "bee-etablissements",
    "établissements de SIECLE");
CONNU(etablissement, "BEE_ETABLISSEMENT", "bee-etablissement",
    "établissements de SIECLE");
CONNU(ephc_eleves, "BEE_EPHC_ELEVES", "bee-ephc-eleves",
    "élèves du privé hors contrat");
CONNU(ephc_responsables, "BEE_EPHC_RESPONSABLES", "bee-ephc-responsables",
    "responsables du privé hors contrat");
/* clang-format on */

const struct format *const formats[] = { &format_bee_eleves,
	&format_bee_responsables, &format_bee_nomenclatures,
	&format_bee_structures, &format_bee_commun, &format_sts_edt,
	&format_repartition, &format_saisie, &format_effectifs,
	&format_compte_rendu, &format_edt_sts, &format_geographique,
	&format_etablissements, &format_etablissement, &format_ephc_eleves,
	&format_ephc_responsables, &format_import_groupes,
	&format_import_eleves, &format_accuse, &format_voeux,
	&format_affectations, &format_souhaits, &format_decisions,
	&format_dossiers, &format_bea_eleves, &format_bea_ine, &format_litiges,
	&format_eva, &format_constat, &format_bascule, &format_complement,
	&format_passages, &format_partants, &format_sequences, &format_gep,
	&format_corrections, NULL };
