-- bord_sts.sql - tableau: the same school in STS-WEB.

-- reprise: the rentrée, or the end of the last time that the school was closed.
CREATE TEMP VIEW bord_annee AS
	SELECT rentree, fin, max(rentree, coalesce((SELECT
	    max(coalesce(f.date_fin, f.date_debut)) FROM fermeture f JOIN jour j
	    WHERE f.date_debut <= j.jour), rentree)) AS reprise
	FROM (SELECT coalesce(c.date_debut_eleve, b.date_debut) AS rentree,
	    b.date_fin AS fin
	    FROM base b LEFT JOIN calendrier c ON c.id = b.id);

CREATE TEMP VIEW bord_nom AS
	SELECT denom_princ || coalesce(' ' || denom_compl, '') AS nom
	FROM commun;

CREATE TEMP VIEW bord_effectif AS
	SELECT scolarises AS n FROM effectif_total
	WHERE date_effectif = (SELECT max(date_effectif) FROM effectif_total);
CREATE TEMP VIEW bord_bloquantes AS SELECT NULL AS n;

CREATE TEMP VIEW bord_structures AS
	SELECT libelle, nombre, cle FROM (
	SELECT 1 AS n, 'Divisions' AS libelle, (SELECT count(*) FROM division
	    WHERE ferme = 0) AS nombre, 'divisions' AS cle
	UNION ALL SELECT 2, 'Groupes', (SELECT count(*) FROM groupe
	    WHERE ferme = 0), 'groupes'
	UNION ALL SELECT 3, 'Services', (SELECT count(*) FROM sts_service),
	    'services'
	UNION ALL SELECT 4, 'Enseignants', (SELECT count(*) FROM sts_individu),
	    'enseignants')
	ORDER BY n;

CREATE TEMP VIEW bord_effectifs_au AS
	SELECT max(date_effectif) AS date FROM effectif_total;

CREATE TEMP VIEW bord_effectifs AS
	SELECT libelle, nombre, cle FROM (
	SELECT 1 AS n, 'Élèves scolarisés' AS libelle,
	    (SELECT n FROM bord_effectif) AS nombre, 'scolarises' AS cle
	UNION ALL SELECT 2, 'Effectif prévu des divisions', (SELECT
	    sum(effectif_prevu) FROM division WHERE ferme = 0), 'prevu')
	ORDER BY n;

CREATE TEMP VIEW bord_division AS
	SELECT code_structure AS division, libelle_long AS libelle,
	    effectif_prevu AS prevu, effectif_calcule AS effectif,
	    effectif_calcule - effectif_prevu AS ecart
	FROM sts_division ORDER BY code_structure;

-- What has changed the structures since the last sts_emp.
CREATE TEMP VIEW bord_non_exporte AS
	SELECT numero, substr(date_echange, 1, 10) AS date FROM echange
	WHERE genre IN ('sts-structures', 'sts-emploi-du-temps',
	    'sts-reprise') AND change = 1
	    AND numero > coalesce((SELECT max(numero) FROM echange
	    WHERE genre = 'sts-emp'), 0);
