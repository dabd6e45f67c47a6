/*
 * masque_tableau.c - tables and settings without the people in them: each
 * column and key as pseudo.c would have it; comments lose their words.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

static int
archive_texte(struct archive *a, struct texte *x, struct fault *f)
{
	const char *s = texte_fin(x, f);
	int rc = s == NULL ? -1 : archive_write(a, s, x->n, f);

	texte_vide(x);
	return rc;
}

/* TSV: columns by the names of the header. */

#define COLONNES 64

struct tsv {
	enum espece k[COLONNES];
	size_t n, champ, valeur, eleve; /* the last three: COLONNES, or where */
	int entete;                     /* it has come */
};

static enum espece
kind_entered(const char *champ)
{
	const char *p = strrchr(champ, '/');

	return pseudo_espece(NULL, p == NULL ? champ : p + 1);
}

/* RESPONSABLE/nouveau1/ADRESSE/LIGNE1_ADRESSE: parts that are words of ours. */
static void
put_path(const struct pseudo *p, const char *champ, struct texte *out)
{
	char part[128], haut[128];
	size_t i, n;
	int64_t numero;

	for (;; champ += n + 1) {
		n = strcspn(champ, "/");
		(void)snprintf(part, sizeof(part), "%.*s", (int)n, champ);
		for (i = 0; part[i] != '\0'; i++)
			haut[i] = (char)toupper((unsigned char)part[i]);
		haut[i] = '\0';
		if (strcmp(haut, "*") == 0 || saisie_mene(haut) ||
		    formats_nom(haut) ||
		    entier(haut, -INT64_MAX, INT64_MAX, &numero) == 0)
			texte_ajoute(out, "%s", part);
		else
			pseudo_etiquette(p, part, out);
		if (champ[n] == '\0')
			break;
		texte_ajoute(out, "/");
	}
}

/* What a record made by the table is called, where another says so. */
static int
is_label(const char *v)
{
	char haut[128];

	majuscules(v, haut, sizeof(haut));
	return saisie_neuf(haut);
}

static void
one_cell(const struct pseudo *p, struct tsv *t, size_t i, const char *cellule,
    const char *champ, struct texte *out)
{
	enum espece k = i < t->n ? t->k[i] : PS_NOM;

	if (!t->entete) {
		if (i < COLONNES) {
			t->k[i] = pseudo_espece(NULL, cellule);
			t->n = i + 1;
		}
		if (strcmp(cellule, "champ") == 0)
			t->champ = i;
		if (strcmp(cellule, "valeur") == 0)
			t->valeur = i;
		if (strcmp(cellule, "eleve_id") == 0)
			t->eleve = i;
		k = formats_nom(cellule) ? PS_TEL_QUEL : PS_NOM;
	} else if (i == t->champ) {
		put_path(p, cellule, out);
		return;
	} else if ((i == t->eleve && !forme_vaut(FO_ENTIER, cellule)) ||
	    (i == t->valeur && is_label(cellule))) {
		pseudo_etiquette(p, cellule, out);
		return;
	} else if (i == t->valeur)
		k = kind_entered(champ);
	else if (i == t->eleve)
		k = PS_TEL_QUEL;
	masque_valeur(p, k, cellule, out);
}

/* "# 0990001N 2019": of whom the table is. */
static int
is_place(const char *ligne)
{
	char uai[12], annee[8];
	int n = 0;

	return sscanf(ligne, "# %8[0-9A-Z] %4[0-9]%n", uai, annee, &n) == 2 &&
	    ligne[n] == '\0' && forme_vaut(FO_UAI, uai) && strlen(annee) == 4;
}

static void
one_line(const struct pseudo *p, struct tsv *t, char *ligne, struct texte *out)
{
	char *cell = ligne, *tab, champ[128] = "";
	size_t i, n = strcspn(ligne, "\r\n");
	char fin[4];

	(void)snprintf(fin, sizeof(fin), "%.3s", ligne + n);
	ligne[n] = '\0';
	if (*ligne == '#' || *ligne == '\0') {
		if (!t->entete && is_place(ligne))
			texte_ajoute(out, "%s%s", ligne, fin);
		else
			texte_ajoute(out, "%.1s%s", ligne, fin);
		return;
	}
	for (i = 0; cell != NULL; i++, cell = tab) {
		if ((tab = strchr(cell, '\t')) != NULL)
			*tab++ = '\0';
		if (t->entete && i == t->champ)
			(void)snprintf(champ, sizeof(champ), "%s", cell);
		one_cell(p, t, i, cell, champ, out);
		texte_ajoute(out, "%s", tab == NULL ? fin : "\t");
	}
	t->entete = 1;
}

#define TSV_VIDE \
	{ \
		.champ = COLONNES, .valeur = COLONNES, .eleve = COLONNES \
	}

int
masque_tsv(const struct pseudo *p, source_fn fn, void *ctx, struct archive *a,
    struct fault *f)
{
	struct tsv t = TSV_VIDE;
	struct texte out = { 0 }, ligne = { 0 };
	char buf[16 * 1024];
	long n, i;
	int rc = 0;

