-- vues_voeux.sql - event C in a school: who is to have wishes, the records of
-- VOEUX, the list of them, and what became of each.

-- The MEF that the campaign is for.
CREATE VIEW voeu_mef AS
	SELECT code_mef FROM campagne_mef
	UNION
	SELECT e.code_mef FROM eleve e JOIN voeu v USING (eleve_id)
	WHERE e.code_mef IS NOT NULL
	    AND NOT EXISTS (SELECT 1 FROM campagne_mef);

CREATE VIEW voeu_concerne AS
	SELECT eleve_id, a_voeu FROM (SELECT e.eleve_id, e.code_mef,
	    EXISTS (SELECT 1 FROM voeu v WHERE v.eleve_id = e.eleve_id)
	    AS a_voeu FROM eleve e WHERE e.date_sortie IS NULL)
	WHERE a_voeu OR code_mef IN (SELECT code_mef FROM voeu_mef);

-- The records of VOEUX, columns in document order.
CREATE VIEW envoi_voeux_eleve AS
	SELECT e.eleve_id, e.id_national, e.nom_de_famille, e.nom_usage,
	    e.prenom, e.prenom2, e.prenom3, e.date_naiss, e.code_sexe,
	    e.code_pays, e.code_commune_insee_naiss, e.ville_naiss,
	    e.code_pays_nat, e.code_mef, d.code_structure
	FROM eleve e JOIN voeu_concerne c USING (eleve_id)
	LEFT JOIN eleve_division d USING (eleve_id)
	ORDER BY e.eleve_id;

CREATE VIEW envoi_voeu AS
	SELECT v.eleve_id, row_number() OVER (ORDER BY v.eleve_id,
	    v.rang_voeu) AS numero, v.rang_voeu, v.code_rne AS uai,
	    v.code_mef AS mef, v.derogation
	FROM voeu v JOIN voeu_concerne c USING (eleve_id)
	ORDER BY v.eleve_id, v.rang_voeu;

CREATE VIEW envoi_voeu_option AS
	SELECT o.eleve_id, v.numero, o.code_matiere
	FROM voeu_option o JOIN envoi_voeu v USING (eleve_id, rang_voeu)
	ORDER BY o.eleve_id, o.rang_voeu, o.code_matiere;

-- The semicolon list: a line for each wish.  Its first columns are those that
-- are known of the list of Affelnet, in its words; the rest is ours.
CREATE VIEW voeux_liste AS
	SELECT (SELECT academie FROM base)
	        AS "Académie possédant le dossier élève",
	    e.id_national AS "INE",
	    coalesce(e.nom_usage, e.nom_de_famille) AS "Nom",
	    e.prenom AS "Prénom 1", e.prenom2 AS "Prénom 2",
	    e.prenom3 AS "Prénom 3", a.ligne1_adresse AS "Adresse ligne 1",
	    a.ligne2_adresse AS "Adresse ligne 2",
	    a.ligne3_adresse AS "Adresse ligne 3",
	    a.ligne4_adresse AS "Adresse ligne 4",
	    a.code_postal AS "Code postal",
	    coalesce(a.libelle_postal, a.commune_etrangere) AS "Ville",
	    a.ll_pays AS "Pays",
	    coalesce(e.tel_portable, e.tel_personnel) AS "Téléphone",
	    strftime('%d/%m/%Y', e.date_naiss) AS "Date de naissance",
	    (SELECT uai FROM base) AS "UAI d'origine",
	    e.code_mef AS "MEF d'origine",
	    (SELECT d.code_structure FROM eleve_division d
	        WHERE d.eleve_id = e.eleve_id) AS "Division",
	    v.rang_voeu AS "Rang du vœu", v.code_rne AS "UAI demandé",
	    v.code_mef AS "MEF demandé",
	    (SELECT group_concat(o.code_matiere, '|') FROM voeu_option o
	        WHERE o.eleve_id = v.eleve_id AND o.rang_voeu = v.rang_voeu)
	        AS "Options",
	    CASE v.derogation WHEN 1 THEN 'O' WHEN 0 THEN 'N' END
	        AS "Dérogation"
	FROM voeu v JOIN voeu_concerne c USING (eleve_id)
	JOIN eleve e USING (eleve_id) LEFT JOIN adresse a USING (adresse_id)
	ORDER BY v.eleve_id, v.rang_voeu;

