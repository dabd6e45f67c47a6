/*
 * etat.c - fuzz a whole exchange, with a school's base before and after.
 *
 * The base is made once, from tests/corpus/porte, and laid out anew before
 * each input.  What is refused leaves the data as they were, and at most one
 * line in the journal; with -n nothing changes at all.  What is taken leaves
 * no dangling key, and taken again it changes nothing.  A compte rendu can be
 * read; what is said on stderr is UTF-8 without control characters.
 *
 * Started at the top of the tree.
 */
#include <sys/stat.h>

#include <dirent.h>
#include <fcntl.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

#define CORPUS    "tests/corpus/porte/"
#define FNV       UINT64_C(1099511628211)
#define FNV_DEBUT UINT64_C(14695981039346656037)
#define BASE_MAX  (4 * 1024 * 1024)

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const struct import *const xml[] = { &import_nomenclatures, &import_sts,
	&import_structures, &import_eleves, &import_responsables,
	&import_communs, NULL };
static const struct import *const tsv[] = { &import_repartition, NULL };

/* The base as it was made, and where it is laid out. */
static char dir[] = "/dev/shm/sconet-fuzz-XXXXXX";
static char path[64], archives[64], entree[64], sortie[64];
static char base[BASE_MAX];
static size_t nbase;

/*
 * SQLite is not built with the sanitizers, whose allocator makes it five times
 * slower: it gets the one of the C library, by the name it has there.
 */
extern void *__libc_malloc(size_t n);
extern void *__libc_realloc(void *p, size_t n);
extern void __libc_free(void *p);

/* What a base holds. */
struct etat {
	uint64_t data;    /* all but the journal */
	int64_t journal;  /* its last number */
	int64_t anomalie; /* and how many anomalies it has */
	int64_t pendants; /* keys that refer to nothing */
};

static void
require(int good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "fuzz: %s\n", what);
	abort();
}

/* The size stands before what is given. */
static void *
brut_malloc(int n)
{
	int64_t *p = __libc_malloc((size_t)n + 16);

	if (p == NULL)
		return NULL;
	*p = n;
	return p + 2;
}

static void
brut_free(void *v)
{
	__libc_free((int64_t *)v - 2);
}

static void *
brut_realloc(void *v, int n)
{
	int64_t *p = __libc_realloc((int64_t *)v - 2, (size_t)n + 16);

	if (p == NULL)
		return NULL;
	*p = n;
	return p + 2;
}

static int
brut_size(void *v)
{
	return v == NULL ? 0 : (int)((int64_t *)v)[-2];
}

static int
brut_roundup(int n)
{
	return (n + 7) & ~7;
}

static int
brut_init(void *v)
{
	(void)v;
	return SQLITE_OK;
}

static void
brut_shutdown(void *v)
{
	(void)v;
}

static void
file_write(const char *name, const void *p, size_t n)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	require(fd != -1 && write(fd, p, n) == (ssize_t)n && close(fd) == 0,
	    name);
}

static size_t
file_read(const char *name, char *buf, size_t cap)
{
	FILE *fp = fopen(name, "rb");
	size_t n;

	if (fp == NULL)
		return 0;
	n = fread(buf, 1, cap, fp);
	require(fclose(fp) == 0 && n > 0 && n < cap, name);
	return n;
}

/* Remove the files of a directory that have this in their names. */
static void
files_remove(const char *where, const char *what)
{
	char name[512];
	struct dirent *e;
	DIR *d = opendir(where);

	if (d == NULL)
		return;
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.' || strstr(e->d_name, what) == NULL)
			continue;
		(void)snprintf(name, sizeof(name), "%s/%s", where, e->d_name);
		(void)unlink(name);
	}
	closedir(d);
}

static void
clean(void)
{
	files_remove(archives, "");
	(void)rmdir(archives);
	files_remove(dir, "");
	(void)rmdir(dir);
}

