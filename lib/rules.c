/*
 * rules.c - the list of all rule tables, and looking a rule up.
 */
#include <string.h>

#include "sconet.h"

const struct rules *const all_rules[] = { &rules_communes, &rules_nomenclatures,
	&rules_structures, &rules_eleves, &rules_perimes, &rules_an_dernier,
	&rules_options, &rules_places, &rules_responsables,
	&rules_sans_responsable, &rules_fiche, &rules_repartition,
	&rules_saisie, &rules_communs, &rules_passages, &rules_bascule,
	&rules_complement, &rules_liens, &rules_prive, &rules_accuses,
	&rules_nomenclatures_structures, &rules_nomenclatures_eleves,
	&rules_structures_eleves, &rules_effectifs, &rules_edt, &rules_reprise,
	&rules_gep, &rules_souhaits, &rules_lignes_voeux, &rules_fiches_voeux,
	&rules_voeux, &rules_voeux_recus, &rules_affectations, &rules_decisions,
	&rules_partants, &rules_dossiers, &rules_bea_fiches, &rules_bea_envois,
	&rules_bea_recus, &rules_immatriculations, &rules_litiges,
	&rules_ine_recus, &rules_corrections, &rules_eva, &rules_constat,
	NULL };

const struct rule *
rule_find(const char *code)
{
	const struct rules *const *t;
	size_t i;

	for (t = all_rules; *t != NULL; t++)
		for (i = 0; i < (*t)->n; i++)
			if (strcmp((*t)->r[i].code, code) == 0)
				return &(*t)->r[i];
	return NULL;
}

const char *
rule_remede(const struct rule *r, const struct remede *remedes)
{
	size_t i;

	if (remedes == NULL)
		return r->remede;
	for (; remedes->code != NULL; remedes++)
		if (strcmp(remedes->code, r->code) == 0)
			return remedes->texte;
	for (i = RC_CLE; i <= RC_ORPHELIN; i++)
		if (r == &rules_communes.r[i])
			return remedes->texte;
	return r->remede;
}

const char *
gravite_sortie(enum gravite g)
{
	static const char *const suites[] = { [G_NOTE] = "pour information",
		[G_VALEUR] = "valeur non écrite",
		[G_REJET] = "ligne non écrite",
		[G_REFUS] = "rien n'est écrit" };

	return suites[g];
}

const char *
gravite_suite(enum gravite g)
{
	static const char *const suites[] = { [G_NOTE] = "noté",
		[G_VALEUR] = "valeur ignorée",
		[G_REJET] = "fiche rejetée",
		[G_REFUS] = "fichier refusé" };

	return suites[g];
}
