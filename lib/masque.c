/*
 * masque.c - XML without the people in it: each element and attribute as
 * pseudo.c would have it.  Blanks and line ends stay byte for byte; comments
 * and processing instructions lose their words, and names that no format
 * knows are others.
 */
#include <ctype.h>
#include <string.h>

#include "sconet.h"

/* XML, as a stream of bytes, well formed or not. */

#define CONNUS     128
#define PROFONDEUR 16 /* what is deeper has no kind of its own */

struct copie {
	const struct pseudo *p;
	struct archive *out;
	struct texte texte; /* since the last tag, entities as they are */
	struct texte tag;
	char element[80]; /* whose text it is; "" after an end tag */
	char ouverts[PROFONDEUR][80]; /* those it is in, it among them */
	size_t profondeur;
	char fin[8]; /* what ends a comment, ... */
	size_t lus;  /* bytes of fin that have come */
	char guillemet;
	enum { DANS_TEXTE, DANS_TAG, DANS_COMMENTAIRE, DANS_CDATA } ou;
	int doctype;
	struct {
		char nom[80]; /* "PARENT/NOM" */
		enum espece k;
	} connus[CONNUS]; /* kinds of the names that came last */
};

static int
put(struct copie *c, struct texte *x, struct fault *f)
{
	const char *s = texte_fin(x, f);
	int rc = s == NULL ? -1 : archive_write(c->out, s, x->n, f);

	texte_vide(x);
	return rc;
}

/* There are few names, and each comes often. */
static enum espece
kind_kept(struct copie *c, const char *parent, const char *nom)
{
	char les_deux[80];
	size_t i;
	int n;

	n = snprintf(les_deux, sizeof(les_deux), "%s/%s", parent, nom);
	if (*nom == '\0' || n < 0 || (size_t)n >= sizeof(les_deux))
		return PS_NOM;
	i = (size_t)(hache(les_deux) % CONNUS);
	if (strcmp(c->connus[i].nom, les_deux) != 0) {
		c->connus[i].k = pseudo_espece(parent, nom);
		memcpy(c->connus[i].nom, les_deux, sizeof(les_deux));
	}
	return c->connus[i].k;
}

/* The n-th element from within; "" when it is not known. */
static const char *
around(const struct copie *c, size_t n)
{
	return c->profondeur > n && c->profondeur <= PROFONDEUR
	    ? c->ouverts[c->profondeur - 1 - n]
	    : "";
}

static int
put_text(struct copie *c, struct fault *f)
{
	struct texte out = { 0 };
	const char *s = texte_fin(&c->texte, f);
	enum espece k = kind_kept(c, around(c, 1), c->element);
	int rc;

	if (s == NULL)
		return -1;
	if (k == PS_TEL_QUEL)
		return put(c, &c->texte, f);
	masque_valeur(c->p, k, s, &out);
	rc = put(c, &out, f);
	texte_libere(&out);
	texte_vide(&c->texte);
	return rc;
}

/* What XML itself calls so, in small letters as it must be. */
static int
is_of_xml(const char *nom)
{
	static const char *const noms[] = { "xml", "xmlns", "xsi", "version",
		"encoding", "standalone", "schemaLocation",
		"noNamespaceSchemaLocation" };
	size_t i;

	for (i = 0; i < NELEM(noms); i++)
		if (strcmp(noms[i], nom) == 0)
			return 1;
	return 0;
}

/*
 * The n bytes at s, between two values: names that no table has become others,
 * in start and end alike.  dernier: the last of them, as it was.
 */
static void
put_names(const struct copie *c, const char *s, size_t n, char *dernier,
    size_t max, struct texte *out)
{
	static const char entre[] = " \t\r\n=<>/?!:";
	struct texte nom = { 0 };
	size_t i, k;

	for (i = 0; i < n; i += k) {
		for (k = 0; i + k < n && strchr(entre, s[i + k]) == NULL; k++)
			;
		if (k == 0) {
			texte_ajoute(out, "%c", s[i]);
			k = 1;
			continue;
		}
		texte_vide(&nom);
		texte_ajoute(&nom, "%.*s", (int)k, s + i);
		if (nom.rate) {
			out->rate = 1;
			break;
		}
		(void)snprintf(dernier, max, "%s", nom.s);
		if (formats_nom(nom.s) || is_of_xml(nom.s))
			texte_ajoute(out, "%s", nom.s);
		else
			masque_valeur(c->p, PS_NOM, nom.s, out);
	}
	texte_libere(&nom);
}

