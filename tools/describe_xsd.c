/*
 * describe_xsd.c - a format table as an XML Schema (XSD 1.0).
 *
 * The paths of all records and fields become one tree of elements, in the
 * order in which the writer writes them; the schema is that tree.  It knows
 * what our own formats need: no element has both a value and attributes, and
 * a container is repeated only where its records give it their key.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define NONE ((size_t)-1)

/* One element or attribute of the document. */
struct node {
	const char *name; /* in a path, len bytes; borrowed */
	size_t len;
	size_t parent, child, next; /* NONE: none */
	const struct record *rec;   /* a record is this element, or NULL */
	const struct field *fd;     /* the value that it holds, or NULL */
	int attr;
	int required; /* it always stands in its parent */
};

struct tree {
	const struct format *fmt;
	struct node *nodes; /* owned; the first is the root */
	size_t n;
	FILE *out;
};

/* Called by describe.c. */
int describe_xsd(const struct format *fmt, FILE *out);

static size_t
levels(const char *path)
{
	size_t n = 1;

	for (; *path != '\0'; path++)
		n += *path == '/';
	return n;
}

/* Is it written, with a value of its own in the file? */
static int
is_written(const struct field *fd)
{
	return fd->path != NULL && fd->path[0] != '=' &&
	    strchr(fd->path, '#') == NULL && (fd->flags & F_ALIAS) == 0;
}

/* The child of that name, made at the end when there is none. */
static size_t
node_child(struct tree *t, size_t parent, const char *name, size_t len)
{
	size_t *link = &t->nodes[parent].child, i;
	int attr = len > 0 && *name == '@';
	struct node *nd;

	name += attr;
	len -= (size_t)attr;
	for (; (i = *link) != NONE; link = &t->nodes[i].next)
		if (t->nodes[i].attr == attr && t->nodes[i].len == len &&
		    strncmp(t->nodes[i].name, name, len) == 0)
			return i;
	*link = i = t->n++;
	nd = &t->nodes[i];
	nd->name = name;
	nd->len = len;
	nd->attr = attr;
	nd->parent = parent;
	nd->child = nd->next = NONE;
	return i;
}

static size_t
node_path(struct tree *t, size_t from, const char *path)
{
	size_t len;

	for (; *path != '\0'; path += len + (path[len] == '/')) {
		len = strcspn(path, "/");
		from = node_child(t, from, path, len);
	}
	return from;
}

static void
add_record(struct tree *t, const struct record *r)
{
	size_t at = node_path(t, 0, r->path), i, base;
	const char *p;

	t->nodes[at].rec = r;
	if (r->flags & R_BLOC)
		for (i = t->nodes[at].parent; i != 0 && t->nodes[i].rec == NULL;
		     i = t->nodes[i].parent)
			t->nodes[i].required = 1;
	for (i = 0; i < r->nfields; i++) {
		if (!is_written(&r->fields[i]))
			continue;
		base = at;
		for (p = r->fields[i].path;
		     strncmp(p, "../", 3) == 0 && base != 0; p += 3)
			base = t->nodes[base].parent;
		base = node_path(t, base, p);
		if (t->nodes[base].fd == NULL)
			t->nodes[base].fd = &r->fields[i];
	}
}

static int
tree_build(struct tree *t, const struct format *fmt, FILE *out)
{
	const struct record *r;
	size_t i, j, max = 1;

	for (i = 0; i < fmt->nrecords; i++) {
		r = &fmt->records[i];
		max += levels(r->path);
		for (j = 0; j < r->nfields; j++)
			if (is_written(&r->fields[j]))
				max += levels(r->fields[j].path);
	}
	if ((t->nodes = calloc(max, sizeof(*t->nodes))) == NULL)
		return -1;
	t->fmt = fmt;
	t->out = out;
	t->n = 1;
	t->nodes[0].name = fmt->root;
	t->nodes[0].len = strlen(fmt->root);
	t->nodes[0].parent = t->nodes[0].child = t->nodes[0].next = NONE;
	for (i = 0; i < fmt->nrecords; i++)
		if (!(fmt->records[i].flags & R_SQL))
			add_record(t, &fmt->records[i]);
	return 0;
}

