/*
 * judge.c - the rules that need the base or the whole file, and what they
 * do to the stage.  Rules run in the order of their tables; a value that one
 * drops is no longer seen by the next.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

/* "INSERT INTO s_anomalie SELECT …" for rule r, up to its WHERE. */
static void
insert_anomalies(struct texte *x, const struct stage *sg, size_t r,
    const struct record *rec)
{
	const struct rule *rule = sg->rules[r];

	int absent = rule->genre == RG_ABSENT;

	texte_ajoute(x,
	    "INSERT INTO s_anomalie SELECT NULL, %zu, %d, '%s', %s, ", r,
	    (int)rule->gravite, rec->name, absent ? "0, 0" : "s.rang, s.ligne");
	if (rule->cle != NULL)
		texte_ajoute(x, "%s", rule->cle);
	else
		stage_cle(x, rec, "s");
	if (rule->champ == NULL)
		texte_ajoute(x, ", NULL, ");
	else
		texte_ajoute(x, ", '%s', ", rule->champ);
	if (rule->valeur != NULL)
		texte_ajoute(x, "%s", rule->valeur);
	else if (rule->champ != NULL)
		texte_ajoute(x, "s.%s", rule->champ);
	else
		texte_ajoute(x, "NULL");
	texte_ajoute(x, " FROM %s_%s s ", absent ? "x" : "s", rec->name);
}

static int
count(struct stage *sg, const struct rule *rule)
{
	int64_t n = store_changes(sg->st);

	sg->anomalies += n;
	if (rule->gravite == G_NOTE)
		sg->notes += n;
	if (rule->gravite == G_REFUS)
		sg->refus += n;
	return n > 0;
}

/* Is rec the parent of c, or further up? */
static int
hangs_on(const struct format *fmt, const struct record *c,
    const struct record *rec)
{
	for (; c != NULL && c->parent != NULL;
	     c = format_record(fmt, c->parent))
		if (strcmp(c->parent, rec->name) == 0)
			return 1;
	return 0;
}

/*
 * What hangs on rows that are about to go for rule r goes with them: its key
 * begins with theirs.
 */
static int
drop_children(struct stage *sg, size_t r, const struct record *rec,
    struct fault *f)
{
	const struct record *c;
	struct texte x = { 0 };
	const char *sql;
	char table[64];
	size_t i;
	int rc = 0;

	for (i = 0; i < sg->fmt->nrecords && rc == 0; i++) {
		c = &sg->fmt->records[i];
		if (sg->de[i] == NULL || !hangs_on(sg->fmt, c, rec))
			continue;
		texte_vide(&x);
		texte_ajoute(&x,
		    "DELETE FROM s_%s WHERE EXISTS (SELECT 1 FROM s_%s p JOIN"
		    " s_anomalie a ON a.rang = p.rang AND a.regle = %zu AND"
		    " a.element = '%s' WHERE ",
		    c->name, rec->name, r, rec->name);
		(void)snprintf(table, sizeof(table), "s_%s", c->name);
		stage_accord(&x, rec, "p", table);
		texte_ajoute(&x, ")");
		rc = (sql = texte_fin(&x, f)) == NULL
		    ? -1
		    : store_exec(sg->st, sql, f);
	}
	texte_libere(&x);
	return rc;
}

/* What is dropped stays in j_<name>: its parent may yet be rejected. */
static int
keep_dropped(struct stage *sg, size_t r, const struct record *rec,
    struct fault *f)
{
	struct texte x = { 0 };
	int rc;

	if (rec->parent == NULL)
		return 0;
	texte_ajoute(&x,
	    "CREATE TEMP TABLE IF NOT EXISTS j_%s AS SELECT * FROM s_%s WHERE"
	    " 0; INSERT INTO j_%s SELECT * FROM s_%s WHERE rang IN (SELECT"
	    " rang FROM s_anomalie WHERE regle = %zu AND element = '%s')",
	    rec->name, rec->name, rec->name, rec->name, r, rec->name);
	rc = store_texte(sg->st, &x, f);
	stage_table(sg, rec->name)->jete = 1;
	return rc;
}

