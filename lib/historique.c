/*
 * historique.c - what the journal and the nomenclatures show, as tables.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

/* Roots of the files that a school sends to the BEA. */
#define RACINES_BEA "('BEA_ELEVES', 'EVA', 'CONSTAT', 'VOEUX')"

static int
show(struct base *b, const struct options *o, const char *sql, int64_t n,
    FILE *out, struct fault *f)
{
	struct query *q = query_open(b->st, sql, f);
	int rc = -1;

	if (q != NULL &&
	    (strchr(sql, '?') == NULL || query_bind(q, f, "i", n) == 0))
		rc = report_table(q, o->json, out, f);
	query_close(q);
	return rc;
}

int
historique_liste(const struct options *o, FILE *out, FILE *err)
{
	struct fault f = { 0 };
	struct base b = { 0 };
	int rc;

	if ((rc = choix_ouvre(&b, o, &f)) == 0)
		rc = show(&b, o,
		    "SELECT numero, date_echange AS date, sens, libelle AS"
		    " genre, fichier, utilisateur AS qui, lus, ajoutes,"
		    " modifies, inchanges, absents, rejetes, anomalies, s.etat"
		    " FROM choisi JOIN echange USING (numero) JOIN libelle"
		    " USING (genre) JOIN echange_etat s USING (numero) ORDER BY"
		    " numero DESC",
		    0, out, &f);
	return choix_ferme(&b, o, rc, &f, err);
}

/*
 * « Historique échanges BEA »: what went there with its answer, and what came
 * from there.
 */
int
historique_bea(const struct options *o, FILE *out, FILE *err)
{
	struct fault f = { 0 };
	struct base b = { 0 };
	int rc;

	if ((rc = choix_ouvre(&b, o, &f)) == 0)
		rc = show(&b, o,
		    "SELECT e.num_envoi AS envoi, l.libelle AS genre,"
		    " iif(e.sens = 'emis', substr(e.date_echange, 1, 10), NULL)"
		    " AS date_export, iif(e.sens = 'emis' AND e.racine NOT IN"
		    " ('EVA', 'CONSTAT'), e.lus, NULL) AS"
		    " fiches_transferees, iif(e.sens = 'recu', e.anomalies,"
		    " iif(a.sha256 IS NULL, NULL, (SELECT count(*) FROM"
		    " accuse_anomalie x WHERE x.sha256 = a.sha256)"
		    " + (a.motif IS NOT NULL))) AS anomalies, iif(e.sens = "
		    "'recu', l.libelle, (SELECT"
		    " m.libelle FROM echange c JOIN libelle m USING (genre)"
		    " WHERE c.numero = a.echange)) AS compte_rendu,"
		    " substr(iif(e.sens = 'recu', e.date_echange,"
		    " iif(s.etat = 'rejete', NULL, a.date_reception)), 1, 10)"
		    " AS date_integration,"
		    " iif(e.sens = 'recu', (SELECT c.effectif FROM accuse c"
		    " WHERE c.echange = e.numero), a.effectif) AS effectif, "
		    "s.etat FROM choisi"
		    " JOIN echange_etat s USING (numero)"
		    " JOIN echange e USING (numero) JOIN libelle l USING"
		    " (genre) LEFT JOIN accuse a ON a.envoi = e.numero WHERE"
		    " e.sens = 'emis' AND e.num_envoi IS NOT NULL AND e.racine"
		    " IN " RACINES_BEA " OR e.sens = 'recu' AND (e.racine ="
		    " 'BEA_INE' OR e.genre = 'accuse-ministere') ORDER BY "
		    "e.numero DESC",
		    0, out, &f);
	return choix_ferme(&b, o, rc, &f, err);
}

int
historique_attente(const struct options *o, FILE *out, FILE *err)
{
	struct fault f = { 0 };
	struct base b = { 0 };
	struct query *q = NULL;
	char jour[20];
	int rc;

	if ((rc = choix_ouvre(&b, o, &f)) == 0)
		rc = options_date(o, jour, &f);
	if (rc == 0)
		rc = (q = query_open(b.st,
			  "SELECT numero, num_envoi, date_echange AS depuis,"
			  " CAST(julianday(?) - julianday(substr(date_echange,"
			  " 1, 10)) AS INTEGER) AS age_jours, libelle AS"
			  " genre, accuse, remplace FROM choisi JOIN"
			  " envoi_en_attente USING (numero) JOIN libelle USING"
			  " (genre) ORDER BY numero",
			  &f)) == NULL ||
			query_bind(q, &f, "s", jour) == -1
		    ? -1
		    : report_table(q, o->json, out, &f);
	query_close(q);
	return choix_ferme(&b, o, rc, &f, err);
}

