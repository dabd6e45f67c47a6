-- One enseignant has two matières of one mnemonic in the 3A, another one of
-- none.
UPDATE matiere SET code_gestion = NULL WHERE code_matiere = '070800';
INSERT INTO matiere (code_matiere, code_gestion, libelle_court)
    VALUES ('020710', 'FRANC', 'FRANCAIS BIS');
INSERT INTO service (type_structure, code_structure, code_matiere,
    code_mod_cours) VALUES ('D', '3A', '020710', 'CG');
INSERT INTO service_enseignant (type_structure, code_structure, code_matiere,
    code_mod_cours, id, type)
    SELECT 'D', '3A', '020710', 'CG', id, type FROM service_enseignant
    WHERE code_structure = '3A' AND code_matiere = '020700';
