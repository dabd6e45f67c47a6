/*
 * sconet-check - is a base what it should be, and its archive.
 */
#include "sconet.h"

static int
fait(struct options *o)
{
	return controle_run(o, o->argc == 1 ? o->argv[0] : o->base, stdout,
	    stderr);
}

static const struct programme programme = { "sconet-check",
	"vérifier une base et son archive", "[BASE]",
	"baujqw"
	"IhV",
	0, 1, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
