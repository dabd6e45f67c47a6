/*
 * reunion.c - two records of the base that are of one person become one:
 * what was made here goes into what SIECLE knows.
 *
 * s_reuni has, of each table, the two numbers: de is ours, vers is SIECLE's.
 * What hangs on vers goes to de, vers goes, and de takes its number as when
 * SIECLE gives one to who had none: all that hangs on it follows, what is held
 * too.
 */
#include "sconet.h"

#define LES_SIENS(colonne) \
	"SELECT " colonne " FROM s_reuni WHERE element = '%s'"

/* Sets that are somebody's as a whole: vers has one, or takes that of de. */
static const struct {
	const char *table, *temoin;
} ensembles[] = { { "eleve_option", "eleve_option" },
	{ "eleve_structure", "eleve_structure" },
	{ "option_an_dernier", "option_an_dernier" }, { "voeu_option", "voeu" },
	{ "voeu", "voeu" } };

/* The values of vers, where it has some and those of de are not held. */
static int
values(struct stage *sg, const char *element, struct fault *f)
{
	struct texte x = { 0 };
	struct query *q;
	const char *sep = "", *c;
	int rc;

	q = query_open(sg->st,
	    "SELECT name FROM pragma_table_info(?) WHERE pk = 0", f);
	if (q == NULL || query_bind(q, f, "s", element) == -1) {
		query_close(q);
		return -1;
	}
	texte_ajoute(&x, "UPDATE %s SET ", element);
	while ((rc = query_step(q, f)) == 1) {
		c = query_text(q, 0);
		texte_ajoute(&x,
		    "%s%s = iif(EXISTS (SELECT 1 FROM tenu t WHERE t.element ="
		    " '%s' AND t.cle = CAST(r.de AS TEXT) AND t.champ = '%s'),"
		    " %s.%s, coalesce(v.%s, %s.%s))",
		    sep, c, element, c, element, c, c, element, c);
		sep = ", ";
	}
	query_close(q);
	texte_ajoute(&x,
	    " FROM s_reuni r JOIN %s v ON v.%s_id = r.vers WHERE r.element ="
	    " '%s' AND r.de = %s.%s_id",
	    element, element, element, element, element);
	if (rc == -1) {
		texte_libere(&x);
		return -1;
	}
	return store_texte(sg->st, &x, f);
}

/* What both hold is held once, by vers. */
static int
held(struct stage *sg, const char *element, struct fault *f)
{
	struct texte x = { 0 };

	texte_ajoute(&x,
	    "DELETE FROM tenu WHERE EXISTS (SELECT 1 FROM s_reuni r JOIN tenu"
	    " o ON o.element = tenu.element AND o.champ = tenu.champ AND o.cle"
	    " = r.vers || substr(tenu.cle, length(r.de) + 1) WHERE r.element ="
	    " '%s' AND (tenu.cle || '/') LIKE (r.de || '/%%'))",
	    element);
	return store_texte(sg->st, &x, f);
}

/* Rows of a table that hang on vers hang on de from now on. */
static int
children(struct stage *sg, const char *element, const char *table,
    const char *colonne, struct fault *f)
{
	struct texte x = { 0 };

	texte_ajoute(&x,
	    "UPDATE OR REPLACE %s SET %s = (SELECT de FROM s_reuni WHERE"
	    " element = '%s' AND vers = %s) WHERE %s IN (" LES_SIENS(
		"vers") ")",
	    table, colonne, element, colonne, colonne, element);
	return store_texte(sg->st, &x, f);
}

static int
all_children(struct stage *sg, const char *element, struct fault *f)
{
	struct query *q;
	int rc;

	q = query_open(sg->st,
	    "SELECT m.name, k.\"from\" FROM sqlite_schema m JOIN"
	    " pragma_foreign_key_list(m.name) k WHERE m.type = 'table' AND"
	    " k.\"table\" = ?",
	    f);
	rc = q == NULL ? -1 : query_bind(q, f, "s", element);
	while (rc != -1 && (rc = query_step(q, f)) == 1)
		if (children(sg, element, query_text(q, 0), query_text(q, 1),
			f) == -1)
			rc = -1;
	query_close(q);
	return rc;
}

static int
whole_sets(struct stage *sg, struct fault *f)
{
	struct texte x = { 0 };
	size_t i;

	for (i = 0; i < NELEM(ensembles); i++)
		texte_ajoute(&x,
		    "DELETE FROM %s WHERE eleve_id IN (SELECT r.de FROM"
		    " s_reuni r WHERE r.element = 'eleve' AND r.vers IN (SELECT"
		    " eleve_id FROM %s));",
		    ensembles[i].table, ensembles[i].temoin);
	return store_texte(sg->st, &x, f);
}

static int
become_one(struct stage *sg, const char *element, struct fault *f)
{
	struct texte x = { 0 };

	texte_ajoute(&x,
	    "DELETE FROM %s WHERE %s_id IN (" LES_SIENS(
		"vers") ");"
			"UPDATE %s SET %s_id = r.vers FROM s_reuni r WHERE "
			"r.element ="
			" '%s' AND r.de = %s_id;"
			"INSERT INTO s_autre SELECT element, vers, '%s_id', "
			"de, vers FROM"
			" s_reuni WHERE element = '%s'",
	    element, element, element, element, element, element, element,
	    element, element);
	return store_texte(sg->st, &x, f);
}

int
stage_reunit(struct stage *sg, struct fault *f)
{
	static const char *const elements[] = { "eleve", "personne" };
	int64_t n = 0;
	size_t i;

	for (i = 0; i < NELEM(elements); i++) {
		if (store_int(sg->st, &n, f,
			"SELECT count(*) FROM s_reuni WHERE element = ?", "s",
			elements[i]) == -1)
			return -1;
		if (n == 0)
			continue;
		if (values(sg, elements[i], f) == -1 ||
		    (i == 0 && whole_sets(sg, f) == -1) ||
		    held(sg, elements[i], f) == -1 ||
		    all_children(sg, elements[i], f) == -1 ||
		    become_one(sg, elements[i], f) == -1)
			return -1;
	}
	return 0;
}
