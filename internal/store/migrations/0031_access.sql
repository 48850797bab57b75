-- +goose Up
-- How officers prove who they are, and what was done with their accounts.
CREATE TABLE officer_factor (
    officer_id   BIGINT PRIMARY KEY REFERENCES officer (id),
    sealed       BYTEA NOT NULL,  -- the secret shared with the authenticator
    confirmed_at BIGINT NOT NULL, -- 0: shown, and not yet proved; asks for nothing
    last_step    BIGINT NOT NULL  -- time step of the last code taken: a code works once
);

CREATE TABLE recovery_code (
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    hash       TEXT NOT NULL,
    PRIMARY KEY (officer_id, hash)
) /* sqlite: WITHOUT ROWID */;

-- Sessions of officers, so that their owners see and end them. Neither handle nor token opens anything.
CREATE TABLE signed_in (
    id         BIGINT PRIMARY KEY,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    handle     TEXT NOT NULL UNIQUE,
    token      TEXT NOT NULL,     -- under which the session is kept
    device     TEXT NOT NULL,
    net        TEXT NOT NULL,
    at         BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX signed_in_officer ON signed_in (officer_id, id);
CREATE INDEX signed_in_expires ON signed_in (expires_at);

-- What was done with an account, told to its owner. Tries of one kind from one place are counted by the hour, so that
-- nobody fills it.
CREATE TABLE access_log (
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    hour       BIGINT NOT NULL, -- hours since 1970, UTC
    what       TEXT NOT NULL,
    device     TEXT NOT NULL,
    net        TEXT NOT NULL,   -- the network of the address, not the address
    n          INTEGER NOT NULL,
    last_at    BIGINT NOT NULL,
    PRIMARY KEY (officer_id, hour, what, device, net)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX access_log_hour ON access_log (hour);
