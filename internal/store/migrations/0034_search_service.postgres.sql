-- +goose Up
-- Published services: words, those of the name once more behind "_n", and tags.
CREATE TABLE search_service (
    service_id BIGINT PRIMARY KEY,
    lexemes    TSVECTOR NOT NULL
);
CREATE INDEX search_service_lexemes ON search_service USING GIN (lexemes) WITH (fastupdate = off);
ALTER TABLE search_service ALTER COLUMN lexemes SET STATISTICS 1000;

-- Planned each time, for the same reason as search_hits.
-- +goose StatementBegin
CREATE FUNCTION service_hits (query TEXT, before BIGINT, most BIGINT) RETURNS TABLE (id BIGINT)
LANGUAGE plpgsql STABLE ROWS 40 AS $$
BEGIN
    RETURN QUERY EXECUTE 'SELECT service_id FROM search_service WHERE lexemes @@ CAST($1 AS TSQUERY) AND service_id < $2
        ORDER BY service_id DESC LIMIT $3' USING query, before, most;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION service_count (query TEXT, most BIGINT) RETURNS BIGINT
LANGUAGE plpgsql STABLE AS $$
DECLARE
    n BIGINT;
BEGIN
    EXECUTE 'SELECT count(*) FROM (SELECT 1 FROM search_service WHERE lexemes @@ CAST($1 AS TSQUERY) LIMIT $2) x' INTO n USING query, most;
    RETURN n;
END $$;
-- +goose StatementEnd
