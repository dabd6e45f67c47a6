/*
 * writer.c - unit tests of lib/writer.c and lib/reader.c: rows that are
 * written and read again, and what the reader refuses.
 */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

#define ENTETE(nom) "<?xml version=\"1.0\" encoding=\"" nom "\"?>\n"
#define MUET \
	{ \
		NULL, NULL \
	}

/* A row: the path of its record, and "field=value|…" as the base has them. */
struct ligne {
	const char *path, *champs;
};

/* Bytes, ended by a NUL that does not count. */
struct octets {
	char *s; /* owned */
	size_t n;
};

/* clang-format off */

#define PARAM \
	{ "PARAMETRES", "version=3.0|uaj=0990001N|annee_scolaire=2019|" \
	    "date_export=2019-09-02|horodatage=2019-09-02 08:09:10" }
#define PARAM_XML \
	"  <PARAMETRES>\n" \
	"    <UAJ>0990001N</UAJ>\n" \
	"    <ANNEE_SCOLAIRE>2019</ANNEE_SCOLAIRE>\n" \
	"    <DATE_EXPORT>02/09/2019</DATE_EXPORT>\n" \
	"    <HORODATAGE>02/09/2019 08:09:10</HORODATAGE>\n" \
	"  </PARAMETRES>\n"

static const struct ligne eleves[] = {
	PARAM,
	{ "DONNEES/ELEVES/ELEVE", "eleve_id=1|elenoet=0042|"
	    "nom_de_famille=Œuvray-Ÿves|prenom=Zoé|date_naiss=2008-02-29|"
	    "doublement=0|accepte_sms=1|mel=a&b@exemple.fr" },
	{ "DONNEES/ELEVES/ELEVE/SCOLARITE_AN_DERNIER", "eleve_id=1|"
	    "code_mef=00310002220|denom_princ=ÉCOLE <L'Été> \"B\"" },
	{ "DONNEES/ELEVES/ELEVE", "eleve_id=2|nom_de_famille=€uro|"
	    "prenom=Ab|date_naiss=2008-12-31" },
	{ "DONNEES/OPTIONS/OPTION/OPTIONS_ELEVE", "eleve_id=1|num_option=1|"
	    "code_modalite_elect=O|code_matiere=030201" },
	{ "DONNEES/OPTIONS/OPTION/OPTIONS_ELEVE", "eleve_id=1|num_option=2|"
	    "code_matiere=020300" },
	{ "DONNEES/OPTIONS/OPTION/OPTIONS_ELEVE", "eleve_id=2|num_option=1|"
	    "code_matiere=030201" },
	{ "DONNEES/STRUCTURES/STRUCTURES_ELEVE/STRUCTURE", "eleve_id=1|"
	    "type_structure=D|code_structure=3 A" },
	{ "DONNEES/STRUCTURES/STRUCTURES_ELEVE/STRUCTURE", "eleve_id=1|"
	    "type_structure=G|code_structure=_3AP1" },
	{ "DONNEES/STRUCTURES/STRUCTURES_ELEVE/STRUCTURE", "eleve_id=2|"
	    "type_structure=D|code_structure=3 A" },
	{ "DONNEES/ADRESSES/ADRESSE", "adresse_id=7|code_pays=100" },
	MUET
};
static const char eleves_xml[] =
	"<BEE_ELEVES VERSION=\"3.0\">\n" PARAM_XML
	"  <DONNEES>\n"
	"    <ELEVES>\n"
	"      <ELEVE ELEVE_ID=\"1\" ELENOET=\"0042\">\n"
	"        <NOM_DE_FAMILLE>Œuvray-Ÿves</NOM_DE_FAMILLE>\n"
	"        <PRENOM>Zoé</PRENOM>\n"
	"        <DATE_NAISS>29/02/2008</DATE_NAISS>\n"
	"        <DOUBLEMENT>0</DOUBLEMENT>\n"
	"        <ACCEPTE_SMS>1</ACCEPTE_SMS>\n"
	"        <MEL>a&amp;b@exemple.fr</MEL>\n"
	"        <SCOLARITE_AN_DERNIER>\n"
	"          <CODE_MEF>00310002220</CODE_MEF>\n"
	"          <DENOM_PRINC>ÉCOLE &lt;L'Été&gt; &quot;B&quot;"
	    "</DENOM_PRINC>\n"
	"        </SCOLARITE_AN_DERNIER>\n"
	"      </ELEVE>\n"
	"      <ELEVE ELEVE_ID=\"2\">\n"
	"        <NOM_DE_FAMILLE>€uro</NOM_DE_FAMILLE>\n"
	"        <PRENOM>Ab</PRENOM>\n"
	"        <DATE_NAISS>31/12/2008</DATE_NAISS>\n"
	"      </ELEVE>\n"
	"    </ELEVES>\n"
	"    <OPTIONS>\n"
	"      <OPTION ELEVE_ID=\"1\">\n"
	"        <OPTIONS_ELEVE>\n"
	"          <NUM_OPTION>1</NUM_OPTION>\n"
	"          <CODE_MODALITE_ELECT>O</CODE_MODALITE_ELECT>\n"
	"          <CODE_MATIERE>030201</CODE_MATIERE>\n"
	"        </OPTIONS_ELEVE>\n"
	"        <OPTIONS_ELEVE>\n"
	"          <NUM_OPTION>2</NUM_OPTION>\n"
	"          <CODE_MATIERE>020300</CODE_MATIERE>\n"
	"        </OPTIONS_ELEVE>\n"
	"      </OPTION>\n"
	"      <OPTION ELEVE_ID=\"2\">\n"
	"        <OPTIONS_ELEVE>\n"
	"          <NUM_OPTION>1</NUM_OPTION>\n"
	"          <CODE_MATIERE>030201</CODE_MATIERE>\n"
	"        </OPTIONS_ELEVE>\n"
	"      </OPTION>\n"
	"    </OPTIONS>\n"
	"    <STRUCTURES>\n"
	"      <STRUCTURES_ELEVE ELEVE_ID=\"1\">\n"
	"        <STRUCTURE>\n"
	"          <CODE_STRUCTURE>3 A</CODE_STRUCTURE>\n"
	"          <TYPE_STRUCTURE>D</TYPE_STRUCTURE>\n"
	"        </STRUCTURE>\n"
	"        <STRUCTURE>\n"
	"          <CODE_STRUCTURE>_3AP1</CODE_STRUCTURE>\n"
	"          <TYPE_STRUCTURE>G</TYPE_STRUCTURE>\n"
	"        </STRUCTURE>\n"
	"      </STRUCTURES_ELEVE>\n"
	"      <STRUCTURES_ELEVE ELEVE_ID=\"2\">\n"
	"        <STRUCTURE>\n"
	"          <CODE_STRUCTURE>3 A</CODE_STRUCTURE>\n"
	"          <TYPE_STRUCTURE>D</TYPE_STRUCTURE>\n"
	"        </STRUCTURE>\n"
	"      </STRUCTURES_ELEVE>\n"
	"    </STRUCTURES>\n"
	"    <ADRESSES>\n"
	"      <ADRESSE ADRESSE_ID=\"7\">\n"
	"        <CODE_PAYS>100</CODE_PAYS>\n"
	"      </ADRESSE>\n"
	"    </ADRESSES>\n"
	"  </DONNEES>\n"
	"</BEE_ELEVES>\n";

#define STS_PARAM \
	{ "PARAMETRES", "uaj=0990001N|academie_code=099|" \
	    "academie_libelle=NULLE PART|sigle=CLG|etablissement_sensible=0|" \
	    "annee_scolaire=2019|date_debut=2019-09-01|date_fin=2020-08-31" }
