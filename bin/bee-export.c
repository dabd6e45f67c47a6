/*
 * bee-export - SIECLE's standard exports, from the base.
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "bee-export",
	"écrire un export de SIECLE",
	"eleves | eleves-adresses | responsables | responsables-adresses | "
	"nomenclature | structures | communs | groupes",
	"bauno"
	"rqvjw"
	"FMDUHOZhV",
	1, 1 };

int
main(int argc, char *argv[])
{
	struct options o;
	int status;

	commence();
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	o.terminee = 1;
	status = export_bee_run(&o, STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
