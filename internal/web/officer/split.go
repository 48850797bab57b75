package officer

import (
	"strconv"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// partLine is a part of a report that became a report of its own, or the whole that it was taken from.
type partLine struct {
	URL    string // "" where the officer may not read it
	Code   string
	Title  string
	Holder string
	Status ui.Status
	Due    *dueChip
	Freed  bool // it is not waited for
}

// partsBox fills in the parts of a report, and the whole of which it is one.
func (p *Pages) partsBox(v *staff.Visit, in *casework.View, view *reportView) {
	for i := range in.Parts {
		view.Parts = append(view.Parts, p.partLine(v, &in.Parts[i]))
	}
	if in.Whole != nil {
		whole := p.partLine(v, in.Whole)
		view.Whole = &whole
	}
}

func (p *Pages) partLine(v *staff.Visit, in *casework.Part) partLine {
	r := &in.Report
	out := partLine{Code: r.Code.Display(), Title: in.Title, Holder: in.Holder, Status: ui.StatusOf(r.State, !r.VerifiedAt.IsZero(), r.ClosedBy, false),
		Due: dueOf(v.P, v.Map.World(p.Now()), r, in.Next), Freed: in.Support.State == civic.SupportReleased}
	switch {
	case !in.Sight.Text || !v.Who.InScope(v.Map.Tree, r):
		out.Title = v.P.T("officer.parts.hidden")
	case out.Title == "":
		out.Title, out.URL = v.P.T("officer.row.untitled"), reportURL(r.Code)
	default:
		out.URL = reportURL(r.Code)
	}
	return out
}

// partOption words a part in the list of those that may be set free.
func partOption(v *staff.Visit, in *casework.View, s civic.Support) (ui.Option, bool) {
	for i := range in.Parts {
		if r := &in.Parts[i].Report; r.ID == s.Part {
			return ui.Option{Value: strconv.Itoa(s.ID), Label: v.P.T("officer.asked.option", "agency", r.Code.Display(), "kind", v.P.T("officer.asked.kind.part"))}, true
		}
	}
	return ui.Option{}, false
}
