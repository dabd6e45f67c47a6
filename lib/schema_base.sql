-- schema_base.sql - what every base has, whatever its role: who it is, and
-- its journal.
--
-- Columns are the BEE element's name in lower case, whichever file they came
-- from.  Codes are TEXT, dates ISO TEXT, booleans 0/1, NULL for absent and
-- for empty.  cree and echange are numbers of exchanges: the one that made a
-- row and the last that changed it (for a pupil: or what hangs on him).
-- ferme is 1 once the source no longer sends the row; nothing is deleted.

CREATE TABLE base (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	role TEXT NOT NULL,
	uai TEXT NOT NULL,
	academie TEXT,
	annee TEXT NOT NULL,
	etat TEXT NOT NULL
	    CHECK (etat IN ('preparation', 'courante', 'terminee')),
	date_debut TEXT NOT NULL,
	date_fin TEXT NOT NULL,
	profilage INTEGER -- exchange of the last profiling, NULL: none
) STRICT;

-- The journal.  chaine is the SHA-256 of the line and of the chaine before;
-- traces tells what rows of the tables below hang on the line (traces.c),
-- contenu how many rows the others have after it (contenu.c).

CREATE TABLE echange (
	numero INTEGER PRIMARY KEY,
	genre TEXT NOT NULL, sens TEXT NOT NULL, etat TEXT NOT NULL,
	date_echange TEXT NOT NULL, date_utilisee TEXT NOT NULL,
	uai TEXT, annee TEXT, horodatage TEXT, racine TEXT,
	fichier TEXT, archive TEXT, reponse TEXT, annexe TEXT,
	sha256 TEXT, taille INTEGER, num_envoi INTEGER,
	lus INTEGER NOT NULL DEFAULT 0, ajoutes INTEGER NOT NULL DEFAULT 0,
	modifies INTEGER NOT NULL DEFAULT 0,
	inchanges INTEGER NOT NULL DEFAULT 0,
	absents INTEGER NOT NULL DEFAULT 0, rejetes INTEGER NOT NULL DEFAULT 0,
	anomalies INTEGER NOT NULL DEFAULT 0,
	statut INTEGER NOT NULL, change INTEGER NOT NULL,
	refus TEXT, programme TEXT NOT NULL, version TEXT NOT NULL,
	options TEXT NOT NULL, utilisateur TEXT, sudo_user TEXT, motif TEXT,
	chaine TEXT NOT NULL,
	reponse_sha256 TEXT, reponse_taille INTEGER,
	annexe_sha256 TEXT, annexe_taille INTEGER, traces TEXT, contenu TEXT
) STRICT;
CREATE INDEX echange_purge ON echange (numero) WHERE genre = 'purge';

CREATE TABLE anomalie (
	n INTEGER PRIMARY KEY,
	echange INTEGER NOT NULL REFERENCES echange
	    DEFERRABLE INITIALLY DEFERRED,
	code TEXT NOT NULL, gravite INTEGER NOT NULL, element TEXT NOT NULL,
	ligne INTEGER, cle TEXT, champ TEXT, valeur TEXT
) STRICT;
CREATE INDEX anomalie_echange ON anomalie (echange);

-- genre: A added, M modified, R removed from a set, F closed, X absent.
CREATE TABLE changement (
	n INTEGER PRIMARY KEY,
	echange INTEGER NOT NULL REFERENCES echange
	    DEFERRABLE INITIALLY DEFERRED,
	element TEXT NOT NULL, cle TEXT NOT NULL, genre TEXT NOT NULL,
	champ TEXT, avant TEXT, apres TEXT
) STRICT;
CREATE INDEX changement_echange ON changement (echange);
CREATE INDEX changement_cle ON changement (element, cle);

-- What the addressee of a send says of it.  A line of the journal is never
-- changed: how a send ended is its accusé's, in the view echange_etat.
-- effectif: the pupils that the addressee then counted in the school.
CREATE TABLE accuse (
	sha256 TEXT PRIMARY KEY,
	num_envoi INTEGER, racine TEXT, role TEXT, emetteur TEXT,
	numero INTEGER, date_reception TEXT, classe TEXT, lus INTEGER,
	gardes INTEGER, rejetes INTEGER, motif TEXT, envoi INTEGER,
	cree INTEGER NOT NULL DEFAULT 0, echange INTEGER NOT NULL DEFAULT 0,
	effectif INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE accuse_anomalie (
	sha256 TEXT NOT NULL REFERENCES accuse ON UPDATE CASCADE,
	n INTEGER NOT NULL,
	code TEXT, gravite TEXT, element TEXT, cle TEXT, champ TEXT,
	ligne_envoi INTEGER, texte TEXT, remede TEXT,
	PRIMARY KEY (sha256, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX accuse_anomalie_cle ON accuse_anomalie (element, cle);
