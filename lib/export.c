/*
 * export.c - rows of views to XML on the way out.
 *
 * The line of an export is committed only when its last byte has been taken:
 * a reader that goes away or a full disk leaves no line and no number used.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

struct sortant {
	const struct export *ex;
	const struct crochets *c; /* or NULL */
	struct format *fmt;       /* of ex, as the version asked for has it */
	const struct options *o;
	FILE *err;
	struct base b;
	struct echange e;
	struct archive *archive, *annexe;
	struct sink *sink, *fin; /* of the writer; of the bytes that go out */
	struct zip *zip;
	struct writer *w;
	struct arbre a;
	char *chemin; /* of -o, or in --dossier: owned, or NULL */
	char *tmp;    /* of chemin, owned */
	int fd;
	struct profil *profil;
	char *yaml; /* the profile as it was, owned */
	int64_t notes;
	unsigned perdus; /* characters lost in a list */
	int engage;      /* COMMIT was asked for */
};

/*
 * A base still courante after its year would send last year's figures every
 * night.  Once the next year is over too, nobody's cron is meant: someone
 * works on an old base, and is told.
 */
int
export_annee(const struct base *b, const struct options *o, const char *jour,
    FILE *err, struct fault *f)
{
	char fin[32], suite[32];
	int64_t an = 0;

	if (entier(b->annee, 0, 9990, &an) == -1)
		return 0;
	(void)snprintf(fin, sizeof(fin), "%04d-08-31", (int)an + 1);
	(void)snprintf(suite, sizeof(suite), "%04d-08-31", (int)an + 2);
	if (strcmp(jour, fin) <= 0 || o->force ||
	    strcmp(b->etat, "courante") != 0)
		return 0;
	if (strcmp(jour, suite) <= 0)
		return fault_set(f, "base-annee", 0,
		    "%s est de %s, nous sommes le %s", store_path(b->st),
		    b->annee, jour);
	if (!o->muet)
		report_note(err, o, "base-ancienne",
		    "l'année scolaire de la base est finie depuis longtemps");
	return 0;
}

static int
prepare(struct sortant *s, struct fault *f)
{
	const char *const *p;
	if (s->ex->profil &&
	    profil_applique(s->profil, s->b.st, s->e.numero, s->o, s->err,
		&s->notes, f) == -1)
		return -1;
	for (p = s->ex->prepare; p != NULL && *p != NULL; p++)
		if (store_run(s->b.st, f, *p, "s", s->e.date_utilisee) == -1)
			return -1;
	if (s->ex->en_cours != NULL &&
	    store_exec(s->b.st, s->ex->en_cours, f) == -1)
		return -1;
	return s->c == NULL ? 0 : s->c->entre(s->c->ctx, s->b.st, &s->e, f);
}

/* The last byte has been taken: what the base then knows of it. */
static int
sent(struct sortant *s, struct fault *f)
{
	int depose = s->c != NULL && s->c->depose != NULL;

	if (s->ex->envoye == NULL && s->ex->en_cours == NULL && !depose)
		return 0;
	if (store_liste_de(s->b.st, s->ex->envoye, s->e.numero, f) == -1 ||
	    (s->ex->en_cours != NULL &&
		store_exec(s->b.st, s->ex->en_cours, f) == -1) ||
	    (depose && s->c->depose(s->c->ctx, f) == -1))
		return -1;
	/* All of which its line covers. */
	return journal_scelle(s->b.st, &s->e, f);
}

/*
 * The notes may say why there is nothing to send: they come first.  1: there
 * is something, 0: an empty envelope will do, -1.
 */
static int
needs(struct sortant *s, struct fault *f)
{
	int64_t ok = 1;

	if (s->ex->besoin != NULL &&
	    store_int(s->b.st, &ok, f, s->ex->besoin, "") == -1)
		return -1;
	if (ok || s->ex->vide)
		return ok != 0;
	return fault_set(f, s->ex->besoin_code, 0, "%s", s->ex->besoin_dit);
}

