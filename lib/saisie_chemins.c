/*
 * saisie_chemins.c - the ways that a champ leads to a record: what stands at
 * its end, which numbers those have that are made here.
 */
#include <ctype.h>
#include <string.h>

#include "sconet.h"

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

int
saisie_neuf(const char *label)
{
	return strncmp(label, SAISIE_NEUF, strlen(SAISIE_NEUF)) == 0;
}

/* The pupil of a line: 1, or 0 and the rule. */
int
saisie_eleve(struct saisie *s, struct saisie_ligne *l, const char *lu,
    struct fault *f)
{
	char label[SAISIE_CHAMP], id[24], cle[SAISIE_CLE];
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
	if (saisie_neuf(label) && !s->o->relacher) {
		if (number_made(s, "eleve", label, &l->eleve, f) == -1)
			return -1;
	} else if (entier(lu, -INT64_MAX, INT64_MAX, &l->eleve) == -1)
		l->eleve = 0;
	else if (store_int(s->st, &l->eleve, f,
		     "SELECT coalesce((SELECT eleve_id FROM eleve WHERE"
		     " eleve_id = ?), 0)",
		     "i", l->eleve) == -1)
		return -1;
	if (l->eleve == 0) {
		l->regle = "saisie-inconnu";
		return 0;
	}
	(void)snprintf(id, sizeof(id), "%lld", (long long)l->eleve);
	return saisie_rang(s, l, saisie_record("eleve"), keys, cle, f) == -1
	    ? -1
	    : 1;
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
address_choose(struct saisie *s, struct saisie_ligne *l, const struct record *r,
    const char *cle, struct fault *f)
{
	char label[SAISIE_CLE + 16], id[24];
	const char *given = l->valeur;
	int64_t n = 0, own = 0;
	size_t i;
	int rc;

	for (i = 0; given != NULL && i < strlen(SAISIE_NEUF); i++)
		if (toupper((unsigned char)given[i]) != SAISIE_NEUF[i])
			break;
	if (given == NULL || i < strlen(SAISIE_NEUF)) {
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
		return saisie_champ(s, l, r, cle, "ADRESSE_ID", f);
	}
	if (address_of(s, r, cle, &n, f) == -1 ||
	    own_address(s, n, &own, f) == -1)
		return -1;
	(void)snprintf(label, sizeof(label), "%s/%s", r->name, cle);
	if (!own && number_made(s, "adresse", label, &n, f) == -1)
		return -1;
	(void)snprintf(id, sizeof(id), "%lld", (long long)n);
	l->valeur = id;
	rc = saisie_champ(s, l, r, cle, "ADRESSE_ID", f);
	l->valeur = given;
	return rc;
}

/* A field of the address of a pupil or person, who gets one for it. */
static int
address_field(struct saisie *s, struct saisie_ligne *l, const struct record *r,
    const char *cle, const char *name, struct fault *f)
{
	const struct record *a = saisie_record("adresse");
	char id[24], label[SAISIE_CLE + 16], there[SAISIE_CLE];
	const char *keys[] = { id, NULL };
	int64_t n;

	if (address_of(s, r, cle, &n, f) == -1)
		return -1;
	if (saisie_colonne(a, name) == (size_t)-1) {
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
		if (saisie_valeur(s, l, r, cle, "adresse_id", id, f) == -1)
			return -1;
	}
	(void)snprintf(id, sizeof(id), "%lld", (long long)n);
	if (saisie_rang(s, l, a, keys, there, f) == -1)
		return -1;
	return saisie_champ(s, l, a, there, name, f);
}

/* The ways to a record. */

static int
on_pupil(struct saisie *s, struct saisie_ligne *l, const char *id,
    struct fault *f)
{
	const struct record *r = saisie_record("eleve");

	if (strcmp(l->part[0], "ADRESSE_ID") == 0)
		return address_choose(s, l, r, id, f);
	return saisie_champ(s, l, r, id, l->part[0], f);
}

static int
on_last_year(struct saisie *s, struct saisie_ligne *l, const char *id,
    struct fault *f)
{
	const struct record *r = saisie_record("scolarite_an_dernier");
	const char *keys[] = { id, NULL };
	char cle[SAISIE_CLE];

	if (saisie_colonne(r, l->part[1]) != (size_t)-1 && !s->o->relacher &&
	    saisie_rang(s, l, r, keys, cle, f) == -1)
		return -1;
	return saisie_champ(s, l, r, id, l->part[1], f);
}

static int
on_option(struct saisie *s, struct saisie_ligne *l, const char *id,
    struct fault *f)
{
	const struct record *r = saisie_record("eleve_option");
	const char *keys[] = { id, l->part[1], NULL };
	char cle[SAISIE_CLE];
	int64_t n;

