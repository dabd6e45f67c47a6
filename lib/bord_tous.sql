-- bord_tous.sql - tableau: what it shows of any base.  Temporary views, beside
-- jour (jour, delai), the day and the days that an answer may take, and
-- libelle (genre, libelle).

-- The last exchange of each genre, the newest first; one that came after the
-- day has no age.
CREATE TEMP VIEW bord_echange AS
	SELECT l.libelle, e.sens, s.etat,
	    substr(e.date_echange, 1, 10) AS date,
	    iif(substr(e.date_echange, 1, 10) <= j.jour,
	    CAST(julianday(j.jour) - julianday(substr(e.date_echange, 1, 10))
	    AS INTEGER), NULL) AS age_jours, e.lus, e.anomalies, e.numero, e.genre
	FROM jour j JOIN echange e JOIN echange_etat s USING (numero)
	JOIN libelle l USING (genre)
	WHERE e.numero IN (SELECT max(numero) FROM echange GROUP BY genre, sens)
	ORDER BY e.numero DESC;

-- Sends that nobody has answered, and no later one stands for.
CREATE TEMP VIEW bord_attente AS
	SELECT libelle, num_envoi, depuis, age_jours,
	    iif(coalesce(age_jours, 0) > delai AND etat <> 'terminee' AND repond, 1, 0)
	    AS retard,
	    iif(accuse = 'reessayer', 'à renvoyer tel quel : ',
	    'recevoir l''accusé (ar-import), ou renvoyer : ')
	    || 'echanges -c ' || numero AS remede, numero, genre
	FROM (SELECT l.libelle, w.num_envoi, w.accuse, w.numero, w.genre, w.repond,
	    j.delai, b.etat, substr(w.date_echange, 1, 10) AS depuis,
	    iif(substr(w.date_echange, 1, 10) <= j.jour,
	    CAST(julianday(j.jour) - julianday(substr(w.date_echange, 1, 10))
	    AS INTEGER), NULL) AS age_jours
	    FROM jour j JOIN base b JOIN envoi_en_attente w
	    JOIN libelle l USING (genre)
	    WHERE w.remplace IS NULL)
	ORDER BY numero;

CREATE TEMP VIEW bord_retard AS
	SELECT quoi, depuis, CAST(julianday(jour) - julianday(depuis)
	    AS INTEGER) AS retard_jours, remede, code
	FROM retard JOIN jour ORDER BY depuis, n;

-- The weeks, from Monday, of the last half year: those before the first
-- exchange are left out.
CREATE TEMP VIEW bord_semaine AS
	WITH RECURSIVE de (lundi, n) AS (
	    SELECT date(jour, '-6 days', 'weekday 1'), 26 FROM jour
	    UNION ALL SELECT date(lundi, '-7 days'), n - 1 FROM de WHERE n > 1)
	SELECT d.lundi, count(iif(e.sens = 'recu', 1, NULL)) AS recus,
	    count(iif(e.sens = 'emis', 1, NULL)) AS emis
	FROM de d LEFT JOIN echange e ON date(substr(e.date_echange, 1, 10),
	    '-6 days', 'weekday 1') = d.lundi
	WHERE date(d.lundi, '+6 days') >= (SELECT
	    substr(min(date_echange), 1, 10) FROM echange)
	GROUP BY d.lundi ORDER BY d.lundi;

CREATE TEMP VIEW bord_sans_reponse AS
	SELECT count(*) AS n FROM bord_attente WHERE retard;
CREATE TEMP VIEW bord_en_retard AS SELECT count(*) AS n FROM retard;
