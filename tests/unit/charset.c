/*
 * charset.c - unit tests of lib/charset.c.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

#define DECL(e)  "<?xml version=\"1.0\" encoding=\"" e "\"?>\n"
#define D15      DECL("ISO-8859-15")
#define D1       DECL("ISO-8859-1")
#define D1252    DECL("windows-1252")
#define D8       DECL("UTF-8")
#define BOM      "\xEF\xBB\xBF"
#define BLANCS   "                                                          "
#define BLANCS10 BLANCS BLANCS BLANCS BLANCS BLANCS BLANCS BLANCS BLANCS BLANCS
#define PIECES   40 /* sizes of the pieces a text is fed in */
#define S(s)     (s), sizeof(s) - 1

/* clang-format off */
static const struct {
	int xml;
	const char *in;
	size_t n;
	const char *out, *nom;
	unsigned remarques;
} lectures[] = {
	{ 1, S(""), "", "UTF-8", 0 },
	{ 1, S("<"), "<", "UTF-8", 0 },
	{ 1, S("<?xm"), "<?xm", "UTF-8", 0 },
	{ 1, S("<?xml version='1.0'"), "<?xml version='1.0'", "UTF-8", 0 },
	{ 1, S(BOM), "", "UTF-8", CS_BOM },
	{ 1, S("<a>\r\n\tb</a>\n"), "<a>\r\n\tb</a>\n", "UTF-8", 0 },
	/* declared and so */
	{ 1, S(D15 "C\xBDur \xBCuvre \xBE \xA4 \xA6\xA8\xB4\xB8 \xE9t\xE9"),
	    D15 "Cœur Œuvre Ÿ € ŠšŽž été", "ISO-8859-15", 0 },
	{ 1, S(D15 "<NOM>\xC9L\xC8VE</NOM>\n<NOM>abcdefgh\xFF</NOM>"),
	    D15 "<NOM>ÉLÈVE</NOM>\n<NOM>abcdefghÿ</NOM>", "ISO-8859-15", 0 },
	{ 1, S(D15 "\xC9\xC8\xCA \xC3\xA9"), D15 "ÉÈÊ Ã©",
	    "ISO-8859-15", 0 },
	{ 1, S(D1 "\xE9 \xA4\xA6\xA8\xB4\xB8\xBC\xBD\xBE"), D1 "é ¤¦¨´¸¼½¾",
	    "ISO-8859-1", 0 },
	{ 1, S(D1252 "l\x92\xE9t\xE9 \x80\x8C\x9C\x9F\x8A \xA4"),
	    D1252 "l’été €ŒœŸŠ ¤", "windows-1252", 0 },
	{ 1, S(D8 "Œ œ Ÿ € Š é ’ \xF0\x9F\x98\x80 fin"),
	    D8 "Œ œ Ÿ € Š é ’ \xF0\x9F\x98\x80 fin", "UTF-8", 0 },
	{ 1, S(D8 "\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF\xE0\xA0\x80"),
	    D8 "\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF\xE0\xA0\x80",
	    "UTF-8", 0 },
	{ 1, S(DECL("us-ascii") "é"), DECL("us-ascii") "é", "UTF-8", 0 },
	{ 1, S("<?xml version = '1.0'\n encoding = 'Latin9' ?>\xBD"),
	    "<?xml version = '1.0'\n encoding = 'Latin9' ?>œ",
	    "ISO-8859-15", 0 },
	{ 1, S("<?xml a='encoding=\"X\"' encoding='cp1252'?>\x9C"),
	    "<?xml a='encoding=\"X\"' encoding='cp1252'?>œ",
	    "windows-1252", 0 },
	{ 1, S(BOM D8 "é"), D8 "é", "UTF-8", CS_BOM },
	{ 1, S(BOM "é"), "é", "UTF-8", CS_BOM },
	/* a declaration that fits in what is kept back, and one that does not */
	{ 1, S("<?xml " BLANCS10 "encoding='latin1'?>\xA4"),
	    "<?xml " BLANCS10 "encoding='latin1'?>¤", "ISO-8859-1", 0 },
	{ 1, S("<?xml " BLANCS10 BLANCS10 "encoding='latin1'?>\xA4"),
	    "<?xml " BLANCS10 BLANCS10 "encoding='latin1'?>€",
	    "ISO-8859-15", CS_SUPPOSE },
	/* declared, and otherwise */
	{ 1, S(D15 "élève Œ"), D15 "élève Œ", "UTF-8", CS_EST_UTF8 },
	{ 1, S(D1 "€"), D1 "€", "UTF-8", CS_EST_UTF8 },
	{ 1, S(D1252 "\xF0\x9F\x98\x80"), D1252 "\xF0\x9F\x98\x80", "UTF-8",
	    CS_EST_UTF8 },
	{ 1, S(BOM D15 "é"), D15 "é", "UTF-8", CS_BOM | CS_EST_UTF8 },
	{ 1, S(D15 "l\x92\xE9t\xE9 \xA4\x80"), D15 "l’été €€",
	    "ISO-8859-15", CS_EST_1252 },
	{ 1, S(D1 "\x85 \xA4"), D1 "… ¤", "ISO-8859-1", CS_EST_1252 },
	/* two characters that would be one in UTF-8, but not of a name */
	{ 1, S(D15 "LA SANT\xC9\xBB \xC3\xA9"), D15 "LA SANTÉ» Ã©",
	    "ISO-8859-15", 0 },
	{ 1, S(D15 "\xC9\xB0 \xC9\xA0: \xC9VORA"), D15 "É° É\xC2\xA0: ÉVORA",
	    "ISO-8859-15", 0 },
	{ 1, S(D15 "\xAB caf\xE9\xA0\xBB"), D15 "« café\xC2\xA0»",
	    "ISO-8859-15", 0 },
	{ 1, S(D1252 "L\xC9\x92\xC9"), D1252 "LÉ’É", "windows-1252", 0 },
	{ 1, S(D15 "e\xCC\x81t"), D15 "e\xCC\x81t", "UTF-8", CS_EST_UTF8 },
	{ 1, S(D15 "\xE1\xBA\xA5 ấ"), D15 "ấ ấ", "UTF-8", CS_EST_UTF8 },
	{ 1, S("\xC9\xBB"), "\xC9\xBB", "UTF-8", 0 },
	{ 0, S("\xC9\xBB"), "É»", "windows-1252", CS_SUPPOSE },
	/* the deciding sequence is cut off by the end, or goes wrong late */
	{ 1, S(D15 "\xC3"), D15 "Ã", "ISO-8859-15", 0 },
	{ 1, S(D15 "\xE2\x82"), D15 "â‚", "ISO-8859-15", CS_EST_1252 },
	{ 1, S(D1 "\xF0\xA0\xA0 \xC3\xA9"), D1 "ð\xC2\xA0\xC2\xA0 Ã©",
	    "ISO-8859-1", 0 },
	/* nothing declared */
	{ 1, S("<a>\xC3\xA9</a>"), "<a>é</a>", "UTF-8", 0 },
	{ 1, S("<a>\xE9\xBD\x92</a>"), "<a>\xE9\xBD\x92</a>", "UTF-8", 0 },
	{ 1, S("<a>\xE9 \xBD\x92</a>"), "<a>é œ’</a>", "ISO-8859-15",
	    CS_SUPPOSE },
	{ 1, S("\xE9"), "é", "ISO-8859-15", CS_SUPPOSE },
	{ 1, S("\xE9\xE9\xE9\xE9\xE9"), "ééééé", "ISO-8859-15", CS_SUPPOSE },
	{ 1, S("<?xml version='1.0'?><a>\xA4"), "<?xml version='1.0'?><a>€",
	    "ISO-8859-15", CS_SUPPOSE },
	{ 1, S("<?xml-stylesheet encoding='EBCDIC'?>\xA4"),
	    "<?xml-stylesheet encoding='EBCDIC'?>€", "ISO-8859-15",
	    CS_SUPPOSE },
	{ 1, S("<?xml \xE9 encoding='EBCDIC'?>\xA4"),
	    "<?xml é encoding='EBCDIC'?>€", "ISO-8859-15", CS_SUPPOSE },
	{ 1, S("\xE9<?xml encoding='EBCDIC'?>"),
	    "é<?xml encoding='EBCDIC'?>", "ISO-8859-15", CS_SUPPOSE },
	{ 1, S("<?xml encoding=EBCDIC?>"), "<?xml encoding=EBCDIC?>",
	    "UTF-8", 0 },
	/* not XML */
	{ 0, S("eleve_id\tdivision\r\n1\t6A\r\n"),
	    "eleve_id\tdivision\r\n1\t6A\r\n", "UTF-8", 0 },
	{ 0, S(BOM "a\tb\n"), "a\tb\n", "UTF-8", CS_BOM },
	{ 0, S("élève\n"), "élève\n", "UTF-8", 0 },
	{ 0, S("\xE9l\xE8ve \x92\x80\xA4\n"), "élève ’€¤\n", "windows-1252",
	    CS_SUPPOSE },
	{ 0, S(DECL("EBCDIC") "\xA4"), DECL("EBCDIC") "¤", "windows-1252",
	    CS_SUPPOSE },
};

