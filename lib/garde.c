/*
 * garde.c - what the stage may not change: the base's own value, or rows,
 * laid over those of the file.
 *
 * s_garde has the table, key and column of each; champ "*" means all rows
 * whose key is cle or begins with it.  tete, the first part of the key, finds
 * them by index.  With nothing to keep there is nothing to pay.
 */
#include "sconet.h"

static void
columns(struct texte *x, const struct record *r, const char *prefix)
{
	const char *sep = "";
	size_t i;

	for (i = 0; i < r->nfields; i++)
		if (!(r->fields[i].flags & F_ALIAS)) {
			texte_ajoute(x, "%s%s%s", sep, prefix,
			    r->fields[i].name);
			sep = ", ";
		}
}

/* ", k1, k2": what finds a row. */
static void
key_columns(struct texte *x, const struct record *r, const char *prefix)
{
	size_t i;

	for (i = 0; i < r->nfields; i++)
		if (field_cle(&r->fields[i]))
			texte_ajoute(x, ", %s%s", prefix, r->fields[i].name);
}

/* "s_garde g CROSS JOIN <from> <a> ON …": rows whose key is kept whole. */
static void
kept_row(struct texte *x, const struct record *r, const char *from,
    const char *a, const char *champ)
{
	texte_ajoute(x,
	    " FROM s_garde g CROSS JOIN %s%s %s ON g.element = '%s' AND"
	    " g.champ = '%s' AND %s.%s = g.tete AND ",
	    from, r->name, a, r->name, champ, a, record_cle(r));
	if (champ[0] != '*') {
		texte_ajoute(x, "CAST(");
		stage_cle(x, r, a);
		texte_ajoute(x, " AS TEXT) = g.cle");
		return;
	}
	texte_ajoute(x, "substr(");
	stage_cle(x, r, a);
	texte_ajoute(x, " || '/', 1, length(g.cle) + 1) = g.cle || '/'");
}

static void
note(struct texte *x, const struct record *r)
{
	texte_ajoute(x, "INSERT INTO s_anomalie SELECT NULL, %d, %d, '%s', ",
	    RC_TENU, (int)G_NOTE, r->name);
}

/* The file says something else of a value that is held. */
static int
value_differs(struct stage *sg, const struct record *r, const struct field *fd,
    struct fault *f)
{
	struct texte x = { 0 };

	note(&x, r);
	texte_ajoute(&x, "s.rang, s.ligne, g.cle, '%s', s.%s", fd->name,
	    fd->name);
	kept_row(&x, r, "", "b", fd->name);
	texte_ajoute(&x, " CROSS JOIN s_%s s ON ", r->name);
	stage_accord(&x, r, "s", "b");
	texte_ajoute(&x, " WHERE s.%s IS NOT b.%s", fd->name, fd->name);
	if (fd->flags & F_KEEP)
		texte_ajoute(&x, " AND s.%s IS NOT NULL", fd->name);
	return store_texte(sg->st, &x, f);
}

static int
value_keep(struct stage *sg, const struct record *r, const struct field *fd,
    struct fault *f)
{
	struct texte x = { 0 };
	char table[64];

	(void)snprintf(table, sizeof(table), "s_%s", r->name);
	texte_ajoute(&x, "UPDATE %s SET %s = k.%s FROM (SELECT b.*", table,
	    fd->name, fd->name);
	kept_row(&x, r, "", "b", fd->name);
	texte_ajoute(&x, ") k WHERE ");
	stage_accord(&x, r, table, "k");
	return store_texte(sg->st, &x, f);
}

/* Rows of the file that the base has not so, and those it would remove. */
static int
rows_differ(struct stage *sg, const struct record *r, const struct record *p,
    struct fault *f)
{
	struct texte x = { 0 };
	size_t i;

	note(&x, r);
	texte_ajoute(&x,
	    "min(rang), min(ligne), cle, NULL, NULL FROM (SELECT s.rang,"
	    " s.ligne, g.cle");
	kept_row(&x, r, "s_", "s", "*");
	texte_ajoute(&x, " WHERE NOT EXISTS (SELECT 1 FROM %s b WHERE ",
	    r->name);
	stage_accord(&x, r, "b", "s");
	for (i = 0; i < r->nfields; i++)
		if (!(r->fields[i].flags & (F_KEY | F_ALIAS)))
			texte_ajoute(&x, " AND b.%s IS s.%s", r->fields[i].name,
			    r->fields[i].name);
	texte_ajoute(&x, ") UNION ALL SELECT p.rang, p.ligne, g.cle");
	kept_row(&x, r, "", "b", "*");
	texte_ajoute(&x, " CROSS JOIN s_%s p ON ", p->name);
	stage_accord(&x, p, "p", "b");
	texte_ajoute(&x, " WHERE NOT EXISTS (SELECT 1 FROM s_%s s WHERE ",
	    r->name);
	stage_accord(&x, r, "s", "b");
	texte_ajoute(&x, ")) GROUP BY cle");
	return store_texte(sg->st, &x, f);
}

