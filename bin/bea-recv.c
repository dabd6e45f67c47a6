/*
 * bea-recv - what the académie receives of its schools: who they are, and
 * their pupils' records (event F).
 */
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
	0, 0, NULL, imports };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
