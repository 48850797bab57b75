-- +goose Up
-- What officers search: the reporters' own texts, those of secret reports never. Tags are the desks from the
-- holder up, so that a search of one desk meets nothing else's.
CREATE VIRTUAL TABLE search_desk USING fts5 (words, tags, content='', contentless_delete=1, tokenize="unicode61 tokenchars '_'", detail=full);
