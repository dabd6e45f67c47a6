/*
 * affect-import - results of the affectation, into the base (event C).
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_affectations, NULL };

static int
fait(struct options *o)
{
	if (o->liste)
		return affectations_liste(o, stdout, stderr);
	return import_run(imports, o, STDIN_FILENO, NULL, STDOUT_FILENO,
	    stderr);
}

static const struct programme programme = { "affect-import",
	"importer les résultats d'affectation", "< AFFECTATIONS.xml",
	"bauno"
	"rqvjw"
	"l8FMSJDUhV",
	0, 0, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
