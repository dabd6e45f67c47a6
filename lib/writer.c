/*
 * writer.c - rows to XML: a plain buffered emitter driven by the format
 * table.  Rows come in document order; the writer keeps the elements that
 * are open, closes what a new row leaves and opens what it needs.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define PROFONDEUR 32

struct open {
	const char *path; /* in the record's path, borrowed */
	size_t len;       /* of that path, up to this element */
	size_t next;      /* records from here on may lack their block */
	char *attrs;      /* as written, owned; NULL for records */
};

struct writer {
	const struct format *fmt;
	struct sink *out;
	int utf8;
	unsigned perdus;
	struct open stack[PROFONDEUR];
	size_t depth;
	int started;
	char *buf; /* one value, escaped and converted */
	size_t cap;
};

struct writer *
writer_open(const struct format *fmt, struct sink *out, int utf8,
    struct fault *f)
{
	struct writer *w;

	if ((w = calloc(1, sizeof(*w))) == NULL) {
		fault_memory(f);
		return NULL;
	}
	w->fmt = fmt;
	w->out = out;
	w->utf8 = utf8;
	return w;
}

void
writer_close(struct writer *w)
{
	size_t i;

	if (w == NULL)
		return;
	for (i = 0; i < w->depth; i++)
		free(w->stack[i].attrs);
	free(w->buf);
	free(w);
}

unsigned
writer_perdus(const struct writer *w)
{
	return w->perdus;
}

static int
buf_room(struct writer *w, size_t n, struct fault *f)
{
	char *p;

	if (n <= w->cap)
		return 0;
	if ((p = realloc(w->buf, n)) == NULL)
		return fault_memory(f);
	w->buf = p;
	w->cap = n;
	return 0;
}

/* The escapes of XML; other control characters cannot be written at all. */
static const char *
escape(unsigned char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\n': return "&#10;";
	case '\r': return "&#13;";
	default: return c < 0x20 && c != '\t' ? "?" : NULL;
	}
}

/*
 * First the file's encoding, then the escapes: a character that does not
 * fit may be transliterated into one that must be escaped.
 */
static int
put_value(struct writer *w, const char *v, struct fault *f)
{
	size_t n = strlen(v), i, len = 0, k;
	const char *e;
	char *out;

	if (buf_room(w, 3 * n + 6 * 3 * n + 1, f) == -1)
		return -1;
	if (w->utf8)
		memcpy(w->buf, v, n);
	else
		n = charset_latin9(v, n, w->buf, &w->perdus);
	out = w->buf + n;
	for (i = 0; i < n; i++) {
		e = escape((unsigned char)w->buf[i]);
		k = e == NULL ? 1 : strlen(e);
		memcpy(out + len, e == NULL ? w->buf + i : e, k);
		len += k;
	}
	return sink_write(w->out, out, len, f);
}

static const char spaces[] = "                                ";

static char *
copy(char *to, const char *from, size_t n)
{
	memcpy(to, from, n);
	return to + n;
}

/* Bytes of v up to the first that cannot be copied as it is. */
static size_t
plain(const char *v)
{
	size_t n;

	for (n = 0; (unsigned char)v[n] >= ' ' && (unsigned char)v[n] < 0x7F;
	     n++)
		if (v[n] == '&' || v[n] == '<' || v[n] == '>' || v[n] == '"')
			break;
	return n;
}

static int
put_tag(struct writer *w, size_t indent, const char *before, const char *name,
    size_t len, const char *after, struct fault *f)
{
	size_t b = strlen(before), a = strlen(after);
	char *start, *p;

	indent = 2 * indent < sizeof(spaces) ? 2 * indent : sizeof(spaces) - 1;
	if ((start = sink_place(w->out, indent + b + len + a, f)) == NULL)
		return -1;
	p = copy(start, spaces, indent);
	p = copy(p, before, b);
	p = copy(p, name, len);
	p = copy(p, after, a);
	sink_avance(w->out, (size_t)(p - start));
	return 0;
}

/* "  <NOM>valeur</NOM>", when nothing of the value is to be changed. */
static int
put_plain_leaf(struct writer *w, const char *name, size_t len, size_t depth,
    const char *v, size_t n, struct fault *f)
{
	size_t indent =
	    2 * depth < sizeof(spaces) ? 2 * depth : sizeof(spaces) - 1;
	char *start, *p;

	if ((start = sink_place(w->out, indent + 2 * len + n + 6, f)) == NULL)
		return -1;
	p = copy(start, spaces, indent);
	*p++ = '<';
	p = copy(p, name, len);
	*p++ = '>';
	p = copy(p, v, n);
	p = copy(p, "</", 2);
	p = copy(p, name, len);
	p = copy(p, ">\n", 2);
	sink_avance(w->out, (size_t)(p - start));
	return 0;
}

