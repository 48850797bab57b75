package dossier_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"tuntas/internal/dossier"
)

func paper() dossier.Paper {
	return dossier.Paper{Lang: "id", Issuer: "Tuntas", Title: "Berkas laporan", Intro: "Diterbitkan.", HashName: "Sidik", Hash: strings.Repeat("0a", 32),
		URLName: "Periksa di", URL: "https://tuntas.test/dossier/REF", Footer: "Berkas", At: time.Date(2026, time.November, 23, 2, 0, 0, 0, time.UTC),
		Sections: []dossier.Section{{Title: "Riwayat", Lines: []dossier.Line{{Head: "23 November", Text: "Laporan diterima.\nLubang besar."}}}, {Title: "Kosong"}}}
}

func TestPaper(t *testing.T) {
	one, err := paper().PDF()
	if err != nil || !bytes.HasPrefix(one, []byte("%PDF-")) || !bytes.Contains(one, []byte("/ToUnicode")) || !bytes.Contains(one, []byte("D:20261123020000")) {
		t.Fatalf("%d bytes, %v", len(one), err)
	}
	if two, err := paper().PDF(); err != nil || !bytes.Equal(one, two) {
		t.Errorf("the same paper is another file: %v", err)
	}
	for _, odd := range []string{"\U0001f600 senyum", "\x00\x01", strings.Repeat("panjang ", 4000), strings.Repeat("x", 3000), "\u0639\u0631\u0628"} {
		p := paper()
		p.Title, p.Sections[0].Lines[0].Text = odd, odd
		if _, err := p.PDF(); err != nil {
			t.Errorf("%.20q: %v", odd, err)
		}
	}
	for _, spoil := range []func(*dossier.Paper){func(p *dossier.Paper) { p.Hash = "" }, func(p *dossier.Paper) { p.URL = "" }, func(p *dossier.Paper) { p.URL = strings.Repeat("x", 3000) }} {
		p := paper()
		spoil(&p)
		if _, err := p.PDF(); err == nil {
			t.Error("a paper without fingerprint or address is drawn")
		}
	}
}
