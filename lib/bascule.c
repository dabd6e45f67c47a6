/*
 * bascule.c - the end of the year: the base of the next year, made from the
 * current one, and what has changed there since.
 *
 * What crosses goes through a file, BASCULE, so that the new base can be made
 * again from its archive alone.  The new base is made aside, and takes its
 * name inside the transaction that writes the line of the old one; killed in
 * between, the new base is there and whole, and the next run only writes the
 * line that is missing.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

struct bascule {
	const struct options *o;
	const char *de, *vers;  /* the two bases; borrowed */
	char uai[12], annee[8]; /* of the new one */
	struct tableau passages;
	char *neuve;      /* the new one, aside; owned */
	int fd;           /* what crosses */
	struct store *st; /* of the old base, in its transaction; borrowed */
	int out, status;
	int posee; /* the new base has its name */
	FILE *err;
};

#define SES_BASCULES " FROM echange WHERE genre = 'bascule' AND sens = 'emis'"
#define SA_VENUE \
	" FROM echange WHERE genre = 'bascule' AND sens = 'recu' AND etat <>" \
	" 'rejete' ORDER BY numero LIMIT 1"
#define SA_EMPREINTE \
	"SELECT sha256 FROM echange WHERE numero = (SELECT numero" SA_VENUE ")"
/* What the rules have said of the passages, which goes with who crosses. */
#define PASSAGES_DITS(vue, gravite) \
	"CREATE TEMP VIEW " vue " AS SELECT row_number() OVER (ORDER BY n) AS" \
	" n, code, nullif(ligne, 0) AS no_ligne, cle AS eleve_id, " \
	"upper(champ)" \
	" AS champ, valeur FROM anomalie WHERE echange > (SELECT coalesce(" \
	"max(numero), 0) FROM echange) AND element = 'passage' AND gravite " \
	"= " gravite ";"
#define GARDE_SORTIES "DELETE FROM passage WHERE code_motif_sortie IS NULL"

static void
start(struct bascule *b, const struct options *o, const char *de,
    const char *vers, int out, FILE *err)
{
	memset(b, 0, sizeof(*b));
	b->o = o;
	b->de = de;
	b->vers = vers;
	b->out = out;
	b->err = err;
	b->fd = -1;
}

static int
is_courante(const struct bascule *b, struct store *st, struct fault *f)
{
	int64_t ok = 0;

	if (store_int(st, &ok, f, "SELECT etat = 'courante' FROM base", "") ==
	    -1)
		return -1;
	return ok
	    ? 0
	    : fault_set(f, "base-etat", 0, "%s n'est pas courante", b->de);
}

/* The old base must be courante, and not basculée yet. */
static int
may_cross(const struct bascule *b, struct store *st, struct fault *f)
{
	int64_t faite = 0;

	if (b->o->force)
		return 0;
	if (is_courante(b, st, f) == -1 ||
	    store_int(st, &faite, f, "SELECT max(numero)" SES_BASCULES, "") ==
		-1)
		return -1;
	if (faite > 0)
		return fault_set(f, "bascule-faite", 0, "%s, échange %lld",
		    b->de, (long long)faite);
	return 0;
}

/* m_passage: all lines of the passages, also those that tell of one pupil. */
static int
read_lines(struct bascule *b, struct store *st, struct fault *f)
{
	if (store_exec(st,
		"CREATE TEMP TABLE IF NOT EXISTS m_passage (ligne INTEGER,"
		" eleve_id INTEGER, dit TEXT); DELETE FROM m_passage",
		f) == -1)
		return -1;
	return b->passages.texte.s == NULL
	    ? 0
	    : tableau_range(&b->passages, &format_passages,
		  "INSERT INTO m_passage SELECT ?1, CAST(?2 AS INTEGER),"
		  " coalesce(?3, '') || '/' || coalesce(?4, '') || '/' ||"
		  " coalesce(?5, '')",
		  st, f);
}

