-- +goose Up
-- What was covered in a public version and what was found and left in it: kind and place, never the words.
ALTER TABLE publication ADD COLUMN masks INTEGER NOT NULL DEFAULT 0;  -- rows in publication_mask
ALTER TABLE publication ADD COLUMN photos INTEGER NOT NULL DEFAULT 0; -- rows in publication_photo

CREATE TABLE publication_mask (
    report_id  BIGINT NOT NULL,
    version    INTEGER NOT NULL,
    n          INTEGER NOT NULL, -- in the order of the fields
    field      TEXT NOT NULL,    -- title, body, place
    kind       TEXT NOT NULL,
    at_char    INTEGER NOT NULL, -- character of the field
    covered    BOOLEAN NOT NULL, -- FALSE: found, and published all the same
    officer_id BIGINT NOT NULL,  -- 0: the reporter had covered it
    at         BIGINT NOT NULL,
    reason     TEXT NOT NULL,    -- why it was published all the same
    PRIMARY KEY (report_id, version, n),
    FOREIGN KEY (report_id, version) REFERENCES publication (report_id, version)
) /* sqlite: WITHOUT ROWID */;

-- Photos of the reporter that are part of a public version: copies in which parts were made unrecognisable. The
-- originals are never public.
CREATE TABLE publication_photo (
    report_id     BIGINT NOT NULL,
    version       INTEGER NOT NULL,
    n             INTEGER NOT NULL, -- from 1, as they are shown
    attachment_id BIGINT NOT NULL REFERENCES attachment (id),
    alt           TEXT NOT NULL,
    parts         TEXT NOT NULL, -- JSON: rectangles [x, y, w, h] in thousandths of the picture
    hash          TEXT NOT NULL,
    thumb         TEXT NOT NULL,
    media_type    TEXT NOT NULL,
    size          BIGINT NOT NULL,
    width         INTEGER NOT NULL,
    height        INTEGER NOT NULL,
    officer_id    BIGINT NOT NULL,
    at            BIGINT NOT NULL,
    PRIMARY KEY (report_id, version, n),
    FOREIGN KEY (report_id, version) REFERENCES publication (report_id, version)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX publication_photo_attachment ON publication_photo (attachment_id);
CREATE INDEX publication_photo_hash ON publication_photo (hash);
CREATE INDEX publication_photo_thumb ON publication_photo (thumb);