/*
 * Is it a field of some record whose value screens must not show?  Without a
 * field it is a whole row.
 */
static int
is_personal(const char *element, const char *champ)
{
	const struct field *fd;

	if (champ == NULL)
		return strcmp(element, "tenu") == 0;
	fd = formats_champ(element, champ);
	return fd != NULL && (fd->flags & F_PERSO);
}

/* A value of it that may be shown: none that is personal, nor has strayed. */
static int
is_shown(struct store *st, const char *element, const char *champ,
    const char *v)
{
	const struct field *fd =
	    champ == NULL ? NULL : formats_champ(element, champ);

	return !is_personal(element, champ) &&
	    (fd == NULL || discret_montre(st, fd, v));
}

/*
 * What the exchange added, as long as it is there: table ajout.  The journal
 * has no line for each, but the record says which exchange made it.
 */
static int
additions(struct base *b, int64_t n, struct fault *f)
{
	const struct format *const *fmt;
	const struct record *r;
	struct texte x = { 0 };
	int64_t la;
	size_t i;
	int rc = store_exec(b->st,
	    "CREATE TEMP TABLE ajout (element TEXT, cle TEXT, PRIMARY KEY"
	    " (element, cle))",
	    f);

	for (fmt = formats; *fmt != NULL && rc == 0; fmt++)
		for (i = 0; i < (*fmt)->nrecords && rc == 0; i++) {
			r = &(*fmt)->records[i];
			la = 0;
			if (!(r->flags & R_TRACE))
				continue;
			if ((rc = store_int(b->st, &la, f,
				 "SELECT EXISTS (SELECT 1 FROM"
				 " pragma_table_info(?) WHERE name = 'cree')",
				 "s", r->name)) == -1 ||
			    !la)
				continue;
			texte_ajoute(&x,
			    "INSERT OR IGNORE INTO ajout SELECT '%s', ",
			    r->name);
			stage_cle(&x, r, "b");
			texte_ajoute(&x, " FROM %s b WHERE b.cree = %lld",
			    r->name, (long long)n);
			rc = store_texte(b->st, &x, f);
		}
	return rc;
}

#define CHANGEMENTS \
	"SELECT genre AS changement, element, cle, champ, avant, apres FROM" \
	" (SELECT 1 AS t, n, genre, element, cle, champ, avant, apres FROM" \
	" changement WHERE echange = ?1 UNION ALL SELECT 2, rowid, 'A'," \
	" element, cle, NULL, NULL, NULL FROM ajout) ORDER BY t, n"

/* JSON lines may end in a log: personal values are shown by their form. */
static int
show_changes_json(struct base *b, int64_t n, FILE *out, struct fault *f)
{
	struct query *q;
	const char *v;
	char buf[256];
	size_t i;
	int rc = -1;

	q = query_open(b->st, CHANGEMENTS, f);
	if (q != NULL && query_bind(q, f, "i", n) == 0)
		while ((rc = query_step(q, f)) == 1) {
			for (i = 0; i < query_columns(q); i++) {
				v = query_text(q, i);
				if (i >= 4 && v != NULL &&
				    !is_shown(b->st, query_text(q, 1),
					query_text(q, 3), v)) {
					forme(v, buf, sizeof(buf));
					v = buf;
				}
				if (i == 2 && v != NULL) {
					discret_cles(b->st,
					    formats_record(query_text(q, 1)), v,
					    NULL, buf, sizeof(buf));
					v = buf;
				}
				json_champ(out, i == 0 ? "{" : ",",
				    query_name(q, i), v);
			}
			fputs("}\n", out);
		}
	query_close(q);
	if (rc == 0 && fflush(out) == EOF)
		rc = fault_errno(f, "sortie", "écriture");
	return rc;
}

static int
number_of(struct base *b, const char *numero, int64_t *n, struct fault *f)
{
	int64_t found = 0;

	if (entier(numero, 1, INT64_MAX, n) == -1)
		return fault_set(f, "echange-inconnu", 0, "%.20s", numero);
	if (store_int(b->st, &found, f,
		"SELECT 1 FROM echange WHERE numero = ?", "i", *n) == -1)
		return -1;
	return found
	    ? 0
	    : fault_set(f, "echange-inconnu", 0, "%lld", (long long)*n);
}

