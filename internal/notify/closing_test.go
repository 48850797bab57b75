package notify_test

import (
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/notify"
)

// The sentence that a reporter reads, for every outcome.
func TestClosingIsOnePlainSentence(t *testing.T) {
	for _, tc := range []struct {
		code    string
		detail  map[string]string
		message string
		proof   notify.Proof
		want    string
		whole   bool
	}{
		{"solved", map[string]string{"done_on": "2026-11-20"}, "lubang ditambal dan diratakan", notify.Proof{Photos: 2},
			"Dinas PU menyatakan selesai pada 20 November 2026: lubang ditambal dan diratakan. Buktinya 2 foto.", true},
		{"solved", nil, "Lubang ditambal.", notify.Proof{}, "Dinas PU menyatakan selesai: Lubang ditambal.", true},
		{"solved_in_part", map[string]string{"done_on": "2026-11-20"}, "sisi kiri selesai.", notify.Proof{Photos: 1, Papers: 2},
			"Dinas PU menyatakan selesai sebagian pada 20 November 2026: sisi kiri selesai. Buktinya 1 foto dan 2 dokumen.", true},
		{"cannot_be_done", map[string]string{"ground": "Perda 3/2020 pasal 4"}, "lahannya milik pribadi", notify.Proof{Papers: 1},
			"Dinas PU menyatakan tidak dapat memenuhi laporan ini: lahannya milik pribadi. Dasar aturannya: Perda 3/2020 pasal 4. Buktinya 1 dokumen.", true},
		{"referred", map[string]string{"referred_to": "PLN UP3 Surabaya."}, "tiang itu milik PLN", notify.Proof{},
			"Dinas PU mengarahkan pelapor ke PLN UP3 Surabaya: tiang itu milik PLN.", true},
		{"referred", nil, "Ke PLN.", notify.Proof{}, "Dinas PU menutup laporan. Hasilnya: Kata daftar. Ke PLN.", true}, // closed before that was asked for
		{"withdrawn_via_officer", nil, "pelapor menelepon", notify.Proof{}, "Dinas PU menutup laporan karena pelapor mencabutnya lewat petugas: pelapor menelepon.", true},
		{"beres", map[string]string{"done_on": "2026-11-20"}, "Selesai.", notify.Proof{}, "Dinas PU menutup laporan pada 20 November 2026. Hasilnya: Kata daftar. Selesai.", true},
		{"solved", nil, "Baris satu.\nBaris dua.", notify.Proof{}, "Dinas PU menyatakan selesai.", false},
		{"solved", nil, strings.Repeat("kata ", 100), notify.Proof{Photos: 1}, "Dinas PU menyatakan selesai. Buktinya 1 foto.", false},
	} {
		e := civic.Event{Verb: civic.VerbClose, Reason: tc.code, Message: tc.message, Detail: tc.detail}
		got, whole := notify.Closing(i18n.For("id"), &e, "Dinas PU", "Kata daftar.", e.Ground(), "", tc.proof)
		if got != tc.want || whole != tc.whole {
			t.Errorf("%s:\n got %s (%v)\nwant %s (%v)", tc.code, got, whole, tc.want, tc.whole)
		}
		if en, _ := notify.Closing(i18n.For("en"), &e, "Public Works", "Words of the list.", e.Ground(), "", tc.proof); strings.ContainsAny(en, "{}") || strings.Contains(en, "  ") {
			t.Errorf("%s: %s", tc.code, en)
		}
	}
}
