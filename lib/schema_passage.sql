-- schema_passage.sql - who crosses in the bascule that is under way.  Of those
-- who leave the line stays, with its motif: no complement brings them back.
-- sorti: in a complement, one who has left since.
CREATE TABLE passage (
	eleve_id INTEGER PRIMARY KEY,
	code_mef TEXT, doublement INTEGER, code_motif_sortie TEXT,
	sorti INTEGER
) STRICT;
