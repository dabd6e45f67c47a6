/*
 * bord_svg.c - parts of tableau as drawings, in SVG within the page.  What a
 * drawing shows stands in its desc as well, and in a table beside it.
 */
#include "sconet.h"

void
html_texte(FILE *out, const char *s)
{
	size_t n;

	for (; *s != '\0'; s += n) {
		n = 1;
		switch (*s) {
		case '&': fputs("&amp;", out); break;
		case '<': fputs("&lt;", out); break;
		case '>': fputs("&gt;", out); break;
		case '"': fputs("&quot;", out); break;
		case '\'': fputs("&#39;", out); break;
		default:
			/* a file's name may be bytes */
			if ((n = utf8_suite(s)) == 0) {
				fputs("\xEF\xBF\xBD", out);
				n = 1;
			} else
				fwrite(s, 1, n, out);
		}
	}
}

#define LARGEUR 340 /* units; about a telephone's pixels */

static long long
number(const struct bord_ligne *l, const char *nom)
{
	const char *v = bord_champ(l, nom);
	int64_t n = 0;

	return v == NULL || entier(v, -1000000, 1000000, &n) == -1 ? 0 : n;
}

static void
begin(FILE *out, const char *nom, size_t id, int hauteur, const char *titre)
{
	fprintf(out,
	    "<figure>\n<svg role=\"img\" aria-labelledby=\"%s%zut %s%zud\""
	    " viewBox=\"0 0 %d %d\" xmlns=\"http://www.w3.org/2000/svg\">\n"
	    "<title id=\"%s%zut\">%s</title>\n<desc id=\"%s%zud\">",
	    nom, id, nom, id, LARGEUR, hauteur, nom, id, titre, nom, id);
}

static void
end(FILE *out, const char *legende)
{
	fprintf(out, "</svg>\n<figcaption>%s</figcaption>\n</figure>\n",
	    legende);
}

/* Effectifs by division. */

#define LIGNE  24  /* units, of a division */
#define GAUCHE 74  /* of the names */
#define LONGUE 200 /* of the longest bar */
#define DROITE 282 /* where the numbers begin */

static long long
scaled(long long n, long long max)
{
	return max < 1 ? 0 : n * LONGUE / max;
}

static void
bar(const struct bord_ligne *l, size_t i, long long max, FILE *out)
{
	long long n = number(l, "effectif"), prevu = number(l, "prevu");
	long long y = (long long)i * LIGNE, x = GAUCHE + scaled(prevu, max);
	const char *nom = bord_champ(l, "division");

	fprintf(out, "<text x=\"0\" y=\"%lld\">", y + 16);
	html_texte(out, nom == NULL ? "" : nom);
	fprintf(out,
	    "</text><rect class=\"barre\" x=\"%d\" y=\"%lld\" width=\"%lld\""
	    " height=\"14\"/>",
	    GAUCHE, y + 5, scaled(n, max));
	if (prevu > 0)
		fprintf(out,
		    "<line class=\"trait\" x1=\"%lld\" x2=\"%lld\" y1=\"%lld\""
		    " y2=\"%lld\"/>",
		    x, x, y + 2, y + 22);
	fprintf(out, "<text x=\"%d\" y=\"%lld\">%lld", DROITE, y + 16, n);
	if (prevu > 0)
		fprintf(out, " / %lld", prevu);
	fputs("</text>\n", out);
}

void
svg_barres(const struct bord *b, const struct bord_partie *p, size_t id,
    FILE *out)
{
	const struct bord_ligne *l;
	long long effectif, max = 1, prevu, total = 0, prevus = 0;
	size_t i, n;

	l = bord_lignes(b, p, &n);
	for (i = 0; i < n; i++) {
		effectif = number(&l[i], "effectif");
		prevu = number(&l[i], "prevu");
		if (effectif > max)
			max = effectif;
		if (prevu > max)
			max = prevu;
		total += effectif;
		prevus += prevu;
	}
	begin(out, "d", id, (int)n * LIGNE,
	    "Effectif de chaque division, et effectif prévu");
	fprintf(out, "%zu divisions, %lld élèves pour %lld prévus.", n, total,
	    prevus);
	fputs("</desc>\n", out);
	for (i = 0; i < n; i++)
		bar(&l[i], i, max, out);
	end(out,
	    "Barre : l'effectif. Trait : l'effectif prévu. À droite, l'un "
	    "et l'autre.");
}

/* Exchanges by week. */

#define HAUT     100 /* units, of the highest bar */
#define BAS      120 /* where bars stand */
#define PIED     142
#define CHIFFRES 99 /* a larger number has no room above its bar */

static void
week(const struct bord_ligne *l, size_t i, long long pas, long long max,
    FILE *out)
{
	long long recus = number(l, "recus"), emis = number(l, "emis");
	long long x = (long long)i * pas, hr = recus * HAUT / max,
		  he = emis * HAUT / max;

	if (recus > 0)
		fprintf(out,
		    "<rect class=\"barre\" x=\"%lld\" y=\"%lld\" width=\"%lld\""
		    " height=\"%lld\"/>",
		    x + 1, BAS - hr, pas - 2, hr);
	if (emis > 0)
		fprintf(out,
		    "<rect class=\"creux\" x=\"%lld\" y=\"%lld\" width=\"%lld\""
		    " height=\"%lld\"/>",
		    x + 1, BAS - hr - he, pas - 2, he);
	if (recus + emis > 0 && max <= CHIFFRES)
		fprintf(out,
		    "<text class=\"p\" text-anchor=\"middle\" x=\"%lld\""
		    " y=\"%lld\">%lld</text>",
		    x + pas / 2, BAS - hr - he - 4, recus + emis);
	fputc('\n', out);
}

void
svg_semaines(const struct bord *b, const struct bord_partie *p, size_t id,
    FILE *out)
{
	const struct bord_ligne *l;
	long long max = 1, pas, recus = 0, emis = 0, n1;
	char de[11], a[11], jour[11];
	size_t i, n;

	l = bord_lignes(b, p, &n);
	for (i = 0; i < n; i++) {
		n1 = number(&l[i], "recus") + number(&l[i], "emis");
		if (n1 > max)
			max = n1;
		recus += number(&l[i], "recus");
		emis += number(&l[i], "emis");
	}
	pas = LARGEUR / (long long)(n < 12 ? 12 : n);
	date_fr(bord_champ(&l[0], "semaine"), de);
	date_fr(bord_champ(&l[n - 1], "semaine"), a);
	begin(out, "s", id, PIED, "Échanges reçus et émis, par semaine");
	fprintf(out,
	    "De la semaine du %s à celle du %s : %lld reçus, %lld émis ; %lld "
	    "au plus en une semaine.</desc>\n",
	    de, a, recus, emis, max);
	for (i = 0; i < n; i++) {
		week(&l[i], i, pas, max, out);
		if (i % 6 != 0)
			continue;
		date_fr(bord_champ(&l[i], "semaine"), jour);
		fprintf(out,
		    "<text class=\"p\" x=\"%lld\" y=\"%d\">%.5s</text>\n",
		    (long long)i * pas + 1, BAS + 15, jour);
	}
	fprintf(out,
	    "<line class=\"axe\" x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n",
	    LARGEUR, BAS, BAS);
	end(out,
	    "Plein : reçus. Creux : émis. Au-dessus, le nombre des deux ; "
	    "en bas, le lundi.");
}
