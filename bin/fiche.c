/*
 * fiche - all that is held on one pupil.
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "fiche",
	"tout ce que la base tient sur un élève", "ELEVE_ID | -",
	"baujw"
	"DhV",
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
	status = fiche_run(&o, o.argv[0], STDIN_FILENO, stdout, stderr);
	options_free(&o);
	return status;
}
