/*
 * ban-send - the académie's nomenclatures for one school (event B).
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "ban-send",
	"envoyer à un établissement les nomenclatures de l'académie", "UAI",
	"bano"
	"rqvjw"
	"FMDUOhV",
	1, 1 };

int
main(int argc, char *argv[])
{
	struct options o;
	int status;

	commence();
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	status = export_run(&export_ban, &o, STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
