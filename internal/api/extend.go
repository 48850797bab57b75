package api

import (
	"context"
	"slices"

	"tuntas/internal/atlas"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// extendBody asks for more time.
type extendBody struct {
	Days    int    `json:"days" doc:"How many more; the report says how many there may be in extension." minimum:"1" maximum:"365"`
	Reason  string `json:"reason" doc:"A code of the reason list extend." maxLength:"100"`
	Message string `json:"message" doc:"Why, and what happens next; the reporter reads it once somebody has approved." maxLength:"10000"`
	Seq     int    `json:"seq,omitempty" doc:"Number of events seen."`
}

// extension is how much more time may be asked for now.
type extension struct {
	Most    int           `json:"most" doc:"Days."`
	Unit    civic.DayUnit `json:"unit" enum:"working_days,calendar_days"`
	By      civic.Date    `json:"by" doc:"The last day in time as it is." format:"date"`
	Latest  civic.Date    `json:"latest" doc:"The last day in time with all days." format:"date"`
	Reasons []reason      `json:"reasons" doc:"What may be given today."`
}

// extensionOf tells an officer who may ask for more time how much there is; nil for everybody else.
func (a *API) extensionOf(m *atlas.Map, v *casework.View) *extension {
	if !slices.Contains(v.Allowed, civic.VerbPropose) {
		return nil
	}
	w := m.World(a.Now())
	if !slices.Contains(w.Proposable(&v.Report), civic.VerbExtend) {
		return nil
	}
	x := w.ExtensionOf(&v.Report)
	out := &extension{Most: x.Most, Unit: x.Unit, By: x.From, Latest: x.To, Reasons: []reason{}}
	for _, r := range m.Reasons.Offered(civic.ReasonsExtend, a.day(&v.Report)) {
		out.Reasons = append(out.Reasons, reason{Code: r.Code, TextID: r.TextID, TextEN: r.TextEN})
	}
	return out
}

// extending: more time to resolve, where the policy allows it.
func (a *API) extending() {
	step(a, officerStep("extensions", "proposeExtension", "Ask for more time",
		"Once for each report, before its time to resolve is over, and for no more days than the policy allows: `extension` of the report says how many. "+
			"A file of the office has to be there as proof, attached before. It waits as a draft for somebody else: a head or coordinator at or above the desk, or the national desk. "+
			"Approved, it counts from the last day as it was, the reporter reads from when to when and why, and the final date that was promised to the reporter stays.",
		extendBody{Days: 5, Reason: "means", Message: "Aspal datang 26 November. Setelah itu kami tambal.", Seq: 5}, civic.VerbPropose),
		func(_ context.Context, b *extendBody) (civic.Command, error) {
			return civic.Command{Verb: civic.VerbPropose, As: civic.VerbExtend, Days: b.Days, Reason: b.Reason, Message: b.Message, Seq: b.Seq}, nil
		})
}

// proposed names what is allowed by where it is sent: more time is proposed at an address of its own, and drafts of what an
// office wants to tell only where there is something to approve.
func proposed(w civic.World, r *civic.Report, allowed []civic.Verb) []civic.Verb {
	i := slices.Index(allowed, civic.VerbPropose)
	if i < 0 {
		return allowed
	}
	may, in := w.Proposable(r), []civic.Verb{}
	if slices.ContainsFunc(may, func(v civic.Verb) bool { return v != civic.VerbExtend }) {
		in = append(in, civic.VerbPropose)
	}
	if slices.Contains(may, civic.VerbExtend) {
		in = append(in, civic.VerbExtend)
	}
	return slices.Replace(slices.Clone(allowed), i, i+1, in...)
}
