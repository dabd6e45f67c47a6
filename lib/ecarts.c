/*
 * ecarts.c - what came out otherwise when an exchange was done again, and what
 * is known to be another than then.
 */
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

void
ecart_dit(struct rejeu *r, const struct journal_ligne *l, const char *quoi,
    const char *avant, const char *apres, const char *cause)
{
	static const char *const noms[] = { "echange", "genre", "quoi", "avant",
		"apres", "cause" };
	char numero[24];
	const char *val[] = { numero, genre_libelle(l->v[L_GENRE]), quoi, avant,
		apres, cause };

	(void)snprintf(numero, sizeof(numero), "%lld", (long long)l->numero);
	if (!r->o->json && !r->dits)
		report_ligne(r->out, 0, noms, noms, NELEM(noms));
	r->dits = 1;
	report_ligne(r->out, r->o->json, noms, val, NELEM(noms));
}

/*
 * With --ici the base is another one than then: what has come since, or the
 * exchange itself, which it has already.
 */
static int
since(struct rejeu *r, const struct journal_ligne *l, char **dit,
    struct fault *f)
{
	static const char *const sql[] = {
		"SELECT 'autre nomenclature : échange ' || max(numero) || ' du"
		" ' || max(date_echange) FROM echange WHERE genre IN"
		" ('nomenclature-academique', 'nomenclature-etablissement',"
		" 'sts-nomenclatures') AND change = 1 AND numero > ?1 AND"
		" numero <= ?2 AND (ajoutes > 0 OR EXISTS (SELECT 1 FROM"
		" changement c WHERE c.echange = echange.numero)) HAVING"
		" count(*) > 0",
		"SELECT 'la base a changé depuis : ' || count(*) || '"
		" échange(s)' FROM echange WHERE change = 1 AND numero > ?1 AND"
		" numero <= ?2 HAVING count(*) > 0",
		"SELECT 'les données de départ diffèrent : la base a déjà"
		" l''échange ' || numero FROM echange WHERE change = 1 AND"
		" numero = ?1 AND ?1 <= ?2",
	};
	size_t i;

	for (i = 0; i < NELEM(sql) && *dit == NULL; i++)
		if (store_text(r->b.st, dit, f, sql[i], "ii", l->numero,
			r->deja != 0 ? r->deja - 1 : r->avant) == -1)
			return -1;
	return 0;
}

static int
is_broken(void *ctx, int64_t numero, struct fault *f)
{
	struct rejeu *r = ctx;

	(void)f;
	r->rompue |= numero == r->relue;
	return 0;
}

/* Is the line not what was written then?  Nothing can be said of it then. */
static int
broken(struct rejeu *r, const struct journal_ligne *l, struct fault *f)
{
	if (r->relue == l->numero)
		return r->rompue;
	r->relue = l->numero;
	r->rompue = 0;
	return journal_rompu(r->b.st, is_broken, r, f) == -1 ? -1 : r->rompue;
}

/*
 * A packet has not all that came before, and may have other names: whether it
 * starts from what there was then, nobody can tell who has it alone.
 */
static int
of_packet(struct rejeu *r, const struct journal_ligne *l, char *buf, size_t n,
    struct fault *f)
{
	int64_t sans = 0, nominatif = 0;

	if (store_int(r->b.st, &nominatif, f,
		"SELECT count(*) FROM echange WHERE numero = 1 AND chaine ="
		" 'nominatif'",
		"") == -1 ||
	    store_int(r->b.st, &sans, f,
		"SELECT count(*) FROM echange WHERE numero BETWEEN 2 AND ? - 1"
		" AND sens = 'recu' AND archive IS NULL AND statut < 2 AND"
		" genre NOT IN ('purge', 'rentree')",
		"i", l->numero) == -1)
		return -1;
	if (sans > 0)
		(void)snprintf(buf, n,
		    "les données de départ peuvent différer : le paquet n'a "
		    "pas "
		    "%lld échange(s) d'avant lui",
		    (long long)sans);
	else
		(void)snprintf(buf, n,
		    "rien de ce que le paquet garde ne l'explique%s",
		    nominatif
			? ""
			: " ; pseudonymisé, il a d'autres données de départ");
	return 0;
}

/*
 * What is known of the exchange itself; buf stays empty when that is nothing.
 * regle: of an anomaly of then, which may be no rule's any more; or NULL.
 */
