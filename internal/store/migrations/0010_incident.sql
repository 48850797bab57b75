-- +goose Up
-- Reports about one and the same thing: one leads, the others follow.
ALTER TABLE report ADD COLUMN incident_id BIGINT NOT NULL DEFAULT 0; -- 0: none
ALTER TABLE report ADD COLUMN leads BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE incident (
    id      BIGINT PRIMARY KEY,
    lead_id BIGINT REFERENCES report (id), -- NULL: it has left and nobody could take its place
    weight  INTEGER NOT NULL,              -- followers that are not secret: nobody can tell from it that others are there
    steps   INTEGER NOT NULL,              -- of the lead that its followers take too
    at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX incident_lead ON incident (lead_id);

CREATE TABLE incident_member (
    report_id   BIGINT PRIMARY KEY REFERENCES report (id),
    incident_id BIGINT NOT NULL REFERENCES incident (id),
    done        INTEGER NOT NULL -- steps that it has taken or needs not take
);
CREATE INDEX incident_member_incident ON incident_member (incident_id, report_id);

-- The steps in their order, each an event of the report that led at the time.
CREATE TABLE incident_step (
    incident_id BIGINT NOT NULL REFERENCES incident (id),
    n           INTEGER NOT NULL,
    report_id   BIGINT NOT NULL REFERENCES report (id),
    seq         INTEGER NOT NULL,
    PRIMARY KEY (incident_id, n)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX incident_step_report ON incident_step (report_id);

-- By what open reports are found that may be about the same: digests of a few words with the regency, or of the topic
-- with the district. Nothing of a secret report is ever here, and nothing of one that has ended.
CREATE TABLE alike (
    band      BIGINT NOT NULL,
    report_id BIGINT NOT NULL,
    PRIMARY KEY (band, report_id)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX alike_report ON alike (report_id);
