/*
 * fonctions.c - SQL functions of ours.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

/* plie(text): fold for comparing names, NULL for NULL. */
static void
sql_plie(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *s = (const char *)sqlite3_value_text(v[0]);
	char *out;

	(void)n;
	if (s == NULL)
		return;
	if ((out = malloc(2 * strlen(s) + 1)) == NULL) {
		sqlite3_result_error_nomem(c);
		return;
	}
	charset_plie(s, out);
	sqlite3_result_text(c, out, -1, free);
}

/*
 * identite(nom, prenom, date): a number that is the same for people whose
 * names fold alike; to sort by, before comparing them for good.
 */
static void
sql_identite(sqlite3_context *c, int n, sqlite3_value **v)
{
	uint64_t h = 14695981039346656037U;
	const unsigned char *p;
	char out[512];
	const char *s;
	int i;

	for (i = 0; i < n; i++) {
		s = (const char *)sqlite3_value_text(v[i]);
		if (s == NULL || 2 * strlen(s) + 1 > sizeof(out))
			return;
		charset_plie(s, out);
		for (p = (unsigned char *)out; *p != '\0'; p++)
			h = (h ^ *p) * 1099511628211U;
		h = (h ^ '/') * 1099511628211U;
	}
	sqlite3_result_int64(c, (int64_t)(h >> 1));
}

/*
 * compact(code): a number for a code of at most 11 digits and capitals, the
 * code itself for any other text; no two texts share a value.  Grouping
 * numbers is faster than grouping text.
 */
static void
sql_compact(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *s = (const char *)sqlite3_value_text(v[0]), *p;
	int64_t code = 0;

	(void)n;
	if (s == NULL)
		return;
	for (p = s; p - s < 11; p++) {
		/* 1 to 36, so that "0" and "00" differ */
		if (*p >= '0' && *p <= '9')
			code = code * 37 + *p - '0' + 1;
		else if (*p >= 'A' && *p <= 'Z')
			code = code * 37 + *p - 'A' + 11;
		else
			break;
	}
	if (*p == '\0')
		sqlite3_result_int64(c, code);
	else
		sqlite3_result_value(c, v[0]);
}

/* Tests of codes.c, as SQL functions that give 0 or 1 (1 for NULL). */
static void
sql_test(sqlite3_context *c, int n, sqlite3_value **v)
{
	int (*bon)(const char *);
	const char *s = (const char *)sqlite3_value_text(v[0]);

	(void)n;
	*(void **)&bon = sqlite3_user_data(c);
	sqlite3_result_int(c, s == NULL || bon(s));
}

/* Hashes of the values seen, never 0, in a table with open places. */
struct vus {
	uint64_t *h;
	size_t taille, n; /* places, a power of two; taken */
	int doublon;
};

#define VUS_MIN 1024
#define VUS_MAX ((size_t)1 << 18) /* places: 2 MiB */

static uint64_t
hachage(sqlite3_value *v)
{
	uint64_t h = 14695981039346656037U;
	const unsigned char *p;

	if (sqlite3_value_type(v) == SQLITE_INTEGER)
		h = (uint64_t)sqlite3_value_int64(v);
	else
		for (p = sqlite3_value_text(v); p != NULL && *p != '\0'; p++)
			h = (h ^ *p) * 1099511628211U;
	h *= 0x9E3779B97F4A7C15U; /* odd: numbers stay apart */
	return h == 0 ? 1 : h;
}

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

/*
 * doublons(value): 0 when no two rows hold the same value, NULL apart; 1
 * when two do, or may: their hashes are alike, or there are more than its
 * bounded memory tells apart.
 */
static void
sql_doublons(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct vus *vus = sqlite3_aggregate_context(c, sizeof(*vus));
	uint64_t h, *p;

	(void)n;
	if (vus == NULL || vus->doublon ||
	    sqlite3_value_type(v[0]) == SQLITE_NULL)
		return;
	if (vus->n >= VUS_MAX / 4 * 3) {
		vus->doublon = 1;
		return;
	}
	if (agrandit(vus) == -1) {
		sqlite3_result_error_nomem(c);
		return;
	}
	h = hachage(v[0]);
	p = place(vus, h);
	vus->doublon = *p == h;
	vus->n += *p == 0;
	*p = h;
}

static void
sql_doublons_fin(sqlite3_context *c)
{
	struct vus *vus = sqlite3_aggregate_context(c, 0);

	sqlite3_result_int(c, vus != NULL && vus->doublon);
	if (vus != NULL)
		free(vus->h);
}

int
fonctions(sqlite3 *db)
{
	static const struct {
		const char *nom;
		int n;
		void (*simple)(sqlite3_context *, int, sqlite3_value **);
		void (*pas)(sqlite3_context *, int, sqlite3_value **);
		void (*fin)(sqlite3_context *);
		int (*bon)(const char *);
	} t[] = {
		{ "plie", 1, sql_plie, NULL, NULL, NULL },
		{ "identite", 3, sql_identite, NULL, NULL, NULL },
		{ "compact", 1, sql_compact, NULL, NULL, NULL },
		{ "uai_juste", 1, sql_test, NULL, NULL, uai_juste },
		{ "ine_juste", 1, sql_test, NULL, NULL, ine_juste },
		{ "doublons", 1, NULL, sql_doublons, sql_doublons_fin, NULL },
	};
	void *p;
	size_t i;
	int rc = SQLITE_OK;

	for (i = 0; i < NELEM(t) && rc == SQLITE_OK; i++) {
		p = *(void *const *)&t[i].bon;
		rc = sqlite3_create_function(db, t[i].nom, t[i].n,
		    SQLITE_UTF8 | SQLITE_DETERMINISTIC, p, t[i].simple,
		    t[i].pas, t[i].fin);
	}
	return rc;
}
