-- +goose Up
-- What officers search: the reporters' own texts, those of secret reports never. Tags are the desks from the
-- holder up, so that a search of one desk meets nothing else's.
CREATE TABLE search_desk (
    report_id BIGINT PRIMARY KEY,
    lexemes   TSVECTOR NOT NULL
);
CREATE INDEX search_desk_lexemes ON search_desk USING GIN (lexemes) WITH (fastupdate = off);
ALTER TABLE search_desk ALTER COLUMN lexemes SET STATISTICS 1000;

-- Planned each time, for the same reason as search_hits.
-- +goose StatementBegin
CREATE FUNCTION search_desk_hits (query TEXT, before BIGINT, since BIGINT, most BIGINT) RETURNS TABLE (id BIGINT)
LANGUAGE plpgsql STABLE ROWS 40 AS $$
BEGIN
    RETURN QUERY EXECUTE 'SELECT report_id FROM search_desk WHERE lexemes @@ CAST($1 AS TSQUERY) AND report_id < $2 AND report_id >= $3
        ORDER BY report_id DESC LIMIT $4' USING query, before, since, most;
END $$;
-- +goose StatementEnd

-- A list of one desk that is narrowed reads this index alone.
ALTER TABLE inbox DROP CONSTRAINT inbox_pkey;
CREATE UNIQUE INDEX inbox_key ON inbox (agency_id, lane, due_at, report_id) INCLUDE (topic_id, place, assignee_id, facts, channel);
