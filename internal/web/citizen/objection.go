package citizen

import (
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"
)

// Objection is what became of the requester's objection, and the ways that are open.
type Objection struct {
	Made    string // when, and on which ground; "" while there is none
	Decides string // who decides it
	State   string // until when, or how it ended
	Late    bool
	Grounds []ui.Option // of a new one

	ToSuperior, ToPanel civic.Way
}

// wayText says whether an objection is possible, and why or until when; "" where that is no question. i18n:keys objection.way.
func (v ReportView) wayText() string { return v.wayOf("objection.way.", v.Objection.ToSuperior) }

// panelText says the same of the Information Commission. i18n:keys dispute.way.
func (v ReportView) panelText() string { return v.wayOf("dispute.way.", v.Objection.ToPanel) }

func (v ReportView) wayOf(key string, way civic.Way) string {
	if !v.Own || way.Why == civic.WayNever || way.Why == civic.WayDone || way.Why == civic.WayFirst {
		return ""
	}
	return v.P.T(key+string(way.Why), "from", i18n.Strong(v.P.Date(way.From)), "until", i18n.Strong(v.P.Date(way.Until)))
}

// grounds asks on which ground of the law the requester objects.
func (v ReportView) grounds() ui.Choice {
	a := v.typed(civic.VerbObject)
	c := ui.Choice{Name: "ground", Base: string(civic.VerbObject) + "-ground", Legend: v.P.T("objection.ground"), Error: a.Mistakes.For(string(civic.VerbObject) + "-ground")}
	for _, o := range v.Objection.Grounds {
		o.Checked = o.Value == a.Ground
		c.Options = append(c.Options, o)
	}
	return c
}
