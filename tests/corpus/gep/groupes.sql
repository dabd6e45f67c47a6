-- A school without groupes that are open.
UPDATE groupe SET ferme = 1;