/* A dropped value is emptied; a child row that cannot do without it goes. */
static int
drop(struct stage *sg, size_t r, const struct record *rec, struct fault *f)
{
	const struct rule *rule = sg->rules[r];
	struct texte x = { 0 };
	size_t k;

	if (rule->gravite != G_VALEUR)
		return 0;
	k = rule->champ == NULL ? (size_t)-1 : record_field(rec, rule->champ);
	if (k == (size_t)-1 || (rec->fields[k].flags & (F_KEY | F_REQ))) {
		if (drop_children(sg, r, rec, f) == -1 ||
		    keep_dropped(sg, r, rec, f) == -1)
			return -1;
		texte_ajoute(&x, "DELETE FROM s_%s", rec->name);
	} else
		texte_ajoute(&x, "UPDATE s_%s SET %s = NULL", rec->name,
		    rule->champ);
	texte_ajoute(&x,
	    " WHERE rang IN (SELECT rang FROM s_anomalie WHERE regle = %zu"
	    " AND element = '%s')",
	    r, rec->name);
	if (store_texte(sg->st, &x, f) == -1)
		return -1;
	return k == (size_t)-1 ? 0 : garde_ignoree(sg, rec, &rec->fields[k], f);
}

static int
ensemble(struct stage *sg, size_t r, const struct record *rec, struct fault *f)
{
	struct texte x = { 0 };
	int rc;

	insert_anomalies(&x, sg, r, rec);
	texte_ajoute(&x, "%s", sg->rules[r]->suite);
	rc = store_texte(sg->st, &x, f);
	if (rc == 0 && count(sg, sg->rules[r]))
		rc = drop(sg, r, rec, f);
	return rc;
}

/* What was composed of the base alone stands on no line: it is not judged. */
static const char *
of_file(const struct stage *sg, const struct table *t)
{
	return t->compose && !sg->etabli ? " AND s.ligne > 0" : "";
}

/* Is it in the list, or of the form?  1, 0, -1. */
static int
good_word(const struct rule *rule, struct query *test, const char *word,
    struct fault *f)
{
	int rc;

	if (rule->genre == RG_FORME)
		return rule->bon(word) != 0;
	if (query_bind(test, f, "s", word) == -1 ||
	    (rc = query_step(test, f)) == -1)
		return -1;
	return rc == 1 && query_int(test, 0) != 0;
}

/* Record all rows of the table whose field has this wrong value. */
static int
wrong_word(const struct rule *rule, struct query *test, struct query *put,
    const char *word, int *hit, struct fault *f)
{
	int good = good_word(rule, test, word, f);

	if (good != 0)
		return good == -1 ? -1 : 0;
	*hit = 1;
	return query_run(put, f, "s", word);
}

/*
 * Distinct values: those seen on the way, or all when there were too many, or
 * when the rows came another way.
 */
static int
each_word(struct stage *sg, const struct table *t, const struct rule *rule,
    struct query *test, struct query *put, int *hit, struct fault *f)
{
	struct texte x = { 0 };
	struct query *all = NULL;
	const char *sql, *word;
	size_t i, k = record_field(t->rec, rule->champ);
	int rc = 0;

	for (i = 0; rc == 0 && (word = dico_mot(t->dico[k], i)) != NULL; i++)
		rc = wrong_word(rule, test, put, word, hit, f);
	if (rc == -1 || (!t->compose && !dico_deborde(t->dico[k])))
		return rc;
	texte_ajoute(&x, "SELECT DISTINCT %s FROM s_%s WHERE %s IS NOT NULL",
	    t->rec->fields[k].name, t->rec->name, t->rec->fields[k].name);
	rc = -1;
	if ((sql = texte_fin(&x, f)) != NULL &&
	    (all = query_open(sg->st, sql, f)) != NULL)
		while ((rc = query_step(all, f)) == 1)
			if (wrong_word(rule, test, put, query_text(all, 0), hit,
				f) == -1) {
				rc = -1;
				break;
			}
	query_close(all);
	texte_libere(&x);
	return rc;
}

