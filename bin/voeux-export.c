/*
 * voeux-export - the wishes, to the académie or as a list (event C).
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "voeux-export",
	"envoyer les vœux des élèves à l'académie", "",
	"bano"
	"rqvjw"
	"7FMDUOhV",
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
	status = export_run(o.csv ? &export_voeux_liste : &export_voeux, &o,
	    STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
