/*
 * store.c - SQLite, which only this file knows: opening a base, running
 * statements, functions of ours, and what SQLite's errors mean to a user.
 */
#include <sys/stat.h>

#include <errno.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

struct store {
	sqlite3 *db;
	char *path;
	int attente; /* seconds */
	int dans;    /* a transaction was begun, and has not ended */
	int cause;   /* why SQLite may have given it up by itself, or 0 */
};

#define LIEES 512 /* parameters whose being NULL is known */

struct query {
	struct store *st; /* borrowed */
	sqlite3_stmt *stmt;
	uint64_t liees[LIEES / 64]; /* one bit each: it is not NULL */
};

/* SQLite could not open or write a file: what the system says of it. */
static const char *
system_kind(const struct store *st, int rc)
{
	rc &= 0xFF;
	if (st->db == NULL || (rc != SQLITE_CANTOPEN && rc != SQLITE_IOERR))
		return NULL;
	switch (sqlite3_system_errno(st->db)) {
	case EACCES:
	case EPERM:
	case EROFS: return "interdit";
	case ENOSPC:
	case EDQUOT: return "disque-plein";
	case EIO:
	case EINTR:
	case EMFILE:
	case ENFILE: return "es";
	default: return NULL;
	}
}

/* A base that another has: who, when the system tells. */
static int
busy_fault(const struct store *st, struct fault *f)
{
	char programme[64];
	int fd = tour_fd(st->path);
	long pid = fd == -1 ? 0 : tour_tenu(fd);

	if (pid == 0)
		return fault_set(f, "base-occupee", 0, "%s", st->path);
	sys_programme(pid, programme, sizeof(programme));
	return fault_set(f, "base-occupee", 0, "%s, par le processus %ld%s%s%s",
	    st->path, pid, programme[0] == '\0' ? "" : " (", programme,
	    programme[0] == '\0' ? "" : ")");
}

/* What SQLite says, as the user must hear it. */
static int
db_fault(struct store *st, int rc, struct fault *f)
{
	static const struct {
		int rc;
		const char *code;
	} kinds[] = { { SQLITE_LOCKED, "base-occupee" },
		{ SQLITE_READONLY, "base-lecture-seule" },
		{ SQLITE_PERM, "base-lecture-seule" },
		{ SQLITE_CANTOPEN, "interdit" },
		{ SQLITE_CORRUPT, "base-abimee" },
		{ SQLITE_NOTADB, "base-etrangere" },
		{ SQLITE_FULL, "disque-plein" }, { SQLITE_IOERR, "es" },
		{ SQLITE_NOMEM, "memoire" } };
	const char *code = system_kind(st, rc);
	size_t i;

	if ((rc & 0xFF) == SQLITE_NOMEM || (rc & 0xFF) == SQLITE_FULL)
		st->cause = rc;
	if ((rc & 0xFF) == SQLITE_BUSY)
		return busy_fault(st, f);
	if (code != NULL)
		return fault_set(f, code, 0, "%s", st->path);
	for (i = 0; i < NELEM(kinds); i++)
		if ((rc & 0xFF) == kinds[i].rc)
			return fault_set(f, kinds[i].code, 0, "%s", st->path);
	return fault_set(f, "bogue", 0, "%s : %s", st->path,
	    st->db == NULL ? sqlite3_errstr(rc) : sqlite3_errmsg(st->db));
}

/*
 * Out of memory or of room, SQLite may give up the whole transaction: what
 * follows would then be done by itself, whoever has passed over that fault.
 */
static int
is_lost(struct store *st, struct fault *f)
{
	if (!st->dans || !sqlite3_get_autocommit(st->db))
		return 0;
	(void)db_fault(st, st->cause == 0 ? SQLITE_IOERR : st->cause, f);
	return 1;
}

/* What can be said of the file before SQLite looks at it. */
static int
file_check(const char *path, int mode, struct fault *f)
{
	struct stat sb;

	if (stat(path, &sb) == -1) {
		if (errno != ENOENT && errno != ENOTDIR)
			return fault_errno(f, "es", path);
		if (mode == STORE_CREE)
			return 0;
		return fault_set(f, "base-absente", 0, "%s", path);
	}
	if (mode == STORE_CREE)
		return fault_set(f, "base-existe", 0, "%s", path);
	if (!S_ISREG(sb.st_mode))
		return fault_set(f, "base-etrangere", 0, "%s", path);
	if (sys_reseau(path))
		return fault_set(f, "base-reseau", 0, "%s", path);
	/* Root may write what nobody should: the bits are the owner's wish. */
	if (mode == STORE_ECRITURE && (sb.st_mode & 0222) == 0)
		return fault_set(f, "base-lecture-seule", 0, "%s", path);
	if (sb.st_size == 0)
		return fault_set(f, "base-etrangere", 0, "%s : fichier vide",
		    path);
	return 0;
}

