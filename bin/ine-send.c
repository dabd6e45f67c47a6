/*
 * ine-send - national numbers for the pupils of a school (event G).
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "ine-send",
	"envoyer à un établissement les numéros nationaux de ses élèves", "UAI",
	"bano"
	"rqvjw"
	"5FMDUOhV",
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
	status = ine_envoie(&o, STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
