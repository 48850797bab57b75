-- +goose Up
-- Which unit below a desk a report belongs to: rules in an order, of which the first that fits decides. Every saving is a
-- version.
CREATE TABLE competence (
    agency_id  BIGINT NOT NULL REFERENCES agency (id),
    version    INTEGER NOT NULL, -- 1, 2, ...
    at         BIGINT NOT NULL,
    officer_id BIGINT REFERENCES officer (id), -- NULL: an import
    PRIMARY KEY (agency_id, version)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX competence_officer ON competence (officer_id);

-- A rule as it stood from one version up to another, that one left out: so old versions stay readable, and saving writes
-- only what changed.
CREATE TABLE competence_rule (
    agency_id BIGINT NOT NULL REFERENCES agency (id),
    id        BIGINT NOT NULL,
    since     INTEGER NOT NULL,
    gone      INTEGER NOT NULL, -- 0: it still stands
    place     INTEGER NOT NULL, -- in the order, from 1
    name      TEXT NOT NULL,
    region    TEXT NOT NULL,    -- '': any
    topic_id  BIGINT REFERENCES topic (id),
    class     TEXT NOT NULL,
    words     TEXT NOT NULL,
    from_day  TEXT NOT NULL,
    until_day TEXT NOT NULL,
    target_id BIGINT NOT NULL REFERENCES agency (id),
    source    TEXT NOT NULL,
    PRIMARY KEY (agency_id, id, since)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX competence_rule_stands ON competence_rule (agency_id, place) WHERE gone = 0;
CREATE INDEX competence_rule_topic ON competence_rule (topic_id);
CREATE INDEX competence_rule_target ON competence_rule (target_id);
