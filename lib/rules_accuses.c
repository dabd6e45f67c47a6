/*
 * rules_accuses.c - answers to what was sent.  Source: ours.  An accusé that
 * cannot be matched is a record rejected, so that the journal tells why.
 */
#include <string.h>

#include "sconet.h"

#define ENVOIS "voir les envois sans réponse : echanges --en-attente"

/* What a class means is said in sconet-accuse(5). */
static int
classe_connue(const char *v)
{
	return strcmp(v, "accepte") == 0 || strcmp(v, "donnees") == 0 ||
	    strcmp(v, "reessayer") == 0;
}

#define ENVOI \
	"EXISTS (SELECT 1 FROM echange e WHERE e.sens = 'emis' AND " \
	"e.num_envoi IS NOT NULL AND "
#define REFUSE(code) "coalesce(s.motif, '') LIKE '" code " :%'"
/* An envelope of nothing, without a number (bea-send, ine-send). */
#define VIDE_ENVOI "s.num_envoi IS NULL AND s.lus = 0 AND s.motif IS NULL"
/*
 * The académie has refused such an envelope of bea-send: what it says to build
 * upon is not there, or the base went back to a copy.
 */
#define VIDE_REFUSE \
	"(s.num_envoi IS NULL AND s.lus = 0 AND s.racine = 'BEA_ELEVES' AND " \
	"(SELECT role FROM base) = 'etab' AND (" REFUSE( \
	    "envoi-inconnu") " OR " REFUSE("envoi-repris") "))"
/* Beside the one académie that has answered a send for good. */
#define AUTRE_BEA \
	"s.emetteur <> (SELECT a.emetteur FROM accuse a WHERE a.role = 'bea' " \
	"AND (a.classe = 'accepte' OR a.gardes > 0) ORDER BY a.envoi LIMIT 1)"
/* The ministry's word on a constat of ours, beside the académie's answer. */
#define NATIONAL \
	"(s.racine = 'CONSTAT_NATIONAL' AND EXISTS (SELECT 1 FROM echange e " \
	"WHERE e.sens = 'emis' AND e.racine = 'CONSTAT' AND e.num_envoi = " \
	"s.num_envoi AND s.sha256 = 'national-' || substr(e.sha256, 1, 55)))"
/* What it answers, where it is shown. */
#define NUMERO "coalesce(s.num_envoi, 'sans numéro')"
/* The send that has this hash; who it went to: role, and UAI of a school. */
#define LE_SIEN \
	"e.sens = 'emis' AND e.num_envoi IS NOT NULL AND e.sha256 = s.sha256"
#define DESTINATAIRES \
	"(VALUES ('effectifs', 'sts'), ('nomenclature-etablissement', " \
	"'sts'), ('dossiers', 'etab'), ('envoi-ine', 'etab'), " \
	"('export-voeux', 'bea'), " \
	"('export-bea', 'bea'), ('export-eva', 'bea'), ('constat', 'bea'))"
/*
 * The answer that was there already, once and for all: to try again later is
 * not another one, it came before.
 */
#define REPONDU \
	"JOIN accuse a ON a.sha256 = s.sha256 AND a.classe <> 'reessayer' "
#define AUTREMENT \
	"((a.classe, a.gardes, a.rejetes) IS NOT (s.classe, s.gardes, " \
	"s.rejetes) AND s.classe <> 'reessayer')"

