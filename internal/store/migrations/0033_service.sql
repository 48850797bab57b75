-- +goose Up
-- Services of the catalogue (SIPP). What a version says never changes once it has left its author; only its state moves.
CREATE TABLE service (
    id         BIGINT PRIMARY KEY,
    agency_id  BIGINT NOT NULL REFERENCES agency (id),
    source     TEXT NOT NULL, -- the system that it was imported from; '' it began here
    source_id  TEXT NOT NULL, -- as that system numbers it
    newest     INTEGER NOT NULL, -- number of its newest version
    version    INTEGER NOT NULL, -- counts every step, so that nobody acts on what somebody else changed meanwhile
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX service_source ON service (source, source_id);
CREATE INDEX service_agency ON service (agency_id, id);

CREATE TABLE service_version (
    service_id BIGINT NOT NULL REFERENCES service (id),
    no         INTEGER NOT NULL,
    state      TEXT NOT NULL,
    name       TEXT NOT NULL,
    document   TEXT NOT NULL,   -- the record as it came, JSON; all that follows down to filled is read out of it
    digest     TEXT NOT NULL,   -- SHA-256 of the document
    time_min   BIGINT NOT NULL, -- in time_unit; 0: none
    time_max   BIGINT NOT NULL,
    time_unit  TEXT NOT NULL,   -- '' no time was read
    is_free    BOOLEAN NOT NULL,
    is_online  BOOLEAN NOT NULL,
    delivery   INTEGER NOT NULL, -- filled components of the six
    filled     INTEGER NOT NULL, -- filled components of the fourteen
    note       TEXT NOT NULL,    -- what is new in it, in the words of its author
    reason     TEXT NOT NULL,    -- why it was returned, suspended or withdrawn
    from_day   TEXT NOT NULL,    -- its first day in public; '' never
    until_day  TEXT NOT NULL,    -- its last one; '' open
    author     BIGINT NOT NULL,  -- officer; 0 an import, as below
    submitter  BIGINT NOT NULL,
    verifier   BIGINT NOT NULL,
    at         BIGINT NOT NULL,  -- of its last step
    PRIMARY KEY (service_id, no)
);
-- Of a service at most one version is in force, and at most one is on its way there, whatever the program does.
CREATE UNIQUE INDEX service_version_current ON service_version (service_id) WHERE state IN ('published', 'suspended');
CREATE UNIQUE INDEX service_version_open ON service_version (service_id) WHERE state IN ('draft', 'submitted', 'verified');
-- What waits for somebody.
CREATE INDEX service_version_waiting ON service_version (state, service_id DESC) WHERE state IN ('draft', 'submitted', 'verified', 'suspended');

-- Records of imports whose owner nobody knows yet.
CREATE TABLE service_held (
    source    TEXT NOT NULL,
    source_id TEXT NOT NULL,
    owner     TEXT NOT NULL, -- who offers it, in the words of the record
    name      TEXT NOT NULL,
    document  TEXT NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (source, source_id)
);
CREATE INDEX service_held_owner ON service_held (owner, source, source_id);

-- Which agency is meant by the words of a record, where its name alone does not say it.
CREATE TABLE service_owner (
    owner     TEXT PRIMARY KEY,
    agency_id BIGINT NOT NULL REFERENCES agency (id)
);
CREATE INDEX service_owner_agency ON service_owner (agency_id);

-- Words of a search: those of one row mean the same, with a bar between; those of the kind idle are not looked for.
CREATE TABLE service_word (
    id    BIGINT PRIMARY KEY,
    kind  TEXT NOT NULL, -- same, idle
    words TEXT NOT NULL
);
INSERT INTO service_word (id, kind, words) VALUES
    (1, 'same', 'ktp|ktp el|kartu tanda penduduk'),
    (2, 'same', 'kk|kartu keluarga'),
    (3, 'same', 'akta|akte'),
    (4, 'same', 'sktm|surat keterangan tidak mampu|surat keterangan miskin'),
    (5, 'same', 'skck|surat keterangan catatan kepolisian'),
    (6, 'same', 'ak1|ak 1|kartu kuning|kartu pencari kerja|kartu tanda pencari kerja'),
    (7, 'same', 'sip|surat izin praktik|surat izin praktek|izin praktik|izin praktek'),
    (8, 'same', 'kir|uji berkala|pengujian kendaraan bermotor|pengujian berkala'),
    (9, 'same', 'sim|surat izin mengemudi'),
    (10, 'same', 'imb|izin mendirikan bangunan|pbg|persetujuan bangunan gedung'),
    (11, 'same', 'nib|nomor induk berusaha'),
    (12, 'same', 'kia|kartu identitas anak'),
    (13, 'same', 'paspor|passport'),
    (14, 'same', 'izin|ijin'),
    (15, 'same', 'praktik|praktek'),
    (16, 'same', 'wna|orang asing'),
    (17, 'same', 'pkb|pajak kendaraan'),
    (18, 'same', 'ppdb|spmb|penerimaan murid baru|penerimaan peserta didik baru'),
    (19, 'same', 'puskesmas|pusat kesehatan masyarakat'),
    (20, 'same', 'hilang|kehilangan'),
    (30, 'idle', 'cara|bagaimana|gimana|urus|mengurus|pengurusan|bikin|membikin|buat|membuat|syarat|persyaratan|prosedur|biaya|berapa|lama|dimana|mana|mau|ingin|saya|layanan|pelayanan');

-- Moments of a life from which people set out, and the names of services that they need then: with bars between, each all
-- of its words.
CREATE TABLE life_event (
    code    TEXT PRIMARY KEY,
    place   INTEGER NOT NULL, -- in the list
    text_id TEXT NOT NULL,
    text_en TEXT NOT NULL,
    words   TEXT NOT NULL
);
INSERT INTO life_event (code, place, text_id, text_en, words) VALUES
    ('lahir', 1, 'Anak saya lahir', 'My child was born', 'akta kelahiran|kartu identitas anak|kia|kartu keluarga|kk'),
    ('sekolah', 2, 'Anak saya masuk sekolah', 'My child starts school', 'ppdb|spmb|penerimaan murid baru|penerimaan peserta didik|pindah sekolah|legalisir ijazah'),
    ('kerja', 3, 'Saya mencari kerja', 'I am looking for work', 'ak1|kartu kuning|kartu pencari kerja|kartu tanda pencari kerja|skck|pelatihan kerja'),
    ('nikah', 4, 'Saya akan menikah', 'I am getting married', 'nikah|perkawinan|pernikahan|kartu keluarga'),
    ('pindah', 5, 'Saya baru pindah', 'I have moved', 'pindah datang|pindah penduduk|perpindahan penduduk|surat pindah|kartu keluarga|ktp'),
    ('sakit', 6, 'Saya sakit', 'I am ill', 'rawat jalan|rawat inap|gawat darurat|puskesmas|rujukan|bpjs'),
    ('usaha', 7, 'Saya membuka usaha', 'I am starting a business', 'nib|izin usaha|perizinan berusaha|sertifikat halal|reklame'),
    ('rumah', 8, 'Saya membangun rumah', 'I am building a house', 'pbg|imb|persetujuan bangunan gedung|izin mendirikan bangunan|pertanahan|air bersih'),
    ('hilang', 9, 'Dokumen saya hilang', 'I have lost a document', 'hilang|kehilangan|duplikat'),
    ('wafat', 10, 'Keluarga saya meninggal', 'A relative has died', 'akta kematian|kematian|pemakaman|ahli waris');
