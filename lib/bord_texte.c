/*
 * bord_texte.c - tableau as text: columns that line up, on a terminal and in
 * a pipe; one line a base where there are several.
 */
#include <string.h>

#include "sconet.h"

#define VALEUR 32 /* bytes of a value that is written otherwise */

struct feuille {
	FILE *out;
	const char *gras, *alerte, *fin; /* "" without colours */
};

/* Cells that come from somewhere. */
struct grille {
	const struct bord_colonne *colonnes;
	size_t ncolonnes, n;
	const char *(*cellule)(const struct grille *g, size_t ligne,
	    size_t colonne, char *buf);
	const struct bord_ligne *lignes; /* of a part */
	const struct bords *bases;       /* or bases, one a line */
	int titres;
};

static const char *
cell_of_part(const struct grille *g, size_t ligne, size_t colonne, char *buf)
{
	return bord_valeur(&g->colonnes[colonne], g->lignes[ligne].v[colonne],
	    buf, VALEUR);
}

static const char *
cell_of_base(const struct grille *g, size_t ligne, size_t colonne, char *buf)
{
	return bord_resume(&g->bases->b[ligne], colonne, buf, VALEUR);
}

static void
pad(FILE *out, size_t from, size_t to)
{
	for (; from < to; from++)
		fputc(' ', out);
}

/* One cell, and the blanks that come before or after it. */
static void
cell(const struct feuille *e, const struct bord_colonne *c, const char *v,
    size_t large, int titre, int derniere)
{
	int droite = c->type == BORD_NOMBRE || c->type == BORD_ECART ||
	    c->type == BORD_AGE;
	int alerte = c->type == BORD_RETARD && strcmp(v, BORD_TARDE) == 0;
	size_t w = charset_largeur(v);

	if (droite)
		pad(e->out, w, large);
	fprintf(e->out, "%s%s%s",
	    titre        ? e->gras
		: alerte ? e->alerte
			 : "",
	    v, titre || alerte ? e->fin : "");
	if (!droite && !derniere)
		pad(e->out, w, large);
	if (!derniere)
		fputs("  ", e->out);
}

static void
line(const struct feuille *e, const struct grille *g, const size_t *large,
    size_t ligne, int titre)
{
	char buf[VALEUR];
	size_t k, last = 0;

	for (k = 0; k < g->ncolonnes; k++)
		if (!(g->colonnes[k].drapeaux & BORD_CACHE) &&
		    (titre || *g->cellule(g, ligne, k, buf) != '\0'))
			last = k;
	fputs("  ", e->out);
	for (k = 0; k <= last; k++)
		if (!(g->colonnes[k].drapeaux & BORD_CACHE))
			cell(e, &g->colonnes[k],
			    titre ? g->colonnes[k].titre
				  : g->cellule(g, ligne, k, buf),
			    large[k], titre, k == last);
	fputc('\n', e->out);
}

static void
grid(const struct feuille *e, const struct grille *g)
{
	size_t large[BORD_COLONNES] = { 0 }, i, k, w;
	char buf[VALEUR];

	for (k = 0; k < g->ncolonnes; k++) {
		if (g->colonnes[k].drapeaux & BORD_CACHE)
			continue;
		if (g->titres)
			large[k] = charset_largeur(g->colonnes[k].titre);
		for (i = 0; i < g->n; i++)
			if ((w = charset_largeur(g->cellule(g, i, k, buf))) >
			    large[k])
				large[k] = w;
	}
	if (g->titres)
		line(e, g, large, 0, 1);
	for (i = 0; i < g->n; i++)
		line(e, g, large, i, 0);
}

static void
part(const struct feuille *e, const struct bord *b, const struct bord_partie *p)
{
	struct grille g = { p->colonnes, p->ncolonnes, 0, cell_of_part, NULL,
		NULL, !(p->drapeaux & BORD_BLOC) };
	char titre[160];

	bord_titre(b, p, titre, sizeof(titre));
	fprintf(e->out, "\n%s%s%s\n", e->gras, titre, e->fin);
	if ((g.lignes = bord_lignes(b, p, &g.n)) == NULL)
		fprintf(e->out, "  %s\n", p->vide == NULL ? "" : p->vide);
	else
		grid(e, &g);
}

static void
one(const struct feuille *e, const struct bord *b)
{
	const struct bord_partie *p;
	int alerte = b->retards + b->sans_reponse > 0;
	char dit[160], jour[11];

	date_fr(b->jour, jour);
	bord_qui(b, dit, sizeof(dit));
	fprintf(e->out, "%sTableau de bord des liaisons au %s%s\n%s\n", e->gras,
	    jour, e->fin, dit);
	bord_verdict(b, dit, sizeof(dit));
	fprintf(e->out, "%s%s%s\n", alerte ? e->alerte : "", dit,
	    alerte ? e->fin : "");
	for (p = bord_parties; p->nom != NULL; p++)
		if (bord_a(b, p) && !(p->drapeaux & BORD_SEMAINES))
			part(e, b, p);
}

void
bord_texte(const struct bords *l, int couleur, FILE *out)
{
	struct feuille e = { out, couleur ? "\033[1m" : "",
		couleur ? "\033[1;31m" : "", couleur ? "\033[0m" : "" };
	struct grille g = { bord_colonnes_resume, BORD_COLONNES, l->n,
		cell_of_base, NULL, l, 1 };

	if (l->dossier)
		grid(&e, &g);
	else
		one(&e, &l->b[0]);
}

/* "BASE: UAI ANNEE: en retard : ce qui l'est, depuis, remède ; …" */
static void
alert(const struct bord *b, const struct bord_partie *p, FILE *out)
{
	const struct bord_ligne *l;
	char jour[11];
	size_t i, n;

	l = bord_lignes(b, p, &n);
	for (i = 0; i < n; i++) {
		if (!bord_tarde(&l[i]))
			continue;
		date_fr(bord_champ(&l[i], "depuis"), jour);
		fprintf(out, " ; %s, depuis le %s (%s)", l[i].v[0], jour,
		    bord_champ(&l[i], "remede"));
	}
}

void
bord_alertes(const struct bords *l, FILE *out)
{
	const struct bord_partie *p;
	const struct bord *b;
	char dit[160];
	size_t i;

	for (i = 0; i < l->n; i++) {
		b = &l->b[i];
		if (b->f.kind != NULL) {
			fprintf(out, "%s: %s : %s\n", b->chemin, BORD_ILLISIBLE,
			    b->f.kind->texte);
			continue;
		}
		if (b->retards + b->sans_reponse == 0)
			continue;
		bord_verdict(b, dit, sizeof(dit));
		fprintf(out, "%s: %s %s : %s", b->chemin, b->uai, b->annee,
		    dit);
		for (p = bord_parties; p->nom != NULL; p++)
			if (bord_a(b, p) && (p->drapeaux & BORD_ALERTE))
				alert(b, p, out);
		fputc('\n', out);
	}
}
