/*
 * report.c - what is said on a stream: refusals, anomalies, the summary; what
 * of it may be shown is discret.c's to say.
 */
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

void
json_champ(FILE *out, const char *sep, const char *nom, const char *v)
{
	fprintf(out, "%s\"%s\":", sep, nom);
	json_texte(out, v);
}

void
tsv_champ(FILE *out, const char *sep, const char *v)
{
	fputs(sep, out);
	for (; v != NULL && *v != '\0'; v++)
		fputc((unsigned char)*v < 0x20 ? ' ' : *v, out);
}

void
report_ligne(FILE *out, int json, const char *const *noms,
    const char *const *val, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (json)
			json_champ(out, i == 0 ? "{" : ",", noms[i], val[i]);
		else
			tsv_champ(out, i == 0 ? "" : "\t", val[i]);
	fputs(json ? "}\n" : "\n", out);
}

void
report_fault(FILE *err, const struct options *o, const char *fichier,
    const struct fault *f)
{
	long line = o->compose_de != NULL ? 0 : f->line;
	char where[32] = "";

	if (o->compose_de != NULL)
		fichier = o->compose_de;
	if (fichier == NULL)
		fichier = "-";
	if (f->kind == NULL || f->discret)
		return;
	if (o->json) {
		json_champ(err, "{", "programme", o->prog);
		json_champ(err, ",", "fichier", fichier);
		fprintf(err, ",\"ligne\":%ld", line);
		json_champ(err, ",", "code", f->kind->code);
		fprintf(err, ",\"statut\":%d", f->kind->status);
		json_champ(err, ",", "texte", f->kind->texte);
		json_champ(err, ",", "detail", f->detail);
		json_champ(err, ",", "remede", f->kind->remede);
		fputs("}\n", err);
		return;
	}
	if (line > 0)
		(void)snprintf(where, sizeof(where), "%ld:", line);
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

/* What became of it: a child row goes alone, a record goes whole. */
const char *
report_suite(const struct stage *sg, const struct rule *r, const char *element,
    enum gravite g)
{
	const struct table *t = stage_table(sg, element);

	if (sg->etabli)
		return "rien n'est changé";
	if (r->entree & REGLE_FAIT)
		return "pris en compte";
	if (r->entree & REGLE_ATTENTE)
		return "fiche en attente";
	if (sg->sortant && g == G_REJET && sg->fmt->root != NULL)
		return "fiche non envoyée";
	if (sg->sortant)
		return gravite_sortie(g);
	if (g == G_REJET && t != NULL && t->rec->parent != NULL &&
	    !(t->rec->flags & R_COMPTE) && sg->fmt->root != NULL)
		return "ligne ignorée";
	return gravite_suite(g);
}

/* What --campagne names is a file of its own. */
static const char *
file_of(const struct options *o, const char *element, const char *fichier)
{
	if (o->compose_de != NULL)
		return o->compose_de;
	return o->campagne != NULL && strncmp(element, "campagne", 8) == 0
	    ? o->campagne
	    : fichier;
}

struct ligne {
	const struct rule *rule;
	enum gravite gravite;
	const char *element, *champ, *valeur, *cles;
	int64_t ligne, nombre, montrees;
	int nomme; /* cles are ELEVE_ID, whatever the key of the record */
};

/* As they are, for who may see them. */
static void
join_keys(const char *cles, char *buf, size_t n)
{
	size_t k = 0;

	for (; *cles != '\0' && k + 2 < n; cles++) {
		if (*cles != *CLES_ENTRE) {
			buf[k++] = *cles;
			continue;
		}
		buf[k++] = ',';
		buf[k++] = ' ';
	}
	buf[k] = '\0';
}

static void
say(FILE *err, const struct options *o, const struct stage *sg,
    const char *fichier, const struct ligne *l, int montre)
{
	const struct field *fd = stage_champ(sg, l->element, l->champ);
	const char *remede = rule_remede(l->rule, sg->remedes);
	int64_t line = o->compose_de != NULL || sg->sortant ? 0 : l->ligne;
	char cle[128], nom[64] = "", v[256] = "", text[768], where[32] = "";
	char cles[2048];
	int masque = !montre && discret_masque(sg->st, l->rule, fd, l->valeur);

	if (montre)
		join_keys(l->cles, cles, sizeof(cles));
	else
		discret_cles(sg->st,
		    l->nomme ? NULL : stage_record(sg, l->element), l->cles,
		    masque ? l->valeur : NULL, cles, sizeof(cles));
	utf8_propre(cles);

	if (l->nomme)
		(void)snprintf(cle, sizeof(cle), "ELEVE_ID");
	else
		discret_cle(sg, l->element, cle, sizeof(cle));
	fichier = file_of(o, l->element, fichier);
	if (l->champ != NULL)
		majuscules(l->champ, nom, sizeof(nom));
	if (l->valeur != NULL) {
		if (masque)
			discret_forme(sg->st, l->rule, fd, l->valeur, v,
			    sizeof(v));
		else
			(void)snprintf(v, sizeof(v), "%.200s", l->valeur);
	}
	utf8_propre(v);
	texte_message(l->rule->message, l->valeur == NULL ? NULL : v, text,
	    sizeof(text));
	utf8_propre(text);
	if (o->json) {
		json_champ(err, "{", "programme", o->prog);
		json_champ(err, ",", "fichier", fichier);
		fprintf(err, ",\"ligne\":%lld", (long long)line);
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
		    report_suite(sg, l->rule, l->element, l->gravite));
		json_champ(err, ",", "remede", remede);
		fputs("}\n", err);
		return;
	}
	/* What goes out stands on no line yet. */
	if (line > 0)
		(void)snprintf(where, sizeof(where), "%lld:", (long long)line);
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
	fprintf(err, " ; %s ; %s\n",
	    report_suite(sg, l->rule, l->element, l->gravite), remede);
}