/* The set is the base's; it leaves with its parent, should that leave. */
static int
rows_keep(struct stage *sg, const struct record *r, const struct record *p,
    struct fault *f)
{
	struct texte x = { 0 };
	const char *sep = "";
	size_t i;

	texte_ajoute(&x, "DELETE FROM s_%s WHERE (", r->name);
	for (i = 0; i < r->nfields; i++)
		if (field_cle(&r->fields[i])) {
			texte_ajoute(&x, "%s%s", sep, r->fields[i].name);
			sep = ", ";
		}
	texte_ajoute(&x, ") IN (SELECT ");
	for (i = 0, sep = ""; i < r->nfields; i++)
		if (field_cle(&r->fields[i])) {
			texte_ajoute(&x, "%ss.%s", sep, r->fields[i].name);
			sep = ", ";
		}
	kept_row(&x, r, "s_", "s", "*");
	texte_ajoute(&x, "); INSERT OR IGNORE INTO s_%s (rang, ligne, ",
	    r->name);
	columns(&x, r, "");
	texte_ajoute(&x, ") SELECT p.rang, p.ligne, ");
	columns(&x, r, "b.");
	kept_row(&x, r, "", "b", "*");
	texte_ajoute(&x, " CROSS JOIN s_%s p ON ", p->name);
	stage_accord(&x, p, "p", "b");
	return store_texte(sg->st, &x, f);
}

/*
 * Of a row that the file has not, of a parent that it has, the row remains,
 * with what is kept and nothing else.
 */
static int
row_remains(struct stage *sg, const struct record *r, const struct field *fd,
    struct fault *f)
{
	struct texte x = { 0 };

	if (r->parent == NULL || stage_table(sg, r->parent) == NULL)
		return 0;
	texte_ajoute(&x, "INSERT OR IGNORE INTO s_%s (rang, ligne", r->name);
	key_columns(&x, r, "");
	texte_ajoute(&x, ") SELECT p.rang, p.ligne");
	key_columns(&x, r, "b.");
	kept_row(&x, r, "", "b", fd->name);
	texte_ajoute(&x, " CROSS JOIN s_%s p ON ", r->parent);
	stage_accord(&x, stage_table(sg, r->parent)->rec, "p", "b");
	texte_ajoute(&x, " WHERE b.%s IS NOT NULL", fd->name);
	return store_texte(sg->st, &x, f);
}

/* fn of each field of which some value is kept. */
static int
of_kept(struct stage *sg, const struct record *r,
    int (*fn)(struct stage *, const struct record *, const struct field *,
	struct fault *),
    struct fault *f)
{
	int64_t kept;
	size_t i;

	for (i = 0; i < r->nfields; i++) {
		kept = 0;
		if (!field_contenu(&r->fields[i]))
			continue;
		if (store_int(sg->st, &kept, f,
			"SELECT EXISTS (SELECT 1 FROM s_garde WHERE element ="
			" ? AND champ = ?)",
			"ss", r->name, r->fields[i].name) == -1 ||
		    (kept && fn(sg, r, &r->fields[i], f) == -1))
			return -1;
	}
	return 0;
}

static int
value_say_keep(struct stage *sg, const struct record *r, const struct field *fd,
    struct fault *f)
{
	if (row_remains(sg, r, fd, f) == -1 ||
	    value_differs(sg, r, fd, f) == -1)
		return -1;
	return value_keep(sg, r, fd, f);
}

/* What is kept of one table; said too when dit is set. */
static int
table_keep(struct stage *sg, const struct table *t, int dit, struct fault *f)
{
	const struct record *r = t->rec;
	const struct table *p =
	    r->parent == NULL ? NULL : stage_table(sg, r->parent);
	int64_t kept = 0;

	if (of_kept(sg, r, dit ? value_say_keep : value_keep, f) == -1)
		return -1;
	if (store_int(sg->st, &kept, f,
		"SELECT EXISTS (SELECT 1 FROM s_garde WHERE element = ? AND"
		" champ = '*')",
		"s", r->name) == -1)
		return -1;
	if (!kept || p == NULL)
		return 0;
	if (dit && rows_differ(sg, r, p->rec, f) == -1)
		return -1;
	return rows_keep(sg, r, p->rec, f);
}

