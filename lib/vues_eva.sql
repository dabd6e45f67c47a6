-- vues_eva.sql - event H in a school: a row for each division and MEF, as
-- counted and as declared, and the records of EVA.

-- The statut is traditional when it is that of a pupil (ST), or not known.
CREATE VIEW eva_calcul AS
	SELECT code_structure, code_mef, sum(n) AS effectif,
	    sum(autre) AS non_traditionnel
	FROM (SELECT s.code_structure, s.code_mef, 1 AS n,
	    coalesce(e.code_statut, 'ST') <> 'ST' AS autre
	    FROM eleve_scolarise s JOIN eleve e USING (eleve_id)
	    UNION ALL
	    SELECT m.code_structure, m.code_mef, 0, 0 FROM division_mef m
	    JOIN division d USING (code_structure) WHERE d.ferme = 0)
	GROUP BY code_structure, code_mef
	ORDER BY code_structure, code_mef;

CREATE VIEW eva_declaration AS
	SELECT code_structure, code_mef, c.effectif AS calcule,
	    coalesce(k.declare, c.effectif) AS declare, c.non_traditionnel,
	    k.motif
	FROM eva_calcul c LEFT JOIN eva_correction k USING (code_structure,
	    code_mef)
	ORDER BY code_structure, code_mef;

CREATE VIEW envoi_eva AS
	SELECT b.uai, n.campagne, n.libelle, n.effectifs, n.envoi,
	    (SELECT date_effectif FROM compte) AS date_effectif,
	    (SELECT sum(calcule) FROM eva_declaration) AS calcule,
	    (SELECT sum(declare) FROM eva_declaration) AS declare,
	    (SELECT sum(non_traditionnel) FROM eva_declaration)
	    AS non_traditionnel
	FROM eva_en_cours n JOIN base b;

CREATE VIEW envoi_eva_ligne AS
	SELECT b.uai, n.campagne, d.code_structure, d.code_mef, d.calcule,
	    d.declare, d.non_traditionnel, d.motif
	FROM eva_en_cours n JOIN base b JOIN eva_declaration d
	ORDER BY d.code_structure, d.code_mef;

-- The screen: the table, and its total.
CREATE VIEW eva_liste AS
	SELECT d.code_structure AS "Division", d.code_mef AS "MEF",
	    coalesce(m.libelle_long, m.libelle_edition) AS "Libellé",
	    d.calcule AS "Effectif calculé", d.declare AS "Effectif déclaré",
	    d.declare - d.calcule AS "Écart",
	    d.non_traditionnel AS "Statut non traditionnel",
	    d.motif AS "Motif"
	FROM eva_declaration d LEFT JOIN mef m USING (code_mef)
	UNION ALL
	SELECT 'Total', NULL, NULL, sum(calcule), sum(declare),
	    sum(declare - calcule), sum(non_traditionnel), NULL
	FROM eva_declaration;
