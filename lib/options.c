/*
 * options.c - what all programs' command lines share: one table of options,
 * which each program takes some of.
 */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "sconet.h"

/* Letters of options that have no short form. */
enum {
	O_ROLE = 'R',
	O_FORCE = 'F',
	O_MOTIF = 'M',
	O_SEUIL = 'S',
	O_REJETS = 'J',
	O_DATE = 'D',
	O_UTF8 = 'U',
	O_COMMUNS = 'C',
	O_RECEVOIR = 'E',
	O_PROFILER = 'P',
	O_REMPLACE = 'X',
	O_MIGRER = 'G',
	O_ETAT = 'Y',
	O_PASSAGES = 'A',
	O_RENTREE = 'N',
	O_COMPLETE = 'B',
	O_SCHEMA = 'H',
	O_DOSSIER = 'O',
	O_ZIP = 'Z',
	O_TENIR = 'T',
	O_RELACHER = 'K',
	O_COPIE = 'I',
	O_PURGER = 'Q',
	O_EN_ATTENTE = 'W',
	O_MODELE = 'L',
	O_MODE = '1',
	O_CAMPAGNE = '6',
	O_CSV = '7',
	O_SORTIES = '8',
	O_ARRIVEES = '9',
	O_ELEVES = '2',
	O_MODIFIEES = '3',
	O_NOUVELLE_ECOLE = '4',
	O_PLAGE = '5',
	/* letters and digits are all taken */
	O_DEPUIS = '!',
	O_GENRE = '#',
	O_ISSUE = '$',
	O_SENS = '%',
	O_ELEVE = '&',
	O_ERREURS = '(',
	O_NOUVELLES = ')',
	O_BEA = '*',
	O_SEQUENCES = ',',
	O_ICI = '+',
	O_PAQUET = '<',
	O_NOMINATIF = '.',
	O_CORRECTIONS = '/',
	O_RENVOI = ';',
	O_CONTROLE = '=',
	O_DECLARER = '@',
	O_HTML = '>',
	O_VERIFIE = '_',
	O_DELAI = '^'
};

struct option_sconet {
	int lettre;
	const char *nom;
	const char *valeur; /* its name in the help, NULL for a flag */
	const char *aide;
};

