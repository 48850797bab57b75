-- +goose Up
-- Who is kept out of a report that complains of them, and what was found.

ALTER TABLE report ADD COLUMN integrity TEXT NOT NULL DEFAULT ''; -- JSON; '' for nearly all

-- Officers who are kept out in person, for lists. An office that is kept out needs none: the report never lies there.
CREATE TABLE kept_officer (
    officer_id BIGINT NOT NULL,
    report_id  BIGINT NOT NULL REFERENCES report (id),
    PRIMARY KEY (officer_id, report_id)
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX kept_officer_report ON kept_officer (report_id);

-- How looking into a report of oversight grade can end.
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'finding', 'proven', 'Terbukti.', 'Proven.', '2024-01-01', '', 'Ketentuan pengelola', FALSE, 'measure heard' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'finding', 'not_proven', 'Tidak terbukti. Nama pihak yang disebut bersih.', 'Not proven. The name of whoever was named is clear.', '2024-01-01', '', 'Ketentuan pengelola', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'finding', 'referred', 'Diteruskan kepada penegak hukum atau lembaga lain.', 'Passed on to law enforcement or another body.', '2024-01-01', '', 'Ketentuan pengelola', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'finding', 'false_report', 'Laporan sengaja dibuat tidak benar. Nama pihak yang disebut bersih.', 'The report was knowingly untrue. The name of whoever was named is clear.', '2024-01-01', '', 'Ketentuan pengelola', FALSE, 'heard' FROM reason HAVING count(*) > 0;
