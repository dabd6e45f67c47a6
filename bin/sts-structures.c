/*
 * sts-structures - divisions and groupes entered in STS-WEB (event D1).
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_saisie_structures,
	NULL };

static const struct programme programme = { "sts-structures",
	"saisir les divisions et groupes dans STS-WEB", "< FICHIER.yaml",
	"bauno"
	"rqvjw"
	"FMSDULhV",
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
	status = o.modele != NULL ? structures_modele(&o, stdout, stderr)
				  : import_run(imports, &o, STDIN_FILENO, NULL,
					STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
