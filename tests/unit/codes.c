/*
 * codes.c - unit tests of lib/codes.c.
 */
#include <check.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

/* clang-format off */
static const struct {
	const char *s;
	int forme, juste;
	char cle;
} uais[] = {
	{ "0540001H", 1, 1, 'H' }, { "0540002J", 1, 1, 'J' },
	{ "6200003J", 1, 1, 'J' }, { "0590181B", 1, 1, 'B' },
	{ "0140070A", 1, 1, 'A' }, { "0752387M", 1, 1, 'M' },
	{ "0750680G", 1, 1, 'G' }, { "0660864F", 1, 1, 'F' },
	{ "0931434D", 1, 1, 'D' }, { "0750001A", 1, 0, 'U' },
	{ "1237457A", 1, 0, 'M' }, { "0000000V", 1, 0, 'A' },
	{ "0752387E", 1, 0, 'M' }, { "0140070R", 1, 0, 'A' },
	{ "0540001", 0, 0, 'H' }, { "0540001HH", 0, 0, 'H' },
	{ "0540001h", 0, 0, 'H' }, { " 540001H", 0, 0, '\0' },
	{ "0540001I", 1, 0, 'H' }, { "123ABC", 0, 0, '\0' },
	{ "054000H", 0, 0, '\0' }, { "0540001 ", 0, 0, 'H' },
	{ "05400011", 0, 0, 'H' }, { "", 0, 0, '\0' },
	{ "054000\xC3\xA9H", 0, 0, '\0' },
};

static const struct {
	const char *s;
	enum ine forme;
	int juste;
} ines[] = {
	{ "1234567890V", INE_BEA, 1 }, { "1234567890W", INE_BEA, 0 },
	{ "1234567890I", INE_BEA, 0 }, { "1234567890O", INE_BEA, 0 },
	{ "1234567890Q", INE_BEA, 0 }, { "1234567890v", INE_AUTRE, 1 },
	{ "123456789FJ", INE_RNIE, 1 }, { "000000001KG", INE_RNIE, 1 },
	{ "000000096AB", INE_RNIE, 1 }, { "000000097KH", INE_RNIE, 1 },
	{ "999999999GE", INE_RNIE, 1 }, { "123456789JF", INE_RNIE, 0 },
	{ "000000096AA", INE_RNIE, 0 }, { "000000001KI", INE_RNIE, 0 },
	{ "999999999ZZ", INE_RNIE, 0 }, { "999999999Ge", INE_AUTRE, 1 },
	{ "9912A34567B", INE_AUTRE, 1 }, { "00000000123", INE_AUTRE, 1 },
	{ "ABCDEFGHJKL", INE_AUTRE, 1 }, { "99999999GE1", INE_AUTRE, 1 },
	{ "1234567890", INE_FAUX, 0 }, { "1234567890VV", INE_FAUX, 0 },
	{ "123456789 V", INE_FAUX, 0 }, { "1234567890_", INE_FAUX, 0 },
	{ "1234567890V ", INE_FAUX, 0 }, { "", INE_FAUX, 0 },
	{ "12345678\xC3\xA9V", INE_FAUX, 0 },
};

static const struct {
	const char *fr, *iso; /* iso NULL: refused */
} dates[] = {
	{ "01/09/2005", "2005-09-01" }, { "31/12/9999", "9999-12-31" },
	{ "29/02/2004", "2004-02-29" }, { "29/02/2000", "2000-02-29" },
	{ "28/02/1900", "1900-02-28" }, { "01/01/0001", "0001-01-01" },
	{ "29/02/1900", NULL }, { "29/02/2005", NULL },
	{ "31/04/2005", NULL }, { "30/02/2004", NULL },
	{ "00/01/2005", NULL }, { "32/01/2005", NULL },
	{ "01/00/2005", NULL }, { "01/13/2005", NULL },
	{ "01/01/0000", NULL }, { "1/09/2005", NULL },
	{ "01/09/05", NULL }, { "01-09-2005", NULL },
	{ "2005-09-01", NULL }, { "01/09/2005 ", NULL },
	{ " 01/09/2005", NULL }, { "01/09/20055", NULL },
	{ "0a/09/2005", NULL }, { "", NULL }, { "01/09/", NULL },
};

