-- +goose Up
-- Surveys of satisfaction (SKM). What a regulation may change holds from a day on; a survey follows the rule of its first day.
CREATE TABLE survey_rule (
    kind           TEXT NOT NULL, -- service, handling
    effective_from TEXT NOT NULL, -- YYYY-MM-DD
    legacy_num     INTEGER NOT NULL, -- the rounded weight of an element: num of den
    legacy_den     INTEGER NOT NULL,
    least_cell     INTEGER NOT NULL, -- of fewer answers nothing is shown
    straight       INTEGER NOT NULL, -- seconds: all the same in less is a straight line
    burst_size     INTEGER NOT NULL, -- so many answers
    burst_span     INTEGER NOT NULL, -- in so many seconds are a burst
    grace          INTEGER NOT NULL, -- days after the end in which answers that were given in time still arrive
    source         TEXT NOT NULL,
    PRIMARY KEY (kind, effective_from)
) /* sqlite: WITHOUT ROWID */;
CREATE TABLE survey_element (
    kind           TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    place          INTEGER NOT NULL,
    code           TEXT NOT NULL,
    repairs        TEXT NOT NULL, -- the component of the service standard that it speaks of; '' none
    name_id        TEXT NOT NULL,
    name_en        TEXT NOT NULL,
    ask_id         TEXT NOT NULL,
    ask_en         TEXT NOT NULL,
    options_id     TEXT NOT NULL, -- from 1 to 4, with bars between
    options_en     TEXT NOT NULL,
    PRIMARY KEY (kind, effective_from, place)
) /* sqlite: WITHOUT ROWID */;
CREATE TABLE survey_band (
    kind           TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    least          INTEGER NOT NULL, -- hundredths of the index
    letter         TEXT NOT NULL,
    name_id        TEXT NOT NULL,
    name_en        TEXT NOT NULL,
    PRIMARY KEY (kind, effective_from, least)
) /* sqlite: WITHOUT ROWID */;
INSERT INTO survey_rule (kind, effective_from, legacy_num, legacy_den, least_cell, straight, burst_size, burst_span, grace, source) VALUES
    ('service', '2017-05-09', 11, 100, 5, 20, 10, 300, 14, 'PermenPANRB 14/2017'),
    ('handling', '2017-05-09', 20, 100, 5, 12, 10, 300, 14, 'Ketentuan pengelola');
INSERT INTO survey_band (kind, effective_from, least, letter, name_id, name_en) VALUES
    ('service', '2017-05-09', 8831, 'A', 'Sangat baik', 'Very good'),
    ('service', '2017-05-09', 7661, 'B', 'Baik', 'Good'),
    ('service', '2017-05-09', 6500, 'C', 'Kurang baik', 'Poor'),
    ('service', '2017-05-09', 2500, 'D', 'Tidak baik', 'Bad');
