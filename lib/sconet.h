/*
 * sconet.h - the one public header of libsconet, grouped by module.
 *
 * Conventions, for every function below unless it says otherwise:
 *   returns  0 / -1          it did it, or not
 *            1 / 0 / -1      a row, the end, a fault
 *            pointer / NULL
 *   struct fault * comes last and is filled on -1 or NULL, out of memory
 *   included.  A const pointer is borrowed; _free and _close accept NULL.
 *   Text is UTF-8, NUL terminated; sizes are bytes unless said.
 *   Nothing here prints, but on a stream the caller hands in, and nothing
 *   exits.
 */
#ifndef SCONET_H
#define SCONET_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#define NELEM(a) (sizeof(a) / sizeof((a)[0]))

/*
 * Exit statuses, the same in every program (house rule; 64 to 78 are those
 * of sysexits.h).
 */
enum {
	ST_OK = 0,        /* done */
	ST_PARTIEL = 1,   /* done, some records rejected or values dropped */
	ST_USAGE = 64,    /* wrong command line */
	ST_REFUS = 65,    /* file refused, nothing changed but the journal */
	ST_VIDE = 66,     /* no input */
	ST_BOGUE = 70,    /* a bug in sconet */
	ST_SORTIE = 73,   /* cannot write the output */
	ST_ES = 74,       /* input/output error or disk full */
	ST_OCCUPE = 75,   /* busy, try again */
	ST_INTERDIT = 77, /* not allowed */
	ST_BASE = 78 /* base or profile unusable, or something comes first */
};

/*
 * fault.c - why a call failed, and where.
 *
 * A fault names an entry of the table of faults (fault.c), which gives its
 * exit status, its text and its remedy in French; the detail says what was
 * found and what was expected.  Details never name a person.
 */
struct fault_kind {
	const char *code;   /* stable, ours */
	int status;         /* ST_... */
	const char *texte;  /* what is wrong, one clause */
	const char *remede; /* what to do, one clause, or NULL */
};

struct fault {
	const struct fault_kind *kind; /* NULL: no fault */
	long line;                     /* line of the input, 0 when none */
	int discret;                   /* the reader went away: say nothing */
	char detail[512];              /* may be empty */
};

extern const struct fault_kind fault_kinds[]; /* ends with code NULL */

/* Fill f with the kind CODE (an unknown one becomes "bogue"); returns -1. */
int fault_set(struct fault *f, const char *code, long line, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));
/* The same, for a system call: what errno means is appended, in French. */
int fault_errno(struct fault *f, const char *code, const char *what);
int fault_memory(struct fault *f);
/* What a refusal of that code says; NULL: there is none of it. */
const char *fault_texte(const char *code);
int fault_status(const struct fault *f); /* ST_..., ST_OK without fault */

/*
 * codes.c - UAI, INE, MEF, dates: the whole string, or refused.
 * Sources: UAI key, SIECLE-SFD-Exportations-XML 14.1.2; INE keys fit
 * published numbers and stand in no document, so they only ever warn.
 */
enum ine { INE_FAUX, INE_AUTRE, INE_BEA, INE_RNIE };

int code_academie(const char *s); /* of three digits, as 099 */
int uai_forme(const char *s);     /* 1: 7 digits and a capital */
char uai_cle(const char *s);      /* the letter 7 digits call for; '\0': none */
int uai_juste(const char *s);     /* 1: right shape and right key */
enum ine ine_forme(const char *s);
int ine_juste(const char *s); /* 0: BEA or RNIE form with a wrong key */
/* The number of RNIE form of n, 1 to 999999999; ine has 12 bytes. */
void ine_rnie(int64_t n, char *ine);
int date_iso_juste(const char *s); /* AAAA-MM-JJ, in the calendar */
/* JJ/MM/AAAA to AAAA-MM-JJ; iso has 11 bytes and may be s itself. */
int date_fr_iso(const char *s, char *iso);
/* JJ/MM/AAAA HH:MM:SS to AAAA-MM-JJ HH:MM:SS; out has 20 bytes. */
int horo_fr_iso(const char *s, char *out);
/* Whole decimal string within lo..hi. */
int entier(const char *s, int64_t lo, int64_t hi, int64_t *n);
/* "2,5", "2.50" to "2.50" in hundredths; out has 24 bytes. */
int heures(const char *s, char *out);
/* Letters to insert, delete or replace to go from a to b (bytes). */
size_t distance(const char *a, const char *b);
/* Shell-style pattern: * ? and [..]; 1 when code fits. */
int motif_vaut(const char *motif, const char *code);
/*
 * The form of a value, for screens that must not show it:
 * "10 caractères, lettre en 4".  buf is always terminated.
 */
void forme(const char *v, char *buf, size_t n);
void majuscules(const char *s, char *buf, size_t n); /* ASCII; NULL: "" */
/* 1: v is that word of ours, but for a slip or two; capitals or not. */
int forme_proche(const char *v, const char *mot);
/* v itself, or unless montre its form in brackets. */
void forme_ou(int montre, const char *v, char *buf, size_t n);
/* SIECLE writes "?" for a character it has lost (SFD 2.5): 1 without any. */
int sans_interrogation(const char *v);
/* Bytes of the character that s begins with, or 0: it is none. */
size_t utf8_suite(const char *s);
/*
 * For a screen: remove the parts of characters that a cut has left in UTF-8
 * text; a control character becomes a blank.
 */
void utf8_propre(char *s);

/*
 * charset.c - ISO-8859-15, ISO-8859-1, windows-1252, UTF-8 to UTF-8.
 * Remarks are bits, each a note of the rule table.
 */
enum {
	CS_BOM = 1 << 0,      /* a byte order mark was passed over */
	CS_EST_UTF8 = 1 << 1, /* declared 8-bit, but the bytes are UTF-8 */
	CS_EST_1252 = 1 << 2, /* declared ISO-8859, with windows-1252 bytes */
	CS_SUPPOSE = 1 << 3   /* nothing declared, 8-bit supposed */
};

struct charset;
/* xml: look for an XML declaration; otherwise UTF-8 or windows-1252. */
struct charset *charset_open(int xml, struct fault *f);
void charset_close(struct charset *cs);
/*
 * Convert n bytes more; last ends the input.  *out (owned by cs, valid until
 * the next call, at most 3 * (n + 512) bytes) receives *outn bytes of UTF-8,
 * always whole characters.  Faults: encodage, encodage-contradictoire,
 * caractere-interdit.
 */
int charset_feed(struct charset *cs, const char *in, size_t n, int last,
    const char **out, size_t *outn, struct fault *f);
const char *charset_name(const struct charset *cs); /* as read, "" at first */
unsigned charset_remarques(const struct charset *cs);
/* The byte of a character in ISO-8859-15, or -1. */
int latin9_octet(uint32_t cp);
/*
 * Length of the UTF-8 sequence at p; 0 when it is none, -1 when n bytes are
 * only its beginning.  No overlong form, no surrogate, none over U+10FFFF.
 */
int utf8_longueur(const unsigned char *p, size_t n);
size_t charset_longueur(const char *s); /* characters in UTF-8 */
/* Cells that it takes on a terminal: none for an accent that combines. */
size_t charset_largeur(const char *s);

/*
 * translit.c - and back.
 *
 * n bytes of UTF-8 to ISO-8859-15; out has room for 3 * n bytes.  What does
 * not fit is transliterated ("\xE2\x80\x99" to "'"), "?" in the last resort,
 * and counted in *perdus.  Returns the bytes written.
 */
size_t charset_latin9(const char *in, size_t n, char *out, unsigned *perdus);
/*
 * The same to CP850, the code page of DOS (what every conversion table says,
 * as unicode.org's CP850.TXT); the euro becomes EUR, a control character a
 * blank, both counted.  capitales: letters become capitals without accents.
 */
size_t charset_cp850(const char *in, size_t n, char *out, int capitales,
    unsigned *perdus);
/*
 * Fold for comparing names: capitals without accents, only letters and
 * digits.  out has room for 2 * strlen(in) + 1 bytes.
 */
void charset_plie(const char *in, char *out);

/*
 * format.c - what a format table is; format_*.c are the tables.
 */
enum type {
	FT_TEXT,     /* free text */
	FT_CODE,     /* code: no blanks at either end, case kept */
	FT_INT,      /* integer */
	FT_NOMBRE,   /* how many there are: an integer, not below 0 */
	FT_DATE_FR,  /* JJ/MM/AAAA in the file, ISO in the base */
	FT_DATE_ISO, /* AAAA-MM-JJ in both */
	FT_HORO,     /* JJ/MM/AAAA HH:MM:SS in the file, ISO in the base */
	FT_BOOL,     /* 0 or 1 in the file (true and false are read too) */
	FT_VRAI,     /* true or false in the file (0 and 1 are read too) */
	FT_HEURES    /* decimal with two digits */
};

enum {
	F_KEY = 1 << 0,   /* part of the record's key */
	F_REQ = 1 << 1,   /* a record without it is rejected */
	F_ALIAS = 1 << 2, /* another spelling of the field of that name above:
			     read when that one is empty, never written */
	F_KEEP = 1 << 3,  /* absent or empty: the base keeps its value */
	F_INIT = 1 << 4, /* taken when the record is new, then the base's own */
	F_PERSO = 1 << 5, /* personal: screens show its form, not its value */
	F_IDENT = 1 << 6, /* counts for the threshold on identities */
	F_VIDE = 1 << 7,  /* written as an empty element when there is none */
	F_MAJ = 1 << 8,   /* in dBASE: capitals without accents */
	F_TOT = 1 << 9,   /* in the document it comes before the others */
	F_COUPE = 1 << 10 /* narrower in that version: cut, with a note */
};

/*
 * One line of a table.  path is below the record's element: "NOM",
 * "@ELEVE_ID", "DATES/DEBUT", "../@CODE" (an ancestor's key), "=D" (a
 * constant of this path), "#" and "../../#" (the rank of the record, or of
 * one around it, among those of its kind), or NULL (ours, never in a file).
 */
struct field {
	const char *name; /* column of the stage and of the base */
	const char *path;
	enum type type;
	size_t max; /* characters; 0: no limit but TEXTE_MAX */
	unsigned flags;
};

#define TEXTE_MAX 4096 /* bytes of one value, ours */

enum {
	R_PARAM = 1 << 0,    /* the envelope */
	R_ENSEMBLE = 1 << 1, /* the file is the whole set: absents are listed */
	R_FERME = 1 << 2,    /* absent ones are closed (column "ferme") */
	R_COMPTE = 1 << 3,   /* counted in the summary line */
	R_BLOC = 1 << 4,     /* its container is written even when empty */
	R_TRACE = 1 << 5,    /* the table has columns "cree" and "echange" */
	R_LU = 1 << 6,       /* known, but stored by no import */
	R_STAGE = 1 << 7,    /* staged to prepare others, not stored itself */
	R_SQL = 1 << 8,      /* in no file: the SQL of its import stages it */
	R_AILLEURS = 1 << 9  /* its numbers are another school's */
};

struct record {
	const char *name;    /* table of the stage and of the base */
	const char *path;    /* below the root; "" for lines of a TSV; the
				name of its file for a table of dBASE */
	const char *parent;  /* record this one is a child set of, or NULL */
	const char *libelle; /* French, for screens: "élève" */
	unsigned flags;
	const struct field *fields;
	size_t nfields;
};

struct format {
	const char *root;      /* root element; NULL for TSV and dBASE */
	const char *nom;       /* name of its manual and schema */
	const char *libelle;   /* French, what the file is */
	const char *versions;  /* known ones, newest first, or NULL */
	const char *programme; /* the program that wants it, or NULL */
	int notre;             /* layout is ours, published as an XSD */
	const struct record *records;
	size_t nrecords;
};

/* What tables share.  A table and its length, as the last two of a record. */
#define FIELDS(a) (a), NELEM(a)
/* clang-format off */

/* The fields of PARAMETRES in the files whose layout is ours. */
#define ENVELOPPE_MAISON \
	{ "version", "../@VERSION", FT_TEXT, 10, 0 }, \
	{ "uaj", "UAJ", FT_CODE, 8, F_REQ }, \
	{ "annee_scolaire", "ANNEE_SCOLAIRE", FT_CODE, 4, F_REQ }, \
	{ "date_export", "DATE_EXPORT", FT_DATE_FR, 10, F_REQ }, \
	{ "horodatage", "HORODATAGE", FT_HORO, 19, F_REQ }, \
	{ "num_envoi", "NUM_ENVOI", FT_INT, 0, 0 }, \
	{ "logiciel", "LOGICIEL", FT_TEXT, 30, F_REQ }
extern const struct field champs_maison[7];

/* The first record of a file of XML; of one of ours; of a table, whose first
 * line gives school and year; of what a person writes, who gives them by a
 * key of YAML or not at all. */
#define ENVELOPPE(champs) \
	{ "parametres", "PARAMETRES", NULL, "enveloppe", R_PARAM, champs }
#define PARAMETRES_MAISON ENVELOPPE(FIELDS(champs_maison))
extern const struct field champs_table[2];
#define PARAMETRES_TABLE \
	{ "parametres", "", NULL, "enveloppe", R_PARAM, FIELDS(champs_table) }
extern const struct field champs_saisie[2];
#define PARAMETRES_SAISIE \
	{ "parametres", "", NULL, "enveloppe", R_PARAM, FIELDS(champs_saisie) }

/* Who a pupil is, in the files of ours. */
#define IDENTITE_MAISON \
	{ "nom_de_famille", "NOM_DE_FAMILLE", FT_TEXT, 100, \
	    F_REQ | F_PERSO }, \
	{ "nom_usage", "NOM_USAGE", FT_TEXT, 100, F_PERSO }, \
	{ "prenom", "PRENOM", FT_TEXT, 100, F_REQ | F_PERSO }, \
	{ "prenom2", "PRENOM2", FT_TEXT, 100, F_PERSO }, \
	{ "prenom3", "PRENOM3", FT_TEXT, 100, F_PERSO }, \
	{ "date_naiss", "DATE_NAISS", FT_DATE_FR, 10, F_REQ | F_PERSO }, \
	{ "code_sexe", "CODE_SEXE", FT_CODE, 1, 0 }, \
	{ "code_pays", "CODE_PAYS", FT_CODE, 3, 0 }, \
	{ "code_commune_insee_naiss", "CODE_COMMUNE_INSEE_NAISS", FT_CODE, \
	    5, F_PERSO }, \
	{ "ville_naiss", "VILLE_NAISS", FT_TEXT, 32, F_PERSO }
/* clang-format on */

extern const struct format *const formats[]; /* all, ends with NULL */
extern const struct format format_bee_eleves, format_bee_responsables,
    format_bee_nomenclatures, format_bee_structures, format_bee_commun,
    format_sts_edt, format_repartition, format_effectifs, format_compte_rendu,
    format_bascule, format_complement, format_passages, format_import_groupes,
    format_import_eleves, format_saisie, format_accuse, format_edt_sts,
    format_structures, format_gep, format_sequences, format_dossiers,
    format_partants;
/* Event C (format_voeux.c). */
extern const struct format format_voeux, format_voeux_recus, format_souhaits,
    format_affectations, format_decisions;
/* Event H (format_eva.c). */
extern const struct format format_eva, format_corrections;
/* Event I (format_constat.c). */
extern const struct format format_constat;
/* Events F and G (format_bea.c). */
extern const struct format format_bea_eleves, format_bea_fiches,
    format_bea_etab, format_bea_ine, format_litiges;

/* The first format of that root, or NULL; files of one root are told apart
 * by their first block (reader.c). */
const struct format *format_find(const char *root);
/* What may be shown of a root: one that is known, or nearly; else its form. */
void format_racine(const char *root, char *buf, size_t n);
/* Has the format records below that path? */
int format_bloc(const struct format *fmt, const char *path);
/* Has it a record at that path with an element of that name in it? */
int format_element(const struct format *fmt, const char *path, const char *nom);
/* Index of a field, or (size_t)-1; aliases are passed over. */
size_t record_field(const struct record *r, const char *name);
/* The field itself, or NULL; so it is of r NULL, and of name NULL. */
const struct field *record_champ(const struct record *r, const char *name);
/* Is it of the row's key, and no second reading of one (an alias)? */
int field_cle(const struct field *fd);
/* Is it compared and updated: not of the key, no alias, not the base's own? */
int field_contenu(const struct field *fd);
/* How many fields the key has; the name of the first, "" for none. */
size_t record_cles(const struct record *r);
/*
 * That field of a record of that name in some format, one that is personal
 * before others; or NULL.
 */
