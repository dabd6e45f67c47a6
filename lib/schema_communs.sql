-- schema_communs.sql - the school's identity and calendar.

CREATE TABLE commun (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	etab_uaj_id INTEGER, num_siren TEXT, denom_princ TEXT,
	denom_compl TEXT, nom_resp TEXT, qual_resp TEXT, ligne1_adresse TEXT,
	ligne2_adresse TEXT, ligne3_adresse TEXT, ligne4_adresse TEXT,
	boite_post TEXT, commune_etrangere TEXT, telephone TEXT,
	telecopie TEXT, mel_1 TEXT, mel_2 TEXT, code_type_etab TEXT,
	secteur_code TEXT, code_postal TEXT, code_commune_insee TEXT,
	code_pays TEXT, libelle_postal TEXT
) STRICT;

CREATE TABLE calendrier (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	date_debut_eleve TEXT, date_fin_eleve TEXT, date_debut_prof TEXT,
	date_fin_prof TEXT
) STRICT;

CREATE TABLE periode (
	code_periode TEXT PRIMARY KEY,
	date_debut TEXT, date_fin TEXT, ll_periode TEXT, ll_orientation TEXT,
	indice INTEGER, code_type_periode TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE fermeture (
	date_debut TEXT PRIMARY KEY,
	lc_motif TEXT, ll_motif TEXT, date_fin TEXT, ll_fermeture TEXT
) STRICT, WITHOUT ROWID;
