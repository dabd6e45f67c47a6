-- schema_voeux.sql - event C in a school: the campaign, the wishes of its
-- pupils, and what the académie answers.

-- The settings of the campaign (voeux-import --campagne), and the MEF whose
-- pupils are to have a wish; none: those of the pupils who have one.
CREATE TABLE campagne (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	libelle TEXT, voeux_max INTEGER
) STRICT;

CREATE TABLE campagne_mef (
	id INTEGER NOT NULL REFERENCES campagne ON UPDATE CASCADE,
	code_mef TEXT NOT NULL,
	PRIMARY KEY (id, code_mef)
) STRICT, WITHOUT ROWID;

CREATE TABLE voeu (
	eleve_id INTEGER NOT NULL REFERENCES eleve ON UPDATE CASCADE,
	rang_voeu INTEGER NOT NULL,
	code_rne TEXT NOT NULL, code_mef TEXT NOT NULL, derogation INTEGER,
	PRIMARY KEY (eleve_id, rang_voeu)
) STRICT, WITHOUT ROWID;

CREATE TABLE voeu_option (
	eleve_id INTEGER NOT NULL,
	rang_voeu INTEGER NOT NULL,
	code_matiere TEXT NOT NULL,
	PRIMARY KEY (eleve_id, rang_voeu, code_matiere),
	FOREIGN KEY (eleve_id, rang_voeu) REFERENCES voeu ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

-- One result a pupil; decision: AFFECTE, LISTE or REFUSE.  rne_origine is
-- another school for those who arrive.
CREATE TABLE affectation (
	eleve_id INTEGER PRIMARY KEY REFERENCES eleve ON UPDATE CASCADE,
	rne_origine TEXT NOT NULL, decision TEXT NOT NULL,
	rang_liste INTEGER, rang_voeu INTEGER, code_rne TEXT, code_mef TEXT
) STRICT;
