/*
 * effectifs-export - headcounts per division and groupe for STS-WEB
 * (event E).
 */
#include <unistd.h>

#include "sconet.h"

static int
fait(struct options *o)
{
	return export_run(&export_effectifs, o, STDOUT_FILENO, stderr);
}

static const struct programme programme = { "effectifs-export",
	"écrire les effectifs par division et groupe", "",
	"bauno"
	"rqvjw"
	"FMDUhV",
	0, 0, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
