DELETE FROM responsable;