static void
put_text(FILE *out, const char *s)
{
	for (; *s != '\0'; s++)
		switch (*s) {
		case '&': fputs("&amp;", out); break;
		case '<': fputs("&lt;", out); break;
		case '>': fputs("&gt;", out); break;
		case '"': fputs("&quot;", out); break;
		default: putc(*s, out);
		}
}

/* Types. */

/* clang-format off */
static const struct {
	const char *name; /* text and codes: followed by their length */
	const char *base;
	const char *facet;
} types[] = {
	[FT_TEXT] = { "texte", "xs:string", NULL },
	[FT_CODE] = { "code", "xs:token", NULL },
	[FT_INT] = { "xs:integer", NULL, NULL },
	[FT_NOMBRE] = { "xs:nonNegativeInteger", NULL, NULL },
	[FT_DATE_FR] = { "jour", "xs:token", "<xs:pattern value="
	    "\"(0[1-9]|[12][0-9]|3[01])/(0[1-9]|1[0-2])/[0-9]{4}\"/>" },
	[FT_DATE_ISO] = { "xs:date", NULL, NULL },
	[FT_HORO] = { "instant", "xs:token", "<xs:pattern value="
	    "\"(0[1-9]|[12][0-9]|3[01])/(0[1-9]|1[0-2])/[0-9]{4} "
	    "([01][0-9]|2[0-3])(:[0-5][0-9]){2}\"/>" },
	[FT_BOOL] = { "zero-un", "xs:token", "<xs:pattern value=\"[01]\"/>" },
	[FT_VRAI] = { "vrai-faux", "xs:token",
	    "<xs:pattern value=\"true|false\"/>" },
	[FT_HEURES] = { "heures", "xs:decimal",
	    "<xs:pattern value=\"[0-9]+\\.[0-9]{2}\"/>" },
};
/* clang-format on */

static size_t
type_max(const struct field *fd)
{
	return fd->max == 0 ? TEXTE_MAX : fd->max;
}

static void
put_type_name(FILE *out, const struct field *fd)
{
	fputs(types[fd->type].name, out);
	if (fd->type == FT_TEXT || fd->type == FT_CODE)
		fprintf(out, "%zu", type_max(fd));
}

/* Do both have the same entry among the schema's types? */
static int
same_type(const struct field *a, const struct field *b)
{
	return a->type == b->type &&
	    ((a->type != FT_TEXT && a->type != FT_CODE) ||
		type_max(a) == type_max(b));
}

static void
put_types(const struct tree *t)
{
	const struct field *fd;
	size_t i, j;

	for (i = 0; i < t->n; i++) {
		fd = t->nodes[i].fd;
		if (fd == NULL || types[fd->type].base == NULL)
			continue;
		for (j = 0; j < i; j++)
			if (t->nodes[j].fd != NULL &&
			    same_type(t->nodes[j].fd, fd))
				break;
		if (j < i)
			continue;
		fputs("\n  <xs:simpleType name=\"", t->out);
		put_type_name(t->out, fd);
		fprintf(t->out, "\">\n    <xs:restriction base=\"%s\">\n      ",
		    types[fd->type].base);
		if (types[fd->type].facet != NULL)
			fputs(types[fd->type].facet, t->out);
		else
			fprintf(t->out, "<xs:maxLength value=\"%zu\"/>",
			    type_max(fd));
		fputs("\n    </xs:restriction>\n  </xs:simpleType>\n", t->out);
	}
}

/* Elements. */

static int
has_value(const struct node *nd)
{
	return nd->fd != NULL &&
	    (nd->fd->flags & (F_KEY | F_REQ | F_VIDE)) != 0;
}

/* The first element from i on among its siblings, attributes left out. */
static size_t
element_from(const struct tree *t, size_t i)
{
	while (i != NONE && t->nodes[i].attr)
		i = t->nodes[i].next;
	return i;
}

/* Alone in its container a record is one of many, else it stands once. */
static int
is_alone(const struct tree *t, const struct node *nd)
{
	size_t i = element_from(t, t->nodes[nd->parent].child);

	return element_from(t, t->nodes[i].next) == NONE;
}

