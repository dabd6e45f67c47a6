/*
 * controle_questions.c - sconet-check: what one query can tell of what a base
 * holds, and no rule of an import says.  Details never name a person.
 */
#include "sconet.h"

/* clang-format off */
/* A record of an académie, without a word of who it is. */
#define QUI(t) t ".uai || '/' || " t ".eleve_id"
#define DIT_MEME(t) \
	"EXISTS (SELECT 1 FROM litige l WHERE l.decision = 'meme' AND ((l.uai, " \
	"l.eleve_id) = (" t ".uai, " t ".eleve_id) OR (l.autre_uai, " \
	"l.autre_id) = (" t ".uai, " t ".eleve_id)))"
#define ADRESSE_PERDUE(t) \
	t ".adresse_id IS NOT NULL AND " t ".adresse_id NOT IN (SELECT " \
	"adresse_id FROM adresse) AND " t ".cree " \
	"NOT IN (SELECT numero FROM echange WHERE genre IN ('bascule', " \
	"'bascule-complement')) AND CAST(" t ".adresse_id AS TEXT) NOT IN " \
	"(SELECT valeur FROM anomalie WHERE code IN ('adresse-inconnue', " \
	"'responsable-adresse') AND valeur IS NOT NULL)"
#define D_UNE_AUTRE(table) \
	{ "ecole-autre", "SELECT '" table " de ' || t.uai || ', échange ' || " \
	    "e.numero || ' de ' || coalesce(e.uai, '?') || ', lignes ' || " \
	    "count(*) FROM " table " t JOIN echange e ON e.numero = t.cree " \
	    "WHERE e.uai IS NOT t.uai GROUP BY t.uai, e.numero", table }