const struct field *formats_champ(const char *record, const char *champ);
/*
 * The pupil whose record has that key, "990001/1" or "0990001N/990001/1";
 * 0 when a record of that name is no pupil's.
 */
int64_t formats_eleve(const char *record, const char *cle);
/* The record of that name in the first format that has it, or NULL. */
const struct record *formats_record(const char *name);
/*
 * Which part of its key is the pupil: 0 the first, 1 the second, behind his
 * school; -1: none.
 */
int record_eleve(const struct record *r);
const char *record_cle(const struct record *r);
const struct record *format_record(const struct format *fmt, const char *name);
/* Are its records tables of dBASE, each a file of its own? */
int format_dbf(const struct format *fmt);
/*
 * Is the table sound: names and paths present and not twice, a key in each
 * stored record, parents before... known, records of one name alike.
 * 0, or -1 and the fault says where.
 */
int format_check(const struct format *fmt, struct fault *f);
/* Is that the name of something, by the tables of the formats? */
int formats_nom(const char *nom);
/*
 * formes.c - what a code looks like, by the field that it stands in.
 */
enum forme_code {
	FO_LIBRE,   /* words: no form */
	FO_COURT,   /* a code of 6 characters at most: digits, few letters */
	FO_CODE,    /* of a division, a groupe, a kind: as schools have them */
	FO_DEUX,    /* two capitals or digits at most */
	FO_MEF,     /* 11 digits */
	FO_UAI,     /* or an académie */
	FO_ANNEE,   /* 2019, 2019-2020 */
	FO_NUMERO,  /* digits, and no phone's */
	FO_CLE,     /* parts joined by "/", of any of these */
	FO_LISTE,   /* the same, by "|" */
	FO_HACHE,   /* of a file */
	FO_VERSION, /* 2.0 */
	FO_ENTIER,
	FO_NOMBRE,
	FO_DATE,
	FO_HORO,
	FO_BOOL,
	FO_HEURES,
	FO_SECRET, /* none is ever of it: INE */
	FO__MAX
};
/* That of the codes of a field, by its name, its type and its width. */
enum forme_code field_forme(const struct field *fd);
/* 1: v has that form, and is no name nor phone as far as one can tell. */
int forme_vaut(enum forme_code fo, const char *v);

/*
 * format_versions.c - what differs between the versions of a format.
 *
 * field_versions: 1 when only some versions have the field (or, for an alias,
 * when any writes it at all), with the first and the last, NULL for no bound.
 */
int field_versions(const struct format *fmt, const struct record *r,
    const struct field *fd, const char **depuis, const char **jusqua);
int format_connait(const struct format *fmt, const char *version);
/*
 * The format as a file of that version is written: the same records in the
 * same order, with the fields of that version alone, as wide as they were
 * then (F_COUPE where that is less), none an alias, and
 * without the one called sans (NULL: with all) where it is no key.  Owned by
 * the caller.
 */
struct format *format_en(const struct format *fmt, const char *version,
    const char *sans, struct fault *f);
void format_libere(struct format *en);

#define CHAMPS_MAX 64 /* fields of a record */
#define LIT_MAX    32 /* bytes of a value that is rewritten, with its NUL */
/*
 * Read v as the field's type.  Returns v, or out (LIT_MAX bytes) with the
 * value as the base holds it, or NULL when it is not of that type.
 */
const char *field_lit(const struct field *fd, const char *v, char *out);
/* Is v, which is there, a value of that field as the base holds them? */
int field_tient(const struct field *fd, const char *v);
/* The other way: the base's value as the file writes it; v or out. */
const char *field_ecrit(const struct field *fd, const char *v, char *out);

/*
 * A record as read: values in the order of rec->fields, aliases folded into
 * the field they stand for, NULL when absent or empty.
 */
struct row {
	const struct format *fmt; /* borrowed */
	const struct record *rec; /* borrowed */
	long line;                /* where its element starts */
	long rang;        /* 1, 2, … in the file, all records together */
	const char **val; /* rec->nfields; owned by the reader */
};

/* Gives bytes: more than 0, 0 at the end, -1 on a fault. */
typedef long (*source_fn)(void *ctx, char *buf, size_t n, struct fault *f);

/* descripteur.c - a descriptor as a source_fn; nom is what a fault calls it. */
struct descripteur {
	int fd;
	const char *nom; /* borrowed */
};

long descripteur_lit(void *descripteur, char *buf, size_t n, struct fault *f);

/*
 * chemins.c - the paths of a format as a tree of elements.  Names are told
 * apart by their place in memory: mot_fn gives the one place of a name of n
 * bytes, or NULL without memory.
 */
#define AUCUN ((size_t)-1)
typedef const void *(*mot_fn)(void *ctx, const char *s, size_t n);
struct but {
	const void *attribut; /* NULL: the text of the element */
	size_t rec, champ;    /* where the value goes */
	int alias;            /* only when that is still empty */
	size_t suivant;       /* of the same node, or AUCUN */
};
struct noeud_chemin {
	const void *nom;
	size_t enfant, suivant; /* first child, next sibling, or AUCUN */
	size_t rec;             /* record that starts here, or AUCUN */
	size_t but;             /* first of buts, or AUCUN */
	size_t vide;            /* first of vides, or AUCUN */
	int vu;                 /* for the caller: such an element started */
};
struct chemins {
	const struct format *fmt; /* borrowed */
	mot_fn mot;
	void *ctx;
	struct noeud_chemin *noeuds; /* the first is the root; owned, as all */
	size_t nnoeuds;
	struct but *buts;
	struct but *vides; /* emptied when the node starts */
	size_t nbuts, nvides;
	struct rang_chemin {
		size_t champ, de; /* a field that is a rank, or AUCUN; whose */
	} * rangs;                /* one for each record */
	int sans_mot;
};
/* On a fault chemins_libere is due all the same. */
int chemins_ouvre(struct chemins *c, const struct format *fmt, mot_fn fn,
    void *ctx, struct fault *f);
void chemins_libere(struct chemins *c);
/* The child of that name, or AUCUN. */
size_t chemins_trouve(const struct chemins *c, size_t parent, const void *nom);
/* The same, made when it is missing; for paths of the format alone. */
size_t chemins_enfant(struct chemins *c, size_t parent, const void *nom);

/*
 * balise.c - the tag that the end of what has come so far leaves open.
 */
#define BALISE_MAX ((size_t)64 * 1024) /* bytes, ours */
struct balise {
	size_t longueur;
	char guillemet; /* of the value it is in, or NUL */
	int dedans;
	int ouverte; /* no ">" yet behind the last "<" */
};
/* n bytes more; 0: a tag is longer than BALISE_MAX. */
int balise_suit(struct balise *b, const char *p, size_t n);

/*
 * reader.c - XML to rows; the only file that includes libxml2.
 * lines.c  - TSV to rows.
 *
 * Both pull from a source and stand behind one surface.  fmts ends with
 * NULL; the root element (or for TSV the header) chooses.  A format that is
 * not among them is the fault "racine"; reader_root then names it.
 */
struct reader;
#define READER_COMPTE 1 /* unknown roots too, only to count (identifie) */
struct reader *reader_open(const struct format *const *fmts, unsigned flags,
    source_fn fn, void *ctx, struct fault *f);
void reader_close(struct reader *rd);
/* 1 a row, valid until the next call; 0 the end of a whole file; -1. */
int reader_next(struct reader *rd, struct row *row, struct fault *f);
/*
 * From now on parse ahead in a thread, which then is the only one to call
 * the source; reader_arrete ends it (the rows it has parsed are lost).
 */
void reader_devance(struct reader *rd);
void reader_arrete(struct reader *rd);
/*
 * Once read: does the file have the block that holds the records of that
 * index, be it empty?
 */
int reader_bloc(struct reader *rd, size_t rec);
const struct format *reader_format(const struct reader *rd); /* or NULL */
const char *reader_root(const struct reader *rd);            /* "" at first */
const char *reader_version(const struct reader *rd);         /* or "" */
const char *reader_encodage(const struct reader *rd);
unsigned reader_remarques(const struct reader *rd); /* CS_ bits */
/*
 * Does the file say, before its root element, that it is a part of another
 * (filtre.c writes that)?  What it lacks then is not absent.
 */
#define READER_PARTIEL "sconet partiel"
int reader_partiel(const struct reader *rd);
struct sink;
/*
 * filtre.c - copy an XML file that reader.c has found well formed, in UTF-8,
 * leaving out the outermost records that garde refuses (by their rang) and
 * containers that become empty; it says of itself that it is a part
 * (READER_PARTIEL); garde may give a comment to put before a
 * record through *raison (borrowed, or NULL).
 */
typedef int (*garde_fn)(void *ctx, long rang, const char **raison);
int filtre(const struct format *fmt, source_fn fn, void *ctx, garde_fn garde,
    void *gctx, struct sink *out, struct fault *f);

struct lines;
struct lines *
lines_open(const struct format *fmt, source_fn fn, void *ctx, struct fault *f);
void lines_close(struct lines *ln);
int lines_next(struct lines *ln, struct row *row, struct fault *f);
/* Are those columns there ("uai, mef"; NULL: none)?  0, -1. */
int lines_colonnes(const struct lines *ln, const char *noms, struct fault *f);

/*
 * archive.c - files beside the base, byte for byte, zstd-compressed; and
 * SHA-256.  A thread of its own hashes and compresses what is written.
 */
#define EMPREINTE     65 /* a SHA-256 in hexadecimal, with its NUL */
#define ARCHIVE_REFUS ((uint64_t)64 * 1024 * 1024)

int empreinte(const char *text, char hex[EMPREINTE], struct fault *f);
/* The SHA-256 of values one after the other, of which NULL is none. */
struct condense;
struct condense *condense_open(struct fault *f);
int condense_valeur(struct condense *c, const char *v, struct fault *f);
/* Of those since the last time; the next begin anew. */
int condense_fin(struct condense *c, char hex[EMPREINTE], struct fault *f);
void condense_close(struct condense *c);

struct archive;
/* A temporary file in dir, 0600; dir is made, 0700, when it is missing. */
struct archive *archive_open(const char *dir, struct fault *f);
int archive_write(struct archive *a, const char *p, size_t n, struct fault *f);
/* From now on nothing past ARCHIVE_REFUS bytes is kept, only hashed. */
void archive_refuse(struct archive *a);
/* End of the file: it is on disk, hash and size (before zstd) are known. */
int archive_finish(struct archive *a, struct fault *f);
const char *archive_empreinte(const struct archive *a); /* once finished */
uint64_t archive_taille(const struct archive *a);
const char *archive_fichier(const struct archive *a); /* its present path */
/*
 * Give it its name in the directory.  Not kept when it was refused and too
 * large: *garde is then 0.  Until archive_close the name may still be taken
 * back by archive_reprend, for a transaction that fails.
 */
int
archive_nomme(struct archive *a, const char *nom, int *garde, struct fault *f);
void archive_reprend(struct archive *a);
void archive_close(struct archive *a); /* unnamed: removed */
/* Read an archived file (any .zst) as a source. */
struct extrait;
struct extrait *extrait_open(const char *path, struct fault *f);
long extrait_read(void *extrait, char *buf, size_t n, struct fault *f);
void extrait_close(struct extrait *e);
/* All of the archived file at path, into fd. */
int extrait_vers(const char *path, int fd, struct fault *f);
/* SHA-256 and size of what is archived there: all of it is read. */
int extrait_empreinte(const char *path, char hex[EMPREINTE], int64_t *taille,
    struct fault *f);
/* SHA-256 of a file as it stands there. */
int fichier_empreinte(const char *path, char hex[EMPREINTE], struct fault *f);
/* The number that a file of the archive bears, -1 for a name of others. */
int64_t archive_numero(const char *name);

/*
 * sink.c - bytes out: 64 KiB buffer in front of a descriptor (-1: none) and
 * a copy into an archive (NULL: none).
 */
struct sink;
struct sink *sink_open(int fd, struct archive *copie, struct fault *f);
int sink_write(struct sink *s, const char *p, size_t n, struct fault *f);
int sink_puts(struct sink *s, const char *p, struct fault *f);
/*
 * To write in place: room for n bytes (64 KiB at most), of which
 * sink_avance then says how many were written.
 */
char *sink_place(struct sink *s, size_t n, struct fault *f);
void sink_avance(struct sink *s, size_t n);
int sink_flush(struct sink *s, struct fault *f);
void sink_close(struct sink *s); /* does not flush */
/* To vers, with ctx, which is borrowed, and to fd as well (-1: none). */
typedef int sink_fn(void *ctx, const char *buf, size_t n, struct fault *f);
struct sink *sink_vers(int fd, sink_fn *vers, void *ctx, struct fault *f);

/*
 * zip.c - an archive of one file, as SIECLE wraps its exports, or of several;
 * the only file that includes libarchive.  Bytes in become bytes of the
 * archive in out (borrowed), in constant memory.
 */
struct zip;
/* nom: of the file in it; date: its date, in seconds. */
struct zip *
zip_open(const char *nom, int64_t date, struct sink *out, struct fault *f);
/* The file is whole, another begins. */
int zip_suivant(struct zip *z, const char *nom, int64_t date, struct fault *f);
int zip_write(struct zip *z, const char *p, size_t n, struct fault *f);
/* The same as a sink, that writes to fd as well (-1: none). */
struct sink *zip_entree(struct zip *z, int fd, struct fault *f);
/* The file is whole: the end of the archive follows.  Does not flush out. */
int zip_finish(struct zip *z, struct fault *f);
void zip_close(struct zip *z);
/*
 * The files of the archive at path zip, each to the path that place gives it,
 * where none may be; a name that place does not want is a fault.  All of them
 * together have at most ZIP_MAX bytes.
 */
#define ZIP_MAX ((int64_t)256 * 1024 * 1024)
struct texte;
int zip_extrait(const char *zip,
    int (*place)(void *ctx, const char *nom, struct texte *path,
	struct fault *f),
    void *ctx, struct fault *f);

/*
 * fichier.c - a file that appears whole: made aside, 0600, as
 * ".NAME.PID.XXXXXX", then named.  *tmp is owned by the caller, who ends with
 * fichier_pose or fichier_abandonne.  What runs that were killed have left
 * aside is cleared.  The place of a base, or one in an archive, is the fault
 * sortie-prise.
 */
int fichier_cree(const char *path, char **tmp, struct fault *f); /* fd, -1 */
int fichier_pose(int fd, char *tmp, const char *path, struct fault *f);
void fichier_abandonne(int fd, char *tmp);
/* A file to read and write beside path, which has no name itself; or -1. */
int fichier_sans_nom(const char *path, struct fault *f);
/* Is name the one of a file aside, for nom, whose writer is no more? */
int fichier_perime(const char *name, const char *nom);
/* The name at path outlives a power cut; a failure is a fault of that code. */
int nom_durable(const char *path, const char *code, struct fault *f);
/* All of buf to fd, whatever signals do. */
int ecrit_tout(int fd, const char *buf, size_t n, struct fault *f);

/*
 * sys.c - what POSIX does not say: the kind of file system, the user.
 */
int sys_reseau(const char *path); /* 1: on a network file system */
int sys_reseau_type(unsigned long magic);
/* The name of the file that stdin is, "-" when it has none. */
void sys_nom(int fd, char *buf, size_t n);
#define JOUR 86400

int64_t horloge(struct fault *f); /* seconds; SOURCE_DATE_EPOCH overrides */
/*
 * "AAAA-MM-JJ HH:MM:SS", of here; UTC when SOURCE_DATE_EPOCH is set
 * (https://reproducible-builds.org/specs/source-date-epoch/).  buf has 20
 * bytes.
 */
int horodate(int64_t t, char *buf, struct fault *f);
/* The program that process pid runs; "" when the system does not tell. */
void sys_programme(long pid, char *buf, size_t n);

/*
 * tour.c - whose turn it is to write, and who holds a base.
 */
/* SQLite's descriptor of the base's shared memory; -1: not found. */
int tour_fd(const char *path);
/*
 * Take one's turn, in the order of arrival; until limite, on
 * CLOCK_MONOTONIC, or without waiting (NULL).  1 it is mine, 0 not in time,
 * -1 there are no turns here.
 */
