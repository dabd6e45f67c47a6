/*
 * rules_communes.c - what the stage itself finds in any record: types,
 * lengths, keys, repeated rows; and what writing a record in dBASE does to it.
 */
#include "sconet.h"

/* clang-format off */
#define TYPE(c, g, m, r) \
	{ c, g, RG_TYPE, NULL, NULL, m, r, NULL, NULL, NULL, NULL, NULL, \
	    NULL, 0 }

static const struct rule regles[RC__MAX] = {
	[RC_CLE] = TYPE("cle-absente", G_REJET,
	    "l'identifiant manque ou n'est pas valable",
	    "exporter de nouveau le fichier de l'application d'origine"),
	[RC_CLE_LONGUE] = TYPE("cle-longue", G_REJET,
	    "le code %s est plus long que permis",
	    "le raccourcir dans l'application d'origine et renvoyer, ou par "
	    "saisie"),
	[RC_REQUIS] = TYPE("champ-requis", G_REJET,
	    "un champ obligatoire est vide",
	    "le renseigner dans l'application d'origine et renvoyer, ou par "
	    "saisie"),
	[RC_TYPE] = TYPE("valeur-invalide", G_VALEUR,
	    "la valeur n'a pas la forme attendue",
	    "la corriger dans l'application d'origine et renvoyer, ou par "
	    "saisie"),
	[RC_TYPE_REQUIS] = TYPE("valeur-requise-invalide", G_REJET,
	    "un champ obligatoire n'a pas la forme attendue",
	    "le corriger dans l'application d'origine et renvoyer, ou par "
	    "saisie"),
	[RC_LONG] = TYPE("valeur-longue", G_VALEUR,
	    "la valeur est plus longue que le champ ne l'admet",
	    "la raccourcir dans l'application d'origine et renvoyer, ou par "
	    "saisie"),
	[RC_LONG_REQUIS] = TYPE("valeur-requise-longue", G_REJET,
	    "un champ obligatoire est plus long que permis",
	    "le raccourcir dans l'application d'origine et renvoyer, ou par "
	    "saisie"),
	[RC_DOUBLON] = TYPE("doublon", G_REJET,
	    "la même fiche figure déjà plus haut dans le fichier",
	    "supprimer l'une des deux dans l'application d'origine"),
	[RC_PARTAGE] = TYPE("numero-partage", G_REJET,
	    "deux personnes portent ce numéro dans le fichier",
	    "corriger le numéro de l'une des deux dans l'application "
	    "d'origine, exporter et relancer"),
	[RC_DOUBLON_FILS] = TYPE("ligne-double", G_VALEUR,
	    "la même ligne figure déjà plus haut dans le fichier",
	    "supprimer l'une des deux dans l'application d'origine"),
	[RC_ORPHELIN] = TYPE("orphelin", G_VALEUR,
	    "la ligne se rattache à une fiche que le fichier ne contient pas",
	    "exporter de nouveau le fichier entier"),
	[RC_UTF8] = TYPE("encodage-utf8", G_NOTE,
	    "les octets sont de l'UTF-8, ce que la déclaration ne dit pas",
	    "envoyer le fichier d'origine, sans l'ouvrir dans un éditeur"),
	[RC_1252] = TYPE("encodage-1252", G_NOTE,
	    "des octets de windows-1252 sous une autre déclaration",
	    "envoyer le fichier d'origine, sans l'ouvrir dans un éditeur"),
	[RC_SUPPOSE] = TYPE("encodage-suppose", G_NOTE,
	    "aucun encodage déclaré ; ISO-8859-15 a été supposé",
	    "envoyer le fichier d'origine, sans l'ouvrir dans un éditeur"),
	[RC_UAI] = TYPE("cle-uai", G_NOTE,
	    "la clé de l'UAI %s du fichier est fausse",
	    "vérifier le numéro de l'établissement"),
	[RC_VERSION] = TYPE("version-inconnue", G_NOTE,
	    "la version %s de ce fichier n'est pas connue ; il est lu quand "
	    "même", "vérifier le compte rendu, et mettre sconet à jour"),
	[RC_HORODATAGE] = TYPE("horodatage-invalide", G_NOTE,
	    "l'horodatage « %s » n'est pas une date : l'âge du fichier n'est "
	    "pas vérifié", "exporter de nouveau le fichier"),
	[RC_AVENIR] = TYPE("horodatage-futur", G_NOTE,
	    "l'horodatage %s est dans l'avenir : les prochains fichiers ne "
	    "seront pas comparés à celui-ci",
	    "vérifier l'horloge de cette machine, et celle de l'application "
	    "qui a écrit le fichier"),
	[RC_BLOC] = TYPE("bloc-absent", G_NOTE,
	    "le fichier n'a pas de bloc pour ce genre de fiche (%s) ; celles "
	    "de la base restent comme elles sont",
	    "si elles ont disparu de l'application, redemander l'export "
	    "complet ; sinon rien à faire"),
	[RC_TENU] = TYPE("valeur-tenue", G_NOTE,
	    "le fichier dit autre chose que la valeur tenue ; celle de la "
	    "base est gardée",
	    "rien à faire, ou la relâcher (saisie --relacher) si le fichier "
	    "a raison"),
	[RC_CONFLIT] = TYPE("bascule-conflit", G_VALEUR,
	    "l'ancienne base et celle-ci ont toutes deux changé depuis la "
	    "bascule : %s ; la valeur d'ici est gardée",
	    "si l'ancienne base a raison, corriger ici par saisie ; sinon "
	    "corriger dans l'ancienne base, puis relancer sconet-bascule "
	    "--complete"),
	[RC_CP850] = TYPE("gep-caractere", G_NOTE,
	    "GEP (CP850) n'a pas tous ces caractères : les autres sont "
	    "transcrits (OE, EUR...)", "rien à faire"),
	[RC_COUPE] = TYPE("gep-valeur-coupee", G_NOTE,
	    "la valeur est plus longue que sa colonne : la fin n'est pas "
	    "écrite",
	    "rien à faire, ou l'abréger dans l'application d'origine"),
	[RC_TABLE_VIDE] = TYPE("gep-table-vide", G_NOTE,
	    "la table n'aurait aucune ligne : elle n'est pas écrite",
	    "rien à faire, ou donner ce qui la remplit : voir "
	    "gep-export(1)"),
};
/* clang-format on */

/* Of a table that a person writes no application is to be asked. */
const struct remede remedes_tableau[] = { { NULL,
    "corriger la ligne du tableau et le donner de nouveau" } };

const struct rules rules_communes = { "communes", regles, NELEM(regles), NULL,
	NULL };
