/*
 * bea.c - event F: what leaves a school for its académie, and whether a send
 * follows what came before it there.
 *
 * A record goes when no send that was answered for good has carried it as it
 * is now (view bea_a_envoyer), and is not blocking: the rules say which are.
 */
#include <stdio.h>
#include <stdlib.h>

#include "sconet.h"

struct envoi {
	const struct options *o;
	int bloque; /* some records stay */
	FILE *err;
};

int
bea_fiches(struct stage *sg, const char *de, struct fault *f)
{
	static const char *const paires[][2] = { { "bea_eleve", "bea_fiche" },
		{ "bea_structure", "bea_fiche_structure" },
		{ "bea_option", "bea_fiche_option" },
		{ "bea_responsable", "bea_fiche_responsable" } };
	const struct record *r;
	struct texte x = { 0 };
	size_t i, k;

	for (i = 0; i < NELEM(paires); i++) {
		r = format_record(sg->fmt, paires[i][0]);
		texte_ajoute(&x, "INSERT INTO s_%s (rang, ligne", r->name);
		for (k = 0; k < r->nfields; k++)
			texte_ajoute(&x, ", %s", r->fields[k].name);
		texte_ajoute(&x, ") SELECT row_number() OVER (), 0");
		for (k = 0; k < r->nfields; k++)
			texte_ajoute(&x, ", v.%s", r->fields[k].name);
		texte_ajoute(&x,
		    " FROM %s v WHERE v.eleve_id IN (SELECT"
		    " eleve_id FROM %s)",
		    paires[i][1], de);
		if (store_texte(sg->st, &x, f) == -1)
			return -1;
	}
	return stage_compte(sg, f);
}

/* The records that might go, as rows of the stage. */
static int
stage_records(const struct envoi *v, struct stage *sg, struct fault *f)
{
	if (store_run(sg->st, f,
		"INSERT INTO depart SELECT eleve_id FROM bea_a_envoyer UNION"
		" SELECT e.eleve_id FROM eleve e JOIN echange x ON x.numero ="
		" e.echange WHERE x.date_echange >= ?",
		"s", v->o->depuis == NULL ? "A" : v->o->depuis) == -1)
		return -1;
	return bea_fiches(sg, "depart", f);
}

/* Those that are blocking stay, and are told; the others are in depart. */
static int
sift(struct envoi *v, struct stage *sg, struct echange *e, struct fault *f)
{
	sg->sortant = 1;
	if (stage_records(v, sg, f) == -1 ||
	    envoi_juge(sg, v->o->base, e, v->o, v->err, f) == -1)
		return -1;
	v->bloque = sg->anomalies > sg->notes;
	e->statut = v->bloque ? ST_PARTIEL : ST_OK;
	/* What all of the school is in builds upon nothing. */
	if (store_run(sg->st, f,
		"INSERT INTO envoi_bea SELECT 1, CASE WHEN (SELECT count(*)"
		" FROM depart) < (SELECT count(*) FROM eleve) THEN (SELECT"
		" max(x.num_envoi) FROM echange x WHERE x.numero IN (SELECT"
		" envoi FROM acquis WHERE element = 'bea_eleve')) END, ?,"
		" (SELECT count(DISTINCT rang) FROM s_anomalie WHERE gravite ="
		" 2)",
		"s", v->o->depuis) == -1)
		return -1;
	if (store_exec(sg->st,
		"DELETE FROM depart WHERE eleve_id IN (SELECT s.eleve_id FROM"
		" s_bea_eleve s JOIN s_anomalie a USING (rang) WHERE"
		" a.gravite = 2)",
		f) == -1)
		return -1;
	return store_int(sg->st, &e->rejetes, f,
	    "SELECT bloquees FROM envoi_bea", "");
}

static int
entre(void *ctx, struct store *st, struct echange *e, struct fault *f)
{
	static const struct rules *const rules[] = { &rules_bea_fiches,
		&rules_bea_envois, NULL };
	struct stage *sg;
	int rc = -1;

	if ((sg = stage_open(st, &format_bea_fiches, rules, f)) != NULL)
		rc = sift(ctx, sg, e, f);
	stage_close(sg);
	return rc;
}

