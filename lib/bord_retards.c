/*
 * bord_retards.c - tableau: what should have been done by now, and with which
 * command.
 *
 * The field has no calendar of its exchanges; a few dates and habits are
 * known (the manual says from where), the delays are ours.
 */
#include <string.h>

#include "sconet.h"

/*
 * sql gives for each thing that is late: the day since when, what %s of quoi
 * stands for, and what that of remede; it counts delai days later.
 */
struct retard {
	const char *code; /* stable, ours */
	unsigned roles;
	const char *etats;         /* of bases that it is asked of */
	int delai;                 /* days */
	int apres;                 /* also, and only, when the year is over */
	const char *quoi, *remede; /* French clauses */
	const char *sql;
};

#define COURANTE "courante"
#define OUVERTES "preparation courante"
/* The last exchange of that genre, since the school is open. */
#define DERNIER(genre) \
	"max(a.reprise, coalesce((SELECT max(substr(date_echange, 1, 10)) " \
	"FROM echange WHERE genre = '" genre "' AND statut < 64), ''))"
#define JAMAIS(genre) \
	"NOT EXISTS (SELECT 1 FROM echange WHERE genre = '" genre \
	"' AND change = 1)"
/* At most five of them, and how many more there are. */
#define CEUX(colonne) \
	"iif(count(*) <= 5, group_concat(" colonne ", ', '), count(*) || " \
	"' établissements')"

