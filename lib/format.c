/*
 * format.c - what a format table is: looking things up in it, checking that
 * it is sound, and reading and writing one value of a field's type.
 */
#include <stdio.h>
#include <string.h>

#include "sconet.h"

const struct format *
format_find(const char *root)
{
	const struct format *const *f;

	for (f = formats; *f != NULL; f++)
		if ((*f)->root != NULL && strcmp((*f)->root, root) == 0)
			return *f;
	return NULL;
}

void
format_racine(const char *root, char *buf, size_t n)
{
	/* What else comes: a page of the web, a sheet, a letter. */
	static const char *const autres[] = { "html", "Workbook", "office",
		"document", "svg" };
	const struct format *const *f;
	int proche = 0;
	size_t i;

	for (i = 0; i < NELEM(autres); i++)
		proche |= strcmp(root, autres[i]) == 0;
	for (f = formats; *f != NULL && !proche; f++)
		proche = (*f)->root != NULL && forme_proche(root, (*f)->root);
	forme_ou(proche, root, buf, n);
}

int
field_cle(const struct field *fd)
{
	return (fd->flags & (F_KEY | F_ALIAS)) == F_KEY;
}

int
field_contenu(const struct field *fd)
{
	return (fd->flags & (F_KEY | F_ALIAS | F_INIT)) == 0;
}

size_t
record_cles(const struct record *r)
{
	size_t i, n = 0;

	for (i = 0; i < r->nfields; i++)
		n += (size_t)field_cle(&r->fields[i]);
	return n;
}

const char *
record_cle(const struct record *r)
{
	size_t i;

	for (i = 0; i < r->nfields; i++)
		if (field_cle(&r->fields[i]))
			return r->fields[i].name;
	return "";
}

const struct record *
format_record(const struct format *fmt, const char *name)
{
	size_t i;

	for (i = 0; i < fmt->nrecords; i++)
		if (strcmp(fmt->records[i].name, name) == 0)
			return &fmt->records[i];
	return NULL;
}

int
format_dbf(const struct format *fmt)
{
	size_t n = strlen(fmt->records[0].path);

	return fmt->root == NULL && n > 4 &&
	    strcmp(fmt->records[0].path + n - 4, ".DBF") == 0;
}

size_t
record_field(const struct record *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->nfields; i++)
		if (!(r->fields[i].flags & F_ALIAS) &&
		    strcmp(r->fields[i].name, name) == 0)
			return i;
	return (size_t)-1;
}

const struct field *
record_champ(const struct record *r, const char *name)
{
	size_t k =
	    r == NULL || name == NULL ? (size_t)-1 : record_field(r, name);

	return k == (size_t)-1 ? NULL : &r->fields[k];
}

static int
record_check(const struct format *fmt, const struct record *r, struct fault *f)
{
	const struct field *a, *b;
	size_t i, j, keys = 0;

	if (r->name == NULL || r->path == NULL || r->nfields == 0)
		return fault_set(f, "bogue", 0, "%s: enregistrement incomplet",
		    fmt->nom);
	if (r->parent != NULL && format_record(fmt, r->parent) == NULL)
		return fault_set(f, "bogue", 0, "%s.%s: parent inconnu",
		    fmt->nom, r->name);
	for (i = 0; i < r->nfields; i++) {
		a = &r->fields[i];
		if (a->name == NULL)
			return fault_set(f, "bogue", 0, "%s.%s: champ sans nom",
			    fmt->nom, r->name);
		keys += (a->flags & F_KEY) != 0;
		if ((a->flags & F_ALIAS) &&
		    record_field(r, a->name) == (size_t)-1)
			return fault_set(f, "bogue", 0,
			    "%s.%s.%s: alias de rien", fmt->nom, r->name,
			    a->name);
		for (j = 0; j < i; j++) {
			b = &r->fields[j];
			if (!(a->flags & F_ALIAS) && !(b->flags & F_ALIAS) &&
			    strcmp(a->name, b->name) == 0)
				return fault_set(f, "bogue", 0,
				    "%s.%s.%s: deux fois", fmt->nom, r->name,
				    a->name);
			if (a->path != NULL && b->path != NULL &&
			    strcmp(a->path, b->path) == 0)
				return fault_set(f, "bogue", 0,
				    "%s.%s: chemin %s deux fois", fmt->nom,
				    r->name, a->path);
		}
	}
	if (keys == 0 && !(r->flags & R_PARAM))
		return fault_set(f, "bogue", 0, "%s.%s: aucune clé", fmt->nom,
		    r->name);
	return 0;
}

