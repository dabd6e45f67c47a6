/*
 * reader.c - XML to rows; the only file that includes libxml2.
 *
 * libxml2 pushes (SAX2), callers pull: reader_next feeds chunks until a row
 * is ready, or takes rows that a thread of its own has parsed ahead.  The paths
 * of a format table become a tree of nodes whose names are interned in the
 * parser's dictionary, so that an element is found by comparing pointers.
 *
 * Bare SAX bounds nothing, so depth, value length and the length of one tag
 * are bounded here: libxml2 2.9 looks for repeated attributes in quadratic
 * time before any callback.
 */
#include <libxml/parser.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define CHUNK      (32 * 1024)
#define PROFONDEUR 64
#define NOMS_MAX   10000 /* of elements and attributes; formats have 600 */

struct slot {
	char *s; /* owned, NULL when empty; room for cap bytes */
	size_t cap;
	int set;
};

struct current { /* the record being read, one for each of the format */
	struct slot *slots;
	long line, rang;
	long nieme; /* among the records of its kind */
};

struct queued {
	size_t rec; /* AUCUN: an element counted by READER_COMPTE */
	long line, rang;
	size_t first; /* index of its first offset */
};

/* Rows that are ready, and how they end. */
struct lot {
	struct queued *queue;
	size_t nqueue, qcap;
	size_t *offs;
	size_t noffs, offcap;
	char *arena;
	size_t narena, arenacap;
	int fin; /* nothing follows: the end, or the fault */
	struct fault fault;
};

#define LOTS    4
#define LOT_MIN (128 * 1024) /* bytes of values before a lot is handed over */

struct reader {
	/* set once */
	const struct format *const *fmts;
	unsigned flags;
	source_fn fn;
	void *ctx;
	const struct format *fmt;
	struct charset *cs;
	xmlParserCtxtPtr xml;
	struct fault fault; /* raised inside a callback, or held back */
	char *root, *version;
	int ended;
	int partiel; /* it says so of itself */

	struct chemins chemins; /* of fmt */
	struct current *cur;
	const char **val;

	/* where the parser is */
	size_t stack[PROFONDEUR];
	size_t depth, text_depth;
	char text[TEXTE_MAX + 4];
	size_t textlen;
	long rang;

	struct balise balise;
	int sans_memoire; /* libxml2 said so */

	/* rows: the parser fills one lot, the caller empties another */
	struct lot lots[LOTS];
	struct lot *remplit;
	size_t qnext;

	/* the thread that parses ahead; the ring is under mutex */
	pthread_t fil;
	pthread_mutex_t mutex;
	pthread_cond_t change;
	int actif, arret;
	size_t tete, pleins; /* lot being emptied, lots handed over */
};

static const struct field element_fields[] = { { "nom", NULL, FT_TEXT, 0,
    F_KEY } };
static const struct record element_record = { "element", "", NULL, "élément",
	R_COMPTE, element_fields, 1 };

/* Room for one element more in an array that doubles. */
static int
grow(void **p, size_t *cap, size_t need, size_t size, struct fault *f)
{
	size_t n = *cap;
	void *q;

	if (need <= n)
		return 0;
	while (n < need)
		n = n == 0 ? 64 : n * 2;
	if ((q = realloc(*p, n * size)) == NULL)
		return fault_memory(f);
	*p = q;
	*cap = n;
	return 0;
}

static long
line_of(const struct reader *rd)
{
	return rd->xml == NULL || rd->xml->input == NULL
	    ? 0
	    : (long)rd->xml->input->line;
}

static void
stop(struct reader *rd)
{
	rd->ended = 1;
	xmlStopParser(rd->xml);
}

/* Tree of paths. */

/*
 * Constants of a path ("=D") are set once and survive every row; one that is
 * an alias waits in the alias's own slot.
 */
static int
set_constants(struct reader *rd, size_t rec, struct fault *f)
{
	const struct record *r = &rd->fmt->records[rec];
	size_t i;

	for (i = 0; i < r->nfields; i++) {
		if (r->fields[i].path == NULL || r->fields[i].path[0] != '=')
			continue;
		rd->cur[rec].slots[i].s = strdup(r->fields[i].path + 1);
		if (rd->cur[rec].slots[i].s == NULL)
			return fault_memory(f);
		rd->cur[rec].slots[i].set = 1;
	}
	return 0;
}

