/*
 * bascule_reprise.c - a bascule that is there already: of these very bases,
 * made by a run that was killed before the old one knew, or done and asked
 * for once more.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

static int
depose_reprise(void *ctx, struct fault *f)
{
	struct bascule *b = ctx;

	return store_exec(b->st, GARDE_SORTIES, f);
}

/* 1: b->vers was made from b->de, which does not know it. */
static int
is_made(struct bascule *b, struct base *neuve, struct fault *f)
{
	struct base old = { 0 };
	int64_t faite = 0, venue = 0, statut = 0;
	int rc;

	if (strcmp(neuve->uai, b->uai) != 0 ||
	    strcmp(neuve->annee, b->annee) != 0 ||
	    strcmp(neuve->etat, "preparation") != 0)
		return 0;
	rc = base_open(&old, b->de, STORE_LECTURE, b->o->attente, f);
	if (rc == 0)
		rc = store_int(old.st, &faite, f,
		    "SELECT count(*)" SES_BASCULES, "");
	if (rc == 0)
		rc = store_int(neuve->st, &venue, f, "SELECT numero" SA_VENUE,
		    "");
	if (rc == 0)
		rc = store_int(neuve->st, &statut, f, "SELECT statut" SA_VENUE,
		    "");
	base_close(&old);
	if (rc == -1 || faite > 0 || venue == 0)
		return rc;
	b->status = (int)statut;
	return 1;
}

/*
 * The new base has taken in, by its first bascule, what one of the old base
 * wrote: it is no other of that school and year.  --force makes several, and
 * their archive makes each again.
 */
int
bascule_sienne(const struct base *old, const struct base *neuve,
    struct fault *f)
{
	int64_t faite = 0, venue = 0, la_sienne = 0;
	char *sha = NULL;
	int rc;

	if (store_int(old->st, &faite, f, "SELECT max(numero)" SES_BASCULES,
		"") == -1 ||
	    store_int(neuve->st, &venue, f, "SELECT numero" SA_VENUE, "") ==
		-1 ||
	    store_text(neuve->st, &sha, f, SA_EMPREINTE, "") == -1)
		return -1;
	rc = store_int(old->st, &la_sienne, f,
	    "SELECT count(*)" SES_BASCULES " AND sha256 = ?", "s", sha);
	free(sha);
	if (rc == -1 || la_sienne > 0)
		return rc;
	if (faite > 0)
		return fault_set(f, "bascule-autre", 0,
		    "%s n'a pas reçu l'échange %lld de %s",
		    store_path(neuve->st), (long long)faite,
		    store_path(old->st));
	/* Killed at its very end. */
	if (venue > 0)
		return fault_set(f, "bascule-a-faire", 0,
		    "%s est faite, mais %s n'en a pas la ligne : relancer la "
		    "même commande sconet-bascule l'écrit",
		    store_path(neuve->st), store_path(old->st));
	return fault_set(f, "bascule-a-faire", 0, "%s", store_path(old->st));
}

/* The path of what the new base has archived of its bascule; owned. */
static char *
archived(const struct bascule *b, struct base *neuve, const char *sql,
    struct fault *f)
{
	char *nom = NULL, *path = NULL;

	if (store_text(neuve->st, &nom, f, sql, "") == 0) {
		if (nom == NULL)
			fault_set(f, "es", 0, "%s : archive de la bascule",
			    b->vers);
		else
			path = chemin_dans(neuve->archives, nom, f);
	}
	free(nom);
	return path;
}

/* The compte rendu of the new base once more, where it was asked for. */
int
bascule_rend(const struct bascule *b, struct base *neuve, struct fault *f)
{
	char *path = archived(b, neuve, "SELECT reponse" SA_VENUE, f);
	char *tmp = NULL;
	int fd = b->out, rc = -1;

	if (path != NULL && b->o->compte_rendu != NULL)
		fd = fichier_cree(b->o->compte_rendu, &tmp, f);
	if (path != NULL && fd != -1)
		rc = extrait_vers(path, fd, f);
	free(path);
	if (tmp == NULL)
		return rc;
	if (rc == 0)
		return fichier_pose(fd, tmp, b->o->compte_rendu, f);
	fichier_abandonne(fd, tmp);
	return -1;
}