/* Names of people stay in the compte rendu; here are keys and codes. */
int
historique_un(const struct options *o, const char *numero, FILE *out, FILE *err)
{
	static const char echange[] =
	    "SELECT numero, libelle AS genre, sens, s.etat, accuse,"
	    " date_accuse, effectif_accuse, num_envoi, date_echange AS date,"
	    " date_utilisee,"
	    " uai, annee, horodatage, racine, fichier, archive, reponse,"
	    " annexe, (SELECT purge FROM corps k WHERE k.numero = e.numero"
	    " LIMIT 1) AS purge, sha256, taille, lus,"
	    " ajoutes, modifies, inchanges, absents, rejetes, anomalies,"
	    " statut, refus, programme, version, options, utilisateur,"
	    " sudo_user, motif FROM echange e JOIN libelle USING (genre) JOIN"
	    " echange_etat s USING (numero) WHERE numero = ?1";
	static const char anomalies[] =
	    "SELECT code, gravite, element, cle, champ, ligne, texte, remede"
	    " FROM dit ORDER BY rowid";
	static const char *const tables[] = { echange, anomalies, CHANGEMENTS };
	struct fault f = { 0 };
	struct base b = { 0 };
	int64_t n = 0;
	size_t i;
	int rc;

	rc = lecture_ouvre(&b, o, ROLES, &f);
	if (rc == 0 && (rc = choix_libelles(b.st, o, &f)) == 0)
		rc = number_of(&b, numero, &n, &f);
	if (rc == 0 && (rc = additions(&b, n, &f)) == 0)
		rc = erreurs_de(b.st, o->json, n, &f);
	for (i = 0; i < NELEM(tables) && rc == 0; i++) {
		if (i > 0 && !o->json)
			fputc('\n', out);
		rc = i == 2 && o->json ? show_changes_json(&b, n, out, &f)
				       : show(&b, o, tables[i], n, out, &f);
	}
	return choix_ferme(&b, o, rc, &f, err);
}

static int
copy_archive(struct base *b, const char *nom, int out, struct fault *f)
{
	char *path = chemin_dans(b->archives, nom, f);
	int rc = path == NULL ? -1 : extrait_vers(path, out, f);

	free(path);
	return rc;
}

/* Looked at before it is given out: what was received, to the byte. */
static int
same_archive(struct base *b, const char *nom, int64_t n, struct fault *f)
{
	char hex[EMPREINTE] = "", *sha = NULL;
	char *path = chemin_dans(b->archives, nom, f);
	int64_t taille;
	int rc = -1;

	if (path != NULL && access(path, F_OK) == -1 && errno == ENOENT)
		fault_set(f, "archive-manque", 0, "échange %lld : %s",
		    (long long)n, path);
	else if (path != NULL && extrait_empreinte(path, hex, &taille, f) == 0)
		rc = store_text(b->st, &sha, f,
		    "SELECT sha256 FROM echange WHERE numero = ?", "i", n);
	if (rc == 0 && (sha == NULL || strcmp(sha, hex) != 0))
		rc = fault_set(f, "archive-changee", 0, "%s", path);
	free(sha);
	free(path);
	return rc;
}

int
historique_fichier(const struct options *o, const char *numero, int out,
    FILE *err)
{
	struct fault f = { 0 };
	struct base b = { 0 };
	char *nom = NULL;
	int64_t n = 0, purge = 0;
	int rc;

	rc = lecture_ouvre(&b, o, ROLES, &f);
	if (rc == 0)
		rc = number_of(&b, numero, &n, &f);
	if (rc == 0)
		rc = store_text(b.st, &nom, &f,
		    "SELECT archive FROM echange WHERE numero = ?", "i", n);
	if (rc == 0 && nom == NULL)
		rc = fault_set(&f, "echange-sans-fichier", 0, "échange %lld",
		    (long long)n);
	if (rc == 0)
		rc = store_int(b.st, &purge, &f,
		    "SELECT coalesce(purge, 0) FROM corps WHERE numero = ? AND"
		    " nom = ?",
		    "is", n, nom);
	if (rc == 0 && purge != 0)
		rc = fault_set(&f, "archive-purgee", 0,
		    "échange %lld, purgé par l'échange %lld", (long long)n,
		    (long long)purge);
	if (rc == 0)
		rc = same_archive(&b, nom, n, &f);
	if (rc == 0)
		rc = copy_archive(&b, nom, out, &f);
	free(nom);
	return choix_ferme(&b, o, rc, &f, err);
}

