/*
 * fiche_contenu.c - what the base holds on a pupil, record by record; champ is
 * what saisie calls the field.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

/* clang-format off */
static const char codes[] =
    "CREATE TEMP VIEW m_code AS SELECT liste, code, coalesce(libelle_long,"
    " libelle_court) AS libelle FROM nomenclature"
    " UNION ALL SELECT 'MEF', code_mef, coalesce(libelle_long,"
    " libelle_edition, formation) FROM mef"
    " UNION ALL SELECT 'MATIERE', code_matiere, coalesce(libelle_long,"
    " libelle_edition, libelle_court) FROM matiere"
    " UNION ALL SELECT 'STRUCTURE', code_structure, coalesce(libelle_long,"
    " code_structure) || iif(ferme, ' (fermée)', '') FROM structure"
    " UNION ALL VALUES ('SEXE', '1', 'masculin'), ('SEXE', '2', 'féminin'),"
    " ('NIVEAU', '1', 'représentant légal'), ('NIVEAU', '2', 'en charge de"
    " l''élève'), ('NIVEAU', '3', 'personne à contacter')";
/* clang-format on */

/* Records of the base. */

/* What a set of rows is, on the screen and for saisie. */
struct vue {
	const char *rubrique;
	const char *record;
	const char *prefixe; /* of champ */
	int seule;           /* only fields of that rubrique; -1: all */
};

static int
is_held(struct ecran *e, const char *element, const char *cle,
    const char *champ, int64_t *held, struct fault *f)
{
	*held = 0;
	return store_int(e->st, held, f,
	    "SELECT 1 FROM tenu WHERE element = ?1 AND ((cle = ?2 AND champ ="
	    " ?3) OR (champ = '*' AND substr(?2 || '/', 1, length(cle) + 1) ="
	    " cle || '/'))",
	    "sss", element, cle, champ);
}

static int
field_say(struct ecran *e, const struct vue *u, const struct field *fd,
    const char *cle, const char *v, struct fault *f)
{
	const struct intitule *t = ecran_intitule(fd->name);
	struct item item = { .rubrique = u->rubrique };
	char lit[LIT_MAX], dit[64], champ[128], *libelle = NULL;
	int64_t held;
	size_t i, n;

	if (u->seule != -1 &&
	    (int)(t == NULL ? SCOLARITE : t->rubrique) != u->seule)
		return 0;
	ecran_titre(fd->name, dit, sizeof(dit));
	n = (size_t)snprintf(champ, sizeof(champ), "%s", u->prefixe);
	for (i = 0; fd->name[i] != '\0' && n + 1 < sizeof(champ); i++)
		champ[n++] = (char)toupper((unsigned char)fd->name[i]);
	champ[n < sizeof(champ) ? n : sizeof(champ) - 1] = '\0';
	/* Last year's division is of last year, and often of another school. */
	if (t != NULL && t->liste != NULL &&
	    (strcmp(t->liste, "STRUCTURE") != 0 ||
		strcmp(u->record, "scolarite_an_dernier") != 0) &&
	    store_text(e->st, &libelle, f,
		"SELECT libelle FROM m_code WHERE liste = ? AND code = ?", "ss",
		t->liste, v) == -1)
		return -1;
	if (is_held(e, u->record, cle, fd->name, &held, f) == -1) {
		free(libelle);
		return -1;
	}
	item.champ = fd->path == NULL ? NULL : champ;
	item.intitule = dit;
	item.valeur = field_ecrit(fd, v, lit);
	if (e->terminal && (fd->type == FT_BOOL || fd->type == FT_VRAI))
		item.valeur = strcmp(v, "1") == 0 ? "oui" : "non";
	item.libelle = libelle;
	item.tenu = held ? "tenu" : NULL;
	item.perso = !discret_montre(e->st, fd, v);
	ecran_dit(e, &item);
	free(libelle);
	return 0;
}

static struct query *
record_open(struct ecran *e, const struct record *r, const char *where,
    struct fault *f)
{
	struct texte x = { 0 };
	struct query *q = NULL;
	const char *sql;
	size_t i;

	texte_ajoute(&x, "SELECT ");
	stage_cle(&x, r, "b");
	for (i = 0; i < r->nfields; i++)
		texte_ajoute(&x, ", b.%s", r->fields[i].name);
	texte_ajoute(&x, " FROM %s b WHERE %s", r->name, where);
	if ((sql = texte_fin(&x, f)) != NULL)
		q = query_open(e->st, sql, f);
	texte_libere(&x);
	return q;
}

