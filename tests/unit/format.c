/*
 * format.c - unit tests of the tables: formats against the schema of the
 * base, rules against formats, what a rule asks of SQLite; and of reading
 * and writing one value (lib/format.c).
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

/* All imports: which files are stored, and which rules judge them. */
/* sconet-bascule stages its table of passages by itself, in the old base. */
static const struct rules *const des_passages[] = { &rules_passages, NULL };
static const char *const lignes_passages[] = {
	"CREATE TEMP TABLE m_passage (ligne, eleve_id, dit)", NULL
};
static const struct import passages = { .fmt = &format_passages,
	.genre = "bascule",
	.roles = ROLE_ETAB,
	.rules = des_passages,
	.prepare = lignes_passages };

/* gep-export stages what goes out. */
static const struct rules *const de_gep[] = { &rules_gep, NULL };
static const struct import gep = { .fmt = &format_gep,
	.genre = "gep-eleves",
	.roles = ROLE_ETAB,
	.rules = de_gep };
/* dossier-send its list, likewise. */
static const struct rules *const des_partants[] = { &rules_partants, NULL };
static const struct import partants = { .fmt = &format_partants,
	.genre = "dossiers",
	.roles = ROLE_ETAB,
	.rules = des_partants };

/* And bea-send the records that might go. */
static const struct rules *const des_envois[] = { &rules_bea_fiches,
	&rules_bea_envois, NULL };
static const struct import bea = { .fmt = &format_bea_fiches,
	.genre = "export-bea",
	.roles = ROLE_ETAB,
	.rules = des_envois };

/* And ine-send those who get a number. */
static const struct rules *const des_immatriculations[] = {
	&rules_immatriculations, NULL
};
static const struct import immatriculations = { .fmt = &format_litiges,
	.genre = "envoi-ine",
	.roles = ROLE_BEA,
	.rules = des_immatriculations };

/* And eva-export what is corrected. */
static const struct rules *const des_corrections[] = { &rules_corrections,
	NULL };
static const struct import corrections = { .fmt = &format_corrections,
	.genre = "export-eva",
	.roles = ROLE_ETAB,
	.rules = des_corrections };

static const struct import *const imports[] = { &import_nomenclatures,
	&import_nomenclatures_ban, &import_sts, &import_structures,
	&import_eleves, &import_responsables, &import_communs,
	&import_repartition, &import_groupes, &import_prive, &import_bascule,
	&import_complement, &passages, &import_saisie, &import_accuses,
	&import_nomenclatures_sts, &import_effectifs, &import_edt,
	&import_reprise, &import_saisie_structures, &import_souhaits,
	&import_voeux, &import_voeux_recus, &import_affectations,
	&import_decisions, &import_dossiers, &partants, &gep, &import_bea_etab,
	&import_bea_eleves, &bea, &import_litiges, &import_ine,
	&immatriculations, &import_eva, &corrections, &import_constat };

/* clang-format off */
static const struct {
	enum type type;
	const char *v, *lit; /* lit NULL: refused */
} lits[] = {
	{ FT_TEXT, "", "" }, { FT_TEXT, " a  b ", " a  b " },
	{ FT_TEXT, "l'été <&>", "l'été <&>" },
	{ FT_CODE, "3 A", "3 A" }, { FT_CODE, "007", "007" },
	{ FT_INT, "0", "0" }, { FT_INT, "007", "7" }, { FT_INT, "-12", "-12" },
	{ FT_INT, "-0", "0" }, { FT_INT, "990020", "990020" },
	{ FT_INT, "9223372036854775807", "9223372036854775807" },
	{ FT_INT, "-9223372036854775807", "-9223372036854775807" },
	{ FT_INT, "9223372036854775808", NULL }, { FT_INT, "", NULL },
	{ FT_INT, "1,0", NULL }, { FT_INT, "1.0", NULL },
	{ FT_INT, "+1", NULL }, { FT_INT, "1 ", NULL }, { FT_INT, "1E3", NULL },
	{ FT_NOMBRE, "0", "0" }, { FT_NOMBRE, "028", "28" },
	{ FT_NOMBRE, "-1", NULL }, { FT_NOMBRE, "9223372036854775808", NULL },
	{ FT_DATE_FR, "02/09/2019", "2019-09-02" },
	{ FT_DATE_FR, "29/02/2020", "2020-02-29" },
	{ FT_DATE_FR, "31/12/9999", "9999-12-31" },
	{ FT_DATE_FR, "29/02/2019", NULL }, { FT_DATE_FR, "2/9/2019", NULL },
	{ FT_DATE_FR, "2019-09-02", NULL }, { FT_DATE_FR, "", NULL },
	{ FT_DATE_ISO, "2019-09-02", "2019-09-02" },
	{ FT_DATE_ISO, "2019-02-29", NULL },
	{ FT_DATE_ISO, "02/09/2019", NULL },
	{ FT_HORO, "02/09/2019 08:09:10", "2019-09-02 08:09:10" },
	{ FT_HORO, "02/09/2019", NULL }, { FT_HORO, "", NULL },
	{ FT_HORO, "02/09/2019 24:00:00", NULL },
	{ FT_HORO, "02/09/2019T08:09:10", NULL },
	{ FT_BOOL, "0", "0" }, { FT_BOOL, "1", "1" },
	{ FT_BOOL, "true", "1" }, { FT_BOOL, "false", "0" },
	{ FT_BOOL, "O", "1" }, { FT_BOOL, "N", "0" },
	{ FT_BOOL, "2", NULL }, { FT_BOOL, "", NULL },
	{ FT_BOOL, "TRUE", NULL }, { FT_BOOL, "01", NULL },
	{ FT_VRAI, "true", "1" }, { FT_VRAI, "false", "0" },
	{ FT_VRAI, "1", "1" }, { FT_VRAI, "0", "0" }, { FT_VRAI, "oui", NULL },
	{ FT_HEURES, "2,5", "2.50" }, { FT_HEURES, "18", "18.00" },
	{ FT_HEURES, "2.505", NULL }, { FT_HEURES, "2h30", NULL },
	{ FT_HEURES, "", NULL },
};

