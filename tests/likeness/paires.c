/*
 * paires.c - how well ressemblance() tells who is like whom: on invented
 * pairs, each of a named kind, half of which nothing was tuned on.
 *
 *	paires [-l]
 *
 * -l lists the pairs (kind, label, half, measure, both identities) instead of
 * counting.  Exits with 1 when the half held out has a precision under 0.99
 * or a recall under 0.95.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define PAR_GENRE 60 /* pairs of each kind, in each half */
#define CHAMP     96

struct etre {
	char nom[CHAMP], usage[CHAMP], prenom[CHAMP], prenom2[CHAMP];
	char date[11], sexe[2], commune[6];
};

struct hasard {
	uint64_t etat;
};

/* Numbers that are the same on every machine (xorshift64*). */
static unsigned
tire(struct hasard *h, unsigned n)
{
	h->etat ^= h->etat >> 12;
	h->etat ^= h->etat << 25;
	h->etat ^= h->etat >> 27;
	return (unsigned)((h->etat * 2685821657736338717U >> 33) % n);
}

static const char *const noms[] = { "BRUMELÉGÈRE", "CLAIREFONTE", "DURAND",
	"ÉTOILE", "FERRANT", "GARNIER", "HAUTEMER", "ILEVERTE", "JOURDAN",
	"KERLOIC", "LANTERNE", "MARTIN", "NOIRÉTABLE", "OISEAU", "PETIT",
	"QUATREVENTS", "RIVIÈRE", "SAULNIER", "TOURNESOL", "URBAIN", "VERDIER",
	"WALTER", "XAVERIN", "YVON", "ZÉPHYR", "BÉRANGER", "CHÂTEL", "DELORME",
	"FONTAINE", "GRAND", "LEROUX", "MOREL", "NOËL", "PERRIN", "ROCHE",
	"SEPTFONDS", "TISSOT", "VALLON", "BOUCHARD", "CARPENTIER", "DUMONT",
	"FAUCON", "GIRARD", "LEFÈVRE", "MERCIER", "NGUYEN", "OLIVIER", "POTIER",
	"ROY", "SIMON", "THÉVENET", "VINCENT", "ALMEIDA", "BENSAÏD", "COSTA",
	"DIALLO", "FERREIRA", "GOMEZ", "HADDAD", "KAYA", "LI", "SOW", "TRAORÉ",
	"VO" };
static const char *const prenoms[] = { "Léa", "Emma", "Chloé", "Inès", "Jade",
	"Zoé", "Anaïs", "Camille", "Éléonore", "Maëlys", "Noémie", "Océane",
	"Pauline", "Sarah", "Valentine", "Agathe", "Bérénice", "Constance",
	"Delphine", "Élise", "Lucas", "Hugo", "Théo", "Enzo", "Louis", "Noé",
	"Adam", "Maxime", "Alexandre", "Antoine", "Benoît", "Clément", "Dorian",
	"Étienne", "Félix", "Gaël", "Jérémie", "Loïc", "Mathéo", "Nathan",
	"Quentin", "Raphaël", "Sébastien", "Tristan", "Victor", "Yanis",
	"Jean-Baptiste", "Marie-Lou", "Anne-Sophie", "Pierre-Louis",
	"Charles-Édouard", "Rose-Aimée", "Ali", "Mamadou", "Ana", "Joao" };
static const char *const particules[] = { "DE ", "DU ", "DE LA ", "D'", "LE ",
	"VAN " };

static void
copie(char *to, const char *s)
{
	(void)snprintf(to, CHAMP, "%s", s);
}

static void
colle(char *to, const char *a, const char *b)
{
	char tmp[CHAMP];

	(void)snprintf(tmp, sizeof(tmp), "%.40s%.50s", a, b);
	copie(to, tmp);
}

#define UN(h, t) (t)[tire(h, (unsigned)NELEM(t))]

static void
date(struct hasard *h, char *d)
{
	(void)snprintf(d, 11, "%04u-%02u-%02u", 2003 + tire(h, 7),
	    1 + tire(h, 12), 1 + tire(h, 28));
}

static void
commune(struct hasard *h, char *c)
{
	(void)snprintf(c, 6, "99%03u", 1 + tire(h, 60));
}

/* Somebody, as the first school has him; what he needs comes with the kind. */
static void
nait(struct hasard *h, struct etre *e)
{
	memset(e, 0, sizeof(*e));
	copie(e->nom, UN(h, noms));
	if (tire(h, 6) == 0)
		colle(e->nom, UN(h, particules), UN(h, noms));
	copie(e->prenom, UN(h, prenoms));
	if (tire(h, 2) == 0)
		copie(e->prenom2, UN(h, prenoms));
	date(h, e->date);
	commune(h, e->commune);
	e->sexe[0] = (char)('1' + tire(h, 2));
}

