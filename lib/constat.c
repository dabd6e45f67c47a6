/*
 * constat.c - event I: where the school stands before it declares its rentrée
 * over, who stands in the way, and the declaration.
 *
 * Counting is SQL's: a view constat_<controle> lists who is meant; blocking
 * records alone are found by the rules of the send to the BEA.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

/* What a control is: pupils who count, or who must not be; theirs to compare.
 */
enum { COMPTE, BLOQUE, BEA };

/* clang-format off */
/* What is looked at, in the order of the screen. */
static const struct {
	const char *nom, *dit, *remede;
	int genre;
} controles[] = {
	{ "scolarises", "élèves scolarisés",
	    "recevoir les élèves (bee-import), et les placer (repartition)",
	    COMPTE },
	{ "scolarises-bea", "scolarisés que la BEA compte, par ses accusés",
	    "envoyer les fiches qu'elle n'a pas (bea-send), et recevoir "
	    "l'accusé (ar-import)", BEA },
	{ "bloquantes", "fiches bloquantes",
	    "les compléter (saisie, ou SIECLE puis bee-import)", BLOQUE },
	{ "sortants-sans-motif", "sortants sans motif de sortie",
	    "donner le motif (saisie)", BLOQUE },
	{ "sans-ine", "scolarisés sans INE",
	    "envoyer les fiches (bea-send) ; recevoir les numéros (ine-import)",
	    BLOQUE },
	{ "litiges", "scolarisés en litige d'immatriculation",
	    "l'académie tranche : lui demander (litiges)", BLOQUE },
	{ "non-scolarises", "non scolarisés sans date de sortie",
	    "les placer (repartition), ou donner leur sortie (saisie)",
	    BLOQUE },
	{ "hors-mef", "élèves dont la division n'a pas le MEF",
	    "les déplacer (repartition), ou recevoir les structures "
	    "(sts-import)", BLOQUE },
	{ "sans-accuse", "envois sans accusé",
	    "recevoir l'accusé (ar-import), ou renvoyer", BLOQUE },
	{ "ecart-bea", "fiches que la BEA n'a pas telles quelles",
	    "les envoyer (bea-send) et recevoir l'accusé (ar-import)",
	    BLOQUE },
};
/* clang-format on */

enum { SCOLARISES, SCOLARISES_BEA }; /* the first two */

struct constat {
	const struct options *o;
	struct store *st;            /* borrowed */
	int64_t n[NELEM(controles)]; /* -1: the BEA has not said it */
	int manque;                  /* something stands in the way */
};

/* All records as they would go, judged; those that may not, in m_bloquante. */
static int
find_blocking(struct constat *c, struct fault *f)
{
	static const struct rules *const rules[] = { &rules_bea_fiches,
		&rules_bea_envois, NULL };
	struct stage *sg;
	int rc = -1;

	if (store_exec(c->st,
		"CREATE TEMP TABLE m_bloquante (eleve_id INTEGER, code TEXT,"
		" remede TEXT)",
		f) == -1)
		return -1;
	if ((sg = stage_open(c->st, &format_bea_fiches, rules, f)) == NULL)
		return -1;
	sg->sortant = 1;
	if (bea_fiches(sg, "eleve", f) == 0 && stage_judge(sg, f) == 0) {
		struct query *q = query_open(c->st,
		    "SELECT DISTINCT s.eleve_id, a.regle FROM s_anomalie a"
		    " JOIN s_bea_eleve s USING (rang) WHERE a.gravite = 2"
		    " ORDER BY 1, 2",
		    f);
		struct query *put = query_open(c->st,
		    "INSERT INTO m_bloquante VALUES (?, ?, ?)", f);

		if (q != NULL && put != NULL)
			while ((rc = query_step(q, f)) == 1) {
				const struct rule *r =
				    sg->rules[query_int(q, 1)];

				if ((rc = query_run(put, f, "iss",
					 query_int(q, 0), r->code,
					 r->remede)) == -1)
					break;
			}
		query_close(q);
		query_close(put);
	}
	stage_close(sg);
	return rc;
}

