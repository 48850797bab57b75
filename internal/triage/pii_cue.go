package triage

// cueClass is what a word near a number says about it.
type cueClass uint8

const (
	cueNone cueClass = iota
	cueNIK
	cueKK
	cueKKS
	cueNIP
	cueNPWP
	cueBPJS
	cueNISN
	cuePhone
	cueAccount
	cueOffice    // a telephone, but of an office
	cueReference // number of a thing or a paper
	cueMoney
)

// cue is the nearest word that says something, and how many words away it stands.
type cue struct {
	class  cueClass
	away   int
	wallet bool // money goes to a telephone number too: a wallet, a transfer
	office bool // a word for an office stands near
}

func (q cue) kind() Kind {
	switch q.class {
	case cueKK:
		return KindKK
	case cueKKS:
		return KindKKS
	case cueNPWP:
		return KindNPWP
	default:
		return KindNIK
	}
}

// How many words before a number are looked at.
const cueWords = 7

// cueOf finds the word that says what the number at token i is: the nearest before it, else the next behind it.
func (s *scan) cueOf(i int, c *chain) cue {
	q := s.cueBefore(i)
	if behind := c.last[c.n-1] + 1; s.sign(behind, "(") { // "3578... (NIK)"
		if class, wallet := s.cueWord(behind+1, 1); class != cueNone {
			return cue{class: class, away: 1, wallet: wallet, office: q.office}
		}
	}
	if q.class == cueNone {
		if class := s.cueAfter(c.last[c.n-1] + 1); class != cueNone {
			q.class, q.away = class, 1
		}
	}
	return q
}

func (s *scan) cueBefore(i int) (q cue) {
	away := 0
	for k := i - 1; k >= 0 && k >= i-3*cueWords && away < cueWords; k-- {
		switch t := s.toks[k]; t.kind {
		case tokenSign:
			if t.word == "!" || t.word == "?" || t.word == ";" || t.word == "." && s.sentenceEnd(k) {
				return q
			}
			if t.word == "\n" {
				away += 2
			}
		case tokenCover:
			return q
		case tokenDigit:
			away++
		case tokenWord:
			away++
			if officeWord(t.word) {
				q.office = true
			}
			if q.class == cueNone {
				if class, wallet := s.cueWord(k, away); class != cueNone {
					q.class, q.away, q.wallet = class, away, wallet
				}
			}
		}
	}
	return q
}

// sentenceEnd: a full stop behind a word of some length, with a capital behind it. "No." and "Rek." end nothing.
func (s *scan) sentenceEnd(k int) bool {
	return s.gap(k) > 0 && len(s.word(k-1)) > 3 && s.gap(k-1) == 0 && (s.capital(k+1) || s.upper(k+1))
}

// cueAfter looks at the two words behind a number: "3578... (NIK)", "0021... a.n. Budi".
func (s *scan) cueAfter(i int) cueClass {
	for k := i; k < len(s.toks) && k < i+3; k++ {
		w := s.word(k)
		switch {
		case s.sign(k, "\n") || s.sign(k, "."):
			return cueNone
		case w == "a" && s.onBehalf(k) > 0, w == "an" && s.sign(k+1, "."), w == "atas" && s.word(k+1) == "nama":
			return cueAccount
		case w == "rupiah", w == "juta", w == "ribu", w == "rb", w == "jt", w == "persen", w == "meter", w == "kg", w == "liter":
			return cueMoney
		}
	}
	return cueNone
}

// cueWord tells what the word at token k says about a number so many words behind it.
func (s *scan) cueWord(k, away int) (class cueClass, wallet bool) {
	w := s.word(k)
	switch w {
	case "nik", "ktp", "ektp", "nonik", "noktp", "kependudukan", "penduduk":
		return cueNIK, false
	case "kk", "nokk", "nkk":
		return cueKK, false
	case "keluarga":
		if s.word(k-1) == "kartu" {
			return cueKK, false
		}
	case "kks", "dtks":
		return cueKKS, false
	case "sejahtera":
		if s.word(k-1) == "keluarga" {
			return cueKKS, false
		}
	case "nip", "nippk", "nipppk", "nrp", "pegawai":
		if w == "pegawai" && s.word(k-1) != "induk" {
			return cueNone, false
		}
		return cueNIP, false
	case "npwp":
		return cueNPWP, false
	case "bpjs", "jkn", "kis", "kpj", "bpjstk":
		return cueBPJS, false
	case "nisn":
		return cueNISN, false
	case "rp", "idr", "rupiah", "sebesar", "seharga", "senilai", "usd":
		if away <= 2 {
			return cueMoney, false
		}
	}
	if class := phoneWord(w); class != cueNone {
		return class, false
	}
	if class, wallet := s.accountWord(k, away); class != cueNone {
		return class, wallet
	}
	if away <= 2 && (referenceWord(w) || paperWord(w) && s.numbered(k)) {
		return cueReference, false
	}
	return cueNone, false
}

