/*
 * identifie.c - what a file is: root, school, year, what it holds, who wants
 * it.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "sconet.h"

#define GENRES_MAX 64

/* Files of which only their own programs know more. */
/* clang-format off */
static const struct format profil = { NULL, "profil",
	"profil des nomenclatures (YAML)", NULL, "nomen-profile", 1, NULL, 0 };
static const struct format campagne = { NULL, "campagne",
	"réglages d'une campagne d'affectation (YAML)", NULL, "voeux-import",
	1, NULL, 0 };
/* clang-format on */

struct fiche {
	char uai[16], annee[16], horodatage[24];
	struct {
		char nom[64];
		long n;
	} genres[GENRES_MAX];
	size_t ngenres;
	int tsv;
};

struct flux {
	struct descripteur s;
	char debut[512];
	size_t n, pris;
	int commence;
};

static long
flux_read(void *ctx, char *buf, size_t n, struct fault *f)
{
	struct flux *s = ctx;
	size_t left = s->n - s->pris;

	if (left == 0)
		return descripteur_lit(&s->s, buf, n, f);
	if (left > n)
		left = n;
	memcpy(buf, s->debut + s->pris, left);
	s->pris += left;
	return (long)left;
}

static int
start(struct flux *s, struct fault *f)
{
	long got;

	if (isatty(s->s.fd))
		return fault_set(f, "entree-terminal", 0, NULL);
	while (s->n < sizeof(s->debut)) {
		got = descripteur_lit(&s->s, s->debut + s->n,
		    sizeof(s->debut) - s->n, f);
		if (got == -1)
			return -1;
		if (got == 0)
			break;
		s->n += (size_t)got;
	}
	if (s->n == 0)
		return fault_set(f, "entree-vide", 0, NULL);
	return 0;
}

/* A TSV of ours starts with "# UAI ANNEE" or a header of known columns. */
static int
is_tsv(const struct flux *s)
{
	size_t i = 0;

	if (s->n >= 3 && memcmp(s->debut, "\xEF\xBB\xBF", 3) == 0)
		i = 3;
	while (i < s->n &&
	    (s->debut[i] == ' ' || s->debut[i] == '\n' || s->debut[i] == '\r'))
		i++;
	return i < s->n && s->debut[i] != '<' &&
	    memchr(s->debut, '\0', s->n) == NULL;
}

static void
take(const struct row *row, const char *name, char *buf, size_t n)
{
	size_t k = record_field(row->rec, name);

	if (k != (size_t)-1 && row->val[k] != NULL)
		(void)snprintf(buf, n, "%s", row->val[k]);
}

static void
count(struct fiche *k, const struct row *row)
{
	const char *nom = row->rec->libelle;
	size_t i;

	if (strcmp(row->rec->name, "element") == 0)
		nom = row->val[0];
	for (i = 0; i < k->ngenres; i++)
		if (strcmp(k->genres[i].nom, nom) == 0)
			break;
	if (i == GENRES_MAX)
		return;
	if (i == k->ngenres) {
		(void)snprintf(k->genres[i].nom, sizeof(k->genres[i].nom), "%s",
		    nom);
		k->ngenres++;
	}
	k->genres[i].n++;
}

static void
line(FILE *out, int json, const char *nom, const char *v)
{
	if (v == NULL || *v == '\0')
		return;
	if (json)
		json_champ(out, ",", nom, v);
	else
		fprintf(out, "%s\t%s\n", nom, v);
}

/* What the envelope says, as it is only where it may be so. */
static void
line_forme(FILE *out, int json, const char *nom, enum forme_code fo,
    const char *v)
{
	char dit[160];

	if (v == NULL || *v == '\0')
		return;
	forme_ou(forme_vaut(fo, v), v, dit, sizeof(dit));
	line(out, json, nom, dit);
}

/* Of a file that no format knows, an element is called as one of ours is. */
static void
say_counts(FILE *out, int json, const struct fiche *k, const struct format *fmt)
{
	char nom[96], dit[80], n[24];
	size_t i;

	for (i = 0; i < k->ngenres; i++) {
		forme_ou(fmt != NULL || formats_nom(k->genres[i].nom),
		    k->genres[i].nom, dit, sizeof(dit));
		(void)snprintf(n, sizeof(n), "%ld", k->genres[i].n);
		(void)snprintf(nom, sizeof(nom), "nombre %s", dit);
		line(out, json, nom, n);
	}
}