static int
keep(struct stage *sg, int dit, struct fault *f)
{
	const struct table *t;
	size_t i;

	for (i = 0; i < sg->ntables; i++) {
		t = &sg->tables[i];
		if (t->present && !(t->rec->flags & R_STAGE) &&
		    table_keep(sg, t, dit, f) == -1)
			return -1;
	}
	return 0;
}

int
garde_tenus(struct stage *sg, struct fault *f)
{
	int64_t any = 0;

	/* Only a base with pupils has the table. */
	if (store_int(sg->st, &any, f,
		"SELECT 1 FROM sqlite_schema WHERE name = 'tenu'", "") == -1 ||
	    (any &&
		store_int(sg->st, &any, f, "SELECT EXISTS (SELECT 1 FROM tenu)",
		    "") == -1))
		return -1;
	if (!any)
		return 0;
	if (store_exec(sg->st,
		"INSERT OR IGNORE INTO s_garde SELECT element, substr(cle, 1,"
		" instr(cle || '/', '/') - 1), cle, champ FROM tenu;"
		/* what is held of an address holds who lives there, too */
		"INSERT OR IGNORE INTO s_garde SELECT 'eleve', eleve_id,"
		" eleve_id, 'adresse_id' FROM tenu t JOIN eleve e USING"
		" (eleve_id) WHERE t.element = 'adresse' AND e.adresse_id ="
		" CAST(t.cle AS INTEGER);"
		"INSERT OR IGNORE INTO s_garde SELECT 'personne',"
		" p.personne_id, p.personne_id, 'adresse_id' FROM tenu t JOIN"
		" responsable USING (eleve_id) JOIN personne p USING"
		" (personne_id) WHERE t.element = 'adresse' AND p.adresse_id ="
		" CAST(t.cle AS INTEGER)",
		f) == -1 ||
	    keep(sg, 1, f) == -1)
		return -1;
	return stage_recompte(sg, f);
}

int
garde_applique(struct stage *sg, struct fault *f)
{
	int64_t any = 0;

	if (store_int(sg->st, &any, f, "SELECT EXISTS (SELECT 1 FROM s_garde)",
		"") == -1)
		return -1;
	if (!any)
		return 0;
	if (keep(sg, 0, f) == -1 ||
	    store_run(sg->st, f,
		"UPDATE s_anomalie SET gravite = 0 WHERE gravite = 1 AND"
		" regle <> ? AND EXISTS (SELECT 1 FROM s_garde g WHERE"
		" g.element = s_anomalie.element AND (g.champ ="
		" s_anomalie.champ AND g.cle = s_anomalie.cle OR g.champ = '*'"
		" AND substr(s_anomalie.cle || '/', 1, length(g.cle) + 1) ="
		" g.cle || '/'))",
		"i", (int64_t)RC_CONFLIT) == -1)
		return -1;
	return stage_recompte(sg, f);
}

int
garde_ignoree(struct stage *sg, const struct record *r, const struct field *fd,
    struct fault *f)
{
	const struct table *t = stage_table(sg, r->name);
	struct texte x = { 0 };
	char table[64];

	if (!sg->garde_base || t == NULL || t->neuve || (r->flags & R_STAGE) ||
	    !field_contenu(fd) || (fd->flags & F_KEEP))
		return 0;
	(void)snprintf(table, sizeof(table), "s_%s", r->name);
	texte_ajoute(&x,
	    "UPDATE %s SET %s = b.%s FROM %s b WHERE %s.%s IS NULL AND"
	    " %s.rang IN (SELECT rang FROM s_anomalie WHERE gravite = %d AND"
	    " element = '%s' AND champ = '%s') AND ",
	    table, fd->name, fd->name, r->name, table, fd->name, table,
	    (int)G_VALEUR, r->name, fd->name);
	stage_accord(&x, r, table, "b");
	return store_texte(sg->st, &x, f);
}