/* clang-format off */
static const struct retard retards[] = {
	{ "nomenclature", ROLE_ETAB | ROLE_BEA, OUVERTES, 0, 0,
	    "les nomenclatures de l'académie ne sont pas reçues",
	    "les demander, puis nomen-profile < Nomenclature.xml",
	    "SELECT date(date_debut, '-2 months'), NULL, NULL FROM base WHERE "
	    JAMAIS("nomenclature-academique") },
	{ "profilage", ROLE_ETAB, OUVERTES, 7, 0,
	    "la nomenclature reçue n'est pas profilée",
	    "nomen-profile --profiler -p PROFIL",
	    "SELECT substr(min(e.date_echange), 1, 10), NULL, NULL FROM base b "
	    "JOIN echange e WHERE e.genre = 'nomenclature-academique' AND "
	    "e.change = 1 AND e.numero > coalesce(b.profilage, 0) HAVING "
	    "count(*) > 0" },
	{ "rentree", ROLE_ETAB, "preparation", 0, 0,
	    "la base est encore en préparation",
	    "sconet-bascule --rentree ANCIENNE NOUVELLE",
	    "SELECT rentree, NULL, NULL FROM bord_annee" },
	{ "structures", ROLE_ETAB, COURANTE, 0, 0,
	    "aucune division n'est reçue de STS-WEB",
	    "STS-WEB, Exports / Structure ; puis sts-import",
	    "SELECT rentree, NULL, NULL FROM bord_annee WHERE NOT EXISTS "
	    "(SELECT 1 FROM division WHERE ferme = 0)" },
	{ "eleves", ROLE_ETAB, COURANTE, 0, 0,
	    "la base n'a aucun élève",
	    "bee-import < ElevesAvecAdresses.xml",
	    "SELECT rentree, NULL, NULL FROM bord_annee WHERE NOT EXISTS "
	    "(SELECT 1 FROM eleve)" },
	{ "effectifs", ROLE_ETAB, COURANTE, 3, 0,
	    "les effectifs ne partent plus vers STS-WEB",
	    "effectifs-export, chaque soir",
	    "SELECT " DERNIER("effectifs") ", NULL, NULL FROM bord_annee a "
	    "WHERE EXISTS (SELECT 1 FROM eleve_scolarise)" },
	{ "fiches-bea", ROLE_ETAB, COURANTE, 3, 0,
	    "%s fiche(s) modifiée(s) ne sont pas parties vers la BEA",
	    "bea-send, chaque soir",
	    "SELECT max(max(a.reprise), substr(min(e.date_echange), 1, 10)), "
	    "count(*), NULL FROM bord_annee a JOIN bord_a_envoyer v JOIN "
	    "echange e ON e.numero = v.echange HAVING count(*) > 0" },
	{ "fiches-rejetees", ROLE_ETAB, COURANTE, 7, 0,
	    "%s fiche(s) rejetée(s) par la BEA ne sont pas corrigées",
	    "echanges --erreurs, puis saisie",
	    "SELECT min(date), count(DISTINCT eleve_id), NULL FROM "
	    "bord_rejetee HAVING count(*) > 0" },
	{ "sans-ine", ROLE_ETAB, COURANTE, 15, 0,
	    "%s élève(s) que la BEA connaît n'ont pas d'INE",
	    "demander leurs numéros à l'académie, puis ine-import",
	    "SELECT min(substr(a.date_reception, 1, 10)), count(DISTINCT "
	    "s.eleve_id), NULL FROM eleve_scolarise s JOIN eleve e USING "
	    "(eleve_id) JOIN bord_acquise q USING (eleve_id) JOIN accuse a ON "
	    "a.envoi = q.envoi WHERE e.id_national IS NULL HAVING count(*) > "
	    "0" },
	{ "eva", ROLE_ETAB, OUVERTES, 0, 0,
	    "effectifs EVA de la campagne « %s » non envoyés",
	    "eva-export --force --campagne CALENDRIER %s",
	    "SELECT m.fin, coalesce(m.libelle, m.nom), m.nom FROM m_campagne m "
	    "JOIN base b WHERE m.nom NOT IN (SELECT campagne FROM eva_envoi) "
	    "AND (b.etat = 'courante' OR m.effectifs = 'prevision') AND m.fin "
	    ">= (SELECT substr(min(date_echange), 1, 10) FROM echange) AND NOT "
	    "EXISTS (SELECT 1 FROM m_campagne s JOIN eva_envoi v ON v.campagne "
	    "= s.nom WHERE s.fin > m.fin)" },
	{ "constat", ROLE_ETAB, COURANTE, 0, 0,
	    "le constat de rentrée n'est pas déclaré",
	    "constat, puis constat --declarer",
	    "SELECT constat, NULL, NULL FROM bord_annee WHERE NOT EXISTS "
	    "(SELECT 1 FROM constat_envoi)" },
	{ "constat-refuse", ROLE_ETAB, COURANTE, 0, 0,
	    "l'académie a refusé la déclaration du constat n° %s",
	    "corriger ce que dit son accusé (echanges --erreurs), puis constat "
	    "--declarer",
	    "SELECT date(jour, '-1 day'), declaration, NULL FROM envoi_refuse "
	    "WHERE genre = 'constat'" },
	{ "eva-refusee", ROLE_ETAB, OUVERTES, 0, 0,
	    "l'académie a refusé les effectifs EVA de la campagne %s",
	    "corriger ce que dit son accusé (echanges --erreurs), puis "
	    "eva-export --renvoi --force --campagne CALENDRIER %s",
	    "SELECT date(jour, '-1 day'), campagne, campagne FROM envoi_refuse "
	    "WHERE genre = 'export-eva'" },
	{ "constat-ministere", ROLE_ETAB, COURANTE, 15, 0,
	    "l'accusé du ministère n'est pas venu",
	    "le demander à l'académie (ministere-ar), puis ar-import",
	    "SELECT substr(a.date_reception, 1, 10), NULL, NULL FROM accuse a "
	    "JOIN echange e ON e.numero = a.envoi WHERE a.envoi = (SELECT "
	    "max(echange) FROM constat_envoi) AND a.classe <> 'reessayer' AND "
	    "a.envoi NOT IN (SELECT "
	    "numero FROM envoi_refuse) AND NOT EXISTS (SELECT 1 FROM "
	    "accuse n WHERE n.racine = 'CONSTAT_NATIONAL' AND n.sha256 = "
	    "'national-' || substr(e.sha256, 1, 55))" },
	{ "voeux", ROLE_ETAB, COURANTE, 7, 0,
	    "les vœux de %s élève(s) ne sont pas partis à l'académie",
	    "voeux-export",
	    "SELECT substr((SELECT max(date_echange) FROM echange WHERE genre "
	    "= 'voeux'), 1, 10), count(*), NULL FROM voeu_a_envoyer JOIN "
	    "voeu_concerne c USING (eleve_id) WHERE c.a_voeu HAVING count(*) > "
	    "0" },
	{ "dossiers", ROLE_ETAB, COURANTE, 15, 1,
	    "%s dossier(s) ne sont pas partis vers l'établissement d'accueil",
	    "dossier-send %s",
	    "SELECT min(e.date_sortie), count(*), d.code_rne FROM "
	    "dossier_a_envoyer d JOIN eleve e USING (eleve_id) WHERE "
	    "e.date_sortie IS NOT NULL GROUP BY d.code_rne" },
	{ "bascule", ROLE_ETAB, COURANTE, 0, 1,
	    "la bascule de fin d'année n'est pas faite",
	    "sconet-bascule ANCIENNE NOUVELLE",
	    "SELECT (annee + 1) || '-06-30', NULL, NULL FROM base WHERE NOT "
	    "EXISTS (SELECT 1 FROM echange WHERE genre = 'bascule' AND sens = "
	    "'emis')" },
	{ "annee-finie", ROLE_ETAB, COURANTE, 0, 1,
	    "l'année est finie, et la base encore courante",
	    "sconet-bascule --rentree ANCIENNE NOUVELLE",
	    "SELECT (annee + 1) || '-08-31', NULL, NULL FROM base" },

	{ "sts-nomenclature", ROLE_STS, OUVERTES, 0, 0,
	    "la nomenclature de l'établissement n'est pas venue de SCONET",
	    "nomen-profile dans SCONET, puis sts-recv",
	    "SELECT date(date_debut, '-1 month'), NULL, NULL FROM base WHERE "
	    JAMAIS("sts-nomenclatures") },
	{ "sts-structures", ROLE_STS, COURANTE, 0, 0,
	    "aucune division n'est saisie",
	    "sts-structures < structures.yaml",
	    "SELECT rentree, NULL, NULL FROM bord_annee WHERE NOT EXISTS "
	    "(SELECT 1 FROM division WHERE ferme = 0)" },
	{ "sts-emp", ROLE_STS, OUVERTES, 1, 0,
	    "les structures ont changé et ne sont pas exportées",
	    "sts-export, puis sts-import dans SCONET",
	    "SELECT min(date), NULL, NULL FROM bord_non_exporte HAVING "
	    "count(*) > 0" },
	{ "sts-effectifs", ROLE_STS, COURANTE, 3, 0,
	    "les effectifs ne viennent plus de SCONET",
	    "effectifs-export dans SCONET, chaque soir, puis sts-recv",
	    "SELECT " DERNIER("sts-effectifs") ", NULL, NULL FROM bord_annee a "
	    "WHERE EXISTS (SELECT 1 FROM division WHERE ferme = 0)" },

	{ "bea-fiches", ROLE_BEA, COURANTE, 7, 0,
	    "aucune fiche reçue de : %s",
	    "demander bea-send à l'établissement",
	    "SELECT max(a.rentree, min(substr(e.date_echange, 1, 10))), "
	    CEUX("q.uai") ", NULL FROM (SELECT uai, cree FROM bea_etab WHERE "
	    "uai NOT IN (SELECT uai FROM bea_envoi) ORDER BY uai) q JOIN "
	    "echange e ON e.numero = q.cree JOIN bord_annee a HAVING count(*) > 0" },
	{ "bea-litiges", ROLE_BEA, COURANTE, 15, 0,
	    "%s litige(s) d'immatriculation à trancher",
	    "litiges -l, puis litiges",
	    "SELECT min(date), count(*), NULL FROM bord_litige HAVING count(*) "
	    "> 0" },
	{ "bea-ine", ROLE_BEA, COURANTE, 7, 0,
	    "%s élève(s) attendent un numéro national",
	    "ine-send %s",
	    "SELECT min(date), count(*), uai FROM bord_sans_decision GROUP BY "
	    "uai" },
	{ "bea-eva", ROLE_BEA, OUVERTES, 0, 0,
	    "effectifs EVA non reçus : %s",
	    "demander eva-export à l'établissement",
	    "SELECT fin, dit || ', ' || " CEUX("uai") ", NULL FROM (SELECT "
	    "m.fin, coalesce(m.libelle, m.nom) AS dit, t.uai FROM m_campagne m "
	    "JOIN bea_etab t WHERE NOT EXISTS (SELECT 1 FROM eva v JOIN "
	    "m_campagne s ON s.nom = v.campagne WHERE v.uai = t.uai AND s.fin "
	    ">= m.fin) ORDER BY m.fin, t.uai) GROUP BY fin, dit" },
	{ "bea-constat", ROLE_BEA, COURANTE, 0, 0,
	    "constat de rentrée non reçu de : %s",
	    "demander constat --declarer à l'établissement",
	    "SELECT a.constat, " CEUX("uai") ", NULL FROM (SELECT uai FROM "
	    "bea_etab WHERE uai NOT IN (SELECT uai FROM constat) ORDER BY uai) "
	    "JOIN bord_annee a HAVING count(*) > 0" },
	{ "bea-ministere", ROLE_BEA, COURANTE, 15, 0,
	    "constat sans accusé du ministère : %s",
	    "ministere-ar UAI, pour chacun",
	    "SELECT min(recu), " CEUX("uai") ", NULL FROM (SELECT c.uai, "
	    "substr(e.date_echange, 1, 10) AS recu FROM constat c JOIN echange "
	    "e ON e.numero = c.echange WHERE NOT EXISTS (SELECT 1 FROM echange "
	    "m WHERE m.genre = 'ministere' AND m.uai = c.uai AND m.numero > "
	    "c.echange) ORDER BY c.uai) "
	    "HAVING count(*) > 0" },
};
/* clang-format on */

