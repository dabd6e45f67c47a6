/*
 * paquet.c - what it takes to do one exchange again elsewhere: its file and
 * its answer, its options, and the exchanges that made what the base held
 * then, nomenclatures and structures first of all.
 *
 * A packet is a zip of a base that holds a journal alone, paquet.db, and of
 * its archive.  The answer in it is the one that the pseudonymised file gets
 * here; what the journal says of the exchange is what was answered then.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

struct paquet {
	const struct options *o;
	struct rejeu r; /* of the base itself; its directory is the packet's */
	struct pseudo *p; /* NULL: --nominatif */
	char *db, *d;     /* paquet.db, paquet.d; owned */
	struct store *st; /* of paquet.db */
	int64_t numero;
	struct texte noms; /* of the files of the archive, each with a "\n" */
};

/* What the chaine of its first line says of a packet that keeps its names. */
#define NOMINATIF "nominatif"

/*
 * The exchanges whose files go along: of those that come as a whole set, the
 * first and the last, which has most of what was between them; of others,
 * which add to what is there, all.  A send that is answered stands on all that
 * there was, the sends before it too: who is in it depends on when each record
 * changed, and when it went last.  So does the complément of a bascule, and on
 * the bascule.
 */
#define ENVOI "sens = 'emis' AND num_envoi IS NOT NULL"
static const char choisis[] =
    "WITH n AS (SELECT " ENVOI " AS envoi, genre = 'bascule-complement' AND"
    " sens = 'emis' AS complement FROM echange WHERE numero = ?2)"
    " SELECT 1 FROM echange e, n WHERE numero = ?1 AND (numero = ?2 OR numero"
    " < ?2 AND (n.envoi AND (change = 1 OR " ENVOI ") OR n.complement AND"
    " (change = 1 OR genre = 'bascule' AND sens = 'emis') OR change = 1"
    " AND (genre NOT IN ('nomenclature-academique',"
    " 'structures', 'eleves', 'responsables', 'communs', 'import-prive',"
    " 'import-groupes', 'sts-nomenclatures', 'sts-effectifs',"
    " 'sts-emploi-du-temps') OR NOT EXISTS (SELECT 1 FROM echange p WHERE"
    " p.genre = e.genre AND p.change = 1 AND p.numero < e.numero) OR NOT"
    " EXISTS (SELECT 1 FROM echange p WHERE p.genre = e.genre AND p.change = 1"
    " AND p.numero > e.numero AND p.numero < ?2))))";

/* A file of an archive into that of the packet; hash and size. */
static int
copy_body(struct paquet *q, const struct pseudo *p, const char *archives,
    const char *nom, char hex[EMPREINTE], int64_t *taille, struct fault *f)
{
	char *de = chemin_dans(archives, nom, f), ext[16] = "";
	struct archive *a = NULL;
	struct extrait *e = NULL;
	const char *point = nom == NULL ? NULL : strchr(nom, '.');
	int garde, rc = -1;

	/* "000012-eleves-recu.xml.zst" */
	if (point != NULL)
		(void)snprintf(ext, sizeof(ext), "%.*s",
		    (int)strcspn(point + 1, "."), point + 1);
	if (de != NULL && (e = extrait_open(de, f)) != NULL &&
	    (a = archive_open(q->d, f)) != NULL &&
	    pseudo_copie(p, ext, extrait_read, e, a, f) == 0 &&
	    archive_finish(a, f) == 0 &&
	    archive_nomme(a, nom, &garde, f) == 0) {
		(void)snprintf(hex, EMPREINTE, "%s", archive_empreinte(a));
		*taille = (int64_t)archive_taille(a);
		texte_ajoute(&q->noms, "%s\n", nom);
		rc = 0;
	}
	archive_close(a);
	extrait_close(e);
	free(de);
	return rc;
}

