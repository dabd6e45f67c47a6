/*
 * identifie - say what a file is, without a base.
 */
#include <unistd.h>

#include "sconet.h"

static int
fait(struct options *o)
{
	return identifie_run(o, STDIN_FILENO, stdout, stderr);
}

static const struct programme programme = { "identifie",
	"dire ce qu'est un fichier d'échange", "< FICHIER", "jhV", 0, 0, fait,
	NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
