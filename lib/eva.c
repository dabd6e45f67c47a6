/*
 * eva.c - event H: which campaign is under way, what the school corrects of
 * its counts, and the send.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

enum { R_CAMPAGNES, R_CORRECTIONS, R__MAX };
static const char *const cles[] = {
	[R_CAMPAGNES] = "campagnes", [R_CORRECTIONS] = "corrections"
};
_Static_assert(NELEM(cles) == R__MAX, "cles");

enum { C_NOM, C_LIBELLE, C_EFFECTIFS, C_DEBUT, C_FIN, C__MAX };
static const char *const cles_campagne[] = { [C_NOM] = "nom",
	[C_LIBELLE] = "libelle",
	[C_EFFECTIFS] = "effectifs",
	[C_DEBUT] = "debut",
	[C_FIN] = "fin" };
_Static_assert(NELEM(cles_campagne) == C__MAX, "cles_campagne");

struct eva {
	const struct options *o;
	char *texte; /* the calendar as it was, owned */
	struct noeud *arbre;
	const char *v[C__MAX]; /* of the campaign chosen, borrowed of arbre */
	struct tableau corrections;
	struct texte annexe; /* calendar and corrections in one */
	struct store *st;
	char jour[20];
	FILE *err;
};

/* One entry of campagnes, into v. */
static int
campaign_read(const struct noeud *n, const char *v[C__MAX], struct fault *f)
{
	size_t i;
	int k;

	for (k = 0; k < C__MAX; k++)
		v[k] = NULL;
	if (n->genre != N_TABLE)
		return fault_set(f, "yaml", n->ligne,
		    "il faut nom, effectifs, debut et fin ici");
	for (i = 0; i < n->n; i++) {
		if ((k = yaml_cle(&n->fils[i], cles_campagne, C__MAX, "yaml",
			 f)) == -1)
			return -1;
		if (n->fils[i].genre != N_TEXTE || yaml_vide(&n->fils[i]))
			return fault_set(f, "yaml", n->fils[i].ligne,
			    "il faut une valeur ici");
		v[k] = n->fils[i].texte;
	}
	for (k = 0; k < C__MAX; k++)
		if (v[k] == NULL && k != C_LIBELLE)
			return fault_set(f, "yaml", n->ligne,
			    "il manque « %s »", cles_campagne[k]);
	if (strlen(v[C_NOM]) > 20 ||
	    v[C_NOM][strspn(v[C_NOM],
		"abcdefghijklmnopqrstuvwxyz"
		"0123456789-")] != '\0')
		return fault_set(f, "yaml", n->ligne,
		    "le nom a 20 petites lettres, chiffres et traits d'union "
		    "au plus");
	if (strcmp(v[C_EFFECTIFS], "prevision") != 0 &&
	    strcmp(v[C_EFFECTIFS], "observation") != 0)
		return fault_set(f, "yaml", n->ligne,
		    "effectifs : prevision ou observation");
	if (!date_iso_juste(v[C_DEBUT]) || !date_iso_juste(v[C_FIN]) ||
	    strcmp(v[C_DEBUT], v[C_FIN]) > 0)
		return fault_set(f, "yaml", n->ligne,
		    "debut et fin sont des jours, AAAA-MM-JJ, dans cet ordre");
	return 0;
}

/* The i-th of the list; no other before it has its name. */
static int
campaign_at(const struct noeud *liste, size_t i, const char *v[C__MAX],
    struct fault *f)
{
	const char *p[C__MAX];
	size_t k;

	if (campaign_read(&liste->fils[i], v, f) == -1)
		return -1;
	for (k = 0; k < i; k++)
		if (campaign_read(&liste->fils[k], p, f) == -1)
			return -1;
		else if (strcmp(p[C_NOM], v[C_NOM]) == 0)
			return fault_set(f, "yaml", liste->fils[i].ligne,
			    "deux campagnes ont ce nom ; la première est "
			    "ligne %ld",
			    liste->fils[k].ligne);
	return 0;
}

