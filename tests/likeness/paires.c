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

#define SEMBLABLES 60  /* pairs of each kind, in each half: of those alike, */
#define AUTRES     100 /* and of others */
#define CHAMP      96

struct etre {
	char nom[CHAMP], usage[CHAMP], prenom[CHAMP], prenom2[CHAMP];
	char date[11], sexe[2], commune[6];
};

/*
 * What a half is made of: nothing of it is in the other.  Lists end with
 * NULL.
 */
struct vivier {
	uint64_t graine;
	const char *const *noms, *const *prenoms, *const *particules;
	const char *const *abreges;   /* whole, short, whole, short, ... */
	const char *const *accentues; /* first names */
	const char *const *voisins;   /* names that end alike, two by two */
};

struct hasard {
	uint64_t etat;
	const struct vivier *v;
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

static unsigned
combien(const char *const *t)
{
	unsigned n = 0;

	while (t[n] != NULL)
		n++;
	return n;
}

static const char *
choisit(struct hasard *h, const char *const *t)
{
	return t[tire(h, combien(t))];
}

static const char *const noms_regles[] = { "BRUMELÉGÈRE", "DURAND", "FERRANT",
	"HAUTEMER", "JOURDAN", "LANTERNE", "NOIRÉTABLE", "PETIT", "RIVIÈRE",
	"TOURNESOL", "VERDIER", "XAVERIN", "ZÉPHYR", "CHÂTEL", "FONTAINE",
	"LEROUX", "NOËL", "ROCHE", "TISSOT", "BOUCHARD", "DUMONT", "GIRARD",
	"MERCIER", "OLIVIER", "ROY", "THÉVENET", "ALMEIDA", "COSTA", "FERREIRA",
	"HADDAD", "LI", "TRAORÉ", NULL };
static const char *const noms_gardes[] = { "CLAIREFONTE", "ÉTOILE", "GARNIER",
	"ILEVERTE", "KERLOIC", "MARTIN", "OISEAU", "QUATREVENTS", "SAULNIER",
	"URBAIN", "WALTER", "YVON", "BÉRANGER", "DELORME", "GRAND", "MOREL",
	"PERRIN", "SEPTFONDS", "VALLON", "CARPENTIER", "FAUCON", "LEFÈVRE",
	"NGUYEN", "POTIER", "SIMON", "VINCENT", "BENSAÏD", "DIALLO", "GOMEZ",
	"KAYA", "SOW", "VO", NULL };
static const char *const prenoms_regles[] = { "Léa", "Chloé", "Jade", "Anaïs",
	"Maëlys", "Océane", "Sarah", "Agathe", "Constance", "Élise", "Lucas",
	"Théo", "Louis", "Adam", "Maxime", "Antoine", "Clément", "Étienne",
	"Gaël", "Loïc", "Nathan", "Raphaël", "Tristan", "Yanis",
	"Jean-Baptiste", "Anne-Sophie", "Charles-Édouard", "Ali", "Ana", NULL };
static const char *const prenoms_gardes[] = { "Emma", "Inès", "Zoé", "Camille",
	"Éléonore", "Noémie", "Pauline", "Valentine", "Bérénice", "Delphine",
	"Hugo", "Enzo", "Noé", "Alexandre", "Benoît", "Dorian", "Félix",
	"Jérémie", "Mathéo", "Quentin", "Sébastien", "Victor", "Marie-Lou",
	"Pierre-Louis", "Rose-Aimée", "Mamadou", "Joao", NULL };
static const char *const particules_regles[] = { "DE ", "DU ", "D'", "LE ",
	"VAN ", "EL ", NULL };
static const char *const particules_gardes[] = { "DE LA ", "DES ", "LA ",
	"DEL ", "AL ", "VON DER ", NULL };
static const char *const abreges_regles[] = { "Jean-Baptiste", "Jean", "Maxime",
	"Max", "Alexis", "Alex", "Christophe", "Chris", "Isabelle", "Isa",
	"Charles-Édouard", "Charles", "Anne-Sophie", "Anne", NULL };
static const char *const abreges_gardes[] = { "Benjamin", "Ben", "Emmanuelle",
	"Emma", "Marie-Lou", "Marie", "Joséphine", "Jo", "Dominique", "Dom",
	"Grégory", "Greg", "Pierre-Louis", "Pierre", "Frédérique", "Fred",
	"Samuel", "Sam", "Mélanie", "Mel", NULL };
static const char *const accentues_regles[] = { "Chloé", "Anaïs", "Élise",
	"Raphaël", "Théo", "Clément", "Loïc", NULL };
static const char *const accentues_gardes[] = { "Éléonore", "Inès", "Bérénice",
	"Jérémie", "Benoît", "Félix", "Noémie", "Mathéo", NULL };
static const char *const voisins_regles[] = { "LEROUX", "ROUX", "DUMONT",
	"LAMONT", "DUPRÉ", "DESPRÉ", "LECLERC", "CLERCQ", "VANHOUT", "HOUTEN",
	NULL };
static const char *const voisins_gardes[] = { "LEGRAND", "GRANDET", "DELORME",
	"LORMEAU", "DUVAL", "LAVAL", "LACOUR", "DELCOURT", "ELMADI", "MADIER",
	NULL };

static const struct vivier viviers[2] = {
	{ 88172645463325252U, noms_regles, prenoms_regles, particules_regles,
	    abreges_regles, accentues_regles, voisins_regles },
	{ 0x9E3779B97F4A7C15U, noms_gardes, prenoms_gardes, particules_gardes,
	    abreges_gardes, accentues_gardes, voisins_gardes },
};

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
	copie(e->nom, choisit(h, h->v->noms));
	if (tire(h, 6) == 0)
		colle(e->nom, choisit(h, h->v->particules),
		    choisit(h, h->v->noms));
	copie(e->prenom, choisit(h, h->v->prenoms));
	if (tire(h, 2) == 0)
		copie(e->prenom2, choisit(h, h->v->prenoms));
	date(h, e->date);
	commune(h, e->commune);
	e->sexe[0] = (char)('1' + tire(h, 2));
}