static int
entre(void *ctx, struct store *st, struct echange *e, struct fault *f)
{
	static const struct rules *const rules[] = { &rules_passages, NULL };
	struct bascule *b = ctx;
	int rc;

	b->st = st;
	if (may_cross(b, st, f) == -1 ||
	    store_exec(st,
		"DELETE FROM passage;" PASSAGES_DITS("passage_rejete", "2")
		    PASSAGES_DITS("passage_ignore", "1")
			PASSAGES_DITS("passage_note", "0"),
		f) == -1)
		return -1;
	rc = read_lines(b, st, f);
	if (rc == 0)
		rc = tableau_pose(&b->passages, &format_passages, rules,
		    "INSERT INTO passage (eleve_id, code_mef, doublement,"
		    " code_motif_sortie) SELECT eleve_id, mef, doublement, "
		    "sortie"
		    " FROM s_passage",
		    st, e, b->o, b->err, f);
	if (b->passages.partiel)
		b->status = ST_PARTIEL;
	return rc;
}

/* The new base. */

/* It has people in it: on disk it has no name. */
static int
open_crossing(struct bascule *b, struct fault *f)
{
	char *tmp;

	if ((b->fd = fichier_cree(b->vers, &tmp, f)) == -1)
		return -1;
	(void)unlink(tmp);
	free(tmp);
	return 0;
}

/*
 * An import into the new base, with the words of this command line.  What it
 * says waits until the calendar is in as well: a bascule that is refused has
 * added nobody.
 */
static int
take_crossing(struct bascule *b, char **dit, struct fault *f)
{
	static const struct import *const imports[] = { &import_bascule, NULL };
	struct options seul = *b->o;
	size_t n;
	FILE *tenu = open_memstream(dit, &n);
	int status;

	if (tenu == NULL)
		return fault_memory(f);
	seul.base = b->neuve;
	seul.compose_de = b->de;
	seul.compte_rendu = seul.sortie = NULL;
	seul.muet |= b->o->essai; /* show has said it */
	seul.essai = 0;           /* the new base goes afterwards */
	status = import_run(imports, &seul, b->fd, NULL, -1, tenu);
	return fclose(tenu) == EOF ? fault_memory(f) : status;
}

static int
fill_new(struct bascule *b, struct fault *f)
{
	struct options seul = *b->o;
	char *dit = NULL;
	int status, communs = ST_OK;

	if (creation_base(b->o, b->uai, b->annee, "preparation", b->vers,
		&b->neuve, f) == -1)
		return -1;
	if (lseek(b->fd, 0, SEEK_SET) == -1)
		return fault_errno(f, "es", b->vers);
	seul.essai = 0;
	if ((status = take_crossing(b, &dit, f)) == -1) {
		free(dit);
		return -1;
	}
	if (status <= ST_PARTIEL && b->o->communs != NULL)
		communs = creation_communs(&seul, b->neuve, b->err);
	if (communs <= ST_PARTIEL && dit != NULL)
		fputs(dit, b->err);
	free(dit);
	if (status < communs)
		status = communs;
	b->status = status > b->status ? status : b->status;
	return status > ST_PARTIEL
	    ? fault_set(f, "bascule-refusee", 0, "%s", b->vers)
	    : 0;
}

/* School and year of the new base, from the old one. */
static int
identify(struct bascule *b, struct fault *f)
{
	struct base old = { 0 };
	int64_t an = 0;

	if (base_open(&old, b->de, STORE_LECTURE, b->o->attente, f) == -1)
		return -1;
	memcpy(b->uai, old.uai, sizeof(b->uai));
	(void)entier(old.annee, 0, 9990, &an);
	(void)snprintf(b->annee, sizeof(b->annee), "%04u",
	    (unsigned)(an + 1) % 10000);
	base_close(&old);
	return 0;
}

