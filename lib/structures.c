/*
 * structures.c - divisions and groupes as a person writes them, in YAML, to
 * rows of format_structures.
 *
 *	uai: 0990001N
 *	annee: 2019
 *	divisions:
 *	  - code: 6A
 *	    libelle: SIXIEME A
 *	    mef: [10010012110]
 *	    prevu: 28
 *	  - code: 4ED
 *	    mef: [10210001110, 10210001114]
 *	    prevu: { 10210001110: 20, 10210001114: 4 }
 *	groupes:
 *	  - code: 6AGR1
 *	    divisions: [6A]
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define VALEURS 3

struct ligne {
	size_t rec;
	long ligne;
	char *val[VALEURS]; /* owned */
};

struct structures {
	struct ligne *lignes; /* owned */
	size_t n, cap, lue;
	int bloc[2]; /* divisions, groupes */
	const char *val[VALEURS];
};

/* In the order of format_structures. */
enum {
	R_PARAMETRES,
	R_DIVISION,
	R_DIVISION_MEF,
	R_GROUPE,
	R_GROUPE_DIVISION,
	R_GROUPE_MEF
};

enum { C_UAI, C_ANNEE, C_DIVISIONS, C_GROUPES, C__MAX };

static const char *const cles[C__MAX] = { [C_UAI] = "uai",
	[C_ANNEE] = "annee",
	[C_DIVISIONS] = "divisions",
	[C_GROUPES] = "groupes" };

/* "divisions" comes last: a division has none. */
enum { S_CODE, S_LIBELLE, S_MEF, S_PREVU, S_DIVISIONS, S__MAX };

static const char *const cles_structure[S__MAX] = { [S_CODE] = "code",
	[S_LIBELLE] = "libelle",
	[S_MEF] = "mef",
	[S_PREVU] = "prevu",
	[S_DIVISIONS] = "divisions" };

static int
put(struct structures *s, size_t rec, long ligne, const char *a, const char *b,
    const char *c, struct fault *f)
{
	const char *val[VALEURS] = { a, b, c };
	struct ligne *p;
	size_t i, cap;

	if (s->n == s->cap) {
		cap = s->cap + 64;
		if ((p = realloc(s->lignes, cap * sizeof(*p))) == NULL)
			return fault_memory(f);
		s->lignes = p;
		s->cap = cap;
	}
	p = s->lignes + s->n++;
	memset(p, 0, sizeof(*p));
	p->rec = rec;
	p->ligne = ligne;
	for (i = 0; i < VALEURS; i++)
		if (val[i] != NULL && *val[i] != '\0' &&
		    (p->val[i] = strdup(val[i])) == NULL)
			return fault_memory(f);
	return 0;
}

static int
expect(const struct noeud *n, enum noeud_genre genre, const char *what,
    struct fault *f)
{
	if (n->genre == genre)
		return 0;
	return fault_set(f, "yaml", n->ligne, "il faut %s ici", what);
}

/* What a MEF of the structure is planned at, or NULL; seul: it has no other. */
static const char *
prevu_mef(const struct noeud *prevu, const char *mef, int seul)
{
	size_t i;

	if (prevu != NULL && prevu->genre == N_TEXTE)
		return seul ? prevu->texte : NULL;
	for (i = 0; prevu != NULL && i < prevu->n; i++)
		if (strcmp(prevu->fils[i].cle, mef) == 0)
			return prevu->fils[i].texte;
	return NULL;
}

static int
has(const struct noeud *liste, const char *code)
{
	size_t i;

	if (liste == NULL)
		return 0;
	if (liste->genre == N_TEXTE)
		return strcmp(liste->texte, code) == 0;
	for (i = 0; i < liste->n; i++)
		if (strcmp(liste->fils[i].texte, code) == 0)
			return 1;
	return 0;
}

#define PREVU_MAX 9999 /* ours */

