/*
 * saisie_rangs.c - what a line of a saisie puts into m_valeur, m_retrait and
 * tenu: rows, the values of their fields, what is held of them.
 */
#include <string.h>

#include "sconet.h"

/* The key of a row as text; keys in the order of its record. */
int
saisie_cle(const struct record *r, const char *const *keys, char *cle,
    struct fault *f)
{
	size_t i, n = 0, len = 0;
	int k;

	for (i = 0; i < r->nfields && keys[n] != NULL; i++) {
		if (!field_cle(&r->fields[i]))
			continue;
		k = snprintf(cle + len, SAISIE_CLE - len, "%s%s",
		    n == 0 ? "" : "/", keys[n]);
		if (k < 0 || (size_t)k >= SAISIE_CLE - len)
			return fault_set(f, "bogue", 0, "clé trop longue");
		len += (size_t)k;
		n++;
	}
	return 0;
}

/*
 * A value of a row; the same one twice is once, another one is a mistake, and
 * so is one of a row that goes.
 */
int
saisie_valeur(struct saisie *s, struct saisie_ligne *l, const struct record *r,
    const char *cle, const char *champ, const char *v, struct fault *f)
{
	int64_t differs = 0;

	if (store_int(s->st, &differs, f,
		"SELECT EXISTS (SELECT 1 FROM m_valeur WHERE element = ?2 AND"
		" cle = ?3 AND champ = ?4 AND valeur IS NOT ?1) OR EXISTS"
		" (SELECT 1 FROM m_retrait WHERE element = ?2 AND cle = ?3)",
		"ssss", v, r->name, cle, champ) == -1)
		return -1;
	if (differs)
		l->regle = "saisie-double";
	return store_run(s->st, f,
	    "INSERT OR IGNORE INTO m_valeur VALUES (?, ?, ?, ?, ?)", "ssssi",
	    r->name, cle, champ, v, l->numero);
}

/* The row of that key is wanted, and made where the base has none. */
int
saisie_rang(struct saisie *s, struct saisie_ligne *l, const struct record *r,
    const char *const *keys, char *cle, struct fault *f)
{
	size_t i, n = 0;
	int64_t id = 0;

	if (saisie_cle(r, keys, cle, f) == -1)
		return -1;
	for (i = 0; i < r->nfields && keys[n] != NULL; i++) {
		if (!field_cle(&r->fields[i]))
			continue;
		if (n == 0 &&
		    (entier(keys[0], -INT64_MAX, INT64_MAX, &id) == -1 ||
			reprise_tete(s->st, r->fields[i].name, id, l->eleve,
			    l->numero, f) == -1))
			return -1;
		if (saisie_valeur(s, l, r, cle, r->fields[i].name, keys[n++],
			f) == -1)
			return -1;
	}
	return 0;
}

int
saisie_retrait(struct saisie *s, struct saisie_ligne *l, const struct record *r,
    const char *cle, struct fault *f)
{
	int64_t given = 0;

	if (store_int(s->st, &given, f,
		"SELECT EXISTS (SELECT 1 FROM m_valeur WHERE element = ? AND"
		" cle = ?)",
		"ss", r->name, cle) == -1)
		return -1;
	if (given)
		l->regle = "saisie-double";
	return store_run(s->st, f,
	    "INSERT OR IGNORE INTO m_retrait VALUES (?, ?)", "ss", r->name,
	    cle);
}

const struct record *
saisie_record(const char *name)
{
	return format_record(&format_saisie, name);
}

/* Held values. */

static int
release(struct saisie *s, struct saisie_ligne *l, const struct record *r,
    const char *cle, const char *champ, const char *held, struct fault *f)
{
	int64_t owner = 0;

	if (store_int(s->st, &owner, f,
		"SELECT eleve_id FROM tenu WHERE element = ? AND cle = ? AND"
		" champ = ? ORDER BY eleve_id = ? DESC",
		"sssi", r->name, cle, champ, l->eleve) == -1)
		return -1;
	if (owner == l->eleve)
		return saisie_retrait(s, l, saisie_record("tenu"), held, f);
	l->regle = owner == 0 ? "saisie-non-tenue" : "saisie-tenue-ailleurs";
	return 0;
}

/* After a value was entered: it is held, or what was held is now this. */
int
saisie_tient(struct saisie *s, struct saisie_ligne *l, const struct record *r,
    const char *cle, const char *champ, const char *v, struct fault *f)
{
	const struct record *t = saisie_record("tenu");
	char eleve[24], held[SAISIE_CLE];
	const char *keys[] = { eleve, r->name, cle, champ, NULL };
	int64_t known = 0;

	(void)snprintf(eleve, sizeof(eleve), "%lld", (long long)l->eleve);
	if (saisie_cle(t, keys, held, f) == -1)
		return -1;
	if (s->o->relacher)
		return release(s, l, r, cle, champ, held, f);
	if (store_int(s->st, &known, f,
		"SELECT 1 FROM tenu WHERE eleve_id = ? AND element = ? AND cle"
		" = ? AND champ = ?",
		"isss", l->eleve, r->name, cle, champ) == -1)
		return -1;
	if (!known && !s->o->tenir)
		return 0;
	if (saisie_rang(s, l, t, keys, held, f) == -1)
		return -1;
	return store_run(s->st, f,
	    "INSERT OR REPLACE INTO m_valeur VALUES ('tenu', ?, 'valeur', ?,"
	    " ?)",
	    "ssi", held, v, l->numero);
}

/* Fields. */

/* The field an element's name means, by its column or its path. */
size_t
saisie_colonne(const struct record *r, const char *name)
{
	const struct field *fd;
	const char *last;
	size_t i, k;

	for (i = 0; i < r->nfields; i++) {
		fd = &r->fields[i];
		if (fd->path == NULL)
			continue;
		last = strrchr(fd->path, '/');
		last = last == NULL ? fd->path : last + 1;
		last += *last == '@';
		if (strcmp(last, name) != 0)
			continue;
		k = record_field(r, fd->name);
		return r->fields[k].flags & F_KEY ? (size_t)-1 : k;
	}
	return (size_t)-1;
}

/* A field of a row, which its last part names; saisie_rang has been there. */
int
saisie_champ(struct saisie *s, struct saisie_ligne *l, const struct record *r,
    const char *cle, const char *name, struct fault *f)
{
	const struct field *fd;
	const char *v = l->valeur, *base = v;
	char file[LIT_MAX], lit[LIT_MAX];
	size_t k = saisie_colonne(r, name);

	if (k == (size_t)-1) {
		l->regle = "saisie-champ";
		return 0;
	}
	fd = &r->fields[k];
	if (v == NULL && (fd->flags & F_KEEP) && !s->o->relacher) {
		l->regle = "saisie-gardee";
		return 0;
	}
	if (v != NULL) {
		/* a date as -n and scripts write it is one, too */
		if (fd->type == FT_DATE_FR)
			v = field_ecrit(fd, v, file);
		base = field_lit(fd, v, lit);
	}
	if (!s->o->relacher &&
	    saisie_valeur(s, l, r, cle, fd->name, v, f) == -1)
		return -1;
	/* Of a set the whole row is held. */
	if (r->parent != NULL && strchr(cle, '/') != NULL)
		return saisie_tient(s, l, r, cle, "*", NULL, f);
	return saisie_tient(s, l, r, cle, fd->name, base, f);
}
