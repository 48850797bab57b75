-- +goose Up
-- Public texts, already analysed in Go; tags (agency, region, topic, state, class) are words of
-- their own column, so a filtered search is one index look-up, newest first by rowid.
CREATE VIRTUAL TABLE search USING fts5 (words, tags, content='', contentless_delete=1, tokenize="unicode61 tokenchars '_'", detail=full);