/* Another of the list than the one that is there. */
static void
change(struct hasard *h, char *s, const char *const *t, size_t n)
{
	const char *v;

	do
		v = t[tire(h, (unsigned)n)];
	while (strcmp(v, s) == 0);
	copie(s, v);
}

/* Mistakes: each makes of b, the same as a, what people make of it. */

static void
sans_accent(char *s)
{
	static const char *const paires[][2] = { { "É", "E" }, { "È", "E" },
		{ "Ë", "E" }, { "Ê", "E" }, { "Ï", "I" }, { "Â", "A" },
		{ "é", "e" }, { "è", "e" }, { "ë", "e" }, { "ê", "e" },
		{ "ï", "i" }, { "î", "i" } };
	size_t i;
	char *p;

	for (i = 0; i < NELEM(paires); i++)
		while ((p = strstr(s, paires[i][0])) != NULL) {
			*p = paires[i][1][0];
			memmove(p + 1, p + 2, strlen(p + 2) + 1);
		}
}

static void
accents(struct hasard *h, struct etre *a, struct etre *b)
{
	(void)h;
	copie(a->prenom, "Éléonore");
	copie(b->prenom, a->prenom);
	sans_accent(b->nom);
	sans_accent(b->prenom);
}

static void
tiret(struct hasard *h, struct etre *a, struct etre *b)
{
	char un[CHAMP];
	static const char *const entre[] = { "-", " ", "" };
	unsigned i = tire(h, 3);

	copie(un, UN(h, noms));
	(void)snprintf(a->nom, CHAMP, "%.40s%s%.40s", UN(h, noms), entre[i],
	    un);
	copie(b->nom, a->nom);
	/* the same two, joined in another way */
	b->nom[strlen(a->nom) - strlen(un) - strlen(entre[i])] = '\0';
	(void)strncat(b->nom, entre[(i + 1 + tire(h, 2)) % 3],
	    CHAMP - strlen(b->nom) - 1);
	(void)strncat(b->nom, un, CHAMP - strlen(b->nom) - 1);
}

static void
particule(struct hasard *h, struct etre *a, struct etre *b)
{
	copie(b->nom, UN(h, noms));
	colle(a->nom, UN(h, particules), b->nom);
}

static void
usage(struct hasard *h, struct etre *a, struct etre *b)
{
	copie(a->usage, a->nom);
	change(h, a->usage, noms, NELEM(noms));
	copie(b->nom, a->usage);
	copie(b->usage, tire(h, 2) ? a->nom : "");
}

static void
prenoms_echanges(struct hasard *h, struct etre *a, struct etre *b)
{
	copie(a->prenom2, a->prenom);
	change(h, a->prenom2, prenoms, NELEM(prenoms));
	copie(b->prenom, a->prenom2);
	copie(b->prenom2, tire(h, 3) ? a->prenom : "");
}

static void
prenom_abrege(struct hasard *h, struct etre *a, struct etre *b)
{
	static const char *const t[][2] = { { "Jean-Baptiste", "Jean" },
		{ "Maxime", "Max" }, { "Alexandre", "Alex" },
		{ "Sébastien", "Séb" }, { "Marie-Lou", "Marie" },
		{ "Valentine", "Val" }, { "Charles-Édouard", "Charles" },
		{ "Benjamin", "Ben" }, { "Anne-Sophie", "Anne" },
		{ "Nathanaël", "Nathan" } };
	unsigned i = tire(h, (unsigned)NELEM(t));

	copie(a->prenom, t[i][0]);
	copie(b->prenom, t[i][1]);
}

/* Wrong, missing, too many, or out of place; among plain letters. */
static void
lettre(struct hasard *h, char *s)
{
	size_t n = strlen(s), i, tours = 0;
	char c;

	do
		i = 1 + tire(h, (unsigned)n - 1);
	while ((s[i] & 0x80 || s[i - 1] & 0x80 || s[i] == '-' || s[i] == ' ' ||
		   s[i] == '\'' || s[i - 1] == s[i]) &&
	    ++tours < 50);
	c = (char)((isupper((unsigned char)s[i]) ? 'A' : 'a') +
	    (char)tire(h, 26));
	switch (tire(h, 4)) {
	case 0: s[i] = c == s[i] ? (char)(c ^ 1) : c; break;
	case 1: memmove(s + i, s + i + 1, n - i); break;
	case 2:
		memmove(s + i + 1, s + i, n - i + 1);
		s[i] = c;
		break;
	default:
		c = s[i];
		s[i] = s[i - 1];
		s[i - 1] = c;
	}
}