static int
write_line(struct paquet *q, const struct journal_ligne *l, const char *options,
    const char *motif, const char *archive, const char *annexe,
    const char *sha256, int64_t taille, struct fault *f)
{
	return store_run(q->st, f,
	    "INSERT INTO echange (numero, genre, sens, etat, date_echange,"
	    " date_utilisee, uai, annee, horodatage, racine, archive, annexe,"
	    " sha256, taille, num_envoi, lus, ajoutes, modifies, inchanges,"
	    " absents, rejetes, anomalies, statut, change, refus, programme,"
	    " version, options, motif, reponse_sha256, chaine) VALUES (?, ?, ?,"
	    " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?,"
	    " ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)",
	    "isssssssssss"
	    "siiiiiiiii"
	    "isssssss",
	    l->numero, l->v[L_GENRE], l->v[L_SENS], l->v[L_ETAT], l->v[L_DATE],
	    l->v[L_UTILISEE], l->v[L_UAI], l->v[L_ANNEE], l->v[L_HORODATAGE],
	    l->v[L_RACINE], archive, annexe, sha256, taille, l->n[0], l->n[1],
	    l->n[2], l->n[3], l->n[4], l->n[5], l->n[6], l->n[7], l->n[8],
	    l->v[L_REFUS], l->v[L_PROGRAMME], l->v[L_VERSION], options, motif,
	    q->p == NULL ? l->v[L_REPONSE_SHA256] : NULL,
	    q->p == NULL ? NOMINATIF : "");
}

/* One line of the journal, with its files when they go along. */
static int
one_line(struct paquet *q, int64_t n, struct fault *f)
{
	struct journal_ligne l = { 0 };
	struct texte options = { 0 }, motif = { 0 };
	char sha[EMPREINTE], autre[EMPREINTE];
	const char *archive = NULL, *annexe = NULL, *dite;
	struct fault manque = { 0 };
	int64_t va = 0, taille, t;
	int rc;

	if ((rc = journal_relit(q->r.b.st, n, &l, f)) != 1)
		goto out;
	dite = l.v[L_SHA256];
	if (n == q->numero && q->p != NULL && strcmp(l.v[L_SENS], "emis") == 0)
		dite = NULL; /* names are in it: it is another file */
	taille = l.n[9];
	rc = store_int(q->r.b.st, &va, f, choisis, "ii", n, q->numero);
	if (rc == 0 && n == q->numero &&
	    (archive_manque(&q->r, &l, f) == -1 ||
		archive_envoi(&q->r, &l, f) == -1))
		rc = -1;
	if (rc == 0 && va && n < q->numero) {
		/* Its file is not what it was, or not there: it is left out. */
		if (archive_manque(&q->r, &l, &manque) == -1)
			va = 0;
		rc = archive_perdue(&q->r, &l, f);
	}
	if (rc == 0 && va && archive_la(&q->r, ligne_entree(&l))) {
		archive = ligne_entree(&l);
		if ((rc = copy_body(q, q->p, q->r.b.archives, archive, sha,
			 &taille, f)) == 0)
			dite = sha;
	}
	if (va && strcmp(l.v[L_SENS], "emis") == 0)
		archive = l.v[L_ARCHIVE]; /* it is made anew */
	if (rc == 0 && va && archive_la(&q->r, l.v[L_ANNEXE])) {
		annexe = l.v[L_ANNEXE];
		rc = copy_body(q, q->p, q->r.b.archives, annexe, autre, &t, f);
	}
	if (rc == 0 && n == q->numero && archive == NULL &&
	    strcmp(l.v[L_SENS], "recu") == 0)
		rc = fault_set(f, "echange-sans-fichier", 0, "échange %lld",
		    (long long)n);
	if (rc == 0 && l.v[L_MOTIF] != NULL) {
		if (q->p == NULL)
			texte_ajoute(&motif, "%s", l.v[L_MOTIF]);
		else
			pseudo_valeur(q->p, PS_NOM, l.v[L_MOTIF], &motif);
		rc = texte_fin(&motif, f) == NULL ? -1 : 0;
	}
	if (rc == 0 &&
	    (rc = relance_options(&l, motif.s, q->p, &options, f)) == 0)
		rc = write_line(q, &l, options.s, motif.s, archive, annexe,
		    dite, taille, f);
out:
	texte_libere(&motif);
	texte_libere(&options);
	journal_relit_libere(&l);
	return rc == -1 ? -1 : 0;
}

