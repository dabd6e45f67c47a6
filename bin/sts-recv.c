/*
 * sts-recv - what STS-WEB receives: nomenclatures, counts, a timetable.
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_nomenclatures_sts,
	&import_effectifs, &import_edt, &import_reprise, NULL };

static const struct programme programme = { "sts-recv",
	"recevoir dans STS-WEB : nomenclature, effectifs, emploi du temps",
	"< FICHIER.xml",
	"bauno"
	"rqvjw"
	"FMSDUhV",
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