static void
lettre_nom(struct hasard *h, struct etre *a, struct etre *b)
{
	(void)a;
	lettre(h, b->nom);
}

static void
lettre_prenom(struct hasard *h, struct etre *a, struct etre *b)
{
	(void)a;
	lettre(h, b->prenom);
}

static void
jour_mois(struct hasard *h, struct etre *a, struct etre *b)
{
	unsigned j = 1 + tire(h, 12), m;

	do
		m = 1 + tire(h, 12);
	while (m == j);
	(void)snprintf(a->date + 5, 6, "%02u-%02u", m, j);
	(void)snprintf(b->date + 5, 6, "%02u-%02u", j, m);
}

static void
chiffre(struct hasard *h, struct etre *a, struct etre *b)
{
	unsigned j = 1 + tire(h, 8);

	(void)snprintf(a->date + 8, 3, "1%u", j);
	(void)snprintf(b->date + 8, 3, tire(h, 2) ? "2%u" : "1%u", j);
	if (strcmp(a->date, b->date) == 0)
		b->date[9]++;
}

static void
jumeaux(struct hasard *h, struct etre *a, struct etre *b)
{
	change(h, b->prenom, prenoms, NELEM(prenoms));
	b->prenom2[0] = '\0';
	b->sexe[0] = (char)('1' + tire(h, 2));
	(void)a;
}

static void
inverse(struct hasard *h, struct etre *a, struct etre *b)
{
	(void)h;
	copie(b->nom, a->prenom);
	copie(b->prenom, a->nom);
}

static void
nom_partiel(struct hasard *h, struct etre *a, struct etre *b)
{
	char deux[CHAMP];

	copie(b->nom, noms[tire(h, 40)]);
	(void)snprintf(deux, CHAMP, tire(h, 2) ? "%.40s-%.40s" : "%.40s %.40s",
	    b->nom, UN(h, noms));
	copie(a->nom, deux);
}

static void
lettre_et_abrege(struct hasard *h, struct etre *a, struct etre *b)
{
	prenom_abrege(h, a, b);
	lettre(h, b->nom);
}

static void
accents_et_jour_mois(struct hasard *h, struct etre *a, struct etre *b)
{
	accents(h, a, b);
	jour_mois(h, a, b);
}

static void
tiret_et_lettre(struct hasard *h, struct etre *a, struct etre *b)
{
	tiret(h, a, b);
	lettre(h, b->prenom);
}

static void
usage_et_abrege(struct hasard *h, struct etre *a, struct etre *b)
{
	usage(h, a, b);
	prenom_abrege(h, a, b);
}

static void
saisi_autrement(struct hasard *h, struct etre *a, struct etre *b)
{
	(void)h;
	(void)a;
	sans_accent(b->nom);
	b->prenom2[0] = b->commune[0] = '\0';
}

/* Others: b is somebody else, with something of a. */

static void
etranger(struct hasard *h, struct etre *a, struct etre *b)
{
	(void)a;
	nait(h, b);
}

static void
autre_date(struct hasard *h, const struct etre *a, struct etre *b)
{
	do
		date(h, b->date);
	while (strcmp(a->date, b->date) == 0);
}

static void
homonyme(struct hasard *h, struct etre *a, struct etre *b)
{
	autre_date(h, a, b);
	commune(h, b->commune);
	b->prenom2[0] = '\0';
}

static void
homonyme_ici(struct hasard *h, struct etre *a, struct etre *b)
{
	autre_date(h, a, b);
	b->prenom2[0] = '\0';
}

static void
fratrie(struct hasard *h, struct etre *a, struct etre *b)
{
	change(h, b->prenom, prenoms, NELEM(prenoms));
	autre_date(h, a, b);
}

static void
meme_jour(struct hasard *h, struct etre *a, struct etre *b)
{
	nait(h, b);
	copie(b->date, a->date);
	copie(b->commune, a->commune);
}

static void
meme_jour_prenom(struct hasard *h, struct etre *a, struct etre *b)
{
	meme_jour(h, a, b);
	copie(b->prenom, a->prenom);
}

static void
meme_jour_nom(struct hasard *h, struct etre *a, struct etre *b)
{
	change(h, b->prenom, prenoms, NELEM(prenoms));
	b->prenom2[0] = '\0';
	do
		commune(h, b->commune);
	while (strcmp(a->commune, b->commune) == 0);
}

