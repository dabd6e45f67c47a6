/*
 * masque_valeur.c - one value of a file as pseudo.c has it, in the encoding
 * that it came in.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

/* Bytes to UTF-8, entities to characters; *utf8: it was so. */
static void
decode(const char *s, struct texte *out, int *utf8)
{
	static const struct {
		const char *nom;
		char c;
	} entites[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&apos;", '\'' } };
	static const struct {
		unsigned char octet;
		const char *dit;
	} latin9[] = { { 0xA4, "€" }, { 0xA6, "Š" }, { 0xA8, "š" },
		{ 0xB4, "Ž" }, { 0xB8, "ž" }, { 0xBC, "Œ" }, { 0xBD, "œ" },
		{ 0xBE, "Ÿ" } };
	const unsigned char *u = (const unsigned char *)s;
	size_t i, reste = strlen(s);
	long cp;
	char *fin;
	int n;

	*utf8 = 1;
	for (i = 0; i < reste; i += (size_t)(n > 0 ? n : 1))
		if ((n = utf8_longueur(u + i, reste - i)) <= 0)
			*utf8 = 0;
	for (; *s != '\0'; s++) {
		for (i = 0; i < NELEM(entites); i++)
			if (strncmp(s, entites[i].nom,
				strlen(entites[i].nom)) == 0)
				break;
		if (i < NELEM(entites)) {
			texte_ajoute(out, "%c", entites[i].c);
			s += strlen(entites[i].nom) - 1;
			continue;
		}
		cp = (unsigned char)*s;
		if (s[0] == '&' && s[1] == '#') {
			cp = s[2] == 'x' ? strtol(s + 3, &fin, 16)
					 : strtol(s + 2, &fin, 10);
			if (*fin != ';' || cp < 32 || cp > 0x7FF)
				cp = '?';
			else
				s = fin;
		} else if (cp >= 0x80 && *utf8) {
			texte_ajoute(out, "%c", *s);
			continue;
		}
		for (i = 0; i < NELEM(latin9); i++)
			if (cp == latin9[i].octet && *s != ';')
				break;
		if (i < NELEM(latin9))
			texte_ajoute(out, "%s", latin9[i].dit);
		else if (cp < 0x80)
			texte_ajoute(out, "%c", (int)cp);
		else
			texte_ajoute(out, "%c%c", (int)(0xC0 | cp >> 6),
			    (int)(0x80 | (cp & 0x3F)));
	}
}

/* And back, as the file has them. */
void
masque_octets(const char *s, int utf8, struct texte *out)
{
	const unsigned char *u;
	uint32_t cp;
	int o;

	for (u = (const unsigned char *)s; *u != '\0'; u++) {
		if (*u == '&' || *u == '<' || *u == '>' || *u == '"') {
			texte_ajoute(out, "&#%d;", *u);
			continue;
		}
		if (*u < 0x80 || utf8) {
			texte_ajoute(out, "%c", *u);
			continue;
		}
		cp = (*u & 0xE0) == 0xC0
		    ? (uint32_t)((*u & 0x1F) << 6 | (u[1] & 0x3F))
		    : 0;
		if ((*u & 0xF0) == 0xE0 && u[1] != '\0')
			cp = (uint32_t)((*u & 0x0F) << 12 | (u[1] & 0x3F) << 6 |
			    (u[2] & 0x3F));
		while ((u[1] & 0xC0) == 0x80)
			u++;
		o = latin9_octet(cp);
		texte_ajoute(out, "%c", o == -1 ? '?' : o);
	}
}

void
masque_valeur(const struct pseudo *p, enum espece k, const char *s,
    struct texte *out)
{
	struct texte clair = { 0 }, neuf = { 0 };
	size_t avant = strspn(s, " \t\r\n"), n = strlen(s);
	int utf8 = 0;

	while (n > avant && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	texte_ajoute(out, "%.*s", (int)avant, s);
	if (n > avant) {
		texte_ajoute(&neuf, "%.*s", (int)(n - avant), s + avant);
		if (!neuf.rate)
			decode(neuf.s, &clair, &utf8);
		texte_vide(&neuf);
		if (!clair.rate && clair.s != NULL)
			pseudo_valeur(p, k, clair.s, &neuf);
		if (!neuf.rate && neuf.s != NULL)
			masque_octets(neuf.s, utf8, out);
		out->rate |= clair.rate | neuf.rate;
	}
	texte_ajoute(out, "%s", s + n);
	texte_libere(&clair);
	texte_libere(&neuf);
}
