/*
 * sconet-bascule - the base of the next year from the current one (event A).
 */
#include <unistd.h>

#include "sconet.h"

static const struct import *const imports[] = { &import_bascule,
	&import_complement, NULL };

static int
fait(struct options *o)
{
	if (o->argc == 1 || (o->argc == 0 && (o->rentree || o->complete)))
		return programme_refuse(o, "il faut les deux bases");
	if (o->argc == 0)
		return import_run(imports, o, STDIN_FILENO, NULL, STDOUT_FILENO,
		    stderr);
	if (o->rentree && o->complete)
		return programme_refuse(o,
		    "--complete ou --rentree, l'un après l'autre");
	if (o->rentree && o->essai)
		return programme_refuse(o, "--rentree ne se fait pas à blanc");
	if (o->complete)
		return bascule_complete(o, o->argv[0], o->argv[1],
		    STDOUT_FILENO, stderr);
	if (o->rentree)
		return bascule_rentree(o, o->argv[0], o->argv[1], stderr);
	return bascule_run(o, o->argv[0], o->argv[1], STDOUT_FILENO, stderr);
}

static const struct programme programme = { "sconet-bascule",
	"faire la base de l'année suivante", "AS05.db AS06.db",
	"bn"
	"Arqvjw"
	"CNBFMDUhV",
	0, 2, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
