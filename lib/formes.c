/*
 * formes.c - what a code looks like: what has the form of its field may be
 * shown, and stay in a packet; what has not may be anything, a name, a birth
 * date or a phone that has strayed.
 *
 * Divisions and groupes are named as each school likes: "6E9", "43.ALL2",
 * "6SEGPA".  Digits there are few, and letters that stand together are two at
 * most, or a word that schools use.
 */
#include <string.h>

#include "sconet.h"

/* clang-format off */
/* Columns whose form is not that of any code of their type and width. */
static const struct {
	const char *champ;
	enum forme_code forme;
} formes[] = {
	{ "code_mef", FO_MEF }, { "code_mefstat", FO_MEF },
	{ "mef", FO_MEF }, { "mef_an_dernier", FO_MEF },
	{ "mef_origine", FO_MEF }, { "mef_rattachement", FO_MEF },
	{ "mefstat11", FO_MEF },
	{ "autre_uai", FO_UAI }, { "code_rne", FO_UAI }, { "emetteur", FO_CLE },
	{ "etocod_ep", FO_UAI }, { "origine", FO_UAI },
	{ "rne_an_dernier", FO_UAI }, { "rne_origine", FO_UAI },
	{ "uai", FO_UAI }, { "uaj", FO_UAI }, { "uaj_origine", FO_UAI },
	{ "annee", FO_ANNEE }, { "annee_origine", FO_ANNEE },
	{ "annee_scolaire", FO_ANNEE },
	{ "champ", FO_CLE }, { "cle", FO_CLE },
	{ "ereno", FO_NUMERO }, { "id_eleve_etab", FO_NUMERO },
	{ "num_siren", FO_NUMERO }, { "numind", FO_NUMERO },
	{ "id_national", FO_SECRET },
	{ "sha256", FO_HACHE },
	{ "version", FO_VERSION }, { "logiciel", FO_CODE },
	{ "groupes", FO_LISTE }, { "options", FO_LISTE },
};

/* What stands for a class, a subject, or a kind of either; folded. */
static const char *const mots[] = {
	"ALL", "AMPHI", "ANG", "ANGLAIS", "AGL", "ARA", "ART", "ARTS", "ATELIER", "BAC", "BIL",
	"BLEU", "BLEUE",
	"BTS", "CAP", "CDI", "CHAM", "CHI", "CHOEUR", "CHORALE", "CLA", "CLG", "CLIN",
	"CM", "CP", "CPGE", "DD", "DIMA", "DIR", "DNL", "DOC", "EDU", "EM",
	"EME", "ENS", "EP", "EPI", "EPS", "ERE", "ECOL", "EREA", "ES", "ESP", "EURO",
	"FLE", "FRA", "FRANCAIS", "GR", "GRE", "GREC", "GROUPE", "GRP", "GYMNASE",
	"HEB",
	"HIS", "IEME", "ITA", "JAUNE", "LABO", "LAT", "LATIN", "LGT", "LP", "LV", "LYC", "MAT",
	"MATH", "MATHS", "MLDS", "MLLE", "MM", "MME", "MR", "MUS", "NDE", "NSA",
	"PHY", "PISCINE", "POR", "PREPRO", "PRO", "ROUGE", "RUS", "SALLE",
	"SEGPA", "SEP", "SPORT", "ST", "STADE",
	"STI", "STL", "STMG", "STS", "SVT", "TEC", "TECHNO", "TERM", "TL",
	"TLE", "TP", "TD", "TS", "ULIS", "UPE", "UPI", "VERT", "VERTE",
	/* ours: kinds of exchanges, contrôles of the constat, états, decisions */
	"ACADEMIQUE", "ACCUSE", "ADRESSES", "AFFECTATIONS", "ARRIVEES", "BAN", "BASCULE", "COMMUNS", "COMPLEMENT", "CREATION", "DOSSIERS", "DU", "EMP", "EMPLOI", "ENVOI", "ETABLISSEMENT", "EVA", "EXPORT", "GEP", "IMPORT", "INE", "LITIGES", "MINISTERE", "NOMENCLATURE", "NOMENCLATURES", "PRIVE", "PURGE", "RECUS", "RELACHEE", "REPARTITION", "REPRISE", "SAISIE", "TEMPS", "TENUE", "SCOLARISES", "BLOQUANTES", "SORTANTS", "SANS", "MOTIF", "HORS", "MEF", "ECART",
	"SCONET", "SIECLE", "AFFECTE", "LISTE", "REFUSE", "ETAB", "BEA",
	"EMIS", "RECU", "INTEGRE", "ACQUITTE", "REJETE", "PREPARATION",
	"COURANTE", "TERMINEE", "NOTE", "VALEUR", "REJET", "REFUS", "EPP",
	"LOCAL", "ELEVES", "RESPONSABLES", "STRUCTURES", "FICHIER",
	"OBSERVATION", "PREVISION", "RENTREE", "ACCEPTE", "DONNEES", "REESSAYER", "MEN", "MIN", "NATIONAL", "ATTRIBUE",
	"RETROUVE", "LITIGE", "ERREUR", "AFFECTEE", "REFUSEE", "SUPPLEMENTAIRE",
	"CAMPAGNE", "CAMPAGNES", "CORRECTIONS", "EFFECTIFS", "DEBUT", "FIN",
	"MATIERES", "MEME", "DISTINCT", "MODALITE", "HEURES", "PREVU", "VOEUX", "NOM", "LIBELLE",
	"DIVISIONS", "GROUPES", "ETP", "ORIGINE", "CONSTAT", "MATIERE", "TOUS", "OUI", "NON",
};
/* clang-format on */