/* A rule that asks each distinct value of a field whether it is good. */
static int
each_value(struct stage *sg, size_t r, struct table *t, struct fault *f)
{
	const struct rule *rule = sg->rules[r];
	struct texte x = { 0 }, y = { 0 };
	struct query *test = NULL, *put = NULL;
	const char *sql;
	int64_t before = 0, after = 0;
	int rc = -1, hit = 0;

	texte_ajoute(&x, "SELECT (%s)",
	    rule->genre == RG_LISTE ? rule->liste : "1");
	insert_anomalies(&y, sg, r, t->rec);
	texte_ajoute(&y, "WHERE s.%s = ?1%s", rule->champ, of_file(sg, t));
	if (store_int(sg->st, &before, f, "SELECT count(*) FROM s_anomalie",
		"") == -1)
		goto out;
	if ((sql = texte_fin(&x, f)) == NULL ||
	    (test = query_open(sg->st, sql, f)) == NULL ||
	    (sql = texte_fin(&y, f)) == NULL ||
	    (put = query_open(sg->st, sql, f)) == NULL)
		goto out;
	rc = each_word(sg, t, rule, test, put, &hit, f);
	if (rc == 0 && hit) {
		rc = store_int(sg->st, &after, f,
		    "SELECT count(*) FROM s_anomalie", "");
		sg->anomalies += after - before;
		if (rule->gravite == G_NOTE)
			sg->notes += after - before;
		if (rc == 0)
			rc = drop(sg, r, t->rec, f);
	}
out:
	query_close(test);
	query_close(put);
	texte_libere(&x);
	texte_libere(&y);
	return rc;
}

/*
 * Most rules of a sound file do not fire.  Those that scan the same rows,
 * and differ only in their condition, are asked all at once, in one scan,
 * whether they would; the answer holds until a rule changes the stage.
 */
struct sondage {
	signed char *feu; /* for each rule: 1 fires, 0 not, -1 not asked */
	int fait;         /* a rule has changed the stage since */
};

int
regle_agregee(const struct rule *r)
{
	return r->sonde != NULL && strncmp(r->sonde, "doublons(", 9) == 0;
}

/* The condition of a rule whose suite is [simple JOIN] WHERE condition. */
static const char *
condition(const struct rule *r, size_t *prefix)
{
	const char *p, *paren, *join;

	*prefix = 0;
	if (regle_agregee(r))
		return "";
	if (r->genre != RG_ENSEMBLE || r->sonde != NULL ||
	    (p = strstr(r->suite, "WHERE ")) == NULL)
		return NULL;
	paren = strchr(r->suite, '(');
	if (paren != NULL && paren < p)
		return NULL;
	/* Rows that are joined by nothing else: all with all. */
	join = strstr(r->suite, " ON ");
	if (p != r->suite && (join == NULL || join > p))
		return NULL;
	*prefix = (size_t)(p - r->suite);
	return p + strlen("WHERE ");
}

/* What stands is judged by rules of the whole that still must hold. */
static int
applies(const struct stage *sg, const struct rule *r)
{
	return !sg->etabli ||
	    ((r->genre == RG_ENSEMBLE || r->genre == RG_FORME ||
		 r->genre == RG_PRESENT) &&
		r->gravite != G_NOTE && !r->entree);
}

static int
same_scan(const struct stage *sg, size_t a, size_t b)
{
	const struct rule *x = sg->rules[a], *y = sg->rules[b];
	const struct table *t;
	size_t m, n;

	if (!applies(sg, y) || condition(x, &m) == NULL ||
	    condition(y, &n) == NULL || m != n ||
	    strcmp(x->record, y->record) != 0 ||
	    strncmp(x->suite, y->suite, m) != 0)
		return 0;
	t = stage_table(sg, y->record);
	return y->champ == NULL || record_field(t->rec, y->champ) != (size_t)-1;
}

