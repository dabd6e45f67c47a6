/*
 * bee-export - SIECLE's standard exports, from the base.
 */
#include <unistd.h>

#include "sconet.h"

static int
fait(struct options *o)
{
	o->terminee = 1;
	return export_bee_run(o, STDOUT_FILENO, stderr);
}

static const struct programme programme = { "bee-export",
	"écrire un export de SIECLE",
	"eleves | eleves-adresses | responsables | responsables-adresses | "
	"nomenclature | structures | communs | groupes",
	"bauno"
	"rqvjw"
	"FMDUHOZhV",
	1, 1, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