#define STS_PARAM_XML \
	"  <PARAMETRES>\n" \
	"    <UAJ CODE=\"0990001N\">\n" \
	"      <ACADEMIE>\n" \
	"        <CODE>099</CODE>\n" \
	"        <LIBELLE>NULLE PART</LIBELLE>\n" \
	"      </ACADEMIE>\n" \
	"      <SIGLE>CLG</SIGLE>\n" \
	"      <MENTION_DISTRIBUTION/>\n" \
	"      <BOITE_POSTALE/>\n" \
	"      <ETABLISSEMENT_SENSIBLE>false</ETABLISSEMENT_SENSIBLE>\n" \
	"    </UAJ>\n" \
	"    <ANNEE_SCOLAIRE ANNEE=\"2019\">\n" \
	"      <DATE_DEBUT>2019-09-01</DATE_DEBUT>\n" \
	"      <DATE_FIN>2020-08-31</DATE_FIN>\n" \
	"    </ANNEE_SCOLAIRE>\n" \
	"  </PARAMETRES>\n"
#define DIV "DONNEES/STRUCTURE/DIVISIONS/DIVISION"
#define GRO "DONNEES/STRUCTURE/GROUPES/GROUPE"

static const struct ligne sts[] = {
	STS_PARAM,
	{ "DONNEES/INDIVIDUS/INDIVIDU", "id=11|type=epp|sexe=1|"
	    "nom_usage=MARTIN|nom_patronymique=MARTIN|prenom=JEAN|"
	    "date_naissance=1975-02-27|fonction=ENS" },
	{ "DONNEES/INDIVIDUS/INDIVIDU/PROFS_PRINC/PROF_PRINC", "id=11|"
	    "type=epp|code_structure=3 A|date_debut=2019-09-01" },
	{ "DONNEES/INDIVIDUS/INDIVIDU/DISCIPLINES/DISCIPLINE", "id=11|"
	    "type=epp|code=L0202|nb_heures=18.00" },
	{ "DONNEES/INDIVIDUS/INDIVIDU", "id=11|type=local|nom_usage=DURAND" },
	{ DIV, "code_structure=3 A|effectif_prevu=28" },
	{ DIV "/MEFS_APPARTENANCE/MEF_APPARTENANCE",
	    "code_structure=3 A|code_mef=10310019110|effectif_prevu=28" },
	{ DIV "/SERVICES/SERVICE", "type_structure=D|code_structure=3 A|"
	    "code_matiere=020700|code_mod_cours=CG|heures_structure=4.00|"
	    "co_ens=0" },
	{ DIV "/SERVICES/SERVICE/ENSEIGNANTS/ENSEIGNANT", "type_structure=D|"
	    "code_structure=3 A|code_matiere=020700|code_mod_cours=CG|id=11|"
	    "type=epp|heures_agent=2.50" },
	{ DIV "/SERVICES/SERVICE/ENSEIGNANTS/ENSEIGNANT", "type_structure=D|"
	    "code_structure=3 A|code_matiere=020700|code_mod_cours=CG|id=11|"
	    "type=local|heures_agent=1.50" },
	{ DIV "/SERVICES/SERVICE", "type_structure=D|code_structure=3 A|"
	    "code_matiere=030201|code_mod_cours=TD" },
	{ DIV, "code_structure=3B|libelle_long=3EME B" },
	{ GRO, "code_structure=3_G1|effectif_max_edt=14" },
	{ GRO "/DIVISIONS_APPARTENANCE/DIVISION_APPARTENANCE",
	    "code_structure=3_G1|code_division=3 A" },
	{ GRO "/SERVICES/SERVICE", "type_structure=G|code_structure=3_G1|"
	    "code_matiere=020700|code_mod_cours=CG" },
	{ GRO "/SERVICES/SERVICE/ENSEIGNANTS/ENSEIGNANT", "type_structure=G|"
	    "code_structure=3_G1|code_matiere=020700|code_mod_cours=CG|id=11|"
	    "type=epp" },
	MUET
};
static const char sts_xml[] =
	"<STS_EDT>\n" STS_PARAM_XML
	"  <DONNEES>\n"
	"    <INDIVIDUS>\n"
	"      <INDIVIDU ID=\"11\" TYPE=\"epp\">\n"
	"        <SEXE>1</SEXE>\n"
	"        <NOM_USAGE>MARTIN</NOM_USAGE>\n"
	"        <NOM_PATRONYMIQUE>MARTIN</NOM_PATRONYMIQUE>\n"
	"        <PRENOM>JEAN</PRENOM>\n"
	"        <DATE_NAISSANCE>1975-02-27</DATE_NAISSANCE>\n"
	"        <FONCTION>ENS</FONCTION>\n"
	"        <PROFS_PRINC>\n"
	"          <PROF_PRINC>\n"
	"            <CODE_STRUCTURE>3 A</CODE_STRUCTURE>\n"
	"            <DATE_DEBUT>2019-09-01</DATE_DEBUT>\n"
	"          </PROF_PRINC>\n"
	"        </PROFS_PRINC>\n"
	"        <DISCIPLINES>\n"
	"          <DISCIPLINE CODE=\"L0202\">\n"
	"            <NB_HEURES>18.00</NB_HEURES>\n"
	"          </DISCIPLINE>\n"
	"        </DISCIPLINES>\n"
	"      </INDIVIDU>\n"
	"      <INDIVIDU ID=\"11\" TYPE=\"local\">\n"
	"        <SEXE/>\n"
	"        <NOM_USAGE>DURAND</NOM_USAGE>\n"
	"        <NOM_PATRONYMIQUE/>\n"
	"        <PRENOM/>\n"
	"      </INDIVIDU>\n"
	"    </INDIVIDUS>\n"
	"    <STRUCTURE>\n"
	"      <DIVISIONS>\n"
	"        <DIVISION CODE=\"3 A\">\n"
	"          <LIBELLE_LONG/>\n"
	"          <EFFECTIF_PREVU>28</EFFECTIF_PREVU>\n"
	"          <MEFS_APPARTENANCE>\n"
	"            <MEF_APPARTENANCE CODE=\"10310019110\">\n"
	"              <EFFECTIF_PREVU>28</EFFECTIF_PREVU>\n"
	"            </MEF_APPARTENANCE>\n"
	"          </MEFS_APPARTENANCE>\n"
	"          <SERVICES>\n"
	"            <SERVICE CODE_MATIERE=\"020700\" "
	    "CODE_MOD_COURS=\"CG\">\n"
	"              <HEURES_STRUCTURE>4.00</HEURES_STRUCTURE>\n"
	"              <CO_ENS>false</CO_ENS>\n"
	"              <ENSEIGNANTS>\n"
	"                <ENSEIGNANT ID=\"11\" TYPE=\"epp\">\n"
	"                  <HEURES_AGENT>2.50</HEURES_AGENT>\n"
	"                </ENSEIGNANT>\n"
	"                <ENSEIGNANT ID=\"11\" TYPE=\"local\">\n"
	"                  <HEURES_AGENT>1.50</HEURES_AGENT>\n"
	"                </ENSEIGNANT>\n"
	"              </ENSEIGNANTS>\n"
	"            </SERVICE>\n"
	"            <SERVICE CODE_MATIERE=\"030201\" "
	    "CODE_MOD_COURS=\"TD\">\n"
	"              <ENSEIGNANTS/>\n"
	"            </SERVICE>\n"
	"          </SERVICES>\n"
	"        </DIVISION>\n"
	"        <DIVISION CODE=\"3B\">\n"
	"          <LIBELLE_LONG>3EME B</LIBELLE_LONG>\n"
	"          <SERVICES/>\n"
	"        </DIVISION>\n"
	"      </DIVISIONS>\n"
	"      <GROUPES>\n"
	"        <GROUPE CODE=\"3_G1\">\n"
	"          <LIBELLE_LONG/>\n"
	"          <EFFECTIF_MAX_EDT>14</EFFECTIF_MAX_EDT>\n"
	"          <DIVISIONS_APPARTENANCE>\n"
	"            <DIVISION_APPARTENANCE CODE=\"3 A\">\n"
	"            </DIVISION_APPARTENANCE>\n"
	"          </DIVISIONS_APPARTENANCE>\n"
	"          <SERVICES>\n"
	"            <SERVICE CODE_MATIERE=\"020700\" "
	    "CODE_MOD_COURS=\"CG\">\n"
	"              <ENSEIGNANTS>\n"
	"                <ENSEIGNANT ID=\"11\" TYPE=\"epp\">\n"
	"                </ENSEIGNANT>\n"
	"              </ENSEIGNANTS>\n"
	"            </SERVICE>\n"
	"          </SERVICES>\n"
	"        </GROUPE>\n"
	"      </GROUPES>\n"
	"    </STRUCTURE>\n"
	"  </DONNEES>\n"
	"</STS_EDT>\n";

