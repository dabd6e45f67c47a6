/*
 * fiche.c - all that the base holds on one pupil, for the secretary who has
 * the family on the phone: what is known, what is wrong with it, what became
 * of it.
 *
 * One screen, three forms: aligned on a terminal, TSV in a pipe, JSON lines.
 * champ is what saisie calls the field.  JSON may end in a log: what is
 * personal is shown there by its form.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

#define LARGEUR     32 /* characters of a title on a terminal */
#define RECORDS_MAX 32 /* of what is judged */

enum rubrique { SCOLARITE, IDENTITE, COORDONNEES };

/*
 * What a field is called where its name does not say it in French, the list
 * of its codes, and the part of the record it is shown in.
 */
/* clang-format off */
static const struct intitule {
	const char *champ, *dit, *liste;
	enum rubrique rubrique;
} intitules[] = {
	{ "eleve_id", "Numéro de l'élève", NULL, IDENTITE },
	{ "personne_id", "Numéro du responsable", NULL, IDENTITE },
	{ "elenoet", "Numéro interne (ELENOET)", NULL, IDENTITE },
	{ "id_national", "INE", NULL, IDENTITE },
	{ "ine_bea", "INE de la BEA", NULL, IDENTITE },
	{ "ine_rnie", "INE du RNIE", NULL, IDENTITE },
	{ "ine_ancien", "INE précédent", NULL, IDENTITE },
	{ "id_eleve_etab", "Numéro dans l'établissement", NULL, IDENTITE },
	{ "id_prv_ele", "Numéro du privé", NULL, IDENTITE },
	{ "nom_de_famille", NULL, NULL, IDENTITE },
	{ "nom_usage", "Nom d'usage", NULL, IDENTITE },
	{ "prenom", "Prénom", NULL, IDENTITE },
	{ "prenom2", "Deuxième prénom", NULL, IDENTITE },
	{ "prenom3", "Troisième prénom", NULL, IDENTITE },
	{ "date_naiss", "Date de naissance", NULL, IDENTITE },
	{ "code_sexe", "Sexe", "SEXE", IDENTITE },
	{ "ville_naiss", "Ville de naissance", NULL, IDENTITE },
	{ "code_pays", "Pays (code)", NULL, IDENTITE },
	{ "code_pays_nat", "Nationalité (code)", NULL, IDENTITE },
	{ "code_departement_naiss", "Département de naissance", NULL,
	    IDENTITE },
	{ "code_commune_insee_naiss", "Commune de naissance (INSEE)", NULL,
	    IDENTITE },
	{ "code_regime", "Régime", "REGIME", SCOLARITE },
	{ "code_statut", "Statut", "STATUT_ELEVE", SCOLARITE },
	{ "code_mef", "MEF", "MEF", SCOLARITE },
	{ "code_provenance", "Provenance", "PROVENANCE", SCOLARITE },
	{ "code_motif_sortie", "Motif de sortie", "MOTIF_SORTIE", SCOLARITE },
	{ "date_entree", "Date d'entrée", NULL, SCOLARITE },
	{ "date_modification", "Modifiée dans SIECLE le", NULL, SCOLARITE },
	{ "adhesion_transport", "Transport scolaire", NULL, SCOLARITE },
	{ "tel_personnel", "Téléphone personnel", NULL, COORDONNEES },
	{ "tel_portable", "Téléphone portable", NULL, COORDONNEES },
	{ "tel_professionnel", "Téléphone professionnel", NULL, COORDONNEES },
	{ "telephone", "Téléphone", NULL, COORDONNEES },
	{ "mel", "Adresse électronique", NULL, COORDONNEES },
	{ "accepte_sms", "Accepte les SMS", NULL, COORDONNEES },
	{ "adresse_id", "Numéro de l'adresse", NULL, COORDONNEES },
	{ "code_structure", "Division ou groupe", "STRUCTURE", SCOLARITE },
	{ "code_rne", "Établissement (UAI)", NULL, SCOLARITE },
	{ "denom_princ", "Dénomination", NULL, SCOLARITE },
	{ "denom_compl", "Complément", NULL, SCOLARITE },
	{ "code_modalite_elect", "Modalité", "MODALITE_ELECTION", SCOLARITE },
	{ "code_matiere", "Matière", "MATIERE", SCOLARITE },
	{ "ligne1_adresse", "Adresse", NULL, COORDONNEES },
	{ "ligne2_adresse", "Adresse (suite)", NULL, COORDONNEES },
	{ "ligne3_adresse", "Adresse (suite)", NULL, COORDONNEES },
	{ "ligne4_adresse", "Adresse (suite)", NULL, COORDONNEES },
	{ "boite_postale", "Boîte postale", NULL, COORDONNEES },
	{ "commune_etrangere", "Commune étrangère", NULL, COORDONNEES },
	{ "code_departement", "Département", NULL, COORDONNEES },
	{ "code_commune_insee", "Commune (INSEE)", NULL, COORDONNEES },
	{ "ll_commune_insee", "Commune", NULL, COORDONNEES },
	{ "ll_pays", "Pays", NULL, COORDONNEES },
	{ "libelle_postal", "Commune", NULL, COORDONNEES },
	{ "lc_civilite", "Civilité", NULL, IDENTITE },
	{ "ll_civilite", "Civilité (en entier)", NULL, IDENTITE },
	{ "id_prv_per", "Numéro du privé", NULL, IDENTITE },
	{ "communication_adresse", "Adresse communicable", NULL, COORDONNEES },
	{ "code_profession", "Profession", "PROFESSION", IDENTITE },
	{ "niveau_responsabilite", "Niveau de responsabilité", "NIVEAU",
	    IDENTITE },
	{ "resp_legal", "Rang légal", NULL, IDENTITE },
	{ "code_parente", "Lien de parenté", "LIEN_PARENTE", IDENTITE },
	{ "percoit_les_aides", "Perçoit les aides", NULL, IDENTITE },
	{ "pers_contact", "À contacter", NULL, IDENTITE },
	{ "heberge_eleve", "Héberge l'élève", NULL, IDENTITE },
	{ "a_contacter_en_priorite", "À contacter en priorité", NULL,
	    IDENTITE },
};

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