static const struct {
	int xml;
	const char *in;
	size_t n;
	const char *code;
	long ligne;
	const char *detail; /* the beginning of it */
} refus[] = {
	/* not an encoding of ours */
	{ 1, S("\xFF\xFE<\0a\0"), "encodage", 1, "ligne 1 : octet 0xFE" },
	{ 1, S("\xFE\xFF\0<\0a"), "encodage", 1, "ligne 1 : octet 0xFF" },
	{ 1, S("\xFF\xFE"), "encodage", 1, "ligne 1 : octet 0xFE" },
	{ 0, S("\xFF\xFE" "a\0"), "encodage", 1, "ligne 1 : octet 0xFE" },
	{ 1, S("\xFF\xFE\0\0<\0\0\0"), "encodage", 1, "ligne 1 : octet" },
	{ 1, S("\0\0\xFE\xFF\0\0\0<"), "encodage", 1, "ligne 1 : octet 0x00" },
	{ 1, S("<\0?\0x\0"), "encodage", 1,
	    "ligne 1 : octet 0x00 en position 2" },
	{ 0, S("\0"), "encodage", 1, "ligne 1 : octet 0x00 en position 1" },
	{ 1, S(DECL("EBCDIC-FR")), "encodage", 1,
	    "ligne 1 : « EBCDIC-FR »" },
	{ 1, S(DECL("ISO-8859-2")), "encodage", 1, "ligne 1 : « ISO-8859-2 »" },
	{ 1, S(DECL("UTF-16")), "encodage", 1, "ligne 1 : « UTF-16 »" },
	{ 1, S(BOM DECL("UTF-16")), "encodage", 1, "ligne 1 : « UTF-16 »" },
	{ 1, S(DECL("")), "encodage", 1, "ligne 1 : encodage (vide)" },
	{ 1, S(DECL("a\tb")), "encodage", 1, "ligne 1 : encodage (3 car" },
	{ 1, S(DECL("0123456789012345678901234567890123456789XYZ")),
	    "encodage", 1,
	    "ligne 1 : encodage (40 car" },
	/* not what was declared */
	{ 1, S(D8 "\n\xE9t\xE9"), "encodage-contradictoire", 3,
	    "ligne 3 : octet 0xE9" },
	{ 1, S(D8 "\xC0\xAF"), "encodage-contradictoire", 2,
	    "ligne 2 : octet 0xC0" },
	{ 1, S(D8 "\xE0\x9F\xBF"), "encodage-contradictoire", 2, "" },
	{ 1, S(D8 "\xF0\x8F\xBF\xBF"), "encodage-contradictoire", 2, "" },
	{ 1, S(D8 "\xED\xA0\x80"), "encodage-contradictoire", 2, "" },
	{ 1, S(D8 "\xF4\x90\x80\x80"), "encodage-contradictoire", 2, "" },
	{ 1, S(D8 "\xF5\x80\x80\x80"), "encodage-contradictoire", 2, "" },
	{ 1, S(D8 "\x80"), "encodage-contradictoire", 2, "" },
	{ 1, S(D8 "é\n\xE2\x82"), "encodage-contradictoire", 3,
	    "ligne 3 : octet 0xE2" },
	{ 1, S(D8 "\xC3"), "encodage-contradictoire", 2, "" },
	{ 1, S(D8 "\xF0\x9F\x98"), "encodage-contradictoire", 2, "" },
	{ 1, S(D8 "\xC3\n"), "encodage-contradictoire", 2, "" },
	{ 1, S(BOM D15 "\n\n\xE9"), "encodage-contradictoire", 4, "" },
	{ 0, S(BOM "\xE9\n"), "encodage-contradictoire", 1, "" },
	{ 1, S(D15 "é\n\n12345678\n\xE9 "), "encodage-contradictoire", 5,
	    "ligne 5 : octet 0xE9, pas de l'UTF-8, alors que ce qui" },
	{ 1, S(D1252 "é\n\x92"), "encodage-contradictoire", 3, "" },
	{ 1, S("<a>é\n\xE9</a>"), "encodage-contradictoire", 2, "" },
	{ 0, S("é\n\xE9\n"), "encodage-contradictoire", 2, "" },
	/* not a character */
	{ 1, S(D15 "\x81"), "caractere-interdit", 2, "ligne 2 : octet 0x81" },
	{ 1, S(D15 "a\n\n\xE9\x8D"), "caractere-interdit", 4,
	    "ligne 4 : octet 0x8D" },
	{ 1, S(D1 "\x8F"), "caractere-interdit", 2, "" },
	{ 1, S(D1252 "\x90"), "caractere-interdit", 2, "" },
	{ 1, S("<a>\x9D"), "caractere-interdit", 1, "" },
	{ 0, S("a\n\x9D"), "caractere-interdit", 2, "" },
	{ 1, S(D15 "\x01"), "caractere-interdit", 2,
	    "ligne 2 : octet 0x01, caractère de contrôle" },
	{ 1, S(D15 "\xE9\n\x1F"), "caractere-interdit", 3, "" },
	{ 1, S(D8 "é\n\x0B"), "caractere-interdit", 3, "" },
	{ 1, S(D8 "\n\n\n\n\n\n\n\n\n\n\n\nabcdefgh\n\0"), "caractere-interdit",
	    15, "ligne 15 : octet 0x00" },
	{ 1, S(D15 "\xE9\n\r\n\t\n\n\n\n\n\n\n\n\na\x08zzzzzzzzzzzzzzz"),
	    "caractere-interdit", 13, "ligne 13 : octet 0x08" },
	{ 0, S("a\tb\r\nc\x0C\n"), "caractere-interdit", 2, "" },
	{ 0, S("\n\n\x1A"), "caractere-interdit", 3, "" },
};