static int
identity_check(struct store *st, struct fault *f)
{
	int64_t id = 0, version = 0;

	if (store_int(st, &id, f, "PRAGMA application_id", "") == -1 ||
	    store_int(st, &version, f, "PRAGMA user_version", "") == -1)
		return -1;
	if (id != APPLICATION_ID)
		return fault_set(f, "base-etrangere", 0, "%s", st->path);
	if (version > USER_VERSION)
		return fault_set(f, "base-recente", 0,
		    "%s : version %lld, connue jusqu'à %d", st->path,
		    (long long)version, USER_VERSION);
	return 0;
}

/*
 * A copy that VACUUM INTO made is not in WAL mode any more.  While others
 * use it, it works as it is, and a later run will set it right.
 */
static int
wal_mode(struct store *st, struct fault *f)
{
	int rc =
	    sqlite3_exec(st->db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL);

	return rc == SQLITE_OK || (rc & 0xFF) == SQLITE_BUSY
	    ? 0
	    : db_fault(st, rc, f);
}

/* plie(text): fold for comparing names, NULL for NULL. */
static void
sql_plie(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *s = (const char *)sqlite3_value_text(v[0]);
	char *out;

	(void)n;
	if (s == NULL)
		return;
	if ((out = malloc(2 * strlen(s) + 1)) == NULL) {
		sqlite3_result_error_nomem(c);
		return;
	}
	charset_plie(s, out);
	sqlite3_result_text(c, out, -1, free);
}

/* lettres_perdues(pauvre, riche): the one is what ISO-8859-15 left. */
static void
sql_lettres_perdues(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *pauvre = (const char *)sqlite3_value_text(v[0]);
	const char *riche = (const char *)sqlite3_value_text(v[1]);
	int rc = pauvre == NULL || riche == NULL
	    ? 0
	    : lettres_perdues(pauvre, riche);

	(void)n;
	if (rc == -1)
		sqlite3_result_error_nomem(c);
	else
		sqlite3_result_int(c, rc);
}

/* identite(nom, prenom, date) */
static void
sql_identite(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *noms[3];
	int64_t h;
	int i;

	for (i = 0; i < n; i++)
		noms[i] = (const char *)sqlite3_value_text(v[i]);
	if (identite(noms, (size_t)n, &h))
		sqlite3_result_int64(c, h);
}

/* compact(code): its number, or the text itself. */
static void
sql_compact(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *s = (const char *)sqlite3_value_text(v[0]);
	int64_t code;

	(void)n;
	if (s != NULL && compact(s, &code))
		sqlite3_result_int64(c, code);
	else if (s != NULL)
		sqlite3_result_value(c, v[0]);
}

/* naissance(date) and noms(nom, prenom): see ressemblance.c. */
static void
sql_naissance(sqlite3_context *c, int n, sqlite3_value **v)
{
	int64_t cle;

	(void)n;
	if (cle_naissance((const char *)sqlite3_value_text(v[0]), &cle))
		sqlite3_result_int64(c, cle);
}

static void
sql_noms(sqlite3_context *c, int n, sqlite3_value **v)
{
	int64_t cle;

	(void)n;
	if (cle_noms((const char *)sqlite3_value_text(v[0]),
		(const char *)sqlite3_value_text(v[1]), &cle))
		sqlite3_result_int64(c, cle);
}

#define DE_PERSONNE 10

static struct personne
personne_de(sqlite3_value **v)
{
	const char *t[DE_PERSONNE];
	size_t i;

	for (i = 0; i < DE_PERSONNE; i++)
		t[i] = (const char *)sqlite3_value_text(v[i]);
	return (struct personne){ t[0], t[1], t[2], t[3], t[4], t[5], t[6],
		t[7], t[8], t[9] };
}

/* ressemblance(nom, usage, three first names, date, sexe, pays, commune, ville;
 * of another) */
