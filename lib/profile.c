/*
 * profile.c - the YAML profile of nomen-profile, read and applied.
 *
 *	mef: [10010012110, "101*"]
 *	matieres: [030201]
 *	mef_origine: ["0031*"]
 *	etp:
 *	  - { mef: 16410002110, matiere: 312900, modalite: O, heures: 1 }
 *
 * A key that is absent leaves that part of the selection as it is.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

enum { P_MEF, P_MATIERES, P_ORIGINE, P_ETP, P__MAX };

static const char *const cles[P__MAX] = { [P_MEF] = "mef",
	[P_MATIERES] = "matieres",
	[P_ORIGINE] = "mef_origine",
	[P_ETP] = "etp" };

enum { E_MEF, E_MATIERE, E_MODALITE, E_HEURES, E__MAX };

static const char *const cles_etp[E__MAX] = { [E_MEF] = "mef",
	[E_MATIERE] = "matiere",
	[E_MODALITE] = "modalite",
	[E_HEURES] = "heures" };

struct mot {
	char *code; /* owned */
	long ligne;
};

struct etp {
	struct mot mot[E__MAX];
	long ligne;
};

struct profil {
	char *path; /* owned */
	struct mot *mots[P_ETP];
	size_t n[P_ETP];
	struct etp *etp;
	size_t netp;
	int donne[P__MAX]; /* the key is there */
};

/* Reading. */

static int
expect(const struct noeud *n, enum noeud_genre genre, const char *what,
    struct fault *f)
{
	if (n->genre == genre)
		return 0;
	return fault_set(f, "profil", n->ligne, "il faut %s ici", what);
}

static int
scalar(const struct noeud *n, struct mot *m, struct fault *f)
{
	if (expect(n, N_TEXTE, "une valeur simple", f) == -1)
		return -1;
	m->ligne = n->ligne;
	m->code = strdup(n->texte);
	return m->code == NULL ? fault_memory(f) : 0;
}

static int
read_list(struct profil *p, int k, const struct noeud *n, struct fault *f)
{
	size_t i;

	if (expect(n, N_LISTE, "une liste", f) == -1)
		return -1;
	if ((p->mots[k] = calloc(n->n + 1, sizeof(*p->mots[k]))) == NULL)
		return fault_memory(f);
	for (i = 0; i < n->n; i++, p->n[k]++)
		if (scalar(&n->fils[i], &p->mots[k][i], f) == -1)
			return -1;
	return 0;
}

static int
read_one_etp(struct etp *e, const struct noeud *n, struct fault *f)
{
	size_t i;
	int k;

	if (expect(n, N_TABLE, "mef, matiere, modalite, heures", f) == -1)
		return -1;
	e->ligne = n->ligne;
	for (i = 0; i < n->n; i++) {
		k = yaml_cle(&n->fils[i], cles_etp, E__MAX, "profil", f);
		if (k == -1 || scalar(&n->fils[i], &e->mot[k], f) == -1)
			return -1;
	}
	for (i = 0; i < E__MAX; i++)
		if (e->mot[i].code == NULL)
			return fault_set(f, "profil", e->ligne,
			    "etp sans « %s »", cles_etp[i]);
	return 0;
}

static int
read_etp(struct profil *p, const struct noeud *n, struct fault *f)
{
	size_t i;

	if (expect(n, N_LISTE, "une liste", f) == -1)
		return -1;
	if ((p->etp = calloc(n->n + 1, sizeof(*p->etp))) == NULL)
		return fault_memory(f);
	for (i = 0; i < n->n; i++) {
		p->netp++;
		if (read_one_etp(&p->etp[i], &n->fils[i], f) == -1)
			return -1;
	}
	return 0;
}

/* An empty value ("mef:") is an empty list. */
static int
read_document(struct profil *p, const struct noeud *n, struct fault *f)
{
	const struct noeud *fils;
	size_t i;
	int k;

	if (expect(n, N_TABLE, "mef, matieres, mef_origine ou etp", f) == -1)
		return -1;
	for (i = 0; i < n->n; i++) {
		fils = &n->fils[i];
		if ((k = yaml_cle(fils, cles, P__MAX, "profil", f)) == -1)
			return -1;
		p->donne[k] = 1;
		if (yaml_vide(fils))
			continue;
		if ((k == P_ETP ? read_etp(p, fils, f)
				: read_list(p, k, fils, f)) == -1)
			return -1;
	}
	return 0;
}