/* clang-format off */
static const struct option_sconet table[] = {
	{ 'b', "base", "BASE", "la base, ou le dossier où la trouver" },
	{ 'a', "annee", "ANNEE", "année scolaire attendue (2019)" },
	{ 'u', "uai", "UAI", "établissement attendu" },
	{ 'n', "essai", NULL, "montrer ce qui changerait, sans rien changer" },
	{ 'o', "sortie", "FICHIER", "écrire là plutôt que sur la sortie" },
	{ 'r', "compte-rendu", "FICHIER", "y écrire le compte rendu" },
	{ 'p', "profil", "FICHIER", "profil YAML à appliquer" },
	{ 'l', "liste", NULL, "lister ce qui a été reçu" },
	{ O_ELEVES, "eleves", "FICHIER", "les élèves dont le dossier part" },
	{ 'c', "contenu", "N", "le fichier archivé de l'échange N" },
	{ 'q', "muet", NULL, "ne dire que les refus" },
	{ 'v', "bavard", NULL, "tout dire, sans regrouper" },
	{ 'j', "json", NULL, "lignes JSON" },
	{ 'w', "attente", "SECONDES", "attendre une base occupée (60)" },
	{ O_ROLE, "role", "ROLE", "rôle de la base : etab, sts ou bea" },
	{ O_FORCE, "force", NULL, "passer outre ordre, date et seuils" },
	{ O_MOTIF, "motif", "TEXTE", "pourquoi, pour le journal" },
	{ O_SEUIL, "seuil", "N", "N, ou absents=N,modifies=N (en %)" },
	{ O_REJETS, "rejets", "FICHIER", "y écrire les fiches rejetées" },
	{ O_DATE, "date", "AAAA-MM-JJ", "jour à prendre pour aujourd'hui" },
	{ O_MODIFIEES, "date", "AAAA-MM-JJ", "et tout ce qui a changé depuis ce jour" },
	{ O_UTF8, "utf8", NULL, "écrire en UTF-8" },
	{ O_COMMUNS, "communs", "FICHIER", "y lire BEE_COMMUN" },
	{ O_RECEVOIR, "recevoir", NULL, "recevoir la nomenclature" },
	{ O_PROFILER, "profiler", NULL, "profiler ce qui est déjà reçu" },
	{ O_REMPLACE, "remplace", "A=B", "déplacer les élèves de A en B" },
	{ O_ETAT, "etat", "ETAT", "courante, ou preparation" },
	{ O_PASSAGES, "passages", "FICHIER", "ce que deviennent les élèves" },
	{ O_COMPLETE, "complete", NULL,
	    "porter dans la nouvelle base ce qui a changé depuis" },
	{ O_RENTREE, "rentree", NULL, "fermer l'année, ouvrir la suivante" },
	{ O_MIGRER, "migrer", NULL, "mettre à niveau les bases plus anciennes" },
	{ O_SCHEMA, "schema", "VERSION", "version du fichier à écrire" },
	{ O_DOSSIER, "dossier", "DOSSIER", "y écrire, sous le nom d'usage" },
	{ O_SEQUENCES, "sequences", "FICHIER", "y lire les séquences (F_NOMA)" },
	{ O_MODE, "mode", "MODE", "droits des fichiers : 0600, 0640 ou 0660" },
	{ O_ZIP, "zip", NULL, "écrire l'archive zip d'usage" },
	{ O_TENIR, "tenir", NULL, "aucun import ne changera ces valeurs" },
	{ O_RELACHER, "relacher", NULL, "les imports peuvent les changer" },
	{ O_PURGER, "purger", "AAAA-MM-JJ", "ôter les fichiers d'avant ce jour" },
	{ O_COPIE, "copie", "FICHIER", "y copier la base, et vérifier la copie" },
	{ O_EN_ATTENTE, "en-attente", NULL, "les envois sans réponse" },
	{ O_DEPUIS, "depuis", "AAAA-MM-JJ", "les échanges depuis ce jour" },
	{ O_GENRE, "genre", "GENRE", "ceux de ce genre (structures, export-*)" },
	{ O_ISSUE, "etat", "ETAT", "ceux dont c'est l'état" },
	{ O_SENS, "sens", "SENS", "recu, ou emis" },
	{ O_ELEVE, "eleve", "ELEVE_ID", "ceux qui touchent cet élève" },
	{ O_ERREURS, "erreurs", NULL, "les anomalies du dernier jour" },
	{ O_NOUVELLES, "nouvelles", NULL,
	    "celles que l'échange d'avant n'avait pas" },
	{ O_BEA, "bea", NULL, "l'historique des échanges avec la BEA" },
	{ O_CORRECTIONS, "corrections", "FICHIER",
	    "effectifs corrigés, par division et MEF" },
	{ O_RENVOI, "renvoi", NULL, "envoyer de nouveau cette campagne" },
	{ O_CONTROLE, "liste", "CONTROLE", "les élèves de ce contrôle" },
	{ O_DECLARER, "declarer", NULL, "déclarer le constat de rentrée" },
	{ O_HTML, "html", NULL, "une page HTML, sans script ni lien au dehors" },
	{ O_VERIFIE, "verifie", NULL, "ne dire que ce qui est en retard (statut 1)" },
	{ O_DELAI, "delai", "JOURS", "jours que peut prendre une réponse (3)" },
	{ O_PAQUET, "paquet", "N", "de quoi rejouer l'échange N sans la base" },
	{ O_NOMINATIF, "nominatif", NULL, "y laisser noms, INE et adresses" },
	{ O_ICI, "ici", NULL, "dans la base même, non dans un essai" },
	{ O_MODELE, "modele", "BASE", "écrire celles de cette base" },
	{ O_CAMPAGNE, "campagne", "FICHIER", "réglages YAML de la campagne" },
	{ O_CSV, "csv", NULL, "écrire la liste, séparée par « ; »" },
	{ O_SORTIES, "sorties", "MOTIF", "écrire la sortie des affectés ailleurs" },
	{ O_ARRIVEES, "arrivees", NULL, "pour l'établissement d'accueil" },
	{ O_NOUVELLE_ECOLE, "nouvelle-ecole", NULL,
	    "déclarer l'établissement du fichier" },
	{ O_PLAGE, "plage", "N-N", "numéros à donner, de neuf chiffres" },
	{ 'h', "aide", NULL, "cette aide" },
	{ 'V', "version", NULL, "la version" },
};
/* clang-format on */

/* The short form: small letters, V, and what a letter stands for as well. */
static int
courte(int lettre)
{
	if (lettre == O_PASSAGES)
		return 'p';
	if (lettre == O_ELEVES || lettre == O_CONTROLE)
		return 'l';
	return lettre >= 'a' || lettre == 'V' ? lettre : 0;
}

/* The other way, among the options that the program takes. */
static int
lettre_de(const struct programme *p, int court)
{
	size_t i;

	for (i = 0; i < NELEM(table); i++)
		if (courte(table[i].lettre) == court &&
		    strchr(p->options, table[i].lettre) != NULL)
			return table[i].lettre;
	return court;
}

