/*
 * menage.c - what an archive should not have any more goes: what killed runs
 * left, and bodies that were purged.
 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "sconet.h"

static int
is_purged(struct query *q, const char *name, struct fault *f)
{
	int64_t n = archive_numero(name);

	if (n == -1)
		return 0;
	return query_bind(q, f, "is", n, name) == -1 ? -1 : query_step(q, f);
}

static int
remove_one(const char *archives, const char *name, struct fault *f)
{
	char *path = chemin_dans(archives, name, f);
	int rc = -1;

	if (path != NULL && (rc = unlink(path)) == -1)
		fault_errno(f, "es", path);
	free(path);
	return rc;
}

static int
remove_all(struct query *q, DIR *dir, const char *archives, struct fault *f)
{
	const struct dirent *d;
	struct texte x = { 0 };
	const char *path;
	int rc, n = 0;

	while ((d = readdir(dir)) != NULL) {
		if ((rc = is_purged(q, d->d_name, f)) == -1 ||
		    (rc == 1 && remove_one(archives, d->d_name, f) == -1))
			return -1;
		n += rc;
	}
	if (n == 0)
		return 0;
	texte_ajoute(&x, "%s/", archives);
	rc =
	    (path = texte_fin(&x, f)) == NULL ? -1 : nom_durable(path, "es", f);
	texte_libere(&x);
	return rc;
}

int
menage_purge(struct store *st, const char *archives, struct fault *f)
{
	struct query *q;
	int64_t any = 0;
	DIR *dir;
	int rc;

	if (store_int(st, &any, f,
		"SELECT EXISTS (SELECT 1 FROM echange WHERE genre = 'purge')",
		"") == -1)
		return -1;
	if (!any)
		return 0;
	if ((dir = opendir(archives)) == NULL)
		return errno == ENOENT ? 0 : fault_errno(f, "es", archives);
	q = query_open(st,
	    "SELECT 1 FROM corps WHERE numero = ? AND nom = ? AND purge IS NOT"
	    " NULL",
	    f);
	rc = q == NULL ? -1 : remove_all(q, dir, archives, f);
	query_close(q);
	closedir(dir);
	return rc;
}

int
menage(struct store *st, const char *archives, struct fault *f)
{
	struct fault purge = { 0 };
	struct texte x = { 0 };
	const struct dirent *d;
	const char *path;
	DIR *dir;
	int64_t last = 0;

	if (store_int(st, &last, f,
		"SELECT coalesce(max(numero), 0) FROM echange", "") == -1)
		return -1;
	if ((dir = opendir(archives)) == NULL)
		return errno == ENOENT ? 0 : fault_errno(f, "es", archives);
	while ((d = readdir(dir)) != NULL) {
		texte_vide(&x);
		texte_ajoute(&x, "%s/%s", archives, d->d_name);
		if ((path = texte_fin(&x, f)) == NULL)
			break;
		if (fichier_perime(d->d_name, "recu") ||
		    archive_numero(d->d_name) > last)
			(void)unlink(path);
	}
	closedir(dir);
	texte_libere(&x);
	/* What cannot go now hinders nobody: sconet-check names it. */
	(void)menage_purge(st, archives, &purge);
	return 0;
}
