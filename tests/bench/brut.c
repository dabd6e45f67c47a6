/*
 * brut.c - the bare limit: parse a file of pupils and insert its rows, with
 * no check, no key, no index, no hash and no fsync.
 *
 *	brut BASE < ElevesAvecAdresses.xml
 */
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

static long
in(void *ctx, char *buf, size_t n, struct fault *f)
{
	ssize_t got;

	(void)ctx;
	while ((got = read(STDIN_FILENO, buf, n)) == -1 && errno == EINTR)
		;
	return got == -1 ? fault_errno(f, "es", "-") : (long)got;
}

static int
table(sqlite3 *db, const struct record *r, sqlite3_stmt **put)
{
	struct texte x = { 0 }, y = { 0 };
	const char *sep = "";
	struct fault f;
	size_t i;
	int rc;

	texte_ajoute(&x, "CREATE TABLE %s (", r->name);
	texte_ajoute(&y, "INSERT INTO %s VALUES (", r->name);
	for (i = 0; i < r->nfields; i++) {
		texte_ajoute(&x, "%sc%zu", sep, i);
		texte_ajoute(&y, "%s?", sep);
		sep = ", ";
	}
	texte_ajoute(&x, ")");
	texte_ajoute(&y, ")");
	rc = sqlite3_exec(db, texte_fin(&x, &f), NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(db, texte_fin(&y, &f), -1, put, NULL);
	texte_libere(&x);
	texte_libere(&y);
	return rc;
}

int
main(int argc, char *argv[])
{
	static const struct format *const fmts[] = { &format_bee_eleves, NULL };
	sqlite3_stmt *put[16] = { NULL };
	struct fault f = { 0 };
	struct reader *rd;
	struct row row;
	sqlite3 *db;
	size_t i, k;
	long n = 0;
	int rc;

	if (argc != 2)
		return ST_USAGE;
	if (sqlite3_open(argv[1], &db) != SQLITE_OK ||
	    sqlite3_exec(db,
		"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN", NULL,
		NULL, NULL) != SQLITE_OK)
		return ST_BASE;
	for (i = 0; i < format_bee_eleves.nrecords; i++)
		if (table(db, &format_bee_eleves.records[i], &put[i]) !=
		    SQLITE_OK)
			return ST_BASE;
	if ((rd = reader_open(fmts, 0, in, NULL, &f)) == NULL)
		return ST_ES;
	while ((rc = reader_next(rd, &row, &f)) == 1) {
		i = (size_t)(row.rec - format_bee_eleves.records);
		sqlite3_reset(put[i]);
		for (k = 0; k < row.rec->nfields; k++)
			if (row.val[k] != NULL)
				sqlite3_bind_text(put[i], (int)k + 1,
				    row.val[k], -1, SQLITE_STATIC);
			else
				sqlite3_bind_null(put[i], (int)k + 1);
		if (sqlite3_step(put[i]) != SQLITE_DONE)
			return ST_ES;
		n++;
	}
	reader_close(rd);
	for (i = 0; i < format_bee_eleves.nrecords; i++)
		sqlite3_finalize(put[i]);
	if (rc == -1 ||
	    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
		return ST_ES;
	sqlite3_close(db);
	printf("%ld\n", n);
	return ST_OK;
}
