-- vues_exports.sql - the records of SIECLE's exports, of a base of role etab.
--
-- Each is a view with the columns of its format, in the order of the
-- document: whole, but for what is closed.  A pupil's groupes are those of
-- the day in compte: not over for one who is there, of the day of leaving for
-- one who has left.

CREATE VIEW bee_eleve AS SELECT * FROM eleve ORDER BY eleve_id;

CREATE VIEW bee_scolarite_an_dernier AS
	SELECT * FROM scolarite_an_dernier ORDER BY eleve_id;

CREATE VIEW bee_eleve_option AS
	SELECT * FROM eleve_option ORDER BY eleve_id, num_option;

CREATE VIEW bee_eleve_structure AS
	SELECT * FROM eleve_structure s
	WHERE s.date_fin IS NULL
	    OR s.date_fin >= (SELECT date_effectif FROM compte)
	    OR s.date_fin = (SELECT date_sortie FROM eleve e
	    WHERE e.eleve_id = s.eleve_id)
	ORDER BY eleve_id, type_structure, code_structure;

-- An address is in the file of those who have it; one of nobody in both.
CREATE VIEW bee_adresse_eleve AS
	SELECT * FROM adresse
	WHERE adresse_id IN (SELECT adresse_id FROM eleve)
	    OR adresse_id NOT IN (SELECT adresse_id FROM personne
	    WHERE adresse_id IS NOT NULL)
	ORDER BY adresse_id;

CREATE VIEW bee_adresse_personne AS
	SELECT * FROM adresse
	WHERE adresse_id IN (SELECT adresse_id FROM personne)
	    OR adresse_id NOT IN (SELECT adresse_id FROM eleve
	    WHERE adresse_id IS NOT NULL)
	ORDER BY adresse_id;

CREATE VIEW bee_personne AS SELECT * FROM personne ORDER BY personne_id;

-- Levels (since 2018) and ranks (before) say the same of a link whichever it
-- came with; of two legal guardians without a rank, the first is the one
-- with the smaller number, where nobody has that rank already.
CREATE VIEW bee_responsable AS
	SELECT eleve_id, personne_id,
	    coalesce(niveau_responsabilite, CASE
	        WHEN resp_legal IN ('1', '2') THEN '1'
	        WHEN pers_contact = 1 THEN '3'
	        WHEN resp_legal = '0' THEN '2' END) AS niveau_responsabilite,
	    coalesce(resp_legal, CASE
	        WHEN niveau_responsabilite IS NULL THEN NULL
	        WHEN niveau_responsabilite <> '1' THEN '0'
	        WHEN EXISTS (SELECT 1 FROM responsable o
	        WHERE o.eleve_id = r.eleve_id AND (o.resp_legal = '1'
	        OR o.resp_legal IS NULL AND o.niveau_responsabilite = '1'
	        AND o.personne_id < r.personne_id)) THEN '2'
	        ELSE '1' END) AS resp_legal,
	    code_parente, paie_frais_scolaires, percoit_les_aides,
	    coalesce(pers_contact, niveau_responsabilite = '3')
	    AS pers_contact, heberge_eleve, a_contacter_en_priorite
	FROM responsable r ORDER BY eleve_id, personne_id;

CREATE VIEW bee_division AS
	SELECT * FROM division WHERE ferme = 0 ORDER BY code_structure;

CREATE VIEW bee_division_mef AS
	SELECT m.* FROM division_mef m JOIN division d USING (code_structure)
	WHERE d.ferme = 0 ORDER BY m.code_structure, m.code_mef;

CREATE VIEW bee_groupe AS
	SELECT * FROM groupe WHERE ferme = 0 ORDER BY code_structure;

CREATE VIEW bee_groupe_mef AS
	SELECT m.* FROM groupe_mef m JOIN groupe g USING (code_structure)
	WHERE g.ferme = 0 ORDER BY m.code_structure, m.code_mef;

-- A division that is closed is not in the file.
CREATE VIEW bee_groupe_division AS
	SELECT d.* FROM groupe_division d JOIN groupe g USING (code_structure)
	JOIN division v ON v.code_structure = d.code_division
	WHERE g.ferme = 0 AND v.ferme = 0 ORDER BY d.code_structure, d.code_division;

CREATE VIEW bee_commun AS SELECT * FROM commun;

CREATE VIEW bee_calendrier AS SELECT * FROM calendrier;

CREATE VIEW bee_periode AS SELECT * FROM periode ORDER BY code_periode;

CREATE VIEW bee_fermeture AS SELECT * FROM fermeture ORDER BY date_debut;

-- The records of the groupe links on their way up: each pupil by one number.
CREATE VIEW bee_lien_groupe AS
	SELECT s.eleve_id AS rang_eleve, s.code_structure AS code_groupe,
	    s.date_debut AS date_debut_groupe, s.date_fin AS date_fin_groupe
	FROM eleve_structure s JOIN groupe g USING (code_structure)
	WHERE s.type_structure = 'G' AND g.ferme = 0
	ORDER BY s.eleve_id, s.code_structure;

CREATE VIEW bee_lien_eleve AS
	SELECT eleve_id AS rang_eleve,
	    CASE WHEN eleve_id > 0 THEN eleve_id END AS eleve_id,
	    CASE WHEN eleve_id < 0 THEN id_national END AS id_national,
	    CASE WHEN eleve_id < 0 AND id_national IS NULL THEN id_prv_ele
	        END AS id_prv_ele,
	    nom_de_famille, nom_usage, prenom, prenom2, prenom3, date_naiss
	FROM eleve e
	WHERE (eleve_id > 0 OR id_national IS NOT NULL
	    OR id_prv_ele IS NOT NULL)
	    AND EXISTS (SELECT 1 FROM bee_lien_groupe l
	    WHERE l.rang_eleve = e.eleve_id)
	ORDER BY e.eleve_id;
