/*
 * ressemblance.c - are two identities alike, as people misspell them?
 *
 * Names are cut into words at blanks, hyphens and apostrophes, each folded to
 * capitals without accents; particles (de, du, la, ...) are left out, or joined
 * to what follows, for some write LEROY where others write LE ROY.  Family
 * name, first name and birth date then get points each: 2 when they are the
 * same, 1 when they are near, 0 otherwise.
 *
 *	DUPONT, Éva-Lou, 03/02/2008	Du Pont, Eva, 02/03/2008
 *	2 + 1 + 1: alike
 *
 * All three must have a point and the sum be 4, but for twins (same name and
 * day) and a wrong digit of the date (same names); see ressemblance() in
 * sconet.h, and ine-send(1).
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "sconet.h"

#define MOTS_MAX 8
#define MOT_MAX  64

/*
 * Words of one name, each without the particles before it and with them; all
 * of them in one, without and with any.  DE LA RUE-LE ROY: RUE and DELARUE,
 * ROY and LEROY; RUEROY, DELARUELEROY.
 */
struct noms {
	char mot[MOTS_MAX][MOT_MAX], colle[MOTS_MAX][MOT_MAX];
	size_t n;
	char tout[MOTS_MAX * MOT_MAX], entier[MOTS_MAX * MOT_MAX];
	size_t tete; /* bytes of entier that are particles at its beginning */
	char avant[MOT_MAX]; /* particles that no word has followed yet */
};

/* Bytes of what separates words at s; 0: nothing. */
static size_t
separateur(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	if (p[0] < 0x80)
		return strchr(" -'._/,\t", p[0]) != NULL ? 1 : 0;
	if (p[0] == 0xC2 && p[1] == 0xA0)
		return 2; /* no-break space */
	/* U+2010 to U+201F: hyphens, dashes, apostrophes */
	return p[0] == 0xE2 && p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0x9F ? 3
									    : 0;
}

/* "DELA" for those who write half of it; long ones come before their parts. */
static const char *const particules[] = { "DELA", "DEL", "DEN", "DER", "DES",
	"DOS", "LES", "VAN", "VON", "DA", "DE", "DI", "DO", "DU", "EL", "AL",
	"LA", "LE", "D", "L" };

static int
particule(const char *mot)
{
	size_t i;

	for (i = 0; i < NELEM(particules); i++)
		if (strcmp(mot, particules[i]) == 0)
			return 1;
	return 0;
}

/* As much of it as there is room for. */
static void
allonge(char *to, size_t n, const char *s)
{
	size_t pris = strlen(to);

	(void)snprintf(to + pris, n - pris, "%s", s);
}

/*
 * What a name is cut for.  A key is kept in the base: what it is made of stays
 * as it is, and only what is compared has ST as SAINT.
 */
enum sorte { AUTRE_NOM, NOM_DE_CLE, NOM_COMPARE };

static void
ajoute(struct noms *x, const char *s, size_t n, enum sorte sorte)
{
	char brut[MOT_MAX / 2], plie[MOT_MAX];

	if (n == 0 || x->n == MOTS_MAX)
		return;
	if (n >= sizeof(brut))
		n = sizeof(brut) - 1;
	memcpy(brut, s, n);
	brut[n] = '\0';
	charset_plie(brut, plie);
	if (plie[0] == '\0')
		return;
	if (sorte == NOM_COMPARE &&
	    (strcmp(plie, "ST") == 0 || strcmp(plie, "STE") == 0))
		(void)snprintf(plie, sizeof(plie), "%s",
		    plie[2] == '\0' ? "SAINT" : "SAINTE");
	allonge(x->entier, sizeof(x->entier), plie);
	if (sorte != AUTRE_NOM && particule(plie)) {
		allonge(x->avant, sizeof(x->avant), plie);
		if (x->n == 0)
			x->tete = strlen(x->entier);
		return;
	}
	memcpy(x->colle[x->n], x->avant, sizeof(x->avant));
	allonge(x->colle[x->n], sizeof(x->colle[0]), plie);
	x->avant[0] = '\0';
	memcpy(x->mot[x->n++], plie, sizeof(plie));
	allonge(x->tout, sizeof(x->tout), plie);
}

/* A name that is all particles keeps them. */
static void
decoupe(struct noms *x, const char *s, enum sorte sorte)
{
	const char *p, *debut;
	size_t n;

	x->n = x->tete = 0;
	x->tout[0] = x->entier[0] = x->avant[0] = '\0';
	for (p = debut = s == NULL ? "" : s; *p != '\0';) {
		if ((n = separateur(p)) == 0) {
			p++;
			continue;
		}
		ajoute(x, debut, (size_t)(p - debut), sorte);
		p += n;
		debut = p;
	}
	ajoute(x, debut, (size_t)(p - debut), sorte);
	if (x->n == 0 && sorte != AUTRE_NOM)
		decoupe(x, s, AUTRE_NOM);
}

