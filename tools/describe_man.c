/*
 * describe_man.c - the manuals of the formats (section 5) and of the rules
 * and faults (section 7), in mdoc(7).
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "sconet.h"

#define DATE "November 25, 2026" /* of the tables' last change */

/* Called by describe.c. */
int describe_man(const struct format *fmt, FILE *out);
void describe_regles(FILE *out);
/* describe_facts.c: -1 when the format has none. */
int facts_find(const char *nom, const char **titre, const char **ecrit,
    const char **texte);

/*
 * One line of text, ended; whatever stands in s, nothing of it is a request
 * or an escape.  Where a message has its value (%s) an ellipsis is shown.
 */
static void
put_text(FILE *out, const char *s, const char *after)
{
	if (*s == '.' || *s == '\'')
		fputs("\\&", out);
	for (; *s != '\0'; s++)
		if (*s == '\\')
			fputs("\\e", out);
		else if (s[0] == '%' && s[1] == 's') {
			fputs("…", out);
			s++;
		} else
			putc(*s, out);
	fprintf(out, "%s\n", after);
}

/* One argument of a macro: quoted, so that no word of it is a macro. */
static void
put_arg(FILE *out, const char *s)
{
	putc('"', out);
	for (; *s != '\0'; s++)
		if (*s == '"')
			fputs("\\(dq", out);
		else if (*s == '\\')
			fputs("\\e", out);
		else
			putc(*s, out);
	putc('"', out);
}

static void
put_macro(FILE *out, const char *macro, const char *arg, const char *after)
{
	fprintf(out, ".%s ", macro);
	put_arg(out, arg);
	fprintf(out, "%s%s\n", *after == '\0' ? "" : " ", after);
}

static void
put_capitals(FILE *out, const char *s)
{
	for (; *s != '\0'; s++)
		putc(toupper((unsigned char)*s), out);
}

/* Section 5. */

/* clang-format off */
static const struct {
	const char *name, *sens;
} types[] = {
	[FT_TEXT] = { "text", "any characters; at most the number given, or 4 KiB" },
	[FT_CODE] = { "code", "likewise; compared with lists, so that capitals "
	    "and inner blanks count" },
	[FT_INT] = { "integer", "decimal, perhaps with a minus sign" },
	[FT_NOMBRE] = { "count", "decimal, 0 or more" },
	[FT_DATE_FR] = { "date", "JJ/MM/AAAA, a day of the calendar; the base "
	    "holds AAAA-MM-JJ" },
	[FT_DATE_ISO] = { "ISO date", "AAAA-MM-JJ, a day of the calendar" },
	[FT_HORO] = { "date, time", "JJ/MM/AAAA HH:MM:SS; the base holds "
	    "AAAA-MM-JJ HH:MM:SS" },
	[FT_BOOL] = { "0, 1", "no or yes; true and false, N and O are read "
	    "too" },
	[FT_VRAI] = { "true, false", "yes or no; 0 and 1, N and O are read "
	    "too; the base holds 0 and 1" },
	[FT_HEURES] = { "hours", "decimal with at most two digits after the "
	    "point, or the comma" },
};

static const struct {
	unsigned flag;
	const char *mot, *sens;
} remarques[] = {
	{ F_KEY, "key", "part of the key of the record: without it the "
	    "record is rejected" },
	{ F_REQ, "required", "a record without it is rejected" },
	{ F_KEEP, "kept", "where the file has none, the base keeps its own" },
	{ F_INIT, "at first", "taken when the record is new, from then on the "
	    "base's own" },
	{ F_VIDE, "empty", "written as an empty element when there "
	    "is none" },
	{ F_IDENT, "identity", "counts when a file is refused because too "
	    "many known records change their identity" },
	{ F_PERSO, "personal", "screens show its form, not its value" },
	{ F_MAJ, "capitals", "letters are written as capitals without "
	    "accents" },
};
/* clang-format on */

