/*
 * codes.c - UAI, INE, dates, numbers: the whole string, or refused.
 */
#include <errno.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define MOT_MAX         64 /* bytes of a word that distance looks at */
#define PLAGES_MAX      4  /* runs of positions that forme lists */
#define HEURES_CHIFFRES 4  /* digits before the point */

/* Letters of the UAI key and of the INE BEA, by number mod 23. */
static const char cles[] = "ABCDEFGHJKLMNPRSTUVWXYZ";
/* Digits 0 to 9 of the RNIE key. */
static const char cles_rnie[] = "ABCDEFGHJK";

/* isdigit and its kin follow the locale; codes do not. */
static int
est_chiffre(char c)
{
	return c >= '0' && c <= '9';
}

static int
est_majuscule(char c)
{
	return c >= 'A' && c <= 'Z';
}

static int
est_alnum(char c)
{
	return est_chiffre(c) || est_majuscule(c) || (c >= 'a' && c <= 'z');
}

/* How many digits s begins with. */
static size_t
chiffres(const char *s)
{
	size_t n = 0;

	while (est_chiffre(s[n]))
		n++;
	return n;
}

/* The n digits at s, n at most 10. */
static int64_t
nombre(const char *s, size_t n)
{
	int64_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v * 10 + (s[i] - '0');
	return v;
}

int
code_academie(const char *s)
{
	int64_t n;

	return strlen(s) == 3 && entier(s, 1, 999, &n) == 0;
}

int
uai_forme(const char *s)
{
	return chiffres(s) == 7 && est_majuscule(s[7]) && s[8] == '\0';
}

char
uai_cle(const char *s)
{
	if (chiffres(s) < 7)
		return '\0';
	return cles[nombre(s, 7) % 23];
}

int
uai_juste(const char *s)
{
	return uai_forme(s) && s[7] == uai_cle(s);
}

enum ine
ine_forme(const char *s)
{
	size_t n = 0;

	while (est_alnum(s[n]))
		n++;
	if (n != 11 || s[n] != '\0')
		return INE_FAUX;
	n = chiffres(s);
	if (n == 10 && est_majuscule(s[10]))
		return INE_BEA;
	if (n == 9 && est_majuscule(s[9]) && est_majuscule(s[10]))
		return INE_RNIE;
	return INE_AUTRE;
}

/* Both letters of the RNIE key of a number. */
static void
cle_rnie(int64_t n, char *cle)
{
	int64_t k = 97 - n % 97;

	cle[0] = cles_rnie[k / 10];
	cle[1] = cles_rnie[k % 10];
}

void
ine_rnie(int64_t n, char *ine)
{
	(void)snprintf(ine, 12, "%09d", (int)n);
	cle_rnie(n, ine + 9);
	ine[11] = '\0';
}

int
ine_juste(const char *s)
{
	char cle[2];

	switch (ine_forme(s)) {
	case INE_BEA: return s[10] == cles[nombre(s, 10) % 23];
	case INE_RNIE:
		cle_rnie(nombre(s, 9), cle);
		return s[9] == cle[0] && s[10] == cle[1];
	case INE_AUTRE: return 1; /* their key is not known */
	case INE_FAUX: break;
	}
	return 0;
}

