/*
 * diff.c - what a stage would change in the base, and changing it.
 *
 * All of it is SQL made from the format's records: d_<name> holds the keys
 * of rows that differ and how, x_<name> the keys absent from the file,
 * t_<name> the records touched only through their children.
 */
#include <string.h>

#include "sconet.h"

/* "a.k1, a.k2" */
static void
keys(struct texte *x, const struct record *r, const char *alias)
{
	const char *sep = "";
	size_t i;

	for (i = 0; i < r->nfields; i++)
		if (field_cle(&r->fields[i])) {
			texte_ajoute(x, "%s%s.%s", sep, alias,
			    r->fields[i].name);
			sep = ", ";
		}
}

static int
number(struct stage *sg, struct texte *x, int64_t *n, struct fault *f)
{
	const char *sql = texte_fin(x, f);
	int rc = sql == NULL ? -1 : store_int(sg->st, n, f, sql, "");

	texte_libere(x);
	return rc;
}

/* A list among several of one table ("=REGIME"): only lists of the file. */
static void
same_lists(struct texte *x, const struct record *r)
{
	size_t i;

	for (i = 0; i < r->nfields; i++)
		if (field_cle(&r->fields[i]) && r->fields[i].path != NULL &&
		    r->fields[i].path[0] == '=')
			texte_ajoute(x, " AND b.%s IN (SELECT %s FROM s_%s)",
			    r->fields[i].name, r->fields[i].name, r->name);
}

/*
 * Of the numbers that a file has, those that it might know: ours are not the
 * source's yet.
 */
static void
known_there(struct texte *x, const struct record *r, const char *alias)
{
	size_t i;

	for (i = 0; i < r->nfields && !(r->flags & R_SQL); i++)
		if (field_cle(&r->fields[i]) && r->fields[i].type == FT_INT)
			texte_ajoute(x, " AND %s.%s >= 0", alias,
			    r->fields[i].name);
}

/*
 * Who left before the year began is in no file of this year, and of whom only
 * the bascule has spoken, nobody knows that he came back: neither they, nor
 * what hangs on them alone, are missed.
 */
#define PARTIS \
	"(SELECT eleve_id FROM eleve WHERE date_sortie < (SELECT date_debut" \
	" FROM base) OR echange IN (SELECT numero FROM echange WHERE genre IN" \
	" ('bascule', 'bascule-complement')))"
static void
still_here(struct texte *x, const struct record *r, const char *alias)
{
	static const struct {
		const char *nom, *cle, *partis;
	} tous[] = {
		{ "eleve", "eleve_id", PARTIS },
		{ "responsable", "eleve_id", PARTIS },
		{ "personne", "personne_id",
		    "(SELECT personne_id FROM responsable GROUP BY personne_id"
		    " HAVING min(eleve_id IN " PARTIS "))" },
	};
	size_t i;

	for (i = 0; i < NELEM(tous); i++)
		if (strcmp(r->name, tous[i].nom) == 0)
			texte_ajoute(x, " AND %s.%s NOT IN %s", alias,
			    tous[i].cle, tous[i].partis);
}

/* Absent records, and whether there are too many of them. */
static int
table_absents(struct stage *sg, struct table *t, const struct seuils *s,
    struct fault *f)
{
	const struct record *r = t->rec;
	struct texte x = { 0 };
	const char *open = r->flags & R_FERME ? "b.ferme = 0" : "1";
	int64_t known = 0, missing = 0;

