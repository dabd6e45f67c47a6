/*
 * masque.c - XML and tables without the people in them: each element,
 * attribute and column as pseudo.c would have it.  What is no value, blanks
 * and line ends among it, stays byte for byte; comments lose their words.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

/* XML, as a stream of bytes, well formed or not. */

#define CONNUS 128

struct copie {
	const struct pseudo *p;
	struct archive *out;
	struct texte texte; /* since the last tag, entities as they are */
	struct texte tag;
	char element[80]; /* whose text it is; "" after an end tag */
	char fin[8];      /* what ends a comment, ... */
	size_t lus;       /* bytes of fin that have come */
	char guillemet;
	enum { DANS_TEXTE, DANS_TAG, DANS_COMMENTAIRE, DANS_CDATA } ou;
	int doctype;
	struct {
		char nom[40];
		enum espece k;
	} connus[CONNUS]; /* kinds of the names that came last */
};

/* Bytes to UTF-8, entities to characters; *utf8: it was so. */
static void
decode(const char *s, struct texte *out, int *utf8)
{
	static const struct {
		const char *nom;
		char c;
	} entites[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&apos;", '\'' } };
	static const struct {
		unsigned char octet;
		const char *dit;
	} latin9[] = { { 0xA4, "€" }, { 0xA6, "Š" }, { 0xA8, "š" },
		{ 0xB4, "Ž" }, { 0xB8, "ž" }, { 0xBC, "Œ" }, { 0xBD, "œ" },
		{ 0xBE, "Ÿ" } };
	const unsigned char *u = (const unsigned char *)s;
	size_t i, reste = strlen(s);
	long cp;
	char *fin;
	int n;

	*utf8 = 1;
	for (i = 0; i < reste; i += (size_t)(n > 0 ? n : 1))
		if ((n = utf8_longueur(u + i, reste - i)) <= 0)
			*utf8 = 0;
	for (; *s != '\0'; s++) {
		for (i = 0; i < NELEM(entites); i++)
			if (strncmp(s, entites[i].nom,
				strlen(entites[i].nom)) == 0)
				break;
		if (i < NELEM(entites)) {
			texte_ajoute(out, "%c", entites[i].c);
			s += strlen(entites[i].nom) - 1;
			continue;
		}
		cp = (unsigned char)*s;
		if (s[0] == '&' && s[1] == '#') {
			cp = s[2] == 'x' ? strtol(s + 3, &fin, 16)
					 : strtol(s + 2, &fin, 10);
			if (*fin != ';' || cp < 32 || cp > 0x7FF)
				cp = '?';
			else
				s = fin;
		} else if (cp >= 0x80 && *utf8) {
			texte_ajoute(out, "%c", *s);
			continue;
		}
		for (i = 0; i < NELEM(latin9); i++)
			if (cp == latin9[i].octet && *s != ';')
				break;
		if (i < NELEM(latin9))
			texte_ajoute(out, "%s", latin9[i].dit);
		else if (cp < 0x80)
			texte_ajoute(out, "%c", (int)cp);
		else
			texte_ajoute(out, "%c%c", (int)(0xC0 | cp >> 6),
			    (int)(0x80 | (cp & 0x3F)));
	}
}

/* And back, as the file has them. */
static void
encode(const char *s, int utf8, struct texte *out)
{
	const unsigned char *u;
	uint32_t cp;
	int o;

	for (u = (const unsigned char *)s; *u != '\0'; u++) {
		if (*u == '&' || *u == '<' || *u == '>' || *u == '"') {
			texte_ajoute(out, "&#%d;", *u);
			continue;
		}
		if (*u < 0x80 || utf8) {
			texte_ajoute(out, "%c", *u);
			continue;
		}
		cp = (*u & 0xE0) == 0xC0
		    ? (uint32_t)((*u & 0x1F) << 6 | (u[1] & 0x3F))
		    : 0;
		if ((*u & 0xF0) == 0xE0 && u[1] != '\0')
			cp = (uint32_t)((*u & 0x0F) << 12 | (u[1] & 0x3F) << 6 |
			    (u[2] & 0x3F));
		while ((u[1] & 0xC0) == 0x80)
			u++;
		o = latin9_octet(cp);
		texte_ajoute(out, "%c", o == -1 ? '?' : o);
	}
}

/* s, of that kind, into out, blanks around it as they are. */
static void
rewrite(const struct pseudo *p, enum espece k, const char *s, struct texte *out)
{
	struct texte clair = { 0 }, neuf = { 0 };
	size_t avant = strspn(s, " \t\r\n"), n = strlen(s);
	int utf8 = 0;

	while (n > avant && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	texte_ajoute(out, "%.*s", (int)avant, s);
	if (n > avant) {
		texte_ajoute(&neuf, "%.*s", (int)(n - avant), s + avant);
		if (!neuf.rate)
			decode(neuf.s, &clair, &utf8);
		texte_vide(&neuf);
		if (!clair.rate && clair.s != NULL)
			pseudo_valeur(p, k, clair.s, &neuf);
		if (!neuf.rate && neuf.s != NULL)
			encode(neuf.s, utf8, out);
		out->rate |= clair.rate | neuf.rate;
	}
	texte_ajoute(out, "%s", s + n);
	texte_libere(&clair);
	texte_libere(&neuf);
}

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
kind_kept(struct copie *c, const char *nom)
{
	size_t i = (size_t)(hache(nom) % CONNUS);

	if (*nom == '\0' || strlen(nom) >= sizeof(c->connus[i].nom))
		return PS_NOM;
	if (strcmp(c->connus[i].nom, nom) != 0) {
		c->connus[i].k = pseudo_espece(nom);
		(void)snprintf(c->connus[i].nom, sizeof(c->connus[i].nom), "%s",
		    nom);
	}
	return c->connus[i].k;
}

static int
put_text(struct copie *c, struct fault *f)
{
	struct texte out = { 0 };
	const char *s = texte_fin(&c->texte, f);
	enum espece k = kind_kept(c, c->element);
	int rc;

	if (s == NULL)
		return -1;
	if (k == PS_TEL_QUEL)
		return put(c, &c->texte, f);
	rewrite(c->p, k, s, &out);
	rc = put(c, &out, f);
	texte_libere(&out);
	texte_vide(&c->texte);
	return rc;
}

/* <PS_NOM a="v" …>: attributes are rewritten, names stay. */
static int
put_tag(struct copie *c, struct fault *f)
{
	struct texte out = { 0 }, v = { 0 };
	const char *s = texte_fin(&c->tag, f), *p;
	char nom[80];
	size_t n;
	int rc;

	if (s == NULL)
		return -1;
	n = strcspn(s + 1, " \t\r\n/>");
	(void)snprintf(c->element, sizeof(c->element), "%.*s", (int)n, s + 1);
	if (s[1] == '/')
		c->element[0] = '\0';
	for (p = s; *p != '\0' && s[1] != '?';) {
		n = strcspn(p, "\"'");
		texte_ajoute(&out, "%.*s", (int)n, p);
		if (p[n] == '\0')
			break;
		nom[0] = '\0';
		for (size_t k = n; k-- > 0 && strchr(" \t\r\n", p[k]) == NULL;)
			(void)snprintf(nom, sizeof(nom), "%.*s",
			    (int)(n - k - 1), p + k);
		p += n;
		n = strcspn(p + 1, *p == '"' ? "\"" : "'");
		texte_vide(&v);
		texte_ajoute(&v, "%.*s", (int)n, p + 1);
		texte_ajoute(&out, "%c", *p);
		if (!v.rate)
			rewrite(c->p,
			    strchr(nom, ':') != NULL ||
				    strncmp(nom, "xmlns", 5) == 0
				? PS_TEL_QUEL
				: kind_kept(c, nom),
			    v.s, &out);
		texte_ajoute(&out, "%.1s", p + 1 + n);
		p += 1 + n + (p[1 + n] != '\0');
	}
	if (s[1] == '?')
		texte_ajoute(&out, "%s", s);
	rc = put(c, &out, f);
	texte_vide(&c->tag);
	texte_libere(&out);
	texte_libere(&v);
	return rc;
}

/* What a comment says may be anything: its lines stay, empty. */
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
		encode((char[]){ o, '\0' }, 1, &c->texte);
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
	case DANS_CDATA:
		if (!in_comment(c, o))
			return 0;
		if (c->ou == DANS_COMMENTAIRE && put(c, &c->tag, f) == -1)
			return -1;
		c->ou = DANS_TEXTE;
		return 0;
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

/* TSV: columns by the names of the header. */

#define COLONNES 64

struct tsv {
	enum espece k[COLONNES];
	size_t n, champ, valeur; /* columns of a saisie, or n */
	int entete;              /* it has come */
};

static enum espece
kind_entered(const char *champ)
{
	const char *p = strrchr(champ, '/');

	return pseudo_espece(p == NULL ? champ : p + 1);
}

static void
one_cell(const struct pseudo *p, struct tsv *t, size_t i, const char *cellule,
    const char *champ, struct texte *out)
{
	enum espece k = i < t->n ? t->k[i] : PS_NOM;

	if (!t->entete) {
		if (i < COLONNES) {
			t->k[i] = pseudo_espece(cellule);
			t->n = i + 1;
		}
		if (strcmp(cellule, "champ") == 0)
			t->champ = i;
		if (strcmp(cellule, "valeur") == 0)
			t->valeur = i;
		k = PS_TEL_QUEL;
	} else if (i == t->valeur)
		k = kind_entered(champ);
	else if (i == t->champ ||
	    (k == PS_NOM && cellule[strspn(cellule, "0123456789-")] == '\0'))
		k = PS_TEL_QUEL; /* a number of ours */
	rewrite(p, k, cellule, out);
}

static void
one_line(const struct pseudo *p, struct tsv *t, char *ligne, struct texte *out)
{
	char *cell = ligne, *tab, champ[128] = "";
	size_t i, n = strcspn(ligne, "\r\n");
	char fin[4];

	(void)snprintf(fin, sizeof(fin), "%.3s", ligne + n);
	ligne[n] = '\0';
	if (*ligne == '#' || *ligne == '\0') {
		texte_ajoute(out, "%s%s", ligne, fin);
		return;
	}
	for (i = 0; cell != NULL; i++, cell = tab) {
		if ((tab = strchr(cell, '\t')) != NULL)
			*tab++ = '\0';
		if (t->entete && i == t->champ)
			(void)snprintf(champ, sizeof(champ), "%s", cell);
		one_cell(p, t, i, cell, champ, out);
		texte_ajoute(out, "%s", tab == NULL ? fin : "\t");
	}
	t->entete = 1;
}

static int
copy_tsv(struct copie *c, source_fn fn, void *ctx, struct fault *f)
{
	struct tsv t = { .champ = COLONNES, .valeur = COLONNES };
	struct texte out = { 0 };
	char buf[16 * 1024];
	long n, i;
	int rc = 0;

	while (rc == 0 && (n = fn(ctx, buf, sizeof(buf), f)) != 0) {
		for (i = 0; i < n && rc == 0; i++) {
			if (buf[i] != '\0')
				texte_ajoute(&c->texte, "%c", buf[i]);
			if (buf[i] != '\n' || texte_fin(&c->texte, f) == NULL)
				continue;
			one_line(c->p, &t, c->texte.s, &out);
			texte_vide(&c->texte);
			rc = put(c, &out, f);
		}
		if (n == -1)
			rc = -1;
	}
	if (rc == 0 && c->texte.n > 0 && texte_fin(&c->texte, f) != NULL) {
		one_line(c->p, &t, c->texte.s, &out);
		rc = put(c, &out, f);
	}
	texte_libere(&out);
	return c->texte.rate ? fault_memory(f) : rc;
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
		rc = copy_tsv(&c, fn, ctx, f);
	else
		while ((n = fn(ctx, buf, sizeof(buf), f)) != 0 && rc == 0)
			rc = n == -1 ? -1
				     : archive_write(out, buf, (size_t)n, f);
	texte_libere(&c.texte);
	texte_libere(&c.tag);
	return rc;
}