/* What was found then: keys and codes, no value. */
static int
copy_anomalies(struct paquet *q, struct fault *f)
{
	struct texte cle = { 0 };
	struct query *a, *put;
	int rc = -1;

	a = query_open(q->r.b.st,
	    "SELECT code, gravite, element, ligne, coalesce(cle, ''), champ"
	    " FROM anomalie WHERE echange = ? ORDER BY n",
	    f);
	put = query_open(q->st,
	    "INSERT INTO anomalie VALUES (NULL, ?, ?, ?, ?, ?, nullif(?, ''),"
	    " ?, NULL)",
	    f);
	if (a != NULL && put != NULL && query_bind(a, f, "i", q->numero) == 0)
		while ((rc = query_step(a, f)) == 1) {
			texte_vide(&cle);
			if (q->p == NULL)
				texte_ajoute(&cle, "%s", query_text(a, 4));
			else
				pseudo_cle(q->p, query_text(a, 2),
				    query_text(a, 4), &cle);
			if (texte_fin(&cle, f) == NULL ||
			    query_run(put, f, "isisiss", q->numero,
				query_text(a, 0), query_int(a, 1),
				query_text(a, 2), query_int(a, 3), cle.s,
				query_text(a, 5)) == -1) {
				rc = -1;
				break;
			}
		}
	query_close(a);
	query_close(put);
	texte_libere(&cle);
	return rc;
}

/* Of what was sent, the hash that it has here is the one that counts now. */
static int
learn(struct paquet *q, int64_t n, const char *essai, struct fault *f)
{
	struct base b = { 0 };
	struct journal_ligne l = { 0 }, m = { 0 };
	int emise, rc;

	if ((rc = base_open(&b, essai, STORE_LECTURE, 0, f)) == 0 &&
	    (rc = journal_relit(q->r.b.st, n, &l, f)) == 1 &&
	    (rc = journal_relit(b.st, n, &m, f)) == 1) {
		emise = strcmp(m.v[L_SENS], "emis") == 0;
		rc = store_run(q->st, f,
		    "UPDATE echange SET sha256 = iif(?1, ?2, sha256),"
		    " reponse_sha256 = ?3 WHERE numero = ?4",
		    "issi", (int64_t)emise, m.v[L_SHA256],
		    m.v[L_REPONSE_SHA256], n);
		if (rc == 0 && emise && l.v[L_SHA256] != NULL &&
		    m.v[L_SHA256] != NULL)
			rc = pseudo_apprend(q->p, l.v[L_SHA256], m.v[L_SHA256],
			    f);
	}
	journal_relit_libere(&l);
	journal_relit_libere(&m);
	base_close(&b);
	return rc == -1 ? -1 : 0;
}

/*
 * Line after line, each done again before the next: an answer names the send
 * by the hash that it has here.  r is of the packet; the last is asked for.
 */
static int
fill(struct paquet *q, struct rejeu *r, struct fault *f)
{
	int64_t n;

	for (n = 1; n <= q->numero; n++) {
		if (one_line(q, n, f) == -1 ||
		    (n == q->numero && copy_anomalies(q, f) == -1) ||
		    rejeu_pas(r, n, n == q->numero, f) == -1 ||
		    (q->p != NULL && n < q->numero &&
			learn(q, n, r->essai, f) == -1))
			return -1;
	}
	return 0;
}

