/*
 * base.c - which base: its identity, finding it in a directory, making one.
 */
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

/* A base in the making: its name to be, this, and the pid of its maker. */
#define NOUVEAU ".nouveau."

static const char *
path_name(const char *path)
{
	const char *p = strrchr(path, '/');

	return p == NULL ? path : p + 1;
}

static int
read_identity(struct base *b, struct fault *f)
{
	struct query *q;
	int rc;

	q = query_open(b->st,
	    "SELECT role, uai, annee, etat, date_debut, date_fin, profilage"
	    " FROM base",
	    f);
	if (q == NULL)
		return -1;
	if ((rc = query_step(q, f)) == 1) {
		snprintf(b->role, sizeof(b->role), "%s", query_text(q, 0));
		snprintf(b->uai, sizeof(b->uai), "%s", query_text(q, 1));
		snprintf(b->annee, sizeof(b->annee), "%s", query_text(q, 2));
		snprintf(b->etat, sizeof(b->etat), "%s", query_text(q, 3));
		snprintf(b->debut, sizeof(b->debut), "%s", query_text(q, 4));
		snprintf(b->fin, sizeof(b->fin), "%s", query_text(q, 5));
		b->profilage = query_int(q, 6);
	}
	query_close(q);
	if (rc == 0)
		return fault_set(f, "base-abimee", 0, "%s : table base vide",
		    store_path(b->st));
	return rc == -1 ? -1 : 0;
}

/* A name beside the base that nothing has: BASE.db.v1, BASE.db.v1.2, … */
static int
name_copy(struct base *b, const char *tmp, struct fault *f)
{
	struct texte x = { 0 };
	int n;

	for (n = 1; n < 100; n++) {
		texte_vide(&x);
		texte_ajoute(&x, "%s.v%lld", store_path(b->st),
		    (long long)b->version);
		if (n > 1)
			texte_ajoute(&x, ".%d", n);
		if (texte_fin(&x, f) == NULL)
			break;
		if (link(tmp, x.s) == 0) {
			b->copie = x.s;
			return 0;
		}
		if (errno != EEXIST) {
			fault_errno(f, "es", x.s);
			break;
		}
	}
	if (n == 100)
		fault_set(f, "base-existe", 0, "%s", x.s);
	texte_libere(&x);
	return -1;
}

/* What the base was, before anything changes in it; it is never removed. */
static int
save_copy(struct base *b, struct fault *f)
{
	struct texte x = { 0 };
	const char *tmp;
	int fd, rc = -1;

	texte_ajoute(&x, "%s.copie.%ld", store_path(b->st), (long)getpid());
	if ((tmp = texte_fin(&x, f)) == NULL)
		return -1;
	if ((fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL, 0600)) == -1)
		fault_errno(f, "es", tmp);
	else {
		close(fd);
		if ((rc = store_copie(b->st, tmp, f)) == 0)
			rc = name_copy(b, tmp, f);
		(void)unlink(tmp);
	}
	texte_libere(&x);
	return rc;
}

int
base_du_role(const struct base *b, unsigned roles, struct fault *f)
{
	const struct role *r = role_find(b->role);
	char noms[32];

	if (r != NULL && (r->bit & roles))
		return 0;
	roles_noms(roles, noms, sizeof(noms));
	return fault_set(f, "base-role", 0, "%s : rôle %s, il faut %s",
	    store_path(b->st), b->role, noms);
}

int
base_voulue(const struct base *b, const char *uai, const char *annee,
    struct fault *f)
{
	if (uai != NULL && strcmp(uai, b->uai) != 0)
		return fault_set(f, "base-autre", 0, "-u %s, base de %s", uai,
		    b->uai);
	if (annee != NULL && strcmp(annee, b->annee) != 0)
		return fault_set(f, "base-autre", 0, "-a %s, base de %s", annee,
		    b->annee);
	return 0;
}

int
base_a_jour(const struct base *b, struct fault *f)
{
	if (b->version >= USER_VERSION)
		return 0;
	return fault_set(f, "base-ancienne", 0,
	    "%s : version %lld, il faut la %d", store_path(b->st),
	    (long long)b->version, USER_VERSION);
}

