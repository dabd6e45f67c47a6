/*
 * relance.c - an exchange once more: the command that did it, from its line
 * of the journal, given its archived file, its tables and its clock.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sconet.h"

/* clang-format off */
/* The programs whose exchanges can be done again, and no other is ever run. */
static const char *const programmes[] = {
	"affect-import", "affect-send", "ar-import", "ban-send", "bea-recv",
	"bea-send", "bee-export", "bee-import", "constat", "dossier-import",
	"dossier-send", "echanges", "effectifs-export", "eva-export",
	"gep-export", "ine-import", "ine-send", "litiges", "ministere-ar",
	"nomen-profile", "repartition", "saisie", "sconet-bascule",
	"sts-export", "sts-import", "sts-recv", "sts-structures",
	"voeux-export", "voeux-import", "voeux-recv",
};

/* Options that are not given again, and those that named a file. */
enum { OTE, ANNEXE };
static const struct {
	const char *nom;
	int quoi;
} traitements[] = {
	{ "base", OTE }, { "sortie", OTE }, { "compte-rendu", OTE },
	{ "rejets", OTE }, { "dossier", OTE }, { "attente", OTE },
	{ "bavard", OTE }, { "json", OTE }, { "muet", OTE }, { "essai", OTE },
	{ "communs", OTE }, { "remplace", OTE },
	{ "profil", ANNEXE }, { "passages", ANNEXE }, { "campagne", ANNEXE },
	{ "eleves", ANNEXE }, { "corrections", OTE },
};

/* What one command did in two exchanges is done again one by one. */
static const struct {
	const char *genre, *ajoute, *ote;
} deux[] = {
	{ "nomenclature-academique", "--recevoir", "profil" },
	{ "nomenclature-etablissement", "--profiler", "" },
	{ "bascule-complement", NULL, "complete" },
};
/* clang-format on */

