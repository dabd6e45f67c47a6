/*
 * memoire.c - for LD_PRELOAD: the n-th allocation fails.
 *
 *	MEMOIRE=N	which one, counted from 1 over all threads; 0: none
 *	MEMOIRE_SUITE=1	and every one after it
 *	MEMOIRE_JOURNAL=FILE	a line for each: its number, who asked, a hash
 *		of the calls that led to it
 *	MEMOIRE_BILAN=FILE	where to tell, at the end, in one line: how
 *		many there were; who asked for the one that failed (the
 *		program, a library, or "-"); how many blocks are still held by
 *		the program, by SQLite, by libc, by the other libraries
 *
 * SQLite and the other libraries allocate with malloc(3), so they are counted
 * as well.  Who holds a block is who called malloc; strdup and its kin are
 * here so that this is never libc where it is somebody else.
 */
#define _GNU_SOURCE /* dladdr, program_invocation_short_name */

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CASES  ((size_t)1 << 20) /* more than are ever held */
#define FRAMES 64
#define PARTI  ((void *)1) /* a block stood here */

/* glibc's own, under the names that nobody replaces */
void *__libc_malloc(size_t n);             /* NOLINT */
void *__libc_calloc(size_t k, size_t n);   /* NOLINT */
void *__libc_realloc(void *p, size_t n);   /* NOLINT */
void *__libc_memalign(size_t a, size_t n); /* NOLINT */
void __libc_free(void *p);                 /* NOLINT */

enum { PROGRAMME, SQLITE, LIBC, AUTRES, DETENTEURS };

static struct {
	pthread_mutex_t mutex;
	struct {
		void *block, *caller;
	} held[CASES];
	long n, fail;
	int suite, active;
	char asked[64];
	FILE *journal;
} m = { .mutex = PTHREAD_MUTEX_INITIALIZER, .asked = "-" };

/* What this library itself does is not counted. */
static _Thread_local int inside;

/* The file an address is of: "libxml2.so.2", "bee-import", "?". */
static const char *
owner(const void *address)
{
	const char *p;
	Dl_info d;

	if (dladdr(address, &d) == 0 || d.dli_fname == NULL)
		return "?";
	p = strrchr(d.dli_fname, '/');
	return p == NULL ? d.dli_fname : p + 1;
}

static int
holder(const char *name)
{
	if (strcmp(name, program_invocation_short_name) == 0)
		return PROGRAMME;
	if (strncmp(name, "libsqlite3.", 11) == 0)
		return SQLITE;
	return strncmp(name, "libc.", 5) == 0 ? LIBC : AUTRES;
}

/* Of glibc, which ends the program when it has no memory there. */
static int
is_getpwuid(const void *address)
{
	Dl_info d;

	return dladdr(address, &d) != 0 && d.dli_sname != NULL &&
	    strncmp(d.dli_sname, "getpwuid", 8) == 0;
}

/*
 * Who asked: the innermost that is neither this library nor libc; libc alone
 * answers for getpwuid(3).
 */
static void
note(long n)
{
	const char *name = "-", *self = owner(&m);
	uint64_t h = 14695981039346656037U;
	void *frames[FRAMES];
	int i, nframes = backtrace(frames, FRAMES);

	for (i = 0; i < nframes; i++)
		h = (h ^ (uintptr_t)frames[i]) * 1099511628211U;
	for (i = 0; i < nframes; i++) {
		name = owner(frames[i]);
		if (is_getpwuid(frames[i])) {
			name = "libc-getpwuid";
			break;
		}
		if (strcmp(name, self) != 0 && holder(name) != LIBC)
			break;
	}
	if (n == m.fail)
		(void)snprintf(m.asked, sizeof(m.asked), "%s", name);
	if (m.journal != NULL)
		fprintf(m.journal, "%ld %s %016llx\n", n, name,
		    (unsigned long long)h);
}

/* 1 when this allocation is to fail. */
static int
fails(void)
{
	long n;

	if (inside || !m.active)
		return 0;
	pthread_mutex_lock(&m.mutex);
	n = ++m.n;
	pthread_mutex_unlock(&m.mutex);
	if (m.journal != NULL || n == m.fail) {
		inside = 1;
		note(n);
		inside = 0;
	}
	if (n != m.fail && !(m.suite && m.fail > 0 && n > m.fail))
		return 0;
	errno = ENOMEM;
	return 1;
}