/* Under the lock: whoever waited for it may find the work done. */
static int
migrate(struct base *b, struct fault *f)
{
	const struct role *r = role_find(b->role);

	if (r == NULL)
		return fault_set(f, "base-role", 0, "%s : rôle %s",
		    store_path(b->st), b->role);
	if (store_begin(b->st, f) == -1 ||
	    store_int(b->st, &b->version, f, "PRAGMA user_version", "") == -1)
		goto fail;
	if (b->version < USER_VERSION &&
	    (save_copy(b, f) == -1 ||
		role_migre(b->st, r, b->version, f) == -1))
		goto fail;
	if (store_commit(b->st, f) == -1)
		goto fail;
	b->version = USER_VERSION;
	return 0;
fail:
	store_rollback(b->st);
	if (b->copie != NULL)
		(void)unlink(b->copie);
	return -1;
}

/*
 * college.db has its archive in college.d; so has college.db.nouveau.PID,
 * the base that becomes college.db.
 */
static char *
archives_of(const char *path, struct fault *f)
{
	struct texte x = { 0 };
	const char *end = strstr(path_name(path), NOUVEAU);
	size_t n = end == NULL ? strlen(path) : (size_t)(end - path);

	if (n > 3 && strncmp(path + n - 3, ".db", 3) == 0)
		n -= 3;
	texte_ajoute(&x, "%.*s.d", (int)n, path);
	if (texte_fin(&x, f) == NULL)
		texte_libere(&x);
	return x.s;
}

int
base_open(struct base *b, const char *path, int mode, int attente,
    struct fault *f)
{
	memset(b, 0, sizeof(*b));
	if ((b->st = store_open(path, mode, attente, f)) == NULL)
		return -1;
	if ((b->archives = archives_of(path, f)) == NULL ||
	    store_int(b->st, &b->version, f, "PRAGMA user_version", "") == -1 ||
	    read_identity(b, f) == -1) {
		base_close(b);
		return -1;
	}
	if (mode == STORE_ECRITURE && b->version < USER_VERSION &&
	    migrate(b, f) == -1) {
		base_close(b);
		return -1;
	}
	return 0;
}

void
base_close(struct base *b)
{
	store_close(b->st);
	free(b->archives);
	free(b->copie);
	b->st = NULL;
	b->archives = b->copie = NULL;
}

/*
 * How well the base at path fits: 4 and 3 by UAI and year, a school before
 * its STS-WEB; 2 by the year, an académie taking files of any school; 1 when
 * it is courante.
 */
static int
fits(const char *path, unsigned roles, const char *uai, const char *annee)
{
	struct fault f = { 0 };
	const struct role *r;
	struct base b;
	int exact, rc = 0;

	if (base_open(&b, path, STORE_LECTURE, 5, &f) == -1)
		return 0;
	r = role_find(b.role);
	exact = uai != NULL && strcmp(uai, b.uai) == 0;
	if (r != NULL && (r->bit & roles) &&
	    (uai == NULL || exact || (r->bit == ROLE_BEA && uai_forme(uai))) &&
	    (annee == NULL || strcmp(annee, b.annee) == 0)) {
		if (annee != NULL)
			rc = !exact ? 2 : r->bit == ROLE_ETAB ? 4 : 3;
		else if (strcmp(b.etat, "courante") == 0)
			rc = 1;
	}
	base_close(&b);
	return rc;
}

int
base_each(const char *dir,
    int (*fn)(void *ctx, const char *path, struct fault *f), void *ctx,
    struct fault *f)
{
	struct dirent **names;
	struct texte x = { 0 };
	const char *p;
	int i, n, rc = 0;
	size_t len;

	if ((n = scandir(dir, &names, NULL, alphasort)) == -1)
		return fault_errno(f, "es", dir);
	for (i = 0; i < n; i++) {
		len = strlen(names[i]->d_name);
		if (rc == 0 && len > 3 &&
		    strcmp(names[i]->d_name + len - 3, ".db") == 0) {
			texte_vide(&x);
			texte_ajoute(&x, "%s/%s", dir, names[i]->d_name);
			if ((p = texte_fin(&x, f)) == NULL)
				rc = -1;
			else if (!base_est_dossier(p))
				rc = fn(ctx, p, f);
		}
		free(names[i]);
	}
	free(names);
	texte_libere(&x);
	return rc;
}

struct choix {
	unsigned roles;
	const char *uai, *annee;
	char *path; /* owned */
	int rang, nombre;
};

