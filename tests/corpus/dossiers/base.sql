-- Pupils whom the receiving school knows before any dossier comes.
INSERT INTO adresse (adresse_id, ligne1_adresse, code_postal, code_pays,
    libelle_postal) VALUES
    (88001, '12 rue du Martin-Pêcheur', '99999', '100', 'BRUMEVILLE SUR ONDE');
INSERT INTO eleve (eleve_id, id_national, nom_de_famille, prenom, date_naiss,
    tel_personnel, adresse_id, code_mef, code_sexe) VALUES
    (880001, '996630669AC', 'MARTIMPRÉ', 'Ondine', '2004-05-06', '0199000001',
	88001, NULL, '2'),
    -- twins
    (880002, '994555275JB', 'GALEPAILLE', 'Aurélien', '2004-07-01', NULL, NULL,
	NULL, '1'),
    (880003, '994630190FA', 'GALEPAILLE', 'Florentin', '2004-07-01', NULL, NULL,
	NULL, '1'),
    -- brothers
    (880004, NULL, 'ROSEPINE', 'Alcide', '2004-01-02', NULL, NULL, NULL, '1'),
    (880005, NULL, 'ROSEPINE', 'Basile', '2005-03-04', NULL, NULL, NULL, '1'),
    (880011, '999927435HC', 'CHANTEMERLE', 'Félicien', '2004-03-03', NULL, NULL,
	NULL, '1'),
    (880012, '990050357CJ', 'CHANTEMERLE', 'Théophane', '2005-08-08', NULL, NULL,
	NULL, '1'),
    -- one pupil twice
    (880006, NULL, 'DOUBLARD', 'Ange', '2004-09-09', NULL, NULL, NULL, '1'),
    (880007, NULL, 'DOUBLARD', 'Ange', '2004-09-09', NULL, NULL, NULL, '1'),
    -- one who has a dossier of another school, one whose last year was there
    (880008, NULL, 'VALMOREAU', 'Clémence', '2004-11-12', NULL, NULL, NULL,
	'2'),
    (880009, NULL, 'OURSELIN', 'Théodule', '2004-12-25', NULL, NULL, NULL,
	'1'),
    -- one who is placed already, and of whom little is known
    (880010, NULL, 'PERSEVENT', 'Lucile', '2004-02-03', NULL, NULL,
	'10010012110', NULL);
INSERT INTO eleve_structure (eleve_id, type_structure, code_structure) VALUES
    (880010, 'D', '2A');
INSERT INTO scolarite_an_dernier (eleve_id, code_mef, code_structure,
    code_rne) VALUES (880009, '10310019110', '3Z', '0990003R');
INSERT INTO dossier VALUES (880008, '0990003R', '2019', 77);
INSERT INTO personne (personne_id, nom_de_famille, prenom, tel_portable,
    adresse_id, code_profession) VALUES
    (8800011, 'MARTIMPRÉ', 'Barnabé', '0699000011', 88001, '31');
INSERT INTO responsable (eleve_id, personne_id, niveau_responsabilite) VALUES
    (880001, 8800011, '1');