struct ecran {
	const struct options *o;
	struct store *st;
	FILE *out;
	int terminal;
	char rubrique[160]; /* the one that is open, "" at first */
	struct format fmt;  /* of what is judged */
	struct record records[RECORDS_MAX];
};

/* One line of the screen; NULL: no such thing. */
struct item {
	const char *rubrique, *champ, *intitule, *valeur, *libelle, *tenu;
	const char *avant, *echange, *date, *genre, *remede;
	int perso; /* valeur and avant are */
};

static void
pad(FILE *out, const char *s, size_t width)
{
	size_t n = charset_longueur(s);

	fputs(s, out);
	do
		fputc(' ', out);
	while (++n < width);
}

static void
say_terminal(struct ecran *e, const struct item *t)
{
	const char *v = t->valeur == NULL ? "" : t->valeur;

	if (strcmp(e->rubrique, t->rubrique) != 0)
		fprintf(e->out, "%s%s\n", e->rubrique[0] == '\0' ? "" : "\n",
		    t->rubrique);
	fputs("  ", e->out);
	pad(e->out, t->intitule == NULL ? "" : t->intitule, LARGEUR);
	if (t->avant != NULL)
		fprintf(e->out, "%s → ", t->avant);
	fputs(t->avant != NULL && t->valeur == NULL ? "(vide)" : v, e->out);
	if (t->remede != NULL) {
		fputs("\n  ", e->out);
		pad(e->out, "", LARGEUR);
		fprintf(e->out, "→ %s", t->remede);
	}
	if (t->libelle != NULL)
		fprintf(e->out, "%s%s", *v == '\0' ? "" : "  ", t->libelle);
	if (t->tenu != NULL)
		fputs("  [tenu]", e->out);
	fputc('\n', e->out);
	(void)snprintf(e->rubrique, sizeof(e->rubrique), "%s", t->rubrique);
}

/* In the order of their columns. */
static const char *const colonnes[] = { "rubrique", "champ", "intitule",
	"valeur", "libelle", "tenu", "avant", "echange", "date", "genre",
	"remede" };

static void
say(struct ecran *e, const struct item *t)
{
	const char *const v[] = { t->rubrique, t->champ, t->intitule, t->valeur,
		t->libelle, t->tenu, t->avant, t->echange, t->date, t->genre,
		t->remede };
	char buf[128];
	const char *sep = "{", *p;
	size_t i;

	if (e->terminal) {
		say_terminal(e, t);
		return;
	}
	for (i = 0; i < NELEM(v); i++) {
		if (!e->o->json) {
			for (p = v[i]; p != NULL && *p != '\0'; p++)
				fputc(strchr("\t\r\n", *p) ? ' ' : *p, e->out);
			fputc(i + 1 < NELEM(v) ? '\t' : '\n', e->out);
			continue;
		}
		if (v[i] == NULL)
			continue;
		p = v[i];
		if (t->perso && (p == t->valeur || p == t->avant)) {
			forme(p, buf, sizeof(buf));
			p = buf;
		}
		fprintf(e->out, "%s\"%s\":", sep, colonnes[i]);
		json_texte(e->out, p);
		sep = ",";
	}
	if (e->o->json)
		fputs("}\n", e->out);
}

