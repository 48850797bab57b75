-- +goose Up
-- Offices that were asked to help with a report or for their opinion, as JSON; '' none. The report stays with its holder.
ALTER TABLE report ADD COLUMN supports TEXT NOT NULL DEFAULT '';

-- The report of which it is a part; 0 none.
ALTER TABLE report ADD COLUMN parent_id BIGINT NOT NULL DEFAULT 0;

-- How steps moved reports in and out of the lists of desks that were asked, until the counts follow.
CREATE TABLE support_move (
    id        BIGINT NOT NULL, -- of the report and the number of its event, so that nothing is counted twice
    seq       INTEGER NOT NULL,
    agency_id BIGINT NOT NULL,
    queue     INTEGER NOT NULL,
    due_day   BIGINT NOT NULL,
    n         INTEGER NOT NULL,
    PRIMARY KEY (id, seq, agency_id, queue, due_day)
) /* sqlite: WITHOUT ROWID */;

-- How long an office has that is asked to help, or for its opinion.
INSERT INTO clock_policy (id, agency_id, clock, class, variant, amount, unit, extension, effective_from, source)
SELECT max(id) + 1, NULL, 'support', '', '', 5, 'working_days', 0, '', 'Ketentuan pengelola' FROM clock_policy HAVING count(*) > 0;
INSERT INTO clock_policy (id, agency_id, clock, class, variant, amount, unit, extension, effective_from, source)
SELECT max(id) + 1, NULL, 'consult', '', '', 3, 'working_days', 0, '', 'Ketentuan pengelola' FROM clock_policy HAVING count(*) > 0;

-- Why an office cannot, and why it is set free.
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system)
SELECT max(id) + 1, 'unable', 'not_ours', 'Bukan tugas kantor kami.', 'This is not the work of our office.', '2024-01-01', '', 'Ketentuan pengelola', FALSE FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system)
SELECT max(id) + 1, 'unable', 'no_means', 'Kami tidak punya tenaga, alat, atau data untuk ini.', 'We have not the people, tools or data for this.', '2024-01-01', '', 'Ketentuan pengelola', FALSE FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system)
SELECT max(id) + 1, 'release', 'not_needed', 'Bantuan tidak diperlukan lagi.', 'The help is no longer needed.', '2024-01-01', '', 'Ketentuan pengelola', FALSE FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system)
SELECT max(id) + 1, 'release', 'no_answer', 'Kantor tidak menjawab sampai batas waktu.', 'The office did not answer in time.', '2024-01-01', '', 'Ketentuan pengelola', FALSE FROM reason HAVING count(*) > 0;
