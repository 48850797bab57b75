package dossier

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"tuntas/internal/qr"
)

// Paper is a dossier for people, finished and in their language.
type Paper struct {
	Lang     string
	Issuer   string // at the top
	Title    string
	Intro    string
	HashName string // what the fingerprint is
	Hash     string
	URLName  string // what the address is for
	URL      string // where the fingerprint can be looked up; also the content of the QR code
	Sections []Section
	Footer   string    // at the bottom of each page, before its number
	At       time.Time // when it was issued; the only time in the file
}

// Section is a part of the paper with a heading.
type Section struct {
	Title string
	Lines []Line
}

// Line is a paragraph, with a bold beginning of its own line if it has one.
type Line struct{ Head, Text string }

// The page: A4 upright, lengths in millimetres.
const (
	margin   = 20.0
	width    = 210.0 - 2*margin
	qrSide   = 42.0
	fontName = "Go"
)

// PDF draws the paper. The same paper gives the same bytes. It returns an error when the fingerprint or the address is missing.
func (a Paper) PDF() ([]byte, error) {
	if a.Hash == "" || a.URL == "" {
		return nil, errors.New("dossier: a paper needs a fingerprint and an address")
	}
	p := fpdf.New("P", "mm", "A4", "")
	p.SetCreationDate(a.At)
	p.SetModificationDate(a.At)
	p.SetCatalogSort(true)
	p.SetProducer("Tuntas", true)
	p.SetTitle(printable(a.Title), true)
	p.SetLang(a.Lang)
	p.AddUTF8FontFromBytes(fontName, "", goregular.TTF)
	p.AddUTF8FontFromBytes(fontName, "B", gobold.TTF)
	p.SetMargins(margin, margin, margin)
	p.SetAutoPageBreak(true, margin+5)
	p.SetFooterFunc(func() {
		p.SetY(-margin)
		p.SetFont(fontName, "", 8)
		p.CellFormat(0, 5, printable(fmt.Sprintf("%s  %d", a.Footer, p.PageNo())), "", 0, "L", false, 0, "")
	})
	p.AddPage()
	if err := a.draw(p); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		return nil, fmt.Errorf("dossier: %w", err)
	}
	return out.Bytes(), nil
}

func (a Paper) draw(p *fpdf.Fpdf) error {
	write(p, "B", 11, 6, a.Issuer)
	p.Ln(3)
	write(p, "B", 19, 9, a.Title)
	p.Ln(2)
	top := p.GetY()
	if err := drawQR(p, a.URL, margin+width-qrSide, top); err != nil {
		return err
	}
	p.SetRightMargin(margin + qrSide + 6)
	write(p, "", 10.5, 5.5, a.Intro)
	p.Ln(2)
	write(p, "B", 10, 5, a.HashName)
	write(p, "", 9, 4.5, a.Hash[:len(a.Hash)/2]+" "+a.Hash[len(a.Hash)/2:])
	p.Ln(1)
	write(p, "B", 10, 5, a.URLName)
	write(p, "", 9, 4.5, a.URL)
	p.SetRightMargin(margin)
	p.SetY(max(p.GetY(), top+qrSide) + 5)
	for _, s := range a.Sections {
		if len(s.Lines) == 0 {
			continue
		}
		write(p, "B", 13, 8, s.Title)
		for _, l := range s.Lines {
			write(p, "B", 10, 5.2, l.Head)
			write(p, "", 10, 5.2, l.Text)
			p.Ln(1.5)
		}
		p.Ln(3)
	}
	return nil
}

// write adds a paragraph; an empty one leaves no gap. size is in points, line in millimetres.
func write(p *fpdf.Fpdf, style string, size, line float64, s string) {
	if s == "" {
		return
	}
	p.SetFont(fontName, style, size)
	p.MultiCell(0, line, printable(s), "", "L", false)
}

// printable replaces what the font cannot hold: signs beyond the first plane, such as little pictures.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r > 0xffff:
			return '\ufffd'
		case r < ' ' && r != '\n':
			return ' '
		}
		return r
	}, s)
}

// drawQR draws the code as bars, which any printer draws sharply.
func drawQR(p *fpdf.Fpdf, content string, x, y float64) error {
	m, err := qr.Matrix(content)
	if err != nil {
		return fmt.Errorf("dossier: %w", err)
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
				p.Rect(x+float64(start+qr.Quiet)*module, y+float64(row+qr.Quiet)*module, float64(col-start)*module, module, "F")
			}
		}
	}
	return nil
}