/* As libxml2 has it: names are then compared by place.  NULL: no memory. */
static const void *
mot(void *ctx, const char *s, size_t n)
{
	struct reader *rd = ctx;

	return xmlDictLookup(rd->xml->dict, (const xmlChar *)s, (int)n);
}

/* The tree of the format's paths, and room for a record of each kind. */
static int
tree_build(struct reader *rd, struct fault *f)
{
	const struct format *fmt = rd->fmt;
	size_t i, max = 1;

	for (i = 0; i < fmt->nrecords; i++)
		if (fmt->records[i].nfields > max)
			max = fmt->records[i].nfields;
	rd->cur = calloc(fmt->nrecords + 1, sizeof(*rd->cur));
	rd->val = calloc(max, sizeof(*rd->val));
	if (rd->cur == NULL || rd->val == NULL)
		return fault_memory(f);
	for (i = 0; i < fmt->nrecords; i++) {
		if (fmt->records[i].flags & R_SQL)
			continue;
		rd->cur[i].slots =
		    calloc(fmt->records[i].nfields + 1, sizeof(struct slot));
		if (rd->cur[i].slots == NULL)
			return fault_memory(f);
		if (set_constants(rd, i, f) == -1)
			return -1;
	}
	return chemins_ouvre(&rd->chemins, fmt, mot, rd, f);
}

static void
tree_free(struct reader *rd)
{
	size_t i, j;

	for (i = 0; rd->cur != NULL && i < rd->fmt->nrecords; i++) {
		for (j = 0; rd->cur[i].slots != NULL &&
		     j < rd->fmt->records[i].nfields;
		     j++)
			free(rd->cur[i].slots[j].s);
		free(rd->cur[i].slots);
	}
	free(rd->cur);
	free(rd->val);
	rd->cur = NULL;
	rd->val = NULL;
	chemins_libere(&rd->chemins);
}

/* Values. */

static int
slot_set(struct slot *s, const char *v, size_t n, struct fault *f)
{
	if (grow((void **)&s->s, &s->cap, n + 1, 1, f) == -1)
		return -1;
	memcpy(s->s, v, n);
	s->s[n] = '\0';
	s->set = 1;
	return 0;
}

static int
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Trim, and give the value to the fields that want it; empty is none. */
static int
value(struct reader *rd, const struct but *t, const char *v, size_t n,
    struct fault *f)
{
	struct slot *s = &rd->cur[t->rec].slots[t->champ];

	while (n > 0 && blank(v[n - 1]))
		n--;
	while (n > 0 && blank(*v)) {
		v++;
		n--;
	}
	if (n == 0 || (t->alias && s->set))
		return 0;
	if (n > TEXTE_MAX - 1)
		for (n = TEXTE_MAX - 1;
		     n > 0 && ((unsigned char)v[n] & 0xC0) == 0x80; n--)
			;
	return slot_set(s, v, n, f);
}

/* libxml2 leaves "&" of an attribute as "&#38;" when it expands nothing. */
static int
attribute(struct reader *rd, const struct but *t, const char *v, size_t n,
    struct fault *f)
{
	char buf[TEXTE_MAX];
	size_t i, len = 0;

	if (n == 0 || memchr(v, '&', n) == NULL)
		return value(rd, t, v, n, f);
	for (i = 0; i < n && len < sizeof(buf); i++) {
		buf[len++] = v[i];
		if (n - i >= 5 && memcmp(v + i, "&#38;", 5) == 0)
			i += 4;
	}
	return value(rd, t, buf, len, f);
}

static int
arena_put(struct reader *rd, const char *v, size_t *off, struct fault *f)
{
	struct lot *l = rd->remplit;
	size_t n = strlen(v) + 1;

	if (grow((void **)&l->arena, &l->arenacap, l->narena + n, 1, f) == -1)
		return -1;
	memcpy(l->arena + l->narena, v, n);
	*off = l->narena;
	l->narena += n;
	return 0;
}

