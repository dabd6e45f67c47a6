/*
 * voeux-export - the wishes, to the académie or as a list (event C).
 */
#include <unistd.h>

#include "sconet.h"

static int
fait(struct options *o)
{
	return export_run(o->csv ? &export_voeux_liste : &export_voeux, o,
	    STDOUT_FILENO, stderr);
}

static const struct programme programme = { "voeux-export",
	"envoyer les vœux des élèves à l'académie", "",
	"bano"
	"rqvjw"
	"7FMDUOhV",
	0, 0, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