/* The file that crosses, and the line of the old base.  The status. */
static int
write_crossing(struct bascule *b, struct crochets *c)
{
	struct options seul = *b->o;
	int status;

	c->annexe = b->passages.texte.s;
	c->annexe_ext = "tsv";
	c->annexe_nom = b->o->passages;
	/* The compte rendu is the new base's; the file is nobody's output. */
	seul.base = b->de;
	seul.compte_rendu = seul.sortie = NULL;
	seul.utf8 = 1; /* from base to base no letter is lost */
	status = export_avec(&export_bascule, c, &seul, b->fd, b->err);
	/* What stopped the import has said why. */
	if (status > ST_PARTIEL && b->status <= ST_PARTIEL)
		b->status = status;
	return status;
}

static int
depose_reprise(void *ctx, struct fault *f)
{
	struct bascule *b = ctx;

	return store_exec(b->st, GARDE_SORTIES, f);
}

/* 1: b->vers was made from b->de, which does not know it. */
static int
is_made(struct bascule *b, struct base *neuve, struct fault *f)
{
	struct base old = { 0 };
	int64_t faite = 0, venue = 0, statut = 0;
	int rc;

	if (strcmp(neuve->uai, b->uai) != 0 ||
	    strcmp(neuve->annee, b->annee) != 0 ||
	    strcmp(neuve->etat, "preparation") != 0)
		return 0;
	rc = base_open(&old, b->de, STORE_LECTURE, b->o->attente, f);
	if (rc == 0)
		rc = store_int(old.st, &faite, f,
		    "SELECT count(*)" SES_BASCULES, "");
	if (rc == 0)
		rc = store_int(neuve->st, &venue, f, "SELECT numero" SA_VENUE,
		    "");
	if (rc == 0)
		rc = store_int(neuve->st, &statut, f, "SELECT statut" SA_VENUE,
		    "");
	base_close(&old);
	if (rc == -1 || faite > 0 || venue == 0)
		return rc;
	b->status = (int)statut;
	return 1;
}

/*
 * The new base has taken in, by its first bascule, what one of the old base
 * wrote: it is no other of that school and year.  --force makes several, and
 * their archive makes each again.
 */
int
bascule_sienne(const struct base *old, const struct base *neuve,
    struct fault *f)
{
	int64_t faite = 0, venue = 0, la_sienne = 0;
	char *sha = NULL;
	int rc;

	if (store_int(old->st, &faite, f, "SELECT max(numero)" SES_BASCULES,
		"") == -1 ||
	    store_int(neuve->st, &venue, f, "SELECT numero" SA_VENUE, "") ==
		-1 ||
	    store_text(neuve->st, &sha, f, SA_EMPREINTE, "") == -1)
		return -1;
	rc = store_int(old->st, &la_sienne, f,
	    "SELECT count(*)" SES_BASCULES " AND sha256 = ?", "s", sha);
	free(sha);
	if (rc == -1 || la_sienne > 0)
		return rc;
	if (faite > 0)
		return fault_set(f, "bascule-autre", 0,
		    "%s n'a pas reçu l'échange %lld de %s",
		    store_path(neuve->st), (long long)faite,
		    store_path(old->st));
	/* Killed at its very end. */
	if (venue > 0)
		return fault_set(f, "bascule-a-faire", 0,
		    "%s est faite, mais %s n'en a pas la ligne : relancer la "
		    "même commande sconet-bascule l'écrit",
		    store_path(neuve->st), store_path(old->st));
	return fault_set(f, "bascule-a-faire", 0, "%s", store_path(old->st));
}

/* The path of what the new base has archived of its bascule; owned. */
static char *
archived(const struct bascule *b, struct base *neuve, const char *sql,
    struct fault *f)
{
	char *nom = NULL, *path = NULL;

	if (store_text(neuve->st, &nom, f, sql, "") == 0) {
		if (nom == NULL)
			fault_set(f, "es", 0, "%s : archive de la bascule",
			    b->vers);
		else
			path = chemin_dans(neuve->archives, nom, f);
	}
	free(nom);
	return path;
}