/* Records of one name share a stage table: their columns must be the same. */
static int
twins_check(const struct format *fmt, const struct record *a,
    const struct record *b, struct fault *f)
{
	size_t i;

	if (a->nfields != b->nfields || a->flags != b->flags)
		return fault_set(f, "bogue", 0, "%s.%s: deux formes", fmt->nom,
		    a->name);
	for (i = 0; i < a->nfields; i++)
		if (strcmp(a->fields[i].name, b->fields[i].name) != 0 ||
		    a->fields[i].type != b->fields[i].type)
			return fault_set(f, "bogue", 0, "%s.%s.%s: deux formes",
			    fmt->nom, a->name, a->fields[i].name);
	return 0;
}

int
format_check(const struct format *fmt, struct fault *f)
{
	const struct record *r;
	size_t i, j;

	for (i = 0; i < fmt->nrecords; i++) {
		r = &fmt->records[i];
		if (record_check(fmt, r, f) == -1)
			return -1;
		for (j = 0; j < i; j++) {
			if (strcmp(r->name, fmt->records[j].name) == 0 &&
			    twins_check(fmt, r, &fmt->records[j], f) == -1)
				return -1;
			if (fmt->root != NULL && !(r->flags & R_SQL) &&
			    strcmp(r->path, fmt->records[j].path) == 0)
				return fault_set(f, "bogue", 0,
				    "%s: chemin %s deux fois", fmt->nom,
				    r->path);
		}
	}
	return 0;
}

static const char *
bool_lit(const char *v)
{
	static const struct {
		const char *ecrit, *lu;
	} bools[] = { { "0", "0" }, { "1", "1" }, { "false", "0" },
		{ "true", "1" }, { "N", "0" }, { "O", "1" } };
	size_t i;

	for (i = 0; i < NELEM(bools); i++)
		if (strcmp(v, bools[i].ecrit) == 0)
			return bools[i].lu;
	return NULL;
}

const char *
field_lit(const struct field *fd, const char *v, char *out)
{
	int64_t n;
	int len;

	switch (fd->type) {
	case FT_TEXT:
	case FT_CODE: return v;
	case FT_INT:
	case FT_NOMBRE:
		/* As written, unless it has a sign or zeros in front. */
		if (entier(v, fd->type == FT_INT ? -INT64_MAX : 0, INT64_MAX,
			&n) == -1)
			return NULL;
		if (*v >= '1' && *v <= '9')
			return v;
		len = snprintf(out, LIT_MAX, "%lld", (long long)n);
		return len < 0 || len >= LIT_MAX ? NULL : out;
	case FT_DATE_FR: return date_fr_iso(v, out) == 0 ? out : NULL;
	case FT_DATE_ISO: return date_iso_juste(v) ? v : NULL;
	case FT_HORO: return horo_fr_iso(v, out) == 0 ? out : NULL;
	case FT_BOOL:
	case FT_VRAI: return bool_lit(v);
	case FT_HEURES: return heures(v, out) == 0 ? out : NULL;
	}
	return NULL;
}

/* Whole characters, none of which a file may not have. */
static int
is_text(const char *v)
{
	const char *fin = v + strlen(v);
	int n;

	for (; *v != '\0'; v += n) {
		n = utf8_longueur((const unsigned char *)v, (size_t)(fin - v));
		if (n <= 0 || strncmp(v, "\xEF\xBF\xBE", 3) == 0 ||
		    strncmp(v, "\xEF\xBF\xBF", 3) == 0 ||
		    ((unsigned char)*v < 0x20 && strchr("\t\n\r", *v) == NULL))
			return 0;
	}
	return 1;
}

static int
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* AAAA-MM-JJ HH:MM:SS */
static int
is_stamp(const char *v)
{
	static const char forme[] = "0000-00-00 00:00:00";
	char jour[11];
	size_t i;

	for (i = 0; i < sizeof(forme); i++)
		if (forme[i] == '0' ? v[i] < '0' || v[i] > '9'
				    : v[i] != forme[i])
			return 0;
	(void)snprintf(jour, sizeof(jour), "%.10s", v);
	return date_iso_juste(jour) && strncmp(v + 11, "24", 2) < 0 &&
	    v[14] < '6' && v[17] <= '6';
}

int
field_tient(const struct field *fd, const char *v)
{
	char lit[LIT_MAX];
	const char *lu;
	int64_t n;

	switch (fd->type) {
	case FT_TEXT: return v[strspn(v, " \t\n\r")] != '\0' && is_text(v);
	case FT_CODE:
		return *v != '\0' && is_text(v) && !is_blank(*v) &&
		    !is_blank(v[strlen(v) - 1]);
	case FT_INT: return 1; /* SQLite holds nothing else there */
	case FT_NOMBRE: return entier(v, 0, INT64_MAX, &n) == 0;
	case FT_DATE_FR:
	case FT_DATE_ISO: return date_iso_juste(v);
	case FT_HORO: return is_stamp(v);
	case FT_BOOL:
	case FT_VRAI: return strcmp(v, "0") == 0 || strcmp(v, "1") == 0;
	case FT_HEURES:
		return (lu = field_lit(fd, v, lit)) != NULL &&
		    strcmp(lu, v) == 0;
	}
	return 0;
}