-- Whose wishes have not gone out as they now are.
CREATE VIEW voeu_a_envoyer AS
	SELECT c.eleve_id FROM voeu_concerne c
	LEFT JOIN (SELECT CAST(cle AS INTEGER) AS eleve_id,
	    max(echange) AS dernier FROM changement
	    WHERE element IN ('voeu', 'voeu_option') GROUP BY 1) d
	    USING (eleve_id)
	WHERE coalesce(d.dernier, c.a_voeu) > coalesce((SELECT max(numero)
	    FROM echange WHERE sens = 'emis'
	    AND genre IN ('export-voeux', 'liste-voeux')), 0);

-- Who is to have a wish and has none.
CREATE VIEW voeu_manque AS
	SELECT c.eleve_id, d.code_structure
	FROM voeu_concerne c LEFT JOIN eleve_division d USING (eleve_id)
	WHERE NOT c.a_voeu ORDER BY c.eleve_id;

-- Who had more wishes before the campaign had fewer.
CREATE VIEW voeu_en_trop AS
	SELECT c.eleve_id, d.code_structure, p.voeux_max, v.nombre
	FROM campagne p JOIN (SELECT eleve_id, count(*) AS nombre FROM voeu
	    GROUP BY eleve_id) v ON v.nombre > p.voeux_max
	JOIN voeu_concerne c USING (eleve_id)
	LEFT JOIN eleve_division d USING (eleve_id) ORDER BY c.eleve_id;

-- Whose date de sortie is the one that the results wrote (--sorties).
CREATE VIEW sortie_affectation AS
	SELECT e.eleve_id FROM eleve e WHERE e.date_sortie IS NOT NULL
	    AND (SELECT x.genre FROM changement c
	        JOIN echange x ON x.numero = c.echange
	        WHERE c.element = 'eleve'
	        AND c.cle = CAST(e.eleve_id AS TEXT)
	        AND lower(c.champ) = 'date_sortie'
	        ORDER BY c.n DESC LIMIT 1) = 'affectations';

-- The screen of affect-import -l: for each pupil what was decided, and
-- whether it is « traité »: nothing of it remains to be done here.
CREATE VIEW affectation_liste AS
	SELECT q.eleve_id, d.code_structure AS division,
	    CASE a.decision WHEN 'AFFECTE' THEN 'affecté'
	        WHEN 'LISTE' THEN 'liste supplémentaire'
	        WHEN 'REFUSE' THEN 'refusé' ELSE 'sans résultat' END
	        AS decision,
	    a.rang_liste, a.rang_voeu, a.code_rne AS uai, a.code_mef AS mef,
	    CASE WHEN q.traite THEN 'oui' ELSE 'non' END AS traite,
	    CASE WHEN q.traite THEN iif(g.eleve_id IS NULL, '',
	            'envoyer le dossier')
	        WHEN q.effacer THEN 'effacer la sortie (saisie), aussi dans '
	            || 'la base de l''année suivante si elle y est'
	        WHEN a.decision IS NULL THEN 'attendre le résultat'
	        WHEN a.decision <> 'AFFECTE'
	        THEN 'attendre, ou faire un autre vœu'
	        WHEN q.arrive THEN 'donner un MEF et une division'
	        ELSE 'écrire la sortie' END AS reste
	FROM (SELECT e.eleve_id, f.rne_origine <> b.uai AS arrive,
	        p.eleve_id IS NOT NULL AS effacer,
	        CASE WHEN f.eleve_id IS NULL THEN e.date_sortie IS NOT NULL
	        WHEN f.decision <> 'AFFECTE' THEN 0
	        WHEN f.code_rne <> b.uai THEN e.date_sortie IS NOT NULL
	        WHEN f.rne_origine = b.uai THEN p.eleve_id IS NULL
	        ELSE e.code_mef IS NOT NULL AND EXISTS (SELECT 1
	            FROM eleve_division x WHERE x.eleve_id = e.eleve_id)
	        END AS traite
	    FROM base b JOIN eleve e LEFT JOIN affectation f USING (eleve_id)
	    LEFT JOIN sortie_affectation p USING (eleve_id)
	    WHERE f.eleve_id IS NOT NULL OR e.eleve_id IN (SELECT eleve_id
	        FROM voeu)) q
	LEFT JOIN affectation a USING (eleve_id)
	LEFT JOIN eleve_division d USING (eleve_id)
	LEFT JOIN dossier_a_envoyer g USING (eleve_id)
	ORDER BY q.eleve_id;
