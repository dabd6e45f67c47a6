/*
 * tour.c - whose turn it is to write, and who holds a base.
 *
 * Programs that find a base busy and try again every so often are served by
 * chance: among 64 of them some wait longer than a minute, while others pass
 * several times.  So who wants to write first takes a lock of POSIX and
 * sleeps on it: the kernel wakes those who wait in the order they came
 * (Linux since 5.0; elsewhere the order is its own affair, the lock is not).
 * It is only a courtesy.  SQLite's locks keep the base whole, and whoever
 * cannot queue does without.
 *
 * The lock is a byte of BASE-shm that SQLite has no use for, taken through
 * SQLite's own descriptor: to open and close the file once more would drop
 * all locks of this process on it, those of SQLite too.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

#include "sconet.h"

#define TOUR (1 << 30) /* far from the bytes that SQLite locks */

/*
 * SQLite's locks for writing, checkpoint and recovery
 * (https://sqlite.org/walformat.html, 2.3.1).
 */
#define ECRITURE   120
#define NECRITURES 3

#define DESCRIPTEURS 256 /* looked at; SQLite's are among the first */

int
tour_fd(const char *path)
{
	struct stat shm, sb;
	char nom[4096];
	int fd, n;

	n = snprintf(nom, sizeof(nom), "%s-shm", path);
	if (n < 0 || (size_t)n >= sizeof(nom) || stat(nom, &shm) == -1)
		return -1;
	for (fd = 0; fd < DESCRIPTEURS; fd++)
		if (fstat(fd, &sb) == 0 && sb.st_dev == shm.st_dev &&
		    sb.st_ino == shm.st_ino)
			return fd;
	return -1;
}

static int
lock(int fd, int cmd, short type)
{
	struct flock l = { .l_type = type,
		.l_whence = SEEK_SET,
		.l_start = TOUR,
		.l_len = 1 };

	return fcntl(fd, cmd, &l);
}

/* Sleeping on the lock has no time limit of its own: a thread sleeps. */
struct dormeur {
	int fd;
	pthread_mutex_t mutex;
	pthread_cond_t fini;
	int fait, erreur; /* under mutex */
};

static void *
dort(void *arg)
{
	struct dormeur *d = arg;
	int err = 0;

	/* The only place where this thread can be cancelled. */
	while (lock(d->fd, F_SETLKW, F_WRLCK) == -1)
		if ((err = errno) != EINTR)
			break;
	pthread_mutex_lock(&d->mutex);
	d->erreur = err == EINTR ? 0 : err;
	d->fait = 1;
	pthread_cond_signal(&d->fini);
	pthread_mutex_unlock(&d->mutex);
	return NULL;
}

/* As tour_prend, for a lock that another has. */
static int
attend(struct dormeur *d, const struct timespec *limite)
{
	pthread_t t;
	int rc = 0;

	if (pthread_create(&t, NULL, dort, d) != 0)
		return -1;
	pthread_mutex_lock(&d->mutex);
	while (!d->fait && rc == 0)
		rc = pthread_cond_timedwait(&d->fini, &d->mutex, limite);
	pthread_mutex_unlock(&d->mutex);
	pthread_cancel(t);
	pthread_join(t, NULL);
	if (d->fait)
		return d->erreur == 0 ? 1 : -1;
	/* It may have come as the thread was being cancelled. */
	tour_rend(d->fd);
	return 0;
}

int
tour_prend(int fd, const struct timespec *limite)
{
	struct dormeur d = { .fd = fd };
	pthread_condattr_t attr;
	int rc = -1;

	if (lock(fd, F_SETLK, F_WRLCK) == 0)
		return 1;
	if (errno != EACCES && errno != EAGAIN)
		return -1;
	if (limite == NULL)
		return 0;
	if (pthread_condattr_init(&attr) != 0)
		return -1;
	if (pthread_condattr_setclock(&attr, CLOCK_MONOTONIC) == 0 &&
	    pthread_cond_init(&d.fini, &attr) == 0) {
		pthread_mutex_init(&d.mutex, NULL);
		rc = attend(&d, limite);
		pthread_mutex_destroy(&d.mutex);
		pthread_cond_destroy(&d.fini);
	}
	pthread_condattr_destroy(&attr);
	return rc;
}

void
tour_rend(int fd)
{
	(void)lock(fd, F_SETLK, F_UNLCK);
}

long
tour_tenu(int fd)
{
	struct flock l[] = {
		{ .l_start = ECRITURE, .l_len = NECRITURES },
		{ .l_start = TOUR, .l_len = 1 },
	};
	size_t i;

	for (i = 0; i < NELEM(l); i++) {
		l[i].l_type = F_WRLCK;
		l[i].l_whence = SEEK_SET;
		if (fcntl(fd, F_GETLK, &l[i]) == 0 && l[i].l_type != F_UNLCK &&
		    l[i].l_pid > 0)
			return (long)l[i].l_pid;
	}
	return 0;
}
