package qr_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"tuntas/internal/qr"
)

// What a page shows can be read back, by another method than it was made with, for texts of
// all lengths and kinds an address can have.
func TestReadBack(t *testing.T) {
	texts := []string{"https://lapor.example.go.id/lacak/7K2M9QXT4PD", "HTTPS://LAPOR.GO.ID/7K2M9QXT4PD", "0123456789", "A", "ꦗꦮ ✓ é",
		"https://x.id/?a=1&b=%20<>\"'", "12345ABCDE$ */:abc"}
	for n := 1; n <= 200; n += 7 {
		texts = append(texts, strings.Repeat("aB3/", 60)[:n])
	}
	for _, text := range texts {
		svg, err := qr.SVG(text, "Kode QR")
		if err != nil {
			t.Fatal(err)
		}
		view := regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`).FindStringSubmatch(svg)
		path := regexp.MustCompile(`<path d="([^"]*)"/>`).FindStringSubmatch(svg)
		var side int
		if _, err := fmt.Sscan(view[1], &side); err != nil || view[1] != view[2] {
			t.Fatalf("%q: %v", text, view)
		}
		m, err := paint(path[1], side)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		for i := range side { // the border is empty
			for d := range qr.Quiet {
				if m[i][d] || m[d][i] || m[i][side-1-d] || m[side-1-d][i] {
					t.Fatalf("%q: something is drawn in the border", text)
				}
			}
		}
		var inner [][]bool
		for _, row := range m[qr.Quiet : side-qr.Quiet] {
			inner = append(inner, row[qr.Quiet:side-qr.Quiet])
		}
		got, err := decode(inner)
		if err != nil || got != text {
			t.Errorf("%q reads as %q, %v", text, got, err)
		}
		inner[len(inner)-1][len(inner)-1] = !inner[len(inner)-1][len(inner)-1]
		if _, err := decode(inner); err == nil {
			t.Fatal("the reader does not notice a changed module, so it proves nothing")
		}
	}
}

func TestSVG(t *testing.T) {
	svg, err := qr.SVG("https://lapor.example.go.id/lacak/7K2M9QXT4PD", `Kode "QR" <b>`)
	if err != nil {
		t.Fatal(err)
	}
	if len(svg) > 4000 {
		t.Errorf("%d bytes", len(svg))
	}
	if strings.Contains(svg, "style") || strings.Contains(svg, "<b>") || !strings.Contains(svg, `role="img"`) {
		t.Errorf("%.300s", svg)
	}
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestTooMuch(t *testing.T) {
	for _, text := range []string{"", strings.Repeat("x", 3000)} {
		if svg, err := qr.SVG(text, "x"); err == nil {
			t.Errorf("%d bytes became %d", len(text), len(svg))
		}
	}
}

func ExampleSVG() {
	svg, err := qr.SVG("https://lapor.example.go.id/lacak/7K2M9QXT4PD", "Kode QR laporan Anda")
	fmt.Println(strings.HasPrefix(svg, "<svg "), err)
	// Output: true <nil>
}