static void
sql_ressemblance(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct personne a = personne_de(v), b = personne_de(v + DE_PERSONNE);

	(void)n;
	sqlite3_result_int(c, ressemblance(&a, &b));
}

/* prenoms_proches(three first names; of another) */
static void
sql_prenoms_proches(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct personne a = { 0 }, b = { 0 };

	(void)n;
	a.prenom = (const char *)sqlite3_value_text(v[0]);
	a.prenom2 = (const char *)sqlite3_value_text(v[1]);
	a.prenom3 = (const char *)sqlite3_value_text(v[2]);
	b.prenom = (const char *)sqlite3_value_text(v[3]);
	b.prenom2 = (const char *)sqlite3_value_text(v[4]);
	b.prenom3 = (const char *)sqlite3_value_text(v[5]);
	sqlite3_result_int(c, prenoms_proches(&a, &b));
}

/* regle_dit(code, value): what that rule says of it; NULL when there is none.
 */
static void
sql_regle_dit(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *code = (const char *)sqlite3_value_text(v[0]);
	const struct rule *r = code == NULL ? NULL : rule_find(code);
	char dit[768];

	(void)n;
	if (r == NULL)
		return;
	texte_message(r->message, (const char *)sqlite3_value_text(v[1]), dit,
	    sizeof(dit));
	sqlite3_result_text(c, dit, -1, SQLITE_TRANSIENT);
}

/* Tests of codes.c, as SQL functions that give 0 or 1 (1 for NULL). */
static void
sql_test(sqlite3_context *c, int n, sqlite3_value **v)
{
	int (*bon)(const char *);
	const char *s = (const char *)sqlite3_value_text(v[0]);

	(void)n;
	*(void **)&bon = sqlite3_user_data(c);
	sqlite3_result_int(c, s == NULL || bon(s));
}

/*
 * doublons(value): 0 when no two rows hold the same value, NULL apart; 1
 * when two do, or may.
 */
static void
sql_doublons(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct vus *vus = sqlite3_aggregate_context(c, sizeof(*vus));
	int type = sqlite3_value_type(v[0]);

	(void)n;
	if (vus == NULL || vus->doublon || type == SQLITE_NULL)
		return;
	if (vus_ajoute(vus,
		type == SQLITE_INTEGER
		    ? (uint64_t)sqlite3_value_int64(v[0])
		    : hache((const char *)sqlite3_value_text(v[0]))) == -1)
		sqlite3_result_error_nomem(c);
}

static void
sql_doublons_fin(sqlite3_context *c)
{
	struct vus *vus = sqlite3_aggregate_context(c, 0);

	sqlite3_result_int(c, vus != NULL && vus->doublon);
	if (vus != NULL)
		free(vus->h);
}

static int
fonctions(sqlite3 *db)
{
	static const struct {
		const char *nom;
		int n;
		void (*simple)(sqlite3_context *, int, sqlite3_value **);
		void (*pas)(sqlite3_context *, int, sqlite3_value **);
		void (*fin)(sqlite3_context *);
		int (*bon)(const char *);
	} t[] = {
		{ "plie", 1, sql_plie, NULL, NULL, NULL },
		{ "identite", 3, sql_identite, NULL, NULL, NULL },
		{ "lettres_perdues", 2, sql_lettres_perdues, NULL, NULL, NULL },
		{ "compact", 1, sql_compact, NULL, NULL, NULL },
		{ "naissance", 1, sql_naissance, NULL, NULL, NULL },
		{ "noms", 2, sql_noms, NULL, NULL, NULL },
		{ "ressemblance", 2 * DE_PERSONNE, sql_ressemblance, NULL, NULL,
		    NULL },
		{ "prenoms_proches", 6, sql_prenoms_proches, NULL, NULL, NULL },
		{ "uai_juste", 1, sql_test, NULL, NULL, uai_juste },
		{ "ine_juste", 1, sql_test, NULL, NULL, ine_juste },
		{ "regle_dit", 2, sql_regle_dit, NULL, NULL, NULL },
		{ "doublons", 1, NULL, sql_doublons, sql_doublons_fin, NULL },
	};
	void *p;
	size_t i;
	int rc = SQLITE_OK;

	for (i = 0; i < NELEM(t) && rc == SQLITE_OK; i++) {
		p = *(void *const *)&t[i].bon;
		rc = sqlite3_create_function(db, t[i].nom, t[i].n,
		    SQLITE_UTF8 | SQLITE_DETERMINISTIC, p, t[i].simple,
		    t[i].pas, t[i].fin);
	}
	return rc;
}

