package receipt_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"tuntas/internal/qr"
	"tuntas/internal/receipt"
)

func sample() receipt.Receipt {
	return receipt.Receipt{
		Lang: "id", Issuer: "Pemerintah Kota Contoh", Title: "Laporan Anda sudah kami terima",
		Intro:    "Simpan lembar ini. Dengan kode di bawah Anda bisa melihat perkembangan laporan kapan saja.",
		CodeName: "Kode laporan", Code: "7K2M-9QXT-4PD", PINName: "PIN", PIN: "482913", PINNote: "Rahasiakan PIN ini.",
		URL: "https://lapor.example.go.id/lacak/7K2M9QXT4PD", URLName: "Lihat laporan di",
		StepName: "Berikutnya", Steps: []string{"Diperiksa paling lambat Jumat, 27 November 2026.", "Dijawab instansi paling lambat Jumat, 4 Desember 2026 (“14 hari kerja”)."},
		Footer: "Dibuat 22 November 2026 pukul 21.39 WIB – é", At: time.Date(2026, 11, 22, 14, 39, 0, 0, time.UTC),
	}
}

func makePDF(t *testing.T, r receipt.Receipt) []byte {
	t.Helper()
	b, err := r.PDF()
	if err != nil {
		t.Fatal(err)
	}
	if len(b) > receipt.MaxBytes {
		t.Errorf("%d bytes", len(b))
	}
	conf := &model.Configuration{Reader15: true, ValidationMode: model.ValidationRelaxed, Cmd: model.VALIDATE, Limits: model.DefaultResourceLimits()}
	if err := api.Validate(bytes.NewReader(b), conf); err != nil {
		t.Errorf("not a valid PDF: %v", err)
	}
	return b
}

// page unpacks the drawing commands of the only page.
func page(t *testing.T, pdf []byte) string {
	t.Helper()
	for _, m := range regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`).FindAllSubmatch(pdf, -1) {
		z, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		b, err := io.ReadAll(z)
		if err == nil && bytes.Contains(b, []byte("Tj")) {
			return string(b)
		}
	}
	t.Fatal("no page with text")
	return ""
}

// text takes the text out of drawing commands: two bytes a character, as the font says.
func text(t *testing.T, commands string) string {
	t.Helper()
	var out strings.Builder
	for _, m := range regexp.MustCompile(`(?s)\(((?:[^()\\]|\\.)*)\) ?Tj`).FindAllStringSubmatch(commands, -1) {
		raw := regexp.MustCompile(`(?s)\\(.)`).ReplaceAllStringFunc(m[1], func(s string) string {
			if s == `\r` {
				return "\r"
			}
			return s[1:]
		})
		if len(raw)%2 == 1 {
			t.Fatalf("%q has half a character", raw)
		}
		units := make([]uint16, len(raw)/2)
		for i := range units {
			units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
		}
		out.WriteString(string(utf16.Decode(units)) + " ")
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// Everything on the paper can be taken out as text, and the map that readers need for it is there.
func TestText(t *testing.T) {
	r := sample()
	pdf := makePDF(t, r)
	got := text(t, page(t, pdf))
	for _, want := range []string{r.Issuer, r.Title, r.Intro, r.CodeName, r.Code, r.PINName, r.PIN, r.PINNote, r.URLName,
		"1. " + r.Steps[0], "2. " + r.Steps[1], r.StepName, r.Footer} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	if !strings.Contains(strings.ReplaceAll(got, " ", ""), r.URL) { // may be broken over lines
		t.Errorf("the address is not in %q", got)
	}
	if !bytes.Contains(pdf, []byte("/ToUnicode")) || !bytes.Contains(pdf, []byte("/FontFile2")) || !bytes.Contains(pdf, []byte("/Lang (id)")) {
		t.Error("no map to Unicode, no font, or no language")
	}
}

// What goes with the file, and not with the paper, tells neither code nor PIN nor the time
// of the machine; and the same receipt is the same file.
func TestSecrets(t *testing.T) {
	r := sample()
	pdf := makePDF(t, r)
	if bytes.Contains(pdf, []byte(r.Code)) || bytes.Contains(pdf, []byte(r.PIN)) {
		t.Error("code or PIN stand in the file outside of the page")
	}
	if again := makePDF(t, r); !bytes.Equal(pdf, again) {
		t.Error("the same receipt gives another file")
	}
	if !bytes.Contains(pdf, []byte("D:20261122143900")) || bytes.Contains(pdf, []byte(fmt.Sprintf("D:%d", time.Now().Year()+1))) {
		t.Error("the file does not tell the time of the report")
	}
	r.PIN = ""
	if got := text(t, page(t, makePDF(t, r))); strings.Contains(got, "482913") || strings.Contains(got, "PIN") {
		t.Errorf("a receipt without PIN speaks of one: %q", got)
	}
}

// The bars on the paper are the QR code of the address.
func TestQR(t *testing.T) {
	r := sample()
	want, err := qr.Matrix(r.URL)
	if err != nil {
		t.Fatal(err)
	}
	commands := page(t, makePDF(t, r))
	type rect struct{ x, y, w, h float64 }
	var bars []rect
	left, top, module := math.Inf(1), math.Inf(-1), 0.0
	for _, m := range regexp.MustCompile(`(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re f`).FindAllStringSubmatch(commands, -1) {
		var v [4]float64
		for i := range v {
			if v[i], err = strconv.ParseFloat(m[i+1], 64); err != nil {
				t.Fatal(err)
			}
		}
		b := rect{v[0], v[1], v[2], math.Abs(v[3])}
		bars = append(bars, b)
		left, top, module = min(left, b.x), max(top, b.y), b.h
	}
	got := make([][]bool, len(want))
	for i := range got {
		got[i] = make([]bool, len(want))
	}
	for _, b := range bars {
		row, col, n := int(math.Round((top-b.y)/module)), int(math.Round((b.x-left)/module)), int(math.Round(b.w/module))
		for i := range n {
			got[row][col+i] = true
		}
	}
	if len(bars) < 100 || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%d bars do not make the code", len(bars))
	}
}

func TestIncomplete(t *testing.T) {
	for _, change := range []func(*receipt.Receipt){
		func(r *receipt.Receipt) { r.Code = "" },
		func(r *receipt.Receipt) { r.URL = "" },
		func(r *receipt.Receipt) { r.URL = strings.Repeat("x", 5000) },
	} {
		r := sample()
		change(&r)
		if _, err := r.PDF(); err == nil {
			t.Errorf("a receipt was made of %.100v", r)
		}
	}
}

// A long receipt goes on on the next page instead of off the paper.
func TestLong(t *testing.T) {
	r := sample()
	for i := range 60 {
		r.Steps = append(r.Steps, fmt.Sprintf("Langkah tambahan nomor %d yang cukup panjang untuk dua baris di atas kertas, supaya halaman pertama penuh.", i))
	}
	pdf := makePDF(t, r)
	if n := bytes.Count(pdf, []byte("/Type /Page\n")); n < 2 {
		t.Errorf("%d pages", n)
	}
}

func ExampleReceipt_PDF() {
	pdf, err := receipt.Receipt{Lang: "id", Title: "Laporan diterima", CodeName: "Kode", Code: "7K2M-9QXT-4PD",
		URL: "https://lapor.example.go.id/lacak/7K2M9QXT4PD", At: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}.PDF()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	fmt.Println(string(pdf[:5]))
	// Output: %PDF-
}