/* The values of the rows that where (with ?1, ?2) chooses. */
static int
record_say(struct ecran *e, const struct vue *u, const char *where, int64_t a,
    int64_t b, struct fault *f)
{
	const struct record *r = format_record(&format_saisie, u->record);
	const struct field *fd;
	struct query *q = record_open(e, r, where, f);
	size_t i;
	int rc = -1;

	if (q != NULL && query_bind(q, f, b == 0 ? "i" : "ii", a, b) == 0)
		while ((rc = query_step(q, f)) == 1)
			for (i = 0; i < r->nfields && rc != -1; i++) {
				fd = &r->fields[i];
				if ((fd->flags & (F_KEY | F_ALIAS)) ||
				    query_text(q, i + 1) == NULL)
					continue;
				rc = field_say(e, u, fd, query_text(q, 0),
				    query_text(q, i + 1), f);
			}
	query_close(q);
	return rc;
}

/* Lines of a set: columns as "champ, intitule, valeur, libelle, cle". */
static int
set_say(struct ecran *e, const char *rubrique, const char *element,
    const char *sql, int64_t id, struct fault *f)
{
	struct item t = { .rubrique = rubrique };
	struct query *q = query_open(e->st, sql, f);
	int64_t held;
	int rc = -1;

	if (q != NULL && query_bind(q, f, "i", id) == 0)
		while ((rc = query_step(q, f)) == 1) {
			t.champ = query_text(q, 0);
			t.intitule = query_text(q, 1);
			t.valeur = query_text(q, 2);
			t.libelle = query_text(q, 3);
			if (is_held(e, element, query_text(q, 4), "", &held,
				f) == -1) {
				rc = -1;
				break;
			}
			t.tenu = held ? "tenu" : NULL;
			ecran_dit(e, &t);
		}
	query_close(q);
	return rc;
}

/*
 * Sets of lines; a base of before has not all of their tables.  Columns as
 * set_say wants them.
 */
/* clang-format off */
#define JOUR_FR(d) \
	"substr(" d ", 9, 2) || '/' || substr(" d ", 6, 2) || '/' || " \
	"substr(" d ", 1, 4)"
#define LIBELLE(liste, code) \
	"(SELECT libelle FROM m_code WHERE liste = '" liste "' AND code = " \
	code ")"
#define AN_DERNIER "Scolarité de l'an dernier"
#define OPTION(rubrique, table, champ) \
	{ rubrique, table, "SELECT " champ ", 'Option ' || s.num_option," \
	  " s.code_matiere, " LIBELLE("MATIERE", "s.code_matiere") " ||" \
	  " coalesce(' (' || " LIBELLE("MODALITE_ELECTION", \
	    "s.code_modalite_elect") " || ')', ''), s.eleve_id || '/' ||" \
	  " s.num_option FROM " table " s WHERE s.eleve_id = ? ORDER BY" \
	  " s.num_option" }
/* One value of the year before, which no element of SIECLE's says. */
#define SITUATION(dit, valeur, libelle) \
	"SELECT NULL, '" dit "', " valeur ", " libelle ", s.eleve_id FROM" \
	" situation_an_dernier s WHERE s.eleve_id = ?1 AND " valeur \
	" IS NOT NULL"

static const struct ensemble {
	const char *rubrique, *element, *sql;
} de_l_annee[] = {
	{ "Division et groupes", "eleve_structure",
	  "SELECT iif(s.type_structure = 'D', 'DIVISION', 'GROUPES'),"
	  " iif(s.type_structure = 'D', 'Division', 'Groupe'),"
	  " s.code_structure, nullif(coalesce(" LIBELLE("STRUCTURE",
	    "s.code_structure") ", '') || coalesce(' (depuis le ' || "
	  JOUR_FR("s.date_debut") " || ')', '') || coalesce(' (jusqu''au ' || "
	  JOUR_FR("s.date_fin") " || ')', ''), ''), s.eleve_id || '/' ||"
	  " s.type_structure || '/' || s.code_structure FROM eleve_structure s"
	  " WHERE s.eleve_id = ? ORDER BY s.type_structure, s.code_structure" },
	OPTION("Options", "eleve_option",
	    "'OPTION/' || s.num_option || '/CODE_MATIERE'"),
	{ "Vœux", "voeu",
	  "SELECT NULL, 'Vœu ' || v.rang_voeu, v.code_rne || ' ' || v.code_mef,"
	  " " LIBELLE("MEF", "v.code_mef") ", v.eleve_id || '/' || v.rang_voeu"
	  " FROM voeu v WHERE v.eleve_id = ? ORDER BY v.rang_voeu" },
	{ "Affectation", "affectation",
	  "SELECT NULL, 'Décision', decision || coalesce(' ' || rang_liste,"
	  " ''), coalesce(uai || ' ' || mef || ', ', '') || 'traité : ' ||"
	  " traite, eleve_id FROM affectation_liste WHERE eleve_id = ?" },
	{ NULL, NULL, NULL }
}, de_l_an_dernier[] = {
	{ AN_DERNIER, "situation_an_dernier",
	  SITUATION("Régime", "s.code_regime", LIBELLE("REGIME",
	    "s.code_regime")) " UNION ALL "
	  SITUATION("Statut", "s.code_statut", LIBELLE("STATUT_ELEVE",
	    "s.code_statut")) " UNION ALL "
	  SITUATION("Date d''entrée", JOUR_FR("s.date_entree"), "NULL")
	  " UNION ALL "
	  SITUATION("Doublement", "iif(s.doublement, 'oui', 'non')", "NULL") },
	OPTION(AN_DERNIER, "option_an_dernier", "NULL"),
	{ AN_DERNIER, "dossier",
	  "SELECT NULL, 'Dossier reçu de', d.code_rne, d.annee || coalesce("
	  "', élève ' || d.origine_id, ''), d.eleve_id || '/' || d.code_rne"
	  " FROM dossier d WHERE d.eleve_id = ? ORDER BY d.code_rne" },
	{ NULL, NULL, NULL }
};
/* clang-format on */