static int
is_alias(const struct field *fd)
{
	return (fd->flags & F_ALIAS) != 0;
}

/* Can a TSV have this column, or an XML file this value? */
static int
is_filed(const struct field *fd)
{
	return fd->path != NULL && fd->path[0] != '=' &&
	    strchr(fd->path, '#') == NULL;
}

/* The column is the name of the element or attribute in small letters. */
static int
is_named_so(const struct field *fd)
{
	const char *p, *q = fd->name;

	if (!is_filed(fd))
		return 0;
	p = strrchr(fd->path, '/');
	p = p == NULL ? fd->path : p + 1;
	p += *p == '@';
	for (; *p != '\0' && tolower((unsigned char)*p) == *q; p++)
		q++;
	return *p == *q;
}

static void
put_remarks(FILE *out, unsigned flags)
{
	const char *sep = "\"";
	size_t i;

	for (i = 0; i < NELEM(remarques); i++)
		if (flags & remarques[i].flag) {
			fprintf(out, "%s%s", sep, remarques[i].mot);
			sep = ", ";
		}
	fputs(*sep == '"' ? "\"\"\n" : "\"\n", out);
}

/*
 * The widest cells of the table: of the paths, and of the columns that have
 * another name, "" when none has.
 */
static void
widths(const struct record *r, int tsv, const char **path, const char **name)
{
	const struct field *fd;

	*path = "Column";
	*name = "";
	for (fd = r->fields; fd < r->fields + r->nfields; fd++) {
		if (is_alias(fd) || !is_filed(fd))
			continue;
		if (strlen(fd->path) > strlen(*path))
			*path = fd->path;
		if (!tsv && !is_named_so(fd) &&
		    strlen(fd->name) > strlen(*name))
			*name = fd->name;
	}
}

static void
put_row(FILE *out, const struct field *fd, int named)
{
	fputs(".It ", out);
	put_arg(out, fd->path);
	if (named) {
		fputs(" Ta ", out);
		put_arg(out, is_named_so(fd) ? "" : fd->name);
	}
	fprintf(out, " Ta \"%s", types[fd->type].name);
	if ((fd->type == FT_TEXT || fd->type == FT_CODE) && fd->max > 0)
		fprintf(out, " %zu", fd->max);
	fputs("\" Ta ", out);
	put_remarks(out, fd->flags);
}

/* Which versions have the field, when written: of, or in place of, another. */
static void
put_versions(FILE *out, const struct format *fmt, const struct record *r,
    const struct field *fd)
{
	const char *depuis, *jusqua;

	if (!field_versions(fmt, r, fd, &depuis, &jusqua))
		return;
	put_macro(out, "Li", fd->path, "");
	fputs("is written in", out);
	if (depuis != NULL && jusqua != NULL)
		fprintf(out, " versions %s to %s.\n", depuis, jusqua);
	else if (depuis != NULL)
		fprintf(out, " version %s and later.\n", depuis);
	else if (jusqua != NULL)
		fprintf(out, " version %s and before.\n", jusqua);
	else
		fputs(" all versions, with the same value.\n", out);
}

/* Below the table: what does not come from a path of its own. */
static void
put_notes(FILE *out, const struct record *r, const struct field *fd)
{
	if (is_alias(fd)) {
		put_macro(out, "Li", fd->path, "");
		fputs("is read for\n", out);
		put_macro(out, "Li", r->fields[record_field(r, fd->name)].path,
		    "");
		fputs("when that is empty.\n", out);
	} else if (fd->path == NULL) {
		put_macro(out, "Va", fd->name, "");
		fputs("is ours, and in no file.\n", out);
	} else if (strchr(fd->path, '#') != NULL) {
		put_macro(out, "Va", fd->name, "");
		fputs(fd->path[0] == '#'
			? "is ours: the rank of the element in the file.\n"
			: "is that of the element around.\n",
		    out);
	} else if (fd->path[0] == '=') {
		put_macro(out, "Va", fd->name, "");
		fputs("is always\n", out);
		put_macro(out, "Li", fd->path + 1, ".");
	}
}