static int
choose(void *ctx, const char *path, struct fault *f)
{
	struct choix *c = ctx;
	int rang = fits(path, c->roles, c->uai, c->annee);

	if (rang == 0 || rang < c->rang)
		return 0;
	if (rang == c->rang) {
		c->nombre++;
		return 0;
	}
	free(c->path);
	if ((c->path = strdup(path)) == NULL)
		return fault_memory(f);
	c->rang = rang;
	c->nombre = 1;
	return 0;
}

int
base_trouve(const char *spec, unsigned roles, const char *uai,
    const char *annee, char **path, struct fault *f)
{
	struct choix c = { roles, uai, annee, NULL, 0, 0 };
	char noms[32], dits[2][96];
	struct stat sb;

	*path = NULL;
	if (stat(spec, &sb) == -1 || !S_ISDIR(sb.st_mode)) {
		if ((*path = strdup(spec)) == NULL)
			return fault_memory(f);
		return 0;
	}
	if (base_each(spec, choose, &c, f) == -1) {
		free(c.path);
		return -1;
	}
	if (c.nombre != 1) {
		free(c.path);
		roles_noms(roles, noms, sizeof(noms));
		forme_ou(uai == NULL || forme_vaut(FO_UAI, uai),
		    uai == NULL ? "quelconque" : uai, dits[0], sizeof(dits[0]));
		forme_ou(annee == NULL || forme_vaut(FO_ANNEE, annee),
		    annee == NULL ? "courante" : annee, dits[1],
		    sizeof(dits[1]));
		return fault_set(f, "base-introuvable", 0,
		    "%s : %d bases pour UAI %s, année %s, rôle %s", spec,
		    c.nombre, dits[0], dits[1], noms);
	}
	*path = c.path;
	return 0;
}

int
base_est_dossier(const char *spec)
{
	struct stat sb;

	return stat(spec, &sb) == 0 && S_ISDIR(sb.st_mode);
}

/* The schema and the one row of base, in a file made aside. */
static int
fill(struct store *st, const struct role *role, const char *uai,
    const char *annee, const char *etat, struct fault *f)
{
	struct texte x = { 0 };
	const char *sql;
	int64_t an = 0;
	int rc = -1;

	entier(annee, 0, 9998, &an);
	texte_ajoute(&x,
	    "PRAGMA page_size=16384; PRAGMA journal_mode=WAL;"
	    "BEGIN IMMEDIATE;"
	    "PRAGMA application_id=%d; PRAGMA user_version=%d;",
	    APPLICATION_ID, USER_VERSION);
	if ((sql = texte_fin(&x, f)) != NULL)
		rc = store_exec(st, sql, f);
	texte_vide(&x);
	texte_ajoute(&x,
	    "INSERT INTO base VALUES (1, ?, ?, ?, ?, ?,"
	    " '%04d-09-01', '%04d-08-31', NULL)",
	    (int)an, (int)an + 1);
	if (rc == 0 && (rc = role_schema(st, role, f)) == 0)
		rc = (sql = texte_fin(&x, f)) == NULL
		    ? -1
		    : store_run(st, f, sql, "sssss", role->nom, uai,
			  role->bit == ROLE_BEA ? uai : NULL, annee, etat);
	texte_libere(&x);
	if (rc == 0)
		rc = store_commit(st, f);
	return rc;
}

/* The pid in BASE.nouveau.PID, or in a name that SQLite makes of it; or 0. */
static pid_t
maker(const char *name, const char *base)
{
	size_t n = strlen(base);
	char digits[24];
	int64_t pid;

	if (strncmp(name, base, n) != 0 ||
	    strncmp(name + n, NOUVEAU, strlen(NOUVEAU)) != 0)
		return 0;
	name += n + strlen(NOUVEAU);
	(void)snprintf(digits, sizeof(digits), "%.*s", (int)strcspn(name, "-"),
	    name);
	return entier(digits, 1, INT32_MAX, &pid) == 0 ? (pid_t)pid : 0;
}

