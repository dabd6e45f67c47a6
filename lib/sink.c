/*
 * sink.c - bytes out, to a descriptor and to the archive, or into a zip.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

struct sink {
	int fd;                /* not ours to close; -1: none */
	struct archive *copie; /* borrowed, or NULL */
	sink_fn *vers;         /* or NULL */
	void *ctx;
	size_t n;
	char buf[64 * 1024];
};

struct sink *
sink_open(int fd, struct archive *copie, struct fault *f)
{
	struct sink *s;

	if ((s = malloc(sizeof(*s))) == NULL) {
		fault_memory(f);
		return NULL;
	}
	s->fd = fd;
	s->copie = copie;
	s->vers = NULL;
	s->n = 0;
	return s;
}

struct sink *
sink_vers(int fd, sink_fn *vers, void *ctx, struct fault *f)
{
	struct sink *s = sink_open(fd, NULL, f);

	if (s != NULL) {
		s->vers = vers;
		s->ctx = ctx;
	}
	return s;
}

int
sink_flush(struct sink *s, struct fault *f)
{
	size_t n = s->n;

	s->n = 0;
	if (n == 0)
		return 0;
	if (s->vers != NULL && s->vers(s->ctx, s->buf, n, f) == -1)
		return -1;
	if (s->copie != NULL && archive_write(s->copie, s->buf, n, f) == -1)
		return -1;
	return s->fd == -1 ? 0 : ecrit_tout(s->fd, s->buf, n, f);
}

int
sink_write(struct sink *s, const char *p, size_t n, struct fault *f)
{
	size_t room;

	while (n > 0) {
		if (s->n == sizeof(s->buf) && sink_flush(s, f) == -1)
			return -1;
		room = sizeof(s->buf) - s->n;
		if (room > n)
			room = n;
		memcpy(s->buf + s->n, p, room);
		s->n += room;
		p += room;
		n -= room;
	}
	return 0;
}

char *
sink_place(struct sink *s, size_t n, struct fault *f)
{
	if (n > sizeof(s->buf)) {
		fault_set(f, "bogue", 0, "place demandée : %zu octets", n);
		return NULL;
	}
	if (sizeof(s->buf) - s->n < n && sink_flush(s, f) == -1)
		return NULL;
	return s->buf + s->n;
}

void
sink_avance(struct sink *s, size_t n)
{
	s->n += n;
}

int
sink_puts(struct sink *s, const char *p, struct fault *f)
{
	return sink_write(s, p, strlen(p), f);
}

void
sink_close(struct sink *s)
{
	free(s);
}
