/*
 * sconet-check - is a base what it should be, and its archive.
 */
#include "sconet.h"

static const struct programme programme = { "sconet-check",
	"vérifier une base et son archive", "[BASE]",
	"baujqw"
	"IhV",
	0, 1 };

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
	    controle_run(&o, o.argc == 1 ? o.argv[0] : o.base, stdout, stderr);
	options_free(&o);
	return status;
}
