/*
 * exchange_deja.c - a file that comes again: its turn among those of its
 * kind, and the answer that it had the first time.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

#define PAS_FUTUR " horodatage <= datetime(date_echange, '+1 day')"

static int
fresh(struct run *r, struct fault *f)
{
	char *last = NULL;
	int rc = 0;

	/*
	 * What only completes or answers can come in any order.  A file dated
	 * after the day it came on would put off all later ones: it is not
	 * counted.
	 */
	if (r->rejoue || r->o->force || r->d.horodatage[0] == '\0' ||
	    r->d.im->apports != NULL || r->d.im->seul)
		return 0;
	/* Many schools have one journal; its base then has an index. */
	if (store_text(r->d.b.st, &last, f,
		r->d.im->par_etab
		    ? "SELECT max(horodatage) FROM echange WHERE genre = ?1"
		      " AND uai = ?2 AND change = 1 AND" PAS_FUTUR
		    : "SELECT max(horodatage) FROM echange WHERE genre = ?1"
		      " AND change = 1 AND" PAS_FUTUR,
		r->d.im->par_etab ? "ss" : "s", r->d.im->genre, r->d.uai) == -1)
		return -1;
	if (last != NULL && strcmp(r->d.horodatage, last) < 0)
		rc = fault_set(f, "perime", 0,
		    "fichier du %s, dernier intégré du %s", r->d.horodatage,
		    last);
	free(last);
	return rc;
}

static int
answer_kept(const struct run *r)
{
	struct fault f = { 0 };
	char *path = chemin_dans(r->d.b.archives, r->e.reponse, &f);
	int rc = path != NULL && access(path, R_OK) == 0;

	free(path);
	return rc;
}

/* The figures of the line that is not answered again after all. */
static void
forget(struct run *r)
{
	r->e.numero = r->e.lus = r->e.ajoutes = r->e.modifies = 0;
	r->e.inchanges = r->e.absents = r->e.rejetes = r->e.anomalies = 0;
	r->e.statut = ST_OK;
	r->e.reponse[0] = '\0';
}

static int
numbered(const struct run *r)
{
	return r->d.im->accuse && r->e.num_envoi != 0;
}

/*
 * The line whose answer may be given again: the last change; or, of a
 * numbered send that is answered with an accusé, the first of it.
 */
static struct query *
line_of(struct run *r, struct fault *f)
{
#define LIGNE \
	"SELECT numero, sha256, genre, statut, reponse, lus, ajoutes," \
	" modifies, inchanges, absents, rejetes, anomalies, strftime(" \
	"'%d/%m/%Y', date_echange) FROM echange " \
	"WHERE "
	struct query *q;

	if (!numbered(r) || r->o->force)
		return query_open(r->d.b.st,
		    LIGNE "change = 1 ORDER BY numero DESC LIMIT 1", f);
	q = query_open(r->d.b.st,
	    LIGNE "num_envoi = ? AND sens = 'recu' AND genre = ? AND sha256 ="
		  " ? AND statut IN (0, 1, 65) ORDER BY numero LIMIT 1",
	    f);
#undef LIGNE
	if (q != NULL &&
	    query_bind(q, f, "iss", r->e.num_envoi, r->d.im->genre,
		archive_empreinte(r->d.archive)) == -1) {
		query_close(q);
		return NULL;
	}
	return q;
}

/*
 * The very file that was applied last: its answer is given again.  Any other
 * change in between, and the file walks the rooms again; unless it is a
 * numbered send, which has its one answer for good.
 */
static int
replay(struct run *r, struct fault *f)
{
	struct query *q;
	int rc;

	/*
	 * -n of a numbered send says what is answered again, too, and so does
	 * that of a file that makes a base.  Conflicts are told until there
	 * are none.
	 */
	if ((r->o->essai && !numbered(r) &&
		!(r->d.im->besoins & BESOIN_VIDE)) ||
	    r->d.im->complete || r->o->rejets != NULL || r->d.texte != NULL ||
	    r->o->campagne != NULL || r->o->sorties != NULL)
		return 0;
	if ((q = line_of(r, f)) == NULL)
		return -1;
	if ((rc = query_step(q, f)) == 1 && query_text(q, 1) != NULL &&
	    query_text(q, 4) != NULL &&
	    strcmp(query_text(q, 1), archive_empreinte(r->d.archive)) == 0 &&
	    strcmp(query_text(q, 2), r->d.im->genre) == 0) {
		r->rejoue = 1;
		r->e.numero = query_int(q, 0);
		r->e.statut = (int)query_int(q, 3);
		(void)snprintf(r->e.reponse, sizeof(r->e.reponse), "%s",
		    query_text(q, 4));
		r->e.lus = query_int(q, 5);
		r->e.ajoutes = query_int(q, 6);
		r->e.modifies = query_int(q, 7);
		r->e.inchanges = query_int(q, 8);
		r->e.absents = query_int(q, 9);
		r->e.rejetes = query_int(q, 10);
		r->e.anomalies = query_int(q, 11);
		(void)snprintf(r->le, sizeof(r->le), "%s", query_text(q, 12));
	}
	query_close(q);
	/* An answer that is no longer there cannot be given again. */
	if (r->rejoue && rc != -1 && !answer_kept(r))
		r->rejoue = 0;
	if (!r->rejoue && rc != -1)
		forget(r);
	return rc == -1 ? -1 : 0;
}

/* A numbered send that has its answer has it however old it is. */
int
run_tour(struct run *r, struct fault *f)
{
	int numerote = numbered(r);

	if (numerote && replay(r, f) == -1)
		return -1;
	if (fresh(r, f) == -1)
		return -1;
	return numerote ? 0 : replay(r, f);
}
