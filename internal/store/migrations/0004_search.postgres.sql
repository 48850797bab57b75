-- +goose Up
-- Public texts, already analysed in Go; tags begin with '_' and so cannot meet a word of the text.
CREATE TABLE search (
    report_id BIGINT PRIMARY KEY,
    lexemes   TSVECTOR NOT NULL
);
CREATE INDEX search_lexemes ON search USING GIN (lexemes) WITH (fastupdate = off);
ALTER TABLE search ALTER COLUMN lexemes SET STATISTICS 1000;

-- Whether a word is rare decides how to look for it: by the index of words, or from the newest
-- report on. A prepared statement would settle for one way for all words; EXECUTE plans each time.
-- +goose StatementBegin
CREATE FUNCTION search_hits (query TEXT, before BIGINT, since BIGINT, most BIGINT) RETURNS TABLE (id BIGINT)
LANGUAGE plpgsql STABLE ROWS 40 AS $$
BEGIN
    RETURN QUERY EXECUTE 'SELECT report_id FROM search WHERE lexemes @@ CAST($1 AS TSQUERY) AND report_id < $2 AND report_id >= $3
        ORDER BY report_id DESC LIMIT $4' USING query, before, since, most;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION search_count (query TEXT, since BIGINT, most BIGINT) RETURNS BIGINT
LANGUAGE plpgsql STABLE AS $$
DECLARE
    n BIGINT;
BEGIN
    EXECUTE 'SELECT count(*) FROM (SELECT 1 FROM search WHERE lexemes @@ CAST($1 AS TSQUERY) AND report_id >= $2 LIMIT $3) x'
        INTO n USING query, since, most;
    RETURN n;
END $$;
-- +goose StatementEnd
