-- schema_bea.sql - events F and G in an académie: its schools, the records of
-- their pupils, the national numbers that it gives.

CREATE TABLE bea_etab (
	uai TEXT PRIMARY KEY,
	denom_princ TEXT, denom_compl TEXT, code_type_etab TEXT,
	code_postal TEXT, libelle_postal TEXT,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The last send of each school, and what the school said of itself.
CREATE TABLE bea_envoi (
	uai TEXT PRIMARY KEY,
	acquitte INTEGER, depuis TEXT, scolarises INTEGER, bloquees INTEGER,
	numero INTEGER,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- naissance and noms are keys by which those who may be one are found: the
-- birth date whichever of day and month came first, and a hash of the names.
CREATE TABLE bea_eleve (
	uai TEXT NOT NULL,
	eleve_id INTEGER NOT NULL,
	elenoet TEXT, id_national TEXT,
	nom_de_famille TEXT NOT NULL, nom_usage TEXT, prenom TEXT NOT NULL,
	prenom2 TEXT, prenom3 TEXT, date_naiss TEXT NOT NULL, code_sexe TEXT,
	code_pays TEXT, code_commune_insee_naiss TEXT, ville_naiss TEXT,
	code_pays_nat TEXT, code_mef TEXT, code_regime TEXT,
	code_statut TEXT, code_provenance TEXT, doublement INTEGER,
	date_entree TEXT, date_sortie TEXT, code_motif_sortie TEXT,
	mef_an_dernier TEXT, structure_an_dernier TEXT, rne_an_dernier TEXT,
	ligne1_adresse TEXT, ligne2_adresse TEXT, ligne3_adresse TEXT,
	ligne4_adresse TEXT, code_postal TEXT, libelle_postal TEXT,
	commune_etrangere TEXT, code_commune_insee TEXT, pays_adresse TEXT,
	naissance INTEGER, noms INTEGER,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (uai, eleve_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bea_eleve_ine ON bea_eleve (id_national)
	WHERE id_national IS NOT NULL;
CREATE INDEX bea_eleve_sans_ine ON bea_eleve (uai) WHERE id_national IS NULL;
CREATE INDEX bea_eleve_naissance ON bea_eleve (naissance);
CREATE INDEX bea_eleve_noms ON bea_eleve (noms);

CREATE TABLE bea_structure (
	uai TEXT NOT NULL,
	eleve_id INTEGER NOT NULL,
	type_structure TEXT NOT NULL,
	code_structure TEXT NOT NULL,
	PRIMARY KEY (uai, eleve_id, type_structure, code_structure),
	FOREIGN KEY (uai, eleve_id) REFERENCES bea_eleve ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE bea_option (
	uai TEXT NOT NULL,
	eleve_id INTEGER NOT NULL,
	num_option INTEGER NOT NULL,
	code_modalite_elect TEXT, code_matiere TEXT NOT NULL,
	PRIMARY KEY (uai, eleve_id, num_option),
	FOREIGN KEY (uai, eleve_id) REFERENCES bea_eleve ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE bea_responsable (
	uai TEXT NOT NULL,
	eleve_id INTEGER NOT NULL,
	personne_id INTEGER NOT NULL,
	niveau_responsabilite TEXT, code_parente TEXT, lc_civilite TEXT,
	nom_de_famille TEXT, nom_usage TEXT, prenom TEXT,
	code_profession TEXT, ligne1_adresse TEXT, ligne2_adresse TEXT,
	ligne3_adresse TEXT, ligne4_adresse TEXT, code_postal TEXT,
	libelle_postal TEXT, commune_etrangere TEXT, code_commune_insee TEXT,
	pays_adresse TEXT,
	PRIMARY KEY (uai, eleve_id, personne_id),
	FOREIGN KEY (uai, eleve_id) REFERENCES bea_eleve ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

-- A journal of many schools is looked up by school.
CREATE INDEX echange_etab ON echange (uai, genre, num_envoi);

-- What the académie has to say of a pupil without a number: ATTRIBUE,
-- RETROUVE, LITIGE or ERREUR.
CREATE TABLE immatriculation (
	uai TEXT NOT NULL,
	eleve_id INTEGER NOT NULL,
	etat TEXT NOT NULL,
	id_national TEXT, motif TEXT,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (uai, eleve_id),
	FOREIGN KEY (uai, eleve_id) REFERENCES bea_eleve ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

-- Those whom such a pupil is like; decision, once a person has settled it:
-- meme or distinct.
CREATE TABLE litige (
	uai TEXT NOT NULL,
	eleve_id INTEGER NOT NULL,
	autre_uai TEXT NOT NULL,
	autre_id INTEGER NOT NULL,
	mesure INTEGER, decision TEXT,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (uai, eleve_id, autre_uai, autre_id),
	FOREIGN KEY (uai, eleve_id) REFERENCES immatriculation ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

-- The numbers that may be given, and those that were: none twice, whoever
-- runs at the same time.
CREATE TABLE plage (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	debut INTEGER NOT NULL, fin INTEGER NOT NULL
) STRICT;

CREATE TABLE attribution (
	numero INTEGER PRIMARY KEY,
	id_national TEXT NOT NULL UNIQUE,
	uai TEXT NOT NULL, eleve_id INTEGER NOT NULL,
	echange INTEGER NOT NULL
) STRICT;
