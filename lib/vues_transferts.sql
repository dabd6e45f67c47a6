-- vues_transferts.sql - what the addressee of numbered sends is known to have.

-- The last send that carried a record and was answered for good, unless the
-- record is among those that it rejects.
CREATE VIEW acquis AS
	SELECT d.element, d.cle, d.envoi
	FROM (SELECT t.element, t.cle, max(t.envoi) AS envoi
	    FROM transfert t JOIN accuse a ON a.envoi = t.envoi
	    WHERE a.classe = 'accepte'
	        OR (a.classe = 'donnees' AND a.motif IS NULL)
	    GROUP BY t.element, t.cle) d
	WHERE NOT EXISTS (SELECT 1 FROM accuse_anomalie x
	    JOIN accuse a USING (sha256)
	    WHERE x.element = d.element AND x.cle = d.cle
	    AND x.gravite = 'rejet' AND a.envoi = d.envoi);