static const char *const declares[][2] = {
	{ "UTF-8", "UTF-8" }, { "utf8", "UTF-8" }, { "Us-Ascii", "UTF-8" },
	{ "ASCII", "UTF-8" }, { "iso-8859-15", "ISO-8859-15" },
	{ "ISO8859-15", "ISO-8859-15" }, { "ISO_8859-15", "ISO-8859-15" },
	{ "LATIN9", "ISO-8859-15" }, { "Iso-8859-1", "ISO-8859-1" },
	{ "LATIN1", "ISO-8859-1" }, { "Windows-1252", "windows-1252" },
	{ "CP1252", "windows-1252" },
};

/* 0x80 to 0x9F in all 8-bit encodings; NULL: refused. */
static const char *const cp1252[32] = {
	"€", NULL, "‚", "ƒ", "„", "…", "†", "‡",
	"ˆ", "‰", "Š", "‹", "Œ", NULL, "Ž", NULL,
	NULL, "‘", "’", "“", "”", "•", "–", "—",
	"˜", "™", "š", "›", "œ", NULL, "ž", "Ÿ",
};
/* 0xA0 to 0xBF in ISO-8859-15. */
static const char *const iso15[32] = {
	"\xC2\xA0", "¡", "¢", "£", "€", "¥", "Š", "§",
	"š", "©", "ª", "«", "¬", "\xC2\xAD", "®", "¯",
	"°", "±", "²", "³", "Ž", "µ", "¶", "·",
	"ž", "¹", "º", "»", "Œ", "œ", "Ÿ", "¿",
};

