/*
 * depot.c - files that appear together in a directory, or not at all.
 *
 * Each is made aside.  While they take their names the files they replace
 * keep another one, so that a failure gives them back.  A run that is killed
 * just then leaves some of both; the next one puts that right.
 */
#define _XOPEN_SOURCE 700 /* NOLINT: for glibc's realpath, POSIX.1-2008 */

#include <sys/stat.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

struct piece {
	char *chemin; /* as it is told, owned */
	char *cible;  /* the same, at the end of symbolic links, owned */
	char *avant;  /* name of what stood there, owned */
	char *tmp;    /* owned; NULL: this file is not in the set any more */
	int fd;       /* -1: closed */
	int garde;    /* avant is there */
	int pose;     /* it has its name */
};

struct depot {
	const char *dossier; /* borrowed */
	unsigned mode;
	struct piece p[DEPOT_MAX];
	size_t n;
};

struct depot *
depot_open(const char *dossier, unsigned mode, struct fault *f)
{
	struct depot *d = calloc(1, sizeof(*d));

	if (d == NULL) {
		fault_memory(f);
		return NULL;
	}
	d->dossier = dossier;
	d->mode = mode;
	return d;
}

/* Where it is, and beside it the name of what was there. */
static int
name(struct depot *d, struct piece *p, const char *nom, struct fault *f)
{
	struct texte y = { 0 };
	const char *fin;

	if ((p->chemin = chemin_dans(d->dossier, nom, f)) == NULL)
		return -1;
	if ((p->cible = realpath(p->chemin, NULL)) == NULL &&
	    (p->cible = strdup(p->chemin)) == NULL)
		return fault_memory(f);
	fin = strrchr(p->cible, '/') + 1;
	texte_ajoute(&y, "%.*s.%s.avant", (int)(fin - p->cible), p->cible, fin);
	if (texte_fin(&y, f) == NULL) {
		texte_libere(&y);
		return -1;
	}
	p->avant = y.s;
	return 0;
}

static struct piece *
add(struct depot *d, const char *nom, struct fault *f)
{
	struct piece *p;

	if (d->n == DEPOT_MAX) {
		fault_set(f, "bogue", 0, "plus de %d fichiers", DEPOT_MAX);
		return NULL;
	}
	p = &d->p[d->n++];
	p->fd = -1;
	return name(d, p, nom, f) == -1 ? NULL : p;
}

static int
not_a_file(const struct piece *p, struct fault *f)
{
	return fault_set(f, "sortie", 0, "%s : pas un fichier", p->chemin);
}

int
depot_cree(struct depot *d, const char *nom, struct fault *f)
{
	struct piece *p = add(d, nom, f);

	if (p == NULL)
		return -1;
	if ((p->fd = fichier_cree(p->chemin, &p->tmp, f)) == -1)
		return -1;
	if (*p->tmp == '\0')
		return not_a_file(p, f);
	/* 0600 it has; where there are no rights none need be given. */
	if (d->mode != 0600 && fchmod(p->fd, (mode_t)d->mode) == -1)
		return fault_errno(f, "sortie", p->chemin);
	return p->fd;
}

int
depot_ote(struct depot *d, const char *nom, struct fault *f)
{
	return add(d, nom, f) == NULL ? -1 : 0;
}

/* Its bytes are on disk. */
static int
settle(struct piece *p, struct fault *f)
{
	int rc = 0;

	if (p->fd == -1)
		return 0;
	if (fsync(p->fd) == -1 && errno != EINVAL)
		rc = fault_errno(f, "sortie", p->chemin);
	if (close(p->fd) == -1 && rc == 0)
		rc = fault_errno(f, "sortie", p->chemin);
	p->fd = -1;
	return rc;
}

/* What stands there has a second name, or only that one where it must. */
static int
keep(struct piece *p, struct fault *f)
{
	struct stat sb;

	(void)unlink(p->avant);
	if (stat(p->cible, &sb) == -1)
		return errno == ENOENT ? 0
				       : fault_errno(f, "sortie", p->chemin);
	/* What is no file was not written by us. */
	if (!S_ISREG(sb.st_mode))
		return p->tmp == NULL ? 0 : not_a_file(p, f);
	if ((p->tmp == NULL || link(p->cible, p->avant) == -1) &&
	    rename(p->cible, p->avant) == -1)
		return fault_errno(f, "sortie", p->chemin);
	p->garde = 1;
	return 0;
}

static int
pose(struct piece *p, struct fault *f)
{
	if (keep(p, f) == -1)
		return -1;
	if (p->tmp == NULL)
		return 0;
	if (rename(p->tmp, p->cible) == -1)
		return fault_errno(f, "sortie", p->chemin);
	p->pose = 1;
	free(p->tmp);
	p->tmp = NULL;
	return 0;
}

/* Of names in one directory the last one's is enough. */
static int
lasting(struct depot *d, struct fault *f)
{
	size_t i, n;

	for (i = 0; i < d->n; i++) {
		n = (size_t)(strrchr(d->p[i].cible, '/') + 1 - d->p[i].cible);
		if ((i + 1 == d->n ||
			strncmp(d->p[i].cible, d->p[i + 1].cible, n) != 0 ||
			strchr(d->p[i + 1].cible + n, '/') != NULL) &&
		    nom_durable(d->p[i].cible, "sortie", f) == -1)
			return -1;
	}
	return 0;
}

int
depot_pose(struct depot *d, struct fault *f)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < d->n && rc == 0; i++)
		rc = settle(&d->p[i], f);
	for (i = 0; i < d->n && rc == 0; i++)
		rc = pose(&d->p[i], f);
	if (rc == 0)
		rc = lasting(d, f);
	if (rc == -1)
		depot_rend(d);
	return rc;
}

void
depot_rend(struct depot *d)
{
	struct piece *p;

	if (d == NULL)
		return;
	for (p = d->p; p < d->p + d->n; p++) {
		/* Two names of one file: rename does nothing, rightly. */
		if (p->garde)
			(void)rename(p->avant, p->cible);
		else if (p->pose)
			(void)unlink(p->cible);
		if (p->garde)
			(void)unlink(p->avant);
		p->garde = p->pose = 0;
	}
}

void
depot_close(struct depot *d)
{
	struct piece *p;

	if (d == NULL)
		return;
	for (p = d->p; p < d->p + d->n; p++) {
		if (p->fd != -1)
			close(p->fd);
		if (p->tmp != NULL && *p->tmp != '\0')
			(void)unlink(p->tmp);
		if (p->garde)
			(void)unlink(p->avant);
		free(p->chemin);
		free(p->cible);
		free(p->avant);
		free(p->tmp);
	}
	free(d);
}
