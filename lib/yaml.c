/*
 * yaml.c - YAML as a tree; the only file that includes yaml.h.
 *
 * What people write is small: one document, no alias, scalars as they stand
 * (nothing is a number or a boolean here).  Each node knows its line.
 */
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "sconet.h"

#define PROFONDEUR 8

struct lecteur {
	yaml_parser_t yp;
	yaml_event_t ev;
	const char *texte; /* all of it, borrowed */
	const char *code;  /* of the faults */
	struct fault *f;
};

static int
next(struct lecteur *l)
{
	size_t i;
	long n = 1;

	yaml_event_delete(&l->ev);
	if (yaml_parser_parse(&l->yp, &l->ev))
		return 0;
	if (l->yp.error == YAML_MEMORY_ERROR)
		return fault_memory(l->f);
	if (l->yp.error != YAML_READER_ERROR)
		return fault_set(l->f, l->code,
		    (long)l->yp.problem_mark.line + 1, "YAML mal formé");
	for (i = 0; i < l->yp.problem_offset && l->texte[i] != '\0'; i++)
		n += l->texte[i] == '\n';
	return fault_set(l->f, l->code, n, "le fichier doit être en UTF-8");
}

static long
line(const struct lecteur *l)
{
	return (long)l->ev.start_mark.line + 1;
}

static int
open_node(struct lecteur *l, struct noeud *n)
{
	n->ligne = n->ligne_texte = line(l);
	switch (l->ev.type) {
	case YAML_SCALAR_EVENT:
		n->genre = N_TEXTE;
		n->ligne_texte +=
		    l->ev.data.scalar.style == YAML_LITERAL_SCALAR_STYLE;
		n->texte = strdup((const char *)l->ev.data.scalar.value);
		return n->texte == NULL ? fault_memory(l->f) : 0;
	case YAML_SEQUENCE_START_EVENT: n->genre = N_LISTE; return 0;
	case YAML_MAPPING_START_EVENT: n->genre = N_TABLE; return 0;
	default:
		return fault_set(l->f, l->code, line(l),
		    "il faut une valeur ici");
	}
}

static struct noeud *
add_child(struct lecteur *l, struct noeud *n)
{
	struct noeud *p;

	if ((p = realloc(n->fils, (n->n + 1) * sizeof(*p))) == NULL) {
		fault_memory(l->f);
		return NULL;
	}
	n->fils = p;
	memset(&p[n->n], 0, sizeof(*p));
	return &p[n->n++];
}

/* The key of an entry; the event after it is that of its value. */
static int
read_key(struct lecteur *l, const struct noeud *n, struct noeud *fils)
{
	char dit[96];
	size_t i;

	if (l->ev.type != YAML_SCALAR_EVENT)
		return fault_set(l->f, l->code, line(l), "il faut une clé ici");
	fils->cle = strdup((const char *)l->ev.data.scalar.value);
	if (fils->cle == NULL)
		return fault_memory(l->f);
	fils->ligne_cle = line(l);
	for (i = 0; i + 1 < n->n; i++)
		if (strcmp(n->fils[i].cle, fils->cle) == 0) {
			report_montre(fils->cle, dit, sizeof(dit));
			return fault_set(l->f, l->code, line(l),
			    "clé « %s » deux fois", dit);
		}
	return next(l);
}

/* All below a node that is open; its own end is the last event. */
static int
read_node(struct lecteur *l, struct noeud *racine)
{
	struct noeud *pile[PROFONDEUR] = { racine }, *fils;
	size_t depth = 1;

	if (racine->genre == N_TEXTE)
		return 0;
	while (depth > 0) {
		if (next(l) == -1)
			return -1;
		if (l->ev.type == YAML_SEQUENCE_END_EVENT ||
		    l->ev.type == YAML_MAPPING_END_EVENT) {
			depth--;
			continue;
		}
		if ((fils = add_child(l, pile[depth - 1])) == NULL ||
		    (pile[depth - 1]->genre == N_TABLE &&
			read_key(l, pile[depth - 1], fils) == -1) ||
		    open_node(l, fils) == -1)
			return -1;
		if (fils->genre == N_TEXTE)
			continue;
		if (depth == PROFONDEUR)
			return fault_set(l->f, l->code, line(l),
			    "trop de niveaux");
		pile[depth++] = fils;
	}
	return 0;
}

