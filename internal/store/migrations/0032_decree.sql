-- +goose Up
-- Decrees by which agencies set up the team that coordinates complaints.
CREATE TABLE decree (
    id            BIGINT PRIMARY KEY,
    agency_id     BIGINT NOT NULL REFERENCES agency (id),
    number        TEXT NOT NULL,
    dated         TEXT NOT NULL, -- YYYY-MM-DD, as all days here
    from_day      TEXT NOT NULL,
    until_day     TEXT NOT NULL, -- the last day; '' open
    note          TEXT NOT NULL,
    file_hash     TEXT NOT NULL, -- '' none
    file_name     TEXT NOT NULL,
    file_type     TEXT NOT NULL,
    file_size     BIGINT NOT NULL,
    replaces      BIGINT NOT NULL, -- the decree that it replaces; 0 none
    officer_id    BIGINT NOT NULL REFERENCES officer (id), -- who entered it
    at            BIGINT NOT NULL,
    withdrawn_at  BIGINT NOT NULL, -- 0: it is not
    withdrawn_why TEXT NOT NULL,
    version       INTEGER NOT NULL
);
CREATE INDEX decree_agency ON decree (agency_id, id);
CREATE INDEX decree_officer ON decree (officer_id);
CREATE INDEX decree_file ON decree (file_hash);
CREATE UNIQUE INDEX decree_number ON decree (agency_id, number) WHERE withdrawn_at = 0;

-- Who is in the team that a decree sets up.
CREATE TABLE decree_member (
    decree_id  BIGINT NOT NULL REFERENCES decree (id),
    place      INTEGER NOT NULL, -- from 1
    role       TEXT NOT NULL,    -- a code of the list team
    name       TEXT NOT NULL,
    officer_id BIGINT NOT NULL,  -- 0: somebody without an account
    PRIMARY KEY (decree_id, place)
) /* sqlite: WITHOUT ROWID */;

-- Of which end of a decree an officer was warned, and how many days before.
CREATE TABLE decree_told (
    decree_id  BIGINT NOT NULL REFERENCES decree (id),
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    ends       TEXT NOT NULL,
    days       INTEGER NOT NULL,
    PRIMARY KEY (decree_id, officer_id, ends, days)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX decree_told_officer ON decree_told (officer_id);

-- How many days before a decree ends its agency is warned, from a day on. The longest is also what counts as ending soon.
CREATE TABLE decree_rule (
    effective_from TEXT PRIMARY KEY,
    days           TEXT NOT NULL, -- with blanks between
    source         TEXT NOT NULL
);
INSERT INTO decree_rule (effective_from, days, source) VALUES ('2013-09-06', '60 30 7', 'Ketentuan pengelola');

-- What agencies report of a year.
CREATE TABLE yearly_report (
    id         BIGINT PRIMARY KEY,
    agency_id  BIGINT NOT NULL REFERENCES agency (id),
    year       INTEGER NOT NULL,
    file_hash  TEXT NOT NULL,
    file_name  TEXT NOT NULL,
    file_type  TEXT NOT NULL,
    file_size  BIGINT NOT NULL,
    officer_id BIGINT NOT NULL REFERENCES officer (id), -- who entered it last
    at         BIGINT NOT NULL,
    UNIQUE (agency_id, year)
);
CREATE INDEX yearly_report_officer ON yearly_report (officer_id);
CREATE INDEX yearly_report_file ON yearly_report (file_hash);

-- What somebody can be in such a team.
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'team', 'director', 'Pengarah', 'Director', '2013-09-06', '', 'Perpres 76/2013', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'team', 'chair', 'Ketua', 'Chair', '2013-09-06', '', 'Perpres 76/2013', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'team', 'coordinator', 'Koordinator', 'Coordinator', '2013-09-06', '', 'PermenPANRB 62/2018', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'team', 'liaison', 'Pejabat penghubung', 'Liaison officer', '2013-09-06', '', 'PermenPANRB 62/2018', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'team', 'admin', 'Admin', 'Administrator', '2013-09-06', '', 'PermenPANRB 62/2018', FALSE, '' FROM reason HAVING count(*) > 0;
