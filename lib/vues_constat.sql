-- vues_constat.sql - event I in a school: who is meant by each control (a
-- view for each, by its name), and the records of CONSTAT.

CREATE VIEW constat_scolarises AS
	SELECT eleve_id, code_structure AS division, code_mef AS mef
	FROM eleve_scolarise ORDER BY eleve_id;

-- The académie's word: how many it counts, and which accusé says so.
CREATE VIEW constat_scolarises_bea AS
	SELECT b.effectif, b.date, e.num_envoi, e.genre
	FROM bea_effectif b LEFT JOIN echange e ON e.numero = b.envoi;

CREATE VIEW constat_sortants_sans_motif AS
	SELECT e.eleve_id, d.code_structure AS division, e.date_sortie
	FROM eleve e LEFT JOIN eleve_division d USING (eleve_id)
	WHERE e.date_sortie <= (SELECT date_effectif FROM compte)
	    AND e.code_motif_sortie IS NULL
	ORDER BY e.eleve_id;

CREATE VIEW constat_sans_ine AS
	SELECT s.eleve_id, s.code_structure AS division
	FROM eleve_scolarise s JOIN eleve e USING (eleve_id)
	WHERE e.id_national IS NULL ORDER BY s.eleve_id;

-- Those of whom the last numbers that came said so, and who have none yet.
CREATE VIEW constat_litiges AS
	SELECT s.eleve_id, s.code_structure AS division
	FROM eleve_scolarise s JOIN eleve e USING (eleve_id)
	WHERE e.id_national IS NULL AND EXISTS (SELECT 1 FROM anomalie a
	    JOIN echange x ON x.numero = a.echange WHERE x.genre = 'ine'
	    AND a.code = 'ine-recu-litige'
	    AND (a.cle = CAST(s.eleve_id AS TEXT)
	    OR a.cle LIKE '%/' || s.eleve_id))
	ORDER BY s.eleve_id;

CREATE VIEW constat_non_scolarises AS
	SELECT e.eleve_id, d.code_structure AS division, e.code_mef AS mef
	FROM eleve e LEFT JOIN eleve_division d USING (eleve_id)
	WHERE e.date_sortie IS NULL
	    AND e.eleve_id NOT IN (SELECT eleve_id FROM eleve_scolarise)
	ORDER BY e.eleve_id;

CREATE VIEW constat_hors_mef AS
	SELECT s.eleve_id, s.code_structure AS division, s.code_mef AS mef
	FROM eleve_scolarise s
	WHERE EXISTS (SELECT 1 FROM division_mef m
	    WHERE m.code_structure = s.code_structure)
	    AND NOT EXISTS (SELECT 1 FROM division_mef m
	    WHERE m.code_structure = s.code_structure
	    AND m.code_mef = s.code_mef)
	ORDER BY s.eleve_id;

-- A later send of the same kind stands for an earlier one.
CREATE VIEW constat_sans_accuse AS
	SELECT numero, genre, num_envoi, substr(date_echange, 1, 10) AS jour
	FROM envoi_en_attente WHERE remplace IS NULL AND repond
	    AND genre <> 'constat'
	ORDER BY numero;

-- The last declaration, and the last send of a campaign, where the académie
-- took nothing of it; code is what it says first.
CREATE VIEW envoi_refuse AS
	SELECT e.numero, e.genre, substr(a.date_reception, 1, 10) AS jour,
	    c.declaration, v.campagne,
	    iif(instr(a.motif, ' : ') > 0, substr(a.motif, 1,
	    instr(a.motif, ' : ') - 1), NULL) AS code
	FROM echange e JOIN accuse a ON a.envoi = e.numero
	LEFT JOIN constat_envoi c ON c.echange = e.numero
	LEFT JOIN eva_envoi v ON v.echange = e.numero
	WHERE a.classe = 'donnees' AND a.gardes = 0
	    AND (c.echange = (SELECT max(echange) FROM constat_envoi)
	    OR v.echange = (SELECT max(x.echange) FROM eva_envoi x
	    WHERE x.campagne = v.campagne));

CREATE VIEW constat_ecart_bea AS
	SELECT e.eleve_id, d.code_structure AS division, e.echange
	FROM bea_a_envoyer JOIN eleve e USING (eleve_id)
	LEFT JOIN eleve_division d USING (eleve_id)
	ORDER BY e.eleve_id;

-- The records of CONSTAT; sex 0, and "-", where the base does not know.
CREATE VIEW constat_compte AS
	SELECT s.code_mef, coalesce(e.code_sexe, '0') AS code_sexe,
	    coalesce(e.code_regime, '-') AS code_regime,
	    coalesce(e.code_statut, '-') AS code_statut, count(*) AS effectif
	FROM eleve_scolarise s JOIN eleve e USING (eleve_id)
	GROUP BY 1, 2, 3, 4;

CREATE VIEW envoi_constat AS
	SELECT b.uai, n.declaration,
	    (SELECT date_effectif FROM compte) AS date_constat,
	    (SELECT count(*) FROM eleve_scolarise) AS effectif,
	    (SELECT effectif FROM constat_envoi ORDER BY echange DESC LIMIT 1)
	    AS effectif_precedent, n.motif
	FROM constat_en_cours n JOIN base b;

CREATE VIEW envoi_constat_controle AS
	SELECT b.uai, c.controle, c.nombre FROM base b JOIN constat_controle c
	ORDER BY c.controle;

CREATE VIEW envoi_constat_ligne AS
	SELECT b.uai, t.code_mef, t.code_sexe, t.code_regime, t.code_statut,
	    sum(t.n) AS effectif,
	    iif(EXISTS (SELECT 1 FROM constat_precedent), sum(t.p), NULL)
	    AS effectif_precedent
	FROM base b JOIN (SELECT code_mef, code_sexe, code_regime,
	    code_statut, effectif AS n, 0 AS p FROM constat_compte
	    UNION ALL SELECT code_mef, code_sexe, code_regime, code_statut,
	    0, effectif FROM constat_precedent) t
	GROUP BY t.code_mef, t.code_sexe, t.code_regime, t.code_statut
	ORDER BY t.code_mef, t.code_sexe, t.code_regime, t.code_statut;
