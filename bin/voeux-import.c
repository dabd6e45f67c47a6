/*
 * voeux-import - wishes for the next school, into the base (event C).
 */
#include "sconet.h"

static const struct import *const imports[] = { &import_voeux, &import_souhaits,
	NULL };

static const struct programme programme = { "voeux-import",
	"importer les vœux des élèves", "< FICHIER",
	"bauno"
	"rqvjw"
	"6FMSJDUhV",
	0, 0, NULL, imports };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
