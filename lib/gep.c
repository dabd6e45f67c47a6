/*
 * gep.c - the tables of GEP, from views to files: one exchange for each of
 * the three sends, one set of files for all that are asked for.
 *
 * The lines of the journal are committed once the whole set has its names; a
 * failure gives the files of the last set back.
 */
#include <string.h>

#include "sconet.h"

/* What was sent to GEP together: its word, its tables. */
struct envoi {
	const char *mot, *genre;
	const char *besoin;     /* SQL: true when there is something to send */
	const char *besoin_dit; /* what to do when not */
	const char *tables[DEPOT_MAX];
};

/* clang-format off */
static const struct envoi envois[] = {
	{ "nomenclatures", "gep-nomenclatures",
	    "SELECT profilage IS NOT NULL AND EXISTS (SELECT 1 FROM "
	    "matiere_profile) FROM base",
	    "aucune nomenclature profilée : nomen-profile la reçoit et la "
	    "profile",
	    { "gep_tmt", "gep_noma" } },
	{ "structures", "gep-structures",
	    "SELECT EXISTS (SELECT 1 FROM division WHERE ferme = 0)",
	    "aucune division ouverte : sts-import reçoit les structures",
	    { "gep_div", "gep_gpd", "gep_wind", "gep_men" } },
	{ "eleves", "gep-eleves", "SELECT EXISTS (SELECT 1 FROM gep_present)",
	    "aucun élève présent à ce jour : bee-import reçoit les élèves",
	    { "gep_ele", "gep_ere" } },
};
/* clang-format on */

#define ENVOIS NELEM(envois)

/* One of them under way: its line, and its tables as one archive. */
struct depart {
	struct echange e;
	struct archive *archive, *annexe;
	struct sink *brut; /* of the archive */
	struct zip *zip;
};

struct gep {
	const struct options *o;
	FILE *err;
	struct base b;
	int64_t heure;
	struct echange e; /* all of it together, for the summary */
	struct depart d[ENVOIS];
	struct stage *sg;
	struct depot *depot; /* NULL: a trial */
	struct texte dit;    /* for standard output */
	struct tableau sequences;
	int engage; /* COMMIT was asked for */
};

static int
asked(const struct gep *g, const struct envoi *v)
{
	return g->o->argc == 0 || strcmp(g->o->argv[0], v->mot) == 0;
}

/* What is wrong with the command line, or NULL. */
static const char *
misuse(const struct options *o)
{
	size_t i;

	for (i = 0; o->argc > 0 && i < ENVOIS; i++)
		if (strcmp(o->argv[0], envois[i].mot) == 0)
			break;
	if (o->argc > 0 && i == ENVOIS)
		return "nomenclatures, structures ou eleves ; sans mot, les "
		       "trois";
	if (o->sequences != NULL && o->argc > 0 &&
	    strcmp(o->argv[0], envois[0].mot) != 0)
		return "--sequences va avec nomenclatures, ou sans mot";
	if (o->dossier == NULL && !o->essai)
		return "il faut --dossier DOSSIER, où écrire les tables (ou "
		       "-n)";
	return NULL;
}

/* From the view into the stage, in its order. */
static int
fill(struct gep *g, const struct record *r, struct fault *f)
{
	struct texte x = { 0 };
	size_t i;
	int tour;

	texte_ajoute(&x, "INSERT INTO s_%s (rang, ligne", r->name);
	for (tour = 0; tour < 2; tour++) {
		for (i = 0; i < r->nfields; i++)
			texte_ajoute(&x, ", %s", r->fields[i].name);
		texte_ajoute(&x,
		    tour == 0 ? ") SELECT row_number() OVER (), 0" : " FROM ");
	}
	texte_ajoute(&x, "%s", r->name);
	return store_texte(g->b.st, &x, f);
}

/* What a rule has rejected is not written; *reste is what is left. */
static int
sift(struct gep *g, struct echange *e, const struct record *r, int64_t *reste,
    struct fault *f)
{
	struct texte x = { 0 };
	const char *sql;
	int rc = -1;

	texte_ajoute(&x,
	    "DELETE FROM s_%s WHERE rang IN (SELECT rang FROM s_anomalie WHERE"
	    " gravite = %d AND element = '%s')",
	    r->name, G_REJET, r->name);
	if ((sql = texte_fin(&x, f)) != NULL)
		rc = store_exec(g->b.st, sql, f);
	e->rejetes += store_changes(g->b.st);
	texte_vide(&x);
	texte_ajoute(&x, "SELECT count(*) FROM s_%s", r->name);
	if (rc == 0)
		rc = (sql = texte_fin(&x, f)) == NULL
		    ? -1
		    : store_int(g->b.st, reste, f, sql, "");
	texte_libere(&x);
	e->inchanges += *reste;
	return rc;
}

