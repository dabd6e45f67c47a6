/*
 * pseudo.c - files of persons who are not there: names, INE, birth dates,
 * addresses and phones become others of the same form, the same ones each
 * time, by a key that goes with no packet.
 *
 * A name keeps its length, its capitals and what is no letter, and two that
 * fold alike stay alike.  An INE stays one of its kind, right or wrong, and
 * two never become one.  All dates of birth move by the same number of days.
 * What no format table knows is treated as a name.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

struct pseudo {
	char cle[EMPREINTE];
	long jours; /* by which birth dates move */
};

static const struct {
	const char *champ;
	enum espece espece;
} especes[] = {
	{ "id_national", PS_INE },
	{ "ine", PS_INE },
	{ "ine_bea", PS_INE },
	{ "ine_rnie", PS_INE },
	{ "ine_ancien", PS_INE },
	{ "indnni", PS_INE },
	{ "elenonat", PS_INE },
	{ "tel_personnel", PS_TELEPHONE },
	{ "tel_portable", PS_TELEPHONE },
	{ "tel_professionnel", PS_TELEPHONE },
	{ "code_postal", PS_LIEU },
	{ "code_commune_insee", PS_LIEU },
	{ "code_commune_insee_naiss", PS_LIEU },
};

static enum espece
kind_of(const struct field *fd)
{
	size_t i;

	if (!(fd->flags & F_PERSO))
		return PS_TEL_QUEL;
	for (i = 0; i < NELEM(especes); i++)
		if (strcmp(especes[i].champ, fd->name) == 0)
			return especes[i].espece;
	return fd->type == FT_DATE_FR || fd->type == FT_DATE_ISO ? PS_DATE
								 : PS_NOM;
}

/* Is the last part of the path that name, as an element or an attribute? */
static int
is_leaf(const char *path, const char *nom)
{
	const char *p;

	if (path == NULL || *path == '=' || *path == '#')
		return 0;
	p = strrchr(path, '/');
	p = p == NULL ? path : p + 1;
	return strcmp(p + (*p == '@'), nom) == 0;
}

/* Of an element, an attribute or a column of that name; personal first. */
enum espece
pseudo_espece(const char *nom)
{
	const struct format *const *fmt;
	const struct record *r;
	enum espece found = PS_NOM, k;
	int connu = 0;
	size_t i;

	for (fmt = formats; *fmt != NULL; fmt++)
		for (r = (*fmt)->records;
		     r < (*fmt)->records + (*fmt)->nrecords; r++)
			for (i = 0; i < r->nfields; i++) {
				if (!is_leaf(r->fields[i].path, nom))
					continue;
				k = kind_of(&r->fields[i]);
				if (k != PS_TEL_QUEL)
					return k;
				connu = 1;
			}
	return connu ? PS_TEL_QUEL : found;
}

/* n bytes that the key and the text give, in hexadecimal pairs. */
static unsigned
octet(const struct pseudo *p, const char *sel, size_t i)
{
	struct texte x = { 0 };
	struct fault f = { 0 };
	char hex[EMPREINTE] = "00", paire[3];

	texte_ajoute(&x, "%s %s %zu", p->cle, sel, i / 32);
	/* Without memory: another digit, which is nobody's either. */
	if (!x.rate)
		(void)empreinte(x.s, hex, &f);
	texte_libere(&x);
	(void)snprintf(paire, sizeof(paire), "%.2s", hex + 2 * (i % 32));
	return (unsigned)strtoul(paire, NULL, 16);
}

/* The i-th letter or digit of what stands for that text. */
static char
letter(const struct pseudo *p, const char *plie, size_t i)
{
	static const char consonnes[] = "BCDFGJLMNPRSTVZ", voyelles[] = "AEIOU";
	unsigned o = octet(p, plie, i);

	if (isdigit((unsigned char)plie[i]))
		return (char)('0' + o % 10);
	return i % 2 == 0 ? consonnes[o % (sizeof(consonnes) - 1)]
			  : voyelles[o % (sizeof(voyelles) - 1)];
}

/* Letters and digits of v become others; the first garde of them stay. */
static void
scramble(const struct pseudo *p, const char *v, size_t garde, struct texte *out)
{
	char *plie = malloc(2 * strlen(v) + 1), un[8], pli[16];
	size_t i = 0, k, n;
	int haut;

	if (plie == NULL) {
		out->rate = 1;
		return;
	}
	charset_plie(v, plie);
	for (; *v != '\0'; v += n) {
		n = utf8_suite(v);
		n = n == 0 || n >= sizeof(un) ? 1 : n;
		(void)snprintf(un, sizeof(un), "%.*s", (int)n, v);
		charset_plie(un, pli);
		if (pli[0] == '\0' || i < garde || plie[i] == '\0') {
			texte_ajoute(out, "%s", un);
			i += strlen(pli);
			continue;
		}
		/* Capitals of Latin-1 are from U+00C0 to U+00DE. */
		haut = n == 1 ? isupper((unsigned char)un[0])
			      : (unsigned char)un[0] == 0xC3 &&
			(unsigned char)un[1] < 0x9F;
		for (k = 0; pli[k] != '\0' && plie[i] != '\0'; k++, i++) {
			char c = letter(p, plie, i);

			texte_ajoute(out, "%c",
			    haut ? c : tolower((unsigned char)c));
		}
	}
	free(plie);
}

