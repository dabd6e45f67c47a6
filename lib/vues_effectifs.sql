-- vues_effectifs.sql - who counts, and the records of EFFECTIFS.

-- A pupil who counts: a MEF, an open division, no exit before the date of
-- compte.
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
	WHERE s.type_structure = 'G' AND g.ferme = 0
	    AND coalesce(s.date_debut, '') <= (SELECT date_effectif FROM compte)
	    AND (s.date_fin IS NULL
	    OR s.date_fin >= (SELECT date_effectif FROM compte));

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
