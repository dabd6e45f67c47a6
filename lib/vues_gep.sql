-- vues_gep.sql - the tables of GEP, of a base of role etab.
--
-- gep_tmt and those named like it have the columns of their record in
-- format_gep.c; those above them prepare.  The day is that of compte.

-- Those who have not left.
CREATE VIEW gep_present AS
	SELECT * FROM eleve
	WHERE date_sortie IS NULL
	    OR date_sortie > (SELECT date_effectif FROM compte);

-- GEP knows a person by one key, STS-WEB by ID and TYPE: where a number is
-- both, the local one has another letter.
CREATE VIEW gep_individu AS
	SELECT id, type, iif(type = 'local' AND EXISTS (SELECT 1
	    FROM individu o WHERE o.id = i.id AND o.type <> 'local'), 'L', 'P')
	    || id AS numind
	FROM individu i;

CREATE VIEW gep_service AS
	SELECT s.* FROM service s JOIN structure t
	USING (type_structure, code_structure) WHERE t.ferme = 0;

-- Options that have a mnemonic, in the pupil's order.
CREATE VIEW gep_option AS
	SELECT o.eleve_id, m.code_gestion, row_number() OVER
	    (PARTITION BY o.eleve_id ORDER BY o.num_option) AS rang
	FROM gep_present e JOIN eleve_option o USING (eleve_id)
	JOIN matiere m USING (code_matiere)
	WHERE m.code_gestion IS NOT NULL;

CREATE VIEW gep_legal AS
	SELECT r.eleve_id, r.personne_id, row_number() OVER
	    (PARTITION BY r.eleve_id ORDER BY r.resp_legal, r.personne_id)
	    AS rang
	FROM bee_responsable r JOIN gep_present e USING (eleve_id)
	WHERE r.resp_legal IN ('1', '2');

-- Pupils of the same two legal guardians are one record of F_ERE; its key is
-- the smallest of their numbers.
CREATE VIEW gep_famille AS
	SELECT eleve_id, un, deux, en_trop,
	    min(eleve_id) OVER (PARTITION BY un, deux) AS ereno
	FROM (SELECT eleve_id,
	    max(iif(rang = 1, personne_id, NULL)) AS un,
	    max(iif(rang = 2, personne_id, NULL)) AS deux,
	    iif(max(rang) > 2, max(rang) - 2, NULL) AS en_trop
	    FROM gep_legal GROUP BY eleve_id);

-- The profile's, and whatever else a service or a pupil refers to.
CREATE VIEW gep_tmt AS
	SELECT code_matiere, code_gestion AS matimn, libelle_court AS matilc
	FROM matiere
	WHERE code_matiere IN (SELECT code_matiere FROM matiere_profile)
	    OR code_matiere IN (SELECT code_matiere FROM gep_service)
	    OR code_matiere IN (SELECT o.code_matiere FROM gep_present e
	    JOIN eleve_option o USING (eleve_id))
	ORDER BY code_gestion, code_matiere;

CREATE VIEW gep_wind AS
	SELECT i.id, i.type, i.nom_usage AS ainomu, i.prenom AS aipren,
	    CASE coalesce(i.civilite, i.sexe) WHEN '1' THEN 'M.'
	        WHEN '2' THEN 'MM' WHEN '3' THEN 'ML'
	        ELSE CASE i.sexe WHEN '1' THEN 'M.' WHEN '2' THEN 'MM' END
	        END AS aicivi,
	    k.numind, i.fonction AS foncco, NULL AS indnni
	FROM individu i JOIN gep_individu k USING (id, type)
	WHERE i.fonction = 'ENS'
	    OR EXISTS (SELECT 1 FROM service_enseignant e
	    JOIN gep_service s USING (type_structure, code_structure,
	    code_matiere, code_mod_cours) WHERE e.id = i.id
	    AND e.type = i.type)
	    OR EXISTS (SELECT 1 FROM prof_princ p WHERE p.id = i.id
	    AND p.type = i.type)
	ORDER BY i.nom_usage, i.prenom, i.id, i.type;

-- One row for a subject, a teacher and a structure, whatever the modalité;
-- one without a teacher only where nobody teaches it.
CREATE VIEW gep_men AS
	SELECT DISTINCT m.code_gestion AS matimn,
	    coalesce(k.numind, '') AS numind, s.code_structure AS elstco,
	    s.code_matiere
	FROM gep_service s LEFT JOIN matiere m USING (code_matiere)
	LEFT JOIN service_enseignant e USING (type_structure, code_structure,
	    code_matiere, code_mod_cours)
	LEFT JOIN gep_individu k USING (id, type)
	WHERE k.numind IS NOT NULL OR NOT EXISTS (SELECT 1
	    FROM service_enseignant o WHERE o.type_structure = s.type_structure
	    AND o.code_structure = s.code_structure
	    AND o.code_matiere = s.code_matiere)
	ORDER BY s.type_structure, elstco, matimn, numind;

CREATE VIEW gep_gpd AS
	SELECT d.code_structure AS grocod, d.code_division AS divcod
	FROM groupe_division d JOIN groupe g USING (code_structure)
	JOIN division v ON v.code_structure = d.code_division
	WHERE g.ferme = 0 AND v.ferme = 0 ORDER BY grocod, divcod;

