/*
 * ecran.c - the lines of a fiche, in three forms: aligned on a terminal, TSV
 * in a pipe, JSON.  JSON may end in a log: what is personal is shown there by
 * its form.
 */
#include <ctype.h>
#include <string.h>

#include "sconet.h"

#define LARGEUR 32 /* characters of a title on a terminal */

/*
 * What a field is called where its name does not say it in French, the list of
 * its codes, and the part of the record it is shown in.
 */
/* clang-format off */
static const struct intitule intitules[] = {
	{ "eleve_id", "Numéro de l'élève", NULL, IDENTITE },
	{ "personne_id", "Numéro du responsable", NULL, IDENTITE },
	{ "elenoet", "Numéro interne (ELENOET)", NULL, IDENTITE },
	{ "id_national", "INE", NULL, IDENTITE },
	{ "ine_bea", "INE de la BEA", NULL, IDENTITE },
	{ "ine_rnie", "INE du RNIE", NULL, IDENTITE },
	{ "ine_ancien", "INE précédent", NULL, IDENTITE },
	{ "id_eleve_etab", "Numéro dans l'établissement", NULL, IDENTITE },
	{ "id_prv_ele", "Numéro du privé", NULL, IDENTITE },
	{ "nom_de_famille", NULL, NULL, IDENTITE },
	{ "nom_usage", "Nom d'usage", NULL, IDENTITE },
	{ "prenom", "Prénom", NULL, IDENTITE },
	{ "prenom2", "Deuxième prénom", NULL, IDENTITE },
	{ "prenom3", "Troisième prénom", NULL, IDENTITE },
	{ "date_naiss", "Date de naissance", NULL, IDENTITE },
	{ "code_sexe", "Sexe", "SEXE", IDENTITE },
	{ "ville_naiss", "Ville de naissance", NULL, IDENTITE },
	{ "code_pays", "Pays (code)", NULL, IDENTITE },
	{ "code_pays_nat", "Nationalité (code)", NULL, IDENTITE },
	{ "code_departement_naiss", "Département de naissance", NULL,
	    IDENTITE },
	{ "code_commune_insee_naiss", "Commune de naissance (INSEE)", NULL,
	    IDENTITE },
	{ "code_regime", "Régime", "REGIME", SCOLARITE },
	{ "code_statut", "Statut", "STATUT_ELEVE", SCOLARITE },
	{ "code_mef", "MEF", "MEF", SCOLARITE },
	{ "code_provenance", "Provenance", "PROVENANCE", SCOLARITE },
	{ "code_motif_sortie", "Motif de sortie", "MOTIF_SORTIE", SCOLARITE },
	{ "date_entree", "Date d'entrée", NULL, SCOLARITE },
	{ "date_modification", "Modifiée dans SIECLE le", NULL, SCOLARITE },
	{ "adhesion_transport", "Transport scolaire", NULL, SCOLARITE },
	{ "tel_personnel", "Téléphone personnel", NULL, COORDONNEES },
	{ "tel_portable", "Téléphone portable", NULL, COORDONNEES },
	{ "tel_professionnel", "Téléphone professionnel", NULL, COORDONNEES },
	{ "telephone", "Téléphone", NULL, COORDONNEES },
	{ "mel", "Adresse électronique", NULL, COORDONNEES },
	{ "accepte_sms", "Accepte les SMS", NULL, COORDONNEES },
	{ "adresse_id", "Numéro de l'adresse", NULL, COORDONNEES },
	{ "code_structure", "Division ou groupe", "STRUCTURE", SCOLARITE },
	{ "code_rne", "Établissement (UAI)", NULL, SCOLARITE },
	{ "denom_princ", "Dénomination", NULL, SCOLARITE },
	{ "denom_compl", "Complément", NULL, SCOLARITE },
	{ "code_modalite_elect", "Modalité", "MODALITE_ELECTION", SCOLARITE },
	{ "code_matiere", "Matière", "MATIERE", SCOLARITE },
	{ "ligne1_adresse", "Adresse", NULL, COORDONNEES },
	{ "ligne2_adresse", "Adresse (suite)", NULL, COORDONNEES },
	{ "ligne3_adresse", "Adresse (suite)", NULL, COORDONNEES },
	{ "ligne4_adresse", "Adresse (suite)", NULL, COORDONNEES },
	{ "boite_postale", "Boîte postale", NULL, COORDONNEES },
	{ "commune_etrangere", "Commune étrangère", NULL, COORDONNEES },
	{ "code_departement", "Département", NULL, COORDONNEES },
	{ "code_commune_insee", "Commune (INSEE)", NULL, COORDONNEES },
	{ "ll_commune_insee", "Commune", NULL, COORDONNEES },
	{ "ll_pays", "Pays", NULL, COORDONNEES },
	{ "libelle_postal", "Commune", NULL, COORDONNEES },
	{ "lc_civilite", "Civilité", NULL, IDENTITE },
	{ "ll_civilite", "Civilité (en entier)", NULL, IDENTITE },
	{ "id_prv_per", "Numéro du privé", NULL, IDENTITE },
	{ "communication_adresse", "Adresse communicable", NULL, COORDONNEES },
	{ "code_profession", "Profession", "PROFESSION", IDENTITE },
	{ "niveau_responsabilite", "Niveau de responsabilité", "NIVEAU",
	    IDENTITE },
	{ "resp_legal", "Rang légal", NULL, IDENTITE },
	{ "code_parente", "Lien de parenté", "LIEN_PARENTE", IDENTITE },
	{ "percoit_les_aides", "Perçoit les aides", NULL, IDENTITE },
	{ "pers_contact", "À contacter", NULL, IDENTITE },
	{ "heberge_eleve", "Héberge l'élève", NULL, IDENTITE },
	{ "a_contacter_en_priorite", "À contacter en priorité", NULL,
	    IDENTITE },
};
/* clang-format on */

