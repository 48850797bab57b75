package triage

import (
	"bufio"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"tuntas/internal/sqldb/pgtest"
)

var update = flag.Bool("update", false, "write the stems that PostgreSQL finds into "+stemFile)

const stemFile = "testdata/stems.tsv"

// chosen reads the words chosen by hand, and the stems PostgreSQL found for them.
func chosen(t *testing.T) (words, stems []string) {
	t.Helper()
	f, err := os.Open(stemFile)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // read only
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		word, stem, _ := strings.Cut(lines.Text(), "\t")
		words, stems = append(words, word), append(stems, stem)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return words, stems
}

// What PostgreSQL's own stemmer said, kept so that every machine can tell.
func TestStemOfChosenWords(t *testing.T) {
	words, stems := chosen(t)
	if len(words) < 500 {
		t.Fatalf("only %d words", len(words))
	}
	for i, w := range words {
		if got := Stem(w); got != stems[i] {
			t.Errorf("%s: %s, want %s", w, got, stems[i])
		}
	}
}

// made puts every prefix before and every suffix behind roots of each kind of beginning and ending.
func made() []string {
	roots := []string{
		"baik", "sapu", "pakai", "tulis", "kirim", "ajar", "kerja", "urus", "isi", "jalan", "lapor",
		"buang", "air", "sampah", "nyanyi", "anggota", "korupsi", "informasi", "bantu", "uji", "oke",
	}
	prefixes := []string{
		"", "di", "ter", "ke", "me", "mem", "men", "meng", "meny", "pe", "pem", "pen", "peng", "peny", "per", "ber", "be", "bel", "pel", "se",
		"memper", "diper", "keber", "pember", "ku", "kau", "dike", "menge", "penge",
	}
	suffixes := []string{"", "kan", "an", "i", "ku", "mu", "nya", "lah", "kah", "pun", "kannya", "annya", "inya", "anlah", "ikah", "nyapun", "kanlah", "isasi", "si"}
	var words []string
	for _, p := range prefixes {
		for _, r := range roots {
			for _, s := range suffixes {
				words = append(words, p+r+s)
			}
		}
	}
	return words
}

func TestStemAgreesWithPostgreSQL(t *testing.T) {
	words, _ := chosen(t)
	own := len(words)
	words = append(words, made()...)
	stems := askPostgreSQL(t, words)
	if *update {
		var b strings.Builder
		for i, w := range words[:own] {
			b.WriteString(w + "\t" + stems[i] + "\n")
		}
		if err := os.WriteFile(stemFile, []byte(b.String()), 0o644); err != nil { //nolint:gosec // test data for everybody
			t.Fatal(err)
		}
	}
	differ := 0
	for i, w := range words {
		if got := Stem(w); got != stems[i] {
			if differ++; differ <= 20 {
				t.Errorf("%s: %s, PostgreSQL says %s", w, got, stems[i])
			}
		}
	}
	t.Logf("%d of %d words agree", len(words)-differ, len(words))
}

func askPostgreSQL(t *testing.T, words []string) []string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), pgtest.URL(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	var stems []string
	err = conn.QueryRow(t.Context(), `SELECT array_agg((ts_lexize('indonesian_stem', w))[1] ORDER BY n)
		FROM unnest($1::text[]) WITH ORDINALITY AS x(w, n)`, words).Scan(&stems)
	if err != nil || len(stems) != len(words) {
		t.Fatalf("%d stems of %d words, %v", len(stems), len(words), err)
	}
	return stems
}

// Stem is given whatever stands between two spaces.
func FuzzStem(f *testing.F) {
	for _, w := range []string{"", "perbaikannya", "mempelajari", "belajar", "pelajar", "meny", "penyaaa", "be", "aaa", "\xff", "äiu"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, w string) {
		stem := Stem(w)
		if len(stem) > len(w) {
			t.Errorf("%q grew to %q", w, stem)
		}
		if strings.Count(w, "a")+strings.Count(w, "i")+strings.Count(w, "u")+strings.Count(w, "e")+strings.Count(w, "o") <= 2 && stem != w {
			t.Errorf("%q has two syllables and became %q", w, stem)
		}
	})
}

func BenchmarkStem(b *testing.B) {
	words := made()
	for i := 0; b.Loop(); i++ {
		Stem(words[i%len(words)])
	}
}