INSERT INTO survey_element (kind, effective_from, place, code, repairs, name_id, name_en, ask_id, ask_en, options_id, options_en) VALUES
    ('service', '2017-05-09', 1, 'U1', 'c01', 'Persyaratan', 'Requirements', 'Apakah syarat yang diminta sesuai dengan layanannya?', 'Did what was asked for fit the service?', 'Tidak sesuai|Kurang sesuai|Sesuai|Sangat sesuai', 'Not at all|Not quite|Yes|Very well'),
    ('service', '2017-05-09', 2, 'U2', 'c02', 'Prosedur', 'Procedure', 'Apakah urutan pengurusannya mudah?', 'Were the steps easy?', 'Tidak mudah|Kurang mudah|Mudah|Sangat mudah', 'Not at all|Not quite|Yes|Very easy'),
    ('service', '2017-05-09', 3, 'U3', 'c03', 'Waktu penyelesaian', 'Time', 'Apakah layanannya selesai dengan cepat?', 'Was it done quickly?', 'Tidak cepat|Kurang cepat|Cepat|Sangat cepat', 'Not at all|Not quite|Yes|Very quickly'),
    ('service', '2017-05-09', 4, 'U4', 'c04', 'Biaya', 'Fee', 'Bagaimana biayanya?', 'How was the price?', 'Sangat mahal|Cukup mahal|Murah|Gratis', 'Very dear|Rather dear|Cheap|Free of charge'),
    ('service', '2017-05-09', 5, 'U5', 'c05', 'Produk layanan', 'Product', 'Apakah hasilnya sesuai dengan yang dijanjikan?', 'Was the result as promised?', 'Tidak sesuai|Kurang sesuai|Sesuai|Sangat sesuai', 'Not at all|Not quite|Yes|Fully'),
    ('service', '2017-05-09', 6, 'U6', 'c09', 'Kemampuan petugas', 'Competence of staff', 'Apakah petugasnya mampu melayani?', 'Was the staff able to serve you?', 'Tidak mampu|Kurang mampu|Mampu|Sangat mampu', 'Not at all|Not quite|Yes|Very able'),
    ('service', '2017-05-09', 7, 'U7', 'c14', 'Perilaku petugas', 'Conduct of staff', 'Apakah petugasnya sopan dan ramah?', 'Was the staff polite and friendly?', 'Tidak sopan dan ramah|Kurang sopan dan ramah|Sopan dan ramah|Sangat sopan dan ramah', 'Not at all|Not quite|Yes|Very much'),
    ('service', '2017-05-09', 8, 'U8', 'c06', 'Penanganan pengaduan', 'Handling of complaints', 'Bagaimana pengaduan pengguna layanan ditangani?', 'How are complaints of users handled?', 'Tidak ada|Ada, tetapi tidak jalan|Jalan, tetapi kurang baik|Ditangani dengan baik', 'There is no way to complain|There is one that does not work|It works, but not well|They are handled well'),
    ('service', '2017-05-09', 9, 'U9', 'c08', 'Sarana dan prasarana', 'Facilities', 'Bagaimana tempat dan peralatannya?', 'How were the place and its equipment?', 'Buruk|Cukup|Baik|Sangat baik', 'Bad|Fair|Good|Very good'),
    ('handling', '2017-05-09', 1, 'H1', '', 'Kemudahan melapor', 'Ease of reporting', 'Apakah mudah menyampaikan laporan?', 'Was it easy to report?', 'Tidak mudah|Kurang mudah|Mudah|Sangat mudah', 'Not at all|Not quite|Yes|Very easy'),
    ('handling', '2017-05-09', 2, 'H2', '', 'Kecepatan', 'Speed', 'Apakah laporan Anda ditangani dengan cepat?', 'Was your report handled quickly?', 'Tidak cepat|Kurang cepat|Cepat|Sangat cepat', 'Not at all|Not quite|Yes|Very quickly'),
    ('handling', '2017-05-09', 3, 'H3', '', 'Kejelasan jawaban', 'Clarity of the answer', 'Apakah jawabannya jelas?', 'Was the answer clear?', 'Tidak jelas|Kurang jelas|Jelas|Sangat jelas', 'Not at all|Not quite|Yes|Very clear'),
    ('handling', '2017-05-09', 4, 'H4', '', 'Sikap petugas', 'Conduct of officers', 'Apakah petugas bersikap sopan?', 'Were the officers polite?', 'Tidak sopan|Kurang sopan|Sopan|Sangat sopan', 'Not at all|Not quite|Yes|Very polite'),
    ('handling', '2017-05-09', 5, 'H5', '', 'Penyelesaian', 'Solution', 'Apakah masalah Anda terselesaikan?', 'Was your problem solved?', 'Tidak|Sebagian kecil|Sebagian besar|Selesai', 'No|A little|Mostly|Yes');

CREATE TABLE survey (
    id           BIGINT PRIMARY KEY,
    agency_id    BIGINT NOT NULL REFERENCES agency (id), -- the unit that is judged
    service_id   BIGINT NOT NULL, -- 0: whatever the unit gives
    kind         TEXT NOT NULL,
    name         TEXT NOT NULL,
    from_day     TEXT NOT NULL,
    until_day    TEXT NOT NULL,
    population   BIGINT NOT NULL, -- people served in the period; 0 nobody knows
    weighting    TEXT NOT NULL,
    questions    TEXT NOT NULL, -- what is asked beside the elements, JSON
    state        TEXT NOT NULL,
    version      INTEGER NOT NULL, -- counts every step
    created_at   BIGINT NOT NULL,
    closed_at    BIGINT NOT NULL, -- 0: it is not
    published_at BIGINT NOT NULL  -- 0: it is not
);
CREATE INDEX survey_agency ON survey (agency_id, id);
CREATE INDEX survey_of_service ON survey (service_id, id) WHERE service_id <> 0;

