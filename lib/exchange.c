/*
 * exchange.c - the six rooms: door, stage, judge, diff, apply, journal.
 *
 * Nothing is locked while the input is read; from BEGIN IMMEDIATE on, one
 * transaction holds the previous state, the change and its journal line.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

/* What must be there before this file makes sense. */
static int
order(struct run *r, struct fault *f)
{
	static const struct {
		unsigned besoin;
		const char *sql, *dit;
	} besoins[] = {
		{ BESOIN_PROFILAGE, "SELECT profilage IS NOT NULL FROM base",
		    "aucune nomenclature n'est profilée : lancer "
		    "nomen-profile" },
		{ BESOIN_STRUCTURES, "SELECT EXISTS (SELECT 1 FROM division)",
		    "aucune structure n'est reçue : lancer sts-import" },
		{ BESOIN_ELEVES, "SELECT EXISTS (SELECT 1 FROM eleve)",
		    "aucun élève n'est importé : lancer bee-import avec les "
		    "élèves" },
		{ BESOIN_NOMENCLATURE, "SELECT profilage IS NOT NULL FROM base",
		    "STS-WEB n'a reçu aucune nomenclature : la lui donner avec "
		    "sts-recv" },
		{ BESOIN_SAISIE, "SELECT EXISTS (SELECT 1 FROM division)",
		    "STS-WEB n'a aucune division : les saisir avec "
		    "sts-structures" },
	};
	int64_t ok;
	size_t i;

	for (i = 0; i < NELEM(besoins); i++) {
		ok = 0;
		if (!(r->d.im->besoins & besoins[i].besoin) || r->o->force)
			continue;
		if (store_int(r->d.b.st, &ok, f, besoins[i].sql, "") == -1)
			return -1;
		if (!ok)
			return fault_set(f, "ordre", 0, "%s", besoins[i].dit);
	}
	return 0;
}

/* A record of an envelope comes once; what follows it is staged. */
static int
stage_rows(struct run *r, struct fault *f)
{
	struct row row;
	size_t i;
	int rc;

	if (store_begin_temp(r->d.b.st, f) == -1)
		return -1;
	if (r->d.rd != NULL)
		reader_devance(r->d.rd);
	r->sg->lots = 1;
	r->sg->garde_base = r->d.im->compose == NULL;
	while ((rc = door_next(&r->d, &row, f)) == 1) {
		if (row.rec->flags & R_PARAM)
			return fault_set(f, "enveloppe", row.line,
			    "PARAMETRES vient deux fois, ou trop tard");
		if (stage_row(r->sg, &row, f) == -1)
			return -1;
	}
	r->sg->lots = 0;
	if (rc == 0 && r->d.ln != NULL &&
	    lines_colonnes(r->d.ln, r->d.im->colonnes, f) == -1)
		return -1;
	if (rc == -1 || stage_pose(r->sg, f) == -1)
		return -1;
	/* A block that is there and empty is a set that is empty. */
	for (i = 0; i < r->sg->fmt->nrecords; i++)
		if (r->sg->de[i] != NULL && door_bloc(&r->d, i))
			r->sg->de[i]->present = 1;
	return store_commit(r->d.b.st, f);
}

/* Does the file come from after tomorrow's clock?  -1 and the fault. */
static int
is_future(const struct run *r, struct fault *f)
{
	char demain[20];
	int64_t t;

	if (r->d.im->apports != NULL)
		return 0; /* which are not compared */
	if ((t = horloge(f)) == -1 || horodate(t + JOUR, demain, f) == -1)
		return -1;
	return strcmp(r->d.horodatage, demain) > 0;
}

