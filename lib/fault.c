/*
 * fault.c - why a call failed, and where.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sconet.h"

#define SAUVEGARDE \
	"reprendre la dernière copie de sauvegarde et rejouer les échanges " \
	"archivés"

/* clang-format off */
const struct fault_kind fault_kinds[] = {
	/* the command line */
	{ "usage", ST_USAGE, "ligne de commande incorrecte",
	    "voir l'option -h" },
	{ "sortie-prise", ST_USAGE,
	    "la sortie demandée prendrait la place d'un autre fichier",
	    "donner un autre nom ; rien n'a changé" },

	/* the input, before any record is read */
	{ "entree-terminal", ST_VIDE, "aucun fichier sur l'entrée standard",
	    "rediriger le fichier : « programme … < FICHIER »" },
	{ "entree-vide", ST_VIDE, "le fichier reçu est vide",
	    "vérifier que le fichier, ou le programme qui l'envoie, a bien "
	    "produit quelque chose" },
	{ "entree-absente", ST_VIDE, "le fichier ne peut être lu",
	    "vérifier son nom et ses droits" },
	{ "archive", ST_REFUS, "le fichier est une archive compressée",
	    "l'ouvrir en amont" },
	{ "encodage", ST_REFUS, "encodage non pris en charge",
	    "redemander le fichier en ISO-8859-15 ou en UTF-8" },
	{ "encodage-contradictoire", ST_REFUS,
	    "les octets contredisent l'encodage déclaré",
	    "redemander le fichier d'origine, sans l'ouvrir dans un éditeur" },
	{ "caractere-interdit", ST_REFUS, "octet interdit dans un texte",
	    "redemander le fichier à l'application qui l'a produit" },
	{ "doctype", ST_REFUS, "DOCTYPE interdit dans un fichier d'échange",
	    "ce fichier ne vient pas de SIECLE ni de STS-WEB : ne pas "
	    "l'utiliser" },
	{ "xml-invalide", ST_REFUS, "le fichier n'est pas du XML bien formé",
	    "redemander le fichier, sans le modifier à la main" },
	{ "fichier-coupe", ST_REFUS, "le fichier est incomplet",
	    "le télécharger ou l'exporter de nouveau" },
	{ "balise-longue", ST_REFUS, "balise de plus de 64 Kio",
	    "ce fichier n'est pas un fichier d'échange : ne pas l'utiliser" },
	{ "profondeur", ST_REFUS, "plus de 64 niveaux de balises",
	    "ce fichier n'est pas un fichier d'échange : ne pas l'utiliser" },
	{ "noms", ST_REFUS, "plus de 10 000 noms de balises différents",
	    "ce fichier n'est pas un fichier d'échange : ne pas l'utiliser" },
	{ "racine", ST_REFUS, "ce n'est pas le fichier attendu",
	    "donner chaque fichier à son programme" },
	{ "enveloppe", ST_REFUS, "l'enveloppe du fichier est incomplète",
	    "redemander le fichier, ou préciser -u UAI et -a ANNEE" },
	{ "tsv-enveloppe", ST_REFUS, "la première ligne du tableau n'y est pas",
	    "l'écrire en tête du tableau : # 0990001N 2019" },
	{ "tsv-entete", ST_REFUS, "ligne d'en-tête incorrecte",
	    "voir les colonnes dans le manuel du programme" },
	{ "tableur", ST_REFUS, "valeur abîmée par un tableur",
	    "reprendre le fichier d'origine, colonnes au format texte" },
	{ "tsv-ligne", ST_REFUS, "ligne mal formée",
	    "une ligne a autant de colonnes que l'en-tête, séparées par des "
	    "tabulations" },
	{ "yaml", ST_REFUS, "fichier YAML incorrect",
	    "le corriger et relancer ; voir le manuel de la commande" },
	{ "base-autre", ST_REFUS,
	    "la base n'est pas celle qui est demandée",
	    "prendre la base voulue (-b), ou corriger -u, -a" },
	{ "autre-etablissement", ST_REFUS,
	    "le fichier est celui d'un autre établissement",
	    "prendre le fichier de cet établissement, ou l'autre base (-b)" },
	{ "autre-annee", ST_REFUS, "le fichier est d'une autre année scolaire",
	    "exporter le fichier de la bonne année, ou prendre l'autre base "
	    "(-b)" },
	{ "perime", ST_REFUS,
	    "le fichier est plus ancien que le dernier intégré",
	    "exporter un fichier récent ; --force intègre celui-ci quand même" },
	{ "numero-envoi", ST_REFUS, "le numéro d'envoi n'en est pas un",
	    "demander à qui a fait le fichier de l'envoyer de nouveau" },
	{ "envoi-essai", ST_REFUS, "fichier d'essai, sans numéro d'envoi",
	    "rien n'est à en faire ; l'envoyer pour de bon : la même commande "
	    "sans -n" },
	{ "envoi-repris", ST_REFUS,
	    "l'envoi ne suit pas ceux que cette base a déjà reçus",
	    "la base de l'établissement a sans doute été rétablie d'une "
	    "copie : lui rendre cet accusé (ar-import) ; il envoie de nouveau : "
	    "bea-send toutes les fiches, constat --declarer, ou eva-export "
	    "--renvoi" },
	{ "envoi-inconnu", ST_REFUS,
	    "l'envoi complète un envoi que cette base n'a pas",
	    "cette base a sans doute été rétablie d'une copie : rendre cet "
	    "accusé à l'établissement (ar-import) ; son prochain bea-send "
	    "envoie toutes les fiches" },
	{ "bloc-vide", ST_REFUS, "un bloc obligatoire est vide ou absent",
	    "redemander l'export complet" },

	/* the whole file, once read */
	{ "seuil-absents", ST_REFUS,
	    "trop de fiches connues sont absentes du fichier",
	    "vérifier que c'est le bon fichier ; sinon --seuil absents=N ou "
	    "--force" },
	{ "seuil-modifies", ST_REFUS,
	    "trop de fiches connues changent d'identité",
	    "vérifier que c'est le bon fichier ; sinon --seuil modifies=N ou "
	    "--force" },
	{ "regle", ST_REFUS, "une règle refuse le fichier",
	    "corriger ce qui est signalé ci-dessus" },
	{ "rien-a-exporter", ST_REFUS, "la base n'a pas de quoi faire ce fichier",
	    "importer d'abord ce qui manque" },
	{ "sans-division", ST_BASE, "aucune division à envoyer",
	    "les saisir avec sts-structures, puis relancer" },
	{ "rien-a-compter", ST_REFUS, "aucun élève à compter",
	    "importer les élèves (bee-import) puis les répartir "
	    "(repartition)" },

	/* what must come first */
	{ "plage-absente", ST_BASE, "aucun numéro national n'est à donner",
	    "dire lesquels : ine-send --plage 990000001-990099999" },
	{ "plage-epuisee", ST_BASE,
	    "tous les numéros nationaux à donner le sont",
	    "en donner d'autres : ine-send --plage" },
	{ "ecole-inconnue", ST_BASE,
	    "l'établissement n'est pas déclaré à l'académie",
	    "le déclarer : bea-recv avec son BEE_COMMUN, ou "
	    "--nouvelle-ecole ; puis renvoyer le fichier tel quel" },
	{ "ordre", ST_BASE, "une étape manque avant celle-ci",
	    "la faire d'abord ; --force passe outre" },

	/* the base */
	{ "base-manque", ST_BASE, "aucune base désignée",
	    "donner -b BASE ou la variable SCONET_BASE" },
	{ "base-absente", ST_BASE, "la base n'existe pas",
	    "vérifier le chemin, ou la créer avec sconet-init" },
	{ "base-existe", ST_BASE, "ce fichier existe déjà",
	    "choisir un autre nom ; rien n'a été écrasé" },
	{ "archives-presentes", ST_BASE,
	    "les archives d'une autre base sont à cet endroit",
	    "déplacer ce dossier, ou choisir un autre nom ; rien n'a été "
	    "effacé" },
	{ "base-etrangere", ST_BASE, "ce n'est pas une base sconet",
	    "vérifier le chemin donné à -b" },
	{ "base-abimee", ST_BASE, "la base est abîmée", SAUVEGARDE },
	{ "base-recente", ST_BASE,
	    "la base est d'une version de sconet plus récente",
	    "mettre sconet à jour" },
	{ "base-ancienne", ST_BASE,
	    "la base est d'une version de sconet plus ancienne",
	    "la mettre à niveau : sconet-bases --migrer BASE" },
	{ "base-role", ST_BASE, "la base n'a pas le rôle voulu",
	    "vérifier le chemin donné à -b" },
	{ "base-etat", ST_BASE, "l'état de la base ne permet pas cet échange",
	    "prendre la base de l'année courante" },
	{ "base-annee", ST_BASE, "l'année scolaire de la base est finie",
	    "prendre la base de la nouvelle année, courante dès sconet-bascule "
	    "--rentree ; --force passe outre" },
	{ "base-remplie", ST_BASE,
	    "la base a déjà des élèves, et ce fichier en fait une neuve",
	    "prendre une base neuve (sconet-init --etat preparation) ; "
	    "--force écrase ce que celle-ci a de plus récent" },
	{ "bascule-faite", ST_BASE,
	    "la bascule de cette base est déjà faite",
	    "reprendre la base de l'année suivante ; --force en fait une "
	    "autre" },
	{ "bascule-refusee", ST_REFUS,
	    "la base de l'année suivante n'est pas faite",
	    "corriger ce qui est signalé ci-dessus et relancer ; rien n'a "
	    "changé" },
	{ "bascule-a-faire", ST_BASE,
	    "la bascule de cette base n'est pas faite",
	    "la faire d'abord : sconet-bascule AS05.db AS06.db" },
	{ "bascule-autre", ST_BASE,
	    "la base n'est pas celle que cette bascule a faite",
	    "donner la base que sconet-bascule a faite (sconet-bases les "
	    "liste) ; perdue, la refaire de l'archive de son échange" },
	{ "rentree-tot", ST_BASE, "ce n'est pas encore la rentrée",
	    "attendre ce jour ; --force passe outre" },
	{ "complement-refuse", ST_REFUS,
	    "la base de l'année suivante n'est pas complétée",
	    "corriger ce qui est signalé ci-dessus et relancer ; rien n'a "
	    "changé" },
	{ "bases-etrangeres", ST_BASE,
	    "ce ne sont pas les bases d'un établissement en deux années qui "
	    "se suivent",
	    "donner d'abord la base de l'année qui finit, puis celle de la "
	    "suivante" },
	{ "base-reseau", ST_BASE, "la base est sur un disque réseau",
	    "la mettre sur un disque de cette machine (le mode WAL de SQLite "
	    "l'exige)" },
	{ "base-introuvable", ST_BASE, "il faut une base qui convienne dans le dossier, et une seule",
	    "voir sconet-bases, ou donner la base elle-même à -b" },
	{ "base-occupee", ST_OCCUPE, "la base est occupée",
	    "relancer dans un instant, ou attendre plus longtemps (-w)" },
	{ "base-lecture-seule", ST_INTERDIT, "la base est en lecture seule",
	    "vérifier les droits du fichier, de son dossier et de BASE.d" },
	{ "interdit", ST_INTERDIT, "accès refusé",
	    "vérifier les droits du fichier et du dossier" },
	{ "uai", ST_USAGE, "la clé de l'UAI est fausse",
	    "vérifier le numéro ; --force passe outre" },
	{ "uai-forme", ST_USAGE, "ce n'est pas un UAI",
	    "un UAI a 7 chiffres et une lettre clé" },

	/* the profile */
	{ "selection-vide", ST_BASE, "aucun MEF n'est sélectionné",
	    "donner un profil (-p) qui en sélectionne" },
	{ "profil", ST_BASE, "profil inutilisable",
	    "corriger le fichier YAML et relancer avec --profiler" },
	{ "echange-inconnu", ST_USAGE, "aucun échange de ce numéro",
	    "voir la liste avec echanges" },

	{ "echange-sans-fichier", ST_USAGE,
	    "cet échange n'a pas de fichier archivé",
	    "voir la liste avec echanges" },
	{ "archive-changee", ST_REFUS,
	    "le fichier archivé n'est pas celui que le journal a enregistré",
	    "le reprendre dans la sauvegarde de l'archive (BASE.d)" },
	{ "archive-manque", ST_VIDE,
	    "le fichier archivé de cet échange a disparu",
	    "le reprendre dans la sauvegarde de l'archive (BASE.d)" },
	{ "archive-purgee", ST_VIDE, "le fichier de cet échange a été purgé",
	    "le redemander à son application d'origine ; le journal en garde "
	    "l'empreinte" },
	{ "constat", ST_REFUS, "la rentrée n'est pas finie",
	    "mettre à zéro ces contrôles (constat -l CONTROLE) ; --motif TEXTE "
	    "déclare malgré tout" },
	{ "campagne", ST_BASE, "la campagne ne permet pas cet envoi",
	    "voir le calendrier ; --force passe outre ses dates" },
	{ "rejeu", ST_BASE, "l'échange ne peut pas être rejoué",
	    "voir l'échange avec echanges N ; rien n'a changé dans la base" },
	{ "paquet", ST_REFUS, "ce n'est pas un paquet de sconet, ou il est abîmé",
	    "le redemander : echanges --paquet N -o FICHIER" },
	{ "eleve-inconnu", ST_USAGE, "aucun élève de ce numéro",
	    "vérifier le numéro, ou importer d'abord les élèves (bee-import)" },
	{ "eleve-plusieurs", ST_USAGE, "plusieurs élèves ont ce numéro",
	    "relancer fiche avec l'un de ces ELEVE_ID" },

	/* what sconet-check finds: it goes on */
	{ "integrite", ST_PARTIEL, "SQLite trouve la base abîmée",
	    SAUVEGARDE },
	{ "schema", ST_PARTIEL,
	    "la base n'a pas les tables et les vues de sa version",
	    SAUVEGARDE },
	{ "reference", ST_PARTIEL,
	    "des lignes renvoient à d'autres qui n'existent pas",
	    SAUVEGARDE },
	{ "base-identite", ST_PARTIEL,
	    "ce que la base dit d'elle-même ne se peut pas", SAUVEGARDE },
	{ "adresse-perdue", ST_PARTIEL,
	    "des fiches renvoient à une adresse que la base n'a pas",
	    "exporter de SIECLE « avec adresses » et relancer bee-import, ou "
	    "donner l'adresse par saisie" },
	{ "numero-national", ST_PARTIEL,
	    "un numéro national n'est pas celui que l'académie a donné",
	    SAUVEGARDE },
	{ "immatriculation", ST_PARTIEL,
	    "ce que l'académie dit d'une immatriculation ne se peut pas",
	    SAUVEGARDE },
	{ "bea-cles", ST_PARTIEL,
	    "des fiches n'ont pas les clés par lesquelles on les cherche",
	    SAUVEGARDE },
	{ "ecole-sans-envoi", ST_PARTIEL,
	    "l'académie a d'un établissement ce qu'aucun envoi n'a apporté",
	    SAUVEGARDE },
	{ "ecole-inconnue-ici", ST_PARTIEL,
	    "l'académie ne connaît pas l'établissement dont elle a l'envoi",
	    SAUVEGARDE },
	{ "ecole-autre", ST_PARTIEL,
	    "des lignes viennent d'un échange d'un autre établissement",
	    SAUVEGARDE },
	{ "total-faux", ST_PARTIEL,
	    "un effectif déclaré n'est pas le total de ses lignes",
	    SAUVEGARDE },
	{ "echange-cite", ST_PARTIEL,
	    "des fiches citent un échange que le journal n'a pas",
	    SAUVEGARDE },
	{ "journal-trou", ST_PARTIEL, "il manque des lignes au journal",
	    SAUVEGARDE },
	{ "journal-chaine", ST_PARTIEL,
	    "la ligne du journal, ou celle d'avant, a été changée",
	    SAUVEGARDE },
	{ "journal-traces", ST_PARTIEL,
	    "ce qu'un échange a laissé au journal a été changé",
	    SAUVEGARDE },
	{ "journal-contenu", ST_PARTIEL,
	    "une table n'a plus les lignes que le dernier échange a laissées",
	    SAUVEGARDE },
	{ "journal-valeurs", ST_PARTIEL,
	    "une valeur n'est plus celle que le dernier échange a laissée",
	    SAUVEGARDE },
	{ "journal-comptes", ST_PARTIEL,
	    "le journal et la base ne comptent pas la même chose",
	    SAUVEGARDE },
	{ "journal-autre-base", ST_PARTIEL,
	    "des échanges intégrés sont d'un autre établissement ou d'une "
	    "autre année", "vérifier d'où vient cette base" },
	{ "archive-absente", ST_PARTIEL,
	    "un fichier archivé a disparu, sans purge",
	    "le reprendre dans la sauvegarde de l'archive (BASE.d)" },
	{ "archive-illisible", ST_PARTIEL, "un fichier archivé est abîmé",
	    "le reprendre dans la sauvegarde de l'archive (BASE.d)" },
	{ "archive-alteree", ST_PARTIEL,
	    "un fichier archivé n'est pas celui du journal",
	    "le reprendre dans la sauvegarde de l'archive (BASE.d)" },
	{ "archive-en-trop", ST_PARTIEL,
	    "un fichier archivé a un numéro que le journal n'a pas",
	    "rien si une écriture vient d'être interrompue, la suivante le "
	    "retire ; sinon le journal a perdu ses dernières lignes : copier "
	    "l'archive avant toute écriture" },
	{ "archive-inconnue", ST_PARTIEL,
	    "l'archive contient un fichier que le journal ne connaît pas",
	    "le ranger ailleurs" },
	{ "archive-lien", ST_PARTIEL,
	    "un fichier archivé est un lien symbolique",
	    "mettre à sa place le fichier lui-même (cp -L), de la sauvegarde "
	    "de l'archive s'il le faut" },
	{ "droits-ouverts", ST_PARTIEL,
	    "d'autres que le propriétaire et son groupe y ont accès",
	    "leur ôter ces droits : chmod -R o-rwx" },
	{ "archive-temporaire", ST_PARTIEL,
	    "une écriture interrompue a laissé un fichier temporaire",
	    "rien à faire : la prochaine écriture le retire" },
	{ "purge-inachevee", ST_PARTIEL,
	    "un fichier purgé est encore dans l'archive",
	    "relancer echanges --purger, ou attendre la prochaine écriture" },

	/* the machine */
	{ "sortie", ST_SORTIE, "la sortie n'a pas pu être écrite",
	    "vérifier la place et les droits" },
	{ "es", ST_ES, "erreur d'entrée-sortie",
	    "vérifier le disque (place, droits) et relancer" },
	{ "disque-plein", ST_ES, "le disque est plein",
	    "libérer de la place et relancer ; rien n'a changé" },
	{ "memoire", ST_ES, "mémoire insuffisante",
	    "relancer sur une machine moins chargée ; rien n'a changé" },
	{ "bogue", ST_BOGUE, "erreur interne de sconet",
	    "signaler ce message aux mainteneurs ; rien n'a changé" },
	{ NULL, 0, NULL, NULL }
};
/* clang-format on */

