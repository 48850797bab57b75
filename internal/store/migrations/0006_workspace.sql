-- +goose Up
-- Whose work a report is, and beside each place in an inbox what officers narrow their lists by: a list or a
-- count of one desk reads one index range and no other table.
ALTER TABLE report ADD COLUMN assignee_id BIGINT NOT NULL DEFAULT 0; -- 0: nobody in particular
ALTER TABLE inbox ADD COLUMN topic_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN place BIGINT NOT NULL DEFAULT 0;       -- digits of the region's code, ten of them
ALTER TABLE inbox ADD COLUMN assignee_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN facts BIGINT NOT NULL DEFAULT 0;       -- bits, see store.Facts
ALTER TABLE inbox ADD COLUMN channel TEXT NOT NULL DEFAULT '';

UPDATE inbox SET
    topic_id = (SELECT r.topic_id FROM report r WHERE r.id = inbox.report_id),
    place = (SELECT CAST(substr(replace(r.region_code, '.', '') || '0000000000', 1, 10) AS BIGINT) FROM report r WHERE r.id = inbox.report_id),
    channel = (SELECT r.channel FROM report r WHERE r.id = inbox.report_id),
    facts = (SELECT CASE WHEN r.secret THEN 1 ELSE 0 END + CASE WHEN r.anonymous THEN 2 ELSE 0 END
        + CASE WHEN r.reopened > 0 THEN 4 ELSE 0 END + CASE WHEN r.returns > 0 THEN 8 ELSE 0 END
        + CASE WHEN r.answered_at > 0 THEN 16 ELSE 0 END + CASE WHEN r.published THEN 32 ELSE 0 END
        + CASE r.class WHEN 'complaint' THEN 256 WHEN 'complaint_oversight' THEN 512 WHEN 'aspiration' THEN 1024 WHEN 'information' THEN 2048 ELSE 0 END
        FROM report r WHERE r.id = inbox.report_id);

-- How far an officer has read a report: unread is what has more events.
CREATE TABLE seen (
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    report_id  BIGINT NOT NULL REFERENCES report (id),
    seq        INTEGER NOT NULL,
    PRIMARY KEY (officer_id, report_id)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX seen_report ON seen (report_id);

-- Reports that an officer wants to hear of, whoever works on them.
CREATE TABLE watch (
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    report_id  BIGINT NOT NULL REFERENCES report (id),
    PRIMARY KEY (officer_id, report_id)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX watch_report ON watch (report_id);

-- Officers who are addressed in an internal note; open until they have read it.
CREATE TABLE mention (
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    report_id  BIGINT NOT NULL REFERENCES report (id),
    seq        INTEGER NOT NULL, -- of the note
    PRIMARY KEY (officer_id, report_id, seq)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX mention_report ON mention (report_id);

-- Words by which an agency sorts its reports; other agencies do not see them.
CREATE TABLE label (
    agency_id BIGINT NOT NULL REFERENCES agency (id),
    name      TEXT NOT NULL,
    report_id BIGINT NOT NULL REFERENCES report (id),
    PRIMARY KEY (agency_id, name, report_id)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX label_report ON label (report_id, agency_id);

CREATE TABLE saved_view (
    id         BIGINT PRIMARY KEY,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    agency_id  BIGINT REFERENCES agency (id), -- NULL: the officer's alone; else everybody's at that desk
    name       TEXT NOT NULL,
    query      TEXT NOT NULL,                 -- filters as they stand in the address
    changed_at BIGINT NOT NULL
);
CREATE INDEX saved_view_officer ON saved_view (officer_id, id);
CREATE INDEX saved_view_agency ON saved_view (agency_id, id);