const char *
retard_code(size_t i)
{
	return i < NELEM(retards) ? retards[i].code : NULL;
}

static int
ask(struct store *st, const struct retard *r, const char *jour, struct fault *f)
{
	struct query *put, *q;
	char quoi[400], remede[200];
	int rc = -1;

	q = query_open(st, r->sql, f);
	put = query_open(st,
	    "INSERT INTO retard SELECT NULL, ?1, ?2, ?3, ?4 WHERE date(?3, ?5"
	    " || ' days') < ?6",
	    f);
	if (q != NULL && put != NULL)
		while ((rc = query_step(q, f)) == 1) {
			texte_message(r->quoi, query_text(q, 1), quoi,
			    sizeof(quoi));
			texte_message(r->remede, query_text(q, 2), remede,
			    sizeof(remede));
			if ((rc = query_run(put, f, "ssssis", r->code, quoi,
				 query_text(q, 0), remede, (int64_t)r->delai,
				 jour)) == -1)
				break;
		}
	query_close(q);
	query_close(put);
	return rc;
}

int
retards_cherche(struct base *b, const char *jour, struct fault *f)
{
	unsigned role = role_find(b->role)->bit;
	int finie = strcmp(jour, b->fin) > 0;
	size_t i;

	if (store_exec(b->st,
		"CREATE TEMP TABLE retard (n INTEGER PRIMARY KEY, code TEXT,"
		" quoi TEXT, depuis TEXT, remede TEXT)",
		f) == -1)
		return -1;
	for (i = 0; i < NELEM(retards); i++)
		if ((retards[i].roles & role) && (retards[i].apres || !finie) &&
		    strstr(retards[i].etats, b->etat) != NULL &&
		    ask(b->st, &retards[i], jour, f) == -1)
			return -1;
	return 0;
}