/* paquet.db, without a journal yet. */
static int
make_base(struct paquet *q, struct fault *f)
{
	const struct base *b = &q->r.b;
	char *tmp = NULL;
	int posee = 0;

	if ((q->db = chemin_dans(q->r.dossier, "paquet.db", f)) == NULL ||
	    (q->d = chemin_dans(q->r.dossier, "paquet.d", f)) == NULL ||
	    base_cree(q->db, b->role, b->uai, b->annee, b->etat, &tmp, f) == -1)
		return -1;
	return base_pose(tmp, q->db, &posee, f);
}

/* Its answer, or the file that it sent, goes along. */
static int
keep_answer(struct paquet *q, struct base *de, struct fault *f)
{
	struct journal_ligne l = { 0 };
	char hex[EMPREINTE];
	int64_t taille = 0;
	int emise, rc;

	if ((rc = journal_relit(de->st, q->numero, &l, f)) != 1)
		return rc;
	emise = strcmp(l.v[L_SENS], "emis") == 0;
	rc = store_run(q->st, f,
	    "UPDATE echange SET reponse_sha256 = ?1, sha256 = iif(?3, ?2,"
	    " sha256), reponse = ?4, archive = iif(?3, ?5, archive) WHERE"
	    " numero = ?6",
	    "ssissi", l.v[L_REPONSE_SHA256], l.v[L_SHA256], (int64_t)emise,
	    l.v[L_REPONSE], l.v[L_ARCHIVE], q->numero);
	if (rc == 0 && l.v[emise ? L_ARCHIVE : L_REPONSE] != NULL)
		rc = copy_body(q, NULL, de->archives,
		    l.v[emise ? L_ARCHIVE : L_REPONSE], hex, &taille, f);
	journal_relit_libere(&l);
	return rc;
}

/* All of it; *ecarts: how much came out otherwise than then. */
static int
make(struct paquet *q, int *ecarts, struct fault *f)
{
	struct rejeu r = q->r;
	struct base essai = { 0 };
	FILE *nul = fopen("/dev/null", "w");
	int rc = -1;

	memset(&r.b, 0, sizeof(r.b));
	r.out = nul;
	r.err = NULL;
	if (nul == NULL)
		fault_errno(f, "es", "/dev/null");
	else if ((r.essai = chemin_dans(r.dossier, "essai.db", f)) != NULL &&
	    make_base(q, f) == 0 &&
	    (q->st = store_open(q->db, STORE_ECRITURE, 0, f)) != NULL &&
	    base_open(&r.b, q->db, STORE_LECTURE, 0, f) == 0 &&
	    (rc = fill(q, &r, f)) == 0 &&
	    (rc = base_open(&essai, r.essai, STORE_LECTURE, 0, f)) == 0)
		rc = keep_answer(q, q->p == NULL ? &q->r.b : &essai, f);
	*ecarts = r.differe;
	base_close(&r.b);
	base_close(&essai);
	if (rc != -1)
		rc = store_rassemble(q->st, f);
	store_close(q->st);
	q->st = NULL;
	free(r.essai);
	if (nul != NULL)
		(void)fclose(nul);
	return rc == -1 ? -1 : 0;
}

static int
add_file(struct zip *z, const char *path, struct fault *f)
{
	char buf[32 * 1024];
	ssize_t n = -1;
	int fd = open(path, O_RDONLY);

	if (fd == -1)
		return fault_errno(f, "es", path);
	while ((n = read(fd, buf, sizeof(buf))) > 0)
		if (coupe_faute(f) == -1 ||
		    zip_write(z, buf, (size_t)n, f) == -1)
			break;
	close(fd);
	return n == 0 ? 0 : n == -1 ? fault_errno(f, "es", path) : -1;
}

