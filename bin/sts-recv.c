/*
 * sts-recv - what STS-WEB receives: nomenclatures, counts, a timetable.
 */
#include "sconet.h"

static const struct import *const imports[] = { &import_nomenclatures_sts,
	&import_effectifs, &import_edt, &import_reprise, NULL };

static const struct programme programme = { "sts-recv",
	"recevoir dans STS-WEB : nomenclature, effectifs, emploi du temps",
	"< FICHIER.xml",
	"bauno"
	"rqvjw"
	"FMSDUhV",
	0, 0, NULL, imports };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
