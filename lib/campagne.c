/*
 * campagne.c - event C: the settings of the campaign, and the exits that
 * results bring about.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

enum { C_LIBELLE, C_VOEUX, C_MEF, C__MAX };
static const char *const cles[] = {
	[C_LIBELLE] = "campagne", [C_VOEUX] = "voeux", [C_MEF] = "mef"
};
_Static_assert(NELEM(cles) == C__MAX, "cles");

static int
text_of(const struct noeud *n, struct fault *f)
{
	return n->genre == N_TEXTE && !yaml_vide(n)
	    ? 0
	    : fault_set(f, "yaml", n->ligne, "il faut une valeur ici");
}

static int
one_mef(struct stage *sg, const struct noeud *n, struct fault *f)
{
	char dit[96];

	if (text_of(n, f) == -1)
		return -1;
	if (strlen(n->texte) != 11) {
		report_montre(n->texte, dit, sizeof(dit));
		return fault_set(f, "yaml", n->ligne,
		    "« %s » n'est pas un MEF, de 11 caractères", dit);
	}
	return store_run(sg->st, f,
	    "INSERT OR IGNORE INTO s_campagne_mef (rang, ligne, id, code_mef)"
	    " SELECT -1 - count(*), ?, 1, ? FROM s_campagne_mef",
	    "is", (int64_t)n->ligne, n->texte);
}

static int
campaign_take(struct stage *sg, const struct noeud *racine, struct fault *f)
{
	const struct noeud *n, *vus[C__MAX] = { NULL };
	char dit[96];
	int64_t max = 0;
	size_t i;
	int k;

	if (racine->genre != N_TABLE)
		return fault_set(f, "yaml", racine->ligne,
		    "il faut « campagne », « voeux » et « mef » ici");
	for (i = 0; i < racine->n; i++) {
		n = &racine->fils[i];
		if ((k = yaml_cle(n, cles, C__MAX, "yaml", f)) == -1)
			return -1;
		vus[k] = n;
		if (k != C_MEF && text_of(n, f) == -1)
			return -1;
	}
	if (vus[C_VOEUX] == NULL)
		return fault_set(f, "yaml", racine->ligne,
		    "il manque « voeux », leur nombre");
	if (entier(vus[C_VOEUX]->texte, 1, 99, &max) == -1) {
		report_montre(vus[C_VOEUX]->texte, dit, sizeof(dit));
		return fault_set(f, "yaml", vus[C_VOEUX]->ligne,
		    "« %s » n'est pas un nombre de vœux, de 1 à 99", dit);
	}
	if ((n = vus[C_MEF]) != NULL && n->genre == N_TABLE)
		return fault_set(f, "yaml", n->ligne, "il faut une liste ici");
	if (n != NULL && n->genre == N_TEXTE && one_mef(sg, n, f) == -1)
		return -1;
	for (i = 0; n != NULL && n->genre == N_LISTE && i < n->n; i++)
		if (one_mef(sg, &n->fils[i], f) == -1)
			return -1;
	return store_run(sg->st, f,
	    "INSERT INTO s_campagne (rang, ligne, id, libelle, voeux_max)"
	    " VALUES (-1, ?, 1, ?, ?)",
	    "isi", (int64_t)racine->ligne,
	    vus[C_LIBELLE] == NULL ? NULL : vus[C_LIBELLE]->texte, max);
}

/* A pupil's set is whole in the file, be it empty. */
int
voeux_entiers(struct stage *sg, const struct options *o, char **texte,
    struct fault *f)
{
	(void)o;
	(void)texte;
	(void)f;
	stage_table(sg, "voeu")->present = 1;
	stage_table(sg, "voeu_option")->present = 1;
	return 0;
}

int
campagne_lit(struct stage *sg, const struct options *o, char **texte,
    struct fault *f)
{
	struct noeud *racine;
	struct descripteur s = { -1, "-" };
	int rc = -1;

	if (voeux_entiers(sg, o, texte, f) == -1)
		return -1;
	if (o->campagne == NULL)
		return 0;
	if ((s.fd = open(o->campagne, O_RDONLY)) == -1)
		return fault_errno(f, "entree-absente", o->campagne);
	*texte = yaml_texte(descripteur_lit, &s, "yaml", f);
	close(s.fd);
	if (*texte != NULL &&
	    (racine = yaml_arbre(*texte, "yaml", f)) != NULL) {
		rc = campaign_take(sg, racine, f);
		yaml_libere(racine);
	}
	/* A list that is there and empty is a set that is empty. */
	if (rc == 0)
		stage_table(sg, "campagne_mef")->present = 1;
	return rc;
}

int
sortie_lit(struct stage *sg, const struct options *o, char **texte,
    struct fault *f)
{
	int64_t connu = 0, juste = 1;

	(void)texte;
	if (store_exec(sg->st,
		"CREATE TEMP TABLE m_sortie (date_sortie TEXT,"
		" code_motif_sortie TEXT)",
		f) == -1)
		return -1;
	if (o->sorties == NULL)
		return 0;
	if (store_int(sg->st, &connu, f,
		"SELECT EXISTS (SELECT 1 FROM nomenclature WHERE liste ="
		" 'MOTIF_SORTIE' AND code = ? AND ferme = 0)",
		"s", o->sorties) == -1)
		return -1;
	if (!connu)
		return fault_set(f, "usage", 0,
		    "--sorties : le motif de sortie %.20s est absent de la "
		    "nomenclature",
		    o->sorties);
	if (o->date != NULL &&
	    store_int(sg->st, &juste, f,
		"SELECT ? BETWEEN annee || '-06-01' AND (annee + 1) ||"
		" '-08-31' FROM base",
		"s", o->date) == -1)
		return -1;
	if (!juste)
		return fault_set(f, "usage", 0,
		    "--sorties : le jour de sortie %s n'est pas de l'année "
		    "scolaire ; donner --date",
		    o->date);
	/* They stay until the end of the year, unless a day is given. */
	return store_run(sg->st, f,
	    "INSERT INTO m_sortie SELECT coalesce(?, date_fin), ? FROM base",
	    "ss", o->date, o->sorties);
}
