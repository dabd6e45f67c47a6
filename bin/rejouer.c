/*
 * rejouer - do exchanges again, and compare the answers.
 */
#include "sconet.h"

static int
fait(struct options *o)
{
	return rejeu_run(o, stdout, stderr);
}

static const struct programme programme = { "rejouer",
	"refaire des échanges archivés et comparer les réponses", "N… | PAQUET",
	"baujw"
	"+FOhV",
	1, 10000, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