static const struct fault_kind *
kind_find(const char *code)
{
	const struct fault_kind *k, *bogue = NULL;

	for (k = fault_kinds; k->code != NULL; k++) {
		if (strcmp(k->code, code) == 0)
			return k;
		if (k->status == ST_BOGUE)
			bogue = k;
	}
	return bogue;
}

int
fault_set(struct fault *f, const char *code, long line, const char *fmt, ...)
{
	va_list ap;

	if (f == NULL)
		return -1;
	f->kind = kind_find(code);
	f->line = line;
	f->discret = 0;
	f->detail[0] = '\0';
	if (fmt != NULL) {
		va_start(ap, fmt);
		/* A detail cut at the end of its buffer still says enough. */
		(void)vsnprintf(f->detail, sizeof(f->detail), fmt, ap);
		va_end(ap);
		utf8_propre(f->detail);
	}
	return -1;
}

/* What a system call says of itself, in French where we know how. */
static const char *
errno_dit(int err)
{
	static const struct {
		int err;
		const char *dit;
	} dits[] = {
		{ ENOENT, "aucun fichier ni dossier de ce nom" },
		{ EACCES, "accès refusé" },
		{ EPERM, "opération interdite" },
		{ EISDIR, "c'est un dossier" },
		{ ENOTDIR, "ce n'est pas un dossier" },
		{ EEXIST, "le fichier existe déjà" },
		{ ENOTEMPTY, "le dossier n'est pas vide" },
		{ ENOSPC, "le disque est plein" },
		{ EDQUOT, "le quota du disque est atteint" },
		{ EFBIG, "le fichier dépasse la taille permise" },
		{ EROFS, "le système de fichiers est en lecture seule" },
		{ EIO, "erreur d'entrée-sortie" },
		{ EPIPE, "le lecteur est parti" },
		{ EBADF, "l'entrée ou la sortie est fermée" },
		{ EINVAL, "argument refusé par le système" },
		{ ENAMETOOLONG, "le nom est trop long" },
		{ ELOOP, "trop de liens symboliques" },
		{ EMFILE, "trop de fichiers ouverts" },
		{ ENFILE, "trop de fichiers ouverts sur la machine" },
		{ ENOMEM, "mémoire épuisée" },
		{ EXDEV, "les deux dossiers sont sur des disques différents" },
		{ EBUSY, "occupé par un autre programme" },
		{ ETXTBSY, "un programme s'exécute depuis ce fichier" },
		{ EAGAIN, "indisponible pour l'instant" },
		{ EINTR, "interrompu par un signal" },
		{ ENODEV, "périphérique absent" },
		{ ENXIO, "périphérique absent" },
	};
	size_t i;

	for (i = 0; i < NELEM(dits); i++)
		if (dits[i].err == err)
			return dits[i].dit;
	return strerror(err);
}

int
fault_errno(struct fault *f, const char *code, const char *what)
{
	int err = errno;

	if (err == ENOSPC || err == EDQUOT)
		code = strcmp(code, "sortie") == 0 ? code : "disque-plein";
	else if ((err == EACCES || err == EPERM) && strcmp(code, "es") == 0)
		code = "interdit";
	fault_set(f, code, 0, "%s : %s", what, errno_dit(err));
	if (f != NULL && err == EPIPE)
		f->discret = 1;
	return -1;
}

int
fault_memory(struct fault *f)
{
	return fault_set(f, "memoire", 0, NULL);
}

int
fault_status(const struct fault *f)
{
	return f == NULL || f->kind == NULL ? ST_OK : f->kind->status;
}

const char *
fault_texte(const char *code)
{
	const struct fault_kind *k;

	for (k = fault_kinds; k->code != NULL; k++)
		if (strcmp(k->code, code) == 0)
			return k->texte;
	return NULL;
}
