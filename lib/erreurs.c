/*
 * erreurs.c - what was wrong with what came in, by pupil, as the screen
 * « Erreurs Import Structures STS-WEB » shows it: the anomalies of the last
 * day, and for each import without any, that there was none.
 */
#include <string.h>

#include "sconet.h"

/*
 * All that was said of the exchanges that are looked at: what they found
 * themselves, and what the accusé of a send says.
 */
#define VU \
	"CREATE TEMP TABLE vu AS SELECT e.numero, e.genre, e.sens, e.uai," \
	" max(e.date_echange, coalesce((SELECT max(i.date_echange) FROM" \
	" accuse a JOIN echange i ON i.numero = a.echange WHERE a.envoi =" \
	" e.numero), '')) AS date_echange, e.refus FROM echange e WHERE "
static const char vus[] = VU "e.numero IN (SELECT numero FROM choisi) AND"
			     " (e.archive IS NOT NULL OR e.refus IS NOT NULL)";
static const char vu_seul[] = VU "e.numero = ?1";
static const char *const signale[] = {
	/* The one before it of the same genre whose records were looked at. */
	"CREATE TEMP TABLE avant AS SELECT v.numero, (SELECT max(p.numero) FROM"
	" echange p WHERE p.genre = v.genre AND p.sens = v.sens AND p.uai IS"
	" v.uai AND p.numero < v.numero AND p.refus IS NULL) AS precedent FROM"
	" vu v",
	"CREATE TEMP VIEW signale AS SELECT 1 AS rang, echange AS numero, n, "
	"gravite,"
	" element, cle, champ, valeur, code, NULL AS texte, NULL AS remede,"
	" ligne FROM anomalie UNION ALL SELECT 2, a.envoi, 0, 3, 'accuse',"
	" CAST(a.num_envoi AS TEXT), NULL, NULL, substr(a.motif, 1,"
	" instr(a.motif, ' : ') - 1), substr(a.motif, instr(a.motif, ' : ') +"
	" 3), NULL, NULL FROM accuse a WHERE a.motif IS NOT NULL"
	" UNION ALL SELECT 3, a.envoi, x.n, CASE x.gravite WHEN 'note'"
	" THEN 0 WHEN 'valeur' THEN 1 WHEN 'rejet' THEN 2 ELSE 3 END,"
	" x.element, x.cle, x.champ, NULL, x.code, x.texte, x.remede,"
	" x.ligne_envoi FROM"
	" accuse a JOIN accuse_anomalie x USING (sha256)",
	"CREATE TEMP TABLE dit (numero INTEGER, n INTEGER, gravite TEXT,"
	" element TEXT, cle TEXT, champ TEXT, code TEXT, texte TEXT, remede"
	" TEXT, ligne INTEGER, eleve INTEGER)",
	NULL
};

/* Only those of the last day on which something came in, or had errors. */
static int
last_day(struct store *st, const struct options *o, struct fault *f)
{
	if (o->depuis != NULL)
		return 0;
	return store_exec(st,
	    "DELETE FROM vu WHERE substr(date_echange, 1, 10) < (SELECT"
	    " max(substr(date_echange, 1, 10)) FROM vu WHERE sens = 'recu' OR"
	    " numero IN (SELECT numero FROM signale))",
	    f);
}

/* What is to do when a whole send was refused, by the code of its MOTIF. */
static const char *
accuse_remede(const char *code)
{
	static const struct {
		const char *code, *regle;
	} t[] = { { "envoi-repris", "accuse-repris" },
		{ "envoi-inconnu", "accuse-lacune" },
		{ "perime", "accuse-perime" } };
	size_t i;

	for (i = 0; i < NELEM(t); i++)
		if (strcmp(code, t[i].code) == 0)
			return rule_find(t[i].regle)->remede;
	return rule_find("accuse-refus")->remede;
}

