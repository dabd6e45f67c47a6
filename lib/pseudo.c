/*
 * pseudo.c - files of persons who are not there: names, INE, birth dates,
 * addresses and phones become others of the same form, the same ones each
 * time, by a key that goes with no packet.
 *
 * A name keeps its length, its capitals and what is no letter, and two that
 * fold alike stay alike.  An INE stays one of its kind, right or wrong, and
 * two never become one.  All dates of birth move by the same number of days.
 * What no format table knows is treated as a name, and so is what a school
 * says of itself or of another one, and what anyone writes in his own words.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

struct pseudo {
	char cle[EMPREINTE];
	long jours; /* by which birth dates move */
	struct {
		char avant[EMPREINTE], apres[EMPREINTE];
	} * appris;
	size_t nappris;
};

/* Columns of that name, whether the tables call them personal or not. */
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
	/* of schools */
	{ "denom_princ", PS_NOM },
	{ "denom_compl", PS_NOM },
	{ "adresse", PS_NOM },
	{ "ligne1_adresse", PS_NOM },
	{ "ligne2_adresse", PS_NOM },
	{ "ligne3_adresse", PS_NOM },
	{ "ligne4_adresse", PS_NOM },
	{ "boite_postale", PS_NOM },
	{ "boite_post", PS_NOM },
	{ "mention_distribution", PS_NOM },
	{ "commune", PS_NOM },
	{ "commune_etrangere", PS_NOM },
	{ "ll_commune_insee", PS_NOM },
	{ "libelle_postal", PS_NOM },
	{ "cedex", PS_NOM },
	{ "localisation", PS_NOM },
	{ "telephone", PS_TELEPHONE },
	{ "telecopie", PS_TELEPHONE },
	{ "mel", PS_NOM },
	{ "mel_1", PS_NOM },
	{ "mel_2", PS_NOM },
	{ "sha256", PS_EMPREINTE },
	/* of two persons who are to be compared */
	{ "naissance", PS_DATE },
	{ "autre_naissance", PS_DATE },
	{ "sexe", PS_CODE | 1U << FO_DEUX },
	{ "autre_sexe", PS_CODE | 1U << FO_DEUX },
	{ "mesure", PS_CODE | 1U << FO_ENTIER },
	{ "autre_ine", PS_INE },
	/* in one's own words */
	{ "motif", PS_LIBRE },
	{ "texte", PS_LIBRE },
	{ "remede", PS_LIBRE },
};

/* What a school calls its own things, as opposed to the nomenclatures. */
static const struct {
	const char *parent, *nom;
} libelles[] = {
	{ "DIVISION", "LIBELLE_LONG" },
	{ "GROUPE", "LIBELLE_LONG" },
	{ "CAMPAGNE", "LIBELLE" },
};

/*
 * A code in one file is the same one in another whose column is wider: those
 * of two letters stay in all.
 */
static enum espece
kind_of_code(enum forme_code fo)
{
	unsigned k = 1U << fo;

	if (fo == FO_LIBRE)
		return PS_TEL_QUEL;
	if (fo == FO_SECRET)
		return PS_INE;
	if (fo == FO_COURT || fo == FO_CODE || fo == FO_DEUX)
		k |= 1U << FO_DEUX | 1U << FO_CODE;
	return (enum espece)(PS_CODE | k);
}

enum espece
pseudo_code(void)
{
	return (enum espece)(PS_CODE | 1U << FO_DEUX | 1U << FO_CODE |
	    1U << FO_COURT | 1U << FO_MEF | 1U << FO_UAI | 1U << FO_ANNEE |
	    1U << FO_NOMBRE | 1U << FO_DATE | 1U << FO_BOOL | 1U << FO_HEURES);
}

static enum espece
kind_of(const struct field *fd)
{
	size_t i;

	for (i = 0; i < NELEM(especes); i++)
		if (strcmp(especes[i].champ, fd->name) == 0)
			return especes[i].espece;
	if (!(fd->flags & F_PERSO))
		return kind_of_code(field_forme(fd));
	return fd->type == FT_DATE_FR || fd->type == FT_DATE_ISO ? PS_DATE
								 : PS_NOM;
}