static const struct {
	const char *in, *out;
	unsigned perdus;
} translits[] = {
	{ "", "", 0 }, { "abc <&> 123", "abc <&> 123", 0 },
	{ "Œœ€ŠšŽžŸ\xC2\xA0" "é", "\xBC\xBD\xA4\xA6\xA8\xB4\xB8\xBE\xA0\xE9", 0 },
	{ "l’été", "l'\xE9t\xE9", 1 }, { "“a” ‘b’ „c‚", "\"a\" 'b' \"c'", 6 },
	{ "a–b—c‐d−e", "a-b-c-d-e", 4 }, { "fin…", "fin...", 1 },
	{ "a\xE2\x80\xAF" "b\xE2\x80\x89" "c\xE3\x80\x80" "d", "a b c d", 3 },
	{ "™", "(TM)", 1 },
	{ "ﬁn ﬂot eﬃ", "fin flot effi", 3 }, { "ĲĳŉǄẞ", "IJij'nDSS", 5 },
	{ "ŁódźĀāĐđı", "L\xF3" "dzAaDdi", 7 }, { "Ăăǅ Ⱥɏ", "AaD Ay", 5 },
	{ "Ḁỹ Ệ", "Ay E", 3 }, { "e\xCC\x81", "e", 1 },
	{ "¤¦¨´¸¼½¾", "?|\"',1/41/23/4", 8 }, { "№ 1", "N\xB0 1", 1 },
	{ "≤≥≠", "<=>=!=", 3 }, { "\xEF\xBB\xBF", "", 1 },
	{ "Ж中\xF0\x9F\x98\x80", "???", 3 }, { "\xC2\x85", "?", 1 },
	{ "\xFF\xE9" "a", "??a", 2 }, { "\xE2\x82", "??", 2 },
};

