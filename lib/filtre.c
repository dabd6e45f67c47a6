/*
 * filtre.c - part of an XML file, byte for byte: the records of --rejets.
 *
 * The file has already been read as well formed, so this cuts it at its
 * markup without parsing it again.  Records that hang in no other are copied
 * whole, with all that is in them, known or not, or left out; containers
 * appear with the first record that is kept in them.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define PROFONDEUR 64

struct filtre {
	const struct format *fmt;
	source_fn fn;
	void *ctx;
	garde_fn garde;
	void *gctx;
	struct sink *out;
	struct charset *cs;

	char *buf; /* decoded, not yet consumed */
	size_t n, cap;
	int fini;

	char path[1024];         /* names of the open elements, "/" between */
	size_t fins[PROFONDEUR]; /* length of path before each */
	char *tags[PROFONDEUR];  /* start tags not written yet, owned */
	size_t depth;
	size_t copie; /* depth of the record being copied, or 0 */
	size_t saute; /* of the record being left out, or 0 */
	long rang;
};

static int
fill(struct filtre *fl, struct fault *f)
{
	char in[16 * 1024], *p;
	const char *out;
	size_t n;
	long got;

	if ((got = fl->fn(fl->ctx, in, sizeof(in), f)) == -1 ||
	    charset_feed(fl->cs, in, (size_t)got, got == 0, &out, &n, f) == -1)
		return -1;
	fl->fini = got == 0;
	if (fl->buf == NULL || fl->n + n + 1 > fl->cap) {
		if ((p = realloc(fl->buf, 2 * (fl->n + n + 1))) == NULL)
			return fault_memory(f);
		fl->buf = p;
		fl->cap = 2 * (fl->n + n + 1);
	}
	if (n > 0)
		memcpy(fl->buf + fl->n, out, n);
	fl->n += n;
	fl->buf[fl->n] = '\0';
	return 0;
}

/* Bytes up to and with the end of what starts at the "<", 0: not all there. */
static size_t
markup(const char *s)
{
	static const struct {
		const char *debut, *fin;
	} genres[] = { { "<!--", "-->" }, { "<![CDATA[", "]]>" },
		{ "<?", "?>" } };
	const char *p;
	char quote = '\0';
	size_t i, n;

	for (i = 0; i < NELEM(genres); i++) {
		n = strlen(genres[i].debut);
		if (strncmp(s, genres[i].debut, n) != 0)
			continue;
		/* "<!-->" only starts a comment. */
		p = strstr(s + n, genres[i].fin);
		return p == NULL ? 0 : (size_t)(p - s) + strlen(genres[i].fin);
	}
	for (p = s; *p != '\0'; p++) {
		if (quote != '\0')
			quote = *p == quote ? '\0' : quote;
		else if (*p == '"' || *p == '\'')
			quote = *p;
		else if (*p == '>')
			return (size_t)(p - s) + 1;
	}
	return 0;
}

/* Start tags of the containers that have none yet, one a line. */
static int
containers(struct filtre *fl, size_t depth, struct fault *f)
{
	size_t i;

	for (i = 0; i < depth; i++) {
		if (fl->tags[i] == NULL)
			continue;
		if (sink_puts(fl->out, fl->tags[i], f) == -1 ||
		    sink_puts(fl->out, "\n", f) == -1)
			return -1;
		free(fl->tags[i]);
		fl->tags[i] = NULL;
	}
	return 0;
}

/* The record of the path that is open now; the root is not part of it. */
static const struct record *
record_here(const struct filtre *fl)
{
	const char *path = strchr(fl->path, '/');
	size_t i;

	for (i = 0; path != NULL && i < fl->fmt->nrecords; i++)
		if (strcmp(fl->fmt->records[i].path, path + 1) == 0)
			return &fl->fmt->records[i];
	return NULL;
}

/* A record starts: is it copied, left out, or inside one that is? */
static int
record_start(struct filtre *fl, const struct record *rec, struct fault *f)
{
	const char *raison = NULL;

	fl->rang++;
	if (fl->copie > 0 || fl->saute > 0)
		return 0;
	if (!(rec->flags & R_PARAM) &&
	    !fl->garde(fl->gctx, fl->rang, &raison)) {
		fl->saute = fl->depth;
		return 0;
	}
	fl->copie = fl->depth;
	if (containers(fl, fl->depth - 1, f) == -1)
		return -1;
	if (raison == NULL || strstr(raison, "--") != NULL)
		return 0;
	return sink_puts(fl->out, "<!-- ", f) == -1 ||
		sink_puts(fl->out, raison, f) == -1
	    ? -1
	    : sink_puts(fl->out, " -->\n", f);
}

