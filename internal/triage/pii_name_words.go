package triage

// addressWord tells the forms of address that stand before a name.
func addressWord(w string) bool {
	switch w {
	case "bapak", "bpk", "bp", "bapa", "pak", "ibu", "bu", "sdr", "sdri", "saudara", "saudari", "tuan", "tn", "nyonya", "ny", "nona", "nn", "mas", "mbak", "mba",
		"abang", "bang", "kang", "teteh", "cak", "ustad", "ustadz", "ustaz", "ustadzah", "gus", "koh", "haji", "hajah", "almarhum", "alm", "almh", "almarhumah":
		return true
	default:
		return false
	}
}

// titleWord tells titles and degrees before a name.
func titleWord(w string) bool {
	switch w {
	case "h", "hj", "haji", "hajah", "dr", "drg", "ir", "drs", "dra", "prof", "kh", "kyai", "kiai", "ust", "raden", "r", "rr", "rm", "gusti", "letkol", "kolonel",
		"mayor", "kapten", "serma", "serka", "sertu", "serda", "kopral", "praka", "aipda", "aiptu", "bripka", "brigadir", "briptu", "bripda", "ipda", "iptu",
		"akp", "kompol", "akbp", "kombes", "brigjen", "irjen", "apt", "ners":
		return true
	default:
		return false
	}
}

// kinWord tells family and little words that stand between an introduction and a name.
func kinWord(w string) bool {
	switch w {
	case "istri", "isteri", "suami", "anak", "adik", "kakak", "ayah", "mertua", "orangtua", "saudara", "saudari", "saya", "kami", "adalah", "yaitu", "bernama", "tetangga", "si", "sang", "berinisial", "lengkap":
		return true
	default:
		return false
	}
}

// particle tells the small words inside a name.
func particle(w string) bool {
	switch w {
	case "bin", "binti", "van", "von", "de", "da", "al", "el", "ibn", "bt", "alias", "als":
		return true
	default:
		return false
	}
}

// officeTitle tells the roles that are spoken of with a name behind them.
func officeTitle(w string) bool {
	switch w {
	case "lurah", "camat", "kades", "kadus", "kasun", "kepala", "ketua", "sekretaris", "bendahara", "sekdes", "mandor", "guru", "kepsek", "dokter", "bidan", "perawat", "satpam",
		"sopir", "supir", "kurir", "kondektur", "pegawai", "petugas", "polisi", "hakim", "jaksa", "dosen", "rektor", "bupati", "walikota", "gubernur", "operator", "staf", "staff",
		"pengurus", "koordinator", "kontraktor", "pengusaha", "juragan", "rentenir", "preman", "calo", "debt", "kolektor", "dukuh", "babinsa", "bhabinkamtibmas", "anggota", "warga", "tetangga":
		return true
	default:
		return false
	}
}

// notName tells what follows a form of address without being a name: offices, bodies, and words of the sentence.
func notName(w string) bool {
	switch w {
	case "presiden", "wakil", "wapres", "menteri", "gubernur", "wagub", "bupati", "wabup", "wali", "walikota", "wawali", "camat", "lurah", "kades", "kadus", "kasun", "kuwu",
		"kepala", "kadis", "kabid", "kabag", "kasi", "kasie", "kasubag", "kaur", "sekda", "sekdes", "sekretaris", "ketua", "direktur", "dirut", "rektor", "dekan", "kapolri", "kapolda",
		"kapolres", "kapolsek", "danramil", "dandim", "babinsa", "bhabinkamtibmas", "hakim", "jaksa", "polisi", "polantas", "guru", "dokter", "dosen", "perawat", "bidan", "admin",
		"petugas", "pegawai", "asn", "pns", "satpam", "security", "sopir", "supir", "kurir", "dukuh", "kaling", "manajer", "manager", "pimpinan", "staf", "staff", "operator",
		"mandor", "pengawas", "penghulu", "anggota", "dewan", "dpr", "dprd", "pejabat", "bendahara", "perangkat", "mendagri", "menkes", "mensos", "kepsek", "penjaga", "kasir", "teller", "rt", "rw":
		return true
	case "yang", "yg", "terhormat", "yth", "dan", "atau", "saya", "kami", "kita", "mereka", "itu", "ini", "anda", "semua", "sekalian", "di", "ke", "dari", "dengan", "untuk",
		"tersebut", "tadi", "juga", "sudah", "belum", "tidak", "mohon", "tolong", "bisa", "ada", "akan", "agar", "apa", "adalah", "karena", "kalau", "jika", "lalu", "sampai", "hanya", "selaku", "sebagai", "dalam", "pada", "oleh", "para":
		return true
	case "pihak", "parkir", "tukang", "hal", "saat", "terima", "kasih", "terimakasih", "makasih", "trims", "trimakasih", "padahal", "sangat", "sementara", "tetapi", "tapi", "namun", "semoga",
		"apakah", "bagaimana", "kapan", "kenapa", "mengapa", "dimana", "selamat", "assalamualaikum", "wassalam", "segera", "coba", "minta", "demikian", "sekian", "salam", "supaya", "biar", "tlg", "mhn", "setiap",
		"walau", "meski", "sejak", "sebelum", "setelah", "sesudah", "ketika", "waktu", "jadi", "maka", "dll", "dkk", "dst", "siapa", "lagi", "cuma", "malah", "hari", "besok", "kemarin", "pagi", "siang", "sore", "malam":
		return true
	case "rumah", "tangga", "kota", "pertiwi", "kandung", "kos", "kost", "hamil", "menyusui", "negara", "negeri", "kantin", "angkat", "tiri", "jari", "bapak", "ibu", "bu", "pak", "muda", "tua", "pengajian", "pkk", "posyandu", "desa", "kelurahan", "kecamatan", "kabupaten", "provinsi", "dinas", "dusun", "sekolah", "puskesmas":
		return true
	default:
		return false
	}
}

