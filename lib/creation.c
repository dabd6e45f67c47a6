/*
 * creation.c - sconet-init: a base, its first line, its BEE_COMMUN.
 */
#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

/* An académie has a code of three digits where a school has its UAI. */
static int
check_academie(const char *code, struct fault *f)
{
	if (code_academie(code))
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

	memset(&e, 0, sizeof(e));
	e.genre = "creation";
	e.sens = "recu";
	e.etat = "integre";
	e.uai = b->uai;
	e.annee = b->annee;
	if (journal_dates(&e, o, f) == -1 || store_begin(b->st, f) == -1 ||
	    journal_numero(b->st, &e.numero, f) == -1 ||
	    journal_ecrit(b->st, &e, o, NULL, f) == -1)
		return -1;
	return store_commit(b->st, f);
}

/* A base whose BEE_COMMUN was refused never was: nor was its archive. */
static void
forget_archive(const char *archives)
{
	struct texte x = { 0 };
	struct fault f = { 0 };
	const struct dirent *d;
	DIR *dir;

	if ((dir = opendir(archives)) == NULL)
		return;
	while ((d = readdir(dir)) != NULL) {
		texte_vide(&x);
		texte_ajoute(&x, "%s/%s", archives, d->d_name);
		if (archive_numero(d->d_name) >= 0 && texte_fin(&x, &f) != NULL)
			(void)unlink(x.s);
	}
	closedir(dir);
	(void)rmdir(archives);
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

/* The base aside at *tmp, with its first line. */
static int
make(const struct options *o, const char *role, const char *uai,
    const char *annee, const char *etat, const char *path, char **tmp,
    struct fault *f)
{
	struct base b = { 0 };
	int rc;

	if (base_cree(path, role, uai, annee, etat, tmp, f) == -1)
		return -1;
	if ((rc = base_open(&b, *tmp, STORE_ECRITURE, o->attente, f)) == 0) {
		rc = first_line(&b, o, f);
		base_close(&b);
	}
	if (rc == -1) {
		base_abandonne(*tmp);
		*tmp = NULL;
	}
	return rc;
}

int
creation_base(const struct options *o, const char *uai, const char *annee,
    const char *etat, const char *path, char **tmp, struct fault *f)
{
	return make(o, "etab", uai, annee, etat, path, tmp, f);
}

void
creation_abandonne(char *tmp)
{
	struct base b = { 0 };
	struct fault f = { 0 };

	if (tmp == NULL)
		return;
	if (base_open(&b, tmp, STORE_LECTURE, 0, &f) == 0) {
		forget_archive(b.archives);
		base_close(&b);
	}
	base_abandonne(tmp);
}

int
creation_run(const struct options *o, const char *uai, const char *annee,
    const char *path, FILE *err)
{
	const char *role = o->role == NULL ? "etab" : o->role;
	const char *etat = o->etat == NULL ? "courante" : o->etat;
	struct fault f = { 0 };
	char *tmp = NULL;
	int status = ST_OK, rc, posee = 0;

	if ((rc = check(o, role, uai, annee, &f)) == 0 &&
	    (rc = make(o, role, uai, annee, etat, path, &tmp, &f)) == 0) {
		if (o->communs != NULL &&
		    (status = creation_communs(o, tmp, err)) > ST_PARTIEL)
			creation_abandonne(tmp);
		else
			rc = base_pose(tmp, path, &posee, &f);
	}
	if (rc == 0)
		return status;
	report_fault(err, o, path, &f);
	if (posee)
		report_note(err, o, "issue-incertaine", ISSUE_INCERTAINE);
	return fault_status(&f);
}
