/*
 * controle_archive.c - sconet-check: each file of the archive against the
 * line that names it, and what no line names.
 *
 * Writers go on meanwhile: what they may be about to explain, a number above
 * the last, a body that is gone or still there, is suspected first and looked
 * at again once all else is done.
 */
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

static int
suspect(struct controle *c, const char *code, int64_t numero, const char *nom,
    int64_t inode, struct fault *f)
{
	return store_run(c->b.st, f, "INSERT INTO suspect VALUES (?, ?, ?, ?)",
	    "sisi", code, numero, nom, inode);
}

/* May others than its owner and his group have anything of it? */
static void
rights(struct controle *c, const char *path, mode_t mode)
{
	if (mode & S_IRWXO)
		controle_dit(c, "droits-ouverts", "%s (%04o)", path,
		    (unsigned)mode & 07777U);
}

/* Of a directory that others enter: files are said together. */
static void
open_to_all(struct controle *c, const char *nom, const struct stat *sb)
{
	if (!c->dossier_ouvert || !(sb->st_mode & S_IRWXO))
		return;
	if (c->ouverts++ == 0)
		(void)snprintf(c->ouvert, sizeof(c->ouvert), "%s (%04o)", nom,
		    (unsigned)sb->st_mode & 07777U);
}

/* One body: its line is the row of q. */
static int
body(struct controle *c, const struct query *q, struct fault *f)
{
	const char *nom = query_text(q, 1), *sha256 = query_text(q, 2);
	char hex[EMPREINTE] = "", *path = chemin_dans(c->b.archives, nom, f);
	struct fault lu = { 0 };
	struct stat sb;
	int64_t taille = 0;
	int rc = 0, purge = query_text(q, 4) != NULL, la;

	if (path == NULL)
		return -1;
	la = lstat(path, &sb) == 0;
	if (la && !S_ISLNK(sb.st_mode))
		open_to_all(c, nom, &sb);
	if (la == purge)
		rc = suspect(c, la ? "purge-inachevee" : "archive-absente",
		    query_int(q, 0), nom, la ? (int64_t)sb.st_ino : 0, f);
	else if (la && S_ISLNK(sb.st_mode))
		controle_dit(c, "archive-lien", "%s", nom);
	else if (la && extrait_empreinte(path, hex, &taille, &lu) == -1) {
		if (lstat(path, &sb) == -1)
			rc = suspect(c, "archive-absente", query_int(q, 0), nom,
			    0, f);
		else if (strcmp(lu.kind->code, "es") == 0)
			controle_dit(c, "archive-illisible", "%s", lu.detail);
		else {
			*f = lu;
			rc = -1;
		}
	} else if (la && sha256 != NULL &&
	    (strcmp(sha256, hex) != 0 || taille != query_int(q, 3)))
		controle_dit(c, "archive-alteree",
		    "%s : %lld octets, au journal %lld", nom, (long long)taille,
		    (long long)query_int(q, 3));
	free(path);
	return rc;
}

static int
bodies(struct controle *c, struct fault *f)
{
	struct query *q;
	int rc = -1;

	q = query_open(c->b.st,
	    "SELECT numero, nom, sha256, taille, purge FROM corps ORDER BY"
	    " numero, nom",
	    f);
	while (q != NULL && (rc = query_step(q, f)) == 1)
		if (body(c, q, f) == -1) {
			rc = -1;
			break;
		}
	query_close(q);
	return rc;
}

/* Its name may be somebody's, unless it is as ours are. */
static void
unknown(struct controle *c, const char *nom)
{
	char forme[128];

	if (c->o->json && archive_numero(nom) == -1) {
		report_montre(nom, forme, sizeof(forme));
		nom = forme;
	}
	controle_dit(c, "archive-inconnue", "%s", nom);
}

/* A file of the archive that no line may name. */
static int
file(struct controle *c, struct query *known, const char *nom, int64_t last,
    struct fault *f)
{
	int64_t n = archive_numero(nom);
	char *path;
	struct stat sb;
	int rc;

	if (strncmp(nom, ".recu.", 6) == 0) {
		if (fichier_perime(nom, "recu"))
			controle_dit(c, "archive-temporaire", "%s", nom);
		return 0;
	}
	if ((rc = query_bind(known, f, "is", n, nom)) == -1 ||
	    (rc = query_step(known, f)) != 0)
		return rc == -1 ? -1 : 0;
	if (n <= last) {
		unknown(c, nom);
		return 0;
	}
	if ((path = chemin_dans(c->b.archives, nom, f)) == NULL)
		rc = -1;
	else if (lstat(path, &sb) == 0)
		rc = suspect(c, "archive-en-trop", n, nom, (int64_t)sb.st_ino,
		    f);
	free(path);
	return rc;
}