int tour_prend(int fd, const struct timespec *limite);
void tour_rend(int fd);
/* The process that keeps the base, or has its turn; 0: unknown. */
long tour_tenu(int fd);

/*
 * writer.c - rows to XML.  Rows come in document order; containers open and
 * close by themselves.  Output is ISO-8859-15, or UTF-8 with utf8 set.
 */
struct writer;
struct writer *writer_open(const struct format *fmt, struct sink *out, int utf8,
    struct fault *f);
/* val: rec->nfields values as the base holds them, NULL for none. */
int writer_row(struct writer *w, const struct record *rec,
    const char *const *val, struct fault *f);
int writer_end(struct writer *w, struct fault *f); /* closes all elements */
unsigned writer_perdus(const struct writer *w);    /* characters lost */
void writer_close(struct writer *w);

/*
 * dbf.c - rows to a table in dBASE III, in CP850, without memo or index.  Its
 * columns are the fields of a record that have a path: at most 10 capitals,
 * digits and "_".  Text and codes are C of max bytes, dates D, FT_BOOL L,
 * integers N of max digits, FT_HEURES N of max digits with 2 decimals.  A
 * value that is absent or empty is blank (L: "?").
 */
enum {
	DBF_AUTREMENT = 1 << 0, /* it has characters that CP850 lacks */
	DBF_COUPE = 1 << 1      /* text that was cut; another type: left out */
};
struct dbf;
/* n: records to come; jour, AAAA-MM-JJ: of the last change; out borrowed. */
struct dbf *dbf_open(const struct record *r, int64_t n, const char *jour,
    struct sink *out, struct fault *f);
/* val and remarques: r->nfields; remarques gets what was done to each. */
int dbf_row(struct dbf *d, const char *const *val, unsigned *remarques,
    struct fault *f);
int dbf_end(struct dbf *d, struct fault *f); /* all n have come */
void dbf_close(struct dbf *d);
/* Bytes of such a file. */
int64_t dbf_taille(const struct record *r, int64_t n);
/* 'C', 'N', 'D' or 'L'. */
char dbf_type(const struct field *fd, size_t *largeur, unsigned *decimales);

/*
 * depot.c - files that appear together in a directory, or not at all.
 */
#define DEPOT_MAX 16
struct depot;
/* dossier is borrowed; mode: rights of the files, 0600 and more. */
struct depot *depot_open(const char *dossier, unsigned mode, struct fault *f);
/* The descriptor, the depot's, of a file that will have that name there. */
int depot_cree(struct depot *d, const char *nom, struct fault *f);
/* A file of that name there goes when the others come. */
int depot_ote(struct depot *d, const char *nom, struct fault *f);
/* All have their names; on a fault everything is as it was. */
int depot_pose(struct depot *d, struct fault *f);
/* After that, until depot_close: everything is as it was. */
void depot_rend(struct depot *d);
void depot_close(struct depot *d); /* without depot_pose: nothing was done */

/* (base, exchange, report: below) */

/*
 * texte.c - a string that grows; after a failure it stays failed, so that
 * only texte_fin need be checked.
 */
struct texte {
	char *s; /* owned */
	size_t n, cap;
	int rate;
};

void texte_ajoute(struct texte *t, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* The string, owned by t, or NULL and the fault. */
const char *texte_fin(struct texte *t, struct fault *f);
/* One word more, as a shell wants it. */
void texte_mot(struct texte *x, const char *mot);
/* A rule's message with its value in place of %s; v NULL: "(vide)". */
void texte_message(const char *m, const char *v, char *buf, size_t n);
void texte_vide(struct texte *t); /* "" again, keeps its room */
void texte_libere(struct texte *t);
/* "dossier/nom", owned by the caller. */
char *chemin_dans(const char *dossier, const char *nom, struct fault *f);

/*
 * fonctions.c - what the SQL functions of ours work out: rules use them to
 * find people and values that are there twice without sorting text.
 *
 * identite: a number that is the same for people whose n names fold alike
 * (charset_plie); to sort by, before comparing them for good.  1, or 0 when
 * one is NULL or of 256 bytes or more: nobody is like them.
 */
int identite(const char *const v[], size_t n, int64_t *identite);
/*
 * 1 when pauvre is what ISO-8859-15 leaves of riche (charset_latin9), which
 * has letters that it has not; 0 when not; -1 out of memory.
 */
int lettres_perdues(const char *pauvre, const char *riche);
/*
 * A number for a code of at most 11 digits and capitals, no two codes the
 * same; 0 for any other text, which stands for itself.
 */
int compact(const char *s, int64_t *code);
/*
 * ressemblance.c - are two identities alike, as people misspell them?
 *
 * Family name, first name and birth date get 2 points each when they are the
 * same once folded, 1 when they are near: a name with a letter wrong, missing,
 * too many or out of place (two from 8 letters on), whose words are some of
 * the other's, or that is the other's name in use; a first name likewise, cut
 * short, or one of the other's first names; day and month swapped.  Particles
 * do not count, whether they are joined to the name or not; ST is SAINT, in a
 * family name, but not in the keys (cle_noms).  Alike: each has a
 * point, and the sum is RESSEMBLANCE_SEUIL; or same name and day, and not born
 * elsewhere (twins); or same names and place, one digit of the date apart.
 * Source: ours; "make likeness" measures it.
 *
 * 0: not alike; 4 to 6: the sum; RESSEMBLANCE_MEME: all the same as written,
 * but for capitals, sex and place of birth too (the country, then the commune
 * or the town), and the second name does not contradict it.
 */
#define RESSEMBLANCE_SEUIL 4
#define RESSEMBLANCE_MEME  7
struct personne {
	const char *nom, *usage, *prenom, *prenom2, *prenom3;
	const char *date; /* AAAA-MM-JJ */
	const char *sexe, *pays, *commune, *ville;
};
int ressemblance(const struct personne *a, const struct personne *b);
/* May the first names be those of one person: has the pair a point for them? */
int prenoms_proches(const struct personne *a, const struct personne *b);
/*
 * Keys to look for those who may be alike: all of them share the first, but
 * those whose date has a wrong digit, who share the second.  1, or 0: none.
 */
int cle_naissance(const char *date, int64_t *cle);
int cle_noms(const char *nom, const char *prenom, int64_t *cle);
/* FNV-1a, of 64 bits; NULL is as "". */
uint64_t hache(const char *s);

/*
 * Hashes of the values seen, at most 196 608 of them in 2 MiB; all zero at
 * first, and its owner frees h.
 */
struct vus {
	uint64_t *h;      /* a table with open places */
	size_t taille, n; /* places, a power of two; taken */
	int doublon;      /* two were alike, or there were too many to tell */
};

int vus_ajoute(struct vus *vus, uint64_t h); /* 0, or -1 without memory */

/*
 * store.c - SQLite, which no other file knows.
 *
 * types gives one letter for each value bound: s text (NULL allowed, must
 * live until the call ends), i int64_t.
 */
#define APPLICATION_ID 0x53434F4E /* "SCON" */
#define USER_VERSION   11

enum { STORE_LECTURE, STORE_ECRITURE, STORE_CREE };

struct store;
struct query;

/*
 * attente: seconds to wait for a lock.  STORE_CREE makes the file, which
 * must not exist.  Faults: base-absente, base-etrangere, base-recente,
 * base-reseau, base-lecture-seule, base-abimee, base-occupee, ...
 */
struct store *
store_open(const char *path, int mode, int attente, struct fault *f);
void store_close(struct store *st);
const char *store_path(const struct store *st);
int store_exec(struct store *st, const char *sql, struct fault *f);
/* Each of them, until NULL; sql NULL: none. */
int store_liste(struct store *st, const char *const *sql, struct fault *f);
/* The same; ?1 is numero in those that have it. */
int store_liste_de(struct store *st, const char *const *sql, int64_t numero,
    struct fault *f);
/* The SQL that was put together in x, which is freed, whatever comes of it. */
int store_texte(struct store *st, struct texte *x, struct fault *f);
int store_run(struct store *st, struct fault *f, const char *sql,
    const char *types, ...);
/* First column of the first row; *n is left alone when there is none. */
int store_int(struct store *st, int64_t *n, struct fault *f, const char *sql,
    const char *types, ...);
/* Likewise; *s is owned by the caller, NULL for none. */
int store_text(struct store *st, char **s, struct fault *f, const char *sql,
    const char *types, ...);
int64_t store_changes(const struct store *st); /* rows of the last change */
/*
 * The base as it was last committed, into the file at path: an empty one
 * becomes that base.  The store may hold its write lock.
 */
int store_copie(struct store *st, const char *path, struct fault *f);
/*
 * BEGIN IMMEDIATE, each in its turn; BEGIN for the temporary tables alone;
 * the ends.
 */
int store_begin(struct store *st, struct fault *f);
int store_begin_temp(struct store *st, struct fault *f);
int store_commit(struct store *st, struct fault *f);
void store_rollback(struct store *st);
/* All that is committed is in the one file, and on disk. */
int store_rassemble(struct store *st, struct fault *f);

struct query *query_open(struct store *st, const char *sql, struct fault *f);
void query_close(struct query *q);
/* Bind from 1 and start over; query_step then gives the rows. */
int query_bind(struct query *q, struct fault *f, const char *types, ...);
int query_bind_text(struct query *q, size_t i, const char *v, struct fault *f);
int query_bind_int(struct query *q, size_t i, int64_t v, struct fault *f);
int query_step(struct query *q, struct fault *f); /* 1 / 0 / -1 */
int query_reset(struct query *q, struct fault *f);
/* A statement without rows, once with these values, and ready for the next. */
int query_run(struct query *q, struct fault *f, const char *types, ...);
size_t query_columns(const struct query *q);
const char *query_name(const struct query *q, size_t i);
const char *query_text(const struct query *q, size_t i); /* NULL: none */
int64_t query_int(const struct query *q, size_t i);
/* Is it a number; a code that has only digits is none. */
int query_nombre(const struct query *q, size_t i);

/*
 * rules.c - what a rule table is; rules_*.c are the tables.
 */
enum gravite {
	G_NOTE,   /* nothing is changed */
	G_VALEUR, /* the value is dropped; a row that needs it goes */
	G_REJET,  /* the record and its children are not imported */
	G_REFUS   /* the whole file is refused */
};

enum genre_regle {
	RG_TYPE,     /* raised by the stage itself (rules_communes.c) */
	RG_PRESENT,  /* champ: must not be empty */
	RG_FORME,    /* champ: must satisfy bon() */
	RG_LISTE,    /* champ: must be in a code list of the base */
	RG_ENSEMBLE, /* SQL: suite follows "FROM s_<record> s" */
	RG_ABSENT    /* SQL: suite follows "FROM x_<record> s", the absents */
};

/*
 * ENTREE: of what comes in only; once it stands, others may rightly change
 * what it was judged by.  ENCORE: what it drops may make it fire elsewhere,
 * so that it is asked again until it does not.  DITE: it was said where it
 * was found, and stands in the compte rendu alone.  FAIT: a note of something
 * that is done all the same, and not of what stays.  ATTENTE: a note that
 * keeps somebody waiting for what he was to get.
 */
#define REGLE_ENTREE  1
#define REGLE_ENCORE  2
#define REGLE_DITE    4
#define REGLE_FAIT    8
#define REGLE_ATTENTE 16

struct rule {
	const char *code; /* ours, stable */
	enum gravite gravite;
	enum genre_regle genre;
	const char *record;  /* stage table */
	const char *champ;   /* column, or NULL for the whole record */
	const char *message; /* French clause; %s is the value */
	const char *remede;  /* French clause */
	int (*bon)(const char *v);
	const char *liste;  /* SQL, true when the value ?1 is good */
	const char *valeur; /* SQL expression shown as the value */
	const char *suite;  /* SQL after "FROM s_<record> s" */
	/*
	 * SQL, 0 when it surely does not fire; or an aggregate over the rows
	 * of the record that says so; or NULL.
	 */
	const char *sonde;
	const char *cle; /* SQL, the key when it is not the row's; or NULL */
	int entree;      /* REGLE_ENTREE, REGLE_ENCORE, ..., as bits */
};

struct rules {
	const char *nom; /* of the table, for the manual */
	const struct rule *r;
	size_t n;
	/*
	 * SQL run before its first rule: the distinct tuples of a record that
	 * rules ask first (p_<record>, with a column orphelin), or NULL.
	 */
	const char *record, *tuples;
};

/* Is its sonde an aggregate, to be asked in one scan with others? */
int regle_agregee(const struct rule *r);

/* One line of a rule table, by kind. */
/* clang-format off */
#define PRESENT(code, g, rec, champ, message, remede) \
	{ code, g, RG_PRESENT, rec, champ, message, remede, NULL, NULL, NULL, \
	    NULL, NULL, NULL, 0 }
#define FORME(code, g, rec, champ, bon, message, remede) \
	{ code, g, RG_FORME, rec, champ, message, remede, bon, NULL, NULL, \
	    NULL, NULL, NULL, 0 }
#define LISTE(code, g, rec, champ, liste, message, remede) \
	{ code, g, RG_LISTE, rec, champ, message, remede, NULL, liste, NULL, \
	    NULL, NULL, NULL, 0 }
#define ENSEMBLE(code, g, rec, champ, valeur, suite, message, remede) \
	{ code, g, RG_ENSEMBLE, rec, champ, message, remede, NULL, NULL, \
	    valeur, suite, NULL, NULL, 0 }
/* The same, of what comes in only. */
#define ENTREE(code, g, rec, champ, valeur, suite, message, remede) \
	{ code, g, RG_ENSEMBLE, rec, champ, message, remede, NULL, NULL, \
	    valeur, suite, NULL, NULL, REGLE_ENTREE }
/* A note of what comes in, and REGLE_FAIT. */
#define FAIT(code, rec, champ, valeur, suite, message, remede) \
	{ code, G_NOTE, RG_ENSEMBLE, rec, champ, message, remede, NULL, NULL, \
	    valeur, suite, NULL, NULL, REGLE_ENTREE | REGLE_FAIT }
/* A note, and REGLE_ATTENTE. */
#define ATTENTE(code, rec, champ, valeur, suite, message, remede) \
	{ code, G_NOTE, RG_ENSEMBLE, rec, champ, message, remede, NULL, NULL, \
	    valeur, suite, NULL, NULL, REGLE_ATTENTE }
/* As ENSEMBLE, once two rows may share a value: known by a scan with others. */
#define DOUBLON(code, g, rec, champ, valeur, commun, suite, message, remede) \
	{ code, g, RG_ENSEMBLE, rec, champ, message, remede, NULL, NULL, \
	    valeur, suite, "doublons(" commun ")", NULL, 0 }
/* The same, of what comes in only. */
#define DOUBLON_ENTREE(code, g, rec, champ, valeur, commun, suite, message, \
    remede) \
	{ code, g, RG_ENSEMBLE, rec, champ, message, remede, NULL, NULL, \
	    valeur, suite, "doublons(" commun ")", NULL, REGLE_ENTREE }
/* As ENSEMBLE, once sonde says that it may fire. */
#define SONDE(code, g, rec, champ, sonde, suite, message, remede) \
	{ code, g, RG_ENSEMBLE, rec, champ, message, remede, NULL, NULL, \
	    NULL, suite, "SELECT EXISTS (SELECT 1 FROM " sonde ")", NULL, 0 }
#define SONDE_ENTREE(code, g, rec, champ, sonde, suite, message, remede) \
	{ code, g, RG_ENSEMBLE, rec, champ, message, remede, NULL, NULL, \
	    NULL, suite, "SELECT EXISTS (SELECT 1 FROM " sonde ")", NULL, \
	    REGLE_ENTREE }
#define SONDE_NOTE(code, rec, champ, sonde, suite, message, remede) \
	SONDE_ENTREE(code, G_NOTE, rec, champ, sonde, suite, message, remede)
#define SONDE_ENCORE(code, g, rec, champ, sonde, suite, message, remede) \
	{ code, g, RG_ENSEMBLE, rec, champ, message, remede, NULL, NULL, \
	    NULL, suite, "SELECT EXISTS (SELECT 1 FROM " sonde ")", NULL, \
	    REGLE_ENTREE | REGLE_ENCORE }
/* The same as the next, with a value of its own. */
#define RESTE(code, rec, cle, valeur, suite, message, remede) \
	{ code, G_NOTE, RG_ENSEMBLE, rec, NULL, message, remede, NULL, NULL, \
	    valeur, suite, NULL, cle, 0 }
