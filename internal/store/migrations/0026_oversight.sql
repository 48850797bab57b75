-- +goose Up
-- What was asked of an office from above about a report it holds: an explanation, or to follow an instruction. The words
-- stand in events.
CREATE TABLE demand (
    report_id  BIGINT NOT NULL REFERENCES report (id),
    seq        INTEGER NOT NULL, -- of the event that asked
    kind       TEXT NOT NULL,
    state      TEXT NOT NULL, -- open, answered, withdrawn
    officer_id BIGINT NOT NULL,
    role       TEXT NOT NULL,
    from_id    BIGINT NOT NULL, -- desk that asked
    desk_id    BIGINT NOT NULL, -- desk that held the report then
    at         BIGINT NOT NULL,
    due_at     BIGINT NOT NULL,
    settled    INTEGER NOT NULL DEFAULT 0, -- of the event that answered it or took it back
    settled_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (report_id, seq)
) /* sqlite: WITHOUT ROWID */;

-- Where it lies in the lists of desks: in those of the holder and everything above by what is owed, and in that of the desk
-- that asked; by its due day while it is open, by the day of the answer afterwards.
CREATE TABLE demand_place (
    agency_id BIGINT NOT NULL,
    lane      INTEGER NOT NULL,
    at        BIGINT NOT NULL,
    report_id BIGINT NOT NULL REFERENCES report (id),
    seq       INTEGER NOT NULL,
    PRIMARY KEY (agency_id, lane, at, report_id, seq)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX demand_place_report ON demand_place (report_id, seq);

-- How long an office has for its answer.
INSERT INTO clock_policy (id, agency_id, clock, class, variant, amount, unit, extension, effective_from, source)
SELECT max(id) + 1, NULL, 'demand', '', '', 5, 'working_days', 0, '', 'Ketentuan pengelola' FROM clock_policy HAVING count(*) > 0;
