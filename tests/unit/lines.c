/*
 * lines.c - unit tests of lib/lines.c.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define PIECES  20 /* sizes of the pieces the source gives */
#define S(s)    (s), sizeof(s) - 1
#define BOM     "\xEF\xBB\xBF"
#define TETE    "numero\tnom\tdivision\n"
#define CONNUES "colonnes connues : numero, nom, division"

/* clang-format off */
static const struct field envel[] = {
	{ "version", NULL, FT_TEXT, 0, 0 },
	{ "uaj", NULL, FT_CODE, 8, 0 },
	{ "autre", NULL, FT_TEXT, 0, 0 },
	{ "annee_scolaire", NULL, FT_CODE, 4, 0 },
	{ "encore", NULL, FT_TEXT, 0, 0 },
	{ "une_de_plus", NULL, FT_TEXT, 0, 0 },
};

static const struct field donnees[] = {
	{ "a_nous", NULL, FT_INT, 0, F_KEY },
	{ "numero", "numero", FT_INT, 0, 0 },
	{ "nom", "nom", FT_TEXT, 0, 0 },
	{ "nom", "vieux_nom", FT_TEXT, 0, F_ALIAS },
	{ "division", "division", FT_CODE, 8, 0 },
	{ "constante", "=D", FT_CODE, 1, 0 },
};

static const struct record avec[] = {
	{ "parametres", "", NULL, "enveloppe", R_PARAM, FIELDS(envel) },
	{ "donnees", "", NULL, "donnée", R_COMPTE, FIELDS(donnees) },
};
static const struct format format_avec = { .nom = "essai",
	.records = avec, .nrecords = 2 };
static const struct format format_sans = { .nom = "essai",
	.records = avec + 1, .nrecords = 1 };
static const struct format format_vide = { .nom = "essai",
	.records = avec, .nrecords = 1 };

/* "rang:ligne:" and values, those of the envelope behind "#". */
static const struct {
	const char *in;
	size_t n;
	const char *rangs;
} lectures[] = {
	{ S(TETE), "" },
	{ S(TETE "1\tabc\t6A\n2\tdef\t6B\n"),
	    "1:2:1,abc,6A;2:3:2,def,6B;" },
	{ S("# 0540001H 2005\n" TETE "1\tabc\t6A\n"),
	    "1:1:#0540001H,2005;2:3:1,abc,6A;" },
	{ S(BOM "# 0540001H 2005\r\n" TETE "1\tabc\t6A\r\n"),
	    "1:1:#0540001H,2005;2:3:1,abc,6A;" },
	{ S("#0540001I\t2005\t\t\r\n" TETE), "1:1:#0540001I,2005;" },
	/* other comments, blank lines */
	{ S("# A B 2005\n" TETE), "" },
	{ S("#\n\n  \t \n# 0540001H 2005\n" TETE "# 1\n\r\n\t\t\n#\t\t\n"
	    "1\t\t6A\n\n"), "1:10:1,-,6A;" },
	{ S("# essai 5\n" TETE), "" },
	/* columns by name, in any order and case, not all of them */
	{ S("DIVISION\tNumero\n6A\t1\n"), "1:2:1,-,6A;" },
	{ S("  nom \t\xC2\xA0numero\xC2\xA0\nabc\t1\n"), "1:2:1,abc,-;" },
	{ S("nom\nabc\ndef\n"), "1:2:-,abc,-;2:3:-,def,-;" },
	/* trimmed, empty; no quoting */
	{ S(TETE "  1 \t \xC2\xA0 a b \xC2\xA0 \t   \n"), "1:2:1,a b,-;" },
	{ S(TETE "\"1\"\t'a'\t\"\n"), "1:2:\"1\",'a',\";" },
	{ S(TETE "\t\t6A\r\n"), "1:2:-,-,6A;" },
	/* encodings */
	{ S(TETE "1\tété\t6A\n"), "1:2:1,été,6A;" },
	{ S(TETE "1\t\xE9t\xE9\t6A\n"), "1:2:1,été,6A;" },
	{ S(TETE "1\tl\x92\x9Cuf\t6A\n"), "1:2:1,l’œuf,6A;" },
	/* not damaged: codes that only look so */
	{ S(TETE "6E1\t6E+\t6E+1\n"), "1:2:6E1,6E+,6E+1;" },
	{ S(TETE "1E10\tE+10\t1,5\n"), "1:2:1E10,E+10,1,5;" },
	{ S(TETE "1\ta#REF!\tErr:\n"), "1:2:1,a#REF!,Err:;" },
	{ S(TETE "1\t#\t1E+10x\n"), "1:2:1,#,1E+10x;" },
	{ S(TETE "1\t#NOM\tErr:5a\n"), "1:2:1,#NOM,Err:5a;" },
	{ S(TETE "#####\n##\t\t\n#REF\t\t\n"), "" },
};

