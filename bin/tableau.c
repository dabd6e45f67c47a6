/*
 * tableau - the board of a base's exchanges, or of all bases of a directory.
 */
#include "sconet.h"

static int
fait(struct options *o)
{
	if (o->html + o->json > 1 || o->html + o->verifie > 1)
		return programme_refuse(o,
		    "--html va sans -j et sans --verifie");
	return bord_run(o, stdout, stderr);
}

static const struct programme programme = { "tableau",
	"le tableau de bord des liaisons", "",
	"baujow"
	">_^6DhV",
	0, 0, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