/* What the base holds, as a file has it. */
static const struct {
	enum type type;
	const char *lit, *ecrit;
} ecrits[] = {
	{ FT_TEXT, "l'été <&>", "l'été <&>" }, { FT_CODE, "3 A", "3 A" },
	{ FT_INT, "-12", "-12" }, { FT_NOMBRE, "28", "28" },
	{ FT_DATE_FR, "2019-09-02", "02/09/2019" },
	{ FT_DATE_FR, "9999-12-31", "31/12/9999" },
	{ FT_DATE_ISO, "2019-09-02", "2019-09-02" },
	{ FT_HORO, "2019-09-02 08:09:10", "02/09/2019 08:09:10" },
	{ FT_BOOL, "0", "0" }, { FT_BOOL, "1", "1" },
	{ FT_VRAI, "0", "false" }, { FT_VRAI, "1", "true" },
	{ FT_HEURES, "2.50", "2.50" },
};
/* clang-format on */

START_TEST(saines)
{
	const struct format *const *p, *const *q;
	struct fault f = { 0 };

	for (p = formats; *p != NULL; p++) {
		ck_assert_msg(format_check(*p, &f) == 0, "%s", f.detail);
		ck_assert_ptr_nonnull((*p)->nom);
		ck_assert_ptr_nonnull((*p)->libelle);
		for (q = formats; q < p; q++)
			ck_assert_str_ne((*p)->nom, (*q)->nom);
		if ((*p)->root != NULL)
			ck_assert_str_eq(format_find((*p)->root)->root,
			    (*p)->root);
	}
	ck_assert_ptr_null(format_find("INCONNU"));
}
END_TEST

/* What a version writes: path of a field of the record, or NULL for none. */
static const struct {
	const struct format *fmt;
	const char *version, *record, *champ, *path;
} ecrites[] = {
	{ &format_bee_eleves, "3.0", "eleve", "nom_de_famille",
	    "NOM_DE_FAMILLE" },
	{ &format_bee_eleves, "2.1", "eleve", "nom_de_famille",
	    "NOM_DE_FAMILLE" },
	{ &format_bee_eleves, "1.8", "eleve", "nom_de_famille", "NOM" },
	{ &format_bee_eleves, "1.7", "eleve", "code_statut", NULL },
	{ &format_bee_eleves, "2.1", "eleve", "code_statut", "CODE_STATUT" },
	{ &format_bee_eleves, "2.1", "eleve", "ine_rnie", NULL },
	{ &format_bee_eleves, "3.0", "eleve", "ine_rnie", "INE_RNIE" },
	{ &format_bee_eleves, "3.0", "eleve", "ine_ancien", NULL },
	{ &format_bee_eleves, "3.0", "adresse", "adresse_id", "@ADRESSE_ID" },
	{ &format_bee_responsables, "2.1", "responsable", "resp_legal", NULL },
	{ &format_bee_responsables, "2.0", "responsable", "resp_legal",
	    "RESP_LEGAL" },
	{ &format_bee_responsables, "2.0", "responsable", "percoit_les_aides",
	    "PERS_PAIEMENT" },
	{ &format_bee_commun, "", "commun", "boite_post", "BOITE_POST" },
	{ &format_import_groupes, "1.3", "lien_eleve", "nom_de_famille",
	    "NOM" },
	{ &format_import_groupes, "1.4", "lien_eleve", "nom_de_famille",
	    "NOM_DE_FAMILLE" },
};