	texte_ajoute(&x, "CREATE TEMP TABLE x_%s AS SELECT ", r->name);
	keys(&x, r, "b");
	texte_ajoute(&x, " FROM %s b WHERE %s AND %d", r->name, open,
	    t->present && !sg->partiel);
	same_lists(&x, r);
	texte_ajoute(&x, " AND NOT EXISTS (SELECT 1 FROM s_%s s WHERE ",
	    r->name);
	stage_accord(&x, r, "s", "b");
	texte_ajoute(&x, ")");
	if (store_texte(sg->st, &x, f) == -1)
		return -1;
	texte_ajoute(&x, "SELECT count(*) FROM x_%s", r->name);
	if (number(sg, &x, &t->absents, f) == -1)
		return -1;
	if (!(r->flags & R_ENSEMBLE) || s->absents < 0 || t->absents == 0)
		return 0;
	texte_ajoute(&x, "SELECT count(*) FROM %s b WHERE %s", r->name, open);
	same_lists(&x, r);
	known_there(&x, r, "b");
	still_here(&x, r, "b");
	if (number(sg, &x, &known, f) == -1)
		return -1;
	texte_ajoute(&x, "SELECT count(*) FROM x_%s x WHERE 1", r->name);
	known_there(&x, r, "x");
	still_here(&x, r, "x");
	if (number(sg, &x, &missing, f) == -1)
		return -1;
	if (known > 10 && missing * 100 > known * s->absents)
		return fault_set(f, "seuil-absents", 0,
		    "%s : %lld absents sur %lld connus, seuil %d %%",
		    r->libelle, (long long)missing, (long long)known,
		    s->absents);
	return 0;
}

static int
table_identities(struct stage *sg, const struct table *t,
    const struct seuils *s, struct fault *f)
{
	const struct record *r = t->rec;
	struct texte x = { 0 };
	const char *sep = "";
	int64_t known = 0, changed = 0;
	size_t i;

	texte_ajoute(&x, "SELECT count(*) FROM s_%s s JOIN %s b ON ", r->name,
	    r->name);
	stage_accord(&x, r, "s", "b");
	texte_ajoute(&x, " WHERE ");
	for (i = 0; i < r->nfields; i++)
		if ((r->fields[i].flags & F_IDENT) &&
		    !(r->fields[i].flags & F_ALIAS)) {
			texte_ajoute(&x, "%ss.%s IS NOT b.%s", sep,
			    r->fields[i].name, r->fields[i].name);
			sep = " OR ";
		}
	if (*sep == '\0' || s->modifies < 0) {
		texte_libere(&x);
		return 0;
	}
	if (number(sg, &x, &changed, f) == -1)
		return -1;
	texte_ajoute(&x, "SELECT count(*) FROM %s", r->name);
	if (number(sg, &x, &known, f) == -1)
		return -1;
	if (known > 10 && changed * 100 > known * s->modifies)
		return fault_set(f, "seuil-modifies", 0,
		    "%s : %lld identités modifiées sur %lld connues, seuil "
		    "%d %%",
		    r->libelle, (long long)changed, (long long)known,
		    s->modifies);
	return 0;
}

int
stage_absents(struct stage *sg, const struct seuils *s, struct fault *f)
{
	struct table *t;
	size_t i;

	for (i = 0; i < sg->ntables; i++) {
		t = &sg->tables[i];
		if ((t->rec->flags & (R_ENSEMBLE | R_FERME)) &&
		    table_absents(sg, t, s, f) == -1)
			return -1;
		if ((t->rec->flags & R_ENSEMBLE) &&
		    table_identities(sg, t, s, f) == -1)
			return -1;
	}
	return 0;
}

/* Keys are looked up in d_, t_ and x_ row by row. */
static int
index_keys(struct stage *sg, const struct record *r, const char *letter,
    struct fault *f)
{
	struct texte x = { 0 };
	const char *sep = "";
	size_t i;

	texte_ajoute(&x, "CREATE INDEX temp.%s_%s_cle ON %s_%s (", letter,
	    r->name, letter, r->name);
	for (i = 0; i < r->nfields; i++)
		if (field_cle(&r->fields[i])) {
			texte_ajoute(&x, "%s%s", sep, r->fields[i].name);
			sep = ", ";
		}
	texte_ajoute(&x, ")");
	return store_texte(sg->st, &x, f);
}