static const struct {
	const char *s;
	int juste;
} isos[] = {
	{ "2005-09-01", 1 }, { "9999-12-31", 1 }, { "2004-02-29", 1 },
	{ "2005-02-29", 0 }, { "0000-01-01", 0 }, { "2005-13-01", 0 },
	{ "2005-9-1", 0 }, { "01/09/2005", 0 }, { "2005-09-01T", 0 },
	{ "20050901", 0 }, { "", 0 },
};

static const struct {
	const char *fr, *iso;
} horos[] = {
	{ "01/09/2005 08:05:09", "2005-09-01 08:05:09" },
	{ "31/12/2005 23:59:59", "2005-12-31 23:59:59" },
	{ "01/09/2005 00:00:00", "2005-09-01 00:00:00" },
	{ "01/09/2005 24:00:00", NULL }, { "01/09/2005 23:60:00", NULL },
	{ "01/09/2005 23:59:60", NULL }, { "31/02/2005 10:00:00", NULL },
	{ "01/09/2005", NULL }, { "01/09/2005 08:05", NULL },
	{ "01/09/2005T08:05:09", NULL }, { "01/09/2005 08:05:09 ", NULL },
	{ "01/09/2005 8:05:09", NULL }, { "", NULL },
};

static const struct {
	const char *s;
	int64_t lo, hi;
	int ok;
	int64_t n;
} entiers[] = {
	{ "0", 0, 9, 1, 0 }, { "9", 0, 9, 1, 9 }, { "10", 0, 9, 0, 0 },
	{ "-1", 0, 9, 0, 0 }, { "-1", -1, 9, 1, -1 }, { "007", 0, 9, 1, 7 },
	{ "9223372036854775807", 0, INT64_MAX, 1, INT64_MAX },
	{ "9223372036854775808", 0, INT64_MAX, 0, 0 },
	{ "-9223372036854775808", INT64_MIN, 0, 1, INT64_MIN },
	{ "-9223372036854775809", INT64_MIN, 0, 0, 0 },
	{ "", 0, 9, 0, 0 }, { "-", -9, 9, 0, 0 }, { "+1", 0, 9, 0, 0 },
	{ " 1", 0, 9, 0, 0 }, { "1 ", 0, 9, 0, 0 }, { "1,0", 0, 9, 0, 0 },
	{ "0x1", 0, 9, 0, 0 }, { "1e0", 0, 9, 0, 0 }, { "--1", -9, 9, 0, 0 },
};

static const struct {
	const char *s, *out;
} heures_[] = {
	{ "2,5", "2.50" }, { "2.50", "2.50" }, { "2", "2.00" },
	{ "0", "0.00" }, { "0,05", "0.05" }, { "18.00", "18.00" },
	{ "02,5", "2.50" }, { "9999.99", "9999.99" }, { "2.500", "2.50" },
	{ "2.5000000000000000000000000", "2.50" }, { "2.505", NULL },
	{ "10000", NULL }, { "00002", NULL }, { "-1", NULL },
	{ "-0", NULL }, { "+1", NULL }, { "", NULL }, { "2,", NULL },
	{ ",5", NULL }, { "2,5,0", NULL }, { "2h30", NULL },
	{ " 2", NULL }, { "2 ", NULL }, { "2,5 ", NULL }, { "1e1", NULL },
};

