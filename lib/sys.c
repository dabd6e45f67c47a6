/*
 * sys.c - what POSIX does not say, and the one clock.
 */
#include <sys/resource.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif

#include "sconet.h"

/* The time that is given instead of now, or NULL. */
static const char *
epoch(void)
{
	const char *s = getenv("SOURCE_DATE_EPOCH");

	return s == NULL || *s == '\0' ? NULL : s;
}

void
commence(void)
{
	static const struct rlimit sans = { 0, 0 };
	struct sigaction sa;
	int fd;

	/*
	 * A standard descriptor that is closed must not become a file of
	 * ours: on this one reading ends at once, and writing fails.
	 */
	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1)
			(void)open("/dev/null", O_RDONLY);
	/* What is written here is about children: for the owner only. */
	umask(077);
	/* Nor is what is in memory left behind by a crash. */
	(void)setrlimit(RLIMIT_CORE, &sans);
	/* A zip archive has local time, which then is UTC as well. */
	if (epoch() != NULL)
		(void)setenv("TZ", "UTC0", 1);
	/* A reader that goes away is a fault of write(2), handled as one. */
	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &sa, NULL);
}

/* Magic numbers of statfs(2); where WAL's shared memory cannot work. */
int
sys_reseau_type(unsigned long magic)
{
	static const unsigned long reseaux[] = {
		0x6969,     /* NFS */
		0x517B,     /* SMB */
		0xFF534D42, /* CIFS */
		0xFE534D42, /* SMB2 */
		0x01021997, /* 9P */
		0x5346414F, /* AFS */
		0x6B414653, /* kAFS */
		0x00C36400, /* Ceph */
		0x73757245, /* Coda */
		0x564C,     /* NCP */
		0x47504653, /* GPFS */
		0x0BD00BD0  /* Lustre */
	};
	size_t i;

	for (i = 0; i < NELEM(reseaux); i++)
		if (reseaux[i] == magic)
			return 1;
	return 0;
}

int
sys_reseau(const char *path)
{
#ifdef __linux__
	struct statfs s;

	if (statfs(path, &s) == 0)
		return sys_reseau_type((unsigned long)s.f_type & 0xFFFFFFFFUL);
#else
	(void)path;
#endif
	return 0;
}

void
sys_nom(int fd, char *buf, size_t n)
{
#ifdef __linux__
	char link[32], path[1024];
	const char *base;
	char *p;
	struct stat sb;
	ssize_t len;
	int k;

	k = snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	len = k < 0 ? -1 : readlink(link, path, sizeof(path) - 1);
	if (len > 0 && path[0] == '/') {
		path[len] = '\0';
		/* A file that has no name any more has none to tell. */
		if (len > 10 && strcmp(path + len - 10, " (deleted)") == 0)
			path[1] = '\0';
		base = strrchr(path, '/') + 1;
		k = snprintf(buf, n, "%s", base);
		/* It is shown on screens. */
		for (p = buf; *p != '\0'; p++)
			if ((unsigned char)*p < 0x20 || *p == 0x7F)
				*p = '?';
		/* Not a terminal, not /dev/null, and the name is whole. */
		if (k > 0 && (size_t)k < n && fstat(fd, &sb) == 0 &&
		    !S_ISCHR(sb.st_mode))
			return;
	}
#else
	(void)fd;
#endif
	(void)snprintf(buf, n, "-");
}

int64_t
horloge(struct fault *f)
{
	const char *s = epoch();
	int64_t n;

	if (s != NULL) {
		/* Up to the year 9999, so that dates keep ten characters. */
		if (entier(s, 0, INT64_C(253402214400), &n) == -1) {
			fault_set(f, "usage", 0,
			    "SOURCE_DATE_EPOCH n'est pas un nombre de "
			    "secondes");
			return -1;
		}
		return n;
	}
	return (int64_t)time(NULL);
}

int
horodate(int64_t t, char *buf, struct fault *f)
{
	time_t s = (time_t)t;
	struct tm tm;

	/* A zone that cannot be read would quietly be UTC. */
	errno = 0;
	if (epoch() == NULL)
		tzset();
	if (errno == ENOMEM)
		return fault_memory(f);
	if (errno != 0 && errno != ENOENT && errno != ENOTDIR)
		return fault_errno(f, "es", "fuseau horaire");
	if ((epoch() == NULL ? localtime_r(&s, &tm) : gmtime_r(&s, &tm)) ==
		NULL ||
	    strftime(buf, 20, "%Y-%m-%d %H:%M:%S", &tm) == 0)
		return fault_set(f, "bogue", 0, "horloge");
	return 0;
}

void
sys_programme(long pid, char *buf, size_t n)
{
#ifdef __linux__
	char path[32];
	FILE *in;

	buf[0] = '\0';
	(void)snprintf(path, sizeof(path), "/proc/%ld/comm", pid);
	if ((in = fopen(path, "r")) == NULL)
		return;
	if (fgets(buf, (int)n, in) == NULL)
		buf[0] = '\0';
	buf[strcspn(buf, "\n")] = '\0';
	fclose(in);
#else
	(void)pid;
	(void)n;
	buf[0] = '\0';
#endif
}