/* No cell of the last column is longer than what its line has left. */
static void
put_fields(FILE *out, const struct format *fmt, const struct record *r)
{
	const struct field *fd, *end = r->fields + r->nfields;
	const char *path, *name, *debut = ".Pp\n", *depuis, *jusqua;
	int tsv = fmt->root == NULL;
	int named;

	widths(r, tsv, &path, &name);
	named = *name != '\0';
	fputs(".Bl -column ", out);
	put_arg(out, path);
	if (named) {
		putc(' ', out);
		put_arg(out, name);
	}
	fputs(" \"true, false\" \"personal\"\n.It Sy ", out);
	fprintf(out, "%s Ta Sy%s Type Ta Sy Remarks\n", tsv ? "Column" : "Path",
	    named ? " Column Ta Sy" : "");
	for (fd = r->fields; fd < end; fd++)
		if (!is_alias(fd) && is_filed(fd))
			put_row(out, fd, named);
	fputs(".El\n", out);
	for (fd = r->fields; fd < end && !tsv; fd++) {
		if (!is_alias(fd) && is_filed(fd) &&
		    !field_versions(fmt, r, fd, &depuis, &jusqua))
			continue;
		fputs(debut, out);
		debut = "";
		put_notes(out, r, fd);
		put_versions(out, fmt, r, fd);
	}
}

/* What the flags of a record mean, when a file comes in. */
static void
put_habits(FILE *out, const struct format *fmt, const struct record *r)
{
	if (r->flags & R_PARAM) {
		fputs("The envelope: which school, which year, how old.\n",
		    out);
		if (fmt->programme != NULL)
			fputs("It is looked at and not stored.\n", out);
		return;
	}
	if (r->flags & R_LU) {
		fputs("Known, and stored by no program.\n", out);
		return;
	}
	if (fmt->programme == NULL || (r->flags & R_STAGE))
		return;
	fputs("Its table in the base is\n", out);
	put_macro(out, "Va", r->name, ".");
	if (r->parent != NULL) {
		fputs("These rows hang on those of\n", out);
		put_macro(out, "Va", r->parent, ":");
		fputs("when the file has one of those, and any of these at "
		      "all, its rows in the base are replaced as a set.\n",
		    out);
	}
	if (r->flags & R_ENSEMBLE)
		fputs("The file is taken for the whole set: when too many "
		      "known records are absent it is refused.\n",
		    out);
	if (r->flags & R_FERME)
		fputs("A record that is absent is closed, and opens again "
		      "when it comes back; none is deleted.\n",
		    out);
	else if (r->flags & R_ENSEMBLE && r->parent == NULL)
		fputs("A record that is absent is reported, and left as it "
		      "is.\n",
		    out);
	if (r->flags & R_COMPTE)
		fputs("It is counted in the summary line.\n", out);
}

static void
put_record(FILE *out, const struct format *fmt, const struct record *r)
{
	put_macro(out, "Ss", r->path, "");
	fputs("Screens call it\n", out);
	put_macro(out, "Dq", r->libelle, ".");
	put_habits(out, fmt, r);
	if ((r->flags & R_BLOC) && fmt->programme == NULL)
		fputs("Its container is there even when it is empty.\n", out);
	put_fields(out, fmt, r);
}

/* The record whose fields are the columns of a TSV. */
static const struct record *
columns(const struct format *fmt)
{
	size_t i = 0;

	while (i + 1 < fmt->nrecords && fmt->records[i].flags & R_PARAM)
		i++;
	return &fmt->records[i];
}