START_TEST(versions)
{
	struct fault f = { 0 };
	struct format *en =
	    format_en(ecrites[_i].fmt, ecrites[_i].version, NULL, &f);
	const struct record *r;
	size_t k;

	ck_assert_ptr_nonnull(en);
	ck_assert_str_eq(en->versions, ecrites[_i].version);
	ck_assert_uint_eq(en->nrecords, ecrites[_i].fmt->nrecords);
	r = format_record(en, ecrites[_i].record);
	k = record_field(r, ecrites[_i].champ);
	if (ecrites[_i].path == NULL)
		ck_assert_uint_eq(k, (size_t)-1);
	else
		ck_assert_str_eq(r->fields[k].path, ecrites[_i].path);
	for (k = 0; k < r->nfields; k++)
		ck_assert_uint_eq(r->fields[k].flags & F_ALIAS, 0);
	format_libere(en);
}
END_TEST

START_TEST(sans)
{
	struct fault f = { 0 };
	struct format *en =
	    format_en(&format_bee_eleves, "3.0", "adresse_id", &f);

	ck_assert_ptr_nonnull(en);
	ck_assert_uint_eq(record_field(format_record(en, "eleve"),
			      "adresse_id"),
	    (size_t)-1);
	ck_assert_uint_eq(record_field(format_record(en, "adresse"),
			      "adresse_id"),
	    0);
	format_libere(en);
	ck_assert_int_eq(format_connait(&format_bee_eleves, "1.8"), 1);
	ck_assert_int_eq(format_connait(&format_bee_eleves, "1.80"), 0);
	ck_assert_int_eq(format_connait(&format_bee_eleves, ".8"), 0);
	ck_assert_int_eq(format_connait(&format_bee_eleves, ""), 0);
	ck_assert_int_eq(format_connait(&format_bee_commun, "1.0"), 0);
}
END_TEST

/* A sound table, and what makes it unsound. */
static const struct field bons[] = { { "id", "@ID", FT_INT, 0, F_KEY },
	{ "nom", "NOM", FT_TEXT, 9, 0 },
	{ "nom", "NOM_USAGE", FT_TEXT, 9, F_ALIAS } };
static const struct field sans_cle[] = { { "id", "@ID", FT_INT, 0, 0 } };
static const struct field sans_nom[] = { { NULL, "@ID", FT_INT, 0, F_KEY } };
static const struct field deux_noms[] = { { "id", "@ID", FT_INT, 0, F_KEY },
	{ "id", "NOM", FT_TEXT, 9, 0 } };
static const struct field deux_fois[] = { { "id", "@ID", FT_INT, 0, F_KEY },
	{ "nom", "@ID", FT_TEXT, 9, 0 } };
static const struct field alias_de_rien[] = { { "id", "@ID", FT_INT, 0, F_KEY },
	{ "nom", "NOM", FT_TEXT, 9, F_ALIAS } };
static const struct field autres[] = { { "id", "@ID", FT_INT, 0, F_KEY },
	{ "nom", "NOM", FT_INT, 9, 0 },
	{ "nom", "NOM_USAGE", FT_TEXT, 9, F_ALIAS } };

#define A(champs) \
	{ \
		"a", "D/A", NULL, "a", 0, champs, NELEM(champs) \
	}

/* clang-format off */
static const struct {
	struct record r[2];
	size_t n;
	const char *dit; /* NULL: sound */
} tables[] = {
	{ { A(bons) }, 1, NULL },
	{ { A(bons), { "b", "D/A/B", "a", "b", 0, bons, NELEM(bons) } }, 2,
	    NULL },
	{ { A(bons), { "a", "D/B", NULL, "a", 0, bons, NELEM(bons) } }, 2,
	    NULL },
	{ { { "p", "P", NULL, "p", R_PARAM, sans_cle, NELEM(sans_cle) } }, 1,
	    NULL },
	{ { A(sans_cle) }, 1, "aucune clé" },
	{ { A(sans_nom) }, 1, "champ sans nom" },
	{ { A(deux_noms) }, 1, "essai.a.id: deux fois" },
	{ { A(deux_fois) }, 1, "chemin @ID deux fois" },
	{ { A(alias_de_rien) }, 1, "alias de rien" },
	{ { { "a", NULL, NULL, "a", 0, bons, NELEM(bons) } }, 1,
	    "enregistrement incomplet" },
	{ { { NULL, "D/A", NULL, "a", 0, bons, NELEM(bons) } }, 1,
	    "enregistrement incomplet" },
	{ { { "a", "D/A", NULL, "a", 0, bons, 0 } }, 1,
	    "enregistrement incomplet" },
	{ { { "a", "D/A", "c", "a", 0, bons, NELEM(bons) } }, 1,
	    "parent inconnu" },
	{ { A(bons), { "b", "D/A", NULL, "b", 0, bons, NELEM(bons) } }, 2,
	    "chemin D/A deux fois" },
	{ { A(bons), { "a", "D/B", NULL, "a", 0, autres, NELEM(autres) } }, 2,
	    "essai.a.nom: deux formes" },
	{ { A(bons), { "a", "D/B", NULL, "a", R_LU, bons, NELEM(bons) } }, 2,
	    "essai.a: deux formes" },
	{ { A(bons), { "a", "D/B", NULL, "a", 0, bons, 2 } }, 2,
	    "essai.a: deux formes" },
};
/* clang-format on */