static const struct intitule *
intitule_of(const char *champ)
{
	size_t i;

	for (i = 0; i < NELEM(intitules); i++)
		if (strcmp(intitules[i].champ, champ) == 0)
			return &intitules[i];
	return NULL;
}

/* "doublement" is « Doublement », "pers_contact" as the table says. */
static void
title(const char *champ, char *buf, size_t n)
{
	const struct intitule *t = intitule_of(champ);
	size_t i;

	(void)snprintf(buf, n, "%s",
	    t != NULL && t->dit != NULL ? t->dit : champ);
	if (t != NULL && t->dit != NULL)
		return;
	for (i = 0; buf[i] != '\0'; i++)
		if (buf[i] == '_')
			buf[i] = ' ';
	buf[0] = (char)toupper((unsigned char)buf[0]);
}

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
	const struct intitule *t = intitule_of(fd->name);
	struct item item = { .rubrique = u->rubrique };
	char lit[LIT_MAX], dit[64], champ[128], *libelle = NULL;
	int64_t held;
	size_t i, n;

	if (u->seule != -1 &&
	    (int)(t == NULL ? SCOLARITE : t->rubrique) != u->seule)
		return 0;
	title(fd->name, dit, sizeof(dit));
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
	item.perso = (fd->flags & F_PERSO) != 0;
	say(e, &item);
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
			say(e, &t);
		}
	query_close(q);
	return rc;
}

#define JOUR_FR(d) \
	"substr(" d ", 9, 2) || '/' || substr(" d ", 6, 2) || '/' || " \
	"substr(" d ", 1, 4)"

static int
structures_say(struct ecran *e, int64_t id, struct fault *f)
{
	return set_say(e, "Division et groupes", "eleve_structure",
	    "SELECT iif(s.type_structure = 'D', 'DIVISION', 'GROUPES'),"
	    " iif(s.type_structure = 'D', 'Division', 'Groupe'),"
	    " s.code_structure, nullif(coalesce((SELECT libelle FROM m_code"
	    " WHERE liste = 'STRUCTURE' AND code = s.code_structure), '') ||"
	    " coalesce(' (depuis le ' || " JOUR_FR(
		"s.date_debut") " || ')',"
				" '') || coalesce(' (jusqu''au ' || " JOUR_FR(
				    "s.date_fin") " || ')', ''), ''), "
						  "s.eleve_id || '/' ||"
						  " s.type_structure || '/' || "
						  "s.code_structure FROM "
						  "eleve_structure"
						  " s WHERE s.eleve_id = ? "
						  "ORDER BY s.type_structure,"
						  " s.code_structure",
	    id, f);
}

static int
options_say(struct ecran *e, int64_t id, struct fault *f)
{
	return set_say(e, "Options", "eleve_option",
	    "SELECT 'OPTION/' || s.num_option || '/CODE_MATIERE', 'Option ' ||"
	    " s.num_option, s.code_matiere, (SELECT libelle FROM m_code WHERE"
	    " liste = 'MATIERE' AND code = s.code_matiere) || coalesce(' (' ||"
	    " (SELECT libelle FROM m_code WHERE liste = 'MODALITE_ELECTION' AND"
	    " code = s.code_modalite_elect) || ')', ''), s.eleve_id || '/' ||"
	    " s.num_option FROM eleve_option s WHERE s.eleve_id = ? ORDER BY"
	    " s.num_option",
	    id, f);
}

/* Wishes, and what was decided: they come in by files of their own. */
static int
voeux_say(struct ecran *e, int64_t id, struct fault *f)
{
	int64_t la = 0;

	/* Bases of before have no such table. */
	if (store_int(e->st, &la, f,
		"SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name ="
		" 'voeu')",
		"") == -1)
		return -1;
	if (!la)
		return 0;
	if (set_say(e, "Vœux", "voeu",
		"SELECT NULL, 'Vœu ' || v.rang_voeu, v.code_rne || ' ' ||"
		" v.code_mef, (SELECT libelle FROM m_code WHERE liste = 'MEF'"
		" AND code = v.code_mef), v.eleve_id || '/' || v.rang_voeu"
		" FROM voeu v WHERE v.eleve_id = ? ORDER BY v.rang_voeu",
		id, f) == -1)
		return -1;
	return set_say(e, "Affectation", "affectation",
	    "SELECT NULL, 'Décision', decision || coalesce(' ' || rang_liste,"
	    " ''), coalesce(uai || ' ' || mef || ', ', '') || 'traité : ' ||"
	    " traite, eleve_id FROM affectation_liste WHERE eleve_id = ?",
	    id, f);
}

