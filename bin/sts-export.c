/*
 * sts-export - sts_emp, the structures and services of STS-WEB (event D2).
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "sts-export",
	"écrire le fichier sts_emp de STS-WEB", "",
	"bauno"
	"rqvjw"
	"FMDUOhV",
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
	status = export_run(&export_sts, &o, STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
