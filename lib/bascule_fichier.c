/*
 * bascule_fichier.c - the file that crosses, BASCULE, and the line that the
 * old base has of it.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

/* What the rules have said of the passages, which goes with who crosses. */
#define PASSAGES_DITS(vue, gravite) \
	"CREATE TEMP VIEW " vue " AS SELECT row_number() OVER (ORDER BY n) AS" \
	" n, code, nullif(ligne, 0) AS no_ligne, cle AS eleve_id, " \
	"upper(champ)" \
	" AS champ, valeur FROM anomalie WHERE echange > (SELECT coalesce(" \
	"max(numero), 0) FROM echange) AND element = 'passage' AND gravite " \
	"= " gravite ";"

void
bascule_debut(struct bascule *b, const struct options *o, const char *de,
    const char *vers, int out, FILE *err)
{
	memset(b, 0, sizeof(*b));
	b->o = o;
	b->de = de;
	b->vers = vers;
	b->out = out;
	b->err = err;
	b->fd = -1;
}

int
bascule_courante(const struct bascule *b, struct store *st, struct fault *f)
{
	int64_t ok = 0;

	if (store_int(st, &ok, f, "SELECT etat = 'courante' FROM base", "") ==
	    -1)
		return -1;
	return ok
	    ? 0
	    : fault_set(f, "base-etat", 0, "%s n'est pas courante", b->de);
}

/* The old base must be courante, and not basculée yet. */
static int
may_cross(const struct bascule *b, struct store *st, struct fault *f)
{
	int64_t faite = 0;

	if (b->o->force)
		return 0;
	if (bascule_courante(b, st, f) == -1 ||
	    store_int(st, &faite, f, "SELECT max(numero)" SES_BASCULES, "") ==
		-1)
		return -1;
	if (faite > 0)
		return fault_set(f, "bascule-faite", 0, "%s, échange %lld",
		    b->de, (long long)faite);
	return 0;
}

/* m_passage: all lines of the passages, also those that tell of one pupil. */
static int
read_lines(struct bascule *b, struct store *st, struct fault *f)
{
	if (store_exec(st,
		"CREATE TEMP TABLE IF NOT EXISTS m_passage (ligne INTEGER,"
		" eleve_id INTEGER, dit TEXT); DELETE FROM m_passage",
		f) == -1)
		return -1;
	return b->passages.texte.s == NULL
	    ? 0
	    : tableau_range(&b->passages, &format_passages,
		  "INSERT INTO m_passage SELECT ?1, CAST(?2 AS INTEGER),"
		  " coalesce(?3, '') || '/' || coalesce(?4, '') || '/' ||"
		  " coalesce(?5, '')",
		  st, f);
}

int
bascule_entre(void *ctx, struct store *st, struct echange *e, struct fault *f)
{
	static const struct rules *const rules[] = { &rules_passages, NULL };
	struct bascule *b = ctx;
	int rc;

	b->st = st;
	if (may_cross(b, st, f) == -1 ||
	    store_exec(st,
		"DELETE FROM passage;" PASSAGES_DITS("passage_rejete", "2")
		    PASSAGES_DITS("passage_ignore", "1")
			PASSAGES_DITS("passage_note", "0"),
		f) == -1)
		return -1;
	rc = read_lines(b, st, f);
	if (rc == 0)
		rc = tableau_pose(&b->passages, &format_passages, rules,
		    "INSERT INTO passage (eleve_id, code_mef, doublement,"
		    " code_motif_sortie) SELECT eleve_id, mef, doublement, "
		    "sortie"
		    " FROM s_passage",
		    st, e, b->o, b->err, f);
	if (b->passages.partiel)
		b->status = ST_PARTIEL;
	return rc;
}

/* It has people in it: on disk it has no name. */
int
bascule_fichier(struct bascule *b, struct fault *f)
{
	return (b->fd = fichier_sans_nom(b->vers, f)) == -1 ? -1 : 0;
}

/* The file that crosses, and the line of the old base.  The status. */
int
bascule_ecrit(struct bascule *b, struct crochets *c)
{
	struct options seul = *b->o;
	int status;

	c->annexe = b->passages.texte.s;
	c->annexe_ext = "tsv";
	c->annexe_nom = b->o->passages;
	/* The compte rendu is the new base's; the file is nobody's output. */
	seul.base = b->de;
	seul.compte_rendu = seul.sortie = NULL;
	seul.utf8 = 1; /* from base to base no letter is lost */
	status = export_avec(&export_bascule, c, &seul, b->fd, b->err);
	/* What stopped the import has said why. */
	if (status > ST_PARTIEL && b->status <= ST_PARTIEL)
		b->status = status;
	return status;
}