/* Responsables, each under a heading, with their address. */

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

/* What is wrong: the rules, over what the base has. */

static const struct rules *const des_fiches[] = { &rules_eleves, &rules_options,
	&rules_places, &rules_responsables, &rules_fiche, &rules_bea_fiches,
	&rules_bea_envois, NULL };

/*
 * The records of a saisie, and those that the académie would get of them,
 * which a base of before does not have.
 */
static int
format_join(struct ecran *e, struct fault *f)
{
	const struct format *parts[] = { &format_saisie, &format_bea_fiches };
	int64_t bea = 0;
	size_t i, k;

	if (store_int(e->st, &bea, f,
		"SELECT 1 FROM sqlite_schema WHERE name = 'bea_fiche'",
		"") == -1)
		return -1;
	e->fmt = format_saisie;
	e->fmt.records = e->records;
	e->fmt.nrecords = 0;
	for (i = 0; i < (bea ? 2 : 1); i++)
		for (k = 0; k < parts[i]->nrecords; k++) {
			if (i > 0 && (parts[i]->records[k].flags & R_PARAM))
				continue;
			if (e->fmt.nrecords == NELEM(e->records))
				return fault_set(f, "bogue", 0,
				    "trop d'enregistrements");
			e->records[e->fmt.nrecords++] = parts[i]->records[k];
		}
	return 0;
}

static int
bea_stage(struct stage *sg, struct fault *f)
{
	if (stage_table(sg, "bea_eleve") == NULL)
		return 0;
	if (store_exec(sg->st,
		"CREATE TEMP VIEW m_un AS SELECT id AS eleve_id FROM m_tete"
		" WHERE colonne = 'eleve_id'",
		f) == -1)
		return -1;
	return bea_fiches(sg, "m_un", f);
}

static int
judge(struct ecran *e, struct stage *sg, int64_t id, struct fault *f)
{
	char jour[20];
	int64_t rang = 0;

	if (options_date(e->o, jour, f) == -1 ||
	    store_run(e->st, f,
		"CREATE TEMP TABLE s_enveloppe AS SELECT '' AS version, '' AS"
		" horodatage, ? AS date_utilisee",
		"s", jour) == -1 ||
	    reprise_eleve(e->st, id, f) == -1 ||
	    reprise_pose(sg, 0, &rang, f) == -1 || bea_stage(sg, f) == -1)
		return -1;
	return stage_judge(sg, f);
}

/* 1: nothing worse has been said in the same words. */
static int
said_first(struct ecran *e, const char *texte, struct fault *f)
{
	if (store_run(e->st, f, "INSERT OR IGNORE INTO m_dit VALUES (?)", "s",
		texte) == -1)
		return -1;
	return store_changes(e->st) > 0;
}

static int
anomalies_say(struct ecran *e, struct stage *sg, struct fault *f)
{
	static const char *const dits[] = { [G_NOTE] = "à voir",
		[G_VALEUR] = "à corriger",
		[G_REJET] = "bloque",
		[G_REFUS] = "bloque" };
	struct item t = { .rubrique = "Ce qui manque ou bloque" };
	const struct rule *rule;
	const struct record *r;
	char text[1024], v[128];
	struct query *q;
	size_t k;
	int rc, perso;

	if (sg->anomalies == 0) {
		t.intitule = "rien à signaler";
		say(e, &t);
	}
	if (store_exec(e->st,
		"CREATE TEMP TABLE m_dit (texte TEXT PRIMARY KEY)", f) == -1 ||
	    (q = query_open(e->st,
		 "SELECT regle, gravite, element, champ, valeur, cle FROM"
		 " s_anomalie ORDER BY gravite DESC, n",
		 f)) == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		rule = sg->rules[query_int(q, 0)];
		r = stage_table(sg, query_text(q, 2))->rec;
		k = query_text(q, 3) == NULL
		    ? (size_t)-1
		    : record_field(r, query_text(q, 3));
		perso = k != (size_t)-1 && (r->fields[k].flags & F_PERSO) != 0;
		(void)snprintf(v, sizeof(v), "%s",
		    query_text(q, 4) == NULL ? "" : query_text(q, 4));
		if (perso && e->o->json && query_text(q, 4) != NULL)
			forme(query_text(q, 4), v, sizeof(v));
		report_message(rule->message,
		    query_text(q, 4) == NULL ? NULL : v, text, sizeof(text));
		t.champ = rule->code;
		t.intitule = format_record(&format_saisie, r->name) == NULL
		    ? "bloque l'envoi à la BEA"
		    : dits[rule->gravite];
		t.valeur = text;
		t.remede = rule->remede;
		if ((rc = said_first(e, text, f)) == -1)
			break;
		if (rc == 1)
			say(e, &t);
	}
	query_close(q);
	return rc;
}

