-- schema_envoi_bea.sql - event F in a school.

-- What the send under way says of itself; empty at any other time.
CREATE TABLE envoi_bea (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	acquitte INTEGER, depuis TEXT,
	bloquees INTEGER NOT NULL DEFAULT 0
) STRICT;
