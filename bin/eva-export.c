/*
 * eva-export - the early head-count, to the académie (event H).
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "eva-export",
	"envoyer à l'académie les effectifs d'une campagne", "[CAMPAGNE]",
	"bano"
	"rqvjw"
	"l6;/FMDUOhV",
	0, 1 };

int
main(int argc, char *argv[])
{
	struct options o;
	int status;

	commence();
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	status = eva_envoie(&o, STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
