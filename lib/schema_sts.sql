-- schema_sts.sql - what STS-WEB has besides the structures: the timetable that
-- was sent up, and the counts that SCONET sends each evening.

CREATE TABLE horaire (
	jour TEXT PRIMARY KEY,
	debut_cours TEXT, fin_cours TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE alternance (
	code_alternance TEXT PRIMARY KEY,
	libelle_court TEXT, libelle_long TEXT,
	ferme INTEGER NOT NULL DEFAULT 0,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE alternance_semaine (
	code_alternance TEXT NOT NULL REFERENCES alternance ON UPDATE CASCADE,
	date_debut_semaine TEXT NOT NULL,
	PRIMARY KEY (code_alternance, date_debut_semaine)
) STRICT, WITHOUT ROWID;

CREATE TABLE salle (
	code_salle TEXT PRIMARY KEY,
	groupe_salle TEXT, localisation TEXT,
	ferme INTEGER NOT NULL DEFAULT 0,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Lessons; a room need not be among the declared ones.
CREATE TABLE cours (
	type_structure TEXT NOT NULL,
	code_structure TEXT NOT NULL,
	code_matiere TEXT NOT NULL,
	code_mod_cours TEXT NOT NULL,
	id INTEGER NOT NULL,
	type TEXT NOT NULL,
	code_alternance TEXT NOT NULL REFERENCES alternance ON UPDATE CASCADE,
	jour TEXT NOT NULL,
	heure_debut TEXT NOT NULL,
	duree TEXT NOT NULL, code_salle TEXT,
	PRIMARY KEY (type_structure, code_structure, code_matiere,
	    code_mod_cours, id, type, code_alternance, jour, heure_debut),
	FOREIGN KEY (type_structure, code_structure, code_matiere,
	    code_mod_cours, id, type) REFERENCES service_enseignant
	    ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

-- The effectifs calculés: the records of EFFECTIFS.  The total of each day is
-- kept, of structures the last.

CREATE TABLE effectif_total (
	date_effectif TEXT PRIMARY KEY,
	scolarises INTEGER, divisions INTEGER, groupes INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE effectif_structure (
	code_structure TEXT NOT NULL,
	type_structure TEXT NOT NULL,
	libelle_long TEXT, effectif_prevu INTEGER, effectif_calcule INTEGER,
	ferme INTEGER NOT NULL DEFAULT 0,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (code_structure, type_structure)
) STRICT, WITHOUT ROWID;

CREATE TABLE effectif_mef (
	code_structure TEXT NOT NULL,
	type_structure TEXT NOT NULL,
	code_mef TEXT NOT NULL,
	effectif_calcule INTEGER,
	PRIMARY KEY (code_structure, type_structure, code_mef),
	FOREIGN KEY (code_structure, type_structure)
	    REFERENCES effectif_structure ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE effectif_sexe (
	code_structure TEXT NOT NULL,
	type_structure TEXT NOT NULL,
	code_sexe TEXT NOT NULL,
	effectif_calcule INTEGER,
	PRIMARY KEY (code_structure, type_structure, code_sexe),
	FOREIGN KEY (code_structure, type_structure)
	    REFERENCES effectif_structure ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;
