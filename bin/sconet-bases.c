/*
 * sconet-bases - the bases of a directory.
 */
#include "sconet.h"

static const struct programme programme = { "sconet-bases",
	"les bases d'un dossier", "DOSSIER", "qjGhV", 1, 1 };

int
main(int argc, char *argv[])
{
	struct options o;
	int status;

	commence();
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	status = bases_liste(&o, o.argv[0], stdout, stderr);
	options_free(&o);
	return status;
}
