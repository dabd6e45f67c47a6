/*
 * ine.c - event G in an académie: which national number a pupil has, and the
 * disputes.
 *
 * Those whom a pupil is like are found by the keys of ressemblance.c.  One
 * who is all the same and has a number gives it to him, when there is nobody
 * else; whoever is only like him makes a dispute, which a person settles.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

struct envoi {
	const struct options *o;
	struct store *st;   /* in its transaction; borrowed */
	int64_t numero;     /* of its line */
	int64_t debut, fin; /* --plage; fin 0: not given */
	FILE *err;
};

/* "990000001-990099999" */
static int
range_lit(struct envoi *v, struct fault *f)
{
	const char *tiret;
	char debut[16];

	if (v->o->plage == NULL)
		return 0;
	tiret = strchr(v->o->plage, '-');
	if (tiret == NULL || tiret - v->o->plage != 9 || strlen(tiret) != 10)
		return fault_set(f, "usage", 0,
		    "--plage DEBUT-FIN, deux nombres de neuf chiffres");
	(void)snprintf(debut, sizeof(debut), "%.9s", v->o->plage);
	if (entier(debut, 1, 999999999, &v->debut) == -1 ||
	    entier(tiret + 1, v->debut, 999999999, &v->fin) == -1)
		return fault_set(f, "usage", 0,
		    "--plage DEBUT-FIN, le second nombre après le premier");
	return 0;
}

/* The range in use: the one that is given, or else the last. */
static int
range_take(struct envoi *v, struct fault *f)
{
	if (v->fin > 0)
		return store_run(v->st, f,
		    "INSERT INTO plage VALUES (1, ?, ?) ON CONFLICT DO UPDATE"
		    " SET debut = excluded.debut, fin = excluded.fin",
		    "ii", v->debut, v->fin);
	if (store_int(v->st, &v->debut, f, "SELECT debut FROM plage", "") == -1)
		return -1;
	return store_int(v->st, &v->fin, f, "SELECT fin FROM plage", "");
}

/* clang-format off */

#define PERSONNE(p) \
	p ".nom_de_famille, " p ".nom_usage, " p ".prenom, " p ".prenom2, " p \
	".prenom3, " p ".date_naiss, " p ".code_sexe, " p ".code_pays, " p \
	".code_commune_insee_naiss, " p ".ville_naiss"
/* Two joins, so that each finds its index. */
#define SEMBLABLES(cle) \
	"SELECT s.uai, s.eleve_id, b.uai AS autre_uai, b.eleve_id AS autre_id, " \
	"b.id_national AS ine, ressemblance(" PERSONNE("e") ", " PERSONNE("b") \
	") AS mesure FROM s_immatriculation s CROSS JOIN bea_eleve e ON e.uai = " \
	"s.uai AND e.eleve_id = s.eleve_id CROSS JOIN bea_eleve b ON b." cle \
	" = e." cle " WHERE s.etat <> 'ERREUR' AND (b.uai, b.eleve_id) <> " \
	"(e.uai, e.eleve_id)"
#define DE_L_ELEVE(m) \
	m ".uai = s_immatriculation.uai AND " m ".eleve_id = " \
	"s_immatriculation.eleve_id"
#define COMBIEN(quoi, condition) \
	"(SELECT count(" quoi ") FROM m_semblable m WHERE " DE_L_ELEVE("m") \
	" AND " condition ")"
