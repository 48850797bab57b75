-- +goose Up
-- One row for what was written together: it is read together too, and a row of its own for each change cost ten values.
-- What is dropped was of the last minutes; lists that are open look at everything again.
DROP TABLE pulse;
CREATE TABLE pulse (
    last    BIGINT PRIMARY KEY, -- number of the last change in it
    changes TEXT NOT NULL       -- as store.Pulse writes them
);