// thing tells what is "bernama" or "atas nama" without being a person.
func thing(w string) bool {
	switch w {
	case "warga", "masyarakat", "rakyat", "seluruh", "segenap", "perusahaan", "pt", "cv", "ud", "yayasan", "koperasi", "instansi", "pemerintah", "keluarga", "orang",
		"toko", "jalan", "jl", "gang", "kelompok", "lembaga", "komunitas", "paguyuban", "badan", "sendiri", "lain", "tuhan", "allah", "hukum", "undang", "program", "aplikasi", "kegiatan", "penduduk", "pelanggan",
		"kepala", "anak", "siswa", "mahasiswa", "pedagang", "petani", "nelayan", "korban", "pelapor", "pemohon", "nama", "baik", "besar", "kementerian", "ormas", "partai", "organisasi", "forum", "bank", "sd", "smp", "sma", "smk", "tk", "kami", "saya", "aku",
		"harus", "salah", "sama", "tercantum", "terdaftar", "beda", "berbeda", "terima", "kasih", "tempat", "obat", "produk", "barang", "kapal", "sungai", "pasar", "perumahan",
		"sdn", "smpn", "sman", "smkn", "sarpras", "dinas", "rt", "rw", "utk", "untuk", "jadi", "masuk", "daftar", "hilang", "muncul", "ganda", "asli", "palsu", "hak", "milik", "uang", "rekening":
		return true
	default:
		return false
	}
}

// endsPerson tells words with a capital that do not go on with a name.
func endsPerson(w string) bool {
	switch w {
	case "di", "dari", "yang", "dan", "dengan", "warga", "selaku", "sebagai", "jalan", "jl", "rt", "rw", "desa", "kelurahan", "kecamatan", "kabupaten", "kota", "provinsi", "dinas", "kantor", "puskesmas",
		"nik", "ktp", "kk", "hp", "wa", "telp", "telepon", "no", "nomor", "email", "alamat", "bank", "bca", "bri", "bni", "btn", "bsi", "mandiri", "rekening", "rek", "npwp", "nip",
		"mohon", "tolong", "saya", "kami", "pada", "untuk", "telah", "sudah", "tidak", "belum", "akan", "meminta", "minta", "terima", "kasih", "ketua", "kepala", "lurah", "camat", "polsek", "polres",
		"bapak", "ibu", "pak", "bu", "tgl", "tanggal", "umur", "usia", "lahir", "pekerjaan", "agama", "wni", "indonesia":
		return true
	default:
		return false
	}
}

// namedPlace tells what is called after people.
func namedPlace(w string) bool {
	switch w {
	case "jl", "jln", "jalan", "gg", "gang", "rs", "rsud", "rsia", "masjid", "musala", "mushola", "musholla", "langgar", "gereja", "gedung", "stadion", "bandara", "pasar", "taman",
		"jembatan", "terminal", "universitas", "museum", "makam", "toko", "warung", "kedai", "depot", "sate", "soto", "bakso", "ayam", "nasi", "pesantren", "ponpes", "yayasan", "klinik", "apotek", "simpang", "tugu":
		return true
	default:
		return false
	}
}