/* Once a person has said that they are one, nobody else counts. */
static const char *const semblables[] = {
	"CREATE TEMP TABLE m_semblable AS SELECT *, 0 AS lui, NULL AS decision "
	"FROM (" SEMBLABLES("naissance") " UNION " SEMBLABLES("noms")
	") WHERE mesure > 0",
	"CREATE INDEX temp.m_semblable_qui ON m_semblable (uai, eleve_id)",
	"UPDATE m_semblable SET decision = coalesce((SELECT l.decision FROM "
	"litige l WHERE (l.uai, l.eleve_id, l.autre_uai, l.autre_id) = "
	"(m_semblable.uai, m_semblable.eleve_id, m_semblable.autre_uai, "
	"m_semblable.autre_id)), "
	"(SELECT l.decision FROM litige l WHERE (l.uai, l.eleve_id, "
	"l.autre_uai, l.autre_id) = (m_semblable.autre_uai, "
	"m_semblable.autre_id, m_semblable.uai, m_semblable.eleve_id)))",
	/* who is the same in another school, or was said to be */
	"UPDATE m_semblable SET lui = CASE decision WHEN 'meme' THEN 1 WHEN "
	"'distinct' THEN 0 ELSE mesure = 7 AND autre_uai <> uai END",
	"CREATE TEMP TABLE m_dit AS SELECT DISTINCT uai, eleve_id FROM "
	"m_semblable WHERE decision = 'meme'",
	"UPDATE m_semblable SET lui = 0, decision = coalesce(decision, "
	"'distinct') WHERE decision IS NOT 'meme' AND (uai, eleve_id) IN "
	"(SELECT uai, eleve_id FROM m_dit)",
	"UPDATE s_immatriculation SET etat = CASE WHEN "
	COMBIEN("*", "m.lui = 0 AND m.decision IS NULL") " > 0 OR "
	COMBIEN("DISTINCT m.ine", "m.lui = 1") " > 1 THEN 'LITIGE' WHEN "
	COMBIEN("DISTINCT m.ine", "m.lui = 1") " = 1 THEN 'RETROUVE' ELSE "
	"'ATTRIBUE' END WHERE etat <> 'ERREUR'",
	"UPDATE s_immatriculation SET id_national = (SELECT max(m.ine) FROM "
	"m_semblable m WHERE " DE_L_ELEVE("m") " AND m.lui = 1) WHERE etat = "
	"'RETROUVE'",
	/* those of this school that are one, by the first of them */
	"CREATE TEMP TABLE m_un AS WITH RECURSIVE r (eleve_id, autre) AS "
	"(SELECT eleve_id, eleve_id FROM s_immatriculation WHERE etat IN "
	"('ATTRIBUE', 'RETROUVE') UNION SELECT r.eleve_id, m.autre_id FROM r "
	"JOIN m_semblable m ON m.eleve_id = r.autre AND m.autre_uai = m.uai "
	"AND m.decision = 'meme' JOIN s_immatriculation s ON s.eleve_id = "
	"m.autre_id AND s.etat IN ('ATTRIBUE', 'RETROUVE')) SELECT r.eleve_id, "
	"min(r.autre) AS premier, max(s.id_national) AS ine, count(DISTINCT "
	"s.id_national) AS combien FROM r JOIN s_immatriculation s ON "
	"s.eleve_id = r.autre GROUP BY r.eleve_id",
	"UPDATE s_immatriculation SET etat = CASE u.combien WHEN 0 THEN etat "
	"WHEN 1 THEN 'RETROUVE' ELSE 'LITIGE' END, id_national = "
	"iif(u.combien = 1, u.ine, NULL) FROM m_un u WHERE u.eleve_id = "
	"s_immatriculation.eleve_id",
	/* what was said of them stays, what is like them is to be settled */
	"INSERT INTO s_litige (rang, ligne, uai, eleve_id, autre_uai, "
	"autre_id, mesure) SELECT s.rang, 1, m.uai, m.eleve_id, m.autre_uai, "
	"m.autre_id, m.mesure FROM m_semblable m JOIN s_immatriculation s "
	"USING (uai, eleve_id) WHERE s.etat = 'LITIGE' OR EXISTS (SELECT 1 "
	"FROM litige l WHERE (l.uai, l.eleve_id, l.autre_uai, l.autre_id) = "
	"(m.uai, m.eleve_id, m.autre_uai, m.autre_id) AND l.decision IS NOT "
	"NULL)",
	NULL
};
/* clang-format on */

/* The records that contradict themselves, by the rule that says so. */
static int
errors(struct envoi *v, struct stage *sg, struct fault *f)
{
	size_t i;

	for (i = RC__MAX; i < sg->nrules; i++)
		if (store_run(v->st, f,
			"UPDATE s_immatriculation SET etat = 'ERREUR', motif ="
			" ? WHERE etat <> 'ERREUR' AND rang IN (SELECT rang"
			" FROM s_anomalie WHERE regle = ?)",
			"si", sg->rules[i]->code, (int64_t)i) == -1)
			return -1;
	return 0;
}

