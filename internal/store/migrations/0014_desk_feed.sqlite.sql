-- +goose Up
-- Open reports by the digests under which others like them are found: each digest a word of its own. A report has about
-- eleven, which an index of words takes in one go; as rows of a table they cost
-- half of what the submission does.
DROP TABLE alike;
CREATE VIRTUAL TABLE search_alike USING fts5 (bands, content='', contentless_delete=1, tokenize='ascii', detail=none);

-- The officers' index again, without places of words in texts and without columns: a tag has a letter that no word has, so
-- neither is asked for, and both cost. A row's address is the greatest number less the report's: newest first is
-- forwards. It is filled below.
DROP TABLE search_desk;
CREATE VIRTUAL TABLE search_desk USING fts5 (words, content='', contentless_delete=1, tokenize="unicode61 tokenchars '_'", detail=none);

-- Reports whose words and digests are to be written again for their officers. It is followed with patience: a burst
-- of reports comes first, and what happened to one report meanwhile is written once.
CREATE TABLE desk_feed (
    report_id INTEGER PRIMARY KEY,
    what      INTEGER NOT NULL -- bits: 1 words, 2 digests
);
INSERT INTO setting (name, value) VALUES ('desk_feed', '0'); -- locked by whoever follows it
INSERT INTO desk_feed (report_id, what) SELECT id, 3 FROM report WHERE secret = FALSE ORDER BY id; -- those from before there was an index
