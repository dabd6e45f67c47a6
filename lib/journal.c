/*
 * journal.c - the line of an exchange: its number, its names, its hash.
 *
 * A line is written in the transaction of the data it speaks of.  Its chaine
 * is the SHA-256 of its own values and of the chaine before, so that a line
 * changed afterwards shows; so do the rows that hang on it (traces.c).
 */
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

/* The founding document's words where it has them. */
/* clang-format off */
static const struct {
	const char *genre, *libelle;
} genres[] = {
	{ "creation", "Création de la base" },
	{ "nomenclature-academique", "Import Nomenclatures Académiques" },
	{ "nomenclature-etablissement",
	    "Export Nomenclatures établissement vers STS-WEB" },
	{ "ban-nomenclatures",
	    "Export Nomenclatures Académiques vers établissement" },
	{ "structures", "Import Structures de STS-WEB" },
	{ "eleves", "Import Élèves de SIECLE" },
	{ "responsables", "Import Responsables de SIECLE" },
	{ "communs", "Import Communs de SIECLE" },
	{ "repartition", "Répartition des élèves par division" },
	{ "bascule", "Bascule de fin d'année" },
	{ "bascule-complement", "Complément de la bascule de fin d'année" },
	{ "dossiers", "Dossiers vers autre EPLE" },
	{ "dossiers-recus", "Dossiers élèves depuis un autre EPLE" },
	{ "rentree", "Rentrée : changement d'année courante" },
	{ "saisie", "Saisie" },
	{ "saisie-tenue", "Saisie, valeurs tenues" },
	{ "saisie-relachee", "Saisie, valeurs relâchées" },
	{ "effectifs", "Export effectif par structure vers STS-WEB" },
	{ "export-eleves", "Export Élèves sans adresses" },
	{ "export-eleves-adresses", "Export Élèves avec adresses" },
	{ "export-responsables", "Export Responsables sans adresses" },
	{ "export-responsables-adresses", "Export Responsables avec adresses" },
	{ "export-nomenclature", "Export Nomenclature" },
	{ "export-structures", "Export Structures" },
	{ "export-communs", "Export Communs" },
	{ "export-groupes", "Export des liens élèves-groupes" },
	{ "import-groupes", "Import des liens élèves-groupes" },
	{ "import-prive", "Import du Privé" },
	{ "purge", "Purge des fichiers archivés" },
	{ "accuse", "Import accusé réception" },
	{ "sts-nomenclatures", "Import Nomenclatures établissement de SCONET" },
	{ "sts-effectifs", "Import effectif par structure de SCONET" },
	{ "sts-emploi-du-temps", "Import Emploi du temps" },
	{ "sts-reprise", "Reprise des structures et ressources" },
	{ "sts-structures", "Saisie des structures" },
	{ "sts-emp", "Export Emploi du temps" },
	{ "gep-nomenclatures", "Export Nomenclatures vers GEP" },
	{ "gep-structures", "Export Structures&Services vers GEP" },
	{ "gep-eleves", "Export Elèves vers GEP" },
	{ "voeux", "Import Vœux" },
	{ "export-voeux", "Export Vœux" },
	{ "liste-voeux", "Export Vœux, liste" },
	{ "affectations", "Import résultats d'affectation" },
	{ "voeux-recus", "Import Vœux de l'établissement" },
	{ "envoi-affectations", "Export résultats d'affectation" },
	{ "envoi-arrivees", "Export arrivées par affectation" },
	{ "export-bea", "Export fiches élève vers la BEA" },
	{ "accuse-bea", "Import accusé réception BEA" },
	{ "envoi-ine", "Export INE élèves vers l'établissement" },
	{ "litiges", "Litiges d'immatriculation tranchés" },
	{ "ine", "Import INE élèves" },
	{ "constat", "Constat de rentrée" },
	{ "accuse-constat", "Import accusé réception constat de rentrée" },
	{ "accuse-ministere", "Import accusé réception ministère" },
	{ "ministere", "Export accusé réception ministère" },
	{ "bea-constat", "Import constat de rentrée de l'établissement" },
	{ "export-eva", "Export effectifs EVA" },
	{ "liste-eva", "Effectifs EVA, liste" },
	{ "accuse-eva", "Import accusé réception EVA" },
	{ "bea-eva", "Import effectifs EVA de l'établissement" },
	{ "bea-etablissement", "Déclaration d'un établissement" },
	{ "bea-eleves", "Import fiches élève de l'établissement" },
};
/* clang-format on */

const char *
genre_libelle(const char *genre)
{
	size_t i;

	for (i = 0; i < NELEM(genres); i++)
		if (strcmp(genres[i].genre, genre) == 0)
			return genres[i].libelle;
	return genre;
}

const char *
genre_nom(size_t i)
{
	return i < NELEM(genres) ? genres[i].genre : NULL;
}

