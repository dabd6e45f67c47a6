-- vues_ine.sql - event G in an académie: what a school does not know yet of
-- its numbers, the records of BEA_INE, and the disputes.

-- A number stands as it was given while it is the pupil's; who has another
-- since has no need of it, and who has one is in no dispute.
CREATE VIEW immatriculation_utile AS
	SELECT i.* FROM immatriculation i JOIN bea_eleve e USING (uai, eleve_id)
	WHERE iif(i.etat IN ('ATTRIBUE', 'RETROUVE'),
	    e.id_national = i.id_national, e.id_national IS NULL);

CREATE VIEW ine_a_envoyer AS
	SELECT i.* FROM destinataire d
	CROSS JOIN immatriculation_utile i USING (uai)
	LEFT JOIN acquis a ON a.element = 'ine_recu'
	    AND a.cle = i.uai || '/' || i.eleve_id
	WHERE a.envoi IS NULL OR a.envoi < i.echange;

CREATE VIEW envoi_ine_etablissement AS
	SELECT d.uai, (SELECT count(*) FROM immatriculation_utile i
	    WHERE i.uai = d.uai AND i.etat = 'LITIGE') AS litiges,
	    (SELECT count(*) FROM immatriculation_utile i
	    WHERE i.uai = d.uai AND i.etat = 'ERREUR') AS erreurs
	FROM destinataire d;

CREATE VIEW envoi_ine AS
	SELECT i.uai, i.eleve_id, e.elenoet, e.nom_de_famille, e.nom_usage,
	    e.prenom, e.prenom2, e.prenom3, e.date_naiss, e.code_sexe,
	    e.code_pays, e.code_commune_insee_naiss, e.ville_naiss, i.etat,
	    i.id_national, i.motif
	FROM ine_a_envoyer i JOIN bea_eleve e USING (uai, eleve_id)
	ORDER BY i.eleve_id;

-- The table that people settle them in.
CREATE VIEW litige_liste AS
	SELECT l.uai, l.eleve_id, l.autre_uai, l.autre_id, l.decision,
	    l.mesure, e.nom_de_famille AS nom, e.nom_usage AS usage,
	    e.prenom || coalesce(' ' || e.prenom2, '')
	        || coalesce(' ' || e.prenom3, '') AS prenoms,
	    e.date_naiss AS naissance, e.code_sexe AS sexe,
	    coalesce(e.code_commune_insee_naiss, e.ville_naiss) AS lieu,
	    a.nom_de_famille AS autre_nom, a.nom_usage AS autre_usage,
	    a.prenom || coalesce(' ' || a.prenom2, '')
	        || coalesce(' ' || a.prenom3, '') AS autre_prenoms,
	    a.date_naiss AS autre_naissance, a.code_sexe AS autre_sexe,
	    coalesce(a.code_commune_insee_naiss, a.ville_naiss) AS autre_lieu,
	    a.id_national AS autre_ine
	FROM litige l JOIN immatriculation_utile i USING (uai, eleve_id)
	JOIN bea_eleve e USING (uai, eleve_id)
	JOIN bea_eleve a ON a.uai = l.autre_uai AND a.eleve_id = l.autre_id
	WHERE i.etat = 'LITIGE'
	ORDER BY l.uai, l.eleve_id, l.mesure DESC, l.autre_uai, l.autre_id;
