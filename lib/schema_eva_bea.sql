-- schema_eva_bea.sql - event H in an académie: what its schools declare.

CREATE TABLE eva (
	uai TEXT NOT NULL,
	campagne TEXT NOT NULL,
	libelle TEXT, effectifs TEXT, envoi INTEGER, date_effectif TEXT,
	calcule INTEGER, declare INTEGER, non_traditionnel INTEGER,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (uai, campagne)
) STRICT, WITHOUT ROWID;

CREATE TABLE eva_ligne (
	uai TEXT NOT NULL,
	campagne TEXT NOT NULL,
	code_structure TEXT NOT NULL,
	code_mef TEXT NOT NULL,
	calcule INTEGER, declare INTEGER, non_traditionnel INTEGER,
	motif TEXT,
	PRIMARY KEY (uai, campagne, code_structure, code_mef),
	FOREIGN KEY (uai, campagne) REFERENCES eva ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;
