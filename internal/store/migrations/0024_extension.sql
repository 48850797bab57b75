-- +goose Up
-- What a draft proposes: 'extend' for more time, which the national desk decides too; '' for what an office wants to tell.
ALTER TABLE proposal ADD COLUMN verb TEXT NOT NULL DEFAULT '';
CREATE INDEX proposal_extend ON proposal (agency_id, proposed_at, report_id) WHERE verb = 'extend';

-- Why an office needs more time. An empty database is left to whoever founds it.
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'extend', 'field_check', 'Perlu pemeriksaan di lapangan.', 'A check on site is needed.', '2026-01-01', '', 'Ketentuan pengelola', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'extend', 'other_office', 'Perlu keterangan atau tindakan kantor lain.', 'Another office has to give information or act.', '2026-01-01', '', 'Ketentuan pengelola', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'extend', 'means', 'Perlu alat, bahan, atau cuaca yang mendukung.', 'Tools, material or fair weather are needed.', '2026-01-01', '', 'Ketentuan pengelola', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'extend', 'not_held', 'Informasi belum dikuasai atau masih diuji.', 'The information is not at hand yet or is being examined.', '2026-01-01', '', 'UU 14/2008, pasal 22', FALSE, '' FROM reason HAVING count(*) > 0;

-- How many open reports an officer was given.
CREATE INDEX report_assignee ON report (assignee_id) WHERE assignee_id <> 0 AND ended_at = 0;
