package civic_test

import (
	"testing"

	"tuntas/internal/civic"
)

// Every verb whose inputs depend on the report is refused for what is wrong with them, each by its own chapter.
func TestEachChapterChecksItsInputs(t *testing.T) {
	asked := func() *story {
		return inState(t, civic.InProgress).does(leadOfficer, ask(civic.VerbSupport, semiAgency))
	}
	for _, tc := range []struct {
		verb  civic.Verb
		on    *story
		who   civic.Actor
		spoil func(*civic.Command)
		field string
	}{
		{civic.VerbMerge, inState(t, civic.InProgress), leadOfficer, func(c *civic.Command) { c.Lead = nil }, "lead"},
		{civic.VerbSupport, inState(t, civic.InProgress), leadOfficer, func(c *civic.Command) { c.Target = 0 }, "agency_id"},
		{civic.VerbConsult, inState(t, civic.InProgress), leadOfficer, func(c *civic.Command) { c.Target, c.Days = semiAgency, civic.MaxSupportDays+1 }, "days"},
		{civic.VerbSplit, inState(t, civic.InProgress), leadOfficer, func(c *civic.Command) { c.Target = 0 }, "agency_id"},
		{civic.VerbContribute, asked(), helper, func(c *civic.Command) { c.Support = 99 }, "support"},
		{civic.VerbRelease, asked(), leadOfficer, func(c *civic.Command) { c.Support = 99 }, "support"},
		{civic.VerbKeepOut, inState(t, civic.InProgress), fullAdmin, func(c *civic.Command) { c.KeepDesk = noSuchDesk }, "kept"},
		{civic.VerbDemand, inState(t, civic.InProgress), fullAdmin, func(c *civic.Command) { c.Kind, c.Days = civic.DemandExplanation, 999 }, "days"},
	} {
		c := command(tc.verb)
		tc.spoil(&c)
		if e := asError(tc.on.try(tc.who, c)); e == nil || e.Kind != civic.KindInvalid || e.Field != tc.field {
			t.Errorf("%s: %v, want the field %s", tc.verb, e, tc.field)
		}
	}
}

// Every row of the table that goes where another report lies is checked by the chapter of that report.
func TestNoChapterIsForgotten(t *testing.T) {
	for _, s := range civic.Lifecycle() {
		if s.Lands == civic.ToLead && s.Verb != civic.VerbMerge {
			t.Errorf("%s goes to its lead, which nobody checks", s.Verb)
		}
	}
}

func BenchmarkApply(b *testing.B) {
	s := inState(&testing.T{}, civic.InProgress)
	for name, c := range map[string]civic.Command{"follow_up": command(civic.VerbFollowUp), "support": ask(civic.VerbSupport, semiAgency), "verify refused": command(civic.VerbVerify)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _, _ = s.w.Apply(s.r, leadOfficer, c)
			}
		})
	}
}
