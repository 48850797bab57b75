package citizen

import (
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/service"
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

// ServicesView is the search for services. Its filters stand in the address: q, event, agency, region, free, online.
type ServicesView struct {
	ui.Page
	Query   string
	Agency  string // id, kept while other filters change
	Event   string // code, kept likewise
	Regions []ui.Option
	Free    bool
	Online  bool
	Active  []ActiveFilter
	Ignored []string
	Events  []ui.Link // moments of a life; shown while nothing is looked for
	Rows    []ServiceRow
	Count   int // MostCounted + 1 for more
	Pages   ui.Pages
}

// ServiceRow is one service of a list.
type ServiceRow struct {
	URL, Name, Agency, Place string
	Time                     string // in words; empty when none was read
	Free, Online             bool
}

// Services makes the search for services.
func Services(v ServicesView) templ.Component {
	v.Page = framed(v.Page, "service.list.title")
	v.Description = v.P.T("service.list.about")
	v.Private = v.Query != "" || len(v.Active) > 0
	return ui.Layout(v.Page, services(v))
}

func (v ServicesView) filtered() bool {
	for _, o := range v.Regions {
		if o.Checked && o.Value != "" {
			return true
		}
	}
	return v.Free || v.Online
}

// ServiceView is the page of a service.
type ServiceView struct {
	ui.Page
	URL      string
	Name     string
	Agency   ui.Link
	Place    string
	Decree   string
	Since    civic.Date
	No       int
	Time     []string // in plain words, one for each case
	TimeText string   // as the standard says it
	Fee      []string // in plain words
	FeeText  string
	Free     bool
	Online   string // address
	OnlineAs string // words about the service online
	Needs    []ServiceGroup
	Steps    []ServiceGroup
	Products []string
	Complain []string
	Places   []ServicePlace
	Making   []ServicePart // how the service is made, and what else the standard says
	Report   string        // address of the form with the agency filled in
	History  string
	Linked   any // JSON-LD
}

// ServiceGroup is a list under a heading; the heading may be empty.
type ServiceGroup struct {
	Title string
	Items []string
}

// ServicePart is a component in words.
type ServicePart struct{ Label, Text string }

// ServicePlace is where a service is given.
type ServicePlace struct{ Name, Address, Hours string }

// Service makes the page of a service.
func Service(v ServiceView) templ.Component {
	v.Title = v.Name
	v.Description = v.P.T("service.about", "name", v.Name, "agency", v.Agency.Text)
	v.Back = ui.Link{URL: "/layanan", Text: v.P.T("service.list.title")}
	return ui.Layout(v.Page, servicePage(v))
}

// ServiceHistoryView tells what a service promised, and when that changed.
type ServiceHistoryView struct {
	ui.Page
	Name     string
	URL      string
	Editions []ServiceEdition
	Pages    ui.Pages
}

// ServiceEdition is what was promised for a time.
type ServiceEdition struct {
	No      int
	When    string
	Note    string
	First   bool
	Changes []ServiceChange
}

// ServiceChange is one component that changed.
type ServiceChange struct{ Label, Before, After string }

// ServiceHistory makes the page of what a service promised.
func ServiceHistory(v ServiceHistoryView) templ.Component {
	v.Title = v.P.T("service.history_of", "name", v.Name)
	v.Back = ui.Link{URL: v.URL, Text: v.Name}
	return ui.Layout(v.Page, serviceHistory(v))
}

// TimeWords word what was read of the time of a service, one line for each case; none when nothing was.
func TimeWords(p *i18n.Printer, t *service.Time) (out []string) {
	if t == nil {
		return nil
	}
	after := ""
	if t.Clock != "" && t.Clock != service.Other {
		after = " " + p.T("service.clock."+string(t.Clock)) // i18n:keys service.clock.
	}
	for _, v := range t.Variants {
		if w := SpanWords(p, v.Min, v.Max, v.Unit); w != "" {
			out = append(out, v.Words()+": "+w+after)
		}
	}
	if len(out) == 0 {
		w := SpanWords(p, t.Min, t.Max, t.Unit)
		if w == "" {
			return nil
		}
		out = append(out, w+after)
	}
	if x := t.Extension; x != nil {
		if x.Max == nil {
			out = append(out, p.T("service.time.longer"))
		} else {
			out = append(out, p.T("service.time.longer_by", "time", amount(p, *x.Max, x.Unit)))
		}
	}
	return out
}

// SpanWords word a time: at most, at least, or from and to. Empty when there is none.
func SpanWords(p *i18n.Printer, lo, hi *int64, unit service.Unit) string {
	switch {
	case unit == service.CaseByCase:
		return p.T("service.time.case")
	case hi != nil && lo != nil && *lo != *hi:
		return p.T("service.time.span", "min", p.Number(int(*lo)), "max", amount(p, *hi, unit))
	case hi != nil:
		return p.T("service.time.most", "time", amount(p, *hi, unit))
	case lo != nil:
		return p.T("service.time.least", "time", amount(p, *lo, unit))
	}
	return ""
}

func amount(p *i18n.Printer, n int64, unit service.Unit) string {
	return p.T("service.unit."+string(unit), "n", int(n)) // i18n:keys service.unit.
}

// FeeWords word what was read of a fee, one line for each amount; none when nothing was.
func FeeWords(p *i18n.Printer, f *service.Fee) (out []string) {
	if f == nil {
		return nil
	}
	for _, it := range f.Items {
		words := ""
		switch {
		case it.Share != "":
			words = it.Share + "%"
		case it.Amount != nil && it.Most != nil:
			words = p.T("service.fee.span", "min", p.Number(int(*it.Amount)), "max", p.Number(int(*it.Most)))
		case it.Amount != nil:
			words = p.T("service.fee.amount", "n", p.Number(int(*it.Amount)))
		default:
			continue
		}
		if it.Unit != "" {
			words += " " + p.T("service.fee.per", "unit", string(it.Unit))
		}
		if it.Label != "" {
			words = it.Label + ": " + words
		}
		out = append(out, words)
	}
	if len(out) == 0 && f.IsFree {
		out = append(out, p.T("service.free_long"))
	}
	return out
}

// PartName names a column of a service standard in words.
func PartName(p *i18n.Printer, column string) string {
	if key := "service.part." + column; p.Has(key) {
		return p.T(key) // i18n:keys service.part.
	}
	return column
}