static size_t
last_slash(const char *path, size_t len)
{
	while (len > 0 && path[len - 1] != '/')
		len--;
	return len; /* index after the slash, 0 without any */
}

static const struct record *
record_at(const struct writer *w, const char *path, size_t len)
{
	size_t i;

	for (i = 0; i < w->fmt->nrecords; i++)
		if (strlen(w->fmt->records[i].path) == len &&
		    strncmp(w->fmt->records[i].path, path, len) == 0)
			return &w->fmt->records[i];
	return NULL;
}

static int close_top(struct writer *w, struct fault *f);

static int
push(struct writer *w, const char *path, size_t len, char *attrs,
    struct fault *f)
{
	struct open *o;

	if (w->depth == PROFONDEUR) {
		free(attrs);
		return fault_set(f, "bogue", 0, "écriture trop profonde");
	}
	o = &w->stack[w->depth++];
	o->path = path;
	o->len = len;
	o->next = 0;
	o->attrs = attrs;
	return 0;
}

/* Write the blocks that must stand there though nothing came for them. */
static int
missing_blocks(struct writer *w, size_t limit, const char *except,
    struct fault *f)
{
	struct open *o = &w->stack[w->depth - 1];
	const char *path, *rest, *servi = NULL;
	size_t q, len, n;

	for (q = o->next; q < limit; q++) {
		path = w->fmt->records[q].path;
		len = last_slash(path, strlen(path));
		if (!(w->fmt->records[q].flags & R_BLOC) || len <= o->len + 1)
			continue;
		if (o->len > 0 &&
		    (strncmp(path, o->path, o->len) != 0 ||
			path[o->len] != '/'))
			continue;
		rest = path + o->len + (o->len > 0);
		n = strcspn(rest, "/");
		if (except != NULL &&
		    strncmp(except, path, (size_t)(rest - path) + n) == 0 &&
		    (except[(size_t)(rest - path) + n] == '/'))
			continue;
		if (servi != NULL &&
		    strncmp(servi, path, (size_t)(rest - path) + n) == 0 &&
		    (servi[(size_t)(rest - path) + n] == '/'))
			continue;
		if (record_at(w, path, (size_t)(rest - path) + n) != NULL)
			continue;
		if (rest[n] == '/' &&
		    rest[n + 1 + strcspn(rest + n + 1, "/")] == '\0') {
			if (put_tag(w, w->depth, "<", rest, n, "/>\n", f) == -1)
				return -1;
		} else if (put_tag(w, w->depth, "<", rest, n, ">\n", f) == -1 ||
		    push(w, path, (size_t)(rest - path) + n, NULL, f) == -1 ||
		    close_top(w, f) == -1)
			return -1;
		/* Other records of the same block are served by it too. */
		servi = path;
	}
	o->next = limit;
	return 0;
}

static int
close_top(struct writer *w, struct fault *f)
{
	struct open *o = &w->stack[w->depth - 1];
	size_t start, q;
	int rc;

	if (missing_blocks(w, w->fmt->nrecords, NULL, f) == -1)
		return -1;
	start = last_slash(o->path, o->len);
	rc = put_tag(w, w->depth - 1, "</",
	    o->len == 0 ? w->fmt->root : o->path + start,
	    o->len == 0 ? strlen(w->fmt->root) : o->len - start, ">\n", f);
	/* What is in it has been served: its parent need not look again. */
	for (q = w->depth < 2 ? w->fmt->nrecords : w->stack[w->depth - 2].next;
	     q < w->fmt->nrecords; q++)
		if (o->len > 0 &&
		    strncmp(w->fmt->records[q].path, o->path, o->len) == 0 &&
		    w->fmt->records[q].path[o->len] == '/')
			w->stack[w->depth - 2].next = q + 1;
	free(o->attrs);
	o->attrs = NULL;
	w->depth--;
	return rc;
}