/* Whole sets of which the file has nothing, not even that they are empty. */
static int
missing_blocks(struct run *r, struct fault *f)
{
	struct texte x = { 0 };
	const unsigned entier_clos = R_ENSEMBLE | R_FERME | R_COMPTE;
	const struct record *rec;
	const char *sql;
	int64_t ouvert;
	size_t i;
	int rc = 0;

	for (i = 0; i < r->sg->ntables && rc == 0; i++) {
		rec = r->sg->tables[i].rec;
		if ((rec->flags & entier_clos) != entier_clos ||
		    r->sg->tables[i].present)
			continue;
		ouvert = 0;
		texte_vide(&x);
		texte_ajoute(&x,
		    "SELECT EXISTS (SELECT 1 FROM %s WHERE ferme = 0)",
		    rec->name);
		if ((sql = texte_fin(&x, f)) == NULL ||
		    store_int(r->d.b.st, &ouvert, f, sql, "") == -1)
			rc = -1;
		else if (ouvert)
			rc = stage_anomalie(r->sg, RC_BLOC, rec->name, 0, 0,
			    "(fichier)", NULL, rec->libelle, f);
	}
	texte_libere(&x);
	return rc;
}

/* Remarks on the file itself, as notes of the first table. */
static int
remarks(struct run *r, struct fault *f)
{
	static const struct {
		unsigned bit;
		size_t rule;
	} bits[] = { { CS_EST_UTF8, RC_UTF8 }, { CS_EST_1252, RC_1252 },
		{ CS_SUPPOSE, RC_SUPPOSE } };
	const char *element = r->sg->tables[0].rec->name;
	const struct format *fmt = r->d.im->fmt;
	unsigned remarques = r->d.rd == NULL ? 0 : reader_remarques(r->d.rd);
	int futur;
	size_t i;

	for (i = 0; i < NELEM(bits); i++)
		if ((remarques & bits[i].bit) &&
		    stage_anomalie(r->sg, bits[i].rule, element, 0, 0,
			"(fichier)", NULL, NULL, f) == -1)
			return -1;
	/* An académie has a code of its own. */
	if (!uai_juste(r->d.uai) &&
	    (strcmp(r->d.b.role, "bea") != 0 ||
		strcmp(r->d.uai, r->d.b.uai) != 0) &&
	    stage_anomalie(r->sg, RC_UAI, element, 0, 0, "(fichier)", NULL,
		r->d.uai, f) == -1)
		return -1;
	if (r->d.horo_faux[0] != '\0' &&
	    stage_anomalie(r->sg, RC_HORODATAGE, element, 0, 0, "(fichier)",
		NULL, r->d.horo_faux, f) == -1)
		return -1;
	if ((futur = is_future(r, f)) == -1 ||
	    (futur == 1 &&
		stage_anomalie(r->sg, RC_AVENIR, element, 0, 0, "(fichier)",
		    NULL, r->d.horodatage, f) == -1) ||
	    missing_blocks(r, f) == -1)
		return -1;
	if (fmt->versions != NULL && r->d.version[0] != '\0' &&
	    !format_connait(fmt, r->d.version))
		return stage_anomalie(r->sg, RC_VERSION, element, 0, 0,
		    "(fichier)", NULL, r->d.version, f);
	return 0;
}

/* Is it a part by what it says, whatever the threshold? */
static int
partial(struct run *r, struct fault *f)
{
	const struct import *im = r->d.im;

	if (r->sg->partiel || im->partiel == NULL ||
	    stage_table(r->sg, im->requis[0])->lus == 0)
		return 0;
	return store_int(r->sg->st, &r->sg->partiel, f, im->partiel, "");
}

/*
 * Blocks without which SIECLE would have made no file at all.  A rejects
 * file may be of addresses alone: it has rows.
 */
static int
required(struct run *r, struct fault *f)
{
	const char *const *p;
	const struct table *t;
	size_t i;

	if (r->sg->partiel || r->o->seuils.absents >= 100)
		for (i = 0; i < r->sg->ntables; i++)
			if (r->sg->tables[i].lus > 0)
				return 0;
	for (p = r->d.im->requis; p != NULL && *p != NULL; p++) {
		t = stage_table(r->sg, *p);
		if (t != NULL && t->lus == 0)
			return fault_set(f, "bloc-vide", 0, "%s",
			    t->rec->libelle);
	}
	return 0;
}

