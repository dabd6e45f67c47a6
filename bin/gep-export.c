/*
 * gep-export - the tables that GEP and its readers know, from the base.
 */
#include <unistd.h>

#include "sconet.h"

static int
fait(struct options *o)
{
	return gep_run(o, STDOUT_FILENO, stderr);
}

static const struct programme programme = { "gep-export",
	"écrire les tables de GEP", "[nomenclatures | structures | eleves]",
	"baun"
	"qvjw"
	"FMDO1,hV",
	0, 1, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
