package officer

import (
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// keptRow is one office or officer who is kept out of the report, as supervisors read it.
type keptRow struct{ Name, By, Reason string }

// keptRows words who is kept out.
func (p *Pages) keptRows(v *staff.Visit, in *casework.View) []keptRow {
	var out []keptRow
	for _, k := range in.Kept {
		row := keptRow{Name: k.Name, Reason: k.Reason, By: v.P.T("officer.kept.by_reporter")}
		if k.By != "" {
			row.By = v.P.T("officer.kept.by", "who", k.By, "at", v.P.DateTime(k.At, in.Report.Zone))
		}
		out = append(out, row)
	}
	return out
}

// whoKept are the boxes that name an officer in a form about conflicts of interest; "" is nobody.
func (v *reportView) whoKept(visit *staff.Visit, verb civic.Verb) staff.Pick {
	now := v.value(verb, "officer", "")
	pick := staff.Pick{ID: string(verb) + "-officer", Name: "officer", Label: visit.P.T("officer.kept.officer"), Hint: visit.P.T("officer.kept.officer_hint")}
	add := func(value, label string) {
		pick.Groups[0].Options = append(pick.Groups[0].Options, ui.Option{Value: value, Label: label, Checked: value == now})
	}
	pick.Groups = []staff.Group{{}}
	add("", visit.P.T("officer.kept.nobody"))
	if verb == civic.VerbKeepOut {
		add(visit.Who.Officer.String(), visit.P.T("officer.kept.me"))
		if !onlyOwn(visit.Who) {
			for _, o := range v.Desk.Mentions {
				add(o.Value, o.Label)
			}
		}
	}
	return pick
}

// onlyOwn tells whether the officer keeps out nobody but themselves.
func onlyOwn(a civic.Actor) bool {
	return a.Role == civic.RoleLiaison || a.Role == civic.RoleUnitOfficer
}

// letIn offers whoever is kept out, to be let in again.
func (v *reportView) letIn(visit *staff.Visit, in *casework.View) ui.Choice {
	now := v.value(civic.VerbLetIn, "kept", "")
	c := ui.Choice{Name: "kept", Base: string(civic.VerbLetIn) + "-kept", Legend: visit.P.T("officer.kept.whom"), Error: v.mistake(civic.VerbLetIn, "kept")}
	for _, k := range in.Kept {
		value := keptValue(k.Kept)
		c.Options = append(c.Options, ui.Option{Value: value, Label: k.Name, Checked: value == now || len(in.Kept) == 1})
	}
	return c
}

func keptValue(k civic.Kept) string { return k.Desk.String() + "-" + k.Officer.String() }

// fillKept puts the questions about conflicts of interest and findings into a form.
func (p *Pages) fillKept(v *staff.Visit, in *casework.View, view *reportView, pn *panel) {
	switch pn.verb {
	case civic.VerbVerify:
		p.officeFinder(v, view, pn)
		pn.Against, pn.Finder = pn.Finder, nil
		pn.Against.Label, pn.Against.Hint = v.P.T("officer.kept.against"), v.P.T("officer.kept.against_hint")
	case civic.VerbKeepOut:
		if !onlyOwn(v.Who) {
			p.officeFinder(v, view, pn)
			pn.Finder.Label, pn.Finder.Hint = v.P.T("officer.kept.office"), v.P.T("officer.kept.office_hint")
		}
		pn.Who = view.whoKept(v, pn.verb)
	case civic.VerbLetIn:
		pn.Which = view.letIn(v, in)
	case civic.VerbClose:
		if in.Report.Class == civic.ComplaintOversight {
			pn.Findings = view.reasons(v, &in.Report, pn.verb, "finding", civic.ReasonsFinding)
		}
	}
}

// keeping reads what the verbs about conflicts of interest, and closings with a finding, need.
func (p *Pages) keeping(v *staff.Visit, form *typed, cmd *civic.Command) (err error) {
	switch form.Verb {
	case civic.VerbVerify:
		cmd.KeepDesk, err = p.competent(v, form)
	case civic.VerbKeepOut:
		if !onlyOwn(v.Who) {
			cmd.KeepDesk, err = p.competent(v, form)
		}
		cmd.KeepOfficer = staff.ID(v.R.PostFormValue("officer"))
	case civic.VerbLetIn:
		desk, officer, _ := strings.Cut(staff.Text(v.R, "kept"), "-")
		cmd.KeepDesk, cmd.KeepOfficer = staff.ID(desk), staff.ID(officer)
	case civic.VerbClose:
		cmd.Finding, cmd.Measure = staff.Text(v.R, "finding"), staff.Text(v.R, "measure")
	}
	return err
}