/* The next number that nobody has, or ever had. */
static int
next_number(struct envoi *v, int64_t *n, char *ine, struct fault *f)
{
	int64_t pris = 1;

	if (v->fin == 0)
		return fault_set(f, "plage-absente", 0, NULL);
	while (pris) {
		if (++*n > v->fin)
			return fault_set(f, "plage-epuisee", 0,
			    "de %09d à %09d", (int)v->debut, (int)v->fin);
		ine_rnie(*n, ine);
		pris = 0;
		if (store_int(v->st, &pris, f,
			"SELECT 1 FROM bea_eleve WHERE id_national = ?1 UNION"
			" SELECT 1 FROM attribution WHERE id_national = ?1"
			" UNION SELECT 1 FROM changement WHERE avant = ?1 AND"
			" element = 'bea_eleve' AND champ = 'id_national'",
			"s", ine) == -1)
			return -1;
	}
	return 0;
}

static int
give_numbers(struct envoi *v, struct fault *f)
{
	struct query *q;
	char ine[12];
	int64_t n = v->debut - 1;
	int rc;

	if (store_int(v->st, &n, f,
		"SELECT max(numero) FROM attribution WHERE numero BETWEEN ? AND"
		" ? HAVING count(*) > 0",
		"ii", v->debut, v->fin) == -1 ||
	    (q = query_open(v->st,
		 "SELECT s.uai, s.eleve_id, s.rang FROM s_immatriculation s"
		 " JOIN m_un u USING (eleve_id) WHERE s.etat = 'ATTRIBUE' AND"
		 " u.premier = s.eleve_id ORDER BY s.uai, s.eleve_id",
		 f)) == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		if (next_number(v, &n, ine, f) == -1 ||
		    store_run(v->st, f,
			"INSERT INTO attribution VALUES (?, ?, ?, ?, ?)",
			"issii", n, ine, query_text(q, 0), query_int(q, 1),
			v->numero) == -1 ||
		    store_run(v->st, f,
			"UPDATE s_immatriculation SET id_national = ? WHERE"
			" rang = ?",
			"si", ine, query_int(q, 2)) == -1) {
			rc = -1;
			break;
		}
	}
	query_close(q);
	/* who is one with him has the same */
	return rc == -1
	    ? -1
	    : store_exec(v->st,
		  "UPDATE s_immatriculation SET etat = 'RETROUVE', id_national"
		  " = p.id_national FROM m_un u JOIN s_immatriculation p ON"
		  " p.eleve_id = u.premier WHERE s_immatriculation.etat ="
		  " 'ATTRIBUE' AND s_immatriculation.id_national IS NULL AND"
		  " u.eleve_id = s_immatriculation.eleve_id",
		  f);
}

/* Pupils of the school without a number, who are there, as rows of the stage.
 */
static int
stage_pupils(struct envoi *v, struct stage *sg, const struct echange *e,
    struct fault *f)
{
	if (store_run(v->st, f,
		"INSERT INTO s_immatriculation (rang, ligne, uai, eleve_id,"
		" etat) SELECT row_number() OVER (ORDER BY eleve_id), 1, uai,"
		" eleve_id, 'ATTRIBUE' FROM bea_eleve WHERE uai = ? AND"
		" id_national IS NULL AND (date_sortie IS NULL OR date_sortie"
		" > ?)",
		"ss", e->uai, e->date_utilisee) == -1)
		return -1;
	return stage_compte(sg, f);
}

