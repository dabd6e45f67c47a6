/*
 * texte.c - a string that grows, for SQL and messages made from tables.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

void
texte_ajoute(struct texte *t, const char *fmt, ...)
{
	va_list ap;
	char *p;
	size_t cap;
	int n;

	if (t->rate)
		return;
	for (;;) {
		va_start(ap, fmt);
		n = vsnprintf(t->s == NULL ? NULL : t->s + t->n, t->cap - t->n,
		    fmt, ap);
		va_end(ap);
		if (n < 0) {
			t->rate = 1;
			return;
		}
		if (t->n + (size_t)n < t->cap) {
			t->n += (size_t)n;
			return;
		}
		cap = (t->n + (size_t)n + 1) * 2;
		if ((p = realloc(t->s, cap)) == NULL) {
			t->rate = 1;
			return;
		}
		t->s = p;
		t->cap = cap;
	}
}

const char *
texte_fin(struct texte *t, struct fault *f)
{
	if (t->rate) {
		fault_memory(f);
		return NULL;
	}
	return t->s == NULL ? "" : t->s;
}

void
texte_vide(struct texte *t)
{
	t->n = 0;
	t->rate = 0;
	if (t->s != NULL)
		t->s[0] = '\0';
}

void
texte_libere(struct texte *t)
{
	free(t->s);
	t->s = NULL;
	t->n = t->cap = 0;
}

/* As a shell would want it, so that it can be taken apart again. */
void
texte_mot(struct texte *x, const char *mot)
{
	const char *p;

	texte_ajoute(x, "%s", x->n == 0 ? "" : " ");
	if (*mot != '\0' && mot[strcspn(mot, " \t\n'\"\\")] == '\0') {
		texte_ajoute(x, "%s", mot);
		return;
	}
	texte_ajoute(x, "'");
	for (p = mot; *p != '\0'; p++) {
		if (*p == '\'')
			texte_ajoute(x, "'\\'");
		texte_ajoute(x, "%c", *p);
	}
	texte_ajoute(x, "'");
}

void
texte_message(const char *m, const char *v, char *buf, size_t n)
{
	const char *p = strstr(m, "%s");

	if (v == NULL)
		v = "(vide)";
	if (p == NULL)
		(void)snprintf(buf, n, "%s", m);
	else
		(void)snprintf(buf, n, "%.*s%s%s", (int)(p - m), m, v, p + 2);
}

char *
chemin_dans(const char *dossier, const char *nom, struct fault *f)
{
	struct texte x = { 0 };

	texte_ajoute(&x, "%s/%s", dossier, nom);
	if (texte_fin(&x, f) == NULL) {
		texte_libere(&x);
		return NULL;
	}
	return x.s;
}