static void
say(const struct options *o, FILE *out, const struct fiche *k,
    const struct format *fmt, const char *racine, const char *version,
    const char *encodage)
{
	char dit[160] = "";

	if (racine != NULL && *racine != '\0')
		format_racine(racine, dit, sizeof(dit));
	if (o->json)
		json_champ(out, "{", "format",
		    fmt == NULL ? "inconnu" : fmt->nom);
	else
		line(out, 0, "fichier",
		    fmt == NULL ? "inconnu de sconet" : fmt->libelle);
	if (o->json)
		line(out, 1, "libelle", fmt == NULL ? NULL : fmt->libelle);
	line(out, o->json, "racine", dit);
	line_forme(out, o->json, "version", FO_VERSION, version);
	line_forme(out, o->json, "uai", FO_UAI, k->uai);
	line_forme(out, o->json, "annee", FO_ANNEE, k->annee);
	line_forme(out, o->json, "horodatage", FO_HORO, k->horodatage);
	line(out, o->json, "encodage", encodage);
	say_counts(out, o->json, k, fmt);
	line(out, o->json, "programme",
	    fmt == NULL || fmt->programme == NULL
		? "aucun programme de cette version"
		: fmt->programme);
	if (o->json)
		fputs("}\n", out);
}

static int
read_xml(struct flux *s, const struct options *o, FILE *out, struct fault *f)
{
	const struct format *fmt;
	struct fiche k;
	struct reader *rd;
	struct row row;
	int rc;

	memset(&k, 0, sizeof(k));
	if ((rd = reader_open(formats, READER_COMPTE, flux_read, s, f)) == NULL)
		return -1;
	while ((rc = reader_next(rd, &row, f)) == 1) {
		if (!(row.rec->flags & R_PARAM)) {
			count(&k, &row);
			continue;
		}
		take(&row, "uaj", k.uai, sizeof(k.uai));
		take(&row, "annee_scolaire", k.annee, sizeof(k.annee));
		take(&row, "horodatage", k.horodatage, sizeof(k.horodatage));
	}
	fmt = format_find(reader_root(rd));
	/* Where two files have one root, the reader knows which this is. */
	if (fmt != NULL && reader_format(rd) != NULL)
		fmt = reader_format(rd);
	if (rc == 0)
		say(o, out, &k, fmt, reader_root(rd), reader_version(rd),
		    reader_encodage(rd));
	reader_close(rd);
	return rc;
}

/* Which table: each but the list has a column that no other has. */
static const struct format *
column_format(const char *mot)
{
	static const struct {
		const char *colonne;
		const struct format *fmt;
	} colonnes[] = { { "division", &format_repartition },
		{ "groupes", &format_repartition },
		{ "doublement", &format_passages },
		{ "sortie", &format_passages }, { "champ", &format_saisie },
		{ "rang_voeu", &format_souhaits },
		{ "choix", &format_sequences },
		{ "decision", &format_decisions } };
	size_t i;

	for (i = 0; i < NELEM(colonnes); i++)
		if (strcasecmp(mot, colonnes[i].colonne) == 0)
			return colonnes[i].fmt;
	return NULL;
}

static const struct format *
tsv_format(const struct flux *s)
{
	const char *p = s->debut, *end = s->debut + s->n;
	const struct format *fmt, *reste = &format_partants;
	char mot[16];
	size_t n = 0;

	while (p < end && (*p == '#' || *p == '\xEF')) {
		while (p < end && *p != '\n')
			p++;
		p += p < end;
	}
	for (; p < end; p++) {
		if (*p != '\t' && *p != '\n' && *p != '\r') {
			if (n + 1 < sizeof(mot) && *p != ' ')
				mot[n++] = *p;
			continue;
		}
		mot[n] = '\0';
		n = 0;
		if ((fmt = column_format(mot)) != NULL)
			return fmt;
		if (strcasecmp(mot, "mef") == 0)
			reste = &format_passages;
		else if (strcasecmp(mot, "eleve_id") != 0)
			reste = &format_repartition;
		if (*p != '\t')
			break;
	}
	return reste;
}