static int
queue_row(struct reader *rd, size_t rec, long line, long rang, struct fault *f)
{
	struct lot *l = rd->remplit;
	struct queued *q;
	size_t n = rec == AUCUN ? 1 : rd->fmt->records[rec].nfields;

	if (grow((void **)&l->queue, &l->qcap, l->nqueue + 1, sizeof(*l->queue),
		f) == -1 ||
	    grow((void **)&l->offs, &l->offcap, l->noffs + n, sizeof(*l->offs),
		f) == -1)
		return -1;
	q = &l->queue[l->nqueue++];
	q->rec = rec;
	q->line = line;
	q->rang = rang;
	q->first = l->noffs;
	l->noffs += n;
	return 0;
}

static int
queue_values(struct reader *rd, size_t rec, size_t *off, struct fault *f)
{
	const struct record *r = &rd->fmt->records[rec];
	struct current *c = &rd->cur[rec];
	const char *path;
	size_t i, k;

	for (i = 0; i < r->nfields; i++) {
		off[i] = AUCUN;
		if (!c->slots[i].set)
			continue;
		if (r->fields[i].flags & F_ALIAS) {
			k = record_field(r, r->fields[i].name);
			if (off[k] == AUCUN &&
			    arena_put(rd, c->slots[i].s, &off[k], f) == -1)
				return -1;
			continue;
		}
		if (arena_put(rd, c->slots[i].s, &off[i], f) == -1)
			return -1;
		path = r->fields[i].path;
		if (path[0] != '=' && strncmp(path, "../", 3) != 0)
			c->slots[i].set = 0;
	}
	return 0;
}

/* A row that is not whole, for want of memory, is not in the queue. */
static int
unqueue(struct reader *rd)
{
	rd->remplit->nqueue--;
	return -1;
}

/* The record ends: its values go to the queue, its own fields are emptied. */
static int
emit(struct reader *rd, size_t rec, struct fault *f)
{
	const struct rang_chemin *g = &rd->chemins.rangs[rec];
	struct current *c = &rd->cur[rec];
	char num[24];
	size_t *off;
	int n;

	if (g->champ != AUCUN) {
		n = snprintf(num, sizeof(num), "%ld", rd->cur[g->de].nieme);
		if (slot_set(&c->slots[g->champ], num, (size_t)n, f) == -1)
			return -1;
	}
	if (queue_row(rd, rec, c->line, c->rang, f) == -1)
		return -1;
	off = rd->remplit->offs +
	    rd->remplit->queue[rd->remplit->nqueue - 1].first;
	return queue_values(rd, rec, off, f) == -1 ? unqueue(rd) : 0;
}

/* Callbacks. */

static int
root_start(struct reader *rd, const char *name, struct fault *f)
{
	const struct format *const *p;
	static const struct field none[] = { { "uaj", "UAJ", FT_CODE, 8, 0 },
		{ "annee_scolaire", "ANNEE_SCOLAIRE", FT_CODE, 9, 0 } };
	static const struct record params[] = { { "parametres", "PARAMETRES",
	    NULL, "enveloppe", R_PARAM, none, NELEM(none) } };
	static const struct format unknown = { NULL, "inconnu",
		"fichier inconnu", NULL, NULL, 0, params, 1 };
	char dit[96];

	if ((rd->root = strdup(name)) == NULL)
		return fault_memory(f);
	/* The first of that root, but for one that knows the version. */
	for (p = rd->fmts; *p != NULL; p++)
		if ((*p)->root != NULL && strcmp((*p)->root, name) == 0 &&
		    (rd->fmt == NULL ||
			(!format_connait(rd->fmt, reader_version(rd)) &&
			    format_connait(*p, reader_version(rd)))))
			rd->fmt = *p;
	if (rd->fmt == NULL && (rd->flags & READER_COMPTE))
		rd->fmt = &unknown;
	if (rd->fmt == NULL) {
		format_racine(name, dit, sizeof(dit));
		return fault_set(f, "racine", line_of(rd), "racine %s", dit);
	}
	return tree_build(rd, f);
}

/* Has the record that is open no value of its own yet? */
static int
untouched(const struct reader *rd)
{
	size_t i, rec = rd->chemins.noeuds[rd->stack[rd->depth - 1]].rec;
	const struct record *r;

	if (rec == AUCUN)
		return 0;
	r = &rd->fmt->records[rec];
	for (i = 0; i < r->nfields; i++)
		if (rd->cur[rec].slots[i].set && r->fields[i].path != NULL &&
		    strchr("=.#", r->fields[i].path[0]) == NULL)
			return 0;
	return 1;
}

