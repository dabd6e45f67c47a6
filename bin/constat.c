/*
 * constat - where the school stands at the rentrée, and its declaration
 * (event I).
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "constat",
	"faire le point de la rentrée, et la déclarer", "",
	"bano"
	"rqvjw"
	"=@MDUOhV",
	0, 0 };

int
main(int argc, char *argv[])
{
	struct options o;
	struct fault f = { 0 };
	int status;

	commence();
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	if (o.declarer && o.controle != NULL) {
		fault_set(&f, "usage", 0, "-l ou --declarer, pas les deux");
		report_fault(stderr, &o, "-", &f);
		status = fault_status(&f);
	} else if (o.declarer)
		status = constat_declare(&o, STDOUT_FILENO, stderr);
	else
		status = constat_montre(&o, stdout, stderr);
	options_free(&o);
	return status;
}
