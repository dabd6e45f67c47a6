/*
 * door.c - the first room: bytes in, their archive, the envelope, the base.
 *
 * A base named by its file is opened before a byte is read, so that even a
 * file nobody can read leaves its trace.  In a directory, the envelope says
 * which base is meant; what was read until then waits in memory.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

#define AVANT_MAX (1024 * 1024)

/* Compressed files are recognised, and the way to open them is told. */
int
archive_magie(const char *buf, size_t n, const char *fichier, const char *prog,
    struct fault *f)
{
	static const struct {
		const char *octets;
		size_t n;
		const char *outil;
	} magics[] = { { "PK\3\4", 4, "unzip -p" }, { "PK\5\6", 4, "unzip -p" },
		{ "\x1f\x8b", 2, "zcat" }, { "\x28\xb5\x2f\xfd", 4, "zstdcat" },
		{ "\xfd"
		  "7zXZ",
		    5, "xzcat" } };
	size_t i;

	for (i = 0; i < NELEM(magics); i++)
		if (n >= magics[i].n &&
		    memcmp(buf, magics[i].octets, magics[i].n) == 0)
			return fault_set(f, "archive", 0, "%s %s %s %s",
			    magics[i].outil,
			    strcmp(fichier, "-") == 0 ? "FICHIER" : fichier,
			    prog == NULL ? ">" : "|",
			    prog == NULL ? "FICHIER.xml" : prog);
	return 0;
}

static long
raw_read(struct door *d, char *buf, size_t n, struct fault *f)
{
	struct descripteur s = { d->fd, d->fichier };
	size_t len;

	if (d->texte != NULL) {
		len = strlen(d->texte + d->lu);
		if (len > n)
			len = n;
		memcpy(buf, d->texte + d->lu, len);
		return (long)len;
	}
	if (d->rendu < d->ntete) {
		len = d->ntete - d->rendu;
		if (len > n)
			len = n;
		memcpy(buf, d->tete + d->rendu, len);
		d->rendu += len;
		return (long)len;
	}
	return descripteur_lit(&s, buf, n, f);
}

/* Bytes of a byte order mark and blanks. */
static size_t
blancs(const char *buf, size_t n)
{
	size_t i = 0;

	if (n >= 3 && memcmp(buf, "\xEF\xBB\xBF", 3) == 0)
		i = 3;
	while (i < n && buf[i] != '\0' && strchr(" \t\r\n", buf[i]) != NULL)
		i++;
	return i;
}

/*
 * What takes a table as well as XML looks at the first byte that is not
 * blank.  1: it is XML, or nothing; 0: a table.
 */
static int
looks_xml(struct door *d, struct fault *f)
{
	long got;
	size_t i = 0;

	while (i == d->ntete && d->ntete < sizeof(d->tete)) {
		got = raw_read(d, d->tete + d->ntete,
		    sizeof(d->tete) - d->ntete, f);
		if (got == -1)
			return -1;
		d->ntete += (size_t)got;
		d->rendu = d->ntete;
		i = blancs(d->tete, d->ntete);
		if (got == 0)
			break;
	}
	d->rendu = 0;
	/* Bytes of an encoding that is none of a table's are the reader's. */
	return i == d->ntete || d->tete[i] == '<' ||
	    (unsigned char)d->tete[i] < ' ' ||
	    (unsigned char)d->tete[i] >= 0x80;
}

static int
keep(struct door *d, const char *buf, size_t n, struct fault *f)
{
	char *p;

	if (d->archive != NULL)
		return archive_write(d->archive, buf, n, f);
	if (d->navant + n > AVANT_MAX)
		return fault_set(f, "enveloppe", 0,
		    "pas de PARAMETRES au début du fichier");
	if ((p = realloc(d->avant, d->navant + n)) == NULL)
		return fault_memory(f);
	memcpy(p + d->navant, buf, n);
	d->avant = p;
	d->navant += n;
	return 0;
}

/* What a file of that root is: "this", or "this, or that". */
static void
root_means(const char *racine, char *buf, size_t size)
{
	const struct format *const *p;
	size_t n = 0;
	int len;

	buf[0] = '\0';
	for (p = formats; *p != NULL; p++) {
		if ((*p)->root == NULL || strcmp((*p)->root, racine) != 0)
			continue;
		len = snprintf(buf + n, size - n, "%s%s", n == 0 ? "" : ", ou ",
		    (*p)->libelle);
		if (len < 0 || (size_t)len >= size - n)
			return;
		n += (size_t)len;
	}
}

