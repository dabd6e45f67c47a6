/*
 * exports.c - the files that go out: which format, which views, what must be
 * there first, and their usual names; those of bee-export first.
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

/* The twelve lists of a nomenclature, each a record of its format. */
#define LISTES(vue) vue, vue, vue, vue, vue, vue, vue, vue, vue, vue, vue, vue
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
static const char *const vues_nomenclature[] = { NULL, "bee_mef",
	"bee_matiere", "bee_programme", "bee_option_obligatoire",
	LISTES("bee_nomenclature") };
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
	.numerote = NUMERO_TOUJOURS,
	.fichier = "{uai}ELEGROUPE{annee}{date}.xml",
	.archive = "{uai}ELEGROUPE{annee}{date}.zip",
};

/* Event E: in the order of format_effectifs' records. */
static const char *const vues_effectifs[] = { NULL, "effectif_total",
	"effectif_structure", "effectif_mef", "effectif_sexe" };

const struct export export_effectifs = {
	.fmt = &format_effectifs,
	.genre = "effectifs",
	.roles = ROLE_ETAB,
	.numerote = 1,
	.vues = vues_effectifs,
	.prepare = prepare_jour,
	.du_jour = 1,
	.besoin = "SELECT " A_UN("eleve_scolarise"),
	.besoin_code = "rien-a-compter",
	.besoin_dit = "un élève compte s'il a un MEF, une division ouverte et "
	    "pas de date de sortie à ce jour",
	.notes =
	    "SELECT 'eleves-division-fermee', 'division ' || code_structure "
	    "|| ' fermée : ' || count(*) || ' élève(s) y restent et ne sont "
	    "pas comptés ; les déplacer : repartition --remplace ' || CASE "
	    "WHEN instr(code_structure, ' ') THEN '\"' || code_structure || "
	    "'=NOUVELLE\"' ELSE code_structure || '=NOUVELLE' END FROM "
	    "eleve_division_fermee GROUP BY code_structure",
};

/* Event B: in the order of format_bee_nomenclatures' records. */
static const char *const vues_nomenclatures[] = { NULL, "mef_profile",
	"matiere_profile", "programme_profile", "option_obligatoire_profile",
	LISTES("nomenclature_profile") };

const struct export export_nomenclatures = {
	.fmt = &format_bee_nomenclatures,
	.genre = "nomenclature-etablissement",
	.roles = ROLE_ETAB,
	.numerote = 1,
	.vues = vues_nomenclatures,
	.besoin = "SELECT EXISTS (SELECT 1 FROM mef WHERE mef_selectionne = 1 "
	    "AND ferme = 0)",
	.besoin_code = "selection-vide",
	.besoin_dit = "ni par un profil, ni avant",
	.notes =
	    "SELECT 'etp-heures', 'MEF ' || code_mef || ' : heures prévues ' "
	    "|| printf('%.2f', prevues) || ', heures saisies ' || "
	    "printf('%.2f', saisies) || ' ; corriger etp dans le profil, puis "
	    "nomen-profile --profiler' FROM etp_mef WHERE abs(prevues - "
	    "saisies) > 0.001",
	.profil = 1,
};

/* Event D2, from STS-WEB: in the order of format_sts_edt's records. */
static const char *const vues_de_sts[] = { "sts_parametres", NULL,
	"sts_civilite", NULL, NULL, "sts_mod_cours", "sts_matiere", "sts_mef",
	"sts_programme", NULL, "sts_individu", "sts_prof_princ",
	"sts_discipline", "sts_division", "sts_division_mef", "sts_service",
	"sts_service_enseignant", "sts_groupe", "sts_groupe_division",
	"sts_groupe_mef", "sts_service", "sts_service_enseignant" };

const struct export export_sts = {
	.fmt = &format_sts_edt,
	.genre = "sts-emp",
	.roles = ROLE_STS,
	.vues = vues_de_sts,
	.besoin = "SELECT EXISTS (SELECT 1 FROM division WHERE ferme = 0)",
	.besoin_code = "sans-division",
	.besoin_dit = "la base de STS-WEB n'en a pas",
	.notes =
	    "SELECT 'individu-sans-nom', count(*) || ' enseignant(s) de "
	    "l''emploi du temps, inconnus de STS-WEB, ne sont pas dans le "
	    "fichier ; recevoir les individus : sts-recv avec un fichier "
	    "sts_emp' FROM individu WHERE nom_usage IS NULL HAVING count(*) > "
	    "0",
	.fichier = "sts_emp_{uai}_{annee}.xml",
};

/* Event B, from the académie: the whole set, selected by nobody yet. */
static const char *const vues_ban[] = { NULL, "ban_mef", "bee_matiere",
	"bee_programme", "bee_option_obligatoire",
	LISTES("bee_nomenclature") };

