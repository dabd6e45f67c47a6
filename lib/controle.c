/*
 * controle.c - sconet-check: is a base what it should be, and its archive.
 *
 * What is wrong is said, a line each, with a kind of the table of faults,
 * and the rest is looked at all the same; only what keeps from looking is a
 * fault.  Nothing is locked but against the removal of what is being read,
 * and nothing is written but to temporary tables.
 */
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

struct controle {
	const struct options *o;
	FILE *out;
	const char *fichier; /* the base, as it is called in what is said */
	struct base b;
	int copie;  /* a copy: its archive is still the original's */
	int manque; /* the schema lacks something */
	int abimee; /* it was said that parts of it cannot be read */
	int64_t anomalies;
};

static void dit(struct controle *c, const char *code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void
dit(struct controle *c, const char *code, const char *fmt, ...)
{
	struct fault f = { 0 };
	char detail[400];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(detail, sizeof(detail), fmt, ap);
	va_end(ap);
	fault_set(&f, code, 0, "%s", detail);
	report_fault(c->out, c->o, c->fichier, &f);
	c->anomalies++;
}

/* Each row of the query is an anomaly: its first column is the detail. */
static int
each(struct controle *c, const char *code, const char *sql, struct fault *f)
{
	struct query *q = query_open(c->b.st, sql, f);
	int rc = -1;

	while (q != NULL && (rc = query_step(q, f)) == 1)
		dit(c, code, "%s",
		    query_text(q, 0) == NULL ? "?" : query_text(q, 0));
	query_close(q);
	return rc;
}

/* The schema against that of a new base of its role. */

/* clang-format off */
#define SANS_BLANCS(s) \
	"replace(replace(replace(" s ", ' ', ''), char(9), ''), char(10), '')"
static const char objets[] =
	"SELECT m.type, m.name, CASE m.type WHEN 'table' THEN (SELECT "
	"group_concat(x) FROM (SELECT name || ' ' || type || ' ' || "
	"\"notnull\" || pk AS x FROM pragma_table_info(m.name) ORDER BY 1)) "
	"|| (SELECT count(*) FROM pragma_foreign_key_list(m.name)) || (SELECT "
	"wr || strict FROM pragma_table_list(m.name) WHERE schema = 'main') "
	"ELSE " SANS_BLANCS("m.sql") " END FROM sqlite_schema m WHERE m.name "
	"NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
/* clang-format on */

static int
copy_objects(struct store *from, struct store *to, struct fault *f)
{
	struct query *q = query_open(from, objets, f), *put = NULL;
	int rc = -1;

	if (q != NULL)
		put = query_open(to, "INSERT INTO modele VALUES (?, ?, ?)", f);
	while (put != NULL && (rc = query_step(q, f)) == 1)
		if (query_bind(put, f, "sss", query_text(q, 0),
			query_text(q, 1), query_text(q, 2)) == -1 ||
		    query_step(put, f) == -1) {
			rc = -1;
			break;
		}
	query_close(q);
	query_close(put);
	return rc;
}

static int
schema(struct controle *c, const void *arg, struct fault *f)
{
	const struct role *r = role_find(c->b.role);
	struct store *modele = NULL;
	struct texte x = { 0 };
	const char *sql;
	int64_t avant = c->anomalies;
	int rc = -1;

	(void)arg;
	if (r == NULL) {
		dit(c, "base-identite", "rôle %s", c->b.role);
		return 0;
	}
	modele = role_modele(r, f);
	texte_ajoute(&x,
	    "WITH la (type, name, forme) AS (%s) SELECT m.type || ' ' ||"
	    " m.name || CASE WHEN la.name IS NULL THEN ' : absente' ELSE ' :"
	    " changée' END FROM modele m LEFT JOIN la USING (type, name) WHERE"
	    " la.forme IS NOT m.forme UNION ALL SELECT type || ' ' || name ||"
	    " ' : en trop' FROM la WHERE (type, name) NOT IN (SELECT type,"
	    " name FROM modele)",
	    objets);
	if (modele != NULL && (sql = texte_fin(&x, f)) != NULL &&
	    store_exec(c->b.st,
		"CREATE TEMP TABLE modele (type TEXT, name TEXT, forme TEXT)",
		f) == 0 &&
	    copy_objects(modele, c->b.st, f) == 0)
		rc = each(c, "schema", sql, f);
	c->manque = c->anomalies > avant;
	texte_libere(&x);
	store_close(modele);
	return rc;
}

/* What one query can tell. */

/* clang-format off */
static const struct question {
	const char *code, *sql;
	const char *table; /* asked of bases that have it; NULL: of all */
} questions[] = {
	{ "integrite", "SELECT integrity_check FROM pragma_integrity_check "
	    "WHERE integrity_check <> 'ok'", NULL },
	{ "reference", "SELECT \"table\" || ' vers ' || parent || ' : ' || "
	    "count(*) FROM pragma_foreign_key_check GROUP BY \"table\", "
	    "parent", NULL },
	{ "base-identite", "SELECT 'année du ' || date_debut || ' au ' || "
	    "date_fin FROM base WHERE date_debut >= date_fin", NULL },
	/* a reader's SQLite does not look at CHECK */
	{ "base-identite", "SELECT 'état ' || etat FROM base WHERE etat NOT "
	    "IN ('preparation', 'courante', 'terminee')", NULL },
	{ "base-identite", "SELECT 'la ligne de la table compte manque' WHERE "
	    "NOT EXISTS (SELECT 1 FROM compte)", "compte" },
	{ "echange-cite", "SELECT 'base, profilage ' || profilage FROM base "
	    "WHERE profilage NOT IN (SELECT numero FROM echange)", NULL },
	{ "journal-trou", "SELECT 'le journal est vide' WHERE NOT EXISTS "
	    "(SELECT 1 FROM echange)", NULL },
	{ "journal-trou", "SELECT 'après le ' || avant || ' vient le ' || "
	    "numero FROM (SELECT numero, lag(numero, 1, 0) OVER (ORDER BY "
	    "numero) AS avant FROM echange) WHERE numero <> avant + 1", NULL },
	/* what nomen-profile remarks is counted, and said, but not kept */
	{ "journal-comptes", "SELECT 'échange ' || numero || ', anomalies ' "
	    "|| anomalies || ', conservées ' || n FROM (SELECT numero, sens, "
	    "anomalies, (SELECT count(*) FROM anomalie a WHERE a.echange = "
	    "numero) AS n FROM echange) WHERE n > anomalies OR (n < anomalies "
	    "AND sens = 'recu')", NULL },
	/* a record that was modified has a change or more */
	{ "journal-comptes", "SELECT 'échange ' || numero || ', modifiés ' || "
	    "modifies || ', changements ' || n FROM (SELECT numero, change, "
	    "modifies, (SELECT count(*) FROM changement c WHERE c.echange = "
	    "numero) AS n FROM echange) WHERE (change = 1 AND n < modifies) "
	    "OR (change = 0 AND n > 0)", NULL },
	{ "journal-autre-base", "SELECT 'échanges ' || count(*) || ', le "
	    "premier ' || min(numero) FROM echange e, base b WHERE e.change = "
	    "1 AND ((e.uai <> b.uai AND b.role <> 'bea') OR e.annee <> "
	    "b.annee) HAVING count(*) > 0", NULL },
};
/* clang-format on */

/* Roles have not all the same tables; one that is lost was said. */
static int
has(struct controle *c, const char *table, int64_t *la, struct fault *f)
{
	*la = 0;
	return store_int(c->b.st, la, f,
	    "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name ="
	    " ?",
	    "s", table);
}

static int
ask(struct controle *c, const void *arg, struct fault *f)
{
	const struct question *q = arg;
	int64_t la = 1;

	if (q->table != NULL && has(c, q->table, &la, f) == -1)
		return -1;
	return la ? each(c, q->code, q->sql, f) : 0;
}

/* The numbers of exchanges that the rows of a table bear. */
static int
cited(struct controle *c, const struct record *r, struct fault *f)
{
	struct texte x = { 0 };
	const char *sql;
	int rc = -1;

	texte_ajoute(&x, "SELECT '%s : ' || count(*) || ', dont ' || min(",
	    r->name);
	stage_cle(&x, r, "t");
	texte_ajoute(&x,
	    ") FROM %s t WHERE cree > echange OR cree NOT IN (SELECT numero"
	    " FROM echange) OR echange NOT IN (SELECT numero FROM echange)"
	    " HAVING count(*) > 0",
	    r->name);
	if ((sql = texte_fin(&x, f)) != NULL)
		rc = each(c, "echange-cite", sql, f);
	texte_libere(&x);
	return rc;
}

/* Nothing is deleted: what an import has added is there, and no more. */
static int
added(struct controle *c, const struct import *im, struct fault *f)
{
	const struct record *r;
	struct texte x = { 0 };
	const char *sql, *sep = "";
	size_t i;
	int rc = -1;

	texte_ajoute(&x, "WITH f (numero, n) AS (SELECT cree, count(*) FROM (");
	for (i = 0; i < im->fmt->nrecords; i++) {
		r = &im->fmt->records[i];
		if ((r->flags & (R_COMPTE | R_TRACE)) != (R_COMPTE | R_TRACE))
			continue;
		texte_ajoute(&x, "%sSELECT cree FROM %s", sep, r->name);
		sep = " UNION ALL ";
	}
	texte_ajoute(&x,
	    ") GROUP BY 1) SELECT 'échange ' || numero || ', ajoutés ' ||"
	    " ajoutes || ', présents ' || coalesce(n, 0) FROM echange LEFT"
	    " JOIN f USING (numero) WHERE CASE WHEN genre = '%s' AND change = 1"
	    " THEN ajoutes <> coalesce(n, 0) ELSE ajoutes < n AND genre <>"
	    " 'bascule' END", /* that counts people, and brings codes too */
	    im->genre);
	if (*sep == '\0')
		rc = 0;
	else if ((sql = texte_fin(&x, f)) != NULL)
		rc = each(c, "journal-comptes", sql, f);
	texte_libere(&x);
	return rc;
}

/* Each table of the base comes in by one of these. */
static const struct import *const imports[] = { &import_communs,
	&import_nomenclatures, &import_sts, &import_eleves,
	&import_responsables };

/* Does the table come in by an import before this one as well? */
static int
seen(const struct import *im, const char *name)
{
	size_t i;

	for (i = 0; imports[i] != im; i++)
		if (format_record(imports[i]->fmt, name) != NULL)
			return 1;
	return 0;
}

/* 1: the base has all the tables of the import. */
static int
takes(struct controle *c, const struct import *im, struct fault *f)
{
	const struct record *r;
	int64_t la = 1;
	size_t i;

	for (i = 0; i < im->fmt->nrecords && la; i++) {
		r = &im->fmt->records[i];
		if (!(r->flags & (R_PARAM | R_LU | R_STAGE)) &&
		    has(c, r->name, &la, f) == -1)
			return -1;
	}
	return la != 0;
}

/* What an import has brought, by its numbers of exchanges. */
static int
traces(struct controle *c, const void *arg, struct fault *f)
{
	const struct import *im = arg;
	const struct record *r;
	size_t i, k;
	int rc;

	if ((rc = takes(c, im, f)) != 1)
		return rc;
	for (i = 0; i < im->fmt->nrecords; i++) {
		r = &im->fmt->records[i];
		/* one table may be several records' */
		for (k = 0; strcmp(im->fmt->records[k].name, r->name) != 0; k++)
			;
		if (k == i && (r->flags & R_TRACE) && !seen(im, r->name) &&
		    cited(c, r, f) == -1)
			return -1;
	}
	return added(c, im, f);
}

/* And by its rules. */
static int
rules(struct controle *c, const void *arg, struct fault *f)
{
	const struct import *im = arg;
	struct stage *sg;
	int rc;

	if ((rc = takes(c, im, f)) != 1)
		return rc;
	rc = -1;
	sg = stage_open(c->b.st, im->fmt, im->rules, f);
	if (sg != NULL && stage_etabli(sg, f) == 0 && stage_judge(sg, f) == 0)
		rc = report_anomalies(c->out, c->o, c->fichier, sg, f);
	if (sg != NULL)
		c->anomalies += sg->anomalies;
	stage_close(sg);
	return rc;
}

/* The journal itself. */

static int
broken(void *ctx, int64_t numero, struct fault *f)
{
	(void)f;
	dit(ctx, "journal-chaine", "échange %lld", (long long)numero);
	return 0;
}

static int
chain(struct controle *c, const void *arg, struct fault *f)
{
	(void)arg;
	return journal_rompu(c->b.st, broken, c, f);
}

/*
 * The archive.  Writers go on meanwhile: what they may be about to explain,
 * a number above the last, a body that is gone or still there, is suspected
 * first and looked at again once all else is done.
 */

static const char *
path_of(struct texte *x, const struct controle *c, const char *nom,
    struct fault *f)
{
	texte_vide(x);
	texte_ajoute(x, "%s/%s", c->b.archives, nom);
	return texte_fin(x, f);
}

static int
suspect(struct controle *c, const char *code, int64_t numero, const char *nom,
    int64_t inode, struct fault *f)
{
	return store_run(c->b.st, f, "INSERT INTO suspect VALUES (?, ?, ?, ?)",
	    "sisi", code, numero, nom, inode);
}

/* One body: its line is the row of q. */
static int
body(struct controle *c, const struct query *q, struct fault *f)
{
	const char *nom = query_text(q, 1), *sha256 = query_text(q, 2), *path;
	char hex[EMPREINTE] = "";
	struct texte x = { 0 };
	struct fault lu = { 0 };
	struct stat sb;
	int64_t taille = 0;
	int rc = 0, purge = query_text(q, 4) != NULL, la;

	if ((path = path_of(&x, c, nom, f)) == NULL)
		return -1;
	la = lstat(path, &sb) == 0;
	if (la == purge)
		rc = suspect(c, la ? "purge-inachevee" : "archive-absente",
		    query_int(q, 0), nom, la ? (int64_t)sb.st_ino : 0, f);
	else if (la && extrait_empreinte(path, hex, &taille, &lu) == -1) {
		if (lstat(path, &sb) == -1)
			rc = suspect(c, "archive-absente", query_int(q, 0), nom,
			    0, f);
		else if (strcmp(lu.kind->code, "es") == 0)
			dit(c, "archive-illisible", "%s", lu.detail);
		else {
			*f = lu;
			rc = -1;
		}
	} else if (la && sha256 != NULL &&
	    (strcmp(sha256, hex) != 0 || taille != query_int(q, 3)))
		dit(c, "archive-alteree", "%s : %lld octets, au journal %lld",
		    nom, (long long)taille, (long long)query_int(q, 3));
	texte_libere(&x);
	return rc;
}

static int
bodies(struct controle *c, struct fault *f)
{
	struct query *q;
	int rc = -1;

	q = query_open(c->b.st,
	    "SELECT numero, nom, sha256, taille, purge FROM corps ORDER BY"
	    " numero, nom",
	    f);
	while (q != NULL && (rc = query_step(q, f)) == 1)
		if (body(c, q, f) == -1) {
			rc = -1;
			break;
		}
	query_close(q);
	return rc;
}

/* A file of the archive that no line may name. */
static int
file(struct controle *c, struct query *known, const char *nom, int64_t last,
    struct fault *f)
{
	int64_t n = archive_numero(nom);
	struct texte x = { 0 };
	const char *path;
	struct stat sb;
	int rc;

	if (strncmp(nom, ".recu.", 6) == 0) {
		if (fichier_perime(nom, "recu"))
			dit(c, "archive-temporaire", "%s", nom);
		return 0;
	}
	if ((rc = query_bind(known, f, "is", n, nom)) == -1 ||
	    (rc = query_step(known, f)) != 0)
		return rc == -1 ? -1 : 0;
	if (n <= last) {
		dit(c, "archive-inconnue", "%s", nom);
		return 0;
	}
	if ((path = path_of(&x, c, nom, f)) == NULL)
		rc = -1;
	else if (lstat(path, &sb) == 0)
		rc = suspect(c, "archive-en-trop", n, nom, (int64_t)sb.st_ino,
		    f);
	texte_libere(&x);
	return rc;
}

static int
directory(struct controle *c, struct fault *f)
{
	const struct dirent *d;
	struct query *known;
	int64_t last = 0;
	DIR *dir;
	int rc = 0;

	if ((dir = opendir(c->b.archives)) == NULL)
		return errno == ENOENT ? 0
				       : fault_errno(f, "es", c->b.archives);
	known = query_open(c->b.st,
	    "SELECT 1 FROM corps WHERE numero = ? AND nom = ?", f);
	if (known == NULL ||
	    store_int(c->b.st, &last, f, "SELECT max(numero) FROM echange",
		"") == -1)
		rc = -1;
	while (rc == 0 && (d = readdir(dir)) != NULL)
		if (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0)
			rc = file(c, known, d->d_name, last, f);
	query_close(known);
	closedir(dir);
	return rc;
}

/* Without the directory one line is enough. */
static int
lost(struct controle *c, int *rc, struct fault *f)
{
	struct stat sb;
	int64_t n = 0;

	*rc = 0;
	if (stat(c->b.archives, &sb) == 0 || errno != ENOENT)
		return 0;
	*rc = store_int(c->b.st, &n, f,
	    "SELECT count(*) FROM corps WHERE purge IS NULL", "");
	if (n > 0)
		dit(c, "archive-absente", "tout le dossier %s, %lld fichiers",
		    c->b.archives, (long long)n);
	return 1;
}

static int
archive(struct controle *c, struct fault *f)
{
	int rc;

	if (lost(c, &rc, f))
		return rc;
	if (bodies(c, f) == -1)
		return -1;
	/* Beside a copy, writers go on. */
	return c->copie ? 0 : directory(c, f);
}

/* Is it as it was when it was suspected? */
static int
still(struct controle *c, const struct query *q, struct fault *f)
{
	struct texte x = { 0 };
	const char *path = path_of(&x, c, query_text(q, 1), f);
	struct stat sb;
	int rc = -1;

	if (path != NULL)
		rc = lstat(path, &sb) == 0
		    ? (int64_t)sb.st_ino == query_int(q, 2)
		    : query_int(q, 2) == 0;
	texte_libere(&x);
	return rc;
}

/*
 * What nobody has explained since.  A writer that is at work names files
 * before its line can be seen; who has none to wait for has left them.
 */
static int
suspects(struct controle *c, struct fault *f)
{
	int64_t ecrivain = tour_tenu(tour_fd(store_path(c->b.st)));
	struct query *q;
	int rc = -1;

	if (store_begin_temp(c->b.st, f) == -1)
		return -1;
	q = query_open(c->b.st,
	    "SELECT s.code, s.nom, s.inode FROM suspect s LEFT JOIN corps k ON"
	    " k.numero = s.numero AND k.nom = s.nom WHERE CASE s.code WHEN"
	    " 'archive-absente' THEN k.purge IS NULL WHEN 'archive-en-trop'"
	    " THEN k.nom IS NULL AND ? = 0 ELSE 1 END ORDER BY s.numero,"
	    " s.nom",
	    f);
	if (q != NULL && query_bind(q, f, "i", ecrivain) == 0)
		while ((rc = query_step(q, f)) == 1) {
			if ((rc = still(c, q, f)) == -1)
				break;
			if (rc == 1)
				dit(c, query_text(q, 0), "%s",
				    query_text(q, 1));
		}
	query_close(q);
	store_rollback(c->b.st);
	return rc;
}

/* A part has been looked at; a damaged base does not stop the next. */
static int
ended(struct controle *c, int rc, struct fault *f)
{
	store_rollback(c->b.st);
	if (rc == 0)
		return 0;
	if (fault_status(f) != ST_BASE &&
	    !(fault_status(f) == ST_BOGUE && c->manque))
		return -1;
	if (fault_status(f) == ST_BASE && !c->abimee) {
		report_fault(c->out, c->o, c->fichier, f);
		c->anomalies++;
		c->abimee = 1;
	}
	memset(f, 0, sizeof(*f));
	return 0;
}

/* One part, at one moment of the base; what it makes is temporary. */
static int
part(struct controle *c,
    int (*fn)(struct controle *, const void *, struct fault *), const void *arg,
    struct fault *f)
{
	int rc = store_begin_temp(c->b.st, f) == -1 ? -1 : fn(c, arg, f);

	return ended(c, rc, f);
}

static int
all(struct controle *c, struct fault *f)
{
	size_t i;
	int rc;

	if (part(c, schema, NULL, f) == -1)
		return -1;
	for (i = 0; i < NELEM(questions); i++)
		if (part(c, ask, &questions[i], f) == -1)
			return -1;
	for (i = 0; i < NELEM(imports); i++)
		if (part(c, traces, imports[i], f) == -1 ||
		    part(c, rules, imports[i], f) == -1)
			return -1;
	if (part(c, chain, NULL, f) == -1 ||
	    store_exec(c->b.st,
		"CREATE TEMP TABLE suspect (code TEXT, numero INTEGER, nom"
		" TEXT, inode INTEGER)",
		f) == -1 ||
	    store_begin_temp(c->b.st, f) == -1)
		return -1;
	/* The suspects outlive the moment. */
	rc = archive(c, f) == -1 ? -1 : store_commit(c->b.st, f);
	if (ended(c, rc, f) == -1)
		return -1;
	return ended(c, suspects(c, f), f);
}

static void
result(const struct controle *c)
{
	if (c->o->json) {
		fprintf(c->out,
		    "{\"programme\":\"%s\",\"fichier\":", c->o->prog);
		json_texte(c->out, c->fichier);
		fprintf(c->out, ",\"anomalies\":%lld,\"statut\":%d}\n",
		    (long long)c->anomalies,
		    c->anomalies > 0 ? ST_PARTIEL : ST_OK);
	} else if (c->anomalies == 0 && !c->o->muet)
		fprintf(c->out, "%s: %s: aucune anomalie\n", c->o->prog,
		    c->fichier);
}

static int
examine(struct controle *c, const char *path, const char *archives,
    struct fault *f)
{
	char *propres;
	int rc;

	if (base_open(&c->b, path, STORE_LECTURE, c->o->attente, f) == -1)
		return -1;
	if (c->b.version < USER_VERSION) {
		rc = fault_set(f, "base-ancienne", 0,
		    "%s : version %lld, il faut la %d", path,
		    (long long)c->b.version, USER_VERSION);
		base_close(&c->b);
		return rc;
	}
	if (archives != NULL) {
		if ((propres = strdup(archives)) == NULL) {
			base_close(&c->b);
			return fault_memory(f);
		}
		free(c->b.archives);
		c->b.archives = propres;
		c->copie = 1;
	}
	rc = all(c, f);
	base_close(&c->b);
	if (rc == 0)
		result(c);
	if (fflush(c->out) == EOF || ferror(c->out))
		rc = fault_errno(f, "sortie", "écriture");
	return rc;
}

/* The copy is judged before it has its name. */
static int
judge_copy(void *ctx, const char *copie, const char *archives, struct fault *f)
{
	return examine(ctx, copie, archives, f);
}

int
controle_run(const struct options *o, const char *base, FILE *out, FILE *err)
{
	struct fault f = { 0 };
	struct controle c;
	char *path = NULL;
	int rc;

	memset(&c, 0, sizeof(c));
	c.o = o;
	c.out = out;
	if (base == NULL)
		rc = fault_set(&f, "base-manque", 0, NULL);
	else
		rc = base_trouve(base, ROLES, o->uai, o->annee, &path, &f);
	c.fichier = o->copie != NULL ? o->copie : path;
	if (rc == 0)
		rc = o->copie != NULL
		    ? base_copie(path, o->copie, o->attente, judge_copy, &c, &f)
		    : examine(&c, path, NULL, &f);
	if (rc == -1)
		report_fault(err, o, base == NULL ? "-" : base, &f);
	free(path);
	if (rc == -1)
		return fault_status(&f);
	return c.anomalies > 0 ? ST_PARTIEL : ST_OK;
}
