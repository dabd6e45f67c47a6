-- schema_etab.sql - the base of one school in one school year.
--
-- Columns are the BEE element's name in lower case, whichever file they came
-- from.  Codes are TEXT, dates ISO TEXT, booleans 0/1, NULL for absent and
-- for empty.  cree and echange are numbers of exchanges: the one that made a
-- row and the last that changed it (for a pupil: or what hangs on him).
-- ferme is 1 once the source no longer sends the row; nothing is deleted.

CREATE TABLE base (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	role TEXT NOT NULL,
	uai TEXT NOT NULL,
	academie TEXT,
	annee TEXT NOT NULL,
	etat TEXT NOT NULL
	    CHECK (etat IN ('preparation', 'courante', 'terminee')),
	date_debut TEXT NOT NULL,
	date_fin TEXT NOT NULL,
	profilage INTEGER -- exchange of the last profiling, NULL: none
) STRICT;

CREATE TABLE commun (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	etab_uaj_id INTEGER, num_siren TEXT, denom_princ TEXT,
	denom_compl TEXT, nom_resp TEXT, qual_resp TEXT, ligne1_adresse TEXT,
	ligne2_adresse TEXT, ligne3_adresse TEXT, ligne4_adresse TEXT,
	boite_post TEXT, commune_etrangere TEXT, telephone TEXT,
	telecopie TEXT, mel_1 TEXT, mel_2 TEXT, code_type_etab TEXT,
	secteur_code TEXT, code_postal TEXT, code_commune_insee TEXT,
	code_pays TEXT, libelle_postal TEXT
) STRICT;

CREATE TABLE calendrier (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	date_debut_eleve TEXT, date_fin_eleve TEXT, date_debut_prof TEXT,
	date_fin_prof TEXT
) STRICT;

