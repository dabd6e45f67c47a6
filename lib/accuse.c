/*
 * accuse.c - ACCUSE, the answer to a send, made of the line of its journal
 * and of the anomalies found.
 *
 * It says which records and fields, by key and code, and never shows a value
 * that is personal.
 */
#include <stdio.h>

#include "sconet.h"

/*
 * Three classes, never mixed: whoever sent it knows whether to do nothing,
 * mend the data, or send the same again.
 */
static const char *
classe(const struct echange *e)
{
	if (e->statut == ST_OK)
		return "accepte";
	return e->statut == ST_PARTIEL || e->statut == ST_REFUS ? "donnees"
								: "reessayer";
}

static int
write_head(struct writer *w, const struct base *b, const struct echange *e,
    struct fault *f)
{
	const struct record *rec = format_record(&format_accuse, "accuse");
	const int64_t nombres[] = { e->numero, e->lus, e->lus - e->rejetes,
		e->rejetes, e->num_envoi };
	char n[NELEM(nombres)][24];
	const char *env[] = { format_accuse.versions,
		e->uai == NULL ? b->uai : e->uai,
		e->annee == NULL ? b->annee : e->annee, e->date_utilisee,
		e->date, NULL, "sconet" };
	const char *val[14] = { NULL };
	size_t i;

	/* It goes back to where the file came from. */
	if (e->origine != NULL) {
		env[1] = e->origine;
		env[2] = e->annee_origine;
	}
	for (i = 0; i < NELEM(nombres); i++)
		(void)snprintf(n[i], sizeof(n[i]), "%lld",
		    (long long)(e->refus != NULL && i == 2 ? 0 : nombres[i]));
	if (writer_row(w, format_record(&format_accuse, "parametres"), env,
		f) == -1)
		return -1;
	val[0] = e->sha256;
	val[1] = e->num_envoi == 0 ? NULL : n[4];
	val[2] = e->racine;
	val[3] = b->role;
	val[4] = b->uai;
	val[5] = e->numero == 0 ? NULL : n[0];
	val[6] = e->date;
	val[7] = classe(e);
	for (i = 1; i < 4; i++)
		val[7 + i] = n[i];
	/* Of a file that was not taken nothing is counted. */
	val[11] = e->refus == NULL ? e->effectif : NULL;
	val[12] = e->refus;
	return writer_row(w, rec, val, f);
}

static int
write_anomalies(struct writer *w, struct stage *sg, const char *sha256,
    struct fault *f)
{
	static const char *const gravites[] = { [G_NOTE] = "note",
		[G_VALEUR] = "valeur",
		[G_REJET] = "rejet",
		[G_REFUS] = "refus" };
	const struct record *rec =
	    format_record(&format_accuse, "accuse_anomalie");
	const struct rule *r;
	struct query *q;
	char text[600];
	int rc;

	q = query_open(sg->st,
	    "SELECT n, regle, gravite, element, cle, champ, nullif(ligne, 0),"
	    " valeur FROM s_anomalie ORDER BY n",
	    f);
	if (q == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		const char *val[] = { sha256, query_text(q, 0), NULL,
			gravites[query_int(q, 2)], query_text(q, 3),
			query_text(q, 4), query_text(q, 5), query_text(q, 6),
			text, NULL };

		r = sg->rules[query_int(q, 1)];
		report_texte(sg, r, query_text(q, 3), query_text(q, 5),
		    query_text(q, 7), text, sizeof(text));
		val[2] = r->code;
		val[9] = rule_remede(r, sg->remedes);
		if (writer_row(w, rec, val, f) == -1) {
			rc = -1;
			break;
		}
	}
	query_close(q);
	return rc;
}

int
accuse_ecrit(struct stage *sg, const struct base *b, const struct echange *e,
    const struct options *o, struct sink *out, struct fault *f)
{
	struct writer *w;
	int rc = -1;

	if ((w = writer_open(&format_accuse, out, o->utf8, f)) == NULL)
		return -1;
	if (write_head(w, b, e, f) == 0 &&
	    (sg == NULL || write_anomalies(w, sg, e->sha256, f) == 0) &&
	    writer_end(w, f) == 0)
		rc = sink_flush(out, f);
	writer_close(w);
	return rc;
}
