package citizen

import (
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

// CheckView is step 4: everything once more, and the button that sends it. Form fields:
// title, tutupi (what to cover, see front), and website, which people do not see: whoever fills it in is a program.
type CheckView struct {
	ui.Page
	Title      string // derived from the text, to be changed at will
	Body       string
	Class      civic.Class
	Files      []StoredFile
	Place      string
	Landmark   string
	Located    bool // the device gave its position
	OccurredOn civic.Date
	Agency     string
	Against    bool // it is kept from that agency
	Hide       bool
	Secret     bool
	ShowName   bool
	Name       string
	Email      string
	Phone      string
	Found      []Private // in title and text
	Mistakes   ui.Mistakes
}

// Check makes step 4.
func Check(v CheckView) templ.Component {
	v.Page = stepPage(v.Page, 4, "check.title", "/lapor/kontak")
	v.Failed = len(v.Mistakes) > 0
	return ui.Layout(v.Page, check(v))
}

// facts lists the answers with the step at which each can be changed.
func (v CheckView) facts() []ui.Fact {
	p := v.P
	row := func(label, text, url string, lines ...string) ui.Fact {
		if text == "" && len(lines) == 0 {
			text = p.T("check.empty")
		}
		return ui.Fact{Label: p.T(label), Text: text, Lines: lines, URL: url, Change: p.T(label)}
	}
	var files []string
	for _, f := range v.Files {
		files = append(files, f.Name+" ("+p.Bytes(f.Bytes)+")")
	}
	when := ""
	if !v.OccurredOn.IsZero() {
		when = p.Date(v.OccurredOn)
	}
	return []ui.Fact{
		row("check.body", v.Body, "/lapor#body"),
		row("check.files", "", "/lapor#files", files...),
		row("check.class", p.T("class."+string(v.Class)), "/lapor#class"),
		row("check.place", "", "/lapor/lokasi", v.where()...),
		row("check.when", when, "/lapor/lokasi#when"),
		row("check.agency", v.agency(), "/lapor/lokasi"),
		row("check.privacy", "", "/lapor/kontak", v.privacy()...),
		row("check.contact", "", "/lapor/kontak#name", v.contact()...),
	}
}

func (v CheckView) agency() string {
	if v.Agency == "" {
		return v.P.T("check.agency_open")
	}
	if v.Against {
		return v.P.T("check.agency_against", "agency", v.Agency)
	}
	return v.Agency
}

func (v CheckView) where() []string {
	var out []string
	for _, s := range []string{v.Landmark, v.Place} {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	if v.Located {
		out = append(out, v.P.T("check.located"))
	}
	return out
}

func (v CheckView) privacy() []string {
	p := v.P
	out := []string{p.T("contact.hide_no_short")}
	if v.Hide {
		out[0] = p.T("contact.hide_yes_hint")
	}
	switch {
	case v.Secret:
		out = append(out, p.T("contact.secret_short"))
	case v.ShowName && !v.Hide:
		out = append(out, p.T("contact.open_name_short"))
	default:
		out = append(out, p.T("contact.open_short"))
	}
	return out
}

func (v CheckView) contact() []string {
	var out []string
	for _, s := range []string{v.Name, v.Email, v.Phone} {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// Private is a number or address in the text that is nobody's business, and the button that covers it.
type Private struct{ Kind, Words, Do string }
