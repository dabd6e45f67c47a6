/*
 * fiche.c - all that the base holds on one pupil, for the secretary who has
 * the family on the phone: what is known, what is wrong with it, what became
 * of it.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

#define RECORDS_MAX 32 /* of what is judged */

struct juge {
	struct format fmt;
	struct record records[RECORDS_MAX];
};

/* What is wrong: the rules, over what the base has. */

static const struct rules *const des_fiches[] = { &rules_eleves, &rules_options,
	&rules_places, &rules_responsables, &rules_fiche, &rules_bea_fiches,
	&rules_bea_envois, NULL };

/*
 * The records of a saisie, and those that the académie would get of them,
 * which a base of before does not have.
 */
static int
format_join(struct ecran *e, struct juge *j, struct fault *f)
{
	const struct format *parts[] = { &format_saisie, &format_bea_fiches };
	int64_t bea = 0;
	size_t i, k;

	if (store_int(e->st, &bea, f,
		"SELECT 1 FROM sqlite_schema WHERE name = 'bea_fiche'",
		"") == -1)
		return -1;
	j->fmt = format_saisie;
	j->fmt.records = j->records;
	j->fmt.nrecords = 0;
	for (i = 0; i < (bea ? 2 : 1); i++)
		for (k = 0; k < parts[i]->nrecords; k++) {
			if (i > 0 && (parts[i]->records[k].flags & R_PARAM))
				continue;
			if (j->fmt.nrecords == NELEM(j->records))
				return fault_set(f, "bogue", 0,
				    "trop d'enregistrements");
			j->records[j->fmt.nrecords++] = parts[i]->records[k];
		}
	return 0;
}

static int
bea_stage(struct stage *sg, struct fault *f)
{
	if (stage_table(sg, "bea_eleve") == NULL)
		return 0;
	if (store_exec(sg->st,
		"CREATE TEMP VIEW m_un AS SELECT id AS eleve_id FROM m_tete"
		" WHERE colonne = 'eleve_id'",
		f) == -1)
		return -1;
	return bea_fiches(sg, "m_un", f);
}

static int
judge(struct ecran *e, struct stage *sg, int64_t id, struct fault *f)
{
	char jour[20];
	int64_t rang = 0;

	if (options_date(e->o, jour, f) == -1 ||
	    store_run(e->st, f,
		"CREATE TEMP TABLE s_enveloppe AS SELECT '' AS version, '' AS"
		" horodatage, ? AS date_utilisee",
		"s", jour) == -1 ||
	    reprise_eleve(e->st, id, f) == -1 ||
	    reprise_pose(sg, 0, &rang, f) == -1 || bea_stage(sg, f) == -1)
		return -1;
	return stage_judge(sg, f);
}

/* 1: nothing worse has been said in the same words. */
static int
said_first(struct ecran *e, const char *texte, struct fault *f)
{
	if (store_run(e->st, f, "INSERT OR IGNORE INTO m_dit VALUES (?)", "s",
		texte) == -1)
		return -1;
	return store_changes(e->st) > 0;
}

static int
anomalies_say(struct ecran *e, struct stage *sg, struct fault *f)
{
	static const char *const dits[] = { [G_NOTE] = "à voir",
		[G_VALEUR] = "à corriger",
		[G_REJET] = "bloque",
		[G_REFUS] = "bloque" };
	struct item t = { .rubrique = "Ce qui manque ou bloque" };
	const struct rule *rule;
	const struct record *r;
	const struct field *fd;
	char text[1024], v[128];
	struct query *q;
	int rc;

	if (sg->anomalies == 0) {
		t.intitule = "rien à signaler";
		ecran_dit(e, &t);
	}
	if (store_exec(e->st,
		"CREATE TEMP TABLE m_dit (texte TEXT PRIMARY KEY)", f) == -1 ||
	    (q = query_open(e->st,
		 "SELECT regle, gravite, element, champ, valeur, cle FROM"
		 " s_anomalie ORDER BY gravite DESC, n",
		 f)) == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		rule = sg->rules[query_int(q, 0)];
		r = stage_record(sg, query_text(q, 2));
		fd = record_champ(r, query_text(q, 3));
		(void)snprintf(v, sizeof(v), "%s",
		    query_text(q, 4) == NULL ? "" : query_text(q, 4));
		if (fd != NULL && (fd->flags & F_PERSO) && e->o->json &&
		    query_text(q, 4) != NULL)
			forme(query_text(q, 4), v, sizeof(v));
		texte_message(rule->message,
		    query_text(q, 4) == NULL ? NULL : v, text, sizeof(text));
		t.champ = rule->code;
		t.intitule = format_record(&format_saisie, r->name) == NULL
		    ? "bloque l'envoi à la BEA"
		    : dits[rule->gravite];
		t.valeur = text;
		t.remede = rule->remede;
		if ((rc = said_first(e, text, f)) == -1)
			break;
		if (rc == 1)
			ecran_dit(e, &t);
	}
	query_close(q);
	return rc;
}

/* Who. */

