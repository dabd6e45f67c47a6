/*
 * exchange_reponse.c - what an exchange answers, a compte rendu or an accusé,
 * also when it is refused, and the line that a refusal leaves.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

static int
answers_accuse(const struct run *r)
{
	return r->d.im != NULL ? r->d.im->accuse : r->d.kinds[0]->accuse;
}

/* The answer goes to the archive; it is given out once all is committed. */
int
run_repond(struct run *r, struct fault *f)
{
	struct sink *s;
	int rc, garde;

	if ((r->reponse = archive_open(r->d.b.archives, f)) == NULL ||
	    (s = sink_open(-1, r->reponse, f)) == NULL)
		return -1;
	rc = (answers_accuse(r)
		? accuse_ecrit
		: report_ecrit)(r->e.refus == NULL ? r->sg : NULL, &r->d.b,
	    &r->e, r->o, s, f);
	sink_close(s);
	if (rc == -1 || archive_finish(r->reponse, f) == -1)
		return -1;
	journal_nom(&r->e, "emis", "xml", r->e.reponse);
	(void)snprintf(r->e.reponse_sha256, EMPREINTE, "%s",
	    archive_empreinte(r->reponse));
	r->e.reponse_taille = (int64_t)archive_taille(r->reponse);
	return archive_nomme(r->reponse, r->e.reponse, &garde, f);
}

int
run_nomme(struct run *r, struct fault *f)
{
	char nom[sizeof(r->e.archive)];
	int garde;

	journal_nom(&r->e, "recu", door_extension(&r->d), nom);
	if (archive_nomme(r->d.archive, nom, &garde, f) == -1)
		return -1;
	if (garde)
		memcpy(r->e.archive, nom, sizeof(nom));
	r->e.sha256 = archive_empreinte(r->d.archive);
	r->e.taille = (int64_t)archive_taille(r->d.archive);
	return 0;
}

static int
copy_out(struct run *r, int fd, struct fault *f)
{
	char *path = chemin_dans(r->d.b.archives, r->e.reponse, f);
	int rc = path == NULL ? -1 : extrait_vers(path, fd, f);

	free(path);
	return rc;
}

/* Beside an accusé, the compte rendu is for those who receive. */
static int
write_report(struct run *r, struct fault *f)
{
	struct sink *s;
	char *tmp;
	int fd, rc = -1;

	if ((fd = fichier_cree(r->o->compte_rendu, &tmp, f)) == -1)
		return -1;
	if ((s = sink_open(fd, NULL, f)) != NULL)
		rc = report_ecrit(r->rejoue ? NULL : r->sg, &r->d.b, &r->e,
		    r->o, s, f);
	sink_close(s);
	if (rc == 0)
		return fichier_pose(fd, tmp, r->o->compte_rendu, f);
	fichier_abandonne(fd, tmp);
	return -1;
}

/* Where the answer goes: -r or -o, else standard output. */
int
run_rend(struct run *r, struct fault *f)
{
	int accuse = answers_accuse(r);
	const char *path = r->o->compte_rendu != NULL && !accuse
	    ? r->o->compte_rendu
	    : r->o->sortie;
	char *tmp;
	int fd;

	if (r->e.reponse[0] == '\0')
		return 0;
	if (accuse && r->o->compte_rendu != NULL && r->sg != NULL &&
	    write_report(r, f) == -1)
		return -1;
	if (path == NULL)
		return r->out == -1 ? 0 : copy_out(r, r->out, f);
	if ((fd = fichier_cree(path, &tmp, f)) == -1)
		return -1;
	if (copy_out(r, fd, f) == -1) {
		fichier_abandonne(fd, tmp);
		return -1;
	}
	return fichier_pose(fd, tmp, path, f);
}