/* SQL: what is counted of it, and where. */
static int
counted(struct texte *x, size_t i, struct fault *f)
{
	const char *nom = controles[i].nom, *p;

	if (controles[i].genre == BEA)
		texte_ajoute(x, "SELECT effectif FROM ");
	else
		texte_ajoute(x, "SELECT count(DISTINCT %s) FROM ",
		    strcmp(nom, "sans-accuse") == 0 ? "numero" : "eleve_id");
	if (strcmp(nom, "bloquantes") == 0)
		texte_ajoute(x, "m_bloquante");
	else
		for (p = nom, texte_ajoute(x, "constat_"); *p != '\0'; p++)
			texte_ajoute(x, "%c", *p == '-' ? '_' : *p);
	return texte_fin(x, f) == NULL ? -1 : 0;
}

/* How many there are of each. */
static int
count(struct constat *c, struct fault *f)
{
	struct texte x = { 0 };
	size_t i;
	int rc = 0;

	c->manque = 0;
	for (i = 0; i < NELEM(controles) && rc == 0; i++) {
		texte_vide(&x);
		c->n[i] = controles[i].genre == BEA ? -1 : 0;
		if ((rc = counted(&x, i, f)) == 0)
			rc = store_int(c->st, &c->n[i], f, x.s, "");
		c->manque |= controles[i].genre == BLOQUE && c->n[i] > 0;
	}
	texte_libere(&x);
	return rc;
}

/* Of pupils who count there must be some; of the others none. */
static int
in_the_way(const struct constat *c, size_t i)
{
	return controles[i].genre == BLOQUE ? c->n[i] > 0
					    : i == SCOLARISES && c->n[i] == 0;
}

/* The BEA counts otherwise, which is to be mended, but holds nothing up. */
static int
to_mend(const struct constat *c, size_t i)
{
	return in_the_way(c, i) ||
	    (i == SCOLARISES_BEA && c->n[i] != -1 &&
		c->n[i] != c->n[SCOLARISES]);
}

int
constat_controles(struct store *st, struct fault *f)
{
	struct constat c = { .st = st };
	struct query *put;
	size_t i;
	int rc = 0;

	if (find_blocking(&c, f) == -1 || count(&c, f) == -1 ||
	    store_exec(st,
		"CREATE TEMP TABLE m_controle (n INTEGER PRIMARY KEY, controle,"
		" libelle, nombre INTEGER, bloque, remede)",
		f) == -1 ||
	    (put = query_open(st,
		 "INSERT INTO m_controle VALUES (NULL, ?, ?, nullif(?, -1),"
		 " iif(?, 'oui', 'non'), ?)",
		 f)) == NULL)
		return -1;
	for (i = 0; i < NELEM(controles) && rc == 0; i++)
		rc = query_run(put, f, "ssiis", controles[i].nom,
		    controles[i].dit, c.n[i], (int64_t)in_the_way(&c, i),
		    to_mend(&c, i) ? controles[i].remede : NULL);
	query_close(put);
	return rc;
}

static int
table(const struct constat *c, FILE *out, struct fault *f)
{
	struct query *q = query_open(c->st,
	    "SELECT controle, libelle, nombre, bloque, remede FROM m_controle"
	    " ORDER BY n",
	    f);
	int rc = q == NULL ? -1 : report_table(q, c->o->json, out, f);

	query_close(q);
	return rc;
}

/* Who is meant: numbers and codes, no names. */
static int
list(struct constat *c, const char *nom, FILE *out, struct fault *f)
{
	struct texte x = { 0 };
	struct query *q = NULL;
	const char *p;
	size_t i;
	int rc = -1;

	for (i = 0; i < NELEM(controles); i++)
		if (strcmp(controles[i].nom, nom) == 0)
			break;
	if (i == NELEM(controles))
		return fault_set(f, "usage", 0,
		    "-l : %.30s n'est pas un contrôle ; constat les liste",
		    nom);
	if (strcmp(nom, "bloquantes") == 0)
		texte_ajoute(&x,
		    "SELECT eleve_id, d.code_structure AS division, code,"
		    " remede FROM m_bloquante LEFT JOIN eleve_division d USING"
		    " (eleve_id) ORDER BY eleve_id, code");
	else {
		texte_ajoute(&x, "SELECT * FROM constat_");
		for (p = nom; *p != '\0'; p++)
			texte_ajoute(&x, "%c", *p == '-' ? '_' : *p);
	}
	if (texte_fin(&x, f) != NULL)
		q = query_open(c->st, x.s, f);
	if (q != NULL)
		rc = report_table(q, c->o->json, out, f);
	query_close(q);
	texte_libere(&x);
	return rc;
}

