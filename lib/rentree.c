/*
 * rentree.c - the day of the rentrée: the base of the year that ends is
 * closed, then the next one becomes courante; two files cannot commit
 * together, so that a run that was killed in between is only to be made again.
 */
#define _XOPEN_SOURCE 700 /* NOLINT: for glibc's realpath, POSIX.1-2008 */

#include <stdlib.h>
#include <string.h>

#include "sconet.h"

/*
 * The état of one base, with its line, which tells the name of the next base;
 * nothing when it is there already.
 */
static int
change_etat(struct base *b, const struct options *o, const char *etat,
    const char *suivante, int *change, struct fault *f)
{
	struct echange e = { 0 };

	if (strcmp(b->etat, etat) == 0)
		return 0;
	e.genre = "rentree";
	e.sens = "recu";
	e.etat = "integre";
	e.uai = b->uai;
	e.annee = b->annee;
	e.fichier = suivante;
	if (journal_dates(&e, o, f) == -1 || store_begin(b->st, f) == -1 ||
	    journal_numero(b->st, &e.numero, f) == -1 ||
	    store_run(b->st, f, "UPDATE base SET etat = ?", "s", etat) == -1 ||
	    journal_ecrit(b->st, &e, o, NULL, f) == -1)
		return -1;
	if (store_commit(b->st, f) == -1)
		return -1;
	*change = 1;
	return 0;
}

static const char *
last_part(const char *path)
{
	const char *p = strrchr(path, '/');

	return p == NULL ? path : p + 1;
}

/* Where the base really is; owned. */
static char *
real_path(const struct base *b, struct fault *f)
{
	char *p = realpath(store_path(b->st), NULL);

	if (p == NULL)
		fault_errno(f, "es", store_path(b->st));
	return p;
}

/* Not months ahead: the old year's last month must have come, or August. */
static int
is_time(struct base *old, const struct options *o, struct fault *f)
{
	char jour[20], *debut = NULL;
	int rc = -1;

	if (options_date(o, jour, f) == 0 &&
	    store_text(old->st, &debut, f,
		"SELECT max(substr(date_fin, 1, 7) || '-01', (annee + 1) ||"
		" '-08-01') FROM base",
		"") == 0)
		rc = debut == NULL || strcmp(jour, debut) >= 0
		    ? 0
		    : fault_set(f, "rentree-tot", 0,
			  "nous sommes le %s, elle se fait à partir du %s",
			  jour, debut);
	free(debut);
	return rc;
}

/* The year that is over went on in one base: no other takes its place. */
static int
is_next(struct base *old, struct base *neuve, struct fault *f)
{
	const char *nom;
	char *suivante = NULL, *vrai;
	int rc;

	if (strcmp(old->etat, "terminee") != 0)
		return 0;
	if ((vrai = real_path(neuve, f)) == NULL)
		return -1;
	rc = store_text(old->st, &suivante, f,
	    "SELECT fichier FROM echange WHERE genre = 'rentree' ORDER BY"
	    " numero DESC LIMIT 1",
	    "");
	/* An older line has the last part of its path alone. */
	nom = suivante != NULL && suivante[0] != '/' ? last_part(vrai) : vrai;
	if (rc == 0 && suivante != NULL && strcmp(suivante, nom) != 0)
		rc = fault_set(f, "base-etat", 0,
		    "la rentrée de %s s'est faite vers %s, non vers %s",
		    store_path(old->st), suivante, nom);
	free(suivante);
	free(vrai);
	return rc;
}

static int
may_open(struct base *old, struct base *neuve, const struct options *o,
    struct fault *f)
{
	if (bascule_sienne(old, neuve, f) == -1)
		return -1;
	if (strcmp(neuve->etat, "preparation") != 0 || o->force)
		return 0;
	if (is_next(old, neuve, f) == -1)
		return -1;
	return is_time(old, o, f);
}

/* The old base first: two that are courantes would both be sent. */
int
bascule_rentree(const struct options *o, const char *de, const char *vers,
    FILE *err)
{
	struct base old = { 0 }, neuve = { 0 };
	struct fault f = { 0 };
	char *vrai = NULL;
	int change = 0, fermee, rc;

	rc = base_open(&old, de, STORE_ECRITURE, o->attente, &f);
	if (rc == 0)
		rc = base_open(&neuve, vers, STORE_ECRITURE, o->attente, &f);
	if (rc == 0)
		rc = bascule_suite(&old, &neuve, &f);
	if (rc == 0)
		rc = may_open(&old, &neuve, o, &f);
	if (rc == 0 && (vrai = real_path(&neuve, &f)) == NULL)
		rc = -1;
	if (rc == 0)
		rc = change_etat(&old, o, "terminee", vrai, &change, &f);
	fermee = rc == 0 ? 1 : 0;
	if (rc == 0)
		rc = change_etat(&neuve, o, "courante", NULL, &change, &f);
	if (rc == -1)
		report_fault(err, o, de, &f);
	if (rc == -1 && fermee)
		report_note(err, o, "rentree",
		    "l'ancienne base est terminée, c'est fait ; la nouvelle "
		    "n'est pas encore courante : relancer la même commande");
	else if (rc == 0 && !o->muet)
		report_note(err, o, "rentree",
		    change ? "l'ancienne base est terminée, la nouvelle est "
			     "courante"
			   : "c'était fait : l'ancienne base est terminée, la "
			     "nouvelle est courante");
	free(vrai);
	base_close(&old);
	base_close(&neuve);
	return fault_status(&f);
}
