/*
 * rejouer - do exchanges again, and compare the answers.
 */
#include "sconet.h"

static const struct programme programme = { "rejouer",
	"refaire des échanges archivés et comparer les réponses", "N… | PAQUET",
	"baujw"
	"+FOhV",
	1, 10000 };

int
main(int argc, char *argv[])
{
	struct options o;
	char bin[1024];
	int status;

	commence();
	programme_dossier(argc > 0 ? argv[0] : "", bin, sizeof(bin));
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	status = rejeu_run(&o, bin, stdout, stderr);
	options_free(&o);
	return status;
}
