package triage

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// The least that is promised for the numbers that do most harm.
const (
	leastRecall    = 0.98
	leastPrecision = 0.95
)

func hold(t *testing.T, name string, s Score) {
	t.Helper()
	for _, k := range []Kind{KindNIK, KindKK, KindPhone, KindEmail} {
		if r := s.ByKind[k]; r.Recall < leastRecall || r.Precision < leastPrecision {
			t.Errorf("%s: %s is found with recall %.3f and precision %.3f", name, k, r.Recall, r.Precision)
		}
	}
	for _, k := range Kinds() {
		if r, ok := s.ByKind[k]; ok {
			t.Logf("%s: %-8s recall %.3f precision %.3f", name, k, r.Recall, r.Precision)
		}
	}
}

// Our own cases, and those that are kept beside the project.
func TestPersonalDataIsFound(t *testing.T) {
	for _, file := range []string{"testdata/pii.jsonl", "../../../shared/data/pii/synthetic_pii_tests.jsonl"} {
		t.Run(filepath.Base(file), func(t *testing.T) {
			f, err := os.Open(file)
			if os.IsNotExist(err) && strings.HasPrefix(file, "..") {
				t.Skip("the cases beside the project are not on this machine")
			}
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			texts, err := ReadLabelled(f)
			if err != nil || len(texts) < 120 {
				t.Fatalf("%d cases, %v", len(texts), err)
			}
			s := Evaluate(texts)
			hold(t, file, s)
			if s.Recall < leastRecall || s.Precision < leastPrecision {
				t.Errorf("all kinds together: recall %.3f, precision %.3f", s.Recall, s.Precision)
			}
		})
	}
}

// mixer writes a number in one of the ways in which people do.
type mixer struct{ *rand.Rand }

func (m mixer) pick(list ...string) string { return list[m.IntN(len(list))] }

func (m mixer) nik() string {
	day := 1 + m.IntN(28) + 40*m.IntN(2)
	return fmt.Sprintf("%s%02d%02d%02d%02d%02d0000", m.pick("11", "12", "31", "32", "33", "34", "35", "36", "51", "61", "64", "71", "73", "91", "94"), 1+m.IntN(30), 1+m.IntN(25), day, 1+m.IntN(12), m.IntN(100))
}

func (m mixer) grouped(digits string, widths ...int) string {
	sep := m.pick(" ", "-", ".")
	var parts []string
	for _, w := range widths {
		parts = append(parts, digits[:w])
		digits = digits[w:]
	}
	return strings.Join(append(parts, digits), sep)
}

func (m mixer) phone() string {
	op := m.pick("11", "12", "13", "21", "22", "52", "53", "55", "56", "57", "58", "15", "16", "14", "17", "18", "19", "59", "77", "78", "31", "32", "33", "38", "95", "96", "97", "98", "99", "81", "85", "88")
	rest := op + "0000" + fmt.Sprintf("%03d", m.IntN(1000)) + strings.Repeat("7", m.IntN(3))
	switch m.IntN(5) {
	case 0:
		return "08" + rest
	case 1:
		return "+628" + rest
	case 2:
		return "628" + rest
	case 3:
		return m.grouped("08"+rest, 4, 4)
	default:
		return "+62" + m.pick(" ", "-") + m.grouped("8"+rest, 3, 4)
	}
}

func (m mixer) email() string {
	who := m.pick("budi", "siti.aminah", "warga_01", "a-b", "lapor.2024", "dewi99")
	host := m.pick("contoh.id", "example.com", "mail.contoh.co.id", "contoh.go.id")
	switch m.IntN(4) {
	case 0:
		return who + m.pick("(at)", "[at]", " (at) ", " [at] ") + host
	case 1:
		return who + " at " + strings.ReplaceAll(host, ".", " dot ")
	default:
		return who + "@" + host
	}
}