-- Codes that open a survey: only their digest is here. Which answer came by which code is not kept.
CREATE TABLE survey_code (
    hash       TEXT PRIMARY KEY, -- SHA-256
    survey_id  BIGINT NOT NULL REFERENCES survey (id),
    kind       TEXT NOT NULL,    -- once, counter, kiosk
    subject    TEXT NOT NULL,    -- the closed report that it was made for; '' none
    made_at    BIGINT NOT NULL,
    used_on    TEXT NOT NULL,    -- the day; '' it was not
    revoked_at BIGINT NOT NULL   -- 0: it is not
) /* sqlite: WITHOUT ROWID */;
CREATE INDEX survey_code_survey ON survey_code (survey_id, kind, used_on);
CREATE UNIQUE INDEX survey_code_subject ON survey_code (subject) WHERE subject <> '';

CREATE TABLE survey_response (
    id           BIGINT PRIMARY KEY,
    survey_id    BIGINT NOT NULL REFERENCES survey (id),
    client_key   TEXT NOT NULL, -- made where it was answered: however often it is sent, it arrives once
    channel      TEXT NOT NULL,
    month        INTEGER NOT NULL, -- in which it was given: 202603
    given_at     BIGINT NOT NULL,
    at           BIGINT NOT NULL, -- when it arrived
    took         INTEGER NOT NULL, -- seconds; 0 nobody knows
    answers      TEXT NOT NULL,   -- code=points, with blanks between
    about        TEXT NOT NULL,   -- part=value of who answered, with blanks between
    remark       TEXT NOT NULL,
    straight     BOOLEAN NOT NULL,
    excluded_at  BIGINT NOT NULL, -- 0: it counts
    excluded_why TEXT NOT NULL
);
CREATE UNIQUE INDEX survey_response_key ON survey_response (survey_id, client_key);
CREATE INDEX survey_response_survey ON survey_response (survey_id, id);

-- What the answers add up to, kept with each of them; all of it can be counted anew from the answers.
CREATE TABLE survey_month (
    survey_id BIGINT NOT NULL REFERENCES survey (id),
    month     INTEGER NOT NULL,
    n         BIGINT NOT NULL, -- complete answers
    partial   BIGINT NOT NULL,
    squares   BIGINT NOT NULL, -- of the totals of complete answers, added up
    PRIMARY KEY (survey_id, month)
) /* sqlite: WITHOUT ROWID */;
CREATE TABLE survey_tally (
    survey_id BIGINT NOT NULL REFERENCES survey (id),
    month     INTEGER NOT NULL,
    code      TEXT NOT NULL,
    n1        BIGINT NOT NULL,
    n2        BIGINT NOT NULL,
    n3        BIGINT NOT NULL,
    n4        BIGINT NOT NULL,
    PRIMARY KEY (survey_id, month, code)
) /* sqlite: WITHOUT ROWID */;
CREATE TABLE survey_group (
    survey_id BIGINT NOT NULL REFERENCES survey (id),
    part      TEXT NOT NULL, -- sex, age, education, work, disability
    value     TEXT NOT NULL,
    n         BIGINT NOT NULL, -- complete answers
    total     BIGINT NOT NULL, -- their points
    PRIMARY KEY (survey_id, part, value)
) /* sqlite: WITHOUT ROWID */;

-- What is done about an element, and what shows that it was.
CREATE TABLE survey_action (
    survey_id BIGINT NOT NULL REFERENCES survey (id),
    code      TEXT NOT NULL,
    plan      TEXT NOT NULL,
    due       TEXT NOT NULL,
    done_on   TEXT NOT NULL, -- '' not yet
    proof     TEXT NOT NULL, -- where it can be seen
    PRIMARY KEY (survey_id, code)
) /* sqlite: WITHOUT ROWID */;
