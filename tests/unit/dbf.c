/*
 * dbf.c - unit tests of lib/dbf.c, byte for byte, with the types that no
 * table of GEP has; and of lib/depot.c: all of a set or none of it.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sconet.h"

#define NUL4 "\0\0\0\0"

/* clang-format off */
static const struct field champs[] = {
	{ "cle", NULL, FT_INT, 0, F_KEY },
	{ "nom", "NOM", FT_TEXT, 6, F_MAJ },
	{ "ville", "VILLE_NAIS", FT_TEXT, 4, 0 },
	{ "jour", "JOUR", FT_DATE_ISO, 0, 0 },
	{ "n", "N", FT_INT, 3, 0 },
	{ "heures", "HEURES", FT_HEURES, 5, 0 },
	{ "vrai", "VRAI", FT_BOOL, 0, 0 },
};
static const struct record table = { "t", "T.DBF", NULL, "essai", 0, champs,
	NELEM(champs) };

static const struct {
	const char *val[NELEM(champs)];
	const char *want;
	unsigned remarques[NELEM(champs)];
} lignes[] = {
	{ { "1", "Zoé", "Été", "2019-09-03", "12", "2.50", "1" },
	    " ZOE   \x90t\x82 20190903 12 2.50T", { 0 } },
	{ { "2", NULL, NULL, NULL, NULL, NULL, NULL },
	    "                           ?", { 0 } },
	{ { "3", "", "", "", "", "", "" },
	    "                           ?", { 0 } },
	{ { "4", "Œuvré-Ab", "5€", "2019-02-30", "1234", "100.25", "0" },
	    " OEUVRE5EUR                F",
	    { 0, DBF_AUTREMENT | DBF_COUPE, DBF_AUTREMENT, DBF_COUPE, DBF_COUPE,
	    DBF_COUPE, 0 } },
	{ { "5", "abcdef  ", "Œil", NULL, "-1", NULL, NULL },
	    " ABCDEFOEil         -1     ?",
	    { 0, 0, DBF_AUTREMENT, 0, 0, 0, 0 } },
};
/* clang-format on */

#define LIGNE  28
#define ENTETE (32 + 6 * 32 + 1)

START_TEST(octets)
{
	static const char tete[] =
	    "\x03\x77\x09\x03\x05\0\0\0\xE1\0\x1C\0" NUL4 NUL4 NUL4 NUL4
	    "\0\x02\0";
	static const char nom[] =
	    "VILLE_NAIS\0C" NUL4 "\x04\0" NUL4 NUL4 NUL4 "\0";
	static const char heures[] =
	    "HEURES\0\0\0\0\0N" NUL4 "\x05\x02" NUL4 NUL4 NUL4 "\0";
	unsigned remarques[NELEM(champs)];
	char got[ENTETE + 5 * LIGNE + 2];
	struct fault f = { 0 };
	FILE *tmp = tmpfile();
	struct sink *s;
	struct dbf *d;

	ck_assert_ptr_nonnull(tmp);
	ck_assert_ptr_nonnull(s = sink_open(fileno(tmp), NULL, &f));
	ck_assert_ptr_nonnull(d = dbf_open(&table, 5, "2019-09-03", s, &f));
	for (size_t i = 0; i < NELEM(lignes); i++) {
		ck_assert_int_eq(dbf_end(d, &f), -1); /* too few */
		ck_assert_int_eq(dbf_row(d, lignes[i].val, remarques, &f), 0);
		for (size_t k = 0; k < NELEM(champs); k++)
			ck_assert_msg(remarques[k] == lignes[i].remarques[k],
			    "%zu.%zu: %u", i, k, remarques[k]);
	}
	ck_assert_int_eq(dbf_end(d, &f), 0);
	ck_assert_int_eq(sink_flush(s, &f), 0);
	ck_assert_int_eq(dbf_row(d, lignes[0].val, remarques, &f), -1);
	dbf_close(d);
	sink_close(s);
	rewind(tmp);
	ck_assert_uint_eq(fread(got, 1, sizeof(got), tmp), sizeof(got) - 1);
	ck_assert_int_eq(dbf_taille(&table, 5), sizeof(got) - 1);
	fclose(tmp);
	ck_assert_mem_eq(got, tete, 32);
	ck_assert_mem_eq(got + 64, nom, 32);
	ck_assert_mem_eq(got + 32 + 4 * 32, heures, 32);
	ck_assert_int_eq(got[ENTETE - 1], 0x0D);
	for (size_t i = 0; i < NELEM(lignes); i++)
		ck_assert_msg(memcmp(got + ENTETE + i * LIGNE, lignes[i].want,
				  LIGNE) == 0,
		    "%zu: %.28s", i, got + ENTETE + i * LIGNE);
	ck_assert_int_eq(got[ENTETE + 5 * LIGNE], 0x1A);
}
END_TEST

