package officer

import (
	"slices"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
)

// demandedBefore tells whoever sends the same question or instruction again, by pressing twice or from the page before, that
// it was sent already: every one is a deadline of its own for the office. done is false for anything else.
func (p *Pages) demandedBefore(v *staff.Visit, in *casework.View, c civic.Command, form typed) (done bool, err error) {
	if c.Verb != civic.VerbDemand || !slices.ContainsFunc(in.Demands, func(d casework.Demanded) bool { return sameDemand(v.Who, d, c) }) {
		return false, nil
	}
	if form.Token != "" {
		_ = p.Intake.DropDraft(v.R.Context(), form.Token) // it expires by itself
	}
	return true, v.Tell(reportURL(in.Report.Code)+"#penjelasan", "officer.demand.again")
}

// sameDemand tells whether an answer is owed to just this. The words of a secret report are not here to be compared: there it
// is the form that was sent before, by the number of events that it knows of.
func sameDemand(who civic.Actor, d casework.Demanded, c civic.Command) bool {
	if !d.Open() || d.Officer != who.Officer || d.Kind != c.Kind {
		return false
	}
	if d.Ask == nil || d.Ask.Message == "" {
		return c.Seq != 0 && d.Seq > c.Seq
	}
	return slices.Equal(strings.Fields(d.Ask.Message), strings.Fields(c.Message))
}

// demandedMeanwhile is demandedBefore for what was refused because the report changed: the other of two presses may have been
// quicker.
func (p *Pages) demandedMeanwhile(v *staff.Visit, c civic.Command, form typed, code civic.TrackingCode, wrong error) (done bool, err error) {
	if c.Verb != civic.VerbDemand || civic.KindOf(wrong) != civic.KindConflict {
		return false, nil
	}
	in, err := p.load(v, code)
	if err != nil {
		return true, err
	}
	return p.demandedBefore(v, &in, c, form)
}
