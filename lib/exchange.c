/*
 * exchange.c - the six rooms: door, stage, judge, diff, apply, journal.
 *
 * Nothing is locked while the input is read; from BEGIN IMMEDIATE on, one
 * transaction holds the previous state, the change and its journal line.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

struct run {
	const struct options *o;
	struct door d;
	struct stage *sg;
	struct echange e;
	struct archive *reponse, *annexe;
	char *reglages;     /* the YAML that an option named, owned */
	char *genre;        /* what it is called instead of its kind, owned */
	const char *fautif; /* whose fault it is, when not the input's */
	int out;
	FILE *err;
	int rejoue; /* the file is the last one applied: answer again */
	int engage; /* COMMIT was asked for */
};

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
	if (rc == 0 && r->d.ln != NULL && r->d.im->colonne != NULL &&
	    !lines_colonne(r->d.ln, r->d.im->colonne))
		return fault_set(f, "tsv-entete", 0, "la colonne « %s » manque",
		    r->d.im->colonne);
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

#define PAS_FUTUR " horodatage <= datetime(date_echange, '+1 day')"

static int
fresh(struct run *r, struct fault *f)
{
	char *last = NULL;
	int rc = 0;

	/*
	 * What only completes or answers can come in any order.  A file dated
	 * after the day it came on would put off all later ones: it is not
	 * counted.
	 */
	if (r->rejoue || r->o->force || r->d.horodatage[0] == '\0' ||
	    r->d.im->apports != NULL || r->d.im->seul)
		return 0;
	/* Many schools have one journal; its base then has an index. */
	if (store_text(r->d.b.st, &last, f,
		r->d.im->par_etab
		    ? "SELECT max(horodatage) FROM echange WHERE genre = ?1"
		      " AND uai = ?2 AND change = 1 AND" PAS_FUTUR
		    : "SELECT max(horodatage) FROM echange WHERE genre = ?1"
		      " AND change = 1 AND" PAS_FUTUR,
		r->d.im->par_etab ? "ss" : "s", r->d.im->genre, r->d.uai) == -1)
		return -1;
	if (last != NULL && strcmp(r->d.horodatage, last) < 0)
		rc = fault_set(f, "perime", 0,
		    "fichier du %s, dernier intégré du %s", r->d.horodatage,
		    last);
	free(last);
	return rc;
}

static int
answer_kept(const struct run *r)
{
	struct texte x = { 0 };
	struct fault f = { 0 };
	const char *path;
	int rc;

	texte_ajoute(&x, "%s/%s", r->d.b.archives, r->e.reponse);
	path = texte_fin(&x, &f);
	rc = path != NULL && access(path, R_OK) == 0;
	texte_libere(&x);
	return rc;
}

/* The figures of the line that is not answered again after all. */
static void
forget(struct run *r)
{
	r->e.numero = r->e.lus = r->e.ajoutes = r->e.modifies = 0;
	r->e.inchanges = r->e.absents = r->e.rejetes = r->e.anomalies = 0;
	r->e.statut = ST_OK;
	r->e.reponse[0] = '\0';
}

static int
numbered(const struct run *r)
{
	return r->d.im->accuse && r->e.num_envoi != 0;
}

/*
 * The line whose answer may be given again: the last change; or, of a
 * numbered send that is answered with an accusé, the first of it.
 */
static struct query *
line_of(struct run *r, struct fault *f)
{
#define LIGNE \
	"SELECT numero, sha256, genre, statut, reponse, lus, ajoutes," \
	" modifies, inchanges, absents, rejetes, anomalies FROM echange " \
	"WHERE "
	struct query *q;

	if (!r->d.im->accuse || r->e.num_envoi == 0 || r->o->force)
		return query_open(r->d.b.st,
		    LIGNE "change = 1 ORDER BY numero DESC LIMIT 1", f);
	q = query_open(r->d.b.st,
	    LIGNE "num_envoi = ? AND sens = 'recu' AND genre = ? AND sha256 ="
		  " ? AND statut IN (0, 1, 65) ORDER BY numero LIMIT 1",
	    f);
#undef LIGNE
	if (q != NULL &&
	    query_bind(q, f, "iss", r->e.num_envoi, r->d.im->genre,
		archive_empreinte(r->d.archive)) == -1) {
		query_close(q);
		return NULL;
	}
	return q;
}

/*
 * The very file that was applied last: its answer is given again.  Any other
 * change in between, and the file walks the rooms again; unless it is a
 * numbered send, which has its one answer for good.
 */