/* The compte rendu of the new base once more, where it was asked for. */
static int
give_report(const struct bascule *b, struct base *neuve, struct fault *f)
{
	char *path = archived(b, neuve, "SELECT reponse" SA_VENUE, f);
	char *tmp = NULL;
	int fd = b->out, rc = -1;

	if (path != NULL && b->o->compte_rendu != NULL)
		fd = fichier_cree(b->o->compte_rendu, &tmp, f);
	if (path != NULL && fd != -1)
		rc = extrait_vers(path, fd, f);
	free(path);
	if (tmp == NULL)
		return rc;
	if (rc == 0)
		return fichier_pose(fd, tmp, b->o->compte_rendu, f);
	fichier_abandonne(fd, tmp);
	return -1;
}

/* The compte rendu goes out before the new base has its name. */
static int
depose(void *ctx, struct fault *f)
{
	struct bascule *b = ctx;
	struct base neuve = { 0 };
	char *tmp;
	int rc;

	/* The old base keeps its content; that they leave holds. */
	if (store_exec(b->st, GARDE_SORTIES, f) == -1 || fill_new(b, f) == -1)
		return -1;
	rc = base_open(&neuve, b->neuve, STORE_LECTURE, b->o->attente, f);
	if (rc == 0)
		rc = give_report(b, &neuve, f);
	base_close(&neuve);
	if (rc == -1)
		return -1;
	tmp = b->neuve;
	b->neuve = NULL;
	return base_pose(tmp, b->vers, &b->posee, f);
}

/*
 * The new base is there, but the old one does not know: a bascule that was
 * killed at its very end.  Its line is written now, with the file that the
 * new base has taken in, and the compte rendu of then is given again.  1: it
 * was so, 0: it is not.
 */
static int
finish_killed(struct bascule *b, struct fault *f)
{
	struct deja deja = { NULL, 0 };
	struct crochets c = { .ctx = b,
		.entre = entre,
		.depose = depose_reprise,
		.deja = &deja };
	struct base neuve = { 0 };
	char *path = NULL;
	int rc;

	if (access(b->vers, F_OK) == -1)
		return 0;
	if (base_open(&neuve, b->vers, STORE_LECTURE, b->o->attente, f) == -1)
		return -1;
	if ((rc = is_made(b, &neuve, f)) == 1 &&
	    ((path = archived(b, &neuve, "SELECT archive" SA_VENUE, f)) ==
		    NULL ||
		store_int(neuve.st, &deja.lus, f, "SELECT lus" SA_VENUE, "") ==
		    -1 ||
		open_crossing(b, f) == -1))
		rc = -1;
	if (rc == 1) {
		deja.chemin = path;
		if (write_crossing(b, &c) <= ST_PARTIEL) {
			report_note(b->err, b->o, "bascule-reprise",
			    "la base était faite ; la ligne qui manquait à "
			    "l'historique est écrite");
			rc = give_report(b, &neuve, f) == -1 ? -1 : 1;
		}
	}
	base_close(&neuve);
	free(path);
	return rc;
}

/* Sends that nobody has answered, be they answered by nobody ever. */
static int
say_pending(const struct bascule *b, struct store *st, struct fault *f)
{
	struct query *q;
	char text[160];
	int rc;

	if (b->o->muet)
		return 0;
	q = query_open(st,
	    "SELECT numero, genre, date_echange FROM envoi_en_attente WHERE"
	    " remplace IS NULL ORDER BY numero",
	    f);
	if (q == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		(void)snprintf(text, sizeof(text),
		    "envoi %lld (%s, %.10s) sans accusé de réception ; voir "
		    "echanges --en-attente",
		    (long long)query_int(q, 0), genre_libelle(query_text(q, 1)),
		    query_text(q, 2));
		report_note(b->err, b->o, "envoi-sans-accuse", text);
	}
	query_close(q);
	return rc;
}

/* Records that never went are one remark, not one for each. */
static int
say_unsent(const struct bascule *b, struct store *st, struct fault *f)
{
	int64_t jamais = 0;

	if (store_int(st, &jamais, f,
		"SELECT EXISTS (SELECT 1 FROM eleve) AND NOT EXISTS (SELECT 1"
		" FROM transfert WHERE element = 'bea_eleve')",
		"") == -1)
		return -1;
	if (jamais && !b->o->muet)
		report_note(b->err, b->o, "fiches-jamais-envoyees",
		    "aucune fiche n'est partie à la BEA ; bea-send les envoie");
	return 0;
}

