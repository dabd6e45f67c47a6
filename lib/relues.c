/*
 * relues.c - a command line as the journal keeps it: its words written, and
 * read again.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

/* The next word of a kept command line into buf; NULL after the last. */
static const char *
word(const char *s, const char *motif, struct texte *mot)
{
	size_t n = motif == NULL ? 0 : strlen(motif);
	int cite = 0;

	texte_vide(mot);
	s += strspn(s, " ");
	if (*s == '\0')
		return NULL;
	texte_ajoute(mot, "%s", "");
	for (; *s != '\0' && (cite || *s != ' '); s++) {
		/* Older lines have it as it was given. */
		if (!cite && n > 0 && strncmp(s, motif, n) == 0 &&
		    (s[n] == '\0' || s[n] == ' ')) {
			texte_ajoute(mot, "%s", motif);
			return s + n;
		}
		if (*s == '\'')
			cite = !cite;
		else if (!cite && *s == '\\' && s[1] != '\0')
			texte_ajoute(mot, "%c", *++s);
		else
			texte_ajoute(mot, "%c", *s);
	}
	return s;
}

static int
relue_ajoute(struct relues *l, const char *nom, const char *valeur)
{
	struct relue *p = realloc(l->mots, (l->n + 1) * sizeof(*p));

	if (p == NULL)
		return -1;
	l->mots = p;
	p[l->n].nom = nom;
	p[l->n].valeur = valeur == NULL ? NULL : strdup(valeur);
	l->n++;
	return valeur != NULL && p[l->n - 1].valeur == NULL ? -1 : 0;
}

/* One word that begins with "-": its options; the value may come next. */
static int
relue_options(struct relues *l, const char *mot, const char *prog,
    const char **attend)
{
	int valeur, longue = mot[1] == '-';
	const char *nom;
	size_t n;

	for (mot += longue ? 2 : 1; *mot != '\0'; mot += n) {
		n = longue ? strcspn(mot, "=") : 1;
		if ((valeur = options_cherche(mot, n, prog, &nom)) == -1)
			return 0;
		if (!valeur) {
			if (relue_ajoute(l, nom, NULL) == -1)
				return -1;
			continue;
		}
		if (mot[n] == '\0') {
			*attend = nom;
			return 0;
		}
		return relue_ajoute(l, nom, mot + n + longue);
	}
	return 0;
}

int
options_relues(struct relues *l, const char *texte, const char *prog,
    const char *motif, struct fault *f)
{
	struct texte mot = { 0 };
	const char *attend = NULL;
	int rc = 0, reste = 0;

	memset(l, 0, sizeof(*l));
	while (rc == 0 && (texte = word(texte, motif, &mot)) != NULL) {
		if (texte_fin(&mot, f) == NULL)
			break;
		if (attend != NULL) {
			rc = relue_ajoute(l, attend, mot.s);
			attend = NULL;
		} else if (reste || mot.s[0] != '-' || mot.s[1] == '\0')
			rc = relue_ajoute(l, NULL, mot.s);
		else if (strcmp(mot.s, "--") == 0)
			reste = 1;
		else
			rc = relue_options(l, mot.s, prog, &attend);
	}
	if (mot.rate)
		rc = -1;
	texte_libere(&mot);
	if (rc == -1) {
		options_relues_libere(l);
		return fault_memory(f);
	}
	return 0;
}

void
options_relues_libere(struct relues *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		free(l->mots[i].valeur);
	free(l->mots);
	memset(l, 0, sizeof(*l));
}
