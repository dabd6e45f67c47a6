/*
 * sts-import - structures and services from STS-WEB into the base (event D).
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_sts, &import_structures,
	NULL };

static const struct programme programme = { "sts-import",
	"importer les structures et services de STS-WEB", "< FICHIER.xml",
	"bauno"
	"rqvjw"
	"FMSDUhV",
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
	status =
	    import_run(imports, &o, STDIN_FILENO, NULL, STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