static int
tag_end(struct filtre *fl, const char *s, size_t n, struct fault *f)
{
	size_t depth = fl->depth--;
	char *pending;

	fl->path[fl->fins[fl->depth]] = '\0';
	if (fl->saute > 0) {
		if (depth == fl->saute)
			fl->saute = 0;
		return 0;
	}
	/* A container in which nothing was kept never started. */
	pending = fl->tags[fl->depth];
	fl->tags[fl->depth] = NULL;
	if (pending != NULL) {
		free(pending);
		return 0;
	}
	if (sink_write(fl->out, s, n, f) == -1)
		return -1;
	if (fl->copie > 0 && depth > fl->copie)
		return 0;
	fl->copie = 0;
	return sink_puts(fl->out, "\n", f);
}

static int
tag_start(struct filtre *fl, const char *s, size_t n, struct fault *f)
{
	const struct record *rec;
	size_t len = strcspn(s + 1, " \t\r\n/>"), at = strlen(fl->path);
	int empty = s[n - 2] == '/';

	if (fl->depth == PROFONDEUR || at + len + 2 > sizeof(fl->path))
		return fault_set(f, "profondeur", 0, NULL);
	fl->fins[fl->depth++] = at;
	if (at > 0)
		fl->path[at++] = '/';
	memcpy(fl->path + at, s + 1, len);
	fl->path[at + len] = '\0';
	if ((rec = record_here(fl)) != NULL && record_start(fl, rec, f) == -1)
		return -1;
	if (fl->saute > 0)
		return empty ? tag_end(fl, "", 0, f) : 0;
	if (fl->copie > 0) {
		if (sink_write(fl->out, s, n, f) == -1)
			return -1;
		return empty ? tag_end(fl, "", 0, f) : 0;
	}
	/* An empty container holds no record: it is not written. */
	if (empty) {
		fl->path[fl->fins[--fl->depth]] = '\0';
		return 0;
	}
	free(fl->tags[fl->depth - 1]);
	if ((fl->tags[fl->depth - 1] = strndup(s, n)) == NULL)
		return fault_memory(f);
	return 0;
}

/* One piece of text or markup.  Returns its length, 0: more is needed. */
static long
piece(struct filtre *fl, const char *s, struct fault *f)
{
	size_t n;
	int rc = 0;

	if (*s != '<') {
		n = strcspn(s, "<");
		if (fl->copie > 0)
			rc = sink_write(fl->out, s, n, f);
		return rc == -1 ? -1 : (long)n;
	}
	if ((n = markup(s)) == 0)
		return fl->fini ? fault_set(f, "fichier-coupe", 0, NULL) : 0;
	if (s[1] == '/')
		rc = fl->depth == 0 ? 0 : tag_end(fl, s, n, f);
	else if (s[1] != '!' && s[1] != '?')
		rc = tag_start(fl, s, n, f);
	else if (fl->copie > 0)
		rc = sink_write(fl->out, s, n, f);
	return rc == -1 ? -1 : (long)n;
}

static int
pieces(struct filtre *fl, struct fault *f)
{
	size_t done;
	long n = 0;

	while (!fl->fini) {
		if (fill(fl, f) == -1)
			return -1;
		for (done = 0; done < fl->n; done += (size_t)n)
			if ((n = piece(fl, fl->buf + done, f)) <= 0)
				break;
		if (n == -1)
			return -1;
		fl->n -= done;
		if (fl->buf != NULL)
			memmove(fl->buf, fl->buf + done, fl->n + 1);
	}
	return 0;
}

int
filtre(const struct format *fmt, source_fn fn, void *ctx, garde_fn garde,
    void *gctx, struct sink *out, struct fault *f)
{
	struct filtre fl;
	size_t i;
	int rc = -1;

	memset(&fl, 0, sizeof(fl));
	fl.fmt = fmt;
	fl.fn = fn;
	fl.ctx = ctx;
	fl.garde = garde;
	fl.gctx = gctx;
	fl.out = out;
	if ((fl.cs = charset_open(1, f)) != NULL &&
	    sink_puts(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<?" READER_PARTIEL "?>\n",
		f) == 0)
		rc = pieces(&fl, f);
	if (rc == 0)
		rc = sink_flush(out, f);
	for (i = 0; i < PROFONDEUR; i++)
		free(fl.tags[i]);
	free(fl.buf);
	charset_close(fl.cs);
	return rc;
}