/* What the command line says, besides the input. */
static int
settings(struct run *r, struct fault *f)
{
	if (r->d.im->parametre == NULL)
		return 0;
	if (r->d.im->parametre(r->sg, r->o, &r->reglages, f) == 0)
		return 0;
	r->fautif = r->o->campagne;
	return -1;
}

/* A person's word goes before what is held: only files are held off. */
static int
compose(struct run *r, struct fault *f)
{
	return r->d.im->compose == NULL ? 0 : r->d.im->compose(r->sg, r->o, f);
}

static int
contribute(struct run *r,
    int (*fn)(struct stage *, const struct apport *, struct fault *),
    struct fault *f)
{
	const struct apport *c;

	for (c = r->d.im->apports; c != NULL && c->de != NULL; c++)
		if (fn(r->sg, c, f) == -1)
			return -1;
	return 0;
}

static int
judge(struct run *r, struct fault *f)
{
	struct store *st = r->d.b.st;

	r->sg->partiel = r->d.rd != NULL && reader_partiel(r->d.rd);
	if (store_run(st, f,
		"CREATE TEMP TABLE s_enveloppe AS SELECT ? AS version, ? AS"
		" horodatage, ? AS date_utilisee, ? AS racine, ? AS uai,"
		" ? AS origine, ? AS annee_origine, nullif(?, 0) AS num_envoi,"
		" ? AS sha256, ? AS partiel",
		"sssssssisi", r->d.version, r->d.horodatage, r->e.date_utilisee,
		r->d.racine, r->d.uai, r->d.origine, r->d.annee_origine,
		r->e.num_envoi, archive_empreinte(r->d.archive),
		r->sg->partiel) == -1 ||
	    settings(r, f) == -1 || remarks(r, f) == -1 ||
	    partial(r, f) == -1 || required(r, f) == -1 ||
	    compose(r, f) == -1 || store_liste(st, r->d.im->prepare, f) == -1 ||
	    stage_reunit(r->sg, f) == -1 ||
	    contribute(r, apport_differe, f) == -1 ||
	    stage_compte(r->sg, f) == -1 ||
	    (r->d.im->compose == NULL && garde_tenus(r->sg, f) == -1) ||
	    (r->d.im->complete && garde_changes(r->sg, f) == -1) ||
	    garde_ignores(r->sg, f) == -1 || stage_judge(r->sg, f) == -1)
		return -1;
	if (r->sg->refus > 0)
		return fault_set(f, "regle", 0, NULL);
	if (r->d.im->precise != NULL &&
	    (store_text(st, &r->genre, f, r->d.im->precise, "") == -1))
		return -1;
	if (r->genre != NULL)
		r->e.genre = r->genre;
	/* What it becomes is held off by what is held, too. */
	if (r->d.im->apports != NULL &&
	    (contribute(r, apport_pose, f) == -1 ||
		stage_compte(r->sg, f) == -1 || garde_tenus(r->sg, f) == -1))
		return -1;
	if (stage_absents(r->sg, &r->o->seuils, f) == -1 ||
	    stage_judge_absents(r->sg, f) == -1 ||
	    store_liste(st, r->d.im->avant, f) == -1 ||
	    stage_recompte(r->sg, f) == -1 || garde_applique(r->sg, f) == -1 ||
	    stage_rejette(r->sg, f) == -1)
		return -1;
	return stage_diff(r->sg, f);
}

static void
count(struct run *r)
{
	const struct table *t;
	size_t i;

	for (i = 0; i < r->sg->ntables; i++) {
		t = &r->sg->tables[i];
		if (!(t->rec->flags & R_COMPTE))
			continue;
		r->e.lus += t->lus;
		r->e.ajoutes += t->ajoutes;
		r->e.modifies += t->modifies;
		r->e.inchanges += t->inchanges;
		r->e.absents += t->absents;
		if (t->lus > 0)
			r->e.rejetes += t->rejetes;
	}
	r->e.anomalies = r->sg->anomalies;
	r->e.statut = r->sg->anomalies > r->sg->notes ? ST_PARTIEL : ST_OK;
	r->e.etat = r->e.statut == ST_OK ? "integre" : "en_anomalie";
}

