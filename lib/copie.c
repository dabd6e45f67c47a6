/*
 * copie.c - a copy of a base, while others write it.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "sconet.h"

struct copie {
	const char *de, *vers;
	int attente;
	int (*juge)(void *, const char *, const char *, struct fault *);
	void *ctx;
};

/* It is on disk when 0 is returned. */
static int
copy_file(struct store *st, const char *tmp, struct fault *f)
{
	int fd, rc;

	/* SQLite would only say that it cannot open: ask the system why. */
	if ((fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL, 0600)) == -1)
		return fault_errno(f, "sortie", tmp);
	rc = store_copie(st, tmp, f);
	if (rc == 0 && fsync(fd) == -1)
		rc = fault_errno(f, "sortie", tmp);
	if (close(fd) == -1 && rc == 0)
		rc = fault_errno(f, "sortie", tmp);
	return rc;
}

/* Made aside, judged there, and named whatever is found in it. */
static int
copy_aside(const struct copie *c, const char *tmp, struct fault *f)
{
	static const char *const restes[] = { "", "-wal", "-shm" };
	struct texte x = { 0 };
	struct base b;
	size_t i;
	int rc;

	if (base_open(&b, c->de, STORE_LECTURE, c->attente, f) == -1)
		return -1;
	rc = copy_file(b.st, tmp, f);
	if (rc == 0)
		rc = c->juge(c->ctx, tmp, b.archives, f);
	/* link, not rename: whoever made the name in the meantime keeps it */
	if (rc == 0 && link(tmp, c->vers) == -1)
		rc = errno == EEXIST
		    ? fault_set(f, "base-existe", 0, "%s", c->vers)
		    : fault_errno(f, "sortie", c->vers);
	base_close(&b);
	for (i = 0; i < NELEM(restes); i++) {
		texte_vide(&x);
		texte_ajoute(&x, "%s%s", tmp, restes[i]);
		if (texte_fin(&x, NULL) != NULL)
			(void)unlink(x.s);
	}
	texte_libere(&x);
	return rc;
}

int
base_copie(const char *de, const char *vers, int attente,
    int (*juge)(void *ctx, const char *copie, const char *archives,
	struct fault *f),
    void *ctx, struct fault *f)
{
	const struct copie c = { de, vers, attente, juge, ctx };
	struct texte x = { 0 };
	struct fault restes = { 0 }; /* what hinders is met again below */
	const char *tmp;
	int rc = -1;

	(void)base_restes(vers, &restes);
	if (access(vers, F_OK) == 0)
		return fault_set(f, "base-existe", 0, "%s", vers);
	texte_ajoute(&x, "%s.nouveau.%ld", vers, (long)getpid());
	if ((tmp = texte_fin(&x, f)) != NULL && copy_aside(&c, tmp, f) == 0)
		rc = nom_durable(vers, "sortie", f);
	texte_libere(&x);
	return rc;
}