/* A note on a record of the base that the file says nothing of. */
#define MANQUE(code, rec, cle, suite, message, remede) \
	{ code, G_NOTE, RG_ENSEMBLE, rec, NULL, message, remede, NULL, NULL, \
	    NULL, suite, NULL, cle, 0 }
#define ABSENT(code, rec, champ, valeur, suite, message, remede) \
	{ code, G_NOTE, RG_ABSENT, rec, champ, message, remede, NULL, NULL, \
	    valeur, suite, NULL, NULL, 0 }
/* clang-format on */
/* ?1 is a known code of that list, or the list was never received. */
#define DANS_LISTE(nom) \
	"EXISTS (SELECT 1 FROM nomenclature WHERE liste = '" nom \
	"' AND code = ?1 AND ferme = 0) OR NOT EXISTS (SELECT 1 FROM " \
	"nomenclature WHERE liste = '" nom "')"

/* How many of name, first name and birth date agree, of s and b. */
#define ACCORD_DE(s, b) \
	"(plie(" s ".nom_de_famille) IN (plie(" b ".nom_de_famille), " \
	"coalesce(plie(" b ".nom_usage), '')) OR coalesce(plie(" s \
	".nom_usage), '') = plie(" b ".nom_de_famille)) + (plie(" s \
	".prenom) = plie(" b ".prenom)) + (" s ".date_naiss = " b \
	".date_naiss)"
#define ACCORD ACCORD_DE("s", "b")

/* SQL that several imports share (imports*.c). */
/* clang-format off */
/* s and b have the same name and first name: one responsable. */
#define MEME_PERSONNE \
	"plie(s.nom_de_famille) IN (plie(b.nom_de_famille), " \
	"coalesce(plie(b.nom_usage), '')) AND plie(s.prenom) = plie(b.prenom)"
/* Of the pairs (rang, trouve) of a table, those that nothing contradicts. */
#define SEUL(table) \
	"(SELECT rang, min(trouve) AS trouve FROM " table " GROUP BY rang " \
	"HAVING count(DISTINCT trouve) = 1 AND min(trouve) NOT IN (SELECT " \
	"trouve FROM " table " GROUP BY trouve HAVING count(DISTINCT rang) > " \
	"1))"
/* What an address says, as one text. */
#define VIDE(v) "coalesce(" v ", '') || char(31) || "
#define CLE_ADRESSE(pays) \
	VIDE("ligne1_adresse") VIDE("ligne2_adresse") VIDE("ligne3_adresse") \
	VIDE("ligne4_adresse") VIDE("code_postal") VIDE("libelle_postal") \
	VIDE("commune_etrangere") "coalesce(" pays ", '')"
/* The lowest number of ours so far, negative until SIECLE's comes; or 0. */
#define PROVISOIRE(id, table) "(SELECT min(0, coalesce(min(" id "), 0)) FROM " table ")"
/* The number that a pupil had before this file. */
#define INE_ANCIEN \
	"UPDATE s_eleve SET ine_ancien = b.id_national FROM eleve b WHERE " \
	"b.eleve_id = s_eleve.eleve_id AND s_eleve.id_national <> " \
	"b.id_national"
/* Of a row b of bea_eleve: does the pupil count on that day? */
#define BEA_SCOLARISE(jour) \
	"(b.date_sortie IS NULL OR b.date_sortie > " jour ") AND " \
	"b.code_mef IS NOT NULL"
/* How many pupils the académie counts in that school on that day. */
#define BEA_EFFECTIF(uai, jour) \
	"(SELECT count(*) FROM bea_eleve b WHERE b.uai = " uai " AND " \
	BEA_SCOLARISE(jour) ")"
/* What changes with an address or a responsable changes the pupil's record. */
#define ADRESSE_CHANGEE \
	"UPDATE eleve SET echange = ?1 WHERE adresse_id IN (SELECT adresse_id " \
	"FROM d_adresse WHERE etat = 'M')"
#define RESPONSABLE_CHANGE \
	"UPDATE eleve SET echange = ?1 WHERE eleve_id IN (SELECT eleve_id FROM " \
	"d_responsable UNION SELECT r.eleve_id FROM responsable r JOIN " \
	"d_personne d USING (personne_id) UNION SELECT r.eleve_id FROM " \
	"responsable r JOIN personne p USING (personne_id) JOIN d_adresse a " \
	"USING (adresse_id))"
/* clang-format on */

extern const struct rules rules_communes, rules_eleves, rules_perimes,
    rules_an_dernier, rules_options, rules_responsables, rules_sans_responsable,
    rules_fiche, rules_places, rules_structures, rules_nomenclatures,
    rules_repartition, rules_communs, rules_passages, rules_bascule,
    rules_complement, rules_liens, rules_prive, rules_saisie, rules_accuses,
    rules_nomenclatures_structures, rules_nomenclatures_eleves,
    rules_structures_eleves, rules_effectifs, rules_edt, rules_reprise,
    rules_gep, rules_dossiers, rules_partants;
/* Event C (rules_voeux.c). */
extern const struct rules rules_souhaits, rules_lignes_voeux,
    rules_fiches_voeux, rules_voeux, rules_voeux_recus, rules_affectations,
    rules_decisions;
/* Event F (rules_bea.c): of both sides, of the school, of the académie. */
extern const struct rules rules_bea_fiches, rules_bea_envois, rules_bea_recus;
/* Event G (rules_ine.c): in the académie, and in the school. */
extern const struct rules rules_immatriculations, rules_litiges,
    rules_ine_recus;
/* Event H (rules_eva.c). */
extern const struct rules rules_corrections, rules_eva;
/* Event I (rules_constat.c). */
extern const struct rules rules_constat;
extern const struct rules *const all_rules[]; /* ends with NULL */
const struct rule *rule_find(const char *code);
/*
 * What mends an anomaly in the files of an import, where the rule's own remedy
 * speaks of others; the last has code NULL, and is for what the stage itself
 * finds wrong with a row (RC_CLE to RC_ORPHELIN).
 */
struct remede {
	const char *code, *texte; /* French clause */
};

extern const struct remede remedes_tableau[], remedes_sts[], remedes_edt[],
    remedes_montants[], remedes_saisie_structures[];
/* The rule's own when none is given (NULL) or none is of it. */
const char *rule_remede(const struct rule *r, const struct remede *remedes);
const char *gravite_suite(enum gravite g);  /* what was done, French */
const char *gravite_sortie(enum gravite g); /* to what goes out */
/* Those of rules_communes, by what the stage found. */
enum {
	RC_CLE,
	RC_CLE_LONGUE,
	RC_REQUIS,
	RC_TYPE,
	RC_TYPE_REQUIS,
	RC_LONG,
	RC_LONG_REQUIS,
	RC_DOUBLON,
	RC_PARTAGE,
	RC_DOUBLON_FILS,
	RC_ORPHELIN,
	RC_UTF8,
	RC_1252,
	RC_SUPPOSE,
	RC_UAI,
	RC_VERSION,
	RC_HORODATAGE,
	RC_AVENIR,
	RC_BLOC,
	RC_TENU,
	RC_CONFLIT,
	RC_CP850,
	RC_COUPE,
	RC_TABLE_VIDE,
	RC__MAX
};

/*
 * stage.c - temporary tables for rows, typed (rangs.c); what can be judged row
 * by row is judged there.  One table s_<name> for all records of one name, with
 * columns rang, ligne and the fields; the key is its primary key, so a
 * second row of one key is never stored.  Anomalies go to s_anomalie; changes
 * that the SQL of an import makes by itself go to s_autre (element, cle,
 * champ, avant, apres), so that they are counted, shown and traced as well.
 * What must stay as the base has it stands in s_garde (element, tete, cle,
 * champ; see garde.c); numbers that this import makes itself, of table
 * element, in s_neuf (element, id).
 */
struct dico;
struct table {
	const struct record *rec; /* the first of that name; borrowed */
	struct query *put;
	struct lot *lot;    /* rows that wait, or NULL where none may */
	struct dico **dico; /* values seen of fields that have a list */
	size_t *ordre;      /* fields, in the order of the columns */
	size_t nordre;
	int neuve;      /* the base's table is empty: all is added */
	size_t *regles; /* indices of the rules judged row by row */
	size_t *champs; /* and of the fields they judge */
	size_t nregles;
	int64_t lus; /* rows read, stored or not */
	int jete;    /* some of its rows were dropped: table j_<name> */
	int present; /* the file, or what prepares it, has such rows */
	int compose; /* the latter alone: no row was judged as it was read */
	int64_t ajoutes, modifies, inchanges, absents, rejetes;
	int64_t touches; /* rows that change, by themselves or their children */
};

struct stage {
	struct store *st;              /* borrowed */
	const struct format *fmt;      /* borrowed */
	const struct rule **rules;     /* all that apply, in order */
	const struct rules **de_table; /* the table each comes from */
	size_t nrules;
	struct table *tables; /* parents before children or not: by format */
	size_t ntables;
	struct table **de; /* for each record of the format, its table */
	struct query *anomalie;
	int64_t anomalies; /* all of them */
	int64_t notes;     /* of which notes */
	int64_t refus;     /* of which refuse the file */
	long decale;       /* lines of the file before the table in it */
	int lots;          /* rows are stored several at a time */
	int a_rejete;      /* tables r_<name> hold what was rejected */
	int etabli;        /* it holds what stands in the base, not a file */
	int sortant;       /* it holds what goes out */
	int garde_base;    /* a dropped value leaves the base's */
	int64_t partiel;   /* what it lacks is not absent */
	/* of the import, or NULL; borrowed */
	const struct remede *remedes;
};
/* The base's table is empty: all rows are new, and nothing is compared. */
int stage_vide(struct stage *sg, const struct record *r, int64_t *empty,
    struct fault *f);
/* SQL: the value a field will have, the file's (s) or, kept, the base's (b). */
void stage_valeur(struct texte *x, const struct field *fd);

/*
 * doublons.c - is the row of the stage that has the key of val, read values
 * of a record of the same kind, of another person: does a field of identity
 * (F_IDENT) that both have differ, as people write it?  1, and where it
 * stands; 0 also for records that are nobody's.
 */
int doublon_autre(struct stage *sg, const struct record *r,
    const char *const *val, long *rang, long *ligne, struct fault *f);

/*
 * lot.c - rows of one table of the stage that are stored together.
 */
struct lot *lot_open(struct store *st, const struct table *t, struct fault *f);
void lot_close(struct lot *l);
/* The statement that stores n rows of t. */
struct query *
lot_requete(struct store *st, const struct table *t, size_t n, struct fault *f);
/* Stores one row now: 1, or 0 when its key is taken, or -1. */
int lot_seul(struct store *st, const struct table *t, const struct row *row,
    struct fault *f);
/* 1: the row waits (val is copied); 0: there is no room for it; -1. */
int lot_ajoute(struct lot *l, const struct row *row, const char *const *val,
    struct fault *f);
/* Stores those that wait; doublon is told of each whose key is taken. */
int lot_pose(struct lot *l,
    int (*doublon)(void *ctx, const struct row *row, struct fault *f),
    void *ctx, struct fault *f);

/*
 * dico.c - the distinct values of one field, 2048 of them at most.
 */
struct dico *dico_open(void); /* NULL: no memory */
void dico_close(struct dico *d);
int dico_note(struct dico *d, const char *v, struct fault *f);
/* The i-th distinct value seen, NULL past the last or when overflown. */
const char *dico_mot(const struct dico *d, size_t i);
int dico_deborde(const struct dico *d);

/* tables: rule tables that apply besides rules_communes, ends with NULL. */
struct stage *stage_open(struct store *st, const struct format *fmt,
    const struct rules *const *tables, struct fault *f);
void stage_close(struct stage *sg);
/*
 * rangs.c: the row's values may be rewritten.  While sg->lots is set, rows wait
 * for stage_pose, some of them at least, and what is said of those that repeat
 * a key comes later than what is said of the rows that follow.
 */
int stage_row(struct stage *sg, const struct row *row, struct fault *f);
int stage_pose(struct stage *sg, struct fault *f);
struct table *stage_table(const struct stage *sg, const char *name);
/* Record an anomaly of rule index r. */
int stage_anomalie(struct stage *sg, size_t r, const char *element,
    int64_t rang, int64_t ligne, const char *cle, const char *champ,
    const char *valeur, struct fault *f);
/* SQL: the key of table t as one text, columns prefixed with alias. */
void stage_cle(struct texte *x, const struct record *rec, const char *alias);
/* SQL: " AND …" for the constants that tell records of one table apart. */
void
stage_constantes(struct texte *x, const struct record *rec, const char *alias);

/* After SQL has filled tables: which ones have rows. */
int stage_compte(struct stage *sg, struct fault *f);
/* After SQL has changed s_anomalie: how many there are of each kind. */
int stage_recompte(struct stage *sg, struct fault *f);
/* Back to anomaly n: rows (but of R_STAGE) and what rules made of them go. */
int stage_oublie(struct stage *sg, int64_t n, struct fault *f);
/* SQL: "a.k1 = b.k1 AND …". */
void stage_accord(struct texte *x, const struct record *rec, const char *a,
    const char *b);

/*
 * judge.c - the rules that need the base or the whole file, in the order of
 * their tables, and what they do to the stage.  Call with the write lock.
 */
int stage_judge(struct stage *sg, struct fault *f);
/*
 * Fill an empty stage with what the base itself holds, in a transaction that
 * will be rolled back.  stage_judge then judges that as if it had come in
 * all at once, to a base without it: by the rules of the whole, but notes
 * and those of what comes in only.
 */
int stage_etabli(struct stage *sg, struct fault *f);
int stage_judge_absents(struct stage *sg, struct fault *f);

/*
 * rejets.c - rejected records.  stage_rejette, after the thresholds: they and
 * their children leave the stage, and stay in r_<name> to be named.
 */
int stage_rejette(struct stage *sg, struct fault *f);
/*
 * After that, and once: the file at path gets those records of entree (the
 * archived input) that were rejected, in its format, each with the codes of
 * its rules; with a child row that was rejected alone goes its record, whole,
 * so that the file can be taken in once mended.
 */
int stage_rejets(struct stage *sg, const char *entree, const char *path,
    struct fault *f);

/*
 * diff.c - what would change: d_<name> has the keys and etat A (added),
 * M (modified), R (removed from a set), F (closed); x_<name> the keys that
 * are absent from the file.
 */
struct seuils {
	int absents, modifies; /* percentages; negative: none */
};
int stage_absents(struct stage *sg, const struct seuils *s, struct fault *f);
int stage_diff(struct stage *sg, struct fault *f);
/* Write the changes as exchange numero, their trace in changement. */
int stage_apply(struct stage *sg, int64_t numero, struct fault *f);
/*
 * trace.c - the changes into table changement, value by value, for exchange
 * numero.  After stage_diff, while the base is still as it was.
 */
int stage_trace(struct stage *sg, int64_t numero, struct fault *f);
/* montre.c - the differences as TSV: genre, clé, champ, avant, après. */
int stage_montre(struct stage *sg, struct sink *out, struct fault *f);

/*
 * roles.c - what a base is for, and the parts its schema is made of.
 */
enum {
	ROLE_ETAB = 1 << 0, /* a school: SCONET itself */
	ROLE_STS = 1 << 1,  /* the same school in STS-WEB */
	ROLE_BEA = 1 << 2,  /* an académie; its UAI is a code of 3 digits */
	ROLES = ROLE_ETAB | ROLE_STS | ROLE_BEA
};

struct role {
	const char *nom;
	unsigned bit;
	const char *const *tables, *const *vues; /* SQL, each ends with NULL */
};

const struct role *role_find(const char *nom); /* or NULL */
/* "etab", "etab ou sts": the roles of those bits; n bytes are enough at 32. */
void roles_noms(unsigned bits, char *buf, size_t n);
/* Tables, then views, in an empty base. */
int role_schema(struct store *st, const struct role *r, struct fault *f);
/* Such a base, empty and of its own: what a schema must be. */
struct store *role_modele(const struct role *r, struct fault *f);
/*
 * From that version to USER_VERSION, inside a transaction: views are
 * dropped, the steps run, the views made anew.
 */
int role_migre(struct store *st, const struct role *r, int64_t version,
    struct fault *f);

/*
 * garde.c - values and rows that stay as the base has them.  Before the
 * rules: what tenu holds, with a note where the file says something else;
 * after them: what s_garde has again, for what rules have dropped of it.
 */
