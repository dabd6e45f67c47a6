-- vues_dossiers.sql - the records of the pupils who go to another school.
--
-- Columns of the views are those of DOSSIERS' records.

-- Who goes to which school, as far as the base knows: by the results of the
-- affectation.
CREATE VIEW partant AS
	SELECT a.eleve_id, a.code_rne FROM affectation a JOIN base b
	WHERE a.decision = 'AFFECTE' AND a.rne_origine = b.uai
	    AND a.code_rne <> b.uai;

-- Those whose record has not gone there yet.
CREATE VIEW dossier_a_envoyer AS
	SELECT p.eleve_id, p.code_rne FROM partant p
	WHERE NOT EXISTS (SELECT 1 FROM dossier_envoye d
	    WHERE d.eleve_id = p.eleve_id AND d.code_rne = p.code_rne);

-- A copy of what is this pupil's, none of it a number of this school.
CREATE VIEW dossier_eleve AS
	SELECT p.*, NULL AS elenoet, NULL AS id_eleve_etab,
	    NULL AS id_prv_ele, NULL AS doublement, NULL AS code_mef,
	    NULL AS date_sortie, NULL AS code_motif_sortie
	FROM depart JOIN passe_eleve p USING (eleve_id) ORDER BY eleve_id;

CREATE VIEW dossier_scolarite AS
	SELECT p.* FROM depart JOIN passe_scolarite p USING (eleve_id)
	ORDER BY eleve_id;

CREATE VIEW dossier_situation AS
	SELECT p.* FROM depart JOIN passe_situation p USING (eleve_id)
	ORDER BY eleve_id;

CREATE VIEW dossier_option AS
	SELECT o.* FROM depart JOIN eleve_option o USING (eleve_id)
	ORDER BY eleve_id, num_option;

CREATE VIEW dossier_responsable AS
	SELECT r.* FROM responsable r JOIN depart USING (eleve_id)
	ORDER BY r.personne_id, r.eleve_id;

CREATE VIEW dossier_personne AS
	SELECT personne_id, NULL AS id_prv_per, lc_civilite, ll_civilite,
	    nom_de_famille, nom_usage, prenom, tel_personnel, tel_portable,
	    accepte_sms, tel_professionnel, mel, communication_adresse,
	    adresse_id, code_profession
	FROM personne
	WHERE personne_id IN (SELECT personne_id FROM dossier_responsable)
	ORDER BY personne_id;

CREATE VIEW dossier_adresse AS
	SELECT * FROM adresse
	WHERE adresse_id IN (SELECT adresse_id FROM dossier_eleve UNION
	    SELECT adresse_id FROM dossier_personne)
	ORDER BY adresse_id;

-- What whoever receives them will miss.
CREATE VIEW dossier_incomplet AS
	SELECT 'dossier-sans-ine' AS code, ' élève(s) sans INE, que l''autre '
	    || 'établissement reconnaîtra à leur identité seule' AS texte,
	    eleve_id FROM dossier_eleve WHERE id_national IS NULL
	UNION ALL
	SELECT 'dossier-sans-mef', ' élève(s) sans MEF ou sans division, dont '
	    || 'la scolarité de l''année sera incomplète', eleve_id
	    FROM dossier_scolarite WHERE code_mef IS NULL
	    OR code_structure IS NULL
	UNION ALL
	SELECT 'dossier-sans-responsable', ' élève(s) sans responsable',
	    eleve_id FROM depart WHERE eleve_id NOT IN
	    (SELECT eleve_id FROM dossier_responsable);
CREATE VIEW dossier_manque AS
	SELECT code, count(*) || texte || ' (' || (SELECT group_concat(eleve_id,
	    ', ') FROM (SELECT d.eleve_id FROM dossier_incomplet d
	    WHERE d.code = i.code ORDER BY d.eleve_id LIMIT 20))
	    || iif(count(*) > 20, ' et ' || (count(*) - 20) || ' autres', '')
	    || ')' AS texte
	FROM dossier_incomplet i GROUP BY code;
