/*
 * bord.c - tableau: what bases say of themselves is read here, all of it
 * before a word is written; nothing of it changes.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

/* Made by tools/embed.sh. */
extern const char bord_tous[], bord_etab[], bord_sts[], bord_bea[];

struct lecture {
	const struct options *o;
	struct bords l;
	char *campagne; /* the calendar that --campagne names; owned */
};

/* Reading. */

/* In the base's own words, but no control character. */
static int
keep(const char *v, char **s, struct fault *f)
{
	*s = NULL;
	if (v == NULL)
		return 0;
	if ((*s = strdup(v)) == NULL)
		return fault_memory(f);
	utf8_propre(*s);
	return 0;
}

static int
line_read(struct bord *b, const struct bord_partie *p, const struct query *q,
    struct fault *f)
{
	struct bord_ligne *l =
	    realloc(b->lignes, (b->n + 1) * sizeof(*b->lignes));
	size_t i;

	if (l == NULL)
		return fault_memory(f);
	b->lignes = l;
	l = &b->lignes[b->n++];
	memset(l, 0, sizeof(*l));
	l->partie = p;
	for (i = 0; i < p->ncolonnes; i++)
		if (keep(query_text(q, i), &l->v[i], f) == -1)
			return -1;
	return 0;
}

static int
part_read(struct bord *b, struct store *st, const struct bord_partie *p,
    struct fault *f)
{
	struct texte x = { 0 };
	struct query *q = NULL;
	int rc = -1;

	if (p->au != NULL &&
	    store_text(st, &b->au[p - bord_parties], f, p->au, "") == -1)
		return -1;
	texte_ajoute(&x, "SELECT * FROM %s", p->vue);
	if (texte_fin(&x, f) != NULL && (q = query_open(st, x.s, f)) != NULL) {
		if (query_columns(q) != p->ncolonnes)
			fault_set(f, "bogue", 0, "%s : colonnes", p->vue);
		else
			while ((rc = query_step(q, f)) == 1)
				if ((rc = line_read(b, p, q, f)) == -1)
					break;
	}
	query_close(q);
	texte_libere(&x);
	return rc;
}

/* The labels, the day, and how long an answer may take. */
static int
prepare(struct store *st, const struct options *o, const char *jour,
    struct fault *f)
{
	size_t i;

	if (store_exec(st,
		"CREATE TEMP TABLE libelle (genre TEXT PRIMARY KEY, libelle"
		" TEXT); CREATE TEMP TABLE jour (jour TEXT, delai INTEGER);"
		"CREATE TEMP TABLE m_campagne (nom TEXT, libelle TEXT,"
		" effectifs TEXT, debut TEXT, fin TEXT)",
		f) == -1 ||
	    store_run(st, f, "INSERT INTO jour VALUES (?, ?)", "si", jour,
		o->delai) == -1)
		return -1;
	for (i = 0; genre_nom(i) != NULL; i++)
		if (store_run(st, f, "INSERT INTO libelle VALUES (?, ?)", "ss",
			genre_nom(i), genre_libelle(genre_nom(i))) == -1)
			return -1;
	return store_exec(st, bord_tous, f);
}

/*
 * The calendar that went with the last send of EVA.  One that was purged, or
 * cannot be read, is no reason to show nothing.
 */
static int
last_calendar(struct base *b, struct fault *f)
{
	struct fault illisible = { 0 };
	struct extrait *e = NULL;
	char *nom = NULL, *path = NULL, *texte = NULL;
	int rc;

	if ((rc = store_text(b->st, &nom, f,
		 "SELECT annexe FROM echange WHERE genre = 'export-eva' AND"
		 " annexe IS NOT NULL ORDER BY numero DESC LIMIT 1",
		 "")) == 0 &&
	    nom != NULL) {
		if ((path = chemin_dans(b->archives, nom, f)) == NULL)
			rc = -1;
		else if ((e = extrait_open(path, &illisible)) != NULL &&
		    (texte = yaml_texte(extrait_read, e, "yaml", &illisible)) !=
			NULL)
			(void)eva_calendrier(b->st, texte, &illisible);
	}
	extrait_close(e);
	free(texte);
	free(path);
	free(nom);
	return rc;
}

