package civic_test

import "tuntas/internal/civic"

// lengthenable are the national lengths, of which those to resolve may be extended.
func lengthenable() []civic.ClockPolicy {
	all := civic.NationalPolicies()
	for i := range all {
		if p := &all[i]; p.Clock == civic.ClockResolve && p.Class != civic.Aspiration {
			p.Extension = 5
		}
	}
	return all
}

// lengthened gives a command for more time as many days as may be asked for.
func lengthened(w civic.World, r *civic.Report, as civic.Verb, c civic.Command) civic.Command {
	if as == civic.VerbExtend {
		c.Days, c.Reason, c.Evidence = w.ExtensionOf(r).Most, "materials", 1
	}
	return c
}

// moreTime proposes an extension.
func moreTime(days int) civic.Command {
	c := command(civic.VerbExtend)
	c.Verb, c.As, c.Days = civic.VerbPropose, civic.VerbExtend, days
	return c
}

// asked is a draft for more time, false when none may be asked for now.
func asked(w civic.World, r *civic.Report) (civic.Command, bool) {
	return moreTime(w.ExtensionOf(r).Most), !r.Proposal.Timely() && w.Extendable(r) == nil
}
