-- vues_bascule.sql - what crosses into the base of the next year.
--
-- Columns of the views are those of BASCULE's records, in document order.

-- Who crosses: every pupil who has no exit date, unless a passage says that
-- he leaves; and in a complement who has left since.
CREATE VIEW bascule_qui AS
	SELECT e.eleve_id, e.date_sortie,
	    p.code_motif_sortie AS motif_passage, p.code_mef, p.doublement,
	    p.eleve_id IS NOT NULL AS passe,
	    e.date_sortie IS NULL AND p.code_motif_sortie IS NULL
	    OR coalesce(p.sorti, 0) AS traverse
	FROM eleve e LEFT JOIN passage p USING (eleve_id);

CREATE VIEW bascule_mef AS SELECT * FROM mef WHERE ferme = 0;
CREATE VIEW bascule_matiere AS SELECT * FROM matiere WHERE ferme = 0;
CREATE VIEW bascule_programme AS
	SELECT p.* FROM programme p JOIN mef m USING (code_mef)
	WHERE m.ferme = 0;
CREATE VIEW bascule_option_obligatoire AS
	SELECT o.* FROM option_obligatoire o JOIN mef m USING (code_mef)
	WHERE m.ferme = 0;
CREATE VIEW bascule_nomenclature AS SELECT * FROM nomenclature WHERE ferme = 0;
CREATE VIEW bascule_selection AS
	SELECT code_matiere FROM matiere WHERE selectionnee = 1 AND ferme = 0;

-- An élève without what belongs to the year that ends, or to this school.
CREATE VIEW passe_eleve AS
	SELECT eleve_id, id_national, ine_bea, ine_rnie, nom_de_famille,
	    nom_usage, prenom, prenom2, prenom3, date_naiss,
	    tel_professionnel, code_pays, accepte_sms,
	    NULL AS date_modification, mel, NULL AS code_regime,
	    NULL AS date_entree, ville_naiss, adresse_id, tel_personnel,
	    code_sexe, tel_portable, code_pays_nat, NULL AS code_statut,
	    code_departement_naiss, code_commune_insee_naiss,
	    NULL AS adhesion_transport, NULL AS code_provenance, ine_ancien
	FROM eleve;

-- This year's situation, as last year's; the school is this one.
CREATE VIEW passe_scolarite AS
	SELECT e.eleve_id, e.code_mef, d.code_structure,
	    (SELECT uai FROM base) AS code_rne, NULL AS code_nature,
	    NULL AS sigle, c.denom_princ, c.denom_compl, c.ligne1_adresse,
	    c.ligne2_adresse, c.ligne3_adresse, c.ligne4_adresse,
	    c.boite_post AS boite_postale, c.commune_etrangere,
	    c.mel_1 AS mel, c.telephone, c.code_commune_insee,
	    c.libelle_postal AS ll_commune_insee
	FROM eleve e
	LEFT JOIN (SELECT eleve_id, min(code_structure) AS code_structure
	    FROM eleve_structure WHERE type_structure = 'D'
	    GROUP BY eleve_id) d USING (eleve_id)
	LEFT JOIN commun c ON c.id = 1;

CREATE VIEW passe_situation AS
	SELECT eleve_id, code_regime, code_statut, date_entree, doublement
	FROM eleve;

CREATE VIEW bascule_eleve AS
	SELECT p.*, e.elenoet, e.id_eleve_etab, e.id_prv_ele, q.doublement,
	    q.code_mef, e.date_sortie, CASE WHEN e.date_sortie IS NOT NULL
	    THEN e.code_motif_sortie END AS code_motif_sortie
	FROM passe_eleve p JOIN eleve e USING (eleve_id)
	JOIN bascule_qui q USING (eleve_id)
	WHERE q.traverse ORDER BY p.eleve_id;

CREATE VIEW bascule_scolarite AS
	SELECT p.* FROM passe_scolarite p JOIN bascule_qui q USING (eleve_id)
	WHERE q.traverse ORDER BY p.eleve_id;

CREATE VIEW bascule_situation AS
	SELECT p.* FROM passe_situation p JOIN bascule_qui q USING (eleve_id)
	WHERE q.traverse ORDER BY p.eleve_id;