static int
replay(struct run *r, struct fault *f)
{
	struct query *q;
	int rc;

	/*
	 * -n of a numbered send says what is answered again, too, and so does
	 * that of a file that makes a base.  Conflicts are told until there
	 * are none.
	 */
	if ((r->o->essai && !numbered(r) &&
		!(r->d.im->besoins & BESOIN_VIDE)) ||
	    r->d.im->complete || r->o->rejets != NULL || r->d.texte != NULL ||
	    r->o->campagne != NULL || r->o->sorties != NULL)
		return 0;
	if ((q = line_of(r, f)) == NULL)
		return -1;
	if ((rc = query_step(q, f)) == 1 && query_text(q, 1) != NULL &&
	    query_text(q, 4) != NULL &&
	    strcmp(query_text(q, 1), archive_empreinte(r->d.archive)) == 0 &&
	    strcmp(query_text(q, 2), r->d.im->genre) == 0) {
		r->rejoue = 1;
		r->e.numero = query_int(q, 0);
		r->e.statut = (int)query_int(q, 3);
		(void)snprintf(r->e.reponse, sizeof(r->e.reponse), "%s",
		    query_text(q, 4));
		r->e.lus = query_int(q, 5);
		r->e.ajoutes = query_int(q, 6);
		r->e.modifies = query_int(q, 7);
		r->e.inchanges = query_int(q, 8);
		r->e.absents = query_int(q, 9);
		r->e.rejetes = query_int(q, 10);
		r->e.anomalies = query_int(q, 11);
	}
	query_close(q);
	/* An answer that is no longer there cannot be given again. */
	if (r->rejoue && rc != -1 && !answer_kept(r))
		r->rejoue = 0;
	if (!r->rejoue && rc != -1)
		forget(r);
	return rc == -1 ? -1 : 0;
}

