-- +goose Up
-- The same order sent twice is one order: whoever asks for it gives it a random key.
ALTER TABLE bulk ADD COLUMN key TEXT NOT NULL DEFAULT ''; -- '' none
CREATE UNIQUE INDEX bulk_key ON bulk (officer_id, key) WHERE key <> '';