static const struct {
	const char *in;
	size_t n;
	const char *rangs; /* before it */
	const char *code;
	long ligne;
	const char *detail; /* part of it */
} refus[] = {
	{ S(""), "", "tsv-entete", 0, "aucune ligne d'en-tête ; " CONNUES },
	{ S("\n#\n"), "", "tsv-entete", 2, "aucune ligne d'en-tête" },
	{ S("# 0540001H 2005\n"), "1:1:#0540001H,2005;", "tsv-entete", 1,
	    "aucune ligne d'en-tête" },
	{ S("# 0540001H\n" TETE), "", "tsv-entete", 1, "# UAI ANNEE" },
	{ S("# 0540001H 05\n" TETE), "", "tsv-entete", 1, "# UAI ANNEE" },
	{ S("# 0540001H 2005/2006\n" TETE), "", "tsv-entete", 1, "chiffres" },
	{ S("# 0540001H 2005 x\n" TETE), "", "tsv-entete", 1, "chiffres" },
	{ S("numero\tprenom\n"), "", "tsv-entete", 1,
	    "colonne inconnue « prenom » ; " CONNUES },
	{ S("\nprenom\tnumero\n"), "", "tsv-entete", 2, "« prenom »" },
	{ S("numero\tNom\tnumero\n"), "", "tsv-entete", 1,
	    "colonne « numero » répétée ; " CONNUES },
	{ S("nom\tNOM\n"), "", "tsv-entete", 1, "« NOM » répétée" },
	{ S("numero\ta_nous\n"), "", "tsv-entete", 1, "colonne 2 inconnue (6 car" },
	{ S("numero\tvieux_nom\n"), "", "tsv-entete", 1, "colonne 2 inconnue (9 car" },
	{ S("numero\tconstante\n"), "", "tsv-entete", 1, "colonne 2 inconnue (9 car" },
	{ S("numero\t\n"), "", "tsv-entete", 1, "colonne 2 inconnue (vide)" },
	{ S("numero\t123456789012345678901234567890123456789\xC3\xA9z\n"), "",
	    "tsv-entete", 1, "colonne 2 inconnue (41 caractères, "
	    "lettres en 40 à 41)" },
	/* no header, a row of somebody: his name is not shown */
	{ S("1234\tabc\t6A\n"), "", "tsv-entete", 1,
	    "colonne 1 inconnue (4 caractères, des chiffres seulement)" },
	{ S("numero;nom;division\n"), "", "tsv-entete", 1,
	    "séparées par « ; » : il faut des tabulations ; " CONNUES },
	{ S("\"numero\",\"nom\"\n"), "", "tsv-entete", 1,
	    "séparées par « , » : il faut des tabulations" },
	{ S("1234;abc;6A\n"), "", "tsv-entete", 1,
	    "colonne 1 inconnue (11 caractères, " },
	{ S(TETE "1\tabc\n"), "", "tsv-ligne", 2,
	    "2 colonnes, l'en-tête en a 3" },
	{ S(TETE "1\n"), "", "tsv-ligne", 2, "1 colonne, l'en-tête en a 3" },
	{ S(TETE "1\tabc\t6A\n\n1\tabc\t6A\t\n"), "1:2:1,abc,6A;",
	    "tsv-ligne", 4, "4 colonnes, l'en-tête en a 3" },
	{ S(TETE "1\ta\rb\t6A\n"), "", "tsv-ligne", 2, "retour chariot" },
	{ S(TETE "1\tabc\t6A\r\r\n"), "", "tsv-ligne", 2, "retour chariot" },
	{ S(TETE "1\tabc\t6A\n2\tdef\t6B"), "1:2:1,abc,6A;", "fichier-coupe",
	    3, "la dernière ligne n'est pas terminée" },
	{ S(TETE "1\tabc\t6A\n2"), "1:2:1,abc,6A;", "fichier-coupe", 3, "" },
	{ S(TETE " "), "", "fichier-coupe", 2, "" },
	{ S("numero"), "", "fichier-coupe", 1, "" },
	{ S("numero\r1\r2\r"), "", "fichier-coupe", 1, "" },
	{ S(TETE "1,00E+10\tabc\t6A\n"), "", "tableur", 2,
	    "colonne numero : nombre récrit en notation scientifique" },
	{ S(TETE "1\t1.0E+10\t6A\n"), "", "tableur", 2, "colonne nom : " },
	{ S("division\tnom\n 1E+10 \tx\n"), "", "tableur", 2,
	    "colonne division : " },
	{ S(TETE "1\tx\t-1,23457e-05\n"), "", "tableur", 2, "division" },
	{ S(TETE "1\tx\t6A\n1\t#REF!\t6A\n"), "1:2:1,x,6A;", "tableur", 3,
	    "colonne nom : erreur de formule" },
	{ S(TETE "#REF!\tx\t6A\n"), "", "tableur", 2, "colonne numero" },
	{ S(TETE "#N/A\n"), "", "tableur", 2, "colonne numero" },
	{ S(TETE "1\t#N/A\t6A\n"), "", "tableur", 2, "nom" },
	{ S(TETE "1\t#NOM?\t6A\n"), "", "tableur", 2, "nom" },
	{ S(TETE "1\t#NOM\xC2\xA0?\t6A\n"), "", "tableur", 2, "nom" },
	{ S(TETE "1\t#VALEUR !\t6A\n"), "", "tableur", 2, "nom" },
	{ S(TETE "1\t#DIV/0!\t6A\n"), "", "tableur", 2, "nom" },
	{ S(TETE "1\tErr:502\t6A\n"), "", "tableur", 2, "nom" },
	{ S(TETE "1\t########\t6A\n"), "", "tableur", 2, "trop étroite" },
	/* from below */
	{ S(TETE "1\t\xC3\xA9\t6A\n1\t\xE9\t6A\n"), NULL,
	    "encodage-contradictoire", 3, "0xE9" },
	{ S(TETE "1\t\x01\t6A\n"), NULL, "caractere-interdit", 2, "0x01" },
	{ S("\xFF\xFE" "n\0u\0"), NULL, "encodage", 1, "UTF-16" },
};
/* clang-format on */

