/*
 * litiges - who is who among those without a national number (event G).
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_litiges, NULL };

static int
fait(struct options *o)
{
	return o->liste
	    ? litiges_liste(o, stdout, stderr)
	    : import_run(imports, o, STDIN_FILENO, NULL, STDOUT_FILENO, stderr);
}

static const struct programme programme = { "litiges",
	"lister et trancher les litiges d'immatriculation", "[< LITIGES.tsv]",
	"baunlo"
	"rqvjw"
	"FMDUhV",
	0, 0, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