static int
of_itself(const struct journal_ligne *l, const char *regle, char *buf, size_t n)
{
	const char *version = l->v[L_VERSION];

	if (regle != NULL && rule_find(regle) == NULL)
		(void)snprintf(buf, n, "la règle %s n'existe plus", regle);
	else if (version != NULL && strcmp(version, sconet_version()) != 0)
		(void)snprintf(buf, n,
		    "autre version de sconet : %.20s a répondu, %.20s rejoue",
		    version, sconet_version());
	else
		return 0;
	return 1;
}

/*
 * Why it came out otherwise: what is known to be another than then, the
 * likeliest first.  Rules are those of the version, and no more is known of
 * them.  code: of an anomaly, or NULL; alors: a rule had found it then.
 */
static int
why(struct rejeu *r, const struct journal_ligne *l, const char *code, int alors,
    char *buf, size_t n, struct fault *f)
{
	char *dit = NULL;
	int rompue = 0;

	if (of_itself(l, alors ? code : NULL, buf, n))
		return 0;
	if (r->o->ici && since(r, l, &dit, f) == -1)
		return -1;
	if (dit != NULL) {
		(void)snprintf(buf, n, "%s", dit);
		free(dit);
		return 0;
	}
	if (r->premier != 0 || r->saute != 0) {
		(void)snprintf(buf, n, "%sl'échange %lld, avant lui, %s",
		    r->nomenclature ? "autre nomenclature : " : "",
		    (long long)(r->premier != 0 ? r->premier : r->saute),
		    r->premier != 0 ? "est déjà sorti autrement"
				    : "n'a pas pu être rejoué");
		return 0;
	}
	if (r->chemin == NULL)
		return of_packet(r, l, buf, n, f);
	if ((rompue = broken(r, l, f)) == -1)
		return -1;
	if (rompue)
		(void)snprintf(buf, n,
		    "la ligne %lld du journal n'est plus celle d'alors",
		    (long long)l->numero);
	else
		(void)snprintf(buf, n,
		    "rien de ce que le journal garde ne l'explique%s%s",
		    code == NULL && r->regle[0] != '\0' ? " ; règle " : "",
		    code == NULL ? r->regle : "");
	return 0;
}

static int
differs(struct rejeu *r, const struct journal_ligne *l, const char *quoi,
    const char *avant, const char *apres, const char *code, int alors,
    struct fault *f)
{
	char cause[256];

	r->differe++;
	if (why(r, l, code, alors, cause, sizeof(cause), f) == -1)
		return -1;
	ecart_dit(r, l, quoi, avant, apres, cause);
	return 0;
}

/* Counts, état, status, refusal: of the two lines. */
static int
compare_lines(struct rejeu *r, const struct journal_ligne *l,
    const struct journal_ligne *m, struct fault *f)
{
	static const char *const noms[] = { NULL, "lus", "ajoutes", "modifies",
		"inchanges", "absents", "rejetes", "anomalies", "statut" };
	const struct {
		const char *nom;
		int quoi;
	} textes[] = { { "etat", L_ETAT }, { "refus", L_REFUS } };
	const char *a, *b;
	char av[24], ap[24];
	size_t i;

	for (i = 0; i < NELEM(textes); i++) {
		a = l->v[textes[i].quoi] == NULL ? "" : l->v[textes[i].quoi];
		b = m->v[textes[i].quoi] == NULL ? "" : m->v[textes[i].quoi];
		if (strcmp(a, b) != 0 &&
		    differs(r, l, textes[i].nom, a, b, NULL, 0, f) == -1)
			return -1;
	}
	for (i = 1; i < NELEM(noms); i++) {
		if (l->n[i] == m->n[i])
			continue;
		(void)snprintf(av, sizeof(av), "%lld", (long long)l->n[i]);
		(void)snprintf(ap, sizeof(ap), "%lld", (long long)m->n[i]);
		if (differs(r, l, noms[i], av, ap, NULL, 0, f) == -1)
			return -1;
	}
	return 0;
}

/* The notes of an export are no rule's. */
#define ANOMALIES \
	"SELECT code, code || ' ' || CASE gravite WHEN 0 THEN 'note' WHEN 1 " \
	"THEN 'valeur' WHEN 2 THEN 'rejet' ELSE 'refus' END || coalesce(' ' " \
	"|| element || ' ' || cle, '') || coalesce(' ' || champ, '') AS dit, " \
	"coalesce(element, '') <> 'export' " \
	"FROM anomalie WHERE echange = ? ORDER BY 2"

/*
 * Both in order: one of them has a line more, or they have the same.  Not dit:
 * the first is only kept, for it explains counts, état and answer too.
 */