/* An archived file as it was, at vers. */
static int
unpack(struct rejeu *r, const char *nom, const char *vers, struct fault *f)
{
	char *path = chemin_dans(r->b.archives, nom, f);
	int fd = -1, rc = -1;

	if (path != NULL) {
		fd = open(vers, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		if (fd == -1)
			fault_errno(f, "es", vers);
	}
	if (fd != -1) {
		rc = extrait_vers(path, fd, f);
		close(fd);
	}
	free(path);
	return rc;
}

/* The words of a command line, all owned. */
struct commande {
	char *mots[64];
	size_t n;
	int rate;
};

static void
say_word(struct commande *c, const char *prefixe, const char *mot)
{
	struct texte x = { 0 };

	texte_ajoute(&x, "%s%s", prefixe, mot);
	if (x.rate || c->n + 1 >= NELEM(c->mots)) {
		c->rate = 1;
		texte_libere(&x);
		return;
	}
	c->mots[c->n++] = x.s;
}

static void
command_free(struct commande *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		free(c->mots[i]);
	memset(c, 0, sizeof(*c));
}

/* In the child: descriptors, clock, program. */
static void
become(const struct rejeu *r, const struct commande *c, const char *entree,
    const char *epoque)
{
	struct fault f = { 0 };
	char *sortie = chemin_dans(r->dossier, "sortie", &f);
	char *dit = chemin_dans(r->dossier, "dit", &f);
	int e, s, d;

	if (sortie == NULL || dit == NULL)
		_exit(127);
	e = open(entree, O_RDONLY);
	s = open(sortie, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	d = open(dit, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (e == -1 || s == -1 || d == -1 || dup2(e, 0) == -1 ||
	    dup2(s, 1) == -1 || dup2(d, 2) == -1 ||
	    (epoque != NULL && setenv("SOURCE_DATE_EPOCH", epoque, 1) == -1) ||
	    unsetenv("SCONET_BASE") == -1)
		_exit(127);
	(void)execvp(c->mots[0], c->mots);
	_exit(127);
}

/* The last line that the program said. */
static void
last_words(const struct rejeu *r, char *buf, size_t n)
{
	struct fault f = { 0 };
	char *dit = chemin_dans(r->dossier, "dit", &f);
	FILE *in = dit == NULL ? NULL : fopen(dit, "r");
	char line[400];

	buf[0] = '\0';
	while (in != NULL && fgets(line, sizeof(line), in) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		(void)snprintf(buf, n, "%s", line);
	}
	if (in != NULL)
		(void)fclose(in);
	free(dit);
}

/* *status: what it ended with. */
static int
launch(struct rejeu *r, const struct commande *c, const char *entree,
    const char *date, int *status, struct fault *f)
{
	char *epoque = NULL;
	pid_t pid;
	int st = 0;

	if (c->rate)
		return fault_memory(f);
	if (coupe_faute(f) == -1)
		return -1;
	/* As it was written, so that it is written again. */
	if (date != NULL &&
	    store_text(r->b.st, &epoque, f, "SELECT strftime('%s', ?)", "s",
		date) == -1)
		return -1;
	if (date != NULL && epoque == NULL)
		return fault_set(f, "rejeu", 0, "date de l'échange");
	(void)fflush(NULL);
	if ((pid = fork()) == 0) {
		coupe_finit();
		become(r, c, entree, epoque);
	}
	free(epoque);
	if (pid == -1)
		return fault_errno(f, "es", "fork");
	if (coupe_attend(pid, &st, f) == -1)
		return -1;
	if (!WIFEXITED(st) || WEXITSTATUS(st) == 127)
		return fault_set(f, "rejeu", 0, "%s ne peut être lancé",
		    c->mots[0]);
	*status = WEXITSTATUS(st);
	return 0;
}

static int
treatment(const char *nom)
{
	size_t i;

	for (i = 0; i < NELEM(traitements); i++)
		if (strcmp(traitements[i].nom, nom) == 0)
			return traitements[i].quoi;
	return -1;
}

/* The program, where this one is. */
static void
say_program(const struct rejeu *r, struct commande *c, const char *prog)
{
	char bin[1024];

	(void)snprintf(bin, sizeof(bin), "%s%s", r->bin,
	    *r->bin == '\0' ? "" : "/");
	say_word(c, bin, prog);
}

/* Of the two halves of a command, the one that the line is; or NULL. */
static const char *
half_of(const struct journal_ligne *l, const char **ote)
{
	size_t i;

	*ote = "";
	for (i = 0; i < NELEM(deux); i++)
		if (strcmp(deux[i].genre, l->v[L_GENRE]) == 0 &&
		    (deux[i].ajoute != NULL ||
			strcmp(l->v[L_SENS], "recu") == 0)) {
			*ote = deux[i].ote;
			return deux[i].ajoute;
		}
	return NULL;
}

/* Options that ask for one of two halves are said by the line itself. */
static int
is_half(const char *nom)
{
	size_t i;

	for (i = 0; i < NELEM(deux); i++)
		if (deux[i].ajoute != NULL &&
		    strcmp(deux[i].ajoute + 2, nom) == 0)
			return 1;
	return 0;
}

/* Did the command name none of the things that it may be about? */
static int
whole_set(const struct relues *mots)
{
	size_t i;

	for (i = 0; i < mots->n; i++)
		if (mots->mots[i].nom == NULL)
			return 0;
	return 1;
}

/* The options of then; *prise: one of them names the annexe. */
static void
say_options(const struct rejeu *r, struct commande *c,
    const struct journal_ligne *l, const struct relues *mots,
    const char *annexe, int *prise)
{
	const struct relue *m;
	const char *ote, *moitie = half_of(l, &ote);
	int quoi;

	if (moitie != NULL)
		say_word(c, "", moitie);
	for (m = mots->mots; m < mots->mots + mots->n; m++) {
		if (m->nom == NULL || strcmp(m->nom, ote) == 0 ||
		    (moitie != NULL && is_half(m->nom)) ||
		    (quoi = treatment(m->nom)) == OTE)
			continue;
		say_word(c, "--", m->nom);
		if (quoi == ANNEXE)
			say_word(c, "", annexe);
		else if (m->valeur != NULL)
			say_word(c, "", m->valeur);
		*prise |= quoi == ANNEXE;
	}
	if (strcmp(l->v[L_PROGRAMME], "gep-export") == 0) {
		say_word(c, "", "--dossier");
		say_word(c, "", r->dossier);
		/* One exchange of the three that it may have made at once. */
		if (whole_set(mots))
			say_word(c, "", l->v[L_GENRE] + strlen("gep-"));
	}
	say_word(c, "", "-q");
}

/*
 * The command that does the line again on that base.  entree is what its
 * standard input is to be, annexe what an option names.
 */
static int
command_of(struct rejeu *r, struct commande *c, const struct journal_ligne *l,
    const char *base, const char *annexe, int *par_option, struct fault *f)
{
	const char *prog = l->v[L_PROGRAMME];
	struct relues mots;
	char nom[32], *suite;
	int emise = strcmp(l->v[L_SENS], "emis") == 0;
	size_t i;

	/* Its communs are a file of their own. */
	if (strcmp(l->v[L_GENRE], "communs") == 0) {
		say_program(r, c, "bee-import");
		say_word(c, "", "-qb");
		say_word(c, "", base);
		return 0;
	}
	for (i = 0; i < NELEM(programmes); i++)
		if (strcmp(programmes[i], prog) == 0)
			break;
	if (i == NELEM(programmes))
		return fault_set(f, "rejeu", 0,
		    "« %.30s » n'est pas un programme à rejouer", prog);
	if (options_relues(&mots, l->v[L_OPTIONS], prog, l->v[L_MOTIF], f) ==
	    -1)
		return -1;
	say_program(r, c, prog);
	say_options(r, c, l, &mots, annexe, par_option);
	if (r->o->force && r->o->ici)
		say_word(c, "", "--force");
	if (strcmp(prog, "sconet-bascule") == 0 && emise) {
		/* From here to a base that nobody needs. */
		if (strcmp(l->v[L_GENRE], "bascule") == 0)
			r->suivante = l->numero;
		(void)snprintf(nom, sizeof(nom), "suivante%lld.db",
		    (long long)r->suivante);
		if ((suite = chemin_dans(r->dossier, nom, f)) == NULL)
			c->rate = 1;
		else {
			say_word(c, "", base);
			say_word(c, "", suite);
		}
		free(suite);
	} else {
		say_word(c, "", "-b");
		say_word(c, "", base);
		for (i = 0; i < mots.n; i++)
			if (mots.mots[i].nom == NULL &&
			    strcmp(prog, "sconet-bascule") != 0)
				say_word(c, "", mots.mots[i].valeur);
	}
	options_relues_libere(&mots);
	return 0;
}

/* A line that is not done again keeps its place in the journal. */
static int
keep_place(struct rejeu *r, const struct journal_ligne *l, struct fault *f)
{
	struct options seul = *r->o;
	struct base b = { 0 };
	struct echange e = { .numero = l->numero,
		.genre = l->v[L_GENRE],
		.sens = l->v[L_SENS],
		.etat = l->v[L_ETAT],
		.uai = l->v[L_UAI],
		.annee = l->v[L_ANNEE],
		.horodatage = l->v[L_HORODATAGE],
		.racine = l->v[L_RACINE],
		.fichier = l->v[L_FICHIER],
		.sha256 = l->v[L_SHA256],
		.refus = l->v[L_REFUS],
		.num_envoi = l->n[0],
		.lus = l->n[1],
		.ajoutes = l->n[2],
		.modifies = l->n[3],
		.inchanges = l->n[4],
		.absents = l->n[5],
		.rejetes = l->n[6],
		.anomalies = 0,
		.statut = (int)l->n[8],
		.taille = l->n[9] };
	int rc;

	(void)snprintf(e.date, sizeof(e.date), "%s", l->v[L_DATE]);
	(void)snprintf(e.date_utilisee, sizeof(e.date_utilisee), "%s",
	    l->v[L_UTILISEE]);
	seul.prog = l->v[L_PROGRAMME];
	seul.texte = l->v[L_OPTIONS];
	seul.motif = l->v[L_MOTIF];
	if ((rc = base_open(&b, r->essai, STORE_ECRITURE, 60, f)) == 0 &&
	    (rc = store_begin(b.st, f)) == 0) {
		rc = journal_ecrit(b.st, &e, &seul, NULL, f);
		/* The year opens, or ends. */
		if (rc == 0 && strcmp(e.genre, "rentree") == 0)
			rc = store_exec(b.st,
			    "UPDATE base SET etat = iif(etat = 'preparation',"
			    " 'courante', 'terminee')",
			    f);
		rc = rc == 0 ? store_commit(b.st, f) : -1;
	}
	base_close(&b);
	return rc;
}

int
relance_saute(struct rejeu *r, const struct journal_ligne *l, struct fault *f)
{
	if (r->saute == 0 && strcmp(l->v[L_GENRE], "rentree") != 0 &&
	    strcmp(l->v[L_GENRE], "purge") != 0 &&
	    strcmp(l->v[L_ETAT], "rejete") != 0 &&
	    strcmp(l->v[L_SENS], "recu") == 0 && l->v[L_ARCHIVE] != NULL)
		r->saute = l->numero;
	return keep_place(r, l, f);
}

/* *fait: it was done; else it kept its place.  *status: of the program. */
int
relance(struct rejeu *r, const struct journal_ligne *l, const char *base,
    int *fait, int *status, struct fault *f)
{
	struct commande c = { 0 };
	char *entree = chemin_dans(r->dossier, "entree", f);
	char *annexe = chemin_dans(r->dossier, "annexe", f);
	const char *in = ligne_entree(l), *stdin_ = "/dev/null";
	struct fault manque = { 0 };
	int rc = -1, par_option = 0;

	*fait = 0;
	if (entree == NULL || annexe == NULL)
		goto out;
	/* A packet has the lines of some sends without the sends. */
	if (strcmp(l->v[L_GENRE], "rentree") == 0 ||
	    (strcmp(l->v[L_GENRE], "purge") != 0 && l->v[L_ARCHIVE] == NULL) ||
	    (strcmp(l->v[L_SENS], "recu") == 0 && in == NULL) ||
	    archive_manque(r, l, &manque) == -1) {
		if (manque.kind != NULL && !archive_partie(&manque))
			*f = manque;
		else
			rc = relance_saute(r, l, f);
		goto out;
	}
	if (command_of(r, &c, l, base, annexe, &par_option, f) == -1)
		goto out;
	if (l->v[L_ANNEXE] != NULL &&
	    unpack(r, l->v[L_ANNEXE], annexe, f) == -1)
		goto out;
	if (in != NULL) {
		if (unpack(r, in, entree, f) == -1)
			goto out;
		stdin_ = entree;
	} else if (l->v[L_ANNEXE] != NULL && !par_option)
		stdin_ = annexe;
	*fait = 1;
	/* Into the base itself it is done now, and its line says so. */
	rc = launch(r, &c, stdin_, r->o->ici ? NULL : l->v[L_DATE], status, f);
out:
	command_free(&c);
	free(entree);
	free(annexe);
	return rc;
}

int
dernier_numero(const char *path, int64_t *n, struct fault *f)
{
	struct base b = { 0 };
	int rc;

	*n = 0;
	if ((rc = base_open(&b, path, STORE_LECTURE, 60, f)) == 0)
		rc = store_int(b.st, n, f,
		    "SELECT coalesce(max(numero), 0) FROM echange", "");
	base_close(&b);
	return rc;
}

int
relance_reponse(const struct rejeu *r, char hex[EMPREINTE], struct fault *f)
{
	char *sortie = chemin_dans(r->dossier, "sortie", f);
	int rc = sortie == NULL ? -1 : fichier_empreinte(sortie, hex, f);

	free(sortie);
	return rc;
}

/* It did not even leave a line. */
int
relance_impossible(struct rejeu *r, const struct journal_ligne *l, int status,
    struct fault *f)
{
	char dit[400];

	last_words(r, dit, sizeof(dit));
	if (*dit == '\0')
		(void)snprintf(dit, sizeof(dit), "%s n'a rien trouvé à faire",
		    l->v[L_PROGRAMME] == NULL ? "?" : l->v[L_PROGRAMME]);
	return fault_set(f, "rejeu", 0, "échange %lld, statut %d : %.300s",
	    (long long)l->numero, status, dit);
}

/* The base as it was made: of that role and état, with its first line. */
int
relance_creation(struct rejeu *r, const struct journal_ligne *l,
    struct fault *f)
{
	struct commande c = { 0 };
	struct relues mots = { 0 };
	const char *etat = "courante";
	size_t i;
	int status = 0, rc;

	if (strcmp(l->v[L_GENRE], "creation") != 0)
		return fault_set(f, "rejeu", 0,
		    "la première ligne n'est pas la création de la base");
	if (strcmp(l->v[L_PROGRAMME], "sconet-bascule") == 0)
		etat = "preparation";
	else if (options_relues(&mots, l->v[L_OPTIONS], l->v[L_PROGRAMME],
		     l->v[L_MOTIF], f) == -1)
		return -1;
	for (i = 0; i < mots.n; i++)
		if (mots.mots[i].nom != NULL && mots.mots[i].valeur != NULL &&
		    strcmp(mots.mots[i].nom, "etat") == 0)
			etat = mots.mots[i].valeur;
	say_program(r, &c, "sconet-init");
	say_word(&c, "", "--force");
	say_word(&c, "", "--role");
	say_word(&c, "", r->b.role);
	say_word(&c, "", "--etat");
	say_word(&c, "", etat);
	say_word(&c, "", r->b.uai);
	say_word(&c, "", r->b.annee);
	say_word(&c, "", r->essai);
	rc = launch(r, &c, "/dev/null", l->v[L_DATE], &status, f);
	if (rc == 0 && status != ST_OK)
		rc = relance_impossible(r, l, status, f);
	options_relues_libere(&mots);
	command_free(&c);
	return rc;
}

int
relance_options(const struct journal_ligne *l, const char *motif,
    const struct pseudo *p, struct texte *x, struct fault *f)
{
	struct texte mot = { 0 };
	const struct relue *m;
	struct relues mots;
	char nom[64];

	if (options_relues(&mots, l->v[L_OPTIONS], l->v[L_PROGRAMME],
		l->v[L_MOTIF], f) == -1)
		return -1;
	texte_ajoute(x, "%s", "");
	for (m = mots.mots; m < mots.mots + mots.n; m++) {
		if (m->nom == NULL) {
			/* A school or a kind of export, but no path. */
			if (strpbrk(m->valeur, "/.") != NULL)
				continue;
			texte_vide(&mot);
			if (p == NULL)
				texte_ajoute(&mot, "%s", m->valeur);
			else
				pseudo_valeur(p, pseudo_code(), m->valeur,
				    &mot);
			texte_mot(x, mot.rate ? "" : mot.s);
			continue;
		}
		if (treatment(m->nom) == OTE)
			continue;
		(void)snprintf(nom, sizeof(nom), "--%s", m->nom);
		texte_mot(x, nom);
		if (m->valeur != NULL)
			texte_mot(x,
			    treatment(m->nom) == ANNEXE ? "annexe"
				: strcmp(m->nom, "motif") == 0 && motif != NULL
				? motif
				: m->valeur);
	}
	x->rate |= mot.rate;
	texte_libere(&mot);
	options_relues_libere(&mots);
	return texte_fin(x, f) == NULL ? -1 : 0;
}
