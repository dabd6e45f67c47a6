/*
 * relecture.c - a line of the journal as it stands there, and whether what is
 * archived of it is still there, and still what it was.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

static const char lire[] =
    "SELECT numero, genre, sens, etat, programme, options, motif,"
    " date_echange, archive, annexe, reponse, version, sha256,"
    " reponse_sha256, date_utilisee, uai, annee, horodatage, racine, fichier,"
    " refus, coalesce(num_envoi, 0), lus, ajoutes, modifies, inchanges,"
    " absents, rejetes, anomalies, statut, coalesce(taille, 0) FROM echange"
    " WHERE numero = ?";

void
journal_relit_libere(struct journal_ligne *l)
{
	size_t i;

	for (i = 0; i < L__MAX; i++)
		free(l->v[i]);
	memset(l, 0, sizeof(*l));
}

/* 1, 0 when there is no such line, -1. */
int
journal_relit(struct store *st, int64_t numero, struct journal_ligne *l,
    struct fault *f)
{
	struct query *q;
	const char *v;
	size_t i;
	int rc = -1;

	memset(l, 0, sizeof(*l));
	if ((q = query_open(st, lire, f)) != NULL &&
	    query_bind(q, f, "i", numero) == 0 &&
	    (rc = query_step(q, f)) == 1) {
		l->numero = query_int(q, 0);
		for (i = 0; i < L__MAX; i++) {
			v = query_text(q, i + 1);
			if (v != NULL && (l->v[i] = strdup(v)) == NULL)
				rc = fault_memory(f);
		}
		for (i = 0; i < NELEM(l->n); i++)
			l->n[i] = query_int(q, L__MAX + 1 + i);
	}
	query_close(q);
	if (rc == -1)
		journal_relit_libere(l);
	return rc;
}

/*
 * What its standard input was: the file that came in; of what went out, the
 * table it was made of, when no option named that.
 */
const char *
ligne_entree(const struct journal_ligne *l)
{
	return strcmp(l->v[L_SENS], "recu") == 0 ? l->v[L_ARCHIVE] : NULL;
}

int
archive_la(struct rejeu *r, const char *nom)
{
	struct fault f = { 0 };
	char *path;
	int rc;

	if (nom == NULL)
		return 0;
	path = chemin_dans(r->b.archives, nom, &f);
	rc = path != NULL && access(path, R_OK) == 0;
	free(path);
	return rc;
}

/* Is that file of the archive what the journal says?  Packets may not know. */
static int
same_body(struct rejeu *r, int64_t numero, const char *nom, struct fault *f)
{
	char hex[EMPREINTE] = "", *sha = NULL;
	char *path = chemin_dans(r->b.archives, nom, f);
	int64_t taille;
	int rc = -1;

	if (path != NULL &&
	    store_text(r->b.st, &sha, f,
		"SELECT sha256 FROM corps WHERE numero = ? AND nom = ?", "is",
		numero, nom) == 0)
		rc = sha == NULL ? 0 : extrait_empreinte(path, hex, &taille, f);
	if (rc == 0 && sha != NULL && strcmp(sha, hex) != 0)
		rc = fault_set(f, "archive-changee", 0, "échange %lld : %s",
		    (long long)numero, path);
	free(sha);
	free(path);
	return rc;
}

/* 0, or the fault archive-purgee. */
static int
purged(struct rejeu *r, int64_t numero, const char *nom, struct fault *f)
{
	int64_t par = 0;

	if (store_int(r->b.st, &par, f,
		"SELECT coalesce(purge, 0) FROM corps WHERE numero = ? AND nom"
		" = ?",
		"is", numero, nom) == -1)
		return -1;
	return par == 0 ? 0
			: fault_set(f, "archive-purgee", 0,
			      "échange %lld, purgé par l'échange %lld",
			      (long long)numero, (long long)par);
}

/* What came in before it was purged with it: there is nothing to make it of. */
int
archive_envoi(struct rejeu *r, const struct journal_ligne *l, struct fault *f)
{
	const char *nom = l->v[L_ARCHIVE];

	if (strcmp(l->v[L_SENS], "emis") != 0 || nom == NULL)
		return 0;
	return archive_la(r, nom) ? same_body(r, l->numero, nom, f)
				  : purged(r, l->numero, nom, f);
}

/* It cannot be done again for what the archive has not, or not any more. */
int
archive_partie(const struct fault *f)
{
	return strcmp(f->kind->code, "archive-purgee") == 0 ||
	    strcmp(f->kind->code, "archive-manque") == 0 ||
	    strcmp(f->kind->code, "archive-changee") == 0;
}

int
archive_manque(struct rejeu *r, const struct journal_ligne *l, struct fault *f)
{
	const char *noms[] = { ligne_entree(l), l->v[L_ANNEXE] };
	char *path;
	size_t i;

	for (i = 0; i < NELEM(noms); i++) {
		if (noms[i] == NULL)
			continue;
		if (archive_la(r, noms[i])) {
			if (same_body(r, l->numero, noms[i], f) == -1)
				return -1;
			continue;
		}
		if (purged(r, l->numero, noms[i], f) == -1)
			return -1;
		if ((path = chemin_dans(r->b.archives, noms[i], f)) != NULL) {
			fault_set(f, "archive-manque", 0, "échange %lld : %s",
			    (long long)l->numero, path);
			free(path);
		}
		return -1;
	}
	return 0;
}

int
archive_perdue(struct rejeu *r, const struct journal_ligne *l, struct fault *f)
{
	struct fault manque = { 0 };
	char dit[400];
	int changee;

	if (archive_manque(r, l, &manque) == 0 ||
	    strcmp(manque.kind->code, "archive-purgee") == 0)
		return 0;
	if (!archive_partie(&manque)) {
		*f = manque;
		return -1;
	}
	changee = strcmp(manque.kind->code, "archive-changee") == 0;
	(void)snprintf(dit, sizeof(dit), "%s : %.250s",
	    changee ? "un fichier archivé n'est pas celui du journal, et n'est "
		      "pas rejoué"
		    : "un fichier archivé a disparu, que rien n'a purgé",
	    manque.detail);
	if (r->err != NULL && !r->o->muet)
		report_note(r->err, r->o,
		    changee ? "archive-changee" : "archive-absente", dit);
	return 0;
}