/* A numbered send that has its answer has it however old it is. */
static int
turn(struct run *r, struct fault *f)
{
	int numerote = numbered(r);

	if (numerote && replay(r, f) == -1)
		return -1;
	if (fresh(r, f) == -1)
		return -1;
	return numerote ? 0 : replay(r, f);
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

static int
answers_accuse(const struct run *r)
{
	return r->d.im != NULL ? r->d.im->accuse : r->d.kinds[0]->accuse;
}

/* The answer goes to the archive; it is given out once all is committed. */
static int
answer(struct run *r, struct fault *f)
{
	struct sink *s;
	int rc, garde;

	if ((r->reponse = archive_open(r->d.b.archives, f)) == NULL ||
	    (s = sink_open(-1, r->reponse, f)) == NULL)
		return -1;
	rc = (answers_accuse(r)
		? accuse_ecrit
		: report_ecrit)(r->e.refus == NULL ? r->sg : NULL, &r->d.b,
	    &r->e, r->o, s, f);
	sink_close(s);
	if (rc == -1 || archive_finish(r->reponse, f) == -1)
		return -1;
	journal_nom(&r->e, "emis", "xml", r->e.reponse);
	(void)snprintf(r->e.reponse_sha256, EMPREINTE, "%s",
	    archive_empreinte(r->reponse));
	r->e.reponse_taille = (int64_t)archive_taille(r->reponse);
	return archive_nomme(r->reponse, r->e.reponse, &garde, f);
}

static int
name_input(struct run *r, struct fault *f)
{
	char nom[sizeof(r->e.archive)];
	int garde;

	journal_nom(&r->e, "recu", door_extension(&r->d), nom);
	if (archive_nomme(r->d.archive, nom, &garde, f) == -1)
		return -1;
	if (garde)
		memcpy(r->e.archive, nom, sizeof(nom));
	r->e.sha256 = archive_empreinte(r->d.archive);
	r->e.taille = (int64_t)archive_taille(r->d.archive);
	return 0;
}

/* Apply, journal, archive, commit: from here on it is done or it is not. */
static int
commit(struct run *r, struct fault *f)
{
	struct store *st = r->d.b.st;

	if (journal_menage(st, r->d.b.archives, f) == -1 ||
	    journal_numero(st, &r->e.numero, f) == -1 ||
	    stage_apply(r->sg, r->e.numero, f) == -1 ||
	    store_liste_de(st, r->d.im->apres, r->e.numero, f) == -1 ||
	    name_input(r, f) == -1 ||
	    journal_annexe(&r->e, &r->annexe, r->d.b.archives, r->reglages,
		"reglages", "yaml", f) == -1 ||
	    answer(r, f) == -1)
		return -1;
	r->e.change = 1;
	if (journal_ecrit(st, &r->e, r->o, r->sg, f) == -1)
		return -1;
	r->engage = 1;
	return store_commit(st, f);
}

static int
copy_out(struct run *r, int fd, struct fault *f)
{
	char *path = chemin_dans(r->d.b.archives, r->e.reponse, f);
	int rc = path == NULL ? -1 : extrait_vers(path, fd, f);

	free(path);
	return rc;
}

/* Beside an accusé, the compte rendu is for those who receive. */
static int
write_report(struct run *r, struct fault *f)
{
	struct sink *s;
	char *tmp;
	int fd, rc = -1;

	if ((fd = fichier_cree(r->o->compte_rendu, &tmp, f)) == -1)
		return -1;
	if ((s = sink_open(fd, NULL, f)) != NULL)
		rc = report_ecrit(r->rejoue ? NULL : r->sg, &r->d.b, &r->e,
		    r->o, s, f);
	sink_close(s);
	if (rc == 0)
		return fichier_pose(fd, tmp, r->o->compte_rendu, f);
	fichier_abandonne(fd, tmp);
	return -1;
}

/* Where the answer goes: -r or -o, else standard output. */
static int
give_answer(struct run *r, struct fault *f)
{
	int accuse = answers_accuse(r);
	const char *path = r->o->compte_rendu != NULL && !accuse
	    ? r->o->compte_rendu
	    : r->o->sortie;
	char *tmp;
	int fd;

	if (r->e.reponse[0] == '\0')
		return 0;
	if (accuse && r->o->compte_rendu != NULL && r->sg != NULL &&
	    write_report(r, f) == -1)
		return -1;
	if (path == NULL)
		return r->out == -1 ? 0 : copy_out(r, r->out, f);
	if ((fd = fichier_cree(path, &tmp, f)) == -1)
		return -1;
	if (copy_out(r, fd, f) == -1) {
		fichier_abandonne(fd, tmp);
		return -1;
	}
	return fichier_pose(fd, tmp, path, f);
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

static int
walk(struct run *r, struct fault *f)
{
	struct store *st = r->d.b.st;

	if (r->d.im == NULL)
		return fault_set(f, "bogue", 0, "aucun import");
	if (order(r, f) == -1 ||
	    (r->sg = stage_open(st, r->d.im->fmt, r->d.im->rules, f)) == NULL)
		return -1;
	r->sg->remedes = r->d.im->remedes;
	if (stage_rows(r, f) == -1 || door_drain(&r->d, f) == -1 ||
	    store_begin(st, f) == -1 || turn(r, f) == -1)
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

/* A refused file leaves its line, whatever can still be written of it. */
static void
journal_refusal(struct run *r, const struct fault *why)
{
	struct fault f = { 0 };
	struct texte x = { 0 };
	struct store *st = r->d.b.st;

	archive_refuse(r->d.archive);
	texte_ajoute(&x, "%s : %s%s%s", why->kind->code, why->kind->texte,
	    why->detail[0] == '\0' ? "" : " : ", why->detail);
	r->e.refus = texte_fin(&x, &f);
	r->e.etat = "rejete";
	r->e.statut = why->kind->status;
	r->e.change = 0;
	if (r->e.genre == NULL)
		r->e.genre = r->d.kinds[0]->genre;
	r->e.archive[0] = r->e.reponse[0] = r->e.annexe[0] = '\0';
	r->e.annexe_sha256[0] = '\0';
	if (r->e.refus == NULL || door_drain(&r->d, &f) == -1 ||
	    store_begin(st, &f) == -1 ||
	    journal_menage(st, r->d.b.archives, &f) == -1 ||
	    journal_numero(st, &r->e.numero, &f) == -1 ||
	    name_input(r, &f) == -1 || answer(r, &f) == -1 ||
	    journal_ecrit(st, &r->e, r->o, NULL, &f) == -1 ||
	    store_commit(st, &f) == -1) {
		store_rollback(st);
		archive_reprend(r->d.archive);
		archive_reprend(r->reponse);
		r->e.reponse[0] = '\0';
		report_fault(r->err, r->o, r->d.fichier, &f);
	} else if (answers_accuse(r) && r->o->compte_rendu != NULL &&
	    write_report(r, &f) == -1)
		report_fault(r->err, r->o, r->d.fichier, &f);
	r->e.refus = NULL;
	texte_libere(&x);
}

/*
 * Refused for no fault of the file, and with no line: whoever sent it should
 * send it again, and is told so.
 */
static int
answer_later(struct run *r, const struct fault *why, struct fault *f)
{
	char refus[sizeof(why->detail) + 128], *tmp = NULL;
	struct sink *s;
	int fd = r->out, rc = -1;

	if (door_drain(&r->d, f) == -1 ||
	    (r->o->sortie != NULL &&
		(fd = fichier_cree(r->o->sortie, &tmp, f)) == -1))
		return -1;
	(void)snprintf(refus, sizeof(refus), "%s : %s", why->kind->code,
	    why->kind->texte);
	r->e.sha256 = archive_empreinte(r->d.archive);
	r->e.statut = why->kind->status;
	r->e.refus = refus;
	if ((s = sink_open(fd, NULL, f)) != NULL)
		rc = accuse_ecrit(NULL, &r->d.b, &r->e, r->o, s, f);
	sink_close(s);
	r->e.refus = NULL;
	if (tmp != NULL && rc == 0)
		return fichier_pose(fd, tmp, r->o->sortie, f);
	if (tmp != NULL)
		fichier_abandonne(fd, tmp);
	return rc;
}

static int
answers_later(const struct run *r, const struct fault *f)
{
	return answers_accuse(r) && r->d.b.st != NULL && r->d.archive != NULL &&
	    !r->o->essai && !f->discret && fault_status(f) >= ST_ES;
}

/* Refusals that leave a line: of the file itself, or for its order. */
static int
leaves_line(const struct run *r, const struct fault *f)
{
	return r->d.b.st != NULL && r->d.archive != NULL && !r->o->essai &&
	    (fault_status(f) == ST_REFUS ||
		strcmp(f->kind->code, "ordre") == 0 ||
		strcmp(f->kind->code, "ecole-inconnue") == 0);
}

static int
refuse(struct run *r, struct fault *why)
{
	struct fault f = { 0 };
	int status = fault_status(why);

	if (r->sg != NULL && !why->discret)
		(void)report_anomalies(r->err, r->o, r->d.fichier, r->sg, &f);
	store_rollback(r->d.b.st);
	/*
	 * A COMMIT that failed may yet be found done by who opens the base
	 * next: its files stay, and go with that run if it was not.
	 */
	if (!r->engage) {
		archive_reprend(r->d.archive);
		archive_reprend(r->reponse);
		archive_reprend(r->annexe);
	}
	archive_close(r->reponse);
	r->reponse = NULL;
	stage_close(r->sg);
	r->sg = NULL;
	report_fault(r->err, r->o, r->fautif == NULL ? r->d.fichier : r->fautif,
	    why);
	if (r->engage)
		report_note(r->err, r->o, "issue-incertaine", ISSUE_INCERTAINE);
	if (leaves_line(r, why)) {
		journal_refusal(r, why);
		memset(&f, 0, sizeof(f));
		if (give_answer(r, &f) == -1)
			report_fault(r->err, r->o, r->d.fichier, &f);
	} else if (answers_later(r, why) && answer_later(r, why, &f) == -1)
		report_fault(r->err, r->o, r->d.fichier, &f);
	return status;
}

static int
start(struct run *r, struct fault *f)
{
	if (journal_dates(&r->e, r->o, f) == -1)
		return -1;
	r->e.sens = "recu";
	return 0;
}

static void
finish(struct run *r)
{
	archive_close(r->reponse);
	archive_close(r->annexe);
	free(r->reglages);
	free(r->genre);
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
	r.e.uai = r.d.uai[0] == '\0' ? NULL : r.d.uai;
	r.e.annee = r.d.annee[0] == '\0' ? NULL : r.d.annee;
	r.e.horodatage = r.d.horodatage[0] == '\0' ? NULL : r.d.horodatage;
	r.e.racine = r.d.racine[0] == '\0' ? NULL : r.d.racine;
	r.e.origine = r.d.origine[0] == '\0' ? NULL : r.d.origine;
	r.e.annee_origine = r.d.annee_origine;
	(void)entier(r.d.num_envoi, 0, 99999, &r.e.num_envoi);
	if (r.d.im != NULL)
		r.e.genre = r.d.im->genre;
	if (rc == 0)
		rc = walk(&r, &f);
	if (rc == -1) {
		status = refuse(&r, &f);
		finish(&r);
		return status;
	}
	status = r.e.statut;
	if (r.sg != NULL && !r.rejoue &&
	    report_anomalies(err, o, r.d.fichier, r.sg, &f) == -1)
		report_fault(err, o, r.d.fichier, &f);
	if (r.d.im != NULL && r.d.im->fait != NULL && !o->essai && !o->muet)
		report_note(err, o, r.e.genre, r.d.im->fait);
	report_bilan(err, o, &r.e);
	if (o->essai)
		store_rollback(r.d.b.st);
	else if (give_answer(&r, &f) == -1) {
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
