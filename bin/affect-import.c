/*
 * affect-import - results of the affectation, into the base (event C).
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_affectations, NULL };

static const struct programme programme = { "affect-import",
	"importer les résultats d'affectation", "< AFFECTATIONS.xml",
	"bauno"
	"rqvjw"
	"l8FMSJDUhV",
	0, 0 };

int
main(int argc, char *argv[])
{
	struct options o;
	int status;

	commence();
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	if (o.liste)
		status = affectations_liste(&o, stdout, stderr);
	else
		status = import_run(imports, &o, STDIN_FILENO, NULL,
		    STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
