/*
 * lecture.c - a base that is only looked at: read-only, so that nobody waits
 * for it, and seen as it was at one moment.
 */
#include <stdlib.h>

#include "sconet.h"

int
lecture_chemin(struct base *b, const struct options *o, const char *chemin,
    unsigned roles, struct fault *f)
{
	if (base_open(b, chemin, STORE_LECTURE, o->attente, f) == -1 ||
	    base_a_jour(b, f) == -1)
		return -1;
	return base_du_role(b, roles, f);
}

int
lecture_ouvre(struct base *b, const struct options *o, unsigned roles,
    struct fault *f)
{
	char *path = NULL;
	int rc;

	if (o->base == NULL)
		return fault_set(f, "base-manque", 0, NULL);
	if (base_trouve(o->base, roles, o->uai, o->annee, &path, f) == -1)
		return -1;
	rc = lecture_chemin(b, o, path, roles, f) == -1
	    ? -1
	    : base_voulue(b, o->uai, o->annee, f);
	free(path);
	return rc;
}

/*
 * The views of a base count for the day of its table compte.  A temporary
 * table of that name comes before it for temporary views alone: all views are
 * made once more as such.
 */
int
lecture_jour(struct store *st, const char *jour, struct fault *f)
{
	char *vues = NULL;
	int rc = -1;

	if (store_exec(st,
		"CREATE TEMP TABLE compte (id INTEGER PRIMARY KEY,"
		" date_effectif TEXT NOT NULL)",
		f) == -1 ||
	    store_run(st, f, "INSERT INTO temp.compte VALUES (1, ?)", "s",
		jour) == -1 ||
	    store_text(st, &vues, f,
		"SELECT group_concat('CREATE TEMP' || substr(sql, 7), ';')"
		" FROM main.sqlite_schema WHERE type = 'view'",
		"") == -1)
		return -1;
	if (vues != NULL)
		rc = store_exec(st, vues, f);
	free(vues);
	return rc == -1 ? -1 : store_begin_temp(st, f);
}
