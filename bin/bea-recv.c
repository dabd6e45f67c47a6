/*
 * bea-recv - what the académie receives of its schools: who they are, and
 * their pupils' records (event F).
 */
#include <unistd.h>

#include "sconet.h"

/* Any of these, by its root. */
static const struct import *const imports[] = { &import_bea_eleves,
	&import_bea_etab, &import_eva, &import_constat, NULL };

static const struct programme programme = { "bea-recv",
	"recevoir à l'académie les fichiers des établissements",
	"< FICHIER.xml",
	"bauno"
	"rqvjw"
	"FMDU4hV",
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
	status =
	    import_run(imports, &o, STDIN_FILENO, NULL, STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
