package triage

import (
	"strings"
	"unicode"
)

// The most words of one name.
const nameWords = 5

// names finds names of persons where a word introduces them: a form of address, "bernama", "a.n.", "nama:", the end of a
// letter, or a role such as "oknum" or "ketua RT". Where a text has no capitals to go by, well-known given names tell
// where a name begins.
func (s *scan) names() {
	loud := shouted(s.text)
	for i := range s.toks {
		if s.taken[i] || s.toks[i].kind != tokenWord {
			continue
		}
		next, intro := s.introduces(i)
		if intro == introNone || intro == introAddress && s.placeBefore(i) {
			continue
		}
		if from, to := s.nameAt(s.skipTitles(next), intro, loud); to > from {
			s.take(KindName, from, to)
		}
	}
}

// placeBefore tells whether a form of address belongs to the name of a street, a mosque or a shop.
func (s *scan) placeBefore(i int) bool {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		switch w := s.word(k); {
		case s.sign(k, ".") && len(s.word(k-1)) <= 3, titleWord(w), addressWord(w):
		default:
			return namedPlace(w)
		}
	}
	return false
}

// intro is how surely a word introduces a name.
type intro uint8

const (
	introNone    intro = iota
	introRole          // "oknum", "kepala sekolah": a name only if it is a known one
	introAddress       // "Pak": a name, unless it is an office
	introNamed         // "bernama": a name, unless it is a thing
)

// shouted tells whether most letters of a text are capitals, so that they tell nothing about names.
func shouted(text string) bool {
	up, low := 0, 0
	for _, c := range text {
		switch {
		case unicode.IsUpper(c):
			up++
		case unicode.IsLower(c):
			low++
		}
	}
	return up > low
}

// introduces tells whether token i introduces a name, and where that may begin.
func (s *scan) introduces(i int) (next int, how intro) {
	w := s.word(i)
	if addressWord(w) {
		if s.sign(i+1, ".") && !shortened(w) && (!s.capital(i+2) || !givenName(s.word(i+2))) {
			return 0, introNone // the end of a sentence: "Mohon bantuannya, Pak. Terima kasih."
		}
		return s.past(i+1, "."), introAddress
	}
	switch w {
	case "bernama", "inisial":
		return s.past(i+1, ":"), introNamed
	case "atas":
		if s.word(i+1) == "nama" {
			return s.past(i+2, ":"), introNamed
		}
	case "a", "an", "u", "up":
		if n := s.onBehalf(i); n > 0 && w == "an" {
			return n, introAddress // also the end of a word that was cut in two
		} else if n > 0 {
			return n, introNamed
		}
	case "nama", "namanya", "nm":
		return s.namedBy(i)
	case "hormat", "hormatku":
		if o := s.word(i + 1); o == "saya" || o == "kami" {
			return s.past(i+2, ",", "\n", ":"), introNamed
		}
	case "ttd", "tertanda", "salam":
		return s.past(i+1, ",", "\n", ".", ":"), introRole
	case "saya", "perkenalkan", "pelapor", "terlapor", "korban", "pelaku", "oknum", "saksi", "pemilik", "penerima", "pemungut", "pengadu", "tersangka", "nasabah", "pasien":
		return s.past(i+1, ",", ":"), introRole
	}
	if officeTitle(w) {
		return i + 1, introRole
	}
	return 0, introNone
}

// past skips some signs from token i on.
func (s *scan) past(i int, signs ...string) int {
	for {
		here := i
		for _, sign := range signs {
			if s.sign(i, sign) {
				i++
			}
		}
		if i == here {
			return i
		}
	}
}

// onBehalf reads "a.n.", "a/n", "an." and returns what follows; 0 for anything else.
func (s *scan) onBehalf(i int) int {
	if s.word(i) == "an" && s.sign(i+1, ".") {
		return s.past(i+2, ":")
	}
	if s.word(i) == "a" && (s.sign(i+1, ".") || s.sign(i+1, "/")) && s.word(i+2) == "n" {
		return s.past(i+3, ".", ":")
	}
	return 0
}

// namedBy reads what follows "nama": whose name it is, or a sign. "Nama jalan" introduces no person.
func (s *scan) namedBy(i int) (int, intro) {
	whose := false
	k := i + 1
	for n := 0; n < 3 && whoseName(s.word(k)); n++ {
		whose = true
		k++
	}
	told := s.sign(k, ":") || s.sign(k, "=")
	k = s.past(k, ":", "=")
	if s.word(k) == "adalah" || s.word(k) == "yaitu" || s.word(k) == "ialah" {
		k++
		told = true
	}
	switch {
	case told:
		return k, introNamed
	case (whose || s.word(i) == "namanya") && !verbLike(s.word(k)) && (s.is(k+1, tokenSign) || k+1 >= len(s.toks)):
		return k, introNamed // "nama saya kuncoro, ..."
	case whose || s.word(i) == "namanya":
		return k, introAddress
	default:
		return k, introRole
	}
}

// verbLike tells words with the prefix of a verb: "namanya dibacakan." names nobody.
func verbLike(w string) bool {
	for _, prefix := range []string{"di", "me", "ter", "ber", "ke"} {
		if strings.HasPrefix(w, prefix) && len(w) >= 6 {
			return true
		}
	}
	return false
}

func whoseName(w string) bool {
	switch w {
	case "saya", "lengkap", "lengkapnya", "lengkapku", "asli", "panggilan", "suami", "istri", "isteri", "anak", "anaknya", "ibu", "kandung", "ayah", "bapak", "korban", "pelaku",
		"terlapor", "pelapor", "pemilik", "siswa", "siswi", "pasien", "orang", "tua", "penerima", "saksi", "petugas", "oknum", "beliau", "dia", "gadis", "kepala", "keluarga", "pemohon", "wali", "almarhum", "pegawai", "guru", "dokter":
		return true
	default:
		return false
	}
}

