/*
 * ar-import - the accusé de réception of something that was sent.
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_accuses, NULL };

static const struct programme programme = { "ar-import",
	"prendre en compte un accusé de réception", "< ACCUSE.xml",
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
	o.terminee = 1;
	status =
	    import_run(imports, &o, STDIN_FILENO, NULL, STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
