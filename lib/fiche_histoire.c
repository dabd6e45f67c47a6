/*
 * fiche_histoire.c - what became of a pupil's record: what is held, what each
 * exchange changed, what those it was sent to have said.
 */
#include <string.h>

#include "sconet.h"

/* What is held, in the words of saisie; also through brothers and sisters. */
int
fiche_tenu(struct ecran *e, int64_t id, struct fault *f)
{
	struct item t = { .rubrique = "Valeurs tenues" };
	const struct field *fd;
	const struct record *r;
	struct query *q;
	char dit[64], lit[LIT_MAX];
	int rc = -1;

	q = query_open(e->st,
	    "SELECT CASE t.element WHEN 'eleve' THEN '' WHEN"
	    " 'scolarite_an_dernier' THEN 'SCOLARITE_AN_DERNIER/' WHEN"
	    " 'eleve_option' THEN 'OPTION/' || substr(cle, instr(cle, '/') +"
	    " 1) WHEN 'eleve_structure' THEN iif(cle LIKE '%/D', 'DIVISION',"
	    " 'GROUPES') WHEN 'responsable' THEN 'RESPONSABLE/' || substr(cle,"
	    " instr(cle, '/') + 1) WHEN 'personne' THEN 'RESPONSABLE/' || cle"
	    " || '/' ELSE coalesce((SELECT 'ADRESSE/' FROM eleve WHERE"
	    " eleve_id = ?1 AND adresse_id = CAST(cle AS INTEGER)), (SELECT"
	    " 'RESPONSABLE/' || min(personne_id) || '/ADRESSE/' FROM"
	    " responsable JOIN personne USING (personne_id) WHERE eleve_id ="
	    " ?1 AND adresse_id = CAST(cle AS INTEGER))) END ||"
	    " iif(t.champ = '*', '', upper(t.champ)), t.element, t.champ,"
	    " t.valeur, t.echange, iif(t.eleve_id = ?1, NULL, 'par la fiche '"
	    " || t.eleve_id) FROM tenu t WHERE t.eleve_id = ?1 OR (t.element,"
	    " CAST(t.cle AS INTEGER)) IN (SELECT replace(colonne, '_id', ''),"
	    " id FROM m_tete WHERE colonne <> 'eleve_id') ORDER BY 1",
	    f);
	if (q != NULL && query_bind(q, f, "i", id) == 0)
		while ((rc = query_step(q, f)) == 1) {
			r = format_record(&format_saisie, query_text(q, 1));
			fd = record_champ(r, query_text(q, 2));
			if (fd == NULL)
				(void)snprintf(dit, sizeof(dit), "%s",
				    query_text(q, 0));
			else
				ecran_titre(fd->name, dit, sizeof(dit));
			t.champ = query_text(q, 0);
			t.intitule = dit;
			t.valeur = query_text(q, 3);
			if (fd != NULL && t.valeur != NULL)
				t.valeur = field_ecrit(fd, t.valeur, lit);
			t.libelle = query_text(q, 5);
			t.tenu = "tenu";
			t.echange = query_text(q, 4);
			t.perso = 1;
			ecran_dit(e, &t);
		}
	query_close(q);
	return rc;
}

/* History. */

/* clang-format off */
static const struct {
	char sens;
	const char *dit;
} sens_dits[] = {
	{ 'A', " : ajout" }, { 'R', " : retrait" }, { 'M', "" },
	{ 'C', " : création" }, { '!', " : signalé" },
};
/* clang-format on */

/* What is held, by its key "eleve_id/element/cle/champ". */
static void
held_what(const char *cle, char *buf, size_t n)
{
	const char *champ = strrchr(cle, '/'), *p = strchr(cle, '/');
	const struct record *r;
	char element[40];

	if (champ == NULL || champ == p) {
		(void)snprintf(buf, n, "%.*s", (int)n - 1, cle);
		return;
	}
	if (champ[1] != '*') {
		ecran_titre(champ + 1, buf, n);
		return;
	}
	(void)snprintf(element, sizeof(element), "%.*s",
	    (int)strcspn(p + 1, "/"), p + 1);
	r = format_record(&format_saisie, element);
	(void)snprintf(buf, n, "%s", r == NULL ? element : r->libelle);
}

/* The words of a change: the field, or the record; whose, what. */
static void
history_what(const struct record *r, const char *champ, const char *cle,
    char sens, char *buf, size_t n)
{
	char dit[64];
	size_t i;

	for (i = 0; i + 1 < NELEM(sens_dits); i++)
		if (sens_dits[i].sens == sens)
			break;
	if (strcmp(r->name, "tenu") == 0) {
		held_what(cle, dit, sizeof(dit));
		(void)snprintf(buf, n, "Tenu, %s%s", dit, sens_dits[i].dit);
		return;
	}
	if (champ != NULL)
		ecran_titre(champ, dit, sizeof(dit));
	else
		(void)snprintf(dit, sizeof(dit), "%s", r->libelle);
	/* Of the pupil himself it goes without saying. */
	if (strcmp(r->name, "eleve") == 0 || strcmp(r->name, "bea_eleve") == 0)
		(void)snprintf(buf, n, "%s%s", dit, sens_dits[i].dit);
	else if (champ == NULL)
		(void)snprintf(buf, n, "%s %s%s", dit, cle, sens_dits[i].dit);
	else
		(void)snprintf(buf, n, "%s (%s %s)%s", dit, r->libelle, cle,
		    sens_dits[i].dit);
}

