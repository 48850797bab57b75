package citizen

import (
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

// PlaceView is step 2: where, when, and the agency for those who know it. Form fields:
// lat, lng, accuracy (metres), place, region, location_text, when (today, yesterday, other),
// day, month, year, agency, agency_id; do=place and do=agency ask for a search.
type PlaceView struct {
	ui.Page
	Lat, Lng, Accuracy string // what the device said, empty when it was not asked
	Place              Found  // the place that was chosen, or what was typed
	Places             []Found
	Landmark           string
	When               string
	Day, Month, Year   string
	Agency             Found
	Against            bool
	Agencies           []Found
	NoDraft            bool
	Mistakes           ui.Mistakes // fields: place, location_text, when, agency
}

// Found is a place or an agency, chosen (with a Value) or only typed.
type Found struct {
	Value string // code of the region or id of the agency
	Text  string
	Note  string // where it lies: "Kecamatan Bojongloa Kidul, Kota Bandung"
}

// NotListed is the answer of someone whose place is not among the results.
const NotListed = "none"

// Place makes step 2.
func Place(v PlaceView) templ.Component {
	v.Page = stepPage(v.Page, 2, "place.title", "/lapor")
	v.Failed = len(v.Mistakes) > 0
	return ui.Layout(v.Page, place(v))
}

func (v PlaceView) located() string {
	if v.Lat == "" {
		return ""
	}
	return v.P.T("place.gps_kept")
}

// results makes a question of what a search found.
func results(name, legend, none string, found []Found, chosen string) ui.Choice {
	c := ui.Choice{Name: name, Base: name + "-pick", Legend: legend}
	for _, f := range found {
		c.Options = append(c.Options, ui.Option{Value: f.Value, Label: f.Text, Hint: f.Note, Checked: f.Value == chosen})
	}
	c.Options = append(c.Options, ui.Option{Value: NotListed, Label: none, Checked: chosen == NotListed})
	return c
}

func (v PlaceView) when() ui.Choice {
	p := v.P
	return ui.Choice{Name: "when", Legend: p.T("place.when"), Error: v.Mistakes.For("when"), Inline: true, Options: []ui.Option{
		{Value: "today", Label: p.T("place.today"), Checked: v.When == "today"},
		{Value: "yesterday", Label: p.T("place.yesterday"), Checked: v.When == "yesterday"},
		{Value: "other", Label: p.T("place.other_day"), Checked: v.When == "other"},
	}}
}

// comboAttrs gives the script the sentences it says.
func comboAttrs(p *i18n.Printer, address, label string) templ.Attributes {
	return templ.Attributes{
		"data-combo": address, "data-label": label, "data-count": p.T("combo.count"),
		"data-none": p.T("combo.none"), "data-chosen": p.T("combo.chosen"),
	}
}
