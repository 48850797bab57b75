-- +goose Up
-- A length that was entered after its first day, to mend what was entered wrongly.
ALTER TABLE clock_policy ADD COLUMN correction BOOLEAN NOT NULL DEFAULT FALSE;
-- Office hours in minutes after midnight; both 0: those of the desk above.
ALTER TABLE agency ADD COLUMN opens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agency ADD COLUMN closes INTEGER NOT NULL DEFAULT 0;

-- Orders to give running clocks the lengths and holidays of today, and what came of them.
CREATE TABLE recount_order (
    id         BIGINT PRIMARY KEY,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    agency_id  BIGINT NOT NULL REFERENCES agency (id), -- its reports and those of the desks below
    clock      TEXT NOT NULL, -- '' all that may be counted again
    moved      BIGINT NOT NULL, -- reports
    done_at    BIGINT NOT NULL  -- 0: not yet
);
CREATE INDEX recount_order_officer ON recount_order (officer_id);
CREATE INDEX recount_order_agency ON recount_order (agency_id, id);
CREATE INDEX recount_order_open ON recount_order (id) WHERE done_at = 0;