static int
say(struct store *st, int json, struct query *put, const struct query *q,
    struct fault *f)
{
	static const char *const gravites[] = { [G_NOTE] = "note",
		[G_VALEUR] = "valeur",
		[G_REJET] = "rejet",
		[G_REFUS] = "refus" };
	const char *element = query_text(q, 3), *champ = query_text(q, 5);
	const char *cle = query_text(q, 4);
	const char *valeur = query_text(q, 6), *code = query_text(q, 7);
	const char *texte = query_text(q, 8), *remede = query_text(q, 9);
	const struct rule *r = code == NULL ? NULL : rule_find(code);
	char dit[768], cles[512];

	/* Another's words may name people: in JSON they are ours. */
	if (texte != NULL && json) {
		texte = remede = NULL;
		if (r != NULL) {
			texte_message(r->message, "…", dit, sizeof(dit));
			texte = dit;
			remede = r->remede;
		} else if (code != NULL)
			texte = fault_texte(code);
	} else if (texte == NULL && r != NULL) {
		report_dit(st, r,
		    champ == NULL ? NULL : formats_champ(element, champ),
		    valeur, dit, sizeof(dit));
		texte = dit;
		remede = r->remede;
	} else if (texte == NULL)
		texte = valeur;
	/* a whole send that was refused */
	if (remede == NULL && code != NULL && r == NULL &&
	    query_text(q, 8) != NULL && query_int(q, 2) == G_REFUS)
		remede = accuse_remede(code);
	discret_cles(st, element == NULL ? NULL : formats_record(element),
	    cle == NULL ? "" : cle, NULL, cles, sizeof(cles));
	return query_run(put, f, "iisssssssii", query_int(q, 0),
	    query_int(q, 1), gravites[query_int(q, 2)], element,
	    json && cle != NULL ? cles : cle, champ, code, texte, remede,
	    query_int(q, 10),
	    element == NULL || cle == NULL ? (int64_t)0
					   : formats_eleve(element, cle));
}

/* The texts of rules are the program's: each anomaly is put into words. */
static int
put_into_words(struct store *st, int json, int nouvelles, struct fault *f)
{
	struct query *q, *put;
	int rc = -1;

	q = query_open(st,
	    "SELECT s.numero, s.n, s.gravite, s.element, s.cle, s.champ,"
	    " s.valeur, s.code, s.texte, s.remede, s.ligne FROM vu JOIN avant"
	    " USING (numero) JOIN signale s USING (numero) WHERE NOT ? OR NOT "
	    "EXISTS"
	    " (SELECT 1 FROM signale p WHERE p.numero = precedent AND p.code ="
	    " s.code AND p.element = s.element AND p.cle IS s.cle AND p.champ"
	    " IS s.champ) ORDER BY s.numero, s.rang, s.n",
	    f);
	put = query_open(st,
	    "INSERT INTO dit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0),"
	    " nullif(?, 0))",
	    f);
	if (q != NULL && put != NULL &&
	    query_bind(q, f, "i", (int64_t)nouvelles) == 0)
		while ((rc = query_step(q, f)) == 1)
			if ((rc = say(st, json, put, q, f)) == -1)
				break;
	query_close(q);
	query_close(put);
	return rc;
}

int
erreurs_de(struct store *st, int json, int64_t numero, struct fault *f)
{
	if (store_run(st, f, vu_seul, "i", numero) == -1 ||
	    store_liste(st, signale, f) == -1)
		return -1;
	return put_into_words(st, json, 0, f);
}

