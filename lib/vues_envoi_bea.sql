-- vues_envoi_bea.sql - event F in a school: whose record the BEA lacks, and
-- the records of BEA_ELEVES.

-- The last send that was refused because this base, or the académie's, went
-- back to a copy: what was acknowledged before it says nothing any more.  An
-- empty one is no exchange: then what was before its accusé came.
CREATE VIEW bea_rompu AS
	SELECT max(coalesce(envoi, echange)) AS envoi,
	    coalesce(num_envoi, 'sans numéro') AS num_envoi, motif
	FROM accuse WHERE racine = 'BEA_ELEVES'
	    AND (motif LIKE 'envoi-repris :%' OR motif LIKE 'envoi-inconnu :%');

CREATE VIEW bea_a_envoyer AS
	SELECT e.eleve_id FROM base b JOIN bea_rompu r JOIN eleve e
	LEFT JOIN acquis a ON a.element = 'bea_eleve'
	    AND a.cle = b.uai || '/' || e.eleve_id
	WHERE a.envoi IS NULL OR a.envoi < e.echange OR a.envoi < r.envoi;

-- The pupils that the BEA counted, at the last accusé that says it.
CREATE VIEW bea_effectif AS
	SELECT effectif, substr(date_reception, 1, 10) AS date, racine, envoi
	FROM accuse WHERE role = 'bea' AND effectif IS NOT NULL
	ORDER BY date_reception DESC, numero DESC LIMIT 1;

-- A record as the BEA takes it.  naissance and noms are worked out there.
CREATE VIEW bea_fiche AS
	SELECT b.uai, e.eleve_id, e.elenoet, e.id_national,
	    e.nom_de_famille, e.nom_usage, e.prenom, e.prenom2, e.prenom3,
	    e.date_naiss, e.code_sexe, e.code_pays,
	    e.code_commune_insee_naiss, e.ville_naiss, e.code_pays_nat,
	    e.code_mef, e.code_regime, e.code_statut, e.code_provenance,
	    e.doublement, e.date_entree, e.date_sortie, e.code_motif_sortie,
	    d.code_mef AS mef_an_dernier,
	    d.code_structure AS structure_an_dernier,
	    d.code_rne AS rne_an_dernier, a.ligne1_adresse, a.ligne2_adresse,
	    a.ligne3_adresse, a.ligne4_adresse, a.code_postal,
	    a.libelle_postal, a.commune_etrangere, a.code_commune_insee,
	    a.code_pays AS pays_adresse, NULL AS naissance, NULL AS noms
	FROM base b JOIN eleve e
	LEFT JOIN scolarite_an_dernier d USING (eleve_id)
	LEFT JOIN adresse a ON a.adresse_id = e.adresse_id;

CREATE VIEW bea_fiche_structure AS
	SELECT b.uai, s.eleve_id, s.type_structure, s.code_structure
	FROM base b JOIN bee_eleve_structure s;

CREATE VIEW bea_fiche_option AS
	SELECT b.uai, o.eleve_id, o.num_option, o.code_modalite_elect,
	    o.code_matiere
	FROM base b JOIN eleve_option o;

CREATE VIEW bea_fiche_responsable AS
	SELECT b.uai, r.eleve_id, r.personne_id, r.niveau_responsabilite,
	    r.code_parente, p.lc_civilite, p.nom_de_famille, p.nom_usage,
	    p.prenom, p.code_profession, a.ligne1_adresse, a.ligne2_adresse,
	    a.ligne3_adresse, a.ligne4_adresse, a.code_postal,
	    a.libelle_postal, a.commune_etrangere, a.code_commune_insee,
	    a.code_pays AS pays_adresse
	FROM base b JOIN bee_responsable r JOIN personne p USING (personne_id)
	LEFT JOIN adresse a ON a.adresse_id = p.adresse_id;

-- What the send says of itself, and the records of those who go.
CREATE VIEW envoi_bea_etablissement AS
	SELECT b.uai, v.acquitte, v.depuis,
	    (SELECT count(*) FROM eleve_scolarise) AS scolarises,
	    v.bloquees, NULL AS numero
	FROM base b JOIN envoi_bea v;

CREATE VIEW envoi_bea_eleve AS
	SELECT f.* FROM depart JOIN bea_fiche f USING (eleve_id)
	ORDER BY eleve_id;

CREATE VIEW envoi_bea_structure AS
	SELECT f.* FROM depart JOIN bea_fiche_structure f USING (eleve_id)
	ORDER BY eleve_id, type_structure, code_structure;

CREATE VIEW envoi_bea_option AS
	SELECT f.* FROM depart JOIN bea_fiche_option f USING (eleve_id)
	ORDER BY eleve_id, num_option;

CREATE VIEW envoi_bea_responsable AS
	SELECT f.* FROM depart JOIN bea_fiche_responsable f USING (eleve_id)
	ORDER BY eleve_id, personne_id;
