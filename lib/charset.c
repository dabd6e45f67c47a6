/*
 * charset.c - the four encodings of exchange files to UTF-8.
 *
 * An input says what it is at two moments: at the door (a mark, an XML
 * declaration), and by its first byte over 0x7F, because files saved by an
 * editor are often UTF-8 under an 8-bit declaration.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sconet.h"

#define GARDE_MAX 1024 /* bytes kept back for the XML declaration */
#define NOM_MAX   40   /* of an encoding, in a fault */

#define UNS   UINT64_C(0x0101010101010101)
#define HAUTS UINT64_C(0x8080808080808080)

enum enc { ENC_AUCUN, ENC_UTF8, ENC_LATIN9, ENC_LATIN1, ENC_1252 };

/* One byte of an 8-bit encoding, as UTF-8; n is 0 when it is forbidden. */
struct octet {
	char c[3];
	unsigned char n;
};

struct charset {
	int xml;
	enum enc enc; /* ENC_AUCUN: bytes are kept back at the door */
	int declare;  /* by the XML declaration or a mark */
	int indecis;  /* no byte over 0x7F yet: the first one decides */
	unsigned remarques;
	long ligne;            /* of the next byte to convert */
	struct octet tab[128]; /* 0x80 to 0xFF of the encoding chosen */
	unsigned char *in;     /* owned; starts with what was kept back */
	char *out;             /* behind in, in the same piece */
	size_t nin, nout, cap; /* cap is that of in */
};

static const char *const enc_noms[] = {
	[ENC_AUCUN] = "",
	[ENC_UTF8] = "UTF-8",
	[ENC_LATIN9] = "ISO-8859-15",
	[ENC_LATIN1] = "ISO-8859-1",
	[ENC_1252] = "windows-1252",
};

/* clang-format off */
static const struct {
	const char *nom;
	enum enc enc;
} declarations[] = {
	{ "UTF-8", ENC_UTF8 }, { "UTF8", ENC_UTF8 },
	{ "US-ASCII", ENC_UTF8 }, { "ASCII", ENC_UTF8 },
	{ "ISO-8859-15", ENC_LATIN9 }, { "ISO8859-15", ENC_LATIN9 },
	{ "ISO_8859-15", ENC_LATIN9 }, { "LATIN9", ENC_LATIN9 },
	{ "ISO-8859-1", ENC_LATIN1 }, { "LATIN1", ENC_LATIN1 },
	{ "windows-1252", ENC_1252 }, { "cp1252", ENC_1252 },
};

/* Where ISO-8859-15 differs from ISO-8859-1. */
static const struct {
	unsigned char octet;
	uint16_t cp;
} latin9[] = {
	{ 0xA4, 0x20AC }, { 0xA6, 0x0160 }, { 0xA8, 0x0161 }, { 0xB4, 0x017D },
	{ 0xB8, 0x017E }, { 0xBC, 0x0152 }, { 0xBD, 0x0153 }, { 0xBE, 0x0178 },
};

/* windows-1252 from 0x80 to 0x9F; 0: no character. */
static const uint16_t w1252[32] = {
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
	0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178
};

/* clang-format on */

int
utf8_longueur(const unsigned char *p, size_t n)
{
	unsigned char lo = 0x80, hi = 0xBF;
	int len;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	switch (p[0]) {
	case 0xE0: lo = 0xA0; break;
	case 0xED: hi = 0x9F; break;
	case 0xF0: lo = 0x90; break;
	case 0xF4: hi = 0x8F; break;
	default: break;
	}
	for (int i = 1; i < len; i++) {
		if ((size_t)i >= n)
			return -1;
		if (p[i] < lo || p[i] > hi)
			return 0;
		lo = 0x80;
		hi = 0xBF;
	}
	return len;
}

/* A character from U+0080 to U+FFFF, as UTF-8. */
static struct octet
octet_de(uint32_t cp)
{
	struct octet o = { { 0 }, 0 };

	if (cp >= 0x800)
		o.c[o.n++] = (char)(0xE0 | cp >> 12);
	o.c[o.n] = (char)(o.n == 0 ? 0xC0 | cp >> 6 : 0x80 | (cp >> 6 & 0x3F));
	o.n++;
	o.c[o.n++] = (char)(0x80 | (cp & 0x3F));
	return o;
}

