package triage

// address is a place as it is written, while it is read.
type address struct {
	raya, number, rt, block bool
	place                   bool // a village, an estate
	loose                   bool // digits that may be a house or another street of the same name
	end                     int  // token behind it
}

// addresses finds addresses of homes. A street alone is where something happened; a house in it is somebody's home when
// a word for living stands before it, or when number, RT and RW are all given and nothing says that it is an office.
func (s *scan) addresses() {
	for i := range s.toks {
		if s.taken[i] {
			continue
		}
		w := s.word(i)
		switch {
		case streetWord(w):
			a := s.street(i)
			if a.home(s.homeBefore(i)) {
				s.takeAddress(i, a.end)
			}
		case estateWord(w):
			if s.homeBefore(i) < lives {
				continue
			}
			a := address{end: i}
			s.parts(&a)
			if a.end > i+2 && (a.rt && a.place || a.number || a.block) {
				s.takeAddress(i, a.end)
			}
		case w == "alamat" || w == "alamatnya" || w == "beralamat" || w == "domisili" || w == "tinggal":
			s.written(i)
		}
	}
}

// written finds an address without a word for a street: "Alamat: Kedung Baru 12 RT 03 RW 05".
func (s *scan) written(i int) {
	k := i + 1
	for n := 0; n < 6; n++ {
		switch s.word(k) {
		case "rumah", "saya", "ktp", "lengkap", "domisili", "asal", "sekarang", "kami", "saat", "ini", "di", "adalah", "alamat", "sesuai", "nya", "d":
			k++
		default:
			if s.sign(k, ":") || s.sign(k, "=") || s.sign(k, ",") {
				k++
			}
		}
	}
	if s.word(k) == "" || streetWord(s.word(k)) || partWord(s.word(k)) || publicPlace(s.word(k)) || s.endsName(s.word(k)) || s.homeBefore(k) < lives || s.taken[k] {
		return
	}
	a := s.street(k - 1)
	if a.rt || a.number && a.end > k+1 {
		s.takeAddress(k, a.end)
	}
}

// How surely somebody lives at a place, by what stands before it.
const (
	office = iota - 1 // an office, a shop, a school
	nothing
	house // "rumah", where something may have happened too
	whose // "rumah saya"
	lives // "tinggal di", "alamat saya"
)

// home tells whether an address is one of a home, given what stands before it.
func (a *address) home(before int) bool {
	switch {
	case before >= whose:
		return a.number || a.rt || a.block || a.loose
	case before == house:
		return a.number || a.block || a.loose && a.rt
	default:
		return before == nothing && (a.number || a.loose) && a.rt && !a.raya
	}
}

// takeAddress takes what is left of an address when a number in it was taken for something else.
func (s *scan) takeAddress(i, j int) {
	for k := i; k < j; k++ {
		if s.taken[k] {
			j = k
			break
		}
	}
	for j > i && s.toks[j-1].kind == tokenSign && !s.sign(j-1, ")") {
		j--
	}
	s.take(KindAddress, i, j)
}

func streetWord(w string) bool {
	switch w {
	case "jl", "jln", "jalan", "jlan", "gg", "gang":
		return true
	default:
		return false
	}
}

// estateWord tells other words with which an address begins.
func estateWord(w string) bool {
	switch w {
	case "rt", "dusun", "dsn", "perum", "perumahan", "kompleks", "komplek", "blok", "kampung", "kp":
		return true
	default:
		return false
	}
}

// The longest name of a street, in words, and the most parts of an address.
const (
	streetWords = 6
	mostParts   = 12
)

// street reads the name of a street from its first word on, and what follows it.
func (s *scan) street(i int) address {
	a := address{end: i + 1}
	if s.sign(a.end, ".") {
		a.end++
	}
	if s.is(a.end, tokenDigit) && len(s.toks[a.end].word) <= 2 && (s.word(i) == "gang" || s.word(i) == "gg") { // "gang 2"
		a.end++
	}
	for n := 0; n < streetWords && a.end < len(s.toks) && !s.taken[a.end]; n++ {
		if s.is(a.end, tokenDigit) && n > 0 && len(s.toks[a.end].word) <= 3 { // "Jl. Melati 12", "Jl. Melati 2 No. 12"
			if !s.numberFollows(a.end) {
				a.loose, a.end = true, s.houseEnd(a.end)
				break
			}
			a.end++
			continue
		}
		w := s.word(a.end)
		if w == "" || partWord(w) || s.endsName(w) {
			break
		}
		a.raya = a.raya || w == "raya"
		a.end++
		if s.sign(a.end, "/") && s.is(a.end+1, tokenDigit) && s.gap(a.end) == 0 && len(s.toks[a.end+1].word) <= 3 { // "Jl. Melati IV/11"
			a.loose, a.end = true, a.end+2
			break
		}
		if s.sign(a.end, ".") && (len(w) <= 3 || w == "jend") && s.gap(a.end-1) == 0 { // "Jl. A. Yani", "Jl. Jend. Sudirman"
			a.end++
		}
	}
	s.parts(&a)
	return a
}

