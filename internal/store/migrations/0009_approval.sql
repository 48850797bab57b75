-- +goose Up
-- What of an agency has to be approved before it goes out: '' inherits, none, closings, answers.
ALTER TABLE agency ADD COLUMN approval TEXT NOT NULL DEFAULT '';

-- What has to be said with an outcome, words parted by blanks: done_on, ground, referred_to, evidence, proof.
ALTER TABLE reason ADD COLUMN asks TEXT NOT NULL DEFAULT '';
UPDATE reason SET asks = 'done_on evidence' WHERE list = 'outcome' AND code IN ('solved', 'solved_in_part');
UPDATE reason SET asks = 'ground' WHERE list = 'outcome' AND code = 'cannot_be_done';
UPDATE reason SET asks = 'referred_to' WHERE list = 'outcome' AND code = 'referred';

-- "Not solved" has a term of its own.
INSERT INTO clock_policy (id, agency_id, clock, class, variant, amount, unit, extension, effective_from, source)
SELECT max(id) + 1, NULL, 'rework', '', '', 5, 'working_days', 0, '', 'Ketentuan pengelola' FROM clock_policy HAVING count(*) > 0;

-- The draft that waits: number of its event, when, whose; '' none.
ALTER TABLE report ADD COLUMN proposal TEXT NOT NULL DEFAULT '';

-- One row for each desk above and at the holder of a report with a draft that waits.
CREATE TABLE proposal (
    agency_id   BIGINT NOT NULL,
    proposed_at BIGINT NOT NULL,
    report_id   BIGINT NOT NULL REFERENCES report (id),
    PRIMARY KEY (agency_id, proposed_at, report_id)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX proposal_report ON proposal (report_id);

-- How many closed reports were closed by whom, kept like tally.
CREATE TABLE ending (
    agency_id BIGINT NOT NULL,
    due_day   BIGINT NOT NULL, -- of closing, days since 1970 in WIB
    closed_by TEXT NOT NULL,
    n         BIGINT NOT NULL,
    PRIMARY KEY (agency_id, due_day, closed_by)
) /* sqlite: WITHOUT ROWID */;

-- Reports of which nothing waits in the feed are counted as they are ...
INSERT INTO ending (agency_id, due_day, closed_by, n)
SELECT i.agency_id, (i.due_at - 1 + 25200000000) / 86400000000, r.closed_by, count(*)
FROM inbox i JOIN report r ON r.id = i.report_id
WHERE r.state = 'closed' AND NOT EXISTS (SELECT 1 FROM feed f WHERE f.report_id = r.id) GROUP BY 1, 2, 3;

-- ... and the others as they were before what waits, which the follower adds.
WITH RECURSIVE up (desk, agency_id) AS (
    SELECT id, id FROM agency UNION ALL SELECT up.desk, a.parent_id FROM up JOIN agency a ON a.id = up.agency_id WHERE a.parent_id IS NOT NULL),
waiting (report_id, seq) AS (SELECT report_id, min(seq) FROM feed GROUP BY report_id),
was (desk, due_day, closed_by) AS (
    SELECT e.from_desk, (e.from_due - 1 + 25200000000) / 86400000000,
        (SELECT CASE c.verb WHEN 'accept' THEN 'reporter' WHEN 'auto_close' THEN 'system' ELSE 'officer' END FROM event c
            WHERE c.report_id = e.report_id AND c.seq < e.seq AND c.to_state = 'closed' AND c.from_state <> 'closed' ORDER BY c.seq DESC LIMIT 1)
    FROM waiting w JOIN event e ON e.report_id = w.report_id AND e.seq = w.seq WHERE e.from_state = 'closed')
INSERT INTO ending (agency_id, due_day, closed_by, n)
SELECT up.agency_id, was.due_day, COALESCE(was.closed_by, 'officer'), count(*) FROM was JOIN up ON up.desk = was.desk WHERE TRUE GROUP BY 1, 2, 3
ON CONFLICT (agency_id, due_day, closed_by) DO UPDATE SET n = ending.n + excluded.n;
