/*
 * reprise.c - rows of the base back into the stage, so that what the base
 * holds on some pupils is judged as if a file had said it; with what a
 * person enters laid over them.
 *
 * m_tete has the first keys of the rows that are wanted, by the name of their
 * column: every record is found through its first key.  m_valeur has what is
 * entered, as a file would write it, m_retrait the rows that go.
 */
#include "sconet.h"

int
reprise_ouvre(struct store *st, struct fault *f)
{
	return store_exec(st,
	    "CREATE TEMP TABLE m_tete (colonne TEXT, id INTEGER, eleve"
	    " INTEGER, ligne INTEGER, PRIMARY KEY (colonne, id, eleve))"
	    " WITHOUT ROWID;"
	    "CREATE TEMP TABLE m_valeur (element TEXT, cle TEXT, champ TEXT,"
	    " valeur TEXT, ligne INTEGER, PRIMARY KEY (element, cle, champ))"
	    " WITHOUT ROWID;"
	    "CREATE TEMP TABLE m_retrait (element TEXT, cle TEXT, PRIMARY KEY"
	    " (element, cle)) WITHOUT ROWID;"
	    "CREATE TEMP TABLE m_groupe (eleve INTEGER, rang INTEGER, PRIMARY"
	    " KEY (rang, eleve)) WITHOUT ROWID;"
	    /* rules of pupils ask it: nobody takes another's number here */
	    "CREATE TEMP TABLE m_eleve (eleve_id INTEGER PRIMARY KEY, trouve"
	    " INTEGER, n INTEGER);"
	    "CREATE TEMP TABLE m_personne (personne_id INTEGER PRIMARY KEY,"
	    " trouve INTEGER)",
	    f);
}

int
reprise_tete(struct store *st, const char *colonne, int64_t id, int64_t eleve,
    int64_t ligne, struct fault *f)
{
	return store_run(st, f,
	    "INSERT OR IGNORE INTO m_tete VALUES (?, ?, ?,"
	    " ?)",
	    "siii", colonne, id, eleve, ligne);
}

int
reprise_eleve(struct store *st, int64_t eleve, struct fault *f)
{
	if (reprise_tete(st, "eleve_id", eleve, eleve, 0, f) == -1)
		return -1;
	return store_run(st, f,
	    "INSERT OR IGNORE INTO m_tete SELECT 'personne_id', personne_id,"
	    " ?1, 0 FROM responsable WHERE eleve_id = ?1 UNION SELECT"
	    " 'adresse_id', adresse_id, ?1, 0 FROM eleve WHERE eleve_id = ?1"
	    " AND adresse_id IS NOT NULL UNION SELECT 'adresse_id',"
	    " p.adresse_id, ?1, 0 FROM responsable r JOIN personne p USING"
	    " (personne_id) WHERE r.eleve_id = ?1 AND p.adresse_id IS NOT NULL",
	    "i", eleve);
}

/* The text of a row's key, and what chooses the rows that are wanted. */
static void
key_text(struct texte *x, const struct record *r)
{
	texte_ajoute(x, "CAST(");
	stage_cle(x, r, "b");
	texte_ajoute(x, " AS TEXT)");
}

static void
wanted(struct texte *x, const struct record *r)
{
	texte_ajoute(x,
	    " FROM %s b WHERE b.%s IN (SELECT id FROM m_tete WHERE colonne ="
	    " '%s')",
	    r->name, record_cle(r), record_cle(r));
}

/* key, line, then the record's fields; base rows, then those that are new. */
static struct query *
rows_open(struct stage *sg, const struct record *r, int saisies,
    struct fault *f)
{
	struct texte x = { 0 };
	struct query *q = NULL;
	const char *sql, *key = record_cle(r);
	size_t i;

	texte_ajoute(&x, "SELECT ");
	key_text(&x, r);
	texte_ajoute(&x,
	    ", (SELECT min(ligne) FROM m_tete WHERE colonne = '%s' AND id ="
	    " b.%s)",
	    key, key);
	for (i = 0; i < r->nfields; i++)
		texte_ajoute(&x, ", b.%s", r->fields[i].name);
	wanted(&x, r);
	if (saisies) {
		texte_ajoute(&x, " AND ");
		key_text(&x, r);
		texte_ajoute(&x,
		    " NOT IN (SELECT cle FROM m_retrait WHERE element = '%s')"
		    " UNION ALL SELECT v.cle, min(v.ligne)",
		    r->name);
		for (i = 0; i < r->nfields; i++)
			texte_ajoute(&x, ", NULL");
		texte_ajoute(&x,
		    " FROM m_valeur v WHERE v.element = '%s' AND CAST(v.cle AS"
		    " INTEGER) IN (SELECT id FROM m_tete WHERE colonne = '%s')"
		    " AND v.cle NOT IN (SELECT ",
		    r->name, key);
		key_text(&x, r);
		wanted(&x, r);
		texte_ajoute(&x, ") GROUP BY v.cle");
	}
	if ((sql = texte_fin(&x, f)) != NULL)
		q = query_open(sg->st, sql, f);
	texte_libere(&x);
	return q;
}

