-- +goose Up
-- Objections of requesters of information, where the desk that decides finds them: open ones by their last moment in time,
-- settled ones by when that was. What they say stands in events and in the report's row.
CREATE TABLE objection (
    report_id BIGINT PRIMARY KEY REFERENCES report (id),
    desk_id   BIGINT NOT NULL,
    open      BOOLEAN NOT NULL,
    at        BIGINT NOT NULL
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX objection_desk ON objection (desk_id, open, at, report_id);

-- How long the superior has, how long the requester has for the objection, and after it for the Information Commission.
INSERT INTO clock_policy (id, agency_id, clock, class, variant, amount, unit, extension, effective_from, source)
SELECT max(id) + 1, NULL, 'objection', '', '', 30, 'working_days', 0, '', 'UU 14/2008, pasal 36 ayat (2)' FROM clock_policy HAVING count(*) > 0;
INSERT INTO clock_policy (id, agency_id, clock, class, variant, amount, unit, extension, effective_from, source)
SELECT max(id) + 1, NULL, 'objection_term', '', '', 30, 'working_days', 0, '', 'UU 14/2008, pasal 36 ayat (1)' FROM clock_policy HAVING count(*) > 0;
INSERT INTO clock_policy (id, agency_id, clock, class, variant, amount, unit, extension, effective_from, source)
SELECT max(id) + 1, NULL, 'commission_term', '', '', 14, 'working_days', 0, '', 'UU 14/2008, pasal 37 ayat (2)' FROM clock_policy HAVING count(*) > 0;

-- On which grounds of the law information is refused, and objected. An empty database is left to whoever founds it.
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'refusal', 'law_enforcement', 'Dapat menghambat proses penegakan hukum.', 'It could hinder law enforcement.', '2010-04-30', '', 'UU 14/2008, pasal 17 huruf a', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'refusal', 'trade_secret', 'Dapat mengganggu hak atas kekayaan intelektual atau persaingan usaha yang sehat.', 'It could harm intellectual property or fair competition.', '2010-04-30', '', 'UU 14/2008, pasal 17 huruf b', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'refusal', 'defence', 'Dapat membahayakan pertahanan dan keamanan negara.', 'It could endanger the defence and security of the state.', '2010-04-30', '', 'UU 14/2008, pasal 17 huruf c', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'refusal', 'natural_wealth', 'Dapat mengungkapkan kekayaan alam Indonesia.', 'It could reveal the natural wealth of Indonesia.', '2010-04-30', '', 'UU 14/2008, pasal 17 huruf d', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'refusal', 'economy', 'Dapat merugikan ketahanan ekonomi nasional.', 'It could harm the resilience of the national economy.', '2010-04-30', '', 'UU 14/2008, pasal 17 huruf e', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'refusal', 'foreign_relations', 'Dapat merugikan kepentingan hubungan luar negeri.', 'It could harm foreign relations.', '2010-04-30', '', 'UU 14/2008, pasal 17 huruf f', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'refusal', 'private_deed', 'Dapat mengungkapkan isi akta pribadi atau wasiat seseorang.', 'It could reveal a private deed or the will of a person.', '2010-04-30', '', 'UU 14/2008, pasal 17 huruf g', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'refusal', 'personal_secret', 'Dapat mengungkapkan rahasia pribadi seseorang.', 'It could reveal the personal secrets of somebody.', '2010-04-30', '', 'UU 14/2008, pasal 17 huruf h', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'refusal', 'internal_memo', 'Surat antarbadan publik atau di dalamnya yang menurut sifatnya dirahasiakan.', 'Letters between or within public bodies that are secret by their nature.', '2010-04-30', '', 'UU 14/2008, pasal 17 huruf i', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'refusal', 'other_law', 'Tidak boleh diungkapkan berdasarkan undang-undang.', 'It must not be revealed by another law.', '2010-04-30', '', 'UU 14/2008, pasal 17 huruf j', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'refusal', 'not_held', 'Informasi belum dikuasai atau didokumentasikan.', 'The information is not held or not documented yet.', '2010-04-30', '', 'UU 14/2008, pasal 6 ayat (3) huruf e', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'refusal', 'unclear', 'Informasi yang diminta tetap tidak jelas setelah ditanyakan.', 'What is asked for stays unclear after we asked.', '2010-04-30', '', 'UU 14/2008, pasal 22 ayat (2)', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'objection', 'refused', 'Permintaan ditolak dengan alasan pengecualian.', 'The request was refused as an exception.', '2010-04-30', '', 'UU 14/2008, pasal 35 ayat (1) huruf a', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'objection', 'not_provided', 'Informasi yang wajib diumumkan berkala tidak tersedia.', 'Information that must be published regularly is not there.', '2010-04-30', '', 'UU 14/2008, pasal 35 ayat (1) huruf b', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'objection', 'not_answered', 'Permintaan tidak ditanggapi.', 'The request was not answered.', '2010-04-30', '', 'UU 14/2008, pasal 35 ayat (1) huruf c', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'objection', 'not_as_asked', 'Tanggapan tidak sesuai dengan yang diminta.', 'The answer is not what was asked for.', '2010-04-30', '', 'UU 14/2008, pasal 35 ayat (1) huruf d', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'objection', 'not_fulfilled', 'Permintaan tidak dipenuhi.', 'The request was not fulfilled.', '2010-04-30', '', 'UU 14/2008, pasal 35 ayat (1) huruf e', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'objection', 'fee', 'Biaya yang dikenakan tidak wajar.', 'The fee is unreasonable.', '2010-04-30', '', 'UU 14/2008, pasal 35 ayat (1) huruf f', FALSE, '' FROM reason HAVING count(*) > 0;
INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks)
SELECT max(id) + 1, 'objection', 'too_late', 'Informasi diberikan melewati batas waktu.', 'The information came too late.', '2010-04-30', '', 'UU 14/2008, pasal 35 ayat (1) huruf g', FALSE, '' FROM reason HAVING count(*) > 0;