const struct export export_ban = {
	.fmt = &format_bee_nomenclatures,
	.genre = "ban-nomenclatures",
	.roles = ROLE_BEA,
	.vues = vues_ban,
	.destine = 1,
	.besoin = "SELECT " A_UN("ban_mef") " AND " A_UN("bee_programme"),
	.besoin_code = "rien-a-exporter",
	.besoin_dit = "la base n'a pas de nomenclature : la recevoir avec "
	    "nomen-profile --recevoir",
	.fichier = "Nomenclature_{uai}_{annee}.xml",
};

/* Event C: in the order of format_voeux's records. */
static const char *const vues_voeux_c[] = { NULL, "envoi_voeux_eleve",
	"envoi_voeu", "envoi_voeu_option", NULL, NULL, NULL, NULL, NULL };
#define DES_VOEUX \
	.fmt = &format_voeux, \
	.roles = ROLE_ETAB, \
	.besoin = "SELECT EXISTS (SELECT 1 FROM voeu_concerne WHERE a_voeu)", \
	.besoin_code = "rien-a-exporter", \
	.besoin_dit = "aucun élève présent n'a de vœu : les donner avec " \
	    "voeux-import", \
	.notes = \
	    "SELECT 'eleve-sans-voeu', 'élève ' || eleve_id || coalesce(' (' " \
	    "|| code_structure || ')', '') || ' : aucun vœu ; le donner avec " \
	    "voeux-import' FROM voeu_manque UNION ALL SELECT " \
	    "'campagne-depassee', 'élève ' || eleve_id || coalesce(' (' || " \
	    "code_structure || ')', '') || ' : ' || nombre || ' vœux, la " \
	    "campagne en a ' || voeux_max || ' ; ils partent tous : les " \
	    "corriger avec voeux-import' FROM voeu_en_trop"

const struct export export_voeux = {
	.genre = "export-voeux",
	.vues = vues_voeux_c,
	.numerote = 1,
	.fichier = "Voeux_{uai}_{annee}.xml",
	DES_VOEUX,
};
const struct export export_voeux_liste = {
	.genre = "liste-voeux",
	.liste = "voeux_liste",
	.fichier = "Voeux_{uai}_{annee}.csv",
	DES_VOEUX,
};

/* C3: in the order of format_affectations' records. */
static const char *const vues_resultats[] = { NULL, "envoi_resultat", NULL,
	NULL, NULL };
static const char *const vues_arrivees[] = { NULL, "envoi_arrivee", NULL,
	NULL, NULL };

/* What is sent is in the archive. */
#define DECISIONS_EN_COURS "DELETE FROM decision; DELETE FROM destinataire"

const struct export export_affectations = {
	.fmt = &format_affectations,
	.genre = "envoi-affectations",
	.roles = ROLE_BEA,
	.vues = vues_resultats,
	.en_cours = DECISIONS_EN_COURS,
	.destine = 1,
	.besoin = "SELECT " A_UN("envoi_resultat"),
	.besoin_code = "rien-a-exporter",
	.besoin_dit = "aucune décision n'est d'un élève de cet établissement",
	.notes =
	    "SELECT 'eleve-sans-decision', 'élève ' || eleve_id || ' : des "
	    "vœux, et aucune décision' FROM voeu_sans_decision",
	.fichier = "Affectations_{uai}_{annee}.xml",
};
const struct export export_arrivees = {
	.fmt = &format_affectations,
	.genre = "envoi-arrivees",
	.roles = ROLE_BEA,
	.vues = vues_arrivees,
	.en_cours = DECISIONS_EN_COURS,
	.destine = 1,
	.suivante = 1,
	.besoin = "SELECT " A_UN("envoi_arrivee"),
	.besoin_code = "rien-a-exporter",
	.besoin_dit = "aucune décision n'affecte un élève d'ailleurs dans cet "
	    "établissement",
	.fichier = "Arrivees_{uai}_{annee}.xml",
};

/* Event C: in the order of format_dossiers' records; the rest is of no file. */
static const char *const vues_des_dossiers[16] = { NULL, "dossier_eleve",
	"dossier_scolarite", "dossier_situation", "dossier_option",
	"dossier_adresse", "dossier_personne", "dossier_responsable" };

static const char *const dossiers_envoyes[] = {
	"INSERT OR REPLACE INTO dossier_envoye SELECT d.eleve_id, x.uai, "
	"x.numero FROM depart d JOIN echange x WHERE x.numero = ?1",
	NULL
};

