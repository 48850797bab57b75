-- +goose Up
-- Which part of the country a supervisor's post reads, from a day on. No row: all at and below the desk.
CREATE TABLE remit (
    post_id        BIGINT NOT NULL REFERENCES post (id),
    effective_from TEXT NOT NULL, -- YYYY-MM-DD
    terms          TEXT NOT NULL, -- JSON, see civic.Remit
    PRIMARY KEY (post_id, effective_from)
) /* sqlite: WITHOUT ROWID */;

-- Why and since when an officer watches a report.
ALTER TABLE watch ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE watch ADD COLUMN at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX watch_list ON watch (officer_id, at, report_id);

-- Topics that a supervisor watches, in an area or at an office or everywhere.
CREATE TABLE watch_topic (
    id         BIGINT PRIMARY KEY,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    topic_id   BIGINT NOT NULL REFERENCES topic (id),
    region     TEXT NOT NULL,   -- code, '' anywhere
    agency_id  BIGINT NOT NULL, -- 0 anywhere
    note       TEXT NOT NULL,
    at         BIGINT NOT NULL,
    looked_at  BIGINT NOT NULL  -- what came later is new
);
CREATE INDEX watch_topic_officer ON watch_topic (officer_id, id);
CREATE INDEX watch_topic_topic ON watch_topic (topic_id);

-- Samples of closed reports. What was drawn never changes.
CREATE TABLE sample (
    id         BIGINT PRIMARY KEY,
    desk_id    BIGINT NOT NULL REFERENCES agency (id),
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    remit      TEXT NOT NULL,    -- of the post that drew it, as in remit.terms; '' everything
    name       TEXT NOT NULL,
    from_day   TEXT NOT NULL,
    to_day     TEXT NOT NULL,
    agency_id  BIGINT NOT NULL,  -- whose reports with those below it; 0 all
    topic_id   BIGINT NOT NULL,  -- 0 all
    size       INTEGER NOT NULL, -- that was asked for
    found      INTEGER NOT NULL, -- among how many it was drawn
    days       INTEGER NOT NULL, -- days that were looked at; 0: all of them
    seed       BIGINT NOT NULL,
    at         BIGINT NOT NULL
);
CREATE INDEX sample_desk ON sample (desk_id, id);
CREATE INDEX sample_officer ON sample (officer_id);

CREATE TABLE sample_report (
    sample_id BIGINT NOT NULL REFERENCES sample (id),
    place     INTEGER NOT NULL, -- from 1
    report_id BIGINT NOT NULL REFERENCES report (id),
    agency_id BIGINT NOT NULL,  -- that held it then
    PRIMARY KEY (sample_id, place)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX sample_report_report ON sample_report (report_id);

-- What one officer found of one of them. Others have rows of their own.
CREATE TABLE judgement (
    sample_id  BIGINT NOT NULL REFERENCES sample (id),
    place      INTEGER NOT NULL,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    grades     TEXT NOT NULL, -- JSON: code of the criterion, and the grade
    holds      BOOLEAN NOT NULL, -- that it was closed
    note       TEXT NOT NULL,
    version    INTEGER NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (sample_id, place, officer_id)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX judgement_officer ON judgement (officer_id);

-- Whoever asked is told once that no answer came in time.
ALTER TABLE demand ADD COLUMN late_told BIGINT NOT NULL DEFAULT 0;
CREATE INDEX demand_late ON demand (due_at) WHERE state = 'open' AND late_told = 0;

-- By what closed reports are judged.
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'audit', 'answered', 'Jawaban sesuai dengan yang dilaporkan.', 'The answer is about what was reported.', '2024-01-01', '', 'Ketentuan pengelola', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'audit', 'action', 'Ada tindakan nyata.', 'Something concrete was done.', '2024-01-01', '', 'Ketentuan pengelola', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'audit', 'plain', 'Bahasanya jelas dan sopan.', 'The words are plain and polite.', '2024-01-01', '', 'Ketentuan pengelola', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'audit', 'evidence', 'Ada bukti.', 'There is evidence.', '2024-01-01', '', 'Ketentuan pengelola', FALSE, '' FROM reason HAVING count(*) > 0;

-- What an officer took off the watch list last, to put it back.
CREATE TABLE watch_removed (
    officer_id BIGINT PRIMARY KEY REFERENCES officer (id),
    what       TEXT NOT NULL -- JSON
);
