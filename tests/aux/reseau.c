/*
 * reseau.c - for LD_PRELOAD: every file seems to be on NFS.
 */
#include <sys/vfs.h>

#include <string.h>

int
statfs(const char *path, struct statfs *s)
{
	(void)path;
	memset(s, 0, sizeof(*s));
	s->f_type = 0x6969;
	return 0;
}
