/*
 * dbf.c - rows to a table in dBASE III, without memo or index.
 *
 * Header, one descriptor of 32 bytes for each column, 0x0D; then records of
 * one length, each after a blank (a star would say that it is deleted); 0x1A.
 * How many records there are stands in the header, and is known before the
 * first.  Source: "Xbase file format description", E. Bachmann; byte 29, the
 * code page, came with dBASE IV and is 0 or passed over in III.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define ENTETE   32
#define CHAMP    32
#define NOM_MAX  10
#define PAGE_850 0x02
#define FIN_TETE 0x0D
#define FIN      0x1A
#define LONG_MAX 4000 /* bytes of a record, dBASE III */
#define COLS_MAX 128  /* likewise */
#define LARG_MAX 254  /* of a column of characters */
#define LARG_N   19   /* of a number */

struct dbf {
	const struct record *rec; /* borrowed */
	struct sink *out;         /* borrowed */
	int64_t reste;            /* records still to come */
	char ligne[LONG_MAX];
};

/* How a type is kept: its letter, its width (0: the field's), decimals. */
/* clang-format off */
static const struct {
	char lettre;
	unsigned char largeur, decimales;
} types[] = {
	[FT_TEXT] = { 'C', 0, 0 },
	[FT_CODE] = { 'C', 0, 0 },
	[FT_INT] = { 'N', 0, 0 },
	[FT_NOMBRE] = { 'N', 0, 0 },
	[FT_DATE_FR] = { 'D', 8, 0 },
	[FT_DATE_ISO] = { 'D', 8, 0 },
	[FT_HORO] = { 'C', 19, 0 },
	[FT_BOOL] = { 'L', 1, 0 },
	[FT_VRAI] = { 'L', 1, 0 },
	[FT_HEURES] = { 'N', 0, 2 },
};
/* clang-format on */

char
dbf_type(const struct field *fd, size_t *largeur, unsigned *decimales)
{
	*largeur =
	    types[fd->type].largeur == 0 ? fd->max : types[fd->type].largeur;
	*decimales = types[fd->type].decimales;
	return types[fd->type].lettre;
}

/* Bytes of a record and number of columns; 0 when they are none of dBASE. */
static size_t
measure(const struct record *r, size_t *colonnes)
{
	size_t i, l, n = 1;
	unsigned d;
	char t;

	*colonnes = 0;
	for (i = 0; i < r->nfields; i++) {
		if (r->fields[i].path == NULL)
			continue;
		t = dbf_type(&r->fields[i], &l, &d);
		if (l == 0 || l > (t == 'N' ? LARG_N : LARG_MAX) ||
		    strlen(r->fields[i].path) > NOM_MAX)
			return 0;
		n += l;
		++*colonnes;
	}
	return *colonnes == 0 || *colonnes > COLS_MAX || n > LONG_MAX ? 0 : n;
}

int64_t
dbf_taille(const struct record *r, int64_t n)
{
	size_t cols, l = measure(r, &cols);

	return (int64_t)(ENTETE + CHAMP * cols + 2) + n * (int64_t)l;
}

/* Numbers stand with their lowest byte first. */
static void
put_le(char *p, uint64_t v, size_t n)
{
	for (; n > 0; n--, v >>= 8)
		*p++ = (char)(unsigned char)(v & 0xFF);
}

static int
write_header(struct dbf *d, const char *jour, size_t longueur, size_t cols,
    struct fault *f)
{
	char tete[ENTETE] = { 0 };
	int64_t an = 0, mois = 0, j = 0;
	char s[8];

	(void)snprintf(s, sizeof(s), "%.4s", jour);
	(void)entier(s, 1900, 2155, &an);
	(void)snprintf(s, sizeof(s), "%.2s", jour + 5);
	(void)entier(s, 1, 12, &mois);
	(void)snprintf(s, sizeof(s), "%.2s", jour + 8);
	(void)entier(s, 1, 31, &j);
	tete[0] = 0x03;
	put_le(tete + 1, an == 0 ? 0 : (uint64_t)(an - 1900), 1);
	put_le(tete + 2, (uint64_t)mois, 1);
	put_le(tete + 3, (uint64_t)j, 1);
	put_le(tete + 4, (uint64_t)d->reste, 4);
	put_le(tete + 8, ENTETE + CHAMP * cols + 1, 2);
	put_le(tete + 10, longueur, 2);
	tete[29] = PAGE_850;
	return sink_write(d->out, tete, sizeof(tete), f);
}