static const struct question {
	const char *code, *sql;
	const char *table; /* asked of bases that have it; NULL: of all */
} questions[] = {
	{ "integrite", "SELECT integrity_check FROM pragma_integrity_check "
	    "WHERE integrity_check <> 'ok'", NULL },
	{ "reference", "SELECT \"table\" || ' vers ' || parent || ' : ' || "
	    "count(*) FROM pragma_foreign_key_check GROUP BY \"table\", "
	    "parent", NULL },
	{ "base-identite", "SELECT 'année du ' || date_debut || ' au ' || "
	    "date_fin FROM base WHERE date_debut >= date_fin", NULL },
	{ "base-identite", "SELECT 'année ou dates mal formées' FROM base "
	    "WHERE annee NOT GLOB '[0-9][0-9][0-9][0-9]' OR date(date_debut) "
	    "IS NOT date_debut OR date(date_fin) IS NOT date_fin", NULL },
	{ "base-identite", "SELECT 'UAI mal formé' FROM base WHERE role <> "
	    "'bea' AND uai NOT GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9]"
	    "[A-Z]'", NULL },
	/* a reader's SQLite does not look at CHECK */
	{ "base-identite", "SELECT 'état ' || etat FROM base WHERE etat NOT "
	    "IN ('preparation', 'courante', 'terminee')", NULL },
	{ "base-identite", "SELECT 'la ligne de la table compte manque' WHERE "
	    "NOT EXISTS (SELECT 1 FROM compte)", "compte" },
	{ "echange-cite", "SELECT 'base, profilage ' || profilage FROM base "
	    "WHERE profilage NOT IN (SELECT numero FROM echange)", NULL },
	{ "journal-trou", "SELECT 'le journal est vide' WHERE NOT EXISTS "
	    "(SELECT 1 FROM echange)", NULL },
	{ "journal-trou", "SELECT 'après le ' || avant || ' vient le ' || "
	    "numero FROM (SELECT numero, lag(numero, 1, 0) OVER (ORDER BY "
	    "numero) AS avant FROM echange) WHERE numero <> avant + 1", NULL },
	/* what nomen-profile remarks is counted, and said, but not kept */
	{ "journal-comptes", "SELECT 'échange ' || numero || ', anomalies ' "
	    "|| anomalies || ', conservées ' || n FROM (SELECT numero, sens, "
	    "anomalies, (SELECT count(*) FROM anomalie a WHERE a.echange = "
	    "numero) AS n FROM echange) WHERE n > anomalies OR (n < anomalies "
	    "AND sens = 'recu')", NULL },
	/* a record that was modified has a change or more */
	{ "journal-comptes", "SELECT 'échange ' || numero || ', modifiés ' || "
	    "modifies || ', changements ' || n FROM (SELECT numero, change, "
	    "modifies, (SELECT count(*) FROM changement c WHERE c.echange = "
	    "numero) AS n FROM echange) WHERE (change = 1 AND n < modifies) "
	    "OR (change = 0 AND n > 0)", NULL },
	{ "journal-autre-base", "SELECT 'échanges ' || count(*) || ', le "
	    "premier ' || min(numero) FROM echange e, base b WHERE e.change = "
	    "1 AND ((e.uai <> b.uai AND b.role <> 'bea') OR e.annee <> "
	    "b.annee) HAVING count(*) > 0", NULL },
	/* where a file without addresses came in, that was noted */
	{ "adresse-perdue", "SELECT 'élèves ' || count(*) || ', dont ' || "
	    "min(eleve_id) FROM eleve e WHERE " ADRESSE_PERDUE("e")
	    " HAVING count(*) > 0", "eleve" },
	{ "adresse-perdue", "SELECT 'responsables ' || count(*) || ', dont ' "
	    "|| min(personne_id) FROM personne e WHERE " ADRESSE_PERDUE("e")
	    " HAVING count(*) > 0", "personne" },

	/* An académie: its numbers. */
	{ "numero-national", "SELECT 'un même numéro pour deux personnes, "
	    "fiches ' || " QUI("s") " || ' et ' || " QUI("b") " FROM "
	    "bea_eleve s JOIN bea_eleve b ON b.id_national = s.id_national "
	    "AND (b.uai, b.eleve_id) > (s.uai, s.eleve_id) WHERE coalesce("
	    ACCORD ", 0) < 2 AND NOT " DIT_MEME("s") " AND NOT " DIT_MEME("b")
	    /* one for all is as many pairs as pupils twice */
	    " LIMIT 20",
	    "litige" },
	{ "numero-national", "SELECT 'mal formé, ou de clé fausse, fiche ' || "
	    QUI("a") " FROM attribution a WHERE substr(id_national, 1, 9) <> "
	    "format('%09d', numero) OR length(id_national) <> 11 OR NOT "
	    "ine_juste(id_national)", "attribution" },
	{ "numero-national", "WITH p (numero, debut, fin) AS MATERIALIZED "
	    "(SELECT numero, "
	    "substr(options, instr(options, '--plage ') + 8, 9) + 0, "
	    "substr(options, instr(options, '--plage ') + 18, 9) + 0 FROM "
	    "echange WHERE genre = 'envoi-ine' AND instr(options, '--plage ') "
	    "> 0) SELECT 'hors de la plage de son échange, fiche ' || "
	    QUI("a") " FROM attribution a LEFT JOIN p ON p.numero = (SELECT "
	    "max(x.numero) FROM p x WHERE x.numero <= a.echange) WHERE "
	    "a.numero NOT BETWEEN p.debut AND p.fin OR p.numero IS NULL "
	    "UNION ALL SELECT 'la plage n''est pas celle du dernier échange "
	    "qui en donne une' FROM plage g LEFT JOIN p ON p.numero = (SELECT "
	    "max(x.numero) FROM p x) WHERE (g.debut, g.fin) IS NOT (p.debut, "
	    "p.fin)", "plage" },
	{ "numero-national", "SELECT 'donné à une fiche que la base n''a "
	    "pas, ' || " QUI("a") " FROM attribution a WHERE (uai, eleve_id) "
	    "NOT IN (SELECT uai, eleve_id FROM bea_eleve)", "attribution" },
	{ "numero-national", "SELECT 'plusieurs donnés à la même fiche, ' || "
	    QUI("a") " FROM attribution a GROUP BY uai, eleve_id HAVING "
	    "count(*) > 1", "attribution" },
	{ "numero-national", "SELECT 'donné par un échange qui n''en donne "
	    "pas, fiche ' || " QUI("a") " FROM attribution a WHERE echange NOT "
	    "IN (SELECT numero FROM echange WHERE genre = 'envoi-ine')",
	    "attribution" },
	{ "immatriculation", "SELECT 'état ' || etat || ', fiche ' || "
	    QUI("i") " FROM immatriculation i WHERE CASE WHEN etat IN "
	    "('ATTRIBUE', 'RETROUVE') THEN id_national IS NULL WHEN etat IN "
	    "('LITIGE', 'ERREUR') THEN id_national IS NOT NULL ELSE 1 END",
	    "immatriculation" },
	{ "immatriculation", "SELECT 'numéro qui n''a pas été donné, fiche ' "
	    "|| " QUI("i") " FROM immatriculation i WHERE etat = 'ATTRIBUE' "
	    "AND NOT EXISTS (SELECT 1 FROM attribution a WHERE a.id_national = "
	    "i.id_national AND (a.uai, a.eleve_id) = (i.uai, i.eleve_id))",
	    "attribution" },
	{ "immatriculation", "SELECT 'litige avec une fiche que la base n''a "
	    "pas, fiche ' || " QUI("l") " FROM litige l WHERE (autre_uai, "
	    "autre_id) NOT IN (SELECT uai, eleve_id FROM bea_eleve)",
	    "litige" },
	{ "immatriculation", "SELECT 'litige, décision inconnue, fiche ' || "
	    QUI("l") " FROM litige l WHERE decision NOT IN ('meme', "
	    "'distinct')", "litige" },
	{ "bea-cles", "SELECT 'fiches ' || count(*) || ', dont ' || min("
	    QUI("e") ") FROM bea_eleve e WHERE naissance IS NOT "
	    "naissance(date_naiss) OR noms IS NOT noms(nom_de_famille, "
	    "prenom) HAVING count(*) > 0", "bea_eleve" },

	/* Its schools. */
	{ "ecole-sans-envoi", "SELECT 'établissement ' || uai || ', fiches ' "
	    "|| count(*) FROM bea_eleve WHERE uai NOT IN (SELECT uai FROM "
	    "bea_envoi) GROUP BY uai", "bea_eleve" },
	{ "ecole-sans-envoi", "SELECT 'établissement ' || uai || ', envoi ' "
	    "|| coalesce(numero, '?') FROM bea_envoi v WHERE NOT EXISTS "
	    "(SELECT 1 FROM echange e WHERE e.uai = v.uai AND e.genre = "
	    "'bea-eleves' AND e.change = 1 AND e.num_envoi IS v.numero)",
	    "bea_envoi" },
	{ "ecole-inconnue-ici", "SELECT DISTINCT 'établissement ' || uai FROM "
	    "(SELECT uai FROM bea_envoi UNION SELECT uai FROM eva UNION SELECT "
	    "uai FROM constat) WHERE uai NOT IN (SELECT uai FROM bea_etab)",
	    "bea_etab" },
	D_UNE_AUTRE("bea_eleve"), D_UNE_AUTRE("bea_envoi"),
	D_UNE_AUTRE("bea_etab"), D_UNE_AUTRE("voeux_eleve"),
	D_UNE_AUTRE("eva"), D_UNE_AUTRE("constat"),
	/* what did not add up when it came in was noted */
	{ "total-faux", "SELECT 'constat de ' || uai || ', effectif ' || "
	    "effectif || ', lignes ' || n FROM (SELECT c.uai, c.effectif, "
	    "(SELECT coalesce(sum(l.effectif), 0) FROM constat_ligne l WHERE l.uai = "
	    "c.uai) AS n FROM constat c) WHERE n <> effectif AND uai NOT IN "
	    "(SELECT cle FROM anomalie WHERE code = 'constat-total-faux')",
	    "constat_ligne" },
	{ "total-faux", "SELECT 'effectifs EVA de ' || uai || ', campagne ' || "
	    "campagne || ', déclaré ' || declare || ', lignes ' || n FROM "
	    "(SELECT v.uai, v.campagne, v.declare, (SELECT coalesce(sum(l.declare), "
	    "0) FROM eva_ligne l WHERE l.uai = v.uai AND l.campagne = "
	    "v.campagne) AS n FROM eva v) WHERE n <> declare AND uai || '/' "
	    "|| campagne NOT IN (SELECT cle FROM anomalie WHERE code = "
	    "'eva-total-faux')", "eva_ligne" },
};
/* clang-format on */

static int
ask(struct controle *c, const void *arg, struct fault *f)
{
	const struct question *q = arg;
	int64_t la = 1;

	if (q->table != NULL && controle_a(c, q->table, &la, f) == -1)
		return -1;
	return la ? controle_chaque(c, q->code, q->sql, f) : 0;
}

int
controle_questions(struct controle *c, struct fault *f)
{
	size_t i;

	for (i = 0; i < NELEM(questions); i++)
		if (controle_partie(c, ask, &questions[i], f) == -1)
			return -1;
	return 0;
}
