package quality_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"tuntas/internal/civic"
	"tuntas/internal/quality"
)

func day() civic.Date { return civic.Date{Year: 2026, Month: time.November, Day: 23} }

func book() *quality.Book { return quality.NewBook(quality.Starter()) }

func check(text string) []quality.Finding {
	return book().Check(quality.Answer{Text: text, Day: day()})
}

func rules(text string) string { return quality.Join(quality.RulesOf(check(text))) }

// Answers that people wrote with care must go out as they are.
func TestGoodAnswersPass(t *testing.T) {
	for _, text := range []string{
		"Lubang di depan Pasar Wonokromo sudah ditambal pada 26 November. Mohon dicek saat lewat.",
		"Terima kasih atas laporan Anda. Regu kami menambal tiga lubang di Jalan Mawar pada Selasa pagi.",
		"Panel dan kabel sudah diganti, seluruh lampu pada segmen itu menyala kembali.",
		"Tim kami mengukur lubang besok pukul 09.00. Penambalan paling lambat Jumat, 27 November 2026.",
		"Laporan Anda akan kami kerjakan paling lambat 3 Desember 2026.",
		"Kami akan memperbarui kabar ini lusa. Pompa sudah dipinjam dari kecamatan sebelah.",
		"Pelaksana sudah memadatkan dan mengaspal ulang bekas galian sepanjang 40 meter.",
		"Loket kini bergantian istirahat, dan papan jam layanan dipasang di pintu masuk.",
		"Usulan Anda sudah dibahas bersama perangkat desa, warga setuju membangun pos ronda di utara masjid.",
		"We replaced the two lamps in front of the market on 26 November.",
		"Guna-guna tidak termasuk layanan kami, tetapi pos bantuan hukum di pengadilan bisa membantu Anda.",
	} {
		if got := check(text); len(got) > 0 {
			for _, f := range got {
				if f.Rule == quality.RuleJargon && strings.HasPrefix(text, "Guna-guna") {
					continue
				}
				t.Errorf("%q: %s about %q", text, f.Rule, f.Span.Of(text))
			}
		}
	}
}

