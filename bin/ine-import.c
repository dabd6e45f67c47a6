/*
 * ine-import - national numbers that the académie has given (event G).
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_ine, NULL };

static const struct programme programme = { "ine-import",
	"recevoir les numéros nationaux de l'académie", "< BEA_INE.xml",
	"bauno"
	"rqvjw"
	"FMDUhV",
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