static int
compare(struct stage *sg, const struct record *r, struct fault *f)
{
	struct texte x = { 0 };
	size_t i;

	texte_ajoute(&x, "CREATE TEMP TABLE d_%s AS SELECT ", r->name);
	keys(&x, r, "s");
	texte_ajoute(&x,
	    ", CASE WHEN b.%s IS NULL THEN 'A' ELSE 'M' END AS etat "
	    "FROM s_%s s LEFT JOIN %s b ON ",
	    record_cle(r), r->name, r->name);
	stage_accord(&x, r, "s", "b");
	texte_ajoute(&x, " WHERE b.%s IS NULL", record_cle(r));
	if (r->flags & R_FERME)
		texte_ajoute(&x, " OR b.ferme = 1");
	for (i = 0; i < r->nfields; i++)
		if (field_contenu(&r->fields[i])) {
			texte_ajoute(&x, " OR ");
			stage_valeur(&x, &r->fields[i]);
			texte_ajoute(&x, " IS NOT b.%s", r->fields[i].name);
		}
	if (store_texte(sg->st, &x, f) == -1 || index_keys(sg, r, "d", f) == -1)
		return -1;
	if (!(r->flags & R_FERME))
		return 0;
	texte_ajoute(&x, "INSERT INTO d_%s SELECT *, 'F' FROM x_%s", r->name,
	    r->name);
	return store_texte(sg->st, &x, f);
}

/*
 * Of a base with many more parents than a file that has some of them: those
 * of the file lead to their rows.  Otherwise all rows are looked at once.
 */
static void
of_parents(struct texte *x, const struct record *p, const struct record *r,
    const char *letter, const char *where)
{
	if (p->flags & R_ENSEMBLE) {
		texte_ajoute(x,
		    " FROM %s b WHERE EXISTS (SELECT 1 FROM %s_%s"
		    " p WHERE ",
		    r->name, letter, p->name);
		stage_accord(x, p, "p", "b");
		texte_ajoute(x, " AND %s)", where);
		return;
	}
	texte_ajoute(x, " FROM %s_%s p CROSS JOIN %s b ON ", letter, p->name,
	    r->name);
	stage_accord(x, p, "p", "b");
	texte_ajoute(x, " WHERE %s", where);
}

/* Rows of the base that the set of a present parent no longer has. */
static int
removed(struct stage *sg, size_t i, struct fault *f)
{
	const struct record *r = &sg->fmt->records[i];
	const struct table *p = stage_table(sg, r->parent);
	struct texte x = { 0 };

	if (p == NULL)
		return 0;
	if (sg->de[i]->present) {
		texte_ajoute(&x, "INSERT INTO d_%s SELECT ", r->name);
		keys(&x, r, "b");
		texte_ajoute(&x, ", 'R'");
		of_parents(&x, p->rec, r, "s", "1");
		texte_ajoute(&x, " AND NOT EXISTS (SELECT 1 FROM s_%s s WHERE ",
		    r->name);
		stage_accord(&x, r, "s", "b");
		texte_ajoute(&x, ")");
		stage_constantes(&x, r, "b");
		if (store_texte(sg->st, &x, f) == -1)
			return -1;
	}
	if (p->rec->parent == NULL)
		return 0;
	texte_ajoute(&x, "INSERT INTO d_%s SELECT ", r->name);
	keys(&x, r, "b");
	texte_ajoute(&x, ", 'R'");
	of_parents(&x, p->rec, r, "d", "p.etat = 'R'");
	stage_constantes(&x, r, "b");
	return store_texte(sg->st, &x, f);
}

/* Does c hang on r, directly or through another record? */
static int
hangs_on(const struct stage *sg, const struct record *c, const struct record *r)
{
	const struct record *p;
	size_t i;

	if (c->parent == NULL)
		return 0;
	if (strcmp(c->parent, r->name) == 0)
		return 1;
	for (i = 0; i < sg->fmt->nrecords; i++) {
		p = &sg->fmt->records[i];
		if (strcmp(p->name, c->parent) == 0 &&
		    strncmp(p->path, c->path, strlen(p->path)) == 0 &&
		    hangs_on(sg, p, r))
			return 1;
	}
	return 0;
}

