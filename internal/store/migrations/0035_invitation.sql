-- +goose Up
-- Invitations into a post. The link that is mailed is made of the key of the installation and never kept: hash is its SHA-256.
CREATE TABLE invitation (
    id           BIGINT PRIMARY KEY,
    hash         TEXT NOT NULL UNIQUE,
    email        TEXT NOT NULL,
    name         TEXT NOT NULL,
    agency_id    BIGINT NOT NULL REFERENCES agency (id),
    role         TEXT NOT NULL,
    until_day    TEXT NOT NULL, -- last day of the post, YYYY-MM-DD; '' until further notice
    officer_id   BIGINT NOT NULL REFERENCES officer (id), -- who sent it last
    post_id      BIGINT NOT NULL REFERENCES post (id),    -- as whom; the invitation is worth something as long as that post is
    at           BIGINT NOT NULL,
    sent         INTEGER NOT NULL, -- how often; each time makes another link
    expires_at   BIGINT NOT NULL,
    taken_at     BIGINT NOT NULL, -- 0: it was not
    withdrawn_at BIGINT NOT NULL  -- 0: it was not
);
CREATE INDEX invitation_agency ON invitation (agency_id, id);
CREATE INDEX invitation_officer ON invitation (officer_id);
CREATE INDEX invitation_post ON invitation (post_id);
CREATE UNIQUE INDEX invitation_waits ON invitation (email, agency_id, role) WHERE taken_at = 0 AND withdrawn_at = 0;