const char *
field_ecrit(const struct field *fd, const char *v, char *out)
{
	int len = 0;

	switch (fd->type) {
	case FT_DATE_FR:
		if (!date_iso_juste(v))
			return v;
		len = snprintf(out, LIT_MAX, "%.2s/%.2s/%.4s", v + 8, v + 5, v);
		break;
	case FT_HORO:
		if (strlen(v) != 19)
			return v;
		len = snprintf(out, LIT_MAX, "%.2s/%.2s/%.4s %s", v + 8, v + 5,
		    v, v + 11);
		break;
	case FT_VRAI: return strcmp(v, "1") == 0 ? "true" : "false";
	case FT_TEXT:
	case FT_CODE:
	case FT_INT:
	case FT_NOMBRE:
	case FT_DATE_ISO:
	case FT_BOOL:
	case FT_HEURES: return v;
	}
	return len < 0 || len >= LIT_MAX ? v : out;
}

const struct field *
formats_champ(const char *record, const char *champ)
{
	const struct format *const *fmt;
	const struct field *fd, *found = NULL;

	for (fmt = formats; *fmt != NULL; fmt++) {
		fd = record_champ(format_record(*fmt, record), champ);
		if (fd != NULL && (fd->flags & F_PERSO))
			return fd;
		if (found == NULL)
			found = fd;
	}
	return found;
}

int
record_eleve(const struct record *r)
{
	size_t i;
	int part = 0;

	for (i = 0; i < r->nfields && part < 2; i++) {
		if (!field_cle(&r->fields[i]))
			continue;
		if (strcmp(r->fields[i].name, "eleve_id") == 0)
			return part;
		part++;
	}
	return -1;
}

const struct record *
formats_record(const char *name)
{
	const struct format *const *fmt;
	const struct record *r = NULL;

	for (fmt = formats; *fmt != NULL && r == NULL; fmt++)
		r = format_record(*fmt, name);
	return r;
}

int64_t
formats_eleve(const char *record, const char *cle)
{
	const struct record *r = formats_record(record);
	char chiffres[24];
	int64_t id = 0;
	int part = r == NULL ? -1 : record_eleve(r);

	if (part == 1)
		cle += strcspn(cle, "/") + (cle[strcspn(cle, "/")] == '/');
	(void)snprintf(chiffres, sizeof(chiffres), "%.*s",
	    (int)strcspn(cle, "/"), cle);
	return part == -1 || entier(chiffres, -INT64_MAX, INT64_MAX, &id) == -1
	    ? 0
	    : id;
}

int
format_bloc(const struct format *fmt, const char *path)
{
	size_t i, n = strlen(path);

	for (i = 0; i < fmt->nrecords; i++)
		if (strncmp(fmt->records[i].path, path, n) == 0)
			return 1;
	return 0;
}

int
format_element(const struct format *fmt, const char *path, const char *nom)
{
	const struct record *r;
	const char *p;
	size_t i, k, n = strlen(nom);

	for (i = 0; i < fmt->nrecords; i++) {
		r = &fmt->records[i];
		if (strcmp(r->path, path) != 0)
			continue;
		for (k = 0; k < r->nfields; k++) {
			p = r->fields[k].path;
			if (p != NULL && strncmp(p, nom, n) == 0 &&
			    (p[n] == '\0' || p[n] == '/'))
				return 1;
		}
	}
	return 0;
}

/* Is it one of the parts of that path? */
static int
is_part(const char *path, const char *nom)
{
	size_t n, len = strlen(nom);

	if (path == NULL || *path == '=' || *path == '#')
		return 0;
	for (;; path += n + 1) {
		path += *path == '@';
		n = strcspn(path, "/");
		if (n == len && strncmp(path, nom, n) == 0)
			return 1;
		if (path[n] == '\0')
			return 0;
	}
}

int
formats_nom(const char *nom)
{
	const struct format *const *fmt;
	const struct record *r;
	size_t i;

	if (*nom == '\0' || strcmp(nom, ".") == 0 || strcmp(nom, "..") == 0)
		return 0;
	for (fmt = formats; *fmt != NULL; fmt++) {
		if ((*fmt)->root != NULL && strcmp((*fmt)->root, nom) == 0)
			return 1;
		for (r = (*fmt)->records;
		     r < (*fmt)->records + (*fmt)->nrecords; r++) {
			if (is_part(r->path, nom) || strcmp(r->name, nom) == 0)
				return 1;
			for (i = 0; i < r->nfields; i++)
				if (is_part(r->fields[i].path, nom) ||
				    strcmp(r->fields[i].name, nom) == 0)
					return 1;
		}
	}
	return 0;
}