/* Keys of the records that change, themselves or through their children. */
static int
touched(struct stage *sg, struct table *t, struct fault *f)
{
	const struct record *r = t->rec, *c;
	struct texte x = { 0 };
	size_t i;

	texte_ajoute(&x, "CREATE TEMP TABLE t_%s AS SELECT * FROM (SELECT ",
	    r->name);
	keys(&x, r, "d");
	texte_ajoute(&x, " FROM d_%s d WHERE d.etat <> 'A'", r->name);
	for (i = 0; i < sg->fmt->nrecords; i++) {
		c = &sg->fmt->records[i];
		if (sg->de[i] == NULL || !hangs_on(sg, c, r))
			continue;
		texte_ajoute(&x, " UNION SELECT ");
		keys(&x, r, "c");
		texte_ajoute(&x, " FROM d_%s c WHERE 1", c->name);
		stage_constantes(&x, c, "c");
	}
	if (record_cles(r) == 1)
		texte_ajoute(&x,
		    " UNION SELECT o.cle FROM s_autre o WHERE o.element = '%s'",
		    r->name);
	texte_ajoute(&x,
	    ") k WHERE NOT EXISTS (SELECT 1 FROM d_%s a WHERE "
	    "a.etat = 'A' AND ",
	    r->name);
	stage_accord(&x, r, "a", "k");
	texte_ajoute(&x, ") AND EXISTS (SELECT 1 FROM %s b WHERE ", r->name);
	stage_accord(&x, r, "b", "k");
	texte_ajoute(&x, ")");
	if (store_texte(sg->st, &x, f) == -1 || index_keys(sg, r, "t", f) == -1)
		return -1;
	texte_ajoute(&x, "SELECT count(*) FROM t_%s", r->name);
	if (number(sg, &x, &t->touches, f) == -1)
		return -1;
	t->modifies = t->touches;
	return 0;
}

/* As many rows on both sides and none added: then none is removed. */
static int
same_rows(struct stage *sg, const struct record *r, int64_t *same,
    struct fault *f)
{
	struct texte x = { 0 };

	texte_ajoute(&x,
	    "SELECT NOT EXISTS (SELECT 1 FROM d_%s WHERE etat = 'A') AND "
	    "(SELECT count(*) FROM %s) = (SELECT count(*) FROM s_%s)",
	    r->name, r->name, r->name);
	return number(sg, &x, same, f);
}

static int
table_diff(struct stage *sg, struct table *t, struct fault *f)
{
	struct texte x = { 0 };
	const struct table *p;
	int64_t empty = 0, same = 0;
	size_t i;

	if (stage_vide(sg, t->rec, &empty, f) == -1)
		return -1;
	if (empty) {
		t->neuve = 1;
		texte_ajoute(&x, "CREATE TEMP VIEW d_%s AS SELECT ",
		    t->rec->name);
		keys(&x, t->rec, "s");
		texte_ajoute(&x, ", 'A' AS etat FROM s_%s s", t->rec->name);
		return store_texte(sg->st, &x, f);
	}
	if (compare(sg, t->rec, f) == -1)
		return -1;
	if (t->rec->parent == NULL)
		return 0;
	/* Of a file that has some of the records only, that is never so. */
	p = stage_table(sg, t->rec->parent);
	if (p != NULL && (p->rec->flags & R_ENSEMBLE) &&
	    same_rows(sg, t->rec, &same, f) == -1)
		return -1;
	for (i = 0; i < sg->fmt->nrecords && !same; i++)
		if (sg->de[i] == t && sg->fmt->records[i].parent != NULL &&
		    removed(sg, i, f) == -1)
			return -1;
	return 0;
}

/*
 * Rows that an import stages for what the file lacks stand on no line: they
 * are absents, and change with it.
 */
static int
beyond_file(struct stage *sg, struct table *t, int64_t *present,
    struct fault *f)
{
	struct texte x = { 0 };
	int64_t n = 0, changed = 0;

