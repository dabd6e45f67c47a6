/*
 * compte_rendu.c - the compte rendu, as XML; only the school reads it, and it
 * names everybody.
 */
#include <string.h>

#include "sconet.h"

/* The compte rendu. */

/*
 * SQL for the name of the person a key belongs to: in the file, among the
 * rejected, or in the base.
 */
static void
name_sql(struct texte *x, const struct stage *sg, const char *who,
    const char *key, const char *col)
{
	const struct table *t = stage_table(sg, who);

	texte_ajoute(x, "coalesce(NULL");
	if (t != NULL && record_field(t->rec, col) != (size_t)-1) {
		texte_ajoute(x, ", (SELECT %s FROM s_%s w WHERE w.%s_id = %s)",
		    col, who, who, key);
		if (sg->a_rejete)
			texte_ajoute(x,
			    ", (SELECT %s FROM r_%s w WHERE w.%s_id = %s)", col,
			    who, who, key);
	}
	texte_ajoute(x, ", (SELECT %s FROM %s w WHERE w.%s_id = %s))", col, who,
	    who, key);
}

static void
division_sql(struct texte *x, const struct stage *sg, const char *key)
{
	texte_ajoute(x, "coalesce(NULL");
	if (stage_table(sg, "eleve_structure") != NULL)
		texte_ajoute(x,
		    ", (SELECT min(w.code_structure) FROM s_eleve_structure w"
		    " WHERE w.eleve_id = %s AND w.type_structure = 'D')",
		    key);
	texte_ajoute(x,
	    ", (SELECT min(w.code_structure) FROM eleve_structure w WHERE"
	    " w.eleve_id = %s AND w.type_structure = 'D'))",
	    key);
}

/* A record that comes from elsewhere says itself who it is. */
static int
own_name_sql(struct texte *x, const struct stage *sg, const struct record *r,
    const char *key)
{
	static const char *const noms[] = { "nom_de_famille", "prenom" };
	size_t i;

	if (!(r->flags & R_AILLEURS) || record_field(r, noms[0]) == (size_t)-1)
		return 0;
	texte_ajoute(x, "NULL");
	for (i = 0; i < NELEM(noms); i++) {
		texte_ajoute(x,
		    ", coalesce((SELECT %s FROM s_%s w WHERE w.%s = %s)",
		    noms[i], r->name, r->fields[0].name, key);
		if (sg->a_rejete)
			texte_ajoute(x,
			    ", (SELECT %s FROM r_%s w WHERE w.%s = %s)",
			    noms[i], r->name, r->fields[0].name, key);
		texte_ajoute(x, ", NULL)");
	}
	return 1;
}

/* division, nom, prenom of the record whose first key is `key`. */
static void
who_sql(struct texte *x, const struct stage *sg, const struct record *r,
    const char *key)
{
	const char *who = record_personne(r);

	if (own_name_sql(x, sg, r, key))
		return;
	if (who == NULL) {
		texte_ajoute(x, "NULL, NULL, NULL");
		return;
	}
	if (strcmp(who, "eleve") == 0)
		division_sql(x, sg, key);
	else
		texte_ajoute(x, "NULL");
	texte_ajoute(x, ", ");
	name_sql(x, sg, who, key, "nom_de_famille");
	texte_ajoute(x, ", ");
	name_sql(x, sg, who, key, "prenom");
}

/* All rows of a SELECT whose columns are the record's fields. */
static int
write_rows(struct writer *w, struct store *st, const struct record *rec,
    const char *sql, struct fault *f)
{
	const char *val[32];
	struct query *q;
	size_t i;
	int rc;

	if (sql == NULL || (q = query_open(st, sql, f)) == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		for (i = 0; i < rec->nfields; i++)
			val[i] = query_text(q, i);
		if ((rc = writer_row(w, rec, val, f)) == -1)
			break;
	}
	query_close(q);
	return rc;
}

