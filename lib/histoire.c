/*
 * histoire.c - the exchanges that have changed a pupil's record, or have found
 * something in it: his own lines, and those of his people and addresses.
 */
#include <string.h>

#include "sconet.h"

/* The numbers the pupil has had, and those of his people and addresses. */
static const char ancetres[] =
    "CREATE TEMP TABLE m_histoire AS SELECT colonne, id FROM m_tete UNION"
    " SELECT 'eleve_id', id FROM (WITH RECURSIVE avant (id) AS (SELECT id FROM"
    " m_tete WHERE colonne = 'eleve_id' UNION SELECT CAST(c.avant AS INTEGER)"
    " FROM avant JOIN changement c ON c.element = 'eleve' AND c.cle ="
    " CAST(avant.id AS TEXT) WHERE c.champ = 'eleve_id') SELECT id FROM"
    " avant) UNION SELECT 'personne_id', CAST(c.avant AS INTEGER) FROM m_tete"
    " t JOIN changement c ON c.element = 'personne' AND c.cle = CAST(t.id AS"
    " TEXT) WHERE t.colonne = 'personne_id' AND c.champ = 'personne_id'";

/*
 * Of all records whose key says a person, which one, and what stands before
 * it there; those of another school (ailleurs) are ours in accusés alone.
 */
static const char *
key_of_person(const struct record *r)
{
	const char *cle = record_cle(r);

	if (record_eleve(r) != -1)
		return "eleve_id";
	return strcmp(cle, "personne_id") == 0 || strcmp(cle, "adresse_id") == 0
	    ? cle
	    : NULL;
}

static int
elements(struct store *st, struct fault *f)
{
	const struct format *const *p;
	const struct record *r;
	const char *cle;
	size_t i;
	int rc;

	rc = store_exec(st,
	    "CREATE TEMP TABLE m_element (element TEXT PRIMARY KEY, colonne"
	    " TEXT, prefixe TEXT, libelle TEXT, ailleurs INTEGER) WITHOUT"
	    " ROWID",
	    f);
	for (p = formats; *p != NULL; p++)
		for (i = 0; i < (*p)->nrecords && rc == 0; i++) {
			r = &(*p)->records[i];
			if ((cle = key_of_person(r)) == NULL)
				continue;
			rc = store_run(st, f,
			    "INSERT OR IGNORE INTO m_element SELECT ?, ?,"
			    " iif(?, uai || '/', ''), ?, ? FROM base",
			    "ssisi", r->name, cle,
			    (int64_t)(record_eleve(r) == 1), r->libelle,
			    (int64_t)((r->flags & R_AILLEURS) != 0));
		}
	return rc;
}

/* SQL: the row x, of element m, is one of m_histoire's h; its key from there.
 */
#define SIEN(x) \
	"(" x ".cle = m.prefixe || h.id OR (" x ".cle > m.prefixe || h.id || " \
	"'/' AND " x ".cle < m.prefixe || h.id || '0'))"
#define SA_CLE(x) "substr(" x ".cle, length(m.prefixe) + 1)"

/* The line that made a record, where it has no change of its own. */
static void
record_made(struct texte *x, const struct record *r, const char *key)
{
	if ((r->flags & R_TRACE) && r->parent == NULL)
		texte_ajoute(x,
		    " UNION ALL SELECT b.cree, 0, '%s', b.%s, NULL, NULL, NULL,"
		    " 'C' FROM m_histoire h JOIN %s b ON b.%s = h.id WHERE"
		    " h.colonne = '%s'",
		    r->name, key, r->name, key, key);
}

/* What changed in them; what was found, which nothing finds by its key. */
/* clang-format off */
static const char suite[] =
    " UNION ALL SELECT c.echange, c.n, c.element, c.cle, c.champ, c.avant,"
    " c.apres, c.genre FROM m_histoire h CROSS JOIN m_element m ON m.colonne ="
    " h.colonne AND NOT m.ailleurs CROSS JOIN changement c ON c.element ="
    " m.element AND " SIEN("c") " UNION ALL SELECT a.echange,"
    " 1000000000000000000 + a.n, a.element, " SA_CLE("a") ", a.champ, NULL,"
    " a.code, '!' FROM anomalie a CROSS JOIN m_element m ON m.element ="
    " a.element AND NOT m.ailleurs CROSS JOIN m_histoire h ON h.colonne ="
    " m.colonne AND " SIEN("a") ") ";
/* clang-format on */

struct query *
histoire_ouvre(struct store *st, const char *avant, const char *apres,
    struct fault *f)
{
	const struct record *r;
	struct texte x = { 0 };
	struct query *q = NULL;
	const char *sql;
	size_t i, k;

	if (store_exec(st, ancetres, f) == -1 || elements(st, f) == -1)
		return NULL;
	texte_ajoute(&x,
	    "%s (SELECT NULL AS echange, NULL AS ordre, NULL AS element, NULL"
	    " AS cle, NULL AS champ, NULL AS avant, NULL AS apres, NULL AS"
	    " sens",
	    avant);
	for (i = 0; i < format_saisie.nrecords; i++) {
		r = &format_saisie.records[i];
		if (r->flags & (R_PARAM | R_STAGE))
			continue;
		for (k = 0; !(r->fields[k].flags & F_KEY); k++)
			;
		record_made(&x, r, r->fields[k].name);
	}
	texte_ajoute(&x, "%s%s", suite, apres);
	if ((sql = texte_fin(&x, f)) != NULL)
		q = query_open(st, sql, f);
	texte_libere(&x);
	return q;
}

struct query *
reponses_ouvre(struct store *st, struct fault *f)
{
	return query_open(st,
	    "SELECT x.code, m.libelle, x.texte, x.remede, a.envoi,"
	    " e.date_echange, e.genre, x.element, x.champ, " SA_CLE(
		"x") " FROM"
		     " m_histoire h CROSS JOIN m_element m ON m.colonne = "
		     "h.colonne"
		     " CROSS JOIN accuse_anomalie x ON x.element = m.element "
		     "AND " SIEN(
			 "x") " JOIN accuse a USING (sha256) JOIN echange e ON"
			      " e.numero = a.envoi ORDER BY a.envoi DESC, x.n",
	    f);
}