/* The words of the tables, as far as this format uses them. */
static void
put_words(FILE *out, const struct format *fmt)
{
	unsigned flags = 0, seen = 0;
	const struct record *r;
	size_t i, j;

	for (i = 0; i < fmt->nrecords; i++) {
		r = &fmt->records[i];
		if ((fmt->root == NULL && r != columns(fmt)) ||
		    (r->flags & R_SQL))
			continue;
		for (j = 0; j < r->nfields; j++) {
			if (fmt->root == NULL && !is_filed(&r->fields[j]))
				continue;
			flags |= r->fields[j].flags & ~(unsigned)F_ALIAS;
			seen |= 1u << r->fields[j].type;
		}
	}
	fputs("Types:\n.Bl -tag -width \"true, false\" -compact\n", out);
	for (i = 0; i < NELEM(types); i++)
		if (seen & (1u << i)) {
			put_macro(out, "It", types[i].name, "");
			put_text(out, types[i].sens, ".");
		}
	fputs(".El\n", out);
	if (flags != 0)
		fputs(".Pp\nRemarks:\n"
		      ".Bl -tag -width required -compact\n",
		    out);
	for (i = 0; i < NELEM(remarques); i++)
		if (flags & remarques[i].flag) {
			put_macro(out, "It", remarques[i].mot, "");
			put_text(out, remarques[i].sens, ".");
		}
	if (flags != 0)
		fputs(".El\n", out);
}

/* "Read by a(1), b(1)." of names with a blank between them. */
static void
put_programs(FILE *out, const char *verb, const char *names)
{
	size_t n;

	fprintf(out, "%s\n", verb);
	for (; *names != '\0'; names += n + (names[n] != '\0')) {
		n = strcspn(names, " ");
		fprintf(out, ".Xr %.*s 1 %s\n", (int)n, names,
		    names[n] == '\0' ? "." : ",");
	}
}

static void
put_door(FILE *out, const struct format *fmt, const char *ecrit)
{
	const char *p;

	if (format_dbf(fmt)) {
		fputs("Each table is a file in dBASE III: version byte 0x03, "
		      "no memo, no index, no deleted record, 0x1A at the "
		      "end.\n"
		      "Text is in CP850, which byte 29 of the header says "
		      "(0x02).\n"
		      "The date of the header is that of the export.\n",
		    out);
		return;
	}
	if (fmt->root == NULL) {
		fputs("Bytes are UTF-8, else they are taken for "
		      "windows-1252.\n",
		    out);
		return;
	}
	put_macro(out, "Li", fmt->root, "");
	fputs("is its root element, by which it is recognised, whatever the "
	      "name of the file.\n",
	    out);
	if (fmt->versions != NULL) {
		fputs("Known values of its VERSION:\n", out);
		for (p = fmt->versions; *p != '\0'; p++) {
			if (*p == ' ')
				putc(',', out);
			putc(*p, out);
		}
		fputs(".\n", out);
	}
	if (fmt->versions != NULL && fmt->programme != NULL)
		fputs("A file of another version is read all the same, with "
		      "a note.\n",
		    out);
	if (fmt->programme == NULL && ecrit == NULL)
		return;
	fputs(".Pp\n", out);
	if (fmt->programme != NULL)
		fputs("The encoding is the declared one, as a rule "
		      "ISO-8859-15; ISO-8859-1, windows-1252 and UTF-8 are "
		      "read as well.\n"
		      "Elements that do not stand below are passed over.\n"
		      "An element that is absent, empty or blank has no "
		      "value.\n"
		      "A DOCTYPE, more than 64 levels of elements, a tag of "
		      "more than 64 KiB or a missing end refuse the whole "
		      "file.\n",
		    out);
	if (ecrit != NULL)
		fputs("It is written in ISO-8859-15, or in UTF-8 with\n"
		      ".Fl Fl utf8 ;\n"
		      "a character that the first lacks is replaced by what "
		      "looks most like it.\n",
		    out);
}

