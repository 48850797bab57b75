// Package ui holds the frame and the building blocks of every page: header and footer,
// fields, chips, cards, timeline and the rest. A block knows words, links and flags only;
// it fetches nothing and decides nothing about a report.
//
// Blocks are templ components. After a change to a .templ file run
// `go tool templ generate -path internal/web/ui` and commit what it writes.
package ui

import (
	"context"
	"io"
	"net/url"

	"tuntas/internal/i18n"

	"github.com/a-h/templ"
)

// Product is the name of the product on every page.
const Product = "Tuntas"

// Page is what the frame needs to know about the page inside it.
type Page struct {
	P           *i18n.Printer
	Title       string // without the product's name
	Description string // one sentence for search engines; empty leaves it out
	Path        string // path and query of a GET that shows this page again
	Theme       string // "light" or "dark" when the person chose one, else empty
	Script      string // the page's script, "page.js" when empty
	Failed      bool   // the page answers a form with mistakes: the title says so
	Private     bool   // not for search engines, nor for the browser's draft store
	NoTrack     bool   // the page has its own track box
	Flash       *Flash
	Back        Link // where the way leads back to, above the content
	Nav         []Link
}

// Link is a link with its words.
type Link struct{ URL, Text string }

// Tone is the meaning of a colour. Words always say the same.
type Tone string

// The tones.
const (
	ToneInfo   Tone = "info"
	ToneOK     Tone = "ok"
	ToneWarn   Tone = "warn"
	ToneBad    Tone = "bad"
	ToneSecret Tone = "secret"
	ToneQuiet  Tone = "quiet"
)

// icon returns the drawing that goes with a tone.
func (t Tone) icon() Icon {
	switch t {
	case ToneOK:
		return IconTick
	case ToneWarn, ToneBad:
		return IconAlert
	case ToneSecret:
		return IconLock
	default:
		return IconInfo
	}
}

// Flash is the answer to what the person just did, shown once.
type Flash struct {
	Tone Tone
	Text string
}

// Layout puts a page into its frame.
func Layout(pg Page, body templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		u := &used{}
		ctx = context.WithValue(ctx, usedKey{}, u)
		return frame(pg, body, u).Render(ctx, w) //nolint:contextcheck // the generated code does hand the context on
	})
}

func (pg Page) script() string {
	if pg.Script == "" {
		return "page.js"
	}
	return pg.Script
}

func (pg Page) heading() string {
	s := pg.Title
	if s == "" || s == Product {
		return Product
	}
	if pg.Failed {
		s = pg.P.T("err.prefix") + " " + s
	}
	return s + " - " + Product
}

// otherLang returns the language that the switch in the header offers.
func (pg Page) otherLang() string {
	if pg.P.Lang() == i18n.Default {
		return i18n.English
	}
	return i18n.Default
}

func (pg Page) langURL() string {
	return "/bahasa?" + url.Values{"ke": {pg.otherLang()}, "kembali": {pg.Path}}.Encode()
}

func (pg Page) themeURL(theme string) string {
	return "/tampilan?" + url.Values{"ke": {theme}, "kembali": {pg.Path}}.Encode()
}
