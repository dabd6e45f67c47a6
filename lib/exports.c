/*
 * exports.c - the files that bee-export writes: which format, which views,
 * what must be there first, and their usual names.
 *
 * Sources: SIECLE-SFD-Exportations-XML v17.4, 2.3 for the names and the
 * preconditions (no export without a record of its main blocks); the
 * specification of the import of groupe links, 16.5.
 */
#include <stdio.h>
#include <string.h>

#include "sconet.h"

/* clang-format off */

/* Of the day: groupes that a pupil has left by then are not written. */
static const char *const prepare_jour[] = {
	"UPDATE compte SET date_effectif = ?1", NULL };

#define A_UN(table) "EXISTS (SELECT 1 FROM " table ")"
#define PROVISOIRES(table, cle, quoi) \
	"SELECT 'numero-provisoire', count(*) || ' " quoi "(s) sans numéro de " \
	"SIECLE : leur numéro, négatif, est provisoire ; importer un export " \
	"de SIECLE le remplace' FROM " table " WHERE " cle " < 0 HAVING " \
	"count(*) > 0"

/* In the order of format_bee_eleves' records. */
#define VUES_ELEVES \
	NULL, "bee_eleve", "bee_scolarite_an_dernier", "bee_eleve_option", \
	    "bee_eleve_structure"
static const char *const vues_eleves[] = { VUES_ELEVES, NULL };
static const char *const vues_eleves_adresses[] = { VUES_ELEVES,
	"bee_adresse_eleve" };
#define DES_ELEVES \
	.fmt = &format_bee_eleves, \
	.roles = ROLE_ETAB, \
	.prepare = prepare_jour, \
	.besoin = "SELECT " A_UN("bee_eleve"), \
	.besoin_code = "rien-a-exporter", \
	.besoin_dit = "il faut au moins un élève : importer les élèves " \
	    "(bee-import)", \
	.notes = PROVISOIRES("bee_eleve", "eleve_id", "élève")

static const struct export eleves = {
	.kind = "eleves",
	.genre = "export-eleves",
	.vues = vues_eleves,
	.sans = "adresse_id",
	.fichier = "ElevesSansAdresses.xml",
	.archive = "ExportXML_ElevesSansAdresses.zip",
	DES_ELEVES,
};
static const struct export eleves_adresses = {
	.kind = "eleves-adresses",
	.genre = "export-eleves-adresses",
	.vues = vues_eleves_adresses,
	.fichier = "ElevesAvecAdresses.xml",
	.archive = "ExportXML_ElevesAvecAdresses.zip",
	DES_ELEVES,
};

/* In the order of format_bee_responsables' records. */
#define VUES_RESPONSABLES NULL, "bee_personne", "bee_responsable"
static const char *const vues_responsables[] = { VUES_RESPONSABLES, NULL };
static const char *const vues_responsables_adresses[] = { VUES_RESPONSABLES,
	"bee_adresse_personne" };
#define DES_RESPONSABLES \
	.fmt = &format_bee_responsables, \
	.roles = ROLE_ETAB, \
	.besoin = "SELECT " A_UN("bee_personne") " AND " \
	    A_UN("bee_responsable"), \
	.besoin_code = "rien-a-exporter", \
	.besoin_dit = "il faut au moins un responsable et un lien : importer " \
	    "les responsables (bee-import)", \
	.notes = PROVISOIRES("bee_personne", "personne_id", "responsable")

static const struct export responsables = {
	.kind = "responsables",
	.genre = "export-responsables",
	.vues = vues_responsables,
	.sans = "adresse_id",
	.fichier = "ResponsablesSansAdresses.xml",
	.archive = "ExportXML_ResponsablesSansAdresses.zip",
	DES_RESPONSABLES,
};
static const struct export responsables_adresses = {
	.kind = "responsables-adresses",
	.genre = "export-responsables-adresses",
	.vues = vues_responsables_adresses,
	.fichier = "ResponsablesAvecAdresses.xml",
	.archive = "ExportXML_ResponsablesAvecAdresses.zip",
	DES_RESPONSABLES,
};

/* In the order of format_bee_nomenclatures' records. */
#define LISTES \
	"bee_nomenclature", "bee_nomenclature", "bee_nomenclature", \
	    "bee_nomenclature"
static const char *const vues_nomenclature[] = { NULL, "bee_mef",
	"bee_matiere", "bee_programme", "bee_option_obligatoire", LISTES,
	LISTES, LISTES };
