/*
 * court.c - for LD_PRELOAD: write(2) and pwrite(2) take half of what they are
 * given, as a file system may.
 */
#define _GNU_SOURCE /* pwrite64 */

#include <sys/uio.h>

#include <unistd.h>

ssize_t
write(int fd, const void *buf, size_t n)
{
	struct iovec v = { (void *)buf, n - n / 2 };

	/* write(2) itself is this function. */
	return writev(fd, &v, 1);
}

ssize_t
pwrite64(int fd, const void *buf, size_t n, off64_t at)
{
	struct iovec v = { (void *)buf, n - n / 2 };

	return pwritev64(fd, &v, 1, at);
}
