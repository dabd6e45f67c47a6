/*
 * translit.c - UTF-8 to what has fewer characters: ISO-8859-15, CP850 for
 * GEP, and the letters and digits by which names are compared.
 */
#include <stdint.h>
#include <string.h>

#include "sconet.h"

/* clang-format off */

/* CP850, the code page of DOS in France, from 0x80 on. */
static const uint16_t cp850[128] = {
	0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7,
	0x00EA, 0x00EB, 0x00E8, 0x00EF, 0x00EE, 0x00EC, 0x00C4, 0x00C5,
	0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9,
	0x00FF, 0x00D6, 0x00DC, 0x00F8, 0x00A3, 0x00D8, 0x00D7, 0x0192,
	0x00E1, 0x00ED, 0x00F3, 0x00FA, 0x00F1, 0x00D1, 0x00AA, 0x00BA,
	0x00BF, 0x00AE, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB,
	0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x00C1, 0x00C2, 0x00C0,
	0x00A9, 0x2563, 0x2551, 0x2557, 0x255D, 0x00A2, 0x00A5, 0x2510,
	0x2514, 0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x00E3, 0x00C3,
	0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256C, 0x00A4,
	0x00F0, 0x00D0, 0x00CA, 0x00CB, 0x00C8, 0x0131, 0x00CD, 0x00CE,
	0x00CF, 0x2518, 0x250C, 0x2588, 0x2584, 0x00A6, 0x00CC, 0x2580,
	0x00D3, 0x00DF, 0x00D4, 0x00D2, 0x00F5, 0x00D5, 0x00B5, 0x00FE,
	0x00DE, 0x00DA, 0x00DB, 0x00D9, 0x00FD, 0x00DD, 0x00AF, 0x00B4,
	0x00AD, 0x00B1, 0x2017, 0x00BE, 0x00B6, 0x00A7, 0x00F7, 0x00B8,
	0x00B0, 0x00A8, 0x00B7, 0x00B9, 0x00B3, 0x00B2, 0x25A0, 0x00A0
};

/* Base letters; "." is none.  Latin-1, Extended-A and -B; Additional. */
static const char lettres_00c0[] =
	"AAAAAA.CEEEEIIIIDNOOOOO.OUUUUY..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
	"AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi..JjKkkLlLlLlL"
	"lLlNnNnNn.NnOoOoOo..RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs"
	"bBBb..OCcDDDd.EEEFfGG.IIKkllMNnOOo..PpR..S.tTtTUuUVYyZzZ.......w"
	"....DDdLLlNNnAaIiOoUuUuUuUuUueAaAaAaGgGgKkOoOoZzjDDdGg.WNnAaAaOo"
	"AaAaEeEeIiIiOoOoRrRrUuUuSsTtYyHhNd..ZzAaEeOoOoOoOoYylntj..ACcLTs"
	"z..BUVEeJjQqRrYy";
static const char lettres_1e00[] =
	"AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm"
	"MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv"
	"WwWwWwWwWwXxXxYyZzZzZzhtwyasss.dAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe"
	"EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy..VvYy";

/*
 * Everything else that has a likeness in ISO-8859-15: n characters from du,
 * which look like s; sorted, and looked up before the letters.
 */
static const struct {
	uint16_t du, n;
	char s[6];
} semblables[] = {
	{ 0x00A6, 1, "|" }, { 0x00A8, 1, "\"" }, { 0x00B4, 1, "'" },
	{ 0x00B8, 1, "," }, { 0x00BC, 1, "1/4" }, { 0x00BD, 1, "1/2" },
	{ 0x00BE, 1, "3/4" }, { 0x00C6, 1, "AE" }, { 0x00DE, 1, "TH" },
	{ 0x00DF, 1, "ss" }, { 0x00E6, 1, "ae" }, { 0x00FE, 1, "th" },
	{ 0x0132, 1, "IJ" }, { 0x0133, 1, "ij" }, { 0x0149, 1, "'n" },
	{ 0x0152, 1, "OE" }, { 0x0153, 1, "oe" }, { 0x02B9, 1, "'" },
	{ 0x02BA, 1, "\"" }, { 0x02BB, 3, "'" }, { 0x02C6, 1, "^" },
	{ 0x02DA, 1, "\xB0" }, { 0x02DC, 1, "~" }, { 0x0300, 112, "" },
	{ 0x1E9E, 1, "SS" }, { 0x2000, 11, " " }, { 0x200B, 5, "" },
	{ 0x2010, 6, "-" }, { 0x2018, 4, "'" }, { 0x201C, 4, "\"" },
	{ 0x2020, 2, "+" }, { 0x2022, 1, "\xB7" }, { 0x2024, 1, "." },
	{ 0x2025, 1, ".." }, { 0x2026, 1, "..." }, { 0x2027, 1, "\xB7" },
	{ 0x2028, 2, " " }, { 0x202A, 5, "" }, { 0x202F, 1, " " },
	{ 0x2030, 1, "o/oo" }, { 0x2032, 1, "'" }, { 0x2033, 1, "\"" },
	{ 0x2039, 1, "<" }, { 0x203A, 1, ">" }, { 0x2044, 1, "/" },
	{ 0x205F, 1, " " }, { 0x2060, 5, "" }, { 0x2066, 10, "" },
	{ 0x20A3, 1, "F" }, { 0x2103, 1, "\xB0" "C" }, { 0x2116, 1, "N\xB0" },
	{ 0x2122, 1, "(TM)" }, { 0x212A, 1, "K" }, { 0x212B, 1, "A" },
	{ 0x2153, 1, "1/3" }, { 0x2154, 1, "2/3" }, { 0x2212, 1, "-" },
	{ 0x2215, 1, "/" }, { 0x2248, 1, "~" }, { 0x2260, 1, "!=" },
	{ 0x2264, 1, "<=" }, { 0x2265, 1, ">=" }, { 0x3000, 1, " " },
	{ 0xFB00, 1, "ff" }, { 0xFB01, 1, "fi" }, { 0xFB02, 1, "fl" },
	{ 0xFB03, 1, "ffi" }, { 0xFB04, 1, "ffl" }, { 0xFB05, 2, "st" },
	{ 0xFE00, 16, "" }, { 0xFEFF, 1, "" },
};
/* clang-format on */

