-- 6A teaches another MEF than that of its pupils.
UPDATE eleve SET code_mef = '10310019110' WHERE eleve_id = 990003;