/* Only what stands around the blocks. */
static const struct ligne sts_rien[] = { STS_PARAM, MUET };
static const char sts_rien_xml[] =
	"<STS_EDT>\n" STS_PARAM_XML
	"  <DONNEES>\n"
	"    <INDIVIDUS/>\n"
	"    <STRUCTURE>\n"
	"      <DIVISIONS/>\n"
	"      <GROUPES/>\n"
	"    </STRUCTURE>\n"
	"  </DONNEES>\n"
	"</STS_EDT>\n";

static const struct ligne sts_divisions[] = { STS_PARAM,
	{ DIV, "code_structure=3B|libelle_long=3EME B" }, MUET };
static const char sts_divisions_xml[] =
	"<STS_EDT>\n" STS_PARAM_XML
	"  <DONNEES>\n"
	"    <INDIVIDUS/>\n"
	"    <STRUCTURE>\n"
	"      <DIVISIONS>\n"
	"        <DIVISION CODE=\"3B\">\n"
	"          <LIBELLE_LONG>3EME B</LIBELLE_LONG>\n"
	"          <SERVICES/>\n"
	"        </DIVISION>\n"
	"      </DIVISIONS>\n"
	"      <GROUPES/>\n"
	"    </STRUCTURE>\n"
	"  </DONNEES>\n"
	"</STS_EDT>\n";

static const struct ligne sts_groupes[] = { STS_PARAM,
	{ GRO, "code_structure=3_G1|libelle_long=G" }, MUET };
static const char sts_groupes_xml[] =
	"<STS_EDT>\n" STS_PARAM_XML
	"  <DONNEES>\n"
	"    <INDIVIDUS/>\n"
	"    <STRUCTURE>\n"
	"      <DIVISIONS/>\n"
	"      <GROUPES>\n"
	"        <GROUPE CODE=\"3_G1\">\n"
	"          <LIBELLE_LONG>G</LIBELLE_LONG>\n"
	"          <DIVISIONS_APPARTENANCE/>\n"
	"          <SERVICES/>\n"
	"        </GROUPE>\n"
	"      </GROUPES>\n"
	"    </STRUCTURE>\n"
	"  </DONNEES>\n"
	"</STS_EDT>\n";

#define NOTRE \
	{ "PARAMETRES", "version=1.0|uaj=0990001N|annee_scolaire=2019|" \
	    "date_export=2019-09-02|horodatage=2019-09-02 08:09:10|" \
	    "logiciel=sconet" }
#define NOTRE_XML \
	"  <PARAMETRES>\n" \
	"    <UAJ>0990001N</UAJ>\n" \
	"    <ANNEE_SCOLAIRE>2019</ANNEE_SCOLAIRE>\n" \
	"    <DATE_EXPORT>02/09/2019</DATE_EXPORT>\n" \
	"    <HORODATAGE>02/09/2019 08:09:10</HORODATAGE>\n" \
	"    <LOGICIEL>sconet</LOGICIEL>\n" \
	"  </PARAMETRES>\n"
#define TOTAL \
	{ "DONNEES/TOTAL", "date_effectif=2019-09-02|scolarises=1|" \
	    "divisions=2|groupes=0" }
#define TOTAL_XML \
	"    <TOTAL DATE=\"02/09/2019\">\n" \
	"      <SCOLARISES>1</SCOLARISES>\n" \
	"      <DIVISIONS>2</DIVISIONS>\n" \
	"      <GROUPES>0</GROUPES>\n" \
	"    </TOTAL>\n"
#define STRUCTURES "DONNEES/STRUCTURES/STRUCTURE"

static const struct ligne effectifs[] = {
	NOTRE, TOTAL,
	{ STRUCTURES, "code_structure=3 A|type_structure=D|"
	    "libelle_long=3EME A|effectif_prevu=28|effectif_calcule=1" },
	{ STRUCTURES "/MEFS_APPARTENANCE/MEF_APPARTENANCE",
	    "code_structure=3 A|type_structure=D|code_mef=10310019110|"
	    "effectif_calcule=1" },
	{ STRUCTURES "/MEFS_APPARTENANCE/MEF_APPARTENANCE",
	    "code_structure=3 A|type_structure=D|code_mef=1031001911A|"
	    "effectif_calcule=0" },
	{ STRUCTURES "/SEXES/SEXE", "code_structure=3 A|type_structure=D|"
	    "code_sexe=2|effectif_calcule=1" },
	{ STRUCTURES, "code_structure=3B|type_structure=D|"
	    "effectif_calcule=0" },
	{ STRUCTURES, "code_structure=3_G1|type_structure=G|"
	    "effectif_calcule=1" },
	{ STRUCTURES "/SEXES/SEXE", "code_structure=3_G1|type_structure=G|"
	    "code_sexe=2|effectif_calcule=1" },
	MUET
};
static const char effectifs_xml[] =
	"<EFFECTIFS VERSION=\"1.0\">\n" NOTRE_XML
	"  <DONNEES>\n" TOTAL_XML
	"    <STRUCTURES>\n"
	"      <STRUCTURE CODE_STRUCTURE=\"3 A\" TYPE_STRUCTURE=\"D\">\n"
	"        <LIBELLE_LONG>3EME A</LIBELLE_LONG>\n"
	"        <EFFECTIF_PREVU>28</EFFECTIF_PREVU>\n"
	"        <EFFECTIF_CALCULE>1</EFFECTIF_CALCULE>\n"
	"        <MEFS_APPARTENANCE>\n"
	"          <MEF_APPARTENANCE CODE_MEF=\"10310019110\">\n"
	"            <EFFECTIF_CALCULE>1</EFFECTIF_CALCULE>\n"
	"          </MEF_APPARTENANCE>\n"
	"          <MEF_APPARTENANCE CODE_MEF=\"1031001911A\">\n"
	"            <EFFECTIF_CALCULE>0</EFFECTIF_CALCULE>\n"
	"          </MEF_APPARTENANCE>\n"
	"        </MEFS_APPARTENANCE>\n"
	"        <SEXES>\n"
	"          <SEXE CODE_SEXE=\"2\">\n"
	"            <EFFECTIF_CALCULE>1</EFFECTIF_CALCULE>\n"
	"          </SEXE>\n"
	"        </SEXES>\n"
	"      </STRUCTURE>\n"
	"      <STRUCTURE CODE_STRUCTURE=\"3B\" TYPE_STRUCTURE=\"D\">\n"
	"        <EFFECTIF_CALCULE>0</EFFECTIF_CALCULE>\n"
	"        <MEFS_APPARTENANCE/>\n"
	"        <SEXES/>\n"
	"      </STRUCTURE>\n"
	"      <STRUCTURE CODE_STRUCTURE=\"3_G1\" TYPE_STRUCTURE=\"G\">\n"
	"        <EFFECTIF_CALCULE>1</EFFECTIF_CALCULE>\n"
	"        <MEFS_APPARTENANCE/>\n"
	"        <SEXES>\n"
	"          <SEXE CODE_SEXE=\"2\">\n"
	"            <EFFECTIF_CALCULE>1</EFFECTIF_CALCULE>\n"
	"          </SEXE>\n"
	"        </SEXES>\n"
	"      </STRUCTURE>\n"
	"    </STRUCTURES>\n"
	"  </DONNEES>\n"
	"</EFFECTIFS>\n";

