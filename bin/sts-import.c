/*
 * sts-import - structures and services from STS-WEB into the base (event D).
 */
#include "sconet.h"

static const struct import *const imports[] = { &import_sts, &import_structures,
	NULL };

static const struct programme programme = { "sts-import",
	"importer les structures et services de STS-WEB", "< FICHIER.xml",
	"bauno"
	"rqvjw"
	"FMSDUhV",
	0, 0, NULL, imports };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
