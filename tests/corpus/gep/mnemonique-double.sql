-- Capitals do not tell them apart.
UPDATE matiere SET code_gestion = 'agl1' WHERE code_matiere = '030202';
