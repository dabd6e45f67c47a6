/*
 * affect-send - results of the affectation for one school (event C).
 */
#include <unistd.h>

#include "sconet.h"

static int
fait(struct options *o)
{
	return affectations_envoie(o, STDIN_FILENO, STDOUT_FILENO, stderr);
}

static const struct programme programme = { "affect-send",
	"envoyer à un établissement les résultats d'affectation",
	"UAI < DECISIONS.tsv",
	"bano"
	"rqvjw"
	"9FMDUOhV",
	1, 1, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
