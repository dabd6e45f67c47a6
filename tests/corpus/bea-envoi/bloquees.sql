UPDATE eleve SET code_sexe = NULL, code_regime = NULL WHERE eleve_id = 990001;
UPDATE eleve SET code_pays_nat = NULL WHERE eleve_id = 990002;
UPDATE eleve SET date_sortie = '2019-09-02' WHERE eleve_id = 990003;
DELETE FROM eleve_structure WHERE eleve_id = 990004;
UPDATE eleve SET code_mef = NULL WHERE eleve_id = 990005;