static void
base_lay(void)
{
	files_remove(archives, "");
	files_remove(dir, "base.db-");
	file_write(path, base, nbase);
}

static uint64_t
table_hash(struct store *st, uint64_t h, const char *table, struct fault *f)
{
	struct texte x = { 0 };
	struct query *q;
	const char *v;
	size_t i;
	int rc;

	texte_ajoute(&x, "SELECT * FROM %s", table);
	q = query_open(st, texte_fin(&x, f), f);
	require(q != NULL, table);
	while ((rc = query_step(q, f)) == 1)
		for (i = 0; i < query_columns(q); i++) {
			h = (h ^ 0x100) * FNV;
			for (v = query_text(q, i); v != NULL && *v != '\0'; v++)
				h = (h ^ (unsigned char)*v) * FNV;
		}
	require(rc == 0, table);
	query_close(q);
	texte_libere(&x);
	return h;
}

static struct etat
etat(void)
{
	struct etat e = { FNV_DEBUT, 0, 0, 0 };
	struct fault f = { 0 };
	struct store *st = store_open(path, STORE_LECTURE, 1, &f);
	struct query *q;

	require(st != NULL, "the base cannot be opened");
	q = query_open(st,
	    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT"
	    " IN ('echange', 'anomalie', 'changement') ORDER BY 1",
	    &f);
	require(q != NULL, "the tables of the base");
	while (query_step(q, &f) == 1)
		e.data = table_hash(st, e.data, query_text(q, 0), &f);
	query_close(q);
	require(store_int(st, &e.journal, &f, "SELECT max(numero) FROM echange",
		    "") == 0 &&
		store_int(st, &e.anomalie, &f, "SELECT count(*) FROM anomalie",
		    "") == 0 &&
		store_int(st, &e.pendants, &f,
		    "SELECT count(*) FROM pragma_foreign_key_check", "") == 0,
	    "the journal of the base");
	store_close(st);
	return e;
}

static long
give(void *ctx, char *buf, size_t n, struct fault *f)
{
	FILE *fp = ctx;

	(void)f;
	return (long)fread(buf, 1, n, fp);
}

/* The reader takes the compte rendu, and finds it whole. */
static void
answer_check(void)
{
	static const struct format *const fmts[] = { &format_compte_rendu,
		NULL };
	struct fault f = { 0 };
	FILE *fp = fopen(sortie, "r");
	struct reader *rd;
	struct row row;
	int rc;

	require(fp != NULL, sortie);
	rd = reader_open(fmts, 0, give, fp, &f);
	require(rd != NULL, "reader_open");
	while ((rc = reader_next(rd, &row, &f)) == 1)
		;
	require(rc == 0, "the compte rendu cannot be read");
	reader_close(rd);
	fclose(fp);
}

static void
said_check(const char *s)
{
	require(mbstowcs(NULL, s, 0) != (size_t)-1, "stderr is not UTF-8");
	for (; *s != '\0'; s++)
		require(*s == '\n' || ((unsigned char)*s >= 0x20 && *s != 0x7F),
		    "a control character on stderr");
}

