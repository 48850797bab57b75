package citizen

import (
	"net/url"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

// MostCounted is the number up to which results are counted exactly.
const MostCounted = 999

// ListView is the public list. Its filters stand in the address: q, agency, region, topic,
// state, since.
type ListView struct {
	ui.Page
	Query   string
	Agency  string // id, kept while other filters change
	Regions []ui.Option
	Topics  []ui.Option
	States  []ui.Option
	Since   []ui.Option
	Active  []ActiveFilter
	Ignored []string // filters of the address that mean nothing
	Cards   []ui.Card
	Count   int // MostCounted + 1 for more
	Pages   ui.Pages
}

// ActiveFilter is a filter that is on, with the address of the list without it.
type ActiveFilter struct{ Text, Without string }

// List makes the public list.
func List(v ListView) templ.Component {
	v.Page = framed(v.Page, "list.title")
	v.Description = v.P.T("list.about")
	v.Private = v.Query != "" || len(v.Active) > 0
	return ui.Layout(v.Page, list(v))
}

// filtered tells whether one of the folded filters is on.
func (v ListView) filtered() bool {
	for _, options := range [][]ui.Option{v.Regions, v.Topics, v.States, v.Since} {
		for _, o := range options {
			if o.Checked && o.Value != "" {
				return true
			}
		}
	}
	return false
}

// AgencyView is the page of an agency.
type AgencyView struct {
	ui.Page
	ID      civic.ID
	Name    string
	Above   []ui.Link // the agencies above it, the topmost first
	Below   []ui.Link // its units
	Region  string
	Phone   string
	Email   string
	Figures []Figure
	Small   bool // so few reports that percentages would mislead
	Open    []ui.Card
}

// fewUnits is how many units stand beside the figures; more of them get the width of the page.
const fewUnits = 8

// Figure is a number with its words.
type Figure struct{ Label, Number, Note string }

// Agency makes the page of an agency.
func Agency(v AgencyView) templ.Component {
	v.Title = v.Name
	v.Description = v.P.T("agency.about", "name", v.Name)
	return ui.Layout(v.Page, agency(v))
}

func (v AgencyView) listURL() string {
	return "/laporan?" + url.Values{"agency": {id(v.ID)}}.Encode()
}

// SinceOptions are the spans of time a list can be cut to; their values are the first day.
func SinceOptions(p *i18n.Printer, today civic.Date, chosen string) []ui.Option {
	out := []ui.Option{{Label: p.T("list.any"), Checked: chosen == ""}}
	add := func(key string, days int) {
		v := today.AddDays(-days).String()
		out = append(out, ui.Option{Value: v, Label: p.T(key), Checked: v == chosen})
	}
	add("list.week", 7)
	add("list.month", 30)
	add("list.year", 365)
	return out
}