/* One note for each row: code, text. */
static int
say_rows(struct sortant *s, const char *sql, struct fault *f)
{
	struct query *q;
	int rc;

	if ((q = query_open(s->b.st, sql, f)) == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		s->notes++;
		if (store_run(s->b.st, f,
			"INSERT INTO anomalie VALUES (NULL, ?, ?, 0, 'export',"
			" NULL, NULL, NULL, ?)",
			"iss", s->e.numero, query_text(q, 0),
			query_text(q, 1)) == -1) {
			rc = -1;
			break;
		}
		if (!s->o->muet)
			report_note(s->err, s->o, query_text(q, 0),
			    query_text(q, 1));
	}
	query_close(q);
	return rc;
}

/* Values that the version asked for has no room for. */
static int
say_cuts(struct sortant *s, size_t i, const struct field *fd, struct fault *f)
{
	const struct record *r = &s->fmt->records[i];
	const char *cle = record_cle(r), *sql;
	struct texte x = { 0 };
	int rc;

	texte_ajoute(&x,
	    "SELECT 'valeur-coupee', '%s : %s de plus de %zu caractères, que la"
	    " version %s n''admet pas : ' || count(*) || ' ; la fin n''est pas"
	    " écrite ; sans --schema tout l''est (' || (SELECT group_concat(c,"
	    " ', ') FROM (SELECT %s AS c FROM %s WHERE length(%s) > %zu ORDER "
	    "BY"
	    " 1 LIMIT 10)) || iif(count(*) > 10, '…)', ')') FROM %s WHERE"
	    " length(%s) > %zu HAVING count(*) > 0",
	    r->libelle, fd->path, fd->max, s->fmt->versions, cle,
	    s->ex->vues[i], fd->name, fd->max, s->ex->vues[i], fd->name,
	    fd->max);
	rc = (sql = texte_fin(&x, f)) == NULL ? -1 : say_rows(s, sql, f);
	texte_libere(&x);
	return rc;
}

static int
say_notes(struct sortant *s, struct fault *f)
{
	const struct record *r;
	size_t i, k;

	if (s->ex->notes != NULL && say_rows(s, s->ex->notes, f) == -1)
		return -1;
	for (i = 1; s->ex->vues != NULL && i < s->fmt->nrecords; i++) {
		r = &s->fmt->records[i];
		for (k = 0; k < r->nfields && s->ex->vues[i] != NULL; k++)
			if ((r->fields[k].flags & F_COUPE) &&
			    say_cuts(s, i, &r->fields[k], f) == -1)
				return -1;
	}
	return 0;
}

/* The one row of the view of the envelope. */
static struct query *
open_envelope(struct sortant *s, struct fault *f)
{
	struct query *q = NULL;
	char sql[64];

	(void)snprintf(sql, sizeof(sql), "SELECT * FROM %s", s->ex->vues[0]);
	if ((q = query_open(s->b.st, sql, f)) != NULL &&
	    query_step(q, f) != 1) {
		query_close(q);
		q = NULL;
	}
	return q;
}

/* The envelope, whichever of its fields the format has. */
static int
write_envelope(struct sortant *s, struct fault *f)
{
	const struct record *r = &s->fmt->records[0];
	char num[24] = "", annee[8];
	const struct {
		const char *nom, *v;
	} valeurs[] = { { "version", s->fmt->versions }, { "uaj", s->e.uai },
		{ "annee_scolaire", annee }, { "uaj_origine", s->b.uai },
		{ "annee_origine", s->b.annee },
		{ "date_export", s->e.date_utilisee },
		{ "date_import", s->e.date_utilisee },
		{ "horodatage", s->e.date }, { "num_envoi", num },
		{ "logiciel", "sconet" } };
	const char *val[32] = { NULL };
	struct query *q = NULL;
	int64_t an = 0;
	size_t i, k;
	int rc;

	(void)entier(s->b.annee, 0, 9990, &an);
	(void)snprintf(annee, sizeof(annee), "%04u",
	    (unsigned)(an + (s->ex->suivante ? 1 : 0)) % 10000);
	if (s->e.num_envoi > 0)
		(void)snprintf(num, sizeof(num), "%lld",
		    (long long)s->e.num_envoi);
	for (i = 0; i < NELEM(valeurs); i++)
		if ((k = record_field(r, valeurs[i].nom)) != (size_t)-1 &&
		    valeurs[i].v != NULL && *valeurs[i].v != '\0')
			val[k] = valeurs[i].v;
	/* What only the base knows, by the names of its columns. */
	if (s->ex->vues[0] != NULL && (q = open_envelope(s, f)) == NULL)
		return -1;
	for (i = 0; q != NULL && i < query_columns(q); i++)
		if ((k = record_field(r, query_name(q, i))) != (size_t)-1)
			val[k] = query_text(q, i);
	rc = writer_row(s->w, r, val, f);
	query_close(q);
	return rc;
}