int garde_tenus(struct stage *sg, struct fault *f);
/*
 * With garde_base, what is dropped leaves the base's own value, if any: all
 * that the stage has dropped so far, or what a rule has of one field.
 */
int garde_ignores(struct stage *sg, struct fault *f);
int garde_ignoree(struct stage *sg, const struct record *r,
    const struct field *fd, struct fault *f);
/*
 * What this base has changed since its bascule, by itself or an import of
 * its own, into s_garde; where the file has changed it too, and otherwise,
 * an anomaly has both values.
 */
int garde_changes(struct stage *sg, struct fault *f);
int garde_applique(struct stage *sg, struct fault *f);

/*
 * reunion.c - the pairs of s_reuni (element: eleve or personne, de, vers) that
 * an import's prepare has found, before the rules: what this base made (de)
 * and what SIECLE knows (vers) are one, with all that hangs on either.
 */
int stage_reunit(struct stage *sg, struct fault *f);

/*
 * apport.c - records of another base (de) complete those of this one
 * (vers, of the same fields): what the base has stays, what it lacks is
 * taken.  m_<column> (ancien, nouveau, rang), for each of eleve_id,
 * personne_id and adresse_id, has the numbers of those that are taken, as
 * they are there and here; m_lieu (adresse_id, cle) says which addresses are
 * one.
 */
struct apport {
	const char *de, *vers; /* records of the format */
};

/* m_differe (element, rang, champ) gets what both have, and differs. */
int apport_differe(struct stage *sg, const struct apport *c, struct fault *f);
/* Rows of s_<de> to s_<vers>, with what the base has of them and their sets. */
int apport_pose(struct stage *sg, const struct apport *c, struct fault *f);

/*
 * reprise.c - rows of the base back into the stage.  reprise_ouvre makes its
 * temporary tables; reprise_tete asks for the rows whose first key, the
 * column colonne, is id, for the sake of a pupil and a line of the input;
 * reprise_pose stages them, numbered from *rang + 1, with saisies as entered
 * in m_valeur and m_retrait.  Only a pupil's whole sets are ever staged.
 */
int reprise_ouvre(struct store *st, struct fault *f);
int reprise_tete(struct store *st, const char *colonne, int64_t id,
    int64_t eleve, int64_t ligne, struct fault *f);
/* The pupil, with his responsables and all of their addresses. */
int reprise_eleve(struct store *st, int64_t eleve, struct fault *f);
int reprise_pose(struct stage *sg, int saisies, int64_t *rang, struct fault *f);

/*
 * histoire.c - what exchanges have changed or found in the records of m_tete
 * (reprise.c), whatever their numbers were.  The query is avant, a table with
 * the columns echange, ordre, element, cle, champ, avant, apres and sens (A,
 * M, R as in changement, C made, ! found), and apres.
 */
struct query *histoire_ouvre(struct store *st, const char *avant,
    const char *apres, struct fault *f);
/*
 * After that: what accusés say of them, as code, record, text, remedy, number,
 * date and genre of the send, element, field.
 */
struct query *reponses_ouvre(struct store *st, struct fault *f);

/*
 * base.c - which base: its identity, finding it in a directory, making one.
 */
struct base {
	struct store *st;
	char *archives; /* directory of the archive, owned */
	char role[8], uai[12], annee[8], etat[16], debut[12], fin[12];
	int64_t profilage; /* exchange of the last profiling, 0: none */
	int64_t version;   /* of its schema; writers find USER_VERSION */
	char *copie; /* the copy made before it was migrated, owned, or NULL */
};

/*
 * For writing, a base of an older version is migrated first, in one
 * transaction, after a copy of it has been made beside it (BASE.db.v1).
 */
int base_open(struct base *b, const char *path, int mode, int attente,
    struct fault *f);
void base_close(struct base *b);
/* Faults: base-role, unless it has one of those roles (bits); base-ancienne. */
int base_du_role(const struct base *b, unsigned roles, struct fault *f);
/* Is it of that school and year?  NULL: any. */
int base_voulue(const struct base *b, const char *uai, const char *annee,
    struct fault *f);
int base_a_jour(const struct base *b, struct fault *f);
/*
 * The base that spec means: itself, or in a directory the one of those
 * roles (bits), UAI and year, or the one courante of what is known of them
 * (NULL: anything).  *path is owned by the caller.
 */
int base_trouve(const char *spec, unsigned roles, const char *uai,
    const char *annee, char **path, struct fault *f);
int base_est_dossier(const char *spec);
/* fn for each *.db of a directory, by name, until it returns -1. */
int base_each(const char *dir,
    int (*fn)(void *ctx, const char *path, struct fault *f), void *ctx,
    struct fault *f);
/*
 * What killed makers of that base have left beside it is removed.  0, or -1:
 * base-occupee, another process makes it at this moment; es, memory.
 */
int base_restes(const char *path, struct fault *f);
/*
 * All or nothing: made aside at *tmp, which may be opened and filled, and has
 * the archive of the base to be; then given its name, or given up.  *tmp is
 * owned by the caller until base_pose or base_abandonne, when it is closed.
 * Only one process at a time makes the base of that path.  Faults:
 * base-existe, base-occupee, archives-presentes, base-reseau, ...
 */
int base_cree(const char *path, const char *role, const char *uai,
    const char *annee, const char *etat, char **tmp, struct fault *f);
/* *posee: the base has its name, also when that may not last (-1). */
int base_pose(char *tmp, const char *path, int *posee, struct fault *f);
void base_abandonne(char *tmp);

/*
 * lecture.c - a base that is only looked at: it is read-only, nobody waits
 * for it, and nothing of it changes.  A base of an older version is the fault
 * base-ancienne.
 */
struct options;
int lecture_ouvre(struct base *b, const struct options *o, unsigned roles,
    struct fault *f);
/* The same, of that one: no directory. */
int lecture_chemin(struct base *b, const struct options *o, const char *chemin,
    unsigned roles, struct fault *f);
/*
 * From now on its views count for that day, and all that is read is of one
 * moment.
 */
int lecture_jour(struct store *st, const char *jour, struct fault *f);

/*
 * options.c - what all programs' command lines share.
 */
struct options {
	const char *prog;
	const char *base, *annee, *uai, *sortie,
	    *compte_rendu;                      /* -b -a -u -o -r */
	int essai, muet, bavard, json, attente; /* -n -q -v -j -w */
	const char *role, *motif, *rejets, *date, *communs, *profil;
	const char *remplace, *echange; /* --remplace, -c */
	const char *passages, *etat, *copie, *purger, *modele, *eleves;
	const char *schema, *dossier; /* --schema, --dossier */
	const char *sequences;        /* --sequences */
	int zip;                      /* --zip */
	unsigned mode;                /* --mode, 0600 by default */
	int terminee; /* set by a program that takes a base that is over */
	int force, utf8, recevoir, profiler, liste, migrer, rentree, complete,
	    tenir, relacher, en_attente;
	/* --nouvelle-ecole, --plage */
	int nouvelle_ecole;
	const char *plage;
	/* --campagne, --sorties, --csv, --arrivees */
	const char *campagne, *sorties;
	int csv, arrivees;
	/* of what is read and nobody gave: the base it was composed of */
	const char *compose_de;
	char **prise; /* where an import puts the path of the base that it took
			 the file into, owned by the caller; or NULL */
	/* of echanges: --depuis (bea-send's --date as well), --genre, --etat,
	 * --sens, --eleve */
	const char *depuis, *genre, *issue, *sens, *eleve;
	int erreurs, nouvelles, bea;
	const char *controle; /* -l of constat, --declarer */
	int declarer;
	const char *corrections; /* --corrections, --renvoi */
	int renvoi;
	int html, verifie; /* of tableau: --html, --verifie, --delai */
	int64_t delai;
	const char *paquet; /* --paquet, --nominatif */
	int nominatif, ici; /* --ici, of rejouer */
	struct seuils seuils;
	int argc; /* what is left */
	char **argv;
	char *texte;    /* all of the command line, for the journal; owned */
	char bin[1024]; /* the programs' directory; "": PATH has them */
};

struct programme {
	const char *nom, *resume, *arguments;
	const char *options; /* letters of the table in options.c */
	int min, max;        /* arguments besides options */
	/* what it does, by the command line; o may be changed.  Exit status */
	int (*fait)(struct options *o);
	/* or NULL: it takes in one of these from standard input */
	const struct import *const *imports;
};

/*
 * programme.c - all that main does: descriptors, signals and limits
 * (commence), the command line, the work; its exit status.
 */
int programme_lance(const struct programme *p, int argc, char *argv[]);
/* Says why the command line makes no sense; the exit status. */
int programme_refuse(const struct options *o, const char *why);

/*
 * Read the command line.  -1: go on; otherwise the exit status, usage,
 * help or version having been written.
 */
int options_parse(struct options *o, const struct programme *p, int argc,
    char *argv[], FILE *out, FILE *err);
void options_free(struct options *o);
/*
 * An option by its long name, whole or begun, or its letter, the first n bytes
 * of mot; prog has the last word.  1: it takes a value, 0; -1: there is none.
 */
int
options_cherche(const char *mot, size_t n, const char *prog, const char **nom);
const char *sconet_version(void);
/* The day asked for (--date), or today; ISO, buf has 20 bytes. */
int options_date(const struct options *o, char *buf, struct fault *f);

/*
 * relues.c - a command line as the journal keeps it, taken apart: options by
 * their long names, arguments without one.  motif is the one of its line, or
 * NULL.
 */
struct relue {
	const char *nom; /* borrowed; NULL: an argument */
	char *valeur;    /* owned; NULL: a flag */
};
struct relues {
	struct relue *mots; /* owned */
	size_t n;
};
int options_relues(struct relues *l, const char *texte, const char *prog,
    const char *motif, struct fault *f);
void options_relues_libere(struct relues *l);

/*
 * journal.c - the line of an exchange, its number, the hash chain.
 */
struct echange {
	int64_t numero;
	const char *genre, *sens, *etat;
	char date[20], date_utilisee[20];
	const char *uai, *annee, *horodatage, *racine, *fichier;
	/* the school that sent it, and its year, when it is another */
	const char *origine, *annee_origine;
	/* names in the archive, or ""; annexe: an input an option named */
	char archive[64], reponse[64], annexe[64];
	const char *sha256;
	int64_t taille, num_envoi; /* num_envoi 0: not numbered */
	/* of the answer and the annexe, as archived; "" for none */
	char reponse_sha256[EMPREINTE], annexe_sha256[EMPREINTE];
	int64_t reponse_taille, annexe_taille;
	int64_t lus, ajoutes, modifies, inchanges, absents, rejetes, anomalies;
	int statut, change; /* change: it changed what the base holds */
	const char *refus;  /* why it was refused, or NULL */
	/* the pupils counted once it was in, where the answer says it */
	const char *effectif;
};

/* French label of a genre, as users know it; the genre itself if unknown. */
const char *genre_libelle(const char *genre);
/* The i-th genre there is; NULL past the last. */
const char *genre_nom(size_t i);
/* The dates of its line: now, and the day that is asked for. */
int journal_dates(struct echange *e, const struct options *o, struct fault *f);
int journal_numero(struct store *st, int64_t *n, struct fault *f);
/*
 * Inside the transaction, once what hangs on the line is written (traces.c);
 * anomalies come from s_anomalie when sg is given.  journal_scelle: more was
 * written since, and there is no line after it.
 */
int journal_ecrit(struct store *st, const struct echange *e,
    const struct options *o, const struct stage *sg, struct fault *f);
int journal_scelle(struct store *st, const struct echange *e, struct fault *f);
/*
 * fn for each line whose chaine is not that of its values and of the line
 * before, in order, until it returns -1.
 */
int journal_rompu(struct store *st,
    int (*fn)(void *ctx, int64_t numero, struct fault *f), void *ctx,
    struct fault *f);
/*
 * traces.c - the rows of other tables that hang on a line, and are covered by
 * its chaine.  traces_pose: those of the line of e, which is there; nothing
 * may be added to them any more.
 */
int traces_pose(struct store *st, const struct echange *e, struct fault *f);
/*
 * fn for each line whose rows in a table are no longer those that were there:
 * how many there are, and were; in a transaction, until it returns -1.
 */
typedef int (*traces_fn)(void *ctx, int64_t numero, const char *table,
    int64_t la, int64_t dits, struct fault *f);
int traces_rompues(struct store *st, traces_fn fn, void *ctx, struct fault *f);
/*
 * contenu.c - how many rows each table has once the exchange numero, the last,
 * is done, into its line; fn for each that has not as many as the last line
 * says, until it returns -1.
 */
int contenu_pose(struct store *st, int64_t numero, struct fault *f);
typedef int (*contenu_fn)(void *ctx, int64_t numero, const char *table,
    int64_t la, int64_t dits, struct fault *f);
int contenu_change(struct store *st, contenu_fn fn, void *ctx, struct fault *f);
/* What the stage has found, as that exchange's; journal_ecrit does it too. */
int journal_anomalies(struct store *st, int64_t numero, const struct stage *sg,
    struct fault *f);
/* "000012-GENRE-SUFFIXE.EXT.zst"; buf has 64 bytes. */
void journal_nom(const struct echange *e, const char *suffixe, const char *ext,
    char *buf);
/*
 * A text that an option named is an input: into the directory, under its name
 * (text NULL: none).  *a is the caller's, to close, or to take back before.
 */
int journal_annexe(struct echange *e, struct archive **a, const char *dir,
    const char *text, const char *suffixe, const char *ext, struct fault *f);

/*
 * menage.c - what an archive should not have any more goes: what killed runs
 * left, temporary files and numbers never committed; bodies that were purged.
 */
int menage(struct store *st, const char *archives, struct fault *f);
/* Those alone that the journal says were purged. */
int menage_purge(struct store *st, const char *archives, struct fault *f);

/*
 * purge.c - bodies of old exchanges leave the archive; their lines stay.
 * A purge is a line of the journal whose date_utilisee says from which day
 * on bodies are kept; what goes is then known to be purged (view corps).
 * The line is committed first: killed in between, a purge is finished by the
 * next, or by the next writer.
 */
int purge_run(const struct options *o, FILE *out, FILE *err);

/*
 * copie.c - de, as it is at one moment, to vers: made aside, shown to juge
 * with the directory of archives that is still the original's, and named when
 * juge gives 0.  A fault when vers is there, and nothing is left of it then.
 */
int base_copie(const char *de, const char *vers, int attente,
    int (*juge)(void *ctx, const char *copie, const char *archives,
	struct fault *f),
    void *ctx, struct fault *f);

/*
 * controle.c - sconet-check: is a base what it should be.  The anomalies go
 * to out, a line each.
 */
int
controle_run(const struct options *o, const char *base, FILE *out, FILE *err);
struct controle {
	const struct options *o; /* borrowed, as all but b */
	FILE *out;
	const char *fichier; /* the base, as it is called in what is said */
	struct base b;
	int copie;          /* a copy: its archive is still the original's */
	int manque;         /* the schema lacks something */
	int abimee;         /* it was said that parts of it cannot be read */
	int dossier_ouvert; /* anybody may enter the archive: */
	int64_t ouverts;    /* how many of its files he may read, and one */
	char ouvert[80];
	int64_t anomalies;
};
/*
 * controle_dit.c - says an anomaly, of that code of the table of faults, and
 * counts it.
 */
