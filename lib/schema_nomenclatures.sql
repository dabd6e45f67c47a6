-- schema_nomenclatures.sql - the codes the académie sends, and what the
-- school selects of them.

CREATE TABLE mef (
	code_mef TEXT PRIMARY KEY,
	formation TEXT, specialite TEXT, libelle_long TEXT,
	libelle_edition TEXT, statut_mef TEXT, mef_rattachement TEXT,
	code_mefstat TEXT, nb_opt_oblig INTEGER, nb_opt_mini INTEGER,
	renforcement_langues INTEGER, inscription_etab INTEGER,
	mef_origine INTEGER, mef_selectionne INTEGER, mef_selorig INTEGER,
	date_ouverture TEXT, date_fermeture TEXT,
	ferme INTEGER NOT NULL DEFAULT 0,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE matiere (
	code_matiere TEXT PRIMARY KEY,
	code_gestion TEXT, libelle_court TEXT, libelle_long TEXT,
	libelle_edition TEXT, matiere_etp INTEGER, code_matiere_nationale TEXT,
	selectionnee INTEGER NOT NULL DEFAULT 0, -- by the profile; ours
	ferme INTEGER NOT NULL DEFAULT 0,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE programme (
	code_mef TEXT NOT NULL REFERENCES mef ON UPDATE CASCADE,
	code_matiere TEXT NOT NULL,
	code_modalite_elect TEXT NOT NULL,
	horaire TEXT,
	PRIMARY KEY (code_mef, code_matiere, code_modalite_elect)
) STRICT, WITHOUT ROWID;

CREATE TABLE option_obligatoire (
	code_mef TEXT NOT NULL REFERENCES mef ON UPDATE CASCADE,
	code_matiere TEXT NOT NULL,
	rang_option INTEGER NOT NULL,
	PRIMARY KEY (code_mef, code_matiere, rang_option)
) STRICT, WITHOUT ROWID;

CREATE TABLE nomenclature (
	liste TEXT NOT NULL,
	code TEXT NOT NULL,
	libelle_court TEXT, libelle_long TEXT, bourse_nationale TEXT,
	co_enseignement TEXT,
	ferme INTEGER NOT NULL DEFAULT 0,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (liste, code)
) STRICT, WITHOUT ROWID;

-- Hours of vocational teaching entered by the school (YAML profile).
CREATE TABLE etp (
	code_mef TEXT NOT NULL,
	code_matiere TEXT NOT NULL,
	code_modalite_elect TEXT NOT NULL,
	heures TEXT NOT NULL,
	PRIMARY KEY (code_mef, code_matiere, code_modalite_elect)
) STRICT, WITHOUT ROWID;