/* CP850; the last column is what capitals make of it. */
static const struct {
	const char *in, *out;
	unsigned perdus;
	const char *capitales;
} dos[] = {
	{ "", "", 0, "" }, { "abc 3A.", "abc 3A.", 0, "ABC 3A." },
	{ "éàçèêëîïôùûüâäö", "\x82\x85\x87\x8A\x88\x89\x8C\x8B\x93\x97\x96"
	    "\x81\x83\x84\x94", 0, "EACEEEIIOUUUAAO" },
	{ "ÉÀÇ", "\x90\xB7\x80", 0, "EAC" }, { "ÆæßÑ", "\x92\x91\xE1\xA5", 0,
	    "AEAESSN" },
	{ "ŒUVRE cœur", "OEUVRE coeur", 2, "OEUVRE COEUR" },
	{ "5 € l’œuf", "5 EUR l'oeuf", 3, "5 EUR L'OEUF" },
	{ "ŠšŽžŸ", "SsZzY", 5, "SSZZY" }, { "Łódź", "L\xA2" "dz", 2, "LODZ" },
	{ "n° 1·2 №", "n\xF8 1\xFA" "2 N\xF8", 1, "N\xF8 1\xFA" "2 N\xF8" },
	{ "a\tb\nc\x7F", "a b c ", 3, "A B C " }, { "e\xCC\x81", "e", 1, "E" },
	{ "Ж\xFF", "??", 2, "??" }, { "\xC2\x85", "?", 1, "?" },
};