static int
write_zip(struct paquet *q, struct sink *out, struct fault *f)
{
	const char *nom = texte_fin(&q->noms, f);
	int64_t t = horloge(f);
	struct zip *z;
	char *path, un[128];
	size_t n;
	int rc;

	if (nom == NULL || t == -1 ||
	    (z = zip_open("paquet.db", t, out, f)) == NULL)
		return -1;
	rc = add_file(z, q->db, f);
	for (; rc == 0 && *nom != '\0'; nom += n + 1) {
		n = strcspn(nom, "\n");
		(void)snprintf(un, sizeof(un), "paquet.d/%.*s", (int)n, nom);
		if ((path = chemin_dans(q->r.dossier, un, f)) == NULL ||
		    zip_suivant(z, un, t, f) == -1 ||
		    add_file(z, path, f) == -1)
			rc = -1;
		free(path);
	}
	if (rc == 0 && (rc = zip_finish(z, f)) == 0)
		rc = sink_flush(out, f);
	zip_close(z);
	return rc;
}

static int
give(struct paquet *q, int fd, struct fault *f)
{
	struct sink *s;
	char *tmp = NULL;
	int rc = -1;

	if (q->o->sortie != NULL &&
	    (fd = fichier_cree(q->o->sortie, &tmp, f)) == -1)
		return -1;
	if ((s = sink_open(fd, NULL, f)) != NULL)
		rc = write_zip(q, s, f);
	sink_close(s);
	if (tmp == NULL)
		return rc;
	if (rc == 0)
		return fichier_pose(fd, tmp, q->o->sortie, f);
	fichier_abandonne(fd, tmp);
	return -1;
}

/* The chaine of the line is known to nobody who has the packet alone. */
static int
open_secret(struct paquet *q, struct fault *f)
{
	char *chaine = NULL;
	int64_t connu = 0;

	if (entier(q->o->paquet, 1, INT64_MAX, &q->numero) == -1)
		return fault_set(f, "echange-inconnu", 0, "%.20s",
		    q->o->paquet);
	if (store_int(q->r.b.st, &connu, f,
		"SELECT 1 FROM echange WHERE numero = ?", "i", q->numero) == -1)
		return -1;
	if (!connu || q->numero == 1)
		return fault_set(f,
		    connu ? "echange-sans-fichier" : "echange-inconnu", 0,
		    "%lld", (long long)q->numero);
	if (q->o->nominatif)
		return 0;
	if (store_text(q->r.b.st, &chaine, f,
		"SELECT chaine FROM echange WHERE numero = ?", "i",
		q->numero) == -1)
		return -1;
	q->p = pseudo_open(chaine == NULL ? "" : chaine, f);
	free(chaine);
	return q->p == NULL ? -1 : 0;
}

int
paquet_run(const struct options *o, int out, FILE *err)
{
	struct paquet q = { .o = o };
	struct fault f = { 0 };
	int rc, ecarts = 0;

	q.r.o = o;
	q.r.bin = o->bin;
	q.r.err = err;
	if ((rc = choix_ouvre(&q.r.b, o, &f)) == 0)
		rc = open_secret(&q, &f);
	if (rc == 0 && isatty(out) && o->sortie == NULL)
		rc = fault_set(&f, "usage", 0,
		    "un paquet est une archive zip : -o FICHIER");
	if (rc == 0 && (q.r.dossier = rejeu_dossier(&f)) == NULL)
		rc = -1;
	if (rc == 0 && (rc = make(&q, &ecarts, &f)) == 0)
		rc = give(&q, out, &f);
	if (rc == 0 && ecarts > 0 && !o->muet)
		report_note(err, o, "paquet-ecarts",
		    "rejoué ici, l'échange du paquet ne sort pas comme alors ; "
		    "rejouer PAQUET le montre");
	rejeu_vide(q.r.dossier);
	free(q.r.dossier);
	free(q.db);
	free(q.d);
	texte_libere(&q.noms);
	pseudo_close(q.p);
	return choix_ferme(&q.r.b, o, rc, &f, err);
}
