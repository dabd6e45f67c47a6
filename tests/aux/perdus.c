/*
 * perdus.c - what an XML file has and another has not: one line for each
 * field with a value, by record and key, as the format table of the first
 * file's version knows them.
 *
 *	perdus AVANT.xml APRES.xml
 *
 *	eleve	990001	prenom2
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define CHAMPS_MAX 64

struct fiche {
	const struct record *rec;
	char cle[256];
	char *val[CHAMPS_MAX]; /* as the base holds them, owned */
};

struct fichier {
	const struct format *fmt;
	char version[16];
	struct fiche *f;
	size_t n, cap;
};

static int
die(const char *what, const struct fault *f)
{
	fprintf(stderr, "perdus: %s: %s %s\n", what,
	    f->kind == NULL ? "?" : f->kind->code, f->detail);
	exit(1);
}

static long
give(void *ctx, char *buf, size_t n, struct fault *f)
{
	size_t got = fread(buf, 1, n, ctx);

	if (ferror((FILE *)ctx))
		return fault_set(f, "es", 0, "lecture");
	return (long)got;
}

/*
 * The value as the base holds it; one that it cannot hold, as it stands, but
 * "?" for a key, as anomalies have it.
 */
static char *
held(const struct field *fd, const char *v)
{
	char lit[LIT_MAX], *s;
	const char *p = v == NULL ? NULL : field_lit(fd, v, lit);

	if (v == NULL)
		return NULL;
	if (p == NULL)
		p = fd->flags & F_KEY ? "?" : v;
	if ((s = strdup(p)) == NULL)
		abort();
	return s;
}

static void
take(struct fichier *fi, const struct row *row)
{
	struct fiche *e;
	size_t i, n = 0;

	if (fi->n == fi->cap) {
		fi->cap = 2 * fi->cap + 64;
		if ((fi->f = realloc(fi->f, fi->cap * sizeof(*e))) == NULL)
			abort();
	}
	e = &fi->f[fi->n++];
	e->rec = row->rec;
	e->cle[0] = '\0';
	for (i = 0; i < row->rec->nfields; i++) {
		e->val[i] = row->rec->fields[i].flags & F_ALIAS
		    ? NULL
		    : held(&row->rec->fields[i], row->val[i]);
		if (!field_cle(&row->rec->fields[i]))
			continue;
		n += (size_t)snprintf(e->cle + n, sizeof(e->cle) - n, "%s%s",
		    n == 0 ? "" : "/", e->val[i] == NULL ? "?" : e->val[i]);
		if (n >= sizeof(e->cle))
			abort();
	}
}

static void
read_all(struct fichier *fi, const char *path)
{
	struct fault f = { 0 };
	struct reader *rd = NULL;
	struct row row;
	FILE *fp = fopen(path, "rb");
	int rc;

	if (fp == NULL || (rd = reader_open(formats, 0, give, fp, &f)) == NULL)
		die(path, &f);
	while ((rc = reader_next(rd, &row, &f)) == 1)
		if (!(row.rec->flags & R_PARAM))
			take(fi, &row);
	if (rc == -1)
		die(path, &f);
	fi->fmt = reader_format(rd);
	(void)snprintf(fi->version, sizeof(fi->version), "%s",
	    reader_version(rd));
	reader_close(rd);
	fclose(fp);
}

/* Of several under one key, the first. */
static const struct fiche *
find(const struct fichier *fi, const struct record *rec, const char *cle)
{
	size_t i;

	for (i = 0; i < fi->n; i++)
		if (strcmp(fi->f[i].rec->name, rec->name) == 0 &&
		    strcmp(fi->f[i].cle, cle) == 0)
			return &fi->f[i];
	return NULL;
}

static void
compare(const struct fichier *a, const struct fichier *b,
    const struct format *connu)
{
	const struct fiche *x, *y;
	const struct record *known;
	size_t i, k;

	for (i = 0; i < a->n; i++) {
		x = &a->f[i];
		known = &connu->records[x->rec - a->fmt->records];
		y = find(b, x->rec, x->cle);
		for (k = 0; k < x->rec->nfields; k++) {
			if (x->val[k] == NULL ||
			    record_field(known, x->rec->fields[k].name) ==
				(size_t)-1)
				continue;
			if (y == NULL || y->val[k] == NULL ||
			    strcmp(x->val[k], y->val[k]) != 0)
				printf("%s\t%s\t%s\n", x->rec->name, x->cle,
				    x->rec->fields[k].name);
		}
	}
}

static void
release(struct fichier *fi)
{
	size_t i, k;

	for (i = 0; i < fi->n; i++)
		for (k = 0; k < fi->f[i].rec->nfields; k++)
			free(fi->f[i].val[k]);
	free(fi->f);
}

int
main(int argc, char *argv[])
{
	struct fichier a = { 0 }, b = { 0 };
	struct fault f = { 0 };
	struct format *connu;
	char version[16] = "";

	if (argc != 3)
		return ST_USAGE;
	read_all(&a, argv[1]);
	read_all(&b, argv[2]);
	if (a.fmt != b.fmt)
		die("formats", &f);
	if (a.fmt->versions != NULL)
		(void)snprintf(version, sizeof(version), "%.*s",
		    (int)strcspn(a.fmt->versions, " "), a.fmt->versions);
	if (format_connait(a.fmt, a.version))
		memcpy(version, a.version, sizeof(version));
	if ((connu = format_en(a.fmt, version, NULL, &f)) == NULL)
		die("version", &f);
	compare(&a, &b, connu);
	format_libere(connu);
	release(&a);
	release(&b);
	return fflush(stdout) == EOF ? ST_SORTIE : ST_OK;
}
