-- vues_base.sql - the journal: the answers to its sends, and its archive.

-- etat as it became; accuse is the class of the last answer.
CREATE VIEW echange_etat AS
	SELECT e.numero, CASE a.classe WHEN 'accepte' THEN 'acquitte'
	    WHEN 'donnees' THEN iif(a.gardes = 0, 'rejete', 'en_anomalie')
	    ELSE e.etat END AS etat, a.classe AS accuse,
	    a.date_reception AS date_accuse, a.effectif AS effectif_accuse
	FROM echange e LEFT JOIN accuse a ON a.envoi = e.numero;

-- The later send that stands for one of the same kind to the same place: an
-- académie sends to many schools.  Each send of dossiers stands for itself.
CREATE VIEW envoi_remplace AS
	SELECT e.numero, (SELECT max(l.numero) FROM echange l
	    WHERE l.genre = e.genre AND l.sens = 'emis' AND l.uai IS e.uai
	    AND l.numero > e.numero) AS remplace
	FROM echange e WHERE e.sens = 'emis' AND e.genre <> 'dossiers';

-- Numbered sends that nobody has answered for good, and the later send that
-- stands for each, if there is one.  SIECLE, which takes IMPORT_ELEVES, answers
-- on its own screens; so does STS-WEB of the ministry: an answer is due from
-- there only where one has ever come (repond).
CREATE VIEW envoi_en_attente AS
	SELECT e.numero, e.num_envoi, e.date_echange, e.genre, e.sha256,
	    s.accuse, (SELECT r.remplace FROM envoi_remplace r
	    WHERE r.numero = e.numero) AS remplace,
	    e.genre NOT IN ('effectifs', 'nomenclature-etablissement')
	    OR EXISTS (SELECT 1 FROM accuse WHERE role = 'sts') AS repond
	FROM echange e JOIN echange_etat s USING (numero)
	WHERE e.sens = 'emis' AND e.num_envoi IS NOT NULL
	    AND e.racine <> 'IMPORT_ELEVES'
	    AND s.etat = 'emis';

-- The bodies that the journal has in the archive; purge is the exchange that
-- removed one: the first purge after it, if it was before that one's date.
CREATE VIEW corps AS
	SELECT c.numero, c.date_echange, c.nom, c.sha256, c.taille,
	    (SELECT min(p.numero) FROM echange p WHERE p.genre = 'purge'
	    AND p.numero > c.numero
	    AND substr(c.date_echange, 1, 10) < p.date_utilisee) AS purge
	FROM (SELECT numero, date_echange, archive AS nom, sha256, taille
	    FROM echange WHERE archive IS NOT NULL
	    UNION ALL
	    SELECT numero, date_echange, reponse, reponse_sha256,
	    reponse_taille FROM echange WHERE reponse IS NOT NULL
	    UNION ALL
	    SELECT numero, date_echange, annexe, annexe_sha256,
	    annexe_taille FROM echange WHERE annexe IS NOT NULL) c;
