/*
 * paquet_ouvre.c - what a packet has in it, into a directory.
 */
#include <sys/stat.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

/* Nothing but a base and files of its archive. */
static int
place(void *ctx, const char *nom, struct texte *path, struct fault *f)
{
	const char *dossier = ctx, *p = nom;

	if (strncmp(nom, "paquet.d/", 9) == 0) {
		p = nom + 9;
		if (archive_numero(p) < 0 || strchr(p, '/') != NULL)
			p = NULL;
	} else if (strcmp(nom, "paquet.db") != 0)
		p = NULL;
	if (p == NULL)
		return fault_set(f, "paquet", 0, "« %.60s » n'en est pas", nom);
	texte_ajoute(path, "%s/%s", dossier, nom);
	return 0;
}

char *
paquet_ouvre(const char *path, const char *dossier, struct fault *f)
{
	struct texte x = { 0 };
	char *d, *db;
	int rc;

	if ((d = chemin_dans(dossier, "paquet.d", f)) == NULL)
		return NULL;
	rc = mkdir(d, 0700) == -1 ? fault_errno(f, "es", d) : 0;
	free(d);
	if (rc == 0) {
		texte_ajoute(&x, "%s", dossier);
		rc = texte_fin(&x, f) == NULL
		    ? -1
		    : zip_extrait(path, place, x.s, f);
	}
	texte_libere(&x);
	if (rc == -1 || (db = chemin_dans(dossier, "paquet.db", f)) == NULL)
		return NULL;
	if (access(db, R_OK) == 0)
		return db;
	fault_set(f, "paquet", 0, "il n'a pas de journal");
	free(db);
	return NULL;
}