static int
write_anomalies(struct writer *w, struct stage *sg, const char *record, int lo,
    int hi, struct fault *f)
{
	const struct record *rec = format_record(&format_compte_rendu, record);
	const struct table *t;
	const char *val[16];
	char text[1024], champ[64];
	struct texte x = { 0 };
	const struct rule *rule;
	struct query *q = NULL;
	const char *sql;
	int rc = -1;
	size_t i;

	/* who is three columns; one CASE gives them as one JSON array */
	texte_ajoute(&x,
	    "SELECT regle, ligne, element, cle, qui ->> '$[0]', qui ->> "
	    "'$[1]', qui ->> '$[2]', champ, valeur, gravite FROM (SELECT n, "
	    "regle, nullif(ligne, 0) AS ligne, element, cle, champ, valeur, "
	    "gravite, CASE element");
	for (i = 0; i < sg->ntables; i++) {
		texte_ajoute(&x, " WHEN '%s' THEN json_array(",
		    sg->tables[i].rec->name);
		who_sql(&x, sg, sg->tables[i].rec, "CAST(cle AS INTEGER)");
		texte_ajoute(&x, ")");
	}
	texte_ajoute(&x,
	    " END AS qui FROM s_anomalie WHERE gravite BETWEEN %d AND %d)"
	    " ORDER BY n",
	    lo, hi);
	if ((sql = texte_fin(&x, f)) != NULL)
		q = query_open(sg->st, sql, f);
	texte_libere(&x);
	if (q == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		rule = sg->rules[query_int(q, 0)];
		t = stage_table(sg, query_text(q, 2));
		texte_message(rule->message, query_text(q, 8), text,
		    sizeof(text));
		majuscules(query_text(q, 7), champ, sizeof(champ));
		val[0] = rule->code;
		val[1] = query_text(q, 1);
		val[2] = t == NULL ? query_text(q, 2) : t->rec->libelle;
		val[3] = query_text(q, 3);
		val[4] = query_text(q, 4);
		val[5] = query_text(q, 5);
		val[6] = query_text(q, 6);
		val[7] = champ[0] == '\0' ? NULL : champ;
		val[8] = query_text(q, 8);
		val[9] = text;
		val[10] = report_suite(sg, rule, query_text(q, 2),
		    (enum gravite)query_int(q, 9));
		val[11] = rule_remede(rule, sg->remedes);
		if ((rc = writer_row(w, rec, val, f)) == -1)
			break;
	}
	query_close(q);
	return rc;
}

/*
 * Records of one kind: absent ones, or those added and modified.  All are in
 * the base by now.
 */
static int
write_fiches(struct writer *w, struct stage *sg, const struct table *t,
    const char *record, const char *genre, char table, struct fault *f)
{
	const struct record *rec = format_record(&format_compte_rendu, record);
	const struct record *r = t->rec;
	const char *who = record_personne(r);
	struct texte x = { 0 };
	int rc, eleve = who != NULL && strcmp(who, "eleve") == 0;

	texte_ajoute(&x, "SELECT '%s', '%s', ", genre, r->libelle);
	stage_cle(&x, r, "d");
	texte_ajoute(&x, ", %s, %s, %s FROM %c_%s d",
	    eleve ? "(SELECT min(v.code_structure) FROM eleve_structure v"
		    " WHERE v.eleve_id = d.eleve_id AND v.type_structure ="
		    " 'D')"
		  : "NULL",
	    who == NULL ? "NULL, NULL" : "p.nom_de_famille, p.prenom",
	    eleve ? "p.id_national" : "NULL", table, r->name);
	if (who != NULL)
		texte_ajoute(&x, " JOIN %s p ON p.%s_id = d.%s_id", who, who,
		    who);
	if (strcmp(genre, "AJOUT") == 0)
		texte_ajoute(&x, " WHERE d.etat = 'A'");
	rc = write_rows(w, sg->st, rec, texte_fin(&x, f), f);
	texte_libere(&x);
	return rc;
}

/* The tables that have some of them: x_ the absent, d_ and t_ what changed. */
static int
each_fiche(struct writer *w, struct stage *sg, int absents, struct fault *f)
{
	const struct table *t;
	size_t i;
	int rc = 0;

	for (i = 0; i < sg->ntables && rc == 0; i++) {
		t = &sg->tables[i];
		if (!(t->rec->flags & R_COMPTE) || (t->rec->flags & R_STAGE))
			continue;
		if (absents && t->absents > 0)
			rc = write_fiches(w, sg, t, "cr_absent", "ABS", 'x', f);
		if (!absents && t->ajoutes > 0)
			rc =
			    write_fiches(w, sg, t, "cr_fiche", "AJOUT", 'd', f);
		if (rc == 0 && !absents && t->modifies > 0)
			rc =
			    write_fiches(w, sg, t, "cr_fiche", "MODIF", 't', f);
	}
	return rc;
}

static int
write_head(struct writer *w, const struct base *b, const struct echange *e,
    struct fault *f)
{
	const struct record *rec =
	    format_record(&format_compte_rendu, "cr_bilan");
	const char *acte = strcmp(e->sens, "emis") == 0 ? "export" : "import";
	char n[8][24], dit[256];
	const char *bilan[14], *env[7];
	const int64_t nombres[] = { e->numero, e->lus, e->ajoutes, e->modifies,
		e->inchanges, e->absents, e->rejetes };
	size_t i;

	env[0] = format_compte_rendu.versions;
	env[1] = b->uai;
	env[2] = b->annee;
	env[3] = e->date_utilisee;
	env[4] = e->date;
	env[5] = NULL;
	env[6] = "sconet";
	if (writer_row(w, format_record(&format_compte_rendu, "parametres"),
		env, f) == -1)
		return -1;
	for (i = 0; i < NELEM(nombres); i++)
		(void)snprintf(n[i], sizeof(n[i]), "%lld",
		    (long long)nombres[i]);
	if (e->refus != NULL)
		(void)snprintf(dit, sizeof(dit),
		    "fichier refusé, rien n'a changé");
	else if (e->anomalies == 0)
		(void)snprintf(dit, sizeof(dit),
		    "aucune erreur pour l'%s fait à %.2s h %.2s min", acte,
		    e->date + 11, e->date + 14);
	else
		(void)snprintf(dit, sizeof(dit),
		    "%lld signalement(s) pour l'%s fait à %.2s h %.2s min",
		    (long long)e->anomalies, acte, e->date + 11, e->date + 14);
	bilan[0] = n[0];
	bilan[1] = e->genre;
	bilan[2] = genre_libelle(e->genre);
	bilan[3] = e->date;
	bilan[4] = e->racine;
	bilan[5] = e->etat;
	bilan[6] = e->refus;
	for (i = 1; i < NELEM(nombres); i++)
		bilan[6 + i] = n[i];
	bilan[13] = dit;
	return writer_row(w, rec, bilan, f);
}

