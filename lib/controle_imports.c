/*
 * controle_imports.c - sconet-check: what imports have brought into a base, by
 * their format tables and their rules, as if it all came in once more.
 */
#include <stdio.h>
#include <string.h>

#include "sconet.h"

/*
 * What bases of each role take in.  The first that has a table is asked of
 * it: what its values are, and which exchanges its rows bear.  ses_regles:
 * they are of what stands as well, and not only of what comes in.
 */
/* clang-format off */
static const struct {
	const struct import *im;
	int ses_regles;
} imports[] = {
	{ &import_communs, 1 },
	{ &import_nomenclatures, 1 }, { &import_nomenclatures_ban, 1 },
	{ &import_nomenclatures_sts, 1 },
	{ &import_sts, 1 }, { &import_saisie_structures, 1 },
	{ &import_reprise, 1 }, { &import_edt, 1 }, { &import_effectifs, 1 },
	{ &import_eleves, 1 }, { &import_responsables, 1 },
	{ &import_bascule, 0 }, { &import_complement, 0 },
	{ &import_dossiers, 0 }, { &import_prive, 0 }, { &import_groupes, 0 },
	{ &import_repartition, 0 }, { &import_saisie, 0 }, { &import_ine, 0 },
	{ &import_voeux, 0 }, { &import_souhaits, 0 },
	{ &import_affectations, 0 },
	{ &import_bea_etab, 1 }, { &import_bea_eleves, 1 },
	{ &import_litiges, 0 }, { &import_eva, 1 }, { &import_constat, 1 },
	{ &import_voeux_recus, 1 },
	{ &import_accuses, 0 },
};
/* clang-format on */

/* It stores rows of that record. */
static int
stores(const struct record *r)
{
	return !(r->flags & (R_PARAM | R_LU | R_STAGE));
}

static int
is_of_role(const struct controle *c, const struct import *im)
{
	const struct role *r = role_find(c->b.role);

	return r != NULL && (im->roles & r->bit);
}

/* Does the table come in by an import before this one as well? */
static int
seen(const struct controle *c, size_t im, const char *name)
{
	const struct record *r;
	size_t i;

	for (i = 0; i < im; i++)
		if (is_of_role(c, imports[i].im) &&
		    (r = format_record(imports[i].im->fmt, name)) != NULL &&
		    stores(r))
			return 1;
	return 0;
}

/* 1: the base has all the tables of the import. */
static int
takes(struct controle *c, const struct import *im, struct fault *f)
{
	const struct record *r;
	int64_t la = 1;
	size_t i;

	for (i = 0; i < im->fmt->nrecords && la; i++) {
		r = &im->fmt->records[i];
		if (stores(r) && controle_a(c, r->name, &la, f) == -1)
			return -1;
	}
	return la != 0;
}

/* The numbers of exchanges that the rows of a table bear. */
static int
cited(struct controle *c, const struct record *r, struct fault *f)
{
	struct texte x = { 0 };
	const char *sql;
	int rc = -1;

	texte_ajoute(&x, "SELECT '%s : ' || count(*) || ', dont ' || min(",
	    r->name);
	stage_cle(&x, r, "t");
	texte_ajoute(&x,
	    ") FROM %s t WHERE cree > echange OR cree NOT IN (SELECT numero"
	    " FROM echange) OR echange NOT IN (SELECT numero FROM echange)"
	    " HAVING count(*) > 0",
	    r->name);
	if ((sql = texte_fin(&x, f)) != NULL)
		rc = controle_chaque(c, "echange-cite", sql, f);
	texte_libere(&x);
	return rc;
}

/* "'eleves', 'bascule'": the exchanges that some import here counts itself. */
static void
kinds(struct texte *x, const struct controle *c)
{
	const char *sep = "";
	size_t i;

	for (i = 0; i < NELEM(imports); i++)
		if (is_of_role(c, imports[i].im)) {
			texte_ajoute(x, "%s'%s'", sep, imports[i].im->genre);
			sep = ", ";
		}
}

/*
 * Nothing is deleted, but for records that became one later (reunion.c): what
 * an import has added is there, and no more; nor has another file that came
 * in added what it does not say.
 */
