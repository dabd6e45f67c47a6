/*
 * saisie.c - what a person enters, line by line, becomes values of the
 * records it speaks of (m_valeur, m_retrait of reprise.c); the stage then
 * gets whole rows, and everything after that is as for a file.
 *
 * The pupils concerned are judged twice: as the base has them, to know what
 * was wrong before, and as entered.  Only what is new is held against what
 * was entered (imports.c).
 *
 * A line's champ is the BEE element's name, behind the way to its record:
 * CHAMP, SCOLARITE_AN_DERNIER/CHAMP, OPTION/N/CHAMP, DIVISION, GROUPES,
 * ADRESSE/CHAMP, RESPONSABLE/N/CHAMP, RESPONSABLE/N/ADRESSE/CHAMP.  Ours.
 */
#include <ctype.h>
#include <string.h>

#include "sconet.h"

/* What a line says. */

static int
is_number(const char *v)
{
	size_t n = v[0] == '-';

	return v[n] != '\0' && v[n + strspn(v + n, "0123456789")] == '\0';
}

#define PART_MIN 4 /* letters of a name's part, as REGIME of CODE_REGIME */

/* Is it of some field's name, or like one? */
static int
is_field(const char *part)
{
	static const char signes[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
	const struct record *r;
	char nom[SAISIE_CHAMP];
	size_t i, k, n;

	if (part[strspn(part, signes)] != '\0')
		return 0;
	if (saisie_mene(part))
		return 1;
	for (i = 0; i < format_saisie.nrecords; i++) {
		r = &format_saisie.records[i];
		for (k = 0; k < r->nfields; k++) {
			for (n = 0; r->fields[k].name[n] != '\0' &&
			     n + 1 < sizeof(nom);
			     n++)
				nom[n] = (char)toupper(
				    (unsigned char)r->fields[k].name[n]);
			nom[n] = '\0';
			if (forme_proche(part, nom) ||
			    (strlen(part) >= PART_MIN &&
				strstr(nom, part) != NULL))
				return 1;
		}
	}
	return 0;
}

static int
is_label(const char *v)
{
	char label[SAISIE_CHAMP] = { 0 };
	size_t i;

	for (i = 0; v[i] != '\0' && i + 1 < sizeof(label); i++)
		label[i] = (char)toupper((unsigned char)v[i]);
	label[i] = '\0';
	return saisie_neuf(label) &&
	    (label[strlen(SAISIE_NEUF)] == '\0' ||
		is_number(label + strlen(SAISIE_NEUF)));
}

/*
 * Its pupil and its field, as they stand: "élève 990001, OPTION/1".  What is
 * none may be a name that has strayed, and only its form is said.
 */
static void
line_says(struct texte *x, const struct saisie_ligne *l, const char *eleve,
    const char *champ)
{
	char dit[128];
	size_t i;
	int juste = l->nparts > 0 && is_field(l->part[0]);

	texte_vide(x);
	if (eleve == NULL)
		return;
	forme(eleve, dit, sizeof(dit));
	if (forme_vaut(FO_ENTIER, eleve) || is_label(eleve))
		texte_ajoute(x, "élève %s", eleve);
	else
		texte_ajoute(x, "élève (%s)", dit);
	if (l->eleve == 0)
		return;
	for (i = 0; i < l->nparts; i++)
		if (!forme_vaut(FO_ENTIER, l->part[i]) &&
		    !is_label(l->part[i]) && !is_field(l->part[i]))
			juste = 0;
	forme(champ == NULL ? "" : champ, dit, sizeof(dit));
	if (!juste)
		texte_ajoute(x, ", (%s)", dit);
	for (i = 0; juste && i < l->nparts; i++)
		texte_ajoute(x, "%s%s", i == 0 ? ", " : "/", l->part[i]);
}

/* What became of a line: nothing more to say, or a rule. */
static int
line_mark(struct saisie *s, const struct saisie_ligne *l, const char *dit,
    struct fault *f)
{
	const struct rule *r = l->regle == NULL ? NULL : rule_find(l->regle);

	if (l->eleve != 0 && r != NULL && r->gravite == G_REJET &&
	    store_run(s->st, f, "INSERT OR IGNORE INTO m_groupe VALUES (?, ?)",
		"ii", l->eleve, l->rang) == -1)
		return -1;
	return store_run(s->st, f, "INSERT INTO m_ligne VALUES (?, ?, ?, ?)",
	    "iiss", l->rang, l->eleve, l->regle, dit);
}

static int
lines_read(struct saisie *s, struct fault *f)
{
	struct saisie_ligne l = { 0 };
	struct texte dit = { 0 };
	struct query *q;
	const char *v;
	int rc;

	/* An address is chosen before its lines are filled in. */
	q = query_open(s->st,
	    "SELECT rang, ligne, eleve_id, champ, valeur FROM s_saisie ORDER"
	    " BY upper(champ) NOT LIKE '%ADRESSE_ID', rang",
	    f);
	if (q == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		l.rang = query_int(q, 0);
		l.numero = query_int(q, 1);
		l.regle = NULL;
		l.nparts = 0;
		v = query_text(q, 4);
		l.valeur =
		    v == NULL || s->o->relacher || strcmp(v, SAISIE_RIEN) == 0
		    ? NULL
		    : v;
		if ((rc = saisie_eleve(s, &l, query_text(q, 2), f)) == 1)
			rc = v == NULL && !s->o->relacher
			    ? 0
			    : saisie_chemin(s, &l, query_text(q, 3), f);
		if (rc != -1)
			line_says(&dit, &l, query_text(q, 2), query_text(q, 3));
		if (rc == -1 || (v = texte_fin(&dit, f)) == NULL ||
		    line_mark(s, &l, v, f) == -1) {
			rc = -1;
			break;
		}
	}
	query_close(q);
	texte_libere(&dit);
	if (rc == -1)
		return -1;
	/* No record of which not one line is right. */
	return store_exec(s->st,
	    "DELETE FROM m_tete WHERE eleve NOT IN (SELECT eleve FROM m_ligne"
	    " WHERE regle IS NULL OR regle = 'saisie-non-tenue');"
	    "INSERT INTO s_neuf SELECT nom, id FROM m_etiquette",
	    f);
}

/* What was wrong before. */
static int
judge_before(struct saisie *s, struct fault *f)
{
	int64_t n = 0;

	if (store_int(s->st, &n, f,
		"SELECT coalesce(max(n), 0) FROM s_anomalie", "") == -1 ||
	    reprise_pose(s->sg, 0, &s->rang, f) == -1 ||
	    stage_judge(s->sg, f) == -1 ||
	    store_run(s->st, f,
		"CREATE TEMP TABLE m_deja AS SELECT DISTINCT regle, element,"
		" cle, champ FROM s_anomalie WHERE n > ?",
		"i", n) == -1)
		return -1;
	return stage_oublie(s->sg, n, f);
}

/* What remains of the lines is what is wrong with them. */
static int
lines_leave(struct saisie *s, struct fault *f)
{
	struct table *t = stage_table(s->sg, "saisie");

	if (store_exec(s->st,
		"DELETE FROM s_saisie WHERE rang IN (SELECT rang FROM m_ligne"
		" WHERE regle IS NULL)",
		f) == -1)
		return -1;
	return store_int(s->st, &t->lus, f,
	    "SELECT count(*) FROM s_saisie JOIN m_ligne USING (rang) WHERE"
	    " regle <> 'saisie-non-tenue'",
	    "");
}

int
saisie_compose(struct stage *sg, const struct options *o, struct fault *f)
{
	struct saisie s = { sg, sg->st, o, 0 };

	if (reprise_ouvre(s.st, f) == -1 ||
	    store_exec(s.st,
		"CREATE TEMP TABLE m_ligne (rang INTEGER PRIMARY KEY, eleve"
		" INTEGER, regle TEXT, dit TEXT);"
		"CREATE TEMP TABLE m_etiquette (nom TEXT, label TEXT, id"
		" INTEGER, PRIMARY KEY (nom, label)) WITHOUT ROWID",
		f) == -1 ||
	    store_int(s.st, &s.rang, f,
		"SELECT coalesce(max(rang), 0) FROM s_saisie", "") == -1 ||
	    lines_read(&s, f) == -1 || saisie_niveaux(s.st, f) == -1 ||
	    judge_before(&s, f) == -1 || reprise_pose(sg, 1, &s.rang, f) == -1)
		return -1;
	return lines_leave(&s, f);
}