const char *
sconet_version(void)
{
	return SCONET_VERSION;
}

static void
help(const struct programme *p, FILE *out)
{
	size_t i, k, n;

	fprintf(out, "%s - %s\n\nusage : %s [options]%s%s\n\n", p->nom,
	    p->resume, p->nom, *p->arguments == '\0' ? "" : " ", p->arguments);
	for (i = 0; i < NELEM(table); i++) {
		if (strchr(p->options, table[i].lettre) == NULL)
			continue;
		if (courte(table[i].lettre) != 0)
			fprintf(out, "  -%c, ", courte(table[i].lettre));
		else
			fprintf(out, "      ");
		n = strlen(table[i].nom);
		fprintf(out, "--%s", table[i].nom);
		if (table[i].valeur != NULL) {
			fprintf(out, " %s", table[i].valeur);
			n += strlen(table[i].valeur) + 1;
		}
		for (k = n; k < 22; k++)
			fputc(' ', out);
		fprintf(out, "  %s\n", table[i].aide);
	}
	fprintf(out, "\nvoir %s(1) et sconet(7)\n", p->nom);
}

static int
usage(const struct programme *p, FILE *err, const char *why, const char *what)
{
	fprintf(err, "%s: usage: %s%s%s\n", p->nom, why,
	    *what == '\0' ? "" : " : ", what);
	fprintf(err, "usage : %s [options] %s ; %s -h pour l'aide\n", p->nom,
	    p->arguments, p->nom);
	return ST_USAGE;
}

/* "5", or "absents=5,modifies=50" in any order. */
static int
seuils(const char *v, struct seuils *s)
{
	static const struct {
		const char *nom;
		size_t place;
	} noms[] = { { "absents=", offsetof(struct seuils, absents) },
		{ "modifies=", offsetof(struct seuils, modifies) } };
	char buf[32];
	int64_t n;
	size_t i, len;

	if (entier(v, 0, 100, &n) == 0) {
		s->absents = s->modifies = (int)n;
		return 0;
	}
	if (*v == '\0')
		return -1;
	while (*v != '\0') {
		len = strcspn(v, ",");
		if (len >= sizeof(buf))
			return -1;
		memcpy(buf, v, len);
		buf[len] = '\0';
		for (i = 0; i < NELEM(noms); i++)
			if (strncmp(buf, noms[i].nom, strlen(noms[i].nom)) == 0)
				break;
		if (i == NELEM(noms) ||
		    entier(buf + strlen(noms[i].nom), 0, 100, &n) == -1)
			return -1;
		*(int *)((char *)s + noms[i].place) = (int)n;
		v += len + (v[len] == ',');
	}
	return 0;
}

/* Who may read and write a file; 0: nobody but its owner and group may. */
static unsigned
mode(const char *v)
{
	static const unsigned modes[] = { 0600, 0640, 0660 };
	char s[8];
	size_t i;

	for (i = 0; i < NELEM(modes); i++) {
		(void)snprintf(s, sizeof(s), "0%o", modes[i]);
		if (strcmp(v, s) == 0 || strcmp(v, s + 1) == 0)
			return modes[i];
	}
	return 0;
}

