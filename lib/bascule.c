/*
 * bascule.c - the end of the year: the base of the next year, made from the
 * current one.
 *
 * What crosses goes through a file, BASCULE, so that the new base can be made
 * again from its archive alone.  The new base is made aside, and takes its
 * name inside the transaction that writes the line of the old one; killed in
 * between, the new base is there and whole, and the next run only writes the
 * line that is missing.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

/* What the rules have said of the passages, which goes with who crosses. */
#define PASSAGES_DITS(vue, gravite) \
	"CREATE TEMP VIEW " vue " AS SELECT row_number() OVER (ORDER BY n) AS" \
	" n, code, nullif(ligne, 0) AS no_ligne, cle AS eleve_id, " \
	"upper(champ)" \
	" AS champ, valeur FROM anomalie WHERE echange > (SELECT coalesce(" \
	"max(numero), 0) FROM echange) AND element = 'passage' AND gravite " \
	"= " gravite ";"

void
bascule_debut(struct bascule *b, const struct options *o, const char *de,
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

int
bascule_courante(const struct bascule *b, struct store *st, struct fault *f)
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
	if (bascule_courante(b, st, f) == -1 ||
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

int
bascule_entre(void *ctx, struct store *st, struct echange *e, struct fault *f)
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
int
bascule_fichier(struct bascule *b, struct fault *f)
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
int
bascule_ecrit(struct bascule *b, struct crochets *c)
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
		rc = bascule_rend(b, &neuve, f);
	base_close(&neuve);
	if (rc == -1)
		return -1;
	tmp = b->neuve;
	b->neuve = NULL;
	return base_pose(tmp, b->vers, &b->posee, f);
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
	if (store_begin(old.st, f) == 0 &&
	    bascule_entre(b, old.st, &e, f) == 0 &&
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
	struct crochets c = { .ctx = b,
		.entre = bascule_entre,
		.depose = depose };

	if (bascule_fichier(b, f) == -1)
		return -1;
	if (bascule_ecrit(b, &c) > ST_PARTIEL) {
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
	rc = bascule_entre(&seul, st, e, f);
	b->st = seul.st;
	return rc;
}

/* A dry run makes the new base as well, aside, and drops it. */
static int
rehearse(struct bascule *b, struct fault *f)
{
	struct crochets c = { .ctx = b, .entre = entre_muet };

	if (bascule_fichier(b, f) == -1)
		return -1;
	if (bascule_ecrit(b, &c) > ST_PARTIEL || fill_new(b, f) == 0)
		return 0;
	/* What stopped the import has said why. */
	if (b->status <= ST_PARTIEL)
		return -1;
	report_fault(b->err, b->o, b->de, f);
	return 0;
}

static int
run(struct bascule *b, struct fault *f)
{
	int rc;

	if (tableau_lit(&b->passages, b->o->passages, f) == -1 ||
	    identify(b, f) == -1)
		return -1;
	if ((rc = b->o->essai ? bascule_tuee(b, f) : bascule_reprend(b, f)) ==
	    -1)
		return -1;
	if (rc == 1)
		return b->o->essai ? show(b, f) : 0;
	if (access(b->vers, F_OK) == 0)
		return bascule_existe(b, f);
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

	bascule_debut(&b, o, de, vers, out, err);
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
