-- +goose Up
-- One order for many reports: who gave it, what it says, and what became of each report.
CREATE TABLE bulk (
    id          BIGINT PRIMARY KEY,
    officer_id  BIGINT NOT NULL REFERENCES officer (id),
    post_id     BIGINT NOT NULL REFERENCES post (id),
    sealed      BYTEA NOT NULL,  -- what is to be done; it holds words to reporters
    verb        TEXT NOT NULL,
    state       TEXT NOT NULL,   -- waiting, done, undone
    total       INTEGER NOT NULL,
    done        INTEGER NOT NULL,
    refused     INTEGER NOT NULL,
    created_at  BIGINT NOT NULL,
    start_at    BIGINT NOT NULL, -- nothing leaves the house before
    finished_at BIGINT NOT NULL  -- 0: not yet
);
CREATE INDEX bulk_officer ON bulk (officer_id, id);
CREATE INDEX bulk_post ON bulk (post_id);
CREATE INDEX bulk_finished ON bulk (finished_at) WHERE finished_at > 0;

CREATE TABLE bulk_row (
    bulk_id   BIGINT NOT NULL REFERENCES bulk (id),
    n         INTEGER NOT NULL,
    report_id BIGINT NOT NULL REFERENCES report (id),
    seq       INTEGER NOT NULL, -- events of the report when the order was given
    result    TEXT NOT NULL,    -- '' not yet, ok, or the key of the error
    PRIMARY KEY (bulk_id, n)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX bulk_row_report ON bulk_row (report_id);
