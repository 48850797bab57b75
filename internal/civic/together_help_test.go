package civic_test

import (
	"tuntas/internal/civic"
)

// theIncident is what the report of the tests is merged into.
const (
	theIncident civic.ID = 5000
	theLead     civic.ID = 5001
)

// leadAt is a report that others can follow, at a desk.
func leadAt(w civic.World, desk civic.ID) *civic.Report {
	return &civic.Report{ID: theLead, Incident: theIncident, Leads: true, State: civic.InProgress, Class: civic.ComplaintOversight,
		Holder: desk, Zone: civic.WIB, ReceivedAt: w.Now, VerifiedAt: w.Now, AnsweredAt: w.Now, Seq: 3}
}

// joined gives a merge a lead: one where the report is, or at an agency below the national desk.
func joined(w civic.World, r *civic.Report, c civic.Command) civic.Command {
	if c.Verb != civic.VerbMerge {
		return c
	}
	desk := r.Holder
	if desk == w.Tree.National() {
		for _, id := range w.Tree.Children(desk) {
			if a, _ := w.Tree.Get(id); a.Active {
				desk = id
			}
		}
	}
	c.Lead = leadAt(w, desk)
	c.Lead.Oversight.Kept = r.Oversight.Kept
	return c
}