static int
directory(struct controle *c, struct fault *f)
{
	const struct dirent *d;
	struct query *known;
	int64_t last = 0;
	DIR *dir;
	int rc = 0;

	if ((dir = opendir(c->b.archives)) == NULL)
		return errno == ENOENT ? 0
				       : fault_errno(f, "es", c->b.archives);
	known = query_open(c->b.st,
	    "SELECT 1 FROM corps WHERE numero = ? AND nom = ?", f);
	if (known == NULL ||
	    store_int(c->b.st, &last, f, "SELECT max(numero) FROM echange",
		"") == -1)
		rc = -1;
	while (rc == 0 && (d = readdir(dir)) != NULL)
		if (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0)
			rc = file(c, known, d->d_name, last, f);
	query_close(known);
	closedir(dir);
	return rc;
}

/* Without the directory one line is enough. */
static int
lost(struct controle *c, int *rc, struct fault *f)
{
	struct stat sb;
	int64_t n = 0;

	*rc = 0;
	if (stat(c->b.archives, &sb) == 0 || errno != ENOENT)
		return 0;
	*rc = store_int(c->b.st, &n, f,
	    "SELECT count(*) FROM corps WHERE purge IS NULL", "");
	if (n > 0)
		controle_dit(c, "archive-absente",
		    "tout le dossier %s, %lld fichiers", c->b.archives,
		    (long long)n);
	return 1;
}

static int
archive(struct controle *c, struct fault *f)
{
	struct stat sb;
	int rc;

	if (stat(store_path(c->b.st), &sb) == 0)
		rights(c, store_path(c->b.st), sb.st_mode);
	if (lost(c, &rc, f))
		return rc;
	if (stat(c->b.archives, &sb) == 0) {
		rights(c, c->b.archives, sb.st_mode);
		c->dossier_ouvert = (sb.st_mode & S_IXOTH) != 0;
	}
	if (bodies(c, f) == -1)
		return -1;
	if (c->ouverts > 0)
		controle_dit(c, "droits-ouverts", "%s, fichiers %lld, dont %s",
		    c->b.archives, (long long)c->ouverts, c->ouvert);
	/* Beside a copy, writers go on. */
	return c->copie ? 0 : directory(c, f);
}

/* Is it as it was when it was suspected? */
static int
still(struct controle *c, const struct query *q, struct fault *f)
{
	char *path = chemin_dans(c->b.archives, query_text(q, 1), f);
	struct stat sb;
	int rc = -1;

	if (path != NULL)
		rc = lstat(path, &sb) == 0
		    ? (int64_t)sb.st_ino == query_int(q, 2)
		    : query_int(q, 2) == 0;
	free(path);
	return rc;
}

/*
 * What nobody has explained since.  A writer that is at work names files
 * before its line can be seen; who has none to wait for has left them.
 */
static int
suspects(struct controle *c, struct fault *f)
{
	int64_t ecrivain = tour_tenu(tour_fd(store_path(c->b.st)));
	struct query *q;
	int rc = -1;

	if (store_begin_temp(c->b.st, f) == -1)
		return -1;
	q = query_open(c->b.st,
	    "SELECT s.code, s.nom, s.inode FROM suspect s LEFT JOIN corps k ON"
	    " k.numero = s.numero AND k.nom = s.nom WHERE CASE s.code WHEN"
	    " 'archive-absente' THEN k.purge IS NULL WHEN 'archive-en-trop'"
	    " THEN k.nom IS NULL AND ? = 0 ELSE 1 END ORDER BY s.numero,"
	    " s.nom",
	    f);
	if (q != NULL && query_bind(q, f, "i", ecrivain) == 0)
		while ((rc = query_step(q, f)) == 1) {
			if ((rc = still(c, q, f)) == -1)
				break;
			if (rc == 1)
				controle_dit(c, query_text(q, 0), "%s",
				    query_text(q, 1));
		}
	query_close(q);
	store_rollback(c->b.st);
	return rc;
}

int
controle_archive(struct controle *c, struct fault *f)
{
	int rc;

	if (store_exec(c->b.st,
		"CREATE TEMP TABLE suspect (code TEXT, numero INTEGER, nom"
		" TEXT, inode INTEGER)",
		f) == -1 ||
	    store_begin_temp(c->b.st, f) == -1)
		return -1;
	/* The suspects outlive the moment. */
	rc = archive(c, f) == -1 ? -1 : store_commit(c->b.st, f);
	if (controle_fini(c, rc, f) == -1)
		return -1;
	return controle_fini(c, suspects(c, f), f);
}