/* The end of a path before "/" and its last part; NULL: no part before it. */
static const char *
before(const char *path, size_t n, size_t *len)
{
	size_t i;

	while (n > 0 && path[n - 1] != '/')
		n--;
	if (n == 0)
		return NULL;
	for (i = --n; i > 0 && path[i - 1] != '/'; i--)
		;
	*len = n - i;
	return path + i;
}

/* Does the field stand in an element of that name? */
static int
stands_in(const struct format *fmt, const struct record *r,
    const struct field *fd, const char *parent)
{
	const char *p = fd->path, *nom;
	size_t n = strlen(r->path), len = 0;

	if (parent == NULL)
		return 1;
	if ((nom = before(p, strlen(p), &len)) != NULL &&
	    strncmp(nom, "..", len) != 0)
		return strlen(parent) == len && strncmp(nom, parent, len) == 0;
	for (; strncmp(p, "../", 3) == 0 || *p == '\0'; p += 3) {
		while (n > 0 && r->path[n - 1] != '/')
			n--;
		n -= n > 0;
		if (*p == '\0')
			break;
	}
	if (n == 0)
		return fmt->root != NULL && strcmp(fmt->root, parent) == 0;
	for (len = 0; len < n && r->path[n - 1 - len] != '/'; len++)
		;
	return strlen(parent) == len &&
	    strncmp(r->path + n - len, parent, len) == 0;
}

/*
 * Is the last part of the path that name, as an element or an attribute?  A
 * path that is empty is that of the record, whose text it is.
 */
static int
is_leaf(const struct record *r, const char *path, const char *nom)
{
	const char *p;

	if (path != NULL && *path == '\0')
		path = r->path;
	if (path == NULL || *path == '=' || *path == '#')
		return 0;
	p = strrchr(path, '/');
	p = p == NULL ? path : p + 1;
	return strcmp(p + (*p == '@'), nom) == 0;
}

/* What several fields of one name hold. */
struct kinds {
	unsigned codes;
	int libre, connu;
};

static void
add_kind(struct kinds *s, enum espece k)
{
	s->connu = 1;
	if (k == PS_TEL_QUEL)
		s->libre = 1;
	else
		s->codes |= (unsigned)k;
}

static enum espece
all_kinds(const struct kinds *s)
{
	if (!s->connu)
		return PS_NOM;
	return s->libre ? PS_TEL_QUEL : (enum espece)s->codes;
}

/*
 * Of an element, an attribute or a column of that name: personal first, then
 * what it is there, then what it is anywhere.
 */
enum espece
pseudo_espece(const char *parent, const char *nom)
{
	const struct format *const *fmt;
	const struct record *r;
	struct kinds la = { 0 }, partout = { 0 };
	enum espece k;
	size_t i;

	for (i = 0; i < NELEM(libelles); i++)
		if (parent != NULL && strcmp(libelles[i].parent, parent) == 0 &&
		    strcmp(libelles[i].nom, nom) == 0)
			return PS_NOM;
	for (fmt = formats; *fmt != NULL; fmt++)
		for (r = (*fmt)->records;
		     r < (*fmt)->records + (*fmt)->nrecords; r++)
			for (i = 0; i < r->nfields; i++) {
				if (!is_leaf(r, r->fields[i].path, nom))
					continue;
				k = kind_of(&r->fields[i]);
				if (k != PS_TEL_QUEL && !(k & PS_CODE))
					return k;
				add_kind(&partout, k);
				if (stands_in(*fmt, r, &r->fields[i], parent))
					add_kind(&la, k);
			}
	return all_kinds(la.connu ? &la : &partout);
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

/*
 * The i-th letter or digit of what stands for that text; a code's are any, so
 * that two hardly ever become one.
 */
static char
letter(const struct pseudo *p, const char *plie, size_t i, int code)
{
	static const char consonnes[] = "BCDFGJLMNPRSTVZ", voyelles[] = "AEIOU";
	unsigned o = octet(p, plie, i);

	if (isdigit((unsigned char)plie[i]))
		return (char)('0' + o % 10);
	if (code)
		return (char)('A' + o % 26);
	return i % 2 == 0 ? consonnes[o % (sizeof(consonnes) - 1)]
			  : voyelles[o % (sizeof(voyelles) - 1)];
}

/* Letters and digits of v become others; the first garde of them stay. */
static void
put_others(const struct pseudo *p, const char *v, size_t garde, int code,
    struct texte *out)
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
			char c = letter(p, plie, i, code);

			texte_ajoute(out, "%c",
			    haut ? c : tolower((unsigned char)c));
		}
	}
	free(plie);
}

