/*
 * sorties.c - files that are asked for must not take the place of what is
 * needed: the base, its archive, the input, each other.
 */
#define _XOPEN_SOURCE 700 /* NOLINT: for glibc's realpath, POSIX.1-2008 */
#include <sys/stat.h>

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

#define MAGIE    "SQLite format 3" /* with its NUL, the first bytes of a base */
#define ENTETE   72                /* of which the last four say whose it is */
#define SUFFIXES "-wal", "-shm", "-journal"

static int
same_file(const char *path, const struct stat *a)
{
	struct stat b;

	return path != NULL && stat(path, &b) == 0 && S_ISREG(b.st_mode) &&
	    a->st_dev == b.st_dev && a->st_ino == b.st_ino;
}

/* Any base, also one that this run has not open; *notre: one of sconet. */
static int
is_base(const char *path, int *notre)
{
	unsigned char buf[ENTETE];
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	ssize_t n = fd == -1 ? -1 : read(fd, buf, sizeof(buf));

	if (fd != -1)
		close(fd);
	if (n < (ssize_t)sizeof(MAGIE) ||
	    memcmp(buf, MAGIE, sizeof(MAGIE)) != 0)
		return 0;
	*notre = n == (ssize_t)sizeof(buf) &&
	    ((uint32_t)buf[68] << 24 | (uint32_t)buf[69] << 16 |
		(uint32_t)buf[70] << 8 | buf[71]) == APPLICATION_ID;
	return 1;
}

/* The first n bytes of path, and suffixe: is that a base of sconet? */
static int
is_ours(const char *path, size_t n, const char *suffixe)
{
	struct texte x = { 0 };
	int notre = 0;

	texte_ajoute(&x, "%.*s%s", (int)n, path, suffixe);
	if (!x.rate)
		(void)is_base(x.s, &notre);
	texte_libere(&x);
	return notre;
}

/* What SQLite keeps beside a base, and needs to open it. */
static int
is_beside(const char *path)
{
	static const char *const suffixes[] = { SUFFIXES };
	size_t i, k, n = strlen(path);

	for (i = 0; i < NELEM(suffixes); i++) {
		k = strlen(suffixes[i]);
		if (n > k && strcmp(path + n - k, suffixes[i]) == 0 &&
		    is_ours(path, n - k, ""))
			return 1;
	}
	return 0;
}

/*
 * Is that absolute path one of a file in the archive of a base, or of the
 * archive itself?  ECOLE.d is the archive of ECOLE.db, or of ECOLE.
 */
static int
is_archived(const char *vrai)
{
	const char *p = vrai;
	size_t n;

	while ((p = strstr(p, ".d")) != NULL) {
		n = (size_t)(p - vrai);
		p += 2;
		if ((*p == '/' || *p == '\0') && n > 0 && vrai[n - 1] != '/' &&
		    (is_ours(vrai, n, ".db") || is_ours(vrai, n, "")))
			return 1;
	}
	return 0;
}

/* The file, or one that would be made in its directory: where it is; owned. */
static char *
place_of(const char *path)
{
	const char *fin = strrchr(path, '/');
	struct texte x = { 0 };
	char *vrai = realpath(path, NULL), *dir = NULL;

	if (vrai != NULL)
		return vrai;
	texte_ajoute(&x, "%.*s", fin == NULL ? 1 : (int)(fin - path + 1),
	    fin == NULL ? "." : path);
	if (!x.rate && (dir = realpath(x.s, NULL)) != NULL) {
		texte_vide(&x);
		texte_ajoute(&x, "%s/%s", dir, fin == NULL ? path : fin + 1);
		vrai = x.rate ? NULL : strdup(x.s);
	}
	free(dir);
	texte_libere(&x);
	return vrai;
}

const char *
sortie_prise(const char *path)
{
	struct stat sb;
	char *vrai;
	const char *quoi = NULL;
	int notre = 0;

	if (stat(path, &sb) == 0 && !S_ISREG(sb.st_mode) &&
	    !S_ISDIR(sb.st_mode))
		return NULL; /* a device: nothing is replaced */
	if ((vrai = place_of(path)) == NULL)
		return NULL; /* nor in a directory that is not there */
	if (is_base(vrai, &notre))
		quoi = "une base";
	else if (is_beside(vrai))
		quoi = "un fichier d'une base";
	else if (is_archived(vrai))
		quoi = "dans l'archive d'une base";
	free(vrai);
	return quoi;
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
		o->campagne, o->modele, o->sorties, o->sequences,
		o->corrections };
	const char *quoi = sortie_prise(path);
	struct stat sb, in;
	size_t i;

	if (quoi != NULL || stat(path, &sb) == -1 || !S_ISREG(sb.st_mode))
		return quoi;
	if (archives != NULL && is_within(path, archives))
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

	if (o->dossier != NULL && (quoi = sortie_prise(o->dossier)) != NULL)
		return fault_set(f, "sortie-prise", 0, "--dossier %s : %s",
		    o->dossier, quoi);
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