/* The one that is named, else the one that is under way. */
static int
campaign_choose(struct eva *e, const struct noeud *liste, struct fault *f)
{
	const char *nom = e->o->argc > 0 ? e->o->argv[0] : NULL;
	const char *v[C__MAX];
	char dit[160];
	long ligne = 0;
	size_t i;

	for (i = 0; i < liste->n; i++) {
		if (campaign_at(liste, i, v, f) == -1)
			return -1;
		if (nom != NULL ? strcmp(nom, v[C_NOM]) != 0
				: strcmp(v[C_DEBUT], e->jour) > 0 ||
			    strcmp(e->jour, v[C_FIN]) > 0)
			continue;
		if (e->v[C_NOM] != NULL)
			return fault_set(f, "usage", 0,
			    "il manque le nom de la campagne : celles des "
			    "lignes %ld et %ld du calendrier sont ouvertes "
			    "le %s",
			    ligne, liste->fils[i].ligne, e->jour);
		ligne = liste->fils[i].ligne;
		memcpy(e->v, v, sizeof(v));
	}
	if (e->v[C_NOM] == NULL)
		return nom == NULL
		    ? fault_set(f, "campagne", 0, "aucune n'est ouverte le %s",
			  e->jour)
		    : fault_set(f, "usage", 0,
			  "le calendrier n'a pas de campagne %.20s", nom);
	if ((strcmp(e->jour, e->v[C_DEBUT]) < 0 ||
		strcmp(e->jour, e->v[C_FIN]) > 0) &&
	    !e->o->force && !e->o->liste) {
		report_montre(e->v[C_NOM], dit, sizeof(dit));
		return fault_set(f, "campagne", 0, "%s est du %s au %s", dit,
		    e->v[C_DEBUT], e->v[C_FIN]);
	}
	return 0;
}

/* Corrections may stand in the calendar, as they do in its archive. */
static int
calendar_take(struct eva *e, struct fault *f)
{
	const struct noeud *n, *vus[R__MAX] = { NULL };
	size_t i;
	int k;

	if (e->arbre->genre != N_TABLE)
		return fault_set(f, "yaml", e->arbre->ligne,
		    "il faut « campagnes » ici");
	for (i = 0; i < e->arbre->n; i++) {
		n = &e->arbre->fils[i];
		if ((k = yaml_cle(n, cles, R__MAX, "yaml", f)) == -1)
			return -1;
		vus[k] = n;
	}
	if (vus[R_CAMPAGNES] == NULL || vus[R_CAMPAGNES]->genre != N_LISTE)
		return fault_set(f, "yaml", e->arbre->ligne,
		    "il manque « campagnes », une liste");
	if ((n = vus[R_CORRECTIONS]) != NULL) {
		if (n->genre != N_TEXTE || e->o->corrections != NULL)
			return fault_set(f, "yaml", n->ligne,
			    "les corrections sont un tableau, ici ou par "
			    "--corrections");
		e->corrections.chemin = e->o->campagne;
		e->corrections.decale = n->ligne_texte - 1;
		texte_ajoute(&e->corrections.texte, "%s", n->texte);
	}
	return campaign_choose(e, vus[R_CAMPAGNES], f);
}

static int
calendar_read(struct eva *e, struct fault *f)
{
	struct descripteur d = { -1, "-" };

	if (e->o->campagne == NULL)
		return fault_set(f, "usage", 0,
		    "il faut le calendrier : --campagne FICHIER");
	if ((d.fd = open(e->o->campagne, O_RDONLY)) == -1)
		return fault_errno(f, "entree-absente", e->o->campagne);
	e->texte = yaml_texte(descripteur_lit, &d, "yaml", f);
	close(d.fd);
	if (e->texte == NULL ||
	    (e->arbre = yaml_arbre(e->texte, "yaml", f)) == NULL)
		return -1;
	return calendar_take(e, f);
}

int
eva_calendrier(struct store *st, const char *texte, struct fault *f)
{
	struct noeud *arbre = yaml_arbre(texte, "yaml", f);
	const struct noeud *liste = NULL;
	const char *v[C__MAX];
	size_t i;
	int rc = arbre == NULL ? -1 : 0;

	for (i = 0; rc == 0 && arbre->genre == N_TABLE && i < arbre->n; i++)
		if (strcmp(arbre->fils[i].cle, cles[R_CAMPAGNES]) == 0)
			liste = &arbre->fils[i];
	if (rc == 0 && (liste == NULL || liste->genre != N_LISTE))
		rc = fault_set(f, "yaml", arbre->ligne,
		    "il manque « campagnes », une liste");
	for (i = 0; rc == 0 && liste != NULL && i < liste->n; i++)
		if ((rc = campaign_at(liste, i, v, f)) == 0)
			rc = store_run(st, f,
			    "INSERT INTO m_campagne VALUES (?, ?, ?, ?, ?)",
			    "sssss", v[C_NOM], v[C_LIBELLE], v[C_EFFECTIFS],
			    v[C_DEBUT], v[C_FIN]);
	yaml_libere(arbre);
	return rc;
}