/* The key of a row, as stage_cle has it in SQL. */
static int
key(const struct record *r, const char *const *val, struct texte *x,
    struct fault *f)
{
	const char *sep = "";
	size_t i;

	texte_vide(x);
	for (i = 0; i < r->nfields; i++)
		if (r->fields[i].flags & F_KEY) {
			texte_ajoute(x, "%s%s", sep,
			    val[i] == NULL ? "" : val[i]);
			sep = "/";
		}
	return texte_fin(x, f) == NULL ? -1 : 0;
}

/* What dbf_row did to the values of a row. */
static int
remark(struct gep *g, const struct record *r, const char *const *val,
    const unsigned *remarques, struct texte *x, struct fault *f)
{
	static const struct {
		unsigned bit;
		size_t regle;
	} dits[] = { { DBF_AUTREMENT, RC_CP850 }, { DBF_COUPE, RC_COUPE } };
	size_t i, k;

	for (i = 0; i < r->nfields; i++)
		for (k = 0; k < NELEM(dits); k++)
			if ((remarques[i] & dits[k].bit) &&
			    (key(r, val, x, f) == -1 ||
				stage_anomalie(g->sg, dits[k].regle, r->name, 0,
				    0, x->s, r->fields[i].name, NULL, f) == -1))
				return -1;
	return 0;
}

static int
write_rows(struct gep *g, const struct record *r, struct query *q,
    struct dbf *dbf, struct fault *f)
{
	unsigned remarques[CHAMPS_MAX];
	const char *val[CHAMPS_MAX];
	struct texte x = { 0 };
	size_t i;
	int rc;

	while ((rc = query_step(q, f)) == 1) {
		for (i = 0; i < r->nfields; i++)
			val[i] = query_text(q, i);
		if (dbf_row(dbf, val, remarques, f) == -1 ||
		    remark(g, r, val, remarques, &x, f) == -1) {
			rc = -1;
			break;
		}
	}
	texte_libere(&x);
	return rc == -1 ? -1 : dbf_end(dbf, f);
}

static struct query *
open_rows(struct gep *g, const struct record *r, struct fault *f)
{
	struct texte x = { 0 };
	struct query *q = NULL;
	const char *sql;
	size_t i;

	texte_ajoute(&x, "SELECT ");
	for (i = 0; i < r->nfields; i++)
		texte_ajoute(&x, "%s%s", i == 0 ? "" : ", ", r->fields[i].name);
	texte_ajoute(&x, " FROM s_%s ORDER BY rang", r->name);
	if ((sql = texte_fin(&x, f)) != NULL)
		q = query_open(g->b.st, sql, f);
	texte_libere(&x);
	return q;
}

/* Where the bytes of a table go: its file and the archive, or nowhere. */
static struct sink *
open_sink(struct gep *g, struct depart *d, const struct record *r,
    struct fault *f)
{
	int fd;

	if (g->depot == NULL)
		return sink_open(-1, NULL, f);
	if ((fd = depot_cree(g->depot, r->path, f)) == -1)
		return NULL;
	if (d->zip == NULL)
		d->zip = zip_open(r->path, g->heure, d->brut, f);
	else if (zip_suivant(d->zip, r->path, g->heure, f) == -1)
		return NULL;
	return d->zip == NULL ? NULL : zip_entree(d->zip, fd, f);
}

/* A line on standard output: the path, or what would be written. */
static void
tell(struct gep *g, const struct record *r, int64_t n)
{
	if (!g->o->essai)
		texte_ajoute(&g->dit, "%s/%s\n", g->o->dossier, r->path);
	else if (g->o->json)
		texte_ajoute(&g->dit,
		    "{\"fichier\":\"%s\",\"fiches\":%lld,\"octets\":%lld}\n",
		    r->path, (long long)n, (long long)dbf_taille(r, n));
	else
		texte_ajoute(&g->dit, "%s\t%lld\t%lld\n", r->path, (long long)n,
		    (long long)dbf_taille(r, n));
}

static int
write_table(struct gep *g, struct depart *d, const struct record *r, int64_t n,
    struct fault *f)
{
	struct query *q = open_rows(g, r, f);
	struct sink *s = q == NULL ? NULL : open_sink(g, d, r, f);
	struct dbf *dbf = s == NULL ? NULL : dbf_open(r, n, d->e.date, s, f);
	int rc = -1;

	if (dbf != NULL && write_rows(g, r, q, dbf, f) == 0)
		rc = sink_flush(s, f);
	dbf_close(dbf);
	sink_close(s);
	query_close(q);
	if (rc == 0)
		tell(g, r, n);
	return rc;
}