static int
write_columns(struct dbf *d, struct fault *f)
{
	const char fin = FIN_TETE;
	const struct field *fd;
	char champ[CHAMP];
	unsigned decimales;
	size_t i, l;

	for (i = 0; i < d->rec->nfields; i++) {
		fd = &d->rec->fields[i];
		if (fd->path == NULL)
			continue;
		memset(champ, 0, sizeof(champ));
		(void)snprintf(champ, NOM_MAX + 1, "%s", fd->path);
		champ[11] = dbf_type(fd, &l, &decimales);
		put_le(champ + 16, l, 1);
		put_le(champ + 17, decimales, 1);
		if (sink_write(d->out, champ, sizeof(champ), f) == -1)
			return -1;
	}
	return sink_write(d->out, &fin, 1, f);
}

struct dbf *
dbf_open(const struct record *r, int64_t n, const char *jour, struct sink *out,
    struct fault *f)
{
	size_t cols, longueur = measure(r, &cols);
	struct dbf *d;

	if (longueur == 0 || n < 0 || n > INT32_MAX || strlen(jour) < 10) {
		fault_set(f, "bogue", 0, "%s : table dBASE impossible",
		    r->path);
		return NULL;
	}
	if ((d = calloc(1, sizeof(*d))) == NULL) {
		fault_memory(f);
		return NULL;
	}
	d->rec = r;
	d->out = out;
	d->reste = n;
	if (write_header(d, jour, longueur, cols, f) == -1 ||
	    write_columns(d, f) == -1) {
		dbf_close(d);
		return NULL;
	}
	return d;
}

void
dbf_close(struct dbf *d)
{
	free(d);
}

/* Characters, cut where their column ends. */
static int
put_text(const struct field *fd, const char *v, char *p, size_t l,
    unsigned *remarques, struct fault *f)
{
	size_t n = strlen(v);
	unsigned perdus = 0;
	char *s;

	/* What charset_cp850 may need; most values are short. */
	if ((s = malloc(3 * n + 1)) == NULL)
		return fault_memory(f);
	n = charset_cp850(v, n, s, (fd->flags & F_MAJ) != 0, &perdus);
	while (n > 0 && s[n - 1] == ' ')
		n--;
	if (perdus > 0)
		*remarques |= DBF_AUTREMENT;
	if (n > l)
		*remarques |= DBF_COUPE;
	memcpy(p, s, n < l ? n : l);
	free(s);
	return 0;
}

/* What is no day has none in dBASE either. */
static void
put_date(const char *v, char *p, unsigned *remarques)
{
	if (!date_iso_juste(v)) {
		*remarques |= DBF_COUPE;
		return;
	}
	memcpy(p, v, 4);
	memcpy(p + 4, v + 5, 2);
	memcpy(p + 6, v + 8, 2);
}

static int
put_value(const struct field *fd, const char *v, char *p, size_t l, char type,
    unsigned *remarques, struct fault *f)
{
	size_t n = strlen(v);

	switch (type) {
	case 'D': put_date(v, p, remarques); return 0;
	case 'L': *p = strcmp(v, "1") == 0 ? 'T' : 'F'; return 0;
	case 'N':
		/* Half a number is another number. */
		if (n > l)
			*remarques |= DBF_COUPE;
		for (p += l; n <= l && n > 0; n--)
			*--p = v[n - 1];
		return 0;
	default: return put_text(fd, v, p, l, remarques, f);
	}
}

int
dbf_row(struct dbf *d, const char *const *val, unsigned *remarques,
    struct fault *f)
{
	char *p = d->ligne, type;
	const struct field *fd;
	unsigned decimales;
	size_t i, l;

	if (d->reste-- == 0)
		return fault_set(f, "bogue", 0, "%s : une ligne de trop",
		    d->rec->path);
	*p++ = ' ';
	for (i = 0; i < d->rec->nfields; i++) {
		fd = &d->rec->fields[i];
		remarques[i] = 0;
		if (fd->path == NULL)
			continue;
		type = dbf_type(fd, &l, &decimales);
		memset(p, type == 'L' ? '?' : ' ', l);
		if (val[i] != NULL && *val[i] != '\0' &&
		    put_value(fd, val[i], p, l, type, &remarques[i], f) == -1)
			return -1;
		p += l;
	}
	return sink_write(d->out, d->ligne, (size_t)(p - d->ligne), f);
}

int
dbf_end(struct dbf *d, struct fault *f)
{
	const char fin = FIN;

	if (d->reste != 0)
		return fault_set(f, "bogue", 0, "%s : il manque des lignes",
		    d->rec->path);
	return sink_write(d->out, &fin, 1, f);
}