struct source {
	const char *in;
	size_t n, k; /* bytes left, at once */
	int panne;   /* a fault instead of the end */
};

static long
lit(void *ctx, char *buf, size_t n, struct fault *f)
{
	struct source *s = ctx;
	size_t m = s->n < s->k ? s->n : s->k;

	if (m > n)
		m = n;
	if (m == 0 && s->panne)
		return fault_set(f, "es", 0, "panne");
	memcpy(buf, s->in, m);
	s->in += m;
	s->n -= m;
	return (long)m;
}

static void
ajoute(char *buf, size_t n, const char *s)
{
	size_t len = strlen(buf);

	ck_assert_uint_lt(len + strlen(s), n);
	memcpy(buf + len, s, strlen(s) + 1);
}

/* Write a row as the tables above have it. */
static void
montre(const struct row *row, char *buf, size_t n)
{
	char tete[64];

	ck_assert_ptr_eq(row->fmt, &format_avec);
	(void)snprintf(tete, sizeof(tete), "%ld:%ld:", row->rang, row->line);
	ajoute(buf, n, tete);
	if (row->rec == &avec[0]) {
		ajoute(buf, n, "#");
		ajoute(buf, n, row->val[1]);
		ajoute(buf, n, ",");
		ajoute(buf, n, row->val[3]);
		for (size_t i = 0; i < NELEM(envel); i++)
			ck_assert(i == 1 || i == 3 || row->val[i] == NULL);
	} else {
		static const size_t champs[] = { 1, 2, 4 };

		ck_assert_ptr_eq(row->rec, &avec[1]);
		for (size_t i = 0; i < NELEM(champs); i++) {
			const char *v = row->val[champs[i]];

			ajoute(buf, n, i > 0 ? "," : "");
			ajoute(buf, n, v != NULL ? v : "-");
		}
		ck_assert_ptr_null(row->val[0]);
		ck_assert_ptr_null(row->val[3]);
		ck_assert_ptr_null(row->val[5]);
	}
	ajoute(buf, n, ";");
}

/* Read all; returns what the last lines_next did. */
static int
tout(const char *in, size_t n, size_t k, char *buf, size_t nbuf,
    struct fault *f)
{
	struct source s = { in, n, k, 0 };
	struct lines *ln = lines_open(&format_avec, lit, &s, f);
	struct row row;
	int rc;

	ck_assert_ptr_nonnull(ln);
	memset(f, 0, sizeof(*f));
	buf[0] = '\0';
	while ((rc = lines_next(ln, &row, f)) == 1)
		montre(&row, buf, nbuf);
	if (rc == 0)
		ck_assert_int_eq(lines_next(ln, &row, f), 0);
	lines_close(ln);
	return rc;
}