void controle_dit(struct controle *c, const char *code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Each row of the query is an anomaly: its first column is the detail. */
int controle_chaque(struct controle *c, const char *code, const char *sql,
    struct fault *f);
/* fn, at one moment of the base; what it makes there is temporary. */
int controle_partie(struct controle *c,
    int (*fn)(struct controle *, const void *, struct fault *), const void *arg,
    struct fault *f);
/* A part ended with rc: -1 if that is a fault that keeps from looking on. */
int controle_fini(struct controle *c, int rc, struct fault *f);
/* *la: has the base that table? */
int
controle_a(struct controle *c, const char *table, int64_t *la, struct fault *f);
/* controle_donnees.c, controle_archive.c: the two halves of it. */
int controle_donnees(struct controle *c, struct fault *f);
/* controle_questions.c, controle_imports.c: parts of the first. */
int controle_questions(struct controle *c, struct fault *f);
int controle_imports(struct controle *c, struct fault *f);
int controle_archive(struct controle *c, struct fault *f);

/*
 * report.c - what is said, on a stream: refusals, anomalies, the summary.
 * fichier NULL is said as "-": what it is about has no name.
 */
void report_fault(FILE *err, const struct options *o, const char *fichier,
    const struct fault *f);
/* One line on err about the exchange itself. */
void report_note(FILE *err, const struct options *o, const char *code,
    const char *text);
int report_anomalies(FILE *err, const struct options *o, const char *fichier,
    struct stage *sg, struct fault *f);
/* After a COMMIT that failed. */
#define ISSUE_INCERTAINE \
	"l'échange est peut-être fait quand même : voir la liste avec " \
	"echanges, puis relancer"
void report_bilan(FILE *err, const struct options *o, const struct echange *e);
/* What became of what an anomaly of that weight is about. */
const char *report_suite(const struct stage *sg, const struct rule *r,
    const char *element, enum gravite g);
void json_texte(FILE *out, const char *s); /* quoted and escaped */
void json_champ(FILE *out, const char *sep, const char *nom, const char *v);
/* A value for a table: a tab or the end of a line would make others of it. */
void tsv_champ(FILE *out, const char *sep, const char *v);
/* n values: a line of TSV, or an object of JSON whose fields noms names. */
void report_ligne(FILE *out, int json, const char *const *noms,
    const char *const *val, size_t n);
/* What prepares names records by, whose key is a rank or a line. */
#define NOMMES \
	"CREATE TEMP TABLE IF NOT EXISTS m_nomme (element TEXT, cle TEXT, " \
	"dit, " \
	"PRIMARY KEY (element, cle)) WITHOUT ROWID"
/* All rows of a query: TSV with a header, or JSON lines. */
int report_table(struct query *q, int json, FILE *out, struct fault *f);

/*
 * discret.c - what of an anomaly may be shown where others look.  buf has n
 * bytes and gets a string, cut if need be; valeur, and fd or rec where there
 * is none, may be NULL.
 */
/* The record of that name in the stage, and a field of it; or NULL. */
const struct record *stage_record(const struct stage *sg, const char *element);
const struct field *
stage_champ(const struct stage *sg, const char *element, const char *champ);
/* Of a record: the word of the key that says whose it is, or NULL. */
const char *record_personne(const struct record *r);
/* "ELEVE_ID", "CODE_STRUCTURE/CODE_MEF": what the key is made of. */
void
discret_cle(const struct stage *sg, const char *element, char *buf, size_t n);
/* 1: a value of that field is a code by its form, or one that st knows. */
int
discret_montre(struct store *st, const struct field *fd, const char *valeur);
/*
 * Keys as they stand in anomalies of rec (NULL: of no record), with
 * CLES_ENTRE between them; tu: a value that is masked beside them, or NULL.
 */
#define CLES_ENTRE "\x1f"
/* Bytes of the part that a key begins with; plus: how many "/" are its own. */
size_t cle_part(const char *cle, size_t plus);
void discret_cles(struct store *st, const struct record *rec, const char *cles,
    const char *tu, char *buf, size_t size);
/* 1: the value may be somebody's. */
int discret_masque(struct store *st, const struct rule *r,
    const struct field *fd, const char *valeur);
/* The form of a value that is masked, as the message of r has it. */
void discret_forme(struct store *st, const struct rule *r,
    const struct field *fd, const char *valeur, char *buf, size_t n);
/* What may be shown of a value that may be anything: a code; else its form. */
void report_montre(const char *v, char *buf, size_t n);
/* Text and remedy of an anomaly of that rule; buf has n bytes. */
void
report_texte(const struct stage *sg, const struct rule *r, const char *element,
    const char *champ, const char *valeur, char *buf, size_t n);
/* The same of a field (or NULL), when the stage is no more. */
void report_dit(struct store *st, const struct rule *r, const struct field *fd,
    const char *valeur, char *buf, size_t n);

/*
 * compte_rendu.c - the compte rendu, as XML: all that was found, by name.
 */
int
report_ecrit(struct stage *sg, const struct base *b, const struct echange *e,
    const struct options *o, struct sink *out, struct fault *f);

/*
 * accuse.c - the answer to a send, ACCUSE: whether it was accepted, its data
 * is wrong, or it should be sent again later.  sg may be NULL.
 */
int
accuse_ecrit(struct stage *sg, const struct base *b, const struct echange *e,
    const struct options *o, struct sink *out, struct fault *f);

/*
 * exchange.c - the six rooms: a file comes in.
 */
enum {
	BESOIN_PROFILAGE = 1 << 0,    /* a profiled nomenclature */
	BESOIN_ELEVES = 1 << 1,       /* pupils */
	BESOIN_STRUCTURES = 1 << 2,   /* divisions */
	BESOIN_NOMENCLATURE = 1 << 3, /* in STS-WEB: the nomenclature */
	BESOIN_SAISIE = 1 << 4,       /* in STS-WEB: divisions */
	BESOIN_VIDE = 1 << 5          /* no pupil */
};

struct import {
	const struct format *fmt;
	const char *genre;
	/* SQL, once judged: what it is called instead; or NULL */
	const char *precise;
	unsigned roles;                   /* of bases that take it: ROLE_ */
	const struct rules *const *rules; /* ends with NULL */
	const struct remede *remedes;     /* or NULL */
	unsigned besoins;
	const char *fait;          /* what is said once it is in, or NULL */
	int yaml;                  /* read by structures.c */
	int accuse;                /* it is answered with an ACCUSE */
	int complete;              /* what the base changed itself is kept */
	const char *const *requis; /* records that must not be empty */
	/*
	 * SQL: the file is no whole set, so that what it lacks is not absent,
	 * and of requis only the first must be there; or NULL
	 */
	const char *partiel;
	/* of a table, without which it says nothing: "uai, mef"; or NULL */
	const char *colonnes;
	int seul;     /* each file stands for itself: none is too old */
	int par_etab; /* of a school each: none is older than another's */
	/*
	 * Those who make it number what they send: without a number it is a
	 * trial (-n), and refused; but for one without any record, where
	 * requis wants none.
	 */
	int numerote;
	/*
	 * What the command line says, into tables of the stage, before all
	 * else; or NULL.  *texte: the YAML that an option named, which is
	 * archived; owned by the caller, even on a fault.
	 */
	int (*parametre)(struct stage *sg, const struct options *o,
	    char **texte, struct fault *f);
	/* makes records of the rows read, before all SQL; or NULL */
	int (*compose)(struct stage *sg, const struct options *o,
	    struct fault *f);
	const char *const *prepare; /* SQL before the rules */
	/* after them, what then is staged; ends with de NULL */
	const struct apport *apports;
	const char *const *avant; /* SQL after the rules, before the diff */
	const char *const *apres; /* SQL once applied; ?1 is the number */
	/* SQL once applied: the pupils the accusé says are counted; or NULL */
	const char *effectif;
};

/*
 * sorties.c - the files of -o, -r, --rejets and --dossier take the place of no
 * base nor of what SQLite keeps beside it, are in no base's archive, and take
 * the place of no input, nor of each other; else the fault sortie-prise.
 * archives: of the base that is open, wherever it is; or NULL.
 */
int
sorties_justes(const struct options *o, const char *archives, struct fault *f);
/* What stands at path that no output may replace, or NULL. */
const char *sortie_prise(const char *path);

/*
 * door.c - what comes in: bytes, their archive, the envelope, the base.
 */
struct door {
	const struct options *o;
	const struct import *const *kinds; /* ends with NULL */
	const struct import *im;           /* the one chosen, or NULL */
	int fd;
	const char *texte; /* read instead of fd when not NULL */
	size_t lu;         /* of texte, or bytes so far of fd */
	char tete[512];    /* read to tell XML from a table, given again */
	size_t ntete, rendu;
	char fichier[256]; /* name of the input, for messages */
	struct base b;     /* b.st NULL until it is open */
	struct archive *archive;
	char *avant; /* bytes read before the archive was open; owned */
	size_t navant;
	struct reader *rd;
	struct lines *ln;
	struct structures *ym;
	struct row row; /* the first row after the envelope */
	int a_row, fini, tsv;
	const struct format **fmts; /* what the reader may meet; owned */
	char uai[16], annee[16], horodatage[24], version[16], racine[64];
	char num_envoi[16];
	char origine[16], annee_origine[16]; /* of another school's file */
	char horo_faux[24]; /* a time stamp that is none, or "" */
};

/* From the options to the end of the envelope.  -1: refused. */
int door_open(struct door *d, const struct options *o,
    const struct import *const *kinds, int fd, const char *texte,
    struct fault *f);
int door_next(struct door *d, struct row *row, struct fault *f);
/* Read what is left, so that the archive is whole; then its hash. */
int door_drain(struct door *d, struct fault *f);
/* Once read: has the file the block of that record, be it empty? */
int door_bloc(const struct door *d, size_t rec);
const char *door_extension(const struct door *d); /* "xml", "tsv", "yaml" */
void door_close(struct door *d);
/*
 * A fault naming the tool that opens it, when buf starts like an archive; it
 * is piped to prog, or with NULL written to a file.
 */
int archive_magie(const char *buf, size_t n, const char *fichier,
    const char *prog, struct fault *f);
/* The base of the options, open, its role (bits) and état right. */
int door_base(struct base *b, const struct options *o, unsigned roles,
    const char *uai, const char *annee, struct fault *f);
/* On err, once: the base was migrated, and where its copy is. */
void door_migree(const struct base *b, const struct options *o, FILE *err);

extern const struct import import_eleves, import_responsables, import_communs,
    import_structures, import_sts, import_nomenclatures,
    import_nomenclatures_ban, import_repartition, import_bascule,
    import_complement, import_groupes, import_prive, import_saisie,
    import_tenue, import_relache, import_accuses, import_nomenclatures_sts,
    import_effectifs, import_edt, import_reprise, import_saisie_structures,
    import_dossiers;
/* Event C (imports_voeux.c). */
extern const struct import import_souhaits, import_voeux, import_voeux_recus,
    import_affectations, import_decisions;
/* Events H and I (imports_eva.c). */
extern const struct import import_eva, import_constat;
/* Events F and G (imports_bea.c). */
extern const struct import import_bea_etab, import_bea_eleves, import_litiges,
    import_ine;

/*
 * Take the file on fd (or the text, when it is given) into the base of the
 * options.  kinds ends with NULL.  Returns the exit status; everything that
 * must be said has been.
 */
int import_run(const struct import *const *kinds, const struct options *o,
    int fd, const char *texte, int out, FILE *err);
/* One run of it, from room to room. */
struct run {
	const struct options *o; /* borrowed */
	struct door d;
	struct stage *sg;
	struct echange e;
	struct archive *reponse, *annexe;
	char *reglages;     /* the YAML that an option named, owned */
	char *genre;        /* what it is called instead of its kind, owned */
	char *effectif;     /* what e has, owned */
	const char *fautif; /* whose fault it is, when not the input's */
	int out;
	FILE *err;
	int rejoue;  /* the file is the last one applied: answer again */
	char le[20]; /* when that was */
	int engage;  /* COMMIT was asked for */
};
/*
 * exchange_deja.c: is it this file's turn?  A file that is older than the last
 * one applied is a fault; the very one that was applied last sets rejoue, and
 * has its first answer in e.
 */
int run_tour(struct run *r, struct fault *f);
/* exchange_reponse.c: what came in has its name, and its answer is written
 * into the archive. */
int run_nomme(struct run *r, struct fault *f);
int run_repond(struct run *r, struct fault *f);
/* The answer goes out; a fault then is of the output alone. */
int run_rend(struct run *r, struct fault *f);
/* Says why, leaves a line where one is due, and answers. */
int run_refuse(struct run *r, struct fault *why);

/*
 * liste.c - the rows of a view as a list that a spreadsheet opens: RFC 4180
 * with ";", as a French one wants it, in ISO-8859-15 unless utf8.  What was
 * written is added to *lignes (but not the names of the columns), what that
 * encoding lacks to *perdus.
 */
int liste_ecrit(struct store *st, const char *vue, int utf8, struct sink *out,
    int64_t *lignes, unsigned *perdus, struct fault *f);

/*
 * arbre.c - rows of views to XML, records inside those they hang on.  vues has
 * a view for each record of fmt, or NULL where it is not written; that of the
 * envelope, the first, is not looked at.  A view is sorted by the keys it
 * shares with its parent's.
 */
struct arbre {
	const struct format *fmt; /* borrowed, as all; at most 32 records */
	const char *const *vues;
	struct store *st;
	struct writer *w;
	int64_t lus; /* records that count, written */
	struct query *q[32];
	int pending[32]; /* 1: its row is still to be written */
};
int arbre_ouvre(struct arbre *a, struct fault *f);
int arbre_ecrit(struct arbre *a, struct fault *f);
void arbre_ferme(struct arbre *a); /* also what was not opened */

/*
 * export.c - rows go out of views: journalled once the last byte is taken.
 */
struct export
{
	const struct format *fmt;
	const char *genre;
	unsigned roles;             /* of bases that send it: ROLE_ */
	const char *const *vues;    /* for each record its view, NULL: none */
	const char *const *prepare; /* SQL; ?1 is the day asked for */
	/*
	 * SQL once the last byte has been taken, ?1 is the number of its
	 * line; and SQL that empties what only a send under way fills, run
	 * before and after it; or NULL.
	 */
	const char *const *envoye;
	const char *en_cours;
	const char *besoin;      /* SQL: true when something can be sent */
	const char *besoin_code; /* the fault when not, and its detail */
	const char *besoin_dit;
	const char *notes; /* SQL: code, text of each warning */
	int profil;        /* profiling comes first, in the same transaction */
	int du_jour;       /* of today: not from a base in preparation */
	int suivante;      /* goes into the next year: its envelope says so */
	int numerote;      /* its sends are numbered: NUM_ENVOI; or: */
#define NUMERO_TOUJOURS 2  /* a trial too, whose schema wants a number */
	int destine;       /* for the school that the argument names */
	int change;        /* it changes the base */
	/*
	 * Where besoin finds nothing to send, no line is left and no number
	 * used: standard output gets an envelope, a file is not made.
	 */
	int vide;
	const char *liste; /* a view, written as a semicolon list; not XML */
	const char *sans;  /* the column that this export leaves out, or NULL */
	/*
	 * The word that asks for it, and the standard names of its file and
	 * archive: "{uai}", "{annee}", "{date}" (AAMMJJhhmmss) and "{origine}",
	 * the UAI of the base, are replaced.
	 */
	const char *kind, *fichier, *archive;
};

extern const struct export export_effectifs, export_nomenclatures,
    export_bascule, export_complement, export_sts, export_ban, export_dossiers;
/* Event C. */
extern const struct export export_voeux, export_voeux_liste,
    export_affectations, export_arrivees;
/* Events F and G. */
extern const struct export export_bea, export_ine;
/* Event H. */
extern const struct export export_eva, export_eva_liste;
/* Event I. */
extern const struct export export_constat, export_ministere;
/* exports.c: those of bee-export, by their kind; ends with NULL. */
extern const struct export *const exports_bee[];
int export_run(const struct export *ex, const struct options *o, int out,
    FILE *err);
/*
 * May a base of that year send on that day?  A fault when the next school
 * year has begun; a note on err when even that is over.
 */
int export_annee(const struct base *b, const struct options *o,
    const char *jour, FILE *err, struct fault *f);
/* The one of that kind among exports_bee; said on err when there is none. */
int export_bee_run(const struct options *o, int out, FILE *err);
/* A file that is written already: an archived one, and its records. */
struct deja {
	const char *chemin;
	int64_t lus;
};

/*
 * For a program that has something of its own to do in the transaction: entre
 * before the views are read, depose (or NULL) once the last byte has been
 * taken and before the line is committed.
 */
struct crochets {
	void *ctx;
	int (*entre)(void *ctx, struct store *st, struct echange *e,
	    struct fault *f); /* may add to e->anomalies */
	int (*depose)(void *ctx, struct fault *f);
	const char *annexe, *annexe_ext; /* an input to archive, or NULL */
	const char *annexe_nom;          /* its name, for faults in its lines */
	const struct deja *deja; /* sent in place of the views, or NULL */
};
/*
 * The same as export_run, with those.  Nothing is summed up on err but faults
 * and notes, unless the export is for a school (destine) or may be empty
 * (vide).
 */
int export_avec(const struct export *ex, const struct crochets *c,
    const struct options *o, int out, FILE *err);

/*
 * gep.c - gep-export: the tables of GEP, those of one of the words or of all,
 * as one set in --dossier.  The exit status; all has been said.
 */
int gep_run(const struct options *o, int out, FILE *err);

/*
 * tableau.c - a table that goes with an export: an option names it, and its
 * first line the school and the year of the base; or it comes in by itself.
 */
struct tableau {
	const char *chemin; /* borrowed; NULL: there is none */
	struct texte texte; /* as it was; texte.s NULL without any */
	size_t lu;
	long decale;             /* lines of chemin before its first */
	int partiel;             /* some of it was rejected or dropped */
	char uai[16], annee[16]; /* of tableau_cherche */
};

/* All of fd, at most 16 MiB of text.  nom: what faults say it is, or NULL. */
int tableau_recoit(struct tableau *t, int fd, const char *nom, struct fault *f);
/* What was read, from t->lu on: a source_fn. */
long tableau_source(void *tableau, char *buf, size_t n, struct fault *f);
/*
 * Where the base of o is a directory: the base sought is that of the school
 * and the year that the table's first line names, unless o says which.  o
 * then borrows of t; what is wrong with the line is left to tableau_pose.
 */
int tableau_cherche(struct tableau *t, const struct format *fmt,
    struct options *o, struct fault *f);
/* chemin NULL: no table, which is no fault. */
int tableau_lit(struct tableau *t, const char *chemin, struct fault *f);
/*
 * Judge its lines, say on err and in the journal of e what is wrong, and run
 * the SQL pose on what is left of them, in s_<record>.
 */
int tableau_pose(struct tableau *t, const struct format *fmt,
    const struct rules *const *rules, const char *pose, struct store *st,
    struct echange *e, const struct options *o, FILE *err, struct fault *f);
/*
 * Its lines as they stand, each bound to sql: ?1 is its number, then come the
 * values in the order of the record.
 */
int tableau_range(struct tableau *t, const struct format *fmt, const char *sql,
    struct store *st, struct fault *f);
void tableau_libere(struct tableau *t);

/*
 * yaml.c - YAML as a tree; the only file that includes yaml.h.
 */
enum noeud_genre { N_TEXTE, N_LISTE, N_TABLE };

struct noeud {
	enum noeud_genre genre;
	long ligne;
	char *cle; /* of an entry of a N_TABLE, never twice; owned */
	long ligne_cle;
	char *texte;      /* of a N_TEXTE, as it stands; owned */
	long ligne_texte; /* of its first line: after a "|" it is the next */
	struct noeud *fils;
	size_t n;
};

/* One document; faults are of the kind code, with their line. */
struct noeud *yaml_arbre(const char *texte, const char *code, struct fault *f);
void yaml_libere(struct noeud *n);
/* Index of the entry's key among noms; -1 and the fault for another. */
int yaml_cle(const struct noeud *n, const char *const *noms, size_t nnoms,
    const char *code, struct fault *f);
int yaml_vide(const struct noeud *n); /* "cle:" and "cle: ~" */
/*
 * All of a source as text, owned by the caller; a fault of that code over
 * YAML_MAX, or when the last line has no end, as in a file that was cut.
 */
#define YAML_MAX (1024 * 1024) /* bytes, ours */
char *yaml_texte(source_fn fn, void *ctx, const char *code, struct fault *f);

/*
 * structures.c - divisions and groupes in YAML, to rows of format_structures,
 * behind the surface of lines.c.
 */
struct structures;
struct structures *structures_open(source_fn fn, void *ctx, struct fault *f);
void structures_close(struct structures *s);
int structures_next(struct structures *s, struct row *row, struct fault *f);
int structures_bloc(const struct structures *s, size_t rec);
/*
 * modele.c - such a file from a base, sts-structures --modele: the exit
 * status; all has been said.
 */
int structures_modele(const struct options *o, FILE *out, FILE *err);

/*
 * profile.c - the YAML profile of nomen-profile.
 */
struct profil;
/* Read it whole; *texte (owned by the caller) is the file as it was. */
struct profil *profil_lit(const char *path, char **texte, struct fault *f);
void profil_libere(struct profil *p);
/* Can that of the options be read?  The exit status, why not being said. */
int profil_verifie(const struct options *o, FILE *err);
/*
 * Apply the profile (NULL: carry on the selection that is there) inside the
 * transaction; errors and notes are said on err, the changes traced under
 * numero.  *notes counts what was said without being an error.
 */
int profil_applique(const struct profil *p, struct store *st, int64_t numero,
    const struct options *o, FILE *err, int64_t *notes, struct fault *f);

/*
 * choix.c - the base of the options, open for reading, with the temporary
 * tables libelle (genre, libelle) and choisi (numero), the exchanges that the
 * options choose; and its end, the exit status, the fault having been said
 * when rc is -1.
 */
int choix_ouvre(struct base *b, const struct options *o, struct fault *f);
int choix_ferme(struct base *b, const struct options *o, int rc,
    struct fault *f, FILE *err);
/* The table libelle alone. */
int choix_libelles(struct store *st, const struct options *o, struct fault *f);

/*
 * historique.c - what the journal shows: lists and single exchanges.  Each
 * returns the exit status, everything that must be said having been.
 */
int historique_liste(const struct options *o, FILE *out, FILE *err);
/* Sends to the BEA and what came of them, as its own screen shows them. */
int historique_bea(const struct options *o, FILE *out, FILE *err);
int historique_attente(const struct options *o, FILE *out, FILE *err);
/* What became of each pupil's wishes. */
int affectations_liste(const struct options *o, FILE *out, FILE *err);
int historique_un(const struct options *o, const char *numero, FILE *out,
    FILE *err);
int historique_fichier(const struct options *o, const char *numero, int out,
    FILE *err);
/*
 * erreurs.c - the anomalies of the last day, or since --depuis, by pupil;
 * with --nouvelles those alone that the exchange before of the same genre did
 * not have.
 */
int erreurs_liste(const struct options *o, FILE *out, FILE *err);
/*
 * What was said of one exchange, as the temporary table dit: n, code, gravite,
 * element, cle, champ, ligne, texte, remede; json: without what others said.
 */
int erreurs_de(struct store *st, int json, int64_t numero, struct fault *f);
int nomenclature_liste(const struct options *o, FILE *out, FILE *err);
int
bases_liste(const struct options *o, const char *dossier, FILE *out, FILE *err);

/*
 * pseudo.c - values that stand for those of people.  The same secret gives
 * the same ones.
 */
enum espece {
	PS_TEL_QUEL,
	PS_NOM,
	PS_INE,
	PS_DATE,
	PS_TELEPHONE,
	PS_LIEU,
	PS_EMPREINTE, /* of a send: what pseudo_apprend said, or as it is */
	PS_LIBRE,     /* words, perhaps after a code of ours */
	/* And a set of 1 << FO_...: what has one of these forms stays. */
	PS_CODE = 1 << FO__MAX
};
struct pseudo;
struct pseudo *pseudo_open(const char *secret, struct fault *f);
void pseudo_close(struct pseudo *p);
/* What that element or attribute of parent holds, or (NULL) that column. */
enum espece pseudo_espece(const char *parent, const char *nom);
/* What stands for a word that calls a record new, in a table of saisie. */
void pseudo_etiquette(const struct pseudo *p, const char *v, struct texte *out);
/* A file of that hash is another now; p NULL: nothing to learn. */
int pseudo_apprend(struct pseudo *p, const char *avant, const char *apres,
    struct fault *f);
/* A code as people write it anywhere: in settings, on a command line. */
enum espece pseudo_code(void);
/* The key of a record of that name, part after part, is added to out. */
void pseudo_cle(const struct pseudo *p, const char *element, const char *cle,
    struct texte *out);
/* What stands for v, of that kind, is added to out. */
void pseudo_valeur(const struct pseudo *p, enum espece k, const char *v,
    struct texte *out);
/*
 * masque.c - a file as pseudo.c has it, into an archive.  Files that are
 * neither xml, tsv nor yaml name nobody; p NULL: all stays as it is.
 */
int pseudo_copie(const struct pseudo *p, const char *extension, source_fn fn,
    void *ctx, struct archive *out, struct fault *f);

/*
 * masque_valeur.c - s, of that kind, as bytes of a file; blanks around it as
 * they are.
 */
void masque_valeur(const struct pseudo *p, enum espece k, const char *s,
    struct texte *out);
/* UTF-8 as bytes of a file: itself, or of ISO-8859-15. */
void masque_octets(const char *s, int utf8, struct texte *out);

/*
 * masque_tableau.c - the same of TSV and of YAML.
 */
int masque_tsv(const struct pseudo *p, source_fn fn, void *ctx,
    struct archive *a, struct fault *f);
int masque_yaml(const struct pseudo *p, source_fn fn, void *ctx,
    struct archive *a, struct fault *f);

/*
 * paquet.c - what it takes to do one exchange again elsewhere, as one zip:
 * the exit status, everything that must be said having been.
 */
int paquet_run(const struct options *o, int out, FILE *err);

/*
 * paquet_ouvre.c - the base in the packet at path, into that directory; owned
 * by the caller.
 */
char *paquet_ouvre(const char *path, const char *dossier, struct fault *f);

/*
 * relance.c - an exchange once more.
 */
enum {
	L_GENRE,
	L_SENS,
	L_ETAT,
	L_PROGRAMME,
	L_OPTIONS,
	L_MOTIF,
	L_DATE,
	L_ARCHIVE,
	L_ANNEXE,
	L_REPONSE,
	L_VERSION,
	L_SHA256,
	L_REPONSE_SHA256,
	L_UTILISEE,
	L_UAI,
	L_ANNEE,
	L_HORODATAGE,
	L_RACINE,
	L_FICHIER,
	L_REFUS,
	L__MAX
};

/* A line of the journal: its texts owned, in the order above. */
struct journal_ligne {
	int64_t numero;
	char *v[L__MAX];
	int64_t n[10]; /* its counts, from num_envoi on */
};

/* What rejouer, relance.c and ecarts.c know together. */
struct rejeu {
	const struct options *o;
	FILE *out, *err;
	struct base b;      /* the one whose exchanges these are */
	const char *chemin; /* of it; borrowed */
	const char *bin;    /* where the programs are, "" for the PATH */
	char *dossier;      /* for what is made here; owned */
	char *essai;        /* the base to try things on; owned */
	int64_t suivante;   /* the bascule that made a next base, or 0 */
	int64_t premier;    /* the first that came out otherwise, or 0 */
	int64_t saute;      /* the first that could not be done again */
	int nomenclature;   /* premier or saute is a nomenclature */
	char regle[64];     /* of the first anomaly that is another, or "" */
	int64_t avant;      /* --ici: the last exchange before it */
	int64_t deja;       /* --ici: whose answer it got again, or 0 */
	int64_t relue;      /* the line that rompue is of */
	int rompue;         /* it is not what was written then */
	int differe, dits;
};

/*
 * relecture.c - a line of the journal as it stands there, and what is still
 * archived of it.  1; 0 when there is no such line; -1.
 */
int journal_relit(struct store *st, int64_t numero, struct journal_ligne *l,
    struct fault *f);
void journal_relit_libere(struct journal_ligne *l);
/* The archived file that its program read, or NULL. */
const char *ligne_entree(const struct journal_ligne *l);
/* Is that file (or NULL) in the archive? */
int archive_la(struct rejeu *r, const char *nom);
/*
 * 0, or -1 and why what its program read cannot be read again: purged, lost,
 * or not what the journal says.
 */
int
archive_manque(struct rejeu *r, const struct journal_ligne *l, struct fault *f);
/* 0, or -1 when the file that it sent was purged, or is another now. */
int
archive_envoi(struct rejeu *r, const struct journal_ligne *l, struct fault *f);
/* Is that why: purged, lost, or changed? */
int archive_partie(const struct fault *f);
/* What is lost or changed is noted on r->err, or NULL; -1: another fault. */
int
archive_perdue(struct rejeu *r, const struct journal_ligne *l, struct fault *f);
/*
 * Its options as it is done again, without bases and files, for that reason;
 * p: or NULL, as pseudo.c has what they name.
 */
struct pseudo;
int relance_options(const struct journal_ligne *l, const char *motif,
    const struct pseudo *p, struct texte *x, struct fault *f);
/* The number of the last exchange of the base at path. */
int dernier_numero(const char *path, int64_t *n, struct fault *f);
/* The first line: the base r->essai is made. */
int relance_creation(struct rejeu *r, const struct journal_ligne *l,
    struct fault *f);
/*
 * Any other, on that base.  *fait: it was done, and ended with *status; else
 * it keeps its place in r->essai.
 */
int relance(struct rejeu *r, const struct journal_ligne *l, const char *base,
    int *fait, int *status, struct fault *f);
/* It is not done again, and keeps its place. */
int
relance_saute(struct rejeu *r, const struct journal_ligne *l, struct fault *f);
/* What its program wrote to standard output: the SHA-256. */
int
relance_reponse(const struct rejeu *r, char hex[EMPREINTE], struct fault *f);
/* A fault: it left no line; with what its program said. */
int relance_impossible(struct rejeu *r, const struct journal_ligne *l,
    int status, struct fault *f);

/*
 * ecarts.c - the line l, and the line n of the base at path that was made of
 * it now: a line on r->out for each difference, or one that says there is
 * none.
 */
int ecarts(struct rejeu *r, const struct journal_ligne *l, const char *path,
    int64_t n, struct fault *f);
void ecart_dit(struct rejeu *r, const struct journal_ligne *l, const char *quoi,
    const char *avant, const char *apres, const char *cause);
/* Nothing is said; r->premier gets the first that comes out otherwise. */
int
ecarts_avant(struct rejeu *r, const struct journal_ligne *l, struct fault *f);

/*
 * coupe.c - between coupe_commence and coupe_finit TERM, INT and HUP wait: when
 * one came, coupe_faute is a fault, and coupe_finit, all being cleared, dies of
 * it.  One that is ignored stays so.
 */
void coupe_commence(void);
void coupe_finit(void);
int coupe_faute(struct fault *f);
/* *st of that child, which gets TERM when one of them comes: a fault. */
int coupe_attend(pid_t pid, int *st, struct fault *f);

/*
 * rejeu.c - the exchanges that the arguments number, once more: into a base
 * made from what came before them, or with --ici into the base itself; what
 * comes out otherwise is a line on out, and why.  The exit status; all has
 * been said.
 */
int rejeu_run(const struct options *o, FILE *out, FILE *err);
/*
 * One line of r->b, all before it having been, into r->essai; r->dossier is
 * made.  voulue: it is asked for, and what comes out otherwise is told.
 */
int rejeu_pas(struct rejeu *r, int64_t numero, int voulue, struct fault *f);
/*
 * A directory to work in, owned by the caller; and its end.  Its name has the
 * pid: those of runs that were killed are cleared.  From the one to the other
 * coupe.c has the signals.
 */
char *rejeu_dossier(struct fault *f);
void rejeu_vide(const char *dossier);

/*
 * creation.c - sconet-init: a base, its first line, its BEE_COMMUN.
 */
int creation_run(const struct options *o, const char *uai, const char *annee,
    const char *path, FILE *err);
/*
 * The base of that path, of role etab, aside at *tmp with its first line; the
 * caller ends with base_pose, or with creation_abandonne, which forgets what
 * imports have archived since.
 */
int creation_base(const struct options *o, const char *uai, const char *annee,
    const char *etat, const char *path, char **tmp, struct fault *f);
void creation_abandonne(char *tmp);
/* Its BEE_COMMUN, from --communs, into the base there; the exit status. */
int creation_communs(const struct options *o, const char *path, FILE *err);

/*
 * bascule.c - the end of the year: the next base made from the current one.
 * bascule_run, bascule_complete and bascule_rentree return the exit status,
 * everything that must be said having been.
 */
int bascule_run(const struct options *o, const char *de, const char *vers,
    int out, FILE *err);
struct bascule {
	const struct options *o;
	const char *de, *vers;  /* the two bases; borrowed */
	char uai[12], annee[8]; /* of the new one */
	struct tableau passages;
	char *neuve;      /* the new one, aside; owned */
	int fd;           /* what crosses */
	struct store *st; /* of the old base, in its transaction; borrowed */
	int out, status;
	int posee; /* the new base has its name */
	FILE *err;
};
/* Its lines in the old base; the one of the new base; what an exit leaves. */
#define SES_BASCULES " FROM echange WHERE genre = 'bascule' AND sens = 'emis'"
#define SA_VENUE \
	" FROM echange WHERE genre = 'bascule' AND sens = 'recu' AND etat <>" \
	" 'rejete' ORDER BY numero LIMIT 1"
#define SA_EMPREINTE \
	"SELECT sha256 FROM echange WHERE numero = (SELECT numero" SA_VENUE ")"
#define GARDE_SORTIES "DELETE FROM passage WHERE code_motif_sortie IS NULL"

/*
 * bascule_fichier.c - what crosses, as a file.  bascule_debut makes b, of no
 * file yet; bascule_fichier gives it fd, a file that has no name.
 */
void bascule_debut(struct bascule *b, const struct options *o, const char *de,
    const char *vers, int out, FILE *err);
/* The old base, st, is courante. */
int
bascule_courante(const struct bascule *b, struct store *st, struct fault *f);
/* In its transaction: may it be crossed, and how; a hook of the export. */
int
bascule_entre(void *ctx, struct store *st, struct echange *e, struct fault *f);
int bascule_fichier(struct bascule *b, struct fault *f);
/* What crosses, into fd, with the line of the old base; the exit status. */
int bascule_ecrit(struct bascule *b, struct crochets *c);

/*
 * bascule_reprise.c - one that is there already.  bascule_tuee: 1, vers was
 * made from de, which does not know it, its run having been killed, 0;
 * bascule_reprend then also writes the line that is missing, and gives the
 * compte rendu.  bascule_existe: the same bascule, asked for again, gives its
 * compte rendu again; another one is a fault.
 */
int bascule_tuee(struct bascule *b, struct fault *f);
int bascule_reprend(struct bascule *b, struct fault *f);
int bascule_existe(struct bascule *b, struct fault *f);
/* The compte rendu that the new base has archived, where it is asked for. */
int bascule_rend(const struct bascule *b, struct base *neuve, struct fault *f);
/* Is neuve the base that the bascule of old made? */
int bascule_sienne(const struct base *old, const struct base *neuve,
    struct fault *f);

/*
 * complement.c - what has changed in de since, into vers: who came, who left,
 * what is now known of them.  What vers has changed itself is kept; conflicts
 * are anomalies.  -n shows what would change in vers.
 */
int bascule_complete(const struct options *o, const char *de, const char *vers,
    int out, FILE *err);
/* Are they of one school, and of years that follow; may neuve follow old? */
int bascule_suite(const struct base *old, const struct base *neuve,
    struct fault *f);

/* rentree.c - old is closed, then the next is courante. */
int bascule_rentree(const struct options *o, const char *de, const char *vers,
    FILE *err);

/*
 * dossiers.c - the records of pupils for the school o->argv[0]: of those that
 * o->eleves lists, else of those that the base knows to go there.  The exit
 * status, everything that must be said having been.
 */
int dossiers_envoie(const struct options *o, int out, FILE *err);

/*
 * ecran.c - the lines of a fiche: on a terminal, as TSV, or as JSON.
 */
struct ecran {
	const struct options *o; /* borrowed, as all */
	struct store *st;
	FILE *out;
	int terminal;       /* else TSV, or JSON if o says so */
	char rubrique[160]; /* the one that is open, "" at first */
};
enum rubrique { SCOLARITE, IDENTITE, COORDONNEES }; /* of a screen, the parts */
/* What a field is called, the list of its codes or NULL, and where it is. */
struct intitule {
	const char *champ, *dit, *liste;
	enum rubrique rubrique;
};
/* One line of the screen; NULL: no such thing. */
struct item {
	const char *rubrique, *champ, *intitule, *valeur, *libelle, *tenu;
	const char *avant, *echange, *date, *genre, *remede;
	int perso; /* valeur and avant are */
};
void ecran_entete(struct ecran *e); /* the columns, where there are any */
void ecran_dit(struct ecran *e, const struct item *t);
/* Of the table, or NULL. */
const struct intitule *ecran_intitule(const char *champ);
/* "doublement" is « Doublement », "pers_contact" as the table says. */
void ecran_titre(const char *champ, char *buf, size_t n);

/*
 * fiche_contenu.c, fiche_histoire.c - the parts of a fiche, on a screen: what
 * the base holds; what is held by --tenir; what each exchange changed; what
 * those it was sent to have said.  The first makes a temporary view m_code;
 * the others read what reprise_eleve has made.
 */
int fiche_contenu(struct ecran *e, int64_t id, struct fault *f);
int fiche_tenu(struct ecran *e, int64_t id, struct fault *f);
int fiche_histoire(struct ecran *e, struct fault *f);
int fiche_reponses(struct ecran *e, struct fault *f);

/*
 * fiche.c - all that is held on one pupil: qui is an ELEVE_ID, or "-" for an
 * INE or an ELENOET on fd.
 */
int fiche_run(const struct options *o, const char *qui, int fd, FILE *out,
    FILE *err);

/*
 * saisie_rangs.c - what a line of a saisie puts into the stage's m_valeur,
 * m_retrait and tenu.  The functions return -1 on a fault.
 */
#define SAISIE_PARTS 4
#define SAISIE_CHAMP 84
#define SAISIE_CLE   128
#define SAISIE_RIEN  "-"       /* empties a field, removes a row */
#define SAISIE_NEUF  "NOUVEAU" /* what a record made here is called */

struct saisie {
	struct stage *sg;
	struct store *st;
	const struct options *o;
	int64_t rang; /* of the last row */
};

struct saisie_ligne {
	int64_t rang, numero, eleve;
	char champ[SAISIE_CHAMP]; /* in capitals, cut at each "/" */
	const char *part[SAISIE_PARTS];
	size_t nparts;
	const char *valeur; /* NULL: emptied, or not given (--relacher) */
	const char *regle;  /* what is wrong with it, or NULL */
};
/* The key of a row as text, SAISIE_CLE bytes; keys in the order of its
 * record, the last NULL. */
int saisie_cle(const struct record *r, const char *const *keys, char *cle,
    struct fault *f);
/* A row of that record and its key are there, with no value yet. */
int
saisie_rang(struct saisie *s, struct saisie_ligne *l, const struct record *r,
    const char *const *keys, char *cle, struct fault *f);
/* That row goes. */
int saisie_retrait(struct saisie *s, struct saisie_ligne *l,
    const struct record *r, const char *cle, struct fault *f);
/* Of format_saisie; there is one. */
const struct record *saisie_record(const char *name);
/* Index of the field that a file calls name, (size_t)-1 if of the key. */
size_t saisie_colonne(const struct record *r, const char *name);
/* That value is held, or free again (--relacher). */
int
saisie_tient(struct saisie *s, struct saisie_ligne *l, const struct record *r,
    const char *cle, const char *champ, const char *v, struct fault *f);
/* The field that a file calls name gets the line's value; what is wrong with
 * it is set in l->regle. */
int saisie_champ(struct saisie *s, struct saisie_ligne *l,
    const struct record *r, const char *cle, const char *name, struct fault *f);
/* v, as the base has it or NULL, for that column; another one before it is
 * set in l->regle. */
int
saisie_valeur(struct saisie *s, struct saisie_ligne *l, const struct record *r,
    const char *cle, const char *champ, const char *v, struct fault *f);
/* saisie_chemins.c: the ways that a champ leads to a record. */
/* Who it is, into l->eleve: 1; 0, and l->regle is set. */
int saisie_eleve(struct saisie *s, struct saisie_ligne *l, const char *lu,
    struct fault *f);
/* The way that champ names is gone; else l->regle is set. */
int saisie_chemin(struct saisie *s, struct saisie_ligne *l, const char *champ,
    struct fault *f);
/* Is it what a record made here is called? */
int saisie_neuf(const char *label);
/* Does a way begin with that word? */
int saisie_mene(const char *part);

/* saisie.c: lines of a saisie become rows of the records they speak of. */
int saisie_compose(struct stage *sg, const struct options *o, struct fault *f);
/* niveaux.c: of m_valeur, the level of a link by its rank, or the reverse. */
int saisie_niveaux(struct store *st, struct fault *f);

/*
 * identifie.c - what a file is.
 */
int identifie_run(const struct options *o, int fd, FILE *out, FILE *err);

/*
 * campagne.c - event C: the parametre of imports.  The wishes of a pupil come
 * as a whole set, and what --campagne and --sorties say.
 */
int voeux_entiers(struct stage *sg, const struct options *o, char **texte,
    struct fault *f);
int campagne_lit(struct stage *sg, const struct options *o, char **texte,
    struct fault *f);
int sortie_lit(struct stage *sg, const struct options *o, char **texte,
    struct fault *f);
/*
 * affectations.c - the decisions read on fd to the school that the argument
 * names: the exit status, everything that must be said having been.
 */
int affectations_envoie(const struct options *o, int fd, int out, FILE *err);

/*
 * bea.c - event F.  bea_envoie sends to the académie the records that it lacks
 * and that are not blocking: the exit status, everything that must be said
 * having been.  bea_entree is the parametre of what comes in there: is the
 * school declared, and does the send follow what came before it?  bea_fiches
 * stages the records, as the académie takes them, of the pupils of the table
 * or view de.
 */
int bea_fiches(struct stage *sg, const char *de, struct fault *f);
int bea_envoie(const struct options *o, int out, FILE *err);
int bea_entree(struct stage *sg, const struct options *o, char **texte,
    struct fault *f);

/*
 * ine.c - event G.  ine_envoie decides which number each pupil has whose
 * school has sent him without one, and sends what it did not know yet to the
 * school that the argument names; litiges_liste writes the disputes, as the
 * table that import_litiges takes.  The exit status; all has been said.
 */
int ine_envoie(const struct options *o, int out, FILE *err);
int litiges_liste(const struct options *o, FILE *out, FILE *err);

/*
 * eva.c - event H: eva-export, the counts of a campaign; the exit status,
 * everything that must be said having been.
 */
int eva_envoie(const struct options *o, int out, FILE *err);

/*
 * constat.c - event I: where the school stands, or who is meant by a control
 * (o->controle); the declaration.  Each returns the exit status, everything
 * that must be said having been.
 */
int constat_montre(const struct options *o, FILE *out, FILE *err);
int constat_declare(const struct options *o, int out, FILE *err);
/*
 * The same counts in a temporary table, in the order of the screen:
 * m_controle (n, controle, libelle, nombre, bloque, remede); and who is
 * blocking, by which rule: m_bloquante (eleve_id, code, remede).
 */
int constat_controles(struct store *st, struct fault *f);
/*
 * ministere.c - the ministry's accusé of the constat of the school that the
 * argument names; likewise.
 */
int ministere_envoie(const struct options *o, int out, FILE *err);

/*
 * bord.c - tableau: what bases say of themselves, to be shown.
 * bord_parties.c - the table of its parts: for each the view that it shows,
 * and the columns of that view.
 */
enum bord_type {
	BORD_TEXTE,
	BORD_NOMBRE,
	BORD_ECART, /* a number with its sign */
	BORD_DATE,
	BORD_AGE,   /* days */
	BORD_MOT,   /* a code that words say better */
	BORD_RETARD /* 1: late */
};
#define BORD_CACHE    1 /* of a column: for programs, not on a screen */
#define BORD_COLONNES 10
struct bord_colonne {
	const char *nom, *titre;
	enum bord_type type;
	unsigned drapeaux;
};

enum {
	BORD_BLOC = 1 << 0,    /* a few numbers */
	BORD_ALERTE = 1 << 1,  /* what is to be done */
	BORD_LARGE = 1 << 2,   /* too wide for a telephone */
	BORD_BARRES = 1 << 3,  /* drawn as well: svg_barres */
	BORD_SEMAINES = 1 << 4 /* svg_semaines, and not shown as text */
};
struct bord_partie {
	const char *nom, *titre; /* %s of titre is the day that au gives */
	const char *vide;        /* said where it has no line, or no day */
	unsigned roles;
	const char *vue, *au; /* au: SQL, a day, or NULL */
	const struct bord_colonne *colonnes;
	size_t ncolonnes;
	unsigned drapeaux;
};

extern const struct bord_partie bord_parties[]; /* ends with nom NULL */
#define BORD_PARTIES 14

struct bord_ligne {
	const struct bord_partie *partie;
	char *v[BORD_COLONNES]; /* owned; NULL: unknown */
};

/* One base. */
struct bord {
	char *chemin, *nom; /* owned; nom NULL: not known */
	char role[8], uai[12], annee[8], etat[16], jour[20];
	char *effectif, *bloquantes, *dernier; /* owned; NULL: not known */
	char *au[BORD_PARTIES];                /* owned */
	struct bord_ligne *lignes; /* by part, in their order; owned */
	size_t n;
	int64_t retards, sans_reponse;
	struct fault f; /* why it cannot be read; else all of the above */
};

struct bords {
	struct bord *b; /* owned */
	size_t n;
	int dossier;   /* of a directory */
	char jour[20]; /* that it is all of */
};

/*
 * The tableau of the base of the options, or of each of a directory, as they
 * ask for it: the exit status, all having been said.
 */
int bord_run(const struct options *o, FILE *out, FILE *err);

/*
 * bord_dit.c - what the forms say alike.  The value as a screen shows it: v
 * itself, a constant, or buf.
 */
const char *
bord_valeur(const struct bord_colonne *c, const char *v, char *buf, size_t n);
/* Its title, with the day. */
void bord_titre(const struct bord *b, const struct bord_partie *p, char *buf,
    size_t n);
/* The lines of a part of b, and how many. */
const struct bord_ligne *
bord_lignes(const struct bord *b, const struct bord_partie *p, size_t *n);
/* The part of that name, which is one of theirs. */
const struct bord_partie *bord_partie_de(const char *nom);
/* Is it a part of this base? */
int bord_a(const struct bord *b, const struct bord_partie *p);
/* The field of that name, NULL where it is unknown or there is none. */
const char *bord_champ(const struct bord_ligne *l, const char *nom);
/* Is it late, be it that what it says is, or that a field of it says so? */
int bord_tarde(const struct bord_ligne *l);
#define BORD_TARDE     "en retard"
#define BORD_ILLISIBLE "illisible"
/* One line for a base: the titles, and its values, BORD_COLONNES of each. */
extern const struct bord_colonne bord_colonnes_resume[];
const char *
bord_resume(const struct bord *b, size_t colonne, char *buf, size_t n);
/* Whose base it is, of which year, in which state. */
void bord_qui(const struct bord *b, char *buf, size_t n);
/* "2 en retard, 1 sans réponse", or that there is nothing. */
void bord_verdict(const struct bord *b, char *buf, size_t n);
/* AAAA-MM-JJ as JJ/MM/AAAA; buf has 11 bytes. */
void date_fr(const char *iso, char *buf);

/*
 * bord_retards.c - the table of what should have been done by now.  What is
 * late goes to the temporary table retard (n, code, quoi, depuis, remede).
 */
int retards_cherche(struct base *b, const char *jour, struct fault *f);
const char *retard_code(size_t i); /* the i-th; NULL past the last */

/*
 * bord_texte.c, bord_json.c, bord_html.c - the forms of it, on a stream;
 * what cannot be written shows in its ferror.
 */
void bord_texte(const struct bords *l, int couleur, FILE *out);
/* One line a base that has something to be done. */
void bord_alertes(const struct bords *l, FILE *out);
void bord_json(const struct bords *l, int alertes, FILE *out);
void bord_html(const struct bords *l, FILE *out);
/* bord_svg.c - a part as a drawing, said in words too; id is of the page. */
void svg_barres(const struct bord *b, const struct bord_partie *p, size_t id,
    FILE *out);
void svg_semaines(const struct bord *b, const struct bord_partie *p, size_t id,
    FILE *out);
/* Text within an element or an attribute. */
void html_texte(FILE *out, const char *s);

/* eva.c: a calendar into the temporary table m_campagne. */
int eva_calendrier(struct store *st, const char *texte, struct fault *f);

/*
 * envoi.c - judge what goes out, say on err and in the journal of e what is
 * wrong with it.  nom: the table that it comes from, whose rejected lines do
 * not go; with sg->sortant the base itself, and the caller decides who stays.
 */
int envoi_juge(struct stage *sg, const char *nom, struct echange *e,
    const struct options *o, FILE *err, struct fault *f);

/* remplace.c - the TSV that --remplace A=B stands for; owned by the caller. */
char *repartition_remplace(const struct options *o, struct fault *f);

/* sys.c: what every program does first (umask, core, SIGPIPE). */
void commence(void);

#endif
