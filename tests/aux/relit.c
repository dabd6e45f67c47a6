/*
 * relit.c - read a file with the reader, write it with the writer: what a
 * format table says of it, and nothing else, in UTF-8.
 *
 *	relit <IN >OUT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

/* A row on its way: values as the base would hold them. */
struct copy {
	const struct record *rec;
	long rang;
	char *val[64]; /* owned */
};

struct copies {
	struct copy *c;
	size_t n;
};

static long
give(void *ctx, char *buf, size_t n, struct fault *f)
{
	FILE *fp = ctx;
	size_t got = fread(buf, 1, n, fp);

	return ferror(fp) ? fault_errno(f, "es", "stdin") : (long)got;
}

static int
keep(struct copies *all, const struct row *row, struct fault *f)
{
	char lit[LIT_MAX];
	const char *v;
	struct copy *c;
	size_t i;

	c = realloc(all->c, (all->n + 1) * sizeof(*c));
	if (c == NULL || row->rec->nfields > NELEM(c->val))
		return fault_memory(f);
	all->c = c;
	c = &all->c[all->n++];
	memset(c, 0, sizeof(*c));
	c->rec = row->rec;
	c->rang = row->rang;
	for (i = 0; i < row->rec->nfields; i++) {
		v = row->val[i] == NULL
		    ? NULL
		    : field_lit(&row->rec->fields[i], row->val[i], lit);
		if (v != NULL && (c->val[i] = strdup(v)) == NULL)
			return fault_memory(f);
	}
	return 0;
}

/* The reader gives a record at its end, the writer wants it at its start. */
static int
by_rang(const void *a, const void *b)
{
	const struct copy *x = a, *y = b;

	return x->rang < y->rang ? -1 : x->rang > y->rang;
}

static int
write_all(struct copies *all, const struct format *fmt, struct fault *f)
{
	struct sink *s = sink_open(STDOUT_FILENO, NULL, f);
	struct writer *w = s == NULL ? NULL : writer_open(fmt, s, 1, f);
	const char *val[64];
	size_t i, k;
	int rc = w == NULL ? -1 : 0;

	qsort(all->c, all->n, sizeof(*all->c), by_rang);
	for (i = 0; i < all->n && rc == 0; i++) {
		for (k = 0; k < NELEM(val); k++)
			val[k] = all->c[i].val[k];
		rc = writer_row(w, all->c[i].rec, val, f);
	}
	if (rc == 0)
		rc = writer_end(w, f);
	if (rc == 0)
		rc = sink_flush(s, f);
	writer_close(w);
	sink_close(s);
	return rc;
}

static void
release(struct copies *all)
{
	size_t i, k;

	for (i = 0; i < all->n; i++)
		for (k = 0; k < NELEM(all->c[i].val); k++)
			free(all->c[i].val[k]);
	free(all->c);
}

int
main(void)
{
	struct copies all = { NULL, 0 };
	struct fault f = { 0 };
	struct reader *rd;
	struct row row;
	int rc = -1;

	if ((rd = reader_open(formats, 0, give, stdin, &f)) != NULL) {
		while ((rc = reader_next(rd, &row, &f)) == 1)
			if ((rc = keep(&all, &row, &f)) == -1)
				break;
		if (rc == 0)
			rc = write_all(&all, reader_format(rd), &f);
		reader_close(rd);
	}
	release(&all);
	if (rc == -1)
		fprintf(stderr, "relit: line %ld: %s: %s\n", f.line,
		    f.kind == NULL ? "?" : f.kind->code, f.detail);
	return fault_status(&f);
}