/* What the accusé says is counted, now that the file is in. */
static int
headcount(struct run *r, struct fault *f)
{
	if (r->d.im->effectif == NULL)
		return 0;
	if (store_text(r->d.b.st, &r->effectif, f, r->d.im->effectif, "") == -1)
		return -1;
	r->e.effectif = r->effectif;
	return 0;
}

/* Apply, journal, archive, commit: from here on it is done or it is not. */
static int
commit(struct run *r, struct fault *f)
{
	struct store *st = r->d.b.st;

	if (menage(st, r->d.b.archives, f) == -1 ||
	    journal_numero(st, &r->e.numero, f) == -1 ||
	    stage_apply(r->sg, r->e.numero, f) == -1 ||
	    store_liste_de(st, r->d.im->apres, r->e.numero, f) == -1 ||
	    headcount(r, f) == -1 || run_nomme(r, f) == -1 ||
	    journal_annexe(&r->e, &r->annexe, r->d.b.archives, r->reglages,
		"reglages", "yaml", f) == -1 ||
	    run_repond(r, f) == -1)
		return -1;
	r->e.change = 1;
	if (journal_ecrit(st, &r->e, r->o, r->sg, f) == -1)
		return -1;
	r->engage = 1;
	return store_commit(st, f);
}

static int
show_diff(struct run *r, struct fault *f)
{
	struct sink *s;
	char *tmp = NULL;
	int fd = r->out, rc;

	if (r->o->sortie != NULL &&
	    (fd = fichier_cree(r->o->sortie, &tmp, f)) == -1)
		return -1;
	if ((s = sink_open(fd, NULL, f)) == NULL)
		rc = -1;
	else
		rc = stage_montre(r->sg, s, f) == -1 ? -1 : sink_flush(s, f);
	sink_close(s);
	if (tmp == NULL)
		return rc;
	if (rc == 0)
		return fichier_pose(fd, tmp, r->o->sortie, f);
	fichier_abandonne(fd, tmp);
	return -1;
}

static int
write_rejects(struct run *r, struct fault *f)
{
	if (r->o->rejets == NULL || r->d.rd == NULL)
		return 0;
	return stage_rejets(r->sg, archive_fichier(r->d.archive), r->o->rejets,
	    f);
}

/* A file that makes a base is not laid over one that has its own life. */
static int
must_be_empty(struct run *r, struct fault *f)
{
	int64_t pleine = 0;

	if (!(r->d.im->besoins & BESOIN_VIDE) || r->o->force)
		return 0;
	if (strcmp(r->d.b.etat, "preparation") != 0)
		return fault_set(f, "base-etat", 0,
		    "%s est %s ; ce fichier fait une base en préparation "
		    "(sconet-init --etat preparation)",
		    store_path(r->d.b.st), r->d.b.etat);
	if (store_int(r->d.b.st, &pleine, f,
		"SELECT EXISTS (SELECT 1 FROM eleve)", "") == -1)
		return -1;
	return pleine
	    ? fault_set(f, "base-remplie", 0, "%s", store_path(r->d.b.st))
	    : 0;
}

/* Has it what a trial wrote?  An envelope without anything has no number. */
static int
is_trial(const struct run *r)
{
	size_t i;

	if (!r->d.im->numerote || r->e.num_envoi != 0)
		return 0;
	for (i = 0; i < r->sg->ntables && r->d.im->requis == NULL; i++)
		if ((r->sg->tables[i].rec->flags & R_COMPTE) &&
		    r->sg->tables[i].lus > 0)
			return 1;
	return r->d.im->requis != NULL;
}