static int
compare_anomalies(struct rejeu *r, const struct journal_ligne *l,
    struct store *st, int64_t n, int dit, struct fault *f)
{
	struct query *a = query_open(r->b.st, ANOMALIES, f);
	struct query *b = query_open(st, ANOMALIES, f);
	int x = -1, y = -1, cmp;

	if (a != NULL && b != NULL && query_bind(a, f, "i", l->numero) == 0 &&
	    query_bind(b, f, "i", n) == 0 && (x = query_step(a, f)) != -1)
		y = query_step(b, f);
	while (x != -1 && y != -1 && (x == 1 || y == 1)) {
		cmp = x == 0 ? 1
		    : y == 0 ? -1
			     : strcmp(query_text(a, 1), query_text(b, 1));
		if (cmp != 0 && !dit) {
			(void)snprintf(r->regle, sizeof(r->regle), "%s",
			    query_text(cmp < 0 ? a : b, 0));
			break;
		}
		if (cmp != 0 &&
		    differs(r, l, "anomalie", cmp < 0 ? query_text(a, 1) : "",
			cmp > 0 ? query_text(b, 1) : "",
			query_text(cmp < 0 ? a : b, 0),
			cmp < 0 && query_int(a, 2), f) == -1) {
			x = -1;
			break;
		}
		if (cmp <= 0)
			x = query_step(a, f);
		if (cmp >= 0)
			y = query_step(b, f);
	}
	query_close(a);
	query_close(b);
	return x == -1 || y == -1 ? -1 : 0;
}

/* The bytes: of what went out, or of the answer to what came in. */
static int
compare_bytes(struct rejeu *r, const struct journal_ligne *l,
    const struct journal_ligne *m, struct fault *f)
{
	int emise = strcmp(l->v[L_SENS], "emis") == 0;
	int k = emise ? L_SHA256 : L_REPONSE_SHA256;
	const char *a = l->v[k], *b = m->v[k] == NULL ? "" : m->v[k];
	char av[16], ap[16];

	/* Lines of older versions do not have it. */
	if (a == NULL || strcmp(a, b) == 0)
		return 0;
	(void)snprintf(av, sizeof(av), "%.12s", a);
	(void)snprintf(ap, sizeof(ap), "%.12s", b);
	return differs(r, l, emise ? "fichier" : "reponse", av, ap, NULL, 0, f);
}

/* Both lines, with what they say was found; m is of st. */
static int
compare(struct rejeu *r, const struct journal_ligne *l, struct store *st,
    const struct journal_ligne *m, struct fault *f)
{
	r->regle[0] = '\0';
	if (compare_anomalies(r, l, st, m->numero, 0, f) == -1 ||
	    compare_lines(r, l, m, f) == -1 ||
	    compare_anomalies(r, l, st, m->numero, 1, f) == -1)
		return -1;
	return r->o->ici ? 0 : compare_bytes(r, l, m, f);
}

/* The line l, and the line n of the base at path, which was made now. */
int
ecarts(struct rejeu *r, const struct journal_ligne *l, const char *path,
    int64_t n, struct fault *f)
{
	struct base b = { 0 };
	struct journal_ligne m = { 0 };
	int avant = r->differe, rc;

	if ((rc = base_open(&b, path, STORE_LECTURE, r->o->attente, f)) == 0 &&
	    (rc = journal_relit(b.st, n, &m, f)) == 1)
		rc = compare(r, l, b.st, &m, f);
	if (rc == 0 && r->differe == avant)
		ecart_dit(r, l, "identique", NULL, NULL, NULL);
	journal_relit_libere(&m);
	base_close(&b);
	return rc;
}

/* Does a line before N come out otherwise?  Only that is kept. */
int
ecarts_avant(struct rejeu *r, const struct journal_ligne *l, struct fault *f)
{
	struct base b = { 0 };
	struct journal_ligne m = { 0 };
	int emise = strcmp(l->v[L_SENS], "emis") == 0;
	int k = emise ? L_SHA256 : L_REPONSE_SHA256, rc;

	if ((rc = base_open(&b, r->essai, STORE_LECTURE, 60, f)) == 0)
		rc = journal_relit(b.st, l->numero, &m, f);
	if (rc == 1 && r->premier == 0 && l->v[k] != NULL &&
	    (m.v[k] == NULL || strcmp(l->v[k], m.v[k]) != 0)) {
		r->premier = l->numero;
		r->nomenclature =
		    strncmp(l->v[L_GENRE], "nomenclature", 12) == 0;
	}
	journal_relit_libere(&m);
	base_close(&b);
	return rc == -1 ? -1 : 0;
}
