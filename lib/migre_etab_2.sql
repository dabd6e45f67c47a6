-- migre_etab_2.sql - from user_version 1 to 2, in a base of role etab.
--
-- Tables and indexes only: every view is dropped before, and made again from
-- the parts of the schema after.  SELECT 1 keeps a step that changes nothing
-- a statement.

SELECT 1;
