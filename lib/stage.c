/*
 * stage.c - the temporary tables of an exchange: one for each record of its
 * format, with the rules that look at it.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

static int
rules_gather(struct stage *sg, const struct rules *const *tables,
    struct fault *f)
{
	const struct rules *const *t;
	size_t i, n = rules_communes.n;

	for (t = tables; *t != NULL; t++)
		n += (*t)->n;
	sg->rules = calloc(n, sizeof(*sg->rules));
	sg->de_table = calloc(n, sizeof(*sg->de_table));
	if (sg->rules == NULL || sg->de_table == NULL)
		return fault_memory(f);
	/* The stage finds its own by RC_ index: they come first. */
	for (i = 0; i < rules_communes.n; i++)
		sg->rules[sg->nrules++] = &rules_communes.r[i];
	for (t = tables; *t != NULL; t++)
		for (i = 0; i < (*t)->n; i++) {
			sg->de_table[sg->nrules] = *t;
			sg->rules[sg->nrules++] = &(*t)->r[i];
		}
	return 0;
}

static const char *
sql_type(enum type t)
{
	return t == FT_INT || t == FT_NOMBRE || t == FT_BOOL || t == FT_VRAI
	    ? "INTEGER"
	    : "TEXT";
}

void
stage_cle(struct texte *x, const struct record *rec, const char *alias)
{
	const char *sep = "";
	size_t i;

	for (i = 0; i < rec->nfields; i++) {
		if (!field_cle(&rec->fields[i]))
			continue;
		texte_ajoute(x, "%s%s.%s", sep, alias, rec->fields[i].name);
		sep = " || '/' || ";
	}
}

void
stage_constantes(struct texte *x, const struct record *rec, const char *alias)
{
	const struct field *fd;
	size_t i;

	for (i = 0; i < rec->nfields; i++) {
		fd = &rec->fields[i];
		if ((fd->flags & F_KEY) && fd->path != NULL &&
		    fd->path[0] == '=')
			texte_ajoute(x, " AND %s.%s = '%s'", alias, fd->name,
			    fd->path + 1);
	}
}

/*
 * Columns that rules look at come first: reaching one costs reading past
 * those before it.  order has room for all fields; returns how many.
 */
static size_t
column_order(const struct record *r, size_t *order)
{
	size_t i, n = 0;
	int text;

	for (text = 0; text < 2; text++)
		for (i = 0; i < r->nfields; i++)
			if (!(r->fields[i].flags & F_ALIAS) &&
			    (r->fields[i].type == FT_TEXT) == text)
				order[n++] = i;
	return n;
}

/*
 * Rows of this table may wait to be stored with others: nothing stands
 * inside them, so that none of theirs has to go when they are doubled.
 */
static int
en_lots(const struct format *fmt, const struct record *rec)
{
	const struct record *r;
	size_t i, n = strlen(rec->path);

	for (i = 0; i < fmt->nrecords; i++) {
		r = &fmt->records[i];
		if (r != rec &&
		    (n == 0 ||
			(strncmp(r->path, rec->path, n) == 0 &&
			    r->path[n] == '/')))
			return 0;
	}
	return 1;
}

static int
table_create(struct stage *sg, struct table *t, struct fault *f)
{
	const struct record *r = t->rec;
	struct texte x = { 0 };
	const char *sql, *sep = "";
	size_t i, keys = record_cles(r);
	int rc = -1;

	if ((t->ordre = calloc(r->nfields, sizeof(*t->ordre))) == NULL)
		return fault_memory(f);
	t->nordre = column_order(r, t->ordre);

	texte_ajoute(&x, "CREATE TEMP TABLE s_%s (rang INTEGER, ligne INTEGER",
	    r->name);
	for (i = 0; i < t->nordre; i++)
		texte_ajoute(&x, ", %s %s", r->fields[t->ordre[i]].name,
		    sql_type(r->fields[t->ordre[i]].type));
	texte_ajoute(&x, ", PRIMARY KEY (");
	for (i = 0; i < r->nfields; i++) {
		if (!field_cle(&r->fields[i]))
			continue;
		texte_ajoute(&x, "%s%s", sep, r->fields[i].name);
		sep = ", ";
	}
	texte_ajoute(&x, "))%s", keys > 1 ? " WITHOUT ROWID" : "");
	if ((sql = texte_fin(&x, f)) != NULL)
		rc = store_exec(sg->st, sql, f);
	if (rc == 0 &&
	    ((t->put = lot_requete(sg->st, t, 1, f)) == NULL ||
		(en_lots(sg->fmt, r) &&
		    (t->lot = lot_open(sg->st, t, f)) == NULL)))
		rc = -1;
	texte_libere(&x);
	return rc;
}

