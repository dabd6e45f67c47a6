/*
 * archive.c - files beside the base, byte for byte, zstd-compressed, and
 * their SHA-256.
 *
 * Hashing and compressing cost as much as parsing, so a thread does both
 * while the caller goes on; pieces cross through a short ring.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>

#include "sconet.h"

#define NIVEAU 1 /* zstd: 2 is a third slower here and gains 4 % */
#define PIECES 8
#define PIECE  (64 * 1024)

struct archive {
	char *dir, *path; /* owned */
	int fd, nomme, refuse;
	uint64_t taille;
	char hex[EMPREINTE];

	/* shared with the thread, under mutex */
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t plein, vide;
	int actif, fini, erreur; /* erreur: an errno, 0 for none */
	size_t tete, n;          /* first piece to take, how many */
	size_t len[PIECES];
	char *piece[PIECES];

	/* the thread's own until it is joined */
	EVP_MD_CTX *md;
	ZSTD_CCtx *zc;
	char *out;
	size_t outcap;
	uint64_t vu;
};

static void
hexa(const unsigned char *d, size_t n, char *hex)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < n; i++) {
		hex[2 * i] = digits[d[i] >> 4];
		hex[2 * i + 1] = digits[d[i] & 15];
	}
	hex[2 * n] = '\0';
}

