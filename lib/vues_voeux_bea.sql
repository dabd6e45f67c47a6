-- vues_voeux_bea.sql - event C in an académie: the records of AFFECTATIONS.

CREATE VIEW decision_resultat AS
	SELECT row_number() OVER (ORDER BY e.uai, e.eleve_id) AS rang_eleve,
	    e.eleve_id, e.uai AS rne_origine, e.id_national,
	    e.nom_de_famille, e.nom_usage, e.prenom, e.prenom2, e.prenom3,
	    e.date_naiss, e.code_sexe, e.code_pays,
	    e.code_commune_insee_naiss, e.ville_naiss, e.code_pays_nat,
	    e.code_mef AS mef_origine, e.code_structure AS structure_origine,
	    d.decision, d.rang_liste, d.rang_voeu, d.code_rne, d.code_mef
	FROM decision d JOIN voeux_eleve e USING (uai, eleve_id);

-- For the school that the wishes came from.
CREATE VIEW envoi_resultat AS
	SELECT * FROM decision_resultat
	WHERE rne_origine = (SELECT uai FROM destinataire)
	ORDER BY eleve_id;

-- For the school that they lead to.
CREATE VIEW envoi_arrivee AS
	SELECT * FROM decision_resultat
	WHERE decision = 'AFFECTE'
	    AND code_rne = (SELECT uai FROM destinataire)
	    AND rne_origine <> code_rne
	ORDER BY rne_origine, eleve_id;

-- Those of that school who made wishes and have no decision.
CREATE VIEW voeu_sans_decision AS
	SELECT e.eleve_id FROM voeux_eleve e
	WHERE e.uai = (SELECT uai FROM destinataire)
	    AND EXISTS (SELECT 1 FROM voeu v WHERE v.uai = e.uai
	        AND v.eleve_id = e.eleve_id)
	    AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.uai = e.uai
	        AND d.eleve_id = e.eleve_id)
	ORDER BY e.eleve_id;