/* clang-format off */
static const struct rule regles[] = {
	FORME("accuse-classe", G_REJET, "accuse", "classe", classe_connue,
	    "la classe %s de l'accusé n'est pas connue",
	    "redemander l'accusé, ou mettre sconet à jour"),
	ENSEMBLE("accuse-vide", G_NOTE, "accuse", "num_envoi", NULL,
	    "WHERE " VIDE_ENVOI,
	    "l'accusé répond à un envoi vide", "rien n'est à faire"),
	ENSEMBLE("accuse-inconnu", G_REJET, "accuse", "num_envoi", NUMERO,
	    "WHERE NOT (" VIDE_ENVOI ") AND NOT " VIDE_REFUSE " AND NOT " NATIONAL " AND NOT " ENVOI
	    "e.sha256 = s.sha256) AND NOT " ENVOI
	    "e.num_envoi = s.num_envoi AND e.racine = s.racine)",
	    "l'accusé répond à l'envoi %s, que cette base n'a pas fait",
	    "vérifier la base (-b) ; " ENVOIS),
	ENSEMBLE("accuse-autre-contenu", G_REJET, "accuse", "num_envoi", NULL,
	    "WHERE " ENVOI "e.num_envoi = s.num_envoi AND e.racine = "
	    "s.racine) AND NOT " ENVOI
	    "e.sha256 = s.sha256)",
	    "l'envoi %s n'a pas l'empreinte de ce qui a été reçu : le fichier "
	    "a changé en route",
	    "le renvoyer tel qu'il est archivé : echanges -c, puis le numéro "
	    "de l'échange"),
	ENSEMBLE("accuse-autre-numero", G_REJET, "accuse", "num_envoi",
	    "coalesce(s.num_envoi, '?') || ', ' || coalesce(s.racine, '?')",
	    "WHERE EXISTS (SELECT 1 FROM echange e WHERE " LE_SIEN ") AND NOT "
	    "EXISTS (SELECT 1 FROM echange e WHERE " LE_SIEN " AND "
	    "e.num_envoi = coalesce(s.num_envoi, e.num_envoi) AND e.racine = "
	    "coalesce(s.racine, e.racine))",
	    "l'accusé a l'empreinte d'un de nos envois, mais le numéro et la "
	    "racine d'un autre (%s)",
	    "redemander l'accusé au destinataire ; " ENVOIS),
	ENSEMBLE("accuse-autre-emetteur", G_REJET, "accuse", "emetteur",
	    "coalesce(e.num_envoi, 'sans numéro') || ' vient de ' || s.emetteur",
	    "LEFT JOIN echange e ON " LE_SIEN " LEFT JOIN " DESTINATAIRES
	    " d ON d.column1 = e.genre WHERE d.column2 <> s.role OR "
	    "(d.column2 <> 'bea' AND s.emetteur <> coalesce(e.uai, (SELECT uai "
	    "FROM base))) OR (d.column2 = 'bea' AND " AUTRE_BEA ") OR ("
	    VIDE_REFUSE " AND (s.role <> 'bea' OR " AUTRE_BEA "))",
	    "l'accusé de l'envoi %s, à qui il n'a pas été fait",
	    "demander l'accusé à son destinataire ; " ENVOIS),
	ENSEMBLE("accuse-classe-contredite", G_REJET, "accuse", "classe",
	    "coalesce(s.num_envoi, '?') || ' est de la classe ' || s.classe",
	    "WHERE (s.classe = 'accepte' AND (s.rejetes > 0 OR s.gardes < "
	    "s.lus OR EXISTS (SELECT 1 FROM s_accuse_anomalie x WHERE "
	    "x.sha256 = s.sha256 AND x.gravite <> 'note'))) OR (s.classe = "
	    "'reessayer' AND s.gardes > 0) OR (s.classe = 'donnees' AND "
	    "s.motif IS NULL AND s.lus > 0 AND s.gardes >= s.lus AND NOT "
	    "EXISTS (SELECT 1 FROM s_accuse_anomalie x WHERE x.sha256 = "
	    "s.sha256 AND x.gravite <> 'note'))",
	    "l'accusé de l'envoi %s, que ses nombres ou ses anomalies "
	    "contredisent",
	    "redemander l'accusé au destinataire"),
	ENSEMBLE("accuse-contraire", G_REJET, "accuse", "classe",
	    "coalesce(s.num_envoi, '?') || ' est de la classe ' || s.classe",
	    REPONDU "WHERE " AUTREMENT,
	    "l'accusé de l'envoi %s : une autre réponse que celle déjà reçue",
	    "voir echanges, puis demander au destinataire laquelle vaut"),
	ENSEMBLE("accuse-double", G_NOTE, "accuse", "num_envoi", NULL,
	    REPONDU "WHERE NOT (" AUTREMENT ")",
	    "l'accusé de l'envoi %s a déjà été reçu", "rien n'est à faire"),
	ENSEMBLE("accuse-tardif", G_NOTE, "accuse", "num_envoi", NULL,
	    "JOIN echange e ON " LE_SIEN " WHERE "
	    "EXISTS (SELECT 1 FROM envoi_remplace r WHERE r.numero = "
	    "e.numero AND r.remplace IS NOT NULL)",
	    "l'accusé de l'envoi %s vient après qu'un autre l'a remplacé",
	    "c'est la réponse au dernier qui compte ; " ENVOIS),
	/* refused whole: why, and what whoever sent it is to do */
	ENSEMBLE("accuse-repris", G_NOTE, "accuse", "num_envoi", NUMERO,
	    "WHERE " REFUSE("envoi-repris"),
	    "l'envoi %s est refusé, envoi-repris : il ne suit pas ceux que "
	    "l'académie a déjà reçus ; cette base est sans doute rétablie "
	    "d'une copie",
	    "bea-send : rien d'autre à faire, le prochain bea-send envoie toutes "
	    "les fiches ; un constat se déclare de nouveau (constat "
	    "--declarer), une campagne aussi (eva-export --renvoi)"),
	ENSEMBLE("accuse-lacune", G_NOTE, "accuse", "num_envoi", NUMERO,
	    "WHERE " REFUSE("envoi-inconnu"),
	    "l'envoi %s est refusé, envoi-inconnu : il en complète un que "
	    "l'académie n'a pas, ou n'a plus",
	    "rien d'autre à faire : le prochain bea-send envoie toutes les "
	    "fiches"),
	ENSEMBLE("accuse-perime", G_NOTE, "accuse", "num_envoi", NULL,
	    "WHERE " REFUSE("perime"),
	    "l'envoi %s est refusé, perime : le destinataire en a déjà "
	    "intégré un plus récent",
	    "rien à faire"),
	ENSEMBLE("accuse-refus", G_NOTE, "accuse", "num_envoi",
	    "coalesce(s.num_envoi || ', ', '') || s.motif",
	    "WHERE s.classe = 'donnees' AND s.motif IS NOT NULL AND NOT ("
	    REFUSE("envoi-repris") " OR " REFUSE("envoi-inconnu") " OR "
	    REFUSE("perime") ")",
	    "le destinataire refuse tout l'envoi %s",
	    "corriger ce qu'il dit, et renvoyer"),
	ENSEMBLE("accuse-donnees", G_NOTE, "accuse", "num_envoi", NULL,
	    "WHERE s.classe = 'donnees' AND s.motif IS NULL",
	    "le destinataire n'a pas tout pris de l'envoi %s",
	    "echanges, puis le numéro de l'échange, dit quoi ; corriger et "
	    "renvoyer"),
	ENSEMBLE("accuse-reessayer", G_NOTE, "accuse", "num_envoi",
	    "s.num_envoi || coalesce(' (' || s.motif || ')', '')",
	    "WHERE s.classe = 'reessayer' AND s.sha256 NOT IN (SELECT sha256 "
	    "FROM accuse WHERE classe <> 'reessayer')",
	    "le destinataire n'a pas pu traiter l'envoi %s ; les données ne "
	    "sont pas en cause",
	    "le renvoyer plus tard, tel qu'il est : echanges -c, puis le "
	    "numéro de l'échange"),
};
/* clang-format on */

const struct rules rules_accuses = { "accuses", regles, NELEM(regles), NULL,
	NULL };