/* A reader takes a table without rows for a broken one. */
static int
without(struct gep *g, const struct record *r, struct fault *f)
{
	if (stage_anomalie(g->sg, RC_TABLE_VIDE, "table", 0, 0, r->path, NULL,
		NULL, f) == -1)
		return -1;
	/* One that no base fills may be there from elsewhere. */
	if (g->depot == NULL ||
	    (strcmp(r->name, "gep_noma") == 0 && g->o->sequences == NULL))
		return 0;
	return depot_ote(g->depot, r->path, f);
}

static int
write_tables(struct gep *g, const struct envoi *v, struct depart *d,
    struct fault *f)
{
	const struct record *r;
	const char *const *p;
	int64_t n;

	for (p = v->tables; *p != NULL; p++) {
		r = format_record(&format_gep, *p);
		n = 0;
		if (sift(g, &d->e, r, &n, f) == -1)
			return -1;
		if ((n == 0 ? without(g, r, f) : write_table(g, d, r, n, f)) ==
		    -1)
			return -1;
	}
	return 0;
}

/* Its tables are judged, and no other send's are any more. */
static int
judge(struct gep *g, const struct envoi *v, struct fault *f)
{
	const struct record *r;
	const char *const *p;
	size_t i;

	if (store_exec(g->b.st, "DELETE FROM s_anomalie", f) == -1 ||
	    stage_recompte(g->sg, f) == -1)
		return -1;
	for (i = 0; i < g->sg->ntables; i++)
		g->sg->tables[i].present = 0;
	for (p = v->tables; *p != NULL; p++) {
		r = format_record(&format_gep, *p);
		if (fill(g, r, f) == -1)
			return -1;
		stage_table(g->sg, *p)->present = 1;
	}
	return stage_judge(g->sg, f);
}

static int
open_archive(struct gep *g, struct depart *d, struct fault *f)
{
	if (g->depot == NULL)
		return 0;
	if ((d->archive = archive_open(g->b.archives, f)) == NULL ||
	    (d->brut = sink_open(-1, d->archive, f)) == NULL)
		return -1;
	return 0;
}

/* The line of one send, with what it sent. */
static int
journal(struct gep *g, struct depart *d, struct fault *f)
{
	int garde;

	if (g->depot == NULL)
		return 0;
	if (journal_numero(g->b.st, &d->e.numero, f) == -1 ||
	    zip_finish(d->zip, f) == -1 || sink_flush(d->brut, f) == -1 ||
	    archive_finish(d->archive, f) == -1)
		return -1;
	journal_nom(&d->e, "emis", "zip", d->e.archive);
	if (archive_nomme(d->archive, d->e.archive, &garde, f) == -1)
		return -1;
	d->e.sha256 = archive_empreinte(d->archive);
	d->e.taille = (int64_t)archive_taille(d->archive);
	/* The sequences, with what they made. */
	if (journal_annexe(&d->e, &d->annexe, g->b.archives,
		d == &g->d[0] ? g->sequences.texte.s : NULL, "recu", "tsv",
		f) == -1)
		return -1;
	return journal_ecrit(g->b.st, &d->e, g->o, g->sg, f);
}

static int
send(struct gep *g, const struct envoi *v, struct depart *d, struct fault *f)
{
	d->e = g->e;
	d->e.lus = d->e.inchanges = d->e.rejetes = d->e.anomalies = 0;
	d->e.statut = ST_OK;
	d->e.genre = v->genre;
	if (open_archive(g, d, f) == -1 || judge(g, v, f) == -1 ||
	    write_tables(g, v, d, f) == -1)
		return -1;
	d->e.lus = d->e.inchanges + d->e.rejetes;
	d->e.anomalies = g->sg->anomalies;
	if (g->sg->anomalies > g->sg->notes)
		d->e.statut = ST_PARTIEL;
	g->e.lus += d->e.lus;
	g->e.inchanges += d->e.inchanges;
	g->e.rejetes += d->e.rejetes;
	g->e.anomalies += d->e.anomalies;
	if (d->e.statut > g->e.statut)
		g->e.statut = d->e.statut;
	return report_anomalies(g->err, g->o, v->mot, g->sg, f) == -1
	    ? -1
	    : journal(g, d, f);
}

/* All or none: what lacks is named before anything is written. */
static int
check_needs(struct gep *g, struct fault *f)
{
	int64_t ok;
	size_t i;

	if (store_run(g->b.st, f, "UPDATE compte SET date_effectif = ?", "s",
		g->e.date_utilisee) == -1)
		return -1;
	for (i = 0; i < ENVOIS; i++) {
		if (!asked(g, &envois[i]))
			continue;
		ok = 0;
		if (store_int(g->b.st, &ok, f, envois[i].besoin, "") == -1)
			return -1;
		if (!ok)
			return fault_set(f, "rien-a-exporter", 0, "%s : %s",
			    envois[i].mot, envois[i].besoin_dit);
	}
	return 0;
}

