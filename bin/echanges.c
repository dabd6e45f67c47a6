/*
 * echanges - the history of a base: its journal, one exchange, one file.
 */
#include <unistd.h>

#include "sconet.h"

static const struct programme programme = { "echanges",
	"l'historique des échanges d'une base", "[N]",
	"baunjw"
	"cMQWhV"
	"o!#$%&()*<.",
	0, 1 };

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

int
main(int argc, char *argv[])
{
	struct fault f = { 0 };
	struct options o;
	const char *why;
	char bin[1024];
	int status;

	commence();
	programme_dossier(argc > 0 ? argv[0] : "", bin, sizeof(bin));
	if ((status = options_parse(&o, &programme, argc, argv, stdout,
		 stderr)) != -1)
		return status;
	if ((why = contradiction(&o)) != NULL) {
		fault_set(&f, "usage", 0, "%s", why);
		report_fault(stderr, &o, "-", &f);
		status = fault_status(&f);
	} else if (o.paquet != NULL)
		status = paquet_run(&o, bin, STDOUT_FILENO, stderr);
	else if (o.purger != NULL)
		status = purge_run(&o, stdout, stderr);
	else if (o.echange != NULL)
		status =
		    historique_fichier(&o, o.echange, STDOUT_FILENO, stderr);
	else if (o.argc == 1)
		status = historique_un(&o, o.argv[0], stdout, stderr);
	else
		status = list(&o);
	options_free(&o);
	return status;
}
