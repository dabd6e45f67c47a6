-- schema_passage.sql - who crosses in the bascule that is under way; empty at
-- any other time.  sorti: in a complement, one who has left since.
CREATE TABLE passage (
	eleve_id INTEGER PRIMARY KEY,
	code_mef TEXT, doublement INTEGER, code_motif_sortie TEXT,
	sorti INTEGER
) STRICT;
