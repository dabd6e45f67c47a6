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
report_montre(const char *v, char *buf, size_t n)
{
	if (forme_vaut(FO_COURT, v) || forme_vaut(FO_NOMBRE, v) ||
	    forme_vaut(FO_MEF, v) || forme_vaut(FO_UAI, v))
		forme_ou(1, v, buf, n);
	else
		forme(v, buf, n);
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

/*
 * Is it one of the codes that the base has, from before the last exchange?
 * That one may have brought it in itself.
 */
static int
is_known(struct store *st, const char *valeur)
{
#define CONNU(table, champ) \
	{ \
		table, \
		    "SELECT EXISTS (SELECT 1 FROM " table " WHERE " champ \
		    " = ? AND cree < (SELECT coalesce(max(numero), 0) FROM" \
		    " echange))" \
	}
	static const struct {
		const char *table, *sql;
	} listes[] = {
		CONNU("division", "code_structure"),
		CONNU("groupe", "code_structure"),
		CONNU("mef", "code_mef"),
		CONNU("matiere", "code_matiere"),
		CONNU("matiere", "code_gestion"),
		CONNU("nomenclature", "code"),
		CONNU("bea_etab", "uai"),
	};
	struct fault f = { 0 };
	int64_t connu = 0;
	size_t i;

	for (i = 0; i < NELEM(listes); i++)
		if (store_int(st, &connu, &f,
			"SELECT EXISTS (SELECT 1 FROM main.sqlite_schema WHERE"
			" name = ?)",
			"s", listes[i].table) == 0 &&
		    connu &&
		    store_int(st, &connu, &f, listes[i].sql, "s", valeur) ==
			0 &&
		    connu)
			return 1;
	return 0;
}

int
discret_montre(struct store *st, const struct field *fd, const char *valeur)
{
	return !(fd->flags & F_PERSO) &&
	    (forme_vaut(field_forme(fd), valeur) || is_known(st, valeur));
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

/* What is not even of its field's form may be anything. */
static int
masks(struct store *st, const struct rule *r, const struct field *fd,
    const char *valeur)
{
	if (r->genre == RG_TYPE && r != &rules_communes.r[RC_CLE_LONGUE] &&
	    r != &rules_communes.r[RC_CONFLIT])
		return 1;
	return valeur != NULL && !discret_montre(st, fd, valeur);
}

/* Of the envelope, each part has its own form; others are words of ours. */
static int
masks_envelope(const struct rule *r, const char *valeur)
{
	static const struct {
		size_t regle;
		enum forme_code forme;
	} formes[] = { { RC_UAI, FO_UAI }, { RC_VERSION, FO_VERSION },
		{ RC_HORODATAGE, FO_HORO } };
	size_t i;

	for (i = 0; i < NELEM(formes); i++)
		if (r == &rules_communes.r[formes[i].regle])
			return !forme_vaut(formes[i].forme, valeur);
	return 0;
}

/*
 * The next word of a value that a rule put together, with the blanks before
 * it; those that the rule itself says are ours, and so are codes and numbers.
 * dit gets it, or its form; 1: its form.
 */
static int
one_word(struct store *st, const struct rule *r, const char **v, char *dit,
    size_t n)
{
	static const char signes[] = " ,.:;()";
	char mot[160];
	size_t avant = strspn(*v, signes), k = strcspn(*v + avant, " ,;()");
	int ours;

	while (k > 0 && strchr(".:", (*v)[avant + k - 1]) != NULL)
		k--;
	(void)snprintf(mot, sizeof(mot), "%.*s", (int)k, *v + avant);
	ours = k == 0 || strstr(r->valeur, mot) != NULL ||
	    strcmp(mot, "?") == 0 || strcmp(mot, "et") == 0 ||
	    forme_vaut(FO_CLE, mot) || forme_vaut(FO_DATE, mot) ||
	    forme_vaut(FO_HORO, mot) || is_known(st, mot);
	(void)snprintf(dit, n, "%.*s", (int)avant, *v);
	*v += avant + k;
	avant = strlen(dit);
	if (ours)
		(void)snprintf(dit + avant, n - avant, "%s", mot);
	else
		forme(mot, dit + avant, n - avant);
	return !ours;
}

/* What a program of ours has put together with care: saisie, bascule. */
static int
is_said(const struct rule *r)
{
	return strcmp(r->valeur, "m.dit") == 0 ||
	    strcmp(r->valeur, "s.raison") == 0 ||
	    strncmp(r->valeur, "regle_dit(", strlen("regle_dit(")) == 0;
}

/* In "MESSAGE (CODE)", how long what that rule of ours says is, or 0. */
static size_t
rule_sentence(const char *valeur)
{
	const char *p = strrchr(valeur, '('), *blanc;
	const struct rule *r;
	char mot[64];
	size_t n;

	if (p == NULL)
		return 0;
	(void)snprintf(mot, sizeof(mot), "%.*s", (int)strcspn(p + 1, ")"),
	    p + 1);
	if ((r = rule_find(mot)) == NULL)
		return 0;
	blanc = strstr(r->message, "%s");
	n = blanc == NULL ? strlen(r->message) : (size_t)(blanc - r->message);
	if (strncmp(valeur, r->message, n) != 0)
		return 0;
	return blanc == NULL ? strlen(valeur) : n;
}

/*
 * In "3, CODE : SENTENCE ...", how long what a refusal of ours says is; 0: it
 * is another's sentence, that begins at *debut.
 */
static size_t
our_sentence(const char *valeur, size_t *debut)
{
	const char *p = strstr(valeur, " : "), *code = p, *dit;
	char mot[64];
	size_t n = rule_sentence(valeur);

	if (n > 0)
		return n;
	*debut = strspn(valeur, "0123456789");
	*debut += strspn(valeur + *debut, " ,(");
	if (p == NULL)
		return 0;
	while (code > valeur && strchr(" ,(", code[-1]) == NULL)
		code--;
	(void)snprintf(mot, sizeof(mot), "%.*s", (int)(p - code), code);
	dit = fault_texte(mot);
	if (dit == NULL && rule_find(mot) == NULL)
		return 0;
	p += strlen(" : ");
	*debut = (size_t)(p - valeur);
	n = dit == NULL ? 0 : strlen(dit);
	return n > 0 && strncmp(p, dit, n) == 0 ? *debut + n : 0;
}

/*
 * Why a send is refused: the sentence of the code stays, with what is masked
 * in it; one of another program is masked as a whole.
 */
static int
masks_reason(struct store *st, const struct rule *r, const char *valeur,
    char *buf, size_t n)
{
	char dit[200];
	size_t debut = 0, k = our_sentence(valeur, &debut), lettres = 0;
	const char *c;
	int len, masque = 0;

	for (c = valeur + debut; *c != '\0'; c++)
		lettres += ((unsigned char)*c & 0xC0) != 0x80;
	for (c = valeur + debut; k == 0 && *c != '\0';)
		masque |= one_word(st, r, &c, dit, sizeof(dit));
	if (k == 0 && !masque)
		k = strlen(valeur);
	if (k == 0 && valeur[debut] != '\0') {
		(void)snprintf(buf, n,
		    "%.*stexte de %zu caractères, voir le compte rendu",
		    (int)debut, valeur, lettres);
		return 1;
	}
	(void)snprintf(buf, n, "%.*s", (int)k, valeur);
	k = strlen(buf);
	for (valeur += k; *valeur != '\0' && k < n;) {
		masque |= one_word(st, r, &valeur, dit, sizeof(dit));
		len = snprintf(buf + k, n - k, "%s", dit);
		k += len < 0 ? 0 : (size_t)len;
	}
	return masque;
}

/* Is there one in it that is not ours?  buf: what may be said of it. */
static int
masks_words(struct store *st, const struct rule *r, const char *valeur,
    char *buf, size_t n)
{
	char dit[200];
	size_t k = 0;
	int len, masque = 0;

	buf[0] = '\0';
	if (strstr(r->valeur, "s.motif") != NULL)
		return masks_reason(st, r, valeur, buf, n);
	while (*valeur != '\0' && k < n && !is_said(r)) {
		masque |= one_word(st, r, &valeur, dit, sizeof(dit));
		len = snprintf(buf + k, n - k, "%s", dit);
		k += len < 0 ? 0 : (size_t)len;
	}
	return masque;
}

int
discret_masque(struct store *st, const struct rule *r, const struct field *fd,
    const char *valeur)
{
	const char *autre = second(r, valeur);
	char la[200];

	if (fd != NULL && (fd->flags & F_PERSO))
		return 1;
	if (r->valeur != NULL && valeur != NULL)
		return masks_words(st, r, valeur, la, sizeof(la));
	if (fd == NULL)
		return valeur != NULL && masks_envelope(r, valeur);
	if (autre == NULL)
		return masks(st, r, fd, valeur);
	(void)snprintf(la, sizeof(la), "%.*s",
	    (int)(autre - valeur) - (int)strlen(ICI), valeur);
	return (strcmp(la, RIEN) != 0 && masks(st, r, fd, la)) ||
	    (strcmp(autre, RIEN) != 0 && masks(st, r, fd, autre));
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
discret_forme(struct store *st, const struct rule *r, const struct field *fd,
    const char *valeur, char *buf, size_t n)
{
	const char *autre = second(r, valeur);
	char dit[200], la[200];

	if (r->valeur != NULL && (fd == NULL || !(fd->flags & F_PERSO))) {
		(void)masks_words(st, r, valeur, buf, n);
		return;
	}
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
shown_part(struct store *st, const struct field *fd, const char *part,
    const char *tu, char *buf, size_t size)
{
	size_t n = strlen(part);
	char dit[160];
	int montre;

	if (n == HACHE && strspn(part, "0123456789abcdef") == n)
		return snprintf(buf, size, "%.*s…", HACHE_COURT, part);
	montre = (tu == NULL || strcmp(part, tu) != 0) &&
	    (fd == NULL || field_forme(fd) == FO_LIBRE
		    ? (fd == NULL || !(fd->flags & F_PERSO)) &&
			(forme_vaut(FO_CLE, part) || is_known(st, part))
		    : discret_montre(st, fd, part));
	forme_ou(montre || strcmp(part, "?") == 0 ||
		strcmp(part, "(fichier)") == 0,
	    part, dit, sizeof(dit));
	return snprintf(buf, size, "%s", dit);
}

/* The fields of the key; how many. */
static size_t
key_fields(const struct record *rec, const struct field **champs, size_t n)
{
	size_t i, k = 0;

	for (i = 0; rec != NULL && i < rec->nfields && k < n; i++)
		if (field_cle(&rec->fields[i]))
			champs[k++] = &rec->fields[i];
	return k;
}

size_t
cle_part(const char *cle, size_t plus)
{
	size_t n = strcspn(cle, "/");

	for (; plus > 0 && cle[n] != '\0'; plus--)
		n += 1 + strcspn(cle + n + 1, "/");
	return n;
}

/*
 * What has too many parts begins with one that has a "/" itself, or is not
 * shown at all; a key of too few is not that of the record.
 */
static size_t
one_key(struct store *st, const struct record *rec, const char *cle,
    const char *tu, char *buf, size_t size)
{
	const struct field *champs[8] = { NULL };
	size_t i, n, k = 0, vus = 1, nchamps = key_fields(rec, champs, 8);
	char part[256];
	int len;

	for (i = 0; cle[i] != '\0'; i++)
		vus += cle[i] == '/';
	if (vus < nchamps)
		nchamps = 0;
	if (nchamps > 1 && vus > nchamps && !forme_vaut(FO_CLE, cle)) {
		forme_ou(0, cle, buf, size);
		return strlen(buf);
	}
	buf[0] = '\0';
	for (i = 0; k + 1 < size; i++, cle += n + 1) {
		n = cle_part(cle, i == 0 && nchamps > 0 ? vus - nchamps : 0);
		(void)snprintf(part, sizeof(part), "%.*s", (int)n, cle);
		len = shown_part(st, i < nchamps ? champs[i] : NULL, part, tu,
		    buf + k, size - k);
		k += len < 0 ? 0 : (size_t)len;
		if (cle[n] == '\0' || k + 1 >= size)
			break;
		buf[k++] = '/';
		buf[k] = '\0';
	}
	return k < size ? k : size - 1;
}

void
discret_cles(struct store *st, const struct record *rec, const char *cles,
    const char *tu, char *buf, size_t size)
{
	char cle[512];
	size_t n, k = 0;

	buf[0] = '\0';
	for (; k + 1 < size; cles += n + 1) {
		n = strcspn(cles, CLES_ENTRE);
		(void)snprintf(cle, sizeof(cle), "%.*s", (int)n, cles);
		k += one_key(st, rec, cle, tu, buf + k, size - k);
		if (cles[n] == '\0' || k + 3 >= size)
			break;
		k += (size_t)snprintf(buf + k, size - k, ", ");
	}
}

void
report_texte(const struct stage *sg, const struct rule *r, const char *element,
    const char *champ, const char *valeur, char *buf, size_t n)
{
	report_dit(sg->st, r, stage_champ(sg, element, champ), valeur, buf, n);
}

void
report_dit(struct store *st, const struct rule *r, const struct field *fd,
    const char *valeur, char *buf, size_t n)
{
	char v[256] = "";

	if (valeur != NULL && discret_masque(st, r, fd, valeur))
		discret_forme(st, r, fd, valeur, v, sizeof(v));
	else if (valeur != NULL)
		(void)snprintf(v, sizeof(v), "%.200s", valeur);
	utf8_propre(v);
	texte_message(r->message, valeur == NULL ? NULL : v, buf, n);
	utf8_propre(buf);
}