/* A refused file leaves its line, whatever can still be written of it. */
static void
journal_refusal(struct run *r, const struct fault *why)
{
	struct fault f = { 0 };
	struct texte x = { 0 };
	struct store *st = r->d.b.st;

	archive_refuse(r->d.archive);
	texte_ajoute(&x, "%s : %s%s%s", why->kind->code, why->kind->texte,
	    why->detail[0] == '\0' ? "" : " : ", why->detail);
	r->e.refus = texte_fin(&x, &f);
	r->e.etat = "rejete";
	r->e.statut = why->kind->status;
	r->e.change = 0;
	if (r->e.genre == NULL)
		r->e.genre = r->d.kinds[0]->genre;
	r->e.archive[0] = r->e.reponse[0] = r->e.annexe[0] = '\0';
	r->e.annexe_sha256[0] = '\0';
	if (r->e.refus == NULL || door_drain(&r->d, &f) == -1 ||
	    store_begin(st, &f) == -1 ||
	    menage(st, r->d.b.archives, &f) == -1 ||
	    journal_numero(st, &r->e.numero, &f) == -1 ||
	    run_nomme(r, &f) == -1 || run_repond(r, &f) == -1 ||
	    journal_ecrit(st, &r->e, r->o, NULL, &f) == -1 ||
	    store_commit(st, &f) == -1) {
		store_rollback(st);
		archive_reprend(r->d.archive);
		archive_reprend(r->reponse);
		r->e.reponse[0] = '\0';
		report_fault(r->err, r->o, r->d.fichier, &f);
	} else if (answers_accuse(r) && r->o->compte_rendu != NULL &&
	    write_report(r, &f) == -1)
		report_fault(r->err, r->o, r->d.fichier, &f);
	r->e.refus = NULL;
	texte_libere(&x);
}

/*
 * Refused for no fault of the file, and with no line: whoever sent it should
 * send it again, and is told so.
 */
static int
answer_later(struct run *r, const struct fault *why, struct fault *f)
{
	char refus[sizeof(why->detail) + 128], *tmp = NULL;
	struct sink *s;
	int fd = r->out, rc = -1;

	if (door_drain(&r->d, f) == -1 ||
	    (r->o->sortie != NULL &&
		(fd = fichier_cree(r->o->sortie, &tmp, f)) == -1))
		return -1;
	(void)snprintf(refus, sizeof(refus), "%s : %s", why->kind->code,
	    why->kind->texte);
	r->e.sha256 = archive_empreinte(r->d.archive);
	r->e.statut = why->kind->status;
	r->e.refus = refus;
	if ((s = sink_open(fd, NULL, f)) != NULL)
		rc = accuse_ecrit(NULL, &r->d.b, &r->e, r->o, s, f);
	sink_close(s);
	r->e.refus = NULL;
	if (tmp != NULL && rc == 0)
		return fichier_pose(fd, tmp, r->o->sortie, f);
	if (tmp != NULL)
		fichier_abandonne(fd, tmp);
	return rc;
}

static int
answers_later(const struct run *r, const struct fault *f)
{
	return answers_accuse(r) && r->d.b.st != NULL && r->d.archive != NULL &&
	    !r->o->essai && !f->discret && fault_status(f) >= ST_ES;
}

/* Refusals that leave a line: of the file itself, or for its order. */
static int
leaves_line(const struct run *r, const struct fault *f)
{
	return r->d.b.st != NULL && r->d.archive != NULL && !r->o->essai &&
	    (fault_status(f) == ST_REFUS ||
		strcmp(f->kind->code, "ordre") == 0 ||
		strcmp(f->kind->code, "ecole-inconnue") == 0);
}

int
run_refuse(struct run *r, struct fault *why)
{
	struct fault f = { 0 };
	int status = fault_status(why);

	if (r->sg != NULL && !why->discret)
		(void)report_anomalies(r->err, r->o, r->d.fichier, r->sg, &f);
	store_rollback(r->d.b.st);
	/*
	 * A COMMIT that failed may yet be found done by who opens the base
	 * next: its files stay, and go with that run if it was not.
	 */
	if (!r->engage) {
		archive_reprend(r->d.archive);
		archive_reprend(r->reponse);
		archive_reprend(r->annexe);
	}
	archive_close(r->reponse);
	r->reponse = NULL;
	stage_close(r->sg);
	r->sg = NULL;
	report_fault(r->err, r->o, r->fautif == NULL ? r->d.fichier : r->fautif,
	    why);
	if (r->engage)
		report_note(r->err, r->o, "issue-incertaine", ISSUE_INCERTAINE);
	if (leaves_line(r, why)) {
		journal_refusal(r, why);
		memset(&f, 0, sizeof(f));
		if (run_rend(r, &f) == -1)
			report_fault(r->err, r->o, r->d.fichier, &f);
	} else if (answers_later(r, why) && answer_later(r, why, &f) == -1)
		report_fault(r->err, r->o, r->d.fichier, &f);
	return status;
}