/* What no base knows, in the place of a view; without any it is empty. */
static int
sequences(struct gep *g, struct fault *f)
{
	if (store_exec(g->b.st,
		"CREATE TEMP TABLE gep_noma (ligne_tsv INTEGER, code TEXT,"
		" choix TEXT, type TEXT DEFAULT 'S')",
		f) == -1)
		return -1;
	return g->sequences.texte.s == NULL
	    ? 0
	    : tableau_range(&g->sequences, &format_sequences,
		  "INSERT INTO gep_noma (ligne_tsv, code, choix) VALUES (?, ?,"
		  " ?)",
		  g->b.st, f);
}

/* The set is complete: it appears, is told, and counts as sent. */
static int
finish(struct gep *g, int out, struct fault *f)
{
	const char *dit = texte_fin(&g->dit, f);

	if (dit == NULL)
		return -1;
	if (g->o->essai)
		store_rollback(g->b.st);
	else if (depot_pose(g->depot, f) == -1)
		return -1;
	if (ecrit_tout(out, dit, strlen(dit), f) == -1)
		return -1;
	if (g->o->essai)
		return 0;
	g->engage = 1;
	return store_commit(g->b.st, f);
}

static int
send_all(struct gep *g, int out, struct fault *f)
{
	static const struct rules *const tables[] = { &rules_gep, NULL };
	size_t i;

	if (store_begin(g->b.st, f) == -1 ||
	    menage(g->b.st, g->b.archives, f) == -1 ||
	    check_needs(g, f) == -1 || sequences(g, f) == -1)
		return -1;
	if (!g->o->essai &&
	    (g->depot = depot_open(g->o->dossier, g->o->mode, f)) == NULL)
		return -1;
	if ((g->sg = stage_open(g->b.st, &format_gep, tables, f)) == NULL)
		return -1;
	g->sg->sortant = 1;
	if (g->o->essai && !g->o->json)
		texte_ajoute(&g->dit, "fichier\tfiches\toctets\n");
	for (i = 0; i < ENVOIS; i++)
		if (asked(g, &envois[i]) &&
		    send(g, &envois[i], &g->d[i], f) == -1)
			return -1;
	return finish(g, out, f);
}

static int
start(struct gep *g, struct fault *f)
{
	const char *why = misuse(g->o);

	if (why != NULL)
		return fault_set(f, "usage", 0, "%s", why);
	g->e.sens = g->e.etat = "emis";
	if ((g->heure = horloge(f)) == -1 ||
	    horodate(g->heure, g->e.date, f) == -1 ||
	    options_date(g->o, g->e.date_utilisee, f) == -1 ||
	    door_base(&g->b, g->o, ROLE_ETAB, g->o->uai, g->o->annee, f) == -1)
		return -1;
	door_migree(&g->b, g->o, g->err);
	if (tableau_lit(&g->sequences, g->o->sequences, f) == -1)
		return -1;
	g->e.uai = g->b.uai;
	g->e.annee = g->b.annee;
	return export_annee(&g->b, g->o, g->e.date_utilisee, g->err, f);
}

static void
leave(struct gep *g)
{
	size_t i;

	for (i = 0; i < ENVOIS; i++) {
		zip_close(g->d[i].zip);
		sink_close(g->d[i].brut);
		archive_close(g->d[i].archive);
		archive_close(g->d[i].annexe);
	}
	tableau_libere(&g->sequences);
	depot_close(g->depot);
	stage_close(g->sg);
	texte_libere(&g->dit);
	base_close(&g->b);
}

int
gep_run(const struct options *o, int out, FILE *err)
{
	struct fault f = { 0 };
	struct gep g;
	size_t i;
	int status;

	memset(&g, 0, sizeof(g));
	g.o = o;
	g.err = err;
	if (start(&g, &f) == -1 || send_all(&g, out, &f) == -1) {
		status = fault_status(&f);
		store_rollback(g.b.st);
		depot_rend(g.depot);
		/* After a COMMIT that failed the next writer knows. */
		for (i = 0; i < ENVOIS && !g.engage; i++) {
			archive_reprend(g.d[i].archive);
			archive_reprend(g.d[i].annexe);
		}
		/* A line is of the table, whatever else is of the base. */
		report_fault(err, o,
		    f.line > 0            ? o->sequences
			: o->base == NULL ? "-"
					  : o->base,
		    &f);
		if (g.engage)
			report_note(err, o, "issue-incertaine",
			    ISSUE_INCERTAINE);
	} else {
		status = g.e.statut;
		report_bilan(err, o, &g.e);
	}
	leave(&g);
	return status;
}