#define CODE_MAX     24 /* bytes */
#define CHIFFRES_MAX 4  /* of a division's code, and of any that is long */
#define COURT_MAX    6  /* characters of a code that may be of digits alone */

enum forme_code
field_forme(const struct field *fd)
{
	size_t i;

	for (i = 0;
	     i < NELEM(formes) && (fd->type == FT_CODE || fd->type == FT_TEXT);
	     i++)
		if (strcmp(formes[i].champ, fd->name) == 0)
			return formes[i].forme;
	switch (fd->type) {
	case FT_TEXT: return FO_LIBRE;
	case FT_CODE:
		if (fd->max == 1 || fd->max == 2)
			return FO_DEUX;
		return fd->max > 0 && fd->max <= COURT_MAX ? FO_COURT : FO_CODE;
	case FT_INT: return FO_ENTIER;
	case FT_NOMBRE: return FO_NOMBRE;
	case FT_DATE_FR:
	case FT_DATE_ISO: return FO_DATE;
	case FT_HORO: return FO_HORO;
	case FT_BOOL:
	case FT_VRAI: return FO_BOOL;
	case FT_HEURES: return FO_HEURES;
	}
	return FO_LIBRE;
}

static int
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* An accented letter is as good as one without. */
static int
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	    (unsigned char)c >= 0x80;
}

/* All digits: how many; else 0. */
static size_t
all_digits(const char *v)
{
	size_t n = strspn(v, "0123456789");

	return v[n] == '\0' ? n : 0;
}

/*
 * As it is dialled, or without its zero, that a spreadsheet takes; or from
 * abroad, when it has a MEF's length.
 */
static int
is_phone(const char *v)
{
	size_t n = all_digits(v);
	int portable = n >= 9 && (v[n - 9] == '6' || v[n - 9] == '7');

	return (n == 10 && v[0] == '0') || (n == 9 && portable) ||
	    (n == 11 && strncmp(v, "33", 2) == 0 && portable);
}