int
journal_dates(struct echange *e, const struct options *o, struct fault *f)
{
	int64_t t;

	if ((t = horloge(f)) == -1 || horodate(t, e->date, f) == -1)
		return -1;
	return options_date(o, e->date_utilisee, f);
}

int
journal_numero(struct store *st, int64_t *n, struct fault *f)
{
	*n = 1;
	return store_int(st, n, f,
	    "SELECT coalesce(max(numero), 0) + 1 FROM echange", "");
}

void
journal_nom(const struct echange *e, const char *suffixe, const char *ext,
    char *buf)
{
	int n = snprintf(buf, 64, "%06lld-%s-%s.%s.zst", (long long)e->numero,
	    e->genre, suffixe, ext);

	if (n < 0 || n >= 64)
		buf[0] = '\0';
}

int
journal_annexe(struct echange *e, struct archive **a, const char *dir,
    const char *text, const char *suffixe, const char *ext, struct fault *f)
{
	int garde;

	if (text == NULL)
		return 0;
	if ((*a = archive_open(dir, f)) == NULL ||
	    archive_write(*a, text, strlen(text), f) == -1 ||
	    archive_finish(*a, f) == -1)
		return -1;
	journal_nom(e, suffixe, ext, e->annexe);
	(void)snprintf(e->annexe_sha256, EMPREINTE, "%s",
	    archive_empreinte(*a));
	e->annexe_taille = (int64_t)archive_taille(*a);
	return archive_nomme(*a, e->annexe, &garde, f);
}

/* *name: the user, NULL when the system has no name for him; borrowed. */
static int
user(const char **name, struct fault *f)
{
	const struct passwd *pw;

	errno = 0;
	pw = getpwuid(getuid());
	*name = pw == NULL ? NULL : pw->pw_name;
	/* As getpwuid(3) says "not found"; anything else is a failure. */
	if (pw != NULL || errno == 0 || errno == ENOENT || errno == ESRCH ||
	    errno == EBADF || errno == EPERM)
		return 0;
	return errno == ENOMEM
	    ? fault_memory(f)
	    : fault_errno(f, "es", "nom de l'utilisateur (/etc/passwd)");
}

/*
 * The values of a line, in the order in which they are hashed; those from
 * TARDIVES on came in later versions, and only count when they are there, by
 * their name, so that older lines keep the chaine they had.
 */
#define TARDIVES 33
static const char valeurs[] =
    "SELECT numero, genre, sens, etat, date_echange, date_utilisee, uai,"
    " annee, horodatage, racine, fichier, archive, reponse, annexe, sha256,"
    " taille, coalesce(num_envoi, 0), lus, ajoutes, modifies, inchanges,"
    " absents, rejetes, anomalies, statut, change, refus, programme, version,"
    " options, utilisateur, sudo_user, motif, reponse_sha256, reponse_taille,"
    " annexe_sha256, annexe_taille, traces, contenu, chaine FROM"
    " echange";

/* The chaine of the line that q stands on, after the chaine avant. */
static int
chain(const struct query *q, const char *avant, char hex[EMPREINTE],
    struct fault *f)
{
	struct texte x = { 0 };
	const char *v, *text;
	size_t i;
	int rc;

	texte_ajoute(&x, "%s\n", avant);
	for (i = 0; i + 1 < query_columns(q); i++) {
		v = query_text(q, i);
		if (i < TARDIVES)
			texte_ajoute(&x, "%s\n", v == NULL ? "" : v);
		else if (v != NULL)
			texte_ajoute(&x, "%s=%s\n", query_name(q, i), v);
	}
	rc = (text = texte_fin(&x, f)) == NULL ? -1 : empreinte(text, hex, f);
	texte_libere(&x);
	return rc;
}

int
journal_rompu(struct store *st,
    int (*fn)(void *ctx, int64_t numero, struct fault *f), void *ctx,
    struct fault *f)
{
	char hex[EMPREINTE], avant[EMPREINTE] = "";
	struct texte x = { 0 };
	const char *sql;
	struct query *q = NULL;
	int rc = -1;

	texte_ajoute(&x, "%s ORDER BY numero", valeurs);
	if ((sql = texte_fin(&x, f)) != NULL)
		q = query_open(st, sql, f);
	while (q != NULL && (rc = query_step(q, f)) == 1) {
		const char *dite = query_text(q, query_columns(q) - 1);

		if (chain(q, avant, hex, f) == -1 ||
		    ((dite == NULL || strcmp(dite, hex) != 0) &&
			fn(ctx, query_int(q, 0), f) == -1)) {
			rc = -1;
			break;
		}
		(void)snprintf(avant, sizeof(avant), "%s",
		    dite == NULL ? "" : dite);
	}
	query_close(q);
	texte_libere(&x);
	return rc;
}

