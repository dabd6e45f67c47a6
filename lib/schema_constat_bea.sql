-- schema_constat_bea.sql - event I in an académie: the last declaration of
-- each of its schools.

CREATE TABLE constat (
	uai TEXT PRIMARY KEY,
	declaration INTEGER, date_constat TEXT, effectif INTEGER,
	effectif_precedent INTEGER, motif TEXT,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE constat_controle (
	uai TEXT NOT NULL REFERENCES constat ON UPDATE CASCADE,
	controle TEXT NOT NULL,
	nombre INTEGER,
	PRIMARY KEY (uai, controle)
) STRICT, WITHOUT ROWID;

CREATE TABLE constat_ligne (
	uai TEXT NOT NULL REFERENCES constat ON UPDATE CASCADE,
	code_mef TEXT NOT NULL, code_sexe TEXT NOT NULL,
	code_regime TEXT NOT NULL, code_statut TEXT NOT NULL,
	effectif INTEGER, effectif_precedent INTEGER,
	PRIMARY KEY (uai, code_mef, code_sexe, code_regime, code_statut)
) STRICT, WITHOUT ROWID;