/* Two letters side by side have changed places. */
static int
interverti(const char *a, const char *b)
{
	size_t i = 0;

	while (a[i] != '\0' && a[i] == b[i])
		i++;
	return a[i] != '\0' && a[i + 1] != '\0' && a[i] == b[i + 1] &&
	    a[i + 1] == b[i] && strcmp(a + i + 2, b + i + 2) == 0;
}

/* A letter is wrong, missing or too many; two of them in a long word. */
static int
proche(const char *a, const char *b)
{
	size_t na = strlen(a), nb = strlen(b), n = na < nb ? na : nb, d;

	if (n < 3 || (na > nb ? na - nb : nb - na) > 2)
		return 0;
	d = distance(a, b);
	return d <= 1 || (n >= 8 && d <= 2) || interverti(a, b);
}

/*
 * b is the end of a, or a of b, and what is before it is particles: the n
 * bytes at the end of the longer are what it is without any.
 */
static int
meme_fin(const char *a, size_t na, const char *b, size_t nb)
{
	const char *court = strlen(a) < strlen(b) ? a : b;
	const char *long_ = court == a ? b : a;
	size_t n = strlen(court);

	return n > 0 && n >= (court == a ? nb : na) &&
	    strcmp(long_ + strlen(long_) - n, court) == 0;
}

static int
meme_mot(const struct noms *a, size_t i, const struct noms *b, size_t k)
{
	return strcmp(a->mot[i], b->mot[k]) == 0 ||
	    meme_fin(a->colle[i], strlen(a->mot[i]), b->colle[k],
		strlen(b->mot[k]));
}

/* All words of one name are words of the other. */
static int
partie(const struct noms *a, const struct noms *b)
{
	const struct noms *petit = a->n <= b->n ? a : b;
	const struct noms *grand = petit == a ? b : a;
	size_t i, k, long_mot = 0;

	for (i = 0; i < petit->n; i++) {
		for (k = 0; k < grand->n; k++)
			if (meme_mot(petit, i, grand, k))
				break;
		if (k == grand->n)
			return 0;
		long_mot |= strlen(petit->mot[i]) >= 3;
	}
	return petit->n > 0 && long_mot;
}

static int
egal(const struct noms *a, const struct noms *b)
{
	return a->n > 0 && b->n > 0 &&
	    (strcmp(a->tout, b->tout) == 0 ||
		meme_fin(a->entier, strlen(a->entier) - a->tete, b->entier,
		    strlen(b->entier) - b->tete));
}

static int
approche(const struct noms *a, const struct noms *b)
{
	return proche(a->tout, b->tout) || proche(a->entier, b->entier);
}

static int
points_nom(const struct noms a[2], const struct noms b[2])
{
	size_t i, k;

	if (egal(&a[0], &b[0]))
		return 2;
	for (i = 0; i < 2; i++)
		for (k = 0; k < 2; k++)
			if (a[i].n > 0 && b[k].n > 0 &&
			    (egal(&a[i], &b[k]) || partie(&a[i], &b[k]) ||
				approche(&a[i], &b[k])))
				return 1;
	return 0;
}

/* "MAX" for MAXIME, "JEAN" for JEAN-BAPTISTE. */
static int
abrege(const struct noms *a, const struct noms *b)
{
	size_t na = strlen(a->tout), nb = strlen(b->tout),
	       n = na < nb ? na : nb;

	return n >= 3 && strncmp(a->tout, b->tout, n) == 0;
}

static int
points_prenom(const struct noms a[3], const struct noms b[3])
{
	size_t i;

	if (egal(&a[0], &b[0]))
		return 2;
	if (a[0].n == 0 || b[0].n == 0)
		return 0;
	for (i = 1; i < 3; i++)
		if (egal(&a[0], &b[i]) || egal(&a[i], &b[0]))
			return 1;
	return proche(a[0].tout, b[0].tout) || abrege(&a[0], &b[0]) ||
	    strcmp(a[0].mot[0], b[0].mot[0]) == 0;
}

/* A family name that stands as a first name. */
static int
croise(const struct noms *nom, const char *prenom)
{
	struct noms x;

	decoupe(&x, prenom, NOM_COMPARE);
	return egal(nom, &x);
}

static int
points_date(const char *a, const char *b)
{
	if (strcmp(a, b) == 0)
		return 2;
	return strlen(a) == 10 && strlen(b) == 10 && strncmp(a, b, 5) == 0 &&
	    strncmp(a + 5, b + 8, 2) == 0 && strncmp(a + 8, b + 5, 2) == 0;
}

/* One digit of the date differs. */
static int
chiffre_faux(const char *a, const char *b)
{
	size_t i, n = 0;

	if (strlen(a) != strlen(b))
		return 0;
	for (i = 0; a[i] != '\0'; i++)
		n += a[i] != b[i];
	return n == 1;
}

