/*
 * ministere-ar - the ministry's accusé of a school's constat (event I).
 */
#include <unistd.h>

#include "sconet.h"

static int
fait(struct options *o)
{
	return ministere_envoie(o, STDOUT_FILENO, stderr);
}

static const struct programme programme = { "ministere-ar",
	"accuser réception d'un constat pour le ministère", "UAI",
	"bano"
	"rqvjw"
	"MDUOhV",
	1, 1, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
