-- +goose Up
-- Master data: who is who and what the rules are. Small, cached by every process;
-- ref_version tells a process that its copy is old.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO setting (name, value) VALUES ('ref_version', '1');
INSERT INTO setting (name, value) VALUES ('node', '0');
INSERT INTO setting (name, value) VALUES ('feed', '0'); -- locked by whoever applies the feed

CREATE TABLE region (
    code   TEXT PRIMARY KEY, -- Kemendagri code: 35, 35.78, 35.78.01, 35.78.01.1001
    parent TEXT NOT NULL,    -- '' for a province
    kind   TEXT NOT NULL,
    name   TEXT NOT NULL,
    sought BYTEA NOT NULL,   -- the name in lower case, as people type it; bytes sort the same on every server
    lat    DOUBLE PRECISION,
    lng    DOUBLE PRECISION
);
CREATE INDEX region_parent ON region (parent, name);
CREATE INDEX region_sought ON region (length(code), sought, code); -- widest places first

CREATE TABLE agency (
    id           BIGINT PRIMARY KEY,
    parent_id    BIGINT REFERENCES agency (id),
    code         TEXT NOT NULL UNIQUE,
    name         TEXT NOT NULL,
    short_name   TEXT NOT NULL,
    kind         TEXT NOT NULL,
    region_code  TEXT NOT NULL,
    routing_mode TEXT NOT NULL, -- '' inherits
    zone         TEXT NOT NULL, -- '' inherits
    email        TEXT NOT NULL,
    phone        TEXT NOT NULL,
    active       BOOLEAN NOT NULL,
    changed_at   BIGINT NOT NULL
);
CREATE INDEX agency_parent ON agency (parent_id, name);

CREATE TABLE officer (
    id            BIGINT PRIMARY KEY,
    email         TEXT NOT NULL UNIQUE, -- lower case
    name          TEXT NOT NULL,
    password_hash TEXT NOT NULL,        -- argon2id in PHC form; '' cannot sign in
    active        BOOLEAN NOT NULL,
    epoch         BIGINT NOT NULL,      -- a session of an older epoch is revoked
    created_at    BIGINT NOT NULL
);

CREATE TABLE post (
    id         BIGINT PRIMARY KEY,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    agency_id  BIGINT NOT NULL REFERENCES agency (id),
    role       TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to   BIGINT -- NULL: until further notice
);
CREATE INDEX post_officer ON post (officer_id);
CREATE INDEX post_agency ON post (agency_id);

CREATE TABLE session (
    token      TEXT PRIMARY KEY, -- SHA-256 of the cookie's token
    data       BYTEA NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_expires ON session (expires_at);

CREATE TABLE api_token (
    hash       TEXT PRIMARY KEY, -- SHA-256 of 256 random bits
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    post_id    BIGINT NOT NULL REFERENCES post (id),
    label      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX api_token_officer ON api_token (officer_id);
CREATE INDEX api_token_post ON api_token (post_id);

CREATE TABLE attempt (
    key        TEXT PRIMARY KEY, -- what is being tried, hashed
    n          BIGINT NOT NULL,
    until_at   BIGINT NOT NULL
);
CREATE INDEX attempt_until ON attempt (until_at);

CREATE TABLE topic (
    id            BIGINT PRIMARY KEY,
    parent_id     BIGINT REFERENCES topic (id),
    code          TEXT NOT NULL UNIQUE,
    name_id       TEXT NOT NULL,
    name_en       TEXT NOT NULL,
    default_class TEXT NOT NULL,
    active        BOOLEAN NOT NULL
);
CREATE INDEX topic_parent ON topic (parent_id);

CREATE TABLE reason (
    id         BIGINT PRIMARY KEY,
    list       TEXT NOT NULL,
    code       TEXT NOT NULL,
    text_id    TEXT NOT NULL,
    text_en    TEXT NOT NULL,
    from_day   TEXT NOT NULL,
    until_day  TEXT NOT NULL, -- '' no end
    source     TEXT NOT NULL,
    for_system BOOLEAN NOT NULL,
    CONSTRAINT reason_list_code UNIQUE (list, code)
);

CREATE TABLE clock_policy (
    id             BIGINT PRIMARY KEY,
    agency_id      BIGINT REFERENCES agency (id), -- NULL: national
    clock          TEXT NOT NULL,
    class          TEXT NOT NULL, -- '' any
    variant        TEXT NOT NULL,
    amount         BIGINT NOT NULL,
    unit           TEXT NOT NULL,
    extension      BIGINT NOT NULL,
    effective_from TEXT NOT NULL,
    source         TEXT NOT NULL
);
CREATE INDEX clock_policy_agency ON clock_policy (agency_id);

CREATE TABLE holiday (
    id        BIGINT PRIMARY KEY,
    day       TEXT NOT NULL,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    region    TEXT NOT NULL,
    agency_id BIGINT REFERENCES agency (id),
    decree    TEXT NOT NULL
);
CREATE UNIQUE INDEX holiday_day ON holiday (day, kind, region, name, COALESCE(agency_id, 0));
CREATE INDEX holiday_agency ON holiday (agency_id);

-- Every change of master data, so that it can be seen who changed which rule and when.
CREATE TABLE change_log (
    id         BIGINT PRIMARY KEY,
    at         BIGINT NOT NULL,
    officer_id BIGINT NOT NULL,
    subject    TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    before     TEXT NOT NULL,
    after      TEXT NOT NULL
);
