/*
 * litiges - who is who among those without a national number (event G).
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_litiges, NULL };

static const struct programme programme = { "litiges",
	"lister et trancher les litiges d'immatriculation", "[< LITIGES.tsv]",
	"baunlo"
	"rqvjw"
	"FMDUhV",
	0, 0 };

int
main(int argc, char *argv[])
{
	struct options o;
	int status;

	commence();
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	status = o.liste ? litiges_liste(&o, stdout, stderr)
			 : import_run(imports, &o, STDIN_FILENO, NULL,
			       STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