static char *
slurp(const char *path, struct fault *f)
{
	struct descripteur s = { open(path, O_RDONLY), path };
	char *texte;

	if (s.fd == -1) {
		if (errno == ENOENT)
			fault_set(f, "profil", 0, "%s n'existe pas", path);
		else
			fault_errno(f, "es", path);
		return NULL;
	}
	texte = yaml_texte(descripteur_lit, &s, "profil", f);
	close(s.fd);
	return texte;
}

struct profil *
profil_lit(const char *path, char **texte, struct fault *f)
{
	struct profil *p = NULL;
	struct noeud *n;

	if ((*texte = slurp(path, f)) == NULL ||
	    (n = yaml_arbre(*texte, "profil", f)) == NULL)
		return NULL;
	if ((p = calloc(1, sizeof(*p))) == NULL ||
	    (p->path = strdup(path)) == NULL) {
		fault_memory(f);
		goto fail;
	}
	if (read_document(p, n, f) == -1)
		goto fail;
	yaml_libere(n);
	return p;
fail:
	yaml_libere(n);
	profil_libere(p);
	return NULL;
}

void
profil_libere(struct profil *p)
{
	size_t i, k;

	if (p == NULL)
		return;
	for (k = 0; k < P_ETP; k++) {
		for (i = 0; i < p->n[k]; i++)
			free(p->mots[k][i].code);
		free(p->mots[k]);
	}
	for (i = 0; i < p->netp; i++)
		for (k = 0; k < E__MAX; k++)
			free(p->etp[i].mot[k].code);
	free(p->etp);
	free(p->path);
	free(p);
}

/* Applying. */

struct applique {
	const struct profil *p;
	struct store *st;
	const struct options *o;
	FILE *err;
	int64_t numero; /* of the exchange */
	int64_t erreurs, *notes;
};

static void
say(struct applique *a, long ligne, const char *code, const char *text)
{
	if (a->o->json) {
		json_champ(a->err, "{", "programme", a->o->prog);
		json_champ(a->err, ",", "fichier",
		    a->p == NULL ? "-" : a->p->path);
		fprintf(a->err, ",\"ligne\":%ld", ligne);
		json_champ(a->err, ",", "code", code);
		json_champ(a->err, ",", "texte", text);
		fputs("}\n", a->err);
		return;
	}
	if (ligne > 0)
		fprintf(a->err, "%s: %s:%ld: %s: %s\n", a->o->prog, a->p->path,
		    ligne, code, text);
	else
		fprintf(a->err, "%s: -: %s: %s\n", a->o->prog, code, text);
}

static int
note(struct applique *a, long ligne, const char *code, const char *text,
    struct fault *f)
{
	(*a->notes)++;
	if (!a->o->muet)
		say(a, ligne, code, text);
	return store_run(a->st, f,
	    "INSERT INTO anomalie VALUES (NULL, ?, ?, 0, 'export', nullif(?,"
	    " 0), NULL, NULL, ?)",
	    "isis", a->numero, code, (int64_t)ligne, text);
}

static int
is_pattern(const char *s)
{
	return strpbrk(s, "*?[") != NULL;
}

/* A code nobody sent: name the one it is most like. */
static int
unknown(struct applique *a, const struct mot *m, const char *table,
    const char *col, struct fault *f)
{
	struct texte x = { 0 };
	struct query *q = NULL;
	char proche[32] = "", text[384], dit[160];
	size_t best = (size_t)-1, d;
	const char *sql;
	int rc = -1;

	texte_ajoute(&x, "SELECT %s FROM %s ORDER BY 1", col, table);
	if ((sql = texte_fin(&x, f)) != NULL &&
	    (q = query_open(a->st, sql, f)) != NULL)
		while ((rc = query_step(q, f)) == 1) {
			d = distance(m->code, query_text(q, 0));
			if (d >= best)
				continue;
			best = d;
			(void)snprintf(proche, sizeof(proche), "%s",
			    query_text(q, 0));
		}
	query_close(q);
	texte_libere(&x);
	if (rc == -1)
		return -1;
	a->erreurs++;
	if (best <= 2)
		forme_ou(1, m->code, dit, sizeof(dit));
	else
		report_montre(m->code, dit, sizeof(dit));
	(void)snprintf(text, sizeof(text),
	    "le code %s « %s » n'a jamais été reçu%s%s ; le corriger dans "
	    "le profil, ou recevoir la nomenclature qui le contient",
	    table, dit,
	    proche[0] == '\0' ? "" : " ; le plus proche : ", proche);
	say(a, m->ligne, "profil-code-inconnu", text);
	return 0;
}