// numberFollows tells whether the digits at token k are part of the name, because the number of the house still comes.
func (s *scan) numberFollows(k int) bool {
	k++
	if s.sign(k, ",") {
		k++
	}
	return s.word(k) == "no" || s.word(k) == "nomor"
}

// endsName tells the words with which a sentence goes on after a street.
func (s *scan) endsName(w string) bool {
	switch w {
	case "di", "dan", "yang", "yg", "ke", "dari", "sudah", "sdh", "rusak", "berlubang", "banjir", "dekat", "depan", "sebelah", "belum", "tidak", "sangat",
		"sampai", "sejak", "mohon", "tolong", "karena", "saya", "kami", "ada", "telah", "adalah", "untuk", "dengan", "pada", "ini", "itu", "mati", "gelap",
		"macet", "samping", "seberang", "belakang", "hp", "wa", "telp", "nik", "atas", "an":
		return true
	default:
		return false
	}
}

// partWord tells the words that begin another part of an address.
func partWord(w string) bool {
	switch w {
	case "no", "nomor", "nomer", "nmr", "rt", "rw", "blok", "block", "kel", "kelurahan", "desa", "ds", "dusun", "dsn", "kec", "kecamatan", "kab", "kabupaten",
		"kota", "prov", "provinsi", "kav", "kavling", "gg", "gang", "perum", "perumahan", "komplek", "kompleks", "kampung", "kp", "lingkungan", "lingk", "kodepos":
		return true
	default:
		return false
	}
}

// parts reads the parts behind the name of a street: number, block, RT, RW, village, district, town.
func (s *scan) parts(a *address) {
	for n := 0; n < mostParts && a.end < len(s.toks); n++ {
		k := a.end
		for s.sign(k, ",") || s.sign(k, "/") || s.sign(k, "-") || s.sign(k, ".") || s.sign(k, "\n") {
			k++
		}
		next := s.part(a, k)
		if next <= k {
			return
		}
		a.end = next
	}
}

// part reads one part at token k and returns the token behind it, k when there is none.
func (s *scan) part(a *address, k int) int {
	w := s.word(k)
	v := k + 1 // its value
	if s.sign(v, ".") || s.sign(v, ":") {
		v++
	}
	switch w {
	case "no", "nomor", "nomer", "nmr", "kav", "kavling":
		if s.is(v, tokenDigit) && len(s.toks[v].word) <= 4 && !s.taken[v] {
			a.number = true
			return s.houseEnd(v)
		}
		if w != "no" && w != "nomor" && s.is(v, tokenWord) && len(s.word(v)) <= 2 && s.is(v+1, tokenDigit) {
			a.block = true
			return v + 2
		}
	case "rt", "rw":
		if s.is(v, tokenDigit) && len(s.toks[v].word) <= 3 {
			a.rt = a.rt || w == "rt"
			end := v + 1
			if w == "rt" && s.sign(end, "/") && s.is(end+1, tokenDigit) && len(s.toks[end+1].word) <= 3 { // RT 03/05
				end += 2
			}
			return end
		}
	case "blok", "block":
		return s.blockEnd(a, v, k)
	case "jl", "jln", "jalan":
		end := s.placeName(v, k)
		a.raya = a.raya || end > v && s.word(end-1) == "raya"
		return end
	case "kel", "kelurahan", "desa", "ds", "dusun", "dsn", "kec", "kecamatan", "kab", "kabupaten", "kota", "prov", "provinsi", "gg", "gang",
		"perum", "perumahan", "komplek", "kompleks", "kampung", "kp", "lingkungan", "lingk":
		end := s.placeName(v, k)
		a.place = a.place || end > k
		return end
	case "":
		if s.is(k, tokenDigit) && len(s.toks[k].word) == 5 && a.rt && !s.taken[k] { // post code
			return k + 1
		}
	}
	return k
}