/* The attributes that rec gives to the element len bytes into its path. */
static int
put_ancestor_attrs(struct writer *w, const struct record *rec, size_t up,
    const char *const *val, char **key, struct fault *f)
{
	const struct field *fd;
	const char *p;
	char tmp[LIT_MAX];
	size_t i, n;

	*key = NULL;
	for (i = 0; i < rec->nfields; i++) {
		fd = &rec->fields[i];
		if (fd->path == NULL || (fd->flags & F_ALIAS) || val[i] == NULL)
			continue;
		for (p = fd->path, n = 0; strncmp(p, "../", 3) == 0; p += 3)
			n++;
		if (n != up || n == 0 || *p != '@')
			continue;
		if (sink_puts(w->out, " ", f) == -1 ||
		    sink_puts(w->out, p + 1, f) == -1 ||
		    sink_puts(w->out, "=\"", f) == -1 ||
		    put_value(w, field_ecrit(fd, val[i], tmp), f) == -1 ||
		    sink_puts(w->out, "\"", f) == -1)
			return -1;
		if (*key == NULL && (*key = strdup(val[i])) == NULL)
			return fault_memory(f);
	}
	return 0;
}

/* The value that tells this instance of a container from the next one. */
static const char *
ancestor_key(const struct record *rec, size_t up, const char *const *val)
{
	const char *p;
	size_t i, n;

	for (i = 0; i < rec->nfields; i++) {
		p = rec->fields[i].path;
		if (p == NULL || (rec->fields[i].flags & F_ALIAS))
			continue;
		for (n = 0; strncmp(p, "../", 3) == 0; p += 3)
			n++;
		if (n == up && n > 0 && *p == '@' && val[i] != NULL)
			return val[i];
	}
	return NULL;
}

static size_t
levels(const char *path)
{
	size_t n = 1;

	for (; *path != '\0'; path++)
		n += *path == '/';
	return n;
}

static int
start_document(struct writer *w, const struct record *rec,
    const char *const *val, struct fault *f)
{
	char *key;

	w->started = 1;
	if (sink_puts(w->out,
		w->utf8 ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			: "<?xml version=\"1.0\" "
			  "encoding=\"ISO-8859-15\"?>\n",
		f) == -1 ||
	    put_tag(w, 0, "<", w->fmt->root, strlen(w->fmt->root), "", f) ==
		-1 ||
	    put_ancestor_attrs(w, rec, levels(rec->path), val, &key, f) == -1)
		return -1;
	free(key);
	if (sink_puts(w->out, ">\n", f) == -1)
		return -1;
	return push(w, "", 0, NULL, f);
}

/* Open the containers of rec that are not; close what it does not stand in. */
static int
containers(struct writer *w, const struct record *rec, size_t index,
    const char *const *val, struct fault *f)
{
	const char *path = rec->path, *key;
	size_t total = levels(path), end = last_slash(path, strlen(path));
	size_t len, i, start;
	char *own;

	/* How many open elements are ours?  The root always is. */
	for (i = 1; i < w->depth; i++) {
		len = w->stack[i].len;
		if (len + 1 > end ||
		    strncmp(path, w->stack[i].path, len) != 0 ||
		    path[len] != '/')
			break;
		key = ancestor_key(rec, total - i, val);
		if (w->stack[i].attrs != NULL && key != NULL &&
		    strcmp(w->stack[i].attrs, key) != 0)
			break;
	}
	while (w->depth > i)
		if (close_top(w, f) == -1)
			return -1;
	for (;;) {
		if (missing_blocks(w, index, path, f) == -1)
			return -1;
		for (i = 0; i < w->depth; i++)
			w->stack[i].next = index + 1;
		start = w->stack[w->depth - 1].len;
		start += start > 0;
		if (start >= end)
			return 0;
		len = start + strcspn(path + start, "/");
		if (put_tag(w, w->depth, "<", path + start, len - start, "",
			f) == -1 ||
		    put_ancestor_attrs(w, rec, total - w->depth, val, &own,
			f) == -1 ||
		    sink_puts(w->out, ">\n", f) == -1 ||
		    push(w, path, len, own, f) == -1)
			return -1;
	}
}

static int
put_attr(struct writer *w, const char *name, const struct field *fd,
    const char *v, struct fault *f)
{
	char tmp[LIT_MAX];

	if (sink_puts(w->out, " ", f) == -1 ||
	    sink_puts(w->out, name, f) == -1 ||
	    sink_puts(w->out, "=\"", f) == -1 ||
	    put_value(w, field_ecrit(fd, v, tmp), f) == -1)
		return -1;
	return sink_puts(w->out, "\"", f);
}

/* Attributes of the element at prefix (len bytes) below the record. */
static int
own_attrs(struct writer *w, const struct record *rec, const char *prefix,
    size_t len, const char *const *val, struct fault *f)
{
	const char *p;
	size_t i;

	for (i = 0; i < rec->nfields; i++) {
		p = rec->fields[i].path;
		if (p == NULL || (rec->fields[i].flags & F_ALIAS) ||
		    val[i] == NULL || strncmp(p, prefix, len) != 0)
			continue;
		p += len + (len > 0 && p[len] == '/');
		if (*p == '@' &&
		    put_attr(w, p + 1, &rec->fields[i], val[i], f) == -1)
			return -1;
	}
	return 0;
}

