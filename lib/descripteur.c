/*
 * descripteur.c - bytes of a descriptor, on the way in.
 */
#include <errno.h>
#include <unistd.h>

#include "sconet.h"

/* It is a source_fn.  NOLINTBEGIN(readability-non-const-parameter) */
long
descripteur_lit(void *descripteur, char *buf, size_t n, struct fault *f)
{
	const struct descripteur *s = descripteur;
	ssize_t got;

	while ((got = read(s->fd, buf, n)) == -1 && errno == EINTR)
		;
	return got == -1 ? fault_errno(f, "es", s->nom) : (long)got;
}
/* NOLINTEND(readability-non-const-parameter) */
