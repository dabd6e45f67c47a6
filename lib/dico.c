/*
 * dico.c - the distinct values of one field; past the bound only that there
 * are too many.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define DICO_MAX 2048

struct dico {
	size_t n, tete[2 * DICO_MAX]; /* open addressing, 0: free */
	char *mot[DICO_MAX + 1];      /* from 1, owned */
	int deborde;
};

struct dico *
dico_open(void)
{
	return calloc(1, sizeof(struct dico));
}

static size_t
dico_place(const struct dico *d, const char *v)
{
	const unsigned char *p = (const unsigned char *)v;
	uint32_t h = 2166136261U;
	size_t i;

	for (; *p != '\0'; p++)
		h = (h ^ *p) * 16777619U;
	for (i = h % NELEM(d->tete); d->tete[i] != 0;
	     i = (i + 1) % NELEM(d->tete))
		if (strcmp(d->mot[d->tete[i]], v) == 0)
			break;
	return i;
}

int
dico_note(struct dico *d, const char *v, struct fault *f)
{
	size_t i;

	if (d->deborde)
		return 0;
	i = dico_place(d, v);
	if (d->tete[i] != 0)
		return 0;
	if (d->n == DICO_MAX) {
		d->deborde = 1;
		return 0;
	}
	if ((d->mot[d->n + 1] = strdup(v)) == NULL)
		return fault_memory(f);
	d->tete[i] = ++d->n;
	return 0;
}

const char *
dico_mot(const struct dico *d, size_t i)
{
	if (d == NULL || d->deborde)
		return NULL;
	return i < d->n ? d->mot[i + 1] : NULL;
}

int
dico_deborde(const struct dico *d)
{
	return d != NULL && d->deborde;
}

void
dico_close(struct dico *d)
{
	size_t i;

	if (d == NULL)
		return;
	for (i = 1; i <= d->n; i++)
		free(d->mot[i]);
	free(d);
}
