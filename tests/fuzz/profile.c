/*
 * profile.c - fuzz the YAML profile.
 */
#include <sys/mman.h>

#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
require(int good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "fuzz: %s\n", what);
	abort();
}

/* A file of its own, in memory, without a name. */
static int
memory_file(void)
{
	char name[32];
	int fd;

	(void)snprintf(name, sizeof(name), "/sconet-fuzz-%ld", (long)getpid());
	fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
	require(fd != -1 && shm_unlink(name) == 0, "a file in memory");
	return fd;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	require(setlocale(LC_CTYPE, "C.UTF-8") != NULL, "C.UTF-8");
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static int fd = -1;
	static char path[64];
	struct fault f = { 0 };
	struct profil *p;
	char *texte = NULL;

	if (fd == -1) {
		fd = memory_file();
		(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	}
	require(ftruncate(fd, 0) == 0 && pwrite(fd, data, n, 0) == (ssize_t)n,
	    "writing the profile");
	p = profil_lit(path, &texte, &f);
	if (p == NULL)
		require(f.kind != NULL && f.kind->status == ST_BASE &&
			mbstowcs(NULL, f.detail, 0) != (size_t)-1,
		    "fault");
	else
		require(strlen(texte) == n && memcmp(texte, data, n) == 0,
		    "the text is the file");
	profil_libere(p);
	free(texte);
	return 0;
}
