/*
 * format_versions.c - what differs between the versions of a format, as a
 * table, and the format as one version has it.
 *
 * A path that stands in the table is written in those versions and in no
 * other; one that does not is written in all, an alias in none.  Reading
 * looks at no version: whatever is there is taken.
 *
 * Sources: SIECLE-SFD-Exportations-XML v17.4 (INE_BEA and INE_RNIE, names),
 * public fixtures and writers (1.7, 1.8, 2.1, 3.0), the public schemas of
 * the upward files.  For responsables, 2.0 and before stand for the names
 * that were in force until 2017.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

static const struct etendue {
	const char *format, *record, *path;
	const char *depuis, *jusqua; /* versions, NULL: no bound */
	size_t max;                  /* characters, 0: as in the format */
} etendues[] = {
	/* clang-format off */
	{ "bee-eleves", "eleve", "INE_BEA", "3.0", NULL, 0 },
	{ "bee-eleves", "eleve", "INE_RNIE", "3.0", NULL, 0 },
	/* the number of the attribute once more */
	{ "bee-eleves", "eleve", "ELENOET", NULL, NULL, 0 },
	{ "bee-eleves", "eleve", "NOM_DE_FAMILLE", "2.1", NULL, 0 },
	{ "bee-eleves", "eleve", "NOM", NULL, "1.8", 25 },
	{ "bee-eleves", "eleve", "NOM_USAGE", "2.1", NULL, 0 },
	{ "bee-eleves", "eleve", "CODE_STATUT", "2.1", NULL, 0 },
	{ "bee-responsables", "personne", "NOM_DE_FAMILLE", "2.1", NULL, 0 },
	{ "bee-responsables", "personne", "NOM", NULL, "2.0", 0 },
	{ "bee-responsables", "personne", "NOM_USAGE", "2.1", NULL, 0 },
	{ "bee-responsables", "responsable", "NIVEAU_RESPONSABILITE", "2.1",
	    NULL, 0 },
	{ "bee-responsables", "responsable", "RESP_LEGAL", NULL, "2.0", 0 },
	{ "bee-responsables", "responsable", "PAIE_FRAIS_SCOLAIRES", "2.1",
	    NULL, 0 },
	{ "bee-responsables", "responsable", "RESP_FINANCIER", NULL, "2.0", 0 },
	{ "bee-responsables", "responsable", "PERCOIT_LES_AIDES", "2.1",
	    NULL, 0 },
	{ "bee-responsables", "responsable", "PERS_PAIEMENT", NULL, "2.0", 0 },
	{ "bee-responsables", "responsable", "PERS_CONTACT", NULL, "2.0", 0 },
	{ "bee-responsables", "responsable", "HEBERGE_ELEVE", "2.1", NULL, 0 },
	{ "bee-responsables", "responsable", "A_CONTACTER_EN_PRIORITE", "2.1",
	    NULL, 0 },
	{ "import-groupes", "lien_eleve", "NOM_DE_FAMILLE", "1.4", NULL, 0 },
	{ "import-groupes", "lien_eleve", "NOM", NULL, "1.3", 0 },
	/* clang-format on */
};

/* "3.1" as 3001; a version is two small numbers. */
static long
rang(const char *v)
{
	char *end;
	long n = strtol(v, &end, 10) * 1000;

	return *end == '.' ? n + strtol(end + 1, NULL, 10) : n;
}

static const struct etendue *
etendue_find(const struct format *fmt, const struct record *r,
    const struct field *fd)
{
	size_t i;

	for (i = 0; fd->path != NULL && i < NELEM(etendues); i++)
		if (strcmp(etendues[i].format, fmt->nom) == 0 &&
		    strcmp(etendues[i].record, r->name) == 0 &&
		    strcmp(etendues[i].path, fd->path) == 0)
			return &etendues[i];
	return NULL;
}

int
field_versions(const struct format *fmt, const struct record *r,
    const struct field *fd, const char **depuis, const char **jusqua)
{
	const struct etendue *e = etendue_find(fmt, r, fd);

	*depuis = e == NULL ? NULL : e->depuis;
	*jusqua = e == NULL ? NULL : e->jusqua;
	return e != NULL;
}

/* Not in any file: ours, or the rank of a record. */
static int
is_ours(const struct field *fd)
{
	return fd->path == NULL || fd->path[strlen(fd->path) - 1] == '#';
}

/* Does a file of that version have the field? */
static int
is_written(const struct format *fmt, const struct record *r,
    const struct field *fd, const char *version)
{
	const struct etendue *e = etendue_find(fmt, r, fd);

	if (is_ours(fd))
		return (fd->flags & F_KEY) != 0;
	if (e == NULL)
		return (fd->flags & F_ALIAS) == 0;
	return (e->depuis == NULL || rang(version) >= rang(e->depuis)) &&
	    (e->jusqua == NULL || rang(version) <= rang(e->jusqua));
}

int
format_connait(const struct format *fmt, const char *version)
{
	const char *p = fmt->versions;
	size_t n = strlen(version);

	for (; p != NULL && n > 0 && (p = strstr(p, version)) != NULL; p += n)
		if ((p == fmt->versions || p[-1] == ' ') &&
		    (p[n] == ' ' || p[n] == '\0'))
			return 1;
	return 0;
}

/* All of it is one block: the format, its records, their fields, version. */
struct format *
format_en(const struct format *fmt, const char *version, const char *sans,
    struct fault *f)
{
	size_t i, k, nfields = 0, len = strlen(version) + 1;
	const struct etendue *e;
	struct format *en;
	struct record *r;
	struct field *fd;

	for (i = 0; i < fmt->nrecords; i++)
		nfields += fmt->records[i].nfields;
	en = calloc(1,
	    sizeof(*en) + fmt->nrecords * sizeof(*r) + nfields * sizeof(*fd) +
		len);
	if (en == NULL) {
		fault_memory(f);
		return NULL;
	}
	r = (struct record *)(en + 1);
	fd = (struct field *)(r + fmt->nrecords);
	*en = *fmt;
	en->records = r;
	en->versions = memcpy(fd + nfields, version, len);
	for (i = 0; i < fmt->nrecords; i++, r++) {
		*r = fmt->records[i];
		r->fields = fd;
		r->nfields = 0;
		for (k = 0; k < fmt->records[i].nfields; k++) {
			*fd = fmt->records[i].fields[k];
			if (!is_written(fmt, r, fd, version) ||
			    (sans != NULL && !(fd->flags & F_KEY) &&
				strcmp(fd->name, sans) == 0))
				continue;
			fd->flags &= ~(unsigned)F_ALIAS;
			e = etendue_find(fmt, r, fd);
			if (e != NULL && e->max > 0) {
				fd->max = e->max;
				fd->flags |= F_COUPE;
			}
			if (is_ours(fd))
				fd->path = NULL;
			fd++;
			r->nfields++;
		}
	}
	return en;
}

void
format_libere(struct format *en)
{
	free(en);
}
