-- +goose Up
-- What changed lately, for officers whose lists are open. Numbered by a counter that is locked until the
-- commit, so numbers become visible in their order, whichever process wrote them. Short: see store.PulseKept.
INSERT INTO setting (name, value) VALUES ('pulse', '0');

CREATE TABLE pulse (
    id         BIGINT PRIMARY KEY,
    kind       TEXT NOT NULL, -- event, or presence: somebody came, went, or began to write
    report_id  BIGINT NOT NULL,
    code       TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    officer_id BIGINT NOT NULL, -- who did it, 0 for reporters and the system
    from_desk  BIGINT NOT NULL, -- 0: it was nowhere before
    to_desk    BIGINT NOT NULL,
    from_queue INTEGER NOT NULL,
    to_queue   INTEGER NOT NULL
);

-- Who reads or writes at a report now. A row that nobody renews is over by itself.
CREATE TABLE presence (
    report_id  BIGINT NOT NULL REFERENCES report (id),
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    kind       TEXT NOT NULL,   -- read, or the verb whose form is being filled in
    since_at   BIGINT NOT NULL,
    until_at   BIGINT NOT NULL,
    PRIMARY KEY (report_id, officer_id)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX presence_officer ON presence (officer_id);
CREATE INDEX presence_until ON presence (until_at);

-- Where a desk sent reports about a topic from a place: what it will want to do with the next one.
CREATE TABLE precedent (
    desk_id   BIGINT NOT NULL,
    topic_id  BIGINT NOT NULL,
    region    TEXT NOT NULL, -- of the regency or city, '' when the place is not known
    target_id BIGINT NOT NULL,
    n         BIGINT NOT NULL,
    last_at   BIGINT NOT NULL,
    PRIMARY KEY (desk_id, topic_id, region, target_id)
) /* sqlite: WITHOUT ROWID */;

-- How an officer likes the workspace: one row a subject, as JSON.
CREATE TABLE officer_setting (
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    name       TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (officer_id, name)
) /* sqlite: WITHOUT ROWID */;
