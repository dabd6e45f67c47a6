-- vues_structures.sql - divisions and groupes as one.

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
