-- bord_etab.sql - tableau: a school.  Besides what bord_tous.sql names:
-- m_controle and m_bloquante, as constat makes them, and m_campagne (nom,
-- libelle, effectifs, debut, fin), the calendar of EVA.

-- reprise: the rentrée, or the end of the last time that the school was closed.
CREATE TEMP VIEW bord_annee AS
	SELECT rentree, fin, constat, max(rentree, coalesce((SELECT
	    max(coalesce(f.date_fin, f.date_debut)) FROM fermeture f JOIN jour j
	    WHERE f.date_debut <= j.jour), rentree)) AS reprise
	FROM (SELECT coalesce(c.date_debut_eleve, b.date_debut) AS rentree,
	    b.date_fin AS fin, b.annee || '-09-30' AS constat
	    FROM base b LEFT JOIN calendrier c ON c.id = b.id);

CREATE TEMP VIEW bord_nom AS
	SELECT denom_princ || coalesce(' ' || denom_compl, '') AS nom
	FROM commun;

-- The records that the BEA has, by what it has answered.
CREATE TEMP VIEW bord_acquise AS
	SELECT e.eleve_id, a.envoi FROM base b JOIN eleve e
	JOIN acquis a ON a.element = 'bea_eleve'
	    AND a.cle = b.uai || '/' || e.eleve_id;

-- Records that may go, and that no send has carried as they are.
CREATE TEMP VIEW bord_a_envoyer AS
	SELECT e.eleve_id, e.echange FROM base b JOIN bea_a_envoyer v
	JOIN eleve e USING (eleve_id)
	WHERE NOT EXISTS (SELECT 1 FROM m_bloquante m
	        WHERE m.eleve_id = e.eleve_id)
	    AND NOT EXISTS (SELECT 1 FROM transfert t
	        WHERE t.element = 'bea_eleve'
	        AND t.cle = b.uai || '/' || e.eleve_id
	        AND t.envoi >= e.echange);

-- Of a send to the BEA that was answered: the records that it has not taken,
-- and that no answer has taken since.
CREATE TEMP VIEW bord_rejetee AS
	SELECT DISTINCT e.eleve_id, substr(a.date_reception, 1, 10) AS date
	FROM base b JOIN accuse a JOIN accuse_anomalie x USING (sha256)
	JOIN eleve e ON x.cle = b.uai || '/' || e.eleve_id
	JOIN bea_a_envoyer v ON v.eleve_id = e.eleve_id
	WHERE a.racine = 'BEA_ELEVES' AND x.element = 'bea_eleve'
	    AND x.gravite = 'rejet' AND a.envoi = (SELECT max(t.envoi)
	    FROM transfert t JOIN accuse r ON r.envoi = t.envoi
	    WHERE t.element = 'bea_eleve' AND t.cle = x.cle);

CREATE TEMP VIEW bord_effectif AS
	SELECT nombre AS n FROM m_controle WHERE controle = 'scolarises';
CREATE TEMP VIEW bord_bloquantes AS
	SELECT nombre AS n FROM m_controle WHERE controle = 'bloquantes';

-- The four blocks.  What the screen of SIECLE calls « inscrits inactifs » and
-- « en scolarité associée » no document defines: these are ours.
CREATE TEMP VIEW bord_bee AS
	SELECT libelle, nombre, cle FROM (
	SELECT 1 AS n, 'Élèves scolarisés' AS libelle,
	    (SELECT n FROM bord_effectif) AS nombre, 'scolarises' AS cle
	UNION ALL SELECT 2, 'Fiches bloquantes', (SELECT n FROM
	    bord_bloquantes), 'bloquantes'
	UNION ALL SELECT 3, 'Scolarisés dont la fiche est bloquante',
	    (SELECT count(*) FROM eleve_scolarise WHERE eleve_id IN (SELECT
	    eleve_id FROM m_bloquante)), 'scolarises-bloquantes'
	UNION ALL SELECT 4, 'Sortants', (SELECT count(*) FROM eleve
	    WHERE date_sortie <= jour), 'sortants' FROM jour
	UNION ALL SELECT 5, 'Sortants dont la fiche est bloquante',
	    (SELECT count(*) FROM eleve WHERE date_sortie <= jour
	    AND eleve_id IN (SELECT eleve_id FROM m_bloquante)),
	    'sortants-bloquantes' FROM jour
	UNION ALL SELECT 6, 'Non scolarisés sans date de sortie', nombre,
	    controle FROM m_controle WHERE controle = 'non-scolarises'
	UNION ALL SELECT 7, 'Inscrits inactifs (entrée à venir)',
	    (SELECT count(*) FROM eleve WHERE date_sortie IS NULL
	    AND date_entree > jour), 'inactifs' FROM jour
	UNION ALL SELECT 8, 'En scolarité associée', (SELECT count(*)
	    FROM eleve_scolarise s JOIN division d USING (code_structure)
	    WHERE d.code_rne <> uai), 'associes' FROM base)
	ORDER BY n;

