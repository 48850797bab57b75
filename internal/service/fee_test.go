package service

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"
)

//go:embed testdata/fees.tsv
var fees string

// shortFee writes a Fee the way testdata/fees.tsv does.
func shortFee(f Fee) string {
	var items []string
	for _, it := range f.Items {
		s := it.Label + "="
		if it.Share != "" {
			s += it.Share + "%"
		} else {
			s += fmt.Sprint(*it.Amount)
		}
		if it.Most != nil {
			s += fmt.Sprintf("..%d", *it.Most)
		}
		if it.Unit != "" {
			s += "/" + string(it.Unit)
		}
		if it.MinUnit != nil {
			s += fmt.Sprintf(" min %d", *it.MinUnit)
		}
		items = append(items, s)
	}
	if len(items) == 0 {
		return string(f.Kind)
	}
	return string(f.Kind) + " [" + strings.Join(items, " ") + "]"
}

func TestFeesAsOfficesWriteThem(t *testing.T) {
	for _, line := range strings.Split(strings.TrimSpace(fees), "\n") {
		text, want, _ := strings.Cut(line, "\t")
		f := ParseFee(text)
		if got := shortFee(f); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
		if f.IsFree != (f.Kind == FeeFree) {
			t.Errorf("%q: is_free %t, kind %s", text, f.IsFree, f.Kind)
		}
	}
}

func TestFeesNameTheirRule(t *testing.T) {
	for text, want := range map[string]string{
		"Sesuai Perda Nomor 5 Tahun 2012 tentang Retribusi Jasa Umum": "Perda Nomor 5 Tahun 2012 tentang Retribusi Jasa Umum",
		"Tarif Rp 30.000 (PP 60 Tahun 2016)":                          "PP 60 Tahun 2016",
		"Gratis":                                                      "",
	} {
		if got := ParseFee(text).Basis; got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