const struct export export_dossiers = {
	.fmt = &format_dossiers,
	.genre = "dossiers",
	.roles = ROLE_ETAB,
	.numerote = 1,
	.suivante = 1,
	.destine = 1,
	.vues = vues_des_dossiers,
	.envoye = dossiers_envoyes,
	.en_cours = "DELETE FROM depart",
	.besoin = "SELECT " A_UN("depart"),
	.besoin_code = "rien-a-exporter",
	.besoin_dit = "aucun élève n'est connu pour aller dans cet "
	    "établissement : recevoir les résultats d'affectation "
	    "(affect-import), ou en donner la liste avec -l",
	.notes = "SELECT code, texte FROM dossier_manque",
	.fichier = "Dossiers_{origine}_{uai}_{annee}.xml",
};

/* Event F: in the order of format_bea_eleves' records. */
static const char *const vues_bea_f[] = { NULL, "envoi_bea_etablissement",
	"envoi_bea_eleve", "envoi_bea_structure", "envoi_bea_option",
	"envoi_bea_responsable", NULL };

/* The journal knows who was in a numbered send (view acquis). */
#define TRANSFERT(element, cle, de) \
	"INSERT INTO transfert SELECT '" element "', " cle ", ?1 FROM " de
static const char *const bea_envoyes[] = {
	TRANSFERT("bea_eleve", "b.uai || '/' || d.eleve_id",
	    "depart d JOIN base b"),
	NULL
};

const struct export export_bea = {
	.fmt = &format_bea_eleves,
	.genre = "export-bea",
	.roles = ROLE_ETAB,
	.numerote = 1,
	.vues = vues_bea_f,
	.envoye = bea_envoyes,
	.en_cours = "DELETE FROM depart; DELETE FROM envoi_bea",
	.prepare = prepare_jour,
	.besoin = "SELECT " A_UN("depart"),
	.vide = 1,
	.besoin_code = "rien-a-envoyer",
	.besoin_dit = "l'académie a déjà toutes les fiches qui peuvent partir",
	.notes =
	    "SELECT 'envoi-entier', 'l''académie a refusé l''envoi ' || "
	    "r.num_envoi || ' (' || substr(r.motif, 1, instr(r.motif, ' : ') "
	    "- 1) || ') : toutes les fiches repartent' FROM bea_rompu r WHERE "
	    "r.envoi IS NOT NULL AND EXISTS (SELECT 1 FROM depart) AND NOT EXISTS (SELECT 1 FROM acquis q WHERE q.element = "
	    "'bea_eleve' AND q.envoi > r.envoi)",
	.fichier = "Bea_{uai}_{annee}.xml",
};

/* Event G: in the order of format_bea_ine's records. */
static const char *const vues_ine[] = { NULL, "envoi_ine_etablissement",
	"envoi_ine", NULL };

static const char *const ine_envoyes[] = {
	TRANSFERT("ine_recu", "uai || '/' || eleve_id", "ine_a_envoyer"),
	NULL
};

const struct export export_ine = {
	.fmt = &format_bea_ine,
	.genre = "envoi-ine",
	.roles = ROLE_BEA,
	.numerote = 1,
	.destine = 1,
	.change = 1,
	.vues = vues_ine,
	.envoye = ine_envoyes,
	.en_cours = "DELETE FROM destinataire",
	.besoin = "SELECT " A_UN("ine_a_envoyer"),
	.vide = 1,
	.besoin_code = "rien-a-envoyer",
	.besoin_dit = "l'établissement sait déjà tout de ses immatriculations",
	.notes =
	    "SELECT 'eleves-sortis-sans-ine', n || ' élève(s) sortis sans INE : "
	    "aucun numéro ne leur est donné (' || ids || iif(n > 10, ', …)', "
	    "')') FROM (SELECT count(*) AS n, (SELECT group_concat(eleve_id, "
	    "', ') FROM (SELECT e.eleve_id FROM destinataire JOIN bea_eleve e "
	    "USING (uai) LEFT JOIN immatriculation i USING (uai, eleve_id) "
	    "WHERE e.id_national IS NULL AND i.uai IS NULL ORDER BY 1 LIMIT "
	    "10)) AS ids FROM destinataire JOIN bea_eleve e USING (uai) LEFT "
	    "JOIN immatriculation i USING (uai, eleve_id) WHERE e.id_national "
	    "IS NULL AND i.uai IS NULL) WHERE n > 0",
	.fichier = "Ine_{uai}_{annee}.xml",
};

/* Event H: in the order of format_eva's records. */
static const char *const vues_eva_h[] = { NULL, "envoi_eva",
	"envoi_eva_ligne", NULL };
