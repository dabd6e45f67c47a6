/*
 * voeux-recv - what the académie receives: the wishes of a school.
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_voeux_recus, NULL };

static const struct programme programme = { "voeux-recv",
	"recevoir à l'académie les vœux d'un établissement", "< VOEUX.xml",
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