static int
of_role(struct base *b, struct fault *f)
{
	if (strcmp(b->role, "sts") == 0)
		return store_exec(b->st, bord_sts, f);
	if (strcmp(b->role, "bea") == 0) {
		if (store_exec(b->st,
			"CREATE TEMP VIEW bord_scolarise AS SELECT b.uai,"
			" b.eleve_id FROM jour JOIN bea_eleve b WHERE"
			" " BEA_SCOLARISE("jour"),
			f) == -1)
			return -1;
		return store_exec(b->st, bord_bea, f);
	}
	if (constat_controles(b->st, f) == -1)
		return -1;
	return store_exec(b->st, bord_etab, f);
}

static int
numbers(struct bord *d, struct store *st, struct fault *f)
{
	return store_text(st, &d->nom, f, "SELECT nom FROM bord_nom", "") ==
		    -1 ||
		store_text(st, &d->effectif, f, "SELECT n FROM bord_effectif",
		    "") == -1 ||
		store_text(st, &d->bloquantes, f,
		    "SELECT n FROM bord_bloquantes", "") == -1 ||
		store_text(st, &d->dernier, f,
		    "SELECT max(date) FROM bord_echange", "") == -1 ||
		store_int(st, &d->retards, f, "SELECT n FROM bord_en_retard",
		    "") == -1 ||
		store_int(st, &d->sans_reponse, f,
		    "SELECT n FROM bord_sans_reponse", "") == -1
	    ? -1
	    : 0;
}

static int
base_read(struct lecture *c, struct bord *d, struct base *b, struct fault *f)
{
	const struct bord_partie *p;

	memcpy(d->role, b->role, sizeof(d->role));
	memcpy(d->uai, b->uai, sizeof(d->uai));
	memcpy(d->annee, b->annee, sizeof(d->annee));
	memcpy(d->etat, b->etat, sizeof(d->etat));
	memcpy(d->jour, c->l.jour, sizeof(d->jour));
	if (sorties_justes(c->o, b->archives, f) == -1 ||
	    lecture_jour(b->st, d->jour, f) == -1 ||
	    prepare(b->st, c->o, d->jour, f) == -1 || of_role(b, f) == -1)
		return -1;
	if ((c->campagne != NULL ? eva_calendrier(b->st, c->campagne, f)
				 : last_calendar(b, f)) == -1 ||
	    retards_cherche(b, d->jour, f) == -1 || numbers(d, b->st, f) == -1)
		return -1;
	if (d->nom != NULL)
		utf8_propre(d->nom);
	for (p = bord_parties; p->nom != NULL; p++)
		if (bord_a(d, p) && part_read(d, b->st, p, f) == -1)
			return -1;
	return 0;
}

/* Another school or year, in a directory: passed over. */
static int
other(const struct options *o, const struct base *b)
{
	return (o->uai != NULL && strcmp(o->uai, b->uai) != 0) ||
	    (o->annee != NULL && strcmp(o->annee, b->annee) != 0);
}

static int
one(void *ctx, const char *path, struct fault *f)
{
	struct lecture *c = ctx;
	struct base b = { 0 };
	struct bord *d = realloc(c->l.b, (c->l.n + 1) * sizeof(*c->l.b));

	if (d == NULL)
		return fault_memory(f);
	c->l.b = d;
	d = &c->l.b[c->l.n];
	memset(d, 0, sizeof(*d));
	if (lecture_chemin(&b, c->o, path, ROLES, &d->f) == 0 &&
	    other(c->o, &b)) {
		base_close(&b);
		return 0;
	}
	c->l.n++;
	if (d->f.kind == NULL && base_read(c, d, &b, &d->f) == -1 &&
	    (d->f.kind->status == ST_USAGE ||
		strcmp(d->f.kind->code, "yaml") == 0)) {
		/* The command line is wrong, whatever the base. */
		*f = d->f;
		base_close(&b);
		return -1;
	}
	base_close(&b);
	if ((d->chemin = strdup(path)) == NULL)
		return fault_memory(f);
	return 0;
}

static void
bords_free(struct bords *l)
{
	struct bord *b;
	size_t i, k, n;

	for (i = 0; i < l->n; i++) {
		b = &l->b[i];
		for (k = 0; k < b->n; k++)
			for (n = 0; n < BORD_COLONNES; n++)
				free(b->lignes[k].v[n]);
		for (k = 0; k < BORD_PARTIES; k++)
			free(b->au[k]);
		free(b->lignes);
		free(b->chemin);
		free(b->nom);
		free(b->effectif);
		free(b->bloquantes);
		free(b->dernier);
	}
	free(l->b);
}