/* What is held, in the words of saisie; also through brothers and sisters. */
static int
held_say(struct ecran *e, int64_t id, struct fault *f)
{
	struct item t = { .rubrique = "Valeurs tenues" };
	const struct field *fd;
	const struct record *r;
	struct query *q;
	char dit[64], lit[LIT_MAX];
	size_t k;
	int rc = -1;

	q = query_open(e->st,
	    "SELECT CASE t.element WHEN 'eleve' THEN '' WHEN"
	    " 'scolarite_an_dernier' THEN 'SCOLARITE_AN_DERNIER/' WHEN"
	    " 'eleve_option' THEN 'OPTION/' || substr(cle, instr(cle, '/') +"
	    " 1) WHEN 'eleve_structure' THEN iif(cle LIKE '%/D', 'DIVISION',"
	    " 'GROUPES') WHEN 'responsable' THEN 'RESPONSABLE/' || substr(cle,"
	    " instr(cle, '/') + 1) WHEN 'personne' THEN 'RESPONSABLE/' || cle"
	    " || '/' ELSE coalesce((SELECT 'ADRESSE/' FROM eleve WHERE"
	    " eleve_id = ?1 AND adresse_id = CAST(cle AS INTEGER)), (SELECT"
	    " 'RESPONSABLE/' || min(personne_id) || '/ADRESSE/' FROM"
	    " responsable JOIN personne USING (personne_id) WHERE eleve_id ="
	    " ?1 AND adresse_id = CAST(cle AS INTEGER))) END ||"
	    " iif(t.champ = '*', '', upper(t.champ)), t.element, t.champ,"
	    " t.valeur, t.echange, iif(t.eleve_id = ?1, NULL, 'par la fiche '"
	    " || t.eleve_id) FROM tenu t WHERE t.eleve_id = ?1 OR (t.element,"
	    " CAST(t.cle AS INTEGER)) IN (SELECT replace(colonne, '_id', ''),"
	    " id FROM m_tete WHERE colonne <> 'eleve_id') ORDER BY 1",
	    f);
	if (q != NULL && query_bind(q, f, "i", id) == 0)
		while ((rc = query_step(q, f)) == 1) {
			r = format_record(&format_saisie, query_text(q, 1));
			k = record_field(r, query_text(q, 2));
			fd = k == (size_t)-1 ? NULL : &r->fields[k];
			if (fd == NULL)
				(void)snprintf(dit, sizeof(dit), "%s",
				    query_text(q, 0));
			else
				title(fd->name, dit, sizeof(dit));
			t.champ = query_text(q, 0);
			t.intitule = dit;
			t.valeur = query_text(q, 3);
			if (fd != NULL && t.valeur != NULL)
				t.valeur = field_ecrit(fd, t.valeur, lit);
			t.libelle = query_text(q, 5);
			t.tenu = "tenu";
			t.echange = query_text(q, 4);
			t.perso = 1;
			say(e, &t);
		}
	query_close(q);
	return rc;
}

/* History. */

/* clang-format off */
static const struct {
	char sens;
	const char *dit;
} sens_dits[] = {
	{ 'A', " : ajout" }, { 'R', " : retrait" }, { 'M', "" },
	{ 'C', " : création" }, { '!', " : signalé" },
};
/* clang-format on */

/* What is held, by its key "eleve_id/element/cle/champ". */
static void
held_what(const char *cle, char *buf, size_t n)
{
	const char *champ = strrchr(cle, '/'), *p = strchr(cle, '/');
	const struct record *r;
	char element[40];

	if (champ == NULL || champ == p) {
		(void)snprintf(buf, n, "%s", cle);
		return;
	}
	if (champ[1] != '*') {
		title(champ + 1, buf, n);
		return;
	}
	(void)snprintf(element, sizeof(element), "%.*s",
	    (int)strcspn(p + 1, "/"), p + 1);
	r = format_record(&format_saisie, element);
	(void)snprintf(buf, n, "%s", r == NULL ? element : r->libelle);
}

