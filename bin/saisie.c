/*
 * saisie - enter what a pupil's record should say, field by field.
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const saisies[] = { &import_saisie, NULL };
static const struct import *const tenues[] = { &import_tenue, NULL };
static const struct import *const relaches[] = { &import_relache, NULL };

static int
fait(struct options *o)
{
	if (o->tenir && o->relacher)
		return programme_refuse(o,
		    "--tenir ou --relacher, pas les deux");
	return import_run(o->tenir ? tenues
		: o->relacher      ? relaches
				   : saisies,
	    o, STDIN_FILENO, NULL, STDOUT_FILENO, stderr);
}

static const struct programme programme = { "saisie",
	"saisir des fiches élève, champ par champ", "< FICHIER.tsv",
	"bauno"
	"rqvjw"
	"FMDUTKhV",
	0, 0, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