	/* Where nothing was, all is added. */
	if (t->neuve)
		return 0;
	texte_ajoute(&x, "SELECT count(*) FROM s_%s WHERE ligne = 0",
	    t->rec->name);
	if (number(sg, &x, &n, f) == -1)
		return -1;
	if (n == 0)
		return 0;
	texte_ajoute(&x, "SELECT count(*) FROM t_%s t JOIN s_%s s ON ",
	    t->rec->name, t->rec->name);
	stage_accord(&x, t->rec, "t", "s");
	texte_ajoute(&x, " WHERE s.ligne = 0");
	if (number(sg, &x, &changed, f) == -1)
		return -1;
	texte_ajoute(&x, "CREATE TEMP TABLE x_%s AS SELECT ", t->rec->name);
	keys(&x, t->rec, "s");
	texte_ajoute(&x, " FROM s_%s s WHERE s.ligne = 0", t->rec->name);
	if (store_texte(sg->st, &x, f) == -1)
		return -1;
	t->modifies -= changed;
	t->absents = n;
	*present -= n;
	return 0;
}

static int
counts(struct stage *sg, struct table *t, struct fault *f)
{
	struct texte x = { 0 };
	int64_t present = 0, closed = 0;

	texte_ajoute(&x, "SELECT count(*) FROM d_%s WHERE etat = 'A'",
	    t->rec->name);
	if (number(sg, &x, &t->ajoutes, f) == -1)
		return -1;
	texte_ajoute(&x, "SELECT count(*) FROM s_%s", t->rec->name);
	if (number(sg, &x, &present, f) == -1)
		return -1;
	texte_ajoute(&x, "SELECT count(*) FROM d_%s WHERE etat = 'F'",
	    t->rec->name);
	if (number(sg, &x, &closed, f) == -1)
		return -1;
	if ((t->rec->flags & R_SQL) && beyond_file(sg, t, &present, f) == -1)
		return -1;
	t->inchanges = present - t->ajoutes - (t->modifies - closed);
	/* What is closed is counted among the absents. */
	t->modifies -= closed;
	return 0;
}

int
stage_diff(struct stage *sg, struct fault *f)
{
	struct table *t;
	size_t i;
	int64_t empty = 0;

	for (i = 0; i < sg->ntables; i++)
		if (!(sg->tables[i].rec->flags & R_STAGE) &&
		    table_diff(sg, &sg->tables[i], f) == -1)
			return -1;
	for (i = 0; i < sg->ntables; i++) {
		t = &sg->tables[i];
		if (t->rec->parent != NULL || (t->rec->flags & R_STAGE))
			continue;
		if (stage_vide(sg, t->rec, &empty, f) == -1)
			return -1;
		if (!empty && touched(sg, t, f) == -1)
			return -1;
		if (counts(sg, t, f) == -1)
			return -1;
	}
	return 0;
}

/* Changes. */

static int
delete_removed(struct stage *sg, const struct record *r, struct fault *f)
{
	struct texte x = { 0 };

	if (r->parent == NULL || (r->flags & R_STAGE))
		return 0;
	texte_ajoute(&x, "DELETE FROM %s WHERE (", r->name);
	keys(&x, r, r->name);
	texte_ajoute(&x, ") IN (SELECT ");
	keys(&x, r, "d");
	texte_ajoute(&x, " FROM d_%s d WHERE d.etat = 'R')", r->name);
	return store_texte(sg->st, &x, f);
}

/* Whole rows go in; rows that are there get what the file may change. */
static int
upsert(struct stage *sg, const struct record *r, int64_t numero,
    struct fault *f)
{
	struct texte x = { 0 };
	const char *sep = " DO UPDATE SET ";
	int traced = (r->flags & R_TRACE) != 0;
	size_t i;

	if (r->flags & R_STAGE)
		return 0;

