-- schema_envois.sql - to which schools a pupil's record went, and in which
-- exchange the last time.  The journal's: the record itself is no other.
CREATE TABLE dossier_envoye (
	eleve_id INTEGER NOT NULL REFERENCES eleve ON UPDATE CASCADE,
	code_rne TEXT NOT NULL,
	envoi INTEGER NOT NULL,
	PRIMARY KEY (eleve_id, code_rne)
) STRICT, WITHOUT ROWID;
