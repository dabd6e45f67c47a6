/*
 * lecture.c - for LD_PRELOAD: standard input gives at most $LECTURE bytes at
 * a time, so that every character and every tag can lie across two reads.
 */
#include <sys/uio.h>

#include <stdlib.h>
#include <unistd.h>

ssize_t
read(int fd, void *buf, size_t n)
{
	const char *s = getenv("LECTURE");
	size_t max = fd == STDIN_FILENO && s != NULL ? strtoul(s, NULL, 10) : n;
	struct iovec v = { buf, n < max ? n : max };

	/* read(2) itself is this function. */
	return readv(fd, &v, 1);
}
