/*
 * eva-export - the early head-count, to the académie (event H).
 */
#include <unistd.h>

#include "sconet.h"

static int
fait(struct options *o)
{
	if (o->liste && o->json)
		return programme_refuse(o,
		    "-l écrit une liste séparée par « ; » : sans -j");
	return eva_envoie(o, STDOUT_FILENO, stderr);
}

static const struct programme programme = { "eva-export",
	"envoyer à l'académie les effectifs d'une campagne", "[CAMPAGNE]",
	"bano"
	"rqvjw"
	"l6;/FMDUOhV",
	0, 1, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