/* -n: who would cross, who not, and why; what is still to be sent. */
static int
show(struct bascule *b, struct fault *f)
{
	struct base old = { 0 };
	struct echange e = { 0 };
	struct query *q = NULL;
	FILE *out = NULL;
	int fd, rc = -1;

	if (base_open(&old, b->de, STORE_ECRITURE, b->o->attente, f) == -1)
		return -1;
	if (store_begin(old.st, f) == 0 && entre(b, old.st, &e, f) == 0 &&
	    (q = query_open(old.st, "SELECT * FROM bascule_liste", f)) !=
		NULL &&
	    (fd = dup(b->out)) != -1 && (out = fdopen(fd, "w")) != NULL)
		rc = report_table(q, b->o->json, out, f);
	query_close(q);
	if (rc == 0 && (rc = say_unsent(b, old.st, f)) == 0)
		rc = say_pending(b, old.st, f);
	if (out != NULL && fclose(out) == EOF && rc == 0)
		rc = fault_errno(f, "sortie", "écriture");
	store_rollback(old.st);
	base_close(&old);
	return rc;
}

static int
cross(struct bascule *b, struct fault *f)
{
	struct crochets c = { .ctx = b, .entre = entre, .depose = depose };

	if (open_crossing(b, f) == -1)
		return -1;
	if (write_crossing(b, &c) > ST_PARTIEL) {
		/* Whole, but of a bascule that never was. */
		if (b->posee)
			creation_abandonne(strdup(b->vers));
	}
	return 0;
}

/* What the list has said already. */
static int
entre_muet(void *ctx, struct store *st, struct echange *e, struct fault *f)
{
	struct bascule *b = ctx, seul = *b;
	struct options muet = *b->o;
	int rc;

	muet.muet = 1;
	seul.o = &muet;
	rc = entre(&seul, st, e, f);
	b->st = seul.st;
	return rc;
}

/* A dry run makes the new base as well, aside, and drops it. */
static int
rehearse(struct bascule *b, struct fault *f)
{
	struct crochets c = { .ctx = b, .entre = entre_muet };

	if (open_crossing(b, f) == -1)
		return -1;
	if (write_crossing(b, &c) > ST_PARTIEL || fill_new(b, f) == 0)
		return 0;
	/* What stopped the import has said why. */
	if (b->status <= ST_PARTIEL)
		return -1;
	report_fault(b->err, b->o, b->de, f);
	return 0;
}

/* As finish_killed, without finishing it. */
static int
is_killed(struct bascule *b, struct fault *f)
{
	struct base neuve = { 0 };
	int rc;

	if (access(b->vers, F_OK) == -1)
		return 0;
	rc = base_open(&neuve, b->vers, STORE_LECTURE, b->o->attente, f);
	if (rc == 0)
		rc = is_made(b, &neuve, f);
	base_close(&neuve);
	return rc;
}

/*
 * *dite: the new base is of this very bascule, with the same passages, and
 * nothing has come since.
 */
static int
is_done(const struct bascule *b, struct base *old, struct base *neuve,
    int *dite, struct fault *f)
{
	char hex[EMPREINTE] = "", *sha = NULL;
	int64_t depuis = 0;
	int rc;

	if (b->o->force || bascule_sienne(old, neuve, f) == -1)
		return 0;
	if (b->passages.texte.s != NULL &&
	    empreinte(b->passages.texte.s, hex, f) == -1)
		return -1;
	rc = store_text(old->st, &sha, f,
	    "SELECT annexe_sha256" SES_BASCULES " ORDER BY numero DESC LIMIT 1",
	    "");
	if (rc == 0)
		rc = store_int(neuve->st, &depuis, f,
		    "SELECT count(*) FROM echange WHERE genre NOT IN"
		    " ('creation', 'bascule', 'communs')",
		    "");
	*dite =
	    rc == 0 && depuis == 0 && strcmp(sha == NULL ? "" : sha, hex) == 0;
	free(sha);
	return rc;
}

