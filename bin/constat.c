/*
 * constat - where the school stands at the rentrée, and its declaration
 * (event I).
 */
#include <string.h>
#include <unistd.h>

#include "sconet.h"

static int
fait(struct options *o)
{
	if (o->declarer && o->controle != NULL)
		return programme_refuse(o, "-l ou --declarer, pas les deux");
	if (!o->declarer &&
	    (o->essai || o->sortie != NULL || o->compte_rendu != NULL ||
		o->dossier != NULL || o->motif != NULL || o->utf8))
		return programme_refuse(o,
		    "-n, -o, -r, --dossier, --motif et --utf8 vont avec "
		    "--declarer");
	if (o->declarer && o->motif != NULL &&
	    o->motif[strspn(o->motif, " \t\r\n")] == '\0')
		return programme_refuse(o,
		    "--motif : motif vide ; dire pourquoi le constat est "
		    "déclaré malgré les contrôles");
	return o->declarer ? constat_declare(o, STDOUT_FILENO, stderr)
			   : constat_montre(o, stdout, stderr);
}

static const struct programme programme = { "constat",
	"faire le point de la rentrée, et la déclarer", "",
	"bano"
	"rqvjw"
	"=@MDUOhV",
	0, 0, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