static const char *const plis[][2] = {
	{ "", "" }, { "abc-XYZ 019_", "ABCXYZ019" }, { "Œuvre œ", "OEUVREOE" },
	{ "Æther æ", "AETHERAE" }, { "Straße ẞ", "STRASSESS" },
	{ "garçon Ç", "GARCONC" }, { "Ñandú", "NANDU" }, { "Łódź", "LODZ" },
	{ "l’été", "LETE" }, { "l'ETE", "LETE" }, { "àâäéèêëîïôöùûüÿ",
	"AAAEEEEIIOOUUUY" }, { "ÀÂÄÉÈÊËÎÏÔÖÙÛÜŸ", "AAAEEEEIIOOUUUY" },
	{ "ŠšŽž Øø Ðð Þþ", "SSZZOODDTHTH" }, { "ﬁn", "FIN" },
	{ "e\xCC\x81t\xCC\xA7", "ET" }, { "Ệ Ǆ", "ED" },
	{ "Ж×÷«»€ -.'", "" }, { "a\xFF\xC3", "A" },
};
/* clang-format on */

struct resultat {
	char out[8192];
	size_t n;
	char nom[32];
	unsigned remarques;
};

/* Does a text of n bytes end behind a whole character? */
static int
entier_utf8(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n) {
		unsigned char c = (unsigned char)s[i];

		i += c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	}
	return i == n;
}

/* Feed pieces of k bytes; the end comes with the last, or behind it. */
static int
lit(int xml, const char *in, size_t n, size_t k, int apres, struct resultat *r,
    struct fault *f)
{
	struct charset *cs = charset_open(xml, f);
	int rc = 0, last = 0;

	ck_assert_ptr_nonnull(cs);
	ck_assert_str_eq(charset_name(cs), "");
	memset(f, 0, sizeof(*f));
	r->n = 0;
	while (rc == 0 && !last) {
		size_t m = n < k ? n : k, outn;
		const char *out;
		char *copie = malloc(m + 1); /* for the address sanitizer */

		ck_assert_ptr_nonnull(copie);
		memcpy(copie, in, m);
		last = apres ? m == 0 : m == n;
		rc = charset_feed(cs, copie, m, last, &out, &outn, f);
		free(copie);
		in += m;
		n -= m;
		if (rc == -1)
			break;
		ck_assert_uint_le(outn, 3 * (m + 512));
		ck_assert(entier_utf8(out, outn));
		ck_assert_uint_lt(r->n + outn, sizeof(r->out));
		if (outn > 0)
			memcpy(r->out + r->n, out, outn);
		r->n += outn;
	}
	r->out[r->n] = '\0';
	(void)snprintf(r->nom, sizeof(r->nom), "%s", charset_name(cs));
	r->remarques = charset_remarques(cs);
	charset_close(cs);
	return rc;
}

START_TEST(lecture)
{
	struct resultat r;
	struct fault f;

	for (size_t i = 0; i < NELEM(lectures); i++)
		for (size_t k = 1; k <= 2 * (PIECES + 1); k++) {
			size_t m = k / 2 > PIECES ? 8192 : (k + 1) / 2;
			int rc = lit(lectures[i].xml, lectures[i].in,
			    lectures[i].n, m, k % 2 == 0, &r, &f);

			ck_assert_msg(rc == 0, "%zu/%zu: %s", i, m, f.detail);
			ck_assert_msg(strcmp(r.out, lectures[i].out) == 0,
			    "%zu/%zu: %s", i, m, r.out);
			ck_assert_str_eq(r.nom, lectures[i].nom);
			ck_assert_msg(r.remarques == lectures[i].remarques,
			    "%zu/%zu: %u", i, m, r.remarques);
		}
}
END_TEST

START_TEST(refuse)
{
	struct resultat r;
	struct fault f;

	for (size_t i = 0; i < NELEM(refus); i++)
		for (size_t k = 1; k <= 2 * (PIECES + 1); k++) {
			size_t m = k / 2 > PIECES ? 8192 : (k + 1) / 2;
			int rc = lit(refus[i].xml, refus[i].in, refus[i].n, m,
			    k % 2 == 0, &r, &f);

			ck_assert_msg(rc == -1, "%zu/%zu", i, m);
			ck_assert_str_eq(f.kind->code, refus[i].code);
			ck_assert_msg(f.line == refus[i].ligne, "%zu/%zu: %ld",
			    i, m, f.line);
			ck_assert_msg(strncmp(f.detail, refus[i].detail,
					  strlen(refus[i].detail)) == 0,
			    "%zu/%zu: %s", i, m, f.detail);
			ck_assert_ptr_nonnull(strstr(f.detail, "ligne "));
		}
}
END_TEST