static void
pad(FILE *out, const char *s, size_t width)
{
	size_t n = charset_longueur(s);

	fputs(s, out);
	do
		fputc(' ', out);
	while (++n < width);
}

static void
say_terminal(struct ecran *e, const struct item *t)
{
	const char *v = t->valeur == NULL ? "" : t->valeur;

	if (strcmp(e->rubrique, t->rubrique) != 0)
		fprintf(e->out, "%s%s\n", e->rubrique[0] == '\0' ? "" : "\n",
		    t->rubrique);
	fputs("  ", e->out);
	pad(e->out, t->intitule == NULL ? "" : t->intitule, LARGEUR);
	if (t->avant != NULL)
		fprintf(e->out, "%s → ", t->avant);
	fputs(t->avant != NULL && t->valeur == NULL ? "(vide)" : v, e->out);
	if (t->remede != NULL) {
		fputs("\n  ", e->out);
		pad(e->out, "", LARGEUR);
		fprintf(e->out, "→ %s", t->remede);
	}
	if (t->libelle != NULL)
		fprintf(e->out, "%s%s", *v == '\0' ? "" : "  ", t->libelle);
	if (t->tenu != NULL)
		fputs("  [tenu]", e->out);
	fputc('\n', e->out);
	(void)snprintf(e->rubrique, sizeof(e->rubrique), "%s", t->rubrique);
}

/* In the order of their columns. */
static const char *const colonnes[] = { "rubrique", "champ", "intitule",
	"valeur", "libelle", "tenu", "avant", "echange", "date", "genre",
	"remede" };

void
ecran_dit(struct ecran *e, const struct item *t)
{
	const char *const v[] = { t->rubrique, t->champ, t->intitule, t->valeur,
		t->libelle, t->tenu, t->avant, t->echange, t->date, t->genre,
		t->remede };
	char buf[128];
	const char *sep = "{", *p;
	size_t i;

	if (e->terminal) {
		say_terminal(e, t);
		return;
	}
	if (!e->o->json) {
		report_ligne(e->out, 0, colonnes, v, NELEM(v));
		return;
	}
	for (i = 0; i < NELEM(v); i++) {
		if ((p = v[i]) == NULL)
			continue;
		if (t->perso && (p == t->valeur || p == t->avant)) {
			forme(p, buf, sizeof(buf));
			p = buf;
		}
		json_champ(e->out, sep, colonnes[i], p);
		sep = ",";
	}
	fputs("}\n", e->out);
}

const struct intitule *
ecran_intitule(const char *champ)
{
	size_t i;

	for (i = 0; i < NELEM(intitules); i++)
		if (strcmp(intitules[i].champ, champ) == 0)
			return &intitules[i];
	return NULL;
}

/* "doublement" is « Doublement », "pers_contact" as the table says. */
void
ecran_titre(const char *champ, char *buf, size_t n)
{
	const struct intitule *t = ecran_intitule(champ);
	size_t i;

	(void)snprintf(buf, n, "%s",
	    t != NULL && t->dit != NULL ? t->dit : champ);
	if (t != NULL && t->dit != NULL)
		return;
	for (i = 0; buf[i] != '\0'; i++)
		if (buf[i] == '_')
			buf[i] = ' ';
	buf[0] = (char)toupper((unsigned char)buf[0]);
}

void
ecran_entete(struct ecran *e)
{
	if (!e->terminal && !e->o->json)
		report_ligne(e->out, 0, colonnes, colonnes, NELEM(colonnes));
}
