-- +goose Up
-- What is looked at before an answer goes out, what it is compared with, and the texts that officers begin from.

-- For reports on such a topic an answer brings a picture or a document.
ALTER TABLE topic ADD COLUMN evidence_needed BOOLEAN NOT NULL DEFAULT FALSE;

-- Words and phrases to look for. A phrase is ended with a day, not removed.
CREATE TABLE phrase (
    id         BIGINT PRIMARY KEY,
    kind       TEXT NOT NULL, -- jargon, stock or promise
    phrase     TEXT NOT NULL, -- "*" stands for up to three words
    plain      TEXT NOT NULL, -- of jargon: what to write instead; '' where only advice helps
    advice     TEXT NOT NULL,
    from_day   TEXT NOT NULL,
    until_day  TEXT NOT NULL, -- '' no end
    source     TEXT NOT NULL,
    CONSTRAINT phrase_kind_phrase UNIQUE (kind, phrase)
);

-- How strict the gate is from a day on; a change is a new row.
CREATE TABLE gate_mode (
    id             BIGINT PRIMARY KEY,
    mode           TEXT NOT NULL, -- advise or require
    effective_from TEXT NOT NULL,
    source         TEXT NOT NULL
);

-- Sketches of answers that were sent, by the bands that two near-copies share. The first one with a band keeps it: what
-- comes later and is alike is a copy of that one. No word can be read from a sketch.
CREATE TABLE answer_sketch (
    agency_id BIGINT NOT NULL, -- the agency below the national desk
    band      BIGINT NOT NULL,
    report_id BIGINT NOT NULL,
    sketch    BYTEA NOT NULL,
    PRIMARY KEY (agency_id, band)
) /* sqlite: WITHOUT ROWID */;

-- What was found in an answer that did not go out yet: what is no longer found when it goes was mended.
CREATE TABLE gate_open (
    report_id  BIGINT NOT NULL,
    officer_id BIGINT NOT NULL,
    rules      TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (report_id, officer_id)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX gate_open_at ON gate_open (at);

-- Answers of a desk and all below it in a month of WIB: how many were read, mended, and sent all the same. rule '' counts
-- answers, every other row those with a finding of the rule.
CREATE TABLE gate_tally (
    agency_id  BIGINT NOT NULL,
    month      INTEGER NOT NULL, -- 202611
    rule       TEXT NOT NULL,
    checked    BIGINT NOT NULL,
    mended     BIGINT NOT NULL,
    overridden BIGINT NOT NULL,
    PRIMARY KEY (agency_id, month, rule)
) /* sqlite: WITHOUT ROWID */;

CREATE TABLE answer_template (
    id         BIGINT PRIMARY KEY,
    agency_id  BIGINT NOT NULL REFERENCES agency (id), -- whose it is; it is offered there and below
    name       TEXT NOT NULL,
    body       TEXT NOT NULL,
    verb       TEXT NOT NULL, -- of a macro: the step that sends the text; '' for a text alone
    outcome    TEXT NOT NULL, -- of a macro that closes
    reason     TEXT NOT NULL, -- of a macro that asks or gives back
    target_id  BIGINT REFERENCES agency (id), -- of a macro: the desk it goes to afterwards
    version    INTEGER NOT NULL,
    active     BOOLEAN NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX answer_template_agency ON answer_template (agency_id, name);
CREATE INDEX answer_template_target ON answer_template (target_id);
