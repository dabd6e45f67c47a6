-- schema_constat.sql - event I in a school: the declarations, what the last
-- one said, and, while one is under way, what it says.

CREATE TABLE constat_envoi (
	echange INTEGER PRIMARY KEY,
	declaration INTEGER NOT NULL,
	effectif INTEGER NOT NULL
) STRICT;

CREATE TABLE constat_precedent (
	code_mef TEXT NOT NULL, code_sexe TEXT NOT NULL,
	code_regime TEXT NOT NULL, code_statut TEXT NOT NULL,
	effectif INTEGER NOT NULL,
	PRIMARY KEY (code_mef, code_sexe, code_regime, code_statut)
) STRICT, WITHOUT ROWID;

CREATE TABLE constat_en_cours (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	declaration INTEGER NOT NULL, motif TEXT
) STRICT;

CREATE TABLE constat_controle (
	controle TEXT PRIMARY KEY,
	nombre INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
