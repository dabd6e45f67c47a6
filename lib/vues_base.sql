-- vues_base.sql - the archive, as the journal knows it.

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
