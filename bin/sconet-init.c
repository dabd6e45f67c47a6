/*
 * sconet-init - make the base of a school for one school year.
 */
#include "sconet.h"

static const struct programme programme = { "sconet-init",
	"créer la base d'un établissement pour une année", "UAI ANNEE BASE",
	"RYFCMqwhV", 3, 3 };

int
main(int argc, char *argv[])
{
	struct options o;
	int status;

	commence();
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	status = creation_run(&o, o.argv[0], o.argv[1], o.argv[2], stderr);
	options_free(&o);
	return status;
}
