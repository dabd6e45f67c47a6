/*
 * report.c - what is said: lines on a stream, the compte rendu as XML.
 *
 * A stream may be a log: names, birth dates, INE, addresses and phones are
 * shown there by their form only, unless a person asked (-v) at a terminal.
 * The compte rendu, which only the school reads, names everybody.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

#define CLES_MAX    10 /* records named on one line */
#define GROUPES_MAX 20 /* lines of one rule */

void
json_texte(FILE *out, const char *s)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n;

	if (s == NULL) {
		fputs("null", out);
		return;
	}
	fputc('"', out);
	while (*p != '\0') {
		if (*p < 0x80) {
			if (*p == '"' || *p == '\\')
				fputc('\\', out);
			fprintf(out, *p < 0x20 ? "\\u%04x" : "%c", *p);
			p++;
		} else if ((n = utf8_suite((const char *)p)) > 0) {
			fwrite(p, 1, n, out);
			p += n;
		} else {
			fputs("\\ufffd", out); /* a file's name may be bytes */
			p++;
		}
	}
	fputc('"', out);
}

static void
json_champ(FILE *out, const char *sep, const char *nom, const char *v)
{
	fprintf(out, "%s\"%s\":", sep, nom);
	json_texte(out, v);
}

void
report_fault(FILE *err, const struct options *o, const char *fichier,
    const struct fault *f)
{
	char where[32] = "";

	if (f->kind == NULL || f->discret)
		return;
	if (o->json) {
		json_champ(err, "{", "programme", o->prog);
		json_champ(err, ",", "fichier", fichier);
		fprintf(err, ",\"ligne\":%ld", f->line);
		json_champ(err, ",", "code", f->kind->code);
		fprintf(err, ",\"statut\":%d", f->kind->status);
		json_champ(err, ",", "texte", f->kind->texte);
		json_champ(err, ",", "detail", f->detail);
		json_champ(err, ",", "remede", f->kind->remede);
		fputs("}\n", err);
		return;
	}
	if (f->line > 0)
		(void)snprintf(where, sizeof(where), "%ld:", f->line);
	fprintf(err, "%s: %s:%s %s: %s%s%s%s%s\n", o->prog, fichier, where,
	    f->kind->code, f->kind->texte, f->detail[0] == '\0' ? "" : " : ",
	    f->detail, f->kind->remede == NULL ? "" : " ; ",
	    f->kind->remede == NULL ? "" : f->kind->remede);
}

void
report_note(FILE *err, const struct options *o, const char *code,
    const char *text)
{
	if (o->json) {
		json_champ(err, "{", "programme", o->prog);
		json_champ(err, ",", "code", code);
		json_champ(err, ",", "texte", text);
		fputs("}\n", err);
		return;
	}
	fprintf(err, "%s: -: %s: %s\n", o->prog, code, text);
}

/* The record and field an anomaly is about. */
static const struct record *
record_of(const struct stage *sg, const char *element)
{
	const struct table *t = stage_table(sg, element);

	return t == NULL ? NULL : t->rec;
}

static const struct field *
field_of(const struct stage *sg, const char *element, const char *champ)
{
	const struct table *t = stage_table(sg, element);
	size_t k;

	if (t == NULL || champ == NULL)
		return NULL;
	k = record_field(t->rec, champ);
	return k == (size_t)-1 ? NULL : &t->rec->fields[k];
}

static void
upper(const char *s, char *buf, size_t n)
{
	size_t i;

	for (i = 0; s[i] != '\0' && i + 1 < n; i++)
		buf[i] = (char)(s[i] >= 'a' && s[i] <= 'z' ? s[i] - 32 : s[i]);
	buf[i] = '\0';
}

/* "ELEVE_ID", "CODE_STRUCTURE/CODE_MEF": what the key is made of. */
static void
key_name(const struct stage *sg, const char *element, char *buf, size_t n)
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
		upper(t->rec->fields[i].name, nom, sizeof(nom));
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

