-- +goose Up

-- One row per piece of work that happens outside the transaction that asked
-- for it. Rows stay after the work is done, so that unique keys keep guarding,
-- until purge_at.
CREATE TABLE job (
    id           BIGINT PRIMARY KEY,
    kind         TEXT NOT NULL,
    args         TEXT NOT NULL,   -- JSON
    state        TEXT NOT NULL,   -- ready, running, done, dead
    unique_key   TEXT,            -- at most one row per key
    attempts     BIGINT NOT NULL, -- runs begun
    max_attempts BIGINT NOT NULL,
    run_at       BIGINT NOT NULL, -- microseconds UTC: ready = not before; running = end of the lease
    owner        TEXT,            -- the worker that holds the lease
    last_error   TEXT,
    created_at   BIGINT NOT NULL,
    finished_at  BIGINT,          -- done or dead since
    purge_at     BIGINT           -- when a finished row may go
);

CREATE UNIQUE INDEX job_unique ON job (unique_key) WHERE unique_key IS NOT NULL;

-- What to run next, and which leases have ended; finished rows are in neither. Two indexes,
-- because SQLite uses a partial one only for a query that repeats its condition.
CREATE INDEX job_ready ON job (run_at, id) WHERE state = 'ready';
CREATE INDEX job_running ON job (run_at) WHERE state = 'running';

CREATE INDEX job_purge ON job (purge_at) WHERE purge_at IS NOT NULL;

-- The dead wait for a person.
CREATE INDEX job_dead ON job (id) WHERE state = 'dead';
