/*
 * ministere-ar - the ministry's accusé of a school's constat (event I).
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "ministere-ar",
	"accuser réception d'un constat pour le ministère", "UAI",
	"bano"
	"rqvjw"
	"MDUOhV",
	1, 1 };

int
main(int argc, char *argv[])
{
	struct options o;
	int status;

	commence();
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	status = ministere_envoie(&o, STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
