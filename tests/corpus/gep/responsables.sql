-- Three legal guardians.
INSERT INTO responsable (eleve_id, personne_id, niveau_responsabilite)
    SELECT 990005, max(personne_id), '1' FROM personne;
