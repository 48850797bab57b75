package service

import "strings"

// The lists of words below are the vocabulary of the grammar: what offices write around a duration. None is a sentence.

// mostWords mark the longest time.
func mostWords() []string {
	return []string{
		"paling lama", "paling lambat", "paling banyak", "paling telat", "maksimal", "maksimum", "maksimun", "maximal", "maximum", "maks .", "maks", "max .", "max",
		"selambat-lambatnya", "selambat - lambatnya", "selambat lambatnya", "selambatnya", "selama-lamanya", "selama lamanya", "sebanyak-banyaknya",
		"tidak lebih dari", "tidak melebihi", "tak lebih dari", "kurang dari", "<", "≤", "dalam waktu", "dalam jangka waktu", "waktu", "selama",
	}
}

// leastWords mark the shortest time.
func leastWords() []string {
	return []string{
		"minimal", "minimum", "min .", "min", "paling cepat", "paling singkat", "paling sedikit", "paling kurang", "sekurang-kurangnya", "sedikitnya",
		"sesingkat-singkatnya", "lebih dari", "≥", ">",
	}
}

// aboutWords mark a time that is not exact.
func aboutWords() []string {
	return []string{
		"±", "kurang lebih", "lebih kurang", "kurang-lebih", "lebih-kurang", "sekitar", "sekira", "sekiranya", "kira-kira", "kira kira", "rata-rata", "rata rata", "rerata",
		"estimasi", "perkiraan", "diperkirakan", "kisaran", "berkisar", "kurleb",
	}
}

// markerAt is the length of the longest of the phrases that stands at i.
func markerAt(t []token, i int, list []string) int {
	n := 0
	for _, p := range list {
		n = max(n, phrase(t, i, p))
	}
	return n
}

// longerWords say that a time may be made longer.
func longerWords() []string {
	return []string{
		"diperpanjang", "diperpanjangkan", "memperpanjang", "perpanjangan waktu", "perpanjangan jangka", "perpanjangan selama", "perpanjangan paling", "perpanjangan maksimal",
		"ditambah", "penambahan waktu", "tambahan waktu", "diperpanajang", "di perpanjang", "diperpanjng",
	}
}

// totalWords announce a sum.
func totalWords() []string {
	return []string{"total", "jumlah", "berjumlah", "jumlahnya", "keseluruhan", "seluruhnya", "akumulasi", "totalnya", "sejumlah"}
}

// stepWords name the steps of a procedure.
func stepWords() []string {
	return []string{"langkah", "tahap", "tahapan", "prosedur", "langkah-langkah", "tahap-tahap", "step", "kegiatan", "alur"}
}

// otherWords stand before durations that are no time of service: validity, age, recurrence, opening hours.
func otherWords() []string {
	return []string{
		"berlaku", "masa berlaku", "berlakunya", "keberlakuan", "umur", "usia", "berumur", "berusia", "setiap", "tiap", "tiap-tiap", "pengalaman", "retensi", "garansi",
		"buka", "siaga", "beroperasi", "terlambat", "keterlambatan", "kedaluwarsa", "kadaluarsa", "kadaluwarsa", "di luar", "diluar", "tidak termasuk", "belum termasuk",
	}
}

// caseWords begin a condition or name whom a time is for.
func caseWords() []string {
	return []string{"bila", "jika", "apabila", "kalau", "bilamana", "jikalau", "untuk", "utk", "bagi", "lewat", "melalui", "via", "khusus", "secara", "terhadap", "dalam hal", "manakala"}
}

// kinds are words that tell one case from another.
func kinds() []string {
	return []string{
		"baru", "lama", "hilang", "rusak", "perpanjangan", "perubahan", "penggantian", "pergantian", "mutasi", "ringan", "sedang", "berat", "sederhana", "kompleks", "biasa",
		"khusus", "darurat", "online", "daring", "offline", "luring", "manual", "wni", "wna", "dewasa", "anak", "umum", "bpjs", "normal", "gawat", "cito", "pindah", "datang",
		"kecil", "besar", "menengah", "rendah", "tinggi", "inap", "jalan", "prioritas", "reguler", "ekspres", "kilat", "perorangan", "individu", "kelompok", "badan", "tidak", "tanpa", "perlu",
	}
}

// phase tells whether a word names a part of a procedure rather than a case.
func phase(w string) bool {
	for _, stem := range [...]string{ // without the first letter where a prefix changes it: "periksa", "pemeriksaan"
		"eriksa", "verifikasi", "validasi", "eliti", "elaah", "kaji", "injau", "urvei", "urvey", "input", "entri", "entry", "rekam", "cetak", "tangan", "paraf",
		"daftar", "registrasi", "serah", "nyerah", "ambil", "terbit", "nerbit", "irim", "arsip", "bayar", "proses", "analis", "rapat", "sidang", "unggu", "antri", "antre",
		"anggil", "koreksi", "disposisi", "konsep", "stempel", "legalisir", "wawancara", "anamnesa", "anamnesis", "diagnos", "tindakan", "terima", "nerima", "identifikasi",
		"klarifikasi", "scan", "pengesahan", "sahkan", "setuju", "ketik", "ngetik", "unggah", "upload", "dokumentasi", "agenda", "nilai", "konsultasi",
	} {
		if strings.Contains(w, stem) {
			return true
		}
	}
	return false
}

// idle are words that say nothing about a case.
func idle(w string) bool {
	switch w {
	case "waktu", "penyelesaian", "pelayanan", "layanan", "jangka", "lamanya", "selesai", "diselesaikan", "terselesaikan", "adalah", "yaitu", "yakni", "dalam", "paling",
		"lambat", "dapat", "bisa", "akan", "harus", "yang", "dan", "atau", "serta", "sedangkan", "sementara", "maka", "dengan", "oleh", "di", "ke", "dari", "per", "kali", "ini",
		"itu", "telah", "sudah", "untuk", "bagi", "utk", "bila", "jika", "apabila", "kalau", "bilamana", "jikalau", "lewat", "melalui", "via", "diproses", "proses",
		"hanya", "saja", "lainnya", "selama", "maks", "max", "min", "maksimal", "minimal", "maksimum", "kurang", "lebih", "tidak-lebih", "membutuhkan", "memerlukan", "butuh", "durasi",
		"standar", "pengerjaan", "dikerjakan", "dilayani", "memakan", "diperlukan", "dibutuhkan", "terhadap", "secara", "hal", "ditetapkan", "sampai", "hingga", "orang", "pemohon",
		"berkas", "dokumen", "jam", "hari", "menit", "kerja", "lain", "setiap", "ditambah", "langkah", "total", "jumlah", "jumlahnya", "sd", "s/d", "antara", "tetapi", "namun":
		return true
	}
	return false
}
