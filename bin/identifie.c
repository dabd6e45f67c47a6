/*
 * identifie - say what a file is, without a base.
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "identifie",
	"dire ce qu'est un fichier d'échange", "< FICHIER", "jhV", 0, 0 };

int
main(int argc, char *argv[])
{
	struct options o;
	int status;

	commence();
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	status = identifie_run(&o, STDIN_FILENO, stdout, stderr);
	options_free(&o);
	return status;
}