START_TEST(malades)
{
	for (size_t i = 0; i < NELEM(tables); i++) {
		const struct format fmt = { .root = "R",
			.nom = "essai",
			.records = tables[i].r,
			.nrecords = tables[i].n };
		struct fault f = { 0 };
		int rc = format_check(&fmt, &f);

		ck_assert_msg(rc == (tables[i].dit == NULL ? 0 : -1), "%zu: %s",
		    i, f.detail);
		if (rc == 0)
			continue;
		ck_assert_str_eq(f.kind->code, "bogue");
		ck_assert_msg(strstr(f.detail, tables[i].dit) != NULL,
		    "%zu: %s", i, f.detail);
	}
}
END_TEST

START_TEST(recherches)
{
	const struct record *r;

	r = format_record(&format_bee_eleves, "eleve_option");
	ck_assert_ptr_nonnull(r);
	ck_assert_str_eq(r->path, "DONNEES/OPTIONS/OPTION/OPTIONS_ELEVE");
	ck_assert_ptr_null(format_record(&format_bee_eleves, "option"));
	ck_assert_uint_eq(record_field(r, "eleve_id"), 0);
	ck_assert_uint_eq(record_field(r, "num_option"), 1);
	ck_assert(record_field(r, "NUM_OPTION") == (size_t)-1);
	/* The field itself, not another spelling of it. */
	r = format_record(&format_bee_eleves, "eleve");
	ck_assert_str_eq(r->fields[record_field(r, "nom_de_famille")].path,
	    "NOM_DE_FAMILLE");
	ck_assert_str_eq(r->fields[record_field(r, "elenoet")].path,
	    "@ELENOET");
}
END_TEST

START_TEST(valeurs)
{
	struct field fd = { "x", "X", FT_TEXT, 0, 0 };
	char out[LIT_MAX], again[LIT_MAX];
	const char *v;

	for (size_t i = 0; i < NELEM(lits); i++) {
		fd.type = lits[i].type;
		v = field_lit(&fd, lits[i].v, out);
		ck_assert_msg((v == NULL) == (lits[i].lit == NULL), "%zu: %s",
		    i, lits[i].v);
		if (v == NULL)
			continue;
		ck_assert_str_eq(v, lits[i].lit);
		/* Written and read again it is the same. */
		v = field_lit(&fd, field_ecrit(&fd, lits[i].lit, again), out);
		ck_assert_msg(v != NULL && strcmp(v, lits[i].lit) == 0,
		    "%zu: %s", i, lits[i].lit);
		/* And that is how a base holds it. */
		ck_assert_msg(field_tient(&fd, lits[i].lit) ==
			(lits[i].lit[0] != '\0' &&
			    (fd.type != FT_CODE ||
				strchr(" \t", lits[i].lit[0]) == NULL)),
		    "%zu: %s", i, lits[i].lit);
	}
	for (size_t i = 0; i < NELEM(ecrits); i++) {
		fd.type = ecrits[i].type;
		ck_assert_str_eq(field_ecrit(&fd, ecrits[i].lit, out),
		    ecrits[i].ecrit);
		v = field_lit(&fd, ecrits[i].ecrit, out);
		ck_assert_msg(v != NULL && strcmp(v, ecrits[i].lit) == 0, "%s",
		    ecrits[i].ecrit);
	}
}
END_TEST