/* One of 0 .. 2^(2*bits) - 1 for one: four rounds of a Feistel network. */
static uint64_t
shuffle(const struct pseudo *p, uint64_t n, unsigned bits)
{
	uint64_t masque = ((uint64_t)1 << bits) - 1, g = n >> bits,
		 d = n & masque, t;
	char sel[64];
	size_t i;

	for (i = 0; i < 4; i++) {
		(void)snprintf(sel, sizeof(sel), "ine %u %zu %llu", bits, i,
		    (unsigned long long)d);
		t = g ^
		    ((octet(p, sel, 0) | octet(p, sel, 1) << 8 |
			 octet(p, sel, 2) << 16) &
			masque);
		g = d;
		d = t;
	}
	return g << bits | d;
}

/* The key of an INE is found by trying. */
static int
give_key(char *ine, size_t chiffres, int juste)
{
	static const char lettres[] = "ABCDEFGHJKLMNPRSTUVWXYZ";
	size_t i, k, n = sizeof(lettres) - 1;

	for (i = 0; i < n; i++)
		for (k = 0; k < (chiffres == 9 ? n : 1); k++) {
			ine[chiffres] = lettres[i];
			if (chiffres == 9)
				ine[10] = lettres[k];
			if (ine_juste(ine) == juste)
				return 0;
		}
	return -1;
}

static void
one_ine(const struct pseudo *p, const char *v, struct texte *out)
{
	static const uint64_t max[] = { 1000000000, 10000000000 };
	char haut[16], nouveau[32], chiffres[12];
	enum ine forme_ = INE_FAUX;
	size_t i, n = strlen(v);
	int64_t lu = 0;
	uint64_t x;

	for (i = 0; n == 11 && i < n; i++)
		haut[i] = (char)toupper((unsigned char)v[i]);
	haut[n == 11 ? n : 0] = '\0';
	forme_ = ine_forme(haut);
	n = forme_ == INE_BEA ? 10 : 9;
	(void)snprintf(chiffres, sizeof(chiffres), "%.*s", (int)n, haut);
	if ((forme_ != INE_BEA && forme_ != INE_RNIE) ||
	    entier(chiffres, 0, INT64_MAX, &lu) == -1) {
		scramble(p, v, 0, out);
		return;
	}
	x = (uint64_t)lu;
	/* What falls outside goes on until it is a number again. */
	do
		x = shuffle(p, x, n == 10 ? 17 : 15);
	while (x >= max[n == 10]);
	(void)snprintf(nouveau, sizeof(nouveau), "%0*llu", (int)n,
	    (unsigned long long)x);
	nouveau[11] = '\0';
	if (give_key(nouveau, n, ine_juste(haut)) == -1) {
		scramble(p, v, 0, out);
		return;
	}
	for (i = 0; nouveau[i] != '\0'; i++)
		texte_ajoute(out, "%c",
		    islower((unsigned char)v[i])
			? tolower((unsigned char)nouveau[i])
			: nouveau[i]);
}

/* Days since a day of long ago, and back (Fliegel and Van Flandern). */
static long
days_of(long a, long m, long j)
{
	long k = (14 - m) / 12;

	a += 4800 - k;
	m += 12 * k - 3;
	return j + (153 * m + 2) / 5 + 365 * a + a / 4 - a / 100 + a / 400;
}

#define LONGUE 64 /* more than any date takes */

static void
date_of(long n, char *iso)
{
	long a = n - 1, b, c, d, e, m;

	b = (4 * a + 3) / 146097;
	c = a - 146097 * b / 4;
	d = (4 * c + 3) / 1461;
	e = c - 1461 * d / 4;
	m = (5 * e + 2) / 153;
	(void)snprintf(iso, LONGUE, "%04ld-%02ld-%02ld",
	    100 * b + d - 4800 + m / 10, m + 3 - 12 * (m / 10),
	    e - (153 * m + 2) / 5 + 1);
}

static void
one_date(const struct pseudo *p, const char *v, struct texte *out)
{
	char iso[16], neuve[LONGUE];
	int fr;

	fr = strlen(v) == 10 && v[2] == '/' && date_fr_iso(v, iso) == 0;
	if (!fr && !date_iso_juste(v)) {
		/* None that exists, and none still. */
		for (; *v != '\0'; v++)
			texte_ajoute(out, "%c",
			    isdigit((unsigned char)*v) ? '9' : *v);
		return;
	}
	if (!fr)
		(void)snprintf(iso, sizeof(iso), "%s", v);
	date_of(days_of(strtol(iso, NULL, 10), strtol(iso + 5, NULL, 10),
		    strtol(iso + 8, NULL, 10)) +
		p->jours,
	    neuve);
	if (fr)
		texte_ajoute(out, "%.2s/%.2s/%.4s", neuve + 8, neuve + 5,
		    neuve);
	else
		texte_ajoute(out, "%s", neuve);
}

void
pseudo_valeur(const struct pseudo *p, enum espece k, const char *v,
    struct texte *out)
{
	switch (k) {
	case PS_TEL_QUEL: texte_ajoute(out, "%s", v); break;
	case PS_INE: one_ine(p, v, out); break;
	case PS_DATE: one_date(p, v, out); break;
	case PS_TELEPHONE: scramble(p, v, *v == '+' ? 3 : 2, out); break;
	case PS_LIEU: scramble(p, v, 2, out); break;
	case PS_NOM: scramble(p, v, 0, out); break;
	}
}

struct pseudo *
pseudo_open(const char *secret, struct fault *f)
{
	struct pseudo *p = calloc(1, sizeof(*p));
	unsigned o;

	if (p == NULL) {
		fault_memory(f);
		return NULL;
	}
	if (empreinte(secret, p->cle, f) == -1) {
		free(p);
		return NULL;
	}
	o = octet(p, "jours", 0);
	p->jours = 3 + (long)(o % 90);
	if (octet(p, "jours", 1) % 2)
		p->jours = -p->jours;
	return p;
}

void
pseudo_close(struct pseudo *p)
{
	free(p);
}
