/*
 * charset.c - fuzz the four encodings, both ways.
 *
 * What comes out is UTF-8 without a forbidden control character, in no more
 * room than promised, and the same whatever the pieces; written as
 * ISO-8859-15 it is read again as it was, but for the characters counted as
 * lost.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define ENTETE "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct texte_lu {
	char *s; /* owned, NUL terminated */
	size_t n;
	int rc;
	unsigned remarques;
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

static void
text_check(const struct texte_lu *t)
{
	size_t i;

	require(strlen(t->s) == t->n, "a NUL comes out");
	require(utf8(t->s), "what comes out is not UTF-8");
	for (i = 0; i < t->n; i++)
		require((unsigned char)t->s[i] >= 0x20 ||
			strchr("\t\n\r", t->s[i]) != NULL,
		    "a control character comes out");
}

static struct texte_lu
lit(const char *in, size_t n, size_t piece, int xml)
{
	struct texte_lu t = { malloc(3 * (n + 512) + 1), 0, 0, 0 };
	struct fault f = { 0 };
	struct charset *cs = charset_open(xml, &f);
	const char *out;
	size_t len, outn;
	int last;

	require(t.s != NULL && cs != NULL, "memory");
	do {
		len = n < piece ? n : piece;
		last = n == 0;
		t.rc = charset_feed(cs, in, len, last, &out, &outn, &f);
		if (t.rc == -1)
			break;
		require(outn <= 3 * (len + 512), "room for what comes out");
		memcpy(t.s + t.n, out, outn);
		t.n += outn;
		in += len;
		n -= len;
	} while (!last);
	t.s[t.n] = '\0';
	if (t.rc == -1)
		require(f.kind != NULL && f.kind->status == ST_REFUS &&
			utf8(f.detail),
		    "fault");
	t.remarques = charset_remarques(cs);
	charset_close(cs);
	text_check(&t);
	return t;
}

/* As ISO-8859-15 and back. */
static void
back(const struct texte_lu *t)
{
	const size_t n = sizeof(ENTETE) - 1;
	char *latin = malloc(n + 3 * t->n + 1), *plie = malloc(2 * t->n + 1);
	struct texte_lu r;
	unsigned perdus = 0;
	size_t len;

	require(latin != NULL && plie != NULL, "memory");
	memcpy(latin, ENTETE, n);
	len = n + charset_latin9(t->s, t->n, latin + n, &perdus);
	r = lit(latin, len, (size_t)-1, 1);
	/* Bytes that happen to be UTF-8 are taken for it: no way back. */
	if (perdus == 0 && (r.remarques & CS_EST_UTF8) == 0)
		require(r.rc == 0 && strcmp(r.s + n, t->s) == 0,
		    "there and back is another text");
	charset_plie(t->s, plie);
	require(strspn(plie, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") ==
		strlen(plie),
	    "a fold has only capitals and digits");
	require(charset_longueur(t->s) == mbstowcs(NULL, t->s, 0), "length");
	free(latin);
	free(plie);
	free(r.s);
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
	struct texte_lu a, b;
	int xml = n % 2 == 0;

	a = lit((const char *)data, n, (size_t)-1, xml);
	if (n % 4 < 2) {
		b = lit((const char *)data, n, 1 + n % 7, xml);
		require(a.rc == b.rc, "pieces change what is refused");
		if (a.rc == 0)
			require(a.n == b.n && memcmp(a.s, b.s, a.n) == 0 &&
				a.remarques == b.remarques,
			    "pieces change the text");
		free(b.s);
	}
	if (a.rc == 0)
		back(&a);
	free(a.s);
	return 0;
}
