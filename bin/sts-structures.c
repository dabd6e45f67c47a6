/*
 * sts-structures - divisions and groupes entered in STS-WEB (event D1).
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_saisie_structures,
	NULL };

static int
fait(struct options *o)
{
	return o->modele != NULL
	    ? structures_modele(o, stdout, stderr)
	    : import_run(imports, o, STDIN_FILENO, NULL, STDOUT_FILENO, stderr);
}

static const struct programme programme = { "sts-structures",
	"saisir les divisions et groupes dans STS-WEB", "< FICHIER.yaml",
	"bauno"
	"rqvjw"
	"FMSDULhV",
	0, 0, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
