/*
 * rejouer - do exchanges again, and compare the answers.
 */
#include <string.h>

#include "sconet.h"

static const struct programme programme = { "rejouer",
	"refaire des échanges archivés et comparer les réponses", "N…",
	"baujw"
	"+FOhV",
	1, 10000 };

int
main(int argc, char *argv[])
{
	struct options o;
	char bin[1024];
	char *fin;
	int n, status;

	commence();
	n = snprintf(bin, sizeof(bin), "%s", argc > 0 ? argv[0] : "");
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	/* The other programs are where this one is. */
	if (n < 0 || (size_t)n >= sizeof(bin) ||
	    (fin = strrchr(bin, '/')) == NULL)
		bin[0] = '\0';
	else
		*fin = '\0';
	status = rejeu_run(&o, bin, stdout, stderr);
	options_free(&o);
	return status;
}