struct store *
store_open(const char *path, int mode, int attente, struct fault *f)
{
	static const int flags[] = { SQLITE_OPEN_READONLY,
		SQLITE_OPEN_READWRITE,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE };
	struct store *st;
	int rc;

	if (file_check(path, mode, f) == -1)
		return NULL;
	/*
	 * Only one thread of a program speaks SQL.  Once SQLite has started
	 * these are refused, which changes nothing but speed.
	 */
	(void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if ((st = calloc(1, sizeof(*st))) == NULL ||
	    (st->path = strdup(path)) == NULL) {
		free(st);
		fault_memory(f);
		return NULL;
	}
	st->attente = attente;
	rc = sqlite3_open_v2(path, &st->db, flags[mode] | SQLITE_OPEN_NOMUTEX,
	    NULL);
	if (rc != SQLITE_OK) {
		db_fault(st, rc, f);
		store_close(st);
		return NULL;
	}
	sqlite3_extended_result_codes(st->db, 1);
	sqlite3_busy_timeout(st->db, attente * 1000);
	sqlite3_db_config(st->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	if ((rc = fonctions(st->db)) != SQLITE_OK) {
		db_fault(st, rc, f);
		store_close(st);
		return NULL;
	}
	/*
	 * The page's size is that of a base being made; one that exists keeps
	 * its own.  Large pages: a first import takes 7 % less (make bench).
	 */
	if ((mode != STORE_CREE && identity_check(st, f) == -1) ||
	    (mode == STORE_ECRITURE && wal_mode(st, f) == -1) ||
	    store_exec(st,
		"PRAGMA page_size=16384;"
		"PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL;"
		"PRAGMA trusted_schema=OFF; PRAGMA cache_size=-8192;"
		"PRAGMA temp.page_size=65536;"
		"PRAGMA temp.cache_size=-8192;",
		f) == -1) {
		store_close(st);
		return NULL;
	}
	return st;
}

void
store_close(struct store *st)
{
	if (st == NULL)
		return;
	sqlite3_close(st->db);
	free(st->path);
	free(st);
}

const char *
store_path(const struct store *st)
{
	return st->path;
}

int
store_exec(struct store *st, const char *sql, struct fault *f)
{
	int rc;

	if (is_lost(st, f))
		return -1;
	rc = sqlite3_exec(st->db, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK ? 0 : db_fault(st, rc, f);
}

int
store_liste(struct store *st, const char *const *sql, struct fault *f)
{
	for (; sql != NULL && *sql != NULL; sql++)
		if (store_exec(st, *sql, f) == -1)
			return -1;
	return 0;
}

int
store_liste_de(struct store *st, const char *const *sql, int64_t numero,
    struct fault *f)
{
	struct query *q;
	int rc = 0;

	for (; rc == 0 && sql != NULL && *sql != NULL; sql++) {
		if ((q = query_open(st, *sql, f)) == NULL)
			return -1;
		if (sqlite3_bind_parameter_count(q->stmt) > 0)
			rc = query_bind_int(q, 1, numero, f);
		while (rc != -1 && (rc = query_step(q, f)) == 1)
			;
		query_close(q);
	}
	return rc;
}

int
store_texte(struct store *st, struct texte *x, struct fault *f)
{
	const char *sql = texte_fin(x, f);
	int rc = sql == NULL ? -1 : store_exec(st, sql, f);

	texte_libere(x);
	return rc;
}

static int
bind_all(struct query *q, const char *types, va_list ap, struct fault *f)
{
	size_t i;
	int rc = 0;

	for (i = 0; types[i] != '\0' && rc == 0; i++)
		rc = types[i] == 's'
		    ? query_bind_text(q, i + 1, va_arg(ap, const char *), f)
		    : query_bind_int(q, i + 1, va_arg(ap, int64_t), f);
	return rc;
}

int
store_run(struct store *st, struct fault *f, const char *sql, const char *types,
    ...)
{
	struct query *q;
	va_list ap;
	int rc = -1;

	if ((q = query_open(st, sql, f)) == NULL)
		return -1;
	va_start(ap, types);
	if (bind_all(q, types, ap, f) == 0)
		while ((rc = query_step(q, f)) == 1)
			;
	va_end(ap);
	query_close(q);
	return rc;
}

int
store_int(struct store *st, int64_t *n, struct fault *f, const char *sql,
    const char *types, ...)
{
	struct query *q;
	va_list ap;
	int rc = -1;

	if ((q = query_open(st, sql, f)) == NULL)
		return -1;
	va_start(ap, types);
	if (bind_all(q, types, ap, f) == 0 && (rc = query_step(q, f)) == 1)
		*n = query_int(q, 0);
	va_end(ap);
	query_close(q);
	return rc == -1 ? -1 : 0;
}

int
store_text(struct store *st, char **s, struct fault *f, const char *sql,
    const char *types, ...)
{
	struct query *q;
	va_list ap;
	int rc = -1;

	*s = NULL;
	if ((q = query_open(st, sql, f)) == NULL)
		return -1;
	va_start(ap, types);
	if (bind_all(q, types, ap, f) == 0 && (rc = query_step(q, f)) == 1 &&
	    query_text(q, 0) != NULL && (*s = strdup(query_text(q, 0))) == NULL)
		rc = fault_memory(f);
	va_end(ap);
	query_close(q);
	return rc == -1 ? -1 : 0;
}

int64_t
store_changes(const struct store *st)
{
	return sqlite3_changes64(st->db);
}

/* What a copy failed by: the base that is read, or the other. */
static int
of_source(int rc)
{
	rc &= 0xFF;
	return rc == SQLITE_BUSY || rc == SQLITE_LOCKED ||
	    rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB;
}

/* Through a connection of its own: one that writes cannot be copied from. */
int
store_copie(struct store *st, const char *path, struct fault *f)
{
	struct store copie = { .path = strdup(path) };
	sqlite3 *de = NULL;
	sqlite3_backup *b;
	int rc, fin;

	if (copie.path == NULL)
		return fault_memory(f);
	rc = sqlite3_open_v2(st->path, &de,
	    SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_open_v2(path, &copie.db,
		    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc == SQLITE_OK &&
	    (b = sqlite3_backup_init(copie.db, "main", de, "main")) != NULL) {
		rc = sqlite3_backup_step(b, -1);
		fin = sqlite3_backup_finish(b);
		rc = rc == SQLITE_DONE ? fin : rc;
	} else if (rc == SQLITE_OK)
		rc = sqlite3_errcode(copie.db);
	if (rc != SQLITE_OK)
		db_fault(of_source(rc) ? st : &copie, rc, f);
	sqlite3_close(copie.db);
	sqlite3_close(de);
	free(copie.path);
	return rc == SQLITE_OK ? 0 : -1;
}

/* SQLite's busy handler: only the next in line asks, so it may ask often. */
static int
again(void *limite, int n)
{
	static const struct timespec pause = { 0, 2000000 };
	const struct timespec *fin = limite;
	struct timespec t;

	(void)n;
	(void)nanosleep(&pause, NULL);
	return clock_gettime(CLOCK_MONOTONIC, &t) == 0 &&
	    (t.tv_sec < fin->tv_sec ||
		(t.tv_sec == fin->tv_sec && t.tv_nsec < fin->tv_nsec));
}

/*
 * Wait for one's turn, then for the one who writes; meanwhile the next one
 * wakes up, so that handing over takes no time.
 */
static int
begun(struct store *st, const char *sql, struct fault *f)
{
	if (store_exec(st, sql, f) == -1)
		return -1;
	st->dans = 1;
	st->cause = 0;
	return 0;
}

int
store_begin(struct store *st, struct fault *f)
{
	struct timespec limite;
	int fd, rc, tour;

	if (clock_gettime(CLOCK_MONOTONIC, &limite) == -1)
		return fault_errno(f, "es", st->path);
	limite.tv_sec += st->attente;
	fd = tour_fd(st->path);
	tour =
	    fd == -1 ? -1 : tour_prend(fd, st->attente == 0 ? NULL : &limite);
	if (tour == 0)
		return busy_fault(st, f);
	sqlite3_busy_handler(st->db, again, &limite);
	rc = begun(st, "BEGIN IMMEDIATE", f);
	sqlite3_busy_timeout(st->db, st->attente * 1000);
	if (tour == 1)
		tour_rend(fd);
	return rc;
}

int
store_begin_temp(struct store *st, struct fault *f)
{
	return begun(st, "BEGIN", f);
}

int
store_commit(struct store *st, struct fault *f)
{
	if (store_exec(st, "COMMIT", f) == -1)
		return -1;
	st->dans = 0;
	return 0;
}

void
store_rollback(struct store *st)
{
	if (st == NULL)
		return;
	if (!sqlite3_get_autocommit(st->db))
		sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
	st->dans = 0;
}

int
store_rassemble(struct store *st, struct fault *f)
{
	int rc = sqlite3_wal_checkpoint_v2(st->db, NULL,
	    SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

	return rc == SQLITE_OK ? 0 : db_fault(st, rc, f);
}

struct query *
query_open(struct store *st, const char *sql, struct fault *f)
{
	struct query *q;
	int rc;

	if ((q = calloc(1, sizeof(*q))) == NULL) {
		fault_memory(f);
		return NULL;
	}
	q->st = st;
	rc = sqlite3_prepare_v2(st->db, sql, -1, &q->stmt, NULL);
	if (rc != SQLITE_OK) {
		db_fault(st, rc, f);
		query_close(q);
		return NULL;
	}
	return q;
}

void
query_close(struct query *q)
{
	if (q == NULL)
		return;
	sqlite3_finalize(q->stmt);
	free(q);
}

int
query_bind(struct query *q, struct fault *f, const char *types, ...)
{
	va_list ap;
	int rc;

	sqlite3_reset(q->stmt);
	va_start(ap, types);
	rc = bind_all(q, types, ap, f);
	va_end(ap);
	return rc;
}

/* Notes what parameter i becomes; was it other than NULL, or is it unknown? */
static int
lie(struct query *q, size_t i, int quelque)
{
	uint64_t bit, *p;
	int avant;

	if (i == 0 || i > LIEES)
		return 1;
	p = &q->liees[(i - 1) / 64];
	bit = (uint64_t)1 << (i - 1) % 64;
	avant = (*p & bit) != 0;
	*p = quelque ? *p | bit : *p & ~bit;
	return avant;
}

int
query_bind_text(struct query *q, size_t i, const char *v, struct fault *f)
{
	int avant = lie(q, i, v != NULL), rc;

	if (v == NULL && !avant)
		return 0;
	rc = v == NULL
	    ? sqlite3_bind_null(q->stmt, (int)i)
	    : sqlite3_bind_text(q->stmt, (int)i, v, -1, SQLITE_STATIC);
	return rc == SQLITE_OK ? 0 : db_fault(q->st, rc, f);
}

int
query_bind_int(struct query *q, size_t i, int64_t v, struct fault *f)
{
	int rc;

	(void)lie(q, i, 1);
	rc = sqlite3_bind_int64(q->stmt, (int)i, v);
	return rc == SQLITE_OK ? 0 : db_fault(q->st, rc, f);
}

int
query_step(struct query *q, struct fault *f)
{
	int rc;

	if (is_lost(q->st, f))
		return -1;
	if ((rc = sqlite3_step(q->stmt)) == SQLITE_ROW)
		return 1;
	return rc == SQLITE_DONE ? 0 : db_fault(q->st, rc, f);
}

int
query_reset(struct query *q, struct fault *f)
{
	int rc = sqlite3_reset(q->stmt);

	return rc == SQLITE_OK ? 0 : db_fault(q->st, rc, f);
}

int
query_run(struct query *q, struct fault *f, const char *types, ...)
{
	va_list ap;
	int rc;

	sqlite3_reset(q->stmt);
	va_start(ap, types);
	rc = bind_all(q, types, ap, f);
	va_end(ap);
	return rc == -1 || query_step(q, f) == -1 ? -1 : query_reset(q, f);
}

size_t
query_columns(const struct query *q)
{
	return (size_t)sqlite3_column_count(q->stmt);
}

const char *
query_name(const struct query *q, size_t i)
{
	return sqlite3_column_name(q->stmt, (int)i);
}

const char *
query_text(const struct query *q, size_t i)
{
	return (const char *)sqlite3_column_text(q->stmt, (int)i);
}

int
query_nombre(const struct query *q, size_t i)
{
	return sqlite3_column_type(q->stmt, (int)i) == SQLITE_INTEGER;
}

int64_t
query_int(const struct query *q, size_t i)
{
	return sqlite3_column_int64(q->stmt, (int)i);
}
