-- +goose Up
-- Drafts that came back to their authors, until somebody writes or answers again.
CREATE TABLE draft_back (
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    report_id  BIGINT NOT NULL REFERENCES report (id),
    PRIMARY KEY (officer_id, report_id)
);
CREATE INDEX draft_back_report ON draft_back (report_id);
