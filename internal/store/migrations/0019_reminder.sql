-- +goose Up
-- When offices are reminded of their clocks, from a day on.
CREATE TABLE reminder_rule (
    effective_from TEXT PRIMARY KEY,  -- YYYY-MM-DD; '' always
    shares         TEXT NOT NULL,     -- per cent of a clock's working days, parted by commas
    every          INTEGER NOT NULL   -- working days between reminders after the last day; 0 none
);
INSERT INTO reminder_rule (effective_from, shares, every) VALUES ('', '50,80,100', 3);

-- The next moment at which somebody is to be reminded of a report. It follows the events.
CREATE TABLE alarm (
    report_id BIGINT PRIMARY KEY REFERENCES report (id),
    at        BIGINT NOT NULL,
    told_to   BIGINT NOT NULL -- what was due until then has been told
);
CREATE INDEX alarm_due ON alarm (at, report_id);

-- What offices were reminded of.
CREATE TABLE reminder (
    id         BIGINT PRIMARY KEY,
    report_id  BIGINT NOT NULL REFERENCES report (id),
    clock      TEXT NOT NULL,
    started_at BIGINT NOT NULL,  -- of the clock
    step       INTEGER NOT NULL, -- the share in per cent, or 100 and which one it was after the last day
    desk_id    BIGINT NOT NULL REFERENCES agency (id),
    due_at     BIGINT NOT NULL,  -- of the clock, as it stood
    at         BIGINT NOT NULL
);
CREATE UNIQUE INDEX reminder_once ON reminder (report_id, clock, started_at, step);
CREATE INDEX reminder_desk ON reminder (desk_id, id);

-- Reports from before there were alarms.
INSERT INTO desk_feed (report_id, what) SELECT id, 4 FROM report WHERE state <> 'closed' AND state <> 'archived'
    ON CONFLICT (report_id) DO UPDATE SET what = desk_feed.what | 4;