/* Numbers and dates are checked here, once.  NULL, or what is wrong. */
static const char *
set(struct options *o, int lettre, const char *v)
{
	int64_t n;

	switch (lettre) {
	case 'b': o->base = v; break;
	case 'a':
		o->annee = v;
		if (strlen(v) != 4 || entier(v, 1900, 9998, &n) == -1)
			return "l'année a quatre chiffres";
		break;
	case 'u':
		o->uai = v;
		if (!uai_forme(v) && !code_academie(v))
			return "l'UAI a sept chiffres et une lettre, un code "
			       "d'académie trois chiffres";
		break;
	case 'n': o->essai = 1; break;
	case 'o': o->sortie = v; break;
	case 'r': o->compte_rendu = v; break;
	case 'p': o->profil = v; break;
	case 'l': o->liste = 1; break;
	case 'c': o->echange = v; break;
	case 'q': o->muet = 1; break;
	case 'v': o->bavard = 1; break;
	case 'j': o->json = 1; break;
	case 'w':
		if (entier(v, 0, 86400, &n) == -1)
			return "l'attente est un nombre de secondes";
		o->attente = (int)n;
		break;
	case O_ROLE: o->role = v; break;
	case O_FORCE: o->force = 1; break;
	case O_MOTIF: o->motif = v; break;
	case O_SEUIL:
		if (seuils(v, &o->seuils) == -1)
			return "le seuil est un pourcentage, ou "
			       "absents=N,modifies=N";
		break;
	case O_REJETS: o->rejets = v; break;
	case O_DATE:
	case O_MODIFIEES:
		*(lettre == O_DATE ? &o->date : &o->depuis) = v;
		if (!date_iso_juste(v))
			return "la date s'écrit AAAA-MM-JJ";
		break;
	case O_UTF8: o->utf8 = 1; break;
	case O_COMMUNS: o->communs = v; break;
	case O_RECEVOIR: o->recevoir = 1; break;
	case O_PROFILER: o->profiler = 1; break;
	case O_REMPLACE:
		if (o->remplace != NULL)
			return "--remplace se donne une fois ; une commande "
			       "par division";
		o->remplace = v;
		break;
	case O_ETAT:
		o->etat = v;
		if (strcmp(v, "courante") != 0 && strcmp(v, "preparation") != 0)
			return "l'état est courante ou preparation";
		break;
	case O_PASSAGES: o->passages = v; break;
	case O_SEQUENCES: o->sequences = v; break;
	case O_RENTREE: o->rentree = 1; break;
	case O_COMPLETE: o->complete = 1; break;
	case O_MIGRER: o->migrer = 1; break;
	case O_SCHEMA: o->schema = v; break;
	case O_DOSSIER: o->dossier = v; break;
	case O_ZIP: o->zip = 1; break;
	case O_TENIR: o->tenir = 1; break;
	case O_RELACHER: o->relacher = 1; break;
	case O_COPIE: o->copie = v; break;
	case O_PURGER: o->purger = v; break;
	case O_EN_ATTENTE: o->en_attente = 1; break;
	case O_DEPUIS:
		o->depuis = v;
		if (!date_iso_juste(v))
			return "la date s'écrit AAAA-MM-JJ";
		break;
	case O_GENRE: o->genre = v; break;
	case O_ISSUE: o->issue = v; break;
	case O_SENS:
		o->sens = v;
		if (strcmp(v, "recu") != 0 && strcmp(v, "emis") != 0)
			return "le sens est recu ou emis";
		break;
	case O_ELEVE: o->eleve = v; break;
	case O_ERREURS: o->erreurs = 1; break;
	case O_NOUVELLES: o->nouvelles = 1; break;
	case O_BEA: o->bea = 1; break;
	case O_CORRECTIONS: o->corrections = v; break;
	case O_RENVOI: o->renvoi = 1; break;
	case O_CONTROLE: o->controle = v; break;
	case O_DECLARER: o->declarer = 1; break;
	case O_HTML: o->html = 1; break;
	case O_VERIFIE: o->verifie = 1; break;
	case O_DELAI:
		if (entier(v, 0, 366, &o->delai) == -1)
			return "le délai est un nombre de jours";
		break;
	case O_PAQUET: o->paquet = v; break;
	case O_NOMINATIF: o->nominatif = 1; break;
	case O_ICI: o->ici = 1; break;
	case O_MODELE: o->modele = v; break;
	case O_MODE:
		if ((o->mode = mode(v)) == 0)
			return "le mode est 0600, 0640 ou 0660";
		break;
	case O_CAMPAGNE: o->campagne = v; break;
	case O_CSV: o->csv = 1; break;
	case O_SORTIES: o->sorties = v; break;
	case O_ARRIVEES: o->arrivees = 1; break;
	case O_ELEVES: o->eleves = v; break;
	case O_NOUVELLE_ECOLE: o->nouvelle_ecole = 1; break;
	case O_PLAGE: o->plage = v; break;
	default: return "option inconnue";
	}
	return NULL;
}

static int
keep_text(struct options *o, int argc, char *argv[], struct fault *f)
{
	struct texte x = { 0 };
	int i;

	for (i = 1; i < argc; i++)
		texte_mot(&x, argv[i]);
	if (argc < 2)
		texte_ajoute(&x, "%s", "");
	if (texte_fin(&x, f) == NULL) {
		texte_libere(&x);
		return -1;
	}
	o->texte = x.s;
	return 0;
}

