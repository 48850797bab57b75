-- +goose Up
-- What an event did to the clocks, and by which holidays: so that every promise can be told from events alone.
ALTER TABLE event ADD COLUMN clocks TEXT NOT NULL DEFAULT '';

-- Reports that were taken to another body, each with the dossier that was handed over.
CREATE TABLE handover (
    id         BIGINT PRIMARY KEY,
    ref        TEXT NOT NULL UNIQUE, -- of its public page; tells nothing of the report
    report_id  BIGINT NOT NULL REFERENCES report (id),
    seq        INTEGER NOT NULL,     -- of the event
    body       TEXT NOT NULL,        -- code in the list of bodies
    at         BIGINT NOT NULL,
    role       TEXT NOT NULL,        -- of whoever handed it over
    officer_id BIGINT NOT NULL,      -- 0: the reporter
    consent    BOOLEAN NOT NULL,     -- the reporter gave the own name and contact with it
    hash       TEXT NOT NULL,        -- SHA-256 of the dossier
    key_id     TEXT NOT NULL,
    sealed     BYTEA NOT NULL,       -- the dossier with its paper and their signatures
    number     TEXT NOT NULL,        -- that the body gave; '' while none is known
    outcome    TEXT NOT NULL,
    outcome_at BIGINT NOT NULL       -- when number or outcome was last written down; 0 not yet
);
CREATE INDEX handover_report ON handover (report_id, id);

-- The public keys with which dossiers were ever signed.
CREATE TABLE dossier_key (
    key_id     TEXT PRIMARY KEY,
    public_key TEXT NOT NULL, -- Ed25519, base64
    since      BIGINT NOT NULL
);

-- The bodies to which a report can be handed over. An empty database is left to whoever founds it.
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'body', 'ombudsman', 'Ombudsman Republik Indonesia', 'Ombudsman of the Republic of Indonesia', '2008-10-07', '', 'UU 37/2008', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'body', 'kpk', 'Komisi Pemberantasan Korupsi', 'Corruption Eradication Commission', '2002-12-27', '', 'UU 30/2002', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'body', 'polri', 'Kepolisian Negara Republik Indonesia', 'Indonesian National Police', '2002-01-08', '', 'UU 2/2002', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'body', 'lpsk', 'Lembaga Perlindungan Saksi dan Korban', 'Witness and Victim Protection Agency', '2006-08-11', '', 'UU 13/2006', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'body', 'komisi_informasi', 'Komisi Informasi', 'Information Commission', '2010-04-30', '', 'UU 14/2008', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'body', 'wbs', 'Meja pelaporan pelanggaran (WBS) instansi', 'Whistle-blowing desk of an agency', '2008-11-28', '', 'PP 60/2008', FALSE, '' FROM reason HAVING count(*) > 0;
