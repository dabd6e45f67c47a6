/*
 * choix.c - which exchanges are looked at, as the options of echanges say.
 */
#include <string.h>

#include "sconet.h"

/* The labels of the genres, where SQL can join them; those asked for. */
static int
label(struct query *put, const char *genre, const char *demande,
    struct fault *f)
{
	const char *libelle = genre_libelle(genre);
	int64_t voulu = demande == NULL || motif_vaut(demande, genre) ||
	    strcmp(demande, libelle) == 0;

	return query_run(put, f, "ssi", genre, libelle, voulu);
}

int
choix_libelles(struct store *st, const struct options *o, struct fault *f)
{
	struct query *q, *put = NULL;
	int64_t voulus = 0;
	size_t i;
	int rc = -1;

	if (store_exec(st,
		"CREATE TEMP TABLE libelle (genre TEXT PRIMARY KEY, libelle"
		" TEXT, voulu INTEGER)",
		f) == -1)
		return -1;
	q = query_open(st, "SELECT DISTINCT genre FROM echange", f);
	put =
	    query_open(st, "INSERT OR IGNORE INTO libelle VALUES (?, ?, ?)", f);
	if (q != NULL && put != NULL)
		while ((rc = query_step(q, f)) == 1)
			if ((rc = label(put, query_text(q, 0), o->genre, f)) ==
			    -1)
				break;
	for (i = 0; rc == 0 && genre_nom(i) != NULL; i++)
		rc = label(put, genre_nom(i), o->genre, f);
	query_close(q);
	query_close(put);
	if (rc == -1 ||
	    store_int(st, &voulus, f, "SELECT sum(voulu) FROM libelle", "") ==
		-1)
		return -1;
	return voulus > 0
	    ? 0
	    : fault_set(f, "usage", 0,
		  "--genre : aucun genre d'échange n'est « %.40s » ; voir "
		  "echanges(1)",
		  o->genre);
}

/* The sends whose accusé has found something wrong with him. */
static int
touched_there(struct store *st, struct fault *f)
{
	struct query *q, *put;
	int rc = -1;

	q = query_open(st,
	    "SELECT a.envoi, x.element, x.cle FROM accuse a JOIN"
	    " accuse_anomalie x USING (sha256) WHERE a.envoi IS NOT NULL AND"
	    " x.element IS NOT NULL AND x.cle IS NOT NULL",
	    f);
	put = query_open(st,
	    "INSERT OR IGNORE INTO touche SELECT ? FROM m_histoire WHERE"
	    " colonne = 'eleve_id' AND id = ?",
	    f);
	if (q != NULL && put != NULL)
		while ((rc = query_step(q, f)) == 1)
			if ((rc = query_run(put, f, "ii", query_int(q, 0),
				 formats_eleve(query_text(q, 1),
				     query_text(q, 2)))) == -1)
				break;
	query_close(q);
	query_close(put);
	return rc;
}

/* What touches a pupil: his record, his people's, what accusés say of him. */
static int
touched(struct base *b, const char *eleve, struct fault *f)
{
	struct query *q = NULL;
	int64_t id = 0, connu = 0;
	int rc = -1;

	if (base_du_role(b, ROLE_ETAB, f) == -1)
		return -1;
	/* An INE on a command line shows in ps: not even said again. */
	if (entier(eleve, -INT64_MAX, INT64_MAX, &id) == -1)
		return fault_set(f, "usage", 0,
		    "--eleve : il faut un ELEVE_ID ; fiche - le trouve d'après "
		    "un INE ou un ELENOET");
	if (store_int(b->st, &connu, f,
		"SELECT 1 FROM eleve WHERE eleve_id = ?", "i", id) == -1)
		return -1;
	if (!connu)
		return fault_set(f, "eleve-inconnu", 0, "%lld", (long long)id);
	if (reprise_ouvre(b->st, f) == 0 && reprise_eleve(b->st, id, f) == 0)
		q = histoire_ouvre(b->st,
		    "INSERT OR IGNORE INTO touche SELECT l.echange FROM",
		    "l WHERE l.echange IS NOT NULL", f);
	if (q != NULL && (rc = query_step(q, f)) == 0)
		rc = touched_there(b->st, f);
	query_close(q);
	return rc;
}

static int
choose(struct base *b, const struct options *o, struct fault *f)
{
	static const char *const issues[] = { "emis", "recu", "integre",
		"acquitte", "en_anomalie", "rejete" };
	size_t i;

	for (i = 0; o->issue != NULL && i < NELEM(issues); i++)
		if (strcmp(o->issue, issues[i]) == 0)
			break;
	if (i == NELEM(issues))
		return fault_set(f, "usage", 0,
		    "--etat : %.20s n'est pas un état ; emis, recu, integre, "
		    "acquitte, en_anomalie ou rejete",
		    o->issue);
	if (store_exec(b->st,
		"CREATE TEMP TABLE touche (numero INTEGER PRIMARY KEY);"
		"CREATE TEMP TABLE choisi (numero INTEGER PRIMARY KEY)",
		f) == -1 ||
	    (o->eleve != NULL && touched(b, o->eleve, f) == -1))
		return -1;
	return store_run(b->st, f,
	    "INSERT INTO choisi SELECT numero FROM echange e JOIN libelle l"
	    " USING (genre) JOIN echange_etat s USING (numero) WHERE l.voulu"
	    " AND substr(date_echange, 1, 10) >= coalesce(?1, '') AND sens ="
	    " coalesce(?2, sens) AND s.etat = coalesce(?3, s.etat) AND (?4 IS"
	    " NULL OR numero IN (SELECT numero FROM touche))",
	    "ssss", o->depuis, o->sens, o->issue, o->eleve);
}

int
choix_ouvre(struct base *b, const struct options *o, struct fault *f)
{
	if (lecture_ouvre(b, o, ROLES, f) == -1 ||
	    choix_libelles(b->st, o, f) == -1)
		return -1;
	return choose(b, o, f);
}

int
choix_ferme(struct base *b, const struct options *o, int rc, struct fault *f,
    FILE *err)
{
	base_close(b);
	if (rc == 0)
		return ST_OK;
	report_fault(err, o, o->base, f);
	return fault_status(f);
}