static int
ask(struct stage *sg, struct sondage *so, size_t first, struct fault *f)
{
	struct texte x = { 0 };
	struct query *q = NULL;
	const char *sql, *sep = "SELECT ";
	size_t i, k = 0, prefix = 0;
	int rc = -1;

	for (i = first; i < sg->nrules; i++)
		if (same_scan(sg, first, i)) {
			const char *c = condition(sg->rules[i], &prefix);

			if (regle_agregee(sg->rules[i]))
				texte_ajoute(&x, "%s%s", sep,
				    sg->rules[i]->sonde);
			else
				texte_ajoute(&x, "%smax((%s) IS TRUE)", sep, c);
			sep = ", ";
		}
	texte_ajoute(&x, " FROM s_%s s %.*s", sg->rules[first]->record,
	    (int)prefix, sg->rules[first]->suite);
	if ((sql = texte_fin(&x, f)) != NULL &&
	    (q = query_open(sg->st, sql, f)) != NULL)
		rc = query_step(q, f);
	for (i = first; i < sg->nrules && rc != -1; i++)
		if (same_scan(sg, first, i))
			so->feu[i] = (signed char)query_int(q, k++);
	query_close(q);
	texte_libere(&x);
	return rc == -1 ? -1 : 0;
}

/* 1: the rule must be run, 0: it is known not to fire, -1. */
static int
may_fire(struct stage *sg, struct sondage *so, size_t i, struct fault *f)
{
	size_t prefix;
	int64_t feu = 1;

	/* What was dropped since can only make it fire less. */
	if (regle_agregee(sg->rules[i])) {
		if (so->feu[i] == -1 && ask(sg, so, i, f) == -1)
			return -1;
		return so->feu[i];
	}
	if (sg->rules[i]->sonde != NULL)
		return store_int(sg->st, &feu, f, sg->rules[i]->sonde, "") == -1
		    ? -1
		    : feu != 0;
	if (so->fait || condition(sg->rules[i], &prefix) == NULL)
		return 1;
	if (so->feu[i] == -1 && ask(sg, so, i, f) == -1)
		return -1;
	return so->feu[i];
}

/* The distinct tuples that the rules of a table ask first. */
static int
tuples(struct stage *sg, const struct rules *t, struct fault *f)
{
	const struct table *of;

	if (t == NULL || t->tuples == NULL)
		return 0;
	of = stage_table(sg, t->record);
	if (of == NULL || !of->present)
		return 0;
	return store_exec(sg->st, t->tuples, f);
}

/* Tuples, where there are any, know of orphans without another scan. */
static int
may_have_orphans(struct stage *sg, const struct record *r, int64_t *may,
    struct fault *f)
{
	struct texte x = { 0 };
	const char *sql;
	int64_t known = 0;
	int rc = -1;

	*may = 1;
	texte_ajoute(&x, "SELECT EXISTS (SELECT 1 FROM p_%s WHERE orphelin)",
	    r->name);
	if (store_int(sg->st, &known, f,
		"SELECT 1 FROM sqlite_temp_schema WHERE name = 'p_' || ?", "s",
		r->name) == 0 &&
	    (sql = texte_fin(&x, f)) != NULL)
		rc = known ? store_int(sg->st, may, f, sql, "") : 0;
	texte_libere(&x);
	return rc;
}

static int
inside(const struct record *r, const struct record *parent)
{
	size_t n = strlen(parent->path);

	return n > 0 && strncmp(r->path, parent->path, n) == 0 &&
	    r->path[n] == '/';
}

