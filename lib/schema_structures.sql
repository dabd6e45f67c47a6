-- schema_structures.sql - divisions, groupes, services and staff.

CREATE TABLE division (
	code_structure TEXT PRIMARY KEY,
	libelle_long TEXT, code_contrat TEXT, code_rne TEXT,
	effectif_prevu INTEGER, effectif_calcule INTEGER,
	ferme INTEGER NOT NULL DEFAULT 0,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE division_mef (
	code_structure TEXT NOT NULL REFERENCES division ON UPDATE CASCADE,
	code_mef TEXT NOT NULL,
	effectif_prevu INTEGER, effectif_calcule INTEGER,
	PRIMARY KEY (code_structure, code_mef)
) STRICT, WITHOUT ROWID;

CREATE TABLE groupe (
	code_structure TEXT PRIMARY KEY,
	libelle_long TEXT, code_contrat TEXT, code_rne TEXT,
	effectif_prevu INTEGER, effectif_calcule INTEGER,
	effectif_max_edt INTEGER,
	ferme INTEGER NOT NULL DEFAULT 0,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE groupe_mef (
	code_structure TEXT NOT NULL REFERENCES groupe ON UPDATE CASCADE,
	code_mef TEXT NOT NULL,
	effectif_prevu INTEGER, effectif_calcule INTEGER,
	PRIMARY KEY (code_structure, code_mef)
) STRICT, WITHOUT ROWID;

CREATE TABLE groupe_division (
	code_structure TEXT NOT NULL REFERENCES groupe ON UPDATE CASCADE,
	code_division TEXT NOT NULL,
	effectif_prevu INTEGER, effectif_calcule INTEGER,
	PRIMARY KEY (code_structure, code_division)
) STRICT, WITHOUT ROWID;

CREATE TABLE service (
	type_structure TEXT NOT NULL,
	code_structure TEXT NOT NULL,
	code_matiere TEXT NOT NULL,
	code_mod_cours TEXT NOT NULL,
	heures_structure TEXT, co_ens INTEGER,
	PRIMARY KEY (type_structure, code_structure, code_matiere,
	    code_mod_cours)
) STRICT, WITHOUT ROWID;

CREATE TABLE service_enseignant (
	type_structure TEXT NOT NULL,
	code_structure TEXT NOT NULL,
	code_matiere TEXT NOT NULL,
	code_mod_cours TEXT NOT NULL,
	id INTEGER NOT NULL,
	type TEXT NOT NULL,
	heures_agent TEXT, taux_ponderation TEXT,
	PRIMARY KEY (type_structure, code_structure, code_matiere,
	    code_mod_cours, id, type),
	FOREIGN KEY (type_structure, code_structure, code_matiere,
	    code_mod_cours) REFERENCES service ON UPDATE CASCADE,
	FOREIGN KEY (id, type) REFERENCES individu ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE individu (
	id INTEGER NOT NULL,
	type TEXT NOT NULL,
	sexe TEXT, civilite TEXT, nom_usage TEXT, nom_patronymique TEXT,
	prenom TEXT, date_naissance TEXT, grade TEXT, fonction TEXT,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (id, type)
) STRICT, WITHOUT ROWID;

CREATE TABLE prof_princ (
	id INTEGER NOT NULL,
	type TEXT NOT NULL,
	code_structure TEXT NOT NULL,
	date_debut TEXT, date_fin TEXT,
	PRIMARY KEY (id, type, code_structure),
	FOREIGN KEY (id, type) REFERENCES individu ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE discipline (
	id INTEGER NOT NULL,
	type TEXT NOT NULL,
	code TEXT NOT NULL,
	libelle_court TEXT, nb_heures TEXT,
	PRIMARY KEY (id, type, code),
	FOREIGN KEY (id, type) REFERENCES individu ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;