static int
read_all(struct options *o, const struct programme *p, int argc, char *argv[],
    FILE *out, FILE *err)
{
	struct option longues[NELEM(table) + 1];
	char courtes[2 * NELEM(table) + 2], *s = courtes;
	char lettre[] = "-?";
	const char *why;
	size_t i, n = 0;
	int c;

	*s++ = ':';
	for (i = 0; i < NELEM(table); i++) {
		if (strchr(p->options, table[i].lettre) == NULL)
			continue;
		longues[n].name = table[i].nom;
		longues[n].has_arg = table[i].valeur != NULL;
		longues[n].flag = NULL;
		longues[n++].val = table[i].lettre;
		if (courte(table[i].lettre) == 0)
			continue;
		*s++ = (char)courte(table[i].lettre);
		if (table[i].valeur != NULL)
			*s++ = ':';
	}
	memset(&longues[n], 0, sizeof(longues[n]));
	*s = '\0';
	opterr = 0;
	while ((c = getopt_long(argc, argv, courtes, longues, NULL)) != -1) {
		if (c == 'h') {
			help(p, out);
			return fflush(out) == EOF ? ST_SORTIE : ST_OK;
		}
		if (c == 'V') {
			fprintf(out, "%s (sconet) %s\n", p->nom,
			    sconet_version());
			return fflush(out) == EOF ? ST_SORTIE : ST_OK;
		}
		if (c == ':')
			return usage(p, err, "il manque la valeur de l'option",
			    argv[optind - 1]);
		if (c == '?' && optopt != 0) {
			lettre[1] = (char)optopt;
			return usage(p, err, "option inconnue", lettre);
		}
		if (c == '?')
			return usage(p, err, "option inconnue",
			    argv[optind - 1]);
		if ((why = set(o, lettre_de(p, c), optarg)) != NULL)
			return usage(p, err, why, optarg);
	}
	return -1;
}

int
options_parse(struct options *o, const struct programme *p, int argc,
    char *argv[], FILE *out, FILE *err)
{
	struct fault f = { 0 };
	int rc;

	memset(o, 0, sizeof(*o));
	o->prog = p->nom;
	o->attente = 60;
	o->delai = 3;
	o->mode = 0600;
	o->seuils.absents = 10;
	o->seuils.modifies = 75;
	o->base = getenv("SCONET_BASE");
	if (o->base != NULL && *o->base == '\0')
		o->base = NULL;
	/* Before getopt_long moves the arguments about. */
	if (keep_text(o, argc, argv, &f) == -1) {
		report_fault(err, o, "-", &f);
		return fault_status(&f);
	}
	if ((rc = read_all(o, p, argc, argv, out, err)) != -1) {
		options_free(o);
		return rc;
	}
	o->argc = argc - optind;
	o->argv = argv + optind;
	if (o->argc < p->min || o->argc > p->max) {
		options_free(o);
		return usage(p, err,
		    argc - optind < p->min ? "il manque un argument"
					   : "argument en trop",
		    argc - optind > p->max ? argv[optind + p->max] : "");
	}
	if (o->force) {
		o->seuils.absents = o->seuils.modifies = -1;
	}
	return -1;
}

void
options_free(struct options *o)
{
	free(o->texte);
	o->texte = NULL;
}

int
options_date(const struct options *o, char *buf, struct fault *f)
{
	int64_t t;

	if (o->date != NULL) {
		memcpy(buf, o->date, 11);
		return 0;
	}
	if ((t = horloge(f)) == -1 || horodate(t, buf, f) == -1)
		return -1;
	buf[10] = '\0';
	return 0;
}

/*
 * Of two options with one letter, does prog mean this one?  -l is a list, but
 * for dossier-send; -p a profile, but for sconet-bascule.
 */
static int
means(int lettre, const char *prog)
{
	int dossiers = strcmp(prog, "dossier-send") == 0;
	int bascule = strcmp(prog, "sconet-bascule") == 0;

	switch (lettre) {
	case O_CONTROLE: return 0;
	case O_ELEVES: return dossiers;
	case 'l': return !dossiers;
	case O_PASSAGES: return bascule;
	case 'p': return !bascule;
	default: return 1;
	}
}

/* By its name, whole or begun, or by its letter. */
static const struct option_sconet *
option_of(const char *nom, size_t n, const char *prog)
{
	const struct option_sconet *begun = NULL;
	size_t i;

	for (i = 0; i < NELEM(table); i++) {
		if (n == 1 && courte(table[i].lettre) == nom[0] &&
		    means(table[i].lettre, prog))
			return &table[i];
		if (n > 1 && strncmp(table[i].nom, nom, n) == 0) {
			if (table[i].nom[n] == '\0')
				return &table[i];
			begun = &table[i];
		}
	}
	return begun;
}

int
options_cherche(const char *mot, size_t n, const char *prog, const char **nom)
{
	const struct option_sconet *t = option_of(mot, n, prog);

	if (t == NULL)
		return -1;
	*nom = t->nom;
	return t->valeur != NULL;
}
