/*
 * describe_facts.c - what the manuals of the formats say besides the tables,
 * in mdoc(7): where a file comes from, and where its layout is known from.
 */
#include <string.h>

#include "sconet.h"

/* describe_man.c */
int facts_find(const char *nom, const char **titre, const char **ecrit,
    const char **texte);

#define NOT_STORED \
	"This version of sconet recognises the file by its root, so that a " \
	"program that was given it by mistake can say what it is; nothing of " \
	"it is stored.\n"
#define NO_LAYOUT \
	"This layout is ours: no public document gives one.\n" \
	"Only the root and the envelope are settled.\n" NOT_STORED

/* clang-format off */
static const struct facts {
	const char *nom, *titre;
	const char *ecrit; /* programs of sconet that write it, or NULL */
	const char *texte;
} facts[] = {
	{ "bee-eleves", "pupils of a school, as SIECLE exports them",
	    "bee-export",
	    "SIECLE exports it as\n"
	    ".Pa ElevesSansAdresses.xml\n"
	    "or\n"
	    ".Pa ElevesAvecAdresses.xml ,\n"
	    "usually in a zip archive; only the second has addresses.\n"
	    "Names, order and lengths are those of the ministry's "
	    "specification of these exports (17.4, 2017) and of public "
	    "fixtures of version 3.0; CODE_STATUT stands in the files, not in "
	    "the specification.\n"
	    "Versions up to 1.8 have NOM in place of NOM_DE_FAMILLE and "
	    "NOM_USAGE, 25 characters long, and no CODE_STATUT; INE_BEA and "
	    "INE_RNIE came in 2017.\n"
	    ".Pp\n"
	    "The names OPTION and OPTIONS_ELEVE look swapped, but are the "
	    "real ones.\n"
	    "A code of a division or groupe may hold blanks and dots, as in\n"
	    ".Dq 3 A\n"
	    "or\n"
	    ".Dq 6LV1.ALL .\n"
	    "A pupil has at most one division; one without any is not an "
	    "error.\n"
	    "SIECLE itself replaces a character that it cannot write by "
	    "a question mark.\n"
	    "It exports at least one pupil: an empty block ELEVES means a "
	    "damaged file.\n"
	    "The block BOURSES is passed over; its content is not public.\n" },
	{ "bee-responsables",
	    "parents and guardians of the pupils, as SIECLE exports them",
	    "bee-export",
	    "SIECLE exports it as\n"
	    ".Pa ResponsablesSansAdresses.xml\n"
	    "or\n"
	    ".Pa ResponsablesAvecAdresses.xml ,\n"
	    "usually in a zip archive.\n"
	    "Names and order are those of public fixtures of version 2.1 "
	    "(2019), lengths and the older names those of the ministry's "
	    "specification (17.4, 2017) and of public readers.\n"
	    ".Pp\n"
	    "RESP_LEGAL, up to 2017, is a rank: 1 and 2 are the first and "
	    "second legal guardian, 0 is none.\n"
	    "NIVEAU_RESPONSABILITE, since 2018, is a kind: 1 legal guardian, "
	    "2 in charge, 3 contact; two parents are both 1.\n"
	    "Both are kept as they came.\n"
	    "A link may name a pupil who has left and is not known.\n"
	    "The same file has two notations of yes and no, 0 and 1 beside "
	    "true and false; either is read anywhere.\n" },
	{ "bee-nomenclatures",
	    "codes of a school: courses of study, subjects and lists",
	    "ban-send bee-export nomen-profile",
	    "SIECLE exports it as\n"
	    ".Pa Nomenclature.xml ,\n"
	    "usually in a zip archive.\n"
	    "The académie's set comes in under this layout; what the profile "
	    "of the school selects goes out under it as well.\n"
	    "Names and order of MEFS, MATIERES, PROGRAMMES and "
	    "OPTIONS_OBLIGATOIRES are those of public fixtures of version "
	    "3.1, those of PROFESSIONS of a public reader.\n"
	    "Of the other lists the inner element is attested, the container "
	    "is ours: its plural.\n"
	    ".Pp\n"
	    "One subject may stand twice in the programme of a MEF, under two "
	    "ways of choosing it (CODE_MODALITE_ELECT).\n"
	    "A date of closing that is still open is 31/12/9999.\n"
	    "SIECLE exports at least one MEF, one subject and one line of "
	    "programme: an empty block there means a damaged file.\n" },
	{ "bee-structures", "divisions and groupes, as SIECLE exports them",
	    "bee-export",
	    "SIECLE exports it as\n"
	    ".Pa Structures.xml ,\n"
	    "usually in a zip archive.\n"
	    "Names are those of the ministry's specification (17.4, 2017) and "
	    "of public readers of version 2.0; the order of the elements is "
	    "not attested, and where readers disagree on the place of a code, "
	    "all of them are read.\n"
	    "There are neither services nor headcounts: those come from "
	    "STS-WEB, see\n"
	    ".Xr sconet-sts-edt 5 .\n"
	    "CODE_CONTRAT is there for private schools only.\n" },
	{ "bee-commun", "identity and calendar of a school, from SIECLE",
	    "bee-export",
	    "SIECLE exports it as\n"
	    ".Pa Communs.xml ,\n"
	    "usually in a zip archive.\n"
	    "No sample is public: the names are those of the ministry's "
	    "specification (17.4, 2017) and of a public reader, both where "
	    "they differ; the containers of periods and closures are ours.\n"
	    "ETAB_UAJ_ID is an internal number of SIECLE: the number of the "
	    "school is PARAMETRES/UAJ.\n"
	    "UAJ and ANNEE_SCOLAIRE stand under PARAMETRES and under DONNEES, "
	    "with different content.\n" },
	{ "sts-edt", "structures, services and staff, from STS-WEB", "sts-export",
	    "STS-WEB exports it (Exports / Emploi du temps) as\n"
	    ".Pa sts_emp_UAI_ANNEE.xml .\n"
	    "It goes down from STS-WEB to everyone; the file that goes up, "
	    "with the timetable, is\n"
	    ".Pa emp_sts_UAI_ANNEE.xml ,\n"
	    "see\n"
	    ".Xr sconet-edt-sts 5 .\n"
	    "Taking one for the other is the commonest mistake.\n"
	    "Names, order and attributes are those of a public third-party "
	    "DTD that was applied to production files in 2009, checked "
	    "against public fixtures of 2018; no official grammar is "
	    "public.\n"
	    "The root has no VERSION.\n"
	    ".Pp\n"
	    "Dates are AAAA-MM-JJ here, unlike in SIECLE's files.\n"
	    "Before the timetable has been sent up to STS-WEB every SERVICES "
	    "is empty.\n"
	    "An INDIVIDU is known by ID and TYPE together: one number may be "
	    "both epp and local.\n"
	    "Local ones have no birth date, and often no sex.\n"
	    "EFFECTIF_PREVU is typed in STS-WEB, EFFECTIF_CALCULE counted "
	    "there from the pupils it was sent.\n"
	    "The block SUPPLEANTS is passed over; its content is not "
	    "public.\n" },
	{ "repartition", "placing of pupils in divisions and groupes", NULL,
	    "This layout is ours: no public document gives one.\n"
	    "It is a text of lines, its values separated by tabs, without "
	    "quoting.\n"
	    "The first line names the school and the year, unless\n"
	    ".Fl u\n"
	    "and\n"
	    ".Fl a\n"
	    "do; the next one names the columns, in any order; each line that "
	    "follows is one pupil:\n"
	    ".Bd -literal -offset indent\n"
	    "# 0990001N 2019\n"
	    "eleve_id\tdivision\tgroupes\n"
	    "990020\t6A\t6CHORALE|_6AP1\n"
	    "990021\t6B\t\n"
	    ".Ed\n"
	    ".Pp\n"
	    "Of eleve_id, elenoet and ine one is enough, if it names one "
	    "pupil only.\n"
	    "An empty value leaves what the base holds.\n"
	    "Several groupes are separated by\n"
	    ".Ql | ,\n"
	    "and replace those the pupil had.\n"
	    "Blank lines and other lines that start with\n"
	    ".Ql #\n"
	    "are passed over; blanks around a value, a byte order mark and "
	    "carriage returns are, too.\n"
	    "What a spreadsheet does to codes, as in\n"
	    ".Ql 1,00E+10\n"
	    "or\n"
	    ".Ql #REF! ,\n"
	    "refuses the file.\n" },
	{ "saisie", "what a person enters into pupils' records", NULL,
	    "This layout is ours: no public document gives one.\n"
	    "It is a text of lines, its values separated by tabs, without "
	    "quoting, like\n"
	    ".Xr sconet-repartition 5 ;\n"
	    "each line is one value of one record:\n"
	    ".Bd -literal -offset indent\n"
	    "# 0990001N 2019\n"
	    "eleve_id\tchamp\tvaleur\n"
	    "990001\tTEL_PORTABLE\t+33996000000\n"
	    "990001\tRESPONSABLE/9900001/MEL\t-\n"
	    ".Ed\n"
	    ".Pp\n"
	    "How champ names a field, and what a value may be, is told in\n"
	    ".Xr saisie 1 .\n" },
	{ "effectifs", "headcounts of divisions and groupes",
	    "effectifs-export",
	    "This layout is ours: no public document gives one.\n"
	    "SIECLE sends these counts to STS-WEB from server to server, "
	    "which shows them as\n"
	    ".Dq effectifs calculés .\n"
	    "A pupil counts who has a MEF, a division that is open, and who "
	    "is there on the day of the count.\n"
	    "Every open structure is listed, with 0 when nobody is in it, and "
	    "so is every MEF it is meant for.\n"
	    "CODE_SEXE is empty for pupils whose sex is not known.\n" },
	{ "gep", "tables of GEP", "gep-export",
	    "GEP, the school software that SCONET replaced, kept its data in "
	    "such tables, and programs that read them are still in use.\n"
	    "Names of files and columns are those that public readers (GEPI, "
	    "SambaEdu) look for; no public source gives types and widths, "
	    "which are ours.\n"
	    ".Pp\n"
	    "Readers find a column by its name, and some go wrong when one "
	    "is missing: all are there, blank where the base has nothing to "
	    "write.\n"
	    "They take a table without lines for a broken one: it is not "
	    "written.\n"
	    "What each column holds is told in\n"
	    ".Xr gep-export 1 .\n" },
	{ "sequences", "hours of the school day, for GEP", NULL,
	    "This layout is ours: no public document gives one.\n"
	    "It is a table as in\n"
	    ".Xr sconet-repartition 5 ;\n"
	    "its first line names the school and the year, and is "
	    "required; each line that follows is one séquence:\n"
	    ".Bd -literal -offset indent\n"
	    "# 0990001N 2019\n"
	    "code\tchoix\n"
	    "M1\tM\n"
	    "S1\tS\n"
	    ".Ed\n"
	    ".Pp\n"
	    "code has one or two characters; choix is M in the morning, S in "
	    "the afternoon.\n" },
	{ "bascule", "what crosses into the base of the next year",
	    "sconet-bascule",
	    "This layout is ours: SIECLE makes its bascule inside its own "
	    "database.\n"
	    "Its records are those of SIECLE's exports.\n"
	    "ANNEE_SCOLAIRE is the year that begins; what stands in "
	    "SCOLARITE_AN_DERNIER and after it is of the year that ends.\n"
	    "RESTES lists the pupils who do not cross, and why.\n" },
	{ "complement", "what has changed since a bascule",
	    "sconet-bascule",
	    "This layout is ours, as is that of\n"
	    ".Xr sconet-bascule 5 ,\n"
	    "whose records of pupils and responsables it has.\n"
	    "Pupils who have left since then are in it, with DATE_SORTIE and "
	    "CODE_MOTIF_SORTIE.\n"
	    "It is taken into a base that has been at work: what that base has "
	    "changed itself is kept.\n" },
	{ "passages", "what becomes of pupils at the end of the year", NULL,
	    "This layout is ours: no public document gives one.\n"
	    "It is a table as in\n"
	    ".Xr sconet-repartition 5 ;\n"
	    "its first line names the school and the year that ends, and is "
	    "required.\n" },
	{ "compte-rendu", "what became of a file that was taken in",
	    "affect-import ar-import bea-recv bee-import dossier-import "
	    "nomen-profile repartition saisie sconet-bascule sts-import sts-recv "
	    "sts-structures voeux-import voeux-recv",
	    "This layout is ours: no public document gives one.\n"
	    "It groups what there is to say as SIECLE's own comptes rendus "
	    "do: records rejected, records taken in with an anomaly, notes, "
	    "known records that the file lacks, records added or changed.\n"
	    "Codes are those of\n"
	    ".Xr sconet-regles 7 ,\n"
	    "GENRE of a record is AJOUT or MODIF.\n"
	    "ETAT is integre, en_anomalie or rejete; a file that was refused "
	    "has REFUS, and empty lists.\n"
	    "It names persons: it is kept readable for its owner alone.\n" },
	{ "edt-sts", "timetable, on its way up to STS-WEB", NULL,
	    "Timetable software writes it as\n"
	    ".Pa emp_sts_UAI_ANNEE.xml\n"
	    "for STS-WEB (Imports / Emploi du temps).\n"
	    "Its grammar is known from a public third-party DTD and from "
	    "public fixtures.\n"
	    "What comes down from STS-WEB is\n"
	    ".Xr sconet-sts-edt 5 .\n"
	    "It names no one: an ENSEIGNANT is an ID, of the national base "
	    "(epp) when it has no TYPE.\n"
	    "A division that STS-WEB does not have is an error, a groupe is "
	    "not: it is new.\n"
	    "A service without CODE_MOD_COURS is of CG, cours général.\n" },
	{ "bee-geographique", "countries, départements and communes, of SIECLE",
	    NULL,
	    "SIECLE exports it as\n"
	    ".Pa Geographique.xml .\n"
	    "No sample is public; the root is known from a public reader.\n"
	    NOT_STORED },
	{ "bee-etablissements", "schools, as SIECLE exports them", NULL,
	    "SIECLE exports it as\n"
	    ".Pa Etablissements.xml .\n"
	    "No sample is public; of the public readers one says "
	    "BEE_ETABLISSEMENTS, another BEE_ETABLISSEMENT.\n" NOT_STORED },
	{ "bee-etablissement", "schools, as SIECLE exports them", NULL,
	    "SIECLE exports it as\n"
	    ".Pa Etablissements.xml .\n"
	    "No sample is public; of the public readers one says "
	    "BEE_ETABLISSEMENTS, another BEE_ETABLISSEMENT.\n" NOT_STORED },
	{ "bee-ephc-eleves", "pupils of private schools without contract",
	    NULL,
	    "The root is named by one public reader and by nothing else.\n"
	    NOT_STORED },
	{ "bee-ephc-responsables",
	    "parents and guardians, private schools without contract", NULL,
	    "The root is named by one public reader and by nothing else.\n"
	    NOT_STORED },
	{ "import-groupes", "groupe links of pupils, on their way up to SIECLE",
	    "bee-export",
	    "School software writes it for SIECLE, after the ministry's "
	    "specification of this import (16.5) and its schemas 1.3 (2010) "
	    "and 1.4 (2016).\n"
	    "Its name is the UAI, ELEGROUPE, the school year, and the date "
	    "and hour it was made, as in\n"
	    ".Pa 0990001NELEGROUPE2019190903090000.xml ;\n"
	    "a zip archive of it has the same name with another ending.\n"
	    ".Pp\n"
	    "The file with pupils and guardians has the same root, see\n"
	    ".Xr sconet-import-eleves 5 :\n"
	    "that one begins with PERSONNES, this one with ELEVES.\n"
	    "A pupil is named by one of ELEVE_ID, ID_NATIONAL and ID_PRV_ELE, "
	    "and by name, first name and birth date.\n"
	    "The file is the whole set: SIECLE clears all groupe links of the "
	    "school before it takes it in, and here a link that it lacks is "
	    "removed, unless too many are.\n"
	    "Dates are AAAA-MM-JJ, but for DATE_IMPORT.\n" },
	{ "import-eleves", "pupils and guardians, on their way up to SIECLE",
	    NULL,
	    "School software writes it for SIECLE, after public schemas of "
	    "the ministry: 3.0, 3.1 (2018) and 4.0 (2022).\n"
	    "The file with groupe links has the same root, see\n"
	    ".Xr sconet-import-groupes 5 .\n"
	    "Dates are AAAA-MM-JJ, but for DATE_IMPORT.\n" },
	{ "accuse", "acknowledgement of a file",
	    "bea-recv dossier-import sts-recv voeux-recv",
	    "This layout is ours: no public document gives one.\n"
	    "It is the one answer to a numbered send, whoever receives it: "
	    "STS-WEB, the académie or another school.\n"
	    ".Pp\n"
	    "PARAMETRES names the school and the year that the answer goes "
	    "back to.\n"
	    "Of ENVOI, SHA256 is of the bytes received, in small hexadecimal "
	    "digits, and NUM_ENVOI and RACINE are those the file had; hash and "
	    "number together find the send, and must not contradict each "
	    "other.\n"
	    "A file whose number could not be read has none.\n"
	    "ROLE (etab, sts or bea) and EMETTEUR, a UAI or the académie's "
	    "code, are who answers; NUMERO is the number of the exchange in "
	    "its journal, absent when it could leave no line there, and "
	    "DATE_RECEPTION when that was.\n"
	    ".Pp\n"
	    "CLASSE is one of three, never mixed:\n"
	    ".Bl -tag -width reessayer\n"
	    ".It Cm accepte\n"
	    "All was taken: REJETES is 0, GARDES is LUS, and every anomaly a "
	    "note.\n"
	    "Nothing is to be done.\n"
	    ".It Cm donnees\n"
	    "The data is wrong: some records were rejected or some values "
	    "dropped; or, with GARDES 0 and a MOTIF, the whole file was "
	    "refused.\n"
	    "Mend it, and send it anew, under a new number.\n"
	    ".It Cm reessayer\n"
	    "Whoever received it could not work on it: busy, full, or "
	    "something must come first there, as MOTIF says; GARDES is 0.\n"
	    "Nothing is wrong with the data: give the same bytes again "
	    "later.\n"
	    ".El\n"
	    ".Pp\n"
	    "LUS are the records that were counted, GARDES those kept and "
	    "REJETES those not.\n"
	    "EFFECTIF is how many pupils of the school whoever answers then "
	    "counts itself: an académie, of the records it has, when it has "
	    "taken in BEA_ELEVES, EVA or CONSTAT; the ministry, of a "
	    "constat.\n"
	    "Others do not say it, nor does a refusal.\n"
	    "Each ANOMALIE is a record and what is wrong with it: N numbers "
	    "them; CODE is one of\n"
	    ".Xr sconet-regles 7 ;\n"
	    "GRAVITE is note, valeur (the value was dropped), rejet (the "
	    "record was) or refus (the file); ELEMENT, CLE and CHAMP name "
	    "record and field as the receiver's tables do, with the keys that "
	    "the file had, and LIGNE is its line there.\n"
	    "It crosses a border: TEXTE shows the form of a personal value, "
	    "never the value.\n"
	    "The block ANOMALIES is there even when it is empty.\n"
	    "The same file again gets its first accusé again, byte for "
	    "byte.\n"
	    ".Bd -literal -offset indent\n"
	    "<ENVOI SHA256=\"3c45…ac95\" NUM_ENVOI=\"2\">\n"
	    "  <RACINE>EFFECTIFS</RACINE>\n"
	    "  <ROLE>sts</ROLE>\n"
	    "  <EMETTEUR>0990001N</EMETTEUR>\n"
	    "  <NUMERO>4</NUMERO>\n"
	    "  <DATE_RECEPTION>03/09/2019 09:00:00</DATE_RECEPTION>\n"
	    "  <CLASSE>donnees</CLASSE>\n"
	    "  <LUS>8</LUS>\n"
	    "  <GARDES>7</GARDES>\n"
	    "  <REJETES>1</REJETES>\n"
	    "  <ANOMALIES>\n"
	    "    <ANOMALIE N=\"1\">\n"
	    "      <CODE>effectif-structure-inconnue</CODE>\n"
	    "      <GRAVITE>rejet</GRAVITE>\n"
	    "      <ELEMENT>effectif_structure</ELEMENT>\n"
	    "      <CLE>6Z/D</CLE>\n"
	    "      <CHAMP>code_structure</CHAMP>\n"
	    "      <LIGNE>12</LIGNE>\n"
	    "      <TEXTE>la structure 6Z n'existe pas dans STS-WEB</TEXTE>\n"
	    "      <REMEDE>renvoyer les structures à SCONET</REMEDE>\n"
	    "    </ANOMALIE>\n"
	    "  </ANOMALIES>\n"
	    "</ENVOI>\n"
	    ".Ed\n" },
	{ "voeux", "wishes for the next school", "voeux-export",
	    "This layout is ours: no public document gives one.\n"
	    "In the field the wishes go from the school's SCONET to the "
	    "académie, server to server.\n"
	    "Names of elements are SIECLE's.\n"
	    ".Pp\n"
	    "Every pupil is listed who is there, has no date of leaving, and "
	    "has a wish or a MEF of the campaign; one without VOEU has no "
	    "wish.\n"
	    "The ranks of a pupil begin with 1 and have no holes.\n"
	    "CODE_MEF and CODE_STRUCTURE of ELEVE are where the pupil is, "
	    "CODE_RNE and CODE_MEF of VOEU what is asked for.\n"
	    "The wishes of a pupil are one set: what receives the file takes "
	    "them all, or none.\n"
	    ".Pp\n"
	    ".Xr voeux-import 1\n"
	    "reads it too, in the base of a school.\n" },
	{ "souhaits", "wishes for the next school, as a table", NULL,
	    "This layout is ours: no public document gives one.\n"
	    "It is a table as in\n"
	    ".Xr sconet-repartition 5 ;\n"
	    "each line is one wish, and all lines of a pupil are all the "
	    "pupil's wishes:\n"
	    ".Bd -literal -offset indent\n"
	    "# 0990001N 2019\n"
	    "eleve_id\trang_voeu\tuai\tmef\toptions\tderogation\n"
	    "990070\t1\t0990003R\t20010015110\t030602|020300\tN\n"
	    "990070\t2\t0990004S\t20010015110\t\tO\n"
	    ".Ed\n"
	    ".Pp\n"
	    "A line of rank 0, with neither uai nor mef, says that the pupil "
	    "has no wish.\n" },
	{ "affectations", "places given for the next school", "affect-send",
	    "This layout is ours: no public document gives one.\n"
	    "Names of elements are SIECLE's.\n"
	    ".Pp\n"
	    "Each ELEVE has one DECISION: AFFECTE, with the school (CODE_RNE) "
	    "and MEF; LISTE, liste supplémentaire, with RANG_LISTE; REFUSE.\n"
	    "RANG_VOEU is the rank of the wish that it answers.\n"
	    "UAJ is the school that the file is for.\n"
	    "For the school that the wishes came from, ANNEE_SCOLAIRE is the "
	    "year in which they were made, and ELEVE_ID and RNE_ORIGINE are "
	    "its own; for the school that receives, it is the year that "
	    "begins, and RNE_ORIGINE says where each pupil comes from.\n" },
	{ "decisions", "decisions of the académie, as a table", NULL,
	    "This layout is ours: no public document gives one.\n"
	    "It is a table as in\n"
	    ".Xr sconet-repartition 5 ;\n"
	    "each line is the decision on one pupil, of whichever school:\n"
	    ".Bd -literal -offset indent\n"
	    "# 099 2019\n"
	    "eleve_id\tdecision\trang_liste\tuai\tmef\n"
	    "990070\taffecté\t\t0990003R\t20010015110\n"
	    "990071\tliste supplémentaire\t4\t0990003R\t20010015110\n"
	    "990072\trefusé\t\t\t\n"
	    ".Ed\n" },
	{ "dossiers", "records of pupils, from one school to another",
	    "dossier-send",
	    "This layout is ours: SIECLE sends dossiers from server to "
	    "server.\n"
	    "Its records are those of SIECLE's exports.\n"
	    ".Pp\n"
	    "UAJ and ANNEE_SCOLAIRE are the school that the file is for, and "
	    "the year that begins; UAJ_ORIGINE and ANNEE_ORIGINE are the "
	    "school that sends it, and the year that ends.\n"
	    "What stands in SCOLARITE_AN_DERNIER, SITUATION_AN_DERNIER and "
	    "OPTIONS_AN_DERNIER is of the year that ends, in the school that "
	    "sends.\n"
	    "ELEVE_ID, PERSONNE_ID and ADRESSE_ID are that school's too: they "
	    "tie the records of the file together, and name nobody "
	    "elsewhere.\n"
	    "Fields of ELEVE that belong to a school or to a year (ELENOET, "
	    "CODE_MEF, CODE_REGIME and the like) are not written, and passed "
	    "over when they are there.\n" },
	{ "partants", "pupils whose records go to another school", NULL,
	    "This layout is ours: no public document gives one.\n"
	    "It is a table as in\n"
	    ".Xr sconet-repartition 5 ;\n"
	    "its first line names the school that sends and its year, and is "
	    "required.\n" },
	{ "eva", "the early head-count of a school", "eva-export",
	    "This layout is ours: no public document gives one.\n"
	    ".Pp\n"
	    "CAMPAGNE says which count it is: NOM and LIBELLE as the "
	    "académie's calendar has them, EFFECTIFS prevision or "
	    "observation, ENVOI how many times it was sent, DATE_EFFECTIF the "
	    "day that pupils were counted for, and the totals.\n"
	    "There is a LIGNE for each division and MEF: CALCULE, what the "
	    "base counts; DECLARE, what the school declares, with a MOTIF "
	    "where it is another; NON_TRADITIONNEL, how many of those counted "
	    "have another statut than ST.\n" },
	{ "constat", "the constat de rentrée of a school", "constat",
	    "This layout is ours: no public document gives one.\n"
	    ".Pp\n"
	    "It carries no pupil: it is the head's word that the base is "
	    "finished.\n"
	    "CONSTAT has the number of the DECLARATION, its day, how many are "
	    "scolarisés and how many there were in the declaration before; "
	    "MOTIF, why it is declared although a control does not pass.\n"
	    "CONTROLES are those of\n"
	    ".Xr constat 1 .\n"
	    "There is a LIGNE for each MEF, sexe (0: not known), régime and statut (-: not "
	    "known), with EFFECTIF_PRECEDENT from the second declaration "
	    "on.\n" },
	{ "corrections", "counts that a school corrects", NULL,
	    "This layout is ours: no public document gives one.\n"
	    "It is a table as in\n"
	    ".Xr sconet-repartition 5 :\n"
	    ".Bd -literal -offset indent\n"
	    "# 0990001N 2019\n"
	    "division\tmef\tdeclare\tmotif\n"
	    "6A\t10010012110\t26\tun élève attendu de l'étranger\n"
	    ".Ed\n" },
	{ "bea-eleves", "records of pupils, for the académie", "bea-send",
	    "This layout is ours: no public document gives one.\n"
	    "Names of elements are SIECLE's.\n"
	    ".Pp\n"
	    "It has the records that have changed since the last send that "
	    "was acknowledged, each whole: its structures, options and "
	    "responsables replace those that the académie has.\n"
	    "Those that the file has not are as they were.\n"
	    "ETABLISSEMENT says what the send builds upon: ACQUITTE is the "
	    "number of the last send that was acknowledged, and is not there "
	    "in a file with all records of the school; it never goes down, but "
	    "in a base that went back to a copy, and the file has all that was "
	    "sent since, but for what is blocking; DEPUIS is the day "
	    "from which on everything was asked for again.\n"
	    "SCOLARISES is how many pupils the school counts, BLOQUEES how "
	    "many records are blocking and stay.\n"
	    "Who has left has DATE_SORTIE and CODE_MOTIF_SORTIE.\n"
	    ".Pp\n"
	    "A file without NUM_ENVOI and without any ELEVE says that there "
	    "is nothing to send; its ACQUITTE counts as that of any other.\n"
	    "With an ELEVE it is a trial, which nobody takes.\n" },
	{ "bea-ine", "national numbers of pupils, from the académie",
	    "ine-send",
	    "This layout is ours: no public document gives one.\n"
	    "Names of elements are SIECLE's.\n"
	    ".Pp\n"
	    "ETAT is ATTRIBUE, a new number, RETROUVE, the number that the "
	    "pupil had elsewhere, LITIGE or ERREUR; only the first two have "
	    "ID_NATIONAL, the last has MOTIF, a code of\n"
	    ".Xr sconet-regles 7 .\n"
	    "LITIGES and ERREURS are how many there are of the school in all; "
	    "the records are those that it has not acknowledged.\n"
	    ".Pp\n"
	    "A file without NUM_ENVOI and without any IMMATRICULATION says "
	    "that there is nothing to send; with one it is a trial, which "
	    "nobody takes.\n" },
	{ "litiges", "disputes about national numbers, as a table", "litiges",
	    "This layout is ours: no public document gives one.\n"
	    "It is a table as in\n"
	    ".Xr sconet-repartition 5 ;\n"
	    "its first line names the académie and the year, and each line "
	    "one pupil without a number and one whom he is like:\n"
	    ".Bd -literal -offset indent\n"
	    "# 099 2019\n"
	    "uai\televe_id\tautre_uai\tautre_id\tdecision\n"
	    "0990001N\t990022\t0990002P\t880002\tmeme\n"
	    ".Ed\n"
	    ".Pp\n"
	    "What else it says of the two is for who reads it, and passed "
	    "over.\n" },
	{ "eva", "first headcounts of the school year", NULL, NO_LAYOUT },
	{ "constat", "official count at the start of the school year", NULL,
	    NO_LAYOUT },
};
/* clang-format on */

int
facts_find(const char *nom, const char **titre, const char **ecrit,
    const char **texte)
{
	const struct facts *p;

	for (p = facts; p < facts + NELEM(facts); p++)
		if (strcmp(p->nom, nom) == 0) {
			*titre = p->titre;
			*ecrit = p->ecrit;
			*texte = p->texte;
			return 0;
		}
	return -1;
}
