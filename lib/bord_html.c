/*
 * bord_html.c - tableau as one page: no script, nothing from elsewhere, and
 * nobody is named.
 */
#include <string.h>

#include "sconet.h"

/* Made by tools/embed.sh. */
extern const char bord_page[];

#define VALEUR 32 /* bytes of a value that is written otherwise */

/* What is around a text: <p>…</p>. */
static void
element(FILE *out, const char *balise, const char *attributs, const char *texte)
{
	fprintf(out, "<%s%s>", balise, attributs);
	html_texte(out, texte);
	fprintf(out, "</%s>\n", balise);
}

static const char *
class_of(enum bord_type t)
{
	switch (t) {
	case BORD_NOMBRE:
	case BORD_ECART:
	case BORD_AGE: return " class=\"n\"";
	case BORD_DATE: return " class=\"d\"";
	case BORD_MOT: return " class=\"m\"";
	case BORD_TEXTE:
	case BORD_RETARD:
	default: return "";
	}
}

/* Which columns have something to show: a bit each. */
static unsigned
seen(const struct bord *b, const struct bord_partie *p)
{
	const struct bord_ligne *l;
	unsigned vues = 0;
	size_t i, k, n;

	l = bord_lignes(b, p, &n);
	for (k = 0; k < p->ncolonnes; k++) {
		if (p->colonnes[k].drapeaux & BORD_CACHE)
			continue;
		for (i = 0; i < n; i++)
			if (l[i].v[k] != NULL ||
			    p->colonnes[k].type != BORD_TEXTE)
				vues |= 1U << k;
	}
	return vues;
}

static void
head_row(FILE *out, const struct bord_colonne *c, size_t n, unsigned vues,
    int cachee)
{
	size_t k;

	fprintf(out, "<thead%s><tr role=\"row\">",
	    cachee ? " class=\"vh\"" : "");
	for (k = 0; k < n; k++)
		if (vues & 1U << k) {
			fprintf(out,
			    "<th scope=\"col\" role=\"columnheader\"%s>",
			    class_of(c[k].type));
			html_texte(out, c[k].titre);
			fputs("</th>", out);
		}
	fputs("</tr></thead>\n<tbody role=\"rowgroup\">\n", out);
}

/* The first of a row is what the others are about. */
static void
cell(FILE *out, const struct bord_colonne *c, const char *v, int premiere,
    int large, const char *lien)
{
	int vite = c->type == BORD_RETARD && strcmp(v, BORD_TARDE) == 0;

	if (premiere)
		fputs("<th scope=\"row\" role=\"rowheader\">", out);
	else {
		fprintf(out, "<td role=\"cell\"%s",
		    vite ? " class=\"vite\"" : class_of(c->type));
		if (large) {
			fputs(" data-t=\"", out);
			html_texte(out, c->titre);
			fputc('"', out);
		}
		fputc('>', out);
	}
	if (lien != NULL)
		fprintf(out, "<a href=\"#%s\">", lien);
	html_texte(out, v);
	fprintf(out, "%s</%s>", lien != NULL ? "</a>" : "",
	    premiere ? "th" : "td");
}

static void
row(FILE *out, const struct bord_ligne *l, unsigned vues, int large)
{
	const struct bord_partie *p = l->partie;
	char buf[VALEUR];
	size_t k;

	fputs("<tr role=\"row\">", out);
	for (k = 0; k < p->ncolonnes; k++)
		if (vues & 1U << k)
			cell(out, &p->colonnes[k],
			    bord_valeur(&p->colonnes[k], l->v[k], buf, VALEUR),
			    k == 0, large, NULL);
	fputs("</tr>\n", out);
}

/* A heading that can be linked to. */
static void
heading(FILE *out, const struct bord_partie *p, size_t id, const char *titre)
{
	fprintf(out, "<h3 id=\"b%zu-%s\">", id, p->nom);
	html_texte(out, titre);
	fputs("</h3>", out);
}

/* Headings stand in their captions: one title is enough. */
static void
table(FILE *out, const struct bord *b, const struct bord_partie *p, size_t id,
    const char *titre)
{
	int large = (p->drapeaux & BORD_LARGE) != 0;
	unsigned vues = seen(b, p);
	const struct bord_ligne *l;
	size_t i, n;

	l = bord_lignes(b, p, &n);
	fprintf(out, "<table role=\"table\"%s>\n<caption>",
	    large ? " class=\"large\"" : "");
	if (p->drapeaux & BORD_SEMAINES)
		html_texte(out, titre);
	else
		heading(out, p, id, titre);
	fputs("</caption>\n", out);
	head_row(out, p->colonnes, p->ncolonnes, vues,
	    (p->drapeaux & BORD_BLOC) && p->ncolonnes == 3);
	for (i = 0; i < n; i++)
		row(out, &l[i], vues, large);
	fputs("</tbody></table>\n", out);
}

