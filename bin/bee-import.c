/*
 * bee-import - SIECLE's pupils, responsables and common data into the base;
 * and what a school's software sends up to SIECLE.
 */
#include "sconet.h"

static const struct import *const imports[] = { &import_eleves,
	&import_responsables, &import_communs, &import_groupes, &import_prive,
	NULL };

static const struct programme programme = { "bee-import",
	"importer élèves, responsables, liens de groupe ou communs",
	"< FICHIER.xml",
	"bauno"
	"rqvjw"
	"FMSJDUhV",
	0, 0, NULL, imports };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
