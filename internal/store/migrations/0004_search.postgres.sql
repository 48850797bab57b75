-- +goose Up
-- Public texts, already analysed in Go; tags begin with '_' and so cannot meet a word of the text.
CREATE TABLE search (
    report_id BIGINT PRIMARY KEY,
    lexemes   TSVECTOR NOT NULL
);
CREATE INDEX search_lexemes ON search USING GIN (lexemes) WITH (fastupdate = off);
ALTER TABLE search ALTER COLUMN lexemes SET STATISTICS 1000;
