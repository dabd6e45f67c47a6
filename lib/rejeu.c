/*
 * rejeu.c - which exchanges are done again, and where: into a base to try
 * things on, made of what came before them, or into the base itself.
 */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sconet.h"

#define DOSSIER "sconet-rejeu-"

/*
 * The program may have done it with the one before.  One that does not work
 * any more keeps its place, unless it is the one that is asked for.
 */
static int
once_more(struct rejeu *r, const struct journal_ligne *l, int voulue, int *fait,
    struct fault *f)
{
	int64_t apres = 0;
	int status = 0;

	if (dernier_numero(r->essai, &apres, f) == -1)
		return -1;
	if (apres >= l->numero)
		return 0;
	if (relance(r, l, r->essai, fait, &status, f) == -1 ||
	    dernier_numero(r->essai, &apres, f) == -1)
		return -1;
	if (!*fait && !voulue && archive_perdue(r, l, f) == -1)
		return -1;
	if (apres >= l->numero || !*fait)
		return 0;
	if (voulue)
		return relance_impossible(r, l, status, f);
	*fait = 0;
	return relance_saute(r, l, f);
}

int
rejeu_pas(struct rejeu *r, int64_t numero, int voulue, struct fault *f)
{
	struct journal_ligne l = { 0 };
	int fait = 1, rc;

	if ((rc = journal_relit(r->b.st, numero, &l, f)) != 1) {
		journal_relit_libere(&l);
		return rc;
	}
	if (voulue && archive_envoi(r, &l, f) == -1)
		rc = -1;
	else if (numero == 1)
		rc = relance_creation(r, &l, f);
	else
		rc = once_more(r, &l, voulue, &fait, f);
	if (rc == 0 && voulue && !fait && strcmp(l.v[L_GENRE], "rentree") != 0)
		rc = archive_manque(r, &l, f) == -1
		    ? -1
		    : fault_set(f, "archive-purgee", 0, "échange %lld",
			  (long long)numero);
	if (rc == 0 && voulue && numero > 1)
		rc = ecarts(r, &l, r->essai, numero, f);
	else if (rc == 0 && voulue)
		ecart_dit(r, &l, "identique", NULL, NULL, NULL);
	else if (rc == 0 && fait && numero > 1)
		rc = ecarts_avant(r, &l, f);
	journal_relit_libere(&l);
	return rc;
}

/*
 * It left no line: a file that was there gets the answer that it had, which
 * may be that of a later exchange of the same file, as of an earlier --ici.
 */
static int
answered(struct rejeu *r, const struct journal_ligne *l, struct fault *f)
{
	const char *sienne = l->v[L_REPONSE_SHA256];
	char hex[EMPREINTE], dit[120];
	int rc;

	if (relance_reponse(r, hex, f) == -1)
		return -1;
	r->deja = 0;
	if (sienne != NULL && strcmp(sienne, hex) != 0 &&
	    store_int(r->b.st, &r->deja, f,
		"SELECT coalesce(max(numero), 0) FROM echange WHERE"
		" reponse_sha256 = ? AND numero <> ?",
		"si", hex, l->numero) == -1)
		return -1;
	if (r->deja == 0) {
		ecart_dit(r, l, "identique", NULL, NULL,
		    "rien n'a changé depuis : la même réponse");
		return 0;
	}
	(void)snprintf(dit, sizeof(dit),
	    "l'échange %lld n'est pas refait : le même fichier a déjà sa "
	    "réponse, celle de l'échange %lld",
	    (long long)l->numero, (long long)r->deja);
	if (!r->o->muet)
		report_note(r->err, r->o, "rejeu-deja", dit);
	rc = ecarts(r, l, r->chemin, r->deja, f);
	r->deja = 0;
	return rc;
}

/* Into the base itself: its line is the last one, or none was needed. */
static int
here(struct rejeu *r, int64_t numero, struct fault *f)
{
	struct journal_ligne l = { 0 };
	int64_t apres = 0;
	int fait = 0, status = 0, rc;

	if ((rc = journal_relit(r->b.st, numero, &l, f)) != 1)
		goto out;
	if ((rc = archive_manque(r, &l, f)) == -1)
		goto out;
	if (ligne_entree(&l) == NULL) {
		rc = fault_set(f, "rejeu", 0,
		    "échange %lld : --ici rejoue ce qui est reçu, et dont le "
		    "fichier est archivé",
		    (long long)numero);
		goto out;
	}
	if ((rc = dernier_numero(r->chemin, &r->avant, f)) == -1 ||
	    (rc = relance(r, &l, r->chemin, &fait, &status, f)) == -1 ||
	    (rc = dernier_numero(r->chemin, &apres, f)) == -1)
		goto out;
	if (apres == r->avant && status > ST_PARTIEL && status != ST_REFUS)
		rc = relance_impossible(r, &l, status, f);
	else if (apres == r->avant)
		rc = answered(r, &l, f);
	else
		rc = ecarts(r, &l, r->chemin, apres, f);
out:
	journal_relit_libere(&l);
	return rc == 1 ? 0 : rc;
}

