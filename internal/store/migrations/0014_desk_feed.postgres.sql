-- +goose Up
ALTER TABLE alike RENAME TO search_alike; -- each database keeps it in its own way, as the other indexes of words

-- Reports whose words and digests are to be written again for their officers. It is followed with patience: a burst
-- of reports comes first, and what happened to one report meanwhile is written once.
CREATE TABLE desk_feed (
    report_id BIGINT PRIMARY KEY,
    what      INTEGER NOT NULL -- bits: 1 words, 2 digests
);
INSERT INTO setting (name, value) VALUES ('desk_feed', '0'); -- locked by whoever follows it
INSERT INTO desk_feed (report_id, what) SELECT id, 3 FROM report WHERE secret = FALSE ORDER BY id; -- those from before there was an index