/* The columns of a table of dBASE. */
static void
put_table(FILE *out, const struct record *r)
{
	const struct field *fd;
	unsigned decimales;
	size_t largeur;
	char type;

	put_macro(out, "Ss", r->path, "");
	fputs("Screens call a line of it\n", out);
	put_macro(out, "Dq", r->libelle, ".");
	if (r->flags & R_LU)
		fputs("No base holds such lines: it is never written.\n", out);
	fputs(".Bl -column \"ELEDATNAIS\" \"Type\" \"Width\" "
	      "\"personal\"\n"
	      ".It Sy Column Ta Sy Type Ta Sy Width Ta Sy Remarks\n",
	    out);
	for (fd = r->fields; fd < r->fields + r->nfields; fd++) {
		if (fd->path == NULL)
			continue;
		type = dbf_type(fd, &largeur, &decimales);
		fputs(".It ", out);
		put_arg(out, fd->path);
		fprintf(out, " Ta %c Ta ", type);
		if (decimales > 0)
			fprintf(out, "%zu,%u", largeur, decimales);
		else
			fprintf(out, "%zu", largeur);
		fputs(" Ta ", out);
		put_remarks(out, fd->flags & (unsigned)(F_MAJ | F_PERSO));
	}
	fputs(".El\n", out);
}

static void
put_tables(FILE *out, const struct format *fmt)
{
	size_t i;

	fputs(".Sh TABLES\n", out);
	for (i = 0; i < fmt->nrecords; i++)
		put_table(out, &fmt->records[i]);
	fputs(".Sh WORDS\n"
	      "Types:\n.Bl -tag -width D -compact\n"
	      ".It C\ncharacters, filled up with blanks\n"
	      ".It D\na day, AAAAMMJJ, or blank\n"
	      ".El\n.Pp\nRemarks:\n.Bl -tag -width capitals -compact\n",
	    out);
	for (i = 0; i < NELEM(remarques); i++)
		if (remarques[i].flag & (F_MAJ | F_PERSO)) {
			put_macro(out, "It", remarques[i].mot, "");
			put_text(out, remarques[i].sens, ".");
		}
	fputs(".El\n", out);
}

static void
put_records(FILE *out, const struct format *fmt)
{
	size_t i;

	if (fmt->root == NULL) {
		fputs(".Sh COLUMNS\n", out);
		put_fields(out, fmt, columns(fmt));
		return;
	}
	fputs(".Sh RECORDS\n"
	      "A path is given below the record's element;\n"
	      ".Li @\n"
	      "marks an attribute,\n"
	      ".Li ../\n"
	      "the element around.\n",
	    out);
	if (fmt->programme != NULL)
		fputs("The column of the base has the name of the element or "
		      "attribute in small letters, unless another is "
		      "given.\n",
		    out);
	for (i = 0; i < fmt->nrecords; i++)
		if (!(fmt->records[i].flags & R_SQL))
			put_record(out, fmt, &fmt->records[i]);
}

static void
put_see_also(FILE *out, const char *programs)
{
	size_t n;

	fputs(".Sh SEE ALSO\n", out);
	for (; *programs != '\0'; programs += n + (programs[n] != '\0')) {
		n = strcspn(programs, " ");
		fprintf(out, ".Xr %.*s 1 ,\n", (int)n, programs);
	}
	fputs(".Xr sconet 7 ,\n.Xr sconet-regles 7\n", out);
}

