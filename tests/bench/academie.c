/*
 * academie.c - writes the BEA_ELEVES of one school of an invented académie.
 *
 *	academie [-n PUPILS] [-s SEND] SCHOOL
 *
 * SCHOOL is 1 to 9999.  Everything follows from the numbers: from one send to
 * the next every tenth pupil has another régime, and every fiftieth has no
 * INE.  Nobody in it exists: names are made of syllables, numbers begin with
 * 99.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sconet.h"

struct ecole {
	int rang, n, envoi;
	char uai[9];
};

static const char *const syllabes[] = { "BRU", "MÉ", "LI", "CLAI", "FON", "TE",
	"SOU", "ROC", "PAS", "VENT", "GRI", "LAU", "TOUR", "SOL", "HAU", "NOI",
	"VAL", "DOR", "ÉTO", "MAR", "TIS", "QUA", "BER", "LAN", "PER", "ROU",
	"SEP", "GAR", "FLO", "ZÉ", "KER", "OIS" };
static const char *const prenoms[] = { "Zélindor", "Mirabelline", "Ondin",
	"Ambrine", "Thibaudin", "Lazulin", "Coraline", "Flammine", "Hippolin",
	"Rossinin", "Céleste", "Violine", "Aubin", "Florin", "Isoline",
	"Jonquille", "Lutin", "Opaline", "Pervenche", "Sirocquin", "Ursine",
	"Xanthine", "Zinnia", "Octavin", "Néroli", "Galliane", "Éloïn",
	"Damasine", "Brunehilde", "Anatolin" };

static unsigned
melange(unsigned v)
{
	v ^= v >> 16;
	v *= 0x7feb352dU;
	v ^= v >> 15;
	v *= 0x846ca68bU;
	return v ^ (v >> 16);
}

static void
eleve(const struct ecole *e, int i)
{
	unsigned h = melange((unsigned)(e->rang * 1000 + i));
	char ine[12];
	int id = 100000 + i;

	printf("        <ELEVE ELEVE_ID=\"%d\">\n", id);
	if (i % 50 != 7) {
		ine_rnie(990000000 + e->rang * 1000 + i, ine);
		printf("          <ID_NATIONAL>%s</ID_NATIONAL>\n", ine);
	}
	printf("          <NOM_DE_FAMILLE>%s%s%s</NOM_DE_FAMILLE>\n",
	    syllabes[h % 32], syllabes[h / 32 % 32], syllabes[h / 1024 % 32]);
	printf("          <PRENOM>%s</PRENOM>\n", prenoms[h / 7 % 30]);
	printf("          <DATE_NAISS>%02u/%02u/%04u</DATE_NAISS>\n",
	    1 + h / 11 % 28, 1 + h / 13 % 12, 2002 + h / 17 % 8);
	printf("          <CODE_SEXE>%u</CODE_SEXE>\n", 1 + h % 2);
	printf("          <CODE_PAYS>100</CODE_PAYS>\n"
	       "          <CODE_COMMUNE_INSEE_NAISS>99%03u"
	       "</CODE_COMMUNE_INSEE_NAISS>\n"
	       "          <CODE_PAYS_NAT>100</CODE_PAYS_NAT>\n"
	       "          <CODE_MEF>10010012110</CODE_MEF>\n",
	    1 + h / 19 % 200);
	printf("          <CODE_REGIME>%d</CODE_REGIME>\n",
	    i % 10 == 3 ? e->envoi % 8 : 0);
	printf("          <CODE_STATUT>ST</CODE_STATUT>\n"
	       "          <DATE_ENTREE>02/09/2019</DATE_ENTREE>\n"
	       "          <ADRESSE>\n"
	       "            <LIGNE1_ADRESSE>%u RUE DES SYLLABES"
	       "</LIGNE1_ADRESSE>\n"
	       "            <CODE_POSTAL>99100</CODE_POSTAL>\n"
	       "            <LIBELLE_POSTAL>BRUMEVILLE</LIBELLE_POSTAL>\n"
	       "          </ADRESSE>\n",
	    1 + h % 300);
	printf("          <STRUCTURES>\n            <STRUCTURE>\n"
	       "              <TYPE_STRUCTURE>D</TYPE_STRUCTURE>\n"
	       "              <CODE_STRUCTURE>6%c</CODE_STRUCTURE>\n"
	       "            </STRUCTURE>\n          </STRUCTURES>\n"
	       "          <OPTIONS>\n",
	    'A' + i % 26);
	for (int k = 1; k <= 3; k++)
		printf("            <OPTION NUM_OPTION=\"%d\">\n"
		       "              <CODE_MODALITE_ELECT>O"
		       "</CODE_MODALITE_ELECT>\n"
		       "              <CODE_MATIERE>03020%d</CODE_MATIERE>\n"
		       "            </OPTION>\n",
		    k, k);
	printf("          </OPTIONS>\n          <RESPONSABLES>\n");
	for (int k = 0; k < 2; k++)
		printf("            <RESPONSABLE PERSONNE_ID=\"%d\">\n"
		       "              <NIVEAU_RESPONSABILITE>1"
		       "</NIVEAU_RESPONSABILITE>\n"
		       "              <CODE_PARENTE>%d0</CODE_PARENTE>\n"
		       "              <NOM_DE_FAMILLE>%s%s</NOM_DE_FAMILLE>\n"
		       "              <PRENOM>Parentine</PRENOM>\n"
		       "            </RESPONSABLE>\n",
		    2 * id + k, k + 1, syllabes[h % 32], syllabes[h / 32 % 32]);
	printf("          </RESPONSABLES>\n        </ELEVE>\n");
}

int
main(int argc, char *argv[])
{
	struct ecole e = { 0, 700, 1, "" };
	int c, i;

	while ((c = getopt(argc, argv, "n:s:")) != -1)
		switch (c) {
		case 'n': e.n = atoi(optarg); break;
		case 's': e.envoi = atoi(optarg); break;
		default: return 64;
		}
	if (optind + 1 != argc)
		return 64;
	e.rang = atoi(argv[optind]);
	(void)snprintf(e.uai, sizeof(e.uai), "099%04u",
	    (unsigned)e.rang % 10000);
	e.uai[7] = uai_cle(e.uai);
	printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	       "<BEA_ELEVES VERSION=\"1.0\">\n  <PARAMETRES>\n"
	       "    <UAJ>%s</UAJ>\n    <ANNEE_SCOLAIRE>2019</ANNEE_SCOLAIRE>\n"
	       "    <DATE_EXPORT>%02d/09/2019</DATE_EXPORT>\n"
	       "    <HORODATAGE>%02d/09/2019 20:00:00</HORODATAGE>\n"
	       "    <NUM_ENVOI>%d</NUM_ENVOI>\n"
	       "    <LOGICIEL>sconet</LOGICIEL>\n  </PARAMETRES>\n"
	       "  <DONNEES>\n    <ETABLISSEMENT UAJ=\"%s\">\n"
	       "      <SCOLARISES>%d</SCOLARISES>\n"
	       "      <BLOQUEES>0</BLOQUEES>\n      <ELEVES>\n",
	    e.uai, e.envoi, e.envoi, e.envoi, e.uai, e.n);
	for (i = 0; i < e.n; i++)
		eleve(&e, i);
	printf("      </ELEVES>\n    </ETABLISSEMENT>\n  </DONNEES>\n"
	       "</BEA_ELEVES>\n");
	return fflush(stdout) == EOF || ferror(stdout) ? 73 : 0;
}