static int
added(struct controle *c, const struct import *im, struct fault *f)
{
	const struct record *r;
	struct texte x = { 0 };
	const char *sql, *sep = "";
	size_t i;
	int rc = -1;

	texte_ajoute(&x, "WITH f (numero, n) AS (SELECT cree, count(*) FROM (");
	for (i = 0; i < im->fmt->nrecords; i++) {
		r = &im->fmt->records[i];
		if ((r->flags & (R_COMPTE | R_TRACE)) != (R_COMPTE | R_TRACE) ||
		    !stores(r) || format_record(im->fmt, r->name) != r)
			continue;
		texte_ajoute(&x, "%sSELECT cree FROM %s", sep, r->name);
		sep = " UNION ALL ";
	}
	texte_ajoute(&x,
	    ") GROUP BY 1), u (echange) AS (SELECT echange FROM"
	    " changement WHERE champ = element || '_id' AND"
	    " element IN (''");
	for (i = 0; i < im->fmt->nrecords; i++)
		if (im->fmt->records[i].flags & R_COMPTE)
			texte_ajoute(&x, ", '%s'", im->fmt->records[i].name);
	texte_ajoute(&x,
	    ")) SELECT 'échange ' || numero || ', ajoutés ' ||"
	    " ajoutes || ', présents ' || coalesce(n, 0) FROM echange LEFT"
	    " JOIN f USING (numero) WHERE CASE WHEN genre = '%s' AND change = 1"
	    " THEN ajoutes <> coalesce(n, 0) AND (ajoutes < coalesce(n, 0) OR"
	    " ajoutes - coalesce(n, 0) > (SELECT count(*) FROM u WHERE"
	    " u.echange > numero)) ELSE"
	    " ajoutes < n AND sens = 'recu' AND genre NOT IN (",
	    im->genre);
	kinds(&x, c);
	texte_ajoute(&x, ") END");
	if (*sep == '\0')
		rc = 0;
	else if ((sql = texte_fin(&x, f)) != NULL)
		rc = controle_chaque(c, "journal-comptes", sql, f);
	texte_libere(&x);
	return rc;
}

/* What an import has brought, by its numbers of exchanges. */
static int
traces(struct controle *c, const void *arg, struct fault *f)
{
	const struct import *im = imports[*(const size_t *)arg].im;
	const struct record *r;
	size_t i, k;
	int rc;

	if ((rc = takes(c, im, f)) != 1)
		return rc;
	for (i = 0; i < im->fmt->nrecords; i++) {
		r = &im->fmt->records[i];
		/* one table may be several records' */
		for (k = 0; strcmp(im->fmt->records[k].name, r->name) != 0; k++)
			;
		if (k == i && (r->flags & R_TRACE) && stores(r) &&
		    !seen(c, *(const size_t *)arg, r->name) &&
		    cited(c, r, f) == -1)
			return -1;
	}
	return added(c, im, f);
}

/* The values. */

/*
 * A field as the base has it: as wide as the widest of those that bring it,
 * and required when nobody brings a row without it.
 */
static int
in_base(const struct controle *c, const char *table, const char *champ,
    struct field *fd)
{
	const struct field *g;
	const struct record *r;
	size_t i, k, n = 0;
	int libre = 0;

	for (i = 0; i < NELEM(imports); i++) {
		if (!is_of_role(c, imports[i].im))
			continue;
		for (k = 0; k < imports[i].im->fmt->nrecords; k++) {
			r = &imports[i].im->fmt->records[k];
			if (!stores(r) || strcmp(r->name, table) != 0)
				continue;
			if ((g = record_champ(r, champ)) == NULL) {
				libre = 1;
				continue;
			}
			if (n++ == 0) {
				*fd = *g;
				continue;
			}
			if (g->type == FT_TEXT)
				fd->type = FT_TEXT;
			if (g->max == 0 || (fd->max > 0 && fd->max < g->max))
				fd->max = g->max;
			fd->flags &= g->flags | ~(unsigned)F_REQ;
		}
	}
	if (libre)
		fd->flags &= ~(unsigned)F_REQ;
	return n > 0;
}