int
describe_man(const struct format *fmt, FILE *out)
{
	const char *titre, *ecrit, *texte;

	if (facts_find(fmt->nom, &titre, &ecrit, &texte) == -1) {
		fprintf(stderr, "describe: %s: not in describe_facts.c\n",
		    fmt->nom);
		return -1;
	}
	fputs(".\\\" Made from the format tables of sconet.\n.Dd " DATE
	      "\n.Dt SCONET-",
	    out);
	put_capitals(out, fmt->nom);
	fprintf(out, " 5\n.Os sconet\n.Sh NAME\n.Nm sconet-%s\n.Nd %s\n",
	    fmt->nom, titre);
	fputs(".Sh DESCRIPTION\n", out);
	put_door(out, fmt, ecrit);
	fprintf(out, ".Pp\n%s", texte);
	if (fmt->programme != NULL || ecrit != NULL)
		fputs(".Pp\n", out);
	if (fmt->programme != NULL)
		put_programs(out, "It is read by", fmt->programme);
	if (ecrit != NULL)
		put_programs(out, "It is written by", ecrit);
	if (fmt->notre && fmt->root != NULL)
		fprintf(out,
		    "Its schema,\n.Pa %s.xsd ,\nis installed with "
		    "sconet.\n",
		    fmt->nom);
	if (format_dbf(fmt))
		put_tables(out, fmt);
	else {
		put_records(out, fmt);
		fputs(".Sh WORDS\n", out);
		put_words(out, fmt);
	}
	if (ecrit == NULL)
		ecrit = fmt->programme == NULL ? "identifie" : fmt->programme;
	put_see_also(out, ecrit);
	return 0;
}

/* Section 7. */

static const char *const gravites[] = {
	[G_NOTE] = "note",
	[G_VALEUR] = "value dropped",
	[G_REJET] = "record rejected",
	[G_REFUS] = "file refused",
};

/* clang-format off */
static const struct {
	const char *nom, *sens;
} tables[] = {
	{ "communes", "any record of any file, and the file itself" },
	{ "nomenclatures", "the académie's codes, see "
	    "sconet-bee-nomenclatures(5)" },
	{ "structures", "divisions, groupes, services and staff, see "
	    "sconet-sts-edt(5) and sconet-bee-structures(5)" },
	{ "eleves", "pupils, see sconet-bee-eleves(5)" },
	{ "options", "subjects that pupils take, see sconet-bee-eleves(5)" },
	{ "places", "where pupils are placed, see sconet-bee-eleves(5) and "
	    "sconet-repartition(5)" },
	{ "responsables", "parents and guardians, see "
	    "sconet-bee-responsables(5)" },
	{ "repartition", "lines of a répartition, see "
	    "sconet-repartition(5)" },
	{ "saisie", "lines of a saisie, see saisie(1)" },
	{ "gep", "what goes to GEP, see sconet-gep(5): a record that is "
	    "rejected is one that is not written, a value that is dropped one "
	    "that has no place" },
	{ "communs", "identity and calendar of the school, see "
	    "sconet-bee-commun(5)" },
};
/* clang-format on */

static void
put_quoted(FILE *out, const char *head, const char *s)
{
	fprintf(out, ".It %s\n", head);
	put_text(out, s, ".");
}

static void
put_rule(FILE *out, const struct rule *r)
{
	put_macro(out, "It Cm", r->code, "");
	put_macro(out, "Em", gravites[r->gravite],
	    r->record == NULL ? "" : ":");
	if (r->record != NULL)
		put_macro(out, "Va", r->record, r->champ == NULL ? "" : ",");
	if (r->champ != NULL)
		put_macro(out, "Va", r->champ, "");
	if (r->genre == RG_ABSENT)
		fputs("of a record that the file lacks\n", out);
	if (r->genre == RG_ENSEMBLE && r->gravite != G_NOTE && !r->entree)
		fputs(".Pq also in Xr sconet-check 1\n", out);
	fputs(".Bl -tag -width Remedy -compact\n", out);
	put_quoted(out, "Text", r->message);
	put_quoted(out, "Remedy", r->remede);
	fputs(".El\n", out);
}

static void
put_rules(FILE *out, const struct rules *t)
{
	size_t i;

	put_macro(out, "Ss", t->nom, "");
	for (i = 0; i < NELEM(tables); i++)
		if (strcmp(tables[i].nom, t->nom) == 0) {
			fputs("Rules on\n", out);
			put_text(out, tables[i].sens, ".");
		}
	fputs(".Bl -tag -width Ds\n", out);
	for (i = 0; i < t->n; i++)
		put_rule(out, &t->r[i]);
	fputs(".El\n", out);
}

