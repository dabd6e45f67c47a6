-- vues_sts.sql - the records of STS_EDT (sts_emp), in document order, each
-- with the columns of its record.

CREATE VIEW sts_parametres AS
	SELECT c.denom_princ, c.denom_compl, c.ligne1_adresse AS adresse,
	    c.libelle_postal AS commune, c.code_postal,
	    c.boite_post AS boite_postale, c.telephone,
	    iif(c.secteur_code = 'PU', 'public', NULL) AS statut,
	    b.date_debut, b.date_fin
	FROM base b LEFT JOIN commun c ON c.id = b.id;

CREATE VIEW sts_civilite AS
	SELECT code, libelle_court, libelle_long FROM nomenclature
	WHERE liste = 'CIVILITE' AND ferme = 0 ORDER BY code;

CREATE VIEW sts_mod_cours AS
	SELECT code, libelle_court, libelle_long,
	    CASE WHEN co_enseignement IN ('1', 'O', 'true') THEN 1
	    WHEN co_enseignement IN ('0', 'N', 'false') THEN 0 END AS co_ens
	FROM nomenclature
	WHERE liste = 'MODALITE_COURS' AND ferme = 0 ORDER BY code;

CREATE VIEW sts_matiere AS
	SELECT * FROM matiere WHERE ferme = 0 ORDER BY code_matiere;

CREATE VIEW sts_mef AS
	SELECT m.*, substr(code_mefstat, 1, 4) AS mefstat4 FROM mef m
	WHERE ferme = 0 AND mef_selectionne = 1 ORDER BY code_mef;

-- A matière may stand in a programme as compulsory and as optional: once here.
CREATE VIEW sts_programme AS
	SELECT p.code_mef, p.code_matiere, max(p.horaire) AS horaire
	FROM programme p JOIN sts_mef m USING (code_mef)
	JOIN sts_matiere t USING (code_matiere)
	GROUP BY p.code_mef, p.code_matiere
	ORDER BY p.code_mef, p.code_matiere;

-- Those a timetable names without saying who they are stay out.
CREATE VIEW sts_individu AS
	SELECT * FROM individu WHERE nom_usage IS NOT NULL ORDER BY id, type;

CREATE VIEW sts_prof_princ AS
	SELECT p.* FROM prof_princ p JOIN sts_individu i USING (id, type)
	JOIN division v USING (code_structure) WHERE v.ferme = 0
	ORDER BY id, type, code_structure;

CREATE VIEW sts_discipline AS
	SELECT d.* FROM discipline d JOIN sts_individu i USING (id, type)
	ORDER BY id, type, code;

CREATE VIEW sts_effectif AS
	SELECT code_structure, type_structure, effectif_calcule
	FROM effectif_structure WHERE ferme = 0;

CREATE VIEW sts_effectif_mef AS
	SELECT m.* FROM effectif_mef m
	JOIN sts_effectif e USING (code_structure, type_structure);

CREATE VIEW sts_division AS
	SELECT d.code_structure, d.libelle_long,
	    coalesce(d.effectif_prevu, 0) AS effectif_prevu,
	    coalesce(e.effectif_calcule, 0) AS effectif_calcule
	FROM division d LEFT JOIN sts_effectif e
	ON e.code_structure = d.code_structure AND e.type_structure = 'D'
	WHERE d.ferme = 0 ORDER BY d.code_structure;

CREATE VIEW sts_division_mef AS
	SELECT m.code_structure, m.code_mef,
	    coalesce(m.effectif_prevu, 0) AS effectif_prevu,
	    coalesce(e.effectif_calcule, 0) AS effectif_calcule
	FROM division_mef m JOIN division d USING (code_structure)
	LEFT JOIN sts_effectif_mef e ON e.code_structure = m.code_structure
	    AND e.type_structure = 'D' AND e.code_mef = m.code_mef
	WHERE d.ferme = 0 ORDER BY m.code_structure, m.code_mef;

CREATE VIEW sts_groupe AS
	SELECT g.code_structure, g.libelle_long,
	    coalesce(g.effectif_prevu, 0) AS effectif_prevu,
	    coalesce(e.effectif_calcule, 0) AS effectif_calcule,
	    coalesce(g.effectif_max_edt, 0) AS effectif_max_edt
	FROM groupe g LEFT JOIN sts_effectif e
	ON e.code_structure = g.code_structure AND e.type_structure = 'G'
	WHERE g.ferme = 0 ORDER BY g.code_structure;

-- EFFECTIFS does not split a groupe by division; one that is closed is not in
-- the file.
CREATE VIEW sts_groupe_division AS
	SELECT d.code_structure, d.code_division, d.effectif_prevu,
	    NULL AS effectif_calcule
	FROM groupe_division d JOIN groupe g USING (code_structure)
	JOIN division v ON v.code_structure = d.code_division
	WHERE g.ferme = 0 AND v.ferme = 0 ORDER BY d.code_structure, d.code_division;

CREATE VIEW sts_groupe_mef AS
	SELECT m.code_structure, m.code_mef,
	    coalesce(m.effectif_prevu, 0) AS effectif_prevu,
	    coalesce(e.effectif_calcule, 0) AS effectif_calcule
	FROM groupe_mef m JOIN groupe g USING (code_structure)
	LEFT JOIN sts_effectif_mef e ON e.code_structure = m.code_structure
	    AND e.type_structure = 'G' AND e.code_mef = m.code_mef
	WHERE g.ferme = 0 ORDER BY m.code_structure, m.code_mef;

CREATE VIEW sts_service AS
	SELECT s.* FROM service s JOIN structure t
	USING (type_structure, code_structure) WHERE t.ferme = 0
	ORDER BY type_structure, code_structure, code_matiere, code_mod_cours;

CREATE VIEW sts_service_enseignant AS
	SELECT e.* FROM service_enseignant e
	JOIN sts_service s USING (type_structure, code_structure,
	    code_matiere, code_mod_cours)
	JOIN sts_individu i USING (id, type)
	ORDER BY type_structure, code_structure, code_matiere,
	    code_mod_cours, id, type;