START_TEST(declare)
{
	struct resultat r;
	struct fault f;
	char in[128];

	for (size_t i = 0; i < NELEM(declares); i++) {
		(void)snprintf(in, sizeof(in),
		    "<?xml version='1.0' encoding='%s' standalone='yes'?>",
		    declares[i][0]);
		ck_assert_int_eq(lit(1, in, strlen(in), 7, 0, &r, &f), 0);
		ck_assert_str_eq(r.out, in);
		ck_assert_str_eq(r.nom, declares[i][1]);
	}
}
END_TEST

/* What byte c is in the encoding of that declaration; NULL: refused. */
static const char *
attendu(const char *decl, unsigned c, char buf[4])
{
	buf[1] = buf[2] = '\0';
	if (c < 0x80) {
		buf[0] = (char)c;
		if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
			return NULL;
		return buf;
	}
	if (c < 0xA0)
		return cp1252[c - 0x80];
	if (c < 0xC0 && strcmp(decl, D15) == 0)
		return iso15[c - 0xA0];
	buf[0] = (char)(c < 0xC0 ? 0xC2 : 0xC3);
	buf[1] = (char)(c < 0xC0 ? c : c - 0x40);
	return buf;
}

START_TEST(octets)
{
	static const char *const decls[] = { D15, D1, D1252 };
	struct resultat r;
	struct fault f;
	char in[128], out[128], buf[4];

	for (size_t i = 0; i < 3 * 256; i++) {
		const char *decl = decls[i / 256], *s;
		unsigned c = (unsigned)(i % 256);
		size_t n = strlen(decl);
		int rc;

		memcpy(in, decl, n);
		in[n] = (char)c;
		in[n + 1] = 'a';
		rc = lit(1, in, n + 2, sizeof(in), 0, &r, &f);
		s = attendu(decl, c, buf);
		if (s == NULL) {
			ck_assert_int_eq(rc, -1);
			ck_assert_str_eq(f.kind->code, "caractere-interdit");
			continue;
		}
		ck_assert_msg(rc == 0, "%s%02X: %s", decl, c, f.detail);
		(void)snprintf(out, sizeof(out), "%s%sa", decl, s);
		ck_assert_str_eq(r.out, out);
		ck_assert_int_eq(r.remarques == CS_EST_1252,
		    c >= 0x80 && c < 0xA0 && i / 256 != 2);
	}
}
END_TEST

START_TEST(aller_retour)
{
	struct resultat r;
	struct fault f;
	char in[512] = D15, out[3 * 1024];
	size_t n = strlen(in);
	unsigned perdus = 0;

	for (unsigned c = 0x20; c < 0x100; c++)
		if (c < 0x7F || c >= 0xA0)
			in[n++] = (char)c;
	ck_assert_int_eq(lit(1, in, n, 11, 0, &r, &f), 0);
	ck_assert_str_eq(r.nom, "ISO-8859-15");
	ck_assert_uint_eq(charset_latin9(r.out, r.n, out, &perdus), n);
	ck_assert_int_eq(memcmp(in, out, n), 0);
	ck_assert_uint_eq(perdus, 0);
}
END_TEST

START_TEST(latin9)
{
	char out[256];

	for (size_t i = 0; i < NELEM(translits); i++) {
		unsigned perdus = 10;
		size_t n = charset_latin9(translits[i].in,
		    strlen(translits[i].in), out, &perdus);

		out[n] = '\0';
		ck_assert_msg(strcmp(out, translits[i].out) == 0, "%s: %s",
		    translits[i].in, out);
		ck_assert_msg(perdus == translits[i].perdus + 10, "%s: %u",
		    translits[i].in, perdus);
	}
}
END_TEST