static const struct genre {
	const char *nom;
	int semblable; /* the label */
	void (*fait)(struct hasard *, struct etre *, struct etre *);
} genres[] = {
	{ "accents", 1, accents },
	{ "hyphens", 1, tiret },
	{ "particles", 1, particule },
	{ "usage and family names swapped", 1, usage },
	{ "first names swapped", 1, prenoms_echanges },
	{ "first name shortened", 1, prenom_abrege },
	{ "a letter of the name", 1, lettre_nom },
	{ "a letter of the first name", 1, lettre_prenom },
	{ "day and month swapped", 1, jour_mois },
	{ "a digit of the date", 1, chiffre },
	{ "twins", 1, jumeaux },
	{ "name and first name swapped", 1, inverse },
	{ "half of a double name", 1, nom_partiel },
	{ "a letter, and shortened", 1, lettre_et_abrege },
	{ "accents, and day and month", 1, accents_et_jour_mois },
	{ "hyphens, and a letter", 1, tiret_et_lettre },
	{ "usage, and shortened", 1, usage_et_abrege },
	{ "less is known", 1, saisi_autrement },
	{ "anybody", 0, etranger },
	{ "same names", 0, homonyme },
	{ "same names and place", 0, homonyme_ici },
	{ "brothers and sisters", 0, fratrie },
	{ "same day and place", 0, meme_jour },
	{ "same day, place, first name", 0, meme_jour_prenom },
	{ "same day and name, elsewhere", 0, meme_jour_nom },
};

static const char *
ou_rien(const char *s)
{
	return *s == '\0' ? NULL : s;
}

static struct personne
personne(const struct etre *e)
{
	return (struct personne){ e->nom, ou_rien(e->usage), e->prenom,
		ou_rien(e->prenom2), NULL, e->date, ou_rien(e->sexe),
		ou_rien(e->commune), NULL };
}

struct bilan {
	unsigned vus, dits[NELEM(genres)], justes, faux, manques;
};

static void
ecrit(const struct genre *g, unsigned moitie, int mesure, const struct etre *a,
    const struct etre *b)
{
	const struct etre *e[] = { a, b };
	size_t i;

	printf("%s\t%d\t%s\t%d", g->nom, g->semblable,
	    moitie ? "held out" : "tuned", mesure);
	for (i = 0; i < 2; i++)
		printf("\t%s\t%s\t%s\t%s\t%s\t%s", e[i]->nom, e[i]->usage,
		    e[i]->prenom, e[i]->prenom2, e[i]->date, e[i]->commune);
	putchar('\n');
}

static void
essaie(unsigned moitie, struct bilan *x, int liste)
{
	struct hasard h = { moitie ? 0x9E3779B97F4A7C15U : 88172645463325252U };
	struct personne p, q;
	struct etre a, b;
	size_t i;
	int k, mesure;

	for (i = 0; i < NELEM(genres); i++)
		for (k = 0; k < PAR_GENRE; k++) {
			nait(&h, &a);
			b = a;
			genres[i].fait(&h, &a, &b);
			/* what stays the same is the same on both sides */
			if (genres[i].semblable && strcmp(a.date, b.date) != 0)
				memcpy(b.date, a.date, 4);
			p = personne(&a);
			q = personne(&b);
			mesure = ressemblance(&p, &q);
			x->vus++;
			x->dits[i] += mesure >= RESSEMBLANCE_SEUIL;
			if (liste)
				ecrit(&genres[i], moitie, mesure, &a, &b);
			if (mesure >= RESSEMBLANCE_SEUIL)
				*(genres[i].semblable ? &x->justes
						      : &x->faux) += 1;
			else
				x->manques += (unsigned)genres[i].semblable;
		}
}

static double
part(unsigned a, unsigned b)
{
	return a + b == 0 ? 0 : (double)a / (double)(a + b);
}

int
main(int argc, char *argv[])
{
	struct bilan x[2];
	int liste = argc > 1 && strcmp(argv[1], "-l") == 0;
	unsigned m;
	size_t i;

	memset(x, 0, sizeof(x));
	for (m = 0; m < 2; m++)
		essaie(m, &x[m], liste);
	if (liste)
		return 0;
	printf("%-32s  %s  %12s  %12s\n", "of 60 pairs, found alike", "should",
	    "tuned", "held out");
	for (i = 0; i < NELEM(genres); i++)
		printf("%-32s  %6s  %12u  %12u\n", genres[i].nom,
		    genres[i].semblable ? "yes" : "no", x[0].dits[i],
		    x[1].dits[i]);
	for (m = 0; m < 2; m++)
		printf("%s: %u pairs, precision %.4f, recall %.4f\n",
		    m ? "held out" : "tuned", x[m].vus,
		    part(x[m].justes, x[m].faux),
		    part(x[m].justes, x[m].manques));
	return part(x[1].justes, x[1].faux) < 0.99 ||
	    part(x[1].justes, x[1].manques) < 0.95;
}