/*
 * What an export has found stands in the journal: the rules of what goes out,
 * and what it says itself (element "export", the text is the value).
 */
static int
write_found(struct writer *w, const struct base *b, const struct echange *e,
    const char *record, int lo, int hi, struct fault *f)
{
	const struct record *rec = format_record(&format_compte_rendu, record);
	const struct record *r;
	const struct rule *rule;
	const char *element, *cle, *val[16] = { NULL };
	char text[1024], champ[64];
	struct query *q, *qui = NULL;
	int rc = -1;

	q = query_open(b->st,
	    "SELECT code, element, cle, champ, valeur, gravite FROM anomalie"
	    " WHERE echange = ? AND gravite BETWEEN ? AND ? ORDER BY n",
	    f);
	if (strcmp(b->role, "etab") == 0)
		qui = query_open(b->st,
		    "SELECT (SELECT min(code_structure) FROM eleve_structure s"
		    " WHERE s.eleve_id = e.eleve_id AND type_structure = 'D'),"
		    " nom_de_famille, prenom FROM eleve e WHERE eleve_id = ?",
		    f);
	if (q != NULL && (qui != NULL || strcmp(b->role, "etab") != 0) &&
	    query_bind(q, f, "iii", e->numero, (int64_t)lo, (int64_t)hi) == 0)
		while ((rc = query_step(q, f)) == 1) {
			element = query_text(q, 1);
			cle = query_text(q, 2);
			r = element == NULL ? NULL : formats_record(element);
			rule = rule_find(query_text(q, 0));
			texte_message(rule == NULL ? "%s" : rule->message,
			    query_text(q, 4), text, sizeof(text));
			majuscules(query_text(q, 3), champ, sizeof(champ));
			val[0] = query_text(q, 0);
			val[2] = r == NULL ? element : r->libelle;
			val[3] = cle;
			val[4] = val[5] = val[6] = NULL;
			if (qui != NULL && r != NULL && cle != NULL) {
				if (query_bind(qui, f, "i",
					formats_eleve(element, cle)) == -1 ||
				    (rc = query_step(qui, f)) == -1)
					break;
				val[4] = rc == 1 ? query_text(qui, 0) : NULL;
				val[5] = rc == 1 ? query_text(qui, 1) : NULL;
				val[6] = rc == 1 ? query_text(qui, 2) : NULL;
			}
			val[7] = champ[0] == '\0' ? NULL : champ;
			val[8] = rule == NULL ? NULL : query_text(q, 4);
			val[9] = text;
			val[10] = gravite_sortie((enum gravite)query_int(q, 5));
			val[11] = rule == NULL ? NULL : rule->remede;
			if ((rc = writer_row(w, rec, val, f)) == -1)
				break;
		}
	query_close(q);
	query_close(qui);
	return rc;
}

int
report_ecrit(struct stage *sg, const struct base *b, const struct echange *e,
    const struct options *o, struct sink *out, struct fault *f)
{
	struct writer *w;
	int rc = -1;

	if ((w = writer_open(&format_compte_rendu, out, o->utf8, f)) == NULL)
		return -1;
	if (write_head(w, b, e, f) == -1)
		goto out;
	if (sg != NULL &&
	    (write_anomalies(w, sg, "cr_rejete", G_REJET, G_REFUS, f) == -1 ||
		write_anomalies(w, sg, "cr_anomalie", G_VALEUR, G_VALEUR, f) ==
		    -1 ||
		write_anomalies(w, sg, "cr_note", G_NOTE, G_NOTE, f) == -1))
		goto out;
	if (sg == NULL && strcmp(e->sens, "emis") == 0 &&
	    (write_found(w, b, e, "cr_rejete", G_REJET, G_REFUS, f) == -1 ||
		write_found(w, b, e, "cr_anomalie", G_VALEUR, G_VALEUR, f) ==
		    -1 ||
		write_found(w, b, e, "cr_note", G_NOTE, G_NOTE, f) == -1))
		goto out;
	if (sg != NULL && e->refus == NULL &&
	    (each_fiche(w, sg, 1, f) == -1 || each_fiche(w, sg, 0, f) == -1))
		goto out;
	rc = writer_end(w, f);
	if (rc == 0)
		rc = sink_flush(out, f);
out:
	writer_close(w);
	return rc;
}
