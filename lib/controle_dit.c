/*
 * controle_dit.c - sconet-check: how its parts look at a base, one at a time,
 * and say what is wrong.
 */
#include <stdarg.h>
#include <string.h>

#include "sconet.h"

void
controle_dit(struct controle *c, const char *code, const char *fmt, ...)
{
	struct fault f = { 0 };
	char detail[400];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(detail, sizeof(detail), fmt, ap);
	va_end(ap);
	utf8_propre(detail);
	fault_set(&f, code, 0, "%s", detail);
	report_fault(c->out, c->o, c->fichier, &f);
	c->anomalies++;
}

/* Each row of the query is an anomaly: its first column is the detail. */
int
controle_chaque(struct controle *c, const char *code, const char *sql,
    struct fault *f)
{
	struct query *q = query_open(c->b.st, sql, f);
	int rc = -1;

	while (q != NULL && (rc = query_step(q, f)) == 1)
		controle_dit(c, code, "%s",
		    query_text(q, 0) == NULL ? "?" : query_text(q, 0));
	query_close(q);
	return rc;
}

/* Roles have not all the same tables; one that is lost was said. */
int
controle_a(struct controle *c, const char *table, int64_t *la, struct fault *f)
{
	*la = 0;
	return store_int(c->b.st, la, f,
	    "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name ="
	    " ?",
	    "s", table);
}

/* A part has been looked at; a damaged base does not stop the next. */
int
controle_fini(struct controle *c, int rc, struct fault *f)
{
	store_rollback(c->b.st);
	if (rc == 0)
		return 0;
	if (fault_status(f) != ST_BASE &&
	    !(fault_status(f) == ST_BOGUE && c->manque))
		return -1;
	if (fault_status(f) == ST_BASE && !c->abimee) {
		report_fault(c->out, c->o, c->fichier, f);
		c->anomalies++;
		c->abimee = 1;
	}
	memset(f, 0, sizeof(*f));
	return 0;
}

/* One part, at one moment of the base; what it makes is temporary. */
int
controle_partie(struct controle *c,
    int (*fn)(struct controle *, const void *, struct fault *), const void *arg,
    struct fault *f)
{
	int rc = store_begin_temp(c->b.st, f) == -1 ? -1 : fn(c, arg, f);

	return controle_fini(c, rc, f);
}
