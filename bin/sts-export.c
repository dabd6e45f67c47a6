/*
 * sts-export - sts_emp, the structures and services of STS-WEB (event D2).
 */
#include <unistd.h>

#include "sconet.h"

static int
fait(struct options *o)
{
	return export_run(&export_sts, o, STDOUT_FILENO, stderr);
}

static const struct programme programme = { "sts-export",
	"écrire le fichier sts_emp de STS-WEB", "",
	"bauno"
	"rqvjw"
	"FMDUOhV",
	0, 0, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