/* The file is whole: its last bytes go out. */
static int
finish_output(struct sortant *s, struct fault *f)
{
	if (writer_end(s->w, f) == -1 || sink_flush(s->sink, f) == -1)
		return -1;
	if (s->zip != NULL && zip_finish(s->zip, f) == -1)
		return -1;
	return sink_flush(s->fin, f);
}

/* What another base has archived, byte for byte. */
static int
write_again(struct sortant *s, const struct deja *deja, struct fault *f)
{
	struct extrait *e = extrait_open(deja->chemin, f);
	char buf[32 * 1024];
	long n = -1;

	while (e != NULL && (n = extrait_read(e, buf, sizeof(buf), f)) > 0)
		if (sink_write(s->fin, buf, (size_t)n, f) == -1) {
			n = -1;
			break;
		}
	extrait_close(e);
	s->e.lus = deja->lus;
	return n == 0 ? sink_flush(s->fin, f) : -1;
}

static int
write_all(struct sortant *s, struct fault *f)
{
	if (s->ex->liste != NULL)
		return liste_ecrit(s->b.st, s->ex->liste, s->o->utf8, s->fin,
		    &s->e.lus, &s->perdus, f);
	if (s->c != NULL && s->c->deja != NULL)
		return write_again(s, s->c->deja, f);
	s->a.fmt = s->fmt;
	s->a.vues = s->ex->vues;
	s->a.st = s->b.st;
	s->a.w = s->w;
	if (arbre_ouvre(&s->a, f) == -1 || write_envelope(s, f) == -1 ||
	    arbre_ecrit(&s->a, f) == -1)
		return -1;
	s->e.lus = s->a.lus;
	return finish_output(s, f);
}

/* The standard name, with what it says of the school and the hour. */
static const char *
usual_name(const struct sortant *s, const char *nom, struct texte *x,
    struct fault *f)
{
	const char *d = s->e.date;
	char date[16];
	const struct {
		const char *mot, *v;
	} mots[] = { { "{uai}", s->e.uai }, { "{annee}", s->b.annee },
		{ "{date}", date }, { "{origine}", s->b.uai } };
	size_t i, n;

	/* AAAA-MM-JJ hh:mm:ss */
	(void)snprintf(date, sizeof(date), "%.2s%.2s%.2s%.2s%.2s%.2s", d + 2,
	    d + 5, d + 8, d + 11, d + 14, d + 17);
	while (*nom != '\0') {
		n = 1 + strcspn(nom + 1, "{");
		for (i = 0; i < NELEM(mots); i++)
			if (strncmp(nom, mots[i].mot, strlen(mots[i].mot)) == 0)
				break;
		if (i < NELEM(mots)) {
			texte_ajoute(x, "%s", mots[i].v);
			n = strlen(mots[i].mot);
		} else
			texte_ajoute(x, "%.*s", (int)n, nom);
		nom += n;
	}
	return texte_fin(x, f);
}

