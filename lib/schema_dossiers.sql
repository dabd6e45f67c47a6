-- schema_dossiers.sql - records that schools send each other.

-- Pupils of the send that is under way; empty at any other time.
CREATE TABLE depart (
	eleve_id INTEGER PRIMARY KEY
) STRICT;

-- The schools that have sent a pupil's record, of which year, and the number
-- he has there.
CREATE TABLE dossier (
	eleve_id INTEGER NOT NULL REFERENCES eleve ON UPDATE CASCADE,
	code_rne TEXT NOT NULL,
	annee TEXT, origine_id INTEGER,
	PRIMARY KEY (eleve_id, code_rne)
) STRICT, WITHOUT ROWID;