CREATE TABLE periode (
	code_periode TEXT PRIMARY KEY,
	date_debut TEXT, date_fin TEXT, ll_periode TEXT, ll_orientation TEXT,
	indice INTEGER, code_type_periode TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE fermeture (
	date_debut TEXT PRIMARY KEY,
	lc_motif TEXT, ll_motif TEXT, date_fin TEXT, ll_fermeture TEXT
) STRICT, WITHOUT ROWID;

-- Nomenclatures.

CREATE TABLE mef (
	code_mef TEXT PRIMARY KEY,
	formation TEXT, specialite TEXT, libelle_long TEXT,
	libelle_edition TEXT, statut_mef TEXT, mef_rattachement TEXT,
	code_mefstat TEXT, nb_opt_oblig INTEGER, nb_opt_mini INTEGER,
	renforcement_langues INTEGER, inscription_etab INTEGER,
	mef_origine INTEGER, mef_selectionne INTEGER, mef_selorig INTEGER,
	date_ouverture TEXT, date_fermeture TEXT,
	ferme INTEGER NOT NULL DEFAULT 0,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE matiere (
	code_matiere TEXT PRIMARY KEY,
	code_gestion TEXT, libelle_court TEXT, libelle_long TEXT,
	libelle_edition TEXT, matiere_etp INTEGER, code_matiere_nationale TEXT,
	selectionnee INTEGER NOT NULL DEFAULT 0, -- by the profile; ours
	ferme INTEGER NOT NULL DEFAULT 0,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE programme (
	code_mef TEXT NOT NULL REFERENCES mef ON UPDATE CASCADE,
	code_matiere TEXT NOT NULL,
	code_modalite_elect TEXT NOT NULL,
	horaire TEXT,
	PRIMARY KEY (code_mef, code_matiere, code_modalite_elect)
) STRICT, WITHOUT ROWID;

CREATE TABLE option_obligatoire (
	code_mef TEXT NOT NULL REFERENCES mef ON UPDATE CASCADE,
	code_matiere TEXT NOT NULL,
	rang_option INTEGER NOT NULL,
	PRIMARY KEY (code_mef, code_matiere, rang_option)
) STRICT, WITHOUT ROWID;

CREATE TABLE nomenclature (
	liste TEXT NOT NULL,
	code TEXT NOT NULL,
	libelle_court TEXT, libelle_long TEXT, bourse_nationale TEXT,
	co_enseignement TEXT,
	ferme INTEGER NOT NULL DEFAULT 0,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (liste, code)
) STRICT, WITHOUT ROWID;

-- Hours of vocational teaching entered by the school (YAML profile).
CREATE TABLE etp (
	code_mef TEXT NOT NULL,
	code_matiere TEXT NOT NULL,
	code_modalite_elect TEXT NOT NULL,
	heures TEXT NOT NULL,
	PRIMARY KEY (code_mef, code_matiere, code_modalite_elect)
) STRICT, WITHOUT ROWID;

-- Structures, services and staff.

CREATE TABLE division (
	code_structure TEXT PRIMARY KEY,
	libelle_long TEXT, code_contrat TEXT, code_rne TEXT,
	effectif_prevu INTEGER, effectif_calcule INTEGER,
	ferme INTEGER NOT NULL DEFAULT 0,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE division_mef (
	code_structure TEXT NOT NULL REFERENCES division ON UPDATE CASCADE,
	code_mef TEXT NOT NULL,
	effectif_prevu INTEGER, effectif_calcule INTEGER,
	PRIMARY KEY (code_structure, code_mef)
) STRICT, WITHOUT ROWID;

CREATE TABLE groupe (
	code_structure TEXT PRIMARY KEY,
	libelle_long TEXT, code_contrat TEXT, code_rne TEXT,
	effectif_prevu INTEGER, effectif_calcule INTEGER,
	effectif_max_edt INTEGER,
	ferme INTEGER NOT NULL DEFAULT 0,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE groupe_mef (
	code_structure TEXT NOT NULL REFERENCES groupe ON UPDATE CASCADE,
	code_mef TEXT NOT NULL,
	effectif_prevu INTEGER, effectif_calcule INTEGER,
	PRIMARY KEY (code_structure, code_mef)
) STRICT, WITHOUT ROWID;

CREATE TABLE groupe_division (
	code_structure TEXT NOT NULL REFERENCES groupe ON UPDATE CASCADE,
	code_division TEXT NOT NULL,
	effectif_prevu INTEGER, effectif_calcule INTEGER,
	PRIMARY KEY (code_structure, code_division)
) STRICT, WITHOUT ROWID;

CREATE TABLE service (
	type_structure TEXT NOT NULL,
	code_structure TEXT NOT NULL,
	code_matiere TEXT NOT NULL,
	code_mod_cours TEXT NOT NULL,
	heures_structure TEXT, co_ens INTEGER,
	PRIMARY KEY (type_structure, code_structure, code_matiere,
	    code_mod_cours)
) STRICT, WITHOUT ROWID;

CREATE TABLE service_enseignant (
	type_structure TEXT NOT NULL,
	code_structure TEXT NOT NULL,
	code_matiere TEXT NOT NULL,
	code_mod_cours TEXT NOT NULL,
	id INTEGER NOT NULL,
	type TEXT NOT NULL,
	heures_agent TEXT, taux_ponderation TEXT,
	PRIMARY KEY (type_structure, code_structure, code_matiere,
	    code_mod_cours, id, type),
	FOREIGN KEY (type_structure, code_structure, code_matiere,
	    code_mod_cours) REFERENCES service ON UPDATE CASCADE,
	FOREIGN KEY (id, type) REFERENCES individu ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE individu (
	id INTEGER NOT NULL,
	type TEXT NOT NULL,
	sexe TEXT, civilite TEXT, nom_usage TEXT, nom_patronymique TEXT,
	prenom TEXT, date_naissance TEXT, grade TEXT, fonction TEXT,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (id, type)
) STRICT, WITHOUT ROWID;

CREATE TABLE prof_princ (
	id INTEGER NOT NULL,
	type TEXT NOT NULL,
	code_structure TEXT NOT NULL,
	date_debut TEXT, date_fin TEXT,
	PRIMARY KEY (id, type, code_structure),
	FOREIGN KEY (id, type) REFERENCES individu ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE discipline (
	id INTEGER NOT NULL,
	type TEXT NOT NULL,
	code TEXT NOT NULL,
	libelle_court TEXT, nb_heures TEXT,
	PRIMARY KEY (id, type, code),
	FOREIGN KEY (id, type) REFERENCES individu ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

-- Pupils and their responsables.

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

-- The journal.  chaine is the SHA-256 of the line and of the chaine before.

CREATE TABLE echange (
	numero INTEGER PRIMARY KEY,
	genre TEXT NOT NULL, sens TEXT NOT NULL, etat TEXT NOT NULL,
	date_echange TEXT NOT NULL, date_utilisee TEXT NOT NULL,
	uai TEXT, annee TEXT, horodatage TEXT, racine TEXT,
	fichier TEXT, archive TEXT, reponse TEXT, annexe TEXT,
	sha256 TEXT, taille INTEGER, num_envoi INTEGER,
	lus INTEGER NOT NULL DEFAULT 0, ajoutes INTEGER NOT NULL DEFAULT 0,
	modifies INTEGER NOT NULL DEFAULT 0,
	inchanges INTEGER NOT NULL DEFAULT 0,
	absents INTEGER NOT NULL DEFAULT 0, rejetes INTEGER NOT NULL DEFAULT 0,
	anomalies INTEGER NOT NULL DEFAULT 0,
	statut INTEGER NOT NULL, change INTEGER NOT NULL,
	refus TEXT, programme TEXT NOT NULL, version TEXT NOT NULL,
	options TEXT NOT NULL, utilisateur TEXT, sudo_user TEXT, motif TEXT,
	chaine TEXT NOT NULL
) STRICT;

CREATE TABLE anomalie (
	n INTEGER PRIMARY KEY,
	echange INTEGER NOT NULL REFERENCES echange
	    DEFERRABLE INITIALLY DEFERRED,
	code TEXT NOT NULL, gravite INTEGER NOT NULL, element TEXT NOT NULL,
	ligne INTEGER, cle TEXT, champ TEXT, valeur TEXT
) STRICT;
CREATE INDEX anomalie_echange ON anomalie (echange);

-- genre: A added, M modified, R removed from a set, F closed, X absent.
CREATE TABLE changement (
	n INTEGER PRIMARY KEY,
	echange INTEGER NOT NULL REFERENCES echange
	    DEFERRABLE INITIALLY DEFERRED,
	element TEXT NOT NULL, cle TEXT NOT NULL, genre TEXT NOT NULL,
	champ TEXT, avant TEXT, apres TEXT
) STRICT;
CREATE INDEX changement_echange ON changement (echange);
CREATE INDEX changement_cle ON changement (element, cle);

-- Views that exports and screens read.

-- A pupil who counts: a MEF, an open division, no exit before the date of
-- compte (one row, set by the export).
CREATE TABLE compte (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	date_effectif TEXT NOT NULL
) STRICT;
INSERT INTO compte VALUES (1, '0000-00-00');

CREATE VIEW eleve_division AS
	SELECT s.eleve_id, min(s.code_structure) AS code_structure
	FROM eleve_structure s JOIN division d USING (code_structure)
	WHERE s.type_structure = 'D' AND d.ferme = 0
	GROUP BY s.eleve_id;

CREATE VIEW eleve_scolarise AS
	SELECT e.eleve_id, e.code_mef, e.code_sexe, d.code_structure
	FROM eleve e JOIN eleve_division d USING (eleve_id)
	WHERE e.code_mef IS NOT NULL AND (e.date_sortie IS NULL
	    OR e.date_sortie > (SELECT date_effectif FROM compte));

-- One row for each pupil who counts in a structure.
CREATE VIEW membre AS
	SELECT code_structure, 'D' AS type_structure, eleve_id, code_mef,
	    code_sexe FROM eleve_scolarise
	UNION ALL
	SELECT g.code_structure, 'G', e.eleve_id, e.code_mef, e.code_sexe
	FROM eleve_scolarise e JOIN eleve_structure s USING (eleve_id)
	JOIN groupe g ON g.code_structure = s.code_structure
	WHERE s.type_structure = 'G' AND g.ferme = 0;

CREATE VIEW structure AS
	SELECT code_structure, 'D' AS type_structure, libelle_long,
	    effectif_prevu, ferme FROM division
	UNION ALL
	SELECT code_structure, 'G', libelle_long, effectif_prevu, ferme
	FROM groupe;

CREATE VIEW structure_mef AS
	SELECT code_structure, 'D' AS type_structure, code_mef FROM division_mef
	UNION ALL
	SELECT code_structure, 'G', code_mef FROM groupe_mef;

-- The records of EFFECTIFS, columns in document order; sex 0 is unknown.
CREATE VIEW effectif_total AS
	SELECT (SELECT date_effectif FROM compte) AS date_effectif,
	    (SELECT count(*) FROM eleve_scolarise) AS scolarises,
	    (SELECT count(*) FROM division WHERE ferme = 0) AS divisions,
	    (SELECT count(*) FROM groupe WHERE ferme = 0) AS groupes;

CREATE VIEW effectif_structure AS
	SELECT code_structure, type_structure,
	    max(libelle_long) AS libelle_long,
	    max(effectif_prevu) AS effectif_prevu,
	    sum(n) AS effectif_calcule
	FROM (SELECT code_structure, type_structure, libelle_long,
	    effectif_prevu, 0 AS n FROM structure WHERE ferme = 0
	    UNION ALL
	    SELECT code_structure, type_structure, NULL, NULL, 1 FROM membre)
	GROUP BY type_structure, code_structure
	ORDER BY type_structure, code_structure;

CREATE VIEW effectif_mef AS
	SELECT code_structure, type_structure, code_mef,
	    sum(n) AS effectif_calcule
	FROM (SELECT code_structure, type_structure, code_mef, 1 AS n
	    FROM membre UNION ALL
	    SELECT sm.code_structure, sm.type_structure, sm.code_mef, 0
	    FROM structure_mef sm JOIN structure s USING (code_structure,
	    type_structure) WHERE s.ferme = 0)
	GROUP BY type_structure, code_structure, code_mef
	ORDER BY type_structure, code_structure, code_mef;

CREATE VIEW effectif_sexe AS
	SELECT code_structure, type_structure, coalesce(code_sexe, '0')
	    AS code_sexe, count(*) AS effectif_calcule
	FROM membre
	GROUP BY type_structure, code_structure, code_sexe
	ORDER BY type_structure, code_structure, code_sexe;

-- Pupils left in a closed division.
CREATE VIEW eleve_division_fermee AS
	SELECT e.eleve_id, d.code_structure
	FROM eleve e JOIN eleve_structure s USING (eleve_id)
	JOIN division d USING (code_structure)
	WHERE s.type_structure = 'D' AND d.ferme = 1
	    AND (e.date_sortie IS NULL
	    OR e.date_sortie > (SELECT date_effectif FROM compte));

-- What the profile selects, for the establishment's BEE_NOMENCLATURES.
CREATE VIEW mef_profile AS
	SELECT * FROM mef WHERE ferme = 0
	    AND (mef_selectionne = 1 OR mef_selorig = 1);

CREATE VIEW programme_profile AS
	SELECT p.* FROM programme p JOIN mef m USING (code_mef)
	JOIN matiere t USING (code_matiere)
	WHERE m.mef_selectionne = 1 AND m.ferme = 0 AND t.ferme = 0
	    AND (p.code_modalite_elect = 'S' OR t.selectionnee = 1
	    OR t.matiere_etp = 1);

CREATE VIEW matiere_profile AS
	SELECT * FROM matiere t WHERE ferme = 0 AND (selectionnee = 1
	    OR EXISTS (SELECT 1 FROM programme_profile p
	    WHERE p.code_matiere = t.code_matiere));

CREATE VIEW option_obligatoire_profile AS
	SELECT o.* FROM option_obligatoire o
	JOIN mef m USING (code_mef) JOIN matiere t USING (code_matiere)
	WHERE m.mef_selectionne = 1 AND m.ferme = 0 AND t.ferme = 0
	    AND t.selectionnee = 1;

CREATE VIEW nomenclature_profile AS
	SELECT * FROM nomenclature WHERE ferme = 0;

-- Planned hours of vocational teaching against those entered, per MEF.
CREATE VIEW etp_mef AS
	SELECT m.code_mef, coalesce((SELECT sum(CAST(p.horaire AS REAL))
	    FROM programme p JOIN matiere t USING (code_matiere)
	    WHERE p.code_mef = m.code_mef AND t.matiere_etp = 1), 0) AS prevues,
	    coalesce((SELECT sum(CAST(e.heures AS REAL)) FROM etp e
	    WHERE e.code_mef = m.code_mef), 0) AS saisies
	FROM mef m WHERE m.mef_selectionne = 1 AND m.ferme = 0;
