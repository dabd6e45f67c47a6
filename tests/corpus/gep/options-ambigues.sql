-- Two matières of one mnemonic, of which a pupil has one.
UPDATE matiere SET code_gestion = 'agl1' WHERE code_matiere = '030202';
INSERT OR REPLACE INTO eleve_option VALUES (990005, 9, 'F', '030202');