static const char *const eva_envoyes[] = {
	"INSERT INTO eva_envoi SELECT ?1, campagne, envoi FROM eva_en_cours",
	NULL
};
#define DES_EVA \
	.fmt = &format_eva, \
	.roles = ROLE_ETAB, \
	.prepare = prepare_jour, \
	.envoye = eva_envoyes, \
	.en_cours = "DELETE FROM eva_en_cours; DELETE FROM eva_correction", \
	.besoin = "SELECT " A_UN("eva_calcul"), \
	.besoin_code = "rien-a-exporter", \
	.besoin_dit = "aucune division n'a de MEF : recevoir les structures " \
	    "(sts-import)", \
	.notes = \
	    "SELECT 'eva-ecarts', count(*) || ' effectif(s) corrigé(s) ; écart " \
	    "total ' || format('%+d', sum(declare - calcule)) FROM " \
	    "eva_declaration WHERE declare <> calcule HAVING count(*) > 0"

const struct export export_eva = {
	.genre = "export-eva",
	.numerote = 1,
	.vues = vues_eva_h,
	.fichier = "Eva_{uai}_{annee}.xml",
	DES_EVA,
};
const struct export export_eva_liste = {
	.genre = "liste-eva",
	.liste = "eva_liste",
	.vues = vues_eva_h,
	.fichier = "Eva_{uai}_{annee}.csv",
	DES_EVA,
};

/* Event I: in the order of format_constat's records. */
static const char *const vues_constat_i[] = { NULL, "envoi_constat",
	"envoi_constat_controle", "envoi_constat_ligne", NULL };

/* What was declared is kept, for the next one to say what has changed. */
static const char *const constat_envoye[] = {
	"INSERT INTO constat_envoi SELECT ?1, declaration, effectif FROM "
	"envoi_constat",
	"INSERT OR REPLACE INTO constat_precedent SELECT code_mef, code_sexe, "
	"code_regime, code_statut, effectif FROM envoi_constat_ligne",
	"DELETE FROM constat_precedent WHERE effectif = 0",
	NULL
};

const struct export export_constat = {
	.fmt = &format_constat,
	.genre = "constat",
	.roles = ROLE_ETAB,
	.numerote = 1,
	.du_jour = 1,
	.vues = vues_constat_i,
	.prepare = prepare_jour,
	.envoye = constat_envoye,
	.en_cours = "DELETE FROM constat_en_cours; DELETE FROM constat_controle",
	.besoin = "SELECT " A_UN("eleve_scolarise"),
	.besoin_code = "rien-a-compter",
	.besoin_dit = "un élève compte s'il a un MEF, une division ouverte et "
	    "pas de date de sortie à ce jour",
	.fichier = "Constat_{uai}_{annee}.xml",
};

/* Event I, the ministry's: a table of that one export (ministere.c). */
static const char *const vues_ministere[] = { NULL, "envoi_ministere", NULL };

const struct export export_ministere = {
	.fmt = &format_accuse,
	.genre = "ministere",
	.roles = ROLE_BEA,
	.destine = 1,
	.vues = vues_ministere,
	.besoin = "SELECT " A_UN("envoi_ministere"),
	.besoin_code = "rien-a-exporter",
	.besoin_dit = "cet établissement n'a pas déclaré son constat",
	.fichier = "Ministere_{uai}_{annee}.xml",
};

/* Event A: in the order of format_bascule's records. */
#define CEUX_QUI_PASSENT \
	"bascule_eleve", "bascule_scolarite", "bascule_situation", \
	    "bascule_option", "bascule_adresse", "bascule_personne", \
	    "bascule_responsable"
static const char *const vues_bascule_a[] = { NULL, "bascule_mef",
	"bascule_matiere", "bascule_programme", "bascule_option_obligatoire",
	LISTES("bascule_nomenclature"), "bascule_selection",
	"etp", "commun", CEUX_QUI_PASSENT, "bascule_reste",
	"passage_rejete", "passage_ignore", "passage_note" };

const struct export export_bascule = {
	.fmt = &format_bascule,
	.genre = "bascule",
	.roles = ROLE_ETAB,
	.vues = vues_bascule_a,
	.suivante = 1,
	.notes =
	    "SELECT 'envoi-sans-accuse', 'envoi ' || numero || ' (' || genre "
	    "|| ') sans accusé de réception ; voir echanges --en-attente' "
	    "FROM envoi_en_attente WHERE remplace IS NULL AND EXISTS (SELECT "
	    "1 FROM accuse)",
};

/* In the order of format_complement's records. */
static const char *const vues_complement[] = { NULL, CEUX_QUI_PASSENT,
	"complement_numero" };

const struct export export_complement = {
	.fmt = &format_complement,
	.genre = "bascule-complement",
	.roles = ROLE_ETAB,
	.vues = vues_complement,
	.suivante = 1,
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
