-- schema_ine.sql - event G in an académie: the journal knows which numbers
-- pupils had, and have no longer.

CREATE INDEX changement_ine ON changement (avant)
	WHERE element = 'bea_eleve' AND champ = 'id_national';
