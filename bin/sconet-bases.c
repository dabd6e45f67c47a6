/*
 * sconet-bases - the bases of a directory.
 */
#include "sconet.h"

static int
fait(struct options *o)
{
	return bases_liste(o, o->argv[0], stdout, stderr);
}

static const struct programme programme = { "sconet-bases",
	"les bases d'un dossier", "DOSSIER", "qjGhV", 1, 1, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