/* What dBASE has no place for is a bug in a table. */
START_TEST(impossibles)
{
	static const struct field faux[] = {
		{ "a", "TROPLONGNOM", FT_TEXT, 1, 0 },
		{ "a", "A", FT_TEXT, 0, 0 },
		{ "a", "A", FT_TEXT, 255, 0 },
		{ "a", "A", FT_INT, 20, 0 },
		{ "a", NULL, FT_INT, 1, 0 },
	};
	struct fault f = { 0 };
	struct sink *s = sink_open(-1, NULL, &f);

	for (size_t i = 0; i < NELEM(faux); i++) {
		struct record r = { "t", "T.DBF", NULL, "essai", 0, &faux[i],
			1 };

		ck_assert_ptr_null(dbf_open(&r, 1, "2019-09-03", s, &f));
		ck_assert_str_eq(f.kind->code, "bogue");
	}
	ck_assert_ptr_null(dbf_open(&table, -1, "2019-09-03", s, &f));
	sink_close(s);
	dbf_close(NULL);
}
END_TEST

/* 1: the file there holds that text; NULL: there is none. */
static int
tient(const char *nom, const char *texte)
{
	char buf[64] = "";
	FILE *in = fopen(nom, "r");
	size_t n;

	if (in == NULL)
		return texte == NULL;
	n = fread(buf, 1, sizeof(buf) - 1, in);
	fclose(in);
	buf[n] = '\0';
	return texte != NULL && strcmp(buf, texte) == 0;
}

static struct depot *
rempli(const char *const *noms, size_t n)
{
	struct fault f = { 0 };
	struct depot *d = depot_open(".", 0640, &f);
	int fd;

	ck_assert_ptr_nonnull(d);
	for (size_t i = 0; i < n; i++) {
		ck_assert_int_ne(fd = depot_cree(d, noms[i], &f), -1);
		ck_assert_int_eq(ecrit_tout(fd, noms[i], 1, &f), 0);
	}
	return d;
}

START_TEST(ensemble)
{
	static const char *const noms[] = { "un", "deux", "trois" };
	char dir[] = "/tmp/sconet-unit.XXXXXX";
	struct fault f = { 0 };
	struct depot *d;
	struct stat sb;
	FILE *out;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_int_eq(chdir(dir), 0);
	ck_assert_ptr_nonnull(out = fopen("deux", "w"));
	fputs("avant", out);
	fclose(out);
	ck_assert_ptr_nonnull(out = fopen("vieux", "w"));
	fclose(out);
	/* given up before it is there */
	d = rempli(noms, 3);
	depot_close(d);
	ck_assert(tient("un", NULL) && tient("deux", "avant"));
	/* there, and given back */
	d = rempli(noms, 3);
	ck_assert_int_eq(depot_ote(d, "vieux", &f), 0);
	ck_assert_int_eq(depot_ote(d, "jamais", &f), 0);
	ck_assert_int_eq(depot_pose(d, &f), 0);
	ck_assert(tient("un", "u") && tient("deux", "d"));
	ck_assert(tient("vieux", NULL));
	depot_rend(d);
	depot_close(d);
	ck_assert(tient("un", NULL) && tient("deux", "avant"));
	ck_assert(tient("trois", NULL) && tient("vieux", ""));
	/* the last cannot have its name: the others have not either */
	d = rempli(noms, 3);
	ck_assert_int_eq(mkdir("trois", 0700), 0);
	ck_assert_int_eq(depot_pose(d, &f), -1);
	ck_assert_str_eq(f.kind->code, "sortie");
	depot_close(d);
	ck_assert(tient("un", NULL) && tient("deux", "avant"));
	ck_assert_int_eq(rmdir("trois"), 0);
	/* for good */
	d = rempli(noms, 3);
	ck_assert_int_eq(depot_ote(d, "vieux", &f), 0);
	ck_assert_int_eq(depot_pose(d, &f), 0);
	depot_close(d);
	ck_assert(
	    tient("un", "u") && tient("deux", "d") && tient("trois", "t"));
	ck_assert_int_eq(stat("un", &sb), 0);
	ck_assert_uint_eq(sb.st_mode & 07777, 0640);
	for (size_t i = 0; i < NELEM(noms); i++)
		ck_assert_int_eq(unlink(noms[i]), 0);
	ck_assert_int_eq(chdir("/"), 0);
	/* nothing of it is left */
	ck_assert_int_eq(rmdir(dir), 0);
	depot_close(NULL);
	depot_rend(NULL);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("dbf");
	TCase *tc = tcase_create("dbf");
	SRunner *sr;
	int failed;

	tcase_add_test(tc, octets);
	tcase_add_test(tc, impossibles);
	tcase_add_test(tc, ensemble);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_set_tap(sr, "-");
	srunner_run_all(sr, CK_SILENT);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
