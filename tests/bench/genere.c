/*
 * genere.c - writes one file of an invented school, as large as one likes.
 *
 * - A file is a function of the options alone: everything is arithmetic from
 *   the rank of the pupil, so memory does not grow, the files of one seed
 *   agree with each other, and the pupils of -n 1000 are the first thousand
 *   of -n 2000.
 * - Pupils come by pairs of divisions: 56 pupils of one MEF, two divisions,
 *   three groups that each reach into both.  Each pupil is a
 *   household of his own.
 * - Nobody in it exists.  Names are made of syllables, numbers start with 99,
 *   mail goes to example.org.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NELEM(a) (sizeof(a) / sizeof((a)[0]))

#define EX_USAGE     64
#define EX_CANTCREAT 73

#define PUPILS_MAX  5000000 /* codes of groups end with the pair's number */
#define PAIR        56      /* pupils in two divisions */
#define CYCLE       17      /* pairs before the levels start again */
#define KINDS       3       /* groups of a pair */
#define ELENOET_MAX 90000   /* five digits: 10000 to 99999 */
#define ELEVE_ID    9900001 /* the first of each identifier */
#define PERSONNE_ID 99000001
#define ADRESSE_ID  99500001
#define INDIVIDU_ID 990001

/* What the files are made from. */
struct ecole {
	uint64_t n; /* pupils */
	uint64_t seed;
	uint64_t modif; /* modify every so many pupils, 0: none */
	int annee;
	const char *uai;  /* borrowed */
	const char *horo; /* borrowed, JJ/MM/AAAA HH:MM:SS */
	char horo_defaut[20];
};

struct date {
	int an;
	unsigned mois, jour;
};

/* Bytes on their way to stdout. */
struct out {
	int err; /* errno of the first write that failed */
	size_t len;
	char buf[64 * 1024];
};

static void
flush(struct out *o)
{
	size_t n = o->len;

	o->len = 0;
	if (n == 0 || o->err != 0)
		return;
	errno = 0;
	if (fwrite(o->buf, 1, n, stdout) != n)
		o->err = errno != 0 ? errno : EIO;
}

/* n is at most the size of the buffer: tags, values and lines of tables. */
static inline void
put_n(struct out *o, const char *s, size_t n)
{
	if (sizeof(o->buf) - o->len < n)
		flush(o);
	memcpy(o->buf + o->len, s, n);
	o->len += n;
}

static inline void
put(struct out *o, const char *s)
{
	put_n(o, s, strlen(s));
}

static inline void
put_char(struct out *o, char c)
{
	put_n(o, &c, 1);
}

/* UTF-8 as in this source, to the one byte ISO-8859-15 has for it. */
static void
put_text(struct out *o, const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	for (; *p != '\0'; p++) {
		unsigned c = *p;

		if (c >= 0xC0)
			c = ((c & 0x1F) << 6) | (*++p & 0x3F);
		if (c == 0x152 || c == 0x153) /* OE and oe */
			c = c - 0x152 + 0xBC;
		put_char(o, (char)(unsigned char)c);
	}
}

/* At least width digits. */
static void
put_num(struct out *o, uint64_t v, unsigned width)
{
	char t[24];
	size_t i = sizeof(t);

	do {
		t[--i] = (char)('0' + v % 10);
		v /= 10;
	} while (v > 0 || sizeof(t) - i < width);
	put_n(o, t + i, sizeof(t) - i);
}

static void
put_date(struct out *o, struct date d)
{
	put_num(o, d.jour, 2);
	put_char(o, '/');
	put_num(o, d.mois, 2);
	put_char(o, '/');
	put_num(o, (uint64_t)d.an, 4);
}

static void
put_iso(struct out *o, struct date d)
{
	put_num(o, (uint64_t)d.an, 4);
	put_char(o, '-');
	put_num(o, d.mois, 2);
	put_char(o, '-');
	put_num(o, d.jour, 2);
}

/*
 * XML, one element a line.  No value holds & or <.  With attributes it is
 * start, attr, inside, children, shut; block is start and inside.
 */
static inline void
start(struct out *o, const char *tag)
{
	put_char(o, '<');
	put(o, tag);
}

static inline void
attr_start(struct out *o, const char *name)
{
	put_char(o, ' ');
	put(o, name);
	put_n(o, "=\"", 2);
}

static inline void
attr_end(struct out *o)
{
	put_char(o, '"');
}

static void
attr(struct out *o, const char *name, const char *value)
{
	attr_start(o, name);
	put(o, value);
	attr_end(o);
}

static void
attr_num(struct out *o, const char *name, uint64_t v)
{
	attr_start(o, name);
	put_num(o, v, 1);
	attr_end(o);
}

static inline void
inside(struct out *o)
{
	put_n(o, ">\n", 2);
}

static void
block(struct out *o, const char *tag)
{
	start(o, tag);
	inside(o);
}

static void
shut(struct out *o, const char *tag)
{
	put_n(o, "</", 2);
	put(o, tag);
	put_n(o, ">\n", 2);
}

static void
empty(struct out *o, const char *tag)
{
	start(o, tag);
	put_n(o, "/>\n", 3);
}

static inline void
leaf_start(struct out *o, const char *tag)
{
	start(o, tag);
	put_char(o, '>');
}

static inline void
leaf_end(struct out *o, const char *tag)
{
	put_n(o, "</", 2);
	put(o, tag);
	put_n(o, ">\n", 2);
}

/* An ASCII value; leaf_text takes any. */
static inline void
leaf(struct out *o, const char *tag, const char *value)
{
	leaf_start(o, tag);
	put(o, value);
	leaf_end(o, tag);
}

static void
leaf_text(struct out *o, const char *tag, const char *value)
{
	leaf_start(o, tag);
	put_text(o, value);
	leaf_end(o, tag);
}

static void
leaf_num(struct out *o, const char *tag, uint64_t v)
{
	leaf_start(o, tag);
	put_num(o, v, 1);
	leaf_end(o, tag);
}

static void
leaf_date(struct out *o, const char *tag, struct date d)
{
	leaf_start(o, tag);
	put_date(o, d);
	leaf_end(o, tag);
}

static void
leaf_iso(struct out *o, const char *tag, struct date d)
{
	leaf_start(o, tag);
	put_iso(o, d);
	leaf_end(o, tag);
}

/* clang-format off */

enum matiere { FRANC, MATHS, HIGEO, PHCHI, SVT, TECHN, EDMUS, A_PLA, EPS, AGL1,
	ALL1, ESP1, AGL2, ALL2, ESP2, LATIN, CHORA, DECOU, MATIERE__MAX };

static const struct {
	const char *code, *gestion, *court, *edition, *longue;
	const char *groupe; /* two letters for the codes of its groups */
} matieres[] = {
	[FRANC] = { "020700", "FRANC", "FRANCAIS", "Français", "FRANCAIS",
	    "FR" },
	[MATHS] = { "061300", "MATHS", "MATHEMATIQUES", "Mathématiques",
	    "MATHEMATIQUES", "MA" },
	[HIGEO] = { "040600", "HIGEO", "HISTOIRE-GEOGRAPHIE",
	    "Histoire-géographie", "HISTOIRE-GEOGRAPHIE", "HG" },
	[PHCHI] = { "062300", "PH-CH", "PHYSIQUE-CHIMIE", "Physique-chimie",
	    "PHYSIQUE-CHIMIE", "PC" },
	[SVT] = { "062900", "SVT", "SC. VIE ET TERRE",
	    "Sciences de la vie et de la Terre",
	    "SCIENCES DE LA VIE ET DE LA TERRE", "SV" },
	[TECHN] = { "070800", "TECHN", "TECHNOLOGIE", "Technologie",
	    "TECHNOLOGIE", "TE" },
	[EDMUS] = { "081300", "EDMUS", "EDUCATION MUSICALE",
	    "Éducation musicale", "EDUCATION MUSICALE", "MU" },
	[A_PLA] = { "090100", "A-PLA", "ARTS PLASTIQUES", "Arts plastiques",
	    "ARTS PLASTIQUES", "AP" },
	[EPS] = { "100100", "EPS", "ED. PHYSIQUE SPORT",
	    "Éducation physique et sportive",
	    "EDUCATION PHYSIQUE ET SPORTIVE", "EP" },
	[AGL1] = { "030201", "AGL1", "ANGLAIS LV1", "Anglais LV1",
	    "ANGLAIS LV1", "AN" },
	[ALL1] = { "030101", "ALL1", "ALLEMAND LV1", "Allemand LV1",
	    "ALLEMAND LV1", "AL" },
	[ESP1] = { "030601", "ESP1", "ESPAGNOL LV1", "Espagnol LV1",
	    "ESPAGNOL LV1", "ES" },
	[AGL2] = { "030202", "AGL2", "ANGLAIS LV2", "Anglais LV2",
	    "ANGLAIS LV2", "AN" },
	[ALL2] = { "030102", "ALL2", "ALLEMAND LV2", "Allemand LV2",
	    "ALLEMAND LV2", "AL" },
	[ESP2] = { "030602", "ESP2", "ESPAGNOL LV2", "Espagnol LV2",
	    "ESPAGNOL LV2", "ES" },
	[LATIN] = { "020300", "LCALA", "LCA LATIN",
	    "Langues et cultures de l'Antiquité LATIN",
	    "LANGUES ET CULTURES DE L'ANTIQUITE LATIN", "LA" },
	[CHORA] = { "080900", "CHORA", "CHANT CHORAL", "Chant choral",
	    "CHANT CHORAL", "CH" },
	[DECOU] = { "005000", "DECP3", "DECOUV.PROF. 3H",
	    "Découverte professionnelle 3 heures",
	    "DECOUVERTE PROFESSIONNELLE 3 HEURES", "DP" },
};
_Static_assert(NELEM(matieres) == MATIERE__MAX, "matieres");

/* Common core, the same in all levels. */
static const struct {
	enum matiere matiere;
	const char *horaire;
} commun[] = {
	{ FRANC, "4.50" },
	{ MATHS, "4.50" },
	{ HIGEO, "3.00" },
	{ PHCHI, "1.00" },
	{ SVT, "1.50" },
	{ TECHN, "1.50" },
	{ EDMUS, "1.00" },
	{ A_PLA, "1.00" },
	{ EPS, "4.00" },
};

