UPDATE eleve SET elenoet = NULL, code_regime = '6', nom_de_famille =
    'De la Très-Longue-Allée des Châtaigniers' WHERE eleve_id = 990005;
DELETE FROM eleve_structure WHERE eleve_id = 990005;
DELETE FROM responsable WHERE eleve_id = 990005;
