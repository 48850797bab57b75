package citizen

import (
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

// ContactView is step 3: two independent questions about privacy, and how to reach the
// reporter. Form fields: hide and secret (yes, no), show_name, keep_draft, name, email, phone.
type ContactView struct {
	ui.Page
	Hide      bool
	Secret    bool
	ShowName  bool
	KeepDraft bool // a secret report's writer agreed to a draft on the device
	Name      string
	Email     string
	Phone     string
	Mistakes  ui.Mistakes
}

// Contact makes step 3.
func Contact(v ContactView) templ.Component {
	v.Page = stepPage(v.Page, 3, "contact.title", "/lapor/lokasi")
	v.Failed = len(v.Mistakes) > 0
	return ui.Layout(v.Page, contact(v))
}

func yesNo(p *i18n.Printer, name, mistake, legend, no, noHint, yes, yesHint string, now bool) ui.Choice {
	return ui.Choice{Name: name, Legend: p.T(legend), Error: mistake, Options: []ui.Option{
		{Value: "no", Label: p.T(no), Hint: p.T(noHint), Checked: !now},
		{Value: "yes", Label: p.T(yes), Hint: p.T(yesHint), Checked: now},
	}}
}

// Fate is one of the four combinations of the two questions.
type Fate string

// The combinations.
const (
	FateOpen   Fate = "open"   // neither hidden nor secret
	FateHidden Fate = "hidden" // the name is hidden
	FateSecret Fate = "secret" // the report is secret
	FateBoth   Fate = "both"
)

// Fates lists the combinations in the order of the table.
func Fates() []Fate { return []Fate{FateOpen, FateHidden, FateSecret, FateBoth} }

// Viewer is someone who may see some of a report, and the message key of what for each Fate.
type Viewer struct {
	Who  string
	Sees map[Fate]string
}

// Viewers is the promise about privacy: who sees what. It is the table of the decisions
// page, and the rule that keeps it is civic.Look. Two rows more than Look knows: contact
// that only the holding desk reads, and identities that nobody reads alone.
func Viewers() []Viewer {
	each := func(open, hidden, secret, both string) map[Fate]string {
		return map[Fate]string{FateOpen: open, FateHidden: hidden, FateSecret: secret, FateBoth: both}
	}
	return []Viewer{
		{"who.public", each("sees.published_name", "sees.published", "sees.nothing", "sees.nothing")},
		{"who.holder", each("sees.all", "sees.text_talk", "sees.all", "sees.text_talk")},
		{"who.national", each("sees.text_name", "sees.text", "sees.clocks", "sees.clocks")},
		{"who.oversight", each("sees.text_name", "sees.text", "sees.text_name", "sees.text")},
		{"who.head", each("sees.text", "sees.text", "sees.clocks_reason", "sees.clocks_reason")},
		{"who.supervisor", each("sees.text", "sees.text", "sees.clocks_reason", "sees.clocks_reason")},
		{"who.identity", each("sees.as_above", "sees.break_glass", "sees.as_above", "sees.break_glass")},
	}
}

// privacyTable makes the whole table. i18n:keys fate. who. sees.
func privacyTable(p *i18n.Printer) ui.Table {
	t := ui.Table{Caption: p.T("privacy.table"), Columns: []string{p.T("privacy.who")}}
	for _, f := range Fates() {
		t.Columns = append(t.Columns, p.T("fate."+string(f)))
	}
	for _, v := range Viewers() {
		row := []string{p.T(v.Who)}
		for _, f := range Fates() {
			row = append(row, p.T(v.Sees[f]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