/* Both inputs as one file, which is the calendar once more. */
static int
annexe_make(struct eva *e, struct fault *f)
{
	const char *p;
	size_t n;

	texte_ajoute(&e->annexe, "%s", e->texte);
	if (e->o->corrections == NULL || e->corrections.texte.s == NULL)
		return texte_fin(&e->annexe, f) == NULL ? -1 : 0;
	if (e->annexe.n > 0 && e->texte[e->annexe.n - 1] != '\n')
		texte_ajoute(&e->annexe, "\n");
	texte_ajoute(&e->annexe, "corrections: |\n");
	for (p = e->corrections.texte.s; *p != '\0'; p += n + (p[n] == '\n')) {
		n = strcspn(p, "\n");
		texte_ajoute(&e->annexe, "  %.*s\n",
		    (int)(n > 0 && p[n - 1] == '\r' ? n - 1 : n), p);
	}
	return texte_fin(&e->annexe, f) == NULL ? -1 : 0;
}

/* Each campaign is sent once; again only when that is meant. */
static int
rank(struct eva *e, int64_t *n, struct fault *f)
{
	int64_t prete = 0, refusee = 0;

	*n = 0;
	if (store_int(e->st, n, f,
		"SELECT coalesce(max(envoi), 0) FROM eva_envoi WHERE campagne"
		" = ?",
		"s", e->v[C_NOM]) == -1 ||
	    store_int(e->st, &refusee, f,
		"SELECT EXISTS (SELECT 1 FROM envoi_refuse WHERE campagne ="
		" ?)",
		"s", e->v[C_NOM]) == -1 ||
	    store_int(e->st, &prete, f, "SELECT etat = 'preparation' FROM base",
		"") == -1)
		return -1;
	if (prete && strcmp(e->v[C_EFFECTIFS], "observation") == 0 &&
	    !e->o->liste)
		return fault_set(f, "base-etat", 0,
		    "base en préparation : une observation se fait de l'année "
		    "courante");
	if (*n > 0 && !e->o->renvoi && !e->o->liste)
		return fault_set(f, "campagne", 0,
		    "%s est déjà envoyée, %lld fois%s ; --renvoi l'envoie de "
		    "nouveau",
		    e->v[C_NOM], (long long)*n,
		    refusee ? ", la dernière est refusée par l'académie : "
			      "corriger ce que dit son accusé"
			    : "");
	++*n;
	return 0;
}

static int
entre(void *ctx, struct store *st, struct echange *x, struct fault *f)
{
	static const struct rules *const rules[] = { &rules_corrections, NULL };
	struct eva *e = ctx;
	int64_t n;

	e->st = st;
	if (rank(e, &n, f) == -1 ||
	    store_run(st, f, "INSERT INTO eva_en_cours VALUES (1, ?, ?, ?, ?)",
		"sssi", e->v[C_NOM], e->v[C_LIBELLE], e->v[C_EFFECTIFS],
		n) == -1)
		return -1;
	return tableau_pose(&e->corrections, &format_corrections, rules,
	    "INSERT INTO eva_correction SELECT division, mef, declare, motif"
	    " FROM s_correction",
	    st, x, e->o, e->err, f);
}

int
eva_envoie(const struct options *o, int out, FILE *err)
{
	struct eva e = { .o = o, .err = err };
	struct crochets c = { .ctx = &e, .entre = entre, .annexe_ext = "yaml" };
	struct options seul = *o;
	const char *fichier = o->campagne == NULL ? "-" : o->campagne;
	struct fault f = { 0 };
	int status;

	/* A list is a look, and leaves nothing. */
	if (o->liste)
		seul.essai = 1;
	seul.argc = 0;
	e.o = o;
	if (options_date(o, e.jour, &f) == 0 && calendar_read(&e, &f) == 0 &&
	    o->corrections != NULL) {
		fichier = o->corrections;
		(void)tableau_lit(&e.corrections, fichier, &f);
	}
	if (f.kind != NULL ||
	    tableau_cherche(&e.corrections, &format_corrections, &seul, &f) ==
		-1 ||
	    annexe_make(&e, &f) == -1) {
		report_fault(err, o, fichier, &f);
		status = fault_status(&f);
	} else {
		c.annexe = e.annexe.s;
		c.annexe_nom = fichier;
		status = export_avec(o->liste ? &export_eva_liste : &export_eva,
		    &c, &seul, out, err);
		if (status == ST_OK && e.corrections.partiel)
			status = ST_PARTIEL;
	}
	yaml_libere(e.arbre);
	free(e.texte);
	texte_libere(&e.annexe);
	tableau_libere(&e.corrections);
	return status;
}