static int
write_line(struct store *st, const struct echange *e, const struct options *o,
    const char *qui, struct fault *f)
{
	return store_run(st, f,
	    "INSERT INTO echange (numero, genre, sens, etat, date_echange,"
	    " date_utilisee, uai, annee, horodatage, racine, fichier, archive,"
	    " reponse, annexe, sha256, taille, num_envoi, lus, ajoutes, "
	    "modifies,"
	    " inchanges, absents, rejetes, anomalies, statut, change, refus,"
	    " programme, version, options, utilisateur, sudo_user, motif,"
	    " reponse_sha256, reponse_taille, annexe_sha256, annexe_taille,"
	    " chaine) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''),"
	    " nullif(?, ''), nullif(?, ''), ?, ?, nullif(?, 0), ?, ?, ?, ?, ?, "
	    "?, ?, ?, ?,"
	    " ?, ?, ?, ?, ?, ?, ?, nullif(?34, ''), iif(?34 = '', NULL, ?35),"
	    " nullif(?36, ''), iif(?36 = '', NULL, ?37), '')",
	    "isssssssssssss"
	    "siiiiiiiiiiis"
	    "sssssssisi",
	    e->numero, e->genre, e->sens, e->etat, e->date, e->date_utilisee,
	    e->uai, e->annee, e->horodatage, e->racine, e->fichier, e->archive,
	    e->reponse, e->annexe, e->sha256, e->taille, e->num_envoi, e->lus,
	    e->ajoutes, e->modifies, e->inchanges, e->absents, e->rejetes,
	    e->anomalies, (int64_t)e->statut, (int64_t)e->change, e->refus,
	    o->prog, sconet_version(), o->texte, qui, getenv("SUDO_USER"),
	    o->motif, e->reponse_sha256, e->reponse_taille, e->annexe_sha256,
	    e->annexe_taille);
}

/* Close the line numero, which is there and lacks its chaine. */
static int
seal(struct store *st, int64_t numero, struct fault *f)
{
	char hex[EMPREINTE], *avant = NULL;
	struct texte x = { 0 };
	const char *sql;
	struct query *q = NULL;
	int rc = -1;

	texte_ajoute(&x, "%s WHERE numero = ?", valeurs);
	if ((sql = texte_fin(&x, f)) != NULL &&
	    store_text(st, &avant, f,
		"SELECT chaine FROM echange WHERE numero < ? ORDER BY numero"
		" DESC LIMIT 1",
		"i", numero) == 0 &&
	    (q = query_open(st, sql, f)) != NULL &&
	    query_bind(q, f, "i", numero) == 0 && query_step(q, f) == 1)
		rc = chain(q, avant == NULL ? "" : avant, hex, f);
	query_close(q);
	texte_libere(&x);
	free(avant);
	return rc == -1
	    ? -1
	    : store_run(st, f, "UPDATE echange SET chaine = ? WHERE numero = ?",
		  "si", hex, numero);
}

/* The codes of s_anomalie's rule numbers, for the copy below. */
static int
name_rules(struct store *st, const struct stage *sg, struct fault *f)
{
	struct query *q;
	size_t i;
	int rc = 0;

	if (store_exec(st,
		"CREATE TEMP TABLE IF NOT EXISTS s_regle (regle INTEGER "
		"PRIMARY KEY, code TEXT)",
		f) == -1)
		return -1;
	q = query_open(st, "INSERT OR REPLACE INTO s_regle VALUES (?, ?)", f);
	if (q == NULL)
		return -1;
	for (i = 0; i < sg->nrules && rc == 0; i++)
		rc = query_run(q, f, "is", (int64_t)i, sg->rules[i]->code);
	query_close(q);
	return rc;
}

int
journal_anomalies(struct store *st, int64_t numero, const struct stage *sg,
    struct fault *f)
{
	if (sg->anomalies == 0)
		return 0;
	if (name_rules(st, sg, f) == -1)
		return -1;
	return store_run(st, f,
	    "INSERT INTO anomalie SELECT NULL, ?, r.code, a.gravite,"
	    " a.element, a.ligne, a.cle, a.champ, a.valeur FROM s_anomalie a"
	    " JOIN s_regle r USING (regle) ORDER BY a.n",
	    "i", numero);
}

int
journal_scelle(struct store *st, const struct echange *e, struct fault *f)
{
	if (traces_pose(st, e, f) == -1 || contenu_pose(st, e->numero, f) == -1)
		return -1;
	return seal(st, e->numero, f);
}

int
journal_ecrit(struct store *st, const struct echange *e,
    const struct options *o, const struct stage *sg, struct fault *f)
{
	const char *qui;
	int rc;

	if (user(&qui, f) == -1)
		return -1;
	rc = write_line(st, e, o, qui, f);
	if (rc == 0 && sg != NULL)
		rc = journal_anomalies(st, e->numero, sg, f);
	return rc == 0 ? journal_scelle(st, e, f) : -1;
}