/* What no import would have left in a base. */
static const struct {
	enum type type;
	const char *v;
} etrangers[] = {
	{ FT_TEXT, "" },
	{ FT_TEXT, "L\xe9o" },
	{ FT_TEXT, "a\x01" },
	{ FT_CODE, "" },
	{ FT_CODE, " 1" },
	{ FT_CODE, "1 " },
	{ FT_NOMBRE, "-1" },
	{ FT_BOOL, "2" },
	{ FT_VRAI, "true" },
	{ FT_DATE_FR, "03/09/2019" },
	{ FT_DATE_FR, "2019-02-30" },
	{ FT_DATE_ISO, "2019-9-3" },
	{ FT_HORO, "2019-09-03" },
	{ FT_HORO, "2019-09-03T09:00:00" },
	{ FT_HORO, "2019-02-30 09:00:00" },
	{ FT_HORO, "2019-09-03 24:00:00" },
	{ FT_TEXT, " \t" },
	{ FT_TEXT, "M\x41\xc0\x80" },
	{ FT_TEXT, "\xc1\xbf" },
	{ FT_TEXT, "\xed\xa0\x80" },
	{ FT_TEXT, "\xf4\x90\x80\x80" },
	{ FT_TEXT, "\xef\xbf\xbe" },
	{ FT_HORO, "2019-09-03 09:60:00" },
	{ FT_HEURES, "2,5" },
	{ FT_HEURES, "2.5" },
};

START_TEST(en_base)
{
	struct field fd = { "x", "X", FT_TEXT, 0, 0 };

	for (size_t i = 0; i < NELEM(etrangers); i++) {
		fd.type = etrangers[i].type;
		ck_assert_msg(!field_tient(&fd, etrangers[i].v), "%zu: %s", i,
		    etrangers[i].v);
	}
	fd.type = FT_HORO;
	ck_assert(field_tient(&fd, "2019-09-03 23:59:59"));
	fd.type = FT_TEXT;
	ck_assert(field_tient(&fd, "L\xc3\xa9o\n"));
}
END_TEST

/* A base that leaves nothing behind, of the first of those roles. */
static struct store *
base_neuve(unsigned roles)
{
	const char *role = roles & ROLE_ETAB ? "etab"
	    : roles & ROLE_STS               ? "sts"
					     : "bea";
	struct fault f = { 0 };
	struct store *st = store_open(":memory:", STORE_CREE, 0, &f);

	ck_assert_msg(st != NULL, "%s", f.detail);
	ck_assert_msg(role_schema(st, role_find(role), &f) == 0, "%s",
	    f.detail);
	ck_assert_msg(store_run(st, &f,
			  "INSERT INTO base VALUES (1, ?, '0990001N', NULL, "
			  "'2019', 'courante', '2019-09-01', '2020-08-31', 1)",
			  "s", role) == 0,
	    "%s", f.detail);
	return st;
}

static const char *
sql_type(enum type t)
{
	return t == FT_INT || t == FT_NOMBRE || t == FT_BOOL || t == FT_VRAI
	    ? "INTEGER"
	    : "TEXT";
}

static int
is_stored(const struct record *r)
{
	return (r->flags & (R_PARAM | R_LU | R_STAGE)) == 0;
}

/* Has the base this column, of this type? */
static void
column(struct store *st, const struct format *fmt, const struct record *r,
    const char *name, const char *type)
{
	struct fault f = { 0 };
	char *s;

	ck_assert_msg(store_text(st, &s, &f,
			  "SELECT type FROM pragma_table_info(?) WHERE name = "
			  "?",
			  "ss", r->name, name) == 0,
	    "%s", f.detail);
	ck_assert_msg(s != NULL, "%s: no column %s.%s", fmt->nom, r->name,
	    name);
	ck_assert_msg(strcmp(s, type) == 0, "%s: %s.%s is %s, not %s", fmt->nom,
	    r->name, name, s, type);
	free(s);
}

START_TEST(colonnes)
{
	const struct format *fmt;
	const struct record *r;
	const struct field *fd;
	struct store *st;

	for (size_t i = 0; i < NELEM(imports); i++) {
		fmt = imports[i]->fmt;
		st = base_neuve(imports[i]->roles);
		for (r = fmt->records; r < fmt->records + fmt->nrecords; r++) {
			if (!is_stored(r))
				continue;
			for (fd = r->fields; fd < r->fields + r->nfields; fd++)
				if ((fd->flags & F_ALIAS) == 0)
					column(st, fmt, r, fd->name,
					    sql_type(fd->type));
			if (r->flags & R_FERME)
				column(st, fmt, r, "ferme", "INTEGER");
			if (r->flags & R_TRACE) {
				column(st, fmt, r, "cree", "INTEGER");
				column(st, fmt, r, "echange", "INTEGER");
			}
		}
		store_close(st);
	}
}
END_TEST

