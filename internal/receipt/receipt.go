// Package receipt writes the PDF a reporter keeps: the tracking code, the QR code of its
// address, the PIN if it is to be on paper, and what happens next by when.
//
// The text can be selected, searched and read aloud. The same receipt gives the same bytes.
package receipt

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"tuntas/internal/qr"
)

// MaxBytes is the size a receipt never exceeds, in bytes; it has to load on a slow phone.
const MaxBytes = 60 << 10

// Receipt is everything on the paper, finished and in the reader's language.
type Receipt struct {
	Lang     string    // language of the texts, such as "id"
	Issuer   string    // whose receipt it is, at the top
	Title    string    // what it is
	Intro    string    // a sentence or two under the title
	CodeName string    // what the code is called
	Code     string    // the tracking code as it is shown
	PINName  string    // what the PIN is called
	PIN      string    // left out when empty
	PINNote  string    // that it must be kept secret
	URL      string    // where the report is found; also the content of the QR code
	URLName  string    // what the address is for
	Steps    []string  // what happens next, one line each
	StepName string    // heading of the steps
	Footer   string    // small, at the bottom
	At       time.Time // when the report arrived; the only time in the file
}

// The page: A4 upright, lengths in millimetres.
const (
	margin   = 20.0
	width    = 210.0 - 2*margin
	qrSide   = 52.0
	fontName = "Go"
)

// PDF returns the receipt. It returns an error when code or address is missing, and when
// the result would be larger than MaxBytes.
func (r Receipt) PDF() ([]byte, error) {
	if r.Code == "" || r.URL == "" {
		return nil, errors.New("receipt: a code and an address are needed")
	}
	p := fpdf.New("P", "mm", "A4", "")
	p.SetCreationDate(r.At)
	p.SetModificationDate(r.At)
	p.SetCatalogSort(true)
	p.SetProducer("Tuntas", true)
	p.SetTitle(r.Title, true) // neither code nor PIN: file lists show the title
	p.SetLang(r.Lang)
	p.AddUTF8FontFromBytes(fontName, "", goregular.TTF)
	p.AddUTF8FontFromBytes(fontName, "B", gobold.TTF)
	p.SetMargins(margin, margin, margin)
	p.SetAutoPageBreak(true, margin)
	p.AddPage()
	if err := r.draw(p); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		return nil, fmt.Errorf("receipt: %w", err)
	}
	if out.Len() > MaxBytes {
		return nil, fmt.Errorf("receipt: %d bytes, more than %d", out.Len(), MaxBytes)
	}
	return out.Bytes(), nil
}

func (r Receipt) draw(p *fpdf.Fpdf) error {
	text(p, "B", 11, 6, r.Issuer)
	p.Ln(4)
	text(p, "B", 20, 9, r.Title)
	text(p, "", 11, 6, r.Intro)
	p.Ln(4)
	top := p.GetY()
	if err := drawQR(p, r.URL, margin+width-qrSide, top); err != nil {
		return err
	}
	p.SetRightMargin(margin + qrSide + 6) // text beside the QR code
	text(p, "", 11, 6, r.CodeName)
	text(p, "B", 24, 11, r.Code)
	if r.PIN != "" {
		p.Ln(3)
		text(p, "", 11, 6, r.PINName)
		text(p, "B", 24, 11, r.PIN)
		text(p, "", 10, 5, r.PINNote)
	}
	p.Ln(3)
	text(p, "", 11, 6, r.URLName)
	text(p, "", 10, 5, r.URL)
	p.SetRightMargin(margin)
	p.SetY(max(p.GetY(), top+qrSide) + 6)
	if len(r.Steps) > 0 {
		text(p, "B", 13, 7, r.StepName)
		for i, step := range r.Steps {
			text(p, "", 11, 6.5, fmt.Sprintf("%d. %s", i+1, step))
		}
	}
	p.Ln(6)
	text(p, "", 9, 4.5, r.Footer)
	return nil
}

// text writes a paragraph; an empty one leaves no gap. size is in points, line in millimetres.
func text(p *fpdf.Fpdf, style string, size, line float64, s string) {
	if s == "" {
		return
	}
	p.SetFont(fontName, style, size)
	p.MultiCell(0, line, s, "", "L", false)
}

// drawQR draws the code as bars, which any printer draws sharply.
func drawQR(p *fpdf.Fpdf, content string, x, y float64) error {
	m, err := qr.Matrix(content)
	if err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	module := qrSide / float64(len(m)+2*qr.Quiet)
	p.SetFillColor(0, 0, 0)
	for row, line := range m {
		for col := 0; col < len(line); col++ {
			start := col
			for col < len(line) && line[col] {
				col++
			}
			if col > start {
				p.Rect(x+float64(start+qr.Quiet)*module, y+float64(row+qr.Quiet)*module,
					float64(col-start)*module, module, "F")
			}
		}
	}
	return nil
}
