-- migre_etab_2.sql - from user_version 1 to 2, in a base of role etab.
--
-- Tables and indexes only: every view is dropped before, and made again from
-- the parts of the schema after.

-- Since when and until when a pupil is in a groupe, where known.
ALTER TABLE eleve_structure ADD COLUMN date_debut TEXT;
ALTER TABLE eleve_structure ADD COLUMN date_fin TEXT;
