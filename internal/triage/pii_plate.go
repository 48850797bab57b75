package triage

// plates finds number plates: letters of a region, one to four digits, up to three letters. Without a word for a
// vehicle before it a plate has to be in capitals and of three digits at least.
func (s *scan) plates() {
	for i := 1; i+1 < len(s.toks); i++ {
		if s.toks[i].kind != tokenDigit || s.taken[i] || len(s.toks[i].word) > 4 {
			continue
		}
		from, to := s.plateJoin(i-1, -1), s.plateJoin(i+1, 1)
		if from < 0 || to < 0 || !plateRegion(s.word(from)) || len(s.word(to)) > 3 || !latin(s.word(to)) {
			continue
		}
		if s.word(from-1) != "" && s.gap(from-1) == 0 || s.is(to+1, tokenDigit) && s.gap(to) == 0 {
			continue // the middle of a longer code
		}
		if s.plate(from, i, to) {
			s.take(KindPlate, from, to+1)
		}
	}
}

// plateJoin finds the letters beside the digits, past a dash, a dot or blanks; -1 when something else is there.
func (s *scan) plateJoin(k, step int) int {
	edge := func(k int) int { return s.gap(min(k, k-step)) }
	if (s.sign(k, "-") || s.sign(k, ".")) && edge(k) <= 1 {
		k += step
	}
	if !s.is(k, tokenWord) || edge(k) > maxGap {
		return -1
	}
	return k
}

func (s *scan) plate(from, digits, to int) bool {
	long := len(s.toks[digits].word) >= 3
	if vehicle, plate := s.vehicleBefore(from); plate || vehicle && long {
		return !plateless(s.word(to))
	}
	if s.is(from-1, tokenWord) && blockWord(s.word(from-1)) || s.sign(from-1, ".") && blockWord(s.word(from-2)) || s.sign(from-1, "/") {
		return false
	}
	return s.upper(from) && s.upper(to) && long && !unit(s.word(to)) && (len(s.word(to)) > 1 || !s.is(to+1, tokenDigit))
}

// vehicleBefore tells whether a word for a vehicle, and one for a plate, stands among the six words before token i.
func (s *scan) vehicleBefore(i int) (found, plate bool) {
	away := 0
	for k := i - 1; k >= 0 && k >= i-12 && away < 6; k-- {
		w := s.word(k)
		if w == "" {
			if s.sign(k, "!") || s.sign(k, "?") || s.sign(k, ".") && s.sentenceEnd(k) {
				return found, false
			}
			continue
		}
		away++
		if blockWord(w) && away == 1 && w != "nomor" && w != "no" {
			return false, false
		}
		if plateWord(w) || w == "polisi" && (s.word(k-1) == "nomor" || s.word(k-1) == "no" || s.sign(k-1, ".")) {
			return true, true
		}
		found = found || vehicle(w)
	}
	return found, false
}

func latin(w string) bool {
	for _, c := range []byte(w) {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return w != ""
}

func plateWord(w string) bool {
	switch w {
	case "plat", "pelat", "nopol", "nopolnya", "platnya", "tnkb", "stnk", "bpkb", "pol", "bernopol", "berplat", "berpelat", "bernomor":
		return true
	default:
		return false
	}
}

func vehicle(w string) bool {
	switch w {
	case "mobil", "motor", "sepeda", "kendaraan", "truk", "truck",
		"bus", "bis", "angkot", "ojek", "ojol", "taksi", "taxi", "pickup", "pikap", "avanza", "xenia", "innova", "fortuner", "pajero", "brio", "jazz",
		"ertiga", "agya", "calya", "sigra", "ayla", "rush", "terios", "hiace", "elf", "carry", "grandmax", "alphard", "xpander", "mobilio",
		"beat", "vario", "scoopy", "nmax", "pcx", "aerox", "mio", "supra", "revo", "satria", "vixion", "ninja", "vespa", "honda", "yamaha", "suzuki",
		"toyota", "daihatsu", "mitsubishi", "isuzu", "hino", "ambulans", "ambulance", "dump", "tronton", "mikrolet":
		return true
	default:
		return false
	}
}

// blockWord tells what stands before a letter with a number that is a house, a room or a class.
func blockWord(w string) bool {
	switch w {
	case "blok", "block", "kav", "kavling", "lantai", "gedung", "tower", "unit", "ruang", "kamar", "kelas", "tipe", "type", "seri", "kode", "zona",
		"pasal", "ayat", "lampiran", "gang", "gg", "jl", "jln", "jalan", "no", "nomor", "kursi", "gate", "gerbang", "pintu", "loket", "sdn", "smpn", "sman", "rute", "koridor":
		return true
	default:
		return false
	}
}

// plateless tells the short words that follow a vehicle's model: "mobil l 300 di jalan".
func plateless(w string) bool {
	switch w {
	case "di", "ke", "dan", "yg", "itu", "ini", "ada", "dr", "pd", "ya", "min", "rt", "rw", "km", "cc", "jt", "rb", "org", "kg", "cm", "mm", "m",
		"lagi", "tgl", "jam", "pas", "utk", "dgn", "tdk", "jg", "sdh", "wib", "wit", "bau", "mau", "se", "per", "sy", "si", "hp", "wa", "no", "nik":
		return true
	default:
		return false
	}
}

// unit tells the letters behind a number that are a measure or an office, even in capitals.
func unit(w string) bool {
	switch w {
	case "mm", "cm", "m", "km", "kg", "g", "l", "ml", "kva", "kv", "v", "w", "kw", "mw", "gb", "mb", "tb", "cc", "wib", "wit", "ton", "rt", "rw", "jt", "rb",
		"dan", "di", "ke", "hp", "wa", "kk", "nik", "uu", "pp", "org", "no", "tgl", "th", "sd", "smp", "sma", "dr", "yg", "atm", "bca", "bri", "bni":
		return true
	default:
		return false
	}
}

// plateRegion tells the letters with which plates begin.
func plateRegion(w string) bool {
	switch w {
	case "a", "b", "d", "e", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "w", "z",
		"aa", "ab", "ad", "ae", "ag", "ba", "bb", "bd", "be", "bg", "bh", "bk", "bl", "bm", "bn", "bp",
		"da", "db", "dc", "dd", "de", "dg", "dh", "dk", "dl", "dm", "dn", "dp", "dr", "ds", "dt", "dw",
		"ea", "eb", "ed", "kb", "kh", "kt", "ku", "pa", "pb", "pg", "ps", "py":
		return true
	default:
		return false
	}
}