static const struct ligne effectifs_rien[] = { NOTRE, TOTAL, MUET };
static const char effectifs_rien_xml[] =
	"<EFFECTIFS VERSION=\"1.0\">\n" NOTRE_XML
	"  <DONNEES>\n" TOTAL_XML
	"    <STRUCTURES/>\n"
	"  </DONNEES>\n"
	"</EFFECTIFS>\n";

/* Blocks before, between and after the only one that has something. */
static const struct ligne compte_rendu[] = {
	NOTRE,
	{ "DONNEES/BILAN", "numero=12|genre=eleves|libelle=Élèves|"
	    "date_echange=2019-09-02 08:09:10|etat=integre|lus=1|ajoutes=0|"
	    "modifies=0|inchanges=1|absents=0|rejetes=0|message=rien" },
	{ "DONNEES/NOTES/NOTE", "code=ine-absent|ligne=12|element=eleve|"
	    "cle=1|texte=l'élève n'a pas d'INE|suite=noté" },
	{ "DONNEES/NOTES/NOTE", "code=ine-cle|element=eleve|texte=t|suite=s" },
	MUET
};
static const char compte_rendu_xml[] =
	"<COMPTE_RENDU VERSION=\"1.0\">\n" NOTRE_XML
	"  <DONNEES>\n"
	"    <BILAN NUMERO=\"12\" GENRE=\"eleves\">\n"
	"      <LIBELLE>Élèves</LIBELLE>\n"
	"      <DATE>02/09/2019 08:09:10</DATE>\n"
	"      <ETAT>integre</ETAT>\n"
	"      <LUS>1</LUS>\n"
	"      <AJOUTES>0</AJOUTES>\n"
	"      <MODIFIES>0</MODIFIES>\n"
	"      <INCHANGES>1</INCHANGES>\n"
	"      <ABSENTS>0</ABSENTS>\n"
	"      <REJETES>0</REJETES>\n"
	"      <MESSAGE>rien</MESSAGE>\n"
	"    </BILAN>\n"
	"    <REJETES/>\n"
	"    <ANOMALIES/>\n"
	"    <NOTES>\n"
	"      <NOTE CODE=\"ine-absent\" LIGNE=\"12\">\n"
	"        <ELEMENT>eleve</ELEMENT>\n"
	"        <CLE>1</CLE>\n"
	"        <TEXTE>l'élève n'a pas d'INE</TEXTE>\n"
	"        <SUITE>noté</SUITE>\n"
	"      </NOTE>\n"
	"      <NOTE CODE=\"ine-cle\">\n"
	"        <ELEMENT>eleve</ELEMENT>\n"
	"        <TEXTE>t</TEXTE>\n"
	"        <SUITE>s</SUITE>\n"
	"      </NOTE>\n"
	"    </NOTES>\n"
	"    <ABSENTS/>\n"
	"    <FICHES/>\n"
	"  </DONNEES>\n"
	"</COMPTE_RENDU>\n";

/* A list, told from the others of its table by its constant. */
static const struct ligne nomenclatures[] = {
	PARAM,
	{ "DONNEES/MEFS/MEF", "code_mef=10310019110|formation=3EME|"
	    "inscription_etab=1|date_fermeture=9999-12-31" },
	{ "DONNEES/PROGRAMMES/PROGRAMME", "code_mef=10310019110|"
	    "code_matiere=020700|code_modalite_elect=S|horaire=4.00" },
	{ "DONNEES/REGIMES/REGIME", "liste=REGIME|code=0|"
	    "libelle_long=EXTERNE LIBRE" },
	{ "DONNEES/REGIMES/REGIME", "liste=REGIME|code=2" },
	{ "DONNEES/PROFESSIONS/PROFESSION", "liste=PROFESSION|code=10|"
	    "libelle_court=AGRIC" },
	MUET
};
static const char nomenclatures_xml[] =
	"<BEE_NOMENCLATURES VERSION=\"3.0\">\n" PARAM_XML
	"  <DONNEES>\n"
	"    <MEFS>\n"
	"      <MEF CODE_MEF=\"10310019110\">\n"
	"        <FORMATION>3EME</FORMATION>\n"
	"        <INSCRIPTION_ETAB>1</INSCRIPTION_ETAB>\n"
	"        <DATE_FERMETURE>31/12/9999</DATE_FERMETURE>\n"
	"      </MEF>\n"
	"    </MEFS>\n"
	"    <PROGRAMMES>\n"
	"      <PROGRAMME>\n"
	"        <CODE_MEF>10310019110</CODE_MEF>\n"
	"        <CODE_MATIERE>020700</CODE_MATIERE>\n"
	"        <CODE_MODALITE_ELECT>S</CODE_MODALITE_ELECT>\n"
	"        <HORAIRE>4.00</HORAIRE>\n"
	"      </PROGRAMME>\n"
	"    </PROGRAMMES>\n"
	"    <REGIMES>\n"
	"      <REGIME CODE_REGIME=\"0\">\n"
	"        <LIBELLE_LONG>EXTERNE LIBRE</LIBELLE_LONG>\n"
	"      </REGIME>\n"
	"      <REGIME CODE_REGIME=\"2\">\n"
	"      </REGIME>\n"
	"    </REGIMES>\n"
	"    <PROFESSIONS>\n"
	"      <PROFESSION CODE_PROFESSION=\"10\">\n"
	"        <LIBELLE_COURT_PCS>AGRIC</LIBELLE_COURT_PCS>\n"
	"      </PROFESSION>\n"
	"    </PROFESSIONS>\n"
	"  </DONNEES>\n"
	"</BEE_NOMENCLATURES>\n";

static const struct document {
	const struct format *fmt;
	const struct ligne *lignes;
	const char *xml; /* after the declaration, in UTF-8 */
} documents[] = {
	{ &format_bee_eleves, eleves, eleves_xml },
	{ &format_bee_nomenclatures, nomenclatures, nomenclatures_xml },
	{ &format_sts_edt, sts, sts_xml },
	{ &format_sts_edt, sts_rien, sts_rien_xml },
	{ &format_sts_edt, sts_divisions, sts_divisions_xml },
	{ &format_sts_edt, sts_groupes, sts_groupes_xml },
	{ &format_effectifs, effectifs, effectifs_xml },
	{ &format_effectifs, effectifs_rien, effectifs_rien_xml },
	{ &format_compte_rendu, compte_rendu, compte_rendu_xml },
};
/* clang-format on */

/* Writing. */

/* The record at that path; its name alone may be that of several. */
static const struct record *
record_de(const struct format *fmt, const char *path)
{
	for (size_t i = 0; i < fmt->nrecords; i++)
		if (strcmp(fmt->records[i].path, path) == 0)
			return &fmt->records[i];
	ck_abort_msg("%s: no %s", fmt->nom, path);
	return NULL;
}

static int
ecrit_ligne(struct writer *w, const struct format *fmt, const struct ligne *l,
    struct fault *f)
{
	const struct record *r = record_de(fmt, l->path);
	const char *val[64] = { NULL };
	char *champs = strdup(l->champs), *p, *suite, *egal;
	size_t k;
	int rc;

