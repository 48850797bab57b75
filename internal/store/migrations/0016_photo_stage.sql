-- +goose Up
-- A photo of the office may show how the place was before the work and after it, and says what can be seen.
ALTER TABLE attachment ADD COLUMN stage TEXT NOT NULL DEFAULT '';
ALTER TABLE attachment ADD COLUMN alt TEXT NOT NULL DEFAULT '';