static int
read_tsv(struct flux *s, const struct options *o, FILE *out, struct fault *f)
{
	const struct format *fmt = tsv_format(s);
	struct fiche k;
	struct lines *ln;
	struct row row;
	int rc;

	memset(&k, 0, sizeof(k));
	if ((ln = lines_open(fmt, flux_read, s, f)) == NULL)
		return -1;
	while ((rc = lines_next(ln, &row, f)) == 1) {
		if (!(row.rec->flags & R_PARAM)) {
			count(&k, &row);
			continue;
		}
		take(&row, "uaj", k.uai, sizeof(k.uai));
		take(&row, "annee_scolaire", k.annee, sizeof(k.annee));
	}
	if (rc == 0)
		say(o, out, &k, fmt, NULL, NULL, NULL);
	lines_close(ln);
	return rc;
}

/* Does the first line that says something begin with "key:"? */
static int
is_yaml(const struct flux *s)
{
	const char *p = s->debut, *end = s->debut + s->n;

	while (p < end && (strchr("#-\n\r", *p) != NULL)) {
		while (p < end && *p != '\n')
			p++;
		p += p < end;
	}
	while (p < end && ((*p >= 'a' && *p <= 'z') || *p == '_'))
		p++;
	return p < end && *p == ':' &&
	    (p + 1 == end || strchr(" \n\r", p[1]) != NULL);
}

/* By the key that no other has; "mef" alone is a profile. */
static const struct format *
yaml_format(const struct noeud *n)
{
	static const struct {
		const char *cle;
		const struct format *fmt;
	} cles[] = { { "divisions", &format_structures },
		{ "groupes", &format_structures }, { "campagne", &campagne },
		{ "voeux", &campagne }, { "matieres", &profil },
		{ "mef_origine", &profil }, { "etp", &profil },
		{ "mef", &profil } };
	size_t i, k;

	for (i = 0; n->genre == N_TABLE && i < NELEM(cles); i++)
		for (k = 0; k < n->n; k++)
			if (strcmp(n->fils[k].cle, cles[i].cle) == 0)
				return cles[i].fmt;
	return NULL;
}

/* Of structures: "divisions" counts "division". */
static void
count_key(struct fiche *k, const struct noeud *n)
{
	const char *v = n->genre == N_TEXTE ? n->texte : "";

	if (strcmp(n->cle, "uai") == 0)
		(void)snprintf(k->uai, sizeof(k->uai), "%s", v);
	else if (strcmp(n->cle, "annee") == 0)
		(void)snprintf(k->annee, sizeof(k->annee), "%s", v);
	else if (n->genre == N_LISTE && k->ngenres < 2) {
		(void)snprintf(k->genres[k->ngenres].nom,
		    sizeof(k->genres[0].nom), "%.*s", (int)strlen(n->cle) - 1,
		    n->cle);
		k->genres[k->ngenres++].n = (long)n->n;
	}
}

static int
read_yaml(struct flux *s, const struct options *o, FILE *out, struct fault *f)
{
	const struct format *fmt = NULL;
	struct noeud *n = NULL;
	struct fiche k;
	char *texte;
	size_t i;

	memset(&k, 0, sizeof(k));
	if ((texte = yaml_texte(flux_read, s, "yaml", f)) != NULL &&
	    (n = yaml_arbre(texte, "yaml", f)) != NULL)
		fmt = yaml_format(n);
	for (i = 0; fmt == &format_structures && i < n->n; i++)
		count_key(&k, &n->fils[i]);
	if (n != NULL)
		say(o, out, &k, fmt, NULL, NULL, NULL);
	yaml_libere(n);
	free(texte);
	return n == NULL ? -1 : 0;
}

int
identifie_run(const struct options *o, int fd, FILE *out, FILE *err)
{
	struct fault f = { 0 };
	struct flux s;
	char fichier[256];
	int rc;

	memset(&s, 0, sizeof(s));
	s.s.fd = fd;
	s.s.nom = "-";
	sys_nom(fd, fichier, sizeof(fichier));
	rc = start(&s, &f);
	if (rc == 0)
		rc = archive_magie(s.debut, s.n, fichier, "identifie", &f);
	if (rc == 0)
		rc = !is_tsv(&s)  ? read_xml(&s, o, out, &f)
		    : is_yaml(&s) ? read_yaml(&s, o, out, &f)
				  : read_tsv(&s, o, out, &f);
	if (rc == 0 && fflush(out) == EOF)
		rc = fault_errno(&f, "sortie", "écriture");
	if (rc == 0)
		return ST_OK;
	report_fault(err, o, fichier, &f);
	return fault_status(&f);
}