/* The path that is asked for, or none: standard output. */
static int
choose_path(struct sortant *s, struct fault *f)
{
	struct texte x = { 0 };

	if (s->o->dossier != NULL && s->o->sortie != NULL)
		return fault_set(f, "usage", 0,
		    "-o ou --dossier, pas les deux");
	if (s->o->dossier != NULL) {
		texte_ajoute(&x, "%s/", s->o->dossier);
		s->chemin = (char *)usual_name(s,
		    s->o->zip ? s->ex->archive : s->ex->fichier, &x, f);
	} else if (s->o->sortie != NULL) {
		texte_ajoute(&x, "%s", s->o->sortie);
		s->chemin = (char *)texte_fin(&x, f);
	} else
		return 0;
	if (s->chemin == NULL) {
		texte_libere(&x);
		return -1;
	}
	return (s->fd = fichier_cree(s->chemin, &s->tmp, f)) == -1 ? -1 : 0;
}

/* The writer's sink: what goes out itself, or a file in the archive. */
static int
open_zip(struct sortant *s, struct fault *f)
{
	struct texte x = { 0 };
	const char *nom;
	int64_t t;

	if (!s->o->zip) {
		s->sink = s->fin;
		return 0;
	}
	if ((t = horloge(f)) != -1 &&
	    (nom = usual_name(s, s->ex->fichier, &x, f)) != NULL &&
	    (s->zip = zip_open(nom, t, s->fin, f)) != NULL)
		s->sink = zip_entree(s->zip, -1, f);
	texte_libere(&x);
	return s->sink == NULL ? -1 : 0;
}

/* Where the data goes, and its copy for the archive unless it is a trial. */
static int
open_output(struct sortant *s, int out, struct fault *f)
{
	s->fd = out;
	if (choose_path(s, f) == -1)
		return -1;
	if (!s->o->essai &&
	    (s->archive = archive_open(s->b.archives, f)) == NULL)
		return -1;
	if ((s->fin = sink_open(s->fd, s->archive, f)) == NULL ||
	    open_zip(s, f) == -1 ||
	    (s->w = writer_open(s->fmt, s->sink, s->o->utf8, f)) == NULL)
		return -1;
	return 0;
}

static int
pose_output(struct sortant *s, int out, struct fault *f)
{
	char *tmp = s->tmp;

	s->tmp = NULL;
	if (tmp == NULL)
		return 0;
	if (fichier_pose(s->fd, tmp, s->chemin, f) == -1)
		return -1;
	/* A name that the caller has not chosen is told. */
	if (s->o->dossier == NULL)
		return 0;
	return ecrit_tout(out, s->chemin, strlen(s->chemin), f) == -1
	    ? -1
	    : ecrit_tout(out, "\n", 1, f);
}

static int
journal(struct sortant *s, struct fault *f)
{
	int garde;

	if (archive_finish(s->archive, f) == -1 ||
	    journal_annexe(&s->e, &s->annexe, s->b.archives,
		s->c != NULL ? s->c->annexe : s->yaml, "recu",
		s->c != NULL ? s->c->annexe_ext : "yaml", f) == -1)
		return -1;
	journal_nom(&s->e, "emis",
	    s->ex->liste != NULL ? "csv"
		: s->o->zip      ? "zip"
				 : "xml",
	    s->e.archive);
	if (archive_nomme(s->archive, s->e.archive, &garde, f) == -1)
		return -1;
	s->e.sha256 = archive_empreinte(s->archive);
	s->e.taille = (int64_t)archive_taille(s->archive);
	s->e.change = s->ex->profil || s->ex->change;
	return journal_ecrit(s->b.st, &s->e, s->o, NULL, f);
}

static int
write_report(struct sortant *s, struct fault *f)
{
	struct sink *k;
	char *tmp;
	int fd, rc;

	if (s->o->compte_rendu == NULL)
		return 0;
	if ((fd = fichier_cree(s->o->compte_rendu, &tmp, f)) == -1)
		return -1;
	if ((k = sink_open(fd, NULL, f)) == NULL)
		rc = -1;
	else
		rc = report_ecrit(NULL, &s->b, &s->e, s->o, k, f);
	sink_close(k);
	if (rc == 0)
		return fichier_pose(fd, tmp, s->o->compte_rendu, f);
	fichier_abandonne(fd, tmp);
	return -1;
}

