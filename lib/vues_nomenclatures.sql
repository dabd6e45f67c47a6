-- vues_nomenclatures.sql - what was received, whole, and what the profile
-- selects of it, for the establishment's BEE_NOMENCLATURES.

CREATE VIEW bee_mef AS
	SELECT * FROM mef WHERE ferme = 0 ORDER BY code_mef;

CREATE VIEW bee_matiere AS
	SELECT * FROM matiere WHERE ferme = 0 ORDER BY code_matiere;

CREATE VIEW bee_programme AS
	SELECT p.* FROM programme p JOIN mef m USING (code_mef)
	WHERE m.ferme = 0
	ORDER BY p.code_mef, p.code_matiere, p.code_modalite_elect;

CREATE VIEW bee_option_obligatoire AS
	SELECT o.* FROM option_obligatoire o JOIN mef m USING (code_mef)
	WHERE m.ferme = 0
	ORDER BY o.code_mef, o.code_matiere, o.rang_option;

CREATE VIEW bee_nomenclature AS
	SELECT * FROM nomenclature WHERE ferme = 0 ORDER BY liste, code;

-- For a school that has selected nothing yet.
CREATE VIEW ban_mef AS
	SELECT code_mef, formation, specialite, libelle_long, libelle_edition,
	    statut_mef, mef_rattachement, code_mefstat, nb_opt_oblig,
	    nb_opt_mini, renforcement_langues, inscription_etab,
	    mef_origine, 0 AS mef_selectionne, 0 AS mef_selorig,
	    date_ouverture, date_fermeture
	FROM mef WHERE ferme = 0 ORDER BY code_mef;

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
