/*
 * voeux.c - event C: the settings of the campaign, the exits that results
 * bring about, the decisions that the académie sends.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

/* The campaign. */

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

/* The exits. */

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

/* The decisions. */

struct envoi {
	const struct options *o;
	struct tableau decisions;
	char nom[256];
	struct store *st; /* borrowed */
	int status;
	FILE *err;
};

/* The table is the académie's, or of one school, and of the year. */
static int
belongs(struct envoi *e, const struct row *row, struct fault *f)
{
	const char *annee = row == NULL ? e->o->annee : row->val[1];
	int64_t ok = 0;

	if (annee == NULL)
		return fault_set(f, "usage", 0,
		    "le tableau ne commence pas par « # CODE ANNEE » : "
		    "préciser -a ANNEE");
	if (store_int(e->st, &ok, f, "SELECT annee = ? FROM base", "s",
		annee) == -1)
		return -1;
	return ok ? 0
		  : fault_set(f, "autre-annee", row == NULL ? 0 : row->line,
			"décisions de %.9s", annee);
}

static int
stage_lines(struct envoi *e, struct stage *sg, struct fault *f)
{
	struct lines *ln;
	struct row row;
	int rc, dit = 0;

	if ((ln = lines_open(&format_decisions, tableau_source, &e->decisions,
		 f)) == NULL)
		return -1;
	while ((rc = lines_next(ln, &row, f)) == 1) {
		if (!dit &&
		    belongs(e, row.rec->flags & R_PARAM ? &row : NULL, f) ==
			-1) {
			rc = -1;
			break;
		}
		dit = 1;
		if (!(row.rec->flags & R_PARAM) &&
		    stage_row(sg, &row, f) == -1) {
			rc = -1;
			break;
		}
	}
	lines_close(ln);
	return rc;
}

static int
stage_decisions(struct envoi *e, struct stage *sg, struct echange *x,
    struct fault *f)
{
	if (stage_lines(e, sg, f) == -1 ||
	    store_liste(e->st, import_decisions.prepare, f) == -1)
		return -1;
	if (envoi_juge(sg, e->nom, x, e->o, e->err, f) == -1)
		return -1;
	if (sg->anomalies > sg->notes)
		e->status = ST_PARTIEL;
	if (store_liste(e->st, import_decisions.avant, f) == -1)
		return -1;
	return store_run(e->st, f, "INSERT INTO destinataire VALUES (1, ?)",
	    "s", e->o->argv[0]);
}

static int
entre(void *ctx, struct store *st, struct echange *x, struct fault *f)
{
	struct envoi *e = ctx;
	struct stage *sg;
	int rc = -1;

	e->st = st;
	e->decisions.lu = 0;
	if ((sg = stage_open(st, import_decisions.fmt, import_decisions.rules,
		 f)) != NULL)
		rc = stage_decisions(e, sg, x, f);
	stage_close(sg);
	return rc;
}

int
affectations_envoie(const struct options *o, int fd, int out, FILE *err)
{
	struct envoi e = { .o = o, .err = err };
	struct crochets c = { .ctx = &e,
		.entre = entre,
		.annexe_ext = "tsv",
		.annexe_nom = e.nom };
	struct options seul = *o;
	struct fault f = { 0 };
	int status;

	sys_nom(fd, e.nom, sizeof(e.nom));
	if ((isatty(fd) ? fault_set(&f, "entree-terminal", 0, NULL)
			: tableau_recoit(&e.decisions, fd, NULL, &f)) == -1 ||
	    tableau_cherche(&e.decisions, &format_decisions, &seul, &f) == -1) {
		report_fault(err, o, e.nom, &f);
		status = fault_status(&f);
	} else {
		c.annexe = e.decisions.texte.s;
		/* A table of one school is its académie's all the same. */
		if (seul.uai != NULL && uai_forme(seul.uai))
			seul.uai = NULL;
		status = export_avec(o->arrivees ? &export_arrivees
						 : &export_affectations,
		    &c, &seul, out, err);
		status = status > e.status ? status : e.status;
	}
	tableau_libere(&e.decisions);
	return status;
}
