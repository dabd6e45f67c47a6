/*
 * saisie.c - what a person enters, line by line, becomes values of the
 * records it speaks of (m_valeur, m_retrait of reprise.c); the stage then
 * gets whole rows, and everything after that is as for a file.
 *
 * The pupils concerned are judged twice: as the base has them, to know what
 * was wrong before, and as entered.  Only what is new is held against what
 * was entered (imports.c).
 *
 * A line's champ is the BEE element's name, behind the way to its record:
 * CHAMP, SCOLARITE_AN_DERNIER/CHAMP, OPTION/N/CHAMP, DIVISION, GROUPES,
 * ADRESSE/CHAMP, RESPONSABLE/N/CHAMP, RESPONSABLE/N/ADRESSE/CHAMP.  Ours.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define PARTS_MAX 4
#define CHAMP_MAX 84
#define CLE_MAX   128
#define RIEN      "-"       /* empties a field, removes a row */
#define NOUVEAU   "NOUVEAU" /* what a record made here is called */

struct saisie {
	struct stage *sg;
	struct store *st;
	const struct options *o;
	int64_t rang; /* of the last row */
};

struct ligne {
	int64_t rang, numero, eleve;
	char champ[CHAMP_MAX]; /* in capitals, cut at each "/" */
	const char *part[PARTS_MAX];
	size_t nparts;
	const char *valeur; /* NULL: emptied, or not given (--relacher) */
	const char *regle;  /* what is wrong with it, or NULL */
};

/* Rows and values. */

/* The key of a row as text; keys in the order of its record. */
static int
key_join(const struct record *r, const char *const *keys, char *cle,
    struct fault *f)
{
	size_t i, n = 0, len = 0;
	int k;

