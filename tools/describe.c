/*
 * describe.c - what the tables say: manuals and schemas of the formats, the
 * manual of the rules and faults, and plain lists for scripts.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "sconet.h"

/* describe_xsd.c and describe_man.c; -1 when they cannot. */
int describe_xsd(const struct format *fmt, FILE *out);
int describe_man(const struct format *fmt, FILE *out);
void describe_regles(FILE *out);

static const char *const gravites[] = {
	[G_NOTE] = "note",
	[G_VALEUR] = "valeur",
	[G_REJET] = "rejet",
	[G_REFUS] = "refus",
};

/* Name, and whether it has a schema: a layout of ours, in XML. */
static int
formats_list(FILE *out)
{
	const struct format *const *p;

	for (p = formats; *p != NULL; p++)
		fprintf(out, "%s\t%s\n", (*p)->nom,
		    (*p)->notre && (*p)->root != NULL ? "notre" : "-");
	return 0;
}

static int
codes_list(FILE *out)
{
	const struct rules *const *t;
	size_t i;

	for (t = all_rules; *t != NULL; t++)
		for (i = 0; i < (*t)->n; i++)
			fprintf(out, "%s\t%s\t%s\n", (*t)->r[i].code,
			    gravites[(*t)->r[i].gravite], (*t)->nom);
	return 0;
}

/* A record that stands in files of that format, and one of its fields. */
static void
say_field(const struct format *fmt, const struct record *r,
    const struct field *fd, FILE *out)
{
	static const char *const types[] = { [FT_TEXT] = "texte",
		[FT_CODE] = "code",
		[FT_INT] = "entier",
		[FT_NOMBRE] = "nombre",
		[FT_DATE_FR] = "date",
		[FT_DATE_ISO] = "date",
		[FT_HORO] = "horodatage",
		[FT_BOOL] = "booleen",
		[FT_VRAI] = "booleen",
		[FT_HEURES] = "heures" };

	fprintf(out, "%s\t%s\t%s\t%s\t%s\t%zu\t%s\n", fmt->nom,
	    fmt->programme == NULL ? "-" : fmt->programme,
	    r->path[0] == '\0' ? "-" : r->path, fd->path, types[fd->type],
	    fd->max, fd->flags & F_PERSO ? "perso" : "-");
}

/* Each field that a file has: whose program, where, of what type. */
static int
fields_list(FILE *out)
{
	const struct format *const *p;
	const struct record *r;
	size_t i, k;

	for (p = formats; *p != NULL; p++)
		for (i = 0; i < (*p)->nrecords; i++) {
			r = &(*p)->records[i];
			for (k = 0; k < r->nfields && !(r->flags & R_SQL); k++)
				if (r->fields[k].path != NULL &&
				    strchr("=#", r->fields[k].path[0]) == NULL)
					say_field(*p, r, &r->fields[k], out);
		}
	return 0;
}

static int
regles(FILE *out)
{
	describe_regles(out);
	return 0;
}

static int
xsd(const struct format *fmt, FILE *out)
{
	if (fmt->root == NULL || !fmt->notre) {
		fprintf(stderr, "describe: %s: no XML layout of ours\n",
		    fmt->nom);
		return -1;
	}
	return describe_xsd(fmt, out);
}

/* clang-format off */
static const struct verb {
	const char *name;
	int (*all)(FILE *out);
	int (*one)(const struct format *fmt, FILE *out);
} verbs[] = {
	{ "champs", fields_list, NULL },
	{ "codes", codes_list, NULL },
	{ "formats", formats_list, NULL },
	{ "man", NULL, describe_man },
	{ "regles", regles, NULL },
	{ "xsd", NULL, xsd },
};
/* clang-format on */

static int
usage(void)
{
	fputs("usage: describe champs | codes | formats | regles | man NAME | "
	      "xsd NAME\n",
	    stderr);
	return ST_USAGE;
}

static const struct format *
by_name(const char *nom)
{
	const struct format *const *p;

	for (p = formats; *p != NULL; p++)
		if (strcmp((*p)->nom, nom) == 0)
			return *p;
	return NULL;
}

int
main(int argc, char *argv[])
{
	const struct format *fmt = NULL;
	const struct verb *v;
	int rc;

	for (v = verbs; v < verbs + NELEM(verbs); v++)
		if (argc > 1 && strcmp(argv[1], v->name) == 0)
			break;
	if (v == verbs + NELEM(verbs) || argc != (v->one == NULL ? 2 : 3))
		return usage();
	if (v->one != NULL && (fmt = by_name(argv[2])) == NULL) {
		fprintf(stderr, "describe: %s: no such format\n", argv[2]);
		return ST_USAGE;
	}
	rc = v->one == NULL ? v->all(stdout) : v->one(fmt, stdout);
	if (fflush(stdout) == EOF || ferror(stdout)) {
		fprintf(stderr, "describe: write: %s\n", strerror(errno));
		return ST_SORTIE;
	}
	return rc == 0 ? ST_OK : ST_BOGUE;
}
