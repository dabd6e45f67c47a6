/*
 * fonctions.c - what the SQL functions of ours work out; store.c makes them
 * known to SQLite.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define FNV_DEBUT 14695981039346656037U
#define FNV_PAS   1099511628211U

int
identite(const char *const v[], size_t n, int64_t *identite)
{
	uint64_t h = FNV_DEBUT;
	const unsigned char *p;
	char out[512];
	size_t i;

	for (i = 0; i < n; i++) {
		if (v[i] == NULL || 2 * strlen(v[i]) + 1 > sizeof(out))
			return 0;
		charset_plie(v[i], out);
		for (p = (unsigned char *)out; *p != '\0'; p++)
			h = (h ^ *p) * FNV_PAS;
		h = (h ^ '/') * FNV_PAS;
	}
	*identite = (int64_t)(h >> 1);
	return 1;
}

int
compact(const char *s, int64_t *code)
{
	const char *p;

	*code = 0;
	for (p = s; p - s < 11; p++) {
		/* 1 to 36, so that "0" and "00" differ */
		if (*p >= '0' && *p <= '9')
			*code = *code * 37 + *p - '0' + 1;
		else if (*p >= 'A' && *p <= 'Z')
			*code = *code * 37 + *p - 'A' + 11;
		else
			break;
	}
	return *p == '\0';
}

uint64_t
hache(const char *s)
{
	uint64_t h = FNV_DEBUT;
	const unsigned char *p;

	for (p = (const unsigned char *)s; p != NULL && *p != '\0'; p++)
		h = (h ^ *p) * FNV_PAS;
	return h;
}

#define VUS_MIN 1024
#define VUS_MAX ((size_t)1 << 18) /* places: 2 MiB */

/* The place of h, or the open one where it would be. */
static uint64_t *
place(struct vus *vus, uint64_t h)
{
	size_t i = (size_t)(h >> 40) & (vus->taille - 1);

	while (vus->h[i] != 0 && vus->h[i] != h)
		i = (i + 1) & (vus->taille - 1);
	return &vus->h[i];
}

/* Room for one more; 0, or -1 without memory. */
static int
agrandit(struct vus *vus)
{
	struct vus neuf = { NULL, 0, 0, 0 };
	size_t i;

	if (vus->taille > 0 && vus->n < vus->taille / 4 * 3)
		return 0;
	neuf.taille = vus->taille == 0 ? VUS_MIN : vus->taille * 2;
	if ((neuf.h = calloc(neuf.taille, sizeof(*neuf.h))) == NULL)
		return -1;
	for (i = 0; i < vus->taille; i++)
		if (vus->h[i] != 0)
			*place(&neuf, vus->h[i]) = vus->h[i];
	free(vus->h);
	vus->h = neuf.h;
	vus->taille = neuf.taille;
	return 0;
}

int
vus_ajoute(struct vus *vus, uint64_t h)
{
	uint64_t *p;

	if (vus->doublon)
		return 0;
	if (vus->n >= VUS_MAX / 4 * 3) {
		vus->doublon = 1;
		return 0;
	}
	if (agrandit(vus) == -1)
		return -1;
	h *= 0x9E3779B97F4A7C15U; /* odd: numbers stay apart */
	if (h == 0)
		h = 1;
	p = place(vus, h);
	vus->doublon = *p == h;
	vus->n += *p == 0;
	*p = h;
	return 0;
}

/* s as ISO-8859-15, owned; or NULL. */
static char *
latin9(const char *s, size_t *len, unsigned *perdus)
{
	size_t n = strlen(s);
	char *out = malloc(3 * n + 1);

	*perdus = 0;
	if (out != NULL)
		*len = charset_latin9(s, n, out, perdus);
	return out;
}

int
lettres_perdues(const char *pauvre, const char *riche)
{
	unsigned perdus = 0, autres = 0;
	size_t m = 0, n = 0;
	char *a = latin9(pauvre, &m, &autres), *b = latin9(riche, &n, &perdus);
	int rc = a == NULL || b == NULL
	    ? -1
	    : perdus > autres && m == n && memcmp(a, b, n) == 0;

	free(a);
	free(b);
	return rc;
}
