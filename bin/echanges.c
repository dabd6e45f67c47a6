/*
 * echanges - the history of a base: its journal, one exchange, one file.
 */
#include <unistd.h>

#include "sconet.h"

/* The lists that an option asks for; the first that is asked for. */
static int
list(const struct options *o)
{
	if (o->erreurs || o->nouvelles)
		return erreurs_liste(o, stdout, stderr);
	if (o->bea)
		return historique_bea(o, stdout, stderr);
	if (o->en_attente)
		return historique_attente(o, stdout, stderr);
	return historique_liste(o, stdout, stderr);
}

/* What an argument or another option leaves no place for; or NULL. */
static const char *
contradiction(const struct options *o)
{
	int choix = o->depuis != NULL || o->genre != NULL || o->issue != NULL ||
	    o->sens != NULL || o->eleve != NULL;
	int listes = (o->erreurs || o->nouvelles) + o->bea + o->en_attente;
	int actes = (o->argc == 1) + (o->purger != NULL) +
	    (o->echange != NULL) + (o->paquet != NULL);

	if (actes + listes > 1)
		return "un numéro, ou une option";
	if ((o->nominatif || o->sortie != NULL) && o->paquet == NULL)
		return "--nominatif et -o vont avec --paquet";
	if (actes > 0 && choix)
		return "--depuis, --genre, --etat, --sens et --eleve sont "
		       "pour les listes";
	return NULL;
}

static int
fait(struct options *o)
{
	const char *why = contradiction(o);

	if (why != NULL)
		return programme_refuse(o, why);
	if (o->paquet != NULL)
		return paquet_run(o, STDOUT_FILENO, stderr);
	if (o->purger != NULL)
		return purge_run(o, stdout, stderr);
	if (o->echange != NULL)
		return historique_fichier(o, o->echange, STDOUT_FILENO, stderr);
	if (o->argc == 1)
		return historique_un(o, o->argv[0], stdout, stderr);
	return list(o);
}

static const struct programme programme = { "echanges",
	"l'historique des échanges d'une base", "[N]",
	"baunjw"
	"cMQWhV"
	"o!#$%&()*<.",
	0, 1, fait, NULL };

int
main(int argc, char *argv[])
{
	return programme_lance(&programme, argc, argv);
}
