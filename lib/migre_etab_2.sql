-- migre_etab_2.sql - from user_version 1 to 2, in a base of role etab.
--
-- Tables, indexes and triggers only: every view is dropped before, and made
-- again from the parts of the schema after.  What is held is as in
-- schema_eleves.sql.

-- Values that imports keep, whatever their file says, until they are released
-- (saisie --tenir, --relacher).  element and cle are the table and key of the
-- row, champ its column, "*" for all rows whose key is cle or begins with it;
-- valeur is the value when it was held.  eleve_id: whose record holds it.
CREATE TABLE tenu (
	eleve_id INTEGER NOT NULL REFERENCES eleve ON UPDATE CASCADE,
	element TEXT NOT NULL,
	cle TEXT NOT NULL,
	champ TEXT NOT NULL,
	valeur TEXT,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (eleve_id, element, cle, champ)
) STRICT, WITHOUT ROWID;

-- A number made here gives way to SIECLE's: what is held follows.
CREATE TRIGGER tenu_eleve AFTER UPDATE OF eleve_id ON eleve
WHEN old.eleve_id <> new.eleve_id BEGIN
	UPDATE tenu SET cle = new.eleve_id ||
	    substr(cle, length(old.eleve_id) + 1)
	WHERE element NOT IN ('personne', 'adresse')
	    AND (cle || '/') LIKE (old.eleve_id || '/%');
END;
CREATE TRIGGER tenu_personne AFTER UPDATE OF personne_id ON personne
WHEN old.personne_id <> new.personne_id BEGIN
	UPDATE tenu SET cle = new.personne_id
	WHERE element = 'personne' AND cle = CAST(old.personne_id AS TEXT);
	UPDATE tenu SET cle = substr(cle, 1, instr(cle, '/')) ||
	    new.personne_id
	WHERE element = 'responsable'
	    AND substr(cle, instr(cle, '/') + 1)
	    = CAST(old.personne_id AS TEXT);
END;

-- Since when and until when a pupil is in a groupe, where known.
ALTER TABLE eleve_structure ADD COLUMN date_debut TEXT;
ALTER TABLE eleve_structure ADD COLUMN date_fin TEXT;

-- Hash and size of answers, and of inputs that an option named.
ALTER TABLE echange ADD COLUMN reponse_sha256 TEXT;
ALTER TABLE echange ADD COLUMN reponse_taille INTEGER;
ALTER TABLE echange ADD COLUMN annexe_sha256 TEXT;
ALTER TABLE echange ADD COLUMN annexe_taille INTEGER;
CREATE INDEX echange_purge ON echange (numero) WHERE genre = 'purge';

-- What the addressee of a send says of it.  A line of the journal is never
-- changed: how a send ended is its accusé's, in the view echange_etat.
CREATE TABLE accuse (
	sha256 TEXT PRIMARY KEY,
	num_envoi INTEGER, racine TEXT, role TEXT, emetteur TEXT,
	numero INTEGER, date_reception TEXT, classe TEXT, lus INTEGER,
	gardes INTEGER, rejetes INTEGER, motif TEXT, envoi INTEGER,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE accuse_anomalie (
	sha256 TEXT NOT NULL REFERENCES accuse ON UPDATE CASCADE,
	n INTEGER NOT NULL,
	code TEXT, gravite TEXT, element TEXT, cle TEXT, champ TEXT,
	ligne_envoi INTEGER, texte TEXT, remede TEXT,
	PRIMARY KEY (sha256, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX accuse_anomalie_cle ON accuse_anomalie (element, cle);
