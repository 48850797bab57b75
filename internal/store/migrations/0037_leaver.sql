-- +goose Up
-- To whom the open work of a post goes when it ends, and whether it went.
ALTER TABLE post ADD COLUMN heir_id BIGINT NOT NULL DEFAULT 0;     -- an officer; 0: back to the desk
ALTER TABLE post ADD COLUMN handed_at BIGINT NOT NULL DEFAULT 0;   -- 0: not yet, or there was no need
CREATE INDEX post_leaver ON post (valid_to) WHERE handed_at = 0 AND valid_to IS NOT NULL;