static int
calendar_read(struct lecture *c, struct fault *f)
{
	struct descripteur d = { -1, c->o->campagne };

	if (c->o->campagne == NULL)
		return 0;
	if ((d.fd = open(c->o->campagne, O_RDONLY)) == -1)
		return fault_errno(f, "entree-absente", c->o->campagne);
	c->campagne = yaml_texte(descripteur_lit, &d, "yaml", f);
	close(d.fd);
	return c->campagne == NULL ? -1 : 0;
}

static int
read_all(struct lecture *c, struct fault *f)
{
	const struct options *o = c->o;

	if (o->base == NULL)
		return fault_set(f, "base-manque", 0, NULL);
	if (options_date(o, c->l.jour, f) == -1 || calendar_read(c, f) == -1)
		return -1;
	c->l.dossier = base_est_dossier(o->base);
	if (c->l.dossier) {
		if (base_each(o->base, one, c, f) == -1)
			return -1;
		return c->l.n > 0 ? 0
				  : fault_set(f, "base-introuvable", 0,
					"%s : aucune", o->base);
	}
	if (one(c, o->base, f) == -1)
		return -1;
	if (c->l.n == 0)
		return fault_set(f, "base-autre", 0, "%s", o->base);
	if (c->l.b[0].f.kind != NULL) {
		*f = c->l.b[0].f;
		return -1;
	}
	return 0;
}

/* Writing. */

static int
form(const struct bords *l, const struct options *o, int couleur, char **page,
    size_t *n, struct fault *f)
{
	FILE *out = open_memstream(page, n);
	int rate;

	if (out == NULL)
		return fault_memory(f);
	if (o->json)
		bord_json(l, o->verifie, out);
	else if (o->verifie)
		bord_alertes(l, out);
	else if (o->html)
		bord_html(l, out);
	else
		bord_texte(l, couleur, out);
	rate = ferror(out);
	if (fclose(out) == EOF || rate)
		return fault_memory(f);
	return 0;
}

static int
write_all(const char *page, size_t n, const struct options *o, FILE *out,
    struct fault *f)
{
	char *tmp = NULL;
	int fd;

	if (o->sortie == NULL) {
		if (fwrite(page, 1, n, out) != n || fflush(out) == EOF)
			return fault_errno(f, "sortie", "écriture");
		return 0;
	}
	if ((fd = fichier_cree(o->sortie, &tmp, f)) == -1)
		return -1;
	if (ecrit_tout(fd, page, n, f) == 0)
		return fichier_pose(fd, tmp, o->sortie, f);
	fichier_abandonne(fd, tmp);
	return -1;
}

/* Bold and colours: on a terminal that has them, and nobody minds. */
static int
coloured(const struct options *o, FILE *out)
{
	const char *non = getenv("NO_COLOR"), *term = getenv("TERM");

	return o->sortie == NULL && isatty(fileno(out)) &&
	    (non == NULL || *non == '\0') && term != NULL &&
	    strcmp(term, "dumb") != 0;
}

/* What cannot be read is said; then what is late, to whoever asks for it. */
static int
outcome(const struct lecture *c, FILE *err)
{
	const struct bord *b;
	size_t i;
	int status = ST_OK;

	for (i = 0; i < c->l.n; i++) {
		b = &c->l.b[i];
		if (b->f.kind != NULL)
			report_fault(err, c->o, b->chemin, &b->f);
		if (b->f.kind != NULL ||
		    (c->o->verifie && b->retards + b->sans_reponse > 0))
			status = ST_PARTIEL;
	}
	return status;
}

int
bord_run(const struct options *o, FILE *out, FILE *err)
{
	struct lecture c = { .o = o };
	struct fault f = { 0 };
	char *page = NULL;
	size_t n = 0;
	int rc, status;

	if ((rc = read_all(&c, &f)) == 0 &&
	    (rc = form(&c.l, o, coloured(o, out), &page, &n, &f)) == 0)
		rc = write_all(page, n, o, out, &f);
	if (rc == 0)
		status = outcome(&c, err);
	else {
		report_fault(err, o,
		    f.kind != NULL && strcmp(f.kind->code, "yaml") == 0
			? o->campagne
			: o->base == NULL ? "-"
					  : o->base,
		    &f);
		status = fault_status(&f);
	}
	free(page);
	free(c.campagne);
	bords_free(&c.l);
	return status;
}