/* The next character of a text, or UINT32_MAX for a byte that is none. */
static uint32_t
caractere(const unsigned char **pp, const unsigned char *fin)
{
	const unsigned char *p = *pp;
	int len = utf8_longueur(p, (size_t)(fin - p));
	uint32_t cp;

	*pp += len > 0 ? len : 1;
	if (len <= 0)
		return UINT32_MAX;
	cp = len == 1 ? p[0] : p[0] & (0x7Fu >> len);
	for (int i = 1; i < len; i++)
		cp = cp << 6 | (p[i] & 0x3Fu);
	return cp;
}

/* What a character over 0x7F looks like, in ISO-8859-15, or NULL. */
static const char *
semblable(uint32_t cp, char lettre[2])
{
	size_t bas = 0, haut = NELEM(semblables), i;

	while (bas < haut) {
		i = (bas + haut) / 2;
		if (cp < semblables[i].du)
			haut = i;
		else if (cp - semblables[i].du >= semblables[i].n)
			bas = i + 1;
		else
			return semblables[i].s;
	}
	lettre[0] = '.';
	if (cp >= 0xC0 && cp - 0xC0 < sizeof(lettres_00c0) - 1)
		lettre[0] = lettres_00c0[cp - 0xC0];
	else if (cp >= 0x1E00 && cp - 0x1E00 < sizeof(lettres_1e00) - 1)
		lettre[0] = lettres_1e00[cp - 0x1E00];
	return lettre[0] == '.' ? NULL : lettre;
}

size_t
charset_latin9(const char *in, size_t n, char *out, unsigned *perdus)
{
	const unsigned char *p = (const unsigned char *)in, *fin = p + n;
	char *o = out, lettre[2] = "";
	const char *s;
	uint32_t cp;
	int c;

	while (p < fin) {
		if (*p < 0x80) {
			*o++ = (char)*p++;
			continue;
		}
		cp = caractere(&p, fin);
		if ((c = latin9_octet(cp)) != -1) {
			*o++ = (char)c;
			continue;
		}
		if ((s = semblable(cp, lettre)) == NULL)
			s = "?";
		while (*s != '\0')
			*o++ = *s++;
		++*perdus;
	}
	return (size_t)(o - out);
}

/* The byte of a character in CP850, or -1. */
static int
cp850_octet(uint32_t cp)
{
	for (int i = 0; i < (int)NELEM(cp850); i++)
		if (cp850[i] == cp)
			return 0x80 + i;
	return cp >= 0x20 && cp < 0x7F ? (int)cp : -1;
}

/* What stands for a character: itself, or what looks like it; or NULL. */
static const char *
en_cp850(uint32_t cp, int capitales, char lettre[2], unsigned *perdus)
{
	int c = cp850_octet(cp);
	const char *s = NULL;

	*perdus += c == -1;
	if (cp == 0x20AC)
		return "EUR";
	if (cp < 0x20 || cp == 0x7F)
		return " ";
	if ((c == -1 || capitales) && cp >= 0x80)
		s = semblable(cp, lettre);
	if (s != NULL || c == -1)
		return s;
	lettre[0] = (char)c;
	return lettre;
}

size_t
charset_cp850(const char *in, size_t n, char *out, int capitales,
    unsigned *perdus)
{
	const unsigned char *p = (const unsigned char *)in, *fin = p + n;
	char *o = out, lettre[2] = "";
	const char *s;
	int transcrit;

	while (p < fin) {
		s = en_cp850(caractere(&p, fin), capitales, lettre, perdus);
		transcrit = s != lettre;
		for (s = s == NULL ? "?" : s; *s != '\0'; s++)
			/* Likenesses stand in the table in ISO-8859-15. */
			if (transcrit && (unsigned char)*s >= 0x80)
				*o++ = (char)cp850_octet((unsigned char)*s);
			else if (capitales && *s >= 'a' && *s <= 'z')
				*o++ = (char)(*s - 'a' + 'A');
			else
				*o++ = *s;
	}
	return (size_t)(o - out);
}

void
charset_plie(const char *in, char *out)
{
	const unsigned char *p = (const unsigned char *)in;
	const unsigned char *fin = p + strlen(in);
	char lettre[2] = "";
	const char *s;
	uint32_t cp;

	while (p < fin) {
		cp = caractere(&p, fin);
		lettre[0] = (char)(cp & 0x7F);
		s = cp < 0x80 ? lettre : semblable(cp, lettre);
		for (; s != NULL && *s != '\0'; s++) {
			if (*s >= 'a' && *s <= 'z')
				*out++ = (char)(*s - 'a' + 'A');
			else if ((*s >= 'A' && *s <= 'Z') ||
			    (*s >= '0' && *s <= '9'))
				*out++ = *s;
		}
	}
	*out = '\0';
}