static int
controle_interdit(unsigned c)
{
	return c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

/* 0x80 to 0x9F are windows-1252 in all three: nobody means C1 controls. */
static void
tab_monte(struct charset *cs)
{
	for (uint32_t c = 0x80; c < 0x100; c++)
		cs->tab[c - 0x80] = octet_de(c);
	for (size_t i = 0; i < NELEM(w1252); i++) {
		cs->tab[i] = octet_de(w1252[i]);
		if (w1252[i] == 0)
			cs->tab[i].n = 0;
	}
	if (cs->enc != ENC_LATIN9)
		return;
	for (size_t i = 0; i < NELEM(latin9); i++)
		cs->tab[latin9[i].octet - 0x80] = octet_de(latin9[i].cp);
}

struct charset *
charset_open(int xml, struct fault *f)
{
	struct charset *cs = calloc(1, sizeof(*cs));

	if (cs == NULL) {
		fault_memory(f);
		return NULL;
	}
	cs->xml = xml;
	cs->ligne = 1;
	return cs;
}

void
charset_close(struct charset *cs)
{
	if (cs == NULL)
		return;
	free(cs->in);
	free(cs);
}

const char *
charset_name(const struct charset *cs)
{
	return enc_noms[cs->enc];
}

unsigned
charset_remarques(const struct charset *cs)
{
	return cs->remarques;
}

static int
blanc(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *
passe_blancs(const char *p, const char *fin)
{
	while (p < fin && blanc(*p))
		p++;
	return p;
}

/*
 * The encoding named between p and fin, the inside of an XML declaration:
 * version="1.0" encoding='X'.  Returns its length and *nom, or -1.
 */
static long
encoding_nomme(const char *p, const char *fin, const char **nom)
{
	const char *attr, *v;
	size_t nattr;

	for (;;) {
		attr = p = passe_blancs(p, fin);
		while (p < fin && !blanc(*p) && *p != '=')
			p++;
		nattr = (size_t)(p - attr);
		p = passe_blancs(p, fin);
		if (p == fin || *p != '=')
			return -1;
		p = passe_blancs(p + 1, fin);
		if (p == fin || (*p != '"' && *p != '\''))
			return -1;
		v = p + 1;
		p = memchr(v, *p, (size_t)(fin - v));
		if (p == NULL)
			return -1;
		if (nattr == 8 && memcmp(attr, "encoding", 8) == 0) {
			*nom = v;
			return p - v;
		}
		p++;
	}
}

/* As there are: "UTF-16", "macintosh", one of ours but for a slip. */
static int
is_encoding(const char *nom)
{
	static const char *const autres[] = { "UTF-16", "UTF-16LE", "UTF-16BE",
		"UTF-32", "UCS-2", "EBCDIC-CP-FR", "EBCDIC-FR", "UNICODE",
		"ANSI", "macintosh", "MacRoman", "IBM850", "cp850", "cp437",
		"ISO-8859-2", "ISO-8859-16", "ISO-10646-UCS-2",
		"windows-1250" };
	size_t i;

	for (i = 0; i < NELEM(declarations); i++)
		if (forme_proche(nom, declarations[i].nom))
			return 1;
	for (i = 0; i < NELEM(autres); i++)
		if (forme_proche(nom, autres[i]))
			return 1;
	return 0;
}

/* What the declaration between p and fin asks for. */
static int
declaration(struct charset *cs, const char *p, const char *fin, struct fault *f)
{
	char nom[NOM_MAX + 1], dit[96];
	const char *v;
	long n = encoding_nomme(p, fin, &v);
	size_t i;
	int connu;

	if (n == -1)
		return 0;
	for (i = 0; i < (size_t)n && i < NOM_MAX; i++)
		nom[i] = (char)(v[i] >= ' ' && v[i] <= '~' ? v[i] : '?');
	nom[i] = '\0';
	for (i = 0; n <= NOM_MAX && i < NELEM(declarations); i++) {
		if (strcasecmp(nom, declarations[i].nom) != 0)
			continue;
		/* A mark is stronger than what is written behind it. */
		if ((cs->remarques & CS_BOM) == 0)
			cs->enc = declarations[i].enc;
		else if (declarations[i].enc != ENC_UTF8)
			cs->remarques |= CS_EST_UTF8;
		cs->declare = 1;
		return 0;
	}
	connu = is_encoding(nom);
	forme_ou(connu, nom, dit, sizeof(dit));
	return fault_set(f, "encodage", 1,
	    "ligne 1 : %s%s%s ; attendu ISO-8859-15 ou UTF-8",
	    connu ? "« " : "encodage ", dit, connu ? " »" : "");
}

/* UTF-16 and UTF-32 have a mark, or a NUL among the first four bytes. */
static int
refuse_utf16(const struct charset *cs, struct fault *f)
{
	const unsigned char *p = cs->in;
	size_t n = cs->nin < 4 ? cs->nin : 4, i;

	for (i = 0; i < n && p[i] != 0; i++)
		if (i == 1 && p[0] >= 0xFE && p[1] >= 0xFE && p[0] != p[1])
			break;
	if (i == n)
		return 0;
	return fault_set(f, "encodage", 1,
	    "ligne 1 : octet 0x%02X en position %zu, sans doute de l'UTF-16 "
	    "ou de l'UTF-32",
	    p[i], i + 1);
}

/*
 * Look for "?>" within n bytes: 1 found at *fin, 0 not yet, -1 never, for
 * what is no declaration, too long a one, or not in ASCII.
 */
static int
declaration_finie(const char *p, size_t n, const char **fin)
{
	static const char debut[] = "<?xml";
	const size_t ndebut = sizeof(debut) - 1;

	if (memcmp(p, debut, n < ndebut ? n : ndebut) != 0)
		return -1;
	if (n > ndebut && !blanc(p[ndebut]))
		return -1;
	for (size_t i = ndebut; i < n; i++) {
		if (p[i] == '>' && p[i - 1] == '?') {
			*fin = p + i - 1;
			return 1;
		}
		/* Bytes kept back must not triple in size later. */
		if (p[i] < '\t' || p[i] > '~' || i == GARDE_MAX)
			return -1;
	}
	return 0;
}

/* Decide by what is kept back: 1 and *debut, where the text starts; or 0. */
static int
porte(struct charset *cs, int last, size_t *debut, struct fault *f)
{
	const char *p = (const char *)cs->in, *fin = NULL;
	int r = -1;

	*debut = 0;
	if (cs->nin < 4 && !last)
		return 0;
	if (refuse_utf16(cs, f) == -1)
		return -1;
	if (cs->nin >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
		*debut = 3;
	if (cs->xml)
		r = declaration_finie(p + *debut, cs->nin - *debut, &fin);
	if (r == 0 && !last)
		return 0;
	if (*debut > 0)
		cs->remarques |= CS_BOM;
	cs->enc = ENC_UTF8;
	cs->declare = *debut > 0;
	if (r == 1 && declaration(cs, p + *debut + 5, fin, f) == -1) {
		cs->enc = ENC_AUCUN;
		return -1;
	}
	cs->indecis = !cs->declare || cs->enc != ENC_UTF8;
	return 1;
}

/* Mark by 0x80 the bytes of w, all below 0x80, that are c. */
static uint64_t
octets_egaux(uint64_t w, unsigned char c)
{
	return ~((w ^ UNS * c) + UNS * 0x7F) & HAUTS;
}

/*
 * Eight bytes at once: 1 when all are ASCII and allowed, and lines are
 * counted; 0 when they must be looked at one by one.
 */
static int
mot_simple(uint64_t w, long *lignes)
{
	uint64_t controles, lf;

	if ((w & HAUTS) != 0)
		return 0;
	controles = ~(w + UNS * 0x60) & HAUTS;
	if (controles == 0)
		return 1;
	lf = octets_egaux(w, '\n');
	controles &= ~(lf | octets_egaux(w, '\t') | octets_egaux(w, '\r'));
	if (controles != 0)
		return 0;
	*lignes += (long)((lf >> 7) * UNS >> 56); /* 8 at most */
	return 1;
}

/* Copy ASCII; stops at fin, or at a byte that is not, or not allowed. */
static const unsigned char *
copie_ascii(struct charset *cs, const unsigned char *p,
    const unsigned char *fin)
{
	char *o = cs->out + cs->nout;
	long lignes = 0;
	uint64_t w;

	while (fin - p >= 8) {
		memcpy(&w, p, 8);
		if (!mot_simple(w, &lignes))
			break;
		memcpy(o, &w, 8);
		p += 8;
		o += 8;
	}
	for (; p < fin && *p < 0x80 && !controle_interdit(*p); p++) {
		lignes += *p == '\n';
		*o++ = (char)*p;
	}
	cs->ligne += lignes;
	cs->nout = (size_t)(o - cs->out);
	return p;
}

static int
interdit(const struct charset *cs, unsigned c, struct fault *f)
{
	return fault_set(f, "caractere-interdit", cs->ligne,
	    "ligne %ld : octet 0x%02X, %s", cs->ligne, c,
	    c < 0x20 ? "caractère de contrôle"
		     : "sans caractère en windows-1252");
}

static int
contredit(const struct charset *cs, unsigned c, struct fault *f)
{
	return fault_set(f, "encodage-contradictoire", cs->ligne,
	    "ligne %ld : octet 0x%02X, pas de l'UTF-8, alors que %s", cs->ligne,
	    c,
	    cs->declare && (cs->remarques & CS_EST_UTF8) == 0
		? "cet encodage est déclaré"
		: "ce qui précède en est");
}

/*
 * Is the sequence of len bytes at p a character that a name or an address may
 * have?  In 8 bits too a capital is followed by a sign that makes a sequence
 * of the two ("É»", "É°"), but one that no French file has.
 */
static int
attendu(const unsigned char *p, int len)
{
	static const struct {
		uint32_t de, a;
	} plages[] = { { 0xA0, 0x17F }, /* Latin */
		{ 0x218, 0x21B },       /* Romanian */
		{ 0x300, 0x36F },       /* accents that stand alone */
		{ 0x1E00, 0x1EFF },     /* Latin, Vietnamese */
		{ 0x2010, 0x203A },     /* punctuation */
		{ 0x20AC, 0x20AC },     /* € */
		{ 0x2122, 0x2122 },     /* ™ */
		{ 0xFB00, 0xFB06 },     /* ligatures */
		{ 0xFFFD, 0xFFFD },     /* a lost character */
		{ 0x10000, 0x10FFFF } };
	uint32_t c = p[0] & (0xFFU >> (len + 1));
	size_t i;

	for (i = 1; i < (size_t)len; i++)
		c = c << 6 | (p[i] & 0x3FU);
	for (i = 0; i < NELEM(plages); i++)
		if (c >= plages[i].de && c <= plages[i].a)
			return 1;
	return 0;
}

/* The first bytes over 0x7F are at p: 1 decided, 0 more are needed. */
static int
tranche(struct charset *cs, const unsigned char *p, const unsigned char *fin,
    int last)
{
	int len = utf8_longueur(p, (size_t)(fin - p));

	if (len == -1 && !last)
		return 0;
	cs->indecis = 0;
	if (len > 0 && ((cs->xml && !cs->declare) || attendu(p, len))) {
		if (cs->declare)
			cs->remarques |= CS_EST_UTF8;
		cs->enc = ENC_UTF8;
		return 1;
	}
	if (!cs->declare) {
		cs->remarques |= CS_SUPPOSE;
		cs->enc = cs->xml ? ENC_LATIN9 : ENC_1252;
	}
	tab_monte(cs);
	return 1;
}

/* Convert what is in, but a sequence cut off; *lus tells how much. */
static int
convertit(struct charset *cs, size_t *lus, int last, struct fault *f)
{
	const unsigned char *p = cs->in + *lus, *fin = cs->in + cs->nin;
	const struct octet *e;
	int len;

	for (;;) {
		p = copie_ascii(cs, p, fin);
		if (p == fin)
			break;
		if (*p < 0x80)
			return interdit(cs, *p, f);
		if (cs->indecis && !tranche(cs, p, fin, last))
			break;
		if (cs->enc != ENC_UTF8) {
			e = &cs->tab[*p - 0x80];
			if (e->n == 0)
				return interdit(cs, *p, f);
			/* Three at a time is faster; the next overwrites. */
			memcpy(cs->out + cs->nout, e->c, sizeof(e->c));
			cs->nout += e->n;
			if (*p++ < 0xA0 && cs->declare && cs->enc != ENC_1252)
				cs->remarques |= CS_EST_1252;
			continue;
		}
		len = utf8_longueur(p, (size_t)(fin - p));
		if (len == -1 && !last)
			break;
		if (len <= 0)
			return contredit(cs, *p, f);
		memcpy(cs->out + cs->nout, p, (size_t)len);
		cs->nout += (size_t)len;
		p += len;
	}
	*lus = (size_t)(p - cs->in);
	return 0;
}

/* Room for n bytes more, and behind it for what all can become. */
static int
place(struct charset *cs, size_t n, struct fault *f)
{
	unsigned char *p;

	if (n > SIZE_MAX / 4 - GARDE_MAX - cs->nin)
		return fault_memory(f);
	if (cs->in == NULL || cs->nin + n > cs->cap) {
		cs->cap = cs->nin + n + GARDE_MAX;
		if ((p = realloc(cs->in, 4 * cs->cap)) == NULL) {
			cs->cap = 0;
			return fault_memory(f);
		}
		cs->in = p;
	}
	cs->out = (char *)cs->in + cs->cap;
	return 0;
}

int
charset_feed(struct charset *cs, const char *in, size_t n, int last,
    const char **out, size_t *outn, struct fault *f)
{
	size_t lus = 0;
	int r;

	if (place(cs, n, f) == -1)
		return -1;
	if (n > 0)
		memcpy(cs->in + cs->nin, in, n);
	cs->nin += n;
	cs->nout = 0;
	*out = cs->out;
	*outn = 0;
	if (cs->enc == ENC_AUCUN && (r = porte(cs, last, &lus, f)) <= 0)
		return r;
	if (convertit(cs, &lus, last, f) == -1)
		return -1;
	cs->nin -= lus;
	memmove(cs->in, cs->in + lus, cs->nin);
	*outn = cs->nout;
	return 0;
}

int
latin9_octet(uint32_t cp)
{
	for (size_t i = 0; i < NELEM(latin9); i++) {
		if (cp == latin9[i].cp)
			return latin9[i].octet;
		if (cp == latin9[i].octet)
			return -1;
	}
	/* No C1 control: it would be read again as windows-1252. */
	return cp < 0x80 || (cp >= 0xA0 && cp <= 0xFF) ? (int)cp : -1;
}

size_t
charset_longueur(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

/* First and last characters that take no cell, or two; ours, of Unicode. */
static const struct {
	uint32_t de, a;
	unsigned cellules;
} largeurs[] = { { 0x300, 0x36F, 0 }, { 0x1100, 0x115F, 2 },
	{ 0x200B, 0x200F, 0 }, { 0x2E80, 0xA4CF, 2 }, { 0xAC00, 0xD7A3, 2 },
	{ 0xF900, 0xFAFF, 2 }, { 0xFE00, 0xFE0F, 0 }, { 0xFF00, 0xFF60, 2 },
	{ 0x1F300, 0x1FAFF, 2 } };

size_t
charset_largeur(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;
	uint32_t cp;
	size_t cells, i, n, total = 0;

	for (; *p != '\0'; p += n) {
		n = utf8_suite((const char *)p);
		cells = 1;
		if (n < 2) {
			n = 1;
			total++;
			continue;
		}
		cp = *p & (0xFFU >> (n + 1));
		for (i = 1; i < n; i++)
			cp = cp << 6 | (p[i] & 0x3FU);
		for (i = 0; i < NELEM(largeurs); i++)
			if (cp >= largeurs[i].de && cp <= largeurs[i].a)
				cells = largeurs[i].cellules;
		total += cells;
	}
	return total;
}
