/*
 * nomen-profile - receive the academic nomenclatures and profile them for
 * the school (event B).  Two acts: each is an exchange of its own.
 */
#include <stdlib.h>
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_nomenclatures,
	&import_nomenclatures_ban, NULL };

/* With a profile, -o and the output are for the profiled nomenclature. */
static int
receive(const struct options *o, int profile, char **base)
{
	struct options seul = *o;
	int out = STDOUT_FILENO;

	seul.prise = base;
	if (profile && !o->essai) {
		seul.sortie = NULL;
		out = -1;
	}
	return import_run(imports, &seul, STDIN_FILENO, NULL, out, stderr);
}

/*
 * -r is the reception's when there is one, and of a directory it has taken the
 * base that fits the file: base, or NULL.
 */
static int
send(const struct options *o, int received, const char *base)
{
	struct options seul = *o;

	if (received)
		seul.compte_rendu = NULL;
	if (base != NULL)
		seul.base = base;
	return export_run(&export_nomenclatures, &seul, STDOUT_FILENO, stderr);
}

static int
fait(struct options *o)
{
	int status = ST_OK, profile, receives, sent;
	char *base = NULL;

	profile = o->profiler || o->profil != NULL;
	receives = o->recevoir || !o->profiler;
	if (o->liste) {
		status = nomenclature_liste(o, stdout, stderr);
		profile = receives = 0;
	}
	if (receives)
		status = receive(o, profile, &base);
	if (profile && status <= ST_PARTIEL) {
		/* A dry run has received nothing to profile. */
		if (!receives || !o->essai)
			sent = send(o, receives, base);
		else
			sent = o->profil == NULL ? ST_OK
						 : profil_verifie(o, stderr);
		status = sent > status ? sent : status;
	}
	free(base);
	return status;
}

static const struct programme programme = { "nomen-profile",
	"recevoir les nomenclatures et les profiler", "< Nomenclature.xml",
	"bauno"
	"rqvjw"
	"plEPFMSDUhV",
	0, 0, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