/* What is there: when it is what this command has made, it is said again. */
static int
exists(struct bascule *b, struct fault *f)
{
	struct base old = { 0 }, neuve = { 0 };
	struct fault autre = { 0 };
	int64_t statut = 0;
	int rc, dite = 0;

	rc = base_open(&old, b->de, STORE_LECTURE, b->o->attente, &autre);
	if (rc == 0)
		rc = base_open(&neuve, b->vers, STORE_LECTURE, b->o->attente,
		    &autre);
	if (rc == 0)
		rc = is_done(b, &old, &neuve, &dite, &autre);
	if (!dite)
		rc = fault_set(f, "base-existe", 0, "%s", b->vers);
	else if (!b->o->essai &&
	    (rc = store_int(neuve.st, &statut, f, "SELECT statut" SA_VENUE,
		 "")) == 0) {
		b->status = (int)statut;
		report_note(b->err, b->o, "bascule-reprise",
		    "c'était fait : son compte rendu est donné de nouveau");
		rc = give_report(b, &neuve, f);
	}
	base_close(&old);
	base_close(&neuve);
	return rc;
}

static int
run(struct bascule *b, struct fault *f)
{
	int rc;

	if (tableau_lit(&b->passages, b->o->passages, f) == -1 ||
	    identify(b, f) == -1)
		return -1;
	if ((rc = b->o->essai ? is_killed(b, f) : finish_killed(b, f)) == -1)
		return -1;
	if (rc == 1)
		return b->o->essai ? show(b, f) : 0;
	if (access(b->vers, F_OK) == 0)
		return exists(b, f);
	if (!b->o->essai)
		return cross(b, f);
	return show(b, f) == -1 ? -1 : rehearse(b, f);
}

int
bascule_run(const struct options *o, const char *de, const char *vers, int out,
    FILE *err)
{
	struct fault f = { 0 };
	struct bascule b;

	start(&b, o, de, vers, out, err);
	if (run(&b, &f) == -1) {
		report_fault(err, o, f.line > 0 ? o->passages : de, &f);
		b.status = fault_status(&f);
	}
	if (b.fd != -1)
		close(b.fd);
	creation_abandonne(b.neuve);
	tableau_libere(&b.passages);
	return b.status;
}

int
bascule_suite(const struct base *old, const struct base *neuve, struct fault *f)
{
	int64_t a = 0, n = 0;

	if (strcmp(old->role, "etab") != 0 || strcmp(neuve->role, "etab") != 0)
		return fault_set(f, "base-role", 0, "%s et %s", old->role,
		    neuve->role);
	if (strcmp(old->uai, neuve->uai) != 0)
		return fault_set(f, "bases-etrangeres", 0, "%s et %s", old->uai,
		    neuve->uai);
	if (entier(old->annee, 0, 9990, &a) == -1 ||
	    entier(neuve->annee, 0, 9990, &n) == -1 || n != a + 1)
		return fault_set(f, "bases-etrangeres", 0, "%s puis %s",
		    old->annee, neuve->annee);
	if (strcmp(old->etat, "preparation") == 0)
		return fault_set(f, "base-etat", 0, "%s est en préparation",
		    store_path(old->st));
	if (strcmp(neuve->etat, "terminee") == 0)
		return fault_set(f, "base-etat", 0, "%s est terminée",
		    store_path(neuve->st));
	return 0;
}

/* What has changed since. */

/* Those who have left since cross once more, with their exit. */
static int
entre_complement(void *ctx, struct store *st, struct echange *e,
    struct fault *f)
{
	struct bascule *b = ctx;
	int64_t faite = 0;

