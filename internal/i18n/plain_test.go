package i18n

import (
	"regexp"
	"strings"
	"testing"
)

// longest is how many words a sentence may have: people read on a phone, in a hurry.
const longest = 20

// meanWords is the most words a sentence may have on average.
const meanWords = 12.0

func sentences(text string) []string {
	return regexp.MustCompile(`[.!?:]+(?:\s|$)`).Split(text, -1)
}

func TestShortSentences(t *testing.T) {
	for _, lang := range Languages() {
		count, words := 0, 0
		for key, e := range load(t, lang) {
			for _, text := range e {
				for _, s := range sentences(text) {
					n := len(strings.Fields(s))
					if n == 0 {
						continue
					}
					count, words = count+1, words+n
					if n > longest {
						t.Errorf("%s %s: a sentence of %d words: %s", lang, key, n, s)
					}
				}
			}
		}
		if mean := float64(words) / float64(count); mean > meanWords {
			t.Errorf("%s: %.1f words a sentence on average, at most %.0f", lang, mean, meanWords)
		}
	}
}

// TestNoOfficialese holds the words that offices use among themselves and people do not.
func TestNoOfficialese(t *testing.T) {
	jargon := map[string]string{
		"disposisi": "diteruskan", "tindak lanjut": "dikerjakan, dijawab", "ditindaklanjuti": "dikerjakan, dijawab",
		"verifikasi": "diperiksa", "eskalasi": "dinaikkan ke atasan", "terlapor": "instansi", "melakukan pengaduan": "melapor",
		"dalam rangka": "untuk", "terkait": "tentang", "ketidaknyamanan": "katakan apa yang salah", "opd": "dinas", "k/l/d": "instansi",
		"sla": "batas waktu", "attachment": "foto atau dokumen", "submit": "kirim", "klik": "pilih", "bapak": "Anda", "ibu": "Anda", "anda": "Anda, ditulis besar",
	}
	for key, e := range load(t, "id") {
		text := " " + regexp.MustCompile(`[^\p{L}/]+`).ReplaceAllString(e["other"], " ") + " "
		for word, instead := range jargon {
			found := strings.Contains(strings.ToLower(text), " "+word+" ")
			if word == "anda" {
				found = strings.Contains(text, " anda ")
			}
			if found {
				t.Errorf("%s says %q; say %s", key, word, instead)
			}
		}
	}
}

// TestLongWords: at most one word in fifty has five syllables or more.
func TestLongWords(t *testing.T) {
	vowels := regexp.MustCompile(`(?i)(?:ai|au|oi|[aeiou])`)
	// Words that people know in spite of their length.
	fine := map[string]bool{"aksesibilitas": true, "javascript": true, "disabilitas": true, "ombudsman": true, "megapiksel": true}
	long, all := 0, 0
	var seen []string
	for _, e := range load(t, "id") {
		for _, w := range regexp.MustCompile(`\p{L}+`).FindAllString(regexp.MustCompile(`\{\w+\}`).ReplaceAllString(e["other"], ""), -1) {
			all++
			if len(vowels.FindAllString(w, -1)) >= 5 && !fine[strings.ToLower(w)] {
				long++
				seen = append(seen, w)
			}
		}
	}
	if share := float64(long) / float64(all); share > 0.02 {
		t.Errorf("%.1f %% of %d words are long, at most 2 %%: %v", share*100, all, seen)
	}
}
