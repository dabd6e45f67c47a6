/*
 * saisie - enter what a pupil's record should say, field by field.
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const saisies[] = { &import_saisie, NULL };
static const struct import *const tenues[] = { &import_tenue, NULL };
static const struct import *const relaches[] = { &import_relache, NULL };

static const struct programme programme = { "saisie",
	"saisir des fiches élève, champ par champ", "< FICHIER.tsv",
	"bauno"
	"rqvjw"
	"FMDUTKhV",
	0, 0 };

int
main(int argc, char *argv[])
{
	const struct import *const *kinds = saisies;
	struct fault f = { 0 };
	struct options o;
	int status;

	commence();
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	if (o.tenir)
		kinds = tenues;
	if (o.relacher)
		kinds = relaches;
	if (o.tenir && o.relacher) {
		fault_set(&f, "usage", 0,
		    "--tenir ou --relacher, pas les deux");
		report_fault(stderr, &o, "-", &f);
		status = fault_status(&f);
	} else
		status = import_run(kinds, &o, STDIN_FILENO, NULL,
		    STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
