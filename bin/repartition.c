/*
 * repartition - place pupils in divisions and groupes from a TSV (event E1).
 */
#include <stdlib.h>
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_repartition, NULL };

static int
fait(struct options *o)
{
	struct fault f = { 0 };
	char *texte = NULL;
	int status;

	if (o->remplace != NULL &&
	    (texte = repartition_remplace(o, &f)) == NULL) {
		report_fault(stderr, o, "-", &f);
		status = fault_status(&f);
	} else
		status = import_run(imports, o, STDIN_FILENO, texte,
		    STDOUT_FILENO, stderr);
	free(texte);
	return status;
}

static const struct programme programme = { "repartition",
	"répartir les élèves par division et groupe", "< FICHIER.tsv",
	"bauno"
	"rqvjw"
	"FMSDUXhV",
	0, 0, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