	for (i = 0; i < r->nfields && keys[n] != NULL; i++) {
		if (!field_cle(&r->fields[i]))
			continue;
		k = snprintf(cle + len, CLE_MAX - len, "%s%s",
		    n == 0 ? "" : "/", keys[n]);
		if (k < 0 || (size_t)k >= CLE_MAX - len)
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
static int
value_put(struct saisie *s, struct ligne *l, const struct record *r,
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
static int
row_put(struct saisie *s, struct ligne *l, const struct record *r,
    const char *const *keys, char *cle, struct fault *f)
{
	size_t i, n = 0;
	int64_t id = 0;

	if (key_join(r, keys, cle, f) == -1)
		return -1;
	for (i = 0; i < r->nfields && keys[n] != NULL; i++) {
		if (!field_cle(&r->fields[i]))
			continue;
		if (n == 0 &&
		    (entier(keys[0], -INT64_MAX, INT64_MAX, &id) == -1 ||
			reprise_tete(s->st, r->fields[i].name, id, l->eleve,
			    l->numero, f) == -1))
			return -1;
		if (value_put(s, l, r, cle, r->fields[i].name, keys[n++], f) ==
		    -1)
			return -1;
	}
	return 0;
}

static int
row_remove(struct saisie *s, struct ligne *l, const struct record *r,
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

static const struct record *
record(const char *name)
{
	return format_record(&format_saisie, name);
}

/* Held values. */

static int
release(struct saisie *s, struct ligne *l, const struct record *r,
    const char *cle, const char *champ, const char *held, struct fault *f)
{
	int64_t owner = 0;

	if (store_int(s->st, &owner, f,
		"SELECT eleve_id FROM tenu WHERE element = ? AND cle = ? AND"
		" champ = ? ORDER BY eleve_id = ? DESC",
		"sssi", r->name, cle, champ, l->eleve) == -1)
		return -1;
	if (owner == l->eleve)
		return row_remove(s, l, record("tenu"), held, f);
	l->regle = owner == 0 ? "saisie-non-tenue" : "saisie-tenue-ailleurs";
	return 0;
}

/* After a value was entered: it is held, or what was held is now this. */
static int
hold(struct saisie *s, struct ligne *l, const struct record *r, const char *cle,
    const char *champ, const char *v, struct fault *f)
{
	const struct record *t = record("tenu");
	char eleve[24], held[CLE_MAX];
	const char *keys[] = { eleve, r->name, cle, champ, NULL };
	int64_t known = 0;

	(void)snprintf(eleve, sizeof(eleve), "%lld", (long long)l->eleve);
	if (key_join(t, keys, held, f) == -1)
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
	if (row_put(s, l, t, keys, held, f) == -1)
		return -1;
	return store_run(s->st, f,
	    "INSERT OR REPLACE INTO m_valeur VALUES ('tenu', ?, 'valeur', ?,"
	    " ?)",
	    "ssi", held, v, l->numero);
}

/* Fields. */

/* The field an element's name means, by its column or its path. */
static size_t
field_named(const struct record *r, const char *name)
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

/* A field of a row, which its last part names; row_put has been there. */
static int
field_put(struct saisie *s, struct ligne *l, const struct record *r,
    const char *cle, const char *name, struct fault *f)
{
	const struct field *fd;
	const char *v = l->valeur, *base = v;
	char file[LIT_MAX], lit[LIT_MAX];
	size_t k = field_named(r, name);

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
	if (!s->o->relacher && value_put(s, l, r, cle, fd->name, v, f) == -1)
		return -1;
	/* Of a set the whole row is held. */
	if (r->parent != NULL && strchr(cle, '/') != NULL)
		return hold(s, l, r, cle, "*", NULL, f);
	return hold(s, l, r, cle, fd->name, base, f);
}

/* Numbers. */

/*
 * The number that a label stands for in this file, one below all that are
 * there when it is the first time.
 */
static int
number_made(struct saisie *s, const char *table, const char *label, int64_t *id,
    struct fault *f)
{
	struct texte x = { 0 };
	const char *sql;
	int rc = -1;

	*id = 0;
	if (store_int(s->st, id, f,
		"SELECT id FROM m_etiquette WHERE nom = ? AND label = ?", "ss",
		table, label) == -1)
		return -1;
	if (*id != 0)
		return 0;
	texte_ajoute(&x,
	    "SELECT min((SELECT coalesce(min(%s_id), 0) FROM %s), (SELECT"
	    " coalesce(min(id), 0) FROM m_etiquette WHERE nom = ?), 0) - 1",
	    table, table);
	if ((sql = texte_fin(&x, f)) != NULL &&
	    store_int(s->st, id, f, sql, "s", table) == 0)
		rc = store_run(s->st, f,
		    "INSERT INTO m_etiquette VALUES (?, ?, ?)", "ssi", table,
		    label, *id);
	texte_libere(&x);
	return rc;
}

static int
is_new(const char *label)
{
	return strncmp(label, NOUVEAU, strlen(NOUVEAU)) == 0;
}

/* The pupil of a line: 1, or 0 and the rule. */
static int
pupil(struct saisie *s, struct ligne *l, const char *lu, struct fault *f)
{
	char label[CHAMP_MAX], id[24], cle[CLE_MAX];
	const char *keys[] = { id, NULL };
	size_t i;

	l->eleve = 0;
	if (lu == NULL) {
		l->regle = "saisie-sans-eleve";
		return 0;
	}
	for (i = 0; lu[i] != '\0' && i + 1 < sizeof(label); i++)
		label[i] = (char)toupper((unsigned char)lu[i]);
	label[i] = '\0';
	if (is_new(label) && !s->o->relacher) {
		if (number_made(s, "eleve", label, &l->eleve, f) == -1)
			return -1;
	} else if (entier(lu, -INT64_MAX, INT64_MAX, &l->eleve) == -1 ||
	    store_int(s->st, &l->eleve, f,
		"SELECT coalesce((SELECT eleve_id FROM eleve WHERE eleve_id ="
		" ?), 0)",
		"i", l->eleve) == -1)
		l->eleve = 0;
	if (l->eleve == 0) {
		l->regle = "saisie-inconnu";
		return 0;
	}
	(void)snprintf(id, sizeof(id), "%lld", (long long)l->eleve);
	return row_put(s, l, record("eleve"), keys, cle, f) == -1 ? -1 : 1;
}

/* Addresses. */

/* Has this record of the base an address that is its alone, made here? */
static int
own_address(struct saisie *s, int64_t id, int64_t *own, struct fault *f)
{
	*own = 0;
	return store_int(s->st, own, f,
	    "SELECT ?1 < 0 AND (SELECT count(*) FROM eleve WHERE adresse_id ="
	    " ?1) + (SELECT count(*) FROM personne WHERE adresse_id = ?1) = 1",
	    "i", id);
}

/* The address of a pupil or person: as entered, else the base's. */
static int
address_of(struct saisie *s, const struct record *r, const char *cle,
    int64_t *id, struct fault *f)
{
	struct texte x = { 0 };
	const char *sql;
	int rc = -1;

	*id = 0;
	texte_ajoute(&x,
	    "SELECT CAST(coalesce((SELECT valeur FROM m_valeur WHERE element ="
	    " ?1 AND cle = ?2 AND champ = 'adresse_id'), (SELECT adresse_id"
	    " FROM %s WHERE %s_id = CAST(?2 AS INTEGER)), 0) AS INTEGER)",
	    r->name, r->name);
	if ((sql = texte_fin(&x, f)) != NULL)
		rc = store_int(s->st, id, f, sql, "ss", r->name, cle);
	texte_libere(&x);
	return rc;
}

/* ADRESSE_ID, a number or a new address. */
static int
address_choose(struct saisie *s, struct ligne *l, const struct record *r,
    const char *cle, struct fault *f)
{
	char label[CLE_MAX + 16], id[24];
	const char *given = l->valeur;
	int64_t n = 0, own = 0;
	size_t i;
	int rc;

	for (i = 0; given != NULL && i < strlen(NOUVEAU); i++)
		if (toupper((unsigned char)given[i]) != NOUVEAU[i])
			break;
	if (given == NULL || i < strlen(NOUVEAU)) {
		if (given != NULL &&
		    entier(given, -INT64_MAX, INT64_MAX, &n) == 0 &&
		    store_int(s->st, &own, f,
			"SELECT EXISTS (SELECT 1 FROM adresse WHERE adresse_id"
			" = ?)",
			"i", n) == -1)
			return -1;
		if (n != 0 && !own) {
			l->regle = "saisie-adresse";
			return 0;
		}
		return field_put(s, l, r, cle, "ADRESSE_ID", f);
	}
	if (address_of(s, r, cle, &n, f) == -1 ||
	    own_address(s, n, &own, f) == -1)
		return -1;
	(void)snprintf(label, sizeof(label), "%s/%s", r->name, cle);
	if (!own && number_made(s, "adresse", label, &n, f) == -1)
		return -1;
	(void)snprintf(id, sizeof(id), "%lld", (long long)n);
	l->valeur = id;
	rc = field_put(s, l, r, cle, "ADRESSE_ID", f);
	l->valeur = given;
	return rc;
}

/* A field of the address of a pupil or person, who gets one for it. */
static int
address_field(struct saisie *s, struct ligne *l, const struct record *r,
    const char *cle, const char *name, struct fault *f)
{
	const struct record *a = record("adresse");
	char id[24], label[CLE_MAX + 16], there[CLE_MAX];
	const char *keys[] = { id, NULL };
	int64_t n;

	if (address_of(s, r, cle, &n, f) == -1)
		return -1;
	if (field_named(a, name) == (size_t)-1) {
		l->regle = "saisie-champ";
		return 0;
	}
	if (n == 0 && s->o->relacher) {
		l->regle = "saisie-non-tenue";
		return 0;
	}
	if (n == 0) {
		(void)snprintf(label, sizeof(label), "%s/%s", r->name, cle);
		if (number_made(s, "adresse", label, &n, f) == -1)
			return -1;
		(void)snprintf(id, sizeof(id), "%lld", (long long)n);
		if (value_put(s, l, r, cle, "adresse_id", id, f) == -1)
			return -1;
	}
	(void)snprintf(id, sizeof(id), "%lld", (long long)n);
	if (row_put(s, l, a, keys, there, f) == -1)
		return -1;
	return field_put(s, l, a, there, name, f);
}

/* The ways to a record. */

static int
on_pupil(struct saisie *s, struct ligne *l, const char *id, struct fault *f)
{
	const struct record *r = record("eleve");

	if (strcmp(l->part[0], "ADRESSE_ID") == 0)
		return address_choose(s, l, r, id, f);
	return field_put(s, l, r, id, l->part[0], f);
}

static int
on_last_year(struct saisie *s, struct ligne *l, const char *id, struct fault *f)
{
	const struct record *r = record("scolarite_an_dernier");
	const char *keys[] = { id, NULL };
	char cle[CLE_MAX];

	if (field_named(r, l->part[1]) != (size_t)-1 && !s->o->relacher &&
	    row_put(s, l, r, keys, cle, f) == -1)
		return -1;
	return field_put(s, l, r, id, l->part[1], f);
}

static int
on_option(struct saisie *s, struct ligne *l, const char *id, struct fault *f)
{
	const struct record *r = record("eleve_option");
	const char *keys[] = { id, l->part[1], NULL };
	char cle[CLE_MAX];
	int64_t n;

	if (entier(l->part[1], 1, 99, &n) == -1 ||
	    (l->nparts == 2 && l->valeur != NULL) ||
	    (l->nparts == 3 && field_named(r, l->part[2]) == (size_t)-1)) {
		l->regle = "saisie-champ";
		return 0;
	}
	if (key_join(r, keys, cle, f) == -1)
		return -1;
	if (s->o->relacher)
		return hold(s, l, r, cle, "*", NULL, f);
	if (l->nparts == 2)
		return row_remove(s, l, r, cle, f) == -1
		    ? -1
		    : hold(s, l, r, cle, "*", NULL, f);
	if (row_put(s, l, r, keys, cle, f) == -1)
		return -1;
	return field_put(s, l, r, cle, l->part[2], f);
}

static int
on_address(struct saisie *s, struct ligne *l, const char *id, struct fault *f)
{
	return address_field(s, l, record("eleve"), id, l->part[1], f);
}

/* All codes of one type: the division, or the groupes with "|" between. */
static int
place(struct saisie *s, struct ligne *l, const char *id, const char *type,
    struct fault *f)
{
	const struct record *r = record("eleve_structure");
	char code[64], set[64], cle[CLE_MAX];
	const char *keys[] = { id, type, code, NULL }, *p = l->valeur;
	size_t n;

	(void)snprintf(set, sizeof(set), "%s/%s", id, type);
	if (s->o->relacher)
		return hold(s, l, r, set, "*", NULL, f);
	if (store_run(s->st, f,
		"INSERT OR IGNORE INTO m_retrait SELECT 'eleve_structure',"
		" eleve_id || '/' || type_structure || '/' || code_structure"
		" FROM eleve_structure WHERE eleve_id = ? AND type_structure ="
		" ?",
		"is", l->eleve, type) == -1)
		return -1;
	for (; p != NULL && *p != '\0'; p += n + (p[n] == '|')) {
		n = type[0] == 'G' ? strcspn(p, "|") : strlen(p);
		(void)snprintf(code, sizeof(code), "%.*s", (int)n, p);
		if (n >= sizeof(code)) {
			l->regle = "saisie-code-long";
			return 0;
		}
		if (n > 0 &&
		    (key_join(r, keys, cle, f) == -1 ||
			store_run(s->st, f,
			    "DELETE FROM m_retrait WHERE element ="
			    " 'eleve_structure' AND cle = ?",
			    "s", cle) == -1 ||
			row_put(s, l, r, keys, cle, f) == -1))
			return -1;
	}
	return hold(s, l, r, set, "*", l->valeur, f);
}

static int
on_division(struct saisie *s, struct ligne *l, const char *id, struct fault *f)
{
	return place(s, l, id, "D", f);
}

static int
on_groupes(struct saisie *s, struct ligne *l, const char *id, struct fault *f)
{
	return place(s, l, id, "G", f);
}

/*
 * A responsable: known by number, or new by label.  *lie: linked to the pupil,
 * in the base or by this file.
 */
static int
person(struct saisie *s, struct ligne *l, int64_t *id, int64_t *lie,
    struct fault *f)
{
	int64_t n = 0;

	*id = *lie = 0;
	if (is_new(l->part[1]) && !s->o->relacher) {
		*lie = 1;
		return number_made(s, "personne", l->part[1], id, f);
	}
	if (entier(l->part[1], -INT64_MAX, INT64_MAX, &n) == -1)
		return 0;
	if (store_int(s->st, id, f,
		"SELECT personne_id FROM personne WHERE personne_id = ?", "i",
		n) == -1)
		return -1;
	return store_int(s->st, lie, f,
	    "SELECT EXISTS (SELECT 1 FROM responsable WHERE eleve_id = ?1 AND"
	    " personne_id = ?2) OR EXISTS (SELECT 1 FROM m_valeur WHERE element"
	    " = 'responsable' AND cle = ?1 || '/' || ?2)",
	    "ii", l->eleve, *id);
}

static int
person_field(struct saisie *s, struct ligne *l, const char *eleve,
    const char *id, struct fault *f)
{
	const struct record *lien = record("responsable");
	const struct record *p = record("personne");
	const char *keys[] = { eleve, id, NULL };
	const char *champ = l->part[2];
	char cle[CLE_MAX];

	if (key_join(lien, keys, cle, f) == -1)
		return -1;
	if (l->nparts == 4)
		return address_field(s, l, p, id, l->part[3], f);
	if (field_named(lien, champ) == (size_t)-1) {
		if (strcmp(champ, "ADRESSE_ID") == 0)
			return address_choose(s, l, p, id, f);
		return field_put(s, l, p, id, champ, f);
	}
	if (!s->o->relacher && row_put(s, l, lien, keys, cle, f) == -1)
		return -1;
	return field_put(s, l, lien, cle, champ, f);
}

static int
on_person(struct saisie *s, struct ligne *l, const char *eleve, struct fault *f)
{
	const struct record *lien = record("responsable");
	char id[24], cle[CLE_MAX], seul[CLE_MAX];
	const char *keys[] = { eleve, id, NULL }, *pkeys[] = { id, NULL };
	int64_t n, lie;

	if ((l->nparts == 2 && l->valeur != NULL) ||
	    (l->nparts == 4 && strcmp(l->part[2], "ADRESSE") != 0)) {
		l->regle = "saisie-champ";
		return 0;
	}
	if (person(s, l, &n, &lie, f) == -1)
		return -1;
	/* A known person becomes a responsable by a field of the link. */
	if (n == 0 ||
	    (!lie && !s->o->relacher &&
		!(l->nparts == 3 &&
		    field_named(lien, l->part[2]) != (size_t)-1))) {
		l->regle = "saisie-responsable";
		return 0;
	}
	(void)snprintf(id, sizeof(id), "%lld", (long long)n);
	if (key_join(lien, keys, cle, f) == -1)
		return -1;
	if (l->nparts == 2) {
		if (!s->o->relacher && row_remove(s, l, lien, cle, f) == -1)
			return -1;
		return hold(s, l, lien, cle, "*", NULL, f);
	}
	if (row_put(s, l, record("personne"), pkeys, seul, f) == -1 ||
	    (is_new(l->part[1]) && row_put(s, l, lien, keys, cle, f) == -1))
		return -1;
	return person_field(s, l, eleve, id, f);
}

/* All that the record holds. */
static int
on_all(struct saisie *s, struct ligne *l, const char *id, struct fault *f)
{
	(void)id;
	if (!s->o->relacher) {
		l->regle = "saisie-champ";
		return 0;
	}
	return store_run(s->st, f,
	    "INSERT OR IGNORE INTO m_retrait SELECT 'tenu', eleve_id || '/' ||"
	    " element || '/' || cle || '/' || champ FROM tenu WHERE eleve_id ="
	    " ?",
	    "i", l->eleve);
}

/* clang-format off */
static const struct chemin {
	const char *debut; /* NULL: whatever stands alone */
	size_t min, max;   /* parts */
	int (*fn)(struct saisie *, struct ligne *, const char *,
	    struct fault *);
} chemins[] = {
	{ "DIVISION", 1, 1, on_division },
	{ "GROUPES", 1, 1, on_groupes },
	{ "SCOLARITE_AN_DERNIER", 2, 2, on_last_year },
	{ "OPTION", 2, 3, on_option },
	{ "ADRESSE", 2, 2, on_address },
	{ "RESPONSABLE", 2, 4, on_person },
	{ "*", 1, 1, on_all },
	{ NULL, 1, 1, on_pupil },
};
/* clang-format on */

/* Lines. */

/* Capitals, cut at each "/"; -1 when it has too many parts or is too long. */
static int
cut(struct ligne *l, const char *champ)
{
	size_t i, n = strlen(champ);

	if (n == 0 || n >= sizeof(l->champ))
		return -1;
	l->nparts = 1;
	l->part[0] = l->champ;
	for (i = 0; i <= n; i++) {
		l->champ[i] = (char)toupper((unsigned char)champ[i]);
		if (champ[i] != '/')
			continue;
		if (l->nparts == PARTS_MAX)
			return -1;
		l->champ[i] = '\0';
		l->part[l->nparts++] = l->champ + i + 1;
	}
	for (i = 0; i < l->nparts; i++)
		if (l->part[i][0] == '\0')
			return -1;
	return 0;
}

static int
line_read(struct saisie *s, struct ligne *l, const char *champ, struct fault *f)
{
	const struct chemin *c;
	char id[24];

	if (champ == NULL || cut(l, champ) == -1) {
		l->regle = "saisie-champ";
		return 0;
	}
	(void)snprintf(id, sizeof(id), "%lld", (long long)l->eleve);
	for (c = chemins; c->debut != NULL; c++)
		if (strcmp(c->debut, l->part[0]) == 0)
			break;
	if (l->nparts < c->min || l->nparts > c->max) {
		l->regle = "saisie-champ";
		return 0;
	}
	return c->fn(s, l, id, f);
}

/* What a line says. */

static int
is_number(const char *v)
{
	size_t n = v[0] == '-';

	return v[n] != '\0' && v[n + strspn(v + n, "0123456789")] == '\0';
}

/* Is it of some field's name, or like one?  No person's has a "_". */
static int
is_field(const char *part)
{
	static const char signes[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
	const struct chemin *c;
	const struct record *r;
	char nom[CHAMP_MAX];
	size_t i, k, n;

	if (part[strspn(part, signes)] != '\0')
		return 0;
	if (strchr(part, '_') != NULL)
		return 1;
	for (c = chemins; c->debut != NULL; c++)
		if (strcmp(c->debut, part) == 0)
			return 1;
	for (i = 0; i < format_saisie.nrecords; i++) {
		r = &format_saisie.records[i];
		for (k = 0; k < r->nfields; k++) {
			for (n = 0; r->fields[k].name[n] != '\0' &&
			     n + 1 < sizeof(nom);
			     n++)
				nom[n] = (char)toupper(
				    (unsigned char)r->fields[k].name[n]);
			nom[n] = '\0';
			if (strstr(nom, part) != NULL)
				return 1;
		}
	}
	return 0;
}

static int
is_label(const char *v)
{
	char label[CHAMP_MAX] = { 0 };
	size_t i;

	for (i = 0; v[i] != '\0' && i + 1 < sizeof(label); i++)
		label[i] = (char)toupper((unsigned char)v[i]);
	label[i] = '\0';
	return is_new(label) &&
	    (label[strlen(NOUVEAU)] == '\0' ||
		is_number(label + strlen(NOUVEAU)));
}

/*
 * Its pupil and its field, as they stand: "élève 990001, OPTION/1".  What is
 * none may be a name that has strayed, and only its form is said.
 */
static void
line_says(struct texte *x, const struct ligne *l, const char *eleve,
    const char *champ)
{
	char dit[128];
	size_t i;
	int juste = l->nparts > 0;

	texte_vide(x);
	if (eleve == NULL)
		return;
	forme(eleve, dit, sizeof(dit));
	if (is_number(eleve) || is_label(eleve))
		texte_ajoute(x, "élève %s", eleve);
	else
		texte_ajoute(x, "élève (%s)", dit);
	if (l->eleve == 0)
		return;
	for (i = 0; i < l->nparts; i++)
		if (!is_number(l->part[i]) && !is_label(l->part[i]) &&
		    !is_field(l->part[i]))
			juste = 0;
	forme(champ == NULL ? "" : champ, dit, sizeof(dit));
	if (!juste)
		texte_ajoute(x, ", (%s)", dit);
	for (i = 0; juste && i < l->nparts; i++)
		texte_ajoute(x, "%s%s", i == 0 ? ", " : "/", l->part[i]);
}

/* What became of a line: nothing more to say, or a rule. */
static int
line_mark(struct saisie *s, const struct ligne *l, const char *dit,
    struct fault *f)
{
	const struct rule *r = l->regle == NULL ? NULL : rule_find(l->regle);

	if (l->eleve != 0 && r != NULL && r->gravite == G_REJET &&
	    store_run(s->st, f, "INSERT OR IGNORE INTO m_groupe VALUES (?, ?)",
		"ii", l->eleve, l->rang) == -1)
		return -1;
	return store_run(s->st, f, "INSERT INTO m_ligne VALUES (?, ?, ?, ?)",
	    "iiss", l->rang, l->eleve, l->regle, dit);
}

static int
lines_read(struct saisie *s, struct fault *f)
{
	struct ligne l = { 0 };
	struct texte dit = { 0 };
	struct query *q;
	const char *v;
	int rc;

	/* An address is chosen before its lines are filled in. */
	q = query_open(s->st,
	    "SELECT rang, ligne, eleve_id, champ, valeur FROM s_saisie ORDER"
	    " BY upper(champ) NOT LIKE '%ADRESSE_ID', rang",
	    f);
	if (q == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		l.rang = query_int(q, 0);
		l.numero = query_int(q, 1);
		l.regle = NULL;
		l.nparts = 0;
		v = query_text(q, 4);
		l.valeur = v == NULL || s->o->relacher || strcmp(v, RIEN) == 0
		    ? NULL
		    : v;
		if ((rc = pupil(s, &l, query_text(q, 2), f)) == 1)
			rc = v == NULL && !s->o->relacher
			    ? 0
			    : line_read(s, &l, query_text(q, 3), f);
		if (rc != -1)
			line_says(&dit, &l, query_text(q, 2), query_text(q, 3));
		if (rc == -1 || (v = texte_fin(&dit, f)) == NULL ||
		    line_mark(s, &l, v, f) == -1) {
			rc = -1;
			break;
		}
	}
	query_close(q);
	texte_libere(&dit);
	if (rc == -1)
		return -1;
	/* No record of which not one line is right. */
	return store_exec(s->st,
	    "DELETE FROM m_tete WHERE eleve NOT IN (SELECT eleve FROM m_ligne"
	    " WHERE regle IS NULL OR regle = 'saisie-non-tenue');"
	    "INSERT INTO s_neuf SELECT nom, id FROM m_etiquette",
	    f);
}

/* What was wrong before. */
static int
judge_before(struct saisie *s, struct fault *f)
{
	int64_t n = 0;

	if (store_int(s->st, &n, f,
		"SELECT coalesce(max(n), 0) FROM s_anomalie", "") == -1 ||
	    reprise_pose(s->sg, 0, &s->rang, f) == -1 ||
	    stage_judge(s->sg, f) == -1 ||
	    store_run(s->st, f,
		"CREATE TEMP TABLE m_deja AS SELECT DISTINCT regle, element,"
		" cle, champ FROM s_anomalie WHERE n > ?",
		"i", n) == -1)
		return -1;
	return stage_oublie(s->sg, n, f);
}

/* What remains of the lines is what is wrong with them. */
static int
lines_leave(struct saisie *s, struct fault *f)
{
	struct table *t = stage_table(s->sg, "saisie");

	if (store_exec(s->st,
		"DELETE FROM s_saisie WHERE rang IN (SELECT rang FROM m_ligne"
		" WHERE regle IS NULL)",
		f) == -1)
		return -1;
	return store_int(s->st, &t->lus, f,
	    "SELECT count(*) FROM s_saisie JOIN m_ligne USING (rang) WHERE"
	    " regle <> 'saisie-non-tenue'",
	    "");
}

int
saisie_compose(struct stage *sg, const struct options *o, struct fault *f)
{
	struct saisie s = { sg, sg->st, o, 0 };

	if (reprise_ouvre(s.st, f) == -1 ||
	    store_exec(s.st,
		"CREATE TEMP TABLE m_ligne (rang INTEGER PRIMARY KEY, eleve"
		" INTEGER, regle TEXT, dit TEXT);"
		"CREATE TEMP TABLE m_etiquette (nom TEXT, label TEXT, id"
		" INTEGER, PRIMARY KEY (nom, label)) WITHOUT ROWID",
		f) == -1 ||
	    store_int(s.st, &s.rang, f,
		"SELECT coalesce(max(rang), 0) FROM s_saisie", "") == -1 ||
	    lines_read(&s, f) == -1 || saisie_niveaux(s.st, f) == -1 ||
	    judge_before(&s, f) == -1 || reprise_pose(sg, 1, &s.rang, f) == -1)
		return -1;
	return lines_leave(&s, f);
}