	ck_assert_ptr_nonnull(champs);
	ck_assert_uint_le(r->nfields, NELEM(val));
	for (p = champs; *p != '\0'; p = suite) {
		suite = p + strcspn(p, "|");
		if (*suite == '|')
			*suite++ = '\0';
		egal = strchr(p, '=');
		ck_assert_ptr_nonnull(egal);
		*egal = '\0';
		k = record_field(r, p);
		ck_assert_msg(k != (size_t)-1, "%s: no %s", l->path, p);
		val[k] = egal + 1;
	}
	rc = writer_row(w, r, val, f);
	free(champs);
	return rc;
}

static struct octets
lu_de(int fd)
{
	struct octets o = { NULL, 0 };
	off_t n = lseek(fd, 0, SEEK_END);

	ck_assert_int_ge(n, 0);
	o.n = (size_t)n;
	o.s = malloc(o.n + 1);
	ck_assert_ptr_nonnull(o.s);
	ck_assert_int_eq(pread(fd, o.s, o.n, 0), n);
	o.s[o.n] = '\0';
	return o;
}

/* The whole document; *perdus: characters that were replaced. */
static struct octets
ecrit(const struct format *fmt, const struct ligne *l, int utf8,
    unsigned *perdus)
{
	struct fault f = { 0 };
	FILE *tmp = tmpfile();
	struct sink *s;
	struct writer *w;
	struct octets o;

	ck_assert_ptr_nonnull(tmp);
	s = sink_open(fileno(tmp), NULL, &f);
	ck_assert_ptr_nonnull(s);
	w = writer_open(fmt, s, utf8, &f);
	ck_assert_ptr_nonnull(w);
	for (; l->path != NULL; l++)
		ck_assert_msg(ecrit_ligne(w, fmt, l, &f) == 0, "%s", f.detail);
	ck_assert_msg(writer_end(w, &f) == 0 && sink_flush(s, &f) == 0, "%s",
	    f.detail);
	*perdus = writer_perdus(w);
	writer_close(w);
	sink_close(s);
	o = lu_de(fileno(tmp));
	(void)fclose(tmp);
	return o;
}

/* Long texts are the same; if not, where they part. */
static void
memes(const char *a, const char *b)
{
	size_t i = 0, du;

	while (a[i] != '\0' && a[i] == b[i])
		i++;
	du = i > 40 ? i - 40 : 0;
	ck_assert_msg(a[i] == b[i], "at %zu: \"%.80s\" is not \"%.80s\"", i,
	    a + du, b + du);
}

/* Reading. */

struct source {
	const char *in;
	size_t n, k; /* bytes left, at once */
};

static long
lit(void *ctx, char *buf, size_t n, struct fault *f)
{
	struct source *s = ctx;
	size_t m = s->n < s->k ? s->n : s->k;

	(void)f;
	if (m > n)
		m = n;
	memcpy(buf, s->in, m);
	s->in += m;
	s->n -= m;
	return (long)m;
}

/* A row as the tables above have it. */
static void
montre(const struct row *row, struct texte *x)
{
	const struct field *fd;
	const char *v, *sep = "";
	char lit_[LIT_MAX];

	texte_ajoute(x, "%s:", row->rec->path);
	for (size_t i = 0; i < row->rec->nfields; i++) {
		fd = &row->rec->fields[i];
		if (row->val[i] == NULL)
			continue;
		ck_assert_msg((fd->flags & F_ALIAS) == 0, "%s", fd->path);
		v = field_lit(fd, row->val[i], lit_);
		ck_assert_msg(v != NULL, "%s: %s", fd->name, row->val[i]);
		texte_ajoute(x, "%s%s=%s", sep, fd->name, v);
		sep = "|";
	}
	texte_ajoute(x, "\n");
}

struct lecture {
	const char *in;
	size_t n, k; /* bytes of it, pieces it comes in */
	int devance; /* parsed ahead, in a thread */
};

/* What was read: rows in the order they were given in, and the rest. */
struct lu {
	struct texte x;
	long rangs[64]; /* of the first of them */
	size_t n;
	long ligne; /* of the last */
	char encodage[32];
};

/* Read all; returns what the last reader_next did. */
static int
tout(const struct lecture *l, const struct format *fmt, struct lu *u,
    struct fault *f)
{
	const struct format *fmts[] = { fmt, NULL };
	struct source s = { l->in, l->n, l->k };
	struct reader *rd = reader_open(fmts, 0, lit, &s, f);
	struct row row;
	int rc;

	ck_assert_ptr_nonnull(rd);
	memset(f, 0, sizeof(*f));
	texte_vide(&u->x);
	u->n = 0;
	u->ligne = 0;
	while ((rc = reader_next(rd, &row, f)) == 1) {
		ck_assert_ptr_eq(row.fmt, fmt);
		if (u->n == 0 && l->devance)
			reader_devance(rd);
		if (u->n < NELEM(u->rangs))
			u->rangs[u->n] = row.rang;
		u->n++;
		u->ligne = row.line;
		montre(&row, &u->x);
	}
	if (rc == 0)
		ck_assert_int_eq(reader_next(rd, &row, f), 0);
	else
		ck_assert_ptr_nonnull(f->kind);
	(void)snprintf(u->encodage, sizeof(u->encodage), "%s",
	    reader_encodage(rd));
	reader_close(rd);
	return rc;
}

static const size_t tailles[] = { 1, 7, 4093, 32768, 1000000 };

/* Read in pieces of every size, with a thread and without: always so. */
static void
toujours(const char *in, size_t n, const struct format *fmt, int rc,
    const char *code, long ligne, const char *quoi)
{
	struct lecture l = { in, n, 0, 0 };
	struct lu u = { 0 };
	struct fault f;
	int got;

	for (size_t i = 0; i < NELEM(tailles); i++)
		for (l.devance = 0; l.devance < 2; l.devance++) {
			l.k = tailles[i];
			/* It would last. */
			if (n / l.k > 70000)
				continue;
			got = tout(&l, fmt, &u, &f);
			ck_assert_msg(got == rc,
			    "%s: pieces of %zu, thread %d: %s", quoi, l.k,
			    l.devance, rc == -1 ? "taken" : f.detail);
			if (rc == 0)
				continue;
			ck_assert_msg(strcmp(f.kind->code, code) == 0,
			    "%s: pieces of %zu: %s", quoi, l.k, f.kind->code);
			ck_assert_msg(ligne == 0 || f.line == ligne,
			    "%s: pieces of %zu: line %ld", quoi, l.k, f.line);
		}
	texte_libere(&u.x);
}

/* Round trips. */

START_TEST(texte)
{
	const struct document *d = &documents[_i];
	struct octets o, attendu;
	unsigned perdus, rien = 0;
	size_t n = strlen(d->xml);

	o = ecrit(d->fmt, d->lignes, 1, &perdus);
	ck_assert_uint_eq(perdus, 0);
	ck_assert_int_eq(strncmp(o.s, ENTETE("UTF-8"), strlen(ENTETE("UTF-8"))),
	    0);
	memes(o.s + strlen(ENTETE("UTF-8")), d->xml);
	free(o.s);
	/* The same in ISO-8859-15, byte for byte. */
	attendu.s = calloc(3, n + 1);
	ck_assert_ptr_nonnull(attendu.s);
	(void)charset_latin9(d->xml, n, attendu.s, &rien);
	ck_assert_uint_eq(rien, 0);
	o = ecrit(d->fmt, d->lignes, 0, &perdus);
	ck_assert_uint_eq(perdus, 0);
	ck_assert_int_eq(strncmp(o.s, ENTETE("ISO-8859-15"),
			     strlen(ENTETE("ISO-8859-15"))),
	    0);
	memes(o.s + strlen(ENTETE("ISO-8859-15")), attendu.s);
	free(attendu.s);
	free(o.s);
}
END_TEST

