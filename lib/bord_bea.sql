-- bord_bea.sql - tableau: an académie.  Besides what bord_tous.sql names:
-- m_campagne, as bord_etab.sql says, and bord_scolarise (uai, eleve_id), who
-- counts by the records that the schools have sent.

CREATE TEMP VIEW bord_annee AS
	SELECT date_debut AS rentree, date_fin AS fin,
	    annee || '-09-30' AS constat FROM base;

CREATE TEMP VIEW bord_nom AS SELECT NULL AS nom;

CREATE TEMP VIEW bord_effectif AS
	SELECT count(*) AS n FROM bord_scolarise;
CREATE TEMP VIEW bord_bloquantes AS
	SELECT sum(bloquees) AS n FROM bea_envoi;

CREATE TEMP VIEW bord_litige AS
	SELECT i.uai, i.eleve_id, substr(e.date_echange, 1, 10) AS date
	FROM immatriculation_utile i JOIN echange e ON e.numero = i.echange
	WHERE i.etat = 'LITIGE';

-- Who has no number, and of whom nothing was decided.
CREATE TEMP VIEW bord_sans_decision AS
	SELECT s.uai, s.eleve_id, substr(e.date_echange, 1, 10) AS date
	FROM bord_scolarise s JOIN bea_eleve b USING (uai, eleve_id)
	JOIN echange e ON e.numero = b.echange
	WHERE b.id_national IS NULL AND NOT EXISTS (SELECT 1
	    FROM immatriculation i WHERE i.uai = s.uai
	    AND i.eleve_id = s.eleve_id);

CREATE TEMP VIEW bord_academie AS
	SELECT libelle, nombre, cle FROM (
	SELECT 1 AS n, 'Établissements' AS libelle, (SELECT count(*)
	    FROM bea_etab) AS nombre, 'etablissements' AS cle
	UNION ALL SELECT 2, 'Fiches d''élèves', (SELECT count(*)
	    FROM bea_eleve), 'fiches'
	UNION ALL SELECT 3, 'Élèves scolarisés', (SELECT n FROM
	    bord_effectif), 'scolarises'
	UNION ALL SELECT 4, 'Scolarisés sans INE', (SELECT count(*)
	    FROM bord_scolarise JOIN bea_eleve USING (uai, eleve_id)
	    WHERE id_national IS NULL), 'sans-ine'
	UNION ALL SELECT 5, 'Litiges d''immatriculation', (SELECT count(*)
	    FROM bord_litige), 'litiges'
	UNION ALL SELECT 6, 'Constats reçus', (SELECT count(*) FROM constat),
	    'constats')
	ORDER BY n;

CREATE TEMP VIEW bord_etablissement AS
	SELECT b.uai, coalesce(b.denom_princ || coalesce(' ' || b.denom_compl,
	    ''), '') AS nom, coalesce(s.n, 0) AS scolarises, v.bloquees,
	    coalesce(i.n, 0) AS sans_ine, coalesce(l.n, 0) AS litiges,
	    (SELECT substr(max(e.date_echange), 1, 10) FROM echange e
	    WHERE e.uai = b.uai AND e.genre = 'bea-eleves') AS dernier_envoi,
	    (SELECT count(*) FROM eva e WHERE e.uai = b.uai) AS campagnes_eva,
	    c.date_constat, c.effectif AS effectif_constat
	FROM bea_etab b LEFT JOIN (SELECT uai, count(*) AS n
	    FROM bord_scolarise GROUP BY uai) s USING (uai)
	LEFT JOIN bea_envoi v USING (uai)
	LEFT JOIN (SELECT uai, count(*) AS n FROM bord_scolarise
	    JOIN bea_eleve USING (uai, eleve_id) WHERE id_national IS NULL
	    GROUP BY uai) i USING (uai)
	LEFT JOIN (SELECT uai, count(*) AS n FROM bord_litige GROUP BY uai) l
	    USING (uai)
	LEFT JOIN constat c USING (uai)
	ORDER BY b.uai;