/* The exchange of a file, as a program would: its exit status. */
static int
exchange(const char *name, const struct options *o, int table)
{
	char *said = NULL;
	size_t nsaid = 0;
	FILE *err = open_memstream(&said, &nsaid);
	int in = open(name, O_RDONLY), status;
	int out = open(sortie, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	require(err != NULL && in != -1 && out != -1, name);
	status = import_run(table ? tsv : xml, o, in, NULL, out, err);
	require(fclose(err) == 0 && close(in) == 0 && close(out) == 0, name);
	said_check(said);
	require(status < ST_OK + 2 || nsaid > 0, "nothing is said");
	free(said);
	return status;
}

/* A school whose files are all taken, as tests/0500-porte.t has it. */
static void
base_make(void)
{
	static const struct {
		const char *name;
		int table;
	} files[] = { { CORPUS "nomenclature.xml", 0 },
		{ CORPUS "structures.xml", 0 }, { CORPUS "sts.xml", 0 },
		{ CORPUS "communs.xml", 0 }, { CORPUS "eleves.xml", 0 },
		{ CORPUS "responsables.xml", 0 }, { CORPUS "places.tsv", 1 } };
	struct options o = { .prog = "etat",
		.base = path,
		.attente = 1,
		.texte = (char[]){ "" },
		.profil = NULL };
	size_t i;
	int out;

	require(creation_run(&o, "0990001N", "2019", path, stderr) == ST_OK,
	    "sconet-init");
	for (i = 0; i < NELEM(files); i++) {
		o.profil = NULL;
		require(exchange(files[i].name, &o, files[i].table) == ST_OK,
		    files[i].name);
		if (i > 0)
			continue;
		o.profil = CORPUS "profil.yaml";
		out = open(sortie, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		require(out != -1 &&
			export_run(&export_nomenclatures, &o, out, stderr) ==
			    ST_OK &&
			close(out) == 0,
		    "nomen-profile");
	}
	nbase = file_read(path, base, sizeof(base));
	require(nbase > 0, path);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const sqlite3_mem_methods brut = { brut_malloc, brut_free,
		brut_realloc, brut_size, brut_roundup, brut_init, brut_shutdown,
		NULL };

	(void)argc, (void)argv;
	require(sqlite3_config(SQLITE_CONFIG_MALLOC, &brut) == SQLITE_OK,
	    "sqlite3_config");
	require(setlocale(LC_CTYPE, "C.UTF-8") != NULL, "C.UTF-8");
	require(setenv("SOURCE_DATE_EPOCH", "1567494000", 1) == 0, "setenv");
	umask(077);
	require(mkdtemp(dir) != NULL, dir);
	(void)snprintf(path, sizeof(path), "%s/base.db", dir);
	(void)snprintf(archives, sizeof(archives), "%s/base.d", dir);
	(void)snprintf(entree, sizeof(entree), "%s/entree", dir);
	(void)snprintf(sortie, sizeof(sortie), "%s/sortie", dir);
	require(atexit(clean) == 0, "atexit");
	base_make();
	return 0;
}

static void
refused_check(int status, const struct etat *a, const struct etat *b)
{
	require(a->data == b->data, "what is refused changes the data");
	require(b->journal - a->journal <= (status == ST_REFUS),
	    "lines in the journal");
	require(status == ST_REFUS || status == ST_VIDE || status == ST_USAGE ||
		status == ST_BASE,
	    "status of a refusal");
}

static void
taken_check(int status, const struct options *o, int table,
    const struct etat *a, const struct etat *b)
{
	struct etat c;

	require(b->pendants == 0, "a key refers to nothing");
	require(b->journal == a->journal + 1, "one line in the journal");
	answer_check();
	require(exchange(entree, o, table) == status, "another answer");
	c = etat();
	require(c.data == b->data, "taken again, it changes something");
}

/* The length of the input says how it is taken, so that it can be repeated. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct etat a;
	static int runs;
	struct options o = { .prog = "etat",
		.base = path,
		.attente = 1,
		.texte = (char[]){ "" },
		.essai = n % 8 == 3,
		.force = n % 4 == 1,
		.json = n % 16 == 2 };
	int table = (n > 0 && data[0] != '<') != (n % 64 == 63), status;
	struct etat b;

	/* Refusals may pile up for a while. */
	if (runs++ % 32 == 0) {
		base_lay();
		a = etat();
	}
	file_write(entree, data, n);
	status = exchange(entree, &o, table);
	b = etat();
	if (o.essai)
		require(memcmp(&a, &b, sizeof(a)) == 0, "-n changes something");
	else if (status > ST_PARTIEL)
		refused_check(status, &a, &b);
	else
		taken_check(status, &o, table, &a, &b);
	a = b;
	if (!o.essai && status <= ST_PARTIEL)
		runs = 0;
	return 0;
}
