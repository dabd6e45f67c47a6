/*
 * discret.c - what of an anomaly may be shown where others look.
 *
 * A stream may be a log: names, birth dates, INE, addresses and phones are
 * shown there by their form only, unless a person asked (-v) at a terminal.
 */
#include <string.h>

#include "sconet.h"

/* The record and field an anomaly is about. */
const struct record *
stage_record(const struct stage *sg, const char *element)
{
	const struct table *t = stage_table(sg, element);

	return t == NULL ? NULL : t->rec;
}

const struct field *
stage_champ(const struct stage *sg, const char *element, const char *champ)
{
	return record_champ(stage_record(sg, element), champ);
}

void
majuscules(const char *s, char *buf, size_t n)
{
	size_t i;

	for (i = 0; s != NULL && s[i] != '\0' && i + 1 < n; i++)
		buf[i] = (char)(s[i] >= 'a' && s[i] <= 'z' ? s[i] - 32 : s[i]);
	buf[i] = '\0';
}

/* "ELEVE_ID", "CODE_STRUCTURE/CODE_MEF": what the key is made of. */
void
discret_cle(const struct stage *sg, const char *element, char *buf, size_t n)
{
	const struct table *t = stage_table(sg, element);
	char nom[64];
	size_t i, len = 0;

	buf[0] = '\0';
	for (i = 0; t != NULL && i < t->rec->nfields; i++) {
		if (!field_cle(&t->rec->fields[i]))
			continue;
		if (t->rec->fields[i].path != NULL &&
		    t->rec->fields[i].path[0] == '=' && len == 0)
			continue;
		majuscules(t->rec->fields[i].name, nom, sizeof(nom));
		if (len + strlen(nom) + 2 > n)
			break;
		len += (size_t)snprintf(buf + len, n - len, "%s%s",
		    len == 0 ? "" : "/", nom);
	}
}

void
report_message(const char *m, const char *v, char *buf, size_t n)
{
	const char *p = strstr(m, "%s");

	if (v == NULL)
		v = "(vide)";
	if (p == NULL)
		(void)snprintf(buf, n, "%s", m);
	else
		(void)snprintf(buf, n, "%.*s%s%s", (int)(p - m), m, v, p + 2);
}

#define CODE_COURT 8  /* bytes: of a division, whatever is in it */
#define CODE_LONG  32 /* bytes */
#define MOT_COURT  5  /* letters */

#define INE_LONGUEUR 11

/* An INE may stand anywhere; a MEF is as long, but of digits alone. */
static int
is_ine(const char *v, size_t n)
{
	char ine[INE_LONGUEUR + 1];

	if (n != INE_LONGUEUR || strspn(v, "0123456789") >= n)
		return 0;
	memcpy(ine, v, n);
	ine[n] = '\0';
	return ine_forme(ine) != INE_FAUX;
}

/* Codes and numbers are short, or of capitals, digits and a few signs. */
static int
is_code(const char *v, size_t n)
{
	size_t i;

	if (is_ine(v, n) || (n > 1 && v[0] == '+'))
		return 0; /* a national number, or one to ring */
	for (i = 0; i < n && n > CODE_COURT; i++)
		if (strchr("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ._+-", v[i]) ==
		    NULL)
			return 0;
	return n <= CODE_LONG;
}

/*
 * Letters alone, and more than of SEGPA or small ones after a capital, may be
 * somebody's name; one of small letters is a word of ours.
 */
static int
is_word(const char *v)
{
	size_t i, petites = 0;

	for (i = 0; v[i] != '\0'; i++) {
		if (v[i] >= '0' && v[i] <= '9')
			return 0;
		petites += v[i] >= 'a' && v[i] <= 'z';
	}
	return (i > MOT_COURT || petites > 0) && petites < i;
}