static int
walk(struct run *r, struct fault *f)
{
	struct store *st = r->d.b.st;

	if (r->d.im == NULL)
		return fault_set(f, "bogue", 0, "aucun import");
	if (order(r, f) == -1 ||
	    (r->sg = stage_open(st, r->d.im->fmt, r->d.im->rules, f)) == NULL)
		return -1;
	if (r->d.im->remedes != NULL)
		r->sg->remedes = r->d.im->remedes;
	if (stage_rows(r, f) == -1 || door_drain(&r->d, f) == -1)
		return -1;
	if (is_trial(r))
		return fault_set(f, "envoi-essai", 0, NULL);
	if (store_begin(st, f) == -1 || run_tour(r, f) == -1)
		return -1;
	if (r->rejoue) {
		store_rollback(st);
		return 0;
	}
	if (must_be_empty(r, f) == -1 || judge(r, f) == -1)
		return -1;
	count(r);
	if (r->o->essai)
		return show_diff(r, f) == -1 ? -1 : write_rejects(r, f);
	if (write_rejects(r, f) == -1)
		return -1;
	return commit(r, f);
}

static int
start(struct run *r, struct fault *f)
{
	if (journal_dates(&r->e, r->o, f) == -1)
		return -1;
	r->e.sens = "recu";
	return 0;
}

/* Else its figures, which are those of then, would read as new ones. */
static void
say_again(const struct run *r)
{
	char t[160];

	(void)snprintf(t, sizeof(t),
	    "le fichier est déjà intégré, le %s (échange %lld) : rien ne "
	    "change, sa réponse est donnée de nouveau",
	    r->le, (long long)r->e.numero);
	report_note(r->err, r->o, "deja-integre", t);
}

static void
finish(struct run *r)
{
	archive_close(r->reponse);
	archive_close(r->annexe);
	free(r->reglages);
	free(r->genre);
	free(r->effectif);
	stage_close(r->sg);
	door_close(&r->d);
}

int
import_run(const struct import *const *kinds, const struct options *o, int fd,
    const char *texte, int out, FILE *err)
{
	struct fault f = { 0 };
	struct run r;
	int rc, status;

	memset(&r, 0, sizeof(r));
	r.o = o;
	r.out = out;
	r.err = err;
	rc = start(&r, &f);
	if (rc == 0)
		rc = door_open(&r.d, o, kinds, fd, texte, &f);
	door_migree(&r.d.b, o, err);
	r.e.fichier = r.d.fichier;
	/* What has strayed there stays in the file. */
	r.e.uai = forme_vaut(FO_UAI, r.d.uai) ? r.d.uai : NULL;
	r.e.annee = forme_vaut(FO_ANNEE, r.d.annee) ? r.d.annee : NULL;
	r.e.horodatage = r.d.horodatage[0] == '\0' ? NULL : r.d.horodatage;
	r.e.racine = format_find(r.d.racine) == NULL ? NULL : r.d.racine;
	r.e.origine = r.d.origine[0] == '\0' ? NULL : r.d.origine;
	r.e.annee_origine = r.d.annee_origine;
	(void)entier(r.d.num_envoi, 0, 99999, &r.e.num_envoi);
	if (r.d.im != NULL)
		r.e.genre = r.d.im->genre;
	if (rc == 0)
		rc = walk(&r, &f);
	if (rc == -1) {
		status = run_refuse(&r, &f);
		finish(&r);
		return status;
	}
	status = r.e.statut;
	/* NULL without memory: who needs it says so. */
	if (o->prise != NULL)
		*o->prise = strdup(store_path(r.d.b.st));
	if (r.sg != NULL && !r.rejoue &&
	    report_anomalies(err, o, r.d.fichier, r.sg, &f) == -1)
		report_fault(err, o, r.d.fichier, &f);
	if (r.d.im != NULL && r.d.im->fait != NULL && !o->essai && !o->muet)
		report_note(err, o, r.e.genre, r.d.im->fait);
	if (r.rejoue && !o->muet)
		say_again(&r);
	report_bilan(err, o, &r.e);
	if (o->essai)
		store_rollback(r.d.b.st);
	else if (run_rend(&r, &f) == -1) {
		/* What came in is safe: only its answer could not be said. */
		report_fault(err, o, r.d.fichier, &f);
		if (!f.discret)
			fprintf(err,
			    "%s: l'import est fait (échange %lld) ; seul son "
			    "compte rendu n'a pas été écrit\n",
			    o->prog, (long long)r.e.numero);
		status = fault_status(&f);
	}
	finish(&r);
	return status;
}