// skipTitles goes past titles and family before a name: "H.", "Dr.", "istri saya".
func (s *scan) skipTitles(i int) int {
	for n := 0; n < 8; n++ {
		switch w := s.word(i); {
		case titleWord(w):
			i = s.past(i+1, ".")
		case addressWord(w) && !s.ended(i) || kinWord(w):
			i = s.past(i+1, ".")
		case s.sign(i, "\"") || s.sign(i, "'") || s.sign(i, "(") || s.sign(i, "\u201c"):
			i++
		default:
			return i
		}
	}
	return i
}

// ended tells whether nothing follows on a token that could be a name.
func (s *scan) ended(i int) bool { return !s.is(i+1, tokenWord) && !s.sign(i+1, ".") }

// nameAt reads a name from token i on and returns its tokens, none when it is no name.
func (s *scan) nameAt(i int, how intro, loud bool) (from, to int) {
	if how == introAddress || how == introRole { // "Pak Lurah Budi", "oknum pegawai kelurahan Budi"
		for n := 0; n < 4 && (notName(s.word(i)) || officeTitle(s.word(i))); n++ {
			i++
			how = introRole
		}
		if how == introRole {
			i = s.skipTitles(i)
		}
	}
	r := nameReader{s: s, how: how, loud: loud, from: i, to: i}
	for r.to-r.from < nameWords && r.next() {
	}
	return r.end()
}

// nameReader reads one name, word by word.
type nameReader struct {
	s        *scan
	how      intro
	loud     bool // capitals tell nothing
	sure     bool // the name began with a capital
	shout    bool // the name began in capitals
	from, to int
}

// next takes one more word; false when the name is at its end.
func (r *nameReader) next() bool {
	s, w, first := r.s, r.s.word(r.to), r.to == r.from
	if w == "" || s.taken[r.to] || !first && s.gap(r.to-1) > maxGap {
		return false
	}
	if first && (notName(w) || thing(w) || addressWord(w) || kinWord(w)) || !first && (notName(w) || endsPerson(w)) {
		return false
	}
	if particle(w) && !first && s.is(r.to+1, tokenWord) {
		r.to++
		return true
	}
	capital := r.capital(w, first)
	switch {
	case capital && len(w) == 1: // an initial
		r.sure = true
		r.to = s.past(r.to+1, ".")
		return true
	case capital && (first || r.sure):
		r.sure, r.shout = true, r.shout || first && s.upper(r.to)
	case capital || r.loud || !r.sure && first && r.how == introNamed && len(w) >= 3 && !s.is(r.to+1, tokenDigit):
		if r.loud && !givenName(w) && (!first || r.how != introNamed || len(w) < 3) {
			return false
		}
	case givenName(w):
	case !r.loud && !first && r.how == introNamed && (!r.sure || r.to == r.from+1) && !functionWord(w) && r.lastWords():
	default:
		return false
	}
	r.to++
	if s.sign(r.to, "-") && s.gap(r.to-1) == 0 && s.gap(r.to) == 0 { // Al-Amin
		r.to++
	} else if s.sign(r.to, ".") && s.gap(r.to-1) == 0 && titleLike(w) { // "Moh. Ali"
		r.to++
	}
	return true
}

// lastWords tells whether a sign or the end follows after this word or the next: "a.n. budi kuncoro, ...".
func (r *nameReader) lastWords() bool {
	s := r.s
	end := func(k int) bool {
		return k >= len(s.toks) || s.is(k, tokenSign) && !s.sign(k, "-") && !s.sign(k, "/") || s.is(k, tokenCover)
	}
	return end(r.to+1) || s.is(r.to+1, tokenWord) && !functionWord(s.word(r.to+1)) && !notName(s.word(r.to+1)) && !endsPerson(s.word(r.to+1)) && end(r.to+2)
}

// capital tells whether a word is written like a name. In capitals alone are bodies too: DLH, SMPN 54, RSI.
func (r *nameReader) capital(w string, first bool) bool {
	s := r.s
	if r.loud {
		return false
	}
	if !s.upper(r.to) || len(w) == 1 {
		return s.capital(r.to)
	}
	return givenName(w) || first && r.how == introNamed && !s.is(r.to+1, tokenDigit) || r.shout
}

// end takes off what ends no name, and drops a name that its introduction does not carry.
func (r *nameReader) end() (from, to int) {
	s := r.s
	for r.to > r.from && s.toks[r.to-1].kind == tokenSign {
		r.to--
	}
	known := false
	for k := r.from; k < r.to; k++ {
		w := s.word(k)
		known = known || givenName(w) && (r.how != introRole || !ambiguous(w))
	}
	switch {
	case r.to <= r.from,
		len(s.word(r.from)) == 1 && r.to == r.from+1 && r.how != introNamed, // a letter alone
		r.how == introRole && !known,
		r.how == introAddress && !known && !r.sure:
		return 0, 0
	}
	return r.from, r.to
}

// shortened tells the forms of address that are written with a full stop.
func shortened(w string) bool {
	switch w {
	case "bpk", "bp", "sdr", "sdri", "tn", "ny", "nn", "alm", "almh":
		return true
	default:
		return false
	}
}

// titleLike tells first names that are mostly shortened.
func titleLike(w string) bool {
	switch w {
	case "moh", "mohd", "muh", "muhd", "abd", "st", "rr":
		return true
	default:
		return false
	}
}