START_TEST(lecture)
{
	struct fault f;
	char buf[1024];

	for (size_t i = 0; i < NELEM(lectures); i++)
		for (size_t k = 1; k <= PIECES + 1; k++) {
			size_t m = k > PIECES ? 65536 : k;
			int rc = tout(lectures[i].in, lectures[i].n, m, buf,
			    sizeof(buf), &f);

			ck_assert_msg(rc == 0, "%zu/%zu: %s", i, m, f.detail);
			ck_assert_msg(strcmp(buf, lectures[i].rangs) == 0,
			    "%zu/%zu: %s", i, m, buf);
		}
}
END_TEST

START_TEST(refuse)
{
	struct fault f;
	char buf[1024];

	for (size_t i = 0; i < NELEM(refus); i++)
		for (size_t k = 1; k <= PIECES + 1; k++) {
			size_t m = k > PIECES ? 65536 : k;
			int rc = tout(refus[i].in, refus[i].n, m, buf,
			    sizeof(buf), &f);

			ck_assert_msg(rc == -1, "%zu/%zu: %s", i, m, buf);
			ck_assert_str_eq(f.kind->code, refus[i].code);
			ck_assert_msg(f.line == refus[i].ligne, "%zu/%zu: %ld",
			    i, m, f.line);
			ck_assert_msg(strstr(f.detail, refus[i].detail) != NULL,
			    "%zu/%zu: %s", i, m, f.detail);
			ck_assert_msg(refus[i].rangs == NULL ||
				strcmp(buf, refus[i].rangs) == 0,
			    "%zu/%zu: %s", i, m, buf);
		}
}
END_TEST

/* A header and a line "1 TAB x... TAB 6A" of n bytes, its end apart. */
static char *
longue(size_t n, char c, size_t *len)
{
	char *s = malloc(sizeof(TETE) + n + 1);

	ck_assert_ptr_nonnull(s);
	memcpy(s, TETE, sizeof(TETE));
	*len = strlen(TETE);
	memset(s + *len, c, n);
	memcpy(s + *len, "1\t", 2);
	*len += n;
	memcpy(s + *len - 3, "\t6A\n", 4);
	++*len;
	return s;
}

START_TEST(longueurs)
{
	static const struct {
		size_t n; /* of the line */
		char c;
		int rc;
		const char *detail;
	} cas[] = {
		/* a value's own limit */
		{ TEXTE_MAX + 4, 'x', 0, "" },
		{ TEXTE_MAX + 5, 'x', -1, "colonne nom : valeur de plus" },
		/* blanks are trimmed, and only the line's limit is left */
		{ 65536, ' ', 0, "" },
		{ 65537, ' ', -1, "ligne de plus de 64 Kio" },
		{ 200000, ' ', -1, "ligne de plus de 64 Kio" },
	};
	static const size_t tailles[] = { 1, 1000, 65536 };
	struct fault f;
	static char buf[TEXTE_MAX + 64];

	for (size_t i = 0; i < NELEM(cas); i++)
		for (size_t k = 0; k < NELEM(tailles); k++) {
			size_t n;
			char *s = longue(cas[i].n, cas[i].c, &n);
			int rc = tout(s, n, tailles[k], buf, sizeof(buf), &f);

			free(s);
			ck_assert_msg(rc == cas[i].rc, "%zu: %s", i, f.detail);
			if (rc == 0)
				continue;
			ck_assert_str_eq(f.kind->code, "tsv-ligne");
			ck_assert_int_eq(f.line, 2);
			ck_assert_ptr_nonnull(strstr(f.detail, cas[i].detail));
		}
}
END_TEST

START_TEST(ouverture)
{
	struct source s = { S("# 0540001H 2005\nnom\nabc\n"), 5, 1 };
	struct fault f = { 0 };
	struct lines *ln;
	struct row row;

	/* Without an envelope its line is a comment. */
	ln = lines_open(&format_sans, lit, &s, &f);
	ck_assert_ptr_nonnull(ln);
	ck_assert_int_eq(lines_next(ln, &row, &f), 1);
	ck_assert_int_eq(row.line, 3);
	ck_assert_int_eq(row.rang, 1);
	ck_assert_str_eq(row.val[2], "abc");
	/* The source's own fault comes through. */
	ck_assert_int_eq(lines_next(ln, &row, &f), -1);
	ck_assert_str_eq(f.kind->code, "es");
	lines_close(ln);
	lines_close(NULL);
	ck_assert_ptr_null(lines_open(&format_vide, lit, &s, &f));
	ck_assert_str_eq(f.kind->code, "bogue");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("lines");
	TCase *tc = tcase_create("lines");
	SRunner *sr;
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, lecture);
	tcase_add_test(tc, refuse);
	tcase_add_test(tc, longueurs);
	tcase_add_test(tc, ouverture);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_set_tap(sr, "-");
	srunner_run_all(sr, CK_SILENT);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