int
bea_envoie(const struct options *o, int out, FILE *err)
{
	struct envoi v = { o, 0, err };
	struct crochets c = { .ctx = &v, .entre = entre };
	int status = export_avec(&export_bea, &c, o, out, err);

	return status == ST_OK && v.bloque ? ST_PARTIEL : status;
}

/* At the académie. */

static int
declared(struct stage *sg, const struct options *o, struct fault *f)
{
	int64_t connue = 0, juste = 1;

	if (store_int(sg->st, &connue, f,
		"SELECT 1 FROM bea_etab JOIN s_enveloppe USING (uai)",
		"") == -1)
		return -1;
	if (connue)
		return 0;
	if (!o->nouvelle_ecole || stage_table(sg, "bea_etab") == NULL)
		return fault_set(f, "ecole-inconnue", 0, NULL);
	if (store_int(sg->st, &juste, f,
		"SELECT uai_juste(uai) FROM s_enveloppe", "") == -1)
		return -1;
	if (!juste && !o->force)
		return fault_set(f, "ecole-inconnue", 0,
		    "la clé de son UAI est fausse ; --force le déclare quand "
		    "même");
	return store_exec(sg->st,
	    "INSERT INTO s_bea_etab (rang, ligne, uai) SELECT -1, 1, uai FROM"
	    " s_enveloppe",
	    f);
}

/* Else the number would be used up for a school that has sent nothing. */
static int
one_school(struct stage *sg, struct fault *f)
{
	static const char *const qui[][2] = {
		{ "bea_envoi",
		    "SELECT s.uai FROM s_bea_envoi s JOIN s_enveloppe x WHERE"
		    " s.uai <> x.uai" },
		{ "eva",
		    "SELECT s.uai FROM s_eva s JOIN s_enveloppe x WHERE s.uai"
		    " <> x.uai" },
		{ "constat",
		    "SELECT s.uai FROM s_constat s JOIN s_enveloppe x WHERE"
		    " s.uai <> x.uai" },
	};
	char *autre = NULL, dit[160];
	size_t i;

	for (i = 0; i < NELEM(qui) && autre == NULL; i++)
		if (stage_table(sg, qui[i][0]) != NULL &&
		    store_text(sg->st, &autre, f, qui[i][1], "") == -1)
			return -1;
	if (autre == NULL)
		return 0;
	forme_ou(forme_vaut(FO_UAI, autre), autre, dit, sizeof(dit));
	free(autre);
	return fault_set(f, "autre-etablissement", 0,
	    "UAJ de PARAMETRES n'est pas celui des données, %s", dit);
}

/* A number says one content, for good. */
static int
numbered(struct stage *sg, struct fault *f)
{
	char *quand = NULL;
	int rc = 0;

	if (store_text(sg->st, &quand, f,
		"SELECT format('envoi %d, reçu le %s avec un autre contenu ; le"
		" dernier reçu est le %d', x.num_envoi, e.date_echange, "
		"(SELECT max(l.num_envoi)"
		" FROM echange l WHERE l.uai = x.uai AND l.genre = e.genre AND"
		" l.change = 1)) FROM s_enveloppe x JOIN echange e ON e.uai ="
		" x.uai AND e.racine = x.racine AND e.num_envoi ="
		" x.num_envoi WHERE e.change = 1 AND e.sha256 <> x.sha256"
		" LIMIT 1",
		"") == -1)
		return -1;
	if (quand != NULL)
		rc = fault_set(f, "envoi-repris", 0, "%s", quand);
	free(quand);
	return rc;
}

/* What it completes must have come. */
static int
built(struct stage *sg, struct fault *f)
{
	int64_t manque = 0;

	if (store_int(sg->st, &manque, f,
		"SELECT s.acquitte FROM s_bea_envoi s JOIN s_enveloppe x USING"
		" (uai) WHERE s.acquitte IS NOT NULL AND NOT EXISTS (SELECT 1"
		" FROM echange e WHERE e.uai = x.uai AND e.genre ="
		" 'bea-eleves' AND e.num_envoi = s.acquitte AND e.change = 1)",
		"") == -1)
		return -1;
	return manque == 0 ? 0
			   : fault_set(f, "envoi-inconnu", 0, "l'envoi %lld",
				 (long long)manque);
}