static void
put_faults(FILE *out)
{
	const struct fault_kind *k;

	fputs(".Sh FAULTS\n"
	      "A fault ends the run: the file is refused, or something else "
	      "does not let it be taken in.\n"
	      "The program says the text, what was found and the remedy, and "
	      "ends with the status given here.\n"
	      ".Bl -tag -width Ds\n",
	    out);
	for (k = fault_kinds; k->code != NULL; k++) {
		put_macro(out, "It Cm", k->code, "");
		fprintf(out,
		    "Exit status\n.Li %d\n"
		    ".Bl -tag -width Remedy -compact\n",
		    k->status);
		put_quoted(out, "Text", k->texte);
		if (k->remede != NULL)
			put_quoted(out, "Remedy", k->remede);
		fputs(".El\n", out);
	}
	fputs(".El\n", out);
}

static void
put_gravities(FILE *out)
{
	static const char *const sens[] = {
		[G_NOTE] = "nothing is changed",
		[G_VALEUR] = "the record is taken in without the value; a "
			     "row that cannot be without it is left out",
		[G_REJET] = "the record is not taken in, nor what hangs on "
			    "it; what the base holds of it stays",
		[G_REFUS] = "nothing of the file is taken in",
	};
	size_t i;

	fputs(".Bl -tag -width Ds\n", out);
	for (i = 0; i < NELEM(sens); i++) {
		put_macro(out, "It Em", gravites[i], "");
		fputs("Users read\n", out);
		put_macro(out, "Dq", gravite_suite((enum gravite)i), ":");
		put_text(out, sens[i], ".");
	}
	fputs(".El\n", out);
}

void
describe_regles(FILE *out)
{
	const struct rules *const *t;

	fputs(".\\\" Made from the rule tables of sconet.\n.Dd " DATE
	      "\n.Dt SCONET-REGLES 7\n.Os sconet\n"
	      ".Sh NAME\n.Nm sconet-regles\n"
	      ".Nd rules that files must obey, and what can go wrong\n"
	      ".Sh DESCRIPTION\n"
	      "Each record that comes in is judged by rules.\n"
	      "A rule that is not obeyed leaves an anomaly, which names the "
	      "rule by its code, the record by its key and its line, what was "
	      "done, and what to do.\n"
	      "Anomalies are shown on standard error, stand in the compte "
	      "rendu, see\n.Xr sconet-compte-rendu 5 ,\n"
	      "and are kept in the base, see\n.Xr echanges 1 .\n"
	      "Codes are ours and do not change; they are not those of any "
	      "ministry.\n"
	      "Messages and remedies are shown in French, as they are given "
	      "here; an ellipsis stands for the value.\n"
	      ".Pp\nWhat is done depends on the rule:\n",
	    out);
	put_gravities(out);
	fputs(".Pp\nNotes alone leave the exit status 0; dropped values and "
	      "rejected records make it 1, a refused file 65.\n"
	      ".Sh RULES\n"
	      "Below each code stand what is done, the table and the column "
	      "that are judged.\n"
	      "Rules are applied in this order; a value that one has dropped "
	      "is not seen by the next.\n",
	    out);
	for (t = all_rules; *t != NULL; t++)
		put_rules(out, *t);
	put_faults(out);
	fputs(".Sh SEE ALSO\n"
	      ".Xr bee-import 1 ,\n"
	      ".Xr echanges 1 ,\n"
	      ".Xr nomen-profile 1 ,\n"
	      ".Xr repartition 1 ,\n"
	      ".Xr saisie 1 ,\n"
	      ".Xr sts-import 1 ,\n"
	      ".Xr sconet-compte-rendu 5 ,\n"
	      ".Xr sconet 7\n",
	    out);
}