#define M64 "0123456789012345678901234567890123456789012345678901234567890123"
static const struct {
	const char *a, *b;
	size_t n;
} distances[] = {
	{ "", "", 0 }, { "a", "", 1 }, { "", "abc", 3 },
	{ "abc", "abc", 0 }, { "eleve_id", "eleve-id", 1 },
	{ "kitten", "sitting", 3 }, { "flaw", "lawn", 2 },
	{ "division", "divison", 1 }, { "ab", "ba", 2 },
	{ M64, M64, 0 }, { M64, "", 64 }, { M64 "x", M64 "yz", 0 },
	{ M64 M64, "", 64 },
};

static const struct {
	const char *motif, *code;
	int vaut;
} motifs[] = {
	{ "*", "", 1 }, { "*", "10010012110", 1 }, { "100*", "10010012110", 1 },
	{ "100*", "10110012110", 0 }, { "??????", "030201", 1 },
	{ "?????", "030201", 0 }, { "0[23]*", "030201", 1 },
	{ "0[!3]*", "030201", 0 }, { "a*c", "a/b/c", 1 },
	{ "*", ".x", 1 }, { "", "", 1 }, { "", "a", 0 }, { "abc", "ABC", 0 },
};

static const struct {
	const char *v, *forme;
} formes[] = {
	{ "", "vide" },
	{ "12345678901", "11 caractères, des chiffres seulement" },
	{ "7", "1 caractère, des chiffres seulement" },
	{ "abc", "3 caractères, des lettres seulement" },
	{ "\xC3\x89" "e", "2 caractères, des lettres seulement" },
	{ "  ", "2 caractères, des blancs seulement" },
	{ "--", "2 caractères, des signes seulement" },
	{ "123A567890", "10 caractères, lettre en 4" },
	{ "0540001H", "8 caractères, lettre en 8" },
	{ "123456789FJ", "11 caractères, lettres en 10 à 11" },
	{ "12 34", "5 caractères, blanc en 3" },
	{ "12\xC2\xA0" "34", "5 caractères, blanc en 3" },
	{ "12\xE2\x80\xAF" "34", "5 caractères, blanc en 3" },
	{ "1A 4B-", "6 caractères, lettres en 2, 5 ; blanc en 3 ; "
	    "autre caractère en 6" },
	{ "A1B1C1D1E1F1", "12 caractères, lettres en 1, 3, 5, 7, …" },
	{ "01/09/2005", "10 caractères, autres caractères en 3, 6" },
	{ "1\xE2\x82\xAC\xC3\x97", "3 caractères, autres caractères en 2 à 3" },
	{ "1\xE1\xBB\x80\xCE\x91", "3 caractères, lettres en 2 à 3" },
};
/* clang-format on */

START_TEST(uai)
{
	for (size_t i = 0; i < NELEM(uais); i++) {
		const char *s = uais[i].s;

		ck_assert_msg(uai_forme(s) == uais[i].forme, "forme %s", s);
		ck_assert_msg(uai_juste(s) == uais[i].juste, "juste %s", s);
		ck_assert_msg(uai_cle(s) == uais[i].cle, "cle %s", s);
	}
}
END_TEST

START_TEST(ine)
{
	for (size_t i = 0; i < NELEM(ines); i++) {
		const char *s = ines[i].s;

		ck_assert_msg(ine_forme(s) == ines[i].forme, "forme %s", s);
		ck_assert_msg(ine_juste(s) == ines[i].juste, "juste %s", s);
	}
	for (int64_t n = 1; n < 999999999; n += 7654321) {
		char s[12];

		ine_rnie(n, s);
		ck_assert_msg(ine_forme(s) == INE_RNIE && ine_juste(s), "%s",
		    s);
		ck_assert_int_eq(atoi(s), n);
	}
}
END_TEST