static const char groupes[] =
    "SELECT g.regle, g.gravite, g.element, g.champ, g.valeur, g.ligne, g.n,"
    " (SELECT group_concat(cle, '" CLES_ENTRE
    "') FROM (SELECT DISTINCT iif(g.nomme,"
    " m.dit, a.cle) AS cle FROM s_anomalie a LEFT JOIN m_nomme m ON"
    " m.element = a.element AND m.cle = a.cle WHERE a.regle = g.regle AND"
    " a.gravite = g.gravite AND a.element = g.element AND a.champ IS g.champ"
    " AND a.valeur IS g.valeur ORDER BY a.n LIMIT ?1)), g.nomme FROM (SELECT"
    " a.regle, a.gravite, a.element, a.champ, a.valeur, min(a.ligne) AS"
    " ligne, count(*) AS n, min(a.n) AS premier, count(*) = count(m.dit) AS"
    " nomme FROM s_anomalie a LEFT JOIN m_nomme m ON m.element = a.element"
    " AND m.cle = a.cle GROUP BY a.regle, a.gravite, a.element, a.champ,"
    " a.valeur) g ORDER BY g.gravite DESC, g.regle, g.premier";
static const char toutes[] =
    "SELECT a.regle, a.gravite, a.element, a.champ, a.valeur, a.ligne, 1,"
    " coalesce(m.dit, a.cle), m.dit IS NOT NULL FROM s_anomalie a LEFT JOIN"
    " m_nomme m ON m.element = a.element AND m.cle = a.cle WHERE ?1 > 0"
    " ORDER BY a.n";

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
	l->nomme = query_int(q, 8) != 0;
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
	if (fichier == NULL)
		fichier = "-";
	/* Grouping looks each group up again: an index pays from the start. */
	if (store_exec(sg->st,
		"CREATE INDEX IF NOT EXISTS temp.s_anomalie_groupe ON"
		" s_anomalie (regle, gravite, element, champ, valeur);" NOMMES,
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
			if (json && query_nombre(q, i)) {
				fprintf(out, "%s\"%s\":%lld",
				    i == 0 ? "{" : ",", query_name(q, i),
				    (long long)query_int(q, i));
				continue;
			}
			v = query_text(q, i);
			if (json)
				json_champ(out, i == 0 ? "{" : ",",
				    query_name(q, i), v);
			else
				tsv_champ(out, i == 0 ? "" : "\t", v);
		}
		fputs(json ? "}\n" : "\n", out);
		if (ferror(out))
			return fault_errno(f, "sortie", "écriture");
	}
	if (rc == 0 && fflush(out) == EOF)
		return fault_errno(f, "sortie", "écriture");
	return rc;
}
