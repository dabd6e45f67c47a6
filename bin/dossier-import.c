/*
 * dossier-import - the records of pupils, from another school (event C).
 */
#include "sconet.h"

static const struct import *const imports[] = { &import_dossiers, NULL };

static const struct programme programme = { "dossier-import",
	"recevoir les dossiers d'élèves d'un autre établissement",
	"< DOSSIERS.xml",
	"bauno"
	"rqvjw"
	"FMDUhV",
	0, 0, NULL, imports };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