/* The words of a change: the field, or the record; whose, what. */
static void
history_what(const struct record *r, const char *champ, const char *cle,
    char sens, char *buf, size_t n)
{
	char dit[64];
	size_t i;

	for (i = 0; i + 1 < NELEM(sens_dits); i++)
		if (sens_dits[i].sens == sens)
			break;
	if (strcmp(r->name, "tenu") == 0) {
		held_what(cle, dit, sizeof(dit));
		(void)snprintf(buf, n, "Tenu, %s%s", dit, sens_dits[i].dit);
		return;
	}
	if (champ != NULL)
		title(champ, dit, sizeof(dit));
	else
		(void)snprintf(dit, sizeof(dit), "%s", r->libelle);
	/* Of the pupil himself it goes without saying. */
	if (strcmp(r->name, "eleve") == 0 || strcmp(r->name, "bea_eleve") == 0)
		(void)snprintf(buf, n, "%s%s", dit, sens_dits[i].dit);
	else if (champ == NULL)
		(void)snprintf(buf, n, "%s %s%s", dit, cle, sens_dits[i].dit);
	else
		(void)snprintf(buf, n, "%s (%s %s)%s", dit, r->libelle, cle,
		    sens_dits[i].dit);
}

/* What changed is of a saisie; what was found may be of any file. */
static const struct record *
history_record(const char *element)
{
	const struct record *r = format_record(&format_saisie, element);

	return r == NULL ? formats_record(element) : r;
}

/* The field of a change; of a held value, "eleve/element/cle/champ" is it. */
static const struct field *
history_field(const struct record *r, const char *champ, const char *cle)
{
	char element[40];
	size_t k;

	if (strcmp(r->name, "tenu") == 0) {
		cle += strcspn(cle, "/");
		cle += *cle == '/';
		(void)snprintf(element, sizeof(element), "%.*s",
		    (int)strcspn(cle, "/"), cle);
		champ = strrchr(cle, '/');
		r = format_record(&format_saisie, element);
		champ = champ == NULL ? NULL : champ + 1;
	}
	if (r == NULL || champ == NULL)
		return NULL;
	k = record_field(r, champ);
	return k == (size_t)-1 ? NULL : &r->fields[k];
}

#define TENUE "VALEUR=" /* what is held, in the record that holds it */

/* As the screen has such a value elsewhere. */
static const char *
history_value(const struct ecran *e, const struct field *fd, const char *v,
    char *lit)
{
	/* of a row that came or went, "COLUMN=value" */
	if (v != NULL && strncmp(v, TENUE, strlen(TENUE)) == 0)
		v += strlen(TENUE);
	if (fd == NULL || v == NULL)
		return v;
	if (e->terminal && (fd->type == FT_BOOL || fd->type == FT_VRAI))
		return strcmp(v, "1") == 0 ? "oui" : "non";
	return field_ecrit(fd, v, lit);
}

static int
history_say(struct ecran *e, struct fault *f)
{
	struct item t = { 0 };
	const struct record *r;
	struct query *q;
	char rubrique[160], quoi[256], vide[] = "(vide)";
	char lit[2][LIT_MAX];
	const struct field *fd;
	int rc;

	q = histoire_ouvre(e->st,
	    "SELECT l.echange, e.date_echange, e.genre, l.element, l.cle,"
	    " l.champ, l.avant, l.apres, l.sens FROM",
	    "l JOIN echange e ON e.numero = l.echange ORDER BY l.echange"
	    " DESC, l.ordre",
	    f);
	if (q == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		r = history_record(query_text(q, 3));
		t.echange = query_text(q, 0);
		t.date = query_text(q, 1);
		t.genre = genre_libelle(query_text(q, 2));
		t.champ = query_text(q, 5);
		fd = history_field(r, t.champ, query_text(q, 4));
		t.perso = strcmp(r->name, "tenu") == 0 ||
		    (fd != NULL && (fd->flags & F_PERSO) != 0);
		if (*query_text(q, 8) == '!') {
			t.perso = 0;
			fd = NULL;
		}
		history_what(r, t.champ, query_text(q, 4), *query_text(q, 8),
		    quoi, sizeof(quoi));
		t.intitule = quoi;
		t.avant = history_value(e, fd, query_text(q, 6), lit[0]);
		t.valeur = history_value(e, fd, query_text(q, 7), lit[1]);
		if (*query_text(q, 8) == 'M' && t.avant == NULL && e->terminal)
			t.avant = vide;
		if (*query_text(q, 8) == 'R' && e->terminal) {
			t.valeur = t.avant;
			t.avant = NULL;
		}
		(void)snprintf(rubrique, sizeof(rubrique),
		    "Échange %s du %s, %s", t.echange, t.date, t.genre);
		t.rubrique = e->terminal ? rubrique : "Historique";
		say(e, &t);
	}
	query_close(q);
	return rc;
}