static int
sets_say(struct ecran *e, const struct ensemble *s, int64_t id, struct fault *f)
{
	int64_t la;

	for (; s->rubrique != NULL; s++) {
		la = 0;
		if (store_int(e->st, &la, f,
			"SELECT 1 FROM sqlite_schema WHERE name = ?", "s",
			s->element) == -1 ||
		    (la &&
			set_say(e, s->rubrique, s->element, s->sql, id, f) ==
			    -1))
			return -1;
	}
	return 0;
}

static int
responsable_say(struct ecran *e, int64_t id, int64_t personne, int n,
    struct fault *f)
{
	char rubrique[64], prefixe[64], adresse[80];
	struct vue u = { rubrique, "personne", prefixe, -1 };
	int rc;

	(void)snprintf(rubrique, sizeof(rubrique), "Responsable %d (%lld)", n,
	    (long long)personne);
	(void)snprintf(prefixe, sizeof(prefixe), "RESPONSABLE/%lld/",
	    (long long)personne);
	(void)snprintf(adresse, sizeof(adresse), "%sADRESSE/", prefixe);
	rc = record_say(e, &u, "b.personne_id = ?1", personne, 0, f);
	u.record = "responsable";
	if (rc == 0)
		rc = record_say(e, &u, "b.eleve_id = ?1 AND b.personne_id = ?2",
		    id, personne, f);
	u.record = "adresse";
	u.prefixe = adresse;
	if (rc == 0)
		rc = record_say(e, &u,
		    "b.adresse_id = (SELECT adresse_id FROM personne WHERE"
		    " personne_id = ?1)",
		    personne, 0, f);
	return rc;
}

static int
responsables_say(struct ecran *e, int64_t id, struct fault *f)
{
	struct query *q;
	int rc = -1, n = 0;

	q = query_open(e->st,
	    "SELECT personne_id FROM responsable WHERE eleve_id = ? ORDER BY"
	    " coalesce(niveau_responsabilite, '9'), coalesce(resp_legal, '9'),"
	    " personne_id",
	    f);
	if (q != NULL && query_bind(q, f, "i", id) == 0)
		while ((rc = query_step(q, f)) == 1)
			if (responsable_say(e, id, query_int(q, 0), ++n, f) ==
			    -1) {
				rc = -1;
				break;
			}
	query_close(q);
	return rc;
}

int
fiche_contenu(struct ecran *e, int64_t id, struct fault *f)
{
	static const struct {
		struct vue u;
		const char *where;
		const struct ensemble *ensembles; /* behind it, or NULL */
	} vues[] = {
		{ { "Identité", "eleve", "", IDENTITE }, "b.eleve_id = ?1",
		    NULL },
		{ { "Scolarité", "eleve", "", SCOLARITE }, "b.eleve_id = ?1",
		    de_l_annee },
		{ { AN_DERNIER, "scolarite_an_dernier", "SCOLARITE_AN_DERNIER/",
		      -1 },
		    "b.eleve_id = ?1", de_l_an_dernier },
		{ { "Coordonnées", "eleve", "", COORDONNEES },
		    "b.eleve_id = ?1", NULL },
		{ { "Coordonnées", "adresse", "ADRESSE/", -1 },
		    "b.adresse_id = (SELECT adresse_id FROM eleve WHERE"
		    " eleve_id = ?1)",
		    NULL },
	};
	size_t i;

	if (store_exec(e->st, codes, f) == -1)
		return -1;
	for (i = 0; i < NELEM(vues); i++) {
		if (record_say(e, &vues[i].u, vues[i].where, id, 0, f) == -1)
			return -1;
		if (vues[i].ensembles != NULL &&
		    sets_say(e, vues[i].ensembles, id, f) == -1)
			return -1;
	}
	return responsables_say(e, id, f);
}
