/*
 * remplace.c - --remplace A=B of repartition, as lines.
 */
#include <string.h>

#include "sconet.h"

/*
 * --remplace A=B as the lines it stands for, so that it is judged, shown and
 * archived like any répartition.
 */
static char *
lines_of(struct base *b, const char *ancienne, const char *nouvelle,
    const char *jour, struct fault *f)
{
	struct texte x = { 0 };
	struct query *q;
	int64_t connue = 0;
	int rc = -1;

	if (store_int(b->st, &connue, f,
		"SELECT 1 FROM division WHERE code_structure = ?", "s",
		ancienne) == -1)
		return NULL;
	if (!connue) {
		fault_set(f, "usage", 0,
		    "--remplace : la division %s est inconnue", ancienne);
		return NULL;
	}
	texte_ajoute(&x, "# %s %s\neleve_id\tdivision\n", b->uai, b->annee);
	q = query_open(b->st,
	    "SELECT eleve_id FROM eleve_structure JOIN eleve USING (eleve_id)"
	    " WHERE type_structure = 'D' AND code_structure = ? AND"
	    " (date_sortie IS NULL OR date_sortie > ?) ORDER BY 1",
	    f);
	if (q != NULL && query_bind(q, f, "ss", ancienne, jour) == 0)
		while ((rc = query_step(q, f)) == 1)
			texte_ajoute(&x, "%s\t%s\n", query_text(q, 0),
			    nouvelle);
	query_close(q);
	if (rc == -1 || texte_fin(&x, f) == NULL) {
		texte_libere(&x);
		return NULL;
	}
	return x.s;
}

char *
repartition_remplace(const struct options *o, struct fault *f)
{
	const char *egal = strchr(o->remplace, '=');
	char ancienne[16], jour[20], *texte = NULL;
	struct base b;
	int n;

	n = egal == NULL ? -1
			 : snprintf(ancienne, sizeof(ancienne), "%.*s",
			       (int)(egal - o->remplace), o->remplace);
	if (n <= 0 || (size_t)n >= sizeof(ancienne) || egal[1] == '\0') {
		fault_set(f, "usage", 0, "--remplace ANCIENNE=NOUVELLE");
		return NULL;
	}
	if (options_date(o, jour, f) == -1 ||
	    door_base(&b, o, ROLE_ETAB, o->uai, o->annee, f) == -1)
		return NULL;
	texte = lines_of(&b, ancienne, egal + 1, jour, f);
	base_close(&b);
	return texte;
}