/* What those it was sent to have said of it (ar-import). */
static int
answers_say(struct ecran *e, struct fault *f)
{
	struct item t = { .rubrique = "Signalé par le destinataire" };
	const struct rule *rule;
	struct query *q;
	char dit[1024];
	int rc;

	if ((q = reponses_ouvre(e->st, f)) == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		t.champ = query_text(q, 0);
		t.intitule = query_text(q, 1);
		t.valeur = query_text(q, 2);
		t.remede = query_text(q, 3);
		t.echange = query_text(q, 4);
		t.date = query_text(q, 5);
		t.genre = genre_libelle(query_text(q, 6));
		/* Another's words may name people: in JSON they are ours. */
		rule = e->o->json ? rule_find(t.champ) : NULL;
		if (rule != NULL) {
			report_message(rule->message, "…", dit, sizeof(dit));
			t.valeur = dit;
			t.remede = rule->remede;
		} else if (e->o->json)
			t.valeur = t.remede = NULL;
		say(e, &t);
	}
	query_close(q);
	return rc;
}

/* Who. */

/* The number that stands on fd: one line, not kept. */
static int
number_read(int fd, char *buf, size_t size, struct fault *f)
{
	size_t n = 0;
	ssize_t got;

	if (isatty(fd))
		return fault_set(f, "entree-terminal", 0, NULL);
	while (n + 1 < size && (got = read(fd, buf + n, size - 1 - n)) != 0) {
		if (got == -1)
			return fault_errno(f, "es", "-");
		n += (size_t)got;
	}
	buf[n] = '\0';
	buf[strcspn(buf, "\r\n")] = '\0';
	n = strspn(buf, " \t");
	memmove(buf, buf + n, strlen(buf + n) + 1);
	buf[strcspn(buf, " \t")] = '\0';
	return buf[0] == '\0' ? fault_set(f, "entree-vide", 0, NULL) : 0;
}

/* Several pupils: their numbers, nothing else. */
static int
number_find(struct ecran *e, const char *lu, int64_t *id, struct fault *f)
{
	static const char sql[] =
	    "SELECT group_concat(eleve_id, ', ') FROM (SELECT eleve_id FROM"
	    " eleve WHERE elenoet = ?1 OR upper(?1) IN (id_national, ine_rnie,"
	    " ine_bea) ORDER BY 1 LIMIT 20)";
	char *tous = NULL;
	int rc = 0;

	if (store_text(e->st, &tous, f, sql, "s", lu) == -1)
		return -1;
	if (tous == NULL)
		rc = fault_set(f, "eleve-inconnu", 0,
		    "aucun INE ni ELENOET de la base n'est celui-là");
	else if (entier(tous, -INT64_MAX, INT64_MAX, id) == -1)
		rc = fault_set(f, "eleve-plusieurs", 0, "%s", tous);
	free(tous);
	return rc;
}

static int
who(struct ecran *e, const char *qui, int fd, int64_t *id, struct fault *f)
{
	char lu[64];
	int64_t n = 0;

	if (strcmp(qui, "-") == 0)
		return number_read(fd, lu, sizeof(lu), f) == -1
		    ? -1
		    : number_find(e, lu, id, f);
	/* An INE on a command line shows in ps: not even said again. */
	if (entier(qui, -INT64_MAX, INT64_MAX, id) == -1)
		return fault_set(f, "usage", 0,
		    "l'argument est un ELEVE_ID ; un INE ou un ELENOET se "
		    "donne sur l'entrée : fiche -");
	if (store_int(e->st, &n, f, "SELECT 1 FROM eleve WHERE eleve_id = ?",
		"i", *id) == -1)
		return -1;
	return n ? 0 : fault_set(f, "eleve-inconnu", 0, "%lld", (long long)*id);
}

