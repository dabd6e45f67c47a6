-- One has fourteen options, another one whose matière is unknown.
DELETE FROM eleve_option WHERE eleve_id = 990004;
INSERT INTO eleve_option SELECT 990004, row_number() OVER (), 'F', code_matiere
    FROM (SELECT code_matiere FROM gep_tmt ORDER BY code_matiere LIMIT 14);
INSERT INTO eleve_option VALUES (990005, 9, 'F', '999999');