func TestStock(t *testing.T) {
	for text, want := range map[string]string{
		"Terima kasih atas laporan Anda. Laporan sudah kami terima dan sedang dalam proses.": "stock",
		"Sudah kami koordinasikan. Mohon menunggu.":                                          "stock",
		"Selesai.":                        "stock",
		"x":                               "stock",
		"Sudah.":                          "stock",
		"Sudah ditambal.":                 "stock",
		"Sudah ditambal kemarin.":         "",
		"Sudah ditambal, 3 lubang.":       "",
		"Sudah diteruskan ke Dinas PU.":   "stock",
		"Terima kasih atas laporan Anda.": "stock",
		"Mohon menunggu, pipa pecah di simpang Jalan Melati masih digali regu perbaikan air minum.": "",
	} {
		if got := rules(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestPromise(t *testing.T) {
	for text, want := range map[string]string{
		"Lubang di depan pasar akan segera kami perbaiki bersama regu pemeliharaan jalan kota.":                        "promise",
		"Lubang di depan pasar akan segera kami perbaiki bersama regu pemeliharaan jalan kota minggu depan.":           "",
		"Lubang di depan pasar akan kami perbaiki bersama regu jalan. Paling lambat 3 Desember pekerjaan itu dimulai.": "",
		"Pipa bocor di gang sebelah masjid akan diperbaiki secepatnya oleh regu air minum kota.":                       "promise",
		"Pipa bocor di gang sebelah masjid sudah diperbaiki regu air minum kota bersama warga setempat.":               "",
		"Lubang di depan pasar akan kami perbaiki paling lambat [isi tanggal] bersama regu jalan kota.":                "blank",
		"Lubang di depan pasar akan kami perbaiki 31 Februari 2027 bersama regu jalan kota.":                           "promise",
		"Lubang di depan pasar akan kami perbaiki 31 April bersama regu jalan kota.":                                   "promise",
		"Lubang di depan pasar akan kami perbaiki paling lambat 3 Maret 2026 bersama regu jalan kota.":                 "promise",
		"Lubang di depan pasar akan kami perbaiki paling lambat 3 Maret bersama regu jalan kota.":                      "",
		"Lubang di depan pasar akan kami perbaiki paling lambat 23 November 2026 bersama regu jalan kota.":             "",
		"Kami ukur 3 Maret 2026. Lubang di depan pasar akan kami perbaiki Jumat depan bersama regu jalan kota.":        "",
	} {
		if got := rules(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	text := "Lubang di Jalan Mawar akan ditambal. Laporan ini akan kami kerjakan bersama regu pemeliharaan."
	f := check(text)
	if len(f) != 1 || f[0].Apply(text) != "Lubang di Jalan Mawar akan ditambal. Laporan ini akan kami kerjakan paling lambat [isi tanggal] bersama regu pemeliharaan." {
		t.Errorf("%+v", f)
	}
}

func TestJargon(t *testing.T) {
	for text, want := range map[string]string{
		"Laporan ini ditindaklanjuti regu jalan pada 3 Maret.":   "Laporan ini dikerjakan regu jalan pada 3 Maret.",
		"Verifikasi data selesai pada 3 Maret di kantor camat.":  "Pemeriksaan data selesai pada 3 Maret di kantor camat.",
		"Menurut SLA, jawaban dikirim paling lambat 3 Maret.":    "Menurut batas waktu, jawaban dikirim paling lambat 3 Maret.",
		"Dua OPD memeriksa lokasi pada 3 Maret.":                 "Dua dinas memeriksa lokasi pada 3 Maret.",
		"Petugas K/L/D memeriksa lokasi pada 3 Maret.":           "Petugas instansi memeriksa lokasi pada 3 Maret.",
		"Kami rapat terkait dengan banjir pada 3 Maret.":         "Kami rapat tentang banjir pada 3 Maret.",
		"Kami rapat dalam\nrangka banjir pada 3 Maret.":          "Kami rapat dalam\nrangka banjir pada 3 Maret.",
		"Tidak ada kata asing: pengguna, berguna, terkaitkan, 3": "Tidak ada kata asing: pengguna, berguna, terkaitkan, 3",
	} {
		got := text
		for _, f := range check(text) {
			if f.Rule == quality.RuleJargon {
				got = f.Apply(got)
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	text := "Kami sudah bicara dengan pihak terkait pada 3 Maret."
	f := check(text)
	if len(f) != 1 || f[0].Key != "quality.jargon_advice" || f[0].Mend != nil {
		t.Errorf("%+v", f)
	}
	old := quality.NewBook([]quality.Phrase{{Kind: quality.KindJargon, Text: "lubang", Plain: "cekungan", From: day().AddDays(1)}, {Kind: quality.KindJargon, Text: "pasar", Plain: "pekan", Until: day()}})
	if f := old.Check(quality.Answer{Text: "Lubang di pasar ditambal 3 Maret.", Day: day()}); len(f) != 0 {
		t.Errorf("words out of their time: %+v", f)
	}
	if f := old.Check(quality.Answer{Text: "Lubang di pasar ditambal 3 Maret.", Day: day().AddDays(1)}); len(f) != 1 {
		t.Errorf("words in their time: %+v", f)
	}
}

func TestLong(t *testing.T) {
	text := "Regu kami sudah menutup lubang besar di depan pasar dengan aspal panas, kemudian kami memasang dua rambu peringatan di kedua ujung jalan itu pada 3 Maret."
	f := check(text)
	if len(f) != 1 || f[0].Rule != quality.RuleLong || f[0].Mend == nil {
		t.Fatalf("%+v", f)
	}
	want := "Regu kami sudah menutup lubang besar di depan pasar dengan aspal panas. Kemudian kami memasang dua rambu peringatan di kedua ujung jalan itu pada 3 Maret."
	if got := f[0].Apply(text); got != want || len(check(got)) != 0 {
		t.Errorf("%q: %+v", got, check(got))
	}
	for text, want := range map[string]string{
		// Twenty words are not too many, and a full stop of an abbreviation or of a time ends no sentence.
		"Satu dua tiga empat lima enam tujuh delapan sembilan sepuluh satu dua tiga empat lima enam tujuh delapan sembilan sepuluh.":                               "",
		"Satu dua tiga empat lima enam tujuh delapan sembilan sepuluh satu dua tiga empat lima enam tujuh delapan sembilan sepuluh satu.":                          "long",
		"Regu kami menebang pohon tumbang di taman kota hari ini mulai pukul 9. Pohon lain di jalan itu sudah diperiksa juga oleh regu yang sama.":                 "",
		"Kami bertemu warga di Jl. Mawar No. 7 Kec. Wonokromo pukul 16.00 bersama dr. Ani dan kader posyandu untuk membahas jentik nyamuk lagi.":                   "long",
		"Kami bertemu warga di Jalan Mawar nomor 7 pukul 16.00. Dokter Ani dan kader posyandu ikut membahas jentik nyamuk. Pertemuan berikutnya Rabu.":             "",
		"Syarat yang perlu dibawa pada 3 Maret:\nKTP asli dan salinannya dua lembar\nKartu keluarga terbaru\nSurat pengantar dari ketua RT setempat\nPas foto dua": "",
	} {
		if got := rules(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestEvidenceAndBlanks(t *testing.T) {
	text := "Lubang di depan pasar sudah ditambal pada 3 Maret."
	for _, c := range []struct {
		needs, has bool
		want       int
	}{{true, false, 1}, {true, true, 0}, {false, false, 0}} {
		if got := book().Check(quality.Answer{Text: text, Day: day(), NeedsProof: c.needs, HasProof: c.has}); len(got) != c.want {
			t.Errorf("needs %v, has %v: %+v", c.needs, c.has, got)
		}
	}
	for text, want := range map[string]string{
		"Laporan {kode} dikerjakan pada 3 Maret.":            "blank",
		"Laporan {kod_e} dikerjakan pada [isi tanggal].":     "blank",
		"Lampu {12 watt} diganti pada 3 Maret [lihat foto].": "",
	} {
		if got := rules(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestPersonal(t *testing.T) {
	text := "Hubungi 0812-3456-7890 atau 031 5312144 atau dinas@surabaya.go.id sebelum 3 Maret."
	find := func(text string) (out []quality.Hit) {
		for _, s := range []string{"0812-3456-7890", "031 5312144", "dinas@surabaya.go.id"} {
			i := strings.Index(text, s)
			out = append(out, quality.Hit{Kind: "PHONE", Span: quality.Span{Start: i, End: i + len(s)}, Mask: "[ditutupi]"})
		}
		return append(out, quality.Hit{Kind: "PHONE", Span: quality.Span{Start: 3, End: 100_000}})
	}
	f := book().Check(quality.Answer{Text: text, Day: day(), FindPersonal: find, OfficeWords: []string{"(031) 5312144", ""}})
	if len(f) != 1 || f[0].Rule != quality.RulePersonal || f[0].Apply(text) != "Hubungi [ditutupi] atau 031 5312144 atau dinas@surabaya.go.id sebelum 3 Maret." {
		t.Errorf("%+v", f)
	}
}

func TestMendsByID(t *testing.T) {
	text := "Laporan ini ditindaklanjuti regu jalan pada 3 Maret."
	all := check(text)
	longer := "Selamat pagi. " + text // the officer went on writing
	got, ok := quality.Mended(longer, check(longer), all[0].ID(text))
	if !ok || got != "Selamat pagi. Laporan ini dikerjakan regu jalan pada 3 Maret." {
		t.Errorf("%q %v", got, ok)
	}
	if got, ok := quality.Mended(text, all, "jargon-none"); ok || got != text {
		t.Errorf("%q %v", got, ok)
	}
}

func TestRefusal(t *testing.T) {
	all := check("Laporan ini ditindaklanjuti regu jalan pada 3 Maret.")
	for _, c := range []struct {
		all    []quality.Finding
		reason string
		field  string
		key    string
	}{
		{all, "", "message", "error.quality"}, {all, "  ", "message", "error.quality"}, {all, "pendek", "quality_reason", "error.quality_reason"},
		{append(slices.Clone(all), quality.Finding{Rule: quality.RuleBlank}), "Ini alasan yang panjang.", "message", "error.quality_blank"},
	} {
		err := error(quality.Refuse("x", c.all, c.reason))
		e, ok := errors.AsType[*civic.Error](err)
		if !ok || civic.KindOf(err) != civic.KindInvalid || e.Field != c.field || e.Key != c.key {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// Whatever is typed, findings are parts of the text, and their mends leave a text that can be read again.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{"", "x", "Laporan {kode} akan segera kami tindak lanjuti terkait dengan SLA.", "Jum'at \u2019 \xff akan\u00a0diperbaiki; dan itu saja…", strings.Repeat("satu, dan dua ", 40), "[isi x] 3/4 ) ( ."} {
		f.Add(s)
	}
	b := book()
	f.Fuzz(func(t *testing.T, s string) {
		text := civic.TidyText(s)
		find := func(string) []quality.Hit {
			return []quality.Hit{{Kind: "NIK", Span: quality.Span{Start: 0, End: len(text)}, Mask: "[ditutupi]"}}
		}
		all := append(b.Check(quality.Answer{Text: text, Day: day(), NeedsProof: true, FindPersonal: find}), quality.CopyOf(text, 1))
		for _, x := range all {
			for _, s := range []quality.Span{x.Span, mendSpan(x)} {
				if s.Start < 0 || s.Start > s.End || s.End > len(text) || !utf8.ValidString(s.Of(text)) {
					t.Fatalf("%s about %d to %d of %q", x.Rule, s.Start, s.End, text)
				}
			}
			if got := x.Apply(text); !utf8.ValidString(got) {
				t.Fatalf("%s makes %q of %q", x.Rule, got, text)
			}
		}
		one, two := quality.SketchOf(text), quality.SketchOf(text+" 17")
		if one.Empty() != two.Empty() || !one.Empty() && one.Likeness(two.Body) != 1 {
			t.Fatalf("a number makes another text of %q", text)
		}
	})
}

func mendSpan(f quality.Finding) quality.Span {
	if f.Mend == nil {
		return quality.Span{}
	}
	return f.Mend.Span
}

func BenchmarkCheck(b *testing.B) {
	k := book()
	text := "Regu kami sudah menutup lubang besar di depan pasar dengan aspal panas pada 3 Maret. Kami memasang dua rambu peringatan di kedua ujung jalan itu. Mohon dicek saat lewat, bila masih ada bagian yang belum rata tulis di sini."
	b.ReportAllocs()
	for b.Loop() {
		if len(k.Check(quality.Answer{Text: text, Day: day()})) != 0 || quality.SketchOf(text, "Lubang besar", "Pasar Wonokromo").Empty() {
			b.Fatal("the text is not what it should be")
		}
	}
}

func BenchmarkPersonal(b *testing.B) {
	text := "Regu kami sudah menutup lubang besar di depan pasar dengan aspal panas pada 3 Maret. Kami memasang dua rambu peringatan di kedua ujung jalan itu. Mohon dicek saat lewat, bila masih ada bagian yang belum rata tulis di sini."
	b.ReportAllocs()
	for b.Loop() {
		if len(quality.PersonalData(text)) != 0 {
			b.Fatal("the text is not what it should be")
		}
	}
}