/* Of digits; or as "1031000U11A", and no other: an INE may have letters. */
static int
is_mef(const char *v)
{
	static const char modele[] = "0000000A00A";
	size_t i;

	if (all_digits(v) == 11)
		return !is_phone(v);
	for (i = 0; v[i] != '\0' && modele[i] != '\0'; i++)
		if (modele[i] == '0' ? !is_digit(v[i])
				     : v[i] < 'A' || v[i] > 'Z')
			return 0;
	return v[i] == modele[i];
}

static int
is_mot(const char *v, size_t n)
{
	char mot[CODE_MAX + 1], plie[2 * CODE_MAX + 1];
	size_t i;

	if (n > CODE_MAX)
		return 0;
	memcpy(mot, v, n);
	mot[n] = '\0';
	charset_plie(mot, plie);
	for (i = 0; i < NELEM(mots); i++)
		if (strcmp(mots[i], plie) == 0)
			return 1;
	return 0;
}

/* Letters that stand together: those of a code. */
static int
good_letters(const char *v, size_t n, int chiffres)
{
	return (unsigned char)*v < 0x80
	    ? n == 1 || (n == 2 && chiffres) || is_mot(v, n)
	    : is_mot(v, n);
}

static int
is_code(const char *v, size_t max)
{
	size_t i, k, chiffres = 0, lettres = 0, signes = 0, n = strlen(v);

	if (n > CODE_MAX || *v == '+' || strchr(v, '@') != NULL)
		return 0;
	for (i = 0; i < n; i++)
		if (is_digit(v[i]))
			chiffres++;
		else if (is_letter(v[i]))
			lettres++;
		else
			signes++;
	if (chiffres > max)
		return 0;
	/* What is left may be a date. */
	if (lettres == 0)
		return signes <= 1 && strpbrk(v, "/-") == NULL;
	for (i = 0; i < n; i += k) {
		for (k = 0; i + k < n && is_letter(v[i + k]); k++)
			;
		if (k > 0 && !good_letters(v + i, k, chiffres > 0))
			return 0;
		k += k == 0;
	}
	return 1;
}

/* The code of a rule or of a refusal, or a name that a table has. */
static int
is_ours(const char *v)
{
	const struct fault_kind *k;
	char haut[64], plie[2 * sizeof(haut)];

	if (strlen(v) < sizeof(haut)) {
		majuscules(v, haut, sizeof(haut));
		charset_plie(v, plie);
		if (formats_nom(haut) || formats_nom(plie))
			return 1;
	}

	for (k = fault_kinds; k->code != NULL; k++)
		if (strcmp(k->code, v) == 0)
			return 1;
	return rule_find(v) != NULL || formats_nom(v);
}

static int
is_version(const char *v)
{
	return strlen(v) <= 10 && strspn(v, "0123456789.") == strlen(v) &&
	    strspn(v, "0123456789") <= CHIFFRES_MAX;
}

static int
is_annee(const char *v)
{
	size_t n = strspn(v, "0123456789");

	return n == 4 &&
	    (v[4] == '\0' ||
		((v[4] == '-' || v[4] == '/') && all_digits(v + 5) == 4));
}

static int
is_date(const char *v)
{
	char iso[LIT_MAX];

	return date_iso_juste(v) || date_fr_iso(v, iso) == 0;
}

/* A day with its hour, however they are written, or wrong. */
static int
is_horo(const char *v)
{
	size_t n = strspn(v, "0123456789/-: TZ.");

	return v[n] == '\0' && n >= 15 && n < 24 && strchr(v, ':') != NULL &&
	    strpbrk(v, "/-") != NULL;
}

/* 12032008, 20080312: a day of somebody's life, written without signs. */
static int
is_day(const char *v)
{
	char iso[2][LIT_MAX];
	size_t i;

	if (all_digits(v) != 8)
		return 0;
	(void)snprintf(iso[0], LIT_MAX, "%.4s-%.2s-%.2s", v + 4, v + 2, v);
	(void)snprintf(iso[1], LIT_MAX, "%.4s-%.2s-%.2s", v, v + 4, v + 6);
	for (i = 0; i < NELEM(iso); i++)
		if (date_iso_juste(iso[i]) && strcmp(iso[i], "1900") > 0 &&
		    strcmp(iso[i], "2100") < 0)
			return 1;
	return 0;
}