	texte_ajoute(&x, "INSERT INTO %s (", r->name);
	for (i = 0; i < r->nfields; i++)
		if (!(r->fields[i].flags & F_ALIAS))
			texte_ajoute(&x, "%s%s", i == 0 ? "" : ", ",
			    r->fields[i].name);
	texte_ajoute(&x, "%s) SELECT ", traced ? ", cree, echange" : "");
	for (i = 0; i < r->nfields; i++)
		if (!(r->fields[i].flags & F_ALIAS))
			texte_ajoute(&x, "%ss.%s", i == 0 ? "" : ", ",
			    r->fields[i].name);
	if (traced)
		texte_ajoute(&x, ", %lld, %lld", (long long)numero,
		    (long long)numero);
	if (stage_table(sg, r->name)->neuve) {
		texte_ajoute(&x, " FROM s_%s s", r->name);
		return store_texte(sg->st, &x, f);
	}
	texte_ajoute(&x, " FROM d_%s d JOIN s_%s s ON ", r->name, r->name);
	stage_accord(&x, r, "s", "d");
	texte_ajoute(&x, " WHERE d.etat IN ('A', 'M') ON CONFLICT");
	for (i = 0; i < r->nfields; i++) {
		if (!field_contenu(&r->fields[i]))
			continue;
		texte_ajoute(&x, "%s%s = ", sep, r->fields[i].name);
		if (r->fields[i].flags & F_KEEP)
			texte_ajoute(&x, "coalesce(excluded.%s, %s)",
			    r->fields[i].name, r->fields[i].name);
		else
			texte_ajoute(&x, "excluded.%s", r->fields[i].name);
		sep = ", ";
	}
	if (r->flags & R_FERME) {
		texte_ajoute(&x, "%sferme = 0", sep);
		sep = ", ";
	}
	if (traced) {
		texte_ajoute(&x, "%sechange = excluded.echange", sep);
		sep = ", ";
	}
	if (sep[0] == ' ')
		texte_ajoute(&x, " DO NOTHING");
	return store_texte(sg->st, &x, f);
}

static int
close_absent(struct stage *sg, const struct record *r, int64_t numero,
    struct fault *f)
{
	struct texte x = { 0 };

	if (!(r->flags & R_FERME))
		return 0;
	texte_ajoute(&x,
	    "UPDATE %s SET ferme = 1, echange = %lld WHERE EXISTS "
	    "(SELECT 1 FROM d_%s d WHERE d.etat = 'F' AND ",
	    r->name, (long long)numero, r->name);
	stage_accord(&x, r, "d", r->name);
	texte_ajoute(&x, ")");
	return store_texte(sg->st, &x, f);
}

/* A record knows the last exchange that changed its children. */
static int
mark_touched(struct stage *sg, const struct table *t, int64_t numero,
    struct fault *f)
{
	const struct record *r = t->rec;
	struct texte x = { 0 };

	if (!(r->flags & R_TRACE) || r->parent != NULL || t->touches == 0)
		return 0;
	texte_ajoute(&x, "UPDATE %s SET echange = %lld WHERE (", r->name,
	    (long long)numero);
	keys(&x, r, r->name);
	texte_ajoute(&x, ") IN (SELECT ");
	keys(&x, r, "t");
	texte_ajoute(&x, " FROM t_%s t)", r->name);
	return store_texte(sg->st, &x, f);
}

/* Parents before their children, so that every reference holds. */
static int
by_depth(struct stage *sg, int64_t numero,
    int (*fn)(struct stage *, const struct record *, int64_t, struct fault *),
    struct fault *f)
{
	const struct record *r, *p;
	size_t i, level, depth;

	for (level = 0; level < 4; level++)
		for (i = 0; i < sg->ntables; i++) {
			r = sg->tables[i].rec;
			for (depth = 0, p = r; p->parent != NULL &&
			     stage_table(sg, p->parent) != NULL;
			     depth++)
				p = stage_table(sg, p->parent)->rec;
			if (depth == level && fn(sg, r, numero, f) == -1)
				return -1;
		}
	return 0;
}

int
stage_apply(struct stage *sg, int64_t numero, struct fault *f)
{
	size_t i;

	if (stage_trace(sg, numero, f) == -1)
		return -1;
	for (i = sg->ntables; i-- > 0;)
		if (delete_removed(sg, sg->tables[i].rec, f) == -1)
			return -1;
	if (by_depth(sg, numero, upsert, f) == -1)
		return -1;
	for (i = 0; i < sg->ntables; i++)
		if (close_absent(sg, sg->tables[i].rec, numero, f) == -1 ||
		    mark_touched(sg, &sg->tables[i], numero, f) == -1)
			return -1;
	return 0;
}