/* XML where a table is wanted: its root may be in sight, and tell. */
static int
xml_instead(const struct door *d, const char *buf, size_t n, struct fault *f)
{
	const char *faut = d->im->yaml ? "un fichier YAML" : "un tableau (TSV)";
	const struct format *fmt;
	char root[64], dit[160];
	size_t i, k;

	for (i = 0; i + 1 < n; i++) {
		if (buf[i] != '<' || buf[i + 1] < 'A' || buf[i + 1] > 'Z')
			continue;
		for (k = 0; i + 1 + k < n && k + 1 < sizeof(root) &&
		     (buf[i + 1 + k] == '_' || buf[i + 1 + k] == '-' ||
			 (buf[i + 1 + k] >= 'A' && buf[i + 1 + k] <= 'Z'));
		     k++)
			root[k] = buf[i + 1 + k];
		root[k] = '\0';
		if ((fmt = format_find(root)) == NULL || fmt->programme == NULL)
			break;
		root_means(root, dit, sizeof(dit));
		return fault_set(f, "racine", 1,
		    "c'est un fichier XML, racine %s, %s, et il faut %s ; le "
		    "donner à %s",
		    root, dit, faut, fmt->programme);
	}
	return fault_set(f, "racine", 1,
	    "c'est un fichier XML, il faut %s ; « identifie » dit quel "
	    "programme le prend",
	    faut);
}

/* A table for a program of XML, or the other way. */
static int
wrong_kind(const struct door *d, const char *buf, size_t n, struct fault *f)
{
	size_t i = blancs(buf, n);

	if (d->tsv && i < n && buf[i] == '<')
		return xml_instead(d, buf + i, n - i, f);
	if (!d->tsv && n - i > 3 && buf[i] == '#' && buf[i + 1] == ' ')
		return fault_set(f, "racine", 1,
		    "c'est un tableau (TSV), il faut du XML ; « identifie » "
		    "dit quel programme le prend");
	return 0;
}

static long
door_read(void *ctx, char *buf, size_t n, struct fault *f)
{
	struct door *d = ctx;
	long got;
	int first = d->lu == 0;

	if ((got = raw_read(d, buf, n, f)) == -1)
		return -1;
	d->lu += (size_t)got;
	if (got == 0) {
		d->fini = 1;
		return first ? fault_set(f, "entree-vide", 0, NULL) : 0;
	}
	if (keep(d, buf, (size_t)got, f) == -1)
		return -1;
	if (first && wrong_kind(d, buf, (size_t)got, f) == -1)
		return -1;
	if (first &&
	    archive_magie(buf, (size_t)got, d->fichier,
		d->fd == STDIN_FILENO ? d->o->prog : NULL, f) == -1)
		return -1;
	return got;
}

/* Most need a living base. */
static int
base_check(const struct base *b, const struct options *o, struct fault *f)
{
	if (strcmp(b->etat, "terminee") == 0 && !o->terminee)
		return fault_set(f, "base-etat", 0, "%s : état %s",
		    store_path(b->st), b->etat);
	return 0;
}

int
door_base(struct base *b, const struct options *o, unsigned roles,
    const char *uai, const char *annee, struct fault *f)
{
	char *path = NULL;
	int rc;

	if (o->base == NULL)
		return fault_set(f, "base-manque", 0, NULL);
	if (base_trouve(o->base, roles, uai, annee, &path, f) == -1)
		return -1;
	rc = base_open(b, path, STORE_ECRITURE, o->attente, f);
	free(path);
	if (rc == 0 &&
	    (base_du_role(b, roles, f) == -1 || base_check(b, o, f) == -1 ||
		base_voulue(b, o->uai, o->annee, f) == -1 ||
		sorties_justes(o, b->archives, f) == -1)) {
		base_close(b);
		rc = -1;
	}
	return rc;
}

void
door_migree(const struct base *b, const struct options *o, FILE *err)
{
	char text[512];

	if (b->copie == NULL || o->muet)
		return;
	(void)snprintf(text, sizeof(text),
	    "la base d'une version antérieure a été mise à niveau ; sa copie "
	    "d'avant : %.300s",
	    b->copie);
	utf8_propre(text);
	report_note(err, o, "base-migree", text);
}

/* Roles of the bases that take any of these files. */
static unsigned
roles_of(const struct import *const *kinds)
{
	unsigned roles = 0;

	for (; *kinds != NULL; kinds++)
		roles |= (*kinds)->roles;
	return roles;
}

static int
archive_start(struct door *d, struct fault *f)
{
	if ((d->archive = archive_open(d->b.archives, f)) == NULL)
		return -1;
	if (d->navant > 0 &&
	    archive_write(d->archive, d->avant, d->navant, f) == -1)
		return -1;
	free(d->avant);
	d->avant = NULL;
	d->navant = 0;
	return 0;
}

