-- schema_suivi.sql - what is remembered of records that went elsewhere, and of
-- those that came from the base of the year before.

-- To which schools a pupil's record went, and in which exchange the last
-- time.  The journal's: the record itself is no other.
CREATE TABLE dossier_envoye (
	eleve_id INTEGER NOT NULL REFERENCES eleve ON UPDATE CASCADE,
	code_rne TEXT NOT NULL,
	envoi INTEGER NOT NULL,
	PRIMARY KEY (eleve_id, code_rne)
) STRICT, WITHOUT ROWID;

-- Who came since the bascule: the number he has there and the exchange that
-- made him there, for numbers of ours are given again; the number here.
CREATE TABLE complement_eleve (
	la INTEGER NOT NULL, cree_la INTEGER NOT NULL,
	ici INTEGER NOT NULL REFERENCES eleve ON UPDATE CASCADE,
	PRIMARY KEY (la, cree_la)
) STRICT, WITHOUT ROWID;

CREATE TABLE complement_personne (
	la INTEGER NOT NULL, cree_la INTEGER NOT NULL,
	ici INTEGER NOT NULL REFERENCES personne ON UPDATE CASCADE,
	PRIMARY KEY (la, cree_la)
) STRICT, WITHOUT ROWID;
