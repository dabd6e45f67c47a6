/*
 * rejoue.c - give files to a fuzz harness, one after the other:
 *
 *	NAME FILE...
 *
 * With this main a harness is a plain program, for any compiler; without it
 * clang -fsanitize=fuzzer brings its own.
 */
#include <stdio.h>
#include <stdlib.h>

#include "sconet.h"

#define FICHIER_MAX (1024 * 1024)

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* The whole file, in a piece of its own so that no byte more is read. */
static uint8_t *
slurp(const char *path, size_t *n)
{
	static uint8_t buf[FICHIER_MAX];
	FILE *fp = fopen(path, "rb");
	uint8_t *p = NULL;
	size_t i;

	*n = fp == NULL ? 0 : fread(buf, 1, sizeof(buf), fp);
	if (fp == NULL || ferror(fp) || *n == sizeof(buf) ||
	    fclose(fp) == EOF || (p = malloc(*n + (*n == 0))) == NULL) {
		fprintf(stderr, "rejoue: %s: cannot read it whole\n", path);
		exit(64);
	}
	for (i = 0; i < *n; i++)
		p[i] = buf[i];
	return p;
}

int
main(int argc, char *argv[])
{
	uint8_t *p;
	size_t n;
	int i;

	LLVMFuzzerInitialize(&argc, &argv);
	for (i = 1; i < argc; i++) {
		/* Flushed, so that a crash comes after its file's name. */
		if (printf("%s\n", argv[i]) < 0 || fflush(stdout) == EOF)
			return 74;
		p = slurp(argv[i], &n);
		(void)LLVMFuzzerTestOneInput(p, n);
		free(p);
	}
	return 0;
}
