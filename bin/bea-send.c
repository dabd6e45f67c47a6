/*
 * bea-send - pupils' records to the académie (event F).
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "bea-send",
	"envoyer à l'académie les fiches élève qu'elle n'a pas", "",
	"bano"
	"rqvjw"
	"3FMUOhV",
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
	status = bea_envoie(&o, STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