// Numbers and contexts that nobody wrote down: mixed by chance, always the same chance.
func TestPersonalDataMixedByChance(t *testing.T) {
	m := mixer{rand.New(rand.NewPCG(20261123, 11))}
	var texts []Labelled
	for range 3000 {
		kind, words := KindNIK, ""
		before, after := m.pick("", "Mohon dicek ", "tolong dibantu pak, ", "Selamat pagi. "), m.pick("", " terima kasih", ", mohon bantuannya", ". Sudah 3 kali", "\nJalan rusak sejak 2019", " dan 2 orang lain")
		switch m.IntN(4) {
		case 0:
			words = m.nik()
			before += m.pick("NIK ", "nik:", "KTP saya ", "No. KTP ", "NIK: ", "nik", "", "data ")
			if m.IntN(2) == 0 {
				words = m.pick(m.grouped(words, 4, 4, 4), m.grouped(words, 6, 6), m.grouped(words, 2, 2, 2, 6))
			}
		case 1:
			kind, words = KindKK, m.nik()
			before += m.pick("KK ", "No KK ", "no.kk:", "kartu keluarga ", "Nomor KK: ", "kk")
		case 2:
			kind, words = KindPhone, m.phone()
			before += m.pick("HP ", "wa ", "WA: ", "hubungi ", "telp.", "", "nomor saya ", "no hp:", "kontak ")
		default:
			kind, words = KindEmail, m.email()
			before += m.pick("email ", "kirim ke ", "", "e-mail: ", "balas ke ")
		}
		texts = append(texts, Labelled{Text: before + words + after, Spans: []Finding{{kind, len(before), len(before) + len(words)}}})
	}
	for range 1500 { // what only looks like it
		n := func(most int) int { return 1 + m.IntN(most) }
		texts = append(texts, Labelled{Text: m.pick("Mohon dicek ", "sudah 3 bulan ", "") + m.pick(
			fmt.Sprintf("Rp %d.%03d.%03d", n(900), m.IntN(1000), m.IntN(1000)), fmt.Sprintf("tanggal %02d-%02d-20%02d", n(28), n(12), n(26)),
			fmt.Sprintf("koordinat -%d.%07d, 1%02d.%07d", n(9), n(9999999), n(40), n(9999999)), fmt.Sprintf("UU %d/20%02d", n(40), n(26)),
			fmt.Sprintf("tiket %d", 1_000_000+n(99_999_999)), fmt.Sprintf("No. surat 005/%d/436.%d/20%02d", n(9999), n(9), n(26)), fmt.Sprintf("harga %d ribu per %d kg", n(900), n(50)),
			fmt.Sprintf("idpel 5%011d", n(99999999)), fmt.Sprintf("jam %02d.%02d-%02d.%02d", n(12), n(59), n(12), n(59)), fmt.Sprintf("token %04d %04d %04d %04d %04d", n(9999), n(9999), n(9999), n(9999), n(9999)),
			fmt.Sprintf("anggaran %d%09d rupiah", n(9), n(999999999)), fmt.Sprintf("call center 1500-%03d", n(999)), fmt.Sprintf("RT %02d RW %02d", n(20), n(20)))})
	}
	s := Evaluate(texts)
	hold(t, "by chance", s)
	if t.Failed() {
		wrong(t, texts)
	}
}

// wrong shows some of the texts in which something else was found than stands in them.
func wrong(t *testing.T, texts []Labelled) {
	t.Helper()
	shown := 0
	for _, one := range texts {
		if got := Find(one.Text); !slices.Equal(got, one.Spans) && shown < 20 {
			shown++
			t.Logf("%q: %v, not %v", one.Text, got, one.Spans)
		}
	}
}

func TestMask(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"NIK 3578010101900000.", "NIK [NIK ditutupi]."},
		{"Pak Budi, HP 0812-0000-1111", "Pak [nama ditutupi], HP [nomor telepon ditutupi]"},
		{"rekening BCA 1234500000 dan email a@contoh.id", "rekening BCA [nomor rekening ditutupi] dan email [email ditutupi]"},
		{"tinggal di Jl. Melati No. 3 RT 01", "tinggal di [alamat ditutupi]"},
		{"Jalan rusak.", "Jalan rusak."},
		{"", ""},
	} {
		got, covered := MaskAll(tc.text)
		if got != tc.want || len(covered) != strings.Count(tc.want, " ditutupi]") {
			t.Errorf("%q became %q, %v", tc.text, got, covered)
		}
	}
	if got := CoveredIn("é [NIK ditutupi] [lain ditutupi] [nama ditutupi]"); !slices.Equal(got, []Covered{{KindNIK, 2}, {KindName, 33}}) {
		t.Errorf("covers are read as %v", got)
	}
	if got := Mask("abc", []Finding{{KindNIK, 2, 9}, {KindNIK, 1, 1}}); got != "abc" {
		t.Errorf("findings of another text made %q", got)
	}
}

func TestMaskSame(t *testing.T) {
	for _, tc := range []struct{ text, words, want string }{
		{"Budi datang, Budiman tidak; kata budi dan Budi.", "Budi", "[nama ditutupi] datang, Budiman tidak; kata budi dan [nama ditutupi]."},
		{"ab ab", "ab", "ab ab"},
		{"x", "Budi", "x"},
	} {
		if got := MaskSame(tc.text, tc.words, KindName); got != tc.want {
			t.Errorf("%q became %q", tc.text, got)
		}
	}
}