	if (entier(l->part[1], 1, 99, &n) == -1 ||
	    (l->nparts == 2 && l->valeur != NULL) ||
	    (l->nparts == 3 && saisie_colonne(r, l->part[2]) == (size_t)-1)) {
		l->regle = "saisie-champ";
		return 0;
	}
	if (saisie_cle(r, keys, cle, f) == -1)
		return -1;
	if (s->o->relacher)
		return saisie_tient(s, l, r, cle, "*", NULL, f);
	if (l->nparts == 2)
		return saisie_retrait(s, l, r, cle, f) == -1
		    ? -1
		    : saisie_tient(s, l, r, cle, "*", NULL, f);
	if (saisie_rang(s, l, r, keys, cle, f) == -1)
		return -1;
	return saisie_champ(s, l, r, cle, l->part[2], f);
}

static int
on_address(struct saisie *s, struct saisie_ligne *l, const char *id,
    struct fault *f)
{
	return address_field(s, l, saisie_record("eleve"), id, l->part[1], f);
}

/* All codes of one type: the division, or the groupes with "|" between. */
static int
place(struct saisie *s, struct saisie_ligne *l, const char *id,
    const char *type, struct fault *f)
{
	const struct record *r = saisie_record("eleve_structure");
	char code[64], set[64], cle[SAISIE_CLE];
	const char *keys[] = { id, type, code, NULL }, *p = l->valeur;
	size_t n;

	(void)snprintf(set, sizeof(set), "%s/%s", id, type);
	if (s->o->relacher)
		return saisie_tient(s, l, r, set, "*", NULL, f);
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
		    (saisie_cle(r, keys, cle, f) == -1 ||
			store_run(s->st, f,
			    "DELETE FROM m_retrait WHERE element ="
			    " 'eleve_structure' AND cle = ?",
			    "s", cle) == -1 ||
			saisie_rang(s, l, r, keys, cle, f) == -1))
			return -1;
	}
	return saisie_tient(s, l, r, set, "*", l->valeur, f);
}

static int
on_division(struct saisie *s, struct saisie_ligne *l, const char *id,
    struct fault *f)
{
	return place(s, l, id, "D", f);
}

static int
on_groupes(struct saisie *s, struct saisie_ligne *l, const char *id,
    struct fault *f)
{
	return place(s, l, id, "G", f);
}

/*
 * A responsable: known by number, or new by label.  *lie: linked to the pupil,
 * in the base or by this file.
 */
static int
person(struct saisie *s, struct saisie_ligne *l, int64_t *id, int64_t *lie,
    struct fault *f)
{
	int64_t n = 0;

	*id = *lie = 0;
	if (saisie_neuf(l->part[1]) && !s->o->relacher) {
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
person_field(struct saisie *s, struct saisie_ligne *l, const char *eleve,
    const char *id, struct fault *f)
{
	const struct record *lien = saisie_record("responsable");
	const struct record *p = saisie_record("personne");
	const char *keys[] = { eleve, id, NULL };
	const char *champ = l->part[2];
	char cle[SAISIE_CLE];

	if (saisie_cle(lien, keys, cle, f) == -1)
		return -1;
	if (l->nparts == 4)
		return address_field(s, l, p, id, l->part[3], f);
	if (saisie_colonne(lien, champ) == (size_t)-1) {
		if (strcmp(champ, "ADRESSE_ID") == 0)
			return address_choose(s, l, p, id, f);
		return saisie_champ(s, l, p, id, champ, f);
	}
	if (!s->o->relacher && saisie_rang(s, l, lien, keys, cle, f) == -1)
		return -1;
	return saisie_champ(s, l, lien, cle, champ, f);
}

static int
on_person(struct saisie *s, struct saisie_ligne *l, const char *eleve,
    struct fault *f)
{
	const struct record *lien = saisie_record("responsable");
	char id[24], cle[SAISIE_CLE], seul[SAISIE_CLE];
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
		    saisie_colonne(lien, l->part[2]) != (size_t)-1))) {
		l->regle = "saisie-responsable";
		return 0;
	}
	(void)snprintf(id, sizeof(id), "%lld", (long long)n);
	if (saisie_cle(lien, keys, cle, f) == -1)
		return -1;
	if (l->nparts == 2) {
		if (!s->o->relacher && saisie_retrait(s, l, lien, cle, f) == -1)
			return -1;
		return saisie_tient(s, l, lien, cle, "*", NULL, f);
	}
	if (saisie_rang(s, l, saisie_record("personne"), pkeys, seul, f) ==
		-1 ||
	    (saisie_neuf(l->part[1]) &&
		saisie_rang(s, l, lien, keys, cle, f) == -1))
		return -1;
	return person_field(s, l, eleve, id, f);
}

/* All that the record holds. */
static int
on_all(struct saisie *s, struct saisie_ligne *l, const char *id,
    struct fault *f)
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
	int (*fn)(struct saisie *, struct saisie_ligne *, const char *,
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

/* Capitals, cut at each "/"; -1 when it has too many parts or is too long. */
static int
cut(struct saisie_ligne *l, const char *champ)
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
		if (l->nparts == SAISIE_PARTS)
			return -1;
		l->champ[i] = '\0';
		l->part[l->nparts++] = l->champ + i + 1;
	}
	for (i = 0; i < l->nparts; i++)
		if (l->part[i][0] == '\0')
			return -1;
	return 0;
}

int
saisie_chemin(struct saisie *s, struct saisie_ligne *l, const char *champ,
    struct fault *f)
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

int
saisie_mene(const char *part)
{
	const struct chemin *c;

	for (c = chemins; c->debut != NULL; c++)
		if (strcmp(c->debut, part) == 0)
			return 1;
	return 0;
}