static const char *
person_of(const struct record *r)
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
static int
is_nobody(const struct record *r)
{
	const struct record *parent = NULL;
	size_t i;

	if (r == NULL || person_of(r) != NULL)
		return 0;
	for (i = 0; i < r->nfields; i++)
		if (r->fields[i].flags & F_PERSO)
			return 0;
	if (r->parent != NULL)
		parent = formats_record(r->parent);
	return parent == NULL || is_nobody(parent);
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

/*
 * What is not even of its field's form may be anything, and so may a code of
 * somebody that is none.
 */
static int
is_masked(struct store *st, const struct rule *r, const struct record *rec,
    const struct field *fd, const char *valeur)
{
	if (fd == NULL)
		return 0;
	if ((fd->flags & F_PERSO) ||
	    (r->genre == RG_TYPE && r != &rules_communes.r[RC_CLE_LONGUE]))
		return 1;
	return fd->type == FT_CODE && valeur != NULL &&
	    (!is_code(valeur, strlen(valeur)) || is_word(valeur)) &&
	    !is_nobody(rec) && !is_known(st, fd, valeur);
}

/* The form of a value, in brackets where a message has it in its midst. */
static void
shown_form(const struct rule *r, const char *valeur, char *buf, size_t n)
{
	char dit[200];

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
static void
shown_keys(const char *cles, int tout, const char *tu, char *buf, size_t size)
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
	report_dit(sg->st, r, record_of(sg, element),
	    field_of(sg, element, champ), valeur, buf, n);
}

void
report_dit(struct store *st, const struct rule *r, const struct record *rec,
    const struct field *fd, const char *valeur, char *buf, size_t n)
{
	char v[256] = "";

	if (valeur != NULL && is_masked(st, r, rec, fd, valeur))
		shown_form(r, valeur, v, sizeof(v));
	else if (valeur != NULL)
		(void)snprintf(v, sizeof(v), "%.200s", valeur);
	utf8_propre(v);
	report_message(r->message, valeur == NULL ? NULL : v, buf, n);
	utf8_propre(buf);
}

/* What became of it: a child row goes alone, a record goes whole. */
static const char *
suite(const struct stage *sg, const struct rule *r, const char *element,
    enum gravite g)
{
	const struct table *t = stage_table(sg, element);

	if (sg->etabli)
		return "rien n'est changé";
	if (r->entree & REGLE_FAIT)
		return "pris en compte";
	if (sg->sortant && g == G_REJET && sg->fmt->root != NULL)
		return "fiche non envoyée";
	if (sg->sortant)
		return gravite_sortie(g);
	if (g == G_REJET && t != NULL && t->rec->parent != NULL &&
	    !(t->rec->flags & R_COMPTE) && sg->fmt->root != NULL)
		return "ligne ignorée";
	return gravite_suite(g);
}

struct ligne {
	const struct rule *rule;
	enum gravite gravite;
	const char *element, *champ, *valeur, *cles;
	int64_t ligne, nombre, montrees;
};

static void
say(FILE *err, const struct options *o, const struct stage *sg,
    const char *fichier, const struct ligne *l, int montre)
{
	const struct field *fd = field_of(sg, l->element, l->champ);
	const char *remede = rule_remede(l->rule, sg->remedes);
	char cle[128], nom[64] = "", v[256] = "", text[768], where[32] = "";
	char cles[2048];
	const struct record *rec = record_of(sg, l->element);
	int masque = !montre && is_masked(sg->st, l->rule, rec, fd, l->valeur);

	if (montre)
		(void)snprintf(cles, sizeof(cles), "%s", l->cles);
	else
		shown_keys(l->cles, is_nobody(rec), masque ? l->valeur : NULL,
		    cles, sizeof(cles));
	utf8_propre(cles);

	key_name(sg, l->element, cle, sizeof(cle));
	if (l->champ != NULL)
		upper(l->champ, nom, sizeof(nom));
	if (l->valeur != NULL) {
		if (masque)
			shown_form(l->rule, l->valeur, v, sizeof(v));
		else
			(void)snprintf(v, sizeof(v), "%.200s", l->valeur);
	}
	utf8_propre(v);
	report_message(l->rule->message, l->valeur == NULL ? NULL : v, text,
	    sizeof(text));
	utf8_propre(text);
	if (o->json) {
		json_champ(err, "{", "programme", o->prog);
		json_champ(err, ",", "fichier", fichier);
		fprintf(err, ",\"ligne\":%lld", (long long)l->ligne);
		json_champ(err, ",", "code", l->rule->code);
		json_champ(err, ",", "element", l->element);
		json_champ(err, ",", "cle", cle);
		json_champ(err, ",", "cles", cles);
		fprintf(err, ",\"nombre\":%lld", (long long)l->nombre);
		json_champ(err, ",", "champ", nom);
		json_champ(err, ",", masque ? "forme" : "valeur",
		    l->valeur == NULL ? NULL : v);
		json_champ(err, ",", "texte", text);
		json_champ(err, ",", "suite",
		    suite(sg, l->rule, l->element, l->gravite));
		json_champ(err, ",", "remede", remede);
		fputs("}\n", err);
		return;
	}
	if (l->ligne > 0)
		(void)snprintf(where, sizeof(where),
		    "%lld:", (long long)l->ligne);
	fprintf(err, "%s: %s:%s %s: %s%s%s", o->prog, fichier, where,
	    l->rule->code, cle, *cle == '\0' ? "" : " ", cles);
	if (l->nombre > l->montrees)
		fprintf(err, " et %lld autres",
		    (long long)(l->nombre - l->montrees));
	if (nom[0] != '\0' && strstr(cle, nom) == NULL)
		fprintf(err, ", %s", nom);
	fprintf(err, ": %s", text);
	if (v[0] != '\0' && strstr(l->rule->message, "%s") == NULL &&
	    l->champ != NULL)
		fprintf(err, masque ? " (%s)" : " « %s »", v);
	fprintf(err, " ; %s ; %s\n", suite(sg, l->rule, l->element, l->gravite),
	    remede);
}

static const char groupes[] =
    "SELECT g.regle, g.gravite, g.element, g.champ, g.valeur, g.ligne, g.n,"
    " (SELECT group_concat(cle, ', ') FROM (SELECT DISTINCT cle FROM"
    " s_anomalie a WHERE a.regle = g.regle AND a.gravite = g.gravite AND"
    " a.element = g.element AND a.champ IS g.champ AND a.valeur IS g.valeur"
    " ORDER BY a.n LIMIT ?1)) FROM (SELECT regle, gravite, element, champ,"
    " valeur, min(ligne) AS ligne, count(*) AS n, min(n) AS premier FROM"
    " s_anomalie GROUP BY regle, gravite, element, champ, valeur) g"
    " ORDER BY g.gravite DESC, g.regle, g.premier";
static const char toutes[] =
    "SELECT regle, gravite, element, champ, valeur, ligne, 1, cle FROM"
    " s_anomalie WHERE ?1 > 0 ORDER BY n";

static void
read_line(const struct stage *sg, struct query *q, struct ligne *l)
{
	l->rule = sg->rules[query_int(q, 0)];
	l->gravite = (enum gravite)query_int(q, 1);
	l->element = query_text(q, 2);
	l->champ = query_text(q, 3);
	l->valeur = query_text(q, 4);
	l->ligne = query_int(q, 5);
	l->nombre = query_int(q, 6);
	l->cles = query_text(q, 7);
	if (l->cles == NULL)
		l->cles = "?";
	l->montrees = l->nombre < CLES_MAX ? l->nombre : CLES_MAX;
}

/* Past the cap, only the number of records that were not named. */
static void
say_rest(FILE *err, const struct options *o, const char *fichier,
    const struct rule *r, int64_t n)
{
	if (r == NULL || n == 0)
		return;
	if (o->json) {
		json_champ(err, "{", "programme", o->prog);
		json_champ(err, ",", "code", r->code);
		fprintf(err, ",\"autres\":%lld}\n", (long long)n);
		return;
	}
	fprintf(err,
	    "%s: %s: %s: et %lld autres ; le compte rendu les a "
	    "toutes\n",
	    o->prog, fichier, r->code, (long long)n);
}

int
report_anomalies(FILE *err, const struct options *o, const char *fichier,
    struct stage *sg, struct fault *f)
{
	struct query *q;
	struct ligne l;
	const struct rule *last = NULL;
	int64_t reste = 0;
	int rc, lignes = 0,
		montre = o->bavard && !o->json && isatty(fileno(err));

	if ((o->muet && !sg->etabli) || sg->anomalies == 0)
		return 0;
	/* Grouping looks each group up again: an index pays from the start. */
	if (store_exec(sg->st,
		"CREATE INDEX IF NOT EXISTS temp.s_anomalie_groupe ON"
		" s_anomalie (regle, gravite, element, champ, valeur)",
		f) == -1 ||
	    (q = query_open(sg->st, o->bavard ? toutes : groupes, f)) == NULL)
		return -1;
	rc = query_bind(q, f, "i", (int64_t)CLES_MAX);
	while (rc != -1 && (rc = query_step(q, f)) == 1) {
		read_line(sg, q, &l);
		if (l.rule == NULL || (l.rule->entree & REGLE_DITE))
			continue;
		if (l.rule != last) {
			say_rest(err, o, fichier, last, reste);
			last = l.rule;
			lignes = 0;
			reste = 0;
		}
		if (++lignes <= GROUPES_MAX || o->bavard)
			say(err, o, sg, fichier, &l, montre);
		else
			reste += l.nombre;
	}
	say_rest(err, o, fichier, last, reste);
	query_close(q);
	return rc;
}

void
report_bilan(FILE *err, const struct options *o, const struct echange *e)
{
	const struct {
		const char *nom, *cle;
		int64_t n;
	} comptes[] = { { "lus", "lus", e->lus },
		{ "ajoutés", "ajoutes", e->ajoutes },
		{ "modifiés", "modifies", e->modifies },
		{ "inchangés", "inchanges", e->inchanges },
		{ "absents", "absents", e->absents },
		{ "rejetés", "rejetes", e->rejetes } };
	size_t i;

	if (o->muet)
		return;
	if (o->json) {
		json_champ(err, "{", "programme", o->prog);
		for (i = 0; i < NELEM(comptes); i++)
			fprintf(err, ",\"%s\":%lld", comptes[i].cle,
			    (long long)comptes[i].n);
		fprintf(err, ",\"anomalies\":%lld,\"statut\":%d}\n",
		    (long long)e->anomalies, e->statut);
		return;
	}
	fprintf(err, "%s: ", o->prog);
	for (i = 0; i < NELEM(comptes); i++)
		fprintf(err, "%s%s %lld", i == 0 ? "" : ", ", comptes[i].nom,
		    (long long)comptes[i].n);
	fprintf(err, "\n");
}

/* The compte rendu. */

/*
 * SQL for the name of the person a key belongs to: in the file, among the
 * rejected, or in the base.
 */
static void
name_sql(struct texte *x, const struct stage *sg, const char *who,
    const char *key, const char *col)
{
	const struct table *t = stage_table(sg, who);

	texte_ajoute(x, "coalesce(NULL");
	if (t != NULL && record_field(t->rec, col) != (size_t)-1) {
		texte_ajoute(x, ", (SELECT %s FROM s_%s w WHERE w.%s_id = %s)",
		    col, who, who, key);
		if (sg->a_rejete)
			texte_ajoute(x,
			    ", (SELECT %s FROM r_%s w WHERE w.%s_id = %s)", col,
			    who, who, key);
	}
	texte_ajoute(x, ", (SELECT %s FROM %s w WHERE w.%s_id = %s))", col, who,
	    who, key);
}

static void
division_sql(struct texte *x, const struct stage *sg, const char *key)
{
	texte_ajoute(x, "coalesce(NULL");
	if (stage_table(sg, "eleve_structure") != NULL)
		texte_ajoute(x,
		    ", (SELECT min(w.code_structure) FROM s_eleve_structure w"
		    " WHERE w.eleve_id = %s AND w.type_structure = 'D')",
		    key);
	texte_ajoute(x,
	    ", (SELECT min(w.code_structure) FROM eleve_structure w WHERE"
	    " w.eleve_id = %s AND w.type_structure = 'D'))",
	    key);
}

/* A record that comes from elsewhere says itself who it is. */
static int
own_name_sql(struct texte *x, const struct stage *sg, const struct record *r,
    const char *key)
{
	static const char *const noms[] = { "nom_de_famille", "prenom" };
	size_t i;

	if (!(r->flags & R_AILLEURS) || record_field(r, noms[0]) == (size_t)-1)
		return 0;
	texte_ajoute(x, "NULL");
	for (i = 0; i < NELEM(noms); i++) {
		texte_ajoute(x,
		    ", coalesce((SELECT %s FROM s_%s w WHERE w.%s = %s)",
		    noms[i], r->name, r->fields[0].name, key);
		if (sg->a_rejete)
			texte_ajoute(x,
			    ", (SELECT %s FROM r_%s w WHERE w.%s = %s)",
			    noms[i], r->name, r->fields[0].name, key);
		texte_ajoute(x, ", NULL)");
	}
	return 1;
}

/* division, nom, prenom of the record whose first key is `key`. */
static void
who_sql(struct texte *x, const struct stage *sg, const struct record *r,
    const char *key)
{
	const char *who = person_of(r);

	if (own_name_sql(x, sg, r, key))
		return;
	if (who == NULL) {
		texte_ajoute(x, "NULL, NULL, NULL");
		return;
	}
	if (strcmp(who, "eleve") == 0)
		division_sql(x, sg, key);
	else
		texte_ajoute(x, "NULL");
	texte_ajoute(x, ", ");
	name_sql(x, sg, who, key, "nom_de_famille");
	texte_ajoute(x, ", ");
	name_sql(x, sg, who, key, "prenom");
}

/* All rows of a SELECT whose columns are the record's fields. */
static int
write_rows(struct writer *w, struct store *st, const struct record *rec,
    const char *sql, struct fault *f)
{
	const char *val[32];
	struct query *q;
	size_t i;
	int rc;

	if (sql == NULL || (q = query_open(st, sql, f)) == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		for (i = 0; i < rec->nfields; i++)
			val[i] = query_text(q, i);
		if (writer_row(w, rec, val, f) == -1) {
			rc = -1;
			break;
		}
	}
	query_close(q);
	return rc;
}

static int
write_anomalies(struct writer *w, struct stage *sg, const char *record, int lo,
    int hi, struct fault *f)
{
	const struct record *rec = format_record(&format_compte_rendu, record);
	const struct table *t;
	const char *val[16];
	char text[1024], champ[64], vide[] = "";
	struct texte x = { 0 };
	const struct rule *rule;
	struct query *q = NULL;
	const char *sql;
	int rc = -1;
	size_t i;

	/* who is three columns; one CASE gives them as one JSON array */
	texte_ajoute(&x,
	    "SELECT regle, ligne, element, cle, qui ->> '$[0]', qui ->> "
	    "'$[1]', qui ->> '$[2]', champ, valeur, gravite FROM (SELECT n, "
	    "regle, nullif(ligne, 0) AS ligne, element, cle, champ, valeur, "
	    "gravite, CASE element");
	for (i = 0; i < sg->ntables; i++) {
		texte_ajoute(&x, " WHEN '%s' THEN json_array(",
		    sg->tables[i].rec->name);
		who_sql(&x, sg, sg->tables[i].rec, "CAST(cle AS INTEGER)");
		texte_ajoute(&x, ")");
	}
	texte_ajoute(&x,
	    " END AS qui FROM s_anomalie WHERE gravite BETWEEN %d AND %d)"
	    " ORDER BY n",
	    lo, hi);
	if ((sql = texte_fin(&x, f)) != NULL)
		q = query_open(sg->st, sql, f);
	texte_libere(&x);
	if (q == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		rule = sg->rules[query_int(q, 0)];
		t = stage_table(sg, query_text(q, 2));
		report_message(rule->message, query_text(q, 8), text,
		    sizeof(text));
		upper(query_text(q, 7) == NULL ? vide : query_text(q, 7), champ,
		    sizeof(champ));
		val[0] = rule->code;
		val[1] = query_text(q, 1);
		val[2] = t == NULL ? query_text(q, 2) : t->rec->libelle;
		val[3] = query_text(q, 3);
		val[4] = query_text(q, 4);
		val[5] = query_text(q, 5);
		val[6] = query_text(q, 6);
		val[7] = champ[0] == '\0' ? NULL : champ;
		val[8] = query_text(q, 8);
		val[9] = text;
		val[10] = suite(sg, rule, query_text(q, 2),
		    (enum gravite)query_int(q, 9));
		val[11] = rule_remede(rule, sg->remedes);
		if (writer_row(w, rec, val, f) == -1) {
			rc = -1;
			break;
		}
	}
	query_close(q);
	return rc;
}

/*
 * Records of one kind: absent ones, or those added and modified.  All are in
 * the base by now.
 */
static int
write_fiches(struct writer *w, struct stage *sg, const struct table *t,
    const char *record, const char *genre, const char *from, struct fault *f)
{
	const struct record *rec = format_record(&format_compte_rendu, record);
	const struct record *r = t->rec;
	const char *who = person_of(r);
	struct texte x = { 0 };
	int rc, eleve = who != NULL && strcmp(who, "eleve") == 0;

	texte_ajoute(&x, "SELECT '%s', '%s', ", genre, r->libelle);
	stage_cle(&x, r, "d");
	texte_ajoute(&x, ", %s, %s, %s FROM %s",
	    eleve ? "(SELECT min(v.code_structure) FROM eleve_structure v"
		    " WHERE v.eleve_id = d.eleve_id AND v.type_structure ="
		    " 'D')"
		  : "NULL",
	    who == NULL ? "NULL, NULL" : "p.nom_de_famille, p.prenom",
	    eleve ? "p.id_national" : "NULL", from);
	if (who != NULL)
		texte_ajoute(&x, " JOIN %s p ON p.%s_id = d.%s_id", who, who,
		    who);
	if (strcmp(genre, "AJOUT") == 0)
		texte_ajoute(&x, " WHERE d.etat = 'A'");
	rc = write_rows(w, sg->st, rec, texte_fin(&x, f), f);
	texte_libere(&x);
	return rc;
}

static int
each_fiche(struct writer *w, struct stage *sg, int absents, struct fault *f)
{
	const struct table *t;
	struct texte x = { 0 };
	const char *from;
	size_t i;
	int rc = 0;

	for (i = 0; i < sg->ntables && rc == 0; i++) {
		t = &sg->tables[i];
		if (!(t->rec->flags & R_COMPTE) || (t->rec->flags & R_STAGE))
			continue;
		texte_vide(&x);
		if (absents && t->absents > 0) {
			texte_ajoute(&x, "x_%s d", t->rec->name);
			rc = (from = texte_fin(&x, f)) == NULL
			    ? -1
			    : write_fiches(w, sg, t, "cr_absent", "ABS", from,
				  f);
			continue;
		}
		if (!absents && t->ajoutes > 0) {
			texte_ajoute(&x, "d_%s d", t->rec->name);
			rc = (from = texte_fin(&x, f)) == NULL
			    ? -1
			    : write_fiches(w, sg, t, "cr_fiche", "AJOUT", from,
				  f);
		}
		texte_vide(&x);
		if (rc == 0 && !absents && t->modifies > 0) {
			texte_ajoute(&x, "t_%s d", t->rec->name);
			rc = (from = texte_fin(&x, f)) == NULL
			    ? -1
			    : write_fiches(w, sg, t, "cr_fiche", "MODIF", from,
				  f);
		}
	}
	texte_libere(&x);
	return rc;
}

static int
write_head(struct writer *w, const struct base *b, const struct echange *e,
    struct fault *f)
{
	const struct record *rec =
	    format_record(&format_compte_rendu, "cr_bilan");
	const char *acte = strcmp(e->sens, "emis") == 0 ? "export" : "import";
	char n[8][24], dit[256];
	const char *bilan[14], *env[7];
	const int64_t nombres[] = { e->numero, e->lus, e->ajoutes, e->modifies,
		e->inchanges, e->absents, e->rejetes };
	size_t i;

	env[0] = format_compte_rendu.versions;
	env[1] = b->uai;
	env[2] = b->annee;
	env[3] = e->date_utilisee;
	env[4] = e->date;
	env[5] = NULL;
	env[6] = "sconet";
	if (writer_row(w, format_record(&format_compte_rendu, "parametres"),
		env, f) == -1)
		return -1;
	for (i = 0; i < NELEM(nombres); i++)
		(void)snprintf(n[i], sizeof(n[i]), "%lld",
		    (long long)nombres[i]);
	if (e->refus != NULL)
		(void)snprintf(dit, sizeof(dit),
		    "fichier refusé, rien n'a changé");
	else if (e->anomalies == 0)
		(void)snprintf(dit, sizeof(dit),
		    "aucune erreur pour l'%s fait à %.2s h %.2s min", acte,
		    e->date + 11, e->date + 14);
	else
		(void)snprintf(dit, sizeof(dit),
		    "%lld signalement(s) pour l'%s fait à %.2s h %.2s min",
		    (long long)e->anomalies, acte, e->date + 11, e->date + 14);
	bilan[0] = n[0];
	bilan[1] = e->genre;
	bilan[2] = genre_libelle(e->genre);
	bilan[3] = e->date;
	bilan[4] = e->racine;
	bilan[5] = e->etat;
	bilan[6] = e->refus;
	for (i = 1; i < NELEM(nombres); i++)
		bilan[6 + i] = n[i];
	bilan[13] = dit;
	return writer_row(w, rec, bilan, f);
}

/*
 * What an export has found stands in the journal: the rules of what goes out,
 * and what it says itself (element "export", the text is the value).
 */
static int
write_found(struct writer *w, const struct base *b, const struct echange *e,
    const char *record, int lo, int hi, struct fault *f)
{
	const struct record *rec = format_record(&format_compte_rendu, record);
	const struct record *r;
	const struct rule *rule;
	const char *element, *cle, *val[16] = { NULL };
	char text[1024], champ[64], vide[] = "";
	struct query *q, *qui = NULL;
	int rc = -1;

	q = query_open(b->st,
	    "SELECT code, element, cle, champ, valeur, gravite FROM anomalie"
	    " WHERE echange = ? AND gravite BETWEEN ? AND ? ORDER BY n",
	    f);
	if (strcmp(b->role, "etab") == 0)
		qui = query_open(b->st,
		    "SELECT (SELECT min(code_structure) FROM eleve_structure s"
		    " WHERE s.eleve_id = e.eleve_id AND type_structure = 'D'),"
		    " nom_de_famille, prenom FROM eleve e WHERE eleve_id = ?",
		    f);
	if (q != NULL && (qui != NULL || strcmp(b->role, "etab") != 0) &&
	    query_bind(q, f, "iii", e->numero, (int64_t)lo, (int64_t)hi) == 0)
		while ((rc = query_step(q, f)) == 1) {
			element = query_text(q, 1);
			cle = query_text(q, 2);
			r = element == NULL ? NULL : formats_record(element);
			rule = rule_find(query_text(q, 0));
			report_message(rule == NULL ? "%s" : rule->message,
			    query_text(q, 4), text, sizeof(text));
			upper(query_text(q, 3) == NULL ? vide
						       : query_text(q, 3),
			    champ, sizeof(champ));
			val[0] = query_text(q, 0);
			val[2] = r == NULL ? element : r->libelle;
			val[3] = cle;
			val[4] = val[5] = val[6] = NULL;
			if (qui != NULL && r != NULL && cle != NULL) {
				if (query_bind(qui, f, "i",
					formats_eleve(element, cle)) == -1 ||
				    (rc = query_step(qui, f)) == -1)
					break;
				val[4] = rc == 1 ? query_text(qui, 0) : NULL;
				val[5] = rc == 1 ? query_text(qui, 1) : NULL;
				val[6] = rc == 1 ? query_text(qui, 2) : NULL;
			}
			val[7] = champ[0] == '\0' ? NULL : champ;
			val[8] = rule == NULL ? NULL : query_text(q, 4);
			val[9] = text;
			val[10] = gravite_sortie((enum gravite)query_int(q, 5));
			val[11] = rule == NULL ? NULL : rule->remede;
			if ((rc = writer_row(w, rec, val, f)) == -1)
				break;
		}
	query_close(q);
	query_close(qui);
	return rc;
}

int
report_ecrit(struct stage *sg, const struct base *b, const struct echange *e,
    const struct options *o, struct sink *out, struct fault *f)
{
	struct writer *w;
	int rc = -1;

	if ((w = writer_open(&format_compte_rendu, out, o->utf8, f)) == NULL)
		return -1;
	if (write_head(w, b, e, f) == -1)
		goto out;
	if (sg != NULL &&
	    (write_anomalies(w, sg, "cr_rejete", G_REJET, G_REFUS, f) == -1 ||
		write_anomalies(w, sg, "cr_anomalie", G_VALEUR, G_VALEUR, f) ==
		    -1 ||
		write_anomalies(w, sg, "cr_note", G_NOTE, G_NOTE, f) == -1))
		goto out;
	if (sg == NULL && strcmp(e->sens, "emis") == 0 &&
	    (write_found(w, b, e, "cr_rejete", G_REJET, G_REFUS, f) == -1 ||
		write_found(w, b, e, "cr_anomalie", G_VALEUR, G_VALEUR, f) ==
		    -1 ||
		write_found(w, b, e, "cr_note", G_NOTE, G_NOTE, f) == -1))
		goto out;
	if (sg != NULL && e->refus == NULL &&
	    (each_fiche(w, sg, 1, f) == -1 || each_fiche(w, sg, 0, f) == -1))
		goto out;
	rc = writer_end(w, f);
	if (rc == 0)
		rc = sink_flush(out, f);
out:
	writer_close(w);
	return rc;
}

/* A tab or the end of a line in a value would make others of one. */
static void
cell(FILE *out, const char *sep, const char *v)
{
	fputs(sep, out);
	for (; v != NULL && *v != '\0'; v++)
		fputc((unsigned char)*v < 0x20 ? ' ' : *v, out);
}

int
report_table(struct query *q, int json, FILE *out, struct fault *f)
{
	size_t i, n = query_columns(q);
	const char *v;
	int rc;

	for (i = 0; i < n && !json; i++)
		fprintf(out, "%s%s", i == 0 ? "" : "\t", query_name(q, i));
	if (!json)
		fputc('\n', out);
	while ((rc = query_step(q, f)) == 1) {
		for (i = 0; i < n; i++) {
			v = query_text(q, i);
			if (json)
				json_champ(out, i == 0 ? "{" : ",",
				    query_name(q, i), v);
			else
				cell(out, i == 0 ? "" : "\t", v);
		}
		fputs(json ? "}\n" : "\n", out);
		if (ferror(out))
			return fault_errno(f, "sortie", "écriture");
	}
	if (rc == 0 && fflush(out) == EOF)
		return fault_errno(f, "sortie", "écriture");
	return rc;
}
