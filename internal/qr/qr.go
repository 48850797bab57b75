// Package qr draws QR codes: as a small SVG for pages and as a matrix for the receipt.
package qr

import (
	"errors"
	"fmt"
	"html"
	"strings"

	code "github.com/skip2/go-qrcode"
)

// Quiet is the width of the empty border readers need around a code, in modules.
const Quiet = 4

// Matrix returns the modules of the QR code of a text, true for dark, without the border.
// A seventh of it may be dirty or torn and it still reads (level M). It returns an error
// for an empty text and for one of more than about 2,300 bytes.
func Matrix(text string) ([][]bool, error) {
	if text == "" {
		return nil, errors.New("qr: no text")
	}
	q, err := code.New(text, code.Medium)
	if err != nil {
		return nil, fmt.Errorf("qr: %w", err)
	}
	q.DisableBorder = true
	return q.Bitmap(), nil
}

// SVG returns the QR code of a text as an SVG element of one path, some two kilobytes,
// that scales to any size and takes the colour of the text around it on white. label is
// what a screen reader says.
func SVG(text, label string) (string, error) {
	m, err := Matrix(text)
	if err != nil {
		return "", err
	}
	side := len(m) + 2*Quiet
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges" role="img" aria-label="%s">`,
		side, side, html.EscapeString(label))
	fmt.Fprintf(&b, `<path fill="#fff" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>`, side, side, Path(m))
	return b.String(), nil
}

// Path returns the dark modules as the data of an SVG path, in units of a module, with room
// for the border: every run of dark modules is one bar, placed relative to the one before.
func Path(m [][]bool) string {
	var b strings.Builder
	x, y := 0, 0 // where the pen is
	for row, line := range m {
		for col := 0; col < len(line); col++ {
			if !line[col] {
				continue
			}
			end := col
			for end < len(line) && line[end] {
				end++
			}
			n := end - col
			if b.Len() == 0 {
				fmt.Fprintf(&b, "M%d %d", col+Quiet, row+Quiet)
			} else {
				fmt.Fprintf(&b, "m%d %d", col+Quiet-x, row+Quiet-y)
			}
			fmt.Fprintf(&b, "h%dv1h-%dz", n, n)
			x, y = col+Quiet, row+Quiet // z puts the pen back to the bar's start
			col = end
		}
	}
	return b.String()
}