/* The directory, and what is in it, but for directories in directories. */
static void
empty(const char *dossier, int niveau)
{
	const struct dirent *d;
	struct fault f = { 0 };
	struct stat s;
	DIR *dir;
	char *path;

	if ((dir = opendir(dossier)) == NULL)
		return;
	while ((d = readdir(dir)) != NULL) {
		if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
			continue;
		if ((path = chemin_dans(dossier, d->d_name, &f)) == NULL)
			break;
		if (lstat(path, &s) == 0 && S_ISDIR(s.st_mode) && niveau < 2)
			empty(path, niveau + 1);
		else
			(void)unlink(path);
		free(path);
	}
	closedir(dir);
	(void)rmdir(dossier);
}

/* Was it made by a run that is no more? */
static int
is_left(const char *nom)
{
	const char *p = nom + strlen(DOSSIER);
	char digits[24];
	int64_t pid;

	if (strncmp(nom, DOSSIER, strlen(DOSSIER)) != 0)
		return 0;
	(void)snprintf(digits, sizeof(digits), "%.*s", (int)strcspn(p, "-"), p);
	return p[strcspn(p, "-")] == '-' &&
	    entier(digits, 1, INT32_MAX, &pid) == 0 &&
	    kill((pid_t)pid, 0) == -1 && errno == ESRCH;
}

/* What runs of this user that were killed have left: it has people in it. */
static void
sweep(const char *tmp)
{
	const struct dirent *d;
	struct fault f = { 0 }; /* it stays until the next run */
	struct stat s;
	DIR *dir = opendir(tmp);
	char *path;

	while (dir != NULL && (d = readdir(dir)) != NULL) {
		if (!is_left(d->d_name) ||
		    (path = chemin_dans(tmp, d->d_name, &f)) == NULL)
			continue;
		if (lstat(path, &s) == 0 && S_ISDIR(s.st_mode) &&
		    s.st_uid == geteuid())
			empty(path, 0);
		free(path);
	}
	if (dir != NULL)
		closedir(dir);
}

char *
rejeu_dossier(struct fault *f)
{
	const char *tmp = getenv("TMPDIR");
	struct texte x = { 0 };

	if (tmp == NULL || *tmp == '\0')
		tmp = "/tmp";
	sweep(tmp);
	coupe_commence();
	texte_ajoute(&x, "%s/" DOSSIER "%ld-XXXXXX", tmp, (long)getpid());
	if (texte_fin(&x, f) == NULL || mkdtemp(x.s) == NULL) {
		if (!x.rate)
			fault_errno(f, "sortie", x.s);
		texte_libere(&x);
		coupe_finit();
		return NULL;
	}
	return x.s;
}

void
rejeu_vide(const char *dossier)
{
	if (dossier == NULL)
		return;
	empty(dossier, 0);
	coupe_finit();
}

/* The directory that is asked for, where the base is to stay. */
static int
place_kept(const char *dossier, struct fault *f)
{
	struct stat s;

	if (mkdir(dossier, 0700) == 0)
		return 0;
	if (errno != EEXIST)
		return fault_errno(f, "sortie", dossier);
	if (stat(dossier, &s) == 0 && !S_ISDIR(s.st_mode))
		return fault_set(f, "sortie", 0, "%s : pas un dossier",
		    dossier);
	return 0;
}

static int
make_dir(struct rejeu *r, struct fault *f)
{
	const char *ou = r->o->dossier;

	if (ou != NULL && place_kept(ou, f) == -1)
		return -1;
	if (r->dossier == NULL && (r->dossier = rejeu_dossier(f)) == NULL)
		return -1;
	r->essai = chemin_dans(ou != NULL ? ou : r->dossier, "essai.db", f);
	return r->essai == NULL ? -1 : 0;
}

static int
one_of_all(struct rejeu *r, int64_t numero, struct fault *f)
{
	int64_t n;

	for (n = 1; n <= numero; n++)
		if (rejeu_pas(r, n, n == numero, f) == -1)
			return -1;
	return 0;
}