/* Is there such a day?  9999 is SIECLE's open end, 0000 nobody's year. */
static int
jour_juste(int64_t an, int64_t mois, int64_t jour)
{
	static const int jours[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	int bissextile;

	if (an < 1 || mois < 1 || mois > 12 || jour < 1)
		return 0;
	bissextile = (an % 4 == 0 && an % 100 != 0) || an % 400 == 0;
	return jour <= jours[mois - 1] + (mois == 2 && bissextile);
}

/* Does s have the shape of modele, where 9 stands for a digit? */
static int
modele_vaut(const char *modele, const char *s)
{
	size_t i;

	for (i = 0; modele[i] != '\0'; i++)
		if (modele[i] == '9' ? !est_chiffre(s[i]) : s[i] != modele[i])
			return 0;
	return s[i] == '\0';
}

int
date_iso_juste(const char *s)
{
	return modele_vaut("9999-99-99", s) &&
	    jour_juste(nombre(s, 4), nombre(s + 5, 2), nombre(s + 8, 2));
}

/* JJ/MM/AAAA at s, looked at before, to AAAA-MM-JJ; out may be s. */
static int
retourne(const char *s, char *out)
{
	char iso[10];

	if (!jour_juste(nombre(s + 6, 4), nombre(s + 3, 2), nombre(s, 2)))
		return -1;
	memcpy(iso, s + 6, 4);
	iso[4] = '-';
	memcpy(iso + 5, s + 3, 2);
	iso[7] = '-';
	memcpy(iso + 8, s, 2);
	memcpy(out, iso, sizeof(iso));
	return 0;
}

int
date_fr_iso(const char *s, char *iso)
{
	if (!modele_vaut("99/99/9999", s) || retourne(s, iso) == -1)
		return -1;
	iso[10] = '\0';
	return 0;
}

int
horo_fr_iso(const char *s, char *out)
{
	if (!modele_vaut("99/99/9999 99:99:99", s) || nombre(s + 11, 2) > 23 ||
	    nombre(s + 14, 2) > 59 || nombre(s + 17, 2) > 59 ||
	    retourne(s, out) == -1)
		return -1;
	memmove(out + 10, s + 10, 10);
	return 0;
}

int
entier(const char *s, int64_t lo, int64_t hi, int64_t *n)
{
	size_t signe = s[0] == '-';
	size_t nc = chiffres(s + signe), i;
	long long v = 0;

	/* strtoll alone would take blanks and a plus sign. */
	if (nc == 0 || s[signe + nc] != '\0')
		return -1;
	errno = 0;
	if (nc > 18)
		v = strtoll(s, NULL, 10);
	else
		for (i = signe; s[i] != '\0'; i++)
			v = v * 10 + (s[i] - '0');
	if (nc <= 18 && signe)
		v = -v;
	if (errno != 0 || v < lo || v > hi)
		return -1;
	*n = v;
	return 0;
}

int
heures(const char *s, char *out)
{
	size_t ne = chiffres(s), nd, i;
	int64_t e, d = 0;
	int len;

	if (ne == 0 || ne > HEURES_CHIFFRES)
		return -1;
	e = nombre(s, ne);
	s += ne;
	if (*s == ',' || *s == '.') {
		s++;
		if ((nd = chiffres(s)) == 0)
			return -1;
		/* A third decimal that counts would be lost: refuse. */
		for (i = 2; i < nd; i++)
			if (s[i] != '0')
				return -1;
		d = nd == 1 ? nombre(s, 1) * 10 : nombre(s, 2);
		s += nd;
	}
	if (*s != '\0')
		return -1;
	len = snprintf(out, 24, "%d.%02d", (int)e, (int)d);
	return len < 0 || len >= 24 ? -1 : 0;
}

static size_t
moindre(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Levenshtein, one row at a time; words over MOT_MAX by their beginnings. */
size_t
distance(const char *a, const char *b)
{
	size_t rang[MOT_MAX + 1];
	size_t na = strnlen(a, MOT_MAX), nb = strnlen(b, MOT_MAX);

	for (size_t j = 0; j <= nb; j++)
		rang[j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t diagonale = rang[0];

		rang[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			size_t n = diagonale + (a[i - 1] != b[j - 1]);

			diagonale = rang[j];
			n = moindre(n, rang[j] + 1);
			rang[j] = moindre(n, rang[j - 1] + 1);
		}
	}
	return rang[nb];
}

int
motif_vaut(const char *motif, const char *code)
{
	return fnmatch(motif, code, 0) == 0;
}

/* What forme tells apart. */
enum classe { CHIFFRE, LETTRE, BLANC, AUTRE, CLASSES };

static const struct {
	const char *un, *plusieurs, *rien_que;
} classe_noms[CLASSES] = {
	[CHIFFRE] = { "chiffre", "chiffres", "des chiffres" },
	[LETTRE] = { "lettre", "lettres", "des lettres" },
	[BLANC] = { "blanc", "blancs", "des blancs" },
	[AUTRE] = { "autre caractère", "autres caractères", "des signes" },
};

static int
est_suite(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* Class of the character that starts at p, by its first bytes only. */
static enum classe
classe_de(const unsigned char *p)
{
	if (est_chiffre((char)*p))
		return CHIFFRE;
	if (est_alnum((char)*p))
		return LETTRE;
	if (*p == ' ' || (*p >= '\t' && *p <= '\r'))
		return BLANC;
	if (*p == 0xC2 && p[1] == 0xA0) /* U+00A0 */
		return BLANC;
	if (*p == 0xE2 && p[1] == 0x80 && (p[2] <= 0x8A || p[2] == 0xAF))
		return BLANC; /* U+2000 to U+200A, U+202F */
	if (*p == 0xC3 && (p[1] == 0x97 || p[1] == 0xB7))
		return AUTRE; /* the signs of multiplication and division */
	if ((*p >= 0xC3 && *p <= 0xC9) || (*p >= 0xCE && *p <= 0xD4))
		return LETTRE; /* Latin, Greek, Cyrillic */
	if (*p == 0xE1 && p[1] >= 0xB8 && p[1] <= 0xBB)
		return LETTRE; /* Latin Extended Additional */
	return AUTRE;
}

/* A buffer of the caller's, which may well be too small. */
struct borne {
	char *buf; /* borrowed */
	size_t cap, len;
};

static void borne_ajoute(struct borne *t, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Append all of a piece or nothing, so that no character is cut. */
static void
borne_ajoute(struct borne *t, const char *fmt, ...)
{
	va_list ap;
	size_t place = t->cap - t->len;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(t->buf + t->len, place, fmt, ap);
	va_end(ap);
	if (n < 0 || (size_t)n >= place) {
		t->buf[t->len] = '\0';
		t->cap = t->len + 1; /* nothing may follow a gap */
	} else {
		t->len += (size_t)n;
	}
}

static void
ajoute_plage(struct borne *t, int rang, size_t du, size_t au)
{
	const char *avant = rang == 0 ? " en " : ", ";

	if (rang > PLAGES_MAX)
		return;
	if (rang == PLAGES_MAX)
		borne_ajoute(t, "%s…", avant);
	else if (du == au)
		borne_ajoute(t, "%s%zu", avant, du);
	else
		borne_ajoute(t, "%s%zu à %zu", avant, du, au);
}

/* Where characters of class c stand: " en 1 à 4, 7". */
static void
ajoute_places(struct borne *t, const char *v, enum classe c)
{
	const unsigned char *p = (const unsigned char *)v;
	size_t pos = 0, du = 0;
	int rang = 0;

	for (; *p != '\0'; p++) {
		if (est_suite(*p))
			continue;
		pos++;
		if (classe_de(p) == c) {
			if (du == 0)
				du = pos;
		} else if (du != 0) {
			ajoute_plage(t, rang++, du, pos - 1);
			du = 0;
		}
	}
	if (du != 0)
		ajoute_plage(t, rang, du, pos);
}

void
forme(const char *v, char *buf, size_t n)
{
	struct borne t = { buf, n, 0 };
	size_t nb[CLASSES] = { 0 }, total = 0;
	const char *avant = ", ";

	if (n == 0)
		return;
	buf[0] = '\0';
	for (const char *p = v; *p != '\0'; p++) {
		if (est_suite((unsigned char)*p))
			continue;
		nb[classe_de((const unsigned char *)p)]++;
		total++;
	}
	if (total == 0) {
		borne_ajoute(&t, "vide");
		return;
	}
	borne_ajoute(&t, "%zu caractère%s", total, total > 1 ? "s" : "");
	for (size_t c = 0; c < CLASSES; c++)
		if (nb[c] == total) {
			borne_ajoute(&t, ", %s seulement",
			    classe_noms[c].rien_que);
			return;
		}
	for (size_t c = LETTRE; c < CLASSES; c++) {
		if (nb[c] == 0)
			continue;
		borne_ajoute(&t, "%s%s", avant,
		    nb[c] > 1 ? classe_noms[c].plusieurs : classe_noms[c].un);
		ajoute_places(&t, v, (enum classe)c);
		avant = " ; ";
	}
}

size_t
utf8_suite(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n = *p < 0x80 ? 1
	    : *p < 0xC0      ? 0
	    : *p < 0xE0      ? 2
	    : *p < 0xF0      ? 3
			     : 4;
	size_t k;

	for (k = 1; k < n && (p[k] & 0xC0) == 0x80; k++)
		;
	return k < n ? 0 : n;
}

/* What moves a terminal's cursor, or worse: C0, DEL and C1. */
static int
is_control(const unsigned char *p)
{
	return *p < 0x20 || *p == 0x7F || (*p == 0xC2 && p[1] < 0xA0);
}

void
utf8_propre(char *s)
{
	const char *p = s;
	size_t n, k;

	while (*p != '\0') {
		if ((n = utf8_suite(p)) == 0) {
			p++;
			continue;
		}
		if (is_control((const unsigned char *)p)) {
			*s++ = ' ';
			p += n;
			continue;
		}
		for (k = 0; k < n; k++)
			*s++ = *p++;
	}
	*s = '\0';
}

int
sans_interrogation(const char *v)
{
	return strchr(v, '?') == NULL;
}

void
majuscules(const char *s, char *buf, size_t n)
{
	size_t i;

	for (i = 0; s != NULL && s[i] != '\0' && i + 1 < n; i++)
		buf[i] = (char)(s[i] >= 'a' && s[i] <= 'z' ? s[i] - 32 : s[i]);
	buf[i] = '\0';
}

int
forme_proche(const char *v, const char *mot)
{
	char a[64] = "", b[64] = "";
	size_t n = strlen(mot);

	majuscules(v, a, sizeof(a));
	majuscules(mot, b, sizeof(b));
	return strlen(v) < sizeof(a) &&
	    distance(a, b) <= (n < 4          ? 0
				      : n < 8 ? 1
					      : 2);
}

void
forme_ou(int montre, const char *v, char *buf, size_t n)
{
	char dit[160];

	if (montre) {
		(void)snprintf(buf, n, "%.60s", v);
		utf8_propre(buf);
		return;
	}
	forme(v, dit, sizeof(dit));
	(void)snprintf(buf, n, "(%s)", dit);
}