/* The same elements are open in the tree of another format. */
static int
format_becomes(struct reader *rd, const struct format *fmt, struct fault *f)
{
	const void *noms[4] = { NULL };
	size_t k, rec = rd->chemins.noeuds[rd->stack[rd->depth - 1]].rec;
	long line = 0, rang = 0, nieme = 0;

	if (rec != AUCUN) {
		line = rd->cur[rec].line;
		rang = rd->cur[rec].rang;
		nieme = rd->cur[rec].nieme;
	}
	for (k = 1; k < rd->depth; k++)
		noms[k] = rd->chemins.noeuds[rd->stack[k]].nom;
	tree_free(rd);
	rd->fmt = fmt;
	if (tree_build(rd, f) == -1)
		return -1;
	for (k = 1; k < rd->depth; k++) {
		rd->stack[k] =
		    chemins_enfant(&rd->chemins, rd->stack[k - 1], noms[k]);
		rd->chemins.noeuds[rd->stack[k]].vu = 1;
	}
	rec = rd->chemins.noeuds[rd->stack[rd->depth - 1]].rec;
	if (rec != AUCUN) {
		rd->cur[rec].line = line;
		rd->cur[rec].rang = rang;
		rd->cur[rec].nieme = nieme;
	}
	return 1;
}

/*
 * Files of one root are told apart by their version, but rather by their first
 * block, or by the element that the first record of it begins with: one that
 * this format does not know, and another of the root does.  Only the envelope,
 * which is theirs alike, has been read by then.  1: changed, 0: not.
 */
static int
other_format(struct reader *rd, const char *name, struct fault *f)
{
	const struct format *const *p;
	char path[160] = "";
	size_t k, n;

	if ((rd->depth != 2 || rd->rang > 1) &&
	    (rd->depth != 4 || rd->rang > 2 || !untouched(rd)))
		return 0;
	for (k = 1; k < rd->depth; k++) {
		n = strlen(path);
		(void)snprintf(path + n, sizeof(path) - n, "%s%.40s",
		    k == 1 ? "" : "/",
		    (const char *)rd->chemins.noeuds[rd->stack[k]].nom);
	}
	n = strlen(path);
	if (rd->depth == 2)
		(void)snprintf(path + n, sizeof(path) - n, "/%.40s/", name);
	for (p = rd->fmts; *p != NULL; p++)
		if ((*p)->root != NULL && strcmp((*p)->root, rd->root) == 0 &&
		    (rd->depth == 2 ? format_bloc(*p, path)
				    : format_element(*p, path, name)))
			break;
	if (*p == NULL || *p == rd->fmt)
		return 0;
	return format_becomes(rd, *p, f);
}

static int
attributes(struct reader *rd, size_t node, int n, const xmlChar **attrs,
    struct fault *f)
{
	size_t i;
	int k;

	for (i = rd->chemins.noeuds[node].but; i != AUCUN;
	     i = rd->chemins.buts[i].suivant) {
		if (rd->chemins.buts[i].attribut == NULL)
			continue;
		for (k = 0; k < n; k++)
			if (attrs[5 * k] == rd->chemins.buts[i].attribut &&
			    attribute(rd, &rd->chemins.buts[i],
				(const char *)attrs[5 * k + 3],
				(size_t)(attrs[5 * k + 4] - attrs[5 * k + 3]),
				f) == -1)
				return -1;
	}
	return 0;
}

/* The node of an element below the one that is open; *node AUCUN: unknown. */
static int
find_node(struct reader *rd, const xmlChar *name, size_t *node, struct fault *f)
{
	size_t parent = rd->stack[rd->depth - 1];
	int again = 0;

	*node = AUCUN;
	if (parent == AUCUN)
		return 0;
	do {
		*node = chemins_trouve(&rd->chemins, parent, name);
		if (*node != AUCUN || again)
			return 0;
		again = other_format(rd, (const char *)name, f);
		parent = rd->stack[rd->depth - 1];
	} while (again == 1);
	return again;
}