static int
takes_both(const struct door *d)
{
	size_t i, xml = 0;

	for (i = 0; d->kinds[i] != NULL; i++)
		xml += d->kinds[i]->fmt->root != NULL;
	return xml > 0 && xml < i;
}

static int
rows_open(struct door *d, struct fault *f)
{
	const struct format *fmts[8];
	size_t i, n = 0;
	int xml = 0;

	if (takes_both(d) && (xml = looks_xml(d, f)) == -1)
		return -1;
	for (i = 0; d->kinds[i] != NULL && n + 1 < NELEM(fmts); i++) {
		if (xml && d->kinds[i]->fmt->root == NULL)
			continue;
		if (d->kinds[i]->fmt->root != NULL) {
			fmts[n++] = d->kinds[i]->fmt;
			continue;
		}
		d->im = d->kinds[i];
		d->tsv = 1;
		if (d->im->yaml) {
			d->ym = structures_open(door_read, d, f);
			return d->ym == NULL ? -1 : 0;
		}
		d->ln = lines_open(d->im->fmt, door_read, d, f);
		return d->ln == NULL ? -1 : 0;
	}
	fmts[n] = NULL;
	/* The reader keeps the array: it must outlive this call. */
	d->fmts = malloc((n + 1) * sizeof(*d->fmts));
	if (d->fmts == NULL)
		return fault_memory(f);
	memcpy(d->fmts, fmts, (n + 1) * sizeof(*d->fmts));
	d->rd = reader_open(d->fmts, 0, door_read, d, f);
	return d->rd == NULL ? -1 : 0;
}

static int
takes(const struct door *d, const struct format *fmt)
{
	size_t i;

	for (i = 0; d->kinds[i] != NULL; i++)
		if (d->kinds[i]->fmt == fmt)
			return 1;
	return 0;
}

/* The wrong file: say what it is and which program wants it. */
static int
wrong_root(struct door *d, struct fault *f)
{
	const struct format *fmt = format_find(reader_root(d->rd));
	long line = f->line;
	char dit[160];

	(void)snprintf(d->racine, sizeof(d->racine), "%s", reader_root(d->rd));
	if (fmt == NULL) {
		format_racine(d->racine, dit, sizeof(dit));
		return fault_set(f, "racine", line,
		    "racine %s, inconnue de sconet", dit);
	}
	root_means(d->racine, dit, sizeof(dit));
	if (strcmp(d->racine, "EDT_STS") == 0 && takes(d, &format_sts_edt))
		return fault_set(f, "racine", line,
		    "racine EDT_STS : c'est l'autre des deux fichiers, emp_sts "
		    "(emploi du temps remonté) ; il faut sts_emp, racine "
		    "STS_EDT, de STS-WEB : Exports / Emploi du temps");
	if (fmt->programme == NULL)
		return fault_set(f, "racine", line,
		    "racine %.40s, %s ; aucun programme de cette version ne le "
		    "prend",
		    d->racine, dit);
	return fault_set(f, "racine", line, "racine %.40s, %s ; le donner à %s",
	    d->racine, dit, fmt->programme);
}

int
door_next(struct door *d, struct row *row, struct fault *f)
{
	int rc;

	if (d->a_row) {
		*row = d->row;
		d->a_row = 0;
		return 1;
	}
	if (d->ln != NULL)
		return lines_next(d->ln, row, f);
	if (d->ym != NULL)
		return structures_next(d->ym, row, f);
	rc = reader_next(d->rd, row, f);
	if (rc == -1 && f->kind != NULL &&
	    strcmp(f->kind->code, "racine") == 0 &&
	    reader_root(d->rd)[0] != '\0')
		return wrong_root(d, f);
	return rc;
}

static void
take(const struct row *row, const char *name, char *buf, size_t n)
{
	size_t k = record_field(row->rec, name);

	if (k != (size_t)-1 && row->val[k] != NULL)
		(void)snprintf(buf, n, "%s", row->val[k]);
}

