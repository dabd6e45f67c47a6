-- schema_transferts.sql - what numbered sends have carried (events F and G),
-- so that what nobody has acknowledged goes again.

-- The records of a send: table and key as the accusé names them.
CREATE TABLE transfert (
	element TEXT NOT NULL,
	cle TEXT NOT NULL,
	envoi INTEGER NOT NULL REFERENCES echange
	    DEFERRABLE INITIALLY DEFERRED,
	PRIMARY KEY (element, cle, envoi)
) STRICT, WITHOUT ROWID;