/* The numbers that are asked for, in their order; *max: the last. */
static int
asked(const struct rejeu *r, int64_t numero, int64_t *max)
{
	int64_t n;
	int i, oui = 0;

	*max = 0;
	for (i = 0; i < r->o->argc; i++) {
		if (entier(r->o->argv[i], 1, INT64_MAX, &n) == -1)
			continue;
		oui |= n == numero;
		*max = n > *max ? n : *max;
	}
	return oui;
}

static int
known(struct rejeu *r, struct fault *f)
{
	int64_t n, connu;
	int i;

	for (i = 0; i < r->o->argc; i++) {
		connu = 0;
		if (entier(r->o->argv[i], 1, INT64_MAX, &n) == -1)
			return fault_set(f, "echange-inconnu", 0, "%.20s",
			    r->o->argv[i]);
		if (store_int(r->b.st, &connu, f,
			"SELECT 1 FROM echange WHERE numero = ?", "i", n) == -1)
			return -1;
		if (!connu)
			return fault_set(f, "echange-inconnu", 0, "%lld",
			    (long long)n);
	}
	return 0;
}

static int
all(struct rejeu *r, struct fault *f)
{
	int64_t n, max = 0;
	int i, voulue;

	if (r->o->ici && r->o->dossier != NULL)
		return fault_set(f, "usage", 0,
		    "--ici rejoue dans la base elle-même, --dossier dans une "
		    "autre : pas les deux");
	if (known(r, f) == -1 || make_dir(r, f) == -1)
		return -1;
	if (r->o->ici && !r->o->muet)
		report_note(r->err, r->o, "rejeu-ici",
		    "ce qui est rejoué change la base elle-même, maintenant");
	for (i = 0; r->o->ici && i < r->o->argc; i++)
		if (entier(r->o->argv[i], 1, INT64_MAX, &n) == -1 ||
		    here(r, n, f) == -1)
			return -1;
	(void)asked(r, 0, &max);
	for (n = 1; !r->o->ici && n <= max; n++) {
		voulue = asked(r, n, &max);
		if (rejeu_pas(r, n, voulue, f) == -1)
			return -1;
	}
	return fflush(r->out) == EOF ? fault_errno(f, "sortie", "écriture") : 0;
}

/* A packet is a base of its own, of which the last exchange is asked for. */
static int
open_packet(struct rejeu *r, char **path, struct fault *f)
{
	int64_t n = 0;

	if (r->o->argc != 1 || r->o->ici || r->o->dossier != NULL)
		return fault_set(f, "usage", 0,
		    "un paquet se rejoue seul, sans --ici ni --dossier");
	if ((r->dossier = rejeu_dossier(f)) == NULL ||
	    (*path = paquet_ouvre(r->o->argv[0], r->dossier, f)) == NULL ||
	    base_open(&r->b, *path, STORE_LECTURE, r->o->attente, f) == -1 ||
	    dernier_numero(*path, &n, f) == -1 || make_dir(r, f) == -1 ||
	    one_of_all(r, n, f) == -1)
		return -1;
	return fflush(r->out) == EOF ? fault_errno(f, "sortie", "écriture") : 0;
}

static int
open_base(struct rejeu *r, char **path, struct fault *f)
{
	const struct options *o = r->o;

	if (o->base == NULL)
		return fault_set(f, "base-manque", 0, NULL);
	if (base_trouve(o->base, ROLES, o->uai, o->annee, path, f) == -1 ||
	    base_open(&r->b, *path, STORE_LECTURE, o->attente, f) == -1 ||
	    base_a_jour(&r->b, f) == -1)
		return -1;
	r->chemin = *path;
	return all(r, f);
}

/* A path, there or not, and no number of an exchange. */
static int
is_packet(const char *mot)
{
	return mot[strspn(mot, "0123456789")] != '\0' &&
	    (strpbrk(mot, "./") != NULL || access(mot, F_OK) == 0);
}

int
rejeu_run(const struct options *o, FILE *out, FILE *err)
{
	struct rejeu r = { .o = o, .out = out, .err = err, .bin = o->bin };
	struct fault f = { 0 };
	char *path = NULL;
	int rc, paquet = is_packet(o->argv[0]);

	rc = paquet ? open_packet(&r, &path, &f) : open_base(&r, &path, &f);
	base_close(&r.b);
	rejeu_vide(r.dossier);
	if (rc == -1)
		report_fault(err, o,
		    paquet             ? o->argv[0]
			: path != NULL ? path
				       : "-",
		    &f);
	free(r.dossier);
	free(r.essai);
	free(path);
	return rc == -1 ? fault_status(&f) : r.differe ? ST_PARTIEL : ST_OK;
}