/* Rows end in another order than they begin in; rang tells which is which. */
static void
memes_lignes(const struct lu *u, const struct ligne *lignes)
{
	struct texte x = { 0 };
	struct fault f = { 0 };
	size_t n = 0;

	while (lignes[n].path != NULL)
		n++;
	ck_assert_uint_eq(u->n, n);
	for (size_t i = 0; i < n; i++) {
		ck_assert_int_ge(u->rangs[i], 1);
		ck_assert_int_le(u->rangs[i], (long)n);
		for (size_t j = 0; j < i; j++)
			ck_assert_int_ne(u->rangs[i], u->rangs[j]);
		texte_ajoute(&x, "%s:%s\n", lignes[u->rangs[i] - 1].path,
		    lignes[u->rangs[i] - 1].champs);
	}
	memes(u->x.s, texte_fin(&x, &f));
	texte_libere(&x);
}

START_TEST(retour)
{
	const struct document *d = &documents[_i];
	struct lu u = { 0 };
	struct lecture l;
	struct fault f;
	struct octets o;
	unsigned perdus;

	for (int utf8 = 0; utf8 < 2; utf8++) {
		o = ecrit(d->fmt, d->lignes, utf8, &perdus);
		for (size_t i = 0; i < 2 * NELEM(tailles); i++) {
			l = (struct lecture){ o.s, o.n, tailles[i / 2],
				(int)(i % 2) };
			ck_assert_msg(tout(&l, d->fmt, &u, &f) == 0, "%zu: %s",
			    i, f.detail);
			memes_lignes(&u, d->lignes);
			ck_assert_str_eq(u.encodage,
			    utf8 ? "UTF-8" : "ISO-8859-15");
		}
		free(o.s);
	}
	texte_libere(&u.x);
}
END_TEST

/* A division with this code and this label, read again from ISO-8859-15. */
static void
un_seul(const char *code, const char *libelle, const char *relu, unsigned n)
{
	struct texte champs = { 0 };
	struct lu u = { 0 };
	struct ligne lignes[] = { PARAM, { "DONNEES/DIVISIONS/DIVISION", NULL },
		MUET };
	struct lecture l;
	struct fault f = { 0 };
	struct octets o;
	unsigned perdus;

	texte_ajoute(&champs, "code_structure=%s|libelle_long=%s", code,
	    libelle);
	lignes[1].champs = texte_fin(&champs, &f);
	ck_assert_ptr_nonnull(lignes[1].champs);
	o = ecrit(&format_bee_structures, lignes, 0, &perdus);
	l = (struct lecture){ o.s, o.n, o.n, 0 };
	ck_assert_msg(tout(&l, &format_bee_structures, &u, &f) == 0, "%s: %s",
	    libelle, f.kind == NULL ? "" : f.kind->texte);
	ck_assert_msg(strstr(u.x.s, relu) != NULL, "%s", u.x.s);
	ck_assert_uint_eq(perdus, n);
	free(o.s);
	texte_libere(&u.x);
	texte_libere(&champs);
}

START_TEST(echappe)
{
	un_seul("<&>\"'", "a & b < c > d \" e ' f &amp; &#65; ]]>",
	    "code_structure=<&>\"'|"
	    "libelle_long=a & b < c > d \" e ' f &amp; &#65; ]]>",
	    0);
	un_seul("&", "é&€", "code_structure=&|libelle_long=é&€", 0);
	un_seul("A", "a\tb", "libelle_long=a\tb", 0);
	/* No file may hold these. */
	un_seul("A\x01", "b\x1F", "code_structure=A?|libelle_long=b?", 0);
}
END_TEST

START_TEST(translittere)
{
	un_seul("A", "l’œuvre…", "libelle_long=l'œuvre...\n", 2);
	un_seul("ā", "Ł", "code_structure=a|libelle_long=L", 2);
	un_seul("A", "\xE4\xB8\xAD", "libelle_long=?", 1);
}
END_TEST

/* What looks like a sign of XML must be escaped as one. */
START_TEST(translittere_signes)
{
	un_seul("A", "‹a› ≤ b", "libelle_long=<a> <= b", 3);
	un_seul("“A”", "“b”", "code_structure=\"A\"|libelle_long=\"b\"", 4);
}
END_TEST

/* A full disk is seen at the end, or as soon as the buffer is full. */
START_TEST(plein)
{
	int fd = open("/dev/full", O_WRONLY);

	for (int n = 1; n <= 10000 && fd != -1; n *= 10000) {
		struct fault f = { 0 };
		struct sink *s = sink_open(fd, NULL, &f);
		struct writer *w = writer_open(&format_bee_eleves, s, 0, &f);
		int rc = 0;

		ck_assert(s != NULL && w != NULL);
		for (int i = 0; i < n && rc == 0; i++)
			rc = ecrit_ligne(w, &format_bee_eleves, &eleves[1], &f);
		ck_assert_int_eq(rc, n == 1 ? 0 : -1);
		if (rc == 0)
			rc = writer_end(w, &f);
		if (rc == 0)
			rc = sink_flush(s, &f);
		ck_assert_int_eq(rc, -1);
		ck_assert_str_eq(f.kind->code, "sortie");
		writer_close(w);
		sink_close(s);
	}
	writer_close(NULL);
	if (fd != -1)
		(void)close(fd);
}
END_TEST

/* Limits. */

#define TETE  ENTETE("UTF-8") "<BEE_ELEVES VERSION=\"3.0\"><DONNEES><ELEVES>"
#define QUEUE "</ELEVES></DONNEES></BEE_ELEVES>\n"
#define ELEVE1 \
	"<ELEVE ELEVE_ID=\"1\"><NOM_DE_FAMILLE>A</NOM_DE_FAMILLE></ELEVE>"

/* n times c. */
static void
repete(struct texte *x, size_t n, const char *c)
{
	while (n-- > 0)
		texte_ajoute(x, "%s", c);
}

START_TEST(profondeurs)
{
	static const struct {
		size_t n; /* levels, the root and DONNEES are two */
		int rc;
	} cas[] = { { 3, 0 }, { 64, 0 }, { 65, -1 }, { 66, -1 }, { 1000, -1 } };

	for (size_t i = 0; i < NELEM(cas); i++) {
		struct texte x = { 0 };
		struct fault f = { 0 };

		texte_ajoute(&x, "%s<BEE_ELEVES>\n<DONNEES>\n",
		    ENTETE("UTF-8"));
		repete(&x, cas[i].n - 2, "<A>\n");
		repete(&x, cas[i].n - 2, "</A>");
		texte_ajoute(&x, "</DONNEES></BEE_ELEVES>");
		ck_assert_ptr_nonnull(texte_fin(&x, &f));
		toujours(x.s, x.n, &format_bee_eleves, cas[i].rc, "profondeur",
		    66, "depth");
		texte_libere(&x);
	}
}
END_TEST

/*
 * A tag of n bytes between its signs, avant bytes behind the beginning: an
 * attribute of c, which may be a sign of the end that is none.
 */
static void
balise(size_t avant, size_t n, char c, int rc)
{
	static const char debut[] = "ELEVE ELEVE_ID=\"1\" X=\"";
	struct texte x = { 0 };
	struct fault f = { 0 };
	char quoi[64];
	size_t i;

	texte_ajoute(&x, "%s", TETE);
	while (x.n < avant)
		texte_ajoute(&x, " ");
	texte_ajoute(&x, "<%s%*s\">", debut, (int)(n - strlen(debut) - 1), "");
	ck_assert_ptr_nonnull(texte_fin(&x, &f));
	for (i = x.n - 3; x.s[i] == ' '; i--)
		x.s[i] = c;
	texte_ajoute(&x, "</ELEVE>%s", QUEUE);
	ck_assert_ptr_nonnull(texte_fin(&x, &f));
	(void)snprintf(quoi, sizeof(quoi), "tag of %zu at %zu", n, avant);
	toujours(x.s, x.n, &format_bee_eleves, rc, "balise-longue", 0, quoi);
	texte_libere(&x);
}

