/*
 * bord_parties.c - tableau: its parts in the order of the screen.  Each is a
 * view of bord_*.sql, whose columns are named here as they are there.
 */
#include "sconet.h"

#define CACHE BORD_CACHE
/* clang-format off */
static const struct bord_colonne nombres[] = {
	{ "libelle", "Élèves", BORD_TEXTE, 0 },
	{ "nombre", "Nombre", BORD_NOMBRE, 0 },
	{ "cle", NULL, BORD_TEXTE, CACHE },
};

static const struct bord_colonne comptes[] = {
	{ "libelle", "Ce qui est compté", BORD_TEXTE, 0 },
	{ "nombre", "Nombre", BORD_NOMBRE, 0 },
	{ "cle", NULL, BORD_TEXTE, CACHE },
};

static const struct bord_colonne constat[] = {
	{ "libelle", "Étape", BORD_TEXTE, 0 },
	{ "date", "Date", BORD_DATE, 0 },
	{ "effectif", "Effectif", BORD_NOMBRE, 0 },
	{ "remarque", "Remarque", BORD_TEXTE, 0 },
	{ "cle", NULL, BORD_TEXTE, CACHE },
};

static const struct bord_colonne obstacles[] = {
	{ "libelle", "Contrôle", BORD_TEXTE, 0 },
	{ "nombre", "Nombre", BORD_NOMBRE, 0 },
	{ "remede", "Remède", BORD_TEXTE, 0 },
	{ "cle", NULL, BORD_TEXTE, CACHE },
};

static const struct bord_colonne etablissements[] = {
	{ "uai", "UAI", BORD_TEXTE, 0 },
	{ "nom", "Nom", BORD_TEXTE, 0 },
	{ "scolarises", "Scolarisés", BORD_NOMBRE, 0 },
	{ "bloquees", "Fiches bloquées", BORD_NOMBRE, 0 },
	{ "sans_ine", "Sans INE", BORD_NOMBRE, 0 },
	{ "litiges", "Litiges", BORD_NOMBRE, 0 },
	{ "dernier_envoi", "Dernier envoi", BORD_DATE, 0 },
	{ "campagnes_eva", "Campagnes EVA", BORD_NOMBRE, 0 },
	{ "date_constat", "Constat", BORD_DATE, 0 },
	{ "effectif_constat", "Effectif du constat", BORD_NOMBRE, 0 },
};

static const struct bord_colonne divisions[] = {
	{ "division", "Division", BORD_TEXTE, 0 },
	{ "libelle", "Libellé", BORD_TEXTE, 0 },
	{ "prevu", "Prévu", BORD_NOMBRE, 0 },
	{ "effectif", "Effectif", BORD_NOMBRE, 0 },
	{ "ecart", "Écart", BORD_ECART, 0 },
};

static const struct bord_colonne echanges[] = {
	{ "libelle", "Échange", BORD_TEXTE, 0 },
	{ "sens", NULL, BORD_MOT, CACHE },
	{ "etat", "État", BORD_MOT, 0 },
	{ "date", "Date", BORD_DATE, 0 },
	{ "age_jours", "Âge", BORD_AGE, 0 },
	{ "lus", NULL, BORD_NOMBRE, CACHE },
	{ "anomalies", NULL, BORD_NOMBRE, CACHE },
	{ "numero", NULL, BORD_NOMBRE, CACHE },
	{ "genre", NULL, BORD_TEXTE, CACHE },
};

static const struct bord_colonne attentes[] = {
	{ "libelle", "Envoi", BORD_TEXTE, 0 },
	{ "num_envoi", "N°", BORD_NOMBRE, 0 },
	{ "depuis", "Envoyé le", BORD_DATE, 0 },
	{ "age_jours", "Âge", BORD_AGE, 0 },
	{ "retard", "État", BORD_RETARD, 0 },
	{ "remede", "Remède", BORD_TEXTE, 0 },
	{ "numero", NULL, BORD_NOMBRE, CACHE },
	{ "genre", NULL, BORD_TEXTE, CACHE },
};

static const struct bord_colonne retards[] = {
	{ "quoi", "En retard", BORD_TEXTE, 0 },
	{ "depuis", "Depuis le", BORD_DATE, 0 },
	{ "retard_jours", "Retard", BORD_AGE, 0 },
	{ "remede", "Remède", BORD_TEXTE, 0 },
	{ "code", NULL, BORD_TEXTE, CACHE },
};

