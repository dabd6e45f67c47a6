/*
 * ine-import - national numbers that the académie has given (event G).
 */
#include "sconet.h"

static const struct import *const imports[] = { &import_ine, NULL };

static const struct programme programme = { "ine-import",
	"recevoir les numéros nationaux de l'académie", "< BEA_INE.xml",
	"bauno"
	"rqvjw"
	"FMDUhV",
	0, 0, NULL, imports };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