int
garde_ignores(struct stage *sg, struct fault *f)
{
	const struct field *fd;
	struct query *q;
	int rc;

	q = query_open(sg->st,
	    "SELECT DISTINCT element, champ FROM s_anomalie WHERE gravite = 1"
	    " AND champ IS NOT NULL",
	    f);
	if (q == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		fd = stage_champ(sg, query_text(q, 0), query_text(q, 1));
		if (fd != NULL &&
		    (rc = garde_ignoree(sg, stage_record(sg, query_text(q, 0)),
			 fd, f)) == -1)
			break;
	}
	query_close(q);
	return rc;
}

/*
 * What an import of a complement keeps: m_depuis has the values that this
 * base, or an import of its own, has changed since the bascule, with what
 * they were before that; "*" where rows came or went.
 */

#define D_ICI " e.genre NOT IN ('bascule', 'bascule-complement')"

/* All that stands in a record that this base made itself is its own. */
static int
own_records(struct stage *sg, const struct record *r, struct fault *f)
{
	const struct field *fd;
	struct texte x = { 0 };
	size_t i;

	if (!(r->flags & R_TRACE))
		return 0;
	for (i = 0; i < r->nfields; i++) {
		fd = &r->fields[i];
		if (!field_contenu(fd))
			continue;
		texte_ajoute(&x,
		    "INSERT OR IGNORE INTO s_garde SELECT '%s', b.%s, b.%s,"
		    " '%s' FROM %s b JOIN s_%s s ON ",
		    r->name, record_cle(r), record_cle(r), fd->name, r->name,
		    r->name);
		stage_accord(&x, r, "s", "b");
		texte_ajoute(&x,
		    " JOIN echange e ON e.numero = b.cree WHERE b.%s IS NOT"
		    " NULL AND" D_ICI ";",
		    fd->name);
	}
	return store_texte(sg->st, &x, f);
}

/* Changed there and here, and not to the same. */
static int
conflict(struct stage *sg, const struct record *r, const struct field *fd,
    struct fault *f)
{
	struct texte x = { 0 };

	texte_ajoute(&x,
	    "INSERT INTO s_anomalie SELECT NULL, %d, %d, '%s', s.rang,"
	    " s.ligne, g.cle, '%s', coalesce(s.%s, 'vide') || ', ici ' ||"
	    " coalesce(b.%s, 'vide')",
	    RC_CONFLIT, (int)G_VALEUR, r->name, fd->name, fd->name, fd->name);
	kept_row(&x, r, "", "b", fd->name);
	texte_ajoute(&x, " CROSS JOIN s_%s s ON ", r->name);
	stage_accord(&x, r, "s", "b");
	texte_ajoute(&x,
	    " LEFT JOIN m_depuis o ON o.element = g.element AND o.cle = g.cle"
	    " AND o.champ = g.champ WHERE s.%s IS NOT b.%s AND (o.cle IS NULL"
	    " OR CAST(s.%s AS TEXT) IS NOT o.avant) AND NOT EXISTS (SELECT 1"
	    " FROM tenu t WHERE t.element = g.element AND t.cle = g.cle AND"
	    " t.champ = g.champ)",
	    fd->name, fd->name, fd->name);
	if (fd->flags & F_KEEP)
		texte_ajoute(&x, " AND s.%s IS NOT NULL", fd->name);
	return store_texte(sg->st, &x, f);
}

int
garde_changes(struct stage *sg, struct fault *f)
{
	const struct table *t;
	size_t i;

	if (store_exec(sg->st,
		"CREATE TEMP TABLE m_depuis AS SELECT c.element, c.cle, CASE"
		" c.genre WHEN 'M' THEN c.champ ELSE '*' END AS champ, c.avant,"
		" min(c.n) FROM changement c JOIN echange e ON e.numero ="
		" c.echange WHERE c.genre IN ('M', 'A', 'R') AND" D_ICI
		" GROUP BY 1, 2, 3;"
		"CREATE INDEX temp.m_depuis_cle ON m_depuis (element, cle);"
		"INSERT OR IGNORE INTO s_garde SELECT element, substr(cle, 1,"
		" instr(cle || '/', '/') - 1), cle, champ FROM m_depuis",
		f) == -1)
		return -1;
	for (i = 0; i < sg->ntables; i++) {
		t = &sg->tables[i];
		if (t->present && !(t->rec->flags & R_STAGE) &&
		    (own_records(sg, t->rec, f) == -1 ||
			of_kept(sg, t->rec, conflict, f) == -1))
			return -1;
	}
	return keep(sg, 0, f) == -1 ? -1 : stage_recompte(sg, f);
}
