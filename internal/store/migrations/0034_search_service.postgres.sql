-- +goose Up
-- Published services: words, those of the name once more behind "_n", and tags.
CREATE TABLE search_service (
    service_id BIGINT PRIMARY KEY,
    lexemes    TSVECTOR NOT NULL
);
CREATE INDEX search_service_lexemes ON search_service USING GIN (lexemes) WITH (fastupdate = off);
ALTER TABLE search_service ALTER COLUMN lexemes SET STATISTICS 1000;

-- What is common is found among the newest few thousand, without looking for all of it; what is not found there is rare, and
-- the index of words knows it. A planner that guesses would look through everything for two common words that never meet.
-- EXECUTE plans each time, as in search_hits.
-- +goose StatementBegin
CREATE FUNCTION service_hits (query TEXT, before BIGINT, most BIGINT) RETURNS TABLE (id BIGINT)
LANGUAGE plpgsql STABLE ROWS 40 AS $$
DECLARE
    edge BIGINT;
    n    BIGINT;
BEGIN
    SELECT min(x.service_id) INTO edge FROM (SELECT service_id FROM search_service WHERE service_id < before ORDER BY service_id DESC LIMIT 4000) x;
    RETURN QUERY EXECUTE 'SELECT service_id FROM search_service WHERE service_id >= $4 AND service_id < $2 AND lexemes @@ CAST($1 AS TSQUERY)
        ORDER BY service_id DESC LIMIT $3' USING query, before, most, edge;
    GET DIAGNOSTICS n = ROW_COUNT;
    IF n < most THEN
        RETURN QUERY EXECUTE 'WITH m AS MATERIALIZED (SELECT service_id FROM search_service WHERE lexemes @@ CAST($1 AS TSQUERY))
            SELECT service_id FROM m WHERE service_id < $2 ORDER BY service_id DESC LIMIT $3' USING query, edge, most - n;
    END IF;
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
