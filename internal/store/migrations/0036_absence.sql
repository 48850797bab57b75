-- +goose Up
-- When the holder of a post is on leave, and who acts for it meanwhile. Cutting a leave short moves its end; nothing is removed.
CREATE TABLE absence (
    id            BIGINT PRIMARY KEY,
    post_id       BIGINT NOT NULL REFERENCES post (id),
    substitute_id BIGINT NOT NULL REFERENCES officer (id),
    from_at       BIGINT NOT NULL,
    until_at      BIGINT NOT NULL, -- the first moment after it; from_at when it was called off before it began
    officer_id    BIGINT NOT NULL REFERENCES officer (id), -- who entered it
    at            BIGINT NOT NULL
);
CREATE INDEX absence_post ON absence (post_id, id);
CREATE INDEX absence_substitute ON absence (substitute_id, id);
CREATE INDEX absence_officer ON absence (officer_id);

-- For whom somebody did it, as a substitute; 0: for themselves.
ALTER TABLE change_log ADD COLUMN for_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE identity_read ADD COLUMN for_id BIGINT NOT NULL DEFAULT 0;