/* How many columns of the key of a table; of that name, unless NULL. */
static int64_t
cles_de(struct store *st, const char *table, const char *nom)
{
	struct fault f = { 0 };
	int64_t n = 0;

	ck_assert_msg(store_int(st, &n, &f,
			  "SELECT count(*) FROM pragma_table_info(?) WHERE pk "
			  "> 0 AND name = coalesce(?, name)",
			  "ss", table, nom) == 0,
	    "%s", f.detail);
	return n;
}

/* The key of the table is the key of the record: rows are found by it. */
START_TEST(cles)
{
	const struct format *fmt;
	const struct record *r;
	const struct field *fd;
	struct store *st;
	int64_t n;

	for (size_t i = 0; i < NELEM(imports); i++) {
		fmt = imports[i]->fmt;
		st = base_neuve(imports[i]->roles);
		for (r = fmt->records; r < fmt->records + fmt->nrecords; r++) {
			n = 0;
			for (fd = r->fields; fd < r->fields + r->nfields; fd++)
				if (is_stored(r) &&
				    (fd->flags & (F_KEY | F_ALIAS)) == F_KEY) {
					n++;
					ck_assert_msg(cles_de(st, r->name,
							  fd->name) == 1,
					    "%s: %s.%s is no key", fmt->nom,
					    r->name, fd->name);
				}
			ck_assert_msg(!is_stored(r) ||
				cles_de(st, r->name, NULL) == n,
			    "%s: %s: key", fmt->nom, r->name);
		}
		store_close(st);
	}
}
END_TEST

/*
 * The tables of GEP: dBASE has room for them, and each has a view with the
 * columns of its record.
 */
START_TEST(tables_gep)
{
	struct store *st = base_neuve(ROLE_ETAB);
	struct fault f = { 0 };
	const struct record *r;
	struct sink *s = sink_open(-1, NULL, &f);
	struct texte x = { 0 };
	struct query *q;
	struct dbf *d;

	ck_assert(format_dbf(&format_gep));
	ck_assert(!format_dbf(&format_bee_eleves));
	ck_assert(!format_dbf(&format_repartition));
	for (size_t i = 0; i < format_gep.nrecords; i++) {
		r = &format_gep.records[i];
		ck_assert_msg((d = dbf_open(r, 0, "2019-09-03", s, &f)) != NULL,
		    "%s", f.detail);
		dbf_close(d);
		/* gep-export makes a table of that one: no base knows it. */
		if (strcmp(r->name, "gep_noma") == 0)
			continue;
		texte_vide(&x);
		texte_ajoute(&x, "SELECT * FROM %s", r->name);
		q = query_open(st, texte_fin(&x, &f), &f);
		ck_assert_msg(q != NULL, "%s", f.detail);
		ck_assert_uint_eq(query_columns(q), r->nfields);
		for (size_t k = 0; k < r->nfields; k++)
			ck_assert_str_eq(query_name(q, k), r->fields[k].name);
		query_close(q);
	}
	texte_libere(&x);
	sink_close(s);
	store_close(st);
}
END_TEST

/* Rules. */

/*
 * Is it judged there?  A rule whose field a format lacks is passed over
 * where that format comes in.
 */
static int
is_judged(const struct format *fmt, const struct rule *r)
{
	const struct record *rec = format_record(fmt, r->record);

	return rec != NULL &&
	    (r->champ == NULL || record_field(rec, r->champ) != (size_t)-1);
}

static int
rule_has_place(const struct rule *r)
{
	const struct format *const *p;

	for (p = formats; *p != NULL; p++)
		if (is_judged(*p, r))
			return 1;
	return 0;
}

static void
regle(const struct rules *t, const struct rule *r)
{
	int par_champ = r->genre == RG_PRESENT || r->genre == RG_FORME ||
	    r->genre == RG_LISTE;

	ck_assert_msg(r->code != NULL && r->code[0] != '\0', "%s: no code",
	    t->nom);
	ck_assert_msg(strspn(r->code,
			  "abcdefghijklmnopqrstuvwxyz0123456789-") ==
		strlen(r->code),
	    "%s", r->code);
	ck_assert_msg(rule_find(r->code) == r, "%s: twice", r->code);
	ck_assert_msg(r->message != NULL && r->message[0] != '\0',
	    "%s: no message", r->code);
	ck_assert_msg(r->remede != NULL && r->remede[0] != '\0',
	    "%s: no remedy", r->code);
	ck_assert_msg((r->genre == RG_TYPE) == (t == &rules_communes), "%s",
	    r->code);
	ck_assert_msg(!par_champ || r->champ != NULL, "%s: no field", r->code);
	ck_assert_msg((r->genre == RG_FORME) == (r->bon != NULL), "%s",
	    r->code);
	ck_assert_msg((r->genre == RG_LISTE) == (r->liste != NULL), "%s",
	    r->code);
	ck_assert_msg(r->sonde == NULL || r->genre == RG_ENSEMBLE, "%s",
	    r->code);
	ck_assert_msg((r->genre == RG_ENSEMBLE || r->genre == RG_ABSENT) ==
		(r->suite != NULL),
	    "%s", r->code);
	if (r->genre != RG_TYPE)
		ck_assert_msg(r->record != NULL && rule_has_place(r),
		    "%s: %s.%s is in no format", r->code, r->record,
		    r->champ == NULL ? "*" : r->champ);
}

