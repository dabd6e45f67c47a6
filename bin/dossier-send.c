/*
 * dossier-send - the records of pupils who go to another school (event C).
 */
#include <unistd.h>

#include "sconet.h"

static int
fait(struct options *o)
{
	return dossiers_envoie(o, STDOUT_FILENO, stderr);
}

static const struct programme programme = { "dossier-send",
	"envoyer les dossiers des élèves qui vont dans un autre établissement",
	"UAI",
	"ban2o"
	"rqvjw"
	"FMDUOhV",
	1, 1, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