static size_t
place(const void *p)
{
	return (size_t)((uintptr_t)p >> 4) * 2654435761U % CASES;
}

static void *
hold(void *p, void *caller)
{
	size_t i;

	if (p == NULL)
		return NULL;
	pthread_mutex_lock(&m.mutex);
	for (i = place(p); m.held[i].block > PARTI; i = (i + 1) % CASES)
		;
	m.held[i].block = p;
	m.held[i].caller = caller;
	pthread_mutex_unlock(&m.mutex);
	return p;
}

/* Blocks from before this library was there are not known. */
static void
drop(const void *p)
{
	size_t i;

	if (p == NULL)
		return;
	pthread_mutex_lock(&m.mutex);
	for (i = place(p); m.held[i].block != NULL; i = (i + 1) % CASES)
		if (m.held[i].block == p) {
			m.held[i].block = PARTI;
			break;
		}
	pthread_mutex_unlock(&m.mutex);
}

#define APPELANT __builtin_return_address(0)

void *
malloc(size_t n)
{
	return fails() ? NULL : hold(__libc_malloc(n), APPELANT);
}

void *
calloc(size_t k, size_t n)
{
	return fails() ? NULL : hold(__libc_calloc(k, n), APPELANT);
}

static void *
resize(void *p, size_t n, void *caller)
{
	void *q;

	if (fails())
		return NULL;
	/* Before: another thread may get that block at once. */
	drop(p);
	q = __libc_realloc(p, n);
	if (q == NULL && n > 0)
		(void)hold(p, caller);
	return hold(q, caller);
}

void *
realloc(void *p, size_t n)
{
	return resize(p, n, APPELANT);
}

void *
reallocarray(void *p, size_t k, size_t n)
{
	if (n == 0 || k <= SIZE_MAX / n)
		return resize(p, k * n, APPELANT);
	errno = ENOMEM;
	return NULL;
}

void *
aligned_alloc(size_t a, size_t n)
{
	return fails() ? NULL : hold(__libc_memalign(a, n), APPELANT);
}

int
posix_memalign(void **p, size_t a, size_t n)
{
	void *q = fails() ? NULL : hold(__libc_memalign(a, n), APPELANT);

	if (q == NULL)
		return ENOMEM;
	*p = q;
	return 0;
}

static char *
copy(const char *s, size_t n, void *caller)
{
	char *p = fails() ? NULL : hold(__libc_malloc(n + 1), caller);

	if (p == NULL)
		return NULL;
	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *
strdup(const char *s)
{
	return copy(s, strlen(s), APPELANT);
}

char *
strndup(const char *s, size_t n)
{
	return copy(s, strnlen(s, n), APPELANT);
}

void
free(void *p)
{
	drop(p);
	__libc_free(p);
}

__attribute__((constructor)) static void
begin(void)
{
	void *frames[FRAMES];
	const char *s;

	/* the first call loads what it needs */
	(void)backtrace(frames, FRAMES);
	if ((s = getenv("MEMOIRE")) != NULL)
		m.fail = strtol(s, NULL, 10);
	m.suite = getenv("MEMOIRE_SUITE") != NULL;
	if ((s = getenv("MEMOIRE_JOURNAL")) != NULL)
		m.journal = fopen(s, "w");
	m.active = 1;
}

__attribute__((destructor)) static void
end(void)
{
	const char *path = getenv("MEMOIRE_BILAN");
	long held[DETENTEURS] = { 0 };
	char line[256];
	size_t i;
	int fd, n;

	m.active = 0;
	if (m.journal != NULL && fclose(m.journal) == EOF)
		_exit(70);
	for (i = 0; i < CASES; i++)
		if (m.held[i].block > PARTI)
			held[holder(owner(m.held[i].caller))]++;
	n = snprintf(line, sizeof(line), "%ld %s %ld %ld %ld %ld\n", m.n,
	    m.asked, held[PROGRAMME], held[SQLITE], held[LIBC], held[AUTRES]);
	if (path == NULL || n < 0 ||
	    (fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600)) == -1)
		return;
	if (write(fd, line, (size_t)n) != n)
		_exit(70);
	close(fd);
}
