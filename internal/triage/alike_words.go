package triage

// weightOf says how much a word tells about which matter a text is about, 0 to 1. It stands in the place of counting
// words in all reports: nearly every report has the dull ones, many have the plain ones, and what is in neither list is
// what tells one report from another, above all names of places.
func weightOf(stem string) float64 {
	switch {
	case dull(stem):
		return 0.12
	case number(stem):
		return 0.3
	case plainWord(stem):
		return 0.5
	default:
		return 1
	}
}

func number(stem string) bool {
	for i := range len(stem) {
		if stem[i] < '0' || stem[i] > '9' {
			return false
		}
	}
	return true
}

// dull tells the words of asking, greeting and telling that any report may have, as stems.
func dull(stem string) bool {
	switch stem {
	case "bantu", "kemarin", "marin", "besok", "nanti", "tadi", "pekan", "warga", "kasih", "ima", "sampa", "sampai", "jadi", "apa", "hari", "mau", "baik", "saat", "banyak", "kerja", "lalu",
		"lapor", "imakasih", "kait", "atas", "lanjut", "buat", "padahal", "pihak", "laku", "segera", "dapat", "tindak", "sekarang", "sama",
		"aju", "ada", "baru", "bulan", "lebih", "orang", "harus", "sekal", "minta", "napa", "hanya", "tempat", "luar", "pernah", "sekitar",
		"urus", "beri", "sebelum", "sebaga", "waktu", "hati", "tahun", "kok", "lama", "lokasi", "kota", "tugas", "guna", "butuh", "ingin",
		"berapa", "kali", "jam", "luhan", "keluh", "pada", "bapak", "pak", "ibu", "bu", "sete", "ya", "jelas", "tgl", "hasil", "lain", "mana",
		"karena", "karna", "punya", "maaf", "adu", "masa", "semua", "mbali", "kembali", "arah", "kata", "besar", "setiap", "tiap", "satu",
		"kurang", "tanya", "selalu", "kondisi", "lewat", "sepanjang", "sesua", "sesuai", "mula", "sering", "salah", "ikut", "hal", "perintah",
		"pemkot", "pemerintah", "tinggal", "layan", "tanggal", "akibat", "assalamualaikum", "perlu", "proses", "ingat", "sejak", "tetap",
		"selama", "bagaimana", "info", "solusi", "dulu", "datang", "minggu", "tsb", "malah", "kan", "akhir", "gak", "nggak", "memang",
		"lihat", "area", "nyata", "informasi", "daerah", "ambil", "terus", "tanggap", "erima", "terima", "langsung", "tepat", "jawab", "sendir",
		"sendiri", "ganti", "ulang", "hampir", "tengah", "kena", "umum", "tindaklanjut", "utama", "tanpa", "bahkan", "sana", "sini", "harap",
		"demiki", "demikian", "respon", "cukup", "secara", "masyarakat", "kecil", "tulis", "benar", "sebab", "tentang", "mungkin", "awal",
		"cara", "rasa", "jangan", "hormat", "selamat", "siang", "sore", "malam", "pagi", "nama", "no", "nomor", "wilayah", "lingkung", "mohon",
		"dekat", "sangat", "foto", "kapan", "dua", "tiga", "mbr", "admin", "min", "the", "please", "there", "not", "very", "since":
		return true
	default:
		return false
	}
}

// plainWord tells what many reports are about, as stems: they say what, and not which.
func plainWord(stem string) bool {
	switch stem {
	case "jalan", "jl", "jln", "rumah", "rt", "rw", "depan", "pohon", "masuk", "lurah", "kelurahan", "kel", "anak", "air", "dinas", "salur",
		"daftar", "rusak", "pju", "hujan", "lubang", "seko", "sekolah", "parkir", "ganggu", "sampah", "surat", "lampu", "tua", "data", "raya",
		"bahaya", "camat", "kecamatan", "kec", "mati", "bayar", "gang", "gg", "bangun", "mobil", "motor", "ijin", "izin", "tinggi", "ktp",
		"alamat", "padam", "pasang", "pdam", "timur", "barat", "utara", "selat", "selatan", "tp", "kampung", "kk", "luarga", "keluarga", "tutup",
		"nik", "bersih", "sunga", "sungai", "anting", "ranting", "liar", "pangkas", "paving", "pilik", "pemilik", "status", "aplikasi", "banjir",
		"pindah", "biaya", "kabel", "uang", "usaha", "paka", "pakai", "angkut", "tanah", "potong", "alas", "genang", "titik", "buka", "bansos",
		"sakit", "jual", "buang", "akses", "kantor", "sehat", "terang", "gelap", "nyala", "listrik", "bpjs", "puskesmas", "jukir", "tetangga", "bocor", "macet",
		"bau", "sapi", "aspal", "got", "selokan", "drainase", "tiang", "pipa", "rambu", "halte", "jembatan", "trotoar", "pasar", "pungli",
		"guru", "dokter", "obat", "antre", "loket", "road", "street", "water", "light", "garbage":
		return true
	default:
		return false
	}
}