// What stands for something covered is no word that tells what a number behind it is.
func TestCoversSayNothing(t *testing.T) {
	for _, text := range []string{"[nomor rekening ditutupi] 20240101", "[nomor telepon ditutupi] 5550000", "[nama ditutupi] Budi", "Bapak [nama ditutupi]"} {
		if got := Find(text); len(got) > 0 {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// Wrong lines are named with what is wrong.
func TestReadLabelledRefuses(t *testing.T) {
	for _, tc := range []struct{ line, want string }{
		{`{"text":"abc","spans":[[0,9,"NIK"]]}`, "line 2: span 1 goes from 0 to 9; the text has 3 characters"},
		{`{"text":"abc","spans":[[2,1,"NIK"]]}`, "line 2: span 1 goes from 2 to 1"},
		{`{"text":"abc","spans":[[-1,1,"NIK"]]}`, "line 2: span 1 goes from -1"},
		{`{"text":"abc","spans":[[0,1]]}`, `line 2: span 1 is [0,1]; it has to be [from, to, "KIND"]`},
		{`{"text":"abc","spans":[[0,1,"NIK",4]]}`, "line 2: span 1 is"},
		{`{"text":"abc","spans":[["a",1,"NIK"]]}`, "line 2: span 1 is"},
		{`{"spans":[]}`, `line 2: "text" is missing`},
		{`nonsense`, "line 2: this is not a JSON object"},
		{`{"text":"` + strings.Repeat("a", longestLine) + `"}`, "line 2: "},
	} {
		_, err := ReadLabelled(strings.NewReader("\ufeff" + `{"text":"é1","spans":[[0,2,"nama"]]}` + "\n" + tc.line))
		if err == nil || !strings.HasPrefix(err.Error(), tc.want) {
			t.Errorf("%.40s: %v", tc.line, err)
		}
	}
	got, err := ReadLabelled(strings.NewReader(`{"text":"é1","spans":[[0,2,"nama"]]}` + "\n\n"))
	if err != nil || len(got) != 1 || got[0].Spans[0] != (Finding{KindName, 0, 3}) {
		t.Errorf("%v, %v", got, err)
	}
}

// A score counts what is missed, what is half covered, and what is found where nothing is.
func TestEvaluate(t *testing.T) {
	s := Evaluate([]Labelled{
		{"NIK 3578010101900000", []Finding{{KindNIK, 4, 20}}},
		{"NIK 3578010101900000", []Finding{{KindNIK, 0, 20}}}, // the word is not covered
		{"NIK 3578010101900000", nil},
		{"Bapak Budi Santoso", []Finding{{KindName, 0, 18}}},
		{"apa saja", []Finding{{"DNA", 0, 3}}},
	})
	if got := s.ByKind[KindNIK]; got.Recall != 0.5 || got.Precision != 2.0/3 {
		t.Errorf("NIK %+v", got)
	}
	if got := s.ByKind[KindName]; got.Recall != 1 || got.Precision != 1 {
		t.Errorf("names %+v", got)
	}
	if got := s.ByKind["DNA"]; got.Recall != 0 || got.Precision != 1 {
		t.Errorf("unknown kind %+v", got)
	}
	if s.Recall != 0.5 || s.Precision != 0.75 {
		t.Errorf("together %+v", s.Rate)
	}
}

// Texts made to be slow take no longer than ordinary ones of their length.
func TestFindIsLinear(t *testing.T) {
	for _, part := range []string{"0812 ", "a.", "@a.", "at a dot ", "jl a gg a ", "gg a ", "rt 1 ", "pak ", "[", "[NIK ditutupi", "alamat ", "nama saya ", "1-", "B 1 ", "((", "a.n. ", "tinggal rt 1 "} {
		took := func(n int) time.Duration {
			text := strings.Repeat(part, n/len(part))
			best := time.Hour
			for range 3 {
				start := time.Now()
				Find(text)
				best = min(best, time.Since(start))
			}
			return best
		}
		if small, large := took(4_000), took(64_000); large > 80*small && large > 40*time.Millisecond {
			t.Errorf("%q: 4 kB take %s, 64 kB take %s", part, small, large)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"NIK 3578010101900000, HP (0812) 0000-1111 (WA)", "a@contoh.id \xff pak Budi", "jl. a no 1 rt 1/2", "rek 1234567890 [NIK ditutupi]", "o8120000111o", "İ pak İA"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found := Find(text)
		at := 0
		for _, x := range found {
			if x.From < at || x.To <= x.From || x.To > len(text) || !slices.Contains(Kinds(), x.Kind) {
				t.Fatalf("%v in %q", found, text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[x.From:x.To]) {
				t.Fatalf("%v cuts a character of %q", x, text)
			}
			at = x.To
		}
		rest, masked := "", Mask(text, found)
		at = 0
		for _, x := range found {
			rest, at = rest+text[at:x.From]+Cover(x.Kind), x.To
		}
		if masked != rest+text[at:] {
			t.Fatalf("%q became %q", text, masked)
		}
		all, covered := MaskAll(text)
		if left := Find(all); len(left) > 0 || len(covered) < len(found) {
			t.Fatalf("%q became %q, where %v is left", text, all, left)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("Selamat pagi, nama saya Budi Santoso. Jalan di depan rumah saya di Jl. Melati No. 3 RT 01 RW 02 rusak sejak 2019. "+
		"Petugas bernama Andi minta Rp 500.000 ke rekening BCA 1234500000. NIK 3578010101900000, HP 0812-0000-1111, mobil B 1234 XYZ. ", 4)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(float64(len(text))/1000), "ns/kB")
}
