-- +goose Up
-- Passes of reporters that were closed before their time. A pass itself is kept by the browser only.
CREATE TABLE ended_pass (
    digest   TEXT PRIMARY KEY, -- SHA-256 of the pass
    until_at BIGINT NOT NULL   -- when the pass would have ended by itself
);
CREATE INDEX ended_pass_until ON ended_pass (until_at);
