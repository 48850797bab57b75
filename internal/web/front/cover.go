package front

import (
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/triage"
	"tuntas/internal/web/citizen"
)

// coverAll is what the button for everything sends.
const coverAll = "semua"

// numeric tells the kinds that a reporter is warned of. Names, plates and places are often what a report is about, and
// the officer who publishes it looks for them.
func numeric(k triage.Kind) bool {
	return k != triage.KindName && k != triage.KindPlate && k != triage.KindAddress
}

func privateFindings(text string) []triage.Finding {
	return slices.DeleteFunc(triage.Find(text), func(f triage.Finding) bool { return !numeric(f.Kind) })
}

// privateIn lists what a reporter may want to cover in text and title, the same words once. i18n:keys pii.
func privateIn(p *i18n.Printer, title, body string) (out []citizen.Private) {
	for _, t := range []struct{ field, text string }{{"body", body}, {"title", title}} {
		for _, f := range privateFindings(t.text) {
			words := t.text[f.From:f.To]
			if !slices.ContainsFunc(out, func(x citizen.Private) bool { return x.Words == words }) {
				out = append(out, citizen.Private{Kind: p.T(f.Kind.Key()), Words: words, Do: t.field + " " + strconv.Itoa(f.From)})
			}
		}
	}
	return out
}

// cover covers what a button of step 4 names, "body 17", or everything, in the text and in the title as it was
// typed on that page. A title that was only derived from the text is derived anew.
func (d *draft) cover(do, title string) {
	if d.Title = title; title == civic.DeriveTitle(d.Body) {
		d.Title = ""
	}
	if do == coverAll {
		d.Body, d.Title = triage.Mask(d.Body, privateFindings(d.Body)), triage.Mask(d.Title, privateFindings(d.Title))
		return
	}
	field, at, _ := strings.Cut(do, " ")
	text := d.Body
	if field == "title" {
		text = d.Title
	}
	for _, f := range privateFindings(text) {
		if strconv.Itoa(f.From) == at {
			words := text[f.From:f.To]
			d.Body, d.Title = coverWords(d.Body, words, f.Kind), coverWords(d.Title, words, f.Kind)
			return
		}
	}
}

// coverWords covers every finding that consists of these words, and the words wherever else they stand by themselves.
func coverWords(text, words string, k triage.Kind) string {
	found := slices.DeleteFunc(privateFindings(text), func(f triage.Finding) bool { return text[f.From:f.To] != words })
	return triage.MaskSame(triage.Mask(text, found), words, k)
}
