/*
 * fichier.c - files: written whole, named once they are on disk, and what
 * killed runs have left of them.
 */
#define _XOPEN_SOURCE 700 /* NOLINT: for glibc's realpath, POSIX.1-2008 */

#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

static int
write_fault(int fd, struct fault *f)
{
	int err = errno;
	char nom[256] = "sortie standard";

	if (fd != STDOUT_FILENO)
		sys_nom(fd, nom, sizeof(nom));
	errno = err;
	return fault_errno(f, "sortie", nom);
}

int
ecrit_tout(int fd, const char *buf, size_t n, struct fault *f)
{
	ssize_t w;

	while (n > 0) {
		if ((w = write(fd, buf, n)) == -1) {
			if (errno == EINTR)
				continue;
			return write_fault(fd, f);
		}
		buf += w;
		n -= (size_t)w;
	}
	return 0;
}

/* A device, a FIFO: written in place, there is nothing to rename. */
static int
is_special(const char *path)
{
	struct stat sb;

	return stat(path, &sb) == 0 && !S_ISREG(sb.st_mode);
}

int
fichier_perime(const char *name, const char *nom)
{
	size_t n = strlen(nom);
	char digits[24];
	int64_t pid;

	if (name[0] != '.' || strncmp(name + 1, nom, n) != 0 ||
	    name[n + 1] != '.')
		return 0;
	name += n + 2;
	(void)snprintf(digits, sizeof(digits), "%.*s", (int)strcspn(name, "."),
	    name);
	return entier(digits, 1, INT32_MAX, &pid) == 0 &&
	    kill((pid_t)pid, 0) == -1 && errno == ESRCH;
}

/* What runs that were killed have left beside that file: its name is the
 * first n bytes of path. */
static void
sweep(const char *path, size_t n, const char *nom)
{
	const struct dirent *d;
	struct texte x = { 0 };
	struct fault f = { 0 }; /* they stay until the next run */
	const char *ou;
	DIR *dir = NULL;

	texte_ajoute(&x, "%.*s", n == 0 ? 1 : (int)n, n == 0 ? "." : path);
	if ((ou = texte_fin(&x, &f)) != NULL)
		dir = opendir(ou);
	while (dir != NULL && (d = readdir(dir)) != NULL)
		if (fichier_perime(d->d_name, nom))
			(void)unlinkat(dirfd(dir), d->d_name, 0);
	if (dir != NULL)
		closedir(dir);
	texte_libere(&x);
}

/* The name tells who writes it, so that the next writer may clear it. */
static int
aside(const char *path, char **tmp, struct fault *f)
{
	const char *end = strrchr(path, '/');
	struct texte x = { 0 };
	size_t n = end == NULL ? 0 : (size_t)(end + 1 - path);
	int fd;

	sweep(path, n, path + n);
	texte_ajoute(&x, "%.*s.%s.%ld.XXXXXX", (int)n, path, path + n,
	    (long)getpid());
	if (texte_fin(&x, f) == NULL) {
		texte_libere(&x);
		return -1;
	}
	if ((fd = mkstemp(x.s)) == -1) {
		fault_errno(f, "sortie", path);
		texte_libere(&x);
		return -1;
	}
	*tmp = x.s;
	return fd;
}

int
fichier_cree(const char *path, char **tmp, struct fault *f)
{
	const char *quoi = sortie_prise(path);
	char *vrai;
	int fd;

	*tmp = NULL;
	if (quoi != NULL)
		return fault_set(f, "sortie-prise", 0, "%s : %s", path, quoi);
	vrai = realpath(path, NULL); /* the end of symbolic links */
	if (is_special(path)) {
		free(vrai);
		if ((*tmp = strdup("")) == NULL)
			return fault_memory(f);
		if ((fd = open(path, O_WRONLY)) == -1) {
			free(*tmp);
			*tmp = NULL;
			return fault_errno(f, "sortie", path);
		}
		return fd;
	}
	fd = aside(vrai == NULL ? path : vrai, tmp, f);
	free(vrai);
	return fd;
}

int
fichier_sans_nom(const char *path, struct fault *f)
{
	char *tmp = NULL;
	int fd = aside(path, &tmp, f);

	if (fd != -1)
		(void)unlink(tmp);
	free(tmp);
	return fd;
}

int
nom_durable(const char *path, const char *code, struct fault *f)
{
	const char *end = strrchr(path, '/');
	char *dir;
	int fd, rc = 0;

	if (end == NULL)
		dir = strdup(".");
	else
		dir = strndup(path, end == path ? 1 : (size_t)(end - path));
	if (dir == NULL)
		return fault_memory(f);
	if ((fd = open(dir, O_RDONLY | O_DIRECTORY)) == -1)
		rc = fault_errno(f, code, dir);
	else {
		/* EINVAL: a file system that keeps no directory on disk */
		if (fsync(fd) == -1 && errno != EINVAL)
			rc = fault_errno(f, code, dir);
		close(fd);
	}
	free(dir);
	return rc;
}

int
fichier_pose(int fd, char *tmp, const char *path, struct fault *f)
{
	char *vrai = realpath(path, NULL);
	int rc = 0;

	if (*tmp != '\0' && fsync(fd) == -1 && errno != EINVAL)
		rc = fault_errno(f, "sortie", path);
	if (close(fd) == -1 && rc == 0)
		rc = fault_errno(f, "sortie", path);
	if (*tmp != '\0' && rc == 0 &&
	    rename(tmp, vrai == NULL ? path : vrai) == -1)
		rc = fault_errno(f, "sortie", path);
	if (*tmp != '\0' && rc == -1)
		(void)unlink(tmp);
	if (*tmp != '\0' && rc == 0)
		rc = nom_durable(vrai == NULL ? path : vrai, "sortie", f);
	free(vrai);
	free(tmp);
	return rc;
}

void
fichier_abandonne(int fd, char *tmp)
{
	if (tmp == NULL)
		return;
	close(fd);
	if (*tmp != '\0')
		(void)unlink(tmp);
	free(tmp);
}