/* What is wrong with it: the index of a rule, RC__MAX for none. */
static size_t
judge(const struct field *fd, const char *v)
{
	int requis = (fd->flags & (F_REQ | F_KEY)) != 0;

	if (v == NULL)
		return fd->flags & F_REQ ? RC_REQUIS : RC__MAX;
	if (!field_tient(fd, v))
		return requis ? RC_TYPE_REQUIS : RC_TYPE;
	if (fd->max > 0 && strlen(v) > fd->max && charset_longueur(v) > fd->max)
		return requis ? RC_LONG_REQUIS : RC_LONG;
	return RC__MAX;
}

struct colonnes {
	struct field fd[CHAMPS_MAX];
	size_t n;
};

/* SQL: the key and the columns of the table of r. */
static const char *
columns(const struct controle *c, const struct record *r, struct colonnes *k,
    struct texte *x, struct fault *f)
{
	size_t i;

	k->n = 0;
	texte_ajoute(x, "SELECT ");
	stage_cle(x, r, "t");
	for (i = 0; i < r->nfields && k->n < CHAMPS_MAX; i++)
		if (!(r->fields[i].flags & F_ALIAS) &&
		    in_base(c, r->name, r->fields[i].name, &k->fd[k->n])) {
			texte_ajoute(x, ", %s", k->fd[k->n].name);
			k->n++;
		}
	texte_ajoute(x, "%s FROM %s t", r->flags & R_TRACE ? ", cree" : "",
	    r->name);
	return texte_fin(x, f);
}

/*
 * The changes of a table that were the last of their values: what they left
 * is still there.  m_dernier has them, at the moment of the rows.
 */
static int
last_of_table(struct controle *c, const char *table, struct fault *f)
{
	struct texte x = { 0 };

	texte_ajoute(&x,
	    "DROP TABLE IF EXISTS temp.m_dernier; CREATE TEMP TABLE m_dernier"
	    " (cle TEXT, champ TEXT, apres TEXT, echange INTEGER, PRIMARY KEY"
	    " (cle, champ)) WITHOUT ROWID; INSERT INTO m_dernier SELECT cle,"
	    " champ, apres, echange FROM (SELECT cle, champ, apres, echange,"
	    " max(n) FROM changement WHERE element = '%s' AND genre = 'M' GROUP"
	    " BY cle, champ);"
	    /* what two records that became one have left is of both */
	    " DELETE FROM m_dernier WHERE cle IN (SELECT cle FROM m_dernier"
	    " WHERE champ = '%s_id')",
	    table, table);
	return store_texte(c->b.st, &x, f);
}

static int
last_changes(const struct query *q, const struct colonnes *k, struct query *d,
    int64_t *ecarts, char *premier, size_t n, struct fault *f)
{
	const char *champ, *v, *apres;
	size_t i;
	int rc;

	if (query_bind(d, f, "si", query_text(q, 0), query_int(q, k->n + 1)) ==
	    -1)
		return -1;
	while ((rc = query_step(d, f)) == 1) {
		champ = query_text(d, 0);
		apres = query_text(d, 1);
		for (i = 0; i < k->n; i++)
			if (champ != NULL && strcmp(k->fd[i].name, champ) == 0)
				break;
		if (i == k->n)
			continue;
		v = query_text(q, i + 1);
		if ((v == NULL) == (apres == NULL) &&
		    (v == NULL || strcmp(v, apres) == 0))
			continue;
		if ((*ecarts)++ == 0)
			(void)snprintf(premier, n, "%.64s, champ %s",
			    query_text(q, 0), champ);
	}
	return rc;
}

/* *d: what asks for those of a row, by its key; NULL when there are none. */
static int
last_changed(struct controle *c, const struct record *r, struct query **d,
    struct fault *f)
{
	int64_t change = 0;

	/* Numbers of ours are given again: none is older than its row. */
	if (!(r->flags & R_TRACE))
		return 0;
	if (store_int(c->b.st, &change, f,
		"SELECT 1 FROM changement WHERE element = ? LIMIT 1", "s",
		r->name) == -1 ||
	    (change && last_of_table(c, r->name, f) == -1))
		return -1;
	if (!change)
		return 0;
	*d = query_open(c->b.st,
	    "SELECT champ, apres FROM m_dernier WHERE cle = ? AND echange > ?",
	    f);
	return *d == NULL ? -1 : 0;
}