/* An UAI in small letters, a year as 2019-2020: what they mean is clear. */
static void
envelope_usual(struct door *d)
{
	char uai[sizeof(d->uai)], *p;
	int64_t an, suivant;

	memcpy(uai, d->uai, sizeof(uai));
	for (p = uai; *p != '\0'; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	if (uai_forme(uai))
		memcpy(d->uai, uai, sizeof(uai));
	if (strlen(d->annee) != 9 || strchr("-/", d->annee[4]) == NULL)
		return;
	p = d->annee + 4;
	if (entier(p + 1, 0, 9999, &suivant) == -1)
		return;
	*p = '\0';
	if (entier(d->annee, 0, 9998, &an) == -1 || an + 1 != suivant)
		*p = '-';
}

/* A file that one school sends another says from which, and of which year. */
static int
take_origine(struct door *d, const struct row *row, struct fault *f)
{
	int64_t an;

	if (record_field(row->rec, "uaj_origine") == (size_t)-1)
		return 0;
	take(row, "uaj_origine", d->origine, sizeof(d->origine));
	take(row, "annee_origine", d->annee_origine, sizeof(d->annee_origine));
	return uai_forme(d->origine) && strlen(d->annee_origine) == 4 &&
		entier(d->annee_origine, 0, 9990, &an) == 0
	    ? 0
	    : fault_set(f, "enveloppe", row->line,
		  "UAJ_ORIGINE ou ANNEE_ORIGINE manque, ou n'en est pas");
}

/* Do several kinds have the root?  Their first block then tells. */
static int
is_shared(const struct door *d)
{
	size_t i, n = 0;

	for (i = 0; d->kinds[i] != NULL; i++)
		n += d->kinds[i]->fmt->root != NULL &&
		    strcmp(d->kinds[i]->fmt->root, reader_root(d->rd)) == 0;
	return n > 1;
}

/*
 * Where the file is silent: -u and -a, or for what is written by hand, the
 * base itself.
 */
static void
assert_envelope(struct door *d)
{
	const char *uai = d->o->uai, *annee = d->o->annee;

	if (d->ym != NULL && d->b.st != NULL) {
		uai = uai == NULL ? d->b.uai : uai;
		annee = annee == NULL ? d->b.annee : annee;
	}
	if (d->uai[0] == '\0' && uai != NULL)
		(void)snprintf(d->uai, sizeof(d->uai), "%s", uai);
	if (d->annee[0] == '\0' && annee != NULL)
		(void)snprintf(d->annee, sizeof(d->annee), "%s", annee);
}

/* Of two that take the same format, the base's role tells. */
static int
suits(const struct door *d, const struct import *im)
{
	const struct role *r = d->b.st == NULL ? NULL : role_find(d->b.role);

	return r != NULL && (r->bit & im->roles);
}

/* Envelope: from the file, or asserted with -u and -a where it is silent. */
static int
envelope(struct door *d, struct fault *f)
{
	char iso[24];
	struct row row;
	int rc;
	size_t i;

	if ((rc = door_next(d, &row, f)) == -1)
		return -1;
	if (rc == 1 && (row.rec->flags & R_PARAM)) {
		take(&row, "uaj", d->uai, sizeof(d->uai));
		take(&row, "annee_scolaire", d->annee, sizeof(d->annee));
		envelope_usual(d);
		take(&row, "version", d->version, sizeof(d->version));
		take(&row, "horodatage", d->horodatage, sizeof(d->horodatage));
		take(&row, "num_envoi", d->num_envoi, sizeof(d->num_envoi));
		if (take_origine(d, &row, f) == -1)
			return -1;
		rc = d->rd != NULL && is_shared(d) ? door_next(d, &row, f) : 0;
		if (rc == -1)
			return -1;
	}
	if (rc == 1) {
		d->row = row;
		d->a_row = 1;
	}
	if (d->rd != NULL) {
		(void)snprintf(d->racine, sizeof(d->racine), "%s",
		    reader_root(d->rd));
		for (i = 0; d->kinds[i] != NULL; i++)
			if (d->kinds[i]->fmt == reader_format(d->rd) &&
			    (d->im == NULL || suits(d, d->kinds[i])))
				d->im = d->kinds[i];
	}
	if (d->im == NULL)
		return fault_set(f, "bogue", 0, "aucun import pour %.40s",
		    d->racine);
	if (d->horodatage[0] != '\0') {
		if (horo_fr_iso(d->horodatage, iso) == -1) {
			iso[0] = '\0';
			memcpy(d->horo_faux, d->horodatage,
			    sizeof(d->horo_faux));
		}
		(void)snprintf(d->horodatage, sizeof(d->horodatage), "%s", iso);
	}
	assert_envelope(d);
	if (d->uai[0] != '\0' && d->annee[0] != '\0')
		return 0;
	if (d->ln != NULL)
		return fault_set(f, "usage", 0,
		    "le fichier ne commence pas par « # UAI ANNEE » : préciser "
		    "-u UAI et -a ANNEE");
	return fault_set(f, "enveloppe", 0, "%s manque : préciser %s",
	    d->uai[0] == '\0' ? "UAJ" : "ANNEE_SCOLAIRE",
	    d->uai[0] == '\0' ? "-u UAI" : "-a ANNEE");
}

/* What is answered by its number has one that is, or says none. */
static int
number_check(const struct door *d, struct fault *f)
{
	int64_t n;

	if (!d->im->accuse || d->num_envoi[0] == '\0' ||
	    entier(d->num_envoi, 0, 99999, &n) == 0)
		return 0;
	return fault_set(f, "numero-envoi", 0,
	    "NUM_ENVOI se donne de 1 à 99999");
}

/* From another school, and from the year before. */
static int
comes_from(const struct door *d, struct fault *f)
{
	if (strcmp(d->origine, d->b.uai) == 0)
		return fault_set(f, "autre-etablissement", 0,
		    "dossiers partis de %.12s même", d->origine);
	if (strtol(d->b.annee, NULL, 10) !=
	    strtol(d->annee_origine, NULL, 10) + 1)
		return fault_set(f, "autre-annee", 0,
		    "dossiers de l'année %.9s, pour une base de %s",
		    d->annee_origine, d->b.annee);
	return 0;
}

/* Is it this school's, and this year's? */
static int
belongs(struct door *d, struct fault *f)
{
	char dit[160];

	/* An académie takes them from any of its schools; a table is its own.
	 */
	if (strcmp(d->uai, d->b.uai) != 0 &&
	    (strcmp(d->b.role, "bea") != 0 || d->tsv)) {
		forme_ou(forme_vaut(FO_UAI, d->uai), d->uai, dit, sizeof(dit));
		return fault_set(f, "autre-etablissement", 0,
		    "fichier de %s, base de %s", dit, d->b.uai);
	}
	if (strcmp(d->annee, d->b.annee) != 0) {
		forme_ou(forme_vaut(FO_ANNEE, d->annee), d->annee, dit,
		    sizeof(dit));
		return fault_set(f, "autre-annee", 0,
		    "fichier de %s, base de %s", dit, d->b.annee);
	}
	return d->origine[0] == '\0' ? 0 : comes_from(d, f);
}

int
door_open(struct door *d, const struct options *o,
    const struct import *const *kinds, int fd, const char *texte,
    struct fault *f)
{
	memset(d, 0, sizeof(*d));
	d->o = o;
	d->kinds = kinds;
	d->fd = fd;
	d->texte = texte;
	if (texte == NULL)
		sys_nom(fd, d->fichier, sizeof(d->fichier));
	else
		(void)snprintf(d->fichier, sizeof(d->fichier), "-");
	if (o->base == NULL)
		return fault_set(f, "base-manque", 0, NULL);
	if (!base_est_dossier(o->base) &&
	    door_base(&d->b, o, roles_of(kinds), NULL, NULL, f) == -1)
		return -1;
	if (texte == NULL && isatty(fd))
		return fault_set(f, "entree-terminal", 0, NULL);
	if (d->b.st != NULL && archive_start(d, f) == -1)
		return -1;
	if (rows_open(d, f) == -1 || envelope(d, f) == -1)
		return -1;
	if (d->b.st == NULL &&
	    (door_base(&d->b, o, d->im->roles, d->uai, d->annee, f) == -1 ||
		archive_start(d, f) == -1))
		return -1;
	if (base_du_role(&d->b, d->im->roles, f) == -1 || belongs(d, f) == -1)
		return -1;
	return number_check(d, f);
}

int
door_bloc(const struct door *d, size_t rec)
{
	if (d->ym != NULL)
		return structures_bloc(d->ym, rec);
	return d->rd != NULL && reader_bloc(d->rd, rec);
}

const char *
door_extension(const struct door *d)
{
	if (d->rd != NULL)
		return "xml";
	return d->im != NULL && d->im->yaml ? "yaml" : "tsv";
}

int
door_drain(struct door *d, struct fault *f)
{
	char buf[32 * 1024];
	long got;

	if (d->rd != NULL)
		reader_arrete(d->rd);
	while (!d->fini) {
		if ((got = raw_read(d, buf, sizeof(buf), f)) == -1)
			return -1;
		d->lu += (size_t)got;
		if (got == 0)
			d->fini = 1;
		else if (keep(d, buf, (size_t)got, f) == -1)
			return -1;
	}
	return d->archive == NULL ? 0 : archive_finish(d->archive, f);
}

void
door_close(struct door *d)
{
	reader_close(d->rd);
	lines_close(d->ln);
	structures_close(d->ym);
	archive_close(d->archive);
	base_close(&d->b);
	free(d->avant);
	free(d->fmts);
	memset(d, 0, sizeof(*d));
}