/* What the académie refused of this school, beside what stands in the way. */
static int
say_refused(const struct constat *c, FILE *err, struct fault *f)
{
	struct query *q = query_open(c->st,
	    "SELECT iif(genre = 'constat', 'la déclaration n° ' || declaration,"
	    " 'la campagne ' || campagne || ' des effectifs EVA') || ' est"
	    " refusée par l''académie' || coalesce(' (' || code || ')', '') || "
	    "' ; corriger ce que dit son accusé (echanges --erreurs),"
	    " puis ' || iif(genre = 'constat', 'constat --declarer',"
	    " 'eva-export --renvoi') FROM envoi_refuse ORDER BY numero",
	    f);
	int rc = q == NULL ? -1 : 0;

	while (rc != -1 && (rc = query_step(q, f)) == 1)
		if (!c->o->muet)
			report_note(err, c->o, "envoi-refuse",
			    query_text(q, 0));
	query_close(q);
	return rc;
}

int
constat_montre(const struct options *o, FILE *out, FILE *err)
{
	struct constat c = { .o = o };
	struct fault f = { 0 };
	struct base b = { 0 };
	char jour[20];
	int rc;

	rc = lecture_ouvre(&b, o, ROLE_ETAB, &f);
	c.st = b.st;
	if (rc == 0 && (rc = options_date(o, jour, &f)) == 0)
		rc = lecture_jour(b.st, jour, &f);
	if (rc == 0 && (rc = constat_controles(b.st, &f)) == 0)
		rc = o->controle != NULL ? list(&c, o->controle, out, &f)
					 : table(&c, out, &f);
	if (rc == 0 && o->controle == NULL)
		rc = say_refused(&c, err, &f);
	base_close(&b);
	if (rc == 0)
		return ST_OK;
	report_fault(err, o, o->base, &f);
	return fault_status(&f);
}

/* The declaration. */

/* A day that is asked for is of the school year. */
static int
of_the_year(struct store *st, const struct options *o, const char *jour,
    struct fault *f)
{
	char *hors = NULL;
	int rc = 0;

	if (o->date == NULL)
		return 0;
	if (store_text(st, &hors, f,
		"SELECT date_debut || ' au ' || date_fin FROM base WHERE ? NOT"
		" BETWEEN date_debut AND date_fin",
		"s", jour) == -1)
		return -1;
	if (hors != NULL)
		rc = fault_set(f, "usage", 0,
		    "--date %s n'est pas de l'année scolaire de la base, du %s",
		    jour, hors);
	free(hors);
	return rc;
}

static int
entre(void *ctx, struct store *st, struct echange *e, struct fault *f)
{
	struct constat *c = ctx;
	char manque[300] = "";
	size_t i, n = 0;

	c->st = st;
	if (of_the_year(st, c->o, e->date_utilisee, f) == -1 ||
	    find_blocking(c, f) == -1 || count(c, f) == -1)
		return -1;
	for (i = 0; i < NELEM(controles); i++) {
		if (controles[i].genre == BEA)
			continue;
		if (store_run(st, f,
			"INSERT INTO constat_controle VALUES (?, ?)", "si",
			controles[i].nom, c->n[i]) == -1)
			return -1;
		if (controles[i].genre != BLOQUE || c->n[i] == 0 ||
		    n >= sizeof(manque))
			continue;
		n += (size_t)snprintf(manque + n, sizeof(manque) - n,
		    "%s%s %lld", n == 0 ? "" : ", ", controles[i].nom,
		    (long long)c->n[i]);
	}
	if (c->manque && c->o->motif == NULL)
		return fault_set(f, "constat", 0, "%s", manque);
	return store_run(st, f,
	    "INSERT INTO constat_en_cours SELECT 1, 1 + count(*), ? FROM"
	    " constat_envoi",
	    "s", c->manque ? c->o->motif : NULL);
}

int
constat_declare(const struct options *o, int out, FILE *err)
{
	struct constat c = { .o = o };
	struct crochets k = { .ctx = &c, .entre = entre };

	return export_avec(&export_constat, &k, o, out, err);
}
