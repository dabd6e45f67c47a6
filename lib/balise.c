/*
 * balise.c - the tag that the end of what has come so far leaves open: how
 * long it is, and that it is open.
 *
 * Comments, CDATA and processing instructions are no tags: libxml2 bounds
 * those itself, at 10 MB.
 */
#include "sconet.h"

/* Go on in the tag that is open, to its end or to that of the piece. */
static const char *
scan(struct balise *b, const char *p, const char *end)
{
	for (; b->dedans && p < end && b->longueur <= BALISE_MAX; p++) {
		if (b->guillemet != '\0')
			b->guillemet = *p == b->guillemet ? '\0' : b->guillemet;
		else if (*p == '"' || *p == '\'')
			b->guillemet = *p;
		else if (*p == '>' || *p == '<' ||
		    (b->longueur == 0 && (*p == '!' || *p == '?')))
			b->dedans = 0;
		b->longueur += (size_t)b->dedans;
	}
	return p;
}

/* "<" never stands inside a tag: only what follows the last one can be one. */
int
balise_suit(struct balise *b, const char *p, size_t n)
{
	const char *q, *end = p + n;

	for (q = end; q > p && q[-1] != '<' && q[-1] != '>'; q--)
		;
	if (q > p)
		b->ouverte = q[-1] == '<';
	p = scan(b, p, end);
	for (q = end; q > p && !b->dedans; q--)
		if (q[-1] == '<') {
			b->dedans = 1;
			b->longueur = 0;
			b->guillemet = '\0';
			(void)scan(b, q, end);
			break;
		}
	return b->longueur <= BALISE_MAX;
}
