/*
 * purge.c - bodies of old exchanges leave the archive; their lines, with
 * hash and size, stay.
 *
 * The line of the purge is committed before the first body goes.  Killed in
 * between, what is left is known to be purged, and goes with the next
 * writer; the other way round a body would be lost, and nobody would know
 * why.
 */
#include <sys/stat.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

struct purge {
	const struct options *o;
	FILE *out, *err;
	struct base b;
	struct echange e;
};

/* What would go: the bodies before the day, and how large they are now. */
static int
measure(struct purge *p, const char *nom, int64_t *octets, struct fault *f)
{
	char *path = chemin_dans(p->b.archives, nom, f);
	struct stat sb;
	int rc = 0;

	*octets = -1;
	if (path == NULL)
		rc = -1;
	else if (stat(path, &sb) == 0)
		*octets = sb.st_size;
	else if (errno != ENOENT)
		rc = fault_errno(f, "es", path);
	free(path);
	return rc;
}

/* Into a_purger, with their sizes; those that are gone are said. */
static int
gather(struct purge *p, struct fault *f)
{
	struct fault perdu = { 0 };
	struct query *q, *put = NULL;
	int64_t octets;
	int rc = -1;

	if (store_exec(p->b.st,
		"CREATE TEMP TABLE a_purger (numero INTEGER, date TEXT,"
		" fichier TEXT, octets INTEGER)",
		f) == -1)
		return -1;
	q = query_open(p->b.st,
	    "SELECT numero, date_echange, nom FROM corps WHERE purge IS NULL"
	    " AND substr(date_echange, 1, 10) < ? ORDER BY numero, nom",
	    f);
	put =
	    query_open(p->b.st, "INSERT INTO a_purger VALUES (?, ?, ?, ?)", f);
	if (q != NULL && put != NULL &&
	    query_bind(q, f, "s", p->o->purger) == 0)
		while ((rc = query_step(q, f)) == 1) {
			if ((rc = measure(p, query_text(q, 2), &octets, f)) ==
			    -1)
				break;
			p->e.lus++;
			p->e.taille += octets == -1 ? 0 : octets;
			if (octets == -1) {
				p->e.absents++;
				fault_set(&perdu, "archive-absente", 0, "%s",
				    query_text(q, 2));
				report_fault(p->err, p->o, p->o->base, &perdu);
			}
			if ((rc = query_run(put, f, "issi", query_int(q, 0),
				 query_text(q, 1), query_text(q, 2),
				 octets == -1 ? 0 : octets)) == -1)
				break;
		}
	query_close(q);
	query_close(put);
	return rc;
}

static int
show(struct purge *p, struct fault *f)
{
	struct query *q;
	int rc = -1;

	q = query_open(p->b.st,
	    "SELECT numero, date, fichier, octets FROM a_purger ORDER BY"
	    " numero, fichier",
	    f);
	if (q != NULL)
		rc = report_table(q, p->o->json, p->out, f);
	query_close(q);
	return rc;
}

static int
start(struct purge *p, struct fault *f)
{
	char jour[20], *path = NULL;
	int64_t t;
	int rc;

	p->e.genre = "purge";
	p->e.sens = "recu";
	p->e.etat = "integre";
	if ((t = horloge(f)) == -1 || horodate(t, p->e.date, f) == -1 ||
	    options_date(p->o, jour, f) == -1)
		return -1;
	if (!date_iso_juste(p->o->purger))
		return fault_set(f, "usage", 0,
		    "--purger %.20s : la date s'écrit AAAA-MM-JJ",
		    p->o->purger);
	if (strcmp(p->o->purger, jour) > 0)
		return fault_set(f, "usage", 0,
		    "--purger %s : ce jour est à venir", p->o->purger);
	(void)snprintf(p->e.date_utilisee, sizeof(p->e.date_utilisee), "%s",
	    p->o->purger);
	if (p->o->base == NULL)
		return fault_set(f, "base-manque", 0, NULL);
	if (base_trouve(p->o->base, ROLES, p->o->uai, p->o->annee, &path, f) ==
	    -1)
		return -1;
	rc = base_open(&p->b, path,
	    p->o->essai ? STORE_LECTURE : STORE_ECRITURE, p->o->attente, f);
	free(path);
	if (rc == 0)
		rc = base_a_jour(&p->b, f);
	door_migree(&p->b, p->o, p->err);
	p->e.uai = p->b.uai;
	p->e.annee = p->b.annee;
	return rc;
}

/* The line, then the bodies; nothing to remove leaves no line. */
static int
purge(struct purge *p, struct fault *f)
{
	struct store *st = p->b.st;

	if (p->o->essai)
		return store_begin_temp(st, f) == -1 || gather(p, f) == -1
		    ? -1
		    : show(p, f);
	if (store_begin(st, f) == -1 || menage(st, p->b.archives, f) == -1 ||
	    journal_numero(st, &p->e.numero, f) == -1 || gather(p, f) == -1)
		return -1;
	if (p->e.lus == 0)
		return 0;
	p->e.statut = p->e.absents > 0 ? ST_PARTIEL : ST_OK;
	if (journal_ecrit(st, &p->e, p->o, NULL, f) == -1 ||
	    store_commit(st, f) == -1)
		return -1;
	return menage_purge(st, p->b.archives, f);
}

static void
say(const struct purge *p)
{
	const struct echange *e = &p->e;

	if (p->o->json)
		fprintf(p->err,
		    "{\"programme\":\"%s\",\"echange\":%lld,\"purges\":%lld,"
		    "\"absents\":%lld,\"octets\":%lld}\n",
		    p->o->prog,
		    (long long)(p->o->essai || e->lus == 0 ? 0 : e->numero),
		    (long long)(e->lus - e->absents), (long long)e->absents,
		    (long long)e->taille);
	else if (e->lus == 0)
		fprintf(p->err, "%s: rien à purger avant le %s\n", p->o->prog,
		    p->o->purger);
	else
		fprintf(p->err,
		    "%s: %s avant le %s : fichiers %lld, octets %lld, déjà "
		    "disparus %lld\n",
		    p->o->prog, p->o->essai ? "à purger" : "purgés",
		    p->o->purger, (long long)(e->lus - e->absents),
		    (long long)e->taille, (long long)e->absents);
}

int
purge_run(const struct options *o, FILE *out, FILE *err)
{
	struct fault f = { 0 };
	struct purge p;
	int rc;

	memset(&p, 0, sizeof(p));
	p.o = o;
	p.out = out;
	p.err = err;
	rc = start(&p, &f) == -1 ? -1 : purge(&p, &f);
	store_rollback(p.b.st);
	if (rc == 0)
		say(&p);
	else
		report_fault(err, o, o->base, &f);
	base_close(&p.b);
	return rc == 0 ? p.e.statut : fault_status(&f);
}