/* Child rows that hang on no record of the file. */
static int
orphans(struct stage *sg, size_t i, struct fault *f)
{
	const struct record *r = &sg->fmt->records[i];
	const struct table *p, *t = sg->de[i];
	struct texte x = { 0 };
	int64_t may = 1;
	int rc;

	if (t == NULL || r->parent == NULL || !t->present ||
	    (p = stage_table(sg, r->parent)) == NULL)
		return 0;
	/* What stands inside its parent goes only where the parent went. */
	if (inside(r, p->rec) && p->rejetes == 0)
		return 0;
	if (may_have_orphans(sg, r, &may, f) == -1)
		return -1;
	if (!may)
		return 0;
	insert_anomalies(&x, sg, RC_ORPHELIN, r);
	texte_ajoute(&x, "WHERE NOT EXISTS (SELECT 1 FROM s_%s p WHERE ",
	    p->rec->name);
	stage_accord(&x, p->rec, "p", "s");
	texte_ajoute(&x, ")");
	stage_constantes(&x, r, "s");
	rc = store_texte(sg->st, &x, f);
	if (rc == 0 && count(sg, sg->rules[RC_ORPHELIN]))
		rc = drop(sg, RC_ORPHELIN, r, f);
	return rc;
}

/*
 * Of rows that came another way than the stream: a value that is missing.
 * What is rejected lacks more than this.
 */
static int
missing_value(struct stage *sg, size_t r, const struct table *t,
    struct fault *f)
{
	struct texte x = { 0 };
	int rc;

	insert_anomalies(&x, sg, r, t->rec);
	texte_ajoute(&x,
	    "WHERE s.%s IS NULL AND s.rang NOT IN (SELECT rang FROM s_anomalie"
	    " WHERE gravite = %d)%s",
	    sg->rules[r]->champ, (int)G_REJET, of_file(sg, t));
	rc = store_texte(sg->st, &x, f);
	if (rc == 0)
		count(sg, sg->rules[r]);
	return rc;
}

static int
judge_rule(struct stage *sg, struct sondage *so, size_t i, struct fault *f)
{
	const struct rule *r = sg->rules[i];
	struct table *t = stage_table(sg, r->record);
	int64_t before = sg->anomalies, n;
	int rc = 0;

	if (t == NULL || !t->present || !applies(sg, r) ||
	    (r->champ != NULL && record_field(t->rec, r->champ) == (size_t)-1))
		return 0;
	if (r->genre == RG_LISTE || (r->genre == RG_FORME && t->compose))
		rc = each_value(sg, i, t, f);
	else if (r->genre == RG_PRESENT && t->compose)
		rc = missing_value(sg, i, t, f);
	else if (r->genre == RG_ENSEMBLE && (rc = may_fire(sg, so, i, f)) == 1)
		do {
			n = sg->anomalies;
			rc = ensemble(sg, i, t->rec, f);
		} while (
		    rc == 0 && (r->entree & REGLE_ENCORE) && sg->anomalies > n);
	if (r->gravite == G_VALEUR && sg->anomalies > before)
		so->fait = 1;
	return rc;
}

int
stage_judge(struct stage *sg, struct fault *f)
{
	struct sondage so = { 0 };
	size_t i;
	int rc = 0;

	if ((so.feu = malloc(sg->nrules)) == NULL)
		return fault_memory(f);
	memset(so.feu, -1, sg->nrules);
	for (i = RC__MAX; i < sg->nrules && rc == 0; i++) {
		if (sg->de_table[i] != sg->de_table[i - 1])
			rc = tuples(sg, sg->de_table[i], f);
		if (rc == 0)
			rc = judge_rule(sg, &so, i, f);
	}
	/* In the base, foreign keys know of orphans. */
	for (i = 0; i < sg->fmt->nrecords && rc == 0 && !sg->etabli; i++)
		rc = orphans(sg, i, f);
	free(so.feu);
	return rc;
}

int
stage_judge_absents(struct stage *sg, struct fault *f)
{
	struct table *t;
	size_t i;

	for (i = RC__MAX; i < sg->nrules; i++) {
		if (sg->rules[i]->genre != RG_ABSENT)
			continue;
		t = stage_table(sg, sg->rules[i]->record);
		if (t != NULL && t->absents > 0 &&
		    ensemble(sg, i, t->rec, f) == -1)
			return -1;
	}
	return 0;
}
