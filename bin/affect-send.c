/*
 * affect-send - results of the affectation for one school (event C).
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "affect-send",
	"envoyer à un établissement les résultats d'affectation",
	"UAI < DECISIONS.tsv",
	"bano"
	"rqvjw"
	"9FMDUOhV",
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
	status = affectations_envoie(&o, STDIN_FILENO, STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}