/* The number that stands on fd: one line, not kept. */
static int
number_read(int fd, char *buf, size_t size, struct fault *f)
{
	size_t n = 0;
	ssize_t got;

	if (isatty(fd))
		return fault_set(f, "entree-terminal", 0, NULL);
	while (n + 1 < size && (got = read(fd, buf + n, size - 1 - n)) != 0) {
		if (got == -1)
			return fault_errno(f, "es", "-");
		n += (size_t)got;
	}
	buf[n] = '\0';
	buf[strcspn(buf, "\r\n")] = '\0';
	n = strspn(buf, " \t");
	memmove(buf, buf + n, strlen(buf + n) + 1);
	buf[strcspn(buf, " \t")] = '\0';
	return buf[0] == '\0' ? fault_set(f, "entree-vide", 0, NULL) : 0;
}

/* Several pupils: their numbers, nothing else. */
static int
number_find(struct ecran *e, const char *lu, int64_t *id, struct fault *f)
{
	static const char sql[] =
	    "SELECT group_concat(eleve_id, ', ') FROM (SELECT eleve_id FROM"
	    " eleve WHERE elenoet = ?1 OR upper(?1) IN (id_national, ine_rnie,"
	    " ine_bea) ORDER BY 1 LIMIT 20)";
	char *tous = NULL;
	int rc = 0;

	if (store_text(e->st, &tous, f, sql, "s", lu) == -1)
		return -1;
	if (tous == NULL)
		rc = fault_set(f, "eleve-inconnu", 0,
		    "aucun INE ni ELENOET de la base n'est celui-là");
	else if (entier(tous, -INT64_MAX, INT64_MAX, id) == -1)
		rc = fault_set(f, "eleve-plusieurs", 0, "%s", tous);
	free(tous);
	return rc;
}

static int
who(struct ecran *e, const char *qui, int fd, int64_t *id, struct fault *f)
{
	char lu[64];
	int64_t n = 0;

	if (strcmp(qui, "-") == 0)
		return number_read(fd, lu, sizeof(lu), f) == -1
		    ? -1
		    : number_find(e, lu, id, f);
	/* An INE on a command line shows in ps: not even said again. */
	if (entier(qui, -INT64_MAX, INT64_MAX, id) == -1)
		return fault_set(f, "usage", 0,
		    "l'argument est un ELEVE_ID ; un INE ou un ELENOET se "
		    "donne sur l'entrée : fiche -");
	if (store_int(e->st, &n, f, "SELECT 1 FROM eleve WHERE eleve_id = ?",
		"i", *id) == -1)
		return -1;
	return n ? 0 : fault_set(f, "eleve-inconnu", 0, "%lld", (long long)*id);
}

/* A base of before that is only read holds nothing. */
static int
held_there(struct ecran *e, struct fault *f)
{
	int64_t there = 0;

	if (store_int(e->st, &there, f,
		"SELECT 1 FROM sqlite_schema WHERE name = 'tenu'", "") == -1)
		return -1;
	return there ? 0
		     : store_exec(e->st,
			   "CREATE TEMP TABLE tenu (eleve_id INTEGER, element"
			   " TEXT, cle TEXT, champ TEXT, valeur TEXT, cree"
			   " INTEGER, echange INTEGER)",
			   f);
}

static int
run(struct ecran *e, const char *qui, int fd, struct fault *f)
{
	struct item tete = { .rubrique = "Fiche", .intitule = "ELEVE_ID" };
	struct stage *sg = NULL;
	struct juge j;
	char numero[24];
	int64_t id = 0;
	int rc = -1;

	if (store_begin_temp(e->st, f) == -1 || held_there(e, f) == -1 ||
	    who(e, qui, fd, &id, f) == -1 || reprise_ouvre(e->st, f) == -1 ||
	    format_join(e, &j, f) == -1 ||
	    (sg = stage_open(e->st, &j.fmt, des_fiches, f)) == NULL)
		goto out;
	ecran_entete(e);
	(void)snprintf(numero, sizeof(numero), "%lld", (long long)id);
	tete.valeur = numero;
	ecran_dit(e, &tete);
	rc = fiche_contenu(e, id, f);
	if (rc == 0 && (rc = judge(e, sg, id, f)) == 0 &&
	    (rc = anomalies_say(e, sg, f)) == 0 &&
	    (rc = fiche_tenu(e, id, f)) == 0 &&
	    (rc = fiche_histoire(e, f)) == 0)
		rc = fiche_reponses(e, f);
	if (rc == 0 && fflush(e->out) == EOF)
		rc = fault_errno(f, "sortie", "écriture");
out:
	stage_close(sg);
	store_rollback(e->st);
	return rc;
}

int
fiche_run(const struct options *o, const char *qui, int fd, FILE *out,
    FILE *err)
{
	struct fault f = { 0 };
	struct base b = { 0 };
	struct ecran e = { .o = o,
		.out = out,
		.terminal = !o->json && isatty(fileno(out)) };
	char *path = NULL;
	int rc;

	rc = o->base == NULL
	    ? fault_set(&f, "base-manque", 0, NULL)
	    : base_trouve(o->base, ROLE_ETAB, o->uai, o->annee, &path, &f);
	if (rc == 0)
		rc = base_open(&b, path, STORE_LECTURE, o->attente, &f);
	if (rc == 0)
		rc = base_du_role(&b, ROLE_ETAB, &f);
	free(path);
	e.st = b.st;
	if (rc == 0)
		rc = run(&e, qui, fd, &f);
	base_close(&b);
	if (rc == 0)
		return ST_OK;
	report_fault(err, o, o->base, &f);
	return fault_status(&f);
}
