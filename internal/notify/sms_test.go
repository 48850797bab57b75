package notify_test

import (
	"strings"
	"testing"

	"tuntas/internal/i18n"
	"tuntas/internal/notify"
)

func TestMeasureSMS(t *testing.T) {
	for _, tc := range []struct {
		name, text         string
		gsm                bool
		units, parts, left int
	}{
		{"nothing", "", true, 0, 0, 160},
		{"one letter", "a", true, 1, 1, 159},
		{"full", strings.Repeat("a", 160), true, 160, 1, 0},
		{"one more", strings.Repeat("a", 161), true, 161, 2, 145},
		{"two full", strings.Repeat("a", 306), true, 306, 2, 0},
		{"three", strings.Repeat("a", 307), true, 307, 3, 152},
		{"escaped costs two", strings.Repeat("{", 80), true, 160, 1, 0},
		{"an escape is not torn apart", strings.Repeat("a", 152) + "[" + strings.Repeat("a", 10), true, 164, 2, 153 - 12},
		{"the euro", "€", true, 2, 1, 158},
		{"letters of the alphabet", "@£Ñü§\n", true, 6, 1, 154},
		{"a curly quote", "Sudah “beres”", false, 13, 1, 57},
		{"a dash", strings.Repeat("a", 69) + "–", false, 70, 1, 0},
		{"wide, one more", strings.Repeat("a", 70) + "–", false, 71, 2, 63},
		{"an emoji costs two", "🙂", false, 2, 1, 68},
		{"an emoji is not torn apart", strings.Repeat("é̂"[:2], 66) + "🙂" + strings.Repeat("a", 10) + "ŵ", false, 79, 2, 67 - 13},
		{"Javanese letters", "ꦲꦤꦕꦫꦏ", false, 5, 1, 65},
	} {
		got := notify.MeasureSMS(tc.text)
		if want := (notify.SMSSize{GSM: tc.gsm, Units: tc.units, Parts: tc.parts, Left: tc.left}); got != want {
			t.Errorf("%s: %+v, want %+v", tc.name, got, want)
		}
	}
}

// Every short message fits into one part, with the longest agency, code and address that we expect.
func TestShortMessagesFitIntoOnePart(t *testing.T) {
	for _, key := range []string{"sms.answer", "sms.follow_up", "sms.close", "sms.correct", "sms.secret"} {
		text := i18n.For(i18n.Default).T(key, "code", "7K2M-9QXT-4PD", "agency", strings.Repeat("W", 34), "url", "https://lapor.contoh.go.id/laporan/7K2M-9QXT-4PD")
		if size := notify.MeasureSMS(text); !size.GSM || size.Parts != 1 || strings.ContainsAny(text, "{}") {
			t.Errorf("%s: %+v\n%s", key, size, text)
		}
	}
}