/* What changed is of a saisie; what was found may be of any file. */
static const struct record *
history_record(const char *element)
{
	const struct record *r = format_record(&format_saisie, element);

	return r == NULL ? formats_record(element) : r;
}

/* The field of a change; of a held value, "eleve/element/cle/champ" is it. */
static const struct field *
history_field(const struct record *r, const char *champ, const char *cle)
{
	char element[40];

	if (strcmp(r->name, "tenu") == 0) {
		cle += strcspn(cle, "/");
		cle += *cle == '/';
		(void)snprintf(element, sizeof(element), "%.*s",
		    (int)strcspn(cle, "/"), cle);
		champ = strrchr(cle, '/');
		r = format_record(&format_saisie, element);
		champ = champ == NULL ? NULL : champ + 1;
	}
	return record_champ(r, champ);
}

#define TENUE "VALEUR=" /* what is held, in the record that holds it */

/* As the screen has such a value elsewhere. */
static const char *
history_value(const struct ecran *e, const struct field *fd, const char *v,
    char *lit)
{
	/* of a row that came or went, "COLUMN=value" */
	if (v != NULL && strncmp(v, TENUE, strlen(TENUE)) == 0)
		v += strlen(TENUE);
	if (fd == NULL || v == NULL)
		return v;
	if (e->terminal && (fd->type == FT_BOOL || fd->type == FT_VRAI))
		return strcmp(v, "1") == 0 ? "oui" : "non";
	return field_ecrit(fd, v, lit);
}

/* What there was, or there is, may be shown; v NULL: there was none. */
static int
is_shown(const struct ecran *e, const struct field *fd, const char *v)
{
	return v == NULL ? !(fd->flags & F_PERSO)
			 : discret_montre(e->st, fd, v);
}

/* A key for people, or for a log: what has strayed there by its form. */
static void
shown_key(const struct ecran *e, const struct record *r, const char *cle,
    char *buf, size_t n)
{
	if (e->o->json)
		discret_cles(e->st, r, cle, NULL, buf, n);
	else
		(void)snprintf(buf, n, "%s", cle);
}

int
fiche_histoire(struct ecran *e, struct fault *f)
{
	struct item t = { 0 };
	const struct record *r;
	struct query *q;
	char rubrique[160], quoi[400], cle[256], vide[] = "(vide)";
	char lit[2][LIT_MAX];
	const struct field *fd;
	int rc;

	q = histoire_ouvre(e->st,
	    "SELECT l.echange, e.date_echange, e.genre, l.element, l.cle,"
	    " l.champ, l.avant, l.apres, l.sens FROM",
	    "l JOIN echange e ON e.numero = l.echange ORDER BY l.echange"
	    " DESC, l.ordre",
	    f);
	if (q == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		r = history_record(query_text(q, 3));
		t.echange = query_text(q, 0);
		t.date = query_text(q, 1);
		t.genre = genre_libelle(query_text(q, 2));
		t.champ = query_text(q, 5);
		fd = history_field(r, t.champ, query_text(q, 4));
		t.perso = strcmp(r->name, "tenu") == 0 ||
		    (fd != NULL &&
			!(is_shown(e, fd, query_text(q, 6)) &&
			    is_shown(e, fd, query_text(q, 7))));
		if (*query_text(q, 8) == '!') {
			t.perso = 0;
			fd = NULL;
		}
		shown_key(e, r, query_text(q, 4), cle, sizeof(cle));
		history_what(r, t.champ, cle, *query_text(q, 8), quoi,
		    sizeof(quoi));
		t.intitule = quoi;
		t.avant = history_value(e, fd, query_text(q, 6), lit[0]);
		t.valeur = history_value(e, fd, query_text(q, 7), lit[1]);
		if (*query_text(q, 8) == 'M' && t.avant == NULL && e->terminal)
			t.avant = vide;
		if (*query_text(q, 8) == 'R' && e->terminal) {
			t.valeur = t.avant;
			t.avant = NULL;
		}
		(void)snprintf(rubrique, sizeof(rubrique),
		    "Échange %s du %s, %s", t.echange, t.date, t.genre);
		t.rubrique = e->terminal ? rubrique : "Historique";
		ecran_dit(e, &t);
	}
	query_close(q);
	return rc;
}

/* What those it was sent to have said of it (ar-import). */
int
fiche_reponses(struct ecran *e, struct fault *f)
{
	struct item t = { .rubrique = "Signalé par le destinataire" };
	const struct rule *rule;
	struct query *q;
	char dit[1024], cle[256], intitule[320];
	int rc;

	if ((q = reponses_ouvre(e->st, f)) == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1) {
		t.champ = query_text(q, 0);
		shown_key(e, history_record(query_text(q, 7)), query_text(q, 9),
		    cle, sizeof(cle));
		(void)snprintf(intitule, sizeof(intitule), "%s %s",
		    query_text(q, 1), cle);
		t.intitule = intitule;
		t.valeur = query_text(q, 2);
		t.remede = query_text(q, 3);
		t.echange = query_text(q, 4);
		t.date = query_text(q, 5);
		t.genre = genre_libelle(query_text(q, 6));
		/* Another's words may name people: in JSON they are ours. */
		rule = e->o->json ? rule_find(t.champ) : NULL;
		if (rule != NULL) {
			texte_message(rule->message, "…", dit, sizeof(dit));
			t.valeur = dit;
			t.remede = rule->remede;
		} else if (e->o->json)
			t.valeur = t.remede = NULL;
		ecran_dit(e, &t);
	}
	query_close(q);
	return rc;
}
