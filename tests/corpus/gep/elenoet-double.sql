UPDATE eleve SET elenoet = '1411' WHERE eleve_id = 990002;
