-- schema_voeux_bea.sql - event C in an académie: the wishes that its schools
-- have sent, each under the UAI of the school.

CREATE TABLE voeux_eleve (
	uai TEXT NOT NULL,
	eleve_id INTEGER NOT NULL,
	id_national TEXT, nom_de_famille TEXT NOT NULL, nom_usage TEXT,
	prenom TEXT NOT NULL, prenom2 TEXT, prenom3 TEXT,
	date_naiss TEXT NOT NULL, code_sexe TEXT, code_pays TEXT,
	code_commune_insee_naiss TEXT, ville_naiss TEXT, code_pays_nat TEXT,
	code_mef TEXT, code_structure TEXT,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (uai, eleve_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE voeu (
	uai TEXT NOT NULL,
	eleve_id INTEGER NOT NULL,
	rang_voeu INTEGER NOT NULL,
	code_rne TEXT NOT NULL, code_mef TEXT NOT NULL, derogation INTEGER,
	PRIMARY KEY (uai, eleve_id, rang_voeu),
	FOREIGN KEY (uai, eleve_id) REFERENCES voeux_eleve ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE voeu_option (
	uai TEXT NOT NULL,
	eleve_id INTEGER NOT NULL,
	rang_voeu INTEGER NOT NULL,
	code_matiere TEXT NOT NULL,
	PRIMARY KEY (uai, eleve_id, rang_voeu, code_matiere),
	FOREIGN KEY (uai, eleve_id, rang_voeu) REFERENCES voeu
	    ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

-- Decisions of the send that is under way, and the school that it is for;
-- empty at any other time.
CREATE TABLE decision (
	uai TEXT NOT NULL,
	eleve_id INTEGER NOT NULL,
	decision TEXT NOT NULL, rang_liste INTEGER, rang_voeu INTEGER,
	code_rne TEXT, code_mef TEXT,
	PRIMARY KEY (uai, eleve_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE destinataire (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	uai TEXT NOT NULL
) STRICT;
