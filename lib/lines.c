/*
 * lines.c - TSV to rows: a header that names columns, then a row a line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sconet.h"

#define LIGNE_MAX 65536 /* bytes of one line, in UTF-8 */
#define LECTURE   65536 /* bytes asked from the source at once */

struct lines {
	const struct format *fmt;   /* borrowed */
	const struct record *rec;   /* borrowed: the data */
	const struct record *param; /* borrowed: the envelope, or NULL */
	source_fn fn;
	void *ctx; /* borrowed */
	struct charset *cs;
	char *lu;          /* LECTURE bytes, owned */
	const char *texte; /* of cs: what is not yet in a line */
	size_t ntexte;
	int fini;          /* the source has ended */
	char *ligne;       /* LIGNE_MAX + 1 bytes, owned */
	size_t nligne;     /* bytes of it there */
	long numero, rang; /* lines, rows so far */
	size_t *colonne;   /* field of each column of the header, owned */
	size_t ncolonnes;  /* 0: no header yet */
	const char **val;  /* owned: for the rows of either record */
};

/* Is it a column?  Aliases, constants and what is ours are none. */
static int
est_colonne(const struct field *fd)
{
	return fd->path != NULL && fd->path[0] != '=' &&
	    (fd->flags & F_ALIAS) == 0;
}

static void
trouve_records(struct lines *ln)
{
	for (size_t i = 0; i < ln->fmt->nrecords; i++) {
		const struct record *r = &ln->fmt->records[i];

		if ((r->flags & R_PARAM) == 0 && ln->rec == NULL)
			ln->rec = r;
		if ((r->flags & R_PARAM) != 0 && ln->param == NULL)
			ln->param = r;
	}
}

struct lines *
lines_open(const struct format *fmt, source_fn fn, void *ctx, struct fault *f)
{
	struct lines *ln = calloc(1, sizeof(*ln));
	size_t n;

	if (ln == NULL) {
		fault_memory(f);
		return NULL;
	}
	ln->fmt = fmt;
	ln->fn = fn;
	ln->ctx = ctx;
	trouve_records(ln);
	if (ln->rec == NULL) {
		fault_set(f, "bogue", 0,
		    "format %s sans enregistrement de données", fmt->nom);
		goto fail;
	}
	n = ln->rec->nfields;
	if ((ln->cs = charset_open(0, f)) == NULL)
		goto fail;
	ln->colonne = calloc(n + 1, sizeof(*ln->colonne));
	if (ln->param != NULL && ln->param->nfields > n)
		n = ln->param->nfields;
	ln->val = calloc(n + 1, sizeof(*ln->val));
	ln->lu = malloc(LECTURE);
	ln->ligne = malloc(LIGNE_MAX + 1);
	if (ln->colonne == NULL || ln->val == NULL || ln->lu == NULL ||
	    ln->ligne == NULL) {
		fault_memory(f);
		goto fail;
	}
	return ln;
fail:
	lines_close(ln);
	return NULL;
}

void
lines_close(struct lines *ln)
{
	if (ln == NULL)
		return;
	charset_close(ln->cs);
	free(ln->colonne);
	free(ln->val);
	free(ln->lu);
	free(ln->ligne);
	free(ln);
}

/* More text, until there is some or the source ends. */
static int
remplit(struct lines *ln, struct fault *f)
{
	long n;

	while (ln->ntexte == 0 && !ln->fini) {
		if ((n = ln->fn(ln->ctx, ln->lu, LECTURE, f)) < 0)
			return -1;
		ln->fini = n == 0;
		if (charset_feed(ln->cs, ln->lu, (size_t)n, ln->fini,
			&ln->texte, &ln->ntexte, f) == -1)
			return -1;
	}
	return 0;
}

/* The next line, without its end, in ligne: 1, 0 at the end, -1. */
static int
ligne_lit(struct lines *ln, struct fault *f)
{
	const char *lf;
	size_t n;

	ln->numero++;
	ln->nligne = 0;
	for (;;) {
		if (remplit(ln, f) == -1)
			return -1;
		if (ln->ntexte == 0)
			break;
		lf = memchr(ln->texte, '\n', ln->ntexte);
		n = lf == NULL ? ln->ntexte : (size_t)(lf - ln->texte);
		if (n > LIGNE_MAX - ln->nligne)
			return fault_set(f, "tsv-ligne", ln->numero,
			    "ligne de plus de 64 Kio");
		memcpy(ln->ligne + ln->nligne, ln->texte, n);
		ln->nligne += n;
		n += lf != NULL;
		ln->texte += n;
		ln->ntexte -= n;
		if (lf != NULL)
			return 1;
	}
	ln->numero--;
	if (ln->nligne == 0)
		return 0;
	/* Cut behind a whole cell, it would look like any other. */
	return fault_set(f, "fichier-coupe", ln->numero + 1,
	    "la dernière ligne n'est pas terminée par une fin de ligne");
}

