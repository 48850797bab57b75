-- +goose Up
-- A report in three parts: what changes (report), what never changes (report_text),
-- and who sent it (identity, encrypted). Lists touch the first only.
CREATE TABLE report (
    id           BIGINT PRIMARY KEY,
    code         TEXT NOT NULL UNIQUE,
    alias        TEXT NOT NULL UNIQUE,
    class        TEXT NOT NULL,
    state        TEXT NOT NULL,
    held_from    TEXT NOT NULL,
    holder_id    BIGINT NOT NULL REFERENCES agency (id),
    entry_id     BIGINT NOT NULL,
    named_id     BIGINT NOT NULL,
    topic_id     BIGINT NOT NULL,
    region_code  TEXT NOT NULL,
    zone         TEXT NOT NULL,
    channel      TEXT NOT NULL,
    anonymous    BOOLEAN NOT NULL,
    secret       BOOLEAN NOT NULL,
    show_name    BOOLEAN NOT NULL,
    mailable     BOOLEAN NOT NULL,
    received_at  BIGINT NOT NULL,
    verified_at  BIGINT NOT NULL, -- 0: not yet; likewise below
    answered_at  BIGINT NOT NULL,
    agency_at    BIGINT NOT NULL,
    reporter_at  BIGINT NOT NULL,
    ended_at     BIGINT NOT NULL,
    escalated_at BIGINT NOT NULL,
    outcome      TEXT NOT NULL,
    closed_by    TEXT NOT NULL,
    rating       INTEGER NOT NULL,
    reopened     INTEGER NOT NULL,
    returns      INTEGER NOT NULL,
    version      INTEGER NOT NULL, -- latest public version, 0 none
    published    BOOLEAN NOT NULL,
    seq          INTEGER NOT NULL,
    lane         INTEGER NOT NULL, -- of the inbox: the place of the state in the story
    due_at       BIGINT NOT NULL,
    wake_at      BIGINT, -- when the system must act; NULL never
    clocks       TEXT NOT NULL,
    pin_mac      BYTEA NOT NULL
);
CREATE INDEX report_public ON report (id) WHERE published = TRUE AND secret = FALSE;
CREATE INDEX report_wake ON report (wake_at, id) WHERE wake_at IS NOT NULL;
CREATE INDEX report_holder ON report (holder_id, id);

CREATE TABLE report_text (
    report_id     BIGINT PRIMARY KEY REFERENCES report (id),
    title         TEXT NOT NULL,
    body          TEXT NOT NULL,
    occurred_on   TEXT NOT NULL,
    occurred_with TEXT NOT NULL, -- day, month or year
    location_text TEXT NOT NULL,
    lat           DOUBLE PRECISION,
    lng           DOUBLE PRECISION,
    source        TEXT NOT NULL, -- of an imported report
    source_ref    TEXT NOT NULL,
    source_agency TEXT NOT NULL, -- the agency's name as the source wrote it
    source_data   TEXT NOT NULL  -- the whole row as it came, so that nothing of it is lost: sealed, in base64
);
CREATE UNIQUE INDEX report_text_source ON report_text (source, source_ref) WHERE source <> '';

-- One row for each desk above and at the holder: in any subtree's inbox the reports of
-- one state are one index range, and those of a queue the ranges of its few states.
CREATE TABLE inbox (
    agency_id BIGINT NOT NULL,
    lane      INTEGER NOT NULL,
    due_at    BIGINT NOT NULL,
    report_id BIGINT NOT NULL,
    PRIMARY KEY (agency_id, lane, due_at, report_id)
) /* sqlite: WITHOUT ROWID */;

CREATE TABLE event (
    report_id  BIGINT NOT NULL REFERENCES report (id),
    seq        INTEGER NOT NULL,
    id         BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    verb       TEXT NOT NULL,
    role       TEXT NOT NULL,
    officer_id BIGINT NOT NULL,
    desk_id    BIGINT NOT NULL,
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    from_desk  BIGINT NOT NULL,
    to_desk    BIGINT NOT NULL,
    from_queue INTEGER NOT NULL,
    to_queue   INTEGER NOT NULL,
    from_due   BIGINT NOT NULL,
    to_due     BIGINT NOT NULL,
    shown      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    message    TEXT NOT NULL,
    detail     TEXT NOT NULL, -- JSON object or ''
    PRIMARY KEY (report_id, seq)
) /* sqlite: WITHOUT ROWID */;

CREATE TABLE publication (
    report_id   BIGINT NOT NULL REFERENCES report (id),
    version     INTEGER NOT NULL,
    at          BIGINT NOT NULL,
    officer_id  BIGINT NOT NULL,
    title       TEXT NOT NULL,
    body        TEXT NOT NULL,
    place       TEXT NOT NULL,
    public_name TEXT NOT NULL, -- only when the reporter asked for it
    reason      TEXT NOT NULL,
    PRIMARY KEY (report_id, version)
) /* sqlite: WITHOUT ROWID */;

CREATE TABLE identity (
    report_id BIGINT PRIMARY KEY REFERENCES report (id),
    sealed    BYTEA NOT NULL
);

CREATE TABLE identity_read (
    id         BIGINT PRIMARY KEY,
    report_id  BIGINT NOT NULL REFERENCES report (id),
    at         BIGINT NOT NULL,
    role       TEXT NOT NULL,
    officer_id BIGINT NOT NULL,
    part       TEXT NOT NULL, -- name, contact, text
    reason     TEXT NOT NULL
);
CREATE INDEX identity_read_report ON identity_read (report_id, id);

CREATE TABLE attachment (
    id         BIGINT PRIMARY KEY,
    report_id  BIGINT NOT NULL REFERENCES report (id),
    seq        INTEGER NOT NULL, -- of the event that brought it
    role       TEXT NOT NULL,
    shown      TEXT NOT NULL,
    hash       TEXT NOT NULL,
    thumb      TEXT NOT NULL, -- '' for a document
    media_type TEXT NOT NULL,
    size       BIGINT NOT NULL,
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    name       TEXT NOT NULL
);
CREATE INDEX attachment_report ON attachment (report_id, id);
CREATE INDEX attachment_hash ON attachment (hash);
CREATE INDEX attachment_thumb ON attachment (thumb) WHERE thumb <> '';

CREATE TABLE idempotency (
    key         TEXT PRIMARY KEY, -- SHA-256 of caller and key
    fingerprint TEXT NOT NULL,    -- of the request, so that a reused key is noticed
    report_id   BIGINT NOT NULL,
    sealed      BYTEA NOT NULL,   -- the answer, encrypted
    at          BIGINT NOT NULL
);
CREATE INDEX idempotency_at ON idempotency (at);

CREATE TABLE draft (
    token      TEXT PRIMARY KEY, -- SHA-256 of the cookie
    sealed     BYTEA NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX draft_changed ON draft (changed_at);

-- What still has to be put into search and counts. A row is consumed in the
-- transaction that applies it, so nothing is applied twice and nothing is skipped.
CREATE TABLE feed (
    id        BIGINT PRIMARY KEY,
    report_id BIGINT NOT NULL,
    seq       INTEGER NOT NULL
);

CREATE TABLE tally (
    agency_id BIGINT NOT NULL,
    state     TEXT NOT NULL,
    queue     INTEGER NOT NULL,
    due_day   BIGINT NOT NULL, -- days since 1970 in WIB of the deadline
    n         BIGINT NOT NULL,
    PRIMARY KEY (agency_id, queue, state, due_day)
) /* sqlite: WITHOUT ROWID */;
