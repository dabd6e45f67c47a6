/*
 * dossier-send - the records of pupils who go to another school (event C).
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "dossier-send",
	"envoyer les dossiers des élèves qui vont dans un autre établissement",
	"UAI",
	"ban2o"
	"rqvjw"
	"FMDUOhV",
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
	status = dossiers_envoie(&o, STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
