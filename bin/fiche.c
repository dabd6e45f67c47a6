/*
 * fiche - all that is held on one pupil.
 */
#include <unistd.h>

#include "sconet.h"

static int
fait(struct options *o)
{
	return fiche_run(o, o->argv[0], STDIN_FILENO, stdout, stderr);
}

static const struct programme programme = { "fiche",
	"tout ce que la base tient sur un élève", "ELEVE_ID | -",
	"baujw"
	"DhV",
	1, 1, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
