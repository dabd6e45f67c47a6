-- schema_bascule.sql - what the end of the year needs.

-- What BEE_ELEVES does not say of last year: a bascule or a dossier does.
CREATE TABLE situation_an_dernier (
	eleve_id INTEGER PRIMARY KEY REFERENCES eleve ON UPDATE CASCADE,
	code_regime TEXT, code_statut TEXT, date_entree TEXT,
	doublement INTEGER
) STRICT;

CREATE TABLE option_an_dernier (
	eleve_id INTEGER NOT NULL REFERENCES eleve ON UPDATE CASCADE,
	num_option INTEGER NOT NULL,
	code_modalite_elect TEXT, code_matiere TEXT NOT NULL,
	PRIMARY KEY (eleve_id, num_option)
) STRICT, WITHOUT ROWID;