struct pose {
	struct stage *sg;
	const struct record *r;
	struct query *lues, *mises, *groupe;
	int64_t rang;       /* of the last row */
	struct texte copie; /* values entered for a row, each with its end */
};

/* What was entered for this row, over what the base has. */
static int
overlay(struct pose *p, const char **val, struct fault *f)
{
	const char *copie, *v;
	size_t debut[CHAMPS_MAX], k;
	char mise[CHAMPS_MAX] = { 0 };
	int rc;

	texte_vide(&p->copie);
	if (query_bind(p->mises, f, "ss", p->r->name, query_text(p->lues, 0)) ==
	    -1)
		return -1;
	while ((rc = query_step(p->mises, f)) == 1) {
		if ((k = record_field(p->r, query_text(p->mises, 0))) ==
		    (size_t)-1)
			continue;
		val[k] = NULL;
		if ((v = query_text(p->mises, 1)) == NULL)
			continue;
		mise[k] = 1;
		debut[k] = p->copie.n;
		texte_ajoute(&p->copie, "%s%c", v, '\0');
	}
	if ((copie = texte_fin(&p->copie, f)) == NULL)
		return -1;
	for (k = 0; k < p->r->nfields; k++)
		if (mise[k])
			val[k] = copie + debut[k];
	return rc;
}

static int
row_stage(struct pose *p, int saisies, struct fault *f)
{
	const struct field *fd = p->r->fields;
	const char *val[CHAMPS_MAX];
	char lit[CHAMPS_MAX][LIT_MAX];
	struct row row = { p->sg->fmt, p->r, 0, ++p->rang, val };
	size_t i, key = record_field(p->r, record_cle(p->r));
	int rc;

	row.line = (long)query_int(p->lues, 1);
	for (i = 0; i < p->r->nfields; i++) {
		val[i] = query_text(p->lues, i + 2);
		if (fd[i].flags & F_ALIAS)
			val[i] = NULL;
		else if (val[i] != NULL)
			val[i] = field_ecrit(&fd[i], val[i], lit[i]);
	}
	rc = saisies ? overlay(p, val, f) : 0;
	if (rc == 0)
		rc = query_bind(p->groupe, f, "iss", row.rang, fd[key].name,
		    val[key]);
	if (rc == 0 && (rc = query_step(p->groupe, f)) == 0)
		rc = stage_row(p->sg, &row, f);
	return rc;
}

static int
record_stage(struct stage *sg, const struct record *r, int saisies,
    int64_t *rang, struct fault *f)
{
	struct pose p = { sg, r, NULL, NULL, NULL, *rang, { 0 } };
	int rc = -1;

	if (r->nfields > CHAMPS_MAX)
		return fault_set(f, "bogue", 0, "trop de champs");
	p.lues = rows_open(sg, r, saisies, f);
	p.mises = query_open(sg->st,
	    "SELECT champ, valeur FROM m_valeur WHERE element = ? AND cle = ?",
	    f);
	p.groupe = query_open(sg->st,
	    "INSERT OR IGNORE INTO m_groupe SELECT eleve, ?1 FROM m_tete"
	    " WHERE colonne = ?2 AND id = CAST(?3 AS INTEGER)",
	    f);
	if (p.lues != NULL && p.mises != NULL && p.groupe != NULL)
		while ((rc = query_step(p.lues, f)) == 1)
			if (row_stage(&p, saisies, f) == -1) {
				rc = -1;
				break;
			}
	query_close(p.lues);
	query_close(p.mises);
	query_close(p.groupe);
	texte_libere(&p.copie);
	*rang = p.rang;
	/* The whole set of each pupil is there, be it empty. */
	stage_table(sg, r->name)->present = 1;
	return rc;
}

int
reprise_pose(struct stage *sg, int saisies, int64_t *rang, struct fault *f)
{
	const struct record *r;
	size_t i;

	for (i = 0; i < sg->fmt->nrecords; i++) {
		r = &sg->fmt->records[i];
		if (!(r->flags & (R_PARAM | R_STAGE)) &&
		    record_stage(sg, r, saisies, rang, f) == -1)
			return -1;
	}
	return 0;
}
