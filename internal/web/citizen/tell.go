package citizen

import (
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

// TellView is step 1: what happened. Form fields: body, class, files; remove takes out
// the stored file whose id it carries.
type TellView struct {
	ui.Page
	Body     string
	Class    civic.Class
	Files    []StoredFile // what the server keeps already
	MaxBody  int          // letters
	MaxFiles int
	NoDraft  bool // the report is secret and its writer did not agree to a draft on the device
	Mistakes ui.Mistakes
}

// StoredFile is an attachment that came with an earlier visit to the step.
type StoredFile struct {
	ID    string
	Name  string
	Bytes int64
	Thumb string // address of a small picture; empty for a document
}

// Tell makes step 1.
func Tell(v TellView) templ.Component {
	v.Page = stepPage(v.Page, 1, "tell.title", "")
	v.Failed = len(v.Mistakes) > 0
	return ui.Layout(v.Page, tell(v))
}

func (v TellView) body() ui.Field {
	p := v.P
	attrs := templ.Attributes{
		"data-max": itoa(v.MaxBody), "data-left": p.T("count.left"), "data-over": p.T("count.over"), "data-keep": true,
	}
	return ui.Field{Name: "body", Label: p.T("tell.body"), Hint: p.T("tell.body_hint"), Value: v.Body, Rows: 7, Required: true,
		Error: v.Mistakes.For("body"), Note: p.T("tell.body_max", "n", v.MaxBody), Attrs: attrs}
}

func classChoice(p *i18n.Printer, now civic.Class, mistake string) ui.Choice {
	c := ui.Choice{Name: "class", Legend: p.T("tell.class"), Error: mistake}
	if now == "" || now == civic.ComplaintOversight {
		now = civic.Complaint
	}
	for _, k := range civic.ReporterClasses() {
		// i18n:keys class.
		c.Options = append(c.Options, ui.Option{Value: string(k), Label: p.T("class." + string(k)),
			Hint: p.T("class." + string(k) + ".hint"), Checked: k == now})
	}
	return c
}
