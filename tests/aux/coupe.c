/*
 * coupe.c - cut a file off after each of its bytes, and read what is left.
 *
 *	coupe FILE PIECE
 *
 * The reader gets PIECE bytes at a time.  Every part must be refused, but
 * those that lack only blanks behind the root, and those of a TSV that end
 * with a line.  Prints how many parts were refused with each code, and the
 * length of each that was taken for a whole file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

struct part {
	const char *p;
	size_t n, at, piece;
};

static long
give(void *ctx, char *buf, size_t n, struct fault *f)
{
	struct part *s = ctx;
	size_t len = s->n - s->at;

	(void)f;
	if (len > n)
		len = n;
	if (len > s->piece)
		len = s->piece;
	memcpy(buf, s->p + s->at, len);
	s->at += len;
	return (long)len;
}

/* 1 when all of it can be read, 0 and the fault when not. */
static int
whole(struct part s, int tsv, struct fault *f)
{
	struct reader *rd = NULL;
	struct lines *ln = NULL;
	struct row row;
	int rc = 0;

	memset(f, 0, sizeof(*f));
	if (tsv)
		ln = lines_open(&format_repartition, give, &s, f);
	else
		rd = reader_open(formats, 0, give, &s, f);
	if (rd != NULL || ln != NULL)
		while ((rc = tsv ? lines_next(ln, &row, f)
				 : reader_next(rd, &row, f)) == 1)
			;
	reader_close(rd);
	lines_close(ln);
	return rc == 0 && f->kind == NULL;
}

static size_t
slurp(const char *path, char *buf, size_t cap)
{
	FILE *fp = fopen(path, "rb");
	size_t n = fp == NULL ? 0 : fread(buf, 1, cap, fp);

	if (fp == NULL || n == 0 || n == cap || fclose(fp) == EOF) {
		fprintf(stderr, "coupe: %s: cannot read it whole\n", path);
		exit(64);
	}
	return n;
}

int
main(int argc, char *argv[])
{
	static char buf[64 * 1024];
	long codes[64] = { 0 };
	struct part s = { buf, 0, 0, 0 };
	struct fault f;
	size_t n, last, i;
	int tsv, bad = 0;

	if (argc != 3 || (s.piece = strtoul(argv[2], NULL, 10)) == 0)
		return 64;
	n = last = slurp(argv[1], buf, sizeof(buf));
	tsv = buf[0] != '<';
	while (!tsv && last > 0 && strchr(" \r\n\t", buf[last - 1]) != NULL)
		last--;
	for (s.n = 1; s.n < n; s.n++) {
		if (whole(s, tsv, &f)) {
			if (tsv ? buf[s.n - 1] == '\n' : s.n >= last)
				continue;
			printf("%zu accepted\n", s.n);
			bad = 1;
			continue;
		}
		for (i = 0; i < NELEM(codes) - 1; i++)
			if (fault_kinds[i].code == NULL ||
			    &fault_kinds[i] == f.kind)
				break;
		codes[i]++;
	}
	for (i = 0; i < NELEM(codes) && fault_kinds[i].code != NULL; i++)
		if (codes[i] > 0)
			printf("%s %ld\n", fault_kinds[i].code, codes[i]);
	return bad;
}