/* An effectif prévu as it is written there. */
static int
effectif(const struct noeud *n, int64_t *v, struct fault *f)
{
	char dit[160];

	if (n->genre == N_TEXTE && entier(n->texte, 0, PREVU_MAX, v) == 0)
		return 0;
	report_montre(n->genre == N_TEXTE ? n->texte : "", dit, sizeof(dit));
	return fault_set(f, "yaml", n->ligne,
	    "« %s » n'est pas un effectif : écrire sous « prevu » un nombre "
	    "de 0 à %d, ou un pour chaque MEF",
	    dit, PREVU_MAX);
}

/*
 * prevu: a number, or one for each MEF; then the structure's is their sum,
 * which buf (24 bytes) has.
 */
static int
planned(const struct noeud *prevu, const struct noeud *mef, char *buf,
    const char **v, struct fault *f)
{
	int64_t n, sum = 0;
	char dit[160];
	size_t i;

	*v = NULL;
	if (prevu == NULL)
		return 0;
	if (prevu->genre == N_TEXTE) {
		*v = prevu->texte;
		return effectif(prevu, &n, f);
	}
	if (expect(prevu, N_TABLE, "un nombre, ou un nombre par MEF", f) == -1)
		return -1;
	for (i = 0; i < prevu->n; i++) {
		if (!has(mef, prevu->fils[i].cle)) {
			report_montre(prevu->fils[i].cle, dit, sizeof(dit));
			return fault_set(f, "yaml", prevu->fils[i].ligne_cle,
			    "le MEF « %s » n'est pas dans « mef »", dit);
		}
		if (effectif(&prevu->fils[i], &n, f) == -1)
			return -1;
		sum += n;
	}
	(void)snprintf(buf, 24, "%lld", (long long)sum);
	*v = buf;
	return 0;
}

/* One code, or a list of them. */
static int
check_list(const struct noeud *n, struct fault *f)
{
	size_t i;

	if (n == NULL || n->genre == N_TEXTE)
		return 0;
	if (expect(n, N_LISTE, "un code, ou une liste de codes", f) == -1)
		return -1;
	for (i = 0; i < n->n; i++)
		if (expect(&n->fils[i], N_TEXTE, "un code", f) == -1)
			return -1;
	return 0;
}

static int
put_list(struct structures *s, size_t rec, const char *code,
    const struct noeud *n, const struct noeud *prevu, struct fault *f)
{
	const struct noeud *un = n;
	size_t i, k = 1;

	if (n == NULL || yaml_vide(n))
		return 0;
	if (n->genre == N_LISTE) {
		un = n->fils;
		k = n->n;
	}
	for (i = 0; i < k; i++)
		if (put(s, rec, un[i].ligne, code, un[i].texte,
			prevu_mef(prevu, un[i].texte, k == 1), f) == -1)
			return -1;
	return 0;
}

static int
read_structure(struct structures *s, int groupe, const struct noeud *n,
    struct fault *f)
{
	const struct noeud *cle[S__MAX] = { NULL };
	const char *prevu, *libelle = NULL;
	char buf[24];
	size_t i;
	int k;

	if (expect(n, N_TABLE, "code, libelle, mef, prevu", f) == -1)
		return -1;
	for (i = 0; i < n->n; i++) {
		k = yaml_cle(&n->fils[i], cles_structure,
		    groupe ? S__MAX : S_DIVISIONS, "yaml", f);
		if (k == -1)
			return -1;
		/* "libelle:" is as no key at all. */
		if (!yaml_vide(&n->fils[i]))
			cle[k] = &n->fils[i];
	}
	if (cle[S_CODE] == NULL)
		return fault_set(f, "yaml", n->ligne, "il manque « code »");
	if (expect(cle[S_CODE], N_TEXTE, "un code", f) == -1 ||
	    check_list(cle[S_MEF], f) == -1 ||
	    check_list(cle[S_DIVISIONS], f) == -1 ||
	    planned(cle[S_PREVU], cle[S_MEF], buf, &prevu, f) == -1)
		return -1;
	if (cle[S_LIBELLE] != NULL) {
		if (expect(cle[S_LIBELLE], N_TEXTE, "un libellé", f) == -1)
			return -1;
		libelle = cle[S_LIBELLE]->texte;
	}
	if (put(s, groupe ? R_GROUPE : R_DIVISION, n->ligne, cle[S_CODE]->texte,
		libelle, prevu, f) == -1 ||
	    put_list(s, R_GROUPE_DIVISION, cle[S_CODE]->texte, cle[S_DIVISIONS],
		NULL, f) == -1)
		return -1;
	return put_list(s, groupe ? R_GROUPE_MEF : R_DIVISION_MEF,
	    cle[S_CODE]->texte, cle[S_MEF], cle[S_PREVU], f);
}