int
nomenclature_liste(const struct options *o, FILE *out, FILE *err)
{
	struct fault f = { 0 };
	struct base b = { 0 };
	int rc;

	rc = lecture_ouvre(&b, o, ROLES, &f);
	if (rc == 0)
		rc = show(&b, o,
		    "WITH recu (n) AS (SELECT max(numero) FROM echange WHERE"
		    " genre = 'nomenclature-academique' AND change = 1),"
		    " tout AS (SELECT 1 AS rang, 'MEF' AS liste, code_mef AS"
		    " code, libelle_long AS libelle, 'profilable' AS type,"
		    " coalesce(mef_selectionne, 0) AS selectionne,"
		    " coalesce(mef_selorig, 0) AS origine, ferme, cree,"
		    " echange FROM mef UNION ALL SELECT 2, 'MATIERE',"
		    " code_matiere, libelle_long, 'profilable', selectionnee,"
		    " 0, ferme, cree, echange FROM matiere UNION ALL SELECT 3,"
		    " liste, code, libelle_long, 'standard', 1, 0, ferme,"
		    " cree, echange FROM nomenclature)"
		    " SELECT substr(e.date_echange, 1, 10) AS recu, liste,"
		    " code, libelle, type, selectionne, origine, (t.cree ="
		    " recu.n) AS nouveau, ferme FROM tout t, recu LEFT JOIN"
		    " echange e ON e.numero = t.cree ORDER BY rang, liste,"
		    " code",
		    0, out, &f);
	return choix_ferme(&b, o, rc, &f, err);
}

/* What was decided for each pupil, and whether it is « traité ». */
int
affectations_liste(const struct options *o, FILE *out, FILE *err)
{
	struct fault f = { 0 };
	struct base b = { 0 };
	int rc;

	rc = lecture_ouvre(&b, o, ROLE_ETAB, &f);
	if (rc == 0)
		rc = show(&b, o, "SELECT * FROM affectation_liste", 0, out, &f);
	return choix_ferme(&b, o, rc, &f, err);
}

struct bases {
	const struct options *o;
	FILE *out, *err;
	int rate;
};

static const char *const bases_colonnes[] = { "base", "role", "uai", "annee",
	"etat", "dernier_echange", "age_jours" };

/* One line; a base that cannot be opened is said and passed over. */
static int
one_base(void *ctx, const char *path, struct fault *f)
{
	struct bases *l = ctx;
	struct fault own = { 0 };
	struct base b = { 0 };
	char *date = NULL, *age = NULL, jour[20];
	const char *val[NELEM(bases_colonnes)];

	if (options_date(l->o, jour, f) == -1)
		return -1;
	if (base_open(&b, path, l->o->migrer ? STORE_ECRITURE : STORE_LECTURE,
		5, &own) == -1 ||
	    store_text(b.st, &date, &own,
		"SELECT max(date_echange) FROM"
		" echange",
		"") == -1 ||
	    store_text(b.st, &age, &own,
		"SELECT CAST(julianday(?) - julianday(substr(max("
		"date_echange), 1, 10)) AS INTEGER) FROM echange",
		"s", jour) == -1) {
		report_fault(l->err, l->o, path, &own);
		l->rate = 1;
		base_close(&b);
		free(date);
		return 0;
	}
	door_migree(&b, l->o, l->err);
	val[0] = path;
	val[1] = b.role;
	val[2] = b.uai;
	val[3] = b.annee;
	val[4] = b.etat;
	val[5] = date;
	val[6] = age;
	report_ligne(l->out, l->o->json, bases_colonnes, val, NELEM(val));
	base_close(&b);
	free(date);
	free(age);
	return 0;
}

int
bases_liste(const struct options *o, const char *dossier, FILE *out, FILE *err)
{
	struct fault f = { 0 };
	struct bases l = { o, out, err, 0 };
	int alone;

	if (!o->json)
		report_ligne(out, 0, bases_colonnes, bases_colonnes,
		    NELEM(bases_colonnes));
	alone = access(dossier, F_OK) == 0 && !base_est_dossier(dossier);
	if ((alone ? one_base(&l, dossier, &f)
		   : base_each(dossier, one_base, &l, &f)) == -1 ||
	    (fflush(out) == EOF &&
		fault_errno(&f, "sortie", "écriture") == -1)) {
		report_fault(err, o, dossier, &f);
		return fault_status(&f);
	}
	return l.rate ? ST_PARTIEL : ST_OK;
}