static const struct export nomenclature = {
	.kind = "nomenclature",
	.fmt = &format_bee_nomenclatures,
	.roles = ROLE_ETAB,
	.genre = "export-nomenclature",
	.vues = vues_nomenclature,
	.besoin = "SELECT " A_UN("bee_mef") " AND " A_UN("bee_matiere")
	    " AND " A_UN("bee_programme"),
	.besoin_code = "rien-a-exporter",
	.besoin_dit = "il faut au moins un MEF, une matière et un programme : "
	    "recevoir la nomenclature (nomen-profile)",
	.fichier = "Nomenclature.xml",
	.archive = "ExportXML_Nomenclature.zip",
};

/* In the order of format_bee_structures' records. */
static const char *const vues_structures[] = { NULL, "bee_division",
	"bee_division_mef", "bee_groupe", "bee_groupe_mef",
	"bee_groupe_division" };
static const struct export structures = {
	.kind = "structures",
	.fmt = &format_bee_structures,
	.roles = ROLE_ETAB,
	.genre = "export-structures",
	.vues = vues_structures,
	.besoin = "SELECT " A_UN("bee_division"),
	.besoin_code = "rien-a-exporter",
	.besoin_dit = "il faut au moins une division ouverte : recevoir les "
	    "structures (sts-import)",
	.fichier = "Structures.xml",
	.archive = "ExportXML_Structures.zip",
};

/* In the order of format_bee_commun's records. */
static const char *const vues_communs[] = { NULL, "bee_commun",
	"bee_calendrier", "bee_periode", "bee_fermeture" };
static const struct export communs = {
	.kind = "communs",
	.fmt = &format_bee_commun,
	.roles = ROLE_ETAB,
	.genre = "export-communs",
	.vues = vues_communs,
	.besoin = "SELECT " A_UN("bee_commun"),
	.besoin_code = "rien-a-exporter",
	.besoin_dit = "les données communes manquent : les importer "
	    "(bee-import)",
	.fichier = "Communs.xml",
	.archive = "ExportXML_Communs.zip",
};

/* In the order of format_import_groupes' records. */
static const char *const vues_groupes[] = { NULL, "bee_lien_eleve",
	"bee_lien_groupe", NULL, NULL };
static const struct export groupes = {
	.kind = "groupes",
	.fmt = &format_import_groupes,
	.roles = ROLE_ETAB,
	.genre = "export-groupes",
	.vues = vues_groupes,
	.besoin = "SELECT " A_UN("bee_lien_eleve"),
	.besoin_code = "rien-a-exporter",
	.besoin_dit = "aucun élève n'est dans un groupe : les y placer "
	    "(repartition, ou bee-import)",
	.notes = "SELECT 'lien-sans-numero', count(DISTINCT rang_eleve) || "
	    "' élève(s) sans ELEVE_ID, sans INE et sans numéro privé ne "
	    "figurent pas dans le fichier ; importer un export de SIECLE' "
	    "FROM bee_lien_groupe WHERE rang_eleve NOT IN (SELECT rang_eleve "
	    "FROM bee_lien_eleve) HAVING count(*) > 0",
	.numerote = 1,
	.fichier = "{uai}ELEGROUPE{annee}{date}.xml",
	.archive = "{uai}ELEGROUPE{annee}{date}.zip",
};
/* clang-format on */

const struct export *const exports_bee[] = { &eleves, &eleves_adresses,
	&responsables, &responsables_adresses, &nomenclature, &structures,
	&communs, &groupes, NULL };

/* What cannot be asked for together. */
static const char *
contradiction(const struct options *o)
{
	if (o->dossier != NULL && o->sortie != NULL)
		return "-o ou --dossier, pas les deux";
	return NULL;
}

int
export_bee_run(const struct options *o, int out, FILE *err)
{
	const struct export *const *p;
	const char *why = contradiction(o);
	struct fault f = { 0 };

	for (p = exports_bee; *p != NULL; p++)
		if (strcmp((*p)->kind, o->argv[0]) == 0)
			break;
	if (*p != NULL && why == NULL)
		return export_run(*p, o, out, err);
	if (why == NULL)
		fault_set(&f, "usage", 0, "%.40s n'est pas un export",
		    o->argv[0]);
	else
		fault_set(&f, "usage", 0, "%s", why);
	report_fault(err, o, "-", &f);
	return fault_status(&f);
}