START_TEST(date)
{
	char buf[12];

	for (size_t i = 0; i < NELEM(dates); i++) {
		const char *fr = dates[i].fr, *iso = dates[i].iso;

		ck_assert_msg(date_fr_iso(fr, buf) == (iso ? 0 : -1), "%s", fr);
		if (iso == NULL)
			continue;
		ck_assert_str_eq(buf, iso);
		ck_assert_msg(date_iso_juste(iso), "%s", iso);
		/* In place. */
		memcpy(buf, fr, strlen(fr) + 1);
		ck_assert_int_eq(date_fr_iso(buf, buf), 0);
		ck_assert_str_eq(buf, iso);
	}
	for (size_t i = 0; i < NELEM(isos); i++)
		ck_assert_msg(date_iso_juste(isos[i].s) == isos[i].juste, "%s",
		    isos[i].s);
}
END_TEST

START_TEST(horo)
{
	char buf[20];

	for (size_t i = 0; i < NELEM(horos); i++) {
		const char *fr = horos[i].fr, *iso = horos[i].iso;

		ck_assert_msg(horo_fr_iso(fr, buf) == (iso ? 0 : -1), "%s", fr);
		if (iso != NULL)
			ck_assert_str_eq(buf, iso);
	}
}
END_TEST

START_TEST(nombres)
{
	char buf[24];

	for (size_t i = 0; i < NELEM(entiers); i++) {
		int64_t n = 42;

		ck_assert_msg(entier(entiers[i].s, entiers[i].lo, entiers[i].hi,
				  &n) == (entiers[i].ok ? 0 : -1),
		    "%s", entiers[i].s);
		ck_assert_msg(n == (entiers[i].ok ? entiers[i].n : 42),
		    "%s: %" PRId64, entiers[i].s, n);
	}
	for (size_t i = 0; i < NELEM(heures_); i++) {
		const char *s = heures_[i].s, *out = heures_[i].out;

		ck_assert_msg(heures(s, buf) == (out ? 0 : -1), "%s", s);
		if (out != NULL)
			ck_assert_str_eq(buf, out);
	}
}
END_TEST

START_TEST(mots)
{
	for (size_t i = 0; i < NELEM(distances); i++) {
		const char *a = distances[i].a, *b = distances[i].b;

		ck_assert_msg(distance(a, b) == distances[i].n, "%s %s: %zu", a,
		    b, distance(a, b));
		ck_assert_msg(distance(b, a) == distances[i].n, "%s %s", b, a);
	}
	for (size_t i = 0; i < NELEM(motifs); i++)
		ck_assert_msg(motif_vaut(motifs[i].motif, motifs[i].code) ==
			motifs[i].vaut,
		    "%s %s", motifs[i].motif, motifs[i].code);
}
END_TEST

START_TEST(formes_)
{
	char buf[128], court[64];
	size_t len;

	for (size_t i = 0; i < NELEM(formes); i++) {
		forme(formes[i].v, buf, sizeof(buf));
		ck_assert_str_eq(buf, formes[i].forme);
		/* Cut short: a beginning, ended, without half a character. */
		for (size_t n = 1; n < sizeof(court); n++) {
			memset(court, 'x', sizeof(court));
			forme(formes[i].v, court, n);
			len = strnlen(court, n);
			ck_assert_uint_lt(len, n);
			ck_assert(n == sizeof(court) - 1 || court[n] == 'x');
			ck_assert_int_eq(strncmp(court, buf, len), 0);
			ck_assert_int_ne(buf[len] & 0xC0, 0x80);
		}
	}
	court[0] = 'x';
	forme("abc", court, 0);
	ck_assert_int_eq(court[0], 'x');
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("codes");
	TCase *tc = tcase_create("codes");
	SRunner *sr;
	int failed;

	tcase_add_test(tc, uai);
	tcase_add_test(tc, ine);
	tcase_add_test(tc, date);
	tcase_add_test(tc, horo);
	tcase_add_test(tc, nombres);
	tcase_add_test(tc, mots);
	tcase_add_test(tc, formes_);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_set_tap(sr, "-");
	srunner_run_all(sr, CK_SILENT);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