/* The root: which format, and which version. */
static int
first_element(struct reader *rd, const xmlChar *name, int n,
    const xmlChar **attrs, struct fault *f)
{
	int k;

	for (k = 0; k < n && rd->version == NULL; k++)
		if (strcmp((const char *)attrs[5 * k], "VERSION") == 0)
			rd->version = strndup((const char *)attrs[5 * k + 3],
			    (size_t)(attrs[5 * k + 4] - attrs[5 * k + 3]));
	return root_start(rd, (const char *)name, f);
}

static int
element_start(struct reader *rd, const xmlChar *name, int n,
    const xmlChar **attrs, struct fault *f)
{
	size_t node = 0, i;

	if (rd->depth == PROFONDEUR)
		return fault_set(f, "profondeur", line_of(rd), NULL);
	/* libxml2 keeps each name, and looks for it among them. */
	if (xmlDictSize(rd->xml->dict) > NOMS_MAX)
		return fault_set(f, "noms", line_of(rd), NULL);
	if ((rd->depth == 0 ? first_element(rd, name, n, attrs, f)
			    : find_node(rd, name, &node, f)) == -1)
		return -1;
	rd->stack[rd->depth++] = node;
	rd->text_depth = 0;
	if ((rd->flags & READER_COMPTE) && rd->depth == 4 &&
	    (node == AUCUN || rd->chemins.noeuds[node].rec == AUCUN) &&
	    rd->fmt->nrecords == 1) {
		if (queue_row(rd, AUCUN, line_of(rd), ++rd->rang, f) == -1)
			return -1;
		return arena_put(rd, (const char *)name,
			   &rd->remplit->offs[rd->remplit->noffs - 1], f) == -1
		    ? unqueue(rd)
		    : 0;
	}
	if (node == AUCUN)
		return 0;
	rd->chemins.noeuds[node].vu = 1;
	for (i = rd->chemins.noeuds[node].vide; i != AUCUN;
	     i = rd->chemins.vides[i].suivant)
		rd->cur[rd->chemins.vides[i].rec]
		    .slots[rd->chemins.vides[i].champ]
		    .set = 0;
	if (rd->chemins.noeuds[node].rec != AUCUN) {
		rd->cur[rd->chemins.noeuds[node].rec].line = line_of(rd);
		rd->cur[rd->chemins.noeuds[node].rec].rang = ++rd->rang;
		rd->cur[rd->chemins.noeuds[node].rec].nieme++;
	}
	if (rd->chemins.noeuds[node].but != AUCUN) {
		rd->text_depth = rd->depth;
		rd->textlen = 0;
		return attributes(rd, node, n, attrs, f);
	}
	return 0;
}

static void
on_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int nns, const xmlChar **ns, int n, int ndef,
    const xmlChar **attrs)
{
	struct reader *rd = ctx;

	(void)prefix, (void)uri, (void)nns, (void)ns, (void)ndef;
	if (!rd->ended && element_start(rd, name, n, attrs, &rd->fault) == -1)
		stop(rd);
}

static void
on_text(void *ctx, const xmlChar *s, int n)
{
	struct reader *rd = ctx;
	size_t len = (size_t)n;

	if (rd->ended || rd->text_depth == 0 || rd->text_depth != rd->depth)
		return;
	/* Blanks before the value must not use up its room. */
	while (rd->textlen == 0 && len > 0 && blank((char)*s)) {
		s++;
		len--;
	}
	if (len > TEXTE_MAX + 3 - rd->textlen)
		len = TEXTE_MAX + 3 - rd->textlen;
	memcpy(rd->text + rd->textlen, s, len);
	rd->textlen += len;
}

static void
on_end(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct reader *rd = ctx;
	size_t node, i;
	int rc = 0;

	(void)name, (void)prefix, (void)uri;
	if (rd->ended || rd->depth == 0)
		return;
	node = rd->stack[rd->depth - 1];
	if (node != AUCUN && rd->text_depth == rd->depth)
		for (i = rd->chemins.noeuds[node].but; i != AUCUN && rc == 0;
		     i = rd->chemins.buts[i].suivant)
			if (rd->chemins.buts[i].attribut == NULL)
				rc = value(rd, &rd->chemins.buts[i], rd->text,
				    rd->textlen, &rd->fault);
	if (rc == 0 && node != AUCUN && rd->chemins.noeuds[node].rec != AUCUN)
		rc = emit(rd, rd->chemins.noeuds[node].rec, &rd->fault);
	rd->depth--;
	rd->text_depth = 0;
	if (rc == -1)
		stop(rd);
}