CREATE VIEW bascule_option AS
	SELECT o.* FROM eleve_option o JOIN bascule_qui q USING (eleve_id)
	WHERE q.traverse ORDER BY o.eleve_id, o.num_option;

CREATE VIEW bascule_responsable AS
	SELECT r.* FROM responsable r JOIN bascule_qui q USING (eleve_id)
	WHERE q.traverse ORDER BY r.personne_id, r.eleve_id;

CREATE VIEW bascule_personne AS
	SELECT * FROM personne
	WHERE personne_id IN (SELECT personne_id FROM bascule_responsable)
	    -- in a complement, who has lost the last link: pupil 0 says so
	    OR (EXISTS (SELECT 1 FROM passage WHERE eleve_id = 0)
	    AND personne_id NOT IN (SELECT personne_id FROM responsable))
	ORDER BY personne_id;

CREATE VIEW bascule_adresse AS
	SELECT * FROM adresse
	WHERE adresse_id IN (SELECT adresse_id FROM bascule_eleve UNION
	    SELECT adresse_id FROM bascule_personne)
	ORDER BY adresse_id;

-- Of who has come since, or may be renumbered: how the new base tells him.
CREATE VIEW complement_numero AS
	SELECT * FROM (SELECT 'eleve' AS element, e.eleve_id AS id, e.cree,
	    (SELECT c.avant FROM changement c WHERE c.element = 'eleve'
	    AND c.cle = CAST(e.eleve_id AS TEXT) AND c.champ = 'eleve_id'
	    ORDER BY c.n DESC LIMIT 1) AS ancien
	    FROM bascule_eleve q JOIN eleve e USING (eleve_id)
	    UNION ALL
	    SELECT 'personne', e.personne_id, e.cree,
	    (SELECT c.avant FROM changement c WHERE c.element = 'personne'
	    AND c.cle = CAST(e.personne_id AS TEXT)
	    AND c.champ = 'personne_id' ORDER BY c.n DESC LIMIT 1)
	    FROM bascule_personne q JOIN personne e USING (personne_id))
	WHERE id < 0 OR ancien IS NOT NULL
	    OR cree > (SELECT min(numero) FROM echange
	    WHERE genre = 'bascule' AND sens = 'emis')
	ORDER BY element, id;

CREATE VIEW bascule_reste AS
	SELECT eleve_id, CASE WHEN date_sortie IS NOT NULL
	    THEN 'sorti le ' || date_sortie
	    ELSE 'sortie annoncée, motif ' || motif_passage END AS raison
	FROM bascule_qui WHERE NOT traverse ORDER BY eleve_id;

-- The screen of a dry run.
CREATE VIEW bascule_liste AS
	SELECT q.eleve_id, d.code_structure AS division,
	    CASE WHEN q.traverse THEN 'passe' ELSE 'reste' END AS decision,
	    q.code_mef AS mef, q.doublement,
	    trim(CASE WHEN NOT q.traverse THEN r.raison
	    WHEN NOT q.passe THEN 'sans passage'
	    WHEN q.code_mef IS NULL THEN 'sans MEF' ELSE '' END ||
	    CASE WHEN q.traverse AND e.id_national IS NULL
	    THEN ', sans INE' ELSE '' END ||
	    coalesce(', dossier à envoyer à ' || a.code_rne, '') ||
	    CASE WHEN v.eleve_id IS NOT NULL
	    THEN ', vœux à envoyer' ELSE '' END ||
	    -- said of each only where the BEA is sent any
	    CASE WHEN b.eleve_id IS NOT NULL AND EXISTS (SELECT 1
	    FROM transfert WHERE element = 'bea_eleve')
	    THEN ', fiche à envoyer' ELSE '' END, ' ,') AS raison
	FROM bascule_qui q JOIN eleve e USING (eleve_id)
	LEFT JOIN dossier_a_envoyer a USING (eleve_id)
	LEFT JOIN voeu_a_envoyer v USING (eleve_id)
	LEFT JOIN bea_a_envoyer b USING (eleve_id)
	LEFT JOIN bascule_reste r USING (eleve_id)
	LEFT JOIN eleve_division d USING (eleve_id)
	ORDER BY q.traverse, q.eleve_id;