int
empreinte(const char *text, char hex[EMPREINTE], struct fault *f)
{
	unsigned char d[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	if (EVP_Digest(text, strlen(text), d, &n, EVP_sha256(), NULL) != 1)
		return fault_memory(f);
	hexa(d, n, hex);
	return 0;
}

struct condense {
	EVP_MD_CTX *md;
	size_t n;
	char tampon[4096];
};

struct condense *
condense_open(struct fault *f)
{
	struct condense *c = calloc(1, sizeof(*c));

	if (c == NULL || (c->md = EVP_MD_CTX_new()) == NULL ||
	    EVP_DigestInit_ex(c->md, EVP_sha256(), NULL) != 1) {
		fault_memory(f);
		condense_close(c);
		return NULL;
	}
	return c;
}

void
condense_close(struct condense *c)
{
	if (c == NULL)
		return;
	EVP_MD_CTX_free(c->md);
	free(c);
}

/* What waits, then what does not fit beside it. */
static int
condense_bytes(struct condense *c, const char *p, size_t n, struct fault *f)
{
	if (n > sizeof(c->tampon) - c->n) {
		if (EVP_DigestUpdate(c->md, c->tampon, c->n) != 1)
			return fault_memory(f);
		c->n = 0;
	}
	if (n > sizeof(c->tampon))
		return EVP_DigestUpdate(c->md, p, n) == 1 ? 0 : fault_memory(f);
	memcpy(c->tampon + c->n, p, n);
	c->n += n;
	return 0;
}

int
condense_valeur(struct condense *c, const char *v, struct fault *f)
{
	char taille[24];
	size_t n;

	if (v == NULL)
		return condense_bytes(c, "-", 1, f);
	n = strlen(v);
	(void)snprintf(taille, sizeof(taille), "%zu:", n);
	return condense_bytes(c, taille, strlen(taille), f) == -1
	    ? -1
	    : condense_bytes(c, v, n, f);
}

int
condense_fin(struct condense *c, char hex[EMPREINTE], struct fault *f)
{
	unsigned char d[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	if (EVP_DigestUpdate(c->md, c->tampon, c->n) != 1 ||
	    EVP_DigestFinal_ex(c->md, d, &n) != 1 ||
	    EVP_DigestInit_ex(c->md, EVP_sha256(), NULL) != 1)
		return fault_memory(f);
	c->n = 0;
	hexa(d, n, hex);
	return 0;
}

static int
write_fd(int fd, const char *p, size_t n)
{
	ssize_t w;

	while (n > 0) {
		if ((w = write(fd, p, n)) == -1) {
			if (errno == EINTR)
				continue;
			return errno;
		}
		p += w;
		n -= (size_t)w;
	}
	return 0;
}

/* Compress one piece, or the end (n == 0, end set).  0 or an errno. */
static int
squeeze(struct archive *a, const char *p, size_t n, int end)
{
	ZSTD_inBuffer in = { p, n, 0 };
	ZSTD_outBuffer out;
	size_t left;
	int err;

	do {
		out.dst = a->out;
		out.size = a->outcap;
		out.pos = 0;
		left = ZSTD_compressStream2(a->zc, &out, &in,
		    end ? ZSTD_e_end : ZSTD_e_continue);
		if (ZSTD_isError(left))
			return ENOMEM;
		if ((err = write_fd(a->fd, a->out, out.pos)) != 0)
			return err;
	} while (end ? left > 0 : in.pos < in.size);
	return 0;
}

static void *
worker(void *arg)
{
	struct archive *a = arg;
	size_t k, n;
	int err, refuse, fini;

	for (;;) {
		pthread_mutex_lock(&a->mutex);
		while (a->n == 0 && !a->fini)
			pthread_cond_wait(&a->plein, &a->mutex);
		k = a->tete;
		n = a->n == 0 ? 0 : a->len[k];
		err = a->erreur;
		refuse = a->refuse;
		fini = a->n == 0;
		pthread_mutex_unlock(&a->mutex);
		if (n > 0 && EVP_DigestUpdate(a->md, a->piece[k], n) != 1)
			err = ENOMEM;
		a->vu += n;
		if (err == 0 && !(refuse && a->vu > ARCHIVE_REFUS))
			err = squeeze(a, a->piece[k], n, fini);
		pthread_mutex_lock(&a->mutex);
		a->erreur = err;
		if (!fini) {
			a->tete = (a->tete + 1) % PIECES;
			a->n--;
		}
		pthread_cond_signal(&a->vide);
		pthread_mutex_unlock(&a->mutex);
		if (fini)
			return NULL;
	}
}

/* The name tells who writes it, so that the next writer may clear it. */
static int
temp_open(struct archive *a, struct fault *f)
{
	size_t n = strlen(a->dir) + 48;

	if (mkdir(a->dir, 0700) == 0) {
		if (nom_durable(a->dir, "es", f) == -1)
			return -1;
	} else if (errno != EEXIST)
		return fault_errno(f, "es", a->dir);
	if ((a->path = malloc(n)) == NULL)
		return fault_memory(f);
	(void)snprintf(a->path, n, "%s/.recu.%ld.XXXXXX", a->dir,
	    (long)getpid());
	if ((a->fd = mkstemp(a->path)) == -1) {
		fault_errno(f, "es", a->dir);
		free(a->path);
		a->path = NULL;
		return -1;
	}
	return 0;
}

static int
thread_open(struct archive *a, struct fault *f)
{
	size_t i;

	a->outcap = ZSTD_CStreamOutSize();
	a->md = EVP_MD_CTX_new();
	a->zc = ZSTD_createCCtx();
	a->out = malloc(a->outcap);
	if (a->md == NULL || a->zc == NULL || a->out == NULL ||
	    EVP_DigestInit_ex(a->md, EVP_sha256(), NULL) != 1 ||
	    ZSTD_isError(ZSTD_CCtx_setParameter(a->zc, ZSTD_c_compressionLevel,
		NIVEAU)) ||
	    ZSTD_isError(ZSTD_CCtx_setParameter(a->zc, ZSTD_c_checksumFlag, 1)))
		return fault_memory(f);
	for (i = 0; i < PIECES; i++)
		if ((a->piece[i] = malloc(PIECE)) == NULL)
			return fault_memory(f);
	if (pthread_create(&a->thread, NULL, worker, a) != 0)
		return fault_memory(f);
	a->actif = 1;
	return 0;
}

struct archive *
archive_open(const char *dir, struct fault *f)
{
	struct archive *a;

	if ((a = calloc(1, sizeof(*a))) == NULL) {
		fault_memory(f);
		return NULL;
	}
	a->fd = -1;
	pthread_mutex_init(&a->mutex, NULL);
	pthread_cond_init(&a->plein, NULL);
	pthread_cond_init(&a->vide, NULL);
	if ((a->dir = strdup(dir)) == NULL) {
		fault_memory(f);
		archive_close(a);
		return NULL;
	}
	if (temp_open(a, f) == -1 || thread_open(a, f) == -1) {
		archive_close(a);
		return NULL;
	}
	return a;
}

static int
thread_fault(struct archive *a, int err, struct fault *f)
{
	errno = err;
	return fault_errno(f, "es", a->path);
}

int
archive_write(struct archive *a, const char *p, size_t n, struct fault *f)
{
	size_t k, len;
	int err;

	while (n > 0) {
		len = n < PIECE ? n : PIECE;
		pthread_mutex_lock(&a->mutex);
		while (a->n == PIECES)
			pthread_cond_wait(&a->vide, &a->mutex);
		k = (a->tete + a->n) % PIECES;
		err = a->erreur;
		pthread_mutex_unlock(&a->mutex);
		if (err != 0)
			return thread_fault(a, err, f);
		memcpy(a->piece[k], p, len);
		pthread_mutex_lock(&a->mutex);
		a->len[k] = len;
		a->n++;
		pthread_cond_signal(&a->plein);
		pthread_mutex_unlock(&a->mutex);
		a->taille += len;
		p += len;
		n -= len;
	}
	return 0;
}

void
archive_refuse(struct archive *a)
{
	pthread_mutex_lock(&a->mutex);
	a->refuse = 1;
	pthread_mutex_unlock(&a->mutex);
}

static void
thread_join(struct archive *a)
{
	if (!a->actif)
		return;
	pthread_mutex_lock(&a->mutex);
	a->fini = 1;
	pthread_cond_signal(&a->plein);
	pthread_mutex_unlock(&a->mutex);
	pthread_join(a->thread, NULL);
	a->actif = 0;
}

int
archive_finish(struct archive *a, struct fault *f)
{
	unsigned char d[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	if (!a->actif)
		return 0;
	thread_join(a);
	if (a->erreur != 0)
		return thread_fault(a, a->erreur, f);
	if (EVP_DigestFinal_ex(a->md, d, &n) != 1)
		return fault_memory(f);
	hexa(d, n, a->hex);
	if (fsync(a->fd) == -1)
		return fault_errno(f, "es", a->path);
	return 0;
}

const char *
archive_empreinte(const struct archive *a)
{
	return a->hex;
}

uint64_t
archive_taille(const struct archive *a)
{
	return a->taille;
}

const char *
archive_fichier(const struct archive *a)
{
	return a->path;
}

int
archive_nomme(struct archive *a, const char *nom, int *garde, struct fault *f)
{
	size_t n = strlen(a->dir) + strlen(nom) + 2;
	char *path;

	*garde = 0;
	if (a->refuse && a->taille > ARCHIVE_REFUS)
		return 0;
	if ((path = malloc(n)) == NULL)
		return fault_memory(f);
	if (snprintf(path, n, "%s/%s", a->dir, nom) < 0 ||
	    rename(a->path, path) == -1) {
		free(path);
		return fault_errno(f, "es", a->path);
	}
	free(a->path);
	a->path = path;
	a->nomme = *garde = 1;
	return nom_durable(a->path, "es", f);
}

void
archive_reprend(struct archive *a)
{
	if (a != NULL)
		a->nomme = 0;
}

void
archive_close(struct archive *a)
{
	size_t i;

	if (a == NULL)
		return;
	thread_join(a);
	if (a->fd != -1)
		close(a->fd);
	if (a->path != NULL && !a->nomme)
		unlink(a->path);
	for (i = 0; i < PIECES; i++)
		free(a->piece[i]);
	EVP_MD_CTX_free(a->md);
	ZSTD_freeCCtx(a->zc);
	pthread_mutex_destroy(&a->mutex);
	pthread_cond_destroy(&a->plein);
	pthread_cond_destroy(&a->vide);
	free(a->out);
	free(a->path);
	free(a->dir);
	free(a);
}

struct extrait {
	char *path;
	int fd;
	ZSTD_DCtx *zd;
	char *buf;
	size_t cap, fin;
	ZSTD_inBuffer in;
};

struct extrait *
extrait_open(const char *path, struct fault *f)
{
	struct extrait *e;
	struct stat sb;

	if ((e = calloc(1, sizeof(*e))) == NULL) {
		fault_memory(f);
		return NULL;
	}
	e->cap = ZSTD_DStreamInSize();
	/* A FIFO in its place keeps nobody waiting. */
	e->fd = open(path, O_RDONLY | O_NONBLOCK);
	if (e->fd != -1 && fstat(e->fd, &sb) == 0 && !S_ISREG(sb.st_mode)) {
		fault_set(f, "es", 0, "%s : pas un fichier", path);
		extrait_close(e);
		return NULL;
	}
	if (e->fd == -1) {
		fault_errno(f, "es", path);
		extrait_close(e);
		return NULL;
	}
	e->path = strdup(path);
	e->buf = malloc(e->cap);
	e->zd = ZSTD_createDCtx();
	if (e->path == NULL || e->buf == NULL || e->zd == NULL) {
		fault_memory(f);
		extrait_close(e);
		return NULL;
	}
	e->in.src = e->buf;
	return e;
}

/* It is a source_fn.  NOLINTBEGIN(readability-non-const-parameter) */
long
extrait_read(void *extrait, char *buf, size_t n, struct fault *f)
{
	struct extrait *e = extrait;
	struct descripteur s = { e->fd, e->path };
	ZSTD_outBuffer out = { buf, n, 0 };
	long got;

	while (out.pos == 0) {
		if (e->in.pos == e->in.size) {
			got = descripteur_lit(&s, e->buf, e->cap, f);
			if (got == -1)
				return -1;
			if (got == 0 && e->fin != 0)
				return fault_set(f, "es", 0,
				    "%s : archive incomplète", e->path);
			if (got == 0)
				return 0;
			e->in.size = (size_t)got;
			e->in.pos = 0;
		}
		e->fin = ZSTD_decompressStream(e->zd, &out, &e->in);
		if (ZSTD_isError(e->fin))
			return fault_set(f, "es", 0, "%s : archive abîmée",
			    e->path);
	}
	return (long)out.pos;
}

/* NOLINTEND(readability-non-const-parameter) */

void
extrait_close(struct extrait *e)
{
	if (e == NULL)
		return;
	if (e->fd != -1)
		close(e->fd);
	ZSTD_freeDCtx(e->zd);
	free(e->buf);
	free(e->path);
	free(e);
}

int
extrait_vers(const char *path, int fd, struct fault *f)
{
	struct extrait *e = extrait_open(path, f);
	char buf[32 * 1024];
	long n = -1;

	while (e != NULL && (n = extrait_read(e, buf, sizeof(buf), f)) > 0)
		if (ecrit_tout(fd, buf, (size_t)n, f) == -1) {
			n = -1;
			break;
		}
	extrait_close(e);
	return n == 0 ? 0 : -1;
}

/* Of all that comes from there. */
static int
digest(source_fn lit, void *de, char hex[EMPREINTE], int64_t *taille,
    struct fault *f)
{
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	unsigned char d[EVP_MAX_MD_SIZE];
	char buf[32 * 1024];
	unsigned n = 0;
	long got = -1;

	*taille = 0;
	if (md == NULL || EVP_DigestInit_ex(md, EVP_sha256(), NULL) != 1)
		fault_memory(f);
	else
		while ((got = lit(de, buf, sizeof(buf), f)) > 0) {
			*taille += got;
			if (EVP_DigestUpdate(md, buf, (size_t)got) != 1) {
				got = fault_memory(f);
				break;
			}
		}
	if (got == 0 && EVP_DigestFinal_ex(md, d, &n) != 1)
		got = fault_memory(f);
	if (got == 0)
		hexa(d, n, hex);
	EVP_MD_CTX_free(md);
	return got == 0 ? 0 : -1;
}

int
extrait_empreinte(const char *path, char hex[EMPREINTE], int64_t *taille,
    struct fault *f)
{
	struct extrait *e = extrait_open(path, f);
	int rc = e == NULL ? -1 : digest(extrait_read, e, hex, taille, f);

	extrait_close(e);
	return rc;
}

int
fichier_empreinte(const char *path, char hex[EMPREINTE], struct fault *f)
{
	struct descripteur d = { open(path, O_RDONLY), path };
	int64_t taille;
	int rc;

	if (d.fd == -1)
		return fault_errno(f, "es", path);
	rc = digest(descripteur_lit, &d, hex, &taille, f);
	close(d.fd);
	return rc;
}

int64_t
archive_numero(const char *name)
{
	char digits[7];
	int64_t n;

	(void)snprintf(digits, sizeof(digits), "%.6s", name);
	return entier(digits, 0, 999999, &n) == -1 ? -1 : n;
}