	while (rc == 0 && (n = fn(ctx, buf, sizeof(buf), f)) != 0) {
		for (i = 0; i < n && rc == 0; i++) {
			if (buf[i] != '\0')
				texte_ajoute(&ligne, "%c", buf[i]);
			if (buf[i] != '\n')
				continue;
			if (texte_fin(&ligne, f) == NULL) {
				rc = -1;
				break;
			}
			one_line(p, &t, ligne.s, &out);
			texte_vide(&ligne);
			rc = archive_texte(a, &out, f);
		}
		if (n == -1)
			rc = -1;
	}
	if (rc == 0 && ligne.n > 0 &&
	    (rc = texte_fin(&ligne, f) == NULL ? -1 : 0) == 0) {
		one_line(p, &t, ligne.s, &out);
		rc = archive_texte(a, &out, f);
	}
	texte_libere(&ligne);
	texte_libere(&out);
	return rc;
}

/* YAML, written anew from its tree. */

/* A scalar, in quotes that let it be read as it was. */
static void
put_scalar(const char *v, struct texte *out)
{
	texte_ajoute(out, "\"");
	for (; *v != '\0'; v++)
		if (*v == '"' || *v == '\\')
			texte_ajoute(out, "\\%c", *v);
		else if (*v == '\n')
			texte_ajoute(out, "\\n");
		else if (*v == '\t')
			texte_ajoute(out, "\\t");
		else if ((unsigned char)*v < 32)
			texte_ajoute(out, "\\x%02x", (unsigned char)*v);
		else
			texte_ajoute(out, "%c", *v);
	texte_ajoute(out, "\"");
}

/* A table in a scalar. */
static void
put_table(const struct pseudo *p, const char *v, struct texte *out)
{
	struct tsv t = TSV_VIDE;
	struct texte ligne = { 0 };
	size_t n;

	for (; *v != '\0' && !ligne.rate; v += n) {
		n = strcspn(v, "\n");
		n += v[n] == '\n';
		texte_vide(&ligne);
		texte_ajoute(&ligne, "%.*s", (int)n, v);
		if (!ligne.rate)
			one_line(p, &t, ligne.s, out);
	}
	out->rate |= ligne.rate;
	texte_libere(&ligne);
}

/* Keys under which people write in their own words. */
static int
is_free(const char *cle)
{
	return strcmp(cle, "libelle") == 0 || strcmp(cle, "campagne") == 0 ||
	    strcmp(cle, "motif") == 0;
}

/* What stands for codes in a profile: "1001*", "[12]00*". */
static int
is_pattern(const char *v)
{
	return v[strspn(v, "0123456789*?[]-")] == '\0' &&
	    strpbrk(v, "*?[") != NULL;
}

static void
put_value(const struct pseudo *p, const char *cle, const char *v,
    struct texte *out)
{
	enum espece k = is_free(cle) ? PS_NOM
	    : is_pattern(v)          ? PS_TEL_QUEL
				     : pseudo_code();

	masque_valeur(p, k, v, out);
}

static void
put_node(const struct pseudo *p, const struct noeud *n, const char *cle,
    size_t niveau, struct texte *out)
{
	struct texte v = { 0 };
	size_t i;

	if (n->genre == N_TEXTE) {
		if (strcmp(cle, "corrections") == 0)
			put_table(p, n->texte, &v);
		else
			put_value(p, cle, n->texte, &v);
		put_scalar(v.rate || v.s == NULL ? "" : v.s, out);
		texte_ajoute(out, "\n");
		out->rate |= v.rate;
		texte_libere(&v);
		return;
	}
	if (n->n == 0)
		texte_ajoute(out, n->genre == N_LISTE ? "[]" : "{}");
	texte_ajoute(out, "\n");
	for (i = 0; i < n->n; i++) {
		texte_ajoute(out, "%*s", (int)(2 * niveau), "");
		if (n->genre == N_TABLE) {
			texte_vide(&v);
			put_value(p, "", n->fils[i].cle, &v);
			put_scalar(v.rate || v.s == NULL ? "" : v.s, out);
			texte_ajoute(out, ": ");
		} else
			texte_ajoute(out, "- ");
		put_node(p, &n->fils[i],
		    n->genre == N_TABLE ? n->fils[i].cle : "", niveau + 1, out);
	}
	out->rate |= v.rate;
	texte_libere(&v);
}

int
masque_yaml(const struct pseudo *p, source_fn fn, void *ctx, struct archive *a,
    struct fault *f)
{
	struct fault illisible = { 0 };
	struct texte out = { 0 };
	struct noeud *arbre;
	char *texte = yaml_texte(fn, ctx, "yaml", f);
	int rc = -1;

	if (texte == NULL)
		return -1;
	/* What no one can read is refused again, whatever it says. */
	if ((arbre = yaml_arbre(texte, "yaml", &illisible)) == NULL)
		texte_ajoute(&out, "[\n");
	else
		put_node(p, arbre, "", 0, &out);
	rc = archive_texte(a, &out, f);
	yaml_libere(arbre);
	texte_libere(&out);
	free(texte);
	return rc;
}