/* Whose they are, where the base is a school's. */
static const char *const personnes_etab[] = {
	"CREATE TEMP TABLE de_qui AS SELECT numero, n, CAST(eleve AS TEXT) AS"
	" eleves, eleve AS premier FROM dit WHERE eleve IS NOT NULL UNION ALL"
	" SELECT numero, n, group_concat(eleve_id, '|'), min(eleve_id) FROM"
	" (SELECT d.numero, d.n, r.eleve_id FROM dit d JOIN responsable r ON"
	" r.personne_id = CAST(d.cle AS INTEGER) WHERE d.element = 'personne'"
	" ORDER BY 1, 2, 3) GROUP BY numero, n",
	"CREATE TEMP TABLE sa_division AS SELECT eleve_id, code_structure FROM"
	" eleve_structure WHERE type_structure = 'D'",
	NULL
};
static const char *const personnes_autres[] = {
	"CREATE TEMP TABLE de_qui (numero INTEGER, n INTEGER, eleves TEXT,"
	" premier INTEGER)",
	"CREATE TEMP TABLE sa_division (eleve_id INTEGER, code_structure TEXT)",
	NULL
};

/* With --eleve: his lines alone. */
static int
keep_pupil(struct store *st, const struct options *o, struct fault *f)
{
	return o->eleve == NULL
	    ? 0
	    : store_run(st, f,
		  "DELETE FROM dit WHERE eleve IS NOT CAST(?1 AS INTEGER) AND"
		  " NOT EXISTS (SELECT 1 FROM de_qui k WHERE k.numero ="
		  " dit.numero AND k.n = dit.n AND instr('|' || k.eleves ||"
		  " '|', '|' || CAST(?1 AS INTEGER) || '|') > 0)",
		  "s", o->eleve);
}

/* Rows without a pupil come first: they may be why the others are there. */
static int
show(struct store *st, const struct options *o, FILE *out, struct fault *f)
{
	struct query *q;
	int rc = -1;

	q = query_open(st,
	    "SELECT v.numero, v.date_echange AS date, l.libelle AS genre,"
	    " k.eleves AS eleve_id, s.code_structure AS division, d.element,"
	    " d.cle, d.champ, coalesce(d.code, substr(v.refus, 1,"
	    " instr(v.refus, ' : ') - 1)) AS code, iif(d.n IS NULL AND v.refus"
	    " IS NOT NULL, 'refus', d.gravite) AS gravite, coalesce(d.texte,"
	    " substr(v.refus, instr(v.refus, ' : ') + 3), 'aucune ' || iif(?,"
	    " 'nouvelle ', '') || 'erreur pour l''échange fait à ' ||"
	    " substr(v.date_echange, 12, 2) || ' h ' || substr(v.date_echange,"
	    " 15, 2) || ' min') AS texte, d.remede FROM vu v JOIN libelle l"
	    " USING (genre) LEFT JOIN dit d USING (numero) LEFT JOIN de_qui k"
	    " ON k.numero = d.numero AND k.n = d.n LEFT JOIN sa_division s ON"
	    " s.eleve_id = k.premier WHERE d.n IS NOT NULL OR v.sens = 'recu'"
	    " ORDER BY v.numero DESC, k.premier, d.n",
	    f);
	if (q != NULL && query_bind(q, f, "i", (int64_t)o->nouvelles) == 0)
		rc = report_table(q, o->json, out, f);
	query_close(q);
	return rc;
}

int
erreurs_liste(const struct options *o, FILE *out, FILE *err)
{
	struct fault f = { 0 };
	struct base b = { 0 };
	int rc;

	if ((rc = choix_ouvre(&b, o, &f)) == 0 &&
	    (rc = store_exec(b.st, vus, &f)) == 0 &&
	    (rc = store_liste(b.st, signale, &f)) == 0 &&
	    (rc = last_day(b.st, o, &f)) == 0 &&
	    (rc = put_into_words(b.st, o->json, o->nouvelles, &f)) == 0 &&
	    (rc = store_liste(b.st,
		 strcmp(b.role, "etab") == 0 ? personnes_etab
					     : personnes_autres,
		 &f)) == 0 &&
	    (rc = keep_pupil(b.st, o, &f)) == 0)
		rc = show(b.st, o, out, &f);
	return choix_ferme(&b, o, rc, &f, err);
}