/* The next one of its kind, where sends are numbered. */
static int
send_number(struct sortant *s, struct fault *f)
{
	/* A trial is not numbered: it might be given to who receives. */
	if (!s->ex->numerote ||
	    (s->o->essai && s->ex->numerote != NUMERO_TOUJOURS))
		return 0;
	s->e.num_envoi = 1;
	return store_int(s->b.st, &s->e.num_envoi, f,
	    "SELECT coalesce(max(num_envoi), 0) % 99999 + 1 FROM echange WHERE "
	    "genre = ?",
	    "s", s->ex->genre);
}

/*
 * Nothing to send: said, and an envelope for whoever reads standard output;
 * no file, no number, no line.
 */
static int
send_nothing(struct sortant *s, int out, struct fault *f)
{
	s->e.num_envoi = 0;
	s->e.lus = 0;
	if (!s->o->muet)
		report_note(s->err, s->o, s->ex->besoin_code,
		    s->ex->besoin_dit);
	if (s->o->sortie == NULL && s->o->dossier == NULL &&
	    ((s->fin = s->sink = sink_open(out, NULL, f)) == NULL ||
		(s->w = writer_open(s->fmt, s->sink, s->o->utf8, f)) == NULL ||
		write_all(s, f) == -1))
		return -1;
	arbre_ferme(&s->a);
	store_rollback(s->b.st);
	return 0;
}

static int
envoie(struct sortant *s, int out, struct fault *f)
{
	char perdus[128];
	struct store *st = s->b.st;
	int rc;

	/* Each view that is open sorts within this, and several are. */
	if (store_exec(st, "PRAGMA cache_size=-2048", f) == -1 ||
	    store_begin(st, f) == -1 || menage(st, s->b.archives, f) == -1 ||
	    journal_numero(st, &s->e.numero, f) == -1 ||
	    send_number(s, f) == -1 || prepare(s, f) == -1 ||
	    say_notes(s, f) == -1 || (rc = needs(s, f)) == -1)
		return -1;
	if (rc == 0)
		return send_nothing(s, out, f);
	if (open_output(s, out, f) == -1 || write_all(s, f) == -1)
		return -1;
	arbre_ferme(&s->a);
	s->e.racine = s->ex->liste == NULL ? s->fmt->root : NULL;
	s->e.etat = "emis";
	s->e.anomalies += s->notes;
	s->e.inchanges = s->e.lus;
	s->perdus += writer_perdus(s->w);
	if (s->perdus > 0 && !s->o->muet) {
		(void)snprintf(perdus, sizeof(perdus),
		    "%u caractères n'existent pas en ISO-8859-15 et ont été "
		    "remplacés ; --utf8 les garde",
		    s->perdus);
		report_note(s->err, s->o, "caractere-translittere", perdus);
	}
	if (s->o->essai) {
		store_rollback(st);
		return pose_output(s, out, f);
	}
	if (journal(s, f) == -1 || pose_output(s, out, f) == -1 ||
	    sent(s, f) == -1)
		return -1;
	s->engage = 1;
	if (store_commit(st, f) == -1)
		return -1;
	return write_report(s, f);
}

/* The version asked for, else the newest that is known. */
static int
choose_version(struct sortant *s, struct fault *f)
{
	const struct format *fmt = s->ex->fmt;
	const char *connues = fmt->versions == NULL ? "" : fmt->versions;
	char version[16];

	(void)snprintf(version, sizeof(version), "%.*s",
	    (int)strcspn(connues, " "), connues);
	if (s->o->schema != NULL && !format_connait(fmt, s->o->schema))
		return fault_set(f, "usage", 0, "--schema %.20s : %s %s%s",
		    s->o->schema, fmt->root,
		    *connues == '\0'
			? "n'a pas de version ; le demander sans --schema"
			: "a pour versions connues ",
		    connues);
	s->fmt = format_en(fmt, s->o->schema == NULL ? version : s->o->schema,
	    s->ex->sans, f);
	return s->fmt == NULL ? -1 : 0;
}