/* A base of before that is only read holds nothing. */
static int
held_there(struct ecran *e, struct fault *f)
{
	int64_t there = 0;

	if (store_int(e->st, &there, f,
		"SELECT 1 FROM sqlite_schema WHERE name = 'tenu'", "") == -1)
		return -1;
	return there ? 0
		     : store_exec(e->st,
			   "CREATE TEMP TABLE tenu (eleve_id INTEGER, element"
			   " TEXT, cle TEXT, champ TEXT, valeur TEXT, cree"
			   " INTEGER, echange INTEGER)",
			   f);
}

static int
all_say(struct ecran *e, int64_t id, struct fault *f)
{
	static const struct {
		struct vue u;
		const char *where;
	} vues[] = {
		{ { "Identité", "eleve", "", IDENTITE }, "b.eleve_id = ?1" },
		{ { "Scolarité", "eleve", "", SCOLARITE }, "b.eleve_id = ?1" },
		{ { "Scolarité de l'an dernier", "scolarite_an_dernier",
		      "SCOLARITE_AN_DERNIER/", -1 },
		    "b.eleve_id = ?1" },
		{ { "Coordonnées", "eleve", "", COORDONNEES },
		    "b.eleve_id = ?1" },
		{ { "Coordonnées", "adresse", "ADRESSE/", -1 },
		    "b.adresse_id = (SELECT adresse_id FROM eleve WHERE"
		    " eleve_id = ?1)" },
	};
	size_t i;

	for (i = 0; i < NELEM(vues); i++) {
		if (record_say(e, &vues[i].u, vues[i].where, id, 0, f) == -1)
			return -1;
		if (i == 1 &&
		    (structures_say(e, id, f) == -1 ||
			options_say(e, id, f) == -1 ||
			voeux_say(e, id, f) == -1))
			return -1;
	}
	return responsables_say(e, id, f);
}

static int
run(struct ecran *e, const char *qui, int fd, struct fault *f)
{
	struct item tete = { .rubrique = "Fiche", .intitule = "ELEVE_ID" };
	struct stage *sg = NULL;
	char numero[24];
	int64_t id = 0;
	size_t i;
	int rc = -1;

	if (store_begin_temp(e->st, f) == -1 || held_there(e, f) == -1 ||
	    who(e, qui, fd, &id, f) == -1 ||
	    store_exec(e->st, codes, f) == -1 ||
	    reprise_ouvre(e->st, f) == -1 || format_join(e, f) == -1 ||
	    (sg = stage_open(e->st, &e->fmt, des_fiches, f)) == NULL)
		goto out;
	for (i = 0; !e->terminal && !e->o->json && i < NELEM(colonnes); i++)
		fprintf(e->out, "%s%s", i == 0 ? "" : "\t", colonnes[i]);
	if (!e->terminal && !e->o->json)
		fputc('\n', e->out);
	(void)snprintf(numero, sizeof(numero), "%lld", (long long)id);
	tete.valeur = numero;
	say(e, &tete);
	rc = all_say(e, id, f);
	if (rc == 0 && (rc = judge(e, sg, id, f)) == 0 &&
	    (rc = anomalies_say(e, sg, f)) == 0 &&
	    (rc = held_say(e, id, f)) == 0 && (rc = history_say(e, f)) == 0)
		rc = answers_say(e, f);
	if (rc == 0 && fflush(e->out) == EOF)
		rc = fault_errno(f, "sortie", "écriture");
out:
	stage_close(sg);
	store_rollback(e->st);
	return rc;
}

int
fiche_run(const struct options *o, const char *qui, int fd, FILE *out,
    FILE *err)
{
	struct fault f = { 0 };
	struct base b = { 0 };
	struct ecran e = { .o = o,
		.out = out,
		.terminal = !o->json && isatty(fileno(out)) };
	char *path = NULL;
	int rc;

	rc = o->base == NULL
	    ? fault_set(&f, "base-manque", 0, NULL)
	    : base_trouve(o->base, ROLE_ETAB, o->uai, o->annee, &path, &f);
	if (rc == 0)
		rc = base_open(&b, path, STORE_LECTURE, o->attente, &f);
	if (rc == 0 && strcmp(b.role, "etab") != 0)
		rc = fault_set(&f, "base-role", 0, "%s : rôle %s, il faut etab",
		    path, b.role);
	free(path);
	e.st = b.st;
	if (rc == 0)
		rc = run(&e, qui, fd, &f);
	base_close(&b);
	if (rc == 0)
		return ST_OK;
	report_fault(err, o, o->base == NULL ? "-" : o->base, &f);
	return fault_status(&f);
}
