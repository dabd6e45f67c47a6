/*
 * voeux-recv - what the académie receives: the wishes of a school.
 */
#include "sconet.h"

static const struct import *const imports[] = { &import_voeux_recus, NULL };

static const struct programme programme = { "voeux-recv",
	"recevoir à l'académie les vœux d'un établissement", "< VOEUX.xml",
	"bauno"
	"rqvjw"
	"FMSDUhV",
	0, 0, NULL, imports };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
