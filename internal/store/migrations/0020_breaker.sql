-- +goose Up
-- Returned too often, the tier above has a term of its own.
INSERT INTO clock_policy (id, agency_id, clock, class, variant, amount, unit, extension, effective_from, source)
SELECT max(id) + 1, NULL, 'decide', '', '', 1, 'working_days', 0, '', 'Ketentuan pengelola' FROM clock_policy HAVING count(*) > 0;

-- How many returns are too many from a day on; a change is a new row.
CREATE TABLE return_limit (
    id             BIGINT PRIMARY KEY,
    n              INTEGER NOT NULL,
    effective_from TEXT NOT NULL,
    source         TEXT NOT NULL
);

-- Pairs of offices that both said of reports that they are not theirs: how often, for each desk at and above the one that
-- had to decide. The pair stands in the order of its ids.
CREATE TABLE competence_gap (
    agency_id BIGINT NOT NULL REFERENCES agency (id),
    desk_id   BIGINT NOT NULL REFERENCES agency (id), -- had to decide
    a_id      BIGINT NOT NULL REFERENCES agency (id),
    b_id      BIGINT NOT NULL REFERENCES agency (id),
    topic_id  BIGINT NOT NULL, -- 0: none
    region    TEXT NOT NULL,   -- regency or city
    id        BIGINT NOT NULL,
    n         BIGINT NOT NULL,
    last_at   BIGINT NOT NULL,
    report_id BIGINT NOT NULL REFERENCES report (id), -- the last one
    PRIMARY KEY (agency_id, desk_id, a_id, b_id, topic_id, region)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX competence_gap_list ON competence_gap (agency_id, n, id);
CREATE INDEX competence_gap_desk ON competence_gap (desk_id);
CREATE INDEX competence_gap_a ON competence_gap (a_id);
CREATE INDEX competence_gap_b ON competence_gap (b_id);
CREATE INDEX competence_gap_report ON competence_gap (report_id);
