/*
 * bee-import - SIECLE's pupils, responsables and common data into the base;
 * and what a school's software sends up to SIECLE.
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_eleves,
	&import_responsables, &import_communs, &import_groupes, &import_prive,
	NULL };

static const struct programme programme = { "bee-import",
	"importer élèves, responsables, liens de groupe ou communs",
	"< FICHIER.xml",
	"bauno"
	"rqvjw"
	"FMSJDUhV",
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