/* A commune of France is in France, whoever says so. */
static const char *
pays(const struct personne *p)
{
	return p->pays == NULL && p->commune != NULL ? "100" : p->pays;
}

/* 1: the same, 0: another, -1: nobody says. */
static int
meme_lieu(const struct personne *a, const struct personne *b)
{
	const char *p = pays(a), *q = pays(b);
	struct noms x, y;

	if (p != NULL && q != NULL && strcmp(p, q) != 0)
		return 0;
	if (a->commune != NULL && b->commune != NULL)
		return strcmp(a->commune, b->commune) == 0;
	if (a->ville == NULL || b->ville == NULL)
		return -1;
	decoupe(&x, a->ville, AUTRE_NOM);
	decoupe(&y, b->ville, AUTRE_NOM);
	return strcmp(x.tout, y.tout) == 0;
}

struct identite {
	struct noms nom[2], prenom[3];
};

static void
lit(struct identite *x, const struct personne *p)
{
	decoupe(&x->nom[0], p->nom, NOM_COMPARE);
	decoupe(&x->nom[1], p->usage, NOM_COMPARE);
	decoupe(&x->prenom[0], p->prenom, AUTRE_NOM);
	decoupe(&x->prenom[1], p->prenom2, AUTRE_NOM);
	decoupe(&x->prenom[2], p->prenom3, AUTRE_NOM);
}

/* As written, but for capitals. */
static int
meme_lettre(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcasecmp(a, b) == 0;
}

/* 0 where both say something else. */
static int
accorde(const char *a, const char *b)
{
	return a == NULL || b == NULL || meme_lettre(a, b);
}

static int
meme(const struct personne *a, const struct personne *b)
{
	return meme_lettre(a->nom, b->nom) &&
	    meme_lettre(a->prenom, b->prenom) &&
	    accorde(a->prenom2, b->prenom2) && meme_lettre(a->sexe, b->sexe) &&
	    meme_lieu(a, b) == 1;
}

int
ressemblance(const struct personne *a, const struct personne *b)
{
	struct identite x, y;
	int n, p, d, lieu;

	if (a->date == NULL || b->date == NULL)
		return 0;
	lit(&x, a);
	lit(&y, b);
	n = points_nom(x.nom, y.nom);
	p = points_prenom(x.prenom, y.prenom);
	d = points_date(a->date, b->date);
	lieu = meme_lieu(a, b);
	if (n == 0 && croise(&x.nom[0], b->prenom) &&
	    croise(&y.nom[0], a->prenom))
		n = p = 1;
	if (n + p + d == 6)
		return meme(a, b) ? RESSEMBLANCE_MEME : 6;
	if (n > 0 && p > 0 && d > 0)
		return n + p + d >= RESSEMBLANCE_SEUIL ? n + p + d : 0;
	if (n == 2 && d == 2 && lieu != 0)
		return RESSEMBLANCE_SEUIL; /* twins */
	if (n == 2 && p == 2 && lieu == 1 && chiffre_faux(a->date, b->date))
		return RESSEMBLANCE_SEUIL;
	return 0;
}

int
prenoms_proches(const struct personne *a, const struct personne *b)
{
	struct identite x, y;

	lit(&x, a);
	lit(&y, b);
	return points_prenom(x.prenom, y.prenom) > 0;
}

int
cle_naissance(const char *date, int64_t *cle)
{
	int64_t an, mois, jour;
	char s[11];

	if (date == NULL || strlen(date) != 10)
		return 0;
	memcpy(s, date, sizeof(s));
	s[4] = s[7] = '\0';
	if (entier(s, 0, 9999, &an) == -1 ||
	    entier(s + 5, 0, 99, &mois) == -1 ||
	    entier(s + 8, 0, 99, &jour) == -1)
		return 0;
	*cle =
	    an * 10000 + (mois < jour ? mois * 100 + jour : jour * 100 + mois);
	return 1;
}

/* What is left of a name once particles that are joined to it go, too. */
static const char *
sans_colle(const char *s)
{
	size_t i, n;

	for (i = 0; i < NELEM(particules); i++) {
		n = strlen(particules[i]);
		if (strncmp(s, particules[i], n) == 0 && strlen(s + n) >= 3) {
			s += n;
			i = (size_t)-1;
		}
	}
	return s;
}

int
cle_noms(const char *nom, const char *prenom, int64_t *cle)
{
	struct noms x, y;
	const char *v[2];

	if (nom == NULL || prenom == NULL)
		return 0;
	decoupe(&x, nom, NOM_DE_CLE);
	decoupe(&y, prenom, AUTRE_NOM);
	v[0] = sans_colle(x.tout);
	v[1] = y.tout;
	return identite(v, 2, cle);
}