void
report_montre(const char *v, char *buf, size_t n)
{
	size_t k = strlen(v);

	/* What should be a word of ours begins with a small letter. */
	if ((k > 0 && v[0] >= 'a' && v[0] <= 'z' &&
		strpbrk(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == NULL) ||
	    (is_code(v, k) && strpbrk(v, "0123456789") != NULL))
		(void)snprintf(buf, n, "%.40s", v);
	else
		forme(v, buf, n);
	utf8_propre(buf);
}

const char *
record_personne(const struct record *r)
{
	size_t i;

	if (r->flags & R_AILLEURS)
		return NULL;
	for (i = 0; i < r->nfields; i++) {
		if (!(r->fields[i].flags & F_KEY))
			continue;
		if (strcmp(r->fields[i].name, "eleve_id") == 0)
			return "eleve";
		if (strcmp(r->fields[i].name, "personne_id") == 0)
			return "personne";
		return NULL;
	}
	return NULL;
}

/* No field of it, nor of what it belongs to, is personal: divisions, MEF. */
int
record_impersonnel(const struct record *r)
{
	const struct record *parent = NULL;
	size_t i;

	if (r == NULL || record_personne(r) != NULL)
		return 0;
	for (i = 0; i < r->nfields; i++)
		if (r->fields[i].flags & F_PERSO)
			return 0;
	if (r->parent != NULL)
		parent = formats_record(r->parent);
	return parent == NULL || record_impersonnel(parent);
}

/* Is it one of the codes that the base has? */
static int
is_known(struct store *st, const struct field *fd, const char *valeur)
{
	static const struct {
		const char *champ, *table, *sql;
	} listes[] = {
		{ "code_structure", "structure",
		    "SELECT EXISTS (SELECT 1 FROM structure WHERE"
		    " code_structure = ?)" },
		{ "code_mef", "mef",
		    "SELECT EXISTS (SELECT 1 FROM mef WHERE code_mef = ?)" },
		{ "decision", "base",
		    "SELECT ? IN ('AFFECTE', 'LISTE', 'REFUSE')" },
	};
	struct fault f = { 0 };
	int64_t connu = 0;
	size_t i;

	for (i = 0; i < NELEM(listes); i++)
		if (strcmp(listes[i].champ, fd->name) == 0 &&
		    store_int(st, &connu, &f,
			"SELECT 1 FROM sqlite_schema WHERE name = ?", "s",
			listes[i].table) == 0 &&
		    connu &&
		    (store_int(st, &connu, &f, listes[i].sql, "s", valeur) ==
			    -1 ||
			!connu))
			return 0;
	return connu != 0;
}

/* Two values that contradict each other, of "CETTE, ici AUTRE"; or NULL. */
#define ICI  ", ici "
#define RIEN "vide"
static const char *
second(const struct rule *r, const char *valeur)
{
	const char *ici = r == &rules_communes.r[RC_CONFLIT] && valeur != NULL
	    ? strstr(valeur, ICI)
	    : NULL;

	return ici == NULL ? NULL : ici + strlen(ICI);
}

/*
 * What is not even of its field's form may be anything, and so may a code of
 * somebody that is none.
 */
static int
masks(struct store *st, const struct rule *r, const struct record *rec,
    const struct field *fd, const char *valeur)
{
	if (fd->flags & F_PERSO)
		return 1;
	if (r->genre == RG_TYPE && r != &rules_communes.r[RC_CLE_LONGUE] &&
	    r != &rules_communes.r[RC_CONFLIT])
		return 1;
	return fd->type == FT_CODE && valeur != NULL &&
	    (!is_code(valeur, strlen(valeur)) || is_word(valeur)) &&
	    !record_impersonnel(rec) && !is_known(st, fd, valeur);
}

int
discret_masque(struct store *st, const struct rule *r, const struct record *rec,
    const struct field *fd, const char *valeur)
{
	const char *autre = second(r, valeur);
	char la[200];

	if (fd == NULL)
		return 0;
	if (autre == NULL)
		return masks(st, r, rec, fd, valeur);
	(void)snprintf(la, sizeof(la), "%.*s",
	    (int)(autre - valeur) - (int)strlen(ICI), valeur);
	return (strcmp(la, RIEN) != 0 && masks(st, r, rec, fd, la)) ||
	    (strcmp(autre, RIEN) != 0 && masks(st, r, rec, fd, autre));
}

/* Of one of two values the form in brackets, or that there is none. */
static void
one_form(const char *valeur, char *buf, size_t n)
{
	char dit[200];

	if (strcmp(valeur, RIEN) == 0) {
		(void)snprintf(buf, n, "%s", RIEN);
		return;
	}
	forme(valeur, dit, sizeof(dit));
	(void)snprintf(buf, n, "(%.150s)", dit);
}

/* The form of a value, in brackets where a message has it in its midst. */
void
discret_forme(const struct rule *r, const char *valeur, char *buf, size_t n)
{
	const char *autre = second(r, valeur);
	char dit[200], la[200];

	if (autre != NULL) {
		(void)snprintf(la, sizeof(la), "%.*s",
		    (int)(autre - valeur) - (int)strlen(ICI), valeur);
		one_form(la, dit, sizeof(dit));
		one_form(autre, la, sizeof(la));
		(void)snprintf(buf, n, "%s" ICI "%s", dit, la);
		return;
	}
	forme(valeur, dit, sizeof(dit));
	(void)snprintf(buf, n, strstr(r->message, "%s") == NULL ? "%s" : "(%s)",
	    dit);
}

#define HACHE       64 /* letters of a SHA-256 */
#define HACHE_COURT 12 /* of it that are shown */

/* Of a hash its beginning; else all, but what may be somebody's. */
static int
shown_part(char *buf, size_t size, const char *part, int tout, const char *tu)
{
	size_t n = strlen(part);
	char dit[96];

	if (n == HACHE && strspn(part, "0123456789abcdef") == n)
		return snprintf(buf, size, "%.*s…", HACHE_COURT, part);
	if ((tu == NULL || strcmp(part, tu) != 0) &&
	    (tout || is_code(part, n) || part[0] == '('))
		return snprintf(buf, size, "%s", part);
	forme(part, dit, sizeof(dit));
	return snprintf(buf, size, "(%s)", dit);
}

/*
 * Keys, parts joined by "/" and keys by ", ", without what is no code, nor
 * the value that is masked beside them, if any.
 */
void
discret_cles(const char *cles, int tout, const char *tu, char *buf, size_t size)
{
	char part[256];
	size_t n, k = 0;
	int len;

	buf[0] = '\0';
	while (*cles != '\0' && k + 1 < size) {
		n = strcspn(cles, "/,");
		(void)snprintf(part, sizeof(part), "%.*s", (int)n, cles);
		len = shown_part(buf + k, size - k, part, tout, tu);
		k += len < 0 ? 0 : (size_t)len;
		cles += n;
		n = strspn(cles, "/, ");
		if (k + n < size && n > 0) {
			memcpy(buf + k, cles, n);
			buf[k += n] = '\0';
		}
		cles += n;
	}
}

void
report_texte(const struct stage *sg, const struct rule *r, const char *element,
    const char *champ, const char *valeur, char *buf, size_t n)
{
	report_dit(sg->st, r, stage_record(sg, element),
	    stage_champ(sg, element, champ), valeur, buf, n);
}

void
report_dit(struct store *st, const struct rule *r, const struct record *rec,
    const struct field *fd, const char *valeur, char *buf, size_t n)
{
	char v[256] = "";

	if (valeur != NULL && discret_masque(st, r, rec, fd, valeur))
		discret_forme(r, valeur, v, sizeof(v));
	else if (valeur != NULL)
		(void)snprintf(v, sizeof(v), "%.200s", valeur);
	utf8_propre(v);
	report_message(r->message, valeur == NULL ? NULL : v, buf, n);
	utf8_propre(buf);
}