START_TEST(balises)
{
	static const size_t avants[] = { 0, 1000, 32700, 32767, 32768, 65535 };
	static const char signes[] = { 'a', '>', '\'', '/' };

	for (size_t i = 0; i < NELEM(avants); i++)
		for (size_t j = 0; j < NELEM(signes); j++) {
			balise(avants[i], 65000, signes[j], 0);
			balise(avants[i], 200000, signes[j], -1);
		}
}
END_TEST

/* However the bytes arrive, the bound is the same. */
START_TEST(balises_bornes)
{
	balise(0, 65536, 'a', 0);
	balise(0, 65537, 'a', -1);
	balise(0, 70000, 'a', -1);
	balise(32000, 70000, '>', -1);
}
END_TEST

/* Comments, sections and processing instructions are no tags. */
START_TEST(commentaires)
{
	static const char *const bouts[][2] = { { "<!-- l'", " > -->" },
		{ "<?a l'", " > ?>" }, { "<![CDATA[ l'", " > ]]>" } };

	for (size_t i = 0; i < NELEM(bouts); i++) {
		struct texte x = { 0 };
		struct fault f = { 0 };

		texte_ajoute(&x, "%s%s%s%s%70000s%s%s%s", TETE, ELEVE1,
		    bouts[i][0], bouts[i][1], "", bouts[i][0], bouts[i][1],
		    QUEUE);
		ck_assert_ptr_nonnull(texte_fin(&x, &f));
		toujours(x.s, x.n, &format_bee_eleves, 0, "", 0, bouts[i][0]);
		texte_libere(&x);
	}
}
END_TEST

/* A pupil's first name, or number as an attribute, as it is read. */
static void
valeur(int attribut, const char *v, struct lu *u)
{
	struct texte doc = { 0 };
	struct lecture l;
	struct fault f = { 0 };

	texte_ajoute(&doc,
	    attribut ? "%s<ELEVE ELEVE_ID=\"1\" ELENOET=\"%s\"></ELEVE>%s"
		     : "%s<ELEVE ELEVE_ID=\"1\"><PRENOM>%s</PRENOM></ELEVE>%s",
	    TETE, v, QUEUE);
	ck_assert_ptr_nonnull(texte_fin(&doc, &f));
	for (size_t i = 0; i < NELEM(tailles); i++) {
		l = (struct lecture){ doc.s, doc.n, tailles[i], 0 };
		ck_assert_msg(tout(&l, &format_bee_eleves, u, &f) == 0, "%s",
		    f.detail);
	}
	texte_libere(&doc);
}

START_TEST(longues)
{
	/* bytes of a value, characters it is made of, bytes that are read */
	static const struct {
		size_t n;
		const char *c, *ecrit;
		size_t lu;
	} cas[] = {
		{ TEXTE_MAX - 1, "a", "a", TEXTE_MAX - 1 },
		{ TEXTE_MAX, "a", "a", TEXTE_MAX - 1 },
		{ TEXTE_MAX + 1, "a", "a", TEXTE_MAX - 1 },
		{ 100000, "a", "a", TEXTE_MAX - 1 },
		{ 4000, "é", "é", 4000 },
		{ 5000, "é", "é", TEXTE_MAX - 2 },
		{ 6000, "€", "€", TEXTE_MAX - 1 },
		{ 4000, "&", "&amp;", 4000 },
		{ 5000, "&", "&amp;", TEXTE_MAX - 1 },
	};

	for (size_t i = 0; i < NELEM(cas); i++)
		for (int attribut = 0; attribut < 2; attribut++) {
			struct texte v = { 0 };
			struct lu u = { 0 };
			struct fault f = { 0 };
			const char *p;
			size_t len = strlen(cas[i].c);

			/* The attribute's tag has a bound of its own. */
			if (attribut && cas[i].n * strlen(cas[i].ecrit) > 60000)
				continue;
			repete(&v, cas[i].n / len, cas[i].ecrit);
			ck_assert_ptr_nonnull(texte_fin(&v, &f));
			valeur(attribut, v.s, &u);
			p = strrchr(u.x.s, '=');
			ck_assert_ptr_nonnull(p);
			ck_assert_msg(strlen(p + 1) == cas[i].lu + 1,
			    "%zu/%d: %zu", i, attribut, strlen(p + 1));
			for (p++; *p != '\n'; p += len)
				ck_assert_int_eq(strncmp(p, cas[i].c, len), 0);
			texte_libere(&v);
			texte_libere(&u.x);
		}
}
END_TEST

START_TEST(blancs)
{
	struct lu u = { 0 };

	valeur(0, "\n\t  3 \n A  \r\n", &u);
	ck_assert_ptr_nonnull(strstr(u.x.s, "|prenom=3 \n A\n"));
	valeur(1, "  3  A ", &u);
	ck_assert_ptr_nonnull(strstr(u.x.s, "|elenoet=3  A\n"));
	valeur(0, " \n ", &u);
	ck_assert_ptr_null(strstr(u.x.s, "prenom"));
	valeur(0, "a<!-- b -->c<![CDATA[<d>]]>&#101;", &u);
	ck_assert_ptr_nonnull(strstr(u.x.s, "|prenom=ac<d>e\n"));
	valeur(0, "a<B>b</B>", &u);
	ck_assert_ptr_null(strstr(u.x.s, "b"));
	valeur(0, "a</PRENOM><PRENOM>", &u);
	ck_assert_ptr_nonnull(strstr(u.x.s, "|prenom=a\n"));
	texte_libere(&u.x);
}
END_TEST

START_TEST(refus)
{
	/* clang-format off */
	static const struct {
		const char *in, *code;
		long ligne;
	} cas[] = {
		{ "", "fichier-coupe", 0 },
		{ ENTETE("UTF-8") "<BEE_ELEVES>\n<DONNEES", "fichier-coupe",
		    3 },
		{ ENTETE("UTF-8") "\n<!DOCTYPE BEE_ELEVES>\n<BEE_ELEVES/>",
		    "doctype", 3 },
		{ "<!DOCTYPE BEE_ELEVES SYSTEM \"/etc/passwd\"><BEE_ELEVES/>",
		    "doctype", 1 },
		{ "<!-- a -->\n<!DOCTYPE a [\n<!ENTITY b 'c'>\n]>\n"
		    "<BEE_ELEVES>&b;</BEE_ELEVES>", "doctype", 2 },
		{ "\n<STS_EDT>\n</STS_EDT>", "racine", 2 },
		{ "<BEE_ELEVES>\n<A>\n</B></BEE_ELEVES>", "xml-invalide", 3 },
		{ "<BEE_ELEVES>\n<A b='1' b='2'/></BEE_ELEVES>",
		    "xml-invalide", 2 },
		{ "<BEE_ELEVES>\n&b;</BEE_ELEVES>", "xml-invalide", 2 },
		{ "<BEE_ELEVES>\n a < b</BEE_ELEVES>", "xml-invalide", 2 },
		{ "<BEE_ELEVES/>\n<BEE_ELEVES/>", "xml-invalide", 2 },
		{ "<BEE_ELEVES/>\nfin", "xml-invalide", 2 },
		{ "bonjour", "xml-invalide", 1 },
		{ "<BEE_ELEVES>\n\x01</BEE_ELEVES>", "caractere-interdit", 2 },
	};
	/* clang-format on */

	for (size_t i = 0; i < NELEM(cas); i++)
		toujours(cas[i].in, strlen(cas[i].in), &format_bee_eleves, -1,
		    cas[i].code, cas[i].ligne, cas[i].in);
}
END_TEST

/*
 * Cut at any byte before its end a file is refused, and its rows are those of
 * the whole one; strict: it is said that it was cut.
 */
