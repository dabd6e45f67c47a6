/*
 * effectifs-export - headcounts per division and groupe for STS-WEB
 * (event E).
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "effectifs-export",
	"écrire les effectifs par division et groupe", "",
	"bauno"
	"rqvjw"
	"FMDUhV",
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
	status = export_run(&export_effectifs, &o, STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
