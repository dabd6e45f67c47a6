/*
 * ban-send - the académie's nomenclatures for one school (event B).
 */
#include <unistd.h>

#include "sconet.h"

static int
fait(struct options *o)
{
	return export_run(&export_ban, o, STDOUT_FILENO, stderr);
}

static const struct programme programme = { "ban-send",
	"envoyer à un établissement les nomenclatures de l'académie", "UAI",
	"bano"
	"rqvjw"
	"FMDUOhV",
	1, 1, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