/* Of a message's "%", the first may stand for the value, others are none. */
static void
message(const struct rule *r)
{
	const char *p = strchr(r->message, '%');

	if (p == NULL)
		return;
	ck_assert_msg(p[1] == 's', "%s: %s", r->code, r->message);
	ck_assert_msg(strchr(p + 1, '%') == NULL, "%s: %s", r->code,
	    r->message);
}

START_TEST(regles)
{
	const struct rules *const *t, *const *u;

	for (t = all_rules; *t != NULL; t++) {
		ck_assert_ptr_nonnull((*t)->nom);
		ck_assert_msg(((*t)->record == NULL) == ((*t)->tuples == NULL),
		    "%s", (*t)->nom);
		for (u = all_rules; u < t; u++)
			ck_assert_str_ne((*t)->nom, (*u)->nom);
		for (size_t i = 0; i < (*t)->n; i++) {
			regle(*t, &(*t)->r[i]);
			message(&(*t)->r[i]);
		}
	}
	ck_assert_uint_eq(rules_communes.n, RC__MAX);
	ck_assert_ptr_null(rule_find("inconnue"));
}
END_TEST

/* Every rule is judged by one import at least, or nobody hears of it. */
START_TEST(appliquees)
{
	const struct rules *const *t, *const *u;
	int vue;

	for (t = all_rules + 1; *t != NULL; t++)
		for (size_t k = 0; k < (*t)->n; k++) {
			vue = 0;
			for (size_t i = 0; i < NELEM(imports); i++)
				for (u = imports[i]->rules; *u != NULL; u++)
					vue |= *u == *t &&
					    is_judged(imports[i]->fmt,
						&(*t)->r[k]);
			ck_assert_msg(vue, "%s: %s", (*t)->nom,
			    (*t)->r[k].code);
		}
	/* Those of the stage itself come first, and everywhere. */
	ck_assert_ptr_eq(all_rules[0], &rules_communes);
}
END_TEST

/* Would SQLite run it? */
static void
prepares(struct stage *sg, const struct rule *r, struct texte *x)
{
	struct fault f = { 0 };
	struct query *q;

	ck_assert_ptr_nonnull(texte_fin(x, &f));
	q = query_open(sg->st, x->s, &f);
	ck_assert_msg(q != NULL, "%s: %s: %s", sg->fmt->nom, r->code, f.detail);
	query_close(q);
	texte_libere(x);
}

/* The statements that judge.c makes of a rule. */
static void
rule_prepares(struct stage *sg, const struct rule *r)
{
	struct texte x = { 0 };

	if (!is_judged(sg->fmt, r))
		return;
	if (r->genre == RG_LISTE) {
		ck_assert_msg(strstr(r->liste, "?1") != NULL, "%s", r->code);
		texte_ajoute(&x, "SELECT (%s)", r->liste);
		prepares(sg, r, &x);
	}
	if (r->genre != RG_ENSEMBLE && r->genre != RG_ABSENT)
		return;
	if (r->valeur != NULL)
		texte_ajoute(&x, "SELECT %s", r->valeur);
	else if (r->champ != NULL)
		texte_ajoute(&x, "SELECT s.%s", r->champ);
	else
		texte_ajoute(&x, "SELECT NULL");
	texte_ajoute(&x, " FROM %s_%s s %s", r->genre == RG_ABSENT ? "x" : "s",
	    r->record, r->suite);
	prepares(sg, r, &x);
}

static void
sonde_prepares(struct stage *sg, const struct rule *r)
{
	struct texte x = { 0 };

	if (r->sonde == NULL || !is_judged(sg->fmt, r))
		return;
	if (regle_agregee(r))
		texte_ajoute(&x, "SELECT %s FROM s_%s", r->sonde, r->record);
	else
		texte_ajoute(&x, "%s", r->sonde);
	prepares(sg, r, &x);
}

static void
run_list(struct store *st, const struct import *im, const char *const *sql)
{
	struct fault f = { 0 };

	for (; sql != NULL && *sql != NULL; sql++)
		ck_assert_msg(store_exec(st, *sql, &f) == 0, "%s: %s: %s",
		    im->fmt->nom, *sql, f.detail);
}