/*
 * The codes of one list into p_<k>: exact ones must have been received,
 * patterns take what they find among those still open.
 */
static int
expand(struct applique *a, int k, const char *table, const char *col,
    struct fault *f)
{
	struct texte x = { 0 };
	struct query *all = NULL, *put = NULL;
	const struct mot *m;
	const char *sql;
	char text[384], dit[160];
	size_t i;
	int rc = -1, hit, closed;

	texte_ajoute(&x, "SELECT %s, ferme FROM %s", col, table);
	if ((sql = texte_fin(&x, f)) == NULL ||
	    (all = query_open(a->st, sql, f)) == NULL)
		goto out;
	texte_vide(&x);
	texte_ajoute(&x, "INSERT OR IGNORE INTO p_choix VALUES (%d, ?)", k);
	if ((sql = texte_fin(&x, f)) == NULL ||
	    (put = query_open(a->st, sql, f)) == NULL)
		goto out;
	for (i = 0; i < a->p->n[k]; i++) {
		m = &a->p->mots[k][i];
		hit = closed = 0;
		if (query_reset(all, f) == -1)
			goto out;
		while ((rc = query_step(all, f)) == 1) {
			if (!motif_vaut(m->code, query_text(all, 0)))
				continue;
			if (query_int(all, 1) != 0) {
				closed = 1;
				continue;
			}
			hit = 1;
			if ((rc = query_run(put, f, "s", query_text(all, 0))) ==
			    -1)
				break;
		}
		if (rc == -1)
			goto out;
		if (hit)
			continue;
		if (closed || is_pattern(m->code)) {
			forme_ou(closed ||
				strspn(m->code, "0123456789*?[]-") ==
				    strlen(m->code),
			    m->code, dit, sizeof(dit));
			(void)snprintf(text, sizeof(text),
			    closed ? "le code %s « %s » n'est plus reçu ; "
				     "le retirer du profil"
				   : "aucun code %s ne répond au motif "
				     "« %s » ; vérifier le profil",
			    table, dit);
			if (note(a, m->ligne,
				closed ? "profil-code-ferme"
				       : "profil-motif-vide",
				text, f) == -1) {
				rc = -1;
				goto out;
			}
		} else if (unknown(a, m, table, col, f) == -1)
			goto out;
	}
	rc = 0;
out:
	query_close(all);
	query_close(put);
	texte_libere(&x);
	return rc;
}

static int
modalite_connue(struct applique *a, const struct mot *m, int *bad,
    struct fault *f)
{
	char text[384], dit[160];
	int64_t n = 0;

	report_montre(m->code, dit, sizeof(dit));
	if (store_int(a->st, &n, f,
		"SELECT EXISTS (SELECT 1 FROM nomenclature WHERE liste ="
		" 'MODALITE_ELECTION' AND code = ?1) OR NOT EXISTS (SELECT 1"
		" FROM nomenclature WHERE liste = 'MODALITE_ELECTION')",
		"s", m->code) == -1)
		return -1;
	if (n)
		return 0;
	a->erreurs++;
	*bad = 1;
	(void)snprintf(text, sizeof(text),
	    "la modalité d'élection « %s » est absente de la nomenclature ; "
	    "la corriger dans le profil",
	    dit);
	say(a, m->ligne, "profil-code-inconnu", text);
	return 0;
}

/* What the profile still gives hours to, though it is no longer received. */
static int
etp_ferme(struct applique *a, const struct etp *e, struct fault *f)
{
	char text[256];
	int64_t n = 0;

	if (store_int(a->st, &n, f,
		"SELECT EXISTS (SELECT 1 FROM mef WHERE code_mef = ?1 AND ferme"
		" = 1) OR EXISTS (SELECT 1 FROM matiere WHERE code_matiere = ?2"
		" AND ferme = 1)",
		"ss", e->mot[E_MEF].code, e->mot[E_MATIERE].code) == -1)
		return -1;
	if (!n)
		return 0;
	(void)snprintf(text, sizeof(text),
	    "l'ETP du MEF %.11s, matière %.6s, n'est plus reçu ; le retirer du "
	    "profil",
	    e->mot[E_MEF].code, e->mot[E_MATIERE].code);
	return note(a, e->ligne, "profil-code-ferme", text, f);
}

