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

/* Lines of one record: its own, those of its keys, what was found in it. */
static void
record_history(struct texte *x, const struct record *r, const char *key)
{
	texte_ajoute(x,
	    " UNION ALL SELECT c.echange, c.n, c.element, c.cle, c.champ,"
	    " c.avant, c.apres, c.genre FROM m_histoire h JOIN changement c ON"
	    " c.element = '%s' AND (c.cle = CAST(h.id AS TEXT) OR (c.cle >"
	    " h.id || '/' AND c.cle < h.id || '0')) WHERE h.colonne = '%s'"
	    " UNION ALL SELECT a.echange, 1e18 + a.n, a.element, a.cle,"
	    " a.champ, NULL, a.code, '!' FROM m_histoire h JOIN anomalie a ON"
	    " a.element = '%s' AND (a.cle = CAST(h.id AS TEXT) OR (a.cle >"
	    " h.id || '/' AND a.cle < h.id || '0')) WHERE h.colonne = '%s'",
	    r->name, key, r->name, key);
	if ((r->flags & R_TRACE) && r->parent == NULL)
		texte_ajoute(x,
		    " UNION ALL SELECT b.cree, 0, '%s', b.%s, NULL, NULL, NULL,"
		    " 'C' FROM m_histoire h JOIN %s b ON b.%s = h.id WHERE"
		    " h.colonne = '%s'",
		    r->name, key, r->name, key, key);
}

struct query *
histoire_ouvre(struct store *st, const char *avant, const char *apres,
    struct fault *f)
{
	const struct record *r;
	struct texte x = { 0 };
	struct query *q = NULL;
	const char *sql;
	size_t i, k;

	if (store_exec(st, ancetres, f) == -1)
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
		record_history(&x, r, r->fields[k].name);
	}
	texte_ajoute(&x, ") %s", apres);
	if ((sql = texte_fin(&x, f)) != NULL)
		q = query_open(st, sql, f);
	texte_libere(&x);
	return q;
}

/* The column that the keys of those records begin with, or NULL. */
static const char *
key_of_person(const struct record *r)
{
	const char *cle = record_cle(r);

	return strcmp(cle, "eleve_id") == 0 ||
		strcmp(cle, "personne_id") == 0 ||
		strcmp(cle, "adresse_id") == 0
	    ? cle
	    : NULL;
}

struct query *
reponses_ouvre(struct store *st, struct fault *f)
{
	const struct format *const *p;
	const char *cle;
	size_t i;
	int rc;

	rc = store_exec(st,
	    "CREATE TEMP TABLE m_reponse (element TEXT, colonne TEXT, libelle"
	    " TEXT, PRIMARY KEY (element, colonne)) WITHOUT ROWID",
	    f);
	for (p = formats; *p != NULL; p++)
		for (i = 0; i < (*p)->nrecords && rc == 0; i++)
			if ((cle = key_of_person(&(*p)->records[i])) != NULL)
				rc = store_run(st, f,
				    "INSERT OR IGNORE INTO m_reponse VALUES"
				    " (?, ?, ?)",
				    "sss", (*p)->records[i].name, cle,
				    (*p)->records[i].libelle);
	return rc == -1
	    ? NULL
	    : query_open(st,
		  "SELECT x.code, m.libelle || ' ' || x.cle, x.texte, x.remede,"
		  " a.envoi, e.date_echange, e.genre FROM m_histoire h JOIN"
		  " m_reponse m USING (colonne) JOIN accuse_anomalie x ON"
		  " x.element = m.element AND (x.cle = CAST(h.id AS TEXT) OR"
		  " (x.cle > h.id || '/' AND x.cle < h.id || '0')) JOIN accuse"
		  " a USING (sha256) JOIN echange e ON e.numero = a.envoi ORDER"
		  " BY a.envoi DESC, x.n",
		  f);
}
