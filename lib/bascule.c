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

/* The new base. */

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
