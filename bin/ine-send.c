/*
 * ine-send - national numbers for the pupils of a school (event G).
 */
#include <unistd.h>

#include "sconet.h"

static int
fait(struct options *o)
{
	return ine_envoie(o, STDOUT_FILENO, stderr);
}

static const struct programme programme = { "ine-send",
	"envoyer à un établissement les numéros nationaux de ses élèves", "UAI",
	"bano"
	"rqvjw"
	"5FMDUOhV",
	1, 1, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