static int
row_values(struct stage *sg, const struct record *r, const struct query *q,
    const struct colonnes *k, struct fault *f)
{
	const char *v;
	size_t i, regle;

	for (i = 0; i < k->n; i++) {
		v = query_text(q, i + 1);
		if ((regle = judge(&k->fd[i], v)) != RC__MAX &&
		    stage_anomalie(sg, regle, r->name, 0, 0, query_text(q, 0),
			k->fd[i].name, v, f) == -1)
			return -1;
	}
	return 0;
}

static int
table_values(struct controle *c, struct stage *sg, const struct record *r,
    struct fault *f)
{
	struct colonnes k;
	struct texte x = { 0 };
	struct query *q = NULL, *d = NULL;
	const char *sql = columns(c, r, &k, &x, f);
	char premier[128] = "";
	int64_t ecarts = 0;
	int rc = -1;

	if (sql == NULL || last_changed(c, r, &d, f) == -1)
		goto out;
	q = query_open(c->b.st, sql, f);
	while (q != NULL && (rc = query_step(q, f)) == 1)
		if (row_values(sg, r, q, &k, f) == -1 ||
		    (d != NULL &&
			last_changes(q, &k, d, &ecarts, premier,
			    sizeof(premier), f) == -1)) {
			rc = -1;
			break;
		}
out:
	query_close(q);
	query_close(d);
	texte_libere(&x);
	if (rc == 0 && ecarts > 0)
		controle_dit(c, "journal-valeurs", "%s, valeurs %lld, dont %s",
		    r->name, (long long)ecarts, premier);
	return rc;
}

/* Those of the tables that no import before this one has. */
static int
values(struct controle *c, const void *arg, struct fault *f)
{
	static const struct rules *const aucune[] = { NULL };
	size_t im = *(const size_t *)arg, i;
	const struct format *fmt = imports[im].im->fmt;
	struct stage *sg = NULL;
	int64_t la;
	int rc = 0;

	for (i = 0; i < fmt->nrecords && rc == 0; i++) {
		const struct record *r = &fmt->records[i];

		if (!stores(r) || format_record(fmt, r->name) != r ||
		    seen(c, im, r->name))
			continue;
		if ((rc = controle_a(c, r->name, &la, f)) == -1 || !la)
			continue;
		if (sg == NULL &&
		    (sg = stage_open(c->b.st, fmt, aucune, f)) == NULL)
			return -1;
		sg->etabli = 1;
		rc = table_values(c, sg, r, f);
	}
	if (sg != NULL) {
		if (rc == 0)
			rc = report_anomalies(c->out, c->o, c->fichier, sg, f);
		c->anomalies += sg->anomalies;
	}
	stage_close(sg);
	return rc;
}

/* And by its rules. */
static int
rules(struct controle *c, const void *arg, struct fault *f)
{
	const struct import *im = imports[*(const size_t *)arg].im;
	struct stage *sg;
	int rc;

	if (!imports[*(const size_t *)arg].ses_regles ||
	    (rc = takes(c, im, f)) == 0)
		return 0;
	if (rc == -1)
		return -1;
	rc = -1;
	sg = stage_open(c->b.st, im->fmt, im->rules, f);
	if (sg != NULL && stage_etabli(sg, f) == 0 && stage_judge(sg, f) == 0)
		rc = report_anomalies(c->out, c->o, c->fichier, sg, f);
	if (sg != NULL)
		c->anomalies += sg->anomalies;
	stage_close(sg);
	return rc;
}

int
controle_imports(struct controle *c, struct fault *f)
{
	size_t i;

	for (i = 0; i < NELEM(imports); i++)
		if (is_of_role(c, imports[i].im) &&
		    (controle_partie(c, traces, &i, f) == -1 ||
			controle_partie(c, values, &i, f) == -1 ||
			controle_partie(c, rules, &i, f) == -1))
			return -1;
	return 0;
}