/*
 * A pupil takes his variant's two options; one in four the third too, always
 * facultative.  Options of modality O are the OPTIONS_OBLIGATOIRES.
 */
struct choix {
	enum matiere matiere;
	char modalite;
};

#define VARIANTS 2
#define FIRST_SEGPA 4
#define FORMATIONS 8	/* taught here; after them, those of origin */
#define CM2 8

static const struct formation {
	const char *mef, *formation, *edition, *longue, *mefstat, *mefstat4;
	char niveau;
	int age;		/* on 31 December of the year it begins */
	int origine;		/* where its pupils were last year */
	struct choix option[2][VARIANTS];
	enum matiere tierce;
	int groupe;		/* which of the options its groups teach */
} formations[] = {
	{ "10010012110", "6EME", "6ème", "SIXIEME", "21110010012", "2111",
	    '6', 11, CM2, { { { AGL1, 'O' }, { ALL1, 'O' } },
	    { { ESP2, 'F' }, { AGL2, 'F' } } }, CHORA, 0 },
	{ "10110013110", "5EME", "5ème", "CINQUIEME", "21120010013", "2112",
	    '5', 12, 0, { { { AGL1, 'O' }, { AGL1, 'O' } },
	    { { ESP2, 'O' }, { ALL2, 'O' } } }, LATIN, 1 },
	{ "10210001110", "4EME", "4ème", "QUATRIEME", "21150010001", "2115",
	    '4', 13, 1, { { { AGL1, 'O' }, { AGL1, 'O' } },
	    { { ESP2, 'O' }, { ALL2, 'O' } } }, LATIN, 1 },
	{ "10310019110", "3EME", "3ème", "TROISIEME", "21160010019", "2116",
	    '3', 14, 2, { { { AGL1, 'O' }, { AGL1, 'O' } },
	    { { ESP2, 'O' }, { ALL2, 'O' } } }, LATIN, 1 },
	{ "16410002110", "6SEGPA", "6ème SEGPA", "SIXIEME SEGPA",
	    "24310010002", "2431", '6', 11, CM2,
	    { { { AGL1, 'O' }, { ESP1, 'O' } },
	    { { DECOU, 'F' }, { DECOU, 'F' } } }, CHORA, 0 },
	{ "16510002110", "5SEGPA", "5ème SEGPA", "CINQUIEME SEGPA",
	    "24320010002", "2432", '5', 12, 4,
	    { { { AGL1, 'O' }, { ESP1, 'O' } },
	    { { DECOU, 'F' }, { DECOU, 'F' } } }, CHORA, 0 },
	{ "16610002110", "4SEGPA", "4ème SEGPA", "QUATRIEME SEGPA",
	    "24330010002", "2433", '4', 13, 5,
	    { { { AGL1, 'O' }, { ESP1, 'O' } },
	    { { DECOU, 'F' }, { DECOU, 'F' } } }, CHORA, 0 },
	{ "16710002110", "3SEGPA", "3ème SEGPA", "TROISIEME SEGPA",
	    "24340010002", "2434", '3', 14, 6,
	    { { { AGL1, 'O' }, { ESP1, 'O' } },
	    { { DECOU, 'F' }, { DECOU, 'F' } } }, CHORA, 0 },
	[CM2] = { .mef = "00310002220", .formation = "CM2", .edition = "CM2",
	    .longue = "CM2", .mefstat = "11250010002", .mefstat4 = "1125" },
};

/* The teachers of a pair of divisions, one a line. */
#define ANGLAIS 3
#define ESPAGNOL 5
static const struct {
	enum matiere matiere;
	const char *horaire;	/* in a division, or NULL */
	const char *discipline, *libelle;
} postes[] = {
	{ FRANC, "4.50", "L0202", "LET MODERN" },
	{ MATHS, "4.50", "L1300", "MATH" },
	{ HIGEO, "3.00", "L1000", "HIST. GEO." },
	[ANGLAIS] = { AGL1, NULL, "L0422", "ANGLAIS" },
	{ EPS, "4.00", "L1900", "E. P. S" },
	[ESPAGNOL] = { ESP2, NULL, "L0426", "ESPAGNOL" },
};

/* The code lists of the nomenclature. */
struct entree {
	const char *code, *court, *longue;
	const char *plus; /* value of the list's own element */
};

static const struct entree modalites_election[] = {
	{ "S", "TR. COMMUN", "TRONC COMMUN", NULL },
	{ "O", "OBLIGAT.", "OPTION OBLIGATOIRE", NULL },
	{ "F", "FACULTATIF", "OPTION FACULTATIVE", NULL },
	{ "N", "OBL OU FAC", "OPTION OBLIGATOIRE OU FACULTATIVE", NULL },
	{ "X", "MES. SPEC.", "MESURE SPECIFIQUE", NULL },
	{ "L", "AJ. ACAD.", "AJOUT ACADEMIQUE AU PROGRAMME", NULL },
	{ "R", "ENS. RELIG", "ENSEIGNEMENT RELIGIEUX", NULL },
};

static const struct entree regimes[] = {
	{ "0", "EXTERN", "EXTERNE LIBRE", NULL },
	{ "1", "EX.SUR", "EXTERNE SURVEILLE", NULL },
	{ "2", "DP DAN", "DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT", NULL },
	{ "21", "DP 1 J", "DEMI-PENSIONNAIRE 1 JOUR", NULL },
	{ "22", "DP 2 J", "DEMI-PENSIONNAIRE 2 JOURS", NULL },
	{ "23", "DP 3 J", "DEMI-PENSIONNAIRE 3 JOURS", NULL },
	{ "24", "DP 4 J", "DEMI-PENSIONNAIRE 4 JOURS", NULL },
	{ "25", "DP 5 J", "DEMI-PENSIONNAIRE 5 JOURS", NULL },
	{ "26", "DP 6 J", "DEMI-PENSIONNAIRE 6 JOURS", NULL },
	{ "29", "DP TIC", "DEMI-PENSIONNAIRE AU TICKET", NULL },
	{ "3", "INTERN", "INTERNE DANS L'ETABLISSEMENT", NULL },
	{ "4", "IN.EX.", "INTERNE EXTERNE", NULL },
	{ "5", "IN.HEB", "INTERNE HEBERGE", NULL },
	{ "6", "DP HOR", "DEMI-PENSIONNAIRE HORS L'ETABLISSEMENT", NULL },
};

static const struct entree statuts_eleve[] = {
	{ "AP", "APPRENTI", "APPRENTI", NULL },
	{ "ST", "SCOLAIRE", "SCOLAIRE", NULL },
};

static const struct entree motifs_sortie[] = {
	{ "10", "PUB MEM.AC", "SECOND DEGRE PUBLIC, MEME ACADEMIE", NULL },
	{ "11", "PUB AUT.AC", "SECOND DEGRE PUBLIC, AUTRE ACADEMIE", NULL },
	{ "12", "PRIVE", "SECOND DEGRE PRIVE", NULL },
	{ "19", "ETRANGER", "ETUDES A L'ETRANGER", NULL },
	{ "99", "INCONNU", "MOTIF INCONNU", NULL },
};

static const struct entree liens_parente[] = {
	{ "10", "MERE", "MERE", NULL },
	{ "20", "PERE", "PERE", NULL },
	{ "37", "FRATRIE", "FRATRIE", NULL },
	{ "38", "ASCENDANT", "ASCENDANT", NULL },
	{ "39", "AUT. FAM.", "AUTRE MEMBRE DE LA FAMILLE", NULL },
	{ "41", "EDUCATEUR", "EDUCATEUR", NULL },
	{ "42", "ASS. FAM.", "ASSISTANT FAMILIAL", NULL },
	{ "50", "TUTEUR", "TUTEUR", NULL },
	{ "51", "ASE", "AIDE SOCIALE A L'ENFANCE", NULL },
	{ "70", "LUI-MEME", "ELEVE LUI-MEME", NULL },
	{ "90", "AUTRE LIEN", "AUTRE LIEN", NULL },
};

static const struct entree bourses[] = {
	{ "1", "B. COLLEGE", "BOURSE NATIONALE DE COLLEGE", "1" },
	{ "2", "B. LYCEE", "BOURSE NATIONALE DE LYCEE", "1" },
	{ "3", "B. DEPART.", "BOURSE DEPARTEMENTALE", "0" },
};

static const struct entree provenances[] = {
	{ "1", "ETAB. PUB.", "ETABLISSEMENT PUBLIC", NULL },
	{ "2", "ETAB. PRI.", "ETABLISSEMENT PRIVE", NULL },
	{ "3", "ETRANGER", "ETABLISSEMENT A L'ETRANGER", NULL },
	{ "9", "AUTRE", "AUTRE PROVENANCE", NULL },
};

static const struct entree civilites[] = {
	{ "1", "M.", "MONSIEUR", NULL },
	{ "2", "MME", "MADAME", NULL },
};

static const struct entree contrats[] = {
	{ "1", "HORS CONT.", "HORS CONTRAT", NULL },
	{ "2", "SIMPLE", "CONTRAT SIMPLE", NULL },
	{ "3", "ASSOCIAT.", "CONTRAT D'ASSOCIATION", NULL },
};

static const struct entree types_etablissement[] = {
	{ "CLG", "COLLEGE", "COLLEGE", NULL },
	{ "ECOL", "ECOLE", "ECOLE DU PREMIER DEGRE", NULL },
	{ "LGT", "LYCEE GT", "LYCEE GENERAL ET TECHNOLOGIQUE", NULL },
	{ "LP", "LYCEE PRO", "LYCEE PROFESSIONNEL", NULL },
};

static const struct entree modalites_cours[] = {
	{ "AI", "AIDE IND", "AIDE INDIVIDUALISEE - SOUTIEN", "true" },
	{ "CG", "COURS GEN.", "COURS GENERAL", "true" },
	{ "TD", "TRAV. DIR.", "TRAVAUX DIRIGES", "true" },
	{ "TP", "TRAV. PRAT", "TRAVAUX PRATIQUES", "false" },
};

