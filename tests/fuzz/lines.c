/*
 * lines.c - fuzz the TSV reader with the format of a répartition.
 *
 * The same rows whatever the pieces, or a refusal; a value is UTF-8 on one
 * line, of bounded length.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define FNV       UINT64_C(1099511628211)
#define FNV_DEBUT UINT64_C(14695981039346656037)

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct part {
	const char *p;
	size_t n, piece; /* bytes left, bytes given at a time */
};

static void
require(int good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "fuzz: %s\n", what);
	abort();
}

static long
give(void *ctx, char *buf, size_t n, struct fault *f)
{
	struct part *s = ctx;

	(void)f;
	if (n > s->piece)
		n = s->piece;
	if (n > s->n)
		n = s->n;
	if (n > 0)
		memcpy(buf, s->p, n);
	s->p += n;
	s->n -= n;
	return (long)n;
}

static uint64_t
row_hash(uint64_t h, const struct row *row)
{
	const char *v;
	size_t i;

	require(row->line > 0 && row->rang > 0, "a row without a place");
	h = (h ^ (uint64_t)row->line) * FNV;
	for (i = 0; i < row->rec->nfields; i++) {
		h = (h ^ 0x100) * FNV;
		if ((v = row->val[i]) == NULL)
			continue;
		require(*v != '\0' && strlen(v) < TEXTE_MAX,
		    "a value's length");
		require(strpbrk(v, "\t\n\r") == NULL, "a value on two lines");
		require(mbstowcs(NULL, v, 0) != (size_t)-1,
		    "a value that is not UTF-8");
		for (; *v != '\0'; v++)
			h = (h ^ (unsigned char)*v) * FNV;
	}
	return h;
}

static uint64_t
lit(struct part s, int *rc)
{
	uint64_t h = FNV_DEBUT;
	struct fault f = { 0 };
	struct lines *ln = lines_open(&format_repartition, give, &s, &f);
	struct row row;

	require(ln != NULL, "lines_open");
	while ((*rc = lines_next(ln, &row, &f)) == 1)
		h = row_hash(h, &row);
	if (*rc == -1)
		require(f.kind != NULL && f.kind->status == ST_REFUS &&
			mbstowcs(NULL, f.detail, 0) != (size_t)-1 &&
			strpbrk(f.detail, "\t\n\r") == NULL,
		    "fault");
	lines_close(ln);
	return h;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	require(setlocale(LC_CTYPE, "C.UTF-8") != NULL, "C.UTF-8");
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct part s = { (const char *)data, n, (size_t)-1 };
	uint64_t a, b;
	int rca, rcb;

	a = lit(s, &rca);
	s.piece = 1 + n % 7;
	b = lit(s, &rcb);
	require(rca == rcb, "pieces change what is refused");
	require(rca == -1 || a == b, "pieces change the rows");
	return 0;
}