/* A number of ours does not begin as a phone does, nor is it a day. */
static int
is_entier(const char *v, size_t max)
{
	size_t n;

	v += *v == '-';
	n = all_digits(v);
	return n > 0 && n <= max && (*v != '0' || n < 8) && !is_phone(v) &&
	    !is_day(v);
}

/* What parts of a key, or of a list, look like. */
static int
is_part(const char *v)
{
	return is_entier(v, 12) || is_code(v, CHIFFRES_MAX) ||
	    forme_vaut(FO_MEF, v) || uai_forme(v) || is_ours(v);
}

/* A day anywhere in it: "12/03/08", of three parts of a key. */
static int
has_day(const char *v)
{
	size_t a, b, c;

	for (; *v != '\0'; v += strspn(v, "0123456789"), v += *v != '\0') {
		a = strspn(v, "0123456789");
		if (a == 0 || a == 3 || a > 4 || v[a] != '/')
			continue;
		b = strspn(v + a + 1, "0123456789");
		if (b == 0 || b > 2 || v[a + 1 + b] != '/')
			continue;
		c = strspn(v + a + 1 + b + 1, "0123456789");
		if (c == 1 || c == 2 || c == 4)
			return 1;
	}
	return 0;
}

static int
all_parts(const char *v, char sep)
{
	char part[128];
	size_t n;

	if (has_day(v))
		return 0;
	for (;; v += n + 1) {
		n = strcspn(v, (char[]){ sep, '\0' });
		if (n >= sizeof(part))
			return 0;
		(void)snprintf(part, sizeof(part), "%.*s", (int)n, v);
		if (!is_part(part))
			return 0;
		if (v[n] == '\0')
			return 1;
	}
}

int
forme_vaut(enum forme_code fo, const char *v)
{
	static const char hexa[] = "0123456789abcdef";
	size_t n = strlen(v);
	char haut[16];

	switch (fo) {
	case FO_LIBRE: return 1;
	case FO_SECRET: return 0;
	case FO_COURT: return is_code(v, COURT_MAX) || is_ours(v);
	case FO_CODE: return is_code(v, CHIFFRES_MAX) || is_ours(v);
	case FO_DEUX:
		return n <= 2 &&
		    strspn(v, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == n;
	case FO_MEF: return is_mef(v);
	case FO_UAI:
		majuscules(v, haut, sizeof(haut));
		return n < sizeof(haut) &&
		    (uai_forme(haut) || code_academie(haut));
	case FO_ANNEE: return is_annee(v);
	case FO_NUMERO:
		/* "E99028" is an enseignant's, in GEP. */
		v += *v >= 'A' && *v <= 'Z';
		return is_entier(v, 12);
	case FO_CLE: return all_parts(v, '/');
	case FO_LISTE: return all_parts(v, '|');
	case FO_HACHE:
		return (n == EMPREINTE - 1 && strspn(v, hexa) == n) ||
		    (n == EMPREINTE - 1 && strncmp(v, "national-", 9) == 0 &&
			strspn(v + 9, hexa) == n - 9);
	case FO_VERSION: return is_version(v);
	case FO_ENTIER: return is_entier(v, 18);
	case FO_NOMBRE: return is_entier(v, 6);
	case FO_DATE: return is_date(v);
	case FO_HORO: return is_horo(v);
	case FO_BOOL:
		return n == 1 || strcmp(v, "true") == 0 ||
		    strcmp(v, "false") == 0;
	case FO_HEURES: return n <= 7 && strspn(v, "0123456789.,") == n;
	case FO__MAX: break;
	}
	return 0;
}
