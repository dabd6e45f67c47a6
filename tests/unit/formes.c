/*
 * formes.c - unit tests of lib/formes.c: what is a code, and what has strayed.
 */
#include <check.h>
#include <stdlib.h>

#include "sconet.h"

/* clang-format off */
static const struct {
	enum forme_code forme;
	const char *v;
	int vaut;
} cas[] = {
	{ FO_MEF, "10010012110", 1 }, { FO_MEF, "1031000U11A", 1 },
	{ FO_MEF, "1001001211", 0 }, { FO_MEF, "0612345678", 0 },
	{ FO_MEF, "33612345678", 0 }, { FO_MEF, "990000001AB", 0 },
	{ FO_MEF, "9900000001A", 0 }, { FO_MEF, "12/03/2008", 0 },
	{ FO_CODE, "6E9", 1 }, { FO_CODE, "6 C", 1 }, { FO_CODE, "601", 1 },
	{ FO_CODE, "liste supplémentaire", 1 }, { FO_CODE, "affecté", 1 },
	{ FO_CODE, "meme", 1 }, { FO_CODE, "distinct", 1 },
	{ FO_CODE, "43.ALL2", 1 }, { FO_CODE, "6SEGPA", 1 },
	{ FO_CODE, "5 LAT.1", 1 }, { FO_CODE, "_6AP1", 1 },
	{ FO_CODE, "6ème A", 1 }, { FO_CODE, "TS", 1 }, { FO_CODE, "A", 1 },
	{ FO_CODE, "6A/6B", 1 }, { FO_CODE, "DUPONT", 0 },
	{ FO_CODE, "LY", 0 }, { FO_CODE, "Léa", 0 }, { FO_CODE, "LEA 6A", 0 },
	{ FO_CODE, "6DUPONT", 0 }, { FO_CODE, "06123456", 0 },
	{ FO_CODE, "12032008", 0 }, { FO_CODE, "12/03/08", 0 },
	{ FO_CODE, "12-03", 0 }, { FO_CODE, "12.03.08", 0 },
	{ FO_CODE, "+33612", 0 }, { FO_CODE, "a@b", 0 },
	{ FO_COURT, "030201", 1 }, { FO_COURT, "100", 1 },
	{ FO_COURT, "AGL1", 1 }, { FO_COURT, "0612345678", 0 },
	{ FO_COURT, "TOM", 0 }, { FO_DEUX, "ZZ", 1 }, { FO_DEUX, "Li", 0 },
	{ FO_UAI, "0990001N", 1 }, { FO_UAI, "0990001n", 1 },
	{ FO_UAI, "099", 1 }, { FO_UAI, "0612345678", 0 },
	{ FO_ANNEE, "2019", 1 }, { FO_ANNEE, "2019-2020", 1 },
	{ FO_ANNEE, "12/03/2008", 0 }, { FO_ENTIER, "-12", 1 },
	{ FO_ENTIER, "990001", 1 }, { FO_ENTIER, "0612345678", 0 }, { FO_ENTIER, "612345678", 0 },
	{ FO_ENTIER, "12032008", 0 }, { FO_ENTIER, "20080312", 0 },
	{ FO_ENTIER, "99032008", 1 }, { FO_ENTIER, "12039008", 1 },
	{ FO_NUMERO, "E99028", 1 }, { FO_NUMERO, "DUPONT", 0 },
	{ FO_CLE, "990001/6A", 1 }, { FO_CLE, "990001/DUPONT", 0 },
	{ FO_CLE, "6A/12/03/2008", 0 }, { FO_CLE, "0612345678", 0 },
	{ FO_LISTE, "6A|43.ALL2", 1 }, { FO_LISTE, "6A|DUPONT", 0 },
	{ FO_VERSION, "3.1", 1 }, { FO_VERSION, "DUPONT", 0 },
	{ FO_VERSION, "0612345678", 0 },
	{ FO_HORO, "03/09/2019 08:02:17", 1 },
	{ FO_HORO, "2019-09-03T08:02", 1 }, { FO_HORO, "12/03/2008", 0 },
	{ FO_HORO, "06 12 34 56 78", 0 }, { FO_HACHE, "0612345678", 0 },
	{ FO_SECRET, "1", 0 }, { FO_LIBRE, "ce qu'on veut", 1 },
};
/* clang-format on */

START_TEST(formes)
{
	ck_assert_msg(forme_vaut(cas[_i].forme, cas[_i].v) == cas[_i].vaut,
	    "%s", cas[_i].v);
}
END_TEST

START_TEST(proches)
{
	char dit[160];

	ck_assert(forme_proche("divison", "division"));
	ck_assert(forme_proche("DIVISION", "division"));
	ck_assert(!forme_proche("ine", "ane"));
	ck_assert(!forme_proche("Dupont", "division"));
	forme_ou(1, "6A", dit, sizeof(dit));
	ck_assert_str_eq(dit, "6A");
	forme_ou(0, "LEA", dit, sizeof(dit));
	ck_assert_str_eq(dit, "(3 caractères, des lettres seulement)");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("formes");
	TCase *tc = tcase_create("formes");
	SRunner *sr;
	int failed;

	tcase_add_loop_test(tc, formes, 0, NELEM(cas));
	tcase_add_test(tc, proches);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_set_tap(sr, "-");
	srunner_run_all(sr, CK_SILENT);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