/*
 * Move from the sub-element that is open (cur, n bytes) to the one the
 * field's path stands in, writing end and start tags.
 */
static int
sub_elements(struct writer *w, const struct record *rec, const char **cur,
    size_t *n, const char *path, size_t end, const char *const *val,
    struct fault *f)
{
	size_t len, start, depth = w->depth;

	for (start = 0; start < *n; start++)
		depth += (*cur)[start] == '/';
	depth += *n > 0;
	while (*n > 0 &&
	    !(*n <= end && strncmp(path, *cur, *n) == 0 &&
		(*n == end || path[*n] == '/'))) {
		start = last_slash(*cur, *n);
		if (put_tag(w, --depth, "</", *cur + start, *n - start, ">\n",
			f) == -1)
			return -1;
		*n = start > 0 ? start - 1 : 0;
	}
	while (*n < end) {
		start = *n + (*n > 0);
		len = start + strcspn(path + start, "/");
		if (len > end)
			len = end;
		if (put_tag(w, depth++, "<", path + start, len - start, "",
			f) == -1 ||
		    own_attrs(w, rec, path, len, val, f) == -1 ||
		    sink_puts(w->out, ">\n", f) == -1)
			return -1;
		*n = len;
		*cur = path;
	}
	return 0;
}

static int
put_leaf(struct writer *w, const struct field *fd, const char *name,
    size_t depth, const char *v, struct fault *f)
{
	char tmp[LIT_MAX];
	size_t len = strlen(name), n;

	if (v == NULL)
		return put_tag(w, depth, "<", name, len, "/>\n", f);
	v = field_ecrit(fd, v, tmp);
	n = plain(v);
	if (n < TEXTE_MAX && v[n] == '\0')
		return put_plain_leaf(w, name, len, depth, v, n, f);
	if (put_tag(w, depth, "<", name, len, ">", f) == -1 ||
	    put_value(w, v, f) == -1)
		return -1;
	return put_tag(w, 0, "</", name, len, ">\n", f);
}

static int
fields(struct writer *w, const struct record *rec, const char *const *val,
    struct fault *f)
{
	const struct field *fd;
	const char *cur = "";
	size_t i, j, k, n = 0, end, depth;

	/* The early ones, then the others. */
	for (k = 0; k < 2 * rec->nfields; k++) {
		i = k % rec->nfields;
		fd = &rec->fields[i];
		if (((fd->flags & F_TOT) != 0) != (k < rec->nfields) ||
		    fd->path == NULL || (fd->flags & F_ALIAS) ||
		    fd->path[0] == '=' || fd->path[0] == '@' ||
		    strncmp(fd->path, "../", 3) == 0 ||
		    (val[i] == NULL && !(fd->flags & F_VIDE)))
			continue;
		end = last_slash(fd->path, strlen(fd->path));
		if (sub_elements(w, rec, &cur, &n, fd->path,
			end > 0 ? end - 1 : 0, val, f) == -1)
			return -1;
		if (fd->path[end] == '@')
			continue; /* written with its start tag */
		depth = w->depth + (n > 0);
		for (j = 0; j < n; j++)
			depth += cur[j] == '/';
		if (put_leaf(w, fd, fd->path + end, depth, val[i], f) == -1)
			return -1;
	}
	return sub_elements(w, rec, &cur, &n, "", 0, val, f);
}

int
writer_row(struct writer *w, const struct record *rec, const char *const *val,
    struct fault *f)
{
	size_t index = (size_t)(rec - w->fmt->records);
	size_t start = last_slash(rec->path, strlen(rec->path));

	if (!w->started && start_document(w, rec, val, f) == -1)
		return -1;
	if (containers(w, rec, index, val, f) == -1)
		return -1;
	if (put_tag(w, w->depth, "<", rec->path + start,
		strlen(rec->path) - start, "", f) == -1 ||
	    own_attrs(w, rec, "", 0, val, f) == -1 ||
	    sink_puts(w->out, ">\n", f) == -1 ||
	    push(w, rec->path, strlen(rec->path), NULL, f) == -1)
		return -1;
	w->stack[w->depth - 1].next = index + 1;
	return fields(w, rec, val, f);
}

int
writer_end(struct writer *w, struct fault *f)
{
	while (w->depth > 0)
		if (close_top(w, f) == -1)
			return -1;
	return 0;
}