// houseEnd reads what may follow the digits of a house: a letter, or another number behind a slash or dash.
func (s *scan) houseEnd(v int) int {
	end := v + 1
	if s.is(end, tokenWord) && len(s.word(end)) == 1 && s.gap(v) <= 1 {
		end++
	}
	if (s.sign(end, "/") || s.sign(end, "-")) && s.is(end+1, tokenDigit) && len(s.toks[end+1].word) <= 3 && s.gap(end) == 0 {
		end += 2
	}
	return end
}

// blockEnd reads the letter or number of a block: "Blok A", "Blok C3", "Blok A-12", "Blok 4/7".
func (s *scan) blockEnd(a *address, v, k int) int {
	if !s.is(v, tokenWord) && !s.is(v, tokenDigit) || len(s.toks[v].word) > 3 {
		return k
	}
	end := v + 1
	for n := 0; n < 3; n++ {
		more := 0
		if s.is(end, tokenDigit) && len(s.toks[end].word) <= 3 && s.gap(end-1) <= 1 {
			more = 1
		} else if (s.sign(end, "-") || s.sign(end, "/")) && s.is(end+1, tokenDigit) && s.gap(end) == 0 {
			more = 2
		}
		end += more
	}
	a.block = true
	return end
}

// placeName reads up to three words with a capital; in a text without capitals, one.
func (s *scan) placeName(v, k int) int {
	end := v
	for n := 0; n < 3 && s.is(end, tokenWord) && !s.taken[end] && !partWord(s.word(end)) && !s.endsName(s.word(end)); n++ {
		if !s.capital(end) && !s.upper(end) && n > 0 {
			break
		}
		end++
	}
	if end == v {
		return k
	}
	return end
}

// homeBefore tells what stands before a place.
func (s *scan) homeBefore(i int) int {
	away := 0
	for k := i - 1; k >= 0 && k >= i-16 && away < 7; k-- {
		w := s.word(k)
		if w == "" {
			if s.sign(k, ".") && s.sentenceEnd(k) {
				return nothing
			}
			continue
		}
		away++
		switch w {
		case "beralamat", "beralamatkan", "tinggal", "bertinggal", "domisili", "berdomisili", "kediaman", "kontrakan", "kos", "kost", "ktp", "tinggalnya", "ngontrak":
			return lives
		case "alamat", "alamatnya":
			switch {
			case publicPlace(s.word(k+1)) || s.word(k+1) == "email":
				return office
			case (s.word(k-1) == "di" || s.word(k-1) == "pada") && s.word(k) == "alamat" && away == 1: // where something is
				return nothing
			}
			return lives
		case "rumah", "rumahnya", "rmh":
			return s.houseWord(k)
		}
		if publicPlace(w) {
			return office
		}
	}
	return nothing
}

// houseWord reads what stands around "rumah" at token k.
func (s *scan) houseWord(k int) int {
	switch s.word(k + 1) {
	case "sakit", "makan", "ibadah", "potong", "dinas", "susun", "toko", "produksi", "kosong", "jabatan":
		return office
	case "saya", "kami", "kita", "beliau", "pak", "bapak", "bu", "ibu", "mertua", "dia", "tetangga", "orang":
		return whose
	}
	switch s.word(k - 1) {
	case "alamat":
		return lives
	case "depan", "dpn", "didepan", "dekat", "sebelah", "samping", "belakang", "seberang", "sebrang", "antara":
		return nothing
	}
	if s.word(k) == "rumahnya" {
		return whose
	}
	return house
}

// publicPlace tells what is at an address that is nobody's home.
func publicPlace(w string) bool {
	switch w {
	case "kantor", "sekolah", "sd", "sdn", "smp", "smpn", "sma", "sman", "smk", "puskesmas", "rsud", "rs", "masjid", "mushola", "gereja", "pasar", "toko", "ruko",
		"warung", "hotel", "restoran", "kafe", "cafe", "pabrik", "gudang", "pju", "tiang", "lampu", "trafo", "halte", "terminal", "stasiun", "taman", "jembatan",
		"proyek", "spbu", "bank", "klinik", "apotek", "balai", "posyandu", "kelurahan", "kecamatan", "tps", "lapangan", "gapura", "dinas", "kampus", "gedung",
		"simpang", "perempatan", "pertigaan", "bengkel", "polsek", "polres", "lubang":
		return true
	default:
		return false
	}
}
