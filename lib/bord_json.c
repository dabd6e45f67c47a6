/*
 * bord_json.c - tableau as JSON: one object a base, its parts by name.
 */
#include <string.h>

#include "sconet.h"

static void
number(FILE *out, const char *sep, const char *nom, const char *v)
{
	fprintf(out, "%s\"%s\":%s", sep, nom, v == NULL ? "null" : v);
}

static void
value(FILE *out, const char *sep, const struct bord_colonne *c, const char *v)
{
	switch (c->type) {
	case BORD_NOMBRE:
	case BORD_ECART:
	case BORD_AGE: number(out, sep, c->nom, v); break;
	case BORD_RETARD:
		number(out, sep, c->nom,
		    v != NULL && strcmp(v, "1") == 0 ? "true" : "false");
		break;
	case BORD_TEXTE:
	case BORD_DATE:
	case BORD_MOT:
	default: json_champ(out, sep, c->nom, v); break;
	}
}

static void
part(const struct bord *b, const struct bord_partie *p, int tardent, FILE *out)
{
	const struct bord_ligne *l;
	const char *sep = "";
	size_t i, k, n;

	if (p->au != NULL) {
		fprintf(out, ",\"%s_au\":", p->nom);
		json_texte(out, b->au[p - bord_parties]);
	}
	fprintf(out, ",\"%s\":[", p->nom);
	l = bord_lignes(b, p, &n);
	for (i = 0; i < n; i++) {
		if (tardent && !bord_tarde(&l[i]))
			continue;
		fputs(sep, out);
		for (k = 0; k < p->ncolonnes; k++)
			value(out, k == 0 ? "{" : ",", &p->colonnes[k],
			    l[i].v[k]);
		fputc('}', out);
		sep = ",";
	}
	fputc(']', out);
}

static void
one(const struct bord *b, int alertes, FILE *out)
{
	const struct bord_partie *p;

	json_champ(out, "{", "base", b->chemin);
	json_champ(out, ",", "role", b->role);
	json_champ(out, ",", "uai", b->uai);
	json_champ(out, ",", "annee", b->annee);
	json_champ(out, ",", "etat", b->etat);
	json_champ(out, ",", "nom", b->nom);
	json_champ(out, ",", "jour", b->jour);
	number(out, ",", "scolarises", b->effectif);
	number(out, ",", "bloquantes", b->bloquantes);
	fprintf(out, ",\"en_retard\":%lld,\"sans_reponse\":%lld",
	    (long long)b->retards, (long long)b->sans_reponse);
	for (p = bord_parties; p->nom != NULL; p++)
		if (bord_a(b, p) && (!alertes || (p->drapeaux & BORD_ALERTE)))
			part(b, p, alertes, out);
	fputs("}\n", out);
}

void
bord_json(const struct bords *l, int alertes, FILE *out)
{
	const struct bord *b;
	size_t i;

	for (i = 0; i < l->n; i++) {
		b = &l->b[i];
		if (b->f.kind != NULL) {
			json_champ(out, "{", "base", b->chemin);
			json_champ(out, ",", "code", b->f.kind->code);
			fprintf(out, ",\"statut\":%d", b->f.kind->status);
			json_champ(out, ",", "texte", b->f.kind->texte);
			json_champ(out, ",", "detail", b->f.detail);
			json_champ(out, ",", "remede", b->f.kind->remede);
			fputs("}\n", out);
		} else if (!alertes || b->retards + b->sans_reponse > 0)
			one(b, alertes, out);
	}
}
