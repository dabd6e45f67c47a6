/*
 * rules_gep.c - what GEP cannot hold of what the base holds.  Source: what
 * readers of its tables do with them.  A record rejected is one that is not
 * written.  All are of what goes out only: the base may well hold it.
 */
#include "sconet.h"

#define CODE_GESTION \
	"demander à l'académie une nomenclature dont chaque matière a son " \
	"CODE_GESTION, puis nomen-profile --recevoir"
#define SEQUENCE \
	"corriger cette ligne du fichier donné à --sequences, et relancer"
#define ELEVE \
	"le donner par saisie, ou le corriger dans SIECLE et importer les " \
	"élèves (bee-import)"
/* Mnemonics of several matières of those that GEP gets. */
#define PARTAGES \
	"(SELECT upper(matimn) FROM gep_tmt WHERE matimn IS NOT NULL GROUP " \
	"BY 1 HAVING count(*) > 1)"

/* clang-format off */
static const struct rule regles[] = {
	ENTREE("gep-mnemonique-double", G_REJET, "gep_tmt", "matimn", NULL,
	    "WHERE EXISTS (SELECT 1 FROM s_gep_tmt o WHERE upper(o.matimn) = "
	    "upper(s.matimn) AND o.code_matiere < s.code_matiere)",
	    "le mnémonique %s est aussi celui d'une autre matière, seule écrite",
	    CODE_GESTION),
	ENTREE("gep-mnemonique-absent", G_REJET, "gep_tmt", "matimn", NULL,
	    "WHERE s.matimn IS NULL",
	    "la matière n'a pas de CODE_GESTION, la seule clé de GEP",
	    CODE_GESTION),
	ENTREE("gep-sequence-code", G_REJET, "gep_noma", "code", NULL,
	    "WHERE s.code IS NULL OR length(s.code) > 2",
	    "le code de la séquence n'a pas un ou deux caractères",
	    SEQUENCE),
	ENTREE("gep-sequence-choix", G_REJET, "gep_noma", "choix", NULL,
	    "WHERE s.choix IS NULL OR s.choix NOT IN ('M', 'S')",
	    "la séquence n'est ni du matin (M) ni de l'après-midi (S)",
	    SEQUENCE),
	ENTREE("gep-sequence-double", G_REJET, "gep_noma", "code", NULL,
	    "WHERE EXISTS (SELECT 1 FROM s_gep_noma o WHERE upper(o.code) = "
	    "upper(s.code) AND o.rang < s.rang)",
	    "la séquence %s figure déjà plus haut dans le fichier", SEQUENCE),
	ENTREE("gep-service-sans-mnemonique", G_REJET, "gep_men", "matimn",
	    NULL, "WHERE s.matimn IS NULL",
	    "la matière du service n'a pas de CODE_GESTION, ou est inconnue",
	    CODE_GESTION),
	ENTREE("gep-service-double", G_REJET, "gep_men", "matimn", NULL,
	    "WHERE EXISTS (SELECT 1 FROM s_gep_men o WHERE o.elstco = "
	    "s.elstco AND o.numind = s.numind AND upper(o.matimn) = "
	    "upper(s.matimn) AND o.code_matiere < s.code_matiere)",
	    "deux services du même enseignant ne diffèrent que par leur "
	    "matière, et %s est le mnémonique des deux", CODE_GESTION),
	/* one note for each mnemonic, on the first who has it */
	ENSEMBLE("gep-service-ambigu", G_NOTE, "gep_men", NULL,
	    "g.code || ' (' || g.n || iif(g.n > 1, ' services)', ' service)')",
	    "JOIN (SELECT upper(matimn) AS code, min(rang) AS rang, count(*) "
	    "AS n FROM s_gep_men WHERE upper(matimn) IN " PARTAGES
	    " GROUP BY 1) g ON g.rang = s.rang",
	    "%s est le mnémonique de plusieurs matières, que GEP ne distingue "
	    "pas", CODE_GESTION),
	ENSEMBLE("gep-option-ambigue", G_NOTE, "gep_ele", NULL,
	    "g.code || ' (' || g.n || iif(g.n > 1, ' élèves)', ' élève)')",
	    "JOIN (SELECT upper(p.code_gestion) AS code, min(e.rang) AS rang, "
	    "count(DISTINCT e.eleve_id) AS n FROM s_gep_ele e JOIN "
	    "eleve_option o ON o.eleve_id = e.eleve_id JOIN matiere p ON "
	    "p.code_matiere = o.code_matiere AND upper(p.code_gestion) IN "
	    PARTAGES " GROUP BY 1) g ON g.rang = s.rang",
	    "l'option %s a le mnémonique de plusieurs matières, que GEP ne "
	    "distingue pas", CODE_GESTION),
	ENTREE("gep-option-sans-mnemonique", G_VALEUR, "gep_ele",
	    "options_sans_mnemonique", NULL,
	    "WHERE s.options_sans_mnemonique IS NOT NULL",
	    "option sans CODE_GESTION, ou inconnue : %s", CODE_GESTION),
	ENSEMBLE("gep-options-en-trop", G_NOTE, "gep_ele", "options_en_trop",
	    NULL, "WHERE s.options_en_trop IS NOT NULL",
	    "GEP n'a place que pour douze options, pas pour : %s",
	    "rien à faire, ou corriger les options, par saisie ou dans SIECLE"),
	ENSEMBLE("gep-regime-autre", G_NOTE, "gep_ele", "regime_autre", NULL,
	    "WHERE s.regime_autre IS NOT NULL",
	    "le régime %s n'existe pas dans GEP : ELEREG est vide",
	    "le choisir dans l'application qui lit ces tables"),
	ENSEMBLE("gep-responsable-en-trop", G_NOTE, "gep_ele",
	    "responsables_en_trop", NULL,
	    "WHERE s.responsables_en_trop IS NOT NULL",
	    "GEP n'a place que pour deux responsables légaux ; laissés : %s",
	    "rien à faire, ou corriger les responsables, par saisie ou dans "
	    "SIECLE"),
	ENSEMBLE("gep-eleve-sans-responsable", G_NOTE, "gep_ele", "ereno",
	    NULL, "WHERE s.ereno IS NULL", "l'élève n'a pas de responsable légal",
	    "importer les responsables (bee-import), ou les donner par saisie"),
	ENSEMBLE("gep-eleve-sans-division", G_NOTE, "gep_ele", "divcod", NULL,
	    "WHERE s.divcod IS NULL",
	    "l'élève n'a pas de division : ceux qui lisent F_ELE le passent",
	    "répartir les élèves (repartition)"),
	ENSEMBLE("gep-elenoet-absent", G_NOTE, "gep_ele", "elenoet", NULL,
	    "WHERE s.elenoet IS NULL",
	    "l'élève n'a pas d'ELENOET, son numéro dans GEP", ELEVE),
	ENSEMBLE("gep-elenoet-double", G_NOTE, "gep_ele", "elenoet", NULL,
	    "WHERE s.elenoet IN (SELECT elenoet FROM s_gep_ele WHERE elenoet "
	    "IS NOT NULL GROUP BY 1 HAVING count(*) > 1)",
	    "plusieurs élèves ont le numéro %s, que GEP tient pour un seul",
	    ELEVE),
};
/* clang-format on */

const struct rules rules_gep = { "gep", regles, NELEM(regles), NULL, NULL };
