/*
 * sconet-init - make the base of a school for one school year.
 */
#include "sconet.h"

static int
fait(struct options *o)
{
	return creation_run(o, o->argv[0], o->argv[1], o->argv[2], stderr);
}

static const struct programme programme = { "sconet-init",
	"créer la base d'un établissement pour une année", "UAI ANNEE BASE",
	"RYFCMqwhV", 3, 3, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
