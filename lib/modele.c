/*
 * modele.c - a file of divisions and groupes, as structures.c reads it, from
 * the base of a year.
 */
#include <ctype.h>
#include <string.h>

#include "sconet.h"

/* Plain where YAML takes it for the same text, else in double quotes. */
static void
scalar(FILE *out, const char *v)
{
	const unsigned char *p = (const unsigned char *)v;
	int plain = isalnum(*p) || *p >= 0x80;

	for (; *p != '\0'; p++)
		if (!isalnum(*p) && *p < 0x80 && strchr("_.-/", *p) == NULL &&
		    !(*p == ' ' && isalnum(p[1])))
			plain = 0;
	if (plain) {
		fputs(v, out);
		return;
	}
	fputc('"', out);
	for (; *v != '\0'; v++) {
		if (*v == '"' || *v == '\\')
			fputc('\\', out);
		fputc(*v == '\n' || *v == '\t' ? ' ' : *v, out);
	}
	fputc('"', out);
}

static int
write_codes(struct store *st, FILE *out, const char *cle, const char *sql,
    const char *code, struct fault *f)
{
	struct query *q;
	int rc = -1, n = 0;

	if ((q = query_open(st, sql, f)) != NULL &&
	    query_bind(q, f, "s", code) == 0)
		while ((rc = query_step(q, f)) == 1) {
			if (n++ == 0)
				fprintf(out, "    %s: [", cle);
			else
				fputs(", ", out);
			scalar(out, query_text(q, 0));
		}
	query_close(q);
	if (n > 0)
		fputs("]\n", out);
	return rc;
}

/*
 * A number for each MEF when there are several, else the structure's; zeros
 * beside a number of the structure say that they are not known.
 */
static int
write_planned(struct store *st, FILE *out, const char *table, const char *code,
    const char *prevu, struct fault *f)
{
	struct texte x = { 0 };
	struct query *q = NULL;
	const char *sql;
	int rc = -1, n = 0;

	texte_ajoute(&x,
	    "SELECT code_mef, effectif_prevu FROM %s WHERE code_structure = ?1"
	    " AND (SELECT count(*) > 1 AND count(effectif_prevu) = count(*)"
	    " AND (sum(effectif_prevu) > 0 OR ?2 IS NULL) FROM %s WHERE"
	    " code_structure = ?1) ORDER BY 1",
	    table, table);
	if ((sql = texte_fin(&x, f)) != NULL &&
	    (q = query_open(st, sql, f)) != NULL &&
	    query_bind(q, f, "ss", code, prevu) == 0)
		while ((rc = query_step(q, f)) == 1)
			fprintf(out, "%s%s: %s",
			    n++ == 0 ? "    prevu: { " : ", ", query_text(q, 0),
			    query_text(q, 1));
	query_close(q);
	texte_libere(&x);
	if (n > 0)
		fputs(" }\n", out);
	else if (prevu != NULL)
		fprintf(out, "    prevu: %s\n", prevu);
	return rc;
}

struct liste {
	const char *cle, *sql, *mef, *codes_mef;
};

static int
write_list(struct store *st, FILE *out, const struct liste *l, struct fault *f)
{
	struct query *q;
	const char *code;
	int rc;

	fprintf(out, "%s:\n", l->cle);
	if ((q = query_open(st, l->sql, f)) == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		code = query_text(q, 0);
		fputs("  - code: ", out);
		scalar(out, code);
		fputc('\n', out);
		if (query_text(q, 1) != NULL) {
			fputs("    libelle: ", out);
			scalar(out, query_text(q, 1));
			fputc('\n', out);
		}
		if ((query_int(q, 3) &&
			write_codes(st, out, "divisions",
			    "SELECT g.code_division FROM groupe_division g JOIN"
			    " division d ON d.code_structure = g.code_division"
			    " WHERE d.ferme = 0 AND g.code_structure = ? ORDER"
			    " BY 1",
			    code, f) == -1) ||
		    write_codes(st, out, "mef", l->codes_mef, code, f) == -1 ||
		    write_planned(st, out, l->mef, code, query_text(q, 2), f) ==
			-1) {
			rc = -1;
			break;
		}
	}
	query_close(q);
	return rc;
}

static int
write_model(const struct base *b, const struct options *o, FILE *out,
    struct fault *f)
{
	static const struct liste listes[] = {
		{ "divisions",
		    "SELECT code_structure, libelle_long, effectif_prevu, 0 "
		    "FROM"
		    " division WHERE ferme = 0 ORDER BY 1",
		    "division_mef",
		    "SELECT code_mef FROM division_mef WHERE code_structure = ?"
		    " ORDER BY 1" },
		{ "groupes",
		    "SELECT code_structure, libelle_long, effectif_prevu, 1 "
		    "FROM"
		    " groupe WHERE ferme = 0 ORDER BY 1",
		    "groupe_mef",
		    "SELECT code_mef FROM groupe_mef WHERE code_structure = ?"
		    " ORDER BY 1" },
	};
	int64_t an = 0;
	size_t i;

	(void)entier(b->annee, 0, 9990, &an);
	fprintf(out, "# Structures de %s, d'après l'année %s : à revoir\n",
	    b->uai, b->annee);
	if (o->annee != NULL)
		fprintf(out, "uai: %s\nannee: %s\n", b->uai, o->annee);
	else
		fprintf(out, "uai: %s\nannee: %lld\n", b->uai,
		    (long long)an + 1);
	for (i = 0; i < NELEM(listes); i++)
		if (write_list(b->st, out, &listes[i], f) == -1)
			return -1;
	return fflush(out) == EOF ? fault_errno(f, "sortie", "écriture") : 0;
}

int
structures_modele(const struct options *o, FILE *out, FILE *err)
{
	struct fault f = { 0 };
	struct base b = { 0 };
	const struct role *r;
	int rc = -1;

	if (base_open(&b, o->modele, STORE_LECTURE, o->attente, &f) == 0) {
		r = role_find(b.role);
		rc = r != NULL && (r->bit & (ROLE_STS | ROLE_ETAB))
		    ? write_model(&b, o, out, &f)
		    : fault_set(&f, "base-role", 0,
			  "%s : rôle %s, il faut sts ou etab", o->modele,
			  b.role);
	}
	base_close(&b);
	if (rc == 0)
		return ST_OK;
	report_fault(err, o, o->modele, &f);
	return fault_status(&f);
}
