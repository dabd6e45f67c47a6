/*
 * ar-import - the accusé de réception of something that was sent.
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_accuses, NULL };

static int
fait(struct options *o)
{
	o->terminee = 1;
	return import_run(imports, o, STDIN_FILENO, NULL, STDOUT_FILENO,
	    stderr);
}

static const struct programme programme = { "ar-import",
	"prendre en compte un accusé de réception", "< ACCUSE.xml",
	"bauno"
	"rqvjw"
	"FMDUhV",
	0, 0, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