/* An import of nothing, whose every statement is tried. */
static void
import_tried(const struct import *im)
{
	static const struct seuils seuils = { 10, 75 };
	static const struct options o = { .nouvelle_ecole = 1 };
	struct fault f = { 0 };
	const struct apport *c;
	const char *const *p;
	char *texte = NULL;
	struct stage *sg;
	struct store *st = base_neuve(im->roles);

	sg = stage_open(st, im->fmt, im->rules, &f);
	ck_assert_msg(sg != NULL, "%s: %s", im->fmt->nom, f.detail);
	ck_assert_int_eq(store_begin(st, &f), 0);
	ck_assert_int_eq(store_exec(st,
			     "CREATE TEMP TABLE s_enveloppe (version, partiel, "
			     "horodatage, date_utilisee, racine, uai, origine, "
			     "annee_origine, num_envoi, sha256)",
			     &f),
	    0);
	if (im->parametre != NULL)
		ck_assert_msg(im->parametre(sg, &o, &texte, &f) == 0, "%s: %s",
		    im->fmt->nom, f.detail);
	if (im->compose != NULL)
		ck_assert_msg(im->compose(sg, &o, &f) == 0, "%s: %s",
		    im->fmt->nom, f.detail);
	run_list(st, im, im->prepare);
	for (c = im->apports; c != NULL && c->de != NULL; c++)
		ck_assert_msg(apport_differe(sg, c, &f) == 0 &&
			apport_pose(sg, c, &f) == 0,
		    "%s: %s", im->fmt->nom, f.detail);
	if (im->precise != NULL)
		ck_assert_msg(store_exec(st, im->precise, &f) == 0, "%s: %s",
		    im->fmt->nom, f.detail);
	ck_assert_msg(stage_absents(sg, &seuils, &f) == 0, "%s: %s",
	    im->fmt->nom, f.detail);
	for (size_t i = RC__MAX; i < sg->nrules; i++)
		rule_prepares(sg, sg->rules[i]);
	/* The same as it is done, every table taken for filled. */
	for (size_t i = 0; i < sg->ntables; i++) {
		sg->tables[i].present = 1;
		sg->tables[i].absents = 1;
	}
	ck_assert_msg(stage_judge(sg, &f) == 0, "%s: %s", im->fmt->nom,
	    f.detail);
	/* Tables that are asked first are there by now. */
	for (size_t i = RC__MAX; i < sg->nrules; i++)
		sonde_prepares(sg, sg->rules[i]);
	ck_assert_msg(stage_judge_absents(sg, &f) == 0, "%s: %s", im->fmt->nom,
	    f.detail);
	run_list(st, im, im->avant);
	ck_assert_msg(stage_rejette(sg, &f) == 0 && stage_diff(sg, &f) == 0 &&
		stage_apply(sg, 1, &f) == 0,
	    "%s: %s", im->fmt->nom, f.detail);
	for (p = im->apres; p != NULL && *p != NULL; p++)
		ck_assert_msg(store_run(st, &f, *p, "i", (int64_t)1) == 0,
		    "%s: %s: %s", im->fmt->nom, *p, f.detail);
	ck_assert_int_eq(sg->anomalies, 0);
	store_rollback(st);
	stage_close(sg);
	store_close(st);
}

START_TEST(sql)
{
	import_tried(imports[_i]);
}
END_TEST

START_TEST(requis)
{
	const char *const *p;

	for (size_t i = 0; i < NELEM(imports); i++) {
		ck_assert_str_ne(genre_libelle(imports[i]->genre), "");
		for (p = imports[i]->requis; p != NULL && *p != NULL; p++)
			ck_assert_msg(format_record(imports[i]->fmt, *p) !=
				NULL,
			    "%s: %s", imports[i]->fmt->nom, *p);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("format");
	TCase *tc = tcase_create("format");
	SRunner *sr;
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, saines);
	tcase_add_test(tc, malades);
	tcase_add_test(tc, recherches);
	tcase_add_test(tc, valeurs);
	tcase_add_test(tc, en_base);
	tcase_add_loop_test(tc, versions, 0, NELEM(ecrites));
	tcase_add_test(tc, sans);
	tcase_add_test(tc, colonnes);
	tcase_add_test(tc, cles);
	tcase_add_test(tc, regles);
	tcase_add_test(tc, appliquees);
	tcase_add_test(tc, requis);
	tcase_add_test(tc, tables_gep);
	tcase_add_loop_test(tc, sql, 0, (int)NELEM(imports));
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_set_tap(sr, "-");
	srunner_run_all(sr, CK_SILENT);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