static const struct bord_colonne semaines[] = {
	{ "semaine", "Semaine du", BORD_DATE, 0 },
	{ "recus", "Reçus", BORD_NOMBRE, 0 },
	{ "emis", "Émis", BORD_NOMBRE, 0 },
};

/* In the order of bord_resume. */
const struct bord_colonne bord_colonnes_resume[] = {
	{ "base", "Base", BORD_TEXTE, 0 },
	{ "role", "Rôle", BORD_MOT, 0 },
	{ "uai", "UAI", BORD_TEXTE, 0 },
	{ "annee", "Année", BORD_TEXTE, 0 },
	{ "etat", "État", BORD_MOT, 0 },
	{ "scolarises", "Scolarisés", BORD_NOMBRE, 0 },
	{ "bloquantes", "Bloquantes", BORD_NOMBRE, 0 },
	{ "dernier_echange", "Dernier échange", BORD_DATE, 0 },
	{ "en_retard", "En retard", BORD_NOMBRE, 0 },
	{ "sans_reponse", "Réponses qui tardent", BORD_NOMBRE, 0 },
};
_Static_assert(NELEM(bord_colonnes_resume) == BORD_COLONNES,
    "bord_colonnes_resume");

#define COLONNES(c) c, NELEM(c)
#define TOUS ROLES
const struct bord_partie bord_parties[] = {
	{ "bee", "État de la BEE au %s", NULL, ROLE_ETAB, "bord_bee",
	    "SELECT jour FROM jour", COLONNES(nombres), BORD_BLOC },
	{ "bea", "État de la BEA, par ses accusés reçus au %s",
	    "aucun accusé reçu", ROLE_ETAB, "bord_bea",
	    "SELECT date FROM bord_bea_au", COLONNES(nombres), BORD_BLOC },
	{ "constat", "Constat de rentrée", NULL, ROLE_ETAB, "bord_constat",
	    NULL, COLONNES(constat), BORD_BLOC },
	{ "constat_national", "Constat national", NULL, ROLE_ETAB,
	    "bord_national", NULL, COLONNES(constat), BORD_BLOC },
	{ "structures", "Structures", NULL, ROLE_STS, "bord_structures", NULL,
	    COLONNES(comptes), BORD_BLOC },
	{ "effectifs", "Effectifs de SCONET au %s", "aucun reçu", ROLE_STS,
	    "bord_effectifs", "SELECT date FROM bord_effectifs_au",
	    COLONNES(comptes), BORD_BLOC },
	{ "academie", "État de la BEA au %s", NULL, ROLE_BEA, "bord_academie",
	    "SELECT jour FROM jour", COLONNES(comptes), BORD_BLOC },
	{ "retards", "Ce qui est en retard", "Rien.", TOUS, "bord_retard",
	    NULL, COLONNES(retards), BORD_ALERTE | BORD_LARGE },
	{ "attentes", "Ce qui attend une réponse", "Rien.", TOUS,
	    "bord_attente", NULL, COLONNES(attentes),
	    BORD_ALERTE | BORD_LARGE },
	{ "obstacles", "Ce qui empêche le constat", "Rien.", ROLE_ETAB,
	    "bord_obstacle", NULL, COLONNES(obstacles), 0 },
	{ "etablissements", "Établissements", "Aucun.", ROLE_BEA,
	    "bord_etablissement", NULL, COLONNES(etablissements), BORD_LARGE },
	{ "echanges", "Dernier échange de chaque genre", "Aucun.", TOUS,
	    "bord_echange", NULL, COLONNES(echanges), 0 },
	{ "divisions", "Effectifs par division", "Aucune division.",
	    ROLE_ETAB | ROLE_STS, "bord_division", NULL, COLONNES(divisions),
	    BORD_BARRES },
	{ "semaines", "Échanges par semaine", "Aucun.", TOUS, "bord_semaine",
	    NULL, COLONNES(semaines), BORD_SEMAINES },
	{ NULL, NULL, NULL, 0, NULL, NULL, NULL, 0, 0 },
};
/* clang-format on */
_Static_assert(NELEM(bord_parties) == BORD_PARTIES + 1, "bord_parties");