/*
 * The last send of the school, as the base has it: its number, what it built
 * upon, when it was made.
 */
#define DERNIER \
	"s_enveloppe x JOIN s_bea_envoi s USING (uai) JOIN bea_envoi l USING " \
	"(uai)"
#define FAIT_LE \
	"(SELECT e.horodatage FROM echange e WHERE e.uai = x.uai AND e.genre " \
	"= 'bea-eleves' AND e.num_envoi = l.numero AND e.change = 1 ORDER BY " \
	"e.numero DESC LIMIT 1)"

/* A send that was made before the last one comes after it. */
static int
late(struct stage *sg, struct fault *f)
{
	char *dit = NULL;
	int rc = 0;

	if (store_text(sg->st, &dit, f,
		"SELECT format('envoi %d, dernier intégré %d', x.num_envoi,"
		" l.numero) FROM " DERNIER " WHERE x.num_envoi < l.numero AND"
		" x.horodatage <= " FAIT_LE,
		"") == -1)
		return -1;
	if (dit != NULL)
		rc = fault_set(f, "perime", 0, "%s", dit);
	free(dit);
	return rc;
}

/*
 * A base that went back to a copy does not follow what it has sent since.
 * What a school builds upon never goes down, and what nobody has answered goes
 * again: all that came in after that is in the send, but for what is blocking
 * now.  A send with all of the school builds upon nothing, and ends it.
 */
static int
restored(struct stage *sg, struct fault *f)
{
	static const char *const signes[] = {
		"SELECT format('envoi %d, jamais reçu ; le dernier reçu est le"
		" %d', x.num_envoi, l.numero) FROM " DERNIER " WHERE"
		" s.acquitte IS NOT NULL AND x.num_envoi < l.numero",
		"SELECT format('il complète l''envoi %d, et celui d''avant"
		" complétait l''envoi %d', s.acquitte, l.acquitte) "
		"FROM " DERNIER " WHERE s.acquitte < l.acquitte",
		"SELECT format('il complète l''envoi %d, et n''a pas %d"
		" fiche(s) venues depuis', s.acquitte, count(*)) FROM "
		"s_enveloppe"
		" x JOIN s_bea_envoi s USING (uai) JOIN bea_eleve b USING (uai)"
		" WHERE b.echange IN (SELECT e.numero FROM echange e WHERE"
		" e.uai = x.uai AND e.genre = 'bea-eleves' AND e.change = 1 AND"
		" e.numero > (SELECT max(k.numero) FROM echange k WHERE k.uai ="
		" x.uai AND k.genre = 'bea-eleves' AND k.num_envoi ="
		" s.acquitte AND k.change = 1)) AND b.eleve_id NOT IN (SELECT"
		" eleve_id FROM s_bea_eleve) HAVING count(*) > s.bloquees",
	};
	char *dit = NULL;
	size_t i;
	int rc = 0;

	for (i = 0; i < NELEM(signes) && rc == 0; i++) {
		if (store_text(sg->st, &dit, f, signes[i], "") == -1)
			return -1;
		if (dit != NULL)
			rc = fault_set(f, "envoi-repris", 0, "%s", dit);
		free(dit);
		dit = NULL;
	}
	return rc;
}

int
bea_entree(struct stage *sg, const struct options *o, char **texte,
    struct fault *f)
{
	(void)texte;
	if (declared(sg, o, f) == -1 || one_school(sg, f) == -1)
		return -1;
	if (o->force)
		return 0;
	if (numbered(sg, f) == -1)
		return -1;
	if (stage_table(sg, "bea_envoi") == NULL)
		return 0;
	return late(sg, f) == -1 || built(sg, f) == -1 ? -1 : restored(sg, f);
}
