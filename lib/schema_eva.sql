-- schema_eva.sql - event H in a school: what was declared, campaign by
-- campaign; and, while a send is under way, what it is of.

CREATE TABLE eva_envoi (
	echange INTEGER PRIMARY KEY,
	campagne TEXT NOT NULL,
	envoi INTEGER NOT NULL
) STRICT;

CREATE TABLE eva_en_cours (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	campagne TEXT NOT NULL, libelle TEXT, effectifs TEXT NOT NULL,
	envoi INTEGER NOT NULL
) STRICT;

CREATE TABLE eva_correction (
	code_structure TEXT NOT NULL,
	code_mef TEXT NOT NULL,
	declare INTEGER NOT NULL, motif TEXT,
	PRIMARY KEY (code_structure, code_mef)
) STRICT, WITHOUT ROWID;
