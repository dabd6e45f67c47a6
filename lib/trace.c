/*
 * trace.c - what an exchange changed, value by value, for the journal: read
 * from the differences (diff.c) while both states are still there.
 */
#include "sconet.h"

static int
modified(struct stage *sg, const struct record *r, int64_t numero,
    struct fault *f)
{
	struct texte x = { 0 };
	size_t i;

	for (i = 0; i < r->nfields; i++) {
		if (!field_contenu(&r->fields[i]))
			continue;
		texte_ajoute(&x,
		    "INSERT INTO changement SELECT NULL, %lld, '%s', ",
		    (long long)numero, r->name);
		stage_cle(&x, r, "s");
		texte_ajoute(&x, ", 'M', '%s', b.%s, ", r->fields[i].name,
		    r->fields[i].name);
		stage_valeur(&x, &r->fields[i]);
		texte_ajoute(&x, " FROM d_%s d JOIN s_%s s ON ", r->name,
		    r->name);
		stage_accord(&x, r, "s", "d");
		texte_ajoute(&x, " JOIN %s b ON ", r->name);
		stage_accord(&x, r, "b", "d");
		texte_ajoute(&x, " WHERE d.etat = 'M' AND ");
		stage_valeur(&x, &r->fields[i]);
		texte_ajoute(&x, " IS NOT b.%s", r->fields[i].name);
		if (store_texte(sg->st, &x, f) == -1)
			return -1;
	}
	return 0;
}

/* Rows added to or removed from the set of a record that was there. */
static int
of_set(struct stage *sg, const struct record *r, int64_t numero,
    const char *etat, const char *from, struct fault *f)
{
	const struct record *p = stage_table(sg, r->parent)->rec;
	struct texte x = { 0 };
	size_t i;
	int before = etat[0] == 'R';

	texte_ajoute(&x, "INSERT INTO changement SELECT NULL, %lld, '%s', ",
	    (long long)numero, r->name);
	stage_cle(&x, r, "d");
	/* The row is shown whole: key fields are in cle already. */
	texte_ajoute(&x, ", '%s', NULL, %strim(''", etat,
	    before ? "" : "NULL, ");
	for (i = 0; i < r->nfields; i++)
		if (field_contenu(&r->fields[i]))
			texte_ajoute(&x,
			    " || coalesce(upper('%s') || '=' || v.%s || ' ',"
			    " '')",
			    r->fields[i].name, r->fields[i].name);
	texte_ajoute(&x, ")%s FROM d_%s d JOIN %s%s v ON ",
	    before ? ", NULL" : "", r->name, from, r->name);
	stage_accord(&x, r, "v", "d");
	texte_ajoute(&x,
	    " WHERE d.etat = '%s' AND NOT EXISTS (SELECT 1 FROM d_%s a WHERE"
	    " a.etat = 'A' AND ",
	    etat, p->name);
	stage_accord(&x, p, "a", "d");
	texte_ajoute(&x, ")");
	stage_constantes(&x, r, "d");
	return store_texte(sg->st, &x, f);
}

static int
closed(struct stage *sg, const struct record *r, int64_t numero,
    struct fault *f)
{
	struct texte x = { 0 };

	texte_ajoute(&x, "INSERT INTO changement SELECT NULL, %lld, '%s', ",
	    (long long)numero, r->name);
	stage_cle(&x, r, "d");
	texte_ajoute(&x,
	    ", CASE d.etat WHEN 'F' THEN 'F' ELSE 'M' END, 'ferme',"
	    " b.ferme, 1 - b.ferme FROM d_%s d JOIN %s b ON ",
	    r->name, r->name);
	stage_accord(&x, r, "b", "d");
	texte_ajoute(&x, " WHERE d.etat = 'F' OR b.ferme = 1");
	return store_texte(sg->st, &x, f);
}

static int
trace(struct stage *sg, size_t i, int64_t numero, struct fault *f)
{
	const struct record *r = &sg->fmt->records[i];
	const struct table *p;
	int64_t empty = 0;

	if (stage_vide(sg, r, &empty, f) == -1)
		return -1;
	if (!empty && sg->de[i]->rec == r &&
	    (modified(sg, r, numero, f) == -1 ||
		((r->flags & R_FERME) && closed(sg, r, numero, f) == -1)))
		return -1;
	if (r->parent == NULL || (p = stage_table(sg, r->parent)) == NULL)
		return 0;
	if (!empty && of_set(sg, r, numero, "R", "", f) == -1)
		return -1;
	if (stage_vide(sg, p->rec, &empty, f) == -1)
		return -1;
	return empty ? 0 : of_set(sg, r, numero, "A", "s_", f);
}

int
stage_trace(struct stage *sg, int64_t numero, struct fault *f)
{
	size_t i;

	for (i = 0; i < sg->fmt->nrecords; i++)
		if (sg->de[i] != NULL &&
		    !(sg->fmt->records[i].flags & R_STAGE) &&
		    trace(sg, i, numero, f) == -1)
			return -1;
	return store_run(sg->st, f,
	    "INSERT INTO changement SELECT NULL, ?, element, cle, 'M',"
	    " champ, avant, apres FROM s_autre",
	    "i", numero);
}