static int
read_document(struct lecteur *l, struct noeud *racine)
{
	do {
		if (next(l) == -1)
			return -1;
		if (l->ev.type == YAML_STREAM_END_EVENT)
			return fault_set(l->f, l->code, 0, "fichier vide");
	} while (l->ev.type == YAML_STREAM_START_EVENT ||
	    l->ev.type == YAML_DOCUMENT_START_EVENT);
	if (open_node(l, racine) == -1 || read_node(l, racine) == -1)
		return -1;
	do {
		if (next(l) == -1)
			return -1;
		if (l->ev.type == YAML_STREAM_END_EVENT)
			return 0;
	} while (l->ev.type == YAML_DOCUMENT_END_EVENT);
	return fault_set(l->f, l->code, line(l),
	    "il faut un seul document YAML");
}

struct noeud *
yaml_arbre(const char *texte, const char *code, struct fault *f)
{
	struct lecteur l;
	struct noeud *n;
	int rc;

	memset(&l, 0, sizeof(l));
	l.texte = texte;
	l.code = code;
	l.f = f;
	if ((n = calloc(1, sizeof(*n))) == NULL ||
	    !yaml_parser_initialize(&l.yp)) {
		free(n);
		fault_memory(f);
		return NULL;
	}
	yaml_parser_set_input_string(&l.yp, (const unsigned char *)texte,
	    strlen(texte));
	rc = read_document(&l, n);
	yaml_event_delete(&l.ev);
	yaml_parser_delete(&l.yp);
	if (rc == 0)
		return n;
	yaml_libere(n);
	return NULL;
}

static long
lines(const char *s)
{
	long n = 1;

	while ((s = strchr(s, '\n')) != NULL) {
		s++;
		n++;
	}
	return n;
}

char *
yaml_texte(source_fn fn, void *ctx, const char *code, struct fault *f)
{
	char *buf = NULL, *p;
	size_t n = 0;
	long got;

	do {
		if ((p = realloc(buf, n + 8192 + 1)) == NULL) {
			fault_memory(f);
			goto fail;
		}
		buf = p;
		if ((got = fn(ctx, buf + n, 8192, f)) == -1)
			goto fail;
		n += (size_t)got;
		buf[n] = '\0';
	} while (got > 0 && n < YAML_MAX);
	if (n >= YAML_MAX)
		fault_set(f, code, 0, "plus de 1 Mio");
	else if (strlen(buf) != n)
		fault_set(f, code, 0, "ce n'est pas un texte YAML");
	else if (n > 0 && buf[n - 1] != '\n')
		fault_set(f, code, lines(buf),
		    "la dernière ligne n'a pas de fin : le fichier est "
		    "peut-être coupé ; sinon finir cette ligne");
	else
		return buf;
fail:
	free(buf);
	return NULL;
}

/* Children of a level are one array: only their own children are freed. */
static void
empty(struct noeud *n)
{
	size_t i;

	for (i = 0; i < n->n; i++)
		empty(&n->fils[i]);
	free(n->fils);
	free(n->texte);
	free(n->cle);
}

void
yaml_libere(struct noeud *n)
{
	if (n == NULL)
		return;
	empty(n);
	free(n);
}

int
yaml_cle(const struct noeud *n, const char *const *noms, size_t nnoms,
    const char *code, struct fault *f)
{
	char dit[96];
	size_t i;

	for (i = 0; i < nnoms; i++)
		if (strcmp(noms[i], n->cle) == 0)
			return (int)i;
	for (i = 0; i < nnoms && !forme_proche(n->cle, noms[i]); i++)
		;
	if (i < nnoms)
		forme_ou(1, n->cle, dit, sizeof(dit));
	else
		report_montre(n->cle, dit, sizeof(dit));
	return fault_set(f, code, n->ligne_cle, "clé « %s » inconnue", dit);
}

int
yaml_vide(const struct noeud *n)
{
	return n->genre == N_TEXTE &&
	    (n->texte[0] == '\0' || strcmp(n->texte, "~") == 0);
}