/* The school that it is for: a wrong key is a note, as everywhere. */
static int
school_check(struct sortant *s, struct fault *f)
{
	if (!uai_forme(s->e.uai))
		return fault_set(f, "usage", 0,
		    "« %.40s » n'est pas un UAI, de sept chiffres et une "
		    "lettre comme 0990001N",
		    s->e.uai);
	if (!uai_juste(s->e.uai) && !s->o->muet)
		report_note(s->err, s->o, "uai-cle",
		    "la clé de l'UAI est fausse ; vérifier l'UAI");
	return 0;
}

static int
start(struct sortant *s, struct fault *f)
{
	if (choose_version(s, f) == -1)
		return -1;
	s->e.genre = s->ex->genre;
	s->e.sens = "emis";
	if (journal_dates(&s->e, s->o, f) == -1)
		return -1;
	if (s->ex->profil && s->o->profil != NULL &&
	    (s->profil = profil_lit(s->o->profil, &s->yaml, f)) == NULL)
		return -1;
	if (door_base(&s->b, s->o, s->ex->roles, s->o->uai, s->o->annee, f) ==
	    -1)
		return -1;
	door_migree(&s->b, s->o, s->err);
	s->e.uai = s->ex->destine ? s->o->argv[0] : s->b.uai;
	s->e.annee = s->b.annee;
	if (s->ex->destine && school_check(s, f) == -1)
		return -1;
	s->e.fichier = s->ex->destine ? s->o->argv[0] : s->o->profil;
	if (s->ex->du_jour && s->o->date == NULL &&
	    strcmp(s->b.etat, "preparation") == 0)
		return fault_set(f, "base-etat", 0,
		    "base en préparation : pas d'effectif du jour ; --date "
		    "en donne d'un autre");
	return export_annee(&s->b, s->o, s->e.date_utilisee, s->err, f);
}

/* The file that a fault is about. */
static const char *
named(const struct sortant *s, const struct fault *f)
{
	if (s->c != NULL)
		return f->line > 0 ? s->c->annexe_nom : s->o->base;
	return s->o->profil != NULL ? s->o->profil : "-";
}

int
export_run(const struct export *ex, const struct options *o, int out, FILE *err)
{
	return export_avec(ex, NULL, o, out, err);
}

int
export_avec(const struct export *ex, const struct crochets *c,
    const struct options *o, int out, FILE *err)
{
	struct sortant s;
	struct fault f = { 0 };
	int status = ST_OK;

	memset(&s, 0, sizeof(s));
	s.ex = ex;
	s.c = c;
	s.o = o;
	s.err = err;
	if (start(&s, &f) == -1 || envoie(&s, out, &f) == -1) {
		status = fault_status(&f);
		arbre_ferme(&s.a);
		store_rollback(s.b.st);
		/* After a COMMIT that failed the next writer knows. */
		if (!s.engage) {
			archive_reprend(s.archive);
			archive_reprend(s.annexe);
		}
		fichier_abandonne(s.fd, s.tmp);
		report_fault(err, o, named(&s, &f), &f);
		if (s.engage)
			report_note(err, o, "issue-incertaine",
			    ISSUE_INCERTAINE);
	} else if (c == NULL || ex->vide || ex->destine || ex->numerote)
		report_bilan(err, o, &s.e);
	arbre_ferme(&s.a);
	writer_close(s.w);
	if (s.sink != s.fin)
		sink_close(s.sink);
	zip_close(s.zip);
	sink_close(s.fin);
	format_libere(s.fmt);
	free(s.chemin);
	archive_close(s.archive);
	archive_close(s.annexe);
	profil_libere(s.profil);
	free(s.yaml);
	base_close(&s.b);
	return status;
}