static const struct entree professions[] = {
	{ "10", "AGRICULTEURS", "AGRICULTEURS EXPLOITANTS", NULL },
	{ "21", "ARTISANS", "ARTISANS", NULL },
	{ "22", "COMMERCANTS", "COMMERCANTS ET ASSIMILES", NULL },
	{ "31", "PROFESSIONS LIBERALES", "PROFESSIONS LIBERALES", NULL },
	{ "33", "CADRES PUBLICS", "CADRES DE LA FONCTION PUBLIQUE", NULL },
	{ "34", "PROFESSEURS", "PROFESSEURS ET PROFESSIONS SCIENTIFIQUES",
	    NULL },
	{ "37", "CADRES D'ENTREPRISE",
	    "CADRES ADMINISTRATIFS ET COMMERCIAUX D'ENTREPRISE", NULL },
	{ "38", "INGENIEURS", "INGENIEURS ET CADRES TECHNIQUES", NULL },
	{ "42", "INSTITUTEURS", "INSTITUTEURS ET ASSIMILES", NULL },
	{ "43", "SANTE ET SOCIAL",
	    "PROFESSIONS DE LA SANTE ET DU TRAVAIL SOCIAL", NULL },
	{ "47", "TECHNICIENS", "TECHNICIENS", NULL },
	{ "52", "EMPLOYES CIVILS", "EMPLOYES CIVILS ET AGENTS DE SERVICE",
	    NULL },
	{ "54", "EMPLOYES D'ENTREPRISE",
	    "EMPLOYES ADMINISTRATIFS D'ENTREPRISE", NULL },
	{ "55", "EMPLOYES DE COMMERCE", "EMPLOYES DE COMMERCE", NULL },
	{ "62", "OUVRIERS QUALIFIES", "OUVRIERS QUALIFIES DE TYPE INDUSTRIEL",
	    NULL },
	{ "64", "CHAUFFEURS", "CHAUFFEURS", NULL },
	{ "69", "OUVRIERS AGRICOLES", "OUVRIERS AGRICOLES", NULL },
	{ "85", "SANS ACTIVITE", "PERSONNES SANS ACTIVITE PROFESSIONNELLE",
	    NULL },
	{ "99", "NON RENSEIGNEE", "PROFESSION NON RENSEIGNEE", NULL },
};

#define ENTREES(a) (a), NELEM(a)
#define COURT "LIBELLE_COURT"
#define LONG "LIBELLE_LONG"
static const struct {
	const char *conteneur, *nom, *cle, *court, *longue;
	const char *plus; /* one element more, or NULL */
	const struct entree *entree;
	size_t nentrees;
} listes[] = {
	{ "MODALITES_ELECTION", "MODALITE_ELECTION", "CODE_MODALITE_ELECT",
	    COURT, LONG, NULL, ENTREES(modalites_election) },
	{ "REGIMES", "REGIME", "CODE_REGIME", COURT, LONG, NULL,
	    ENTREES(regimes) },
	{ "STATUTS_ELEVE", "STATUT_ELEVE", "CODE_STATUT", COURT, LONG, NULL,
	    ENTREES(statuts_eleve) },
	{ "MOTIFS_SORTIE", "MOTIF_SORTIE", "CODE_MOTIF_SORTIE", COURT, LONG,
	    NULL, ENTREES(motifs_sortie) },
	{ "LIENS_PARENTE", "LIEN_PARENTE", "CODE_PARENTE", COURT, LONG, NULL,
	    ENTREES(liens_parente) },
	{ "BOURSES", "BOURSE", "CODE_BOURSE", COURT, LONG,
	    "BOURSE_NATIONALE", ENTREES(bourses) },
	{ "PROVENANCES", "PROVENANCE", "CODE_PROVENANCE", COURT, LONG, NULL,
	    ENTREES(provenances) },
	{ "CIVILITES", "CIVILITE", "CODE_CIVILITE", COURT, LONG, NULL,
	    ENTREES(civilites) },
	{ "CONTRATS", "CONTRAT", "CODE_CONTRAT", COURT, LONG, NULL,
	    ENTREES(contrats) },
	{ "TYPES_ETABLISSEMENT", "TYPE_ETABLISSEMENT", "CODE_TYPE_ETAB",
	    COURT, LONG, NULL, ENTREES(types_etablissement) },
	{ "MODALITES_COURS", "MODALITE_COURS", "CODE_MODALITE_COURS", COURT,
	    LONG, "CO_ENSEIGNEMENT", ENTREES(modalites_cours) },
	{ "PROFESSIONS", "PROFESSION", "CODE_PROFESSION",
	    "LIBELLE_COURT_PCS", "LIBELLE_LONG_PCS", NULL,
	    ENTREES(professions) },
};

/* Where people live and are born. */
static const struct {
	const char *insee, *postal, *departement, *nom;
} communes[] = {
	{ "21231", "21000", "021", "DIJON" },
	{ "21054", "21200", "021", "BEAUNE" },
	{ "58194", "58000", "058", "NEVERS" },
	{ "71076", "71100", "071", "CHALON SUR SAONE" },
};

static const struct {
	const char *code, *ville;
} pays[] = {
	{ "109", "HAMBOURG" },
	{ "109", "COLOGNE" },
	{ "132", "LONDRES" },
	{ "132", "LIVERPOOL" },
};

static const char *const voies[] = {
	"RUE DES CARTES PERFORÉES",
	"ALLÉE DU MÉTIER À TISSER",
	"IMPASSE DE L'ŒIL-DE-CHAT",
	"RUE DU BOULIER ÇÀ ET LÀ",
	"PLACE DES NAÏADES EN PAPIER",
	"CHEMIN DE LA RÈGLE À CALCUL",
	"QUAI DES HORLOGES MOLLES",
};

/*
 * Syllables.  Beginnings all have three letters and middles two, and no two
 * endings are the same, so two triples never make one name.
 */
static const char *const nom_debut[32] = {
	"BRU", "CLO", "DRI", "FLA", "GLI", "GRO", "PLU", "PRA",
	"QUE", "SCO", "SPI", "TRA", "VRI", "ZEL", "ZOR", "ŒDI",
	"ÉLU", "ÇAR", "NAÏ", "OUR", "YPS", "BLÉ", "CRÊ", "FRÔ",
	"HUL", "JAB", "KER", "LŒV", "MYR", "PUL", "WIS", "XAN",
};
static const char *const nom_milieu[32] = {
	"BA", "BE", "BI", "BO", "DA", "DE", "DO", "DU",
	"FA", "FI", "GA", "GO", "LA", "LI", "LO", "LU",
	"MA", "MI", "MO", "MU", "NA", "NI", "NO", "NU",
	"PA", "PO", "RA", "RI", "SA", "SO", "TA", "VÉ",
};
static const char *const nom_fin[32] = {
	"LUNE", "BRUME", "PLUME", "FEUIL", "FLOTTE", "GRAIN", "MOUSSE",
	"VERGUE", "CRAIE", "GIVRE", "LIÈGE", "SABLE", "TUILE", "VOILE",
	"ZESTE", "BULLE", "CORDE", "DENTELLE", "ÉCUME", "FICELLE", "GALET",
	"HÊTRE", "JONQUE", "LAMPE", "MIETTE", "NACRE", "OURSE", "PERLE",
	"ROSÉE", "SUCRE", "TOUPIE", "VIRGULE",
};
static const char *const prenom_debut[24] = {
	"Aza", "Bél", "Caï", "Dor", "Éla", "Fli", "Gaï", "Hyl",
	"Ido", "Joï", "Lœl", "Mév", "Nao", "Oph", "Pim", "Quo",
	"Ruz", "Sél", "Tif", "Ulm", "Vaç", "Wen", "Yol", "Zép",
};
static const char *const prenom_fin[2][24] = {
	{ "andrin", "belin", "cordin", "dorin", "éor", "fantin", "gaspin",
	    "hilon", "ibert", "jolin", "kelin", "lubin", "mirot", "nestin",
	    "obin", "parin", "quentor", "ramir", "silvor", "tavin", "ubald",
	    "verin", "ybor", "zélin" },
	{ "andrine", "beline", "cordine", "dorée", "éora", "fantine",
	    "gaspine", "hilone", "iberte", "joline", "keline", "lubine",
	    "mirelle", "nestine", "obine", "parine", "quentine", "ramire",
	    "silvore", "tavine", "ubalde", "verine", "ybore", "zéline" },
};
/* clang-format on */

#define NOMS      32768                      /* 32^3 */
#define PRENOMS   576                        /* 24^2 */
#define IDENTITES ((uint64_t)NOMS * PRENOMS) /* 2^21 * 3^2 */

/* What is drawn for a pupil, a pair or a person: one stream each. */
enum tirage {
	T_IDENTITE,
	T_RNIE,
	T_BEA,
	T_PARTAGE,
	T_SEXE,
	T_VARIANTE,
	T_TIERCE,
	T_NAISSANCE,
	T_COMMUNE,
	T_ETRANGER,
	T_REDOUBLE,
	T_SORTIE,
	T_AVANT,
	T_REGIME,
	T_PRENOM2,
	T_USAGE,
	T_ANCIEN,
	T_DIVERS,
	T_VOIE,
	T_FOYER,
	T_PCS,
	T_GRADE,
	TIRAGE__MAX
};

