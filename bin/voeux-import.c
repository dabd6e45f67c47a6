/*
 * voeux-import - wishes for the next school, into the base (event C).
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_voeux, &import_souhaits,
	NULL };

static const struct programme programme = { "voeux-import",
	"importer les vœux des élèves", "< FICHIER",
	"bauno"
	"rqvjw"
	"6FMSJDUhV",
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
