/*
 * complement.c - what has changed in the old base since its bascule, brought
 * into the new one by a file, COMPLEMENT, like all that crosses.
 */
#include <string.h>
#include <unistd.h>

#include "sconet.h"

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

/* Those who have left since cross once more, with their exit. */
static int
entre_complement(void *ctx, struct store *st, struct echange *e,
    struct fault *f)
{
	struct bascule *b = ctx;
	int64_t faite = 0;

	(void)e;
	b->st = st;
	if (bascule_courante(b, st, f) == -1 ||
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
	if (rc == -1 || bascule_fichier(b, f) == -1)
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

	bascule_debut(&b, o, de, vers, out, err);
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
