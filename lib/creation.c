/*
 * creation.c - sconet-init: a base, its first line, its BEE_COMMUN.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

/* An académie has a code of three digits where a school has its UAI. */
static int
check_academie(const char *code, struct fault *f)
{
	int64_t n;

	if (strlen(code) == 3 && entier(code, 1, 999, &n) == 0)
		return 0;
	return fault_set(f, "usage", 0,
	    "« %.20s » n'est pas un code d'académie, de trois chiffres comme "
	    "099",
	    code);
}

static int
check_uai(const struct options *o, const char *uai, struct fault *f)
{
	if (!uai_forme(uai))
		return fault_set(f, "uai-forme", 0, "%.20s", uai);
	if (!uai_juste(uai) && !o->force)
		return fault_set(f, "uai", 0, "%s : la clé de %.7s est %c", uai,
		    uai, uai_cle(uai));
	return 0;
}

static int
check(const struct options *o, const char *role, const char *uai,
    const char *annee, struct fault *f)
{
	const struct role *r = role_find(role);
	int64_t n;

	if (r == NULL)
		return fault_set(f, "usage", 0,
		    "rôle %.20s inconnu : etab, sts ou bea", role);
	if ((r->bit == ROLE_BEA ? check_academie(uai, f)
				: check_uai(o, uai, f)) == -1)
		return -1;
	if (r->bit == ROLE_BEA && o->communs != NULL)
		return fault_set(f, "usage", 0,
		    "--communs est d'un établissement, non d'une académie");
	if (strlen(annee) != 4 || entier(annee, 1900, 9990, &n) == -1)
		return fault_set(f, "usage", 0,
		    "l'année %.10s n'est pas l'année de rentrée, comme 2019",
		    annee);
	return 0;
}

static int
first_line(struct base *b, const struct options *o, struct fault *f)
{
	struct echange e;
	int64_t t;

	memset(&e, 0, sizeof(e));
	e.genre = "creation";
	e.sens = "recu";
	e.etat = "integre";
	e.uai = b->uai;
	e.annee = b->annee;
	if ((t = horloge(f)) == -1 || horodate(t, e.date, f) == -1 ||
	    options_date(o, e.date_utilisee, f) == -1 ||
	    store_begin(b->st, f) == -1 ||
	    journal_numero(b->st, &e.numero, f) == -1 ||
	    journal_ecrit(b->st, &e, o, NULL, f) == -1)
		return -1;
	return store_commit(b->st, f);
}

/* A base whose BEE_COMMUN was refused never was: remove all of it. */
void
creation_defait(const char *path, const char *archives)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	struct texte x = { 0 };
	struct fault f = { 0 };
	const struct dirent *d;
	const char *p;
	DIR *dir;
	size_t i;

	for (i = 0; i < NELEM(suffixes); i++) {
		texte_vide(&x);
		texte_ajoute(&x, "%s%s", path, suffixes[i]);
		if ((p = texte_fin(&x, &f)) != NULL)
			(void)unlink(p);
	}
	if ((dir = opendir(archives)) != NULL) {
		while ((d = readdir(dir)) != NULL) {
			texte_vide(&x);
			texte_ajoute(&x, "%s/%s", archives, d->d_name);
			if ((p = texte_fin(&x, &f)) != NULL)
				(void)unlink(p);
		}
		closedir(dir);
		(void)rmdir(archives);
	}
	texte_libere(&x);
}

int
creation_communs(const struct options *o, const char *path, FILE *err)
{
	static const struct import *const imports[] = { &import_communs, NULL };
	struct options seul = *o;
	struct fault f = { 0 };
	int fd, status;

	seul.base = path;
	if ((fd = open(o->communs, O_RDONLY)) == -1) {
		fault_set(&f, "entree-absente", 0, "%s", o->communs);
		report_fault(err, o, o->communs, &f);
		return ST_VIDE;
	}
	status = import_run(imports, &seul, fd, NULL, -1, err);
	close(fd);
	return status;
}

/* All of it or nothing; *archives (owned by the caller) when it is asked. */
static int
make(const struct options *o, const char *role, const char *uai,
    const char *annee, const char *etat, const char *path, char **archives,
    struct fault *f)
{
	struct base b = { 0 };

	if (base_cree(path, role, uai, annee, etat, f) == -1 ||
	    base_open(&b, path, STORE_ECRITURE, o->attente, f) == -1)
		return -1;
	if (first_line(&b, o, f) == 0 &&
	    (*archives = strdup(b.archives)) == NULL)
		fault_memory(f);
	base_close(&b);
	if (*archives != NULL)
		return 0;
	creation_defait(path, path);
	return -1;
}

int
creation_base(const struct options *o, const char *uai, const char *annee,
    const char *etat, const char *path, struct fault *f)
{
	char *archives = NULL;
	int rc = make(o, "etab", uai, annee, etat, path, &archives, f);

	free(archives);
	return rc;
}

int
creation_run(const struct options *o, const char *uai, const char *annee,
    const char *path, FILE *err)
{
	const char *role = o->role == NULL ? "etab" : o->role;
	const char *etat = o->etat == NULL ? "courante" : o->etat;
	struct fault f = { 0 };
	char *archives = NULL;
	int status = ST_OK;

	if (check(o, role, uai, annee, &f) == -1 ||
	    make(o, role, uai, annee, etat, path, &archives, &f) == -1) {
		report_fault(err, o, path, &f);
		return fault_status(&f);
	}
	if (o->communs != NULL &&
	    (status = creation_communs(o, path, err)) > ST_PARTIEL)
		creation_defait(path, archives);
	free(archives);
	return status;
}