// numbered tells whether a word for a number stands before token k: "nomor surat", "no. laporan".
func (s *scan) numbered(k int) bool {
	if s.sign(k-1, ".") {
		k--
	}
	switch s.word(k - 1) {
	case "no", "nomor", "nomer", "kode", "id":
		return true
	default:
		return false
	}
}

// paperWord tells the papers that have a number, and are often spoken of without it.
func paperWord(w string) bool {
	switch w {
	case "surat", "laporan", "berkas", "dokumen", "permohonan", "transaksi", "pendaftaran", "pengaduan", "perkara", "akta", "pesanan", "polis":
		return true
	default:
		return false
	}
}

func phoneWord(w string) cueClass {
	switch w {
	case "hp", "nohp", "wa", "nowa", "whatsapp", "whatsap", "wasap", "wasapp", "telp", "tlp", "tlpn", "tlf", "telpon", "telepon", "telephone",
		"telfon", "tel", "notelp", "phone", "hubungi", "hub", "menghubungi", "dihubungi", "kontak", "contact", "cp", "call",
		"sms", "ponsel", "handphone", "hape", "seluler", "telegram", "chat", "mobile", "menelepon", "ditelepon", "ditelpon", "nelpon":
		return cuePhone
	case "hotline", "center", "centre", "callcenter", "darurat", "pengaduan", "layanan":
		return cueOffice
	default:
		return cueNone
	}
}

// accountWord: words for an account speak from afar, names of banks only from near. Bills and meters have a "rekening" too.
func (s *scan) accountWord(k, away int) (class cueClass, wallet bool) {
	switch s.word(k) {
	case "rekening", "rek", "norek", "rekeningnya", "noreknya":
		switch s.word(k + 1) {
		case "listrik", "air", "pdam", "pln", "telepon", "koran", "tagihan":
			return cueReference, false
		}
		return cueAccount, false
	case "bca", "bri", "bni", "btn", "bsi", "bjb", "bpd", "cimb", "ocbc", "bukopin", "maybank", "seabank", "muamalat", "britama", "simpedes", "va":
		return cueAccount, false
	case "mandiri", "mega", "permata", "jago", "panin", "danamon", "niaga", "syariah", "jatim", "jateng", "dki", "sinarmas", "neo":
		if away <= 2 || s.word(k-1) == "bank" {
			return cueAccount, false
		}
	case "bank", "transfer", "ditransfer", "mentransfer", "tf", "atm", "setor":
		if away <= 4 {
			return cueAccount, true
		}
	case "dana", "ovo", "gopay", "shopeepay", "linkaja":
		if away <= 2 {
			return cueAccount, true
		}
	}
	return cueNone, false
}

// referenceWord tells what else has a long number: papers, parcels, meters, devices, laws.
func referenceWord(w string) bool {
	switch w {
	case "tracking", "tiket", "ticket", "registrasi", "pelanggan", "idpel", "resi", "kode", "sertifikat", "npsn",
		"meteran", "meter", "invoice", "order", "kwitansi", "imei", "antrian", "antrean", "koordinat",
		"referensi", "ref", "seri", "barcode", "booking", "imb", "nib", "token", "mesin", "rangka",
		"siup", "shm", "shgb", "akta", "uu", "perda", "pergub", "perbup", "perwali", "permen", "id", "nop", "pbb":
		return true
	default:
		return false
	}
}

// officeWord tells that a telephone near it is an office's.
func officeWord(w string) bool {
	switch w {
	case "kantor", "dinas", "hotline", "center", "layanan", "puskesmas", "rsud", "rs", "pdam", "pln", "polsek", "polres", "polda",
		"kelurahan", "kecamatan", "pemkot", "pemkab", "pemda", "bpbd", "damkar", "samsat", "kementerian", "ombudsman", "instansi",
		"sekolah", "kampus", "posko", "redaksi", "disdukcapil", "dukcapil", "dishub", "dinkes", "dinsos", "bandara", "terminal", "stasiun", "apotek", "klinik":
		return true
	default:
		return false
	}
}
