/*
 * sorties.c - files that are asked for must not take the place of what is
 * needed: the base, its archive, the input, each other.
 */
#define _XOPEN_SOURCE 700 /* NOLINT: for glibc's realpath, POSIX.1-2008 */
#include <sys/stat.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

#define MAGIE "SQLite format 3" /* with its NUL, the first bytes of a base */

static int
same_file(const char *path, const struct stat *a)
{
	struct stat b;

	return path != NULL && stat(path, &b) == 0 && S_ISREG(b.st_mode) &&
	    a->st_dev == b.st_dev && a->st_ino == b.st_ino;
}

/* Any base, also one that this run has not open. */
static int
is_base(const char *path)
{
	char buf[sizeof(MAGIE)];
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	ssize_t n = fd == -1 ? -1 : read(fd, buf, sizeof(buf));

	if (fd != -1)
		close(fd);
	return n == (ssize_t)sizeof(buf) &&
	    memcmp(buf, MAGIE, sizeof(buf)) == 0;
}

/* Does it lie in that directory? */
static int
is_within(const char *path, const char *dir)
{
	char *vrai = realpath(path, NULL), *la = realpath(dir, NULL);
	size_t n = la == NULL ? 0 : strlen(la);
	int rc = vrai != NULL && la != NULL && strncmp(vrai, la, n) == 0 &&
	    vrai[n] == '/';

	free(vrai);
	free(la);
	return rc;
}

/* What the file at path is that must stay, or NULL. */
static const char *
needed(const struct options *o, const char *path, const char *archives)
{
	const char *const lus[] = { o->profil, o->passages, o->communs,
		o->campagne, o->modele };
	struct stat sb, in;
	size_t i;

	if (stat(path, &sb) == -1 || !S_ISREG(sb.st_mode))
		return NULL;
	if (is_base(path))
		return "une base";
	if (is_within(path, archives))
		return "un fichier de l'archive";
	if (fstat(STDIN_FILENO, &in) == 0 && S_ISREG(in.st_mode) &&
	    in.st_dev == sb.st_dev && in.st_ino == sb.st_ino)
		return "le fichier qui est lu";
	for (i = 0; i < NELEM(lus); i++)
		if (same_file(lus[i], &sb))
			return "un fichier qui est lu";
	return NULL;
}

/* One place for two of them: by name, or through a link. */
static int
is_twice(const char *a, const char *b)
{
	struct stat sb;

	return a != NULL && b != NULL &&
	    ((strcmp(a, b) == 0 &&
		 (stat(a, &sb) == -1 || S_ISREG(sb.st_mode))) ||
		(stat(a, &sb) == 0 && S_ISREG(sb.st_mode) &&
		    same_file(b, &sb)));
}

int
sorties_justes(const struct options *o, const char *archives, struct fault *f)
{
	const struct {
		const char *option, *path;
	} s[] = { { "-o", o->sortie }, { "-r", o->compte_rendu },
		{ "--rejets", o->rejets } };
	const char *quoi;
	size_t i, k;

	for (i = 0; i < NELEM(s); i++) {
		if (s[i].path == NULL)
			continue;
		if ((quoi = needed(o, s[i].path, archives)) != NULL)
			return fault_set(f, "sortie-prise", 0, "%s %s : %s",
			    s[i].option, s[i].path, quoi);
		for (k = i + 1; k < NELEM(s); k++)
			if (is_twice(s[i].path, s[k].path))
				return fault_set(f, "sortie-prise", 0,
				    "%s et %s : %s", s[i].option, s[k].option,
				    s[i].path);
	}
	return 0;
}