/* splitmix64 of seed, stream and rank. */
static uint64_t
draw(const struct ecole *e, uint64_t i, enum tirage t)
{
	uint64_t z = e->seed * UINT64_C(0xD1B54A32D192ED03) +
	    (i * TIRAGE__MAX + (uint64_t)t + 1) * UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

/* i to a number below m, no two to the same: pas has no divisor of m. */
static uint64_t
scatter(const struct ecole *e, uint64_t i, enum tirage t, uint64_t pas,
    uint64_t m)
{
	return (i % m * pas + draw(e, 0, t) % m) % m;
}

static unsigned
days_in(int an, unsigned mois)
{
	static const unsigned char jours[] = { 31, 28, 31, 30, 31, 30, 31, 31,
		30, 31, 30, 31 };

	if (mois == 2 && ((an % 4 == 0 && an % 100 != 0) || an % 400 == 0))
		return 29;
	return jours[mois - 1];
}

/* The date n days after the first of a month. */
static struct date
date_after(int an, unsigned mois, uint64_t n)
{
	struct date d = { an, mois, 1 };

	while (n >= days_in(d.an, d.mois)) {
		n -= days_in(d.an, d.mois);
		if (d.mois++ == 12) {
			d.mois = 1;
			d.an++;
		}
	}
	d.jour += (unsigned)n;
	return d;
}

/* A name and a first name: distinct for distinct ranks below IDENTITES. */
struct identite {
	unsigned nom, prenom;
	int fille;
};

static struct identite
identite(const struct ecole *e, uint64_t i, int fille)
{
	uint64_t x = scatter(e, i, T_IDENTITE, 11664977, IDENTITES);
	struct identite id = { (unsigned)(x % NOMS), (unsigned)(x / NOMS),
		fille };

	return id;
}

/* Particles and hyphens hang on the name alone, so it stays one name. */
static void
put_nom(struct out *o, unsigned nom)
{
	unsigned forme = nom % 29;

	if (forme == 1)
		put(o, "DE ");
	else if (forme == 2)
		put(o, "LE ");
	else if (forme == 3)
		put(o, "VAN DER ");
	put_text(o, nom_debut[nom % 32]);
	put_text(o, nom_milieu[nom / 32 % 32]);
	if (forme == 4 || forme == 5)
		put_char(o, '-');
	put_text(o, nom_fin[nom / 1024 % 32]);
}

static void
put_prenom(struct out *o, unsigned prenom, int fille)
{
	const char *const *fin = prenom_fin[fille != 0];

	put_text(o, prenom_debut[prenom % 24]);
	put_text(o, fin[prenom / 24 % 24]);
	if (prenom % 17 == 3) {
		put_char(o, '-');
		put_text(o, prenom_debut[(prenom + 7) % 24]);
		put_text(o, fin[prenom / 17 % 24]);
	}
}

static void
leaf_nom(struct out *o, const char *tag, unsigned nom)
{
	leaf_start(o, tag);
	put_nom(o, nom);
	leaf_end(o, tag);
}

static void
leaf_prenom(struct out *o, const char *tag, unsigned prenom, int fille)
{
	leaf_start(o, tag);
	put_prenom(o, prenom, fille);
	leaf_end(o, tag);
}

/*
 * Pairs, divisions and groups.  Of seventeen pairs sixteen are four of each
 * level, in turn, and one is of SEGPA, whose level changes every time.
 */
static size_t
pair_formation(uint64_t p)
{
	if (p % CYCLE < CYCLE - 1)
		return p % CYCLE % FIRST_SEGPA;
	return FIRST_SEGPA + p / CYCLE % (FORMATIONS - FIRST_SEGPA);
}

static uint64_t
pairs(const struct ecole *e)
{
	return (e->n + PAIR - 1) / PAIR;
}

/* How many of the pair's 56 are in its first division. */
static uint64_t
pair_cut(const struct ecole *e, uint64_t p)
{
	return PAIR / 2 - 1 + draw(e, p, T_PARTAGE) % 3;
}

static uint64_t
division_of(const struct ecole *e, uint64_t i)
{
	uint64_t p = i / PAIR;

	return 2 * p + (i % PAIR >= pair_cut(e, p));
}

/* Rank of the first pupil of division d; that of the school's end is n. */
static uint64_t
division_start(const struct ecole *e, uint64_t d)
{
	uint64_t i = d / 2 * PAIR;

	if (d % 2 == 1)
		i += pair_cut(e, d / 2);
	return i < e->n ? i : e->n;
}

static uint64_t
division_count(const struct ecole *e, uint64_t d)
{
	return division_start(e, d + 1) - division_start(e, d);
}

static uint64_t
divisions(const struct ecole *e)
{
	return division_of(e, e->n - 1) + 1;
}

/* 0 to A, 25 to Z, 26 to AA: a rank as spreadsheets write columns. */
static void
put_letters(struct out *o, uint64_t rank)
{
	char t[16];
	size_t i = sizeof(t);

	for (rank++; rank > 0; rank = (rank - 1) / 26)
		t[--i] = (char)('A' + (rank - 1) % 26);
	put_n(o, t + i, sizeof(t) - i);
}

/* 6A, 5 C, 4AB; 6S1 in SEGPA: at most 8 characters, no two the same. */
static void
put_division(struct out *o, uint64_t d)
{
	uint64_t p = d / 2, rank = p / CYCLE;
	size_t f = pair_formation(p);

	put_char(o, formations[f].niveau);
	if (f >= FIRST_SEGPA) {
		put_char(o, 'S');
		put_num(o, rank / (FORMATIONS - FIRST_SEGPA) * 2 + d % 2 + 1,
		    1);
		return;
	}
	rank = rank * ((CYCLE - 1) / FIRST_SEGPA) + p % CYCLE / FIRST_SEGPA;
	rank = rank * 2 + d % 2;
	if (rank % 5 == 2)
		put_char(o, ' ');
	put_letters(o, rank);
}

/* What the group of a pair teaches: of the variants, then the third option. */
static enum matiere
groupe_matiere(uint64_t p, unsigned kind)
{
	const struct formation *f = &formations[pair_formation(p)];

	return kind < VARIANTS ? f->option[f->groupe][kind].matiere : f->tierce;
}

/* 5ES12, 5AL12, _5L12: level, subject, and the number of the pair. */
static void
put_groupe(struct out *o, uint64_t p, unsigned kind)
{
	const char *sujet = matieres[groupe_matiere(p, kind)].groupe;

	if (kind == VARIANTS)
		put_char(o, '_');
	put_char(o, formations[pair_formation(p)].niveau);
	put_n(o, sujet, kind == VARIANTS ? 1 : 2);
	put_num(o, p + 1, 1);
}

/* Two pupils in three take the first variant. */
static unsigned
variante(const struct ecole *e, uint64_t i)
{
	return draw(e, i, T_VARIANTE) % 3 == 0;
}

/* One in four takes a third option, and is in its group too. */
static int
tierce(const struct ecole *e, uint64_t i)
{
	return draw(e, i, T_TIERCE) % 4 == 0;
}

/* Pupils of division d who are in one of the groups of its pair. */
static uint64_t
groupe_count(const struct ecole *e, uint64_t d, unsigned kind)
{
	uint64_t fin = division_start(e, d + 1), n = 0;

	for (uint64_t i = division_start(e, d); i < fin; i++)
		n += kind == VARIANTS ? tierce(e, i) != 0
				      : variante(e, i) == kind;
	return n;
}

static void
prolog(struct out *o)
{
	put(o, "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>\n");
}

/* The envelope of the BEE files, as far as DONNEES. */
static void
bee_open(struct out *o, const struct ecole *e, const char *root,
    const char *version)
{
	prolog(o);
	start(o, root);
	attr(o, "VERSION", version);
	inside(o);
	block(o, "PARAMETRES");
	leaf(o, "UAJ", e->uai);
	leaf_num(o, "ANNEE_SCOLAIRE", (uint64_t)e->annee);
	leaf_start(o, "DATE_EXPORT");
	put_n(o, e->horo, 10);
	leaf_end(o, "DATE_EXPORT");
	leaf(o, "HORODATAGE", e->horo);
	shut(o, "PARAMETRES");
	block(o, "DONNEES");
}

static void
bee_shut(struct out *o, const char *root)
{
	shut(o, "DONNEES");
	shut(o, root);
}

/* STS-WEB's programmes have no modalities. */
static void
put_programme(struct out *o, const struct formation *f, struct choix c,
    const char *horaire, int modalites)
{
	block(o, "PROGRAMME");
	leaf(o, "CODE_MEF", f->mef);
	leaf(o, "CODE_MATIERE", matieres[c.matiere].code);
	if (modalites) {
		leaf_start(o, "CODE_MODALITE_ELECT");
		put_char(o, c.modalite);
		leaf_end(o, "CODE_MODALITE_ELECT");
	}
	leaf(o, "HORAIRE", horaire);
	shut(o, "PROGRAMME");
}

/* Do both variants of a formation have this option?  Then it counts once. */
static int
repeated(const struct formation *f, size_t rang, size_t v)
{
	return v == 1 &&
	    f->option[rang][1].matiere == f->option[rang][0].matiere;
}

static void
programme(struct out *o, const struct formation *f, int modalites)
{
	for (size_t i = 0; i < NELEM(commun); i++)
		put_programme(o, f, (struct choix){ commun[i].matiere, 'S' },
		    commun[i].horaire, modalites);
	for (size_t rang = 0; rang < 2; rang++)
		for (size_t v = 0; v < VARIANTS; v++)
			if (!repeated(f, rang, v))
				put_programme(o, f, f->option[rang][v],
				    rang == 0 ? "3.00" : "2.50", modalites);
	put_programme(o, f, (struct choix){ f->tierce, 'F' }, "2.00",
	    modalites);
}

static void
nomen_mef(struct out *o, const struct formation *f)
{
	unsigned oblig = 0;
	int enseigne = f->niveau != '\0';

	for (size_t rang = 0; rang < 2; rang++)
		oblig += f->option[rang][0].modalite == 'O';
	start(o, "MEF");
	attr(o, "CODE_MEF", f->mef);
	inside(o);
	leaf(o, "FORMATION", f->formation);
	leaf(o, "LIBELLE_LONG", f->longue);
	leaf_text(o, "LIBELLE_EDITION", f->edition);
	leaf(o, "STATUT_MEF", "1");
	leaf(o, "MEF_RATTACHEMENT", f->mef);
	leaf(o, "CODE_MEFSTAT", f->mefstat);
	leaf_num(o, "NB_OPT_OBLIG", oblig);
	leaf_num(o, "NB_OPT_MINI", oblig);
	leaf(o, "RENFORCEMENT_LANGUES", "0");
	leaf(o, "INSCRIPTION_ETAB", enseigne ? "1" : "0");
	leaf(o, "MEF_ORIGINE", "1");
	leaf(o, "MEF_SELECTIONNE", "0");
	leaf(o, "MEF_SELORIG", "0");
	leaf(o, "DATE_OUVERTURE", "01/09/1995");
	leaf(o, "DATE_FERMETURE", "31/12/9999");
	shut(o, "MEF");
}

static void
nomen_options(struct out *o, const struct formation *f)
{
	for (size_t rang = 0; rang < 2; rang++)
		for (size_t v = 0; v < VARIANTS; v++) {
			const struct choix *c = &f->option[rang][v];

			if (c->modalite != 'O' || repeated(f, rang, v))
				continue;
			block(o, "OPTION_OBLIGATOIRE");
			leaf(o, "CODE_MEF", f->mef);
			leaf(o, "CODE_MATIERE", matieres[c->matiere].code);
			leaf_num(o, "RANG_OPTION", rang + 1);
			shut(o, "OPTION_OBLIGATOIRE");
		}
}

/* One code list. */
static void
nomen_liste(struct out *o, size_t l)
{
	block(o, listes[l].conteneur);
	for (size_t i = 0; i < listes[l].nentrees; i++) {
		const struct entree *en = &listes[l].entree[i];

		start(o, listes[l].nom);
		attr(o, listes[l].cle, en->code);
		inside(o);
		leaf(o, listes[l].court, en->court);
		leaf(o, listes[l].longue, en->longue);
		if (listes[l].plus != NULL)
			leaf(o, listes[l].plus, en->plus);
		shut(o, listes[l].nom);
	}
	shut(o, listes[l].conteneur);
}

static void
write_nomenclature(struct out *o, const struct ecole *e)
{
	bee_open(o, e, "BEE_NOMENCLATURES", "3.1");
	block(o, "MEFS");
	for (size_t i = 0; i < NELEM(formations); i++)
		nomen_mef(o, &formations[i]);
	shut(o, "MEFS");
	block(o, "MATIERES");
	for (size_t i = 0; i < NELEM(matieres); i++) {
		start(o, "MATIERE");
		attr(o, "CODE_MATIERE", matieres[i].code);
		inside(o);
		leaf(o, "CODE_GESTION", matieres[i].gestion);
		leaf(o, "LIBELLE_COURT", matieres[i].court);
		leaf(o, "LIBELLE_LONG", matieres[i].longue);
		leaf_text(o, "LIBELLE_EDITION", matieres[i].edition);
		leaf(o, "MATIERE_ETP", "0");
		shut(o, "MATIERE");
	}
	shut(o, "MATIERES");
	block(o, "PROGRAMMES");
	for (size_t i = 0; i < FORMATIONS; i++)
		programme(o, &formations[i], 1);
	shut(o, "PROGRAMMES");
	block(o, "OPTIONS_OBLIGATOIRES");
	for (size_t i = 0; i < FORMATIONS; i++)
		nomen_options(o, &formations[i]);
	shut(o, "OPTIONS_OBLIGATOIRES");
	for (size_t i = 0; i < NELEM(listes); i++)
		nomen_liste(o, i);
	bee_shut(o, "BEE_NOMENCLATURES");
}

static void
profil_code(struct out *o, const char *code)
{
	put(o, "  - \"");
	put(o, code);
	put(o, "\"\n");
}

static void
write_profil(struct out *o, const struct ecole *e)
{
	put(o, "# ");
	put(o, e->uai);
	put_char(o, ' ');
	put_num(o, (uint64_t)e->annee, 4);
	put(o, "\nmef:\n");
	for (size_t i = 0; i < FORMATIONS; i++)
		profil_code(o, formations[i].mef);
	put(o, "matieres:\n");
	for (size_t i = 0; i < NELEM(matieres); i++)
		profil_code(o, matieres[i].code);
	put(o, "mef_origine:\n");
	for (size_t i = FORMATIONS; i < NELEM(formations); i++)
		profil_code(o, formations[i].mef);
}

static void
write_divisions(struct out *o, const struct ecole *e)
{
	put(o, "# ");
	put(o, e->uai);
	put_char(o, ' ');
	put_num(o, (uint64_t)e->annee, 4);
	put(o, "\neleve_id\tdivision\n");
	for (uint64_t i = 0; i < e->n && o->err == 0; i++) {
		put_num(o, ELEVE_ID + i, 1);
		put_char(o, '\t');
		put_division(o, division_of(e, i));
		put_char(o, '\n');
	}
}

/* What is drawn of a pupil, but his groups. */
struct eleve {
	uint64_t i, id;
	const struct formation *f;
	struct identite nom;
	uint64_t divers; /* bits for what does not matter */
	size_t lieu;     /* of birth, among communes or, if foreign, pays */
	int redouble, etranger, sorti, modifie;
};

static void
eleve_init(const struct ecole *e, uint64_t i, struct eleve *el)
{
	el->i = i;
	el->id = ELEVE_ID + i;
	el->f = &formations[pair_formation(i / PAIR)];
	el->nom = identite(e, i, draw(e, i, T_SEXE) % 2 == 0);
	el->divers = draw(e, i, T_DIVERS);
	el->etranger = draw(e, i, T_ETRANGER) % 100 < 3;
	el->lieu = draw(e, i, T_COMMUNE) %
	    (el->etranger ? NELEM(pays) : NELEM(communes));
	el->redouble = draw(e, i, T_REDOUBLE) % 25 == 0;
	el->sorti = draw(e, i, T_SORTIE) % 100 < 2;
	el->modifie = e->modif != 0 && (i + 1) % e->modif == 0;
}

/* 9 digits from 990000000 up, and the two letters of their key. */
static void
put_rnie(struct out *o, const struct ecole *e, uint64_t i)
{
	static const char lettres[] = "ABCDEFGHJK";
	uint64_t v = 990000000 + scatter(e, i, T_RNIE, 6180339, 10000000);
	uint64_t k = 97 - v % 97;

	put_num(o, v, 9);
	put_char(o, lettres[k / 10]);
	put_char(o, lettres[k % 10]);
}

/* 10 digits from 9900000000 up, and the letter of their key. */
static void
put_bea(struct out *o, const struct ecole *e, uint64_t i)
{
	static const char lettres[] = "ABCDEFGHJKLMNPRSTUVWXYZ";
	uint64_t v =
	    UINT64_C(9900000000) + scatter(e, i, T_BEA, 61803399, 100000000);

	put_num(o, v, 10);
	put_char(o, lettres[v % 23]);
}

static void
leaf_tel(struct out *o, const char *tag, uint64_t v)
{
	leaf_start(o, tag);
	put(o, "+3399");
	put_num(o, v % 10000000, 7);
	leaf_end(o, tag);
}

/* ELEVE_ID, and ELENOET while there is one. */
static void
start_eleve(struct out *o, const char *tag, uint64_t i)
{
	start(o, tag);
	attr_num(o, "ELEVE_ID", ELEVE_ID + i);
	if (i < ELENOET_MAX)
		attr_num(o, "ELENOET", 10000 + i);
	inside(o);
}

static void
eleve_numeros(struct out *o, const struct ecole *e, uint64_t i)
{
	leaf_start(o, "ID_NATIONAL");
	put_rnie(o, e, i);
	leaf_end(o, "ID_NATIONAL");
	if (draw(e, i, T_ANCIEN) % 8 == 0) {
		leaf_start(o, "INE_BEA");
		put_bea(o, e, i);
		leaf_end(o, "INE_BEA");
	}
	leaf_start(o, "INE_RNIE");
	put_rnie(o, e, i);
	leaf_end(o, "INE_RNIE");
	if (i >= ELENOET_MAX)
		return;
	leaf_num(o, "ELENOET", 10000 + i);
	leaf_start(o, "ID_ELEVE_ETAB");
	put_num(o, 10000 + i, 5);
	put_n(o, e->uai + 1, 6);
	leaf_end(o, "ID_ELEVE_ETAB");
}

static void
eleve_noms(struct out *o, const struct ecole *e, const struct eleve *el)
{
	uint64_t usage = draw(e, el->i, T_USAGE) % 20;
	uint64_t autres = draw(e, el->i, T_PRENOM2);

	leaf_nom(o, "NOM_DE_FAMILLE", el->nom.nom);
	if (usage == 0)
		leaf_nom(o, "NOM_USAGE", identite(e, el->i + 1, 0).nom);
	else if (usage == 1)
		empty(o, "NOM_USAGE");
	leaf_prenom(o, "PRENOM", el->nom.prenom, el->nom.fille);
	if (autres % 4 == 0)
		return;
	autres /= 4;
	leaf_prenom(o, "PRENOM2", (unsigned)(autres % PRENOMS), el->nom.fille);
	autres /= PRENOMS;
	if (autres % 4 == 0)
		leaf_prenom(o, "PRENOM3", (unsigned)(autres / 4 % PRENOMS),
		    el->nom.fille);
}

static void
eleve_mel(struct out *o, const struct eleve *el)
{
	leaf_start(o, "MEL");
	put(o, "eleve");
	put_num(o, el->id, 1);
	put(o, el->modifie ? ".bis@example.org" : "@example.org");
	leaf_end(o, "MEL");
}

/* All were at one school last year, which teaches from CM2 to 3e. */
static void
scolarite(struct out *o, const struct ecole *e, const struct eleve *el)
{
	const struct formation *avant =
	    el->redouble ? el->f : &formations[el->f->origine];

	block(o, "SCOLARITE_AN_DERNIER");
	leaf(o, "CODE_MEF", avant->mef);
	leaf_start(o, "CODE_STRUCTURE");
	if (avant->niveau == '\0') {
		put(o, "CM2");
	} else {
		put_char(o, avant->niveau);
		put_letters(o, draw(e, el->i, T_AVANT) % 20);
	}
	leaf_end(o, "CODE_STRUCTURE");
	leaf(o, "CODE_RNE", "0990002P");
	leaf(o, "CODE_NATURE", "340");
	leaf(o, "SIGLE", "ENS.SCOL");
	leaf(o, "DENOM_PRINC", "ENSEMBLE SCOLAIRE");
	leaf(o, "DENOM_COMPL", "GRACE HOPPER");
	leaf_text(o, "LIGNE1_ADRESSE", "14 allée du Compilateur");
	leaf(o, "MEL", "ce.0990002P@example.org");
	leaf(o, "TELEPHONE", "+33990000002");
	leaf(o, "CODE_COMMUNE_INSEE", communes[0].insee);
	leaf(o, "LL_COMMUNE_INSEE", communes[0].nom);
	shut(o, "SCOLARITE_AN_DERNIER");
}

/* From the birth to the first day here. */
static void
eleve_dates(struct out *o, const struct ecole *e, const struct eleve *el)
{
	static const char *const regime[] = { "24", "24", "24", "0", "25", "24",
		"0", "29" };
	int an = e->annee - el->f->age - el->redouble;

	leaf_date(o, "DATE_NAISS",
	    date_after(an, 1, draw(e, el->i, T_NAISSANCE) % 365));
	leaf(o, "DOUBLEMENT", el->redouble ? "1" : "0");
	leaf(o, "CODE_PAYS", el->etranger ? pays[el->lieu].code : "100");
	leaf(o, "ACCEPTE_SMS", el->divers / 8 % 2 ? "1" : "0");
	leaf_date(o, "DATE_MODIFICATION",
	    date_after(e->annee, 6, el->divers / 16 % 60));
	if (el->sorti)
		leaf_date(o, "DATE_SORTIE",
		    date_after(e->annee, 9, 15 + el->divers / 1024 % 280));
	eleve_mel(o, el);
	leaf(o, "CODE_REGIME",
	    el->modifie ? "1"
			: regime[draw(e, el->i, T_REGIME) % NELEM(regime)]);
	leaf_start(o, "DATE_ENTREE");
	put(o, "01/09/");
	put_num(o, (uint64_t)e->annee, 4);
	leaf_end(o, "DATE_ENTREE");
}

/* And from there to the school before. */
static void
eleve_suite(struct out *o, const struct ecole *e, const struct eleve *el)
{
	uint64_t divers = el->divers >> 20;

	if (el->etranger)
		leaf(o, "VILLE_NAISS", pays[el->lieu].ville);
	else if (divers % 4 == 0)
		empty(o, "VILLE_NAISS");
	leaf_num(o, "ADRESSE_ID", ADRESSE_ID + el->i);
	if (el->sorti)
		leaf(o, "CODE_MOTIF_SORTIE",
		    motifs_sortie[divers / 4 % NELEM(motifs_sortie)].code);
	if (divers / 64 % 8 == 0)
		leaf_tel(o, "TEL_PERSONNEL", 5000000 + el->i);
	leaf(o, "CODE_SEXE", el->nom.fille ? "2" : "1");
	if (divers / 512 % 4 == 0)
		leaf_tel(o, "TEL_PORTABLE", 6000000 + el->i);
	leaf(o, "CODE_PAYS_NAT", el->etranger ? pays[el->lieu].code : "100");
	leaf(o, "CODE_STATUT", "ST");
	leaf(o, "CODE_MEF", el->f->mef);
	if (!el->etranger) {
		leaf(o, "CODE_DEPARTEMENT_NAISS",
		    communes[el->lieu].departement);
		leaf(o, "CODE_COMMUNE_INSEE_NAISS", communes[el->lieu].insee);
	}
	leaf(o, "ADHESION_TRANSPORT", divers / 2048 % 4 == 0 ? "1" : "0");
	leaf(o, "CODE_PROVENANCE", "1");
	scolarite(o, e, el);
}

static void
eleve(struct out *o, const struct ecole *e, uint64_t i)
{
	struct eleve el;

	eleve_init(e, i, &el);
	start_eleve(o, "ELEVE", i);
	eleve_numeros(o, e, i);
	eleve_noms(o, e, &el);
	eleve_dates(o, e, &el);
	eleve_suite(o, e, &el);
	shut(o, "ELEVE");
}

static void
eleve_option(struct out *o, unsigned num, enum matiere m, char modalite)
{
	block(o, "OPTIONS_ELEVE");
	leaf_num(o, "NUM_OPTION", num);
	leaf_start(o, "CODE_MODALITE_ELECT");
	put_char(o, modalite);
	leaf_end(o, "CODE_MODALITE_ELECT");
	leaf(o, "CODE_MATIERE", matieres[m].code);
	shut(o, "OPTIONS_ELEVE");
}

static void
eleve_options(struct out *o, const struct ecole *e, uint64_t i)
{
	const struct formation *f = &formations[pair_formation(i / PAIR)];
	unsigned v = variante(e, i), num;

	start_eleve(o, "OPTION", i);
	for (num = 1; num <= 2; num++)
		eleve_option(o, num, f->option[num - 1][v].matiere,
		    f->option[num - 1][v].modalite);
	if (tierce(e, i))
		eleve_option(o, num, f->tierce, 'F');
	shut(o, "OPTION");
}

static void
eleve_groupe(struct out *o, uint64_t i, unsigned kind)
{
	block(o, "STRUCTURE");
	leaf_start(o, "CODE_STRUCTURE");
	put_groupe(o, i / PAIR, kind);
	leaf_end(o, "CODE_STRUCTURE");
	leaf(o, "TYPE_STRUCTURE", "G");
	shut(o, "STRUCTURE");
}

static void
eleve_structures(struct out *o, const struct ecole *e, uint64_t i)
{
	start_eleve(o, "STRUCTURES_ELEVE", i);
	block(o, "STRUCTURE");
	leaf_start(o, "CODE_STRUCTURE");
	put_division(o, division_of(e, i));
	leaf_end(o, "CODE_STRUCTURE");
	leaf(o, "TYPE_STRUCTURE", "D");
	shut(o, "STRUCTURE");
	eleve_groupe(o, i, variante(e, i));
	if (tierce(e, i))
		eleve_groupe(o, i, VARIANTS);
	shut(o, "STRUCTURES_ELEVE");
}

/* Where the pupil of rank i lives with his parents. */
static void
adresse(struct out *o, const struct ecole *e, uint64_t i)
{
	uint64_t tirage = draw(e, i, T_VOIE);
	size_t c = tirage % NELEM(communes);

	start(o, "ADRESSE");
	attr_num(o, "ADRESSE_ID", ADRESSE_ID + i);
	inside(o);
	leaf_start(o, "LIGNE1_ADRESSE");
	put_num(o, 1 + tirage / 16 % 199, 1);
	put_char(o, ' ');
	put_text(o, voies[tirage / 4096 % NELEM(voies)]);
	leaf_end(o, "LIGNE1_ADRESSE");
	if (tirage / 65536 % 8 == 0)
		empty(o, "LIGNE2_ADRESSE");
	leaf(o, "CODE_POSTAL", communes[c].postal);
	leaf(o, "CODE_PAYS", "100");
	leaf(o, "CODE_COMMUNE_INSEE", communes[c].insee);
	leaf(o, "LL_PAYS", "FRANCE");
	leaf(o, "CODE_DEPARTEMENT", communes[c].departement);
	leaf(o, "LIBELLE_POSTAL", communes[c].nom);
	shut(o, "ADRESSE");
}

/* One element of all pupils, each written by its function. */
static void
all(struct out *o, const struct ecole *e, const char *tag,
    void (*un)(struct out *, const struct ecole *, uint64_t))
{
	block(o, tag);
	for (uint64_t i = 0; i < e->n && o->err == 0; i++)
		un(o, e, i);
	shut(o, tag);
}

static void
write_eleves(struct out *o, const struct ecole *e)
{
	bee_open(o, e, "BEE_ELEVES", "3.0");
	all(o, e, "ELEVES", eleve);
	all(o, e, "OPTIONS", eleve_options);
	all(o, e, "STRUCTURES", eleve_structures);
	empty(o, "BOURSES");
	all(o, e, "ADRESSES", adresse);
	bee_shut(o, "BEE_ELEVES");
}

/*
 * Those responsible for a pupil: his mother, most often his father, now and
 * then a grandmother to call.
 */
enum lien { MERE, PERE, AIEULE, LIEN__MAX };

static const struct {
	const char *parente, *niveau, *paie;
	const char *civilite, *longue;
} liens[] = {
	[MERE] = { "10", "1", "1", "MME", "MADAME" },
	[PERE] = { "20", "1", "0", "M.", "MONSIEUR" },
	[AIEULE] = { "38", "3", "0", "MME", "MADAME" },
};
_Static_assert(NELEM(liens) == LIEN__MAX, "liens");

static unsigned
foyer(const struct ecole *e, uint64_t i)
{
	uint64_t tirage = draw(e, i, T_FOYER) % 10;

	return tirage == 0 ? 1 : tirage == 1 ? LIEN__MAX : 2;
}

static void
personne(struct out *o, const struct ecole *e, uint64_t i, unsigned lien)
{
	struct identite enfant = identite(e, i, 0), id = enfant;
	uint64_t numero = LIEN__MAX * i + lien;
	uint64_t pcs = draw(e, numero, T_PCS);

	if (lien == MERE)
		id = identite(e, i + 7000003, 1);
	else
		id.prenom = (enfant.prenom + 137 * lien) % PRENOMS;
	start(o, "PERSONNE");
	attr_num(o, "PERSONNE_ID", PERSONNE_ID + numero);
	inside(o);
	leaf(o, "LC_CIVILITE", liens[lien].civilite);
	leaf(o, "LL_CIVILITE", liens[lien].longue);
	leaf_nom(o, "NOM_DE_FAMILLE", id.nom);
	if (lien == MERE && pcs % 2 == 0)
		leaf_nom(o, "NOM_USAGE", enfant.nom);
	else if (pcs % 8 == 1)
		empty(o, "NOM_USAGE");
	leaf_prenom(o, "PRENOM", id.prenom, lien != PERE);
	leaf_tel(o, "TEL_PERSONNEL", 1000 + i);
	leaf_tel(o, "TEL_PORTABLE", 2000000 + numero);
	leaf(o, "ACCEPTE_SMS", pcs / 8 % 4 == 0 ? "0" : "1");
	if (pcs / 32 % 4 == 0)
		leaf_tel(o, "TEL_PROFESSIONNEL", 4000000 + numero);
	leaf_start(o, "MEL");
	put(o, "responsable");
	put_num(o, PERSONNE_ID + numero, 1);
	put(o, "@example.org");
	leaf_end(o, "MEL");
	leaf(o, "COMMUNICATION_ADRESSE", pcs / 128 % 4 == 0 ? "0" : "1");
	leaf_num(o, "ADRESSE_ID", ADRESSE_ID + i);
	leaf(o, "CODE_PROFESSION",
	    professions[pcs / 512 % NELEM(professions)].code);
	shut(o, "PERSONNE");
}

static void
personnes(struct out *o, const struct ecole *e, uint64_t i)
{
	unsigned n = foyer(e, i);

	for (unsigned lien = 0; lien < n; lien++)
		personne(o, e, i, lien);
}

static void
responsables(struct out *o, const struct ecole *e, uint64_t i)
{
	unsigned n = foyer(e, i);

	for (unsigned lien = 0; lien < n; lien++) {
		block(o, "RESPONSABLE_ELEVE");
		leaf_num(o, "ELEVE_ID", ELEVE_ID + i);
		leaf_num(o, "PERSONNE_ID", PERSONNE_ID + LIEN__MAX * i + lien);
		leaf(o, "NIVEAU_RESPONSABILITE", liens[lien].niveau);
		leaf(o, "CODE_PARENTE", liens[lien].parente);
		leaf(o, "PAIE_FRAIS_SCOLAIRES", liens[lien].paie);
		leaf(o, "PERCOIT_LES_AIDES", lien == MERE ? "true" : "false");
		leaf(o, "HEBERGE_ELEVE", lien != AIEULE ? "true" : "false");
		leaf(o, "A_CONTACTER_EN_PRIORITE",
		    lien == MERE ? "true" : "false");
		shut(o, "RESPONSABLE_ELEVE");
	}
}

static void
write_responsables(struct out *o, const struct ecole *e)
{
	bee_open(o, e, "BEE_RESPONSABLES", "2.1");
	all(o, e, "PERSONNES", personnes);
	all(o, e, "RESPONSABLES", responsables);
	all(o, e, "ADRESSES", adresse);
	bee_shut(o, "BEE_RESPONSABLES");
}

static void
sts_parametres(struct out *o, const struct ecole *e)
{
	block(o, "PARAMETRES");
	start(o, "UAJ");
	attr(o, "CODE", e->uai);
	inside(o);
	block(o, "ACADEMIE");
	leaf(o, "CODE", "099");
	leaf(o, "LIBELLE", "IMAGINAIRE");
	shut(o, "ACADEMIE");
	leaf(o, "SIGLE", "CLG");
	leaf(o, "DENOM_PRINC", "COLLEGE");
	leaf(o, "DENOM_COMPL", "ADA LOVELACE");
	leaf(o, "CODE_NATURE", "340");
	leaf(o, "CODE_CATEGORIE", "CLG");
	empty(o, "MENTION_DISTRIBUTION");
	leaf(o, "ADRESSE", "1 RUE DE LA MACHINE ANALYTIQUE");
	leaf(o, "COMMUNE", communes[0].nom);
	leaf(o, "CODE_POSTAL", communes[0].postal);
	empty(o, "BOITE_POSTALE");
	leaf(o, "CEDEX", "N");
	leaf(o, "TELEPHONE", "0199000001");
	leaf(o, "STATUT", "public");
	leaf(o, "ETABLISSEMENT_SENSIBLE", "false");
	shut(o, "UAJ");
	start(o, "ANNEE_SCOLAIRE");
	attr_num(o, "ANNEE", (uint64_t)e->annee);
	inside(o);
	leaf_iso(o, "DATE_DEBUT", (struct date){ e->annee, 9, 1 });
	leaf_iso(o, "DATE_FIN", (struct date){ e->annee + 1, 8, 31 });
	shut(o, "ANNEE_SCOLAIRE");
	shut(o, "PARAMETRES");
}

/* An entry with a code and two labels; more may follow before its shut. */
static void
sts_entree(struct out *o, const char *tag, const char *code, const char *court,
    const char *longue)
{
	start(o, tag);
	attr(o, "CODE", code);
	inside(o);
	leaf(o, "LIBELLE_COURT", court);
	leaf(o, "LIBELLE_LONG", longue);
}

/* The short lists before the subjects. */
static void
sts_listes(struct out *o)
{
	block(o, "TYPES_AHE");
	sts_entree(o, "TYPE_AHE", "4112", "ASSO.EPS",
	    "HEURES ASSOCIATIONS SPORTIVES");
	shut(o, "TYPE_AHE");
	shut(o, "TYPES_AHE");
	block(o, "CIVILITES");
	for (size_t i = 0; i < NELEM(civilites); i++) {
		sts_entree(o, "CIVILITE", civilites[i].code, civilites[i].court,
		    civilites[i].court);
		shut(o, "CIVILITE");
	}
	shut(o, "CIVILITES");
	block(o, "MEFSTATS4");
	for (size_t i = 0; i < FORMATIONS; i++) {
		sts_entree(o, "MEFSTAT4", formations[i].mefstat4,
		    formations[i].formation, formations[i].longue);
		leaf(o, "INDEMNITE_PP_AUTORISEE", "true");
		shut(o, "MEFSTAT4");
	}
	shut(o, "MEFSTATS4");
	block(o, "TAUX_PONDS");
	start(o, "TAUX_POND");
	attr(o, "TAUX", "1.00");
	inside(o);
	empty(o, "CPGE_BTS");
	shut(o, "TAUX_POND");
	shut(o, "TAUX_PONDS");
	block(o, "MODS_COURS");
	for (size_t i = 0; i < NELEM(modalites_cours); i++) {
		sts_entree(o, "MOD_COURS", modalites_cours[i].code,
		    modalites_cours[i].court, modalites_cours[i].longue);
		leaf(o, "CO_ENS", modalites_cours[i].plus);
		shut(o, "MOD_COURS");
	}
	shut(o, "MODS_COURS");
}

static void
sts_nomenclatures(struct out *o)
{
	block(o, "NOMENCLATURES");
	sts_listes(o);
	block(o, "MATIERES");
	for (size_t i = 0; i < NELEM(matieres); i++) {
		start(o, "MATIERE");
		attr(o, "CODE", matieres[i].code);
		inside(o);
		leaf(o, "CODE_GESTION", matieres[i].gestion);
		leaf(o, "LIBELLE_COURT", matieres[i].court);
		leaf(o, "LIBELLE_LONG", matieres[i].longue);
		leaf_text(o, "LIBELLE_EDITION", matieres[i].edition);
		shut(o, "MATIERE");
	}
	shut(o, "MATIERES");
	block(o, "MEFS");
	for (size_t i = 0; i < FORMATIONS; i++) {
		start(o, "MEF");
		attr(o, "CODE", formations[i].mef);
		inside(o);
		leaf(o, "FORMATION", formations[i].formation);
		empty(o, "SPECIALITE");
		leaf(o, "LIBELLE_LONG", formations[i].longue);
		leaf_text(o, "LIBELLE_EDITION", formations[i].edition);
		leaf(o, "MEFSTAT11", formations[i].mefstat);
		leaf(o, "MEFSTAT4", formations[i].mefstat4);
		shut(o, "MEF");
	}
	shut(o, "MEFS");
	block(o, "PROGRAMMES");
	for (size_t i = 0; i < FORMATIONS; i++)
		programme(o, &formations[i], 0);
	shut(o, "PROGRAMMES");
	shut(o, "NOMENCLATURES");
}

/* One teacher a post and pair; the Spanish one of some is not of the EPP. */
static uint64_t
individu_id(uint64_t p, size_t poste)
{
	return INDIVIDU_ID + 2 + p * NELEM(postes) + poste;
}

static const char *
individu_type(uint64_t p, size_t poste)
{
	return poste == ESPAGNOL && p % 8 == 7 ? "local" : "epp";
}

/* As far as the function; rank tells people apart, and draws them. */
static void
individu(struct out *o, const struct ecole *e, uint64_t rank, const char *type,
    const char *grade, const char *fonction)
{
	uint64_t tirage = draw(e, rank, T_GRADE);
	struct identite id = identite(e, rank + 13000001, tirage % 2 == 0);
	int local = strcmp(type, "local") == 0;

	start(o, "INDIVIDU");
	attr_num(o, "ID", INDIVIDU_ID + rank);
	attr(o, "TYPE", type);
	inside(o);
	if (local)
		empty(o, "SEXE");
	else
		leaf(o, "SEXE", id.fille ? "2" : "1");
	leaf(o, "CIVILITE", id.fille ? "2" : "1");
	leaf_nom(o, "NOM_USAGE", id.nom);
	if (local)
		empty(o, "NOM_PATRONYMIQUE");
	else
		leaf_nom(o, "NOM_PATRONYMIQUE", id.nom);
	leaf_prenom(o, "PRENOM", id.prenom, id.fille);
	if (local)
		return;
	leaf_iso(o, "DATE_NAISSANCE",
	    date_after(e->annee - 26 - (int)(tirage / 2 % 36), 1,
		tirage / 128 % 365));
	leaf(o, "GRADE", grade);
	leaf(o, "FONCTION", fonction);
}

/* The first two teachers of a pair are head teachers of its divisions. */
static void
enseignant(struct out *o, const struct ecole *e, uint64_t p, size_t poste)
{
	const char *type = individu_type(p, poste);
	uint64_t d = 2 * p + poste;

	individu(o, e, 2 + p * NELEM(postes) + poste, type,
	    p % 4 == 0 ? "AGREGE CLN" : "CERT. CL N", "ENS");
	if (poste < 2 && d < divisions(e)) {
		block(o, "PROFS_PRINC");
		block(o, "PROF_PRINC");
		leaf_start(o, "CODE_STRUCTURE");
		put_division(o, d);
		leaf_end(o, "CODE_STRUCTURE");
		leaf_iso(o, "DATE_DEBUT", (struct date){ e->annee, 9, 1 });
		leaf_iso(o, "DATE_FIN", (struct date){ e->annee + 1, 8, 31 });
		shut(o, "PROF_PRINC");
		shut(o, "PROFS_PRINC");
	}
	block(o, "DISCIPLINES");
	start(o, "DISCIPLINE");
	attr(o, "CODE", postes[poste].discipline);
	inside(o);
	leaf(o, "LIBELLE_COURT", postes[poste].libelle);
	leaf(o, "NB_HEURES", "18.00");
	shut(o, "DISCIPLINE");
	shut(o, "DISCIPLINES");
	shut(o, "INDIVIDU");
}

static void
sts_individus(struct out *o, const struct ecole *e)
{
	uint64_t np = pairs(e);

	block(o, "INDIVIDUS");
	individu(o, e, 0, "epp", "PERDIR H CL", "DIR");
	shut(o, "INDIVIDU");
	individu(o, e, 1, "epp", "CPE CL N", "EDU");
	shut(o, "INDIVIDU");
	for (uint64_t p = 0; p < np && o->err == 0; p++)
		for (size_t poste = 0; poste < NELEM(postes); poste++)
			enseignant(o, e, p, poste);
	shut(o, "INDIVIDUS");
}

/* A subject, taught by the post of the pair; NELEM(postes): by nobody yet. */
static void
service(struct out *o, uint64_t p, enum matiere m, size_t poste,
    const char *horaire)
{
	start(o, "SERVICE");
	attr(o, "CODE_MATIERE", matieres[m].code);
	attr(o, "CODE_MOD_COURS", "CG");
	inside(o);
	leaf(o, "HEURES_STRUCTURE", horaire);
	leaf(o, "CO_ENS", "false");
	if (poste == NELEM(postes)) {
		empty(o, "ENSEIGNANTS");
		shut(o, "SERVICE");
		return;
	}
	block(o, "ENSEIGNANTS");
	start(o, "ENSEIGNANT");
	attr_num(o, "ID", individu_id(p, poste));
	attr(o, "TYPE", individu_type(p, poste));
	inside(o);
	leaf(o, "HEURES_AGENT", horaire);
	leaf(o, "TAUX_PONDERATION", "1.00");
	shut(o, "ENSEIGNANT");
	shut(o, "ENSEIGNANTS");
	shut(o, "SERVICE");
}

static void
effectifs(struct out *o, uint64_t prevu, uint64_t calcule)
{
	leaf_num(o, "EFFECTIF_PREVU", prevu);
	leaf_num(o, "EFFECTIF_CALCULE", calcule);
}

/* The one MEF of a division or group. */
static void
sts_mef(struct out *o, uint64_t p, uint64_t prevu, uint64_t calcule)
{
	block(o, "MEFS_APPARTENANCE");
	start(o, "MEF_APPARTENANCE");
	attr(o, "CODE", formations[pair_formation(p)].mef);
	inside(o);
	effectifs(o, prevu, calcule);
	shut(o, "MEF_APPARTENANCE");
	shut(o, "MEFS_APPARTENANCE");
}

/* Every seventh division has no service yet. */
static void
sts_division(struct out *o, const struct ecole *e, uint64_t d)
{
	uint64_t n = division_count(e, d);

	start(o, "DIVISION");
	attr_start(o, "CODE");
	put_division(o, d);
	attr_end(o);
	inside(o);
	if (d % 5 == 4) {
		empty(o, "LIBELLE_LONG");
	} else {
		leaf_start(o, "LIBELLE_LONG");
		put(o, "DIVISION ");
		put_division(o, d);
		leaf_end(o, "LIBELLE_LONG");
	}
	effectifs(o, PAIR / 2, n);
	sts_mef(o, d / 2, PAIR / 2, n);
	if (d % 7 == 6) {
		empty(o, "SERVICES");
		shut(o, "DIVISION");
		return;
	}
	block(o, "SERVICES");
	for (size_t poste = 0; poste < NELEM(postes); poste++)
		if (postes[poste].horaire != NULL)
			service(o, d / 2, postes[poste].matiere, poste,
			    postes[poste].horaire);
	service(o, d / 2, A_PLA, NELEM(postes), "1.00");
	shut(o, "SERVICES");
	shut(o, "DIVISION");
}

/* Variants: their language; of the third option nobody is in charge yet. */
static void
groupe_services(struct out *o, uint64_t p, unsigned kind)
{
	enum matiere m = groupe_matiere(p, kind);
	size_t poste = NELEM(postes);

	if (kind == VARIANTS) {
		empty(o, "SERVICES");
		return;
	}
	if (m == AGL1)
		poste = ANGLAIS;
	else if (m == ESP1 || m == ESP2)
		poste = ESPAGNOL;
	block(o, "SERVICES");
	service(o, p, m, poste, "2.50");
	shut(o, "SERVICES");
}

static void
sts_groupe(struct out *o, const struct ecole *e, uint64_t p, unsigned kind)
{
	uint64_t n[2] = { 0, 0 }, total = 0;
	uint64_t nd = 2 * p + 1 < divisions(e) ? 2 : 1;

	for (uint64_t i = 0; i < nd; i++) {
		n[i] = groupe_count(e, 2 * p + i, kind);
		total += n[i];
	}
	start(o, "GROUPE");
	attr_start(o, "CODE");
	put_groupe(o, p, kind);
	attr_end(o);
	inside(o);
	leaf_start(o, "LIBELLE_LONG");
	put(o, matieres[groupe_matiere(p, kind)].court);
	put_char(o, ' ');
	put_num(o, p + 1, 1);
	leaf_end(o, "LIBELLE_LONG");
	effectifs(o, total, total);
	leaf(o, "EFFECTIF_MAX_EDT", "0");
	block(o, "DIVISIONS_APPARTENANCE");
	for (uint64_t i = 0; i < nd; i++) {
		start(o, "DIVISION_APPARTENANCE");
		attr_start(o, "CODE");
		put_division(o, 2 * p + i);
		attr_end(o);
		inside(o);
		effectifs(o, n[i], n[i]);
		shut(o, "DIVISION_APPARTENANCE");
	}
	shut(o, "DIVISIONS_APPARTENANCE");
	sts_mef(o, p, total, total);
	groupe_services(o, p, kind);
	shut(o, "GROUPE");
}

static void
write_structures(struct out *o, const struct ecole *e)
{
	uint64_t nd = divisions(e), np = pairs(e);

	prolog(o);
	block(o, "STS_EDT");
	sts_parametres(o, e);
	sts_nomenclatures(o);
	block(o, "DONNEES");
	sts_individus(o, e);
	block(o, "STRUCTURE");
	block(o, "DIVISIONS");
	for (uint64_t d = 0; d < nd && o->err == 0; d++)
		sts_division(o, e, d);
	shut(o, "DIVISIONS");
	block(o, "GROUPES");
	for (uint64_t p = 0; p < np && o->err == 0; p++)
		for (unsigned kind = 0; kind < KINDS; kind++)
			sts_groupe(o, e, p, kind);
	shut(o, "GROUPES");
	shut(o, "STRUCTURE");
	empty(o, "SUPPLEANTS");
	shut(o, "DONNEES");
	shut(o, "STS_EDT");
}

static const struct kind {
	const char *name;
	void (*write)(struct out *, const struct ecole *);
} kinds[] = {
	{ "nomenclature", write_nomenclature },
	{ "structures", write_structures },
	{ "eleves", write_eleves },
	{ "responsables", write_responsables },
	{ "profil", write_profil },
	{ "divisions", write_divisions },
};

static int
usage(FILE *f)
{
	int n = fprintf(f,
	    "usage: genere [-n PUPILS] [-s SEED] [-u UAI] [-a ANNEE] "
	    "[-H HORODATAGE] [-m N] KIND\n"
	    "Write one file of an invented school; KIND is nomenclature, "
	    "structures, eleves,\nresponsables, profil or divisions.\n"
	    "  -n  pupils, 1 to 5000000 (1000)\n"
	    "  -s  what everything is drawn from (1)\n"
	    "  -u  the school (0990001N)\n"
	    "  -a  the year in which the school year begins (2019)\n"
	    "  -H  'JJ/MM/AAAA HH:MM:SS' (02/09/ANNEE 08:00:00)\n"
	    "  -m  modify CODE_REGIME and MEL of every N-th pupil\n");

	return n < 0 ? -1 : 0;
}

/* Does s have the shape of modele: 9 a digit, A a capital? */
static int
shaped(const char *modele, const char *s)
{
	size_t i;

	for (i = 0; modele[i] != '\0'; i++) {
		int juste = s[i] == modele[i];

		if (modele[i] == '9')
			juste = s[i] >= '0' && s[i] <= '9';
		else if (modele[i] == 'A')
			juste = s[i] >= 'A' && s[i] <= 'Z';
		if (!juste)
			return 0;
	}
	return s[i] == '\0';
}

/* The whole string, lo to hi: 0, or -1 having said why. */
static int
number(int opt, const char *s, uint64_t lo, uint64_t hi, uint64_t *v)
{
	unsigned long long n;
	char *end;

	errno = 0;
	n = strtoull(s, &end, 10);
	if (errno == 0 && s[0] >= '0' && s[0] <= '9' && *end == '\0' &&
	    n >= lo && n <= hi) {
		*v = n;
		return 0;
	}
	fprintf(stderr, "genere: -%c: '%s' is not %" PRIu64 " to %" PRIu64 "\n",
	    opt, s, lo, hi);
	return -1;
}

static int
shape(int opt, const char *modele, const char *s)
{
	if (shaped(modele, s))
		return 0;
	fprintf(stderr, "genere: -%c: '%s' is not like '%s'\n", opt, s, modele);
	return -1;
}

/* One option: 0, or -1 having said why. */
static int
set_option(struct ecole *e, int opt, const char *arg)
{
	uint64_t v;

	switch (opt) {
	case 'n': return number(opt, arg, 1, PUPILS_MAX, &e->n);
	case 's': return number(opt, arg, 0, UINT64_MAX, &e->seed);
	case 'm': return number(opt, arg, 1, PUPILS_MAX, &e->modif);
	case 'a':
		if (number(opt, arg, 1950, 9000, &v) == -1)
			return -1;
		e->annee = (int)v;
		return 0;
	case 'u': e->uai = arg; return shape(opt, "9999999A", arg);
	case 'H': e->horo = arg; return shape(opt, "99/99/9999 99:99:99", arg);
	default: return -1;
	}
}

static const struct kind *
kind_find(const char *name)
{
	for (size_t i = 0; i < NELEM(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	fprintf(stderr, "genere: '%s' is no KIND\n", name);
	return NULL;
}

static int
generate(const struct ecole *e, const struct kind *k)
{
	struct out o = { .len = 0 };

	k->write(&o, e);
	flush(&o);
	errno = 0;
	if (fflush(stdout) == EOF && o.err == 0)
		o.err = errno != 0 ? errno : EIO;
	if (o.err == 0)
		return 0;
	fprintf(stderr, "genere: stdout: %s\n", strerror(o.err));
	return EX_CANTCREAT;
}

int
main(int argc, char *argv[])
{
	struct ecole e = { .n = 1000,
		.seed = 1,
		.annee = 2019,
		.uai = "0990001N" };
	const struct kind *k;
	int c, n;

	while ((c = getopt(argc, argv, "n:s:u:a:H:m:h")) != -1) {
		if (c == 'h')
			return usage(stdout) == -1 || fflush(stdout) == EOF
			    ? EX_CANTCREAT
			    : 0;
		if (set_option(&e, c, optarg) == -1) {
			(void)usage(stderr);
			return EX_USAGE;
		}
	}
	if (argc - optind != 1 || (k = kind_find(argv[optind])) == NULL) {
		(void)usage(stderr);
		return EX_USAGE;
	}
	if (e.horo == NULL) {
		n = snprintf(e.horo_defaut, sizeof(e.horo_defaut),
		    "02/09/%04d 08:00:00", e.annee);
		if (n < 0 || (size_t)n >= sizeof(e.horo_defaut))
			return EX_USAGE;
		e.horo = e.horo_defaut;
	}
	return generate(&e, k);
}