/* <?xml version="1.0" encoding="UTF-8"?>, and no more than that. */
static enum espece
kind_declared(const char *nom, const char *v)
{
	static const struct {
		const char *nom, *lettres;
	} permis[] = { { "version", "0123456789." }, { "standalone", "yesno" },
		{ "encoding",
		    "0123456789-_"
		    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" } };
	size_t i;

	for (i = 0; i < NELEM(permis); i++)
		if (strcmp(permis[i].nom, nom) == 0 && strlen(v) < 16 &&
		    v[strspn(v, permis[i].lettres)] == '\0' &&
		    (strcmp(nom, "encoding") != 0 ||
			v[strcspn(v, "0123456789")] != '\0' ||
			strcmp(v, "US-ASCII") == 0))
			return PS_TEL_QUEL;
	return PS_NOM;
}

/* The element that begins or ends with that tag. */
static void
enter(struct copie *c, const char *s)
{
	size_t k = strcspn(s + 1, " \t\r\n/>");

	if (s[1] == '?' || s[1] == '!')
		return;
	if (s[1] == '/') {
		c->element[0] = '\0';
		c->profondeur -= c->profondeur > 0;
		return;
	}
	(void)snprintf(c->element, sizeof(c->element), "%.*s", (int)k, s + 1);
	if (c->profondeur < PROFONDEUR)
		(void)snprintf(c->ouverts[c->profondeur], sizeof(c->ouverts[0]),
		    "%s", c->element);
	c->profondeur++;
}

/* <NOM a="v" …>: names and values. */
static int
put_tag(struct copie *c, struct fault *f)
{
	struct texte out = { 0 }, v = { 0 };
	const char *s = texte_fin(&c->tag, f), *p;
	char nom[80] = "";
	enum espece k;
	size_t n;
	int rc;

	if (s == NULL)
		return -1;
	enter(c, s);
	for (p = s; *p != '\0';) {
		n = strcspn(p, "\"'");
		put_names(c, p, n, nom, sizeof(nom), &out);
		if (p[n] == '\0')
			break;
		p += n;
		n = strcspn(p + 1, *p == '"' ? "\"" : "'");
		texte_vide(&v);
		texte_ajoute(&v, "%.*s", (int)n, p + 1);
		texte_ajoute(&out, "%c", *p);
		if (!v.rate) {
			k = s[1] == '?' ? kind_declared(nom, v.s)
					: kind_kept(c, c->element, nom);
			masque_valeur(c->p, k, v.s, &out);
		}
		texte_ajoute(&out, "%.1s", p + 1 + n);
		p += 1 + n + (p[1 + n] != '\0');
	}
	if (c->tag.n > 2 && s[c->tag.n - 2] == '/' && s[1] != '/') {
		c->element[0] = '\0';
		c->profondeur -= c->profondeur > 0;
	}
	out.rate |= v.rate;
	rc = put(c, &out, f);
	texte_vide(&c->tag);
	texte_libere(&out);
	texte_libere(&v);
	return rc;
}

/*
 * What a comment or a processing instruction says may be anything: its lines
 * stay, empty.
 */
static int
in_comment(struct copie *c, char o)
{
	size_t n = strlen(c->fin);

	if (o == c->fin[c->lus])
		c->lus++;
	else if (o != c->fin[0])
		c->lus = 0;
	else if (c->lus != 2) /* "--->" ends as "-->" does */
		c->lus = 1;
	if (c->ou == DANS_COMMENTAIRE && o == '\n')
		texte_ajoute(&c->tag, "\n");
	if (c->ou == DANS_CDATA)
		masque_octets((char[]){ o, '\0' }, 1, &c->texte);
	if (c->lus < n)
		return 0;
	if (c->ou == DANS_COMMENTAIRE)
		texte_ajoute(&c->tag, "%s", c->fin);
	else if (c->texte.n >= strlen("]]&#62;")) {
		c->texte.n -= strlen("]]&#62;");
		c->texte.s[c->texte.n] = '\0';
	}
	return 1;
}

static int
end_comment(struct copie *c, char o, struct fault *f)
{
	if (!in_comment(c, o))
		return 0;
	if (c->ou == DANS_COMMENTAIRE && put(c, &c->tag, f) == -1)
		return -1;
	c->ou = DANS_TEXTE;
	return 0;
}

/* Of a tag that begins with "<?": may it still be that of XML itself? */
static int
begins_declaration(const char *s)
{
	static const char debut[] = "<?xml";
	size_t n = strlen(s), k = strlen(debut);

	return strncmp(s, debut, n < k ? n : k) == 0 &&
	    (n <= k || isspace((unsigned char)s[k]));
}

static int
in_tag(struct copie *c, char o, struct fault *f)
{
	texte_ajoute(&c->tag, "%c", o);
	if (c->tag.rate)
		return fault_memory(f);
	if (strcmp(c->tag.s, "<!--") == 0) {
		c->ou = DANS_COMMENTAIRE;
		(void)snprintf(c->fin, sizeof(c->fin), "-->");
		c->lus = 0;
		return put_text(c, f);
	}
	if (strcmp(c->tag.s, "<![CDATA[") == 0) {
		c->ou = DANS_CDATA;
		(void)snprintf(c->fin, sizeof(c->fin), "]]>");
		c->lus = 0;
		texte_vide(&c->tag);
		return 0;
	}
	if (strncmp(c->tag.s, "<?", 2) == 0 && c->tag.n <= 6 &&
	    !begins_declaration(c->tag.s)) {
		c->ou = DANS_COMMENTAIRE;
		(void)snprintf(c->fin, sizeof(c->fin), "?>");
		c->lus = 0;
		if (put_text(c, f) == -1)
			return -1;
		texte_vide(&c->tag);
		texte_ajoute(&c->tag, "<?x ");
		return end_comment(c, o, f);
	}
	/* The reader refuses it: nothing after it is looked at. */
	if (strcmp(c->tag.s, "<!DOCTYPE") == 0) {
		c->doctype = 1;
		texte_ajoute(&c->tag, " x>");
		return put(c, &c->tag, f);
	}
	if (c->guillemet != '\0') {
		if (o == c->guillemet)
			c->guillemet = '\0';
	} else if (o == '"' || o == '\'')
		c->guillemet = o;
	else if (o == '>') {
		c->ou = DANS_TEXTE;
		return put_text(c, f) == -1 ? -1 : put_tag(c, f);
	}
	return 0;
}

static int
one_byte(struct copie *c, char o, struct fault *f)
{
	if (c->doctype || o == '\0')
		return 0;
	switch (c->ou) {
	case DANS_TAG: return in_tag(c, o, f);
	case DANS_COMMENTAIRE:
	case DANS_CDATA: return end_comment(c, o, f);
	case DANS_TEXTE: break;
	}
	if (o != '<') {
		texte_ajoute(&c->texte, "%c", o);
		return 0;
	}
	c->ou = DANS_TAG;
	c->guillemet = '\0';
	texte_ajoute(&c->tag, "<");
	return 0;
}

static int
copy_xml(struct copie *c, source_fn fn, void *ctx, struct fault *f)
{
	char buf[16 * 1024];
	long n, i;

	while ((n = fn(ctx, buf, sizeof(buf), f)) > 0)
		for (i = 0; i < n; i++)
			if (one_byte(c, buf[i], f) == -1)
				return -1;
	if (n == -1 || put_text(c, f) == -1)
		return -1;
	/* Cut off in a tag: what it says is not known to be no name. */
	if (c->ou == DANS_TAG || c->ou == DANS_COMMENTAIRE)
		return put_tag(c, f);
	return 0;
}

int
pseudo_copie(const struct pseudo *p, const char *extension, source_fn fn,
    void *ctx, struct archive *out, struct fault *f)
{
	struct copie c = { .p = p, .out = out };
	char buf[16 * 1024];
	long n;
	int rc = 0;

	if (p != NULL && strcmp(extension, "xml") == 0)
		rc = copy_xml(&c, fn, ctx, f);
	else if (p != NULL && strcmp(extension, "tsv") == 0)
		rc = masque_tsv(p, fn, ctx, out, f);
	else if (p != NULL && strcmp(extension, "yaml") == 0)
		rc = masque_yaml(p, fn, ctx, out, f);
	else
		while ((n = fn(ctx, buf, sizeof(buf), f)) != 0 && rc == 0)
			rc = n == -1 ? -1
				     : archive_write(out, buf, (size_t)n, f);
	texte_libere(&c.texte);
	texte_libere(&c.tag);
	return rc;
}