/* Make a string of the line; the text has no NUL, charset refuses them. */
static int
ligne_finie(struct lines *ln, struct fault *f)
{
	if (ln->nligne > 0 && ln->ligne[ln->nligne - 1] == '\r')
		ln->nligne--;
	ln->ligne[ln->nligne] = '\0';
	if (strchr(ln->ligne, '\r') == NULL)
		return 0;
	return fault_set(f, "tsv-ligne", ln->numero,
	    "retour chariot au milieu de la ligne");
}

/* Bytes of the blank s starts with: a space, or U+00A0 from a spreadsheet. */
static size_t
blanc(const char *s)
{
	if (*s == ' ')
		return 1;
	return strncmp(s, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

/* Cut the next cell off *reste and trim it; NULL behind the last. */
static char *
cellule(char **reste)
{
	char *c = *reste, *fin;
	size_t n;

	if (c == NULL)
		return NULL;
	fin = c + strcspn(c, "\t");
	*reste = *fin == '\0' ? NULL : fin + 1;
	*fin = '\0';
	while ((n = blanc(c)) > 0)
		c += n;
	for (; fin > c; *fin = '\0') {
		if (fin[-1] == ' ')
			fin--;
		else if (fin - c >= 2 && blanc(fin - 2) == 2)
			fin -= 2;
		else
			break;
	}
	return c;
}

/* The columns that r knows: "eleve_id, ine"; as many as fit. */
static void
colonnes_connues(const struct record *r, char *buf, size_t n)
{
	size_t deja = 0;
	int len;

	buf[0] = '\0';
	for (size_t i = 0; i < r->nfields; i++) {
		if (!est_colonne(&r->fields[i]))
			continue;
		len = snprintf(buf + deja, n - deja, "%s%s",
		    deja > 0 ? ", " : "", r->fields[i].name);
		if (len < 0 || (size_t)len >= n - deja)
			return;
		deja += (size_t)len;
	}
}

/* What stands in the header where tabs should: ';', ','; or none, 0. */
static char
separateur(const struct record *r, const char *c)
{
	size_t n = strcspn(c, ";,");
	size_t i;

	/* before it a known column, maybe quoted */
	if (c[n] == '\0')
		return 0;
	for (i = 0; i < r->nfields; i++)
		if (est_colonne(&r->fields[i]) &&
		    strncasecmp(r->fields[i].name, c + (*c == '"'),
			strlen(r->fields[i].name)) == 0)
			return c[n];
	return 0;
}

/* Is it a column's name, of this table or another, but for a slip? */
static int
ressemble(const struct record *r, const char *c)
{
	size_t i;

	for (i = 0; i < r->nfields; i++)
		if (est_colonne(&r->fields[i]) &&
		    forme_proche(c, r->fields[i].name))
			return 1;
	return formats_nom(c);
}

/* Refuse the header: what is wrong with c, column no, and what is known. */
static int
entete_refuse(const struct lines *ln, const char *c, size_t no, int inconnue,
    struct fault *f)
{
	char connues[256], quoi[256];

	colonnes_connues(ln->rec, connues, sizeof(connues));
	if (!inconnue)
		return fault_set(f, "tsv-entete", ln->numero,
		    "colonne « %s » répétée ; colonnes connues : %s", c,
		    connues);
	if (ressemble(ln->rec, c))
		return fault_set(f, "tsv-entete", ln->numero,
		    "colonne inconnue « %s » ; colonnes connues : %s", c,
		    connues);
	/* It may be somebody's line: its form. */
	forme(c, quoi, sizeof(quoi));
	if (no == 1 && ln->ncolonnes == 0 && separateur(ln->rec, c))
		return fault_set(f, "tsv-entete", ln->numero,
		    "les colonnes sont séparées par « %c » : il faut des "
		    "tabulations ; colonnes connues : %s",
		    separateur(ln->rec, c), connues);
	return fault_set(f, "tsv-entete", ln->numero,
	    "colonne %zu inconnue (%s) ; colonnes connues : %s", no, quoi,
	    connues);
}

/* The field a column is named after, or nfields. */
static size_t
champ(const struct record *r, const char *nom)
{
	size_t i;

	for (i = 0; i < r->nfields; i++)
		if (est_colonne(&r->fields[i]) &&
		    strcasecmp(r->fields[i].name, nom) == 0)
			break;
	return i;
}

static int
entete(struct lines *ln, struct fault *f)
{
	char *reste = ln->ligne, *c;
	const char *inconnue = NULL, *repetee = NULL;
	size_t no = 0, no_inconnue = 0, i, k;

	while ((c = cellule(&reste)) != NULL) {
		no++;
		k = champ(ln->rec, c);
		if (k == ln->rec->nfields) {
			if (inconnue == NULL) {
				inconnue = c;
				no_inconnue = no;
			}
			continue;
		}
		for (i = 0; i < ln->ncolonnes && ln->colonne[i] != k;)
			i++;
		if (i < ln->ncolonnes)
			repetee = c;
		else
			ln->colonne[ln->ncolonnes++] = k;
	}
	if (inconnue != NULL)
		return entete_refuse(ln, inconnue, no_inconnue, 1, f);
	if (repetee != NULL)
		return entete_refuse(ln, repetee, 0, 0, f);
	return 0;
}

static int
donne(struct lines *ln, const struct record *rec, struct row *row)
{
	row->fmt = ln->fmt;
	row->rec = rec;
	row->line = ln->numero;
	row->rang = ++ln->rang;
	row->val = ln->val;
	return 1;
}

/* "# UAI ANNEE": 1 a row, 0 for another comment, -1 when half of it. */
static int
enveloppe(struct lines *ln, struct row *row, struct fault *f)
{
	char *reste = NULL;
	const char *uai = strtok_r(ln->ligne + 1, " \t", &reste);
	const char *an = uai == NULL ? NULL : strtok_r(NULL, " \t", &reste);
	int plus = an != NULL && strtok_r(NULL, " \t", &reste) != NULL;

	if (ln->param == NULL || uai == NULL)
		return 0;
	if (an == NULL || plus || strlen(an) != 4 ||
	    strspn(an, "0123456789") != 4) {
		if (!uai_forme(uai))
			return 0;
		return fault_set(f, "tsv-entete", ln->numero,
		    "« # UAI ANNEE » attendu, l'année en 4 chiffres");
	}
	for (size_t i = 0; i < ln->param->nfields; i++) {
		const char *nom = ln->param->fields[i].name;

		ln->val[i] = NULL;
		if (strcmp(nom, "uaj") == 0)
			ln->val[i] = uai;
		else if (strcmp(nom, "annee_scolaire") == 0)
			ln->val[i] = an;
	}
	return donne(ln, ln->param, row);
}

/* Is c the error value nom, blanks apart ("#NOM ?" and "#NOM?")? */
static int
vaut_erreur(const char *c, const char *nom)
{
	size_t n;

	for (; *c != '\0'; c++) {
		while ((n = blanc(c)) > 0)
			c += n;
		if (*c != *nom++)
			return 0;
		if (*c == '\0')
			return 1;
	}
	return *nom == '\0';
}

/* What a formula that failed leaves, in French and English. */
static int
erreur_formule(const char *c)
{
	static const char *const erreurs[] = { "#REF!", "#N/A", "#N/D", "#NOM?",
		"#NAME?", "#VALEUR!", "#VALUE!", "#DIV/0!", "#NUL!", "#NULL!",
		"#NOMBRE!", "#NUM!", "#CALC!" };

	if (strncmp(c, "Err:", 4) == 0 && c[4] != '\0')
		return c[4 + strspn(c + 4, "0123456789")] == '\0';
	for (size_t i = 0; i < NELEM(erreurs); i++)
		if (vaut_erreur(c, erreurs[i]))
			return 1;
	return 0;
}

/*
 * "1,00E+10".  Without the sign and two digits of the exponent it may be a
 * code: 6E1 is a division.
 */
static int
scientifique(const char *c)
{
	static const char chiffres[] = "0123456789";
	size_t n;

	c += *c == '-';
	if ((n = strspn(c, chiffres)) == 0)
		return 0;
	c += n;
	if (*c == ',' || *c == '.') {
		c++;
		c += strspn(c, chiffres);
	}
	if ((*c != 'E' && *c != 'e') || (c[1] != '+' && c[1] != '-'))
		return 0;
	c += 2;
	n = strspn(c, chiffres);
	return n >= 2 && c[n] == '\0';
}

/* What a spreadsheet did to a cell, or NULL. */
static const char *
abime(const char *c)
{
	if (scientifique(c))
		return "nombre récrit en notation scientifique";
	if (erreur_formule(c))
		return "erreur de formule";
	if (c[0] == '#' && c[1] == '#' && c[strspn(c, "#")] == '\0')
		return "valeur cachée par une colonne trop étroite";
	return NULL;
}

static int
tableur(const struct lines *ln, size_t col, const char *quoi, struct fault *f)
{
	return fault_set(f, "tableur", ln->numero, "colonne %s : %s",
	    ln->rec->fields[ln->colonne[col]].name, quoi);
}

static int
donnees(struct lines *ln, struct row *row, struct fault *f)
{
	char *reste = ln->ligne;
	const char *c, *quoi;
	size_t n = 1;

	for (c = ln->ligne; (c = strchr(c, '\t')) != NULL; c++)
		n++;
	if (n != ln->ncolonnes)
		return fault_set(f, "tsv-ligne", ln->numero,
		    "%zu colonne%s, l'en-tête en a %zu", n, n > 1 ? "s" : "",
		    ln->ncolonnes);
	for (size_t i = 0; i < ln->rec->nfields; i++)
		ln->val[i] = NULL;
	for (size_t i = 0; (c = cellule(&reste)) != NULL; i++) {
		if ((quoi = abime(c)) != NULL)
			return tableur(ln, i, quoi, f);
		if (strlen(c) >= TEXTE_MAX)
			return fault_set(f, "tsv-ligne", ln->numero,
			    "colonne %s : valeur de plus de 4 Kio",
			    ln->rec->fields[ln->colonne[i]].name);
		ln->val[ln->colonne[i]] = *c == '\0' ? NULL : c;
	}
	return donne(ln, ln->rec, row);
}

/* Is the line to be passed over: blank, or a comment? */
static int
ligne_passee(struct lines *ln)
{
	return ln->ligne[0] == '#' ||
	    ln->ligne[strspn(ln->ligne, " \t")] == '\0';
}

static int
has_column(const struct lines *ln, const char *nom, size_t n)
{
	const char *c;
	size_t i;

	for (i = 0; i < ln->ncolonnes; i++) {
		c = ln->rec->fields[ln->colonne[i]].name;
		if (strncmp(c, nom, n) == 0 && c[n] == '\0')
			return 1;
	}
	return 0;
}

int
lines_colonnes(const struct lines *ln, const char *noms, struct fault *f)
{
	size_t n;

	for (; noms != NULL && *noms != '\0'; noms += strspn(noms, ", ")) {
		n = strcspn(noms, ",");
		if (!has_column(ln, noms, n))
			return fault_set(f, "tsv-entete", 0,
			    "la colonne « %.*s » manque", (int)n, noms);
		noms += n;
	}
	return 0;
}

int
lines_next(struct lines *ln, struct row *row, struct fault *f)
{
	char connues[256], *reste;
	int rc;

	while ((rc = ligne_lit(ln, f)) == 1) {
		if (ligne_finie(ln, f) == -1)
			return -1;
		if (ln->numero == 1 && ln->ligne[0] == '#') {
			if ((rc = enveloppe(ln, row, f)) != 0)
				return rc;
			continue;
		}
		if (ligne_passee(ln)) {
			/* A first cell "#REF!" makes no comment of a row. */
			reste = ln->ligne;
			if (ln->ncolonnes > 0 &&
			    erreur_formule(cellule(&reste)))
				return tableur(ln, 0, "erreur de formule", f);
			continue;
		}
		if (ln->ncolonnes > 0)
			return donnees(ln, row, f);
		if (entete(ln, f) == -1)
			return -1;
	}
	if (rc == -1 || ln->ncolonnes > 0)
		return rc;
	colonnes_connues(ln->rec, connues, sizeof(connues));
	return fault_set(f, "tsv-entete", ln->numero,
	    "aucune ligne d'en-tête ; colonnes connues : %s", connues);
}