int
base_restes(const char *path, struct fault *f)
{
	const char *name = path_name(path);
	struct texte x = { 0 };
	const struct dirent *d;
	DIR *dir = NULL;
	pid_t pid;
	int rc = 0;

	texte_ajoute(&x, "%.*s.", (int)(name - path), path);
	if (texte_fin(&x, f) == NULL)
		rc = -1;
	else if ((dir = opendir(x.s)) == NULL)
		rc = fault_errno(f, "es", path);
	while (rc == 0 && dir != NULL && (d = readdir(dir)) != NULL) {
		pid = maker(d->d_name, name);
		if (pid == 0 || pid == getpid())
			continue;
		texte_vide(&x);
		texte_ajoute(&x, "%.*s%s", (int)(name - path), path, d->d_name);
		if (kill(pid, 0) == 0 || errno != ESRCH)
			rc = fault_set(f, "base-occupee", 0,
			    "%s : le processus %ld la crée", path, (long)pid);
		else if (texte_fin(&x, f) == NULL)
			rc = -1;
		else
			(void)unlink(x.s);
	}
	if (dir != NULL)
		closedir(dir);
	texte_libere(&x);
	return rc;
}

/*
 * Is nobody else making that base, nor has it been made?  Who asks while his
 * own is there to be seen is alone until he gives it its name.
 */
static int
alone(const char *path, struct fault *f)
{
	if (base_restes(path, f) == -1)
		return -1;
	return access(path, F_OK) == 0
	    ? fault_set(f, "base-existe", 0, "%s", path)
	    : 0;
}

/*
 * The archive of a base that is gone is no less precious.  Making a base
 * takes the numbers 1 and 2, which a killed run may have left.
 */
static int
archives_free(const char *path, struct fault *f)
{
	char *dir = archives_of(path, f);
	const struct dirent *d;
	DIR *dp;
	int rc = 0;

	if (dir == NULL)
		return -1;
	if ((dp = opendir(dir)) != NULL) {
		while (rc == 0 && (d = readdir(dp)) != NULL)
			if (archive_numero(d->d_name) > 2)
				rc = fault_set(f, "archives-presentes", 0, "%s",
				    dir);
		closedir(dp);
	} else if (errno != ENOENT)
		rc = fault_errno(f, "es", dir);
	free(dir);
	return rc;
}

/* SQLite would only say that it cannot open: ask the system why. */
static int
try_name(const char *tmp, const char *path, struct fault *f)
{
	int fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL, 0600);

	if (fd == -1)
		return fault_errno(f, "es", path);
	close(fd);
	return unlink(tmp) == -1 ? fault_errno(f, "es", path) : 0;
}

int
base_cree(const char *path, const char *role, const char *uai,
    const char *annee, const char *etat, char **tmp, struct fault *f)
{
	const struct role *r = role_find(role);
	struct store *st;
	struct texte x = { 0 };
	int rc = -1;

	*tmp = NULL;
	if (r == NULL)
		return fault_set(f, "bogue", 0, "rôle %s", role);
	texte_ajoute(&x, "%s" NOUVEAU "%ld", path, (long)getpid());
	if (texte_fin(&x, f) == NULL || alone(path, f) == -1 ||
	    archives_free(path, f) == -1 || try_name(x.s, path, f) == -1) {
		texte_libere(&x);
		return -1;
	}
	*tmp = x.s;
	if ((st = store_open(*tmp, STORE_CREE, 0, f)) != NULL) {
		rc = fill(st, r, uai, annee, etat, f);
		store_close(st);
	}
	if (rc == 0 && sys_reseau(*tmp))
		rc = fault_set(f, "base-reseau", 0, "%s", path);
	if (rc == 0)
		rc = alone(path, f);
	if (rc == -1) {
		base_abandonne(*tmp);
		*tmp = NULL;
	}
	return rc;
}

int
base_pose(char *tmp, const char *path, int *posee, struct fault *f)
{
	struct store *st = store_open(tmp, STORE_ECRITURE, 0, f);
	int rc = st == NULL ? -1 : store_rassemble(st, f);

	store_close(st);
	*posee = 0;
	/* link, not rename: whoever made the name in the meantime keeps it */
	if (rc == 0 && link(tmp, path) == -1)
		rc = errno == EEXIST
		    ? fault_set(f, "base-existe", 0, "%s", path)
		    : fault_errno(f, "es", path);
	base_abandonne(tmp);
	*posee = rc == 0;
	return rc == -1 ? -1 : nom_durable(path, "es", f);
}

void
base_abandonne(char *tmp)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	struct texte x = { 0 };
	struct fault f = { 0 };
	size_t i;

	for (i = 0; tmp != NULL && i < NELEM(suffixes); i++) {
		texte_vide(&x);
		texte_ajoute(&x, "%s%s", tmp, suffixes[i]);
		if (texte_fin(&x, &f) != NULL)
			(void)unlink(x.s);
	}
	texte_libere(&x);
	free(tmp);
}