-- With each of its head teachers, but those who no longer are.
CREATE VIEW gep_div AS
	SELECT DISTINCT d.code_structure AS divcod,
	    coalesce(k.numind, '') AS numind
	FROM division d LEFT JOIN prof_princ p
	ON p.code_structure = d.code_structure AND (p.date_fin IS NULL
	    OR p.date_fin >= (SELECT date_effectif FROM compte))
	LEFT JOIN gep_individu k USING (id, type)
	WHERE d.ferme = 0 ORDER BY divcod, numind;

-- A régime of SIECLE begins with its family; GEP knows four of them.  A
-- pupil has one family: it is grouped so that SQLite makes an index of it.
CREATE VIEW gep_ele AS
	SELECT e.eleve_id, coalesce(e.nom_de_famille, e.nom_usage) AS elenom,
	    e.prenom || coalesce(' ' || e.prenom2, '')
	    || coalesce(' ' || e.prenom3, '') AS elepre,
	    CASE e.code_sexe WHEN '1' THEN 'M' WHEN '2' THEN 'F' END AS elesexe,
	    e.date_naiss AS eledatnais, e.elenoet, f.ereno,
	    iif(e.doublement = 1, 'O', iif(e.doublement = 0, 'N', NULL))
	    AS eledoubl,
	    e.id_national AS elenonat,
	    CASE WHEN e.code_regime GLOB '[01]*' THEN '0'
	        WHEN e.code_regime GLOB '[234]*'
	        THEN substr(e.code_regime, 1, 1) END AS elereg,
	    d.code_structure AS divcod, a.code_rne AS etocod_ep,
	    o.eleopt1, o.eleopt2, o.eleopt3, o.eleopt4, o.eleopt5, o.eleopt6,
	    o.eleopt7, o.eleopt8, o.eleopt9, o.eleopt10, o.eleopt11,
	    o.eleopt12, o.options_en_trop,
	    (SELECT group_concat(p.code_matiere, ' ') FROM eleve_option p
	    LEFT JOIN matiere m USING (code_matiere)
	    WHERE p.eleve_id = e.eleve_id AND m.code_gestion IS NULL)
	    AS options_sans_mnemonique,
	    iif(e.code_regime GLOB '[01234]*', NULL, e.code_regime)
	    AS regime_autre,
	    f.en_trop AS responsables_en_trop
	FROM gep_present e LEFT JOIN eleve_division d USING (eleve_id)
	LEFT JOIN scolarite_an_dernier a USING (eleve_id)
	LEFT JOIN (SELECT eleve_id,
	    max(iif(rang = 1, code_gestion, NULL)) AS eleopt1,
	    max(iif(rang = 2, code_gestion, NULL)) AS eleopt2,
	    max(iif(rang = 3, code_gestion, NULL)) AS eleopt3,
	    max(iif(rang = 4, code_gestion, NULL)) AS eleopt4,
	    max(iif(rang = 5, code_gestion, NULL)) AS eleopt5,
	    max(iif(rang = 6, code_gestion, NULL)) AS eleopt6,
	    max(iif(rang = 7, code_gestion, NULL)) AS eleopt7,
	    max(iif(rang = 8, code_gestion, NULL)) AS eleopt8,
	    max(iif(rang = 9, code_gestion, NULL)) AS eleopt9,
	    max(iif(rang = 10, code_gestion, NULL)) AS eleopt10,
	    max(iif(rang = 11, code_gestion, NULL)) AS eleopt11,
	    max(iif(rang = 12, code_gestion, NULL)) AS eleopt12,
	    group_concat(iif(rang > 12, code_gestion, NULL), ' ')
	    AS options_en_trop
	    FROM gep_option GROUP BY eleve_id) o USING (eleve_id)
	LEFT JOIN (SELECT eleve_id, max(ereno) AS ereno,
	    max(en_trop) AS en_trop
	    FROM gep_famille GROUP BY eleve_id) f USING (eleve_id)
	ORDER BY e.eleve_id;

CREATE VIEW gep_adresse AS
	SELECT adresse_id, ligne1_adresse AS rue,
	    nullif(ltrim(coalesce(' ' || ligne2_adresse, '')
	    || coalesce(' ' || ligne3_adresse, '')
	    || coalesce(' ' || ligne4_adresse, '')
	    || coalesce(' ' || boite_postale, '')), '') AS suite,
	    code_postal, coalesce(libelle_postal, commune_etrangere)
	    AS commune
	FROM adresse;

-- The second has one line of address only: all of it stands there.
CREATE VIEW gep_ere AS
	SELECT f.ereno, coalesce(u.nom_usage, u.nom_de_famille) AS erenom,
	    u.prenom AS erepre, a.rue AS ereadr, a.suite AS ereadrs,
	    a.code_postal AS erecld, a.commune AS erelcom,
	    coalesce(d.nom_usage, d.nom_de_famille) AS ereanom,
	    d.prenom AS ereapre, nullif(ltrim(coalesce(b.rue, '')
	    || coalesce(' ' || b.suite, '')), '') AS ereaadr,
	    b.code_postal AS ereacld, b.commune AS erealcom
	FROM (SELECT DISTINCT ereno, un, deux FROM gep_famille) f
	JOIN personne u ON u.personne_id = f.un
	LEFT JOIN gep_adresse a ON a.adresse_id = u.adresse_id
	LEFT JOIN personne d ON d.personne_id = f.deux
	LEFT JOIN gep_adresse b ON b.adresse_id = d.adresse_id
	ORDER BY f.ereno;