static void
part(FILE *out, const struct bord *b, const struct bord_partie *p, size_t id)
{
	char titre[160];
	size_t n;

	bord_titre(b, p, titre, sizeof(titre));
	if (bord_lignes(b, p, &n) == NULL) {
		heading(out, p, id, titre);
		element(out, "p", "", p->vide == NULL ? "" : p->vide);
		return;
	}
	if (p->drapeaux & BORD_SEMAINES) {
		heading(out, p, id, titre);
		svg_semaines(b, p, id, out);
		fputs("<details><summary>Les nombres, semaine par semaine"
		      "</summary>\n",
		    out);
		table(out, b, p, id, titre);
		fputs("</details>\n", out);
		return;
	}
	table(out, b, p, id, titre);
	if (p->drapeaux & BORD_BARRES)
		svg_barres(b, p, id, out);
}

static void
verdict(FILE *out, const struct bord *b, size_t id)
{
	int mal = b->retards + b->sans_reponse > 0;
	char dit[160];
	size_t n;

	(void)bord_lignes(b, bord_partie_de("obstacles"), &n);
	bord_verdict(b, dit, sizeof(dit));
	fprintf(out, "<p class=\"verdict %s\">", mal ? "mal" : "bon");
	if (mal)
		fprintf(out, "À faire : <a href=\"#b%zu-%s\">", id,
		    b->retards > 0 ? "retards" : "attentes");
	else if (n == 0)
		fputs("Tout va bien : ", out);
	html_texte(out, dit);
	fprintf(out, "%s</p>\n", mal ? "</a>" : "");
}

static void
one(FILE *out, const struct bord *b, size_t id, int seule)
{
	const struct bord_partie *p;
	char qui[160];

	bord_qui(b, qui, sizeof(qui));
	fprintf(out, "<section id=\"b%zu\">\n<h2%s>", id,
	    seule ? " class=\"un\"" : "");
	html_texte(out, b->f.kind != NULL ? b->chemin : qui);
	fputs("</h2>\n", out);
	if (b->f.kind != NULL) {
		element(out, "p", " class=\"verdict mal\"", b->f.kind->texte);
		if (b->f.kind->remede != NULL)
			element(out, "p", "", b->f.kind->remede);
		fputs("</section>\n", out);
		return;
	}
	if (!seule)
		element(out, "p", " class=\"doux\"", b->chemin);
	verdict(out, b, id);
	fputs("<div class=\"blocs\">\n", out);
	for (p = bord_parties; p->nom != NULL; p++)
		if (bord_a(b, p) && (p->drapeaux & BORD_BLOC)) {
			fputs("<div class=\"bloc\">\n", out);
			part(out, b, p, id);
			fputs("</div>\n", out);
		}
	fputs("</div>\n", out);
	for (p = bord_parties; p->nom != NULL; p++)
		if (bord_a(b, p) && !(p->drapeaux & BORD_BLOC))
			part(out, b, p, id);
	fputs("</section>\n", out);
}

static void
summary(FILE *out, const struct bords *l)
{
	char buf[VALEUR], lien[32];
	const char *v, *nom;
	size_t i, k;

	fputs("<table role=\"table\" class=\"large\">\n"
	      "<caption><h2 class=\"un\">Toutes les bases</h2></caption>\n",
	    out);
	head_row(out, bord_colonnes_resume, BORD_COLONNES, ~0U, 0);
	for (i = 0; i < l->n; i++) {
		fprintf(out, "<tr role=\"row\"%s>",
		    l->b[i].f.kind != NULL ||
			    l->b[i].retards + l->b[i].sans_reponse > 0
			? " class=\"agir\""
			: "");
		(void)snprintf(lien, sizeof(lien), "b%zu", i + 1);
		for (k = 0; k < BORD_COLONNES; k++) {
			v = bord_resume(&l->b[i], k, buf, VALEUR);
			if (k == 0 && (nom = strrchr(v, '/')) != NULL)
				v = nom + 1;
			cell(out, &bord_colonnes_resume[k], v, k == 0, 1,
			    k == 0 ? lien : NULL);
		}
		fputs("</tr>\n", out);
	}
	fputs("</tbody></table>\n", out);
}

void
bord_html(const struct bords *l, FILE *out)
{
	char jour[11];
	size_t i;

	date_fr(l->jour, jour);
	fprintf(out,
	    "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n"
	    "<meta charset=\"utf-8\"/>\n"
	    "<meta name=\"viewport\" content=\"width=device-width,"
	    " initial-scale=1\"/>\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\""
	    "default-src 'none'; style-src 'unsafe-inline'\"/>\n"
	    "<meta name=\"robots\" content=\"noindex\"/>\n"
	    "<title>Tableau de bord des liaisons au %s</title>\n<style>\n%s"
	    "</style>\n</head>\n<body>\n<main>\n"
	    "<h1>Tableau de bord des liaisons</h1>\n"
	    "<p class=\"doux\">au <time datetime=\"%s\">%s</time></p>\n",
	    jour, bord_page, l->jour, jour);
	if (l->dossier)
		summary(out, l);
	for (i = 0; i < l->n; i++)
		one(out, &l->b[i], i + 1, !l->dossier);
	fputs("<footer>Page faite par sconet. Elle ne nomme aucun élève."
	      "</footer>\n</main>\n</body>\n</html>\n",
	    out);
}
