package triage

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestWords(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"stems, each once, in order", "Jalanan rusak, kerusakan jalan. Perbaikan!", "jalan rusak baik"},
		{"function words", "Saya dan kami mohon agar itu tidak di-biarkan", "biar"},
		{"shortened function words", "yg dgn utk lampu", "lampu"},
		{"English", "The water of our street is dirty", "water street dirty"},
		{"repeated words", "jalan-jalan sapi-sapi", "jalan sapi"},
		{"digits", "RT 05/RW 12, No. 7, Rp50.000 2x24 jam", "rt 05 rw 12 no rp50 000 2x24 jam"},
		{"case", "PUSKESMAS Puskesmas", "puskesmas"},
		{"accents", "Café Žižka", "cafe zizka"},
		{"letters with a stroke", "Łódź Straße Ærø Đà", "lodz strasse aero da"},
		{"wide and ligated", "ＰＬＮ ﬁle ①②", "pln file 12"},
		{"zero-width and soft hyphen", "tele\u00adpon lis\u200btrik", "telepon listrik"},
		{"apostrophes", "Jum'at Jum’at jumʼat 'Qur`an'", "jumat quran"},
		{"apostrophes that end nothing", "' '' a' 'b", ""},
		{"apostrophe between words", "kota' desa", "kota desa"},
		{"one letter", "a b c d 1 2", ""},
		{"40 letters are a word, 41 are not", strings.Repeat("x", 40) + " " + strings.Repeat("y", 41), strings.Repeat("x", 40)},
		{"not UTF-8", "lampu\xffmati \xc3\x28 pagi", "lampu mati pagi"},
		{"other scripts", "ᮞᮥᮔ᮪ᮓ ꦗꦮ Москва 東京", ""},
		{"empty", "", ""},
		{"signs", " \n\t…—“”!?@#", ""},
		{"addresses", "https://lapor.go.id/laporan?id=3", "https lapor go id"},
	} {
		got := strings.Join(Words(tc.text), " ")
		if tc.name == "other scripts" {
			if !strings.Contains(got, "москва") || !strings.Contains(got, "東京") {
				t.Errorf("%s: %q", tc.name, got)
			}
			continue
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestQuery(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"perbaikan jalan", "baik jalan"},
		{"satu dua tiga empat lima enam tujuh delapan sembilan", "satu dua tiga empat lima enam tujuh delap"},
		{"satu satu yang satu dua tiga empat lima enam tujuh delapan", "satu dua tiga empat lima enam tujuh delap"},
		{"yang mohon the of", ""},
		{"'; DROP TABLE report; -- & | ! :*", "drop table report"},
	} {
		if got := strings.Join(Query(tc.text), " "); got != tc.want {
			t.Errorf("%q: %q, want %q", tc.text, got, tc.want)
		}
	}
}

// A report is found by the words of its own text, however they are inflected.
func TestQueriesMeetTexts(t *testing.T) {
	text := Words("Mohon perbaikan lampu penerangan jalan umum di Kelurahan Cibiru yang sudah dilaporkan hari Jum'at.")
	for _, q := range []string{"memperbaiki lampu", "jalanan umumnya", "PELAPORAN cibiru", "kelurahan", "jumat", "lampunya"} {
		for _, w := range Query(q) {
			if !slices.Contains(text, w) {
				t.Errorf("%q does not find the text: %q is not in %v", q, w, text)
			}
		}
	}
	if slices.Contains(text, Query("jembatan")[0]) {
		t.Error("found what is not there")
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{
		"Mohon perbaikan jalan di depan pasar Baru", "Jum'at Qur’an", "ＰＬＮ ﬁle ①", "\xff\xfe", "ǅ İ ß ẞ ŉ", "가각 각", "ᾳ ΐ", "a\u0301\u0345", "नमस्ते", "''''", "keyakinan ku",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return // the checks below are quadratic; TestLongTexts sees to length
		}
		words := Words(text)
		for i, w := range words {
			n := utf8.RuneCountInString(w)
			switch {
			case !utf8.ValidString(w) || n < 2 || n > 40:
				t.Fatalf("%q of %q", w, text)
			case slices.Contains(words[:i], w):
				t.Fatalf("%q twice in %v", w, words)
			case strings.ContainsFunc(w, func(c rune) bool { return !inWord(c) }):
				t.Fatalf("%q holds a sign", w)
			case fold(w) != w:
				t.Fatalf("%q is not folded: %q", w, fold(w))
			}
		}
		// Words of words are stems of stems: nothing new appears, and it comes to rest.
		again := Words(strings.Join(words, " "))
		stems := make(map[string]bool, len(words))
		for _, w := range words {
			stems[Stem(w)] = true
		}
		for _, w := range again {
			if !stems[w] {
				t.Fatalf("%q came out of nowhere: %v of %v", w, again, words)
			}
		}
		if query := Query(text); len(query) > 8 || !slices.Equal(query, words[:len(query)]) || len(query) < min(8, len(words)) {
			t.Fatalf("query %v of words %v", query, words)
		}
		for range len(text) {
			next := Words(strings.Join(again, " "))
			if slices.Equal(next, again) {
				return
			}
			again = next
		}
		if len(again) > 0 {
			t.Fatalf("%v never comes to rest", again)
		}
	})
}

// The longest text that can be sent must not hold up anybody, whatever it is made of.
func TestLongTexts(t *testing.T) {
	for _, part := range []string{"a", "a'", "'", "a ", "kan", "\u0301", "e\u0301", "ﷺ", "가 ", "\xff", "x\u0300 ", "1"} {
		long := strings.Repeat(part, 40_000/len(part))
		start := time.Now()
		Words(long)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%d bytes of %q took %s", len(long), part, took)
		}
	}
}

// hundred is a text of a hundred words as people write them.
func hundred() string {
	sentence := "Mohon segera diperbaiki jalan berlubang di depan Pasar Cibiru karena sudah dilaporkan tiga kali namun belum ditangani oleh dinas terkait. "
	words := strings.Fields(strings.Repeat(sentence, 6))
	return strings.Join(words[:100], " ")
}

func BenchmarkWordsOfAHundred(b *testing.B) {
	text := hundred()
	b.ReportAllocs()
	for b.Loop() {
		Words(text)
	}
}

func BenchmarkWordsOfAHundredWithAccents(b *testing.B) {
	text := strings.ReplaceAll(hundred(), "namun", "“café”")
	b.ReportAllocs()
	for b.Loop() {
		Words(text)
	}
}