struct table *
stage_table(const struct stage *sg, const char *name)
{
	size_t i;

	for (i = 0; i < sg->ntables; i++)
		if (sg->tables[i].rec != NULL &&
		    strcmp(sg->tables[i].rec->name, name) == 0)
			return &sg->tables[i];
	return NULL;
}

/* Which rules look at one row of this table, and at which fields. */
static int
rules_open(struct stage *sg, struct table *t, struct fault *f)
{
	const struct rule *r;
	size_t i, k;

	t->dico = calloc(t->rec->nfields + 1, sizeof(*t->dico));
	t->regles = calloc(sg->nrules + 1, sizeof(*t->regles));
	t->champs = calloc(sg->nrules + 1, sizeof(*t->champs));
	if (t->dico == NULL || t->regles == NULL || t->champs == NULL)
		return fault_memory(f);
	for (i = RC__MAX; i < sg->nrules; i++) {
		r = sg->rules[i];
		if (r->genre == RG_ENSEMBLE || r->genre == RG_ABSENT ||
		    strcmp(r->record, t->rec->name) != 0 ||
		    (k = record_field(t->rec, r->champ)) == (size_t)-1)
			continue;
		if (r->genre != RG_LISTE) {
			t->regles[t->nregles] = i;
			t->champs[t->nregles++] = k;
		} else if (t->dico[k] == NULL &&
		    (t->dico[k] = dico_open()) == NULL)
			return fault_memory(f);
	}
	return 0;
}

static int
tables_open(struct stage *sg, struct fault *f)
{
	const struct record *r;
	struct table *t;
	size_t i;

	sg->tables = calloc(sg->fmt->nrecords, sizeof(*sg->tables));
	sg->de = calloc(sg->fmt->nrecords, sizeof(*sg->de));
	if (sg->tables == NULL || sg->de == NULL)
		return fault_memory(f);
	for (i = 0; i < sg->fmt->nrecords; i++) {
		r = &sg->fmt->records[i];
		if ((r->flags & (R_PARAM | R_LU)) ||
		    (sg->de[i] = stage_table(sg, r->name)) != NULL)
			continue;
		t = sg->de[i] = &sg->tables[sg->ntables++];
		t->rec = r;
		if (table_create(sg, t, f) == -1 || rules_open(sg, t, f) == -1)
			return -1;
	}
	return 0;
}

struct stage *
stage_open(struct store *st, const struct format *fmt,
    const struct rules *const *tables, struct fault *f)
{
	struct stage *sg;

	if ((sg = calloc(1, sizeof(*sg))) == NULL) {
		fault_memory(f);
		return NULL;
	}
	sg->st = st;
	sg->fmt = fmt;
	sg->remedes = fmt->root == NULL ? remedes_tableau : NULL;
	if (store_exec(st,
		"CREATE TEMP TABLE s_anomalie (n INTEGER PRIMARY KEY,"
		" regle INTEGER, gravite INTEGER, element TEXT, rang INTEGER,"
		" ligne INTEGER, cle TEXT, champ TEXT, valeur TEXT);"
		"CREATE TEMP TABLE s_rejet (rang INTEGER PRIMARY KEY);"
		"CREATE TEMP TABLE s_autre (element TEXT, cle, champ TEXT,"
		" avant TEXT, apres TEXT);"
		"CREATE TEMP TABLE s_garde (element TEXT, tete TEXT, cle TEXT,"
		" champ TEXT, PRIMARY KEY (element, tete, cle, champ)) WITHOUT"
		" ROWID;"
		"CREATE TEMP TABLE s_neuf (element TEXT, id INTEGER, PRIMARY"
		" KEY (element, id)) WITHOUT ROWID;"
		"CREATE TEMP TABLE s_reuni (element TEXT, de INTEGER, vers"
		" INTEGER, PRIMARY KEY (element, de)) WITHOUT ROWID",
		f) == -1 ||
	    (sg->anomalie = query_open(st,
		 "INSERT INTO s_anomalie VALUES"
		 " (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
		 f)) == NULL ||
	    rules_gather(sg, tables, f) == -1 || tables_open(sg, f) == -1) {
		stage_close(sg);
		return NULL;
	}
	return sg;
}

void
stage_close(struct stage *sg)
{
	size_t i, k;

	if (sg == NULL)
		return;
	for (i = 0; i < sg->ntables; i++) {
		query_close(sg->tables[i].put);
		lot_close(sg->tables[i].lot);
		for (k = 0; sg->tables[i].dico != NULL &&
		     k < sg->tables[i].rec->nfields;
		     k++)
			dico_close(sg->tables[i].dico[k]);
		free(sg->tables[i].dico);
		free(sg->tables[i].ordre);
		free(sg->tables[i].regles);
		free(sg->tables[i].champs);
	}
	query_close(sg->anomalie);
	free(sg->tables);
	free(sg->de);
	free(sg->rules);
	free(sg->de_table);
	free(sg);
}