static void
coupes(const struct document *d, const struct lecture *comment, int strict)
{
	struct lu entier = { 0 }, u = { 0 };
	struct lecture l = *comment;
	struct fault f = { 0 };
	struct octets o;
	unsigned perdus;
	size_t fin;
	int rc;

	o = ecrit(d->fmt, d->lignes, 0, &perdus);
	l.in = o.s;
	l.n = o.n;
	ck_assert_int_eq(tout(&l, d->fmt, &entier, &f), 0);
	fin = (size_t)(strrchr(o.s, '>') - o.s) + 1;
	l.n = strict ? (size_t)(strstr(o.s, "<PARAMETRES>") - o.s) : 0;
	for (; l.n <= o.n; l.n++) {
		rc = tout(&l, d->fmt, &u, &f);
		ck_assert_msg(rc == (l.n < fin ? -1 : 0), "cut at %zu of %zu",
		    l.n, fin);
		if (rc == -1 && strict)
			ck_assert_msg(strcmp(f.kind->code, "fichier-coupe") ==
				0,
			    "cut at %zu: %s", l.n, f.kind->code);
		ck_assert_int_eq(f.kind == NULL ? ST_REFUS : f.kind->status,
		    ST_REFUS);
		ck_assert_int_eq(strncmp(u.x.n == 0 ? "" : u.x.s, entier.x.s,
				     u.x.n),
		    0);
	}
	free(o.s);
	texte_libere(&entier.x);
	texte_libere(&u.x);
}

START_TEST(coupe)
{
	static const struct lecture entier = { NULL, 0, 1000000, 0 },
				    devance = { NULL, 0, 1000, 1 },
				    miettes = { NULL, 0, 1, 0 };

	coupes(&documents[_i], &entier, 0);
	coupes(&documents[_i], &devance, 0);
	/* The longest one would last. */
	if (_i == NELEM(documents) - 1)
		coupes(&documents[_i], &miettes, 0);
}
END_TEST

START_TEST(coupe_dite)
{
	static const struct lecture entier = { NULL, 0, 1000000, 0 };

	coupes(&documents[_i], &entier, 1);
}
END_TEST

/* Rows that came before the fault are given first. */
START_TEST(avant_faute)
{
	static const char in[] = TETE ELEVE1 "\n" ELEVE1 "</FIN>";
	struct lecture l = { in, sizeof(in) - 1, 0, 0 };
	struct lu u = { 0 };
	struct fault f = { 0 };

	for (size_t i = 0; i < 2 * NELEM(tailles); i++) {
		l.k = tailles[i / 2];
		l.devance = (int)(i % 2);
		ck_assert_int_eq(tout(&l, &format_bee_eleves, &u, &f), -1);
		ck_assert_str_eq(f.kind->code, "xml-invalide");
		ck_assert_int_eq(u.ligne, 3);
		ck_assert_str_eq(u.x.s,
		    "DONNEES/ELEVES/ELEVE:eleve_id=1|nom_de_famille=A\n"
		    "DONNEES/ELEVES/ELEVE:eleve_id=1|nom_de_famille=A\n");
	}
	texte_libere(&u.x);
}
END_TEST

START_TEST(lignes_loin)
{
	static const size_t ns[] = { 65533, 65534, 65535, 70000, 200000 };

	for (size_t i = 0; i < NELEM(ns); i++) {
		struct texte x = { 0 };
		struct fault f = { 0 };
		struct lu u = { 0 };
		struct lecture l;
		long attendue = (long)ns[i] + 2;

		texte_ajoute(&x, "%s", TETE);
		repete(&x, ns[i], "\n");
		texte_ajoute(&x, "%s", ELEVE1);
		ck_assert_ptr_nonnull(texte_fin(&x, &f));
		/* cut, not well-formed, then whole */
		toujours(x.s, x.n, &format_bee_eleves, -1, "fichier-coupe",
		    attendue, "cut");
		texte_ajoute(&x, "</FIN>");
		ck_assert_ptr_nonnull(texte_fin(&x, &f));
		toujours(x.s, x.n, &format_bee_eleves, -1, "xml-invalide",
		    attendue, "not well-formed");
		x.n -= strlen("</FIN>");
		texte_ajoute(&x, "%s", QUEUE);
		ck_assert_ptr_nonnull(texte_fin(&x, &f));
		for (size_t k = 1; k < NELEM(tailles); k++) {
			l = (struct lecture){ x.s, x.n, tailles[k], 0 };
			ck_assert_int_eq(tout(&l, &format_bee_eleves, &u, &f),
			    0);
			ck_assert_int_eq(u.ligne, attendue);
		}
		texte_libere(&x);
		texte_libere(&u.x);
	}
}
END_TEST

/* Each row has its place in the file, and the values of nobody else. */
START_TEST(places)
{
	static const char in[] = ENTETE(
	    "UTF-8") "<BEE_ELEVES>\n<DONNEES><ELEVES>\n"
		     "<ELEVE ELEVE_ID=\"1\" ELENOET=\"5\"><NOM>A</NOM>\n"
		     "<SCOLARITE_AN_DERNIER><SIGLE>S</SIGLE></"
		     "SCOLARITE_AN_DERNIER>\n"
		     "</ELEVE>\n"
		     "<ELEVE><ELENOET>6</ELENOET><NOM>B</NOM><NOM_DE_FAMILLE>C"
		     "</NOM_DE_FAMILLE>\n"
		     "<SCOLARITE_AN_DERNIER/></ELEVE>\n"
		     "</ELEVES><OPTIONS><OPTION ELEVE_ID=\"1\"><OPTIONS_ELEVE/>"
		     "</OPTION><OPTION><OPTIONS_ELEVE/></OPTION></OPTIONS>"
		     "</DONNEES></BEE_ELEVES>";
	static const char attendu[] =
	    "DONNEES/ELEVES/ELEVE/SCOLARITE_AN_DERNIER:eleve_id=1|sigle=S\n"
	    "DONNEES/ELEVES/ELEVE:eleve_id=1|elenoet=5|nom_de_famille=A\n"
	    "DONNEES/ELEVES/ELEVE/SCOLARITE_AN_DERNIER:\n"
	    "DONNEES/ELEVES/ELEVE:elenoet=6|nom_de_famille=C\n"
	    "DONNEES/OPTIONS/OPTION/OPTIONS_ELEVE:eleve_id=1\n"
	    "DONNEES/OPTIONS/OPTION/OPTIONS_ELEVE:\n";
	struct lecture l = { in, sizeof(in) - 1, 0, 0 };
	struct lu u = { 0 };
	struct fault f = { 0 };

	for (size_t i = 0; i < NELEM(tailles); i++) {
		l.k = tailles[i];
		ck_assert_int_eq(tout(&l, &format_bee_eleves, &u, &f), 0);
		ck_assert_str_eq(u.x.s, attendu);
	}
	texte_libere(&u.x);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("writer");
	TCase *tc = tcase_create("writer");
	SRunner *sr;
	int failed;

	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, texte, 0, (int)NELEM(documents));
	tcase_add_loop_test(tc, retour, 0, (int)NELEM(documents));
	tcase_add_loop_test(tc, coupe, 0, (int)NELEM(documents));
	tcase_add_loop_test(tc, coupe_dite, 0, (int)NELEM(documents));
	tcase_add_test(tc, echappe);
	tcase_add_test(tc, translittere);
	tcase_add_test(tc, translittere_signes);
	tcase_add_test(tc, plein);
	tcase_add_test(tc, profondeurs);
	tcase_add_test(tc, balises);
	tcase_add_test(tc, balises_bornes);
	tcase_add_test(tc, commentaires);
	tcase_add_test(tc, longues);
	tcase_add_test(tc, blancs);
	tcase_add_test(tc, refus);
	tcase_add_test(tc, avant_faute);
	tcase_add_test(tc, lignes_loin);
	tcase_add_test(tc, places);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_set_tap(sr, "-");
	srunner_run_all(sr, CK_SILENT);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