	(void)e;
	b->st = st;
	if (is_courante(b, st, f) == -1 ||
	    store_int(st, &faite, f, "SELECT min(numero)" SES_BASCULES, "") ==
		-1)
		return -1;
	if (faite == 0)
		return fault_set(f, "bascule-a-faire", 0, "%s", b->de);
	/* A number of ours may be SIECLE's by now, and another's again. */
	if (store_run(st, f,
		"UPDATE OR REPLACE passage SET eleve_id = (SELECT c.cle FROM"
		" changement c WHERE c.element = 'eleve' AND c.champ ="
		" 'eleve_id' AND c.avant = CAST(passage.eleve_id AS TEXT) AND"
		" c.echange > ?1 ORDER BY c.n LIMIT 1) WHERE eleve_id < 0 AND"
		" EXISTS (SELECT 1 FROM changement c WHERE c.element ="
		" 'eleve' AND c.champ = 'eleve_id' AND c.avant ="
		" CAST(passage.eleve_id AS TEXT) AND c.echange > ?1)",
		"i", faite) == -1)
		return -1;
	/* Those who were said to leave never crossed. */
	return store_run(st, f,
	    "INSERT OR IGNORE INTO passage (eleve_id, sorti) SELECT eleve_id,"
	    " 1 FROM eleve WHERE date_sortie IS NOT NULL AND echange > ? UNION"
	    " SELECT 0, 1",
	    "i", faite);
}

static int
complete_new(struct bascule *b, struct fault *f)
{
	static const struct import *const imports[] = { &import_complement,
		NULL };
	struct options seul = *b->o;
	int status;

	if (lseek(b->fd, 0, SEEK_SET) == -1)
		return fault_errno(f, "es", b->vers);
	seul.base = b->vers;
	seul.compose_de = b->de;
	status = import_run(imports, &seul, b->fd, NULL, b->out, b->err);
	b->status = status > b->status ? status : b->status;
	return status > ST_PARTIEL
	    ? fault_set(f, "complement-refuse", 0, "%s", b->vers)
	    : 0;
}

static int
depose_complement(void *ctx, struct fault *f)
{
	struct bascule *b = ctx;

	if (store_exec(b->st, GARDE_SORTIES, f) == -1)
		return -1;
	return complete_new(b, f);
}

/* They must be of one school, in years that follow. */
static int
complete(struct bascule *b, struct fault *f)
{
	struct crochets c = { .ctx = b,
		.entre = entre_complement,
		.depose = depose_complement };
	struct options seul = *b->o;
	struct base old = { 0 }, neuve = { 0 };
	int rc, status;

	if ((rc = base_open(&old, b->de, STORE_LECTURE, b->o->attente, f)) == 0)
		rc =
		    base_open(&neuve, b->vers, STORE_LECTURE, b->o->attente, f);
	if (rc == 0)
		rc = bascule_suite(&old, &neuve, f);
	if (rc == 0)
		rc = bascule_sienne(&old, &neuve, f);
	base_close(&old);
	base_close(&neuve);
	if (rc == -1 || open_crossing(b, f) == -1)
		return -1;
	seul.base = b->de;
	seul.compte_rendu = seul.sortie = NULL;
	seul.utf8 = 1;
	seul.force = 1; /* also on the day after the year's last */
	status = export_avec(&export_complement, &c, &seul, b->fd, b->err);
	if (status > ST_PARTIEL) {
		b->status = status > b->status ? status : b->status;
		return 0;
	}
	/* A dry run has written it, and stops there. */
	return b->o->essai ? complete_new(b, f) : 0;
}

int
bascule_complete(const struct options *o, const char *de, const char *vers,
    int out, FILE *err)
{
	struct fault f = { 0 };
	struct bascule b;

	start(&b, o, de, vers, out, err);
	if (o->passages != NULL || o->communs != NULL)
		fault_set(&f, "usage", 0,
		    "--complete ne prend ni passages ni communs");
	else if (complete(&b, &f) == 0)
		goto out;
	report_fault(err, o, de, &f);
	b.status = fault_status(&f) > b.status ? fault_status(&f) : b.status;
out:
	if (b.fd != -1)
		close(b.fd);
	return b.status;
}