/* Does it come again and again in its container? */
static int
is_repeated(const struct tree *t, size_t at)
{
	const struct node *nd = &t->nodes[at];
	size_t i;

	if (at == 0 || !is_alone(t, nd))
		return 0;
	if (nd->rec != NULL)
		return (nd->rec->flags & R_PARAM) == 0;
	for (i = nd->child; i != NONE; i = t->nodes[i].next)
		if (t->nodes[i].attr)
			return 1;
	return 0;
}

/* What always stands in its parent; children come after their parents. */
static void
find_required(struct tree *t)
{
	struct node *nd, *p;
	size_t i;

	for (i = t->n - 1; i > 0; i--) {
		nd = &t->nodes[i];
		p = &t->nodes[nd->parent];
		nd->required |= nd->rec == NULL
		    ? has_value(nd)
		    : (nd->rec->flags & R_PARAM) != 0 || !is_alone(t, nd);
		p->required |= nd->required && !nd->attr && p->rec == NULL;
	}
}

static void
indent(const struct tree *t, size_t depth)
{
	fprintf(t->out, "%*s", (int)(2 * depth), "");
}

static void
put_line(const struct tree *t, size_t depth, const char *line)
{
	indent(t, depth);
	fprintf(t->out, "%s\n", line);
}

static void
put_note(const struct tree *t, size_t depth, const char *text)
{
	put_line(t, depth, "<xs:annotation>");
	indent(t, depth + 1);
	fputs("<xs:documentation xml:lang=\"fr\">", t->out);
	put_text(t->out, text);
	fputs("</xs:documentation>\n", t->out);
	put_line(t, depth, "</xs:annotation>");
}

static void
put_start(const struct tree *t, size_t at, size_t depth)
{
	const struct node *nd = &t->nodes[at];

	indent(t, depth);
	fprintf(t->out, "<xs:element name=\"%.*s\"", (int)nd->len, nd->name);
	if (at != 0 && !nd->required)
		fputs(" minOccurs=\"0\"", t->out);
	if (is_repeated(t, at))
		fputs(" maxOccurs=\"unbounded\"", t->out);
	if (nd->fd != NULL) {
		fputs(" type=\"", t->out);
		put_type_name(t->out, nd->fd);
		fputs("\"/>\n", t->out);
		return;
	}
	fputs(">\n", t->out);
	if (nd->rec != NULL)
		put_note(t, depth + 1, nd->rec->libelle);
	put_line(t, depth + 1, "<xs:complexType>");
	put_line(t, depth + 2, "<xs:sequence>");
}

static void
put_end(const struct tree *t, size_t at, size_t depth)
{
	const struct node *nd;
	size_t i;

	if (t->nodes[at].fd != NULL)
		return;
	put_line(t, depth + 2, "</xs:sequence>");
	for (i = t->nodes[at].child; i != NONE; i = nd->next) {
		nd = &t->nodes[i];
		if (!nd->attr)
			continue;
		indent(t, depth + 2);
		fprintf(t->out, "<xs:attribute name=\"%.*s\" type=\"",
		    (int)nd->len, nd->name);
		put_type_name(t->out, nd->fd);
		fprintf(t->out, "\"%s/>\n",
		    nd->required ? " use=\"required\"" : "");
	}
	put_line(t, depth + 1, "</xs:complexType>");
	put_line(t, depth, "</xs:element>");
}

static void
put_elements(const struct tree *t)
{
	size_t at = 0, depth = 1, next;

	for (;;) {
		put_start(t, at, depth);
		if ((next = element_from(t, t->nodes[at].child)) != NONE) {
			at = next;
			depth += 3;
			continue;
		}
		for (;;) {
			put_end(t, at, depth);
			if (at == 0)
				return;
			if ((next = element_from(t, t->nodes[at].next)) != NONE)
				break;
			at = t->nodes[at].parent;
			depth -= 3;
		}
		at = next;
	}
}

int
describe_xsd(const struct format *fmt, FILE *out)
{
	struct tree t;

	if (tree_build(&t, fmt, out) == -1)
		return -1;
	find_required(&t);
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	      "<!-- Made from the format tables of sconet. -->\n"
	      "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n",
	    out);
	put_note(&t, 1, fmt->libelle);
	putc('\n', out);
	put_elements(&t);
	put_types(&t);
	fputs("</xs:schema>\n", out);
	free(t.nodes);
	return 0;
}
