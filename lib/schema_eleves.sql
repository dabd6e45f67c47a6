-- schema_eleves.sql - pupils and their responsables.

CREATE TABLE eleve (
	eleve_id INTEGER PRIMARY KEY,
	elenoet TEXT, id_national TEXT, ine_bea TEXT, ine_rnie TEXT,
	id_eleve_etab TEXT, id_prv_ele INTEGER,
	nom_de_famille TEXT NOT NULL, nom_usage TEXT, prenom TEXT NOT NULL,
	prenom2 TEXT, prenom3 TEXT, date_naiss TEXT NOT NULL,
	doublement INTEGER, tel_professionnel TEXT, code_pays TEXT,
	accepte_sms INTEGER, date_modification TEXT, date_sortie TEXT,
	mel TEXT, code_regime TEXT, date_entree TEXT, ville_naiss TEXT,
	adresse_id INTEGER, code_motif_sortie TEXT, tel_personnel TEXT,
	code_sexe TEXT, tel_portable TEXT, code_pays_nat TEXT,
	code_statut TEXT, code_mef TEXT, code_departement_naiss TEXT,
	code_commune_insee_naiss TEXT, adhesion_transport INTEGER,
	code_provenance TEXT, ine_ancien TEXT,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE scolarite_an_dernier (
	eleve_id INTEGER PRIMARY KEY REFERENCES eleve ON UPDATE CASCADE,
	code_mef TEXT, code_structure TEXT, code_rne TEXT, code_nature TEXT,
	sigle TEXT, denom_princ TEXT, denom_compl TEXT, ligne1_adresse TEXT,
	ligne2_adresse TEXT, ligne3_adresse TEXT, ligne4_adresse TEXT,
	boite_postale TEXT, commune_etrangere TEXT, mel TEXT, telephone TEXT,
	code_commune_insee TEXT, ll_commune_insee TEXT
) STRICT;

CREATE TABLE eleve_option (
	eleve_id INTEGER NOT NULL REFERENCES eleve ON UPDATE CASCADE,
	num_option INTEGER NOT NULL,
	code_modalite_elect TEXT, code_matiere TEXT NOT NULL,
	PRIMARY KEY (eleve_id, num_option)
) STRICT, WITHOUT ROWID;

CREATE TABLE eleve_structure (
	eleve_id INTEGER NOT NULL REFERENCES eleve ON UPDATE CASCADE,
	type_structure TEXT NOT NULL,
	code_structure TEXT NOT NULL,
	date_debut TEXT, date_fin TEXT, -- of a groupe, where known
	PRIMARY KEY (eleve_id, type_structure, code_structure)
) STRICT, WITHOUT ROWID;

CREATE TABLE adresse (
	adresse_id INTEGER PRIMARY KEY,
	ligne1_adresse TEXT, ligne2_adresse TEXT, ligne3_adresse TEXT,
	ligne4_adresse TEXT, boite_postale TEXT, commune_etrangere TEXT,
	code_postal TEXT, code_pays TEXT, code_commune_insee TEXT,
	ll_pays TEXT, code_departement TEXT, libelle_postal TEXT,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE personne (
	personne_id INTEGER PRIMARY KEY,
	id_prv_per INTEGER, lc_civilite TEXT, ll_civilite TEXT,
	nom_de_famille TEXT NOT NULL, nom_usage TEXT, prenom TEXT,
	tel_personnel TEXT, tel_portable TEXT, accepte_sms INTEGER,
	tel_professionnel TEXT, mel TEXT, communication_adresse INTEGER,
	adresse_id INTEGER, code_profession TEXT,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE responsable (
	eleve_id INTEGER NOT NULL REFERENCES eleve ON UPDATE CASCADE,
	personne_id INTEGER NOT NULL REFERENCES personne ON UPDATE CASCADE,
	niveau_responsabilite TEXT, resp_legal TEXT, code_parente TEXT,
	paie_frais_scolaires INTEGER, percoit_les_aides INTEGER,
	pers_contact INTEGER, heberge_eleve INTEGER,
	a_contacter_en_priorite INTEGER,
	PRIMARY KEY (eleve_id, personne_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX responsable_personne ON responsable (personne_id);

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

-- The day for which pupils are counted: one row, set by the export.
CREATE TABLE compte (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	date_effectif TEXT NOT NULL
) STRICT;
INSERT INTO compte VALUES (1, '0000-00-00');