START_TEST(cp850)
{
	char out[256];

	for (size_t i = 0; i < NELEM(dos); i++) {
		unsigned perdus = 10;
		size_t n = charset_cp850(dos[i].in, strlen(dos[i].in), out, 0,
		    &perdus);

		out[n] = '\0';
		ck_assert_msg(strcmp(out, dos[i].out) == 0, "%s: %s", dos[i].in,
		    out);
		ck_assert_msg(perdus == dos[i].perdus + 10, "%s: %u", dos[i].in,
		    perdus);
		n = charset_cp850(dos[i].in, strlen(dos[i].in), out, 1,
		    &perdus);
		out[n] = '\0';
		ck_assert_msg(strcmp(out, dos[i].capitales) == 0, "%s: %s",
		    dos[i].in, out);
		ck_assert_uint_eq(perdus, 2 * dos[i].perdus + 10);
	}
}
END_TEST

START_TEST(pli)
{
	char out[256];

	for (size_t i = 0; i < NELEM(plis); i++) {
		charset_plie(plis[i][0], out);
		ck_assert_msg(strcmp(out, plis[i][1]) == 0, "%s: %s",
		    plis[i][0], out);
	}
}
END_TEST

static size_t
utf8(unsigned long cp, char *s)
{
	size_t n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
	static const unsigned char tete[] = { 0, 0, 0xC0, 0xE0, 0xF0 };

	for (size_t i = n - 1; i > 0; i--, cp >>= 6)
		s[i] = (char)(0x80 | (cp & 0x3F));
	s[0] = (char)(tete[n] | cp);
	s[n] = '\0';
	return n;
}

/* Room as promised, no byte of C1, only capitals and digits when folded. */
START_TEST(promesses)
{
	static const char permis[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	char s[8];

	for (unsigned long cp = 1; cp < 0x11000; cp++) {
		size_t n, nout;
		unsigned perdus = 0;
		char *out;

		if (cp >= 0xD800 && cp < 0xE000)
			continue;
		n = utf8(cp, s);
		ck_assert_uint_eq(charset_longueur(s), 1);
		out = malloc(3 * n);
		ck_assert_ptr_nonnull(out);
		nout = charset_latin9(s, n, out, &perdus);
		for (size_t i = 0; cp >= 0x80 && i < nout; i++)
			ck_assert_uint_ge((unsigned char)out[i] & 0x7F, 0x20);
		ck_assert_uint_eq(perdus,
		    cp >= 0x80 && (nout != 1 || perdus > 0));
		/* All of Latin Extended-A looks like something. */
		ck_assert(cp < 0x100 || cp > 0x17F || cp == 0x14A ||
		    cp == 0x14B || out[0] != '?');
		free(out);
		out = malloc(2 * n + 1);
		ck_assert_ptr_nonnull(out);
		charset_plie(s, out);
		ck_assert_uint_eq(strspn(out, permis), strlen(out));
		free(out);
	}
}
END_TEST

START_TEST(longueur)
{
	ck_assert_uint_eq(charset_longueur(""), 0);
	ck_assert_uint_eq(charset_longueur("abc"), 3);
	ck_assert_uint_eq(charset_longueur("été€\xF0\x9F\x98\x80"), 5);
	charset_close(NULL);
	ck_assert_uint_eq(charset_largeur(""), 0);
	ck_assert_uint_eq(charset_largeur("été€"), 4);
	/* an accent that combines, a wide character, one that is not whole */
	ck_assert_uint_eq(charset_largeur("e\xCC\x81"), 1);
	ck_assert_uint_eq(charset_largeur("\xE6\xBC\xA2"), 2);
	ck_assert_uint_eq(charset_largeur("\xF0\x9F\x98\x80"), 2);
	ck_assert_uint_eq(charset_largeur("a\xC3"), 2);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("charset");
	TCase *tc = tcase_create("charset");
	SRunner *sr;
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, lecture);
	tcase_add_test(tc, refuse);
	tcase_add_test(tc, declare);
	tcase_add_test(tc, octets);
	tcase_add_test(tc, aller_retour);
	tcase_add_test(tc, latin9);
	tcase_add_test(tc, cp850);
	tcase_add_test(tc, pli);
	tcase_add_test(tc, promesses);
	tcase_add_test(tc, longueur);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_set_tap(sr, "-");
	srunner_run_all(sr, CK_SILENT);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
