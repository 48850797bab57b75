package quality_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"tuntas/internal/quality"
)

const letter = "Lubang di {tempat} sudah ditambal regu pemeliharaan pada {tanggal}. Permukaan jalan sudah rata dan dapat dilewati dua arah. Kami memeriksanya lagi setelah hujan pertama bersama ketua RT setempat."

func filled(place, date string) string {
	return strings.NewReplacer("{tempat}", place, "{tanggal}", date).Replace(letter)
}

func shared(a, b quality.Sketch) bool {
	for i := range a.Bands {
		if a.Bands[i] == b.Bands[i] {
			return true
		}
	}
	return false
}

// A template filled for two people is a copy, whatever was put in; an answer of one's own is not.
func TestCopies(t *testing.T) {
	first := quality.SketchOf(filled("Pasar Wonokromo", "3 Maret 2026"), "Pasar Wonokromo")
	for name, c := range map[string]struct {
		text, place string
		copied      bool
	}{
		"the same":              {filled("Pasar Wonokromo", "3 Maret 2026"), "Pasar Wonokromo", true},
		"another place and day": {filled("Jalan Bunga Melati Indah nomor 7", "17 Juli 2026"), "Jalan Bunga Melati Indah nomor 7", true},
		"unfilled":              {letter, "", true},
		"greeted":               {"Yth. Bapak, terima kasih. " + filled("Gang Buntu", "3 Maret 2026"), "Gang Buntu", true},
		"a word changed":        {strings.Replace(filled("Gang Buntu", "3 Maret"), "rata", "halus", 1), "Gang Buntu", true},
		"its own":               {"Pipa yang bocor di samping masjid sudah disambung regu air minum. Air mengalir lagi sejak pukul empat sore dan tagihan bulan ini dipotong.", "masjid", false},
		"the same subject, own": {"Tiga lubang di depan gerbang sekolah kami tutup dengan aspal dingin karena hujan. Penambalan tetap menyusul setelah musim hujan berakhir, bersama pengecatan zebra.", "", false},
		"short":                 {"Lubang sudah ditambal regu pemeliharaan.", "", false},
	} {
		s := quality.SketchOf(c.text, c.place)
		if got := shared(first, s) && s.Likeness(first.Body) >= quality.Alike; got != c.copied {
			t.Errorf("%s: copied %v, likeness %.2f, a band %v", name, got, s.Likeness(first.Body), shared(first, s))
		}
	}
}

// The bands find near-copies and leave most others alone.
func TestBandsFind(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		return string([]byte{byte('a' + rng.IntN(26)), byte('a' + rng.IntN(26)), byte('a' + rng.IntN(26)), byte('a' + rng.IntN(26))})
	}
	found, wrong := 0, 0
	const tries = 500
	for range tries {
		ws := make([]string, 60)
		for i := range ws {
			ws[i] = word()
		}
		one := quality.SketchOf(strings.Join(ws, " "))
		near := append([]string(nil), ws...)
		near[rng.IntN(60)] = word() // 3 of 58 runs differ
		if s := quality.SketchOf(strings.Join(near, " ")); shared(one, s) && s.Likeness(one.Body) >= quality.Alike {
			found++
		}
		far := append([]string(nil), ws...)
		for i := 0; i < 60; i += 5 { // most runs differ
			far[i] = word()
		}
		if s := quality.SketchOf(strings.Join(far, " ")); shared(one, s) && s.Likeness(one.Body) >= quality.Alike {
			wrong++
		}
	}
	if found < tries*95/100 || wrong > 0 {
		t.Errorf("%d of %d near-copies found, %d others taken for copies", found, tries, wrong)
	}
}
