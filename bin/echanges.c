/*
 * echanges - the history of a base: its journal, one exchange, one file.
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "echanges",
	"l'historique des échanges d'une base", "[N]",
	"baunjw"
	"cMQWhV",
	0, 1 };

int
main(int argc, char *argv[])
{
	struct options o;
	int status;

	commence();
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	if (o.argc == 1 &&
	    (o.purger != NULL || o.echange != NULL || o.en_attente)) {
		struct fault f = { 0 };

		fault_set(&f, "usage", 0, "un numéro, ou une option");
		report_fault(stderr, &o, "-", &f);
		status = fault_status(&f);
	} else if (o.purger != NULL)
		status = purge_run(&o, stdout, stderr);
	else if (o.echange != NULL)
		status =
		    historique_fichier(&o, o.echange, STDOUT_FILENO, stderr);
	else if (o.en_attente)
		status = historique_attente(&o, stdout, stderr);
	else if (o.argc == 1)
		status = historique_un(&o, o.argv[0], stdout, stderr);
	else
		status = historique_liste(&o, stdout, stderr);
	options_free(&o);
	return status;
}