static void
on_doctype(void *ctx, const xmlChar *name, const xmlChar *ext,
    const xmlChar *sys)
{
	struct reader *rd = ctx;

	(void)name, (void)ext, (void)sys;
	if (rd->ended)
		return;
	fault_set(&rd->fault, "doctype", line_of(rd), NULL);
	stop(rd);
}

/* READER_PARTIEL, as its first word and the rest. */
static void
on_instruction(void *ctx, const xmlChar *target, const xmlChar *data)
{
	struct reader *rd = ctx;
	const char *t = (const char *)target, *d = (const char *)data;
	size_t n = strcspn(READER_PARTIEL, " ");

	if (rd->root == NULL && d != NULL && strlen(t) == n &&
	    strncmp(t, READER_PARTIEL, n) == 0 &&
	    strcmp(d, &READER_PARTIEL[n + 1]) == 0)
		rd->partiel = 1;
}

/*
 * Faults of the parser are read from its state; it must print nothing.  That
 * it had no memory is soon hidden by what comes of that.
 */
static void
on_error(void *ctx, xmlErrorPtr e)
{
	struct reader *rd = ctx;

	if (rd != NULL && e != NULL && e->code == XML_ERR_NO_MEMORY)
		rd->sans_memoire = 1;
}

static int
parser_open(struct reader *rd, struct fault *f)
{
	xmlSAXHandler sax;

	memset(&sax, 0, sizeof(sax));
	sax.initialized = XML_SAX2_MAGIC;
	sax.startElementNs = on_start;
	sax.endElementNs = on_end;
	sax.characters = on_text;
	sax.cdataBlock = on_text;
	sax.internalSubset = on_doctype;
	sax.processingInstruction = on_instruction;
	sax.serror = on_error;
	/* what no parser is at hand for: here, and in the thread to come */
	xmlSetStructuredErrorFunc(rd, on_error);
	(void)xmlThrDefSetStructuredErrorFunc(rd, on_error);
	rd->xml = xmlCreatePushParserCtxt(&sax, rd, NULL, 0, NULL);
	if (rd->xml == NULL)
		return fault_memory(f);
	xmlCtxtUseOptions(rd->xml,
	    XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_BIG_LINES);
	return 0;
}

/* Feeding. */

/*
 * Only the end of the input makes a cut: the parser then stands at its last
 * bytes, or in what they leave open.  libxml2 puts some errors of a whole
 * file off until then too.
 */
static int
at_end(const struct reader *rd, int last)
{
	const xmlParserInput *in = rd->xml->input;
	const xmlError *e = xmlCtxtGetLastError(rd->xml);
	int code = e == NULL ? XML_ERR_OK : e->code;

	return last &&
	    (rd->balise.ouverte || code == XML_ERR_COMMENT_NOT_FINISHED ||
		code == XML_ERR_CDATA_NOT_FINISHED ||
		code == XML_ERR_PI_NOT_FINISHED || in == NULL ||
		in->end - in->cur <= 2);
}

static int
xml_fault(struct reader *rd, int last, struct fault *f)
{
	const xmlError *e = xmlCtxtGetLastError(rd->xml);
	long line = line_of(rd);
	char racine[96];

	if (rd->sans_memoire || (e != NULL && e->code == XML_ERR_NO_MEMORY))
		return fault_memory(f);
	if (at_end(rd, last) && rd->depth > 0) {
		format_racine(rd->root, racine, sizeof(racine));
		return fault_set(f, "fichier-coupe", line,
		    "il s'arrête avant la fin de l'élément %s",
		    rd->depth == 1 ? racine : "en cours");
	}
	if (at_end(rd, last) && rd->balise.ouverte)
		return fault_set(f, "fichier-coupe", line,
		    "il s'arrête dans une balise");
	if (at_end(rd, last) && rd->root == NULL)
		return fault_set(f, "fichier-coupe", line,
		    "il n'a aucun élément");
	if (e != NULL && e->line > 0)
		line = e->line;
	return fault_set(f, "xml-invalide", line, NULL);
}