int
stage_compte(struct stage *sg, struct fault *f)
{
	struct texte x = { 0 };
	const char *sql;
	size_t i;
	int64_t n = 0;
	int rc = 0;

	for (i = 0; i < sg->ntables && rc == 0; i++) {
		if (sg->tables[i].present)
			continue;
		texte_vide(&x);
		texte_ajoute(&x, "SELECT EXISTS (SELECT 1 FROM s_%s)",
		    sg->tables[i].rec->name);
		rc = (sql = texte_fin(&x, f)) == NULL
		    ? -1
		    : store_int(sg->st, &n, f, sql, "");
		sg->tables[i].present = sg->tables[i].compose = n > 0;
	}
	texte_libere(&x);
	return rc;
}

int
stage_recompte(struct stage *sg, struct fault *f)
{
	if (store_int(sg->st, &sg->anomalies, f,
		"SELECT count(*) FROM s_anomalie", "") == -1 ||
	    store_int(sg->st, &sg->notes, f,
		"SELECT count(*) FROM s_anomalie WHERE gravite = ?", "i",
		(int64_t)G_NOTE) == -1)
		return -1;
	return store_int(sg->st, &sg->refus, f,
	    "SELECT count(*) FROM s_anomalie WHERE gravite = ?", "i",
	    (int64_t)G_REFUS);
}

int
stage_oublie(struct stage *sg, int64_t n, struct fault *f)
{
	const struct rules *of;
	struct texte x = { 0 };
	struct table *t;
	size_t i;
	int rc;

	texte_ajoute(&x, "DELETE FROM s_anomalie WHERE n > %lld;",
	    (long long)n);
	for (i = 0; i < sg->ntables; i++) {
		t = &sg->tables[i];
		if (t->rec->flags & R_STAGE)
			continue;
		texte_ajoute(&x,
		    "DELETE FROM s_%s; DROP TABLE IF EXISTS temp.j_%s;",
		    t->rec->name, t->rec->name);
		t->lus = t->rejetes = 0;
		t->present = t->compose = t->jete = 0;
	}
	for (i = 0; i < sg->nrules; i++)
		if ((of = sg->de_table[i]) != NULL && of->tuples != NULL)
			texte_ajoute(&x, "DROP TABLE IF EXISTS temp.p_%s;",
			    of->record);
	rc = store_texte(sg->st, &x, f);
	return rc == -1 ? -1 : stage_recompte(sg, f);
}

void
stage_accord(struct texte *x, const struct record *rec, const char *a,
    const char *b)
{
	const char *sep = "";
	size_t i;

	for (i = 0; i < rec->nfields; i++) {
		if (!field_cle(&rec->fields[i]))
			continue;
		texte_ajoute(x, "%s%s.%s = %s.%s", sep, a, rec->fields[i].name,
		    b, rec->fields[i].name);
		sep = " AND ";
	}
}

/*
 * The base's rows become the file's, and the base's table, for whom asks,
 * an empty one: what is temporary is found first.
 */
static int
copy_base(struct stage *sg, const struct table *t, struct fault *f)
{
	const struct record *r = t->rec;
	struct texte x = { 0 };
	size_t i;

	texte_ajoute(&x,
	    "INSERT OR IGNORE INTO s_%s SELECT row_number() OVER (), 0",
	    r->name);
	for (i = 0; i < t->nordre; i++)
		texte_ajoute(&x, ", %s", r->fields[t->ordre[i]].name);
	texte_ajoute(&x,
	    " FROM main.%s; CREATE TEMP TABLE %s AS SELECT * FROM main.%s"
	    " WHERE 0",
	    r->name, r->name, r->name);
	return store_texte(sg->st, &x, f);
}

int
stage_etabli(struct stage *sg, struct fault *f)
{
	size_t i;

	sg->etabli = 1;
	for (i = 0; i < sg->ntables; i++)
		if (!(sg->tables[i].rec->flags & R_STAGE) &&
		    copy_base(sg, &sg->tables[i], f) == -1)
			return -1;
	return stage_compte(sg, f);
}

void
stage_valeur(struct texte *x, const struct field *fd)
{
	if (fd->flags & F_KEEP)
		texte_ajoute(x, "coalesce(s.%s, b.%s)", fd->name, fd->name);
	else
		texte_ajoute(x, "s.%s", fd->name);
}

int
stage_vide(struct stage *sg, const struct record *r, int64_t *empty,
    struct fault *f)
{
	struct texte x = { 0 };
	const char *sql;
	int rc = -1;

	texte_ajoute(&x, "SELECT NOT EXISTS (SELECT 1 FROM %s)", r->name);
	if ((sql = texte_fin(&x, f)) != NULL)
		rc = store_int(sg->st, empty, f, sql, "");
	texte_libere(&x);
	return rc;
}
