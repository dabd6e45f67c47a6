/*
 * bea-send - pupils' records to the académie (event F).
 */
#include <unistd.h>

#include "sconet.h"

static int
fait(struct options *o)
{
	return bea_envoie(o, STDOUT_FILENO, stderr);
}

static const struct programme programme = { "bea-send",
	"envoyer à l'académie les fiches élève qu'elle n'a pas", "",
	"bano"
	"rqvjw"
	"3FMUOhV",
	0, 0, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