static int
one_etp(struct applique *a, const struct etp *e, struct fault *f)
{
	static const struct {
		int k;
		const char *table, *col;
	} codes[] = { { E_MEF, "mef", "code_mef" },
		{ E_MATIERE, "matiere", "code_matiere" } };
	struct texte x = { 0 };
	const char *sql;
	char h[24], text[384], dit[160];
	int64_t n;
	size_t i;
	int bad = 0;

	for (i = 0; i < NELEM(codes); i++) {
		n = 0;
		texte_vide(&x);
		texte_ajoute(&x, "SELECT 1 FROM %s WHERE %s = ?",
		    codes[i].table, codes[i].col);
		if ((sql = texte_fin(&x, f)) == NULL ||
		    store_int(a->st, &n, f, sql, "s",
			e->mot[codes[i].k].code) == -1 ||
		    (n == 0 &&
			unknown(a, &e->mot[codes[i].k], codes[i].table,
			    codes[i].col, f) == -1)) {
			texte_libere(&x);
			return -1;
		}
		bad |= n == 0;
	}
	texte_libere(&x);
	if (modalite_connue(a, &e->mot[E_MODALITE], &bad, f) == -1)
		return -1;
	if (heures(e->mot[E_HEURES].code, h) == -1) {
		a->erreurs++;
		report_montre(e->mot[E_HEURES].code, dit, sizeof(dit));
		(void)snprintf(text, sizeof(text),
		    "« %s » n'est pas un nombre d'heures", dit);
		say(a, e->mot[E_HEURES].ligne, "profil-heures", text);
		bad = 1;
	}
	if (bad)
		return 0;
	if (etp_ferme(a, e, f) == -1)
		return -1;
	n = 0;
	if (store_int(a->st, &n, f,
		"SELECT matiere_etp FROM matiere WHERE code_matiere = ?", "s",
		e->mot[E_MATIERE].code) == -1)
		return -1;
	if (n == 0) {
		(void)snprintf(text, sizeof(text),
		    "la matière %.6s n'est pas un enseignement technique "
		    "professionnel ; vérifier etp dans le profil",
		    e->mot[E_MATIERE].code);
		if (note(a, e->mot[E_MATIERE].ligne, "profil-matiere-etp", text,
			f) == -1)
			return -1;
	}
	return store_run(a->st, f,
	    "INSERT INTO etp VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
	    " heures = printf('%.2f', heures + excluded.heures)",
	    "ssss", e->mot[E_MEF].code, e->mot[E_MATIERE].code,
	    e->mot[E_MODALITE].code, h);
}

static int
apply_etp(struct applique *a, struct fault *f)
{
	size_t i;

	if (!a->p->donne[P_ETP])
		return 0;
	if (store_exec(a->st, "DELETE FROM etp", f) == -1)
		return -1;
	for (i = 0; i < a->p->netp; i++)
		if (one_etp(a, &a->p->etp[i], f) == -1)
			return -1;
	return 0;
}

/* A selection replaced, with its trace. */
static int
select_codes(struct applique *a, const char *table, const char *cle,
    const char *col, const char *wanted, int64_t numero, struct fault *f)
{
	struct texte x = { 0 };
	const char *sql;
	int rc = -1;

	texte_ajoute(&x,
	    "INSERT INTO changement SELECT NULL, ?1, '%s', %s, 'M', '%s', %s, "
	    "(%s) FROM %s WHERE coalesce(%s, 0) <> (%s)",
	    table, cle, col, col, wanted, table, col, wanted);
	if ((sql = texte_fin(&x, f)) != NULL)
		rc = store_run(a->st, f, sql, "i", numero);
	texte_vide(&x);
	texte_ajoute(&x,
	    "UPDATE %s SET %s = (%s), echange = ?1 WHERE coalesce(%s, 0) <> "
	    "(%s)",
	    table, col, wanted, col, wanted);
	if (rc == 0)
		rc = (sql = texte_fin(&x, f)) == NULL
		    ? -1
		    : store_run(a->st, f, sql, "i", numero);
	texte_libere(&x);
	return rc;
}

