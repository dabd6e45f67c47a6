/*
 * gep-export - the tables that GEP and its readers know, from the base.
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "gep-export",
	"écrire les tables de GEP", "[nomenclatures | structures | eleves]",
	"baun"
	"qvjw"
	"FMDO1,hV",
	0, 1 };

int
main(int argc, char *argv[])
{
	struct options o;
	int status;

	commence();
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	status = gep_run(&o, STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
