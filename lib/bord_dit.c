/*
 * bord_dit.c - what the forms of a tableau say alike: values in words, titles,
 * lines of a part.
 */
#include <string.h>

#include "sconet.h"

void
date_fr(const char *iso, char *buf)
{
	(void)snprintf(buf, 11, "%.2s/%.2s/%.4s", iso + 8, iso + 5, iso);
}

/* What programs say in codes. */
static const char *
words(const char *code)
{
	static const struct {
		const char *code, *dit;
	} mots[] = { { "emis", "émis" }, { "recu", "reçu" },
		{ "integre", "intégré" }, { "acquitte", "acquitté" },
		{ "en_anomalie", "en anomalie" }, { "rejete", "rejeté" },
		{ "preparation", "en préparation" }, { "terminee", "terminée" },
		{ "etab", "établissement" }, { "sts", "STS-WEB" },
		{ "bea", "académie" } };
	size_t i;

	for (i = 0; i < NELEM(mots); i++)
		if (strcmp(mots[i].code, code) == 0)
			return mots[i].dit;
	return code;
}

const char *
bord_valeur(const struct bord_colonne *c, const char *v, char *buf, size_t n)
{
	if (v == NULL)
		return c->type == BORD_TEXTE ? "" : "—";
	switch (c->type) {
	case BORD_DATE:
		if (!date_iso_juste(v))
			return v;
		date_fr(v, buf);
		return buf;
	case BORD_ECART:
		(void)snprintf(buf, n, "%s%s",
		    v[0] == '-' || strcmp(v, "0") == 0 ? "" : "+", v);
		return buf;
	case BORD_AGE:
		if (strcmp(v, "0") == 0)
			return "ce jour";
		(void)snprintf(buf, n, "%s j", v);
		return buf;
	case BORD_MOT: return words(v);
	case BORD_RETARD: return strcmp(v, "1") == 0 ? BORD_TARDE : "attendu";
	case BORD_TEXTE:
	case BORD_NOMBRE:
	default: return v;
	}
}

void
bord_titre(const struct bord *b, const struct bord_partie *p, char *buf,
    size_t n)
{
	const char *au = b->au[p - bord_parties];
	char jour[11];
	int k;

	if (p->au == NULL) {
		(void)snprintf(buf, n, "%s", p->titre);
	} else if (au != NULL && date_iso_juste(au)) {
		date_fr(au, jour);
		texte_message(p->titre, jour, buf, n);
	} else {
		/* "État de la BEA, par ses accusés reçus au %s" */
		k = (int)strcspn(p->titre, ",");
		if (p->titre[k] == '\0')
			k = (int)(strstr(p->titre, " au %s") - p->titre);
		(void)snprintf(buf, n, "%.*s (%s)", k, p->titre, p->vide);
	}
}

const struct bord_partie *
bord_partie_de(const char *nom)
{
	const struct bord_partie *p;

	for (p = bord_parties; strcmp(p->nom, nom) != 0; p++)
		continue;
	return p;
}

int
bord_a(const struct bord *b, const struct bord_partie *p)
{
	const struct role *r = role_find(b->role);

	return r != NULL && (p->roles & r->bit);
}

const struct bord_ligne *
bord_lignes(const struct bord *b, const struct bord_partie *p, size_t *n)
{
	size_t i, premier;

	for (premier = 0; premier < b->n; premier++)
		if (b->lignes[premier].partie == p)
			break;
	for (i = premier; i < b->n && b->lignes[i].partie == p; i++)
		continue;
	*n = i - premier;
	return *n == 0 ? NULL : &b->lignes[premier];
}

const char *
bord_champ(const struct bord_ligne *l, const char *nom)
{
	size_t i;

	for (i = 0; i < l->partie->ncolonnes; i++)
		if (strcmp(l->partie->colonnes[i].nom, nom) == 0)
			return l->v[i];
	return NULL;
}

int
bord_tarde(const struct bord_ligne *l)
{
	const char *dit = bord_champ(l, "retard");

	return dit == NULL || strcmp(dit, "1") == 0;
}

const char *
bord_resume(const struct bord *b, size_t colonne, char *buf, size_t n)
{
	const char *const v[BORD_COLONNES] = { b->chemin, b->role, b->uai,
		b->annee, b->etat, b->effectif, b->bloquantes, b->dernier, NULL,
		NULL };

	if (b->f.kind != NULL)
		return colonne == 0 ? b->chemin
		    : colonne == 4  ? BORD_ILLISIBLE
				    : "";
	if (colonne < 8)
		return bord_valeur(&bord_colonnes_resume[colonne], v[colonne],
		    buf, n);
	(void)snprintf(buf, n, "%lld",
	    (long long)(colonne == 8 ? b->retards : b->sans_reponse));
	return buf;
}

void
bord_qui(const struct bord *b, char *buf, size_t n)
{
	int64_t an = 0;

	entier(b->annee, 0, 9998, &an);
	(void)snprintf(buf, n, "%.80s%s%s (%s), année %s-%lld, %s",
	    b->nom == NULL ? "" : b->nom, b->nom == NULL ? "" : ", ", b->uai,
	    words(b->role), b->annee, (long long)an + 1, words(b->etat));
	utf8_propre(buf);
}

void
bord_verdict(const struct bord *b, char *buf, size_t n)
{
	if (b->retards == 0 && b->sans_reponse == 0) {
		(void)snprintf(buf, n,
		    "rien en retard, aucune réponse qui "
		    "tarde");
		return;
	}
	buf[0] = '\0';
	if (b->retards > 0)
		(void)snprintf(buf, n, "%lld en retard", (long long)b->retards);
	if (b->sans_reponse > 0)
		(void)snprintf(buf + strlen(buf), n - strlen(buf),
		    "%s%lld sans réponse", b->retards > 0 ? ", " : "",
		    (long long)b->sans_reponse);
}