/* Read and parse one chunk.  1: go on, 0: the document is whole, -1. */
static int
feed(struct reader *rd, struct fault *f)
{
	char buf[CHUNK];
	const char *out;
	size_t n;
	long got;
	int rc;

	if ((got = rd->fn(rd->ctx, buf, sizeof(buf), f)) == -1)
		return -1;
	if (charset_feed(rd->cs, buf, (size_t)got, got == 0, &out, &n, f) ==
	    -1) {
		/* What stands before the wrong byte has not been parsed. */
		return -1;
	}
	if (!balise_suit(&rd->balise, out, n))
		return fault_set(f, "balise-longue", line_of(rd), NULL);
	int fin = 0;
	rc = xmlParseChunk(rd->xml, out, (int)n, 0);
	if (rc == 0 && got == 0 && rd->fault.kind == NULL) {
		fin = 1;
		rc = xmlParseChunk(rd->xml, NULL, 0, 1);
	}
	/* What the parser makes of half a tag is not to be believed. */
	if (fin && rd->balise.ouverte)
		return xml_fault(rd, fin, f);
	if (rd->fault.kind != NULL) {
		*f = rd->fault;
		return -1;
	}
	if (rc != 0)
		return xml_fault(rd, fin, f);
	return got > 0;
}

struct reader *
reader_open(const struct format *const *fmts, unsigned flags, source_fn fn,
    void *ctx, struct fault *f)
{
	struct reader *rd;

	if ((rd = calloc(1, sizeof(*rd))) == NULL) {
		fault_memory(f);
		return NULL;
	}
	rd->fmts = fmts;
	rd->flags = flags;
	rd->fn = fn;
	rd->ctx = ctx;
	rd->remplit = &rd->lots[0];
	pthread_mutex_init(&rd->mutex, NULL);
	pthread_cond_init(&rd->change, NULL);
	if ((rd->cs = charset_open(1, f)) == NULL || parser_open(rd, f) == -1) {
		reader_close(rd);
		return NULL;
	}
	return rd;
}

void
reader_close(struct reader *rd)
{
	size_t i;

	if (rd == NULL)
		return;
	reader_arrete(rd);
	pthread_mutex_destroy(&rd->mutex);
	pthread_cond_destroy(&rd->change);
	for (i = 0; i < LOTS; i++) {
		free(rd->lots[i].queue);
		free(rd->lots[i].offs);
		free(rd->lots[i].arena);
	}
	tree_free(rd);
	free(rd->root);
	free(rd->version);
	charset_close(rd->cs);
	xmlFreeParserCtxt(rd->xml);
	xmlSetStructuredErrorFunc(NULL, on_error);
	(void)xmlThrDefSetStructuredErrorFunc(NULL, on_error);
	free(rd);
}

/* Parse into a lot until it has enough rows, or there is nothing more. */
static void
fill(struct reader *rd, struct lot *l, size_t enough)
{
	int rc = 1;

	l->nqueue = l->noffs = l->narena = 0;
	l->fin = 0;
	rd->remplit = l;
	while (rc == 1 && l->narena <= enough)
		rc = feed(rd, &l->fault);
	/* Rows before a fault are whole: they come first. */
	l->fin = rc != 1;
	if (rc == 0)
		l->fault.kind = NULL;
}

static void *
ahead(void *arg)
{
	struct reader *rd = arg;
	struct lot *l;
	int go = 1;

	while (go) {
		pthread_mutex_lock(&rd->mutex);
		while (rd->pleins == LOTS - 1 && !rd->arret)
			pthread_cond_wait(&rd->change, &rd->mutex);
		l = &rd->lots[(rd->tete + rd->pleins + 1) % LOTS];
		go = !rd->arret;
		pthread_mutex_unlock(&rd->mutex);
		if (!go)
			break;
		fill(rd, l, LOT_MIN);
		go = !l->fin;
		pthread_mutex_lock(&rd->mutex);
		rd->pleins++;
		pthread_cond_signal(&rd->change);
		pthread_mutex_unlock(&rd->mutex);
	}
	return NULL;
}

