/*
 * niveaux.c - the level of a link and its rank, with "contact", say the same
 * of it: what a person enters of one goes before what the base has of the
 * other, which the views then make of it.
 */
#include "sconet.h"

/* clang-format off */
#define DEDUIT(champ, valeur) \
	"INSERT OR IGNORE INTO m_valeur SELECT 'responsable', cle, '" champ \
	"', " valeur ", ligne FROM m_lien_saisi WHERE "
#define DIT(champ) \
	"max(v.valeur) FILTER (WHERE v.champ = '" champ "')"

static const char *const niveaux[] = {
	"CREATE TEMP TABLE m_lien_saisi AS SELECT v.cle, min(v.ligne) AS "
	"ligne, " DIT("niveau_responsabilite") " AS n, " DIT("resp_legal")
	" AS l, " DIT("pers_contact") " AS c, b.niveau_responsabilite AS bn, "
	"b.resp_legal AS bl, b.pers_contact AS bc FROM m_valeur v JOIN "
	"responsable b ON b.eleve_id = CAST(v.cle AS INTEGER) AND "
	"b.personne_id = CAST(substr(v.cle, instr(v.cle, '/') + 1) AS INTEGER) "
	"WHERE v.element = 'responsable' GROUP BY v.cle",
	DEDUIT("resp_legal", "NULL") "(bl IN ('1', '2')) <> (n = '1')",
	/* a legal guardian may be a contact, too */
	DEDUIT("pers_contact", "NULL") "bc <> (n = '3') AND (n <> '1' OR NOT "
	"coalesce(bl IN ('1', '2'), bn = '1'))",
	DEDUIT("niveau_responsabilite", "CASE WHEN CAST(coalesce(l, bl, bn = "
	    "'1') AS TEXT) IN ('1', '2') THEN '1' WHEN CAST(coalesce(c, bc, "
	    "bn = '3') AS TEXT) IN ('1', 'true') THEN '3' ELSE '2' END")
	"bn IS NOT NULL AND coalesce(l, c) IS NOT NULL",
	NULL
};
/* clang-format on */

int
saisie_niveaux(struct store *st, struct fault *f)
{
	return store_liste(st, niveaux, f);
}