static int
apply(struct applique *a, int64_t numero, struct fault *f)
{
	if (store_exec(a->st,
		"CREATE TEMP TABLE IF NOT EXISTS p_choix (k INTEGER, code"
		" TEXT, PRIMARY KEY (k, code)); DELETE FROM p_choix",
		f) == -1 ||
	    expand(a, P_MEF, "mef", "code_mef", f) == -1 ||
	    expand(a, P_MATIERES, "matiere", "code_matiere", f) == -1 ||
	    expand(a, P_ORIGINE, "mef", "code_mef", f) == -1 ||
	    apply_etp(a, f) == -1)
		return -1;
	if (a->erreurs > 0)
		return fault_set(f, "profil", 0, "%lld erreur(s)",
		    (long long)a->erreurs);
	if (a->p->donne[P_MEF] &&
	    select_codes(a, "mef", "code_mef", "mef_selectionne",
		"(0, code_mef) IN (SELECT k, code FROM p_choix)", numero,
		f) == -1)
		return -1;
	if (a->p->donne[P_MATIERES] &&
	    select_codes(a, "matiere", "code_matiere", "selectionnee",
		"(1, code_matiere) IN (SELECT k, code FROM p_choix)", numero,
		f) == -1)
		return -1;
	/* The school's own MEF are origin MEF without being listed. */
	return select_codes(a, "mef", "code_mef", "mef_selorig",
	    a->p->donne[P_ORIGINE]
		? "mef_selectionne = 1 OR (2, code_mef) IN (SELECT k, code "
		  "FROM p_choix)"
		: "mef_selectionne = 1 OR coalesce(mef_selorig, 0) = 1",
	    numero, f);
}

/* Without a profile the selection stays: say what came since. */
static int
news(struct applique *a, struct fault *f)
{
	struct query *q;
	int rc;

	q = query_open(a->st,
	    "WITH recu (n) AS (SELECT max(numero) FROM echange WHERE genre ="
	    " 'nomenclature-academique' AND change = 1) SELECT 'MEF ' ||"
	    " code_mef || ' (' || coalesce(libelle_long, formation, '') ||"
	    " ') est nouveau ; l''ajouter au profil s''il sert' FROM mef,"
	    " recu WHERE cree = n AND EXISTS (SELECT 1 FROM mef WHERE cree <"
	    " n) UNION ALL SELECT 'MEF ' || code_mef || ' est sélectionné mais"
	    " n''est plus reçu ; le retirer du profil' FROM mef WHERE ferme ="
	    " 1 AND mef_selectionne = 1"
	    " UNION ALL SELECT 'matière ' || code_matiere || ' (' ||"
	    " coalesce(libelle_long, '') || ') est nouvelle ; l''ajouter au"
	    " profil si elle sert' FROM matiere, recu WHERE cree = n AND"
	    " EXISTS (SELECT 1 FROM matiere WHERE cree < n)",
	    f);
	if (q == NULL)
		return -1;
	while ((rc = query_step(q, f)) == 1)
		if (note(a, 0, "nomenclature-nouveau", query_text(q, 0), f) ==
		    -1) {
			rc = -1;
			break;
		}
	query_close(q);
	return rc;
}

int
profil_applique(const struct profil *p, struct store *st, int64_t numero,
    const struct options *o, FILE *err, int64_t *notes, struct fault *f)
{
	struct applique a = { 0 };
	int64_t attend = 0;

	a.p = p;
	a.st = st;
	a.o = o;
	a.err = err;
	a.notes = notes;
	a.numero = numero;
	if ((p == NULL ? news(&a, f) : apply(&a, numero, f)) == -1)
		return -1;
	if (store_int(st, &attend, f,
		"SELECT coalesce((SELECT max(numero) FROM echange WHERE genre"
		" = 'bascule' AND sens = 'recu' AND etat <> 'rejete'), 0) >"
		" coalesce((SELECT max(numero) FROM echange WHERE genre ="
		" 'nomenclature-academique' AND etat <> 'rejete'), 0)",
		"") == -1)
		return -1;
	/* What a bascule brought is last year's. */
	if (attend)
		return note(&a, 0, "nomenclature-attendue",
		    "la base reste à profiler : sa nomenclature est celle "
		    "d'avant la bascule ; recevoir la nouvelle (nomen-profile "
		    "-p PROFIL < Nomenclature.xml)",
		    f);
	return store_run(st, f,
	    "UPDATE base SET profilage = ? WHERE EXISTS (SELECT 1 FROM mef"
	    " WHERE mef_selectionne = 1)",
	    "i", numero);
}

int
profil_verifie(const struct options *o, FILE *err)
{
	struct fault f = { 0 };
	char *texte = NULL;
	struct profil *p = profil_lit(o->profil, &texte, &f);

	free(texte);
	if (p == NULL) {
		report_fault(err, o, o->profil, &f);
		return fault_status(&f);
	}
	profil_libere(p);
	return ST_OK;
}
