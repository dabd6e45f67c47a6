/*
 * sconet-bascule - the base of the next year from the current one (event A).
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_bascule,
	&import_complement, NULL };

static const struct programme programme = { "sconet-bascule",
	"faire la base de l'année suivante", "AS05.db AS06.db",
	"bn"
	"Arqvjw"
	"CNBFMDUhV",
	0, 2 };

int
main(int argc, char *argv[])
{
	struct options o;
	struct fault f = { 0 };
	int status;

	commence();
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	if (o.argc == 1 || (o.argc == 0 && (o.rentree || o.complete))) {
		fault_set(&f, "usage", 0, "il faut les deux bases");
		report_fault(stderr, &o, "-", &f);
		status = fault_status(&f);
	} else if (o.argc == 0)
		status = import_run(imports, &o, STDIN_FILENO, NULL,
		    STDOUT_FILENO, stderr);
	else if (o.rentree && (o.complete || o.essai)) {
		fault_set(&f, "usage", 0, "%s",
		    o.complete ? "--complete ou --rentree, l'un après l'autre"
			       : "--rentree ne se fait pas à blanc");
		report_fault(stderr, &o, "-", &f);
		status = fault_status(&f);
	} else if (o.complete)
		status = bascule_complete(&o, o.argv[0], o.argv[1],
		    STDOUT_FILENO, stderr);
	else if (o.rentree)
		status = bascule_rentree(&o, o.argv[0], o.argv[1], stderr);
	else
		status = bascule_run(&o, o.argv[0], o.argv[1], STDOUT_FILENO,
		    stderr);
	options_free(&o);
	return status;
}