/* Another of the list than the one that is there. */
static void
change(struct hasard *h, char *s, const char *const *t)
{
	const char *v;

	do
		v = choisit(h, t);
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
	copie(a->prenom, choisit(h, h->v->accentues));
	copie(b->prenom, a->prenom);
	sans_accent(b->nom);
	sans_accent(b->prenom);
}

static void
tiret(struct hasard *h, struct etre *a, struct etre *b)
{
	char second[CHAMP];
	static const char *const entre[] = { "-", " ", "" };
	unsigned i = tire(h, 3);

	copie(second, choisit(h, h->v->noms));
	(void)snprintf(a->nom, CHAMP, "%.40s%s%.40s", choisit(h, h->v->noms),
	    entre[i], second);
	copie(b->nom, a->nom);
	/* the same two, joined in another way */
	b->nom[strlen(a->nom) - strlen(second) - strlen(entre[i])] = '\0';
	(void)strncat(b->nom, entre[(i + 1 + tire(h, 2)) % 3],
	    CHAMP - strlen(b->nom) - 1);
	(void)strncat(b->nom, second, CHAMP - strlen(b->nom) - 1);
}

static void
particule(struct hasard *h, struct etre *a, struct etre *b)
{
	copie(b->nom, choisit(h, h->v->noms));
	colle(a->nom, choisit(h, h->v->particules), b->nom);
}

/* "LE ROY", "LEROY": the particle has lost what parts it from the name. */
static void
particule_collee(struct hasard *h, struct etre *a, struct etre *b)
{
	const char *p;
	char *to = b->nom;

	colle(a->nom, choisit(h, h->v->particules), choisit(h, h->v->noms));
	for (p = a->nom; *p != '\0'; p++)
		if (strchr(" '-", *p) == NULL)
			*to++ = *p;
	*to = '\0';
	if (tire(h, 2)) { /* whichever came first */
		struct etre x = *a;

		*a = *b;
		*b = x;
	}
}