void
reader_devance(struct reader *rd)
{
	/* Without a thread, reader_next parses itself: nothing is lost. */
	if (!rd->actif && !rd->lots[rd->tete].fin)
		rd->actif = pthread_create(&rd->fil, NULL, ahead, rd) == 0;
}

void
reader_arrete(struct reader *rd)
{
	if (!rd->actif)
		return;
	pthread_mutex_lock(&rd->mutex);
	rd->arret = 1;
	pthread_cond_signal(&rd->change);
	pthread_mutex_unlock(&rd->mutex);
	pthread_join(rd->fil, NULL);
	rd->actif = 0;
}

/* The next lot, parsed here or waited for. */
static void
next_lot(struct reader *rd)
{
	if (!rd->actif && rd->pleins == 0) {
		fill(rd, &rd->lots[rd->tete], 0);
		return;
	}
	pthread_mutex_lock(&rd->mutex);
	while (rd->pleins == 0)
		pthread_cond_wait(&rd->change, &rd->mutex);
	rd->tete = (rd->tete + 1) % LOTS;
	rd->pleins--;
	pthread_cond_signal(&rd->change);
	pthread_mutex_unlock(&rd->mutex);
}

int
reader_next(struct reader *rd, struct row *row, struct fault *f)
{
	const struct lot *l = &rd->lots[rd->tete];
	const struct queued *q;
	size_t i;

	while (rd->qnext == l->nqueue) {
		if (l->fin && l->fault.kind != NULL) {
			*f = l->fault;
			return -1;
		}
		if (l->fin)
			return 0;
		next_lot(rd);
		rd->qnext = 0;
		l = &rd->lots[rd->tete];
	}
	q = &l->queue[rd->qnext++];
	row->fmt = rd->fmt;
	row->rec =
	    q->rec == AUCUN ? &element_record : &rd->fmt->records[q->rec];
	row->line = q->line;
	row->rang = q->rang;
	row->val = rd->val;
	for (i = 0; i < row->rec->nfields; i++)
		rd->val[i] = l->offs[q->first + i] == AUCUN
		    ? NULL
		    : l->arena + l->offs[q->first + i];
	return 1;
}

/*
 * The element that holds a record and its like: in its parent's record the
 * next one down; for children in a block of their own, the block under
 * DONNEES; else its container.
 */
static size_t
block_length(const struct format *fmt, const struct record *r)
{
	const struct record *p;
	size_t i, n;
	const char *end;

	for (i = 0; r->parent != NULL && i < fmt->nrecords; i++) {
		p = &fmt->records[i];
		n = strlen(p->path);
		if (strcmp(p->name, r->parent) == 0 &&
		    strncmp(r->path, p->path, n) == 0 && r->path[n] == '/')
			return n + 1 + strcspn(r->path + n + 1, "/");
	}
	n = strcspn(r->path, "/");
	if (r->parent != NULL && r->path[n] == '/')
		return n + 1 + strcspn(r->path + n + 1, "/");
	end = strrchr(r->path, '/');
	return end == NULL ? strlen(r->path) : (size_t)(end - r->path);
}

int
reader_bloc(struct reader *rd, size_t rec)
{
	const struct record *r = &rd->fmt->records[rec];
	size_t node = 0, len, done = 0, end = block_length(rd->fmt, r);
	const xmlChar *name;

	if (r->flags & R_SQL)
		return 0;
	while (done < end && node != AUCUN) {
		len = strcspn(r->path + done, "/");
		/* it is there since the tree was built */
		name = xmlDictExists(rd->xml->dict,
		    (const xmlChar *)r->path + done, (int)len);
		node = chemins_trouve(&rd->chemins, node, name);
		done += len + 1;
	}
	return node != AUCUN && rd->chemins.noeuds[node].vu;
}

const struct format *
reader_format(const struct reader *rd)
{
	return rd->fmt;
}

const char *
reader_root(const struct reader *rd)
{
	return rd->root == NULL ? "" : rd->root;
}

const char *
reader_version(const struct reader *rd)
{
	return rd->version == NULL ? "" : rd->version;
}

const char *
reader_encodage(const struct reader *rd)
{
	return charset_name(rd->cs);
}

int
reader_partiel(const struct reader *rd)
{
	return rd->partiel;
}

unsigned
reader_remarques(const struct reader *rd)
{
	return charset_remarques(rd->cs);
}