/* An empty value ("groupes:") is an empty list: the set has nothing. */
static int
read_list(struct structures *s, int groupe, const struct noeud *n,
    struct fault *f)
{
	size_t i;

	s->bloc[groupe] = 1;
	if (yaml_vide(n))
		return 0;
	if (expect(n, N_LISTE, "une liste", f) == -1)
		return -1;
	for (i = 0; i < n->n; i++)
		if (read_structure(s, groupe, &n->fils[i], f) == -1)
			return -1;
	return 0;
}

static int
read_document(struct structures *s, const struct noeud *n, struct fault *f)
{
	const char *env[2] = { NULL, NULL };
	const struct noeud *fils[C__MAX] = { NULL };
	size_t i;
	int k;

	if (expect(n, N_TABLE, "divisions et groupes", f) == -1)
		return -1;
	for (i = 0; i < n->n; i++) {
		if ((k = yaml_cle(&n->fils[i], cles, C__MAX, "yaml", f)) == -1)
			return -1;
		fils[k] = &n->fils[i];
		if (k <= C_ANNEE) {
			if (expect(fils[k], N_TEXTE, "une valeur simple", f) ==
			    -1)
				return -1;
			env[k] = fils[k]->texte;
		}
	}
	if (fils[C_DIVISIONS] == NULL || yaml_vide(fils[C_DIVISIONS]) ||
	    (fils[C_DIVISIONS]->genre == N_LISTE && fils[C_DIVISIONS]->n == 0))
		return fault_set(f, "yaml",
		    fils[C_DIVISIONS] == NULL ? n->ligne
					      : fils[C_DIVISIONS]->ligne_cle,
		    "aucune division : écrire sous « divisions » au moins une, "
		    "avec son « code »");
	if (put(s, R_PARAMETRES, n->ligne, env[0], env[1], NULL, f) == -1)
		return -1;
	for (k = C_DIVISIONS; k <= C_GROUPES; k++)
		if (fils[k] != NULL &&
		    read_list(s, k == C_GROUPES, fils[k], f) == -1)
			return -1;
	return 0;
}

struct structures *
structures_open(source_fn fn, void *ctx, struct fault *f)
{
	struct structures *s;
	struct noeud *n = NULL;
	char *texte;

	if ((texte = yaml_texte(fn, ctx, "yaml", f)) == NULL)
		return NULL;
	if ((s = calloc(1, sizeof(*s))) == NULL)
		fault_memory(f);
	else if ((n = yaml_arbre(texte, "yaml", f)) == NULL ||
	    read_document(s, n, f) == -1) {
		structures_close(s);
		s = NULL;
	}
	yaml_libere(n);
	free(texte);
	return s;
}

void
structures_close(struct structures *s)
{
	size_t i, k;

	if (s == NULL)
		return;
	for (i = 0; i < s->n; i++)
		for (k = 0; k < VALEURS; k++)
			free(s->lignes[i].val[k]);
	free(s->lignes);
	free(s);
}

int
structures_next(struct structures *s, struct row *row, struct fault *f)
{
	const struct ligne *l;
	size_t i;

	(void)f;
	if (s->lue == s->n)
		return 0;
	l = &s->lignes[s->lue++];
	for (i = 0; i < VALEURS; i++)
		s->val[i] = l->val[i];
	row->fmt = &format_structures;
	row->rec = &format_structures.records[l->rec];
	row->line = l->ligne;
	row->rang = (long)s->lue;
	row->val = s->val;
	return 1;
}

int
structures_bloc(const struct structures *s, size_t rec)
{
	if (rec == R_PARAMETRES)
		return 0;
	return s->bloc[rec >= R_GROUPE];
}