static void
usage(struct hasard *h, struct etre *a, struct etre *b)
{
	copie(a->usage, a->nom);
	change(h, a->usage, h->v->noms);
	copie(b->nom, a->usage);
	copie(b->usage, tire(h, 2) ? a->nom : "");
}

static void
prenoms_echanges(struct hasard *h, struct etre *a, struct etre *b)
{
	copie(a->prenom2, a->prenom);
	change(h, a->prenom2, h->v->prenoms);
	copie(b->prenom, a->prenom2);
	copie(b->prenom2, tire(h, 3) ? a->prenom : "");
}

static void
prenom_abrege(struct hasard *h, struct etre *a, struct etre *b)
{
	unsigned i = tire(h, combien(h->v->abreges) / 2);

	copie(a->prenom, h->v->abreges[2 * i]);
	copie(b->prenom, h->v->abreges[2 * i + 1]);
}

/* Wrong, missing, too many, or out of place: any letter, the first as well. */
static void
lettre(struct hasard *h, char *s)
{
	char *lettres[CHAMP], neuf[CHAMP] = "", une[2] = "", *p;
	size_t n = 0, i, k;
	unsigned faute;

	for (p = s; *p != '\0'; p++)
		if ((*p & 0xC0) != 0x80)
			lettres[n++] = p;
	lettres[n] = p;
	do
		i = tire(h, (unsigned)n);
	while (strchr("- '", *lettres[i]) != NULL);
	faute = tire(h, 4);
	une[0] = (char)((islower((unsigned char)s[strlen(s) - 1]) ? 'a' : 'A') +
	    (char)tire(h, 26));
	if (*lettres[i] == une[0])
		une[0] = strchr("Aa", une[0]) == NULL ? une[0] - 1 : une[0] + 1;
	if (faute == 3 && i + 1 == n)
		i--;
	for (k = 0; k < n; k++) {
#define LETTRE(j) (int)(lettres[(j) + 1] - lettres[j]), lettres[j]
		size_t fin = strlen(neuf);

		if (k != i)
			(void)snprintf(neuf + fin, CHAMP - fin, "%.*s",
			    LETTRE(k));
		else if (faute == 0)
			(void)snprintf(neuf + fin, CHAMP - fin, "%s", une);
		else if (faute == 2)
			(void)snprintf(neuf + fin, CHAMP - fin, "%s%.*s", une,
			    LETTRE(k));
		else if (faute == 3) {
			(void)snprintf(neuf + fin, CHAMP - fin, "%.*s%.*s",
			    LETTRE(k + 1), LETTRE(k));
			k++;
		}
#undef LETTRE
	}
	copie(s, neuf);
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
	change(h, b->prenom, h->v->prenoms);
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

	do
		copie(b->nom, choisit(h, h->v->noms));
	while (strlen(b->nom) < 4);
	(void)snprintf(deux, CHAMP, tire(h, 2) ? "%.40s-%.40s" : "%.40s %.40s",
	    b->nom, choisit(h, h->v->noms));
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
collee_et_jour_mois(struct hasard *h, struct etre *a, struct etre *b)
{
	particule_collee(h, a, b);
	jour_mois(h, a, b);
}

static void
collee_et_abrege(struct hasard *h, struct etre *a, struct etre *b)
{
	particule_collee(h, a, b);
	prenom_abrege(h, a, b);
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
	change(h, b->prenom, h->v->prenoms);
	autre_date(h, a, b);
}

static void
meme_jour(struct hasard *h, struct etre *a, struct etre *b)
{
	do /* or he would be a twin */
		nait(h, b);
	while (strcmp(a->nom, b->nom) == 0);
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
	change(h, b->prenom, h->v->prenoms);
	b->prenom2[0] = '\0';
	do
		commune(h, b->commune);
	while (strcmp(a->commune, b->commune) == 0);
}

/* Names that end alike, or begin as with a particle. */
static void
noms_voisins(struct hasard *h, struct etre *a, struct etre *b)
{
	unsigned i = tire(h, combien(h->v->voisins) / 2);

	copie(a->nom, h->v->voisins[2 * i]);
	copie(b->nom, h->v->voisins[2 * i + 1]);
	change(h, b->prenom, h->v->prenoms);
	b->prenom2[0] = '\0';
}

/* One kind of mistake, but the day is another. */
static void
lettre_autre_date(struct hasard *h, struct etre *a, struct etre *b)
{
	lettre(h, b->nom);
	autre_date(h, a, b);
}

static void
abrege_autre_date(struct hasard *h, struct etre *a, struct etre *b)
{
	prenom_abrege(h, a, b);
	autre_date(h, a, b);
}

static void
collee_autre_prenom(struct hasard *h, struct etre *a, struct etre *b)
{
	particule_collee(h, a, b);
	change(h, b->prenom, h->v->prenoms);
	autre_date(h, a, b);
}

static void
usage_autre_date(struct hasard *h, struct etre *a, struct etre *b)
{
	usage(h, a, b);
	autre_date(h, a, b);
}

static void
jour_mois_autre_nom(struct hasard *h, struct etre *a, struct etre *b)
{
	jour_mois(h, a, b);
	change(h, b->nom, h->v->noms);
}

static void
meme_debut(struct hasard *h, struct etre *a, struct etre *b)
{
	meme_jour(h, a, b);
	change(h, b->prenom, h->v->prenoms);
	do
		copie(b->nom, choisit(h, h->v->noms));
	while (strcmp(a->nom, b->nom) == 0);
	if (!(a->nom[0] & 0x80) && !(b->nom[0] & 0x80))
		b->nom[0] = a->nom[0];
}

static const struct genre {
	const char *nom;
	int semblable; /* the label */
	void (*fait)(struct hasard *, struct etre *, struct etre *);
} genres[] = {
	{ "accents", 1, accents },
	{ "hyphens", 1, tiret },
	{ "particles", 1, particule },
	{ "particle joined", 1, particule_collee },
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
	{ "joined, and day and month", 1, collee_et_jour_mois },
	{ "joined, and shortened", 1, collee_et_abrege },
	{ "less is known", 1, saisi_autrement },
	{ "anybody", 0, etranger },
	{ "same names", 0, homonyme },
	{ "same names and place", 0, homonyme_ici },
	{ "brothers and sisters", 0, fratrie },
	{ "same day and place", 0, meme_jour },
	{ "same day, place, first name", 0, meme_jour_prenom },
	{ "same day and name, elsewhere", 0, meme_jour_nom },
	{ "names that end alike", 0, noms_voisins },
	{ "a letter, and another day", 0, lettre_autre_date },
	{ "shortened, and another day", 0, abrege_autre_date },
	{ "joined, of another child", 0, collee_autre_prenom },
	{ "usage, and another day", 0, usage_autre_date },
	{ "day and month, another name", 0, jour_mois_autre_nom },
	{ "same day, names begin alike", 0, meme_debut },
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
		ou_rien(e->prenom2), NULL, e->date, ou_rien(e->sexe), NULL,
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
	struct hasard h = { viviers[moitie].graine, &viviers[moitie] };
	struct personne p, q;
	struct etre a, b;
	size_t i;
	int k, mesure;

	for (i = 0; i < NELEM(genres); i++)
		for (k = 0; k < (genres[i].semblable ? SEMBLABLES : AUTRES);
		     k++) {
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
	printf("%-32s  %s  %6s  %12s  %12s\n", "found alike", "should", "of",
	    "tuned", "held out");
	for (i = 0; i < NELEM(genres); i++)
		printf("%-32s  %6s  %6d  %12u  %12u\n", genres[i].nom,
		    genres[i].semblable ? "yes" : "no",
		    genres[i].semblable ? SEMBLABLES : AUTRES, x[0].dits[i],
		    x[1].dits[i]);
	for (m = 0; m < 2; m++)
		printf("%s: %u pairs, precision %.4f, recall %.4f\n",
		    m ? "held out" : "tuned", x[m].vus,
		    part(x[m].justes, x[m].faux),
		    part(x[m].justes, x[m].manques));
	return part(x[1].justes, x[1].faux) < 0.99 ||
	    part(x[1].justes, x[1].manques) < 0.95;
}