/* What the base then holds; the pupils have their numbers there too. */
static int
apply(struct envoi *v, struct stage *sg, struct fault *f)
{
	static const char *const trace =
	    "INSERT INTO s_autre SELECT 'bea_eleve', uai || '/' || eleve_id,"
	    " 'id_national', NULL, id_national FROM s_immatriculation WHERE"
	    " id_national IS NOT NULL";

	stage_table(sg, "litige")->present = 1;
	if (store_exec(v->st, trace, f) == -1 || stage_diff(sg, f) == -1 ||
	    stage_apply(sg, v->numero, f) == -1)
		return -1;
	return store_run(v->st, f,
	    "UPDATE bea_eleve SET id_national = s.id_national, echange = ? FROM"
	    " s_immatriculation s WHERE s.uai = bea_eleve.uai AND s.eleve_id ="
	    " bea_eleve.eleve_id AND s.id_national IS NOT NULL",
	    "i", v->numero);
}

/* How many of each, on err; and who is told again what he was given before. */
static int
say(struct envoi *v, struct fault *f)
{
	char *dit;

	if (store_text(v->st, &dit, f,
		"SELECT format('attribués %d, retrouvés %d, en litige %d, en"
		" erreur %d, renvoyés %d', total(etat = 'ATTRIBUE'), total(etat"
		" = 'RETROUVE'), total(etat = 'LITIGE'), total(etat ="
		" 'ERREUR'), (SELECT count(*) FROM ine_a_envoyer WHERE"
		" eleve_id NOT IN (SELECT eleve_id FROM s_immatriculation)))"
		" FROM s_immatriculation",
		"") == -1)
		return -1;
	if (!v->o->muet)
		report_note(v->err, v->o, "immatriculations", dit);
	free(dit);
	return 0;
}

static int
decide(struct envoi *v, struct stage *sg, struct echange *e, struct fault *f)
{
	if (stage_pupils(v, sg, e, f) == -1 ||
	    envoi_juge(sg, v->o->base, e, v->o, v->err, f) == -1 ||
	    errors(v, sg, f) == -1 || store_liste(v->st, semblables, f) == -1 ||
	    give_numbers(v, f) == -1 || say(v, f) == -1)
		return -1;
	return apply(v, sg, f);
}

static int
entre(void *ctx, struct store *st, struct echange *e, struct fault *f)
{
	static const struct rules *const rules[] = { &rules_immatriculations,
		NULL };
	struct envoi *v = ctx;
	struct stage *sg;
	int64_t connue = 0;
	int rc = -1;

	v->st = st;
	v->numero = e->numero;
	if (store_int(st, &connue, f, "SELECT 1 FROM bea_etab WHERE uai = ?",
		"s", e->uai) == -1)
		return -1;
	if (!connue)
		return fault_set(f, "ecole-inconnue", 0, "%.12s", e->uai);
	if (range_take(v, f) == -1 ||
	    store_run(st, f, "INSERT INTO destinataire VALUES (1, ?)", "s",
		e->uai) == -1)
		return -1;
	if ((sg = stage_open(st, &format_litiges, rules, f)) != NULL) {
		sg->sortant = 1;
		rc = decide(v, sg, e, f);
	}
	stage_close(sg);
	return rc;
}

int
ine_envoie(const struct options *o, int out, FILE *err)
{
	struct envoi v = { .o = o, .err = err };
	struct crochets c = { .ctx = &v, .entre = entre };
	struct fault f = { 0 };

	if (range_lit(&v, &f) == -1) {
		report_fault(err, o, "-", &f);
		return fault_status(&f);
	}
	return export_avec(&export_ine, &c, o, out, err);
}

/* The disputes. */

int
litiges_liste(const struct options *o, FILE *out, FILE *err)
{
	struct query *q = NULL;
	struct fault f = { 0 };
	struct base b = { 0 };
	int rc;

	if ((rc = door_base(&b, o, ROLE_BEA, o->uai, o->annee, &f)) == 0) {
		door_migree(&b, o, err);
		if (!o->json)
			fprintf(out, "# %s %s\n", b.uai, b.annee);
		q = query_open(b.st, "SELECT * FROM litige_liste", &f);
		rc = q == NULL ? -1 : report_table(q, o->json, out, &f);
	}
	if (rc == -1)
		report_fault(err, o, o->base, &f);
	query_close(q);
	base_close(&b);
	return rc == -1 ? fault_status(&f) : ST_OK;
}
