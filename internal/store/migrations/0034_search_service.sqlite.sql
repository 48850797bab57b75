-- +goose Up
-- Published services by the words of their names, by all by which they may be looked for, and by tags; the newest first by rowid.
CREATE VIRTUAL TABLE search_service USING fts5 (name, words, tags, content='', contentless_delete=1, tokenize="unicode61 tokenchars '_'", detail=full);