CREATE TEMP VIEW bord_bea_au AS
	SELECT substr(max(date_reception), 1, 10) AS date FROM accuse
	WHERE racine = 'BEA_ELEVES' AND classe <> 'reessayer';

-- What the BEA itself says it counts may have come with any accusé of its own.
CREATE TEMP VIEW bord_bea AS
	SELECT libelle, iif((SELECT date FROM bord_bea_au) IS NULL
	    AND cle <> 'effectif', NULL, nombre) AS nombre, cle FROM (
	SELECT 0 AS n, 'Scolarisés qu''elle compte' || coalesce((SELECT
	    strftime(' (accusé du %d/%m/%Y)', date) FROM bea_effectif), '')
	    AS libelle, nombre, 'effectif' AS cle
	FROM m_controle WHERE controle = 'scolarises-bea'
	UNION ALL SELECT 1, 'Scolarisés dont la BEA a la fiche',
	    (SELECT count(*) FROM eleve_scolarise WHERE eleve_id IN (SELECT
	    eleve_id FROM bord_acquise)), 'scolarises'
	UNION ALL SELECT 2, 'Fiches qu''elle n''a pas telles quelles', nombre,
	    controle FROM m_controle WHERE controle = 'ecart-bea'
	UNION ALL SELECT 3, 'Fiches qu''elle a rejetées', (SELECT
	    count(DISTINCT eleve_id) FROM bord_rejetee), 'rejetees')
	ORDER BY n;

CREATE TEMP VIEW bord_constat AS
	WITH dernier AS (SELECT c.echange, c.effectif,
	    substr(e.date_echange, 1, 10) AS date, c.declaration, a.sha256,
	    a.classe, a.motif, a.effectif AS leur,
	    substr(a.date_reception, 1, 10) AS recu
	    FROM constat_envoi c JOIN echange e ON e.numero = c.echange
	    LEFT JOIN accuse a ON a.envoi = c.echange
	    WHERE c.echange = (SELECT max(echange) FROM constat_envoi))
	SELECT libelle, date, effectif, remarque, cle FROM (
	SELECT 1 AS n, 'Envoi par l''établissement' AS libelle, d.date,
	    d.effectif, iif(d.declaration > 1, 'déclaration n° '
	    || d.declaration, NULL) AS remarque, 'envoi' AS cle
	FROM base LEFT JOIN dernier d
	UNION ALL SELECT 2, 'AR BEA', d.recu, coalesce(d.leur,
	    iif(d.classe = 'accepte' AND NOT EXISTS (SELECT 1
	    FROM accuse_anomalie x WHERE x.sha256 = d.sha256
	    AND x.code = 'constat-ecart'), d.effectif, NULL)),
	    coalesce((SELECT x.texte FROM accuse_anomalie x
	    WHERE x.sha256 = d.sha256 AND x.code = 'constat-ecart'), d.motif),
	    'ar-bea'
	FROM base LEFT JOIN dernier d)
	ORDER BY n;

CREATE TEMP VIEW bord_national AS
	SELECT 'AR Ministère' AS libelle, substr(a.date_reception, 1, 10)
	    AS date, coalesce(a.effectif, a.lus) AS effectif,
	    iif(d.n > c.declaration, 'déclaration n° ' || c.declaration || ' ; en attente de la n° '
	    || d.n, NULL) AS remarque, 'ar-ministere' AS cle
	FROM base JOIN (SELECT max(declaration) AS n FROM constat_envoi) d
	LEFT JOIN accuse a ON a.sha256 = (SELECT sha256 FROM accuse
	    WHERE racine = 'CONSTAT_NATIONAL' ORDER BY date_reception DESC,
	    echange DESC LIMIT 1)
	LEFT JOIN echange e ON e.genre = 'constat'
	    AND a.sha256 = 'national-' || substr(e.sha256, 1, 55)
	LEFT JOIN constat_envoi c ON c.echange = e.numero;

-- What stands in the way of the constat: controls of constat, its remedies.
CREATE TEMP VIEW bord_obstacle AS
	SELECT libelle, nombre, remede, controle AS cle FROM m_controle
	WHERE bloque = 'oui' ORDER BY n;

CREATE TEMP VIEW bord_division AS
	SELECT code_structure AS division, libelle_long AS libelle,
	    effectif_prevu AS prevu, effectif_calcule AS effectif,
	    effectif_calcule - effectif_prevu AS ecart
	FROM effectif_structure WHERE type_structure = 'D'
	ORDER BY code_structure;
