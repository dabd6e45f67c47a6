/*
 * reader.c - fuzz the XML reader with every format, and the filter of
 * --rejets with what it reads.
 *
 * However the input is cut into pieces, and whoever parses it, it gives the
 * same rows, or is refused.  A value is UTF-8, trimmed, of bounded length.
 * What the reader has read whole, the filter copies to a file that reads the
 * same.
 */
#include <sys/mman.h>

#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

#define FNV       UINT64_C(1099511628211)
#define FNV_DEBUT UINT64_C(14695981039346656037)
#define COPIE_MAX (1024 * 1024)

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct part {
	const char *p;
	size_t n, piece; /* bytes left, bytes given at a time */
};

struct lu {
	uint64_t hash; /* of the rows, their lines left out */
	long rows;
	int rc;
	const struct format *fmt;
};

static void
require(int good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "fuzz: %s\n", what);
	abort();
}

static int
utf8(const char *s)
{
	return mbstowcs(NULL, s, 0) != (size_t)-1;
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
mix(uint64_t h, const char *s)
{
	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * FNV;
	return (h ^ 0x100) * FNV;
}

static int
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
row_check(const struct row *row, struct lu *lu)
{
	size_t i, len;
	const char *v;

	require(row->line > 0 && row->rang > 0, "a row without a place");
	lu->hash = mix(lu->hash, row->rec->path);
	lu->hash = (lu->hash ^ (uint64_t)row->rang) * FNV;
	for (i = 0; i < row->rec->nfields; i++) {
		v = row->val[i];
		lu->hash = (lu->hash ^ (v != NULL)) * FNV;
		if (v == NULL)
			continue;
		len = strlen(v);
		require(len > 0 && len < TEXTE_MAX, "length of a value");
		require(!blank(v[0]) && !blank(v[len - 1]), "a value's blanks");
		require(utf8(v), "a value that is not UTF-8");
		lu->hash = mix(lu->hash, v);
	}
}

static struct lu
lit(struct part s, unsigned flags, int ahead)
{
	struct lu lu = { FNV_DEBUT, 0, -1, NULL };
	struct fault f = { 0 };
	struct reader *rd;
	struct row row;
	size_t i;

	rd = reader_open(formats, flags, give, &s, &f);
	require(rd != NULL, "reader_open");
	if (ahead)
		reader_devance(rd);
	while ((lu.rc = reader_next(rd, &row, &f)) == 1) {
		row_check(&row, &lu);
		lu.rows++;
	}
	if (lu.rc == -1) {
		require(f.kind != NULL && f.kind->status != ST_BOGUE, "fault");
		require(utf8(f.detail), "a detail that is not UTF-8");
	} else {
		lu.fmt = reader_format(rd);
		require(lu.fmt != NULL, "a whole file has a format");
		lu.hash = mix(lu.hash, reader_version(rd));
		for (i = 0; i < lu.fmt->nrecords; i++)
			(void)reader_bloc(rd, i);
	}
	require(utf8(reader_root(rd)) && utf8(reader_version(rd)), "root");
	(void)reader_encodage(rd);
	(void)reader_remarques(rd);
	reader_close(rd);
	return lu;
}

/* Every record, or only every other one. */
static int
garde(void *ctx, long rang, const char **raison)
{
	const int *moitie = ctx;

	*raison = "essai";
	return !*moitie || rang % 2 == 0;
}

static void
filtre_check(struct part s, const struct lu *lu, int fd, int moitie)
{
	static char copie[COPIE_MAX];
	struct fault f = { 0 };
	struct part c = { copie, 0, COPIE_MAX };
	struct sink *out = sink_open(fd, NULL, &f);
	struct lu relu;
	ssize_t n;

	require(out != NULL && ftruncate(fd, 0) == 0 &&
		lseek(fd, 0, SEEK_SET) == 0,
	    "a file for the copy");
	require(filtre(lu->fmt, give, &s, garde, &moitie, out, &f) == 0,
	    "the filter refuses what the reader took");
	sink_close(out);
	n = pread(fd, copie, sizeof(copie), 0);
	require(n > 0, "the copy cannot be read");
	c.n = (size_t)n;
	relu = lit(c, 0, 0);
	/* With nothing kept there is no root. */
	if (lu->rows == 0)
		return;
	if (moitie)
		require(relu.rc == 0 || relu.rows == 0, "half a copy");
	else
		require(relu.rc == 0 && relu.rows == lu->rows &&
			relu.hash == lu->hash,
		    "a copy is another file");
}

/* A file of its own, in memory, without a name. */
static int
memory_file(void)
{
	char name[32];
	int fd;

	(void)snprintf(name, sizeof(name), "/sconet-fuzz-%ld", (long)getpid());
	fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
	require(fd != -1 && shm_unlink(name) == 0, "a file in memory");
	return fd;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	require(setlocale(LC_CTYPE, "C.UTF-8") != NULL, "C.UTF-8");
	return 0;
}

/* The length of the input says how it is read, so that it can be repeated. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static int fd = -1;
	struct part whole = { (const char *)data, n, (size_t)-1 };
	/* Few bytes at a time take long: two pieces, then now and then. */
	struct part parts = { (const char *)data, n,
		n % 32 == 0 ? 1 + n % 13 : n / 2 + 1 };
	struct lu a, b;

	if (fd == -1)
		fd = memory_file();
	a = lit(whole, 0, 0);
	if (n % 4 == 0) {
		b = lit(parts, 0, n % 256 == 0);
		require(a.rc == b.rc, "pieces change what is refused");
		if (a.rc == 0)
			require(a.hash == b.hash, "pieces change the rows");
	}
	if (n % 8 == 1)
		(void)lit(whole, READER_COMPTE, 0);
	if (a.rc == 0 && n % 4 >= 2 && n < COPIE_MAX / 4)
		filtre_check(whole, &a, fd, n % 4 == 3);
	return 0;
}