static void
scramble(const struct pseudo *p, const char *v, size_t garde, struct texte *out)
{
	put_others(p, v, garde, 0, out);
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

#define LETTRES "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

static void
one_date(const struct pseudo *p, const char *v, struct texte *out)
{
	char iso[16], neuve[LONGUE];
	int fr;

	fr = strlen(v) == 10 && v[2] == '/' && date_fr_iso(v, iso) == 0;
	if (!fr && !date_iso_juste(v)) {
		/* None that exists, and none still. */
		if (v[strcspn(v, LETTRES)] != '\0') {
			scramble(p, v, 0, out);
			return;
		}
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

/* That of a send, or what the ministry makes of it. */
static void
one_hash(const struct pseudo *p, const char *v, struct texte *out)
{
	static const char national[] = "national-";
	size_t i, n = strlen(national);
	int court = strncmp(v, national, n) == 0;

	if (!forme_vaut(FO_HACHE, v)) {
		put_others(p, v, 0, 1, out);
		return;
	}
	if (court)
		v += n;
	n = EMPREINTE - 1 - (court ? n : 0);
	if (court)
		texte_ajoute(out, "%s", national);
	for (i = 0; i < p->nappris; i++)
		if (strlen(v) == n && strncmp(p->appris[i].avant, v, n) == 0) {
			texte_ajoute(out, "%.*s", (int)n, p->appris[i].apres);
			return;
		}
	texte_ajoute(out, "%s", v);
}

int
pseudo_apprend(struct pseudo *p, const char *avant, const char *apres,
    struct fault *f)
{
	void *neuf;

	if (p == NULL || strcmp(avant, apres) == 0)
		return 0;
	if ((neuf = realloc(p->appris,
		 (p->nappris + 1) * sizeof(p->appris[0]))) == NULL)
		return fault_memory(f);
	p->appris = neuf;
	(void)snprintf(p->appris[p->nappris].avant, EMPREINTE, "%s", avant);
	(void)snprintf(p->appris[p->nappris].apres, EMPREINTE, "%s", apres);
	p->nappris++;
	return 0;
}

/* How long the code of ours is that it begins with, alone or before " :". */
static size_t
code_first(const char *v)
{
	const struct fault_kind *k;
	char code[64];
	size_t n = strcspn(v, " ");

	if (n >= sizeof(code) || (v[n] != '\0' && strncmp(v + n, " :", 2) != 0))
		return 0;
	(void)snprintf(code, sizeof(code), "%.*s", (int)n, v);
	for (k = fault_kinds; k->code != NULL; k++)
		if (strcmp(k->code, code) == 0)
			return n;
	return rule_find(code) != NULL ? n : 0;
}

void
pseudo_etiquette(const struct pseudo *p, const char *v, struct texte *out)
{
	char plie[256] = "";
	size_t i, n = strlen(SAISIE_NEUF);

	for (i = 0; v[i] != '\0' && i + 1 < sizeof(plie); i++)
		plie[i] = (char)toupper((unsigned char)v[i]);
	plie[i] = '\0';
	if (strncmp(plie, SAISIE_NEUF, n) != 0) {
		scramble(p, v, 0, out);
		return;
	}
	/* The same in capitals or not, as it is read. */
	texte_ajoute(out, "%.*s", (int)n, v);
	for (i = 0; plie[n] != '\0' && i < 4; i++)
		texte_ajoute(out, "%03u", octet(p, plie, i));
}

/* 1: it has one of those forms. */
static int
has_form(unsigned formes, const char *v)
{
	unsigned fo;

	for (fo = 0; fo < FO__MAX; fo++)
		if ((formes & 1U << fo) && forme_vaut((enum forme_code)fo, v))
			return 1;
	return 0;
}

/* What has no form that it should is a name, a phone... in a code's place. */
static void
one_code(const struct pseudo *p, unsigned formes, const char *v,
    struct texte *out)
{
	const unsigned jour = 1U << FO_DATE | 1U << FO_HORO;
	char part[256];
	size_t n;

	if (has_form(formes, v)) {
		texte_ajoute(out, "%s", v);
		return;
	}
	if (!(formes & 1U << FO_LISTE)) {
		if (formes & jour)
			one_date(p, v, out);
		else
			put_others(p, v, 0, 1, out);
		return;
	}
	for (;; v += n + 1) {
		n = strcspn(v, "|");
		(void)snprintf(part, sizeof(part), "%.*s", (int)n, v);
		one_code(p, 1U << FO_DEUX | 1U << FO_CODE, part, out);
		if (v[n] == '\0')
			break;
		texte_ajoute(out, "|");
	}
}

void
pseudo_cle(const struct pseudo *p, const char *element, const char *cle,
    struct texte *out)
{
	const struct record *r = formats_record(element);
	enum espece k[8];
	size_t i, n, nk = 0, vus = 1;
	char part[256];

	for (i = 0; r != NULL && i < r->nfields && nk < NELEM(k); i++)
		if (field_cle(&r->fields[i]))
			k[nk++] = kind_of(&r->fields[i]);
	for (i = 0; cle[i] != '\0'; i++)
		vus += cle[i] == '/';
	if (vus < nk)
		nk = 0;
	/* Which part is whose is not known. */
	if (nk > 1 && vus > nk && !forme_vaut(FO_CLE, cle)) {
		put_others(p, cle, 0, 1, out);
		return;
	}
	for (i = 0;; i++, cle += n + 1) {
		n = cle_part(cle, i == 0 && nk > 0 ? vus - nk : 0);
		(void)snprintf(part, sizeof(part), "%.*s", (int)n, cle);
		if (strcmp(part, "(fichier)") == 0 || strcmp(part, "?") == 0)
			texte_ajoute(out, "%s", part);
		else if (forme_vaut(FO_HACHE, part))
			one_hash(p, part, out);
		else if (nk == 0 || k[i] == PS_TEL_QUEL)
			one_code(p, 1U << FO_CLE, part, out);
		else
			pseudo_valeur(p, k[i], part, out);
		if (cle[n] == '\0')
			break;
		texte_ajoute(out, "/");
	}
}

void
pseudo_valeur(const struct pseudo *p, enum espece k, const char *v,
    struct texte *out)
{
	size_t n;

	if (k & PS_CODE) {
		one_code(p, (unsigned)k & ~(unsigned)PS_CODE, v, out);
		return;
	}
	switch (k) {
	case PS_TEL_QUEL: texte_ajoute(out, "%s", v); break;
	case PS_INE: one_ine(p, v, out); break;
	case PS_DATE: one_date(p, v, out); break;
	case PS_TELEPHONE: scramble(p, v, *v == '+' ? 3 : 2, out); break;
	case PS_LIEU: scramble(p, v, 2, out); break;
	case PS_NOM: scramble(p, v, 0, out); break;
	case PS_EMPREINTE: one_hash(p, v, out); break;
	case PS_CODE: break;
	case PS_LIBRE:
		n = code_first(v);
		texte_ajoute(out, "%.*s", (int)n, v);
		scramble(p, v + n, 0, out);
		break;
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
	if (p != NULL)
		free(p->appris);
	free(p);
}