/*
 * The new base is there, but the old one does not know: a bascule that was
 * killed at its very end.  Its line is written now, with the file that the
 * new base has taken in, and the compte rendu of then is given again.  1: it
 * was so, 0: it is not.
 */
int
bascule_reprend(struct bascule *b, struct fault *f)
{
	struct deja deja = { NULL, 0 };
	struct crochets c = { .ctx = b,
		.entre = bascule_entre,
		.depose = depose_reprise,
		.deja = &deja };
	struct base neuve = { 0 };
	char *path = NULL;
	int rc;

	if (access(b->vers, F_OK) == -1)
		return 0;
	if (base_open(&neuve, b->vers, STORE_LECTURE, b->o->attente, f) == -1)
		return -1;
	if ((rc = is_made(b, &neuve, f)) == 1 &&
	    (base_restes(b->vers, f) == -1 ||
		(path = archived(b, &neuve, "SELECT archive" SA_VENUE, f)) ==
		    NULL ||
		store_int(neuve.st, &deja.lus, f, "SELECT lus" SA_VENUE, "") ==
		    -1 ||
		bascule_fichier(b, f) == -1))
		rc = -1;
	if (rc == 1) {
		deja.chemin = path;
		if (bascule_ecrit(b, &c) <= ST_PARTIEL) {
			report_note(b->err, b->o, "bascule-reprise",
			    "la base était faite ; la ligne qui manquait à "
			    "l'historique est écrite");
			rc = bascule_rend(b, &neuve, f) == -1 ? -1 : 1;
		}
	}
	base_close(&neuve);
	free(path);
	return rc;
}

/* As finish_killed, without finishing it. */
int
bascule_tuee(struct bascule *b, struct fault *f)
{
	struct base neuve = { 0 };
	int rc;

	if (access(b->vers, F_OK) == -1)
		return 0;
	rc = base_open(&neuve, b->vers, STORE_LECTURE, b->o->attente, f);
	if (rc == 0)
		rc = is_made(b, &neuve, f);
	base_close(&neuve);
	return rc;
}

/*
 * *dite: the new base is of this very bascule, with the same passages, and
 * nothing has come since.
 */
static int
is_done(const struct bascule *b, struct base *old, struct base *neuve,
    int *dite, struct fault *f)
{
	char hex[EMPREINTE] = "", *sha = NULL;
	int64_t depuis = 0;
	int rc;

	if (b->o->force || bascule_sienne(old, neuve, f) == -1)
		return 0;
	if (b->passages.texte.s != NULL &&
	    empreinte(b->passages.texte.s, hex, f) == -1)
		return -1;
	rc = store_text(old->st, &sha, f,
	    "SELECT annexe_sha256" SES_BASCULES " ORDER BY numero DESC LIMIT 1",
	    "");
	if (rc == 0)
		rc = store_int(neuve->st, &depuis, f,
		    "SELECT count(*) FROM echange WHERE genre NOT IN"
		    " ('creation', 'bascule', 'communs')",
		    "");
	*dite =
	    rc == 0 && depuis == 0 && strcmp(sha == NULL ? "" : sha, hex) == 0;
	free(sha);
	return rc;
}

/* What is there: when it is what this command has made, it is said again. */
int
bascule_existe(struct bascule *b, struct fault *f)
{
	struct base old = { 0 }, neuve = { 0 };
	struct fault autre = { 0 };
	int64_t statut = 0;
	int rc, dite = 0;

	rc = base_open(&old, b->de, STORE_LECTURE, b->o->attente, &autre);
	if (rc == 0)
		rc = base_open(&neuve, b->vers, STORE_LECTURE, b->o->attente,
		    &autre);
	if (rc == 0)
		rc = is_done(b, &old, &neuve, &dite, &autre);
	if (!dite)
		rc = fault_set(f, "base-existe", 0, "%s", b->vers);
	else if (!b->o->essai &&
	    (rc = store_int(neuve.st, &statut, f, "SELECT statut" SA_VENUE,
		 "")) == 0) {
		b->status = (int)statut;
		report_note(b->err, b->o, "bascule-reprise",
		    "c'était fait : son compte rendu est donné de nouveau");
		rc = bascule_rend(b, &neuve, f);
	}
	base_close(&old);
	base_close(&neuve);
	return rc;
}
