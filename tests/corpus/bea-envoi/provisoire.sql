PRAGMA foreign_keys = ON;
UPDATE eleve SET eleve_id = -3 WHERE eleve_id = 990003;
