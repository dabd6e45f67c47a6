/*
 * sans_transaction.c - for LD_PRELOAD: BEGIN IMMEDIATE does nothing, nor does
 * the COMMIT that ends it, and between them SQLite says that there is one, so
 * that each statement is a transaction of its own.  A test of what a kill
 * leaves must then find halves.
 */
#define _GNU_SOURCE /* RTLD_NEXT */

#include <dlfcn.h>
#include <sqlite3.h>
#include <string.h>

static int begun;

int
sqlite3_get_autocommit(sqlite3 *db)
{
	int (*next)(sqlite3 *);

	*(void **)&next = dlsym(RTLD_NEXT, "sqlite3_get_autocommit");
	return begun ? 0 : next(db);
}

int
sqlite3_exec(sqlite3 *db, const char *sql,
    int (*fn)(void *, int, char **, char **), void *arg, char **err)
{
	int (*next)(sqlite3 *, const char *,
	    int (*)(void *, int, char **, char **), void *, char **);

	if (strcmp(sql, "BEGIN IMMEDIATE") == 0) {
		begun = 1;
		return SQLITE_OK;
	}
	if (strcmp(sql, "COMMIT") == 0 && begun) {
		begun = 0;
		return SQLITE_OK;
	}
	*(void **)&next = dlsym(RTLD_NEXT, "sqlite3_exec");
	return next(db, sql, fn, arg, err);
}
